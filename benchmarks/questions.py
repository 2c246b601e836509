"""Time every question of the library on a large debate, beside raw Oxigraph and rdflib.

    python -m benchmarks.questions                              ours and raw Oxigraph, in memory and on disk
    python -m benchmarks.questions --peers rdflib               rdflib's Memory store; may take an hour
    python -m benchmarks.questions --statements 100000 --max-pairs 250000                3.5 million triples

By default the store holds a million triples: those of the records, of the ontology, and what the rules derive.

Every measurement goes to the file of ``--results`` at once; what stands there is not measured again, unless the query
has changed. Each question runs in a child process, killed after ``--limit`` seconds and counted as that long.

*Raw* runs the text of the library's own question, or of ``handwritten/<question>.rq`` where somebody found a faster
one, straight through pyoxigraph, and looks at every row. Ours looks up the names it is given, binds them, and gives
the rows.
"""

from __future__ import annotations

import hashlib
import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import click
import pyoxigraph as ox

from benchmarks.children import in_child
from benchmarks.measuring import report, show, table
from benchmarks.parameters import busiest, values_for
from benchmarks.stores import Setting, whole_store
from counterpoint.corpus import Corpus
from counterpoint.questions.catalogue import Catalogue, Question
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import PREFIXES
from counterpoint.workspace import Workspace, shipped

HANDWRITTEN: Final = Path(__file__).parent / "handwritten"
PLACES: Final = ("memory", "disk")
LIMITS: Final = {"memory": 1.0, "disk": 2.0}

Measured = dict[str, Any]
"""What is known of one question with one engine: seconds, rows, and the digest of the query."""


