"""How the words of articles are written: their capitals, and what precedes each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from newslab.arrays import ranges
from newslab.tokens import TextBlock, Tokens, classes_of_bytes

# What a character is in a word: these bits of its entry in the table …
UPPER, LOWER, LINE, DOT, APOSTROPHE = range(1, 6)
_KIND_BITS, _KINDS = 3, 0b111
# … and, in the bits above, what it is between two words, the later cutting them more deeply than the earlier.
SPACE, HYPHEN, FULL_STOP, CUT, SENTENCE = range(5)
_GAPS = {
    HYPHEN: "-\u2010\u2011",
    FULL_STOP: ".",
    SENTENCE: '!?…:;"\u201c\u201d\u201e\u2018«»‹›¡¿•·|*\u2013\u2014',
}


@dataclass(frozen=True, eq=False)
class Writing:
    """How each token is written; arrays with one entry a token."""

    is_capital: np.ndarray  # begins with a capital letter
    is_upper: np.ndarray  # begins with a capital, is longer, and has no small letter
    has_inner_capital: np.ndarray  # a capital after a small letter: McDonald
    is_dotted: np.ndarray  # an initialism with its dots
    is_possessive: np.ndarray
    gap: np.ndarray  # what is before it
    begins_line: np.ndarray
    before_dot: np.ndarray  # a full stop is right after it


@dataclass(frozen=True, eq=False)
class Edges:
    """The tokens with which names may begin and end: those with a capital or beside a hyphen.

    `places` are the tokens; `starts` and `ends` where they are, in characters of their texts; `is_upper`
    whether each is in capitals alone.
    """

    places: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    is_upper: np.ndarray

    def spans(self, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where names are in their texts, by their first and their last tokens."""
        return (
            self.starts[np.searchsorted(self.places, first)],
            self.ends[np.searchsorted(self.places, last)],
        )

    def are_upper(self, tokens: np.ndarray) -> np.ndarray:
        """Return which of some tokens are in capitals alone."""
        return self.is_upper[np.searchsorted(self.places, tokens)]

    def after(self, n: int) -> Edges:
        """Return the same of tokens that have some before them."""
        return replace(self, places=self.places + n)

    def moved(self, n: np.ndarray) -> Edges:
        """Return the same in texts with some characters before each of the tokens."""
        return replace(self, starts=self.starts + n, ends=self.ends + n)


def joined_edges(some: Iterable[Edges]) -> Edges:
    """Return the edges of several blocks of articles."""
    arrays = ((each.places, each.starts, each.ends, each.is_upper) for each in some)
    return Edges(*map(np.concatenate, zip(*arrays, strict=True)))


def writing(tokens: Tokens) -> tuple[Writing, Edges]:
    """Return how each token is written, and with which of them names may begin and end."""
    arrays = [np.concatenate(parts) for parts in zip(*tokens.map_blocks(_writing_of), strict=True)]
    *of_tokens, is_edge, starts, ends = arrays
    written = Writing(*of_tokens)
    return written, Edges(np.flatnonzero(is_edge), starts, ends, written.is_upper[is_edge])


def _writing_of(block: TextBlock) -> tuple[np.ndarray, ...]:
    data, starts, ends = block.data, block.starts, block.ends
    of_byte, _ = classes_of_bytes(data, *_tables())
    kinds = of_byte & _KINDS
    is_capital = kinds[starts] == UPPER
    gap, begins_line = _gaps(block, of_byte)
    inner = np.flatnonzero(kinds == UPPER)
    inner = inner[kinds[inner - 1] == LOWER]
    dots = np.flatnonzero(kinds == DOT)
    is_s = (data[ends - 1] | 0x20) == ord("s")
    is_edge = is_capital | (gap == HYPHEN)
    is_edge[:-1] |= gap[1:] == HYPHEN
    return (
        is_capital,
        _are_upper(data, kinds, starts, ends, is_capital),
        _have(inner, starts + 1, ends),
        _have(dots, starts, ends),
        is_s & (kinds[ends - 2] == APOSTROPHE),
        gap,
        begins_line,
        kinds[ends] == DOT,
        is_edge,
        *block.characters(starts[is_edge], ends[is_edge]),
    )


