"""Read one record file: from YAML to its parts, with the place of every value and every fault of form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml

from counterpoint.errors import Fault, Place
from counterpoint.matching import nearest
from counterpoint.records import forms
from counterpoint.records.yamltree import Node, Tree
from counterpoint.vocabulary import KINDS, Vocabulary

_ID: Final = re.compile(r"[^\W_][\w.-]*")
_SECTION_KINDS: Final = {kind.section: kind.name for kind in KINDS.values()}
_LISTS: Final = frozenset(
    {"same-as", "author", "about", "contradicts", "implies", "refines", "broader", "in-capacity", *forms.RESPONSES}
)


@dataclass(frozen=True)
class Value:
    """One scalar as it is written, and where.

    :param text: the scalar.
    :param place: where it begins.
    :param key_line: the line of its key, from 1.
    :param end_line: the line that it ends on, from 1.
    """

    text: str
    place: Place
    key_line: int = 0
    end_line: int = 0


@dataclass
class Part:
    """A mapping of a record: a source, a person, a claim, a membership, a statement …

    :param kind: the name of its kind; ``membership`` for a role of a person.
    :param identifier: its id within its kind; for a membership the person's.
    :param place: where it begins.
    :param values: its keys and their values, each with its place.
    :param parts: what stands inside it: the memberships of a person.
    """

    kind: str
    identifier: str
    place: Place
    values: dict[str, list[Value]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def text(self, key: str) -> str:
        """Return the one value of a key, or an empty string."""
        found = self.values.get(key)
        return found[0].text if found else ""

    def place_of(self, key: str) -> Place:
        """Return where the value of a key stands, else where the part begins."""
        found = self.values.get(key)
        return found[0].place if found else self.place


@dataclass
class Record:
    """What one file says.

    :param file: its name, for messages.
    :param source: the source that it codes, if any.
    :param things: people, organisations, claims, topics and roles.
    :param statements: the utterances, in order.
    :param faults: what is wrong with its form.
    """

    file: str
    source: Part | None = None
    things: list[Part] = field(default_factory=list)
    statements: list[Part] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


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
    return reader.record


class _Reader:
    def __init__(self, tree: Tree, vocabulary: Vocabulary) -> None:
        self.tree, self.vocabulary = tree, vocabulary
        self.record = Record(tree.file)
        self._allowed = {kind: forms.allowed(kind, vocabulary) for kind in forms.KEYS}

    def read_sections(self, root: yaml.MappingNode) -> None:
        for section, key, node in self.tree.items(root):
            if section not in forms.SECTIONS:
                self._unknown(key, section, forms.SECTIONS, "a record")
            elif section == "source":
                self.record.source = self._source(node)
            elif section == "statements":
                self._statements(node)
            elif isinstance(node, yaml.MappingNode):
                self._things(_SECTION_KINDS[section], node)
            elif not _is_nothing(node):
                self.tree.fault(node, f"{section}: must hold ids, each with its description", "write id: {name: …}")
        if self.record.statements and self.record.source is None:
            self.tree.fault(root, "there are statements but no source", "add source: with its id and title")

    def _source(self, node: Node) -> Part | None:
        part = self._part("source", "", node)
        if part:
            part.identifier = part.text("id")
            self._check_id(part.identifier, part.place_of("id"))
        return part

    def _things(self, kind: str, section: yaml.MappingNode) -> None:
        for identifier, key, node in self.tree.items(section):
            self._check_id(identifier, self.tree.place(key))
            if isinstance(node, yaml.ScalarNode) and not _is_nothing(node):
                value = Value(node.value, self.tree.place(node))
                self.record.things.append(Part(kind, identifier, self.tree.place(key), {"name": [value]}))
            elif part := self._part(kind, identifier, node):
                part.place = self.tree.place(key)
                if not part.text("name") and not part.parts:
                    self.tree.fault(key, f'the {kind} "{identifier}" has no name', "add name: …")
                self.record.things.append(part)

    def _statements(self, node: Node) -> None:
        if not isinstance(node, yaml.SequenceNode):
            if not _is_nothing(node):
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
            self._check_id(part.identifier, part.place_of("id"))
            if first := seen.get(part.identifier):
                message = f'two statements have the id "{part.identifier}", the first on line {first.place.line}'
                self.tree.fault(part.place_of("id"), message, "give one of them another id")
            seen.setdefault(part.identifier, part)
            self.record.statements.append(part)

    def _part(self, kind: str, identifier: str, node: Node) -> Part | None:
        place = self.tree.place(node)
        if not isinstance(node, yaml.MappingNode):
            what = f'the {kind} "{identifier}"' if identifier else f"a {kind}"
            self.tree.fault(node, f"{what} must be keys and values", "write key: value, indented")
            return None
        part = Part(kind, identifier, place)
        allowed = self._allowed[kind]
        for name, key, value in self.tree.items(node):
            if name not in allowed:
                self._unknown(key, name, tuple(allowed), f"a {kind}")
            elif name == "roles" and kind == "person":
                part.parts = self._memberships(identifier, value)
            else:
                self._values(part, name, key, value, count=2 if (kind, name) == ("statement", "at") else None)
        for name in forms.REQUIRED.get(kind, ()):
            if name not in part.values:
                self.tree.fault(node, f"{_article(kind)} {kind} has no {name}", _REQUIRED_HINTS.get(name, f"add {name}: …"))
        return part

    def _memberships(self, person: str, node: Node) -> list[Part]:
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = []
        for item in items:
            if isinstance(item, yaml.ScalarNode) and not _is_nothing(item):
                place = self.tree.place(item)
                found.append(Part("membership", person, place, {"role": [Value(item.value, place)]}))
            elif part := self._part("membership", person, item):
                found.append(part)
        return found

    def _values(self, part: Part, key: str, key_node: Node, node: Node, count: int | None) -> None:
        several = key in _LISTS or key in self.vocabulary.stances or key in self.vocabulary.own_terms
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if count is not None and (len(items) != count or isinstance(node, yaml.ScalarNode)):
            self.tree.fault(node, f"{key}: must be {count} offsets", "write at: [start, end], or run check --fill")
            return
        if isinstance(node, yaml.SequenceNode) and count is None and not several:
            self.tree.fault(node, f"{key}: takes one value, not a list", "keep one")
            return
        values = []
        for item in items:
            if not isinstance(item, yaml.ScalarNode):
                self.tree.fault(item, f"{key}: takes text, not keys and values", "write the value after the colon")
            elif _is_nothing(item):
                self.tree.fault(item, f"{key}: has no value", "write one, or take the key out")
            else:
                place, end = self.tree.place(item), item.end_mark
                # A block scalar's end is the beginning of the line after it.
                end_line = end.line + (1 if end.column else 0)
                values.append(Value(item.value, place, key_node.start_mark.line + 1, end_line))
        if values:
            part.values[key] = values

    def _check_id(self, identifier: str, place: Place) -> None:
        if identifier and not _ID.fullmatch(identifier):
            hint = "use letters, digits, hyphens, dots and underscores, beginning with a letter or a digit"
            self.tree.fault(place, f'"{identifier[:80]}" cannot be an id', hint)

    def _unknown(self, node: Node, name: str, known: tuple[str, ...], where: str) -> None:
        close = nearest(name, known)
        hint = f"did you mean {close[0]}?" if close else f"it may have {', '.join(sorted(known))}"
        self.tree.fault(node, f'{where} has no key "{name[:80]}"', hint)


_REQUIRED_HINTS: Final[Mapping[str, str]] = {
    "quote": "add quote: with a few words of the source as evidence",
    "speaker": "add speaker: with the id of a person or an organisation",
    "mode": "add mode: direct, reported or paraphrased",
}


def _is_nothing(node: Node) -> bool:
    """Tell whether a value is left out: ``key:`` or ``key: ~``."""
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in ("", "~", "null")


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"
