"""Intervals of ratios and shares, with the article as the unit of uncertainty."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri, stdtrit

from newslab.statistics._arrays import over
from newslab.statistics.keyness import log_ratio, without_zeros
from newslab.statistics.pooling import Pooled

NORMAL_QUANTILE = ndtri(0.975)

# A bound that is moved to the other side of 0 keeps a thousandth of the way from the estimate.
BESIDE_ZERO = 0.999


def ratio_interval(
    n: np.ndarray,
    n_reference: np.ndarray,
    total: np.ndarray,
    total_reference: np.ndarray,
    variance: np.ndarray,
    p_value: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the 95 % interval of the log ratio, with the article as the unit.

    The share of all occurrences that fall in the group is a proportion, and Wilson's score interval of its
    log-odds has a closed form (Newcombe 2001, "Logit confidence intervals and the inverse sinh
    transformation", *The American Statistician* 55(3)). The odds over the ratio of the two totals are the
    ratio of the rates. As number of trials it takes the number of independent occurrences whose share would
    vary as much as this one does when articles are shuffled, at most all occurrences.

    Parameters
    ----------
    n, n_reference, total, total_reference : array
        Counts of the terms and numbers of words.
    variance : array
        The variance of `n`, less the count expected, over shuffled articles (`shuffled_moments`).
    p_value : array
        That of the same shuffle. The interval leaves out 0 exactly where it is below 0.05: the closed form
        does so nearly, and the rest is moved to 0, or just beside it.

    Returns
    -------
    low, high : ndarray
    """
    ratio = log_ratio(n, n_reference, total, total_reference)
    n, n_reference, total, total_reference = without_zeros(n, n_reference, total, total_reference)
    n_both, expected = n + n_reference, total / (total + total_reference)
    per_trial = np.maximum(1 / n_both, variance / (n_both**2 * expected * (1 - expected)))
    share = n / n_both
    margin = 2 / np.log(2) * np.arcsinh(1.96 / 2 * np.sqrt(per_trial / (share * (1 - share))))
    to_zero = np.abs(ratio)
    margin = np.where(p_value < 0.05, np.minimum(margin, BESIDE_ZERO * to_zero), np.maximum(margin, to_zero))
    return ratio - margin, ratio + margin


def share_interval(pooled: Pooled, freedom: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return the 95 % interval of a pooled share or rate, with the article as the unit.

    It is Wilson's (1927) score interval of a proportion, with an effective number of trials: that of
    independent ones whose share would vary as much as this one does from article to article, at most all.
    The variance from article to article is an estimate, and calls for a quantile of Student's t; that of
    independent trials is known, and calls for one of the normal distribution. The wider of the two holds.

    Parameters
    ----------
    pooled : Pooled
        Shares or rates, as `pool` makes them.
    freedom : ndarray, optional
        Degrees of freedom in place of those of `pooled`.

    Returns
    -------
    low, high : ndarray
        Missing where fewer than two articles have trials.

    Examples
    --------
    >>> from scipy import sparse
    >>> from newslab.statistics import pool
    >>> hits, words = sparse.csr_array([[1], [0], [1], [0]]), np.array([10, 10, 10, 10])
    >>> low, high = share_interval(pool(hits, words, np.zeros(4, int), 1))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([[0.009]], [[0.226]])
    """
    quantile = stdtrit(pooled.freedom if freedom is None else freedom, 0.975)
    per_trial = np.maximum(NORMAL_QUANTILE**2 * pooled.least, quantile**2 * pooled.variance)
    share = np.minimum(pooled.ratio, 1)  # overlapping hits may be more than the words
    middle, half = share + per_trial / 2, np.sqrt(per_trial * (share * (1 - share) + per_trial / 4))
    low, high = (middle - half) / (1 + per_trial), (middle + half) / (1 + per_trial)
    # Rounding leaves a little at 0 and 1.
    return np.minimum(low, pooled.ratio), np.maximum(high, pooled.ratio)


def difference_interval(
    a: Pooled, b: Pooled, p_value: np.ndarray, correlation: np.ndarray | float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Return the 95 % interval of the difference of two shares or rates, from that of each.

    The squares of the two distances add up, as variances do (Newcombe 1998, "Interval estimation for the
    difference between independent proportions", *Statistics in Medicine* 17(8), method 10). So do the two
    variances, and their sum has degrees of freedom of its own (Welch 1947).

    Parameters
    ----------
    a, b : Pooled
        Both shares or rates.
    p_value : array
        That of the difference (`shuffle`). The interval leaves out 0 exactly where it is below 0.05: the
        closed form does so nearly, and the rest is moved to 0, or just beside it.
    correlation : array, default 0
        That of the two, where they are of the same articles (Newcombe 1998, "Improved confidence intervals
        for the difference between binomial proportions based on paired data", same volume, method 10).

    Returns
    -------
    low, high : ndarray
        Of the first less the second.

    Examples
    --------
    >>> from scipy import sparse
    >>> from newslab.statistics import pool
    >>> hits, words = sparse.csr_array([[1], [2], [1], [0]]), np.array([10, 10, 10, 10])
    >>> pooled = pool(hits, words, np.array([0, 0, 1, 1]), 2)
    >>> low, high = difference_interval(pooled.of_group(0), pooled.of_group(1), np.array([0.67]))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([-0.14], [0.31])
    """
    (variance, freedom), (variance_b, freedom_b) = map(_variance_and_freedom, (a, b))
    squares = variance**2 / freedom + variance_b**2 / freedom_b
    freedom = over((variance + variance_b) ** 2, squares, np.inf)
    (low, high), (low_b, high_b) = (share_interval(side, freedom) for side in (a, b))
    difference = a.ratio - b.ratio
    beside = (1 - BESIDE_ZERO) * difference
    low, high = (
        difference - _distance(a.ratio - low, high_b - b.ratio, correlation),
        difference + _distance(high - a.ratio, b.ratio - low_b, correlation),
    )
    above, below = (p_value < 0.05) & (difference > 0), (p_value < 0.05) & (difference < 0)
    low = np.where(above, np.maximum(low, beside), np.minimum(low, 0))
    return low, np.where(below, np.minimum(high, beside), np.maximum(high, 0))


def _distance(one: np.ndarray, other: np.ndarray, correlation: np.ndarray | float) -> np.ndarray:
    """Return the distance of a bound of a difference from that of each side."""
    return np.sqrt(np.maximum(one**2 + other**2 - 2 * correlation * one * other, 0))


def _variance_and_freedom(pooled: Pooled) -> tuple[np.ndarray, np.ndarray]:
    """Return the variance of a share, and its degrees of freedom: that of independent trials is known."""
    share, per_trial = np.minimum(pooled.ratio, 1), np.maximum(pooled.least, pooled.variance)
    freedom = np.where(pooled.variance > pooled.least, pooled.freedom, np.inf)
    return per_trial * np.maximum(share * (1 - share), per_trial / 4), freedom
