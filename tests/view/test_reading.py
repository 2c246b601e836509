"""From a store to a debate."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from counterpoint import Corpus
from counterpoint.view import read_debate
from counterpoint.view.debate import Debate, Relation, Role

GRAPH = """
@prefix : <http://x/> . @prefix cp: <https://w3id.org/counterpoint/ns#> . @prefix schema: <https://schema.org/> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:ann a schema:Person ; schema:name "Ann" . :club a org:Organization ; schema:name "The Club" . :bob a schema:Person .
:m1 org:member :ann ; org:organization :club ; org:role :chair ; cp:citedAs "in the chair" .
:m2 org:member :ann ; org:organization :club ; org:role :treasurer ; cp:former true ;
    org:memberDuring [ schema:startDate "2001-01-01" ; schema:endDate "2004-05-06" ] .
:chair skos:prefLabel "chairwoman" .
:yes schema:name "Yes." ; cp:about :votes, :money ; cp:implies :also . :no schema:name "No." ; cp:contradicts :yes .
:votes skos:prefLabel "Votes" .
:text schema:name "The Text" ; schema:datePublished "2020-01-02" ; schema:identifier "10.1/x" ; schema:author :ann .
:for cp:polarity 1.0 ; rdfs:label "is for" . :against cp:polarity -1.0 .
:s1 cp:speaker :ann ; cp:claim :yes ; cp:stance :for ; cp:mode cp:direct ; prov:wasQuotedFrom :text ;
    cp:statedBy :text ; cp:inCapacity :m1 ;
    cp:evidence [ oa:hasSelector [ oa:exact "aye" ], [ oa:start 1 ; oa:end 4 ] ] .
