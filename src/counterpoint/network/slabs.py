"""Weigh a one-mode network slab by slab, so that only what is kept of it need fit into memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from scipy import sparse

from counterpoint.errors import UsageError
from counterpoint.network.limits import MOST_TIES, SLAB, Kept, automatic_top
from counterpoint.network.strongest import either_way, significant, strongest
from counterpoint.network.weights import Matrix, OneMode, only

_MOST_THREADS = 8


def weigh(formula: OneMode, top: int | None = None, backbone: float = 0.0) -> tuple[Matrix, Kept]:
    """Weigh the ties of a network, and keep all or some.

    A tie is kept where one of its ends keeps it.

    :param top: how many of its strongest ties each node keeps; 0 for all. Where it is not said, all, unless more than
        :data:`~counterpoint.network.limits.MOST_TIES` are to be expected.
    :param backbone: the level at which a tie has to be significant; 0 for any.
    :returns: the weights, a symmetric matrix with an empty diagonal and no stored zeros, and what is kept.
    :raises UsageError: where the backbone does not fit.
    """
    automatic = top is None and not backbone
    if top is None:
        top = 0 if backbone else automatic_top(int(formula.products[-1]) // 2, formula.size)
    parts: list[Matrix] = []
    ties = stored = 0
    for part, found in _parts(formula, top, backbone):
        parts.append(part)
        ties += found
        stored += part.nnz
        if backbone and not top and stored > 2 * MOST_TIES:
            raise UsageError(
                f"a backbone of level {backbone:g} keeps more than {MOST_TIES:,} ties",
                "choose a lower level, or keep only the strongest ties of each node: top=50",
            )
    size = formula.size
    del formula  # what follows takes its memory
    weights = _joined(parts, size)
    if top or backbone:
        weights = either_way(weights)
    kept = Kept(ties // 2, (ties - weights.nnz) // 2, top, backbone, automatic and bool(top))
    return weights, kept


def _parts(formula: OneMode, top: int, backbone: float) -> Iterator[tuple[Matrix, int]]:
    """Give what is kept of each slab, and how many ties it has."""

    def work(bounds: tuple[int, int]) -> tuple[Matrix, int]:
        rows = formula.rows(*bounds)
        there = rows.data != 0
        ties = int(there.sum())
        if backbone:
            rows = only(rows, there)
            there = significant(rows, backbone)
        if top:
            rows.data[~there] = 0
            there = strongest(rows, top)
        rows = only(rows, there)
        rows.sort_indices()
        return rows, ties

    slabs = _cut(formula)
    if len(slabs) == 1:
        yield work(slabs[0])
        return
    # The sparse products of scipy, and numpy's sorting, let go of Python's lock.
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS)) as pool:
        yield from pool.map(work, slabs)


def _cut(formula: OneMode) -> list[tuple[int, int]]:
    """Cut the rows into slabs of about as many products; a row is never cut."""
    products = formula.products
    cuts = np.searchsorted(products, np.arange(SLAB, products[-1], SLAB))
    bounds = np.unique(np.concatenate([[0], cuts, [formula.size]])).tolist()
    return list(pairwise(bounds)) or [(0, 0)]


def _joined(parts: list[Matrix], size: int) -> Matrix:
    """Put the slabs below each other, in numbers of 64 bits, and let go of each."""
    each = np.concatenate([np.diff(part.indptr) for part in parts])
    bounds = np.append(0, np.cumsum(each, dtype=np.int64))
    data, indices = np.empty(bounds[-1], np.float64), np.empty(bounds[-1], np.int32)
    end = len(data)
    while parts:
        part = parts.pop()
        start = end - part.nnz
        data[start:end], indices[start:end] = part.data, part.indices
        end = start
    return sparse.csr_array((data, indices, bounds), shape=(size, size))
