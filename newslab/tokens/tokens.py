"""Tokens: the words of a table of articles as integers, and back to where each is in its text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd

from newslab.arrays import map_parallel, ranges
from newslab.articles import excerpts
from newslab.english import STOP_WORDS
from newslab.partitions import Kept
from newslab.tokens.coding import BLOCK_BYTES, arrow_texts, blocks_of_pieces, joined_texts, pieces_of
from newslab.tokens.pieces import Pieces
from newslab.tokens.rules import WordRules
from newslab.tokens.scanning import find_words

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class TextBlock:
    """The texts of some articles as UTF-8, and where their words are in it, in bytes.

    Attributes
    ----------
    data : ndarray of uint8
        The texts, a line break before each and after the last.
    text_starts : ndarray of int
        Where each text begins.
    starts, ends : ndarray of int
        Where each word starts and ends.
    """

    data: np.ndarray
    text_starts: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def characters(self, *places: np.ndarray) -> list[np.ndarray]:
        """Return places in bytes as places in the characters of their texts (int32)."""
        before = np.cumsum((self.data & 0xC0) != 0x80, dtype=np.int32)
        of_texts = before[self.text_starts]
        return [before[some] - of_texts[self.texts(some)] for some in places]

    def texts(self, places: np.ndarray) -> np.ndarray:
        """Return the texts in which places are, by their numbers."""
        return np.searchsorted(self.text_starts, places, side="right") - 1


@dataclass(frozen=True, eq=False)
class Tokens:
    """The words of a table of articles, as integers; made by `tokenize`.

    Attributes
    ----------
    codes : ndarray of int32
        One entry a token, in the order of the articles: the place of its term in `vocabulary`.
    offsets : ndarray of int64
        The tokens of article ``i`` are ``codes[offsets[i]:offsets[i + 1]]``.
    vocabulary : Index of str
        The terms, each once, in the order in which they first occur.
    articles : DataFrame
        The table that the tokens were made from.
    stop_words : collection of str
        The function words, which similarity, distinctive terms and collocates leave out.
    sentences : ndarray of int64
        The tokens of sentence ``i`` are ``codes[sentences[i]:sentences[i + 1]]``; none crosses the end of an
        article. Where it is not given, each article is one sentence.
    shown : Index of str
        Each term as it is mostly written: *Straße*, where the term is *strasse*. Where it is not given, the
        terms themselves.
    rules : WordRules
        By which a text becomes terms.
    language : str
        The code of the language that the commonest words are of; ``"en"`` where they show none.
    spellings : dict of str to int
        British spellings in the articles, folded, and the codes of their terms, which are American.
    """

    codes: np.ndarray
    offsets: np.ndarray
    vocabulary: pd.Index
    articles: pd.DataFrame
    stop_words: Collection[str] = STOP_WORDS
    sentences: np.ndarray = None  # type: ignore[assignment]  # filled in after the start, as `shown` is
    shown: pd.Index = None
    rules: WordRules = field(default_factory=WordRules)
    spellings: Mapping[str, int] = field(default_factory=dict)
    language: str = "en"

    def __post_init__(self) -> None:
        if self.sentences is None:
            object.__setattr__(self, "sentences", self.offsets)
        if self.shown is None:
            object.__setattr__(self, "shown", self.vocabulary)

    def __repr__(self) -> str:
        n_articles, n_terms = len(self.offsets) - 1, len(self.vocabulary)
        return f"<Tokens: {len(self.codes):,} tokens of {n_terms:,} terms in {n_articles:,} articles>"

    @property
    def n_words(self) -> np.ndarray:
        """The number of tokens of each article (int64)."""
        return np.diff(self.offsets)

    @property
    def stem(self) -> Callable[[str], str] | None:
        """What reduced each word to its stem, if anything did."""
        return self.rules.stem

    def words_of(self, text: str) -> list[str]:
        """Return the terms of a text, made by the same rules as those of the articles."""
        return self.rules.words_of(text)

    def is_among(self, words: Collection[str]) -> np.ndarray:
        """Return for each term of the vocabulary whether it is one of some words, or the stem of one.

        A term in capitals that is kept apart (*US*, *IT*) is none of words in small letters.
        """
        return self.vocabulary.isin([self.rules.fold(word) for word in words])

    # Articles may be in partitions (`PartitionedTokens`), so that a function that counts words reads them by
    # one of the next four.
    def gathered(self, function: Callable, *by_article: np.ndarray | Kept | list) -> Any:
        """Return what a function returns of tokens, and of arrays with an entry an article, what was kept of
        them, or lists with an entry a partition: arrays or tables in the order of the articles, or tuples of
        such. The tokens are those of a part of the articles.
        """
        return self.kept(function, *by_article).each[0]

    def summed(self, function: Callable, *by_article: np.ndarray | Kept | list) -> Any:
        """Return the same of a function that returns sums: what adds up, or tuples of it."""
        return self.kept(function, *by_article).each[0]

    def table(self, function: Callable, *by_article: np.ndarray | Kept | list) -> Any:
        """Return the same of a function that returns a table with a row an article, or what is in it."""
        return self.kept(function, *by_article).each[0]

    def kept(self, function: Callable, *by_article: np.ndarray | Kept | list) -> Kept:
        """Return the same of any function, for a next step."""
        return Kept([self]).then(
            function, *([value] if isinstance(value, np.ndarray) else value for value in by_article)
        )

    def some(self, rows: np.ndarray) -> Tokens:
        """Return the tokens of some articles, ascending, for counting only: `spans` no longer holds."""
        places, offsets = ranges(self.offsets[rows], self.n_words[rows])
        articles = self.articles.iloc[rows]
        return replace(self, codes=self.codes[places], offsets=offsets, sentences=offsets, articles=articles)

    def cut(self, by_article: np.ndarray) -> list[np.ndarray]:
        """Return an array with an entry an article in pieces, one a partition."""
        return [by_article]

    def are_apart(self, units: np.ndarray) -> np.ndarray:
        """Return which articles are in a unit that several partitions share; `units` has the unit of each."""
        return np.zeros(len(units), bool)

    def article_of(self, positions: np.ndarray) -> np.ndarray:
        """Return the row of the article of each token, by the tokens' places in `codes`."""
        return np.searchsorted(self.offsets, positions, side="right") - 1

    def spans(self, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where tokens stand in the text of their articles.

        Parameters
        ----------
        positions : array of int
            Places in `codes`.

        Returns
        -------
        starts, ends : ndarray of int64
            In characters: ``text[start:end]`` is the token as the article writes it.
        """
        positions = np.asarray(positions, np.int64)
        starts, ends = np.empty_like(positions), np.empty_like(positions)
        if not len(positions):
            return starts, ends
        # The characters are not kept with the tokens, which would take more memory than the codes: the few
        # articles asked for are split again.
        order = np.argsort(positions, kind="stable")
        positions = positions[order]
        row_of = self.article_of(positions)
        rows = np.unique(row_of)
        n_before = np.concatenate([[0], np.cumsum(self.n_words[rows])])[:-1] - self.offsets[rows]
        words = positions + n_before[np.searchsorted(rows, row_of)]
        pieces = pieces_of(arrow_texts(self.articles.iloc[rows]), self.rules)
        starts[order], ends[order] = self.spans_in(pieces, words)
        return starts, ends

    def spans_in(
        self, pieces: Pieces, words: np.ndarray, n_bytes: int = BLOCK_BYTES
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return where words are in the texts of pieces, by their numbers among all of these, ascending; the
        pieces are split again some `n_bytes` at a time.
        """
        starts, ends = np.empty((2, len(words)), np.int64)
        n_read = 0
        for block in blocks_of_pieces(pieces, n_bytes):
            found = self._split(pieces, block)
            here = slice(*np.searchsorted(words, [n_read, n_read + len(found.starts)]))
            start, end = (edges[words[here] - n_read] for edges in (found.starts, found.ends))
            n_read += len(found.starts)
            before = pieces.characters[block][found.texts(start)]
            starts[here], ends[here] = (edges + before for edges in found.characters(start, end))
        return starts, ends

    def pieces(self) -> Pieces:
        """Return the texts, long ones in pieces."""
        return pieces_of(arrow_texts(self.articles), self.rules)

    def words_in(self, pieces: Pieces) -> np.ndarray:
        """Return where the tokens of each piece of the texts begin, and where the last end."""
        first, row = pieces.first_of_text, pieces.text
        n_words = self.n_words[row]
        n_pieces = np.diff(first, append=len(row))
        for text in np.flatnonzero(n_pieces > 1).tolist():
            for piece in range(first[text], first[text] + n_pieces[text]):
                n_words[piece] = len(self._split(pieces, slice(piece, piece + 1)).starts)
        return np.concatenate([[0], np.cumsum(n_words)])

    def map_blocks(self, function: Callable[[TextBlock], T]) -> list[T]:
        """Return what a function returns of all articles, split again some at a time, in their order."""
        pieces = self.pieces()
        return map_parallel(lambda block: function(self._split(pieces, block)), blocks_of_pieces(pieces))

    def _split(self, pieces: Pieces, some: slice) -> TextBlock:
        data, text_starts = joined_texts(pieces.texts[some])
        if self.rules.segment is None:
            found = find_words(data, text_starts, pieces.spaced[some])
            return TextBlock(data, text_starts, found.starts, found.ends)
        edges = [
            (start + len(text[:a].encode()), start + len(text[:b].encode()))
            for text, start in zip(pieces.texts[some].to_pylist(), text_starts.tolist(), strict=True)
            for a, b in self.rules.spans(text)
        ]
        starts, ends = np.array(edges, np.int64).reshape(-1, 2).T
        return TextBlock(data, text_starts, starts, ends)

    def matches(self, first: np.ndarray, n_words: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[str]]:
        """Return where runs of tokens are in the text of their articles, and what is written there.

        Parameters
        ----------
        first, n_words : array of int
            The place in `codes` of the first token of each run, and how many tokens it has, at least one.

        Returns
        -------
        start, end : ndarray of int64
            In characters of the article's text.
        text : list of str
            ``text[start:end]`` of each run.
        """
        starts, ends = self.spans(np.append(first, first + n_words - 1))
        start, end = starts[: len(first)], ends[len(first) :]
        rows = self.article_of(first)
        return start, end, excerpts(self.articles["text"], rows, start, end).tolist()


#: Every function that reads words takes a table of articles, or its tokens.
Articles: TypeAlias = pd.DataFrame | Tokens
