"""Edit a record's text at places: a value, an entry, an item. Comments, order and layout of the rest stay.

What an edit makes is read again: where it says anything but what it was to say, nothing is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import yaml

from counterpoint.errors import FaultsError, Place, WorkspaceError
from counterpoint.records.composing import Node
from counterpoint.records.layout import Collection, Layout, children, column, line
from counterpoint.records.writing import entry, scalar
from counterpoint.records.yamltree import Tree

Data = str | int | bool | Sequence[Any] | Mapping[str, Any]
_MARK: Final = "\ufeff"


class _Edit(NamedTuple):
    """Characters to put in the place of others."""

    start: int
    end: int
    text: str


class _Addition(NamedTuple):
    """An entry or an item to come; the key is empty for an item."""

    key: str
    data: Data
    in_order: bool = False


class Document:
    r"""The text of a record file, and the edits that are to be made.

    :param file: the file's name, for messages.
    :param data: its bytes.
    :raises FaultsError: where it is not the YAML of a record.

    >>> document = Document("graph/people.yaml", b"people:\n  ada: Ada  # of the moon\n")
    >>> document.replace(document.root.value[0][1].value[0][1], "Ada Lovelace")
    >>> document.result()
    b'people:\n  ada: Ada Lovelace  # of the moon\n'
    """

    def __init__(self, file: str, data: bytes) -> None:
        tree = Tree(file, data)
        if tree.root is None or tree.faults:
            raise FaultsError(tree.faults)
        self.file, self.root = file, tree.root
        text = data.decode("utf-8")
        self._mark, self._text = (_MARK, text[1:]) if text.startswith(_MARK) else ("", text)
        self.layout = Layout(self._text, self.root)
        self._new: dict[int, Data] = {}
        self._gone: set[int] = set()
        self._added: dict[int, list[_Addition]] = {}
        self._asked: Counter[int] = Counter()

    @property
    def is_edited(self) -> bool:
        """Whether there is anything to edit."""
        return bool(self._new or self._gone or self._added)

    def at(self, place: Place) -> yaml.ScalarNode:
        """Return the key or value that begins at a place."""
        return self.layout.scalars[place.line, place.column]

    def place_of(self, node: Node) -> Place:
        """Return where a key or a value begins."""
        return Place(self.file, line(node) + 1, column(node) + 1)

    def child(self, node: Node | None, key: str) -> Node | None:
        """Return the value of a key of a mapping, or nothing."""
        return next((value for name, value in children_of(node) if name is not None and name.value == key), None)

    def items(self, section: str) -> list[Node]:
        """Return the items of a list at the top of the file."""
        return [value for _, value in children_of(self.child(self.root, section))]

    def text_of(self, node: yaml.ScalarNode) -> str:
        """Return what a key or a value is to say."""
        return str(self._new.get(id(node), node.value))

    def parent(self, node: Node) -> Collection:
        """Return the mapping or list that a value stands in."""
        return self.layout.parents[id(node)][0]

    def key_of(self, node: Node) -> yaml.ScalarNode:
        """Return the key of a value of a mapping."""
        parent, number = self.layout.parents[id(node)]
        key: yaml.ScalarNode = parent.value[number][0]
        return key

    def holds_keys(self, node: Node) -> bool:
        """Tell whether a node is a mapping."""
        return isinstance(node, yaml.MappingNode)

    def replace(self, node: Node, data: Data) -> None:
        """Put another value, or another key, in the place of one; where aliases repeat it, in the place of each."""
        self._new[id(node)] = data
        self._asked[id(node)] += 1

    def remove(self, node: Node) -> None:
        """Take a value out with its key, or an item; what then holds nothing any more goes, too."""
        self._gone.add(id(node))
        self._asked[id(node)] += 1

    def restore(self, node: Node) -> None:
        """Let a value stay that was to be taken out."""
        self._gone.discard(id(node))

    def is_gone(self, node: Node) -> bool:
        """Tell whether a value is to go, by itself or because nothing is left in it."""
        if id(node) in self._gone:
            return True
        held = children_of(node)
        stays = id(node) in self._new or id(node) in self._added or not held
        return not stays and all(self.is_gone(value) for _, value in held)

    def add(self, node: Collection, key: str, data: Data, *, in_order: bool = False) -> None:
        """Put a key and its value at the end of a mapping.

        :param node: the mapping.
        :param key: the key; the mapping does not have it.
        :param data: the value.
        :param in_order: put it in its place by the alphabet where the other keys are in that order.
        """
        self._added.setdefault(id(node), []).append(_Addition(key, data, in_order))

    def append(self, node: yaml.SequenceNode, data: Data) -> None:
        """Put an item at the end of a list."""
        self._added.setdefault(id(node), []).append(_Addition("", data))

    def enter(self, section: str, entries: Mapping[str, Data]) -> None:
        """Put entries into a section, in their places where the section is in order; begin it where it is not there."""
        node = self.child(self.root, section)
        if node is None:
            self.add(self.root, section, entries)
        elif isinstance(node, yaml.MappingNode):
            for key, data in entries.items():
                self.add(node, key, data, in_order=True)
        else:
            self.replace(node, entries)

    def result(self) -> bytes | None:
        """Return the edited text; nothing where it would hold nothing any more.

        :raises WorkspaceError: where an edit would say more, or less, than was meant: an anchor goes that an alias
            needs, or a value is repeated elsewhere.
        """
        # What an alias repeats is meant only where each of its places was named.
        if any(self._asked[one] <= aliases for one, aliases in self.layout.repeated.items() if one in self._asked):
            raise self._unsafe()
        if self.is_gone(self.root):
            return None
        text = self._text
        for edit in sorted(self._edits(), reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        made = (self._mark + text).encode()
        again = Tree(self.file, made)
        if again.faults or again.root is None or plain(again.root) != self._expected(self.root):
            raise self._unsafe()
        return made

    def _unsafe(self) -> WorkspaceError:
        hint = "write out what its anchors, aliases and explicit keys stand for, and do it again"
        return WorkspaceError(f"{self.file} is written in a way that cannot be edited safely", hint)

    def _expected(self, node: Node) -> Any:
        """Give what the edited text is to say, as :func:`plain` does."""
        if id(node) in self._new:
            return _strings(self._new[id(node)])
        if isinstance(node, yaml.ScalarNode):
            return node.value
        kept = [(key, value) for key, value in children(node) if not self.is_gone(value)]
        added = self._added.get(id(node), ())
        if isinstance(node, yaml.SequenceNode):
            return [*(self._expected(value) for _, value in kept), *(_strings(one.data) for one in added)]
        known = {self._expected(key): self._expected(value) for key, value in kept if key is not None}
        return known | {one.key: _strings(one.data) for one in added}

    def _edits(self) -> list[_Edit]:
        """List the edits; one within what another takes out is left out."""
        edits = {edit for node in self.layout.nodes if not self._within_gone(node) for edit in self._edits_of(node)}
        cuts = [edit for edit in edits if not edit.text]

        def is_cut_out(edit: _Edit) -> bool:
            return edit.start < edit.end and any(
                cut is not edit and cut.start <= edit.start and edit.end <= cut.end for cut in cuts
            )

        return [edit for edit in edits if not is_cut_out(edit)]

    def _within_gone(self, node: Node) -> bool:
        while not self.is_gone(node):
            if id(node) not in self.layout.parents:
                return False
            node = self.parent(node)
        return True

    def _edits_of(self, node: Node) -> Iterator[_Edit]:
        if id(node) in self._new:
            yield self._replacement(node, within_flow=id(node) in self.layout.within_flow)
        if isinstance(node, yaml.ScalarNode) or id(node) in self._new:
            return
        for key, value in children(node):
            if key is not None and id(key) in self._new and not self.is_gone(value):
                yield self._replacement(key, within_flow=bool(node.flow_style))
        held = [not self.is_gone(value) for _, value in children(node)]
        if not all(held):
            yield from self._cuts(node, held)
        places: dict[tuple[int, int], str] = {}
        for one in self._added.get(id(node), ()):
            start, end, text = self._addition(node, held, one)
            places[start, end] = places.get((start, end), "") + text
        yield from (_Edit(*place, text) for place, text in places.items())

    def _replacement(self, node: Node, *, within_flow: bool) -> _Edit:
        start, end = self.layout.start(node), self.layout.end(node)
        data = self._new[id(node)]
        text = _in_style(str(data), node, within_flow=within_flow) if isinstance(data, str) else flow(data)
        space = " " if start == end and self._text[start - 1 : start] in (":", "-") else ""
        return _Edit(start, end, space + text)

    def _cuts(self, node: Collection, held: list[bool]) -> Iterator[_Edit]:
        """Take the children out that are not held, run by run."""
        number = 0
        while number < len(held):
            first = number
            while number < len(held) and not held[number]:
                number += 1
            if number > first:
                cut = self._flow_cut if node.flow_style else self._block_cut
                yield cut(node, first, number - 1)
            number += 1

    def _flow_cut(self, node: Collection, first: int, last: int) -> _Edit:
        span = self.layout.span
        if first:
            return _Edit(span(node, first - 1)[1], span(node, last)[1], "")
        return _Edit(span(node, 0)[0], span(node, last + 1)[0], "")

    def _block_cut(self, node: Collection, first: int, last: int) -> _Edit:
        layout, text = self.layout, self._text
        own = layout.span(node, first)[0]
        start = layout.hyphen(node, first) if isinstance(node, yaml.SequenceNode) else own
        begin = layout.line_start(start)
        if text[begin:start].strip():  # it stands behind a hyphen, where the next one is to stand
            return _Edit(start, layout.span(node, last + 1)[0], "")
        end = layout.line_end(layout.span(node, last)[1])
        # A comment that is indented more deeply belongs to what goes.
        while end < len(text) and _is_comment_below(text[end : layout.line_end(end)], start - begin):
            end = layout.line_end(end)
        before = layout.line_start(max(begin - 1, 0))
        if layout.is_blank(end) and (first == 0 or layout.is_blank(before)):
            while layout.is_blank(end):
                end = layout.line_end(end)
        if end == len(text):
            while first and layout.is_blank(before) and before < begin:
                begin, before = before, layout.line_start(max(before - 1, 0))
        return _Edit(begin, end, "")

    def _addition(self, node: Collection, held: list[bool], one: _Addition) -> _Edit:
        last = max((number for number, stays in enumerate(held) if stays), default=-1)
        if node.flow_style:
            written = f"{scalar(one.key, flow=True)}: {flow(one.data)}" if one.key else flow(one.data)
            if last < 0:
                start = self.layout.start(node) + 1
                return _Edit(start, start, written)
            end = self.layout.span(node, last)[1]
            return _Edit(end, end, f", {written}")
        indent = column(node)
        before = self._successor(node, held, one) if one.in_order else -1
        if before >= 0:
            place = self.layout.line_start(self.layout.span(node, before)[0])
        else:
            place = self.layout.line_end(self.layout.span(node, max(last, 0))[1])
        lines = _block(one, indent)
        if self._is_spaced(node) and before < 0:
            lines = ["", *lines]
        written = "".join(line + self.layout.line_break for line in lines)
        unfinished = place == len(self._text) and not self._text.endswith(("\n", "\r"))
        return _Edit(place, place, self.layout.line_break * unfinished + written)

    def _successor(self, node: Collection, held: list[bool], one: _Addition) -> int:
        """Find the key that a new one comes before by the alphabet; -1 where the keys are in no order."""
        keys = [key.value for key, _ in children(node) if key is not None]
        later = [number for number, key in enumerate(keys) if held[number] and key > one.key]
        in_order = len(keys) > 1 and keys == sorted(keys)
        alone = not self._text[self.layout.line_start(self.layout.span(node, 0)[0]) :].lstrip().startswith("-")
        return later[0] if in_order and later and alone else -1

    def _is_spaced(self, node: Collection) -> bool:
        """Tell whether there is an empty line before the last child."""
        if len(node.value) < 2:
            return False
        number = len(node.value) - 1
        start = self.layout.span(node, number)[0]
        return any(self.layout.is_blank(line) for line in self._lines(self.layout.span(node, number - 1)[1], start))

    def _lines(self, start: int, end: int) -> Iterator[int]:
        for begin in self.layout.lines_after(start):
            if begin >= end:
                return
            yield begin


def plain(node: Node) -> Any:
    """Turn a node into mappings, lists and text."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return {key.value: plain(value) for key, value in node.value}


