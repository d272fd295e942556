"""Counts of terms and sequences of words, as sparse matrices with one row an article."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.tokens.stopwords import STOP_WORDS
from newslab.tokens.tokenizing import Tokens, as_tokens


@dataclass(frozen=True, eq=False)
class TermCounts:
    """How often each article uses each term; made by `term_counts`.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array of int32
        One row an article, one column a term.
    words : ndarray of int32, shape (n_terms, longest n-gram)
        The words of each term by their place in `vocabulary`, -1 behind the last.
    vocabulary : Index of str
        The words.
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
    articles: pd.DataFrame | Tokens, *, ngrams: int = 1, stop_words: Collection[str] = STOP_WORDS
) -> TermCounts:
    """Count the terms of each article.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    ngrams : int, default 1
        The longest run of words that is a term: 1 counts words, 2 words and pairs of neighbours.
    stop_words : collection of str
        Words left out before the runs are formed, so that *fall of Assad* holds the pair *fall assad*.

    Returns
    -------
    TermCounts
        Words in the order in which they first occur, then pairs likewise, and so on.

    Examples
    --------
    >>> import pandas as pd
    >>> counts = term_counts(pd.DataFrame({"text": ["The fall of Assad", "Assad and Assad"]}), ngrams=2)
    >>> pd.DataFrame(counts.matrix.toarray(), columns=counts.terms)
       fall  assad  fall assad  assad assad
    0     1      1           1            0
    1     0      2           0            1
    """
    tokens = as_tokens(articles)
    kept = ~tokens.vocabulary.isin(list(stop_words))
    is_kept = kept[tokens.codes]
    codes = (np.cumsum(kept, dtype=np.int32) - 1)[tokens.codes[is_kept]]
    offsets = np.concatenate([[0], np.cumsum(is_kept)])[tokens.offsets]
    vocabulary = tokens.vocabulary[kept]
    matrices, words = [], []
    for length in range(1, ngrams + 1):
        ids, starts, sequences = word_sequences(codes, offsets, length)
        matrices.append(_count(ids, starts, len(sequences)))
        words.append(np.pad(sequences, ((0, 0), (0, ngrams - length)), constant_values=-1))
    return TermCounts(sparse.hstack(matrices, format="csr"), np.concatenate(words), vocabulary)


# Two articles that share a run of so many words share it by copying, or by citing the same words.
RUN_OF_WORDS = 5


def sequence_sets(articles: pd.DataFrame | Tokens, length: int = RUN_OF_WORDS) -> sparse.csr_array:
    """Return which runs of `length` words occur in which article: one row an article, one column a run, 1
    where it occurs.

    Examples
    --------
    >>> import pandas as pd
    >>> sequence_sets(pd.DataFrame({"text": ["a b a b a b", "b a b c"]}), 3).toarray()
    array([[1, 1, 0],
           [0, 1, 1]], dtype=int32)
    """
    tokens = as_tokens(articles)
    ids, starts, sequences = word_sequences(tokens.codes, tokens.offsets, length)
    sets = _count(ids, starts, len(sequences))
    sets.data[:] = 1
    return sets


def word_sequences(
    codes: np.ndarray, offsets: np.ndarray, length: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Number the runs of `length` words, article by article.

    Parameters
    ----------
    codes, offsets : ndarray of int
        Tokens as in `Tokens`.
    length : int
        The number of words of a run.

    Returns
    -------
    ids : ndarray of int64
        The number of each run, where equal runs have one number: they are counted up as runs first occur.
    offsets : ndarray of int64
        Those of article ``i`` are ``ids[offsets[i]:offsets[i + 1]]``; no run crosses the end of an article.
    sequences : ndarray of int32, shape (n distinct runs, length)
        The codes of each run's words.
    """
    n_runs = np.maximum(np.diff(offsets) - length + 1, 0)
    starts = np.repeat(offsets[:-1] - np.cumsum(n_runs) + n_runs, n_runs) + np.arange(n_runs.sum())
    n_codes = int(codes.max(initial=0)) + 1
    ids = np.zeros(len(starts), np.int64)
    for k in range(length):
        # Numbering anew for each further word keeps the product below 2**63, whatever the length.
        ids, _ = pd.factorize(ids * n_codes + codes[starts + k])
    is_first = np.diff(np.maximum.accumulate(ids), prepend=-1) > 0
    sequences = codes[starts[is_first][:, None] + np.arange(length)]
    return ids, np.concatenate([[0], np.cumsum(n_runs)]), sequences.astype(np.int32)


def _count(ids: np.ndarray, offsets: np.ndarray, n_ids: int) -> sparse.csr_array:
    """Count how often each article holds each id."""
    ones = np.ones(len(ids), np.int32)
    counts = sparse.csr_array((ones, ids, offsets), shape=(len(offsets) - 1, n_ids))
    counts.sum_duplicates()
    return counts
