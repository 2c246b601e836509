"""The benchmark of attribution runs on any file of labelled articles, and counts as it says."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from benchmarks import attribution
from benchmarks.attribution_scoring import document, same_name, same_surname, score
from counterpoint.drafting.attribution import Attribution, Span, Utterance, Voice
from tests.drafting.attribution.passages import passages

TEXT = '"We are ready to go," said Jo Bloggs. She added that it rained.'
ENTRY = {
    "id": "one",
    "text": TEXT,
    "quotes": [{"span": [0, 21], "speaker": "Jo Bloggs", "speaker_type": "person", "form": "named"}],
    "attributions": [{"content": [[49, 62]], "source": [38, 41], "name": "Jo Bloggs"}],
}


def attributed(name: str, *, reported: bool = True) -> Attribution:
    quote = Utterance(Span(0, 21), "direct", 0, Span(27, 36), None, 1, "quote-verb-speaker", 1.0)
    clause = Utterance(Span(49, 62), "reported", 0, Span(38, 41), None, 1, "clause", 1.0)
    voice = Voice(name, "person", (Span(27, 36),))
    return Attribution((voice,), (quote, clause) if reported else (quote,), (), (Span(0, 63),), True)


def test_what_is_right_counts_for_precision_and_recall() -> None:
    scores = score([(document(ENTRY), attributed("Jo Bloggs"))])
    for tally in (scores.direct, scores.resolved, scores.reported):
        assert (tally.right_found, tally.found, tally.right_labelled, tally.labelled) == (1, 1, 1, 1)
        assert not tally.errors


def test_another_speaker_is_wrong_and_a_surname_is_not_the_full_name() -> None:
    scores = score([(document(ENTRY), attributed("Ann Other"))])
    assert (scores.direct.precision, scores.direct.recall, scores.reported.precision) == (0.0, 0.0, 0.0)
    scores = score([(document(ENTRY), attributed("Bloggs"))])
    assert (scores.direct.precision, scores.resolved.precision) == (1.0, 0.0)


def test_what_is_missed_counts_for_recall_only() -> None:
    scores = score([(document(ENTRY), attributed("Jo Bloggs", reported=False))])
    assert (scores.reported.precision, scores.reported.recall) == (1.0, 0.0)
    assert "missed 'Jo Bloggs'" in scores.reported.errors[0]


def test_names_are_compared_by_words() -> None:
    assert same_name("Korean Central News Agency", "KCNA")
    assert same_surname("Waters", "Kathryn Water")
    assert not same_surname("Ann Bloggs", "Ann Other")


def test_any_file_of_the_same_format_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "labelled.json"
    path.write_text(json.dumps(passages()[:3]), encoding="utf-8")
    result = CliRunner().invoke(attribution.main, ["--data", str(path), "--errors", "--peer"])
    assert result.exit_code == 0, result.output
    assert result.output.count("| quotes resolved to the full name |") == 2
    assert "3 articles of" in result.output
