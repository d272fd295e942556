"""Copies among articles in partitions: those that `group_copies` finds in memory, with the same overlaps.

The hashes of the trigrams of all articles are exchanged, each place getting its share of them. It finds who
holds each one, and so the pairs of articles that have one in common; these are added up by another exchange.
Of the pairs that may be copies, two articles are brought together and compared.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from scipy import sparse

from newslab.arrays import blocks_of, count_numbers, ranges, row_products
from newslab.articles import labels_of
from newslab.partitions import Kept, of_all_pairs, of_pairs, summed_by_key
from newslab.reuse.overlaps import (
    COPIED_NGRAM,
    MIN_WORDS,
    SHORTEST,
    HeldBy,
    groups_of,
    is_rare,
    likely_copies,
    may_overlap,
    most_of_rare,
    overlaps,
    places_of,
    words_before,
)
from newslab.reuse.printed import are_enough, first_prints, may_print
from newslab.tokens import (
    PartitionedTokens,
    Tokens,
    are_among,
    boilerplate_in_partitions,
    first_of_texts,
    numbered_ngrams,
    row_bits,
    texts_by_hash,
    with_rows,
)

# The pairs of articles that hold a trigram are listed where no more articles hold it; there are few trigrams
# of more, by which the articles that hold several of them are compared with each other.
FEW_HOLDERS = 100
# How many pairs are listed at a time.
BLOCK_PAIRS = 1 << 22


class _Trigrams:
    """What reads the trigrams of some articles: where they begin, their hashes, the last bit of which says
    that one of its words is rare, and where those of each article begin.
    """

    def __init__(self, tokens: PartitionedTokens) -> None:
        self.is_rare, self.n_articles = is_rare(tokens), len(tokens.n_words)

    def __call__(self, tokens: Tokens) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return numbered_ngrams(tokens, COPIED_NGRAM, self.n_articles, marked=self.is_rare)


class _Holders(NamedTuple):
    """Who holds the trigrams of a place: the pairs of articles that have some with a rare word in common,
    ``a * n_articles + b``, and how many; the hashes of those with a rare word that more than `FEW_HOLDERS`
    hold, and of those of any words that many hold.
    """

    pairs: np.ndarray
    n_common: np.ndarray
    often: np.ndarray
    frequent: np.ndarray


class _Places(NamedTuple):
    """Where articles of a partition first have each trigram, the trigrams' hashes, and `n_words`."""

    places: sparse.csr_array
    keys: np.ndarray
    n_words: np.ndarray


def copies_in_partitions(tokens: PartitionedTokens, min_overlap: float) -> np.ndarray:
    """Return the number of the group of each article."""
    names, tokens = labels_of(tokens.articles, "source"), tokens.codes_alone()
    read = _Trigrams(tokens)
    text = _texts(tokens, read)
    holders = _holders(tokens, read, text)
    original = _originals(tokens, read, holders, min_overlap)
    rows, row = np.unique(original, return_inverse=True)
    if len(rows) < len(row):
        tokens, names = tokens.some(rows), names.iloc[rows]
        read = _Trigrams(tokens)
        text = _texts(tokens, read)
        holders = _holders(tokens, read, text)
    is_boilerplate = boilerplate_in_partitions(tokens, names)
    n_words = tokens.gathered(
        lambda tokens, covered: np.diff(words_before(covered)[tokens.offsets]), is_boilerplate
    )
    a, b = _likely(tokens, read, holders, text, n_words, min_overlap)
    overlap = _overlaps(tokens, read, is_boilerplate, a, b)
    return groups_of(a, b, overlap, min_overlap, len(text))[text][row]


def _texts(tokens: PartitionedTokens, read: _Trigrams) -> np.ndarray:
    """Return for each article the first one of the same text; one of few words has a text of its own."""
    texts = first_of_texts(tokens.gathered(lambda tokens: texts_by_hash(*read(tokens)[1:])))
    return np.where(tokens.n_words >= MIN_WORDS, texts, np.arange(len(texts)))


