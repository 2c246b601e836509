"""The tables of DNA 3, as DNA makes them in a new database, and what it puts into them at the start."""

from __future__ import annotations

from typing import Final

VERSION: Final = "3.0.11"
"""The version of DNA whose layout this is."""
_KINDS: Final = " OR ".join(f"DataType = '{kind}'" for kind in ("boolean", "integer", "long text", "short text"))
LONGEST: Final = 190
"""The most characters of a value, a title and the like."""
_PERMISSIONS: Final = (
    *("AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements"),
    *("DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations"),
    *("ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements"),
)


def _flag(name: str, default: int = 1) -> str:
    return f"{name} INTEGER NOT NULL CHECK ({name} BETWEEN 0 AND 1) DEFAULT {default}"


def _colours(*, needed: bool = True) -> str:
    null = " NOT NULL DEFAULT 0" if needed else ""
    return ", ".join(f"{name} INTEGER{null} CHECK ({name} BETWEEN 0 AND 255)" for name in ("Red", "Green", "Blue"))


def _text(name: str, *, empty: bool = False) -> str:
    default = " DEFAULT ''" if empty else ""
    return f"{name} TEXT NOT NULL{default} CHECK (LENGTH({name}) < 191)"


def _key(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _data(value: str, *more: str) -> list[str]:
    columns = ["ID INTEGER PRIMARY KEY NOT NULL", "StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL", value]
    keys = [_key("StatementId", "STATEMENTS"), _key("VariableId", "VARIABLES"), *more]
    return [*columns, *keys, "UNIQUE (StatementId, VariableId)"]


_COLUMNS: Final = {
    "SETTINGS": ["Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"],
    "CODERS": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        _text("Name"),
        _colours(),
        "Refresh INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0",
        "FontSize INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14",
        _text("Password"),
        "PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300",
        _flag("ColorByCoder", 0),
        _flag("PopupDecoration", 0),
        _flag("PopupAutoComplete"),
        *(_flag(f"Permission{name}") for name in _PERMISSIONS),
    ],
    "DOCUMENTS": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        _text("Title"),
        "Text TEXT NOT NULL",
        "Coder INTEGER",
        *(_text(name, empty=True) for name in ("Author", "Source", "Section")),
        "Notes TEXT NOT NULL DEFAULT ''",
        _text("Type", empty=True),
        "Date INTEGER NOT NULL",
        _key("Coder", "CODERS"),
    ],
    "STATEMENTTYPES": ["ID INTEGER NOT NULL PRIMARY KEY", _text("Label"), _colours()],
    "VARIABLES": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        _text("Variable"),
        f"DataType TEXT NOT NULL CHECK ({_KINDS}) DEFAULT 'short text'",
        "StatementTypeId INTEGER",
        _key("StatementTypeId", "STATEMENTTYPES"),
        "UNIQUE (Variable, StatementTypeId)",
    ],
    "VARIABLELINKS": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        "SourceVariableId INTEGER",
        "TargetVariableId INTEGER",
        "CHECK (TargetVariableId != SourceVariableId)",
        _key("SourceVariableId", "VARIABLES"),
        _key("TargetVariableId", "VARIABLES"),
    ],
    "REGEXES": ["Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191)", _colours()],
    "CODERRELATIONS": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        "Coder INTEGER CHECK(Coder > 0)",
        "OtherCoder INTEGER CHECK(OtherCoder > 0)",
        *(_flag(name) for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")),
        "CHECK (Coder != OtherCoder)",
        _key("Coder", "CODERS"),
        _key("OtherCoder", "CODERS"),
    ],
    "STATEMENTS": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        "StatementTypeId INTEGER",
        "DocumentId INTEGER",
        "Start INTEGER NOT NULL CHECK(Start >= 0)",
        "Stop INTEGER NOT NULL CHECK(Stop >= 0)",
        "Coder INTEGER",
        "CHECK (Start < Stop)",
        _key("StatementTypeId", "STATEMENTTYPES"),
        _key("Coder", "CODERS"),
        _key("DocumentId", "DOCUMENTS"),
    ],
    "DATABOOLEAN": _data("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _data("Value INTEGER NOT NULL DEFAULT 0"),
    "ENTITIES": [
        "ID INTEGER PRIMARY KEY NOT NULL",
        "VariableId INTEGER NOT NULL",
        _text("Value", empty=True),
        _colours(needed=False),
        "ChildOf INTEGER CHECK(ChildOf > 0)",
        "UNIQUE (VariableId, Value)",
        _key("ChildOf", "ENTITIES"),
        _key("VariableId", "VARIABLES"),
    ],
    "DATASHORTTEXT": _data("Entity INTEGER NOT NULL", _key("Entity", "ENTITIES")),
    "DATALONGTEXT": _data("Value TEXT DEFAULT ''"),
    "ATTRIBUTEVARIABLES": [
        "ID INTEGER PRIMARY KEY NOT NULL",
        "VariableId INTEGER NOT NULL",
        _text("AttributeVariable"),
        "UNIQUE(VariableId, AttributeVariable)",
        _key("VariableId", "VARIABLES"),
    ],
    "ATTRIBUTEVALUES": [
        "ID INTEGER PRIMARY KEY NOT NULL",
        "EntityId INTEGER NOT NULL",
        "AttributeVariableId INTEGER NOT NULL",
        _text("AttributeValue", empty=True),
        "UNIQUE (EntityId, AttributeVariableId)",
        _key("EntityId", "ENTITIES"),
        _key("AttributeVariableId", "ATTRIBUTEVARIABLES"),
    ],
}
TABLES: Final = tuple(f"CREATE TABLE {name}({', '.join(columns)})" for name, columns in _COLUMNS.items())
VARIABLES: Final = {
    "person": (1, "short text"),
    "organization": (2, "short text"),
    "concept": (3, "short text"),
    "agreement": (4, "boolean"),
}
"""The variables of the usual type of statements, each with its number and data type."""
ATTRIBUTES: Final = ("Type", "Alias", "Notes")
"""What is noted of each value of a variable."""
