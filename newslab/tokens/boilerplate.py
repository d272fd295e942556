"""Boilerplate: what many articles of one source repeat beside words of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from newslab.arrays import ranges
from newslab.articles import labels_of
from newslab.tokens.ngrams import (
    SharedNgrams,
    first_of_texts,
    may_be_frequent,
    numbered_ngrams,
    shared_of,
    texts_by_hash,
)
from newslab.tokens.tokens import Tokens

# Boilerplate is found by n-grams of four words, and is at least eight words long: names such as "Syrian
# Observatory for Human Rights" are shorter.
NGRAM, MIN_WORDS = 4, 8
# How many articles of a source repeat it: two in a hundred, but at least four and at most twenty.
SHARE, MIN_ARTICLES, MAX_ARTICLES = 0.02, 4, 20
# Beside it, each has words of its own, in one piece of at least two that is a twentieth of the article: a
# paragraph of thirty, or all of them, at the beginning or the end. Copies with scattered changes or another
# dateline have no such piece, so that what they repeat is no boilerplate.
OWN_WORDS, OWN_SHARE, OWN_PARAGRAPH = 2, 0.05, 30


def boilerplate_words(tokens: Tokens) -> np.ndarray:
    """Return which words are boilerplate: a newsletter box, a disclaimer, a table of headlines.

    An n-gram of four words is boilerplate of a source where at least 2 % of its articles hold it, and at
    least four (twenty are enough of any source), each beside words of its own. What is repeated counts where
    such n-grams cover at least eight words in a row. Articles without a source count as those of one.

    Parameters
    ----------
    tokens : Tokens
        The articles.

    Returns
    -------
    ndarray of bool, shape (n_tokens,)
    """
    starts, hashes, offsets = numbered_ngrams(tokens, NGRAM, len(tokens.n_words))
    frequent = may_be_frequent(hashes, MIN_ARTICLES)
    of_articles = np.concatenate([[0], np.cumsum(frequent)])[offsets]
    ngrams = shared_of(NGRAM, starts[frequent], hashes[frequent], of_articles)
    names = labels_of(tokens.articles, "source")
    source = pd.factorize(names, use_na_sentinel=False)[0]
    texts = texts_by_hash(hashes, offsets)
    counts = (first_of_texts(texts) == np.arange(len(source))).astype(int)  # a text counts once
    repeated = _repeated(ngrams, source, counts)
    covered = _covered(tokens, ngrams, source, repeated)
    if covered.any():
        counts *= has_own_words(covered, tokens.offsets)
        covered = _covered(tokens, ngrams, source, _repeated(ngrams, source, counts))
    return covered


def without_boilerplate(tokens: Tokens) -> Tokens:
    """Return tokens without the words of `boilerplate_words`, for counting only: `spans` no longer holds."""
    return without_words(tokens, boilerplate_words(tokens))


def without_words(tokens: Tokens, is_boilerplate: np.ndarray) -> Tokens:
    """Return tokens without some words, for counting only."""
    if not is_boilerplate.any():
        return tokens
    n_kept = np.concatenate([[0], np.cumsum(~is_boilerplate)])
    return replace(
        tokens,
        codes=tokens.codes[~is_boilerplate],
        offsets=n_kept[tokens.offsets],
        sentences=n_kept[tokens.sentences],
    )


def _repeated(ngrams: SharedNgrams, source: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return which sources repeat which n-grams, ascending: ``column * n_sources + source``.

    Parameters
    ----------
    ngrams : SharedNgrams
    source : ndarray of int, shape (n_articles,)
        From 0.
    counts : ndarray of int, shape (n_articles,)
        1 where the article counts, 0 where it does not.
    """
    needed = n_needed(source)
    n_sources = len(needed)
    n_articles = np.diff(ngrams.held.indptr)
    column = np.repeat(np.arange(len(n_articles)), n_articles)
    article = ngrams.held.indices
    likely = (np.repeat(n_articles, n_articles) >= MIN_ARTICLES) & (counts[article] > 0)
    keys, n_holding = np.unique(column[likely] * n_sources + source[article[likely]], return_counts=True)
    return keys[n_holding >= needed[keys % n_sources]]


def n_needed(source: np.ndarray) -> np.ndarray:
    """Return for each source how many articles of it must repeat what is boilerplate."""
    n_sources = int(source.max(initial=0)) + 1
    return np.clip(SHARE * np.bincount(source, minlength=n_sources), MIN_ARTICLES, MAX_ARTICLES)


def _covered(tokens: Tokens, ngrams: SharedNgrams, source: np.ndarray, repeated: np.ndarray) -> np.ndarray:
    """Return which tokens lie in n-grams that their source repeats, `MIN_WORDS` or more of them in a row."""
    n_sources = int(source.max(initial=0)) + 1
    start, column = ngrams.places(np.unique(repeated // n_sources))
    key = column * n_sources + source[tokens.article_of(start)]
    return covered_words(tokens, start[np.isin(key, repeated)], ngrams.length)


def covered_words(tokens: Tokens, start: np.ndarray, length: int) -> np.ndarray:
    """Return which tokens lie in n-grams of a length that begin at some places, `MIN_WORDS` or more of them
    in a row.
    """
    n_tokens = len(tokens.codes)
    changes = np.bincount(start, minlength=n_tokens + 1)
    changes -= np.bincount(start + length, minlength=n_tokens + 1)
    covered = np.cumsum(changes[:-1]) > 0
    first, n_words = _runs(covered, tokens.offsets)
    is_short = n_words < MIN_WORDS
    covered[ranges(first[is_short], n_words[is_short])[0]] = False
    return covered


def has_own_words(covered: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Return for each article whether it has words of its own, in one piece, beside those covered."""
    first, length = _runs(~covered, offsets)
    article = np.searchsorted(offsets, first, side="right") - 1
    n_own = np.bincount(article, length, minlength=len(offsets) - 1)
    is_edge = (first == offsets[article]) | (first + length == offsets[article + 1])
    is_enough = length >= np.maximum(OWN_WORDS, OWN_SHARE * np.diff(offsets)[article])
    is_piece = (length >= OWN_PARAGRAPH) | ((length == n_own[article]) & is_edge)
    has_own = np.zeros(len(offsets) - 1, bool)
    has_own[article[is_enough & is_piece]] = True
    return has_own


def _runs(chosen: np.ndarray, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the first token of each run of chosen tokens of one article, and how many it has.

    Of [True, True, True, False, True], offsets [0, 2, 5], the runs begin at [0, 2, 4] with lengths [2, 1, 1].
    """
    is_first = np.diff(chosen, prepend=False) & chosen
    begins = offsets[:-1][np.diff(offsets) > 0]
    is_first[begins] = chosen[begins]
    is_last = np.append(is_first[1:] | ~chosen[1:], True)[: len(chosen)] & chosen
    first = np.flatnonzero(is_first)
    return first, np.flatnonzero(is_last) - first + 1
