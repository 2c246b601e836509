"""From the rows of a table to a debate: one statement a row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import Final

from counterpoint.errors import Fault, Place, UsageError
from counterpoint.exchange.debate import Debate, Membership, Ref, Source, Statement
from counterpoint.exchange.mapping import Mapped
from counterpoint.exchange.naming import slug, tidy
from counterpoint.exchange.stances import Stances, number_of, stances_of
from counterpoint.exchange.tables.columns import NEEDED, guess
from counterpoint.exchange.tables.dates import is_part, order_of, read_day
from counterpoint.exchange.tables.sheets import Sheet
from counterpoint.matching import nearest
from counterpoint.records.reading import is_id
from counterpoint.records.values import is_iri

_SAMPLE: Final = 500
_MOST_VALUES: Final = 200
"""Distinct values of a column beyond which they are no stances."""
_MOST_FAULTS: Final = 1_000
_NOTHING: Final = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "–", "—"})
NONE: Final = "–"
"""Stands for no role or no organisation in a cell with several parts."""
_NEEDED: Final = {"claim": "the claim", "quote": "evidence (a few words of the source)"}
_ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
_BETWEEN: Final = re.compile(r"[;|]")
_ORGANISATIONS: Final = ("org", "inst", "company", "party", "agency", "group", "collective")
_LISTED: Final = 12
_MOST_COLUMNS: Final = 30
_NO_QUOTES: Final = (
    "; where there are no quotes, counterpoint network --statements makes networks of the table as it is"
)


def map_columns(sheet: Sheet, given: Mapped) -> Mapped:
    """Say which column holds what: as a person says, else as it looks.

    :raises UsageError: where a column that is named is not there, or the table is one that holds no quotes.
    """
    if {"claim_label", "speaker_label", "level"} <= {*sheet.header}:
        message = f"{sheet.place(sheet.head)}: this is a table of statements as export writes it; it holds no quotes"
        raise UsageError(message, "counterpoint network --statements reads it; export -o x.xlsx brings quotes along")
    rows = sheet.rows()
    sample = [cells for _, (_, cells) in zip(range(_SAMPLE), rows, strict=False)]
    columns = dict(given.columns or guess(sheet.header, sample))
    for field, name in columns.items():
        if name not in sheet.header:
            close = nearest(name, sheet.header)
            hint = f"did you mean {close[0]}?" if close else f"the columns are {', '.join(sheet.header)}"
            message = f'{sheet.place(sheet.head)}: there is no column "{name}", which the mapping names for {field}'
            raise UsageError(message, f"{hint}; without the mapping, columns are guessed anew" if not close else hint)
    values = _distinct(sheet, columns.get("stance", ""))
    settings = {}
    if "date" in columns and (order := order_of(_distinct(sheet, columns["date"], most=1 << 20))):
        settings["dates"] = order
    return given.over(Mapped(columns, stances_of(values), settings))


def refuse_incomplete(sheet: Sheet, mapped: Mapped, mapping: Path | None) -> None:
    """Refuse a table of which it is not known where it has what a statement needs.

    :param mapping: the file of the mapping, where there is one.
    :raises UsageError: where it is not.
    """
    if next(sheet.rows(), None) is None:
        raise UsageError(f"{sheet.place(sheet.head)}: there is no statement below the header", "look at the file")
    missing = [_NEEDED[field] for field in NEEDED if field not in mapped.columns]
    if not {"speaker", "organisation"} & mapped.columns.keys():
        missing.insert(0, "the speaker")
    if missing:
        free = unused(sheet, mapped)
        shown = ", ".join(free[:_LISTED]) + (" …" if len(free) > _LISTED else "")
        where = f"{mapping}" if mapping else "a mapping: --mapping FILE"
        hint = f"name the column under [columns] in {where}" + (f"; not used yet: {shown}" if free else "")
        message = f"{sheet.place(sheet.head)}: no column holds {' nor '.join(missing)}"
        raise UsageError(message, hint + (_NO_QUOTES if "quote" not in mapped.columns else ""))


def _distinct(sheet: Sheet, column: str, most: int = _MOST_VALUES) -> list[str]:
    if column not in sheet.header:
        return []
    place, found = sheet.header.index(column), dict[str, None]()
    for _, cells in sheet.rows():
        found[cells[place].strip()] = None
        if len(found) > most:
            break
    return [value for value in found if value]


def code(sheet: Sheet, mapped: Mapped, stances: Collection[str], modes: Collection[str]) -> Debate:
    """Make a debate of a table.

    :param sheet: the table.
    :param mapped: which column holds what.
    :param stances: the stances that a record may have.
    :param modes: the reporting modes.
    """
    coder = _Coder(sheet, mapped, stances, modes)
    for number, cells in sheet.rows():
        coder.take(number, cells)
        if len(coder.debate.faults) > _MOST_FAULTS:
            break
    return coder.finish()


class _Coder:
    def __init__(self, sheet: Sheet, mapped: Mapped, stances: Collection[str], modes: Collection[str]) -> None:
        self.sheet, self.mapped, self.modes = sheet, mapped, modes
        self._stances = Stances(mapped.stances, stances)
        self.debate = Debate()
        self.report = self.debate.report
        self.report.notes += sheet.notes
        self._places = {field: sheet.header.index(name) for field, name in mapped.columns.items()}
        self._rest = {name: place for place, name in enumerate(sheet.header) if place not in self._places.values()}
        self._left = dict.fromkeys(self._rest, 0)
        self._merged: dict[tuple[str, str, Ref, str], Statement] = {}
        self._titles = self._count_days()
        self.number, self.cells = 0, [""]

    def take(self, number: int, cells: list[str]) -> None:
        """Read one row."""
        self.number, self.cells = number, cells
        for name, place in self._rest.items():
            self._left[name] += bool(cells[place].strip())
        before = len(self.debate.faults)
        for field, place in self._places.items():
            if cells[place].strip() in _ERRORS:
                self._fault(field, f"the cell holds the error {cells[place].strip()}", "mend it in the spreadsheet")
        speaker, capacities = self._speaker()
        claim, stance = self._claim(), self._stance()
        quote = self._raw("quote").strip()
        if not quote and "start" not in self._places:
            self._fault("quote", "the statement has no evidence", "give a few words of the source")
        source = self._source()
        made = Statement(source.key, speaker, [(stance, claim)], quote, self._offsets(quote), self._mode(), capacities)
        made.origin = self.sheet.place(number)
        if identifier := self._text("statement"):
            made.identifier = identifier if is_id(identifier) else slug(identifier)
        if note := "; ".join(filter(None, [self._text("note"), self._coder()])):
            made.details["note"] = [note]
        if stance and len(self.debate.faults) == before:
            self._add(made)

    def finish(self) -> Debate:
        """Say what was left out, and return the debate."""
        left = [(name, count) for name, count in self._left.items() if count]
        for name, count in left[:_MOST_COLUMNS]:
            self.report.drop(f'cells of the column "{name}", which is not mapped', times=count)
        for name, count in left[_MOST_COLUMNS:]:
            self.report.drop("cells of further columns that are not mapped", name, times=count)
        for title, days in self._titles.items():
            if len(days) > 1:
                self.report.note(f'"{title}" has {len(days)} dates; each makes a source of its own')
        self._tell_lists()
        if "stance" not in self._places:
            self.report.note("no column says the stance: every statement only mentions its claim")
        if not self.debate.statements and not self.debate.faults:
            self.debate.faults.append(
                Fault(self.sheet.place(self.sheet.head), "there is no statement below the header")
            )
        return self.debate

    def _tell_lists(self) -> None:
        """Tell of claims that look like several: one of their parts is a claim of another row."""
        claims = {thing.name.casefold(): thing for thing in self.debate.things.values() if thing.ref.kind == "claim"}
        for name, thing in claims.items():
            parts = [part.strip() for part in _BETWEEN.split(name)]
            if len(parts) > 1 and any(part in claims for part in parts):
                self.report.change(
                    "cells that look like several claims, each taken as one; write a row a claim", thing.name
                )

    def _add(self, made: Statement) -> None:
        """Add a statement, or its position to the one that it goes on with."""
        key = (made.source, made.identifier, made.speaker, made.quote)
        if made.identifier and (first := self._merged.setdefault(key, made)) is not made:
            if made.positions[0] not in first.positions:
                first.positions += made.positions
            else:
                self.report.drop("rows that say again what a row of the same number says", str(made.origin))
            return
        self.debate.statements.append(made)

    def _raw(self, field: str) -> str:
        place = self._places.get(field)
        return "" if place is None else self.cells[place]

    def _text(self, field: str) -> str:
        raw = self._raw(field)
        text = tidy(raw)
        if text != raw.strip() and " ".join(raw.split()) != text:
            self.report.change("cells with invisible characters, taken out", str(self._place(field)))
        return "" if text.casefold() in _NOTHING else text

    def _several(self, field: str) -> list[str]:
        return [part for one in self._text(field).split("|") if (part := one.strip())]

    def _place(self, field: str) -> Place:
        return self.sheet.place(self.number, self._places.get(field, -1))

    def _fault(self, field: str, message: str, hint: str = "") -> None:
        self.debate.faults.append(Fault(self._place(field), message, hint))

    def _parts(self, field: str) -> list[str]:
        """Split a cell whose parts belong to those of another; a part may be empty, or :data:`NONE`."""
        parts = [part.strip() for part in text.split("|")] if (text := self._text(field)) else []
        return ["" if part == NONE else part for part in parts] if len(parts) > 1 else parts

    def _speaker(self) -> tuple[Ref, list[Membership] | None]:
        name, organisations, roles = self._text("speaker"), self._parts("organisation"), self._parts("role")
        kind = self._text("kind").casefold()
        if kind.startswith(_ORGANISATIONS) or (not name and organisations):
            if not name and len(organisations) > 1:
                self._fault("organisation", "the statement has several organisations and no person", "write one a row")
            for role in filter(None, roles):
                self.report.drop("roles of organisations", role)
            return self.debate.name("organisation", name or organisations[0]), None
        if not name:
            self._fault("speaker", "the statement has no speaker", "name a person or an organisation")
        if len(organisations) == len(roles):
            pairs = list(zip(roles, organisations, strict=True))
        else:
            pairs = [(role, organisation) for organisation in organisations or [""] for role in roles or [""]]
        return self.debate.name("person", name), [self._membership(*pair) for pair in pairs if any(pair)]

    def _membership(self, role: str, organisation: str) -> Membership:
        held = self.debate.name("role", role) if role else None
        return Membership(held, self.debate.name("organisation", organisation) if organisation else None)

    def _claim(self) -> Ref:
        if not (wording := self._text("claim")):
            self._fault("claim", "the statement has no claim", "say what it is about")
        claim = self.debate.name("claim", wording)
        about = self.debate.things[claim].details.setdefault("about", [])
        for name in self._several("topic"):
            if (topic := self.debate.name("topic", name)) not in about:
                about.append(topic)
        return claim

    def _stance(self) -> str:
        value = self._raw("stance").strip()
        if stance := self._stances.read(value):
            return stance
        if value.casefold() in _NOTHING or "stance" not in self._places:
            if "stance" in self._places:
                what = "statements without a stance, which only mention their claim"
                self.report.change(what, str(self._place("stance")))
            return "mentions"
        if value not in _ERRORS and (problem := self._stances.problem(value)):
            self._fault("stance", *problem)
        return ""

    def _mode(self) -> str:
        mode = self._text("mode").casefold() or self.mapped.text("mode")
        if mode and mode not in self.modes:
            self._fault("mode", f'"{mode}" is no reporting mode', f"write {' or '.join(sorted(self.modes))}")
        return mode

    def _coder(self) -> str:
        coder = self._text("coder")
        return f"coded by {coder}" if coder else ""

    def _offsets(self, quote: str) -> tuple[int, int] | None:
        numbers = {}
        for field in ("start", "end"):
            if text := self._text(field):
                numbers[field] = number_of(text)
                if numbers[field] is None or (numbers[field] or 0) < 0:
                    self._fault(field, f'"{text}" is no place in a text', "write a whole number from 0")
                    return None
        start, end = numbers.get("start"), numbers.get("end")
        if start is None:
            return None
        if end is not None and end <= start:
            self._fault("end", f"the statement ends at {end:,}, before it begins", "look at its start and its end")
        return (start, end if end is not None else start + len(quote))

    def _day(self) -> str:
        text = self._text("date")
        if not text:
            return ""
        day = read_day(text, self.mapped.text("dates"))
        if day is None and is_part(text):
            self.report.drop("dates without a day", text)
            return ""
        if day is None:
            counted = ', or dates = "excel-1900" under [settings] in the mapping where it counts days'
            self._fault("date", f'"{text}" is no day', "write it as 2016-02-03" + (counted if text.isdigit() else ""))
        elif not day:
            self._fault(
                "date", f'"{text}" may be two days', 'write dates = "dmy" or "mdy" under [settings] in the mapping'
            )
        return day or ""

    def _title(self) -> str:
        title = self._text("source")
        if title.isdigit():
            return f"Document {title}"
        return title or self.mapped.text("title") or Path(self.sheet.file).stem

    def _count_days(self) -> dict[str, set[str]]:
        """Find on which days a source is dated: a column may name the newspaper and not the article."""
        days: dict[str, set[str]] = defaultdict(set)
        if "date" in self._places:
            for number, cells in self.sheet.rows():
                self.number, self.cells = number, cells
                days[self._title()].add(read_day(self._text("date"), self.mapped.text("dates")) or "")
        self.debate.faults.clear()
        self.report.changed.clear()
        return days

    def _source(self) -> Source:
        title, day = self._title(), self._day()
        if len(self._titles.get(title, ())) > 1 and day:
            title = f"{title}, {day}"
        if title not in self.debate.sources:
            source = Source(title, title, {"published": [day]} if day else {}, origin=self.sheet.place(self.number))
            self.debate.sources[title] = source
            self._describe(source)
        return self.debate.sources[title]

    def _describe(self, source: Source) -> None:
        if url := self._text("url"):
            if is_iri(url):
                source.details["url"] = [url]
            else:
                self.report.drop("web addresses that are none", url)
        if publisher := self._text("publisher"):
            source.details["publisher"] = [self.debate.name("organisation", publisher)]
        if author := self._text("author"):
            source.details["author"] = [self.debate.name("person", author)]


def unused(sheet: Sheet, mapped: Mapped) -> list[str]:
    """List the columns of which nothing is carried over."""
    return [name for name in sheet.header if name not in mapped.columns.values()]
