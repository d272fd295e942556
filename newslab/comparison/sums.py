"""The terms of groups of articles, counted and added up: what a comparison needs to know of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

from newslab import statistics
from newslab.arrays import sum_by_group
from newslab.checks import check_count
from newslab.comparison.groups import Groups
from newslab.comparison.own_names import count_openings, words_of_datelines
from newslab.partitions import refuse_partitions
from newslab.tokens import TermCounts, Tokens, term_counts, word_counts

# More would take too long, or too much memory, for figures that say little of each group.
MOST_GROUPS, MOST_ROWS = 1_000, 50_000_000
# By default, terms of fewer articles have no row: one for each 500 articles, at most 5. Even if all five are
# in one of two groups of equal size, the p-value is 1 / 16: rarer terms cannot be distinguished from chance.
MIN_ARTICLES, ARTICLES_FOR_EACH = 5, 500


def sums_of_terms(
    groups: Groups, ngrams: int, min_articles: int | None
) -> tuple[statistics.ArticleSums, TermCounts, np.ndarray]:
    """Return the sums over the articles of each cell of the groups, of terms that enough articles use; these
    terms; and for each group and word whether it is of the group's datelines.
    """
    tokens, n_groups, cells = groups.tokens, len(groups.keys) + 1, groups.cells
    n_cells = n_groups * (groups.n_strata + 1)
    min_articles = _least_articles(tokens, min_articles)
    words, count = _columns(tokens, ngrams, min_articles)
    units = np.arange(len(cells)) if groups.clusters is None else groups.clusters
    has_units = groups.clusters is not None
    # Articles of one unit that are in several partitions are brought together.
    apart = tokens.are_apart(units)

    def sums_of(tokens: Tokens, *of_articles: np.ndarray) -> tuple[Any, ...]:
        matrix, n_words = count(tokens), tokens.n_words
        group, cell, unit, apart = of_articles
        openings = count_openings(tokens, group, n_groups)
        if apart.any():
            here = np.flatnonzero(~apart)
            matrix, n_words, cell, unit = matrix[here], n_words[here], cell[here], unit[here]
        sums = statistics.ArticleSums.of(matrix, n_words, cell, n_cells, unit if has_units else None)
        return sums, *openings

    sums, *openings = tokens.summed(sums_of, groups.groups, cells, units, apart)
    if apart.any():
        rows = tokens.gathered(lambda tokens, apart: word_counts(tokens)[np.flatnonzero(apart)], apart)
        sums += statistics.ArticleSums.of(rows, tokens.n_words[apart], cells[apart], n_cells, units[apart])
    kept = np.flatnonzero(sums.terms.articles.sum(axis=0) >= min_articles)
    _check_size(len(groups.keys), len(kept))
    sums, words = sums.of_terms(kept), words[kept]
    alone = np.flatnonzero((words >= 0).sum(axis=1) == 1)
    x = sum_by_group(sums.terms.x[:, alone], np.arange(n_cells) // (groups.n_strata + 1), n_groups)
    n = sparse.csr_array((x.data, words[alone, 0][x.indices], x.indptr), shape=openings[0].shape)
    in_datelines = words_of_datelines(openings[0], openings[1], n, groups.groups, tokens.n_words)
    return sums, TermCounts(sums.terms.x, words, tokens.shown), in_datelines


def _columns(
    tokens: Tokens, ngrams: int, min_articles: int
) -> tuple[np.ndarray, Callable[[Tokens], sparse.csr_array]]:
    """Return the words of each term, and what counts the terms of articles."""
    if check_count("ngrams", ngrams) == 1:
        return np.arange(len(tokens.vocabulary), dtype=np.int32)[:, None], word_counts
    refuse_partitions(tokens.articles, "With ngrams=1 it does; articles.compute() brings them into memory")
    counts = term_counts(tokens, ngrams=ngrams, min_articles=min_articles)
    return counts.words, lambda _: counts.matrix


def count_terms(tokens: Tokens, ngrams: int, min_articles: int | None) -> TermCounts:
    """Count the terms that enough articles use, if they are not too many for a table of two groups."""
    min_articles = _least_articles(tokens, min_articles)
    counts = term_counts(tokens, ngrams=check_count("ngrams", ngrams), min_articles=min_articles)
    kept = np.flatnonzero(np.bincount(counts.matrix.indices, minlength=len(counts.words)) >= min_articles)
    _check_size(2, len(kept))
    return TermCounts(counts.matrix[:, kept], counts.words[kept], counts.vocabulary)


def _least_articles(tokens: Tokens, min_articles: int | None) -> int:
    """Return how many articles must use a term."""
    if min_articles is None:
        return min(MIN_ARTICLES, max(1, len(tokens.n_words) // ARTICLES_FOR_EACH))
    return check_count("min_articles", min_articles)


def _check_size(n_groups: int, n_terms: int) -> None:
    """Refuse a table that is too large."""
    if n_groups > MOST_GROUPS or n_groups * n_terms > MOST_ROWS:
        raise ValueError(
            f"{n_groups:,} groups by {n_terms:,} terms are too large a table; give the groups of few "
            "articles one label, such as 'others', or leave out rare terms: min_articles="
        )
