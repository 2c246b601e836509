"""The ways to the network find the same one, and a way that goes too far is stopped."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks.children import Failed, watched
from benchmarks.network_growth import Outcome, measure
from benchmarks.network_ways import WAYS
from benchmarks.synthetic.columns import invent

if TYPE_CHECKING:
    from pathlib import Path


def test_an_invented_table_is_the_same_again_and_shaped_as_it_says() -> None:
    one, other = invent(5_000), invent(5_000)
    assert (one.claim.codes == other.claim.codes).all()
    assert (one.level == other.level).all()
    assert list(one.statements) == sorted(one.statements)
    assert one.speaker.labels == tuple(sorted(one.speaker.labels))
    assert len(np.unique(one.speaker.codes)) == len(one.speaker.labels) == 1_000, "everybody speaks"
    assert set(one.level.tolist()) == {-1.0, 0.0, 1.0}
    said = np.bincount(one.claim.codes)
    assert said.max() > 5 * said.mean(), "some claims are popular"


@pytest.mark.parametrize("way", ["pairwise", "sparql", "duckdb"])
def test_every_way_finds_the_same_network(way: str, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "said.parquet"
    path.write_bytes(invent(600).to_parquet())
    ours, theirs = WAYS["counterpoint"](path), WAYS[way](path)
    assert (theirs.ties, theirs.total) == (ours.ties, ours.total)
    assert ours.ties > 100


@pytest.mark.slow
def test_the_report_has_a_table_a_size_and_the_growth(tmp_path: Path) -> None:
    parts = measure([300, 600], ["counterpoint", "pairwise"], tmp_path, limit=60, memory=4e9)
    assert [part.splitlines()[0].split("|")[1].strip() for part in parts] == [
        "300 statements",
        "600 statements",
        "grows with statements to the power of",
    ]
    assert "nan" not in "".join(parts)


def test_a_program_that_takes_too_long_or_too_much_is_stopped() -> None:
    with pytest.raises(Failed, match="not in 1 s"):
        watched([sys.executable, "-c", "import time; time.sleep(60)"], limit=1, memory=1e9)
    with pytest.raises(Failed, match="over 0 GB"):
        watched([sys.executable, "-c", "import time; x = bytearray(10**9); time.sleep(60)"], limit=60, memory=4e8)
    with pytest.raises(Failed, match="ValueError: no"):
        watched([sys.executable, "-c", "raise ValueError('no')"], limit=60, memory=1e9)
    output, megabytes = watched([sys.executable, "-c", "x = bytearray(10**8); print(1)"], limit=60, memory=1e9)
    assert output == "1\n"
    assert megabytes > 0


def test_what_failed_is_said_in_its_place() -> None:
    assert Outcome(failed="not in 9 s").cells() == ["not in 9 s", "", "", ""]
