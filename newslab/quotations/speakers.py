"""Who says the quotations of an article: what each sentence tells, and what goes on from those before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from newslab.english import STOP_WORDS, speech
from newslab.quotations import rules
from newslab.quotations.clauses import Clauses
from newslab.quotations.marks import (
    Quotation,
    find_quotations,
    is_in_single_marks,
    last_mark,
    split_paragraphs,
)
from newslab.quotations.people import People
from newslab.quotations.reported import reported
from newslab.quotations.rules import Attribution
from newslab.quotations.words import QUOTED, Phrase

_LOWER_CASE = re.compile(r"\b[^\W\d_A-Z][\w’'-]*")
_WORD = re.compile(r"\w+")
# So many words of a sentence are read: those before a quotation, else the first.
LONGEST = 200
# A headline or a heading has so many characters at most.
LONGEST_HEADING = 200
# What stands in quotation marks and is no speech, or repeats in a headline what the text quotes.
SET_ASIDE = frozenset(["term", "title"])
# Without a verb of speech, so many words in quotation marks are no term: fewer where the first has a capital
# letter, which makes them likely a name.
LONG_TERM, LONG_NAME = 4, 8
# So many names are tried for a pronoun, in so many paragraphs.
NAMES, PARAGRAPHS = 8, 3


@dataclass
class Voice:
    """A quotation, and who says it with which cue; `rule` names the rule, as in `quotes`."""

    quotation: Quotation
    speaker: str | None = None
    cue: str | None = None
    rule: str = "term"


def find_voices(text: str) -> list[Voice]:
    """Return the quotations of a text, terms among them, with their speakers; in the order of the text."""
    paragraphs = split_paragraphs(text)
    quotations = find_quotations(text, paragraphs)
    return _Article(text, paragraphs, quotations).read() if quotations else []


def find_reported(text: str) -> list[Voice]:
    """Return what the sentences of a text without quotations report somebody to say, in its order."""
    paragraphs = split_paragraphs(text)
    return _Article(text, paragraphs, find_quotations(text, paragraphs)).reports()


class _Paragraph:
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
            if start == end or words.words[end - 1][0].isalnum():
                continue  # a heading
            subject = words.main_subject(start, min(end, start + LONGEST))
            if subject and (subject.kind == "name" or self._is_unnamed_person(subject, end)):
                found.append((words.starts[subject.first], words.text_of(subject)))
        return found

    def _is_unnamed_person(self, subject: Phrase, end: int) -> bool:
        behind = range(subject.last, min(end, subject.last + LONGEST))
        return self.words.lower[subject.last - 1] in speech.PERSONS and not any(
            map(self.words.is_capital, behind)
        )


class _Article:
    def __init__(self, text: str, paragraphs: list[tuple[int, int]], quotations: list[Quotation]):
        self.text, self.spans = text, paragraphs
        self.quotations: dict[int, list[Quotation]] = {}
        for quotation in quotations:
            self.quotations.setdefault(quotation.paragraph, []).append(quotation)
        n_single = sum(is_in_single_marks(text, quotation) for quotation in quotations)
        self.prefers_double_marks = n_single <= len(quotations) / 2
        self.common = STOP_WORDS.union(word.lower() for word in _LOWER_CASE.findall(text))
        self.people = People(text)
        self.voices: list[Voice] = []
        self._paragraphs: dict[int, _Paragraph] = {}

    def paragraph(self, number: int) -> _Paragraph:
        if number not in self._paragraphs:
            quotations = self.quotations.get(number, [])
            words = Clauses(self.text, *self.spans[number], quotations, self.common)
            self._paragraphs[number] = _Paragraph(words, quotations)
        return self._paragraphs[number]

    def read(self) -> list[Voice]:
        for number, quotations in self.quotations.items():
            words, starts = self.paragraph(number).words, self.paragraph(number).starts
            places = [i for i, word in enumerate(words.words) if word == QUOTED]
            sentence = 0
            for quotation, place, beyond in zip(quotations, places, [*places[1:], len(words)], strict=True):
                while starts[sentence + 1] <= place:
                    sentence += 1
                mark = last_mark(self.text[quotation.start : quotation.end])
                goes_on = mark in "?!…—-." and starts[sentence + 1] == place + 1  # “Who?” Leaf asked.
                end = starts[min(sentence + 1 + goes_on, len(starts) - 1)]
                start = max(starts[sentence], place - LONGEST)
                voice = self._voice(words, quotation, place, start, min(end, beyond), mark)
                if voice.rule != "term" and self._is_in_heading(quotation):
                    voice.rule = "title"
                self.voices.append(voice)
        return self.voices

    def reports(self) -> list[Voice]:
        found = []
        for number in range(len(self.spans)):
            words = self.paragraph(number).words
            for start, end in pairwise(self.paragraph(number).starts):
                end = min(end, start + LONGEST)
                report = reported(words, start, end) if QUOTED not in words.words[start:end] else None
                if report:
                    first, last = words.starts[report.first], words.ends[report.last - 1]
                    voice = self._found(
                        words, Quotation(first, last, first, last, number), report.attribution, "indirect"
                    )
                    voice.rule = "indirect"
                    found.append(voice)
        return found

    def _is_in_heading(self, quotation: Quotation) -> bool:
        """Return whether a quotation stands in a headline, in the line below it, or is itself a heading.

        These are short; a headline ends like no sentence, and all quote in single marks what the rest of the
        text would quote in double ones, as the press does.
        """
        number = quotation.paragraph
        start, end = self.spans[number]
        if len(self.spans) == 1 or end - start > LONGEST_HEADING:
            return False
        if number == 0 and last_mark(self.text[start:end]) not in (*".?!…:,", ""):
            return True
        is_whole = self.text[start:end].strip() == self.text[quotation.opened : quotation.closed]
        single = (is_in_single_marks(self.text, other) for other in self.quotations[number])
        return self.prefers_double_marks and (number < 2 or is_whole) and all(single)

    def _voice(
        self, words: Clauses, quotation: Quotation, place: int, start: int, end: int, mark: str
    ) -> Voice:
        """Find the speaker of a quotation that stands at `place` in a sentence from `start` to `end`."""
        quoted = self.text[quotation.start : quotation.end]
        behind = rules.behind(words, place, end, mark)
        before = rules.before(words, start, place) if start < place else None
        preceding = words.words[place - 1] if start < place else ""
        is_introduced = preceding in (",", ":") or bool(before and before.verb == place - 1)
        # “…,” Leaf said counts before what introduces the quotation: It was a shock: “…,” Leaf said.
        is_next = behind and rules.is_next(behind, place)
        if behind and (start == place or not before or (is_next and (mark in ",?!" or not is_introduced))):
            found, rule = behind, "after"
        else:
            found, rule = before or rules.labelled(words, start, place), "before"
        if not found:
            return self._without_verb(words, quotation, place, start, end, mark)
        follows_verb = is_introduced and (preceding == ":" or found.verb in (place - 2, place - 1))
        if not (behind and start == place) and rules.is_title(words, place, quoted, follows_verb):
            return Voice(quotation)
        return self._found(words, quotation, found, rule)

    def _found(self, words: Clauses, quotation: Quotation, found: Attribution, rule: str) -> Voice:
        speaker, verb = found
        voice = Voice(quotation, words.text_of(speaker), words.verb_at(verb), rule)
        if words.lower[speaker.first] in speech.PERSONAL and speaker.kind == "pronoun":
            self._resolve(voice, words, speaker)
        return voice

    def _without_verb(
        self, words: Clauses, quotation: Quotation, place: int, start: int, end: int, mark: str
    ) -> Voice:
        """Return the voice of a quotation whose sentence has no verb of speech: what is around it tells."""
        number, quoted = quotation.paragraph, self.text[quotation.start : quotation.end]
        n_words = len(_WORD.findall(quoted))
        is_sentence = place == start and (mark in ".?!…" or quotation.is_unclosed)
        if place == len(words) - 1 and number + 1 < len(self.spans):
            below = self.paragraph(number + 1).words
            found = rules.signed(below)
            if found:
                return self._found(below, quotation, found, "after")
        if start < place and words.words[place - 1] == ":" and (n_words > 2 or mark in ".?!"):
            found = rules.introduced(words, start, place)
            return self._found(words, quotation, found, "before") if found else Voice(quotation)
        if place == 0 and number and self._text_of(number - 1).endswith(":"):
            above, first, last = self._last_sentence(number - 1)
            found = rules.introduced(above, first, last)
            return self._found(above, quotation, found, "before") if found else Voice(quotation, rule="alone")
        if not is_sentence and (n_words < LONG_TERM or rules.is_title(words, place, quoted, False)):
            return Voice(quotation)
        previous = self.voices[-1] if self.voices else None
        if previous and previous.rule not in SET_ASIDE:
            distance = number - previous.quotation.paragraph
            if distance == 0 or (distance == 1 and place == 0 and n_words >= LONG_TERM):
                return Voice(quotation, previous.speaker, None, "continued")
        if not is_sentence:
            if n_words < LONG_NAME and not quoted[0].islower():
                return Voice(quotation)
            first, last = (start, place) if start < place else (place + 1, end)
            found = rules.only_subject(words, first, last)
            return (
                self._found(words, quotation, found, "subject") if found else Voice(quotation, rule="alone")
            )
        if n_words <= LONG_TERM:
            return Voice(quotation)
        return self._from_sentence_before(words, quotation, place)

    def _from_sentence_before(self, words: Clauses, quotation: Quotation, place: int) -> Voice:
        """Return the voice of a sentence in quotation marks: the subject of the sentence before it.

        In the paragraph before, only a subject that says something speaks on.
        """
        number, found = quotation.paragraph, None
        if place:
            starts = self.paragraph(number).starts
            first = starts[bisect_left(starts, place) - 1]
            found = rules.introduced(words, max(first, place - LONGEST), place)
        elif number:
            words, first, last = self._last_sentence(number - 1)
            found = rules.before(words, first, last)
        return self._found(words, quotation, found, "context") if found else Voice(quotation, rule="alone")

    def _text_of(self, number: int) -> str:
        return self.text[slice(*self.spans[number])].rstrip()

    def _last_sentence(self, number: int) -> tuple[Clauses, int, int]:
        """Return the words of a paragraph, and where its last sentence begins and ends."""
        paragraph = self.paragraph(number)
        start, end = paragraph.starts[-2:]
        return paragraph.words, max(start, end - LONGEST), end

    def _resolve(self, voice: Voice, words: Clauses, pronoun: Phrase) -> None:
        """Put the nearest fitting name in the place of he or she, which stays where none fits, or where a
        person without a name stands nearer.
        """
        antecedent = words.antecedent(pronoun)
        if antecedent:
            voice.speaker, voice.rule = words.text_of(antecedent), "pronoun"
            return
        place, pronoun = words.starts[pronoun.first], words.lower[pronoun.first]
        for name in islice(self._names_before(voice.quotation.paragraph, place), NAMES):
            if self.people.fits(name, pronoun):
                self.people.learn(name, pronoun)
                voice.speaker, voice.rule = name, "pronoun"
                return
            if name.rpartition(" ")[2] in speech.PERSONS:
                return

    def _names_before(self, last: int, place: int) -> Iterator[str]:
        """Yield names that are subjects or speakers before a place in the text, the nearest first."""
        for number in range(last, max(last - PARAGRAPHS, -1), -1):
            names = dict(self.paragraph(number).subjects[-NAMES:])
            for voice in self.voices[-NAMES:]:
                if voice.quotation.paragraph == number and voice.speaker:
                    names[voice.quotation.start] = voice.speaker
            yield from (names[at] for at in sorted(names, reverse=True) if at < place)
