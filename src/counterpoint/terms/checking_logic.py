"""Check that the ontology can be true: no class that nothing can be of, no property that nothing can have, no circles.

Disjointness is followed through subclasses, equivalent classes, intersections and complements, and through domains and
ranges. What OWL says by restrictions is not looked at: a reasoner takes minutes for what the rest answers in a second.
"""

from __future__ import annotations

from itertools import combinations
from typing import Final

from counterpoint.terms.findings import Findings
from counterpoint.terms.lexicon import OWL, RDFS, Lexicon, short
from counterpoint.vocabulary import RDF_TYPE, SKOS

_UP: Final = "(rdfs:subClassOf|owl:equivalentClass|^owl:equivalentClass|owl:intersectionOf/rdf:rest*/rdf:first)*"
_DISJOINT: Final = """
  SELECT DISTINCT ?one ?other {
    { ?one owl:disjointWith ?other } UNION { ?one owl:complementOf ?other }
    UNION { ?all a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?one, ?other }
    UNION { ?all owl:disjointUnionOf/rdf:rest*/rdf:first ?one, ?other }
    FILTER (?one != ?other)
  }"""
_ABOVE: Final = (
    f"SELECT DISTINCT ?term ?class {{ ?term a|rdfs:subClassOf|owl:equivalentClass ?x . ?term {_UP} ?class }}"
)


def check_logic(lexicon: Lexicon, found: Findings) -> None:
    """Find classes that can have no members, properties that can join nothing, and things of disjoint classes."""
    disjoint = {frozenset(pair) for pair in lexicon.ask(_DISJOINT)}
    above: dict[str, set[str]] = {}
    for term, cls in lexicon.ask(_ABOVE):
        above.setdefault(term, set()).add(cls)

    def clash(classes: set[str]) -> tuple[str, str] | None:
        """Find two of the classes, or of those above them, that exclude each other."""
        everything = sorted({one for cls in classes for one in above.get(cls, {cls}) | {cls}} - {""})
        if OWL + "Nothing" in everything:
            return OWL + "Nothing", OWL + "Thing"
        return next((pair for pair in combinations(everything, 2) if frozenset(pair) in disjoint), None)

    for iri in [term for term in lexicon.facts if term in lexicon.own_facts]:
        name, properties = lexicon.short(iri), lexicon.above(iri, RDFS + "subPropertyOf")
        checks = [
            ({iri}, f"nothing can be of the class {name}", RDFS + "subClassOf"),
            (lexicon.types(iri), f"{name} cannot be", RDF_TYPE),
            (
                {cls for one in properties for cls in lexicon.values(one, RDFS + "domain")},
                f"nothing can have {name}",
                RDFS + "domain",
            ),
            (
                {cls for one in properties for cls in lexicon.values(one, RDFS + "range")},
                f"{name} can lead to nothing",
                RDFS + "range",
            ),
        ]
        for classes, what, axiom in checks:
            if classes and (pair := clash(classes)):
                one, other = (lexicon.short(cls) for cls in pair)
                hint = "take one of them away" if pair[0] != OWL + "Nothing" else "take owl:Nothing away"
                found.fault(
                    lexicon.place(iri, axiom), f"{what}: it would be {one} and {other}, which exclude each other", hint
                )


def check_circles(lexicon: Lexicon, found: Findings) -> None:
    """Find classes, properties and concepts that are above themselves."""
    for property_, words in (
        (RDFS + "subClassOf", "is a subclass of itself"),
        (RDFS + "subPropertyOf", "is a subproperty of itself"),
        (SKOS + "broader", "is broader than itself"),
    ):
        for iri in lexicon.own_facts:
            for above in lexicon.values(iri, property_):
                if iri in lexicon.above(above, property_):
                    through = "" if above == iri else f", by way of {lexicon.short(above)}"
                    what = f"{lexicon.short(iri)} {words}{through}"
                    found.fault(lexicon.place(iri, property_), what, f"take one {short(property_)} of the circle away")
