"""Which ids of several coders mean the same thing.

Each coder may define claims and people in a file of their own, so that one thing may have two ids, and one id may stand
for two things. A *claim* is its wording: ids whose wordings are the same are one claim, and one id that two coders
word differently is two claims. A *speaker* is one where the id is the same or the name is. What nobody defines is told
by its id. Wordings and names are compared without regard to case, spaces and a full stop at the end.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from counterpoint.records.parts import named
from counterpoint.reliability.coding import Coding

KINDS_OF: Final[Mapping[str, tuple[str, ...]]] = {"claim": ("claim",), "speaker": ("person", "organisation")}
"""The variables whose values are ids, and the kinds of thing that have them."""

Names = Mapping[tuple[str, str], str]
"""The name of a thing by its kind and its id."""


class Identities:
    """What the ids of all coders stand for.

    :param codings: the coders' records.
    :param known: what the workspace calls the things that the coders do not define.
    """

    def __init__(self, codings: Sequence[Coding], known: Names) -> None:
        self._own = [named(coding.record.things) for coding in codings]
        self._coders = [coding.name for coding in codings]
        self._known = known
        used = {
            variable: [sorted({v for one in c.statements if (v := one.values.get(variable))}) for c in codings]
            for variable in KINDS_OF
        }
        self._keys = {"claim": self._claims(used["claim"]), "speaker": self._speakers(used["speaker"])}
        self.labels = self._label(used)

    def of(self, variable: str, coder: int, value: str) -> str:
        """Give what a value stands for: the same text for the same thing."""
        return self._keys[variable][coder, value] if variable in self._keys else value

    def name(self, variable: str, coder: int, value: str) -> str:
        """Give the wording of a claim or the name of a speaker, as the coder has it, or an empty string."""
        kinds = KINDS_OF.get(variable, ())
        return next((name for kind in kinds if (name := self._name(kind, coder, value))), "")

    def notes(self) -> Iterator[str]:
        """Say where two ids were counted as one, and one id as two."""
        for variable, keys in self._keys.items():
            ids: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
            meanings: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
            for (coder, value), key in keys.items():
                ids[key][value].append(self._coders[coder])
                meanings[value][key].append(self._coders[coder])
            what, same = ("claim", "the same wording") if variable == "claim" else ("speaker", "the same name")
            for found in ids.values():
                if len(found) > 1:
                    shown = " and ".join(f'"{one}" of {", ".join(who)}' for one, who in sorted(found.items()))
                    yield f"{shown} have {same} and count as one {what}"
            for value, found in meanings.items():
                if len(found) > 1:
                    shown = " and ".join(", ".join(who) for who in found.values())
                    yield f'the {what} "{value}" is worded differently by {shown}, and counts as {len(found)} {what}s'

    def _name(self, kind: str, coder: int, value: str) -> str:
        return self._own[coder].get((kind, value)) or self._known.get((kind, value), "")

    def _claims(self, used: Sequence[Sequence[str]]) -> dict[tuple[int, str], str]:
        wordings: dict[str, set[str]] = defaultdict(set)
        for own in self._own:
            for (kind, value), name in own.items():
                if kind == "claim" and name:
                    wordings[value].add(_normal(name))
        keys = {}
        for coder, values in enumerate(used):
            for value in values:
                wording = _normal(self._name("claim", coder, value))
                # Whoever uses an id without defining it means the one definition that there is.
                if not wording and len(wordings[value]) == 1:
                    (wording,) = wordings[value]
                keys[coder, value] = f"wording {wording}" if wording else f"id {value}"
        return keys

    def _speakers(self, used: Sequence[Sequence[str]]) -> dict[tuple[int, str], str]:
        """Join the ids that share a name, unless a coder tells two people of that name apart."""
        by_name: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for coder, values in enumerate(used):
            for value in values:
                if name := _normal(self.name("speaker", coder, value)):
                    by_name[name][coder].add(value)
        head: dict[str, str] = {}

        def find(value: str) -> str:
            while (above := head.get(value, value)) != value:
                value = above
            return value

        for ids in by_name.values():
            if all(len(own) == 1 for own in ids.values()):
                first, *others = sorted({value for own in ids.values() for value in own})
                for other in others:
                    head[find(other)] = find(first)
        return {(coder, value): f"id {find(value)}" for coder, values in enumerate(used) for value in values}

    def _label(self, used: Mapping[str, Sequence[Sequence[str]]]) -> dict[tuple[str, str], str]:
        """Show a thing by the id that the first coder has for it, with the coder where another thing has that id."""
        labels: dict[tuple[str, str], str] = {}
        for variable, coders in used.items():
            for coder, values in enumerate(coders):
                for value in values:
                    key = variable, self.of(variable, coder, value)
                    taken = value in (label for (of, _), label in labels.items() if of == variable)
                    labels.setdefault(key, f"{value} ({self._coders[coder]})" if taken else value)
        return labels


def undefined(codings: Sequence[Coding]) -> set[tuple[str, str]]:
    """List the ids, with each kind that they may be of, that some coder uses and does not define."""
    missing: set[tuple[str, str]] = set()
    for coding in codings:
        own = named(coding.record.things)
        for variable, kinds in KINDS_OF.items():
            for value in {one.values.get(variable) for one in coding.statements} - {None}:
                if not any((kind, value) in own for kind in kinds):
                    missing |= {(kind, str(value)) for kind in kinds}
    return missing


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(" .")
