"""Where names are: runs of capitalised words, apart from the capitals of sentences and headlines."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase

import numpy as np

from newslab.english import STOP_WORDS
from newslab.english.grammar import AUXILIARIES, OPENERS
from newslab.english.names import (
    AFTER_TITLES,
    ARABIC_ARTICLES,
    BEFORE_NAMES,
    BEFORE_TITLES,
    COUNTRIES_WITH_AND,
    GROUPS,
    HEADS,
    KINDS_OF_DEMOCRATS,
    LAST_NAMES,
    LETTERED,
    LINKS,
    MATTERS,
    NO_NAMES,
    NO_NAMES_BEFORE_ROLES,
    OFFICES,
    OPENING_NAMES,
    OWNERS,
    PARTICLES,
    PARTISANS,
    PEOPLES,
    PLACES_OF_HEADS,
    ROLES,
    SHORT_TITLES,
    SYLLABLES,
    TITLES,
    TITLES_OF_PERSONS,
)
from newslab.english.times import TIMES
from newslab.entities.blocks import FIRST_NAMES, FOREIGN, Block
from newslab.entities.writing import CUT, FULL_STOP, HYPHEN, SENTENCE, SPACE, Writing
from newslab.tokens import Tokens

# A line is a headline when more than this share of its words, function words aside, have a capital.
HEADLINE = 0.8
# A run of more words is a list or a line of capitals, and no name.
MOST_WORDS = 20


@dataclass(frozen=True, eq=False)
class Marks:
    """What each token is by the words around it; arrays with one entry a token."""

    gap: np.ndarray  # what is before it
    is_capital: np.ndarray  # begins with a capital letter
    is_upper: np.ndarray
    has_inner_capital: np.ndarray
    is_possessive: np.ndarray
    may_be: np.ndarray  # written and placed as a word of a name is
    is_due: np.ndarray  # at a place that calls for a capital
    is_joined: np.ndarray
    in_headline: np.ndarray
    in_shout: np.ndarray
    is_function_word: np.ndarray


@dataclass(frozen=True, eq=False)
class NameWords:
    """Which tokens are words of names, by how all articles write them; arrays with one entry a token."""

    is_name: np.ndarray
    is_known: np.ndarray  # for its capital
    leads: np.ndarray  # may be a word of a name, and the next one is


def read_marks(block: Block, written: Writing) -> Marks:
    """Return what each token is by the words around it."""
    is_among = block.is_among
    is_people = is_among(PEOPLES)
    in_headline, in_shout = _headlines(block, written)
    is_joined = _are_joined(block, written) & ~(is_people & (written.gap == HYPHEN))  # US-Israeli
    is_joined &= ~(written.begins_line & _behind(in_headline | in_shout))
    is_function_word = is_among(STOP_WORDS) & ~_surnames(block, written, is_joined)
    is_title = _titles(block, written, is_joined)
    is_jan = is_among(["jan"]) & ~written.before_dot & _before(written.is_capital & is_joined)  # Jan Brewer
    is_jan |= _before(_between_hyphens(written))  # Mar-a-Lago
    may_be = written.is_capital & ~is_function_word & ~is_title & (is_jan | ~is_among(NO_NAMES))
    is_due = in_headline | (written.gap == SENTENCE) | ((written.gap == FULL_STOP) & ~is_joined)
    return Marks(
        written.gap,
        written.is_capital,
        written.is_upper,
        written.has_inner_capital,
        written.is_possessive,
        may_be,
        is_due,
        is_joined,
        in_headline,
        in_shout,
        is_function_word,
    )


def read_name_words(block: Block, marks: Marks, n_inside: np.ndarray, n_small: np.ndarray) -> NameWords:
    """Return which words are of names, but for those that `begin_names` decides.

    A capital is due at the start of a sentence and in a headline. There it marks a name only where the word
    is known for its capital, having one inside sentences no less often than none; where it and the next word
    begin a name elsewhere; or, in a sentence, where it leads into a name and is never written small. A word
    in capitals alone is an initialism, unless its line shouts.
    """
    is_among, codes = block.is_among, block.tokens.codes
    may_be, is_due, is_joined = marks.may_be, marks.is_due, marks.is_joined
    is_known = ((n_inside > 0) & (n_inside >= n_small))[codes]
    is_known |= (marks.is_upper & ~marks.in_shout) | marks.has_inner_capital
    is_never_small = (n_small == 0)[codes] & ~marks.in_headline & ~is_among(BEFORE_NAMES | FOREIGN)
    of_person = _before(marks.is_capital & (is_among(FIRST_NAMES) | is_among(TITLES)))
    is_known |= may_be & is_never_small & marks.is_possessive & of_person & ~is_among(OWNERS | TIMES)
    begins = is_due & may_be & is_never_small
    is_known |= _begins_list(block, marks, begins, may_be & ~is_due)
    is_known |= _precedes_role(block, marks, begins)
    is_name = may_be & (~is_due | is_known)
    is_opening = is_among(OPENING_NAMES) | (is_among(AFTER_TITLES) & _behind(is_among(TITLES)))
    is_opening &= marks.is_capital & ~marks.is_upper & _before(is_name & (marks.gap == SPACE))
    is_name |= is_opening & ~is_due

    into_name = is_name.copy()
    # Doctors Without Borders; Ursula von der Leyen; Port-au-Prince.
    into_name |= marks.is_capital & marks.is_function_word & ~is_due & _before(into_name & is_joined)
    into_name |= _between_hyphens(marks)
    for _ in range(3):
        into_name |= is_among(PARTICLES) & _before(into_name & is_joined)
    leads = (may_be | is_opening) & _before(into_name & is_joined)
    is_particle = is_among(PARTICLES) & ~marks.in_headline  # Von der Leyen
    return NameWords(is_name | (leads & ~is_opening & (is_never_small | is_particle)), is_known, leads)


def pairs_that_begin_names(tokens: Tokens, marks: Marks, words: NameWords) -> np.ndarray:
    """Return the pairs of words, as numbers, that begin a name where no capital is due."""
    return np.unique(_pairs(tokens, np.flatnonzero(words.leads & ~marks.is_due)))


def _pairs(tokens: Tokens, places: np.ndarray) -> np.ndarray:
    """Return each of some words and the next as a number."""
    return tokens.codes[places].astype(np.int64) * len(tokens.vocabulary) + tokens.codes[places + 1]


def find_runs(
    block: Block, marks: Marks, words: NameWords, beginning: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last token of each name, in the order of the text.

    Titles (*President*), days and months end a name and belong to none. Between the words of a name may be
    small ones that join names (*of*, *al-*, *de*) and function words with a capital (*Made In America*). A
    name of one word needs a word that is known for its capital, and words for peoples and faiths alone are
    none. Nor is a run of more than `MOST_WORDS` words. `beginning` are the pairs of words that begin names
    anywhere.
    """
    is_among, is_joined = block.is_among, marks.is_joined
    is_name = words.is_name.copy()
    leads = np.flatnonzero(words.leads)
    is_name[leads] |= np.isin(_pairs(block.tokens, leads), beginning)
    is_name |= is_among(ARABIC_ARTICLES) & _before(is_name & (marks.gap == HYPHEN))
    is_name |= is_among(SYLLABLES) & (marks.gap == HYPHEN) & _behind(is_name & is_joined & _behind(is_name))

    is_link = np.where(marks.is_capital, marks.is_function_word & ~marks.is_due, is_among(LINKS))
    is_link |= is_among(["and"]) & is_joined & _behind(is_among(MATTERS | COUNTRIES_WITH_AND) & is_name)
    is_link &= ~(is_among(["for"]) & ~_behind(is_among(HEADS - PLACES_OF_HEADS)))  # left Syria for Moscow
    is_link |= _between_hyphens(marks)
    is_part = is_name | is_link
    starts_run = is_part.copy()
    starts_run[1:] &= ~(is_part[:-1] & is_joined[1:])
    of_name = np.flatnonzero(is_name)
    run = np.cumsum(starts_run)[of_name]
    first = of_name[np.diff(run, prepend=0) > 0]
    last = of_name[np.diff(run, append=len(is_part) + 1) > 0]

    n_other = np.append(0, np.cumsum(~is_among(PEOPLES) & ~is_among(LINKS)))
    kept = (n_other[last + 1] > n_other[first]) & ((first < last) | words.is_known[first])
    kept &= last - first < MOST_WORDS
    return first[kept], last[kept]


