"""Tell what the words of names are: titles, first names, words of organisations; they are listed in `people.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Token

_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.\s?)+[^\W\d_]{2,}")
_HUMAN: Final = ("ist", "ian", "man", "woman", "ologer", "crat", "eer")
_FEMALE: Final = ("a", "ette", "elle", "lyn", "een", "ine")
_MALE: Final = ("o", "us", "as", "os", "rt", "rd", "slav", "mir", "ik")
_SHORT: Final = 3


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("people.toml").read_text("utf-8")
    return {name: frozenset(some.split()) for name, some in tomllib.loads(text).items()}


def listed(name: str) -> frozenset[str]:
    """Give a list of words of `people.toml`."""
    return _lists()[name]


def doc_word(token: Token) -> str:
    """Give a word in lower case, without full stops."""
    return token.lower_.strip(".")


def human(head: Token) -> bool:
    """Say whether a noun means a human being.

    >>> import spacy
    >>> [human(word) for word in spacy.blank("en")("the linguist fed the cat")]
    [False, True, False, False, False]
    """
    word = head.lower_
    return word in listed("human") or (len(word) > 5 and word.endswith(_HUMAN))


def name_words(name: str) -> list[str]:
    """Take a name apart, in lower case, without full stops.

    >>> name_words("J. Bloggs-Doe's")
    ['j', 'bloggs-doe']
    """
    words = name.replace("’", "'").removesuffix("'s").split()
    return [word.strip(".,").lower() for word in words if word.strip(".,-'")]


def untitled(words: Sequence[str]) -> int:
    """Say how many words in front of a person's name are titles, with what belongs to these.

    >>> untitled(["Ohio", "State", "Senator", "Jo", "Bloggs"]), untitled(["Jo", "King", "Bloggs"])
    (3, 0)
    """
    plain = [word.strip(".").lower() for word in words]
    plain[:-1] = [word.removesuffix("s") if word.removesuffix("s") in listed("titles") else word for word in plain[:-1]]
    named = plain[0] in listed("female") | listed("male") and plain[0] not in listed("titles")
    for index in range(len(plain) - 2, -1, -1):
        double = "-" in plain[index + 1 : index + 2]  # "Baker-Smith"
        title = plain[index] in listed("offices") or (
            not named and (plain[index] in listed("titles") or plain[index] in listed("human"))
        )
        if title and not double:
            return index + 1
    return 0


def gender_of(first_name: str, words: list[str]) -> str:
    """Say from titles, nouns and the first name whether somebody is a woman or a man: "f", "m" or "".

    >>> gender_of("mary", ["dr", "chairman"]), gender_of("kim", ["chairman"]), gender_of("kim", ["mrs", "chairman"])
    ('f', 'm', 'f')
    """
    for word in words:
        if word in listed("female_words"):
            return "f"
        if word in listed("male_words") and not word.endswith("man"):
            return "m"
    men = any(word in listed("male_words") for word in words)  # a woman, too, may be the chairman
    return first_name_gender(first_name) or ("m" if men else "")


def first_name_gender(first_name: str) -> str:
    """Say whether a first name is a woman's or a man's, "f" or "m"; "" where it can be either, or is not known.

    >>> first_name_gender("rowena"), first_name_gender("desmond"), first_name_gender("kim")
    ('f', 'm', '')
    """
    first_name = first_name.partition("-")[0]
    female, male = first_name in listed("female"), first_name in listed("male")
    return "" if female == male else "f" if female else "m"


def leaning(first_name: str) -> str:
    """Guess from its ending whose a rare first name is."""
    female, male = first_name.endswith(_FEMALE), first_name.endswith(_MALE)
    return "" if female == male or len(first_name) <= _SHORT else "f" if female else "m"


@cache
def _not_names() -> frozenset[str]:
    return listed("organisation") | listed("titles") | listed("offices")


def organisation(name: str, label: str) -> bool:
    """Say whether a name is one of an organisation, by its words and by what the model takes it for.

    >>> organisation("Royal Society", ""), organisation("KCNA", "ORG"), organisation("Jo Bloggs", "ORG")
    (True, True, False)
    """
    words = [word.strip(".") for word in name.lower().split()]
    bare = untitled(words)
    general = bare > 1 and words[bare - 1] == "general" and words[bare - 2] in listed("titles")  # "Attorney General"
    office = bare > 0 and (general or words[bare - 1] in listed("offices")) and not {*words[bare:]} & _not_names()
    if office or (words and words[0] in listed("styles")):
        return False
    if any(word in listed("organisation") for word in words):
        return True
    if label == "PERSON" or _INITIALS.fullmatch(name):
        return False
    if len(words) == 1 and name.isupper() and 2 <= len(name) <= 6:
        return True
    if words and words[0] in listed("female") | listed("male"):
        return False
    return label in {"ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT"}


def passing(token: Token) -> bool:
    """Say whether a word stands between an article and its noun."""
    return token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "ADV"} or token.text == "-"


def capital(token: Token) -> bool:
    """Say whether a word may be a part of a name: it has a capital, and is no date and no people."""
    foreign = token.is_alpha and not token.is_ascii  # "Nguyễn": what the model takes it for means little
    named = (foreign or token.pos_ in {"PROPN", "NOUN", "ADJ", "X"}) and token.ent_type_ not in {"DATE", "NORP"}
    return named and token.text[:1].isupper()


def attached(token: Token, person: bool) -> bool:
    """Say whether a small word in front of a name joins it to the word before."""
    if token.lower_ == "and" or (person and token.lower_ == "of"):
        return False
    return token.text not in "-'’" or not token.whitespace_
