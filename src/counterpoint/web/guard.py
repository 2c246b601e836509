"""What a query of a stranger must not do: change the graph, or reach another server from this one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from counterpoint.web.problems import ProblemError

# A tokeniser and the engine's parser may differ on what is a comment or a string in a query that was made to mislead
# one of them. So these look at the bare text, and find more than there can be: also what stands in a string.
_SPACE: Final = r"(?:\s|\#[^\r\n]*)*"
_IRI: Final = r"(?P<iri><[^<>]*>)"  # also what is no IRI to Python: with a space beyond ASCII, or an escape
_NAME: Final = rf"(?:{_IRI}|[?$][^\s{{}}<>\"]+|[^\s{{}}<>\"]*:[^\s{{}}<>\"]*)"
_SERVICE: Final = re.compile(rf"service{_SPACE}(?:silent{_SPACE})?{_NAME}{_SPACE}\{{", re.IGNORECASE)
_FROM: Final = re.compile(rf"from{_SPACE}(?:named{_SPACE})?(?:{_IRI}|[^\s{{}}<>\"]*:)", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_services(sparql: str, allowed: Collection[str]) -> None:
    """Refuse a query that would have the server ask another one, unless that one is on the list.

    :param sparql: the query.
    :param allowed: addresses that may be asked.
    :raises ProblemError: where it names another, or a variable.

    >>> refuse_services("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", {"http://example.org/"})
    """
    if "service" not in sparql.lower() and "\\" not in sparql:
        return
    for text in _readings(sparql):
        for found in _SERVICE.finditer(text):
            _refuse("SERVICE", found["iri"] and _written(found["iri"]), allowed)


def named_graphs(sparql: str) -> Iterator[str]:
    """Yield the graphs that a query names with FROM and FROM NAMED, and an empty text for one with a prefix.

    >>> list(named_graphs("SELECT * FROM <http://example.org/g> FROM NAMED ex:h {}"))
    ['http://example.org/g', '']
    """
    for text in _readings(sparql):
        for found in _FROM.finditer(text):
            yield _written(found["iri"] or "").strip("<>")


def refuse_graphs(graphs: Collection[str], known: Collection[str], allowed: Collection[str]) -> None:
    """Refuse graphs that are not there: an engine behind this one might fetch them from the web.

    :param graphs: IRIs that a request names; an empty one stands for a name with a prefix.
    :param known: the graphs that there are.
    :param allowed: addresses that may be fetched.
    :raises ProblemError: where one is neither.
    """
    for graph in graphs:
        if graph not in known:
            _refuse("FROM", f"<{graph}>" if graph else None, allowed)


def _readings(sparql: str) -> list[str]:
    """Give a text as it stands, and with its code points written out, where that is another text."""
    if "\\u" not in sparql.lower():
        return [sparql]
    written = _written(sparql)
    return [sparql, written] if written != sparql else [sparql]


def _written(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    # A half of a surrogate pair is no character, and could not be sent back in a message.
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else found[0]


def _refuse(word: str, iri: str | None, allowed: Collection[str]) -> None:
    if iri is not None and iri[1:-1] in allowed:
        return
    shown = iri[1:-1] if iri else "a variable or a name with a prefix"
    hint = "whoever runs the server can allow it: counterpoint serve --allow URL" if iri else "write its IRI in full"
    raise ProblemError("refused", f"{word} would have this server ask {shown[:200]}, which is not allowed", hint)
