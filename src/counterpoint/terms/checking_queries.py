"""Check the workspace's own questions, rules and checks: that they parse, and use terms that there are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox

from counterpoint.errors import CounterpointError, Place, QueryError
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.templates import Template, Term
from counterpoint.terms.checking_terms import tell_unknown
from counterpoint.terms.findings import Findings
from counterpoint.terms.lexicon import Lexicon
from counterpoint.terms.scanning import mentions_in
from counterpoint.vocabulary import PREFIXES

_RULES: Final = "rules"


def check_queries(lexicon: Lexicon, found: Findings) -> None:
    """Find terms that nothing describes, queries that do not parse, and rules that derive nothing."""
    for path in lexicon.queries:
        shown = lexicon.workspace.shown(path)
        for one in mentions_in(path, PREFIXES):
            tell_unknown(lexicon, one, shown, found)
        _check_query(path, shown, lexicon, found)


def _check_query(path: Path, shown: str, lexicon: Lexicon, found: Findings) -> None:
    template = Template(path.stem, path)
    is_rule = path.parent.name == _RULES
    try:
        values: dict[str, Term | list[Term]] = {name: ox.Literal(1) for name in template.parameters}
        if is_rule:
            nothing = ox.NamedNode(lexicon.workspace.base)
            values |= {"claims": [nothing], "base": nothing, "rule": nothing}
            if "claims" not in template.parameters:
                hint = "begin it with VALUES ?claim { ?_claims }"
                found.fault(Place(shown, 1, 1), "the rule does not work on the claims that it is given", hint)
        result = EmbeddedStore().query(template.bind(values))
    except QueryError as problem:
        place = Place(shown, problem.line or 1, problem.column or 1)
        found.fault(
            place, f"the query cannot be used: {problem.message.splitlines()[0]}", problem.hint or "mend the SPARQL"
        )
    except CounterpointError as problem:
        found.fault(Place(shown, 1, 1), problem.message.replace(str(path), "the query"), problem.hint or "mend it")
    else:
        if is_rule and not isinstance(result, ox.QueryTriples):
            found.fault(Place(shown, 1, 1), "the rule is no CONSTRUCT", "write CONSTRUCT { … } WHERE { … }")
        if not template.header:
            found.note(Place(shown, 1, 1), "the query does not say what it is for", "begin it with #+ summary: …")
