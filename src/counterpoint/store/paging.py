"""Take a SELECT apart, so that it can be counted and asked for page by page.

Many endpoints give no more than so many rows of an answer and say nothing, so a long answer has to be asked for in
pages, with LIMIT and OFFSET. Pages are sure to fit together only where the rows have one order: that of the query, and
then that of all that it selects. Virtuoso refuses to sort where a page lies deep ("sorted TOP"); it takes the ordered
query as a sub-select with LIMIT and OFFSET around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from counterpoint.tokens import TOKEN

_FORM: Final = re.compile(r"(?<![\w?$:.-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:.-])", re.IGNORECASE)
_FROM: Final = re.compile(r"(?<![\w?$:.-])FROM\s*(?:NAMED\s*)?(?:<[^>]*>|[\w.-]*:[\w.%-]*)", re.IGNORECASE)
_MODIFIERS: Final = re.compile(
    r"(?<![\w?$:.-])(?:(?P<order>ORDER\s+BY)|LIMIT\s*(?P<limit>\d+)|OFFSET\s*(?P<offset>\d+)|(?P<values>VALUES))"
    r"(?![\w:.-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Select:
    """The parts of a SELECT, in order.

    :param prologue: what it declares.
    :param clause: from SELECT to what it selects.
    :param dataset: its FROM clauses.
    :param where: from WHERE to the end of GROUP BY and HAVING.
    :param order: its ORDER BY, without these words; empty where it has none.
    :param limit: its LIMIT, or None.
    :param offset: its OFFSET.
    :param values: its VALUES at the end, or an empty string.
    """

    prologue: str
    clause: str
    dataset: str
    where: str
    order: str = ""
    limit: int | None = None
    offset: int = 0
    values: str = ""

    def whole(self) -> str:
        """Write the query as it was."""
        bounds, order = _bounds(self.limit, self.offset), self.order and f"ORDER BY {self.order}"
        return _joined(self.prologue, self.clause, self.dataset, self.where, order, bounds, self.values)

    def count(self) -> str:
        """Write the query that counts the rows of this one.

        >>> take_apart("SELECT ?s FROM <urn:g> { ?s ?p ?o } ORDER BY ?s").count()
        'SELECT (COUNT(*) AS ?n) FROM <urn:g> WHERE { { SELECT ?s { ?s ?p ?o } } }'
        """
        inner = _joined(self.clause, self.where, _bounds(self.limit, self.offset), self.values)
        return _joined(self.prologue, "SELECT (COUNT(*) AS ?n)", self.dataset, f"WHERE {{ {{ {inner} }} }}")

    def piece(self, size: int, start: int) -> str:
        """Write the query for some rows of this one, in whatever order they come.

        >>> take_apart("SELECT ?s { ?s ?p ?o }").piece(10, 20)
        'SELECT ?s { ?s ?p ?o } LIMIT 10 OFFSET 20'
        """
        bounds = self._part(size, start)
        return _joined(self.prologue, self.clause, self.dataset, self.where, bounds, self.values)

    def page(self, variables: Sequence[str], size: int, start: int, *, nested: bool) -> str:
        """Write the query for some rows of this one, in one order.

        :param variables: what it selects, in order, without question marks.
        :param size: how many rows at most.
        :param start: how many rows come before.
        :param nested: put the order into a sub-select.

        >>> take_apart("SELECT ?s { ?s ?p ?o }").page(["s"], 10, 20, nested=False)
        'SELECT ?s { ?s ?p ?o } ORDER BY ?s STR(?s) LANG(?s) LIMIT 10 OFFSET 20'
        """
        # Virtuoso mixes rows up where it orders by the same variable twice.
        keys = [f"?{name}" for name in variables if name not in self._ordered_by]
        if not self.order and "(" not in self.clause and self.where.endswith("}"):
            # Where two values count as equal, their text and language still give them one order. Virtuoso does not
            # find the text of what is aggregated.
            keys += [f"{function}(?{name})" for name in variables for function in ("STR", "LANG")]
        order = _joined("ORDER BY", self.order, *keys)
        bounds = self._part(size, start)
        if not nested:
            return _joined(self.prologue, self.clause, self.dataset, self.where, order, bounds, self.values)
        inner = _joined(self.clause, self.where, order, self.values)
        selected = " ".join(f"?{name}" for name in variables)
        return _joined(self.prologue, "SELECT", selected, self.dataset, f"WHERE {{ {{ {inner} }} }}", bounds)

    def _part(self, size: int, start: int) -> str:
        left = size if self.limit is None else min(size, self.limit - start)
        return _bounds(left, self.offset + start)

    @property
    def _ordered_by(self) -> set[str]:
        flat = _flattened(re.sub(r"(?i)\b(?:ASC|DESC)\s*\(\s*([?$]\w+)\s*\)", r" \1 ", _masked(self.order)))
        return {name[1:] for name in re.findall(r"[?$]\w+", flat)}


def take_apart(sparql: str) -> Select | None:
    """Find the parts of a SELECT; return None for any other query.

    >>> found = take_apart("SELECT * { ?s ?p '} LIMIT 3' } ORDER BY ?s LIMIT 5 # LIMIT 7")
    >>> found.order, found.limit
    ('?s', 5)
    """
    text, bare, form = _read(sparql)
    if not form or form[1].upper() != "SELECT":
        return None
    return _divide(text, bare, form.start(), form.start())


def pattern_of(sparql: str) -> Select | None:
    """Write a SELECT of the solutions that a CONSTRUCT makes its triples of; return None for any other query.

    >>> pattern_of("CONSTRUCT { ?s a ?o } FROM <urn:g> WHERE { ?s ?p ?o } LIMIT 3").count()
    'SELECT (COUNT(*) AS ?n) FROM <urn:g> WHERE { { SELECT * { ?s ?p ?o } LIMIT 3 } }'
    """
    text, bare, form = _read(sparql)
    if not form or form[1].upper() != "CONSTRUCT":
        return None
    begin = form.end()
    template = _at_depth_0(bare, "{", begin)
    if template >= 0 and not bare[begin:template].strip():
        begin = _at_depth_0(bare, "}", template + 1, depth=1) + 1
    found = _divide(text, bare, form.start(), begin)
    return replace(found, clause="SELECT *") if found else None


def _divide(text: str, bare: str, form: int, begin: int) -> Select | None:
    """Find the parts of a query.

    :param form: where its form is named.
    :param begin: where its clause, its FROM or its WHERE begins.
    """
    opening = _at_depth_0(bare, "{", begin)
    closing = _at_depth_0(bare, "}", opening + 1, depth=1) if opening >= 0 else -1
    if closing < 0:
        return None
    head = bare[begin:opening]
    froms = [*_FROM.finditer(head)]
    where = re.search(r"(?i)\s*(?:\bWHERE\s*)?$", head)
    clause_end = froms[0].start() if froms else where.start() if where else len(head)
    found = _Modifiers(text, bare, closing + 1)
    return Select(
        prologue=text[:form].strip(),
        clause=text[begin : begin + clause_end].strip(),
        dataset=_joined(*(text[begin + found.start() : begin + found.end()] for found in froms)),
        where=_joined(text[opening : closing + 1], found.grouping),
        order=found.order,
        limit=found.limit,
        offset=found.offset,
        values=found.values,
    )


def _read(sparql: str) -> tuple[str, str, re.Match[str] | None]:
    text = _without_comments(sparql)
    bare = _masked(text)
    return text, bare, _FORM.search(bare)


def form_of(sparql: str) -> str:
    """Tell the form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE; an empty string where it has none.

    >>> form_of("PREFIX ask: <urn:select> DESCRIBE ask:x # SELECT")
    'DESCRIBE'
    """
    form = _read(sparql)[2]
    return form[1].upper() if form else ""


class _Modifiers:
    """What comes after the pattern of a SELECT: grouping, order, limit, offset, values."""

    def __init__(self, text: str, bare: str, begin: int) -> None:
        flat = bare[:begin] + _flattened(bare[begin:])
        marks = list(_MODIFIERS.finditer(flat, begin))
        ends = [*(found.start() for found in marks[1:]), len(text)]
        self.grouping = text[begin : marks[0].start() if marks else len(text)].strip()
        self.order, self.values = "", ""
        self.limit: int | None = None
        self.offset = 0
        for found, end in zip(marks, ends, strict=bool(marks)):
            if found["order"]:
                self.order = text[found.end() : end].strip()
            elif found["values"]:
                self.values = text[found.start() : end].strip()
            elif found["limit"]:
                self.limit = int(found["limit"])
            else:
                self.offset = int(found["offset"])


def _without_comments(sparql: str) -> str:
    return TOKEN.sub(lambda found: " " if found["comment"] else found[0], sparql)


def _masked(text: str) -> str:
    """Blank out what is in IRIs and strings, keeping every place."""

    def mask(found: re.Match[str]) -> str:
        if found["iri"]:
            return "<" + "." * (len(found[0]) - 2) + ">"
        return found[0] if found["parameter"] else " " * len(found[0])

    return TOKEN.sub(mask, text)


def _flattened(bare: str) -> str:
    """Blank out what is in brackets, keeping every place."""
    flat, depth = [], 0
    for character in bare:
        depth -= character in ")}]"
        flat.append(" " if depth > 0 else character)
        depth += character in "({["
    return "".join(flat)


def _at_depth_0(bare: str, wanted: str, begin: int, depth: int = 0) -> int:
    """Find a bracket outside of all others, or return -1."""
    for place in range(begin, len(bare)):
        character = bare[place]
        if character in ")}]":
            depth -= 1
        if character == wanted and depth == 0:
            return place
        if character in "({[":
            depth += 1
    return -1


def _bounds(limit: int | None, offset: int) -> str:
    return _joined(f"LIMIT {limit}" if limit is not None else "", f"OFFSET {offset}" if offset else "")


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
