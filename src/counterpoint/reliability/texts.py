"""A comparison of coders as a table for people, as CSV and as JSON."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from counterpoint.errors import visible
from counterpoint.formats import as_csv, as_json
from counterpoint.reliability.alpha import Agreement
from counterpoint.reliability.coding import VARIABLES
from counterpoint.reliability.comparing import Matched, Reliability

RELIABLE: Final = 0.8
TENTATIVE: Final = 0.667
"""Krippendorff (2018, chapter 12): rely on variables from .800, draw tentative conclusions only from .667."""


def figure(value: float | None) -> str:
    """Write a coefficient with three digits.

    >>> figure(0.7434), figure(1.0), figure(-0.05), figure(None)
    ('.743', '1.000', '-.050', 'undefined')
    """
    if value is None:
        return "undefined"
    text = f"{value:.3f}"
    return text.replace("0.", ".", 1) if abs(value) < 1 and "1." not in text else text


def percent(value: float | None) -> str:
    """Write a share as a percentage.

    >>> percent(0.875), percent(None)
    ('88 %', '')
    """
    return "" if value is None else f"{100 * value:.0f} %"


def verdict(measured: Agreement) -> str:
    """Say in words what an alpha allows."""
    if measured.alpha is None:
        return measured.why
    if measured.alpha >= RELIABLE:
        return "reliable"
    return "tentative conclusions only" if measured.alpha >= TENTATIVE else "not reliable"


def spoken(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun.

    >>> spoken(1, "unit"), spoken(1200, "unit")
    ('1 unit', '1,200 units')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def summary(found: Reliability) -> list[str]:
    """Say in a few lines who coded what, and how much of it was matched."""
    lines = [
        f"{coding.name}: {spoken(len(coding.statements), 'statement')}, {matched:,} of them matched"
        for coding, matched in zip(found.codings, found.unitising.matched, strict=True)
    ]
    if found.unitising.share is not None:
        lines.append(f"{percent(found.unitising.share)} of the statements are matched by overlap of their words")
    if (quoted := found.unitising.quoted) is not None:
        said = quoted.why or verdict(quoted)
        lines.append(f"which words are statements: alpha {figure(quoted.alpha)}, {said}")
    return lines


def values_of(found: Reliability, unit: Matched, variable: str) -> list[str]:
    """Say what each coder gave for a variable in one place; for ``unit``, whether there is a statement."""
    if variable == "unit":
        return ["yes" if one else "no" for one in unit.said]
    return [found.value(variable, one) for one in unit.said]


def text(found: Reliability, *, width: int = 100) -> str:
    """Write the figures and the disagreements for a terminal."""
    lines = [f'{found.codings[0].source}: "{found.title}"', *summary(found), ""]
    rows = [
        [
            name,
            figure(one.alpha),
            percent(one.share),
            f"{one.units:,}",
            f"{one.agreeing:,} of {one.pairs:,}",
            verdict(one),
        ]
        for name, one in found.variables.items()
    ]
    lines.append(_table(["variable", "alpha", "agreement", "units", "pairs", ""], rows, width, numbers=range(1, 5)))
    if found.differences:
        names = [coding.name for coding in found.codings]
        rows = [
            [
                _where(one),
                f"“{_brief(one.members[0].quote)}”",
                variable,
                *(said or "-" for said in values_of(found, one, variable)),
            ]
            for one in found.differences
            for variable in one.differs
        ]
        lines += [_table(["place", "words", "differs in", *names], rows, width), spoken(len(rows), "disagreement")]
    elif found.paired:
        lines.append("no disagreement")
    return "".join(visible(line.rstrip()) + "\n" for line in "\n".join(lines).split("\n"))


def _where(one: Matched) -> str:
    paragraph = f"¶{one.paragraph} " if one.paragraph else ""
    return f"{paragraph}[{one.start}, {one.end}]"


def _brief(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int, numbers: Sequence[int] = ()) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, name in enumerate(headings):
        table.add_column(Text(name), justify="right" if place in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    file = io.StringIO()
    Console(file=file, width=width, force_terminal=False, color_system=None).print(table)
    return file.getvalue()


def to_csv(found: Reliability) -> bytes:
    """Write one row a unit and variable, those that agree among them: enough to compute every figure anew.

    In a unit of one coder nothing agrees or differs: ``agree`` is empty. The variable ``unit`` says who has one.
    """
    head = ["unit", "paragraph", "start", "end", "fragment", "variable", "agree"]
    rows: list[list[object]] = [[*head, *(coding.name for coding in found.codings)]]
    for unit in found.units:
        place = [unit.number, unit.paragraph or "", unit.start, unit.end, unit.members[0].quote]
        for variable in ("unit", *VARIABLES):
            agree = "no" if variable in unit.differs else "yes" if variable == "unit" or len(unit.members) > 1 else ""
            rows.append([*place, variable, agree, *values_of(found, unit, variable)])
    return as_csv(rows)


def to_json(found: Reliability) -> bytes:
    """Write everything that was found."""
    return as_json(
        {
            "source": found.codings[0].source,
            "title": found.title,
            "coders": [
                {
                    "name": coding.name,
                    "file": str(coding.path),
                    "text-digest": coding.digest,
                    "statements": len(coding.statements),
                    "matched": matched,
                    "unplaced": len(coding.unplaced),
                }
                for coding, matched in zip(found.codings, found.unitising.matched, strict=True)
            ],
            "variables": {
                name: {**_measured(one), "counts": {value: list(n) for value, n in found.counts[name].items()}}
                for name, one in found.variables.items()
            },
            "pairs": [
                {"coders": list(pair), "alpha": {name: one.alpha for name, one in measured.items()}}
                for pair, measured in found.pairwise.items()
            ],
            "unitising": {
                "matched": found.unitising.share,
                "quoted": _measured(found.unitising.quoted) if found.unitising.quoted else None,
            },
            "units": [_unit(found, unit) for unit in found.units],
            "notes": list(found.notes),
        }
    )


def _measured(one: Agreement) -> dict[str, Any]:
    return {
        "alpha": one.alpha,
        "why": one.why,
        "agreement": one.share,
        "units": one.units,
        "pairs": one.pairs,
        "agreeing": one.agreeing,
    }


def _unit(found: Reliability, unit: Matched) -> dict[str, Any]:
    return {
        "unit": unit.number,
        "paragraph": unit.paragraph or None,
        "start": unit.start,
        "end": unit.end,
        "differ": list(unit.differs),
        "codings": [
            {
                "start": one.start,
                "end": one.end,
                "quote": one.quote,
                **{variable: found.value(variable, one) or None for variable in VARIABLES},
                "file": one.place.file,
                "line": one.place.line,
            }
            if one
            else None
            for one in unit.said
        ],
    }
