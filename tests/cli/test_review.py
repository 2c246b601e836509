from __future__ import annotations

import os
from pathlib import Path

import pytest

from counterpoint.cli.reviewing.commands import HELP
from counterpoint.drafting.drafts import Draft, state_of
from counterpoint.drafting.history import History
from tests.cli.conftest import Done, Run
from tests.desk import Desk
from tests.drafting import drafting_desk
from tests.drafting.drafting_desk import span
from tests.terminal import running


@pytest.fixture
def harbour(desk: Desk) -> Path:
    return drafting_desk.furnish(desk)


def states(desk: Desk) -> dict[str, str]:
    draft = Draft.read(desk.root / "drafts/harbour.yaml", desk.workspace)
    return {str(one["id"]): state_of(one) for one in draft.statements}


def review(run: Run, harbour: Path, *lines: str, coder: str = "ada") -> Done:
    return run("review", harbour, "--as", coder, stdin="".join(line + "\n" for line in lines).encode())


def test_draft_is_confirmed_by_lines_from_a_pipe(run: Run, desk: Desk, harbour: Path) -> None:
    done = review(
        run, harbour, "1 supports", "reject no claim of hers", "answer question-1 bob", "known round opp inferred"
    )
    assert (done.code, done.errors) == (0, "")
    assert states(desk) == {"dunn-1": "accepted", "dunn-2": "rejected", "bern-1": "accepted"}
    assert "dunn-1: Cara Dunn supports round" in done.text


