"""Compare the records of several coders of one source."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from counterpoint.errors import Fault, WorkspaceError
from counterpoint.records.parts import Record
from counterpoint.records.quotations import digest, read_text
from counterpoint.reliability.alpha import Agreement, agreement, import_krippendorff, nominal_alpha
from counterpoint.reliability.coding import VARIABLES, Coded, Coding, read_codings
from counterpoint.reliability.naming import Identities, Names, undefined
from counterpoint.reliability.units import Unit, match
from counterpoint.vocabulary import Vocabulary

_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n")
_LINE: Final = re.compile("\n")


@dataclass(frozen=True)
class Unitising:
    """How far the coders took the same words for statements.

    :param matched: for each coder, how many statements overlap with a matched one of another coder.
    :param share: the share of statements that are matched, over all pairs of coders: twice the number that two have in
        common over the number that both have (Dice); none where nobody has any.
    :param quoted: the agreement on which characters of the text are quoted; none where the text is not at hand.
    """

    matched: tuple[int, ...]
    share: float | None
    quoted: Agreement | None


@dataclass(frozen=True)
class Matched:
    """A place in the text, and what the coders say there.

    :param number: from 1, in order of the text.
    :param paragraph: the paragraph, from 1; 0 where the text is not at hand.
    :param start: where the first quoted word begins.
    :param end: where the last one ends.
    :param said: the statement of each coder, none where one has none.
    :param differs: the variables in which they differ; ``unit`` where a coder has no statement there.
    """

    number: int
    paragraph: int
    start: int
    end: int
    said: Unit
    differs: tuple[str, ...]

    @property
    def members(self) -> list[Coded]:
        """The statements there."""
        return [one for one in self.said if one]


@dataclass(frozen=True)
class Reliability:
    """How alike several coders coded one source.

    :param codings: the coders' records.
    :param variables: the agreement on each variable.
    :param pairwise: the same for each two coders, where there are more than two.
    :param unitising: the agreement on what is a statement.
    :param units: what was coded in each place of the text.
    :param counts: how often each coder gave each value, by variable and value.
    :param identities: what the coders' ids stand for.
    :param notes: what a reader of the figures has to know.
    :param text: the text of the source, where it is at hand.
    """

    codings: Sequence[Coding]
    variables: Mapping[str, Agreement]
    pairwise: Mapping[tuple[int, int], Mapping[str, Agreement]]
    unitising: Unitising
    units: Sequence[Matched]
    counts: Mapping[str, Mapping[str, tuple[int, ...]]]
    identities: Identities
    notes: Sequence[str] = ()
    text: str | None = field(default=None, repr=False)

    @property
    def differences(self) -> list[Matched]:
        """The places at which the coders differ."""
        return [unit for unit in self.units if unit.differs]

    @property
    def paired(self) -> int:
        """How many units at least two coders have a statement in."""
        return sum(len(unit.members) > 1 for unit in self.units)

    def value(self, variable: str, one: Coded | None) -> str:
        """Give a coder's value as it is shown: by the id that stands for the thing with all coders."""
        value = one.values.get(variable, "") if one else ""
        if one is None or not value:
            return ""
        return self.identities.labels.get((variable, self.identities.of(variable, one.coder, value)), value)

    @property
    def title(self) -> str:
        """The title of the source."""
        source = self.codings[0].record.source
        return " ".join(source.text("title").split()) if source else ""

    def write(self, format: str, *, width: int = 100) -> bytes:  # noqa: A002 - the name that rdflib and pyoxigraph use
        """Write it all: ``table`` for people, ``csv``, ``json`` or ``html``.

        :param width: how wide a table may be, in characters.
        """
        from counterpoint.reliability import page, texts

        if format == "table":
            return texts.text(self, width=width).encode("utf-8", "replace")
        if format == "html":
            return page.page(self).encode()
        return {"csv": texts.to_csv, "json": texts.to_json}[format](self)


def compare(
    paths: Sequence[Path],
    vocabulary: Vocabulary,
    *,
    text_of: Callable[[str], Path],
    names_of: Callable[[set[tuple[str, str]]], Names],
    read_already: Mapping[Path, Record] | None = None,
) -> Reliability:
    """Compare records of one source, two or more.

    :param paths: the record of each coder.
    :param vocabulary: what a record may say.
    :param text_of: where the text of a source would be.
    :param names_of: what the workspace calls the things that the coders do not define.
    :param read_already: what some of the files say, where they are not read as records.
    :raises UsageError: where the records cannot be compared, or the library is not installed.
    :raises FaultsError: where a record has faults of form.
    """
    import_krippendorff()
    codings = read_codings(paths, vocabulary, read_already or {})
    text, notes = _text(codings, text_of(codings[0].source))
    for number, coding in enumerate(codings):
        coding.place(coding.record.statements, number, text, vocabulary)
        if not coding.record.statements:
            notes.append(f"{coding.name} codes no statement")
        notes += [str(Fault(fault.place, fault.message + ", and is left out", fault.hint)) for fault in coding.unplaced]
    identities = Identities(codings, names_of(undefined(codings)))
    notes += identities.notes()

    def identify(variable: str, one: Coded) -> str:
        return identities.of(variable, one.coder, value) if (value := one.values.get(variable)) else ""

    units = match([coding.statements for coding in codings], identify)
    paragraphs = _paragraphs(text)
    values = {
        variable: [[(identify(variable, one) or None) if one else None for one in unit] for unit in units]
        for variable in VARIABLES
    }
    return Reliability(
        codings,
        {variable: agreement(found) for variable, found in values.items()},
        _pairwise(values, len(codings)),
        _unitising(codings, units, text),
        [_matched(number, unit, identify, paragraphs) for number, unit in enumerate(units, 1)],
        {variable: _counts(variable, codings, identities, identify) for variable in VARIABLES},
        identities,
        notes,
        text,
    )


