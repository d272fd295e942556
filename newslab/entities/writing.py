"""How the words of articles are written: their capitals, and what precedes each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from newslab.tokens import Tokens

# How many words are looked at at once: the characters of the text take four bytes each.
BLOCK_WORDS = 1 << 18

UPPER, LOWER, LINE, DOT, APOSTROPHE, INNER = 1, 2, 4, 8, 16, 32
# What may be between two words, the later cutting them more deeply than the earlier.
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


def writing(tokens: Tokens) -> Writing:
    """Return how each token is written."""
    cuts = np.unique(np.searchsorted(tokens.offsets, np.arange(0, tokens.offsets[-1] + 1, BLOCK_WORDS)))
    blocks = [_writing_of(tokens, *rows) for rows in pairwise([*cuts, len(tokens.offsets) - 1])]
    return Writing(*map(np.concatenate, zip(*blocks, strict=True)))


def _writing_of(tokens: Tokens, first: int, last: int) -> tuple[np.ndarray, ...]:
    texts = tokens.articles["text"].iloc[first:last].astype(object)
    texts = texts.where(texts.notna(), "").tolist()
    # Two line breaks end a paragraph, and so do the ends of an article.
    joined = "\n\n" + "".join(text + "\n\n" for text in texts)
    characters = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    begins = np.cumsum([2, *(len(text) + 2 for text in texts)], dtype=np.int64)[: len(texts)]
    starts, ends = tokens.spans(np.arange(tokens.offsets[first], tokens.offsets[last]))
    shift = np.repeat(begins, tokens.n_words[first:last])
    starts, ends = starts + shift, ends + shift
    kinds, gaps = (table[characters] for table in _tables())

    inner = np.append(False, (kinds[1:] == UPPER) & (kinds[:-1] == LOWER))
    inner[starts] = False
    kinds[inner] |= INNER
    gap_starts = np.append(0, ends)[: len(starts)]
    edges = np.stack([gap_starts, starts], axis=1).ravel()  # a gap, a word, a gap, a word …
    gap = np.maximum.reduceat(gaps, edges)[::2]
    in_word = np.bitwise_or.reduceat(kinds[: ends[-1]] if len(ends) else kinds, edges)[1::2]
    piece = np.searchsorted(edges, np.flatnonzero(kinds == LINE), side="right")  # counted from 1
    n_lines = np.bincount(piece, minlength=len(edges) + 1)[1 : len(edges) : 2]
    gap[(gap == HYPHEN) & (starts - gap_starts > 1)] = SENTENCE  # a dash
    gap[n_lines > 1] = SENTENCE
    is_capital = kinds[starts] == UPPER
    is_s = np.isin(characters[ends - 1], [ord("s"), ord("S")])
    return (
        is_capital,
        is_capital & ((in_word & LOWER) == 0) & (ends - starts > 1),
        (in_word & INNER) != 0,
        (in_word & DOT) != 0,
        is_s & (kinds[ends - 2] == APOSTROPHE),
        gap,
        n_lines > 0,
        kinds[ends] == DOT,
    )


@cache
def _tables() -> tuple[np.ndarray, np.ndarray]:
    """Return for every Unicode character what it is in a word, and how deeply it cuts between words."""
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
    return kinds, gaps