def test_draft_is_known_to_be_open_while_it_is_reviewed(
    run: Run, desk: Desk, harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(desk.workspace, harbour)
    seen = []

    def look(_: object) -> int:
        seen.append(history.is_open)
        return 0

    monkeypatch.setattr("counterpoint.cli.review._review", look)
    review(run, harbour)
    assert (seen, history.is_open) == ([True], False)


def test_end_of_a_review_says_what_comes_next(run: Run, harbour: Path) -> None:
    done = review(run, harbour, "1 supports")
    assert done.text.endswith("2 of 3 left; all is saved: counterpoint review drafts/harbour.yaml goes on\n")
    done = review(run, harbour, "reject", "known cheese opposes")
    assert "1 question is still open in drafts/harbour.yaml" in done.text
    done = review(run, harbour, "answer question-1 bob")
    assert done.text.endswith(
        "question-1 is answered\nall 3 decided: 2 accepted, 1 rejected\n"
        "the source has no date, so no slice by time will hold it; source published YEAR-MONTH-DAY sets one\n"
        "next: counterpoint add drafts/harbour.yaml\n"
    )


def test_statement_is_shown_with_its_paragraph_and_all_that_is_known(run: Run, harbour: Path) -> None:
    text = review(run, harbour).text
    assert "Tides and talk · 1 of 3 · 3 left · 1 in question" in text
    assert "[[“The tide is rising" in text
    for line in (
        "dunn-1    open · direct · by verb-after-quote, right 98% of the time",
        "speaker   Cara Dunn (cara-dunn); keeps the harbour, Port Elm",
        "fragment  The tide is rising every year",
        "1         The moon is round. [The moon]",
        "p         supports: The tide is rising. (a machine’s proposal: owl-7b; propose-claims 1)",
    ):
        assert line in text.splitlines()


def test_every_command_does_what_the_help_says(run: Run, desk: Desk, harbour: Path) -> None:
    text = review(
        run,
        harbour,
        "topic The sea",
        "new supports the-sea | The sea is rising.",
        "back",
        "reopen",
        "accept",
        "go dunn-2",
        "find cheese",
        "fragment We need a",
        "mode rep",
        "note a remark",
        "inferred",
        "1 mentions",
        "go dunn-2",
        "another",
        "reject twice",
        "go dunn-1",
        "split and nobody",
        "speaker new Eve Hall",
        "go dunn-4",
        "proposal",
        "new opposes The sea | The tide is rising.",
        "go dunn-4",
        "list",
        "take aside-1 Cara Dunn",
        "undo",
        "questions",
        "quit",
        "reject never read",
    )
    assert text.errors == "line 20: no language model proposed anything here; counterpoint draft --llm asks one\n"
    draft = Draft.read(harbour, desk.workspace)
    by_id = {str(one["id"]): one for one in draft.statements}
    assert by_id["dunn-2"] | {"draft": {}, "confirmed": ""} == {
        "id": "dunn-2",
        "speaker": "cara-dunn",
        "mode": "reported",
        "quote": "We need a",
        "at": [span("We need a wall")[0], span("We need a wall")[1] - 5],
        "mentions": by_id["dunn-2"].get("mentions"),
        "inferred-by": "ada",
        "confirmed-by": "ada",
        "note": "a remark",
        "confirmed": "",
        "draft": {},
    }
    assert by_id["dunn-3"]["draft"]["reason"] == "twice"
    assert by_id["dunn-1"]["speaker"] == "eve-hall"
    assert by_id["dunn-4"]["opposes"] == "the-tide-is-rising"
    assert "taken back: took up aside-1" in text.text
    assert "question-1: Is Dr Bern Bob Bern?" in text.text
    assert "taken for no speech:" in text.text
    assert "never read" not in harbour.read_text(encoding="utf-8")


def test_missed_words_and_split_quotes_are_mended_by_lines(run: Run, desk: Desk, harbour: Path) -> None:
    done = review(
        run,
        harbour,
        "join",
        "missed has seen forty winters there | Cara Dunn",
        "missed 2 a wall",
        "missed a wall",
        "missed a sandbank",
        "go bern-1",
        "join speaker-1",
        "go dunn-1",
        "join bern-1",
        "undo",
        "go speaker-1",
        "join",
    )
    twice = (
        "line 4: these words stand there 2 times: 1 “about it,” she says. “We need a wall.” Dr Bern doubts that the "
        "ha”, 2 “doubts that the harbour needs a wall. The “wall” of the title is a”; write more of them, or the "
        "number of the place before them"
    )
    assert done.errors.splitlines() == [
        twice,
        "line 5: these words are not in the text; take them as they are in the text",
        "line 9: dunn-1 and bern-1 have two speakers; say for one of them first that the other speaks",
        "line 12: there is no statement after this one; write: join ID",
    ]
    assert "dunn-1 is one statement with dunn-2 now" in done.text
    assert "dunn-2 is a statement now, reported" in done.text
    assert "dunn-2    open · reported · by by-hand\n" in done.text
    assert "bern-1 is one statement with speaker-1 now" in done.text
    assert "taken back: joined bern-1 and speaker-1" in done.text
    assert list(states(desk)) == ["dunn-2", "dunn-1", "bern-1", "speaker-1"]


def test_topic_that_nobody_defined_is_asked_for(run: Run, harbour: Path) -> None:
    done = review(run, harbour, "new supports Tides | The tide is rising.", "topic Tides", "new supp tides | It rises.")
    assert done.errors == 'line 1: no topic is called "Tides"; define it first: topic Tides\n'
    assert "dunn-1: Cara Dunn supports it-rises" in done.text


def test_help_names_every_command(run: Run, harbour: Path) -> None:
    assert HELP in review(run, harbour, "help").text


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("jump", 'no command is called "jump"; help lists them'),
        ("rejekt", 'no command is called "rejekt"; did you mean "reject"?'),
        ("re", 'no command is called "re"; did you mean "reject" or "reopen"?'),
        ("9 supports", "there is no claim 9 here; there are 2"),
        ("1", 'no stance is called ""; write one of supports, opposes, qualifies, mentions'),
        ("1 likes", 'no stance is called "likes"'),
        ("1 supports badly", '"badly" is not understood'),
        ("known nothing supports", 'no claim is called "nothing"'),
        ("new supports moon", "the new claim is not whole; write: new STANCE TOPIC | WORDING"),
        ("new supports stars | A claim.", 'no topic is called "stars"'),
        ("accept", "dunn-1 takes no stance"),
        ("accept round", "accept takes no more words"),
        (
            "proposal",
            "the proposed claim is a new one: The tide is rising.; say its topic: new supports TOPIC | The tide",
        ),
        ("find", "find needs words"),
        ("speaker", "nobody is named"),
        ("speaker zoe", 'no person or organisation is called "zoe"'),
        ("fragment never said", "these words are not in the text"),
        ("fragment sand bank", "these words are not in the utterance of dunn-1, but at “"),
        ("mode", 'no mode is called ""'),
        ("split never said", "these words are not in the utterance"),
        ("go dunn-9", 'no statement is called "dunn-9"'),
        ("undo", "there is nothing to undo"),
        ("answer question-1", "the answer is missing"),
        ("answer question-9 bob", 'no open question is called "question-9"'),
        ("take aside-9", 'no quoted span is called "aside-9"'),
    ],
)
def test_line_that_cannot_be_done_is_said_and_changes_nothing(run: Run, harbour: Path, line: str, message: str) -> None:
    before = harbour.read_bytes()
    done = review(run, harbour, line, "list")
    assert done.code == 1
    assert done.errors.startswith(f"line 1: {message}")
    assert "> dunn-1  open" in done.text
    assert harbour.read_bytes() == before


