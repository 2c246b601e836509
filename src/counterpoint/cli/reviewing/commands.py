"""The commands of a review, as lines: what a script writes, and what the keys of a terminal stand for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from counterpoint.cli.reviewing.particulars import Particulars
from counterpoint.drafting.items import Item
from counterpoint.drafting.reviewing import Session
from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.matching import nearest

HELP: Final = """\
1, 2, 3 STANCE             accept with a similar claim, as in: 1 supports
known CLAIM STANCE         accept with any known claim, by its id
new STANCE TOPIC | CLAIM   accept with a new claim on a topic; + TOPIC is a new topic, CLAIM | ID says the claim's id
proposal [STANCE]          accept what the language model proposed
accept                     accept with the stances that it has
find WORDS                 look for claims; their numbers work like 1, 2, 3
topic NAME                 define a topic
speaker NAME               say who speaks: an id or a name; speaker new [organisation] NAME for somebody new
role ROLE [at PLACE]       give the speaker a role; role former ROLE, and role not ROLE to take one away
capacity [ROLE; ROLE]      say in which of their roles they speak; in all present ones without any
fragment WORDS             take other words of the utterance as evidence
mode MODE                  direct, reported or paraphrased
inferred                   say that you read the stance into the words, or that you did not
note WORDS                 add a remark, also to the statement just decided
reject [REASON]            leave the utterance out of the record
another [ID]               make one more statement of the same utterance, also of the one just decided
split WORDS                make two statements; the second begins with these words
join [ID]                  make one of this and the one it goes on with, else the next, or of ID
missed WORDS [| SPEAKER]   make a statement of words of the text that were missed; missed 2 WORDS the second time
reopen [ID]                take the decision back, also the last one
next, back, go ID          move; next skips
undo                       take the last step back
source [KEY VALUE]         say its type, title, author, publisher, published, url, licence …; source shows them
questions                  show what the program could not tell
answer QUESTION ID         say which known one is meant; answer QUESTION new for a new one
list                       show all statements, and what was taken for no speech
take ASIDE [SPEAKER]       make a statement of what was taken for no speech
quit                       stop; everything is saved"""

_ASIDE: Final = ("note", "find", "questions", "source", "list", "help")
"""The commands that leave what was decided last the last that was decided."""
_DECIDING: Final = ("", "accept", "known", "new", "proposal", "reject")
_INFERRED: Final = "inferred"
_MANY: Final = 6
_WORDING_AND_ID: Final = 2


class Quit(Exception):  # noqa: N818 - no error
    """Stop the review."""


class Reviewer(Particulars):
    """One person at a draft, doing one command after the other.

    :param session: the review.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._just = ""
        """The id of the statement just decided, where nothing else was done since."""
        self.found: list[str] = []
        """The claims that the last search found, which have the numbers of the similar ones."""
        self._commands: dict[str, Callable[[str], list[str]]] = {
            "accept": self._accept,
            "known": self._known,
            "new": self._new,
            "proposal": self._proposal,
            "find": self._find,
            "topic": self._topic,
            "speaker": self._speaker,
            "role": self._role,
            "capacity": self._capacity,
            "source": self._source,
            "fragment": self._fragment,
            "mode": self._mode,
            "inferred": self._inferred,
            "note": self._note,
            "reject": self._reject,
            "another": self._another,
            "split": self._split,
            "join": self._join,
            "missed": self._missed,
            "reopen": self._reopen,
            "next": self._next,
            "back": self._back,
            "go": self._go,
            "undo": self._undo,
            "questions": self._questions,
            "answer": self._answer,
            "list": self._list,
            "take": self._take,
            "help": lambda _: HELP.splitlines(),
            "quit": self._quit,
        }

    @property
    def choices(self) -> list[str]:
        """The claims that numbers stand for, from 1: those found last, else those like the utterance."""
        return self.found or (list(self.item.similar) if self.session.items else [])

    @property
    def stances(self) -> list[str]:
        """The stances, those that ship first."""
        first = ["supports", "opposes", "qualifies", "mentions"]
        known = self.session.workspace.vocabulary.stances
        return [*(stance for stance in first if stance in known), *sorted(known - {*first})]

    def run(self, line: str) -> list[str]:
        """Do what a line says.

        :returns: what there is to say of it.
        :raises CounterpointError: where it cannot be done; nothing has changed then.
        :raises Quit: to stop.
        """
        word, _, rest = line.strip().partition(" ")
        if not word:
            return []
        command = "" if word.isdecimal() else self._command(word.lower())
        said = self._commands[command](rest.strip()) if command else self._number(int(word), rest.strip())
        if command not in (*_DECIDING, *_ASIDE):
            self._just = ""  # what comes next is about what is looked at
        return said

    def _command(self, word: str) -> str:
        """Find the command that is meant by a word or the beginning of one."""
        meant = [name for name in self._commands if name.startswith(word)]
        if not meant or (word not in meant and len(meant) > 1):
            close = meant or nearest(word, self._commands)
            raise UnknownNameError("command", word, close[:3], (), "help lists them")
        return word if word in meant else meant[0]

    def _number(self, number: int, rest: str) -> list[str]:
        choices = self.choices
        if not choices:
            raise UsageError("no claim is proposed here", self._no_claim)
        if not 1 <= number <= len(choices):
            some = "there are" if len(choices) > 1 else "there is"
            raise UsageError(f"there is no claim {number} here", f"{some} {len(choices)}")
        return self._stand(choices[number - 1], rest)

    @property
    def _no_claim(self) -> str:
        some = self.session.names.of["claim"]
        return (
            "find WORDS looks for one, and new STANCE TOPIC | CLAIM makes one"
            if some
            else "none is defined yet: new STANCE TOPIC | CLAIM, after topic NAME"
        )

    def _known(self, rest: str) -> list[str]:
        claim, _, stance = rest.partition(" ")
        return self._stand(self.session.names.find(claim, "claim"), stance.strip())

    def _stand(self, claim: str, rest: str) -> list[str]:
        """Accept with a claim and a stance, which may be followed by ``inferred``."""
        stance, _, more = rest.partition(" ")
        if more.strip() not in ("", _INFERRED):
            raise UsageError(f'"{more.strip()}" is not understood', "write a stance, and inferred where you read it in")
        changes: dict[str, object] = {"stances": {self.stance(stance): claim}}
        return self._decide({**changes, _INFERRED: True} if more.strip() else changes)

    def stance(self, word: str) -> str:
        """Find the stance that is meant by a word or the beginning of one."""
        meant = [stance for stance in self.stances if stance == word] or [
            stance for stance in self.stances if word and stance.startswith(word.lower())
        ]
        if not meant:
            hint = f"write one of {', '.join(self.stances)}"
            raise UnknownNameError("stance", word, nearest(word, self.stances), (), hint)
        return meant[0]

    def _new(self, rest: str) -> list[str]:
        stance, _, more = rest.partition(" ")
        topic, *wording = (part.strip() for part in more.split("|"))
        if not wording or not wording[0] or len(wording) > _WORDING_AND_ID:
            raise UsageError("the new claim is not whole", "write: new STANCE TOPIC | WORDING, perhaps with | ID")
        meant, here = self.stance(stance), self.item.id
        self.session.require_coder()
        with self.session.together(f"accepted {here}", here):
            claim = self.session.add_claim("".join(wording[1:]), wording[0], self._about(topic))
            item = self.session.accept(here, stances={meant: claim})
        return self._decided(item)

    def _about(self, topic: str) -> str:
        """Find a topic, or define the one that stands after a plus."""
        if not topic.strip("+ "):
            raise UsageError("the new claim has no topic", "write: new STANCE TOPIC | WORDING")
        if topic.startswith("+"):
            return self.session.add_topic(topic[1:])
        try:
            return self.session.names.find(topic, "topic")
        except UnknownNameError as problem:
            close = f"did you mean {problem.nearest[0]}? If not, " if problem.nearest else ""
            hint = f"{close}define it first: topic {topic}"
            raise UsageError(f'no topic is called "{topic}"', hint) from problem

    def _proposal(self, rest: str) -> list[str]:
        item = self.item
        if item.proposal is None:
            raise UsageError("no language model proposed anything here", "counterpoint draft --llm asks one")
        stance = self.stance(rest or item.proposal.stance)
        claim = item.proposal.claim or self._claim_called(item.proposal.wording)
        if not claim:
            raise UsageError(
                f"the proposed claim is a new one: {item.proposal.wording}",
                f"say its topic: new {stance} TOPIC | {item.proposal.wording}",
            )
        return self._decide({"stances": {stance: claim}})

    def _claim_called(self, wording: str) -> str:
        claims = self.session.names.of["claim"]
        return next((claim for claim, name in claims.items() if name.casefold() == wording.casefold()), "")

    def _accept(self, rest: str) -> list[str]:
        if rest:
            raise UsageError("accept takes no more words", "1 supports accepts with the first of the similar claims")
        return self._decide({})

    def _decide(self, changes: dict[str, object]) -> list[str]:
        return self._decided(self.session.accept(self.item.id, **changes))

    def _decided(self, item: Item) -> list[str]:
        self._just = item.id
        return [f"{item.id}: {item.speaker_name} {_stances(item)}", *self._advance()]

    def _advance(self) -> list[str]:
        """Go to the next open statement, from the beginning again after the last."""
        items, here = self.session.items, self.session.position
        order = [*range(here + 1, len(items)), *range(here + 1)]
        self.session.position = next((number for number in order if items[number].state == "open"), here)
        self.found = []
        if self.session.left:
            return []
        asked = any(not question.answer for question in self.session.questions)
        return ["all statements are decided; " + ("questions shows what is in doubt" if asked else "quit ends")]

    def _find(self, rest: str) -> list[str]:
        if not rest:
            raise UsageError("find needs words", "write some words of the claim")
        self.found = [claim for claim, _ in self.session.find_claims(rest)]
        if not self.found:
            return ["no claim is like that"]
        names = self.session.names.of["claim"]
        return [f"{number} {names[claim]} ({claim})" for number, claim in enumerate(self.found, 1)]

    def _note(self, rest: str) -> list[str]:
        item = self.session.note(self._meant(""), rest)
        return [f"{item.id}: noted" if rest else f"{item.id}: the remark is gone"]

    def _meant(self, said: str) -> str:
        """Give the id that is said, else that of the statement just decided, else of the one that is looked at."""
        return self.session.item(said).id if said else self._just or self.item.id

    def _reject(self, rest: str) -> list[str]:
        item = self.session.reject(self.item.id, rest)
        self._just = item.id
        return [f"{item.id} rejected", *self._advance()]

    def _another(self, rest: str) -> list[str]:
        same = self._meant(rest)
        new = self.session.repeat(same)
        self._go(new.id)
        return [f"{new.id} is one more statement of this utterance, that of {same}"]

    def _split(self, rest: str) -> list[str]:
        item = self.item
        at = self.session.beginning(item.id, rest)
        new = self.session.split(item.id, at)
        return [f"{new.id} begins there"]

    def _join(self, rest: str) -> list[str]:
        item, items = self.item, self.session.items
        following = items[self.session.position + 1 : self.session.position + 2]
        known = [one.id for one in items]
        other = rest or (item.continues if item.continues in known else following[0].id if following else "")
        if not other:
            raise UsageError("there is no statement after this one", "write: join ID")
        joined = self.session.join(item.id, other)
        self._go(joined.id)
        return [f"{joined.id} is one statement with {other if other != joined.id else item.id} now"]

    def _missed(self, rest: str) -> list[str]:
        words, _, speaker = rest.partition("|")
        number, _, more = words.strip().partition(" ")
        which = int(number) if number.isdecimal() and more and len(number) < _MANY else 0
        try:  # the text itself may hold the number
            start, end = self.session.find_words(words)
        except UsageError:
            if not which:
                raise
            start, end = self.session.find_words(more, which)
        new = self.session.add_statement(start, end, speaker=speaker.strip())
        self._go(new.id)
        return [f"{new.id} is a statement now, {new.mode}"]

    def _reopen(self, rest: str) -> list[str]:
        item = self.session.reopen(self._meant(rest))
        self._go(item.id)
        return [f"{item.id} is open again"]

    def _next(self, _rest: str) -> list[str]:
        last = self.session.position >= len(self.session.items) - 1
        self.session.position += not last
        self.found = []
        return ["this is the last statement"] if last else []

    def _back(self, _rest: str) -> list[str]:
        first = self.session.position == 0
        self.session.position -= not first
        self.found = []
        return ["this is the first statement"] if first else []

    def _go(self, rest: str) -> list[str]:
        item = self.session.item(rest)
        self.session.position = [one.id for one in self.session.items].index(item.id)
        self.found = []
        return []

    def _undo(self, _rest: str) -> list[str]:
        return [f"taken back: {self.session.undo()}"]

    def _questions(self, _rest: str) -> list[str]:
        asked = [question for question in self.session.questions if not question.answer]
        lines = [f"{question.identifier}: {question.text}" for question in asked]
        return [*lines, "answer QUESTION ID, or answer QUESTION new"] if lines else ["nothing is in question"]

    def _answer(self, rest: str) -> list[str]:
        question, _, choice = rest.partition(" ")
        if not choice.strip():
            raise UsageError("the answer is missing", "write: answer QUESTION ID, or answer QUESTION new")
        self.session.answer(question, "" if choice.strip() == "new" else choice.strip())
        return [f"{question} is answered"]

    def _list(self, _rest: str) -> list[str]:
        lines = []
        for number, item in enumerate(self.session.items):
            mark = ">" if number == self.session.position else " "
            stances = f"  [{_stances(item)}]" if item.stances else ""
            lines.append(f"{mark} {item.id}  {item.state}  {item.speaker_name or 'speaker?'}: {item.quote}{stances}")
        aside = [f"  {span.identifier}  {span.words}  ({span.reason})" for span in self.session.set_aside]
        return [*lines, *(["taken for no speech:", *aside] if aside else [])]

    def _take(self, rest: str) -> list[str]:
        aside, _, speaker = rest.partition(" ")
        new = self.session.take_up(aside, speaker.strip())
        self._go(new.id)
        return [f"{new.id} is a statement now"]

    def _quit(self, _rest: str) -> list[str]:
        raise Quit


def _stances(item: Item) -> str:
    return "; ".join(f"{stance} {', '.join(claims)}" for stance, claims in item.stances.items())
