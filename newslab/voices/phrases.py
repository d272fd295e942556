"""The words of a paragraph, and the noun phrases around a verb: who does what the verb says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newslab.voices import cues
from newslab.voices.marks import Quotation

_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*|\S")
_POSSESSIVE = ("'s", "’s", "s'", "s’")
#: What stands among the words in the place of a quotation; no word of a text is so.
QUOTED = "\0\0"
_BEFORE_VERBS = cues.PRONOUNS | cues.RELATIVES | cues.ADVERBS | cues.AUXILIARIES | {"to", ",", ")"}
_AFTER_NOUNS = cues.PREPOSITIONS | cues.CONJUNCTIONS | cues.AUXILIARIES
_FUNCTION_WORDS = (
    _AFTER_NOUNS | cues.ADVERBS | cues.OPENERS | cues.RELATIVES | {"a", "an", "the", "when", "why", "how"}
)
DASHES = "—–-―"
_COMMAS = frozenset("," + DASHES)
# A subject, or an object, is looked for among so many words at most.
FARTHEST = 40


@dataclass(frozen=True)
class Phrase:
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
        Where each stands in the text.
    """

    def __init__(self, text: str, start: int, end: int, quotations: Iterable[Quotation], common: set[str]):
        self.text, self.common = text, common
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._subjects: dict[tuple[int, int], Phrase | None] = {}
        for quotation in quotations:
            self._split(start, quotation.opened)
            self._append(QUOTED, quotation.opened, quotation.closed)
            start = quotation.closed
        self._split(start, end)
        self.lower = [word.lower().removesuffix("'s").removesuffix("’s") or word for word in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def _split(self, start: int, end: int) -> None:
        for match in _WORD.finditer(self.text, start, end):
            self._append(match.group(), *match.span())

    def _append(self, word: str, start: int, end: int) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def text_of(self, phrase: Phrase) -> str:
        """Return a phrase as the article writes it, without a possessive at its end."""
        written = self.text[self.starts[phrase.first] : self.ends[phrase.last - 1]]
        return written.removesuffix("'s").removesuffix("’s")

    def verb_at(self, i: int | None) -> str | None:
        """Return a verb of speech as the article writes it: said, according to, went on."""
        if i is None:
            return None
        is_two = i + 1 < len(self) and self.lower[i + 1] == cues.PHRASAL.get(self.lower[i])
        return " ".join(self.words[i : i + 1 + is_two])

    def is_cue(self, i: int) -> bool:
        """Return whether a word is a verb of speech here."""
        word = self.lower[i]
        if word in cues.PHRASAL:
            return i + 1 < len(self) and self.lower[i + 1] == cues.PHRASAL[word]
        if word not in cues.NOUNS:
            return word in cues.CUES
        if self.is_capital(i) or not i:
            return False
        before = self.words[i - 1]
        if before.endswith(_POSSESSIVE) or before.lower() in cues.DETERMINERS:
            return False
        after = self.lower[i + 1] if i + 1 < len(self) else "."
        if after in (QUOTED, "that", ":") or before.lower() in _BEFORE_VERBS:
            return True
        if i > 1 and self.words[i - 2] == QUOTED:  # “…,” Leaf notes.
            return before[0].isupper()
        return before[0].isupper() and after[0].isalnum() and after not in _AFTER_NOUNS

    def is_dot_of_abbreviation(self, i: int) -> bool:
        """Return whether a full stop belongs to the word before it: Mr., U.S., J."""
        if self.words[i] != "." or not i or self.ends[i - 1] != self.starts[i]:
            return False
        before = self.lower[i - 1]
        return before in cues.ABBREVIATIONS or (len(before) == 1 and before.isalpha())

    def is_capital(self, i: int) -> bool:
        """Return whether a word is written like a name: Leaf, al-Sharaa."""
        word = self.words[i]
        return word[0].isupper() or (word[2:3] == "-" and word[3:4].isupper())

    def sentence_starts(self, quotations: list[Quotation]) -> list[int]:
        """Return at which word each sentence begins, and where the last one ends."""
        starts, quotation = [0], iter(quotations)
        for i in range(len(self) - 1):
            word = self.words[i]
            if word == QUOTED:
                ends = last_mark(self.text, next(quotation)) in ".?!…"
            else:
                ends = word in "?!;" or (word == "." and not self.is_dot_of_abbreviation(i))
            following = self.words[i + 1]
            if ends and (
                word == ";" or following[0].isupper() or following[0].isdigit() or following == QUOTED
            ):
                starts.append(i + 1)
        return [*starts, len(self)]

    def name_ending(self, lowest: int, last: int) -> int | None:
        """Return the first word of the name that ends with the word `last`, None if it ends none."""
        if not self.is_capital(last) or self.lower[last] in cues.DAYS or self.lower[last] in cues.PRONOUNS:
            return None
        first = last
        while first > lowest:
            before = first - 1
            if self.is_dot_of_abbreviation(before) and before > lowest:
                before -= 1
            while before > lowest and first - before < 3 and self.lower[before] in cues.PARTICLES:
                before -= 1
            lower = self.lower[before]
            if (
                not self.is_capital(before)
                or lower in cues.DAYS
                or self.words[before].endswith(_POSSESSIVE)
                or (self.is_cue(before) and before > lowest)
            ):
                break
            first = before
        while first < last and (
            self.lower[first] in cues.PREPOSITIONS | cues.CONJUNCTIONS | cues.DETERMINERS | cues.OPENERS
            or (first == lowest and self.lower[first] in self.common and len(self.words[first]) > 1)
        ):
            first += 1
        is_no_name = self.lower[first] in self.common and first == last == lowest
        return None if is_no_name or self.lower[first] in cues.DETERMINERS else first

    def phrase_ending(self, lowest: int, last: int) -> Phrase | None:
        """Return the noun phrase that ends with the word `last`."""
        if last >= lowest and self.words[last] == ")":
            last = self._before_bracket(lowest, last)
        if last < lowest or not self.words[last][0].isalnum():
            return None
        first = self.name_ending(lowest, last)
        if first is not None:
            if first > lowest and self.lower[first - 1] in cues.PREPOSITIONS:  # a spokesman for Clinton
                start = self._phrase_start(lowest, first - 1)
                if start < first - 1:
                    return Phrase(start, last + 1, "noun")
            return Phrase(first, last + 1, "name")
        start = self._phrase_start(lowest, last)
        if start - 1 > lowest and self.words[start - 1] == "," and self.lower[start] in cues.DETERMINERS:
            named = self._name_before(lowest, start - 2)  # Leaf, the top diplomat
            if named and not self._is_introductory(self._clause_start(lowest, named.first)):
                return named
        while start <= last and self.lower[start] in cues.PREPOSITIONS | cues.AUXILIARIES:
            start += 1
        return self._noun_phrase(start, last + 1)

    def _noun_phrase(self, first: int, last: int) -> Phrase | None:
        """Return a phrase that has no name, None if it has nothing but function words."""
        if all(
            self.lower[i] in _FUNCTION_WORDS or not self.words[i][0].isalnum() for i in range(first, last)
        ):
            return None
        return Phrase(first, last, "noun")

    def _name_before(self, lowest: int, last: int) -> Phrase | None:
        if self.words[last] == ")":
            last = self._before_bracket(lowest, last)
        first = self.name_ending(lowest, last) if last >= lowest else None
        if first is None or (first > lowest and self.lower[first - 1] in cues.PREPOSITIONS):
            return None
        return Phrase(first, last + 1, "name")

    def _clause_start(self, lowest: int, i: int) -> int:
        while i > lowest and self.words[i - 1] not in _COMMAS:
            i -= 1
        return i

    def _is_introductory(self, i: int) -> bool:
        """Return whether the word begins what stands before a subject: on Monday, asked about it, …"""
        lower = self.lower[i]
        return (
            lower in cues.PREPOSITIONS
            or lower in cues.CONJUNCTIONS
            or (lower.endswith(("ing", "ed")) and i + 1 < len(self) and not self.is_capital(i + 1))
        )

    def _before_bracket(self, lowest: int, last: int) -> int:
        """Return the last word before the brackets that end with the word `last`."""
        for i in range(last, max(lowest, last - 8) - 1, -1):
            if self.words[i] == "(":
                return i - 1
        return last - 1

    def _phrase_start(self, lowest: int, last: int) -> int:
        first = last
        while first > max(lowest, last - FARTHEST):
            lower = self.lower[first - 1]
            if not lower[0].isalnum() or self.is_cue(first - 1):
                break
            if (lower in cues.CONJUNCTIONS and lower not in ("and", "or")) or lower in cues.RELATIVES:
                break
            first -= 1
            governed = first > lowest and self.lower[first - 1] in cues.PREPOSITIONS
            if lower in ("a", "an", "the") and not governed:
                break
        return first

    def subject(self, lowest: int, verb: int) -> Phrase | None:
        """Return the subject of a verb: the phrase before it, looked for from the word `lowest` on.

        Each is found once: verbs in a row share theirs, and would else be tried again for every verb behind.
        """
        if (lowest, verb) not in self._subjects:
            self._subjects[lowest, verb] = self._find_subject(lowest, verb)
        return self._subjects[lowest, verb]

    def _find_subject(self, lowest: int, verb: int) -> Phrase | None:
        last = verb - 1
        while last >= lowest and (
            self.lower[last] in cues.ADVERBS
            or self.lower[last] in cues.AUXILIARIES
            or (self.lower[last].endswith("ly") and not self.is_capital(last))
        ):
            last -= 1
        if last < lowest:
            return None
        lower = self.lower[last]
        if lower in cues.PRONOUNS:
            return Phrase(last, last + 1, "pronoun")
        if lower in cues.RELATIVES or lower == "that":
            last -= 1
            return self.phrase_ending(lowest, last - (last >= lowest and self.words[last] == ","))
        if lower in ("and", "or", "but", "to"):
            return self._shared_subject(lowest, verb)
        if self.lower[verb].endswith("ing"):
            first = self.name_ending(lowest, last)  # with Leaf noting that
            governed = first is not None and first > lowest and self.lower[first - 1] in cues.PREPOSITIONS
            if first is None or (governed and self.lower[first - 1] != "with"):
                return self._shared_subject(lowest, verb)
            return Phrase(first, last + 1, "name")
        if lower in _COMMAS:
            return self._subject_before_comma(lowest, last)
        return self.phrase_ending(lowest, last)

    def _shared_subject(self, lowest: int, verb: int) -> Phrase | None:
        """Return the subject that a verb shares with an earlier one: they fled and said, he left, saying."""
        for i in range(verb - 1, max(lowest, verb - FARTHEST) - 1, -1):
            if (
                self.is_cue(i)
                and not self.lower[i].endswith("ing")
                and self.lower[i - 1] != "to"
                and i > lowest
            ):
                found = self.subject(lowest, i)
                if found:
                    return found
            starts_clause = self.is_capital(i + 1) or self.lower[i + 1] in cues.PRONOUNS
            if self.lower[i] in ("as", "while") and i > lowest and starts_clause:
                return self.main_subject(i + 1, verb)
        return self.main_subject(lowest, verb)

    def _subject_before_comma(self, lowest: int, comma: int) -> Phrase | None:
        """Return the subject of a verb behind a comma: Leaf, a diplomat, said; an adviser, Rahmati, said."""
        start = lowest
        for i in range(lowest, comma + 1):
            if self.words[i] not in _COMMAS:
                continue
            if start < i and self.lower[start] in cues.PRONOUNS:
                return Phrase(start, start + 1, "pronoun")
            if start < i and self.words[start] != QUOTED and not self._is_introductory(start):
                named = self._name_before(start, i - 1)
                if named:
                    return named
            start = i + 1
        return self.main_subject(lowest, comma)

    def main_subject(self, lowest: int, before: int) -> Phrase | None:
        """Return the subject of the clause that begins with the word `lowest`, behind what introduces it."""
        first = self._behind_dateline(lowest, before)
        while first < before and (self.lower[first] in cues.OPENERS or not self.words[first][0].isalnum()):
            first += 1
        skipped = False
        for _ in range(3):  # on Monday, … ; when asked about it, …
            if first >= before:
                return None
            if not self._is_introductory(first):
                break
            comma = next(
                (i for i in range(first, min(before, first + FARTHEST)) if self.words[i] == ","), None
            )
            if comma is None:
                break
            first, skipped = comma + 1, True
        if first >= before:
            return None
        if self.lower[first] in cues.PRONOUNS:
            return Phrase(first, first + 1, "pronoun")
        last = first
        while last < min(before, first + FARTHEST) and not self._ends_subject(last):
            last += 1
        named = self._name_in_subject(first, last, i_is_known=first == lowest) if last > first else None
        if not named:
            while last > first and (
                self.lower[last - 1] in cues.ADVERBS or self.lower[last - 1].endswith("ly")
            ):
                last -= 1
            return self._noun_phrase(first, min(last, first + 6))
        end = named.last
        if (
            skipped
            and end + 1 < before
            and self.words[end] == ","
            and (self.is_capital(end + 1) or self.lower[end + 1] in cues.PERSONAL)
        ):
            return self.main_subject(end + 1, before)  # in Austin, Texas, he said
        return named

    def _name_in_subject(self, first: int, last: int, i_is_known: bool) -> Phrase | None:
        """Return the name that the words of a subject end or begin with: the diplomat Barbara Leaf."""
        start = self.name_ending(first, last - 1)
        if start is not None and (start == first or self.lower[start - 1] not in cues.PREPOSITIONS):
            return Phrase(start, last, "name")
        while first < last and (not self.is_capital(first) or self.lower[first] in cues.DETERMINERS):
            if self.lower[first] in cues.PREPOSITIONS:
                return None
            first += 1
        if first == last or (i_is_known and self.lower[first] in self.common):
            return None
        end = self._name_end(first, last)
        return None if self.words[end - 1].endswith(_POSSESSIVE) else Phrase(first, end, "name")

    def antecedent(self, pronoun: Phrase) -> Phrase | None:
        """Return the subject of the clause before a pronoun's: While the minister was silent, he said."""
        comma = pronoun.first - 1
        if comma < 3 or self.words[comma] != ",":
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
        subject = self.main_subject(first + 1, comma)
        return subject if subject and subject.last < comma and subject.kind != "pronoun" else None

    def _behind_dateline(self, lowest: int, before: int) -> int:
        """Return the first word of a sentence behind its dateline: BEIRUT, May 4 (AP) — Leaf said."""
        if len(self.words[lowest]) > 3 and self.words[lowest].isupper():
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
            or lower in cues.AUXILIARIES
            or lower in cues.RELATIVES
            or lower in cues.PRONOUNS
            or lower in cues.PASTS
            or (lower in cues.CONJUNCTIONS and lower != "and")
            or (lower.endswith("ed") and not self.is_capital(i))
        )

    def _name_end(self, first: int, highest: int) -> int:
        """Return where the name ends that begins with the word `first`."""
        last = first + 1
        while last < highest:
            after = last
            while (
                after < highest
                and after - last < 2
                and (self.lower[after] in cues.PARTICLES or self.is_dot_of_abbreviation(after))
            ):
                after += 1
            if after == highest or not self.is_capital(after) or self.lower[after] in cues.DAYS:
                break
            if self.words[last - 1].endswith(_POSSESSIVE):
                break
            last = after + 1
        return last

    def object(self, verb: int, highest: int) -> Phrase | None:
        """Return the phrase behind a verb, up to before the word `highest`: said Mulroy, a former officer."""
        first = verb + 1
        if first >= highest:
            return None
        if self.lower[first] in cues.PRONOUNS:
            return Phrase(first, first + 1, "pronoun")
        last = first
        while last < min(highest, first + 15) and not self._ends_object(last):
            last += 1
        if last == first:
            return None
        start = self.name_ending(first, last - 1)
        if start is not None:
            governed = start > first and self.lower[start - 1] in cues.PREPOSITIONS
            return Phrase(first, last, "noun") if governed else Phrase(start, last, "name")
        if last + 1 < highest and self.words[last] == "," and self.is_capital(last + 1):
            end = self._name_end(last + 1, min(highest, last + 10))  # said the top diplomat, Leaf
            if end == len(self) or self.words[end] in ",.;":
                return Phrase(last + 1, end, "name")
        return self._noun_phrase(first, last)

    def _ends_object(self, i: int) -> bool:
        lower = self.lower[i]
        if self.is_dot_of_abbreviation(i) or lower in ("of", "for", "to", "and", "&"):
            return False
        return (
            not lower[0].isalnum()
            or lower in cues.PREPOSITIONS
            or lower in cues.CONJUNCTIONS
            or lower in cues.RELATIVES
            or lower in cues.DAYS
            or lower in ("last", "this", "whose", "recently", "earlier")
        )


def last_mark(text: str, quotation: Quotation) -> str:
    """Return the mark with which the words of a quotation end, inside a nested quotation too."""
    words = text[quotation.start : quotation.end].rstrip("’'”\"» ")
    return words[-1] if words else ""
