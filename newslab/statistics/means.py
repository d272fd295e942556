"""Means of weights that the hits of articles have, and their intervals."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from newslab.statistics._arrays import over
from newslab.statistics.intervals import share_interval
from newslab.statistics.pooling import pool

# The correlation of the weights of two hits in one article: what is usual, and how much it varies. In news it
# is 0.08 to 0.32 for lexicons of some twenty words, 0.05 for 200. The spread is wider than what was measured,
# so that an article of many hits speaks for itself (tests/benchmarks/README.md).
USUAL_CORRELATION, SPREAD_OF_CORRELATION = 0.15, 0.3
# Hits of the largest variance that are added to those found: a few equal weights are no certainty.
ADDED_HITS = 2
# Degrees of freedom that are as good as a known variance.
MOST_FREEDOM = 1e6


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
    share and has the interval of one (`share_interval`).

    Its variance from article to article is uncertain where few articles have hits. But it is between two
    values that are known: that of as many independent hits, and that where all hits of an article are alike.
    So the variance found (`pool`) is averaged with one between the two, at a correlation that hits of an
    article usually have, each weighted by its degrees of freedom (Smyth 2004, "Linear models and empirical
    Bayes methods for assessing differential expression", *Statistical Applications in Genetics and Molecular
    Biology* 3(1)). The nearer the two values are, the more degrees of freedom the usual one has; of articles
    with one hit each they are the same, and the variance is known.

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
    [[0.5], [-0.24], [0.87]]
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
    of_hits = over(total * np.maximum(of_hits, 0) + ADDED_HITS * spread, spread * (total + ADDED_HITS), 1)
    alone, alike = over(1, total), over(np.bincount(groups, n**2, n_groups)[:, None], total**2)
    usual = alone + USUAL_CORRELATION * (alike - alone)
    certainty = over(usual, SPREAD_OF_CORRELATION * (alike - alone), np.inf)
    freedom = np.minimum(2 * certainty**2, MOST_FREEDOM)
    # Where all weights are equal, none is seen to vary.
    found = np.where(np.isinf(pooled.freedom), 0, pooled.freedom)
    variance = (freedom * usual * of_hits + found * pooled.variance) / (freedom + found)
    pooled = pooled._replace(least=alone * of_hits, variance=variance, freedom=freedom + found)
    low, high = share_interval(pooled)
    mean, low, high = (lowest + width * values[:, 0] for values in (share, low, high))
    return mean, low, high
