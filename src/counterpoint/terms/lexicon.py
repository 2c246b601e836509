"""What the ontology files of a workspace say, which of it the workspace adds, and where each thing is written."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from counterpoint.errors import Fault, Place, WorkspaceError
from counterpoint.matching import nearest
from counterpoint.terms.contexts import OwnContext
from counterpoint.terms.scanning import Mention, mentions_in
from counterpoint.vocabulary import CP, ORG, PREFIXES, RDF_TYPE, SKOS, Vocabulary, read_turtle
from counterpoint.workspace import Workspace, shipped

RDFS: Final = PREFIXES["rdfs"]
OWL: Final = PREFIXES["owl"]
SH: Final = "http://www.w3.org/ns/shacl#"
SHAPES: Final = "https://w3id.org/counterpoint/shapes#"
ROLES: Final = PREFIXES["cpr"]
OURS: Final = (CP, ROLES, SHAPES)
"""Our namespaces: what is not described in them is nothing."""

CLASSES: Final = (OWL + "Class", RDFS + "Class")
OBJECT_PROPERTY: Final = OWL + "ObjectProperty"
DATATYPE_PROPERTY: Final = OWL + "DatatypeProperty"
PROPERTIES: Final = (OBJECT_PROPERTY, DATATYPE_PROPERTY, OWL + "AnnotationProperty", PREFIXES["rdf"] + "Property")
_STRUCTURE: Final = (OWL + "Ontology", SKOS + "ConceptScheme")
_PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items()) + f"PREFIX sh: <{SH}>\n"


@dataclass
class OwnFile:
    """A Turtle file of the workspace's own.

    :param path: the file.
    :param shown: its name in messages.
    :param mentions: the terms in it, in order.
    """

    path: Path
    shown: str
    mentions: list[Mention]

    @property
    def holds_shapes(self) -> bool:
        """Whether it is read as shapes, and not as a part of the ontology."""
        return self.path.name.startswith("shapes")


@dataclass
class Lexicon:
    """The ontology of a workspace.

    :param workspace: the workspace.
    :param own: the Turtle files that it adds, those with shapes among them.
    :param faults: files that do not parse.
    """

    workspace: Workspace
    own: list[OwnFile] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    graph: ox.Store = field(default_factory=ox.Store)
    """The ontology; each file in a graph of its own, named by its address."""
    shapes: ox.Store = field(default_factory=ox.Store)
    """The shapes, likewise."""

    @classmethod
    def read(cls, workspace: Workspace) -> Lexicon:
        """Read every file; one that does not parse is noted and left out."""
        lexicon = cls(workspace)
        for path in workspace.overlay("ontology", suffix=".ttl").values():
            if path.is_relative_to(workspace.root) and workspace.root != shipped():
                lexicon.own.append(OwnFile(path, workspace.shown(path), mentions_in(path)))
            lexicon._load(path)
        return lexicon

    def _load(self, path: Path) -> None:
        store = self.shapes if path.name.startswith("shapes") else self.graph
        name, shown = path.absolute().as_uri(), self.workspace.shown(path)
        try:
            data = read_turtle(path)
            quads = ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=name, rename_blank_nodes=True)
            triples = [(quad.subject, quad.predicate, quad.object) for quad in quads]
        except SyntaxError as problem:
            place = Place(shown, problem.lineno or 1, problem.offset or 1)
            said = str(problem.msg).rpartition(": ")[2] if ": " in str(problem.msg) else str(problem.msg)
            self.faults.append(Fault(place, f"the file does not parse: {said}", "mend the Turtle"))
        except WorkspaceError as problem:
            said = problem.message.removeprefix(str(path))
            self.faults.append(Fault(Place(shown, 1, 1), f"the file{said}", problem.hint))
        else:
            store.extend(ox.Quad(*triple, ox.NamedNode(name)) for triple in triples)

    # What is said

    def ask(self, sparql: str, store: ox.Store | None = None) -> list[tuple[str, ...]]:
        """Run a SELECT over all files; give the rows as text, an unbound variable as empty text."""
        found = (store or self.graph).query(_PROLOGUE + sparql, use_default_graph_as_union=True)
        if not isinstance(found, ox.QuerySolutions):
            return []
        names = [variable.value for variable in found.variables]
        return [tuple(_text(row[name]) for name in names) for row in found]

    @cached_property
    def facts(self) -> Mapping[str, Mapping[str, Sequence[Any]]]:
        """What the ontology says of each IRI, by property, as terms of pyoxigraph."""
        return _facts(self.graph)

    @cached_property
    def own_facts(self) -> Mapping[str, Mapping[str, Sequence[Any]]]:
        """What the workspace's own ontology files say of each IRI, by property."""
        merged: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for file in self.own:
            graph = ox.NamedNode(file.path.absolute().as_uri())
            for quad in self.graph.quads_for_pattern(None, None, None, graph):
                if isinstance(quad.subject, ox.NamedNode):
                    merged[quad.subject.value][quad.predicate.value].append(quad.object)
        return merged

    @cached_property
    def shipped_triples(self) -> frozenset[tuple[str, str, object]]:
        """What the shipped ontology says of IRIs."""
        files = (path for path in shipped("ontology").glob("*.ttl") if not path.name.startswith("shapes"))
        return frozenset(
            (quad.subject.value, quad.predicate.value, quad.object)
            for path in files
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
            if isinstance(quad.subject, ox.NamedNode)
        )

    @cached_property
    def shipped_terms(self) -> frozenset[str]:
        """The IRIs that the shipped ontology describes, those of others that it leans on among them."""
        return frozenset(subject for subject, _, _ in self.shipped_triples)

    @cached_property
    def shipped_mentions(self) -> frozenset[str]:
        """Every IRI that a shipped file of the ontology uses: what is known of other vocabularies."""
        context = Vocabulary(json.loads(shipped("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"])
        words = {context.iri(term) for term in context.context if not term.startswith("@")}
        files = shipped("ontology").glob("*.ttl")
        return frozenset({mention.iri for path in files for mention in mentions_in(path)} | words)

    @cached_property
    def own_terms(self) -> list[str]:
        """The terms that the workspace adds: what its ontology files give a type or a kind, and we do not."""
        return [
            iri
            for iri, about in self.own_facts.items()
            if iri not in self.shipped_terms
            and (about.keys() & {RDF_TYPE, RDFS + "subClassOf", RDFS + "subPropertyOf"})
            and not self.types(iri) & {*_STRUCTURE, SH + "NodeShape", SH + "PropertyShape"}
        ]

    @cached_property
    def own_namespaces(self) -> tuple[str, ...]:
        """The namespaces of the terms that the workspace adds."""
        return tuple(sorted({split(iri)[0] for iri in self.own_terms} - set(PREFIXES.values())))

    def types(self, iri: str) -> set[str]:
        """Give the classes that something is said to be of."""
        return set(self.values(iri, RDF_TYPE))

    def values(self, iri: str, *properties: str) -> list[str]:
        """Give the IRIs that some properties of something lead to."""
        about = self.facts.get(iri, {})
        return [one.value for name in properties for one in about.get(name, ()) if isinstance(one, ox.NamedNode)]

    def texts(self, iri: str, *properties: str) -> list[ox.Literal]:
        """Give the literals of some properties of something."""
        about = self.facts.get(iri, {})
        return [one for name in properties for one in about.get(name, ()) if isinstance(one, ox.Literal)]

    def above(self, iri: str, *properties: str) -> set[str]:
        """Give everything that some properties lead to from something, step by step, and itself."""
        found, queue = set[str](), [iri]
        while queue:
            if (one := queue.pop()) not in found:
                found.add(one)
                queue += self.values(one, *properties)
        return found

    def is_known(self, iri: str) -> bool:
        """Tell whether a file of the ontology describes something, shapes among them, or a shipped one uses it."""
        return (
            iri in self.facts
            or iri in self.shipped_mentions
            or any(one.leads for _, one in self._written.get(iri, ()) if one.iri == iri)
        )

    def kind(self, iri: str) -> str:
        """Say what kind of term something is: a stance, mode, role, topic, class or property; else nothing."""
        types = self.types(iri)
        kinds = {
            "stance": CP + "Stance" in types,
            "mode": CP + "Mode" in types,
            "role": ORG + "Role" in types,
            "topic": SKOS + "Concept" in types,
            "class": bool(types & set(CLASSES)) or bool(self.values(iri, RDFS + "subClassOf")),
            "property": bool(types & set(PROPERTIES)) or bool(self.values(iri, RDFS + "subPropertyOf")),
        }
        return next((kind for kind, is_it in kinds.items() if is_it), "")

    def short(self, iri: str) -> str:
        """Write an IRI with a prefix, where one is known, those of the workspace's context among them."""
        return short(iri, self.context.terms)

    # Where it is said

    def place(self, iri: str, predicate: str = "") -> Place:
        """Find where a workspace's own file describes something, and there what it says with a property."""
        everything = self._written.get(iri, [])
        said = [(file, one) for file, one in everything if one.subject == iri and one.iri == predicate]
        described = [(file, one) for file, one in everything if one.leads]
        for file, one in (said or described or everything)[:1]:
            return Place(file.shown, one.line, one.column)
        return Place(self.own[0].shown if self.own else "ontology", 1, 1)

    @cached_property
    def _written(self) -> Mapping[str, list[tuple[OwnFile, Mention]]]:
        """Where each IRI is named or described in the workspace's own files."""
        found: dict[str, list[tuple[OwnFile, Mention]]] = defaultdict(list)
        for file in self.own:
            for one in file.mentions:
                for iri in {one.iri, one.subject} - {""}:
                    found[iri].append((file, one))
        return found

    @cached_property
    def documents(self) -> frozenset[str]:
        """The documents that terms are said to be defined by."""
        return frozenset(one for iri in self.facts for one in self.values(iri, RDFS + "isDefinedBy"))

    # The context and the queries

    @cached_property
    def context(self) -> OwnContext:
        """The workspace's own context."""
        path = self.workspace.root / "ontology" / "context.jsonld"
        is_own = path in self.workspace.contexts[1:]
        return OwnContext.read(path, self.workspace.shown(path)) if is_own else OwnContext(path, "")

    @cached_property
    def queries(self) -> list[Path]:
        """The questions, rules and checks of the workspace's own; a link that leads nowhere is one, as for who asks."""
        if self.workspace.root == shipped():
            return []
        found = (self.workspace.root / "queries").rglob("*.rq")
        return sorted(path for path in found if path.is_file() or path.is_symlink())

    @cached_property
    def workspace_vocabulary(self) -> Vocabulary:
        """What a record may say, as it is read; of the shipped ontology alone, where the workspace's cannot be read."""
        try:
            return self.workspace.vocabulary
        except WorkspaceError:
            return Workspace(shipped()).vocabulary

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The shipped context and the workspace's own, as far as it can be read; for what terms stand for."""
        shipped_context = json.loads(shipped("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
        return Vocabulary({**self.context.terms, **shipped_context})


def _facts(store: ox.Store) -> dict[str, dict[str, list[Any]]]:
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for quad in store:
        if (
            isinstance(quad.subject, ox.NamedNode)
            and quad.object not in found[quad.subject.value][quad.predicate.value]
        ):
            found[quad.subject.value][quad.predicate.value].append(quad.object)
    return {iri: dict(about) for iri, about in found.items()}


def _text(term: object) -> str:
    return str(getattr(term, "value", "")) if not isinstance(term, ox.BlankNode) else ""


def split(iri: str) -> tuple[str, str]:
    """Split an IRI into its namespace and its name.

    >>> split("https://example.org/debate#funding"), split("urn:x")
    (('https://example.org/debate#', 'funding'), ('urn:', 'x'))
    """
    at = max(iri.rfind("#"), iri.rfind("/")) + 1 or iri.rfind(":") + 1
    return iri[:at], iri[at:]


def short(iri: str, context: Mapping[str, Any] | None = None) -> str:
    """Write an IRI with a prefix, where one is known.

    :param context: terms of a context, whose prefixes count, too.

    >>> short("https://w3id.org/counterpoint/ns#claim"), short("urn:x")
    ('cp:claim', 'urn:x')
    """
    own = {name: iri for name, iri in (context or {}).items() if isinstance(iri, str) and iri.endswith(("#", "/"))}
    for prefix, namespace in {**own, **PREFIXES, "sh": SH}.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def suggestion(iri: str, known: Iterable[str], context: Mapping[str, Any] | None = None) -> str:
    """Suggest the known terms of the same namespace whose names are nearest."""
    namespace, name = split(iri)
    names: Iterator[str] = (split(one)[1] for one in known if split(one)[0] == namespace)
    close = nearest(name, names, limit=1)
    return f"did you mean {short(namespace + close[0], context)}?" if close else ""
