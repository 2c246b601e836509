"""RDF that uses the ontology, from a file in any syntax, with nothing fetched."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from counterpoint.errors import UsageError
from counterpoint.exchange.debate import Debate
from counterpoint.exchange.extracting import Extractor
from counterpoint.exchange.files import read_bytes
from counterpoint.exchange.nesting import refuse_depth
from counterpoint.exchange.rdf.syntaxes import SYNTAXES
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import CP, PREFIXES, RDF_TYPE, Vocabulary

_MOST_BYTES: Final = 500 << 20
_MOST_QUADS: Final = 20_000_000
_BATCH: Final = 100_000
_BASE: Final = "urn:x-counterpoint:import"
"""What relative IRIs are relative to: they name nothing outside the file."""
_DERIVED: Final = frozenset(CP + name for name in ("Agreement", "Disagreement", "Alignment"))
_SHORTCUTS: Final = frozenset(CP + name for name in ("agreesWith", "disagreesWith", "notCompared"))
_OURS: Final = (CP, PREFIXES["cpr"], CP.rstrip("#"), PREFIXES["cpr"].rstrip("#"))
_ENTITY: Final = re.compile(rb"<!\s*ENTITY")


def read_rdf(path: Path, vocabulary: Vocabulary) -> Debate:
    """Read a debate from RDF.

    :param path: a file in Turtle, TriG, N-Triples, N-Quads, N3, JSON-LD or RDF/XML.
    :param vocabulary: the terms that records may use.
    :raises UsageError: where it does not parse, is too large, or nothing of it uses the ontology.
    """
    store = EmbeddedStore()
    count = _load(store, path)
    extractor = Extractor(store, vocabulary, path.name)
    if not extractor.debate.statements and not extractor.debate.sources:
        if dropped := extractor.report.dropped:
            message = (
                f"of the {count:,} triples in {path}, no statement can be made; {'; '.join(map(str, dropped.values()))}"
            )
            raise UsageError(
                message, "a statement has a speaker, a claim, a stance, and a source that it was quoted from"
            )
        hint = f"statements are of the class {CP}Statement"
        raise UsageError(f"of the {count:,} triples in {path}, none uses the ontology", hint)
    _tell_rest(store, extractor)
    return extractor.debate


def _load(store: EmbeddedStore, path: Path) -> int:
    data = read_bytes(path, _MOST_BYTES)
    name = _syntax(path, data)
    if name == "JSON_LD":
        refuse_depth(path, data)
    if name == "RDF_XML" and _ENTITY.search(data.replace(b"\0", b"")):
        raise UsageError(f"{path} declares entities", "write their text out; they are not expanded")
    count = 0
    try:
        quads = iter(ox.parse(data, format=getattr(ox.RdfFormat, name), base_iri=_BASE, rename_blank_nodes=True))
        while batch := list(itertools.islice(quads, _BATCH)):
            count += len(batch)
            if count > _MOST_QUADS:
                raise UsageError(f"{path} holds more than {_MOST_QUADS:,} triples", "split it")
            store.engine.bulk_extend(batch)
    except (SyntaxError, ValueError, OSError) as problem:
        said = " ".join(str(problem).split())
        hint = "write the context into the file; nothing is fetched" if "context" in said else "mend it there"
        raise UsageError(f"{path} does not parse: {said}", hint) from problem
    return count


def _syntax(path: Path, data: bytes) -> str:
    """Tell the syntax by the ending, else by how the content begins."""
    ending = path.suffix.lower()
    if found := next((one.name for one in SYNTAXES.values() if ending in one.endings), ""):
        return found
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return "JSON_LD"
    return "RDF_XML" if start.startswith((b"<?xml", b"<rdf:", b"<!DOCTYPE")) else "TRIG"


def _tell_rest(store: EmbeddedStore, extractor: Extractor) -> None:
    """Report the triples that were not carried over, by what they are."""
    report, left = extractor.report, Counter[str]()
    derived = {
        quad.subject
        for quad in store.engine.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), None)
        if isinstance(quad.object, ox.NamedNode) and quad.object.value in _DERIVED
    }
    for subject, predicate in _subjects(store):
        iri = str(getattr(subject, "value", subject))
        name = f"_:{iri}" if isinstance(subject, ox.BlankNode) else iri
        if (name, predicate) in extractor.carried:
            continue
        if subject in derived or predicate in _SHORTCUTS:
            report.drop("triples that the rules derive anew")
        elif name.startswith(_OURS):
            report.drop("triples of the ontology, which every workspace has")
        else:
            left[predicate] += 1
    for predicate, count in left.most_common():
        report.drop(f"triples with {predicate}", times=count)


def _subjects(store: EmbeddedStore) -> Iterator[tuple[object, str]]:
    for quad in store.engine:
        yield quad.subject, quad.predicate.value
