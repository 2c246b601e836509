"""What a workspace knows already: its ids, the names behind them, and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterpoint.errors import FaultsError
from counterpoint.exchange.debate import Details
from counterpoint.records.examining import Examiner
from counterpoint.records.parts import Part
from counterpoint.workspace import Workspace


@dataclass
class Known:
    """The definitions of a workspace's records.

    :param examiner: has read the records.
    :param by_name: id by kind and name.
    :param sources: id by title and day of publication.
    :param parts: what the records say of a thing, by ``kind:id``.
    """

    examiner: Examiner
    by_name: dict[tuple[str, str], str] = field(default_factory=dict)
    sources: dict[tuple[str, str], str] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)

    @classmethod
    def of(cls, workspace: Workspace) -> Known:
        """Read the records of a workspace.

        :raises FaultsError: where one cannot be read: what is known would not be known.
        """
        examiner = Examiner(workspace)
        paths = workspace.records()
        examiner.read(paths)
        if examiner.index.unread:
            raise FaultsError([fault for path in paths for fault in examiner.record(path).faults])
        known = cls(examiner)
        for record in map(examiner.record, paths):
            if record.source:
                title, day = record.source.text("title").strip(), record.source.text("published")
                known.sources[title, day] = record.source.identifier
            for thing in record.things:
                if not thing.is_reference:
                    known.by_name.setdefault((thing.kind, thing.text("name").strip()), thing.identifier)
                    known.parts[f"{thing.kind}:{thing.identifier}"] = thing
        return known

    def find(self, kind: str, name: str, identifier: str = "") -> str:
        """Return the id of what has a name, or of the ontology's role or topic that has an id, else nothing."""
        if found := self.by_name.get((kind, name)):
            return found
        return identifier if f"{kind}:{identifier}" in self.examiner.index.concepts else ""

    def written(self, kind: str, identifier: str) -> str:
        """Write an id with its kind before it where a person and an organisation share it."""
        shared = all(f"{one}:{identifier}" in self.examiner.index.known for one in ("person", "organisation"))
        return f"{kind}:{identifier}" if shared and kind in ("person", "organisation") else identifier

    def taken(self, kind: str) -> list[str]:
        """List the ids that a new thing of a kind cannot have; those of people and organisations are kept apart."""
        return self.examiner.index.ids(("person", "organisation") if kind == "person" else (kind,))

    def names(self, kind: str) -> list[str]:
        """List the names of a kind."""
        return [name for of, name in self.by_name if of == kind]

    def says(self, kind: str, identifier: str, details: Details) -> bool:
        """Tell whether the workspace knows all literal details of a thing."""
        part = self.parts.get(f"{kind}:{identifier}")
        told: Mapping[str, list[str]] = (
            {key: [value.text.strip() for value in values] for key, values in part.values.items()} if part else {}
        )
        return all(
            value in told.get(key, ()) for key, values in details.items() for value in values if isinstance(value, str)
        )
