"""A workspace: the four folders that a user reads and edits, laid over the ones that ship with Counterpoint."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from counterpoint.errors import WorkspaceError
from counterpoint.matching import nearest
from counterpoint.vocabulary import Vocabulary

CONFIG: Final = "counterpoint.toml"
DEFAULT_BASE: Final = "https://w3id.org/counterpoint/id"
DEFAULT_MAX_PAIRS: Final = 250_000

_SETTINGS: Final[Mapping[str, frozenset[str]]] = {
    "workspace": frozenset({"title", "base"}),
    "inference": frozenset({"max_pairs"}),
    "review": frozenset({"coder"}),
    "reconcile": frozenset({"service"}),
}
"""The tables of ``counterpoint.toml`` and what each may set."""
_NOT_IN_IRIS: Final = re.compile(r"[^\w./~-]")


def shipped(*parts: str) -> Path:
    """Return a path in the content that ships with Counterpoint: the installed copy, else the repository's.

    >>> shipped("ontology", "counterpoint.ttl").is_file()
    True
    """
    package = Path(__file__).parent
    content = package / "_content"
    return (content if content.is_dir() else package.parents[1]).joinpath(*parts)


def _is_copy(path: Path, of: Path) -> bool:
    try:
        return path.is_file() and path.read_bytes() == of.read_bytes()
    except OSError:
        return False  # whoever reads it says why it cannot be read


@dataclass(frozen=True)
class Workspace:
    """The folders and settings of one debate.

    :param root: the folder that holds ``graph/`` and, as far as it has its own, ``ontology/``, ``queries/``,
        ``viz/``, ``texts/``, ``drafts/`` and ``counterpoint.toml``.
    """

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Workspace:
        """Find the workspace that a folder is in, going upward; outside of any, take the shipped debate.

        :param start: where to begin, by default the current folder.
        """
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / CONFIG).is_file() or (folder / "graph" / "sources").is_dir():
                return cls(folder)
        return cls(shipped())

    @classmethod
    def at(cls, path: Path) -> Workspace:
        """Take a folder as a workspace.

        :raises WorkspaceError: where it is not a folder or holds nothing of a workspace.
        """
        if not path.is_dir():
            what = f"{path} is no folder" if path.exists() else f"there is no folder {path}"
            raise WorkspaceError(what, "name the folder that holds graph/")
        if not ((path / CONFIG).is_file() or (path / "graph").is_dir()):
            raise WorkspaceError(f"{path} holds neither graph/ nor {CONFIG}", "name the folder that holds graph/")
        return cls(path.resolve())

    @cached_property
    def _config(self) -> Mapping[str, Any]:
        path = self.root / CONFIG
        if not path.is_file():
            return {}
        import tomllib

        try:
            config = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as problem:
            raise WorkspaceError(f"{path} cannot be read: {problem.strerror or problem}") from problem
        except UnicodeDecodeError as problem:
            raise WorkspaceError(f"{path} is not UTF-8", "save it in UTF-8") from problem
        except (ValueError, RecursionError) as problem:
            raise WorkspaceError(f"{path} cannot be read: {problem}", "mend the TOML") from problem
        for table, settings in config.items():
            _refuse_unknown(path, f"[{table}]", table, _SETTINGS)
            if not isinstance(settings, dict):
                raise WorkspaceError(f"{table} in {path} is {settings!r}", f"write [{table}] on a line of its own")
            for key in settings:
                _refuse_unknown(path, f"[{table}] {key}", key, _SETTINGS[table])
        return config

    def _setting(self, table: str, key: str, default: Any) -> Any:
        value = self._config.get(table, {}).get(key, default)
        if type(value) is not type(default):
            wanted = "a whole number" if isinstance(default, int) else "text"
            raise WorkspaceError(f"[{table}] {key} in {self.root / CONFIG} is {value!r}", f"it must be {wanted}")
        return value

    @cached_property
    def title(self) -> str:
        """What the debate is called."""
        return str(self._setting("workspace", "title", self.root.name))

    @cached_property
    def base(self) -> str:
        """The IRI that the IRIs of the workspace's data begin with, without a slash at the end."""
        base = str(self._setting("workspace", "base", DEFAULT_BASE)).rstrip("/")
        import pyoxigraph as ox

        try:
            ox.NamedNode(base)
        except ValueError:
            base = ""
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", base):
            wrong = self._setting("workspace", "base", DEFAULT_BASE)
            raise WorkspaceError(f"the base {wrong!r} in {self.root / CONFIG} is not an IRI", "write https://…")
        return base

    @cached_property
    def max_pairs(self) -> int:
        """The most pairs of statements that the rules may compare."""
        number = int(self._setting("inference", "max_pairs", DEFAULT_MAX_PAIRS))
        if number < 0:
            raise WorkspaceError(f"[inference] max_pairs in {self.root / CONFIG} is {number}", "it must be 0 or more")
        return number

    @cached_property
    def coder(self) -> str:
        """The id of whoever confirms drafts here, where nobody else is named; empty where the settings name nobody."""
        return str(self._setting("review", "coder", ""))

    @cached_property
    def reconciliation(self) -> str:
        """The address of the reconciliation service to ask for identifiers; empty where none is to be asked."""
        return str(self._setting("reconcile", "service", ""))

    @property
    def drafts(self) -> Path:
        """The folder of drafts, which are no part of the debate yet."""
        return self.root / "drafts"

    def records(self) -> list[Path]:
        """List the record files: every YAML file under ``graph/``, in order of path."""
        return record_files(self.root / "graph")

    def record_names(self) -> list[str]:
        """List the record files by their names, which for ten thousand of them takes a third of the time."""
        length = len(self._prefix)
        names = [path[length:] for path in _record_paths(self.root / "graph")]
        return names if os.sep == "/" else [name.replace(os.sep, "/") for name in names]

    def overlay(self, *folder: str, suffix: str) -> dict[str, Path]:
        """List the files of a folder by name: the shipped ones, and over them the workspace's own.

        A copy of a shipped one, as a checkout has it beside a program that is installed elsewhere, is the shipped one.

        :param folder: path of the folder in the workspace (``"queries", "rules"``).
        :param suffix: the ending of the files (``".rq"``).
        """
        found: dict[str, Path] = {}
        for root in dict.fromkeys((shipped(), self.root)):
            for path in sorted(root.joinpath(*folder).glob("*" + suffix)):
                name = path.name.removesuffix(suffix)
                if name in found and _is_copy(path, found[name]):
                    continue
                if path.is_file() or path.is_symlink():  # no folder, and no pipe, which would never end
                    found[name] = path
        return dict(sorted(found.items()))

    @cached_property
    def ontology(self) -> list[Path]:
        """List the Turtle files that the graph holds: all of ``ontology/`` but the shapes."""
        return [path for name, path in self.overlay("ontology", suffix=".ttl").items() if not name.startswith("shapes")]

    @property
    def shapes(self) -> list[Path]:
        """List the SHACL files: those of ``ontology/`` whose name begins with ``shapes``."""
        return [path for name, path in self.overlay("ontology", suffix=".ttl").items() if name.startswith("shapes")]

    @property
    def contexts(self) -> list[Path]:
        """List the JSON-LD contexts: the shipped one, then the workspace's own, unless it is a copy."""
        ours, own = (root / "ontology" / "context.jsonld" for root in (shipped(), self.root))
        return [ours, own] if own.is_file() and not _is_copy(own, ours) else [ours]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Read what the ontology lets a record say."""
        return Vocabulary.load(self.ontology, self.contexts)

    def text_of(self, source: str) -> Path:
        """Return where the text of a source lies if it is at hand: ``texts/<id>.txt``."""
        return self.root / "texts" / f"{source}.txt"

    @cached_property
    def state(self) -> Path:
        """The folder for what is derived: ``.counterpoint/``, or the user's cache where the root is not writable."""
        if self.root != shipped() or shipped().name != "_content":
            return self.root / ".counterpoint"
        import platformdirs

        key = hashlib.sha256(str(self.root).encode()).hexdigest()[:16]
        return Path(platformdirs.user_cache_dir("counterpoint")) / key

    def iri(self, kind: str, identifier: str) -> str:
        """Make the IRI of a thing from its kind and id; what cannot stand in an IRI is written as %XX.

        >>> Workspace(Path("elsewhere")).iri("person", "michael-west")
        'https://w3id.org/counterpoint/id/person/michael-west'
        """
        return f"{self.base}/{kind}/{_NOT_IN_IRIS.sub(lambda found: quote(os.fsencode(found[0]), safe=''), identifier)}"

    def graph_of(self, record: Path) -> str:
        """Name the graph that holds what a record file says.

        >>> Workspace(Path("/debate")).graph_of(Path("/debate/graph/sources/bmj-i631.yaml"))
        'https://w3id.org/counterpoint/id/graph/sources/bmj-i631'
        """
        folder = self.root / "graph"
        path = record.relative_to(folder) if record.is_relative_to(folder) else Path("elsewhere", record.name)
        # Two files may differ in their endings only, so only the common one is left out, and only once.
        bare = path.with_suffix("")
        name = bare if path.suffix == ".yaml" and not is_record_name(bare.name) else path
        return f"{self.base}/graph/{quote(os.fsencode(name.as_posix()))}"

    def shown(self, path: Path) -> str:
        """Shorten a path for a message: relative to the workspace where it lies inside."""
        text = str(path)  # of ten thousand paths, ten times as fast as their own methods
        if not text.startswith(self._prefix):
            return text
        inside = text[len(self._prefix) :]
        return inside if os.sep == "/" else inside.replace(os.sep, "/")

    @cached_property
    def _prefix(self) -> str:
        return os.path.join(self.root, "")  # noqa: PTH118 - with a separator at its end


