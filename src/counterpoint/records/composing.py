"""From YAML text to a tree of nodes, one event at a time: never deeper or larger than a record can be.

PyYAML's own composer calls itself for every level and resolves a type for every value: deep nesting ends the process,
and text stays text here anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import yaml

from counterpoint.pauses import no_collection

MAX_DEPTH: Final = 50
"""The deepest nesting; a record has five levels."""
MAX_ALIASED: Final = 10_000
"""The most values that aliases may stand for, all together."""

Node = yaml.ScalarNode | yaml.SequenceNode | yaml.MappingNode
Note = Callable[[Any, str, str], None]
"""Called for a fault: the mark where it is, what is wrong, what to do."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RefusedError(Exception):
    """Stop: the rest of the text is not worth reading. The fault is noted."""


@dataclass
class _Open:
    """A collection whose end has not come yet.

    :param node: the collection.
    :param anchor: the name that aliases may call it by.
    :param first: how many values came before it.
    :param key: the key whose value comes next, in a mapping.
    """

    node: yaml.MappingNode | yaml.SequenceNode
    anchor: str | None
    first: int
    key: Node | None = None


def compose(text: str, note: Note) -> Node | None:
    """Return the root of the one document in a text; nothing where there is none.

    Every value is text as it is written; tags are refused.

    :param text: YAML.
    :param note: told every fault.
    :raises RefusedError: where the text nests too deeply, expands too far, contains itself, or is several documents.
    :raises yaml.YAMLError: where it is not YAML.
    """
    composer = _Composer(note)
    try:
        with no_collection():
            for event in yaml.parse(text, Loader=_Loader):
                composer.take(event)
    except yaml.MarkedYAMLError as problem:
        # The parser reads ahead, so it may meet a bound of its own before ours.
        if "maximum nesting depth" not in str(problem.problem):
            raise
        _note_depth(note, problem.problem_mark)
        raise RefusedError from problem
    return composer.root


def _note_depth(note: Note, mark: Any) -> None:
    message = f"the YAML is nested more than {MAX_DEPTH} levels deep"
    note(mark, message, "a record has five levels; look for brackets that are not closed")


class _Composer:
    def __init__(self, note: Note) -> None:
        self.note = note
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._values = 0
        self._aliased = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._values += 1
            self._refuse_tag(event)
            start: Any = event.start_mark  # the types do not know the marks of the C parser
            end: Any = event.end_mark
            node = yaml.ScalarNode("", event.value, start, end, style=event.style)
            if event.anchor:
                self._anchors[event.anchor] = (node, 1)
            self._put(node)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end(event)
        elif isinstance(event, yaml.AliasEvent):
            self._expand(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self.note(event.start_mark, "a second YAML document begins here", "take the line --- out")
                raise RefusedError

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        self._values += 1
        self._refuse_tag(event)
        if len(self._open) == MAX_DEPTH:
            _note_depth(self.note, event.start_mark)
            raise RefusedError
        start: Any = event.start_mark
        kind = yaml.MappingNode if isinstance(event, yaml.MappingStartEvent) else yaml.SequenceNode
        node = kind("", [], start, None, flow_style=event.flow_style)
        self._open.append(_Open(node, event.anchor, self._values - 1))

    def _end(self, event: yaml.CollectionEndEvent) -> None:
        done = self._open.pop()
        done.node.end_mark = event.end_mark
        if done.anchor:
            self._anchors[done.anchor] = (done.node, self._values - done.first)
        if isinstance(done.node, yaml.MappingNode):
            self._keep_sound_keys(done.node)
        self._put(done.node)

    def _expand(self, event: yaml.AliasEvent) -> None:
        """Put the node that an alias stands for in its place."""
        if any(event.anchor == item.anchor for item in self._open):
            self.note(
                event.start_mark, f"*{event.anchor} stands for what it is itself a part of", "write the value out"
            )
            raise RefusedError
        if event.anchor not in self._anchors:
            message = f"*{event.anchor} refers to an anchor that is not there"
            self.note(event.start_mark, message, "put text that begins with * between quotation marks")
            raise RefusedError
        node, size = self._anchors[event.anchor]
        self._values += size
        self._aliased += size
        if self._aliased > MAX_ALIASED:
            message = f"the aliases expand to more than {MAX_ALIASED:,} values"
            self.note(event.start_mark, message, "write the values out")
            raise RefusedError
        self._put(node)

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent.node, yaml.SequenceNode):
            parent.node.value.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            parent.node.value.append((parent.key, node))
            parent.key = None

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag and event.tag != "!":
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.note(event.start_mark, f"the tag {shown} is not used in records", "remove it")

    def _keep_sound_keys(self, node: yaml.MappingNode) -> None:
        """Keep the first entry of each key, and no entry whose key is no text; note the others."""
        sound: dict[str, tuple[Node, Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.note(key.start_mark, "a key must be text", "write key: value")
            elif key.value in sound:
                first = sound[key.value][0].start_mark.line + 1
                message = f'"{key.value[:80]}" stands here twice, first on line {first}'
                self.note(key.start_mark, message, "keep one of them")
            else:
                sound[key.value] = (key, value)
        node.value = list(sound.values())
