"""Where names are: runs of capitalised words, apart from the capitals of sentences and headlines."""

from __future__ import annotations

from collections.abc import Callable, Collection
from string import ascii_lowercase

import numpy as np

from newslab.english import STOP_WORDS
from newslab.english.grammar import AUXILIARIES, OPENERS
from newslab.english.lists import words_of
from newslab.english.names import (
    ARABIC_ARTICLES,
    BEFORE_NAMES,
    BEFORE_TITLES,
    COUNTRIES_WITH_AND,
    FIRST_NAMES_OF_HER,
    FIRST_NAMES_OF_HIM,
    HEADS,
    KINDS_OF_DEMOCRATS,
    LAST_NAMES,
    LETTERED,
    LINKS,
    MATTERS,
    NO_NAMES,
    OFFICES,
    OWNERS,
    PARTICLES,
    PARTISANS,
    PEOPLES,
    SHORT_TITLES,
    SYLLABLES,
    TITLES,
    TITLES_OF_PERSONS,
)
from newslab.english.times import TIMES
from newslab.entities.writing import CUT, FULL_STOP, HYPHEN, SENTENCE, SPACE, Writing
from newslab.tokens import Tokens

# Prepositions of other languages, which lead a sentence into a name as well.
FOREIGN = words_of(
    "laut nach für mit bei von selon pour avec dans según para con desde secondo segundo volgens"
)
FIRST_NAMES = FIRST_NAMES_OF_HIM | FIRST_NAMES_OF_HER
IsAmong = Callable[[Collection[str]], np.ndarray]
# A line is a headline when more than this share of its words, function words aside, have a capital.
HEADLINE = 0.8
# A run of more words is a list or a line of capitals, and no name.
MOST_WORDS = 20


