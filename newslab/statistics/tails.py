"""Probabilities of a large difference among shuffled articles: counted where there are few ways to shuffle,
else from the moments of its distribution.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from math import comb

import numpy as np
from scipy.special import betainc, gammainc, gammaincc

from newslab.statistics._arrays import over

# How far the kurtosis is followed below that of the gamma distribution of equal skewness: a lower one is that
# of a distribution that ends close to its mean, and would call what is beyond impossible. With 0.8 the share
# of p-values below 0.05, 0.01 and 0.001 is right (tests/benchmarks/README.md).
MOST_BELOW_GAMMA = 0.8
# Shuffles that are tried one by one; eight of sixteen articles can be drawn in 12,870 ways.
MOST_COUNTED = 13_000
# A kurtosis as near to that of the gamma distribution makes no difference.
LEAST_BELOW_GAMMA = 1e-3


def shuffled_p_value(
    difference: np.ndarray,
    variance: np.ndarray,
    third_moment: np.ndarray,
    fourth_moment: np.ndarray | None = None,
) -> np.ndarray:
    """Return the probability that shuffled articles bring as large a difference, of either sign.

    The distribution over shuffles is taken for the Pearson type III (shifted gamma) distribution of equal
    variance and skewness, as is usual for permutation tests whose moments are known (Mielke & Berry 2007,
    *Permutation Methods*, chapter 2). Without skewness it is the normal distribution, whose tails are far too
    thin for small groups.

    Where few articles use a term, a shuffle has few ways to part them, and its tails are shorter than those
    of the gamma distribution. With the fourth moment it is taken for the Pearson type I (beta) distribution
    of equal four moments.

    Examples
    --------
    >>> shuffled_p_value(np.array([0, 1.96, 3, 3]), np.ones(4), np.array([0, 0, 0, 1])).round(4).tolist()
    [1.0, 0.05, 0.0027, 0.0103]

    Shorter tails than those of the normal distribution, whose fourth moment is 3:

    >>> shuffled_p_value(np.array([1.96, 2.6]), np.ones(2), np.zeros(2), np.full(2, 2.5)).round(4).tolist()
    [0.0419, 0.0019]
    """
    z = np.abs(over(difference, np.sqrt(variance), 0))
    skewness = np.maximum(np.abs(over(third_moment, variance**1.5, 0)), 1e-3)
    p_value = _gamma_tails(z, skewness)
    if fourth_moment is not None:
        of_gamma = 3 + 1.5 * skewness**2
        kurtosis = np.maximum(over(fourth_moment, variance**2, np.inf), of_gamma - MOST_BELOW_GAMMA)
        shorter = kurtosis < of_gamma - LEAST_BELOW_GAMMA
        p_value[shorter] = _beta_tails(z[shorter], skewness[shorter], kurtosis[shorter])
    return np.minimum(p_value, 1)


def _gamma_tails(z: np.ndarray, skewness: np.ndarray) -> np.ndarray:
    """Return both tails beyond `z` standard deviations from the mean of a shifted gamma distribution."""
    shape = 4 / skewness**2
    from_mean = z * np.sqrt(shape)
    return gammaincc(shape, shape + from_mean) + gammainc(shape, np.maximum(shape - from_mean, 0))


def _beta_tails(z: np.ndarray, skewness: np.ndarray, kurtosis: np.ndarray) -> np.ndarray:
    """Return the same of a beta distribution (its parameters by moments: Johnson, Kotz & Balakrishnan 1994,
    *Continuous Univariate Distributions* 1, chapter 12, section 4.1).
    """
    squared = skewness**2
    both = 6 * (kurtosis - squared - 1) / (6 + 3 * squared - 2 * kurtosis)
    root = np.sqrt((both + 2) ** 2 * squared + 16 * (both + 1))
    a, b = (both / 2 * (1 + sign * (both + 2) * skewness / root) for sign in (-1, 1))
    mean, from_mean = a / both, 2 * z / root  # shares of its width, which is root / 2 standard deviations
    above, below = np.maximum(1 - mean - from_mean, 0), np.maximum(mean - from_mean, 0)
    return betainc(b, a, above) + betainc(a, b, below)


def fourth_moment(residuals: np.ndarray, n: int) -> np.ndarray:
    """Return the fourth central moment of the sum of `n` rows, were they drawn at random without replacement.

    Parameters
    ----------
    residuals : ndarray, shape (n_rows, n_columns)
        Whose columns add up to 0.
    n : int
        Rows drawn.

    Examples
    --------
    Two of four rows: the sum is 2, 1 or 0 with probabilities 1/6, 2/3 and 1/6, less the mean of 1.

    >>> round(float(fourth_moment(np.array([[0.5], [0.5], [-0.5], [-0.5]]), 2)[0]), 4)
    0.3333
    """
    drawn = np.arange(4)
    left = np.maximum(len(residuals) - drawn, 1)
    one, two, three, four = np.cumprod(np.maximum(n - drawn, 0) / left)  # of rows, that all are drawn
    squares, fourths = (residuals**2).sum(axis=0), (residuals**4).sum(axis=0)
    of_fourths, of_squares = one - 7 * two + 12 * three - 6 * four, 3 * (two - 2 * three + four)
    return fourths * of_fourths + squares**2 * of_squares


def can_be_counted(n_rows: int, n: int) -> bool:
    """Return whether there are few enough ways to draw `n` of the rows to try each."""
    return comb(n_rows, n) <= MOST_COUNTED


def counted_p_value(residuals: np.ndarray, in_group: np.ndarray) -> float:
    """Return the share of all ways to draw as many rows as the group has whose sum is as far from 0.

    Parameters
    ----------
    residuals : ndarray, shape (n_rows,)
        Which add up to 0.
    in_group : ndarray of bool, shape (n_rows,)

    Examples
    --------
    Of the six ways to draw two of four rows, two have a sum as large, of either sign.

    >>> round(counted_p_value(np.array([0.5, 0.5, -0.5, -0.5]), np.array([True, True, False, False])), 4)
    0.3333
    """
    sums = np.abs(_draws(len(residuals), int(np.count_nonzero(in_group))) @ residuals)
    slack = 1e-9 * np.abs(residuals).sum()  # equal sums differ in their last digits
    return float(np.mean(sums >= np.abs(residuals[in_group].sum()) - slack))


@lru_cache(maxsize=4)
def _draws(n_rows: int, n: int) -> np.ndarray:
    """Return every way to draw `n` of the rows: a row of zeros and ones each."""
    drawn = np.array(list(combinations(range(n_rows), n)), np.int64).reshape(comb(n_rows, n), n)
    draws = np.zeros((len(drawn), n_rows))
    np.put_along_axis(draws, drawn, 1, axis=1)
    return draws
