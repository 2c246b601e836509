"""The API as OpenAPI 3.1 has it, made from the headers of the questions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final, get_args

from counterpoint.__about__ import __version__
from counterpoint.questions.parameters import Parameter
from counterpoint.web.negotiation import GRAPHS, ROWS
from counterpoint.web.networks import FORMATS, ZIP
from counterpoint.web.problems import MEDIA_TYPE
from counterpoint.web.questions import catalogue
from counterpoint.web.replies import JSON, Ask, Reply

if TYPE_CHECKING:
    from counterpoint.questions.catalogue import Catalogue, Question
    from counterpoint.web.site import Site

_SCHEMAS: Final[Mapping[str, Mapping[str, str]]] = {
    "date": {"type": "string", "format": "date"},
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "iri": {"type": "string", "format": "iri"},
}
_TYPES: Final = {"bool": "boolean", "int": "integer", "float": "number"}
_NAMES: Final = "A name as a person types it, an id, or an IRI."
_ERROR: Final = {
    "description": "What is wrong, and what to do about it (RFC 9457)",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_PROBLEM: Final = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "hint": {"type": "string", "description": "What to do about it"},
        "did_you_mean": {"type": "array", "items": {"type": "string"}, "description": "The nearest names, best first"},
        "line": {"type": "integer", "description": "Where a query does not parse, from 1"},
        "column": {"type": "integer"},
        "excerpt": {"type": "string"},
    },
}


def openapi_reply(site: Site, ask: Ask) -> Reply:
    """Describe the API of a site."""
    about = openapi(catalogue(site), title=site.title, server=ask.origin)
    return Reply(json.dumps(about, ensure_ascii=False).encode(), JSON)


def openapi(library: Catalogue, *, title: str, server: str = "") -> dict[str, Any]:
    """Describe the API.

    :param library: the questions.
    :param title: what the debate is called.
    :param server: scheme and host, where they are known.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": __version__,
            "description": "Who said what, in which role, on which words, and so who agrees and disagrees with whom.",
        },
        **({"servers": [{"url": server}]} if server else {}),
        "paths": {
            "/api/questions": {"get": _listing()},
            **{f"/api/questions/{name}": {"get": _question(question)} for name, question in library.items()},
            "/api/network": {"get": _network()},
            "/api/search": {"get": _search()},
            "/sparql": {"get": _sparql(), "post": _sparql_by_post()},
        },
        "components": {"schemas": {"Problem": _PROBLEM}},
    }


def _question(question: Question) -> dict[str, Any]:
    is_graph = question.form in ("CONSTRUCT", "DESCRIBE")
    formats = ["turtle", "jsonld", "ntriples", "rdfxml"] if is_graph else ["json", "csv", "tsv", "xml"]
    return {
        "operationId": question.name,
        "summary": question.summary,
        "description": question.description or question.summary,
        "tags": ["questions"],
        "parameters": [*map(_parameter, question.typed.values()), _format(formats)],
        "responses": {"200": _answer(GRAPHS if is_graph else ROWS), "400": _ERROR, "406": _ERROR, "504": _ERROR},
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_SCHEMAS.get(parameter.type, {"type": "string"}))
    is_number = schema["type"] in ("number", "integer")
    if parameter.default:
        schema["default"] = _value(parameter.default, is_number)
    named = "" if parameter.type in _SCHEMAS or parameter.type in ("text", "literal") else f" {_NAMES}"
    return {
        "name": parameter.name,
        "in": "query",
        "required": not parameter.optional,
        "description": f"{parameter.description.rstrip('.')}.{named}",
        "schema": schema,
        **({"example": _value(parameter.example, is_number)} if parameter.example else {}),
    }


def _value(text: str, is_number: bool) -> str | float:
    if not is_number:
        return text
    return int(text) if text.lstrip("+-").isdigit() else float(text)


def _format(names: list[str]) -> dict[str, Any]:
    return {
        "name": "format",
        "in": "query",
        "required": False,
        "description": "The format, in place of the Accept header.",
        "schema": {"type": "string", "enum": names},
    }


def _answer(media_types: Iterable[str]) -> dict[str, Any]:
    return {"description": "The answer", "content": {media_type: {} for media_type in media_types}}


def _listing() -> dict[str, Any]:
    return {
        "operationId": "questions",
        "summary": "List the questions",
        "tags": ["questions"],
        "parameters": [_format(["json", "turtle", "jsonld", "ntriples"])],
        "responses": {
            "200": {
                "description": "The questions with their parameters; in RDF as executable SPARQL (SHACL)",
                "content": {media_type: {} for media_type in (JSON, *GRAPHS)},
            }
        },
    }


