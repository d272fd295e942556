"""A paragraph with quotations: its words, its sentences, and their subjects."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from newslab.english import names
from newslab.quotations.clauses import Clauses
from newslab.quotations.marks import Quotation
from newslab.quotations.words import Phrase

# How many words of a sentence are read: those before a quotation, else the first.
LONGEST = 200


class Paragraph:
    """A paragraph with quotations, or before one: its words and where its sentences start."""

    def __init__(self, words: Clauses, quotations: list[Quotation]):
        self.words = words
        self.starts = words.sentence_starts(quotations)

    @cached_property
    def subjects(self) -> list[tuple[int, str]]:
        """The names that are subjects of its sentences, and persons in sentences without a name (the leader
        denies it), each with its place in the text.
        """
        words, found = self.words, []
        for start, end in pairwise(self.starts):
            if words.words[end - 1][0].isalnum():
                continue  # a heading
            subject = words.main_subject(start, min(end, start + LONGEST))
            if subject and (subject.kind == "name" or self._is_unnamed_person(subject, end)):
                found.append((words.starts[subject.first], words.text_of(subject)))
        return found

    def _is_unnamed_person(self, subject: Phrase, end: int) -> bool:
        after = range(subject.last, min(end, subject.last + LONGEST))
        return self.words.lower[subject.last - 1] in names.ROLES and not any(
            map(self.words.is_capital, after)
        )
