"""Who says what, in texts of many styles."""

from __future__ import annotations

import pytest

from benchmarks.attribution_scoring import document, score
from counterpoint.drafting.attribution import RULES, Attribution, attribute
from tests.drafting.attribution.passages import passages

LABELLED = passages()


def said(text: str) -> list[tuple[str, str]]:
    """Give for each utterance the speaker's name and the first words."""
    found = attribute(text)
    return [
        (found.voices[one.speaker].name if one.speaker is not None else "", " ".join(one.span.of(text).split()[:4]))
        for one in found.utterances
    ]


@pytest.fixture(scope="module")
def attributions() -> dict[str, Attribution]:
    return {entry["id"]: attribute(entry["text"]) for entry in LABELLED}


def test_the_invented_passages_are_attributed_as_they_are_labelled(attributions: dict[str, Attribution]) -> None:
    scores = score((document(entry), attributions[entry["id"]]) for entry in LABELLED)
    assert scores.direct.precision >= 0.98, scores.direct.errors
    assert scores.direct.recall >= 0.98, scores.direct.errors
    assert scores.resolved.precision >= 0.97, scores.resolved.errors
    assert scores.resolved.recall >= 0.97, scores.resolved.errors
    assert scores.reported.precision >= 0.95, scores.reported.errors
    assert scores.reported.recall >= 0.95, scores.reported.errors


@pytest.mark.parametrize("entry", LABELLED, ids=lambda entry: entry["id"])
def test_every_quoted_span_is_accounted_for(entry: dict[str, str], attributions: dict[str, Attribution]) -> None:
    found = attributions[entry["id"]]
    spans = [one.span for one in found.utterances] + [one.span for one in found.not_speech]
    for opening in [place for place, letter in enumerate(entry["text"]) if letter in "“„«»"]:
        assert any(span.start <= opening < span.end for span in spans)
    for one in found.utterances:
        assert found.paragraphs[one.paragraph - 1].covers(one.span)
        assert all(one.span.covers(quote) for quote in one.quotes)
        assert one.rule in RULES
        assert 0 <= one.confidence <= 1
        assert one.speaker is None or found.voices[one.speaker].mentions


@pytest.mark.usefixtures("shared")
def test_the_shared_articles_are_attributed_as_well_as_is_aimed_at() -> None:
    from benchmarks.attribution import DATA, TARGETS, run, tally
    from benchmarks.attribution_scoring import read_documents

    if not DATA.is_file():
        pytest.skip(f"the labelled articles are not here: {DATA.name}")
    scores = score(run(read_documents(DATA), attribute).pairs)
    for name, (precision, recall) in TARGETS.items():
        one = tally(scores, name)
        assert one.precision >= precision, one.errors
        assert one.recall >= recall, one.errors


def test_a_split_quote_goes_on_with_its_first_part() -> None:
    found = attribute('"The bridge," said Jo Bloggs, the mayor, "will open in May. It is high time."')
    assert [one.continues for one in found.utterances] == [None, 0]


def test_paragraphs_of_one_quote_have_the_speaker_that_the_last_of_them_names() -> None:
    text = "“The bridge is old.\n\n“It will be shut on Monday for good,” said Jo Bloggs, the mayor."
    found = attribute(text)
    assert [found.voices[one.speaker or 0].name for one in found.utterances] == ["Jo Bloggs", "Jo Bloggs"]
    assert [one.continues for one in found.utterances] == [None, 0]


def test_what_two_say_together_is_an_utterance_of_each() -> None:
    assert said('"We are glad to be home again," Jo Bloggs and Ann Other said.') == [
        ("Jo Bloggs", '"We are glad to'),
        ("Ann Other", '"We are glad to'),
    ]


def test_the_fullest_name_in_the_text_is_the_name_even_where_it_comes_late() -> None:
    text = "Bloggs said the bridge was safe. It opened in May, the month in which Mayor Jo Bloggs was born."
    found = attribute(text)
    assert [voice.name for voice in found.voices] == ["Jo Bloggs"]
    assert [mention.of(text) for mention in found.voices[0].mentions] == ["Bloggs", "Jo Bloggs"]