def test_control_characters_of_an_article_reach_no_terminal(run: Run, desk: Desk) -> None:
    text = "Ann \x1b]0;title\x07said: “The \x1b[31mwall\u202e is red.”"
    start = text.index("“The")
    desk.write("texts/odd.txt", text)
    desk.write(
        "drafts/odd.yaml",
        "draft: {article: odd}\nsource: {id: odd, title: Odd}\nstatements:\n"
        f"  - {{id: ann-1, speaker: ada, mode: direct, quote: is red, at: [{start + 15}, {start + 21}],"
        f" draft: {{utterance: [{start}, {len(text)}]}}}}\n",
    )
    done = run("review", desk.root / "drafts/odd.yaml", "--as", "ada", stdin=b"list\n")
    assert "\x1b" not in done.text
    assert "\u202e" not in done.text
    assert r"[[“The \x1b[31mwall\u202e is red.”]]" in done.text


def test_coder_of_the_workspace_decides(run: Run, desk: Desk, harbour: Path) -> None:
    desk.write("counterpoint.toml", '[review]\ncoder = "bob"\n')
    assert run("review", harbour, stdin=b"1 supports\n").code == 0
    assert Draft.read(harbour, desk.workspace).statements[0]["confirmed-by"] == "bob"


def test_full_name_introduces_a_new_coder(run: Run, desk: Desk, harbour: Path) -> None:
    assert review(run, harbour, "1 supports", coder="Eve Hall").code == 0
    draft = Draft.read(harbour, desk.workspace)
    assert draft.statements[0]["confirmed-by"] == "eve-hall"
    assert draft.new_coders == {"eve-hall": "Eve Hall"}
    assert review(run, harbour, "reject", coder="eve-hall").code == 0


def test_id_that_nobody_has_is_refused_where_nobody_can_be_asked(run: Run, harbour: Path) -> None:
    done = review(run, harbour, "1 supports", coder="eve-hall")
    assert (done.code, done.text) == (2, "")
    assert 'no coder is called "eve-hall"; introduce somebody new by their full name' in done.errors


def test_without_a_coder_nothing_is_accepted(run: Run, desk: Desk, harbour: Path) -> None:
    done = run("review", harbour, stdin=b"1 supports\n")
    assert done.code == 1
    assert "nobody is named who decides; say who you are with --as" in done.errors
    assert states(desk)["dunn-1"] == "open"


def test_draft_that_is_not_there_is_said(run: Run, desk: Desk) -> None:
    done = run("-w", desk.root, "review", "harbor")
    assert (done.code, done.errors) == (
        2,
        "counterpoint: there is no draft harbor; counterpoint draft ARTICLE makes one\n",
    )