@dataclass
class Results:
    """The measurements so far, kept in a file."""

    path: Path
    found: dict[str, dict[str, Measured]]

    @classmethod
    def load(cls, path: Path) -> Results:
        """Read what is there."""
        return cls(path, json.loads(path.read_text(encoding="utf-8")) if path.exists() else {})

    def measure(
        self, engine: str, name: str, query: str, work: Callable[[], tuple[list[float], int]], limit: float
    ) -> None:
        """Measure a question with an engine, unless that has been done."""
        digest = hashlib.sha256(query.encode()).hexdigest()[:16]
        known = self.found.setdefault(engine, {})
        if known.get(name, {}).get("query") == digest:
            return
        done = in_child(work, limit)
        seconds, rows = done or ([limit], -1)
        known[name] = {"query": digest, "seconds": seconds, "rows": rows}
        self.path.write_text(json.dumps(self.found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        click.echo(f"{engine:22} {name:40} {show(statistics.median(seconds)):>9} {rows:>9,} rows", err=True)

    def seconds(self, engine: str, name: str) -> float | None:
        """Give the median, or nothing where it was not measured."""
        known = self.found.get(engine, {}).get(name)
        return statistics.median(known["seconds"]) if known else None


@click.command(context_settings={"show_default": True})
@click.option("--statements", default=35_000, type=click.IntRange(1))
@click.option("--max-pairs", default=50_000, type=click.IntRange(0), help="The most pairs that the rules compare.")
@click.option("--peers", default="raw", help="raw, rdflib, or both with a comma between.")
@click.option("--only", default="", help="Questions, with commas between; by default all.")
@click.option("--limit", default=300.0, help="Seconds after which a query is killed.")
@click.option("--repeat", default=5, type=click.IntRange(1), help="How often each is run, up to ten seconds in all.")
@click.option("--results", default="questions.json", type=click.Path(path_type=Path))
def main(**options: Any) -> None:
    """Measure the questions."""
    setting = Setting(options["statements"], max_pairs=options["max_pairs"])
    folder = whole_store(setting)
    results = Results.load(options["results"])
    library = Catalogue(Workspace(shipped()).overlay("queries", suffix=".rq"))
    names = options["only"].split(",") if options["only"] else list(library)
    disk = EmbeddedStore.read_only(folder / "db")
    chosen = busiest(disk)
    questions = {name: (library[name], values_for(library[name], chosen)) for name in names}
    texts = {name: question.sparql(values, disk) for name, (question, values) in questions.items()}
    measure = partial(results.measure, limit=options["limit"])
    if "raw" in options["peers"]:
        for place in PLACES:
            opened = _opener(folder, place)
            for name, (question, values) in questions.items():
                spoken = _spoken(question, values, disk)
                measure(
                    f"counterpoint {place}", name, texts[name], partial(_ask, opened, name, spoken, options["repeat"])
                )
                for engine, text in _raw_texts(question, values, texts[name], disk):
                    measure(f"{engine} {place}", name, text, partial(_raw, opened, text, options["repeat"]))
            del opened
    if "rdflib" in options["peers"]:
        graph = _rdflib_graph(folder)
        for name, text in texts.items():
            measure("rdflib", name, text, partial(_rdflib, graph, text))
    size = f"{setting}, at most {setting.max_pairs:,} pairs compared: {len(disk.engine):,} quads."
    report("Questions", [size, *summary(results, names)])


def summary(results: Results, names: list[str]) -> Iterator[str]:
    """Lay out all measurements, and what they come to."""
    header = ["question", "rows"]
    for place in PLACES:
        header += [f"counterpoint, {place}", f"raw Oxigraph, {place}"]
    rows, ratios = [], {"raw memory": list[float](), "raw disk": list[float](), "rdflib": list[float]()}
    slow: dict[str, list[str]] = {place: [] for place in PLACES}
    for name in names:
        cells = [name, f"{results.found.get('counterpoint memory', {}).get(name, {}).get('rows', -1):,}"]
        for place in PLACES:
            ours = results.seconds(f"counterpoint {place}", name)
            texts = [results.seconds(f"{kind} {place}", name) for kind in ("raw", "handwritten")]
            raw = min((time for time in texts if time is not None), default=None)
            cells += [_cell(ours), _cell(raw)]
            if ours and raw:
                ratios[f"raw {place}"].append(ours / raw)
            if ours and ours > LIMITS[place]:
                slow[place].append(name)
        ours, theirs = results.seconds("counterpoint memory", name), results.seconds("rdflib", name)
        if ours and theirs:
            ratios["rdflib"].append(theirs / ours)
        times = f"{theirs / ours:.0f} ×" if ours and theirs else ""
        rows.append([*cells, _cell(theirs), times])
    yield table([*header, "rdflib", "rdflib ÷ ours in memory"], rows)
    for name, what in (
        ("rdflib", "rdflib ÷ ours"),
        ("raw memory", "ours ÷ raw, memory"),
        ("raw disk", "ours ÷ raw, disk"),
    ):
        if ratios[name]:
            mean = statistics.geometric_mean(ratios[name])
            yield f"Geometric mean, {what}: **{mean:.3g}** ({len(ratios[name])} questions)."
    for place, found in slow.items():
        yield f"Over {LIMITS[place]:g} s in {place}: {', '.join(found) or 'none'}."


def _cell(seconds: float | None) -> str:
    return "" if seconds is None else show(seconds)


def _opener(folder: Path, place: str) -> Callable[[], EmbeddedStore]:
    """Give a function that opens the store in the child: a store on disk has threads that no fork survives."""
    if place == "disk":
        return partial(EmbeddedStore.read_only, folder / "db")
    memory = ox.Store()
    memory.bulk_load(path=str(folder / "debate.nq"), format=ox.RdfFormat.N_QUADS)
    store = EmbeddedStore(memory)
    return lambda: store


def _spoken(question: Question, values: Mapping[str, str], store: EmbeddedStore) -> dict[str, str]:
    """Put names in the place of IRIs, as people type them."""
    spoken = dict(values)
    for name, value in values.items():
        if value.startswith("http") and question.typed[name].type != "text":
            spoken[name] = store.table(f"SELECT ?n WHERE {{ <{value}> schema:name|skos:prefLabel ?n }} LIMIT 1")[0][0]
    return spoken


def _raw_texts(
    question: Question, values: Mapping[str, str], text: str, store: EmbeddedStore
) -> Iterator[tuple[str, str]]:
    yield "raw", text
    path = HANDWRITTEN / f"{question.name}.rq"
    if path.exists():
        other = Question(question.name, path)
        yield "handwritten", other.sparql({name: values[name] for name in other.typed if name in values}, store)


def _timed(work: Callable[[], int], repeat: int) -> tuple[list[float], int]:
    """Run several times, but no further once ten seconds have passed."""
    seconds: list[float] = []
    while len(seconds) < repeat and sum(seconds) < 10:
        start = time.perf_counter()
        rows = work()
        seconds.append(time.perf_counter() - start)
    return seconds, rows


def _ask(
    opened: Callable[[], EmbeddedStore], name: str, values: dict[str, str], repeat: int
) -> tuple[list[float], int]:
    corpus = Corpus(Workspace(shipped()), opened())
    return _timed(
        lambda: len(corpus.ask(name, **{name.replace("from", "from_"): value for name, value in values.items()})),
        repeat,
    )


def _raw(opened: Callable[[], EmbeddedStore], text: str, repeat: int) -> tuple[list[float], int]:
    engine = opened().engine

    def rows() -> int:
        found = engine.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        return len([tuple(row) for row in found])

    return _timed(rows, repeat)


def _rdflib_graph(folder: Path) -> Any:
    """Load all into one graph of rdflib's Memory store; it asks a Dataset of many graphs more slowly still."""
    import rdflib

    triples = folder / "debate.nt"
    if not triples.exists():
        store = ox.Store()
        store.bulk_load(path=str(folder / "debate.nq"), format=ox.RdfFormat.N_QUADS)
        seen = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", use_default_graph_as_union=True)
        assert isinstance(seen, ox.QueryTriples)
        seen.serialize(str(triples), format=ox.RdfFormat.N_TRIPLES)
        del store
    graph = rdflib.Graph()
    start = time.perf_counter()
    graph.parse(triples, format="nt")
    click.echo(f"rdflib has loaded {len(graph):,} triples in {show(time.perf_counter() - start)}", err=True)
    return graph


def _rdflib(graph: Any, text: str) -> tuple[list[float], int]:
    import gc

    gc.freeze()  # or the collector would copy every page that the child shares
    return _timed(lambda: len(list(graph.query(text, initNs=dict(PREFIXES)))), 1)


if __name__ == "__main__":
    main()
