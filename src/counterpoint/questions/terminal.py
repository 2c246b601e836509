"""Answers on a terminal: a table where it fits, else a block of lines for each row."""

from __future__ import annotations

import os
import shutil
import textwrap
from typing import TYPE_CHECKING, Final

from counterpoint.questions.answers import displayed
from counterpoint.questions.tables import grid

if TYPE_CHECKING:
    from counterpoint.questions.answers import Answer

_PIPE_WIDTH: Final = 120
"""A pipe has no width of its own; a fixed one keeps what is written there the same everywhere."""

_COLUMN_WIDTH: Final = 20
"""A column of longer texts needs so many characters to be read without effort."""


def text_table(answer: Answer, width: int | None = None) -> str:
    """Write an answer for a terminal.

    :param width: how many characters wide at most; by default the terminal's width, or 120 where there is none.
    """
    headings, rows = grid(answer)
    if not rows:
        return "no rows\n"
    wide = width or (shutil.get_terminal_size().columns if os.isatty(1) else _PIPE_WIDTH)
    needed = sum(min(_COLUMN_WIDTH, _longest(column)) + 3 for column in zip(headings, *rows, strict=True))
    written = _table(answer, headings, rows, wide) if needed <= wide else _blocks(headings, rows, wide)
    count = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    return "".join(line.rstrip() + "\n" for line in written.splitlines()) + f"{count}\n"


def _longest(column: tuple[str, ...]) -> int:
    return max(len(line) for text in column for line in text.split("\n"))


def _table(answer: Answer, headings: list[str], rows: list[list[str]], width: int) -> str:
    import io

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name, (_, column) in zip(headings, displayed(answer.columns), strict=True):
        is_number = all(isinstance(row[column], int | float) for row in answer.rows)
        table.add_column(name, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(text) for text in row))
    file = io.StringIO()
    Console(file=file, width=width, force_terminal=False, color_system=None).print(table)
    return file.getvalue()


def _blocks(headings: list[str], rows: list[list[str]], width: int) -> str:
    """Write each row as lines of heading and value: what has many columns cannot be read side by side."""
    margin = max(map(len, headings)) + 2
    blocks = []
    for row in rows:
        lines = []
        for name, text in zip(headings, row, strict=True):
            wrapped = textwrap.wrap(text, max(width - margin, 20), break_long_words=False, break_on_hyphens=False)
            lines.append(name.ljust(margin) + ("\n" + " " * margin).join(wrapped or [""]))
        blocks.append("\n".join(lines))
    return f"\n{'─' * width}\n".join(blocks) + f"\n{'─' * width}\n"
