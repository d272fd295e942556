"""Entries of a sparse matrix, looked up many at a time."""

from __future__ import annotations

import numpy as np
from scipy import sparse


class Entries:
    """The entries of a matrix, by row and column.

    SciPy's own look-up of some tens of thousands of entries walks along their rows, which takes seconds where
    rows are long.

    Parameters
    ----------
    matrix : csr_array, shape (n_rows, n_columns)
        Its rows are sorted if they are not yet, and equal entries added up.

    Examples
    --------
    >>> entries = Entries(sparse.csr_array(np.array([[0, 3], [4, 0]])))
    >>> entries.values(np.array([0, 0, 1]), np.array([0, 1, 0])).tolist()
    [0, 3, 4]
    """

    def __init__(self, matrix: sparse.csr_array) -> None:
        matrix.sum_duplicates()
        n_rows, self._n_columns = matrix.shape
        self._keys = np.repeat(np.arange(n_rows, dtype=np.int64) * self._n_columns, np.diff(matrix.indptr))
        self._keys += matrix.indices
        self._data = matrix.data

    def places(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        """Return how many entries are before each of some, row by row; a column may be one after the last."""
        return np.searchsorted(self._keys, self._key(row, column))

    def values(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        """Return each of some entries, 0 where there is none."""
        values = np.zeros(len(row), self._data.dtype)
        if len(self._keys):
            place = self.places(row, column).clip(max=len(self._keys) - 1)
            is_there = self._keys[place] == self._key(row, column)
            values[is_there] = self._data[place[is_there]]
        return values

    def _key(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        return row.astype(np.int64) * self._n_columns + column
