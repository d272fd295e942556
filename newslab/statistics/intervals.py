"""Intervals of ratios and shares, with the article as the unit of uncertainty."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit

from newslab.statistics._arrays import arrays_of, over
from newslab.statistics.keyness import log_ratio, without_zeros

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


def share_interval(
    n: np.ndarray,
    total: np.ndarray,
    n_articles: np.ndarray,
    sum_nn: np.ndarray,
    sum_nt: np.ndarray,
    sum_tt: np.ndarray,
    *,
    independent: bool,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the 95 % interval of a pooled share or rate, with the article as the unit.

    It is Wilson's (1927) score interval of a proportion, with the quantile of Student's t for the number of
    articles, and with an effective number of trials: that of independent ones whose share would vary as much
    as this one does from article to article, at most all. The variance is that of a ratio of two sums
    (Cochran 1977, *Sampling Techniques*, chapter 6).

    Parameters
    ----------
    n, total : array
        Sums over the articles of the hits ``x`` and of the trials ``t``.
    n_articles : array
        How many articles have trials.
    sum_nn, sum_nt, sum_tt : array
        Sums over the articles of ``x x``, ``x t`` and ``t t``.
    independent : bool
        What to assume where all trials are hits or none is, so that nothing is seen to vary: each trial
        counts, or all trials of an article count as one (Kish's effective number, where articles differ in
        their number of trials).

    Returns
    -------
    low, high : ndarray
        Missing where fewer than two articles have trials.

    Examples
    --------
    >>> low, high = share_interval(2, 40, 4, 2, 20, 400, independent=True)
    >>> float(low.round(3)), float(high.round(3))
    (0.007, 0.275)
    """
    n, total, n_articles = arrays_of(n, total, n_articles)
    n_articles, total = (np.where(n_articles > 1, x, np.nan) for x in (n_articles, total))
    pooled = over(n, total)
    share = np.minimum(pooled, 1)  # overlapping hits may be more than the words
    residuals = np.maximum(sum_nn - 2 * share * sum_nt + share**2 * sum_tt, 0)
    variance = n_articles / (n_articles - 1) * residuals / total**2
    spread = share * (1 - share)
    if_alike = 1 / total if independent else sum_tt / total**2
    per_trial = np.where(spread > 0, np.maximum(1 / total, over(variance, spread)), if_alike)
    per_trial = per_trial * stdtrit(n_articles - 1, 0.975) ** 2
    middle, half = share + per_trial / 2, np.sqrt(per_trial * (spread + per_trial / 4))
    low, high = (middle - half) / (1 + per_trial), (middle + half) / (1 + per_trial)
    return np.minimum(low, pooled), np.maximum(high, pooled)  # at 0 and 1 without what rounding leaves


def difference_interval(
    ratio: np.ndarray, low: np.ndarray, high: np.ndarray, p_value: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the 95 % interval of the difference of two shares or rates, from that of each.

    The squares of the two distances add up, as variances do (Newcombe 1998, "Interval estimation for the
    difference between independent proportions", *Statistics in Medicine* 17(8), method 10).

    Parameters
    ----------
    ratio, low, high : array, shape (2, …)
        Both shares or rates, and the intervals that `share_interval` gives them.
    p_value : array
        That of the difference (`shuffle`). The interval leaves out 0 exactly where it is below 0.05: the
        closed form does so nearly, and the rest is moved to 0, or just beside it.

    Returns
    -------
    low, high : ndarray
        Of the first less the second.

    Examples
    --------
    >>> ratio, low, high = [0.5, 0.3], [0.4, 0.2], [0.6, 0.4]
    >>> np.round(difference_interval(ratio, low, high, 0.01), 3).tolist()
    [0.059, 0.341]
    """
    (a, b), (low_a, low_b), (high_a, high_b) = (np.asarray(x, float) for x in (ratio, low, high))
    difference = a - b
    beside = (1 - BESIDE_ZERO) * difference
    low = difference - np.hypot(a - low_a, high_b - b)
    high = difference + np.hypot(high_a - a, b - low_b)
    above, below = (p_value < 0.05) & (difference > 0), (p_value < 0.05) & (difference < 0)
    low = np.where(above, np.maximum(low, beside), np.minimum(low, 0))
    return low, np.where(below, np.minimum(high, beside), np.maximum(high, 0))
