"""The term of a word as it is written: case, apostrophes, endings and spellings folded.

What folds is listed in docs/languages.md. Folding touches each different word once. `fold_word` is the plain
version, `vocabulary.fold_words` the same on all words of a vocabulary.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from newslab.english import spelling

APOSTROPHES = "'\u2019\u2018\u201b\u02bc\uff07"
#: Spaces that may mark the thousands of a number: plain, without a break, thin, narrow.
BLANKS = " \u00a0\u2009\u202f"
# Soft hyphen, the zero-width (non-)joiners and the variation selectors: inside a word they change its look,
# not the word.
INVISIBLE = "\u00ad\u200c\u200d" + "".join(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))

# Letters that fold alone, after compatibility decomposition and case folding: ligatures; Cyrillic yo; Turkish
# dotless i; Arabic and Persian letters, as in Lucene's ArabicNormalizer and PersianNormalizer.
_LETTERS = dict(
    pair.split(":")
    for pair in [
        "œ:oe",
        "æ:ae",
        "ё:е",
        "ı:i",
        "أ:ا",
        "إ:ا",
        "آ:ا",
        "ٱ:ا",
        "ى:ي",
        "ة:ه",
        "ی:ي",
        "ې:ي",
        "ک:ك",
        "ۀ:ه",
        "ہ:ه",
    ]
)
# Latin letters with a stroke have no accent that could be taken off.
_STROKES = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t"}
# Vowel marks and tatweel of Arabic, points of Hebrew; loose accents, and stress marks of Cyrillic and Greek.
_NO_LETTER = re.compile("[\u0640\u064b-\u0655\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")
_LOOSE_ACCENTS = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_STRESS = re.compile("[\u0300\u0301](?<=[а-яα-ω].)")

_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_INVISIBLE = re.compile("[\u00ad\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Patterns that begin with the character to find are faster than those that look back first.
_DOT = re.compile(r"\.(?<=\b[^\W\d_]\.)(?=[^\W\d_]\b|'|$)", re.MULTILINE)
# 12,500 and 1,00,000, as in India; 12'500; 12 500.
_THOUSANDS = re.compile(
    rf"[0-9](?<![0-9.,'].)[0-9]?[0-9]?(?=[,'{BLANKS}][0-9])"
    r"(?:(?:,[0-9]{3})+(?![0-9,])|(?<![0-9]{3})(?:,[0-9]{2})+,[0-9]{3}(?![0-9,])|(?:'[0-9]{3})+(?!'?[0-9])"
    rf"|(?:[{BLANKS}][0-9]{{3}})+(?![0-9]))"
)
_MARKS_OF_THOUSANDS = re.compile(f"[,'{BLANKS}]")
_NO_MARKS = str.maketrans("", "", f",'{BLANKS}")
_LEADING_APOSTROPHES = re.compile("\n''*")
# They begin with a plain character, which regular expressions look for several times faster.
_TRAILING_APOSTROPHES = re.compile("''*\n")
# French, Italian and Catalan articles and pronouns before a vowel; a few words keep theirs.
_ELISION = re.compile(
    "\n(?:(?!d'(?:accord|abord|ailleurs|autant|emblée|emblee)\n)"
    "(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|all|nell|sull|dall|(?:de|a|da|ne|su|que)?gl|un|quest|quell)'"
    "(?=[aeiouyhàáâäèéêëìíîïòóôöùúûü]))+"
)
# The English possessive, and Turkish endings of case after a name, as they follow from its last letter.
_ENDINGS = re.compile(
    "'(?:s"
    "|(?<=[aeiouüö]')(?:(?:n[iu]n|nün|y[aeiuü]|n[aeiuü]|nd[ae]n?|yl[ae]|s[iuü])(?:ki)?)"
    "|(?<=[bcçdfgğhjklmnprsştvyz]')(?:[iuü]n|[aeiuü])"
    "|(?<=[fstkçşhp]')t[ae](?:n|ki)?"
    "|(?<=[aeiouüöbcdgğjlmnrvyz]')d[ae](?:n|ki)?"
    "|(?<=[a-zçğöşü]')(?:l[ae]r|l[iuü]|l[ae]|c[ae])"
    # Of initials, after the vowel that the name of the last one ends in: ABD'nin, BM'ye.
    "|(?<=[bcçdfgğhjklmnprsştvyz]')(?<=[a-zçğöşü]{2}')(?:n[iu]n|nün|y[aeiuü])"
    ")(?:'s)*\n"
)
_ELISION_OF_ANY_CASE = re.compile(_ELISION.pattern, re.IGNORECASE)
_ENDINGS_OF_ANY_CASE = re.compile(_ENDINGS.pattern, re.IGNORECASE)


@lru_cache(maxsize=1 << 14)  # the same words are asked for again and again: those of lists, those of names
def fold_word(word: str, *, accents: bool = False) -> str:
    """Return the term of a word as it is written: *Iran’s* and *IRAN* are *iran*, *U.S.* is *us*.

    Case is folded as in the Unicode Standard, section 3.13, definition D146 (compatibility caseless
    matching).

    Parameters
    ----------
    word : str
        A word, as `split_words` cuts it.
    accents : bool, default False
        Whether accents of Latin letters tell words apart.

    Examples
    --------
    >>> [fold_word(word) for word in ["Erdoğan’s", "l'État", "ΠΟΛΕΜΟΣ", "12,500", "organisations"]]
    ['erdogan', 'etat', 'πολεμοσ', '12500', 'organizations']
    """
    return spelling.american(fold_lines(word + "\n", accents=accents)[:-1])


def clean_word(word: str) -> str:
    """Return a word with the letters it is written in, without the dots of an initialism and what an
    apostrophe joins to it.

    Examples
    --------
    >>> [clean_word(word) for word in ["Iran’s", "U.S", "l’État", "Türkiye'nin", "don’t", "O'Brien", "2.5"]]
    ['Iran', 'US', 'État', 'Türkiye', "don't", "O'Brien", '2.5']
    """
    return clean_words([word])[0]


def clean_words(words: list[str]) -> list[str]:
    """Return the same of many words."""
    text = unicodedata.normalize("NFC", "".join(word + "\n" for word in words))
    text = _DOT.sub("", _INVISIBLE.sub("", _APOSTROPHE.sub("'", text)))
    return _unjoined(text, _ELISION_OF_ANY_CASE, _ENDINGS_OF_ANY_CASE).split("\n")[:-1]


def fold_lines(text: str, *, accents: bool = False) -> str:
    """Fold many words, one a line, each line with a line break at its end; British spellings stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_folds(accents))
        text = _STRESS.sub("", _NO_LETTER.sub("", _INVISIBLE.sub("", text)))
        text = unicodedata.normalize("NFC", text if accents else _LOOSE_ACCENTS.sub("", text))
    else:
        text = text.lower()
    text = _DOT.sub("", text)
    if _MARKS_OF_THOUSANDS.search(text):
        text = _THOUSANDS.sub(lambda match: match[0].translate(_NO_MARKS), text)
    if "'" in text:
        text = _unjoined(text, _ELISION, _ENDINGS)
    return text


