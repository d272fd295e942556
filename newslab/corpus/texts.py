"""What is asked of all texts of a column at once: which are blank, and which may be the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute
from pandas.api.extensions import ExtensionArray

from newslab.cleaning.screening import bytes_of, pieces


def is_blank(cells: pd.Series) -> pd.Series:
    """Return which cells are missing, or hold nothing but white space."""
    if not isinstance(cells.dtype, pd.StringDtype):
        return cells.isna()
    return pd.Series(_are_blank(pa.array(cells.array, pa.large_string())), index=cells.index)


def are_blank(columns: Sequence[ExtensionArray]) -> np.ndarray:
    """Return the same of several columns of text, of one length, at once: a table may have thousands.

    Returns
    -------
    ndarray of bool, shape (n_columns, n_rows)
    """
    stored = [pa.array(column, pa.large_string()) for column in columns]
    if len(stored) < _MANY:  # Arrow copies the columns that it looks at together
        return np.array([_are_blank(column) for column in stored]).reshape(len(stored), -1 if stored else 0)
    return _are_blank(pa.chunked_array(stored, pa.large_string())).reshape(len(stored), -1)


_MANY = 100


def _are_blank(stored: pa.Array | pa.ChunkedArray) -> np.ndarray:
    is_empty = pa.compute.equal(pa.compute.binary_length(stored), 0)
    blank = pa.compute.or_(pa.compute.utf8_is_space(stored), is_empty)
    return np.asarray(blank.fill_null(True), bool)


def are_null_words(cells: pd.Series) -> pd.Series:
    """Return which cells hold nothing but what programs write for a missing value, such as "nan" or "None".

    Examples
    --------
    >>> are_null_words(pd.Series(["nan", "NULL", "NA", "Nantes", None], dtype="str")).tolist()
    [True, True, True, False, False]
    """
    if not isinstance(cells.dtype, pd.StringDtype):
        return pd.Series(False, index=cells.index)
    stored = pa.array(cells.array, pa.large_string())
    are_short = pa.compute.less_equal(pa.compute.binary_length(stored), _LONGEST_NULL_WORD)
    found = np.asarray(are_short.fill_null(False), bool)
    if found.any():
        short = cells[found].str.strip()
        found[found] = (short.str.lower().isin(_NULL_WORDS) | short.isin(_NULL_WORDS_AS_WRITTEN)).to_numpy()
    return pd.Series(found, index=cells.index)


#: How Python, R, SQL, JavaScript and spreadsheets write a missing value where a table is saved as text.
_NULL_WORDS = (
    "none",
    "nan",
    "null",
    "(null)",
    "nat",
    "<na>",
    "n/a",
    "#n/a",
    "n.a.",
    "undefined",
    "[]",
    "{}",
    "-",
)
_NULL_WORDS_AS_WRITTEN = ("NA", "\\N")
_LONGEST_NULL_WORD = 12


def signs_of(texts: pd.Series) -> pd.Series:
    """Return a number for each text, made of its length and of bytes at its beginning, middle and end.

    Texts that are the same have the same number, and few others do; it is faster than to read them.
    """
    signs = []
    for piece in pieces(texts):
        limits, letters = bytes_of(piece)
        starts, ends, lengths = limits[:-1], limits[1:], np.diff(limits)
        sign = lengths.astype(np.uint64)
        if len(letters) >= 8:
            eights = np.ndarray(len(letters) - 7, "<u8", letters, strides=1)  # from each of the bytes on
            for place in (starts, (starts + ends) // 2 - 4, ends - 8):
                sign = sign * _FACTOR + eights[place.clip(0, len(eights) - 1)]
        signs.append(np.where(lengths < 16, 0, sign))  # to the eight bytes of a short one others may belong
    return pd.Series(np.concatenate(signs))


#: An odd number of 64 bits without a pattern, that of the golden ratio.
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
