"""What a network is made of: which nodes, which weights, which statements count."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral, Real
from typing import Final, Literal, cast, get_args

from counterpoint.errors import UsageError

Mode = Literal["actors", "claims", "two-mode"]
"""Actors tied by claims, claims tied by actors, or actors tied to claims."""
Actor = Literal["speaker", "organisation"]
"""Who acts: the speaker of a statement, or the organisations in whose name it was said."""
Aggregation = Literal["ignore", "congruence", "conflict", "subtract", "combine"]
Normalisation = Literal["none", "average", "jaccard", "cosine", "cosine-similarity", "activity", "prominence"]
Duplicates = Literal["all", "document", "week", "month", "year", "range"]
Part = Literal["source", "organisation", "role", "topic"]
"""What a statement table can hold beyond the speaker, the claim and the stance."""

_BY_MODE: Final = cast("Aggregation", "")
"""Stands for the aggregation that fits the mode, where none is chosen."""

PARTS: Final[frozenset[Part]] = frozenset(get_args(Part))

_ONE_MODE: Final = {
    "aggregation": ("ignore", "congruence", "conflict", "subtract"),
    "normalisation": ("none", "average", "jaccard", "cosine", "cosine-similarity"),
}
_TWO_MODE: Final = {
    "aggregation": ("ignore", "subtract", "combine"),
    "normalisation": ("none", "activity", "prominence"),
}
_CHOICES: Final = {"mode": get_args(Mode), "actor": get_args(Actor), "duplicates": get_args(Duplicates)}


@dataclass(frozen=True)
class Settings:
    """Say which network to make of a statement table.

    The names and their meaning are those of the Discourse Network Analyzer (DNA), so that the numbers are, too;
    ``cosine-similarity`` is not in DNA, whose ``cosine`` is none.

    :param mode: ``actors`` and ``claims`` give one-mode networks, ``two-mode`` ties actors to claims.
    :param actor: who the actors are.
    :param aggregation: how stances make a weight. One-mode: ``congruence`` (where none is chosen), ``ignore``,
        ``conflict``, ``subtract``; two-mode: ``ignore`` (where none is chosen), ``subtract``, ``combine``.
    :param normalisation: what the weight is divided by. One-mode: ``none``, ``average``, ``jaccard``, ``cosine``,
        ``cosine-similarity``; two-mode: ``none``, ``activity``, ``prominence``, but only ``none`` with ``combine``,
        whose numbers name a combination and are no amounts.
    :param duplicates: how often the same statement counts (same actor, same claim and, unless the aggregation is
        ``ignore``, same stance): ``all``, or once per ``document``, ``week``, ``month``, ``year``, or once in the
        whole ``range``.
    :param isolates: keep every actor and claim of the table, also those without a statement that counts.
    :param top: how many of its strongest ties each node of a one-mode network keeps; a tie stays where one of its ends
        keeps it. 0 keeps all. Where it is not said, all are kept unless too many are to be expected
        (:data:`counterpoint.network.limits.MOST_TIES`), and then as many as fit: ``Projection.kept`` says so.
    :param backbone: keep only ties that are significant at this level, between 0 and 1, for one of their ends, by the
        disparity filter of Serrano, Boguñá and Vespignani (2009). 0 keeps any. With ``top``, a tie must pass both.
    :raises UsageError: where the values do not go together.

    >>> Settings("two-mode", aggregation="congruence")
    Traceback (most recent call last):
        ...
    counterpoint.errors.UsageError: a two-mode network has no aggregation "congruence"; choose ignore, subtract or combine
    """  # noqa: E501 - the message of the example stands in one line

    mode: Mode = "actors"
    actor: Actor = "speaker"
    aggregation: Aggregation = _BY_MODE
    normalisation: Normalisation = "none"
    duplicates: Duplicates = "all"
    isolates: bool = False
    top: int | None = None
    backbone: float = 0.0

    def __post_init__(self) -> None:
        if self.aggregation == _BY_MODE:
            object.__setattr__(self, "aggregation", "ignore" if self.mode == "two-mode" else "congruence")
        for field, choices in _CHOICES.items():
            value = getattr(self, field)
            if value not in choices:
                raise UsageError(f'"{value}" is no {field} of a network', f"choose {_either(choices)}")
        kind = "two-mode" if self.mode == "two-mode" else "one-mode"
        for field, choices in (_TWO_MODE if kind == "two-mode" else _ONE_MODE).items():
            value = getattr(self, field)
            if value not in choices:
                raise UsageError(f'a {kind} network has no {field} "{value}"', f"choose {_either(choices)}")
        if self.aggregation == "combine" and self.normalisation != "none":
            raise UsageError(
                f'"combine" numbers combinations of stances, which "{self.normalisation}" cannot divide',
                'choose the normalisation "none"',
            )
        self._check_types()
        if self.top is not None and self.top < 0:
            raise UsageError(f"a node cannot keep {self.top} of its ties", "choose 0 for all, or more")
        if not 0 <= self.backbone < 1:
            raise UsageError(f"{self.backbone:g} is no level of significance", "choose one between 0 and 1, as 0.05")
        if self.mode == "two-mode" and (self.top or self.backbone):
            raise UsageError("a two-mode network keeps all of its ties", "leave out top and backbone")

    def _check_types(self) -> None:
        # Callers need not check types; and True is a number to Python, but no number of ties to anybody.
        top, backbone, isolates = cast("tuple[object, object, object]", (self.top, self.backbone, self.isolates))
        if top is not None and (isinstance(top, bool) or not isinstance(top, Integral)):
            raise UsageError(f"top is {top!r}", "give a whole number, or None")
        if isinstance(backbone, bool) or not isinstance(backbone, Real):
            raise UsageError(f"backbone is {backbone!r}", "give a number between 0 and 1, as 0.05")
        if not isinstance(isolates, bool):
            raise UsageError(f"isolates is {isolates!r}", "give True or False")

    @property
    def one_mode(self) -> bool:
        """Whether rows and columns are the same nodes."""
        return self.mode != "two-mode"

    @property
    def parts(self) -> frozenset[Part]:
        """What the statement table must hold for this network."""
        parts: set[Part] = set()
        if self.actor == "organisation":
            parts.add("organisation")
        if self.duplicates not in {"all", "range"}:
            parts.add("source")
        return frozenset(parts)


def _either(choices: tuple[str, ...]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"
