"""Work on all rows, done block by block on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from numpy.typing import DTypeLike


def map_parallel(function: Callable, *arguments: Iterable) -> list:
    """Return the function of each argument, in order; NumPy, SciPy and Arrow let threads run at once."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(function, *arguments))


def blocks_of(offsets: np.ndarray, size: int) -> Iterator[tuple[int, int]]:
    """Cut rows into blocks of about `size` entries: the first row of each, and the row after its last.

    The entries of row ``i`` are those from ``offsets[i]`` to ``offsets[i + 1]``. A row is never cut, and
    there is at least one block, even of no rows.

    Examples
    --------
    >>> list(blocks_of(np.array([0, 3, 4, 9, 10]), 4))
    [(0, 2), (2, 3), (3, 4)]
    """
    n_rows = len(offsets) - 1
    cuts = np.unique(np.searchsorted(offsets, np.arange(size, int(offsets[-1]), size)))
    return pairwise([0, *cuts[(cuts > 0) & (cuts < n_rows)].tolist(), n_rows])


def fill_parallel(lengths: Sequence[int], part: Callable[[int], np.ndarray], dtype: DTypeLike) -> np.ndarray:
    """Return one array whose parts are made independently, on all cores, and written to their places.

    Parameters
    ----------
    lengths : sequence of int
        The length of each part.
    part : callable
        Makes a part from its number, counted from 0.
    dtype : dtype-like
        That of the array.
    """
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    whole = np.empty(offsets[-1], dtype)

    def write(number: int) -> None:
        whole[offsets[number] : offsets[number + 1]] = part(number)

    map_parallel(write, range(len(lengths)))
    return whole


def concatenate_parallel(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Join large arrays of one type: `np.concatenate` on all cores."""
    return fill_parallel([*map(len, parts)], parts.__getitem__, parts[0].dtype)
