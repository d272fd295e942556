"""Which texts of a column are worth a closer look, asked of all at once and of their bytes.

A piece of a column holds the bytes of its texts one after the other. To look at it takes little memory,
however long the column is, and no text becomes a string of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from newslab.cleaning.boilerplate import BOILERPLATE_LINE, CUT_SHORT, DAMAGED
from newslab.wrapping import NARROWEST, WIDEST


def may_hold_boilerplate(texts: pd.Series) -> np.ndarray:
    """Return in which texts the rules for cells may find something.

    The patterns are costly, and each is tried only where it can match: that of damaged letters on pieces that
    have the bytes of one, that of lines on those that are short, of many pieces at once, as Arrow compiles it
    at each call.
    """
    may_hold, short, texts_of_short = [], [], []
    are_boilerplate = [np.zeros(0, bool)]
    n_texts = 0
    for piece in pieces(texts):
        lines = _Lines.of(piece)
        found = lines.in_texts(lines.may_be_wrapped())
        if b"\xc3" in lines.content and _MAY_BE_DAMAGED.search(
            lines.content
        ):  # the first is found far faster
            found |= _matching(piece, DAMAGED)
        may_hold.append(found)
        are_short = lines.are_short()
        short.append(lines.stored() if are_short.all() else lines.stored().filter(pa.array(are_short)))
        texts_of_short.append(lines.texts[are_short] + n_texts)
        n_texts += len(piece)
        if n_texts == len(texts) or sum(each.nbytes for each in short) > 4 * _PIECE:
            are_boilerplate.append(_are_boilerplate(pa.concat_arrays(short)))
            short.clear()
    answers = np.concatenate(may_hold)
    answers[np.concatenate(texts_of_short)[np.concatenate(are_boilerplate)]] = True
    return answers


def _are_boilerplate(lines: pa.Array) -> np.ndarray:
    """Return which lines are boilerplate; for a few, Python is faster, as it keeps the compiled pattern."""
    if len(lines) < _FEW:
        pattern = _boilerplate_line()
        return np.array([pattern.search(line) is not None for line in lines.to_pylist()], bool)
    return _matching(lines, BOILERPLATE_LINE)


#: Below this many lines, Python finishes before Arrow has compiled the pattern, which it does at each call.
_FEW = 500


@cache
def _boilerplate_line() -> re.Pattern[str]:
    return re.compile(BOILERPLATE_LINE)


#: The bytes that all damaged letters have, as `DAMAGED` describes them: found by the first of them, which is
#: the same for all, in next to no time.
_MAY_BE_DAMAGED = re.compile(rb"\xc3(?:\x82|[\x83-\xaf][\xc2\xc5\xc6\xcb\xe2])")


def _matching(texts: pa.Array, pattern: str) -> np.ndarray:
    """Return which texts hold a pattern, in the syntax of RE2; a missing one does not."""
    found = pa.compute.match_substring_regex(texts, pattern).fill_null(False)
    return found.to_numpy(zero_copy_only=False)


class _Lines(NamedTuple):
    """The lines of a piece that are not empty, found by the line ends among its bytes."""

    content: bytes
    n_texts: int
    #: Of each line the place of its first byte, its length in bytes, and the text it is of.
    starts: np.ndarray
    lengths: np.ndarray
    texts: np.ndarray
    #: Whether it is right below the one before, in the same text.
    are_next: np.ndarray

    @classmethod
    def of(cls, piece: pa.Array) -> _Lines:
        limits, letters = bytes_of(piece)
        content = bytes(letters)
        breaks = np.flatnonzero(np.frombuffer(content, np.uint8) == ord("\n"))
        starts = np.sort(np.concatenate([limits[:-1], breaks + 1]), kind="stable")
        ends = np.sort(np.concatenate([breaks, limits[1:]]), kind="stable")
        filled = ends > starts
        starts, ends = starts[filled], ends[filled]
        texts = np.searchsorted(limits, starts, "right") - 1
        are_next = np.zeros(len(starts), bool)
        are_next[1:] = (starts[1:] == ends[:-1] + 1) & (texts[1:] == texts[:-1])
        return cls(content, len(piece), starts, ends - starts, texts, are_next)

    def in_texts(self, are_meant: np.ndarray) -> np.ndarray:
        """Return which texts have a line that is meant."""
        found = np.zeros(self.n_texts, bool)
        found[self.texts[are_meant]] = True
        return found

    def are_short(self) -> np.ndarray:
        """Return which lines are short enough for boilerplate; those about cookies are the longest."""
        longest = _LONGEST if b"ookie" in self.content else _LONG
        return self.lengths <= (longest if self.content.isascii() else 2 * longest)

    def stored(self) -> pa.Array:
        """Return the lines themselves, each with the line ends after it, without a copy."""
        limits = np.append(self.starts, len(self.content))
        buffers = [None, pa.py_buffer(limits), pa.py_buffer(self.content)]
        return pa.Array.from_buffers(pa.large_string(), len(self.starts), buffers)

    def may_be_wrapped(self) -> np.ndarray:
        """Return which lines may go on one of a fixed width: with a small letter, or one beyond ASCII."""
        first = np.frombuffer(self.content, np.uint8)[self.starts]
        goes_on = self.are_next & ((first >= ord("a")) & (first <= ord("z")) | (first > 127))
        widest = WIDEST if self.content.isascii() else 3 * WIDEST
        goes_on[1:] &= (self.lengths[:-1] >= NARROWEST // 2) & (self.lengths[:-1] <= widest)
        return goes_on


#: How long a line of boilerplate may be in letters of ASCII, with some white space around it; and one about
#: cookies. One in other letters has up to twice as many bytes.
_LONG, _LONGEST = 140, 420


def are_cut_short(texts: pd.Series) -> np.ndarray:
    """Return the texts that end where a news service cut them, or in a paywall; a missing text does not."""
    are_cut = [np.zeros(0, bool)]
    ends: list[pa.Array] = []
    n_texts = 0
    for piece in pieces(texts):
        # The last bytes are found at once, the last characters only from the first one on.
        ends.append(pa.compute.binary_slice(piece.cast(pa.large_binary()), -200))
        n_texts += len(piece)
        if n_texts == len(texts) or sum(each.nbytes for each in ends) > 4 * _PIECE:
            are_cut.append(_matching(pa.concat_arrays(ends), CUT_SHORT))
            ends.clear()
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
_PIECE = 1_000_000


def bytes_of(piece: pa.Array) -> tuple[np.ndarray, pa.Buffer]:
    """Return the bytes of all texts of a piece, and where among them each begins, and the last one ends."""
    _, limits, letters = piece.buffers()
    limits = np.frombuffer(limits, np.int64)[piece.offset : piece.offset + len(piece) + 1]
    first, last = limits[[0, -1]]
    return limits - first, letters.slice(first, last - first) if letters else pa.py_buffer(b"")
