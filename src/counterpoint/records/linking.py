"""From a record's parts to JSON-LD: references resolved, values checked, every node with an IRI of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from counterpoint.errors import Fault, Place
from counterpoint.matching import nearest
from counterpoint.records import forms
from counterpoint.records.forms import RESPONSES
from counterpoint.records.index import ROLES_OF, Definition, Index, definitions, is_past
from counterpoint.records.parts import Part, Record, Value
from counterpoint.records.values import literal
from counterpoint.vocabulary import CP, KINDS
from counterpoint.workspace import Workspace

Node = dict[str, Any]
_ADDRESS: Final = re.compile("https?://|urn:", re.IGNORECASE)


@dataclass
class Linked:
    """What a record says, ready for RDF.

    :param nodes: JSON-LD nodes in the terms of the workspace's context.
    :param places: where each node stands, and each of its terms: ``places[iri][term]``, the node itself under ``""``.
    :param classes: the context's class terms of the things that the record refers to and others define, by IRI.
    :param uses: the ids that it refers to, as ``kind:id``.
    :param faults: references and values that are wrong.
    """

    nodes: list[Node] = field(default_factory=list)
    places: dict[str, dict[str, Place]] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    uses: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def membership_iris(record: Record, workspace: Workspace) -> dict[int, str]:
    """Name the memberships of a record: file, person, role and organisation make the IRI."""
    # A path begins with graph/, and so is never the id of a source.
    owner = record.source.identifier if record.source else record.file.rpartition(".")[0]
    named = {}
    for thing in record.things:
        for part in thing.parts:
            past = ["former"] if is_past(part) else []
            path = [owner, thing.identifier, part.text("role"), part.text("at") or "-" * len(past), *past]
            named[id(part)] = workspace.iri("membership", "/".join(filter(None, path)).replace(":", "-"))
    return named


def defined_by(record: Record, workspace: Workspace) -> dict[str, Definition]:
    """List what a record defines, by ``kind:id``."""
    return definitions(record, membership_iris(record, workspace), workspace.vocabulary.stances)


def link(record: Record, index: Index, workspace: Workspace) -> Linked:
    """Resolve a record's references and turn it into JSON-LD; faults are noted, not raised."""
    linker = _Linker(record, index, workspace)
    if record.source:
        linker.source(record.source)
    for thing in record.things:
        linker.thing(thing)
    for statement in record.statements:
        linker.statement(statement)
    return linker.linked


