"""Start Apache Spark from Python, quietly."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL: Final = "local[*]"
_LAST_LINES: Final = 5


@contextlib.contextmanager
def start(master: str = "") -> Iterator[SparkSession]:
    """Give a session of Apache Spark: the one that is active, or a new one that ends with the block.

    What Spark says while it runs goes to a file that is removed; where it does not start, its last words are told.

    :param master: where it runs: ``spark://host:7077``, ``yarn``, ``k8s://…``, ``local[4]``. Where it is not said, what
        ``SPARK_MASTER`` says, or Spark's own configuration, or all processors of this machine.
    :raises UsageError: where PySpark or Java is missing, or Spark does not start.
    """
    _check_installed()
    from pyspark.sql import SparkSession

    if active := SparkSession.getActiveSession():
        yield active
        return
    with tempfile.TemporaryFile() as log:
        try:
            session = _started(master or os.environ.get("SPARK_MASTER", ""), log.fileno())
        except Exception as problem:  # py4j and Spark raise what they like
            log.seek(0)
            said = [line for line in log.read().decode("utf-8", "replace").splitlines() if line.strip()]
            last = " / ".join(said[-_LAST_LINES:]) or str(problem)
            raise UsageError(f"Spark does not start: {last}", "name its master with --master") from problem
        try:
            yield session
        finally:
            session.stop()


def _check_installed() -> None:
    try:
        import pyarrow as pa
        import pyspark as ps

        del pa, ps
    except ImportError as problem:
        raise UsageError("PySpark is not installed", "pip install 'counterpoint[spark]'") from problem
    with contextlib.suppress(ImportError), warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        import_module("pyspark.testing.utils")  # it warns of a version of pandas, which is not used
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")):
        raise UsageError("Spark needs Java 17 or newer, and there is none", "install it, or set JAVA_HOME")


def _started(master: str, log: int) -> SparkSession:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    # Where there was a session before, its Java still runs.
    before = SparkContext._gateway  # noqa: SLF001
    gateway = before or launch_gateway(popen_kwargs={"stdout": log, "stderr": log})  # type: ignore[no-untyped-call]
    conf = SparkConf(_jvm=gateway.jvm).setAppName("counterpoint network")
    defaults = {"spark.ui.showConsoleProgress": "false", "spark.ui.enabled": "false", "spark.log.level": "ERROR"}
    for key, value in defaults.items():
        conf.setIfMissing(key, value)
    if master:
        conf.setMaster(master)
    conf.setIfMissing("spark.master", LOCAL)
    if (conf.get("spark.master") or "").startswith("local"):
        conf.setIfMissing("spark.driver.host", "127.0.0.1")
        conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1")
    return SparkSession(SparkContext(conf=conf, gateway=gateway))
