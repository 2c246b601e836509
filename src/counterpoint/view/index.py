"""The things of a debate in the order in which the page counts them: a place in a list stands for a thing."""

from __future__ import annotations

import hashlib
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from counterpoint.view.debate import Role
from counterpoint.view.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    from counterpoint.view.debate import Debate

    class Named(Protocol):
        """What has an IRI."""

        @property
        def iri(self) -> str:
            """The IRI."""


NAME, LINE, QUOTE, PERIOD = 160, 400, 20_000, 40
"""The longest name, claim or title, quotation, and date that is shown, in characters."""


def opaque(kind: str, *parts: str) -> str:
    """Make an id that stays the same when the page is made again.

    An IRI is not used as an id in the page: what it ends on could be a name that scripts understand.

    >>> opaque("s", "https://example.org/person/__proto__")
    's41e134cbfc1e'
    """
    return kind + hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=6).hexdigest()


def _places(things: Iterable[Named]) -> dict[str, int]:
    return {thing.iri: place for place, thing in enumerate(things)}


class Index:
    """Where each thing of a debate is in its list.

    :param debate: what the page shows.
    """

    def __init__(self, debate: Debate) -> None:
        self.debate = debate
        self.speakers = _places(debate.speakers)
        self.claims = _places(debate.claims)
        self.sources = _places(debate.sources)
        self.topics = {topic: place for place, topic in enumerate(debate.topics)}
        self.known = [one for one in debate.statements if one.speaker in self.speakers and one.claim in self.claims]
        """The statements whose speaker and claim are in the debate."""
        self.statements = _places(self.known)

    @cached_property
    def roles(self) -> dict[Role, int]:
        """Every role of a speaker or a statement, each once."""
        held = chain.from_iterable(speaker.roles for speaker in self.debate.speakers)
        cited = chain.from_iterable(statement.roles for statement in self.known)
        return {role: place for place, role in enumerate(dict.fromkeys(chain(held, cited)))}

    @cached_property
    def organisations(self) -> dict[str, int]:
        """Every organisation that a role is held at, by name as shown, in alphabetical order."""
        return _sorted(clean(role.organisation, limit=NAME) for role in self.roles)

    @cached_property
    def role_kinds(self) -> dict[str, int]:
        """Every kind of role, by title as shown, in alphabetical order."""
        return _sorted(clean(role.title, limit=NAME) for role in self.roles)

    def at(self, roles: Sequence[Role]) -> list[int]:
        """Give the organisations of the present roles among these, two at most."""
        names = (clean(role.organisation, limit=NAME) for role in roles if not role.former)
        return [self.organisations[name] for name in dict.fromkeys(filter(None, names))][:2]


def _sorted(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(sorted(set(filter(None, names))))}
