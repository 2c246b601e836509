"""Real SPARQL engines that a test starts, on free ports of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

_VIRTUOSO = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 20
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = .
StopCompilerWhenXOverRunTime = 1
MaxOptimizeLayouts = 100
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
MaxClientConnections = 10
[SPARQL]
ResultSetMaxRows = {rows}
"""


@contextmanager
def oxigraph_server(folder: Path, *options: str) -> Iterator[str]:
    """Run Oxigraph's own server over a folder; give its address, below which are ``/query`` and ``/store``."""
    binary = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
    assert binary, "the oxigraph server is missing: pip install oxigraph"
    port = free_port()
    command = [binary, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options]
    with _running(command, folder, f"http://127.0.0.1:{port}") as address:
        yield address


@contextmanager
def virtuoso_server(folder: Path, rows: int = 10_000) -> Iterator[str]:
    """Run Virtuoso over a folder; give its address, below which is ``/sparql``. Its user ``dba`` has the password dba.

    It is told to plan no longer than a query may take: else some questions take a second to plan and none to answer.

    :param rows: how many rows an answer has at most.
    """
    binary = shutil.which(os.environ.get("VIRTUOSO") or "virtuoso-t")
    if not binary:
        pytest.skip("Virtuoso is not installed; `make test` gets Debian's virtuoso-opensource-7-bin")
    port = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=free_port(), http=port, rows=rows), encoding="utf-8")
    with _running(
        [binary, "+configfile", "virtuoso.ini", "+foreground"], folder, f"http://127.0.0.1:{port}"
    ) as address:
        yield address


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], folder: Path, address: str) -> Iterator[str]:
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                with urlopen(address, timeout=1):  # noqa: S310 - of this machine
                    break
            except HTTPError as problem:
                problem.close()
                break  # it is up, and has no page there
            except (URLError, OSError):
                assert server.poll() is None, f"{command[0]} has stopped"
                time.sleep(0.05)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(10)