:s2 cp:speaker :bob ; cp:claim :yes ; cp:stance :against ; cp:inferredBy :club .
:s3 cp:speaker :club ; cp:claim :no ; cp:stance cp:mentions .
:a1 a cp:Disagreement ; cp:party :ann, :bob ; cp:onClaim :yes ; cp:basis :s1, :s2 ; cp:byRule :opposite-sides .
:a2 a cp:Agreement ; cp:party :ann ; cp:onClaim :yes .
"""


class Rows:
    """The smallest store that a debate can be read from."""

    def __init__(self, turtle: str) -> None:
        self.store = ox.Store()
        self.store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)

    def table(self, sparql: str, /) -> list[tuple[str, ...]]:
        found = self.store.query(sparql)
        assert isinstance(found, ox.QuerySolutions)
        return [tuple(getattr(term, "value", "") for term in solution) for solution in found]


@pytest.fixture(scope="module")
def small() -> Debate:
    return read_debate(Rows(GRAPH))


@pytest.fixture(scope="module")
def shipped() -> Debate:
    return read_debate(Corpus.open(":demo:", in_memory=True).store)


def test_speakers_have_names_kinds_and_roles_present_ones_first(small: Debate) -> None:
    assert [(speaker.name, speaker.kind) for speaker in small.speakers] == [
        ("Ann", "person"),
        ("bob", "person"),
        ("The Club", "organisation"),
    ]
    assert small.speakers[0].roles == (
        Role("chairwoman", "The Club", "in the chair"),
        Role("treasurer", "The Club", former=True, period="2001–2004"),
    )


def test_statements_carry_stance_words_role_and_who_says_so(small: Debate) -> None:
    first, second, third = small.statements
    assert (first.stance, first.polarity, first.mode, first.quote) == ("is for", 1.0, "direct", "aye")
    assert (first.roles, first.source, first.said_by) == ((small.speakers[0].roles[0],), "http://x/text", "source")
    assert (second.stance, second.polarity, second.said_by) == ("against", -1.0, "curator")
    assert (third.stance, third.polarity, third.quote, third.said_by) == ("mentions", None, "", "")


def test_claims_have_topics_and_relations(small: Debate) -> None:
    assert {claim.name: claim.topics for claim in small.claims} == {"Yes.": ("money", "Votes"), "No.": ()}
    assert small.relations == (
        Relation("http://x/yes", "implies", "http://x/also"),
        Relation("http://x/no", "contradicts", "http://x/yes"),
    )


def test_an_alignment_with_two_parties_is_kept_with_its_basis_and_rule(small: Debate) -> None:
    (alignment,) = small.alignments
    assert (alignment.sign, alignment.parties) == (-1, ("http://x/ann", "http://x/bob"))
    assert (alignment.statements, alignment.rule) == (("http://x/s1", "http://x/s2"), "opposite sides")


def test_a_source_without_an_address_is_linked_by_its_doi_and_names_the_debate(small: Debate) -> None:
    (source,) = small.sources
    assert (source.title, source.date, source.url, source.author) == (
        "The Text",
        "2020-01-02",
        "https://doi.org/10.1/x",
        "Ann",
    )
    assert small.title == "The Text"


class Anew(Rows):
    """An endpoint: it names what has no IRI anew in every answer."""

    asked = 0

    def table(self, sparql: str, /) -> list[tuple[str, ...]]:
        self.asked += 1
        found = self.store.query(sparql)
        assert isinstance(found, ox.QuerySolutions)
        return [
            tuple(
                f"_:b{self.asked}x{term.value}" if isinstance(term, ox.BlankNode) else getattr(term, "value", "")
                for term in row
            )
            for row in found
        ]


def test_what_has_no_iri_is_joined_by_the_endpoint_which_names_it_anew_each_time(small: Debate) -> None:
    assert read_debate(Anew(GRAPH)) == small


POLARITIES = """@prefix : <http://x/> . @prefix cp: <https://w3id.org/counterpoint/ns#> .
:s cp:speaker :ann ; cp:claim :yes ; cp:stance :odd . :odd cp:polarity %s ."""


@pytest.mark.parametrize(
    ("written", "read"),
    [('"0.5"', 0.5), ('"much"', None), ('"NaN"', None), ('"INF"', None), ('""', None), ('"-1", "1"', -1.0)],
)
def test_a_polarity_that_is_no_number_takes_no_side(written: str, read: float | None) -> None:
    (statement,) = read_debate(Rows(POLARITIES % written)).statements
    assert statement.polarity == read


QUOTES = """@prefix : <http://x/> . @prefix cp: <https://w3id.org/counterpoint/ns#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
:s cp:speaker :ann ; cp:claim :yes ; cp:stance :for ; cp:evidence :e1, :e2, :e3 .
:e1 oa:hasSelector :q1, :p1 . :q1 oa:exact "well" . :p1 oa:start 1 . :e2 oa:hasSelector :q2 . :q2 oa:exact "aye" .
:t cp:speaker :ann ; cp:claim :yes ; cp:stance :for ; cp:evidence :e2 ."""


def test_several_quotes_are_joined_and_one_quote_may_serve_two_statements() -> None:
    assert [one.quote for one in read_debate(Rows(QUOTES)).statements] == ["aye […] well", "aye"]


def test_progress_goes_from_nothing_to_all() -> None:
    told: list[float] = []
    read_debate(Rows(GRAPH), tell=told.append)
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] == 1


def test_an_empty_store_gives_an_empty_debate() -> None:
    assert read_debate(Rows("")) == Debate()


def test_the_shipped_debate_is_whole(shipped: Debate) -> None:
    assert len(shipped.speakers) == 7
    assert all(statement.quote and statement.said_by and statement.roles for statement in shipped.statements)
    known = {statement.iri for statement in shipped.statements}
    assert all(known.issuperset(alignment.statements) for alignment in shipped.alignments)
    names = {speaker.iri: speaker.name for speaker in shipped.speakers}
    against = {tuple(names[party] for party in edge.parties) for edge in shipped.edges if edge.sign < 0}
    assert ("Jonathan Fielden", "Stephen Gillam") in against