def find_runs(tokens: Tokens, written: Writing) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last token of each name, in the order of the text.

    Titles (*President*), days and months end a name and belong to none. Between the words of a name may be
    small ones that join names (*of*, *al-*, *de*) and function words with a capital (*Made In America*). A
    name of one word needs a word that is known for its capital, and words for peoples and faiths alone are
    none. Nor is a run of more than `MOST_WORDS` words.
    """

    def is_among(words: Collection[str]) -> np.ndarray:
        return tokens.is_among(words)[tokens.codes]

    is_people = is_among(PEOPLES)
    in_headline, in_shout = _headlines(tokens, written, is_among)
    is_joined = _are_joined(written, is_among) & ~(is_people & (written.gap == HYPHEN))  # US-Israeli
    is_joined &= ~(written.begins_line & _behind(in_headline | in_shout))
    is_function_word = is_among(STOP_WORDS) & ~_surnames(written, is_joined, is_among)
    is_title = _titles(written, is_joined, is_among)
    is_jan = is_among(["jan"]) & ~written.before_dot & _before(written.is_capital & is_joined)  # Jan Brewer
    may_be = written.is_capital & ~is_function_word & ~is_title & (is_jan | ~is_among(NO_NAMES))
    is_name, is_known, is_due = _name_words(
        tokens, written, may_be, is_joined, in_headline, in_shout, is_among
    )
    is_name |= is_among(ARABIC_ARTICLES) & _before(is_name & (written.gap == HYPHEN))
    is_name |= is_among(SYLLABLES) & (written.gap == HYPHEN) & _behind(is_name & is_joined & _behind(is_name))

    is_link = np.where(written.is_capital, is_function_word & ~is_due, is_among(LINKS))
    is_link |= is_among(["and"]) & is_joined & _behind(is_among(MATTERS | COUNTRIES_WITH_AND) & is_name)
    is_link &= ~(is_among(["for"]) & ~_behind(is_among(HEADS)))  # left Syria for Moscow
    is_part = is_name | is_link
    starts_run = is_part.copy()
    starts_run[1:] &= ~(is_part[:-1] & is_joined[1:])
    of_name = np.flatnonzero(is_name)
    run = np.cumsum(starts_run)[of_name]
    first = of_name[np.diff(run, prepend=0) > 0]
    last = of_name[np.diff(run, append=len(is_part) + 1) > 0]

    n_other = np.append(0, np.cumsum(~is_people & ~is_among(LINKS)))
    kept = (n_other[last + 1] > n_other[first]) & ((first < last) | is_known[first])
    kept &= last - first < MOST_WORDS
    return first[kept], last[kept]


def _name_words(
    tokens: Tokens,
    written: Writing,
    may_be: np.ndarray,
    is_joined: np.ndarray,
    in_headline: np.ndarray,
    in_shout: np.ndarray,
    is_among: IsAmong,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each token whether it is a word of a name, is known for its capital, and was due one.

    A capital is due at the start of a sentence and in a headline. There it marks a name only where the word
    is known for its capital, having one inside sentences no less often than none; where it and the next word
    begin a name elsewhere; or, in a sentence, where it leads into a name and is never written small. A word
    in capitals alone is an initialism, unless its line shouts.
    """
    is_due = in_headline | (written.gap == SENTENCE) | ((written.gap == FULL_STOP) & ~is_joined)
    n_terms = len(tokens.vocabulary)
    n_inside = np.bincount(tokens.codes[written.is_capital & ~is_due], minlength=n_terms)
    n_small = np.bincount(tokens.codes[~written.is_capital], minlength=n_terms)
    is_known = ((n_inside > 0) & (n_inside >= n_small))[tokens.codes]
    is_known |= (written.is_upper & ~in_shout) | written.has_inner_capital
    is_never_small = (n_small == 0)[tokens.codes] & ~in_headline & ~is_among(BEFORE_NAMES | FOREIGN)
    of_person = _before(written.is_capital & (is_among(FIRST_NAMES) | is_among(TITLES)))
    is_known |= may_be & is_never_small & written.is_possessive & of_person & ~is_among(OWNERS | TIMES)
    is_known |= _begins_list(tokens, written, is_due & may_be & is_never_small, may_be & ~is_due, is_among)
    is_name = may_be & (~is_due | is_known)

    into_name = is_name.copy()
    for _ in range(3):  # Ursula von der Leyen
        into_name |= is_among(PARTICLES) & _before(into_name & is_joined)
    leads = may_be & _before(into_name & is_joined)
    pair = tokens.codes.astype(np.int64) * n_terms + np.append(tokens.codes[1:], 0)
    begins_name = np.zeros(len(pair), bool)
    begins_name[leads] = np.isin(pair[leads], pair[leads & ~is_due])
    is_particle = is_among(PARTICLES) & ~in_headline  # Von der Leyen
    return is_name | (leads & (begins_name | is_never_small | is_particle)), is_known, is_due


def _begins_list(
    tokens: Tokens, written: Writing, first: np.ndarray, inside: np.ndarray, is_among: IsAmong
) -> np.ndarray:
    """Return which words begin a sentence with a list of names: Iran, Iraq and Syria; but Finally, Iran."""
    is_adverb = tokens.vocabulary.str.endswith("ly")[tokens.codes]
    behind_comma = inside & (written.gap == CUT)
    goes_on = behind_comma | (is_among(["and"]) & _before(inside & (written.gap == SPACE)))
    return first & ~is_adverb & ~is_among(OPENERS | TIMES) & _before(behind_comma & _before(goes_on))


def _surnames(written: Writing, is_joined: np.ndarray, is_among: IsAmong) -> np.ndarray:
    """Return for each token whether it is a name that is a function word as well: Theresa May, Will Smith."""
    is_capital = written.is_capital
    first = is_capital & ~is_among(STOP_WORDS) & ~is_among(TITLES) & ~is_among(NO_NAMES)
    is_plain = (written.gap == SPACE) & is_joined
    may = is_among(["may"]) & is_capital & is_plain & _behind(first & is_among(FIRST_NAMES))
    will = is_among(["will"]) & is_capital & is_plain & _before(first & is_plain)
    is_initial = written.before_dot & is_capital & is_among(list(ascii_lowercase))
    return may | will | is_initial


