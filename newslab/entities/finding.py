"""Where names stand: runs of capitalised words, told from the capitals of sentences and headlines."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from newslab.english import STOP_WORDS
from newslab.english.names import (
    ARABIC_ARTICLES,
    BEFORE_NAMES,
    BEFORE_TITLES,
    LINKS,
    NO_NAMES,
    OFFICES,
    PEOPLES,
    SHORT_TITLES,
    TITLES,
)
from newslab.entities.writing import FULL_STOP, HYPHEN, SENTENCE, SPACE, Writing
from newslab.tokens import Tokens

# A line is a headline when more than this share of its words, function words aside, have a capital.
HEADLINE = 0.8


def find_runs(tokens: Tokens, written: Writing) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last token of each name, in the order of the text.

    Titles (*President*), days and months end a name and belong to none. Between the words of a name may stand
    small ones that join names (*of*, *al-*, *de*) and function words with a capital (*Made In America*). A
    name of one word needs a word that is known for its capital, and words for peoples and faiths alone are
    none.
    """

    def is_among(words: Collection[str]) -> np.ndarray:
        return tokens.is_among(words)[tokens.codes]

    is_people, is_function_word = is_among(PEOPLES), is_among(STOP_WORDS)
    is_joined = _joined(tokens, written) & ~(is_people & (written.gap == HYPHEN))  # US-Israeli
    may_be = written.is_capital & ~is_function_word & ~_titles(is_among, is_joined) & ~is_among(NO_NAMES)
    is_name, is_known, is_due = _name_words(tokens, written, may_be, is_joined, is_among)
    is_name |= is_among(ARABIC_ARTICLES) & _before(is_name & (written.gap == HYPHEN))

    is_link = np.where(written.is_capital, is_function_word & ~is_due, is_among(LINKS))
    is_part = is_name | is_link
    starts_run = is_part.copy()
    starts_run[1:] &= ~(is_part[:-1] & is_joined[1:])
    of_name = np.flatnonzero(is_name)
    run = np.cumsum(starts_run)[of_name]
    first = of_name[np.diff(run, prepend=0) > 0]
    last = of_name[np.diff(run, append=len(is_part) + 1) > 0]

    n_other = np.append(0, np.cumsum(~is_people & ~is_among(LINKS)))
    kept = (n_other[last + 1] > n_other[first]) & ((first < last) | is_known[first])
    return first[kept], last[kept]


def _name_words(
    tokens: Tokens, written: Writing, may_be: np.ndarray, is_joined: np.ndarray, is_among: Callable
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each token whether it is a word of a name, is known for its capital, and was due one.

    A capital is due at the start of a sentence and in a headline. There it marks a name only where the word
    is known for its capital, having one inside sentences no less often than none; where it and the next word
    begin a name elsewhere; or, in a sentence, where it leads into a name and is never written small. A word
    in capitals alone is an initialism, unless its line shouts.
    """
    in_headline, in_shout = _headlines(written, is_among(STOP_WORDS))
    is_due = in_headline | (written.gap == SENTENCE) | ((written.gap == FULL_STOP) & ~is_joined)
    n_terms = len(tokens.vocabulary)
    n_inside = np.bincount(tokens.codes[written.is_capital & ~is_due], minlength=n_terms)
    n_small = np.bincount(tokens.codes[~written.is_capital], minlength=n_terms)
    is_known = ((n_inside > 0) & (n_inside >= n_small))[tokens.codes]
    is_known |= written.is_upper & ~in_shout
    is_name = may_be & (~is_due | is_known)

    leads = may_be & _before(is_name & is_joined)
    pair = tokens.codes.astype(np.int64) * n_terms + np.append(tokens.codes[1:], 0)
    begins_name = np.zeros(len(pair), bool)
    begins_name[leads] = np.isin(pair[leads], pair[leads & ~is_due])
    is_never_small = (n_small == 0)[tokens.codes] & ~in_headline & ~is_among(BEFORE_NAMES)
    return is_name | (leads & (begins_name | is_never_small)), is_known, is_due


def _before(some: np.ndarray) -> np.ndarray:
    """Return for each token whether the next one is among some."""
    return np.append(some[1:], False)[: len(some)]


def _titles(is_among: Callable, is_joined: np.ndarray) -> np.ndarray:
    """Return for each token whether it belongs to a title: Deputy Prime Minister, Secretary of State."""
    is_title = is_among(TITLES)
    office = is_among(OFFICES) & is_joined
    office[2:] &= is_among(["of"])[1:-1] & is_title[:-2]
    is_title[2:] |= office[2:]
    for _ in range(2):
        is_title |= is_among(BEFORE_TITLES) & _before(is_title & is_joined)
    return is_title


def _joined(tokens: Tokens, written: Writing) -> np.ndarray:
    """Return for each token whether a name may reach from the token before into it."""
    is_single = tokens.vocabulary.str.len().to_numpy() == 1
    before_dot = (is_single | tokens.is_among(SHORT_TITLES))[tokens.codes] & written.is_capital
    before_dot |= written.is_dotted
    goes_on = (written.gap == FULL_STOP) & ~tokens.is_among(STOP_WORDS)[tokens.codes]
    is_joined = (written.gap == SPACE) | (written.gap == HYPHEN)
    is_joined[1:] |= goes_on[1:] & before_dot[:-1]
    is_joined[1:] &= ~written.is_possessive[:-1]
    return is_joined


def _headlines(written: Writing, is_function_word: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each token whether its line is a headline in Title Case, and whether it shouts."""
    line = np.cumsum(written.begins_line)
    n_words = np.maximum(np.bincount(line, ~is_function_word), 1)

    def is_mostly(some: np.ndarray) -> np.ndarray:
        return (np.bincount(line, some & ~is_function_word) > HEADLINE * n_words)[line]

    return is_mostly(written.is_capital), is_mostly(written.is_upper)
