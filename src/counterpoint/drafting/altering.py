"""Change the data of a draft: a statement's speaker, words and stances, and one id into another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from counterpoint.drafting.authorities import Names
from counterpoint.drafting.drafts import Draft, state_of
from counterpoint.drafting.items import capacities_of, stances_of
from counterpoint.drafting.placing import placed
from counterpoint.drafting.reading import ACCEPTED, Data, listed
from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.matching import nearest
from counterpoint.vocabulary import KINDS

_DECIDED: Final = ("confirmed-by", "confirmed", "proposed-by")
_LONGEST_NOTE: Final = 2000
_CHANGES: Final = ("stances", "speaker", "mode", "quote", "at", "inferred", "note", "capacity")


def alter(draft: Draft, statement: Data, names: Names, coder: str, changes: Mapping[str, Any]) -> None:
    """Change a statement.

    :param names: what the draft and its workspace define.
    :param coder: who reads a stance into the words, where that is said.
    :param changes: ``stances`` (claims by stance), ``speaker``, ``mode``, ``quote``, ``at``, ``inferred``, ``note``,
        ``capacity`` (roles of the speaker, as ``role`` or ``role@organisation``). Other stances than before are not
        inferred unless that is said again.
    :raises UsageError: where one cannot be; the statement may then be changed in part.
    """
    for key in changes:
        if key not in _CHANGES:
            raise UnknownNameError("change", key, nearest(key, _CHANGES), _CHANGES)
    said = {key: value for key, value in changes.items() if value is not None}
    if "stances" in said:
        _take_stances(draft, statement, names, said["stances"])
    if "speaker" in said:
        _take_speaker(statement, find_speaker(names, str(said["speaker"])))
    if "capacity" in said:
        _take_capacity(draft, statement, [str(one) for one in listed(said["capacity"]) if one])
    if "mode" in said:
        statement["mode"] = _mode(draft, str(said["mode"]))
    if "quote" in said or "at" in said:
        quote, at = placed(draft, statement, names, str(said.get("quote", "")), said.get("at"))
        statement["quote"], statement["at"] = quote, list(at)
        statement.pop("before", None)
        statement.pop("after", None)
    if "inferred" in said:
        _put(statement, "inferred-by", coder if said["inferred"] else "")
    if "note" in said:
        _put(statement, "note", remark(str(said["note"])))


def remark(text: str) -> str:
    """Take what a person writes about a statement as one line.

    :raises UsageError: where it is too long for one.
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if len(line) > _LONGEST_NOTE:
        raise UsageError(f"the remark has {len(line):,} characters", f"write {_LONGEST_NOTE:,} at most")
    return line


def _take_speaker(statement: Data, speaker: str) -> None:
    if speaker != statement.get("speaker"):
        statement.pop("in-capacity", None)  # it was a role of somebody else
    statement["speaker"] = speaker


def _take_capacity(draft: Draft, statement: Data, capacities: list[str]) -> None:
    """Say in which roles somebody speaks, each as shortly as it can be told from the others.

    :raises UnknownNameError: where the draft gives the speaker no such role.
    """
    held = capacities_of(draft, str(statement.get("speaker") or ""))
    titles = [role.partition("@")[0] for role in held]
    found = []
    for capacity in capacities:
        matches = [one for one in held if capacity in (one, one.partition("@")[0])]
        if len(matches) != 1:
            raise UnknownNameError("role of the speaker", capacity, nearest(capacity, held), held)
        title = matches[0].partition("@")[0]
        found.append(title if titles.count(title) == 1 else matches[0])
    statement.pop("in-capacity", None)
    if found:
        statement["in-capacity"] = found if len(found) > 1 else found[0]


def _put(statement: Data, key: str, value: str) -> None:
    """Set a key, or take it out where there is nothing to say."""
    statement.pop(key, None)
    if value:
        statement[key] = value


def _mode(draft: Draft, mode: str) -> str:
    modes = draft.workspace.vocabulary.modes
    if mode not in modes:
        raise UnknownNameError("mode", mode, nearest(mode, modes), modes)
    return mode


def find_speaker(names: Names, text: str) -> str:
    """Find who is meant by an id or a name; an id that a person and an organisation share says which.

    :raises UnknownNameError: where nobody has it.
    """
    kind, colon, bare = text.partition(":")
    if colon and kind in ("person", "organisation") and bare in names.of[kind]:
        return text
    found = names.find(text, "person", "organisation")
    both = found in names.of["person"] and found in names.of["organisation"]
    return f"person:{found}" if both else found


