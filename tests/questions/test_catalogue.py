"""The library: questions by name, with what each needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.questions.catalogue import Catalogue, Question
from counterpoint.store.embedded import EmbeddedStore
from tests.questions.conftest import BASE

TEXT = """\
#+ summary: Who says what
#+ description: >
#+   What somebody says
#+   of something.
#+ params:
#+   speaker: {type: speaker, description: Who, example: Michael West}
#+   other: {type: person}
#+   from: {type: date, description: Since when}
#+   limit: {type: number, default: 10}
SELECT ?x { VALUES ?x { ?_speaker ?_other } FILTER(?__from = ?__from || true) } LIMIT ?_limit
"""


@pytest.fixture
def library(tmp_path: Path) -> Catalogue:
    (tmp_path / "who-says-what.rq").write_text(TEXT, encoding="utf-8")
    (tmp_path / "plain.rq").write_text("ASK {}", encoding="utf-8")
    return Catalogue({path.stem: path for path in sorted(tmp_path.glob("*.rq"))})


def test_a_question_has_a_summary_and_a_description(library: Catalogue) -> None:
    question = library["who-says-what"]
    assert (question.summary, question.description) == ("Who says what", "What somebody says of something.")
    assert (library["plain"].summary, library["plain"].description) == ("plain", "")


def test_the_library_is_a_mapping_in_order_of_name(library: Catalogue) -> None:
    assert (list(library), len(library)) == (["plain", "who-says-what"], 2)
    assert "plain" in library
    assert "nothing" not in library
    assert all(isinstance(question, Question) for question in library.values())


def test_an_unknown_question_is_told_with_the_nearest_or_with_all(library: Catalogue) -> None:
    with pytest.raises(UnknownNameError) as caught:
        library["who-say-what"]
    assert str(caught.value) == 'no question is called "who-say-what"; did you mean "who-says-what"?'
    with pytest.raises(UnknownNameError) as caught:
        library["zzz"]
    assert str(caught.value) == 'no question is called "zzz"; known are plain, who-says-what'
    with pytest.raises(UnknownNameError) as caught:
        Catalogue({f"q{n}": Path("x") for n in range(99)})["zzz"]
    assert str(caught.value) == 'no question is called "zzz"; counterpoint questions lists them'


def test_values_stand_in_the_query(library: Catalogue, store: EmbeddedStore) -> None:
    given = {"speaker": "michael west", "other": "ann-king-2", "from_": "2016-02-03", "limit": 1}
    text = library["who-says-what"].sparql(given, store)
    assert f"VALUES ?x {{ <{BASE}/person/michael-west> <{BASE}/person/ann-king-2> }}" in text
    assert '"2016-02-03"^^<http://www.w3.org/2001/XMLSchema#date>' in text
    assert text.endswith("LIMIT 1\n")


@pytest.mark.parametrize("left_out", [{}, {"from": None, "limit": None}, {"from": "", "limit": ""}])
def test_what_is_optional_may_be_left_out(
    library: Catalogue, store: EmbeddedStore, left_out: dict[str, object]
) -> None:
    text = library["who-says-what"].sparql({"speaker": "michael-west", "other": "jose", **left_out}, store)
    assert "?__from = ?__from" in text
    assert text.endswith("LIMIT 10\n")


def test_what_is_needed_is_told_with_an_example(library: Catalogue, store: EmbeddedStore) -> None:
    with pytest.raises(UsageError) as caught:
        library["who-says-what"].sparql({}, store)
    assert str(caught.value) == (
        'the question "who-says-what" needs speaker and other; as in speaker="Michael West", other="…"'
    )


def test_an_unknown_parameter_is_told_with_the_nearest_or_with_all(library: Catalogue, store: EmbeddedStore) -> None:
    with pytest.raises(UnknownNameError) as caught:
        library["who-says-what"].sparql({"speeker": "a"}, store)
    assert str(caught.value) == 'no parameter of who-says-what is called "speeker"; did you mean "speaker"?'
    with pytest.raises(UnknownNameError) as caught:
        library["who-says-what"].sparql({"zzz": "a"}, store)
    assert str(caught.value).endswith("known are from, limit, other, speaker")


def test_a_parameter_may_end_in_an_underscore(tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    path.write_text("#+ params: {class_: text}\nASK { FILTER(?_class_ = 1) }", encoding="utf-8")
    assert '"a" = 1' in Question("x", path).sparql({"class_": "a"}, EmbeddedStore())
