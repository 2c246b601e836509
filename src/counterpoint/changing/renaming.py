"""Rename a thing: every reference in every file of the workspace follows, and nothing else is touched."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from counterpoint.changing.landing import Base
from counterpoint.changing.plan import Plan, read_bytes
from counterpoint.changing.workbench import Workbench, pick
from counterpoint.errors import UsageError
from counterpoint.records.reading import is_id
from counterpoint.workspace import CONFIG, Workspace

KINDS_RENAMED: Final = ("person", "organisation", "claim", "topic", "role", "source")
_CODER: Final = re.compile(r"""(?m)^(\s*coder\s*=\s*)(["'])(.*?)\2""")


def plan_renaming(base: Base, old: str, new: str) -> Plan:
    """Plan to give a person, an organisation, a claim, a topic, a role or a source another id.

    :param base: the debate.
    :param old: its id, or ``kind:id`` where several things share it.
    :param new: the id that it is to have.
    :raises UnknownNameError: where nothing has the old id.
    :raises UsageError: where the new one is no id or is taken, or only the ontology defines the thing.
    """
    target = pick(base, old, KINDS_RENAMED)
    kind, _, identifier = target.partition(":")
    wanted = new.removeprefix(f"{kind}:")
    if not is_id(wanted):
        hint = "use letters, digits, hyphens, dots and underscores, beginning with a letter or a digit"
        raise UsageError(f'"{new}" cannot be the id of a {kind}', hint)
    if f"{kind}:{wanted}" in base.notes.definitions() or f"{kind}:{wanted}" in base.workspace.vocabulary.concepts:
        hint = "name another id" if kind == "source" else f"counterpoint merge {identifier} {wanted} makes them one"
        raise UsageError(f'there is a {kind} "{wanted}" already', hint)
    bench = Workbench(base)
    for one in (*bench.users(target), *bench.drafts()):
        for mention in one.of(target):
            one.rename(mention, wanted)
    contents = bench.contents() | elsewhere(base.workspace, target, wanted)
    if kind == "source":
        contents = _moved(base, contents, identifier, wanted)
    return Plan.of(base.workspace, f"rename the {kind} {identifier} to {wanted}", contents)


def elsewhere(workspace: Workspace, target: str, identifier: str) -> dict[Path, bytes | None]:
    """Let the other files of a workspace follow: the IRI in questions and ontology, the coder in the settings.

    :param target: the thing, as ``kind:id``.
    :param identifier: its new id.
    """
    kind, _, old = target.partition(":")
    contents: dict[Path, bytes | None] = {}
    was, now = (f"<{workspace.iri(kind, one)}>".encode() for one in (old, identifier))
    for path in _texts(workspace):
        data = read_bytes(path) or b""
        if was in data:
            contents[path] = data.replace(was, now)
    config = workspace.root / CONFIG
    if kind in ("person", "organisation") and workspace.coder in (old, target):
        text = (read_bytes(config) or b"").decode("utf-8")
        prefix = workspace.coder.removesuffix(old)
        changed = _CODER.sub(lambda found: f"{found[1]}{found[2]}{prefix}{identifier}{found[2]}", text)
        if tomllib.loads(changed.removeprefix("\ufeff"))["review"]["coder"] == prefix + identifier:
            contents[config] = changed.encode()
    return contents


def _texts(workspace: Workspace) -> Iterable[Path]:
    for folder, pattern in (("queries", "**/*.rq"), ("ontology", "*.ttl")):
        yield from (path for path in sorted((workspace.root / folder).glob(pattern)) if path.is_file())


def _moved(base: Base, contents: dict[Path, bytes | None], old: str, new: str) -> dict[Path, bytes | None]:
    """Let the files that are named after a source follow: its record, its text, its draft."""
    workspace = base.workspace
    record = workspace.root / base.notes.definitions()[f"source:{old}"].file
    named = [path for path in (record, *workspace.drafts.glob(f"{old}.*")) if path.stem == old]
    if workspace.text_of(old).is_file():
        named.append(workspace.text_of(old))
    for path in named:
        target = path.with_name(new + path.suffix)
        if target.exists() or target.is_symlink():
            raise UsageError(f"{workspace.shown(target)} is there already", "name another id, or move that file")
        contents[target] = contents.get(path, read_bytes(path))
        contents[path] = None
    return contents
