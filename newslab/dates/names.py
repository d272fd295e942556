"""The names of months and days of the week, by language, as the Unicode CLDR has them (through Babel)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

#: The languages whose names are known; those of one language may differ by country.
_CODES = """
af ar ar_DZ ar_MA ar_SY az be bg bn bs ca cs cy da de de_AT el en en_GB es et eu fa fi fr fr_CA ga gl he hi hr
hu hy id is it ja ka kk ko lt lv mk ms nb nl nn pl pt ro ru sk sl sq sr sr_Latn sv sw
ta th tr uk ur uz vi zh zh_Hant
"""
LANGUAGES = tuple(_CODES.split())

#: Months as they are also written, beside the names of the CLDR.
_ALSO_WRITTEN = {
    "de": {"jän": 1, "jaen": 1, "jaenner": 1, "mär": 3, "maerz": 3, "mrz": 3, "mai": 5, "sept": 9, "okt": 10},
    "en": {"sept": 9, "febr": 2},
    "es": {"ene": 1, "setiembre": 9, "set": 9, "sept": 9, "sep": 9},
    "fr": {"fev": 2, "févr": 2, "avr": 4, "juil": 7, "aout": 8, "sept": 9, "déc": 12},
    "it": {"sett": 9},
    "nl": {"mrt": 3, "maa": 3, "sept": 9},
    "pt": {"fev": 2, "set": 9, "dez": 12},
    "ru": {"мая": 5, "сент": 9, "нояб": 11, "февр": 2},
}

#: A word, without the points and apostrophes in and after it, or a number.
TOKEN = re.compile(r"\d+|(?:(?!\d)(?:[^\W_]|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff]))+")


def tokens_of(text: str) -> list[str]:
    """Return the words and numbers of a text, in one case and one writing.

    Examples
    --------
    >>> tokens_of("Mittwoch, 3. März")
    ['mittwoch', '3', 'märz']
    """
    return TOKEN.findall(plain(text))


def plain(text: str) -> str:
    """Return a text in one case, with one character for each letter, and without marks of direction."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return _UNSEEN.sub("", text)


_UNSEEN = re.compile("[\u0307\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def without_accents(text: str) -> str:
    """Return a text with plain letters in place of those with accents."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=10_000)
def months_named(word: str) -> Mapping[int, frozenset[str]]:
    """Return the months that a word, or two with a space between, may name, and in which languages.

    English is asked first, because to load all others takes a fifth of a second.

    Examples
    --------
    >>> sorted(months_named("märz"))
    [3]
    """
    english = _months(("en",)).get(word)
    if english is not None and word.isascii() and len(word) > 3:
        return english
    names = _months(LANGUAGES)
    # Hebrew "in" and Basque "of" are parts of the word.
    for spelling in (word, without_accents(word), word.removeprefix("ב"), _OF_BASQUE.sub("a", word)):
        if spelling in names:
            return names[spelling]
    return {}


_OF_BASQUE = re.compile("a(?:ren|k)$")


@lru_cache(maxsize=10_000)
def is_weekday(word: str) -> bool:
    """Return whether a word is a day of the week, or a part of its name, as *feira* is."""
    if word in _weekdays(("en",)):
        return True
    names = _weekdays(LANGUAGES)
    return word in names or without_accents(word) in names


@cache
def _months(languages: tuple[str, ...]) -> dict[str, dict[int, frozenset[str]]]:
    found: dict[str, dict[int, set[str]]] = {}
    for language in languages:
        for name, month in _month_names(language):
            for spelling in {name, without_accents(name)}:
                found.setdefault(spelling, {}).setdefault(month, set()).add(language[:2])
    return {name: {month: frozenset(by) for month, by in months.items()} for name, months in found.items()}


def _month_names(language: str) -> Iterator[tuple[str, int]]:
    from babel import Locale  # here, because most dates are numbers

    months = Locale.parse(language).months
    for use in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, name in months[use][width].items():
                words = [word for word in tokens_of(name) if word not in _SMALL_WORDS]
                if words and words != [str(month)]:
                    yield " ".join(words), month
    for name, month in _ALSO_WRITTEN.get(language, {}).items():
        yield name, month


#: Catalan says "de març" and "d’abril".
_SMALL_WORDS = ("de", "d")


@cache
def _weekdays(languages: tuple[str, ...]) -> frozenset[str]:
    from babel import Locale

    found: set[str] = set()
    for language in languages:
        days = Locale.parse(language).days
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for name in days[use][width].values():
                    found.update(tokens_of(name))
                    found.update(tokens_of(without_accents(name)))
    return frozenset(found | {"tues", "weds", "thur", "thurs"})
