"""Who says the quotations of texts in other languages than English that have spaces between their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from newslab.quotations.clauses import Clauses
from newslab.quotations.languages import Language
from newslab.quotations.marks import Quotation, find_quotations, last_mark, split_paragraphs
from newslab.quotations.rules import Spot
from newslab.quotations.voices import SET_ASIDE, Voice
from newslab.quotations.words import DASHES, QUOTED, Words

# A verb of speech is looked for among so many words behind a quotation, and before it; a speaker has so many.
WORDS_BEHIND, WORDS_BEFORE, LONGEST_SPEAKER = 14, 60, 10
# Without a verb of speech, fewer words inside a sentence are a term.
LONG_TERM = 4
# A pronoun is resolved to who spoke, or began a sentence, so many paragraphs before at most.
PARAGRAPHS = 3
_WORD = re.compile(r"\w+")
_CLOSING = ",.!?…)»”"
_NAME = re.compile(
    r"(?:[^\W\d_a-zà-ÿ][\w’'-]*)(?: (?:[^\W\d_a-zà-ÿ][\w’'-]*|v[ao]n|de[lr]?|al))* [^\W\d_a-zà-ÿ][\w’'-]+"
)


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
        who = r"[^,.;:!?—–«»]*?(?:[,.;!?—–]+| -(?= )|$)"
        return re.compile(rf"{mark}(?:(?:{helper}) ){{0,2}}(?:{cue})\b{who}")

    def _pieces(self, quotation: Quotation) -> list[Quotation]:
        """Return the two pieces of a quotation around what says who speaks, or the whole."""
        tag = self._tag.search(self.text, quotation.start, quotation.end)
        if not tag or not any(c.isupper() for c in tag.group()):
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

    def _turn(self, number: int) -> list[Voice]:
        """Return what is said behind the dash that begins a paragraph, with the words that say by whom."""
        start, end = self.spans[number]
        dashed = re.compile(rf"\s*[{DASHES}]\s*(?=\w|[¿¡])").match(self.text, start, end)
        if not dashed:
            return []
        tag = self._tag.search(self.text, dashed.end(), end)
        if not tag:
            return []
        words = Words(self.text, tag.start(), tag.end(), [], frozenset())
        verb = next(i for i in range(len(words)) if self._is_cue(words, i))
        speaker = self._phrase_behind(words, verb + 1, len(words))
        is_last = not _WORD.search(self.text, tag.end(), end)
        last = tag.start() + (self.text[tag.start()] in ",!?…") if is_last else end
        last = dashed.end() + len(self.text[dashed.end() : last].rstrip())
        voice = Voice(Quotation(dashed.end(), last, start, end, number), rule="alone")
        return [self._spoken(voice, words, speaker, verb, "after") if speaker else voice]

    # The words around a quotation

    def _spots(self, number: int, quotations: list[Quotation]) -> Iterator[tuple[Quotation, Spot]]:
        words = Clauses(self.text, *self.spans[number], quotations, frozenset())
        starts = words.sentence_starts(quotations)
        places = [i for i, word in enumerate(words.words) if word == QUOTED]
        sentence = 0
        for quotation, place, beyond in zip(quotations, places, [*places[1:], len(words)], strict=True):
            while starts[sentence + 1] <= place:
                sentence += 1
            quoted = self.text[quotation.start : quotation.end]
            start, end = max(starts[sentence], place - WORDS_BEFORE), min(starts[sentence + 1], beyond)
            yield quotation, Spot(words, place, start, end, quoted, last_mark(quoted))

    def _is_cue(self, words: Words, i: int) -> bool:
        return self._split(words.lower[i])[0] in self.language.cues

    def _split(self, word: str) -> tuple[str, str]:
        """Return a verb and the pronoun that is joined to it: dit-il, a-t-elle."""
        verb, _, pronoun = word.rpartition("-")
        if verb and pronoun in self.language.suffixed:
            return verb.removesuffix("-t"), pronoun
        return word, ""

    def _is_helper(self, words: Words, i: int) -> bool:
        word = self._split(words.lower[i])[0]
        return word in self.language.helpers or not word[0].isalnum()

    # Rules, tried in order

    def _voice(self, quotation: Quotation, spot: Spot) -> Voice:
        for rule in (self._behind, self._before, self._labelled, self._according, self._unsaid):
            voice = rule(quotation, spot)
            if voice:
                return voice
        return Voice(quotation)

    def _behind(self, quotation: Quotation, spot: Spot) -> Voice | None:
        """«…», a déclaré Omar Haddad; “…”, Omar Haddad ha detto."""
        words, first = spot.words, spot.place + 1
        while first < spot.end and words.words[first] in _CLOSING + DASHES:
            first += 1
        end = min(spot.end, first + WORDS_BEHIND)
        verb = next((i for i in range(first, end) if self._is_cue(words, i)), end)
        if verb == end or any(words.words[i] in ";:." for i in range(first, verb)):
            return None
        between = [i for i in range(first, verb) if not self._is_helper(words, i)]
        speaker: tuple[int, int] | None
        pronoun = next((i for i in range(first, verb + 1) if self._pronoun_at(words, i)), None)
        if pronoun is not None:
            speaker = pronoun, pronoun + 1
        elif between:
            speaker = self._phrase_before(words, first, verb)
        else:
            speaker = self._named_apart(words, self._phrase_behind(words, verb + 1, spot.end), spot.end)
        if not speaker and not between:  # Haddad hat „…“ gesagt
            speaker = self._phrase_behind(words, spot.start, spot.place)
        if speaker:
            return self._spoken(Voice(quotation), words, speaker, verb, "after")
        previous = self._previous(quotation)  # «…», añadió.
        return Voice(quotation, previous.speaker, words.words[verb], "continued") if previous else None

    def _before(self, quotation: Quotation, spot: Spot) -> Voice | None:
        """Omar Haddad a affirmé : «…»; gestern sagte Haddad: „…“"""
        words, start, place = spot.words, spot.start, spot.place
        for verb in range(place - 1, start - 1, -1):
            if not self._is_cue(words, verb):
                continue
            behind = self._phrase_behind(words, verb + 1, place)
            speaker = None if self.language.verb_first else self._phrase_before(words, start, verb)
            speaker = speaker or behind
            for i in range(max(start, verb - 1), verb + 1):
                if self._pronoun_at(words, i):
                    speaker = i, i + 1
            if speaker:
                return self._spoken(Voice(quotation), words, speaker, verb, "before")
            if words.words[place - 1] == ":" or verb == place - 1:
                previous = self._previous(quotation)
                return Voice(
                    quotation, previous.speaker if previous else None, words.words[verb], "continued"
                )
        return None

    def _labelled(self, quotation: Quotation, spot: Spot) -> Voice | None:
        """Omar Haddad: „…“"""
        words, start, colon = spot.words, spot.start, spot.place - 1
        if colon <= start or words.words[colon] != ":":
            return None
        speaker = self._phrase_behind(words, start, colon)
        return self._spoken(Voice(quotation), words, speaker, None, "before") if speaker else None

    def _according(self, quotation: Quotation, spot: Spot) -> Voice | None:
        """Selon Omar Haddad, «…»; „…“, so Haddad."""
        words = spot.words
        for i in (*range(spot.place + 1, min(spot.end, spot.place + 4)), *range(spot.start, spot.place)):
            if words.lower[i] in self.language.postposed and i < spot.place:
                speaker = self._phrase_before(words, spot.start, i)
                return self._spoken(Voice(quotation), words, speaker, i, "before") if speaker else None
            if words.lower[i] in self.language.sources:
                rule, last = ("after", spot.end) if i > spot.place else ("before", spot.place)
                while i + 1 < last and words.lower[i + 1] in self.language.sources | self.language.of_sources:
                    i += 1
                speaker = self._phrase_behind(words, i + 1, last)
                if speaker:
                    return self._spoken(Voice(quotation), words, speaker, i, rule)
        return None

    def _unsaid(self, quotation: Quotation, spot: Spot) -> Voice:
        """Without a verb of speech: a term, the speaker of the quotation before it, or nobody known."""
        n_words = len(_WORD.findall(spot.quoted))
        is_sentence = spot.place == spot.start and spot.mark in ".?!…"
        previous = self._previous(quotation)
        is_clause = (
            not spot.quoted[0].isupper() and spot.words.lower[spot.place - 1] not in self.language.determiners
        )
        if n_words < (1 if previous and is_clause else 3 if is_sentence or is_clause else LONG_TERM):
            return Voice(quotation)
        if previous:
            return Voice(quotation, previous.speaker, None, "continued")
        speaker = None if is_sentence else self._phrase_behind(spot.words, spot.start, spot.place)
        if speaker:
            return self._spoken(Voice(quotation), spot.words, speaker, None, "subject")
        return Voice(quotation, rule="alone")

    def _previous(self, quotation: Quotation) -> Voice | None:
        previous = self.voices[-1] if self.voices else None
        is_near = previous and quotation.paragraph - previous.quotation.paragraph < 2
        return previous if previous and is_near and previous.rule not in SET_ASIDE else None

    # Phrases

    def _pronoun_at(self, words: Words, i: int) -> str:
        """Return the pronoun that a word is, or ends with."""
        word, joined = self._split(words.lower[i])
        return joined or (word if word in self.language.pronouns else "")

    def _phrase_behind(self, words: Words, first: int, last: int) -> tuple[int, int] | None:
        """Return the phrase that begins with the word `first`, behind helpers, up to before `last`."""
        while first < last and self._is_helper(words, first) and words.words[first] not in ";.:" + QUOTED:
            first += 1
        if first < last and self._pronoun_at(words, first):
            return first, first + 1
        end, named = first, False
        while end < min(last, first + LONGEST_SPEAKER) and self._goes_on(words, first, end, named):
            named = named or (words.is_capital(end) and not self._opens_sentence(words, end))
            end += 1
        while end > first and words.lower[end - 1] in self.language.links | self.language.determiners:
            end -= 1
        return (first, end) if end > first else None

    def _goes_on(self, words: Words, first: int, i: int, named: bool) -> bool:
        lower = words.lower[i]
        if words.is_dot_of_abbreviation(i):
            return True
        if not lower[0].isalnum() or self._is_cue(words, i):
            return False
        if lower in self.language.links and i > first:
            return True
        if lower in self.language.helpers and i > first and not words.is_capital(i):
            return False
        if lower in self.language.stops and (i == first or not words.is_capital(i)):
            return False
        if lower in self.language.determiners:
            return i == first or words.lower[i - 1] in self.language.links
        return words.is_capital(i) or not named or self.language.verb_first

    def _phrase_before(self, words: Words, lowest: int, verb: int) -> tuple[int, int] | None:
        """Return the phrase before a verb, none if what precedes the verb is no noun phrase."""
        last = verb
        while last > lowest and self._is_helper(words, last - 1) and words.words[last - 1] not in ";.:,":
            last -= 1
        if last > lowest and words.words[last - 1] == ",":  # Haddad, der Kommandeur, sagte
            first = lowest
        else:
            first = last
            while first > max(lowest, last - 2 * LONGEST_SPEAKER) and self._is_before(words, first - 1):
                first -= 1
        return self._named_apart(words, self._phrase_behind(words, first, last), last)

    def _named_apart(self, words: Words, phrase: tuple[int, int] | None, last: int) -> tuple[int, int] | None:
        """Return the name behind a phrase with an article: dijo la ministra de Defensa, Ana Ruiz."""
        if not phrase or words.lower[phrase[0]] not in self.language.determiners:
            return phrase
        comma = phrase[1]
        while comma < min(last, phrase[1] + 3) and words.words[comma][0].isalnum():
            comma += 1  # der Vorstandschef der Bank, Uwe Lindner
        if comma + 1 >= last or words.words[comma] != "," or not words.is_capital(comma + 1):
            return phrase
        named = self._phrase_behind(words, comma + 1, last)
        is_apart = named and (named[1] == last or words.words[named[1]] in ",.;")
        return named if is_apart else phrase

    def _opens_sentence(self, words: Words, i: int) -> bool:
        return i == 0 or words.words[i - 1] in (QUOTED, *".?!:")

    def _is_before(self, words: Words, i: int) -> bool:
        return words.words[i][0].isalnum() or (words.words[i] == "." and words.is_dot_of_abbreviation(i))

    # Pronouns

    def _spoken(
        self, voice: Voice, words: Words, speaker: tuple[int, int], verb: int | None, rule: str
    ) -> Voice:
        first, last = speaker
        voice.speaker = self.text[words.starts[first] : words.ends[last - 1]]
        voice.cue, voice.rule = None if verb is None else words.words[verb], rule
        pronoun = self._pronoun_at(words, first) if last == first + 1 else ""
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
            if speaker.lower() not in self.language.pronouns and any(c.isupper() for c in speaker):
                return speaker
        start = self.spans[max(quotation.paragraph - 1, 0)][0]
        names = _NAME.findall(self.text, max(start, quotation.opened - 600), quotation.opened)
        return names[-1] if names else None
