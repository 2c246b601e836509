"""What a reviewer says of a statement before deciding on it, and of those whom it names: as lines of commands."""

from __future__ import annotations

from contextlib import suppress

from counterpoint.drafting.items import Item
from counterpoint.drafting.reviewing import Session
from counterpoint.errors import UnknownNameError, UsageError

_FORMER = "former"


class Particulars:
    """One person at a draft, with the commands that say who speaks, in which role, in which words, and in what source.

    :param session: the review.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def item(self) -> Item:
        """The statement that is looked at.

        :raises UsageError: where the draft has none.
        """
        if not self.session.items:
            raise UsageError("the draft has no statement", "missed WORDS makes one of words of the text")
        return self.session.items[self.session.position]

    @property
    def here(self) -> str:
        """The id of the statement that is looked at, or an empty string where the draft has none."""
        return self.session.items[self.session.position].id if self.session.items else ""

    def _topic(self, rest: str) -> list[str]:
        return [f"the topic is {self.session.add_topic(rest)}"]

    def _speaker(self, rest: str) -> list[str]:
        word, _, name = rest.partition(" ")
        if not rest or (word == "new" and name.strip() in ("", "organisation")):
            raise UsageError("nobody is named", "write an id or a name, or speaker new [organisation] NAME")
        identifier = self.item.id
        with self.session.together(f"said who speaks in {identifier}", identifier):
            item = self.session.change(identifier, speaker=self._somebody(rest))
        return [f"{item.id}: {item.speaker_name} speaks"]

    def _somebody(self, said: str) -> str:
        """Take an id or a name for what it is, and define somebody after ``new``, or ``new organisation``."""
        word, _, name = said.strip().partition(" ")
        if word != "new" or not name.strip():
            return said.strip()
        kind, _, called = name.strip().partition(" ")
        if kind != "organisation":
            return self.session.add_person(name)
        new = self.session.add_organisation(called)
        return f"organisation:{new}" if new in self.session.names.of["person"] else new

    def _role(self, rest: str) -> list[str]:
        """Give the speaker a role, or take one from them after ``not``."""
        item = self.item
        if not item.speaker or item.speaker.rpartition(":")[2] not in self.session.names.of["person"]:
            who = f"{item.speaker_name} is an organisation" if item.speaker else "it is not known who speaks"
            raise UsageError(f"{who}, which has no role", "say the person first: speaker NAME")
        word, _, more = rest.partition(" ")
        role, at = self._place(more if word in ("not", _FORMER) and more.strip() else rest)
        if not role:
            raise UsageError("no role is named", "write: role ROLE [at ORGANISATION], or role not ROLE")
        with self.session.together(f"said a role of {item.speaker_name}", item.id):
            if word == "not" and more.strip():
                self.session.take_role(item.speaker, role, at)
            else:
                held = {"role": self._named(role, "role"), **({"at": self._named(at, "organisation")} if at else {})}
                self.session.give_role(item.speaker, {**held, **({_FORMER: True} if word == _FORMER else {})})
        roles = "; ".join(self.session.item(item.id).roles)
        return [f"{item.speaker_name}: {roles or 'no role'}"]

    def _place(self, said: str) -> tuple[str, str]:
        """Take a role and an organisation apart; a role that is known as a whole has none."""
        with suppress(UnknownNameError):
            return self.session.names.find(said.strip(), "role"), ""
        role, _, at = said.partition(" at ")
        return role.strip(), at.strip()

    def _named(self, name: str, kind: str) -> str:
        """Find a role or an organisation, or define it."""
        try:
            return self.session.names.find(name, kind)
        except UnknownNameError:
            return self.session.add_role(name) if kind == "role" else self.session.add_organisation(name)

    def _capacity(self, rest: str) -> list[str]:
        """Say in which of their roles the speaker speaks; in all present ones where none is said."""
        names, found = self.session.names, []
        for said in filter(None, map(str.strip, rest.split(";"))):
            role, at = self._place(said)
            with suppress(UnknownNameError):  # whoever changes the statement says which there are
                role = names.find(role, "role")
                at = names.find(at, "organisation") if at else ""
            found.append(f"{role}@{at}" if at else role)
        item = self.session.change(self.item.id, capacity=found)
        return [f"{item.id}: {item.speaker_name} speaks {_as(item)}"]

    def _source(self, rest: str) -> list[str]:
        """Say something of the source, or show what is said of it."""
        key, _, value = rest.partition(" ")
        if not key:
            told = {key: value for key, value in self.session.source.items() if key != "text-digest"}
            return [f"{key}: {', '.join(value) if isinstance(value, list) else value}" for key, value in told.items()]
        with self.session.together(f"said the {key} of the source"):
            if key in ("author", "publisher"):
                value = "; ".join(self._one_of_source(key, one) for one in value.split(";") if one.strip())
            said = self.session.describe(key, value)
        return [f"{key}: {said}" if said else f"nothing is said of the {key} any more"]

    def _one_of_source(self, key: str, said: str) -> str:
        word, _, name = said.strip().partition(" ")
        if key == "publisher" and word == "new" and name.strip():
            return self.session.add_organisation(name.removeprefix("organisation "))
        return self._somebody(said)

    def _fragment(self, rest: str) -> list[str]:
        item = self.session.change(self.item.id, quote=rest)
        return [f"{item.id}: {item.quote}"]

    def _mode(self, rest: str) -> list[str]:
        modes = sorted(self.session.workspace.vocabulary.modes)
        meant = [mode for mode in modes if rest and mode.startswith(rest.lower())]
        item = self.session.change(self.item.id, mode=meant[0] if len(meant) == 1 else rest)
        return [f"{item.id} is {item.mode}"]

    def _inferred(self, _rest: str) -> list[str]:
        item = self.session.change(self.item.id, inferred=not self.item.inferred)
        return [f"{item.id}: the stance was {'read into the words' if item.inferred else 'said'}"]


def _as(item: Item) -> str:
    return f"as {'; '.join(item.capacity)}" if item.capacity else "in all of their roles"
