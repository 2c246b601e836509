"""Settle who and what an article names: known to the debate, new, or in doubt, and then a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from counterpoint.drafting.authorities import Names
from counterpoint.drafting.known import match_organisation, match_person, match_role, new_id
from counterpoint.drafting.reading import Data
from counterpoint.drafting.role_names import role_name
from counterpoint.vocabulary import KINDS

if TYPE_CHECKING:
    from counterpoint.drafting.attribution import Voice
    from counterpoint.drafting.known import Match

_MATCHES: Final[dict[str, Callable[..., Match]]] = {
    "person": match_person,
    "organisation": match_organisation,
    "role": match_role,
}
_MOST_WORDS: Final = 15


class Cast:
    """Everybody and everything that an article names, with an id each.

    :param names: what the debate defines already.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._new: dict[str, dict[str, Data]] = {kind: {} for kind in _MATCHES}
        self._settled: dict[tuple[str, str], str] = {}
        self._roles: dict[str, list[Data]] = {}
        self.questions: list[Data] = []
        self.notes: list[str] = []

    def speaker(self, voice: Voice) -> str:
        """Return the id of who speaks, or an empty string for somebody unnamed: a person is to say who that is."""
        if voice.kind == "unnamed":
            return ""
        identifier = self._settle(voice.kind, voice.name)
        other = "organisation" if voice.kind == "person" else "person"
        shared = identifier in self._names.of[other] or identifier in self._new[other]
        return f"{voice.kind}:{identifier}" if shared else identifier

    def author(self, name: str, role: str = "") -> str:
        """Return the id of an author: an organisation where one is known by the name, else a person."""
        known = match_organisation(name, self._known("organisation"))
        if known.certain and not match_person(name, self._known("person")).certain:
            return known.identifier
        identifier = self._settle("person", name, of_source=True)
        if role.strip():
            self.give_role(identifier, role, "")
        return identifier

    def organisation(self, name: str, *, of_source: bool = False) -> str:
        """Return the id of an organisation."""
        return self._settle("organisation", name, of_source=of_source)

    def give_role(self, person: str, role: str, organisation: str, *, former: bool = False) -> None:
        """Note a role that the article gives a person; an organisation that speaks has none.

        A role that is a verb in the article ("runs the bakery") is named by its noun, and cited as it stands there.
        """
        bare = person.rpartition(":")[2]
        if person.startswith("organisation:") or (
            bare not in self._names.of["person"] and bare not in self._new["person"]
        ):
            return
        words = " ".join(role.split())
        if not words:
            return
        identifier = self._settle("role", role_name(words))
        part: Data = {"role": identifier}
        if organisation.strip():
            part["at"] = self._settle("organisation", organisation)
        if former:
            part["former"] = True
        named = self._known("role")[identifier]
        if words.casefold() != named.casefold():
            part["cited-as"] = " ".join(words.split()[:_MOST_WORDS])
        if part not in self._roles.setdefault(bare, []):
            self._roles[bare].append(part)

    @property
    def sections(self) -> Data:
        """What the draft defines, and the roles that it gives to those who are known."""
        people: dict[str, Any] = {identifier: dict(about) for identifier, about in self._new["person"].items()}
        for person, roles in self._roles.items():
            people[person] = {**people.get(person, {}), "roles": roles}
        found = {"people": people, "organisations": self._new["organisation"], "roles": self._new["role"]}
        return {section: things for section, things in found.items() if things}

    def _known(self, kind: str) -> dict[str, str]:
        return {**self._names.of[kind], **{one: str(about["name"]) for one, about in self._new[kind].items()}}

    def _settle(self, kind: str, name: str, *, of_source: bool = False) -> str:
        """Find the id that a name means, or make one; where there is doubt, ask."""
        name = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
        if (kind, name.casefold()) in self._settled:
            return self._settled[kind, name.casefold()]
        match = _MATCHES[kind](name, self._known(kind))
        if match.certain:
            identifier = match.identifier
        else:
            identifier = new_id(name, self._known(kind))
            broader = self._broader(match) if kind == "role" else ""
            self._new[kind][identifier] = {"name": name, **({"broader": broader} if broader else {})}
            if match.candidates and kind != "role":
                self._ask(kind, identifier, name, match.candidates, of_source=of_source)
        self._settled[kind, name.casefold()] = identifier
        return identifier

    def _broader(self, match: Match) -> str:
        """Say of which known role a new one is a kind: a professor of law is a professor, which is no question."""
        known = self._known("role")
        return max(match.candidates, key=lambda role: len(known[role]), default=match.broader)

    def _ask(self, kind: str, identifier: str, name: str, candidates: tuple[str, ...], *, of_source: bool) -> None:
        known = self._known(kind)
        some = " or ".join(f"{known[one]} ({one})" for one in candidates)
        question: Data = {
            "id": f"question-{len(self.questions) + 1}",
            "kind": kind,
            "of": [identifier],
            "text": f"is “{name}” the {_CALLED[kind]} {some}?",
            "candidates": list(candidates),
        }
        if of_source:
            question["of"].append("source")
        self.questions.append(question)


_CALLED: Final = {kind: KINDS[kind].name for kind in _MATCHES}
