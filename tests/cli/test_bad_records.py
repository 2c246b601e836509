"""Every bad record is refused with its place, what is wrong and what to do, and never with a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

GOOD = {
    "graph/people.yaml": "people:\n  ann-lee:\n    name: Ann Lee\n  bob-ray:\n    name: Bob Ray\n",
    "graph/claims.yaml": "claims:\n  tea-helps:\n    name: Tea helps.\n",
    "graph/sources/talk.yaml": (
        "source:\n  id: talk\n  title: A talk\n  published: 2020-02-29\n"
        "statements:\n  - speaker: ann-lee\n    supports: tea-helps\n    mode: direct\n    quote: tea does help\n"
        "    at: [2, 15]\n"
    ),
    "texts/talk.txt": "“Tea? tea does help,” said Ann Lee.",
}
TALK, PEOPLE = "graph/sources/talk.yaml", "graph/people.yaml"


@pytest.fixture
def debate(tmp_path: Path) -> Path:
    """Make a small workspace without a fault."""
    for name, text in GOOD.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    text = GOOD["texts/talk.txt"]
    start = text.index("tea does")
    place = f"at: [{start}, {start + len('tea does help')}]"
    (tmp_path / TALK).write_text(GOOD[TALK].replace("at: [2, 15]", place), encoding="utf-8")
    return tmp_path


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own, as a user does."""
    command = [sys.executable, "-m", "counterpoint", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)


def edit(debate: Path, name: str, old: str, new: str) -> None:
    text = (debate / name).read_text(encoding="utf-8")
    assert old in text
    (debate / name).write_text(text.replace(old, new), encoding="utf-8")


def faults(debate: Path) -> list[str]:
    done = run("check", "-w", debate)
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_a_good_workspace_is_clean_and_its_quotes_are_verified(debate: Path) -> None:
    done = run("check", "-w", debate)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("3 files without a fault")
    assert "verified" in done.stdout


CASES = {
    "invalid YAML": (TALK, "title: A talk", "title: [A talk", TALK, "not valid YAML"),
    "a colon in plain text": (TALK, "title: A talk", "title: A talk: on tea", f"{TALK}:3:", "not valid YAML"),
    "a duplicate key": (TALK, "title: A talk\n", "title: A talk\n  title: B\n", f"{TALK}:4:", "twice"),
    "an unknown key": (TALK, "mode: direct", "mood: direct", f"{TALK}:8:", "mode"),
    "an unknown speaker": (TALK, "speaker: ann-lee", "speaker: anne-lee", f"{TALK}:6:", "did you mean ann-lee?"),
    "a stance on an undefined claim": (TALK, "tea-helps", "coffee", f"{TALK}:7:", "coffee"),
    "a date that does not exist": (TALK, "2020-02-29", "2021-02-29", f"{TALK}:4:", "does not exist"),
    "a date in another form": (TALK, "2020-02-29", "29.2.2020", f"{TALK}:4:", "2016-02-03"),
    "a quote that is not in the text": (
        TALK,
        "quote: tea does help",
        "quote: tea did help",
        f"{TALK}:9:",
        "nearest passage",
    ),
    "offsets past the end": (TALK, "at: [6, 19]", "at: [600, 613]", f"{TALK}:10:", "[6, 19]"),
    "offsets of other words": (TALK, "at: [6, 19]", "at: [5, 18]", f"{TALK}:10:", "[6, 19]"),
    "offsets that are no numbers": (TALK, "at: [6, 19]", "at: [six, 19]", f"{TALK}:10:", "six"),
    "a statement without evidence": (TALK, "    quote: tea does help\n", "", f"{TALK}:6:", "quote"),
    "an IRI with a space": (TALK, "title: A talk\n", "title: A talk\n  url: https://a b.org\n", f"{TALK}:4:", "IRI"),
    "an unknown mode": (TALK, "mode: direct", "mode: sung", f"{TALK}:8:", "direct"),
    "two people with one id in a file": (PEOPLE, "bob-ray", "ann-lee", f"{PEOPLE}:4:", "twice"),
    "an id with a space": (PEOPLE, "bob-ray", "bob ray", f"{PEOPLE}:4:", "id"),
    "a person without a name": (PEOPLE, "name: Bob Ray", "note: Bob Ray", f"{PEOPLE}:4:", "name"),
    "a tag": (PEOPLE, "name: Bob Ray", "name: !!python/object:os.system Bob", f"{PEOPLE}:5:", "tag"),
    "a tab": (PEOPLE, "    name: Bob Ray", "\tname: Bob Ray", f"{PEOPLE}:5:", "spaces"),
    "a YAML that contains itself": (PEOPLE, "name: Bob Ray", "name: &a [*a]", PEOPLE, "itself"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_record_is_refused_with_its_place_and_what_to_do(debate: Path, case: str) -> None:
    name, old, new, place, said = CASES[case]
    edit(debate, name, old, new)
    found = faults(debate)
    assert any(line.startswith(place) and said in line for line in found), found


def test_a_quote_of_more_than_15_words_is_refused(debate: Path) -> None:
    (debate / "texts/talk.txt").unlink()
    edit(debate, TALK, "tea does help", "a " * 15 + "b")
    assert any(line.startswith(f"{TALK}:9:") and "15 words" in line for line in faults(debate))


def test_two_people_with_one_id_in_two_files(debate: Path) -> None:
    (debate / "graph/more.yaml").write_text("people:\n  bob-ray:\n    name: Bob Ray\n", encoding="utf-8")
    (fault,) = faults(debate)
    assert fault.startswith('graph/people.yaml:4:3: the person "bob-ray" is defined twice, first in graph/more.yaml:2;')


def test_all_faults_of_all_files_come_in_one_run_in_order(debate: Path) -> None:
    edit(debate, TALK, "speaker: ann-lee", "speaker: nobody")
    edit(debate, TALK, "2020-02-29", "2020-02-30")
    edit(debate, PEOPLE, "name: Bob Ray", "nom: Bob Ray")
    found = faults(debate)
    assert [line.split(":")[0] for line in found] == sorted(line.split(":")[0] for line in found)
    assert {line.split(":")[0] for line in found} == {TALK, PEOPLE}
    assert sum(line.startswith(TALK) for line in found) == 2


BOMB = b"".join(b"%c: &%c [%s]\n" % (c + 1, c + 1, b",".join([b"*%c" % c] * 9)) for c in range(97, 110))
"""Each list holds nine times the one before it."""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "binary"),
        ("name: é".encode("latin-1"), "UTF-8"),
        (b"people:\n  a:\n    name: " + b"x" * 10_000_000, "characters long"),
        (b"- a\n- b\n", "begins with keys"),
        (b"a: &a [x,x,x,x,x,x,x,x,x]\n" + BOMB, "expand"),
        (b"[" * 15_000, "YAML"),
        (b"people: {a: {name: A}}\n---\npeople: {b: {name: B}}\n", "second YAML document"),
    ],
    ids=["empty", "blank", "binary", "latin-1", "10 MB line", "list", "aliases", "deep", "two documents"],
)
def test_a_file_that_is_no_record_is_refused(debate: Path, content: bytes, said: str) -> None:
    (debate / "graph/odd.yaml").write_bytes(content)
    found = faults(debate)
    assert len([line for line in found if line.startswith("graph/odd.yaml:")]) >= 1
    assert any(said in line for line in found), found


