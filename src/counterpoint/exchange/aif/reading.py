"""An argument map in AIF as a debate: who said what, and how they stand to the propositions.

Read are the JSON of AIFdb and of its tools (xAIF, where the map is under ``AIF``). A locution that asserts, agrees or
argues supports its proposition; one that disagrees opposes it. Where a locution argues for an inference, its speaker
supports what is inferred; where it disagrees by a conflict, its speaker opposes what is attacked.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from counterpoint.errors import Fault, UsageError
from counterpoint.exchange.aif.writing import ANSWERS, ILLOCUTIONS, RELATIONS
from counterpoint.exchange.debate import Debate, Ref, Source, Spot, Statement
from counterpoint.exchange.files import read_bytes
from counterpoint.exchange.naming import tidy
from counterpoint.exchange.nesting import refuse_depth

_MOST_BYTES: Final = 200 << 20
_KINDS: Final = frozenset({"I", "L", "RA", "CA", "MA", "PA", "TA", "YA"})
_STANCES: Final = {
    **{scheme.casefold(): stance for stance, scheme in ILLOCUTIONS.items()},
    **dict.fromkeys(("asserting", "agreeing", "arguing", "restating", "analysing", "default illocuting"), "supports"),
    **dict.fromkeys(("popular conceding", "ironic asserting"), "qualifies"),
    **dict.fromkeys(("disagreeing", "rejecting"), "opposes"),
}
"""The stance of each kind of YA-node; all others, such as questions, only mention the proposition."""
_ANSWERS: Final = {scheme.casefold(): key for key, scheme in ANSWERS.items()}
_SPOKEN: Final = re.compile(r"\s*([^:\n]{1,120}?)\s*:\s+(.*)", re.DOTALL)


def read_aif(path: Path) -> Debate:
    """Read an argument map.

    :raises UsageError: where it is no AIF.
    """
    data = read_bytes(path, _MOST_BYTES)
    refuse_depth(path, data)
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise UsageError(f"{path} is no JSON: {problem}", "look whether it came through whole") from problem
    if isinstance(whole, dict) and isinstance(whole.get("AIF"), dict):
        whole = whole["AIF"]
    if not (isinstance(whole, dict) and isinstance(whole.get("nodes"), list) and isinstance(whole.get("edges"), list)):
        raise UsageError(f"{path} is no AIF: it has no nodes and edges", "AIFdb gives them as JSON")
    return _Reader(path, whole).read()


class _Reader:
    def __init__(self, path: Path, whole: Mapping[str, Any]) -> None:
        self.path, self.whole = path, whole
        self.debate = Debate()
        self.report = self.debate.report
        self.nodes: dict[str, tuple[str, str]] = {}
        for one in self._dicts("nodes"):
            self._node(one)
        self.after: dict[str, list[str]] = defaultdict(list)
        self.before: dict[str, list[str]] = defaultdict(list)
        for one in self._dicts("edges"):
            self._edge(str(one.get("fromID")), str(one.get("toID")))
        self.locutions = {str(one.get("nodeID")): one for one in self._dicts("locutions")}
        self.people = dict(self._participants())
        self._used: set[str] = set()

    def read(self) -> Debate:
        """Make the debate."""
        for number, (kind, text) in self.nodes.items():
            if kind == "I" and tidy(text):
                self.debate.name("claim", number, tidy(text))
        for number, (kind, text) in self.nodes.items():
            if kind == "L":
                self._locution(number, text)
        made = {one.key: one for one in self.debate.statements}
        for number, (kind, text) in self.nodes.items():
            if kind == "TA":
                self._answer(number, text, made)
            elif kind in ("CA", "RA", "MA"):
                self._relation(number, kind, text)
        self._tell_rest()
        if not self.debate.statements and not self.debate.faults:
            place = Spot(self.path.name, 1, 1)
            self.debate.faults.append(Fault(place, "no locution of it takes a position", "see which YA-nodes it has"))
        return self.debate

    def _dicts(self, key: str) -> Iterator[Mapping[str, Any]]:
        found = self.whole.get(key)
        yield from (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()

    def _node(self, one: Mapping[str, Any]) -> None:
        number, kind = str(one.get("nodeID")), str(one.get("type"))
        place = Spot(f"{self.path.name}, node {number}", len(self.nodes) + 1, 1)
        if number in self.nodes:
            self.debate.faults.append(Fault(place, "two nodes have this number", "give one of them another"))
        elif kind not in _KINDS:
            self.report.drop(f'nodes of the type "{kind[:40]}"', number)
        else:
            self.nodes[number] = (kind, str(one.get("text") or ""))

    def _edge(self, start: str, end: str) -> None:
        if start in self.nodes and end in self.nodes:
            if end not in self.after[start]:
                self.after[start].append(end)
                self.before[end].append(start)
        else:
            self.report.drop("edges from or to a node that is not there", f"{start} to {end}")

    def _participants(self) -> Iterator[tuple[str, Ref]]:
        for one in self._dicts("participants"):
            name = tidy(f"{one.get('firstname') or ''} {one.get('surname') or ''}")
            kind = "organisation" if one.get("kind") == "organisation" else "person"
            if name:
                yield str(one.get("participantID")), Ref(kind, name)

    def _locution(self, number: str, text: str) -> None:
        about = self.locutions.get(number, {})
        spoken = _SPOKEN.fullmatch(text)
        speaker = self.people.get(str(about.get("personID")))
        if speaker is None and spoken and tidy(spoken[1]):
            speaker = Ref("person", tidy(spoken[1]))
        positions = list(dict.fromkeys(self._positions(number)))
        if speaker is None or not positions:
            self.report.drop(f"locutions without a {'position on a claim' if speaker else 'speaker'}", number)
            return
        self.debate.name(*speaker)
        named = spoken and tidy(spoken[1]).casefold() == speaker.key.casefold()
        quote = (spoken[2] if spoken and named else text).strip()
        source = self._source(about)
        place = Spot(f"{self.path.name}, node {number}", len(self.debate.statements), 1)
        made = Statement(source.key, speaker, positions, quote, self._at(about, quote), key=number, origin=place)
        made.identifier = f"aif-{number}" if number.isalnum() else ""
        self._used.add(number)
        self.debate.statements.append(made)

    def _at(self, about: Mapping[str, Any], quote: str) -> tuple[int, int] | None:
        start, end = about.get("start"), about.get("end")
        if isinstance(start, int) and isinstance(end, int) and start >= 0 and end - start == len(quote):
            return start, end
        return None

    def _positions(self, number: str) -> Iterator[tuple[str, Ref]]:
        """Follow a locution to the propositions that it takes a stance on, directly and by what it argues."""
        anchors = [(number, one) for one in self.after[number] if self.nodes[one][0] == "YA"]
        turns = [one for one in self.before[number] if self.nodes[one][0] == "TA"]
        anchors += [(turn, one) for turn in turns for one in self.after[turn] if self.nodes[one][0] == "YA"]
        for origin, anchor in anchors:
            scheme = tidy(self.nodes[anchor][1]).casefold()
            for target in self.after[anchor]:
                kind = self.nodes[target][0]
                if kind == "I" and Ref("claim", target) in self.debate.things:
                    self._used |= {anchor, target, origin}
                    yield self._stance(scheme), Ref("claim", target)
                elif kind in ("RA", "CA"):
                    self._used.add(anchor)
                    for concluded in self.after[target]:
                        if Ref("claim", concluded) in self.debate.things:
                            yield "supports" if kind == "RA" else "opposes", Ref("claim", concluded)

    def _stance(self, scheme: str) -> str:
        if scheme not in _STANCES:
            self.report.change("illocutions that are no stance: the claim is only mentioned", scheme)
        return _STANCES.get(scheme, "mentions")

    def _source(self, about: Mapping[str, Any]) -> Source:
        title = tidy(str(about.get("source") or "")) or self.path.stem
        if title not in self.debate.sources:
            day = str(about.get("timestamp") or "")[:10]
            details: dict[str, list[str | Ref]] = {"published": [day]} if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else {}
            self.debate.sources[title] = Source(title, title, details, origin=Spot(self.path.name, 1, 1))
        return self.debate.sources[title]

    def _answer(self, number: str, text: str, made: Mapping[str, Statement]) -> None:
        key = _ANSWERS.get(tidy(text).casefold(), "responds-to")
        for first in self.before[number]:
            for later in self.after[number]:
                if first in made and later in made and first != later:
                    self._used.add(number)
                    made[later].details.setdefault(key, []).append(Ref("statement", first))

    def _relation(self, number: str, kind: str, text: str) -> None:
        """Carry over what one claim says of another: conflicts, and what only our own maps say in so many words."""
        own = {scheme: key for key, (_, scheme) in RELATIONS.items()}
        key = "contradicts" if kind == "CA" else own.get(tidy(text), "")
        for first in self.before[number]:
            for other in self.after[number]:
                ends = Ref("claim", first), Ref("claim", other)
                if all(end in self.debate.things for end in ends) and first != other:
                    if not key:
                        self.report.drop(
                            "inferences and rephrasings between claims, which may be no implications", tidy(text)
                        )
                    elif ends[1] not in (related := self.debate.things[ends[0]].details.setdefault(key, [])):
                        related.append(ends[1])
                    self._used.add(number)
                elif self.nodes[first][0] == self.nodes[other][0] == "L":
                    self.report.drop("links between locutions, which the rules derive anew")
                    self._used.add(number)

    def _tell_rest(self) -> None:
        claimed = {claim.key for one in self.debate.statements for _, claim in one.positions}
        for number, (kind, text) in self.nodes.items():
            if kind == "I" and number not in claimed and not tidy(text):
                self.report.drop("propositions without words", number)
            elif kind in ("YA", "PA", "TA", "CA", "RA", "MA") and number not in self._used:
                self.report.drop(f"{kind}-nodes that link no positions", number)
