"""The way of a draft into the debate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.editing.eastmere import QUESTION, draft, furnish, statements
from tests.web.editing.visiting import Visitor, fields_of
from tests.web.serving import Served, serving


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Served]]:
    """Serve a debate that the tests add to."""
    root = furnish(tmp_path_factory.mktemp("growing") / "debate")
    with serving("--edit", "--as", "jane-doe", workspace=root) as served:
        yield root, served


def test_a_draft_goes_from_its_first_statement_into_the_served_graph(growing: tuple[Path, Served]) -> None:
    root, served = growing
    draft(root, "whole")
    visitor = Visitor(served)
    assert served.get("/source/whole").status == 404
    visitor.step("whole", "accept", "weir-1", stance="supports", claim="weir-serves-nobody")
    visitor.step("whole", "accept", "harbour-1", stance="opposes", claim="weir-serves-nobody")
    page = visitor.get("/edit/draft/whole/finish").text
    assert "Still open" in page
    assert "Add to the debate" not in page
    for item in ("weir-2", "floods-1", "water-1"):
        visitor.step("whole", "reject", item)
    page = visitor.step("whole", "reject", "fished-1").text
    assert "Add to the debate" in page  # it leads there by itself
    answer = visitor.post("/edit/draft/whole/finish", fields_of(page))
    assert answer.status == 200, answer.text
    assert "It is part of the debate" in answer.text
    assert "1 new disagreement" in answer.text
    # Its links lead somewhere at once.
    shown = served.get("/source/whole")
    assert shown.status == 200
    assert "built for mills" in shown.text
    assert served.sparql("ASK { ?s cp:confirmedBy <https://w3id.org/counterpoint/id/person/jane-doe> }").json["boolean"]
    assert (root / "graph" / "sources" / "whole.yaml").is_file()
    assert "in the debate" in visitor.get("/edit").text
    again = visitor.post("/edit/draft/whole/finish", visitor.form("whole", "weir-1"))
    assert again.status == 422
    assert "is part of the debate" in again.text


def test_what_is_open_is_not_added_whatever_a_form_says(growing: tuple[Path, Served]) -> None:
    root, served = growing
    draft(root, "open", statements()[:1], about={"questions": [{**QUESTION, "of": ["marta-lindqvist"]}]})
    visitor = Visitor(served)
    fields = visitor.form("open", "weir-1")
    answer = visitor.post("/edit/draft/open/finish", fields)
    assert answer.status == 422
    assert "1 statement is still open" in answer.text, answer.text[answer.text.find("page-head") :]
    visitor.step("open", "accept", "weir-1", stance="supports", claim="weir-serves-nobody")
    answer = visitor.post("/edit/draft/open/finish", visitor.form("open", "weir-1"))
    assert answer.status == 422
    assert "1 question is still open" in answer.text
    assert not (root / "graph" / "sources" / "open.yaml").exists()


def test_faults_are_shown_and_nothing_changes(growing: tuple[Path, Served]) -> None:
    root, served = growing
    path = draft(root, "faulty", statements()[:1])
    path.write_text(path.read_text().replace("NewsArticle", "Sandwich"))
    visitor = Visitor(served)
    page = visitor.step("faulty", "accept", "weir-1", stance="supports", claim="weir-serves-nobody")
    answer = visitor.post("/edit/draft/faulty/finish", fields_of(page.text))
    assert answer.status == 422, answer.text
    assert "to mend first" in answer.text
    assert "Sandwich" in answer.text
    assert not (root / "graph" / "sources" / "faulty.yaml").exists()


def test_a_draft_that_was_changed_meanwhile_is_not_added(growing: tuple[Path, Served]) -> None:
    root, served = growing
    draft(root, "meanwhile", statements()[:1])
    visitor = Visitor(served)
    page = visitor.step("meanwhile", "accept", "weir-1", stance="supports", claim="weir-serves-nobody")
    visitor.step("meanwhile", "reopen", "weir-1")
    answer = visitor.post("/edit/draft/meanwhile/finish", fields_of(page.text))
    assert answer.status == 409
    assert "Nothing was added" in answer.text


def test_a_draft_of_which_all_is_rejected_has_nothing_to_add(growing: tuple[Path, Served]) -> None:
    root, served = growing
    draft(root, "nothing", statements()[:1])
    page = Visitor(served).step("nothing", "reject", "weir-1")
    assert "nothing to add" in page.text
