"""Copies: articles that hold much of one text."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from newslab.checks import check_fraction
from newslab.tokens import Tokens, as_tokens, run_overlaps, shared_runs

# So many articles are compared with all others at once.
BLOCK_ROWS = 1024


def group_copies(articles: pd.DataFrame | Tokens, *, min_overlap: float = 0.5) -> pd.Series:
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
    held, n_runs = shared_runs(tokens)
    holders = held.T.tocsr()
    found = [np.empty((2, 0), int)]
    for first in range(0, held.shape[0], BLOCK_ROWS):
        common = (held[first : first + BLOCK_ROWS] @ holders).tocoo()
        one, other = common.row + first, common.col
        likely = (one < other) & (common.data >= min_overlap * np.minimum(n_runs[one], n_runs[other]))
        found.append(np.stack([one[likely], other[likely]]))
    one, other = np.concatenate(found, axis=1)
    copied = np.fmax(*run_overlaps(tokens, one, other)) >= min_overlap
    one, other = one[copied], other[copied]
    copies = sparse.coo_array((np.ones(len(one), bool), (one, other)), shape=(len(n_runs), len(n_runs)))
    _, group = connected_components(copies, directed=False)
    return pd.Series(pd.factorize(group)[0], index=tokens.articles.index, name="copies")
