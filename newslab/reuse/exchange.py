"""Copies among articles in partitions: those that `group_copies` finds in memory, with the same overlaps.

The trigrams of all partitions are counted by an exchange of their hashes; those of a rare word that several
articles hold make candidates, two partitions at a time; and the candidates are compared by where they have
their trigrams, again two partitions at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import count_numbers
from newslab.articles import labels_of
from newslab.partitions import Kept, of_all_pairs, of_pairs, totals_of
from newslab.reuse.overlaps import (
    COPIED_NGRAM,
    MIN_WORDS,
    HeldBy,
    groups_of,
    is_rare,
    likely_copies,
    most_of_rare,
    overlaps,
    places_of,
    words_before,
)
from newslab.reuse.printed import first_prints, may_print
from newslab.tokens import (
    PartitionedTokens,
    Tokens,
    boilerplate_in_partitions,
    first_of_texts,
    numbered_ngrams,
    texts_by_hash,
)


class _Held(NamedTuple):
    """The different trigrams of some articles: their hashes, how many of the articles hold each, and which;
    and how many different ones each article has.
    """

    keys: np.ndarray
    n: np.ndarray
    held: sparse.csc_array
    n_different: np.ndarray


class _Trigrams(NamedTuple):
    """The trigrams of articles in partitions: `_Held` of each partition, how many of all articles hold each;
    and what reads those of a partition: where they begin, their hashes, and where each article's begin.
    """

    held: Kept
    totals: Kept
    read: Callable[[Tokens], tuple[np.ndarray, np.ndarray, np.ndarray]]


class _Sides(NamedTuple):
    """What the articles of a partition may have in common with others: see `HeldBy`, and the trigrams'
    hashes, which are the columns.
    """

    texts: HeldBy
    keys: np.ndarray


class _Places(NamedTuple):
    """Where articles of a partition first have each trigram, the trigrams' hashes, and `n_words`."""

    places: sparse.csr_array
    keys: np.ndarray
    n_words: np.ndarray


def copies_in_partitions(tokens: PartitionedTokens, min_overlap: float) -> np.ndarray:
    """Return the number of the group of each article."""
    names = labels_of(tokens.articles, "source")
    trigrams = _find_trigrams(tokens)
    original = _originals(tokens, trigrams, min_overlap)
    rows, row = np.unique(original, return_inverse=True)
    if len(rows) < len(row):
        tokens, names = tokens.some(rows), names.iloc[rows]
        trigrams = _find_trigrams(tokens)
    return _groups(tokens, trigrams, names, min_overlap)[row]


def _find_trigrams(tokens: Tokens) -> _Trigrams:
    """Find the trigrams of all articles, and how many hold each."""
    read = partial(
        numbered_ngrams, length=COPIED_NGRAM, n_articles=len(tokens.n_words), marked=is_rare(tokens)
    )

    def held_by(tokens: Tokens) -> _Held:
        _, numbers, offsets = read(tokens)
        held, keys, n_different = count_numbers(numbers, offsets)
        held.data[:] = 1
        return _Held(keys, np.diff(held.indptr), held, n_different)

    held = tokens.kept(held_by)
    return _Trigrams(held, totals_of(held), read)


