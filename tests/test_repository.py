"""The repository as a whole: its layout, its floors, its pins, and what no file of it may hold."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# A module imports from its own room and from the rooms of lower floors.
FLOORS = {
    "__about__": 0,
    "errors": 0,
    "files": 1,
    "formats": 1,
    "matching": 1,
    "pauses": 1,
    "vocabulary": 1,
    "workspace": 2,
    "store": 2,
    "templates": 2,
    "tokens": 1,
    "records": 3,
    "inference": 3,
    "questions": 3,
    "reports": 3,
    "drafting": 4,
    "network": 4,
    "reliability": 4,
    "starting": 4,
    "terms": 4,
    "building": 5,
    "exchange": 5,
    "view": 5,
    "changing": 6,
    "corpus": 7,
    "web": 8,
    "cli": 9,
    "__init__": 10,  # the table of contents: `Corpus` and the errors
    "__main__": 10,
}

MODULE_LINES = 400
LINE_LENGTH = 160
# Data, definitions, styles and templates have the lines that they need, and so has a Markdown table.
WRAPPED = {".js", ".md", ".py", ".rq", ".toml"}

# Written so that the patterns do not match this file.
MACHINE_PATH = re.compile(r"(?<![\w.~$}-])/(?:Users|home|mnt|opt|root|tmp|work)/")
REGISTRY_HOST = re.compile(r"\b(?:py[p]i\.org|pythonhoste[d]\.org|npmj[s]\.(?:com|org)|deb\.debia[n]\.org)\b")


def room_of(module: str) -> str:
    """Name the room of a module: the first part of its name below ``counterpoint``."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imported_modules(source: str, module: str, *, is_package: bool) -> Iterator[str]:
    """Yield the full names of all that a module imports, wherever in it that happens."""
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            names = [f"{origin}.{alias.name}" if origin == "counterpoint" else origin for alias in node.names]
        else:
            continue
        yield from names


def upward_imports(source: str, module: str, *, is_package: bool = False) -> list[str]:
    """List the imports of a module that its floor does not allow."""
    here = room_of(module)
    faults = []
    for name in imported_modules(source, module, is_package=is_package):
        if name.split(".")[0] != "counterpoint":
            continue
        # `from counterpoint import Corpus` names no room: it comes from the table of contents.
        there = room_of(name) if room_of(name) in FLOORS else "__init__"
        if there != here and FLOORS[there] >= FLOORS[here]:
            faults.append(f"{module} (floor {FLOORS[here]}) imports {name} (floor {FLOORS[there]})")
    return faults


@pytest.fixture(scope="module")
def pyproject(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def modules(repository: Path) -> dict[str, Path]:
    """Give the path of every module by its full name."""
    source = repository / "src"
    found = {}
    for path in sorted(source.rglob("*.py")):
        name = ".".join(path.relative_to(source).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


@pytest.fixture(scope="module")
def texts(repository: Path, repository_files: tuple[Path, ...]) -> dict[Path, str]:
    """Give the text of every file that people of the project write: not pictures, not vendored libraries."""
    found = {}
    for file in repository_files:
        if "vendor" not in file.parts:
            content = (repository / file).read_bytes()
            if b"\0" not in content:
                found[file] = content.decode("utf-8")
    return found


def matching_lines(texts: dict[Path, str], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{file}:{number}: {line.strip()}"
        for file, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("name", ["ontology", "graph", "queries", "viz", "src/counterpoint", "tests", "benchmarks"])
def test_the_layout_holds(repository: Path, name: str) -> None:
    assert any((repository / name).iterdir())


def test_every_room_has_a_floor(modules: dict[str, Path]) -> None:
    unknown = sorted({room_of(module) for module in modules} - FLOORS.keys())
    assert not unknown, f"give these rooms a floor in {Path(__file__).name} and in CONTRIBUTING.md: {unknown}"


def test_imports_run_downward(modules: dict[str, Path]) -> None:
    faults = [
        fault
        for module, path in modules.items()
        for fault in upward_imports(path.read_text(encoding="utf-8"), module, is_package=path.stem == "__init__")
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("counterpoint.errors", "import counterpoint.vocabulary"),
        ("counterpoint.store.embedded", "from counterpoint.records.reading import read"),
        ("counterpoint.store.embedded", "from ..records import reading"),
        ("counterpoint.store.embedded", "def f():\n    from counterpoint import corpus"),
        ("counterpoint.records.reading", "from counterpoint import inference"),
        ("counterpoint.view.page", "from counterpoint import Corpus"),
        ("counterpoint.inference", "from . import questions"),
        ("counterpoint.web.app", "if TYPE_CHECKING:\n    from counterpoint.cli import main"),
    ],
)
def test_an_upward_import_is_seen(module: str, source: str) -> None:
    assert upward_imports(source, module)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("counterpoint.vocabulary", "from counterpoint.errors import CounterpointError"),
        ("counterpoint.store.embedded", "from counterpoint.store import remote\nfrom . import remote"),
        ("counterpoint.view.page", "from counterpoint.network import projections\nimport networkx"),
        ("counterpoint.cli.main", "from counterpoint.corpus import Corpus\nfrom ..errors import UsageError"),
    ],
)
def test_a_downward_import_is_not(module: str, source: str) -> None:
    assert not upward_imports(source, module)


