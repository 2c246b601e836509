"""Write docs/reference/ontology.md: every term, role, shape and record key, as the files in ontology/ say them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, XSD

if TYPE_CHECKING:
    from rdflib.term import Node

REPOSITORY = Path(__file__).resolve().parents[1]
ONTOLOGY = REPOSITORY / "ontology"
PAGE = REPOSITORY / "docs" / "reference" / "ontology.md"
COMMAND = "python -m tools.ontology_page"

CP = rdflib.Namespace("https://w3id.org/counterpoint/ns#")
ROLES = rdflib.URIRef("https://w3id.org/counterpoint/roles")

_BANNER = re.compile(r"^#{20,}\n#\s+(.+)\n#{20,}$", re.MULTILINE)
_TERM = re.compile(r"^(cp:\w+) a ", re.MULTILINE)
_TRAITS = {
    OWL.SymmetricProperty: "symmetric",
    OWL.TransitiveProperty: "transitive",
    OWL.IrreflexiveProperty: "never of itself",
    OWL.FunctionalProperty: "at most one",
}
_NUMBER = {"1": "one", "2": "two"}

INTRODUCTION = """\
# The ontology

<!-- Made from the files in ontology/ by `{command}`. Edit those, not this page. -->

{description}

| | |
|---|---|
| namespace | `{namespace}`, prefix `{prefix}:` |
| version | {version}, `{version_iri}` |
| licence | <{licence}> |

