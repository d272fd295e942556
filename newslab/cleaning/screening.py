"""Which texts of a column are worth a closer look, asked of all at once and of their bytes.

A piece of a column holds the bytes of its texts one after the other. To look at it takes little memory,
however long the column is, and no text becomes a string of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from newslab.cleaning.boilerplate import CUT_SHORT, IN_CELLS


def may_hold_boilerplate(texts: pd.Series) -> np.ndarray:
    """Return the texts in which the rules for cells may find something."""
    may_hold = []
    for piece in pieces(texts):
        letters = bytes(bytes_of(piece)[1])
        if b"\n" not in letters and "Â".encode() not in letters:
            # Each is one line, and a long line is no boilerplate.
            piece = pa.compute.if_else(pa.compute.less_equal(pa.compute.utf8_length(piece), 80), piece, None)
        found = pa.compute.match_substring_regex(piece, IN_CELLS).fill_null(False)
        may_hold.append(found.to_numpy(zero_copy_only=False))
    return np.concatenate(may_hold)


def are_cut_short(texts: pd.Series) -> np.ndarray:
    """Return the texts that end where a news service cut them, or in a paywall; a missing text does not."""
    are_cut = []
    for piece in pieces(texts):
        # The last bytes are found at once, the last characters only from the first one on.
        ends = pa.compute.binary_slice(piece.cast(pa.large_binary()), -200)
        found = pa.compute.match_substring_regex(ends, CUT_SHORT).fill_null(False)
        are_cut.append(found.to_numpy(zero_copy_only=False))
    return np.concatenate(are_cut)


def pieces(texts: pd.Series) -> Iterator[pa.Array]:
    """Yield the texts of a column by pieces of some `_PIECE` bytes, at least one; none is a copy."""
    stored = pa.array(texts.array, pa.large_string())
    chunks = stored.chunks if isinstance(stored, pa.ChunkedArray) else [stored]
    for chunk in chunks or [pa.array([], pa.large_string())]:
        n_texts = len(chunk) * _PIECE // (chunk.nbytes + 1) + 1
        for start in range(0, len(chunk) or 1, n_texts):
            yield chunk.slice(start, n_texts)


#: Few enough to take little memory, and many enough that beginning a piece takes no time.
_PIECE = 8_000_000


def bytes_of(piece: pa.Array) -> tuple[np.ndarray, pa.Buffer]:
    """Return the bytes of all texts of a piece, and where among them each begins, and the last one ends."""
    _, limits, letters = piece.buffers()
    limits = np.frombuffer(limits, np.int64)[piece.offset : piece.offset + len(piece) + 1]
    first, last = limits[[0, -1]]
    return limits - first, letters.slice(first, last - first) if letters else pa.py_buffer(b"")
