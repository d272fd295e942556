"""What a word is: the edges of the words in a text, and the term that a word as written stands for.

A word is a run of letters and digits in any script, with the marks that belong to them. An apostrophe joins
what stands on its two sides (*don't*), and so do the dots of an initialism (*U.S.*); hyphens separate. In the
scripts that are written without spaces between words, each character is a word by itself, as it is by the
rules of Unicode (Standard Annex 29) where no dictionary tells more: Chinese characters and Hiragana, and the
letters of Thai, Lao, Burmese and Khmer with the marks that belong to them. So 战争 is two words, and is found
as a phrase, wherever it stands.

The rules are written twice: `split_words` is the plain version, a regular expression over the classes of the
characters; `word_edges` is the same on the bytes of millions of articles at once, without a Python loop.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np

OTHER, LETTER, DIGIT, MARK, INNER, DOT, SINGLE = 0, 1, 2, 4, 8, 16, 32
WORD = LETTER | DIGIT | MARK

APOSTROPHES = "'\u2019\u2018\u201b\u02bc\uff07"
# Soft hyphen, the zero-width (non-)joiners and the variation selectors: inside a word they change its look,
# not the word.
INVISIBLE = "\u00ad\u200c\u200d" + "".join(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))

# The letters of these are words by themselves: Hiragana; Chinese characters, with 々 and the like, and those
# of later planes; Thai and Lao; Burmese and Khmer.
SINGLES = [
    *[(0x3041, 0x309F), (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x303C), (0x3400, 0x4DBF)],
    *[(0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF), (0x0E01, 0x0EFF), (0x1000, 0x109F)],
    *[(0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0x1780, 0x17DF)],
]

# The word, over a string in which each character is replaced by the letter of its class. A dot is inside a
# word after a single letter and before another single letter (U.S) or an apostrophe (U.S.'s).
_WORD = re.compile(r"S(?:M|Q(?=M))*|[LN](?:[LNM]|Q(?=[LNM])|(?<=(?<![LNM])L)D(?=L(?![LNM])|QL))*")
_CLASS_LETTERS = {LETTER: "L", DIGIT: "N", MARK: "M", INNER: "Q", DOT: "D", OTHER: " ", SINGLE: "S"}


class _LetterOfClass(dict):
    """The letter of the class of each character, looked up in the table of all when it is first met."""

    def __missing__(self, code_point: int) -> str:
        letter = self[code_point] = _CLASS_LETTERS[int(character_classes()[code_point])]
        return letter


_letter_of_class = _LetterOfClass()

_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_NO_LETTER = re.compile("[.\u00ad\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_LEADING_APOSTROPHES = re.compile("^'+", re.MULTILINE)
# They begin with a plain character, which regular expressions look for several times faster.
_TRAILING_APOSTROPHES, _POSSESSIVES = re.compile("''*\n"), re.compile("'s(?:'s)*\n")
_UNIFY = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(INVISIBLE + ".", None))


def split_words(text: str) -> list[str]:
    """Return the words of a text, folded: the plain version of what `tokenize` does with many.

    Examples
    --------
    >>> split_words("The U.S.’s al-Sharaa talks: Iran's “don’t”")
    ['the', 'us', 'al', 'sharaa', 'talks', 'iran', "don't"]
    """
    return [fold_word(text[start:end]) for start, end in word_spans(text)]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where each word of a text starts and ends."""
    return [match.span() for match in _WORD.finditer(text.translate(_letter_of_class))]


def fold_word(word: str) -> str:
    """Return the term that a word, as written, stands for: *Iran’s* and *IRAN* are *iran*, *U.S.* is *us*.

    Case is folded as in the Unicode Standard, section 3.13, definition D145 (canonical caseless matching).
    """
    if word.isascii():
        word = word.lower().replace(".", "")
    else:
        word = unicodedata.normalize("NFD", word).casefold().translate(_UNIFY)
        word = unicodedata.normalize("NFC", word).replace("''", "'").strip("'")
    while word.endswith("'s") and len(word) > 2:
        word = word[:-2]
    return word


def fold_lines(text: str) -> str:
    """Fold many words at once as `fold_word` does, one a line, each line with a line break at its end."""
    text = unicodedata.normalize("NFD", text).casefold()
    text = _NO_LETTER.sub("", _APOSTROPHE.sub("'", text))
    text = unicodedata.normalize("NFC", text).replace("''", "'")
    text = _LEADING_APOSTROPHES.sub("", text)
    return _POSSESSIVES.sub("\n", _TRAILING_APOSTROPHES.sub("\n", text))


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
    classes[[ord(character) for character in APOSTROPHES + INVISIBLE]] = INNER
    classes[ord(".")] = DOT
    return classes


def word_edges(data: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the words in UTF-8 text.

    Parameters
    ----------
    data : ndarray of uint8
        UTF-8. It begins and ends with a byte that is no part of a word, and such a byte stands between two
        articles.

    Returns
    -------
    starts, ends : ndarray of int64
        The bytes at which words start and end, one entry a word, in the order of the text.
    inside : ndarray of bool
        For each byte whether it is part of a word.
    """
    classes = _classes_of_bytes(data)
    inside = (classes & (WORD | SINGLE)) != 0
    _join_initials(data, classes, inside)
    _join_apostrophes(data, classes, inside)
    cuts = _cut_around_singles(data, classes, inside)
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


def _join_initials(data: np.ndarray, classes: np.ndarray, inside: np.ndarray) -> None:
    """Put inside a word each dot after a single letter and before another one, or before an apostrophe."""
    dots = np.flatnonzero(classes == DOT)
    dots = dots[(classes[dots + 1] & (LETTER | INNER)) != 0]  # the end of a sentence is left out here
    dots = dots[classes[dots - 1] == LETTER]
    dots = dots[(classes[_previous(data, _previous(data, dots))] & WORD) == 0]
    after, beyond = classes[dots + 1], classes[_next(data, dots + 1)]
    single_letter = (after == LETTER) & ((beyond & WORD) == 0)
    possessive = (after == INNER) & (beyond == LETTER)
    inside[dots[single_letter | possessive]] = True


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
    if classes.max(initial=0) < SINGLE:  # the highest of the classes
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
