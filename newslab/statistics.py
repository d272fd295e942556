"""Statistics of counts and rates: numpy only, no text.

Counts come in arrays of any shape that broadcast: `n` times in `total` words of a group, `n_reference` times
in `total_reference` words of the reference.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, stdtrit, xlogy


def signed_g2(
    n: np.ndarray, n_reference: np.ndarray, total: np.ndarray, total_reference: np.ndarray
) -> np.ndarray:
    """Return the log-likelihood ratio G² of a 2 x 2 table (Dunning 1993), negative where the group uses the
    term less.

    All four cells count: the term and all other words, in the group and in the reference.

    Examples
    --------
    >>> round(float(signed_g2(52, 57, 50000, 75000)), 4)
    2.6541
    """
    n, n_reference, total, total_reference = (
        np.asarray(x, float) for x in (n, n_reference, total, total_reference)
    )
    n_both, total_both = n + n_reference, total + total_reference
    g2 = 2 * (
        xlogy(n, n)
        + xlogy(n_reference, n_reference)
        + xlogy(total - n, total - n)
        + xlogy(total_reference - n_reference, total_reference - n_reference)
        - xlogy(n_both, n_both)
        - xlogy(total_both - n_both, total_both - n_both)
        - xlogy(total, total)
        - xlogy(total_reference, total_reference)
        + xlogy(total_both, total_both)
    )
    return np.maximum(g2, 0) * np.sign(n * total_reference - n_reference * total)


def log_ratio(
    n: np.ndarray, n_reference: np.ndarray, total: np.ndarray, total_reference: np.ndarray
) -> np.ndarray:
    """Return the binary logarithm of the ratio of two rates (Hardie 2014): 1 means twice as often, -1 half as
    often.

    A count of 0 is taken as 0.5, so that an absent term has a finite ratio; missing where a total is 0.

    Examples
    --------
    >>> float(log_ratio(10, 5, 100, 200))
    2.0
    """
    n, n_reference = (np.where(np.asarray(x) == 0, 0.5, x) for x in (n, n_reference))
    total, total_reference = (np.where(np.asarray(x) == 0, np.nan, x) for x in (total, total_reference))
    return np.log2(n * total_reference / (n_reference * total))


def log_odds_z(
    n: np.ndarray,
    n_reference: np.ndarray,
    total: np.ndarray,
    total_reference: np.ndarray,
    prior: np.ndarray,
    prior_total: float,
) -> np.ndarray:
    """Return the z score of the log-odds ratio with a Dirichlet prior (Monroe, Colaresi & Quinn 2008,
    equations 16, 20 and 22).

    Parameters
    ----------
    n, n_reference, total, total_reference : array
        Counts of the terms and numbers of words.
    prior : array
        The pseudo-count of each term.
    prior_total : float
        Their sum over all terms.

    Examples
    --------
    >>> round(float(log_odds_z(1, 0, 9, 9, 0.05, 11 * 0.05)), 6)  # "brown" in "the quick brown fox …"
    0.689423
    """
    n, n_reference = n + np.asarray(prior, float), n_reference + np.asarray(prior, float)
    log_odds = np.log(n / (total + prior_total - n)) - np.log(
        n_reference / (total_reference + prior_total - n_reference)
    )
    return log_odds / np.sqrt(1 / n + 1 / n_reference)


def ratio_variance(
    n: np.ndarray,
    total: np.ndarray,
    n_articles: np.ndarray,
    sum_nn: np.ndarray,
    sum_nt: np.ndarray,
    sum_tt: np.ndarray,
) -> np.ndarray:
    """Return the relative variance of a pooled rate, with the article as the unit (Cochran 1977, *Sampling
    Techniques*, 6.19).

    The rate ``n / total`` is a ratio of two sums over articles. Its error follows from how far the articles'
    counts lie from what their lengths lead to expect, so that a word repeated in one article is not taken for
    many articles that use it.

    Parameters
    ----------
    n, total : array
        Sums over the articles of the counts ``x`` of a term and of the articles' lengths ``t``.
    n_articles : array
        How many articles.
    sum_nn, sum_nt, sum_tt : array
        Sums over the articles of ``x x``, ``x t`` and ``t t``.

    Returns
    -------
    ndarray
        The variance of the rate over its square, which is the variance of its natural logarithm. It is
        missing for a single article, and that of 0.5 occurrences for a term that does not occur.
    """
    rate = n / np.where(np.asarray(total) == 0, np.nan, total)
    residuals = np.maximum(sum_nn - 2 * rate * sum_nt + rate**2 * sum_tt, 0)
    correction = n_articles / np.where(np.asarray(n_articles) > 1, np.asarray(n_articles) - 1.0, np.nan)
    return np.where(
        np.asarray(n) == 0, 1 / 0.5, correction * residuals / np.where(np.asarray(n) == 0, 1, n) ** 2
    )


def shuffled_z(
    n: np.ndarray,
    total: float,
    n_articles: int,
    n_both: np.ndarray,
    sum_nn: np.ndarray,
    sum_nt: np.ndarray,
    n_articles_both: int,
    total_both: float,
    sum_tt: float,
) -> np.ndarray:
    """Return how far a group's count lies from what its length leads to expect, in standard deviations over
    shuffled articles.

    Each article has a residual, its count less the count expected at the pooled rate. Were the articles
    assigned to the group at random, the sum of the group's residuals would be that of a simple random sample
    without replacement, whose variance is known in closed form (Cochran 1977, *Sampling Techniques*, theorem
    2.2).

    Parameters
    ----------
    n, total, n_articles : array or number
        The count of a term in the group, the group's words and articles.
    n_both, sum_nn, sum_nt, n_articles_both, total_both, sum_tt : array or number
        Sums over the articles of group and reference: counts ``x``, ``x x``, ``x t`` with the lengths ``t``;
        the number of articles, ``t`` and ``t t``.

    Returns
    -------
    ndarray
        0 where all residuals are 0.
    """
    rate = n_both / max(total_both, 1)
    squares = np.maximum(sum_nn - 2 * rate * sum_nt + rate**2 * sum_tt, 0)
    n_rest = n_articles_both - n_articles
    variance = n_articles * n_rest / max(n_articles_both, 1) * squares / max(n_articles_both - 1, 1)
    difference = n - rate * total
    return np.where(variance > 1e-12, difference / np.sqrt(np.where(variance > 1e-12, variance, 1)), 0.0)


def per_thousand(n: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Return the rate per 1,000 words; missing where there are no words."""
    return 1000 * np.asarray(n) / np.where(np.asarray(total) == 0, np.nan, total)


