"""What a word is: the edges of the words in a text.

A word is a run of letters and digits in any script, with the marks that belong to them. An apostrophe joins
the letters on its two sides (*don't*), and so do an ampersand (*AT&T*), the dots of an initialism (*U.S.*),
and the dots and commas of a number (*12,500*); hyphens separate. A hashtag is one word with its mark, and so
is the name of a host (*example.org*); web and e-mail addresses and handles are none. In the scripts that are
written without spaces between words, each character is a word by itself, as it is by the rules of Unicode
(Standard Annex 29) where no dictionary tells more: Chinese characters and Hiragana, and the letters of Thai,
Lao, Burmese and Khmer with the marks that belong to them. So 战争 is two words, and is found as a phrase,
wherever it is. Where a text has these words set apart by spaces, they are words as they are.

The rules are written twice: `split_words` is the plain version, a regular expression over the classes of the
characters; `word_edges` is the same on the bytes of millions of articles at once, without a Python loop.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np

from newslab.tokens.addresses import addresses, addresses_in_bytes
from newslab.tokens.folding import APOSTROPHES, INVISIBLE
from newslab.tokens.sentences import HARD_ENDS, SOFT_ENDS, sentence_starts_in_bytes

# Classes of characters. A point is one that the rules look at besides: of numbers, sentences and addresses.
OTHER, LETTER, DIGIT, MARK, INNER, SINGLE, DOT, POINT = 0, 1, 2, 4, 8, 16, 64, 128
WORD = LETTER | DIGIT | MARK
POINTS = ",:@#_\n" + SOFT_ENDS + HARD_ENDS

# The letters of these are words by themselves: Hiragana; Chinese characters, with 々 and the like, and those
# of later planes; Thai and Lao; Burmese and Khmer.
SINGLES = [
    *[(0x3041, 0x309F), (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x303C), (0x3400, 0x4DBF)],
    *[(0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF), (0x0E01, 0x0EFF), (0x1000, 0x109F)],
    *[(0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0x1780, 0x17DF)],
]
# A stroke that lengthens an Arabic word, and belongs to it as a mark does.
TATWEEL = 0x0640
# Where more than one in this many of these characters has a space behind it, the words are set apart.
SPACED = 6

# The word, over a string in which each character is replaced by the letter of its class. A dot is inside a
# word after a single letter and before another single letter (U.S) or an apostrophe (U.S.'s).
_WORD = re.compile(
    r"S(?:M|Q(?=M))*"
    r"|[LN](?:[LNM]|Q(?=[LNM])|(?<=N)[CD](?=N)|(?<=(?<![LNM])L)D(?=L(?![LNM])|QL))*"
)
# Of each byte whether it is, or begins, a character that may end a sentence.
_MAY_END = np.array([chr(byte) in "\n" + SOFT_ENDS + HARD_ENDS or byte >= 0xC0 for byte in range(256)])
_HASHTAG = re.compile(r"(?<![LNMSTU])T[NMU]*[LS][LNMSU]*")
_SPACE = re.compile(r"(?<=[SM]) (?=S)")
_CLASS_LETTERS = {LETTER: "L", DIGIT: "N", MARK: "M", INNER: "Q", DOT: "D", OTHER: "O", SINGLE: "S"}


class _LetterOfClass(dict):
    """The letter of the class of each character, looked up in the table of all when it is first met."""

    def __missing__(self, code_point: int) -> str:
        letter = _CLASS_LETTERS.get(int(character_classes()[code_point]), "O")
        self[code_point] = letter
        return letter


_letter_of_class = _LetterOfClass({ord(","): "C", ord("#"): "T", ord("_"): "U", ord(" "): " "})


def word_spans(text: str, *, spaced: bool | None = None) -> list[tuple[int, int]]:
    """Return where each word of a text starts and ends.

    Parameters
    ----------
    text : str
        The text.
    spaced : bool, optional
        Whether the words of scripts that are written without spaces are set apart by spaces; by default as
        the text shows.

    Examples
    --------
    >>> text = "The U.S. sent 12,500 to al-Sharaa, see www.example.org #aid"
    >>> [text[start:end] for start, end in word_spans(text)]
    ['The', 'U.S', 'sent', '12,500', 'to', 'al', 'Sharaa', 'see', '#aid']
    """
    classes = text.translate(_letter_of_class)
    if spaced is None:
        spaced = len(_SPACE.findall(classes)) * SPACED > classes.count("S")
    if spaced:
        classes = classes.replace("S", "L")
    for start, end, is_host in addresses(text):
        classes = classes[:start] + ("L" if is_host else "O") * (end - start) + classes[end:]
    classes = _HASHTAG.sub(lambda match: "L" * len(match[0]), classes)
    return [match.span() for match in _WORD.finditer(classes)]


@cache
def character_classes() -> np.ndarray:
    """Return the class of every Unicode character, by its code point."""
    classes = np.zeros(0x110000, np.uint8)
    of_category = {"L": LETTER, "N": DIGIT, "M": MARK}
    # No letter, digit or mark has been assigned beyond plane 3 but the variation selectors, which are
    # invisible.
    classes[:0x40000] = [of_category.get(unicodedata.category(chr(i))[0], OTHER) for i in range(0x40000)]
    for first, last in SINGLES:
        block = classes[first : last + 1]
        block[block == LETTER] = SINGLE
    classes[[ord(character) for character in APOSTROPHES + INVISIBLE + "&"]] = INNER
    classes[[ord(character) for character in POINTS]] = POINT
    classes[ord(".")] = DOT
    classes[TATWEEL] = MARK
    return classes


@dataclass(frozen=True, eq=False)
class Words:
    """The words in the UTF-8 of some texts; made by `find_words`.

    Attributes
    ----------
    starts, ends : ndarray of int64
        The bytes at which words start and end, one entry a word, in the order of the text.
    inside : ndarray of bool
        For each byte whether it is part of a word.
    sentences : ndarray of int64
        The places of the words that begin a sentence; that the first word of a text begins one is not said.
    """

    starts: np.ndarray
    ends: np.ndarray
    inside: np.ndarray
    sentences: np.ndarray


def find_words(data: np.ndarray, text_starts: np.ndarray) -> Words:
    """Find the words in UTF-8 text.

    Parameters
    ----------
    data : ndarray of uint8
        UTF-8, with a line break before each text and behind the last.
    text_starts : ndarray of int
        Where each text begins.
    """
    classes = _classes_of_bytes(data)
    points = np.flatnonzero(classes >= DOT)  # the highest of the classes
    for start, end, is_host in addresses_in_bytes(data, points):
        classes[start:end] = LETTER if is_host else OTHER
    _join_spaced(data, classes, text_starts)
    _join_hashtags(data, classes, points)
    points = points[classes[points] >= DOT]
    inside = (classes & (WORD | SINGLE)) != 0
    _join_initials(data, classes, inside, points)
    _join_numbers(data, classes, inside, points)
    _join_apostrophes(data, classes, inside)
    cuts = _cut_around_singles(data, classes, inside)
    starts, ends, inside = _edges(data, classes, inside, cuts)
    in_word = inside[points]
    dotted = points[in_word & (data[points] == ord("."))]
    may_end = points[~in_word & _MAY_END[data[points]]]
    sentences = sentence_starts_in_bytes(data, starts, ends, may_end, dotted)
    return Words(starts, ends, inside, sentences)


def _edges(
    data: np.ndarray, classes: np.ndarray, inside: np.ndarray, cuts: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return where words start and end, and which bytes are inside one."""
    edges = np.flatnonzero(np.diff(inside)) + 1
    starts, ends = edges[::2], edges[1::2]
    if cuts.size:
        starts, ends = np.sort(np.append(starts, cuts)), np.sort(np.append(ends, cuts))
    # A mark without a letter before it (an emoji's, say) is not the start of a word.
    led_by_mark = np.flatnonzero(classes[starts] == MARK)
    if led_by_mark.size:
        letters = np.append(np.flatnonzero(classes & (LETTER | DIGIT | SINGLE)), len(data))
        starts[led_by_mark] = letters[np.searchsorted(letters, starts[led_by_mark])]
        real = starts < ends
        starts, ends = starts[real], ends[real]
        begun = np.zeros(len(data), np.int8)
        begun[starts] = 1
        begun[ends] -= 1
        inside = np.cumsum(begun, dtype=np.int8).astype(bool)
    return starts, ends, inside


