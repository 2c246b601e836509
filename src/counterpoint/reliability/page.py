"""A comparison of coders as a page."""

from __future__ import annotations

import re
from typing import Any, Final

from counterpoint.reliability.coding import VARIABLES, Coded
from counterpoint.reliability.comparing import Matched, Reliability
from counterpoint.reliability.texts import figure, percent, summary, verdict
from counterpoint.reports import report_page

_AROUND: Final = 60
"""As many characters of the text are shown before and after the quoted words, where it is at hand."""


def page(found: Reliability) -> str:
    """Make the page: the figures, and every place that was coded differently with what each coder says.

    :returns: a whole HTML document; it holds the quoted fragments, and where the text was at hand a few words around.
    """
    return report_page(
        "reliability.html.j2",
        heading=f"How alike: {found.title or found.codings[0].source}",
        source=found.codings[0].source,
        coders=found.codings,
        notes=found.notes,
        variables=VARIABLES,
        paired=found.paired,
        summary=summary(found),
        rows=[
            {
                "name": name,
                "alpha": figure(one.alpha),
                "width": None if one.alpha is None else round(100 * max(one.alpha, 0), 1),
                "verdict": verdict(one),
                "share": percent(one.share),
                "units": one.units,
                "agreeing": one.agreeing,
                "pairs": one.pairs,
            }
            for name, one in found.variables.items()
        ],
        pairs=[
            {
                "names": [found.codings[one].name, found.codings[other].name],
                "alphas": [figure(measured[name].alpha) for name in VARIABLES],
            }
            for (one, other), measured in found.pairwise.items()
        ],
        places=[_place(found, unit) for unit in found.differences],
        counts=[{"name": name, "rows": list(values.items())} for name, values in found.counts.items()],
    )


def _place(found: Reliability, unit: Matched) -> dict[str, Any]:
    others = [name for name in unit.differs if name != "unit"]
    differ = [f"{', '.join(others)} differ" if len(others) > 1 else f"{others[0]} differs"] if others else []
    missing = ["not everybody has a statement here"] if "unit" in unit.differs else []
    return {
        "number": unit.number,
        "paragraph": unit.paragraph,
        "start": unit.start,
        "end": unit.end,
        "summary": "; ".join([*differ, *missing]),
        "context": _context(found.text, unit),
        "coders": [_said(found, unit, coder, one) for coder, one in enumerate(unit.said)],
    }


def _said(found: Reliability, unit: Matched, coder: int, one: Coded | None) -> dict[str, Any]:
    return {
        "name": found.codings[coder].name,
        "quote": one.quote if one else "",
        "where": f"{one.place.file}:{one.place.line}" if one else "",
        "findings": [
            {
                "name": name,
                "text": found.value(name, one),
                "wording": found.identities.name(name, coder, one.values.get(name, "")) if one else "",
                "differs": name in unit.differs,
            }
            for name in VARIABLES
        ],
    }


def _context(text: str | None, unit: Matched) -> tuple[str, str, str] | None:
    """Give a few whole words before the quoted ones, those, and a few after."""
    if text is None or unit.end > len(text):
        return None
    before = text[max(0, unit.start - _AROUND) : unit.start]
    after = text[unit.end : unit.end + _AROUND]
    if unit.start > _AROUND:
        before = "… " + re.sub(r"^\S*\s", "", before)
    if unit.end + _AROUND < len(text):
        after = re.sub(r"\s\S*$", "", after) + " …"
    return before, text[unit.start : unit.end], after
