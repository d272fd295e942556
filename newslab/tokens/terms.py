"""The terms that all articles agree on, where each partition has counted its own."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from scipy import sparse

from newslab.checks import check_count
from newslab.partitions import Kept, totals_of
from newslab.tokens.counting import TermCounts, term_counts
from newslab.tokens.partitioned import PartitionedTokens
from newslab.tokens.tokens import Tokens


def counted_terms(
    articles: Tokens | Kept,
    *,
    read: Callable[[Any], Tokens] = lambda tokens: tokens,
    ngrams: int = 1,
    stop_words: Collection[str] | None = None,
    min_articles: int = 1,
) -> tuple[np.ndarray, Kept]:
    """Count the terms of articles that may be in partitions, as `term_counts` does.

    Parameters
    ----------
    articles : Tokens or Kept
        The words of the articles, or what was made of them.
    read : callable, optional
        Makes tokens of what was made.
    ngrams, stop_words, min_articles
        As in `term_counts`.

    Returns
    -------
    words : ndarray of int32, shape (n_terms, ngrams)
        The words of each term.
    counts : Kept of csr_array, shape (n_articles, n_terms)
        How often the articles of each partition use each term.
    """
    check_count("ngrams", ngrams)

    in_partitions = (
        articles.is_lazy if isinstance(articles, Kept) else isinstance(articles, PartitionedTokens)
    )
    keep = articles.then if isinstance(articles, Kept) else articles.kept
    # Of a partition alone nobody knows whether enough articles of all use a term.
    least = 1 if in_partitions else min_articles
    counts = keep(
        lambda value: term_counts(read(value), ngrams=ngrams, stop_words=stop_words, min_articles=least)
    )
    if not in_partitions:
        (whole,) = counts.each
        return whole.words, Kept([whole.matrix])
    enough = counts.then(lambda counts, n: _in_enough(counts, n, min_articles), totals_of(counts.then(_keys)))
    words = _in_order(enough.gathered(lambda words: words))
    return words, counts.then(lambda counts: in_columns(counts, words))


def in_columns(counts: TermCounts, words: np.ndarray) -> sparse.csr_array:
    """Return counts with a column for each of some terms, which are given by their words; no other terms."""
    column = places_among(counts.words, words)
    kept = np.flatnonzero(column >= 0)
    matrix = counts.matrix[:, kept]
    shape = (matrix.shape[0], len(words))
    return sparse.csr_array((matrix.data, column[kept][matrix.indices], matrix.indptr), shape=shape)


def places_among(words: np.ndarray, terms: np.ndarray) -> np.ndarray:
    """Return the row of each term among others, each of which is there once; -1 where it is not among them.

    Examples
    --------
    >>> places_among(np.array([[7, 2], [7, 5], [3, -1]]), np.array([[3, -1], [7, 2]])).tolist()
    [1, -1, 0]
    """
    n_words = 2 + max(int(words.max(initial=0)), int(terms.max(initial=0)))
    # Terms climb a tree, a word at a time: `node` is where each is, and where those looked for are.
    node, node_of_terms = np.zeros(len(words), np.int64), np.zeros(len(terms), np.int64)
    is_there = np.full(len(words), len(terms) > 0)
    for of_words, of_terms in zip(words.T, terms.T, strict=True):
        branches, node_of_terms = np.unique(node_of_terms * n_words + of_terms + 1, return_inverse=True)
        branch = node * n_words + of_words + 1
        node = np.searchsorted(branches, branch).clip(max=max(len(branches) - 1, 0))
        is_there &= branches[node] == branch if len(branches) else False
    place = np.full(len(words), -1)
    place[is_there] = np.argsort(node_of_terms)[node[is_there]]
    return place


def _keys(counts: TermCounts) -> tuple[np.ndarray, np.ndarray]:
    """Return a hash of each term, and how many articles of the partition use it."""
    keys = np.zeros(len(counts.words), np.uint64)
    for words in counts.words.T:
        keys += (words + 2).astype(np.uint64)
        keys *= np.uint64(0xD1342543DE82EF95)
        keys ^= keys >> np.uint64(29)
    return keys.view(np.int64), np.bincount(counts.matrix.indices, minlength=len(keys))


def _in_enough(counts: TermCounts, n_articles: np.ndarray, min_articles: int) -> np.ndarray:
    """Return the words of a partition, and the longer terms that enough articles of all partitions use."""
    # Two terms of one hash, one pair in 10 to the 19th, are both counted for each: then one too many is kept.
    return counts.words[(n_articles >= min_articles) | (counts.words[:, 1:] < 0).all(axis=1)]


def _in_order(words: np.ndarray) -> np.ndarray:
    """Return each term once: words in the order of the vocabulary, then pairs, and so on."""
    words = words[np.lexsort([*words.T[::-1], (words >= 0).sum(axis=1)])]
    is_new = np.ones(len(words), bool)
    is_new[1:] = (words[1:] != words[:-1]).any(axis=1)
    return words[is_new]
