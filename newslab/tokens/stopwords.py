"""Stop words by language: newslab's short list for English, those of Stopwords ISO for the others."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection
from functools import cache

import pandas as pd

from newslab.articles import UNKNOWN
from newslab.english import STOP_WORDS
from newslab.english.lists import words_of

# Languages whose list goes by another code.
_SAME_LIST = {"nb": "no", "nn": "no", "fil": "tl"}
_COMMAS = str.maketrans("şţ", "șț")
# Common function words that the lists lack.
_MISSING = {
    "lt": words_of("yra buvo bus nėra apie prie už į iš su"),
    "uk": words_of(
        """
        а або аби ані би бо в вже вона вони воно дуже ж же за зі й його йому і інші кого кому котрий лише мене
        мені мій може між моя на над нас наш наша не нема немає неї нею ним них ні ній ніж ніхто нічого
        об однак по при перед після ця ці цього цьому цю у усе усі себе свій свого своєї своїх своя собі та
        там така таке такі тебе тобі того тоді той тому тут тільки хто цим через чи чому ще щоб які яка яке
        якщо якої якого яких якому є я
        """
    ),
}
# Nouns and verbs in the lists that say what an article is about.
_OF_CONTENT = {
    "ar": words_of("برس زيارة شخصا لقاء للامم"),
    "de": words_of("gott mensch menschen ordnung"),
    "es": words_of("trabaja trabajais trabajan trabajar trabajas trabajo"),
    "it": words_of(
        "ansa citta città consiglio cortesia generale gruppo mondo paese persone piedi promesso scola uomo"
    ),
    "pt": words_of("apoio conselho grupo obra pessoas povo trabalhar trabalho viagem"),
    "ru": words_of(
        """
        белый вода война глаз голова голос город дверь деньги дом дорога друг друзья душа жена женщина жизнь
        жить земля книга комната лицо люди мать машина мир мира москва народ нога окно отец писать плечо
        правда процентов работа работать ребенок россия рука русский свет сила советский страна товарищ улица
        утро человек
        """
    ),
}


def stop_words_of(language: str) -> frozenset[str]:
    """Return the stop words of a language, as its list writes them.

    Raises
    ------
    ValueError
        Where there is no list for the language.

    Examples
    --------
    >>> sorted(stop_words_of("german") & {"und", "nicht", "Minister"})
    ['nicht', 'und']
    """
    code = code_of(language)
    if code is None:
        raise ValueError(
            f"there are no stop words of a language {language!r}: {len(lists())} languages have some, by "
            f"name or code as in 'german' or 'de'; words of your own are a list, stop_words=[{language!r}]"
        )
    return STOP_WORDS if code == "en" else lists()[code]


def stop_words_for(
    articles: pd.DataFrame, language: str | Collection[str] | None, spoken: str
) -> frozenset[str]:
    """Return the stop words of one or several languages together.

    Where `language` is None, the languages are those in the column `language` of the articles; where there is
    none, `spoken`, that of their commonest words. A language of the column without a list gets a warning.
    """
    if language is not None:
        names = [language] if isinstance(language, str) else language
        return frozenset[str]().union(*map(stop_words_of, names))
    named = _languages_in(articles)
    without_list = sorted(name for name in named if code_of(name) is None)
    if without_list:
        warnings.warn(
            f"there are no stop words of the languages {', '.join(map(repr, without_list))} in the column "
            "'language', so that their function words count as terms; tokenize(stop_words=[…]) adds yours",
            stacklevel=4,
        )
    named -= set(without_list)
    return frozenset[str]().union(*map(stop_words_of, named or [spoken]))


def _languages_in(articles: pd.DataFrame) -> set[str]:
    """Return the languages that the column `language` names, as it writes them: *German; Deutsch* is two."""
    if "language" not in articles.columns:
        return set()
    cells = map(str, articles["language"].dropna().unique())
    names = {name.strip() for cell in cells for name in re.split("[;,/|]", cell)}
    return names - {"", UNKNOWN}


@cache
def code_of(language: str) -> str | None:
    """Return the code of the list of a language; None where there is none.

    A language is named by its code (*de*, *de-AT*, *deu*), its English name or its own (*German*, *Deutsch*).
    """
    from babel import Locale, localedata
    from babel.core import get_global  # Babel takes a while to load, and English articles do not need it

    name = language.split("(")[0].strip().casefold()  # Chinese (simplified)
    if name in ("en", "english"):
        return "en"
    code = re.split("[-_]", name)[0]
    for known in (code, get_global("language_aliases").get(code), _SAME_LIST.get(code)):
        if known in lists():
            return known
    for code in [*lists(), *_SAME_LIST]:
        locales = [Locale(place) for place in ("en", code) if localedata.exists(place)]
        if name in [locale.languages.get(code, "").casefold() for locale in locales]:
            return _SAME_LIST.get(code, code)
    return None


@cache
def lists() -> dict[str, frozenset[str]]:
    """Return the lists of Stopwords ISO (MIT licence) by the two letters of their language."""
    import stopwordsiso  # it reads its lists as it loads, and English articles do not need them

    found = {code: stopwordsiso.stopwords(code) for code in stopwordsiso.langs()}
    # Its Lithuanian words were read as Latin-1: *ðis* is *šis*. Romanian is written with commas or cedillas.
    found["lt"] = {word.encode("latin-1").decode("cp1257") for word in found["lt"]}
    found["ro"] |= {word.translate(_COMMAS) for word in found["ro"]}
    return {
        code: frozenset(words).union(_MISSING.get(code, ())) - _OF_CONTENT.get(code, frozenset())
        for code, words in found.items()
    }
