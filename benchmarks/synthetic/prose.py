"""Prose that nobody wrote: English function words around some thousand words that only look English.

Content words are put together from beginnings, middles and endings of English words and drawn by Zipf's law (Zipf,
*Human Behavior and the Principle of Least Effort*, 1949), so that a text has common words and rare ones. gzip makes the
quotes of a debate 2.5 (500 of them) to 2.8 times smaller (100,000); English texts of such lengths 2.4 to 2.9 times.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate, product
from random import Random
from typing import Final

LONGEST: Final = 15
"""As many words as a quote may have."""

_ONSETS: Final = (
    "b bl br c ch cl cr d dr f fl fr g gl gr h j l m n p pl pr qu r s sc sh sl sp st str t th tr v w".split()
)
_VOWELS: Final = "a e i o u a e i o u ai ea ee oa oo ou".split()
_CODAS: Final = "b ck d f g ld ll m mp n nd ng nk nt p r rd rk rm rn rt sh sk ss st t th ve x".split()
_NOUN_ENDINGS: Final = "ion or ment ance ure ity age er ing ness ster y et ow ice al th ry dom ship le ock ire".split()
_VERB_ENDINGS: Final = ("", "ate", "ise", "en", "er", "le", "y", "ow", "ish", "ect", "ide", "ine", "ain", "ure")
_ADJECTIVE_ENDINGS: Final = "ive al able ous ant ary ent ic id ine some ular ward en".split()
_SHORT_ADJECTIVE_ENDINGS: Final = ("", "y", "ful", "less", "ish", "ed", "ing")

_GRAMMAR: Final = {
    # A part in capitals is written by one of its lines; the first lines of a part are the likelier ones.
    "SENTENCE": """CLAUSE
CLAUSE CONJ CLAUSE
CLAUSE PP
ADVERBIAL CLAUSE
CONJ CLAUSE , CLAUSE
PRON SAY that CLAUSE
what NP VERB+s BE NP
there BE NP that VERB+s NP
ADVERBIAL , NP BE ADJ
NP , not NP , BE ADJ
it BE ADJ to VERB NP
so long as CLAUSE , CLAUSE""",
    "CLAUSE": """NP VERB+s NP
NP MODAL VERB NP
PRON MODAL VERB NP
NP BE ADJ
NP ADV VERB+s NP
PRON HAVE ADV VERB+ed NP
NP BE VERB+ed by NP
NP MODAL ADV VERB PP
PRON VERB NP PP
NP BE ADV ADJ
NP BE less ADJ than NP
NP VERB+s more than NP
PRON MODAL VERB NP and VERB NP""",
    "NP": """DET NOUN
DET ADJ NOUN
NOUN+s
DET NOUN PP
ADJ NOUN+s
PRON
DET NOUN+s
NOUN
ADJ NOUN
NOUN and NOUN
DET NOUN of NP
DET NOUN that VERB+s NP""",
    "PP": """PREP DET NOUN
PREP NP
PREP NOUN+s
PREP ADJ NOUN
PREP DET ADJ NOUN""",
    "DET": "the|a|our|the|this|their|no|any|some|every|that|my|each|another|such a|its|too much|more|one|half the",
    "PRON": "we|they|it|I|you|nobody|people|everyone|others|those|who|some|many|most of us|the public",
    "MODAL": "can|will|should|must|would|may|could|might|cannot|will not|should not|have to|need to|did not|ought to",
    "BE": "is|was|are|has been|will be|were|is not|seems|remains|would be|may be|is never|can be|was not",
    "HAVE": "have|had|have never|would have|may have|have not",
    "SAY": "think|believe|know|say|feel|doubt|hope|would argue|expect|find|fear|suspect|accept|have heard",
    "CONJ": "and|but|because|if|when|so|while|although|unless|until|since|as|where|before|after|even if|whether|or",
    "PREP": "in|of|for|on|with|to|from|by|at|about|over|without|between|under|after|before|against|through|beyond",
    "ADVERBIAL": "in practice|in the end|over the years|of course|at best|for once|as it stands|these days|today|yet",
}
_ADVERBS: Final = (
    "always never often rarely only simply hardly soon now too quickly slowly badly well still already".split()
)


class Prose:
    """A writer of sentences, the same for the same seed.

    :param seed: any whole number.
    """

    def __init__(self, seed: int) -> None:
        rng = Random(f"{seed} vocabulary")  # noqa: S311 - the same words again are what is wanted
        short = [f"{onset}{vowel}{coda}" for onset, vowel, coda in product(_ONSETS, _VOWELS, _CODAS)]
        rng.shuffle(short)
        long = short[3000:] + [f"{one}{rng.choice(_VOWELS)}{rng.choice(_CODAS)}" for one in short[2500:3000]]
        self._random = Random(f"{seed} sentences").random  # noqa: S311
        self._parts = {
            "NOUN": _ranked(short[:900], _ended(long, _NOUN_ENDINGS, 2600, rng), rng),
            "VERB": _ranked(short[900:1500], _ended(long, _VERB_ENDINGS, 1400, rng), rng),
            "ADJ": _ranked(
                _ended(short[1500:1900], _SHORT_ADJECTIVE_ENDINGS, 500, rng),
                _ended(long, _ADJECTIVE_ENDINGS, 1500, rng),
                rng,
            ),
            "ADV": [*_ADVERBS, *(f"{word}ly" for word in _ended(long, _ADJECTIVE_ENDINGS, 400, rng))],
        }
        self.vocabulary = sum(map(len, self._parts.values()))
        for part, lines in _GRAMMAR.items():
            self._parts[part] = lines.split("|") if "|" in lines else lines.splitlines()
        # Mandelbrot's shift of the ranks: the first of a part is not half of what is said.
        self._odds = {
            part: list(accumulate(1 / (rank + 10) for rank in range(len(lines)))) for part, lines in self._parts.items()
        }

    def quote(self) -> str:
        """Write a sentence, or the beginning of one, of six to fifteen words."""
        words: list[str] = []
        while len(words) < 6:
            words = self._write("SENTENCE").replace(" ,", ",").split()
        return " ".join(words[:LONGEST]).rstrip(",")

    def title(self) -> str:
        """Write a headline."""
        adjective, noun, other = (self._write(part) for part in ("ADJ", "NOUN", "NOUN"))
        return f"The {adjective} {noun} and the {other}"

    def quotes(self, count: int) -> Iterator[str]:
        """Write so many quotes."""
        return (self.quote() for _ in range(count))

    def _write(self, part: str) -> str:
        name, _, ending = part.partition("+")
        if name not in self._parts:
            return part
        odds = self._odds[name]
        line = self._parts[name][bisect(odds, self._random() * odds[-1])]
        if name in _GRAMMAR:
            line = " ".join(map(self._write, line.split()))
        return line + (ending[1:] if line.endswith("e") and ending == "ed" else ending)


def _ended(stems: list[str], endings: Sequence[str], most: int, rng: Random) -> list[str]:
    """Give stems with endings, in any order."""
    endings = tuple(dict.fromkeys(endings))
    places = rng.sample(range(len(stems) * len(endings)), most)
    return [f"{stems[place // len(endings)]}{endings[place % len(endings)]}" for place in places]


def _ranked(short: list[str], long: list[str], rng: Random) -> list[str]:
    """Put words in the order of their frequency: short ones more often in front (Zipf's law of abbreviation)."""
    keyed = [(rng.random() / 4, word) for word in short] + [(rng.random(), word) for word in long]
    return list(dict.fromkeys(word for _, word in sorted(keyed)))
