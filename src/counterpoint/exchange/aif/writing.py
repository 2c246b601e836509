"""A debate as an argument map in AIF.

A claim is an I-node, a statement an L-node of its speaker, and the stance the YA-node between them. Claims that
contradict each other meet in a CA-node, one that implies another leads to it through an RA-node, one that refines
another through an MA-node. A statement that answers another is linked to it by a TA-node.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from typing import Any, Final

from counterpoint.exchange.debate import Debate, Ref, Statement

ILLOCUTIONS: Final = {
    "supports": "Asserting",
    "opposes": "Disagreeing",
    "qualifies": "Qualifying",
    "mentions": "Mentioning",
}
"""The YA-node of each stance; a stance that is not here has its own name."""
RELATIONS: Final = {
    "contradicts": ("CA", "Default Conflict"),
    "implies": ("RA", "Implication"),
    "refines": ("MA", "Refinement"),
}
"""The S-node of each relation between claims."""
ANSWERS: Final = {"responds-to": "Default Transition", "endorses": "Endorsing", "rebuts": "Rebutting"}
"""The TA-node of each way in which a statement answers another."""
ALIGNMENTS: Final = {"agreement": ("MA", "Agreement"), "disagreement": ("CA", "Disagreement")}
"""The S-node between the L-nodes of two statements that agree or disagree."""


def write_aif(debate: Debate, alignments: Iterable[tuple[str, str, str]]) -> bytes:
    """Write a debate as AIF.

    :param alignments: what follows from the statements: ``agreement`` or ``disagreement``, and the keys of the two.
    """
    writer = _Writer(debate)
    for statement in debate.statements:
        writer.statement(statement)
    for statement in debate.statements:
        writer.answers(statement)
    writer.relations()
    for kind, one, other in alignments:
        writer.alignment(kind, one, other)
    return writer.json()


class _Writer:
    def __init__(self, debate: Debate) -> None:
        self.debate = debate
        self._numbers = map(str, itertools.count(1))
        self._edge_numbers = map(str, itertools.count(1))
        self._ids: dict[Ref, str] = {}
        self._locution_of: dict[str, str] = {}
        self.nodes: list[dict[str, Any]] = []
        self.edges: list[dict[str, Any]] = []
        self.locutions: list[dict[str, Any]] = []
        self.participants: dict[Ref, dict[str, Any]] = {}
        for thing in debate.things.values():
            if thing.ref.kind == "claim":
                self._ids[thing.ref] = self._node("I", thing.name)

    def statement(self, one: Statement) -> None:
        """Write an utterance, with its speaker and its positions."""
        speaker, source = self._participant(one.speaker), self.debate.sources[one.source]
        day = next(iter(source.details.get("published", ())), None)
        number = self._locution_of[one.key] = self._node("L", f"{self._name(one.speaker)} : {one.quote}", day)
        start, end = one.at or (None, None)
        place = {"start": start, "end": end, "source": source.title}
        self.locutions.append({"nodeID": number, "personID": speaker, "timestamp": day, **place})
        for stance, claim in one.positions:
            self._through("YA", ILLOCUTIONS.get(stance, stance), number, self._ids[claim])

    def answers(self, one: Statement) -> None:
        """Link a statement to those that it answers; the transition goes from what was said first."""
        for key, scheme in ANSWERS.items():
            for answered in one.details.get(key, ()):
                if isinstance(answered, Ref) and answered.key in self._locution_of:
                    self._through("TA", scheme, self._locution_of[answered.key], self._locution_of[one.key])

    def relations(self) -> None:
        """Link the claims."""
        for ref, number in list(self._ids.items()):
            for key, (kind, scheme) in RELATIONS.items():
                for other in self.debate.things[ref].details.get(key, ()):
                    if isinstance(other, Ref) and other in self._ids:
                        self._through(kind, scheme, number, self._ids[other])

    def alignment(self, kind: str, one: str, other: str) -> None:
        """Link two statements that agree or disagree."""
        if one in self._locution_of and other in self._locution_of:
            self._through(*ALIGNMENTS[kind], self._locution_of[one], self._locution_of[other])

    def json(self) -> bytes:
        """Return the map."""
        whole = {
            "nodes": self.nodes,
            "edges": self.edges,
            "locutions": self.locutions,
            "participants": list(self.participants.values()),
        }
        return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"

    def _name(self, ref: Ref) -> str:
        return self.debate.things[ref].name

    def _node(self, kind: str, text: str, day: object = None) -> str:
        number = next(self._numbers)
        self.nodes.append({"nodeID": number, "text": text, "type": kind, "timestamp": day})
        return number

    def _through(self, kind: str, scheme: str, start: str, end: str) -> None:
        number = self._node(kind, scheme)
        self.nodes[-1]["scheme"] = scheme
        for one, other in ((start, number), (number, end)):
            self.edges.append({"edgeID": next(self._edge_numbers), "fromID": one, "toID": other, "formEdgeID": None})

    def _participant(self, ref: Ref) -> str:
        if ref not in self.participants:
            names = self._name(ref).rsplit(" ", 1) if ref.kind == "person" else ["", self._name(ref)]
            first, last = names if len(names) == 2 else ("", names[0])
            number = str(len(self.participants) + 1)
            self.participants[ref] = {"participantID": number, "firstname": first, "surname": last, "kind": ref.kind}
        return str(self.participants[ref]["participantID"])
