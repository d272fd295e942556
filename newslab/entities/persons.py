"""One name for one speaker: the full name that shorter forms of it stand for."""

from __future__ import annotations

import re

import pandas as pd

# Speakers that name nobody.
PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "who", "one", "this", "that", "those"])
_TITLES = frozenset(["mr", "mrs", "ms", "miss", "dr", "sir", "the"])
_WORD = re.compile(r"[^\W_]+")


def full_names(speakers: pd.Series) -> pd.Series:
    """Return for each speaker the fullest form of the name that occurs.

    A shorter form, such as *Leaf* or *Ms Leaf*, stands for the one longer name that ends like it and holds
    all its words; where there are several (*Bill Clinton*, *Hillary Clinton*), it stays what it is. A form
    without a capital letter (*officials*) stands for itself, a pronoun for nobody: it is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> full_names(pd.Series(["Leaf", "Barbara Leaf", "Ms Leaf", "she", "officials"])).tolist()
    ['Barbara Leaf', 'Barbara Leaf', 'Barbara Leaf', nan, 'officials']
    """
    forms = {form: _words(form) for form in speakers.dropna().unique()}
    fullest = {}  # by the words of a form, the form itself: of several that are written alike, the first
    for form, words in forms.items():
        if words and not PRONOUNS.issuperset(words):
            fullest.setdefault(words, form)
    by_end: dict[str, list[tuple[str, ...]]] = {}
    for words in fullest:
        by_end.setdefault(words[-1], []).append(words)
    names = {}
    for form, words in forms.items():
        if words in fullest:
            names[form] = fullest[_longest(words, by_end[words[-1]]) if _is_name(form) else words]
    return speakers.map(names)


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name, without titles; a description begins with a small letter and keeps all."""
    words = [word.casefold() for word in _WORD.findall(name)]
    return tuple(word for word in words if word not in _TITLES)


def _is_name(form: str) -> bool:
    return not _WORD.findall(form)[-1][0].islower()


def _longest(words: tuple[str, ...], others: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the longest name that holds all the words, where each that does so is a form of it."""
    holding = [other for other in others if set(words) <= set(other)]
    longest = max(holding, key=len)
    return longest if all(set(other) <= set(longest) for other in holding) else words
