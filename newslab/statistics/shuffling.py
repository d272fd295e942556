"""How large a difference comes about by chance, when whole articles are shuffled among groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.stats import false_discovery_control

from newslab.statistics._arrays import over
from newslab.statistics.presence import presence_p_value
from newslab.statistics.tails import can_be_counted, counted_p_value, fourth_moment, shuffled_p_value


class TermSums(NamedTuple):
    """Sums over the articles of each stratum, for each term; the same entries are stored in each matrix.

    Attributes
    ----------
    articles : csr_array, shape (n_strata, n_terms)
        Articles that use the term.
    x, using : csr_array, shape (n_strata, n_terms)
        Occurrences, and units (articles, or clusters of articles) that use the term.
    xx, xt, xxx, xxt, xtt : csr_array, shape (n_strata, n_terms)
        Sums over units of the products ``x x``, ``x t``, ``x x x``, ``x x t`` and ``x t t``.
    """

    articles: sparse.csr_array
    x: sparse.csr_array
    using: sparse.csr_array
    xx: sparse.csr_array
    xt: sparse.csr_array
    xxx: sparse.csr_array
    xxt: sparse.csr_array
    xtt: sparse.csr_array


class SizeSums(NamedTuple):
    """Sums over the units of each stratum: how many there are, and of ``t``, ``t t`` and ``t t t``."""

    units: np.ndarray
    t: np.ndarray
    tt: np.ndarray
    ttt: np.ndarray


@dataclass(frozen=True)
class ArticleSums:
    """Sums over the articles of each stratum, which are all that a shuffle needs to know of them.

    An article has counts ``x`` of some terms and a length ``t``. What is shuffled are units: articles, or
    clusters of articles that depend on each other. They are shuffled within their stratum; where there are no
    strata, all articles are in one.

    Attributes
    ----------
    terms : TermSums
        Matrices of shape (n_strata, n_terms).
    sizes : SizeSums
        Arrays of shape (n_strata,).
    """

    terms: TermSums
    sizes: SizeSums

    @classmethod
    def of(
        cls,
        x: sparse.csr_array,
        t: np.ndarray,
        strata: np.ndarray,
        n_strata: int,
        clusters: np.ndarray | None = None,
    ) -> ArticleSums:
        """Sum over articles, one row of `x` and one entry of `t`, `strata` and `clusters` each.

        Articles of one cluster in one stratum are added up, and count as one.

        Examples
        --------
        Three articles of 10, 10 and 5 words, of which the first two are copies: the term occurs 2, 2 and 1
        times, so that the units have ``x`` of 4 and 1 and ``t`` of 20 and 5.

        >>> x, t, strata = sparse.csr_array([[2], [2], [1]]), np.array([10, 10, 5]), np.zeros(3, int)
        >>> sums = ArticleSums.of(x, t, strata, 1, clusters=np.array([7, 7, 8]))
        >>> {name: int(matrix.sum()) for name, matrix in sums.terms._asdict().items()}
        {'articles': 3, 'x': 5, 'using': 2, 'xx': 17, 'xt': 85, 'xxx': 65, 'xxt': 325, 'xtt': 1625}
        >>> {name: sums.tolist() for name, sums in sums.sizes._asdict().items()}
        {'units': [2.0], 't': [25.0], 'tt': [425.0], 'ttt': [8125.0]}
        """
        x, t = x.astype(float), np.asarray(t, float)
        articles = _summed(x.sign(), strata, n_strata)
        using = articles
        if clusters is not None:
            units = strata * (clusters.max(initial=0) + 1) + clusters
            _, first, unit = np.unique(units, return_index=True, return_inverse=True)
            x, t, strata = _summed(x, unit, len(first)), np.bincount(unit, t, len(first)), strata[first]
            using = _summed(x.sign(), strata, n_strata)
        xx = x.power(2)
        weighted = (x, None), (xx, None), (x, t), (x.power(3), None), (xx, t), (x, t**2)
        of_x, *products = (_summed(matrix, strata, n_strata, weights) for matrix, weights in weighted)
        sizes = (np.bincount(strata, t**power, n_strata) for power in range(4))
        return cls(TermSums(articles, of_x, using, *products), SizeSums(*sizes))

    def __add__(self, other: ArticleSums) -> ArticleSums:
        terms = (one + another for one, another in zip(self.terms, other.terms, strict=True))
        sizes = (one + another for one, another in zip(self.sizes, other.sizes, strict=True))
        return ArticleSums(TermSums(*terms), SizeSums(*sizes))

    def in_strata(self, chosen: np.ndarray | slice) -> ArticleSums:
        """Return the sums of some strata."""
        terms, sizes = ((values[chosen] for values in sums) for sums in (self.terms, self.sizes))
        return ArticleSums(TermSums(*terms), SizeSums(*sizes))

    def of_terms(self, chosen: np.ndarray) -> ArticleSums:
        """Return the sums of some terms."""
        return ArticleSums(TermSums(*(matrix[:, chosen] for matrix in self.terms)), self.sizes)

    def pooled(self, strata: np.ndarray, n_strata: int) -> ArticleSums:
        """Return the sums of larger strata, of which each stratum is a part of one."""
        terms = (_summed(matrix, strata, n_strata) for matrix in self.terms)
        sizes = (np.bincount(strata, values, n_strata) for values in self.sizes)
        return ArticleSums(TermSums(*terms), SizeSums(*sizes))


def _summed(
    matrix: sparse.csr_array, groups: np.ndarray, n_groups: int, weights: np.ndarray | None = None
) -> sparse.csr_array:
    """Add up the rows of a matrix by their groups, each times its weight."""
    weights = np.ones(len(groups)) if weights is None else weights
    members = sparse.csr_array((weights, (groups, np.arange(len(groups)))), shape=(n_groups, len(groups)))
    sums = members @ matrix
    sums.sort_indices()
    return sums


def strata_in_common(group: ArticleSums, both: ArticleSums) -> tuple[ArticleSums, ArticleSums]:
    """Leave out the strata of one side alone, which say nothing of a difference."""
    chosen = (group.sizes.units > 0) & (group.sizes.units < both.sizes.units)
    return group.in_strata(chosen), both.in_strata(chosen)


class Shuffle(NamedTuple):
    """How a group of articles differs from its reference, and how much of that a shuffle brings about.

    Attributes
    ----------
    n, n_reference, n_articles, n_articles_reference : ndarray
        Occurrences of each term, and articles that use it.
    total, total_reference : ndarray
        The lengths of both sides. Where there are several strata: such lengths as would, at one rate for all,
        lead to expect as many of a term's occurrences in the group as the rates of the strata do.
    variance : ndarray
        That of `n`, less the occurrences expected, over shuffles (`shuffled_moments`).
    p_value : ndarray
        The probability of a difference at least this large, of either sign, among shuffled articles:
        `shuffled_p_value`, and at least `presence_p_value`.
    """

    n: np.ndarray
    n_reference: np.ndarray
    n_articles: np.ndarray
    n_articles_reference: np.ndarray
    total: np.ndarray
    total_reference: np.ndarray
    variance: np.ndarray
    p_value: np.ndarray


def shuffle(group: ArticleSums, both: ArticleSums, fourth_moment: np.ndarray | None = None) -> Shuffle:
    """Compare a group of articles with its reference, by the sums over the group and over the two together.

    Of several strata, variances and third moments add up, since each is shuffled by itself; so do the
    occurrences expected, each at the rate of its stratum. The fourth moment of each term, where it is known,
    makes its p-value more exact (`shuffled_p_value`).
    """
    n_strata, n_terms = both.terms.x.shape
    sizes, sizes_both = group.sizes, both.sizes
    share = over(sizes.t, sizes_both.t, 0)
    stratum, term = both.terms.x.nonzero()
    terms = TermSums(
        *(matrix.data for matrix in both.terms)
    )  # one entry a stratum and term that occurs in it

    def summed(entries: np.ndarray) -> np.ndarray:
        return np.bincount(term, entries, n_terms)

    n, n_articles, n_using = (getattr(group.terms, name).sum(axis=0) for name in ("x", "articles", "using"))
    n_both, n_articles_both, expected = map(summed, (terms.x, terms.articles, terms.x * share[stratum]))
    moments = shuffled_moments(
        sizes.units[stratum],
        sizes_both.units[stratum],
        terms.x,
        sizes_both.t[stratum],
        np.array([terms.xx, terms.xt, terms.xxx, terms.xxt, terms.xtt]),
        sizes_both.tt[stratum],
        sizes_both.ttt[stratum],
    )
    variance, third_moment = map(summed, moments)
    expected_using = summed(terms.using * share[stratum])
    p_value = presence_p_value(
        sizes.units, sizes_both.units, stratum, term, terms.using, n_using, expected_using
    )
    less = p_value < 1  # few terms of the many that are rare
    fourth_of_less = None if fourth_moment is None else fourth_moment[less]
    from_moments = shuffled_p_value((n - expected)[less], variance[less], third_moment[less], fourth_of_less)
    p_value[less] = np.maximum(p_value[less], from_moments)
    total, total_both = np.full(n_terms, sizes.t.sum()), sizes_both.t.sum()
    if n_strata > 1:
        total = np.where(n_both > 0, over(expected, n_both) * total_both, total)
    return Shuffle(
        n=n,
        n_reference=n_both - n,
        n_articles=n_articles,
        n_articles_reference=n_articles_both - n_articles,
        total=total,
        total_reference=total_both - total,
        variance=variance,
        p_value=p_value,
    )


def shuffle_articles(x: sparse.csr_array, t: np.ndarray, in_group: np.ndarray) -> Shuffle:
    """Compare some articles with all others, where the counts of each article are at hand.

    Of few articles every shuffle is tried, so that the p-value is exact; of more it goes by four moments
    (`shuffled_p_value`).

    Parameters
    ----------
    x : csr_array, shape (n_articles, n_terms)
        Occurrences.
    t : ndarray, shape (n_articles,)
        Lengths.
    in_group : ndarray of bool, shape (n_articles,)

    Examples
    --------
    Ten articles, of which the first five use a term, three times each: all of them fall into one half in two
    of 252 shuffles.

    >>> found = shuffle_articles(sparse.csr_array([[3]] * 5 + [[0]] * 5), np.full(10, 100), np.arange(10) < 5)
    >>> found.p_value.round(4).tolist(), round(2 / 252, 4)
    ([0.0079], 0.0079)
    """
    rows, t = np.zeros(len(t), int), np.asarray(t, float)
    both = ArticleSums.of(x, t, rows, 1)
    group = ArticleSums.of(x[in_group], t[in_group], rows[in_group], 1)
    sums, n_group = strata_in_common(group, both), int(np.count_nonzero(in_group))
    columns = sparse.csc_array(x, dtype=float)
    # One at a time, since a residual of every article is no longer sparse.
    counts = (columns[:, [column]].toarray() for column in range(x.shape[1]))
    residuals = (each - over(each.sum(), t.sum(), 0) * t[:, None] for each in counts)
    if can_be_counted(len(t), n_group):
        counted = [counted_p_value(each[:, 0], in_group) for each in residuals]
        return shuffle(*sums)._replace(p_value=np.array(counted))
    return shuffle(*sums, np.array([fourth_moment(each, n_group)[0] for each in residuals]))


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
