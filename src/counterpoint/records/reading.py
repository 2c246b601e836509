"""Read one record file: from YAML to its parts, with the place of every value and every fault of form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import yaml

from counterpoint.errors import Place
from counterpoint.matching import nearest
from counterpoint.records import forms
from counterpoint.records.composing import Node
from counterpoint.records.parts import Part, Record, Span, Value
from counterpoint.records.yamltree import Tree
from counterpoint.vocabulary import KINDS, Vocabulary

_ID: Final = re.compile(r"[^\W_][\w.-]*")
_LONGEST_ID: Final = 120
_SECTION_KINDS: Final = {kind.section: kind.name for kind in KINDS.values()}


def read(file: str, data: bytes, vocabulary: Vocabulary) -> Record:
    """Read the bytes of a record file; faults are noted, not raised.

    :param file: the file's name, for messages.
    :param data: its content.
    :param vocabulary: what the workspace's ontology lets a record say.
    """
    tree = Tree(file, data)
    reader = _Reader(tree, vocabulary)
    if tree.root is not None:
        reader.read_sections(tree.root)
    reader.record.faults = sorted(tree.faults)
    reader.record.unread = tree.root is None
    return reader.record


def is_id(text: str) -> bool:
    """Tell whether a text can be an id, and so a part of an IRI and the name of a file.

    >>> is_id("michael-west"), is_id("../secret"), is_id("Michael West")
    (True, False, False)
    """
    return len(text) <= _LONGEST_ID and _ID.fullmatch(text) is not None


class _Reader:
    def __init__(self, tree: Tree, vocabulary: Vocabulary) -> None:
        self.tree, self.vocabulary = tree, vocabulary
        self.record = Record(tree.file)
        self._allowed = {kind: forms.allowed(kind, vocabulary) for kind in forms.KEYS}

    def read_sections(self, root: yaml.MappingNode) -> None:
        sections = set()
        for section, key, node in self.tree.items(root):
            sections.add(section)
            if section not in forms.SECTIONS:
                sections.add(self._unknown(key, section, forms.SECTIONS, "a record"))
            elif _is_nothing(node):
                continue
            elif section == "source":
                self.record.source = self._source(node)
            elif section == "statements":
                self._statements(node)
            elif isinstance(node, yaml.MappingNode):
                self._things(_SECTION_KINDS[section], node)
            else:
                self.tree.fault(node, f"{section}: must hold ids, each with its description", "write id: {name: …}")
        if self.record.statements and "source" not in sections:
            self.tree.fault(root, "there are statements but no source", "add source: with its id and title")

    def _source(self, node: Node) -> Part | None:
        part = self._part("source", "", node)
        if part:
            part.identifier = part.text("id")
            self._check_id(part.identifier, part.place_of("id"))
        return part

    def _things(self, kind: str, section: yaml.MappingNode) -> None:
        for identifier, key, node in self.tree.items(section):
            place = self.tree.place(key)
            self._check_id(identifier, place)
            part = Part(kind, identifier, place)
            if _is_nothing(node):
                self.tree.fault(key, f'the {kind} "{identifier}" has no name', "write the name after the colon")
            elif isinstance(node, yaml.ScalarNode):
                part.values["name"] = [Value(node.value, self.tree.place(node))]
                part.places["name"] = self.tree.place(node)
            elif read := self._part(kind, identifier, node):
                part = read
                part.place = place
                if "name" not in part.places and not part.parts:
                    self.tree.fault(key, f'the {kind} "{identifier}" has no name', "add name: …")
            else:
                part.places["name"] = self.tree.place(node)
            self.record.things.append(part)

    def _statements(self, node: Node) -> None:
        if not isinstance(node, yaml.SequenceNode):
            self.tree.fault(node, "statements: must be a list", "begin each statement with a hyphen: - speaker: …")
            return
        counts: dict[str, int] = {}
        seen: dict[str, Part] = {}
        for item in node.value:
            if not (part := self._part("statement", "", item)):
                continue
            speaker = part.text("speaker").rpartition(":")[2]
            counts[speaker] = counts.get(speaker, 0) + 1
            part.identifier = part.text("id") or f"{speaker}-{counts[speaker]}"
            if "id" in part.values:
                self._check_id(part.identifier, part.place_of("id"))
            if first := seen.get(part.identifier):
                message = f'two statements have the id "{part.identifier}", the first on line {first.place.line}'
                self.tree.fault(part.place_of("id"), message, "give one of them another id")
                part.identifier += f".{part.place.line}"  # so that the two are not taken for one
            seen.setdefault(part.identifier, part)
            self.record.statements.append(part)

    def _part(self, kind: str, identifier: str, node: Node) -> Part | None:
        if not isinstance(node, yaml.MappingNode):
            what = f'the {kind} "{identifier}"' if identifier and kind != "membership" else forms.called(kind)
            self.tree.fault(node, f"{what} must be keys and values", "write key: value, indented")
            return None
        part = Part(kind, identifier, self.tree.place(node), flow=bool(node.flow_style))
        allowed = self._allowed[kind]
        for name, key, value in self.tree.items(node):
            if name not in allowed:
                if meant := self._unknown(key, name, tuple(allowed), forms.called(kind)):
                    part.places.setdefault(meant, self.tree.place(key))
                continue
            part.places[name] = self.tree.place(value)
            if name == "roles" and kind == "person":
                part.parts = self._memberships(identifier, value)
            else:
                self._values(part, name, key, value)
        for name in forms.REQUIRED.get(kind, ()):
            if name not in part.places:
                hint = _REQUIRED_HINTS.get(name, f"add {name}: …")
                self.tree.fault(node, f"{forms.called(kind)} has no {name}", hint)
        return part

    def _memberships(self, person: str, node: Node) -> list[Part]:
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = []
        for item in items:
            place = self.tree.place(item)
            if _is_nothing(item):
                self.tree.fault(item, "roles: has no value", "write one, or take the key out")
            elif isinstance(item, yaml.ScalarNode):
                role = {"role": [Value(item.value, place)]}
                found.append(Part("membership", person, place, role, places={"role": place}))
            elif part := self._part("membership", person, item):
                found.append(part)
        return found

    def _values(self, part: Part, key: str, key_node: Node, node: Node) -> None:
        offsets = (part.kind, key) == ("statement", "at")
        several = offsets or key in forms.SEVERAL or key in self.vocabulary.stances or key in self.vocabulary.own_terms
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if isinstance(node, yaml.SequenceNode) and not several:
            self.tree.fault(node, f"{key}: takes one value, not a list", "keep one")
            return
        if offsets and (len(items) != 2 or not isinstance(node, yaml.SequenceNode)):
            hint = "write at: [start, end], or take it out and run check --fill"
            self.tree.fault(node, f"{key}: must be two offsets", hint)
            return
        values = []
        for item in items:
            if not isinstance(item, yaml.ScalarNode):
                self.tree.fault(item, f"{key}: takes text, not keys and values", "write the value after the colon")
            elif _is_nothing(item):
                self.tree.fault(item, f"{key}: has no value", "write one, or take the key out")
            elif key == "quote":
                values.append(Value(item.value.strip(), self.tree.place(item), _span(key_node, item)))
            else:
                values.append(Value(item.value, self.tree.place(item)))
        if values and (not offsets or len(values) == 2):
            part.values[key] = values

    def _check_id(self, identifier: str, place: Place) -> None:
        if len(identifier) > _LONGEST_ID:
            message = f"an id of {len(identifier):,} characters is too long"
            self.tree.fault(place, message, f"{_LONGEST_ID} are allowed")
        elif identifier and not is_id(identifier):
            hint = "use letters, digits, hyphens, dots and underscores, beginning with a letter or a digit"
            self.tree.fault(place, f'"{identifier}" cannot be an id', hint)

    def _unknown(self, node: Node, name: str, known: tuple[str, ...], where: str) -> str:
        """Note a key that there is not; return the one that may have been meant, or an empty string."""
        close = nearest(name, known, limit=1)
        hint = f"did you mean {close[0]}?" if close else f"it may have {', '.join(sorted(known))}"
        self.tree.fault(node, f'{where} has no key "{name[:80]}"', hint)
        return close[0] if close else ""


_REQUIRED_HINTS: Final[Mapping[str, str]] = {
    "quote": "add quote: with a few words of the source as evidence",
    "speaker": "add speaker: with the id of a person or an organisation",
    "mode": "add mode: direct, reported or paraphrased",
}


def _is_nothing(node: Node) -> bool:
    """Tell whether a value is left out, as in ``key:``, ``key: ~`` and ``key: ""``."""
    return isinstance(node, yaml.ScalarNode) and (
        not node.value.strip() or (not node.style and node.value in ("~", "null"))
    )


def _span(key: Node, value: Node) -> Span:
    end = value.end_mark
    # A block scalar's end is the beginning of the line after it.
    last = end.line if end.column else end.line - 1
    return Span(key.start_mark.line, key.start_mark.column, last, end.column)
