"""pyvis without IPython."""

from __future__ import annotations

import subprocess
import sys

import pytest


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_page_is_drawn_without_ipython_and_no_stand_in_is_left() -> None:
    code = (
        "import sys\n"
        "from counterpoint.view import Debate, render\n"
        "render(Debate())\n"
        "print('pyvis.network' in sys.modules, any(name.partition('.')[0] == 'IPython' for name in sys.modules))"
    )
    assert run(code) == "True False"


def test_whoever_uses_pyvis_in_a_notebook_later_gets_what_pyvis_gives() -> None:
    pytest.importorskip("IPython")
    code = (
        "from counterpoint.view.drawer import network_class\n"
        "network_class()\n"
        "import IPython.display, pyvis.network\n"
        "frame = pyvis.network.IFrame('page.html', width='100%', height='9px')\n"
        "print(isinstance(frame, IPython.display.IFrame), frame.src)"
    )
    assert run(code) == "True page.html"


def test_an_ipython_that_is_there_already_is_left_alone() -> None:
    pytest.importorskip("IPython")
    code = (
        "import IPython.display\n"
        "from counterpoint.view.drawer import network_class\n"
        "network_class()\n"
        "import pyvis.network\n"
        "print(pyvis.network.IFrame is IPython.display.IFrame)"
    )
    assert run(code) == "True"


def test_without_ipython_pyvis_renders_all_the_same() -> None:
    code = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] == 'IPython': raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "from counterpoint.view import Debate, render\n"
        "print(render(Debate())[:15])"
    )
    assert run(code) == "<!doctype html>"
