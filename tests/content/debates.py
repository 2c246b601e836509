"""Small debates for the tests of the rules, and the five rules once more, in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Final, NamedTuple

import pyoxigraph as ox

from counterpoint.inference import Inference, Rules
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.templates import Template
from counterpoint.vocabulary import CP, RDF_TYPE, XSD
from counterpoint.workspace import shipped

BASE: Final = "https://example.org"
SOURCE: Final = ox.NamedNode(f"{BASE}/graph/source")
RULES: Final = [Template(path.stem, path) for path in sorted(shipped("queries", "rules").glob("*.rq"))]
STANCES: Final = {
    "supports": "1",
    "opposes": "-1",
    "qualifies": "0",
    "mentions": "",
    "leans-to": "0.5",
    "doubts": "-0.2",
}
"""The shipped stances and two that a workspace might add, with their polarities; mentions has none."""


class Said(NamedTuple):
    """A statement: its name, its speaker, and the stance that the speaker takes on a claim."""

    name: str
    speaker: str
    stance: str
    claim: str

    @property
    def side(self) -> int:
        """1 for, -1 against, 0 neither."""
        polarity = float(STANCES[self.stance] or 0)
        return (polarity > 0) - (polarity < 0)


@dataclass(frozen=True)
class Debate:
    """What is said, how claims are related, and which statements answer which.

    :param said: the statements.
    :param relations: claim, ``contradicts`` or ``implies``, claim.
    :param answers: statement, ``endorses``, ``rebuts`` or ``respondsTo``, statement.
    """

    said: tuple[Said, ...]
    relations: tuple[tuple[str, str, str], ...] = ()
    answers: tuple[tuple[str, str, str], ...] = ()

    def quads(self) -> Iterator[ox.Quad]:
        """Write the debate as RDF."""
        for one in self.said:
            statement = node("statement", one.name)
            yield quad(statement, "claim", node("claim", one.claim))
            yield quad(statement, "speaker", node("person", one.speaker))
            yield quad(statement, "stance", node("stance", one.stance))
        for claim, relation, other in self.relations:
            yield quad(node("claim", claim), relation, node("claim", other))
        for name, answer, answered in self.answers:
            yield quad(node("statement", name), answer, node("statement", answered))
        for stance, polarity in STANCES.items():
            if polarity:
                yield quad(
                    node("stance", stance), "polarity", ox.Literal(polarity, datatype=ox.NamedNode(XSD + "decimal"))
                )

    def store(self) -> EmbeddedStore:
        """Put the debate into a store of its own."""
        store = EmbeddedStore()
        store.engine.extend(self.quads())
        return store


class Alignment(NamedTuple):
    """An agreement or a disagreement, by the names of what it joins."""

    kind: str
    rule: str
    parties: frozenset[str]
    claims: frozenset[str]
    basis: frozenset[str]


def aligned(kind: str, rule: str, parties: str, claims: str, basis: str) -> Alignment:
    """Write an alignment down in one line, names between spaces."""
    return Alignment(kind, rule, *(frozenset(names.split()) for names in (parties, claims, basis)))


def node(kind: str, name: str) -> ox.NamedNode:
    """Name a thing of a debate."""
    return ox.NamedNode(f"{BASE}/{kind}/{name}")


def quad(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    """Say one thing in our vocabulary."""
    return ox.Quad(subject, ox.NamedNode(CP + predicate), value, SOURCE)


def rules(store: EmbeddedStore, max_pairs: int = 1_000_000, order: Iterable[Template] = ()) -> Rules:
    """Set the shipped rules to work on a store."""
    return Rules(store, list(order) or RULES, BASE, max_pairs)


def derive(debate: Debate) -> set[Alignment]:
    """Run the shipped rules over a debate; give what they derive."""
    store = debate.store()
    rules(store).run()
    return alignments(store)


def run(debate: Debate, max_pairs: int = 1_000_000) -> tuple[EmbeddedStore, Inference]:
    """Run the shipped rules over a debate; give the store and what the run says of itself."""
    store = debate.store()
    return store, rules(store, max_pairs).run()


def alignments(store: EmbeddedStore) -> set[Alignment]:
    """Read the alignments of a store; no two may say the same."""
    found: dict[ox.NamedNode | ox.BlankNode | ox.Triple, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in store.engine.quads_for_pattern(None, None, None, ox.NamedNode(f"{BASE}/alignments")):
        if str(one.subject).startswith(f"<{BASE}/alignment/"):
            found[one.subject][one.predicate.value].add(str(one.object).strip("<>"))
    made = [_alignment(terms) for terms in found.values()]
    assert len(made) == len(set(made)), "two alignments say the same"
    return set(made)


def _alignment(terms: dict[str, set[str]]) -> Alignment:
    def names(term: str) -> frozenset[str]:
        return frozenset(iri.rpartition("/")[2] for iri in terms[CP + term])

    (kind,), (rule,) = terms[RDF_TYPE], names("byRule")
    return Alignment(kind.removeprefix(CP), rule, names("party"), names("onClaim"), names("basis"))


def shortcuts(store: EmbeddedStore) -> set[tuple[str, str, str]]:
    """Read who agrees and disagrees with whom, as the store says it in one triple."""
    return {
        (one.subject.value.rpartition("/")[2], term, one.object.value.rpartition("/")[2])
        for term in ("agreesWith", "disagreesWith")
        for one in store.engine.quads_for_pattern(None, ox.NamedNode(CP + term), None)
        if isinstance(one.subject, ox.NamedNode) and isinstance(one.object, ox.NamedNode)
    }


def shortcuts_of(found: Iterable[Alignment]) -> set[tuple[str, str, str]]:
    """Tell which shortcuts follow from alignments."""
    terms = {"Agreement": "agreesWith", "Disagreement": "disagreesWith"}
    return {(one, terms[each.kind], other) for each in found for one, other in permutations(each.parties)}


# The five rules, written from their description and not from the queries


def transcribe(debate: Debate) -> set[Alignment]:
    """Derive what the rules should derive."""
    bases: dict[tuple[str, str, frozenset[str], frozenset[str]], set[str]] = defaultdict(set)
    for kind, rule, one, other, claims in (*_by_stance(debate), *_by_answer(debate)):
        if one.speaker != other.speaker:
            bases[kind, rule, frozenset({one.speaker, other.speaker}), frozenset(claims)] |= {one.name, other.name}
    return {Alignment(*key, frozenset(basis)) for key, basis in bases.items()}


_Found = tuple[str, str, Said, Said, set[str]]


def _by_stance(debate: Debate) -> Iterator[_Found]:
    implied, opposed = _implied(debate), _opposed(debate)
    for one, other in permutations(debate.said, 2):
        claims, kind = {one.claim, other.claim}, "Agreement" if one.side == other.side else "Disagreement"
        if one.claim == other.claim and one.side and other.side:
            yield kind, "same-side" if one.side == other.side else "opposite-sides", one, other, claims
        if (one.claim, other.claim) in opposed and one.side == other.side == 1:
            yield "Disagreement", "contradicting-claims", one, other, claims
        if (one.claim, other.claim) in implied and one.side == 1 and other.side:
            yield kind, "implied-claim", one, other, claims


def _by_answer(debate: Debate) -> Iterator[_Found]:
    statements, kinds = {one.name: one for one in debate.said}, {"endorses": "Agreement", "rebuts": "Disagreement"}
    for name, how, answered in debate.answers:
        if how in kinds and name in statements and answered in statements:
            other = statements[answered]
            yield kinds[how], "response", statements[name], other, {other.claim}


def _opposed(debate: Debate) -> set[tuple[str, str]]:
    pairs = {(claim, other) for claim, relation, other in debate.relations if relation == "contradicts"}
    return {(one, other) for one, other in pairs | {(b, a) for a, b in pairs} if one != other}


def _implied(debate: Debate) -> set[tuple[str, str]]:
    """Follow implications through other claims; a claim's implying itself says nothing."""
    pairs = {(claim, other) for claim, relation, other in debate.relations if relation == "implies"}
    while longer := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
        pairs |= longer
    return {(one, other) for one, other in pairs if one != other}
