"""Begin a workspace of one's own: folders, settings and an example, over the ontology and questions that ship."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counterpoint.errors import UsageError, WorkspaceError
from counterpoint.files import write_atomically
from counterpoint.records.schema import SCHEMA_FILE, schema_line, schema_text
from counterpoint.workspace import CONFIG, Workspace

_STARTER: Final = Path(__file__).parent / "starter"
_NAMES: Final = {"gitignore": ".gitignore"}
"""Files that would not reach the user under the name that they shall have."""


@dataclass(frozen=True)
class Beginning:
    """What was made.

    :param root: the folder of the workspace.
    :param made: the files that were written, relative to it.
    :param kept: the files that were there already, and are as they were.
    """

    root: Path
    made: list[str]
    kept: list[str]


def init(folder: Path, *, title: str = "", base: str = "") -> Beginning:
    """Make a workspace in a folder; what stands there already is left as it is.

    :param folder: the folder, which may be there or not.
    :param title: what the debate is called, by default after the folder.
    :param base: the IRI that the IRIs of its data begin with, by default one of example.org.
    :raises UsageError: where the folder is a workspace already, or is no folder, or the base is no IRI.
    :raises WorkspaceError: where it cannot be written; nothing is left behind then.
    """
    root = Path(os.path.abspath(folder))  # noqa: PTH100 - a link in the path stays as the user wrote it
    _refuse(root, folder)
    name = root.name or "debate"
    words = " ".join(title.split()) or re.sub(r"[\s_-]+", " ", name).strip().capitalize() or "A debate"
    place = base or f"https://example.org/{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'debate'}"
    values = {"title": words, "base": place}
    folders, made, kept = _missing(root), [], []
    try:
        for path, text in _files(root, values):
            if path.exists() or path.is_symlink():
                kept.append(path.relative_to(root).as_posix())
                continue
            folders += _missing(path.parent)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text.encode())
            made.append(path.relative_to(root).as_posix())
        _refuse_base(root, place)
    except BaseException as problem:
        _take_back(root, made, folders)
        if isinstance(problem, OSError):
            raise WorkspaceError(f"{folder} cannot be written: {problem.strerror}", "name another folder") from problem
        raise
    return Beginning(root, made, kept)


def _refuse_base(root: Path, base: str) -> None:
    try:
        Workspace(root).base  # noqa: B018 - complains where it is none
    except WorkspaceError as problem:  # its message names a file that is taken back
        raise UsageError(f"the base {base!r} is not an IRI", "write https://…, without spaces") from problem


def _refuse(root: Path, folder: Path) -> None:
    if root.exists() and not root.is_dir():
        raise UsageError(f"{folder} is a file", "name a folder, which may be new")
    if (root / CONFIG).exists() or (root / "graph").exists():
        raise UsageError(f"{folder} holds a debate already", "name another folder, or work with this one")
    around = Workspace.find(root).root
    if root.is_relative_to(around / "graph"):  # its records would be those of the other debate, too
        raise UsageError(f"{folder} lies in graph/ of the debate {around}", "name a folder that is not in it")


def _files(root: Path, values: dict[str, str]) -> Iterator[tuple[Path, str]]:
    """Yield what is to be written; the settings come first, since the schema depends on the workspace."""
    sources = sorted((path for path in _STARTER.rglob("*") if path.is_file()), key=lambda path: path.name != CONFIG)
    schema = root / "ontology" / SCHEMA_FILE
    for source in sources:
        path = root / source.relative_to(_STARTER).with_name(_NAMES.get(source.name, source.name))
        text = source.read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(f"{{{{{name}}}}}", _in_toml(value) if source.name == CONFIG else value)
        if source.name == CONFIG:
            yield path, text
            yield schema, schema_text(Workspace(root))
        else:
            line = schema_line(Workspace(root), path)
            yield path, text.replace("{{schema}}", f"# {line}\n" if line else "")


def _in_toml(value: str) -> str:
    escaped = (sign if sign.isprintable() and sign not in '"\\' else f"\\U{ord(sign):08x}" for sign in value)
    return "".join(escaped)


def _missing(folder: Path) -> list[Path]:
    """List a folder and those above it as far as they are not there, the highest first."""
    found = []
    while not folder.exists():
        found.append(folder)
        folder = folder.parent
    return found[::-1]


def _take_back(root: Path, made: list[str], folders: list[Path]) -> None:
    for name in made:
        with suppress(OSError):
            (root / name).unlink()
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()
