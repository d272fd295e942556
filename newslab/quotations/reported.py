"""Indirect speech: what somebody is reported to say, without quotation marks."""

from __future__ import annotations

from typing import NamedTuple

from newslab.english import speech
from newslab.quotations.clauses import Clauses
from newslab.quotations.rules import Attribution
from newslab.quotations.words import DASHES, Phrase

# Verbs that report what is said even without “that”.
_WITHOUT_THAT = frozenset(
    speech.words_of(
        """
    said say says believe believes think thinks argued argues claimed claims
    """
    )
)
# “That” stands at most so many words behind its verb: told reporters on Monday that …
WORDS_TO_THAT = 8


class Report(NamedTuple):
    """Who is reported to speak, and from which word to before which one what they say goes."""

    attribution: Attribution
    first: int
    last: int


def reported(words: Clauses, start: int, end: int) -> Report | None:
    """Find what a sentence reports somebody to say: Leaf said that …; …, Leaf said; …, according to Leaf."""
    if start >= end:
        return None
    last = end - (words.words[end - 1] in (".", "?", "!"))
    for verb in range(start, last):
        if words.lower[verb] == "according" and words.lower[verb + 1 : verb + 2] == ["to"]:
            speaker = words.object(verb + 1, last)
            if not speaker:
                continue
            if verb > start + 3:
                return Report(Attribution(speaker, verb), start, verb - (words.words[verb - 1] == ","))
            comma = next((i for i in range(speaker.last, last) if words.words[i] == ","), None)
            if comma and comma + 1 < last:
                return Report(Attribution(speaker, verb), comma + 1, last)
        elif words.is_cue(verb) and not words.lower[verb].endswith("ing"):
            speaker = words.subject(start, verb)
            report = _clause(words, start, verb, last, speaker) if speaker else None
            if report:
                return report
    return None


def _clause(words: Clauses, start: int, verb: int, last: int, speaker: Phrase) -> Report | None:
    found = Attribution(speaker, verb)
    comma = speaker.first - 1
    if comma > start + 2 and words.words[comma] == "," and words.lower[verb] in _WITHOUT_THAT:
        is_at_end = verb + 1 >= last or _is_no_object(words, verb + 1)
        if is_at_end:
            return Report(found, start, comma)
    for i in range(verb + 1, min(last, verb + 1 + WORDS_TO_THAT)):
        if words.lower[i] == "that":
            return Report(found, i, last) if last > i + 2 else None
        if words.words[i] in "," + DASHES:
            break
    if words.lower[verb] in _WITHOUT_THAT and verb + 2 < last:
        first = verb + 1
        while first < last and words.lower[first] in speech.DAYS:
            first += 1
        if first < last and not _is_no_object(words, first):
            return Report(found, first, last)
    return None


def _is_no_object(words: Clauses, i: int) -> bool:
    lower = words.lower[i]
    return not lower[0].isalnum() or lower in speech.DAYS or lower in speech.PREPOSITIONS - {"since", "as"}
