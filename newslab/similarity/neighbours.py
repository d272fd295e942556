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

from newslab.tokens import row_products

# A block of articles is multiplied with a panel of them; the result has at most so many cells.
BLOCK_CELLS = 1 << 24
# The articles are in at most so many panels, and in none but the last are fewer than this.
N_PANELS, LEAST_PANEL = 8, 4096
# |x''| |y''| may reach this share of the threshold.
COMMON_SHARE = 0.8
# So many articles may hold so little but common terms that they must be multiplied whole.
WHOLE = 0.005
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
    rare, common_length = _rare_parts(unit, min_similarity)
    # A few articles hold little but common terms: the bound says nothing of them, and they are multiplied
    # whole.
    is_whole = common_length**2 > COMMON_SHARE * min_similarity
    order = np.argsort(days, kind="stable")  # unknown days last
    place = np.argsort(order)
    rare = rare[order]

    def checked(a: np.ndarray, b: np.ndarray, value: np.ndarray, length: np.ndarray) -> Pairs:
        may_reach = value >= min_similarity - SLACK - length[a] * length[b]
        a, b = a[may_reach], b[may_reach]
        near = ~(np.abs(days[a] - days[b]) > within_days)
        a, b = np.minimum(a, b)[near], np.maximum(a, b)[near]
        similarity = np.minimum(row_products(unit, a, b), 1)
        reached = similarity >= min_similarity
        return a[reached], b[reached], similarity[reached]

    def compare_rare(block: slice, panel: slice) -> Pairs:
        row, column, value = _cells(rare[block] @ transposed[panel.start])
        a, b = order[block][row], order[panel][column]
        once = (place[a] < place[b]) & ~is_whole[a] & ~is_whole[b]
        return checked(a[once], b[once], value[once], common_length)

    def compare_whole(rows: np.ndarray) -> Pairs:
        row, b, value = _cells(unit[rows] @ everyone)
        a = rows[row]
        once = (a < b) | ~is_whole[b]
        return checked(a[once], b[once], value[once], np.zeros_like(common_length))

    n_panel = max(LEAST_PANEL, -(-len(order) // N_PANELS))
    n_block = max(1, BLOCK_CELLS // n_panel)
    blocks = [slice(first, first + n_block) for first in range(0, len(order), n_block)]
    panels = [slice(first, first + n_panel) for first in range(0, len(order), n_panel)]
    transposed = {panel.start: _transposed(rare[panel]) for panel in panels}
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
    everyone = _transposed(unit) if len(whole) else None
    n_rows = max(1, BLOCK_CELLS // max(1, len(order)))
    tasks += [partial(compare_whole, whole[first : first + n_rows]) for first in range(0, len(whole), n_rows)]
    return _side_by_side(tasks)


def _rare_parts(
    unit: np.ndarray | sparse.csr_array, min_similarity: float
) -> tuple[np.ndarray | sparse.csr_array, np.ndarray]:
    """Return vectors without their commonest terms, in single precision, and the length of what was left out.

    So many terms are left out, a power of two of them, as the threshold allows for all articles but a share
    `WHOLE`.
    """
    if not sparse.issparse(unit):
        return unit.astype(np.float32), np.zeros(len(unit))
    n_articles, n_terms = unit.shape
    n_using = np.bincount(unit.indices, minlength=n_terms)
    rank = np.empty(n_terms, np.int64)
    rank[np.argsort(-n_using, kind="stable")] = np.arange(n_terms)
    power = np.frexp(rank)[1]  # the least power of two above the rank
    n_powers = power.max(initial=0) + 1
    cell = np.repeat(np.arange(n_articles) * n_powers, np.diff(unit.indptr)) + power[unit.indices]
    squares = np.bincount(cell, weights=unit.data**2, minlength=n_articles * n_powers)
    squares = squares.reshape(n_articles, n_powers).cumsum(axis=1)
    allowed = np.quantile(squares, 1 - WHOLE, axis=0) <= COMMON_SHARE * min_similarity if n_articles else []
    if not np.any(allowed):
        return unit.astype(np.float32), np.zeros(n_articles)
    left_out = np.flatnonzero(allowed)[-1]
    # A term of one article makes no pair.
    rare = unit[:, (power > left_out) & (n_using > 1)].astype(np.float32)
    return rare, np.sqrt(squares[:, left_out])


def _transposed(vectors: np.ndarray | sparse.csr_array) -> np.ndarray | sparse.csr_array:
    return vectors.T.tocsr() if sparse.issparse(vectors) else vectors.T


def _cells(product: np.ndarray | sparse.csr_array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return row, column and value of each cell of a product; of a sparse one, of those that are stored."""
    if sparse.issparse(product):
        return np.repeat(np.arange(product.shape[0]), np.diff(product.indptr)), product.indices, product.data
    row, column = np.indices(product.shape).reshape(2, -1)
    return row, column, product.ravel()


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
