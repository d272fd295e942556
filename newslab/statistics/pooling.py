"""Shares and rates of groups of articles, and how far articles differ in them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse

from newslab.statistics._arrays import over

# The degrees of freedom of a variance, times the effective number of the squares in it. Of normal residuals
# it would be 3 (the fourth moment is three times the squared second one); those of words have longer tails,
# and 1.5 makes intervals hold 95 % on real articles (tests/benchmarks/coverage.py).
FREEDOM_OF_SQUARES = 1.5
# One article that uses a term shows nothing of how articles vary that use it.
LEAST_USING = 2


class Pooled(NamedTuple):
    """Shares or rates pooled over the articles of each group, and how far they would vary in other articles.

    An article has ``x`` hits in ``t`` trials. Variances are relative: divided by that of one independent
    trial, ``ratio * (1 - ratio)``. Every array has the shape (n_groups, n_columns).

    Attributes
    ----------
    n, total : ndarray
        Sums of ``x`` and of ``t``.
    n_articles, n_using : ndarray
        Articles that have trials, and those that have hits.
    least : ndarray
        The relative variance where all trials are independent. Where all trials are hits or none is, nothing
        is seen to vary, and all trials of an article count as one.
    variance, freedom : ndarray
        The relative variance from article to article, and its degrees of freedom. Missing where fewer than
        two articles have trials.
    """

    n: np.ndarray
    total: np.ndarray
    n_articles: np.ndarray
    n_using: np.ndarray
    least: np.ndarray
    variance: np.ndarray
    freedom: np.ndarray

    @property
    def ratio(self) -> np.ndarray:
        """The pooled share or rate; missing where there are no trials."""
        return over(self.n, self.total)

    def of_group(self, group: int) -> Pooled:
        """Return the entries of one group."""
        return Pooled(*(values[group] for values in self))


def pool(x: sparse.sparray, t: np.ndarray, groups: np.ndarray, n_groups: int) -> Pooled:
    """Pool the hits and trials of articles over groups.

    The variance is that of a ratio of two sums (Cochran 1977, *Sampling Techniques*, chapter 6), from the
    residual of each article, its hits less those that the pooled ratio leads to expect. A long article draws
    the ratio to itself, so that its residual is too small: each square is divided by 1 less the article's
    share of all trials (MacKinnon & White 1985, "Some heteroskedasticity-consistent covariance matrix
    estimators", *Journal of Econometrics* 29(3), HC2).

    A variance made of a few large squares is itself uncertain. Its degrees of freedom are those of
    Satterthwaite (1946), one and a half for each square in their effective number ``(Σ s)² / Σ s²``, and at
    most Kish's effective number of articles, ``(Σ t)² / Σ t²``, less one.

    Parameters
    ----------
    x : sparse array, shape (n_articles, n_columns)
        Hits.
    t : ndarray, shape (n_articles,)
        Trials.
    groups : ndarray of int, shape (n_articles,)
        The group of each article, from 0 to `n_groups` - 1.

    Examples
    --------
    Two articles of 20 words; all 4 hits are in the first. At 1 hit in 10 words each is 2 off, and has half of
    the words: the squares are 2² / (1 - 1/2) = 8.

    >>> pooled = pool(sparse.csr_array([[4], [0]]), np.array([20, 20]), np.array([0, 0]), 1)
    >>> variance = (8 + 8) / 40**2 / (0.1 * 0.9)
    >>> bool(np.isclose(pooled.variance[0, 0], variance))
    True
    """
    t = np.asarray(t, float)
    total, squares = (np.bincount(groups, weights, n_groups) for weights in (t, t**2))
    n_articles, effective = np.bincount(groups, t > 0, n_groups), over(total**2, squares)
    weight = over(1, 1 - over(t, total[groups], 0), 0)
    matrix = sparse.csc_array(x, dtype=float)
    pooled = np.empty((len(Pooled._fields), n_groups, matrix.shape[1]))
    for column in range(matrix.shape[1]):
        hits = matrix[:, [column]].toarray().ravel()
        n, n_using = (np.bincount(groups, weights, n_groups) for weights in (hits, hits > 0))
        share = np.minimum(over(n, total), 1)  # overlapping hits may be more than the words
        spread = share * (1 - share)
        squares = weight * (hits - np.nan_to_num(share)[groups] * t) ** 2
        sum_squares, sum_fourths = (np.bincount(groups, squares**power, n_groups) for power in (1, 2))
        n_squares = over(sum_squares**2, sum_fourths, 0)
        freedom = np.clip(np.minimum(FREEDOM_OF_SQUARES * n_squares, effective - 1), 0.5, None)
        variance = over(sum_squares / np.where(total > 0, total, 1) ** 2, spread, 0)
        least = np.where(spread > 0, over(1, total), over(1, effective))
        freedom = np.where(spread > 0, freedom, np.inf)
        known = np.where(n_articles > 1, 1, np.nan)
        pooled[..., column] = n, total, n_articles, n_using, least, known * variance, known * freedom
    return Pooled(*pooled)


def lend_variation(a: Pooled, b: Pooled) -> tuple[Pooled, Pooled]:
    """Return both with an estimate of how far articles vary, where one of the two is used by too few.

    A group that never uses a term, or in one article, shows nothing of how articles vary that do; the other
    group does, and its variance of one trial is taken for both. Missing where it is used by too few in both.
    """
    return _borrow(a, b), _borrow(b, a)


def _borrow(few: Pooled, other: Pooled) -> Pooled:
    borrows, lends = few.n_using < LEAST_USING, other.n_using >= LEAST_USING
    borrowed = np.where(lends & (few.n_articles > 1), other.variance * over(other.total, few.total), np.nan)
    return few._replace(
        least=over(1, few.total),
        variance=np.where(borrows, borrowed, few.variance),
        freedom=np.where(borrows, other.freedom, few.freedom),
    )
