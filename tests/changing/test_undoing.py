"""Undoing: the last change goes as a whole, in files and store, unless somebody has edited its files since."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counterpoint import Corpus
from counterpoint.changing.change import Change
from counterpoint.changing.journal import KEPT
from counterpoint.errors import FaultsError, UsageError, WorkspaceError
from tests.changing.conftest import Debate
from tests.changing.test_adding import NEW, outside

CHANGES: dict[str, Callable[[Debate], Change]] = {
    "add": lambda debate: Corpus.add([outside(debate, NEW)], debate.root),
    "remove": lambda debate: Corpus.remove("talk", debate.root, cascade=True),
    "rename": lambda debate: Corpus.rename("talk", "moon-talk", debate.root),
    "merge": lambda debate: Corpus.merge("acme", "bmj", debate.root),
}


@pytest.mark.parametrize("case", CHANGES)
def test_what_was_changed_is_undone(debate: Debate, case: str) -> None:
    Corpus.build(debate.root)
    before, stored = debate.files(), debate.stored()
    change = CHANGES[case](debate)
    assert change.made
    assert (debate.files(), debate.stored()) != (before, stored)
    undone = Corpus.undo(debate.root)
    assert undone.summary == f"undo: {change.summary}"
    assert (debate.files(), debate.stored()) == (before, stored)
    with pytest.raises(UsageError, match="there is no change to undo"):
        Corpus.undo(debate.root)


def test_changes_are_undone_one_by_one_the_last_first(debate: Debate) -> None:
    before = debate.files()
    Corpus.rename("ada", "lovelace", debate.root)
    between = debate.files()
    Corpus.rename("lovelace", "ada-l", debate.root)
    Corpus.undo(debate.root)
    assert debate.files() == between
    Corpus.undo(debate.root)
    assert debate.files() == before


def test_a_file_that_was_edited_since_is_not_overwritten(debate: Debate) -> None:
    Corpus.rename("ada", "lovelace", debate.root)
    debate.write("graph/people.yaml", debate.text("graph/people.yaml") + "  dee: Dee\n")
    after = debate.files()
    with pytest.raises(
        WorkspaceError, match=r"rename the person ada to lovelace\) is not undone: graph/people\.yaml was"
    ):
        Corpus.undo(debate.root)
    assert debate.files() == after


def test_what_others_name_since_is_not_undone(debate: Debate) -> None:
    Corpus.add([outside(debate, NEW)], debate.root)
    debate.write("graph/sources/later.yaml", "source: {id: later, title: Later, author: dee}\n")
    with pytest.raises(FaultsError, match=r'later\.yaml:1:43: no person or organisation has the id "dee"'):
        Corpus.undo(debate.root)
    assert (debate.root / "graph/sources/third.yaml").exists()


def test_what_was_only_shown_is_nothing_to_undo(debate: Debate) -> None:
    before = debate.files()
    assert not Corpus.rename("ada", "lovelace", debate.root, agree=lambda _: False).made
    assert debate.files() == before
    with pytest.raises(UsageError, match="there is no change to undo"):
        Corpus.undo(debate.root)


def test_old_changes_are_forgotten(debate: Debate) -> None:
    folder = debate.workspace.state / "changes"
    Corpus.rename("ada", "a0", debate.root)
    data = (folder / "1").read_bytes()
    for number in range(2, KEPT + 3):
        (folder / str(number)).write_bytes(data)
    Corpus.rename("a0", "a1", debate.root)
    assert sorted(int(path.name) for path in folder.iterdir()) == list(range(4, KEPT + 4))
