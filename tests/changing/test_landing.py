"""A change is made whole or not at all, whatever happens to whoever makes it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from counterpoint import Corpus
from counterpoint.changing import landing
from counterpoint.changing.change import Change
from counterpoint.changing.journal import Journal
from counterpoint.errors import StoreError, UsageError, WorkspaceError
from counterpoint.store.snapshots import Snapshots
from counterpoint.workspace import Workspace
from tests.changing.conftest import Debate
from tests.changing.killing import hash_of
from tests.changing.test_adding import NEW, outside


def digest(debate: Debate) -> str:
    return hash_of({name: data.decode() for name, data in debate.files().items()})


@pytest.mark.skipif(sys.platform == "win32", reason="processes part by fork")
@pytest.mark.parametrize(
    "name", ["add", pytest.param("rename", marks=pytest.mark.slow), pytest.param("undo", marks=pytest.mark.slow)]
)
def test_killed_at_any_step_a_change_is_made_whole_or_not_at_all(debate: Debate, name: str) -> None:
    path = outside(debate, NEW)
    if name == "undo":
        Corpus.add([path], debate.root)
    before = digest(debate)
    command = [sys.executable, "-m", "tests.changing.killing", str(debate.root), name]
    here = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=here, timeout=300)
    lines = [line.split() for line in done.stdout.splitlines()]
    ended = [int(line[1]) for line in lines if line[0] == "ended"]
    found = [line[1:] for line in lines if line[0] == "found"]
    assert ended[:-1] == [-9] * (len(ended) - 1), done.stderr
    assert (ended[-1], len(found)) == (0, len(ended)), done.stderr
    assert len(ended) > 15  # steps that were died at
    after = found[-1][0]
    assert after != before
    assert {one[0] for one in found} == {before, after}
    assert {tuple(one[1:3]) for one in found} == {("True", "False")}
    # What was not made at first is made later on: from some step on, the change is complete.
    assert [one[0] for one in found] == sorted((one[0] for one in found), key=lambda one: one == after)


@pytest.mark.parametrize("limit", [200, 3_000, 12_000, 40_000])
def test_on_a_full_disk_nothing_changes(debate: Debate, limit: int) -> None:
    """A limit to the size of files stands for a disk that is full while something is written."""
    path = outside(debate, NEW)
    before, stored = debate.files(), debate.stored()
    command = [sys.executable, "-m", "counterpoint", "add", str(path), "-w", str(debate.root)]

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=little_room)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "cannot be written" in done.stderr or "fails" in done.stderr, done.stderr
    assert (debate.files(), debate.stored()) == (before, stored)
    Corpus.add([path], debate.root)
    assert debate.is_sound()


def test_where_a_file_cannot_be_written_the_others_are_given_back(
    debate: Debate, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, stored = debate.files(), debate.stored()
    written: list[Path] = []

    def put(path: Path, data: bytes | None) -> None:
        if len(written) == 2:
            raise WorkspaceError(f"{path} cannot be written: Read-only file system")
        written.append(path)
        path.write_bytes(data or b"")

    with monkeypatch.context() as patched:
        patched.setattr(landing, "put", put)
        with pytest.raises(WorkspaceError, match="Read-only"):
            Corpus.rename("ada", "lovelace", debate.root)
    assert len(written) == 2
    assert (debate.files(), debate.stored()) == (before, stored)
    assert not Journal(debate.workspace).is_pending()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_folder_that_cannot_be_written_nothing_changes(debate: Debate) -> None:
    folder = debate.root / "graph"
    folder.chmod(0o555)
    before = debate.files()
    try:
        with pytest.raises(WorkspaceError, match="cannot be written"):
            Corpus.rename("ada", "lovelace", debate.root)
        assert debate.files() == before
    finally:
        folder.chmod(0o755)


def break_off(debate: Debate) -> Change:
    """Leave a change as one that was killed after it had written its files, and before the graph was in force."""
    change = Corpus.rename("ada", "lovelace", debate.root, agree=lambda _: False)
    journal = Journal(debate.workspace)
    journal.begin(change.plan)
    for file in change.plan.files:
        file.path.write_bytes(file.after or b"")
    return change


@pytest.mark.parametrize("command", ["open", "build", "check", "rename"])
def test_every_command_takes_back_what_was_broken_off(debate: Debate, command: str) -> None:
    before = debate.files()
    break_off(debate)
    assert debate.files() != before
    if command == "rename":
        Corpus.rename("cy", "cyrus", debate.root, agree=lambda _: False)
    else:
        getattr(Corpus, command)(debate.root)
    assert debate.files() == before
    assert not Journal(debate.workspace).is_pending()


def test_what_was_edited_after_a_change_was_broken_off_is_kept_and_told(debate: Debate) -> None:
    before = debate.files()
    break_off(debate)
    debate.write("graph/people.yaml", "people: {lovelace: Ada, bob: Bob, cy: Cy}\n")
    with pytest.raises(WorkspaceError) as caught:
        Corpus.open(debate.root)
    assert str(caught.value) == (
        "a change was broken off (rename the person ada to lovelace) and is taken back, except in graph/people.yaml; "
        "that was edited since: look at it, then do this again"
    )
    assert debate.text("graph/people.yaml") == "people: {lovelace: Ada, bob: Bob, cy: Cy}\n"
    debate.write("graph/people.yaml", before["graph/people.yaml"])
    Corpus.open(debate.root)
    assert debate.files() == before


def test_a_damaged_journal_is_told_with_what_to_do(debate: Debate) -> None:
    break_off(debate)
    path = debate.workspace.state / "changes" / "pending"
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(StoreError, match=r"the journal .*pending cannot be read: .*; remove it"):
        Corpus.open(debate.root)


def test_a_change_that_was_checked_against_what_is_no_more_is_refused(debate: Debate) -> None:
    def edit(_: Change) -> bool:
        debate.write("graph/people.yaml", debate.text("graph/people.yaml") + "  dee: Dee\n")
        return True

    with pytest.raises(WorkspaceError, match=r"graph/people\.yaml was changed by somebody else meanwhile"):
        Corpus.rename("ada", "lovelace", debate.root, agree=edit)
    assert "lovelace" not in debate.text("graph/people.yaml")

    def build(_: Change) -> bool:
        debate.write("graph/more.yaml", "people: {ed: Ed}\n")
        Corpus.build(debate.root)
        return True

    with pytest.raises(WorkspaceError, match="the debate was changed by somebody else meanwhile"):
        Corpus.rename("ada", "lovelace", debate.root, agree=build)


def test_of_two_at_once_both_are_made_or_one_is_told_to_do_it_again(debate: Debate) -> None:
    ended: list[object] = []

    def add(number: int) -> None:
        record = NEW.replace("third", f"s{number}").replace("dee", f"dee-{number}").replace("ed-itor", "ada")
        path = outside(debate, record, f"{number}.yaml")
        try:
            ended.append(Corpus.add([path], debate.root).made)
        except WorkspaceError as problem:
            ended.append("meanwhile" in str(problem))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == [True, True, True]
    assert list((debate.root / "graph/sources").glob("s*.yaml"))
    assert debate.is_sound()


def test_a_reader_keeps_what_it_has_opened(debate: Debate) -> None:
    corpus = Corpus.open(debate.root)
    Corpus.rename("ada", "lovelace", debate.root)
    query = "SELECT ?x { ?x schema:name 'Ada Lovelace' }"
    assert corpus.sparql(query).rows == [{"x": "https://example.org/person/ada"}]
    assert Corpus.open(debate.root).sparql(query).rows == [{"x": "https://example.org/person/lovelace"}]


def test_nothing_is_read_again_after_a_change(debate: Debate) -> None:
    number = Corpus.rename("ada", "lovelace", debate.root).made and Snapshots(debate.workspace.state).current_path()
    assert not Corpus.build(debate.root).changed
    assert Snapshots(debate.workspace.state).current_path() == number


def test_the_debate_that_ships_is_not_changed(monkeypatch: pytest.MonkeyPatch, debate: Debate) -> None:
    installed = debate.root.rename(debate.root.parent / "_content")
    monkeypatch.setattr(landing, "shipped", lambda: installed)
    with pytest.raises(UsageError, match="ships with Counterpoint is not changed; make one of your own"):
        landing.refuse_shipped(Workspace(installed))


def test_an_endpoint_has_no_files_to_change() -> None:
    with pytest.raises(UsageError, match="rename works on the files of a workspace, not on an endpoint"):
        Corpus.rename("a", "b", "https://example.org/sparql")
