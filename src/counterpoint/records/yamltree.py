"""Read a YAML file into a tree of nodes that know their line and column, and refuse what is no record."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import Any, Final

import yaml

from counterpoint.errors import Fault, Place
from counterpoint.records.composing import Node, RefusedError, compose

MAX_LINE: Final = 20_000
"""The longest line a record may have, in characters; longer ones are no work of a person's hand."""

_ODD_SPACE: Final = re.compile(r"[^\S \t\r\n]")


class Tree:
    """The nodes of one file, and the faults of its form.

    :param file: the file's name, for messages.
    :param data: its bytes.
    """

    def __init__(self, file: str, data: bytes) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.root: yaml.MappingNode | None = None
        if (text := self._decode(data)) is not None:
            self._parse(text)

    def place(self, node: Node) -> Place:
        """Return where a node begins."""
        return self._place(node.start_mark)

    def fault(self, where: Node | Place, message: str, hint: str = "") -> None:
        """Note a fault at a node."""
        place = where if isinstance(where, Place) else self.place(where)
        self.faults.append(Fault(place, message, hint))

    def items(self, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.ScalarNode, Node]]:
        """Yield key, the key's node and the value's node of a mapping."""
        for key, value in node.value:
            yield key.value, key, value

    def _place(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _start(self) -> Place:
        return Place(self.file, 1, 1)

    def _decode(self, data: bytes) -> str | None:
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            self.fault(self._start(), "this is UTF-16", "save the file in UTF-8")
            return None
        if b"\0" in data[:8192]:
            self.fault(self._start(), "this is a binary file", "a record is text: YAML in UTF-8")
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            before = problem.object[: problem.start].decode("utf-8", "replace")
            place = Place(self.file, before.count("\n") + 1, len(before) - before.rfind("\n"))
            self.fault(place, "this is not UTF-8", "save the file in UTF-8")
            return None
        if not text.strip():
            self.fault(self._start(), "the file is empty", "write source:, people:, claims: …, or remove it")
            return None
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > MAX_LINE:
                message = f"the line is {len(line):,} characters long"
                self.fault(Place(self.file, number, 1), message, f"break it; {MAX_LINE:,} are allowed")
                return None
        return text

    def _parse(self, text: str) -> None:
        def note(mark: Any, message: str, hint: str) -> None:
            self.fault(self._place(mark), message, hint)

        try:
            root = compose(text, note)
        except RefusedError:
            return
        except yaml.MarkedYAMLError as problem:
            self._not_yaml(problem, text)
            return
        except yaml.YAMLError as problem:  # a character that YAML does not allow
            position = getattr(problem, "position", 0)
            line = text.count("\n", 0, position) + 1
            column = position - text.rfind("\n", 0, position)
            message = "this is not valid YAML: it holds a control character"
            self.fault(Place(self.file, line, column), message, "remove it; it may be invisible")
            return
        if root is None:
            self.fault(self._start(), "the file says nothing", "write source:, people:, claims: …, or remove it")
        elif isinstance(root, yaml.MappingNode):
            self.root = root
        else:
            self.fault(root, "a record begins with keys such as source: and statements:", "see graph/sources")

    def _not_yaml(self, problem: yaml.MarkedYAMLError, text: str) -> None:
        mark, opening = problem.problem_mark or problem.context_mark, problem.context_mark
        place = self._place(mark) if mark else self._start()
        said = problem.problem or problem.context or "it cannot be read"
        if opening and opening.line + 1 < place.line:
            said += f" in what begins on line {opening.line + 1}"
        self.fault(place, f"this is not valid YAML: {said}", _hint(problem, text, place.line))


def _hint(problem: yaml.MarkedYAMLError, text: str, line: int) -> str:
    said, context = problem.problem or "", problem.context or ""
    lines = text.splitlines()
    near = lines[max(0, line - 2) : line]
    if any("\t" in _indentation(one) for one in near):
        return "indent with spaces, not with tabs"
    if any(_ODD_SPACE.search(_indentation(one)) for one in near):
        return "the indentation holds a space that is no ordinary one, perhaps copied from a page; type it anew"
    for sign, hint in _HINTS.items():
        if sign in said or sign in context:
            return hint
    return "look at the indentation and the quotation marks near here"


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


_HINTS: Final = {
    "mapping values are not allowed": "look at the indentation; text that holds a colon stands between quotation marks",
    "cannot start any token": "put text that begins with @, ` or % between quotation marks",
    "escape": "put text that holds a backslash between single quotation marks",
    "quoted scalar": "look for a quotation mark that is opened and not closed",
    "could not find expected ':'": "a key is followed by a colon and a space",
    "flow": "look for a bracket that is opened and not closed",
    "alias": "put text that begins with * between quotation marks",
    "anchor": "put text that begins with & between quotation marks",
    "tag": "put text that begins with ! between quotation marks",
}
"""What to do, by a part of what the parser says."""
