"""What share of an article's n-grams another article holds as well."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from newslab.arrays import count_numbers, ranges, row_products
from newslab.partitions import of_pairs
from newslab.tokens.ngrams import COPIED_NGRAM, Ngrams, may_be_frequent, ngram_hashes, within_articles
from newslab.tokens.partitioned import PartitionedTokens
from newslab.tokens.tokenizing import as_tokens
from newslab.tokens.tokens import Articles

#: The words of some articles: their codes, and where those of each begin.
CodesOf: TypeAlias = tuple[np.ndarray, np.ndarray]

# The low bits of a hash, which are not as well mixed as others.
LOW_BITS = np.uint64(23)


def ngram_overlaps(articles: Articles, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for pairs of articles what share of each one's 5-grams the other holds as well.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    a, b : ndarray of int, shape (n_pairs,)
        The pairs, as rows of the articles.

    Returns
    -------
    overlap_a, overlap_b : ndarray of float, shape (n_pairs,)
        Shares, 0 to 1, of the different 5-grams of `a` and of `b`; missing for an article of fewer words.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["a b c d e f", "a b c d e x y z"]})
    >>> ngram_overlaps(articles, np.array([0]), np.array([1]))
    (array([0.5]), array([0.25]))
    """
    tokens = as_tokens(articles, in_partitions=True)
    if isinstance(tokens, PartitionedTokens):
        of_parts = tokens.codes_alone().kept(lambda tokens: (tokens.codes, tokens.offsets))
        overlap_a, overlap_b = of_pairs(of_parts, tokens.cuts, a, b, _taken, _overlaps)
        return overlap_a, overlap_b
    rows, place = np.unique(np.concatenate([a, b]), return_inverse=True)
    return _overlaps_in(_taken((tokens.codes, tokens.offsets), rows), *np.split(place, 2))


def _taken(words: CodesOf, rows: np.ndarray) -> CodesOf:
    """Return the words of some articles."""
    codes, offsets = words
    places, offsets = ranges(offsets[rows], np.diff(offsets)[rows])
    return codes[places], offsets


def _overlaps(one: CodesOf, other: CodesOf, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return `ngram_overlaps` of the words of rows of one part, and of the same or another."""
    codes, offsets = np.append(one[0], other[0]), np.append(one[1][:-1], one[1][-1] + other[1])
    return _overlaps_in((codes, offsets), a, b + len(one[1]) - 1)


def _overlaps_in(words: CodesOf, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return `ngram_overlaps` of rows.

    Most n-grams are there once, by their hashes, and need not be compared word by word.
    """
    codes, offsets = words
    is_whole, begins = within_articles(offsets, COPIED_NGRAM)
    places = np.flatnonzero(is_whole)
    hashes = (ngram_hashes(codes, COPIED_NGRAM)[places] >> LOW_BITS).view(np.int64)
    ngrams = Ngrams(codes, offsets, COPIED_NGRAM, places[may_be_frequent(hashes, 2)])
    n_once = np.diff(begins) - np.diff(ngrams.offsets)
    counts, _, n_different = count_numbers(ngrams.numbers, ngrams.offsets)
    held = counts.tocsr()
    held.data[:] = 1
    n_ngrams = np.where(n_once + n_different > 0, n_once + n_different, np.nan)
    n_common = np.where(a == b, n_ngrams[a], row_products(held, a, b))
    return n_common / n_ngrams[a], n_common / n_ngrams[b]
