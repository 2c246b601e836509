"""Answers for people: tables in Markdown and in HTML; `terminal` has the one for terminals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from counterpoint.questions.answers import displayed
from counterpoint.vocabulary import PREFIXES

if TYPE_CHECKING:
    from counterpoint.questions.answers import Answer

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_UNSAFE = re.compile(
    # Controls, and what changes the direction of text or cannot be seen; not the joiners, which Persian and emoji need.
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_LINE_END = re.compile(r"\r\n|[\r\u2028\u2029]")


def heading(column: str) -> str:
    """Turn a variable's name into words.

    >>> heading("otherQuote"), heading("organisationName")
    ('other quote', 'organisation')
    """
    return _CAMEL.sub(" ", column.removesuffix("Name") or column).lower()


def cell(value: Any) -> str:
    """Write a value as people read it, without characters that could disguise it.

    >>> cell(True), cell(None), cell("https://w3id.org/counterpoint/ns#supports")
    ('yes', '', 'cp:supports')
    """
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    text = _LINE_END.sub("\n", _UNSAFE.sub("", str(value)))
    for prefix, iri in PREFIXES.items():
        if text.startswith(iri) and re.fullmatch(r"[\w-]+", text[len(iri) :]):
            return f"{prefix}:{text[len(iri) :]}"
    return text


def grid(answer: Answer) -> tuple[list[str], list[list[str]]]:
    """Return the headings and the cells that a table of an answer shows."""
    shown = displayed(answer.columns)
    return [heading(name) for name, _ in shown], [[cell(row[column]) for _, column in shown] for row in answer.rows]


def markdown(answer: Answer) -> str:
    """Write an answer as a Markdown table."""
    headings, rows = grid(answer)
    lines = [[_escape(text) for text in line] for line in (headings, *rows)]
    lines.insert(1, ["---"] * len(headings))
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _escape(text: str) -> str:
    return re.sub(r"([\\|`*_~<>&\[\]])", r"\\\1", text).replace("\n", " ")


def html(answer: Answer) -> str:
    """Write an answer as an HTML table; IRIs of a named column become links."""
    from html import escape

    def shown(row: dict[str, Any], name: str, column: str) -> str:
        text = escape(cell(row[column]))
        iri = str(row.get(name) or "")
        if name != column and re.match(r"https?://", iri):
            return f'<a href="{escape(iri, quote=True)}" rel="noopener noreferrer">{text}</a>'
        return text

    columns = displayed(answer.columns)
    head = "".join(f"<th>{escape(heading(name))}</th>" for name, _ in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{shown(row, name, column)}</td>" for name, column in columns) + "</tr>"
        for row in answer.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
