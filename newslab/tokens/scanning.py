"""The words and sentences in the UTF-8 of many texts: the rules of `splitting` without a Python loop.

One look at the bytes finds all places where a rule may have to decide; each rule then reads only those. Most
points, as the full stops and commas of a sentence, have a space after them, and are no part of a word; marks
and characters that are words by themselves are looked for where a character beyond ASCII is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from newslab.tokens.addresses import addresses_in_bytes
from newslab.tokens.characters import (
    DIGIT,
    DOT,
    HARD_ENDS,
    INNER,
    LETTER,
    MARK,
    OTHER,
    POINT,
    SINGLE,
    SOFT_ENDS,
    WORD,
    character_classes,
)
from newslab.tokens.sentences import sentence_starts_in_bytes
from newslab.tokens.signs import join_net, join_signs, join_thousands
from newslab.tokens.splitting import SPACED
from newslab.tokens.utf8 import continues, following, previous

# Of each byte whether it is, or begins, a character that may end a sentence.
_MAY_END = np.array([chr(byte) in "\n" + SOFT_ENDS + HARD_ENDS or byte >= 0xC0 for byte in range(256)])


@dataclass(frozen=True, eq=False)
class Words:
    """The words in the UTF-8 of some texts; made by `find_words`.

    Attributes
    ----------
    starts, ends : ndarray of int32
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


def find_words(data: np.ndarray, text_starts: np.ndarray, spaced: np.ndarray) -> Words:
    """Find the words in UTF-8 text.

    Parameters
    ----------
    data : ndarray of uint8
        UTF-8, with a line break before each text and after the last.
    text_starts : ndarray of int
        Where each text begins.
    spaced : ndarray of int
        Of each text whether words of scripts without spaces are set apart by spaces, as 1 or 0; where it is
        negative, as the text shows.
    """
    classes, beyond_ascii, special, wide = _classes_and_special(data)
    class_of_special = classes[special]
    apostrophes, points = special[class_of_special == INNER], special[class_of_special >= DOT]
    mark, has_space = data[points], data[points + 1] <= ord(" ")
    tight = points[~has_space]
    for start, end, is_host in addresses_in_bytes(data, classes, tight):
        classes[start:end] = LETTER if is_host else OTHER
    if beyond_ascii & SINGLE:
        _join_spaced(data, classes, text_starts, spaced)
    _join_hashtags(data, classes, tight)
    join_signs(data, classes, points[(mark == ord("+")) | (mark == ord("#"))])
    join_net(data, classes, tight)
    is_point = classes[tight] >= DOT
    inside = (classes & (WORD | SINGLE)) != 0
    _join_initials(data, classes, inside, tight[is_point])
    _join_numbers(data, classes, inside, tight[is_point])
    _join_apostrophes(data, classes, inside, apostrophes)
    cuts = _cut_around_singles(data, classes, inside) if beyond_ascii & SINGLE else np.empty(0, np.int64)
    starts, ends = _edges(inside, cuts)
    if beyond_ascii & MARK:
        starts, ends, inside = _without_leading_marks(classes, starts, ends, inside)
    starts, ends = join_thousands(data, classes, inside, starts, ends, wide)
    may_end = _MAY_END[mark]
    may_end[~has_space] &= is_point & ~inside[tight]
    dotted = tight[is_point & inside[tight] & (data[tight] == ord("."))]
    sentences = sentence_starts_in_bytes(data, inside, starts, ends, points[may_end], dotted)
    return Words(starts, ends, inside, sentences)


def classes_of_bytes(data: np.ndarray, table: np.ndarray, of_ascii: bytes) -> tuple[np.ndarray, int]:
    """Return for each byte of UTF-8 the class of the character that it belongs to, and which classes there
    are of characters beyond ASCII: the bitwise or of them.

    Parameters
    ----------
    data : ndarray of uint8
        UTF-8.
    table : ndarray of uint8
        The class of every Unicode character.
    of_ascii : bytes
        The same of each byte that is a character of ASCII; 256 entries, of which the other half may be any.
    """
    classes = np.frombuffer(bytearray(data).translate(of_ascii), np.uint8)
    return classes, _fill_beyond_ascii(data, classes, table, np.flatnonzero(data >= 0xC0))


def _fill_beyond_ascii(
    data: np.ndarray, classes: np.ndarray, table: np.ndarray, first_bytes: np.ndarray
) -> int:
    """Write the classes of all characters beyond ASCII, which begin at `first_bytes`, and return the bitwise
    or of them.
    """
    lead, beyond_ascii = data[first_bytes], 0
    for length, lowest, highest in ((2, 0xC0, 0xDF), (3, 0xE0, 0xEF), (4, 0xF0, 0xFF)):
        is_of_length = (lead >= lowest) & (lead <= highest)
        places = [first_bytes[is_of_length]]
        code_point = lead[is_of_length] & (0x7F >> length)
        # The smallest integers that hold them are the fastest.
        code_point = code_point.astype(np.uint32 if length == 4 else np.uint16)
        for _ in range(1, length):
            places.append(places[-1] + 1)
            code_point <<= 6
            code_point |= data[places[-1]] & 0x3F
        of_character = table[code_point]
        beyond_ascii |= int(np.bitwise_or.reduce(of_character))
        for place in places:
            classes[place] = of_character
    return beyond_ascii


