"""What the form of a statement holds, and what it offers to choose from."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from counterpoint.view.text import clean
from counterpoint.web.editing.desk import coder_of, open_draft
from counterpoint.web.replies import JSON, Ask, Reply

if TYPE_CHECKING:
    from counterpoint.drafting.authorities import Names
    from counterpoint.drafting.items import Item
    from counterpoint.drafting.reviewing import Session
    from counterpoint.web.site import Site

MODES: Final = {
    "direct": "the speaker’s own words",
    "reported": "built into the sentence",
    "paraphrased": "in other words",
}
SIGNS: Final = {"supports": "+", "opposes": "−", "qualifies": "~", "mentions": "·"}
"""The shipped stances in the order in which they are offered, with the sign of each; a workspace's own come after."""
NEW: Final = "new"
"""What the choice of a claim holds where a new one is written."""
_OFFERED: Final = 400
"""Names that a list of suggestions holds at most."""
_FOUND: Final = 8
_ROWS: Final = 50


@dataclass(frozen=True)
class Claim:
    """A claim to choose: its id, its wording, and what it is about."""

    identifier: str
    name: str
    topics: str = ""


@dataclass(frozen=True)
class Row:
    """A claim that a statement takes a stance to."""

    stance: str
    claim: Claim
    kept: bool = True


@dataclass
class Form:
    """The form of a statement as it is filled in.

    :param speaker: the name of who speaks, as it is typed.
    :param kind: person or organisation, where the speaker is new.
    :param role: what the speaker is, as the text says it, where that is one role more.
    :param place: at which organisation.
    :param capacity: the roles that were chosen, as ``role`` or ``role@organisation``.
    :param mode: direct, reported or paraphrased.
    :param quote: the fragment.
    :param at: where it stands in the text, where that is known.
    :param rows: the claims that are there already.
    :param stance: the stance of one more.
    :param claim: its id, or `NEW`, or empty.
    :param wording: the wording of a new claim.
    :param topic: what that is about.
    :param words: what known claims are searched for.
    :param inferred: whether the stance was read into the words.
    :param note: a remark.
    """

    speaker: str = ""
    kind: str = ""
    role: str = ""
    place: str = ""
    capacity: tuple[str, ...] = ()
    mode: str = ""
    quote: str = ""
    at: tuple[int, int] | None = None
    rows: list[Row] = field(default_factory=list)
    stance: str = ""
    claim: str = ""
    wording: str = ""
    topic: str = ""
    words: str = ""
    inferred: bool = False
    note: str = ""


def form_of(session: Session, item: Item) -> Form:
    """Fill in the form with what the draft says."""
    rows = [
        Row(stance, claim_of(session.names, claim))
        for stance in stances_of(session)
        for claim in item.stances.get(stance, ())
    ]
    speaker = speaker_text(session.names, item.speaker)
    return Form(
        speaker,
        capacity=capacity_of(item),
        mode=item.mode,
        quote=item.quote,
        at=item.at,
        rows=rows,
        inferred=item.inferred,
        note=item.note,
    )


def capacity_of(item: Item) -> tuple[str, ...]:
    """Name the roles in which somebody speaks as the draft lists them: a statement may leave the organisation out."""
    return tuple(
        next((held for held in item.capacities if one in (held, held.partition("@")[0])), one) for one in item.capacity
    )


def form_sent(session: Session, fields: Mapping[str, str]) -> Form:
    """Read the form as somebody sent it."""
    rows = [
        Row(fields.get(f"stance-{n}", ""), claim_of(session.names, fields[f"claim-{n}"]), f"keep-{n}" in fields)
        for n in range(_ROWS)
        if f"claim-{n}" in fields
    ]
    plain = {
        name: _line(fields.get(name, ""))
        for name in ("speaker", "kind", "role", "place", "mode", "stance", "claim", "note")
    }
    plain["speaker"] = _line(fields.get("is", "")) or plain["speaker"]
    return Form(
        **plain,
        quote=fields.get("quote", "").replace("\r\n", "\n").strip(),
        capacity=tuple(fields[f"capacity-{n}"] for n in range(_ROWS) if f"capacity-{n}" in fields),
        at=offsets(fields.get("start", ""), fields.get("end", "")),
        rows=rows,
        wording=_line(fields.get("wording", "")),
        topic=_line(fields.get("topic", "")),
        words=_line(fields.get("words", "")),
        inferred="inferred" in fields,
    )


