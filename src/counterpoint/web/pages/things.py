"""The page of anything that has an IRI, and the same as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pyoxigraph as ox

from counterpoint.matching import nearest
from counterpoint.vocabulary import KINDS
from counterpoint.web.negotiation import GRAPHS, SHORT, choose
from counterpoint.web.pages import claims, people, sources
from counterpoint.web.pages.data import describe
from counterpoint.web.pages.reading import Named, Reading
from counterpoint.web.pages.rendering import render
from counterpoint.web.pages.schema_org import as_schema_org
from counterpoint.web.problems import ProblemError
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site

_OFFERED: Final = ("text/html", *GRAPHS)
_READERS: Final[Mapping[str, Callable[[Site, str, Ask], dict[str, Any]]]] = {
    "person": people.person,
    "organisation": people.organisation,
    "role": people.role,
    "claim": claims.claim,
    "topic": claims.topic,
    "source": sources.source,
    "statement": sources.statement,
}
_MOST: Final = 200


def thing(site: Site, ask: Ask) -> Reply:
    """Show a thing: as a page to people, as RDF to programs that ask for it.

    :raises ProblemError: where there is no such thing; it carries the nearest ones.
    """
    iri, media_type = _wanted(site, ask)
    if media_type in GRAPHS:
        return describe(site, iri, media_type)
    kind = site.kind(iri)
    name = Reading(site).names([iri])(iri)
    if kind not in _READERS:
        return render(site, "thing.html.j2", iri=iri, name=name.name, **_anything(site, iri))
    read = _READERS[kind](site, iri, ask)
    return render(
        site,
        f"{kind}.html.j2",
        iri=iri,
        kind=kind,
        name=name.name,
        data=_data_addresses(site, iri),
        turn=f"?iri={quote(iri, safe='')}&page=" if ask.path == "/thing" else "?page=",
        linked=as_schema_org(site, kind, name, read, ask.origin),
        **read,
    )


def _wanted(site: Site, ask: Ask) -> tuple[str, str]:
    """Tell which thing is asked for, and as what: an ending of the path goes before the Accept header.

    :raises ProblemError: where there is no such thing.
    """
    if ask.path == "/thing":
        iri = ask.get("iri")
        try:
            wanted = [(ox.NamedNode(iri).value, "")]
        except ValueError:
            raise ProblemError("request", f'"{iri[:200]}" is not an IRI', "write it whole, as in https://…") from None
    else:
        wanted = [(iri, "") for iri in site.iris(ask.path)]
        stem, _, ending = ask.path.rpartition(".")
        if stem and SHORT.get(ending) in GRAPHS:
            # What really has an id with such an ending comes first.
            wanted += [(iri, SHORT[ending]) for iri in site.iris(stem)]
    for iri, media_type in wanted:
        if site.corpus.store.table(f"SELECT ?p WHERE {{ {ox.NamedNode(iri)} ?p ?o }} LIMIT 1"):
            return iri, media_type or choose(ask.accept, _OFFERED)
    # Classes and properties of other vocabularies are used, and nothing is said of them here.
    if ask.path == "/thing" and any(
        site.corpus.store.table(f"SELECT ?s WHERE {{ {pattern} }} LIMIT 1")
        for pattern in (f"?s ?p {ox.NamedNode(iri)}", f"?s {ox.NamedNode(iri)} ?o")
    ):
        return iri, choose(ask.accept, _OFFERED)
    raise _unknown(site, ask)


def _unknown(site: Site, ask: Ask) -> ProblemError:
    """Say that there is nothing at a path, with what has an id like it."""
    kind, _, identifier = ask.path.strip("/").partition("/")
    found: list[Named] = []
    if kind in KINDS and identifier and kind != "statement":
        # Only the names of the nearest are read: a large debate has tens of thousands.
        rows = site.corpus.store.table(f"SELECT DISTINCT ?x WHERE {{ ?x a <{KINDS[kind].cls}> }}")
        by_id = {row[0].replace("#", "/").rpartition("/")[2]: row[0] for row in rows}
        iris = [by_id[one] for one in nearest(identifier[:100], by_id)]
        found = list(map(Reading(site).names(iris), iris))
    shown = ask.get("iri") if ask.path == "/thing" else ask.path
    return ProblemError(
        "unknown",
        f"there is nothing at {shown[:300]}",
        "look for it by its name",
        did_you_mean=[site.path(one.iri) for one in found],
        nearest=[vars(one) for one in found],
    )


def _data_addresses(site: Site, iri: str) -> list[tuple[str, str]]:
    path = site.path(iri)
    if path.startswith("/thing?"):
        return []
    return [("Turtle", f"{path}.ttl"), ("JSON-LD", f"{path}.jsonld")]


def _anything(site: Site, iri: str) -> dict[str, Any]:
    """Read all that is said of a thing, and what leads to it."""
    store = site.corpus.store
    # What is cut off by LIMIT is not sorted first: millions of triples may lead to a class or a stance.
    rows_out = _sorted(store.query(f"SELECT ?p ?o WHERE {{ <{iri}> ?p ?o }} LIMIT {_MOST}"))
    rows_in = _sorted(store.query(f"SELECT ?p ?s WHERE {{ ?s ?p <{iri}> }} LIMIT {_MOST}"))
    terms = {term for row in [*rows_out, *rows_in] for term in row}
    name = Reading(site).names(term.value for term in terms if isinstance(term, ox.NamedNode))

    def shown(term: Any) -> Any:
        return name(term.value) if isinstance(term, ox.NamedNode) else getattr(term, "value", str(term))

    return {
        "out": [(shown(predicate), shown(value)) for predicate, value in rows_out],
        "into": [(shown(subject), shown(predicate)) for predicate, subject in rows_in],
        "out_count": _count(site, f"<{iri}> ?p ?o", rows_out),
        "into_count": _count(site, f"?s ?p <{iri}>", rows_in),
        "data": _data_addresses(site, iri),
    }


def _sorted(rows: Any) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in rows), key=lambda row: [str(term) for term in row])


def _count(site: Site, pattern: str, rows: Sized) -> int:
    """Count what fits a pattern; what was read is all of it unless it is as much as is read at most."""
    if len(rows) < _MOST:
        return len(rows)
    return int(site.corpus.store.table(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")[0][0])
