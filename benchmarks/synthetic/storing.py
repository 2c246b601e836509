"""A debate as the network page takes it, turned back into the RDF that it would have been read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from benchmarks.synthetic.quads import BASE
from benchmarks.synthetic.things import CURATORS
from benchmarks.synthetic.words import slug
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import PREFIXES
from counterpoint.workspace import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from counterpoint.view.debate import Debate, Role, Statement

_P: Final = {prefix: f"<{iri}" for prefix, iri in PREFIXES.items()}
_TYPE: Final = f"{_P['rdf']}type>"
_NAME: Final = f"{_P['schema']}name>"
_XSD: Final = _P["xsd"]
_ESCAPES: Final = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"})
_AT_ONCE: Final = 20_000


def store_of(debate: Debate) -> EmbeddedStore:
    """Fill a store in memory with the ontology and all that `nquads_of` gives."""
    store = EmbeddedStore()
    for name in ("counterpoint.ttl", "roles.ttl"):
        graph = ox.NamedNode(f"{BASE}/ontology/{name}")
        store.engine.load(path=str(shipped("ontology", name)), format=ox.RdfFormat.TURTLE, to_graph=graph)
    for part in nquads_of(debate):
        store.engine.bulk_load(part, format=ox.RdfFormat.N_QUADS)
    return store


def nquads_of(debate: Debate) -> Iterator[bytes]:
    """Write a debate's records and alignments as N-Quads, in parts.

    Speakers, claims, statements, alignments and sources keep their IRIs; topics, organisations, roles, rules and
    authors, which a debate only names, get an IRI from the name. A role is cited once in each source whose statements
    name it.

    :param debate: the names of different things must differ in letters or digits, and titles of roles be those of the
        shipped scheme.
    """
    lines: list[str] = []
    for line in _lines(debate):
        lines.append(line)
        if len(lines) == _AT_ONCE:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def _lines(debate: Debate) -> Iterator[str]:
    yield from _things(debate)
    yield from _sources(debate)
    yield from _statements(debate)
    end = f"<{BASE}/alignments> .\n"
    for rule in sorted({alignment.rule for alignment in debate.alignments}):
        subject = _iri("rule", rule)
        yield f"{subject} {_TYPE} {_P['cp']}Rule> {end}{subject} {_P['rdfs']}label> {_text(rule)} {end}"
    for one in debate.alignments:
        subject, (first, second) = f"<{one.iri}>", one.parties
        kind, shortcut = ("Agreement", "agreesWith") if one.sign > 0 else ("Disagreement", "disagreesWith")
        triples = [f"{_TYPE} {_P['cp']}{kind}>", f"{_P['cp']}byRule> {_iri('rule', one.rule)}"]
        triples += [f"{_P['cp']}party> <{party}>" for party in one.parties]
        triples += [f"{_P['cp']}onClaim> <{claim}>" for claim in one.claims]
        triples += [f"{_P['cp']}basis> <{statement}>" for statement in one.statements]
        yield _all(subject, triples, end)
        yield f"<{first}> {_P['cp']}{shortcut}> <{second}> {end}<{second}> {_P['cp']}{shortcut}> <{first}> {end}"


def _things(debate: Debate) -> Iterator[str]:
    """Name speakers, organisations, topics and claims."""
    end = f"<{BASE}/graph/authorities> .\n"
    classes = {"person": f"{_P['schema']}Person>", "organisation": f"{_P['org']}Organization>"}
    for speaker in debate.speakers:
        yield _all(f"<{speaker.iri}>", [f"{_TYPE} {classes[speaker.kind]}", f"{_NAME} {_text(speaker.name)}"], end)
    places = {role.organisation for speaker in debate.speakers for role in speaker.roles}
    for name in sorted(filter(None, places | {source.publisher for source in debate.sources})):
        yield _all(_iri("organisation", name), [f"{_TYPE} {classes['organisation']}", f"{_NAME} {_text(name)}"], end)
    for topic in debate.topics:
        yield _all(
            _iri("topic", topic), [f"{_TYPE} {_P['skos']}Concept>", f"{_P['skos']}prefLabel> {_text(topic)}"], end
        )
    for claim in debate.claims:
        about = [f"{_P['cp']}about> {_iri('topic', topic)}" for topic in claim.topics]
        yield _all(f"<{claim.iri}>", [f"{_TYPE} {_P['cp']}Claim>", f"{_NAME} {_text(claim.name)}", *about], end)
    for one, word, other in debate.relations:
        yield _all(f"<{one}>", [f"{_P['cp']}{word}> <{other}>"], end)


def _sources(debate: Debate) -> Iterator[str]:
    named = {speaker.name for speaker in debate.speakers}
    for source in debate.sources:
        subject, end = f"<{source.iri}>", _graph_of(source.iri)
        triples = [f"{_TYPE} {_P['schema']}NewsArticle>", f"{_NAME} {_text(source.title)}"]
        if source.date:
            triples.append(f"{_P['schema']}datePublished> {_text(source.date)}^^{_XSD}date>")
        if source.url:
            triples.append(f"{_P['schema']}url> <{source.url}>")
        if source.publisher:
            triples.append(f"{_P['schema']}publisher> {_iri('organisation', source.publisher)}")
        if source.author:
            triples.append(f"{_P['schema']}author> {_iri('person', source.author)}")
        yield _all(subject, triples, end)
        if source.author and source.author not in named:
            yield _all(_iri("person", source.author), [f"{_NAME} {_text(source.author)}"], end)


def _statements(debate: Debate) -> Iterator[str]:
    cited: set[str] = set()
    for one in debate.statements:
        subject, end = f"<{one.iri}>", _graph_of(one.source)
        evidence = one.iri.replace("/statement/", "/evidence/", 1)
        triples = [
            f"{_TYPE} {_P['cp']}Statement>",
            f"{_P['cp']}speaker> <{one.speaker}>",
            f"{_P['cp']}claim> <{one.claim}>",
            f"{_P['cp']}stance> {_P['cp']}{one.stance}>",
            f"{_P['cp']}mode> {_P['cp']}{one.mode}>",
            f"{_P['prov']}wasQuotedFrom> <{one.source}>",
            f"{_P['cp']}evidence> <{evidence}>",
        ]
        if one.said_by == "source":
            triples.append(f"{_P['cp']}statedBy> <{one.source}>")
        elif one.said_by:
            triples.append(f"{_P['cp']}inferredBy> <{BASE}/{CURATORS}>")
        memberships = {_membership(one, number): role for number, role in enumerate(one.roles)}
        yield _all(subject, [*triples, *(f"{_P['cp']}inCapacity> {membership}" for membership in memberships)], end)
        for membership, role in memberships.items():
            if membership not in cited:
                cited.add(membership)
                yield _all(membership, _cited(role, one), end)
        yield _all(f"<{evidence}>", _words(evidence, one), end)
        quote = [f"{_TYPE} {_P['oa']}TextQuoteSelector>", f"{_P['oa']}exact> {_text(one.quote)}"]
        yield _all(f"<{evidence}/quote>", quote, end)


def _words(evidence: str, statement: Statement) -> list[str]:
    """Say where the words are."""
    return [
        f"{_TYPE} {_P['oa']}SpecificResource>",
        f"{_P['oa']}hasSource> <{statement.source}>",
        f"{_P['oa']}hasSelector> <{evidence}/quote>",
    ]


def _membership(statement: Statement, number: int) -> str:
    source, speaker = (iri.rpartition("/")[2] for iri in (statement.source, statement.speaker))
    return f"<{BASE}/membership/{source}/{speaker}-{number}>"


def _cited(role: Role, statement: Statement) -> list[str]:
    """Describe a role as a source cites it."""
    triples = [
        f"{_TYPE} {_P['org']}Membership>",
        f"{_P['org']}member> <{statement.speaker}>",
        f"{_P['cp']}citedIn> <{statement.source}>",
        f"{_P['org']}role> {_P['cpr']}{slug(role.title)}>",
    ]
    if role.organisation:
        triples.append(f"{_P['org']}organization> {_iri('organisation', role.organisation)}")
    if role.cited_as:
        triples.append(f"{_P['cp']}citedAs> {_text(role.cited_as)}")
    if role.former:
        triples.append(f'{_P["cp"]}former> "true"^^{_XSD}boolean>')
    return triples


def _all(subject: str, triples: Iterable[str], end: str) -> str:
    return "".join(f"{subject} {triple} {end}" for triple in triples)


def _iri(kind: str, name: str) -> str:
    return f"<{BASE}/{kind}/{slug(name)}>"


def _graph_of(source: str) -> str:
    return f"<{BASE}/graph/sources/{source.rpartition('/')[2]}> .\n"


def _text(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
