"""Stores that hold an invented debate: in memory or on disk, with or without what the rules derive."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from benchmarks.synthetic import Debate, Size, nquads
from benchmarks.synthetic.quads import BASE
from counterpoint.inference import Inference, Rules
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.templates import Template
from counterpoint.workspace import DEFAULT_MAX_PAIRS, Workspace, shipped

CACHE: Final = Path(tempfile.gettempdir()) / "counterpoint-benchmarks"
"""Where stores that take long to make are kept from one benchmark to the next."""


@dataclass(frozen=True)
class Setting:
    """Which debate a benchmark works on.

    :param statements: how many statements.
    :param spread: how unequally popular claims are.
    :param max_pairs: the most pairs of statements that the rules compare.
    """

    statements: int = 100_000
    spread: float = 1.0
    max_pairs: int = DEFAULT_MAX_PAIRS

    def __str__(self) -> str:
        return f"{self.statements:,} statements, spread {self.spread:g}"

    def debate(self) -> Debate:
        """Make the debate."""
        return Debate(1, Size.of(self.statements, spread=self.spread))

    def folder(self) -> Path:
        """Name the cache of this setting; another generator, ontology or rule gives another one."""
        digest = hashlib.sha256(f"{self} {self.max_pairs}".encode())
        sources = [*Path(__file__).parent.glob("synthetic/*"), *_workspace().ontology, *_rule_files()]
        for path in sorted(path for path in sources if path.is_file()):
            digest.update(path.read_bytes())
        return CACHE / digest.hexdigest()[:16]


def fill(engine: ox.Store, debate: Debate) -> None:
    """Load the ontology and a debate's records into an empty store, as a build would."""
    workspace = _workspace()
    for path in workspace.ontology:
        graph = ox.NamedNode(f"{BASE}/ontology/{path.stem}")
        engine.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=graph)
    for part in _bundles(nquads(debate), 2**26):
        engine.bulk_load(part, format=ox.RdfFormat.N_QUADS)


def infer(store: EmbeddedStore, max_pairs: int) -> Inference:
    """Run the shipped rules."""
    rules = [Template(path.stem, path) for path in _rule_files()]
    return Rules(store, rules, BASE, max_pairs).run()


def whole_store(setting: Setting) -> Path:
    """Give the folder of a store with records, ontology and alignments; it is made once and kept."""
    folder = setting.folder()
    if not folder.is_dir():
        making = folder.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        memory = EmbeddedStore()
        fill(memory.engine, setting.debate())
        infer(memory, setting.max_pairs)
        # Through a file: faster on disk than deriving there, and the peers load the same file.
        making.mkdir(parents=True)
        memory.engine.dump(str(making / "debate.nq"), format=ox.RdfFormat.N_QUADS)
        del memory
        disk = ox.Store(str(making / "db"))
        disk.bulk_load(path=str(making / "debate.nq"), format=ox.RdfFormat.N_QUADS)
        disk.flush()
        disk.optimize()
        del disk
        making.rename(folder)
    return folder


def _workspace() -> Workspace:
    return Workspace(shipped())


def _rule_files() -> list[Path]:
    return sorted(_workspace().overlay("queries", "rules", suffix=".rq").values())


def _bundles(parts: Iterable[bytes], size: int) -> Iterable[bytes]:
    """Join small parts to large ones."""
    bundle: list[bytes] = []
    total = 0
    for part in parts:
        bundle.append(part)
        total += len(part)
        if total >= size:
            yield b"".join(bundle)
            bundle, total = [], 0
    yield b"".join(bundle)
