"""A real Spark with two workers: two processes beside the driver, as on a cluster of two machines."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from counterpoint.network.spark import start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

TWO_WORKERS = "local-cluster[2,1,1024]"


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    missing = [name for name, there in (("PySpark", importlib.util.find_spec("pyspark")), ("Java", java)) if not there]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"no {' and no '.join(missing)}: `make test` gets both, JAVA_HOME names a Java")
    with start(TWO_WORKERS) as session:
        # To compile code for each of many small queries takes longer than the queries.
        session.conf.set("spark.sql.codegen.wholeStage", "false")
        session.conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        yield session
