"""The marks of a drawing: grounds, lines, discs and names, as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from counterpoint.view.figures import HEAD, WIDTH, Spot, isolated, number, stretch, text_of
from counterpoint.view.lettering import Box, Sheet, break_lines, width_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence

    from counterpoint.view.plan import Plan

_BOLD = 1.09
"""How much wider bold type is."""

_TITLED = 150
"""Up to so many lines each says in words whom it is between."""

_Row = tuple[str, float, str]
"""A line of text, its size, and its class."""


def draw_grounds(plan: Plan, height: float) -> Iterator[str]:
    """Lay a soft ground under each camp."""
    _, across, down = stretch(plan)
    for (x, y), reach in zip(plan.layout.centres.tolist(), plan.layout.reach.tolist(), strict=True):
        yield (
            f'<ellipse class="camp" cx="{number(WIDTH / 2 + across * x)}" '
            f'cy="{number(HEAD + height / 2 + down * y)}" '
            f'rx="{number(across * reach)}" ry="{number(down * reach * plan.layout.aspect)}"/>'
        )


def draw_lines(
    edges: Sequence[dict[str, Any]], places: dict[str, Spot], middle: tuple[float, float], *, ring: bool
) -> Iterator[str]:
    """Draw the lines, agreement first: disagreement lies on top.

    :param edges: as vis-network takes them.
    :param places: the spots of what they are between, by id.
    :param middle: of the picture.
    :param ring: whether lines bend towards it.
    """
    faint = 0.9 if len(edges) <= 80 else 0.65 if len(edges) <= 300 else 0.45
    thin = 1.0 if len(edges) <= 80 else 0.6
    crowded = not ring and len(edges) > 40
    for word in ("agree", "disagree"):
        yield f'<g class="line {word}" opacity="{faint}">'
        for edge in edges:
            if not edge["id"].endswith(f"~{word}"):
                continue
            one, other = places[edge["from"]], places[edge["to"]]
            path = _path(one, other, edge["smooth"], middle, ring=ring)
            title = ""
            if len(edges) <= _TITLED:
                between = f"{isolated(_first(one))} and {isolated(_first(other))} {word}"
                title = f"<title>{text_of(between)}</title>"
            shade = f' opacity="{number(0.4 + 0.1 * edge["width"])}"' if crowded and edge["width"] < 6 else ""
            yield f'<path d="{path}" stroke-width="{number(edge["width"] * thin)}"{shade}>{title}</path>'
        yield "</g>"


def _first(spot: Spot) -> str:
    return spot.name.partition("\n")[0]


def _path(one: Spot, other: Spot, smooth: dict[str, Any] | bool, middle: tuple[float, float], *, ring: bool) -> str:
    start, end = f"M{number(one.x)} {number(one.y)}", f"{number(other.x)} {number(other.y)}"
    if not isinstance(smooth, dict):
        return f"{start}L{end}"
    dx, dy = other.x - one.x, other.y - one.y
    mx, my = (one.x + other.x) / 2, (one.y + other.y) / 2
    bow = 0.8 * smooth["roundness"] * (1 if smooth["type"] == "curvedCW" else -1)
    if ring:  # to whichever side the middle is on
        bow = abs(bow) * (1 if -dy * (middle[0] - mx) + dx * (middle[1] - my) > 0 else -1)
    return f"{start}Q{number(mx - dy * bow)} {number(my + dx * bow)} {end}"


def draw_disc(spot: Spot) -> str:
    """Draw a disc, or a square for an organisation, with what stands in it."""
    x, y, size = number(spot.x), number(spot.y), spot.size
    kind = "crowd" if spot.crowd else "disc"
    if spot.square:
        side = 1.8 * size
        shape = (
            f'<rect class="{kind}" x="{number(spot.x - side / 2)}" y="{number(spot.y - side / 2)}" '
            f'width="{number(side)}" height="{number(side)}" rx="{number(0.3 * size)}"/>'
        )
    else:
        shape = f'<circle class="{kind}" cx="{x}" cy="{y}" r="{number(size)}"/>'
    inside = ""
    if spot.inside:
        type_size = min(0.66 * size, 1.7 * size / max(width_of(spot.inside, 1), 1), 30)
        inside = (
            f'<text class="in" x="{x}" y="{number(spot.y + 0.36 * type_size)}" font-size="{number(type_size)}">'
            f"{text_of(spot.inside)}</text>"
        )
    return f"<g><title>{text_of(spot.title)}</title>{shape}{inside}</g>"


def ring_names(spots: Sequence[Spot]) -> Iterator[str]:
    """Write the names and the organisations of a few speakers on the outer sides of their discs."""
    for spot in spots:
        left = spot.x < WIDTH / 2 - 1
        if len(spots) == 1:
            x, anchor, y = spot.x, "middle", spot.y + spot.size + 26
        else:
            x, anchor, y = spot.x + (-1 if left else 1) * (spot.size + 14), "end" if left else "start", spot.y
        room = x - 12 if left else WIDTH - x - 12
        rows = [(line, 16, "name") for line in break_lines(spot.name, 16, min(room, 240), 2)]
        rows += [(line, 13, "soft") for line in break_lines(spot.places, 13, min(room, 240), 2)]
        yield from _rows(
            rows, x, y - (0 if anchor == "middle" else sum(size * 1.25 for _, size, _ in rows) / 2), anchor
        )


def draw_names(spots: Sequence[Spot], weights: Counter[int], bounds: Box, *, camps: bool) -> Iterator[str]:
    """Write the names that find room, the most tied first: beside the disc, below or above it, or not at all."""
    sheet = Sheet(bounds)
    for spot in spots:
        sheet.take(Box(spot.x - spot.size, spot.y - spot.size, spot.x + spot.size, spot.y + spot.size))
    order = sorted(range(len(spots)), key=lambda at: (-spots[at].size if camps else -weights[at], at))
    size = 13.5 if camps or len(spots) <= 60 else 11.5
    for at in order:
        spot = spots[at]
        for rows in _choices(spot, size, camps=camps, few=len(spots) <= 60):
            found = next((box for box in _around(spot, rows, camps=camps) if sheet.is_free(box[0])), None)
            if found:
                box, x, anchor = found
                sheet.take(box)
                yield from _rows(rows, x, box.top, anchor)
                break


def _choices(spot: Spot, size: float, *, camps: bool, few: bool) -> Iterator[list[_Row]]:
    """Give what may be written, the most that is wanted first."""
    if camps:
        names = spot.name.split("\n")
        for count in range(len(names), 0, -1):
            yield [
                (line, size, "name" if at == 0 else "soft")
                for at, name in enumerate(names[:count])
                for line in break_lines(name, size, 190, 1)
            ]
        return
    name: list[_Row] = [(line, size, "name") for line in break_lines(spot.name, size, 190, 1)]
    if few and spot.places:
        fitting = spot.places if width_of(spot.places, 11.5) <= 190 else spot.places.partition(" · ")[0]
        yield name + [(line, 11.5, "soft") for line in break_lines(fitting, 11.5, 190, 1)]
    yield name


def _around(spot: Spot, rows: Sequence[_Row], *, camps: bool) -> Iterator[tuple[Box, float, str]]:
    width = max(width_of(text, size) * (_BOLD if kind == "name" else 1) for text, size, kind in rows)
    height = sum(1.25 * size for _, size, _ in rows)
    gap = spot.size + 6
    beside = [
        (Box(spot.x + gap, spot.y - height / 2, spot.x + gap + width, spot.y + height / 2), spot.x + gap, "start"),
        (Box(spot.x - gap - width, spot.y - height / 2, spot.x - gap, spot.y + height / 2), spot.x - gap, "end"),
    ]
    over = [
        (Box(spot.x - width / 2, top, spot.x + width / 2, top + height), spot.x, "middle")
        for top in (spot.y + gap - 2, spot.y - gap - height + 2)
    ]
    yield from [*over, *beside] if camps else [*beside, *over]


def _rows(rows: Iterable[_Row], x: float, top: float, anchor: str) -> Iterator[str]:
    for text, size, kind in rows:
        yield (
            f'<text class="halo {kind}" x="{number(x)}" y="{number(top + size)}" font-size="{number(size)}" '
            f'text-anchor="{anchor}">{text_of(text)}</text>'
        )
        top += 1.25 * size
