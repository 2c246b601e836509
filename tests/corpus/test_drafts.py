from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint import Corpus
from counterpoint.errors import UnknownNameError, UsageError
from tests.desk import Desk
from tests.drafting import drafting_desk
from tests.drafting.articles_at_hand import ARTICLE


def test_article_becomes_a_draft_and_the_draft_a_record(desk: Desk) -> None:
    path = desk.write("inbox/elm.txt", ARTICLE)
    made = Corpus.draft(path, desk.root, identifier="elm")
    review = Corpus.review("elm", desk.root, coder="ada")
    claim = review.add_claim("", "The town needs a wall.", "moon")
    for item in review.items:
        if item.speaker:
            review.accept(item.id, stances={"mentions": claim})
        else:
            review.reject(item.id, "nobody is named")
    desk.write("graph/sources/elm.yaml", review.finish())
    assert Corpus.check(desk.root).faults == []
    assert made.draft.path == desk.root / "drafts/elm.yaml"


def test_review_is_in_the_workspace_that_the_draft_is_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    harbour = drafting_desk.furnish(desk)
    monkeypatch.chdir(tmp_path)
    assert Corpus.review(harbour).workspace.root == desk.root
    monkeypatch.chdir(desk.root / "graph")
    assert Corpus.review("harbour").workspace.root == desk.root


def test_coder_of_the_settings_decides_where_a_record_names_them(desk: Desk) -> None:
    harbour = drafting_desk.furnish(desk)
    desk.write("counterpoint.toml", '[review]\ncoder = "bob"\n')
    assert Corpus.review(harbour, desk.root).coder == "bob"
    assert Corpus.review(harbour, desk.root, coder="Ada Lovelace").coder == "ada"
    desk.write("counterpoint.toml", '[review]\ncoder = "eve"\n')
    assert Corpus.review(harbour, desk.root).coder == ""
    with pytest.raises(UnknownNameError):
        Corpus.review(harbour, desk.root, coder="eve")


def test_endpoint_holds_no_drafts() -> None:
    with pytest.raises(UsageError, match="review works on the files of a workspace"):
        Corpus.review("x", "http://localhost:1/sparql")
