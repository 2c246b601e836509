"""The opening picture as an SVG: for a paper or a slide, without scripts and without anything from elsewhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from counterpoint.view.figures import (
    FOOT,
    HEAD,
    MARGIN,
    WIDTH,
    isolated,
    number,
    place_camps,
    place_islands,
    place_ring,
    plural,
    text_of,
)
from counterpoint.view.lettering import Box, break_lines, width_of
from counterpoint.view.marks import draw_disc, draw_grounds, draw_lines, draw_names, ring_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from counterpoint.view.plan import Plan

_SANS = "'Helvetica Neue',Helvetica,Arial,'Liberation Sans','Noto Sans',sans-serif"
_SERIF = "'Iowan Old Style',Charter,Palatino,'Source Serif 4','Noto Serif',Georgia,'Liberation Serif',serif"

_STYLE = f"""
svg{{font-family:{_SANS};background:#fcfbf8}}
.paper{{fill:#fcfbf8}}.camp{{fill:#f1eee6}}.rule{{stroke:#e4e0d7}}
.line{{fill:none;stroke-linecap:round}}
.agree{{stroke:#0072b2}}.disagree{{stroke:#d55e00;stroke-dasharray:8 6}}
.disc{{fill:#2f3a45;stroke:#fcfbf8;stroke-width:2.5}}.crowd{{fill:#8d949b;stroke:#fcfbf8;stroke-width:2.5}}
.in{{fill:#fff;font-weight:600;text-anchor:middle}}
.name{{fill:#1c2228;font-weight:600}}.soft{{fill:#59636d}}
.halo{{paint-order:stroke;stroke:#fcfbf8;stroke-width:3.5px;stroke-linejoin:round}}
.title{{font-family:{_SERIF};font-weight:600;font-size:27px;fill:#1c2228}}
@media screen and (prefers-color-scheme:dark){{
svg{{background:#14181c}}
.paper{{fill:#14181c}}.camp{{fill:#1e242a}}.rule{{stroke:#2e353c}}
.agree{{stroke:#56b4e9}}.disagree{{stroke:#f28b45}}
.disc{{fill:#cdd4db;stroke:#14181c}}.crowd{{fill:#77818b;stroke:#14181c}}.in{{fill:#14181c}}
.name,.title{{fill:#eceae5}}.soft{{fill:#a3adb7}}.halo{{stroke:#14181c}}
}}
"""


def draw_svg(plan: Plan, core: dict[str, Any], edges: Sequence[dict[str, Any]]) -> str:
    """Draw the opening picture of a page.

    The same debate gives the same drawing, byte for byte. It is the same picture as the page's; of many speakers those
    with the most and strongest lines are named.

    :param plan: what the page opens with.
    :param core: the names and numbers that the page carries.
    :param edges: the lines as vis-network takes them.
    :returns: an SVG document of its own, to be stored as UTF-8.
    """
    weights = Counter[int]()
    if plan.opening == "speakers":
        for one, other, _, weight in zip(*(column.tolist() for column in plan.lines), strict=True):
            weights[one] += weight
            weights[other] += weight
    if plan.opening == "camps":
        height, spots, ids = place_camps(plan, core)
    elif plan.layout.ring:
        height, spots, ids = place_ring(core)
    else:
        height, spots, ids = place_islands(plan, core)
    places = dict(zip(ids, spots, strict=True))
    bounds = Box(8, HEAD - 30, WIDTH - 8, HEAD + height + 30)
    parts = [
        f'<rect class="paper" width="{WIDTH}" height="{HEAD + height + FOOT}"/>',
        *_heading(core),
        *(draw_grounds(plan, height) if plan.opening == "speakers" and not plan.layout.ring else []),
        *draw_lines(edges, places, middle=(WIDTH / 2, HEAD + height / 2), ring=plan.layout.ring),
        *map(draw_disc, spots),
        *(ring_names(spots) if plan.layout.ring else draw_names(spots, weights, bounds, camps=plan.opening == "camps")),
        *_legend(plan, core, HEAD + height),
    ]
    return _document(core, plan, "".join(parts), HEAD + height + FOOT)


def _document(core: dict[str, Any], plan: Plan, body: str, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {number(height)}" width="{WIDTH}" '
        f'height="{number(height)}" role="img" aria-labelledby="title desc" lang="en">'
        f'<title id="title">{text_of(core["title"])}</title><desc id="desc">{text_of(_described(core, plan))}</desc>'
        f"<style>{_STYLE}</style>{body}</svg>\n"
    )


def _described(core: dict[str, Any], plan: Plan) -> str:
    """Say in words what the picture shows."""
    names, counts = core["speakers"]["name"], core["counts"]
    pairs = [
        f"{plural(counts[word], 'pair')} {word}{'s' if counts[word] == 1 else ''}" for word in ("agree", "disagree")
    ]
    said = [f"A network of {plural(len(names), 'speaker')}: {', '.join(pairs)}."]
    for at, camp in enumerate(plan.camps[:8]):
        shown = [isolated(names[member]) for member in camp.members[:12]]
        more = len(camp.members) - len(shown)
        listed = ", ".join(shown) + (f" and {more:,} more" if more else "")
        said.append(f"{'In no larger camp' if camp.others else f'Camp {at + 1}'}: {listed}.")
    return " ".join(said)


def _heading(core: dict[str, Any]) -> Iterator[str]:
    counts = core["counts"]
    for title in break_lines(core["title"], 25, WIDTH - 2 * MARGIN, 1):
        yield f'<text class="title" x="{MARGIN}" y="54">{text_of(title)}</text>'
    words = [plural(len(core["speakers"]["id"]), "speaker"), plural(counts["statements"], "statement")]
    words.append(plural(len(core["sources"]), "source"))
    yield f'<text class="soft" font-size="14" x="{MARGIN}" y="79">{text_of(" · ".join(words))}</text>'


def _legend(plan: Plan, core: dict[str, Any], top: float) -> Iterator[str]:
    """Say what the lines, their widths and the discs mean, and how many there are."""
    counts = core["counts"]
    y = top + 58
    yield f'<path class="rule" d="M{MARGIN} {number(top + 30)}H{WIDTH - MARGIN}"/>'
    x = float(MARGIN)
    for word, count in (("agree", counts["agree"]), ("disagree", counts["disagree"])):
        label = f"{plural(count, 'pair')} {word}{'s' if count == 1 else ''}"
        yield f'<path class="line {word}" stroke-width="3" d="M{number(x)} {number(y - 5)}h44"/>'
        yield f'<text class="name" font-size="14" x="{number(x + 54)}" y="{number(y)}">{text_of(label)}</text>'
        x += 54 + width_of(label, 14) + 36
    camps = plan.opening == "camps"
    words = (
        "Circles: camps, with their speakers. Lines: wider with more points."
        if camps
        else "Circles: people; squares: organisations; larger with more statements. Lines: wider with more points."
    )
    place = f'x="{WIDTH - MARGIN}" y="{number(y)}" text-anchor="end"'
    yield f'<text class="soft" font-size="13" {place}>{text_of(words)}</text>'
