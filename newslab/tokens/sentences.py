"""Where sentences end: between two words, by the marks and line breaks that stand there.

A full stop, a question or exclamation mark or an ellipsis ends a sentence unless a small letter follows. A
full stop after an abbreviation (*Mr.*), an initial or an initialism (*U.S.*) ends none. The full stops of
Chinese, Hindi, Arabic and other scripts, which mark nothing else, always end one. So does an empty line, and
a line break, unless it only wraps a long line: the next line goes on at its first column, without a capital.

The rules are written twice: `sentence_starts` is the plain version for one text, `sentence_starts_in_bytes`
the same on the bytes of many.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from newslab.english.abbreviations import ABBREVIATIONS, BEFORE_NUMBERS
from newslab.tokens.addresses import addresses
from newslab.tokens.characters import HARD_ENDS, SOFT_ENDS
from newslab.tokens.utf8 import code_points

# A line of fewer bytes is not wrapped: it ends where its sentence, its heading or its entry in a list ends.
WRAPPED = 60
LOWER, UPPER, DIGIT = 1, 2, 4

_POINT = re.compile(f"[\n{SOFT_ENDS}{HARD_ENDS}]")
_LONGEST = 8  # letters of an abbreviation


def sentence_starts(text: str, spans: list[tuple[int, int]]) -> list[int]:
    """Return which words of a text begin a sentence.

    Parameters
    ----------
    text : str
        The text.
    spans : list of (int, int)
        Where its words start and end.

    Examples
    --------
    >>> from newslab.tokens.splitting import word_spans
    >>> text = "Mr. Haddad left the U.S. on Monday. Rain fell"
    >>> sentence_starts(text, word_spans(text))
    [0, 7]
    """
    for start, end, is_host in addresses(text):
        if not is_host:
            text = f"{text[:start]}{'_' * (end - start)}{text[end:]}"
    starts = [0] if spans else []
    for place in range(1, len(spans)):
        (first, end), (start, _) = spans[place - 1 : place + 1]
        if _ends(text, text[first:end], end, start):
            starts.append(place)
    return starts


def _ends(text: str, word: str, end: int, start: int) -> bool:
    """Return whether a sentence ends between a word, that ends at `end`, and the next, which starts at
    `start`.
    """
    gap, follower = text[end:start], text[start]
    if gap.count("\n") > 1:
        return True
    for point in _POINT.finditer(gap):
        mark, place = point[0], end + point.start()
        if mark == "\n":
            line = text[text.rfind("\n", 0, place) + 1 : place].encode("utf-8", "replace")
            if len(line) < WRAPPED or start > place + 1 or _case(follower) & (UPPER | DIGIT):
                return True
        elif mark in HARD_ENDS:
            return True
        elif _case(follower) != LOWER and (start > place + 1 or _case(follower) == UPPER):
            is_stop = mark == "." and place == end
            if not (is_stop and _is_abbreviated(word, follower)):
                return True
    return False


def _is_abbreviated(word: str, follower: str) -> bool:
    is_initial = len(word) == 1 and _case(word) in (LOWER, UPPER)
    if is_initial or ("." in word[1:] and _case(word[0]) != DIGIT and not addresses(word)):
        return True
    small = word.lower() if word.isascii() else ""
    return small in ABBREVIATIONS or (small in BEFORE_NUMBERS and _case(follower) == DIGIT)


def _case(character: str) -> int:
    return int(cases()[ord(character)])


def sentence_starts_in_bytes(
    data: np.ndarray,
    inside: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    points: np.ndarray,
    dotted: np.ndarray,
) -> np.ndarray:
    """Return which words begin a sentence, in UTF-8 text.

    Parameters
    ----------
    data : ndarray of uint8
        UTF-8, in which a line break comes before the first word and after the last.
    inside : ndarray of bool
        For each byte whether it is part of a word.
    starts, ends : ndarray of int
        The bytes at which words start and end.
    points : ndarray of int
        The first bytes of all characters that may end a sentence, ascending, those inside words left out.
    dotted : ndarray of int
        The bytes of the dots that are inside words.
    """
    points = points[~_are_before_small_letters(data, inside, points)]
    breaks = points[data[points] == ord("\n")]
    n_bytes_of_line = np.diff(breaks, prepend=-1) - 1
    following = np.searchsorted(starts, points.astype(starts.dtype))
    between = (following > 0) & (following < len(starts))
    n_bytes_of_line = n_bytes_of_line[between[data[points] == ord("\n")]]
    points, following = points[between], following[between]
    mark, start = data[points], starts[following]
    follower = cases()[code_points(data, start)]

    is_break = np.flatnonzero(mark == ord("\n"))
    word = following[is_break]
    is_alone = np.diff(word, prepend=-1) > 0  # the only break before the word
    is_alone[:-1] &= is_alone[1:]
    is_wrapped = is_alone & (n_bytes_of_line >= WRAPPED)
    is_wrapped &= start[is_break] == points[is_break] + 1
    is_wrapped &= (follower[is_break] & (UPPER | DIGIT)) == 0
    is_soft = (mark == ord(".")) | (mark == ord("!")) | (mark == ord("?"))
    wide = np.flatnonzero(mark >= 0x80)
    is_soft[wide] = code_points(data, points[wide]) == ord("…")
    is_end = ~is_soft
    is_end[is_break] = ~is_wrapped

    soft = np.flatnonzero(is_soft & (follower != LOWER))
    is_glued = start[soft] == points[soft] + np.where(mark[soft] < 0x80, 1, len("…".encode()))
    soft = soft[~is_glued | (follower[soft] == UPPER)]
    word = following[soft] - 1
    is_stop = (mark[soft] == ord(".")) & (points[soft] == ends[word])
    is_end[soft[~is_stop]] = True
    stop, word = soft[is_stop], word[is_stop]
    is_end[stop[~_are_abbreviated(data, starts[word], ends[word], dotted, follower[stop])]] = True
    begun = following[is_end]  # ascending
    return begun[np.diff(begun, prepend=-1) > 0]


def _are_before_small_letters(data: np.ndarray, inside: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Return which points end no sentence at first glance: a full stop, question or exclamation mark with a
    space and a small ASCII letter of a word after it.
    """
    mark = data[points]
    is_soft = np.flatnonzero((mark == ord(".")) | (mark == ord("!")) | (mark == ord("?")))
    is_soft = is_soft[data[points[is_soft] + 1] == ord(" ")]
    follower = points[is_soft] + 2
    letter = data[follower]
    is_small = (letter >= ord("a")) & (letter <= ord("z")) & inside[follower]
    found = np.zeros(len(points), bool)
    found[is_soft[is_small]] = True
    return found


