"""The language of articles: of each by a detector, of all together by their commonest words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from newslab.articles import UNKNOWN
from newslab.english import STOP_WORDS

# How many characters of an article are enough to know its language.
ENOUGH = 2000
# Articles are in English where this share of their words are English function words. Else they are in the
# language with the most of them, if that is this share of the words, this many different ones, of this many.
ENGLISH, OTHER, DIFFERENT, FEWEST = 0.25, 0.2, 5, 20
# Lists with fewer words, or with words of other scripts in pieces, say nothing.
SHORTEST = 90
_IN_PIECES = {"zh", "ja", "th", "ko", "vi"}
# So articles of most of them are known by their script: where this share of their words begin with a letter
# of it. Japanese comes first, which has Chinese characters among its own.
LETTERS = {
    "ja": "\u3041-\u30ff",
    "ko": "\uac00-\ud7a3",
    "th": "\u0e00-\u0e7f",
    "zh": "\u4e00-\u9fff",
}
SCRIPT = 0.2


def detect_languages(articles: pd.DataFrame) -> pd.DataFrame:
    """Return articles with the code of the language of each in the column `language`, where it has none.

    Raises
    ------
    ImportError
        Where the extra `language` is not installed.
    """
    try:
        from py3langid import classify
    except ImportError:
        raise ImportError(
            "language='detect' needs a package that is not installed; pip install 'newslab[language]', or "
            "name the language, as language='german'"
        ) from None
    named = articles.get("language", pd.Series(index=articles.index, dtype="str")).astype("str")
    is_missing = (named.isna() | named.isin(["", UNKNOWN])).to_numpy()
    texts = articles["text"][is_missing].fillna("").str[:ENOUGH]
    found = [classify(text)[0] if text.strip() else None for text in texts]
    return articles.assign(language=named.mask(is_missing, pd.Series(found, texts.index, dtype="str")))


def language_of(words: pd.Index, n: np.ndarray, lists: Callable[[], Mapping[str, frozenset[str]]]) -> str:
    """Return the code of the language of some words, by their script or the share of function words.

    Parameters
    ----------
    words : Index of str
        The commonest words of some articles, in small letters.
    n : ndarray of int
        How often each occurs.
    lists : callable
        Returns the function words of each language by its code; it is called where the words are not English.

    Returns
    -------
    str
        ``"en"`` also where the words are too few, or of no language that is known.
    """
    times = dict(zip(words, n.tolist(), strict=True))
    total = sum(times.values())
    english = sum(times[word] for word in STOP_WORDS & times.keys()) / max(total, 1)
    if total < FEWEST or english >= ENGLISH:
        return "en"
    for code, letters in LETTERS.items():
        if n[words.str.match(f"[{letters}]")].sum() >= SCRIPT * total:
            return code
    share = {"en": max(OTHER, english)}
    for code, listed in lists().items():
        found = listed & times.keys()
        if code != "en" and len(listed) >= SHORTEST and code not in _IN_PIECES and len(found) >= DIFFERENT:
            share[code] = sum(times[word] for word in found) / total
    return max(share, key=lambda code: share[code])