def two_sided_p(z: np.ndarray) -> np.ndarray:
    """Return the probability that a standard normal variable lies as far from 0 as `z`."""
    return 2 * ndtr(-np.abs(z))


def adjust_p_values(p_values: np.ndarray) -> np.ndarray:
    """Return p-values adjusted for the false discovery rate (Benjamini & Hochberg 1995); missing ones are not
    counted.

    Examples
    --------
    >>> adjust_p_values(np.array([0.01, 0.02, 0.03, 0.5])).round(3).tolist()
    [0.04, 0.04, 0.04, 0.5]
    """
    p_values = np.asarray(p_values, float)
    order = np.argsort(p_values)  # missing ones last
    n = np.count_nonzero(~np.isnan(p_values))
    adjusted = np.full(len(p_values), np.nan)
    scaled = p_values[order[:n]] * n / np.arange(1, n + 1)
    adjusted[order[:n]] = np.minimum.accumulate(scaled[::-1])[::-1]
    return adjusted


def bootstrap_ratio(
    numerators: np.ndarray, denominators: np.ndarray, *, n_resamples: int = 1000, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Return the 95 % intervals of pooled ratios, from resampling articles.

    Each resample draws as many articles as there are, with replacement, and divides the sum of their
    numerators by the sum of their denominators. The bounds are percentiles of these ratios, a little
    outside the 2.5th and 97.5th where articles are few: plain percentiles are too narrow then, and
    Student's t tells by how much (Hesterberg 2015, "What teachers should know about the bootstrap", *The
    American Statistician* 69(4), the expanded percentile interval).

    Parameters
    ----------
    numerators : array or sparse array, shape (n_articles, k)
        One row an article, one column a ratio.
    denominators : array or sparse array, shape (n_articles, k) or (n_articles, 1)
        What to divide by.
    n_resamples : int, default 1000
        How many times to draw.
    seed : int, default 0
        Equal seeds draw equal articles.

    Returns
    -------
    low, high : ndarray, shape (k,)
        Missing for a single article, and where the denominators are 0. Resamples that happen to have a
        denominator of 0 are left out.

    Examples
    --------
    >>> low, high = bootstrap_ratio(np.array([[1], [2], [3], [4]]), np.full((4, 1), 10))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.1], [0.4])
    """
    n_articles, n_ratios = numerators.shape
    low, high = np.full((2, n_ratios), np.nan)
    if n_articles < 2:
        return low, high
    rng = np.random.default_rng(seed)
    n_at_once = max(1, (1 << 21) // n_articles)  # bounds the memory of the weights
    ratios = []
    for done in range(0, n_resamples, n_at_once):
        n_draws = min(n_at_once, n_resamples - done)
        drawn = (
            rng.integers(n_articles, size=(n_draws, n_articles)) + n_articles * np.arange(n_draws)[:, None]
        )
        weights = np.bincount(drawn.ravel(), minlength=n_draws * n_articles)
        weights = weights.reshape(n_draws, n_articles).astype(float)
        totals = weights @ denominators
        ratios.append((weights @ numerators) / np.where(totals == 0, np.nan, totals))
    ratios = np.concatenate(ratios)
    tail = ndtr(stdtrit(n_articles - 1, 0.025) * np.sqrt(n_articles / (n_articles - 1)))
    known = ~np.isnan(ratios).all(axis=0)
    if known.any():
        low[known], high[known] = np.nanquantile(ratios[:, known], [tail, 1 - tail], axis=0)
    return low, high
