"""Measures as a person reads them, on a terminal, and as a CSV file."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from counterpoint.network.formats import as_csv
from counterpoint.network.measures.results import NodeMeasures
from counterpoint.questions.tables import cell

if TYPE_CHECKING:
    from counterpoint.network.measures.dividing import Dividing
    from counterpoint.network.measures.results import Measures

_MOST_MEMBERS: Final = 8
_MOST_CAMPS: Final = 12
_NUMBER: Final = re.compile(r"[+-]?[\d,]+(\.\d+)?(e[+-]\d+)?|–|")


def node_csv(measures: Measures) -> bytes:
    """Write the nodes as CSV, one row a node."""
    return as_csv([NodeMeasures._fields, *measures.nodes])


def text(measures: Measures, dividing: Sequence[Dividing] = (), *, most: int = 20, width: int = 100) -> str:
    """Write measures for a terminal.

    :param measures: what was measured.
    :param dividing: what divides the two largest camps.
    :param most: how many nodes and claims are shown at most.
    :param width: how many characters wide.
    """
    parts = [*_network(measures, width), *_camps(measures, width)]
    dividing = [row for row in dividing if row.gap > 0]
    if dividing:
        rows = [
            [row.label, f"{row.one:+.2f}", f"{row.other:+.2f}", f"{row.gap:.2f}", str(row.disagree), str(row.agree)]
            for row in dividing[:most]
        ]
        heads = ["claim", "camp 1", "camp 2", "gap", "disagree", "agree"]
        parts += [
            "What divides camp 1 and camp 2 (mean stances, and pairs of both)",
            _table(heads, rows, width) + _more(len(dividing), most),
        ]
    if measures.bridges:
        bridges = [
            [bridge.label, f"{bridge.score:.2f}", ", ".join(map(str, bridge.camps[:5]))] for bridge in measures.bridges
        ]
        parts += ["Bridges", _table(["name", "score", "agrees with camps"], bridges, width)]
    shown = sorted(measures.nodes, key=lambda node: (-node.agree_degree - node.disagree_degree, node.label, node.node))
    nodes = [
        [
            node.label,
            str(node.camp or ""),
            str(node.agree_degree),
            str(node.disagree_degree),
            f"{node.agree_strength:g}",
            f"{node.disagree_strength:g}",
            f"{node.betweenness:.3f}",
            f"{node.eigenvector:.2f}",
            f"{node.participation:.2f}",
        ]
        for node in shown[:most]
    ]
    if nodes:
        heads = ["name", "camp", "agrees", "disagrees", "weight +", "weight -", "between", "eigen", "particip."]
        parts += ["Who is in it", _table(heads, nodes, width) + _more(len(shown), most)]
    return "\n".join(parts)


def _network(measures: Measures, width: int) -> list[str]:
    size, balance, frustration = measures.size, measures.balance, measures.frustration
    polarisation = measures.polarisation
    about = "about " if balance.estimated else ""
    bound = "exact" if frustration.exact else f"at least {frustration.lower_bound:,}"
    rows = [
        ["nodes", f"{size.nodes:,}", f"components: {size.components:,}; isolates: {size.isolates:,}"],
        ["pairs that agree", f"{size.agreeing:,}", f"{size.both:,} of them disagree, too"],
        ["pairs that disagree", f"{size.disagreeing:,}", ""],
        ["density", _share(size.density), "share of all pairs that are tied"],
        ["balanced triangles", _share(balance.share), f"of {about}{balance.triangles:,}"],
        ["  by weight", _share(balance.weighted), ""],
        ["line index of frustration", f"{frustration.line_index:,}", f"of {frustration.ties:,} ties; {bound}"],
        ["  normalised", _share(frustration.normalised), "1 is balance"],
        ["E-I index of agreement", _share(polarisation.agreement), "-1 within camps, 1 between"],
        ["E-I index of disagreement", _share(polarisation.disagreement), ""],
        ["signed modularity of camps", _share(polarisation.modularity), "0 is chance"],
    ]
    notes = []
    if measures.pivots:
        notes.append(f"betweenness is estimated, from {measures.pivots:,} nodes\n")
    if measures.left_out:
        notes.append(measures.left_out + "\n")
    if measures.undated:
        notes.append(f"statements without a date, left out: {measures.undated:,}\n")
    return ["The network", _table(["measure", "value", ""], rows, width), *notes]


def _camps(measures: Measures, width: int) -> list[str]:
    camps = measures.camps
    if not camps:
        return []
    rows = []
    for number, camp in enumerate(camps[:_MOST_CAMPS], start=1):
        names = ", ".join(node.label for node in camp[:_MOST_MEMBERS])
        rest = len(camp) - _MOST_MEMBERS
        rows.append([str(number), str(len(camp)), names + (f" and {rest:,} more" if rest > 0 else "")])
    return [
        "Camps",
        _table(["camp", "size", "members, the most agreed with first"], rows, width) + _more(len(camps), _MOST_CAMPS),
    ]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _more(every: int, shown: int) -> str:
    return f"… and {every - shown:,} more\n" if every > shown else ""


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head, values in zip(heads, zip(*rows, strict=True), strict=True):
        numbers = all(_NUMBER.fullmatch(value) for value in values)
        table.add_column(head, justify="right" if numbers and any(values) else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    file = io.StringIO()
    Console(file=file, width=width, force_terminal=False, color_system=None).print(table)
    return "".join(line.rstrip() + "\n" for line in file.getvalue().splitlines())
