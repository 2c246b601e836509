"""What the guide to serving shows works on a server, with its address in place of the usual one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.serving import Served, serving


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "how-to" / "serve.md").read_text(encoding="utf-8")


def test_the_python_is_true(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    with serving(workspace=":demo:") as served:
        exec(block.replace("http://127.0.0.1:7474", served.url), {})  # noqa: S102 - our own page
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("https://w3id.org/counterpoint/id/claim/") for line in lines)


def test_every_address_and_limit_is_there(page: str) -> None:
    from click.testing import CliRunner

    from counterpoint.cli.serve import command

    options = set(re.findall(r"--[a-z-]+", CliRunner().invoke(command, ["--help"]).output))
    assert set(re.findall(r"`(--[a-z-]+) ", page)) <= options
    with serving(workspace=":demo:") as served:
        check_addresses(page, served)


def check_addresses(page: str, served: Served) -> None:
    paths = [path for path in re.findall(r"`(/[^`]*)`", page) if not re.search(r"[A-Z…]", path) and path != "/ns/roles"]
    assert len(paths) > 8
    for path in paths:
        # What changes drafts is there with --edit only; tests/web/editing looks at it.
        assert served.get(path).status == 404 if path == "/edit" else served.get(path).status in (200, 303), path
