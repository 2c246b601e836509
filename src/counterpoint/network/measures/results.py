"""What is measured of a network, node by node and as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from counterpoint.errors import UsageError

if TYPE_CHECKING:
    import pandas

    from counterpoint.network.measures.balance import Balance
    from counterpoint.network.measures.frustration import Frustration
    from counterpoint.network.measures.polarisation import Polarisation


class NodeMeasures(NamedTuple):
    """One node.

    :param node: its IRI.
    :param label: its name.
    :param kind: "person", "organisation" or "claim".
    :param agree_degree: how many others it agrees with on anything.
    :param disagree_degree: how many others it disagrees with on anything; many are among both.
    :param agree_strength: the sum of the weights of its agreement.
    :param disagree_strength: that of its disagreement.
    :param betweenness: :func:`~counterpoint.network.measures.centralities.betweenness` in net agreement.
    :param eigenvector: :func:`~counterpoint.network.measures.centralities.eigenvector` in net agreement.
    :param camp: its camp, 1 the largest; 0 where it is in none.
    :param participation: :func:`~counterpoint.network.measures.bridges.participation` over the camps.
    """

    node: str
    label: str
    kind: str
    agree_degree: int
    disagree_degree: int
    agree_strength: float
    disagree_strength: float
    betweenness: float
    eigenvector: float
    camp: int
    participation: float


class BridgingNode(NamedTuple):
    """A node between camps; see :func:`~counterpoint.network.measures.bridges.find_bridges`.

    :param node: its IRI.
    :param label: its name.
    :param score: how much of a bridge it is.
    :param camps: the camps that it agrees with, the one that it agrees with most first; 1 is the largest.
    """

    node: str
    label: str
    score: float
    camps: tuple[int, ...]


class Size(NamedTuple):
    """How large and how dense a network is; all but ``nodes`` of ties of either sign.

    :param nodes: how many there are.
    :param agreeing: pairs that agree on anything.
    :param disagreeing: pairs that disagree on anything.
    :param both: pairs that do both.
    :param density: the share of all pairs that is tied, or None for fewer than two nodes.
    :param components: how many parts the network falls into, isolates not counted.
    :param isolates: nodes without a tie.
    """

    nodes: int
    agreeing: int
    disagreeing: int
    both: int
    density: float | None
    components: int
    isolates: int


@dataclass(frozen=True)
class Measures:
    """A network, measured.

    :param nodes: each node, in the order of IRIs.
    :param size: how large and dense it is.
    :param balance: its triangles.
    :param frustration: how far it is from two sides.
    :param polarisation: how divided it is by its camps.
    :param bridges: nodes between camps, the best first.
    :param pivots: how many nodes betweenness was estimated from; 0 where it is exact.
    :param left_out: says which ties the network lacks, where it lacks any.
    :param undated: how many statements are not in it because they have no date, where days were asked for.
    """

    nodes: tuple[NodeMeasures, ...]
    size: Size
    balance: Balance
    frustration: Frustration
    polarisation: Polarisation
    bridges: tuple[BridgingNode, ...]
    pivots: int = 0
    left_out: str = ""
    undated: int = 0

    @property
    def camps(self) -> tuple[tuple[NodeMeasures, ...], ...]:
        """The members of each camp, the largest camp first, and in it those of the greatest eigenvector centrality."""
        camps: list[list[NodeMeasures]] = [[] for _ in range(max((node.camp for node in self.nodes), default=0))]
        for node in self.nodes:
            if node.camp:
                camps[node.camp - 1].append(node)
        return tuple(tuple(sorted(camp, key=lambda node: (-round(node.eigenvector, 9), node.node))) for camp in camps)

    def as_dict(self) -> dict[str, Any]:
        """Give everything as plain values, for JSON."""
        return {
            **self.network(),
            "camps": [[node.node for node in camp] for camp in self.camps],
            "bridges": [bridge._asdict() for bridge in self.bridges],
            "nodes": [node._asdict() for node in self.nodes],
        }

    def network(self) -> dict[str, Any]:
        """Give what is measured of the network as a whole, as plain values."""
        return {
            "size": self.size._asdict(),
            "balance": self.balance._asdict(),
            "frustration": {
                **self.frustration._asdict(),
                "exact": self.frustration.exact,
                "normalised": self.frustration.normalised,
            },
            "polarisation": self.polarisation._asdict(),
            "betweenness_pivots": self.pivots,
            "left_out": self.left_out,
            "undated": self.undated,
        }

    def to_pandas(self) -> pandas.DataFrame:
        """Give the nodes as a data frame, one row a node.

        :raises UsageError: where pandas is not installed.
        """
        try:
            import pandas
        except ImportError as problem:
            raise UsageError("pandas is not installed", "pip install counterpoint[pandas]") from problem
        return pandas.DataFrame(self.nodes, columns=list(NodeMeasures._fields)).set_index("node")
