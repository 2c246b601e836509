"""The reference page of the ontology is made from the ontology, and says all of it."""

from __future__ import annotations

from counterpoint.vocabulary import CP
from tests.content.graphs import CPR, context, defined_terms
from tools.ontology_page import COMMAND, PAGE, page


def test_the_page_is_up_to_date() -> None:
    written = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    assert written == page(), f"the ontology changed and its page did not: run {COMMAND}"


def test_the_page_names_every_term_role_and_word() -> None:
    text = page()
    names = {term.replace(CP, "cp:").replace(CPR, "") for term in defined_terms()}
    names |= {word for word, meaning in context().items() if not str(meaning).endswith(("#", "/", "1.1"))}
    assert not [name for name in names if f"`{name}`" not in text]


def test_the_page_is_made_the_same_twice() -> None:
    assert page() == page()
