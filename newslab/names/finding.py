"""Where names stand: runs of capitalised words, told from words that a sentence or a headline capitalises."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from newslab.names.words import (
    ABBREVIATED,
    ARTICLES,
    BEFORE_NAMES,
    BEFORE_TITLES,
    LINKS,
    NO_NAMES,
    OFFICES,
    PEOPLES,
    TITLES,
)
from newslab.names.writing import FULL_STOP, HYPHEN, SENTENCE, SPACE, Writing
from newslab.tokens import STOP_WORDS, Tokens

# A line is a headline when more than this share of its words, function words aside, have a capital.
HEADLINE = 2 / 3


def find_runs(tokens: Tokens, written: Writing) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last token of each name, in the order of the text.

    A capital inside a sentence marks a name. One that a sentence's start or a headline calls for does so only
    where the word has a capital inside sentences no less often than it has none, or where it leads into a
    name and is never written small. A word in capitals alone is an initialism, unless its line shouts.
    """
    is_capital = written.is_capital

    def is_among(words: Collection[str]) -> np.ndarray:
        return tokens.is_among(words)[tokens.codes]

    is_function_word = is_among(STOP_WORDS)
    is_people = is_among(PEOPLES)
    is_joined = _joined(tokens, written, is_function_word)
    is_joined &= ~(is_people & (written.gap == HYPHEN))  # US-Israeli
    starts_sentence = (written.gap == SENTENCE) | ((written.gap == FULL_STOP) & ~is_joined)
    in_headline, in_shout = _headlines(written, is_function_word)
    is_due = starts_sentence | in_headline  # the capital has another reason
    is_initialism = written.is_upper & ~in_shout & ~is_function_word

    n_terms = len(tokens.vocabulary)
    n_inside = np.bincount(tokens.codes[is_capital & ~is_due], minlength=n_terms)
    n_small = np.bincount(tokens.codes[~is_capital], minlength=n_terms)
    is_known = ((n_inside > 0) & (n_inside >= n_small))[tokens.codes]

    is_title = is_among(TITLES)
    of_title = is_title[:-2] & is_among(["of"])[1:-1] & is_joined[2:]
    is_title[2:] |= of_title & is_among(OFFICES)[2:]  # Secretary of State
    for _ in range(2):  # Deputy Prime Minister
        is_title |= is_among(BEFORE_TITLES) & np.append(is_title[1:] & is_joined[1:], False)
    may_be = is_capital & ~is_function_word & ~is_title & ~is_among(NO_NAMES)
    is_name = may_be & (~is_due | is_known | is_initialism)
    before_name = np.append(is_name[1:] & is_joined[1:], False)
    pair = tokens.codes.astype(np.int64) * n_terms + np.append(tokens.codes[1:], 0)
    is_pair = may_be & before_name
    starts_name = np.zeros(len(pair), bool)
    starts_name[is_pair] = np.isin(pair[is_pair], pair[is_pair & ~is_due])  # New York at the start of a sentence
    starts_name |= is_pair & ~in_headline & (n_small == 0)[tokens.codes] & ~is_among(BEFORE_NAMES)
    is_name |= starts_name
    before_name = np.append(is_name[1:] & (written.gap[1:] == HYPHEN), False)
    is_article = is_among(ARTICLES) & before_name
    is_name |= is_article

    # Function words with a capital stand inside a name or end it (The New Arab, World War I), and so do links.
    is_link = (is_among(LINKS) & ~is_capital) | (is_capital & is_function_word & ~is_due)
    is_part = is_name | is_link
    goes_on = np.zeros(len(is_part), bool)
    goes_on[1:] = is_part[1:] & is_part[:-1] & is_joined[1:]
    part = np.flatnonzero(is_part)
    run = np.cumsum(~goes_on[part]) - 1
    of_name = is_name[part]
    run, part = run[of_name], part[of_name]
    first = part[np.flatnonzero(np.diff(run, prepend=-1))]
    last = part[np.flatnonzero(np.diff(run, append=-1))]
    # A name of one word needs the word to be written so; peoples and faiths are no names.
    only_peoples = np.concatenate([[0], np.cumsum(~is_people & ~is_among(LINKS))])
    kept = only_peoples[last + 1] > only_peoples[first]
    kept &= (first < last) | (is_known | is_initialism)[first]
    first, last = first[kept], last[kept]
    return first, last


def _joined(tokens: Tokens, written: Writing, is_function_word: np.ndarray) -> np.ndarray:
    """Return for each token whether a name may reach from the token before into it."""
    single = tokens.vocabulary.str.len().to_numpy() == 1
    before_dot = (single | tokens.is_among(ABBREVIATED))[tokens.codes] & written.is_capital | written.is_dotted
    is_joined = (written.gap == SPACE) | (written.gap == HYPHEN)
    is_joined[1:] |= (written.gap[1:] == FULL_STOP) & before_dot[:-1] & ~is_function_word[1:]
    is_joined[1:] &= ~written.is_possessive[:-1]
    return is_joined


def _headlines(written: Writing, is_function_word: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each token whether its line is written in Title Case, and whether it is all in capitals."""
    line = np.cumsum(written.begins_line)
    counted = ~is_function_word
    n_words = np.maximum(np.bincount(line, counted), 1)

    def is_mostly(some: np.ndarray) -> np.ndarray:
        return (np.bincount(line, counted & some) > HEADLINE * n_words)[line]

    return is_mostly(written.is_capital), is_mostly(written.is_upper)
