"""Keep who is named in an article, find the fullest form of a name, and whom a pronoun or a description means."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from counterpoint.drafting.attribution.cues import words as cue_words
from counterpoint.drafting.attribution.grammar import LONGEST
from counterpoint.drafting.attribution.naming import Mention, mention
from counterpoint.drafting.attribution.offices import is_demonym
from counterpoint.drafting.attribution.results import Kind, Span
from counterpoint.drafting.attribution.somebody import Seen, Somebody, alike, place, sentence
from counterpoint.drafting.attribution.survey import bodies, overlooked, recognised
from counterpoint.drafting.attribution.wording import human, listed, name_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from counterpoint.drafting.attribution.reading import Passage

_NEAR: Final = 60
"""How many mentions back a pronoun may look."""

_PARAGRAPHS: Final = 3
"""How many paragraphs back a pronoun may look."""

_LONG: Final = 5
"""From how many letters on a surname may be misspelt by one."""

_MOST: Final = 200
"""How many names that start alike are compared letter by letter."""

_TOPIC: Final = 1.7
"""From what weight on the place in a sentence is its subject's."""

_PRESS: Final = frozenset({"broadcaster", "magazine", "network", "newspaper", "paper", "site", "website"})
"""What is heard before it is called so: "the Times said … The newspaper added …"."""

_GENERIC: Final = frozenset({"agency", "company", "group", "newspaper", "organisation", "organization", "pentagon"})
"""Words in the names of bodies that may also stand for a body whose name does not have them."""

_SHORT: Final = re.compile(r" \(([A-Z][\w&.-]*[A-Z][\w&.-]*)\)")
"""What a name is shortened to: "the College of Cooks (CoCs)"."""

_FEW: Final = 2
"""How many words behind "the" are a short description."""

_SPOKEN_BY: Final = frozenset({"spokesman", "spokesperson", "spokeswoman"})

_MAIN: Final = 3
"""How many times as often as the last one an article's main company is named, at least."""

_ASKING: Final = frozenset(
    "q a question answer interviewer interviewee host moderator reporter journalist narrator presenter caller audience "
    "speaker".split()
)


