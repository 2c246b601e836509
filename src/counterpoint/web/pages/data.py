"""A thing as RDF: what is said of it, and of what only exists for its sake."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from counterpoint.store.interface import triples_of
from counterpoint.vocabulary import PREFIXES, RDF_TYPE, XSD
from counterpoint.web.negotiation import GRAPHS
from counterpoint.web.replies import Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site

_MOST: Final = 2_000
"""Statements of a speaker, a claim or a source, and roles, that are given; all are behind the endpoint."""

_PARTS: Final = (
    # The thing itself.
    "CONSTRUCT { $iri ?p ?o } WHERE { $iri ?p ?o }",
    # The roles of a person, or at an organisation.
    f"""CONSTRUCT {{ ?m ?p ?o }} WHERE {{
      {{ SELECT DISTINCT ?m WHERE {{ ?m org:member|org:organization $iri }} ORDER BY ?m LIMIT {_MOST} }}
      ?m ?p ?o }}""",
    # Who said what: statements by it, on it, or from it.
    f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
      {{ SELECT DISTINCT ?s WHERE {{ ?s cp:speaker|cp:claim|prov:wasQuotedFrom $iri }} ORDER BY ?s LIMIT {_MOST} }}
      ?s ?p ?o }}""",
    # The claims of a topic.
    f"CONSTRUCT {{ ?c cp:about $iri }} WHERE {{ ?c cp:about $iri }} LIMIT {_MOST}",
    # The words of a statement, and their place.
    "CONSTRUCT { ?e ?p ?o . ?x ?q ?v } WHERE { $iri cp:evidence ?e . ?e ?p ?o . ?e oa:hasSelector ?x . ?x ?q ?v }",
)


def describe(site: Site, iri: str, media_type: str) -> Reply:
    """Give what is known of a thing.

    :param iri: the thing.
    :param media_type: one of :data:`GRAPHS`.
    """
    node = str(ox.NamedNode(iri))
    triples: set[ox.Triple] = set()
    for part in _PARTS:
        triples.update(triples_of(site.corpus.store.query(part.replace("$iri", node))))
    own_first = sorted(triples, key=lambda triple: (str(triple.subject) != node, str(triple)))
    if media_type == "application/ld+json":
        body: bytes | None = compact(own_first)
    else:
        with_prefixes = media_type not in ("application/n-triples", "application/n-quads")
        body = ox.serialize(own_first, format=GRAPHS[media_type], prefixes=dict(PREFIXES) if with_prefixes else None)
    return Reply(body or b"", media_type, headers={"Link": f'<{site.path(iri)}>; rel="describedby"; type="text/html"'})


def compact(triples: Iterable[ox.Triple]) -> bytes:
    """Write JSON-LD in which properties and types are written with our prefixes, which the engine does not do."""
    nodes: dict[str, dict[str, Any]] = {}
    for triple in triples:
        subject = _id(triple.subject)
        node = nodes.setdefault(subject, {"@id": subject})
        if triple.predicate.value == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
            node.setdefault("@type", []).append(_short(triple.object.value))
        else:
            node.setdefault(_short(triple.predicate.value), []).append(_value(triple.object))
    document = {"@context": dict(PREFIXES), "@graph": list(nodes.values())}
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _id(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _value(term: Any) -> dict[str, str]:
    if not isinstance(term, ox.Literal):
        return {"@id": _id(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    plain = term.datatype.value == XSD + "string"
    return {"@value": term.value} if plain else {"@value": term.value, "@type": term.datatype.value}


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if re.fullmatch(r"[A-Za-z]\w*", rest := iri.removeprefix(namespace)) and rest != iri:
            return f"{prefix}:{rest}"
    return iri
