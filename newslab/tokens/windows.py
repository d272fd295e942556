"""Tokens of long texts, some at a time: as articles of their own, or as windows around runs of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from newslab.arrays import blocks_of
from newslab.tokens.pieces import PIECE_BYTES, Pieces
from newslab.tokens.tokens import Tokens

# A window is of some that many runs of tokens, and of no more than as many times these bytes of a long text.
RUNS_AT_ONCE, BYTES_OF_RUN = 1 << 13, 1 << 7


class InPieces(NamedTuple):
    """Tokens with articles that are pieces of others: the row of these, and the characters before each."""

    tokens: Tokens
    row: np.ndarray
    characters: np.ndarray


def in_pieces(tokens: Tokens) -> InPieces:
    """Return tokens with long texts cut into articles at ends of sentences; others are as they are.

    The articles have no other columns where any is cut.
    """
    pieces = tokens.pieces().at_sentences()
    if pieces.are_whole:
        return InPieces(tokens, pieces.text, pieces.characters)
    offsets = tokens.words_in(pieces)
    cut = replace(tokens, offsets=offsets, sentences=offsets, articles=_table(pieces))
    return InPieces(cut, pieces.text, pieces.characters)


class Window(NamedTuple):
    """Some of the runs of tokens asked for, and little more than the texts that hold them.

    `begin` is the first token of `pieces` among those of all, `row` its article, and `characters` how many of
    that are before it; `texts` are the pieces of each article together.
    """

    runs: slice
    tokens: Tokens
    pieces: Pieces
    texts: pd.Series
    begin: int
    row: int
    characters: int

    def spans(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where tokens are in `texts`, by their places among those of all."""
        order = np.argsort(places, kind="stable")
        words = places[order] - self.begin
        starts, ends = np.empty((2, len(places)), np.int64)
        starts[order], ends[order] = self.tokens.spans_in(self.pieces, words, PIECE_BYTES)
        return starts, ends


def windows_of(tokens: Tokens, first: np.ndarray, last: np.ndarray) -> Iterator[Window]:
    """Cut runs of tokens into windows.

    Parameters
    ----------
    tokens : Tokens
    first, last : ndarray of int
        The first and the last token of each run, which is in one article; both ascending.
    """
    pieces = tokens.pieces()
    edges = tokens.offsets if pieces.are_whole else tokens.words_in(pieces)
    until = np.searchsorted(first, edges)
    n_pieces = np.bincount(pieces.text)[pieces.text]
    n_bytes = np.append(0, np.cumsum(np.where(n_pieces > 1, pieces.n_bytes, 0)))
    for from_piece, to_piece in blocks_of(until + n_bytes // BYTES_OF_RUN, RUNS_AT_ONCE):
        runs = slice(int(until[from_piece]), int(until[to_piece]))
        if runs.start == runs.stop:
            continue
        to_piece = max(to_piece, int(np.searchsorted(edges, last[runs.stop - 1], side="right")))
        some = pieces.some(slice(from_piece, to_piece))
        texts = pd.Series(some.at(some.first_of_text).texts, dtype="str")
        begin, row, before = edges[from_piece], pieces.text[from_piece], pieces.characters[from_piece]
        yield Window(runs, tokens, some, texts, int(begin), int(row), int(before))


def _table(pieces: Pieces) -> pd.DataFrame:
    return pd.DataFrame({"text": pd.Series(pieces.texts, dtype="str")})
