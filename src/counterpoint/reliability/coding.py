"""What one coder's record says of a source, as values to compare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from counterpoint.errors import Fault, FaultsError, Place, UsageError
from counterpoint.records.parts import Part, Record
from counterpoint.records.quotations import occurrences
from counterpoint.records.reading import read
from counterpoint.vocabulary import KINDS, Vocabulary

VARIABLES: Final = ("claim", "stance", "speaker", "mode")
"""What is compared, in the order in which it is shown."""

_NONE_READ: Final[Mapping[Path, Record]] = MappingProxyType({})
_OFFSET: Final = re.compile("[0-9]{1,9}")


@dataclass(frozen=True)
class Coded:
    """One statement as one coder coded it: an utterance that speaks to two claims makes two.

    :param coder: the number of the coder, from 0.
    :param start: where the quoted words begin in the text, in characters.
    :param end: where they end.
    :param quote: the words.
    :param place: where the statement stands in the coder's file.
    :param values: the value of each variable as it is written; none for one that the coder left out.
    """

    coder: int
    start: int
    end: int
    quote: str
    place: Place
    values: Mapping[str, str]


@dataclass
class Coding:
    """One coder's record.

    :param name: how the coder is called: by the name of the file.
    :param path: the file.
    :param record: what it says.
    :param statements: its statements, in order of their places in the text.
    :param unplaced: the statements whose words have no place in the text; they cannot be compared.
    """

    name: str
    path: Path
    record: Record
    statements: list[Coded] = field(default_factory=list)
    unplaced: list[Fault] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The id of the source."""
        return self.record.source.identifier if self.record.source else ""

    @property
    def digest(self) -> str:
        """The fingerprint of the text that was coded, where the record gives it."""
        return self.record.source.text("text-digest").strip().lower() if self.record.source else ""

    def place(self, statements: Sequence[Part], number: int, text: str | None, vocabulary: Vocabulary) -> None:
        """Take over the statements whose words have a place in the text, and note the others."""
        for part in statements:
            span = _span(part, text)
            if span is None:
                hint = "write at: [start, end], or put the text at hand and run counterpoint check --fill"
                self.unplaced.append(Fault(part.place_of("quote"), "the quote has no place in the text", hint))
                continue
            for values in _values(part, vocabulary):
                self.statements.append(Coded(number, *span, part.text("quote"), part.place, values))
        self.statements.sort(key=lambda one: (one.start, one.end, one.place))


def read_codings(
    paths: Sequence[Path], vocabulary: Vocabulary, read_already: Mapping[Path, Record] = _NONE_READ
) -> list[Coding]:
    """Read the records of several coders of one source.

    :param paths: the record of each coder.
    :param vocabulary: what a record may say.
    :param read_already: what some of the files say, where they are not read as records: of drafts, what became of them.
    :raises UsageError: where there are fewer than two, one is named twice, or they code different sources.
    :raises FaultsError: where a record has faults of form.
    """
    if len(paths) < 2:
        raise UsageError("agreement is between coders, and this is one record", "name the record of each coder")
    codings: list[Coding] = []
    seen: dict[Path, Path] = {}
    for path, name in zip(paths, _names(paths), strict=True):
        if (real := path.resolve()) in seen:
            raise UsageError(f"{path} is named twice", "name the record of each coder once")
        seen[real] = path
        record = read_already[path] if path in read_already else _read(path, vocabulary)
        codings.append(Coding(name, path, _sound(path, record)))
    _require_one_source(codings)
    return codings


def _read(path: Path, vocabulary: Vocabulary) -> Record:
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is not a file", "name the record of each coder")
    try:
        return read(str(path), path.read_bytes(), vocabulary)
    except OSError as problem:
        raise UsageError(f"{path} cannot be read: {problem.strerror}", "look at the spelling") from problem


def _sound(path: Path, record: Record) -> Record:
    if record.faults:
        raise FaultsError(record.faults)
    if record.source is None:
        raise UsageError(f"{path} codes no source", "name records with source: and statements:")
    return record


def _names(paths: Sequence[Path]) -> list[str]:
    """Name the coders by their files, with as many folders before as tell them apart."""
    bare = [path.resolve().with_suffix("") for path in paths]
    for depth in range(1, max(len(path.parts) for path in bare)):
        names = ["/".join(path.parts[-depth:]) for path in bare]
        if len(set(names)) == len(names):
            return names
    return [str(path) for path in paths]


def _require_one_source(codings: Sequence[Coding]) -> None:
    first = codings[0]
    for other in codings[1:]:
        same_text = first.digest and first.digest == other.digest
        if other.source != first.source and not same_text:
            message = f'{first.path} codes "{first.source}", and {other.path} codes "{other.source}"'
            raise UsageError(message, "name records of one source; its id under source: is then the same")


def _span(part: Part, text: str | None) -> tuple[int, int] | None:
    """Give where the words of a statement stand: where the record says, else where the text has them once."""
    numbers = [int(one.text) for one in part.values.get("at", ()) if _OFFSET.fullmatch(one.text.strip())]
    if len(numbers) == 2 and numbers[0] < numbers[1]:
        return numbers[0], numbers[1]
    found = occurrences(part, text) if text is not None else []
    return found[0] if len(found) == 1 else None


def _values(part: Part, vocabulary: Vocabulary) -> Iterator[dict[str, str]]:
    """Give the values of each claim that a statement speaks to; a statement without a stance has none of a claim."""
    common = {"speaker": _bare(part.text("speaker")), "mode": part.text("mode")}
    pairs = {
        (_bare(value.text), stance): None
        for stance, values in part.values.items()
        if stance in vocabulary.stances
        for value in values
    }
    for claim, stance in pairs or {("", ""): None}:
        values = {"claim": claim, "stance": stance, **common}
        yield {name: value for name, value in values.items() if value}


def _bare(reference: str) -> str:
    """Take the kind off a reference: ``person:ada`` is ``ada``."""
    kind, colon, identifier = reference.partition(":")
    return identifier if colon and kind in KINDS else reference
