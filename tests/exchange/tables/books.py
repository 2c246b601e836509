"""Workbooks made for a test, and spoilt ones."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl

HEADER = ["person", "organisation", "concept", "agreement", "text", "title", "date"]


def book(path: Path, rows: list[list[Any]], *, header: list[str] | None = None, title: str = "Codings") -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in [header or HEADER, *rows]:
        sheet.append(row)
    made.save(path)
    return path


def spoil(path: Path, into: Path, part: str, old: bytes, new: bytes) -> Path:
    """Copy a workbook with something else in one of its parts."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new, 1)
            target.writestr(name, data)
    return into
