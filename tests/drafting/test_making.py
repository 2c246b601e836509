from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from counterpoint.corpus import Corpus
from counterpoint.drafting.authorities import Names
from counterpoint.drafting.drafts import Draft, finish
from counterpoint.drafting.history import History
from counterpoint.drafting.making import make_draft
from counterpoint.drafting.reviewing import Session
from counterpoint.errors import UsageError
from tests.desk import Desk
from tests.drafting.articles_at_hand import ARTICLE, KNOWN


@pytest.fixture
def article(desk: Desk) -> Path:
    desk.write("graph/known.yaml", KNOWN)
    return desk.write("inbox/Port Elm (1).txt", ARTICLE)


@pytest.fixture
def draft(desk: Desk, article: Path) -> Draft:
    return make_draft(article, desk.workspace, identifier="port-elm").draft


def test_draft_and_text_are_in_their_folders(desk: Desk, article: Path) -> None:
    made = make_draft(article, desk.workspace)
    assert made.draft.path == desk.root / "drafts/port-elm-1.yaml"
    assert made.text_path == desk.root / "texts/port-elm-1.txt"
    assert made.text_path.read_bytes() == ARTICLE.encode()
    assert Draft.read(made.draft.path, desk.workspace).data == made.draft.data
    assert made.notes == ()


def test_every_statement_quotes_the_text_where_it_says(draft: Draft) -> None:
    assert draft.statements
    for statement in draft.statements:
        start, end = statement["at"]
        first, last = statement["draft"]["utterance"]
        assert draft.text[start:end] == statement["quote"]
        assert first <= start < end <= last
        assert len(statement["quote"].split()) <= 15
        assert statement["draft"]["state"] == "open"
        assert not any(stance in statement for stance in draft.workspace.vocabulary.stances)


def test_speakers_are_known_or_new_or_in_question(draft: Draft) -> None:
    assert [one.get("speaker") for one in draft.statements] == [
        *("cara-dunn", "cara-dunn", "tom-aske", "tom-aske", "marsh-society", None)
    ]
    assert "name" not in draft.data["people"].get("cara-dunn", {})
    assert draft.data["people"]["tom-aske"]["name"] == "Tom Aske"
    [question] = draft.about["questions"]
    assert (question["of"], question["candidates"]) == (["tom-aske"], ["t-aske"])
    assert draft.statements[-1]["draft"]["mention"] == "a resident"
    assert draft.statements[1]["draft"]["continues"] == "dunn-1"


def test_every_quoted_span_is_a_statement_or_set_aside_with_a_reason(draft: Draft) -> None:
    spans = [one["draft"]["utterance"] for one in draft.statements] + [one["at"] for one in draft.about["not-speech"]]
    for mark in [number for number, sign in enumerate(ARTICLE) if sign == "“"]:
        assert any(start <= mark < end for start, end in spans)
    [aside] = draft.about["not-speech"]
    assert draft.text[slice(*aside["at"])] == "“green wall”"
    assert aside["reason"]


def test_similar_claims_come_with_each_statement(draft: Draft) -> None:
    similar = {one["id"]: one["draft"]["similar"] for one in draft.statements}
    assert all(len(claims) <= 3 and "schools" not in claims for claims in similar.values())
    assert similar["speaker-1"] == []
    assert similar["dunn-1"][0] == "rising"
    assert similar["dunn-2"][0] == "wall-needed"
    assert similar["society-1"][0] == "marsh-protects"


def test_source_says_where_it_is_from(draft: Draft) -> None:
    source = draft.data["source"]
    assert (source["id"], source["title"]) == ("port-elm", "A wall for Port Elm?")
    assert source["text-digest"] == hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert draft.about["article"] == "Port Elm (1).txt"
    assert draft.about["made-by"].startswith("counterpoint ")


def test_confirmed_draft_is_a_record_without_fault(desk: Desk, draft: Draft) -> None:
    review = Session(desk.workspace, draft.path, "ada")
    review.answer("question-1", "t-aske")
    for item in review.items[:5]:
        review.accept(item.id, stances={"supports": item.similar[0] if item.similar else "wall-needed"})
    review.reject("speaker-1", "unnamed")
    review.take_up("aside-1", "marsh-society")
    review.accept("society-2", stances={"mentions": "marsh-protects"})
    desk.write("graph/sources/port-elm.yaml", finish(Draft.read(draft.path, desk.workspace)))
    assert desk.faults() == []


