"""What the form of a statement does: each step is one of `drafting.reviewing.Session`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.pauses import no_collection
from counterpoint.web.editing import choices
from counterpoint.web.editing.choices import Form
from counterpoint.web.editing.desk import STRANGER, Opened, coder_of, held, keep_open, open_draft
from counterpoint.web.editing.reviewing import ASIDE, Trouble, View, page
from counterpoint.web.problems import ProblemError
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.drafting.items import Item
    from counterpoint.drafting.reviewing import Session
    from counterpoint.web.site import Site

_REASON: Final = 500


@dataclass(frozen=True)
class Step:
    """What somebody asks for.

    :param session: the review.
    :param fields: the form.
    :param item: the statement that it is about.
    :param detail: what stands after the name of the step, as in ``answer:QUESTION:CHOICE``.
    """

    session: Session
    fields: Mapping[str, str]
    item: str
    detail: str

    @property
    def form(self) -> Form:
        """The form of the statement."""
        return choices.form_sent(self.session, self.fields)


@no_collection()
def decide(site: Site, ask: Ask) -> Reply:
    """Take a step, and show the statement that comes next.

    A form that was made for another state of the draft changes nothing: both states are shown.
    """
    workspace = site.corpus.workspace
    coder = coder_of(workspace, ask.editor)
    fields = dict(ask.form)
    name, item = ask.path.split("/")[3], fields.get("item", "")
    word, _, detail = ("find" if fields.get("is") else fields.get("do", "")).partition(":")
    if word not in _STEPS and word not in _SHOWN:
        raise ProblemError("request", f'there is no step "{word[:50]}"')
    with held(workspace, name):
        opened = open_draft(workspace, name, coder)
        step = Step(opened.session, fields, item, detail)
        if word in _SHOWN:
            form = _SHOWN[word](step)
            return page(site, ask, opened, View(item, form=form))
        if fields.get("revision") != opened.revision:
            return _both(site, ask, opened, step)
        try:
            shown, did = _take_step(step, word, coder)
        except UsageError as problem:
            now = open_draft(workspace, name, coder)
            view = View(item, form=step.form, trouble=_trouble(step, problem), status=422)
            return page(site, ask, now, view)
        keep_open(opened, coder)
    query = {"item": shown, "did": did, **({"part": "1"} if "part" in fields else {})}
    where = f"/edit/draft/{quote(name, safe='')}"
    if fields.get("back") == "finish" or (did in ("accepted", "rejected") and not opened.session.left):
        where, query = f"{where}/finish", {}
    return Reply(b"", status=303, headers={"Location": f"{where}?{urlencode(query)}".rstrip("?")})


def _take_step(step: Step, word: str, coder: str) -> tuple[str, str]:
    """Take a step with all that belongs to it, such as a new claim, as one: one undo takes it back.

    :param coder: who decides, as `desk.coder_of` tells it; a stranger is introduced with their first decision.
    """
    session = step.session
    if word == "undo":
        return _undo(step)
    stranger = "" if session.coder or not coder.startswith(STRANGER) else coder.removeprefix(STRANGER)
    try:
        with session.together(f"{_DONE[word]} {step.item}".strip(), step.item):
            if stranger:
                session.introduce(stranger)
            return _STEPS[word](step)
    except UsageError:
        if stranger:
            session.coder = ""  # that, too, is as if it had never been
        raise


def _accept(step: Step) -> tuple[str, str]:
    step.session.accept(step.item, **_changes(step))
    return _next(step), "accepted"


def _save(step: Step) -> tuple[str, str]:
    step.session.change(step.item, **_changes(step))
    return step.item, "saved"


def _reject(step: Step) -> tuple[str, str]:
    step.session.reject(step.item, step.fields.get("reason", "")[:_REASON])
    return _next(step), "rejected"


def _reopen(step: Step) -> tuple[str, str]:
    return step.session.reopen(step.item).id, "opened"


def _undo(step: Step) -> tuple[str, str]:
    step.session.undo()
    items = step.session.items
    return items[step.session.position].id if items else "", "undone"


def _answer(step: Step) -> tuple[str, str]:
    question, _, choice = step.detail.partition(":")
    step.session.answer(question, choice)
    return step.item, "answered"


def _take(step: Step) -> tuple[str, str]:
    return step.session.take_up(step.item.removeprefix(ASIDE)).id, "taken"


def _split(step: Step) -> tuple[str, str]:
    """Split an utterance where the words begin that the form holds as the fragment."""
    form, text = step.form, step.session.text
    start, end = step.session.item(step.item).utterance
    here = form.at if form.at and text[slice(*form.at)] == form.quote else None
    offset = here[0] if here else text.find(form.quote, start, end) if form.quote else -1
    if not any(map(str.isalnum, text[start:offset])) or not start < offset < end:
        raise UsageError("it is not said where the second one begins", "choose its first words as the fragment")
    return step.session.split(step.item, offset).id, "split"


def _repeat(step: Step) -> tuple[str, str]:
    return step.session.repeat(step.item).id, "repeated"


def _join(step: Step) -> tuple[str, str]:
    """Join a statement with the one before it, or after it, in the order of the text."""
    ids = [item.id for item in step.session.items]
    at = ids.index(step.session.item(step.item).id)
    first = at - 1 if step.detail == "before" else at
    if first < 0 or first + 1 >= len(ids):
        raise UsageError("there is no other statement on that side", "join it with the one on the other side")
    return step.session.join(ids[first], ids[first + 1]).id, "joined"


def _make(step: Step) -> tuple[str, str]:
    """Make a statement of words of the text that the machine has missed."""
    at = choices.offsets(step.fields.get("from", ""), step.fields.get("to", ""))
    try:
        start, end = at or step.session.find_words(step.fields.get("missed", ""))
    except UsageError as problem:
        where = "write more of them, or select them in the text" if "\n" in problem.message else problem.hint
        raise UsageError(problem.message.partition("\n")[0], where) from problem
    return step.session.add_statement(start, end).id, "made"


def _as_sent(step: Step) -> Form:
    return step.form


def _proposed(step: Step) -> Form:
    """Fill in what a language model proposes; nothing is done until somebody accepts it."""
    form, proposal = step.form, step.session.item(step.item).proposal
    if proposal is not None:
        known = proposal.claim in step.session.names.of["claim"]
        form.stance, form.claim = proposal.stance, proposal.claim if known else choices.NEW
        form.wording = "" if known else proposal.wording
    return form


_STEPS: Final[Mapping[str, Callable[[Step], tuple[str, str]]]] = {
    "accept": _accept,
    "save": _save,
    "reject": _reject,
    "reopen": _reopen,
    "undo": _undo,
    "answer": _answer,
    "take": _take,
    "split": _split,
    "repeat": _repeat,
    "join": _join,
    "make": _make,
}
"""What changes the draft; each gives the statement to show next, and what was done, as `reviewing.SAID` has it."""
_DONE: Final = {
    "accept": "accepted",
    "save": "changed",
    "reject": "rejected",
    "reopen": "opened again",
    "answer": "answered a question about",
    "take": "took up",
    "split": "split",
    "repeat": "repeated",
    "join": "joined",
    "make": "made a statement of words after",
}
"""What a step was, as whoever takes it back is told."""
_SHOWN: Final[Mapping[str, Callable[[Step], Form]]] = {"find": _as_sent, "use": _proposed}
"""What only changes what the form shows."""


def _next(step: Step) -> str:
    """Name the next statement that is open, from the end on from the beginning, or this one where none is."""
    ids = [item.id for item in step.session.items]
    at = ids.index(step.item) if step.item in ids else -1
    around = (*step.session.items[at + 1 :], *step.session.items[: at + 1])
    return next((item.id for item in around if item.state == "open"), step.item)


def _changes(step: Step) -> dict[str, Any]:
    """Read the form against what the draft says, and define what is new.

    :raises UsageError: where something is missing, or nobody has a name.
    """
    session, form = step.session, step.form
    item = session.item(step.item)
    changes: dict[str, Any] = {}
    if form.speaker and form.speaker != choices.speaker_text(session.names, item.speaker):
        changes["speaker"] = _speaker(session, form)
    capacity = _capacity(session, form, item, changes.get("speaker", item.speaker))
    if capacity != choices.capacity_of(item):
        changes["capacity"] = capacity
    if form.mode and form.mode != item.mode:
        changes["mode"] = form.mode
    if form.quote != item.quote or (form.at and form.at != item.at):
        changes["quote"] = form.quote
        if form.at and session.text[slice(*form.at)] == form.quote:
            changes["at"] = form.at
    if form.note != item.note:
        changes["note"] = form.note
    stances = _stances(session, form)
    if stances != {stance: list(claims) for stance, claims in item.stances.items()}:
        changes["stances"] = stances
    if form.inferred != item.inferred or "stances" in changes:
        changes["inferred"] = form.inferred
    return changes


def _speaker(session: Session, form: Form) -> str:
    try:
        return choices.speaker_of(session.names, form.speaker)
    except UnknownNameError:
        if form.kind == "organisation":
            return session.add_organisation(form.speaker)
        if form.kind == "person":
            return session.add_person(form.speaker)
        raise


def _capacity(session: Session, form: Form, item: Item, speaker: str) -> tuple[str, ...]:
    """Tell in which roles somebody speaks: those that are chosen, and one that the form gives them."""
    # The roles that the form offered are those of whom it was made for.
    kept = tuple(one for one in form.capacity if one in item.capacities) if speaker == item.speaker else ()
    if not form.role:
        if form.place:
            raise UsageError(f'it is not said what the speaker is at "{form.place}"', "write the role, too")
        return kept
    if not speaker:
        raise UsageError("a role is given, and nobody who has it", "say who speaks first")
    if speaker.rpartition(":")[2] not in session.names.of["person"] or speaker.startswith("organisation:"):
        raise UsageError("an organisation has no role", "leave the role empty, or name the person who speaks")
    role = {"role": _named(session, form.role, "role")}
    if form.place:
        role["at"] = _named(session, form.place, "organisation")
    given = session.give_role(speaker, role)
    return (*kept, given) if kept else ()


def _named(session: Session, name: str, kind: str) -> str:
    """Find a role or an organisation, or define it."""
    try:
        return session.names.find(name, kind)
    except UnknownNameError:
        return session.add_role(name) if kind == "role" else session.add_organisation(name)


def _stances(session: Session, form: Form) -> dict[str, list[str]]:
    """Gather the claims by stance: those that stay, and the one that is added."""
    found: dict[str, list[str]] = {}
    pairs = [(row.stance, row.claim.identifier) for row in form.rows if row.kept]
    claim = form.claim or (choices.NEW if form.wording else "")
    if form.stance and not claim:
        raise UsageError("no claim is chosen", "choose one that is like it, search for one, or write a new one")
    if claim and not form.stance:
        raise UsageError("it is not said how the speaker stands to the claim", "choose one of the stances")
    if claim:
        if claim == choices.NEW:
            claim = _claim(session, form)
        pairs.append((form.stance, claim))
    for stance, one in pairs:
        if one not in found.setdefault(stance, []):
            found[stance].append(one)
    return found


def _claim(session: Session, form: Form) -> str:
    if not form.wording:
        raise UsageError("the new claim has no wording", "write it as a sentence that somebody could support or oppose")
    if not form.topic:
        raise UsageError("the new claim has no topic", "say what it is about")
    try:
        topic = session.names.find(form.topic, "topic")
    except UnknownNameError:
        topic = session.add_topic(form.topic)
    return session.add_claim("", form.wording, topic)


def _trouble(step: Step, problem: UsageError) -> Trouble:
    form = step.form
    if isinstance(problem, UnknownNameError) and form.speaker and problem.name == form.speaker:
        names = step.session.names
        close = (choices.speaker_text(names, choices.speaker_of(names, name)) for name in problem.nearest)
        return Trouble(problem.message, "", form.speaker, list(dict.fromkeys(close)))
    # The page calls statements by their numbers, not by their ids.
    about, rest = problem.message[: len(step.item)], problem.message[len(step.item) :]
    said = f"this statement{rest}" if step.item and about == step.item and rest.startswith(" ") else problem.message
    return Trouble(said, problem.hint)


def _both(site: Site, ask: Ask, opened: Opened, step: Step) -> Reply:
    """Show what somebody sent beside what the draft says now; the form holds what they sent, to be sent again."""
    form = step.form
    adding = choices.claim_of(opened.session.names, form.claim).name if form.claim != choices.NEW else form.wording
    clash = {"asked": step.fields.get("do", "").partition(":")[0], "sent": form, "adding": adding}
    return page(site, ask, opened, View(step.item, form=form, clash=clash, status=409))