def children_of(node: Node | None) -> list[tuple[yaml.ScalarNode | None, Node]]:
    """List what a node holds, if it holds anything."""
    return children(node) if isinstance(node, yaml.MappingNode | yaml.SequenceNode) else []


def flow(data: Data) -> str:
    """Write data on one line."""
    if isinstance(data, Mapping):
        pairs = ((key, value == "true" if key == "former" else value) for key, value in data.items())
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {flow(value)}" for key, value in pairs) + "}"
    if isinstance(data, Sequence) and not isinstance(data, str):
        return "[" + ", ".join(map(flow, data)) + "]"
    return scalar(data, flow=True)


def _block(one: _Addition, indent: int) -> list[str]:
    """Write an entry or an item as lines."""
    margin = " " * indent
    if not one.key:
        if isinstance(one.data, Mapping) and "role" not in one.data:
            return entry(one.data, indent=indent, item=True)
        return [f"{margin}- {flow(one.data) if not isinstance(one.data, str) else scalar(one.data)}"]
    if isinstance(one.data, Mapping):
        return [f"{margin}{scalar(one.key)}:", *_nested(one.data, indent + 2)]
    return entry({one.key: one.data}, indent=indent)


def _nested(data: Mapping[str, Any], indent: int) -> list[str]:
    """Write a mapping whose entries may be mappings, one level a line."""
    lines = []
    for key, value in data.items():
        if isinstance(value, Mapping):
            lines += [f"{' ' * indent}{scalar(key)}:", *_nested(value, indent + 2)]
        elif key == "roles":
            lines += [f"{' ' * indent}roles:", *(f"{' ' * indent}  - {flow(item)}" for item in value)]
        else:
            lines += entry({key: value}, indent=indent)
    return lines


def _in_style(text: str, node: Node, *, within_flow: bool) -> str:
    """Write text between the quotation marks that the old value had, or without any where it had none."""
    style = getattr(node, "style", None)
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    written = scalar(text, flow=within_flow)
    if style == '"' and not written.startswith('"'):
        return f'"{written}"'
    return written


def _strings(data: Data) -> Any:
    """Give data as YAML says it: every value as text."""
    if isinstance(data, Mapping):
        return {key: _strings(value) for key, value in data.items()}
    if isinstance(data, Sequence) and not isinstance(data, str):
        return [_strings(item) for item in data]
    return scalar(data) if isinstance(data, bool) else str(data)


def _is_comment_below(line: str, margin: int) -> bool:
    return line.lstrip().startswith("#") and len(line) - len(line.lstrip()) > margin
