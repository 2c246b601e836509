"""What a merger would make of the debate: claims that contradict themselves, speakers on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from counterpoint.errors import Fault
from counterpoint.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from counterpoint.changing.workbench import Workbench

_SIDES = """
SELECT DISTINCT ?name WHERE {{
  ?s {key} <{goes}> ; {other} ?shared ; cp:stance/cp:polarity ?p .
  ?t {key} <{stays}> ; {other} ?shared ; cp:stance/cp:polarity ?q .
  FILTER (?p * ?q < 0)
  ?shared schema:name ?name .
}} ORDER BY ?name
"""
_MOST = 10


def contradictions(bench: Workbench, goes: str, stays: str) -> list[Fault]:
    """List the claims that would contradict themselves, or what they imply, if two claims were one.

    :param bench: the debate.
    :param goes: the one claim, as ``kind:id``.
    :param stays: the other.
    """
    store = EmbeddedStore.read_only(bench.base.path / "db")
    contradicts = store.table("SELECT ?x ?y { ?x cp:contradicts ?y }")
    implies = store.table("SELECT ?x ?y { ?x cp:implies ?y }")
    one, other = (bench.workspace.iri(*key.split(":", 1)) for key in (goes, stays))
    before = set(_against_themselves(contradicts, implies, {}))
    after = set(_against_themselves(contradicts, implies, {one: other}))
    place = next(one.place for one in bench.open(bench.known[goes].file).of(goes) if one.form == "definition")
    hint = "two claims that contradict each other are not one; look at contradicts: and implies:"
    return [
        Fault(place, f'the claim "{claim.rpartition("/")[2]}" would contradict itself, or what it implies', hint)
        for claim in sorted(after - before)
    ]


def _against_themselves(
    contradicts: list[tuple[str, ...]], implies: list[tuple[str, ...]], merged: Mapping[str, str]
) -> Iterator[str]:
    follows: dict[str, set[str]] = {}
    for one, other in implies:
        follows.setdefault(merged.get(one, one), set()).add(merged.get(other, other))
    for pair in contradicts:
        one, other = (merged.get(claim, claim) for claim in pair)
        if other in _implied(one, follows):
            yield one
        if one in _implied(other, follows):
            yield other


def _implied(claim: str, follows: Mapping[str, set[str]]) -> set[str]:
    """Find what a claim implies, itself among it."""
    found, queue = set(), [claim]
    while queue:
        if (one := queue.pop()) not in found:
            found.add(one)
            queue.extend(follows.get(one, ()))
    return found


def sides_taken(bench: Workbench, goes: str, stays: str) -> list[str]:
    """Note who would stand on both sides of a claim if two claims, or two speakers, were one."""
    kind, _, identifier = stays.partition(":")
    if kind not in ("claim", "person", "organisation"):
        return []
    store = EmbeddedStore.read_only(bench.base.path / "db")
    key, other = ("cp:claim", "cp:speaker") if kind == "claim" else ("cp:speaker", "cp:claim")
    one, two = (bench.workspace.iri(*thing.split(":", 1)) for thing in (goes, stays))
    names = [row[0] for row in store.table(_SIDES.format(key=key, other=other, goes=one, stays=two))]
    more = [f"and {len(names) - _MOST:,} more"] if len(names) > _MOST else []
    who = f"{{}} would stand on both sides of {identifier}"
    if kind != "claim":
        who = f"{identifier} would stand on both sides of: {{}}"
    return [*(who.format(name) for name in names[:_MOST]), *more]
