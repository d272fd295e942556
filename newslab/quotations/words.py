"""The words of a paragraph: the verbs of speech among them, its sentences, and the names in them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import cached_property
from typing import NamedTuple

from newslab.english import STOP_WORDS, grammar, names, speech, times
from newslab.quotations.marks import Quotation, last_mark

_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*|\S")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # U.K.
POSSESSIVE = ("'s", "’s", "s'", "s’")
#: The word that takes the place of a quotation; no text has it.
QUOTED = "\0\0"
_SMALL_WORD = re.compile(r"\b[^\W\d_A-Z][\w’'-]*")
# What joins the parts of a word; and how many words are looked for in a text one by one.
_JOINING, _MOST_ASKED = ("_", "’", "'", "-"), 40
_BEFORE_VERBS = (
    grammar.PRONOUNS | grammar.RELATIVES | grammar.ADVERBS | grammar.AUXILIARIES | {"to", ",", ")"}
)
_AFTER_NOUNS = grammar.PREPOSITIONS | grammar.CONJUNCTIONS | grammar.AUXILIARIES
BEFORE_NOUNS = grammar.DETERMINERS | grammar.PREPOSITIONS
_NO_NAMES = BEFORE_NOUNS | grammar.CONJUNCTIONS | grammar.OPENERS
# All that may be a verb of speech, and all that may end a sentence.
MAY_BE_CUES = speech.CUES | speech.NOUNS | speech.PHRASAL.keys()
_MAY_END = frozenset("?!;.") | {QUOTED}
#: One capital letter of Latin, Greek or Cyrillic, as a pattern.
CAPITAL = f"[{''.join(chr(i) for i in range(0x530) if chr(i).isupper())}]"


class SmallWords:
    """The words that a text writes in small letters, and function words.

    Each is looked for when it is asked for; where many are, all are found at once.
    """

    def __init__(self, text: str):
        self._text = text
        self._asked: dict[str, bool] = {}

    def __contains__(self, word: object) -> bool:
        if word in STOP_WORDS or not isinstance(word, str):
            return word in STOP_WORDS
        if word not in self._asked:
            few = len(self._asked) < _MOST_ASKED
            self._asked[word] = self._is_written(word) if few else word in self._all
        return self._asked[word]

    @cached_property
    def _all(self) -> set[str]:
        return {word.lower() for word in set(_SMALL_WORD.findall(self._text))}

    def _is_written(self, word: str) -> bool:
        """Return whether a word is written by itself, and in no longer one: not war in anti-war."""
        text, start = self._text, -1
        while (start := text.find(word, start + 1)) >= 0:
            before, after = text[max(start - 2, 0) : start], text[start + len(word) : start + len(word) + 1]
            is_inside = before[-1:].isalnum() or (before[-1:] in _JOINING and before[:1].isalnum())
            if not is_inside and not after.isalnum() and after not in _JOINING:
                return True
        return False


class Phrase(NamedTuple):
    """A noun phrase: the words from `first` to before `last`; `kind` is name, pronoun or noun."""

    first: int
    last: int
    kind: str


class Words:
    """The words and the marks of a paragraph, each quotation being one word.

    Attributes
    ----------
    words, lower : list of str
        As written, and in lower case without a possessive 's.
    starts, ends : list of int
        Where each is in the text.
    """

    def __init__(
        self, text: str, start: int, end: int, quotations: Iterable[Quotation], common: Container[str]
    ):
        self.text, self.common = text, common
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for quotation in quotations:
            self._split(start, quotation.opened)
            self.words.append(QUOTED)
            self.starts.append(quotation.opened)
            self.ends.append(quotation.closed)
            start = quotation.closed
        self._split(start, end)
        lower = [word.lower() for word in self.words]
        self.lower = [word[:-2] if word.endswith(("'s", "’s")) else word for word in lower]

    def __len__(self) -> int:
        return len(self.words)

    def _split(self, start: int, end: int) -> None:
        """Add the words and marks of a stretch of the text; most runs between two spaces are a word."""
        words: list[str] = []
        for run in self.text[start:end].split():
            words += [run] if run.isalnum() else _WORD.findall(run)
        self.words += words
        for word in words:
            start = self.text.find(word, start)
            self.starts.append(start)
            start += len(word)
            self.ends.append(start)

    def text_of(self, phrase: Phrase) -> str:
        """Return a phrase as the article writes it, without a possessive at its end."""
        written = self.text[self.starts[phrase.first] : self.ends[phrase.last - 1]]
        return written.removesuffix("'s").removesuffix("’s")

    def verb_at(self, i: int | None) -> str | None:
        """Return a verb of speech as the article writes it: said, according to, went on."""
        if i is None:
            return None
        is_two = i + 1 < len(self) and self.lower[i + 1] == speech.PHRASAL.get(self.lower[i])
        return " ".join(self.words[i : i + 1 + is_two])

    def is_cue(self, i: int) -> bool:
        """Return whether a word is a verb of speech here."""
        word = self.lower[i]
        if word not in MAY_BE_CUES:
            return False
        if word in speech.PHRASAL:
            return i + 1 < len(self) and self.lower[i + 1] == speech.PHRASAL[word]
        if word not in speech.NOUNS:
            return word in speech.CUES
        if self.is_capital(i) or not i:
            return False
        before = self.words[i - 1]
        if before.endswith(POSSESSIVE) or before.lower() in BEFORE_NOUNS:
            return False
        after = self.lower[i + 1] if i + 1 < len(self) else "."
        if after in (QUOTED, "that", ":") or before.lower() in _BEFORE_VERBS:
            return True
        if i > 1 and self.words[i - 2] == QUOTED:  # “…,” Leaf notes.
            return before[0].isupper()
        return before[0].isupper() and (after[0].isalnum() or after in ".,") and after not in _AFTER_NOUNS

    def is_dot_of_abbreviation(self, i: int) -> bool:
        """Return whether a full stop belongs to the word before it: Mr., U.S., J."""
        if self.words[i] != "." or self.ends[i - 1] != self.starts[i]:
            return False
        before = self.lower[i - 1]
        return before in names.ABBREVIATIONS or bool(_DOTTED.fullmatch(before)) or self._is_initial(i - 1)

    def _is_initial(self, i: int) -> bool:
        """Return whether a word is an initial, and not all of a name: on X. Leaf said; Plan B. Leaf said."""
        if len(self.words[i]) != 1 or not self.words[i].isalpha():
            return False
        before = self.words[i - 1] if i else ""
        return before.lower() not in names.LETTERED and (self.words[i] != "X" or before[:1].isupper())

    def is_capital(self, i: int) -> bool:
        """Return whether a word is written like a name: Leaf, al-Sharaa."""
        word = self.words[i]
        return word[0].isupper() or (word[2:3] == "-" and word[3:4].isupper())

    def sentence_starts(self, quotations: list[Quotation]) -> list[int]:
        """Return at which word each sentence begins, and where the last one ends."""
        starts, quotation = [0], iter(quotations)
        for i in [i for i, word in enumerate(self.words) if word in _MAY_END]:
            word = self.words[i]
            if word == QUOTED:
                quoted = next(quotation)
                ends = last_mark(self.text[quoted.start : quoted.end]) in ".?!…"
            else:
                ends = word != "." or not self.is_dot_of_abbreviation(i)
            if not ends or i + 1 == len(self):
                continue
            following = self.words[i + 1]
            if word == ";" or following[0].isupper() or following[0].isdigit() or following == QUOTED:
                starts.append(i + 1)
        return [*starts, len(self)]

    def name_ending(self, lowest: int, last: int) -> int | None:
        """Return the first word of the name that ends with the word `last`, None if it ends none."""
        if (
            not self.is_capital(last)
            or self.lower[last] in times.DAYS
            or self.lower[last] in grammar.PRONOUNS
        ):
            return None
        first = last
        while first > lowest:
            before = first - 1
            if self.is_dot_of_abbreviation(before) and before > lowest:
                before -= 1
            while before > lowest and first - before < 3 and self.lower[before] in names.LINKS:
                before -= 1
            lower = self.lower[before]
            if (
                not self.is_capital(before)
                or lower in times.DAYS
                or self.words[before].endswith(POSSESSIVE)
                or (self.is_cue(before) and before > lowest)
            ):
                break
            first = before
        while first < last and (
            self.lower[first] in _NO_NAMES
            or (first == lowest and self.lower[first] in self.common and len(self.words[first]) > 1)
        ):
            first += 1
        is_no_name = self.lower[first] in self.common and first == last == lowest
        return None if is_no_name or self.lower[first] in grammar.DETERMINERS else first

    def name_end(self, first: int, highest: int) -> int:
        """Return where the name ends that begins with the word `first`."""
        last = first + 1
        while last < highest:
            after = last
            while (
                after < highest
                and after - last < 2
                and (self.lower[after] in names.LINKS or self.is_dot_of_abbreviation(after))
            ):
                after += 1
            if after == highest or not self.is_capital(after) or self.lower[after] in times.DAYS:
                break
            if self.words[last - 1].endswith(POSSESSIVE):
                break
            last = after + 1
        return last

    def name_before(self, lowest: int, last: int) -> Phrase | None:
        """Return the name that ends with the word `last`, or with the one before the brackets it closes."""
        if self.words[last] == ")":
            last = self.before_bracket(lowest, last)
        first = self.name_ending(lowest, last) if last >= lowest else None
        if first is None or (first > lowest and self.lower[first - 1] in grammar.PREPOSITIONS):
            return None
        return Phrase(first, last + 1, "name")

    def before_bracket(self, lowest: int, last: int) -> int:
        """Return the last word before the brackets that end with the word `last`."""
        for i in range(last, max(lowest, last - 8) - 1, -1):
            if self.words[i] == "(":
                return i - 1
        return last - 1