def _refuse_unknown(path: Path, shown: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        close = nearest(name, known)
        hint = f"did you mean {close[0]}?" if close else f"there may be {', '.join(sorted(known))}"
        raise WorkspaceError(f"{shown} in {path} is no setting", hint)


def is_record_name(name: str) -> bool:
    """Tell whether a file is a record by its name."""
    return name.lower().endswith((".yaml", ".yml"))


def record_files(folder: Path) -> list[Path]:
    """List the record files in a folder and those below it, in order of path.

    Links are followed. What is hidden, and what is no file, such as a pipe, is left out.

    :raises OSError: where a folder cannot be read.
    """
    return list(map(Path, _record_paths(folder)))


def _record_paths(folder: Path) -> list[str]:
    return list(_walk(folder, set())) if folder.is_dir() else []


def _walk(folder: str | Path, seen: set[str]) -> Iterator[str]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    with os.scandir(folder) as found:
        entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)
    for entry in entries:
        if _is(entry.is_dir):
            yield from _walk(entry.path, seen)
        elif is_record_name(entry.name) and (_is(entry.is_file) or _is_broken(entry)):
            yield entry.path


def _is(ask: Callable[[], bool]) -> bool:
    try:
        return ask()
    except OSError:
        return False


def _is_broken(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a link to nowhere: its reader is to complain."""
    return entry.is_symlink() and not Path(entry.path).exists()
