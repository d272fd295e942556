"""Texts that many articles print with few changes, such as those of an agency.

Copies are found by 3-grams with a rare word. But the words of a text that a hundred outlets print are rare
no more, and its pairs are too many to compare one by one. So the articles that print nearly the same are
first put down to one of them.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from newslab.arrays import ranges, row_products
from newslab.tokens import SharedNgrams

# An article may be a print of such a text where at least half of its different n-grams, of at least fifty,
# are in many others.
FREQUENT_SHARE, FEWEST_NGRAMS = 0.5, 50
# Nearly the same are articles that have three of five n-grams in common, of the one that has more.
SAME_SHARE = 0.6
# How often articles are put together by the smallest of their hashes, each time by other hashes: those of two
# articles are equal as often as n-grams are in both (Broder 1997).
ROUNDS = 8


def originals_of(trigrams: SharedNgrams, many: float, min_share: float) -> np.ndarray:
    """Return for each article the row of the one whose text it prints: its own for most.

    No article is compared with more than eight others, so that twice as many take twice the time.

    Parameters
    ----------
    trigrams : SharedNgrams
    many : float
        How many articles hold an n-gram of a text that many print: more than this.
    min_share : float
        The least share of n-grams in common, where it is above three of five.
    """
    original = np.arange(len(trigrams.n_different))
    is_frequent = np.diff(trigrams.held.indptr) > many
    rows = np.flatnonzero(may_print(trigrams.held, trigrams.n_different, is_frequent))
    if len(rows) <= many:
        return original
    numbers, begins = ranges(trigrams.offsets[rows], np.diff(trigrams.offsets)[rows])
    hashes = trigrams.hashes[numbers]
    held, n_different = trigrams.held.tocsr()[rows], trigrams.n_different[rows]
    original[rows] = rows[first_prints(held, n_different, hashes, begins, min_share)]
    return original


def may_print(held: sparse.csc_array, n_different: np.ndarray, is_frequent: np.ndarray) -> np.ndarray:
    """Return which articles may print a text of many, by the n-grams that they hold, how many different ones
    each has, and which n-grams many articles hold.
    """
    n_frequent = held @ is_frequent.astype(np.int32)
    return (n_frequent >= FREQUENT_SHARE * n_different) & (n_different >= FEWEST_NGRAMS)


def are_enough(n_frequent: np.ndarray) -> np.ndarray:
    """Return by how many of its n-grams many articles hold, repetitions included, whether each article may
    print a text of many at all.
    """
    return n_frequent >= FREQUENT_SHARE * FEWEST_NGRAMS


def first_prints(
    held: sparse.csr_array,
    n_different: np.ndarray,
    numbers: np.ndarray,
    begins: np.ndarray,
    min_share: float,
) -> np.ndarray:
    """Return for each row the one whose text it prints.

    Parameters
    ----------
    held : csr_array of int, shape (n_rows, n_ngrams)
        1 where the row holds an n-gram that several hold.
    n_different : ndarray of int, shape (n_rows,)
        How many different n-grams each holds.
    numbers : ndarray of int64
        The hashes of the n-grams of all rows, one row after the other.
    begins : ndarray of int, shape (n_rows + 1,)
        Where those of each row begin.
    min_share : float
    """
    hashes, n_rows = numbers.view(np.uint64), held.shape[0]
    first = np.arange(n_rows)  # of those of the same text
    has_prints = np.zeros(n_rows, bool)
    for factor in np.random.default_rng(0).integers(1 << 63, size=ROUNDS, dtype=np.uint64) * 2 + 1:
        smallest = np.minimum.reduceat(hashes * factor, begins[:-1])
        alone = np.flatnonzero(first == np.arange(n_rows))
        # The first of each bucket, if it can be one that has prints, is what the others may print.
        alone = alone[np.lexsort([alone, ~has_prints[alone], smallest[alone]])]
        is_first = np.diff(smallest[alone], prepend=smallest[alone[:1]] + np.uint64(1)) != 0
        likely = np.repeat(alone[is_first], np.diff(np.flatnonzero(np.append(is_first, True))))
        one, other = alone[~has_prints[alone]], likely[~has_prints[alone]]
        n_common = row_products(held, one, other)
        share = n_common / np.maximum(n_different[one], n_different[other])
        same = (share >= max(SAME_SHARE, min_share)) & (one != other)
        first[one[same]] = other[same]
        has_prints[other[same]] = True
    return first