def test_new_claim_is_proposed_for_open_statements_that_are_like_it(desk: Desk, draft: Draft) -> None:
    review = Session(desk.workspace, draft.path, "ada")
    review.add_claim("water-to-marsh", "A wall drives sea water into the marsh.", "coast")
    assert review.item("aske-1").similar[0] == "water-to-marsh"
    review.undo()
    assert "water-to-marsh" not in review.item("aske-1").similar


def test_draft_and_texts_of_others_are_never_written_over(desk: Desk, article: Path) -> None:
    made = make_draft(article, desk.workspace, identifier="elm")
    before = made.draft.path.read_bytes()
    with pytest.raises(
        UsageError, match=r"drafts/elm.yaml is there already; counterpoint review drafts/elm.yaml goes on"
    ):
        make_draft(article, desk.workspace, identifier="elm")
    assert made.draft.path.read_bytes() == before
    made.draft.path.unlink()
    made.text_path.write_text("another text", encoding="utf-8")
    with pytest.raises(UsageError, match=r"another text is in texts/elm.txt already; give this source another id"):
        make_draft(article, desk.workspace, identifier="elm")
    assert made.text_path.read_text(encoding="utf-8") == "another text"
    assert not made.draft.path.exists()


def test_text_that_is_there_already_is_taken(desk: Desk, article: Path) -> None:
    desk.write("texts/elm.txt", ARTICLE)
    assert make_draft(article, desk.workspace, identifier="elm").draft.path.is_file()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"identifier": "moon-talk"},
            "the source moon-talk is in the debate already: A talk about the moon; give this one another with --id",
        ),
        ({"identifier": "../x"}, '"../x" cannot be an id'),
        ({"output": Path("x.txt")}, "x.txt is no name for a draft; let it end in .yaml"),
        ({"output": "graph/sources/x.yaml"}, "is in graph/, and a draft is no part of the graph yet"),
    ],
)
def test_place_or_id_that_cannot_be_is_refused(
    desk: Desk, article: Path, options: dict[str, Any], message: str
) -> None:
    if isinstance(options.get("output"), str):
        options = {"output": desk.root / options["output"]}
    with pytest.raises(UsageError, match=message):
        make_draft(article, desk.workspace, **options)
    assert not (desk.root / "drafts").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Der Minister sagte am Montag vor der Presse, er werde den Vertrag nicht unterschreiben.",
            "reads English only",
        ),
        (" \n\n ", "empty|no text"),
    ],
)
def test_article_that_cannot_be_drafted_leaves_nothing_behind(desk: Desk, text: str, message: str) -> None:
    path = desk.write("inbox/odd.txt", text)
    with pytest.raises(UsageError, match=message):
        make_draft(path, desk.workspace)
    assert not (desk.root / "drafts").exists()
    assert not (desk.root / "texts/odd.txt").exists()


def test_article_that_quotes_nobody_gives_a_draft_without_statements(desk: Desk) -> None:
    path = desk.write(
        "inbox/quiet.txt", "The sea was calm that day. A boat lay in the harbour, and the sun shone on it.\n"
    )
    made = make_draft(path, desk.workspace)
    assert made.draft.statements == []
    assert Session(desk.workspace, made.draft.path).left == 0


def test_proposals_are_added_before_the_draft_is_written(desk: Desk, article: Path) -> None:
    def propose(draft: Draft, names: Names) -> list[str]:
        draft.statements[0]["draft"]["proposal"] = {
            "stance": "supports",
            "claim": "rising",
            "model": "m",
            "prompt": "p",
        }
        return [f"{len(names.of['claim'])} claims"]

    made = make_draft(article, desk.workspace, propose=propose)
    assert made.notes == ("6 claims",)
    proposal = Session(desk.workspace, made.draft.path).items[0].proposal
    assert proposal is not None
    assert (proposal.wording, proposal.by) == ("The sea level is rising.", "m; p")


def test_draft_that_cannot_be_written_leaves_no_text_behind(desk: Desk, article: Path) -> None:
    desk.write("blocked", "a file")
    with pytest.raises(UsageError, match="cannot be made: "):
        make_draft(article, desk.workspace, output=desk.root / "blocked/x.yaml")
    assert not list((desk.root / "texts").glob("port*"))


