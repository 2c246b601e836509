"""The README's promises: `make demo` in a fresh clone, and every command it shows, with the output it shows.

CONTRIBUTING.md says how a command block is written.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ELISION = "…"
ANSWERS = 3
EXAMPLES = 5


class Step(NamedTuple):
    """One command of the README with the output shown for it."""

    line: int
    command: str
    shown: list[str]


def steps(readme: str) -> Iterator[Step]:
    """Yield the commands of all ``console`` blocks, and the blocks with a title as files to write, in order."""
    for block in re.finditer(r"^```(\w+)(?: title=\"([^\"\n]+)\")?\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL):
        language, title, body = block.groups()
        first = readme.count("\n", 0, block.start(3)) + 1
        if title:
            yield Step(first, f"cat > '{title}' <<'END'\n{body}END", [])
        elif language == "console":
            yield from commands(body, first)


def commands(block: str, first: int) -> Iterator[Step]:
    """Yield the commands of one block, whose first line is the given one of the README."""
    step = None
    for number, line in enumerate(block.splitlines(), start=first):
        if line.startswith("$ "):
            if step:
                yield step
            step = Step(number, line.removeprefix("$ "), [])
        elif step and step.command.endswith("\\") and line.startswith("> "):
            step = step._replace(command=f"{step.command}\n{line.removeprefix('> ')}")
        else:
            assert step, f"README.md:{number}: output before any command"
            step.shown.append(line.rstrip())
    if step:
        yield step


def as_shown(shown: list[str], real: list[str]) -> bool:
    """Tell whether output is what was shown, where ``…`` stands for any lines, or within a line for any characters."""
    patterns = (
        r"(?:.*\n)*" if line.strip() == ELISION else re.escape(line).replace(ELISION, ".*") + r"\n" for line in shown
    )
    return re.fullmatch("".join(patterns), "".join(f"{line}\n" for line in real)) is not None


def fresh_environment() -> dict[str, str]:
    """Give the environment without what a running make, git or Python environment added to it."""
    added = ("MAKE", "MFLAGS", "GIT_", "PYTEST", "PYTHONPATH", "VIRTUAL_ENV", "COUNTERPOINT")
    return {name: value for name, value in os.environ.items() if not name.startswith(added)}


def on_a_terminal(command: str, folder: Path, programs: Path) -> tuple[int, list[str]]:
    """Run a command as someone at a terminal of 100 columns would.

    :param command: what was typed.
    :param folder: where it was typed.
    :param programs: the folder of the environment's programs, which is on the path.
    :returns: the exit code, and the lines that appeared, without colours and trailing spaces.
    """
    pty = pytest.importorskip("pty", reason="a terminal is needed")
    ours, theirs = pty.openpty()
    environment = fresh_environment() | {"TERM": "dumb", "COLUMNS": "100", "LINES": "40", "LC_ALL": "C.UTF-8"}
    environment["PATH"] = os.pathsep.join([str(programs), os.environ["PATH"]])
    with subprocess.Popen(
        ["bash", "-c", command], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, cwd=folder, env=environment
    ) as process:
        os.close(theirs)
        output = b""
        # Linux ends the output of a closed terminal with an error, others with nothing.
        try:
            while chunk := os.read(ours, 65536):
                output += chunk
        except OSError:
            pass
        finally:
            os.close(ours)
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", output.decode("utf-8"))
    return process.returncode, [line.rstrip() for line in text.splitlines()]


@pytest.fixture(scope="module")
def clone(repository: Path, repository_files: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clone the repository and bring over what is not committed yet."""
    folder = tmp_path_factory.mktemp("fresh clone") / "counterpoint"
    subprocess.run(["git", "clone", "--quiet", repository, folder], check=True, env=fresh_environment())
    for file in folder.rglob("*"):
        name = file.relative_to(folder)
        if file.is_file() and name.parts[0] != ".git" and name not in repository_files:
            file.unlink()
    for name in repository_files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(repository / name, folder / name)
    return folder


PROGRAM = """\
#!/bin/sh
exec "{}" -m counterpoint "$@"
"""


