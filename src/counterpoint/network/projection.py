"""From the statement table to a network."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from counterpoint.network.counting import Counted, count
from counterpoint.network.limits import Kept
from counterpoint.network.settings import Settings
from counterpoint.network.slabs import weigh
from counterpoint.network.table import Codes, Labels, StatementTable
from counterpoint.network.weights import Floats, Matrix, OneMode, stored, two_mode

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, eq=False)
class Nodes:
    """The nodes of one side of a network.

    :param iris: their IRIs, sorted.
    :param kind: what they are unless their labels know better: "person", "organisation" or "claim".
    :param frequency: for each the number of its statements that count.
    """

    iris: tuple[str, ...]
    kind: str
    frequency: Codes


@dataclass(frozen=True, eq=False)
class Projection:
    """A network as a matrix.

    :param settings: how it was made.
    :param rows: the nodes of the rows: actors, or claims in a network of claims.
    :param columns: the nodes of the columns: the same in a one-mode network, claims in a two-mode network.
    :param weights: rows × columns, without stored zeros. One-mode: symmetric, in full, with an empty diagonal.
    :param counted: the statements that count; their actors and claims are numbered as the nodes are.
    :param table: the statement table that it was made of.
    :param kept: which of the ties there are it holds; ``str(kept)`` says it in a sentence where some are left out.
    """

    settings: Settings
    rows: Nodes
    columns: Nodes
    weights: Matrix
    counted: Counted
    table: StatementTable
    kept: Kept = field(default_factory=Kept)

    @property
    def labels(self) -> Labels:
        """The names and kinds of the nodes."""
        return self.table.labels

    def edges(self) -> tuple[Codes, Codes, Floats]:
        """Give each edge once, sorted: its row, its column (the later node in a one-mode network), its weight."""
        rows, columns = stored(self.weights)
        kept = rows < columns if self.settings.one_mode else np.ones(len(rows), np.bool_)
        return rows[kept].astype(np.int32), columns[kept].astype(np.int32), self.weights.data[kept]

    def to_networkx(self, *, evidence: bool | None = None) -> nx.Graph[str]:
        """Give the network as a graph of IRIs, with the settings and the slice as the graph's attributes.

        A node has the attributes ``label``, ``kind``, ``frequency`` (the number of its statements), those of its
        label, and in a two-mode network ``bipartite``: 0 for an actor, 1 for a claim. An edge has ``weight`` and, with
        evidence, ``statements``: the sorted IRIs of the statements that it rests on.

        :param evidence: whether edges name their statements; where it is not said, up to 20,000 edges do.
        :raises UsageError: where in a two-mode network an actor has the IRI of a claim.
        """
        from counterpoint.network.graphs import build_graph

        return build_graph(self, evidence=evidence)


def project(table: StatementTable, settings: Settings | None = None) -> Projection:
    """Make a network of statements.

    Nodes are sorted by IRI. Only those with a statement that counts are there, with or without an edge, as in DNA; with
    ``isolates`` all of the table's are.

    :param settings: which network; a congruence network of speakers where it is not said.
    :raises UsageError: where the table was read without what the settings need.
    """
    settings = settings or Settings()
    found = count(table, settings)
    actor, actors = _nodes(found.actor, found.actors, _actor_kind(settings), isolates=settings.isolates)
    claim, claims = _nodes(found.claim, found.claims, "claim", isolates=settings.isolates)
    counted = replace(found, actor=actor, claim=claim, actors=actors.iris, claims=claims.iris)
    nodes, others = (claims, actors) if settings.mode == "claims" else (actors, claims)
    node, other = (claim, actor) if settings.mode == "claims" else (actor, claim)
    levels = counted.levels
    counts: Matrix = sparse.csr_array(
        (np.ones(len(node)), (node, other * len(levels) + counted.level)),
        shape=(len(nodes.iris), len(others.iris) * len(levels)),
    )
    if not settings.one_mode:
        matrix = two_mode(counts, levels, settings.aggregation, settings.normalisation)
        return Projection(settings, nodes, others, matrix, counted, table, Kept(matrix.nnz))
    formulas = [OneMode(counts, levels, table.scale, settings.aggregation, settings.normalisation)]
    del counts  # and let go of the formula, too, when it is no longer needed
    matrix, kept = weigh(formulas.pop(), settings.top, settings.backbone)
    return Projection(settings, nodes, nodes, matrix, counted, table, kept)


def _nodes(codes: Codes, iris: tuple[str, ...], kind: str, *, isolates: bool) -> tuple[Codes, Nodes]:
    """Choose the nodes, and number the codes by them."""
    frequency = np.bincount(codes, minlength=len(iris)).astype(np.int32)
    if isolates:
        return codes, Nodes(iris, kind, frequency)
    used = np.flatnonzero(frequency)
    place = np.zeros(len(iris), np.int32)
    place[used] = np.arange(len(used))
    return place[codes], Nodes(tuple(iris[code] for code in used), kind, frequency[used])


def _actor_kind(settings: Settings) -> str:
    return "person" if settings.actor == "speaker" else "organisation"
