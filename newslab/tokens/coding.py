"""Texts to codes: every word of many texts, where texts and sentences begin, and the terms of the words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from newslab.arrays import blocks_of, fill_parallel, map_parallel
from newslab.partitions import Sized
from newslab.tokens.pieces import Pieces, cut_texts
from newslab.tokens.rules import WordRules, folded_aliases
from newslab.tokens.scanning import find_words
from newslab.tokens.sentences import sentence_starts
from newslab.tokens.vocabulary import SMALL, fold_words, kinds_of_words
from newslab.tokens.writing import are_accents_kept, are_capital, in_capitals, kept_apart, shown_forms

# Articles are split in blocks of this many bytes of text, few enough for all that is made of them to stay in
# the processor's cache.
BLOCK_BYTES = 1 << 20
# Their words are coded at most this many blocks at a time, which leaves few vocabularies to merge.
BLOCKS_AT_ONCE = 16
# What is made of a block is freed at once. Arrow's own allocator would keep it for the thread that made it.
_AT_ONCE_FREED = pa.system_memory_pool()


def arrow_texts(articles: pd.DataFrame) -> pa.Array:
    """Return the texts of articles as an Arrow array; a missing one is empty."""
    texts = articles["text"]
    if texts.isna().all():  # in a column of no type as well
        return pa.array([""] * len(texts), pa.large_string())
    try:
        array = pa.array(texts, type=pa.large_string(), from_pandas=True)
    except UnicodeEncodeError:
        # Half of a surrogate pair, which UTF-8 cannot hold; one character for one keeps the positions.
        array = pa.array(
            [t.encode("utf-8", "replace").decode() if isinstance(t, str) else t for t in texts],
            pa.large_string(),
            from_pandas=True,
        )
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return pc.fill_null(array, "")


def blocks_of_pieces(pieces: Pieces, n_bytes: int = BLOCK_BYTES) -> list[slice]:
    """Cut an array of pieces of texts into blocks of some `n_bytes` each: at least one, if an empty one."""
    edges = np.concatenate([[0], np.cumsum(pieces.n_bytes)])
    return [slice(first, last) for first, last in blocks_of(edges, n_bytes)]


def pieces_of(texts: pa.Array, rules: WordRules) -> Pieces:
    """Return texts in pieces; a segmenter gets each whole."""
    return cut_texts(texts) if rules.segment is None else Pieces.of_whole(texts)


def joined_texts(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Return the UTF-8 of texts, a line break before each and after the last, and where each text begins."""
    broken = pc.binary_join_element_wise(
        pa.scalar("", pa.large_string()),
        texts,
        pa.scalar("\n", pa.large_string()),
        memory_pool=_AT_ONCE_FREED,
    )
    _, offsets, data = broken.buffers()
    offsets = np.frombuffer(offsets, np.int64)[: len(texts) + 1]
    return np.append(np.frombuffer(data, np.uint8)[: offsets[-1]], np.uint8(ord("\n"))), offsets[:-1] + 1


@dataclass(frozen=True, eq=False)
class WordCounts(Sized):
    """How often words are written as they are; those of several texts add up.

    Attributes
    ----------
    written : Array of str
        The different words, in the order in which they first occur.
    n, n_first, n_shouted : ndarray of int64
        How often each occurs, how often it begins a sentence, and how often it is in one in capitals.
    """

    written: pa.Array
    n: np.ndarray
    n_first: np.ndarray
    n_shouted: np.ndarray

    @cached_property
    def kinds(self) -> np.ndarray:
        """The kinds of the characters of each word, by `kinds_of_words`."""
        return kinds_of_words(self.written)

    def __add__(self, other: WordCounts) -> WordCounts:
        both = pa.concat_arrays([self.written, other.written]).dictionary_encode()
        place, size = both.indices.to_numpy(), len(both.dictionary)
        n, n_first, n_shouted = (
            np.bincount(place, np.concatenate(counts), size).astype(np.int64)
            for counts in (
                (self.n, other.n),
                (self.n_first, other.n_first),
                (self.n_shouted, other.n_shouted),
            )
        )
        return WordCounts(both.dictionary, n, n_first, n_shouted)


@dataclass(frozen=True, eq=False)
class Words(Sized):
    """The words of some texts, by their places among those of `counts`; made by `read_words`."""

    batches: list[_Batch]
    placed: list[np.ndarray]  # from the code of a word in its batch to its place
    first_of_text: np.ndarray  # the first piece of each text
    counts: WordCounts

    @property
    def n_words(self) -> np.ndarray:
        """The number of words of each text."""
        n_words = np.concatenate([batch.n_words for batch in self.batches]).astype(np.int64)
        if len(self.first_of_text) == len(n_words):
            return n_words
        return np.add.reduceat(n_words, self.first_of_text)


