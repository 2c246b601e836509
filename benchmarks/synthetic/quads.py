"""A debate as N-Quads: a named graph for each file that the records would be written in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from benchmarks.synthetic.debate import Debate
from benchmarks.synthetic.things import CURATORS, Membership, Source, Utterance

BASE: Final = "https://debate.example/id"

_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_CP: Final = "<https://w3id.org/counterpoint/ns#"
_CPR: Final = "<https://w3id.org/counterpoint/roles#"
_OA: Final = "<http://www.w3.org/ns/oa#"
_ORG: Final = "<http://www.w3.org/ns/org#"
_SCHEMA: Final = "<https://schema.org/"
_SKOS: Final = "<http://www.w3.org/2004/02/skos/core#"
_XSD: Final = "<http://www.w3.org/2001/XMLSchema#"
_RESPONSES: Final = {"responds-to": "respondsTo", "endorses": "endorses", "rebuts": "rebuts"}


def nquads(debate: Debate, base: str = BASE) -> Iterator[bytes]:
    """Give the quads of a debate, one chunk for each file; names and quotes hold nothing that must be escaped.

    :param debate: the debate.
    :param base: what all IRIs begin with.
    """
    yield _organisations(debate, base)
    yield _topics(debate, base)
    yield _people(debate, base)
    yield _claims(debate, base)
    for source in debate.sources():
        yield _source(source, base)


def _organisations(debate: Debate, base: str) -> bytes:
    end = f"<{base}/graph/organisations> .\n"
    lines = []
    for path, name, part_of, same_as in debate.organisations:
        subject = f"<{base}/{path}>"
        lines.append(f'{subject} {_TYPE} {_ORG}Organization> {end}{subject} {_SCHEMA}name> "{name}" {end}')
        if part_of:
            lines.append(f"{subject} {_ORG}subOrganizationOf> <{base}/{part_of}> {end}")
        if same_as:
            lines.append(f"{subject} {_SCHEMA}sameAs> <{same_as}> {end}")
    return "".join(lines).encode()


def _topics(debate: Debate, base: str) -> bytes:
    end = f"<{base}/graph/topics> .\n"
    lines = []
    for path, name, broader in debate.topics:
        subject = f"<{base}/{path}>"
        lines.append(f'{subject} {_TYPE} {_SKOS}Concept> {end}{subject} {_SKOS}prefLabel> "{name}" {end}')
        lines.append(f"{subject} {_SKOS}inScheme> {_CP}topics> {end}")
        if broader:
            lines.append(f"{subject} {_SKOS}broader> <{base}/{broader}> {end}")
    return "".join(lines).encode()


def _people(debate: Debate, base: str) -> bytes:
    end = f"<{base}/graph/people> .\n"
    lines = []
    for person in debate.people:
        subject = f"<{base}/{person.path}>"
        lines.append(f'{subject} {_TYPE} {_SCHEMA}Person> {end}{subject} {_SCHEMA}name> "{person.name}" {end}')
        if person.same_as:
            lines.append(f"{subject} {_SCHEMA}sameAs> <{person.same_as}> {end}")
    return "".join(lines).encode()


def _claims(debate: Debate, base: str) -> bytes:
    end = f"<{base}/graph/claims> .\n"
    lines = []
    for claim in debate.claims:
        subject = f"<{base}/{claim.path}>"
        lines.append(f'{subject} {_TYPE} {_CP}Claim> {end}{subject} {_SCHEMA}name> "{claim.name}" {end}')
        lines += [f"{subject} {_CP}about> <{base}/{topic}> {end}" for topic in claim.about]
        relations = (("contradicts", claim.contradicts), ("implies", claim.implies), ("refines", claim.refines))
        lines += [f"{subject} {_CP}{term}> <{base}/{other}> {end}" for term, other in relations if other]
    return "".join(lines).encode()


def _source(source: Source, base: str) -> bytes:
    subject = f"<{base}/source/{source.identifier}>"
    end = f"<{base}/graph/sources/{source.identifier}> .\n"
    head = (
        f"{subject} {_TYPE} {_SCHEMA}CreativeWork> {end}{subject} {_TYPE} {_SCHEMA}NewsArticle> {end}"
        f'{subject} {_SCHEMA}name> "{source.title}" {end}'
        f"{subject} {_SCHEMA}author> <{base}/{source.author}> {end}"
        f"{subject} {_SCHEMA}publisher> <{base}/{source.publisher}> {end}"
        f'{subject} {_SCHEMA}datePublished> "{source.published}"^^{_XSD}date> {end}'
        f"{subject} {_SCHEMA}url> <https://news.example/{source.identifier}> {end}"
        f'{subject} {_SCHEMA}inLanguage> "en" {end}'
        f'{subject} {_CP}textDigest> "{source.digest}" {end}'
    )
    lines = [head, *(_membership(one, subject, base, end) for one in source.memberships)]
    lines += [_utterance(one, source.identifier, subject, base, end) for one in source.utterances]
    return "".join(lines).encode()


def _membership(one: Membership, source: str, base: str, end: str) -> str:
    subject = f"<{base}/membership/{one.path}>"
    text = (
        f"{subject} {_TYPE} {_ORG}Membership> {end}"
        f"{subject} {_ORG}member> <{base}/{one.person}> {end}"
        f"{subject} {_CP}citedIn> {source} {end}"
        f"{subject} {_ORG}role> {_CPR}{one.role}> {end}"
    )
    if one.at:
        text += f"{subject} {_ORG}organization> <{base}/{one.at}> {end}"
    if one.cited_as:
        text += f'{subject} {_CP}citedAs> "{one.cited_as}" {end}'
    if one.former:
        text += f'{subject} {_CP}former> "true"^^{_XSD}boolean> {end}'
    if one.until:
        during = f"<{base}/membership/{one.path}/during>"
        text += (
            f"{subject} {_ORG}memberDuring> {during} {end}"
            f"{during} {_TYPE} <http://www.w3.org/2006/time#ProperInterval> {end}"
            f'{during} {_SCHEMA}startDate> "{one.since}"^^{_XSD}date> {end}'
            f'{during} {_SCHEMA}endDate> "{one.until}"^^{_XSD}date> {end}'
        )
    return text


def _statement_iris(utterance: Utterance, source: str, base: str) -> list[str]:
    path = f"<{base}/statement/{source}/{utterance.identifier}/"
    return [f"{path}{claim.partition('/')[2]}>" for _, claim in utterance.stances]


def _utterance(one: Utterance, identifier: str, source: str, base: str, end: str) -> str:
    evidence = f"{base}/evidence/{identifier}/{one.identifier}"
    words = (
        f"<{evidence}> {_TYPE} {_OA}SpecificResource> {end}"
        f"<{evidence}> {_OA}hasSource> {source} {end}"
        f"<{evidence}> {_OA}hasSelector> <{evidence}/quote> {end}"
        f"<{evidence}> {_OA}hasSelector> <{evidence}/position> {end}"
        f"<{evidence}/quote> {_TYPE} {_OA}TextQuoteSelector> {end}"
        f'<{evidence}/quote> {_OA}exact> "{one.quote}" {end}'
        f"<{evidence}/position> {_TYPE} {_OA}TextPositionSelector> {end}"
        f'<{evidence}/position> {_OA}start> "{one.start}"^^{_XSD}nonNegativeInteger> {end}'
        f'<{evidence}/position> {_OA}end> "{one.start + len(one.quote)}"^^{_XSD}nonNegativeInteger> {end}'
    )
    lines = [words]
    reader = f"{_CP}inferredBy> <{base}/{CURATORS}>" if one.inferred else f"{_CP}statedBy> {source}"
    memberships = [f"<{base}/membership/{membership.path}>" for membership in one.capacity]
    answered = _statement_iris(one.answers, identifier, base) if one.answers else ()
    for (stance, claim), subject in zip(one.stances, _statement_iris(one, identifier, base), strict=True):
        lines.append(
            f"{subject} {_TYPE} {_CP}Statement> {end}"
            f"{subject} {_CP}speaker> <{base}/{one.speaker}> {end}"
            f"{subject} {_CP}claim> <{base}/{claim}> {end}"
            f"{subject} {_CP}stance> {_CP}{stance}> {end}"
            f"{subject} {_CP}mode> {_CP}{one.mode}> {end}"
            f"{subject} <http://www.w3.org/ns/prov#wasQuotedFrom> {source} {end}"
            f"{subject} {_CP}evidence> <{evidence}> {end}"
            f"{subject} {reader} {end}"
        )
        lines += [f"{subject} {_CP}inCapacity> {membership} {end}" for membership in memberships]
        lines += [f"{subject} {_CP}{_RESPONSES[one.how]}> {other} {end}" for other in answered]
    return "".join(lines)
