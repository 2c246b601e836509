"""Take a file from elsewhere: only a file, of a size that can be read, and by its content what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from counterpoint.errors import UsageError

MOST_BYTES: Final = 1 << 30
SQLITE: Final = b"SQLite format 3\0"
ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RDF_ENDINGS: Final = frozenset({".ttl", ".trig", ".nq", ".nt", ".n3", ".rdf", ".owl", ".jsonld"})
_TABLE_ENDINGS: Final = frozenset({".csv", ".tsv", ".tab", ".txt"})

FORMATS: Final = ("csv", "excel", "dna", "aif", "rdf")
"""What can be imported."""


def refuse_odd(path: Path, most: int = MOST_BYTES) -> None:
    """Refuse what is no file, and what is too large to read.

    :raises UsageError: where it is.
    """
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "is not a file" if path.exists() else "is not there"
        raise UsageError(f"{path} {what}", "name the one file to import")
    if (size := path.stat().st_size) > most:
        raise UsageError(f"{path} has {size >> 20:,} MB", f"{most >> 20:,} MB are read at most; split it")
    if not size:
        raise UsageError(f"{path} is empty", "look whether it was saved")


def recognise(path: Path) -> str:
    """Tell the format of a file by its content, and by its ending where the content may be several.

    :returns: one of :data:`FORMATS`.
    :raises UsageError: where it is none of them.
    """
    refuse_odd(path)
    with path.open("rb") as file:
        start = file.read(4096)
    ending = path.suffix.lower()
    if start.startswith(SQLITE):
        return "dna"
    if start.startswith(ZIP):
        return "excel"
    if start.startswith(_OLD_EXCEL):
        raise UsageError(f"{path} is a document of an old Office", "save it as .xlsx")
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if ending in _RDF_ENDINGS:
        return "rdf"
    if ending in _TABLE_ENDINGS:
        return "csv"
    if text.startswith((b"{", b"[")):
        return "rdf" if b'"@' in start else "aif"
    if text.startswith((b"<?xml", b"<rdf:RDF", b"@prefix", b"PREFIX")):
        return "rdf"
    raise UsageError(f"{path} is of no format that is known", f"name it with --format: {', '.join(FORMATS)}")


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Read a file.

    :raises UsageError: where it is none, too large, or cannot be read.
    """
    refuse_odd(path, most)
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UsageError(f"{path} cannot be read: {problem.strerror}") from problem