@dataclass(frozen=True, eq=False)
class Coding(Sized):
    """The term of each word, decided by all words of all articles; made by `decide_terms`.

    Attributes
    ----------
    written : Array of str
        The different words as they are written.
    term : ndarray of int32
        The term of each, by its place in `terms`.
    terms, shown : Array of str
        The terms, in the order in which they first occur, and each as it is mostly written.
    n : ndarray of int64
        How often each term occurs.
    rules : WordRules
        The rules, with what the words decided of them.
    spellings : dict of str to int
        British spellings, and the places of their terms.
    """

    written: pa.Array
    term: np.ndarray
    terms: pa.Array
    shown: pa.Array
    n: np.ndarray
    rules: WordRules
    spellings: Mapping[str, int]

    def codes_of(self, words: Words) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the code of each word, and where those of each text and of each sentence begin."""
        term = self.term
        if words.counts.written is not self.written:  # words of a part of the articles
            term = term[pc.index_in(words.counts.written, self.written).to_numpy()]
        batches = words.batches
        codes = fill_parallel(
            [len(batch.codes) for batch in batches],
            lambda batch: term[words.placed[batch]][batches[batch].codes],
            np.int32,
        )
        offsets = np.concatenate([[0], words.n_words]).cumsum().astype(np.int64)
        before = np.cumsum([0, *(len(batch.codes) for batch in batches)])
        starts = [batch.sentences + first for batch, first in zip(batches, before, strict=False)]
        return codes, offsets, np.append(np.concatenate(starts), offsets[-1]).astype(np.int64)


@dataclass(frozen=True, eq=False)
class _Batch(Sized):
    """The words of some pieces of texts: a code for each, the words as written by their codes, how many each
    piece has, and the places of those that begin a sentence.
    """

    codes: np.ndarray
    written: pa.Array
    n_words: np.ndarray
    sentences: np.ndarray


def read_words(texts: pa.Array, rules: WordRules) -> Words:
    """Return the words of texts as they are written, cut by the rules."""
    pieces = pieces_of(texts, rules)
    batches = map_parallel(lambda blocks: _encode(pieces, blocks, rules), _batches(blocks_of_pieces(pieces)))
    merged = pa.chunked_array([batch.written for batch in batches]).combine_chunks().dictionary_encode()
    written = merged.dictionary
    placed = np.split(merged.indices.to_numpy(), np.cumsum([len(batch.written) for batch in batches])[:-1])
    n, n_first = np.zeros((2, len(written)), np.int64)
    for batch, place in zip(batches, placed, strict=True):
        n[place] += np.bincount(batch.codes, minlength=len(place))
        n_first[place] += np.bincount(batch.codes[batch.sentences], minlength=len(place))
    counts = WordCounts(written, n, n_first, np.zeros(len(written), np.int64))
    is_capital = are_capital(written, counts.kinds)
    is_cased = is_capital | ((counts.kinds & SMALL) != 0)
    for batch, place in zip(batches, placed, strict=True):
        shouted = in_capitals(batch.codes, batch.sentences, is_capital[place], is_cased[place])
        counts.n_shouted[place] += np.bincount(shouted, minlength=len(place))
    return Words(batches, placed, pieces.first_of_text, counts)


def decide_terms(
    counts: WordCounts, rules: WordRules, accents: bool | None, aliases: Mapping | None
) -> Coding:
    """Return the terms of words by how often each word is written in all articles."""
    written, n = counts.written, counts.n
    kinds = counts.kinds
    rules = replace(rules, accents=are_accents_kept(written, kinds, n) if accents is None else accents)
    rules = replace(rules, aliases=folded_aliases(aliases, replace(rules, stem=None)))
    term, terms, spellings = _terms(counts, rules)
    shown = shown_forms(written, kinds, term, n, n - counts.n_first)
    n_of_terms = np.bincount(term, n, len(terms)).astype(np.int64)
    return Coding(written, term, terms, shown, n_of_terms, rules, spellings)


def _terms(counts: WordCounts, rules: WordRules) -> tuple[np.ndarray, pa.Array, dict[str, int]]:
    """Return for each word as written the place of its term, the terms, and the places of those of British
    spellings.
    """
    written, kinds = counts.written, counts.kinds
    folded, spelled = fold_words(written, kinds, accents=rules.accents)
    if rules.aliases:
        others, names = (
            pa.array(list(words), folded.type) for words in zip(*rules.aliases.items(), strict=True)
        )
        folded = pc.coalesce(names.take(pc.index_in(folded, others)), folded)
    coded = folded.dictionary_encode()
    terms, term = coded.dictionary, coded.indices.to_numpy()
    is_apart = kept_apart(written, kinds, term, counts.n - counts.n_shouted)
    apart = folded.filter(pa.array(is_apart))
    capitals = pc.utf8_upper(apart)
    # Of *90'S* nothing is left that could be a capital.
    differ = pc.not_equal(apart, capitals)
    is_apart[is_apart] = differ.to_numpy(zero_copy_only=False)
    capitals = capitals.filter(differ).dictionary_encode()
    if rules.stem:
        words = pa.array(map(rules.stem, terms.to_pylist()), folded.type).dictionary_encode()
        terms, term = words.dictionary, words.indices.to_numpy()[term]
    if is_apart.any():
        term = term.copy()
        term[is_apart] = len(terms) + capitals.indices.to_numpy()
        terms = pa.concat_arrays([terms, capitals.dictionary])
    if rules.stem or is_apart.any():  # in the order in which they first occur
        coded = pa.array(term).dictionary_encode()
        terms, term = terms.take(coded.dictionary), coded.indices.to_numpy()
    term = term.astype(np.int32)
    return term, terms, {british: int(term[place]) for place, british in spelled.items()}


def _encode(pieces: Pieces, blocks: list[slice], rules: WordRules) -> _Batch:
    """Return the words of some blocks of pieces."""
    if rules.segment is None:
        read = [_split_texts(pieces.texts[some], pieces.begins[some], pieces.spaced[some]) for some in blocks]
    else:
        read = [_segmented(pieces.texts[some], rules) for some in blocks]
    n_words, words, sentences = zip(*read, strict=True)
    encoded = pc.dictionary_encode(pa.chunked_array(words), memory_pool=_AT_ONCE_FREED)
    encoded = encoded.combine_chunks(_AT_ONCE_FREED)
    before = np.cumsum([0, *map(len, words)])
    starts = [starts + first for starts, first in zip(sentences, before, strict=False)]
    codes = encoded.indices.to_numpy().astype(np.min_scalar_type(len(encoded.dictionary)))
    return _Batch(codes, encoded.dictionary, np.concatenate(n_words), np.concatenate(starts))


def _split_texts(
    texts: pa.Array, begins: np.ndarray, spaced: np.ndarray
) -> tuple[np.ndarray, pa.Array, np.ndarray]:
    """Return the number of words of each text, all the words as they are written, and which of them begin a
    sentence.
    """
    data, text_starts = joined_texts(texts)
    found = find_words(data, text_starts, spaced)
    first_words = np.searchsorted(found.starts, text_starts)
    n_words = np.diff(first_words, append=len(found.starts))
    # The bytes of the words, close together, are with their ends an Arrow array of strings.
    letters = _compressed(data, found.inside)
    ends = np.zeros(len(found.starts) + 1, np.int32)
    np.cumsum(found.ends - found.starts, out=ends[1:])
    words = pa.StringArray.from_buffers(len(found.starts), pa.py_buffer(ends), pa.py_buffer(letters))
    begun = np.sort(np.append(found.sentences, first_words[begins & (n_words > 0)]), kind="stable")
    if not begins.all():  # the line break that joins a piece to the one before ends no sentence
        begun = begun[~np.isin(begun, first_words[~begins])]
    return n_words, words, begun[np.diff(begun, prepend=-1) > 0]


def _compressed(data: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Return ``data[chosen]``; NumPy's own way is either slow or takes eight bytes for each that is kept."""
    pieces = (slice(first, first + _PIECE) for first in range(0, len(data), _PIECE))
    return np.concatenate([data[piece].compress(chosen[piece]) for piece in pieces])


_PIECE = 1 << 16


def _segmented(texts: pa.Array, rules: WordRules) -> tuple[np.ndarray, pa.Array, np.ndarray]:
    """Return the same of words that the user's own function finds."""
    n_words: list[int] = []
    words: list[str] = []
    starts: list[int] = []
    for text in texts.to_pylist():
        spans = rules.spans(text)
        starts += [len(words) + first for first in sentence_starts(text, spans)]
        words += [text[start:end] for start, end in spans]
        n_words.append(len(spans))
    return np.array(n_words, np.int64), pa.array(words, pa.string()), np.array(starts, np.int64)


def _batches(blocks: list[slice]) -> Iterator[list[slice]]:
    """Cut a list of blocks into lists of at most `BLOCKS_AT_ONCE`, such that each core has its share."""
    n = min(BLOCKS_AT_ONCE, -(-len(blocks) // (4 * (os.cpu_count() or 1))))
    return (blocks[first : first + n] for first in range(0, len(blocks), n))
