"""Runs of words: which articles share them, and what share of each article they are."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from newslab.arrays import count_numbers, ranges, row_products
from newslab.tokens.tokenizing import Articles, as_tokens

# Two articles that share a run of so many words share it by copying, or by citing the same words.
COPIED_NGRAM = 5
# So many runs are hashed at a time, few enough to stay in the processor's cache.
BLOCK_NGRAMS = 1 << 16


def ngram_overlaps(articles: Articles, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for pairs of articles what share of each one's runs of five words the other holds as well.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    a, b : ndarray of int
        The pairs, as rows of the articles.

    Returns
    -------
    overlap_a, overlap_b : ndarray of float
        Shares, 0 to 1, of the different runs of `a` and of `b`; missing for an article of fewer words.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["a b c d e f", "a b c d e x y z"]})
    >>> ngram_overlaps(articles, np.array([0]), np.array([1]))
    (array([0.5]), array([0.25]))
    """
    tokens = as_tokens(articles)
    rows, place = np.unique(np.concatenate([a, b]), return_inverse=True)
    kept, offsets = ranges(tokens.offsets[rows], tokens.n_words[rows])
    runs = Ngrams(tokens.codes[kept], offsets, COPIED_NGRAM)
    held, _, n_different = count_numbers(runs.numbers, runs.offsets)
    held = held.tocsr()
    held.data[:] = 1
    n_runs = np.where(n_different > 0, n_different, np.nan)
    a, b = np.split(place, 2)
    n_common = row_products(held, a, b)
    return n_common / n_runs[a], n_common / n_runs[b]


def shared_ngrams(articles: Articles) -> tuple[sparse.csc_array, np.ndarray]:
    """Return which runs of five words that more than one article holds are in which article.

    Runs are told apart by a hash of their words, so that once in many millions two runs are taken for one:
    `ngram_overlaps` is exact.

    Returns
    -------
    held : csc_array of int32
        One row an article, one column a run, 1 where the article holds it.
    n_runs : ndarray of int
        How many different runs each article holds, those that no other holds included.
    """
    tokens = as_tokens(articles)
    hashes = ngram_hashes(tokens.codes, COPIED_NGRAM)
    hashes >>= np.uint64(1 + len(tokens.offsets).bit_length())
    is_run, offsets = _within_articles(tokens.offsets, COPIED_NGRAM)
    held, _, n_different = count_numbers(hashes[is_run].view(np.int64), offsets, min_rows=2)
    held.data[:] = 1
    return held, n_different


def ngram_hashes(codes: np.ndarray, length: int) -> np.ndarray:
    """Return a hash of each run of `length` codes, 64 bits of which the high ones are the best mixed.

    Each code stands for a random number. Those of a run are added, times the powers of an odd number with
    well mixed bits (Steele & Vigna 2021), since their order counts.
    """
    lowest, highest = int(codes.min(initial=0)), int(codes.max(initial=0))
    random = np.random.default_rng(0).integers(1 << 64, size=highest - lowest + 1, dtype=np.uint64)
    hashes = np.zeros(max(0, len(codes) - length + 1), np.uint64)
    for first in range(0, len(hashes), BLOCK_NGRAMS):
        block = hashes[first : first + BLOCK_NGRAMS]
        # Negative codes are counted from the end.
        numbers = random[codes[first : first + len(block) + length - 1]]
        for k in range(length):
            block *= np.uint64(0xD1342543DE82EF95)
            block += numbers[k : k + len(block)]
    return hashes


class Ngrams:
    """The runs of `length` words in all articles, each as one number; none crosses the end of an article.

    A number holds the codes of the words, one behind the other in its bits, so that the numbers are in the
    order of the words. Where they leave no room for one more word, or in the end for the number of the
    article, which `count_numbers` adds, the numbers so far are counted up anew.
    """

    def __init__(self, codes: np.ndarray, offsets: np.ndarray, length: int) -> None:
        self.bits = int(codes.max(initial=0)).bit_length()
        self.renumbered: list[np.ndarray | None] = []
        n_places = max(0, len(codes) - length + 1)
        numbers = codes[:n_places].astype(np.int64)
        for k in range(1, length):
            numbers <<= self.bits
            numbers |= codes[k : k + n_places]
            needed = self.bits if k + 1 < length else len(offsets).bit_length()
            numbers, before = _fitting(numbers, 63 - needed)
            self.renumbered.append(before)
        is_run, self.offsets = _within_articles(offsets, length)
        self.numbers = numbers[is_run]

    def words(self, numbers: np.ndarray) -> np.ndarray:
        """Return the codes of the words of runs, one row a run."""
        words = []
        for before in reversed(self.renumbered):
            numbers = numbers if before is None else before[numbers]
            words.append(numbers & ((1 << self.bits) - 1))
            numbers = numbers >> self.bits
        return np.stack([numbers, *reversed(words)], axis=1).astype(np.int32)


def _fitting(numbers: np.ndarray, bits: int) -> tuple[np.ndarray, np.ndarray | None]:
    """Return numbers that fit in so many bits: as they are, and None, or counted up, and what they were."""
    if int(numbers.max(initial=0)).bit_length() <= bits:
        return numbers, None
    before, numbers = np.unique(numbers, return_inverse=True)
    return numbers, before


def _within_articles(offsets: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which tokens begin a run of `length` words of one article, of all that have so many from them to
    the end, and where the runs of each article begin among them.
    """
    is_run = np.ones(max(0, offsets[-1] - length + 1), bool)
    for k in range(1, length):
        last = offsets[1:] - k
        is_run[last[(last >= offsets[:-1]) & (last < len(is_run))]] = False
    return is_run, np.concatenate([[0], np.cumsum(np.maximum(np.diff(offsets) - length + 1, 0))])