def test_no_module_is_too_long(modules: dict[str, Path]) -> None:
    lengths = {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in modules.items()}
    assert not {module: length for module, length in lengths.items() if length > MODULE_LINES}


def test_no_file_names_a_path_of_some_machine(texts: dict[Path, str]) -> None:
    assert not matching_lines(texts, MACHINE_PATH)


def test_no_file_names_the_host_of_a_registry(texts: dict[Path, str]) -> None:
    assert not matching_lines(texts, REGISTRY_HOST)


def test_texts_are_tidy(texts: dict[Path, str]) -> None:
    untidy = [str(file) for file, text in texts.items() if text and (not text.endswith("\n") or "\r" in text)]
    assert not untidy, f"no line break at the end, or another system's: {untidy}"
    assert not matching_lines(texts, re.compile(r"[ \t]$"))


def test_lines_are_short_enough_to_read(texts: dict[Path, str]) -> None:
    prose = {file: text for file, text in texts.items() if file.suffix in WRAPPED}
    long = matching_lines(prose, re.compile(rf"^(?!\s*\|).{{{LINE_LENGTH + 1},}}"))
    assert not long, f"over {LINE_LENGTH} characters:\n" + "\n".join(long)


def requirements(project: dict[str, Any]) -> list[str]:
    """List what a user may install: the dependencies and those of every extra."""
    return [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]


def test_every_import_is_required(modules: dict[str, Path], pyproject: dict[str, Any]) -> None:
    declared = {canonicalize_name(Requirement(one).name) for one in requirements(pyproject["project"])}
    providers = packages_distributions()
    missing = []
    for module, path in modules.items():
        for name in imported_modules(path.read_text(encoding="utf-8"), module, is_package=path.stem == "__init__"):
            top = name.split(".")[0]
            if top != "counterpoint" and top not in sys.stdlib_module_names:
                names = {canonicalize_name(one) for one in providers.get(top, [top])}
                if not names & declared:
                    missing.append(f"{module} imports {top}")
    assert not missing, f"add to the dependencies in pyproject.toml, then `make pins`: {missing}"


def test_every_requirement_is_pinned_with_hashes(repository: Path, pyproject: dict[str, Any]) -> None:
    wanted = [*requirements(pyproject["project"]), *pyproject["build-system"]["requires"]]
    wanted += pyproject["dependency-groups"]["dev"]
    text = (repository / "constraints.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==(\S+).*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE)
    pins = {name: version for name, version, _ in entries}
    assert len(re.findall(r"^[^\s#]", text, re.MULTILINE)) == len(entries) == len(pins), "a line that is no pin"
    for requirement in map(Requirement, wanted):
        name = canonicalize_name(requirement.name)
        assert name in pins, f"{name} is not pinned: make pins"
        assert requirement.specifier.contains(pins[name]), f"{requirement} is not {pins[name]}: make pins"
