"""Copies: articles that hold much of one text."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from newslab.articles import dates_of, labels_of
from newslab.checks import check_fraction
from newslab.corpus import Problem, add_problems
from newslab.readers import LEFT_OUT
from newslab.tokens import Articles, as_tokens, ngram_overlaps, shared_ngrams

# So many articles are compared with all others at once.
BLOCK_ROWS = 1024


def group_copies(articles: Articles, *, min_overlap: float = 0.5) -> pd.Series:
    """Group the articles that are copies of one text, whole, cut or lightly edited.

    Two articles are copies when one of them holds at least the share `min_overlap` of the other's runs of
    five words; a copy of a copy belongs to the same group. All pairs that share a run are compared, so that
    no copy is missed.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    min_overlap : float, default 0.5
        A share, above 0 and up to 1.

    Returns
    -------
    Series of int
        Named `copies`, on the index of `articles`: the number of each article's group, counted from 0 as
        groups first occur. An article without a copy is a group of its own, and so is one of fewer than five
        words.

    Raises
    ------
    ValueError
        Where `min_overlap` is not above 0 and at most 1.

    Examples
    --------
    >>> import pandas as pd
    >>> wire = "the last convoys crossed the border before dawn on Monday"
    >>> articles = pd.DataFrame({"text": [wire, "Rain is likely in the north", "Officials say " + wire]})
    >>> group_copies(articles).tolist()
    [0, 1, 0]
    """
    check_fraction("min_overlap", min_overlap)
    if min_overlap == 0:
        raise ValueError("min_overlap must be above 0: every article holds none of the runs of any other")
    tokens = as_tokens(articles)
    held, n_runs = shared_ngrams(tokens)
    holders, held = held.T, held.tocsr()
    found = [np.empty((2, 0), int)]
    for first in range(0, held.shape[0], BLOCK_ROWS):
        common = (held[first : first + BLOCK_ROWS] @ holders).tocoo()
        one, other = common.row + first, common.col
        likely = (one < other) & (common.data >= min_overlap * np.minimum(n_runs[one], n_runs[other]))
        found.append(np.stack([one[likely], other[likely]]))
    one, other = np.concatenate(found, axis=1)
    copied = np.fmax(*ngram_overlaps(tokens, one, other)) >= min_overlap
    one, other = one[copied], other[copied]
    copies = sparse.coo_array((np.ones(len(one), bool), (one, other)), shape=(len(n_runs), len(n_runs)))
    _, group = connected_components(copies, directed=False)
    return pd.Series(pd.factorize(group)[0], index=tokens.articles.index, name="copies")


def drop_copies(articles: Articles, *, min_overlap: float = 0.5) -> pd.DataFrame:
    """Keep one article of each group of copies, so that a text counts once in every rate and test.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `date` and `origin` are used where they are there.
    min_overlap : float, default 0.5
        As in `group_copies`.

    Returns
    -------
    DataFrame
        The articles that are kept, in their order: of each group the one of the earliest date, the first of
        several; one without a date comes after those with one. ``problems(…)`` lists each article that was
        set aside by its origin, or its label where it has none, as a copy of the one that is kept.

    Raises
    ------
    ValueError
        Where `min_overlap` is not above 0 and at most 1.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.corpus import problems
    >>> wire = "the last convoys crossed the border before dawn on Monday"
    >>> texts = [wire, "Rain is likely in the north", "Officials say " + wire]
    >>> originals = drop_copies(pd.DataFrame({"text": texts}, index=["a", "b", "c"]))
    >>> originals.index.tolist()
    ['a', 'b']
    >>> problems(originals)
      origin   row      problem   outcome
    0      c  <NA>  a copy of a  left out
    """
    tokens = as_tokens(articles)
    articles, copies = tokens.articles, group_copies(tokens, min_overlap=min_overlap).to_numpy()
    # The row that is kept of each group: sorted by date, the group's first.
    by_date = dates_of(articles).reset_index(drop=True).sort_values(kind="stable").index.to_numpy()
    _, first = np.unique(copies[by_date], return_index=True)
    kept = by_date[first][copies]
    is_copy = kept != np.arange(len(kept))
    originals = articles[~is_copy]
    origins = labels_of(articles, "origin")
    lines = zip(articles.index[is_copy], origins[is_copy], articles.index[kept[is_copy]], strict=True)
    add_problems(
        originals,
        [
            Problem(str(label if pd.isna(origin) else origin), None, f"a copy of {original}", LEFT_OUT)
            for label, origin, original in lines
        ],
    )
    return originals
