"""Work on all articles, done part by part on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np


def map_parallel(function: Callable, arguments: Iterable) -> list:
    """Return what a function makes of each argument; NumPy, SciPy and Arrow let several run at once."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(function, arguments))


def blocks_of(offsets: np.ndarray, size: int) -> Iterator[tuple[int, int]]:
    """Return the first and last rows of blocks of some `size` entries: at least one, if of no rows.

    The entries of row ``i`` are those from ``offsets[i]`` to ``offsets[i + 1]``.
    """
    n_rows = len(offsets) - 1
    cuts = np.unique(np.searchsorted(offsets, np.arange(size, int(offsets[-1]), size)))
    return pairwise([0, *cuts[(cuts > 0) & (cuts < n_rows)].tolist(), n_rows])


def fill_parallel(lengths: Sequence[int], part: Callable[[int], np.ndarray], dtype: type) -> np.ndarray:
    """Return one array, whose parts are made each for itself and written to their place.

    Parameters
    ----------
    lengths : sequence of int
        The length of each part.
    part : callable
        Makes the part of a number, counted from 0.
    dtype : type
        Of the array.
    """
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    whole = np.empty(offsets[-1], dtype)

    def write(number: int) -> None:
        whole[offsets[number] : offsets[number + 1]] = part(number)

    map_parallel(write, range(len(lengths)))
    return whole


def concatenate_parallel(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Return arrays, one behind the other, as one: `np.concatenate` on all cores, for large ones."""
    return fill_parallel([*map(len, parts)], parts.__getitem__, parts[0].dtype)
