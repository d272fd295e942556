"""Patterns: what they mean, and where they match in all articles at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from newslab.tokens import Tokens, split_words

# So many numbers at most are listed with their places, which takes 4 bytes each.
MOST_LISTED = 1 << 24


def split_pattern(
    pattern: str, words_of: Callable[[str], list[str]] = split_words
) -> tuple[tuple[str, bool], ...]:
    """Return the words of a pattern, each with whether it is a stem.

    Parameters
    ----------
    pattern : str
        A word or a phrase; ``*`` ends a stem.
    words_of : callable
        What splits a text into folded words.

    Raises
    ------
    ValueError
        Where there is no word, or a ``*`` elsewhere than behind one.

    Examples
    --------
    >>> split_pattern("Armed-Group*")
    (('armed', False), ('group', True))
    """
    words = []
    *stems, rest = pattern.split("*")
    for stem, follower in pairwise([*stems, rest]):
        whole_words = words_of(stem)
        if not (whole_words and _is_of_word(stem[-1:])):
            raise ValueError(
                f"{pattern!r} has a * behind no word; put it behind the stem of one, as in militar*"
            )
        if _is_of_word(follower[:1]):
            raise ValueError(f"{pattern!r} has a * inside a word; it can only end one, as in militar*")
        words += [*((word, False) for word in whole_words[:-1]), (whole_words[-1], True)]
    words += ((word, False) for word in words_of(rest))
    if not words:
        raise ValueError(f"{pattern!r} holds no word; a pattern needs a letter or a digit")
    return tuple(words)


def match_patterns(tokens: Tokens, patterns: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find every match of every pattern, those that overlap included.

    The patterns make one tree, whose branches are words and whose leaves are patterns. All places in all
    articles where a pattern may begin climb it together, a word at a time: the cost grows with the matches,
    hardly with the patterns.

    Parameters
    ----------
    tokens : Tokens
        The articles.
    patterns : list of str
        Words and phrases; ``*`` ends a stem.

    Returns
    -------
    first, n_words, pattern : ndarray of int64
        For each match the place of its first token in ``tokens.codes``, the number of its words, and its
        place in `patterns`; ordered by the three. No match crosses the end of an article.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.tokens import tokenize
    >>> tokens = tokenize(pd.DataFrame({"text": ["Armed groups and armed rebels"]}))
    >>> first, n_words, pattern = match_patterns(tokens, ["armed*", "armed group*"])
    >>> first, n_words, pattern
    (array([0, 0, 3]), array([1, 2, 1]), array([0, 1, 0]))
    """
    n_codes, n_patterns = max(len(tokens.vocabulary), 1), max(len(patterns), 1)
    branches, leaves, words = _tree([split_pattern(pattern, tokens.words_of) for pattern in patterns])
    # A branch is known by its parent node and the code of its word. A stem stands for many codes.
    row, code = _codes_of(words, tokens.vocabulary).join(branches[:, 1])
    parent, node = branches[row, 0], branches[row, 2]
    of_root = parent == 0
    first_words = _Table(code[of_root], node[of_root])
    next_words = _Table(parent * n_codes + code, node)
    patterns_at = _Table(leaves[:, 0], leaves[:, 1])

    first, node = first_words.join(tokens.codes)
    end_of_article, n_words = tokens.offsets[tokens.article_of(first) + 1], 1
    found = [(first[:0], 0, first[:0])]
    while first.size:
        row, pattern = patterns_at.join(node)
        found.append((first[row], n_words, pattern))
        inside = first + n_words < end_of_article
        first, end_of_article, node = first[inside], end_of_article[inside], node[inside]
        row, node = next_words.join(node * n_codes + tokens.codes[first + n_words])
        first, end_of_article, n_words = first[row], end_of_article[row], n_words + 1
    # The three numbers of a match make one, so that one sort orders all.
    longest = n_words + 1
    matches = np.concatenate(
        [(first * longest + n_words) * n_patterns + pattern for first, n_words, pattern in found]
    )
    matches, pattern = np.divmod(np.sort(matches), n_patterns)
    first, n_words = np.divmod(matches, longest)
    return first, n_words, pattern


