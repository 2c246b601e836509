"""What search engines read: the thing on a page in the words of schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from counterpoint.view.text import clean, web_link
from counterpoint.web.pages.reading import Entry, Named

if TYPE_CHECKING:
    from counterpoint.web.site import Site

_TYPES: Final = {
    "person": "Person",
    "organisation": "Organization",
    "claim": "Claim",
    "topic": "DefinedTerm",
    "role": "DefinedTerm",
    "source": "CreativeWork",
    "statement": "Quotation",
}
_QUOTATIONS: Final = 20


def as_schema_org(site: Site, kind: str, name: Named, read: Mapping[str, Any], origin: str) -> Markup:
    """Describe a thing, as the content of a script element that no text in it can end.

    :param kind: the kind of thing.
    :param name: the thing.
    :param read: what its page shows.
    :param origin: scheme and host of the page.
    """
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES[kind],
        "@id": name.iri,
        "name": clean(name.name),
        "url": origin + site.path(name.iri),
    }
    about |= _MORE[kind](read) if kind in _MORE else {}
    text = json.dumps({key: value for key, value in about.items() if value}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - the signs that HTML gives a meaning are gone


def _person(read: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "jobTitle": [clean(str(held.role)) for held in read["roles"] if not held.role.former],
        "worksFor": [
            {"@type": "Organization", "@id": held.organisation.iri, "name": clean(held.organisation.name)}
            for held in read["roles"]
            if held.organisation and not held.role.former
        ],
        "sameAs": [link for one in read["elsewhere"] if (link := web_link(one))],
    }


def _organisation(read: Mapping[str, Any]) -> dict[str, Any]:
    above = [{"@type": "Organization", "@id": one.iri, "name": clean(one.name)} for one in read["above"]]
    return {"parentOrganization": above, "sameAs": [link for one in read["elsewhere"] if (link := web_link(one))]}


def _claim(read: Mapping[str, Any]) -> dict[str, Any]:
    said = [entry for side in ("for", "against", "in part") for entry in read["sides"][side]]
    return {
        "about": [clean(one.name) for one in read["topics"]],
        "appearance": [_quotation(entry) for entry in said[:_QUOTATIONS]],
    }


def _source(read: Mapping[str, Any]) -> dict[str, Any]:
    facts = read["facts"]
    return {
        "datePublished": clean(facts["published"]),
        "sameAs": web_link(facts["url"]),
        "publisher": _text(read["publisher"]),
        "author": _text(read["author"]),
        "hasPart": [_quotation(entry) for entry in read["page"].entries[:_QUOTATIONS]],
    }


def _statement(read: Mapping[str, Any]) -> dict[str, Any]:
    return _quotation(read["entry"]) if read["entry"] else {}


def _quotation(entry: Entry) -> dict[str, Any]:
    return {
        "@type": "Quotation",
        "@id": entry.iri,
        "text": clean(entry.quote),
        "creator": {"@id": entry.speaker.iri, "name": clean(entry.speaker.name)},
        "isPartOf": {"@type": "CreativeWork", "@id": entry.source.iri, "name": clean(entry.source.name)},
    }


def _text(value: Any) -> str:
    return clean(value.name if isinstance(value, Named) else value)


_MORE: Final = {
    "person": _person,
    "organisation": _organisation,
    "claim": _claim,
    "source": _source,
    "statement": _statement,
}
