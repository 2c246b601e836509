"""Check the workspace's own context: the keys that its records may have besides the shipped ones."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from counterpoint.records.values import DATATYPES
from counterpoint.terms.checking_terms import tell_unknown
from counterpoint.terms.findings import Findings
from counterpoint.terms.lexicon import (
    DATATYPE_PROPERTY,
    OBJECT_PROPERTY,
    OURS,
    PROPERTIES,
    RDFS,
    Lexicon,
    short,
    split,
)
from counterpoint.terms.scanning import Mention, mentions_in
from counterpoint.vocabulary import PREFIXES, XSD, Vocabulary
from counterpoint.workspace import shipped

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_SCHEMES: Final = frozenset({"http", "https", "urn", "tag", "info", "doi"})
"""How an address begins; what else stands before a colon is a prefix that nobody defined."""
_KEYWORDS: Final = frozenset({"@version"})
_PARTS: Final = frozenset({"@id", "@type"})
"""What a definition may say; a record is written in no other way."""
_KEY: Final = re.compile(r"[A-Za-z][\w-]*")


def check_context(lexicon: Lexicon, found: Findings) -> None:
    """Find terms that mean nothing, mean something else already, or do not fit the ontology; and what has no key."""
    context = lexicon.context
    if context.problem:
        found.faults.append(context.problem)
    base = json.loads(shipped("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    for term, definition in context.terms.items():
        place = context.place(term)
        if term.startswith("@"):
            if term not in _KEYWORDS:
                found.fault(place, f"{term} speaks for every record", "a workspace's own context only adds terms")
        elif term in base:
            if definition != base[term]:
                what = f'the term "{term}" ships with Counterpoint and means {_meaning(base[term])}'
                found.fault(place, what, "choose another word")
            else:
                found.note(place, f'the term "{term}" is defined here as it ships', "take it out")
        elif _is_sound(lexicon, term, definition, found):
            _check_term(lexicon, term, definition, found)
    if not context.problem:
        _check_without_key(lexicon, found)


def _meaning(definition: Any) -> str:
    return str(definition.get("@id", "")) if isinstance(definition, dict) else str(definition)


def _is_sound(lexicon: Lexicon, term: str, definition: Any, found: Findings) -> bool:
    place = lexicon.context.place(term)
    if not isinstance(definition, str | dict):
        found.fault(place, f'the term "{term}" has no meaning', 'write "prefix:name", or {"@id": …, "@type": …}')
        return False
    if isinstance(definition, dict) and (odd := sorted(definition.keys() - _PARTS)):
        found.fault(
            place, f'the term "{term}" uses {odd[0]}, which records know nothing of', 'keep to "@id" and "@type"'
        )
        return False
    iri = lexicon.vocabulary.iri(term)
    prefix = iri.partition(":")[0]
    if not _ABSOLUTE.fullmatch(iri) or prefix not in _SCHEMES:
        what = f'"{prefix}:" is no prefix' if ":" in iri else f'the term "{term}" means nothing'
        found.fault(
            place, what, f'add "{prefix}": "https://…#", or write https://…' if ":" in iri else "write prefix:name"
        )
        return False
    if not iri.endswith(("#", "/")) and (first := _other(lexicon, term, iri)):
        found.fault(place, f'"{term}" and "{first}" mean the same: {lexicon.short(iri)}', "keep one")
    return True


def _other(lexicon: Lexicon, term: str, iri: str) -> str:
    """Find another term that means the same."""
    vocabulary = lexicon.vocabulary
    return next(
        (one for one in vocabulary.context if one != term and not one.startswith("@") and vocabulary.iri(one) == iri),
        "",
    )


def _check_term(lexicon: Lexicon, term: str, definition: Any, found: Findings) -> None:
    context, iri = lexicon.context, lexicon.vocabulary.iri(term)
    place, name = context.place(term), lexicon.short(iri)
    if iri.endswith(("#", "/")):
        _check_prefix(term, iri, lexicon, found)
        return
    before = len(found.faults)
    tell_unknown(lexicon, Mention(iri, place.line, place.column), place.file, found)
    if len(found.faults) > before:
        return
    if iri not in lexicon.facts and not iri.startswith(OURS):
        hint = "describe it in a file of ontology/, with its label and what it leads to"
        found.note(place, f'the key "{term}" means {name}, of which the ontology says nothing', hint)
    if not _KEY.fullmatch(term):
        found.fault(place, f'"{term}" cannot be a key of a record', "use letters, digits and hyphens")
    kind = lexicon.kind(iri)
    datatype = definition.get("@type", "") if isinstance(definition, dict) else ""
    if kind in ("stance", "mode", "class", "role", "topic") and datatype:
        found.fault(place, f'"{term}" is a {kind}, and has a type of values', f'write "{term}": "{name}"')
    elif kind in ("property", ""):
        _check_type(lexicon, term, iri, datatype, found)


def _check_prefix(term: str, iri: str, lexicon: Lexicon, found: Findings) -> None:
    known = PREFIXES.get(term)
    if known and known != iri:
        found.fault(lexicon.context.place(term), f'the prefix "{term}" stands for {known} elsewhere', "choose another")


def _check_type(lexicon: Lexicon, term: str, iri: str, datatype: str, found: Findings) -> None:
    """Compare the type of a key's values with what the property leads to."""
    place, vocabulary, types = lexicon.context.place(term), lexicon.vocabulary, lexicon.types(iri)
    whole = Vocabulary(vocabulary.context).iri(datatype) if datatype else XSD + "string"
    above = lexicon.above(iri, RDFS + "subPropertyOf")
    ranges = [value for one in above for value in lexicon.values(one, RDFS + "range")]
    name = lexicon.short(iri)
    if datatype.startswith("@"):
        if datatype not in ("@id", "@vocab"):
            found.fault(
                place, f'the values of "{term}" are of the type {datatype}', 'write "@id" for ids, or a datatype'
            )
        elif DATATYPE_PROPERTY in types:
            wanted = short(ranges[0]) if ranges else "a datatype"
            found.fault(place, f'"{term}" takes ids, and {name} leads to values', f'write "@type": "{wanted}"')
        return
    if OBJECT_PROPERTY in types:
        found.fault(place, f'"{term}" takes values, and {name} leads to things', 'write "@type": "@id"')
    elif ranges and whole not in ranges and ranges[0].startswith(XSD):
        wanted = short(ranges[0])
        hint = 'take "@type" away' if ranges[0] == XSD + "string" else f'write "@type": "{wanted}"'
        found.fault(place, f'the values of "{term}" are {short(whole)}, and {name} leads to {wanted}', hint)
    elif whole != XSD + "string" and short(whole) not in DATATYPES:
        known = ", ".join(sorted(DATATYPES))
        found.note(place, f'what is written under "{term}" is not checked to be {short(whole)}', f"checked are {known}")


