"""Read a YAML file into a tree of nodes that know their line and column, and refuse what is no record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import yaml

from counterpoint.errors import Fault, Place

MAX_LINE: Final = 20_000
"""The longest line a record may have, in characters; longer ones are no work of a person's hand."""
MAX_NODES: Final = 2_000_000
"""The most nodes a record may have once its aliases are expanded."""

Node = yaml.ScalarNode | yaml.SequenceNode | yaml.MappingNode

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS: Final = ("tag:yaml.org,2002:",)


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
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def fault(self, where: Node | Place, message: str, hint: str = "") -> None:
        """Note a fault at a node."""
        place = where if isinstance(where, Place) else self.place(where)
        self.faults.append(Fault(place, message, hint))

    def items(self, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.ScalarNode, Node]]:
        """Yield key, the key's node and the value's node of a mapping; keys that are no text are faults."""
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield key.value, key, value

    def _decode(self, data: bytes) -> str | None:
        if b"\0" in data[:8192]:
            self.fault(Place(self.file, 1, 1), "this is a binary file", "a record is text: YAML in UTF-8")
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            line = data.count(b"\n", 0, problem.start) + 1
            column = problem.start - (data.rfind(b"\n", 0, problem.start) + 1) + 1
            self.fault(Place(self.file, line, column), "this is not UTF-8", "save the file in UTF-8")
            return None
        if not text.strip():
            self.fault(Place(self.file, 1, 1), "the file is empty", "write source:, people:, claims: …, or remove it")
            return None
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > MAX_LINE:
                message = f"the line is {len(line):,} characters long"
                self.fault(Place(self.file, number, 1), message, f"break it; {MAX_LINE:,} are allowed")
                return None
        return text

    def _parse(self, text: str) -> None:
        try:
            root = yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as problem:
            mark = problem.problem_mark or problem.context_mark
            place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file, 1, 1)
            self.fault(place, f"this is not valid YAML: {problem.problem or problem.context}", _hint(problem))
            return
        except yaml.YAMLError as problem:  # a character that YAML does not allow
            position = getattr(problem, "position", 0)
            line = text.count("\n", 0, position) + 1
            self.fault(Place(self.file, line, 1), f"this is not valid YAML: {getattr(problem, 'reason', problem)}")
            return
        except RecursionError:
            self.fault(Place(self.file, 1, 1), "the YAML is nested too deeply", "a record is a few levels deep")
            return
        if root is None:
            self.fault(Place(self.file, 1, 1), "the file says nothing", "write source:, people:, …, or remove it")
        elif not isinstance(root, yaml.MappingNode):
            self.fault(root, "a record begins with keys such as source: and statements:", "see graph/sources")
        elif self._is_sound(root):
            self.root = root

    def _is_sound(self, root: yaml.MappingNode) -> bool:
        """Tell whether aliases stay within bounds; note duplicate keys and tags on the way."""
        sizes: dict[int, int] = {}
        open_nodes: set[int] = set()

        def measure(node: Node) -> int:
            if id(node) in sizes:
                return sizes[id(node)]
            if id(node) in open_nodes:
                self.fault(node, "the YAML contains itself", "write the value out in place of the alias")
                return MAX_NODES + 1
            open_nodes.add(id(node))
            size = 1
            if not node.tag.startswith(_PLAIN_TAGS):
                self.fault(node, f"the tag {node.tag} is not used in records", "remove it")
            if isinstance(node, yaml.MappingNode):
                self._note_duplicates(node)
                size += sum(measure(key) + measure(value) for key, value in node.value)
            elif isinstance(node, yaml.SequenceNode):
                size += sum(measure(item) for item in node.value)
            open_nodes.discard(id(node))
            sizes[id(node)] = size
            return size

        if (size := measure(root)) > MAX_NODES:
            if not self.faults:
                message = f"the aliases expand to {size:,} values"
                self.fault(root, message, f"write the values out; {MAX_NODES:,} are allowed")
            return False
        return True

    def _note_duplicates(self, node: yaml.MappingNode) -> None:
        seen: dict[str, yaml.ScalarNode] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, "a key must be text", "write key: value")
            elif key.value in seen:
                first = seen[key.value].start_mark.line + 1
                self.fault(key, f'"{key.value}" stands here twice, first on line {first}', "keep one of them")
            else:
                seen[key.value] = key


def _hint(problem: yaml.MarkedYAMLError) -> str:
    said = problem.problem or ""
    if "mapping values are not allowed" in said:
        return "put text that holds a colon between quotation marks"
    if "\\t" in said or "tab" in said:
        return "indent with spaces"
    if "could not find expected ':'" in said:
        return "a key is followed by a colon and a space"
    if "undefined alias" in said:
        return "put text that begins with * between quotation marks"
    if "expected a single document" in (problem.context or ""):
        return "a record is one document; take the line --- out"
    return "look at the indentation and the quotation marks near here"