def _holders(tokens: PartitionedTokens, read: _Trigrams, text: np.ndarray) -> Kept:
    """Return who holds the trigrams of each place; of articles of one text, only the first is in pairs."""
    n_articles, many = len(text), most_of_rare(tokens) / 2
    bits, is_first = row_bits(n_articles), text == np.arange(n_articles)

    def numbers(tokens: Tokens, row: np.ndarray) -> np.ndarray:
        _, hashes, offsets = read(tokens)
        return with_rows(hashes, offsets, row, n_articles)

    def of_place(numbers: np.ndarray) -> _Holders:
        hashes, row = numbers >> bits, numbers & ((1 << bits) - 1)
        first = np.flatnonzero(np.diff(hashes, prepend=-1))
        n = np.diff(first, append=len(hashes))
        of_rare = hashes[first] & 1 == 1
        in_pairs = np.repeat(of_rare & (n > 1) & (n <= FEW_HOLDERS), n) & is_first[row]
        pairs, n_common = _pairs(hashes[in_pairs], row[in_pairs], n_articles)
        often, frequent = (hashes[first[kept]] for kept in (of_rare & (n > FEW_HOLDERS), n > many))
        return _Holders(pairs, n_common, often, frequent)

    return tokens.brought_together(numbers, bits, of_place, np.arange(n_articles))


