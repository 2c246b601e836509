"""A workspace's own JSON-LD context, with the place of every term."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from counterpoint.errors import Fault, Place
from counterpoint.records.yamltree import Tree


@dataclass(frozen=True)
class OwnContext:
    """A workspace's own JSON-LD context.

    :param path: the file.
    :param shown: its name in messages; empty where there is none.
    :param terms: the terms and their definitions, as they are written.
    :param places: where each term stands.
    :param problem: why it cannot be read, where it cannot.
    """

    path: Path
    shown: str
    terms: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    problem: Fault | None = None

    @classmethod
    def read(cls, path: Path, shown: str) -> OwnContext:
        """Read a context; what is wrong with it as a whole is its problem."""
        hint = 'it needs {"@context": {…}}'
        try:
            data = path.read_bytes()
            terms = json.loads(data.decode("utf-8-sig"))["@context"]
        except json.JSONDecodeError as problem:
            place = Place(shown, problem.lineno, problem.colno)
            return cls(path, shown, problem=Fault(place, f"this is not valid JSON: {problem.msg}", "mend it here"))
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
            said = 'there is no "@context" in it' if isinstance(problem, KeyError | TypeError) else str(problem)
            return cls(path, shown, problem=Fault(Place(shown, 1, 1), f"this is no context: {said}", hint))
        if not isinstance(terms, dict):
            fault = Fault(Place(shown, 1, 1), "the @context is not a mapping", "write the terms here")
            return cls(path, shown, problem=fault)
        places, twice = _places(shown, data)
        return cls(
            path, shown, terms, places, Fault(twice, "a term stands here twice", "remove one") if twice else None
        )

    def place(self, term: str) -> Place:
        """Find where a term is defined."""
        return self.places.get(term, Place(self.shown, 1, 1))


def _places(shown: str, data: bytes) -> tuple[dict[str, Place], Place | None]:
    """Find where the terms of a context stand, JSON being YAML; and one that stands there twice."""
    tree = Tree(shown, data)
    places: dict[str, Place] = {}
    for name, _, context in tree.items(tree.root) if tree.root is not None else ():
        if name == "@context" and hasattr(context, "value") and isinstance(context.value, list):
            for key, _ in context.value:
                if key.value in places:
                    return places, tree.place(key)
                places[key.value] = tree.place(key)
    return places, tree.faults[0].place if tree.faults and "twice" in tree.faults[0].message else None
