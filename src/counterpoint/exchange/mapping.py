"""Which column or variable of a file holds what: a small TOML file that a person can mend."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from counterpoint.errors import UsageError
from counterpoint.exchange.tables.columns import FIELDS
from counterpoint.exchange.tables.dates import ORDERS
from counterpoint.matching import nearest

SETTINGS: Final[Mapping[str, str]] = {
    "sheet": "the sheet of a workbook; by default the first that looks like a table of statements",
    "header": "the row of the header; by default it is looked for",
    "hidden": 'hidden rows of a workbook: "read" or "skip"',
    "encoding": "of a CSV file: utf-8, utf-16, cp1252 …; by default it is told by the bytes",
    "delimiter": "of a CSV file: , ; | or a tab",
    "dates": "how days are written where that may be read in two ways: dmy, mdy, excel-1900 or excel-1904",
    "mode": "how statements are reported where no column says: direct, reported or paraphrased",
    "title": "the title of the source where no column names it",
    "statement-type": "of a DNA database: the type of statements to import",
}
_CHOICES: Final = {"hidden": ("read", "skip"), "dates": ORDERS}
_TABLES: Final = ("settings", "columns", "stances")
ENDING: Final = ".mapping.toml"


@dataclass(frozen=True)
class Mapped:
    """Where a file has what.

    :param columns: the column or variable by field.
    :param stances: the stance that a value of the stance's column stands for.
    :param settings: how the file is read.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    stances: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def over(self, guessed: Mapped) -> Mapped:
        """Put what a person wrote over what was guessed; whoever names columns names all of them."""
        columns = self.columns or guessed.columns
        settings = {**guessed.settings, **self.settings}
        return replace(self, columns=columns, stances={**guessed.stances, **self.stances}, settings=settings)

    def text(self, setting: str, default: str = "") -> str:
        """Return a setting that is a text."""
        return str(self.settings.get(setting, default))


def read_mapping(path: Path) -> Mapped:
    """Read a mapping.

    :raises UsageError: where it cannot be read, or says what no mapping says.
    """
    if path.exists() and not path.is_file():
        raise UsageError(f"the mapping {path} is not a file", "name a TOML file")
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise UsageError(f"the mapping {path} cannot be read: {reason}", "mend the TOML") from problem
    for name, table in found.items():
        _refuse_unknown(path, f"[{name}]", name, _TABLES)
        if not isinstance(table, dict):
            raise UsageError(f"{name} in {path} is {table!r}", f"write [{name}] on a line of its own")
    settings, columns, stances = (found.get(name, {}) for name in _TABLES)
    for name, value in settings.items():
        _check_setting(path, name, value)
    for name in columns:
        _refuse_unknown(path, f"[columns] {name}", name, FIELDS)
    for table, values, what in (("columns", columns, "a column"), ("stances", stances, "a stance, such as supports")):
        for name, value in values.items():
            if not isinstance(value, str):
                raise UsageError(f"[{table}] {name} in {path} is {value!r}", f"write the name of {what}")
    return Mapped(columns, stances, settings)


def _check_setting(path: Path, name: str, value: object) -> None:
    _refuse_unknown(path, f"[settings] {name}", name, SETTINGS)
    if not isinstance(value, int if name == "header" else str):
        wanted = "a whole number" if name == "header" else "text"
        raise UsageError(f"[settings] {name} in {path} is {value!r}", f"it must be {wanted}")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise UsageError(f"[settings] {name} in {path} is {value!r}", f"write {' or '.join(_CHOICES[name])}")


def _refuse_unknown(path: Path, shown: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        close = nearest(name, known)
        hint = f"did you mean {close[0]}?" if close else f"there may be {', '.join(known)}"
        raise UsageError(f"{shown} in {path} is no part of a mapping", hint)


def write_mapping(mapped: Mapped, file: str, unused: Collection[str] = ()) -> str:
    """Write a mapping as TOML, with what a person needs to mend it.

    :param file: the name of the file that it belongs to.
    :param unused: columns that hold nothing that is carried over.
    """
    lines = [f"# How {file} is read; counterpoint import --mapping takes it, mended by hand or not.", ""]
    lines += ["[settings]", *(f"{key} = {_value(value)}" for key, value in mapped.settings.items())]
    lines += [f"# {key}: {what}" for key, what in SETTINGS.items() if key not in mapped.settings]
    lines += ["", "[columns]", *(f"{key} = {_value(value)}" for key, value in mapped.columns.items())]
    if unused:
        lines.append(f"# not used: {', '.join(map(_value, unused))}")
    if missing := [key for key in FIELDS if key not in mapped.columns]:
        lines.append(f"# there may be: {', '.join(missing)}")
    lines += ["", "[stances]", *(f"{_value(key)} = {_value(value)}" for key, value in mapped.stances.items())]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
