"""The drafts of a workspace, and one of them open at a revision."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from counterpoint.errors import CounterpointError, FaultsError, UnknownNameError, UsageError
from counterpoint.matching import nearest
from counterpoint.web.problems import ProblemError
from counterpoint.workspace import Workspace, is_record_name

if TYPE_CHECKING:
    from counterpoint.drafting.reviewing import Session

STRANGER: Final = "+"
"""Before the name of a coder whom no record has."""
_FRESH: Final = 30.0
"""Seconds for which a draft that nobody changes stays open: what else the records define is read anew then."""
_KEPT: Final = 4
"""Drafts that stay open in a process."""
_PATIENCE: Final = 10.0
"""Seconds to wait for somebody else's step."""


@dataclass(frozen=True)
class Opened:
    """A draft as it is now.

    :param name: what it is called in addresses.
    :param session: its review.
    :param revision: tells one state of its file from another.
    """

    name: str
    session: Session
    revision: str


@dataclass(frozen=True)
class Summary:
    """A draft in the list of all.

    :param name: what it is called in addresses.
    :param title: the title of the article.
    :param published: when that was published, as an ISO 8601 date; may be empty.
    :param accepted: how many of its statements are accepted.
    :param rejected: how many are rejected.
    :param left: how many are open.
    :param source: the id of its source.
    :param trouble: why it cannot be opened; empty where it can.
    """

    name: str
    title: str
    published: str = ""
    accepted: int = 0
    rejected: int = 0
    left: int = 0
    source: str = ""
    trouble: str = ""

    @property
    def total(self) -> int:
        """How many statements there are."""
        return self.accepted + self.rejected + self.left


def drafts_of(workspace: Workspace) -> dict[str, Path]:
    """List the files of drafts by what they are called in addresses; a name in an address is never made a path."""
    folder = workspace.drafts
    try:
        paths = sorted(path for path in folder.iterdir() if is_record_name(path.name) and path.is_file())
    except OSError:
        return {}
    return {path.name.removesuffix(".yaml"): path for path in paths if not path.name.startswith(".")}


def summaries(workspace: Workspace) -> list[Summary]:
    """Say of every draft how far it is."""
    return [_summary(workspace, name, path) for name, path in drafts_of(workspace).items()]


def is_added(workspace: Workspace, source: str) -> bool:
    """Tell whether a source is part of the debate, as far as its file says it."""
    return bool(source) and (workspace.root / "graph" / "sources" / f"{source}.yaml").is_file()


_kept: dict[tuple[Path, int, int], Summary] = {}


def _summary(workspace: Workspace, name: str, path: Path) -> Summary:
    from counterpoint.drafting.drafts import state_of
    from counterpoint.drafting.reading import read_data

    try:
        about = path.stat()
        key = (path, about.st_mtime_ns, about.st_size)
        if key not in _kept:
            data = read_data(path, workspace)
            states = [state_of(statement) for statement in data.get("statements") or ()]
            source = data["source"]
            title, published = str(source.get("title") or source["id"]), str(source.get("published") or "")
            counts = (states.count("accepted"), states.count("rejected"), states.count("open"))
            if len(_kept) > 1000:
                _kept.clear()
            _kept[key] = Summary(name, title, published, *counts, str(source["id"]))
        return _kept[key]
    except (CounterpointError, OSError) as problem:
        return Summary(name, name, trouble=str(problem))


