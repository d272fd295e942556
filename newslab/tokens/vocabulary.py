"""All words of a vocabulary at once: the kinds of characters that each has, and its term.

Both are looked up in tables over all characters, so that no rule is tried on a word that it cannot concern.
`folding.fold_word` is the plain version.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newslab.english import spelling
from newslab.tokens.folding import APOSTROPHES, INVISIBLE, fold_character, fold_lines
from newslab.tokens.sentences import LOWER, UPPER, cases

# What the characters of a word are: small letters, capitals, figures; signs (of ASCII all that is no letter
# or digit; apostrophes, and what does not show); Latin small letters with an accent; all beyond ASCII.
SMALL, CAPITAL, FIGURE, SIGN, ACCENTED, WIDE = 1, 2, 4, 8, 16, 32
TATWEEL = "\u0640"
_ACCENTED = re.compile("[à-åç-öø-þāăąćčďđęěğłńňőřśšşťůűųźżžạ-ỹ]")
_KINDS_OF_BYTES = np.full(256, WIDE, np.uint8)
_KINDS_OF_BYTES[:128] = [
    SMALL if c.islower() else CAPITAL if c.isupper() else FIGURE if c.isdigit() else SIGN
    for c in map(chr, range(128))
]
# In place of a character whose fold depends on its neighbours, or is no single letter.
_UNSURE = ord("?")
_BREAK = ord("\n")


def kinds_of_words(words: pa.Array) -> np.ndarray:
    """Return which kinds of characters each word has, `SMALL` to `WIDE` added up (uint8).

    Examples
    --------
    >>> kinds = kinds_of_words(pa.array(["Iran", "12", "AT&T", "é"]))
    >>> kinds.tolist() == [CAPITAL | SMALL, FIGURE, CAPITAL | SIGN, SMALL | ACCENTED | WIDE]
    True
    """
    edges, data = _bytes_of(words)
    if not data.size:
        return np.zeros(len(words), np.uint8)
    kinds = _or_of_runs(_KINDS_OF_BYTES[data], edges)
    wide = np.flatnonzero(kinds & WIDE)
    if wide.size:
        characters = _lines(words.take(pa.array(wide)))
        breaks = np.append(-1, np.flatnonzero(characters == _BREAK))
        kinds[wide] |= _or_of_runs(_kinds_of_characters()[characters], breaks + 1)
    return kinds


def _bytes_of(words: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Return where the bytes of each word begin, and where the last ends, in the bytes of all."""
    _, offsets, data = words.buffers()
    dtype = np.int64 if pa.types.is_large_string(words.type) else np.int32
    edges = np.frombuffer(offsets or b"\0" * 8, dtype)[words.offset : words.offset + len(words) + 1]
    return edges - edges[0], np.frombuffer(data or b"", np.uint8)[edges[0] : edges[-1]]


