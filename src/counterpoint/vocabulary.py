"""The words that records and queries are written in: namespaces, prefixes, kinds of thing, the JSON-LD context."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from counterpoint.errors import WorkspaceError

if TYPE_CHECKING:
    import pyoxigraph as ox

CP: Final = "https://w3id.org/counterpoint/ns#"
SCHEMA: Final = "https://schema.org/"
ORG: Final = "http://www.w3.org/ns/org#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SHACL: Final = "http://www.w3.org/ns/shacl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final[Mapping[str, str]] = {
    "cp": CP,
    "cpr": "https://w3id.org/counterpoint/roles#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": ORG,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": SCHEMA,
    "skos": SKOS,
    "xsd": XSD,
}
"""The prefixes that every query may use without declaring them."""


_FOR_ALL: Final = frozenset({"@language", "@direction", "@base"})
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True)
class Kind:
    """A kind of thing that has an id: how people call it, where it is defined, its class and its name's property.

    :param name: singular noun, also the path element of its IRIs (``<base>/person/michael-west``).
    :param section: the key of a record that defines things of this kind.
    :param type: the context's term for the class.
    :param cls: the IRI of the class.
    :param label: the IRI of the property that holds the name.
    """

    name: str
    section: str
    type: str
    cls: str
    label: str = SCHEMA + "name"


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind("person", "people", "Person", SCHEMA + "Person"),
        Kind("organisation", "organisations", "Organization", ORG + "Organization"),
        Kind("claim", "claims", "Claim", CP + "Claim"),
        Kind("topic", "topics", "Topic", SKOS + "Concept", SKOS + "prefLabel"),
        Kind("role", "roles", "Role", ORG + "Role", SKOS + "prefLabel"),
        Kind("source", "source", "CreativeWork", SCHEMA + "CreativeWork"),
        Kind("statement", "statements", "Statement", CP + "Statement"),
    )
}


@dataclass(frozen=True)
class Vocabulary:
    """What the ontology files of a workspace let a record say.

    :param context: the JSON-LD context: a term and its IRI, or its definition.
    :param stances: the terms of the context that name a stance (``supports`` …).
    :param modes: the terms that name a reporting mode.
    :param source_types: the terms that name a class of sources, and every class above each.
    :param concepts: ids of roles and topics that the ontology defines, as ``kind:id``, and their IRIs.
    :param own_terms: the terms that the workspace's own context adds to the shipped one and that a record may have as
        keys: those that name a property, and so no prefix, class, stance or mode.
    :param ranges: the kinds of thing that the values of an own term may be ids of, where the ontology says it.
    """

    context: Mapping[str, Any]
    stances: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    source_types: Mapping[str, frozenset[str]] = field(default_factory=dict)
    concepts: Mapping[str, str] = field(default_factory=dict)
    own_terms: frozenset[str] = frozenset()
    ranges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, ontology: Iterable[Path], contexts: Iterable[Path]) -> Vocabulary:
        """Read ontology files and contexts, the shipped one first.

        :param ontology: Turtle files.
        :param contexts: JSON-LD context files; a later one adds to the ones before.
        :raises WorkspaceError: where a file does not parse.
        """
        context: dict[str, Any] = {}
        own: set[str] = set()
        for number, path in enumerate(contexts):
            terms = _read_context(path)
            if number:  # what stands there as it ships, as in an older copy, is no addition
                terms = {term: meaning for term, meaning in terms.items() if context.get(term) != meaning}
                _refuse_unsound(path, terms, context)
            own |= {term for term in terms if number and term not in context and not term.startswith("@")}
            context |= terms
        return cls(context=context, **_classify(context, frozenset(own), ontology))

    def iri(self, term: str) -> str:
        """Expand a term of the context to its IRI.

        >>> Vocabulary({"schema": "https://schema.org/", "name": "schema:name"}).iri("name")
        'https://schema.org/name'
        """
        return self._expand(term, frozenset({term}))

    def _expand(self, term: str, seen: frozenset[str]) -> str:
        definition = self.context.get(term, term)
        text = str(definition.get("@id", term) if isinstance(definition, dict) else definition)
        prefix, colon, local = text.partition(":")
        if colon and not local.startswith("//") and prefix in self.context and prefix not in seen:
            return self._expand(prefix, seen | {prefix}) + local
        return text

    def datatype(self, term: str) -> str:
        """Return the ``@type`` that the context gives a term's values, or an empty string."""
        definition = self.context.get(term)
        return str(definition.get("@type", "")) if isinstance(definition, dict) else ""


def read_turtle(path: Path) -> bytes:
    """Read a Turtle file; a mark of the byte order, as some editors write it, is left out.

    :raises WorkspaceError: where it cannot be read, or is not UTF-8.
    """
    try:
        data = path.read_bytes().removeprefix(BOM_UTF8)
        data.decode("utf-8")
    except OSError as problem:
        raise WorkspaceError(f"{path} cannot be read: {problem.strerror or problem}") from problem
    except UnicodeDecodeError as problem:
        raise WorkspaceError(f"{path} is not UTF-8", "save it in UTF-8") from problem
    return data


