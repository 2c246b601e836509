"""What a name or some words lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from counterpoint.web.pages.rendering import render
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site

_MOST: Final = 50
_WORDS: Final = 50


def search(site: Site, ask: Ask) -> Reply:
    """Show the people, organisations, claims and topics of a name, and the statements that hold the words.

    A name that means one thing and is typed out in full leads there at once.
    """
    from counterpoint.web.search import index

    typed = " ".join(ask.get("q").split())[:200]
    if not typed:
        return render(site, "search.html.j2", sought="", found=[], said=[])
    found = index(site).find(typed, limit=_MOST)
    whole = [one for one in found if one.name.casefold() == typed.casefold()]
    if len(whole) == 1:
        return Reply(b"", status=303, headers={"Location": site.path(whole[0].iri)})
    said = site.corpus.ask("find-words", text=typed).rows[:_WORDS] if "find-words" in site.corpus.questions else []
    return render(site, "search.html.j2", sought=typed, found=found, said=said)
