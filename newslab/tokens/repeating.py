"""Boilerplate of articles in partitions: what sources repeat is counted by an exchange of n-grams."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from newslab.arrays import count_numbers
from newslab.partitions import Kept, totals_of
from newslab.tokens.boilerplate import NGRAM, covered_words, has_own_words, n_needed
from newslab.tokens.ngrams import are_among, first_of_texts, hash_bits, numbered_ngrams, texts_by_hash
from newslab.tokens.tokens import Tokens

# The number of a source, times this, is mixed into the bits of its n-grams.
SOURCE_BITS = np.uint64(0x9E3779B97F4A7C15)


class _Keys(NamedTuple):
    """The n-grams of sources in some articles: how many articles hold each, and how many must."""

    keys: np.ndarray
    n: np.ndarray
    needed: np.ndarray


def boilerplate_in_partitions(tokens: Tokens, names: pd.Series) -> Kept:
    """Return which words of each partition are boilerplate, as `boilerplate_words` finds it; `names` are the
    sources of the articles.
    """
    n_articles = len(tokens.n_words)
    source = pd.factorize(names, use_na_sentinel=False)[0]
    needed = n_needed(source)
    texts = tokens.gathered(lambda tokens: texts_by_hash(*numbered_ngrams(tokens, NGRAM, n_articles)[1:]))
    counts = (first_of_texts(texts) == np.arange(n_articles)).astype(int)  # a text counts once

    def keys_of(tokens: Tokens, source: np.ndarray, counts: np.ndarray, *among: np.ndarray) -> _Keys:
        _, numbers, offsets = _of_sources(tokens, source, n_articles, *among)
        held, keys, _ = count_numbers(numbers, offsets)
        held.data[:] = 1
        return _Keys(keys, held.T @ counts, needed[source[held.indices[held.indptr[:-1]]]])

    def covered_by(tokens: Tokens, source: np.ndarray, repeated: np.ndarray) -> np.ndarray:
        return covered_words(tokens, _of_sources(tokens, source, n_articles, repeated)[0], NGRAM)

    repeated = _repeated(tokens.kept(keys_of, source, counts))
    covered = tokens.kept(covered_by, source, repeated)
    if not covered.summed(np.count_nonzero):
        return covered
    counts *= tokens.gathered(lambda tokens, covered: has_own_words(covered, tokens.offsets), covered)
    return tokens.kept(covered_by, source, _repeated(tokens.kept(keys_of, source, counts, repeated)))


def _repeated(keys: Kept) -> Kept:
    """Return the n-grams of each partition that their sources repeat."""
    return keys.then(lambda keys, total: keys.keys[total >= keys.needed], totals_of(keys))


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
