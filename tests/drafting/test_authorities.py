from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from counterpoint.drafting import authorities
from counterpoint.drafting.authorities import Names
from counterpoint.errors import UnknownNameError
from counterpoint.workspace import Workspace
from tests.desk import Desk


@pytest.fixture
def names(desk: Desk) -> Names:
    return Names.read(desk.workspace)


def test_names_are_those_of_the_records_and_of_the_ontology(names: Names) -> None:
    assert names.of["person"] == {"ada": "Ada Lovelace", "bob": "Bob Bern"}
    assert names.of["source"] == {"moon-talk": "A talk about the moon"}
    assert names.of["role"]["medical-director"] == "medical director"
    assert names.of["topic"] == {"moon": "The moon"}
    assert names.topics_of["cheese"] == ("moon",)
    assert (names.called("ada"), names.called("nobody")) == ("Ada Lovelace", "nobody")


def test_roles_given_to_somebody_define_nobody(desk: Desk) -> None:
    desk.write("graph/sources/other.yaml", "source: {id: other, title: Other}\npeople: {ada: {roles: [lecturer]}}\n")
    assert Names.read(desk.workspace).of["person"]["ada"] == "Ada Lovelace"


def test_thing_is_found_by_id_or_name_whatever_the_case(names: Names) -> None:
    assert names.find("ada", "person") == names.find(" ada  LOVELACE", "person", "organisation") == "ada"
    with pytest.raises(UnknownNameError, match='no claim is called "ada"'):
        names.find("ada", "claim")
    with pytest.raises(UnknownNameError, match='did you mean "Ada Lovelace"'):
        names.find("Ada Lovelac", "person")


def test_only_files_that_changed_are_read_again(desk: Desk, names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    defined = authorities._defined  # noqa: SLF001 - to see what is read

    def note(shown: str, data: bytes, workspace: Workspace) -> dict[str, Any]:
        read.append(shown)
        return defined(shown, data, workspace)

    monkeypatch.setattr(authorities, "_defined", note)
    assert Names.read(desk.workspace).of == names.of
    assert read == []
    desk.write("graph/people.yaml", "people: {eve: Eve Hall}\n")
    assert Names.read(desk.workspace).of["person"]["eve"] == "Eve Hall"
    desk.spoil("Bob Bern", "Bob Born")
    assert Names.read(desk.workspace).of["person"]["bob"] == "Bob Born"
    assert read == ["graph/people.yaml", "graph/sources/moon-talk.yaml"]
    (desk.root / "graph/people.yaml").unlink()
    assert "eve" not in Names.read(desk.workspace).of["person"]


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", '{"format": 1}', '{"format": 0, "files": {}}', '{"format": 1, "files": 7}']
)
def test_what_was_kept_and_is_damaged_was_not_kept(desk: Desk, names: Names, kept: str) -> None:
    place = desk.root / ".counterpoint/names.json"
    assert json.loads(place.read_text(encoding="utf-8"))["files"]
    place.write_text(kept, encoding="utf-8")
    assert Names.read(desk.workspace).of == names.of


def test_files_with_faults_still_give_their_names(desk: Desk) -> None:
    desk.write("graph/bad.yaml", "people: [\n")
    desk.write("graph/people.yaml", "people: {eve: {name: Eve Hall, colour: red}}\nclaims: {x: {about: moon}}\n")
    names = Names.read(desk.workspace)
    assert names.of["person"]["eve"] == "Eve Hall"
    assert names.of["claim"]["x"] == "x"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_state_that_cannot_be_written_costs_time_only(desk: Desk) -> None:
    desk.root.chmod(0o500)
    try:
        assert Names.read(desk.workspace).of["person"]
    finally:
        desk.root.chmod(0o700)


def test_file_in_the_place_of_the_state_costs_time_only(desk: Desk) -> None:
    desk.write(".counterpoint", "a file")
    assert Names.read(desk.workspace).of["person"]["ada"] == "Ada Lovelace"
    assert Path(desk.root / ".counterpoint").is_file()
