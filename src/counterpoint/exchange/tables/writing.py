"""A debate as an Excel workbook: statements, people, claims and sources, a sheet each."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from counterpoint.exchange.debate import Debate, Ref, Source, Statement
from counterpoint.exchange.tables.coding import NONE
from counterpoint.exchange.tables.workbooks import import_openpyxl
from counterpoint.network.formats import printable

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

Cell = str | int | datetime.date | None

_LONGEST: Final = 32_767
_MOST_ROWS: Final = 1_048_575
_WIDEST: Final = 60
_PROPERTIES: Final = "docProps/core.xml"
_TIME: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
STATEMENTS: Final = (
    *(
        "statement",
        "source title",
        "date",
        "speaker",
        "speaker kind",
        "role",
        "organisation",
        "stance",
        "claim",
        "topic",
    ),
    *("mode", "quote", "start", "end", "note"),
)


def write_workbook(debate: Debate) -> bytes:
    """Write a debate as a workbook.

    Text that a spreadsheet would take for a formula is marked as text; days are days.

    :raises UsageError: where openpyxl is not installed.
    """
    openpyxl = import_openpyxl()
    book: Workbook = openpyxl.Workbook(write_only=True)
    book.properties.creator = "Counterpoint"
    rows = [row for statement in debate.statements for row in _statement(debate, statement)]
    if (more := len(rows) - _MOST_ROWS) > 0:
        debate.report.drop("statements beyond the rows that a sheet has", times=more)
    _sheet(book, "Statements", STATEMENTS, rows[:_MOST_ROWS])
    _sheet(book, "People", ("id", "name", "note", "url", "same as"), _things(debate, "person"))
    _sheet(book, "Organisations", ("id", "name", "note", "url", "same as"), _things(debate, "organisation"))
    _sheet(book, "Claims", ("id", "claim", "topics", "contradicts", "implies", "refines"), _claims(debate))
    header = ("id", "source title", "date", "publisher", "author", "type", "doi", "url", "statements")
    _sheet(book, "Sources", header, _sources(debate))
    file = io.BytesIO()
    book.save(file)
    return _undated(file)


def _undated(file: io.BytesIO) -> bytes:
    """Take the time of writing out of a workbook: equal debates give equal bytes."""
    undated = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(undated, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = (
                _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z\2", source.read(name))
                if name == _PROPERTIES
                else source.read(name)
            )
            target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return undated.getvalue()


def _statement(debate: Debate, one: Statement) -> Iterable[tuple[Cell, ...]]:
    source = debate.sources[one.source]
    capacities = one.capacities or ()
    roles = _aligned(_name(debate, held.role) if held.role else "" for held in capacities)
    organisations = _aligned(_name(debate, held.organisation) if held.organisation else "" for held in capacities)
    start, end = one.at or (None, None)
    for stance, claim in one.positions:
        topics = " | ".join(_names(debate, debate.things[claim].details.get("about", ())))
        yield (
            one.identifier,
            source.title,
            _day(source),
            _name(debate, one.speaker),
            one.speaker.kind,
            roles,
            organisations,
            stance,
            _name(debate, claim),
            topics,
            one.mode,
            one.quote,
            start,
            end,
            _text(one.details.get("note", ())),
        )


def _aligned(names: Iterable[str]) -> str:
    """Join names so that the first of one cell belongs to the first of another; a dash stands for none."""
    found = list(names)
    return " | ".join(name or NONE for name in found) if any(found) else ""


def _things(debate: Debate, kind: str) -> Iterable[tuple[Cell, ...]]:
    for thing in debate.things.values():
        if thing.ref.kind == kind:
            details = thing.details
            yield thing.identifier, thing.name, *(_text(details.get(key, ())) for key in ("note", "url", "same-as"))


def _claims(debate: Debate) -> Iterable[tuple[Cell, ...]]:
    for thing in debate.things.values():
        if thing.ref.kind == "claim":
            related = (
                _names(debate, thing.details.get(key, ())) for key in ("about", "contradicts", "implies", "refines")
            )
            yield thing.identifier, thing.name, *map(" | ".join, related)


def _sources(debate: Debate) -> Iterable[tuple[Cell, ...]]:
    counts: dict[str, int] = {}
    for one in debate.statements:
        counts[one.source] = counts.get(one.source, 0) + 1
    for key, source in debate.sources.items():
        details = source.details
        named = (" | ".join(_names(debate, details.get(name, ()))) for name in ("publisher", "author"))
        rest = (_text(details.get(name, ())) for name in ("type", "doi", "url"))
        yield source.identifier, source.title, _day(source), *named, *rest, counts.get(key, 0)


def _day(source: Source) -> datetime.date | None:
    day = _text(source.details.get("published", ()))
    return datetime.date.fromisoformat(day) if day >= "1900-03-01" else None  # before that, spreadsheets count wrongly


def _name(debate: Debate, ref: Ref) -> str:
    return debate.things[ref].name


def _names(debate: Debate, values: Iterable[str | Ref]) -> list[str]:
    return [_name(debate, value) for value in values if isinstance(value, Ref)]


def _text(values: Iterable[str | Ref]) -> str:
    return " | ".join(str(value) for value in values if not isinstance(value, Ref))


def _sheet(book: Any, title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    found = [list(row) for row in rows]
    sheet.freeze_panes = "A2"
    for place, name in enumerate(header):
        longest = max((len(str(row[place])) for row in found[:1000] if row[place] is not None), default=0)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(len(name), longest) + 2, _WIDEST)
    bold = Font(bold=True)
    heads = [WriteOnlyCell(sheet, value=name) for name in header]
    for head in heads:
        head.font = bold
    sheet.append(heads)
    for row in found:
        sheet.append([_cell(sheet, value, WriteOnlyCell) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(found) + 1}"


def _cell(sheet: Any, value: Cell, make: Any) -> Any:
    """Make a cell: a text is a text, whatever it begins with."""
    if not isinstance(value, str):
        if isinstance(value, datetime.date):
            cell = make(sheet, value=value)
            cell.number_format = "yyyy-mm-dd"
            return cell
        return value
    if not value:
        return None
    cell = make(sheet, value=printable(value)[:_LONGEST])
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
