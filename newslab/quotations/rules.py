"""Rules that find who says a quotation in the words before it, and whether it is speech at all."""

from __future__ import annotations

import re
from typing import Generic, NamedTuple, TypeVar

from newslab.english import grammar, speech
from newslab.quotations.clauses import Clauses
from newslab.quotations.marks import DASHES
from newslab.quotations.words import MAY_BE_CUES, POSSESSIVE, Phrase, Words

# How many words before a quotation a verb is looked for in, and how many verbs are tried.
WORDS_BEFORE, VERBS_BEFORE = 80, 5
_MAY_SAY = MAY_BE_CUES | speech.SAYINGS | {"according"}
_TITLE_WORD = re.compile(r"[^\W\d_][\w’'-]*")


class Attribution(NamedTuple):
    """Who speaks, and the place of the verb; no verb where there is only a colon between them."""

    speaker: Phrase
    verb: int | None


_Words = TypeVar("_Words", bound=Words)


class Spot(NamedTuple, Generic[_Words]):
    """A quotation in its sentence.

    It is the word `place` of its paragraph, its sentence the words from `start` to before `end`; `quoted` is
    what is between the marks, and `mark` the mark with which it ends.
    """

    words: _Words
    place: int
    start: int
    end: int
    quoted: str
    mark: str


def attribution_of(speaker: Phrase | None, verb: int) -> Attribution | None:
    """Return a speaker with the verb, None without a speaker."""
    return Attribution(speaker, verb) if speaker else None


# Before a quotation ----------------------------------------------------------------------------------------


def before(words: Clauses, start: int, place: int) -> Attribution | None:
    """Find the speaker in the words from `start` to before the quotation at `place`: Leaf said that “…”."""
    n_tried = 0
    lowest = max(start, place - WORDS_BEFORE)
    near = words.lower[lowest:place]
    for verb in [lowest + i for i, word in enumerate(near) if word in _MAY_SAY][::-1]:
        if words.lower[verb] in speech.SAYINGS and _is_claimed(words, verb, place):
            speaker = words.possessor(start, verb)
        elif words.lower[verb] == "according":
            speaker = words.object(verb + 1, place)
        elif not words.is_cue(verb) or _is_question(words, start, verb):
            continue
        else:
            speaker = _speaker_before(words, start, verb, place)
            if speaker and words.lower[verb] in speech.NAMING and _only_names(words, speaker, verb, place):
                continue
            n_tried += 1
        if speaker:
            is_reported = place - verb > 2 and not words.is_as_saying(verb)
            outer = _reported_by(words, start, speaker) if is_reported else None
            return outer or Attribution(speaker, verb)
        if n_tried == VERBS_BEFORE:
            break
    return None


def _is_claimed(words: Clauses, noun: int, place: int) -> bool:
    """Return whether a noun holds what is quoted: Leaf’s claim that it was “over”, not is “over”."""
    clause = words.lower[noun + 2 : place - 1]
    has_verb = any(word in grammar.PASTS | grammar.AUXILIARIES or word.endswith("ed") for word in clause)
    is_predicate = has_verb and words.lower[place - 1] in grammar.AUXILIARIES
    return words.lower[noun + 1] == "that" and words.words[noun - 1].endswith(POSSESSIVE) and not is_predicate


def _is_question(words: Clauses, start: int, verb: int) -> bool:
    """Return whether what is quoted is an answer: when asked, Leaf said; Leaf was asked if it was “over”."""
    return words.lower[verb] == "asked" and (
        verb == start or words.lower[verb - 1] in ("when", "if", "was", "were")
    )


def _speaker_before(words: Clauses, start: int, verb: int, place: int) -> Phrase | None:
    is_passive = words.lower[verb].endswith("ed") and words.lower[verb + 1 : verb + 2] == ["by"]
    if is_passive and not any(words.is_as_saying(i) for i in range(verb + 3, min(place, verb + 12))):
        return words.object(verb + 1, place)  # called a mess by Leaf
    speaker = words.subject(start, verb)
    if not speaker and (verb == start or words.words[verb - 1] == ","):
        return words.object(verb, place)  # Said Leaf: “…”
    return speaker


