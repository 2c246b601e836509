"""The end of a review: what was decided, what is left, and the way of the draft into the debate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from counterpoint.errors import CounterpointError, Fault, FaultsError, UsageError
from counterpoint.web.editing import choices
from counterpoint.web.editing.describing import byline
from counterpoint.web.editing.desk import Opened, coder_of, held, is_added, open_draft
from counterpoint.web.pages.rendering import render
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.drafting.reviewing import Session
    from counterpoint.web.site import Site

_MOST: Final = 100
"""Agreements and disagreements that are shown one by one."""


def finish(site: Site, ask: Ask) -> Reply:
    """Show what was decided of a draft, and what is left to decide."""
    workspace = site.corpus.workspace
    return _page(site, ask, open_draft(workspace, ask.path.split("/")[3], coder_of(workspace, ask.editor)))


def add(site: Site, ask: Ask) -> Reply:
    """Put a draft of which nothing is left into the debate, or say what keeps it out; then nothing has changed."""
    workspace = site.corpus.workspace
    name = ask.path.split("/")[3]
    with held(workspace, name):
        opened = open_draft(workspace, name, coder_of(workspace, ask.editor))
        if dict(ask.form).get("revision") != opened.revision:
            return _page(site, ask, opened, status=409, changed=True)
        session = opened.session
        try:
            change = site.corpus.add([session.path], workspace.root)
        except FaultsError as problem:
            return _page(site, ask, opened, status=422, faults=problem.faults)
        except UsageError as problem:
            return _page(site, ask, opened, status=422, trouble=problem)
    source = session.draft.data["source"]
    reply = render(
        site,
        "edit-added.html.j2",
        here="/edit",
        title=session.title,
        source=site.path(workspace.iri("source", str(source["id"]))),
        change=change,
        differences=change.differences[:_MOST],
        counts=Counter((one.change, one.kind) for one in change.differences),
    )
    return Reply(reply.body, reply.media_type, reply.status, {**reply.headers, "X-Newer": "yes"})


def _page(
    site: Site,
    ask: Ask,
    opened: Opened,
    *,
    status: int = 200,
    changed: bool = False,
    faults: Sequence[Fault] = (),
    trouble: CounterpointError | None = None,
) -> Reply:
    session = opened.session
    source = str(session.draft.data["source"]["id"])
    states = [item.state for item in session.items]
    tally = {"all": len(states), **{state: states.count(state) for state in ("accepted", "rejected", "open")}}
    return render(
        site,
        "edit-finish.html.j2",
        status=status,
        here="/edit",
        draft=opened,
        where=f"/edit/draft/{quote(opened.name, safe='')}",
        editor=ask.editor,
        tally=tally,
        byline=byline(session),
        added=site.path(site.corpus.workspace.iri("source", source)) if is_added(session.workspace, source) else "",
        rows=_rows(session),
        questions=[question for question in session.questions if not question.answer],
        changed=changed,
        faults=faults,
        trouble=trouble,
    )


def _rows(session: Session) -> list[dict[str, Any]]:
    return [
        {"number": number, "item": item, "stands": choices.form_of(session, item).rows}
        for number, item in enumerate(session.items, 1)
    ]
