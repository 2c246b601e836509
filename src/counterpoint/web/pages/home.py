"""The first page: the debate at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from counterpoint.web.pages.rendering import render
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site

_CLAIMS: Final = 8
_PAIRS: Final = 6
_SOURCES: Final = 5
_SPEAKERS: Final = 10
_TOPICS: Final = 40
_COMPARED: Final = 10_000
"""Agreements and disagreements up to which pairs of speakers are counted: of more, that takes too long for a page."""

_COUNTS: Final = {
    "statement": "SELECT (COUNT(*) AS ?n) WHERE { ?statement cp:claim ?claim }",
    "speaker": "SELECT (COUNT(DISTINCT ?speaker) AS ?n) WHERE { ?statement cp:speaker ?speaker }",
    "claim": "SELECT (COUNT(*) AS ?n) WHERE { ?claim a cp:Claim }",
    "source": "SELECT (COUNT(DISTINCT ?source) AS ?n) WHERE { ?statement prov:wasQuotedFrom ?source }",
    "agreement": "SELECT (COUNT(*) AS ?n) WHERE { ?alignment a cp:Agreement }",
    "disagreement": "SELECT (COUNT(*) AS ?n) WHERE { ?alignment a cp:Disagreement }",
}


def home(site: Site, _ask: Ask) -> Reply:
    """Show what is debated, what divides most, who speaks, and where it was said."""
    return render(site, "home.html.j2", here="/", **site.kept("home", lambda: _read(site)))


def _read(site: Site) -> dict[str, Any]:
    corpus = site.corpus
    contested = corpus.ask("most-contested-claims").rows
    heat = corpus.ask("topics-by-heat").rows
    sources = corpus.ask("coverage-by-source").rows
    counts = {noun: int(corpus.store.table(query)[0][0]) for noun, query in _COUNTS.items()}
    few = counts["agreement"] + counts["disagreement"] <= _COMPARED
    opponents = corpus.ask("opponents").rows if few else []
    return {
        "counts": counts,
        "contested": contested[:_CLAIMS],
        "more_contested": len(contested) > _CLAIMS,
        "shared": [] if contested else corpus.ask("shared-claims").rows[:_CLAIMS],
        "topics": heat[:_TOPICS],
        "sources": sorted(sources, key=lambda row: str(row["published"] or ""), reverse=True)[:_SOURCES],
        "pairs": opponents[:_PAIRS],
        "speakers": corpus.ask("most-quoted-speakers", limit=_SPEAKERS).rows,
        "left_out": len(corpus.not_compared),
    }
