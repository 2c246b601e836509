"""Text that no program misreads: what `counterpoint.formats` has, and names that are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from counterpoint.formats import as_csv, as_json, cell, number, printable, unescaped

__all__ = ["as_csv", "as_json", "cell", "number", "printable", "unescaped", "unique"]


def unique(texts: Iterable[str]) -> list[str]:
    """Tell equal texts apart by numbering the second and further ones.

    >>> unique(["John Smith", "Jane Doe", "John Smith"])
    ['John Smith', 'Jane Doe', 'John Smith (2)']
    """
    taken: set[str] = set()
    seen: Counter[str] = Counter()
    result = []
    for text in texts:
        name = text
        while name in taken:
            seen[text] += 1
            name = f"{text} ({seen[text] + 1})"
        taken.add(name)
        result.append(name)
    return result
