"""Statement tables of invented debates, as columns of numbers: ten million statements in some seconds.

They have what a projection needs, drawn as :mod:`benchmarks.synthetic` says: claims with log-normal popularities,
speakers who appear once and then as a log-normal share says, nine of ten times on claims of their own area, camps that
support their own side's claims and oppose the other's in three cases of four. They differ in one respect: claims grow
with the 0.8th power of statements, as new words do in a growing text (Heaps' law), and not in step with them. So more
is said on each claim the larger the debate, and pairs of speakers grow faster than statements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from counterpoint.network.table import Column, Links, StatementTable
from counterpoint.network.texts import Texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

AREAS: Final = 8
_BASE: Final = "https://example.org/debate"


def invent(statements: int, *, seed: int = 1, spread: float = 1.0) -> StatementTable:
    """Make a statement table.

    A fifth as many people as statements speak, ten statements make a source, 100,000 statements are on 5,000 claims.

    :param statements: how many.
    :param spread: standard deviation of the logarithm of a claim's popularity.
    """
    rng = np.random.default_rng(seed)
    people, claims = max(statements // 5, 1), max(round(5_000 * (statements / 100_000) ** 0.8), AREAS)
    speaker = np.concatenate([np.arange(people), _drawn(rng, _shares(rng, people, 1.0), statements - people)])
    rng.shuffle(speaker)
    at_home = rng.random(statements) < 0.9
    area = np.where(at_home, speaker % AREAS, rng.integers(0, AREAS, statements))
    claim = _within(rng, _shares(rng, claims, spread), area)
    camp = rng.choice([-1, 0, 1], people, p=[0.425, 0.15, 0.425])[speaker]
    side = rng.choice([-1, 0, 1], claims, p=[0.3, 0.4, 0.3])[claim]
    leaning = camp * side
    agrees = np.where(leaning == 0, 0.55, np.where(leaning > 0, 0.75, 0.25))
    draw = rng.random(statements)
    level = np.where(draw < 0.08, 0.0, np.where(rng.random(statements) < agrees, 1.0, -1.0))
    source = np.arange(statements, dtype=np.int32) // 10
    days = rng.integers(0, 3650, source[-1] + 1)[source]
    return StatementTable(
        statements=Texts(_iris("statement", statements)),
        speaker=Column(speaker.astype(np.int32), tuple(_iris("person", people).to_pylist())),
        claim=Column(claim.astype(np.int32), tuple(_iris("claim", claims).to_pylist())),
        level=level,
        source=Column(source, tuple(_iris("source", int(source[-1]) + 1).to_pylist())),
        date=np.datetime64("2015-01-01") + days,
        organisation=Links.none(),
        role=Links.none(),
        topic=Links.none(),
    )


def _shares(rng: np.random.Generator, count: int, spread: float) -> NDArray[np.float64]:
    """Cumulate log-normal shares."""
    return np.cumsum(np.exp(spread * rng.standard_normal(count)))


def _drawn(rng: np.random.Generator, shares: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    drawn: NDArray[np.intp] = np.searchsorted(shares, rng.random(count) * shares[-1])
    return drawn


def _within(rng: np.random.Generator, shares: NDArray[np.float64], area: NDArray[Any]) -> NDArray[np.intp]:
    """Draw a claim of each area; each has an equal part of the claims."""
    bounds = np.append(0, shares)[np.linspace(0, len(shares), AREAS + 1).astype(int)]
    low, high = bounds[:-1][area], bounds[1:][area]
    drawn: NDArray[np.intp] = np.searchsorted(shares, low + rng.random(len(area)) * (high - low))
    return np.minimum(drawn, len(shares) - 1)


def _iris(kind: str, count: int) -> Any:
    """Give IRIs that are in the order of the numbers in them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = pc.utf8_lpad(pa.array(np.arange(count)).cast(pa.large_string()), 9, "0")
    prefix, nothing = (pa.scalar(text, pa.large_string()) for text in (f"{_BASE}/{kind}/", ""))
    return pc.binary_join_element_wise(prefix, numbers, nothing)
