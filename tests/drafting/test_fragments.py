from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.drafting.fragments import choose_fragment, is_whole_sentence
from counterpoint.drafting.phrases import Phrases

MORE = "The mill will close in May. "
LONG = "“The river was cleaner before the mill came, and people swam in it every summer until the autumn rain began.”"


def chosen(text: str, start: int = 0, end: int | None = None) -> str:
    return text[slice(*choose_fragment(text, start, len(text) if end is None else end))]


def test_fragment_is_a_clause_that_says_most() -> None:
    assert chosen(LONG) == "people swam in it every summer until the autumn rain began"


def test_sentence_of_speech_is_never_taken_whole() -> None:
    assert chosen("“The mill poisons the river.”") == "mill poisons the river"
    assert chosen("“It is over.”") == "is over"
    assert chosen("“It is over,” he said.", 0, 13) == "It is over"
    assert chosen("“Stop. The mill poisons the river.” And so on.", 0, 35) == "mill poisons the river"


def test_reported_sentence_is_never_taken_whole() -> None:
    text = MORE + "Ann holds that the mill poisons the river. Nobody else does."
    end = text.index(" Nobody")
    found = chosen(text, len(MORE), end)
    assert found in "Ann holds that the mill poisons the river"
    assert found != "Ann holds that the mill poisons the river"


def test_part_of_a_sentence_may_be_taken_as_it_is() -> None:
    text = "Ann holds that the mill poisons the river, as she did before."
    start = text.index("the mill")
    assert chosen(text, start, text.index(", as")) == "the mill poisons the river"


def test_short_answer_is_taken_as_it_is() -> None:
    assert chosen("“Never!”") == "Never"
    assert chosen("“Not us.”") == "Not us"


def test_quoted_part_that_begins_small_may_be_taken_whole() -> None:
    assert chosen("“cleaner than before,”") == "cleaner than before"


def test_fragment_keeps_to_one_line_where_it_can() -> None:
    text = "“The river was clean and full of\nfish that people caught, and\nnobody minded the small old mill at all.”"
    assert "\n" not in chosen(text)


def test_where_there_are_no_words_the_span_is_the_fragment() -> None:
    assert chosen("a “…!” b", 2, 6) == "“…!”"
    assert chosen("   ", 0, 3) == "   "


@pytest.mark.parametrize("text", ["“" + "word " * 10_000 + "”", "“" + "x" * 100_000 + "”", "“" + "a. " * 5_000 + "”"])
def test_utterance_of_any_length_has_a_short_fragment(text: str) -> None:
    assert 1 <= len(chosen(text).split()) <= 15


@given(st.text(alphabet="ab .,?!“”'\n-é—1A", max_size=200), st.data())
def test_fragment_is_at_most_fifteen_words_of_the_utterance(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = choose_fragment(text, start, end)
    assert start <= first <= last <= end
    if any(sign.isalnum() for sign in text[start:end]):
        assert 1 <= len(text[first:last].split()) <= 15
        assert text[first:last] == text[first:last].strip()


@given(st.lists(st.sampled_from("We saw the old mill and it was very big indeed but open to us".split()), min_size=3))
def test_words_of_a_spoken_sentence_that_nothing_turns_are_never_all_taken(words: list[str]) -> None:
    sentence = " ".join(words).capitalize() + "."
    assert len(chosen(f"“{sentence}”").split()) < len(words)


def test_whole_sentence_is_told_from_a_part_of_one() -> None:
    text = MORE + "Nobody knows why."
    assert is_whole_sentence(text, 0, len(MORE))
    assert is_whole_sentence(text, len(MORE), len(text))
    assert not is_whole_sentence(text, 4, len(MORE))


SQUARE = (
    "“Nobody wants an empty square,” said Mayor Tarn, “and nobody wants a full one.” He said that the square is for "
    "people. “The square is for people,” he added. “It is.” “Without parking, the shops will die.”\n"
)


def cut(words: str, text: str = SQUARE) -> str:
    """Give the fragment of a stretch of a text, cut where the parser finds phrases."""
    span = (text.index(words), text.index(words) + len(words))
    return text[slice(*choose_fragment(text, *span, Phrases(text, [span])))]


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("“Nobody wants an empty square,”", "Nobody wants an empty square"),
        ("the square is for people", "the square is for people"),
        ("“The square is for people,”", "The square is for people"),
        ("“Without parking, the shops will die.”", "Without parking, the shops will die"),
    ],
)
def test_what_is_no_whole_sentence_or_has_none_to_spare_is_taken_whole(words: str, fragment: str) -> None:
    assert cut(words) == fragment


@pytest.mark.parametrize("text", ["He said: “Bikes need lanes.” She left.", "He said: “Bikes need lanes”. She left."])
def test_sentence_ends_with_its_full_stop_inside_or_outside_the_quotation_marks(text: str) -> None:
    start = text.index("Bikes")
    assert is_whole_sentence(text, start, start + len("Bikes need lanes"))


LONG_ONES = """\
The council of the old town should rebuild the narrow wooden bridge before the very cold winter comes back.
A small but determined group of retired engineers convinced the new owners that the tall chimney deserves repair.
We have a really big problem with heavy traffic and with dirty air in the streets around the only primary school.
Every single one of these beautiful ancient oak trees has been measured by volunteers from three different clubs.
People who depend on the early morning ferry to the islands cannot simply wait for the next available slow boat.
""".splitlines()


