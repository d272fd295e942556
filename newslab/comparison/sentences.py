"""Whether the words of a phrase occur in one sentence of some articles."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from newslab.arrays import Entries, blocks_of, ranges

# Most phrases are found in the first sentences that hold their rarer word, so that the others are looked at
# only where they are not. A block is of about this many sentences.
FIRST_SENTENCES, BLOCK_SENTENCES = 32, 1 << 20


def are_in_one_sentence(
    sentences: sparse.csr_array, cell_of: np.ndarray, words: np.ndarray, cell: np.ndarray
) -> np.ndarray:
    """Return whether all words of a phrase occur in one sentence of a cell, in any order.

    Parameters
    ----------
    sentences : csr_array, shape (n_sentences, n_words)
        Which sentence holds which word; a word may be there twice.
    cell_of : ndarray of int, shape (n_sentences,)
        The cell of each sentence, such as a source in a story.
    words : ndarray of int, shape (n_phrases, 3)
        The different words of each phrase, and -1 after them.
    cell : ndarray of int, shape (n_phrases,)
        In which cell each phrase is looked for.

    Returns
    -------
    ndarray of bool, shape (n_phrases,)

    Examples
    --------
    >>> sentences = sparse.csr_array(np.array([[1, 1, 0], [0, 1, 1]]))
    >>> are_in_one_sentence(sentences, np.array([0, 0]), np.array([[0, 1, -1], [0, 2, -1]]), np.array([0, 0]))
    array([ True, False])
    """
    # The sentences of a cell one after the other, and so are those that hold one word.
    in_order = np.argsort(cell_of, kind="stable")
    holding, cell_of = sentences[in_order].T.tocsr(), cell_of[in_order]
    holding.sum_duplicates()
    holding.data[:] = 1
    first, last = (np.searchsorted(cell_of, cell, side=side) for side in ("left", "right"))
    entries = Entries(holding)
    begin = np.stack([entries.places(word, first) for word in words.T], axis=1)
    size = np.stack([entries.places(word, last) for word in words.T], axis=1) - begin
    # Of the rarest word in the cell all sentences are looked at: first for the next, then for the last word.
    rarest_first = np.argsort(np.where(words < 0, len(cell_of), size), axis=1, kind="stable")
    (_, second, third), begin, size = (
        np.take_along_axis(of_words, rarest_first, axis=1).T for of_words in (words, begin, size)
    )
    found = (second < 0) & (size[0] > 0)
    for start, stop in ((0, FIRST_SENTENCES), (FIRST_SENTENCES, len(cell_of))):
        phrases = np.flatnonzero(~found & (size[0] > start))
        phrases = phrases[np.argsort(second[phrases], kind="stable")]
        n = np.minimum(size[0][phrases], stop) - start
        for asked, sentence in _shared(holding, second[phrases], begin[0][phrases] + start, n):
            phrase = phrases[asked]
            are_all = third[phrase] < 0
            are_all[~are_all] = entries.values(third[phrase[~are_all]], sentence[~are_all]) > 0
            found[phrase[are_all]] = True
    return found


def _shared(
    holding: sparse.csr_array, word: np.ndarray, begin: np.ndarray, n: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Find which of some sentences hold another word.

    Parameters
    ----------
    holding : csr_array, shape (n_words, n_sentences)
    word : ndarray of int, shape (n_phrases,)
        The word that is looked for in the sentences of each phrase, ascending.
    begin, n : ndarray of int, shape (n_phrases,)
        Where the sentences of each phrase begin among the indices of `holding`, and how many there are.

    Yields
    ------
    phrase, sentence : ndarray of int
        What was found.
    """
    holds = np.zeros(holding.shape[1], bool)
    starts, stops = np.flatnonzero(np.diff(word, prepend=-1)), np.flatnonzero(np.diff(word, append=-1)) + 1
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        row = slice(*holding.indptr[word[start] : word[start] + 2])
        holds[holding.indices[row]] = True
        offsets = np.concatenate([[0], np.cumsum(n[start:stop])])
        for a, b in blocks_of(offsets, BLOCK_SENTENCES):
            place, of_phrases = ranges(begin[start + a : start + b], n[start + a : start + b])
            sentence = holding.indices[place]
            hit = np.flatnonzero(holds[sentence])
            yield start + a + np.searchsorted(of_phrases, hit, side="right") - 1, sentence[hit]
        holds[holding.indices[row]] = False
