"""How large a difference comes about by chance, when whole articles are shuffled among groups."""

from __future__ import annotations

import numpy as np
from scipy.special import betaln, gammainc, gammaincc

from newslab.statistics._arrays import over

# A term is rare that fewer articles use, or of which a group can expect to have fewer, so that a single one
# would be significant. Its distribution over shuffles has too few steps for moments to tell it.
RARE_ARTICLES, RARE_IN_GROUP = 20, 0.05


def shuffled_moments(
    n_articles: int,
    n_articles_both: int,
    n: np.ndarray,
    total: float,
    sums: np.ndarray,
    sum_tt: float,
    sum_ttt: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the variance and the third central moment of a group's count, less the count that its length
    leads to expect, when articles are shuffled among the groups.

    Each article has a residual, its count less the count expected at the pooled rate. Were the articles
    assigned to the group at random, the sum of the group's residuals would be that of a simple random sample
    without replacement, whose moments have a closed form (for the variance see Cochran 1977, *Sampling
    Techniques*, chapter 2).

    Parameters
    ----------
    n_articles, n_articles_both : int
        Articles in the group, and in group and reference together.
    n, total : array or number
        The counts of the terms and the number of words in group and reference together.
    sums : array, shape (5, n_terms)
        Sums over the same articles of ``x x``, ``x t``, ``x x x``, ``x x t`` and ``x t t``, where ``x`` is
        the count of a term and ``t`` the length of the article.
    sum_tt, sum_ttt : float
        Sums of ``t t`` and ``t t t``.
    """
    xx, xt, xxx, xxt, xtt = sums
    rate = n / max(total, 1)
    squares = np.maximum(xx - 2 * rate * xt + rate**2 * sum_tt, 0)
    squares = np.where(squares > 1e-9 * np.maximum(xx, 1), squares, 0)  # what rounding leaves of nothing
    cubes = xxx - 3 * rate * xxt + 3 * rate**2 * xtt - rate**3 * sum_ttt
    n_rest = n_articles_both - n_articles
    scale = n_articles * n_rest / (max(n_articles_both, 1) * max(n_articles_both - 1, 1))
    return scale * squares, scale * (n_rest - n_articles) / max(n_articles_both - 2, 1) * cubes


def shuffled_p_value(difference: np.ndarray, variance: np.ndarray, third_moment: np.ndarray) -> np.ndarray:
    """Return the probability that shuffled articles bring as large a difference, of either sign.

    The distribution over shuffles is taken for the Pearson type III (shifted gamma) distribution of equal
    variance and skewness, as is usual for permutation tests whose moments are known (Mielke & Berry 2007,
    *Permutation Methods*, chapter 2). Without skewness it is the normal distribution, whose tails are far too
    thin for small groups.

    Examples
    --------
    >>> shuffled_p_value(np.array([0, 1.96, 3, 3]), np.ones(4), np.array([0, 0, 0, 1])).round(4).tolist()
    [1.0, 0.05, 0.0027, 0.0103]
    """
    z = np.abs(over(difference, np.sqrt(variance), 0))
    skewness = np.maximum(np.abs(over(third_moment, variance**1.5, 0)), 1e-3)
    shape = 4 / skewness**2
    from_mean = z * np.sqrt(shape)
    p_value = gammaincc(shape, shape + from_mean) + gammainc(shape, np.maximum(shape - from_mean, 0))
    return np.minimum(p_value, 1)


def presence_p_value(
    n_articles: int,
    n_articles_both: int,
    n_using: np.ndarray,
    n_using_both: np.ndarray,
    share: float,
) -> np.ndarray:
    """Return the least that the p-value of a rare term can be, from the articles that use it alone.

    How many of the `n_using_both` articles that use a term fall among the group's, were articles shuffled, is
    hypergeometric. Where these articles are few, moments are no guide: of a term in a single article, a group
    of a seventh of all articles has it in one shuffle of seven, yet it lies 2.4 standard deviations from
    what is expected. Rare is a term that fewer than 20 articles use, or of which one side can expect fewer
    than 0.05, and no more than half of all articles. For other terms the least is the probability of drawing
    just these articles.

    Parameters
    ----------
    n_articles, n_articles_both : int
        Articles in the group, and in group and reference together.
    n_using, n_using_both : array of int
        Those that use the term.
    share : float
        The group's share of all words: the using articles that it is expected to have.
    """
    n_rest = n_articles_both - n_articles
    if n_articles > n_rest:  # the same from the other side, whose table of probabilities is small
        n_articles, n_using, share = n_rest, n_using_both - n_using, 1 - share
    ways = 1 if n_articles < n_articles_both - n_articles else 2
    least = min(ways * np.exp(-_log_choose(n_articles_both, n_articles)), 1)
    p_value = np.full(len(n_using_both), least)
    expected = n_using_both * n_articles / n_articles_both
    rare = (n_using_both < RARE_ARTICLES) | (expected < RARE_IN_GROUP)
    rare &= 2 * n_using_both <= n_articles_both
    if not rare.any():
        return p_value
    expected, n_using, n_using_both = expected[rare], n_using[rare], n_using_both[rare]
    # The distribution of the using articles among the group's: a row for each number of them in all.
    using = np.arange(n_using_both.max() + 1)[:, None]
    drawn = np.arange(min(len(using) - 1, n_articles) + 1)
    possible = (drawn <= using) & (n_articles - drawn <= n_articles_both - using)
    using, drawn = np.where(possible, using, 0), np.where(possible, drawn, 0)
    log_p = _log_choose(using, drawn) + _log_choose(n_articles_both - using, n_articles - drawn)
    p = np.where(possible, np.exp(log_p - _log_choose(n_articles_both, n_articles)), 0)
    fewer_than = np.pad(np.cumsum(p, axis=1), ((0, 0), (1, 0)))
    # A shuffle with as many using articles is as extreme, though the lengths of the articles differ a little:
    # hence the half.
    distance = np.abs(n_using - n_using_both * share) - 0.5
    low = np.clip(np.floor(expected - distance + 1e-9) + 1, 0, len(drawn[0])).astype(int)
    high = np.clip(np.ceil(expected + distance - 1e-9), 0, len(drawn[0])).astype(int)
    tails = fewer_than[n_using_both, low] + 1 - fewer_than[n_using_both, high]
    p_value[rare] = np.where(distance > 0, np.clip(tails, least, 1), 1)
    return p_value


def _log_choose(n: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Return the logarithm of the number of ways to choose `k` of `n`."""
    return -np.log1p(n) - betaln(n - k + 1, k + 1)


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


def absence_p_value(
    n_articles: np.ndarray, n_articles_both: np.ndarray, n_using: np.ndarray, share: np.ndarray
) -> np.ndarray:
    """Return the probability that a group has none of the articles that use a term, were they shuffled.

    The number of them that fall among the group's is hypergeometric. A group whose articles are shorter than
    the others' counts as having no more articles than its words are worth: it had fewer places to use the
    term in.

    Parameters
    ----------
    n_articles, n_articles_both : array of int
        Articles in the group, and in group and reference together.
    n_using : array of int
        Those that use the term, all of the reference.
    share : array
        The group's share of all words.

    Examples
    --------
    >>> absence_p_value(np.array([5, 5]), 10, np.array([1, 3]), np.array([0.5, 0.5])).round(4).tolist()
    [0.5, 0.0833]
    """
    n_rest = n_articles_both - np.minimum(n_articles, share * n_articles_both)
    return np.exp(_log_choose(n_rest, n_using) - _log_choose(n_articles_both, n_using))