Counterpoint has terms of its own only where no common vocabulary has one. People, sources and claims are described with
[schema.org](https://schema.org/), organisations, memberships and roles with [ORG](https://www.w3.org/TR/vocab-org/),
topics with [SKOS](https://www.w3.org/TR/skos-reference/), quoted words with the
[Web Annotation Vocabulary](https://www.w3.org/TR/annotation-vocab/), origins with [PROV](https://www.w3.org/TR/prov-o/).
"""


def page() -> str:
    """Return the page's text in Markdown."""
    return "\n".join([*_introduction(), *_terms(), *_roles(), *_keys(), *_shapes(), *_alignments()])


def _introduction() -> Iterator[str]:
    graph, document = _read("counterpoint"), rdflib.URIRef(str(CP).rstrip("#"))
    values = {
        "command": COMMAND,
        "description": graph.value(document, DCTERMS.description),
        "namespace": CP,
        "prefix": "cp",
        "version": graph.value(document, OWL.versionInfo),
        "version_iri": graph.value(document, OWL.versionIRI),
        "licence": graph.value(document, DCTERMS.license),
    }
    yield INTRODUCTION.format(**values)


def _terms() -> Iterator[str]:
    """Describe our own terms, section by section in the order of the file."""
    graph, text = _read("counterpoint"), (ONTOLOGY / "counterpoint.ttl").read_text(encoding="utf-8")
    parts = _BANNER.split(text)
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        rows = []
        for name in _TERM.findall(body):
            term = CP[name.partition(":")[2]]
            rows.append((f"`{name}`", _kind(graph, term), str(graph.value(term, RDFS.comment))))
        if rows:
            yield from _table(title, ("term", "what it is", "meaning"), rows)


def _kind(graph: rdflib.Graph, term: rdflib.URIRef) -> str:
    """Say in a few words what a term is: a class, a property from here to there, one of a closed list."""
    above = [_code(graph, one) for one in graph.objects(term, RDFS.subClassOf | RDFS.subPropertyOf)]
    kinds = [f"a kind of {', '.join(sorted(above))}"] if above else []
    types = set(graph.objects(term, RDF.type))
    if OWL.Class in types:
        return "; ".join(["class", *kinds])
    if OWL.NamedIndividual in types:
        (cls,) = types - {OWL.NamedIndividual}
        polarity = graph.value(term, CP.polarity)
        return _code(graph, cls) + (f", polarity {float(str(polarity)):g}" if polarity is not None else "")
    ends = [graph.value(term, axiom) or _inherited(graph, term, axiom) for axiom in (RDFS.domain, RDFS.range)]
    traits = [words for trait, words in _TRAITS.items() if trait in types]
    return "; ".join([" → ".join(_code(graph, end) for end in ends), *kinds, *traits])


def _inherited(graph: rdflib.Graph, term: Node, axiom: rdflib.URIRef) -> Node:
    (found,) = (value for above in graph.objects(term, RDFS.subPropertyOf) for value in graph.objects(above, axiom))
    return found


def _roles() -> Iterator[str]:
    """Describe the kinds of role: the six, and under each what falls under it."""
    graph = _read("roles")
    rows = []
    for top in graph.objects(ROLES, SKOS.hasTopConcept):
        below = sorted(graph.subjects(SKOS.broader, top), key=str)
        names = ", ".join(f"`{_local(role)}`" for role in below)
        rows.append((f"`{_local(top)}`", str(graph.value(top, RDFS.comment)), names))
    about = f"{graph.value(ROLES, DCTERMS.description)}\n\nNamespace `{ROLES}#`, prefix `cpr:`."
    yield from _table("Kinds of role", ("kind", "meaning", "roles under it"), sorted(rows), about)


def _keys() -> Iterator[str]:
    """Describe the words that records are written in: what each stands for."""
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    rows = []
    for key, definition in context.items():
        meaning = definition if isinstance(definition, dict) else {"@id": definition}
        if key.startswith("@") or str(meaning["@id"]).endswith(("#", "/")):
            continue
        kind = {"@id": "an id or an address", "@vocab": "a word of this table", "": ""}.get(meaning.get("@type", ""))
        rows.append((f"`{key}`", f"`{meaning['@id']}`", f"`{meaning['@type']}`" if kind is None else kind))
    about = "The JSON-LD context, `ontology/context.jsonld`: the words of a record, and what each stands for."
    yield from _table("Words of a record", ("word", "stands for", "its value"), rows, about)


def _shapes() -> Iterator[str]:
    """Describe what a record must hold, shape by shape, with the message that a fault gives."""
    graph, rows = _read("shapes"), []
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        targets = sorted(_code(graph, cls) for cls in graph.objects(shape, SH.targetClass))
        for holder in (*graph.objects(shape, SH.property), shape):
            if (message := graph.value(holder, SH.message)) is not None:
                path = graph.value(holder, SH.path)
                rows.append((", ".join(targets), _code(graph, path), _bounds(graph, holder), str(message)))
    about = "The SHACL shapes, `ontology/shapes.ttl`: `counterpoint check` tells a fault with the message and its line."
    yield from _table("What a record must hold", ("of", "property", "how many", "message"), sorted(rows), about)


def _bounds(graph: rdflib.Graph, holder: Node) -> str:
    """Put minimum and maximum into words."""
    least, most = (
        str(graph.value(holder, count) or graph.value(holder, qualified) or "")
        for count, qualified in ((SH.minCount, SH.qualifiedMinCount), (SH.maxCount, SH.qualifiedMaxCount))
    )
    if least == most:
        return _NUMBER.get(least, least)
    if not least:
        return f"at most {_NUMBER.get(most, most)}"
    return f"{_NUMBER.get(least, least)} {f'to {_NUMBER.get(most, most)}' if most else 'or more'}"


def _alignments() -> Iterator[str]:
    """Describe how our terms lie beside those of other vocabularies."""
    graph = _read("alignments")
    words: dict[Node, str] = {
        SKOS.closeMatch: "close match",
        SKOS.relatedMatch: "related match",
        RDFS.seeAlso: "see also",
    }
    rows = [(_code(graph, term), words[match], _code(graph, other)) for term, match, other in graph if match in words]
    about = (
        "From `ontology/alignments.ttl`. No term is a subproperty of these: that would entail that people cite people."
    )
    yield from _table("Beside other vocabularies", ("term", "is", "of"), sorted(rows), about)
    used = sorted({str(other).split(":")[0].strip("`") for _, _, other in rows} | {"cp"})
    namespaces = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
    yield from (f"- `{prefix}:` <{namespaces[prefix]}>" for prefix in used)
    yield ""


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]], about: str = "") -> Iterator[str]:
    yield f"## {title}\n"
    if about:
        yield f"{about}\n"
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _read(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / f"{name}.ttl", format="turtle")


def _code(graph: rdflib.Graph, term: Node | None) -> str:
    if isinstance(term, rdflib.URIRef) and term.startswith(str(XSD)):
        return f"`xsd:{_local(term)}`"
    return f"`{term.n3(graph.namespace_manager)}`" if isinstance(term, rdflib.URIRef) else ""


def _local(term: Node) -> str:
    return re.split(r"[#/]", str(term))[-1]


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
