"""Matrices with one row an article: sums by group, products of rows, and matrices joined column-wise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from scipy import sparse

from newslab.arrays.blocks import blocks_of, map_parallel

Matrix = TypeVar("Matrix")  # an array or a sparse array

# Matrices are joined in blocks of this many entries.
BLOCK_ENTRIES = 1 << 20
# This many pairs at least are multiplied in blocks, if they are one in eight of those that their rows make.
MANY_PAIRS, MANY = 1 << 12, 8
# The cells of a block, which is a table with a column for each row of pairs.
MOST_CELLS = 1 << 21


def sum_by_group(matrix: Matrix, groups: np.ndarray, n_groups: int) -> Matrix:
    """Add up the rows of a matrix by group.

    Parameters
    ----------
    matrix : array or sparse array, shape (n_rows, n_columns)
        One row an article.
    groups : ndarray of int, shape (n_rows,)
        The group of each row, 0 to ``n_groups - 1``.
    n_groups : int
        The number of groups.

    Returns
    -------
    array or sparse array, shape (n_groups, n_columns)
        As `matrix` is.

    Examples
    --------
    >>> sum_by_group(np.array([[1, 0], [2, 5], [4, 0]]), np.array([0, 1, 0]), 2).tolist()
    [[5.0, 0.0], [2.0, 5.0]]
    """
    members = sparse.csr_array(
        (np.ones(len(groups)), (groups, np.arange(len(groups)))), shape=(n_groups, len(groups))
    )
    return members @ matrix


def row_products(matrix: np.ndarray | sparse.csr_array, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the inner products of pairs of rows, without holding all these rows at once.

    Parameters
    ----------
    matrix : array or csr_array, shape (n_rows, n_columns)
    a, b : ndarray of int, shape (n_pairs,)
        The rows of each pair.

    Returns
    -------
    ndarray, shape (n_pairs,)

    Examples
    --------
    >>> row_products(np.array([[1, 2], [3, 4]]), np.array([0, 0]), np.array([0, 1])).tolist()
    [5, 11]
    """
    parts = np.array_split(np.arange(len(a)), len(a) // 10_000 + 1)
    if not sparse.issparse(matrix):
        products = [np.einsum("ij,ij->i", matrix[a[part]], matrix[b[part]]) for part in parts]
    elif _are_many(matrix, a, b):
        return _products_of_blocks(matrix, a, b)
    else:
        ones = np.ones(matrix.shape[1], matrix.dtype)
        products = [matrix[a[part]].multiply(matrix[b[part]]) @ ones for part in parts]
    return np.concatenate(products)


def _are_many(matrix: sparse.csr_array, a: np.ndarray, b: np.ndarray) -> bool:
    """Return whether pairs are many of those that their rows could make, as those of near-copies are."""
    if len(a) < MANY_PAIRS or not matrix.has_sorted_indices:
        return False
    is_a, is_b = np.zeros((2, matrix.shape[0]), bool)
    is_a[a], is_b[b] = True, True
    return len(a) * MANY >= is_a.sum() * is_b.sum()


def _products_of_blocks(matrix: sparse.csr_array, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the products of pairs from those of all their rows `a` with all their rows `b`.

    A product adds up its terms in the order of the columns, as that of a single pair does, so that equal rows
    have equal products, which a product of dense matrices does not promise.
    """
    rows_a, rows_b = (np.flatnonzero(np.bincount(rows)) for rows in (a, b))
    place = np.zeros((2, matrix.shape[0]), np.int64)
    place[0, rows_a], place[1, rows_b] = np.arange(len(rows_a)), np.arange(len(rows_b))
    of_a, of_b = place[0, a], place[1, b]
    left = matrix[rows_a]
    used, column = np.unique(left.indices, return_inverse=True)
    left = sparse.csr_array((left.data, column, left.indptr), shape=(len(rows_a), len(used)))
    products = np.empty(len(a), matrix.dtype)
    width = max(MOST_CELLS // max(len(used), len(rows_a)), 1)
    for first in range(0, len(rows_b), width):
        right = matrix[rows_b[first : first + width]][:, used].T.toarray()
        some = np.flatnonzero((of_b >= first) & (of_b < first + width))
        products[some] = (left @ right)[of_a[some], of_b[some] - first]
    return products


def hstack_parallel(matrices: Sequence[sparse.csr_array]) -> sparse.csr_array:
    """Join matrices of one type column-wise, as `scipy.sparse.hstack` does, on all cores.

    It works on a block of rows at a time, because for all rows at once `hstack` would hold every entry three
    times. A single matrix is returned as it is.

    Parameters
    ----------
    matrices : sequence of csr_array, each of shape (n_rows, n_columns of its own)

    Returns
    -------
    csr_array, shape (n_rows, sum of all n_columns)

    Examples
    --------
    >>> one, two = sparse.csr_array([[1], [0]]), sparse.csr_array([[0, 2], [3, 0]])
    >>> hstack_parallel([one, two]).toarray().tolist()
    [[1, 0, 2], [0, 3, 0]]
    """
    if len(matrices) == 1:
        return matrices[0]
    indptr = sum(matrix.indptr.astype(np.int64) for matrix in matrices)
    shape = matrices[0].shape[0], sum(matrix.shape[1] for matrix in matrices)
    data = np.empty(indptr[-1], matrices[0].dtype)
    indices = np.empty(indptr[-1], sparse.get_index_dtype(maxval=max(shape)))

    def put(rows: tuple[int, int]) -> None:
        block = sparse.hstack([matrix[slice(*rows)] for matrix in matrices], format="csr")
        entries = slice(*indptr[[*rows]])
        data[entries], indices[entries] = block.data, block.indices

    map_parallel(put, blocks_of(indptr, BLOCK_ENTRIES))
    indptr = indptr.astype(sparse.get_index_dtype(maxval=max(*shape, indptr[-1])))
    return sparse.csr_array((data, indices, indptr), shape=shape)
