"""How the terms of a vocabulary are written: which form is shown, and what the forms tell.

All functions work on the different words as written, with how often each occurs, never on the text.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newslab.arrays import ranges
from newslab.tokens.folding import clean_words
from newslab.tokens.vocabulary import ACCENTED, CAPITAL, SIGN, SMALL

# An all-capital word is kept apart from the same word in other letters where each occurs this often, and
# makes up this share of both, sentences in capitals apart: those with this many words in capitals, which are
# this share of its words that have letters with a case.
COMMON, SHARE = 3, 0.05
SHOUTED, SHOUTING = 3, 0.8

_ENGLISH = ["the", "The", "and", "of", "that", "for", "with", "was", "said", "has", "by"]


def are_accents_kept(written: pa.Array, kinds: np.ndarray, n: np.ndarray) -> bool:
    """Return whether accents tell words apart: where words in small letters have more of them than there are
    English function words.
    """
    n_accented = n[(kinds & (ACCENTED | CAPITAL)) == ACCENTED].sum()
    n_english = n[pc.is_in(written, pa.array(_ENGLISH, written.type)).to_numpy(zero_copy_only=False)].sum()
    return bool(n_accented > n_english)


def are_capital(written: pa.Array, kinds: np.ndarray) -> np.ndarray:
    """Return which words are of several letters, all of them capitals."""
    is_capital = (kinds & (CAPITAL | SMALL)) == CAPITAL
    is_capital[is_capital] = pc.utf8_length(written.filter(pa.array(is_capital))).to_numpy() > 1
    return is_capital


def in_capitals(
    codes: np.ndarray, sentences: np.ndarray, is_capital: np.ndarray, is_cased: np.ndarray
) -> np.ndarray:
    """Return the codes of words in sentences that are in capitals, or nearly so.

    Parameters
    ----------
    codes, sentences : ndarray of int
        The words of some texts, and the places of those that begin a sentence.
    is_capital, is_cased : ndarray of bool
        Of each different word whether it is in capitals, and whether it is so or has small letters.

    Examples
    --------
    >>> is_capital = np.array([True, True, True, False])  # THE, US, LEFT, left
    >>> in_capitals(np.array([0, 1, 2, 1, 3]), np.array([0, 3]), is_capital, np.ones(4, bool)).tolist()
    [0, 1, 2]
    """
    capital = np.flatnonzero(is_capital.take(codes))  # few of all words
    n_capital = np.diff(np.searchsorted(capital, np.append(sentences, len(codes))))
    likely = np.flatnonzero(n_capital >= SHOUTED)
    ends = np.append(sentences, len(codes))[1:]
    places, offsets = ranges(sentences[likely], (ends - sentences)[likely])
    n_cased = np.diff(np.append(0, np.cumsum(is_cased[codes[places]]))[offsets])
    is_shouted = n_capital[likely] >= SHOUTING * n_cased
    return codes[places[np.repeat(is_shouted, np.diff(offsets))]]


def kept_apart(written: pa.Array, kinds: np.ndarray, term: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return which words as written are in capitals, and kept apart from the same word in other letters.

    Parameters
    ----------
    written : Array of str
        The different words, as written.
    kinds : ndarray of uint8
        The kinds of their characters, by `kinds_of_words`.
    term, n : ndarray of int
        The term of each, and how often it occurs, but for sentences in capitals.
    """
    is_capital = are_capital(written, kinds)
    n_terms = int(term.max(initial=-1)) + 1
    n_capital = np.bincount(term[is_capital], n[is_capital], n_terms)
    if n_capital.max(initial=0) < COMMON:
        return np.zeros(len(written), bool)
    n_other = np.bincount(term, n, n_terms) - n_capital
    is_small = (kinds & (CAPITAL | SMALL)) == SMALL
    n_small = np.bincount(term[is_small], n[is_small], n_terms)
    is_apart = (n_capital >= COMMON) & (n_small >= COMMON)
    is_apart &= np.minimum(n_capital, n_small) >= SHARE * (n_capital + n_other)
    return is_capital & is_apart[term]


def shown_forms(
    written: pa.Array, kinds: np.ndarray, term: np.ndarray, n: np.ndarray, n_inside: np.ndarray
) -> pa.Array:
    """Return for each term the form in which it is mostly written, without endings after an apostrophe.

    Parameters
    ----------
    written : Array of str
        The different words, as written.
    kinds : ndarray of uint8
        The kinds of their characters, by `kinds_of_words`.
    term, n, n_inside : ndarray of int
        The term of each, how often it occurs, and how often not at the start of a sentence,
        where a capital says nothing.
    """
    form = np.empty(int(term.max(initial=-1)) + 1, np.int64)
    form[term] = np.arange(len(term))
    # Most terms are written in one form; only those of several have to be sorted.
    several = np.flatnonzero(np.bincount(term)[term] > 1)
    is_capital = are_capital(written.take(pa.array(several)), kinds[several])
    order = several[np.lexsort([is_capital, -n[several], -n_inside[several], term[several]])]
    first = order[np.flatnonzero(np.diff(term[order], prepend=-1))]
    form[term[first]] = first
    shown = written.take(pa.array(form))
    special = (kinds[form] & SIGN) != 0
    cleaned = clean_words(shown.filter(pa.array(special)).to_pylist())
    return pc.replace_with_mask(shown, pa.array(special), pa.array(cleaned, shown.type))