class _Linker:
    def __init__(self, record: Record, index: Index, workspace: Workspace) -> None:
        self.record, self.index, self.workspace = record, index, workspace
        self.vocabulary = workspace.vocabulary
        self.linked = Linked()
        self._memberships = membership_iris(record, workspace)
        self._roles = {thing.identifier: thing.parts for thing in record.things if thing.parts}
        self._source = workspace.iri("source", record.source.identifier) if record.source else ""

    def source(self, part: Part) -> None:
        kind = part.text("type") or "CreativeWork"
        if kind not in self.vocabulary.source_types:
            hint = _choices(kind, self.vocabulary.source_types)
            self._fault(part.place_of("type"), f'"{kind}" is no type of source', hint)
            kind = "CreativeWork"
        node = self._node(part, self._source, list(dict.fromkeys(["CreativeWork", kind])))
        self._fill(node, part, leave={"id", "type"})

    def thing(self, part: Part) -> None:
        iri = self.workspace.iri(part.kind, part.identifier)
        if not part.is_reference:
            node = self._node(part, iri, [KINDS[part.kind].type])
            self._fill(node, part)
            if part.kind == "topic":
                node["in-scheme"] = CP + "topics"
            if "name" in node and KINDS[part.kind].label != KINDS["person"].label:
                node["label"] = node.pop("name")
        elif f"{part.kind}:{part.identifier}" not in self.index.known and not self.index.unread:
            close = nearest(part.identifier, _ids(self.index.known, part.kind))
            meant = f", or did you mean {close[0]}?" if close else ""
            self._fault(part.place, f'the {part.kind} "{part.identifier}" has no name', f"add name: …{meant}")
            return
        elif not self._refer(Value(part.identifier, part.place), (part.kind,)):
            return
        seen: dict[str, Part] = {}
        for membership in part.parts:
            own = self._memberships[id(membership)]
            if own in seen:
                line = seen[own].place.line
                self._fault(membership.place, f"this role stands here twice, first on line {line}", "remove one")
            seen.setdefault(own, membership)
            self._membership(membership, own, iri)

    def _membership(self, part: Part, iri: str, person: str) -> None:
        node = self._node(part, iri, ["Membership"])
        node["member"] = person
        if self._source:
            node["cited-in"] = self._source
        self._fill(node, part, leave={"from", "until"})
        if part.text("from") and part.text("until") and part.text("until") < part.text("from"):
            message = f"the role ends on {part.text('until')}, before it begins on {part.text('from')}"
            self._fault(part.place_of("until"), message, "look at from: and until:")
        dates = [key for key in ("from", "until") if key in part.values]
        if dates:
            during = self._node(part, iri + "/during", ["Interval"])
            node["during"] = during["id"]
            self._fill(during, Part("membership", "", part.place, {key: part.values[key] for key in dates}))

    def statement(self, part: Part) -> None:
        """Make one node a claim: they share the evidence and all else that the utterance says."""
        before = len(self.linked.nodes)
        path = f"{self.record.source.identifier if self.record.source else ''}/{part.identifier}"
        stances = [key for key in part.values if key in self.vocabulary.stances]
        shared: Node = {"quoted-from": self._source, "evidence": self._evidence(part, path)}
        self._fill(shared, part, leave={"id", "quote", "before", "after", "at", "in-capacity", *stances})
        self._check_statement(part)
        if "inferred-by" not in shared:
            shared["stated-by"] = self._source
        if capacity := self._capacity(part):
            shared["in-capacity"] = capacity
        taken: dict[str, str] = {}
        for stance, value in ((name, value) for name in stances for value in part.values[name]):
            claim = self._refer(value, ("claim",))
            if claim and taken.setdefault(claim, stance) != stance:
                message = f'the statement both {taken[claim]} and {stance} "{value.text}"'
                self._fault(value.place, message, "keep one, or write two statements")
            elif claim:
                node = self._node(part, self._statement_iri(path, claim), ["Statement"])
                node |= {**shared, "claim": claim, "stance": stance}
                self.linked.places[node["id"]] |= {"claim": value.place, "stance": value.place}
        if not self._source:
            del self.linked.nodes[before:]  # the shapes could only say again that the source is missing

    def _check_statement(self, part: Part) -> None:
        if not any(key in part.places for key in self.vocabulary.stances):
            known = ", ".join(f"{stance}:" for stance in sorted(self.vocabulary.stances))
            self._fault(part.place, "the statement takes no stance on a claim", f"add one of {known}")
        if (mode := part.text("mode")) and mode not in self.vocabulary.modes:
            self._fault(part.place_of("mode"), f'"{mode}" is no reporting mode', _choices(mode, self.vocabulary.modes))
        for key, value in ((name, value) for name in RESPONSES for value in part.values.get(name, ())):
            source = self.record.source.identifier if self.record.source else ""
            if value.text in (part.identifier, f"{source}/{part.identifier}"):
                self._fault(value.place, f"{key}: a statement does not answer itself", "name another statement")

    def _statement_iri(self, path: str, claim: str) -> str:
        return self.workspace.iri("statement", f"{path}/{claim.rpartition('/')[2]}")

    def _evidence(self, part: Part, path: str) -> str:
        """Make the nodes of the quoted fragment and its two selectors."""
        node = self._node(part, self.workspace.iri("evidence", path), ["Evidence"])
        quote = self._node(part, node["id"] + "/quote", ["TextQuoteSelector"])
        node |= {"text-of": self._source, "selector": [quote["id"]]}
        self._fill(quote, part, only={"quote", "before", "after"})
        self.linked.places[node["id"]]["selector"] = part.place_of("at" if "at" in part.places else "quote")
        if offsets := part.values.get("at"):
            position = self._node(part, node["id"] + "/position", ["TextPositionSelector"])
            for key, value in zip(("start", "end"), offsets, strict=True):
                position[key] = self._literal("at", value, self.vocabulary.datatype(key))
                self.linked.places[position["id"]][key] = value.place
            node["selector"].append(position["id"])
        return str(node["id"])

    def _capacity(self, part: Part) -> list[str]:
        """Find the memberships in which the source presents the speaker: those named, else all present ones."""
        speaker = part.text("speaker").rpartition(":")[2]
        own = self._roles.get(speaker, [])
        if not speaker:
            return []
        if "in-capacity" not in part.values:
            if own:
                return [self._memberships[id(m)] for m in own if not is_past(m)]
            key = f"{ROLES_OF}:{speaker}"
            elsewhere = self.index.known.get(key)
            self.linked.uses.add(key)
            self.linked.classes |= dict.fromkeys(elsewhere.details if elsewhere else (), "Membership")
            return list(elsewhere.details) if elsewhere else []
        found = []
        for value in part.values["in-capacity"]:
            role, _, place = value.text.partition("@")
            matches = [m for m in own if m.text("role") == role and (not place or m.text("at") == place)]
            if len(matches) == 1:
                found.append(self._memberships[id(matches[0])])
            else:
                known = ", ".join(m.text("role") for m in own) or "none"
                problem = "more than one role" if matches else "no role"
                hint = "write role@organisation" if matches else f"the roles given here are: {known}"
                self._fault(value.place, f'"{speaker}" has {problem} "{value.text}" in this source', hint)
        return found

    def _node(self, part: Part, iri: str, types: list[str]) -> Node:
        node: Node = {"id": iri, "type": types}
        self.linked.nodes.append(node)
        self.linked.places[iri] = {"": part.place, **part.places}
        return node

    def _fill(self, node: Node, part: Part, leave: set[str] | None = None, only: set[str] | None = None) -> None:
        """Copy a part's values into a node: ids as IRIs, dates and numbers checked."""
        for key, values in part.values.items():
            if (leave and key in leave) or (only and key not in only):
                continue
            kinds = forms.referred(part.kind, key, self.vocabulary)
            datatype = self.vocabulary.datatype(key)
            made: list[Any] = []
            for value in values:
                if kinds and not self._is_address(key, value):
                    made += self._refer_all(value, kinds)
                else:
                    made.append(self._literal(key, value, datatype))
            if kinds and node.get("id", "") in made:
                message = f'{key}: the {part.kind} "{part.identifier}" names itself'
                self._fault(part.place_of(key), message, "name another one, or take the key out")
            made = [item for item in made if item is not None]
            if made:
                node[key] = made if len(made) > 1 else made[0]

    def _is_address(self, key: str, value: Value) -> bool:
        """Tell whether a value of a workspace's own key is the address of something elsewhere, and so no id."""
        return key in self.vocabulary.own_terms and _ADDRESS.match(value.text.strip()) is not None

    def _literal(self, key: str, value: Value, datatype: str) -> Any:
        found = literal(key, value, datatype)
        if isinstance(found, Fault):
            self.linked.faults.append(found)
            return None
        return found

    def _refer(self, value: Value, kinds: tuple[str, ...]) -> str | None:
        found = self.index.resolve(value, kinds)
        if isinstance(found, Fault):
            self.linked.faults.append(found)
            return None
        kind, identifier = found
        self.linked.uses.add(f"{kind}:{identifier}")
        iri = self.index.concepts.get(f"{kind}:{identifier}") or self.workspace.iri(kind, identifier)
        self.linked.classes[iri] = KINDS[kind].type
        return iri

    def _refer_all(self, value: Value, kinds: tuple[str, ...]) -> list[str | None]:
        """Resolve an id; that of an utterance with several claims means each of its statements."""
        if kinds != ("statement",):
            return [self._refer(value, kinds)]
        path = value.text if "/" in value.text else f"{self._source.rpartition('/')[2]}/{value.text}"
        found = self.index.resolve(Value(path, value.place), kinds)
        if isinstance(found, Fault):
            self.linked.faults.append(found)
            return []
        key = f"statement:{path}"
        self.linked.uses.add(key)
        iris = [self.workspace.iri("statement", f"{path}/{claim}") for claim in self.index.known[key].details]
        self.linked.classes |= dict.fromkeys(iris, "Statement")
        return list(iris)

    def _fault(self, place: Place, message: str, hint: str) -> None:
        self.linked.faults.append(Fault(place, message, hint))


def _ids(known: Iterable[str], kind: str) -> list[str]:
    return [key.removeprefix(f"{kind}:") for key in known if key.startswith(f"{kind}:")]


def _choices(text: str, known: Collection[str]) -> str:
    close = nearest(text, known)
    return f"did you mean {' or '.join(close)}?" if close else f"use one of {', '.join(sorted(known))}"
