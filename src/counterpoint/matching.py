"""Find the known names nearest to one that was mistyped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_SHORT: Final = 4
"""Names shorter than this are compared as wholes: parts of them are found in too many others."""


def nearest(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return known names close to one, best first, without regard to case.

    :param name: what was typed.
    :param known: the names there are.
    :param limit: the most names to return.

    >>> nearest("micheal-west", ["michael-west", "peter-wilson"])
    ['michael-west']
    >>> nearest("quotation", ["at", "quote"])
    ['quote']
    >>> nearest("zzz", ["michael-west"])
    []
    """
    from rapidfuzz import fuzz, process, utils
    from rapidfuzz.distance import OSA

    typed = name[:200]
    short: list[str] = []
    long: list[str] = []
    # Sorted, as of names that are equally near those are given that come first: the same ones each time.
    for candidate in sorted(known):
        if min(len(candidate), len(typed)) < _SHORT:
            short.append(candidate)
        # Some letters of a short name are found in any long one, so it has to be there whole.
        elif 2 * len(candidate) >= len(typed) or candidate.casefold() in typed.casefold():
            long.append(candidate)
    bare = utils.default_process
    if not bare(typed):
        return []
    alike = process.extract(typed, long, scorer=fuzz.WRatio, processor=bare, limit=limit, score_cutoff=74)
    slips = process.extract(
        typed, short, scorer=OSA.normalized_similarity, processor=bare, limit=limit, score_cutoff=0.6
    )
    scored = [(-score, name) for name, score, _ in alike] + [(-100 * score, name) for name, score, _ in slips]
    return [candidate for _, candidate in sorted(scored)[:limit]]
