"""The forms of a word: its inflections and spellings, which count as one where sources are compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import simplemma
from simplemma.strategies import DictionaryLookupStrategy, RulesStrategy

from newslab.tokens import Tokens

# Two spellings that are neither inflections nor British and American.
_SPELLINGS = {"okay": "ok", "advisor": "adviser", "protestor": "protester", "whisky": "whiskey"}
# The last letters of the suffixes that Snowball takes off; a word that ends otherwise stays.
_ENDS_OF_SUFFIXES = frozenset("cdegilmnrsty")
_IN_DICTIONARY, _BY_RULE = DictionaryLookupStrategy(), RulesStrategy()


@dataclass(frozen=True, eq=False)
class Forms:
    """Which words, and which names, are forms of one.

    Attributes
    ----------
    key_of : ndarray of int32, shape (n_terms,)
        For each term of the vocabulary the word that it is a form of, as a position in `keys`.
    keys : Index of str
        The words, each as its commonest form.
    written : Index of str
        The vocabulary.
    commonest : ndarray of int, shape (n_keys,)
        The commonest form of each word, as a position in the vocabulary.
    name_of : ndarray of int
        For each name the one that it is a spelling of, as a position in `names`.
    names, written_names : ndarray of str
        The names, and their spellings.
    words_of_names : list of list of int
        The words of each name, as positions in `keys`.
    """

    key_of: np.ndarray
    keys: pd.Index
    written: pd.Index
    commonest: np.ndarray
    name_of: np.ndarray
    names: np.ndarray
    written_names: np.ndarray
    words_of_names: list[list[int]]

    @cached_property
    def of_written(self) -> np.ndarray:
        """For each term of the vocabulary, and after them each spelling of a name, its form; names follow the
        words.
        """
        return np.append(self.key_of, len(self.keys) + self.name_of).astype(np.int32)

    def are_stop_words(self, tokens: Tokens) -> np.ndarray:
        """Return for each word, and after them each name, whether it is a function word."""
        stop_words = [tokens.rules.fold(word) for word in tokens.stop_words]
        return np.append(self.keys.isin(stop_words), np.isin(self.names, stop_words))


def forms_of(tokens: Tokens, names: np.ndarray) -> Forms:
    """Return which terms of a vocabulary, and which of some names, are forms of one word.

    Forms are inflections (*fled* and *fleeing*) and spellings (*centre* and *center*, *Erdoğan* and
    *Erdogan*). Inflections are those of English, by the lemmas of simplemma and then the stems of Snowball;
    of tokens that are stems already, nothing more is taken off.
    """
    vocabulary = tokens.vocabulary
    key_of, keys = pd.factorize(np.array(one_form(vocabulary, stem=tokens.stem is None), object))
    n = tokens.summed(lambda tokens: np.bincount(tokens.codes, minlength=len(vocabulary)))
    commonest = np.empty(len(keys), np.int64)
    order = np.argsort(n, kind="stable")
    commonest[key_of[order]] = order  # the last of each key stays, which is the commonest
    place = dict(zip(keys.tolist(), range(len(keys)), strict=True))
    words = [
        [place[key] for key in one_form(tokens.words_of(name), stem=tokens.stem is None) if key in place]
        for name in names
    ]
    name_of, first = pd.factorize(
        pd.Series([" ".join(map(str, each)) or name for each, name in zip(words, names, strict=True)])
    )
    example = np.empty(len(first), np.int64)
    example[name_of[::-1]] = np.arange(len(names))[::-1]
    return Forms(
        key_of.astype(np.int32),
        pd.Index(vocabulary.to_numpy(object)[commonest], dtype="str"),
        vocabulary,
        commonest,
        name_of,
        names[example],
        names,
        [words[i] for i in example],
    )


def one_form(words: Sequence[str], *, stem: bool = True) -> list[str]:
    """Return for each word one form of it, the same for all its inflections and spellings.

    Examples
    --------
    >>> one_form(["took", "taking", "rebels", "women", "Erdoğan", "okay"])
    ['take', 'take', 'rebel', 'woman', 'erdogan', 'ok']
    """
    if not stem:
        return list(words)
    from nltk.stem.snowball import EnglishStemmer  # NLTK takes seconds to load; profiles of sources need none

    stem_of = EnglishStemmer().stem
    forms = (_lemma(_without_accents(word)).lower() for word in words)
    return [
        stem_of(form) if not form.isalpha() or form[-1] in _ENDS_OF_SUFFIXES else form
        for form in (_SPELLINGS.get(form, form) for form in forms)
    ]


def _lemma(word: str) -> str:
    """Return the lemma of an English word, as `simplemma.lemmatize` does.

    It asks eight strategies for a word that it does not know. Of a word of letters alone, only two of them
    have anything to say.
    """
    if not word.isalpha():
        return simplemma.lemmatize(word, lang="en")
    word = unicodedata.normalize("NFC", word)
    return _IN_DICTIONARY.get_lemma(word, "en") or _BY_RULE.get_lemma(word, "en") or word


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not "\u0300" <= c <= "\u036f")


def find_sequences(
    codes: np.ndarray, offsets: np.ndarray, sequences: Sequence[Sequence[int]]
) -> tuple[np.ndarray, np.ndarray]:
    """Find every occurrence of some sequences of codes.

    Parameters
    ----------
    codes, offsets : ndarray of int
        The tokens of all rows, as `Tokens` has them; no occurrence crosses the end of a row.
    sequences : sequence of sequences of int
        What to look for.

    Returns
    -------
    first, sequence : ndarray of int
        The position of the first code of each occurrence, and which sequence it is.

    Examples
    --------
    >>> first, sequence = find_sequences(np.array([1, 2, 1, 2]), np.array([0, 3, 4]), [[1, 2], [1]])
    >>> first.tolist(), sequence.tolist()
    ([0, 2, 0], [1, 1, 0])
    """
    n_codes = 1 + max(int(codes.max(initial=0)), *(max(sequence, default=0) for sequence in sequences), 0)
    lengths = np.array([len(sequence) for sequence in sequences], int)
    found = [np.empty((2, 0), np.int64)]
    for length in np.unique(lengths[lengths > 0]).tolist():
        which = np.flatnonzero(lengths == length)
        wanted = np.array([sequences[i] for i in which.tolist()], np.int64)
        first = np.arange(max(0, len(codes) - length + 1))
        for k in range(length):  # most places fall out by one word or another
            is_kth = np.zeros(n_codes, bool)
            is_kth[wanted[:, k]] = True
            first = first[is_kth[codes[first + k]]]
        # Sequences climb a tree, a code at a time: `node` is where each one is, and so for the text.
        node, node_of_wanted = np.zeros(len(first), np.int64), np.zeros(len(which), np.int64)
        for k in range(length):
            branches, node_of_wanted = np.unique(node_of_wanted * n_codes + wanted[:, k], return_inverse=True)
            branch = node * n_codes + codes[first + k]
            node = np.minimum(np.searchsorted(branches, branch), len(branches) - 1)
            matches = branches[node] == branch
            first, node = first[matches], node[matches]
        row = np.searchsorted(offsets, first, side="right")
        inside = first + length <= offsets[np.minimum(row, len(offsets) - 1)]
        first, node = first[inside], node[inside]
        order = np.argsort(node_of_wanted, kind="stable")
        starts = np.searchsorted(node_of_wanted[order], node)
        n_same = np.bincount(node_of_wanted)[node] if len(node) else np.empty(0, int)
        nth = np.arange(n_same.sum()) - np.repeat(np.cumsum(n_same) - n_same, n_same)
        found.append(np.stack([np.repeat(first, n_same), which[order[np.repeat(starts, n_same) + nth]]]))
    first, sequence = np.concatenate(found, axis=1)
    return first, sequence
