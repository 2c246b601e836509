from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from benchmarks.synthetic import Debate, Size, nquads, write_workspace
from benchmarks.synthetic.__main__ import main
from benchmarks.synthetic.words import ROLES, combine
from counterpoint.records.examining import Examined, Examiner
from counterpoint.vocabulary import CP
from counterpoint.workspace import Workspace

SIZE = Size.of(600, sources=40)


def digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return whole.hexdigest()


@pytest.fixture(scope="module")
def quads() -> list[ox.Quad]:
    return list(ox.parse(b"".join(nquads(Debate(1, SIZE))), format=ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> list[Examined]:
    folder = tmp_path_factory.mktemp("debate")
    write_workspace(Debate(1, SIZE), folder)
    workspace = Workspace.at(folder)
    examiner = Examiner(workspace)
    examiner.read(workspace.records())
    return [examiner.examine(path) for path in workspace.records()]


def test_the_same_seed_and_size_give_the_same_quads() -> None:
    first, second = (b"".join(nquads(Debate(7, SIZE))) for _ in range(2))
    assert first == second


def test_the_same_seed_and_size_give_the_same_records(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_workspace(Debate(7, SIZE), tmp_path / name)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_another_seed_gives_another_debate() -> None:
    assert b"".join(nquads(Debate(1, SIZE))) != b"".join(nquads(Debate(2, SIZE)))


def test_the_records_have_no_faults(examined: list[Examined]) -> None:
    assert [str(fault) for file in examined for fault in file.faults] == []


def test_records_and_quads_say_the_same(examined: list[Examined], quads: list[ox.Quad]) -> None:
    assert len(quads) == len({*quads}), "a quad is said twice"
    assert {quad for file in examined for quad in file.quads} == {*quads}


@pytest.mark.parametrize("statements", [1, 2, 30, 601])
def test_a_debate_has_as_many_statements_as_asked_for(statements: int) -> None:
    debate = Debate(1, Size.of(statements))
    found = [stance for source in debate.sources() for one in source.utterances for stance in one.stances]
    assert len(found) == statements


def test_every_way_of_saying_it_occurs(quads: list[ox.Quad]) -> None:
    counts = Counter(quad.predicate.value.removeprefix(CP) for quad in quads)
    counts.update(quad.object.value.removeprefix(CP) for quad in quads if isinstance(quad.object, ox.NamedNode))
    expected = ["supports", "opposes", "qualifies", "mentions", "direct", "reported", "paraphrased", "statedBy"]
    expected += ["inferredBy", "respondsTo", "endorses", "rebuts", "contradicts", "implies", "refines", "former"]
    expected += ["citedAs", "inCapacity"]
    assert not [term for term in expected if not counts[term]]


def test_quotes_are_fragments_of_at_most_fifteen_words(quads: list[ox.Quad]) -> None:
    quotes = [
        quad.object.value
        for quad in quads
        if isinstance(quad.object, ox.Literal) and quad.predicate.value.endswith("#exact")
    ]
    assert quotes
    assert max(len(quote.split()) for quote in quotes) <= 15


def test_camps_agree_within_and_disagree_across() -> None:
    debate = Debate(1, Size.of(3000))
    side = {claim.path: claim.side for claim in debate.claims}
    camp = {person.path: person.camp for person in debate.people}
    stances: dict[int, Counter[str]] = {-1: Counter(), 0: Counter(), 1: Counter()}
    for source in debate.sources():
        for one in source.utterances:
            for stance, claim in one.stances:
                stances[side[claim] * camp.get(one.speaker, 0)][stance] += 1
    assert stances[1]["supports"] > 5 * stances[1]["opposes"]
    assert stances[-1]["opposes"] > 5 * stances[-1]["supports"]


def test_spread_makes_some_claims_more_popular_than_others() -> None:
    def largest(spread: float) -> int:
        debate = Debate(1, Size.of(3000, spread=spread))
        said = (claim for source in debate.sources() for one in source.utterances for _, claim in one.stances)
        return Counter(said).most_common(1)[0][1]

    assert largest(1.0) > 2 * largest(0.0)


def test_the_roles_are_those_that_ship() -> None:
    known = Workspace.find().vocabulary.concepts
    assert not [role for role in (*ROLES, "freelance-journalist") if f"role:{role}" not in known]


def test_combinations_differ_until_all_were_given() -> None:
    lists = ["abc", "de", "fghij"]
    found = [combine(number, *lists) for number in range(60)]
    assert len({*found}) == 60
    assert combine(30, *lists) == (*combine(0, *lists), " 2")


def test_the_command_writes_either_form(tmp_path: Path) -> None:
    runner = CliRunner()
    for form, name in (("nquads", "debate.nq"), ("workspace", "debate")):
        result = runner.invoke(main, ["--statements", "20", "--format", form, str(tmp_path / name)])
        assert result.exit_code == 0, result.output
    assert (tmp_path / "debate.nq").read_bytes() == b"".join(nquads(Debate(1, Size.of(20))))
    assert len(Workspace.at(tmp_path / "debate").records()) == 4 + 2
