"""What things are called that a workspace's records and its ontology define, kept for the files that did not change.

A graph need not be built for it, nor be free of faults.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from counterpoint.errors import UnknownNameError, WorkspaceError
from counterpoint.files import write_atomically
from counterpoint.matching import nearest
from counterpoint.records.reading import read
from counterpoint.vocabulary import KINDS, SKOS, parse_turtle
from counterpoint.workspace import Workspace

_FORMAT: Final = 1
_SPEAKERS: Final = ("person", "organisation")


@dataclass
class Names:
    """Ids and names by kind.

    :param of: the name of each thing, by kind and id.
    :param topics_of: the topics that each claim is about, by its id.
    """

    of: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    topics_of: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, workspace: Workspace) -> Names:
        """Read what a workspace defines; files that cannot be read define nothing."""
        names = cls()
        for kind in ("topic", "role"):
            names.of[kind].update(_of_concepts(workspace, kind))
        for found in _of_files(workspace).values():
            names.add(found["names"], found["topics"])
        return names

    def add(self, found: Mapping[str, Mapping[str, str]], topics: Mapping[str, Iterable[str]] = {}) -> None:
        """Add names by kind and id, and topics by claim."""
        for kind, some in found.items():
            self.of[kind].update(some)
        for claim, about in topics.items():
            self.topics_of[claim] = tuple(about)

    def joined(self, other: Names) -> Names:
        """Return these names and others, which go before them."""
        both = Names({kind: {**some, **other.of[kind]} for kind, some in self.of.items()}, dict(self.topics_of))
        both.topics_of.update(other.topics_of)
        return both

    def called(self, identifier: str, kinds: Iterable[str] = _SPEAKERS) -> str:
        """Return what a thing is called, or its id where nothing has it."""
        return next((name for kind in kinds if (name := self.of[kind].get(identifier))), identifier)

    def find(self, text: str, *kinds: str) -> str:
        """Find the id of a thing by its id or its name, without regard to case.

        :param text: what a person typed.
        :param kinds: the kinds that it may be of.
        :raises UnknownNameError: where nothing has the name; it carries the nearest names.
        """
        wanted = " ".join(text.split()).casefold()
        for kind in kinds:
            if text in self.of[kind]:
                return text
        for kind in kinds:
            for identifier, name in self.of[kind].items():
                if wanted in (identifier.casefold(), name.casefold()):
                    return identifier
        known = [word for kind in kinds for pair in self.of[kind].items() for word in pair]
        hint = "say who it is first" if "person" in kinds else "define it first"
        raise UnknownNameError(" or ".join(kinds), text, nearest(text, known), (), hint)


def _of_concepts(workspace: Workspace, kind: str) -> dict[str, str]:
    """Read the labels of the topics and roles that the ontology defines."""
    import pyoxigraph as ox

    iris = {iri: key.partition(":")[2] for key, iri in workspace.vocabulary.concepts.items() if key.startswith(kind)}
    found = {identifier: identifier.replace("-", " ") for identifier in iris.values()}
    for path in workspace.ontology:
        for quad in parse_turtle(path):
            if quad.predicate.value == SKOS + "prefLabel" and isinstance(quad.object, ox.Literal):
                identifier = iris.get(getattr(quad.subject, "value", ""))
                if identifier:
                    found[identifier] = quad.object.value
    return found


def _of_files(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """Read what each record file defines; only files that are new or changed are parsed."""
    place = workspace.state / "names.json"
    before = _kept(place)
    now: dict[str, dict[str, Any]] = {}
    for path in workspace.records():
        shown = workspace.shown(path)
        try:
            status = path.stat()
            stamp = [status.st_size, status.st_mtime_ns, status.st_ctime_ns]
            kept = before.get(shown)
            same = kept is not None and kept.get("stamp") == stamp
            now[shown] = kept if kept and same else {"stamp": stamp, **_defined(shown, path.read_bytes(), workspace)}
        except OSError:
            continue  # whoever checks the records says what is wrong with it
    if now != before:
        with suppress(OSError, WorkspaceError):  # a folder that cannot be written costs time, and nothing else
            place.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(place, json.dumps({"format": _FORMAT, "files": now}, ensure_ascii=False).encode())
    return now


def _kept(place: Path) -> dict[str, dict[str, Any]]:
    try:
        kept = json.loads(place.read_bytes())
        return dict(kept["files"]) if kept["format"] == _FORMAT else {}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}


def _defined(shown: str, data: bytes, workspace: Workspace) -> dict[str, Any]:
    record = read(shown, data, workspace.vocabulary)
    names: dict[str, dict[str, str]] = {}
    topics: dict[str, list[str]] = {}
    if record.source and record.source.identifier:
        names["source"] = {record.source.identifier: record.source.text("title")}
    for thing in record.things:
        if thing.is_reference:
            continue
        names.setdefault(thing.kind, {})[thing.identifier] = thing.text("name").strip() or thing.identifier
        if thing.kind == "claim":
            topics[thing.identifier] = [value.text.rpartition(":")[2] for value in thing.values.get("about", ())]
    return {"names": names, "topics": topics}
