"""Check the terms that a workspace adds: described, labelled, of one kind, and no clash with what ships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from counterpoint.errors import Place
from counterpoint.terms.findings import Findings
from counterpoint.terms.lexicon import (
    CLASSES,
    DATATYPE_PROPERTY,
    OBJECT_PROPERTY,
    OURS,
    OWL,
    PROPERTIES,
    RDFS,
    Lexicon,
    short,
    split,
    suggestion,
)
from counterpoint.terms.scanning import Mention
from counterpoint.vocabulary import CP, PREFIXES, RDF_TYPE, SKOS, XSD

_LABELS: Final = (RDFS + "label", SKOS + "prefLabel")
_COMMENTS: Final = (RDFS + "comment", SKOS + "definition")
_ANNOTATIONS: Final = frozenset(
    {SKOS + name for name in ("altLabel", "closeMatch", "exactMatch", "relatedMatch", "broadMatch", "narrowMatch")}
    | {SKOS + name for name in ("hasTopConcept", "narrower", "related", "note", "scopeNote", "example")}
    | {RDFS + "seeAlso"}
)
"""What may be said of a shipped term without changing what it means."""
_RANGE: Final = RDFS + "range"
_DOMAIN: Final = RDFS + "domain"


def check_dangling(lexicon: Lexicon, found: Findings) -> None:
    """Find terms that are used and described nowhere."""
    for file in lexicon.own:
        for one in file.mentions:
            if not one.leads and not _is_heading(lexicon, one):
                tell_unknown(lexicon, one, file.shown, found)


def tell_unknown(lexicon: Lexicon, one: Mention, shown: str, found: Findings) -> None:
    """Note a term that nothing describes, where that can be known: of ours, of the workspace, or of a standard."""
    if lexicon.is_known(one.iri) or one.iri.startswith(lexicon.workspace.base + "/"):
        return
    namespace, name = split(one.iri)
    context = lexicon.context.terms
    known = [*lexicon.facts, *lexicon.shipped_mentions]
    place = Place(shown, one.line, one.column)
    if name and (namespace in OURS or namespace in lexicon.own_namespaces):
        hint = suggestion(one.iri, known, context) or "describe it in a file of ontology/, or mend the spelling"
        found.fault(place, f"{lexicon.short(one.iri)} is described nowhere", hint)
    elif name and (standard := _standard(namespace)) is not None and name not in standard:
        hint = suggestion(one.iri, (namespace + str(term) for term in standard), context)
        what = f"{lexicon.short(one.iri)} is no term of {namespace}"
        found.fault(place, what, hint or "look it up, or describe it in a file of ontology/")


def _standard(namespace: str) -> frozenset[str] | None:
    """List the terms of a vocabulary that is known term by term; none for another."""
    from rdflib import DC, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, VANN, VOID, XSD

    for one in (DC, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, VANN, VOID, XSD):
        if str(one) == namespace:
            return frozenset(split(str(term))[1] for term in dir(one) if str(term).startswith(namespace)) | frozenset(
                one.__annotations__
            )
    return None


def _is_heading(lexicon: Lexicon, one: Mention) -> bool:
    """Tell whether a term stands in what a file says of itself: its version, its licence."""
    return OWL + "Ontology" in lexicon.types(one.subject) or one.iri in lexicon.documents


def check_descriptions(lexicon: Lexicon, found: Findings) -> None:
    """Find terms without a label, a comment or the document that defines them."""
    for iri in lexicon.own_terms:
        name, place = lexicon.short(iri), lexicon.place(iri)
        languages = [label.language or "" for label in lexicon.texts(iri, *_LABELS)]
        if not languages:
            property_ = "skos:prefLabel" if SKOS + "Concept" in lexicon.types(iri) else "rdfs:label"
            found.fault(place, f"{name} has no label", f'add {property_} "…"@en')
        elif len(set(languages)) < len(languages):
            found.fault(place, f"{name} has two labels in one language", "keep one")
        if not lexicon.texts(iri, *_COMMENTS):
            found.fault(place, f"{name} is not explained", 'add rdfs:comment "A sentence that says what it means."@en')
        if not lexicon.values(iri, RDFS + "isDefinedBy"):
            document = split(iri)[0].rstrip("#/")
            found.fault(place, f"{name} does not say what defines it", f"add rdfs:isDefinedBy <{document}>")


def check_labels(lexicon: Lexicon, found: Findings) -> None:
    """Find terms of one kind that are called the same."""
    called: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    own = set(lexicon.own_terms)
    for iri in lexicon.facts:
        if kind := lexicon.kind(iri):
            for label in lexicon.texts(iri, *_LABELS):
                called[kind, label.value.casefold(), label.language or "en"].append(iri)
    for (_, text, _), terms in called.items():
        if len(set(terms)) > 1 and (mine := [iri for iri in terms if iri in own]):
            names = " and ".join(sorted(lexicon.short(iri) for iri in set(terms)))
            found.fault(lexicon.place(mine[0]), f'{names} are both called "{text}"', "give one another label")


def check_kinds(lexicon: Lexicon, found: Findings) -> None:
    """Find terms of two kinds, properties that do not say what they lead from and to, and what nobody can use."""
    for iri in lexicon.own_terms:
        name, place, types = lexicon.short(iri), lexicon.place(iri), lexicon.types(iri)
        kinds = [kind for kind, is_it in _owl_kinds(types).items() if is_it]
        if len(kinds) > 1:
            found.fault(place, f"{name} is both {' and '.join(kinds)}", "keep one")
        if types & set(PROPERTIES):
            _check_property(lexicon, iri, found)


def _owl_kinds(types: set[str]) -> dict[str, bool]:
    return {
        "a class": bool(types & set(CLASSES)),
        "a property of things": OBJECT_PROPERTY in types,
        "a property of values": DATATYPE_PROPERTY in types,
        "a thing of its own": bool(types & {OWL + "NamedIndividual", CP + "Stance", CP + "Mode", SKOS + "Concept"}),
    }


def _check_property(lexicon: Lexicon, iri: str, found: Findings) -> None:
    name, types = lexicon.short(iri), lexicon.types(iri)
    above = lexicon.above(iri, RDFS + "subPropertyOf")
    for axiom, words in ((_DOMAIN, "rdfs:domain says what has it"), (_RANGE, "rdfs:range says what it leads to")):
        if not any(lexicon.values(one, axiom) for one in above):
            found.note(lexicon.place(iri), f"{name} has no {short(axiom)}", words)
    for value in (value for one in above for value in lexicon.values(one, _RANGE)):
        is_value = value.startswith(XSD) or value in (RDFS + "Literal", PREFIXES["rdf"] + "langString")
        if OBJECT_PROPERTY in types and is_value:
            hint = "make it an owl:DatatypeProperty, or let it lead to a class"
            found.fault(lexicon.place(iri, _RANGE), f"{name} leads to things, and its range is {short(value)}", hint)
        elif DATATYPE_PROPERTY in types and not is_value:
            hint = "make it an owl:ObjectProperty, or let it have a datatype, such as xsd:string"
            found.fault(lexicon.place(iri, _RANGE), f"{name} leads to values, and its range is {short(value)}", hint)


def check_clashes(lexicon: Lexicon, found: Findings) -> None:
    """Find what changes the meaning of a shipped term, takes its place, or settles in our namespace."""
    for iri in lexicon.own_terms:
        namespace = next((one for one in OURS if iri.startswith(one)), "")
        if namespace:
            hint = "use a namespace of your own, such as https://example.org/debate#"
            found.fault(
                lexicon.place(iri), f"{short(iri)} is in a namespace of Counterpoint, and is none of its terms", hint
            )
    for iri, about in lexicon.own_facts.items():
        if iri not in lexicon.shipped_terms:
            continue
        for predicate, values in about.items():
            if predicate not in _ANNOTATIONS and not _is_said_already(lexicon, iri, predicate, values):
                what = f"{short(iri)} ships with Counterpoint, and {short(predicate)} here would change it"
                hint = (
                    "describe a term of your own, with rdfs:subClassOf, rdfs:subPropertyOf or skos:broader to this one"
                )
                found.fault(lexicon.place(iri, "" if predicate == RDF_TYPE else predicate), what, hint)
    _check_names(lexicon, found)


def _is_said_already(lexicon: Lexicon, iri: str, predicate: str, values: Sequence[object]) -> bool:
    """Tell whether something only adds a label in another language, or repeats what ships."""
    new = [one for one in values if (iri, predicate, one) not in lexicon.shipped_triples]
    if predicate in (*_LABELS, *_COMMENTS):
        return all(isinstance(one, ox.Literal) and (one.language or "en") != "en" for one in new)
    return not new


def _check_names(lexicon: Lexicon, found: Findings) -> None:
    """Find roles and topics whose id another one has: a record could not tell them apart."""
    taken: dict[tuple[str, str], str] = {}
    own = set(lexicon.own_terms)
    for iri in sorted(lexicon.facts, key=lambda one: one in own):
        kind = lexicon.kind(iri)
        if kind in ("role", "topic"):
            name = split(iri.rstrip("/#"))[1]
            first = taken.setdefault((kind, name), iri)
            if first != iri and iri in own:
                what = f'{lexicon.short(iri)} and {short(first)} are both the {kind} "{name}" in a record'
                found.fault(lexicon.place(iri), what, "give it another name")


def check_stances(lexicon: Lexicon, found: Findings) -> None:
    """Find stances whose polarity cannot be read, and stances and modes that no record can take."""
    keys = {lexicon.vocabulary.iri(term) for term in lexicon.context.terms if not term.startswith("@")}
    readable = lexicon.context.problem is None
    for iri in lexicon.own_terms:
        kind, name, place = lexicon.kind(iri), lexicon.short(iri), lexicon.place(iri)
        if kind == "stance":
            _check_polarity(lexicon, iri, found)
        if kind in ("stance", "mode") and iri not in keys and readable:
            key = split(iri)[1]
            hint = f'add "{key}": "{name}" to ontology/context.jsonld'
            found.fault(place, f"no record can take the {kind} {name}: it has no key", hint)


def _check_polarity(lexicon: Lexicon, iri: str, found: Findings) -> None:
    name, place = lexicon.short(iri), lexicon.place(iri, CP + "polarity")
    given = lexicon.facts[iri].get(CP + "polarity", ())
    numbers = [one for one in given if isinstance(one, ox.Literal) and _is_number(one)]
    if len(numbers) < len(given):
        found.fault(place, f"the polarity of {name} is no number", "write cp:polarity 0.5 without quotation marks")
    elif len(numbers) > 1:
        found.fault(place, f"{name} has {len(numbers)} polarities", "keep one")
    elif not numbers:
        hint = "add cp:polarity, from -1 against to 1 for; leave it out only where the stance takes no side"
        found.note(place, f"{name} has no polarity, so it takes no side and is compared with nobody", hint)
    elif not -1 <= float(numbers[0].value) <= 1:
        found.fault(place, f"the polarity of {name} is {numbers[0].value}", "it lies between -1, against, and 1, for")


def _is_number(literal: ox.Literal) -> bool:
    try:
        float(literal.value)
    except ValueError:
        return False
    return literal.datatype.value.startswith(XSD) and literal.datatype.value != XSD + "string"


def check_concepts(lexicon: Lexicon, found: Findings) -> None:
    """Find roles and topics that are in no scheme, and roles that fall under no kind of role."""
    tops = {
        row[0]
        for row in lexicon.ask("SELECT ?top { { ?top skos:topConceptOf ?s } UNION { ?s skos:hasTopConcept ?top } }")
    }
    for iri in lexicon.own_terms:
        kind, name, place = lexicon.kind(iri), lexicon.short(iri), lexicon.place(iri)
        if kind not in ("role", "topic"):
            continue
        scheme = "<https://w3id.org/counterpoint/roles>" if kind == "role" else "cp:topics"
        if not lexicon.values(iri, SKOS + "inScheme"):
            found.fault(place, f"the {kind} {name} is in no scheme", f"add skos:inScheme {scheme}")
        if kind == "role" and SKOS + "Concept" not in lexicon.types(iri):
            found.fault(place, f"the role {name} is no concept", "write a org:Role, skos:Concept")
        if kind == "role" and not lexicon.above(iri, SKOS + "broader") & tops:
            hint = "add skos:broader and a kind of role, such as cpr:clinical, cpr:managerial or cpr:academic"
            found.fault(place, f"the role {name} falls under no kind of role", hint)
        for broader in lexicon.values(iri, SKOS + "broader"):
            if broader in lexicon.facts and lexicon.kind(broader) != kind:
                what = f"the {kind} {name} falls under {short(broader)}, which is no {kind}"
                found.fault(lexicon.place(iri, SKOS + "broader"), what, f"name a {kind}")
