"""A sheet of cells as text, each row with its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from counterpoint.errors import Place
from counterpoint.exchange.debate import Spot

Row = tuple[int, list[str]]
"""The number of a row, from 1, and its cells."""


@dataclass
class Sheet:
    """A table.

    :param file: the file's name, for messages.
    :param title: the name of the sheet, where the file has several.
    :param header: the names of the columns, no two the same.
    :param head: the number of the row that holds the header.
    :param rows: gives the rows below the header, without blank ones, as often as asked.
    :param notes: what a reader should know of how it was read.
    :param epoch: the day that a spreadsheet counts from: 1900, or 1904.
    """

    file: str
    title: str
    header: list[str]
    head: int
    rows: Callable[[], Iterator[Row]]
    notes: list[str] = field(default_factory=list)
    epoch: int = 1900

    def place(self, row: int, column: int = -1) -> Place:
        """Say where a cell is; of a spreadsheet as it shows its rows and columns.

        :param row: the number of the row.
        :param column: the index of the column; -1 where the row as a whole is meant.
        """
        if not self.title:
            return Place(self.file, row, column + 1) if column >= 0 else Place(self.file, row, 1)
        cell = f"cell {letters(column)}{row}" if column >= 0 else f"row {row}"
        return Spot(f"{self.file}, sheet {self.title}, {cell}", row, column + 1)


def letters(column: int) -> str:
    """Name a column as a spreadsheet does.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def is_blank(row: list[str]) -> bool:
    """Tell whether a row holds nothing."""
    return not any(cell.strip() for cell in row)
