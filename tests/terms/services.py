"""A reconciliation service on this machine, over real sockets: it knows a few names, and what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs

from tests.endpoints import Asked, Endpoint, Says, endpoint

JSON = {"Content-Type": "application/json"}
MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "A register of the moon",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
    "view": {"url": "https://www.wikidata.org/wiki/{{id}}"},
}
LOVELACE = {
    "id": "Q7259",
    "name": "Ada Lovelace",
    "description": "English mathematician",
    "score": 100,
    "match": True,
    "type": [{"id": "Q5", "name": "human"}],
}
OTHER = {"id": "Q101", "name": "Ada Lovelace", "description": "a crater", "score": 43.5, "match": False, "type": []}
ACME = {"id": "Q1", "name": "Acme", "score": 60, "match": False, "type": [{"id": "Q43229", "name": "organization"}]}
KNOWN: Mapping[str, list[dict[str, Any]]] = {"Ada Lovelace": [OTHER, LOVELACE], "Acme": [ACME]}

Answers = Callable[[Mapping[str, Any]], Any]


def said(value: Any) -> Says:
    return Says(body=json.dumps(value).encode(), headers=JSON)


def queries_of(asked: Asked) -> dict[str, Any]:
    """Read the batch of queries in a request."""
    found: dict[str, Any] = json.loads(parse_qs(asked.body.decode())["queries"][0])
    return found


def knowing(known: Mapping[str, list[Any]]) -> Answers:
    return lambda queries: {key: {"result": known.get(query["query"], [])} for key, query in queries.items()}


_USUAL = knowing(KNOWN)


@contextmanager
def service(answers: Answers | Says = _USUAL, manifest: Mapping[str, Any] | Says = MANIFEST) -> Iterator[Endpoint]:
    """Serve a manifest and answers to batches of queries."""

    def answer(asked: Asked) -> Says:
        if asked.method == "GET":
            return manifest if isinstance(manifest, Says) else said(manifest)
        return answers if isinstance(answers, Says) else said(answers(queries_of(asked)))

    with endpoint(answer) as server:
        yield server