def _reported_by(words: Clauses, start: int, speaker: Phrase) -> Attribution | None:
    """Find who says what a speaker said: Leaf said Reed called on members to be “closely coordinated”."""
    verb = speaker.first - 1
    verb -= verb > start and words.lower[verb] == "that"
    outer = words.subject(start, verb) if verb > start and words.is_cue(verb) else None
    return attribution_of(outer, verb)


def _only_names(words: Clauses, speaker: Phrase, verb: int, place: int) -> bool:
    """Return whether a thing gets its name: a plan called “Feed”."""
    if speaker.kind != "noun" or words.lower[speaker.first] == "what":
        return False
    return place == verb + 1 or (place == verb + 2 and words.lower[verb + 1] in grammar.DETERMINERS)


# Without a verb of speech ----------------------------------------------------------------------------------


def introduced(words: Clauses, start: int, end: int) -> Attribution | None:
    """Find whose words a sentence introduces that ends with a colon, or goes before a quotation."""
    last = end - 1 - (words.words[end - 1] == ":")
    first = words.name_ending(start, last) if last >= start else None
    if first is not None and (first == start or words.words[first - 1] in (*DASHES, "from", "From")):
        return Attribution(Phrase(first, last + 1, "name"), None)
    return before(words, start, end) or only_subject(words, start, end)


def only_subject(words: Clauses, start: int, end: int) -> Attribution | None:
    """Find the subject of a clause that has no verb of speech: The ad targets a “corrupt system that …”."""
    speaker = words.main_subject(start, end) if start < end else None
    return Attribution(speaker, None) if speaker else None


def signed(words: Clauses) -> Attribution | None:
    """Find the name with which a line begins after a dash, below a quotation: — Leaf, a diplomat."""
    if len(words) < 2 or words.words[0] not in DASHES or not words.is_capital(1):
        return None
    last = words.name_end(1, len(words))
    is_list = last < len(words) and words.words[last] not in ",.("  # - Leaf left
    return None if is_list else Attribution(Phrase(1, last, "name"), None)


def labelled(words: Clauses, start: int, place: int) -> Attribution | None:
    """Find the name before a colon that begins a sentence: Leaf: Withdrawal is “over”."""
    for i in range(start + 1, min(place, start + 6)):
        if words.words[i] == ":" and words.name_ending(start, i - 1) == start:
            return Attribution(Phrase(start, i, "name"), None)
    return None


def is_title(spot: Spot[Clauses], is_introduced: bool) -> bool:
    """Return whether a quotation is no speech but a name: on “Morning Joe”, the so-called “axis”.

    The longer words of a title have capitals, all but prepositions. A single one counts only after a
    preposition or a possessive, or inside a name: on “Today”, Jesús “Chuy” García. After an equals sign is
    the attribute of a tag of HTML.
    """
    words, place, quoted = spot.words, spot.place, spot.quoted
    preceding = words.lower[place - 1] if place else ""
    if preceding in ("so-called", "=") or preceding.startswith("self-"):
        return True
    if not _has_capitals_of_title(quoted) or (
        is_introduced and quoted.rstrip("’'”\"")[-1:] in (".", "?", "!")
    ):
        return False
    is_in_name = 0 < place < len(words) - 1 and words.is_capital(place - 1) and words.is_capital(place + 1)
    return (
        any(mark in quoted for mark in " \xa0-")
        or preceding in grammar.PREPOSITIONS
        or words.words[place - 1].endswith(("'s", "’s"))
        or is_in_name
    )


def _has_capitals_of_title(quoted: str) -> bool:
    of_title = [
        word for word in _TITLE_WORD.findall(quoted[:200]) if word.lower() not in grammar.PREPOSITIONS
    ]
    of_title = [word for word in of_title if len(word) > 3] or of_title
    return bool(of_title) and quoted[0].isupper() and all(word[0].isupper() for word in of_title)
