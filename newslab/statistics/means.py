"""Means of weights that the hits of articles have, and their intervals."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from newslab.statistics._arrays import over
from newslab.statistics.intervals import share_interval
from newslab.statistics.pooling import pool


def mean_interval(
    n: np.ndarray,
    sums: np.ndarray,
    squares: np.ndarray,
    groups: np.ndarray,
    n_groups: int,
    lowest: float,
    highest: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the mean weight of the hits of each group, and its 95 % interval, with the article as the unit.

    Weights between the lowest and the highest are brought to the range from 0 to 1, where their mean is a
    share and has the interval of one (`share_interval`). Its variance is that from article to article
    (`pool`), and at least that of as many independent hits, with one more hit of the largest variance that a
    share may have, so that a few equal weights are not taken for certainty.

    Parameters
    ----------
    n, sums, squares : ndarray, shape (n_articles,)
        Hits of each article, and the sums of their weights and of the squares of these.
    groups : ndarray of int, shape (n_articles,)
        The group of each article, from 0 to `n_groups` - 1.
    lowest, highest : float
        The least and the largest weight there may be.

    Returns
    -------
    mean, low, high : ndarray, shape (n_groups,)
        The mean is missing for a group without hits, the interval where fewer than two articles have any.

    Examples
    --------
    Four articles with two hits each, of 1 or -1:

    >>> n, sums, squares = np.full(4, 2), np.array([2, 0, 0, 2]), np.full(4, 2)
    >>> found = mean_interval(n, sums, squares, np.zeros(4, int), 1, -1, 1)
    >>> [x.round(2).tolist() for x in found]
    [[0.5], [-0.45], [0.92]]
    """
    if lowest >= highest:
        raise ValueError(f"the lowest weight must be below the highest, not {lowest} and {highest}")
    width, n = highest - lowest, np.asarray(n, float)
    scaled = (sums - lowest * n) / width
    scaled_squares = (squares - 2 * lowest * sums + lowest**2 * n) / width**2
    pooled = pool(sparse.csr_array(scaled[:, None]), n, groups, n_groups)
    total, share = pooled.total, pooled.ratio
    spread = share * (1 - share)
    of_hits = over(np.bincount(groups, scaled_squares, n_groups)[:, None], total) - share**2
    least = over((total * np.maximum(of_hits, 0) + spread) / (total + 1), spread * total, 0)
    pooled = pooled._replace(least=np.where(spread > 0, least, pooled.least))
    low, high = share_interval(pooled)
    mean, low, high = (lowest + width * values[:, 0] for values in (share, low, high))
    return mean, low, high
