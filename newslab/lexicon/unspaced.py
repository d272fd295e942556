"""Names inside longer names, in scripts without spaces between words: 印度 (India) in 印度尼西亚 (Indonesia).

Known are the countries, territories and large cities of the Unicode Common Locale Data Repository, by their
names in Chinese, Japanese, Thai, Lao, Burmese and Khmer.
"""

from __future__ import annotations

from functools import cache

from newslab.tokens.splitting import word_spans

_CHINESE, _OTHERS = ("zh", "zh_Hant", "ja"), ("th", "lo", "my", "km")
# Longer names of which a known one is the beginning, or that begin before one.
_MORE = ("東京都", "印度洋", "印度支那", "人民币", "人民幣")


def is_unspaced(text: str) -> bool:
    """Return whether a text is of several words without spaces, of which some are a character each.

    Examples
    --------
    >>> [is_unspaced(text) for text in ["印度", "India", "G20峰会", "印"]]
    [True, False, True, False]
    """
    if text.isascii():
        return False
    spans = word_spans(text, spaced=False)
    return (
        len(spans) > 1
        and spans != word_spans(text, spaced=True)
        and sum(b - a for a, b in spans) == len(text)
    )


def known_names(texts: list[str]) -> list[str]:
    """Return the names of places in the scripts of some texts."""
    is_chinese = any("\u3041" <= character <= "\u9fff" for text in texts for character in text)
    is_other = any(character < "\u3041" for text in texts for character in text)
    return [*(_longer_names(_CHINESE) if is_chinese else ()), *(_longer_names(_OTHERS) if is_other else ())]


@cache
def _longer_names(languages: tuple[str, ...]) -> tuple[str, ...]:
    from babel import Locale  # Babel takes a while to load, and most articles have spaces

    names = dict.fromkeys(_MORE if languages == _CHINESE else ())
    for language in languages:
        locale = Locale.parse(language)
        cities = [zone["city"] for zone in locale.time_zones.values() if "city" in zone]
        names |= dict.fromkeys([*locale.territories.values(), *cities])
    return tuple(filter(is_unspaced, names))
