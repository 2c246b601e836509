"""A debate as the data that the page carries: short ids, cleaned text, the speakers and edges to draw."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from counterpoint.view.layout import Layout, lay_out
from counterpoint.view.text import clean, initials, spoken_date, web_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from counterpoint.view.debate import Alignment, Debate, Edge, Relation, Role, Source, Speaker, Statement

MOST_SPEAKERS, MOST_EDGES = 300, 1000
"""How much of a network anybody can read; the page draws no more at once."""

COLOURS = {1: "#0072B2", -1: "#D55E00"}
"""Agreement and disagreement, told apart by colour-blind readers too; the page has brighter ones for dark screens."""

_NAME, _LINE, _QUOTE = 160, 400, 20_000
"""The longest name, the longest claim or title, and the longest quotation that is shown, in characters."""


class Payload(NamedTuple):
    """What the page is made of.

    :param nodes: the drawn speakers, as vis-network takes them, the most connected first.
    :param edges: the drawn edges, as vis-network takes them; disagreement comes last, and so on top.
    :param data: all that can be looked up, ready for JSON. Places in a list stand for the things in it.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    data: dict[str, Any]


Links = Callable[[str], str]
"""Gives the address of the page of a thing from its IRI."""


def make_payload(debate: Debate, links: Links | None = None) -> Payload:
    """Choose what to draw, place it, and write down all that the page can show.

    :param debate: what it shows.
    :param links: where speakers, claims and sources have pages of their own.
    """
    degrees = Counter(party for edge in debate.edges for party in edge.parties)
    ranked = sorted(debate.speakers, key=lambda speaker: (-degrees[speaker.iri], speaker.iri))[:MOST_SPEAKERS]
    edges = _drawn(debate.edges, {speaker.iri for speaker in ranked})
    layout = lay_out((speaker.iri for speaker in ranked), *_weights(edges))
    said = Counter(statement.speaker for statement in debate.statements)
    return Payload(_nodes(ranked, layout, said), _lines(edges, layout), _data(debate, layout, links))


def opaque(kind: str, *parts: str) -> str:
    """Make an id that stays the same when the page is made again.

    An IRI is not used as an id in the page: what it ends on could be a name that scripts understand.

    >>> opaque("s", "https://example.org/person/__proto__")
    's41e134cbfc1e'
    """
    return kind + hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=6).hexdigest()


def edge_id(edge: Edge) -> str:
    """Make the id of an edge from its parties and its sign."""
    return opaque("e", *edge.parties, str(edge.sign))


def _drawn(edges: Sequence[Edge], speakers: set[str]) -> list[Edge]:
    """Keep the heaviest edges between the given speakers, agreement first."""
    between = [edge for edge in edges if speakers.issuperset(edge.parties)]
    heaviest = sorted(between, key=lambda edge: (-edge.weight, edge.parties))[:MOST_EDGES]
    return sorted(heaviest, key=lambda edge: (-edge.sign, edge.parties))


def _weights(edges: Iterable[Edge]) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    agree: dict[tuple[str, str], float] = {}
    disagree: dict[tuple[str, str], float] = {}
    for edge in edges:
        (agree if edge.sign > 0 else disagree)[edge.parties] = edge.weight
    return agree, disagree


def _nodes(speakers: Sequence[Speaker], layout: Layout, said: Counter[str]) -> list[dict[str, Any]]:
    least, more = (20, 12) if layout.ring else (5, 11)
    most = max((said[speaker.iri] for speaker in speakers), default=1) or 1
    return [
        {
            "id": opaque("s", speaker.iri),
            "label": clean(speaker.name, limit=_NAME),
            "shape": "custom",
            "size": round(least + more * math.sqrt(said[speaker.iri] / most), 1),
            "x": layout.places[speaker.iri].x,
            "y": layout.places[speaker.iri].y,
        }
        for speaker in speakers
    ]


def _lines(edges: Sequence[Edge], layout: Layout) -> list[dict[str, Any]]:
    lines = Counter(edge.parties for edge in edges)
    heaviest = max((edge.weight for edge in edges), default=1)
    return [
        {
            "id": edge_id(edge),
            "from": opaque("s", edge.parties[0]),
            "to": opaque("s", edge.parties[1]),
            "color": {"color": COLOURS[edge.sign], "inherit": False},
            "dashes": [7, 6] if edge.sign < 0 else False,
            "width": round(1.5 + 6.5 * (edge.weight - 1) / max(5, heaviest - 1), 2),
            "smooth": _bend(edge, layout, alone=lines[edge.parties] == 1),
        }
        for edge in edges
    ]


def _bend(edge: Edge, layout: Layout, *, alone: bool) -> dict[str, Any]:
    """Bend a line so that agreement and disagreement of one pair do not lie on each other.

    On a ring both bend towards the middle, disagreement further, where there is room and no name.
    """
    if not layout.ring:
        turn = "curvedCW" if edge.sign > 0 else "curvedCCW"
        return {"enabled": not alone, "type": turn, "roundness": 0.14}
    (x1, y1), (x2, y2) = (layout.places[party] for party in edge.parties)
    # y points down, so a positive cross product means that the middle is on the right of the way from 1 to 2.
    turn = "curvedCW" if x1 * y2 - x2 * y1 < 0 else "curvedCCW"
    return {"enabled": True, "type": turn, "roundness": 0.12 if edge.sign > 0 else 0.3 if not alone else 0.18}


