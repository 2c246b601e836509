"""``counterpoint questions``: what can be asked, and what each question takes."""

from __future__ import annotations

from tests.cli.conftest import Run
from tests.desk import Desk


def test_questions_are_listed_with_what_they_take(asked: Desk, run: Run) -> None:
    done = run("questions", "-w", asked.root)
    assert (done.code, done.errors) == (0, "")
    lines = [" ".join(line.split()) for line in done.text.splitlines()]
    assert "says What somebody said (--speaker [--claim] [--since] [--words] [--limit])" in lines
    assert len(lines) >= 25
    assert lines == sorted(lines)


def test_an_endpoint_is_asked_the_shipped_questions(run: Run) -> None:
    assert "who-disagrees" in run("questions", "-w", "http://127.0.0.1:1/").text


def test_a_summary_is_one_line_of_text(asked: Desk, run: Run) -> None:
    asked.write("queries/says.rq", '#+ summary: "a\\u001b[31m\\nb"\nASK {}')
    assert "\x1b" not in run("questions", "-w", asked.root).text


def test_a_broken_question_is_told(asked: Desk, run: Run) -> None:
    asked.write("queries/says.rq", "#+ summary: [\nASK {}")
    done = run("questions", "-w", asked.root)
    assert done.code == 1
    assert f"the #+ lines of {asked.root / 'queries/says.rq'} are not valid YAML" in done.errors
