"""Say of the source of a draft what its file did not say: what it is, who wrote it, where it was published."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from counterpoint.drafting.defining import Defining, one_line
from counterpoint.drafting.reading import Data, listed
from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.matching import nearest

_IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


class Describing(Defining):
    """A draft that is being reviewed, and what it says of its source."""

    @property
    def source(self) -> Data:
        """What the draft says of its source, by key."""
        return dict(self._draft.data["source"])

    def describe(self, key: str, value: str) -> str:
        """Say something of the source.

        :param key: type, title, author, publisher, published, url, doi, licence or language.
        :param value: what; of an author or publisher the id or name, of several authors these with semicolons between;
            an empty string says nothing of it any more.
        :returns: the value as the record will have it.
        :raises UsageError: where there is no such key, or the value is none for it.
        """
        if key not in _VALUES:
            raise UnknownNameError("key of a source", key, nearest(key, _VALUES), tuple(_VALUES))
        said = one_line(value, key) if value.strip() or key == "title" else ""
        found = _VALUES[key](self, said) if said else ""
        with self._step(f"said the {key} of the source", "") as draft:
            source = {one: held for one, held in draft.data["source"].items() if one != key}
            draft.data["source"] = {**source, key: found} if found else source
        return ", ".join(map(str, listed(found)))

    def _type(self, value: str) -> str:
        known = self.workspace.vocabulary.source_types
        for one in known:
            if one.casefold() == value.casefold():
                return one
        raise UnknownNameError("type of source", value, nearest(value, known), tuple(sorted(known)))

    def _authors(self, value: str) -> Any:
        found = [self._reference(one, ("person", "organisation")) for one in value.split(";") if one.strip()]
        return found[0] if len(found) == 1 else found

    def _publisher(self, value: str) -> str:
        return self._reference(value, ("organisation",))

    def _reference(self, value: str, kinds: tuple[str, ...]) -> str:
        """Find somebody; an id that a person and an organisation share says which."""
        kind, colon, bare = value.strip().partition(":")
        if colon and kind in kinds and bare in self.names.of[kind]:
            return value.strip()
        found = self.names.find(value.strip(), *kinds)
        shared = len(kinds) > 1 and all(found in self.names.of[kind] for kind in kinds)
        return f"person:{found}" if shared else found


def _address(value: str) -> str:
    if not _IRI.fullmatch(value):
        raise UsageError(f'"{value}" is no web address', "write it with https://")
    return value


def _doi(value: str) -> str:
    from counterpoint.records.identifiers import read_doi

    found = read_doi(value)
    if found.problem:
        raise UsageError(f'the {found.scheme} "{value}" {found.problem}', found.hint)
    return value


def _date(value: str) -> str:
    import datetime

    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise UsageError(f'"{value}" is no date', "write it as 2026-03-31")


_VALUES: Final[Mapping[str, Callable[[Describing, str], Any]]] = {
    "type": Describing._type,  # noqa: SLF001 - of this module
    "title": lambda _, value: value,
    "author": Describing._authors,  # noqa: SLF001
    "publisher": Describing._publisher,  # noqa: SLF001
    "published": lambda _, value: _date(value),
    "url": lambda _, value: _address(value),
    "doi": lambda _, value: _doi(value),
    "licence": lambda _, value: _address(value),
    "language": lambda _, value: value,
}
"""How the value of each key is read."""