def _join_spaced(data: np.ndarray, classes: np.ndarray, text_starts: np.ndarray) -> None:
    """Make letters of the single characters of each text in which words are set apart by spaces."""
    singles = np.flatnonzero(classes == SINGLE)
    if not singles.size:
        return
    singles = singles[~_continues(data[singles])]
    spaces = np.flatnonzero(data[:-1] == ord(" "))
    spaces = spaces[((classes[spaces - 1] & (SINGLE | MARK)) != 0) & ((classes[spaces + 1] & SINGLE) != 0)]
    bounds = np.append(text_starts, len(data))
    n_singles, n_spaces = (np.diff(np.searchsorted(places, bounds)) for places in (singles, spaces))
    for text in np.flatnonzero(n_spaces * SPACED > n_singles):
        of_text = classes[bounds[text] : bounds[text + 1]]
        of_text[of_text == SINGLE] = LETTER


def _join_hashtags(data: np.ndarray, classes: np.ndarray, points: np.ndarray) -> None:
    """Make letters of all that belongs to a hashtag."""
    marks = points[(data[points] == ord("#")) & (classes[points] == POINT)]
    before, at = marks - 1, data[marks - 1]
    is_free = (classes[before] & (WORD | SINGLE)) == 0
    is_free &= (classes[before] != POINT) | ((at != ord("#")) & (at != ord("_")))
    for start in marks[is_free].tolist():
        end = start + 1
        while classes[end] & (WORD | SINGLE) or (classes[end] == POINT and data[end] == ord("_")):
            end += 1
        if (classes[start:end] & (LETTER | SINGLE)).any():
            classes[start:end] = LETTER


