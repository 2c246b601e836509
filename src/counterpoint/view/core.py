"""What the page needs for its first picture, its search and its filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from counterpoint.view.index import LINE, NAME, Index, opaque
from counterpoint.view.plan import MOST_EDGES, MOST_SPEAKERS
from counterpoint.view.text import clean, initials, spoken_date, web_link

if TYPE_CHECKING:
    from counterpoint.view.debate import Claim, Source, Speaker
    from counterpoint.view.plan import Plan

Links = Callable[[str], str]
"""Gives the address of the page of a thing from its IRI."""


def make_core(index: Index, plan: Plan, title: str, links: Links | None = None) -> dict[str, Any]:
    """Write down who is in the debate and where they stand, ready for JSON.

    :param index: the things of the debate.
    :param plan: what the page opens with.
    :param title: the heading.
    :param links: where speakers, claims and sources have pages of their own.
    """
    debate, layout = index.debate, plan.layout
    signs = plan.lines.sign
    ids = [opaque("s", speaker.iri) for speaker in debate.speakers]
    return {
        "title": title,
        "opening": plan.opening,
        "ring": layout.ring,
        "leftOut": debate.left_out,
        "budget": [MOST_SPEAKERS, MOST_EDGES],
        "topics": [{"id": opaque("t", topic), "name": clean(topic, limit=LINE)} for topic in debate.topics],
        "sources": [_source(source, links) for source in debate.sources],
        "claims": _claims(debate.claims, index, links),
        "organisations": list(index.organisations),
        "roleKinds": list(index.role_kinds),
        "speakers": _speakers(debate.speakers, ids, index, plan, links),
        "camps": [
            {
                "id": camp_id(plan, index, at),
                "x": int(x),
                "y": int(y),
                "members": camp.members,
                "others": camp.others,
            }
            for at, (camp, (x, y)) in enumerate(zip(plan.camps, layout.centres, strict=True))
        ],
        "campEdges": [list(row) for row in plan.between],
        "bridges": [[bridge.node, float(f"{bridge.score:.3g}"), list(bridge.camps)] for bridge in plan.bridges],
        "counts": {
            "agree": int((signs > 0).sum()),
            "disagree": int((signs < 0).sum()),
            "statements": len(index.known),
        },
    }


def camp_id(plan: Plan, index: Index, at: int) -> str:
    """Make the id of a camp from its members: another camp, another id."""
    return opaque("k", *sorted(index.debate.speakers[member].iri for member in plan.camps[at].members))


def _pages(things: tuple[Claim, ...] | tuple[Speaker, ...], links: Links | None) -> dict[str, list[str]]:
    return {"page": [links(thing.iri) for thing in things]} if links else {}


def _claims(claims: tuple[Claim, ...], index: Index, links: Links | None) -> dict[str, Any]:
    return {
        "id": [opaque("c", claim.iri) for claim in claims],
        "name": [clean(claim.name, limit=LINE) for claim in claims],
        "topics": [[index.topics[topic] for topic in claim.topics] for claim in claims],
    } | _pages(claims, links)


def _speakers(
    speakers: tuple[Speaker, ...], ids: list[str], index: Index, plan: Plan, links: Links | None
) -> dict[str, Any]:
    names = [clean(speaker.name, limit=NAME) for speaker in speakers]
    said = Counter(statement.speaker for statement in index.known)
    return {
        "id": ids,
        "name": names,
        "initials": [initials(name) for name in names],
        "kind": [int(speaker.kind == "organisation") for speaker in speakers],
        "at": [index.at(speaker.roles) for speaker in speakers],
        "x": plan.layout.places[:, 0].tolist(),
        "y": plan.layout.places[:, 1].tolist(),
        "camp": plan.camp.tolist(),
        "said": [said[speaker.iri] for speaker in speakers],
    } | _pages(speakers, links)


def _source(source: Source, links: Links | None) -> dict[str, str]:
    return {
        "id": opaque("o", source.iri),
        "title": clean(source.title, limit=LINE),
        "day": clean(source.date, limit=40),
        "date": spoken_date(source.date),
        "publisher": clean(source.publisher, limit=NAME),
        "author": clean(source.author, limit=NAME),
        "url": web_link(source.url),
    } | ({"page": links(source.iri)} if links else {})