def test_keys_confirm_a_draft_on_a_narrow_terminal(desk: Desk, harbour: Path) -> None:
    assert harbour.is_file()
    with running("review", "harbour", folder=desk.root, columns=60) as terminal:
        terminal.wait("who are you? Your full name, or your id here: ")
        terminal.press("Eve Hall\n")
        assert "The moon is round." in terminal.wait("q\N{NO-BREAK SPACE}quit")
        terminal.press("1s")
        terminal.wait("dunn-1: Cara Dunn supports round")
        terminal.wait("q\N{NO-BREAK SPACE}quit")
        terminal.press("w")
        terminal.wait("neutral sentence: ")
        terminal.press("The harbour’s wall is neededX\x7f.\r")
        terminal.wait("Esc back: ")
        terminal.press("s")
        terminal.wait("or a new topic: ")
        terminal.press("Sea walls\r")
        terminal.wait("dunn-2: Cara Dunn supports the-harbours-wall-is-needed")
        terminal.wait("q\N{NO-BREAK SPACE}quit")
        terminal.press("?")
        terminal.wait("Enter leaves it open: ")
        terminal.press("1\r")
        terminal.wait("nothing is in question")
        terminal.wait("q\N{NO-BREAK SPACE}quit")
        terminal.press("x")
        terminal.wait("Enter for no reason: ")
        terminal.press("1\r")
        terminal.wait("all statements are decided")
        terminal.press("q")
        assert terminal.end() == 0
        assert "next: counterpoint add drafts/harbour.yaml" in terminal.shown()
        assert max(map(len, terminal.shown().splitlines())) <= 60 or "coder =" in terminal.shown()
    draft = Draft.read(desk.root / "drafts/harbour.yaml", desk.workspace)
    assert [state_of(one) for one in draft.statements] == ["accepted", "accepted", "rejected"]
    assert draft.statements[0]["confirmed-by"] == "eve-hall"
    assert draft.data["claims"]["the-harbours-wall-is-needed"]["name"] == "The harbour’s wall is needed."
    assert draft.data["topics"]["sea-walls"]["name"] == "Sea walls"


def test_control_c_loses_nothing_and_the_review_goes_on_there(desk: Desk, harbour: Path) -> None:
    assert harbour.is_file()
    with running("review", "harbour", "--as", "ada", folder=desk.root) as terminal:
        terminal.wait("q\N{NO-BREAK SPACE}quit")
        terminal.press("2o")
        terminal.wait("dunn-1: Cara Dunn opposes cheese")
        terminal.wait("q\N{NO-BREAK SPACE}quit")
        terminal.press("f")
        terminal.wait("fifteen at most")
        terminal.interrupt()
        assert terminal.end() == 0
        assert "2 of 3 left; all is saved" in terminal.shown()
    with running("review", "harbour", "--as", "ada", folder=desk.root) as terminal:
        terminal.wait("2 of 3 · 2 left")
        terminal.wait("q\N{NO-BREAK SPACE}quit")
        terminal.press("u")
        terminal.wait("taken back: accepted dunn-1")
        terminal.press("\x04")
        assert terminal.end() == 0
    assert states(desk)["dunn-1"] == "open"


def test_other_keys_do_their_commands_and_escape_leads_back(desk: Desk, harbour: Path) -> None:
    assert harbour.is_file()
    keys_and_answers = [
        ("\x1b[C", "2 of 3"),
        ("\x1b[D", "1 of 3"),
        ("1\x1b", "1 of 3"),
        ("z", "z does nothing; h says what the keys do"),
        ("a", "dunn-1 takes no stance"),
        ("/made of cheese\r", "The moon is cheese. ["),
        ("fnobody wants to hear\r", "these words are not in the text"),
        ("fnobody at the council\r", "dunn-1: nobody at the council"),
        ("mr", "dunn-1 is reported"),
        ("i", "dunn-1: the stance was read into the words"),
        ("s+Eve Hall\r", "dunn-1: Eve Hall speaks"),
        ("s1\r", "speaks"),
        ("p\r2\x15Tides\r", "supports the-tide-is-rising"),
        ("b", "1 of 3"),
        ("r", "dunn-1 is open again"),
        ("c", "dunn-3 is one more statement of this utterance"),
        ("dand nobody\r", "dunn-4 begins there"),
        (":go bern-1\r", "bern-1"),
        ("laside-1\r", "speaker-1 is a statement now"),
        ("h\r", "of 6"),
        ("q", "left; all is saved"),
    ]
    with running("review", "harbour", "--as", "ada", folder=desk.root) as terminal:
        terminal.wait("q\N{NO-BREAK SPACE}quit")
        for keys, shown in keys_and_answers:
            terminal.press(keys)
            terminal.wait(shown)
        assert terminal.end() == 0