def _behind(some: np.ndarray) -> np.ndarray:
    """Return for each token whether the one before it is among some."""
    return np.append(False, some[:-1])[: len(some)]


def _before(some: np.ndarray) -> np.ndarray:
    """Return for each token whether the next one is among some."""
    return np.append(some[1:], False)[: len(some)]


def _titles(written: Writing, is_joined: np.ndarray, is_among: IsAmong) -> np.ndarray:
    """Return for each token whether it belongs to a title: Deputy Prime Minister, Secretary of State."""
    is_first_name = written.is_capital & is_among(FIRST_NAMES)
    is_last_name = is_among(LAST_NAMES) & (_behind(is_first_name) | _behind(_behind(is_first_name)))
    is_title = is_among(TITLES) & ~(is_last_name & is_joined & _behind(written.is_capital))
    is_person = written.is_capital & is_joined & (is_among(FIRST_NAMES) | is_title)
    is_party = is_among(PARTISANS) & is_joined
    is_party &= _behind(written.is_capital & ~is_among(STOP_WORDS | KINDS_OF_DEMOCRATS))
    is_title |= is_party & ~_before(is_among(HEADS | {"national", "union"}))  # Vermont Republican Ann Lee
    is_title |= is_among(TITLES_OF_PERSONS) & (_before(is_person) | (is_joined & _behind(is_title)))
    office = is_among(OFFICES) & is_joined
    office[2:] &= is_among(["of"])[1:-1] & is_title[:-2]
    is_title[2:] |= office[2:]
    for _ in range(2):
        is_title |= is_among(BEFORE_TITLES) & _before(is_title & is_joined)
    return is_title


def _are_joined(written: Writing, is_among: IsAmong) -> np.ndarray:
    """Return for each token whether a name may reach from the token before into it."""
    is_single = is_among(list(ascii_lowercase)) & written.is_capital
    is_initial = is_single & ~_behind(is_among(LETTERED)) & ~(is_among(["x"]) & ~_behind(written.is_capital))
    before_dot = is_initial | (is_among(SHORT_TITLES) & written.is_capital) | written.is_dotted
    goes_on = (written.gap == FULL_STOP) & (~is_among(STOP_WORDS) | is_single)
    is_joined = (written.gap == SPACE) | (written.gap == HYPHEN)
    is_joined |= goes_on & _behind(before_dot)
    return is_joined & ~_behind(written.is_possessive & ~(is_among(OWNERS) & written.is_capital))


def _headlines(tokens: Tokens, written: Writing, is_among: IsAmong) -> tuple[np.ndarray, np.ndarray]:
    """Return for each token whether its line is a headline in Title Case, and whether it shouts.

    No line that begins with a small letter does. One that ends with a full stop is a sentence, which may hold
    many names, if any other word is small, or one like *is*.
    """
    is_function_word = is_among(STOP_WORDS)
    line = np.cumsum(written.begins_line)
    n_words = np.maximum(np.bincount(line, ~is_function_word), 1)
    ends_line = np.append(written.begins_line[1:], True)[: len(line)]
    is_sentence = np.bincount(line, ends_line & written.before_dot) > 0
    has_verb = np.bincount(line, is_among(AUXILIARIES) & ~written.is_capital) > 0
    is_letter = tokens.vocabulary.str[:1].str.isalpha()[tokens.codes]
    begins_small = np.bincount(line, written.begins_line & is_letter & ~written.is_capital) > 0

    def is_mostly(some: np.ndarray) -> np.ndarray:
        n = np.bincount(line, some & ~is_function_word)
        return (~begins_small & np.where(is_sentence, (n == n_words) & ~has_verb, n > HEADLINE * n_words))[
            line
        ]

    return is_mostly(written.is_capital), is_mostly(written.is_upper)
