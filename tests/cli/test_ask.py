"""``counterpoint ask``: questions as commands, parameters as options, wrong ones told with what is possible."""

from __future__ import annotations

import json
import os

import pytest

from tests.cli.conftest import Run
from tests.desk import NAME, Desk

CSV = (
    "claim,claimName,quote\r\n"
    "https://w3id.org/counterpoint/id/claim/cheese,The moon is cheese.,the moon is made of cheese\r\n"
)


@pytest.mark.parametrize(
    "speaker", ["Ada Lovelace", "ada lovelace", "ada", "https://w3id.org/counterpoint/id/person/ada"]
)
def test_a_speaker_is_named_as_a_person_would(asked: Desk, run: Run, speaker: str) -> None:
    done = run("ask", "says", "--speaker", speaker, "-w", asked.root)
    assert (done.code, done.errors) == (0, "")
    assert done.text.replace("\r\n", "\n") == CSV.replace("\r\n", "\n")


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("how", [["-w", "{}"], ["-w{}"], ["--workspace", "{}"], ["--workspace={}"]])
def test_the_workspace_may_be_named_anywhere(asked: Desk, run: Run, place: int, how: list[str]) -> None:
    args = ["ask", "says"]
    args[place:place] = [part.format(asked.root) for part in how]
    assert run(*args, "--speaker=ada").code == 0


@pytest.mark.parametrize("format_", ["json", "csv", "tsv", "xml", "table", "markdown"])
def test_every_format_of_rows_can_be_chosen(asked: Desk, run: Run, format_: str) -> None:
    done = run("ask", "says", "--speaker", "ada", "--format", format_, "-w", asked.root)
    assert done.code == 0
    assert "the moon is made of cheese" in done.text
    if format_ == "json":
        assert len(json.loads(done.output)["results"]["bindings"]) == 1


def test_all_parameters_can_be_given(asked: Desk, run: Run) -> None:
    given = ["--claim", "the moon is cheese.", "--since", "2020-01-01", "--words", '"} #', "--limit", "1"]
    assert run("ask", "says", "--speaker", "ada", *given, "-w", asked.root).code == 0


MISUSES = {
    "a name that is nearly right": (
        ["says", "--speaker", "Ada Lovelac"],
        'no person or organisation is called "Ada Lovelac"; did you mean "Ada Lovelace"?',
    ),
    "a name of nobody": (
        ["says", "--speaker", "Zzzyzx"],
        'no person or organisation is called "Zzzyzx"; known are Acme, Ada Lovelace, Bob Bern',
    ),
    "a hostile name": (
        ["says", "--speaker", '" } ; DROP ALL #\n\x1b[31m'],
        'no person or organisation is called "" } ; DROP ALL #\\n\\x1b[31m"; known are Acme, Ada Lovelace, Bob Bern',
    ),
    "bytes that are no text": (
        ["says", "--speaker", os.fsdecode(b"\xff")],
        "speaker: holds a character that no text has; type it anew",
    ),
    "no speaker": (["says"], 'the question "says" needs --speaker; as in --speaker "Ada Lovelace"'),
    "an empty speaker": (
        ["says", "--speaker", ""],
        'the question "says" needs --speaker; as in --speaker "Ada Lovelace"',
    ),
    "an option that is nearly right": (
        ["says", "--speker", "ada"],
        'no option of says is called "--speker"; did you mean "--speaker"?',
    ),
    "a name without an option": (
        ["who-agrees", "Ada Lovelace"],
        '"Ada Lovelace" belongs to no parameter; the question who-agrees takes --speaker',
    ),
    "a value for a question that takes none": (
        ["disagreements", "x"],
        '"x" belongs to no parameter; the question disagreements takes no parameter',
    ),
    "a question that is nearly right": (["sayz"], 'no question is called "sayz"; did you mean "says"?'),
    "a question that is none": (["zzz"], 'no question is called "zzz"; counterpoint questions lists them'),
    "a date that does not exist": (
        ["says", "--speaker", "ada", "--since", "2016-02-30"],
        'since: "2016-02-30" is a date that does not exist',
    ),
    "a number in words": (
        ["says", "--speaker", "ada", "--limit", "ten"],
        'limit: "ten" is not a whole number from 0; write digits only',
    ),
    "a format for graphs": (
        ["says", "--speaker", "ada", "--format", "turtle"],
        "the query gives rows, which turtle cannot hold; use one of json, csv, tsv, xml, table, markdown",
    ),
}


