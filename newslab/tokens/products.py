"""Sums and products of the rows of matrices that have one row an article."""

from __future__ import annotations

import numpy as np
from scipy import sparse


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