def test_half_characters_become_question_marks(desk: Desk, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from counterpoint.drafting import articles

    odd = articles.Article(ARTICLE.replace("Elm?", "El\ud800?"))
    monkeypatch.setattr(articles, "read_article", lambda _: odd)
    made = make_draft(article, desk.workspace)
    assert made.text_path.read_text(encoding="utf-8") == ARTICLE.replace("Elm?", "El??")


def test_text_that_is_in_the_debate_under_another_id_is_said(desk: Desk, article: Path) -> None:
    desk.write("graph/sources/elm-wall.yaml", "source: {id: elm-wall, title: A wall}\n")
    desk.write("texts/elm-wall.txt", ARTICLE)
    desk.write("texts/moon-talk.txt", ARTICLE[:-1] + "!")
    made = make_draft(article, desk.workspace)
    assert made.notes == ("the same text is in the debate already, as the source elm-wall",)


def test_article_that_does_not_say_what_it_is_gets_no_type_and_that_is_said(draft: Draft) -> None:
    assert "type" not in draft.data["source"]
    assert any("source type NewsArticle" in note for note in draft.about["notes"])


def test_article_that_says_that_it_is_news_is_news(desk: Desk) -> None:
    page = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE.split("\n\n"))
    data = '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "A wall for Port Elm?"}'
    made = make_draft(
        desk.write(
            "inbox/elm.html",
            f'<html lang="en"><head><script type="application/ld+json">{data}</script></head>'
            f"<body><article>{page}</article></body></html>",
        ),
        desk.workspace,
    )
    assert made.draft.data["source"]["type"] == "NewsArticle"
    assert not any("NewsArticle" in note for note in made.draft.about.get("notes") or ())


def test_claims_that_the_debate_learnt_since_are_proposed_when_the_review_begins(desk: Desk, article: Path) -> None:
    path = make_draft(article, desk.workspace).draft.path
    review = Session(desk.workspace, path, "ada")
    first, second, third = (item.id for item in review.items[:3])
    review.change(first, note="to be looked at")
    review.reject(second, "no claim")
    before = path.read_bytes()
    assert not review.propose_anew()
    assert path.read_bytes() == before
    wording = "The tide rises every year and nobody wants to hear about it."
    desk.write("graph/new.yaml", f"claims: {{rising-elm: {{name: {wording}, about: coast}}}}\n")
    rejected = review.item(second)
    review = Corpus.review(path, desk.root, coder="ada")
    assert review.item(first).similar[0] == "rising-elm"
    assert review.item(second) == rejected
    assert not review.propose_anew()
    assert review.undo() == f"rejected {second}"  # what was proposed in between is no step
    assert review.undo() == f"changed {first}"
    assert review.item(third).state == "open"


