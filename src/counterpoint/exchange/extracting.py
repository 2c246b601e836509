"""From a store to a debate: everything that a record can say, called by its IRIs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import unquote

from counterpoint.exchange.debate import Debate, Details, Membership, Ref, Source, Spot, Statement, Thing
from counterpoint.exchange.relations import Said, Tabular, first, said_of
from counterpoint.records import forms
from counterpoint.records.reading import is_id
from counterpoint.vocabulary import CP, KINDS, ORG, PREFIXES, RDF_TYPE, SCHEMA, SKOS, Vocabulary

OA: Final = PREFIXES["oa"]
PROV: Final = PREFIXES["prov"]
TIME: Final = "http://www.w3.org/2006/time#"
_STRUCTURE: Final[Mapping[str, frozenset[str]]] = {
    "source": frozenset({"id", "type", "title"}),
    "person": frozenset({"name", "roles"}),
    "statement": frozenset({"id", "speaker", "in-capacity", "mode", "quote", "before", "after", "at"}),
    "membership": frozenset({"role", "at", "former", "from", "until"}),
}
"""Keys that stand in a place of their own."""
_SOURCES: Final = (
    "{ ?x prov:wasQuotedFrom ?s } UNION { ?s a schema:CreativeWork } UNION { ?x cp:evidence/oa:hasSource ?s } "
    "FILTER NOT EXISTS { ?s a cp:Claim } FILTER NOT EXISTS { ?s a cp:Statement }"
)
_SHIPPED: Final = (CP, PREFIXES["cpr"])
_NUMBER: Final = re.compile(r"\d{1,18}")
_STATEMENT: Final = frozenset(
    {CP + "evidence", CP + "claim", CP + "stance", PROV + "wasQuotedFrom", CP + "statedBy", RDF_TYPE}
)


def extract(store: Tabular, vocabulary: Vocabulary, file: str = "") -> Debate:
    """Read a whole debate.

    :param store: where it is.
    :param vocabulary: the terms that records may use.
    :param file: what it is called in messages.
    """
    extractor = Extractor(store, vocabulary, file)
    return extractor.debate


class Extractor:
    """A reading of a store.

    :ivar debate: what was found.
    :ivar carried: subjects and properties that were carried over.
    """

    def __init__(self, store: Tabular, vocabulary: Vocabulary, file: str) -> None:
        self.store, self.vocabulary, self.file = store, vocabulary, file
        self.debate = Debate()
        self.report = self.debate.report
        self.carried: set[tuple[str, str]] = set()
        self._keys = {kind: self._properties(kind) for kind in forms.KEYS}
        self._sources: Said = said_of(store, _SOURCES)
        self._read_things()
        for iri, said in self._sources.items():
            self._read_source(iri, said)
        self._memberships = self._read_memberships()
        self._read_statements()

    def _properties(self, kind: str) -> dict[str, str]:
        """List the keys that a kind has besides its structure, by property."""
        keys = (
            forms.allowed(kind, self.vocabulary) - _STRUCTURE.get(kind, frozenset({"name"})) - self.vocabulary.stances
        )
        return {self.vocabulary.iri(key): key for key in sorted(keys)}

    def _read_things(self) -> None:
        found: dict[Ref, Mapping[str, list[str]]] = {}
        for kind in ("person", "organisation", "claim", "role", "topic"):
            # A role of the ontology is a concept, too, and a concept of a foreign scheme no topic of ours.
            only = f"?s a <{KINDS[kind].cls}>" + (" FILTER NOT EXISTS { ?s a org:Role }" if kind == "topic" else "")
            for iri, said in said_of(self.store, only).items():
                if not (iri.startswith(_SHIPPED) and kind in ("role", "topic")):
                    found[Ref(kind, iri)] = said
        for ref, said in found.items():
            label = first(said.get(KINDS[ref.kind].label))
            if not label and (label := first(said.get(SCHEMA + "name"))):
                self._carry(ref.key, SCHEMA + "name")
            if not label:
                self.report.change(f"{KINDS[ref.kind].section} without a name, called by their IRI", ref.key)
            self._carry(ref.key, KINDS[ref.kind].label, RDF_TYPE, SKOS + "inScheme")
            self.debate.things[ref] = Thing(ref, label or _local(ref.key), {}, _identifier(ref.key))
        for ref, said in found.items():
            self.debate.things[ref].details = self._details(ref.kind, ref.key, said)

    def _details(self, kind: str, iri: str, said: Mapping[str, list[str]]) -> Details:
        details: Details = {}
        for predicate, key in self._keys[kind].items():
            values: list[str | Ref] = []
            kinds = forms.referred(kind, key, self.vocabulary)
            for value in said.get(predicate, ()):
                self._carry(iri, predicate)
                if not kinds:
                    values.append(value)
                elif ref := self._resolve(value, kinds):
                    values.append(ref)
                else:
                    self.report.drop(f"values of {key} that nothing describes", value)
            if values:
                details[key] = values
        return details

    def _resolve(self, iri: str, kinds: Iterable[str]) -> Ref | None:
        known = next((ref for kind in kinds if (ref := Ref(kind, iri)) in self.debate.things), None)
        return known or next((self._shipped(kind, iri) for kind in kinds if iri.startswith(_SHIPPED)), None)

    def _shipped(self, kind: str, iri: str) -> Ref:
        """Name a role or a topic of the ontology, which every workspace knows by its id."""
        ref = Ref(kind, iri)
        if ref not in self.debate.things:
            self.debate.things[ref] = Thing(ref, _local(iri).replace("-", " "), {}, _local(iri))
        return ref

    def _read_source(self, iri: str, said: Mapping[str, list[str]]) -> None:
        title = first(said.get(SCHEMA + "name"))
        if not title:
            self.report.change("sources without a title, called by their IRI", iri)
        source = Source(
            iri,
            title or iri,
            self._details("source", iri, said),
            None,
            {},
            _identifier(iri),
            Spot(f"{self.file}, {iri}", 1, 1),
        )
        classes = self.vocabulary.source_types
        types = [
            term for term in classes if self.vocabulary.iri(term) in said.get(RDF_TYPE, ()) and term != "CreativeWork"
        ]
        if types:
            source.details["type"] = [max(types, key=lambda term: (len(classes[term]), term))]
        self._carry(iri, SCHEMA + "name", RDF_TYPE)
        self.debate.sources[iri] = source

    def _read_memberships(self) -> dict[str, tuple[Ref, Membership]]:
        """Read the roles that people hold, by IRI; each goes to the source that cites it, if one does."""
        found = {}
        times = said_of(self.store, "?m org:memberDuring ?s")
        for iri, said in said_of(self.store, "?s a org:Membership").items():
            person = self._resolve(first(said.get(ORG + "member")), ("person",))
            role = self._resolve(first(said.get(ORG + "role")), ("role",))
            if person is None or role is None:
                self.report.drop("memberships without a person or a role", iri)
                continue
            where = first(said.get(ORG + "organization"))
            organisation = self._resolve(where, ("organisation",)) if where else None
            during = first(said.get(ORG + "memberDuring"))
            details = [
                (key, value)
                for key, values in self._details("membership", iri, said).items()
                for value in values
                if isinstance(value, str)
            ]
            for key, name in (("from", "startDate"), ("until", "endDate")):
                if day := first(times.get(during, {}).get(SCHEMA + name)):
                    details.append((key, day))
                    self._carry(during, SCHEMA + name, RDF_TYPE)
            former = first(said.get(CP + "former")) in ("true", "1")
            membership = Membership(role, organisation, former, tuple(details))
            source = first(said.get(CP + "citedIn"))
            held = self.debate.sources[source].memberships if source in self.debate.sources else self.debate.memberships
            if membership not in (own := held.setdefault(person, [])):
                own.append(membership)
            found[iri] = (person, membership)
            self._carry(iri, *(ORG + name for name in ("member", "role", "organization", "memberDuring")))
            self._carry(iri, CP + "former", CP + "citedIn", RDF_TYPE)
        return found

    def _read_statements(self) -> None:
        evidence = said_of(self.store, "?x cp:evidence ?s")
        selectors = said_of(self.store, "?x oa:hasSelector ?s")
        utterances: dict[str, dict[str, Mapping[str, list[str]]]] = defaultdict(dict)
        for iri, said in said_of(self.store, "?s a cp:Statement").items():
            utterances[first(said.get(CP + "evidence")) or iri][iri] = said
        self._utterance_of = {iri: key for key, ones in utterances.items() for iri in ones}
        made = [self._statement(key, ones, evidence, selectors) for key, ones in utterances.items()]
        order = {key: place for place, key in enumerate(self.debate.sources)}
        statements = [one for one in made if one is not None]
        statements.sort(key=lambda one: (order[one.source], one.at or (0, 0), one.identifier))
        self.debate.statements = statements

    def _statement(
        self, key: str, ones: Mapping[str, Mapping[str, list[str]]], evidence: Said, selectors: Said
    ) -> Statement | None:
        iri, said = next(iter(ones.items()))
        source = first(said.get(PROV + "wasQuotedFrom")) or first(evidence.get(key, {}).get(OA + "hasSource"))
        speaker = self._resolve(first(said.get(CP + "speaker")), ("person", "organisation"))
        positions = [position for one in ones.items() if (position := self._position(*one))]
        if source not in self.debate.sources or speaker is None or not positions:
            missing = "source" if source not in self.debate.sources else "position on a claim" if speaker else "speaker"
            self.report.drop(f"statements without a {missing}", iri)
            return None
        made = Statement(
            source, speaker, positions, key=key, origin=Spot(f"{self.file}, {iri}", 1, 1), identifier=_identifier(key)
        )
        self._read_evidence(made, key, evidence.get(key, {}), selectors)
        modes = {self.vocabulary.iri(mode): mode for mode in self.vocabulary.modes}
        made.mode = modes.get(first(said.get(CP + "mode")), "")
        made.details |= self._details_of_statement(iri, said)
        made.capacities = self._capacities(speaker, said)
        for one in ones:
            self._carry(one, *_STATEMENT, CP + "speaker", CP + "mode", CP + "inCapacity", *self._keys["statement"])
        return made

    def _position(self, iri: str, said: Mapping[str, list[str]]) -> tuple[str, Ref] | None:
        stances = {self.vocabulary.iri(stance): stance for stance in self.vocabulary.stances}
        stance, claim = (
            stances.get(first(said.get(CP + "stance"))),
            self._resolve(first(said.get(CP + "claim")), ("claim",)),
        )
        if stance is None or claim is None:
            self.report.drop("positions with a stance or a claim that nothing describes", iri)
            return None
        return stance, claim

    def _read_evidence(self, made: Statement, iri: str, said: Mapping[str, list[str]], selectors: Said) -> None:
        self._carry(iri, OA + "hasSource", OA + "hasSelector", RDF_TYPE)
        for selector in said.get(OA + "hasSelector", ()):
            about = selectors.get(selector, {})
            self._carry(selector, RDF_TYPE, *(OA + name for name in ("exact", "prefix", "suffix", "start", "end")))
            made.quote = made.quote or first(about.get(OA + "exact"))
            for key, name in (("before", "prefix"), ("after", "suffix")):
                if text := first(about.get(OA + name)):
                    made.details[key] = [text]
            start, end = first(about.get(OA + "start")), first(about.get(OA + "end"))
            if _NUMBER.fullmatch(start) and _NUMBER.fullmatch(end):
                made.at = (int(start), int(end))

    def _details_of_statement(self, iri: str, said: Mapping[str, list[str]]) -> Details:
        answers = {self.vocabulary.iri(key): key for key in forms.RESPONSES}
        details = self._details(
            "statement", iri, {name: values for name, values in said.items() if name not in answers}
        )
        for predicate, key in answers.items():
            answered = dict.fromkeys(self._utterance_of.get(value, "") for value in said.get(predicate, ()))
            if "" in answered:
                self.report.drop(f"values of {key} that nothing describes", iri)
            if known := [Ref("statement", one) for one in answered if one]:
                details[key] = [*known]
        return details

    def _capacities(self, speaker: Ref, said: Mapping[str, list[str]]) -> list[Membership] | None:
        if speaker.kind != "person":
            return None
        held = (self._memberships[iri] for iri in said.get(CP + "inCapacity", ()) if iri in self._memberships)
        return [membership for person, membership in held if person == speaker]

    def _carry(self, subject: str, *predicates: str) -> None:
        self.carried |= {(subject, predicate) for predicate in predicates}


def _local(iri: str) -> str:
    return unquote(re.split(r"[/#]", iri.rstrip("/#"))[-1])


def _identifier(iri: str) -> str:
    """Take the end of an IRI for an id, where it can be one."""
    local = _local(iri)
    return local if is_id(local) and not iri.startswith("_:") else ""
