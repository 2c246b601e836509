from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from counterpoint.errors import UsageError
from counterpoint.network.spark import start

if TYPE_CHECKING:
    from pathlib import Path


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(UsageError, match=r"PySpark is not installed; pip install 'counterpoint\[spark\]'"), start():
        pass


@pytest.mark.parametrize("variable", ["JAVA_HOME", "PATH"])
def test_without_java_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    with pytest.raises(UsageError, match="Spark needs Java 17 or newer"), start():
        pass