def parse_turtle(path: Path, *, base: str | None = None, rename_blank_nodes: bool = False) -> list[ox.Quad]:
    """Parse a Turtle file.

    :param base: what relative IRIs in it are relative to.
    :param rename_blank_nodes: give blank nodes names that no other file has.
    :raises WorkspaceError: where it cannot be read or does not parse.
    """
    import pyoxigraph as ox

    data = read_turtle(path)
    try:
        found = ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=rename_blank_nodes)
        return list(found)
    except SyntaxError as problem:
        raise WorkspaceError(f"{path} does not parse: {problem.msg}", "mend the Turtle") from problem


def _read_context(path: Path) -> dict[str, Any]:
    try:
        terms = json.loads(path.read_text(encoding="utf-8-sig"))["@context"]
    except OSError as problem:
        raise WorkspaceError(f"{path} cannot be read: {problem.strerror or problem}") from problem
    except UnicodeDecodeError as problem:
        raise WorkspaceError(f"{path} is not UTF-8", "save it in UTF-8") from problem
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise WorkspaceError(f"{path} is not a JSON-LD context: {problem}", 'it needs {"@context": {…}}') from problem
    if not isinstance(terms, dict):
        raise WorkspaceError(f"the @context in {path} is not a mapping", "remote contexts are not fetched")
    return terms


def _refuse_unsound(path: Path, terms: Mapping[str, Any], context: Mapping[str, Any]) -> None:
    """Refuse what would make values vanish, or change the meaning of every record.

    :raises WorkspaceError: where a term has no absolute IRI, or a keyword speaks for all terms.
    """
    whole = Vocabulary({**context, **terms})
    for term in terms:
        if term in _FOR_ALL:
            raise WorkspaceError(f"{path} sets {term} for every record", "a workspace's own context only adds terms")
        if not term.startswith("@") and not _ABSOLUTE.fullmatch(whole.iri(term)):
            hint = "write a prefix that is known and a name, or https://…"
            raise WorkspaceError(f'the term "{term}" in {path} has no IRI', hint)


def _classify(context: Mapping[str, Any], own: frozenset[str], ontology: Iterable[Path]) -> dict[str, Any]:
    """Sort the context's terms and the ontology's concepts by what the ontology says of them.

    :param own: the terms that the workspace's own context adds.
    """
    import pyoxigraph as ox

    types: dict[str, set[str]] = {}
    parents: dict[str, set[str]] = {}
    ranges: dict[str, set[str]] = {}
    for path in ontology:
        for quad in parse_turtle(path):
            if not (isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)):
                continue
            if quad.predicate.value == RDF_TYPE:
                types.setdefault(quad.subject.value, set()).add(quad.object.value)
            elif quad.predicate.value == PREFIXES["rdfs"] + "subClassOf":
                parents.setdefault(quad.subject.value, set()).add(quad.object.value)
            elif quad.predicate.value == PREFIXES["rdfs"] + "range":
                ranges.setdefault(quad.subject.value, set()).add(quad.object.value)

    bare = Vocabulary(context)
    plain = {term: bare.iri(term) for term in context if not term.startswith("@")}
    works = {term: _closure(iri, parents) for term, iri in plain.items()}
    concepts = {
        f"{kind.name}:{_local_name(iri)}": iri
        for kind in (KINDS["topic"], KINDS["role"])
        for iri, classes in types.items()
        if kind.cls in classes and (kind.name == "role" or KINDS["role"].cls not in classes)
    }
    keys = frozenset(term for term in own if _is_key(plain[term], types, parents))
    kinds = {term: _kinds(ranges.get(plain[term], ()), parents) for term in keys}
    return {
        "own_terms": keys,
        "ranges": {term: found for term, found in kinds.items() if found},
        "stances": frozenset(term for term, iri in plain.items() if CP + "Stance" in types.get(iri, ())),
        "modes": frozenset(term for term, iri in plain.items() if CP + "Mode" in types.get(iri, ())),
        "source_types": {
            term: classes for term, classes in works.items() if KINDS["source"].cls in classes and _is_work(classes)
        },
        "concepts": concepts,
    }


def _is_key(iri: str, types: Mapping[str, set[str]], parents: Mapping[str, set[str]]) -> bool:
    """Tell whether a term names a property: what it stands for is no namespace, class, concept, stance or mode."""
    others = {CP + "Stance", CP + "Mode", PREFIXES["owl"] + "Class", PREFIXES["rdfs"] + "Class", SKOS + "Concept"}
    return not iri.endswith(("#", "/")) and iri not in parents and not types.get(iri, set()) & others


def _kinds(classes: Iterable[str], parents: Mapping[str, set[str]]) -> tuple[str, ...]:
    """List the kinds of thing that are of one of some classes."""
    wanted = set(classes)
    return tuple(kind.name for kind in KINDS.values() if _closure(kind.cls, parents) & wanted)


def _closure(iri: str, parents: Mapping[str, set[str]]) -> frozenset[str]:
    found, queue = set(), [iri]
    while queue:
        if (cls := queue.pop()) not in found:
            found.add(cls)
            queue.extend(parents.get(cls, ()))
    return frozenset(found)


def _is_work(classes: frozenset[str]) -> bool:
    """Leave out the creative works that are no sources: claims and statements."""
    return not classes & {SCHEMA + "Claim", SCHEMA + "Quotation"}


def _local_name(iri: str) -> str:
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]
