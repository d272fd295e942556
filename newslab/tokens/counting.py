"""Counts of terms and sequences of words, as sparse matrices with one row an article."""

from __future__ import annotations

import os
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.tokens.stopwords import STOP_WORDS
from newslab.tokens.tokenizing import Tokens, as_tokens


@dataclass(frozen=True, eq=False)
class TermCounts:
    """How often each article uses each term; made by `term_counts`.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array of int32
        One row an article, one column a term.
    words : ndarray of int32, shape (n_terms, longest n-gram)
        The words of each term by their place in `vocabulary`, -1 behind the last.
    vocabulary : Index of str
        The words.
    """

    matrix: sparse.csr_array
    words: np.ndarray
    vocabulary: pd.Index

    @cached_property
    def terms(self) -> pd.Index:
        """The term of each column; the words of an n-gram are joined by spaces."""
        return self.names(np.arange(len(self.words)))

    def names(self, columns: np.ndarray) -> pd.Index:
        """Return the terms of some columns, which costs less than all `terms`."""
        words = self.words[columns]
        text = self.vocabulary.to_numpy(object)
        names = text[words[:, 0]]
        for word in words.T[1:]:
            names = names + np.where(word >= 0, " " + text[word], "")
        return pd.Index(names, dtype="str")


def term_counts(
    articles: pd.DataFrame | Tokens,
    *,
    ngrams: int = 1,
    stop_words: Collection[str] = STOP_WORDS,
    min_articles: int = 1,
) -> TermCounts:
    """Count the terms of each article.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    ngrams : int, default 1
        The longest run of words that is a term: 1 counts words, 2 words and pairs of neighbours.
    stop_words : collection of str
        Words left out before the runs are formed, so that *fall of Assad* holds the pair *fall assad*. Of
        tokens that are stems, their stems are left out.
    min_articles : int, default 1
        Leave out runs of two and more words that fewer articles hold.

    Returns
    -------
    TermCounts
        Words in the order of the vocabulary, then pairs in the order of their first and second words, and so
        on.

    Examples
    --------
    >>> import pandas as pd
    >>> counts = term_counts(pd.DataFrame({"text": ["The fall of Assad", "Assad and Assad"]}), ngrams=2)
    >>> pd.DataFrame(counts.matrix.toarray(), columns=counts.terms)
       fall  assad  fall assad  assad assad
    0     1      1           1            0
    1     0      2           0            1
    """
    tokens = as_tokens(articles)
    codes, offsets = _without(tokens, stop_words)
    matrices, words = [], []
    for length in range(1, ngrams + 1):
        runs = _Runs(codes, offsets, length)
        matrix, numbers, _ = _count(runs.numbers, runs.offsets, 1 if length == 1 else min_articles)
        matrices.append(matrix)
        words.append(np.pad(runs.words(numbers), ((0, 0), (0, ngrams - length)), constant_values=-1))
    matrix = sparse.hstack(matrices, format="csr", dtype=np.int32)
    return TermCounts(matrix, np.concatenate(words), tokens.vocabulary)


# Tokens are sorted so many at a time, few enough to stay in the processor's cache.
BLOCK_TOKENS = 1 << 20
# Two articles that share a run of so many words share it by copying, or by citing the same words.
RUN_OF_WORDS = 5


def run_overlaps(
    articles: pd.DataFrame | Tokens, a: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
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
    >>> run_overlaps(articles, np.array([0]), np.array([1]))
    (array([0.5]), array([0.25]))
    """
    tokens = as_tokens(articles)
    rows, place = np.unique(np.concatenate([a, b]), return_inverse=True)
    kept, offsets = _ranges(tokens.offsets[rows], tokens.n_words[rows])
    runs = _Runs(tokens.codes[kept], offsets, RUN_OF_WORDS)
    held, _, n_different = _count(runs.numbers, runs.offsets)
    held = held.tocsr()
    held.data[:] = 1
    n_runs = np.where(n_different > 0, n_different, np.nan)
    a, b = np.split(place, 2)
    n_common = row_products(held, a, b)
    return n_common / n_runs[a], n_common / n_runs[b]


def shared_runs(articles: pd.DataFrame | Tokens) -> tuple[sparse.csr_array, np.ndarray]:
    """Return which runs of five words that more than one article holds are in which article.

    Runs are told apart by a hash of their words, so that once in many millions two runs are taken for one:
    `run_overlaps` is exact.

    Returns
    -------
    held : csr_array of int32
        One row an article, one column a run, 1 where the article holds it.
    n_runs : ndarray of int
        How many different runs each article holds, those that no other holds included.
    """
    tokens = as_tokens(articles)
    n_runs = np.maximum(tokens.n_words - RUN_OF_WORDS + 1, 0)
    starts, offsets = _ranges(tokens.offsets[:-1], n_runs)
    hashes = np.zeros(len(starts), np.uint64)
    for k in range(RUN_OF_WORDS):  # multiplied by an odd number with well mixed bits (Steele & Vigna 2021)
        hashes += tokens.codes[starts + k].astype(np.uint64) + np.uint64(1)
        hashes *= np.uint64(0xD1342543DE82EF95)
        hashes ^= hashes >> np.uint64(32)
    room = 63 - len(n_runs).bit_length()
    held, _, n_different = _count((hashes >> np.uint64(64 - room)).astype(np.int64), offsets, min_articles=2)
    held = held.tocsr()
    held.data[:] = 1
    return held, n_different


def sum_by_group(
    matrix: np.ndarray | sparse.sparray, groups: np.ndarray, n_groups: int
) -> np.ndarray | sparse.sparray:
    """Add up the rows of a matrix, one an article, by the articles' groups."""
    members = sparse.csr_array(
        (np.ones(len(groups)), (groups, np.arange(len(groups)))), shape=(n_groups, len(groups))
    )
    return members @ matrix


def row_products(matrix: np.ndarray | sparse.csr_array, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the inner products of pairs of rows, without holding all the rows at once."""
    parts = np.array_split(np.arange(len(a)), len(a) // 10_000 + 1)
    if sparse.issparse(matrix):
        products = [matrix[a[part]].multiply(matrix[b[part]]).sum(axis=1) for part in parts]
    else:
        products = [np.einsum("ij,ij->i", matrix[a[part]], matrix[b[part]]) for part in parts]
    return np.concatenate(products)


class _Runs:
    """The runs of `length` words in all articles, each as one number; none crosses the end of an article.

    A number holds the codes of the words, one behind the other in its bits. Where they would leave no room
    for the number of the article, which `_count` adds, the numbers so far are counted up anew.
    """

    def __init__(self, codes: np.ndarray, offsets: np.ndarray, length: int) -> None:
        self.bits = int(codes.max(initial=0)).bit_length()
        self.renumbered: list[np.ndarray | None] = []
        self.numbers, self.offsets = codes, offsets
        if length > 1:
            n_runs = np.maximum(np.diff(offsets) - length + 1, 0)
            starts, self.offsets = _ranges(offsets[:-1], n_runs)
            self.numbers = codes[starts].astype(np.int64)
        room = 63 - self.bits - len(offsets).bit_length()
        for _ in range(1, length):
            before = None
            if int(self.numbers.max(initial=0)).bit_length() > room:
                self.numbers, before = pd.factorize(self.numbers)
            self.renumbered.append(before)
            self.numbers <<= self.bits
            starts += 1
            self.numbers |= codes[starts]

    def words(self, numbers: np.ndarray) -> np.ndarray:
        """Return the codes of the words of runs, one row a run."""
        words = []
        for before in reversed(self.renumbered):
            words.append(numbers & ((1 << self.bits) - 1))
            numbers = numbers >> self.bits
            numbers = numbers if before is None else before[numbers]
        return np.stack([numbers, *reversed(words)], axis=1).astype(np.int32)


def _ranges(starts: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the integers of ranges, one range behind the other, and where each range begins and the last
    ends.
    """
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    return np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], lengths), offsets


