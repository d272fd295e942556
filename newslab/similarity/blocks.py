"""Vectors of articles in partitions: made where the articles are, and compared block against block.

The vectors are brought together by date, some thousands to a block. So a worker holds those of two blocks at
a time, and where only near days are compared, only blocks of near days are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from scipy import sparse
from tqdm import tqdm

from newslab.arrays import row_products, sum_by_group
from newslab.articles import labels_of
from newslab.checks import check_fraction
from newslab.partitions import (
    Each,
    Kept,
    Sized,
    computed,
    exchanged,
    of_pairs,
    on_each,
    totals_of,
)
from newslab.similarity.neighbours import Pairs, near_pairs
from newslab.similarity.vectors import (
    Vectors,
    checked_vectors,
    cosines,
    inverse_frequencies,
    unit_vectors,
    weighted,
    with_lead_twice,
)
from newslab.tokens import PartitionedTokens, Tokens, boilerplate_in_partitions, term_counts, without_words

# How many articles are a block: the vectors of two blocks take some 100 MB, and a few times as much while
# they are compared.
BLOCK_ARTICLES = 8192
# How many comparisons of blocks are asked for at a time.
AT_A_TIME = 32


@dataclass(frozen=True, eq=False)
class Rows(Sized):
    """Vectors of some articles, whose columns are the terms of all.

    `row` numbers the articles; `vectors` has a column for each entry of `terms`, which is ascending: the code
    of a word or, beyond all codes, the number of a pair of words.
    """

    row: np.ndarray
    vectors: sparse.csr_array
    terms: np.ndarray

    def take(self, rows: np.ndarray, numbers: np.ndarray) -> Rows:
        """Return some of the vectors, in the columns that they need, with other numbers."""
        some = self.vectors[rows]
        is_used = np.zeros(len(self.terms), bool)
        is_used[some.indices] = True
        column = np.cumsum(is_used, dtype=np.int32) - np.int32(1)
        return Rows(numbers, _in_columns(some, column[some.indices], is_used.sum()), self.terms[is_used])


class PartitionedVectors:
    """The TF-IDF vectors of articles in partitions, the same as `tfidf` makes of articles in memory."""

    def __init__(self, each: Kept, rows: np.ndarray, n_articles: int) -> None:
        self.each, self.rows, self.n_articles = each, rows, n_articles
        self._dated: tuple[np.ndarray, Each] | None = None

    def __getitem__(self, rows: np.ndarray) -> PartitionedVectors:
        return PartitionedVectors(self.each, self.rows[rows], self.n_articles)

    def fingerprints(self) -> np.ndarray:
        """Return two numbers for each article, which are equal where the vectors are."""
        return self.each.gathered(lambda some: some.vectors @ _random(some.terms))[self.rows]

    def near_pairs(self, min_similarity: float, days: np.ndarray, within_days: float) -> Iterator[Pairs]:
        """Find near pairs, as `neighbours.near_pairs` does."""
        order, blocks = self._by_date(days)
        of_blocks = np.split(days[order], np.arange(BLOCK_ARTICLES, len(order), BLOCK_ARTICLES))
        tasks = [
            (i, j)
            for i, of_one in enumerate(of_blocks)
            for j, of_other in enumerate(of_blocks[i:], start=i)
            if np.isnan(of_other[-1:]).any()
            or not (of_other[:1] - np.fmax.reduce(of_one) > within_days).all()
        ]
        compare = partial(_compare, min_similarity=min_similarity, within_days=within_days)
        with tqdm(total=len(tasks), delay=1, leave=False) as progress:
            for first in range(0, len(tasks), AT_A_TIME):
                some = tasks[first : first + AT_A_TIME]
                one, other = ([blocks[task[side]] for task in some] for side in (0, 1))
                of_one, of_other = ([of_blocks[task[side]] for task in some] for side in (0, 1))
                for a, b, similarity in computed(*on_each(compare, one, other, of_one, of_other)):
                    a, b = order[a], order[b]
                    yield np.minimum(a, b), np.maximum(a, b), similarity
                progress.update(len(some))

    def products(self, a: np.ndarray, b: np.ndarray, days: np.ndarray) -> np.ndarray:
        """Return the products of pairs, most of them of near days."""
        order, blocks = self._by_date(days)
        place = np.argsort(order)
        cuts = np.arange(BLOCK_ARTICLES, len(order), BLOCK_ARTICLES)
        return of_pairs(Kept(blocks, None), cuts, place[a], place[b], _taken, _products)[0]

    def cosines(self, parts: list[np.ndarray]) -> Iterator[np.ndarray]:
        """Yield the cosines of all with all articles of each part."""
        sizes = [len(rows) for rows in parts]
        some: list[np.ndarray] = []
        # The parts that fit into a block together are multiplied in one place.
        for number, rows in enumerate(parts):
            some.append(rows)
            is_full = number + 1 == len(parts) or sum(map(len, some)) + sizes[number + 1] > BLOCK_ARTICLES
            if is_full:
                yield from self._cosines_of_some(some)
                some = []

    def _cosines_of_some(self, parts: list[np.ndarray]) -> list[np.ndarray]:
        """Return `cosines` of parts that fit into one block."""
        (block,) = self._blocks(np.concatenate(parts), [])
        edges = np.cumsum([0, *map(len, parts)])

        def multiply(block: Rows) -> list[np.ndarray]:
            return [cosines(block.vectors[first:last]) for first, last in pairwise(edges)]

        return computed(*on_each(multiply, [block]))[0]

    def of_rows(self, rows: np.ndarray) -> Rows:
        """Return the vectors of some articles, in this order."""
        return computed(*self._blocks(rows, []))[0]

    def sums(self, groups: np.ndarray, n_groups: int, cuts: list[np.ndarray]) -> sparse.csr_array:
        """Return the sums of the vectors of each group."""

        def add_up(some: Rows, groups: np.ndarray) -> list[Rows]:
            summed = sum_by_group(some.vectors, groups, n_groups).tocsr()
            return [Rows(np.arange(n_groups), summed, some.terms)]

        together = _together(self.each.gathered(add_up, cuts))
        return sum_by_group(together.vectors, together.row, n_groups).tocsr()

    def _by_date(self, days: np.ndarray) -> tuple[np.ndarray, Each]:
        """Return the articles by date, and their vectors in blocks of some thousand articles."""
        order = np.argsort(days, kind="stable")  # unknown days last
        if self._dated is None or not np.array_equal(self._dated[0], order):
            self._dated = order, self._blocks(order, np.arange(BLOCK_ARTICLES, len(order), BLOCK_ARTICLES))
        return self._dated

    def _blocks(self, order: np.ndarray, cuts: Sequence[int] | np.ndarray) -> Each:
        """Return the vectors of some articles in this order, cut into blocks."""
        place = np.full(self.n_articles, -1)
        place[self.rows[order]] = np.arange(len(order))
        n = len(cuts) + 1

        def cut(some: Rows, blocks: range) -> list[Rows]:
            here = place[some.row]
            block = np.where(here < 0, -1, np.searchsorted(cuts, here, side="right"))
            return [some.take(rows, here[rows]) for rows in (np.flatnonzero(block == i) for i in blocks)]

        return exchanged(self.each.each, cut, n, _together)


#: Vectors of length one, in memory or in partitions.
Unit: TypeAlias = np.ndarray | sparse.csr_array | PartitionedVectors


def vectors_of(tokens: Tokens, vectors: Vectors | None, weight: float) -> Unit:
    """Return one vector of length one for each article, as `unit_vectors`."""
    if not isinstance(tokens, PartitionedTokens):
        return unit_vectors(tokens, vectors, weight)
    check_fraction("weight", weight)
    if vectors is None or weight == 0:
        return partitioned_tfidf(tokens)
    given = checked_vectors(tokens, vectors)
    return (
        given if weight == 1 else _beside(partitioned_tfidf(tokens), sparse.csr_array(given), weight, tokens)
    )


def _beside(
    tfidf: PartitionedVectors, given: sparse.csr_array, weight: float, tokens: Tokens
) -> PartitionedVectors:
    """Return the TF-IDF vectors with those that were given beside them, as `unit_vectors` weights them."""
    n_words = len(tokens.vocabulary)
    terms = n_words * (n_words + 1) + np.arange(given.shape[1])  # after all pairs of words
    edges = [0, *np.cumsum([len(rows) for rows in tokens.cut(tokens.n_words)]).tolist()]
    of_parts = [given[first:last] for first, last in pairwise(edges)]

    def together(some: Rows, given: sparse.csr_array) -> Rows:
        parts = [some.vectors * np.sqrt(1 - weight), given * np.sqrt(weight)]
        return Rows(some.row, sparse.hstack(parts, format="csr"), np.append(some.terms, terms))

    each = tfidf.each.then(together, of_parts)
    return PartitionedVectors(each, tfidf.rows, tfidf.n_articles)


def products_of(unit: Unit, a: np.ndarray, b: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Return the products of pairs of vectors in memory or in partitions."""
    return unit.products(a, b, days) if isinstance(unit, PartitionedVectors) else row_products(unit, a, b)


