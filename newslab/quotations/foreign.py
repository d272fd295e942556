"""Who says the quotations of texts in other languages than English that have spaces between their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from newslab.quotations.foreign_words import ForeignWords
from newslab.quotations.languages import Language
from newslab.quotations.marks import DASHES, Quotation, find_quotations, last_mark, split_paragraphs
from newslab.quotations.rules import Spot
from newslab.quotations.voices import SET_ASIDE, Voice
from newslab.quotations.words import CAPITAL, QUOTED

# How many words after a quotation, and before it, a verb of speech is looked for in.
WORDS_AFTER, WORDS_BEFORE = 14, 60
# Without a verb of speech, fewer words inside a sentence are a term.
LONG_TERM = 4
# A pronoun is resolved to who spoke, or began a sentence, at most this many paragraphs before.
PARAGRAPHS = 3
_WORD = re.compile(r"\w+")
DASH = re.compile(f"[{DASHES}]")
_CLOSING = ",.!?…)»”"
_NAME = re.compile(rf"(?:{CAPITAL}[\w’'-]*)(?: (?:{CAPITAL}[\w’'-]*|v[ao]n|de[lr]?|al))* {CAPITAL}[\w’'-]+")


def find_foreign(text: str, language: Language) -> list[Voice]:
    """Return the quotations of a text, terms among them, with their speakers; in the order of the text."""
    paragraphs = split_paragraphs(text)
    return _Reader(text, paragraphs, language).read()


class _Reader:
    def __init__(self, text: str, spans: list[tuple[int, int]], language: Language):
        self.text, self.spans, self.language = text, spans, language
        self.voices: list[Voice] = []

    def read(self) -> list[Voice]:
        quotations: dict[int, list[Quotation]] = {}
        for quotation in find_quotations(self.text, self.spans):
            quotations.setdefault(quotation.paragraph, []).extend(self._pieces(quotation))
        for number in range(len(self.spans)):
            if number in quotations:
                for quotation, spot in self._spots(number, quotations[number]):
                    self.voices.append(self._voice(quotation, spot))
            else:
                self.voices += self._turn(number)
        return self.voices

    # Pieces and turns

    @cached_property
    def _tag(self) -> re.Pattern[str]:
        """What says who speaks in the midst of speech: , affirme Omar Haddad. ; —dijo Haddad—"""
        cue, helper = (
            "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) or r"\0"
            for words in (self.language.cues, self.language.helpers)
        )
        mark = r"(?:[,!?…] ?[—–]?|[—–]|(?<= )-) ?"
        prefix, suffix = r"(?:[^\W\d_][’'])?", r"(?:-\w+)*"
        apart = rf"(?:, {CAPITAL}[\w’' -]*(?=\.))?"  # , la maire de Lyon, Claire Dumas.
        who = rf"[^,.;:!?—–«»]*?{apart}(?:[,.;!?—–]+(?: [—–])?| -(?= )|$)"
        return re.compile(rf"{mark}(?:(?:{helper}){suffix} ){{0,2}}{prefix}(?:{cue})\b{who}")

    def _pieces(self, quotation: Quotation) -> list[Quotation]:
        """Return the two pieces of a quotation around what says who speaks, or the whole."""
        tag = self._tag.search(self.text, quotation.start, quotation.end)
        if not tag or not self._names_speaker(tag.group()):
            return [quotation]
        number, at = quotation.paragraph, tag.start()
        said = self.text[quotation.start : at].rstrip()
        first = Quotation(quotation.start, quotation.start + len(said), quotation.opened, at, number)
        rest = self.text[tag.end() : quotation.end]
        start = quotation.end - len(rest.lstrip())
        if not _WORD.search(self.text, start, quotation.end):
            return [first]
        return [
            first,
            Quotation(start, quotation.end, start, quotation.closed, number, quotation.is_unclosed),
        ]

    def _names_speaker(self, tag: str) -> bool:
        """Return whether a tag has a name or pronoun, ends a sentence with a phrase, or is between dashes."""
        words = set(re.split(r"\W+", tag))
        if any(c.isupper() for c in tag) or not words.isdisjoint(self.language.pronouns):
            return True
        is_phrase = tag.rstrip()[-1] in ".!?" and not words.isdisjoint(self.language.determiners)
        return is_phrase or len(DASH.findall(tag)) > 1

    def _turn(self, number: int) -> list[Voice]:
        """Return what is said after the dash that begins a paragraph, with the words that say by whom."""
        start, end = self.spans[number]
        dashed = re.compile(rf"\s*[{DASHES}]\s*(?=\w|[¿¡])").match(self.text, start, end)
        if not dashed:
            return []
        tag = self._tag.search(self.text, dashed.end(), end)
        if not tag:
            return []
        words = ForeignWords(self.text, tag.start(), tag.end(), [], self.language)
        verb = next(i for i in range(len(words)) if words.is_cue(i))
        speaker = words.phrase_after(verb + 1, len(words))
        rest = tag.group().lstrip(",!?… ")
        goes_on = DASH if rest[0] in DASHES else _WORD  # – …, – opowiada Kula, która …
        after = tag.end() - len(rest.lstrip(DASHES)) if rest[0] in DASHES else tag.end()
        is_last = not goes_on.search(self.text, after, end)
        last = tag.start() + (self.text[tag.start()] in ",!?…") if is_last else end
        last = dashed.end() + len(self.text[dashed.end() : last].rstrip())
        voice = Voice(Quotation(dashed.end(), last, start, end, number), rule="alone")
        return [self._spoken(voice, words, speaker, verb, "after") if speaker else voice]

    # The words around a quotation

    def _spots(
        self, number: int, quotations: list[Quotation]
    ) -> Iterator[tuple[Quotation, Spot[ForeignWords]]]:
        words = ForeignWords(self.text, *self.spans[number], quotations, self.language)
        starts = words.sentence_starts(quotations)
        places = [i for i, word in enumerate(words.words) if word == QUOTED]
        sentence = 0
        for quotation, place, beyond in zip(quotations, places, [*places[1:], len(words)], strict=True):
            while starts[sentence + 1] <= place:
                sentence += 1
            quoted = self.text[quotation.start : quotation.end]
            start, end = max(starts[sentence], place - WORDS_BEFORE), min(starts[sentence + 1], beyond)
            yield quotation, Spot(words, place, start, end, quoted, last_mark(quoted))

    # Rules, tried in order

    def _voice(self, quotation: Quotation, spot: Spot[ForeignWords]) -> Voice:
        for rule in (
            self._impersonal,
            self._after,
            self._before,
            self._labelled,
            self._according,
            self._by_nobody,
            self._unsaid,
        ):
            voice = rule(quotation, spot)
            if voice:
                return voice
        return Voice(quotation)

    def _impersonal(self, quotation: Quotation, spot: Spot[ForeignWords]) -> Voice | None:
        """Das Land sei, so hieß es, „…“: a verb of speech that has no speaker."""
        words, language = spot.words, self.language
        cues = [i for i in range(spot.start, spot.end) if words.is_cue(i)]
        if len(cues) != 1 or words.lower[cues[0]] not in language.impersonal:
            return None
        beside = {
            *words.lower[max(spot.start, cues[0] - 1) : cues[0]],
            *words.lower[cues[0] + 1 : cues[0] + 2],
        }
        return (
            None
            if beside.isdisjoint(language.pronouns)
            else Voice(quotation, None, words.words[cues[0]], "alone")
        )

    def _after(self, quotation: Quotation, spot: Spot[ForeignWords]) -> Voice | None:
        """«…», a déclaré Omar Haddad; “…”, Omar Haddad ha detto."""
        words, first = spot.words, spot.place + 1
        while first < spot.end and words.words[first] in _CLOSING + DASHES:
            first += 1
        end = min(spot.end, first + WORDS_AFTER)
        verb = next((i for i in range(first, end) if words.is_cue(i)), end)
        if verb == end or any(words.words[i] in ";:." for i in range(first, verb)):
            return None
        between = [i for i in range(first, verb) if not words.is_helper(i)]
        speaker: tuple[int, int] | None
        pronoun = next((i for i in range(first, verb + 1) if words.pronoun_at(i)), None)
        if pronoun is not None:
            speaker = pronoun, pronoun + 1
        elif between:
            speaker = words.phrase_before(first, verb)
        else:
            speaker = words.named_apart(words.phrase_after(verb + 1, spot.end), spot.end)
        if not speaker and not between:  # Haddad hat „…“ gesagt
            speaker = words.phrase_after(spot.start, spot.place)
        if speaker:
            return self._spoken(Voice(quotation), words, speaker, verb, "after")
        previous = self._previous(quotation)  # «…», añadió.
        return Voice(quotation, previous.speaker, words.words[verb], "continued") if previous else None

    def _before(self, quotation: Quotation, spot: Spot[ForeignWords]) -> Voice | None:
        """Omar Haddad a affirmé : «…»; gestern sagte Haddad: „…“"""
        words, start, place = spot.words, spot.start, spot.place
        for verb in range(place - 1, start - 1, -1):
            if not words.is_cue(verb):
                continue
            after = words.phrase_after(verb + 1, place)
            speaker = None if self.language.verb_first else words.phrase_before(start, verb)
            speaker = speaker or after
            if not speaker and not words.words[verb + 1][0].isalnum():
                speaker = words.capitals_before(start, verb)
            for i in range(max(start, verb - 1), verb + 1):
                if words.pronoun_at(i):
                    speaker = i, i + 1
            if speaker:
                return self._spoken(Voice(quotation), words, speaker, verb, "before")
            if words.words[place - 1] == ":" or verb == place - 1:
                previous = self._previous(quotation)
                return Voice(
                    quotation, previous.speaker if previous else None, words.words[verb], "continued"
                )
        return None

    def _labelled(self, quotation: Quotation, spot: Spot[ForeignWords]) -> Voice | None:
        """Omar Haddad: „…“"""
        words, start, colon = spot.words, spot.start, spot.place - 1
        if colon <= start or words.words[colon] != ":":
            return None
        speaker = words.phrase_after(start, colon)
        return self._spoken(Voice(quotation), words, speaker, None, "before") if speaker else None

    def _according(self, quotation: Quotation, spot: Spot[ForeignWords]) -> Voice | None:
        """Selon Omar Haddad, «…»; „…“, so Haddad; pour Omar Haddad, …"""
        words = spot.words
        if words.lower[spot.start] in self.language.views:
            speaker = words.phrase_after(spot.start + 1, spot.place, is_subject=False)
            if speaker and any(map(words.is_capital, range(*speaker))):
                return self._spoken(Voice(quotation), words, speaker, None, "before")
        for i in (*range(spot.place + 1, min(spot.end, spot.place + 4)), *range(spot.start, spot.place)):
            if words.lower[i] in self.language.postposed and i < spot.place:
                speaker = words.phrase_before(spot.start, i)
                return self._spoken(Voice(quotation), words, speaker, i, "before") if speaker else None
            if words.lower[i] in self.language.sources:
                rule, last = ("after", spot.end) if i > spot.place else ("before", spot.place)
                while i + 1 < last and words.lower[i + 1] in self.language.sources | self.language.of_sources:
                    i += 1
                speaker = words.phrase_after(i + 1, last, is_subject=False)
                if speaker:
                    return self._spoken(Voice(quotation), words, speaker, i, rule)
        return None

    def _by_nobody(self, quotation: Quotation, spot: Spot[ForeignWords]) -> Voice | None:
        """«…», сообщили в полиции: a verb of speech, and nobody who speaks."""
        words, verb = spot.words, spot.place + 1
        while verb < spot.end and words.words[verb] in _CLOSING + DASHES and words.words[verb] != ".":
            verb += 1
        is_said = verb < spot.end and words.is_cue(verb)
        return Voice(quotation, None, words.words[verb], "alone") if is_said else None

    def _unsaid(self, quotation: Quotation, spot: Spot[ForeignWords]) -> Voice:
        """Without a verb of speech: a term, the speaker of the quotation before it, or nobody known."""
        n_words = len(_WORD.findall(spot.quoted))
        is_whole = spot.mark in ".?!…" or spot.words.words[spot.place + 1 : spot.end] == ["."]
        is_sentence = spot.place == spot.start and is_whole
        previous = self._previous(quotation)
        is_clause = (
            not spot.quoted[0].isupper() and spot.words.lower[spot.place - 1] not in self.language.determiners
        )
        goes_on = is_clause or (
            is_sentence and previous and previous.quotation.paragraph == quotation.paragraph
        )
        if n_words < (1 if previous and goes_on else 3 if is_sentence or is_clause else LONG_TERM):
            return Voice(quotation)
        if previous:
            return Voice(quotation, previous.speaker, None, "continued")
        speaker = None if is_sentence else spot.words.phrase_after(spot.start, spot.place)
        if speaker:
            return self._spoken(Voice(quotation), spot.words, speaker, None, "subject")
        return Voice(quotation, rule="alone")

    def _previous(self, quotation: Quotation) -> Voice | None:
        previous = self.voices[-1] if self.voices else None
        is_near = previous and quotation.paragraph - previous.quotation.paragraph < 2
        return previous if previous and is_near and previous.rule not in SET_ASIDE else None

    # Pronouns

    def _spoken(
        self, voice: Voice, words: ForeignWords, speaker: tuple[int, int], verb: int | None, rule: str
    ) -> Voice:
        first, last = speaker
        voice.speaker = self.text[words.starts[first] : words.ends[last - 1]]
        voice.cue, voice.rule = None if verb is None else words.words[verb], rule
        pronoun = words.pronoun_at(first) if last == first + 1 else ""
        if pronoun:
            voice.speaker = pronoun if pronoun != words.lower[first] else voice.speaker
            named = (
                self._named_before(voice.quotation) if self.language.pronouns[pronoun] != "others" else None
            )
            if named:
                voice.speaker, voice.rule = named, "pronoun"
        return voice

    def _named_before(self, quotation: Quotation) -> str | None:
        """Return who spoke last, or the last name that begins a sentence before a quotation."""
        for voice in reversed(self.voices[-PARAGRAPHS:]):
            speaker = voice.speaker or ""
            is_phrase = " " in speaker or any(c.isupper() for c in speaker)
            if speaker.lower() not in self.language.pronouns and is_phrase:
                return speaker
        start = self.spans[max(quotation.paragraph - 1, 0)][0]
        start = max([start, *(voice.quotation.closed for voice in self.voices[-1:])])
        names = _NAME.findall(self.text, max(start, quotation.opened - 600), quotation.opened)
        return names[-1] if names else None