def test_another_note_and_reopen_are_about_what_was_just_decided(run: Run, desk: Desk, harbour: Path) -> None:
    done = review(
        run,
        harbour,
        "1 supports",
        "note on tides",
        "list",
        "another",
        "2 opposes",
        "reopen",
        "1 mentions",
        "next",
        "note of what is looked at",
        "reopen dunn-1",
        "another bern-1",
    )
    assert done.errors == ""
    for line in (
        "dunn-1: noted",
        "> dunn-2  open  Cara Dunn: need a wall",
        "  dunn-1  accepted  Cara Dunn: The tide is rising every year  [supports round]",
        "dunn-3 is one more statement of this utterance, that of dunn-1",
        "dunn-3 is open again",
        "dunn-3: Cara Dunn mentions round",
        "bern-1: noted",
        "dunn-1 is open again",
        "bern-2 is one more statement of this utterance, that of bern-1",
    ):
        assert line in done.text.splitlines()
    assert states(desk) == {
        "dunn-1": "open",
        "dunn-3": "accepted",
        "dunn-2": "open",
        "bern-1": "open",
        "bern-2": "open",
    }


def test_new_claim_with_its_topic_and_id_is_one_step(run: Run, desk: Desk, harbour: Path) -> None:
    before = Draft.read(harbour, desk.workspace).data
    done = review(run, harbour, "new supports + Sea walls | The harbour needs a wall. | wall-needed")
    assert "dunn-1: Cara Dunn supports wall-needed" in done.text
    draft = Draft.read(harbour, desk.workspace)
    assert draft.names.topics_of == {"wall-needed": ("sea-walls",)}
    assert "taken back: accepted dunn-1" in review(run, harbour, "undo").text
    assert Draft.read(harbour, desk.workspace).data == before
    done = review(run, harbour, "new supports + Walls | A wall. | a b", "new supports moon | A | b | c")
    assert done.errors.splitlines()[0].startswith('line 1: "a b" cannot be an id; use letters')
    assert done.errors.splitlines()[1:] == [
        "line 2: the new claim is not whole; write: new STANCE TOPIC | WORDING, perhaps with | ID",
    ]
    assert Draft.read(harbour, desk.workspace).data == before


def test_organisations_and_roles_are_said_by_lines(run: Run, desk: Desk, harbour: Path) -> None:
    done = review(
        run,
        harbour,
        "role former mayor at Elm Council",
        "role not harbour master",
        "role pilot",
        "capacity pilot",
        "capacity sailor",
        "speaker new organisation Elm Society",
        "role mayor",
        "undo",
        "speaker new organisation",
        "source",
        "source publisher new Elm Press",
        "source author new Eve Hall; new organisation Elm Wire",
        "source url",
        "source type book chapter",
    )
    assert done.errors.splitlines()[:3] == [
        'line 5: no role of the speaker is called "sailor"; known are mayor@elm-council, pilot',
        "line 7: Elm Society is an organisation, which has no role; say the person first: speaker NAME",
        "line 9: nobody is named; write an id or a name, or speaker new [organisation] NAME",
    ]
    assert done.errors.splitlines()[3].startswith('line 14: no type of source is called "book chapter"')
    for line in (
        "Cara Dunn: keeps the harbour, Port Elm; former mayor, Elm Council",
        "Cara Dunn: former mayor, Elm Council",
        "dunn-1: Cara Dunn speaks as pilot",
        "dunn-1: Elm Society speaks",
        "taken back: said who speaks in dunn-1",
        "title: Tides and talk",
        "publisher: elm-press",
        "author: eve-hall, elm-wire",
        "nothing is said of the url any more",
    ):
        assert line in done.text.splitlines()
    draft = Draft.read(harbour, desk.workspace)
    assert set(draft.data["organisations"]) == {"port-elm", "elm-council", "elm-press", "elm-wire"}
    assert draft.statements[0]["in-capacity"] == "pilot"