def test_claims_are_not_proposed_anew_without_the_model(
    desk: Desk, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_draft(article, desk.workspace).draft.path
    desk.write("graph/new.yaml", "claims: {odd: {name: The sea is odd., about: coast}}\n")
    before = path.read_bytes()

    def missing(*_: object) -> None:
        raise UsageError("similar claims need onnxruntime", "pip install it")

    monkeypatch.setattr("counterpoint.drafting.similar.Similar", missing)
    assert Corpus.review(path, desk.root).left
    assert path.read_bytes() == before


def test_draft_is_replaced_where_nothing_was_decided(desk: Desk, article: Path) -> None:
    first = make_draft(article, desk.workspace)
    review = Session(desk.workspace, first.draft.path, "ada")
    review.change(review.items[0].id, note="a remark")
    article.write_text(ARTICLE.replace("in March", "in April"), encoding="utf-8")
    made = make_draft(article, desk.workspace, replace=True)
    assert (made.carried, first.carried) == (0, None)
    assert "in April" in made.text_path.read_text(encoding="utf-8")
    later = Session(desk.workspace, made.draft.path, "ada")
    assert (later.items[0].note, later.items[0].state) == ("", "open")
    with pytest.raises(UsageError, match="nothing to undo"):
        later.undo()


def test_decisions_are_carried_over_to_a_draft_of_the_same_text(desk: Desk, article: Path) -> None:
    path = make_draft(article, desk.workspace).draft.path
    review = Session(desk.workspace, path)
    review.introduce("Eve Hall", "eve-hall")
    review.add_topic("Willows", "willows")
    review.add_claim("willows-help", "Willows help.", "willows")
    review.answer("question-1", "t-aske")
    review.describe("type", "NewsArticle")
    first, second = review.items[:2]
    accepted = review.accept(first.id, stances={"opposes": "willows-help"}, speaker=review.add_person("Zoe Zinn"))
    another = review.reject(review.repeat(first.id).id, "twice")
    missed = review.accept(
        review.add_statement(*review.find_words("will decide in March"), speaker="ada").id,
        stances={"mentions": "rising"},
    )
    taken = review.reject(review.take_up("aside-1", "marsh-society").id)
    count = len(review.items)
    made = make_draft(article, desk.workspace, replace=True)
    assert made.carried == 4
    later = Session(desk.workspace, path)
    assert [later.item(one.id).state for one in (accepted, another, missed, taken)] == [
        "accepted",
        "rejected",
        "accepted",
        "rejected",
    ]
    assert later.item(accepted.id).confirmed == accepted.confirmed
    assert later.item(accepted.id).speaker_name == "Zoe Zinn"
    assert (later.item(missed.id).stances, later.item(second.id).state) == ({"mentions": ("rising",)}, "open")
    assert len(later.items) == count
    assert later.set_aside == ()
    assert later.draft.new_coders == {"eve-hall": "Eve Hall"}
    assert later.source["type"] == "NewsArticle"
    assert "tom-aske" not in {item.speaker for item in later.items}
    assert not [one for one in later.questions if one.identifier == "question-1" and not one.answer]


def test_decisions_on_another_text_are_not_lost(desk: Desk, article: Path) -> None:
    path = make_draft(article, desk.workspace).draft.path
    review = Session(desk.workspace, path, "ada")
    review.reject(review.items[0].id)
    before, text = path.read_bytes(), desk.workspace.text_of(path.stem).read_bytes()
    article.write_text(ARTICLE.replace("in March", "in April"), encoding="utf-8")
    with pytest.raises(UsageError, match=r"1 statement of drafts/.*yaml is decided, and of another text than this one"):
        make_draft(article, desk.workspace, replace=True)
    assert (path.read_bytes(), desk.workspace.text_of(path.stem).read_bytes()) == (before, text)


def test_what_is_being_reviewed_is_not_replaced(desk: Desk, article: Path) -> None:
    path = make_draft(article, desk.workspace).draft.path
    before = path.read_bytes()
    with Session(desk.workspace, path).open(), pytest.raises(UsageError) as caught:
        make_draft(article, desk.workspace, replace=True)
    shown = path.relative_to(desk.root).as_posix()
    hint = "end the review first; what was decided is carried over"
    assert (str(caught.value), path.read_bytes()) == (f"the draft {shown} is being reviewed; {hint}", before)
    make_draft(article, desk.workspace, replace=True)
    left = [one for one in History(desk.workspace, path).path.parent.iterdir() if one.suffix == ".open"]
    assert left == []


def test_a_review_whose_program_was_killed_stands_in_no_way(desk: Desk, article: Path) -> None:
    path = make_draft(article, desk.workspace).draft.path
    mark = History(desk.workspace, path).path.with_suffix(".4711-1.open")
    mark.touch()
    assert make_draft(article, desk.workspace, replace=True).carried == 0
    assert not mark.exists()


def test_replacing_and_deciding_wait_for_each_other(desk: Desk, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterpoint.drafting.history._PATIENCE", 0.01)
    path = make_draft(article, desk.workspace).draft.path
    review = Session(desk.workspace, path, "ada")
    shown = path.relative_to(desk.root).as_posix()
    with History(desk.workspace, path).changing(shown), pytest.raises(UsageError) as caught:
        make_draft(article, desk.workspace, replace=True)
    assert str(caught.value) == f"another program is changing {shown}; try again"

    def decide(*_: object) -> list[str]:
        with pytest.raises(UsageError, match="another program is changing"):
            review.reject(review.items[0].id)
        return []

    make_draft(article, desk.workspace, replace=True, propose=decide)
    review.reject(review.items[0].id)
    assert make_draft(article, desk.workspace, replace=True).carried == 1
