"""What a pattern means: its words, their wild cards, and which of them ask for their letters."""

from __future__ import annotations

import re
from typing import NamedTuple

from newslab.english import STOP_WORDS
from newslab.english.spelling import american_stem
from newslab.tokens import WordRules, clean_word
from newslab.tokens.splitting import word_spans

HYPHENS = "-\u2010\u2011"
# Letters that are in no text, in place of the wild cards while a pattern is cut into words.
ANY, ONE = "\ua78f", "\ua7f7"
_WILD = str.maketrans({"*": ANY, "?": ONE})
# Signs of a regular expression, which is none of ours: it would be read as a phrase that never occurs.
_REGEX = re.compile(r"\w[\[({|^]\w|\w\][?*+]?\w|\\|(?<!\.\w)\.[*+]|\w\)\?|[)\]][*+?]")
# Of these a word in capitals is another one: US, WHO, IT, AIDS.
_EVERYDAY = STOP_WORDS | {"us", "aids", "said", "pact", "start", "salt", "hope", "care", "cope", "farc"}


class Word(NamedTuple):
    """A word of a pattern."""

    texts: tuple[str, ...]  # folded spellings, with wild cards
    written: str | None = None  # how it must be written, where that counts, with wild cards
    is_joined: bool = False  # whether it must follow the word before it without a space


def is_regex(pattern: str) -> bool:
    """Return whether a pattern is written as a regular expression.

    Examples
    --------
    >>> list(map(is_regex, ["reg.*", "(regime|rule)", "[Rr]egime", "regime*", "U.S.", "and/or"]))
    [True, True, True, False, False, False]
    """
    return _REGEX.search(pattern) is not None


def split_pattern(pattern: str, rules: WordRules | None = None) -> tuple[Word, ...]:
    """Return the words of a pattern.

    ``*`` is any number of letters, ``?`` is one; a ``*`` alone is any word. A pattern after ``=`` asks for
    exactly these letters: ``=May`` does not find *may*, nor ``=schon`` *schön*. A word in capitals that is an
    everyday word in small letters (*US*, *WHO*, *IT*) asks for its capitals without it.

    Parameters
    ----------
    pattern : str
        A word or a phrase.
    rules : WordRules, optional
        By which the articles are read.

    Raises
    ------
    ValueError
        Where there is no word.

    Examples
    --------
    >>> [word.texts for word in split_pattern("al-Qaeda")]
    [('al',), ('qaeda',)]
    >>> [word.written for word in split_pattern("US army")]
    ['US', None]
    """
    return pattern_forms(pattern, rules)[0]


def pattern_forms(pattern: str, rules: WordRules | None = None) -> list[tuple[Word, ...]]:
    """Return the words of a pattern; of Chinese and the like also as of a text with spaces between words."""
    rules = rules or WordRules()
    text = pattern.strip().removeprefix("=").translate(_WILD)
    is_exact = pattern.strip().startswith("=")
    spans = [rules.spans(text)] if rules.segment else [word_spans(text, spaced=False)]
    if not rules.segment and not text.isascii():
        spans.append(word_spans(text, spaced=True))
    forms = []
    for some in spans:
        some = [span for i, span in enumerate(some) if not _is_loose(text, some, i)]
        form = tuple(
            _word(text[start:end], rules, is_exact)._replace(is_joined=_is_joined(text, some, i))
            for i, (start, end) in enumerate(some)
        )
        if form not in forms:
            forms.append(form)
    if all(not word.texts[0].strip(ANY + ONE) for word in forms[0]):
        raise ValueError(f"{pattern!r} holds no word; a pattern needs a letter or a digit")
    return forms


def _word(text: str, rules: WordRules, is_exact: bool) -> Word:
    written = clean_word(text)
    if ANY in text or ONE in text:
        # A stem of stems would be cut twice.
        folded = WordRules(None, rules.accents).fold(text)
        texts = tuple(dict.fromkeys([folded, american_stem(folded, ANY)]))
        return Word(texts, written if is_exact else None)
    folded = rules.fold(text)
    asks = is_exact or (_is_capital(written) and written.lower() in _EVERYDAY)
    return Word((folded,), written if asks else None)


def _is_capital(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_joined(text: str, spans: list[tuple[int, int]], place: int) -> bool:
    """Return whether a hyphen joins a word to the one before, and one of the two is a wild card: fair-*."""
    if not place:
        return False
    (first, end), (start, last) = spans[place - 1 : place + 1]
    is_any = not text[first:end].strip(ANY) or not text[start:last].strip(ANY)
    return is_any and start - end == 1 and text[end] in HYPHENS


def _is_loose(text: str, spans: list[tuple[int, int]], place: int) -> bool:
    """Return whether a wild card alone touches a character that is a word by itself, which none goes on."""
    start, end = spans[place]
    if text[start:end].strip(ANY):
        return False
    touching = [(a, b) for a, b in spans if b == start or a == end]
    return bool(touching)
