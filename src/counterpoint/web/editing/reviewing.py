"""The page of a draft: the text with its marks on one side, the form of one statement on the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from counterpoint.pauses import no_collection
from counterpoint.web.editing import choices
from counterpoint.web.editing.choices import Claim, Form
from counterpoint.web.editing.describing import byline
from counterpoint.web.editing.desk import STRANGER, Opened, coder_of, open_draft
from counterpoint.web.editing.marking import Mark, around, paragraph_of, paragraphs
from counterpoint.web.pages.rendering import render
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.drafting.items import Item
    from counterpoint.drafting.reviewing import Session
    from counterpoint.web.site import Site

ASIDE: Final = "aside:"
"""Before the id of a quoted span that was taken for no speech, among the names of marks."""
_MARGIN: Final = 100
"""Characters of the text that a narrow page shows around an utterance."""
WORDS: Final = 15
"""The most words that a fragment may have."""

SAID: Final[Mapping[str, str]] = {
    "accepted": "Accepted.",
    "rejected": "Rejected.",
    "opened": "Open again.",
    "saved": "Saved; it is still open.",
    "undone": "Taken back.",
    "answered": "Answered.",
    "taken": "It is a statement now.",
    "split": "There are two now.",
    "joined": "They are one now.",
    "repeated": "This is another one of the same words.",
    "made": "It is a statement now.",
    "described": "It is saved what the source is.",
}
"""What is said after something was done."""


@dataclass(frozen=True)
class Trouble:
    """Why what somebody sent was not done.

    :param message: what is wrong.
    :param hint: what to do.
    :param unknown: the name of a speaker whom nobody knows.
    :param nearest: names that may be meant.
    """

    message: str
    hint: str = ""
    unknown: str = ""
    nearest: Sequence[str] = ()


@dataclass(frozen=True)
class View:
    """What a page shows beside the draft.

    :param chosen: the mark that the form is of.
    :param said: what was done, in a sentence.
    :param form: the form as somebody has filled it in, where it is not to show what the draft says.
    :param trouble: why what they sent was not done.
    :param clash: what they sent, where the draft was another one by then.
    :param status: the HTTP status.
    """

    chosen: str
    said: str = ""
    form: Form | None = None
    trouble: Trouble | None = None
    clash: Mapping[str, Any] | None = None
    status: int = 200


@no_collection()
def review(site: Site, ask: Ask) -> Reply:
    """Show a draft, at the statement that ``item`` names, else at the first that is open.

    Somebody who has not said who they are is asked first.
    """
    workspace = site.corpus.workspace
    coder = coder_of(workspace, ask.editor)
    opened = open_draft(workspace, ask.path.split("/")[3], coder)
    if not opened.session.coder and not coder.startswith(STRANGER) and not ask.editor["fixed"]:
        return Reply(b"", status=303, headers={"Location": f"/edit/who?to={quote(ask.path)}"})
    view = View(_chosen(opened.session, ask.get("item")), SAID.get(ask.get("did"), ""))
    return page(site, ask, opened, view)


def _chosen(session: Session, name: str) -> str:
    """Tell which mark is shown: the one that is named, where there is one, else where the review is."""
    if name and any(name == item.id for item in session.items):
        return name
    if name.startswith(ASIDE) and any(name == ASIDE + span.identifier for span in session.set_aside):
        return name
    return session.items[session.position].id if session.items else ""


def page(site: Site, ask: Ask, opened: Opened, view: View) -> Reply:
    """Show a draft; only what changes with each step, where a page that is open asks for the ``part``."""
    session = opened.session
    items = {item.id: item for item in session.items}
    sent = dict(ask.form) if ask.method == "POST" else {}
    item = items.get(view.chosen)
    aside = next((span for span in session.set_aside if ASIDE + span.identifier == view.chosen), None)
    part = bool(ask.get("part") or sent.get("part"))
    marks = [Mark(*one.utterance, one.id) for one in items.values()]
    marks += [Mark(*span.at, ASIDE + span.identifier) for span in session.set_aside]
    context = {
        "here": "/edit",
        "draft": opened,
        "where": f"/edit/draft/{quote(opened.name, safe='')}",
        "editor": ask.editor,
        "coder": session.names.called(session.coder) if session.coder else "",
        "numbers": {name: number for number, name in enumerate(items, 1)},
        "items": items,
        "item": item,
        "aside": aside,
        "chosen": view.chosen,
        "tally": _tally(session),
        "states": json.dumps([[name, one.state] for name, one in items.items()], separators=(",", ":")),
        "layout": layout_of(marks),
        "said": view.said,
        "trouble": view.trouble,
        "limit": WORDS,
        "clash": view.clash,
        "asked": sent.get("do", "").partition(":")[0],
        "missed": sent.get("missed", ""),
        "missed_at": (sent.get("from", ""), sent.get("to", "")),
        **_neighbours(list(items.values()), item),
        **(_about(session, item, view.form) if item else {}),
    }
    if part:
        return render(site, "edit-panel.html.j2", status=view.status, **context)
    fragment = [Mark(*item.at, item.id)] if item and item.at else []
    return render(
        site,
        "edit-draft.html.j2",
        status=view.status,
        byline=byline(session),
        paragraphs=paragraphs(session.text, marks, fragment),
        language=str(session.draft.data["source"].get("language") or "en"),
        **context,
    )


def layout_of(marks: Sequence[Mark]) -> str:
    """Tell one set of marks from another: a page that is open has to be shown anew where it is another."""
    return hashlib.sha256(repr(marks).encode()).hexdigest()[:12]


def _tally(session: Session) -> dict[str, int]:
    states = [item.state for item in session.items]
    return {"all": len(states), **{state: states.count(state) for state in ("accepted", "rejected", "open")}}


def _neighbours(items: Sequence[Item], item: Item | None) -> dict[str, Any]:
    """Name the statements before and after one."""
    at = items.index(item) if item else -1
    return {
        "number": at + 1,
        "before": items[at - 1].id if at > 0 else "",
        "after": items[at + 1].id if at + 1 < len(items) else "",
    }


def _about(session: Session, item: Item, form: Form | None) -> dict[str, Any]:
    """Gather what the form of a statement shows and offers."""
    filled = form or choices.form_of(session, item)
    similar = choices.claims(session, item.similar[:3])
    found = [one for one in choices.found_claims(session, filled.words) if one not in similar]
    picked = filled.claim
    if picked not in ("", choices.NEW) and all(picked != one.identifier for one in (*similar, *found)):
        found.insert(0, choices.claim_of(session.names, picked))
    offered = choices.told_apart([*similar, *found])
    fragment = Mark(*item.at, item.id) if item.at else None
    return {
        "form": filled,
        "now": choices.form_of(session, item),
        "similar": offered[: len(similar)],
        "found": offered[len(similar) :],
        "stances": choices.stances_of(session),
        "signs": choices.SIGNS,
        "modes": choices.MODES,
        "speakers": choices.speakers(session),
        "topics": choices.names_of(session, "topic"),
        "roles": choices.names_of(session, "role"),
        "places": choices.names_of(session, "organisation"),
        "claims": len(session.names.of["claim"]),
        "excerpt": around(session.text, Mark(*item.utterance, item.id), fragment, _MARGIN),
        "paragraph": paragraph_of(session.text, item.utterance[0]),
        "proposed": _proposed(session, item),
    }


def _proposed(session: Session, item: Item) -> Claim | None:
    """Give the claim that a language model proposes: a known one, or one without an id."""
    if item.proposal is None:
        return None
    if item.proposal.claim in session.names.of["claim"]:
        return choices.claim_of(session.names, item.proposal.claim)
    return Claim("", item.proposal.wording)
