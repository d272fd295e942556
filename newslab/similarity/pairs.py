"""Pairs of articles: the most similar, all of them as a matrix, and the terms that two of them share."""

from __future__ import annotations

import numpy as np
import pandas as pd

from newslab.checks import check_count, check_fraction, group_articles, labels_of
from newslab.similarity.vectors import (
    article_days,
    dense,
    scaled,
    similarity_blocks,
    tfidf,
    too_far,
    unit_vectors,
)
from newslab.tokens import Tokens, as_tokens, sequence_sets, sum_by_group


def similar_pairs(
    articles: pd.DataFrame | Tokens,
    *,
    top: int = 5,
    min_similarity: float = 0.1,
    within_days: float | None = None,
    across_sources: bool = False,
    vectors: object = None,
) -> pd.DataFrame:
    """Find the pairs of articles that are most alike.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `date` and `source` are used where they are there.
    top : int, default 5
        A pair is listed when one of its articles is among the `top` nearest of the other.
    min_similarity : float, default 0.1
        The least similarity, 0 to 1.
    within_days : float, optional
        Leave out pairs whose dates are further apart; an article without a date is never too far.
    across_sources : bool, default False
        Leave out pairs of one source.
    vectors : array, sparse matrix or DataFrame, shape (n_articles, n_dimensions), optional
        Embeddings of the articles, compared in place of the TF-IDF vectors. Rows follow the articles, or the
        index of a DataFrame names them.

    Returns
    -------
    DataFrame
        One row a pair, the most similar first, ties in the order of the articles. Columns: `article_a` and
        `article_b` (the earlier row of `articles` first), `similarity` (cosine), `overlap_a` and `overlap_b`
        (share, 0 to 1, of the article's runs of five words that the other holds as well; missing for an
        article of fewer words), `days_apart`, `source_a`, `source_b`.

    Raises
    ------
    ValueError
        Where an option is out of its range, or `vectors` does not fit the articles.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["Iran pulls troops out", "Iran withdraws its troops", "Rain is likely"]
    >>> articles = pd.DataFrame({"text": texts}, index=["a", "b", "c"])
    >>> similar_pairs(articles)[["article_a", "article_b", "similarity"]].round(2)
      article_a article_b  similarity
    0         a         b        0.54
    """
    top = check_count("top", top)
    check_fraction("min_similarity", min_similarity)
    tokens = as_tokens(articles)
    days, sources = article_days(tokens.articles), labels_of(tokens.articles, "source")
    found = []
    for rows, similarities in similarity_blocks(unit_vectors(tokens, vectors)):
        similarities[too_far(days, rows, within_days)] = -np.inf
        if across_sources:
            similarities[_same(sources, rows)] = -np.inf
        nearest = np.argsort(-similarities, axis=1, kind="stable")[:, :top]
        similarity = np.take_along_axis(similarities, nearest, axis=1)
        row, rank = np.nonzero(similarity >= min_similarity)
        found.append((rows[row], nearest[row, rank], similarity[row, rank]))
    one, other, similarity = (np.concatenate(column) for column in zip(*found, strict=True))
    pairs = pd.DataFrame({"a": np.minimum(one, other), "b": np.maximum(one, other), "similarity": similarity})
    pairs = pairs.drop_duplicates(["a", "b"])
    pairs = pairs.sort_values(["similarity", "a", "b"], ascending=[False, True, True], ignore_index=True)
    a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
    overlap_a, overlap_b = _overlaps(tokens, a, b)
    return pd.DataFrame(
        {
            "article_a": tokens.articles.index[a],
            "article_b": tokens.articles.index[b],
            "similarity": pairs["similarity"],
            "overlap_a": overlap_a,
            "overlap_b": overlap_b,
            "days_apart": np.abs(days[a] - days[b]),
            "source_a": sources.array[a],
            "source_b": sources.array[b],
        }
    )


def similarity_matrix(
    articles: pd.DataFrame | Tokens, *, by: str | None = None, vectors: object = None
) -> pd.DataFrame:
    """Compare every article, or every source, with every other.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    by : str, optional
        A column of `articles`, such as ``"source"``: compare its values, each by the sum of its articles'
        vectors.
    vectors : array, sparse matrix or DataFrame, optional
        As in `similar_pairs`.

    Returns
    -------
    DataFrame
        Square and symmetric: cosines, with the index of `articles`, or the sorted values of `by`, as index
        and columns. An article without terms has similarity 0 to all, itself included.

    Examples
    --------
    >>> import pandas as pd
    >>> similarity_matrix(pd.DataFrame({"text": ["troops leave", "troops stay", "rain"]})).round(2)
          0     1    2
    0  1.00  0.37  0.0
    1  0.37  1.00  0.0
    2  0.00  0.00  1.0
    """
    tokens = as_tokens(articles)
    unit = unit_vectors(tokens, vectors)
    labels = tokens.articles.index
    if by is not None:
        groups, keys = group_articles(tokens.articles, by)
        unit, labels = scaled(sum_by_group(unit, groups, len(keys))), pd.Index(keys[by], name=by)
    cosines = np.clip(dense(unit @ unit.T), -1, 1)
    return pd.DataFrame(
        (cosines + cosines.T) / 2, index=labels, columns=labels.set_names([None] * labels.nlevels)
    )


def shared_terms(articles: pd.DataFrame | Tokens, a: object, b: object) -> pd.DataFrame:
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
    0   syria      0.55      0.55          0.30   0.62
    1  troops      0.43      0.43          0.18   0.38
    """
    tokens = as_tokens(articles)
    for label in (a, b):
        if label not in tokens.articles.index:
            raise KeyError(f"no article {label!r} in the index of articles; articles.index lists the labels")
    vectors, counts = tfidf(tokens)
    weight_a, weight_b = (vectors[[tokens.articles.index.get_loc(label)]].toarray()[0] for label in (a, b))
    columns = np.flatnonzero(weight_a * weight_b)
    terms = pd.DataFrame(
        {"term": counts.names(columns), "weight_a": weight_a[columns], "weight_b": weight_b[columns]}
    )
    terms["contribution"] = terms["weight_a"] * terms["weight_b"]
    terms["share"] = terms["contribution"] / terms["contribution"].sum()
    return terms.sort_values(["contribution", "term"], ascending=[False, True], ignore_index=True)


def _same(labels: pd.Series, rows: np.ndarray) -> np.ndarray:
    """Return for some rows which articles have the same label; a missing one is like no other."""
    codes, _ = pd.factorize(labels)
    return (codes[rows, None] == codes) & (codes >= 0)


def _overlaps(tokens: Tokens, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for pairs of articles what share of each one's runs of words the other holds as well."""
    sets = sequence_sets(tokens)
    n_common = np.asarray(sets[a].multiply(sets[b]).sum(axis=1), float)
    n_runs = np.where(sets.sum(axis=1) > 0, sets.sum(axis=1), np.nan)
    return n_common / n_runs[a], n_common / n_runs[b]
