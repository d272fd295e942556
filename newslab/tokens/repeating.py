"""Boilerplate of articles in partitions: what sources repeat is counted by an exchange of n-grams."""

from __future__ import annotations

import numpy as np
import pandas as pd

from newslab.partitions import Kept
from newslab.tokens.boilerplate import NGRAM, covered_words, has_own_words, n_needed
from newslab.tokens.ngrams import (
    are_among,
    first_of_texts,
    hash_bits,
    numbered_ngrams,
    row_bits,
    texts_by_hash,
    with_rows,
)
from newslab.tokens.partitioned import PartitionedTokens
from newslab.tokens.tokens import Tokens

# The number of a source, times this, is mixed into the bits of its n-grams.
SOURCE_BITS = np.uint64(0x9E3779B97F4A7C15)


def boilerplate_in_partitions(tokens: PartitionedTokens, names: pd.Series) -> Kept:
    """Return which words of each partition are boilerplate, as `boilerplate_words` finds it; `names` are the
    sources of the articles.
    """
    n_articles, tokens = len(tokens.n_words), tokens.codes_alone()
    source = pd.factorize(names, use_na_sentinel=False)[0]
    texts = tokens.gathered(lambda tokens: texts_by_hash(*numbered_ngrams(tokens, NGRAM, n_articles)[1:]))
    counts = first_of_texts(texts) == np.arange(n_articles)  # a text counts once

    def covered_by(tokens: Tokens, source: np.ndarray, repeated: np.ndarray) -> np.ndarray:
        return covered_words(tokens, _of_sources(tokens, source, n_articles, repeated)[0], NGRAM)

    repeated = _repeated(tokens, source, counts)
    covered = tokens.kept(lambda tokens, source: covered_by(tokens, source, repeated), source)
    if not len(repeated) or not covered.summed(np.count_nonzero):
        return covered
    counts &= tokens.gathered(lambda tokens, covered: has_own_words(covered, tokens.offsets), covered)
    repeated = _repeated(tokens, source, counts, repeated)
    return tokens.kept(lambda tokens, source: covered_by(tokens, source, repeated), source)


def _repeated(
    tokens: PartitionedTokens, source: np.ndarray, counts: np.ndarray, among: np.ndarray | None = None
) -> np.ndarray:
    """Return the hashes of the n-grams that enough articles of their source repeat, ascending; see
    `_of_sources`.
    """
    n_articles = len(source)
    bits, needed = row_bits(n_articles), n_needed(source)[source].astype(np.float32)

    def numbers(tokens: Tokens, source: np.ndarray, counts: np.ndarray, row: np.ndarray) -> np.ndarray:
        _, numbers, offsets = _of_sources(tokens, source, n_articles, among)
        return with_rows(numbers, offsets, row, n_articles)[np.repeat(counts, np.diff(offsets))]

    def repeated(numbers: np.ndarray) -> np.ndarray:
        keys, row = numbers >> bits, numbers & ((1 << bits) - 1)
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        return keys[first[np.diff(first, append=len(keys)) >= needed[row[first]]]]

    together = tokens.brought_together(numbers, bits, repeated, source, counts, np.arange(n_articles))
    return np.sort(together.gathered(lambda keys: keys))


def _of_sources(
    tokens: Tokens, source: np.ndarray, n_articles: int, among: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return where n-grams begin, their hashes, which those of the articles' sources are mixed into, and
    where those of each article begin; only those among some hashes, if there are any.
    """
    starts, numbers, offsets = numbered_ngrams(tokens, NGRAM, n_articles)
    mixed = (source.astype(np.uint64) * SOURCE_BITS) >> np.uint64(hash_bits(n_articles))
    numbers ^= np.repeat(mixed.view(np.int64), np.diff(offsets))
    if among is None:
        return starts, numbers, offsets
    kept = are_among(numbers, among)
    return starts[kept], numbers[kept], np.concatenate([[0], np.cumsum(kept)])[offsets]
