"""Roles are found whole, wherever a sentence says them, and nothing else is taken for one."""

from __future__ import annotations

import random
import re

import pytest

from counterpoint.drafting.attribution import attribute
from counterpoint.drafting.attribution.results import Attribution, Span, Utterance, Voice
from counterpoint.drafting.roles import CitedRole, find_roles
from counterpoint.drafting.roles.rules import RULES
from tests.drafting.roles.sentences import ADA, SENTENCES, Said


def cast(text: str, *names: str) -> Attribution:
    """Give an attribution whose voices are the people named."""
    voices = [
        Voice(name, "person", tuple(Span(*found.span()) for found in re.finditer(re.escape(name), text)))
        for name in names
    ]
    paragraphs = tuple(Span(*found.span()) for found in re.finditer(r"[^\n]+", text))
    return Attribution(tuple(voices), (), (), paragraphs, english=True)


def found(text: str, *names: str) -> tuple[CitedRole, ...]:
    return find_roles(text, cast(text, *(names or (ADA,))))


def said(text: str) -> list[Said]:
    return [(one.role, one.organisation, one.former) for one in found(text)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_a_sentence_says_somebody_is_is_found_whole(sentence: str) -> None:
    assert said(sentence) == SENTENCES[sentence]


def test_a_role_stands_in_the_text_where_it_says() -> None:
    text = "Ada Bern, a former manager at the Tea  Fund, said so."
    (one,) = found(text)
    assert (one.role, one.organisation, one.former, one.rule) == ("manager", "Tea Fund", True, "apposition")
    assert one.role_span
    assert one.organisation_span
    assert one.role_span.of(text) == "manager"
    assert one.organisation_span.of(text) == "Tea  Fund"
    assert one.words.of(text) == "a former manager at the Tea  Fund"
    assert one.confidence == RULES["apposition"].confidence


def test_only_an_organisation_has_no_place_for_a_role() -> None:
    (one,) = found("Ada Bern of the University of Leeds said so.")
    assert (one.role, one.role_span, one.organisation) == ("", None, "University of Leeds")


def test_what_is_said_twice_is_given_once_where_it_is_said_most_fully() -> None:
    text = (
        "Director Ada Bern said so.\n\nAda Bern, director of the Tea Fund, said so.\n\nAda Bern of the Tea Fund left."
    )
    assert said(text) == [("director", "Tea Fund", False)]


def test_a_role_that_changes_is_given_each_time() -> None:
    text = "Ada Bern, director of Tea Watch, said so.\n\nAda Bern, a former nurse, said so."
    assert said(text) == [("director", "Tea Watch", False), ("nurse", "", True)]


def test_each_role_is_that_of_the_one_it_stands_beside() -> None:
    text = "Ada Bern, director of Tea Watch, and Gus Hart, a nurse, met mayor Eva Fox."
    roles = {one.voice: one.role for one in found(text, "Ada Bern", "Gus Hart", "Eva Fox")}
    assert roles == {0: "director", 1: "nurse", 2: "mayor"}


def test_a_pronoun_means_who_speaks_there() -> None:
    text = "Ada Bern met Gus Hart. As director of Tea Watch, she says that it is so."
    pronoun = Span(text.index("she"), text.index("she") + 3)
    attribution = cast(text, "Ada Bern", "Gus Hart")
    assert [one.voice for one in find_roles(text, attribution)] == [1]  # who was named last
    spoken = Utterance(Span(0, len(text)), "reported", 0, pronoun, None, 1, "rule", 1.0)
    assert [one.voice for one in find_roles(text, attribution._replace(utterances=(spoken,)))] == [0]


@pytest.mark.parametrize(("name", "roles"), [("Tea Fund", 0), ("BBC", 0), ("Ada Bern", 1)])
def test_roles_are_those_of_people_even_if_they_are_taken_for_organisations(name: str, roles: int) -> None:
    text = f"{name}, adviser to the council, said so."
    attribution = cast(text, name)
    voices = tuple(voice._replace(kind="organisation") for voice in attribution.voices)
    assert len(find_roles(text, attribution._replace(voices=voices))) == roles


def test_with_attribution_the_roles_of_an_article_are_found() -> None:
    text = (
        "Eva Fox, head of tea at the Town Council, says, “We are very fond of it.”\n\n"
        "“Nobody should drink so much,” said Gus Hart, a doctor at Town Hospital. As chair of the Tea Commission, he "
        "adds that water is as good.\n"
    )
    attribution = attribute(text)
    roles = {(attribution.voices[one.voice].name, one.role, one.organisation) for one in find_roles(text, attribution)}
    assert roles == {
        ("Eva Fox", "head of tea", "Town Council"),
        ("Gus Hart", "doctor", "Town Hospital"),
        ("Gus Hart", "chair", "Tea Commission"),
    }


ODD = [
    "",
    "Ada Bern",
    "Ada Bern,",
    "Ada Bern, the",
    "Ada Bern, director of",
    "Ada Bern, director of the",
    "Ada Bern, who",
    "Ada Bern, who is",
    "Ada Bern, who leads",
    "Ada Bern (",
    "Ada Bern is",
    "of Ada Bern",
    "’s Ada Bern",
    "’s director Ada Bern",
    "As director, ",
    "As director of Ada Bern,",
    "director, Ada Bern",
    "and and director and Ada Bern, and, and",
    "(director) Ada Bern ((director)",
    "Ada Bern, " + "director and " * 2000,
    "Ada Bern, " + "director of the head of the " * 1000,
    "director " * 1000 + "Ada Bern",
    "Ada Bern, \ud800director\x00 of Tea\u2028 Watch",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_no_text_makes_it_fail(text: str) -> None:
    assert isinstance(found(text), tuple)


def test_words_in_any_order_make_it_neither_fail_nor_lose_its_place() -> None:
    words = sorted({word for sentence in SENTENCES for word in re.findall(r"\w+|[^\w\s]", sentence)})
    chance = random.Random(7)  # noqa: S311 — the same texts each time
    for _ in range(60):
        text = " ".join([*chance.choices(words, k=30), ADA, *chance.choices(words, k=30)])
        for one in found(text):
            assert not one.role_span or one.role == one.role_span.of(text)
            assert one.role or one.organisation


def test_a_paragraph_of_any_length_is_read_to_its_end() -> None:
    text = "He said no more of it at all. " * 1000 + "Ada Bern, director of Tea Watch, said so."
    assert said(text) == [("director", "Tea Watch", False)]


def test_an_article_of_a_megabyte_is_read() -> None:
    text = "Ada Bern, director of Tea Watch, said so. " * 5 + "Nobody else said any more of it at all.\n\n" * 25_000
    assert found(text)
