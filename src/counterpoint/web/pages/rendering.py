"""Fill in the templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from counterpoint.__about__ import __version__
from counterpoint.view.text import clean, spoken_date, web_link
from counterpoint.web.replies import HTML, Reply
from counterpoint.workspace import shipped

if TYPE_CHECKING:
    from counterpoint.web.site import Site

LONG = 400
"""The longest name that is shown whole, in characters."""


def render(
    site: Site | None, template: str, *, status: int = 200, headers: dict[str, str] | None = None, **context: Any
) -> Reply:
    """Fill in a template.

    :param site: what the page is about; none for what is said before there is any.
    :param template: the name of a file in ``viz/web/``; a workspace's own goes before the shipped one.
    :param status: the HTTP status.
    :param headers: further headers.
    :param context: what the template needs beside what all of them get.
    """
    own = site.corpus.workspace.root / "viz" / "web" if site else None
    path = site.path if site else (lambda iri: iri)
    title = site.title if site else "Counterpoint"
    known = {"site_title": title, "path": path, "editing": bool(site and site.editing)}
    text = _environment(own).get_template(template).render(known | context)
    return Reply(text.encode("utf-8", "replace"), HTML, status, headers or {})


@cache
def _environment(own: Path | None) -> Environment:
    folders = [folder for folder in (own, shipped("viz", "web")) if folder is not None]
    environment = Environment(
        loader=FileSystemLoader(folders, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "name": lambda text: clean(text or "", limit=LONG),
        "words": lambda text: clean(text or "", joiners=True),
        "date": spoken_date,
        "link": web_link,
        "quoted": _quoted,
        "count": lambda number: f"{number:,}",
        "plural": _plural,
    }
    environment.globals |= {"version": __version__}
    return environment


def _quoted(text: str) -> Markup:
    """Put words between quotation marks, single ones where there are double ones in them."""
    marks = "‘’" if any(sign in text for sign in '"“”') else "“”"
    return Markup("{}{}{}").format(marks[0], clean(text, joiners=True), marks[1])


def _plural(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun.

    >>> _plural(1, "claim"), _plural(1200, "person", "people")
    ('1 claim', '1,200 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