def test_organisation_reviews(run: Run, desk: Desk, harbour: Path) -> None:
    done = run("review", harbour, "--as", "Elm Press", "--organisation", stdin=b"1 supports\n")
    assert (done.code, done.errors) == (0, "")
    draft = Draft.read(harbour, desk.workspace)
    assert draft.statements[0]["confirmed-by"] == "elm-press"
    assert draft.names.of["organisation"]["elm-press"] == "Elm Press"
    assert draft.new_coders == {}
    assert run("review", harbour, "--as", "elm-press", stdin=b"known round opposes\n").code == 0


def test_claims_that_were_found_stand_in_order_of_their_numbers(run: Run, harbour: Path) -> None:
    done = review(
        run, harbour, "find cheese moon round", "next", "1 supports", "9 supports", "find cheese", "9 supports"
    )
    found = [line for line in done.text.splitlines() if line[:1].isdecimal() and line.endswith(")")]
    assert [line[:2] for line in found] == ["1 ", "2 ", "1 "]
    no_claim = "no claim is proposed here; find WORDS looks for one, and new STANCE TOPIC | CLAIM makes one"
    assert done.errors.splitlines()[:2] == [f"line 3: {no_claim}", f"line 4: {no_claim}"]
    assert done.errors.splitlines()[2].startswith("line 6: there is no claim 9 here; there ")


def test_review_of_a_draft_that_was_added_says_so(run: Run, desk: Desk, harbour: Path) -> None:
    lines = ("1 supports", "reject", "reject", "answer question-1 bob")
    assert "next: counterpoint add drafts/harbour.yaml" in review(run, harbour, *lines).text
    assert run("-w", desk.root, "add", "drafts/harbour.yaml").code == 0
    done = review(run, harbour)
    assert done.text.endswith("it is in the debate already: graph/sources/harbour.yaml\n")
    desk.write("graph/sources/harbour.yaml", f"source: {{id: harbour, title: Other, text-digest: {'0' * 64}}}\n")
    assert "next: counterpoint add drafts/harbour.yaml" in review(run, harbour).text


def test_no_color_is_kept_to(desk: Desk, harbour: Path) -> None:
    assert harbour.is_file()
    with running("review", "harbour", "--as", "ada", folder=desk.root, NO_COLOR="1") as terminal:
        terminal.wait("q\N{NO-BREAK SPACE}quit")
        terminal.press("q")
        assert terminal.end() == 0
        assert "\x1b[1m" in terminal.raw
        assert not any(f"\x1b[{code}m" in terminal.raw or f";{code}m" in terminal.raw for code in range(30, 38))


@pytest.mark.skipif(os.name == "nt", reason="the terminals here are those of Unix")
def test_id_of_a_new_coder_asks_for_the_name(desk: Desk, harbour: Path) -> None:
    with running("review", "harbour", "--as", "eve", folder=desk.root) as terminal:
        terminal.wait("nobody is called eve yet; the full name: ")
        terminal.press("Eve Hall\n")
        terminal.wait("q\N{NO-BREAK SPACE}quit")
        terminal.press("q")
        assert terminal.end() == 0
    assert Draft.read(harbour, desk.workspace).new_coders == {"eve": "Eve Hall"}


def test_pasted_text_is_one_line_and_none_of_it_a_command(desk: Desk, harbour: Path) -> None:
    with running("review", str(harbour), "--as", "ada", folder=desk.root) as terminal:
        terminal.wait("quit")
        terminal.press("\x1b[200~xxq\nx\n\x1b[201~")
        terminal.press("+")
        terminal.wait("words of the text that were missed")
        terminal.press("\x1b[200~has seen forty\n\N{NO-BREAK SPACE}winters\x1b[201~ therx\x7fe\r")
        terminal.wait("speaker-1 is a statement now, reported")
        terminal.press("j")
        terminal.wait("speaker-1 is one statement with dunn-1 now")
        terminal.press("uf\N{GRINNING FACE}\N{CJK UNIFIED IDEOGRAPH-6D77}\x15seen forty winters\r")
        terminal.wait("speaker-1: seen forty winters")
        terminal.press("q")
        assert terminal.end() == 0
    assert set(states(desk).values()) == {"open"}
