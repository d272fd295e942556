"""Long texts in pieces, so that what is made of a text on the way takes little memory at a time.

A cut changes no word and no sentence: it is at the end of a paragraph or a sentence, or else between two
words with nothing but a space between them. What a whole text shows about its words, whether those of
scripts without spaces are set apart in it, is counted in all of its pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newslab.english.abbreviations import ABBREVIATIONS
from newslab.tokens.characters import HARD_ENDS, SINGLE, character_classes
from newslab.tokens.scanning import classes_of_bytes, count_spaced
from newslab.tokens.splitting import SPACED

#: A text of more bytes is cut into pieces of some that many.
PIECE_BYTES = 1 << 18
#: How many bytes are looked through for a place to cut, before the same number after them are.
LOOKED_THROUGH = 1 << 14
# Whether words of scripts without spaces are set apart by spaces, where a text shows it by itself.
AS_IT_SHOWS = -1

_LETTER = r"[^\W\d_]"
# A line that goes on this far after a cut is a long one, as it is in the whole text (`sentences.WRAPPED`).
_GOES_ON = rf"(?={_LETTER}[^\n]{{60}})"
# A word that is the last of its sentence.
_LAST = rf"(?<= )(?!(?:{'|'.join(sorted(ABBREVIATIONS))})\.)[a-z]{{2,}}"
# Where to cut, the best first, and whether a sentence begins there: after an empty line; after a full stop
# that is no abbreviation's, or a mark that always ends a sentence; between two words, of which the next is no
# address.
_CUTS = (
    (re.compile(rf"\n\n(?={_LETTER})"), True),
    (re.compile(rf"(?:{_LAST}\. (?=[A-Z][a-z]* )|[{HARD_ENDS}]){_GOES_ON}"), True),
    (re.compile(rf"(?<={_LETTER}) (?={_LETTER}+ ){_GOES_ON}"), False),
)


@dataclass(frozen=True, eq=False)
class Pieces:
    """Texts, the long ones in pieces; made by `cut_texts`. Arrays with an entry a piece.

    Attributes
    ----------
    texts : Array of str
        The pieces; they share the memory of the texts.
    text : ndarray of int
        The row of the text of each.
    begins : ndarray of bool
        Whether a sentence begins with it.
    spaced : ndarray of int8
        Of one of a long text, whether words of scripts without spaces are set apart by spaces in the text,
        as 1 or 0; of others `AS_IT_SHOWS`.
    """

    texts: pa.Array
    text: np.ndarray
    begins: np.ndarray
    spaced: np.ndarray

    @classmethod
    def of_whole(cls, texts: pa.Array) -> Pieces:
        """Return texts as they are."""
        n = len(texts)
        return cls(texts, np.arange(n), np.ones(n, bool), np.full(n, AS_IT_SHOWS, np.int8))

    @property
    def are_whole(self) -> bool:
        """Whether no text was cut."""
        return len(self.text) == 0 or len(self.text) == self.text[-1] + 1

    @cached_property
    def first_of_text(self) -> np.ndarray:
        """The first piece of each text."""
        return np.flatnonzero(np.diff(self.text, prepend=-1))

    @cached_property
    def characters(self) -> np.ndarray:
        """How many characters of its text are before each piece."""
        if self.are_whole:
            return np.zeros(len(self.text), np.int64)
        n = pc.utf8_length(self.texts).to_numpy(zero_copy_only=False).astype(np.int64)
        before = np.cumsum(n) - n
        return before - before[self.first_of_text][self.text]

    @cached_property
    def n_bytes(self) -> np.ndarray:
        """How many bytes each piece has."""
        return pc.binary_length(self.texts).to_numpy(zero_copy_only=False)

    def some(self, pieces: slice) -> Pieces:
        """Return some of the pieces."""
        row = self.text[pieces]
        return Pieces(self.texts[pieces], row - row[:1], self.begins[pieces], self.spaced[pieces])

    def at(self, firsts: np.ndarray) -> Pieces:
        """Return the same in fewer pieces, by the first that is in each."""
        edges = edges_of(self.texts)[0][np.append(firsts, len(self.texts))]
        texts = _of_edges(edges, self.texts)
        return Pieces(texts, self.text[firsts], self.begins[firsts], self.spaced[firsts])

    def at_sentences(self) -> Pieces:
        """Return the same in fewer pieces, with each of which a sentence begins."""
        return self if self.begins.all() else self.at(np.flatnonzero(self.begins))


def cut_texts(texts: pa.Array) -> Pieces:
    """Cut long texts, none missing, into pieces.

    Examples
    --------
    >>> pieces = cut_texts(pa.array(["It rose. " * 60_000, "It fell."], pa.large_string()))
    >>> pieces.text.tolist(), pieces.begins.tolist()
    ([0, 0, 1], [True, True, True])
    """
    whole = Pieces.of_whole(texts)
    long = np.flatnonzero(whole.n_bytes > PIECE_BYTES)
    if not len(long):
        return whole
    edges, data = edges_of(texts)
    starts, begins = list(edges[:-1, None]), list(whole.begins[:, None])
    for row in long.tolist():
        text = data[edges[row] : edges[row + 1]]
        places, begun = zip((0, True), *_cuts(text), strict=True)
        starts[row], begins[row] = edges[row] + np.array(places), np.array(begun)
        whole.spaced[row] = _are_set_apart(text, np.append(places, len(text)))
    n_pieces = [*map(len, starts)]
    return Pieces(
        _of_edges(np.append(np.concatenate(starts), edges[-1]), texts),
        np.repeat(whole.text, n_pieces),
        np.concatenate(begins),
        np.repeat(whole.spaced, n_pieces),
    )


def edges_of(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Return where each text starts, and the last ends, in the bytes of all, and these."""
    _, offsets, data = texts.buffers()
    edges = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return edges, np.frombuffer(data or b"", np.uint8)