def count_spaced(data: np.ndarray, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where single characters are in UTF-8, and where spaces with one on each side are."""
    singles = np.flatnonzero(classes == SINGLE)
    singles = singles[~continues(data[singles])]
    spaces = np.flatnonzero(data[:-1] == ord(" "))
    spaces = spaces[((classes[spaces - 1] & (SINGLE | MARK)) != 0) & ((classes[spaces + 1] & SINGLE) != 0)]
    return singles, spaces


def _classes_and_special(data: np.ndarray) -> tuple[np.ndarray, int, np.ndarray, np.ndarray]:
    """Return the classes of bytes, all those of characters beyond ASCII, and where apostrophes and points,
    and where characters beyond ASCII begin.
    """
    classes = np.frombuffer(bytearray(data).translate(_classes_of_ascii()), np.uint8)
    # One look finds all of them in ASCII, and all that is beyond it.
    found = np.flatnonzero(classes[:-1] >= INNER)
    first_bytes = found[data[found] >= 0xC0]
    beyond_ascii = _fill_beyond_ascii(data, classes, character_classes(), first_bytes)
    return classes, beyond_ascii, found[classes[found] >= INNER], first_bytes


@cache
def _classes_of_ascii() -> bytes:
    """Return the classes of bytes; of one that begins a character beyond ASCII 255, until it is known."""
    classes = np.full(256, OTHER, np.uint8)
    classes[:128], classes[0xC0:] = character_classes()[:128], 0xFF
    return classes.tobytes()


def _edges(inside: np.ndarray, cuts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where words start and end."""
    changes = np.zeros(len(inside), bool)
    np.not_equal(inside[1:], inside[:-1], out=changes[1:])
    edges = np.flatnonzero(changes).astype(np.int32)
    starts, ends = edges[::2], edges[1::2]
    if cuts.size:
        starts, ends = (np.sort(np.append(some, cuts.astype(np.int32))) for some in (starts, ends))
    return np.ascontiguousarray(starts), np.ascontiguousarray(ends)


def _without_leading_marks(
    classes: np.ndarray, starts: np.ndarray, ends: np.ndarray, inside: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Take from words the marks without a letter before them (an emoji's, say), which start no word."""
    led_by_mark = np.flatnonzero(classes[starts] == MARK)
    if not led_by_mark.size:
        return starts, ends, inside
    letters = np.append(np.flatnonzero(classes & (LETTER | DIGIT | SINGLE)), len(inside)).astype(np.int32)
    starts[led_by_mark] = letters[np.searchsorted(letters, starts[led_by_mark])]
    real = starts < ends
    starts, ends = starts[real], ends[real]
    begun = np.zeros(len(inside), np.int8)
    begun[starts] = 1
    begun[ends] -= 1
    return starts, ends, np.cumsum(begun, dtype=np.int8).astype(bool)


def _join_spaced(data: np.ndarray, classes: np.ndarray, text_starts: np.ndarray, spaced: np.ndarray) -> None:
    """Make letters of the single characters of each text in which words are set apart by spaces."""
    bounds = np.append(text_starts, len(data))
    n_singles, n_spaces = (np.diff(np.searchsorted(places, bounds)) for places in count_spaced(data, classes))
    are_apart = np.where(spaced < 0, n_spaces * SPACED > n_singles, spaced > 0)
    for text in np.flatnonzero(are_apart):
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


def _join_initials(data: np.ndarray, classes: np.ndarray, inside: np.ndarray, points: np.ndarray) -> None:
    """Put inside a word each dot after a single letter and before another one, or before an apostrophe."""
    dots = points[classes[points] == DOT]
    dots = dots[(classes[dots + 1] & (LETTER | INNER)) != 0]  # the end of a sentence is left out here
    dots = dots[classes[dots - 1] == LETTER]
    dots = dots[(classes[previous(data, previous(data, dots))] & WORD) == 0]
    after, beyond = classes[dots + 1], classes[following(data, dots + 1)]
    single_letter = (after == LETTER) & ((beyond & WORD) == 0)
    possessive = (after == INNER) & (beyond == LETTER)
    inside[dots[single_letter | possessive]] = True


def _join_numbers(data: np.ndarray, classes: np.ndarray, inside: np.ndarray, points: np.ndarray) -> None:
    """Put inside a word each dot or comma between two digits."""
    marks = points[(data[points] == ord(".")) | (data[points] == ord(","))]
    marks = marks[(classes[marks + 1] == DIGIT) & (classes[marks - 1] == DIGIT)]
    inside[marks] = True


def _join_apostrophes(data: np.ndarray, classes: np.ndarray, inside: np.ndarray, marks: np.ndarray) -> None:
    """Put inside a word each apostrophe, or invisible character, with a word on its two sides."""
    # Some may belong to an address by now.
    marks = marks[inside[marks - 1] & ~continues(data[marks]) & (classes[marks] == INNER)]
    after = following(data, marks)
    joining = (classes[after] & WORD) != 0
    marks, after = marks[joining], after[joining]
    for k in range(4):
        inside[marks[marks + k < after] + k] = True


def _cut_around_singles(data: np.ndarray, classes: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Return where one word begins at the end of another, as they do around single characters.

    What joins two words, of which one is a single character, is put outside.
    """
    first = np.flatnonzero(((classes & (LETTER | DIGIT | SINGLE)) != 0) & ~continues(data))
    is_single = classes[first] == SINGLE
    cuts = first[is_single | np.append(False, is_single[:-1])]
    cuts = cuts[inside[cuts - 1]]
    joined = classes[cuts - 1] == INNER
    joints = previous(data, cuts[joined])
    for k in range(4):
        inside[joints[joints + k < cuts[joined]] + k] = False
    return cuts[~joined]
