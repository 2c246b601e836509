from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from counterpoint.drafting.drafts import Draft
from counterpoint.workspace import shipped
from tests.cli.conftest import Run
from tests.desk import Desk
from tests.drafting.articles_at_hand import ARTICLE, KNOWN
from tests.drafting.llm.service import answer, running, status


@pytest.fixture
def article(desk: Desk) -> Path:
    desk.write("graph/known.yaml", KNOWN)
    return desk.write("inbox/elm.txt", ARTICLE)


def test_report_says_who_speaks_what_is_in_doubt_and_what_comes_next(run: Run, desk: Desk, article: Path) -> None:
    done = run("-w", desk.root, "draft", article)
    assert (done.code, done.errors) == (0, "")
    lines = done.text.splitlines()
    assert lines[0] == "drafts/elm.yaml: 6 utterances, 5 with a speaker"
    shown = {line[:15].strip(): " ".join(line[15:].split()) for line in lines[1:5]}
    assert shown["Tom Aske"] == "2 professor of geology, University of Northsea"
    assert shown["speaker?"] == "1 a resident"
    assert "in doubt, for you to say:" in lines
    assert "  is “Tom Aske” the person T. Aske (t-aske)?" in lines
    place = lines.index("quoted, but taken for no speech:")
    assert lines[place + 1].startswith("  “green wall”  (")
    again = f"next: counterpoint review drafts/elm.yaml -w {desk.root}"
    browser = f"or, in the browser: counterpoint serve --edit -w {desk.root}"
    assert lines[-3:] == ["the text is in texts/elm.txt", again, browser]
    assert Draft.read(desk.root / "drafts/elm.yaml", desk.workspace).statements


def test_draft_that_is_there_is_not_written_over(run: Run, desk: Desk, article: Path) -> None:
    desk.write("drafts/elm.yaml", "mine\n")
    done = run("-w", desk.root, "draft", article)
    assert done.code == 2
    again = f"counterpoint review drafts/elm.yaml -w {desk.root} goes on with it; --replace drafts"
    assert done.errors.startswith(f"counterpoint: the draft drafts/elm.yaml is there already; {again}")
    assert (desk.root / "drafts/elm.yaml").read_text(encoding="utf-8") == "mine\n"
    assert run("-w", desk.root, "draft", article, "--id", "elm-2").code == 0


def test_an_id_that_no_file_of_windows_can_have_is_refused(run: Run, desk: Desk, article: Path) -> None:
    done = run("-w", desk.root, "draft", article, "--id", "nul")
    wanted = 'Windows can hold no file that is called "nul"; give the source another --id'
    assert (done.code, done.errors) == (2, f"counterpoint: {wanted}\n")


def test_the_command_that_goes_on_with_a_draft_of_an_odd_name_can_be_given(run: Run, desk: Desk, article: Path) -> None:
    path = desk.root / "drafts/my elm.yaml"
    assert run("-w", desk.root, "draft", article, "-o", path).code == 0
    done = run("-w", desk.root, "draft", article, "-o", path)
    assert f"; counterpoint review 'drafts/my elm.yaml' -w {desk.root} goes on" in done.errors
    done = run("-w", desk.root, "add", path)
    assert done.errors.endswith(f"decide on them: counterpoint review 'drafts/my elm.yaml' -w {desk.root}\n")
    assert run("review", "drafts/my elm.yaml", "-w", desk.root).code == 0


def test_draft_is_replaced_where_that_is_said(run: Run, desk: Desk, article: Path) -> None:
    assert run("-w", desk.root, "draft", article, "--replace").code == 0
    done = run("-w", desk.root, "draft", article)
    assert "goes on with it; --replace drafts it anew, and --id gives another id" in done.errors
    done = run("-w", desk.root, "draft", article, "--replace")
    assert (done.code, "in the place of the draft before; nothing was decided of it" in done.text) == (0, True)
    run("-w", desk.root, "review", "elm", "--as", "ada", stdin=b"reject\n")
    done = run("-w", desk.root, "draft", article, "--replace")
    assert "in the place of the draft before; 1 decision carried over" in done.text.splitlines()


def test_outside_of_any_workspace_a_place_is_needed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "elm.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("draft", "elm.txt")
    assert done.code == 2
    assert (
        "this folder is in no workspace that a draft could be put into; make one with counterpoint init DIR"
        in done.errors
    )
    done = run("draft", "elm.txt", "-o", "out/mine.yaml")
    assert (done.code, done.errors) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["mine.txt", "mine.yaml"]
    assert (tmp_path / "out/mine.txt").read_text(encoding="utf-8") == ARTICLE
    done = run("review", "out/mine.yaml", "--as", "Eve Hall", stdin=b"list\n")
    assert (done.code, done.errors) == (0, "")
    assert "6 of 6 left" in done.text
    assert not (shipped() / "drafts").exists()


