"""Who a speaker is: one name for all forms of it."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from newslab.english import STOP_WORDS
from newslab.english.grammar import ARTICLES, CONJUNCTIONS, DETERMINERS, NOBODY, OPENERS, PREPOSITIONS
from newslab.english.names import (
    BEFORE_TITLES,
    COURTESY,
    FIRST_NAMES_OF_HER,
    FIRST_NAMES_OF_HIM,
    GROUPS,
    LINKS,
    OFFICES,
    PARTICLES,
    PEOPLES,
    ROLES,
    TITLES,
    TITLES_OF_PERSONS,
)
from newslab.english.times import TIMES
from newslab.entities.folding import Occurrences, Words, fold_names, split_places
from newslab.entities.runs import NameRuns, find_name_runs
from newslab.partitions import Kept
from newslab.tokens import Tokens, split_words

FIRST_NAMES = FIRST_NAMES_OF_HER | FIRST_NAMES_OF_HIM
# A last name that is used more often than this many times as often as the full one is of others as well.
MANY_TIMES = 5
# What begins no name of several words, what may be inside one in small letters, and what alone is nobody's.
_BEFORE_NAMES = (DETERMINERS - ARTICLES) | PREPOSITIONS | CONJUNCTIONS
_INSIDE_NAMES = LINKS | {"and"}
_SINCE = re.compile(r"\s+(?:on|in|at|over|during|last|this|earlier|later|today|yesterday)\b.*", re.DOTALL)
_NO_PERSONS = STOP_WORDS | OPENERS | PEOPLES | TIMES
_WORD = re.compile(r"[^\W_][\w.’'-]*")


def persons_of(tokens: Tokens, speakers: Kept) -> Kept:
    """Return the person that each speaker is, by the fullest name that the articles have for them.

    A shorter form, such as *Leaf* or *Ms Leaf*, is the person whose name ends like it in the same article, as
    for `names`, or else the only speaker of that last name. Missing is who has no name: a pronoun, a phrase
    (*a spokesman*, *the company*), a word with the capital of its sentence alone (*Officials*), a people.

    Parameters
    ----------
    tokens : Tokens
        The words of the articles, unstemmed.
    speakers : Kept
        For each partition a table with a row a speaker: `row` (of the article), `start` (a place in its
        text), and `speaker`, as the articles write them, missing where nobody is known.

    Returns
    -------
    Kept
        For each partition a Series of str, one entry a speaker.

    Examples
    --------
    >>> from newslab import tokenize
    >>> tokens = tokenize(pd.DataFrame({"text": ["At noon Barbara Leaf came. Then Leaf spoke."]}))
    >>> said = pd.DataFrame({"row": 0, "start": 28, "speaker": ["Ms Leaf", "officials", "she"]})
    >>> persons_of(tokens, Kept([said])).each[0].tolist()
    ['Barbara Leaf', nan, nan]
    """
    called = speakers.then(_called)
    if not called.gathered(lambda called: called.forms):
        return called.then(lambda called: called.person)
    runs = find_name_runs(tokens)
    number: dict[Words, int] = {words: i for i, words in enumerate(runs.words)}
    forms = runs.forms.tolist()

    def numbers_of(asked: list[str]) -> np.ndarray:
        different = list(dict.fromkeys(asked))
        without = _without_places(different, runs.words)
        for form, words in without:
            if number.setdefault(words, len(number)) == len(forms):
                forms.append(form)
        of_form = {form: number[words] for form, (_, words) in zip(different, without, strict=True)}
        return np.array([of_form[form] for form in asked], np.int64)

    names = called.answered(lambda called: called.forms, numbers_of)
    spoken = runs.found.then(_with_speakers, runs.run, called, names)
    n_new = len(number) - len(runs.words)
    meant = fold_names(
        spoken.then(lambda spoken: spoken.occurrences),
        list(number),
        np.append(runs.n_uses, np.zeros(n_new, int)),  # no speaker is counted twice
        np.append(runs.is_initialism, np.zeros(n_new, bool)),
    )
    speaking = meant.then(lambda meant, spoken: meant[spoken.is_speaker], spoken)
    called_so = list(number)
    n_uses = dict(zip(runs.words, runs.n_uses.tolist(), strict=True))
    longer = _only_bearers([called_so[i] for i in np.unique(speaking.gathered(lambda each: each))], n_uses)

    def full_names(asked: list[int]) -> list[str | None]:
        names = [longer.get(called_so[i], called_so[i]) for i in asked]
        small = _small_words(tokens, runs.is_small, names)
        return [None if _is_no_name(words, small) else forms[number[words]] for words in names]

    full = speaking.answered(lambda each: np.unique(each).tolist(), full_names)
    return called.then(_named, speaking, full)


class _Called(NamedTuple):
    """The speakers of some articles, without titles.

    `person` is what each is as far as no name is asked for; `asked` are the places of those with a name,
    `row` and `start` where they are; `forms` their different names, and `form` which of them each has.
    """

    person: pd.Series
    asked: np.ndarray
    row: np.ndarray
    start: np.ndarray
    forms: list[str]
    form: np.ndarray


class _Spoken(NamedTuple):
    """The names in some articles and of their speakers; the places of the speakers, in their order."""

    occurrences: Occurrences
    is_speaker: np.ndarray


def _called(speakers: pd.DataFrame) -> _Called:
    """Return how some speakers are called."""
    speaker, written = pd.factorize(speakers["speaker"].to_numpy(object))
    names = [None if is_nobody(each) else _SINCE.sub("", without_title(each)) for each in written]
    has_name = np.array([name is not None and is_name(name) for name in names], bool)
    person = pd.Series(
        [name if name and _has_no_case(name) else None for name in names], dtype="str"
    )  # in a script without capitals
    asked = np.flatnonzero((speaker >= 0) & np.append(has_name, False)[speaker])
    form, forms = pd.factorize(np.array([*names, None], object)[speaker[asked]])
    row, start = speakers["row"].to_numpy()[asked], speakers["start"].to_numpy()[asked]
    of_each = person.reindex(speaker).reset_index(drop=True).astype("str")
    return _Called(of_each, asked, row, start, forms.tolist(), form)


def _with_speakers(runs: NameRuns, of_all: np.ndarray, called: _Called, names: np.ndarray) -> _Spoken:
    """Return the names of some articles and of their speakers, in the order of the text."""
    row = np.append(runs.row, called.row)
    place = np.append(runs.start, called.start)
    order = np.lexsort([place, row])
    name = np.append(of_all[runs.run], names[called.form])
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    return _Spoken(Occurrences(row[order], name[order]), back[len(runs.run) :])


def _named(called: _Called, speaking: np.ndarray, full: list[str | None]) -> pd.Series:
    """Return the persons of some articles, by the full names of the different speakers."""
    person = called.person.copy()
    _, place = np.unique(speaking, return_inverse=True)
    person.iloc[called.asked] = [full[i] for i in place]
    return person


def _without_places(forms: list[str], known: list[Words]) -> list[tuple[str, Words]]:
    """Return names and their words without the place that a person is of: Nancy Pelosi of California."""
    words = [tuple(split_words(form)) for form in forms]
    places = split_places([*known, *words])[len(known) :].tolist()
    return [
        (form.split(" of ")[0], of_name[:place]) if place else (form, of_name)
        for form, of_name, place in zip(forms, words, places, strict=True)
    ]


def _only_bearers(names: list[Words], n_uses: dict[Words, int]) -> dict[Words, Words]:
    """Return the longer name for each last name that only one of some names has, and that articles do not use
    many times as often: no Dean Washington for each Washington.
    """
    bearers: dict[Words, list[Words]] = {}
    for words in names:
        if len(words) > 1:
            bearers.setdefault(words[-1:], []).append(words)
    return {
        last: longer[0]
        for last, longer in bearers.items()
        if len(longer) == 1 and n_uses.get(last, 0) <= MANY_TIMES * max(n_uses.get(longer[0], 0), 1)
    }


def _small_words(tokens: Tokens, is_small: np.ndarray, names: list[Words]) -> set[str]:
    """Return the words of names of one word that articles mostly write with a small letter."""
    single = {words[-1] for words in names if len(words) < 3}
    return set(tokens.vocabulary[is_small & tokens.vocabulary.isin(single)])


def _is_no_name(words: Words, small: set[str]) -> bool:
    """Return whether a name is no more than a word that begins a sentence, or a people: Officials, French."""
    if len(words) > 1 and not (len(words) == 2 and words[0] in ARTICLES):
        return False
    word = words[-1]
    singular = word.removesuffix("s")
    is_plural = singular != word and singular in ROLES | GROUPS
    return is_plural or word in small or word in _NO_PERSONS


def is_nobody(speaker: str) -> bool:
    """Return whether a speaker is no more than a pronoun, a title or a mark."""
    words = (re.split("[’']", word.lower())[0] for word in _WORD.findall(speaker))  # he’d
    return (NOBODY | COURTESY).issuperset(words)


def is_name(speaker: str) -> bool:
    """Return whether a speaker, without a title, is a name: all its words but *of*, *and* … have a capital.

    Examples
    --------
    >>> is_name("Bashar al-Assad"), is_name("the company"), is_name("A spokesman for Platte River")
    (True, False, False)
    """
    words = _WORD.findall(speaker)
    if not words or words in (["A"], ["An"], ["The"]):
        return False
    is_plain = [not any(c.isupper() for c in word) for word in words]
    begins_small = is_plain[0] and words[0] not in PARTICLES
    if begins_small or is_plain[-1] or (len(words) > 1 and words[0].lower() in _BEFORE_NAMES):
        return False
    return all(word in _INSIDE_NAMES for word, plain in zip(words, is_plain, strict=True) if plain)


def _has_no_case(name: str) -> bool:
    """Return whether a name is in a script without capitals."""
    return name.lower() == name.upper() and any(c.isalpha() for c in name)


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