def open_draft(workspace: Workspace, name: str, coder: str = "") -> Opened:
    """Open a draft.

    :param workspace: whose draft it is.
    :param name: what it is called in addresses.
    :param coder: who decides, as :func:`coder_of` tells it; the session has nobody where no record knows them.
    :raises ProblemError: where there is none of the name, or it cannot be read.
    """
    known = drafts_of(workspace)
    if name not in known:
        close = nearest(name, known, limit=1)
        hint = f"did you mean {close[0]}?" if close else "counterpoint draft ARTICLE makes one"
        raise ProblemError("unknown", f'there is no draft "{name[:100]}"', hint)
    path = known[name]
    # The revision is taken first: what changes while the draft is read makes it one of before.
    revision = revision_of(path)
    key, now = (path, coder), time.monotonic()
    kept = _open.pop(key, None)
    if kept is None or kept[1].revision != revision or now - kept[0] > _FRESH:
        try:
            session = _session(workspace, path, coder.removeprefix(STRANGER))
            if session.propose_anew():
                revision = revision_of(path)
            kept = now, Opened(name, session, revision)
        except (UsageError, FaultsError) as problem:
            raise ProblemError("unreadable", problem.message, problem.hint) from problem
    _open[key] = kept
    while len(_open) > _KEPT:
        del _open[next(iter(_open))]
    return kept[1]


def keep_open(opened: Opened, coder: str) -> None:
    """Keep a draft open after a step of one's own: a long one takes seconds to be read anew.

    :param coder: as for :func:`open_draft`.
    """
    path = opened.session.path
    revision = revision_of(path)
    if opened.session.is_current and (kept := _open.get((path, coder))):
        _open[path, coder] = kept[0], Opened(opened.name, opened.session, revision)


_open: dict[tuple[Path, str], tuple[float, Opened]] = {}


def _session(workspace: Workspace, path: Path, coder: str) -> Session:
    from counterpoint.drafting.reviewing import Session

    try:
        return Session(workspace, path, coder)
    except UnknownNameError:
        return Session(workspace, path)


def revision_of(path: Path) -> str:
    """Tell one state of a file from another."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


@contextmanager
def held(workspace: Workspace, name: str) -> Iterator[None]:
    """Keep other requests from changing a draft; a process that is killed lets it go.

    :raises ProblemError: where somebody else has it for too long.
    """
    from filelock import FileLock, Timeout

    folder = workspace.state / "reviews"
    folder.mkdir(parents=True, exist_ok=True)
    key = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16]
    lock = FileLock(folder / f"web-{key}.lock", timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout as problem:
        raise ProblemError("busy", "somebody else is changing this draft", "try again") from problem
    try:
        yield
    finally:
        lock.release()


def coder_of(workspace: Workspace, editor: Mapping[str, str]) -> str:
    """Tell who decides: whom the server was started for, else who the visitor said they are.

    On a machine of one's own, the settings of the workspace may say it; elsewhere nobody is taken for somebody else.

    :returns: an id or a name, with `STRANGER` before it where they said that no record has it; may be empty.
    """
    return editor.get("coder", "") or (workspace.coder if editor.get("local") else "")


def known_coder(workspace: Workspace, coder: str) -> str:
    """Settle for whom a server is started: somebody whom a record names, or somebody new by their full name.

    :param coder: an id or a name.
    :returns: it, with `STRANGER` before the name of somebody whom no record has; their first decision introduces them.
    :raises UsageError: where it is an id that nobody has.
    """
    from counterpoint.drafting.authorities import Names
    from counterpoint.records.reading import is_id

    try:
        return Names.read(workspace).find(coder, "person", "organisation")
    except UnknownNameError as problem:
        introduced = _introduced(workspace)
        if coder in introduced.values() or not is_id(coder):
            return STRANGER + " ".join(coder.split())
        if coder in introduced:
            return STRANGER + introduced[coder]
        close = f'did you mean "{problem.nearest[0]}"? Or ' if problem.nearest else ""
        hint = f'{close}introduce somebody new by their full name: --as "Full Name"'
        raise UsageError(f'nobody has the id "{coder}"', hint) from problem


def _introduced(workspace: Workspace) -> dict[str, str]:
    """List those who confirmed statements of some draft and whom no record defines yet."""
    from counterpoint.drafting.reading import read_data

    found: dict[str, str] = {}
    for path in drafts_of(workspace).values():
        with suppress(CounterpointError, OSError):
            coders = (read_data(path, workspace).get("draft") or {}).get("coders") or {}
            found |= {str(coder): str(name) for coder, name in coders.items()}
    return found
