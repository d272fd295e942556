"""Matrices that have one row an article: sums and products of rows, and one matrix beside another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from newslab.arrays.blocks import blocks_of, map_parallel

# Matrices are put side by side so many entries at a time.
BLOCK_ENTRIES = 1 << 20


def sum_by_group(
    matrix: np.ndarray | sparse.sparray, groups: np.ndarray, n_groups: int
) -> np.ndarray | sparse.sparray:
    """Add up the rows of a matrix, one an article, by the articles' groups."""
    members = sparse.csr_array(
        (np.ones(len(groups)), (groups, np.arange(len(groups)))), shape=(n_groups, len(groups))
    )
    return members @ matrix


def row_products(matrix: np.ndarray | sparse.csr_array, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the inner products of pairs of rows, without holding all the rows at once."""
    parts = np.array_split(np.arange(len(a)), len(a) // 10_000 + 1)
    if sparse.issparse(matrix):
        products = [matrix[a[part]].multiply(matrix[b[part]]).sum(axis=1) for part in parts]
    else:
        products = [np.einsum("ij,ij->i", matrix[a[part]], matrix[b[part]]) for part in parts]
    return np.concatenate(products)


def hstack_parallel(matrices: Sequence[sparse.csr_array]) -> sparse.csr_array:
    """Return matrices of one type as one, the columns of each behind those of the one before.

    `scipy.sparse.hstack` does this for a block of rows at a time, on all cores; for all rows at once it would
    hold every entry three times. One matrix is returned as it is.
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
