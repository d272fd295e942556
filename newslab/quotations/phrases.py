"""The noun phrases of a paragraph, found from either end."""

from __future__ import annotations

from newslab.english import grammar, times
from newslab.quotations.marks import DASHES
from newslab.quotations.words import Phrase, Words

FUNCTION_WORDS = (
    grammar.PREPOSITIONS
    | grammar.CONJUNCTIONS
    | grammar.AUXILIARIES
    | grammar.ADVERBS
    | grammar.OPENERS
    | grammar.RELATIVES
    | {"a", "an", "the", "when", "why", "how"}
)
#: What parts a sentence into clauses.
COMMAS = frozenset("," + DASHES)
# A subject, or an object, is looked for among at most this many words.
FARTHEST = 40


class NounPhrases(Words):
    """The words of a paragraph, and the noun phrases among them."""

    def phrase_ending(self, lowest: int, last: int) -> Phrase | None:
        """Return the noun phrase that ends with the word `last`."""
        if self.words[last] == ")":
            last = self.before_bracket(lowest, last)
        if last > lowest and self.is_dot_of_abbreviation(last):  # Leaf Jr.
            first = self.name_ending(lowest, last - 1)
            return None if first is None else Phrase(first, last + 1, "name")
        if last < lowest or not self.words[last][0].isalnum():
            return None
        first = self.name_ending(lowest, last)
        if first is not None:
            if self.lower[first - 1] in grammar.PREPOSITIONS:  # a spokesman for Clinton
                start = self._phrase_start(lowest, first - 1)
                if start < first - 1:
                    return Phrase(start, last + 1, "noun")
            return Phrase(first, last + 1, "name")
        start = self._phrase_start(lowest, last)
        if self.words[start - 1] == "," and self.lower[start] in grammar.DETERMINERS:
            named = self.name_before(lowest, start - 2)  # Leaf, the top diplomat
            if named and not self.is_introductory(self.clause_start(lowest, named.first)):
                return named
        while self.lower[start] in grammar.PREPOSITIONS | grammar.AUXILIARIES | grammar.CONJUNCTIONS:
            start += 1
        return self.noun_phrase(start, last + 1)

    def noun_phrase(self, first: int, last: int) -> Phrase | None:
        """Return a phrase that has no name, None if it has nothing but function words."""
        if all(self.lower[i] in FUNCTION_WORDS or not self.words[i][0].isalnum() for i in range(first, last)):
            return None
        return Phrase(first, last, "noun")

    def _phrase_start(self, lowest: int, last: int) -> int:
        first = last
        while first > max(lowest, last - FARTHEST):
            lower = self.lower[first - 1]
            if not lower[0].isalnum() or self.is_cue(first - 1):
                break
            if (lower in grammar.CONJUNCTIONS and lower not in ("and", "or")) or lower in grammar.RELATIVES:
                break
            first -= 1
            if lower in ("a", "an", "the") and self.lower[first - 1] not in grammar.PREPOSITIONS:
                break
        return first

    def clause_start(self, lowest: int, i: int) -> int:
        """Return the first word of the clause that a word is in: the one after a comma or a dash."""
        while i > lowest and self.words[i - 1] not in COMMAS:
            i -= 1
        return i

    def is_introductory(self, i: int) -> bool:
        """Return whether the word begins what precedes a subject: on Monday, asked about it, …"""
        lower = self.lower[i]
        return (
            lower in grammar.PREPOSITIONS
            or lower in grammar.CONJUNCTIONS
            or (lower.endswith(("ing", "ed")) and i + 1 < len(self) and not self.is_capital(i + 1))
        )

    def is_adverb(self, i: int) -> bool:
        """Return whether a word is an adverb: later, quickly."""
        return self.lower[i] in grammar.ADVERBS or (self.lower[i].endswith("ly") and not self.is_capital(i))

    def object(self, verb: int, highest: int) -> Phrase | None:
        """Return the phrase after a verb, up to before the word `highest`: said Mulroy, a former officer."""
        first = verb + 1
        if first >= highest:
            return None
        if self.lower[first] in grammar.PRONOUNS:
            return Phrase(first, first + 1, "pronoun")
        last = first
        while last < min(highest, first + 15) and not self._ends_object(last):
            last += 1
        while last > first + 1 and (self.is_adverb(last - 1) or self.lower[last - 1] in times.TIMES):
            last -= 1  # said Leaf later
        if last == first:
            return None
        start = self.name_ending(first, last - 1)
        if start is not None:
            governed = start > first and self.lower[start - 1] in grammar.PREPOSITIONS
            return Phrase(first, last, "noun") if governed else Phrase(start, last, "name")
        if last + 1 < highest and self.words[last] == "," and self.is_capital(last + 1):
            end = self.name_end(last + 1, min(highest, last + 10))  # said the top diplomat, Leaf
            if end == len(self) or self.words[end] in ",.;":
                return Phrase(last + 1, end, "name")
        return self.noun_phrase(first, last)

    def _ends_object(self, i: int) -> bool:
        lower = self.lower[i]
        if self.is_dot_of_abbreviation(i) or lower in ("of", "for", "to", "and", "&"):
            return False
        return (
            not lower[0].isalnum()
            or lower in grammar.PREPOSITIONS
            or lower in grammar.CONJUNCTIONS
            or lower in grammar.RELATIVES
            or lower in times.DAYS
            or lower in ("last", "this", "whose", "recently", "earlier")
        )
