"""Shares estimated from a sample of each stratum of a finite population."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from newslab.statistics._arrays import over


def wilson_interval(share: np.ndarray | float, n: np.ndarray | float) -> tuple[np.ndarray, np.ndarray]:
    """Return the 95 % score interval of a proportion (Wilson 1927).

    Parameters
    ----------
    share : array
        Hits over trials; a value where there are no trials is not read.
    n : array of float
        Trials, which may be effective numbers: 0 gives the interval from 0 to 1, infinity the share itself.

    Returns
    -------
    low, high : ndarray

    Examples
    --------
    >>> low, high = wilson_interval(0.5, np.array([0, 10, np.inf]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 0.237, 0.5], [1.0, 0.763, 0.5])
    """
    share, n = np.broadcast_arrays(np.asarray(share, float), np.asarray(n, float))
    per_trial = ndtri(0.975) ** 2 * over(np.ones(n.shape), n)
    middle = (share + per_trial / 2) / (1 + per_trial)
    half = np.sqrt(per_trial * (share * (1 - share) + per_trial / 4)) / (1 + per_trial)
    low, high = np.minimum(middle - half, share), np.maximum(middle + half, share)
    return np.where(n == 0, 0, np.maximum(low, 0)), np.where(n == 0, 1, np.minimum(high, 1))


def stratified_share(
    size: np.ndarray, n: np.ndarray, share: np.ndarray, otherwise: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the share of a population from samples of its strata, and its 95 % interval.

    The share is that of the strata, weighted by their sizes (Cochran 1977, *Sampling Techniques*, chapter 5A
    on post-stratification). Its interval adds the squared distances of the strata's Wilson intervals, as
    variances add (Zou, Huang & Zhang 2009, "A note on confidence interval estimation for a linear function of
    binomial proportions", *Computational Statistics & Data Analysis* 53(4)), so that it is honest for few
    samples and shares near 0 or 1. A stratum that is sampled by a large part leaves little to be unsure of:
    its trials count ``(N - 1) / (N - n)`` times.

    Parameters
    ----------
    size : ndarray, shape (…, n_strata)
        Members of each stratum.
    n : ndarray, shape (…, n_strata)
        Members in the sample, or their effective number where they were drawn with unequal probabilities.
    share : ndarray, shape (…, n_strata)
        The share in the sample.
    otherwise : ndarray, shape (…, n_strata)
        The share to take where a stratum has no member in the sample; its interval is then from 0 to 1.

    Returns
    -------
    share, low, high : ndarray, shape (…)
        Missing for a population without members.

    Examples
    --------
    Of 100 articles that a lexicon finds 8 of 10 coded ones have the frame, of 300 others 1 of 20.

    >>> parts = [np.array(x) for x in ([100, 300], [10, 20], [0.8, 0.05], [1, 0])]
    >>> [float(x.round(3)) for x in stratified_share(*parts)]
    [0.238, 0.158, 0.375]
    """
    size, n = np.asarray(size, float), np.asarray(n, float)
    weight = over(size, size.sum(axis=-1, keepdims=True))
    share = np.where(n > 0, share, otherwise)
    trials = np.where(n > 0, over(n * np.maximum(size - 1, 0), size - n, np.inf), 0)
    low, high = wilson_interval(share, np.where(n >= size, np.where(size > 0, np.inf, 0), trials))
    total = (weight * share).sum(axis=-1)
    below = np.sqrt(((weight * (share - low)) ** 2).sum(axis=-1))
    above = np.sqrt(((weight * (high - share)) ** 2).sum(axis=-1))
    return total, np.maximum(total - below, 0), np.minimum(total + above, 1)
