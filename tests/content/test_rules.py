"""The five rules: each by hand, all against a transcription of them, and updating against rebuilding."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint import inference
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import CP
from tests.content.debates import (
    BASE,
    RULES,
    STANCES,
    Alignment,
    Debate,
    Said,
    aligned,
    alignments,
    derive,
    node,
    rules,
    run,
    shortcuts,
    shortcuts_of,
    transcribe,
)
from tests.content.graphs import shipped_store

if TYPE_CHECKING:
    import random

AGREE, DISAGREE = "Agreement", "Disagreement"


def said(*lines: str) -> tuple[Said, ...]:
    """Read statements from lines such as ``1 ann supports a``."""
    return tuple(Said(*line.split()) for line in lines)


def relations(*lines: str) -> tuple[tuple[str, str, str], ...]:
    """Read relations between claims, or answers between statements, from lines such as ``a implies b``."""
    return tuple((one, how, other) for one, how, other in (line.split() for line in lines))


def test_the_rules_are_the_five() -> None:
    names = [rule.name for rule in RULES]
    assert names == ["contradicting-claims", "implied-claim", "opposite-sides", "response", "same-side"]
    for rule in RULES:
        assert {"summary", "description"} <= rule.header.keys()
        assert list(rule.parameters) == ["rule", "claims", "base"]


# Rule 1: the same side of a claim. Rule 2: opposite sides


@pytest.mark.parametrize(
    ("one", "other", "kind", "rule"),
    [
        ("supports", "supports", AGREE, "same-side"),
        ("opposes", "opposes", AGREE, "same-side"),
        ("leans-to", "supports", AGREE, "same-side"),
        ("doubts", "doubts", AGREE, "same-side"),
        ("supports", "opposes", DISAGREE, "opposite-sides"),
        ("opposes", "supports", DISAGREE, "opposite-sides"),
        ("leans-to", "doubts", DISAGREE, "opposite-sides"),
    ],
)
def test_two_who_take_sides_on_a_claim(one: str, other: str, kind: str, rule: str) -> None:
    debate = Debate(said(f"1 ann {one} a", f"2 bob {other} a"))
    assert derive(debate) == {aligned(kind, rule, "ann bob", "a", "1 2")}


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("neither", ["qualifies", "mentions"])
def test_who_takes_no_side_is_aligned_with_nobody(neither: str, stance: str) -> None:
    assert derive(Debate(said(f"1 ann {neither} a", f"2 bob {stance} a"))) == set()


def test_a_stance_that_nothing_gives_a_polarity_takes_no_side() -> None:
    store = Debate(said("1 ann supports a")).store()
    bob = Debate(said("2 bob supports a")).quads()
    store.engine.extend(quad for quad in bob if not quad.predicate.value.endswith(("stance", "polarity")))
    rules(store).run()
    assert alignments(store) == set()


@pytest.mark.parametrize("stance", ["supports", "opposes"])
def test_nobody_agrees_with_themselves(stance: str) -> None:
    debate = Debate(
        said("1 ann supports a", f"2 ann {stance} a", "3 ann supports b", f"4 ann {stance} c"),
        relations("a contradicts b", "a implies c"),
        relations("1 endorses 2", "3 rebuts 4"),
    )
    assert derive(debate) == set()


def test_all_statements_of_the_two_are_the_basis_of_one_alignment() -> None:
    debate = Debate(said("1 ann supports a", "2 bob supports a", "3 ann leans-to a", "4 bob leans-to a"))
    assert derive(debate) == {aligned(AGREE, "same-side", "ann bob", "a", "1 2 3 4")}


def test_who_is_on_both_sides_agrees_and_disagrees() -> None:
    debate = Debate(said("1 ann supports a", "2 ann opposes a", "3 bob supports a"))
    assert derive(debate) == {
        aligned(AGREE, "same-side", "ann bob", "a", "1 3"),
        aligned(DISAGREE, "opposite-sides", "ann bob", "a", "2 3"),
    }


def test_three_speakers_make_three_pairs() -> None:
    debate = Debate(said("1 ann supports a", "2 bob supports a", "3 cat opposes a"))
    assert derive(debate) == {
        aligned(AGREE, "same-side", "ann bob", "a", "1 2"),
        aligned(DISAGREE, "opposite-sides", "ann cat", "a", "1 3"),
        aligned(DISAGREE, "opposite-sides", "bob cat", "a", "2 3"),
    }


def test_different_claims_align_nobody() -> None:
    assert derive(Debate(said("1 ann supports a", "2 bob supports b"))) == set()
    assert derive(Debate(said("1 ann supports a", "2 bob supports b"), relations("a refines b"))) == set()


def test_an_organisation_speaks_like_a_person() -> None:
    store = Debate(said("1 ann supports a")).store()
    mill = ox.NamedNode(f"{BASE}/organisation/mill")
    for term, value in (("claim", node("claim", "a")), ("speaker", mill), ("stance", node("stance", "supports"))):
        store.engine.add(ox.Quad(node("statement", "2"), ox.NamedNode(CP + term), value, node("graph", "elsewhere")))
    rules(store).run()
    assert alignments(store) == {aligned(AGREE, "same-side", "ann mill", "a", "1 2")}


# Rule 3: claims that contradict each other


@pytest.mark.parametrize("declared", [["a contradicts b"], ["b contradicts a"], ["a contradicts b", "b contradicts a"]])
def test_supporting_contradicting_claims_however_that_is_declared(declared: list[str]) -> None:
    expected = {aligned(DISAGREE, "contradicting-claims", "ann bob", "a b", "1 2")}
    assert derive(Debate(said("1 ann supports a", "2 bob leans-to b"), relations(*declared))) == expected
    assert derive(Debate(said("1 bob supports a", "2 ann leans-to b"), relations(*declared))) == expected


@pytest.mark.parametrize(("one", "other"), [("supports", "opposes"), ("opposes", "opposes"), ("supports", "qualifies"),
                                            ("mentions", "supports")])  # fmt: skip
def test_only_supporting_both_is_contradicting(one: str, other: str) -> None:
    debate = Debate(said(f"1 ann {one} a", f"2 bob {other} b"), relations("a contradicts b"))
    assert derive(debate) == set()


def test_crossing_over_contradicting_claims_is_one_disagreement() -> None:
    debate = Debate(
        said("1 ann supports a", "2 bob supports b", "3 ann supports b", "4 bob supports a"),
        relations("a contradicts b"),
    )
    assert derive(debate) == {
        aligned(DISAGREE, "contradicting-claims", "ann bob", "a b", "1 2 3 4"),
        aligned(AGREE, "same-side", "ann bob", "a", "1 4"),
        aligned(AGREE, "same-side", "ann bob", "b", "2 3"),
    }


def test_a_claim_that_contradicts_itself_changes_nothing() -> None:
    debate = Debate(said("1 ann supports a", "2 bob supports a"), relations("a contradicts a"))
    assert derive(debate) == {aligned(AGREE, "same-side", "ann bob", "a", "1 2")}


# Rule 4: a claim that implies another


@pytest.mark.parametrize(("speaker", "other"), [("ann", "bob"), ("bob", "ann")])
def test_supporting_what_implies(speaker: str, other: str) -> None:
    for stance, kind in (("supports", AGREE), ("leans-to", AGREE), ("opposes", DISAGREE), ("doubts", DISAGREE)):
        debate = Debate(said(f"1 {speaker} supports a", f"2 {other} {stance} b"), relations("a implies b"))
        assert derive(debate) == {aligned(kind, "implied-claim", "ann bob", "a b", "1 2")}


@pytest.mark.parametrize(("one", "other"), [("opposes", "supports"), ("opposes", "opposes"), ("qualifies", "supports"),
                                            ("supports", "qualifies"), ("supports", "mentions")])  # fmt: skip
def test_only_supporting_commits_to_what_is_implied(one: str, other: str) -> None:
    debate = Debate(said(f"1 ann {one} a", f"2 bob {other} b"), relations("a implies b"))
    assert derive(debate) == set()


def test_an_implication_runs_through_claims_that_nobody_speaks_to() -> None:
    debate = Debate(said("1 ann supports a", "2 bob opposes d"), relations("a implies b", "b implies c", "c implies d"))
    assert derive(debate) == {aligned(DISAGREE, "implied-claim", "ann bob", "a d", "1 2")}


def test_a_contradiction_is_not_inherited_by_what_implies_it() -> None:
    debate = Debate(said("1 ann supports a", "2 bob supports c"), relations("a implies b", "b contradicts c"))
    assert derive(debate) == set()


def test_claims_that_imply_each_other_make_one_agreement() -> None:
    debate = Debate(said("1 ann supports a", "2 bob supports b"), relations("a implies b", "b implies a"))
    assert derive(debate) == {aligned(AGREE, "implied-claim", "ann bob", "a b", "1 2")}


def test_claims_in_a_circle_align_each_pair_once() -> None:
    debate = Debate(
        said("1 ann supports a", "2 bob supports b", "3 cat opposes c"),
        relations("a implies b", "b implies c", "c implies a"),
    )
    assert derive(debate) == {
        aligned(AGREE, "implied-claim", "ann bob", "a b", "1 2"),
        aligned(DISAGREE, "implied-claim", "ann cat", "a c", "1 3"),
        aligned(DISAGREE, "implied-claim", "bob cat", "b c", "2 3"),
    }


def test_a_claim_that_implies_itself_changes_nothing() -> None:
    debate = Debate(said("1 ann supports a", "2 bob opposes a"), relations("a implies a"))
    assert derive(debate) == {aligned(DISAGREE, "opposite-sides", "ann bob", "a", "1 2")}


# Rule 5: what the source says of answers


@pytest.mark.parametrize(("how", "kind"), [("endorses", AGREE), ("rebuts", DISAGREE)])
@pytest.mark.parametrize(("speaker", "other"), [("ann", "bob"), ("bob", "ann")])
def test_an_answer_is_on_the_claim_that_is_answered(how: str, kind: str, speaker: str, other: str) -> None:
    debate = Debate(said(f"1 {speaker} mentions a", f"2 {other} qualifies b"), answers=relations(f"1 {how} 2"))
    assert derive(debate) == {aligned(kind, "response", "ann bob", "b", "1 2")}


def test_an_answer_that_is_no_more_than_one_says_nothing() -> None:
    debate = Debate(said("1 ann mentions a", "2 bob mentions a"), answers=relations("1 respondsTo 2"))
    assert derive(debate) == set()


def test_an_answer_stands_beside_what_the_stances_say() -> None:
    debate = Debate(said("1 ann supports a", "2 bob supports a"), answers=relations("1 rebuts 2", "2 endorses 1"))
    assert derive(debate) == {
        aligned(AGREE, "same-side", "ann bob", "a", "1 2"),
        aligned(DISAGREE, "response", "ann bob", "a", "1 2"),
        aligned(AGREE, "response", "ann bob", "a", "1 2"),
    }


# What is written down


def test_an_alignment_is_named_by_its_parties_claim_and_rule() -> None:
    store, _ = run(Debate(said("1 ann supports a", "2 bob supports a")))
    key = f"same-side {BASE}/person/ann {BASE}/person/bob {BASE}/claim/a"
    expected = f"{BASE}/alignment/{hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()}"
    assert store.table("SELECT ?x WHERE { ?x a cp:Agreement }") == [(expected,)]
    more, _ = run(Debate(said("9 bob leans-to a", "8 ann leans-to a", "7 cat mentions a")))
    assert more.table("SELECT ?x WHERE { ?x a cp:Agreement }") == [(expected,)]


def test_the_rules_are_described_beside_what_they_derive() -> None:
    store, _ = run(Debate(()))
    found = store.table("SELECT ?rule ?label WHERE { ?rule a cp:Rule ; rdfs:label ?label } ORDER BY ?rule")
    assert found == [(f"{BASE}/rule/{rule.name}", rule.summary) for rule in RULES]


def test_what_is_derived_stays_in_a_graph_of_its_own() -> None:
    debate = Debate(said("1 ann supports a", "2 bob supports a"))
    store, _ = run(debate)
    rest = {quad for quad in store.engine if quad.graph_name != ox.NamedNode(f"{BASE}/alignments")}
    assert rest == set(debate.store().engine)


def test_claims_with_too_many_pairs_are_left_out_and_named() -> None:
    lines = [f"{claim}{number} p{number} supports {claim}" for claim, count in (("a", 4), ("b", 2), ("c", 3))
             for number in range(count)]  # fmt: skip
    store, done = run(Debate(said(*lines)), max_pairs=5)  # b has 1 pair, c has 3, a has 6
    assert done.left_out == {f"{BASE}/claim/a": 6}
    assert done.claims == 2
    assert store.table("SELECT ?claim ?n WHERE { ?claim cp:notCompared ?n }") == [(f"{BASE}/claim/a", "6")]
    assert {claim for one in alignments(store) for claim in one.claims} == {"b", "c"}


def test_related_claims_count_towards_the_bound() -> None:
    debate = Debate(said("1 ann supports a", "2 bob supports b"), relations("a contradicts b"))
    assert run(debate, max_pairs=1)[1].left_out == {}
    assert run(debate, max_pairs=0)[1].left_out == {f"{BASE}/claim/a": 1}


# Against the transcription, on random debates

# Few people, few claims and much support, so that chains, circles and answers meet.
CLAIMS, PEOPLE = "abc", ("ann", "bob", "cat")
STANCE = st.sampled_from(["supports", "supports", *STANCES])
STATEMENT = st.tuples(st.sampled_from(PEOPLE), STANCE, st.sampled_from(CLAIMS))
RELATION = st.tuples(
    st.sampled_from(CLAIMS), st.sampled_from(["contradicts", "implies", "implies"]), st.sampled_from(CLAIMS)
)


@st.composite
def debates(draw: st.DrawFn, most: int = 10) -> Debate:
    found = draw(st.lists(STATEMENT, max_size=most))
    statements = tuple(Said(f"s{number}", *parts) for number, parts in enumerate(found))
    names = st.sampled_from([one.name for one in statements] or ["s0"])
    answer = st.tuples(names, st.sampled_from(["endorses", "rebuts", "respondsTo"]), names)
    answers = draw(st.lists(answer, max_size=4)) if statements else []
    return Debate(statements, tuple(draw(st.lists(RELATION, max_size=5))), tuple(answers))


@given(debates())
@settings(max_examples=200)
def test_the_rules_derive_what_their_transcription_does(debate: Debate) -> None:
    store, done = run(debate)
    expected = transcribe(debate)
    assert alignments(store) == expected
    assert shortcuts(store) == shortcuts_of(expected)
    assert done.left_out == {}


@given(debates(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_neither_order_nor_repetition_changes_anything(debate: Debate, chance: random.Random) -> None:
    store, _ = run(debate)
    quads, order = list(debate.quads()), list(RULES)
    chance.shuffle(quads)
    chance.shuffle(order)
    again = Debate(()).store()
    again.engine.extend(quads)
    rules(again, order=order).run()
    rules(again).run()
    assert again.dump() == store.dump()


@given(debates())
@settings(max_examples=40)
def test_working_in_small_pieces_changes_nothing(debate: Debate) -> None:
    whole, _ = run(debate)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inference, "_CHUNK_PAIRS", 3)
        patch.setattr(inference, "_CHUNK_CLAIMS", 2)
        assert run(debate)[0].dump() == whole.dump()


def test_the_shipped_alignments_are_what_the_transcription_derives() -> None:
    store = shipped_store()
    stances = {(f"{float(polarity):g}" if polarity else ""): stance for stance, polarity in STANCES.items()}
    lines = store.table(
        "SELECT ?s ?speaker ?polarity ?claim WHERE { ?s cp:speaker ?speaker ; cp:claim ?claim ; cp:stance ?stance "
        "OPTIONAL { ?stance cp:polarity ?polarity } }"
    )
    related = "SELECT ?a ?how ?b WHERE { VALUES (?p ?how) { %s } ?a ?p ?b }"
    debate = Debate(
        tuple(
            Said(s, speaker, stances[f"{float(side):g}" if side else ""], claim) for s, speaker, side, claim in lines
        ),
        triples(store, related % '(cp:contradicts "contradicts") (cp:implies "implies")'),
        triples(store, related % '(cp:endorses "endorses") (cp:rebuts "rebuts")'),
    )
    found: dict[str, tuple[str, str, set[str], set[str], set[str]]] = {}
    for x, kind, rule, party, claim, basis in store.table(
        "SELECT ?x ?kind ?rule ?party ?claim ?basis WHERE { VALUES ?kind { cp:Agreement cp:Disagreement } "
        "?x a ?kind ; cp:byRule ?rule ; cp:party ?party ; cp:onClaim ?claim ; cp:basis ?basis }"
    ):
        one = found.setdefault(x, (kind.removeprefix(CP), rule.rpartition("/")[2], set(), set(), set()))
        for names, name in zip(one[2:], (party, claim, basis), strict=True):
            names.add(name)
    derived = {Alignment(kind, rule, *map(frozenset, names)) for kind, rule, *names in found.values()}
    assert derived == transcribe(debate)
    assert len(derived) == len(found) > 20


def triples(store: EmbeddedStore, query: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((one, how, other) for one, how, other in store.table(query))


def test_the_transcription_can_be_wrong() -> None:
    debate = Debate(said("1 ann supports a", "2 bob opposes a"))
    assert transcribe(debate) == {Alignment(DISAGREE, "opposite-sides", frozenset({"ann", "bob"}), frozenset("a"),
                                            frozenset("12"))}  # fmt: skip


# Updating


def edited(before: Debate, after: Debate) -> set[str]:
    """Tell which claims an edit touches: those of changed statements, and of the statements that these answer."""
    changed = {*before.said} ^ {*after.said}
    answers = {*before.answers} ^ {*after.answers}
    names = {one.name for one in changed}
    names |= {name for answer in answers for name in (answer[0], answer[2])}
    for debate in (before, after):
        names |= {answered for name, _, answered in debate.answers if name in names}
    claims = {one.claim for debate in (before, after) for one in debate.said if one.name in names}
    return {f"{BASE}/claim/{claim}" for claim in claims | {one.claim for one in changed}}


@st.composite
def edits(draw: st.DrawFn) -> tuple[Debate, Debate]:
    """Draw a debate and what a small edit makes of it: a few statements go, change or come; relations stay."""
    before = draw(debates())
    statements = {one.name: one for one in before.said}
    for name in draw(st.sets(st.sampled_from(list(statements)), max_size=2)) if statements else ():
        one = statements.pop(name)
        if draw(st.booleans()):
            statements[name] = one._replace(stance=draw(STANCE), speaker=draw(st.sampled_from(PEOPLE)))
    for number, parts in enumerate(draw(st.lists(STATEMENT, max_size=2))):
        statements[f"n{number}"] = Said(f"n{number}", *parts)
    answers = [answer for answer in before.answers if answer[0] in statements and draw(st.integers(0, 3))]
    if statements:
        names = st.sampled_from(list(statements))
        answers += draw(st.lists(st.tuples(names, st.sampled_from(["endorses", "rebuts"]), names), max_size=1))
    return before, Debate(tuple(statements.values()), before.relations, tuple(dict.fromkeys(answers)))


@given(edits(), st.sampled_from([2, 6, 1_000_000, 1_000_000]))
@settings(max_examples=200)
def test_updating_gives_what_a_rebuild_gives(edit: tuple[Debate, Debate], max_pairs: int) -> None:
    before, after = edit
    store, _ = run(before, max_pairs)
    old, new = set(before.quads()), set(after.quads())
    for quad in old - new:
        store.engine.remove(quad)
    store.engine.extend(new - old)
    updated = rules(store, max_pairs).update(edited(before, after))
    rebuilt, done = run(after, max_pairs)
    assert store.dump() == rebuilt.dump()
    assert updated.left_out == done.left_out
