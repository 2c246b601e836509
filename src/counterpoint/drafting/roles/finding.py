"""Find what voices are said to be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from counterpoint.drafting.attribution.results import Attribution, Span, Voice
from counterpoint.drafting.attribution.wording import listed
from counterpoint.drafting.names import folded
from counterpoint.drafting.roles import tokens as reading
from counterpoint.drafting.roles.bodies import Body, Earlier, bodies, meant
from counterpoint.drafting.roles.descriptions import Citation, Part, describe
from counterpoint.drafting.roles.lexicon import lexicon
from counterpoint.drafting.roles.patterns import citations
from counterpoint.drafting.roles.results import CitedRole
from counterpoint.drafting.roles.rules import RULES
from counterpoint.drafting.roles.tokens import Token

_PRONOUNS: Final = frozenset({"he", "she"})


_SHORT: Final = {
    "cllr": "councillor",
    "prof": "professor",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "sgt": "sergeant",
    "supt": "superintendent",
    "insp": "inspector",
    "det": "detective",
}

_OF_THINGS: Final = frozenset("owner author inventor designer creator maker driver pilot captain builder".split())
"""Whose "its" may mean a thing or an animal."""


class _Place(NamedTuple):
    """Where somebody is named: tokens of a paragraph."""

    start: int
    end: int
    voice: int


def find_roles(text: str, attribution: Attribution) -> tuple[CitedRole, ...]:
    """Find the roles and organisations that an article gives the people who speak in it.

    :param text: the article that was attributed.
    :param attribution: what was found in it.
    :returns: the roles in the order of the text; one that is said twice is given once, where it is said most fully.
    :raises UsageError: where spaCy or its English model is not installed.
    """
    named = [
        (mention, number)
        for number, voice in enumerate(attribution.voices)
        if _may_be_person(voice)
        for mention in voice.mentions
    ]
    if not named:
        return ()
    named.sort()
    people = _people(attribution)
    names = [voice.name for voice in attribution.voices]
    starts = [mention.start for mention, _ in named]
    every = reading.stretches(text, attribution.paragraphs)
    wanted = [span for span in every if bisect_left(starts, span.start) < bisect_left(starts, span.end)]
    spoken = {one.mention: one.speaker for one in attribution.utterances if one.mention and one.speaker is not None}
    found: list[CitedRole] = []
    last: int | None = None
    earlier: Earlier | None = None
    groups = sorted(
        (mention, number)
        for number, voice in enumerate(attribution.voices)
        if voice.kind == "organisation"
        for mention in voice.mentions
    )
    described = _described(attribution)
    for span, words in zip(wanted, reading.read(text, wanted, people, _speech(attribution)), strict=True):
        inside = [*_within(named, span)]
        places = list(_places(words, inside))
        people_at = [(one.start, one.end) for one in places]
        organisations = bodies(
            words, [(one.start, one.end) for one in _places(words, _within(groups, span))], people_at
        )
        reader = _Reader(text, words, organisations, earlier, people, names)
        for citation in citations(words, people_at):
            voice = _whose(citation, words, places, spoken, last)
            if voice is not None:
                found += reader.cited(citation, voice)
        for mention, voice in _within(described, span):
            found += reader.later(mention, voice)
        last = places[-1].voice if places else last
        earlier = Earlier.first(words, organisations) or earlier
    return _distinct(found)


def _speech(attribution: Attribution) -> list[Span]:
    return sorted(
        one.span
        for one in attribution.utterances
        if one.mode == "direct" and not (one.mention and one.mention.overlaps(one.span))
    )


def _within(places: Sequence[tuple[Span, int]], span: Span) -> Sequence[tuple[Span, int]]:
    first = bisect_left(places, span.start, key=lambda one: one[0].start)
    return places[first : bisect_left(places, span.end, key=lambda one: one[0].start)]


def _described(attribution: Attribution) -> list[tuple[Span, int]]:
    """List the places where a speaker is called by a description: "The Hexley manager said"."""
    return sorted(
        (one.mention, one.speaker)
        for one in attribution.utterances
        if one.mention
        and one.speaker is not None
        and _may_be_person(attribution.voices[one.speaker])
        and one.mention not in attribution.voices[one.speaker].mentions
    )


def _may_be_person(voice: Voice) -> bool:
    """Tell whether a voice is a person, or has a name that could be one's: "Eva Fox" may be taken for a broadcaster."""
    if voice.kind != "organisation":
        return voice.kind == "person"
    words = voice.name.split()
    capitals = all(word[:1].isupper() and not word.isupper() for word in words)
    return 2 <= len(words) <= 4 and capitals and not {word.lower() for word in words} & lexicon().organisations


def _places(words: Sequence[Token], named: Sequence[tuple[Span, int]]) -> Iterator[_Place]:
    """Give the tokens of each mention."""
    for span, voice in named:
        start, end = reading.at(words, span.start), reading.at(words, span.end)
        if start < end:
            yield _Place(start, end, voice)


