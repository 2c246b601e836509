"""Each statement as a nanopublication: what is asserted, where from, and who says so, a graph each.

The graphs and the links between them are those of the Nanopublication Guidelines, https://nanopub.net/guidelines/.
Their IRIs are those of the statements; trusty IRIs and signatures are made by whoever publishes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from counterpoint.exchange.relations import Said, Tabular, first, said_of
from counterpoint.vocabulary import CP, KINDS, ORG, PREFIXES, RDF_TYPE, SCHEMA, SKOS, XSD

if TYPE_CHECKING:
    import datetime

NP: Final = "http://www.nanopub.org/nschema#"
DCTERMS: Final = "http://purl.org/dc/terms/"
_PROV: Final = PREFIXES["prov"]
_OA: Final = PREFIXES["oa"]
_ASSERTED: Final = ("speaker", "claim", "stance", "mode", "inCapacity", "evidence", "respondsTo", "endorses", "rebuts")
_MEMBERSHIP: Final = (RDF_TYPE, ORG + "member", ORG + "role", ORG + "organization", CP + "citedIn")
_KINDS: Final = tuple(KINDS[kind].cls for kind in ("role", "claim", "organisation", "person"))
_TIME: Final = ox.NamedNode(XSD + "dateTime")
_NUMBERS: Final = frozenset({_OA + "start", _OA + "end"})


def write_nanopubs(store: Tabular, now: datetime.datetime) -> bytes:
    """Write a nanopublication of each statement, as TriG.

    :param store: where the statements are.
    :param now: when they are made, where nobody has confirmed the statement.
    """
    prefixes = {**PREFIXES, "np": NP, "dcterms": DCTERMS}
    quads = [quad for part in _nanopubs(store, now) for quad in part]
    return ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=prefixes) or b""


def _nanopubs(store: Tabular, now: datetime.datetime) -> Iterator[list[ox.Quad]]:
    names: dict[str, str] = {}
    for label in (SCHEMA + "name", SKOS + "prefLabel"):
        rows = store.table(f"SELECT ?s ?name WHERE {{ ?s <{label}> ?name }} ORDER BY ?s DESC(?name)")
        names |= {row[0]: row[1] for row in rows}
    kinds = {iri: cls for cls in _KINDS for (iri,) in store.table(f"SELECT DISTINCT ?s WHERE {{ ?s a <{cls}> }}")}
    evidence = said_of(store, "?x cp:evidence ?s")
    selectors = said_of(store, "?x oa:hasSelector ?s")
    memberships = said_of(store, "?s a org:Membership")
    for iri, said in said_of(store, "?s a cp:Statement").items():
        yield _Nanopub(iri, said, names, kinds).quads(evidence, selectors, memberships, now)


class _Nanopub:
    def __init__(
        self, statement: str, said: Mapping[str, list[str]], names: Mapping[str, str], kinds: Mapping[str, str]
    ) -> None:
        self.statement, self.said, self.names, self.kinds = statement, said, names, kinds
        self.this = statement + "/nanopub"
        self.made: list[ox.Quad] = []

    def quads(self, evidence: Said, selectors: Said, memberships: Said, now: datetime.datetime) -> list[ox.Quad]:
        """Give the four graphs."""
        self._head()
        self._assertion(evidence, selectors, memberships)
        self._provenance()
        self._publication(now)
        return self.made

    def _graph(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self.this}#{name}")

    def _say(self, graph: str, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        self.made.append(ox.Quad(_node(subject), _node(predicate), value, self._graph(graph)))

    def _head(self) -> None:
        self._say("Head", self.this, RDF_TYPE, _node(NP + "Nanopublication"))
        for property_, name in (
            ("hasAssertion", "assertion"),
            ("hasProvenance", "provenance"),
            ("hasPublicationInfo", "pubinfo"),
        ):
            self._say("Head", self.this, NP + property_, self._graph(name))

    def _assertion(self, evidence: Said, selectors: Said, memberships: Said) -> None:
        """Assert what a reader of this one statement has to know, the names included."""
        self._say("assertion", self.statement, RDF_TYPE, _node(CP + "Statement"))
        named = []
        for term in _ASSERTED:
            for value in self.said.get(CP + term, ()):
                self._say("assertion", self.statement, CP + term, _node(value))
                named.append(value)
        for membership in self.said.get(CP + "inCapacity", ()):
            named += self._capacity(membership, memberships.get(membership, {}))
        for fragment in self.said.get(CP + "evidence", ()):
            self._describe(fragment, evidence.get(fragment, {}))
            for selector in evidence.get(fragment, {}).get(_OA + "hasSelector", ()):
                self._describe(selector, selectors.get(selector, {}))
        for iri in dict.fromkeys(named):
            if cls := self.kinds.get(iri):
                self._say("assertion", iri, RDF_TYPE, _node(cls))
            if name := self.names.get(iri):
                self._say("assertion", iri, SCHEMA + "name", ox.Literal(name))

    def _capacity(self, iri: str, said: Mapping[str, list[str]]) -> list[str]:
        """Assert a role, and return what takes part in it."""
        found = [(property_, value) for property_ in _MEMBERSHIP for value in said.get(property_, ())]
        for property_, value in found:
            self._say("assertion", iri, property_, _node(value))
        return [value for _, value in found]

    def _describe(self, iri: str, said: Mapping[str, list[str]]) -> None:
        for predicate, values in said.items():
            for value in values:
                if predicate in _NUMBERS:
                    self._say("assertion", iri, predicate, ox.Literal(value, datatype=_node(XSD + "integer")))
                elif predicate in (RDF_TYPE, _OA + "hasSource", _OA + "hasSelector"):
                    self._say("assertion", iri, predicate, _node(value))
                elif predicate.startswith(_OA):
                    self._say("assertion", iri, predicate, ox.Literal(value))

    def _provenance(self) -> None:
        assertion = self._graph("assertion").value
        for source in self.said.get(_PROV + "wasQuotedFrom", ()):
            self._say("provenance", assertion, _PROV + "hadPrimarySource", _node(source))
            if title := self.names.get(source):
                self._say("provenance", source, SCHEMA + "name", ox.Literal(title))
        for reader in self.said.get(CP + "inferredBy", ()):
            self._say("provenance", assertion, _PROV + "wasAttributedTo", _node(reader))

    def _publication(self, now: datetime.datetime) -> None:
        confirmed = first(self.said.get(CP + "confirmedAt")) or now.isoformat(timespec="seconds")
        self._say("pubinfo", self.this, DCTERMS + "created", ox.Literal(confirmed, datatype=_TIME))
        for person in (*self.said.get(CP + "confirmedBy", ()), *self.said.get(CP + "inferredBy", ())):
            self._say("pubinfo", self.this, DCTERMS + "creator", _node(person))
        names = (first(self.said.get(CP + term)) for term in ("speaker", "stance", "claim"))
        speaker, stance, claim = (self.names.get(iri, re.split("[/#]", iri)[-1]) for iri in names)
        self._say("pubinfo", self.this, PREFIXES["rdfs"] + "label", ox.Literal(f"{speaker} {stance}: {claim}"))


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)
