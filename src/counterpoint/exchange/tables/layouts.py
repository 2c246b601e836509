"""What the rows of values of a sheet do not tell: hidden rows, merged cells, formulas."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LAST_ROW: Final = 1_048_576
"""The last row that a sheet can have; the reader would count up to any other number that a row claims."""


@dataclass
class Layout:
    """The layout of a sheet.

    :param hidden: numbers of hidden rows.
    :param merged: ranges of merged cells: first column and row, last column and row, from 1.
    :param formulas: how many cells hold formulas.
    :param unknown: the cells among them whose value the file does not hold.
    """

    hidden: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: int = 0
    unknown: list[str] = field(default_factory=list)

    def take(self, element: Element) -> bool:
        """Note what an element tells; return whether it is one that does."""
        kind = element.tag.removeprefix(_MAIN)
        if kind == "c":
            if element.find(f"{_MAIN}f") is not None:
                self.formulas += 1
                value = element.find(f"{_MAIN}v")
                if value is None or not value.text:
                    self.unknown.append(element.get("r", ""))
        elif kind == "row":
            number = int(element.get("r", 0))
            if number > _LAST_ROW:
                raise UsageError(f"a row has the number {number:,}", "no sheet has as many; save it anew")
            if element.get("hidden") in ("1", "true"):
                self.hidden.add(number)
        elif kind == "mergeCell":
            self._merge(element.get("ref", "A1"))
        return kind in ("c", "row", "mergeCell")

    def _merge(self, cells: str) -> None:
        from openpyxl.utils.cell import range_boundaries

        left, top, right, bottom = range_boundaries(cells)
        self.merged.append((left or 1, top or 1, right or 1, bottom or 1))


def read_layout(path: Path, name: str) -> Layout:
    """Read the layout of a sheet from its XML: openpyxl does not tell it of a sheet that it streams.

    :raises UsageError: where a row has a number that none can have.
    """
    from defusedxml.ElementTree import fromstring, iterparse

    layout = Layout()
    with zipfile.ZipFile(path) as package:
        sheets = fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
        related = next((one.get(_RELATED) for one in sheets if one.get("name") == name), None)
        links = fromstring(package.read("xl/_rels/workbook.xml.rels"))
        target = next((one.get("Target", "") for one in links if one.get("Id") == related), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in package.namelist():
            with package.open(part) as file:
                for _, element in iterparse(file):
                    if layout.take(element):
                        element.clear()
    return layout