def test_the_mention_and_the_cue_are_the_words_that_stand_there() -> None:
    text = 'Jo Bloggs, the mayor, arrived late. "The road was full of sheep today," she explained.'
    [one] = attribute(text).utterances
    assert one.mention is not None
    assert one.cue is not None
    assert (one.mention.of(text), one.cue.of(text)) == ("she", "explained")


def test_a_surname_that_the_model_takes_for_another_word_is_a_name() -> None:
    text = "Ellen Adler and Kofi Mensah run the observatory.\n\nAdler disagreed: “Bring binoculars if you own a pair.”"
    assert said(text)[-1] == ("Ellen Adler", "“Bring binoculars if you")


def test_somebody_unnamed_is_a_voice_with_a_description() -> None:
    found = attribute('"We have no comment to make today," a police spokesman said.')
    assert [(voice.name, voice.kind) for voice in found.voices] == [("a police spokesman", "unnamed")]


def test_an_organisation_is_a_voice() -> None:
    found = attribute('"Services will resume at noon on Friday," the Norrland Rail Company said in a statement.')
    assert [(voice.name, voice.kind) for voice in found.voices] == [("Norrland Rail Company", "organisation")]


def test_a_quote_that_nobody_can_be_told_to_say_has_no_speaker_and_no_confidence() -> None:
    [one] = attribute("Over the gate hung a board. It was “beyond all hope of repair” by then.").utterances
    assert (one.speaker, one.rule, one.confidence) == (None, "unknown", 0.0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The so-called “miracle berry” is sold in June.", "a name or title"),
        ("She wrote the novel “A Year Without Any Bread” in 2009.", "a name or title"),
        ("“Leadership” and “management” are confused by many of us.", "a term, or words kept at a distance"),
    ],
)
def test_titles_and_terms_are_no_speech(text: str, reason: str) -> None:
    found = attribute(text)
    assert not found.utterances
    assert {one.reason for one in found.not_speech} == {reason}


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("Jo Bloggs says that the bridge is safe.", "Jo Bloggs", "the bridge is safe"),
        ("The bridge, Jo Bloggs says, is safe.", "Jo Bloggs", "is safe"),
        ("According to Jo Bloggs, the bridge is safe.", "Jo Bloggs", "the bridge is safe"),
        ("The bridge is safe, according to Jo Bloggs.", "Jo Bloggs", "The bridge is safe"),
        ("As Jo Bloggs told The Courier, the bridge is safe.", "Jo Bloggs", "the bridge is safe"),
        ("Jo Bloggs told the paper in a letter that the bridge is safe.", "Jo Bloggs", "the bridge is safe"),
        ("The bridge is safe, says Ann Other. Jo Bloggs agrees.", "Jo Bloggs", "agrees"),
    ],
)
def test_reported_speech_is_the_clause_without_who_says_it(text: str, who: str, what: str) -> None:
    found = attribute(text)
    one = found.utterances[-1]
    assert one.mode == "reported"
    assert one.speaker is not None
    assert found.voices[one.speaker].name == who
    assert one.span.of(text).startswith(what)


@pytest.mark.parametrize(
    "text", ["Jo Bloggs did not say whether it is safe.", "Jo Bloggs declined to say that it is safe."]
)
def test_what_somebody_does_not_say_is_no_reported_speech(text: str) -> None:
    assert not attribute(text).utterances


def test_fragments_in_reported_speech_are_its_quotes() -> None:
    text = "Jo Bloggs believes that the bridge, which has “seen better days,” should be shut before the winter."
    [one] = attribute(text).utterances
    assert one.mode == "reported"
    assert [quote.of(text) for quote in one.quotes] == ["“seen better days,”"]