def _begins_list(block: Block, marks: Marks, first: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Return which words begin a sentence with a list of names: Iran, Iraq and Syria; but Finally, Iran."""
    is_among, is_adverb = block.is_among, block.terms.are_adverbs[block.tokens.codes]
    behind_comma = inside & (marks.gap == CUT)
    goes_on = behind_comma | (is_among(["and"]) & _before(inside & (marks.gap == SPACE)))
    return first & ~is_adverb & ~is_among(OPENERS | TIMES) & _before(behind_comma & _before(goes_on))


def _precedes_role(block: Block, marks: Marks, first: np.ndarray) -> np.ndarray:
    """Return which words begin a sentence with whose role somebody has: Hamas leader Ann Lee; but Union
    leader Ann Lee, and Former leader Ann Lee.
    """
    is_among, is_adverb = block.is_among, block.terms.are_adverbs[block.tokens.codes]
    is_role = is_among(ROLES | {"boss", "executive", "founder"}) & ~marks.is_capital & (marks.gap == SPACE)
    named = is_role & _before(marks.may_be & (marks.gap == SPACE))
    named |= is_role & _before(named)  # chief executive Ann Lee
    no_names = NO_NAMES_BEFORE_ROLES | GROUPS | HEADS | MATTERS | OPENERS | PEOPLES | TIMES
    return first & ~is_adverb & ~is_among(no_names) & _before(named)


def _surnames(block: Block, written: Writing, is_joined: np.ndarray) -> np.ndarray:
    """Return for each token whether it is a name that is a function word as well: Theresa May, Will Smith."""
    is_among, is_capital = block.is_among, written.is_capital
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


def _between_hyphens(written: Writing | Marks) -> np.ndarray:
    """Return which small words two hyphens join to what is around them: Port-au-Prince."""
    by_hyphen = written.gap == HYPHEN
    return by_hyphen & ~written.is_capital & _before(by_hyphen & written.is_capital)


def _titles(block: Block, written: Writing, is_joined: np.ndarray) -> np.ndarray:
    """Return for each token whether it belongs to a title: Deputy Prime Minister, Secretary of State."""
    is_among = block.is_among
    is_first_name = written.is_capital & is_among(FIRST_NAMES)
    is_last_name = is_among(LAST_NAMES) & (_behind(is_first_name) | _behind(_behind(is_first_name)))
    is_title = is_among(TITLES) & ~(is_last_name & is_joined & _behind(written.is_capital))
    is_title &= ~_behind(_between_hyphens(written))
    # Hun Sen is no senator.
    ends_name = is_joined & _behind(written.is_capital) & ~written.before_dot & ~_before(written.is_capital)
    is_title &= ~(is_among(SHORT_TITLES) & ends_name)
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


def _are_joined(block: Block, written: Writing) -> np.ndarray:
    """Return for each token whether a name may reach from the token before into it."""
    is_among = block.is_among
    is_single = is_among(list(ascii_lowercase)) & written.is_capital
    is_initial = is_single & ~_behind(is_among(LETTERED)) & ~(is_among(["x"]) & ~_behind(written.is_capital))
    before_dot = is_initial | (is_among(SHORT_TITLES) & written.is_capital) | written.is_dotted
    goes_on = (written.gap == FULL_STOP) & (~is_among(STOP_WORDS) | is_single)
    is_joined = (written.gap == SPACE) | (written.gap == HYPHEN)
    is_joined |= goes_on & _behind(before_dot)
    return is_joined & ~_behind(written.is_possessive & ~(is_among(OWNERS) & written.is_capital))


def _headlines(block: Block, written: Writing) -> tuple[np.ndarray, np.ndarray]:
    """Return for each token whether its line is a headline in Title Case, and whether it shouts.

    No line that begins with a small letter does. One that ends with a full stop is a sentence, which may hold
    many names, if any other word is small, or one like *is*.
    """
    is_among = block.is_among
    is_function_word = is_among(STOP_WORDS)
    line = np.cumsum(written.begins_line)
    n_words = np.maximum(np.bincount(line, ~is_function_word), 1)
    ends_line = np.append(written.begins_line[1:], True)[: len(line)]
    is_sentence = np.bincount(line, ends_line & written.before_dot) > 0
    has_verb = np.bincount(line, is_among(AUXILIARIES) & ~written.is_capital) > 0
    is_letter = block.terms.are_letters[block.tokens.codes]
    begins_small = np.bincount(line, written.begins_line & is_letter & ~written.is_capital) > 0

    def is_mostly(some: np.ndarray) -> np.ndarray:
        n = np.bincount(line, some & ~is_function_word)
        return (~begins_small & np.where(is_sentence, (n == n_words) & ~has_verb, n > HEADLINE * n_words))[
            line
        ]

    return is_mostly(written.is_capital), is_mostly(written.is_upper)