def cosines_of(unit: Unit, parts: list[np.ndarray]) -> Iterator[np.ndarray]:
    """Yield for each of several arrays of rows the cosines of all of them with all."""
    if isinstance(unit, PartitionedVectors):
        return unit.cosines(parts)
    return (cosines(unit[rows]) for rows in parts)


def sums_of(unit: Unit, groups: np.ndarray, n_groups: int, tokens: Tokens) -> np.ndarray | sparse.csr_array:
    """Return the sums of the vectors of each group."""
    if isinstance(unit, PartitionedVectors):
        return unit.sums(groups, n_groups, tokens.cut(groups))
    return sum_by_group(unit, groups, n_groups)


def pairs_of(
    unit: Unit,
    min_similarity: float,
    days: np.ndarray,
    within_days: float,
) -> Iterator[Pairs]:
    """Find near pairs among vectors in memory or in partitions."""
    if isinstance(unit, PartitionedVectors):
        return unit.near_pairs(min_similarity, days, within_days)
    return near_pairs(unit, min_similarity, days, within_days)


def fingerprints_of(unit: Unit) -> np.ndarray:
    """Return two numbers for each vector, its products with two random ones. Those of equal vectors are
    equal, and those of different ones as good as never both.
    """
    if isinstance(unit, PartitionedVectors):
        return unit.fingerprints()
    return unit @ np.random.default_rng(0).random((unit.shape[1], 2))


