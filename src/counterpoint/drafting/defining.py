"""Define what a review needs and nobody has defined: people, organisations, roles, topics, claims, coders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from counterpoint.drafting.drafts import Draft, state_of
from counterpoint.drafting.items import capacities_of
from counterpoint.drafting.opening import Opened
from counterpoint.drafting.reading import OPEN, Data, listed
from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.matching import nearest
from counterpoint.records.reading import is_id
from counterpoint.vocabulary import KINDS
from counterpoint.workspace import Workspace

_LONGEST_NAME: Final = 300
_CODERS: Final = ("person", "organisation")
_MOST_COMPARED: Final = 30
"""With how many open statements a new claim is compared: some hundredths of a second each."""


class Defining(Opened):
    """A draft that is being reviewed, and what it defines.

    :param workspace: the debate that the draft is meant for.
    :param path: the draft's file.
    """

    def __init__(self, workspace: Workspace, path: Path) -> None:
        super().__init__(workspace, path)
        self.coder = ""
        """The id of who decides."""
        self._introduced: dict[str, tuple[str, str]] = {}

    def introduce(self, name: str, identifier: str = "", *, kind: str = "person") -> str:
        """Introduce a coder whom no record names yet, and take them for who decides.

        :param name: what they are called.
        :param identifier: the id to give them; made from the name where there is none.
        :param kind: person or organisation.
        :returns: the id.
        """
        if kind not in _CODERS:
            raise UnknownNameError("kind of coder", kind, nearest(kind, _CODERS), _CODERS)
        coder, called = self._new_id(kind, name, identifier), one_line(name, "name")
        with self._step(f"introduced {coder}", "") as draft:
            _introduce(draft, kind, coder, called)
        self.coder, self._introduced = coder, {**self._introduced, coder: (kind, called)}
        return coder

    def _known_coder(self, draft: Draft) -> str:
        """Give the id of who decides; whoever was introduced here, and taken back since, is introduced again."""
        known = {**self.names.of["person"], **self.names.of["organisation"], **draft.new_coders}
        if self.coder not in known and self.coder in self._introduced:
            kind, name = self._introduced[self.coder]
            _introduce(draft, kind, self.coder, name)
        return self.coder

    def add_person(self, name: str, identifier: str = "", roles: Sequence[Mapping[str, Any]] = ()) -> str:
        """Define a person, and the roles that the article gives them.

        :param roles: ``role``, and perhaps ``at``, ``former`` and ``cited-as`` of each.
        :returns: the id.
        """
        found = [self._membership(role) for role in roles]
        return self._define("person", name, identifier, {"roles": found} if found else {})

    def give_role(self, person: str, role: Mapping[str, Any]) -> str:
        """Give a person a role that the article gives them and the machine did not find.

        :param person: their id or name.
        :param role: ``role``, and perhaps ``at``, ``former`` and ``cited-as``.
        :returns: the role as a statement's ``capacity`` names it.
        """
        holder, part = self.names.find(person.removeprefix("person:"), "person"), self._membership(role)
        with self._step(f"gave {holder} a role", "") as draft:
            people = draft.data.get("people") or {}
            about = _described(people.get(holder))
            held = listed(about.get("roles"))
            where = [number for number, one in enumerate(held) if _same(one, part, str(part.get("at") or ""))]
            if where:
                cited = {key: held[where[0]][key] for key in ("cited-as",) if key in held[where[0]]}
                held[where[0]] = {**cited, **part}
            else:
                held.append(part)
            people[holder] = {**about, "roles": held}
            draft.data["people"] = people
        return "@".join(str(part[key]) for key in ("role", "at") if part.get(key))

    def take_role(self, person: str, role: str, at: str = "") -> None:
        """Take a role away from a person that the article does not give them; nobody speaks in it any more.

        :param person: their id or name.
        :param role: its id or name.
        :param at: the organisation; may be left out where they have the role once.
        :raises UnknownNameError: where the draft gives them no such role, or several.
        """
        holder, part = self.names.find(person.removeprefix("person:"), "person"), self._membership({"role": role})
        place = self.names.find(at, "organisation") if at else ""
        with self._step(f"took a role from {holder}", "") as draft:
            people = draft.data.get("people") or {}
            about = _described(people.get(holder))
            held = listed(about.get("roles"))
            gone = [one for one in held if _same(one, part, place or None)]
            if len(gone) != 1:
                known = capacities_of(draft, holder)
                raise UnknownNameError("role of the speaker", role, nearest(role, known), known)
            kept = {**about, "roles": [one for one in held if one is not gone[0]]}
            people[holder] = kept if kept["roles"] else {key: kept[key] for key in kept if key != "roles"}
            draft.data["people"] = {key: value for key, value in people.items() if value}
            for statement in draft.statements:
                _forget_capacity(draft, statement, holder)

    def add_organisation(self, name: str, identifier: str = "") -> str:
        """Define an organisation, and return its id."""
        return self._define("organisation", name, identifier, {})

    def add_role(self, name: str, identifier: str = "", broader: str = "") -> str:
        """Define a role, perhaps as a kind of a known one, and return its id."""
        return self._define("role", name, identifier, {"broader": self.names.find(broader, "role")} if broader else {})

    def add_topic(self, name: str, identifier: str = "", broader: str = "") -> str:
        """Define a topic, perhaps as a part of a known one, and return its id."""
        return self._define(
            "topic", name, identifier, {"broader": self.names.find(broader, "topic")} if broader else {}
        )

    def add_claim(self, identifier: str, name: str, about: str | Sequence[str]) -> str:
        """Define a claim, and propose it for the open statements that are like it.

        :param identifier: its id; made from the wording where it is empty.
        :param name: its wording: a neutral sentence that somebody could support or oppose.
        :param about: the topic that it is about, or several; ids or names.
        :returns: the id.
        """
        topics = [self.names.find(str(topic), "topic") for topic in listed(about) if topic]
        if not topics:
            raise UsageError("a claim is about a topic", "say which; a new one is defined first")
        return self._define("claim", name, identifier, {"about": topics if len(topics) > 1 else topics[0]})

    def _membership(self, role: Mapping[str, Any]) -> Data:
        part = {**role, "role": self.names.find(str(role["role"]), "role")}
        return {**part, **({"at": self.names.find(str(role["at"]), "organisation")} if role.get("at") else {})}

    def _define(self, kind: str, name: str, identifier: str, more: Data) -> str:
        called, section = one_line(name, "wording" if kind == "claim" else "name"), KINDS[kind].section
        new = self._new_id(kind, called, identifier)
        for other, known in self.names.of[kind].items():
            if kind in ("claim", "topic", "role") and known.casefold() == called.casefold():
                raise UsageError(f'the {kind} {other} is called so already: "{known}"', f"take {other}")
        with self._step(f"defined {kind} {new}", "") as draft:
            draft.data[section] = {**(draft.data.get(section) or {}), new: {"name": called, **more}}
            if kind == "claim":
                self._propose_again(draft)
        return new

    def _propose_again(self, draft: Draft) -> None:
        """Let a new claim be proposed for the open statements that come next, where it is like them."""
        order = [*draft.statements[self.position :], *draft.statements[: self.position]]
        self._compare(draft, [one for one in order if state_of(one) == OPEN][:_MOST_COMPARED])

    def _compare(self, draft: Draft, statements: Sequence[Data]) -> None:
        """Propose claims for some statements, where the model is installed."""
        from counterpoint.drafting.similar import add_similar

        add_similar(draft, self._known, statements)

    def _new_id(self, kind: str, name: str, identifier: str) -> str:
        taken = set(self.names.of[kind]) | set(self._draft.new_coders if kind == "person" else ())
        if not identifier:
            from counterpoint.drafting.known import new_id

            return new_id(name, taken)
        if not is_id(identifier):
            hint = "use letters, digits, hyphens, dots and underscores, beginning with a letter or a digit"
            raise UsageError(f'"{identifier}" cannot be an id', hint)
        if identifier in taken:
            raise UsageError(f'the {kind} "{identifier}" is there already', "choose another id, or take that one")
        return identifier


def _introduce(draft: Draft, kind: str, coder: str, name: str) -> None:
    """Note a new coder: a person among the coders, as one file of the debate may define them for many drafts."""
    if kind == "person":
        draft.about["coders"] = {**draft.new_coders, coder: name}
    else:
        draft.data["organisations"] = {**(draft.data.get("organisations") or {}), coder: {"name": name}}


def _described(person: Any) -> Data:
    return dict(person) if isinstance(person, Mapping) else {"name": person} if person else {}


def _same(one: Any, part: Mapping[str, Any], place: str | None) -> bool:
    """Tell whether a membership is of a role, at a place, which may be nowhere, or wherever."""
    held = one if isinstance(one, Mapping) else {"role": one}
    return held.get("role") == part["role"] and (place is None or str(held.get("at") or "") == place)


def _forget_capacity(draft: Draft, statement: Data, person: str) -> None:
    """Take out of a statement the roles that its speaker has no more."""
    if str(statement.get("speaker") or "").removeprefix("person:") == person and statement.get("in-capacity"):
        held = capacities_of(draft, person)
        titles = [one.partition("@")[0] for one in held]
        kept = [one for one in listed(statement["in-capacity"]) if one in (*held, *titles)]
        statement.pop("in-capacity")
        if kept:
            statement["in-capacity"] = kept if len(kept) > 1 else kept[0]


def one_line(text: str, what: str) -> str:
    """Take what a person typed as one line.

    :raises UsageError: where nothing is left, or it is too long for a name.
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if not line:
        raise UsageError(f"the {what} is empty", "write one")
    if len(line) > _LONGEST_NAME:
        raise UsageError(f"the {what} has {len(line):,} characters", f"write {_LONGEST_NAME} at most")
    return line