def _without(tokens: Tokens, stop_words: Collection[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return codes and offsets of tokens without the stop words."""
    is_stop = tokens.is_among(stop_words)
    if not is_stop.any():
        return tokens.codes, tokens.offsets
    is_kept = ~is_stop[tokens.codes]
    return tokens.codes[is_kept], np.concatenate([[0], np.cumsum(is_kept)])[tokens.offsets]


def _count(
    numbers: np.ndarray, offsets: np.ndarray, min_articles: int = 1
) -> tuple[sparse.csc_array, np.ndarray, np.ndarray]:
    """Count how often each article holds each number.

    Sorting numbers, with the article in their last bits, brings together what is to be counted, and is
    several times as fast as hashing them or as adding up the entries of a sparse matrix. It is done in two
    steps, so that what is sorted fits in the processor's cache and each core has its share: blocks of
    articles first, then ranges of numbers, each gathered from all blocks.

    Returns
    -------
    counts : csc_array of int32
        One row an article, one column a number that at least `min_articles` articles hold.
    numbers : ndarray of int64
        The numbers, sorted.
    n_different : ndarray of int
        How many different numbers each article holds, before any is left out.
    """
    n_articles = len(offsets) - 1
    bits = n_articles.bit_length()

    def sort_block(block: tuple[int, int]) -> np.ndarray:
        first, last = block
        keys = numbers[offsets[first] : offsets[last]].astype(np.int64) << bits
        keys |= np.repeat(np.arange(first, last), np.diff(offsets[first : last + 1]))
        keys.sort()
        return keys

    def count_range(limits: tuple[int, int]) -> tuple[np.ndarray, ...]:
        keys = np.concatenate([block[slice(*np.searchsorted(block, limits))] for block in blocks])
        keys.sort()
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        count, cell = np.diff(first, append=len(keys)), keys[first]
        article, number = cell & ((1 << bits) - 1), cell >> bits
        first = np.flatnonzero(np.diff(number, prepend=-1))
        n_holding = np.diff(first, append=len(number))
        n_different = np.bincount(article, minlength=n_articles)
        kept = n_holding >= min_articles
        if not kept.all():
            in_kept = np.repeat(kept, n_holding)
            count, article = count[in_kept], article[in_kept]
        return (
            count.astype(np.int32),
            article.astype(np.int32),
            n_holding[kept],
            number[first[kept]],
            n_different,
        )

    # At least one block and one range, so that no articles are counted like many.
    cuts = np.unique(np.searchsorted(offsets, np.arange(0, offsets[-1] + 1, BLOCK_TOKENS)))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        blocks = list(pool.map(sort_block, pairwise([*cuts, n_articles])))
        sample = np.sort(np.concatenate([block[::1024] for block in blocks]))
        limits = np.unique(sample[:: len(blocks)][1:] >> bits << bits)
        counted = list(pool.map(count_range, pairwise([0, *limits, np.iinfo(np.int64).max])))
    *counted, n_different = zip(*counted, strict=True)
    count, article, n_holding, number = map(np.concatenate, counted)
    # Indices of 32 bits, half the memory, as long as they reach.
    indptr = np.concatenate([[0], np.cumsum(n_holding)]).astype(sparse.get_index_dtype(maxval=len(count)))
    return (
        sparse.csc_array((count, article, indptr), shape=(n_articles, len(number))),
        number,
        sum(n_different),
    )
