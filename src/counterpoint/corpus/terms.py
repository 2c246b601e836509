"""The terms that a debate is told in, and how alike people use them."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterpoint.corpus.places import Where, find_workspace, refuse_endpoint
from counterpoint.errors import UsageError
from counterpoint.workspace import Workspace, shipped

if TYPE_CHECKING:
    from counterpoint.building.gathering import Progress
    from counterpoint.changing.change import Agree, Change
    from counterpoint.records.parts import Record
    from counterpoint.reliability.comparing import Reliability
    from counterpoint.terms.findings import Findings
    from counterpoint.terms.reconciling import Lookup, Unidentified
    from counterpoint.terms.service import Candidate


class Terms:
    """The terms that a debate is told in, and how alike people use them."""

    @classmethod
    def check_ontology(cls, where: Where = None) -> Findings:
        """Check what a workspace adds to the ontology, as the shipped ontology is tested.

        :param where: as for :meth:`open`.
        :returns: every fault with its file, line and column, and what is hardly meant as notes.
        """
        from counterpoint.terms.checking import check_ontology

        refuse_endpoint(where, "ontology check")
        return check_ontology(find_workspace(where))

    @classmethod
    def show_ontology(
        cls,
        term: str = "",
        where: Where = None,
        *,
        format: str = "table",  # noqa: A002 - the name that rdflib and pyoxigraph use
        width: int = 100,
    ) -> bytes:
        """Write the terms that the debate can be told in, the workspace's own marked.

        :param term: a key, a name with a prefix, a label or an IRI; all terms where it is empty.
        :param where: as for :meth:`open`.
        :param format: ``table``, ``tree``, ``json``, ``ttl``, ``dot``, ``svg`` or ``html``.
        :param width: how wide a table may be, in characters.
        :raises UnknownNameError: where there is no such term; it carries the nearest.

        >>> from counterpoint import Corpus
        >>> print(Corpus.show_ontology("qualifies", ":demo:").decode().splitlines()[0])
        cp:qualifies, a stance
        """
        from counterpoint.terms.showing import show

        refuse_endpoint(where, "ontology show")
        return show(find_workspace(where), term, format, width=width)

    @classmethod
    def write_schema(cls, where: Where = None) -> tuple[Path, bool]:
        """Write the JSON Schema of a workspace's records, by which editors complete and check them.

        :param where: as for :meth:`open`.
        :returns: the file, and whether it said something else before.
        :raises WorkspaceError: where the ontology cannot be read.
        """
        from counterpoint.files import write_atomically
        from counterpoint.records.schema import SCHEMA_FILE, schema_text

        refuse_endpoint(where, "ontology schema")
        workspace = find_workspace(where)
        path, text = workspace.root / "ontology" / SCHEMA_FILE, schema_text(workspace).encode()
        if path.is_file() and path.read_bytes() == text:
            return path, False
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, text)
        return path, True

    @classmethod
    def reliability(cls, paths: Sequence[Path], where: Where = None, *, text: Path | None = None) -> Reliability:
        """Compare the records of several coders of one source.

        :param paths: the record of each coder, or the draft on which they decided; it need not be in the workspace. Of
            a draft, the accepted statements count; one in which all were rejected is that of a coder who codes none.
        :param where: as for :meth:`open`; where it is not said, the workspace that the first record is in. What its
            records and its ontology define, the coders need not define.
        :param text: the text of the source, where it does not lie in ``texts/``.
        :returns: the agreement on each variable, the units, and the places at which the coders differ.
        :raises UsageError: where the records cannot be compared, something in a draft is still open, or the extra
            ``reliability`` is not installed.
        :raises FaultsError: where a record has faults of form.
        """
        from counterpoint.drafting.drafts import is_draft
        from counterpoint.reliability.comparing import compare

        refuse_endpoint(where, "reliability")
        if text is not None and not text.is_file():
            problem = "is not a file" if text.exists() or text.is_symlink() else "is not there"
            raise UsageError(f"{text} {problem}", "look at the spelling, and at the folder that you are in")
        workspace = find_workspace(where)
        if where is None and paths:
            around = Workspace.find(Path(paths[0]).parent)
            workspace = workspace if around.root == shipped() else around

        def names_of(missing: set[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
            return _names(workspace, missing)

        files = [Path(path) for path in paths]
        return compare(
            files,
            workspace.vocabulary,
            text_of=workspace.text_of if text is None else lambda _: text,
            names_of=names_of,
            read_already={path: _decided(path, workspace) for path in files if is_draft(path)},
        )

    @classmethod
    def reconcile(cls, where: Where = None, *, service: str = "", **asked: Any) -> Lookup:
        """Ask a reconciliation service about the people and organisations that have no identifier; write nothing.

        Without a service, named here or in ``counterpoint.toml``, nothing goes over the network.

        :param where: as for :meth:`open`.
        :param service: the address of a service of the W3C's Reconciliation Service API.
        :param asked: kinds, types, properties, limit and progress, as
            :func:`counterpoint.terms.reconciling.look_up` describes them.
        :returns: the candidates for each, with score and description.
        :raises UsageError: where no service is named.
        :raises StoreError: where the service cannot be used.
        """
        from counterpoint.terms.reconciling import look_up

        refuse_endpoint(where, "reconcile")
        return look_up(find_workspace(where), service, **asked)

    @classmethod
    def identify(
        cls,
        accepted: Iterable[tuple[Unidentified, Candidate]],
        where: Where = None,
        *,
        agree: Agree | None = None,
        progress: Progress | None = None,
    ) -> Change:
        """Write accepted identifiers into the records; all or none, and taken back by one undo.

        :param accepted: people and organisations that :meth:`reconcile` looked up, each with one of its candidates.
        :param where: as for :meth:`open`.
        :param agree: asked before the files are changed.
        :param progress: told how far the reading is.
        :raises FaultsError: with every fault that the records would have; nothing is changed.
        """
        from counterpoint.changing.change import carry_out
        from counterpoint.changing.landing import Base
        from counterpoint.changing.plan import Plan
        from counterpoint.terms.reconciling import with_identifiers

        refuse_endpoint(where, "reconcile")
        base = Base.of(find_workspace(where), progress)
        chosen = list(accepted)
        what = "1 identifier" if len(chosen) == 1 else f"{len(chosen)} identifiers"
        plan = Plan.of(base.workspace, f"add {what}", with_identifiers(base.workspace, chosen))
        return carry_out(plan, base, agree, progress)


def _decided(path: Path, workspace: Workspace) -> Record:
    """Read what became of a draft: the record of its accepted statements, each with its place in the draft's file.

    :raises UsageError: where something is still open.
    """
    from counterpoint.drafting.drafts import Draft, finish, state_of
    from counterpoint.drafting.reading import OPEN, read_data
    from counterpoint.records.reading import read

    # The text is not needed to finish it, and may not be at hand: offsets are compared.
    draft = Draft(path, workspace, read_data(path, workspace), "")
    if left := sum(state_of(statement) == OPEN for statement in draft.statements):
        some = "1 statement is" if left == 1 else f"{left} statements are"
        hint = f"counterpoint review {shlex.quote(str(path))} decides {'it' if left == 1 else 'them'}"
        raise UsageError(f"{some} still open in {path}", hint)
    if noted := draft.about.get("text-digest"):
        draft.data["source"].setdefault("text-digest", noted)
    record = read(str(path), finish(draft, may_be_empty=True).encode(), workspace.vocabulary)
    written = {part.identifier: part for part in read(str(path), path.read_bytes(), workspace.vocabulary).statements}
    for part in record.statements:
        if before := written.get(part.identifier):
            part.place, part.places = before.place, before.places
    return record


def _names(workspace: Workspace, missing: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Look up what a workspace calls some things; its shared files are read first, and its sources only if need be."""
    from counterpoint.records.parts import named
    from counterpoint.records.reading import read

    found: dict[tuple[str, str], str] = {}
    wanted = {identifier for _, identifier in missing}
    for path in sorted(workspace.records(), key=lambda path: ("sources" in path.parts, path)):
        if not wanted:
            break
        names = named(read(workspace.shown(path), path.read_bytes(), workspace.vocabulary).things)
        found |= {key: name for key, name in names.items() if key in missing}
        wanted -= {identifier for _, identifier in names}
    return found
