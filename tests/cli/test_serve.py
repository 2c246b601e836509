"""``counterpoint serve`` as it is started: what it says, and what it says where it cannot start."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.desk import Desk
from tests.web.serving import serving


def test_it_says_where_it_is_and_ends_with_ctrl_c(desk: Desk) -> None:
    with serving(workspace=desk.root) as served:
        assert served.process.stdout is not None
        assert served.process.stdout.readline() == f"SPARQL endpoint: {served.url}/sparql\n"
        assert served.sparql("ASK {}").status == 200
    assert served.process.returncode in (0, 130)
    assert not any("Traceback" in line for line in served.log)


def test_it_says_where_drafts_are_confirmed_and_by_which_token(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def said(*options: str) -> list[str]:
        with serving(*options, workspace=desk.root) as served:
            assert served.process.stdout is not None
            return list(iter(served.process.stdout.readline, "Ctrl-C stops it.\n"))

    monkeypatch.delenv("COUNTERPOINT_EDIT_TOKEN", raising=False)
    assert said("--edit")[1].endswith("/edit\n")
    assert len(said("--edit")) == 2
    assert re.fullmatch(r"Token: [\w-]{32}\n", said("--edit", "--host", "0.0.0.0")[2])  # noqa: S104 - to be seen


def test_a_port_in_use_is_told_with_who_has_it(run: Run, desk: Desk) -> None:
    with serving(workspace=desk.root) as served:
        done = run("-w", str(desk.root), "serve", "--port", str(served.address[1]))
        assert done.code == 2
        assert f"port {served.address[1]} is in use by process {served.process.pid} (" in done.errors
        assert "choose another, as in --port" in done.errors
        assert "Traceback" not in done.errors


def test_a_port_in_use_by_a_process_of_another_is_told_too(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("-w", ":demo:", "serve", "--port", str(taken.getsockname()[1]))
    assert done.code == 2
    assert "is in use" in done.errors


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-w", "nowhere", "serve", "--port", "0"], "there is no folder nowhere"),
        (["serve", "--port", "0", "--host", "192.0.2.1"], "192.0.2.1 port 0 cannot be listened on"),
        (["serve", "--port", "0", "--host", "no such host"], "cannot be listened on"),
        (["serve", "--port", "99999"], "99999 is not in the range"),
        (["serve", "--port", "0", "--endpoint", "graph/"], '"graph/" is not the address of an endpoint'),
        (["serve", "--port", "0", "--endpoint", "http://127.0.0.1:9/sparql"], "cannot be reached"),
        (["serve", "--timeout", "0"], "0.0 is not in the range"),
        (["serve", "--edit", "--endpoint", "http://127.0.0.1:9/sparql"], "editing works on the files of a workspace"),
        (["serve", "--as", "jane-doe"], "--as says who confirms drafts, and nobody can here; add --edit"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(run: Run, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.code in (1, 2)
    assert message in done.errors
    assert "Traceback" not in done.errors


def test_records_with_faults_are_told_before_anything_is_served(run: Run, desk: Desk) -> None:
    desk.spoil("supports: cheese", "supports: chese")
    done = run("-w", str(desk.root), "serve", "--port", "0")
    assert done.code == 1
    assert "did you mean cheese?" in done.errors


@pytest.mark.skipif(os.geteuid() == 0, reason="root may listen on any port")
def test_a_port_of_the_system_is_told(run: Run) -> None:
    assert "port 80 is for the system" in run("-w", ":demo:", "serve", "--port", "80").errors


def test_a_snapshot_that_vanishes_is_told(desk: Desk, tmp_path: Path) -> None:
    import shutil
    import time

    with serving(workspace=desk.root) as served:
        shutil.rmtree(desk.root / ".counterpoint")
        # What is open stays open.
        assert served.sparql("ASK { ?s ?p ?o }").json["boolean"] is True
        done = subprocess.run(
            [sys.executable, "-m", "counterpoint", "-w", str(desk.root), "build"],
            check=False,
            capture_output=True,
            cwd=tmp_path,
        )
        assert done.returncode == 0
        time.sleep(2)
        assert served.sparql("ASK { ?s ?p ?o }").json["boolean"] is True
