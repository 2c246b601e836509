"""Draw terms: from left to right, what is narrower to the right of what is broader."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from counterpoint.errors import visible
from counterpoint.terms.catalogue import KINDS, Term, Terms, plural, polarity_text

if TYPE_CHECKING:
    import igraph

_ROW: Final = 26.0
_GAP: Final = 48.0
_LETTER: Final = 7.8
"""How wide a letter is at most in the picture's type, in the units of the drawing."""

_STYLE: Final = """
svg.terms { font: 13px system-ui, sans-serif; --ground: #ffffff; --line: #b9b2a3; --text: #1c2228; --soft: #59636d;
  --own: #00639c; background: var(--ground); }
@media (prefers-color-scheme: dark) { svg.terms { --ground: #1a1f24; --line: #5b6570; --text: #eceae5; --soft: #a3adb7;
  --own: #6fc0ee; } }
svg.terms path { fill: none; stroke: var(--line); }
svg.terms text { fill: var(--text); }
svg.terms .soft { fill: var(--soft); font-size: 11px; }
svg.terms .own { fill: var(--own); font-weight: 600; }
svg.terms .kind { font-weight: 600; }
"""


@dataclass(frozen=True)
class Picture:
    """Terms and the lines between them.

    :param nodes: what is written at each node, and its class: ``kind``, ``own`` or nothing.
    :param lines: from node to node, with what is written at it.
    """

    nodes: Sequence[tuple[str, str]]
    lines: Sequence[tuple[int, int, str]]

    @classmethod
    def of(cls, terms: Terms, chosen: Term | None = None) -> Picture:
        """Choose what is drawn: all terms under their kinds, or one with those around it."""
        return cls._around(terms, chosen) if chosen else cls._all(terms)

    @classmethod
    def _all(cls, terms: Terms) -> Picture:
        kinds = [kind for kind in KINDS if terms.of(kind)]
        number = {term.iri: len(kinds) + at for at, term in enumerate(terms.all)}
        nodes = [(plural(kind), "kind") for kind in kinds] + [_node(term) for term in terms.all]
        lines = []
        for term in terms.all:
            above = [number[iri] for iri in term.above if iri in number]
            lines += [(one, number[term.iri], "") for one in above or [kinds.index(term.kind)]]
        return cls(nodes, lines)

    @classmethod
    def _around(cls, terms: Terms, chosen: Term) -> Picture:
        shown = terms.around(chosen)
        number = {term.iri: at for at, term in enumerate(shown)}
        lines = []
        for term in shown:
            related = [(iri, "a kind of") for iri in term.above], [(iri, "of") for iri in term.domain]
            lines += [
                (number[iri], number[term.iri], words) for part in related for iri, words in part if iri in number
            ]
            lines += [(number[term.iri], number[iri], "leads to") for iri in term.range if iri in number]
        # Two terms have one line, whatever they have to do with each other: the layers run one way.
        kept: dict[frozenset[int], tuple[int, int, str]] = {}
        for one, other, words in lines:
            first = kept.get(frozenset((one, other)), (one, other, ""))
            kept[frozenset((one, other))] = (*first[:2], f"{first[2]}, {words}" if first[2] else words)
        return cls([_node(term) for term in shown], [line for line in kept.values() if line[0] != line[1]])

    def _degree(self, node: int) -> int:
        return sum(node in (one, other) for one, other, _ in self.lines)

    def graph(self) -> igraph.Graph:
        """Make a graph of it, with a ``label`` at each node and each line."""
        import igraph

        graph = igraph.Graph(n=len(self.nodes), edges=[(one, other) for one, other, _ in self.lines], directed=True)
        graph.vs["label"] = [text for text, _ in self.nodes]
        graph.vs["class"] = [kind for _, kind in self.nodes]
        graph.es["label"] = [words for _, _, words in self.lines]
        return graph

    def dot(self) -> str:
        """Write it in the language of Graphviz."""
        graph = self.graph()
        del graph.vs["class"]
        if not any(graph.es["label"]):
            del graph.es["label"]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "terms.dot")
            graph.write_dot(str(path))
            return path.read_text(encoding="utf-8")

    def svg(self) -> str:
        """Draw it: layers by igraph's layout after Sugiyama, Tagawa and Toda (1981)."""
        if not self.nodes:
            return _whole(200, 40, '<text x="10" y="24">no terms</text>')
        layout = self.graph().layout_sugiyama(hgap=_ROW, vgap=1, maxiter=100)
        places = [layout[number] for number in range(len(self.nodes))]
        rows = _spread([(layer, row) for row, layer in places])
        layers = sorted({layer for _, layer in places})
        left, starts = 12.0, {}
        for layer in layers:
            starts[layer] = left
            widest = max(len(self.nodes[n][0]) for n, (_, one) in enumerate(places) if one == layer)
            left += widest * _LETTER + (_GAP if not any(words for _, _, words in self.lines) else 2 * _GAP)
        points = [(starts[layer], 20 + rows[number]) for number, (_, layer) in enumerate(places)]
        parts = []
        for one, other, words in self.lines:
            (x1, y1), (x2, y2) = points[one], points[other]
            if x1 <= x2:
                x1 += len(self.nodes[one][0]) * _LETTER + 4
            else:
                x2 += len(self.nodes[other][0]) * _LETTER + 4
            middle = (x1 + x2) / 2
            parts.append(
                f'<path d="M{x1:.0f} {y1:.0f}C{middle:.0f} {y1:.0f} {middle:.0f} {y2:.0f} {x2 - 4:.0f} {y2:.0f}"/>'
            )
            if words:
                # At a quarter of the curve, on the side of the term that has fewer lines, where they lie apart.
                near, far = (y1, y2) if self._degree(one) < self._degree(other) else (y2, y1)
                x = 0.43 * (x1 if near == y1 else x2) + 0.57 * middle
                y = 0.84 * near + 0.16 * far - 4
                parts.append(f'<text class="soft" x="{x:.0f}" y="{y:.0f}" text-anchor="middle">{words}</text>')
        for (text, kind), (x, y) in zip(self.nodes, points, strict=True):
            parts.append(f'<text class="{kind}" x="{x:.0f}" y="{y + 4:.0f}">{escape(visible(text))}</text>')
        return _whole(left, max(y for _, y in points) + 20, "\n".join(parts))


def _node(term: Term) -> tuple[str, str]:
    polarity = polarity_text(term)
    return f"{term.name} ({polarity})" if polarity else term.name, "own" if term.own else ""


def _spread(places: Sequence[tuple[float, float]]) -> list[float]:
    """Keep the rows of each layer apart, in the order that the layout found."""
    rows = [0.0] * len(places)
    for layer in {layer for layer, _ in places}:
        last = -_ROW
        for number in sorted((n for n, (one, _) in enumerate(places) if one == layer), key=lambda n: places[n][1]):
            last = max(last + _ROW, places[number][1])
            rows[number] = last
    lowest = min(rows)
    return [row - lowest for row in rows]


def _whole(width: float, height: float, inside: str) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    return (
        f'<svg class="terms" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="The terms" {size}>\n'
        f"<style>{_STYLE}</style>\n{inside}\n</svg>\n"
    )
