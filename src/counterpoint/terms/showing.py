"""Show the terms: as tables, trees, JSON, Turtle, for Graphviz, as a picture and as a page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

import pyoxigraph as ox

from counterpoint.errors import visible
from counterpoint.formats import as_json
from counterpoint.reports import report_page
from counterpoint.terms.catalogue import KINDS, Term, Terms, names, plural, polarity_text
from counterpoint.terms.drawing import Picture
from counterpoint.vocabulary import PREFIXES
from counterpoint.workspace import Workspace

FORMATS: Final = ("table", "tree", "json", "ttl", "dot", "svg", "html")
_MARK: Final = "*"
"""What stands before a term of the workspace's own in a table and a tree."""


def show(workspace: Workspace, term: str = "", format: str = "table", *, width: int = 100) -> bytes:  # noqa: A002
    """Write the terms of a workspace, or one of them.

    :param term: a key, a name with a prefix, a label or an IRI; all terms where it is empty.
    :param format: ``table``, ``tree``, ``json``, ``ttl``, ``dot``, ``svg`` or ``html``.
    :param width: how wide a table may be, in characters.
    :raises UnknownNameError: where there is no such term; it carries the nearest.
    """
    terms = Terms(workspace)
    chosen = terms.find(term) if term else None
    if format == "json":
        return as_json(_json(terms, chosen) if chosen else [_json(terms, one) for one in terms.all])
    if format == "ttl":
        return _turtle(terms, chosen)
    written = {"table": _table, "tree": _tree, "html": _page}
    if format in written:
        return written[format](terms, chosen, width).encode("utf-8", "replace")
    picture = Picture.of(terms, chosen)
    return (picture.dot() if format == "dot" else picture.svg()).encode("utf-8", "replace")


def _json(terms: Terms, term: Term) -> dict[str, Any]:
    about: dict[str, Any] = {
        "iri": term.iri,
        "name": term.name,
        "kind": term.kind,
        "label": term.label,
        "comment": term.comment,
        "key": term.key or None,
        "own": term.own,
        "above": list(term.above),
        "below": [one.iri for one in terms.below(term)],
    }
    if term.kind == "property":
        about |= {"domain": list(term.domain), "range": list(term.range)}
    if term.kind == "stance":
        about["polarity"] = term.polarity
    return about


def _turtle(terms: Terms, chosen: Term | None) -> bytes:
    """Write what the ontology says, of one term or of all."""
    subject = ox.NamedNode(chosen.iri) if chosen else None
    triples = list(dict.fromkeys(quad.triple for quad in terms.lexicon.graph.quads_for_pattern(subject, None, None)))
    triples.sort(key=str)
    own = {
        name: iri
        for name, iri in terms.lexicon.context.terms.items()
        if isinstance(iri, str) and iri.endswith(("#", "/"))
    }
    prefixes = {**own, **PREFIXES}
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""


# For people


def _table(terms: Terms, chosen: Term | None, width: int) -> str:
    if chosen:
        return _details(terms, chosen, width)
    parts = []
    for kind in KINDS:
        rows = [
            [_MARK if one.own else "", one.name, one.key, *_facts(terms, one), one.comment] for one in terms.of(kind)
        ]
        if rows:
            heads = {"property": ["of", "leads to"], "stance": ["polarity"], "role": ["under"], "topic": ["under"]}
            headings = [
                "",
                plural(kind),
                "key",
                *heads.get(kind, ["under"] if kind == "class" else []),
                "what it means",
            ]
            parts.append(_grid(headings, rows, width))
    own = sum(one.own for one in terms.all)
    parts.append(f"{len(terms.all)} terms" + (f", {own} of the workspace's own, marked {_MARK}" if own else "") + "\n")
    return "\n".join(parts)


def _facts(terms: Terms, term: Term) -> list[str]:
    if term.kind == "property":
        return [names(terms, term.domain), names(terms, term.range)]
    if term.kind == "stance":
        return [polarity_text(term)]
    return [] if term.kind == "mode" else [names(terms, term.above)]


def _details(terms: Terms, term: Term, width: int) -> str:
    facts = [
        ("label", term.label),
        ("what it means", term.comment),
        ("key in a record", term.key),
        ("polarity", polarity_text(term)),
        ("under", names(terms, term.above)),
        ("of", names(terms, term.domain)),
        ("leads to", names(terms, term.range)),
        ("narrower", names(terms, [one.iri for one in terms.below(term)])),
        ("IRI", term.iri),
        ("added by", "the workspace" if term.own else "Counterpoint"),
    ]
    rows = [[name, value] for name, value in facts if value]
    return f"{term.name}, a {term.kind}\n" + _grid(["", ""], rows, width, heads=False)


def _grid(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int, *, heads: bool = True) -> str:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_header=heads)
    for name in headings:
        table.add_column(Text(name), overflow="fold", no_wrap=name == "key")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    return _printed(table, width)


def _printed(what: Any, width: int) -> str:
    from rich.console import Console

    file = io.StringIO()
    Console(file=file, width=width, force_terminal=False, color_system=None).print(what)
    return "".join(line.rstrip() + "\n" for line in file.getvalue().splitlines())


def _tree(terms: Terms, chosen: Term | None, width: int) -> str:
    from rich.tree import Tree

    if chosen:
        tree = Tree(_leaf(chosen))
        _grow(terms, chosen, tree, frozenset({chosen.iri}))
        return _printed(tree, width)
    parts = []
    for kind in KINDS:
        if tops := terms.tops(kind):
            tree = Tree(plural(kind))
            for one in tops:
                _grow(terms, one, tree.add(_leaf(one)), frozenset({one.iri}))
            parts.append(_printed(tree, width))
    return "\n".join(parts)


def _grow(terms: Terms, term: Term, tree: Any, seen: frozenset[str]) -> None:
    """Hang what falls under a term below it; a circle is left where it closes."""
    for one in terms.below(term):
        if one.iri not in seen:
            _grow(terms, one, tree.add(_leaf(one)), seen | {one.iri})


def _leaf(term: Term) -> Any:
    from rich.text import Text

    polarity = polarity_text(term)
    marks = (f" {_MARK}" if term.own else "") + (f" {polarity}" if polarity else "")
    return Text(visible(term.name + marks))


def _page(terms: Terms, chosen: Term | None, _: int) -> str:
    from markupsafe import Markup

    shown = terms.around(chosen) if chosen else terms.all
    sections = [
        {
            "heading": plural(kind).capitalize(),
            "terms": [
                {
                    "term": one,
                    "polarity": polarity_text(one),
                    "facts": [
                        (name, names(terms, iris))
                        for name, iris in (("under", one.above), ("of", one.domain), ("leads to", one.range))
                        if iris
                    ],
                }
                for one in shown
                if one.kind == kind
            ],
        }
        for kind in KINDS
    ]
    return report_page(
        "ontology.html.j2",
        heading=f"{chosen.name} and what is around it" if chosen else f"The terms of {terms.lexicon.workspace.title}",
        picture=Markup(Picture.of(terms, chosen).svg()),  # noqa: S704 - drawn here, with every text escaped
        sections=[one for one in sections if one["terms"]],
        own=sum(one.own for one in shown),
        count=len(shown),
    )