def _take_stances(draft: Draft, statement: Data, names: Names, stances: Mapping[str, Any]) -> None:
    known = draft.workspace.vocabulary.stances
    found: dict[str, list[str]] = {}
    for stance, claims in stances.items():
        if stance not in known:
            raise UnknownNameError("stance", str(stance), nearest(str(stance), known), known)
        found[stance] = [names.find(str(claim), "claim") for claim in listed(claims)]
    said = [claim for claims in found.values() for claim in claims]
    if len(set(said)) < len(said):
        raise UsageError("one statement takes two stances on one claim", "choose one, or repeat the statement")
    before = stances_of(statement, known)
    for stance in known:
        statement.pop(stance, None)
    statement.update({stance: one[0] if len(one) == 1 else one for stance, one in found.items() if one})
    if before and (state_of(statement) == ACCEPTED or before != stances_of(statement, known)):
        statement.pop("inferred-by", None)  # that was said of the stance of before


def refuse_incomplete(draft: Draft, statement: Data, names: Names) -> None:
    """Refuse to accept what would be no statement.

    :raises UsageError: where speaker, stance, mode or fragment is missing, or the fragment is not in the utterance.
    """
    identifier = statement["id"]
    if not statement.get("speaker"):
        raise UsageError(f"{identifier} has no speaker", "say who speaks first")
    if not statement.get("mode"):
        raise UsageError(f"{identifier} has no mode", "say whether it is direct, reported or paraphrased")
    if not stances_of(statement, draft.workspace.vocabulary.stances):
        some = ", ".join(sorted(draft.workspace.vocabulary.stances))
        raise UsageError(f"{identifier} takes no stance", f"say a claim and how the speaker stands to it: {some}")
    placed(draft, statement, names, str(statement.get("quote") or ""), statement.get("at"))


def note_proposal(draft: Draft, statement: Data) -> None:
    """Note that claim and stance were proposed by a language model, where what was accepted is what it proposed."""
    statement.pop("proposed-by", None)
    proposal = statement["draft"].get("proposal")
    if not isinstance(proposal, Mapping) or not proposal.get("stance"):
        return
    names = draft.names
    for claim in stances_of(statement, draft.workspace.vocabulary.stances).get(str(proposal["stance"]), ()):
        same_words = bool(proposal.get("wording")) and names.of["claim"].get(claim) == proposal["wording"]
        if claim == proposal.get("claim") or same_words:
            statement["proposed-by"] = f"{proposal.get('model')}; {proposal.get('prompt')}"


def decide(statement: Data, state: str, reason: str = "") -> None:
    """Set the state of a statement; who confirmed it is kept of an accepted one only."""
    about = statement.setdefault("draft", {})
    about["state"] = state
    about.pop("reason", None)
    if reason:
        about["reason"] = reason
    if state != "accepted":
        for key in _DECIDED:
            statement.pop(key, None)


def replace(draft: Draft, kind: str, old: str, new: str) -> None:
    """Put one id in the place of another wherever the draft says it, and take the definition of the old one out.

    :param kind: person, organisation or role.
    """
    section = draft.data.get(KINDS[kind].section) or {}
    gone = section.pop(old, None)
    if kind == "person" and isinstance(gone, dict) and gone.get("roles"):
        kept = section.get(new)
        more: Data = kept if isinstance(kept, dict) else {"name": kept} if kept else {}
        section[new] = {**more, "roles": [*listed(more.get("roles")), *listed(gone["roles"])]}
        draft.data[KINDS[kind].section] = section

    def exchange(holder: Data, key: str) -> None:
        values = [new if value in (old, f"{kind}:{old}") else value for value in listed(holder.get(key))]
        if values:
            holder[key] = values if isinstance(holder[key], list) else values[0]

    if kind in ("person", "organisation"):
        for statement in draft.statements:
            exchange(statement, "speaker")
        exchange(draft.data["source"], "author")
        exchange(draft.data["source"], "publisher")
    for person in (draft.data.get("people") or {}).values():
        for role in listed(person.get("roles")) if isinstance(person, dict) else []:
            if isinstance(role, dict) and kind in ("organisation", "role"):
                exchange(role, "at" if kind == "organisation" else "role")
    for statement in draft.statements:
        _exchange_capacity(statement, kind, old, new)


def _exchange_capacity(statement: Data, kind: str, old: str, new: str) -> None:
    """Put one id in the place of another in ``role`` or ``role@organisation``."""
    if said := statement.get("in-capacity"):
        found = []
        for value in listed(said):
            role, at, place = str(value).partition("@")
            if kind == "role":
                role = new if role == old else role
            elif kind == "organisation":
                place = new if place == old else place
            found.append(role + at + place)
        statement["in-capacity"] = found if isinstance(said, list) else found[0]
