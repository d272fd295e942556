"""Articles some at a time, and what is known of each of their words in little memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from string import ascii_lowercase
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newslab.arrays import blocks_of
from newslab.english import STOP_WORDS
from newslab.english.grammar import AUXILIARIES, OPENERS
from newslab.english.lists import words_of
from newslab.english.names import (
    AFTER_TITLES,
    ARABIC_ARTICLES,
    BEFORE_NAMES,
    BEFORE_TITLES,
    COUNTRIES_WITH_AND,
    FIRST_NAMES_OF_HER,
    FIRST_NAMES_OF_HIM,
    HEADS,
    KINDS_OF_DEMOCRATS,
    LAST_NAMES,
    LETTERED,
    LINKS,
    MATTERS,
    NO_NAMES,
    NO_NAMES_BEFORE_ROLES,
    OFFICES,
    OPENING_NAMES,
    OWNERS,
    PARTICLES,
    PARTISANS,
    PEOPLES,
    ROLES,
    SHORT_TITLES,
    SYLLABLES,
    TITLES,
    TITLES_OF_PERSONS,
)
from newslab.english.times import TIMES
from newslab.tokens import Tokens

T = TypeVar("T")

# How many words are read at a time: what is made of each on the way takes a hundred bytes and more.
WORDS_AT_ONCE = 1 << 16

# Prepositions of other languages, which lead a sentence into a name as well.
FOREIGN = words_of(
    "laut nach für mit bei von selon pour avec dans según para con desde secondo segundo volgens"
)
FIRST_NAMES = FIRST_NAMES_OF_HIM | FIRST_NAMES_OF_HER
# Every word that is asked for: they are looked up in the vocabulary at once.
LISTED = frozenset(ascii_lowercase).union(
    AFTER_TITLES, ARABIC_ARTICLES, AUXILIARIES, BEFORE_NAMES, BEFORE_TITLES, COUNTRIES_WITH_AND,
    FIRST_NAMES, FOREIGN, HEADS, KINDS_OF_DEMOCRATS, LAST_NAMES, LETTERED, LINKS, MATTERS, NO_NAMES,
    NO_NAMES_BEFORE_ROLES, OFFICES, OPENERS, OPENING_NAMES, OWNERS, PARTICLES, PARTISANS, PEOPLES, ROLES,
    SHORT_TITLES, STOP_WORDS, SYLLABLES, TIMES, TITLES, TITLES_OF_PERSONS,
    ["and", "boss", "executive", "for", "founder", "jan", "may", "national", "of", "union", "will"],
)  # fmt: skip


class Terms:
    """Which terms of a vocabulary are of some kind; each kind is looked up once for all articles."""

    def __init__(self, tokens: Tokens) -> None:
        self.vocabulary = tokens.vocabulary
        self._rules = tokens.rules
        self._among: dict[frozenset[str], np.ndarray] = {}

    def among(self, words: Collection[str]) -> np.ndarray:
        """Return for each term whether it is one of some words, which must be `LISTED`."""
        words = frozenset(words)
        if words not in self._among:
            is_one = np.zeros(len(self.vocabulary), bool)
            is_one[[self._code_of[word] for word in words if word in self._code_of]] = True
            self._among[words] = is_one
        return self._among[words]

    @cached_property
    def _code_of(self) -> dict[str, int]:
        """Return the codes of `LISTED` words, after folding, as far as they are in the vocabulary."""
        folded = [self._rules.fold(word) for word in LISTED]
        terms = pa.array(sorted(set(folded)), pa.large_string())
        place = pc.fill_null(pc.index_in(pa.array(self.vocabulary, pa.large_string()), terms), -1).to_numpy()
        codes = np.flatnonzero(place >= 0)
        code_of = dict(zip(terms.take(pa.array(place[codes])).to_pylist(), codes.tolist(), strict=True))
        return {word: code_of[term] for word, term in zip(LISTED, folded, strict=True) if term in code_of}

    @cached_property
    def are_adverbs(self) -> np.ndarray:
        """For each term whether it ends as most adverbs do."""
        return self.vocabulary.str.endswith("ly")

    @cached_property
    def are_letters(self) -> np.ndarray:
        """For each term whether it begins with a letter."""
        return self.vocabulary.str[:1].str.isalpha()


class Block(NamedTuple):
    """Some articles: their tokens, the place of the first among those of all, and the terms of all."""

    tokens: Tokens
    begin: int
    terms: Terms

    def is_among(self, words: Collection[str]) -> np.ndarray:
        """Return for each token whether it is one of some words, which must be `LISTED`."""
        return self.terms.among(words)[self.tokens.codes]


def blocks_of_tokens(tokens: Tokens, offsets: np.ndarray | None = None) -> Iterator[Block]:
    """Cut articles into blocks of some `WORDS_AT_ONCE` words: at least one, if an empty one.

    With `offsets`, where the tokens of pieces of the articles begin, it cuts these, for codes alone.
    """
    terms, edges = Terms(tokens), tokens.offsets if offsets is None else offsets
    for first, last in blocks_of(edges, WORDS_AT_ONCE):
        begin, end = edges[[first, last]].tolist()
        of_block = edges[first : last + 1] - begin
        articles = tokens.articles.iloc[first:last]
        codes = tokens.codes[begin:end]
        some = replace(tokens, codes=codes, offsets=of_block, sentences=of_block, articles=articles)
        yield Block(some, begin, terms)


@dataclass(frozen=True, eq=False)
class Packed(Generic[T]):
    """A dataclass of arrays with an entry a token, those of bool in bits; made by `packed`."""

    values: T
    n: int
    in_bits: tuple[str, ...]

    def unpacked(self) -> T:
        """Return the dataclass as it was."""
        return _replaced(self.values, self.in_bits, lambda bits: np.unpackbits(bits, count=self.n).view(bool))


def packed(values: T) -> Packed[T]:
    """Return a dataclass of arrays, which have one length, in an eighth of the memory."""
    arrays = {field.name: getattr(values, field.name) for field in fields(values)}  # type: ignore[arg-type]
    in_bits = tuple(name for name, array in arrays.items() if array.dtype == bool)
    n = len(next(iter(arrays.values())))
    return Packed(_replaced(values, in_bits, np.packbits), n, in_bits)


def _replaced(values: Any, names: tuple[str, ...], change: Any) -> Any:
    return replace(values, **{name: change(getattr(values, name)) for name in names})
