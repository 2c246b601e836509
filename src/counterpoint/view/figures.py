"""Where the opening picture's discs stand in a drawing, and what is said of each."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from counterpoint.view.layout import FAR
from counterpoint.view.text import initials

if TYPE_CHECKING:
    from counterpoint.view.plan import Plan

WIDTH, MARGIN, HEAD, FOOT = 1200, 48, 112, 92
"""How wide the drawing is; the margin at its sides; how high what is above and below the picture is."""


class Spot(NamedTuple):
    """Where a disc is drawn, and what is written of it."""

    x: float
    y: float
    size: float
    name: str
    places: str
    title: str
    square: bool = False
    inside: str = ""
    crowd: bool = False


def place_ring(core: dict[str, Any]) -> tuple[float, list[Spot], list[str]]:
    """Turn a ring into two bows, left and right, whose names stand on their outer sides and in rows.

    :returns: the height of the picture, a spot for each speaker, and their ids.
    """
    speakers = core["speakers"]
    count = len(speakers["id"])
    height = max(260.0, math.ceil(count / 2) * 92 + 40)
    middle = HEAD + height / 2
    turns = [
        (math.atan2(-x, -y) + 2 * math.pi) % (2 * math.pi) for x, y in zip(speakers["x"], speakers["y"], strict=True)
    ]
    rises = [1 - 2 * abs(1 - turn / math.pi) for turn in turns]
    highest = max(map(abs, rises), default=1) or 1
    spots = []
    most = max(speakers["said"], default=1) or 1
    for at in range(count):
        left = turns[at] < math.pi
        out = 0.0 if count == 1 else 310 * (0.2 + 0.8 * abs(speakers["x"][at]) / FAR)
        y = middle if count <= 2 else middle + rises[at] / highest * (height / 2 - 46)
        size = 20 + 12 * math.sqrt(speakers["said"][at] / most)
        spots.append(_speaker(core, at, WIDTH / 2 + (-out if left else out), y, size))
    return height, spots, speakers["id"]


def place_islands(plan: Plan, core: dict[str, Any]) -> tuple[float, list[Spot], list[str]]:
    """Give the height of the picture, a spot for each speaker, and their ids."""
    speakers = core["speakers"]
    height, across, down = stretch(plan)
    most = max(speakers["said"], default=1) or 1
    least, more = (6, 10) if len(speakers["id"]) > 60 else (11, 9)
    spots = [
        _speaker(
            core,
            at,
            WIDTH / 2 + across * speakers["x"][at],
            HEAD + height / 2 + down * speakers["y"][at],
            least + more * math.sqrt(speakers["said"][at] / most),
        )
        for at in range(len(speakers["id"]))
    ]
    return height, spots, speakers["id"]


def stretch(plan: Plan) -> tuple[float, float, float]:
    """Give the height of the picture, and how many points a unit of the layout takes across and down."""
    wide = WIDTH - 2.0 * MARGIN - 60
    height = min(max(wide / plan.layout.aspect, 420), 980)
    wide = min(wide, height * plan.layout.aspect)
    return height, wide / 2 / FAR, (height - 40) / 2 / FAR


def _speaker(core: dict[str, Any], at: int, x: float, y: float, size: float) -> Spot:
    speakers = core["speakers"]
    name = speakers["name"][at] or "unnamed"
    where = " · ".join(isolated(core["organisations"][place]) for place in speakers["at"][at])
    said = plural(speakers["said"][at], "statement")
    return Spot(
        x,
        y,
        size,
        name,
        " · ".join(core["organisations"][place] for place in speakers["at"][at]),
        f"{isolated(name)}{f', {where}' if where else ''}: {said}",
        square=speakers["kind"][at] == 1,
        inside=initials(name) if size >= 13 else "",
    )


def place_camps(plan: Plan, core: dict[str, Any]) -> tuple[float, list[Spot], list[str]]:
    """Give the height of the picture, a spot for each camp, and their ids."""
    height, across, down = stretch(plan)
    names = core["speakers"]["name"]
    spots = []
    for camp, reach in zip(core["camps"], plan.layout.reach.tolist(), strict=True):
        first = [names[member] or "unnamed" for member in camp["members"][:3]]
        count = len(camp["members"])
        title = f"{plural(count, 'speaker')}: {', '.join(map(isolated, first))}{' and others' if count > 3 else ''}"
        spots.append(
            Spot(
                WIDTH / 2 + across * camp["x"],
                HEAD + height / 2 + down * camp["y"],
                max(13.0, 0.5 * reach * across),
                "In no larger camp" if camp["others"] else "\n".join(first),
                "",
                f"In no larger camp: {title}" if camp["others"] else title,
                inside=f"{count:,}",
                crowd=camp["others"],
            )
        )
    # The grounds of camps, which are not drawn here, reach further than their discs and what is written below these.
    top = min((spot.y - spot.size for spot in spots), default=float(HEAD))
    height = max((spot.y + spot.size + 48 for spot in spots), default=HEAD) - top
    return height, [spot._replace(y=spot.y - top + HEAD) for spot in spots], [camp["id"] for camp in core["camps"]]


def plural(count: int, what: str) -> str:
    """Count things in words.

    >>> plural(1, "pair"), plural(1200, "pair")
    ('1 pair', '1,200 pairs')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def isolated(name: str) -> str:
    """Keep the direction in which a name is written from what stands around it."""
    return f"\u2068{name}\u2069"


def text_of(text: str) -> str:
    """Write text as XML takes it, which has no place for two of the signs that Unicode leaves unused."""
    return escape(text.replace("\ufffe", "").replace("\uffff", ""), quote=True)


def number(value: float) -> str:
    """Write a length to a tenth of a point."""
    return f"{value:.1f}".removesuffix(".0")
