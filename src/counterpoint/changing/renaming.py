"""Give a thing another id, which every reference in every file follows, or another name; nothing else is touched."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import yaml

from counterpoint.changing.landing import Base
from counterpoint.changing.plan import Plan, read_bytes
from counterpoint.changing.workbench import Workbench, pick
from counterpoint.errors import UsageError
from counterpoint.files import is_device
from counterpoint.records.reading import is_id
from counterpoint.vocabulary import KINDS
from counterpoint.workspace import CONFIG, Workspace

KINDS_RENAMED: Final = ("person", "organisation", "claim", "topic", "role", "source")
_CODER: Final = re.compile(r"""(?m)^(\s*coder\s*=\s*)(["'])(.*?)\2""")


def plan_renaming(base: Base, old: str, new: str | None = None, name: str | None = None) -> Plan:
    """Plan to give a person, an organisation, a claim, a topic, a role or a source another id, another name, or both.

    :param base: the debate.
    :param old: its id, or ``kind:id`` where several things share it.
    :param new: the id that it is to have; none where the id stays.
    :param name: the name that it is to have: the words of a claim, the title of a source; none where it stays.
    :raises UnknownNameError: where nothing has the old id.
    :raises UsageError: where neither is said, the id is none or is taken, the name is empty, or only the ontology
        defines the thing.
    """
    if new is None and name is None:
        raise UsageError("neither another id nor another name is said", 'write rename OLD NEW, or add --name "…"')
    target = pick(base, old, KINDS_RENAMED)
    kind, _, identifier = target.partition(":")
    bench, follow = Workbench(base), dict[Path, bytes | None]()
    said, notes = list[str](), list[str]()
    if new is not None:
        new = _free_id(base, target, new)
        for one in (*bench.users(target), *bench.drafts()):
            for mention in one.of(target):
                one.rename(mention, new)
        follow = elsewhere(base.workspace, target, new)
        said.append(f"rename the {kind} {identifier} to {new}")
    if name is not None:
        called = _call(bench, target, name)
        said.append(f'call {"it" if said else f"the {kind} {identifier}"} "{called}"')
        notes = _namesakes(base.workspace, target, called)
    contents = bench.contents() | follow
    if kind == "source" and new:
        contents = _moved(base, contents, identifier, new)
    return Plan.of(base.workspace, " and ".join(said), contents, notes)


def _free_id(base: Base, target: str, new: str) -> str:
    """Return the id that a thing is to have.

    :raises UsageError: where it is none, or is taken.
    """
    kind, _, identifier = target.partition(":")
    wanted = new.removeprefix(f"{kind}:")
    if not is_id(wanted):
        hint = "use letters, digits, hyphens, dots and underscores, beginning with a letter or a digit"
        raise UsageError(f'"{new}" cannot be the id of a {kind}', hint)
    if kind == "source" and is_device(wanted):
        raise UsageError(f'Windows can hold no file that is called "{wanted}"', "name another id")
    if f"{kind}:{wanted}" in base.notes.definitions() or f"{kind}:{wanted}" in base.workspace.vocabulary.concepts:
        hint = "name another id" if kind == "source" else f"counterpoint merge {identifier} {wanted} makes them one"
        raise UsageError(f'there is a {kind} "{wanted}" already', hint)
    return wanted


def _call(bench: Workbench, target: str, name: str) -> str:
    """Write another name where a thing is defined: as the value of its key, or as all that is said of it.

    :returns: the name as it is written, on one line.
    :raises UsageError: where it is empty, or too long for a name.
    """
    from counterpoint.drafting.defining import one_line

    called = one_line(name, "name")
    kind, _, identifier = target.partition(":")
    document = bench.open(bench.known[target].file).document
    section = document.child(document.root, KINDS[kind].section)
    whole = section if kind == "source" else document.child(section, identifier)
    key = "title" if kind == "source" else "name"
    held = document.child(whole, key) if isinstance(whole, yaml.MappingNode) else whole
    if held is not None:
        document.replace(held, called)
    elif isinstance(whole, yaml.MappingNode):
        document.add(whole, key, called)
    return called


def _namesakes(workspace: Workspace, target: str, name: str) -> list[str]:
    """Say which other things of the kind have a name already."""
    from counterpoint.drafting.authorities import Names

    kind, _, identifier = target.partition(":")
    known = Names.read(workspace).of[kind]
    same = [one for one, other in known.items() if other.casefold() == name.casefold() and one != identifier]
    return [f"the {kind} {one} has that name already; counterpoint merge makes one of two that are one" for one in same]


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
