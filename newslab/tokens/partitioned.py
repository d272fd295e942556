"""The words of articles in partitions: what is decided by all of them, and the tokens of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from newslab.articles import check_articles
from newslab.partitions import (
    Each,
    Kept,
    Sized,
    added,
    as_articles,
    brought_together,
    columns_of,
    computed,
    each_of,
    joined,
    kept,
    lazy_table,
    of_none,
    on_each,
    tables_of,
)
from newslab.tokens.coding import Coding, WordCounts, Words, arrow_texts, read_words
from newslab.tokens.rules import WordRules
from newslab.tokens.tokens import Tokens

#: The codes of the words of some articles, and where those of each article and of each sentence begin.
Coded = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class Decided(Sized):
    """What all articles decide about the words of each."""

    coding: Coding
    stop_words: Collection[str]
    language: str

    def tokens_of(self, articles: pd.DataFrame, words: Words) -> Tokens:
        """Return the tokens of articles, all of them or a part."""
        return self.tokens_of_codes(articles, self.coding.codes_of(words))

    def tokens_of_codes(self, articles: pd.DataFrame, coded: Coded) -> Tokens:
        """Return the tokens of articles whose words have codes."""
        codes, offsets, sentences = coded
        return Tokens(codes, offsets, articles=articles, sentences=sentences, **self.options)

    @cached_property
    def options(self) -> dict[str, Any]:
        """What the tokens of all partitions have in common."""
        return {
            "vocabulary": pd.Index(self.coding.terms.to_pandas(), dtype="str"),
            "shown": pd.Index(self.coding.shown.to_pandas(), dtype="str"),
            "stop_words": self.stop_words,
            "rules": self.coding.rules,
            "spellings": self.coding.spellings,
            "language": self.language,
        }


class PartitionedTokens(Tokens):
    """The words of a Dask DataFrame of articles; made by `tokenize`.

    It has what `Tokens` have but for `codes` and `sentences`, which are never all in one place: `gathered`,
    `summed` and `table` bring a function to them.
    """

    _coded: Each
    _decided: Any
    _here: Decided
    #: The first row of each partition but the first.
    cuts: np.ndarray
    #: Which articles of each partition are chosen, if not all.
    _rows: list[np.ndarray] | None = None
    #: Whether the tokens of a partition have its articles, which are read for it each time.
    _has_articles: bool = True

    def __init__(
        self, articles: Any, coded: Each, decided: Any, n_words: np.ndarray, sizes: np.ndarray
    ) -> None:
        self._set(articles=articles, offsets=np.concatenate([[0], np.cumsum(n_words)]).astype(np.int64))
        (here,) = computed(decided)
        self._set(_coded=coded, _decided=decided, cuts=np.cumsum(sizes)[:-1], _here=here, **here.options)

    def _set(self, **attributes: object) -> None:
        for name, value in attributes.items():
            object.__setattr__(self, name, value)

    @property
    def codes(self) -> NoReturn:
        """Refused: the codes of all articles are never in one place."""
        raise TypeError(
            "the words of a Dask DataFrame are in its partitions; tokens.gathered, tokens.summed and "
            "tokens.table take a function of the tokens of each"
        )

    sentences = codes

    def gathered(self, function: Callable, *by_article: np.ndarray | Kept | list) -> Any:
        """Return what a function returns of the tokens of each partition, one below the other."""
        return computed(joined(self._on_each(function, by_article)))[0]

    def summed(self, function: Callable, *by_article: np.ndarray | Kept | list) -> Any:
        """Return what a function returns of the tokens of each partition, added up."""
        return computed(added(self._on_each(function, by_article)))[0]

    def table(self, function: Callable, *by_article: np.ndarray | Kept | list) -> Any:
        """Return the tables of all partitions as one, which is not yet computed."""
        return lazy_table(self._on_each(function, by_article), self._of_none(function, by_article))

    def kept(self, function: Callable, *by_article: np.ndarray | Kept | list) -> Kept:
        """Return what a function makes of the tokens of each partition, which stays there."""
        return Kept(self._on_each(function, by_article), self._of_none(function, by_article))

    def brought_together(
        self, numbers: Callable, bits: int, function: Callable, *by_article: np.ndarray | Kept | list
    ) -> Kept:
        """Return what a function makes of numbers that the tokens of each partition give, such as hashes of
        n-grams, those of equal high bits in one place: see `partitions.brought_together`.
        """
        each = self._on_each(numbers, by_article)
        return brought_together(each, int(self.offsets[-1]), bits, function)

    def some(self, rows: np.ndarray) -> PartitionedTokens:
        """Return the tokens of some articles, ascending, for counting only; `articles` are still all."""
        is_row = np.zeros(len(self.n_words), bool)
        is_row[rows] = True
        n_words = self.n_words[rows]
        chosen = copy(self)
        chosen._set(_rows=np.split(is_row, self.cuts), cuts=np.searchsorted(rows, self.cuts))
        chosen._set(offsets=np.concatenate([[0], np.cumsum(n_words)]).astype(np.int64))
        return chosen

    def codes_alone(self) -> PartitionedTokens:
        """Return tokens for functions that look at codes only, which then read no file again."""
        chosen = copy(self)
        chosen._set(_has_articles=False)
        return chosen

    def cut(self, by_article: np.ndarray) -> list[np.ndarray]:
        """Return an array with an entry an article in pieces, one a partition."""
        return np.split(by_article, self.cuts)

    def are_apart(self, units: np.ndarray) -> np.ndarray:
        """Return which articles are in a unit that several partitions share; `units` has the unit of each."""
        partition = np.searchsorted(self.cuts, np.arange(len(units)), side="right")
        first, last = np.full((2, int(units.max(initial=0)) + 1), -1)
        first[units[::-1]], last[units] = partition[::-1], partition
        return (first < last)[units]

    def _of_none(self, function: Callable, by_article: Sequence[np.ndarray | Kept | list]) -> Any:
        """Return the function of no articles."""
        articles = as_articles(self.articles._meta)
        tokens = self._here.tokens_of(articles, read_words(arrow_texts(articles), self.rules))
        return function(tokens, *map(_of_no_articles, by_article))

    def _on_each(self, function: Callable, by_article: Sequence[np.ndarray | Kept | list]) -> Each:
        cut = [
            self.cut(values) if isinstance(values, np.ndarray) else each_of(values) for values in by_article
        ]

        def on_tokens(
            table: pd.DataFrame | None, coded: Coded, is_row: np.ndarray | None, *values: Any
        ) -> Any:
            *of_articles, decided = values
            articles = pd.DataFrame(index=range(len(coded[1]) - 1)) if table is None else table
            tokens = decided.tokens_of_codes(articles, coded)
            return function(tokens if is_row is None else tokens.some(np.flatnonzero(is_row)), *of_articles)

        none = (None,) * len(self._coded)
        tables: Sequence[Any] = tables_of(self.articles) if self._has_articles else none
        rows: Sequence[Any] = self._rows or none
        return on_each(on_tokens, tables, self._coded, rows, *cut, shared=[self._decided])


def _of_no_articles(values: np.ndarray | Kept | list) -> Any:
    return values[:0] if isinstance(values, np.ndarray) else of_none(values)


def tokenize_partitions(
    articles: Any, rules: WordRules, decide: Callable[[WordCounts, pd.DataFrame], Decided]
) -> PartitionedTokens:
    """Return the tokens of a Dask DataFrame, whose words are read once, partition by partition."""

    def read(table: pd.DataFrame) -> tuple[Words, np.ndarray]:
        check_articles(table)
        return read_words(arrow_texts(table), rules), pd.util.hash_array(table.index.to_numpy(object))

    def of_each(read: tuple[Words, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        words, names = read
        return words.n_words, names, np.array([len(names)])

    languages = columns_of(articles, [column for column in articles.columns if column == "language"])
    read_each = on_each(read, tables_of(articles))
    words = on_each(lambda read: read[0], read_each)
    counts = added(on_each(lambda words: words.counts, words))
    (decided,) = on_each(lambda counts: decide(counts, languages), [counts])
    facts = joined(on_each(of_each, read_each))
    coded = on_each(lambda words, decided: decided.coding.codes_of(words), words, shared=[decided])
    *coded, decided, facts = kept(*coded, decided, facts)
    n_words, names, sizes = computed(facts)[0]
    _check_names(articles, names)
    return PartitionedTokens(articles, coded, decided, n_words, sizes)


def _check_names(articles: Any, hashes: np.ndarray) -> None:
    """Refuse a name that articles of two partitions have; those of one are refused when it is read."""
    if len(np.unique(hashes)) == len(hashes):
        return
    names = columns_of(articles, []).index
    twice = names[names.duplicated()]
    if len(twice):
        raise ValueError(
            f"the index of articles must name each article once, but holds {twice[0]!r} more than once, in "
            "several partitions; articles.reset_index(drop=True).assign(article=articles.assign(n=1)['n']"
            ".cumsum()) renumbers them"
        )
