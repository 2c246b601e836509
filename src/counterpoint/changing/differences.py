"""What a change does to agreement and disagreement: which come, which go, on what claims and by which rules."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import pyoxigraph as ox

from counterpoint.vocabulary import CP, PREFIXES, RDF_TYPE, SCHEMA

if TYPE_CHECKING:
    from counterpoint.questions.answers import Answer
    from counterpoint.store.embedded import EmbeddedStore

_KINDS: Final = {CP + "Agreement": "agreement", CP + "Disagreement": "disagreement"}
_ON: Final = ox.NamedNode(CP + "onClaim")
_NAME: Final = ox.NamedNode(SCHEMA + "name")
_LABEL: Final = ox.NamedNode(PREFIXES["rdfs"] + "label")


class Named(NamedTuple):
    """A thing and its name."""

    iri: str
    name: str


@dataclass(frozen=True, order=True)
class Difference:
    """An agreement or a disagreement that comes or goes.

    :param change: whether it is new, or gone.
    :param kind: what it is.
    :param one: one party.
    :param other: the other party.
    :param claims: the one or two claims that it is on.
    :param rule: the rule that it follows from.
    """

    change: Literal["new", "gone"]
    kind: str
    one: Named
    other: Named
    claims: tuple[Named, ...]
    rule: Named


def compare(
    before: EmbeddedStore, after: EmbeddedStore, graph: str, claims: Collection[str] | None
) -> list[Difference]:
    """Compare the agreements and disagreements of two states of a graph.

    :param before: the one state.
    :param after: the other.
    :param graph: the IRI of the graph that holds them.
    :param claims: the claims that they may differ on; all of them, where none are given.
    """
    where = ox.NamedNode(graph)
    old, new = _alignments(before, where, claims), _alignments(after, where, claims)
    gone = _described(before, where, old - new, "gone")
    come = _described(after, where, new - old, "new")
    # What goes and comes under the same names is the same, though a thing has another id.
    same = {_in_words(one) for one in gone} & {_in_words(one) for one in come}
    return sorted((one for one in gone + come if _in_words(one) not in same), key=_in_order)


def _alignments(store: EmbeddedStore, graph: ox.NamedNode, claims: Collection[str] | None) -> set[ox.NamedNode]:
    targets: Iterable[ox.NamedNode | None] = [None] if claims is None else map(ox.NamedNode, claims)
    found = (quad.subject for one in targets for quad in store.engine.quads_for_pattern(None, _ON, one, graph))
    return {subject for subject in found if isinstance(subject, ox.NamedNode)}


def _described(
    store: EmbeddedStore, graph: ox.NamedNode, alignments: Iterable[ox.NamedNode], change: Literal["new", "gone"]
) -> list[Difference]:
    known: dict[ox.NamedNode, Named] = {}  # a party or a claim is that of many alignments

    def named(things: Iterable[ox.NamedNode], label: ox.NamedNode = _NAME) -> list[Named]:
        for one in things:
            if one not in known:
                known[one] = _named(store, one, label)
        return sorted((known[one] for one in things), key=lambda one: one.name)

    found = []
    for alignment in alignments:
        said: dict[str, list[ox.NamedNode]] = defaultdict(list)
        for quad in store.engine.quads_for_pattern(alignment, None, None, graph):
            if isinstance(quad.object, ox.NamedNode):
                said[quad.predicate.value].append(quad.object)
        kinds = [_KINDS[one.value] for one in said[RDF_TYPE] if one.value in _KINDS]
        one, other = (*named(said[CP + "party"]), _NOBODY, _NOBODY)[:2]
        rule = (*named(said[CP + "byRule"], _LABEL), _NOBODY)[0]
        found.append(Difference(change, (*kinds, "")[0], one, other, tuple(named(said[CP + "onClaim"])), rule))
    return found


_NOBODY: Final = Named("", "")


def _named(store: EmbeddedStore, thing: ox.NamedNode, label: ox.NamedNode) -> Named:
    names = sorted(
        quad.object.value
        for quad in store.engine.quads_for_pattern(thing, label, None)
        if isinstance(quad.object, ox.Literal)
    )
    return Named(thing.value, names[0] if names else thing.value.rpartition("/")[2])


def _in_words(one: Difference) -> tuple[str, str, str, tuple[str, ...], str]:
    return one.kind, one.one.name, one.other.name, tuple(claim.name for claim in one.claims), one.rule.iri


def _in_order(one: Difference) -> tuple[object, ...]:
    return one.change != "new", *_in_words(one)


def as_answer(differences: Iterable[Difference]) -> Answer:
    """Give differences as the rows of an answer, which can be written in every format.

    The columns are change, kind, one, other, claim, otherClaim and rule; but for the first two, each has the IRI, and
    with ``Name`` after it the name.
    """
    from counterpoint.questions.answers import Answer

    names = ("one", "other", "claim", "otherClaim", "rule")
    columns = ["change", "kind", *(column for name in names for column in (name, f"{name}Name"))]
    rows = []
    for found in differences:
        claim, other_claim = (*found.claims, None, None)[:2]
        row = {"change": _literal(found.change), "kind": _literal(found.kind)}
        for name, thing in zip(names, (found.one, found.other, claim, other_claim, found.rule), strict=True):
            if thing:
                row |= {name: {"type": "uri", "value": thing.iri}, f"{name}Name": _literal(thing.name)}
        rows.append(row)
    document = json.dumps({"head": {"vars": columns}, "results": {"bindings": rows}})
    solutions = ox.parse_query_results(document, format=ox.QueryResultsFormat.JSON)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - for the types: there are rows, not a truth value
    return Answer(solutions)


def _literal(text: str) -> dict[str, str]:
    return {"type": "literal", "value": text}
