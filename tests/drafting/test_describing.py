from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint.drafting.reviewing import Session
from counterpoint.errors import UsageError
from tests.desk import Desk
from tests.drafting import drafting_desk


@pytest.fixture
def harbour(desk: Desk) -> Path:
    return drafting_desk.furnish(desk)


@pytest.fixture
def review(desk: Desk, harbour: Path) -> Session:
    assert harbour.is_file()
    return drafting_desk.session(desk)


def test_what_is_said_of_the_source_is_in_the_record(desk: Desk, review: Session) -> None:
    review.add_organisation("Elm Press")
    said = {
        "type": "newsarticle",
        "title": " Tides,  and talk ",
        "author": "Ada Lovelace; bob",
        "publisher": "Elm Press",
        "published": "2026-03-31",
        "url": "https://example.org/tides",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "doi": "10.1136/bmj.i631",
        "language": "en",
    }
    found = [review.describe(key, value) for key, value in said.items()]
    assert found[:4] == ["NewsArticle", "Tides, and talk", "ada, bob", "elm-press"]
    review.accept("dunn-1", stances={"supports": "round"})
    review.reject("dunn-2")
    review.reject("bern-1")
    record = drafting_desk.session(desk).finish()
    assert "  type: NewsArticle\n  title: Tides, and talk\n" in record
    desk.write("graph/sources/harbour.yaml", record)
    assert desk.faults() == []


def test_what_is_said_of_the_source_can_be_taken_back_and_taken_out(desk: Desk, review: Session) -> None:
    review.describe("url", "https://example.org/tides")
    assert review.describe("url", "") == ""
    assert "url" not in drafting_desk.session(desk).source
    assert review.undo() == "said the url of the source"
    assert review.source["url"] == "https://example.org/tides"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("colour", "red", 'no key of a source is called "colour"'),
        ("id", "other", 'no key of a source is called "id"'),
        ("type", "NewsArtikel", 'no type of source is called "NewsArtikel"; did you mean "NewsArticle"'),
        ("title", " ", "the title is empty"),
        ("author", "ada; Nemo", 'no person or organisation is called "Nemo"'),
        ("publisher", "ada", 'no organisation is called "ada"'),
        ("published", "2026-02-30", '"2026-02-30" is no date; write it as 2026-03-31'),
        ("published", "March", '"March" is no date'),
        ("url", "example.org", '"example.org" is no web address'),
        ("licence", "CC BY", '"CC BY" is no web address'),
        ("doi", "i631", 'the DOI "i631" is no DOI'),
    ],
)
def test_what_cannot_be_said_of_a_source_is_refused(
    harbour: Path, review: Session, key: str, value: str, message: str
) -> None:
    before = harbour.read_bytes()
    with pytest.raises(UsageError) as raised:
        review.describe(key, value)
    assert message in str(raised.value)
    assert harbour.read_bytes() == before