def spans(text: str) -> list[tuple[str, str]]:
    """Give for each utterance the speaker's name and all of its words."""
    found = attribute(text)
    return [
        (found.voices[one.speaker].name if one.speaker is not None else "", one.span.of(text))
        for one in found.utterances
    ]


def test_a_first_name_of_either_gender_may_be_hers() -> None:
    text = (
        "Clara Bull, a lecturer in Leeds, counters that no school would allow it. Her team left.\n\n"
        "The Teachers’ League is waiting. Its chief secretary, Pat Dunmore, told us: “Let each school decide.” "
        "But she admitted that few schools could afford it."
    )
    assert spans(text)[-1] == ("Pat Dunmore", "few schools could afford it")


def test_a_spokesperson_speaks_for_the_one_organisation_that_the_paragraph_is_about() -> None:
    text = "The Department of Transport rejects that. A spokesperson said that the roads were safe."
    assert spans(text) == [("Department of Transport", "the roads were safe")]


def test_a_spokesperson_among_several_who_may_speak_stays_unnamed() -> None:
    text = (
        "The Department of Transport rejects that. The Norrland Rail Company disputes the figures. "
        "A spokesperson said that the roads were safe."
    )
    assert ("a spokesperson", "the roads were safe") in spans(text)


@pytest.mark.parametrize("text", ["Not all teachers agree.", "Not everyone is convinced that it does any good."])
def test_what_not_all_say_is_no_utterance(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "Longer days would bring more guests, says Lena Moss, who runs a café.",
            "Longer days would bring more guests",
        ),
        ("Long lessons, Lena Moss argues, do not help the weak.", "do not help the weak"),
        ("In her street, Lena Moss says, nobody sleeps before midnight.", "nobody sleeps before midnight"),
    ],
)
def test_words_inserted_by_the_article_are_no_part_of_what_is_said(text: str, clause: str) -> None:
    assert spans(text) == [("Lena Moss", clause)]


def test_what_comes_before_a_quote_in_one_sentence_is_reported() -> None:
    text = "Lena Moss, a dentist, is busy. She treated 900 patients last year, she said, “and none of them thanked me.”"
    assert spans(text) == [
        ("Lena Moss", "She treated 900 patients last year"),
        ("Lena Moss", "“and none of them thanked me.”"),
    ]


def test_a_clause_that_introduces_another_quote_is_not_reported() -> None:
    text = "Lena Moss is a dentist. When a friend came to see her, she said, “In a cellar on the market square.”"
    assert [words for _, words in spans(text)] == ["“In a cellar on the market square.”"]


def test_a_second_verb_of_speaking_has_a_clause_of_its_own() -> None:
    text = (
        "Sunita Roe, chair of the Teachers’ League, said her members were “sinking already” and warned that every "
        "new pupil who is let in displaces someone who is ill."
    )
    first, second = spans(text)
    assert first == ("Sunita Roe", "her members were “sinking already”")
    assert second == ("Sunita Roe", "every new pupil who is let in displaces someone who is ill")


def test_a_clause_between_that_and_its_subject_is_part_of_what_is_said() -> None:
    text = (
        "The lawyer Ruth Bull said that, as the twins came from Norway, where no such rule exists, "
        "they should be declared free."
    )
    [(speaker, words)] = spans(text)
    assert speaker == "Ruth Bull"
    assert words.endswith("they should be declared free")


def test_a_form_of_address_begins_a_name() -> None:
    text = "Undersecretary for Education Mr. Toscanelli says that schools will open in May."
    found = attribute(text)
    assert ("Toscanelli", "person") in [(voice.name, voice.kind) for voice in found.voices]
    assert spans(text) == [("Toscanelli", "schools will open in May")]


def test_what_somebody_wants_to_be_done_is_reported() -> None:
    text = "Lena Moss wants the money to be spent on schools instead of on roads."
    assert spans(text) == [("Lena Moss", "the money to be spent on schools instead of on roads")]
