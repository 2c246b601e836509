"""What several pages read: statements with all that belongs to them, names, roles.

Each relation is asked for on its own, for the few things that a page shows; on a large debate that is many times faster
than one query with everything in it, and every engine does it well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

import pyoxigraph as ox

from counterpoint.view.debate import Role

if TYPE_CHECKING:
    from counterpoint.web.replies import Ask
    from counterpoint.web.site import Site

A_PAGE: Final = 100
_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Named:
    """A thing and what it is called."""

    iri: str
    name: str


@dataclass(frozen=True)
class Held:
    """A role that somebody holds or held.

    :param role: the role, in the words of the source where it has some.
    :param person: who.
    :param organisation: where; None where no organisation is named.
    :param source: the source that says so, if any.
    """

    role: Role
    person: Named
    organisation: Named | None = None
    source: Named | None = None


@dataclass(frozen=True)
class Entry:
    """A statement as a page shows it.

    :param polarity: above 0 for, below 0 against, 0 in part; None where it takes no side.
    :param roles: the roles in which the source presents the speaker.
    :param said_by: whether the source says where the speaker stands, or the curator read it so.
    :param start: where the words begin in the text, in characters; None where that is not recorded.
    """

    iri: str
    speaker: Named
    claim: Named
    stance: str
    polarity: float | None
    source: Named
    published: str = ""
    mode: str = ""
    quote: str = ""
    roles: Sequence[str] = ()
    said_by: Literal["source", "curator", ""] = ""
    start: int | None = None
    end: int | None = None
    reader: Named | None = None


@dataclass
class Page:
    """A part of a long list.

    :param number: which, from 1.
    :param pages: how many there are.
    :param count: how many things the whole list has.
    """

    number: int
    pages: int
    count: int
    entries: Sequence[Any] = field(default_factory=list)


def cut(ask: Ask, things: Sequence[Any], size: int = A_PAGE) -> Page:
    """Cut the part of a list that an address asks for with ``page``.

    :raises UsageError: where there is no such page.
    """
    from counterpoint.errors import UsageError

    pages = max(1, -(-len(things) // size))
    text = ask.get("page", "1")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= pages:
        raise UsageError(f'there is no page "{text[:50]}"', f"there are pages 1 to {pages}")
    number = int(text)
    return Page(number, pages, len(things), things[(number - 1) * size : number * size])


class Reading:
    """Reads through the store of a site.

    :param site: the debate.
    """

    def __init__(self, site: Site) -> None:
        self.site, self.store = site, site.corpus.store

    def rows(self, pattern: str, **terms: str) -> list[tuple[str, ...]]:
        """Ask a SELECT; each keyword stands for an IRI to put in place of ``$keyword``.

        :returns: the rows in the order that the query asks for, else sorted: each engine has an order of its own.
        """
        for name, iri in terms.items():
            pattern = pattern.replace(f"${name}", str(ox.NamedNode(iri)))
        found = self.store.table(pattern)
        return found if "ORDER BY" in pattern else sorted(found)

    def about(self, query: str, iris: Iterable[str]) -> list[tuple[str, ...]]:
        """Ask a SELECT of some things: ``$things`` in it becomes ``VALUES ?x { … }``."""
        wanted = sorted({iri for iri in iris if iri})
        found = []
        for start in range(0, len(wanted), _AT_ONCE):
            values = " ".join(str(ox.NamedNode(iri)) for iri in wanted[start : start + _AT_ONCE] if _is_iri(iri))
            if values:
                found += self.store.table(query.replace("$things", f"VALUES ?x {{ {values} }}"))
        return found if "ORDER BY" in query else sorted(found)

    def names(self, iris: Iterable[str]) -> Callable[[str], Named]:
        """Look up what things are called; one without a name is called after the end of its IRI."""
        rows = self.about(
            "SELECT ?x ?name WHERE { $things ?x schema:name|skos:prefLabel|rdfs:label ?name } ORDER BY ?x ?name", iris
        )
        known = pairs(reversed(rows))
        return lambda iri: Named(iri, known.get(iri) or iri.rstrip("/#").replace("#", "/").rpartition("/")[2])

    @cached_property
    def stances(self) -> Mapping[str, tuple[str, float | None]]:
        """Every stance by IRI: its word, and its polarity, None where it takes no side."""
        return dict(self.site.kept("stances", self._stances))

    def _stances(self) -> dict[str, tuple[str, float | None]]:
        rows = self.store.table(
            "SELECT ?stance ?word ?polarity WHERE { ?stance a cp:Stance . OPTIONAL { ?stance rdfs:label ?word } "
            "OPTIONAL { ?stance cp:polarity ?polarity } } ORDER BY ?stance ?word"
        )
        return {stance: (word, float(polarity) if polarity else None) for stance, word, polarity in rows}

    def polarity(self, stance: str) -> float | None:
        """Tell the polarity of a stance."""
        return self.stances.get(stance, ("", None))[1]

    def entries(self, statements: Sequence[str]) -> list[Entry]:
        """Read statements with all that belongs to them, in the order in which they are given."""
        basics = self.about(
            "SELECT ?x ?speaker ?claim ?stance ?source WHERE { $things ?x cp:speaker ?speaker ; cp:claim ?claim ; "
            "cp:stance ?stance . OPTIONAL { ?x prov:wasQuotedFrom ?source } }",
            statements,
        )
        modes = pairs(
            self.about("SELECT ?x ?word WHERE { $things ?x cp:mode ?mode . ?mode rdfs:label ?word }", statements)
        )
        readers = pairs(self.about("SELECT ?x ?who WHERE { $things ?x cp:inferredBy ?who }", statements))
        stated = pairs(self.about("SELECT ?x ?who WHERE { $things ?x cp:statedBy ?who }", statements))
        quotes = _lists(
            self.about(
                "SELECT ?x ?quote WHERE { $things ?x cp:evidence ?e . ?e oa:hasSelector ?s . ?s oa:exact ?quote }",
                statements,
            )
        )
        places = {
            x: (int(start), int(end))
            for x, start, end in self.about(
                "SELECT ?x ?start ?end WHERE { $things ?x cp:evidence ?e . ?e oa:hasSelector ?s . "
                "?s oa:start ?start ; oa:end ?end }",
                statements,
            )
        }
        capacities = _lists(self.about("SELECT ?x ?m WHERE { $things ?x cp:inCapacity ?m }", statements))
        roles_of = self._roles_by_membership({m for found in capacities.values() for m in found})
        sources = {row[4] for row in basics}
        dates = pairs(self.about("SELECT ?x ?date WHERE { $things ?x schema:datePublished ?date }", sources))
        name = self.names({iri for row in basics for iri in (row[1], row[2], row[4])} | set(readers.values()))
        found = {}
        for x, speaker, claim, stance, source in basics:
            word, polarity = self.stances.get(stance, (name(stance).name, None))
            start, end = places.get(x, (None, None))
            found[x] = Entry(
                x,
                name(speaker),
                name(claim),
                word,
                polarity,
                name(source),
                dates.get(source, ""),
                modes.get(x, ""),
                " […] ".join(quotes.get(x, ())),
                [str(roles_of[m]) for m in capacities.get(x, ()) if m in roles_of],
                "source" if x in stated else "curator" if x in readers else "",
                start,
                end,
                name(readers[x]) if x in readers else None,
            )
        return [found[iri] for iri in statements if iri in found]

    def _roles_by_membership(self, memberships: Iterable[str]) -> dict[str, Role]:
        return {m: held.role for m, held in self.memberships(memberships).items()}

    def memberships(self, memberships: Iterable[str]) -> dict[str, Held]:
        """Read memberships: who holds or held which role where."""
        wanted = list(memberships)
        rows = self.about(
            "SELECT ?x ?person ?role ?organisation ?cited ?former ?source WHERE { $things ?x org:member ?person . "
            "OPTIONAL { ?x org:role ?role } OPTIONAL { ?x org:organization ?organisation } "
            "OPTIONAL { ?x cp:citedAs ?cited } OPTIONAL { ?x cp:former ?former } OPTIONAL { ?x cp:citedIn ?source } }",
            wanted,
        )
        periods = {
            x: (start, end)
            for x, start, end in self.about(
                "SELECT ?x ?start ?end WHERE { $things ?x org:memberDuring ?p . "
                "OPTIONAL { ?p schema:startDate ?start } OPTIONAL { ?p schema:endDate ?end } }",
                wanted,
            )
        }
        name = self.names({iri for row in rows for iri in (row[1], row[2], row[3], row[6])})
        found = {}
        for x, person, role, organisation, cited, former, source in rows:
            start, end = periods.get(x, ("", ""))
            held = Role(
                name(role).name if role else "",
                name(organisation).name if organisation else "",
                cited,
                former in ("true", "1") or bool(end),
                f"{start[:4]}–{end[:4]}" if start or end else "",
            )
            found[x] = Held(
                held, name(person), name(organisation) if organisation else None, name(source) if source else None
            )
        return found


def pairs(rows: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Keep one value of each thing."""
    return {one: other for one, other in rows}  # noqa: C416 - a row is a tuple of any length to a type checker


def _lists(rows: Iterable[tuple[str, ...]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(set(rows)):
        found[one].append(other)
    return found


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
