"""The names in articles as they are written, before variants of one are joined."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
import pandas as pd

from newslab.arrays import ranges
from newslab.entities.finding import (
    Marks,
    count_capitals,
    find_runs,
    pairs_that_begin_names,
    read_marks,
    read_name_words,
)
from newslab.entities.folding import Words, before_of, split_places
from newslab.entities.writing import FULL_STOP
from newslab.partitions import Kept
from newslab.tokens import Tokens


@dataclass(frozen=True, eq=False)
class NameRuns:
    """The names in some articles; `run` counts the different runs of words of these articles.

    `first`, `last`, `row`, `start` and `run` have an entry an occurrence: its tokens, its article, where it
    starts in the text, and which run of words it is. `words` has an entry a run, and `cuts` the tokens right
    after a punctuation mark.
    """

    first: np.ndarray
    last: np.ndarray
    row: np.ndarray
    start: np.ndarray
    run: np.ndarray
    words: list[Words]
    cuts: np.ndarray


@dataclass(frozen=True, eq=False)
class AllRuns:
    """The names in all articles.

    `found` has, for each partition, its `NameRuns` and the place of each of their runs among those of all;
    `words`, `forms` (as an article writes it), `is_initialism` (in capitals alone) and `n_uses` have an entry
    for each run of all, in the order in which they first occur; `is_small` has one for each term, which is
    more often written with a small letter than with a capital that nothing calls for.
    """

    found: Kept
    run: list[np.ndarray]
    words: list[Words]
    forms: np.ndarray
    is_initialism: np.ndarray
    n_uses: np.ndarray
    is_small: np.ndarray


def find_name_runs(tokens: Tokens) -> AllRuns:
    """Find where names are in articles, and number those of the same words."""
    marks = tokens.kept(read_marks)
    n_inside, n_small = marks.summed(partial(count_capitals, n_terms=len(tokens.vocabulary)))
    words = tokens.kept(partial(read_name_words, n_inside=n_inside, n_small=n_small), marks)
    beginning = np.unique(marks.gathered(pairs_that_begin_names, words))

    def numbered(tokens: Tokens, marks: Marks, first: np.ndarray, last: np.ndarray) -> NameRuns:
        run, words = _number(tokens, first, last)
        cuts = np.flatnonzero(marks.written.gap >= FULL_STOP)
        start, _ = marks.written.spans(first, last)
        return NameRuns(first, last, tokens.article_of(first), start, run, words, cuts)

    whole = tokens.kept(
        lambda tokens, marks, words: numbered(tokens, marks, *find_runs(tokens, marks, words, beginning)),
        marks,
        words,
    )
    # Ted Cruz of Texas is two names where Ted Cruz is found without Texas, in whichever article.
    asked = set(whole.gathered(lambda runs: before_of(runs.words)))
    known = set(whole.gathered(lambda runs: [words for words in runs.words if words in asked]))
    found = tokens.kept(
        lambda tokens, marks, runs: numbered(tokens, marks, *_split(tokens, runs, known)), marks, whole
    )
    number: dict[Words, int] = {}

    def numbers_of(names: list[Words]) -> np.ndarray:
        return np.array([number.setdefault(words, len(number)) for words in names], np.int64)

    run = found.answered(lambda runs: runs.words, numbers_of)
    each = tokens.gathered(_as_written, marks, found).assign(place=np.concatenate(run))
    # Each as an article writes it, if possible not in capitals alone.
    best = each.sort_values(["place", "is_upper"]).drop_duplicates("place")
    of_all = each.groupby("place")
    is_initialism, n_uses = of_all["is_initialism"].any().to_numpy(), of_all["n"].sum().to_numpy()
    forms = best["form"].to_numpy(object)
    return AllRuns(found, run, list(number), forms, is_initialism, n_uses, n_small > n_inside)


def _split(tokens: Tokens, runs: NameRuns, known: set[Words]) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last token of each name, those that are two names cut in two."""
    first, last = runs.first, runs.last
    place = split_places(runs.words, known)[runs.run]
    if not place.any():
        return first, last
    right = first + place + 1
    right += tokens.is_among(["the"])[tokens.codes[np.minimum(right, last)]]
    first, last = (
        np.concatenate([first, right[place > 0]]),
        np.concatenate([np.where(place > 0, first + place - 1, last), last[place > 0]]),
    )
    order = np.argsort(first)
    return first[order], last[order]


def _number(tokens: Tokens, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, list[Words]]:
    """Number the different runs of words, and return the words of each."""
    length = last - first + 1
    run = tokens.codes[first].astype(np.int64)
    n_terms = n_runs = max(len(tokens.vocabulary), 1)
    for k in range(1, length.max(initial=1)):
        here = np.flatnonzero(length > k)
        longer, different = pd.factorize(run[here] * n_terms + tokens.codes[first[here] + k])
        run[here] = n_runs + longer
        n_runs += len(different)
    run, different = pd.factorize(run)
    example = np.empty(len(different), np.int64)
    example[run[::-1]] = np.arange(len(run))[::-1]
    places, offsets = ranges(first[example], length[example])
    vocabulary = tokens.vocabulary.to_numpy(object)
    of_all = vocabulary[tokens.codes[places]].tolist()
    return run, [tuple(of_all[i:j]) for i, j in pairwise(offsets.tolist())]


def _as_written(tokens: Tokens, marks: Marks, runs: NameRuns) -> pd.DataFrame:
    """Return the form of each run of some articles, and how often it is used.

    The form is the first that is not in capitals alone, or else the first.
    """
    is_upper, n_runs = marks.written.is_upper[runs.first], len(runs.words)
    order = np.argsort(is_upper, kind="stable")[::-1]
    example = np.empty(n_runs, np.int64)
    example[runs.run[order]] = order  # the last of equal runs stays
    starts, ends = marks.written.spans(runs.first[example], runs.last[example])
    rows, row_of = np.unique(runs.row[example], return_inverse=True)
    texts = tokens.articles["text"].iloc[rows].tolist()
    spans = zip(row_of.tolist(), starts.tolist(), ends.tolist(), strict=True)
    forms = pd.Series([texts[row][start:end] for row, start, end in spans], dtype="str")
    forms = forms.str.replace(r"['’ʼ][sS]$", "", regex=True).str.split().str.join(" ")
    forms = forms.where(~forms.str.fullmatch(r"(?:\w\.)+\w"), forms + ".")  # U.S.
    is_initialism = np.zeros(n_runs, bool)
    is_initialism[runs.run[is_upper]] = True
    n = np.bincount(runs.run, minlength=n_runs)
    columns = {"form": forms, "is_upper": is_upper[example], "is_initialism": is_initialism, "n": n}
    return pd.DataFrame(columns)
