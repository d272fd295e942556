"""How much of their words two articles have in common, and which pairs may have enough to be copies."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import average_linkage, blocks_of, map_parallel
from newslab.tokens import SharedNgrams, Tokens

# A word counts as copied if it is in a common 3-gram, or between two that begin at most twenty words apart.
COPIED_NGRAM, MAX_GAP = 3, 20
# At least half as much is copied by 3-grams with a rare word alone: one in at most one article of 200, or in
# fifty. Without it, any two notes on earnings, sales or weather would be copies.
RARE_SHARE, RARE_ARTICLES, FROM_RARE = 1 / 200, 50, 0.5
# The shorter article has at least a quarter of the words of the longer one, and five.
SHORTEST, MIN_WORDS = 0.25, 5
# Articles are compared with all others in blocks of this many, and pairs in blocks of some such words.
BLOCK_ROWS, BLOCK_WORDS = 1024, 1 << 21


class HeldBy(NamedTuple):
    """What may make some articles copies; arrays with an entry, or a row, an article."""

    row: np.ndarray  # which article it is, ascending
    held: sparse.csr_array  # 1 for each trigram with a rare word that it holds
    n_words: np.ndarray  # how many of its words are no boilerplate


def likely_copies(texts: HeldBy, others: HeldBy, min_overlap: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of articles, ``a < b``, whose overlap may be `min_overlap`, by their lengths and by
    how many trigrams with a rare word they have in common, boilerplate included.
    """
    holders = others.held.T.tocsr()

    def compare(first: int) -> np.ndarray:
        common = (texts.held[first : first + BLOCK_ROWS] @ holders).tocoo()
        one, other = common.row + first, common.col
        likely = texts.row[one] < others.row[other]
        likely &= may_overlap(common.data, texts.n_words[one], others.n_words[other], min_overlap)
        return np.stack([texts.row[one[likely]], others.row[other[likely]]])

    pairs = map_parallel(compare, range(0, len(texts.row), BLOCK_ROWS))
    a, b = np.concatenate([np.empty((2, 0), np.int64), *pairs], axis=1)
    return a, b


def may_overlap(
    n_common: np.ndarray, n_words: np.ndarray, n_words_of_others: np.ndarray, min_overlap: float
) -> np.ndarray:
    """Return whether articles may overlap by `min_overlap` with others, by how many trigrams with a rare word
    they have in common, and how many words each has.
    """
    shorter = np.minimum(n_words, n_words_of_others)
    likely = (shorter >= MIN_WORDS) & (shorter >= SHORTEST * np.maximum(n_words, n_words_of_others))
    return likely & (COPIED_NGRAM + (n_common - 1) * MAX_GAP >= FROM_RARE * min_overlap * shorter)


def groups_of(
    a: np.ndarray, b: np.ndarray, overlap: np.ndarray, min_overlap: float, n_articles: int
) -> np.ndarray:
    """Return the number of the group of each article, by the overlaps of pairs that may be copies."""
    links = sparse.csr_array((overlap, (a, b)), shape=(n_articles, n_articles))
    copied = overlap >= min_overlap
    near = sparse.coo_array((overlap[copied], (a[copied], b[copied])), shape=links.shape)

    def overlaps_of(rows: np.ndarray) -> np.ndarray:
        some = links[rows][:, rows].toarray()
        return some + some.T

    return average_linkage(near, partial(map, overlaps_of), min_overlap)


