"""How large a difference comes about by chance, when whole articles are shuffled among groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.special import gammainc, gammaincc
from scipy.stats import false_discovery_control

from newslab.statistics._arrays import over
from newslab.statistics.presence import presence_p_value


@dataclass(frozen=True)
class ArticleSums:
    """Sums over the articles of each stratum, which are all that a shuffle needs to know of them.

    An article has counts ``x`` of some terms and a length ``t``. Articles are shuffled within their stratum;
    where there are none, all articles are one.

    Attributes
    ----------
    terms : list of csr_array, shape (n_strata, n_terms)
        Sums of ``x``, of articles that use the term, and of ``x x``, ``x t``, ``x x x``, ``x x t`` and
        ``x t t``; the same entries in each.
    overall : ndarray, shape (4, n_strata)
        The number of articles, and sums of ``t``, ``t t`` and ``t t t``.
    """

    terms: list[sparse.csr_array]
    overall: np.ndarray

    @classmethod
    def of(cls, x: sparse.csr_array, t: np.ndarray, strata: np.ndarray, n_strata: int) -> ArticleSums:
        """Sum over articles, one row of `x` and one entry of `t` and `strata` each."""

        def summed(matrix: sparse.csr_array, weights: np.ndarray) -> sparse.csr_array:
            members = (weights, (strata, np.arange(len(t))))
            sums = sparse.csr_array(members, shape=(n_strata, len(t))) @ matrix
            sums.sort_indices()
            return sums

        x, t, one = x.astype(float), np.asarray(t, float), np.ones(len(t))
        xx = x.power(2)
        terms = [summed(x, one), summed(x.sign(), one), summed(xx, one), summed(x, t)]
        terms += [summed(x.power(3), one), summed(xx, t), summed(x, t**2)]
        return cls(terms, np.array([np.bincount(strata, w, n_strata) for w in (one, t, t**2, t**3)]))

    def __add__(self, other: ArticleSums) -> ArticleSums:
        terms = [one + another for one, another in zip(self.terms, other.terms, strict=True)]
        return ArticleSums(terms, self.overall + other.overall)

    def in_strata(self, chosen: np.ndarray) -> ArticleSums:
        """Return the sums of some strata."""
        return ArticleSums([matrix[chosen] for matrix in self.terms], self.overall[:, chosen])


def strata_in_common(group: ArticleSums, both: ArticleSums) -> tuple[ArticleSums, ArticleSums]:
    """Leave out the strata of one side alone, which say nothing of a difference."""
    chosen = (group.overall[0] > 0) & (group.overall[0] < both.overall[0])
    return group.in_strata(chosen), both.in_strata(chosen)


class Shuffle(NamedTuple):
    """How a group of articles differs from its reference, and how much of that a shuffle brings about.

    Attributes
    ----------
    n, n_reference, n_using, n_using_reference : ndarray
        Occurrences of each term, and articles that use it.
    total, total_reference : ndarray
        The lengths of both sides. Where there are several strata: such lengths as would, at one rate for all,
        lead to expect as many of a term's occurrences in the group as the rates of the strata do.
    variance : ndarray
        That of `n`, less the occurrences expected, over shuffles (`shuffled_moments`).
    p_value : ndarray
        How probable so large a difference of either sign is among shuffled articles: `shuffled_p_value`, and
        at least `presence_p_value`.
    """

    n: np.ndarray
    n_reference: np.ndarray
    n_using: np.ndarray
    n_using_reference: np.ndarray
    total: np.ndarray
    total_reference: np.ndarray
    variance: np.ndarray
    p_value: np.ndarray


def shuffle(group: ArticleSums, both: ArticleSums) -> Shuffle:
    """Compare a group of articles with its reference, by the sums over the group and over the two together.

    Of several strata, variances and third moments add up, since each is shuffled by itself; so do the
    occurrences expected, each at the rate of its stratum.
    """
    n_strata, n_terms = both.terms[0].shape
    articles, length, *_ = group.overall
    articles_both, length_both, tt, ttt = both.overall
    share = over(length, length_both, 0)
    stratum, term = both.terms[0].nonzero()
    x, using, *sums = (matrix.data for matrix in both.terms)

    def summed(entries: np.ndarray) -> np.ndarray:
        return np.bincount(term, entries, n_terms)

    n, n_using = (matrix.sum(axis=0) for matrix in group.terms[:2])
    n_both, n_using_both, expected = summed(x), summed(using), summed(x * share[stratum])
    per_stratum = articles[stratum], articles_both[stratum], x, length_both[stratum]
    moments = shuffled_moments(*per_stratum, np.array(sums), tt[stratum], ttt[stratum])
    variance, third_moment = map(summed, moments)
    expected_using = summed(using * share[stratum])
    p_value = presence_p_value(articles, articles_both, stratum, term, using, n_using, expected_using)
    less = p_value < 1  # few terms of the many that are rare
    from_moments = shuffled_p_value((n - expected)[less], variance[less], third_moment[less])
    p_value[less] = np.maximum(p_value[less], from_moments)
    total, total_both = np.full(n_terms, length.sum()), length_both.sum()
    if n_strata > 1:
        total = np.where(n_both > 0, over(expected, n_both) * total_both, total)
    n_reference, n_using_reference = n_both - n, n_using_both - n_using
    return Shuffle(n, n_reference, n_using, n_using_reference, total, total_both - total, variance, p_value)


def shuffled_moments(
    n_articles: np.ndarray,
    n_articles_both: np.ndarray,
    n: np.ndarray,
    total: np.ndarray,
    sums: np.ndarray,
    sum_tt: np.ndarray,
    sum_ttt: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the variance and the third central moment of a group's count, less the count that its length
    leads to expect, when articles are shuffled among the groups.

    Each article has a residual, its count less the count expected at the pooled rate. Were the articles
    assigned to the group at random, the sum of the group's residuals would be that of a simple random sample
    without replacement, whose moments have a closed form (for the variance see Cochran 1977, *Sampling
    Techniques*, chapter 2).

    Parameters
    ----------
    n_articles, n_articles_both : array or number
        Articles in the group, and in group and reference together.
    n, total : array or number
        The counts of the terms and the number of words in group and reference together.
    sums : array, shape (5, n_terms)
        Sums over the same articles of ``x x``, ``x t``, ``x x x``, ``x x t`` and ``x t t``, where ``x`` is
        the count of a term and ``t`` the length of the article.
    sum_tt, sum_ttt : array or number
        Sums of ``t t`` and ``t t t``.
    """
    xx, xt, xxx, xxt, xtt = sums
    rate = n / np.maximum(total, 1)
    squares = np.maximum(xx - 2 * rate * xt + rate**2 * sum_tt, 0)
    squares = np.where(squares > 1e-9 * np.maximum(xx, 1), squares, 0)  # what rounding leaves of nothing
    cubes = xxx - 3 * rate * xxt + 3 * rate**2 * xtt - rate**3 * sum_ttt
    n_rest = n_articles_both - n_articles
    scale = n_articles * n_rest / (np.maximum(n_articles_both, 1) * np.maximum(n_articles_both - 1, 1))
    return scale * squares, scale * (n_rest - n_articles) / np.maximum(n_articles_both - 2, 1) * cubes


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


def adjust_p_values(p_values: np.ndarray) -> np.ndarray:
    """Return p-values adjusted for the false discovery rate (Benjamini & Hochberg 1995); missing ones are not
    counted.

    Examples
    --------
    >>> adjust_p_values(np.array([0.01, 0.02, 0.03, 0.5])).round(3).tolist()
    [0.04, 0.04, 0.04, 0.5]
    """
    p_values = np.asarray(p_values, float)
    adjusted, known = np.full(p_values.shape, np.nan), ~np.isnan(p_values)
    adjusted[known] = false_discovery_control(p_values[known])
    return adjusted
