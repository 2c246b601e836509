"""Check what a workspace adds to the ontology as the shipped ontology is tested."""

from __future__ import annotations

from counterpoint.errors import Place
from counterpoint.records.schema import SCHEMA_FILE, schema_text
from counterpoint.terms.checking_context import check_context
from counterpoint.terms.checking_logic import check_circles, check_logic
from counterpoint.terms.checking_queries import check_queries
from counterpoint.terms.checking_shapes import check_shapes
from counterpoint.terms.checking_terms import (
    check_clashes,
    check_concepts,
    check_dangling,
    check_descriptions,
    check_kinds,
    check_labels,
    check_stances,
)
from counterpoint.terms.findings import Findings
from counterpoint.terms.lexicon import Lexicon
from counterpoint.workspace import Workspace, shipped

_CHECKS = (
    check_dangling,
    check_descriptions,
    check_labels,
    check_kinds,
    check_clashes,
    check_stances,
    check_concepts,
    check_logic,
    check_circles,
    check_shapes,
    check_context,
    check_queries,
)


def check_ontology(workspace: Workspace) -> Findings:
    """Check the files of ``ontology/`` and ``queries/`` that a workspace has of its own.

    :returns: each fault with its place and what to do, and notes on what is hardly meant.
    """
    lexicon = Lexicon.read(workspace)
    found = Findings(
        files=len(lexicon.own) + bool(lexicon.context.shown) + len(lexicon.queries),
        terms=len(lexicon.own_terms),
        faults=list(lexicon.faults),
    )
    for file in lexicon.own:
        if shipped("ontology", file.path.name).is_file():
            what = f"{file.path.name} takes the place of the file of that name that ships with Counterpoint"
            found.note(Place(file.shown, 1, 1), what, "give it another name, unless that is meant")
    for check in _CHECKS:
        check(lexicon, found)
    _check_schema(workspace, found)
    return found.sort()


def _check_schema(workspace: Workspace, found: Findings) -> None:
    """Note that editors go by a schema that the ontology has outgrown."""
    path = workspace.root / "ontology" / SCHEMA_FILE
    if not path.is_file() or found.faults:
        return
    if path.read_text(encoding="utf-8", errors="replace") != schema_text(workspace):
        place = Place(workspace.shown(path), 1, 1)
        found.note(place, "the ontology has other terms than this schema", "counterpoint ontology schema renews it")