class _Related:
    """Which of two claims comes first, and the word between them.

    :param relations: the relations as recorded; what follows from implications in a row is found here.
    """

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._words = {(relation.claim, relation.other): relation.word for relation in relations}
        self._implied: dict[str, list[str]] = defaultdict(list)
        for (claim, other), word in self._words.items():
            if word == "implies":
                self._implied[claim].append(other)

    def order(self, claims: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """Give the claims in the order to be read in, and how the first is related to the second."""
        if len(claims) != 2:
            return claims, ""
        ways = (claims, claims[::-1])
        for way in ways:
            if self._words.get((way[0], way[1])) == "contradicts":
                return way, "contradicts"
        for way in ways:
            if way[1] in self._reach(way[0]):
                return way, "implies"
        return claims, "and"

    def _reach(self, claim: str) -> set[str]:
        reached, waiting = set[str](), [claim]
        while waiting:
            for other in self._implied.get(waiting.pop(), ()):
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
        return reached


def _data(debate: Debate, layout: Layout, links: Links | None) -> dict[str, Any]:
    def page(iri: str) -> dict[str, str]:
        return {"page": links(iri)} if links else {}

    speakers = {speaker.iri: place for place, speaker in enumerate(debate.speakers)}
    claims = {claim.iri: place for place, claim in enumerate(debate.claims)}
    sources = {source.iri: place for place, source in enumerate(debate.sources)}
    topics = {topic: place for place, topic in enumerate(debate.topics)}
    known = [
        statement for statement in debate.statements if statement.speaker in speakers and statement.claim in claims
    ]
    statements = {statement.iri: place for place, statement in enumerate(known)}
    related = _Related(debate.relations)
    present = {speaker.iri: [str(role) for role in speaker.roles if not role.former] for speaker in debate.speakers}
    return {
        "ring": layout.ring,
        "leftOut": debate.left_out,
        "camps": [[opaque("s", iri) for iri in camp] for camp in layout.camps],
        "topics": [{"id": opaque("t", topic), "name": clean(topic, limit=_LINE)} for topic in debate.topics],
        "sources": [_source(source) | page(source.iri) for source in debate.sources],
        "claims": [
            {
                "id": opaque("c", claim.iri),
                "name": clean(claim.name, limit=_LINE),
                "topics": [topics[topic] for topic in claim.topics],
            }
            | page(claim.iri)
            for claim in debate.claims
        ],
        "speakers": [_speaker(speaker) | page(speaker.iri) for speaker in debate.speakers],
        "statements": [
            _statement(statement, statement.roles or present[statement.speaker])
            | {
                "speaker": speakers[statement.speaker],
                "claim": claims[statement.claim],
                "source": sources.get(statement.source, -1),
            }
            for statement in known
        ],
        "edges": [
            {
                "id": edge_id(edge),
                "parties": [speakers[party] for party in edge.parties],
                "sign": edge.sign,
                "alignments": [_alignment(alignment, claims, statements, related) for alignment in edge.alignments],
            }
            for edge in debate.edges
        ],
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    name = clean(speaker.name, limit=_NAME)
    organisations = dict.fromkeys(
        clean(role.organisation, limit=_NAME) for role in speaker.roles if role.organisation and not role.former
    )
    return {
        "id": opaque("s", speaker.iri),
        "name": name,
        "kind": speaker.kind,
        "initials": initials(name),
        "at": list(organisations)[:2],
        "roles": [_role(role) for role in speaker.roles],
    }


def _role(role: Role) -> dict[str, Any]:
    return {
        "held": clean(role.held, limit=_LINE),
        "at": clean(role.at, limit=_NAME),
        "former": role.former,
        "period": clean(role.period, limit=40),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "title": clean(source.title, limit=_LINE),
        "date": spoken_date(source.date),
        "publisher": clean(source.publisher, limit=_NAME),
        "author": clean(source.author, limit=_NAME),
        "url": web_link(source.url),
    }


def _statement(statement: Statement, roles: Iterable[str]) -> dict[str, Any]:
    return {
        "stance": clean(statement.stance, limit=_NAME),
        "polarity": statement.polarity,
        "mode": clean(statement.mode, limit=_NAME),
        "quote": clean(statement.quote, limit=_QUOTE, joiners=True),
        "roles": [clean(role, limit=_LINE) for role in roles],
        "by": statement.said_by,
    }


def _alignment(
    alignment: Alignment, claims: dict[str, int], statements: dict[str, int], related: _Related
) -> dict[str, Any]:
    about, link = related.order(alignment.claims)
    return {
        "claims": [claims[claim] for claim in about if claim in claims],
        "link": link,
        "statements": [statements[statement] for statement in alignment.statements if statement in statements],
        "rule": clean(alignment.rule, limit=_LINE),
    }