@pytest.mark.parametrize("sentence", LONG_ONES)
def test_fragment_ends_where_a_phrase_ends(sentence: str) -> None:
    from counterpoint.drafting.language import load

    text = f"He said: “{sentence}” Then he left."
    fragment = cut(f"“{sentence}”", text)
    words = load()(sentence)
    end = sentence.index(fragment) + len(fragment)
    [last] = [token for token in words if token.idx + len(token) == end]
    assert last.pos_ not in {"DET", "ADP", "CCONJ", "SCONJ", "AUX"}
    assert not (last.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} and last.dep_ in {"amod", "compound", "nummod"})
    assert 5 <= len(fragment.split()) <= 15


@pytest.mark.parametrize("sentence", LONG_ONES)
def test_without_a_parse_a_fragment_ends_before_a_word_that_opens_a_phrase(sentence: str) -> None:
    fragment = chosen(f"“{sentence}”")
    after = sentence[sentence.index(fragment) + len(fragment) :].split()
    assert after[0] in {".", "before", "that", "around", "from", "by", "for", "and", "with", "of", "in", "to"}


# What is said, and the fragment of it where it is a sentence of its own.
KEPT = {
    "There is always a reason not to.": "There is always a reason not to",
    "Nobody has ever thanked me for making their lunch more expensive.": (
        "Nobody has ever thanked me for making their lunch more expensive"
    ),
    "Not a single ward wanted to go back.": "Not a single ward wanted to go back",
    "Then let them decide.": "let them decide",
    "It should be for each nurse to choose.": "It should be for each nurse to choose",
    "If they make me work five days, I’m gone.": "If they make me work five days, I’m gone",
    "People stay longer where no traffic roars past their tables.": (
        "People stay longer where no traffic roars past their tables"
    ),
    "Without parking, the shops will die.": "Without parking, the shops will die",
}


@pytest.mark.parametrize("said", KEPT)
def test_a_sentence_is_cut_only_where_it_keeps_its_sense(said: str) -> None:
    assert cut(f"“{said}”", f"He said: “{said}” Then he left.") == KEPT[said]


@pytest.mark.parametrize("said", [said for said in KEPT if said.split()[0] not in {"Then", "People"}])
def test_without_a_parse_a_sentence_that_is_turned_or_conditioned_stays_whole(said: str) -> None:
    assert chosen(f"“{said}”") == said[:-1]


# A text, the stretch of it that is an utterance, and its fragment.
PARTS = [
    (
        "Ball thinks it is “a distraction” as long as fatigue is not measured. He left.",
        "it is “a distraction” as long as fatigue is not measured",
        "it is “a distraction” as long as fatigue is not measured",
    ),
    (
        "The board has “no plans whatsoever to end checks in person”, Ann Bell said.",
        "“no plans whatsoever to end checks in person”",
        "no plans whatsoever to end checks in person",
    ),
    (
        "“If they make me work five days, I’m gone,” said Ann Bell.",
        "“If they make me work five days, I’m gone,”",
        "If they make me work five days, I’m gone",
    ),
    (
        "General health checks, he argues, do not reduce deaths from heart disease or cancer. He left.",
        "General health checks, he argues, do not reduce deaths from heart disease or cancer.",
        "do not reduce deaths from heart disease or cancer",
    ),
    (
        "Closing the square to cars would bring more guests, says Lena Voss. She left.",
        "Closing the square to cars would bring more guests, says Lena Voss.",
        "Closing the square to cars would bring more guests",
    ),
    (
        "“People stay longer where no traffic roars past their tables,” she said.",
        "“People stay longer where no traffic roars past their tables,”",
        "People stay longer where no traffic roars past their tables",
    ),
    ("He said that the mill was loud and that the river stank.", "the mill was loud and", "the mill was loud"),
]


@pytest.mark.parametrize(("text", "words", "fragment"), PARTS)
def test_a_part_of_a_sentence_is_taken_without_attributions(text: str, words: str, fragment: str) -> None:
    assert cut(words, text) == fragment
    assert chosen(text, text.index(words), text.index(words) + len(words)) == fragment


def test_negation_is_not_lost() -> None:
    text = "He said: “I do not think that the tall chimney of the factory should be pulled down this year.” He left."
    assert "not think" in cut(text[9:-9], text)


def test_marks_of_a_pair_stay_together() -> None:
    text = "Tarn believes that the plan has “a certain charm” and will find many friends among the shopkeepers there."
    assert cut("the plan has “a certain charm”", text) == "the plan has “a certain charm”"


def test_words_that_were_not_parsed_are_cut_by_signs() -> None:
    assert Phrases(SQUARE, [(0, 30)]).cost(40, 50) is None
    assert choose_fragment(SQUARE, 0, 31, Phrases(SQUARE, [(200, 210)])) == choose_fragment(SQUARE, 0, 31)


@given(st.text(alphabet="ab .,?!“”'\n-é—1A\ud800\x00", max_size=120), st.integers(0, 60))
@settings(max_examples=30, deadline=None)
def test_any_text_has_phrases(text: str, start: int) -> None:
    first, last = choose_fragment(text, min(start, len(text)), len(text), Phrases(text, [(start, len(text))]))
    assert start <= first <= last or first >= len(text)