def stances_of(session: Session) -> list[str]:
    """List the stances that a record of this workspace may take: the shipped ones, then its own."""
    known = session.workspace.vocabulary.stances
    return [*(stance for stance in SIGNS if stance in known), *sorted(known - SIGNS.keys())]


def claim_of(names: Names, identifier: str) -> Claim:
    """Give a claim by its id."""
    bare = identifier.rpartition(":")[2]
    topics = (names.of["topic"].get(topic, topic) for topic in names.topics_of.get(bare, ()))
    return Claim(bare, names.of["claim"].get(bare, bare), ", ".join(topics))


def speaker_text(names: Names, reference: str) -> str:
    """Write a speaker as a person reads it: the name, and the id where several have the name."""
    bare = reference.rpartition(":")[2]
    if not bare:
        return ""
    name, said = names.called(bare), clean(names.called(bare))
    same = [one for kind in ("person", "organisation") for one, other in names.of[kind].items() if other == name]
    return said if said == name and len(same) < 2 else f"{said} ({bare})"


def speaker_of(names: Names, text: str) -> str:
    """Find who is meant by a name, an id, or a name with an id after it.

    :raises UnknownNameError: where nobody is.
    """
    found = re.search(r"\(([^()\s]+)\)$", text)
    if found and (found[1] in names.of["person"] or found[1] in names.of["organisation"]):
        return found[1]
    return names.find(text, "person", "organisation")


def speakers(session: Session) -> list[str]:
    """List the names to suggest for a speaker: those of the draft first."""
    own = session.draft.names
    everybody = [one for some in (own, session.names) for kind in ("person", "organisation") for one in some.of[kind]]
    ids = list(dict.fromkeys(everybody))[:_OFFERED]
    counts = Counter(session.names.called(one) for one in dict.fromkeys(everybody))
    named = ((one, session.names.called(one)) for one in ids)
    return [name if counts[name] == 1 and clean(name) == name else f"{clean(name)} ({one})" for one, name in named]


def names_of(session: Session, kind: str) -> list[str]:
    """List the names of a kind to suggest: topics for a new claim, roles and organisations for a speaker."""
    return sorted(set(session.names.of[kind].values()), key=str.casefold)[:_OFFERED]


def claims(session: Session, identifiers: Iterable[str]) -> list[Claim]:
    """Give claims by their ids."""
    return [claim_of(session.names, one) for one in identifiers]


def told_apart(some: Sequence[Claim]) -> list[Claim]:
    """Write the ids of claims after their wordings where several have the same."""
    counts = Counter(one.name.casefold() for one in some)
    return [
        replace(one, name=f"{one.name} ({one.identifier})") if counts[one.name.casefold()] > 1 else one for one in some
    ]


def found_claims(session: Session, words: str) -> list[Claim]:
    """Find claims by their words."""
    return claims(session, (one for one, _ in session.find_claims(words[:200], _FOUND))) if words else []


def find(site: Site, ask: Ask) -> Reply:
    """Answer ``/edit/draft/NAME/find?q=…`` with the claims that hold the words, for the page while somebody types."""
    workspace = site.corpus.workspace
    opened = open_draft(workspace, ask.path.split("/")[3], coder_of(workspace, ask.editor))
    results = [
        {"id": one.identifier, "name": one.name, "topics": one.topics}
        for one in told_apart(found_claims(opened.session, _line(ask.get("q"))))
    ]
    return Reply(json.dumps({"results": results}, ensure_ascii=False).encode(), JSON)


def _line(text: str) -> str:
    return " ".join(text.split())


def offsets(start: str, end: str) -> tuple[int, int] | None:
    """Read a place in the text, where one is given."""
    sound = all(one.isascii() and one.isdigit() and len(one) < 10 for one in (start, end))
    return (int(start), int(end)) if sound and int(start) < int(end) else None