def longest_matches(first: np.ndarray, n_words: np.ndarray) -> np.ndarray:
    """Choose matches so that no word is in two: the longest, then the leftmost, then the first of equals.

    Returns their places, in the order of the tokens.
    """
    taken = np.zeros((first + n_words).max(initial=0), bool)
    chosen = []
    for length in np.unique(n_words)[::-1]:
        words = np.arange(length)
        places = np.flatnonzero(n_words == length)
        places = places[np.diff(first[places], prepend=-1) > 0]  # the best of those at one place
        places = places[~taken[first[places][:, None] + words].any(axis=1)]
        places = places[_leftmost(first[places], length)]
        taken[first[places][:, None] + words] = True
        chosen.append(places)
    return np.sort(np.concatenate([np.empty(0, np.int64), *chosen]))


def _is_of_word(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "LNM"


def _tree(patterns: list[tuple]) -> tuple[np.ndarray, np.ndarray, list[tuple[str, bool]]]:
    """Merge patterns into a tree.

    Returns its branches (parent node, number of the word, node), its leaves (node, place of the pattern), and
    the words by their numbers.
    """
    words: dict[tuple[str, bool], int] = {}
    nodes: dict[tuple[int, int], int] = {}
    leaves = []
    for place, pattern in enumerate(patterns):
        node = 0  # the root
        for word in pattern:
            number = words.setdefault(word, len(words))
            node = nodes.setdefault((node, number), len(nodes) + 1)
        leaves.append((node, place))
    branches = [(parent, word, node) for (parent, word), node in nodes.items()]
    return np.array(branches, np.int64).reshape(-1, 3), np.array(leaves, np.int64).reshape(-1, 2), list(words)


class _Table:
    """Values under keys that are not negative; several values may stand under one key."""

    def __init__(self, keys: np.ndarray, values: np.ndarray) -> None:
        order = np.argsort(keys, kind="stable")
        self.values = values[order]
        self.keys, self.starts, self.counts = np.unique(keys[order], return_index=True, return_counts=True)
        # Where keys are small, a list of the places of all numbers up to the last is faster than a search.
        self.last = int(self.keys.max(initial=0))
        self.places = None
        if self.last < MOST_LISTED:
            self.places = np.full(self.last + 2, -1, np.int32)
            self.places[self.keys] = np.arange(len(self.keys))

    def join(self, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Pair each wanted key, by its place, with every value that stands under it."""
        if self.places is not None:
            place = self.places[np.minimum(wanted, self.last + 1)]
            known = np.flatnonzero(place >= 0)
        else:
            place = np.searchsorted(self.keys, wanted)
            known = np.flatnonzero(np.append(self.keys, -1)[place] == wanted)
        place = place[known]
        counts = self.counts[place]
        if (counts == 1).all():
            return known, self.values[self.starts[place]]
        nth = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(known, counts), self.values[np.repeat(self.starts[place], counts) + nth]


def _codes_of(words: list[tuple[str, bool]], vocabulary: pd.Index) -> _Table:
    """Return the codes of the terms that words stand for, under the words' numbers.

    A whole word stands for the term equal to it; a stem of k letters for the terms that it begins.
    """
    terms = pa.array(vocabulary, pa.large_string())
    of_length: dict[int | None, list[int]] = {}
    for number, (word, is_stem) in enumerate(words):
        of_length.setdefault(len(word) if is_stem else None, []).append(number)
    numbers, codes = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for length, group in of_length.items():
        beginnings = terms if length is None else pc.utf8_slice_codeunits(terms, 0, length)
        place = pc.index_in(beginnings, pa.array([words[number][0] for number in group], terms.type))
        place = pc.fill_null(place, -1).to_numpy()
        codes.append(np.flatnonzero(place >= 0))
        numbers.append(np.array(group)[place[codes[-1]]])
    return _Table(np.concatenate(numbers), np.concatenate(codes))


def _leftmost(first: np.ndarray, length: int) -> np.ndarray:
    """Choose, from left to right, the matches of one length that do not overlap the one chosen before.

    `then` leads from each match to the one that would be chosen after it. Squaring it, so that it leads
    two, four, eight matches on, finds all that are chosen in a few steps.
    """
    n = len(first)
    if (np.diff(first) >= length).all():
        return np.ones(n, bool)
    chosen = np.zeros(n + 1, bool)  # with a last place to which `then` leads behind the end
    chosen[0] = True
    then = np.append(np.searchsorted(first, first + length), n)
    for _ in range(n.bit_length()):
        chosen[then[chosen]] = True
        then = then[then]
    return chosen[:-1]
