"""The page on which people write SPARQL, and what it completes from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from counterpoint.errors import CounterpointError
from counterpoint.tokens import TOKEN, declared_prefixes
from counterpoint.vocabulary import CP, PREFIXES
from counterpoint.web.dispatch import POLICY
from counterpoint.web.pages.rendering import render
from counterpoint.web.questions import catalogue
from counterpoint.web.replies import JSON, Ask, Reply

if TYPE_CHECKING:
    from counterpoint.questions.catalogue import Question
    from counterpoint.web.site import Site

_STYLE: Final = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
EDITOR_POLICY: Final = POLICY.replace("style-src 'self'", f"style-src 'self' {_STYLE}")
"""The editor brings one style sheet in its script: just this one is allowed, by its hash; a newer one has another."""

_FIRST: Final = """\
SELECT ?speaker ?stance ?claim
WHERE {
  ?statement cp:speaker/schema:name ?speaker ;
    cp:stance/rdfs:label ?stance ;
    cp:claim/schema:name ?claim .
}
ORDER BY ?speaker ?claim
LIMIT 100"""

_TERMS: Final = """SELECT DISTINCT ?term ?kind ?label WHERE {
  VALUES ?kind { rdfs:Class owl:Class rdf:Property owl:ObjectProperty owl:DatatypeProperty owl:SymmetricProperty
    owl:TransitiveProperty owl:AnnotationProperty }
  ?term a ?kind . OPTIONAL { ?term rdfs:label ?label } FILTER (isIRI(?term)) }"""
_CLASSES: Final = "SELECT DISTINCT ?class WHERE { ?s a ?class FILTER (isIRI(?class)) }"
_PROPERTIES: Final = "SELECT DISTINCT ?p WHERE { ?s ?p ?o }"


def editor(site: Site, ask: Ask) -> Reply:
    """Show the editor, with a query that somebody followed a link to, or one to begin with."""
    query = _with_prefixes(ask.get("query") or _FIRST)
    return render(
        site,
        "editor.html.j2",
        here="/editor",
        headers={"Content-Security-Policy": EDITOR_POLICY},
        query=query,
        examples=_examples(site),
    )


def terms(site: Site, _ask: Ask) -> Reply:
    """Give what the editor completes: prefixes, and classes and properties of the ontology and of the data."""
    found = site.kept("terms", lambda: _terms(site))
    about = {**found, "prefixes": dict(PREFIXES), "base": f"{site.base}/"}
    return Reply(json.dumps(about, ensure_ascii=False).encode(), JSON)


def _terms(site: Site) -> Mapping[str, Any]:
    table = site.corpus.store.table
    classes = {row[0] for row in table(_CLASSES)}
    properties = {row[0] for row in table(_PROPERTIES)}
    for term, kind, _ in table(_TERMS):
        (classes if kind.endswith("Class") else properties).add(term)
    # Our own terms first: they are what people come for.
    return {
        "classes": sorted(classes, key=lambda iri: (not iri.startswith(CP), iri)),
        "properties": sorted(properties, key=lambda iri: (not iri.startswith(CP), iri)),
    }


def _examples(site: Site) -> list[tuple[str, str]]:
    """Give the questions of the library by their summaries, each ready to run."""
    questions = catalogue(site)
    # Names are looked up once for each text of a question: a file that is changed is another.
    texts = {one.summary: site.kept(f"example {one.text}", partial(_example, site, one)) for one in questions.values()}
    return [(summary, text) for summary, text in texts.items() if text]


def _example(site: Site, question: Question) -> str:
    """Write a question with the values that its header gives as examples; empty where these name nothing here."""
    values = {
        parameter.name: parameter.default or parameter.example
        for parameter in question.typed.values()
        if not parameter.optional or parameter.default
    }
    try:
        sparql = question.sparql(values, site.corpus.store)
        return _with_prefixes("\n".join(line for line in sparql.splitlines() if not line.startswith("#+")))
    except CounterpointError:
        return ""


def _with_prefixes(query: str) -> str:
    """Declare the prefixes that a query uses: the endpoint knows them by itself, the editor does not.

    >>> print(_with_prefixes("ASK { ?s a cp:Claim }"))
    PREFIX cp: <https://w3id.org/counterpoint/ns#>
    <BLANKLINE>
    ASK { ?s a cp:Claim }
    """
    declared = declared_prefixes(query)
    bare = TOKEN.sub(lambda found: found["parameter"] or " ", query)
    used = [prefix for prefix in PREFIXES if prefix not in declared and re.search(rf"(?<![\w:.?$-]){prefix}:", bare)]
    lines = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used)
    return f"{lines}\n{query}" if lines and not declared else lines + query