def partitioned_tfidf(tokens: PartitionedTokens) -> PartitionedVectors:
    """Return the vectors of articles in partitions."""
    n_articles, n_words = len(tokens.n_words), len(tokens.vocabulary)

    def count(tokens: Tokens, row: np.ndarray, is_boilerplate: np.ndarray) -> Rows:
        counts = term_counts(with_lead_twice(without_words(tokens, is_boilerplate)), ngrams=2)
        first, second = counts.words.astype(np.int64).T
        return Rows(row, counts.matrix, np.where(second < 0, first, n_words * (first + 1) + second))

    def using(some: Rows) -> tuple[np.ndarray, np.ndarray]:
        return some.terms, np.bincount(some.vectors.indices, minlength=len(some.terms))

    def weigh(some: Rows, n_using: np.ndarray) -> Rows:
        chosen = np.flatnonzero((some.terms < n_words) | (n_using > 1))
        frequencies = inverse_frequencies(n_using[chosen], n_articles)
        return Rows(some.row, weighted(some.vectors[:, chosen], frequencies), some.terms[chosen])

    is_boilerplate = boilerplate_in_partitions(tokens, labels_of(tokens.articles, "source"))
    counts = tokens.codes_alone().kept(count, np.arange(n_articles), is_boilerplate)
    vectors = counts.then(weigh, totals_of(counts.then(using)))
    return PartitionedVectors(vectors, np.arange(n_articles), n_articles)


def _compare(
    one: Rows,
    other: Rows,
    days: np.ndarray,
    other_days: np.ndarray,
    min_similarity: float,
    within_days: float,
) -> Pairs:
    """Find the near pairs inside a block, or of one block and a later one, by the numbers of the articles."""
    n_first = None
    if one.row[0] != other.row[0]:
        n_first, one, days = len(days), _together([one, other]), np.concatenate([days, other_days])
    found = [*near_pairs(one.vectors, min_similarity, days, within_days, n_first=n_first, is_shown=False)]
    a, b, similarity = map(np.concatenate, zip(*found, strict=True)) if found else np.empty((3, 0))
    return one.row[a.astype(int)], one.row[b.astype(int)], similarity


def _products(one: Rows, other: Rows, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray]:
    """Return the products of rows of one block with those of the same or another."""
    together = _together([one, replace(other, row=other.row + len(one.row))])
    return (row_products(together.vectors, a, b + len(one.row)),)


def _taken(some: Rows, rows: np.ndarray) -> Rows:
    """Return some of the vectors, numbered from 0."""
    return some.take(rows, np.arange(len(rows)))


def _together(pieces: list[Rows]) -> Rows:
    """Return several vectors as one, in the order of their numbers."""
    terms = np.sort(np.concatenate([piece.terms for piece in pieces]), kind="stable")  # merges what is sorted
    terms = terms[np.diff(terms, prepend=-1) > 0]
    vectors = [
        _in_columns(
            piece.vectors,
            np.searchsorted(terms, piece.terms).astype(np.int32)[piece.vectors.indices],
            len(terms),
        )
        for piece in pieces
    ]
    row = np.concatenate([piece.row for piece in pieces])
    order = np.argsort(row, kind="stable")
    return Rows(row[order], sparse.vstack(vectors, format="csr")[order], terms)


def _in_columns(vectors: sparse.csr_array, columns: np.ndarray, n: int) -> sparse.csr_array:
    """Return vectors whose entries are in other columns, of `n`."""
    return sparse.csr_array((vectors.data, columns, vectors.indptr), shape=(vectors.shape[0], n))


def _random(terms: np.ndarray) -> np.ndarray:
    """Return two random numbers from 0 to 1 for each term, which it alone decides; shape (n_terms, 2)."""
    factors = np.array([0xD1342543DE82EF95, 0x9E3779B97F4A7C15], np.uint64)
    mixed = (terms.astype(np.uint64)[:, None] + np.uint64(1)) * factors
    mixed ^= mixed >> np.uint64(29)
    mixed *= factors[::-1]
    return (mixed >> np.uint64(11)) / float(1 << 53)
