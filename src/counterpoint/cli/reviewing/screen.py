"""What a reviewer sees: the paragraph with the utterance in it, who speaks, what may be claimed, and the keys."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from counterpoint.cli.reviewing.commands import Reviewer
from counterpoint.errors import visible

if TYPE_CHECKING:
    from rich.text import Text

    from counterpoint.drafting.items import Item

KEYS: Final = (
    ("1-9", "claim"),
    ("p", "proposal"),
    ("/", "find claim"),
    ("w", "new claim"),
    ("a", "accept as is"),
    ("x", "reject"),
    ("s", "speaker"),
    ("t", "role"),
    ("k", "capacity"),
    ("f", "fragment"),
    ("m", "mode"),
    ("i", "inferred"),
    ("c", "one more"),
    ("d", "divide"),
    ("j", "join"),
    ("+", "missed words"),
    ("n", "next"),
    ("b", "back"),
    ("u", "undo"),
    ("?", "questions"),
    ("l", "list"),
    (":", "command"),
    ("q", "quit"),
)
"""The keys of a review and what they do."""

_TOGETHER: Final = "\N{NO-BREAK SPACE}"
_NARROW: Final = 40
_WIDE: Final = 110
_MARGIN: Final = 10


def width() -> int:
    """Return how many characters wide to write: the terminal's width, within what reads well; 100 for a pipe."""
    wide = shutil.get_terminal_size().columns if os.isatty(1) else 100
    return max(_NARROW, min(wide, _WIDE))


def status(reviewer: Reviewer) -> str:
    """Say which statement of how many this is, and how many are left."""
    session = reviewer.session
    here = f"{session.position + 1} of {len(session.items)}" if session.items else "no statements"
    asked = sum(not question.answer for question in session.questions)
    questions = f" · {asked} in question" if asked else ""
    return f"{session.title} · {here} · {session.left} left{questions}"


def passage(item: Item, text: str) -> Text:
    """Return the paragraph around an utterance, the utterance set off from it, and the fragment in the utterance."""
    from rich.text import Text

    first, last = item.context
    shown = Text()
    edges = sorted({first, last, *item.utterance, *(item.at or ())})
    for start, end in pairwise(edges):
        if not first <= start < last:
            continue
        spoken = item.utterance[0] <= start < item.utterance[1]
        chosen = item.at is not None and item.at[0] <= start < item.at[1]
        style = "bold underline yellow" if chosen else "bold yellow" if spoken else ""
        shown.append("".join(map(_clean, text[start:end])), style)
    return shown


def plain_passage(item: Item, text: str) -> str:
    """Return the paragraph around an utterance as plain text, with the utterance between double brackets."""
    first, last = item.context
    start, end = (min(max(edge, first), last) for edge in item.utterance)
    marked = f"{text[first:start]}[[{text[start:end]}]]{text[end:last]}"
    return "".join(map(_clean, marked))


def facts(reviewer: Reviewer) -> Iterator[tuple[str, str]]:
    """Yield what there is to know of a statement, as a heading and a line each."""
    item, names = reviewer.item, reviewer.session.names
    sure = f", right {item.confidence:.0%} of the time" if item.confidence is not None else ""
    found = f" · by {item.rule}{sure}" if item.rule else ""
    yield item.id, f"{item.state}{f' ({item.reason})' if item.reason else ''} · {item.mode or 'mode?'}{found}"
    who = (
        f"{item.speaker_name} ({item.speaker})" if item.speaker else f"?{f' “{item.mention}”' if item.mention else ''}"
    )
    yield "speaker", "; ".join([who, *item.roles])
    if item.capacity:
        yield "speaks as", "; ".join(item.capacity)
    yield "fragment", item.quote
    if item.continues:
        yield "goes on", f"with {item.continues}"
    for stance, claims in item.stances.items():
        read = " (read into the words)" if item.inferred else ""
        yield stance, "; ".join(f"{names.of['claim'].get(claim, claim)} ({claim})" for claim in claims) + read
    for number, claim in enumerate(reviewer.choices, 1):
        topics = ", ".join(names.of["topic"].get(topic, topic) for topic in names.topics_of.get(claim, ()))
        how = f" · {alike}" if (alike := item.alike(claim)) else ""
        yield str(number), f"{names.of['claim'].get(claim, claim)}{f' [{topics}]' if topics else ''}{how}"
    if not reviewer.choices and item.state == "open":
        yield "like it", "no known claim" if names.of["claim"] else "no claim, as there is none yet"
    if item.proposal:
        by = f" (a machine’s proposal: {item.proposal.by})"
        yield "p", f"{item.proposal.stance}: {item.proposal.wording}{by}"
    for question in item.questions:
        yield "?", question.text
    if item.confirmed_by:
        yield "by", f"{names.called(item.confirmed_by)}, {item.confirmed}"
    if item.note:
        yield "note", item.note


def help_line() -> str:
    """Return the keys as one line."""
    return "  ".join(f"{key} {what}".replace(" ", _TOGETHER) for key, what in KEYS)


def written(reviewer: Reviewer) -> list[str]:
    """Return a statement as lines of plain text, for a pipe."""
    wide = width()
    lines = ["", visible(status(reviewer))]
    if not reviewer.session.items:
        return lines
    item = reviewer.item
    for paragraph in plain_passage(item, reviewer.session.text).splitlines():
        lines += textwrap.wrap(visible(paragraph), wide) or [""]
    return [*lines, *rows(list(facts(reviewer)), wide)]


def rows(pairs: Sequence[tuple[str, str]], wide: int) -> list[str]:
    """Lay headings and lines out in two columns of plain text."""
    lines = []
    for heading, line in pairs:
        margin = " " * _MARGIN
        start = visible(heading).ljust(_MARGIN - 1) + " "
        lines += textwrap.wrap(visible(line) or "-", wide, initial_indent=start, subsequent_indent=margin)
    return lines


def draw(reviewer: Reviewer, said: Sequence[str]) -> None:
    """Draw a statement on the terminal, and below it what was said last and the keys.

    Colours and weights are left to rich, which keeps to NO_COLOR and TERM.
    """
    import sys

    from rich.console import Console
    from rich.rule import Rule
    from rich.text import Text

    console = Console(file=sys.stdout, width=width(), highlight=False, markup=False, emoji=False)
    console.clear()
    console.print(Text(visible(status(reviewer)), "bold", overflow="fold"))
    console.print(Rule(style="dim"))
    if reviewer.session.items:
        console.print(passage(reviewer.item, reviewer.session.text))
        console.print(Rule(style="dim"))
        for line in rows(list(facts(reviewer)), console.width):
            shown = Text(line)
            shown.stylize("cyan", 0, _MARGIN)
            console.print(shown)
        console.print(Rule(style="dim"))
    for line in said:
        console.print(Text(visible(line), "bold", overflow="fold"))
    for line in textwrap.wrap(help_line(), console.width, break_on_hyphens=False):
        console.print(Text(line, "dim"))


def _clean(sign: str) -> str:
    """Keep line breaks and show what else would steer the terminal."""
    return sign if sign == "\n" or sign.isprintable() else " " if sign.isspace() else visible(sign)
