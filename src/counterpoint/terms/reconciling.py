"""Look up the identifiers of people and organisations, and write down those that were accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import yaml

from counterpoint.errors import FaultsError, UsageError, WorkspaceError
from counterpoint.records.editing import Document
from counterpoint.records.parts import Part, Record, named
from counterpoint.records.reading import read
from counterpoint.terms.service import Candidate, Query, Service, types_of
from counterpoint.vocabulary import KINDS
from counterpoint.workspace import Workspace

LOOKED_UP: Final = ("person", "organisation")
FACTS: Final = ("organisation", "role", "description", "url")
"""What is known of a person or organisation that a service may be told as the value of a property."""
_SHOWN: Final = 5
Told = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Unidentified:
    """A person or an organisation without an identifier.

    :param kind: person or organisation.
    :param identifier: its id in the workspace.
    :param name: what it is called.
    :param path: the file that defines it.
    :param facts: what else is known of it, by :data:`FACTS`.
    """

    kind: str
    identifier: str
    name: str
    path: Path
    facts: Mapping[str, tuple[str, ...]]

    def query(self, types: Mapping[str, str], properties: Mapping[str, str]) -> Query:
        """Make the question for a service.

        :param types: the service's id of the type of a person and of an organisation.
        :param properties: the service's ids of properties, and which fact each takes.
        """
        told = tuple((pid, value) for pid, fact in properties.items() for value in self.facts.get(fact, ()))
        return Query(self.name, types.get(self.kind, ""), told)


@dataclass(frozen=True)
class LookedUp:
    """A person or organisation, and what a service takes it for.

    :param thing: the person or organisation.
    :param candidates: the best first.
    """

    thing: Unidentified
    candidates: Sequence[Candidate]

    @property
    def exact(self) -> Candidate | None:
        """The one candidate that the service is sure of; none where it is sure of none or of several."""
        sure = [one for one in self.candidates if one.match]
        return sure[0] if len({one.iri for one in sure}) == 1 else None


@dataclass(frozen=True)
class Lookup:
    """What a service said.

    :param service: what it calls itself.
    :param found: each person and organisation that was looked up.
    :param notes: candidates that were left out, and why.
    """

    service: str
    found: Sequence[LookedUp]
    notes: Sequence[str] = ()


def look_up(
    workspace: Workspace,
    address: str,
    *,
    kinds: Iterable[str] = LOOKED_UP,
    types: Mapping[str, str] | None = None,
    properties: Mapping[str, str] | None = None,
    limit: int = 5,
    progress: Told | None = None,
) -> Lookup:
    """Ask a reconciliation service about the people and organisations that have no identifier.

    Nothing is written. What leaves this machine are their names, and what ``properties`` names.

    :param address: of the service; the workspace's own setting where it is empty.
    :param kinds: person, organisation or both.
    :param types: the service's ids of types, by kind.
    :param properties: the service's ids of properties, and which of :data:`FACTS` each takes.
    :param limit: the most candidates for each.
    :param progress: told how far it is.
    :raises UsageError: where no service is named, or a kind or fact is none.
    :raises StoreError: where the service cannot be used.
    :raises FaultsError: where a record has faults of form.
    """
    address = address or workspace.reconciliation
    if not address:
        hint = 'name one with --service, or write [reconcile] service = "https://…" into counterpoint.toml'
        raise UsageError("no reconciliation service is configured, and nothing is asked without one", hint)
    _refuse_unknown(types or {}, LOOKED_UP, "kind")
    _refuse_unknown((properties or {}).values(), FACTS, "fact")
    things = unidentified(workspace, kinds)
    if not things:
        return Lookup(address, [])
    service = Service.reach(address)
    wanted = types_of(service, types or {})
    taken = _identified(workspace)
    notes: dict[str, None] = {}
    found = []
    answers = service.look_up([one.query(wanted, properties or {}) for one in things], limit)
    for thing, candidates in zip(things, answers, strict=True):
        for one in candidates:
            if one.match and one.iri in taken:
                what = f"{one.iri} is the identifier of {taken[one.iri]} already"
                notes[f"{thing.name}: {what}; counterpoint merge makes two things one"] = None
        # What two things cannot both be is not certain.
        found.append(LookedUp(thing, [replace(one, match=one.match and one.iri not in taken) for one in candidates]))
        if progress:
            progress("looked up", len(found), len(things))
    found = _doubted(found, notes)
    return Lookup(service.name, found, [*notes, *(f"left out: {one}" for one in dict.fromkeys(service.left_out))])


def _doubted(found: Sequence[LookedUp], notes: dict[str, None]) -> list[LookedUp]:
    """Take no candidate for certain that the service is sure of for several things, and note which."""
    sure: dict[str, list[str]] = defaultdict(list)
    for one in found:
        if one.exact:
            sure[one.exact.iri].append(f"{one.thing.kind} {one.thing.identifier}")
    several = {iri: things for iri, things in sure.items() if len(things) > 1}
    for iri, things in several.items():
        shown = ", ".join(things[:_SHOWN]) + (f" and {len(things) - _SHOWN:,} more" if len(things) > _SHOWN else "")
        notes[f"{iri} cannot be {shown} at once; counterpoint merge makes two things one"] = None
    return [
        replace(
            one, candidates=[replace(each, match=each.match and each.iri not in several) for each in one.candidates]
        )
        for one in found
    ]


def _refuse_unknown(given: Iterable[str], known: Sequence[str], what: str) -> None:
    for one in given:
        if one not in known:
            raise UsageError(f'"{one}" is no {what} that is looked up', f"use {' or '.join(known)}")


def unidentified(workspace: Workspace, kinds: Iterable[str] = LOOKED_UP) -> list[Unidentified]:
    """List the people and organisations whose records give no same-as, in order of files.

    :raises FaultsError: where a record has faults of form.
    """
    wanted = set(kinds)
    _refuse_unknown(wanted, LOOKED_UP, "kind")
    records = _records(workspace)
    names = {key: name for _, record in records for key, name in named(record.things).items()}
    roles: dict[str, list[Part]] = defaultdict(list)
    for _, record in records:
        for thing in record.things:
            roles[thing.identifier] += thing.parts
    return [
        Unidentified(thing.kind, thing.identifier, name, path, _facts(thing, roles[thing.identifier], names))
        for path, record in records
        for thing in record.things
        if thing.kind in wanted and not thing.is_reference and "same-as" not in thing.places
        if (name := " ".join(thing.text("name").split()))
    ]


def _records(workspace: Workspace) -> list[tuple[Path, Record]]:
    records = []
    for path in workspace.records():
        record = read(workspace.shown(path), path.read_bytes(), workspace.vocabulary)
        if record.faults:
            raise FaultsError(record.faults)
        records.append((path, record))
    return records


def _identified(workspace: Workspace) -> dict[str, str]:
    """Give the ids of people and organisations by the identifiers that they have."""
    return {
        value.text.strip(): thing.identifier
        for _, record in _records(workspace)
        for thing in record.things
        if thing.kind in LOOKED_UP
        for value in thing.values.get("same-as", ())
    }


def _facts(thing: Part, roles: Iterable[Part], names: Mapping[tuple[str, str], str]) -> dict[str, tuple[str, ...]]:
    held = list(roles) if thing.kind == "person" else []
    places = [names.get(("organisation", role.text("at")), "") for role in held]
    called = [names.get(("role", role.text("role")), role.text("role").replace("-", " ")) for role in held]
    return {
        "organisation": tuple(dict.fromkeys(filter(None, places))),
        "role": tuple(dict.fromkeys(filter(None, called))),
        "description": tuple(filter(None, [thing.text("description")])),
        "url": tuple(filter(None, [thing.text("url")])),
    }


def with_identifiers(
    workspace: Workspace, accepted: Iterable[tuple[Unidentified, Candidate]]
) -> dict[Path, bytes | None]:
    """Write accepted identifiers into the records' texts, whose comments and layout stay.

    :returns: what each file is to hold; nothing is written here.
    :raises WorkspaceError: where a file changed since it was looked up, or cannot be edited safely.
    """
    by_file: dict[Path, list[tuple[Unidentified, Candidate]]] = defaultdict(list)
    for thing, candidate in accepted:
        by_file[thing.path].append((thing, candidate))
    contents: dict[Path, bytes | None] = {}
    for path, chosen in by_file.items():
        document = Document(workspace.shown(path), path.read_bytes())
        for thing, candidate in chosen:
            _identify(document, thing, candidate)
        contents[path] = document.result()
    return contents


def _identify(document: Document, thing: Unidentified, candidate: Candidate) -> None:
    node: Any = document.child(document.child(document.root, KINDS[thing.kind].section), thing.identifier)
    name = document.child(node, "name") if isinstance(node, yaml.MappingNode) else node
    same = isinstance(name, yaml.ScalarNode) and " ".join(name.value.split()) == thing.name
    if not same or document.child(node, "same-as") is not None:
        message = f'{document.file} no longer says of the {thing.kind} "{thing.identifier}" what it said'
        raise WorkspaceError(message, "look it up again")
    if isinstance(node, yaml.MappingNode):
        document.add(node, "same-as", candidate.iri)
    else:
        document.replace(node, {"name": node.value, "same-as": candidate.iri})
