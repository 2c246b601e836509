"""From what a person asks for, by name, to settings and a slice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final

from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.matching import nearest
from counterpoint.network.events import Event, list_events
from counterpoint.network.projection import Projection, project
from counterpoint.network.settings import PARTS, Part, Settings
from counterpoint.network.slicing import DIMENSIONS, Slice
from counterpoint.network.windows import Windows, slide
from counterpoint.questions.names import find, pick
from counterpoint.questions.parameters import ENTITY_TYPES

if TYPE_CHECKING:
    import pyoxigraph as ox

    from counterpoint.network.measures import Dividing, Measures
    from counterpoint.network.table import StatementTable
    from counterpoint.store.interface import Store

Finder = Callable[[str, str], Iterable[str]]
"""Gives for a dimension of a slice ("topic", "speaker", …) and a name the IRIs that are meant."""

SETTINGS: Final = tuple(field.name for field in fields(Settings))
SLICING: Final = tuple(field.name.removesuffix("_") for field in fields(Slice))
KNOWN: Final = (*SETTINGS, *SLICING)
"""What can be said of a network, by name."""


@dataclass(frozen=True)
class Choice:
    """Which network is wanted, and of which statements.

    :param settings: how it is made.
    :param slice_: what it is made of.
    """

    settings: Settings = field(default_factory=Settings)
    slice_: Slice = field(default_factory=Slice)

    @property
    def parts(self) -> frozenset[Part]:
        """What the statement table must hold for the network."""
        return self.settings.parts | self.slice_.parts

    def project(self, table: StatementTable) -> Projection:
        """Make the network."""
        return project(self.slice_.select(table, actor=self.settings.actor), self.settings)

    def measure(self, table: StatementTable) -> Measures:
        """Measure the network; see :func:`~counterpoint.network.measures.measure`."""
        from counterpoint.network.measures import measure

        return measure(self.slice_.select(table, actor=self.settings.actor), self.settings)

    def what_divides(
        self, table: StatementTable, one: Iterable[str], other: Iterable[str], finder: Finder
    ) -> list[Dividing]:
        """Rank the claims that divide two groups; see :func:`~counterpoint.network.measures.what_divides`.

        :param one: the first group, by name or IRI.
        :param other: the second group.
        :param finder: finds the actor that a name means.
        """
        from counterpoint.network.measures import what_divides

        actor = self.settings.actor
        known = frozenset(getattr(table, actor).labels)
        first, second = (
            {iri for name in _several(group, "group") for iri in ([name] if name in known else finder(actor, name))}
            for group in (one, other)
        )
        return what_divides(self.slice_.select(table, actor=actor), first, second, self.settings)

    def slide(self, table: StatementTable, window: str, step: str = "") -> Windows:
        """Make the networks of a sliding window; see :func:`~counterpoint.network.windows.slide`."""
        return slide(table, self.settings, window, step, self.slice_)

    def events(self, table: StatementTable) -> tuple[list[Event], int]:
        """List the statements themselves.

        :returns: the list, and how many statements are not in it for want of a date.
        :raises UsageError: where settings are asked for that only a network has.
        """
        table.require(PARTS)
        duplicates = self.settings.duplicates
        if self.settings != Settings(duplicates=duplicates):
            raise UsageError("a list of statements has no mode, actor, weights or isolates", "ask for a network")
        kept = self.slice_.select(table)
        return list_events(kept, duplicates=duplicates), int(kept.cut.get("undated", 0))


def choose(given: Mapping[str, Any], finder: Finder) -> Choice:
    """Read what a person asks for.

    :param given: settings by the names that :class:`Settings` has, and the fields of :class:`Slice`, in which a name
        or several stand for IRIs. ``from`` may be written ``from_``, as Python reserves it. What is empty is not asked
        for.
    :param finder: finds what a name means.
    :raises UnknownNameError: where a setting or a name is not known; it carries the nearest.
    :raises UsageError: where a value has the wrong form, or values do not go together.
    """
    settings: dict[str, Any] = {}
    slicing: dict[str, Any] = {}
    for key, value in given.items():
        name = key.removesuffix("_")
        if name not in KNOWN:
            raise UnknownNameError("setting of a network", name, nearest(name, KNOWN), KNOWN)
        if value is None or value in ("", ()):
            continue
        if name in SETTINGS:
            settings[name] = value
        elif (dimension := name.removeprefix("exclude_")) in DIMENSIONS:
            values = _several(value, name)
            if dimension != "side":
                values = [iri for text in values for iri in finder(dimension, text)]
            slicing[name] = tuple(dict.fromkeys(values))
        else:
            slicing["from_" if name == "from" else name] = value
    return Choice(Settings(**settings), Slice(**slicing))


def _several(value: object, name: str) -> list[str]:
    """Read one text or several.

    :raises UsageError: where it is neither.
    """
    values = [value] if isinstance(value, str) or not isinstance(value, Iterable) else list(value)
    texts = [text for text in values if isinstance(text, str)]
    if len(texts) < len(values):
        raise UsageError(f"{name}: {value!r} is no text, nor several", "write names, ids or IRIs")
    return texts


def names_in_store(store: Store) -> Finder:
    """Find things as questions do; a topic or a role stands for the narrower ones, too."""

    def look_up(dimension: str, text: str) -> Sequence[str]:
        thing = find(store, text, ENTITY_TYPES[dimension])
        return [thing.value, *_narrower(store, thing)] if dimension in {"topic", "role"} else [thing.value]

    return look_up


def _narrower(store: Store, thing: ox.NamedNode) -> list[str]:
    return sorted(row[0] for row in store.table(f"SELECT ?x WHERE {{ ?x skos:broader+ {thing} }}"))


def names_in_table(table: StatementTable) -> Finder:
    """Find things by the names and identifiers that a statement table has."""

    def look_up(dimension: str, text: str) -> Sequence[str]:
        labels: Sequence[str] = getattr(table, dimension).labels
        if text in labels:
            return [text]
        return [pick([(iri, table.labels.of(iri, "").name) for iri in labels], text, dimension)]

    return look_up
