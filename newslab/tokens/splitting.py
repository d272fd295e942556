"""What a word is: the edges of the words in a text.

A word is a run of letters and digits in any script, with the marks that belong to them. An apostrophe joins
the letters on its two sides (*don't*), and so do an ampersand (*AT&T*), the dots of an initialism (*U.S.*),
and the dots and commas of a number (*12,500*); hyphens separate. A hashtag is one word with its mark, and so
is the name of a host (*example.org*); web and e-mail addresses and handles are none. In the scripts that are
written without spaces between words, each character is a word by itself, as it is by the rules of Unicode
(Standard Annex 29) where no dictionary tells more: Chinese characters and Hiragana, and the letters of Thai,
Lao, Burmese and Khmer with the marks that belong to them. So 战争 is two words, and is found as a phrase,
wherever it is. Where a text has these words set apart by spaces, they are words as they are.

The rules are written twice: `word_spans` is the plain version, a regular expression over the classes of the
characters; `scanning.find_words` is the same on the bytes of millions of articles, without a Python loop.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np

from newslab.tokens.addresses import addresses
from newslab.tokens.folding import APOSTROPHES, INVISIBLE
from newslab.tokens.sentences import HARD_ENDS, SOFT_ENDS

# Classes of characters. A point is one that the rules look at besides: of numbers, sentences and addresses.
OTHER, LETTER, DIGIT, MARK, SINGLE, INNER, DOT, POINT = 0, 1, 2, 4, 16, 32, 64, 128
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
# Where more than one in this many of these characters has a space after it, the words are set apart.
SPACED = 6

# The word, over a string in which each character is replaced by the letter of its class. A dot is inside a
# word after a single letter and before another single letter (U.S) or an apostrophe (U.S.'s).
_WORD = re.compile(
    r"S(?:M|Q(?=M))*"
    r"|[LN](?:[LNM]|Q(?=[LNM])|(?<=N)[CD](?=N)|(?<=(?<![LNM])L)D(?=L(?![LNM])|QL))*"
)
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
