"""Read what a language model answered, and keep of it only what holds: known ids, known stances, words of the text."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from counterpoint.drafting.placing import MOST_WORDS
from counterpoint.errors import visible

_LONGEST: Final = 300
"""The longest wording of a claim, in characters."""
_MOST: Final = 1000
"""Of more proposals in one answer, the rest are not read."""


class Verifier:
    """What proposals are held against.

    :param utterances: the words of each utterance, by the id of its statement.
    :param claims: the wording of each known claim, by id.
    :param stances: the stances that there are.
    """

    def __init__(self, utterances: Mapping[str, str], claims: Mapping[str, str], stances: Collection[str]) -> None:
        self._utterances, self._claims, self._stances = utterances, claims, stances
        self._claim_of = {_folded(wording): claim for claim, wording in claims.items()}

    def verify(self, answer: str) -> tuple[dict[str, dict[str, str]], list[str]]:
        """Read an answer.

        :returns: claim, wording and stance by the id of a statement; and why other proposals were dropped.
        """
        proposals = _proposals(answer)
        if proposals is None:
            return {}, [f"the model gave no JSON with proposals: {_short(answer)}"]
        kept: dict[str, dict[str, str]] = {}
        dropped = []
        for proposal in proposals[:_MOST]:
            problem, found = self._checked(proposal)
            if problem:
                dropped.append(problem)
            elif found["utterance"] in kept:
                dropped.append(f"a second proposal for {found['utterance']} was dropped")
            else:
                kept[found.pop("utterance")] = found
        if len(proposals) > _MOST:
            dropped.append(f"{len(proposals) - _MOST:,} proposals more than anybody asked for were not read")
        return kept, dropped

    def _checked(self, proposal: Any) -> tuple[str, dict[str, str]]:
        """Return what is wrong with a proposal, or nothing and the proposal."""
        if not isinstance(proposal, dict):
            return "a proposal that is no JSON object was dropped", {}
        said = {key: value for key, value in proposal.items() if isinstance(value, str)}
        identifier = said.get("utterance", "")
        if identifier not in self._utterances:
            return f"a proposal for {_short(identifier) or 'no utterance'} was dropped: there is no such utterance", {}
        problem = self._problem(said, self._utterances[identifier])
        if problem:
            return f"the proposal for {identifier} was dropped: {problem}", {}
        wording = _line(said.get("wording", ""))
        claim = said.get("claim", "").strip() or self._claim_of.get(_folded(wording), "")
        wording = self._claims.get(claim, wording)
        return "", {"utterance": identifier, "claim": claim, "wording": wording, "stance": said["stance"].strip()}

    def _problem(self, said: Mapping[str, str], utterance: str) -> str:
        claim, wording, quote = (said.get(key, "").strip() for key in ("claim", "wording", "quote"))
        if said.get("stance", "").strip() not in self._stances:
            return f'there is no stance "{_short(said.get("stance", ""))}"'
        if claim and claim not in self._claims:
            return f'there is no claim "{_short(claim)}"'
        if not claim and not _line(wording):
            return "it names no claim"
        if len(wording) > _LONGEST:
            return f"its claim has {len(wording):,} characters"
        return _quote_problem(quote, utterance)


def _proposals(answer: str) -> list[Any] | None:
    """Find the list of proposals in an answer, whatever stands around the JSON."""
    decoder = json.JSONDecoder()
    for start in [found.start() for found in re.finditer(r"[{\[]", answer)][:20]:
        try:
            value, _ = decoder.raw_decode(answer, start)
        except (ValueError, RecursionError):
            continue
        found = value.get("proposals") if isinstance(value, dict) else value
        if isinstance(found, list):
            return found
    return None


def _quote_problem(quote: str, utterance: str) -> str:
    if not quote:
        return "it quotes nothing"
    if len(quote.split()) > MOST_WORDS:
        return f"it quotes {len(quote.split()):,} words"
    return "" if _stands_in(quote, utterance) else f'the words "{_short(quote)}" are not in the utterance'


def _stands_in(quote: str, text: str) -> bool:
    """Tell whether words stand in a text letter by letter; only spaces and line breaks may differ."""
    return re.search(r"\s+".join(map(re.escape, quote.split())), text) is not None


def _folded(wording: str) -> str:
    return " ".join(wording.casefold().split()).rstrip(".")


def _line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _short(text: str) -> str:
    line = " ".join(text[:400].split())
    return visible(line if len(line) <= 80 else line[:80] + "…")