def _are_upper(
    data: np.ndarray, kinds: np.ndarray, starts: np.ndarray, ends: np.ndarray, is_capital: np.ndarray
) -> np.ndarray:
    """Return which words are of several letters, without a small one."""
    is_upper = is_capital & (ends - starts > 1)
    is_upper &= kinds[np.minimum(starts + 1, len(data) - 1)] != LOWER  # most are left out here
    some = np.flatnonzero(is_upper)
    places, offsets = ranges(starts[some], (ends - starts)[some])
    n_small = np.diff(np.append(0, np.cumsum(kinds[places] == LOWER))[offsets])
    n_letters = np.diff(np.append(0, np.cumsum((data[places] & 0xC0) != 0x80))[offsets])
    is_upper[some] = (n_small == 0) & (n_letters > 1)
    return is_upper


def _have(places: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return which of some stretches have any of some places in them."""
    found = np.zeros(len(starts), bool)
    if len(starts):
        stretch = np.searchsorted(starts, places, side="right") - 1
        found[stretch[(stretch >= 0) & (places < ends[stretch])]] = True
    return found


def _gaps(block: TextBlock, of_byte: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what is before each word, and whether it begins a line."""
    data, starts = block.data, block.starts
    gap_starts = np.append(0, block.ends)[: len(starts)]
    length = starts - gap_starts
    gap = of_byte[gap_starts] >> _KIND_BITS  # of most a single space
    gap[length == 0] = CUT
    longer = np.flatnonzero(length > 1)
    edges = np.stack([gap_starts[longer], starts[longer]], axis=1).ravel()
    gap[longer] = np.maximum.reduceat(of_byte >> _KIND_BITS, edges)[::2] if len(edges) else 0
    is_one = (length == 1) | ((length == 3) & (data[gap_starts] >= 0xE0))
    gap[(gap == HYPHEN) & ~is_one] = SENTENCE  # a dash

    lines = np.flatnonzero(((of_byte & _KINDS) == LINE) & ((data & 0xC0) != 0x80))
    word = np.searchsorted(starts, lines)
    is_before = word < len(starts)
    is_before[is_before] = lines[is_before] >= gap_starts[word[is_before]]
    n_lines = np.bincount(word[is_before], minlength=len(starts))
    first_words = np.searchsorted(starts, block.text_starts)
    n_lines[first_words[first_words < len(starts)]] = 2  # the ends of an article, too, end a paragraph
    gap[n_lines > 1] = SENTENCE
    return gap, n_lines > 0


@cache
def _tables() -> tuple[np.ndarray, bytes]:
    """Return for every Unicode character what it is in a word, and how deeply it cuts between words; and the
    same of the bytes of ASCII.
    """
    kinds, gaps = np.zeros(0x110000, np.uint8), np.full(0x110000, CUT, np.uint8)
    characters = [chr(i) for i in range(0x20000)]  # no script beyond has capitals
    kinds[: len(characters)] = [
        UPPER if c.isupper() or c.istitle() else LOWER if c.islower() else 0 for c in characters
    ]
    for kind, some in ((LINE, "\n\u2028\u2029"), (DOT, "."), (APOSTROPHE, "'\u2019\u02bc")):
        kinds[[ord(c) for c in some]] = kind
    gaps[[ord(c) for c in characters if c.isspace() or c in "&\u00ad\u200b\u200c\u200d\ufeff"]] = SPACE
    for gap, some in _GAPS.items():
        gaps[[ord(c) for c in some]] = gap
    table = (gaps << _KIND_BITS) | kinds
    return table, table[:256].tobytes()
