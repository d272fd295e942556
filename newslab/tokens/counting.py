"""Counts of terms, as a sparse matrix with one row an article."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import blocks_of, count_codes, count_numbers, hstack_parallel, map_parallel
from newslab.tokens.ngrams import Ngrams
from newslab.tokens.tokenizing import as_tokens
from newslab.tokens.tokens import Articles, Tokens

# How many counts of runs are put in the order of the articles at a time.
BLOCK_COUNTS = 1 << 23


@dataclass(frozen=True, eq=False)
class TermCounts:
    """How often each article uses each term; made by `term_counts`.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array of int32
        One row an article, one column a term.
    words : ndarray of int32, shape (n_terms, longest n-gram)
        The words of each term by their place in `vocabulary`, -1 after the last.
    vocabulary : Index of str
        The words, each as it is mostly written.
    """

    matrix: sparse.csr_array
    words: np.ndarray
    vocabulary: pd.Index

    @cached_property
    def terms(self) -> pd.Index:
        """The term of each column; the words of an n-gram are joined by spaces."""
        return self.names(np.arange(len(self.words)))

    def names(self, columns: np.ndarray) -> pd.Index:
        """Return the terms of some columns, which costs less than all `terms`."""
        words = self.words[columns]
        text = self.vocabulary.to_numpy(object)
        names = text[words[:, 0]]
        for word in words.T[1:]:
            names = names + np.where(word >= 0, " " + text[word], "")
        return pd.Index(names, dtype="str")


def term_counts(
    articles: Articles,
    *,
    ngrams: int = 1,
    stop_words: Collection[str] | None = None,
    min_articles: int = 1,
) -> TermCounts:
    """Count the terms of each article.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    ngrams : int, default 1
        The longest run of words that is a term: 1 counts words, 2 words and pairs of neighbours. No run
        reaches over the end of a sentence.
    stop_words : collection of str, optional
        Words left out before the runs are formed, so that *fall of Assad* holds the pair *fall Assad*; by
        default those of the tokens. Of tokens that are stems, their stems are left out.
    min_articles : int, default 1
        Leave out runs of two and more words that fewer articles hold.

    Returns
    -------
    TermCounts
        Words in the order of the vocabulary, then pairs in the order of their first and second words, and so
        on.

    Examples
    --------
    >>> import pandas as pd
    >>> counts = term_counts(pd.DataFrame({"text": ["The fall of Assad", "Assad and Assad"]}), ngrams=2)
    >>> pd.DataFrame(counts.matrix.toarray(), columns=counts.terms)
       fall  Assad  fall Assad  Assad Assad
    0     1      1           1            0
    1     0      2           0            1
    """
    tokens = as_tokens(articles)
    codes, offsets, sentences = _without(tokens, tokens.stop_words if stop_words is None else stop_words)
    counted = [
        _count_runs(codes, offsets, sentences, length, min_articles) for length in range(2, ngrams + 1)
    ]
    matrix, numbers = count_codes(codes, offsets)
    matrices, words = zip(([matrix], numbers[:, None]), *counted, strict=True)
    words = [np.pad(term, ((0, 0), (0, ngrams - term.shape[1])), constant_values=-1) for term in words]
    return TermCounts(hstack_parallel([*chain(*matrices)]), np.concatenate(words), tokens.shown)


def word_counts(tokens: Tokens, *, stop_words: Collection[str] | None = None) -> sparse.csr_array:
    """Return how often each article holds each word of the vocabulary, stop words never."""
    counts = term_counts(tokens, stop_words=stop_words)
    if len(counts.words) == len(tokens.vocabulary):
        return counts.matrix
    matrix, columns = counts.matrix, counts.words[:, 0]
    shape = (matrix.shape[0], len(tokens.vocabulary))
    return sparse.csr_array((matrix.data, columns[matrix.indices], matrix.indptr), shape=shape)


def _count_runs(
    codes: np.ndarray, offsets: np.ndarray, sentences: np.ndarray, length: int, min_articles: int
) -> tuple[list[sparse.csr_array], np.ndarray]:
    """Return how often each article holds each run of words of one sentence, one column a run, some columns
    in each of several matrices, and the runs' words.
    """
    runs = Ngrams(codes, sentences, length)
    # Where the runs of each article begin among those of all sentences.
    of_articles = runs.offsets[np.searchsorted(sentences, offsets)]
    counts, numbers, _ = count_numbers(runs.numbers, of_articles, min_articles)
    del runs.numbers  # which are overwritten
    blocks = blocks_of(counts.indptr, BLOCK_COUNTS)
    matrices = map_parallel(lambda columns: counts[:, slice(*columns)].tocsr(), blocks)
    return matrices, runs.words(numbers)


def _without(tokens: Tokens, stop_words: Collection[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return codes, offsets and sentences of tokens without the stop words."""
    is_stop = tokens.is_among(stop_words)
    if not is_stop.any():
        return tokens.codes, tokens.offsets, tokens.sentences
    is_kept = ~is_stop[tokens.codes]
    before = np.concatenate([[0], np.cumsum(is_kept)])
    return tokens.codes[is_kept], before[tokens.offsets], before[tokens.sentences]
