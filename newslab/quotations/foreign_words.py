"""The words of a paragraph in another language than English: its verbs of speech, pronouns and speakers."""

from __future__ import annotations

from collections.abc import Iterable

from newslab.quotations.languages import Language
from newslab.quotations.marks import Quotation
from newslab.quotations.words import QUOTED, Words

# A speaker has at most this many words.
LONGEST_SPEAKER = 10
# The second part of a verb is at most this many words after the first.
PARTED = 14
Span = tuple[int, int]


class ForeignWords(Words):
    """The words of a paragraph, and the phrases that say who speaks, from a word to before another."""

    def __init__(self, text: str, start: int, end: int, quotations: Iterable[Quotation], language: Language):
        super().__init__(text, start, end, quotations, frozenset())
        self.language = language

    def is_cue(self, i: int) -> bool:
        """Return whether a word is a verb of speech; gab is one in gab an, gab zu."""
        verb, language = self._verb(i)[0], self.language
        if verb in language.parted:
            return not language.particles.isdisjoint(self.lower[i + 1 : i + 1 + PARTED])
        return verb in language.cues

    def _verb(self, i: int) -> tuple[str, str]:
        """Return a verb, and the pronoun that is joined to it: dit-il, a-t-elle, s’indigne."""
        word = self.lower[i]
        verb, _, pronoun = word.rpartition("-")
        if verb and pronoun in self.language.suffixed:
            return verb.removesuffix("-t"), pronoun
        if word not in self.language.cues:
            for prefix in self.language.prefixed:
                rest = word.removeprefix(prefix).lstrip("’'")
                if rest in self.language.cues:
                    return rest, ""
        return word, ""

    def pronoun_at(self, i: int) -> str:
        """Return the pronoun that a word is, or ends with."""
        return next((word for word in self._verb(i)[::-1] if word in self.language.pronouns), "")

    def is_helper(self, i: int) -> bool:
        """Return whether a word may be between a quotation, its verb and its speaker: has, also, a mark."""
        word = self._verb(i)[0]
        return word in self.language.helpers or not word[0].isalnum()

    def _after_time(self, first: int, last: int) -> int:
        """Return the first word after what says when: el jueves, w czwartek; `first` if nothing does."""
        for i in range(first, min(first + 3, last)):
            if self.lower[i] in self.language.times:
                return i + 1
            if self.lower[i] not in self.language.stops | self.language.determiners:
                break
        return first

    def phrase_after(self, first: int, last: int, *, is_subject: bool = True) -> Span | None:
        """Return the phrase that begins with the word `first`, after helpers, up to before `last`; none where
        it cannot be a subject, if it has to be one.
        """
        while first < last and self.is_helper(first) and self.words[first] not in ";.:" + QUOTED:
            first += 1
        first = self._after_time(first, last)
        if first < last and self.pronoun_at(first):
            return first, first + 1
        end, named = first, False
        while end < min(last, first + LONGEST_SPEAKER) and self._goes_on(first, end, named):
            named = named or (self.is_capital(end) and not self._opens_sentence(end))
            end += 1
        while end > first and self.lower[end - 1] in self.language.links | self.language.determiners:
            end -= 1
        if end < last and self.lower[end] in self.language.like:
            end = self._before_object(first, end)
        if end > first and self.language.capital_nouns:
            return self._of_nouns(first, end, is_subject)
        return (first, end) if end > first else None

    def _before_object(self, first: int, end: int) -> int:
        """Return where a subject ends that what is described comes after: وصف عمر حداد الاتفاق بأنه …

        That has the article; the name before it has none.
        """
        start = end - 1
        while (
            start > first + 1
            and self.words[start].startswith("ال")
            and self.words[start - 1].startswith("ال")
        ):
            start -= 1
        follows_name = start > first and not self.words[start - 1].startswith("ال")
        return start if follows_name else max(end - 1, first + 1)

    def _of_nouns(self, first: int, end: int, is_subject: bool) -> Span | None:
        """Return a phrase that ends with a noun, none if it has other words than a noun phrase (Berlin sei)
        or is of somebody else (dem Parlament), of something (sein Motto) or an adverb (Allerdings: …).
        """
        language = self.language
        while first < end and not self._may_be_in_noun_phrase(first, first):
            first += 1
        if first == end or (is_subject and self.lower[first] in language.oblique):
            return None
        if not self.is_capital(end - 1) or self.lower[end - 1] in language.nobody:
            return None
        if not all(self._may_be_in_noun_phrase(i, first) for i in range(first, end)):
            return None
        lower = self.lower[first]
        is_adverb = lower in language.adverbs or (end == first + 1 and lower in language.cues)  # Wiederholt
        if self._opens_sentence(first):
            is_adverb |= lower.endswith(tuple(language.adverb_endings))
        return None if is_adverb and end == first + 1 and not self.pronoun_at(first) else (first, end)

    def _may_be_in_noun_phrase(self, i: int, first: int) -> bool:
        """Return whether a word may be in a noun phrase: an adjective, an article, a noun, a name."""
        lower, language = self.lower[i], self.language
        if self.is_capital(i) or lower in language.determiners | language.oblique:
            return True
        if lower in language.links:
            return i > first
        return lower.endswith(("e", "en", "er", "es", "em")) and lower not in language.words | language.stops

    def _goes_on(self, first: int, i: int, named: bool) -> bool:
        lower, language, is_capital = self.lower[i], self.language, self.is_capital(i)
        if self.is_dot_of_abbreviation(i):
            return True
        if not lower[0].isalnum() or self.is_cue(i):
            return False
        if i > first and lower in language.links:
            return True
        if lower in language.determiners:
            return i == first or self.lower[i - 1] in language.links | language.heads
        if (i == first or not is_capital) and lower in language.stops | language.times:
            return False
        if not is_capital and lower in language.helpers:
            return False
        return is_capital or not named or language.verb_first

    def phrase_before(self, lowest: int, verb: int) -> Span | None:
        """Return the phrase before a verb, none if what precedes the verb is no noun phrase."""
        last = verb
        while last > lowest and self.is_helper(last - 1) and self.words[last - 1] not in ";.:,":
            last -= 1
        if last > lowest and self.words[last - 1] == ",":  # Haddad, der Kommandeur, sagte
            first = lowest
        else:
            first = last
            while first > max(lowest, last - 2 * LONGEST_SPEAKER) and self._is_before(first - 1):
                first -= 1
        return self.named_apart(self.phrase_after(first, last), last)

    def capitals_before(self, lowest: int, verb: int) -> Span | None:
        """Return the capitalised words right before a verb: На вопрос об отставке Орлов ответил."""
        first = verb
        while first > lowest and self.is_capital(first - 1):
            first -= 1
        if first < verb and self.language.capital_nouns:
            return self._of_nouns(first, verb, is_subject=True)
        return (first, verb) if first < verb else None

    def named_apart(self, phrase: Span | None, last: int) -> Span | None:
        """Return the name after a phrase with an article: dijo la ministra de Defensa, Ana Ruiz."""
        if not phrase or self.lower[phrase[0]] not in self.language.determiners:
            return phrase
        comma = phrase[1]
        while comma < min(last, phrase[1] + 3) and self.words[comma][0].isalnum():
            comma += 1  # der Vorstandschef der Bank, Uwe Lindner
        if comma + 1 >= last or self.words[comma] != "," or not self.is_capital(comma + 1):
            return phrase
        return self.phrase_after(comma + 1, last)

    def _opens_sentence(self, i: int) -> bool:
        return i == 0 or self.words[i - 1] in (QUOTED, *".?!:")

    def _is_before(self, i: int) -> bool:
        return self.words[i][0].isalnum() or self.is_dot_of_abbreviation(i)
