"""What a worker answers about: a debate, and which address stands for which thing of it."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final
from urllib.parse import quote, unquote

import pyoxigraph as ox

from counterpoint.corpus import Corpus
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.view.text import clean
from counterpoint.vocabulary import KINDS
from counterpoint.web.limits import Limits

_SAFE: Final = "/~!$&'()*+,;=:@-._"
_FRESH: Final = 60.0
"""Seconds for which is kept what was read from an endpoint."""
_TAKEN: Final = ("sparql", "static", "api", "ask", "edit", "editor", "network", "search", "thing", "ns", ".well-known")
"""First parts of paths that are no kinds of thing."""


class Site:
    """A debate on the web.

    :param corpus: the debate.
    :param limits: what requests may ask for.
    :param snapshot: tells one state of the graph from another; empty where that is not known.
    :param editing: whether there are pages on which drafts are confirmed.
    """

    def __init__(
        self, corpus: Corpus, limits: Limits | None = None, snapshot: str = "", *, editing: bool = False
    ) -> None:
        self.corpus, self.limits, self.snapshot, self.editing = corpus, limits or Limits(), snapshot, editing
        self._kept: dict[str, tuple[float, Any]] = {}

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """Make something once and keep it: a snapshot never changes. What an endpoint holds may, so not for long.

        :param name: tells it from other things that are kept.
        :param make: makes it.
        """
        until, value = self._kept.get(name, (0.0, None))
        if time.monotonic() > until:
            value = make()
            self._kept[name] = (math.inf if self.snapshot else time.monotonic() + _FRESH, value)
        return value

    @cached_property
    def title(self) -> str:
        """What the debate is called; over an endpoint, the title of its one source."""
        if isinstance(self.corpus.store, EmbeddedStore):
            return clean(self.corpus.workspace.title, limit=200) or "A debate"
        rows = self.corpus.store.table(
            "SELECT DISTINCT ?name WHERE { ?statement prov:wasQuotedFrom ?source . ?source schema:name ?name } LIMIT 2"
        )
        return clean(rows[0][0], limit=200) if len(rows) == 1 else "Who agrees with whom"

    @cached_property
    def base(self) -> str:
        """The IRI that the IRIs of the data begin with, without a slash at its end.

        Over an endpoint it is read off the IRI of a source, ``<base>/source/…``.
        """
        if not isinstance(self.corpus.store, EmbeddedStore):
            rows = self.corpus.store.table("SELECT ?source WHERE { ?statement prov:wasQuotedFrom ?source } LIMIT 1")
            for (source,) in rows:
                if found := re.match(r"(.+)/source/[^/]+$", source):
                    return found[1]
        return self.corpus.workspace.base

    def path(self, iri: str) -> str:
        """Give the address of the page of a thing, from its IRI.

        What lies under the base of the data is at the same place under the root of the server.

        >>> Site(Corpus.open(":demo:")).path("https://w3id.org/counterpoint/id/person/michael-west")
        '/person/michael-west'
        >>> Site(Corpus.open(":demo:")).path("https://w3id.org/counterpoint/roles#lecturer")
        '/thing?iri=https%3A%2F%2Fw3id.org%2Fcounterpoint%2Froles%23lecturer'
        """
        rest = iri.removeprefix(f"{self.base}/")
        first = rest.partition("/")[0]
        if rest != iri and rest and first not in _TAKEN and not re.search(r"[?#\\]|//|(^|/)\.\.?(/|$)", rest):
            # A percent sign of the IRI is one of the path, too.
            return "/" + quote(rest, safe=_SAFE + "%")
        return f"/thing?iri={quote(iri, safe='')}"

    def iri(self, path: str) -> str:
        """Give the IRI that a path stands for; empty where it can stand for none.

        :param path: the path as the client wrote it, with a slash at its beginning.

        >>> Site(Corpus.open(":demo:")).iri("/person/michael-west")
        'https://w3id.org/counterpoint/id/person/michael-west'
        """
        rest = path.removeprefix("/")
        return next(iter(self.iris(path)), "") if rest else ""

    def iris(self, path: str) -> list[str]:
        """Give every IRI that a path may stand for, the likeliest first.

        Browsers write what they think an address should not hold as %XX; an IRI may hold it as it is.

        >>> Site(Corpus.open(":demo:")).iris("/person/zo%C3%AB")[1]
        'https://w3id.org/counterpoint/id/person/zoë'
        """
        rest = path.removeprefix("/")
        found: dict[str, None] = {}
        for write in (str, _with_letters, _decoded):
            try:
                found[ox.NamedNode(f"{self.base}/{write(rest)}").value] = None
            except (ValueError, UnicodeDecodeError):
                continue
        return list(found) if rest else []

    def kind(self, iri: str) -> str:
        """Tell what kind of thing an IRI is: one of `vocabulary.KINDS`, or empty for any other."""
        classes = {row[0] for row in self.corpus.store.table(f"SELECT ?class WHERE {{ <{iri}> a ?class }}")}
        # A role is a concept, and a statement is a creative work, as a claim is; so the narrower come first.
        for name in ("role", "statement", "claim", "person", "organisation", "source", "topic"):
            if KINDS[name].cls in classes:
                return name
        return ""


def _decoded(path: str) -> str:
    return unquote(path, errors="strict")


def _with_letters(path: str) -> str:
    """Decode what is beyond ASCII, and leave the %XX of signs that mean something in an IRI."""
    return re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", lambda found: unquote(found[0], errors="strict"), path)
