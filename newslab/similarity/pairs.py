"""Pairs of articles: the most similar, all of them as a matrix, and the terms that two of them share."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import ranges
from newslab.articles import group_articles, labels_of
from newslab.checks import check_count, check_days, check_fraction
from newslab.partitions import columns_of, in_slices, refuse_partitions
from newslab.similarity.alike import first_of_kinds, kinds_of
from newslab.similarity.blocks import pairs_of, partitioned_tfidf, sums_of, vectors_of
from newslab.similarity.nearness import (
    N_NEAREST,
    RepeatedPairs,
    floors,
    in_pieces,
    near_duplicate,
    usual_similarities,
)
from newslab.similarity.vectors import (
    Vectors,
    article_days,
    check_size,
    cosines,
    scaled,
    tfidf,
)
from newslab.tokens import Articles, PartitionedTokens, TermCounts, Tokens, as_tokens, ngram_overlaps

# The matrix of this many articles takes 5 GB, and twice as much while it is made.
MOST_IN_MATRIX = 25_000


def similar_pairs(
    articles: Articles,
    *,
    top: int = 5,
    min_similarity: float = 0.1,
    within_days: float | None = None,
    across_sources: bool = False,
    vectors: Vectors | None = None,
    weight: float = 1.0,
) -> pd.DataFrame:
    """Find the pairs of articles that are nearest to each other.

    The nearness of two articles is their similarity, divided by the geometric mean of what is usual around
    each: the mean similarity to its five nearest others (Jégou, Harzallah & Schmid 2007). So articles that
    are a little similar to all do not fill the table. Near-duplicates, of a similarity of 0.6 and more, are
    left out of what is usual, and others below `min_similarity` count as just so similar.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `date` and `source` are used where they are there.
    top : int, default 5
        A pair is listed when one of its articles is among the `top` nearest of the other, by nearness.
    min_similarity : float, default 0.1
        The least similarity, 0 to 1.
    within_days : float, optional
        Leave out pairs whose dates are further apart; an article without a date is never too far.
    across_sources : bool, default False
        Leave out pairs of one source.
    vectors : array, sparse matrix or DataFrame, shape (n_articles, n_dimensions), optional
        Embeddings of the articles, compared in place of the TF-IDF vectors. Rows follow the articles, or the
        index of a DataFrame names them.
    weight : float, default 1
        The weight of `vectors`, 0 to 1: with 0.5, a similarity is the mean of the cosine of the embeddings
        and that of the TF-IDF vectors. Mixed, all articles are multiplied with all.

    Returns
    -------
    DataFrame
        One row a pair, the nearest first, ties in the order of the articles. Columns: `article_a` and
        `article_b` (the earlier row of `articles` first), `similarity` (cosine), `nearness` (above 0; 1 is as
        near as the nearest others of the two usually are), `overlap_a` and `overlap_b` (share, 0 to 1, of the
        article's 5-grams that the other holds as well; missing for an article of fewer words), `days_apart`,
        `source_a`, `source_b`.

    Raises
    ------
    ValueError
        Where an option is out of its range, or `vectors` does not fit the articles.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["Iran pulls troops out", "Iran withdraws its troops", "Rain is likely"]
    >>> articles = pd.DataFrame({"text": texts}, index=["a", "b", "c"])
    >>> similar_pairs(articles)[["article_a", "article_b", "similarity", "nearness"]].round(2)
      article_a article_b  similarity  nearness
    0         a         b        0.54      2.86
    """
    top = check_count("top", top)
    check_fraction("min_similarity", min_similarity)
    within_days = check_days("within_days", within_days)
    tokens = as_tokens(articles, in_partitions=True)
    days, sources = article_days(tokens.articles), labels_of(tokens.articles, "source")
    label, _ = pd.factorize(sources)
    unit = vectors_of(tokens, vectors, weight)
    keys = [days] * bool(np.isfinite(within_days)) + [label] * across_sources
    # The nearest of an article are never later than the first `top + 1` of their kind.
    chosen, example = first_of_kinds(kinds_of(unit, *keys), max(top + 2, N_NEAREST + 1))
    some = unit if len(chosen) == len(days) else unit[chosen]
    pairs = RepeatedPairs(lambda: pairs_of(some, min_similarity, days[chosen], within_days))
    usual = usual_similarities(pairs, len(chosen), min_similarity, near_duplicate(vectors, weight))
    best = _nearest_pairs(pairs, usual, top, label[chosen] if across_sources else None)
    a, b, similarity, nearness = _pairs_of_kinds(best, chosen, example, top)
    order = np.lexsort([b, a, -nearness])
    a, b, similarity, nearness = a[order], b[order], similarity[order], nearness[order]
    overlap_a, overlap_b = ngram_overlaps(tokens, a, b)
    names = columns_of(tokens.articles, []).index

    def table(a: np.ndarray, b: np.ndarray, *numbers: np.ndarray) -> pd.DataFrame:
        columns = ["similarity", "nearness", "overlap_a", "overlap_b", "days_apart"]
        return pd.DataFrame(
            {"article_a": names[a], "article_b": names[b]}
            | dict(zip(columns, numbers, strict=True))
            | {"source_a": sources.array[a], "source_b": sources.array[b]}
        )

    apart = np.abs(days[a] - days[b])
    return in_slices(tokens.articles, table, a, b, similarity, nearness, overlap_a, overlap_b, apart)


def similarity_matrix(
    articles: Articles, *, by: str | None = None, vectors: Vectors | None = None, weight: float = 1.0
) -> pd.DataFrame:
    """Compare every article, or every source, with every other.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    by : str, optional
        A column of `articles`, such as ``"source"``: compare its values, each by the sum of its articles'
        vectors.
    vectors, weight
        As in `similar_pairs`.

    Returns
    -------
    DataFrame
        Square and symmetric: cosines, with the index of `articles`, or the sorted values of `by`, as index
        and columns. An article without terms has similarity 0 to all, itself included.

    Raises
    ------
    ValueError
        Where there are more than 25,000 articles, and no `by`.

    Examples
    --------
    >>> import pandas as pd
    >>> similarity_matrix(pd.DataFrame({"text": ["troops leave", "troops stay", "rain"]})).round(2)
          0     1    2
    0  1.00  0.37  0.0
    1  0.37  1.00  0.0
    2  0.00  0.00  1.0
    """
    if by is None:
        advice = "similar_pairs lists the near ones, and by= compares groups"
        refuse_partitions(articles, "With by= it takes one; articles.compute() brings them into memory")
        check_size(articles, MOST_IN_MATRIX, "similarity_matrix", advice)
    tokens = as_tokens(articles, in_partitions=True)
    unit = vectors_of(tokens, vectors, weight)
    labels = tokens.articles.index
    if by is not None:
        groups, keys = group_articles(tokens.articles, by)
        sums = sums_of(unit, groups, len(keys), tokens)
        unit, labels = scaled(sums), pd.Index(keys[by], name=by)
    columns = labels.set_names([None] * labels.nlevels)
    return pd.DataFrame(cosines(unit), index=labels, columns=columns, copy=False)


def shared_terms(articles: Articles, a: Hashable, b: Hashable) -> pd.DataFrame:
    """Explain the similarity of two articles by the terms they share.

    Parameters
    ----------
    articles : DataFrame or Tokens
        The corpus: how rare a term is in it decides what the term weighs.
    a, b : labels
        Two articles, by their labels in the index of `articles`.

    Returns
    -------
    DataFrame
        One row a shared term, the greatest contribution first, ties by term. Columns: `term`, `weight_a` and
        `weight_b` (in the two vectors of length one), `contribution` (their product: the contributions add up
        to the similarity) and `share` (of the similarity, 0 to 1).

    Raises
    ------
    KeyError
        Where `a` or `b` is not in the index.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Troops leave Syria", "Troops stay in Syria", "Troops train"]})
    >>> shared_terms(articles, 0, 1).round(2)
         term  weight_a  weight_b  contribution  share
    0   Syria      0.55      0.55          0.30   0.62
    1  Troops      0.43      0.43          0.18   0.38
    """
    tokens = as_tokens(articles, in_partitions=True)
    index = columns_of(tokens.articles, []).index
    for label in (a, b):
        if label not in index:
            raise KeyError(f"no article {label!r} in the index of articles; articles.index lists the labels")
    vectors, counts = _vectors_of_two(tokens, np.array([index.get_loc(a), index.get_loc(b)]))
    weight_a, weight_b = vectors.toarray()
    columns = np.flatnonzero(weight_a * weight_b)
    terms = pd.DataFrame(
        {"term": counts.names(columns), "weight_a": weight_a[columns], "weight_b": weight_b[columns]}
    )
    terms["contribution"] = terms["weight_a"] * terms["weight_b"]
    terms["share"] = terms["contribution"] / terms["contribution"].sum()
    return terms.sort_values(["contribution", "term"], ascending=[False, True], ignore_index=True)


def _vectors_of_two(tokens: Tokens, rows: np.ndarray) -> tuple[sparse.csr_array, TermCounts]:
    """Return the TF-IDF vectors of two articles, and the terms that are their columns."""
    if not isinstance(tokens, PartitionedTokens):
        vectors, counts = tfidf(tokens)
        return vectors[rows], counts
    different, place = np.unique(rows, return_inverse=True)
    two = partitioned_tfidf(tokens).of_rows(different)
    return two.vectors[place], TermCounts(two.vectors, _words_of_terms(two.terms, tokens), tokens.shown)


def _words_of_terms(terms: np.ndarray, tokens: Tokens) -> np.ndarray:
    """Return the words of terms that `Rows` numbers, as `TermCounts` has them."""
    n_words = len(tokens.vocabulary)
    first, second = np.divmod(terms, n_words)
    is_pair = first > 0
    return np.stack([np.where(is_pair, first - 1, second), np.where(is_pair, second, -1)], axis=1)


#: Rows of two articles, their cosines, and their nearness.
NearPairs: TypeAlias = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def _nearest_pairs(pairs: RepeatedPairs, usual: np.ndarray, top: int, label: np.ndarray | None) -> NearPairs:
    """Return the pairs in which one article is among the `top` nearest of the other, without those of one
    label where labels are given; a negative one is like no other.
    """
    best = np.empty((4, 0))
    floor = np.full(len(usual), -np.inf)  # what is further is in no list
    for a, b, similarity in in_pieces(pairs, len(usual)):
        if label is not None:
            across = (label[a] != label[b]) | (label[a] < 0)
            a, b, similarity = a[across], b[across], similarity[across]
        found = np.stack([a, b, similarity, similarity / np.sqrt(usual[a] * usual[b])])
        may_be = (found[3] >= floor[a]) | (found[3] >= floor[b])
        best = np.concatenate([best, found[:, may_be]], axis=1)
        if best.shape[1] > 8 * top * len(usual):
            article, pair = _lists(best[0], best[1], best[3], top)
            floor = floors(article.astype(int), best[3, pair], top, len(usual))
            best = np.take(best, np.unique(pair), axis=1)
    a, b, similarity, nearness = np.take(best, np.unique(_lists(best[0], best[1], best[3], top)[1]), axis=1)
    return a.astype(int), b.astype(int), similarity, nearness


def _lists(a: np.ndarray, b: np.ndarray, nearness: np.ndarray, top: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the `top` nearest of each article: the articles, ascending, each as often as it has a pair in
    its list, and the places of these pairs.

    Ties go to the earlier row: with equal nearness and ``top=1``, of the pairs 0–1, 0–2 and 1–2 the first is
    the nearest of 0 and of 1, and 0–2 that of 2.
    """
    pair = np.tile(np.arange(len(a)), 2)
    article, other = np.concatenate([a, b]), np.concatenate([b, a])
    order = np.lexsort([other, -nearness[pair], article])
    article = article[order]
    is_near = np.arange(len(order)) - np.searchsorted(article, article) < top
    return article[is_near], pair[order[is_near]]


def _pairs_of_kinds(best: NearPairs, chosen: np.ndarray, example: np.ndarray, top: int) -> NearPairs:
    """Return the pairs of all articles from those of some: the others have the list of their example."""
    a, b, similarity, nearness = best
    others = np.flatnonzero(chosen[example] != np.arange(len(example)))
    article, pair = _lists(a, b, nearness, top)
    begin, end = (np.searchsorted(article, example[others], side) for side in ("left", "right"))
    place = ranges(begin, end - begin)[0]
    article, pair = article[place], pair[place]
    one, other = np.repeat(others, end - begin), chosen[a[pair] + b[pair] - article]
    return (
        np.concatenate([chosen[a], np.minimum(one, other)]),
        np.concatenate([chosen[b], np.maximum(one, other)]),
        np.concatenate([similarity, similarity[pair]]),
        np.concatenate([nearness, nearness[pair]]),
    )