def _unjoined(text: str, elision: re.Pattern, endings: re.Pattern) -> str:
    """Take from words, one a line, what apostrophes join to them."""
    text = _LEADING_APOSTROPHES.sub("\n", "\n" + text.replace("''", "'"))
    text = elision.sub("\n", _TRAILING_APOSTROPHES.sub("\n", text))
    n = 1
    while n:  # until no word has an ending
        text, n = endings.subn("\n", text)
    return text[1:]


class _Folds(dict):
    """What each character folds to, worked out when it is first met."""

    def __init__(self, accents: bool) -> None:
        super().__init__()
        self.accents = accents

    def __missing__(self, code_point: int) -> str:
        folded = self[code_point] = fold_character(chr(code_point), self.accents)
        return folded


@cache
def _folds(accents: bool) -> _Folds:
    return _Folds(accents)


def fold_character(character: str, accents: bool) -> str:
    """Return what a character folds to, whatever is beside it."""
    wide = unicodedata.normalize("NFKC", character)
    if not all(unicodedata.category(c)[0] in "LMN" for c in wide):
        wide = character
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFD", wide).casefold())
    if folded.startswith("i\u0307"):  # of the Turkish capital
        folded = "i"
    folded = "".join(_fold_letter(letter, accents) for letter in folded)
    return folded if _NO_LETTER.sub("", folded) or _NO_LETTER.match(character) else character


def _fold_letter(letter: str, accents: bool) -> str:
    if letter in APOSTROPHES:
        return "'"
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.decimal(letter))
    base = unicodedata.normalize("NFD", letter)[0]
    if "α" <= base <= "ω" or (not accents and "a" <= base <= "z"):
        letter = base
    letter = _LETTERS.get(letter, letter)
    return letter if accents else _STROKES.get(letter, letter)
