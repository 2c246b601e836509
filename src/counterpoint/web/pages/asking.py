"""The question library as forms, and the answers as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from counterpoint.errors import CounterpointError, UsageError
from counterpoint.questions.answers import Answer, displayed
from counterpoint.questions.parameters import ENTITY_TYPES, Parameter
from counterpoint.questions.tables import cell, heading
from counterpoint.view.text import clean
from counterpoint.web.pages.rendering import render
from counterpoint.web.problems import problem_of
from counterpoint.web.questions import RESERVED, bound, catalogue
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.questions.catalogue import Question
    from counterpoint.web.site import Site

_A_PAGE: Final = 100
_FEW: Final = 200
"""Names up to which a field has all of them to choose from; past it the browser asks while somebody types."""
_SHOWN: Final = frozenset({"sort", "page"})
_DOWNLOADS: Final = ("csv", "json", "tsv", "xml")
_GRAPH_DOWNLOADS: Final = ("turtle", "jsonld", "ntriples")


@dataclass(frozen=True)
class Field:
    """One field of a form.

    :param parameter: what it is for.
    :param value: what somebody gave.
    :param names: what there is to choose from; empty where that is too much, or anything goes.
    """

    parameter: Parameter
    value: str
    names: Sequence[str]

    @property
    def kinds(self) -> str:
        """The kinds of thing that it may name, for suggestions."""
        return " ".join(ENTITY_TYPES.get(self.parameter.type, ()))

    @property
    def input(self) -> str:
        """The type of field that HTML has for it."""
        return {"date": "date", "number": "text"}.get(self.parameter.type, "text")


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its text, and the address that it leads to, if any."""

    text: str
    link: str = ""
    is_number: bool = False


def library(site: Site, ask: Ask) -> Reply:
    """List the questions."""
    sought = ask.get("find").casefold()
    found = [
        question
        for question in catalogue(site).values()
        if sought in f"{question.name} {question.summary} {question.description}".casefold()
    ]
    return render(site, "library.html.j2", here="/ask", questions=found, find=ask.get("find"))


def form(site: Site, ask: Ask) -> Reply:
    """Show a question as a form, and below it the answer where all that it needs is given.

    :raises UnknownNameError: where there is no such question.
    """
    asked = catalogue(site)[ask.path.removeprefix("/ask/")]
    values = {name: value for name, value in ask.query if name in asked.typed and value}
    unknown = [name for name, _ in ask.query if name not in asked.typed and name not in _SHOWN | RESERVED]
    if unknown:
        asked.sparql(dict.fromkeys(unknown, "?"), site.corpus.store)  # says which there are
    missing = asked.missing(values)
    context: dict[str, Any] = {"answer": None, "problem": None, "sparql": "", "left_out": 0}
    # A form that nobody has sent yet complains of nothing.
    if not missing or values:
        try:
            context |= _answer(site, asked, values, ask)
        except CounterpointError as problem:
            context["problem"] = problem_of(problem)
    status = context["problem"].status if context["problem"] else 200
    fields = [
        Field(parameter, values.get(name, ""), _names(site, parameter)) for name, parameter in asked.typed.items()
    ]
    return render(
        site, "form.html.j2", status=status, here="/ask", question=asked, fields=fields, values=values, **context
    )


def _answer(site: Site, asked: Question, values: Mapping[str, str], ask: Ask) -> dict[str, Any]:
    sparql = bound(site, asked, values)
    answer = Answer(site.corpus.store.query(sparql))
    columns = displayed(answer.columns)
    rows = answer.rows
    sort = ask.get("sort")
    names = [name for name, _ in columns]
    if sort:
        if sort.removeprefix("-") not in names:
            raise UsageError(f'there is no column "{sort[:100]}" to sort by', f"there is {', '.join(names)}")
        by = dict(columns)[sort.removeprefix("-")]
        rows = sorted(rows, key=lambda row: _order(row[by]), reverse=sort.startswith("-"))
    pages = max(1, -(-len(rows) // _A_PAGE))
    page = _page(ask.get("page", "1"), pages)
    shown = rows[(page - 1) * _A_PAGE : page * _A_PAGE]
    given = urlencode(list(values.items()))
    here = f"/ask/{asked.name}?{given}{'&' if given else ''}"
    formats = _GRAPH_DOWNLOADS if answer.is_graph else _DOWNLOADS
    return {
        "answer": [[_cell(site, row, name, column) for name, column in columns] for row in shown],
        "headings": [
            (heading(name), f"{here}sort={'-' if sort == name else ''}{name}", _direction(sort, name)) for name in names
        ],
        "count": len(rows),
        "first": (page - 1) * _A_PAGE + 1,
        "page": page,
        "pages": pages,
        "link": f"{here}{f'sort={sort}&' if sort else ''}page=",
        "downloads": [
            (name, f"/api/questions/{asked.name}?{given}{'&' if given else ''}format={name}") for name in formats
        ],
        "sparql": sparql,
        "left_out": len(site.corpus.not_compared) if asked.rests_on_rules else 0,
    }


def _cell(site: Site, row: Mapping[str, Any], name: str, column: str) -> Cell:
    value = row[column]
    text = cell(value)
    thing = row[name]
    link = site.path(thing) if isinstance(thing, str) and thing.startswith(("http://", "https://", "urn:")) else ""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Cell(text, link if name != column or thing == value else "", is_number)


def _order(value: Any) -> tuple[int, Any]:
    """Order values of any kind: nothing first, then numbers, then everything else as text."""
    if value is None:
        return (0, 0)
    if isinstance(value, int | float):
        return (1, value)
    return (2, str(value).casefold())


def _direction(sort: str, name: str) -> str:
    return {name: "ascending", f"-{name}": "descending"}.get(sort, "")


def _page(text: str, pages: int) -> int:
    if not text.isdecimal() or not 1 <= int(text[:9]) <= pages:
        raise UsageError(f'there is no page "{text[:50]}"', f"there are pages 1 to {pages}")
    return int(text)


def _names(site: Site, parameter: Parameter) -> Sequence[str]:
    """List the names that a field may have, where they are few."""
    found: list[str] = []
    for kind in ENTITY_TYPES.get(parameter.type, ()):
        found += site.kept(f"names of {kind}", lambda kind=kind: _all_names(site, kind))  # type: ignore[misc]
    # What looks like another name is not proposed; whoever wants it can write it.
    plain = {name for name in found if clean(name) == name}
    return sorted(plain, key=str.casefold) if len(found) <= _FEW else []


def _all_names(site: Site, kind: str) -> list[str]:
    from counterpoint.vocabulary import KINDS, ORG

    what = KINDS[kind]
    no_role = f"FILTER NOT EXISTS {{ ?x a <{ORG}Role> }}" if kind == "topic" else ""
    rows = site.corpus.store.table(
        f"SELECT DISTINCT ?name WHERE {{ ?x a <{what.cls}> ; <{what.label}> ?name {no_role} }} LIMIT {_FEW + 1}"
    )
    return [row[0] for row in rows]
