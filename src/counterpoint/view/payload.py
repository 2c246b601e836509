"""A debate as the data that the page carries: short ids, cleaned text, and what to draw first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from counterpoint.view.core import Links, make_core
from counterpoint.view.evidence import make_evidence
from counterpoint.view.index import Index, opaque
from counterpoint.view.opening import COLOURS, draw_lines, draw_nodes
from counterpoint.view.plan import MOST_EDGES, MOST_SPEAKERS, Plan, make_plan
from counterpoint.view.text import clean

if TYPE_CHECKING:
    from counterpoint.view.debate import Debate

__all__ = [
    "COLOURS",
    "MOST_EDGES",
    "MOST_SPEAKERS",
    "Links",
    "Opening",
    "Payload",
    "make_opening",
    "make_payload",
    "opaque",
]


class Opening(NamedTuple):
    """What the page opens with.

    :param plan: camps and places.
    :param core: what the first picture, the search and the filters need.
    :param nodes: the drawn speakers or camps, as vis-network takes them.
    :param edges: the drawn edges, as vis-network takes them; disagreement comes last, and so on top.
    """

    plan: Plan
    core: dict[str, Any]
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


class Payload(NamedTuple):
    """What the page is made of, ready for JSON. Places in a list stand for the things in it.

    :param nodes: the drawn speakers or camps, as vis-network takes them.
    :param edges: the drawn edges, as vis-network takes them; disagreement comes last, and so on top.
    :param core: what the first picture, the search and the filters need.
    :param evidence: the statements, and the alignments that each edge rests on.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    core: dict[str, Any]
    evidence: dict[str, Any]


def make_payload(debate: Debate, links: Links | None = None, *, title: str = "") -> Payload:
    """Choose what to draw, place it, and write down all that the page can show.

    :param debate: what it shows.
    :param links: where speakers, claims and sources have pages of their own.
    :param title: the heading; left empty, the debate's own title, else a general one.
    """
    index = Index(debate)
    opening = make_opening(index, links, title=title)
    return Payload(opening.nodes, opening.edges, opening.core, make_evidence(index))


def make_opening(index: Index, links: Links | None = None, *, title: str = "") -> Opening:
    """Choose what to draw and place it: all of the payload but the evidence, as `make_payload` does.

    :param index: the things of the debate.
    """
    debate = index.debate
    heading = clean(title or debate.title, limit=200) or "Who agrees with whom"
    plan = make_plan(debate)
    core = make_core(index, plan, heading, links)
    return Opening(plan, core, draw_nodes(plan, core), draw_lines(plan, core))
