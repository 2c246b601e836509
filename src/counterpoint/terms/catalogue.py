"""The terms that a debate can be told in: the shipped ones and the workspace's own, each with what there is to know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from counterpoint.errors import UnknownNameError
from counterpoint.matching import nearest
from counterpoint.terms.lexicon import RDFS, Lexicon, split
from counterpoint.vocabulary import CP, SKOS, XSD
from counterpoint.workspace import Workspace

KINDS: Final = ("class", "property", "stance", "mode", "role", "topic")
"""The kinds of term, in the order in which they are shown."""
PLURALS: Final = {"class": "classes", "property": "properties"}
_ABOVE: Final = (RDFS + "subClassOf", RDFS + "subPropertyOf", SKOS + "broader")
_LABELS: Final = (RDFS + "label", SKOS + "prefLabel")
_COMMENTS: Final = (RDFS + "comment", SKOS + "definition")


@dataclass(frozen=True)
class Term:
    """One term.

    :param iri: its IRI.
    :param name: the IRI with a prefix.
    :param kind: class, property, stance, mode, role or topic.
    :param label: what people call it.
    :param comment: what it means.
    :param key: the word for it in a record, or an empty string.
    :param own: whether the workspace adds it.
    :param above: the terms that it falls under.
    :param domain: of a property, the classes of things that have it.
    :param range: of a property, what it leads to.
    :param polarity: of a stance, from -1 against to 1 for; none where it takes no side.
    """

    iri: str
    name: str
    kind: str
    label: str
    comment: str
    key: str
    own: bool
    above: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    polarity: float | None = None


class Terms:
    """All terms of a workspace, by kind and name.

    :param workspace: the workspace.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.lexicon = Lexicon.read(workspace)
        vocabulary = self.lexicon.vocabulary
        words = [term for term in vocabulary.context if not term.startswith("@")]
        self._keys = {vocabulary.iri(term): term for term in reversed(words)}
        own = set(self.lexicon.own_terms)
        kinds = {iri: kind for iri in self.lexicon.facts if (kind := self.lexicon.kind(iri))}
        # Classes of others that ours lean on, without saying anything of them.
        axioms = (RDFS + "subClassOf", RDFS + "domain", RDFS + "range")
        leant = {one for iri in self.lexicon.facts for one in self.lexicon.values(iri, *axioms)} - kinds.keys()
        kinds |= {iri: "class" for iri in leant if not iri.startswith((XSD, RDFS))}
        found = [self._term(iri, kind, own=iri in own) for iri, kind in kinds.items()]
        self.all = sorted(found, key=lambda term: (KINDS.index(term.kind), term.name.casefold()))

    def _term(self, iri: str, kind: str, *, own: bool) -> Term:
        lexicon = self.lexicon
        polarity = next(
            (float(one.value) for one in lexicon.texts(iri, CP + "polarity") if _is_number(one.value)), None
        )
        return Term(
            iri,
            lexicon.short(iri),
            kind,
            self._text(iri, *_LABELS) or split(iri.rstrip("/#"))[1],
            self._text(iri, *_COMMENTS),
            self._keys.get(iri, ""),
            own,
            tuple(lexicon.values(iri, *_ABOVE)),
            tuple(lexicon.values(iri, RDFS + "domain")),
            tuple(lexicon.values(iri, RDFS + "range")),
            polarity,
        )

    def _text(self, iri: str, *properties: str) -> str:
        """Give the first text, in English where there are several."""
        found = sorted(self.lexicon.texts(iri, *properties), key=lambda one: (one.language or "en") != "en")
        return " ".join(found[0].value.split()) if found else ""

    @cached_property
    def by_iri(self) -> dict[str, Term]:
        """Every term by its IRI."""
        return {term.iri: term for term in self.all}

    def of(self, kind: str) -> list[Term]:
        """Give the terms of a kind."""
        return [term for term in self.all if term.kind == kind]

    def tops(self, kind: str) -> list[Term]:
        """Give the terms of a kind that fall under no other of it that is described."""
        return [term for term in self.of(kind) if not any(above in self.by_iri for above in term.above)]

    def below(self, term: Term) -> list[Term]:
        """Give the terms that fall under one directly."""
        return [one for one in self.all if term.iri in one.above]

    def find(self, name: str) -> Term:
        """Find a term by its key, its name with a prefix, its label or its IRI.

        :raises UnknownNameError: where there is none; it carries the nearest.
        """
        wanted = name.casefold()
        for names_of in (_exact, _loose):
            for term in self.all:
                if wanted in (one.casefold() for one in names_of(term) if one):
                    return term
        known = sorted({one for term in self.all for one in (term.key or term.label, term.name)})
        raise UnknownNameError("term", name, nearest(name, known), known, "counterpoint ontology show lists them")

    def around(self, term: Term) -> list[Term]:
        """Give a term and those that it is directly related to: above, below, what has it and what it leads to."""
        related = {term.iri, *term.above, *term.domain, *term.range}
        near = [one for one in self.all if term.iri in (*one.above, *one.domain, *one.range)]
        return _unique([term, *(one for one in self.all if one.iri in related), *near])


def _exact(term: Term) -> tuple[str, ...]:
    return term.key, term.name, term.iri


def _loose(term: Term) -> tuple[str, ...]:
    return term.label, split(term.iri)[1]


def _unique(terms: Iterable[Term]) -> list[Term]:
    return list({term.iri: term for term in terms}.values())


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def plural(kind: str) -> str:
    """Name the terms of a kind.

    >>> plural("class"), plural("stance")
    ('classes', 'stances')
    """
    return PLURALS.get(kind, kind + "s")


def polarity_text(term: Term) -> str:
    """Write the polarity of a stance with its sign; a dash for one that takes no side."""
    if term.kind != "stance":
        return ""
    return "–" if term.polarity is None else f"{term.polarity:+g}" if term.polarity else "0"


def names(terms: Terms, iris: Sequence[str]) -> str:
    """Write some IRIs with their prefixes."""
    return ", ".join(terms.lexicon.short(iri) for iri in iris)
