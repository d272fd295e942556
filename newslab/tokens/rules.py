"""The rules by which a text becomes terms: the same for articles, patterns and search terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from newslab.tokens.folding import fold_word
from newslab.tokens.splitting import word_spans

#: Cuts a text into words, which it returns as the text writes them: `jieba.cut`, `str.split`.
Segmenter = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class WordRules:
    """How a text is cut into words, and which words are one term.

    Attributes
    ----------
    stem : callable, optional
        From a folded word to its stem.
    accents : bool
        Whether accents of Latin letters tell words apart.
    aliases : dict of str to str
        From a folded word to the folded word that it counts as.
    segment : callable, optional
        What cuts a text into words, in place of newslab's own rules.
    """

    stem: Callable[[str], str] | None = None
    accents: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)
    segment: Segmenter | None = None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where each word of a text starts and ends."""
        return word_spans(text) if self.segment is None else segment_spans(text, self.segment)

    def fold(self, word: str) -> str:
        """Return the term of a word."""
        word = fold_word(word, accents=self.accents)
        word = self.aliases.get(word, word)
        return self.stem(word) if self.stem else word

    def words_of(self, text: str) -> list[str]:
        """Return the terms of a text."""
        return [self.fold(text[start:end]) for start, end in self.spans(text)]


def split_words(text: str) -> list[str]:
    """Return the words of a text, folded: the plain version of what `tokenize` does with many.

    Examples
    --------
    >>> split_words("The U.S.’s al-Sharaa talks: Iran's “don’t”")
    ['the', 'us', 'al', 'sharaa', 'talks', 'iran', "don't"]
    """
    return WordRules().words_of(text)


def segment_spans(text: str, segment: Segmenter) -> list[tuple[int, int]]:
    """Return where the words are that a segmenter finds, without those of punctuation alone.

    A line break ends a word, as it does everywhere.

    Raises
    ------
    ValueError
        Where a word is not in the text, after the one before.

    Examples
    --------
    >>> segment_spans("one two, three", str.split)
    [(0, 3), (4, 7), (9, 14)]
    """
    spans, place = [], 0
    for word in segment(text):
        start = text.find(word, place)
        if start < 0:
            raise ValueError(
                f"segment= returned {word!r}, which the text does not hold after the word before; it must "
                "return the words as the text writes them, in their order"
            )
        place = start + len(word)
        for line in re.finditer("[^\n]+", word):
            inside = [i for i, c in enumerate(line[0]) if unicodedata.category(c)[0] in "LNM"]
            if inside:
                spans.append((start + line.start() + inside[0], start + line.start() + inside[-1] + 1))
    return spans


def folded_aliases(aliases: Mapping[str, str | Iterable[str]] | None, rules: WordRules) -> dict[str, str]:
    """Return from each other spelling, folded, the folded word that it counts as.

    Raises
    ------
    ValueError
        Where a spelling is not one word, or counts as two.
    """
    folded: dict[str, str] = {}
    for name, others in (aliases or {}).items():
        words = [rules.words_of(text) for text in (name, *([others] if isinstance(others, str) else others))]
        if any(len(word) != 1 for word in words):
            raise ValueError(
                f"aliases must map a word to other spellings of it, each one word, but {name!r} has a phrase"
            )
        (first,), *rest = words
        for (other,) in rest:
            if folded.setdefault(other, first) != first:
                raise ValueError(f"aliases has {other!r} for {folded[other]!r} and for {first!r}; choose one")
    return {other: name for other, name in folded.items() if other != name}
