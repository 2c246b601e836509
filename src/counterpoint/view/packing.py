"""The evidence in short, as it travels: what follows from something else in it is left out.

At 20,000 speakers that saves a fifth of the page. `viz/network/unpack.js` puts everything back; both change together.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Any

_MARKS = "\x01\x02\x03"
"""Stand in the IRI of a statement for what the IRI of its source, its speaker and its claim ends on."""

_FOREIGN = str.maketrans(dict.fromkeys(_MARKS, "\ufffd"))


def pack(evidence: dict[str, Any]) -> dict[str, Any]:
    """Shorten the evidence.

    - An edge has the number of its alignments in place of the place where they end.
    - A capacity lists places among the speaker's roles in place of roles.
    - A statement behind an alignment is counted among those on its claims, first to last, or, where it is on none of
      them, given as -1 less its place.
    - In the IRI of a statement, marks stand for what other IRIs end on.

    :param evidence: as `make_evidence` gives it; it is not changed.
    """
    statements, edges, alignments = evidence["statements"], evidence["edges"], evidence["alignments"]
    held, capacity, capacities = _capacities(evidence)
    counts = [end - start for start, end in pairwise([0, *edges["until"]])]
    return evidence | {
        "speakerRoles": held,
        "capacities": capacities,
        "statements": statements | {"capacity": capacity, "iri": _shortened(evidence)},
        "edges": {"one": edges["one"], "other": edges["other"], "sign": edges["sign"], "count": counts},
        "alignments": alignments | {"statements": _counted(evidence)},
    }


def _capacities(evidence: dict[str, Any]) -> tuple[list[list[int]], list[int], list[list[int]]]:
    """Give the speakers' roles, those in which they are only cited last; the statements' capacities; all capacities."""
    held = [list(roles) for roles in evidence["speakerRoles"]]
    places = [{role: place for place, role in enumerate(roles)} for roles in held]
    codes: dict[tuple[int, ...], int] = {}
    statements = evidence["statements"]
    short: dict[tuple[int, int], int] = {}
    column = []
    for speaker, capacity in zip(statements["speaker"], statements["capacity"], strict=True):
        if capacity >= 0 and (speaker, capacity) not in short:
            for role in evidence["capacities"][capacity]:
                if role not in places[speaker]:
                    places[speaker][role] = len(held[speaker])
                    held[speaker].append(role)
            listed = tuple(places[speaker][role] for role in evidence["capacities"][capacity])
            short[speaker, capacity] = codes.setdefault(listed, len(codes))
        column.append(short.get((speaker, capacity), -1))
    return held, column, [list(listed) for listed in codes]


def _counted(evidence: dict[str, Any]) -> list[list[int]]:
    on: dict[int, list[int]] = defaultdict(list)
    rank = []
    for place, claim in enumerate(evidence["statements"]["claim"]):
        rank.append(len(on[claim]))
        on[claim].append(place)
    claim_of = evidence["statements"]["claim"]
    starts = []
    for about in evidence["abouts"]:
        claims = about[:2]
        starts.append({claims[1]: len(on[claims[0]])} if len(claims) > 1 else {})
        starts[-1][claims[0]] = 0
    rows = zip(evidence["alignments"]["about"], evidence["alignments"]["statements"], strict=True)
    return [
        [
            rank[place] + starts[about][claim_of[place]] if claim_of[place] in starts[about] else -1 - place
            for place in places
        ]
        for about, places in rows
    ]


def _shortened(evidence: dict[str, Any]) -> list[str]:
    statements = evidence["statements"]
    base = evidence["base"]
    ends = [
        [last_part(base[kind] + iri) for iri in evidence[column]] + [""]
        for kind, column in (("sources", "sourceIri"), ("speakers", "speakerIri"), ("claims", "claimIri"))
    ]
    sources, speakers, claims = ends
    found = []
    columns = (statements[name] for name in ("iri", "source", "speaker", "claim"))
    for iri, source, speaker, claim in zip(*columns, strict=True):
        short = iri.translate(_FOREIGN)
        for mark, end in zip(_MARKS, (sources[source], speakers[speaker], claims[claim]), strict=True):
            if end:
                short = short.replace(end, mark)
        found.append(short)
    return found


def last_part(iri: str) -> str:
    """Give what an IRI ends on, where that is long enough to be worth a mark and holds none.

    >>> last_part("https://example.org/source/bmj-2016"), last_part("https://example.org/#a")
    ('bmj-2016', '')
    """
    end = iri.rpartition("/")[2].rpartition("#")[2]
    return end if len(end) > 2 and not any(mark in end for mark in _MARKS) else ""
