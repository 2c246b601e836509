"""What a person types finds the thing that is meant, or says what may have been meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.questions.names import find
from counterpoint.store.embedded import EmbeddedStore
from tests.questions.conftest import BASE

SPEAKER = ("person", "organisation")


@pytest.mark.parametrize(
    ("typed", "kinds", "path"),
    [
        ("Michael West", ("person",), "/person/michael-west"),
        ("michael west", ("person",), "/person/michael-west"),
        ("MICHAEL WEST", SPEAKER, "/person/michael-west"),
        ("  Michael   West ", ("person",), "/person/michael-west"),
        ("Michael\u00a0West", ("person",), "/person/michael-west"),
        ("michael-west", ("person",), "/person/michael-west"),
        ("Michael‐West", ("person",), "/person/michael-west"),
        (f"{BASE}/person/michael-west", ("person",), "/person/michael-west"),
        (f"{BASE}/PERSON/michael-west", ("person",), "/person/michael-west"),
        ("King's Fund", ("organisation",), "/organisation/kings-fund"),
        ("king’s fund", SPEAKER, "/organisation/kings-fund"),
        ("kings-fund", SPEAKER, "/organisation/kings-fund"),
        ("José Núñez", ("person",), "/person/jose"),
        ("jose\u0301 nu\u0301n\u0303ez", ("person",), "/person/jose"),
        ("King", ("person",), "/person/king"),
        ("King", ("organisation",), "/organisation/king"),
        ("ann-king-2", ("person",), "/person/ann-king-2"),
        ("leadership and management can be kept apart.", ("claim",), "/claim/separable"),
        ("separable", ("claim",), "/claim/separable"),
        ("the moon", ("topic",), "/topic/moon"),
        ("a talk", ("source",), "/source/talk"),
        ('" } ; DROP ALL #\\ <b>', ("person",), "/person/hostile"),
    ],
)
def test_a_thing_is_found_by_name_id_or_iri(
    store: EmbeddedStore, typed: str, kinds: tuple[str, ...], path: str
) -> None:
    assert find(store, typed, kinds).value == BASE + path


@pytest.mark.parametrize("typed", ["dean", "Dean", "Dekan", "https://w3id.org/counterpoint/roles#dean"])
def test_a_role_is_found_in_every_language_of_its_name(store: EmbeddedStore, typed: str) -> None:
    assert find(store, typed, ("role",)).value == "https://w3id.org/counterpoint/roles#dean"


def test_a_role_is_no_topic(store: EmbeddedStore) -> None:
    with pytest.raises(UnknownNameError):
        find(store, "dean", ("topic",))


@pytest.mark.parametrize(
    ("typed", "kinds", "message"),
    [
        ("Micheal West", ("person",), 'no person is called "Micheal West"; did you mean "Michael West"?'),
        (
            "Kings Fond",
            SPEAKER,
            'no person or organisation is called "Kings Fond"; did you mean "King" or "King’s Fund"?',
        ),
        ("Michael West", ("claim",), 'no claim is called "Michael West"; known are Leadership and management'),
        ("", ("topic",), 'no topic is called ""; known are The moon'),
        ("a\nb", ("topic",), r'no topic is called "a\nb"; known are The moon'),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(
    store: EmbeddedStore, typed: str, kinds: tuple[str, ...], message: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find(store, typed, kinds)
    assert str(caught.value).startswith(message)


def test_a_name_of_two_things_is_asked_for_by_id(store: EmbeddedStore) -> None:
    with pytest.raises(UsageError) as caught:
        find(store, "Ann King", ("person",))
    assert str(caught.value) == '"Ann King" is the name of 2 things; say which: ann-king or ann-king-2'


def test_a_name_of_two_things_with_one_id_is_asked_for_by_iri(store: EmbeddedStore) -> None:
    with pytest.raises(UsageError) as caught:
        find(store, "king", SPEAKER)
    assert str(caught.value) == (
        f'"king" is the name of 2 things; say which: {BASE}/organisation/king or {BASE}/person/king'
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_name_breaks_the_query(store: EmbeddedStore, typed: str) -> None:
    try:
        found = find(store, typed, SPEAKER).value
    except UsageError:
        return
    assert found.startswith(BASE)


@pytest.mark.parametrize("typed", ["\udcff", "Michael\ud800West"])
def test_half_a_character_is_in_no_name(store: EmbeddedStore, typed: str) -> None:
    with pytest.raises(UnknownNameError, match="no person or organisation is called") as refused:
        find(store, typed, SPEAKER)
    assert str(refused.value).encode()


@pytest.mark.parametrize("typed", [None, 7, b"Michael West"])
def test_what_is_no_text_is_no_name(store: EmbeddedStore, typed: object) -> None:
    with pytest.raises(UsageError, match="is no name of a person"):
        find(store, typed, ("person",))  # type: ignore[arg-type]