class Cast:
    """All who are named in an article.

    :param passages: its paragraphs; everybody named outside quotes is noted before any pronoun is resolved.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.people: list[Somebody] = []
        self._seen: list[Seen] = []
        self._by_word: dict[str, list[Somebody]] = {}
        self._by_name: dict[tuple[str, Kind], Somebody] = {}
        self._by_role: dict[str, Somebody] = {}
        self._by_initials: dict[str, Somebody] = {}
        self._by_start: dict[str, set[str]] = {}
        self._known: dict[str, Kind] = {}
        self._spoken: set[Somebody] = set()
        self._survey(passages)

    def _survey(self, passages: Sequence[Passage]) -> None:
        found = [*recognised(passages)]
        for one, _ in sorted(found, key=lambda each: -len(each[0].name.split())):  # the fullest names first
            who = self.find(one)
            short = _SHORT.match(passages[0].text, one.span.end) if one.kind == "organisation" else None
            if short is not None:
                self._by_initials[short[1]] = who
            if one.kind == "person":
                self._known[name_words(one.name)[-1]] = "person"
            elif one.name.isalpha() and len(one.name) > 2:
                self._known.setdefault(one.name.lower(), "organisation")
        taken = {index for one, _ in found for index in range(*one.span)}
        names = {name for who in self.people if who.kind == "organisation" for name in who.names if " " in name}
        found += overlooked(passages, self._known, taken)
        found += bodies(passages, names, taken)
        introduced: set[Somebody] = set()
        for one, seen in sorted(found, key=lambda each: each[1].at):
            who = self.find(one)
            fresh = who not in introduced and len(one.name.split()) > 1 and bool(one.roles)
            introduced.add(who)
            self._seen.append(seen._replace(who=who, fresh=fresh))

    def mention(self, passage: Passage, head: Token) -> Mention:
        """Say how a noun phrase names somebody, knowing who is in the article."""
        return mention(passage, head, self._known)

    def knows(self, passage: Passage, token: Token) -> bool:
        """Say whether a word is the last of a person's name."""
        return token.text[:1].isupper() and self._known.get(passage.words(token).lower()) == "person"

    @property
    def surnames(self) -> set[str]:
        """The last words of people's names, as the article writes them."""
        found = {name.split()[-1] for who in self.people if who.kind == "person" for name in who.names if " " in name}
        return {name for name in found if name.isalpha() and name[0].isupper() and len(name) > 2}

    def find(self, one: Mention) -> Somebody:
        """Find who bears a name, or take them in."""
        key = (one.name, one.kind)
        who = self._by_name.get(key)
        if who is None or {who.gender, one.gender} == {"f", "m"}:  # "Mr Bloggs" is not "Mrs Bloggs"
            who = self._match(one)
        if who is None:
            who = Somebody(one.kind)
            self.people.append(who)
        if key not in self._by_name:
            self._by_name[key] = who
            if one.kind == "organisation":
                words = one.name.replace("-", " ").split()
                for some in (one.name.split(), words):
                    self._by_initials["".join(word[0] for word in some if word[0].isupper())] = who
                self._by_initials["".join(word[0] for word in words).upper()] = who  # "DOJ"
            for word in {*name_words(one.name)}:
                self._by_start.setdefault(word[:2], set()).add(word)
                bearers = self._by_word.setdefault(word, [])
                if who not in bearers:
                    bearers.append(who)
        who.take(one)
        self._by_role.update(dict.fromkeys(one.roles, who))
        return who

    def _match(self, one: Mention) -> Somebody | None:
        words = name_words(one.name)
        if not words or one.kind == "unnamed":
            return None
        near = [
            who for word in {words[-1], words[0]} for who in self._by_word.get(word, []) if alike(words, one.kind, who)
        ]
        if near:
            return max(
                near,
                key=lambda who: (who.kind == one.kind, {who.gender, one.gender} != {"f", "m"}, len(who.mentions)),
            )
        if len(words) == 1 and one.kind == "organisation" and one.name in self._by_initials:
            return self._by_initials[one.name]
        if len(words) == 1 and one.kind == "person" and len(words[0]) >= _LONG:
            close = [
                who
                for word in islice(self._by_start.get(words[0][:2], ()), _MOST)
                if len(word) >= _LONG and OSA.distance(word, words[0], score_cutoff=1) <= 1
                for who in self._by_word[word]
                if who.kind == "person" and name_words(who.name)[-1] == word
            ]
            return close[0] if len(close) == 1 else None
        return None

    def resolve(self, one: Mention, passage: Passage, head: Token, last: Somebody | None) -> Somebody | None:
        """Find whom a mention means; a description that names nobody is somebody unnamed.

        :param last: who spoke last; "it added" and "he went on" mean them.
        :returns: None where a pronoun could mean nobody.
        """
        if one.words == "they":
            return self._several(one, passage, head)
        if one.form == "name":
            who: Somebody | None = self.find(one)
        elif one.form == "pronoun":
            who = self._pronoun(one, passage, head, last)
            if who is not None and who.kind == "person" and one.gender:
                who.genders[one.gender] += 1
        else:
            who = self._described(one, passage, head, last)
        if who is not None:
            self.note(one, passage, head, who)
            self._spoken.add(who)
        return who

    def labelled(self, label: str, span: Span) -> Mention:
        """Read the label of a turn in a transcript: a name, however it is written, or what somebody is there."""
        words = label.split()
        name = " ".join(word.title() if word.isupper() and len(word) > 2 else word for word in words)
        if label.lower() in _ASKING or len(label) == 1:
            return Mention(span, "nominal", label, "unnamed")
        while len(name.split()) > 1 and name.split()[0].lower().strip(".") in listed("titles"):
            name = name.split(maxsplit=1)[1]
        return Mention(span, "name", name, "person")

    def note(self, one: Mention, passage: Passage, head: Token, who: Somebody) -> None:
        """Take note that somebody has come up."""
        seen = place(one, passage, head)._replace(who=who)
        insort(self._seen, seen, key=lambda each: each.at)

    def pronoun(self, passage: Passage, head: Token, last: Somebody | None) -> None:
        """Follow a pronoun that speaks of somebody in between."""
        one = self.mention(passage, head)
        who = self._pronoun(one, passage, head, last)
        if who is not None:
            self.note(one, passage, head, who)

    def _pronoun(self, one: Mention, passage: Passage, head: Token, last: Somebody | None) -> Somebody | None:
        if one.words == "it" and head.head.lemma_ == "read" and last is not None:
            return last  # the statement does, whoever made it
        if one.words == "it":
            start = max(passage.starts[head.i], head.i - LONGEST)
            before = passage.starts[max(start - 1, 0)]
            paper = next((token for token in passage.doc[before:start] if token.dep_ == "nsubj"), None)
            if paper is not None and paper.lemma_.lower() in cue_words("document"):
                return self._described(mention(passage, paper), passage, paper, last)
            for token in passage.doc[start : head.i]:
                if (
                    token.dep_ == "nsubj"
                    and token.pos_ == "NOUN"
                    and token.lower_ in listed("bodies") | listed("groups")
                ):
                    return self._described(mention(passage, token), passage, token, last)
        kind = "organisation" if one.words == "it" else "person"
        here = sentence(passage, head)
        best: tuple[float, Somebody] | None = None
        away: dict[int, int] = {here: 0}
        for seen in self._before(one.span.start, passage.number):
            distance = away.setdefault(seen.sentence, len(away))
            if kind not in {seen.who.kind, "person" if seen.who.human else ""} or {seen.who.gender, one.gender} == {
                "f",
                "m",
            }:
                continue
            score = seen.weight - 0.45 * distance - 0.3 * (passage.number - seen.paragraph)
            score -= 0.7 * (seen.paragraph < passage.number)
            score += 1.4 * (seen.fresh and seen.paragraph == passage.number)
            score += 0.4 * (bool(one.gender) and (seen.who.gender or seen.who.leaning) == one.gender) + 0.5 * (
                seen.who is last
            )
            score -= 1.2 * (not seen.who.gender and {seen.who.leaning, one.gender} == {"f", "m"})
            if best is None or score > best[0]:
                best = (score, seen.who)
        if best is None and last is not None and last.kind == kind and {last.gender, one.gender} != {"f", "m"}:
            return last
        return best[1] if best else None

    def _several(self, one: Mention, passage: Passage, head: Token) -> Somebody | None:
        """Find whom "they" means: the last subject in the plural, where it is near; organisations are many, too."""
        at = one.span.start
        for token in reversed(passage.doc[max(0, head.i - LONGEST) : head.i]):
            place = passage.original(token).start
            if place < at and token.tag_ in {"NNS", "NNPS"} and token.dep_ in {"nsubj", "nsubjpass"}:
                named = [
                    child for child in token.children if child.dep_ in {"appos", "conj"} and child.ent_type_ == "PERSON"
                ]
                several = mention(passage, named[0] if named else token)
                return self.find(several if several.name else several._replace(name=several.words))
        for seen in self._before(at, passage.number):
            if seen.who.kind == "organisation" and (seen.who in self._spoken or seen.weight >= _TOPIC):
                return seen.who
        return None

    def _before(self, at: int, paragraph: int) -> Iterable[Seen]:
        end = bisect_left(self._seen, at, key=lambda each: each.at)
        for seen in reversed(self._seen[max(0, end - _NEAR) : end]):
            if seen.paragraph < paragraph - _PARAGRAPHS:
                break
            yield seen

    def _body(self, one: Mention, passage: Passage, last: Somebody | None) -> Somebody | None:
        """Find which organisation "the company" means: the last that a sentence is about, else the last named."""
        seen = [seen for seen in self._before(one.span.start, passage.number) if seen.who.kind == "organisation"]
        if one.head in _PRESS and last is not None and last.kind == "organisation":
            return last
        if one.head in listed("places"):
            seen = [each for each in seen if listed("places") & {*name_words(each.who.name)}] or seen
        if one.head in listed("organisation") - _GENERIC - listed("places"):
            seen = [
                each for each in seen if any(one.head in name_words(name) or name.isupper() for name in each.who.names)
            ]
        topics = [each for each in seen if each.weight > 1] or [each for each in seen if each.weight > 0.5]
        if not topics:
            return None
        main = max((each.who for each in seen), key=lambda who: len(who.mentions))
        return main if len(main.mentions) >= _MAIN * len(topics[0].who.mentions) else topics[0].who

    def _spoken_for(self, one: Mention, passage: Passage) -> Somebody | None:
        """Find for whom "a spokesperson" speaks: the organisation that the paragraph is about, if it is one only."""
        topics = [
            seen.who
            for seen in self._before(one.span.start, passage.number)
            if seen.paragraph == passage.number and seen.weight >= _TOPIC
        ]
        alone = topics and all(who is topics[0] for who in topics)
        return topics[0] if alone and topics[0].kind == "organisation" else None

    def _described(self, one: Mention, passage: Passage, head: Token, last: Somebody | None) -> Somebody:
        who = self._known_by(one, passage, head, last)
        words = one.words.split()
        if who is None and len(words) == 2 and words[0] in {"a", "the"} and one.head in _SPOKEN_BY:
            who = self._spoken_for(one, passage)
        if who is None:
            who = self.find(one._replace(name=one.words))
            who.human = human(head) and head.tag_ == "NN"
        return who

    def _known_by(self, one: Mention, passage: Passage, head: Token, last: Somebody | None) -> Somebody | None:
        """Find whom a description with "the" means, if the article has named them."""
        first, *rest = one.words.split() or [""]
        if first != "the" or not rest or (head.tag_ in {"NNS", "NNPS"} and head.lower_ == one.head):
            return None
        if len(rest) <= _FEW and (who := self._in_short(one, passage, last)) is not None:
            return who
        if last is not None and one.head in (listed("human") & last.roles):
            return last  # "the Minister for Trade and Small Enterprises"
        if last is not None and one.head in cue_words("document") and _issued(passage, one, head):
            return last
        former = rest[0] == "former" and human(head)
        varied = len(rest) <= _FEW and (_somebody(head) or rest[0].split("-")[0] in listed("epithets"))
        return self._pronoun(one._replace(words="he"), passage, head, last) if former or varied else None

    def _in_short(self, one: Mention, passage: Passage, last: Somebody | None) -> Somebody | None:
        """Find whom "the mayor" or "the company" means."""
        for seen in self._before(one.span.start, passage.number):
            if one.head in seen.who.roles and {seen.who.gender, one.gender} != {"f", "m"}:
                return seen.who
        if one.head in self._by_role:
            return self._by_role[one.head]
        if one.head in listed("bodies") and len(one.words.split()) == _FEW:
            return self._body(one, passage, last)
        return None


def _called(who: Somebody, kind: str) -> bool:
    """Say whether an organisation is a committee, a trust and the like by name; of an acronym nobody can tell."""
    return any(kind in name_words(name) or name.isupper() for name in who.names)


def _issued(passage: Passage, one: Mention, head: Token) -> bool:
    """Say whether a document has just been issued: "X issued a statement … The statement said"."""
    return any(token.lower_ == one.head and token.nbor(-1).lower_ == "a" for token in passage.doc[1 : head.i])


def _somebody(head: Token) -> bool:
    """Say whether a description stands for a name that is not to be repeated: "the Nigerian", "the 42-year-old"."""
    return is_demonym(head) or head.lower_.endswith("old") or head.lower_ in listed("epithets")