def make(verb: str, folder: Path) -> str:
    """Run a verb of the Makefile, and give what it says."""
    done = subprocess.run(
        ["make", verb],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd=folder,
        env=fresh_environment(),
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def demo(clone: Path) -> str:
    """Run `make demo` in the clone, in an environment that borrows what `make test` has installed."""
    environment = clone / ".venv"
    venv.create(environment, symlinks=True)
    [packages] = environment.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(f"{clone / 'src'}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    program = environment / "bin" / "counterpoint"
    program.write_text(PROGRAM.format(environment / "bin" / "python"), encoding="utf-8")
    program.chmod(0o755)
    for stamp in ("core", "extras", "dev"):
        (environment / f"{stamp}.stamp").touch()
    return make("demo", clone)


def test_make_demo_answers_and_draws(clone: Path, demo: str) -> None:
    asked = re.findall(r"^\$ counterpoint ask .*\n((?:.+\n)+)", demo, re.MULTILINE)
    assert len(asked) == ANSWERS
    assert all(len(answer.splitlines()) > 1 for answer in asked), demo
    page = clone / "network.html"
    assert str(page) in demo
    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


@pytest.mark.slow
def test_make_sets_everything_up_in_a_fresh_clone(clone: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(clone, tmp_path / "another clone", ignore=shutil.ignore_patterns(".venv")))
    make("demo", folder)
    make("extras", folder)
    subprocess.run([folder / ".venv" / "bin" / "python", "-c", "import openpyxl, spacy"], check=True)


@pytest.mark.usefixtures("demo")
def test_the_readme_shows_what_happens(repository: Path, clone: Path) -> None:
    wrong = list(differences(repository / "README.md", clone, clone / ".venv" / "bin"))
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("name", ["first-debate.md"])
def test_the_tutorial_shows_what_happens(repository: Path, tmp_path: Path, name: str) -> None:
    wrong = list(differences(repository / "docs" / "tutorial" / name, tmp_path, Path(sys.executable).parent))
    assert not wrong, "\n\n".join(wrong)


def differences(page: Path, folder: Path, programs: Path) -> Iterator[str]:
    """Run a page's commands in order, in a folder or the one that ``cd`` leads to; yield what comes out otherwise."""
    here = folder
    for step in steps(page.read_text(encoding="utf-8")):
        if step.command.startswith("cd "):
            here = here / step.command.removeprefix("cd ")
            continue
        code, real = on_a_terminal(step.command, folder if step.command.startswith("cat > '") else here, programs)
        if code or not as_shown(step.shown, real):
            difference = difflib.unified_diff(step.shown, real, page.name, f"exit code {code}", lineterm="", n=1)
            yield "\n".join([f"{page.name}:{step.line}: {step.command}", *difference])


def test_the_readmes_python_runs(repository: Path) -> None:
    [code] = re.findall(
        r"^```python\n(.*?)^```$", (repository / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)  # noqa: S102 - our own page
    assert names["answer"]


def test_the_readme_has_examples(repository: Path) -> None:
    assert len(list(steps((repository / "README.md").read_text(encoding="utf-8")))) >= EXAMPLES


@pytest.mark.parametrize(
    ("shown", "real", "same"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a"], ["a", "b"], False),
        (["a", "…"], ["a", "b", "c"], True),
        (["…", "c"], ["c"], True),
        (["took … s"], ["took 0.3 s"], True),
        (["took … s"], ["took 0.3 s", "more"], False),
        (["a.c"], ["abc"], False),
    ],
)
def test_elision(shown: list[str], real: list[str], *, same: bool) -> None:
    assert as_shown(shown, real) is same


def test_blocks_become_steps() -> None:
    readme = (
        '# x\n\n```console\n$ a \\\n> b\n1\n2\n$ c\n```\n\n```sh\nmake\n```\n\n```yaml title="d/e.yaml"\nf: g\n```\n'
    )
    written = "cat > 'd/e.yaml' <<'END'\nf: g\nEND"
    assert list(steps(readme)) == [Step(4, "a \\\nb", ["1", "2"]), Step(8, "c", []), Step(16, written, [])]
