"""Where the parts of a YAML text stand: which characters are theirs, and which lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import yaml

from counterpoint.records.composing import Node

Collection = yaml.MappingNode | yaml.SequenceNode

_BREAK: Final = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line in YAML."""
_ALIAS: Final = re.compile(r"\*[^\s,\[\]{}]+")
_ANCHOR: Final = re.compile(r"&[^\s,\[\]{}]+\s*")


def children(node: Collection) -> list[tuple[yaml.ScalarNode | None, Node]]:
    """List what a collection holds: key and value of a mapping, an item without a key of a list."""
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    return [(None, item) for item in node.value]


class Layout:
    """The places of all nodes of a text.

    :param text: the text, without a byte order mark.
    :param root: what was composed of it.
    """

    def __init__(self, text: str, root: yaml.MappingNode) -> None:
        self.text = text
        self.nodes: list[Node] = []
        """All nodes but keys, in the order of the text; one that aliases repeat stands here once."""
        self.parents: dict[int, tuple[Collection, int]] = {}
        """The collection that a node is in, and its position there, by ``id()`` of the node."""
        self.within_flow: set[int] = set()
        """The nodes between brackets or braces."""
        self.scalars: dict[tuple[int, int], yaml.ScalarNode] = {}
        """Keys and values by line and column, from 1."""
        self.repeated: Counter[int] = Counter()
        """How many aliases stand for a node."""
        self._aliases: set[tuple[int, int]] = set()
        self._visit(root, within_flow=False)
        breaks = list(_BREAK.finditer(text))
        self.line_break = breaks[0][0] if breaks else "\n"
        self._lines = [0, *(found.end() for found in breaks)]

    def _visit(self, node: Node, *, within_flow: bool) -> None:
        self.nodes.append(node)
        if within_flow:
            self.within_flow.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            self._note(node)
            return
        for number, (key, value) in enumerate(children(node)):
            if key is not None:
                self._note(key)
            if id(value) in self.parents:
                self._aliases.add((id(node), number))
                self.repeated[id(value)] += 1
                continue
            self.parents[id(value)] = node, number
            self._visit(value, within_flow=within_flow or bool(node.flow_style))

    def _note(self, node: yaml.ScalarNode) -> None:
        mark = _mark(node.start_mark)
        self.scalars.setdefault((mark.line + 1, mark.column + 1), node)

    def start(self, node: Node) -> int:
        """Return where a node begins, after its anchor."""
        start: int = _mark(node.start_mark).index
        anchor = _ANCHOR.match(self.text, start)
        return anchor.end() if anchor else start

    def end(self, node: Node) -> int:
        """Return where a node ends: after its last character, whatever spaces and comments follow."""
        if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
            end: int = _mark(node.end_mark).index
            if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
                # The end of a block scalar is the beginning of a line after it.
                end = len(self.text[:end].rstrip("\r\n \t\x85\u2028\u2029"))
            return end
        return self.span(node, len(node.value) - 1)[1]

    def span(self, parent: Collection, number: int) -> tuple[int, int]:
        """Return where a child begins, with its key and without its hyphen, and where it ends."""
        key, value = children(parent)[number]
        if (id(parent), number) in self._aliases:
            before = self.span(parent, number - 1)[1] if number else int(_mark(parent.start_mark).index)
            after_key = int(_mark(key.end_mark).index) if key is not None else before
            found = _ALIAS.search(self.text, after_key)
            start, end = found.span() if found else (after_key, after_key)
            return (int(_mark(key.start_mark).index) if key is not None else start), end
        first: Any = value if key is None else key
        return int(_mark(first.start_mark).index), max(self.end(value), int(_mark(first.end_mark).index) if key else 0)

    def hyphen(self, parent: yaml.SequenceNode, number: int) -> int:
        """Return where the hyphen of an item of a block list stands."""
        mark = _mark(parent.start_mark)
        position = int(mark.index)
        if number == 0:
            return position
        for start in self.lines_after(self.span(parent, number - 1)[1]):
            place: int = start + mark.column
            if self.text[place : place + 1] == "-" and not self.text[start:place].strip():
                return place
        return self.span(parent, number)[0]

    def line_start(self, position: int) -> int:
        """Return where the line of a position begins."""
        return self._lines[bisect_right(self._lines, position) - 1]

    def line_end(self, position: int) -> int:
        """Return where the line after that of a position begins, or the end of the text."""
        number = bisect_right(self._lines, position)
        return self._lines[number] if number < len(self._lines) else len(self.text)

    def lines_after(self, position: int) -> Iterator[int]:
        """Yield where each line after that of a position begins."""
        while (position := self.line_end(position)) < len(self.text):
            yield position

    def is_blank(self, start: int) -> bool:
        """Tell whether there is nothing on the line that begins at a position."""
        return start < len(self.text) and not self.text[start : self.line_end(start)].strip()


def line(node: Node) -> int:
    """Return the line of a node, from 0."""
    found: int = _mark(node.start_mark).line
    return found


def column(node: Node) -> int:
    """Return the column of a node, from 0."""
    found: int = _mark(node.start_mark).column
    return found


def _mark(mark: Any) -> Any:
    """Take a mark as it is: the types do not know the marks of the C parser."""
    return mark
