"""The network as a page, with ways back to the pages of all that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from counterpoint.errors import UsageError
from counterpoint.view.debate import Debate
from counterpoint.view.neighbourhood import neighbourhood
from counterpoint.view.page import content_security_policy, render, scripts
from counterpoint.view.payload import opaque
from counterpoint.view.reading import read_debate
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site

WHOLE: Final = 25_000
"""Statements up to which the page holds the whole debate; past it, what is around one speaker.

With so many, of 5,000 speakers, a page takes some three seconds to make, once, and has 3 MB.
"""


def picture(site: Site, ask: Ask) -> Reply:
    """Draw the network: all of it, or opened on what is around one speaker or one claim.

    ``around`` is the IRI of a speaker or a claim. A debate that is too large for one page is drawn around a speaker
    only; where none is named, around the one with the most statements.

    :raises UsageError: where ``around`` is no IRI.
    """
    around = ask.get("around")
    if around and any(sign in around for sign in ' <>"{}|^`\\'):
        raise UsageError(f'around: "{around[:200]}" is not an IRI', "follow the links of a page of a speaker")
    if _size(site) > WHOLE:
        near = neighbourhood(site.corpus.store, around or _loudest(site))
        return _reply(_page(site, read_debate(near, title=site.title)))
    if around and not ask.get("at"):
        # The place in the page is named after the sign #, which no server sees: so the browser is sent there.
        return Reply(b"", status=303, headers={"Location": f"/network?at={quote(around, safe='')}#{_place(around)}"})
    return _reply(site.kept("network", lambda: _page(site, read_debate(site.corpus.store, title=site.title))))


def _page(site: Site, debate: Debate) -> bytes:
    return render(debate, title=site.title, links=site.path).encode()


def _reply(page: bytes) -> Reply:
    # What the page says of itself, and that nobody may put it into a frame, which a page cannot say of itself.
    policy = f"{content_security_policy(scripts())}; frame-ancestors 'none'"
    return Reply(page, headers={"Content-Security-Policy": policy})


def _place(iri: str) -> str:
    """Name the place in the page: a speaker in the middle, or the lines that are about a claim.

    The page leaves out what its debate does not have, so both may be named.
    """
    return f"focus={opaque('s', iri)}&speaker={opaque('s', iri)}&about={opaque('c', iri)}"


def _size(site: Site) -> int:
    return int(site.corpus.store.table("SELECT (COUNT(*) AS ?n) WHERE { ?statement cp:claim ?claim }")[0][0])


def _loudest(site: Site) -> str:
    rows = site.corpus.store.table(
        "SELECT ?speaker (COUNT(*) AS ?n) WHERE { ?statement cp:speaker ?speaker } "
        "GROUP BY ?speaker ORDER BY DESC(?n) ?speaker LIMIT 1"
    )
    return rows[0][0]
