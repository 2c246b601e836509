"""Who a server may be started for."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint.errors import UsageError
from counterpoint.web.editing.desk import known_coder
from counterpoint.workspace import Workspace
from tests.web.editing.eastmere import draft, furnish
from tests.web.editing.test_deciding import data_of, said
from tests.web.editing.visiting import Visitor
from tests.web.serving import serving


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(furnish(tmp_path / "debate"))


def test_somebody_whom_a_record_names_is_found_by_id_or_name(workspace: Workspace) -> None:
    assert known_coder(workspace, "jane-doe") == known_coder(workspace, "Jane Doe") == "jane-doe"


def test_a_full_name_that_nobody_has_is_of_somebody_new(workspace: Workspace) -> None:
    assert known_coder(workspace, "Zoë  Novak") == "+Zoë Novak"


def test_an_id_that_nobody_has_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError) as problem:
        known_coder(workspace, "jane-do")
    assert str(problem.value).startswith('nobody has the id "jane-do"; did you mean "')
    assert str(problem.value).endswith('introduce somebody new by their full name: --as "Full Name"')


def test_an_id_of_somebody_whom_a_draft_has_introduced_is_known(workspace: Workspace) -> None:
    draft(workspace.root, "moon", about={"coders": {"zoe-novak": "Zoë Novak", "madonna": "Madonna"}})
    (workspace.drafts / "broken.yaml").write_text("statements: [\n")
    assert known_coder(workspace, "zoe-novak") == "+Zoë Novak"
    assert known_coder(workspace, "Madonna") == "+Madonna"


def test_a_server_started_for_somebody_new_introduces_them(tmp_path: Path) -> None:
    root = furnish(tmp_path / "debate")
    path = draft(root, "moon")
    with serving("--edit", "--as", "Zoë Novak", workspace=root) as served:
        visitor = Visitor(served)
        assert "You are <bdi>Zoë Novak</bdi>" in visitor.get("/edit").text
        visitor.step("moon", "accept", "weir-1", stance="supports", claim="weir-serves-nobody")
        assert said(path, "weir-1")["confirmed-by"] == "zoe-novak"
        assert data_of(path)["draft"]["coders"] == {"zoe-novak": "Zoë Novak"}
        visitor.step("moon", "undo")
        assert "coders" not in data_of(path)["draft"]
        visitor.step("moon", "accept", "weir-1", stance="supports", claim="nothing-such")
        assert "coders" not in data_of(path)["draft"]
        visitor.step("moon", "accept", "weir-1", stance="supports", claim="weir-serves-nobody")
        for one in ("weir-2", "floods-1", "water-1", "harbour-1", "fished-1"):
            visitor.step("moon", "reject", one)
        page = visitor.get("/edit/draft/moon/finish")
        revision = page.text.split('name="revision" value="')[1].split('"')[0]
        token = page.text.split('name="token" value="')[1].split('"')[0]
        assert visitor.post("/edit/draft/moon/finish", {"token": token, "revision": revision}).status == 200
    assert "zoe-novak" in (root / "graph" / "people.yaml").read_text()
