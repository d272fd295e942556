"""The names in articles as they are written, before variants of one are joined."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from newslab.arrays import map_parallel, ranges
from newslab.articles import excerpts
from newslab.entities.blocks import Block, Packed, blocks_of_tokens, packed
from newslab.entities.finding import (
    Marks,
    NameWords,
    find_runs,
    pairs_that_begin_names,
    read_marks,
    read_name_words,
)
from newslab.entities.folding import Words, before_of, split_places
from newslab.entities.writing import FULL_STOP, Edges, joined_edges, writing
from newslab.partitions import Kept
from newslab.tokens import Tokens, in_pieces


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


class _Written(NamedTuple):
    """How some articles are written: what each word is, block by block, and where names may be.

    `offsets` are where the tokens of each article begin, or of each piece of one that is cut.
    """

    marks: list[Packed[Marks]]
    edges: Edges
    offsets: np.ndarray


def find_name_runs(tokens: Tokens) -> AllRuns:
    """Find where names are in articles, and number those of the same words."""
    written = tokens.kept(_written)
    n_inside, n_small = tokens.summed(_count_capitals, written)
    words = tokens.kept(partial(_name_words, n_inside=n_inside, n_small=n_small), written)
    beginning = np.unique(tokens.gathered(_beginning, written, words))
    whole = tokens.kept(partial(_whole_runs, beginning=beginning), written, words)
    # Ted Cruz of Texas is two names where Ted Cruz is found without Texas, in whichever article.
    asked = set(whole.gathered(lambda whole: before_of(whole.words)))
    known = set(whole.gathered(lambda whole: [words for words in whole.words if words in asked]))
    found = tokens.kept(partial(_name_runs, known=known), written, whole)
    number: dict[Words, int] = {}

    def numbers_of(names: list[Words]) -> np.ndarray:
        return np.array([number.setdefault(words, len(number)) for words in names], np.int64)

    run = found.answered(lambda runs: runs.words, numbers_of)
    each = tokens.gathered(_as_written, written, found).assign(place=np.concatenate(run))
    # Each as an article writes it, if possible not in capitals alone.
    best = each.sort_values(["place", "is_upper"]).drop_duplicates("place")
    of_all = each.groupby("place")
    is_initialism, n_uses = of_all["is_initialism"].any().to_numpy(), of_all["n"].sum().to_numpy()
    forms = best["form"].to_numpy(object)
    return AllRuns(found, run, list(number), forms, is_initialism, n_uses, n_small > n_inside)


# Each of these reads the articles some at a time, so that little is held of those that are not read.


def _written(tokens: Tokens) -> _Written:
    cut = in_pieces(tokens)

    def read(block: Block) -> tuple[Packed[Marks], Edges]:
        written, edges = writing(block.tokens)
        return packed(read_marks(block, written)), edges.after(block.begin)

    marks, each = zip(*map_parallel(read, blocks_of_tokens(cut.tokens)), strict=True)
    edges = joined_edges(each)
    if cut.tokens is not tokens:
        edges = edges.moved(cut.characters[cut.tokens.article_of(edges.places)])
    return _Written(list(marks), edges, cut.tokens.offsets)


def _count_capitals(tokens: Tokens, written: _Written) -> tuple[np.ndarray, np.ndarray]:
    """Return how often each term has a capital that is not due, and how often it has none."""
    n_inside, n_small = np.zeros((2, len(tokens.vocabulary)), np.int64)
    for block, some in zip(blocks_of_tokens(tokens, written.offsets), written.marks, strict=True):
        marks, codes = some.unpacked(), block.tokens.codes
        for n, is_one in ((n_inside, marks.is_capital & ~marks.is_due), (n_small, ~marks.is_capital)):
            different, n_each = np.unique(codes[is_one], return_counts=True)
            n[different] += n_each
    return n_inside, n_small


def _name_words(
    tokens: Tokens, written: _Written, n_inside: np.ndarray, n_small: np.ndarray
) -> list[Packed[NameWords]]:
    def read(block: Block, marks: Packed[Marks]) -> Packed[NameWords]:
        return packed(read_name_words(block, marks.unpacked(), n_inside, n_small))

    return map_parallel(read, blocks_of_tokens(tokens, written.offsets), written.marks)


def _beginning(tokens: Tokens, written: _Written, words: list[Packed[NameWords]]) -> np.ndarray:
    """Return the pairs of words that begin a name where no capital is due."""
    blocks = zip(blocks_of_tokens(tokens, written.offsets), written.marks, words, strict=True)
    found = [
        pairs_that_begin_names(block.tokens, marks.unpacked(), some.unpacked())
        for block, marks, some in blocks
    ]
    return np.unique(np.concatenate(found))


class _Whole(NamedTuple):
    """Names before any is found to be two: the tokens of each, which run of words it is, and their words."""

    first: np.ndarray
    last: np.ndarray
    run: np.ndarray
    words: list[Words]


def _whole_runs(
    tokens: Tokens, written: _Written, words: list[Packed[NameWords]], beginning: np.ndarray
) -> _Whole:
    def read(block: Block, marks: Packed[Marks], some: Packed[NameWords]) -> tuple[np.ndarray, np.ndarray]:
        first, last = find_runs(block, marks.unpacked(), some.unpacked(), beginning)
        return first + block.begin, last + block.begin

    found = map_parallel(read, blocks_of_tokens(tokens, written.offsets), written.marks, words)
    first, last = (np.concatenate(some) for some in zip(*found, strict=True))
    return _Whole(first, last, *_number(tokens, first, last))


def _name_runs(tokens: Tokens, written: _Written, whole: _Whole, known: set[Words]) -> NameRuns:
    first, last = _split(tokens, whole, known)
    run, words = (whole.run, whole.words) if first is whole.first else _number(tokens, first, last)
    begins = np.cumsum([0, *(marks.n for marks in written.marks)])
    cuts = [
        np.flatnonzero(marks.values.gap >= FULL_STOP) + begin
        for marks, begin in zip(written.marks, begins, strict=False)
    ]
    start, _ = written.edges.spans(first, last)
    return NameRuns(first, last, tokens.article_of(first), start, run, words, np.concatenate(cuts))


def _split(tokens: Tokens, runs: _Whole, known: set[Words]) -> tuple[np.ndarray, np.ndarray]:
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
    used, term = np.unique(tokens.codes[places], return_inverse=True)
    of_all = tokens.vocabulary[used].to_numpy(object)[term].tolist()
    return run, [tuple(of_all[i:j]) for i, j in pairwise(offsets.tolist())]


def _as_written(tokens: Tokens, written: _Written, runs: NameRuns) -> pd.DataFrame:
    """Return the form of each run of some articles, and how often it is used.

    The form is the first that is not in capitals alone, or else the first.
    """
    is_upper, n_runs = written.edges.are_upper(runs.first), len(runs.words)
    order = np.argsort(is_upper, kind="stable")[::-1]
    example = np.empty(n_runs, np.int64)
    example[runs.run[order]] = order  # the last of equal runs stays
    starts, ends = written.edges.spans(runs.first[example], runs.last[example])
    forms = excerpts(tokens.articles["text"], runs.row[example], starts, ends)
    forms = forms.str.replace(r"['’ʼ][sS]$", "", regex=True).str.split().str.join(" ")
    forms = forms.where(~forms.str.fullmatch(r"(?:\w\.)+\w"), forms + ".")  # U.S.
    is_initialism = np.zeros(n_runs, bool)
    is_initialism[runs.run[is_upper]] = True
    n = np.bincount(runs.run, minlength=n_runs)
    columns = {"form": forms, "is_upper": is_upper[example], "is_initialism": is_initialism, "n": n}
    return pd.DataFrame(columns)
