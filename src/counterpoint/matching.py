"""Find the known names nearest to one that was mistyped."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return known names close to one, best first, without regard to case.

    :param name: what was typed.
    :param known: the names there are.
    :param limit: the most names to return.

    >>> nearest("micheal-west", ["michael-west", "peter-wilson"])
    ['michael-west']
    >>> nearest("zzz", ["michael-west"])
    []
    """
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        name[:200], list(known), scorer=fuzz.WRatio, processor=utils.default_process, limit=limit, score_cutoff=66
    )
    return [match for match, _, _ in found]
