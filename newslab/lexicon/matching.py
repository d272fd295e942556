"""Patterns: where they match in all articles at once."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newslab.lexicon.patterns import ANY, ONE, Word, pattern_forms
from newslab.lexicon.unspaced import is_unspaced, known_names
from newslab.lexicon.warning import warn_of_language
from newslab.tokens import Tokens, clean_word

# At most this many numbers are listed with their places, which takes 4 bytes each.
MOST_LISTED = 1 << 24
# How many tokens are looked at at a time.
STRETCH = 1 << 18


def match_patterns(tokens: Tokens, patterns: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find every match of every pattern, those that overlap included.

    The patterns make one tree, whose branches are words and whose leaves are patterns. All places in all
    articles where a pattern may begin climb it together, a word at a time: the cost grows with the matches,
    hardly with the patterns.

    Parameters
    ----------
    tokens : Tokens
        The articles.
    patterns : list of str
        Words and phrases, by the rules of `split_pattern`.

    Returns
    -------
    first, n_words, pattern : ndarray of int64
        For each match the place of its first token in ``tokens.codes``, the number of its words, and its
        place in `patterns`; ordered by the three. No match crosses the end of a sentence. In scripts without
        spaces between words, none is inside the longer name of a place (`known_names`).

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.tokens import tokenize
    >>> tokens = tokenize(pd.DataFrame({"text": ["Armed groups and armed rebels"]}))
    >>> first, n_words, pattern = match_patterns(tokens, ["armed*", "armed group*"])
    >>> first, n_words, pattern
    (array([0, 0, 3]), array([1, 2, 1]), array([0, 1, 0]))
    """
    warn_of_language(tokens, patterns)
    first, n_words, pattern = _all_matches(tokens, patterns)
    is_loose = np.array([is_unspaced(text) for text in patterns], bool)
    if tokens.rules.segment or not is_loose[pattern].any():
        return first, n_words, pattern
    known = known_names([text for text, loose in zip(patterns, is_loose, strict=True) if loose])
    outer, n_outer, _ = _all_matches(tokens, known)
    kept = ~(is_loose[pattern] & _are_inside(first, n_words, outer, n_outer))
    return first[kept], n_words[kept], pattern[kept]


def _are_inside(first: np.ndarray, n_words: np.ndarray, outer: np.ndarray, n_outer: np.ndarray) -> np.ndarray:
    """Return which matches reach over the edge of a known name, or are a part of it: the name is longer, or
    of the same length and begins before.
    """
    starts, lengths = np.append(outer, first), np.append(n_outer, n_words)
    order = np.argsort(starts, kind="stable")
    chosen = order[longest_matches(starts[order], lengths[order])]
    chosen = chosen[chosen < len(outer)]
    covered = np.full(int((starts + lengths).max(initial=0)), -1)  # by which of the chosen
    for k in range(int(lengths.max(initial=0))):
        long = chosen[lengths[chosen] > k]
        covered[starts[long] + k] = long
    at_ends = covered[np.stack([first, first + n_words - 1])]
    reaches = (at_ends >= 0) & ((starts[at_ends] < first) | ((starts + lengths)[at_ends] > first + n_words))
    return reaches.any(axis=0)