def _pairs(hashes: np.ndarray, row: np.ndarray, n_articles: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of rows that have a hash in common, and how many; hashes, and the rows of each, are
    ascending.
    """
    first = np.flatnonzero(np.diff(hashes, prepend=-1))
    n = np.diff(first, append=len(hashes))
    n_following = np.repeat(first + n, n) - np.arange(1, len(row) + 1)
    counted = []
    for begin, end in blocks_of(np.concatenate([[0], np.cumsum(n_following)]), BLOCK_PAIRS):
        following = ranges(np.arange(begin + 1, end + 1), n_following[begin:end])[0]
        keys = np.repeat(row[begin:end], n_following[begin:end]) * n_articles + row[following]
        counted.append(np.unique(keys, return_counts=True))
    keys, counts = map(np.concatenate, zip(*counted, strict=True))
    keys, place = np.unique(keys, return_inverse=True)
    return keys, np.bincount(place, counts, len(keys)).astype(np.int32)


def _originals(tokens: PartitionedTokens, read: _Trigrams, holders: Kept, min_overlap: float) -> np.ndarray:
    """Return `originals_of`: for each article the row of the one whose text it prints.

    The hashes of articles that may print a text of many, some 4 KB of each, come to this process.
    """
    original = np.arange(len(tokens.n_words))
    frequent = np.sort(holders.gathered(lambda holders: holders.frequent))

    def chosen(tokens: Tokens) -> tuple[np.ndarray, np.ndarray]:
        _, hashes, offsets = read(tokens)
        n_frequent = np.diff(np.concatenate([[0], np.cumsum(are_among(hashes, frequent))])[offsets])
        may, n_different = np.zeros(len(n_frequent), bool), np.zeros(len(n_frequent), np.int64)
        rows = np.flatnonzero(are_enough(n_frequent))
        held, keys, n_different[rows] = count_numbers(*read(tokens.some(rows))[1:])
        held.data[:] = 1
        may[rows] = may_print(held, n_different[rows], are_among(keys, frequent))
        return may, n_different

    if not len(frequent):
        return original
    may, n_different = tokens.gathered(chosen)
    rows = np.flatnonzero(may)
    if len(rows) <= most_of_rare(tokens) / 2:
        return original

    def hashes_of(tokens: Tokens, may: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        _, hashes, offsets = read(tokens)
        n = np.diff(offsets)
        return hashes[np.repeat(may, n)], n[may]

    hashes, n = tokens.gathered(hashes_of, may)
    begins = np.concatenate([[0], np.cumsum(n)])
    held = count_numbers(hashes.copy(), begins, min_rows=2)[0].tocsr()
    held.data[:] = 1
    original[rows] = rows[first_prints(held, n_different[rows], hashes, begins, min_overlap)]
    return original


def _likely(
    tokens: PartitionedTokens,
    read: _Trigrams,
    holders: Kept,
    text: np.ndarray,
    n_words: np.ndarray,
    min_overlap: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of articles that may be copies, as `likely_copies` finds them."""
    n_articles = len(text)
    often = np.sort(holders.gathered(lambda holders: holders.often))
    n_often = np.zeros(n_articles, np.int32)
    if len(often):
        held = tokens.kept(lambda tokens: _held_among(*read(tokens)[1:], often))
        n_often = held.gathered(lambda held: np.diff(held.indptr))

    def likely(pairs: np.ndarray, n_common: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        a, b = np.divmod(pairs, n_articles)
        n_most = n_common + np.minimum(n_often[a], n_often[b])
        chosen = may_overlap(n_most, n_words[a], n_words[b], min_overlap)
        return pairs[chosen], n_common[chosen]

    pairs, n_common = summed_by_key(holders, likely).gathered(lambda found: found)
    a, b = np.divmod(pairs, n_articles)
    if not len(often):
        return a, b
    is_compared = text == np.arange(n_articles)
    is_compared &= may_overlap(n_often, n_words, np.maximum(SHORTEST * n_words, MIN_WORDS), min_overlap)
    a, b = _likely_by(held, tokens, is_compared, n_words, min_overlap)
    more = np.setdiff1d(a * n_articles + b, pairs)
    a, b = np.divmod(np.append(pairs, more), n_articles)
    n_common = np.append(n_common, np.zeros(len(more), np.int32))
    n_common = n_common + of_pairs(held, tokens.cuts, a, b, _rows_of, _products)[0]
    chosen = may_overlap(n_common, n_words[a], n_words[b], min_overlap)
    return a[chosen], b[chosen]


def _held_among(hashes: np.ndarray, offsets: np.ndarray, some: np.ndarray) -> sparse.csr_array:
    """Return which of some hashes, ascending, each article holds: a column each, int32."""
    kept = are_among(hashes, some)
    offsets = np.concatenate([[0], np.cumsum(kept)])[offsets]
    held, keys, _ = count_numbers(hashes[kept], offsets)
    held = held.tocsr()
    columns, values = np.searchsorted(some, keys)[held.indices], np.ones(held.nnz, np.int32)
    return sparse.csr_array((values, columns, held.indptr), shape=(held.shape[0], len(some)))


def _likely_by(
    held: Kept, tokens: PartitionedTokens, is_compared: np.ndarray, n_words: np.ndarray, min_overlap: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the likely copies among some articles by the trigrams that `held` has."""

    def side(held: sparse.csr_array, row: np.ndarray, is_compared: np.ndarray, n_words: np.ndarray) -> HeldBy:
        return HeldBy(row[is_compared], held[is_compared], n_words[is_compared])

    row = np.arange(len(n_words))
    sides = held.then(side, *map(tokens.cut, (row, is_compared, n_words)))
    a, b = of_all_pairs(sides, partial(likely_copies, min_overlap=min_overlap))
    return a, b


def _rows_of(held: sparse.csr_array, rows: np.ndarray) -> sparse.csr_array:
    return held[rows]


def _products(
    one: sparse.csr_array, other: sparse.csr_array, a: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray]:
    """Return how many trigrams articles of one partition have in common with those of the same or another."""
    return (row_products(sparse.vstack([one, other], format="csr"), a, b + one.shape[0]),)


def _overlaps(
    tokens: PartitionedTokens, read: _Trigrams, is_boilerplate: Kept, a: np.ndarray, b: np.ndarray
) -> np.ndarray:
    """Return the overlaps of pairs of articles."""
    is_asked = np.zeros(len(tokens.n_words), bool)
    is_asked[a] = is_asked[b] = True

    def places(tokens: Tokens, is_boilerplate: np.ndarray, is_asked: np.ndarray) -> _Places:
        start, hashes, offsets = read(tokens)
        chosen = np.repeat(is_asked, np.diff(offsets))
        keys, column = np.unique(hashes[chosen], return_inverse=True)
        n_before = words_before(is_boilerplate)
        found = places_of(tokens.offsets, start[chosen], column, keys & 1 == 1, n_before)
        return _Places(found, keys, np.diff(n_before[tokens.offsets]))

    def take(side: _Places, rows: np.ndarray) -> _Places:
        some = side.places[rows]
        columns, column = np.unique(some.indices, return_inverse=True)
        shape = (len(rows), len(columns))
        places = sparse.csr_array((some.data, column.astype(np.int32), some.indptr), shape=shape)
        return _Places(places, side.keys[columns], side.n_words[rows])

    values = tokens.kept(places, is_boilerplate, is_asked)
    return of_pairs(values, tokens.cuts, a, b, take, _overlaps_between)[0]


def _overlaps_between(one: _Places, other: _Places, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray]:
    """Return the overlaps of articles of one partition with those of the same or another."""
    keys = np.union1d(one.keys, other.keys)
    places = []
    for side in (one, other):
        columns = np.searchsorted(keys, side.keys)[side.places.indices]
        shape = (len(side.n_words), len(keys))
        places.append(sparse.csr_array((side.places.data, columns, side.places.indptr), shape=shape))
    n_words = np.append(one.n_words, other.n_words)
    return (overlaps(sparse.vstack(places, format="csr"), n_words, a, b + len(one.n_words)),)
