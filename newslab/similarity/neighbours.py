"""All pairs of articles whose cosine reaches a threshold: exact, in blocks, and without comparing all with
all.

Two bounds make it fast. The terms that most articles share carry little weight in TF-IDF vectors. Let
``x = x' + x''``, where ``x''`` holds the commonest terms; then ``x·y <= x'·y' + |x''| |y''``. So it is enough
to multiply the rare parts, a small part of the work, and to compute the cosines of the few pairs that may
reach the threshold. And blocks of articles that lie too many days apart are never multiplied.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice

import numpy as np
from scipy import sparse
from tqdm import tqdm

from newslab.tokens import blocks_of, row_products

# A block of articles is multiplied with a panel of them; the result has at most so many cells.
BLOCK_CELLS = 1 << 24
# The rare terms are taken out of so many entries of the vectors at a time.
BLOCK_ENTRIES = 1 << 20
# The articles are in so many panels, or fewer of at least so many articles: short ones, where blocks and
# panels that lie too many days apart are left out; long ones otherwise, since each term of a block is looked
# up once in each panel.
MOST_PANELS, SHORT_PANEL, LONG_PANEL = 8, 4096, 32768
# |x''| |y''| may reach this share of the threshold.
COMMON_SHARE = 0.8
# So many articles may hold so little but common terms that they must be multiplied whole.
WHOLE = 0.002
# The number of common terms is chosen among so many between one number and its double.
STEPS_OF_DOUBLING = 4
# What products in single precision may be off by.
SLACK = 1e-4

Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]


def near_pairs(
    unit: np.ndarray | sparse.csr_array, min_similarity: float, days: np.ndarray, within_days: float
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

    def checked(a: np.ndarray, b: np.ndarray) -> Pairs:
        a, b = np.minimum(a, b), np.maximum(a, b)
        near = ~(np.abs(days[a] - days[b]) > within_days)
        a, b = a[near], b[near]
        similarity = np.minimum(row_products(unit, a, b), 1)
        reached = similarity >= min_similarity
        return a[reached], b[reached], similarity[reached]

    def compare_rare(block: slice, panel: slice) -> Pairs:
        longest = length[order[block]].max() * length[order[panel]].max()
        product = rare[order[block]] @ transposed[panel.start]
        row, column, value = _cells(product, min_similarity - SLACK - longest)
        a, b = order[block][row], order[panel][column]
        may_reach = value >= min_similarity - SLACK - length[a] * length[b]
        may_reach &= ~is_whole[a] & ~is_whole[b] & (block.start + row < panel.start + column)
        return checked(a[may_reach], b[may_reach])

    def compare_whole(block: slice) -> Pairs:
        row, column, _ = _cells(unit[block] @ whole_transposed, min_similarity - SLACK)
        a, b = block.start + row, whole[column]
        once = (a < b) | ~is_whole[a]
        return checked(a[once], b[once])

    n_panel = SHORT_PANEL if np.isfinite(within_days) else LONG_PANEL
    n_panel = max(n_panel, -(-len(order) // MOST_PANELS))
    n_block = max(1, BLOCK_CELLS // n_panel)
    blocks = [slice(first, first + n_block) for first in range(0, len(order), n_block)]
    panels = [slice(first, first + n_panel) for first in range(0, len(order), n_panel)]
    transposed = {panel.start: _transposed(rare[order[panel]]) for panel in panels}
    earliest, latest = np.nan_to_num(days[order], nan=-np.inf), np.nan_to_num(days[order], nan=np.inf)
    tasks = [
        partial(compare_rare, block, panel)
        for panel in panels
        for block in blocks
        if block.start < panel.stop
        and earliest[block].min() - within_days <= latest[panel].max()
        and earliest[panel].min() - within_days <= latest[block].max()
    ]
    whole = np.flatnonzero(is_whole)
    if len(whole):
        whole_transposed = _transposed(unit[whole])
        tasks += [partial(compare_whole, block) for block in blocks]
    return _side_by_side(tasks)


def _rare_parts(
    unit: np.ndarray | sparse.csr_array, min_similarity: float
) -> tuple[np.ndarray | sparse.csr_array, np.ndarray]:
    """Return vectors without their commonest terms, in single precision, and the length of what was left out.

    So many terms are left out, in steps of a fifth, as the threshold allows for all articles but a share
    `WHOLE`.
    """
    if not sparse.issparse(unit):
        return unit.astype(np.float32), np.zeros(len(unit))
    n_articles, n_terms = unit.shape
    n_using = np.bincount(unit.indices, minlength=n_terms)
    rank = np.empty(n_terms, np.int32)
    rank[np.argsort(-n_using, kind="stable")] = np.arange(n_terms)
    step = (STEPS_OF_DOUBLING * np.log2(rank + 1)).astype(np.int32)
    n_steps = step.max(initial=0) + 1
    squares = np.empty((n_articles, n_steps))
    for first in range(0, n_articles, SHORT_PANEL):
        some = unit[first : first + SHORT_PANEL]
        cell = np.repeat(np.arange(some.shape[0]) * n_steps, np.diff(some.indptr)) + step[some.indices]
        lengths = np.bincount(cell, weights=some.data**2, minlength=some.shape[0] * n_steps)
        squares[first : first + SHORT_PANEL] = lengths.reshape(-1, n_steps).cumsum(axis=1)
    allowed = np.quantile(squares, 1 - WHOLE, axis=0) <= COMMON_SHARE * min_similarity if n_articles else []
    if not np.any(allowed):
        return unit.astype(np.float32), np.zeros(n_articles)
    left_out = np.flatnonzero(allowed)[-1]
    first, last = np.sum(step <= left_out), np.sum(n_using > 1)  # a term of one article makes no pair
    return _columns(unit, rank, first, last), np.sqrt(squares[:, left_out])


def _columns(matrix: sparse.csr_array, rank: np.ndarray, first: int, last: int) -> sparse.csr_array:
    """Return the columns of ranks from `first` to before `last` in the order of their ranks, in single
    precision; a block of rows at a time, so that nothing else is held of all rows.
    """
    width = max(0, last - first)

    def columns(rows: tuple[int, int]) -> sparse.csr_array:
        some = matrix[slice(*rows)]
        column = rank[some.indices] - np.int32(first)
        kept = (column >= 0) & (column < width)
        indptr = np.concatenate([[0], np.cumsum(kept)])[some.indptr]
        return sparse.csr_array(
            (some.data[kept].astype(np.float32), column[kept], indptr), shape=(some.shape[0], width)
        )

    return sparse.vstack([*map(columns, blocks_of(matrix.indptr, BLOCK_ENTRIES))], format="csr")


def _transposed(vectors: np.ndarray | sparse.csr_array) -> np.ndarray | sparse.csr_array:
    return vectors.T.tocsr() if sparse.issparse(vectors) else vectors.T


def _cells(product: np.ndarray | sparse.csr_array, least: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return row, column and value of each cell, of those stored, whose value is at least `least`."""
    if not sparse.issparse(product):
        row, column = np.nonzero(product >= least)
        return row, column, product[row, column]
    place = np.flatnonzero(product.data >= least)
    row = np.searchsorted(product.indptr, place, side="right") - 1
    return row, product.indices[place], product.data[place]


def _side_by_side(tasks: list[Callable[[], Pairs]]) -> Iterator[Pairs]:
    """Carry out tasks on all cores, few at once, so that results nobody has taken yet do not pile up."""
    n_cores = os.cpu_count() or 1
    waiting = iter(tasks)
    with ThreadPoolExecutor(n_cores) as pool, tqdm(total=len(tasks), delay=1, leave=False) as progress:
        running = deque(pool.submit(task) for task in islice(waiting, n_cores + 1))
        while running:
            yield running.popleft().result()
            progress.update()
            running.extend(pool.submit(task) for task in islice(waiting, 1))