def _all_matches(tokens: Tokens, patterns: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find every match of every pattern, as `match_patterns` does, those inside longer names included."""
    n_codes, n_patterns = max(len(tokens.vocabulary), 1), max(len(patterns), 1)
    forms = [
        (place, form) for place, text in enumerate(patterns) for form in pattern_forms(text, tokens.rules)
    ]
    branches, leaves, words = _tree(forms)
    # A branch is known by its parent node and the code of its word. A stem has many codes.
    row, code = _codes_of(words, tokens).join(branches[:, 1])
    parent, node = branches[row, 0], branches[row, 2]
    of_root = parent == 0
    first_words = _Table(code[of_root], node[of_root])
    next_words = _Table(parent * n_codes + code, node)
    patterns_at = _Table(leaves[:, 0], leaves[:, 1])

    pattern_of = np.array([place for place, _ in forms], np.int64)

    def matches_from(start: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        first, node = first_words.join(tokens.codes[start : start + STRETCH])
        first += start
        end, n_words = tokens.sentences[np.searchsorted(tokens.sentences, first, side="right")], 1
        found = [(first[:0], 0, first[:0])]
        while first.size:
            row, form = patterns_at.join(node)
            found.append((first[row], n_words, form))
            inside = first + n_words < end
            first, end, node = first[inside], end[inside], node[inside]
            row, node = next_words.join(node * n_codes + tokens.codes[first + n_words])
            first, end, n_words = first[row], end[row], n_words + 1
        # The three numbers of a match make one, so that one sort orders all.
        longest = n_words + 1
        numbers = []
        for first, length, form in found:
            form = _as_written(tokens, forms, first, length, form)
            first, form = first[form >= 0], form[form >= 0]
            numbers.append((first * longest + length) * n_patterns + pattern_of[form])
        # Most are in order, which a stable sort is fast on; np.unique would hash each of them first.
        matches = np.sort(np.concatenate(numbers), kind="stable")
        matches, pattern = np.divmod(matches[np.diff(matches, prepend=-1) > 0], n_patterns)
        return (*np.divmod(matches, longest), pattern)

    # A stretch at a time, so that what a match takes on the way is little.
    parts = [matches_from(start) for start in range(0, max(len(tokens.codes), 1), STRETCH)]
    first, n_words, pattern = map(np.concatenate, zip(*parts, strict=True))
    return first, n_words, pattern


def _as_written(
    tokens: Tokens,
    forms: list[tuple[int, tuple[Word, ...]]],
    first: np.ndarray,
    n_words: int,
    form: np.ndarray,
) -> np.ndarray:
    """Return the forms of matches, -1 for those not written as their pattern asks."""
    asking = [
        n for n, (_, words) in enumerate(forms) if any(word.written or word.is_joined for word in words)
    ]
    asked = np.flatnonzero(np.isin(form, asking))
    if not asked.size:
        return form
    form = form.copy()
    for k in range(n_words):
        words = [forms[number][1][k] for number in form[asked].tolist()]
        _, _, texts = tokens.matches(first[asked] + k, np.ones(len(asked), np.int64))
        _, _, pairs = tokens.matches(first[asked] + max(k - 1, 0), np.full(len(asked), 1 + (k > 0)))
        kept = np.array([_fits(*match) for match in zip(words, texts, pairs, strict=True)], bool)
        form[asked[~kept]] = -1
        asked = asked[kept]
    return form


def _fits(word: Word, text: str, pair: str) -> bool:
    """Return whether a word is written as it asks; `pair` is its text with the word before it."""
    if word.written and not re.fullmatch(_regex(word.written), clean_word(text)):
        return False
    return not (word.is_joined and any(character.isspace() for character in pair))


def _regex(text: str) -> str:
    """Return the regular expression of a word with wild cards."""
    return "".join({ANY: ".*", ONE: "."}.get(character, re.escape(character)) for character in text)


def longest_matches(first: np.ndarray, n_words: np.ndarray) -> np.ndarray:
    """Choose matches so that no word is in two: the longest, then the leftmost, then the first of equals.

    Returns their places, in the order of the tokens.
    """
    taken = np.zeros((first + n_words).max(initial=0), bool)
    chosen = []
    for length in np.unique(n_words)[::-1]:
        words = np.arange(length)
        places = np.flatnonzero(n_words == length)
        places = places[np.diff(first[places], prepend=-1) > 0]  # the best of those at one place
        places = places[~taken[first[places][:, None] + words].any(axis=1)]
        places = places[_leftmost(first[places], length)]
        taken[first[places][:, None] + words] = True
        chosen.append(places)
    return np.sort(np.concatenate([np.empty(0, np.int64), *chosen]))


def _tree(forms: list[tuple[int, tuple[Word, ...]]]) -> tuple[np.ndarray, np.ndarray, list[Word]]:
    """Merge the forms of patterns into a tree.

    Returns its branches (parent node, number of the word, node), its leaves (node, number of the form), and
    the words by their numbers.
    """
    words: dict[Word, int] = {}
    nodes: dict[tuple[int, int], int] = {}
    leaves = []
    for number, (_, form) in enumerate(forms):
        node = 0  # the root
        for word in form:
            place = words.setdefault(word, len(words))
            node = nodes.setdefault((node, place), len(nodes) + 1)
        leaves.append((node, number))
    branches = [(parent, word, node) for (parent, word), node in nodes.items()]
    return np.array(branches, np.int64).reshape(-1, 3), np.array(leaves, np.int64).reshape(-1, 2), list(words)


class _Table:
    """Values under keys that are not negative; several values may be under one key."""

    def __init__(self, keys: np.ndarray, values: np.ndarray) -> None:
        order = np.argsort(keys, kind="stable")
        self.values = values[order]
        self.keys, self.starts, self.counts = np.unique(keys[order], return_index=True, return_counts=True)
        # Where keys are small, a list of the places of all numbers up to the last is faster than a search.
        self.last = int(self.keys.max(initial=0))
        self.places = None
        if self.last < MOST_LISTED:
            self.places = np.full(self.last + 2, -1, np.int32)
            self.places[self.keys] = np.arange(len(self.keys))

    def join(self, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Pair each wanted key, by its place, with every value that is under it."""
        # A stretch at a time, so that the words of a large corpus, few of which are wanted, take no memory.
        starts = range(0, max(len(wanted), 1), STRETCH)
        found = [self._branches(wanted[start : start + STRETCH]) for start in starts]
        places = [start + place for start, (place, _) in zip(starts, found, strict=True)]
        return np.concatenate(places), np.concatenate([values for _, values in found])

    def _branches(self, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if self.places is not None:
            place = self.places[np.minimum(wanted, self.last + 1)]
            known = np.flatnonzero(place >= 0)
        else:
            place = np.searchsorted(self.keys, wanted)
            known = np.flatnonzero(np.append(self.keys, -1)[place] == wanted)
        place = place[known]
        counts = self.counts[place]
        if (counts == 1).all():
            return known, self.values[self.starts[place]]
        nth = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(known, counts), self.values[np.repeat(self.starts[place], counts) + nth]


def _codes_of(words: list[Word], tokens: Tokens) -> _Table:
    """Return the codes of the terms that words match, under the words' numbers.

    A whole word matches the term equal to it; a stem of k letters for the terms that it begins; a word
    with other wild cards for the terms that fit it.
    """
    # Terms in capitals that are kept apart are found as those in small letters; British spellings as well.
    spelled = [tokens.vocabulary, list(tokens.spellings)]
    terms = pc.utf8_lower(pa.concat_arrays([pa.array(some, pa.large_string()) for some in spelled]))
    code_of = np.append(np.arange(len(tokens.vocabulary)), np.array([*tokens.spellings.values()], np.int64))
    of_length: dict[int | None, dict[str, list[int]]] = {}
    numbers, codes = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for number, word in enumerate(words):
        for text in word.texts:
            stem = text.removesuffix(ANY)
            if ANY in stem or ONE in stem or not stem:
                places = np.flatnonzero(pc.match_substring_regex(terms, f"^(?:{_regex(text)})$"))
                codes.append(code_of[places])
                numbers.append(np.full(len(places), number))
            else:
                length = len(stem) if stem != text else None
                of_length.setdefault(length, {}).setdefault(stem, []).append(number)
    for length, group in of_length.items():
        beginnings = terms if length is None else pc.utf8_slice_codeunits(terms, 0, length)
        place = pc.index_in(beginnings, pa.array(list(group), terms.type))
        place = pc.fill_null(place, -1).to_numpy()
        fitting = np.flatnonzero(place >= 0)
        number_of = _Table(
            np.repeat(np.arange(len(group)), [*map(len, group.values())]),
            np.array([number for some in group.values() for number in some], np.int64),
        )
        row, fitted = number_of.join(place[fitting])
        codes.append(code_of[fitting[row]])
        numbers.append(fitted)
    n_codes = max(len(tokens.vocabulary), 1)
    pairs = np.unique(np.concatenate(numbers) * n_codes + np.concatenate(codes))
    return _Table(*np.divmod(pairs, n_codes))


def _leftmost(first: np.ndarray, length: int) -> np.ndarray:
    """Choose, from left to right, the matches of one length that do not overlap the one chosen before.

    `then` leads from each match to the one that would be chosen after it. Squaring it, so that it leads
    two, four, eight matches on, finds all that are chosen in a few steps.
    """
    n = len(first)
    if (np.diff(first) >= length).all():
        return np.ones(n, bool)
    chosen = np.zeros(n + 1, bool)  # with a last place to which `then` leads after the end
    chosen[0] = True
    then = np.append(np.searchsorted(first, first + length), n)
    for _ in range(n.bit_length()):
        chosen[then[chosen]] = True
        then = then[then]
    return chosen[:-1]
