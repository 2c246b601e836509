"""The opening picture as vis-network takes it: speakers, or camps where there are too many of them."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from counterpoint.view.plan import strongest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counterpoint.view.plan import Plan

COLOURS = {1: "#0072B2", -1: "#D55E00"}
"""Agreement and disagreement, told apart by colour-blind readers too; the page has brighter ones for dark screens."""

_WORDS = {1: "agree", -1: "disagree"}
_CAMP = (16, 56)
"""The radius of the smallest and of the largest camp."""


def draw_nodes(plan: Plan, core: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the discs: speakers by how much they said, or camps by how many they are."""
    if plan.opening == "camps":
        most = max((len(camp.members) for camp in plan.camps), default=1)
        least, largest = _CAMP
        return [
            {
                "id": camp["id"],
                "label": "",
                "shape": "custom",
                "size": round(max(least, largest * math.sqrt(len(camp["members"]) / most)), 1),
                "x": camp["x"],
                "y": camp["y"],
            }
            for camp in core["camps"]
        ]
    least, more = (20, 12) if plan.layout.ring else (5, 11)
    speakers = core["speakers"]
    most = max(speakers["said"], default=1) or 1
    columns = (speakers[column] for column in ("id", "name", "said", "x", "y"))
    return [
        {
            "id": name,
            "label": label,
            "shape": "custom",
            "size": round(least + more * math.sqrt(said / most), 1),
            "x": x,
            "y": y,
        }
        for name, label, said, x, y in zip(*columns, strict=True)
    ]


def draw_lines(plan: Plan, core: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the lines, agreement first: disagreement lies on top."""
    camps = plan.opening == "camps"
    if camps:
        ids = [camp["id"] for camp in core["camps"]]
        rows = [(one, other, sign, points) for one, other, sign, _, points in plan.between if one != other]
        rows.sort(key=lambda row: (-row[2], row[0], row[1]))
        places = plan.layout.centres
    else:
        ids = core["speakers"]["id"]
        columns = [column.tolist() for column in plan.lines]
        rows = [(columns[0][at], columns[1][at], columns[2][at], columns[3][at]) for at in strongest(plan.lines)]
        places = plan.layout.places
    pairs = Counter(row[:2] for row in rows)
    heaviest = max((row[3] for row in rows), default=1)
    return [
        {
            "id": f"{ids[one]}~{ids[other]}~{_WORDS[sign]}",
            "from": ids[one],
            "to": ids[other],
            "color": COLOURS[sign],
            "dashes": [7, 6] if sign < 0 else False,
            "width": round(1.5 + 6.5 * (weight - 1) / max(5, heaviest - 1), 2),
            "smooth": _bend(
                sign, places[one], places[other], ring=plan.layout.ring, alone=not camps and pairs[one, other] == 1
            ),
        }
        for one, other, sign, weight in rows
    ]


def _bend(sign: int, one: Sequence[int], other: Sequence[int], *, ring: bool, alone: bool) -> dict[str, Any] | bool:
    """Bend a line so that agreement and disagreement of one pair do not lie on each other.

    On a ring both bend towards the middle, disagreement further, where there is room and no name.
    """
    if not ring:
        turn = "curvedCW" if sign > 0 else "curvedCCW"
        return not alone and {"enabled": True, "type": turn, "roundness": 0.14}
    (x1, y1), (x2, y2) = one, other
    # y points down, so a positive cross product means that the middle is on the right of the way from 1 to 2.
    turn = "curvedCW" if int(x1) * int(y2) - int(x2) * int(y1) < 0 else "curvedCCW"
    return {"enabled": True, "type": turn, "roundness": 0.12 if sign > 0 else 0.3 if not alone else 0.18}
