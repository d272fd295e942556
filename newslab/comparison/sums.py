"""The terms of groups of articles, counted and added up: what a comparison needs to know of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.arrays import sum_by_group
from newslab.checks import check_count
from newslab.comparison.groups import Groups
from newslab.comparison.own_names import count_openings, words_of_datelines
from newslab.partitions import Kept
from newslab.tokens import TermCounts, Tokens, counted_terms, word_counts

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
    min_articles = _least_articles(len(tokens.n_words), min_articles)
    words, counted = _counted(tokens, ngrams, min_articles)
    units = np.arange(len(cells)) if groups.clusters is None else groups.clusters
    has_units = groups.clusters is not None
    # Articles of one unit that are in several partitions are brought together.
    apart = tokens.are_apart(units)

    def sums_of(tokens: Tokens, *of_articles: Any) -> tuple[Any, ...]:
        group, cell, unit, apart, *counted = of_articles
        matrix, n_words = _counts_of(tokens, *counted), tokens.n_words
        openings = count_openings(tokens, group, n_groups)
        if apart.any():
            here = np.flatnonzero(~apart)
            matrix, n_words, cell, unit = matrix[here], n_words[here], cell[here], unit[here]
        sums = statistics.ArticleSums.of(matrix, n_words, cell, n_cells, unit if has_units else None)
        return sums, *openings

    sums, *openings = tokens.summed(sums_of, groups.groups, cells, units, apart, *counted)
    if apart.any():
        rows = tokens.gathered(
            lambda tokens, apart, *counted: _counts_of(tokens, *counted)[np.flatnonzero(apart)],
            apart,
            *counted,
        )
        sums += statistics.ArticleSums.of(rows, tokens.n_words[apart], cells[apart], n_cells, units[apart])
    kept = np.flatnonzero(sums.terms.articles.sum(axis=0) >= min_articles)
    _check_size(len(groups.keys), len(kept))
    sums, words = sums.of_terms(kept), words[kept]
    alone = np.flatnonzero((words >= 0).sum(axis=1) == 1)
    x = sum_by_group(sums.terms.x[:, alone], np.arange(n_cells) // (groups.n_strata + 1), n_groups)
    n = sparse.csr_array((x.data, words[alone, 0][x.indices], x.indptr), shape=openings[0].shape)
    in_datelines = words_of_datelines(openings[0], openings[1], n, groups.groups, tokens.n_words)
    return sums, TermCounts(sums.terms.x, words, tokens.shown), in_datelines


def _counted(tokens: Tokens, ngrams: int, min_articles: int) -> tuple[np.ndarray, list[Kept]]:
    """Return the words of each term, and the counts of the articles, if they cost enough to be kept."""
    if check_count("ngrams", ngrams) == 1:
        return np.arange(len(tokens.vocabulary), dtype=np.int32)[:, None], []
    words, counts = counted_terms(tokens, ngrams=ngrams, min_articles=min_articles)
    return words, [counts]


def _counts_of(tokens: Tokens, counts: sparse.csr_array | None = None) -> sparse.csr_array:
    return word_counts(tokens) if counts is None else counts


def compare_parts(
    parts: tuple[Tokens, Tokens], clusters: np.ndarray | None, ngrams: int, min_articles: int | None
) -> tuple[TermCounts, list[statistics.Shuffle]]:
    """Compare the terms that enough parts of articles use in two parts of the same articles.

    Returns
    -------
    terms : TermCounts
        Their `matrix` holds how often each part uses each term.
    compared : list of Shuffle
        Of the first part with the second, and the other way round.
    """
    n_words = [tokens.n_words for tokens in parts]
    min_articles = _least_articles(2 * len(n_words[0]), min_articles)
    both, shown = _in_common_codes(parts)
    words, counts = counted_terms(both, ngrams=ngrams, min_articles=min_articles)
    n_using = counts.summed(lambda counts: np.bincount(counts.indices, minlength=len(words)))
    kept = np.flatnonzero(n_using >= min_articles)
    _check_size(2, len(kept))
    units = np.arange(len(n_words[0])) if clusters is None else clusters
    apart = parts[0].are_apart(units)  # as in `sums_of_terms`

    def sides(counts: sparse.csr_array, rows: np.ndarray) -> list[sparse.csr_array]:
        first = counts.shape[0] // 2  # the second part is above the first
        return [counts[first + rows][:, kept], counts[rows][:, kept]]

    def sums_of(_: Tokens, counts: sparse.csr_array, t_a: np.ndarray, *of_articles: np.ndarray) -> tuple:
        t_b, unit, apart = of_articles
        here = np.flatnonzero(~apart)
        of_means = [
            *_both_ways(*sides(counts, here), t_a[here], t_b[here], None if clusters is None else unit[here])
        ]
        return (*_both_ways(*sides(counts, np.arange(len(t_a))), t_a, t_b), *of_means)

    ab, ba, *of_means = parts[0].summed(sums_of, counts, *n_words, units, apart)
    if apart.any():
        rows = parts[0].gathered(
            lambda _, counts, apart: tuple(sides(counts, np.flatnonzero(apart))), counts, apart
        )
        more = _both_ways(*rows, *(t[apart] for t in n_words), units[apart])
        of_means = [some.plus(others) for some, others in zip(of_means, more, strict=True)]
    matrix = sparse.csr_array(np.stack([ab.n, ba.n]))
    return TermCounts(matrix, words[kept], shown), [ab.compared(of_means[0]), ba.compared(of_means[1])]


def _both_ways(
    a: sparse.csr_array, b: sparse.csr_array, t_a: np.ndarray, t_b: np.ndarray, *units: np.ndarray | None
) -> tuple[statistics.PairSums, statistics.PairSums]:
    """Return the sums of one part beside the other, and the other way round."""
    return statistics.PairSums.of(a, b, t_a, t_b, *units), statistics.PairSums.of(b, a, t_b, t_a, *units)


def _in_common_codes(parts: tuple[Tokens, Tokens]) -> tuple[Kept, pd.Index]:
    """Return the words of two parts of the same articles in the codes of one vocabulary, those of the second
    part above those of the first; and the words of that vocabulary as they are mostly written.
    """
    # The second first: a title writes words with capitals, so that they are shown as the text has them.
    one, other = parts[::-1]
    codes, terms = pd.factorize(np.concatenate([each.vocabulary.to_numpy(object) for each in (one, other)]))
    of_one, of_other = np.split(codes.astype(np.int32), [len(one.vocabulary)])
    vocabulary, shown = pd.Index(terms, dtype="str"), one.shown.append(other.shown[of_other >= len(of_one)])
    words = other.kept(lambda other: (of_other[other.codes], other.offsets, other.sentences))

    def together(one: Tokens, words: tuple[np.ndarray, np.ndarray, np.ndarray]) -> Tokens:
        codes, offsets, sentences = words
        return replace(
            one,
            codes=np.concatenate([of_one[one.codes], codes]),
            offsets=np.append(one.offsets, one.offsets[-1] + offsets[1:]),
            sentences=np.append(one.sentences[:-1], one.offsets[-1] + sentences),
            vocabulary=vocabulary,
            shown=shown,
            articles=pd.DataFrame(index=range(len(one.offsets) + len(offsets) - 2)),
        )

    return one.kept(together, words), shown


def _least_articles(n_articles: int, min_articles: int | None) -> int:
    """Return how many articles must use a term."""
    if min_articles is None:
        return min(MIN_ARTICLES, max(1, n_articles // ARTICLES_FOR_EACH))
    return check_count("min_articles", min_articles)


def _check_size(n_groups: int, n_terms: int) -> None:
    """Refuse a table that is too large."""
    if n_groups > MOST_GROUPS or n_groups * n_terms > MOST_ROWS:
        raise ValueError(
            f"{n_groups:,} groups by {n_terms:,} terms are too large a table; give the groups of few "
            "articles one label, such as 'others', or leave out rare terms: min_articles="
        )
