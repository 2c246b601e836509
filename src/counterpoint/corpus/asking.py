"""What every debate can be asked, whether its store is here or behind an endpoint."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from counterpoint.errors import QueryError

if TYPE_CHECKING:
    import rdflib

    from counterpoint.questions.answers import Answer
    from counterpoint.questions.catalogue import Catalogue
    from counterpoint.store.interface import Store
    from counterpoint.store.snapshots import Snapshot
    from counterpoint.workspace import Workspace


class Asking:
    """A store, and the questions that it answers.

    :param workspace: the folders of the debate; for an endpoint, those of the workspace whose questions are asked.
    :param store: where its quads are.
    """

    def __init__(self, workspace: Workspace, store: Store, snapshot: Snapshot | None = None) -> None:
        self.workspace, self.store = workspace, store
        self._snapshot = snapshot  # holds the snapshot's lock for as long as the corpus lives

    @cached_property
    def not_compared(self) -> dict[str, int]:
        """The claims that the rules left out, there being too many pairs in all, and how many pairs each."""
        rows = self.store.table("SELECT ?claim ?n { ?claim cp:notCompared ?n } ORDER BY DESC(?n) ?claim")
        return {claim: int(count) for claim, count in rows}

    @cached_property
    def questions(self) -> Catalogue:
        """The question library, by name: the shipped questions, and the workspace's own over them."""
        from counterpoint.questions.catalogue import Catalogue

        return Catalogue(self.workspace.overlay("queries", suffix=".rq"))

    def ask(self, name: str, /, **params: object) -> Answer:
        """Ask a question of the library.

        :param name: the question's name.
        :param params: its parameters: names of people, claims and so on as a person types them, ids or IRIs; dates,
            numbers, text. ``from_`` stands for a parameter that Python reserves.
        :returns: the answer, with its rows.
        :raises UnknownNameError: where the question, a parameter or a name is not known; it carries the nearest.
        :raises UsageError: where a parameter is missing or has the wrong form.
        """
        from counterpoint.questions.answers import Answer

        question = self.questions[name]
        sparql = question.sparql(params, self.store)
        try:
            return Answer(self.store.query(sparql))
        except QueryError as problem:
            raise QueryError(f"{question.path}: {problem.message}", problem.hint) from problem

    def sparql(self, query: str) -> Answer:
        """Run any SELECT, ASK, CONSTRUCT or DESCRIBE over the union of all graphs.

        :param query: SPARQL 1.1; the prefixes of :data:`counterpoint.vocabulary.PREFIXES` need no declaration.
        :raises QueryError: where it does not parse or fails.

        >>> from counterpoint import Corpus
        >>> Corpus.open(":demo:").sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s a schema:Person }").rows
        [{'n': 7}]
        """
        from counterpoint.questions.answers import Answer

        return Answer(self.store.query(query))

    @cached_property
    def graph(self) -> rdflib.Dataset:
        """The debate as an rdflib Dataset over the same store, for reading.

        Its default graph is the union of all graphs. String queries run in Oxigraph; a *prepared* query, or any extra
        argument to ``query``, makes rdflib fall back to its own, much slower evaluator.
        """
        from counterpoint.store.dataset import open_dataset

        return open_dataset(self.store, self._snapshot)
