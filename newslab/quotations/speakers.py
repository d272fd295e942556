"""Who says the quotations of an article: what each sentence says, and what goes on from those before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, pairwise

from newslab.english import grammar, names
from newslab.entities.pronouns import People
from newslab.quotations import rules
from newslab.quotations.after import find_after, is_next
from newslab.quotations.clauses import Clauses
from newslab.quotations.marks import (
    DASHES,
    Quotation,
    find_quotations,
    is_in_single_marks,
    last_mark,
    split_paragraphs,
)
from newslab.quotations.paragraphs import LONGEST, Paragraph
from newslab.quotations.rules import Attribution, Spot
from newslab.quotations.voices import SET_ASIDE, Voice
from newslab.quotations.words import QUOTED, Phrase, SmallWords

_WORD = re.compile(r"\w+")
# How many characters a headline or a heading has at most.
LONGEST_HEADING = 200
# Rules that do not say for certain who speaks.
_UNSURE = frozenset(["term", "title", "alone", "continued", "context", "subject"])
# How many words in quotation marks without a verb of speech are no term, and how many where the first has a
# capital letter, which makes them likely a name.
LONG_TERM, LONG_NAME = 4, 8
# How many names are tried for a pronoun, in how many paragraphs.
NAMES, PARAGRAPHS = 8, 3


def find_voices(text: str) -> list[Voice]:
    """Return the quotations of an English text, terms among them, with their speakers; in its order."""
    paragraphs = split_paragraphs(text)
    quotations = find_quotations(text, paragraphs)
    return _Article(text, paragraphs, quotations).read() if quotations else []


class _Article:
    def __init__(self, text: str, paragraphs: list[tuple[int, int]], quotations: list[Quotation]):
        self.text, self.spans = text, paragraphs
        self.quotations: dict[int, list[Quotation]] = {}
        for quotation in quotations:
            self.quotations.setdefault(quotation.paragraph, []).append(quotation)
        n_single = sum(is_in_single_marks(text, quotation) for quotation in quotations)
        self.prefers_double_marks = n_single <= len(quotations) / 2
        self.common = SmallWords(text)
        self.people = People(text)
        self.voices: list[Voice] = []
        self._paragraphs: dict[int, Paragraph] = {}

    def paragraph(self, number: int) -> Paragraph:
        if number not in self._paragraphs:
            quotations = self.quotations.get(number, [])
            words = Clauses(self.text, *self.spans[number], quotations, self.common)
            self._paragraphs[number] = Paragraph(words, quotations)
        return self._paragraphs[number]

    def read(self) -> list[Voice]:
        for number, quotations in self.quotations.items():
            for quotation, spot in zip(quotations, self._spots(number), strict=True):
                voice = self._voice(quotation, spot)
                if voice.rule != "term" and self._is_in_heading(quotation):
                    voice.rule = "title"
                self.voices.append(voice)
        self._share_later_speakers()
        return self.voices

    def _spots(self, number: int) -> Iterator[Spot[Clauses]]:
        """Yield where each quotation of a paragraph is in its sentence."""
        words, starts = self.paragraph(number).words, self.paragraph(number).starts
        places = [i for i, word in enumerate(words.words) if word == QUOTED]
        sentence = 0
        for quotation, place, beyond in zip(
            self.quotations[number], places, [*places[1:], len(words)], strict=True
        ):
            while starts[sentence + 1] <= place:
                sentence += 1
            quoted = self.text[quotation.start : quotation.end]
            mark = last_mark(quoted)
            goes_on = mark in "?!…—-." and starts[sentence + 1] == place + 1  # “Who?” Leaf asked.
            end = starts[min(sentence + 1 + goes_on, len(starts) - 1)]
            start = max(starts[sentence], place - LONGEST)
            yield Spot(words, place, start, min(end, beyond), quoted, mark)

    def _share_later_speakers(self) -> None:
        """Give a paragraph without a closing mark the speaker that the next one names: “…¶ “…,” Leaf said."""
        for voice, later in reversed(list(pairwise(self.voices))):
            number = later.quotation.paragraph
            is_next = number == voice.quotation.paragraph + 1
            is_open = is_next and not self.text[self.spans[number][0] : later.quotation.opened].strip()
            if is_open and voice.quotation.is_unclosed and not voice.cue and later.rule not in _UNSURE:
                voice.speaker, voice.rule = later.speaker, "continued"

    def _is_in_heading(self, quotation: Quotation) -> bool:
        """Return whether a quotation is in a headline, in the line below it, or is itself a heading.

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

    def _voice(self, quotation: Quotation, spot: Spot[Clauses]) -> Voice:
        """Find the speaker of a quotation: by a verb of speech, else by what is around its sentence."""
        words, place, start = spot.words, spot.place, spot.start
        after = find_after(spot)
        before = rules.before(words, start, place) if start < place else None
        preceding = words.words[place - 1] if start < place else ""
        is_introduced = preceding in (",", ":") or bool(before and before.verb == place - 1)
        # “…,” Leaf said counts before what introduces the quotation: It was a shock: “…,” Leaf said.
        is_close = after and is_next(after, place)
        if after and (
            start == place or not before or (is_close and (spot.mark in ",?!" or not is_introduced))
        ):
            found, rule = after, "after"
        else:
            labelled = before or rules.labelled(words, start, place)
            if not labelled:
                return self._without_verb(quotation, spot)
            found, rule = labelled, "before"
        follows_verb = is_introduced and (preceding == ":" or found.verb in (place - 2, place - 1))
        if not (after and start == place) and rules.is_title(spot, follows_verb):
            return Voice(quotation)
        return self._found(words, quotation, found, rule)

    def _found(self, words: Clauses, quotation: Quotation, found: Attribution, rule: str) -> Voice:
        speaker, verb = found
        voice = Voice(quotation, words.text_of(speaker), words.verb_at(verb), rule)
        if words.lower[speaker.first] in grammar.OF_PERSONAL and speaker.kind == "pronoun":
            self._resolve(voice, words, speaker)
        return voice

    # Without a verb of speech, each rule returns a voice or leaves the quotation to the next one.

    def _without_verb(self, quotation: Quotation, spot: Spot[Clauses]) -> Voice:
        """Return the voice of a quotation whose sentence has no verb of speech."""
        tried = (
            self._signed_below,
            self._introduced_by_colon,
            self._introduced_above,
            self._too_short,
            self._continued,
            self._of_subject,
            self._of_sentence_before,
        )
        voices = (rule(quotation, spot) for rule in tried)
        return next(filter(None, voices), Voice(quotation))

    def _signed_below(self, quotation: Quotation, spot: Spot[Clauses]) -> Voice | None:
        """A line after a dash, below the quotation: — Leaf."""
        below = quotation.paragraph + 1
        if spot.place < len(spot.words) - 1 or below == len(self.spans):
            return None
        if self._text_of(below).lstrip()[:1] not in DASHES:  # most paragraphs are not read
            return None
        words = self.paragraph(below).words
        found = rules.signed(words)
        return self._found(words, quotation, found, "after") if found else None

    def _introduced_by_colon(self, quotation: Quotation, spot: Spot[Clauses]) -> Voice | None:
        """A colon before it, in its sentence."""
        words, start, place = spot.words, spot.start, spot.place
        if start == place or words.words[place - 1] != ":":
            return None
        if _n_words(spot) < 3 and spot.mark not in ".?!":
            return None
        found = rules.introduced(words, start, place)
        return self._found(words, quotation, found, "before") if found else Voice(quotation, rule="alone")

    def _introduced_above(self, quotation: Quotation, spot: Spot[Clauses]) -> Voice | None:
        """A colon at the end of the paragraph above."""
        number = quotation.paragraph
        if spot.place or not number or not self._text_of(number - 1).endswith(":"):
            return None
        words, first, last = self._last_sentence(number - 1)
        found = rules.introduced(words, first, last)
        return self._found(words, quotation, found, "before") if found else Voice(quotation, rule="alone")

    def _too_short(self, quotation: Quotation, spot: Spot[Clauses]) -> Voice | None:
        """A few words inside a sentence, or a title, are no speech."""
        if _is_sentence(quotation, spot):
            return None
        is_term = _n_words(spot) < LONG_TERM or rules.is_title(spot, False)
        return Voice(quotation) if is_term else None

    def _continued(self, quotation: Quotation, spot: Spot[Clauses]) -> Voice | None:
        """The speaker of the quotation before it goes on."""
        previous = self.voices[-1] if self.voices else None
        if not previous or previous.rule in SET_ASIDE:
            return None
        distance = quotation.paragraph - previous.quotation.paragraph
        if distance == 0 or (distance == 1 and spot.place == 0 and _n_words(spot) >= LONG_TERM):
            return Voice(quotation, previous.speaker, None, "continued")
        return None

    def _of_subject(self, quotation: Quotation, spot: Spot[Clauses]) -> Voice | None:
        """The subject of its sentence, or of what follows it."""
        if _is_sentence(quotation, spot):
            return None
        if _n_words(spot) < LONG_NAME and not spot.quoted[0].islower():
            return Voice(quotation)
        words, start, place = spot.words, spot.start, spot.place
        first, last = (start, place) if start < place else (place + 1, spot.end)
        found = rules.only_subject(words, first, last)
        return self._found(words, quotation, found, "subject") if found else Voice(quotation, rule="alone")

    def _of_sentence_before(self, quotation: Quotation, spot: Spot[Clauses]) -> Voice | None:
        """The subject of the sentence before it; in the paragraph above, only one that says something."""
        if _n_words(spot) <= LONG_TERM:
            return None
        words, number, place, found = spot.words, quotation.paragraph, spot.place, None
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

    def _resolve(self, voice: Voice, words: Clauses, phrase: Phrase) -> None:
        """Put the nearest fitting name in the place of he or she, which is left where none fits, or where a
        person without a name is nearer.
        """
        antecedent = words.antecedent(phrase)
        if antecedent and (antecedent.kind == "name" or words.lower[antecedent.last - 1] in names.ROLES):
            voice.speaker, voice.rule = words.text_of(antecedent), "pronoun"
            return
        number, place = voice.quotation.paragraph, words.starts[phrase.first]
        pronoun = grammar.OF_PERSONAL[words.lower[phrase.first]]
        titled = self._titled_before(number, place, pronoun)
        for name in islice(self._names_before(number, place), NAMES):
            if self.people.fits(name, pronoun):
                if titled and not self.people.pronoun_of(name):
                    name = titled  # President Haddad met Mrs Stone: she
                self.people.learn(name, pronoun)
                voice.speaker, voice.rule = name, "pronoun"
                return
            if name.rpartition(" ")[2] in names.ROLES:
                return
        if titled:
            voice.speaker, voice.rule = titled, "pronoun"

    def _titled_before(self, number: int, place: int, pronoun: str) -> str | None:
        """Return who was last called by a title that says he or she, in this paragraph or the one before."""
        titled = self.people.titled_before(pronoun, place)
        return titled[1] if titled and titled[0] >= self.spans[max(number - 1, 0)][0] else None

    def _names_before(self, last: int, place: int) -> Iterator[str]:
        """Yield names that are subjects or speakers before a place in the text, the nearest first."""
        for number in range(last, max(last - PARAGRAPHS, -1), -1):
            found = dict(self.paragraph(number).subjects[-NAMES:])
            for voice in self.voices[-NAMES:]:
                if voice.quotation.paragraph == number and voice.speaker:
                    found[voice.quotation.start] = voice.speaker
            yield from (found[at] for at in sorted(found, reverse=True) if at < place)


def _n_words(spot: Spot[Clauses]) -> int:
    return len(_WORD.findall(spot.quoted))


def _is_sentence(quotation: Quotation, spot: Spot[Clauses]) -> bool:
    return spot.place == spot.start and (spot.mark in ".?!…" or quotation.is_unclosed)