def _network() -> dict[str, Any]:
    media_types = {media_type.partition(";")[0] for media_type in FORMATS.values()}
    return {
        "operationId": "network",
        "summary": "The network of agreement and disagreement",
        "description": (
            "Of the statements that have one of the values asked for in every respect, and none that is excluded. "
            "With a window, a zip archive with a network for each, and windows.csv, which lists them."
        ),
        "tags": ["network"],
        "parameters": [*_settings(), *_slicing(), _format(list(FORMATS))],
        "responses": {
            "200": {
                "description": "The network",
                "content": {media_type: {} for media_type in (*sorted(media_types), ZIP)},
            },
            "400": _ERROR,
        },
    }


def _settings() -> Iterator[dict[str, Any]]:
    from counterpoint.network import settings

    choices = {
        "mode": get_args(settings.Mode),
        "actor": get_args(settings.Actor),
        "aggregation": get_args(settings.Aggregation),
        "normalisation": get_args(settings.Normalisation),
        "duplicates": get_args(settings.Duplicates),
    }
    for field in fields(settings.Settings):
        schema: dict[str, Any] = {"type": _TYPES.get(str(field.type).partition(" ")[0], "string")}
        if field.name in choices:
            schema["enum"] = list(choices[field.name])
        if field.default not in ("", None):
            schema["default"] = field.default
        yield _asked(field.name, f"The {field.name} of the network, as in `counterpoint network --help`.", schema)


def _slicing() -> Iterator[dict[str, Any]]:
    from counterpoint.network.slicing import DIMENSIONS, Side

    yield _asked("from", "The first day: 2014, 2014-06 or 2014-06-30.", {"type": "string"})
    yield _asked("until", "The last day; 2014 means the end of that year.", {"type": "string"})
    for dimension in DIMENSIONS:
        one: dict[str, Any] = {"type": "string"}
        about = "may be repeated. " + _NAMES
        if dimension == "side":
            one, about = {"type": "string", "enum": list(get_args(Side))}, "may be repeated."
        several = {"type": "array", "items": one}
        yield _asked(dimension, f"Only statements with this {dimension}; {about}", several)
        yield _asked(f"exclude_{dimension}", f"No statement with this {dimension}; {about}", several)
    yield _asked(
        "window", "A network for each window: 90d, 2w, 12m, 1q, 1y or, in statements, 500s.", {"type": "string"}
    )
    yield _asked("step", "How far the window moves; by default one of its unit.", {"type": "string"})


def _asked(name: str, about: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


def _search() -> dict[str, Any]:
    from counterpoint.web.search import FOUND_KINDS, LIMIT, MOST

    kind = {"type": "string", "enum": list(FOUND_KINDS)}

    return {
        "operationId": "search",
        "summary": "Find people, organisations, claims and topics by name",
        "tags": ["search"],
        "parameters": [
            {**_asked("q", "What somebody has typed so far.", {"type": "string"}), "required": True},
            _asked("kind", "Only things of this kind; may be repeated.", {"type": "array", "items": kind}),
            _asked("limit", "The most results.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}),
        ],
        "responses": {"200": {"description": "The results, best first", "content": {JSON: {}}}, "400": _ERROR},
    }


def _sparql() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "operationId": "sparql",
        "summary": "Run a SPARQL query",
        "description": "SPARQL 1.1 Protocol. Without a query, the description of the service.",
        "tags": ["sparql"],
        "parameters": [
            {"name": "query", "in": "query", "required": False, "description": "The query.", "schema": text},
            *(
                {"name": name, "in": "query", "description": about, "schema": {"type": "array", "items": text}}
                for name, about in (
                    ("default-graph-uri", "Graphs whose union is the default graph."),
                    ("named-graph-uri", "Graphs that GRAPH finds."),
                )
            ),
        ],
        "responses": _sparql_answers(),
    }


def _sparql_by_post() -> dict[str, Any]:
    form = {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}
    return {
        "operationId": "sparqlByPost",
        "summary": "Run a SPARQL query",
        "tags": ["sparql"],
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}},
                "application/x-www-form-urlencoded": {"schema": form},
            },
        },
        "responses": _sparql_answers(),
    }


def _sparql_answers() -> dict[str, Any]:
    found = {"description": "The answer", "content": {media_type: {} for media_type in (*ROWS, *GRAPHS)}}
    return {"200": found, **dict.fromkeys(("400", "403", "406", "413", "415", "503", "504"), _ERROR)}