def _are_abbreviated(
    data: np.ndarray, starts: np.ndarray, ends: np.ndarray, dotted: np.ndarray, follower: np.ndarray
) -> np.ndarray:
    """Return which of some words are abbreviations, initials or initialisms."""
    first = code_points(data, starts)
    n_bytes = 1 + (first >= 0x80).astype(int) + (first >= 0x800) + (first >= 0x10000)
    case = cases()[first]
    is_abbreviated = (ends - starts == n_bytes) & ((case == LOWER) | (case == UPPER))
    n_dots = np.searchsorted(dotted, ends) - np.searchsorted(dotted, starts)
    is_abbreviated |= (n_dots > 0) & (case != DIGIT)
    n_letters = ends - starts
    short = np.flatnonzero(n_letters <= _LONGEST)
    # Few words begin as an abbreviation does.
    short = short[_first_letters()[data[starts[short]], data[starts[short] + 1]]]
    letter = np.arange(_LONGEST)
    letters = data.take(starts[short, None] + letter, mode="clip") | np.uint8(0x20)
    letters *= letter < n_letters[short, None]
    packed = letters.view(">u8").ravel().astype(np.uint64)
    any_follower, numbers = _packed()
    is_abbreviated[short] |= _is_in(packed, any_follower)
    is_abbreviated[short] |= _is_in(packed, numbers) & (follower[short] == DIGIT)
    return is_abbreviated


def _is_in(values: np.ndarray, ascending: np.ndarray) -> np.ndarray:
    places = np.searchsorted(ascending[:-1], values)
    return ascending[places] == values


@cache
def _first_letters() -> np.ndarray:
    """Return with which two bytes abbreviations begin; after one of a single letter may be any."""
    table = np.zeros((256, 256), bool)
    for word in ABBREVIATIONS | BEFORE_NUMBERS:
        for first in {ord(word[0]), ord(word[0].upper())}:
            table[first, [ord(word[1]), ord(word[1].upper())] if len(word) > 1 else slice(None)] = True
    return table


@cache
def _packed() -> tuple[np.ndarray, np.ndarray]:
    """Return the abbreviations as numbers, a letter in each byte, those before numbers apart."""
    some = (sorted(ABBREVIATIONS), sorted(BEFORE_NUMBERS))
    packed = [[int.from_bytes(word.encode().ljust(_LONGEST, b"\0")) for word in words] for words in some]
    return np.sort(np.array(packed[0], np.uint64)), np.sort(np.array(packed[1], np.uint64))


@cache
def cases() -> np.ndarray:
    """Return for every Unicode character whether it is a small letter, a capital or a digit."""
    table = np.zeros(0x110000, np.uint8)
    characters = [chr(i) for i in range(0x20000)]  # no script beyond has capitals
    table[: len(characters)] = [
        UPPER if c.isupper() or c.istitle() else LOWER if c.islower() else DIGIT if c.isdigit() else 0
        for c in characters
    ]
    return table
