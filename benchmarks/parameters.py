"""Values for the parameters of the question library: the busiest things of an invented debate."""

from __future__ import annotations

from typing import Final

from counterpoint.questions.catalogue import Question
from counterpoint.store.interface import Store

_BUSIEST: Final = {
    "speaker": "?s cp:speaker ?x . ?x a schema:Person",
    "organisation": "?m org:organization ?x",
    "role": "?m org:role ?x",
    "source": "?s prov:wasQuotedFrom ?x",
    "claim": "?s cp:claim ?x",
    "topic": "?s cp:claim/cp:about/skos:broader ?x",
}
_OTHER: Final = """
SELECT ?other (COUNT(*) AS ?n) WHERE {{
  ?x cp:party <{one}> ; a cp:Disagreement ; cp:party ?other
  FILTER (?other != <{one}>)
}} GROUP BY ?other ORDER BY DESC(?n) ?other LIMIT 1"""
_CLAIM: Final = "SELECT ?claim WHERE {{ ?x cp:party <{one}>, <{other}> ; cp:onClaim ?claim }} ORDER BY ?claim LIMIT 1"
_PLAIN: Final = {"from": "2019-01-01", "until": "2019-12-31", "date": "2019-01-01", "text": "reorganisation"}


def busiest(store: Store) -> dict[str, str]:
    """Choose a value for each type of parameter, and two speakers who disagree, with a claim that they disagree on.

    :returns: IRIs, dates and text by name of the parameter, or by its type where the name says no more.
    """
    found = {
        kind: store.table(f"SELECT ?x (COUNT(*) AS ?n) WHERE {{ {pattern} }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1")[
            0
        ][0]
        for kind, pattern in _BUSIEST.items()
    }
    one = found["speaker"]
    other = store.table(_OTHER.format(one=one))[0][0]
    both = store.table(_CLAIM.format(one=one, other=other))[0][0]
    return {**found, **_PLAIN, "person": one, "one": one, "other": other, "their claim": both}


def values_for(question: Question, chosen: dict[str, str]) -> dict[str, str]:
    """Give the parameters that a question needs; those that may be left open are."""
    pair = "one" in question.typed
    values = {}
    for name, parameter in question.typed.items():
        if not parameter.optional:
            kind = "their claim" if pair and parameter.type == "claim" else name if name in chosen else parameter.type
            values[name] = chosen[kind]
    return values