def _or_of_runs(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Return the bits of the values of each run together; ``edges`` says where each begins, the last ends."""
    # After the last value is one without bits, for empty runs at the end.
    of_runs = np.bitwise_or.reduceat(np.append(values, values.dtype.type(0)), edges[:-1])
    of_runs[edges[:-1] == edges[1:]] = 0
    return of_runs


def _lines(words: pa.Array) -> np.ndarray:
    """Return the characters of all words, each word with a line break after it."""
    # The last line is empty, so that all others end in a line break.
    lines = pa.ListArray.from_arrays(
        pa.array([0, len(words) + 1], pa.int32()), pa.concat_arrays([words, pa.array([""], words.type)])
    )
    return np.frombuffer(
        pc.binary_join(lines, pa.scalar("\n", words.type))[0].as_py().encode("utf-32-le"), np.uint32
    )


@cache
def _kinds_of_characters() -> np.ndarray:
    kinds = np.zeros(0x110000, np.uint8)
    kinds[cases() == LOWER] = SMALL
    kinds[cases() == UPPER] = CAPITAL
    kinds[[ord(character) for character in APOSTROPHES + INVISIBLE + TATWEEL]] |= SIGN
    kinds[[ord(character) for character in _ACCENTED.findall("".join(map(chr, range(0x2000))))]] |= ACCENTED
    return kinds


def fold_words(
    words: pa.Array, kinds: np.ndarray, *, accents: bool = False
) -> tuple[pa.Array, dict[int, str]]:
    """Fold all words of a vocabulary as `fold_word` does.

    Parameters
    ----------
    words : Array of str
        The words.
    kinds : ndarray of uint8
        The kinds of their characters, by `kinds_of_words`.
    accents : bool, default False
        Whether accents of Latin letters tell words apart.

    Returns
    -------
    folded : Array of str
        The term of each word.
    british : dict of int to str
        The British spellings among them, by their places.
    """
    is_hard = pa.array((kinds & (SIGN | WIDE)) != 0)
    folded = pc.replace_with_mask(pc.ascii_lower(words), is_hard, _fold_hard(words.filter(is_hard), accents))
    may_be_british = _may_be_british(folded)
    before = folded.take(pa.array(may_be_british)).to_pylist()
    after = [spelling.american(word) for word in before]
    spelled = zip(may_be_british.tolist(), before, after, strict=True)
    british = {place: (uk, us) for place, uk, us in spelled if uk != us}
    is_british = np.zeros(len(words), bool)
    is_british[list(british)] = True
    american = pa.array([us for _, us in british.values()], folded.type)
    folded = pc.replace_with_mask(folded, pa.array(is_british), american)
    return folded, {place: uk for place, (uk, _) in british.items()}


def _fold_hard(words: pa.Array, accents: bool) -> pa.Array:
    """Fold words that are not of ASCII letters and digits alone.

    Where each character folds to one letter or digit, whatever is beside it, they do so one by one, and the
    English possessive is taken off. All other words go through the rules of the plain version.
    """
    characters = _lines(words)
    folded = _folded_characters(characters, accents)
    unsure = np.flatnonzero(folded == _UNSURE)
    is_apostrophe = np.isin(characters[unsure], [ord(character) for character in APOSTROPHES])
    is_possessive = is_apostrophe & (folded[unsure - 1] != _BREAK)
    is_possessive &= folded.take(unsure + 1, mode="clip") == ord("s")
    is_possessive &= folded.take(unsure + 2, mode="clip") == _BREAK
    kept = np.ones(len(folded), bool)
    kept[unsure[is_possessive]] = kept[unsure[is_possessive] + 1] = False
    lines = folded[kept].tobytes().decode("utf-32-le")
    terms = pc.split_pattern(pa.scalar(lines, words.type), "\n").values[: len(words)]
    is_unsure = np.zeros(len(words), bool)
    is_unsure[np.searchsorted(np.flatnonzero(characters == _BREAK), unsure[~is_possessive])] = True
    left = "".join(word + "\n" for word in words.filter(pa.array(is_unsure)).to_pylist())
    ruled = pa.array(fold_lines(left, accents=accents).split("\n")[:-1], words.type)
    return pc.replace_with_mask(terms, pa.array(is_unsure), ruled)


def _folded_characters(characters: np.ndarray, accents: bool) -> np.ndarray:
    """Return what each character folds to, `_UNSURE` where that is not one letter, whatever is beside it."""
    table = _table_of_folds(accents)
    folded = table[characters]
    if not folded.all():  # some are met for the first time
        new = np.unique(characters[folded == 0])
        table[new] = [_fold_alone(chr(code_point), accents) for code_point in new.tolist()]
        folded = table[characters]
    return folded


@cache
def _table_of_folds(accents: bool) -> np.ndarray:
    table = np.zeros(0x110000, np.uint32)
    table[_BREAK] = _BREAK
    return table


def _fold_alone(character: str, accents: bool) -> int:
    folded = fold_character(character, accents)
    both = character + folded
    is_alone = len(folded) == 1 and folded.isalnum() and unicodedata.is_normalized("NFC", both)
    # A mark may change the letter before it, and Korean letters that are parts of a syllable join.
    joins = any(unicodedata.category(c)[0] == "M" or "\u1100" <= c <= "\u11ff" for c in both)
    return ord(folded) if is_alone and not joins and character != TATWEEL else _UNSURE


def _may_be_british(words: pa.Array) -> np.ndarray:
    """Return the places of all words that `spelling.american` may change, and of few others."""
    edges, data = _bytes_of(words)
    # Four letters make a number of twenty bits; those at the end of a word may be another's.
    letters = np.concatenate([data & 31, np.zeros(4, np.uint8)]).astype(np.uint32)
    grams = letters[:-3] << 15 | letters[1:-2] << 10 | letters[2:-1] << 5 | letters[3:]
    rules = _rules_of_grams()[grams]
    found = np.flatnonzero(rules)
    place, rules = np.searchsorted(edges, found, side="right") - 1, rules[found]
    is_likely = np.zeros(len(words), bool)
    for number, rule in enumerate(spelling.CANDIDATES):
        of_rule = np.unique(place[(rules & 1 << number) != 0])
        fits = pc.match_substring_regex(words.take(pa.array(of_rule)), rule)
        is_likely[of_rule] |= fits.to_numpy(zero_copy_only=False)
    return np.flatnonzero(is_likely)


@cache
def _rules_of_grams() -> np.ndarray:
    table = np.zeros(1 << 20, np.uint8)
    for number, grams in enumerate(spelling.CANDIDATES.values()):
        letters = np.array([[ord(letter) & 31 for letter in gram] for gram in grams])
        table[letters @ [1 << 15, 1 << 10, 1 << 5, 1]] |= 1 << number
    return table
