"""What each character is to the rules of words."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np

from newslab.tokens.folding import APOSTROPHES, INVISIBLE

#: End a sentence unless a small letter follows.
SOFT_ENDS = ".!?…"
#: Always end one: of Chinese and Japanese, Hindi, Arabic and Urdu, Ethiopic, Burmese, Khmer, Armenian and
#: Tibetan; line and paragraph separators.
HARD_ENDS = "。！？｡।॥؟۔።။។៕։།\u2028\u2029\x0b\x0c"

# Classes of characters. A point is one that the rules look at besides: of numbers, sentences and addresses.
OTHER, LETTER, DIGIT, MARK, SINGLE, INNER, DOT, POINT = 0, 1, 2, 4, 16, 32, 64, 128
WORD = LETTER | DIGIT | MARK
POINTS = ",:@#_+\n" + SOFT_ENDS + HARD_ENDS

# The letters of these are words by themselves: Hiragana; Chinese characters, with 々 and the like, and those
# of later planes; Thai and Lao; Burmese and Khmer.
SINGLES = [
    *[(0x3041, 0x309F), (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x303C), (0x3400, 0x4DBF)],
    *[(0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF), (0x0E01, 0x0EFF), (0x1000, 0x109F)],
    *[(0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0x1780, 0x17DF)],
]
# A stroke that lengthens an Arabic word, and belongs to it as a mark does.
TATWEEL = 0x0640


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
