"""An article: its text, and what its file says of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """The text of an article and what its file says of it; what the file leaves in doubt is empty.

    :param text: paragraphs with a blank line between them, or a plain text file as it is: offsets count its characters.
    :param title: as printed.
    :param authors: names, in order.
    :param author_roles: what each author is said to be ("freelance journalist"), or an empty string; one an author.
    :param published: an ISO date: of a year, a month or a day.
    :param doi: without an address before it (``10.1136/bmj.i631``).
    :param url: where it was published.
    :param publisher: the name of the publication.
    :param language: a BCP 47 tag (``en``, ``en-GB``).
    :param licence: an address where there is one, else the name of the licence.
    :param kind: ``NewsArticle``, ``ScholarlyArticle`` …, a term of the context; an empty string where not said.
    :param notes: what a person should look at: an encoding that was guessed, what was left out, what is in doubt.
    """

    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    author_roles: tuple[str, ...] = ()
    published: str = ""
    doi: str = ""
    url: str = ""
    publisher: str = ""
    language: str = ""
    licence: str = ""
    kind: str = ""
    notes: tuple[str, ...] = ()
