"""A review by keys: each key asks for what its command needs, and then does the command."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from counterpoint.cli.reviewing.commands import HELP, Quit, Reviewer
from counterpoint.cli.reviewing.keys import END, ENTER, ESCAPE, Keys
from counterpoint.cli.reviewing.screen import draw
from counterpoint.errors import CounterpointError, visible

_ARROWS = {"\x1b[C": "n", "\x1b[B": "n", "\x1b[D": "b", "\x1b[A": "b", "\x1bOC": "n", "\x1bOB": "n"}
_REASONS = ("no claim", "said elsewhere in the draft", "no speech", "not found rightly")


class Dialogue:
    """A person at the keys.

    :param reviewer: does the commands.
    :param keys: the keys.
    """

    def __init__(self, reviewer: Reviewer, keys: Keys) -> None:
        self.reviewer, self.keys = reviewer, keys
        self._said: list[str] = []
        self._dialogues: dict[str, Callable[[], str | None]] = {
            "p": self._proposal,
            "/": lambda: self._asked("find", "words of the claim"),
            "w": self._new_claim,
            "a": lambda: "accept",
            "x": self._reject,
            "s": self._speaker,
            "t": self._role,
            "k": self._capacity,
            "f": self._fragment,
            "m": self._mode,
            "i": lambda: "inferred",
            "c": lambda: "another",
            "d": lambda: self._asked("split", "words that the second statement begins with"),
            "j": lambda: "join",
            "+": self._missed,
            "n": lambda: "next",
            " ": lambda: "next",
            "b": lambda: "back",
            "u": lambda: "undo",
            "r": lambda: "reopen",
            "l": self._list,
            "?": self._answer,
            ":": lambda: self.keys.line(":") or None,
            "h": self._help,
            "q": lambda: "quit",
        }

    def run(self) -> None:
        """Take keys until the person quits."""
        while True:
            draw(self.reviewer, self._said)
            key = self.keys.key()
            if key == END:
                return
            try:
                self._said = self._do(_ARROWS.get(key, key))
            except Quit:
                return
            except CounterpointError as problem:
                self._said = str(problem).split("\n")

    def _do(self, key: str) -> list[str]:
        if key.isdecimal():
            return self._number(int(key))
        dialogue = self._dialogues.get(key.lower())
        if dialogue is None:
            return [] if key in ENTER or key[0] == ESCAPE else [f"{key} does nothing; h says what the keys do"]
        line = dialogue()
        said = self.reviewer.run(line) if line else []
        # What was found stands on the screen already, with its numbers.
        return [] if line and line.startswith("find ") and self.reviewer.found else said

    def _number(self, number: int) -> list[str]:
        choices = self.reviewer.choices
        if number > len(choices) or number == 0:
            return self.reviewer.run(str(number))
        claim = choices[number - 1]
        click.echo(visible(self.reviewer.session.names.of["claim"].get(claim, claim)))
        stance = self._stance()
        return self.reviewer.run(f"{number} {stance}") if stance else []

    def _stance(self, given: str = "") -> str | None:
        """Ask how the speaker stands to a claim: one key."""
        stances = self.reviewer.stances
        letters = _letters(stances)
        said = "  ".join(f"{letter} {stance}" for letter, stance in letters.items())
        click.echo(f"{said}{f'  Enter {given}' if given else ''}  Esc back: ", nl=False)
        while True:
            key = self.keys.key()
            if key in ENTER and given:
                return given
            if key[0] == ESCAPE or key == END:
                return None
            if key.lower() in letters:
                return letters[key.lower()]

    def _proposal(self) -> str | None:
        proposal = self.reviewer.item.proposal
        if proposal is None:
            return "proposal"
        stance = self._stance(proposal.stance)
        if stance is None:
            return None
        names = self.reviewer.session.names.of["claim"]
        if proposal.claim or proposal.wording.casefold() in map(str.casefold, names.values()):
            return f"proposal {stance}"
        return self._on_topic(stance, proposal.wording)

    def _new_claim(self) -> str | None:
        wording = self.keys.line("the claim, as one neutral sentence")
        stance = self._stance() if wording else None
        click.echo()
        return self._on_topic(stance, wording) if stance and wording else None

    def _on_topic(self, stance: str, wording: str) -> str | None:
        """Ask which topic a new claim is about; one that is not known is defined."""
        topics = list(self.reviewer.session.names.of["topic"].items())
        click.echo()
        for number, (_, name) in enumerate(topics, 1):
            click.echo(visible(f"{number:>3} {name}"))
        said = self.keys.line("its topic: a number, or a new topic" if topics else "its topic, which is new")
        if not said:
            return None
        if said.isdecimal() and 1 <= int(said) <= len(topics):
            topic = topics[int(said) - 1][0]
        else:
            topic = next((one for one, name in topics if said.casefold() in (one, name.casefold())), "")
            topic = topic or f"+ {said.replace('|', '/')}"
        return f"new {stance} {topic} | {wording.replace('|', '/')}"

    def _reject(self) -> str | None:
        for number, reason in enumerate(_REASONS, 1):
            click.echo(f"{number} {reason}")
        said = self.keys.line("why: a number or words; Enter for no reason")
        if said is None:
            return None
        if said.isdecimal() and 1 <= int(said) <= len(_REASONS):
            said = _REASONS[int(said) - 1]
        return f"reject {said}"

    def _missed(self) -> str | None:
        words = self.keys.line("words of the text that were missed, as they stand there")
        return f"missed {words.replace('|', ' ')}" if words else None

    def _speaker(self) -> str | None:
        session = self.reviewer.session
        here = {item.speaker: item.speaker_name for item in session.items if item.speaker}
        # In an order that does not change with what is decided: numbers are soon known by heart.
        speakers = sorted(here.items(), key=lambda one: one[1].casefold())[:30]
        for number, (identifier, name) in enumerate(speakers, 1):
            click.echo(visible(f"{number:>3} {name} ({identifier})"))
        said = self.keys.line(
            "who speaks: a number, an id, a name, + and the name of somebody new, ++ and that of an organisation"
        )
        if not said:
            return None
        if said.isdecimal() and 1 <= int(said) <= len(speakers):
            return f"speaker {speakers[int(said) - 1][0]}"
        if said.startswith("++"):
            return f"speaker new organisation {said[2:].strip()}"
        if said.startswith("+"):
            return f"speaker new {said[1:].strip()}"
        meant = [identifier for identifier, name in speakers if said.casefold() in name.casefold().split()]
        return f"speaker {meant[0] if len(meant) == 1 else said}"

    def _role(self) -> str | None:
        item = self.reviewer.item
        for role in item.roles:
            click.echo(visible(f"  {role}"))
        said = self.keys.line("a role more, as ROLE at ORGANISATION; former and a past one; not and a wrong one")
        return f"role {said}" if said else None

    def _capacity(self) -> str | None:
        held = self.reviewer.item.capacities
        for number, role in enumerate(held, 1):
            click.echo(visible(f"{number:>3} {role}"))
        said = self.keys.line("the roles in which they speak here, as numbers; 0 for all present ones")
        if said is None or not said.strip():
            return None
        numbers = [int(one) for one in said.split() if one.isdecimal()]
        return f"capacity {'; '.join(held[number - 1] for number in numbers if 0 < number <= len(held))}"

    def _fragment(self) -> str | None:
        words = self.keys.line("words of the utterance, fifteen at most", self.reviewer.item.quote)
        return f"fragment {words}" if words else None

    def _mode(self) -> str | None:
        modes = _letters(sorted(self.reviewer.session.workspace.vocabulary.modes))
        click.echo("  ".join(f"{letter} {mode}" for letter, mode in modes.items()) + "  Esc back: ", nl=False)
        mode = modes.get(self.keys.key().lower())
        return f"mode {mode}" if mode else None

    def _asked(self, command: str, prompt: str) -> str | None:
        said = self.keys.line(prompt)
        return f"{command} {said}" if said else None

    def _answer(self) -> str | None:
        """Go through the open questions, from the first; Enter leaves one open."""
        session = self.reviewer.session
        for question in [one for one in session.questions if not one.answer]:
            click.echo(visible(question.text))
            names = [session.names.called(one, ("person", "organisation", "role")) for one in question.candidates]
            for number, (one, name) in enumerate(zip(question.candidates, names, strict=True), 1):
                click.echo(visible(f"{number:>3} yes, {name} ({one})"))
            click.echo("  0 no, somebody or something new")
            said = self.keys.line("a number; Enter leaves it open")
            if said is None:
                return None
            if said == "0":
                self.reviewer.run(f"answer {question.identifier} new")
            elif said.isdecimal() and 1 <= int(said) <= len(question.candidates):
                self.reviewer.run(f"answer {question.identifier} {question.candidates[int(said) - 1]}")
        return "questions"

    def _list(self) -> str | None:
        self._page(self.reviewer.run("list"))
        said = self.keys.line("the id to go to, of a statement or of what was set aside; Enter goes back")
        if not said:
            return None
        aside = [span.identifier for span in self.reviewer.session.set_aside]
        return f"take {said}" if said in aside else f"go {said}"

    def _help(self) -> str | None:
        self._page(HELP.splitlines())
        self.keys.line("Enter goes back; : takes these commands")
        return None

    @staticmethod
    def _page(lines: Sequence[str]) -> None:
        for line in lines:
            click.echo(visible(line))


def _letters(words: Sequence[str]) -> dict[str, str]:
    """Give each of some words a letter of its own, the first that is free, or a digit."""
    letters: dict[str, str] = {}
    for number, word in enumerate(words, 1):
        free = [letter for letter in word if letter.isalpha() and letter not in letters]
        letters[free[0] if free else str(number)] = word
    return letters