def _originals(tokens: Tokens, trigrams: _Trigrams, min_overlap: float) -> np.ndarray:
    """Return `originals_of`: for each article the row of the one whose text it prints.

    The hashes of articles that may print a text of many, some 4 KB of each, come to this process.
    """
    original, many, read = np.arange(len(tokens.n_words)), most_of_rare(tokens) / 2, trigrams.read

    def chosen(held: _Held, total: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return may_print(held.held, held.n_different, total, many), held.n_different

    may, n_different = trigrams.held.gathered(chosen, trigrams.totals)
    rows = np.flatnonzero(may)
    if len(rows) <= many:
        return original

    def hashes_of(tokens: Tokens, may: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        _, numbers, offsets = read(tokens)
        n = np.diff(offsets)
        return numbers[np.repeat(may, n)], n[may]

    numbers, n = tokens.gathered(hashes_of, may)
    begins = np.concatenate([[0], np.cumsum(n)])
    held = count_numbers(numbers.copy(), begins, min_rows=2)[0].tocsr()
    held.data[:] = 1
    original[rows] = rows[first_prints(held, n_different[rows], numbers, begins, min_overlap)]
    return original


def _groups(
    tokens: PartitionedTokens, trigrams: _Trigrams, names: pd.Series, min_overlap: float
) -> np.ndarray:
    """Return the number of the group of each article, as they are."""
    n_articles, read = len(tokens.n_words), trigrams.read
    is_boilerplate = boilerplate_in_partitions(tokens, names)

    def texts_of(tokens: Tokens, is_boilerplate: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return np.diff(words_before(is_boilerplate)[tokens.offsets]), texts_by_hash(*read(tokens)[1:])

    n_words, texts = tokens.gathered(texts_of, is_boilerplate)
    text = np.where(tokens.n_words >= MIN_WORDS, first_of_texts(texts), np.arange(n_articles))
    row = np.where(text == np.arange(n_articles), text, -1)  # one of each text is compared
    sides = trigrams.held.then(_sides, trigrams.totals, tokens.cut(row), tokens.cut(n_words))
    a, b = of_all_pairs(sides, lambda one, other: _likely(one, other, min_overlap))
    is_asked = np.zeros(n_articles, bool)
    is_asked[a] = is_asked[b] = True

    def places(tokens: Tokens, is_boilerplate: np.ndarray, is_asked: np.ndarray) -> _Places:
        start, numbers, offsets = read(tokens)
        chosen = np.repeat(is_asked, np.diff(offsets))
        keys, column = np.unique(numbers[chosen], return_inverse=True)
        n_before = words_before(is_boilerplate)
        found = places_of(tokens.offsets, start[chosen], column, keys & 1 == 1, n_before)
        return _Places(found, keys, np.diff(n_before[tokens.offsets]))

    overlap = of_pairs(tokens.kept(places, is_boilerplate, is_asked), tokens.cuts, a, b, _overlaps)[0]
    return groups_of(a, b, overlap, min_overlap, n_articles)[text]


def _sides(held: _Held, total: np.ndarray, row: np.ndarray, n_words: np.ndarray) -> _Sides:
    """Return the trigrams with a rare word that several articles hold, and the articles to compare: those
    with a row.
    """
    shared = np.flatnonzero((held.keys & 1 == 1) & (total > 1))
    here = np.flatnonzero(row >= 0)
    return _Sides(HeldBy(row[here], held.held[:, shared].tocsr()[here], n_words[here]), held.keys[shared])


def _likely(one: _Sides, other: _Sides, min_overlap: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the likely copies among the articles of two partitions, which may be the same."""
    _, in_one, in_other = np.intersect1d(one.keys, other.keys, assume_unique=True, return_indices=True)
    texts = one.texts._replace(held=one.texts.held[:, in_one])
    return likely_copies(texts, other.texts._replace(held=other.texts.held[:, in_other]), min_overlap)


def _overlaps(one: _Places, other: _Places, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray]:
    """Return the overlaps of articles of one partition with those of the same or another."""
    (rows, a), (others, b) = (np.unique(some, return_inverse=True) for some in (a, b))
    keys = np.union1d(one.keys, other.keys)
    places = []
    for side, chosen in ((one, rows), (other, others)):
        some = side.places[chosen]
        columns = np.searchsorted(keys, side.keys)[some.indices]
        places.append(sparse.csr_array((some.data, columns, some.indptr), shape=(len(chosen), len(keys))))
    n_words = np.append(one.n_words[rows], other.n_words[others])
    return (overlaps(sparse.vstack(places, format="csr"), n_words, a, b + len(rows)),)
