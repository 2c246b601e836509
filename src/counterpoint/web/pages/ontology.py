"""The terms: what can be said, as pages and as RDF, from the files of ``ontology/``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from counterpoint.matching import nearest
from counterpoint.vocabulary import PREFIXES, RDF_TYPE, parse_turtle
from counterpoint.web.negotiation import GRAPHS, SHORT, choose
from counterpoint.web.pages.rendering import render
from counterpoint.web.problems import ProblemError
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site

_MAIN: Final = "counterpoint"
_RDFS, _OWL, _SKOS = PREFIXES["rdfs"], PREFIXES["owl"], PREFIXES["skos"]
_DCTERMS: Final = "http://purl.org/dc/terms/"
_ALL_PREFIXES: Final = {**PREFIXES, "dcterms": _DCTERMS, "sh": "http://www.w3.org/ns/shacl#"}

_SECTIONS: Final = (
    ("Classes", (_RDFS + "Class", _OWL + "Class")),
    (
        "Properties",
        (
            *(_OWL + name for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")),
            PREFIXES["rdf"] + "Property",
        ),
    ),
    ("Concepts", (_SKOS + "Concept",)),
    ("Values", (_OWL + "NamedIndividual",)),
)
_LINKS: Final = (
    ("a kind of", (_RDFS + "subClassOf", _RDFS + "subPropertyOf", _SKOS + "broader")),
    ("of", (_RDFS + "domain",)),
    ("leads to", (_RDFS + "range",)),
    ("the inverse of", (_OWL + "inverseOf",)),
    ("close to", (_SKOS + "closeMatch", _SKOS + "exactMatch")),
    ("related to", (_SKOS + "relatedMatch",)),
    ("see", (_RDFS + "seeAlso",)),
)
_TRAITS: Final = {
    _OWL + "SymmetricProperty": "symmetric",
    _OWL + "TransitiveProperty": "transitive",
    _OWL + "IrreflexiveProperty": "never of itself",
    _OWL + "FunctionalProperty": "at most one",
}


@dataclass(frozen=True)
class Link:
    """Another term, and where it is described."""

    name: str
    place: str


@dataclass(frozen=True)
class Term:
    """One term.

    :param anchor: the end of its IRI, its place on the page.
    :param facts: words, and the terms that they lead to.
    :param traits: what kind of property it is, or its polarity.
    """

    iri: str
    anchor: str
    name: str
    label: str
    comment: str
    traits: Sequence[str] = ()
    facts: Sequence[tuple[str, Sequence[Link]]] = field(default_factory=list)


def ontology(site: Site, ask: Ask) -> Reply:
    """Show an ontology file as a page, or give it as RDF.

    :raises ProblemError: where there is no such file.
    """
    files = site.corpus.workspace.overlay("ontology", suffix=".ttl")
    stem, media_type = _wanted(ask, files)
    path = files[stem]
    if media_type == "text/turtle":
        return Reply(path.read_bytes(), "text/turtle; charset=utf-8")
    quads = parse_turtle(path)
    if media_type in GRAPHS:
        with_prefixes = media_type not in ("application/n-triples", "application/n-quads")
        triples = [quad.triple for quad in quads]
        body = ox.serialize(triples, format=GRAPHS[media_type], prefixes=_ALL_PREFIXES if with_prefixes else None)
        return Reply(body or b"", media_type)
    known = {term: other for other in files for term in _subjects(files[other])}
    others = [(other, _place(other)) for other in files if other != stem]
    return render(site, "ontology.html.j2", **_described(stem, quads, known, files), others=others)


def _wanted(ask: Ask, files: Mapping[str, Path]) -> tuple[str, str]:
    rest = ask.path.removeprefix("/ns")
    bare, _, ending = rest.rpartition(".")
    as_data = SHORT.get(ending) if "." in rest and SHORT.get(ending) in GRAPHS else None
    name = (bare if as_data else rest).strip("/") or _MAIN
    if name not in files or (rest and not as_data and not rest.startswith("/")):
        close = nearest(name[:100], files)
        raise ProblemError(
            "unknown",
            f'there is no ontology "{name[:100]}"',
            f"there is {', '.join(files)}",
            did_you_mean=[_place(one) for one in close],
        )
    return name, as_data or choose(ask.accept, ("text/html", *GRAPHS))


def _subjects(path: Path) -> set[str]:
    return {
        quad.subject.value
        for quad in parse_turtle(path)
        if isinstance(quad.subject, ox.NamedNode) and quad.predicate.value == RDF_TYPE
    }


def _place(stem: str) -> str:
    return "/ns" if stem == _MAIN else f"/ns/{stem}"


def _described(
    stem: str, quads: Sequence[ox.Quad], known: Mapping[str, str], files: Mapping[str, Path]
) -> dict[str, Any]:
    said: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode):
            said[quad.subject.value][quad.predicate.value].append(quad.object)
    document = next(
        (s for s, about in said.items() if _OWL + "Ontology" in _values(about[RDF_TYPE])),
        next((s for s, about in said.items() if _SKOS + "ConceptScheme" in _values(about[RDF_TYPE])), ""),
    )
    about = said.get(document, {})
    sections: list[tuple[str, list[Term]]] = []
    placed: set[str] = {document}
    for heading, classes in _SECTIONS:
        terms = [
            _term(iri, facts, stem, known)
            for iri, facts in said.items()
            if iri not in placed and set(classes) & set(_values(facts[RDF_TYPE]))
        ]
        placed |= {term.iri for term in terms}
        sections.append((heading, terms))
    rest = [_term(iri, facts, stem, known) for iri, facts in said.items() if iri not in placed]
    sections.append(("Also described here", rest))
    return {
        "iri": document,
        "heading": _text(about, _DCTERMS + "title", _RDFS + "label") or stem,
        "description": _text(about, _DCTERMS + "description", _RDFS + "comment"),
        "version": _text(about, _OWL + "versionInfo"),
        "licence": next(iter(_values(about.get(_DCTERMS + "license", []))), ""),
        "sections": [(heading, terms) for heading, terms in sections if terms],
        "place": _place(stem),
        "file": files[stem].name,
    }


def _term(iri: str, about: Mapping[str, list[Any]], stem: str, known: Mapping[str, str]) -> Term:
    types = _values(about.get(RDF_TYPE, []))
    traits = [words for trait, words in _TRAITS.items() if trait in types]
    traits += [f"polarity {value.value}" for value in about.get(PREFIXES["cp"] + "polarity", [])]
    facts = []
    for words, predicates in _LINKS:
        values = [value for predicate in predicates for value in _values(about.get(predicate, []))]
        if values:
            facts.append((words, [_link(value, stem, known) for value in values]))
    plain = [one for one in types if not one.startswith((_OWL, _RDFS, PREFIXES["rdf"], _SKOS))]
    if plain:
        facts.insert(0, ("is a", [_link(one, stem, known) for one in plain]))
    return Term(
        iri,
        _anchor(iri),
        _short(iri),
        _text(about, _RDFS + "label", _SKOS + "prefLabel"),
        _text(about, _RDFS + "comment", _SKOS + "definition"),
        traits,
        facts,
    )


def _link(iri: str, stem: str, known: Mapping[str, str]) -> Link:
    there = known.get(iri)
    if there is None:
        return Link(_short(iri), iri if iri.startswith(("http://", "https://")) else "")
    return Link(_short(iri), f"{'' if there == stem else _place(there)}#{_anchor(iri)}")


def _values(terms: Sequence[Any]) -> list[str]:
    return [term.value for term in terms if isinstance(term, ox.NamedNode)]


def _text(about: Mapping[str, list[Any]], *predicates: str) -> str:
    """Give the first text, in English where there are several."""
    found = [term for predicate in predicates for term in about.get(predicate, []) if isinstance(term, ox.Literal)]
    found.sort(key=lambda term: (term.language or "en") != "en")
    return " ".join(found[0].value.split()) if found else ""


def _anchor(iri: str) -> str:
    """Name the place of a term: the end of its IRI, or where the term is another's, its name with a prefix."""
    short = _short(iri)
    if short != iri and not short.startswith(("cp:", "cpr:")):
        return short.replace(":", "-")
    return re.split(r"[#/]", iri.rstrip("#/"))[-1]


def _short(iri: str) -> str:
    for prefix, namespace in _ALL_PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