def _whose(
    citation: Citation,
    words: Sequence[Token],
    places: Sequence[_Place],
    spoken: dict[Span, int],
    last: int | None,
) -> int | None:
    """Say whose a role is: of who is named there, or whom a pronoun means."""
    for place in places:
        if place.start <= citation.who < place.end:
            return place.voice
    if citation.who < 0:  # whom the paragraph before names last
        return last
    if words[citation.who].low in _PRONOUNS:
        if (speaker := spoken.get(words[citation.who].span)) is not None:
            return speaker
        before = [place.voice for place in places if place.end <= citation.who]
        return before[-1] if before else last
    return None


def _people(attribution: Attribution) -> dict[str, bool]:
    """List the names of people, and for their last words whether these name an organisation, too."""
    groups = {word for voice in attribution.voices if voice.kind == "organisation" for word in voice.name.split()}
    names = [voice.name for voice in attribution.voices if voice.kind == "person"]
    given = listed("male") | listed("female")
    groups.update(name for name in names if " " not in name and name.lower() not in given)  # "Shelter" may be a charity
    return {
        **{name: name in groups for name in names},
        **{name.split()[-1]: name.split()[-1] in groups for name in names},
    }


class _Reader(NamedTuple):
    """A paragraph in which roles are said."""

    text: str
    words: Sequence[Token]
    organisations: Sequence[Body]
    earlier: Earlier | None
    people: dict[str, bool]
    names: Sequence[str]

    def cited(self, citation: Citation, voice: int) -> Iterator[CitedRole]:
        """Give the roles of a citation."""
        words = self.words
        whole = Span(words[citation.start].span.start, words[citation.end - 1].span.end)
        for part in citation.parts:
            role, place = _role_span(words, part), self._place(part, citation.start, voice)
            if (role is None and place is None) or (role and role.of(self.text) == "Doctor"):
                continue
            yield CitedRole(
                voice,
                whole,
                part.noun or (_line(role.of(self.text)) if role else ""),
                _line(place.of(self.text)) if place else "",
                role,
                place,
                part.former,
                citation.rule,
                RULES[citation.rule].confidence,
            )

    def later(self, mention: Span, voice: int) -> Iterator[CitedRole]:
        """Give the roles of a description that stands for a name."""
        start, end = reading.at(self.words, mention.start), reading.at(self.words, mention.end)
        if end - start > 1 and self.words[start].low == "the":
            found = describe(self.words, start, end)
            if found and found.end == end:
                yield from self.cited(Citation(start, found.parts, start, end, "description"), voice)

    def _place(self, part: Part, start: int, voice: int) -> Span | None:
        """Give the organisation of a role: the name that "its" or "the company’s" stands for, not whose aide one is."""
        words = self.words
        place = None
        if part.organisation:
            first, after = part.organisation
            place = Span(words[first].span.start, words[after - 1].span.end)
            name = place.of(self.text)
            aide = words[part.head].low in lexicon().political if part.head < len(words) else False
            own = name == self.names[voice].split()[-1]  # "Bern’s founder, Ada Bern"
            if self.people.get(name) is False and not aide and not own:
                return None
        generic = part.organisation and after == first + 1 and words[first].low in lexicon().generic
        generic = generic and not words[first].capital
        owned = any(one.low in {"its", "their"} for one in words[max(start - 1, 0) : part.start])
        owned = owned and words[part.head].low not in _OF_THINGS
        if place is None and start > 0 and words[start - 1].low == "whose":
            before_it = [one for one in self.organisations if start - 3 <= one.end <= start - 1]
            return self._span(before_it[-1]) if before_it else None
        if not (generic or (place is None and owned)):
            return place
        office = words[part.head].low in lexicon().political and owned
        here, before = meant(words, self.organisations, first if generic else start, self.earlier, office=office)
        return self._span(here) if here else before or place

    def _span(self, place: tuple[int, ...]) -> Span:
        return Span(self.words[place[0]].span.start, self.words[place[1] - 1].span.end)


def _role_span(words: Sequence[Token], part: Part) -> Span | None:
    if part.start >= part.end:
        return None
    first = words[part.start]
    skip = 3 if first.low.startswith("ex-") else 0
    return Span(first.span.start + skip, words[part.end - 1].span.end)


def _line(text: str) -> str:
    return " ".join(text.split())


def _distinct(found: Sequence[CitedRole]) -> tuple[CitedRole, ...]:
    """Leave out what is said more fully elsewhere: a role without its organisation, a title, a bare affiliation."""
    kept: list[CitedRole] = []
    named = {one.voice for one in found if one.rule != "description"}
    found = [one for one in found if one.rule != "description" or one.organisation or one.voice not in named]
    for one in sorted(found, key=lambda role: (role.words, role.role_span or role.words)):
        if any(_says_less(one, other) for other in kept):
            continue
        kept = [other for other in kept if not _says_less(other, one)]
        kept.append(one)
    return tuple(sorted(kept, key=lambda role: (role.words, role.role_span or role.words)))


def _in_full(role: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in folded(role).split())


def _says_less(one: CitedRole, other: CitedRole) -> bool:
    """Tell whether a role says nothing that another of the same person does not say."""
    if one.voice != other.voice:
        return False
    role, there = _in_full(one.role), folded(one.organisation)
    role_other, there_other = _in_full(other.role), folded(other.organisation)
    if there and there != there_other:
        return False
    return role == role_other or not role or (not there and f" {role} " in f" {role_other} ")
