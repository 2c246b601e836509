"""A reconciliation service, as the W3C's Reconciliation Service API 0.2 has it: names in, candidates out.

What a service answers is not trusted: it may be huge, slow, no JSON, or JSON of another form. A candidate that cannot
be used is left out and told; everything else that is wrong is an error that says so.
"""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode

from counterpoint.__about__ import __version__
from counterpoint.errors import CounterpointError, StoreError
from counterpoint.records.identifiers import recognise
from counterpoint.records.values import is_iri
from counterpoint.store.connection import Answered, Connection, Patience

_PATIENCE: Final = Patience(connect=10, read=30, tries=3, longest=10)
_LONGEST: Final = 120.0
"""Seconds that one answer may take, however it drips."""
_LARGEST: Final = 8 * 1024 * 1024
"""The largest answer that is read, in bytes."""
_BATCH: Final = 10
"""As many names are asked for at once, where the service does not say how many it takes."""
_MOST: Final = 25
"""As many candidates are kept for a name at most."""
_HEADERS: Final = {"Accept": "application/json", "User-Agent": f"Counterpoint/{__version__}"}
_FORM: Final = {**_HEADERS, "Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Query:
    """A name to look for.

    :param name: what it is called.
    :param type: the service's id of the type that it should be of, or an empty string.
    :param properties: what else is known of it: the service's id of a property, and the value.
    """

    name: str
    type: str = ""
    properties: tuple[tuple[str, str], ...] = ()

    def as_json(self, limit: int) -> dict[str, Any]:
        """Write it as the API has it."""
        asked: dict[str, Any] = {"query": self.name, "limit": limit}
        if self.type:
            asked["type"] = self.type
        if self.properties:
            asked["properties"] = [{"pid": pid, "v": value} for pid, value in self.properties]
        return asked


@dataclass(frozen=True)
class Candidate:
    """What a service takes a name for.

    :param iri: the identifier as an address.
    :param name: what the service calls it.
    :param description: what the service says of it.
    :param types: what it is.
    :param score: how well it fits, on the service's own scale: more is better.
    :param match: whether the service is sure.
    """

    iri: str
    name: str
    description: str = ""
    types: tuple[str, ...] = ()
    score: float = 0.0
    match: bool = False


@dataclass
class Service:
    """A service that was reached.

    :param address: its address.
    :param name: what it calls itself.
    :param space: what its identifiers begin with.
    :param view: the address of the page of an identifier, with ``{{id}}`` in its place.
    :param batch: how many names it takes at once.
    """

    address: str
    name: str
    space: str
    view: str
    batch: int
    connection: Connection = field(repr=False)
    left_out: list[str] = field(default_factory=list)
    """Candidates that cannot be used, and why."""

    @classmethod
    def reach(cls, address: str, patience: Patience | None = None) -> Service:
        """Ask a service what it is.

        :raises StoreError: where it cannot be reached, or what answers is no reconciliation service.
        """
        # Credentials for an endpoint, which may stand in the environment, are no business of this host.
        connection = Connection(address, patience=patience or _PATIENCE, environment={})
        manifest = _ask(connection, "GET", None)
        if not isinstance(manifest, dict) or not isinstance(manifest.get("identifierSpace"), str):
            hint = "name the address that serves its manifest; see https://reconciliation-api.github.io/testbench/"
            raise StoreError(
                f"{connection.url} is no reconciliation service: its manifest has no identifierSpace", hint
            )
        view = manifest.get("view")
        size = manifest.get("batchSize")
        return cls(
            connection.url,
            _text(manifest.get("name")) or connection.url,
            manifest["identifierSpace"],
            _text(view.get("url")) if isinstance(view, dict) else "",
            max(1, min(size, 100)) if isinstance(size, int) and not isinstance(size, bool) else _BATCH,
            connection,
        )

    def look_up(self, queries: Sequence[Query], limit: int = 5) -> Iterator[list[Candidate]]:
        """Yield the candidates for each name, the best first, asking for some names at once.

        :param limit: the most candidates for a name.
        :raises StoreError: where the service fails, or what it answers is no answer.
        """
        for first in range(0, len(queries), self.batch):
            batch = queries[first : first + self.batch]
            asked = {f"q{number}": query.as_json(limit) for number, query in enumerate(batch)}
            body = urlencode({"queries": json.dumps(asked, ensure_ascii=False)}).encode()
            answer = _ask(self.connection, "POST", body)
            if not isinstance(answer, dict) or not asked.keys() & answer.keys():
                said = _text(answer.get("error")) if isinstance(answer, dict) else ""
                message = f"{self.address} does not answer the questions" + (f": {said}" if said else "")
                raise StoreError(message, "is it a service of the Reconciliation API, version 0.2?")
            for key, query in zip(asked, batch, strict=True):
                yield self._candidates(query, answer.get(key))[:limit]

    def _candidates(self, query: Query, answer: object) -> list[Candidate]:
        listed = answer.get("result") if isinstance(answer, dict) else None
        if not isinstance(listed, list):
            self.left_out.append(f"{query.name}: the answer holds no list of candidates")
            return []
        found = []
        for one in listed[:_MOST]:
            candidate = self._candidate(one)
            if isinstance(candidate, Candidate):
                found.append(candidate)
            else:
                self.left_out.append(f"{query.name}: {candidate}")
        return sorted(found, key=lambda one: -one.score)

    def _candidate(self, said: object) -> Candidate | str:
        """Read a candidate, or say why it cannot be used."""
        if not isinstance(said, dict) or not isinstance(said.get("id"), str) or not _text(said.get("name")):
            return "a candidate has no id or no name"
        iri = self._address(said["id"])
        if not iri:
            return f'the id "{said["id"][:100]}" makes no address'
        identifier = recognise(iri)
        if identifier and identifier.problem:
            return f'the {identifier.scheme} "{identifier.number[:100]}" {identifier.problem}'
        score = said.get("score")
        is_number = isinstance(score, int | float) and not isinstance(score, bool) and math.isfinite(score)
        types = said.get("type") if isinstance(said.get("type"), list) else []
        names = (
            _text(one.get("name") or one.get("id")) if isinstance(one, dict) else _text(one) for one in types or []
        )
        return Candidate(
            iri,
            _text(said["name"]),
            _text(said.get("description")),
            tuple(filter(None, names)),
            float(score) if is_number and score is not None else 0.0,
            said.get("match") is True,
        )

    def _address(self, identifier: str) -> str:
        """Make an address of an id: itself where it is one, else in the space of ids, else its page."""
        if re.match(r"https?://", identifier):
            made = identifier
        elif self.space.startswith(("http://", "https://")) and self.space.endswith(("/", "#", "=")):
            made = self.space + quote(identifier, safe="/:-._~")
        else:
            made = self.view.replace("{{id}}", quote(identifier, safe="")) if "{{id}}" in self.view else ""
        return made if is_iri(made) and len(made) <= 500 else ""


def _ask(connection: Connection, method: str, body: bytes | None) -> Any:
    """Make a request and read the JSON that comes, in time and within bounds."""
    url = connection.url
    try:
        data = _read(connection.request(method, url, _FORM if body else _HEADERS, body))
    except _TooMuchError:
        raise
    except CounterpointError as problem:
        raise StoreError(problem.message, "is it the address of a reconciliation service, and up?") from problem
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as problem:
        what = "answers no JSON" if data.strip() else "answers nothing"
        raise StoreError(f"{url} {what}", "is it the address of a reconciliation service?") from problem


class _TooMuchError(StoreError):
    """Report an answer that is larger, or takes longer, than one can be."""


def _read(answer: Answered) -> bytes:
    data, until = bytearray(), time.monotonic() + _LONGEST
    for piece in answer:
        data += piece
        if len(data) > _LARGEST or time.monotonic() > until:
            answer.close()
            what = f"more than {_LARGEST // 2**20} MB" if len(data) > _LARGEST else f"for {_LONGEST:g} seconds"
            raise _TooMuchError(f"{answer.url} answers {what}", "ask for less with --limit, or another service")
    return bytes(data)


def _text(value: object) -> str:
    """Give a text on one line, as long as can be shown; an empty one for what is none."""
    return " ".join(value.split())[:300] if isinstance(value, str) else ""


def types_of(service: Service, given: Mapping[str, str]) -> dict[str, str]:
    """Say of which type a service should take people and organisations to be: as given, else what is known of it."""
    known = {"person": "Q5", "organisation": "Q43229"} if "wikidata.org" in service.space else {}
    return {**known, **given}
