"""DOIs and addresses, as files write them."""

from __future__ import annotations

import re
from typing import Final

_DOI: Final = re.compile(r"10\.\d{4,9}/[^\s\"'<>{}|\\^`“”‘’…]{1,200}", re.ASCII | re.IGNORECASE)
_LABELLED: Final = re.compile(
    r"(?:\bdoi(?:\.org/|\s*[:.]\s*|\s+)(?:https?://(?:dx\.)?doi\.org/)?)(10\.\d{4,9}/\S{1,200})", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>{}|\\^`\x00-\x1f]{3,2000}", re.IGNORECASE)


def doi_of(value: str) -> str:
    """Read the DOI that a value is or begins with, in whatever form; else an empty string.

    >>> doi_of("https://doi.org/10.1136/bmj.i631"), doi_of("doi:10.1136/bmj.i631."), doi_of("i631")
    ('10.1136/bmj.i631', '10.1136/bmj.i631', '')
    """
    bare = re.sub(
        r"^\s*(?:doi\s*[:.]?\s*)?(?:https?://(?:dx\.)?doi\.org/)?(?:info:doi/)?", "", value, flags=re.IGNORECASE
    )
    found = _DOI.match(bare)
    return _trimmed(found[0]) if found else ""


def dois_in(text: str) -> list[tuple[str, int]]:
    """Find the DOIs that a text labels as such, and where each label begins.

    >>> dois_in("BMJ 2016; 352 doi: https://doi.org/10.1136/bmj.i631 (Published)")
    [('10.1136/bmj.i631', 14)]
    """
    return [(doi, found.start()) for found in _LABELLED.finditer(text) if (doi := doi_of(found[1]))]


def address_of(value: str) -> str:
    """Give a value back where it is an absolute web address, else an empty string."""
    found = _ADDRESS.fullmatch(value.strip())
    return found[0] if found else ""


def _trimmed(doi: str) -> str:
    """Take off what ends the sentence and not the DOI."""
    while doi and (doi[-1] in ".,;:)]" and not (doi[-1] == ")" and doi.count("(") >= doi.count(")"))):
        doi = doi[:-1]
    return doi
