"""All pairs of articles whose cosine reaches a threshold: exact, in blocks, and without comparing all with
all.

Two bounds make it fast. The terms that most articles share carry little weight in TF-IDF vectors. Let
``x = x' + x''``, where ``x''`` holds the commonest terms; then ``x·y <= x'·y' + |x''| |y''``. So it is enough
to multiply the rare parts, a small part of the work, and to compute the cosines of the few pairs that may
reach the threshold. And where dates count, articles are sorted by date, and each block of them is multiplied
with its own window of days alone.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import NamedTuple, TypeAlias

import numpy as np
from scipy import sparse
from tqdm import tqdm

from newslab.arrays import blocks_of, map_parallel, row_products

# A block of articles is multiplied with a panel of them; the result has at most this many cells.
BLOCK_CELLS = 1 << 22
# The rare terms are taken out of this many entries of the vectors at a time.
BLOCK_ENTRIES = 1 << 20
# The articles are in at most this many panels, of at least this many articles: few panels, since each term
# of a block is looked up once in each of them.
MOST_PANELS, PANEL = 4, 4096
# Where only near days are compared, the most articles of a block, and of a window, which holds all that are
# near the block in time. The terms of some windows are looked up at once: they are few, and stay in the
# processor's cache.
LARGEST_BLOCK, WIDEST_WINDOW, WINDOWS_AT_ONCE = 256, 1 << 14, 16
# |x''| |y''| may reach this share of the threshold.
COMMON_SHARE = 0.8
# The number of common terms is chosen from a scale with this many steps between a number and its double, as
# this many articles suggest.
STEPS_OF_DOUBLING, SAMPLED = 4, 4096
# What products in single precision may be off by.
SLACK = 1e-4

#: Rows of two articles, and their cosines.
Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]
Vectors: TypeAlias = np.ndarray | sparse.csr_array


def near_pairs(
    unit: Vectors,
    min_similarity: float,
    days: np.ndarray,
    within_days: float,
    *,
    n_first: int | None = None,
    is_shown: bool = True,
) -> Iterator[Pairs]:
    """Find the pairs of articles whose cosine is at least `min_similarity`.

    Parameters
    ----------
    unit : array or csr_array, shape (n_articles, n_dimensions)
        Vectors of length one.
    min_similarity : float
        The threshold. Of sparse vectors, pairs without a common term are not listed, whatever it is.
    days : ndarray of float, shape (n_articles,)
        When each article appeared; NaN where it is not known.
    within_days : float
        Leave out pairs that are further apart in time. Unknown days are never too far.
    n_first : int, optional
        Find only the pairs of one of the first `n_first` articles and one of the others; of articles by date,
        those without a date last.
    is_shown : bool, default True
        Show how far it is.

    Yields
    ------
    a, b : ndarray of int
        Rows of `unit`, ``a < b``; each pair once.
    similarity : ndarray of float
        Their cosines.
    """
    rare, length = _rare_parts(unit, min_similarity)
    # A few articles hold little but common terms: the bound says nothing of them, and they are multiplied
    # whole.
    is_whole = length**2 > COMMON_SHARE * min_similarity
    length[is_whole] = 0
    order = np.argsort(days, kind="stable")  # unknown days last
    search = _Search(unit, min_similarity, days, within_days, rare, length, is_whole, order, n_first or 0)
    windows = _windows(days[order], within_days)
    # Articles in no window are compared with all that come before them.
    n_before = windows[-1][0].stop if windows else 0
    n_ahead = len(order) if n_first is None else n_first
    if n_first is not None:
        windows = _across(windows, n_first)
        n_before = max(n_before, n_first)
    tasks: list[Callable[[], Pairs]] = [
        partial(search.compare_windows, windows[first : first + WINDOWS_AT_ONCE])
        for first in range(0, len(windows), WINDOWS_AT_ONCE)
    ]
    n_panel = max(PANEL, -(-(len(order) - n_before) // MOST_PANELS))
    panels = [slice(start, start + n_panel) for start in range(n_before, len(order), n_panel)]
    n_block = max(1, BLOCK_CELLS // n_panel)
    columns = map_parallel(lambda panel: _transposed(rare[order[panel]]), panels)
    tasks += [
        partial(search.compare_panel, block, panel, of_panel)
        for panel, of_panel in zip(panels, columns, strict=True)
        for block in _slices(n_ahead, n_block)
        if block.start < panel.stop
    ]
    whole = np.flatnonzero(is_whole)
    if len(whole):
        of_whole = _transposed(unit[whole])
        tasks += [
            partial(search.compare_whole, block, whole, of_whole) for block in _slices(len(order), n_block)
        ]
    return _side_by_side(tasks, is_shown)


def _slices(n: int, size: int) -> list[slice]:
    return [slice(start, min(start + size, n)) for start in range(0, n, size)]


def _across(windows: list[tuple[slice, slice]], n_first: int) -> list[tuple[slice, slice]]:
    """Return what windows have of blocks of the first articles, each with later ones alone."""
    return [
        (slice(block.start, min(block.stop, n_first)), slice(max(window.start, n_first), window.stop))
        for block, window in windows
        if block.start < n_first < window.stop
    ]


class _Search(NamedTuple):
    """What is compared: vectors and days by article; blocks, panels and windows are slices of `order`."""

    unit: Vectors
    min_similarity: float
    days: np.ndarray
    within_days: float
    #: The vectors without their commonest terms, and the length of what was left out.
    rare: Vectors
    length: np.ndarray
    #: Which articles are multiplied whole, and left out where the rare parts are compared.
    is_whole: np.ndarray
    #: The articles by date.
    order: np.ndarray
    #: How many of them are compared with the others alone; 0 if each is with all.
    n_first: int

    def compare_windows(self, windows: list[tuple[slice, slice]]) -> Pairs:
        """Find the pairs of each block and its window."""
        first, last = windows[0][0].start, windows[-1][1].stop
        vectors = _of_several(self.rare[self.order[first:last]])
        found = []
        for block, window in windows:
            columns = _transposed(vectors[window.start - first : window.stop - first])
            product = vectors[block.start - first : block.stop - first] @ columns
            found.append(self._pairs_of_rare(block, window, product))
        a, b, similarity = map(np.concatenate, zip(*found, strict=True))
        return a, b, similarity

    def compare_panel(self, block: slice, panel: slice, columns: Vectors) -> Pairs:
        """Find the pairs of a block and a panel, whose rare parts are the `columns`."""
        return self._pairs_of_rare(block, panel, self.rare[self.order[block]] @ columns)

    def compare_whole(self, block: slice, whole: np.ndarray, columns: Vectors) -> Pairs:
        """Find the pairs of a block, here in the order of the table, and the articles multiplied whole."""
        row, column, _ = _cells(self.unit[block] @ columns, self.min_similarity - SLACK)
        a, b = block.start + row, whole[column]
        once = (a < b) | ~self.is_whole[a]
        return self._pairs_that_reach(a[once], b[once])

    def _pairs_of_rare(self, block: slice, panel: slice, product: Vectors) -> Pairs:
        """Find the pairs among articles from the product of their rare parts, by the bound."""
        length, least = self.length, self.min_similarity - SLACK
        longest = length[self.order[block]].max() * length[self.order[panel]].max()
        row, column, value = _cells(product, least - longest)
        a, b = self.order[block][row], self.order[panel][column]
        may_reach = value >= least - length[a] * length[b]
        may_reach &= ~self.is_whole[a] & ~self.is_whole[b] & (block.start + row < panel.start + column)
        return self._pairs_that_reach(a[may_reach], b[may_reach])

    def _pairs_that_reach(self, a: np.ndarray, b: np.ndarray) -> Pairs:
        """Return those of some pairs that are near in time, and whose cosine reaches the threshold."""
        a, b = np.minimum(a, b), np.maximum(a, b)
        near = ~(np.abs(self.days[a] - self.days[b]) > self.within_days)
        if self.n_first:
            near &= (a < self.n_first) & (b >= self.n_first)
        a, b = a[near], b[near]
        similarity = np.minimum(row_products(self.unit, a, b), 1)
        reached = similarity >= self.min_similarity
        return a[reached], b[reached], similarity[reached]


def _windows(days: np.ndarray, within_days: float) -> list[tuple[slice, slice]]:
    """Cut articles into blocks, each with the window of articles, from its first, that are near in time.

    Days are ascending, the unknown ones, which are in no block, last. Where windows would be wide, there are
    none: then it costs less to prepare a few panels of all articles once.
    """
    days = days[~np.isnan(days)]
    # The first that is too late for each, with some leeway for rounding.
    too_late = np.searchsorted(days, days + within_days + 1e-6, side="right")
    if np.max(too_late - np.arange(len(days)), initial=0) > WIDEST_WINDOW:
        return []
    windows, start = [], 0
    while start < len(days):
        widest = too_late[start : start + LARGEST_BLOCK].max() - start
        stop = min(start + max(1, min(LARGEST_BLOCK, BLOCK_CELLS // widest)), len(days))
        windows.append((slice(start, stop), slice(start, too_late[stop - 1])))
        start = stop
    return windows


def _of_several(vectors: Vectors) -> Vectors:
    """Leave out the columns of sparse vectors that fewer than two of them hold, and that make no pair."""
    if isinstance(vectors, np.ndarray):
        return vectors
    is_shared = np.bincount(vectors.indices, minlength=vectors.shape[1]) > 1
    column = np.cumsum(is_shared, dtype=np.int32) - np.int32(1)
    return _entries(vectors, is_shared[vectors.indices], column[vectors.indices], int(is_shared.sum()))


def _entries(
    vectors: sparse.csr_array, kept: np.ndarray, column: np.ndarray, n_columns: int
) -> sparse.csr_array:
    """Return some entries of vectors, in single precision and in other columns."""
    indptr = np.concatenate([[0], np.cumsum(kept)])[vectors.indptr]
    values = vectors.data[kept].astype(np.float32, copy=False)
    return sparse.csr_array((values, column[kept], indptr), shape=(vectors.shape[0], n_columns))


def _rare_parts(unit: Vectors, min_similarity: float) -> tuple[Vectors, np.ndarray]:
    """Return vectors without their commonest terms, in single precision, and the length of what was left out.

    The number of terms left out is the one, in steps of a fifth, that keeps the multiplications fewest: those
    of the rare parts of each two articles, and of the whole of those in which the common terms weigh too
    much, as a sample of articles suggests. A term of one article makes no pair, and is left out too.
    """
    if isinstance(unit, np.ndarray):
        return unit.astype(np.float32), np.zeros(len(unit))
    n_articles, n_terms = unit.shape
    n_using = np.bincount(unit.indices, minlength=n_terms)
    by_use = np.argsort(-n_using, kind="stable")
    rank = np.empty(n_terms, np.int32)
    rank[by_use] = np.arange(n_terms)
    step = (STEPS_OF_DOUBLING * np.log2(rank + 1)).astype(np.int32)
    n_common = np.concatenate([[0], np.cumsum(np.bincount(step))])
    some = unit[:: n_articles // SAMPLED + 1]
    cell = np.repeat(np.arange(some.shape[0]) * len(n_common), np.diff(some.indptr)) + step[some.indices] + 1
    squares = np.bincount(cell, weights=some.data**2, minlength=some.shape[0] * len(n_common))
    squares = squares.reshape(some.shape[0], len(n_common)).cumsum(axis=1)
    is_whole = squares > COMMON_SHARE * min_similarity
    # A term of n articles makes n² products, which count each pair of articles twice. Those of whole vectors
    # count once: many fall into one cell, which takes half the time.
    n_products = np.concatenate([[0], np.cumsum(n_using[by_use].astype(float) ** 2)])
    n_multiplied = n_products[-1] - n_products[n_common]
    if n_articles:
        n_multiplied += is_whole.mean(axis=0) * n_products[-1]
    first = n_common[n_multiplied.argmin()]
    return _split(unit, rank, first, max(first, np.sum(n_using > 1)))


def _split(
    unit: sparse.csr_array, rank: np.ndarray, first: int, last: int
) -> tuple[sparse.csr_array, np.ndarray]:
    """Return the columns of ranks from `first` to before `last` in the order of their ranks, in single
    precision, and the length of what comes before them.
    """
    is_before = (rank < first).astype(float)

    def split(rows: tuple[int, int]) -> tuple[sparse.csr_array, np.ndarray]:
        some = unit[slice(*rows)]
        column = rank[some.indices] - np.int32(first)
        kept = (column >= 0) & (column < last - first)
        return _entries(some, kept, column, last - first), np.sqrt(some.power(2) @ is_before)

    columns, lengths = zip(*map_parallel(split, blocks_of(unit.indptr, BLOCK_ENTRIES)), strict=True)
    return sparse.vstack(columns, format="csr"), np.concatenate(lengths)


def _transposed(vectors: Vectors) -> Vectors:
    return vectors.T if isinstance(vectors, np.ndarray) else vectors.T.tocsr()


def _cells(product: Vectors, least: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return row, column and value of each cell, of those stored, whose value is at least `least`."""
    if isinstance(product, np.ndarray):
        row, column = np.nonzero(product >= least)
        return row, column, product[row, column]
    place = np.flatnonzero(product.data >= least)
    row = np.searchsorted(product.indptr, place, side="right") - 1
    return row, product.indices[place], product.data[place]


def _side_by_side(tasks: list[Callable[[], Pairs]], is_shown: bool) -> Iterator[Pairs]:
    """Carry out tasks on all cores, few at once, so that results nobody has taken yet do not pile up."""
    n_cores = os.cpu_count() or 1
    waiting = iter(tasks)
    # Only what hides it is passed: else the environment (TQDM_DISABLE) decides, as in a report.
    hidden = {} if is_shown else {"disable": True}
    with (
        ThreadPoolExecutor(n_cores) as pool,
        tqdm(total=len(tasks), delay=1, leave=False, **hidden) as progress,
    ):
        running = deque(pool.submit(task) for task in islice(waiting, n_cores + 1))
        while running:
            yield running.popleft().result()
            progress.update()
            running.extend(pool.submit(task) for task in islice(waiting, 1))
