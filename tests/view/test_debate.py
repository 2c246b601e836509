"""What a page shows, joined up."""

from __future__ import annotations

from dataclasses import replace

from counterpoint.view.debate import Alignment, Claim, Debate, Role, Speaker


def test_edges_keep_agreement_and_disagreement_of_a_pair_apart(debate: Debate) -> None:
    both = {(edge.sign, edge.weight) for edge in debate.edges if edge.parties == ("p/ben", "p/dev")}
    assert both == {(1, 1), (-1, 2)}


def test_edges_come_in_one_order_whatever_the_order_of_the_alignments(debate: Debate) -> None:
    turned = replace(debate, alignments=debate.alignments[::-1])
    assert turned.edges == debate.edges
    assert [edge.sign for edge in debate.edges] == sorted((edge.sign for edge in debate.edges), reverse=True)


def test_the_weight_counts_claims_not_alignments() -> None:
    speakers = (Speaker("a", "A"), Speaker("b", "B"))
    alignments = tuple(Alignment(str(number), 1, ("b", "a"), ("c",), ()) for number in range(3))
    (edge,) = Debate(speakers, (Claim("c", "C"),), alignments=alignments).edges
    assert edge.parties == ("a", "b")
    assert edge.weight == 1
    assert len(edge.alignments) == 3


def test_an_alignment_with_an_unknown_party_or_claim_or_with_oneself_makes_no_edge() -> None:
    alignments = (
        Alignment("1", 1, ("a", "nobody"), ("c",), ()),
        Alignment("2", 1, ("a", "a"), ("c",), ()),
        Alignment("3", 1, ("a", "b"), ("nothing",), ()),
    )
    assert Debate((Speaker("a", "A"), Speaker("b", "B")), (Claim("c", "C"),), alignments=alignments).edges == ()


def test_topics_are_named_once(debate: Debate) -> None:
    assert debate.topics == ("Health", "Trade", "Transport")


def test_a_role_is_told_in_the_words_of_the_source() -> None:
    assert str(Role("medical director", "University Hospital")) == "medical director, University Hospital"
    assert str(Role("manager", "Hay Group", cited_as="leads on practice")) == "leads on practice, Hay Group"
    assert str(Role("manager", "NHS", cited_as="former NHS manager", former=True)) == "former NHS manager"
