"""Measure the endpoint under load beside its peers: ``python -m benchmarks.serving``.

Each server holds the shipped debate and is asked in turn, round by round, by 64 clients at once: the query joins the
statements on a claim and takes Oxigraph about a millisecond; each time it differs in a comment, so that nothing can be
remembered. ``wrk`` makes the load; rdflib-endpoint is measured where ``--rdflib-endpoint`` names the program.
"""

from __future__ import annotations

import math
import re
import shutil
import signal
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.request import urlopen

import click

from benchmarks.measuring import show, table
from counterpoint import Corpus
from counterpoint.store.snapshots import Snapshots
from counterpoint.workspace import Workspace, shipped

_PREFIXES: Final = "PREFIX cp: <https://w3id.org/counterpoint/ns#> PREFIX schema: <https://schema.org/>"
QUERY: Final = (
    f"{_PREFIXES} SELECT ?a ?b ?n WHERE {{ ?s cp:speaker ?a ; cp:claim ?c . ?t cp:claim ?c ; cp:speaker ?b . "
    "?b schema:name ?n } LIMIT 40"
)
_SCRIPT: Final = """
local n = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Accept"] = "application/sparql-results+json"
local function hex(c) return string.format("%%%02X", string.byte(c)) end
local query = ("QUERY"):gsub("[^%w]", hex)
request = function()
  n = n + 1
  return wrk.format(nil, nil, nil, "query=" .. query .. "%23" .. n)
end
"""


@dataclass
class Server:
    """A server under load.

    :param name: how it is called in the table.
    :param endpoint: where it answers queries.
    :param rates: answers a second, round by round.
    :param delays: the median and the 99th percentile of the time to an answer, in seconds, round by round.
    :param lost: requests that were not answered, or not with success.
    """

    name: str
    endpoint: str
    rates: list[float] = field(default_factory=list)
    delays: list[tuple[float, float]] = field(default_factory=list)
    answers: int = 0
    lost: int = 0


def load(server: Server, seconds: int, clients: int, folder: Path) -> None:
    """Ask a server for some time, and note what it answered."""
    script = folder / "load.lua"
    script.write_text(_SCRIPT.replace("QUERY", QUERY), encoding="utf-8")
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s", "--latency", "-s", str(script)]
    said = subprocess.run([*command, server.endpoint], capture_output=True, text=True, check=True).stdout
    server.rates.append(float(_found(r"Requests/sec:\s+([\d.]+)", said)))
    server.answers += int(_found(r"(\d+) requests in", said))
    server.lost += sum(map(int, re.findall(r"(?:connect|read|write|timeout|responses:) (\d+)", said)))
    server.delays.append((_seconds(_found(r"50%\s+(\S+)", said)), _seconds(_found(r"99%\s+(\S+)", said))))


def _found(pattern: str, said: str) -> str:
    found = re.search(pattern, said)
    assert found, said
    return found[1]


def _seconds(text: str) -> float:
    found = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text)
    # Of a server that answers nobody there is no time to an answer.
    return float(found[1]) * {"us": 1e-6, "ms": 1e-3, "s": 1, "m": 60}[found[2]] if found else math.inf


@contextmanager
def running(command: list[str], address: str) -> Iterator[None]:
    """Run a server until it is no longer needed."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                with urlopen(address, timeout=5):  # noqa: S310 - of this machine
                    break
            except OSError:
                assert process.poll() is None, f"{command[0]} has stopped"
                time.sleep(0.1)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@click.command(context_settings={"show_default": True})
@click.option("--seconds", default=60, type=click.IntRange(1), help="How long each server is asked in a round.")
@click.option("--rounds", default=3, type=click.IntRange(1), help="How often.")
@click.option("--clients", default=64, type=click.IntRange(1), help="How many ask at once.")
@click.option("--rdflib-endpoint", "peer", help="The program rdflib-endpoint, where it is to be measured, too.")
def main(seconds: int, rounds: int, clients: int, peer: str | None) -> None:
    """Ask the endpoint and its peers with many clients at once."""
    if not shutil.which("wrk"):
        sys.exit("this benchmark needs wrk; Debian's package is wrk")
    Corpus.open(":demo:")
    snapshot = Snapshots(Workspace(shipped()).state).current_path()
    assert snapshot is not None
    oxigraph = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or "oxigraph"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = [Server("oxigraph serve", "http://127.0.0.1:7981/query")]
        bare = [oxigraph, "serve-read-only", "--location", str(snapshot / "db"), "--union-default-graph"]
        bare += ["--bind", "127.0.0.1:7981"]
        stack.enter_context(running(bare, "http://127.0.0.1:7981/query?query=ASK%7B%7D"))
        ours = [sys.executable, "-m", "counterpoint", "-w", ":demo:", "serve", "--port", "7982"]
        stack.enter_context(running(ours, "http://127.0.0.1:7982/sparql?query=ASK%7B%7D"))
        servers.append(Server("counterpoint serve", "http://127.0.0.1:7982/sparql"))
        if peer:
            triples = folder / "debate.nt"
            triples.write_bytes(Corpus.open(":demo:").sparql("CONSTRUCT WHERE { ?s ?p ?o }").serialize("ntriples"))
            command = [peer, "serve", "--port", "7983", "--host", "127.0.0.1", str(triples)]
            stack.enter_context(running(command, "http://127.0.0.1:7983/?query=ASK%7B%7D"))
            servers.append(Server("rdflib-endpoint", "http://127.0.0.1:7983/"))
        for _ in range(rounds):
            for server in servers:
                load(server, seconds, clients, folder)
        _report(servers, seconds, rounds, clients)


def _report(servers: list[Server], seconds: int, rounds: int, clients: int) -> None:
    first = servers[0]
    print(f"{clients} clients at once, {rounds} rounds of {seconds} s in turn.\n")
    heads = ["server", "answers a second, median", "of the first", "time to an answer", "99 %", "answers", "lost"]
    rows = []
    for server in servers:
        ratio = statistics.median(own / bare for own, bare in zip(server.rates, first.rates, strict=True))
        middle, late = (statistics.median(delay[which] for delay in server.delays) for which in (0, 1))
        rate = statistics.median(server.rates)
        rows.append(
            [server.name, f"{rate:,.0f}", f"{ratio:.2f}", show(middle), show(late), f"{server.answers:,}", server.lost]
        )
    print(table(heads, [list(map(str, row)) for row in rows]))


if __name__ == "__main__":
    main()