def test_text_of_a_draft_is_no_stray_among_the_texts(run: Run, desk: Desk, article: Path) -> None:
    assert run("-w", desk.root, "draft", article).code == 0
    done = run("-w", desk.root, "check")
    assert (done.code, done.errors) == (0, "")
    (desk.root / "drafts/elm.yaml").unlink()
    assert 'no source has the id "elm"' in run("-w", desk.root, "check").errors


def test_another_language_is_said(run: Run, desk: Desk) -> None:
    text = "Le ministre a déclaré lundi devant la presse qu’il ne signerait pas le traité avant la fin de l’année.\n"
    done = run("-w", desk.root, "draft", desk.write("inbox/fr.txt", text))
    assert done.code == 2
    assert "fr.txt is not in English, and drafting reads English only" in done.errors


@pytest.mark.parametrize("name", ["nothing.txt", "."])
def test_article_that_cannot_be_read_is_said(run: Run, desk: Desk, name: str) -> None:
    done = run("-w", desk.root, "draft", desk.root / name)
    assert done.code == 2
    assert done.errors.startswith("counterpoint: ")
    assert len(done.errors.splitlines()) == 1


def test_endpoint_is_no_workspace_to_draft_into(run: Run, desk: Desk, article: Path) -> None:
    assert desk.root.is_dir()
    done = run("-w", "http://localhost:1/sparql", "draft", article)
    assert (done.code, "draft works on the files of a workspace" in done.errors) == (2, True)


def test_language_model_has_to_be_named_before_anything_is_done(
    run: Run, desk: Desk, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COUNTERPOINT_LLM_URL", raising=False)
    done = run("-w", desk.root, "draft", article, "--llm")
    assert done.code == 2
    assert "no language model is named; set COUNTERPOINT_LLM_URL" in done.errors
    assert not (desk.root / "drafts").exists()


def test_proposals_of_a_language_model_are_marked_in_the_draft_and_the_key_stands_nowhere(
    run: Run, desk: Desk, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [
        {"utterance": "dunn-2", "claim": "wall-needed", "wording": "", "stance": "supports", "quote": "need a wall"},
        {"utterance": "aske-2", "claim": "", "wording": "Invented.", "stance": "supports", "quote": "never said"},
    ]
    with running(answer({"proposals": made})) as service:
        monkeypatch.setenv("COUNTERPOINT_LLM_URL", service.address)
        monkeypatch.setenv("COUNTERPOINT_LLM_MODEL", "owl-7b")
        monkeypatch.setenv("COUNTERPOINT_LLM_KEY", "sk-very-secret")
        done = run("-w", desk.root, "draft", article, "--llm")
    assert (done.code, done.errors) == (0, "")
    assert "proposed by a language model: claim and stance of 1 utterance" in done.text
    assert '  the proposal for aske-2 was dropped: the words "never said" are not in the utterance' in done.text
    written = (desk.root / "drafts/elm.yaml").read_text(encoding="utf-8")
    draft = Draft.read(desk.root / "drafts/elm.yaml", desk.workspace)
    by = {"model": "owl-7b", "prompt": "claims-1"}
    assert [one["draft"]["proposal"] for one in draft.statements if "proposal" in one["draft"]] == [
        {"claim": "wall-needed", "wording": "The town needs a sea wall.", "stance": "supports", **by}
    ]
    assert "sk-very-secret" not in done.text + written


def test_language_model_that_fails_costs_its_proposals_only(
    run: Run, desk: Desk, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(status(401, "no such key")) as service:
        monkeypatch.setenv("COUNTERPOINT_LLM_URL", service.address)
        monkeypatch.setenv("COUNTERPOINT_LLM_MODEL", "owl-7b")
        done = run("-w", desk.root, "draft", article, "--llm")
    assert done.code == 0
    assert "proposals are missing from dunn-1 on: 127.0.0.1" in done.text
    assert "next: counterpoint review drafts/elm.yaml" in done.text


def test_help_and_other_commands_load_no_language_library() -> None:
    code = (
        "import sys, counterpoint.cli.draft, counterpoint.cli.review, counterpoint.drafting.reviewing;"
        "heavy = {'spacy', 'onnxruntime', 'lxml', 'numpy', 'rich', 'urllib3', 'rapidfuzz'} & set(sys.modules);"
        "sys.exit(', '.join(sorted(heavy)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
