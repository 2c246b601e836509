"""Name a role as a list of roles would: by its noun, in lower case but for proper names."""

from __future__ import annotations

import re
from typing import Final

from counterpoint.drafting.roles.lexicon import lexicon

_NOUNS: Final = {
    "lead": "leads led",
    "head": "heads headed runs ran oversees oversaw",
    "chair": "chairs chaired",
    "director": "directs directed",
    "manager": "manages managed",
    "editor": "edits edited",
    "founder": "founded",
    "co-founder": "co-founded cofounded",
    "coordinator": "coordinates coordinated co-ordinates co-ordinated",
    "teacher": "teaches taught",
    "representative": "represents represented",
    "owner": "owns owned",
    "captain": "captains captained",
    "coach": "coaches coached",
    "commander": "commands commanded",
    "president": "presides presided",
    "curator": "curates curated",
    "adviser": "advises advised",
}
_NOUN_OF: Final = {verb: noun for noun, verbs in _NOUNS.items() for verb in verbs.split()}
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def role_name(words: str) -> str:
    """Name the role that an article's words give somebody.

    >>> role_name("Mayor"), role_name("Shadow Minister for Wales"), role_name("CEO")
    ('mayor', 'shadow minister for Wales', 'CEO')
    >>> role_name("runs the bakery on the square"), role_name("co-founded the Tea Fund")
    ('head', 'co-founder')
    """
    plain = " ".join(words.split())
    if noun := _NOUN_OF.get(plain.partition(" ")[0].casefold()):
        return noun
    return _WORD.sub(lambda found: _lowered(found[0]), plain)


def _lowered(word: str) -> str:
    """Write a word of a role small, unless it is an abbreviation; what else has a capital is a name."""
    low, known = word.lower(), lexicon()
    if not word.istitle():  # CEO, and what is small
        return word
    parts = [word, *word.split("-")]
    listed = known.modifiers | known.subjects | known.honorifics | known.after | known.past | known.present
    return low if any(known.is_role(part) for part in parts) or low in listed else word
