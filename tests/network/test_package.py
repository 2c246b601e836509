from __future__ import annotations

import subprocess
import sys

import pytest

import counterpoint.network


def test_every_name_in_the_table_of_contents_is_there() -> None:
    for name in counterpoint.network.__all__:
        assert getattr(counterpoint.network, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = counterpoint.network.nothing


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, counterpoint.network; print(*{'numpy', 'scipy', 'networkx'} & sys.modules.keys())"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == ""