@pytest.mark.parametrize("command", [["ask", "opponents"], ["build"], ["sparql", "ASK {}"], ["view", "-o", "x.html"]])
def test_faults_stop_every_command_and_are_said_in_full(debate: Path, command: list[str]) -> None:
    edit(debate, TALK, "speaker: ann-lee", "speaker: anne-lee")
    done = run(*command, "-w", debate)
    assert done.returncode == 1
    assert f'{TALK}:6:14: no person or organisation has the id "anne-lee"; did you mean ann-lee?' in done.stderr
    assert "Traceback" not in done.stderr


def test_the_text_of_one_source_can_be_named(debate: Path, tmp_path: Path) -> None:
    text = tmp_path / "elsewhere.txt"
    text.write_text("nothing of the kind", encoding="utf-8")
    done = run("check", "-w", debate, debate / TALK, "--text", text)
    assert done.returncode == 1
    assert "not in the text" in done.stdout or "the text after" in done.stdout


def test_fill_writes_offsets_and_nothing_else(debate: Path) -> None:
    edit(debate, TALK, "    at: [6, 19]\n", "    # kept\n")
    assert any("--fill" in line for line in faults(debate))
    done = run("check", "-w", debate, "--fill")
    assert done.returncode == 0, done.stdout
    text = (debate / TALK).read_text(encoding="utf-8")
    assert "    quote: tea does help\n    at: [6, 19]\n    # kept\n" in text
    assert run("check", "-w", debate, "--fill").returncode == 0
    assert (debate / TALK).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chek"], 'did you mean "check"?'),
        (["check", "nothing.yaml"], "nothing.yaml"),
        (["ask", "oponents"], 'did you mean "opponents"'),
        (["ask", "who-agrees"], "needs --speaker"),
        (["ask", "who-agrees", "--speaker", "Ann Leigh"], 'did you mean "Ann Lee"?'),
        (["ask", "who-agrees", "--speeker", "Ann Lee"], "--speaker"),
        (["ask", "statements-between", "--from", "2020-02-30", "--until", "2020-03-01"], "does not exist"),
        (["ask", "most-quoted-speakers", "--limit", "many"], "not a whole number from 0"),
        (["sparql", "nothing.rq"], "nothing.rq"),
        (["ask", "opponents", "--format", "turtle"], "use one of"),
        (["network", "--mode", "two-mode", "--aggregation", "congruence"], "choose ignore, subtract or combine"),
    ],
)
def test_misuse_is_told_with_what_is_possible_and_code_2(debate: Path, args: list[str], said: str) -> None:
    done = run("-w", debate, *args)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_workspace_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    done = run("-w", tmp_path / "none", "build")
    assert done.returncode in (1, 2)
    assert "there is no folder" in done.stderr


def test_a_query_that_does_not_parse_is_shown_with_a_caret(debate: Path) -> None:
    done = run("-w", debate, "sparql", "SELECT * WHERE { ?s ?p }")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].strip() == "^"


START = """
import sys
from counterpoint.cli import main
sys.argv = ["counterpoint", "-w", sys.argv[1], "ask", "opponents"]
try:
    main()
finally:
    heavy = {"rdflib", "pyshacl", "networkx", "numpy", "scipy", "pandas", "pyvis", "rich", "filelock"}
    print("loaded", sorted(heavy & set(sys.modules)))
"""


def test_a_question_loads_no_heavy_library(debate: Path) -> None:
    run("-w", debate, "build")
    done = subprocess.run([sys.executable, "-c", START, debate], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded []"
