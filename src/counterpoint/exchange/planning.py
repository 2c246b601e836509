"""The files that an import makes: records, and the texts that their offsets count in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from counterpoint.errors import Fault, FaultsError
from counterpoint.exchange import capacities, evidence
from counterpoint.exchange.assembling import Assembly
from counterpoint.exchange.debate import Debate
from counterpoint.exchange.known import Known
from counterpoint.exchange.naming import slug
from counterpoint.records.quotations import read_text
from counterpoint.records.writing import write

if TYPE_CHECKING:
    from counterpoint.workspace import Workspace

Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it, and how much there is."""
_MOST_FAULTS: Final = 50


def plan(
    debate: Debate, workspace: Workspace, name: str, mapping: Path | None = None, progress: Progress | None = None
) -> dict[Path, bytes]:
    """Make record files of a debate; none of them is there before.

    :param debate: what a file holds; its report is told what comes of it.
    :param workspace: where the records are to go.
    :param name: what the file is called.
    :param mapping: the file that says which of its columns holds what, where there is one.
    :param progress: told how many records are made.
    :returns: the content of each file.
    :raises FaultsError: where the file has faults.
    """
    read = f"{name}, as {mapping} reads it" if mapping else name
    _refuse(debate.faults, read)
    capacities.settle(debate)
    known = Known.of(workspace)
    assembly = Assembly(debate, known)
    _refuse(assembly.faults, read)
    _refuse(evidence.settle(debate, lambda key: _text_in(workspace, assembly.source_ids[key])), read)
    assembly.assemble()
    heading = f"Imported from {name}."
    files: dict[Path, str] = {}
    for section, things in assembly.things.items():
        path = _free(workspace.root / "graph" / f"{section}.yaml", slug(Path(name).stem) or "import")
        files[path] = write({section: things}, heading=heading)
    for number, (identifier, record) in enumerate(assembly.sources.items(), 1):
        if progress:
            progress("making", number, len(assembly.sources))
        files[workspace.root / "graph" / "sources" / f"{identifier}.yaml"] = write(record, heading=heading)
    texts = {
        workspace.text_of(identifier): text
        for key, identifier in assembly.source_ids.items()
        if (text := debate.sources[key].text) is not None
    }
    contents = {path: text.encode() for path, text in {**texts, **files}.items()}
    return {path: content for path, content in contents.items() if not path.exists()}


def _refuse(faults: list[Fault], name: str) -> None:
    """Refuse a file with faults; of very many, those are said that come first.

    :raises FaultsError: where there are any.
    """
    if shown := sorted(faults)[:_MOST_FAULTS]:
        raise FaultsError(shown, name, len(faults) - len(shown))


def _text_in(workspace: Workspace, source: str) -> str | None:
    path = workspace.text_of(source)
    return read_text(path) if path.is_file() else None


def _free(path: Path, name: str) -> Path:
    """Find a name for a file that is not there: the usual one, or one with the import's name."""
    number = 1
    found = path
    while found.exists() or found.is_symlink():
        found = path.with_stem(f"{path.stem}-{name}" + (f"-{number}" if number > 1 else ""))
        number += 1
    return found
