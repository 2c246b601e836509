"""Excel workbooks: the values that are shown, never a formula's; hidden rows and merged cells told."""

from __future__ import annotations

import datetime
import itertools
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from counterpoint.errors import UsageError
from counterpoint.exchange.files import refuse_odd
from counterpoint.exchange.mapping import Mapped
from counterpoint.exchange.tables.columns import find_header, guess
from counterpoint.exchange.tables.layouts import Layout, read_layout
from counterpoint.exchange.tables.packages import refuse_unsound
from counterpoint.exchange.tables.sheets import Row, Sheet, is_blank
from counterpoint.matching import nearest
from counterpoint.network.formats import number, unescaped, unique

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_MOST_MEGABYTES: Final = 200
_MOST_CELLS: Final = 20_000_000
_WIDEST: Final = 500
_LOOKED_AT: Final = 50


def read_workbook(path: Path, mapped: Mapped) -> Sheet:
    """Read a sheet of a workbook.

    :param path: an .xlsx file.
    :param mapped: its settings name the sheet, the header, and whether hidden rows are read.
    :raises UsageError: where it is no workbook, or has no such sheet; where openpyxl is not installed.
    """
    refuse_odd(path, _MOST_MEGABYTES << 20)
    refuse_unsound(path)
    openpyxl = import_openpyxl()
    try:
        with warnings.catch_warnings(action="ignore"):  # of what a table of values does not need
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            return _choose(path, book, mapped)
        finally:
            book.close()
    except UsageError:
        raise
    except Exception as problem:  # openpyxl raises whatever a part of a spoilt workbook makes go wrong
        raise UsageError(f"{path} is no workbook that can be read: {problem}", "save it anew as .xlsx") from problem


def import_openpyxl() -> Any:
    """Import openpyxl, and what keeps its XML harmless.

    :raises UsageError: where they are not installed.
    """
    try:
        import defusedxml  # noqa: F401 - openpyxl reads XML with it where it is there
        import openpyxl
    except ImportError as problem:
        raise UsageError("Excel needs openpyxl", "pip install 'counterpoint[excel]', or use CSV") from problem
    return openpyxl


def _choose(path: Path, book: Workbook, mapped: Mapped) -> Sheet:
    names = [one.title for one in book.worksheets]
    wanted = mapped.text("sheet")
    if wanted and wanted not in names:
        close = nearest(wanted, names)
        hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}"
        raise UsageError(f'{path} has no sheet "{wanted}"', hint)
    read = [_read(path, book, name, mapped) for name in ([wanted] if wanted else names)]
    sheets = [one for one in read if one is not None]
    if not sheets:
        raise UsageError(f"{path} holds no cells", "look whether it was saved")
    best = max(
        sheets, key=lambda one: len(guess(one.header, [cells for _, cells in itertools.islice(one.rows(), _LOOKED_AT)]))
    )
    if left := [name for name in names if name != best.title]:
        best.notes.append(f"of the workbook, the sheet {best.title} was read; not read: {', '.join(left)}")
    return best


def _read(path: Path, book: Workbook, name: str, mapped: Mapped) -> Sheet | None:
    layout = read_layout(path, name)
    skip = layout.hidden if mapped.text("hidden") == "skip" else set()
    rows: list[Row] = []
    seen: dict[str, str] = {}
    sheet: Any = book[name]
    sheet.reset_dimensions()  # what the file declares may be a billion rows
    cells = 0
    for row_number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        shown = [seen.setdefault(text, text) for text in map(_shown, _trimmed(values))]
        if len(shown) > _WIDEST:
            raise UsageError(
                f"{path}, sheet {name}: row {row_number} has {len(shown):,} columns", f"{_WIDEST} are read at most"
            )
        cells += len(shown)
        if cells > _MOST_CELLS:
            raise UsageError(f"{path}, sheet {name}: there are more than {_MOST_CELLS:,} cells", "split it, or use CSV")
        if shown and row_number not in skip:
            rows.append((row_number, shown))
    rows = [row for row in _spread(rows, layout.merged) if not is_blank(row[1])]
    if not rows:
        return None
    wanted = mapped.settings.get("header", 0)
    head = (
        next((place for place, (row, _) in enumerate(rows) if row == wanted), -1)
        if wanted
        else find_header([shown for _, shown in rows[:_LOOKED_AT]])
    )
    if head < 0:
        raise UsageError(f"{path}, sheet {name}: row {wanted} holds no header", "mend header = … in the mapping")
    header = unique(text.strip() or f"column {place}" for place, text in enumerate(rows[head][1], 1))
    width = len(header)
    body = [(row, (shown + [""] * width)[:width]) for row, shown in rows[head + 1 :]]
    body = [row for row in body if not is_blank(row[1])]
    return Sheet(path.name, name, header, rows[head][0], lambda: iter(body), _notes(layout, body, mapped))


def _notes(layout: Layout, body: Sequence[Row], mapped: Mapped) -> list[str]:
    notes = []
    skipped = mapped.text("hidden") == "skip"
    if hidden := len(layout.hidden if skipped else layout.hidden & {row for row, _ in body}):
        done = "left out" if skipped else 'read like the others; hidden = "skip" in the mapping leaves them out'
        notes.append(f"{hidden:,} hidden {'row was' if hidden == 1 else 'rows were'} {done}")
    if layout.merged:
        notes.append(f"{len(layout.merged):,} merged ranges: their value was taken for each of their cells")
    if layout.formulas:
        notes.append(f"{layout.formulas:,} cells hold formulas: the values that the workbook shows were taken")
    if layout.unknown:
        places = ", ".join(layout.unknown[:5])
        notes.append(
            f"{len(layout.unknown):,} formulas have no value yet, such as {places}; open and save the workbook first"
        )
    return notes


def _trimmed(values: Sequence[Any]) -> Sequence[Any]:
    end = len(values)
    while end and (values[end - 1] is None or values[end - 1] == ""):
        end -= 1
    return values[:end]


def _shown(value: Any) -> str:
    """Write a cell as a person would: days as in 2016-02-03, numbers as short as they are the same."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, float):
        return number(value) if value == value and abs(value) < 1e300 else str(value)  # noqa: PLR0124 - not a number
    return unescaped(str(value))


def _spread(rows: list[Row], merged: Iterable[tuple[int, int, int, int]]) -> Iterator[Row]:
    """Give each cell of a merged range its value."""
    by_number = dict(rows)
    for left, top, right, bottom in merged:
        value = (by_number.get(top, []) + [""] * left)[left - 1] if top in by_number else ""
        if not value or right - left > _WIDEST:
            continue
        for row in range(top, bottom + 1):
            if row not in by_number:
                continue
            shown = by_number[row]
            shown += [""] * (right - len(shown))
            shown[left - 1 : right] = [value] * (right - left + 1)
    yield from by_number.items()
