"""Two parts of the same articles, such as the title and the text, compared with each other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse

from newslab.statistics._arrays import over
from newslab.statistics.shuffling import Shuffle
from newslab.statistics.tails import shuffled_p_value

# How many articles it takes for their own variance to count half: a few lucky hits are no measure of it, many
# are. With 10, between 4 and 6 % of p-values are below 0.05 where sentences or blocks of them are shared out
# by chance (tests/benchmarks/README.md).
ARTICLES_FOR_HALF = 10
# Hits vary less than at random places where a sentence has one of them at most, but not by much.
LEAST_STRETCH = 0.5


def compare_pairs(
    a: sparse.csr_array,
    b: sparse.csr_array,
    t_a: np.ndarray,
    t_b: np.ndarray,
    clusters: np.ndarray | None = None,
) -> Shuffle:
    """Compare how often two parts of the same articles use terms.

    Were the hits of each article at random places of its two parts, the first would have as many as its
    length leads to expect, with the hypergeometric variance. Hits that come in clumps vary more, those that a
    sentence has once at most vary less. How much is estimated from the articles (squares of the hits less
    those expected), and counts the more, the larger the effective number of these squares,
    ``(Σ s)² / Σ s²``, is.

    Parameters
    ----------
    a, b : csr_array, shape (n_articles, n_terms)
        Hits in each part.
    t_a, t_b : ndarray, shape (n_articles,)
        Words of each part, or other trials.
    clusters : ndarray of int, shape (n_articles,), optional
        The number of each article's cluster, such as of copies of one text, which are no more evidence than
        one: variance and p-value are those of their means.

    Returns
    -------
    Shuffle
        With `a` as the group and `b` as its reference. `total` and `total_reference` are such lengths as
        would lead to expect as many hits in the group as the lengths in the articles do.

    Examples
    --------
    Eight articles; a word is in each title of ten words, and twice in each text of a hundred.

    >>> titles, texts = sparse.csr_array(np.ones((8, 1))), sparse.csr_array(np.full((8, 1), 2))
    >>> found = compare_pairs(titles, texts, np.full(8, 10), np.full(8, 100))
    >>> found.n.tolist(), found.n_reference.tolist(), found.p_value.round(4).tolist()
    ([8.0], [16.0], [0.0026])
    """
    of_means = None if clusters is None else PairSums.of(a, b, t_a, t_b, clusters)
    return PairSums.of(a, b, t_a, t_b).compared(of_means)


class PairSums(NamedTuple):
    """What `compare_pairs` needs to know of articles: sums over them, one entry a term."""

    n: np.ndarray
    n_both: np.ndarray
    expected: np.ndarray
    squares: np.ndarray
    fourths: np.ndarray
    least: np.ndarray
    third: np.ndarray
    using: np.ndarray
    using_b: np.ndarray
    t: np.ndarray

    @classmethod
    def of(
        cls,
        a: sparse.csr_array,
        b: sparse.csr_array,
        t_a: np.ndarray,
        t_b: np.ndarray,
        clusters: np.ndarray | None = None,
    ) -> PairSums:
        """Return the sums over articles; of clusters of them, the sums over the clusters' means."""
        if clusters is not None:
            _, cluster, size = np.unique(clusters, return_inverse=True, return_counts=True)
            entries = 1 / size[cluster], (cluster, np.arange(len(cluster)))
            mean = sparse.csr_array(entries, shape=(len(size), len(cluster)))
            a, b, t_a, t_b = mean @ a, mean @ b, mean @ t_a, mean @ t_b
        a, b = a.astype(float).tocsr(), b.astype(float).tocsr()
        t = np.asarray(t_a, float) + t_b
        share = over(np.asarray(t_a, float), t, 0)
        both = (a + b).tocsr()
        residual = (a - sparse.diags_array(share, shape=(len(share),) * 2) @ both).tocsr()
        # Of x hits at random among t places: x (t - x) / (t - 1) times the shares of the two parts.
        places = both.copy()
        length = np.repeat(t, np.diff(both.indptr))
        places.data *= np.clip(over(length - both.data, length - 1, 0), 0, 1)
        spread = share * (1 - share)
        return cls(
            _sum(a),
            _sum(both),
            # What is observed less what is expected may be little: summed with more digits, so that the order
            # of the articles never shows in it.
            both.astype(np.longdouble).T @ share.astype(np.longdouble),
            _sum(residual.power(2)),
            _sum(residual.power(4)),
            _sum(places, spread),
            _sum(places, spread * (1 - 2 * share)),
            _sum(a.sign()),
            _sum(b.sign()),
            t.sum(),
        )

    def plus(self, others: PairSums) -> PairSums:
        """Return the sums over these articles and others."""
        return PairSums(*(some + more for some, more in zip(self, others, strict=True)))

    def compared(self, of_means: PairSums | None = None) -> Shuffle:
        """Return the comparison; `of_means` are the sums over clusters."""
        expected = self.expected.astype(float)
        n_squares = over(self.squares**2, self.fourths, 0)
        weight = n_squares**2 / (n_squares**2 + ARTICLES_FOR_HALF**2)
        stretch = np.maximum(1 + weight * (over(self.squares, self.least, 1) - 1), LEAST_STRETCH)
        variance = self.least * stretch
        p_value = shuffled_p_value(self.n - expected, variance, self.third * stretch**1.5)
        total = self.t * over(expected, self.n_both, 0)
        counts = self.n, self.n_both - self.n, self.using, self.using_b
        found = Shuffle(*counts, total, self.t - total, variance, p_value)
        if of_means is None:
            return found
        means = of_means.compared()
        scale = over(found.n + found.n_reference, means.n + means.n_reference, 0)
        return found._replace(variance=means.variance * scale**2, p_value=means.p_value)


def correlation_of_pairs(
    a: sparse.csr_array, b: sparse.csr_array, t_a: np.ndarray, t_b: np.ndarray
) -> np.ndarray:
    """Return how far articles that use a term more in one part do so in the other: the correlation of their
    residuals, hits less those expected at the rate of the part; 0 where a part has none.

    Examples
    --------
    >>> hits = sparse.csr_array([[1], [0], [2]])
    >>> correlation_of_pairs(hits, hits, np.full(3, 9), np.full(3, 9)).round(3).tolist()
    [1.0]
    """
    a, b, t_a, t_b = a.astype(float), b.astype(float), np.asarray(t_a, float), np.asarray(t_b, float)
    rate_a, rate_b = (_sum(part) / max(t.sum(), 1) for part, t in ((a, t_a), (b, t_b)))
    both = _sum(a.multiply(b).tocsr()) - rate_b * _sum(a, t_b) - rate_a * _sum(b, t_a)
    both = both + rate_a * rate_b * (t_a @ t_b)
    of_a, of_b = (
        _sum(part.power(2)) - 2 * rate * _sum(part, t) + rate**2 * (t @ t)
        for part, rate, t in ((a, rate_a, t_a), (b, rate_b, t_b))
    )
    return np.clip(over(both, np.sqrt(np.maximum(of_a * of_b, 0)), 0), -1, 1)


def _sum(matrix: sparse.csr_array, weights: np.ndarray | None = None) -> np.ndarray:
    """Add up the rows of a matrix, each times its weight."""
    weights = np.ones(matrix.shape[0]) if weights is None else weights
    return np.asarray(matrix.T @ weights, float).ravel()
