"""Articles of the same words: what is found for a few of them holds for all.

A thousand articles with one vector make half a million pairs, all of one similarity. Which of them are
looked at does not matter, so that the search goes through a few of each kind only.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from newslab.similarity.blocks import Unit, fingerprints_of


def kinds_of(unit: Unit, *keys: np.ndarray) -> np.ndarray:
    """Return the kind of each row, counted from 0 as kinds first occur: rows of one kind have the same vector
    and the same keys. A zero vector is near no other, and each is a kind of its own.

    Examples
    --------
    >>> kinds_of(np.array([[1, 0], [0, 0], [1, 0], [1, 0], [0, 0]]), np.array([7, 7, 7, np.nan, 7])).tolist()
    [0, 1, 0, 2, 3]
    """
    products = fingerprints_of(unit)
    alone = np.where(products.any(axis=1), -1, np.arange(len(products)))
    table = pd.DataFrame(dict(enumerate([alone, *products.T, *keys])))
    return table.groupby(list(table), sort=False, dropna=False).ngroup().to_numpy()


def first_of_kinds(kinds: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Choose the first `most` rows of each kind, and the last of these as the example of the others.

    Returns
    -------
    chosen : ndarray of int, shape (n_chosen,)
        Rows, ascending.
    example : ndarray of int, shape (n_rows,)
        For each row its place in `chosen`, or that of the example.

    Examples
    --------
    >>> chosen, example = first_of_kinds(np.array([0, 0, 1, 0, 0]), 2)
    >>> chosen.tolist(), example.tolist()
    ([0, 1, 2], [0, 1, 2, 1, 1])
    """
    rank = pd.Series(kinds).groupby(kinds).cumcount().to_numpy()
    chosen = np.flatnonzero(rank < most)
    place = np.empty(len(kinds), np.int64)
    place[chosen] = np.arange(len(chosen))
    last = np.zeros(kinds.max(initial=-1) + 1, np.int64)
    last[kinds[chosen]] = place[chosen]  # the last of each kind is written last
    return chosen, np.where(rank < most, place, last[kinds])
