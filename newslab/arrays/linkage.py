"""Groups by average linkage, where most pairs have no similarity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

# Average linkage needs all similarities of a group at once: those of 10,000 rows take 2.5 GB while they are
# made.
LARGEST_GROUP = 10_000


def average_linkage(
    near: sparse.sparray,
    similarities_of: Callable[[list[np.ndarray]], Iterable[np.ndarray]],
    min_similarity: float,
) -> np.ndarray:
    """Group rows by average linkage.

    Two groups become one while the mean similarity of their rows, each with each of the other group, is at
    least `min_similarity`, the most similar groups first. So each group is in one connected part of the
    graph of near pairs, and parts are grouped one by one. One of more than `LARGEST_GROUP` rows is divided
    first: the weaker half of its links is left out until no part is larger.

    Parameters
    ----------
    near : sparse array, shape (n_rows, n_rows)
        The similarities of at least `min_similarity`, above or below the diagonal; positive.
    similarities_of : callable
        Takes several arrays of rows, and returns for each, one after the other, the similarities of all of
        its rows with all, square and symmetric, from 0 on.
    min_similarity : float
        Above 0.

    Returns
    -------
    ndarray of int, shape (n_rows,)
        The number of each row's group, counted from 0 as groups first occur.

    Examples
    --------
    Rows 0 and 1 are alike, and so are 1 and 2, but the mean of 0.9 and 0 is below 0.6.

    >>> similarities = np.array([[1, 0.9, 0], [0.9, 1, 0.8], [0, 0.8, 1]])
    >>> near = sparse.coo_array(np.triu(similarities, 1))
    >>> similarities_of = lambda parts: [similarities[np.ix_(rows, rows)] for rows in parts]
    >>> average_linkage(near, similarities_of, 0.6).tolist()
    [0, 0, 1]
    """
    group = np.arange(near.shape[0])
    parts = list(_parts(near.tocoo(), np.arange(near.shape[0])))
    for rows in parts:
        if len(rows) == 2:  # most parts; their one link is near enough
            group[rows] = rows[0]
    parts = [rows for rows in parts if len(rows) > 2]
    for rows, of_part in zip(parts, similarities_of(parts), strict=True):
        similarities = squareform(of_part, checks=False)
        highest = max(similarities.max(), min_similarity)
        tree = linkage(highest - similarities, "average")
        cut = fcluster(tree, highest - min_similarity + 1e-12, "distance")
        # The group has the number of its first row.
        _, first, of_row = np.unique(cut, return_index=True, return_inverse=True)
        group[rows] = rows[first[of_row]]
    return np.unique(group, return_inverse=True)[1]


def _parts(near: sparse.coo_array, rows: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the rows, ascending, of each connected part that has several but no more than `LARGEST_GROUP`."""
    _, part = connected_components(near, directed=False)
    order = np.argsort(part, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(part[order])) + 1):
        if 1 < len(members) <= LARGEST_GROUP:
            yield rows[members]
        elif len(members) > 1:
            inside = near.tocsr()[members][:, members].tocoo()
            # Of links of one strength at least one is left out, so that this comes to an end.
            strongest = np.argsort(-inside.data, kind="stable")[: inside.nnz // 2]
            links = inside.data[strongest], (inside.row[strongest], inside.col[strongest])
            yield from _parts(sparse.coo_array(links, shape=inside.shape), rows[members])
