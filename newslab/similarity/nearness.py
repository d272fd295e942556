"""Nearness: how similar two articles are, by the measure of how similar their nearest others are.

Some articles are similar to many: summaries, long ones, those on what all write about. Their nearest pairs
would fill every list, and lone articles would never be near. So a cosine is divided by the geometric mean of
what is usual around the two articles (Jégou, Harzallah & Schmid 2007, "A contextual dissimilarity measure for
accurate and efficient image search"): 1 is as near as the nearest others of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from newslab.similarity.neighbours import Pairs

# What is usual around an article is its mean similarity to this many nearest others.
N_NEAREST = 5
# No similarity counts as less than this in what is usual, so that no nearness is infinite.
LEAST_SIMILARITY = 0.01
# Articles whose TF-IDF vectors are so similar are near-duplicates. They say nothing of what is usual: with
# five copies of it, an article would be far from all else.
NEAR_DUPLICATE = 0.6
# At most this many pairs, of 24 bytes, are kept between two passes; if there are more, all are found again.
MOST_PAIRS = 1 << 25


def near_duplicate(vectors: object, weight: float) -> float:
    """Return from what similarity on articles are near-duplicates; of embeddings alone, only the same are."""
    return NEAR_DUPLICATE if vectors is None else 1 - (1 - NEAR_DUPLICATE) * (1 - weight)


class RepeatedPairs:
    """Pairs that can be gone through several times: kept, or too many to keep, and found each time."""

    def __init__(self, find: Callable[[], Iterator[Pairs]]) -> None:
        self.find = find
        self.kept: list[Pairs] | None = None

    def __iter__(self) -> Iterator[Pairs]:
        if self.kept is not None:
            yield from self.kept
            return
        kept, n_kept = [], 0
        for pairs in self.find():
            n_kept += len(pairs[0])
            if n_kept <= MOST_PAIRS:
                kept.append(pairs)
            yield pairs
        if n_kept <= MOST_PAIRS:
            self.kept = kept


def usual_similarities(
    pairs: Iterable[Pairs], n_articles: int, min_similarity: float, duplicates_from: float
) -> np.ndarray:
    """Return the mean similarity of each article to its nearest others, near-duplicates left out.

    Parameters
    ----------
    pairs : iterable of pairs
        Those whose similarity is at least `min_similarity`.
    n_articles : int
    min_similarity : float
        What counts in the place of others that are not among the pairs; at least 0.01.
    duplicates_from : float
        Pairs of this similarity and more are left out.

    Returns
    -------
    ndarray of float, shape (n_articles,)
        At least 0.01.

    Examples
    --------
    Article 0 has two near others: (0.5 + 0.4 + 3 × 0.1) / 5.

    >>> pairs = [(np.array([0, 0]), np.array([1, 2]), np.array([0.5, 0.4]))]
    >>> usual_similarities(pairs, 3, 0.1, 0.6).round(2).tolist()
    [0.24, 0.18, 0.16]
    """
    article, similarity = np.empty(0, np.int64), np.empty(0)
    floor = np.full(n_articles, -np.inf)  # what is no larger is none of the largest
    for a, b, value in in_pieces(pairs, n_articles):
        is_other = value < duplicates_from
        one, values = np.concatenate([a[is_other], b[is_other]]), np.tile(value[is_other], 2)
        may_be = values > floor[one]
        article, similarity = np.append(article, one[may_be]), np.append(similarity, values[may_be])
        if len(article) > 8 * N_NEAREST * n_articles:
            article, similarity = _largest(article, similarity)
            floor = floors(article, similarity, N_NEAREST, n_articles)
    article, similarity = _largest(article, similarity)
    least = max(min_similarity, LEAST_SIMILARITY)
    above = np.bincount(article, np.maximum(similarity - least, 0), minlength=n_articles)
    return least + above / N_NEAREST


def _largest(article: np.ndarray, similarity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keep the `N_NEAREST` largest similarities of each article."""
    order = np.lexsort([-similarity, article])
    article, similarity = article[order], similarity[order]
    rank = np.arange(len(article)) - np.searchsorted(article, article)
    return article[rank < N_NEAREST], similarity[rank < N_NEAREST]


def floors(article: np.ndarray, value: np.ndarray, most: int, n_articles: int) -> np.ndarray:
    """Return the least of the `most` largest values of each article, which are given; below all others where
    they are fewer.

    Examples
    --------
    >>> floors(np.array([0, 0, 2]), np.array([0.5, 0.7, 0.6]), 2, 3).tolist()
    [0.5, -inf, -inf]
    """
    least = np.full(n_articles, np.inf)
    np.minimum.at(least, article, value)
    return np.where(np.bincount(article, minlength=n_articles) >= most, least, -np.inf)


def in_pieces(pairs: Iterable[Pairs], n_articles: int) -> Iterator[Pairs]:
    """Cut what is found of pairs into pieces of a few for each article."""
    size = max(8 * N_NEAREST * n_articles, 1)
    for a, b, value in pairs:
        for first in range(0, len(a), size):
            some = slice(first, first + size)
            yield a[some], b[some], value[some]
