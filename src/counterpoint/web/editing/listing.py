"""The list of drafts, and who confirms them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from counterpoint.errors import CounterpointError, UnknownNameError
from counterpoint.web.editing.desk import STRANGER, coder_of, is_added, summaries
from counterpoint.web.editing.entrance import inside
from counterpoint.web.pages.rendering import render
from counterpoint.web.problems import ProblemError
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site

_LONGEST: Final = 200
_OFFERED: Final = 500


def listing(site: Site, ask: Ask) -> Reply:
    """Show every draft, and how far it is; those with something left to decide first."""
    workspace = site.corpus.workspace
    drafts = sorted(summaries(workspace), key=lambda one: (not one.trouble and not one.left, one.name))
    coder = coder_of(workspace, ask.editor)
    added = {draft.name for draft in drafts if is_added(workspace, draft.source)}
    name = _name(site, coder)
    return render(site, "edit-list.html.j2", here="/edit", drafts=drafts, added=added, editor=ask.editor, coder=name)


def who(site: Site, ask: Ask) -> Reply:
    """Ask who confirms, and take note of it."""
    from counterpoint.drafting.authorities import Names

    fields = dict(ask.form) if ask.method == "POST" else {}
    to = inside(fields.get("to", ask.get("to")))
    if ask.editor["fixed"]:
        return Reply(b"", status=303, headers={"Location": to})
    names = Names.read(site.corpus.workspace)
    typed = " ".join((fields.get("is") or fields.get("who", "")).split())[:_LONGEST]
    trouble = None
    if typed:
        try:
            known = names.find(typed, "person", "organisation")
        except UnknownNameError as problem:
            known, trouble = STRANGER + typed, problem
        if trouble is None or fields.get("new"):
            return Reply(b"", status=303, headers={"Location": to, "X-Coder": quote(known)})
    everybody = sorted({*names.of["person"].values(), *names.of["organisation"].values()}, key=str.casefold)
    now = coder_of(site.corpus.workspace, ask.editor)
    return render(
        site,
        "edit-who.html.j2",
        status=422 if trouble else 200,
        here="/edit",
        editor=ask.editor,
        to=to,
        typed=typed or names.called(now.removeprefix(STRANGER)),
        known=everybody[:_OFFERED],
        trouble=trouble,
    )


def nothing(_site: Site, ask: Ask) -> Reply:
    """Answer an address below /edit at which there is nothing.

    :raises ProblemError: always.
    """
    raise ProblemError("unknown", f"there is nothing at {ask.path[:200]}", "the drafts are at /edit")


def _name(site: Site, coder: str) -> str:
    """Give the name of who confirms, or the id where no record has it."""
    from counterpoint.drafting.authorities import Names

    try:
        return Names.read(site.corpus.workspace).called(coder.removeprefix(STRANGER))
    except CounterpointError:
        return coder
