"""Who a speaker is: one name for all forms of it."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from newslab.english.grammar import ARTICLES, NOBODY, PREPOSITIONS
from newslab.english.names import (
    BEFORE_TITLES,
    COURTESY,
    FIRST_NAMES_OF_HER,
    FIRST_NAMES_OF_HIM,
    LINKS,
    OFFICES,
    TITLES,
    TITLES_OF_PERSONS,
)
from newslab.entities.folding import Words, fold_names, split_places
from newslab.entities.table import find_name_runs
from newslab.tokens import Tokens, split_words

FIRST_NAMES = FIRST_NAMES_OF_HER | FIRST_NAMES_OF_HIM
_WORD = re.compile(r"[^\W_][\w.’'-]*")


def persons_of(tokens: Tokens, row: np.ndarray, start: np.ndarray, speakers: list[str | None]) -> pd.Series:
    """Return the person that each speaker is, by the fullest name that the articles have for them.

    A shorter form, such as *Leaf* or *Ms Leaf*, is the person whose name ends like it in the same article, as
    for `names`, or else the only speaker of that last name. A speaker without a capital letter (*officials*)
    is a person of that description; a pronoun is nobody: missing.

    Parameters
    ----------
    tokens : Tokens
        The words of the articles, unstemmed.
    row, start : ndarray of int
        The article that each speaker is from, and a place in its text.
    speakers : list of str or None
        Each as the article writes them.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> from newslab import tokenize
    >>> tokens = tokenize(pd.DataFrame({"text": ["At noon Barbara Leaf came. Then Leaf spoke."]}))
    >>> persons_of(tokens, np.zeros(3, int), np.array([28, 28, 28]), ["Ms Leaf", "officials", "she"]).tolist()
    ['Barbara Leaf', 'officials', nan]
    """
    person = pd.Series(speakers, dtype="str")
    person[[speaker is not None and is_nobody(speaker) for speaker in speakers]] = None
    called = person.map(without_title, na_action="ignore")
    asked = np.flatnonzero(called.map(is_name, na_action="ignore").eq(True))
    if not len(asked):
        return person
    runs = find_name_runs(tokens)
    number: dict[Words, int] = {words: i for i, words in enumerate(runs.words)}
    forms = runs.forms.tolist()
    asked_for = _without_places(called.iloc[asked].tolist(), runs.words)
    for form, words in asked_for:
        if number.setdefault(words, len(number)) == len(forms):
            forms.append(form)
    name = np.array([number[words] for _, words in asked_for], np.int64)
    rows = np.append(tokens.article_of(runs.first), row[asked])
    places = np.append(tokens.spans(runs.first)[0], start[asked])
    order = np.lexsort([places, rows])
    is_initialism = np.append(runs.is_initialism, np.zeros(len(forms) - len(runs.words), bool))
    meant = np.empty(len(order), np.int64)
    is_counted = np.arange(len(order)) < len(runs.run)  # as for `names`: no speaker twice
    meant[order] = fold_names(
        list(number), rows[order], np.append(runs.run, name)[order], is_initialism, is_counted[order]
    )
    called_so, speaking = list(number), meant[len(runs.run) :]
    longer = _only_bearers([called_so[i] for i in np.unique(speaking)])
    person.iloc[asked] = [forms[number[longer.get(called_so[i], called_so[i])]] for i in speaking]
    return person


def _without_places(forms: list[str], known: list[Words]) -> list[tuple[str, Words]]:
    """Return names and their words without the place that a person is of: Nancy Pelosi of California."""
    words = [tuple(split_words(form)) for form in forms]
    places = split_places([*known, *words])[len(known) :].tolist()
    return [
        (form.split(" of ")[0], of_name[:place]) if place else (form, of_name)
        for form, of_name, place in zip(forms, words, places, strict=True)
    ]


def _only_bearers(names: list[Words]) -> dict[Words, Words]:
    """Return the longer name for each last name that only one of some names has."""
    bearers: dict[Words, list[Words]] = {}
    for words in names:
        if len(words) > 1:
            bearers.setdefault(words[-1:], []).append(words)
    return {last: longer[0] for last, longer in bearers.items() if len(longer) == 1}


def is_nobody(speaker: str) -> bool:
    """Return whether a speaker is no more than a pronoun, a title or a mark."""
    return (NOBODY | COURTESY).issuperset(word.lower() for word in _WORD.findall(speaker))


def is_name(speaker: str) -> bool:
    """Return whether a speaker has a name: its last word has a capital letter."""
    words = _WORD.findall(speaker)
    letters = words[-1].removeprefix("al-").removeprefix("el-") if words else ""
    return letters[:1].isupper()


def without_title(name: str) -> str:
    """Return a name without what precedes it: the diplomat, Ms, Republican Sen., Deputy Prime Minister.

    Examples
    --------
    >>> without_title("the Republican Sen. Ann Lee"), without_title("Ayatollah Ali Khamenei")
    ('Ann Lee', 'Ali Khamenei')
    >>> without_title("Attorney General Ann Lee"), without_title("General Motors")
    ('Ann Lee', 'General Motors')
    """
    first = 0
    words = list(_WORD.finditer(name))
    for i, word in enumerate(words[:-1]):
        lower = word.group().lower().rstrip(".")
        follows = i == first and (lower == word.group() or (i > 1 and lower in OFFICES))
        following = words[i + 1].group()
        is_apposed = following[0].isupper() and following.lower() not in OFFICES
        if follows and is_apposed and lower in (PREPOSITIONS | LINKS) - ARTICLES:
            return name  # a spokesman for Clinton
        is_rank = lower in TITLES_OF_PERSONS and (
            i == first > 0
            or words[max(i - 1, 0)].group().lower() in BEFORE_TITLES
            or following.lower() in FIRST_NAMES
        )
        if follows or is_rank or lower in TITLES | COURTESY:
            first = i + 1
    return name[words[first].start() :] if words else name
