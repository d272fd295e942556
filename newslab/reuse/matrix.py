"""Reuse: how much of each article, or source, is in others as well."""

from __future__ import annotations

import numpy as np
import pandas as pd

from newslab.articles import check_articles, group_articles, texts_of
from newslab.partitions import columns_of, in_memory, map_rows
from newslab.tokens import Articles, Tokens


def reuse_matrix(articles: Articles, passages: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Measure how much of each article, or source, is in every other as well.

    Parameters
    ----------
    articles : DataFrame or Tokens
        The articles that were searched.
    passages : DataFrame
        The table of `shared_passages`, or some of its rows.
    by : str, optional
        A column of `articles`, such as ``"source"``: compare its values.

    Returns
    -------
    DataFrame
        Square, with the index of `articles`, or the sorted values of `by`, as index and columns: what share
        (0 to 1) of the row's text, in characters, is in passages that the column has, too. A character
        counts once, in however many passages it is. The table is not symmetrical, since the same passage is
        much of a short text and little of a long one, and it does not say who wrote first. On the diagonal
        is what different articles of one group share. A row without text is missing.

    Raises
    ------
    ValueError
        Where passages name an article that is not among `articles`, or `by` is no column.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.reuse import shared_passages
    >>> wire = "the last convoys crossed the border before dawn"
    >>> articles = pd.DataFrame({"text": [wire, "He said " + wire + " and that rain had been falling since"]})
    >>> reuse_matrix(articles, shared_passages(articles)).round(2)
              0    1
    0  0.00  1.0
    1  0.51  0.0
    """
    if isinstance(articles, Tokens):
        articles = articles.articles
    check_articles(articles, in_partitions=True)
    passages = in_memory(passages)
    sizes = map_rows(articles, lambda some: some.assign(n_characters=texts_of(some).str.len()))
    of_article = columns_of(sizes, ["n_characters"])["n_characters"]
    groups, labels = np.arange(len(of_article)), of_article.index
    if by is not None:
        groups, keys = group_articles(articles, by)
        labels = pd.Index(keys[by], name=by)
    row_a, row_b = (of_article.index.get_indexer(passages[side]) for side in ("article_a", "article_b"))
    for row, side in ((row_a, "article_a"), (row_b, "article_b")):
        if (row < 0).any():
            raise ValueError(
                f"passages name {passages[side].tolist()[row.argmin()]!r}, which is not among articles; "
                "pass the table that was searched"
            )
    places = pd.DataFrame(
        {
            "row": np.concatenate([row_a, row_b]),
            "other": groups[np.concatenate([row_b, row_a])],
            "start": pd.concat([passages["start_a"], passages["start_b"]], ignore_index=True),
            "end": pd.concat([passages["end_a"], passages["end_b"]], ignore_index=True),
        }
    ).sort_values(["row", "other", "start"], ignore_index=True)
    pair = [places["row"], places["other"]]
    counted_to = places["end"].groupby(pair).cummax().groupby(pair).shift(fill_value=0)
    n_new = (places["end"] - np.maximum(places["start"], counted_to)).clip(lower=0)
    shared = np.zeros((len(labels), len(labels)))
    np.add.at(shared, (groups[places["row"]], places["other"]), n_new)
    n_characters = np.bincount(groups, of_article, minlength=len(labels))
    n_characters = np.where(n_characters > 0, n_characters, np.nan)
    return pd.DataFrame(
        shared / n_characters[:, None], index=labels, columns=labels.set_names([None] * labels.nlevels)
    )