def _check_without_key(lexicon: Lexicon, found: Findings) -> None:
    """Find properties of the workspace's own that nothing uses: no key, no other property, no shape and no query."""
    keys = {lexicon.vocabulary.iri(term) for term in lexicon.context.terms if not term.startswith("@")}
    used = {one.iri for path in lexicon.queries for one in mentions_in(path, PREFIXES)}
    used |= {one.iri for file in lexicon.own for one in file.mentions if not one.leads}
    for iri in lexicon.own_terms:
        if lexicon.kind(iri) != "property" or iri in keys:
            continue
        name, key = lexicon.short(iri), re.sub(r"(?<=[a-z])(?=[A-Z])", "-", split(iri)[1]).lower()
        value = next((one for one in lexicon.values(iri, RDFS + "range") if one.startswith(XSD)), XSD + "string")
        datatype = "@id" if OBJECT_PROPERTY in lexicon.types(iri) else short(value)
        type_ = f', "@type": "{datatype}"' if value != XSD + "string" or datatype == "@id" else ""
        hint = f'add "{key}": {{"@id": "{name}"{type_}}} to ontology/context.jsonld'
        if not lexicon.types(iri) & set(PROPERTIES) or iri in used:
            found.note(lexicon.place(iri), f"no record can say {name}: it has no key", hint)
        else:
            found.fault(
                lexicon.place(iri), f"nothing uses {name}: it has no key, and no query and no shape names it", hint
            )
