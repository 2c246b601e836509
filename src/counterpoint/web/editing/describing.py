"""The form of what a draft says of its source: what it is, who wrote it, when and where it was published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from counterpoint.drafting.reading import listed
from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.web.editing import choices
from counterpoint.web.editing.desk import Opened, coder_of, held, keep_open, open_draft
from counterpoint.web.pages.rendering import render
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.drafting.reviewing import Session
    from counterpoint.web.site import Site

LABELS: Final[Mapping[str, str]] = {
    "title": "Title",
    "author": "Authors",
    "published": "Published",
    "publisher": "Publisher",
    "type": "Kind",
    "url": "Web address",
    "doi": "DOI",
    "licence": "Licence",
    "language": "Language",
}
"""What can be said of a source, in the order of the form."""

HINTS: Final[Mapping[str, str]] = {
    "author": "several with semicolons between",
    "published": "as 2026-03-31",
    "url": "where it can be read",
    "doi": "as 10.1234/abc",
    "licence": "the web address of its text",
    "language": "as en or de-CH",
}

_LONGEST: Final = 1000
_ROLES: Final[Mapping[str, tuple[str, ...]]] = {"author": ("person", "organisation"), "publisher": ("organisation",)}


@dataclass(frozen=True)
class Wrong:
    """Why the value of a field was not taken.

    :param message: what is wrong.
    :param hint: what to do.
    :param unknown: a name that nobody has.
    :param nearest: names that may be meant.
    """

    message: str
    hint: str = ""
    unknown: str = ""
    nearest: tuple[str, ...] = ()


@dataclass
class Filled:
    """The form as it is filled in.

    :param values: the texts, by key.
    :param new: what names are that nobody has, by key: ``person`` or ``organisation``.
    :param wrong: what is wrong with a text, by key.
    """

    values: dict[str, str]
    new: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, Wrong] = field(default_factory=dict)


def source(site: Site, ask: Ask) -> Reply:
    """Show what a draft says of its source, to be changed."""
    workspace = site.corpus.workspace
    opened = open_draft(workspace, ask.path.split("/")[3], coder_of(workspace, ask.editor))
    return _page(site, ask, opened, Filled(said_of(opened.session)), back=ask.get("back"))


def describe(site: Site, ask: Ask) -> Reply:
    """Take what somebody says of the source, all of it as one step, or say at each field what is wrong with it.

    A form that was made for another state of the draft changes nothing: what the draft says now stands at each field.
    """
    workspace = site.corpus.workspace
    name, coder = ask.path.split("/")[3], coder_of(workspace, ask.editor)
    fields = dict(ask.form)
    back = fields.get("back", "")
    with held(workspace, name):
        opened = open_draft(workspace, name, coder)
        sent = {key: " ".join(fields[key].split())[:_LONGEST] for key in LABELS if key in fields}
        filled = Filled({**said_of(opened.session), **sent}, {key: fields.get(f"new-{key}", "") for key in _ROLES})
        if fields.get("revision") != opened.revision:
            return _page(site, ask, opened, filled, back=back, status=409)
        session = opened.session
        try:
            with session.together("said what the source is"):
                _take(session, filled)
        except UsageError:
            return _page(site, ask, open_draft(workspace, name, coder), filled, back=back, status=422)
        keep_open(opened, coder)
    where = f"/edit/draft/{quote(name, safe='')}"
    return Reply(b"", status=303, headers={"Location": f"{where}/finish" if back else f"{where}?did=described"})


def said_of(session: Session) -> dict[str, str]:
    """Write what a draft says of its source as the form shows it."""
    found = {key: "; ".join(map(str, listed(session.source.get(key)))) for key in LABELS}
    for key in _ROLES:
        found[key] = "; ".join(choices.speaker_text(session.names, str(one)) for one in listed(session.source.get(key)))
    return found


def byline(session: Session) -> dict[str, str]:
    """Write who wrote a source, where and when, for the head of a page."""
    said = said_of(session)
    return {key: said[key] for key in ("author", "publisher", "published")}


def _take(session: Session, filled: Filled) -> None:
    """Say of the source what has changed.

    :raises UsageError: where something is wrong with a text; `filled` then says what.
    """
    before = said_of(session)
    for key, value in filled.values.items():
        if value == before[key]:
            continue
        try:
            session.describe(key, _references(session, key, value, filled) if key in _ROLES else value)
        except UnknownNameError as problem:
            near = _called(session, key, problem.nearest) if key in _ROLES else ()
            unknown = (problem.name, near) if key in _ROLES else ()
            filled.wrong[key] = Wrong(problem.message, problem.hint, *unknown)
        except UsageError as problem:
            filled.wrong[key] = Wrong(problem.message, problem.hint)
    if filled.wrong:
        raise UsageError("something of what was said of the source is wrong")


def _called(session: Session, key: str, names: Sequence[str]) -> tuple[str, ...]:
    """Write names and ids that may be meant as the form does, each thing once."""
    found = (choices.speaker_text(session.names, session.names.find(one, *_ROLES[key])) for one in names)
    return tuple(dict.fromkeys(found))


def _references(session: Session, key: str, value: str, filled: Filled) -> str:
    """Find who is named; where somebody is new and it is said what they are, define them."""
    found = []
    for name in filter(None, map(str.strip, value.split(";"))):
        try:
            found.append(
                choices.speaker_of(session.names, name)
                if key == "author"
                else session.names.find(re.sub(r"^.*\(([^()\s]+)\)$", r"\1", name), *_ROLES[key])
            )
        except UnknownNameError:
            if filled.new[key] not in _ROLES[key]:
                raise
            add = session.add_person if filled.new[key] == "person" else session.add_organisation
            found.append(add(name))
    return "; ".join(found)


def _page(site: Site, ask: Ask, opened: Opened, filled: Filled, *, back: str, status: int = 200) -> Reply:
    session = opened.session
    return render(
        site,
        "edit-source.html.j2",
        status=status,
        here="/edit",
        draft=opened,
        where=f"/edit/draft/{quote(opened.name, safe='')}",
        editor=ask.editor,
        back=back,
        filled=filled,
        now=said_of(session) if status == 409 else {},
        labels=LABELS,
        hints=HINTS,
        types={one: _spoken(one) for one in sorted(session.workspace.vocabulary.source_types)},
        names={"author": choices.speakers(session), "publisher": choices.names_of(session, "organisation")},
        kinds=_ROLES,
    )


def _spoken(word: str) -> str:
    """Write the name of a class in words.

    >>> _spoken("NewsArticle")
    'news article'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).lower()
