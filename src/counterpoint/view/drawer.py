"""pyvis, which renders the page, without what it would bring along."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_one_at_a_time = Lock()


@cache
def network_class() -> Any:
    """Import `pyvis.network.Network`.

    pyvis imports IPython, which takes a second or two from a cold disk, for a function that Counterpoint never calls.
    So a stand-in takes its place meanwhile; where IPython is loaded already, as in a notebook, nothing is changed.
    """
    with _one_at_a_time, _stand_in():
        from pyvis.network import Network

        return Network


@contextmanager
def _stand_in() -> Iterator[None]:
    """Put modules in the place of IPython, and take them away again."""
    if "IPython" in sys.modules or "pyvis.network" in sys.modules:
        yield
        return
    package, display = ModuleType("IPython"), ModuleType("IPython.display")
    package.__path__ = []
    display.IFrame = _frame  # type: ignore[attr-defined]
    modules = {"IPython": package, "IPython.display": display}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in modules.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _frame(*arguments: Any, **settings: Any) -> Any:
    """Make an IPython frame: whoever uses pyvis in a notebook later gets what pyvis would have given."""
    return import_module("IPython.display").IFrame(*arguments, **settings)
