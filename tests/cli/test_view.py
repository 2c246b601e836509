"""``counterpoint view``: where the page goes, what it is headed, and what is said where claims were left out."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import click
import pytest

from tests.cli.conftest import Run
from tests.cli.test_network import OTHER
from tests.desk import Desk


def test_a_page_is_written_and_its_path_printed(desk: Desk, run: Run, tmp_path: Path) -> None:
    done = run("view", "--title", "The <moon>", "-w", desk.root)
    assert (done.code, done.text, done.errors) == (0, f"{tmp_path / 'network.html'}\n", "")
    page = (tmp_path / "network.html").read_text(encoding="utf-8")
    assert "<title>The &lt;moon&gt;</title>" in page


def test_a_page_is_opened_where_that_is_asked_for(desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    run("view", "-o", desk.root / "page.html", "--open", "-w", desk.root)
    assert opened == [(desk.root / "page.html").as_uri()]


def test_a_picture_is_written_where_the_name_says_so(desk: Desk, run: Run, tmp_path: Path) -> None:
    done = run("view", "-o", "moon.SVG", "--title", "The <moon>", "-w", desk.root)
    assert done.text == f"{tmp_path / 'moon.SVG'}\n"
    picture = ET.fromstring((tmp_path / "moon.SVG").read_text(encoding="utf-8"))  # noqa: S314 - our own
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert picture[0].text == "The <moon>"


def test_a_file_that_is_neither_page_nor_picture_is_refused(desk: Desk, run: Run, tmp_path: Path) -> None:
    done = run("view", "-o", "moon.png", "-w", desk.root)
    wanted = 'nothing is written as ".png"; name a file that ends on .html, .htm, .svg'
    assert (done.code, done.errors, (tmp_path / "moon.png").exists()) == (2, f"counterpoint: {wanted}\n", False)


def on_a_terminal(desk: Desk, code: str) -> str:
    """Run a view whose standard error is a terminal, and give what the terminal was sent."""
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal, ThreadPoolExecutor() as readers:

        def read() -> bytes:
            sent = b""
            with suppress(OSError):  # how the end of a terminal reads
                while piece := terminal.read(1024):
                    sent += piece
            return sent

        sent = readers.submit(read)
        script = (
            "from counterpoint.cli import view\nfrom counterpoint.cli.main import main\n"
            f"{code}\nmain(['view', '-w', {str(desk.root)!r}])"
        )
        try:
            subprocess.run(
                [sys.executable, "-c", script], stdout=subprocess.DEVNULL, stderr=theirs, check=True, timeout=60
            )
        finally:
            os.close(theirs)
        return sent.result(30).decode()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals here")
def test_a_bar_shows_how_far_it_is_where_that_takes_long_and_there_is_a_terminal(
    desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counterpoint.cli.view._PATIENCE", -1.0)
    assert run("view", "-w", desk.root).errors == ""
    monkeypatch.chdir(desk.root)
    assert "100%" in on_a_terminal(desk, "view._PATIENCE = -1")
    assert on_a_terminal(desk, "view._PATIENCE = 60") == ""


def test_a_link_stays_and_a_folder_is_refused(desk: Desk, run: Run) -> None:
    real, link = desk.root / "real.html", desk.root / "link.html"
    link.symlink_to(real)
    assert run("view", "-o", link, "-w", desk.root).code == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("<!doctype html>")
    done = run("view", "-o", desk.root / "no" / "page.html", "-w", desk.root)
    assert done.code == 1
    assert done.errors.endswith("cannot be written: No such file or directory; choose another place\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_written_to(desk: Desk, run: Run) -> None:
    pipe = desk.root / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as readers:
        read = readers.submit(pipe.read_bytes)
        assert run("view", "-o", pipe, "-w", desk.root).code == 0
        assert read.result(30).startswith(b"<!doctype html>")
    assert pipe.is_fifo()


def test_claims_that_were_left_out_are_told_with_the_answer_and_on_the_page(desk: Desk, run: Run) -> None:
    desk.record.write_text(desk.record.read_text(encoding="utf-8") + OTHER, encoding="utf-8")
    desk.write("counterpoint.toml", "[inference]\nmax_pairs = 0\n")
    warning = "counterpoint: 1 claim was left out of agreement and disagreement; "
    for command in (["view"], ["ask", "opponents"]):
        done = run(*command, "-w", desk.root)
        assert done.code == 0
        assert done.errors.startswith(warning)
    assert run("ask", "most-contested-claims", "-w", desk.root).errors == ""
    assert '"leftOut":1' in Path("network.html").read_text(encoding="utf-8")