def overlaps(places: sparse.csr_array, n_words: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return for pairs of articles what share of the shorter one's words it has from the longer.

    Parameters
    ----------
    places : csr_array of int, shape (n_articles, n_trigrams)
        Where each article first has each trigram, as in `first_places`.
    n_words : ndarray of int, shape (n_articles,)
        How many words of each are no boilerplate.
    a, b : ndarray of int, shape (n_pairs,)
        Rows of articles.

    Returns
    -------
    ndarray of float, shape (n_pairs,)
        0 to 1.
    """
    held = places.astype(bool)
    is_longer = n_words[a] > n_words[b]
    shorter, longer = np.where(is_longer, b, a), np.where(is_longer, a, b)
    n_words = n_words[shorter]

    def compare(pairs: tuple[int, int]) -> np.ndarray:
        common = places[shorter[slice(*pairs)]].multiply(held[longer[slice(*pairs)]]).tocsr()
        row = np.repeat(np.arange(common.shape[0]), np.diff(common.indptr))
        n_covered = [
            _n_covered(row[chosen], np.abs(common.data[chosen]), common.shape[0])
            for chosen in (slice(None), common.data < 0)
        ]
        return np.minimum(n_covered[0], n_covered[1] / FROM_RARE)

    blocks = blocks_of(np.concatenate([[0], np.cumsum(n_words)]), BLOCK_WORDS)
    return np.concatenate(map_parallel(compare, blocks)) / np.maximum(n_words, 1)


def first_places(
    tokens: Tokens, trigrams: SharedNgrams, n_before: np.ndarray, rows: np.ndarray
) -> sparse.csr_array:
    """Return where some rows first have each trigram that several of them hold, counted from 1 without
    boilerplate; negative where one of its words is rare. Other rows are empty.

    Shape (n_articles, n_columns): "to be or not" and "is it to be or not" have two common trigrams, "to be
    or" and "be or not", and so the rows [1, 2] and [3, 4], or [1, -2] and [3, -4] where "not" is rare.
    """
    is_row = np.zeros(len(tokens.offsets) - 1, np.int32)
    is_row[rows] = 1
    start, column = trigrams.places(np.flatnonzero(trigrams.held.T @ is_row > 1))
    chosen = is_row[tokens.article_of(start)].astype(bool)
    return places_of(tokens.offsets, start[chosen], column[chosen], trigrams.is_marked, n_before)


def places_of(
    offsets: np.ndarray, start: np.ndarray, column: np.ndarray, is_marked: np.ndarray, n_before: np.ndarray
) -> sparse.csr_array:
    """Return `first_places` of the trigrams that begin at some tokens, by the column of each, and whether the
    trigrams of a column hold a rare word.
    """
    is_own = n_before[start + COPIED_NGRAM] - n_before[start] == COPIED_NGRAM
    start, column = start[is_own], column[is_own]
    n_places = np.diff(np.searchsorted(start, offsets))
    article = np.repeat(np.arange(len(n_places)), n_places)
    is_first = ~pd.Index(article * len(is_marked) + column).duplicated()
    start, column, article = start[is_first], column[is_first], article[is_first]
    place = (n_before[start] - n_before[offsets[article]] + 1).astype(np.int32)
    place[is_marked[column]] *= -1
    begins = np.searchsorted(article, np.arange(len(offsets)))
    places = sparse.csr_array((place, column, begins), shape=(len(offsets) - 1, len(is_marked)))
    places.sort_indices()
    return places


def is_rare(tokens: Tokens) -> np.ndarray:
    """Return for each term of the vocabulary whether few articles hold it."""
    return tokens.summed(_n_holding) <= most_of_rare(tokens)


def _n_holding(tokens: Tokens) -> np.ndarray:
    """Return how many articles hold each term."""
    uses = np.ones(len(tokens.codes), bool), tokens.codes, tokens.offsets
    by_term = sparse.csr_array(uses, shape=(len(tokens.offsets) - 1, len(tokens.vocabulary))).tocsc()
    is_new = np.diff(by_term.indices, prepend=-1) != 0
    is_new[by_term.indptr[:-1][np.diff(by_term.indptr) > 0]] = True
    return np.diff(np.concatenate([[0], np.cumsum(is_new)])[by_term.indptr])


def most_of_rare(tokens: Tokens) -> float:
    """Return how many articles hold a rare word, at most."""
    return max(RARE_ARTICLES, RARE_SHARE * (len(tokens.offsets) - 1))


def words_before(is_boilerplate: np.ndarray) -> np.ndarray:
    """Return how many words that are no boilerplate are before each token."""
    return np.concatenate([[0], np.cumsum(~is_boilerplate)])


def _n_covered(row: np.ndarray, place: np.ndarray, n_rows: int) -> np.ndarray:
    """Return how many words of each row are in n-grams that begin at some places, or between two near ones.

    One row, with n-grams at 1, 2 and 9, has eleven such words: from the first to the last of that at 9.
    """
    order = np.lexsort([place, row])
    row, place = row[order], place[order]
    gap = np.diff(place, append=0)
    is_followed = (np.diff(row, append=-1) == 0) & (gap <= MAX_GAP)
    return np.bincount(row, np.where(is_followed, gap, COPIED_NGRAM), minlength=n_rows)