def _pairwise(
    values: Mapping[str, Sequence[Sequence[str | None]]], coders: int
) -> dict[tuple[int, int], dict[str, Agreement]]:
    """Measure each two coders alone, which shows who codes otherwise than the rest."""
    pairs = itertools.combinations(range(coders), 2) if coders > 2 else ()
    return {
        (one, other): {
            variable: agreement([(unit[one], unit[other]) for unit in units]) for variable, units in values.items()
        }
        for one, other in pairs
    }


def _text(codings: Sequence[Coding], path: Path) -> tuple[str | None, list[str]]:
    """Read the text where it is at hand and is the one that was coded; say where the coders coded different ones."""
    notes = []
    noted = {coding.digest: coding.name for coding in codings if coding.digest}
    if len(noted) > 1:
        who = " and ".join(noted.values())
        notes.append(f"{who} note different fingerprints of the text: their offsets may count in different texts")
    try:
        text = read_text(path) if path.is_file() else None
    except WorkspaceError as problem:
        return None, [*notes, str(problem)]
    if text is not None and noted and digest(text) not in noted:
        notes.append(f"{path} is not the text that was coded, and was not read: its fingerprint differs")
        return None, notes
    return text, notes


def _matched(number: int, unit: Unit, identify: Callable[[str, Coded], str], paragraphs: Sequence[int]) -> Matched:
    members = [one for one in unit if one]
    start, end = min(one.start for one in members), max(one.end for one in members)
    differ = ["unit"] if len(members) < len(unit) else []
    differ += [name for name in VARIABLES if len({identify(name, one) for one in members}) > 1]
    return Matched(number, bisect_right(paragraphs, start), start, end, unit, tuple(differ))


def _paragraphs(text: str | None) -> list[int]:
    """List where the paragraphs of a text begin: after blank lines, or where there are none, after each line."""
    if text is None:
        return []
    between = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE
    starts, before = [], 0
    for end in [*(found.end() for found in between.finditer(text)), len(text)]:
        if text[before:end].strip():
            starts.append(before)
        before = end
    return starts


def _unitising(codings: Sequence[Coding], units: Sequence[Unit], text: str | None) -> Unitising:
    matched = [0] * len(codings)
    common = 0
    for unit in units:
        coders = [one.coder for one in unit if one]
        if len(coders) > 1:
            common += len(coders) * (len(coders) - 1) // 2
            for coder in coders:
                matched[coder] += 1
    # Each coder's statements count once for each other coder.
    both = sum(len(coding.statements) for coding in codings) * (len(codings) - 1)
    quoted = _quoted(codings, text) if text else None
    return Unitising(tuple(matched), 2 * common / both if both else None, quoted)


def _quoted(codings: Sequence[Coding], text: str) -> Agreement:
    """Measure the agreement on each character: whether a coder quotes it."""
    quoting = np.zeros(len(text), dtype=np.int64)
    for coding in codings:
        own = np.zeros(len(text), dtype=np.int64)
        for one in coding.statements:
            own[one.start : one.end] = 1
        quoting += own
    counts = np.column_stack((quoting, len(codings) - quoting))
    pairs = len(text) * len(codings) * (len(codings) - 1) // 2
    agreeing = int((counts * (counts - 1)).sum()) // 2
    if not counts.any(axis=0).all():
        why = "all of the text is quoted by everybody" if quoting.any() else "nobody quotes a word"
        return Agreement(None, why, len(text), pairs, agreeing)
    return Agreement(nominal_alpha(counts), "", len(text), pairs, agreeing)


def _counts(
    variable: str, codings: Sequence[Coding], identities: Identities, identify: Callable[[str, Coded], str]
) -> dict[str, tuple[int, ...]]:
    """Count the values of each coder, the most frequent first."""
    own = [Counter(found for one in coding.statements if (found := identify(variable, one))) for coding in codings]
    totals = sum(own, Counter[str]())
    ordered: Iterable[str] = sorted(totals, key=lambda value: (-totals[value], value))
    return {identities.labels.get((variable, one), one): tuple(each[one] for each in own) for one in ordered}