def _of_edges(edges: np.ndarray, texts: pa.Array) -> pa.Array:
    """Return texts in the same bytes with other edges."""
    buffer = pa.py_buffer(np.ascontiguousarray(edges, np.int64))
    return pa.LargeStringArray.from_buffers(len(edges) - 1, buffer, texts.buffers()[2])


def _cuts(text: np.ndarray) -> Iterator[tuple[int, bool]]:
    """Yield where to cut the bytes of a text, and whether a sentence begins there."""
    place = PIECE_BYTES
    while place < len(text) - PIECE_BYTES // 2:
        window = text[place : place + LOOKED_THROUGH]
        first = int(np.argmax((window & 0xC0) != 0x80))  # of a character
        letters = window[first:].tobytes().decode("utf-8", "ignore")
        found = ((pattern.search(letters), begins) for pattern, begins in _CUTS)
        cut, begins = next(((match, begins) for match, begins in found if match), (None, False))
        if cut is None:
            place += LOOKED_THROUGH
            continue
        place += first + len(letters[: cut.end()].encode())
        yield place, begins
        place += PIECE_BYTES


def _are_set_apart(text: np.ndarray, edges: np.ndarray) -> bool:
    """Return whether the words of scripts without spaces are set apart by spaces in the bytes of a text."""
    n_singles = n_spaces = 0
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        # With the character after a piece no space between two is missed.
        end_of_next = min(end + 4, len(text))
        after = text[end:end_of_next].tobytes().decode("utf-8", "ignore")[:1].encode()
        data = np.frombuffer(b"\n" + text[start:end].tobytes() + after + b"\n", np.uint8)
        if data.max() < 0xE0:
            continue
        table = character_classes()
        classes, kinds = classes_of_bytes(data, table, table[:256].tobytes())
        if kinds & SINGLE:
            singles, spaces = count_spaced(data, classes)
            is_counted_twice = bool(after) and bool(classes[-2] == SINGLE)
            n_singles, n_spaces = n_singles + len(singles) - is_counted_twice, n_spaces + len(spaces)
    return n_spaces * SPACED > n_singles
