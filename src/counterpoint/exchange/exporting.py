"""Write a debate in the format of another program."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from counterpoint.errors import UsageError
from counterpoint.exchange.debate import Report, Source
from counterpoint.exchange.rdf.syntaxes import SYNTAXES
from counterpoint.matching import nearest
from counterpoint.records.quotations import digest, read_text
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import CP

if TYPE_CHECKING:
    from counterpoint.store.interface import Store
    from counterpoint.workspace import Workspace

TABLES: Final = ("csv", "parquet")
FORMATS: Final = (*SYNTAXES, *TABLES, "excel", "dna", "aif", "nanopubs")
"""What can be exported."""
ENDINGS: Final = {
    **{
        ending: name
        for name, syntax in SYNTAXES.items()
        for ending in syntax.endings
        if ending not in (".json", ".xml")
    },
    ".csv": "csv",
    ".parquet": "parquet",
    ".xlsx": "excel",
    ".dna": "dna",
    ".json": "aif",
}
"""The format that the ending of a file's name stands for."""


def refuse_unknown(name: str) -> None:
    """Refuse a format that there is not.

    :raises UsageError: where it is none.
    """
    if name not in FORMATS:
        close = nearest(name, FORMATS)
        hint = f"did you mean {close[0]}?" if close else f"use {', '.join(FORMATS)}"
        raise UsageError(f'there is no export as "{name}"', hint)


def export(store: Store, workspace: Workspace, name: str, report: Report) -> bytes:
    """Write what a store holds, in any format but the statement tables of :mod:`counterpoint.network`.

    :param store: where the debate is.
    :param workspace: whose terms it uses, and whose texts may be at hand.
    :param name: one of :data:`FORMATS`.
    :param report: told what the format cannot hold.
    :raises UsageError: where RDF is asked for and the graph is behind an endpoint.
    """
    refuse_unknown(name)
    if name in SYNTAXES:
        from counterpoint.exchange.rdf.writing import write_rdf

        if not isinstance(store, EmbeddedStore):
            raise UsageError("the graph behind an endpoint is not exported", "ask the endpoint with CONSTRUCT")
        return write_rdf(store, name)
    if name == "nanopubs":
        from counterpoint.exchange.nanopubs import write_nanopubs

        return write_nanopubs(store, datetime.datetime.now(datetime.UTC))
    return _write_debate(store, workspace, name, report)


def _write_debate(store: Store, workspace: Workspace, name: str, report: Report) -> bytes:
    from counterpoint.exchange.extracting import extract

    debate = extract(store, workspace.vocabulary)
    debate.report = report
    if name == "excel":
        from counterpoint.exchange.tables.writing import write_workbook

        return write_workbook(debate)
    if name == "aif":
        from counterpoint.exchange.aif.writing import write_aif

        return write_aif(debate, _alignments(store))
    from counterpoint.exchange.dna.writing import write_dna
    from counterpoint.exchange.polarities import polarities

    return write_dna(debate, polarities(store, workspace.vocabulary), _texts(workspace))


def _alignments(store: Store) -> Iterator[tuple[str, str, str]]:
    """Yield what the rules derived, with the evidence of the two statements that it rests on."""
    for kind in ("agreement", "disagreement"):
        query = (
            f"SELECT DISTINCT ?one ?other WHERE {{ ?a a <{CP}{kind.title()}> ; <{CP}basis> ?s , ?t . "
            f"?s <{CP}evidence> ?one . ?t <{CP}evidence> ?other FILTER (STR(?s) < STR(?t)) }} ORDER BY ?one ?other"
        )
        for one, other in store.table(query):
            if one != other:
                yield kind, one, other


def _texts(workspace: Workspace) -> Callable[[Source], str | None]:
    def text_of(source: Source) -> str | None:
        path: Path = workspace.text_of(source.identifier)
        if not source.identifier or not path.is_file():
            return None
        text = read_text(path)
        noted = source.details.get("text-digest", [""])[0]
        return text if not noted or noted == digest(text) else None

    return text_of