@pytest.mark.parametrize("case", MISUSES)
def test_misuse_is_told_in_one_line_with_code_2(asked: Desk, run: Run, case: str) -> None:
    args, message = MISUSES[case]
    done = run("-w", asked.root, "ask", *args)
    assert (done.code, done.text) == (2, "")
    assert done.errors == f"counterpoint: {message}\n"


@pytest.mark.parametrize("args", [["says", "--speaker"], ["says", "--speaker", "ada", "-w"], ["says", "--format", "x"]])
def test_what_click_refuses_has_code_2_too(asked: Desk, run: Run, args: list[str]) -> None:
    done = run("-w", asked.root, "ask", *args)
    assert done.code == 2
    assert "Error: " in done.errors


def test_an_example_need_not_be_given(asked: Desk, run: Run) -> None:
    asked.write("queries/says.rq", "#+ params: {who: person, what: claim}\nASK { ?_who ?p ?_what }")
    assert run("-w", asked.root, "ask", "says").errors.endswith('as in --who "…" --what "…"\n')


def test_help_lists_the_questions_and_says_what_each_takes(asked: Desk, run: Run) -> None:
    assert "says " in run("-w", asked.root, "ask", "--help").text
    for flag in ("--help", "-h"):
        text = " ".join(run("-w", asked.root, "ask", "says", flag).text.split())
        assert "What somebody said, in the words of the source." in text
        assert "--speaker SPEAKER Who; e.g. Ada Lovelace." in text
        assert "--claim CLAIM On what; optional." in text
        assert "--limit NUMBER How many at most; by default 10." in text


def test_faults_stop_a_question(asked: Desk, run: Run) -> None:
    asked.spoil("speaker: ada", "speaker: adda")
    done = run("-w", asked.root, "ask", "says", "--speaker", "ada")
    assert (done.code, done.text) == (1, "")
    assert done.errors == (
        f'{NAME}:16:14: no person or organisation has the id "adda"; did you mean ada?\n1 fault in the records\n'
    )


BROKEN = {
    b"#+ summary: [\nASK {}": "are not valid YAML",
    b"#+ - a\nASK {}": "are no keys and values; write #+ summary: …",
    b"#+ params: {y: text}\nASK { FILTER(?_x = 1) }": "and the query's parameters differ; it has: x",
    b"SELECT * {": "the query does not parse at line 1, column 11",
    b"": "the query does not parse at line 1, column 1",
    b"\xff": "is not UTF-8; save the query in UTF-8",
    b"INSERT DATA { <a:b> <a:b> <a:b> }": "the query does not parse at line 1",
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_question_is_told_with_code_1(asked: Desk, run: Run, text: bytes) -> None:
    asked.write("queries/says.rq", text)
    done = run("-w", asked.root, "ask", "says")
    assert (done.code, done.text) == (1, "")
    assert BROKEN[text] in done.errors


def test_a_workspace_that_is_not_there(run: Run) -> None:
    done = run("ask", "disagreements", "-w", "/nowhere")
    assert done.code == 1
    assert done.errors == "counterpoint: there is no folder /nowhere; name the folder that holds graph/\n"


def test_an_endpoint_that_is_not_there(run: Run) -> None:
    done = run("ask", "disagreements", "-w", "http://127.0.0.1:1/")
    assert done.code == 1
    assert "http://127.0.0.1:1/ cannot be reached: " in done.errors
    assert done.errors.endswith("; is the address right, and the server up?\n")


def test_a_query_file_from_elsewhere_is_a_command(asked: Desk, run: Run) -> None:
    asked.write("queries/of-class.rq", "SELECT ?name { ?x a ?_class_iri ; <https://schema.org/name> ?name }")
    person = "https://schema.org/Person"
    done = run("ask", "of-class", "--class", person, "--format", "csv", "-w", asked.root)
    assert (done.code, set(done.text.split())) == (0, {"name", "Ada", "Lovelace", "Bob", "Bern"})
    wrong = run("ask", "of-class", "--class", "Person", "-w", asked.root)
    assert wrong.code != 0
    assert 'class: "Person" is not an IRI' in wrong.errors
