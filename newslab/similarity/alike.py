"""Articles of the same words: what is found for a few of them holds for all.

A thousand articles with one vector make half a million pairs, all of one similarity. Which of them are
looked at does not matter, so that the search goes through a few of each kind only.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from newslab.similarity.blocks import PartitionedVectors, Unit, fingerprints_of, products_of


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


def share_terms(
    unit: Unit, a: np.ndarray, b: np.ndarray, similarity: np.ndarray, days: np.ndarray
) -> np.ndarray:
    """Return which pairs of TF-IDF vectors of some similarity have two terms or more in common."""
    strongest = _strongest_of(unit)
    # One term alone adds at most this much. Few pairs are so little alike, and only those are counted.
    doubtful = np.flatnonzero(similarity <= strongest[a] * strongest[b] + 1e-9)
    share = np.ones(len(a), bool)
    if len(doubtful):
        rows, place = np.unique(np.concatenate([a[doubtful], b[doubtful]]), return_inverse=True)
        share[doubtful] = (
            products_of(_presence_of(unit[rows]), place[: len(doubtful)], place[len(doubtful) :], days[rows])
            > 1.5
        )
    return share


def _strongest_of(unit: Unit) -> np.ndarray:
    """Return the largest weight of each vector."""
    if isinstance(unit, PartitionedVectors):
        return unit.each.gathered(lambda some: _strongest_of(some.vectors))[unit.rows]
    return unit.max(axis=1).toarray().ravel() if unit.shape[1] else np.zeros(unit.shape[0])


def _presence_of(unit: Unit) -> Unit:
    """Return ones for the terms that are there."""
    if isinstance(unit, PartitionedVectors):
        each = unit.each.then(lambda some: replace(some, vectors=_presence_of(some.vectors)))
        return PartitionedVectors(each, unit.rows, unit.n_articles)
    return (unit > 0).astype(float)
