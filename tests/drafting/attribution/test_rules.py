"""The table of rules, in the code and in the documentation."""

from __future__ import annotations

from pathlib import Path

from counterpoint.drafting.attribution import RULES


def test_the_documentation_has_the_table_as_it_is(repository: Path) -> None:
    text = (repository / "docs" / "explanation" / "drafting.md").read_text(encoding="utf-8")
    for slug, rule in RULES.items():
        if slug != "unknown":
            assert f"| `{slug}` | {rule.what} | {rule.right} of {rule.found} | {rule.confidence:.2f} |" in text


def test_few_cases_make_no_certainty() -> None:
    assert all(rule.confidence < 1 for rule in RULES.values())
    assert RULES["clause"].confidence != RULES["as-told"].confidence == 0.8  # nothing was seen of the latter
