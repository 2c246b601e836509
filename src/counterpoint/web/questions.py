"""The question library as an API: what can be asked, and the answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from counterpoint.errors import QueryError, UnknownNameError
from counterpoint.matching import nearest
from counterpoint.questions.catalogue import Catalogue, Question
from counterpoint.web.negotiation import GRAPHS, chosen
from counterpoint.web.replies import JSON, Ask, Reply, Stream
from counterpoint.web.sparql import Operation, run

if TYPE_CHECKING:
    from counterpoint.web.site import Site

RESERVED: Final = frozenset({"format"})
"""Parameters of every address, which no question has."""


def catalogue(site: Site) -> Catalogue:
    """Read the library as it is now: a query file that was added a moment ago is a question, too."""
    return Catalogue(site.corpus.workspace.overlay("queries", suffix=".rq"))


def questions(site: Site, ask: Ask) -> Reply:
    """List the questions: as JSON, or as executable SPARQL in RDF where the client wants that."""
    offered = (JSON, *GRAPHS)
    media_type = chosen(ask.get("format"), ask.accept, offered)
    library = catalogue(site)
    if media_type in GRAPHS and ask.get("format") != "json":
        from counterpoint.web.executables import library_reply

        return library_reply(library, media_type, ask.origin)
    listed = [describe(question) for question in library.values()]
    return Reply(json.dumps({"questions": listed}, ensure_ascii=False).encode(), JSON)


def describe(question: Question) -> dict[str, Any]:
    """Say what a question is and takes."""
    return {
        "name": question.name,
        "summary": question.summary,
        "description": question.description,
        "path": f"/api/questions/{question.name}",
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "description": parameter.description,
                "required": not parameter.optional,
                **({"default": parameter.default} if parameter.default else {}),
                **({"example": parameter.example} if parameter.example else {}),
            }
            for parameter in question.typed.values()
        ],
    }


def question(site: Site, ask: Ask) -> Reply | Stream:
    """Answer a question.

    :raises UnknownNameError: where there is no such question or parameter, or nothing of such a name.
    :raises UsageError: where a parameter is missing, is there twice, or has the wrong form.
    """
    asked = catalogue(site)[ask.path.removeprefix("/api/questions/")]
    sparql = bound(site, asked, values_of(asked, ask))
    try:
        answer = run(site, Operation(sparql, None, ask.get("format")), ask.accept)
    except QueryError as problem:
        raise QueryError(f"{asked.path.name}: {problem.message}", problem.hint) from problem
    if asked.rests_on_rules and (left_out := len(site.corpus.not_compared)):
        headers = {**answer.headers, "Counterpoint-Claims-Not-Compared": str(left_out)}
        return type(answer)(**{**vars(answer), "headers": headers})
    return answer


def values_of(asked: Question, ask: Ask) -> Mapping[str, str]:
    """Read the values of a question's parameters from an address.

    :raises UnknownNameError: where the question has no such parameter.
    """
    found: dict[str, str] = {}
    for name, value in ask.query:
        if name in RESERVED and name not in asked.typed:
            continue
        if name not in asked.typed:
            raise UnknownNameError(f"parameter of {asked.name}", name, nearest(name, asked.typed), asked.typed)
        # A form that is sent with an empty field names it, too.
        found[name] = value or found.get(name, "")
    return found


def bound(site: Site, asked: Question, values: Mapping[str, str]) -> str:
    """Return the query of a question with its parameters in place."""
    return asked.sparql(values, site.corpus.store)
