"""The command line, run in this process as the shell would run it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from counterpoint.cli.main import main
from tests.desk import Desk


@dataclass(frozen=True)
class Done:
    """What a command gave.

    :param code: its exit code.
    :param output: what it wrote to standard output.
    :param errors: what it wrote to standard error.
    """

    code: int
    output: bytes
    errors: str

    @property
    def text(self) -> str:
        return self.output.decode()


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Give a function that runs ``counterpoint`` with arguments, and with bytes on standard input."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str | Path, stdin: bytes = b"") -> Done:
        output, errors = io.BytesIO(), io.BytesIO()
        streams = {
            name: io.TextIOWrapper(buffer, encoding="utf-8", write_through=True)
            for name, buffer in {"stdin": io.BytesIO(stdin), "stdout": output, "stderr": errors}.items()
        }
        with monkeypatch.context() as patched:
            for name, stream in streams.items():
                patched.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as left:
                main([str(arg) for arg in args])
        code = left.value.code
        assert isinstance(code, int)
        return Done(code, output.getvalue(), errors.getvalue().decode())

    return call


SAYS = """\
#+ summary: What somebody said
#+ description: What somebody said, in the words of the source.
#+ params:
#+   speaker: {type: speaker, description: Who, example: Ada Lovelace}
#+   claim: {type: claim, description: On what}
#+   since: {type: date, description: From when}
#+   words: {type: text, description: Words of it}
#+   limit: {type: number, description: How many at most, default: 10}
SELECT ?claim ?claimName ?quote WHERE {
  ?s cp:speaker ?_speaker ; cp:claim ?claim ; cp:evidence/oa:hasSelector/oa:exact ?quote .
  ?claim schema:name ?claimName
  FILTER (?claim = ?__claim || true) FILTER (?__since = ?__since || true) FILTER (CONTAINS(?quote, ?__words) || true)
} ORDER BY ?claim LIMIT ?_limit
"""


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Give a workspace with a question of its own."""
    desk.write("queries/says.rq", SAYS)
    return desk