def _classes_of_bytes(data: np.ndarray) -> np.ndarray:
    """Return for each byte the class of the character that it belongs to."""
    table = character_classes()
    of_ascii = np.where(np.arange(256) < 128, table[:256], OTHER).astype(np.uint8)
    classes = np.frombuffer(bytearray(data).translate(of_ascii.tobytes()), np.uint8)
    first_bytes = np.flatnonzero(data >= 0xC0)
    lead = data[first_bytes]
    for length, lowest, highest in ((2, 0xC0, 0xDF), (3, 0xE0, 0xEF), (4, 0xF0, 0xFF)):
        places = [first_bytes[(lead >= lowest) & (lead <= highest)]]
        code_point = data[places[0]] & (0x7F >> length)
        code_point = code_point.astype(np.uint32)
        for _ in range(1, length):
            places.append(places[-1] + 1)
            code_point = code_point << 6 | data[places[-1]] & 0x3F
        of_character = table[code_point]
        for place in places:
            classes[place] = of_character
    return classes


def _join_initials(data: np.ndarray, classes: np.ndarray, inside: np.ndarray, points: np.ndarray) -> None:
    """Put inside a word each dot after a single letter and before another one, or before an apostrophe."""
    dots = points[classes[points] == DOT]
    dots = dots[(classes[dots + 1] & (LETTER | INNER)) != 0]  # the end of a sentence is left out here
    dots = dots[classes[dots - 1] == LETTER]
    dots = dots[(classes[_previous(data, _previous(data, dots))] & WORD) == 0]
    after, beyond = classes[dots + 1], classes[_next(data, dots + 1)]
    single_letter = (after == LETTER) & ((beyond & WORD) == 0)
    possessive = (after == INNER) & (beyond == LETTER)
    inside[dots[single_letter | possessive]] = True


def _join_numbers(data: np.ndarray, classes: np.ndarray, inside: np.ndarray, points: np.ndarray) -> None:
    """Put inside a word each dot or comma between two digits."""
    marks = points[(data[points] == ord(".")) | (data[points] == ord(","))]
    marks = marks[(classes[marks + 1] == DIGIT) & (classes[marks - 1] == DIGIT)]
    inside[marks] = True


def _join_apostrophes(data: np.ndarray, classes: np.ndarray, inside: np.ndarray) -> None:
    """Put inside a word each apostrophe, or invisible character, with a word on its two sides."""
    marks = np.flatnonzero(classes == INNER)
    marks = marks[inside[marks - 1] & ~_continues(data[marks])]
    after = _next(data, marks)
    joining = (classes[after] & WORD) != 0
    marks, after = marks[joining], after[joining]
    for k in range(4):
        inside[marks[marks + k < after] + k] = True


def _cut_around_singles(data: np.ndarray, classes: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Return where one word begins at the end of another, as they do around single characters.

    What joins two words, of which one is a single character, is put outside.
    """
    if not (classes == SINGLE).any():
        return np.empty(0, np.int64)
    first = np.flatnonzero(((classes & (LETTER | DIGIT | SINGLE)) != 0) & ~_continues(data))
    is_single = classes[first] == SINGLE
    cuts = first[is_single | np.append(False, is_single[:-1])]
    cuts = cuts[inside[cuts - 1]]
    joined = classes[cuts - 1] == INNER
    joints = _previous(data, cuts[joined])
    for k in range(4):
        inside[joints[joints + k < cuts[joined]] + k] = False
    return cuts[~joined]


def _continues(data: np.ndarray) -> np.ndarray:
    """Return whether a byte of UTF-8 continues a character that an earlier byte began."""
    return (data & 0xC0) == 0x80


def _previous(data: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Return where the character before the one at each position begins."""
    positions = positions - 1
    for _ in range(3):
        positions = positions - _continues(data[positions])
    return positions


def _next(data: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Return where the character after the one at each position begins."""
    positions = positions + 1
    for _ in range(3):
        positions = positions + _continues(data[positions])
    return positions
