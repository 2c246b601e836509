"""Options that say which statements a network is made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce
from typing import Any, Final

import click

from counterpoint.cli.common import F
from counterpoint.cli.grouping import GroupedOption

_SLICED: Final = {
    "topic": "On this topic or one below it.",
    "source": "Said in this source.",
    "role": "Said in this role or one of its kind.",
    "organisation": "Said for this organisation.",
    "speaker": "Said by this person or organisation.",
    "claim": "About this claim.",
    "side": "With a stance for or against the claim, between, or taking no side.",
}

_of_what = partial(
    click.option,
    cls=GroupedOption,
    group="Which statements: a name, an id or an IRI, and any number of each; --exclude-… leaves them out",
)


def slicing(function: F) -> F:
    """Add an option and its opposite for each dimension of a slice."""
    sides = ("for", "against", "between", "none")
    kinds = {name: {"type": click.Choice(sides)} if name == "side" else {"metavar": "NAME"} for name in _SLICED}
    options: list[Callable[[F], F]] = []
    for name, about in _SLICED.items():
        more: dict[str, Any] = {"multiple": True, **kinds[name]}
        options += [
            _of_what(f"--{name}", beside=f"--exclude-{name}", help=about, **more),
            _of_what(f"--exclude-{name}", hidden=True, **more),
        ]
    return reduce(lambda decorated, option: option(decorated), reversed(options), function)
