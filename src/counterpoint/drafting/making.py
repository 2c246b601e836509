"""Make the draft of an article: read it, attribute what it quotes, propose what is alike, and write draft and text."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from dataclasses import replace as with_other
from pathlib import Path
from typing import TYPE_CHECKING, Final

from counterpoint.__about__ import __version__
from counterpoint.drafting.authorities import Names
from counterpoint.drafting.drafts import Draft
from counterpoint.drafting.history import History
from counterpoint.drafting.reading import as_read
from counterpoint.drafting.replacing import carry_over
from counterpoint.errors import UsageError, WorkspaceError
from counterpoint.files import is_device, write_atomically
from counterpoint.records.reading import is_id
from counterpoint.workspace import Workspace, is_record_name

if TYPE_CHECKING:
    from counterpoint.drafting.articles import Article

Propose = Callable[[Draft, Names], list[str]]
"""Adds proposals to a draft, and returns what a person should know of it."""

_SHORTEST: Final = 2
_LONGEST_STEM: Final = 60


@dataclass(frozen=True)
class Made:
    """A draft that was made.

    :param draft: the draft, as it is in its file.
    :param text_path: where the text of the article was written to.
    :param names: what people, organisations, roles and claims are called, in the debate and in the draft.
    :param notes: what did not work as it should and is no fault.
    :param carried: how many decisions were carried over from the draft that it replaced, where it replaced one.
    """

    draft: Draft
    text_path: Path
    names: Names
    notes: tuple[str, ...] = ()
    carried: int | None = None


def make_draft(
    path: Path,
    workspace: Workspace,
    *,
    output: Path | None = None,
    beside: bool = False,
    identifier: str = "",
    propose: Propose | None = None,
    replace: bool = False,
) -> Made:
    """Make a draft of an article, and write it and the text that its offsets count.

    :param path: the article: text, HTML, PDF, DOCX, a saved web page.
    :param workspace: the debate that it is meant for.
    :param output: the draft's file; by default ``drafts/ID.yaml``.
    :param beside: put the text beside the draft, and not into ``texts/``.
    :param identifier: the id of the source; by default made from the article's file name.
    :param propose: adds proposals for claims and stances, where these are wanted.
    :param replace: put it in the place of a draft of the source that is there; what was decided of that one is carried
        over, where it is of the same text.
    :raises UsageError: where the article cannot be read, is not in English, what would be written is there already, or
        somebody is at work on the draft that is to be replaced.
    """
    from counterpoint.drafting.articles import read_article
    from counterpoint.drafting.similar import propose_similar

    article = _sound(read_article(path))
    names = Names.read(workspace)
    source = _identifier(path, article, identifier, names)
    file = output or workspace.drafts / f"{source}.yaml"
    text_path = file.with_suffix(".txt") if beside else workspace.text_of(source)
    with _alone(file, workspace, replace=replace):
        before = _before(file, workspace) if replace else None
        _refuse_taken(file, text_path, article.text, workspace, before)
        draft = _composed(path, source, article, names, Draft(file, workspace, {}, article.text))
        carried = carry_over(before, draft) if before else 0
        notes = [*_same_text(article.text, names, workspace), *propose_similar(draft, names)]
        if propose:
            notes += propose(draft, names)
        for place in (text_path, file):
            _make_folder(place.parent)
        _write(draft, text_path, before)
    return Made(draft, text_path, names.joined(draft.names), tuple(notes), None if before is None else carried)


@contextmanager
def _alone(file: Path, workspace: Workspace, *, replace: bool) -> Iterator[None]:
    """Let no other program change the draft until it is made.

    :raises UsageError: where one is changing it, or where it is to be replaced and a person is reviewing it.
    """
    history, shown = History(workspace, file), workspace.shown(file.absolute())
    if replace and history.is_open:
        hint = "end the review first; what was decided is carried over"
        raise UsageError(f"the draft {shown} is being reviewed", hint)
    with ExitStack() as stack:
        with suppress(WorkspaceError):  # of a workspace that cannot be written, a draft may be put elsewhere
            stack.enter_context(history.changing(shown))
        yield


def _before(file: Path, workspace: Workspace) -> Draft | None:
    """Read the draft that is to be replaced."""
    return Draft.read(file, workspace) if file.exists() else None


def _write(draft: Draft, text_path: Path, before: Draft | None) -> None:
    """Write text and draft, both or none; the steps of the review of a draft that was there cannot be taken back."""
    history = History(draft.workspace, draft.path)
    old = text_path.read_bytes() if text_path.exists() else None
    write_atomically(text_path, draft.text.encode())
    try:
        draft.data = as_read(draft.data)
        draft.write()
    except BaseException:
        if old is None:
            text_path.unlink(missing_ok=True)
        else:
            write_atomically(text_path, old)
        raise
    if before is not None:
        history.path.unlink(missing_ok=True)


def _sound(article: Article) -> Article:
    """Take care that a text can be written as UTF-8, and holds something."""
    text = article.text.encode(
        "utf-8", "replace"
    ).decode()  # half a character becomes a question mark: as long as it was
    if len(text.split()) < _SHORTEST:
        raise UsageError(
            "the article holds no text", "a page may load its text later: save it as text, or copy it into a file"
        )
    return with_other(article, text=text)


def _composed(path: Path, source: str, article: Article, names: Names, draft: Draft) -> Draft:
    from counterpoint.drafting.attribution import attribute
    from counterpoint.drafting.composing import compose
    from counterpoint.drafting.language import is_english, load
    from counterpoint.drafting.roles import find_roles

    load()  # says what to install, before anything else is done
    if not is_english(article.text):
        raise UsageError(f"{path} is not in English, and drafting reads English only", "code it by hand, as a record")
    attribution = attribute(article.text)
    draft.data = compose(source, article, attribution, find_roles(article.text, attribution), names)
    draft.about["article"] = path.name
    draft.about["made"] = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
    draft.about["made-by"] = f"counterpoint {__version__}"
    return draft


def _identifier(path: Path, article: Article, identifier: str, names: Names) -> str:
    from counterpoint.drafting.known import new_id

    if identifier and not is_id(identifier):
        hint = "use letters, digits, hyphens, dots and underscores, beginning with a letter or a digit"
        raise UsageError(f'"{identifier[:80]}" cannot be an id', hint)
    if is_device(identifier):
        raise UsageError(f'Windows can hold no file that is called "{identifier}"', "give the source another --id")
    found = identifier or new_id(path.stem[:_LONGEST_STEM], ())
    if not identifier and not is_id(found):
        found = new_id(article.title, ())
    if not is_id(found):
        raise UsageError(f"the name of {path} makes no id", "give the source one with --id")
    if found in names.of["source"]:
        hint = "give this one another with --id, if it is another article"
        raise UsageError(f"the source {found} is in the debate already: {names.of['source'][found]}", hint)
    return found


def _same_text(text: str, names: Names, workspace: Workspace) -> list[str]:
    """Say which sources of the debate have the same text."""
    data = text.encode()
    found = []
    for source in names.of["source"]:
        with suppress(OSError):
            place = workspace.text_of(source)
            if place.stat().st_size == len(data) and place.read_bytes() == data:
                found.append(f"the same text is in the debate already, as the source {source}")
    return found


def _refuse_taken(file: Path, text_path: Path, text: str, workspace: Workspace, before: Draft | None) -> None:
    """Refuse to write over a draft that somebody may be at work on, or over another text."""
    shown = workspace.shown(file.absolute())
    if not is_record_name(file.name):
        raise UsageError(f"{file} is no name for a draft", "let it end in .yaml")
    if file.resolve().is_relative_to((workspace.root / "graph").resolve()):
        raise UsageError(f"{shown} is in graph/, and a draft is no part of the graph yet", "put it into drafts/")
    if (file.exists() or file.is_symlink()) and before is None:
        review = f"counterpoint review {shlex.quote(shown)}"
        hint = f"{review} goes on with it; --replace drafts it anew, and --id gives another id"
        raise UsageError(f"the draft {shown} is there already", hint)
    fit = [text.encode(), *([before.text.encode()] if before else [])]
    if text_path.exists() and (not text_path.is_file() or text_path.read_bytes() not in fit):
        hint = "give this source another id with --id, or remove that text"
        raise UsageError(f"another text is in {workspace.shown(text_path.absolute())} already", hint)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UsageError(f"the folder {folder} cannot be made: {problem.strerror}", "choose another place") from problem
