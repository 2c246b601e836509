"""Builds: whole or in part they give the same graph, and nothing that happens to one harms the snapshot in force."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from counterpoint.building.build import Report, build, build_in_memory
from counterpoint.errors import Fault, FaultsError, QueryError, WorkspaceError
from counterpoint.network.saving import save_table
from counterpoint.network.table import StatementTable
from counterpoint.store.snapshots import NOTES, Snapshot, Snapshots
from counterpoint.workspace import Workspace
from tests.building.conftest import SECOND, lay

REPLY = Path("graph", "sources", "reply.yaml")


def current(workspace: Workspace) -> Snapshot:
    """Open the snapshot in force."""
    snapshot = Snapshots(workspace.state).open()
    assert snapshot is not None
    return snapshot


def dump(workspace: Workspace) -> str:
    """Return the graph in force as canonical N-Quads."""
    return current(workspace).store.dump()


def disagreements(workspace: Workspace) -> set[tuple[str, ...]]:
    rows = current(workspace).store.table(
        "SELECT ?one ?other WHERE { ?a a cp:Disagreement ; cp:party ?p, ?q . ?p schema:name ?one . "
        "?q schema:name ?other "
        "FILTER (STR(?p) < STR(?q)) }"
    )
    return set(rows)


def test_a_build_holds_every_record_in_a_graph_of_its_own(workspace: Workspace) -> None:
    build(workspace)
    graphs = current(workspace).store.graphs()
    assert {"https://example.org/debate/graph/people", "https://example.org/debate/graph/sources/bmj-i631"} <= set(
        graphs
    )
    assert "https://example.org/debate/alignments" in graphs


def test_a_second_build_does_nothing(workspace: Workspace) -> None:
    build(workspace)
    number = current(workspace).number
    assert build(workspace) == Report()
    assert current(workspace).number == number


def test_a_rebuild_is_byte_identical(workspace: Workspace) -> None:
    build(workspace)
    first = dump(workspace)
    build(workspace, fresh=True)
    assert dump(workspace) == first
    assert build_in_memory(workspace).dump() == first


def test_only_changed_files_are_read(workspace: Workspace) -> None:
    build(workspace)
    people = workspace.root / "graph" / "people.yaml"
    people.write_text(
        people.read_text(encoding="utf-8").replace("name: Simon Bird", "name: Simon J Bird"), encoding="utf-8"
    )
    assert build(workspace).changed == [people]
    rows = current(workspace).store.table("SELECT ?p WHERE { ?p schema:name 'Simon J Bird' }")
    assert rows == [("https://example.org/debate/person/simon-bird",)]


def test_a_change_within_the_same_size_and_time_is_seen(workspace: Workspace) -> None:
    """A program may set a file's time back, and a clock ticks slowly; the content tells."""
    build(workspace)
    people = workspace.root / "graph" / "people.yaml"
    status = people.stat()
    people.write_text(people.read_text(encoding="utf-8").replace("Simon Bird", "Simon Byrd"), encoding="utf-8")
    os.utime(people, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert build(workspace).changed == [people]


def test_a_source_comes_is_replaced_and_goes(workspace: Workspace) -> None:
    build(workspace)
    before = dump(workspace)
    (workspace.root / REPLY).write_text(SECOND, encoding="utf-8")
    build(workspace)
    assert ("Michael West", "Stephen Gillam") in disagreements(workspace)
    assert dump(workspace) == build_in_memory(workspace).dump()
    (workspace.root / REPLY).write_text(SECOND.replace("supports: every", "opposes: every"), encoding="utf-8")
    build(workspace)
    assert ("Michael West", "Stephen Gillam") not in disagreements(workspace)
    assert dump(workspace) == build_in_memory(workspace).dump()
    (workspace.root / REPLY).unlink()
    assert build(workspace).removed == [REPLY.as_posix()]
    assert dump(workspace) == before


def test_any_series_of_changes_gives_what_a_fresh_build_gives(workspace: Workspace) -> None:
    """Lines of the records come and go at random; after each step the parts equal the whole, or both have faults."""
    chance = random.Random(7)  # noqa: S311 - for the same edits in every run
    (workspace.root / REPLY).write_text(SECOND, encoding="utf-8")
    build(workspace)
    originals = {path: path.read_text(encoding="utf-8") for path in workspace.records()}
    faulty = 0
    for _ in range(15):
        path = chance.choice(list(originals))
        path.write_text(_without_some(originals[path], chance), encoding="utf-8")
        whole, problems = attempt(lambda: build_in_memory(workspace).dump())
        _, found = attempt(lambda: build(workspace))
        assert found == problems
        if problems:
            faulty += 1
            path.write_text(originals[path], encoding="utf-8")
        else:
            assert dump(workspace) == whole
    assert 0 < faulty < 15


def attempt(action: Callable[[], object]) -> tuple[object, tuple[Fault, ...]]:
    """Return what an action gives, or the faults that it finds."""
    try:
        return action(), ()
    except FaultsError as problem:
        return None, problem.faults


def _without_some(text: str, chance: random.Random) -> str:
    """Drop some whole entries: blocks between blank lines, or single relations of claims."""
    blocks = text.split("\n\n")
    kept = [block for number, block in enumerate(blocks) if number == 0 or chance.random() > 0.1]
    lines = "\n\n".join(kept).splitlines()
    relations = ("    contradicts:", "    implies:", "    in-capacity:", "    endorses:")
    return "\n".join(line for line in lines if not line.startswith(relations) or chance.random() > 0.2) + "\n"


def test_a_removed_person_is_missed_where_somebody_still_names_them(workspace: Workspace) -> None:
    build(workspace)
    people = workspace.root / "graph" / "people.yaml"
    people.write_text(
        people.read_text(encoding="utf-8").replace("  simon-bird:\n    name: Simon Bird\n", ""), encoding="utf-8"
    )
    before = dump(workspace)
    with pytest.raises(FaultsError) as caught:
        build(workspace)
    places = {fault.place.file for fault in caught.value.faults}
    assert places == {"graph/sources/bmj-i631.yaml"}
    assert all("simon-bird" in fault.message for fault in caught.value.faults)
    assert dump(workspace) == before


def test_faults_leave_the_snapshot_in_force(workspace: Workspace) -> None:
    build(workspace)
    before = dump(workspace)
    (workspace.root / REPLY).write_text("source: [", encoding="utf-8")
    with pytest.raises(FaultsError):
        build(workspace)
    assert dump(workspace) == before
    assert not list((workspace.state / "snapshots").glob("*.making"))


def test_roles_from_an_authority_file_reach_the_statements_of_others(workspace: Workspace) -> None:
    (workspace.root / REPLY).write_text(SECOND, encoding="utf-8")
    people = workspace.root / "graph" / "people.yaml"
    plain = people.read_text(encoding="utf-8")
    build(workspace)
    people.write_text(
        plain.replace("    name: Michael West\n", "    name: Michael West\n    roles: [{role: professor, at: nhs}]\n"),
        encoding="utf-8",
    )
    build(workspace)
    query = (
        "SELECT ?role WHERE { ?s cp:inCapacity/org:role ?role ; prov:wasQuotedFrom "
        "<https://example.org/debate/source/reply> ; cp:speaker <https://example.org/debate/person/michael-west> }"
    )
    assert current(workspace).store.table(query) == [("https://w3id.org/counterpoint/roles#professor",)]
    assert dump(workspace) == build_in_memory(workspace).dump()


@pytest.mark.parametrize("most", [0, 3, 7, 20, 1000])
def test_past_max_pairs_claims_are_left_out_and_the_dataset_says_so(workspace: Workspace, most: int) -> None:
    (workspace.root / REPLY).write_text(SECOND, encoding="utf-8")
    config = workspace.root / "counterpoint.toml"
    config.write_text(config.read_text(encoding="utf-8") + f"\n[inference]\nmax_pairs = {most}\n", encoding="utf-8")
    bounded = Workspace(workspace.root)
    report = build(bounded)
    rows = current(bounded).store.table("SELECT ?claim ?n WHERE { ?claim cp:notCompared ?n }")
    noted = {row[0]: row[1] for row in rows}
    assert {claim: str(pairs) for claim, pairs in report.left_out.items()} == noted
    assert bool(noted) == (most < 1000)
    on_claims = {row[0] for row in current(bounded).store.table("SELECT DISTINCT ?c WHERE { ?a cp:onClaim ?c }")}
    if most == 0:
        assert not on_claims
    (workspace.root / REPLY).write_text(SECOND.replace("separable", "interlinked"), encoding="utf-8")
    build(bounded)
    assert dump(bounded) == build_in_memory(bounded).dump()


@pytest.mark.parametrize("line", ["max_pairs = -1", 'max_pairs = "many"', "max_pairs = true"])
def test_a_bound_that_is_none_is_refused(workspace: Workspace, line: str) -> None:
    config = workspace.root / "counterpoint.toml"
    config.write_text(f"[inference]\n{line}\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="max_pairs"):
        build(Workspace(workspace.root))


BUILD = "import sys; from counterpoint.cli import main; main(['build', '--fresh', '-w', sys.argv[1]])"


@pytest.mark.slow  # the test of each step below is quick, and hits each
def test_killed_at_any_point_the_old_snapshot_serves_and_the_next_build_succeeds(workspace: Workspace) -> None:
    build(workspace)
    before = dump(workspace)
    (workspace.root / REPLY).write_text(SECOND, encoding="utf-8")
    after = build_in_memory(workspace).dump()
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", BUILD, workspace.root], check=True, capture_output=True)
    whole = time.monotonic() - started
    build(workspace)
    seen = set()
    for step in range(10):
        (workspace.root / REPLY).unlink()
        build(workspace)
        (workspace.root / REPLY).write_text(SECOND, encoding="utf-8")
        child = subprocess.Popen([sys.executable, "-c", BUILD, workspace.root], stdout=subprocess.DEVNULL)
        time.sleep(whole * (0.5 + 0.5 * step / 9))
        child.send_signal(signal.SIGKILL)
        seen.add(child.wait())
        assert dump(workspace) in (before, after)
        build(workspace)
        assert dump(workspace) == after
    assert -signal.SIGKILL in seen


BOTH = ("fresh", "update")
POINTS = {
    "Store.backup": ("update",),
    "bulk_extend": ("fresh",),
    "bulk_load": ("fresh",),
    "extend": BOTH,
    "flush": BOTH,
    "rename": BOTH,
    "swap": BOTH,
    "rmtree": BOTH,
}
"""The steps of a build, and which kinds of build take them."""

KILL_AT = """
import os, shutil, signal, sys
from pathlib import Path
import pyoxigraph
from counterpoint.building import build as module
from counterpoint.store import embedded, snapshots
from counterpoint.workspace import Workspace

def dying(before, wrapped):
    def call(*args, **keywords):
        if before: os.kill(os.getpid(), signal.SIGKILL)
        wrapped(*args, **keywords)
        os.kill(os.getpid(), signal.SIGKILL)
    return call

point, before = sys.argv[2], sys.argv[3] == "before"
class Engine:
    def __init__(self, engine): self._engine = engine
    def __contains__(self, quad): return quad in self._engine
    def __getattr__(self, name):
        found = getattr(self._engine, name)
        return dying(before, found) if name == point.removeprefix("Store.") else found

plain = embedded.EmbeddedStore.writable.__func__
embedded.EmbeddedStore.writable = classmethod(lambda cls, path: cls(Engine(plain(cls, path).engine)))
if point == "Store.backup":
    reading = embedded.EmbeddedStore.read_only.__func__
    embedded.EmbeddedStore.read_only = classmethod(lambda cls, path: cls(Engine(reading(cls, path).engine)))
if point == "rename": Path.rename = dying(before, Path.rename)
if point == "swap": Path.replace = dying(before, Path.replace)
if point == "rmtree": shutil.rmtree = dying(before, shutil.rmtree)
module.build(Workspace(Path(sys.argv[1])), fresh=sys.argv[4] == "fresh")
"""


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Give the folder of a workspace that has been built, its graph, and its graph once the reply has come."""
    workspace = lay(tmp_path_factory.mktemp("built") / "debate")
    root = workspace.root
    build(workspace)
    before = dump(workspace)
    (root / REPLY).write_text(SECOND, encoding="utf-8")
    after = build_in_memory(workspace).dump()
    (root / REPLY).unlink()
    return root, before, after


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize(("point", "how"), [(point, how) for point, hows in POINTS.items() for how in hows])
def test_killed_at_each_step(states: tuple[Path, str, str], tmp_path: Path, point: str, how: str, moment: str) -> None:
    """The same at the steps that a timer would hit by luck only."""
    built, before, after = states
    workspace = Workspace(Path(shutil.copytree(built, tmp_path / "debate")))
    (workspace.root / REPLY).write_text(SECOND, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", KILL_AT, workspace.root, point, moment, how], check=False, capture_output=True, text=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert dump(workspace) in (before, after)
    build(workspace)
    assert dump(workspace) == after
    (workspace.root / REPLY).unlink()
    build(workspace)
    assert dump(workspace) == before
    assert [path.name.isdigit() for path in (workspace.state / "snapshots").iterdir()] == [True]


def test_two_builds_at_once_one_waits(workspace: Workspace) -> None:
    command = [sys.executable, "-c", BUILD, str(workspace.root)]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    ended = [(child.communicate(timeout=120)[1], child.returncode) for child in children]
    assert [code for _, code in ended] == [0, 0, 0], ended
    assert current(workspace).number == 3
    assert dump(workspace) == build_in_memory(workspace).dump()


def test_a_writer_waits_while_another_holds_the_lock(workspace: Workspace) -> None:
    with Snapshots(workspace.state).lock():
        child = subprocess.Popen([sys.executable, "-c", BUILD, workspace.root], stdout=subprocess.DEVNULL)
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(2)
    assert child.wait(60) == 0


READER = """
import sys
from pathlib import Path
from counterpoint.store.snapshots import Snapshots
from counterpoint.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
known = set()
print("ready", flush=True)
while not Path(sys.argv[2]).exists():
    snapshot = Snapshots(workspace.state).open()
    store = snapshot.store
    counts = {store.table("SELECT (COUNT(*) AS ?n) WHERE { ?s a cp:Statement }")[0][0] for _ in range(3)}
    assert len(counts) == 1, counts
    known |= counts
    del store, snapshot
print(sorted(known))
"""


def test_a_reader_during_builds_sees_one_whole_snapshot(workspace: Workspace, tmp_path: Path) -> None:
    build(workspace)
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", READER, str(workspace.root), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    for _ in range(6):
        (workspace.root / REPLY).write_text(SECOND, encoding="utf-8")
        build(workspace)
        (workspace.root / REPLY).unlink()
        build(workspace)
    stop.touch()
    ended = [(*reader.communicate(timeout=60), reader.returncode) for reader in readers]
    for said, problem, code in ended:
        assert code == 0, problem
        assert set(said.strip("[]\n").replace("'", "").split(", ")) <= {"48", "50"}, said


def test_a_held_snapshot_outlives_those_that_follow(workspace: Workspace) -> None:
    build(workspace)
    held = current(workspace)
    before = held.store.dump()
    for _ in range(3):
        build(workspace, fresh=True)
    assert held.path.is_dir()
    assert held.store.dump() == before
    del held
    build(workspace, fresh=True)
    assert [path.name for path in (workspace.state / "snapshots").iterdir()] == ["5"]


def test_a_large_build_keeps_the_statement_table_for_its_readers(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counterpoint.building.build._SMALL", 0)
    build(workspace)
    snapshot = current(workspace)
    save_table(StatementTable.from_store(snapshot.store), workspace.root / "again")
    assert snapshot.table.read_bytes() == (workspace.root / "again").read_bytes()


@pytest.mark.parametrize("name", ["alignments", "ontology/roles", "ontology/counterpoint", "rule/x"])
def test_a_record_shares_its_graph_with_nothing_derived(workspace: Workspace, name: str) -> None:
    path = workspace.root / "graph" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    build(workspace)
    before = dump(workspace)
    path.write_text("people: {zed: {name: Zed}}\n", encoding="utf-8")
    build(workspace)
    assert current(workspace).store.table('SELECT ?x WHERE { ?x schema:name "Zed" }')
    path.unlink()
    build(workspace)
    assert dump(workspace) == before


def test_records_that_differ_in_their_endings_have_graphs_of_their_own(workspace: Workspace) -> None:
    names = ["a.yaml", "a.yml", "a.yml.yaml", "a.yaml.yaml", "a.YAML"]
    for number, name in enumerate(names):
        (workspace.root / "graph" / name).write_text(f"people: {{zed-{number}: Zed {number}}}\n", encoding="utf-8")
    assert len({workspace.graph_of(workspace.root / "graph" / name) for name in names}) == len(names)
    build(workspace)
    (workspace.root / "graph" / "a.yml").unlink()
    build(workspace)
    assert len(current(workspace).store.table('SELECT ?x WHERE { ?x schema:name ?n FILTER STRSTARTS(?n, "Zed") }')) == 4


def test_an_id_of_another_kind_makes_references_doubtful_at_once(workspace: Workspace) -> None:
    build(workspace)
    other = "organisations: {michael-west: {name: Michael West Ltd}}\n"
    (workspace.root / "graph" / "o.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(FaultsError, match="more than one thing"):
        build(workspace)


def test_records_that_cannot_be_read_are_all_told(workspace: Workspace) -> None:
    for name in ("x.yaml", "y.yaml"):
        (workspace.root / "graph" / name).symlink_to("nowhere")
    with pytest.raises(FaultsError) as caught:
        build(workspace)
    assert [fault.place.file for fault in caught.value.faults] == ["graph/x.yaml", "graph/y.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_no_content(workspace: Workspace) -> None:
    for name in ("ontology/x.ttl", "queries/x.rq", "queries/rules/x.rq"):
        path = workspace.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)
    build(workspace)


def test_a_rule_that_fails_is_named(workspace: Workspace) -> None:
    rule = workspace.root / "queries" / "rules" / "mine.rq"
    rule.parent.mkdir(parents=True)
    for text in ("CONSTRUCT {", "SELECT * {}"):
        rule.write_text(text, encoding="utf-8")
        with pytest.raises(QueryError, match=r"mine\.rq"):
            build(workspace)


def test_relations_that_come_and_go_change_what_follows_at_any_distance(workspace: Workspace) -> None:
    """Claims that imply each other in a chain, and one that contradicts its end: parts equal the whole."""
    (workspace.root / REPLY).write_text(SECOND, encoding="utf-8")
    claims = workspace.root / "graph" / "claims.yaml"
    original = claims.read_text(encoding="utf-8")
    build(workspace)
    chain = "    implies: every-doctor-is-a-leader\n"
    for relations in (chain, "    implies: interlinked\n", "", chain.replace("implies", "contradicts")):
        changed = original.replace("    about: telling-them-apart\n", f"    about: telling-them-apart\n{relations}", 1)
        claims.write_text(changed, encoding="utf-8")
        build(workspace)
        assert dump(workspace) == build_in_memory(workspace).dump()


def test_claims_that_are_left_out_and_fit_in_again_change_only_their_own(workspace: Workspace) -> None:
    config = workspace.root / "counterpoint.toml"
    config.write_text(config.read_text(encoding="utf-8") + "\n[inference]\nmax_pairs = 20\n", encoding="utf-8")
    build(workspace)
    for text in (SECOND, SECOND.replace("every-doctor-is-a-leader", "interlinked"), ""):
        path = workspace.root / REPLY
        path.write_text(text, encoding="utf-8") if text else path.unlink()
        report = build(workspace)
        assert report.left_out
        assert dump(workspace) == build_in_memory(workspace).dump()


@pytest.mark.parametrize("harm", ["missing", "cut short", "no table", "of nobody"])
def test_where_the_notes_are_damaged_everything_is_built_anew(workspace: Workspace, harm: str) -> None:
    build(workspace)
    first = dump(workspace)
    path = (Snapshots(workspace.state).current_path() or workspace.root) / NOTES
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes({"cut short": path.read_bytes()[:5000], "no table": b"", "of nobody": b"x" * 10_000}[harm])
    (workspace.root / REPLY).write_text(SECOND, encoding="utf-8")
    build(workspace)
    assert dump(workspace) == build_in_memory(workspace).dump() != first
