"""The noun phrases around the verbs of a paragraph: who does what a verb says."""

from __future__ import annotations

from collections.abc import Container, Iterable

from newslab.english import grammar, times
from newslab.quotations.marks import DASHES, Quotation
from newslab.quotations.phrases import COMMAS, FARTHEST, NounPhrases
from newslab.quotations.words import BEFORE_NOUNS, POSSESSIVE, QUOTED, Phrase


class Clauses(NounPhrases):
    """The words of a paragraph, and the subjects and objects of its verbs."""

    def __init__(
        self, text: str, start: int, end: int, quotations: Iterable[Quotation], common: Container[str]
    ):
        super().__init__(text, start, end, quotations, common)
        self._subjects: dict[tuple[int, int], Phrase | None] = {}

    def subject(self, lowest: int, verb: int) -> Phrase | None:
        """Return the subject of a verb: the phrase before it, looked for from the word `lowest` on.

        Each is found once: verbs in a row share theirs, and would else be tried again for every verb after.
        """
        if (lowest, verb) not in self._subjects:
            self._subjects[lowest, verb] = self._find_subject(lowest, verb)
        return self._subjects[lowest, verb]

    def _find_subject(self, lowest: int, verb: int) -> Phrase | None:
        last = verb - 1
        while last >= lowest and (self.is_adverb(last) or self.lower[last] in grammar.AUXILIARIES):
            last -= 1
        if last < lowest:
            return None
        lower = self.lower[last]
        if lower in grammar.PRONOUNS:
            return Phrase(last, last + 1, "pronoun")
        if self.is_as_saying(verb):
            return self._quoted(lowest, verb)
        if lower in grammar.RELATIVES or lower == "that":
            last -= 1
            return self.phrase_ending(lowest, last - (self.words[last] == ","))
        if lower in ("and", "or", "but", "to"):
            return self._shared_subject(lowest, verb)
        if self.lower[verb].endswith("ing"):
            first = self.name_ending(lowest, last)  # with Leaf noting that
            governed = first is not None and first > lowest and self.lower[first - 1] in grammar.PREPOSITIONS
            if first is None or (governed and self.lower[first - 1] != "with"):
                return self._shared_subject(lowest, verb)
            return Phrase(first, last + 1, "name")
        if lower in COMMAS:
            return self._subject_before_comma(lowest, last)
        return self.phrase_ending(lowest, last)

    def is_as_saying(self, verb: int) -> bool:
        """Return whether a verb says what somebody was quoted with: Reuters quoted Leaf as saying."""
        return self.lower[verb] in ("saying", "telling") and self.lower[verb - 1] == "as"

    def _quoted(self, lowest: int, saying: int) -> Phrase | None:
        """Return who is quoted as saying something: Reuters quoted Leaf, Leaf was quoted by Reuters."""
        for verb in range(saying - 2, max(lowest, saying - FARTHEST) - 1, -1):
            if self.lower[verb] in ("quoted", "cited", "quotes", "cites"):
                if self.lower[verb + 1] in ("him", "her") and verb + 3 == saying:
                    return Phrase(verb + 1, verb + 2, "pronoun")
                is_passive = self.lower[verb + 1] in ("as", "by", "in")
                return self.subject(lowest, verb) if is_passive else self.object(verb, saying - 1)
        return None

    def possessor(self, lowest: int, noun: int) -> Phrase | None:
        """Return whose a noun is: Leaf’s claim."""
        return self.phrase_ending(lowest, noun - 1)

    def _shared_subject(self, lowest: int, verb: int) -> Phrase | None:
        """Return the subject that a verb shares with an earlier one: they fled and said, he left, saying."""
        for i in range(verb - 1, max(lowest, verb - FARTHEST) - 1, -1):
            if self.is_cue(i) and not self._is_introduction(lowest, i, verb):
                found = self.subject(lowest, i)
                if found:
                    return found
            starts_clause = self.is_capital(i + 1) or self.lower[i + 1] in grammar.PRONOUNS
            starts_clause |= self.words[i - 1] == "," and self.lower[i + 1] in grammar.DETERMINERS
            joins = ("as", "while") if self.lower[verb - 1] != "by" else ("as", "while", "and", "but")
            if self.lower[i] in joins and i > lowest and starts_clause:
                return self.main_subject(i + 1, verb)
        return self.main_subject(lowest, verb)

    def _is_introduction(self, lowest: int, i: int, verb: int) -> bool:
        """Return whether a word is in a clause before a verb’s: After the mayor spoke, Leaf left, saying."""
        comma = next((j for j in range(i, verb) if self.words[j] == ","), verb)
        begins = (
            self.lower[lowest] in grammar.CONJUNCTIONS - {"and", "but"} and "," not in self.words[lowest:i]
        )
        return begins and comma + 1 < verb and self.is_capital(comma + 1)

    def _subject_before_comma(self, lowest: int, comma: int) -> Phrase | None:
        """Return the subject of a verb after a comma: Leaf, a diplomat, said; an adviser, Rahmati, said."""
        start = lowest
        for i in range(lowest, comma + 1):
            if self.words[i] not in COMMAS:
                continue
            if self.lower[start] in grammar.PRONOUNS:
                return Phrase(start, start + 1, "pronoun")
            if self.words[start] != QUOTED and not self.is_introductory(start):
                named = self.name_before(start, i - 1)
                if named:
                    return named
            start = i + 1
        return self.main_subject(lowest, comma)

    def main_subject(self, lowest: int, before: int) -> Phrase | None:
        """Return the subject of the clause that begins with the word `lowest`, after what introduces it."""
        first = self._after_dateline(lowest, before)
        while first < before and (self._opens_sentence(first) or not self.words[first][0].isalnum()):
            first += 1
        start = self._after_introduction(first, before)
        if start >= before:
            return None
        if self.lower[start] in grammar.PRONOUNS:
            return Phrase(start, start + 1, "pronoun")
        last = start
        while last < min(before, start + FARTHEST) and not self._ends_subject(last):
            last += 1
        named = self._name_in_subject(start, last, i_is_known=start == lowest) if last > start else None
        if not named:
            while last > start and self.is_adverb(last - 1):
                last -= 1
            return self.noun_phrase(start, self._noun_end(start, min(last, start + 6)))
        end = named.last
        goes_on = start > first and end + 1 < before and self.words[end] == ","
        if goes_on and (self.is_capital(end + 1) or self.lower[end + 1] in grammar.PERSONAL):
            return self.main_subject(end + 1, before)  # in Austin, Texas, he said
        return named

    def _opens_sentence(self, i: int) -> bool:
        """Return whether a word is an adverb before a subject: meanwhile; Unfortunately, …"""
        lower = self.lower[i]
        is_long = len(lower) > 6 and lower.endswith(grammar.ENDS_OF_OPENERS)
        return lower in grammar.OPENERS or (is_long and self.words[i + 1 : i + 2] == [","])

    def _after_introduction(self, first: int, before: int) -> int:
        """Return the first word after what precedes a subject: on Monday, … ; when asked about it, …"""
        for _ in range(3):
            highest = min(before, first + FARTHEST)
            comma = next((i for i in range(first, highest) if self.words[i] == ","), None)
            if comma is None:
                break
            is_time = comma < first + 5 and self.lower[comma - 1] in times.TIMES  # a few weeks later, …
            if not is_time and not self.is_introductory(first):
                break
            first = comma + 1
        return first

    def _noun_end(self, first: int, last: int) -> int:
        """Return where a subject without a name ends: before “to”, or the verb before an article."""
        for i in range(first + 2, last):
            if self.lower[i] == "to":
                return i
            if self.lower[i] in grammar.DETERMINERS and self.lower[i - 1] not in grammar.PREPOSITIONS:
                return max(i - 1, first + 2)  # the ad targets a …
        while last > first + 1 and self.lower[last - 1] in BEFORE_NOUNS:
            last -= 1
        return last

    def _name_in_subject(self, first: int, last: int, i_is_known: bool) -> Phrase | None:
        """Return the name that the words of a subject end or begin with: the diplomat Barbara Leaf."""
        start = self.name_ending(first, last - 1)
        if start is not None and (start == first or self.lower[start - 1] not in grammar.PREPOSITIONS):
            return Phrase(start, last, "name")
        while first < last and (not self.is_capital(first) or self.lower[first] in grammar.DETERMINERS):
            if self.lower[first] in grammar.PREPOSITIONS:
                return None
            first += 1
        if first == last or (i_is_known and self.lower[first] in self.common):
            return None
        end = self.name_end(first, last)
        return None if self.words[end - 1].endswith(POSSESSIVE) else Phrase(first, end, "name")

    def antecedent(self, pronoun: Phrase) -> Phrase | None:
        """Return the subject of the clause before a pronoun's: While the minister was silent, he said."""
        comma = pronoun.first - 1
        if self.words[comma] != ",":
            return None
        first = comma
        while first > max(0, comma - FARTHEST) and self.words[first - 1] not in (
            ".",
            "?",
            "!",
            ";",
            QUOTED,
            ",",
        ):
            first -= 1
        if self.lower[first] not in ("although", "as", "while", "though"):
            return None
        return self.main_subject(first + 1, comma)

    def _after_dateline(self, lowest: int, before: int) -> int:
        """Return the first word of a sentence after its dateline: BEIRUT, May 4 (AP) — Leaf said."""
        if len(self.words[lowest]) > 1 and self.words[lowest].isupper():
            for i in range(lowest + 1, min(before, lowest + 12)):
                if self.words[i] in DASHES:
                    return i + 1
        return lowest

    def _ends_subject(self, i: int) -> bool:
        lower = self.lower[i]
        if self.is_dot_of_abbreviation(i):
            return False
        return (
            not lower[0].isalnum()
            or self.is_cue(i)
            or lower in grammar.AUXILIARIES
            or lower in grammar.RELATIVES
            or lower in grammar.PRONOUNS
            or lower in grammar.PASTS
            or (lower in grammar.CONJUNCTIONS and lower != "and")
            or (lower.endswith("ed") and not self.is_capital(i))
        )
