"""Read the file of a draft: its data, what keeps it from being one, and the text that it is of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from counterpoint.errors import Fault, FaultsError, Place, UsageError
from counterpoint.pauses import no_collection
from counterpoint.records import forms
from counterpoint.records.composing import Node
from counterpoint.records.quotations import digest, read_text
from counterpoint.records.reading import is_id
from counterpoint.records.yamltree import Tree
from counterpoint.workspace import Workspace

Data = dict[str, Any]

OPEN: Final = "open"
ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"
STATES: Final = (OPEN, ACCEPTED, REJECTED)

_OFFSETS: Final = frozenset({"at", "utterance"})


def listed(value: Any) -> list[Any]:
    """Return what a key holds as a list: none, one or several."""
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def copied(value: Any) -> Any:
    """Copy data: mappings, lists and what cannot change, which is much quicker than a copy of just anything."""
    if isinstance(value, dict):
        return {key: copied(part) for key, part in value.items()}
    return [copied(part) for part in value] if isinstance(value, list) else value


def read_data(path: Path, workspace: Workspace) -> Data:
    """Read the data of a draft's file: texts as they are written, offsets as numbers.

    :raises UsageError: where there is no such file, or it is no draft.
    :raises FaultsError: where it has faults of form.
    """
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise UsageError(
            f"{path} cannot be read: {problem.strerror}", "name a draft, such as drafts/ID.yaml"
        ) from problem
    return parse(workspace.shown(path.absolute()), data)


@no_collection()
def parse(shown: str, data: bytes) -> Data:
    """Read the bytes of a draft's file.

    :param shown: the file's name, for messages.
    :raises UsageError: where it is no draft.
    :raises FaultsError: where it has faults of form.
    """
    tree = Tree(shown, data)
    if tree.faults or tree.root is None:
        raise FaultsError(tree.faults or [Fault(Place(shown, 1, 1), "the file says nothing")])
    sections = {section for section, _, _ in tree.items(tree.root)}
    if "draft" not in sections:
        raise UsageError(f"{shown} is no draft", f"it may be a record: counterpoint check {shown}")
    if "source" not in sections:
        tree.fault(tree.root, "the draft has no source", "add source: with its id and title")
    if faults := [*tree.faults, *_faults(tree, tree.root)]:
        raise FaultsError(faults)
    said: Data = _plain(tree.root)
    for number, statement in enumerate(said.get("statements") or (), 1):
        statement.setdefault("id", f"{statement.get('speaker') or 'statement'}-{number}")
        statement.setdefault("draft", {})
    return said


def as_read(value: Any, key: str = "") -> Any:
    """Return data as they are once they were written and read again: all texts but the offsets.

    >>> as_read({"at": (3, 9), "former": True, "confidence": 0.9})
    {'at': [3, 9], 'former': 'true', 'confidence': '0.9'}
    """
    if isinstance(value, dict):
        return {name: as_read(part, name) for name, part in value.items()}
    if isinstance(value, list | tuple):
        offsets = key in _OFFSETS and len(value) == 2 and all(type(one) is int for one in value)
        return list(value) if offsets else [as_read(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(node: Node, key: str = "") -> Any:
    """Turn nodes into data, all texts but the offsets."""
    if isinstance(node, yaml.MappingNode):
        parts = {name.value: _plain(value, name.value) for name, value in node.value}
        return {name: part for name, part in parts.items() if part is not None}
    if isinstance(node, yaml.SequenceNode):
        texts = [part for item in node.value if (part := _plain(item)) is not None]
        return [int(text) for text in texts] if key in _OFFSETS and _are_offsets(texts) else texts
    return None if not node.style and node.value in ("", "~", "null") else node.value


def _are_offsets(texts: list[Any]) -> bool:
    return len(texts) == 2 and all(isinstance(text, str) and text.isascii() and text.isdigit() for text in texts)


def _faults(tree: Tree, root: yaml.MappingNode) -> Iterator[Fault]:
    """Yield what would keep a draft from being worked with; all else is said when it is finished and checked."""
    for section, _, node in tree.items(root):
        if section not in (*forms.SECTIONS, "draft"):
            yield Fault(tree.place(node), f'a draft has no section "{section[:80]}"', "take it out")
        elif isinstance(node, yaml.ScalarNode) and not node.value and section not in ("draft", "source"):
            continue
        elif section == "statements":
            yield from _statements_faults(tree, node)
        elif not isinstance(node, yaml.MappingNode):
            yield Fault(tree.place(node), f"{section}: must hold keys and values", "write key: value, indented")
        elif section == "source":
            yield from _source_faults(tree, node)
        elif section == "draft":
            yield from _draft_faults(tree, node)
        else:
            for identifier, _, thing in tree.items(node):
                if isinstance(thing, yaml.SequenceNode):
                    message = f'"{identifier[:80]}" must be a name, or keys and values'
                    yield Fault(tree.place(thing), message, "write key: value, indented")


def _draft_faults(tree: Tree, node: yaml.MappingNode) -> Iterator[Fault]:
    for key, _, value in tree.items(node):
        held = _plain(value)
        if key == "coders" and held is not None:
            if not isinstance(held, dict) or not all(isinstance(name, str) for name in held.values()):
                yield Fault(tree.place(value), "coders: must hold ids and names", "write id: name, indented")
        elif key in ("questions", "not-speech"):
            for one in listed(held):
                if not isinstance(one, dict) or not isinstance(one.get("id"), str):
                    yield Fault(tree.place(value), f"{key}: must be a list of what has an id", "write - id: …")
                elif key == "not-speech" and not _two_numbers(one.get("at")):
                    yield Fault(tree.place(value), f"{key}: {one['id']} has no place", "write at: [start, end]")


def _two_numbers(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) for one in value)


def _source_faults(tree: Tree, node: yaml.MappingNode) -> Iterator[Fault]:
    identifier = next((value for key, _, value in tree.items(node) if key == "id"), None)
    if not isinstance(identifier, yaml.ScalarNode) or not is_id(identifier.value):
        yield Fault(tree.place(identifier or node), "the source has no id that can be one", "write id: …")


def _statements_faults(tree: Tree, node: Node) -> Iterator[Fault]:
    if not isinstance(node, yaml.SequenceNode):
        yield Fault(tree.place(node), "statements: must be a list", "begin each statement with a hyphen")
        return
    seen: dict[str, int] = {}
    for item in node.value:
        if not isinstance(item, yaml.MappingNode):
            yield Fault(tree.place(item), "a statement must be keys and values", "write key: value, indented")
            continue
        for key, _, value in tree.items(item):
            if fault := _statement_fault(key, value):
                yield Fault(tree.place(value), *fault)
            elif key == "id":
                first = seen.setdefault(value.value, tree.place(value).line)
                if first != tree.place(value).line:
                    message = f'two statements have the id "{value.value}", the first on line {first}'
                    yield Fault(tree.place(value), message, "give one of them another id")


def _statement_fault(key: str, value: Node) -> tuple[str, str] | None:
    if key == "at" and not _are_offsets(listed(_plain(value))):
        return "at: must be two offsets", "write at: [start, end]"
    if key in ("id", "speaker", "mode", "quote") and not isinstance(value, yaml.ScalarNode):
        return f"{key}: takes one text", "write the value after the colon"
    if key != "draft":
        return None
    if not isinstance(value, yaml.MappingNode):
        return "draft: must be keys and values", "write key: value, indented"
    return _decision_fault(_plain(value))


def _decision_fault(about: Data) -> tuple[str, str] | None:
    if about.get("state") not in (None, *STATES):
        return "state: must be open, accepted or rejected", "write one of them"
    if not _two_numbers(about.get("utterance", [0, 0])):
        return "utterance: must be two offsets", "write utterance: [start, end]"
    for key in ("similar", "likeness"):
        if not all(isinstance(one, str) for one in listed(about.get(key))):
            return f"{key}: must be a list of texts", "take it out where it is of no use"
    return None


def text_of(path: Path, data: Data, workspace: Workspace) -> str:
    """Read the text that a draft is of: ``texts/ID.txt``, else the text beside the draft.

    :raises UsageError: where it is not at hand, or is not the one that the draft was made from.
    """
    noted = str(data["draft"].get("text-digest") or data["source"].get("text-digest") or "").strip().lower()
    identifier = str(data["source"]["id"])
    places = [place for place in (workspace.text_of(identifier), path.with_suffix(".txt")) if place.is_file()]
    for place in places:
        text = read_text(place)
        if not noted or digest(text) == noted:
            return text
    if places:
        raise UsageError(
            f"the text {workspace.shown(places[0])} is not the one that {workspace.shown(path)} was made from",
            "put the old text back, or remove the draft and draft the article anew",
        )
    raise UsageError(
        f"the text of {workspace.shown(path)} is not at hand",
        f"put it into {workspace.shown(workspace.text_of(identifier))}, or draft the article anew",
    )
