"""Rules that find who says a quotation in the words of its sentence, each small, tried in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from newslab.english import grammar, speech
from newslab.quotations.clauses import FUNCTION_WORDS, Clauses
from newslab.quotations.words import DASHES, POSSESSIVE, QUOTED, Phrase, Words

# A verb is looked for among so many words behind a quotation and before it, and so many verbs are tried.
WORDS_BEHIND, WORDS_BEFORE, VERBS_BEFORE = 30, 80, 5
_BEFORE_THEIR_SUBJECT = frozenset(["said", "says", "wrote", "writes"])
_ENDS_SEARCH = frozenset(["according", ";", ":"])
_TITLE_WORD = re.compile(r"[^\W\d_][\w’'-]*")


class Attribution(NamedTuple):
    """Who speaks, and the place of the verb; no verb where only a colon stands between."""

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


class Behind(NamedTuple):
    """The words behind a quotation: from `first`, behind commas and dashes, to before `end`.

    `verb` is the first verb of speech; `is_apart` is whether the quotation is cut off from them, as by the
    comma in “…,” Leaf said.
    """

    first: int
    end: int
    verb: int
    is_apart: bool


# Behind a quotation ----------------------------------------------------------------------------------------


def behind(spot: Spot[Clauses]) -> Attribution | None:
    """Find the speaker in the words behind a quotation: “…,” Leaf said; “…,” said Leaf."""
    words, first, is_apart = spot.words, spot.place + 1, spot.mark in ",?!…" + DASHES
    while first < spot.end and words.words[first] in "," + DASHES:
        first, is_apart = first + 1, True
    end = min(spot.end, first + WORDS_BEHIND)
    verb = next((i for i in range(first, end) if words.is_cue(i) or words.lower[i] in _ENDS_SEARCH), end)
    if verb < end and words.words[verb] in ";:":
        verb = end
    if verb == end:
        rules = _WITHOUT_VERB
    else:
        rules = (_signature,) if _is_of_next_clause(spot, verb, is_apart) else _WITH_VERB
    found = (rule(spot, Behind(first, end, verb, is_apart)) for rule in rules)
    return next(filter(None, found), None)


def _is_of_next_clause(spot: Spot[Clauses], verb: int, is_apart: bool) -> bool:
    """Return whether a verb says something else: “…,” smiling; “….” Leaf said that …"""
    words = spot.words
    if words.lower[verb].endswith("ing") and words.lower[verb] != "according":
        return True
    says_more = verb + 1 < spot.end and words.words[verb + 1] not in ".,"
    return (
        spot.mark == "." and not is_apart and says_more and (verb > spot.place + 1 or words.is_capital(verb))
    )


def _signature(spot: Spot[Clauses], reach: Behind) -> Attribution | None:
    """“….” — Leaf, a diplomat."""
    words, first = spot.words, reach.first
    if first >= reach.end or words.words[first - 1] not in DASHES or not words.is_capital(first):
        return None
    last = words.name_end(first, spot.end)
    is_all = last == spot.end or words.words[last] in ".,("
    return Attribution(Phrase(first, last, "name"), None) if is_all else None


def _past_before_name(spot: Spot[Clauses], reach: Behind) -> Attribution | None:
    """“…!” beamed Leaf."""
    words, first = spot.words, spot.place + 1
    if first + 1 >= reach.end or spot.mark not in ",?!" or words.is_capital(first):
        return None
    name = words.object(first, reach.end) if words.lower[first].endswith("ed") else None
    return Attribution(name, first) if name and name.kind == "name" else None


def _past_behind_name(spot: Spot[Clauses], reach: Behind) -> Attribution | None:
    """“…,” Leaf nodded."""
    words, first = spot.words, spot.place + 1
    if first + 1 >= reach.end or spot.mark not in ",?!" or not words.is_capital(first):
        return None
    last = words.name_end(first, reach.end)
    is_past = last < reach.end and words.lower[last].endswith("ed")
    return Attribution(Phrase(first, last, "name"), last) if is_past else None


def _according(spot: Spot[Clauses], reach: Behind) -> Attribution | None:
    """“…,” according to Leaf."""
    words, verb = spot.words, reach.verb
    if words.lower[verb] != "according" or (verb >= reach.first + 4 and words.words[verb - 1] != ","):
        return None
    return _attribution(words.object(verb + 1, reach.end), verb)


def _quoted_as_saying(spot: Spot[Clauses], reach: Behind) -> Attribution | None:
    """“…,” the agency quoted Leaf as saying."""
    words = spot.words
    for saying in range(reach.verb + 2, min(reach.end, reach.verb + 15)):
        if words.is_as_saying(saying):
            return _attribution(words.subject(reach.first, saying), saying)
    return None


def _verb_behind_comma(spot: Spot[Clauses], reach: Behind) -> Attribution | None:
    """“…,” in a letter to the council, said Leaf."""
    words, verb = spot.words, reach.verb
    if words.words[verb - 1] not in "," + DASHES or words.lower[verb] not in _BEFORE_THEIR_SUBJECT:
        return None
    name = words.object(verb, reach.end)
    return Attribution(name, verb) if name and name.kind == "name" else None


def _verb_first(spot: Spot[Clauses], reach: Behind) -> Attribution | None:
    """“…,” said Leaf."""
    words, verb = spot.words, reach.verb
    if any(words.lower[i] not in grammar.ADVERBS for i in range(reach.first, verb)):
        return None
    return _attribution(words.object(verb, reach.end), verb)


def _subject_first(spot: Spot[Clauses], reach: Behind) -> Attribution | None:
    """“…,” Leaf said; but what is quoted may belong to the phrase: the “qualified” spat."""
    words = spot.words
    speaker = None if words.lower[reach.verb] == "according" else words.subject(reach.first, reach.verb)
    if not speaker:
        return None
    is_bare = speaker.kind == "noun" and words.lower[speaker.first] not in grammar.DETERMINERS
    if is_bare and speaker.first == spot.place + 1 and not (reach.is_apart and _is_plain(words, speaker)):
        return None
    is_beside = reach.is_apart or words.words[speaker.first - 1] in (QUOTED, ",")
    return Attribution(speaker, reach.verb) if is_beside else None


def _is_plain(words: Clauses, speaker: Phrase) -> bool:
    """Return whether a phrase may be who speaks, without an article: officials, state media."""
    opening = words.lower[speaker.first]
    return opening not in FUNCTION_WORDS - {"all", "both"} and not opening.endswith(("ing", "ed"))


_Rules = tuple[Callable[[Spot[Clauses], Behind], Attribution | None], ...]
_WITHOUT_VERB: _Rules = (_signature, _past_before_name, _past_behind_name)
_WITH_VERB: _Rules = (
    _signature,
    _according,
    _quoted_as_saying,
    _verb_behind_comma,
    _verb_first,
    _subject_first,
)


def _attribution(speaker: Phrase | None, verb: int) -> Attribution | None:
    return Attribution(speaker, verb) if speaker else None


def is_next(found: Attribution, place: int) -> bool:
    """Return whether who speaks and the verb are close behind the quotation at `place`."""
    first = found.speaker.first
    return found.verb is None or (min(first, found.verb) < place + 3 and found.verb < place + 12)


# Before a quotation ----------------------------------------------------------------------------------------


def before(words: Clauses, start: int, place: int) -> Attribution | None:
    """Find the speaker in the words from `start` to before the quotation at `place`: Leaf said that “…”."""
    n_tried = 0
    for verb in range(place - 1, max(start, place - WORDS_BEFORE) - 1, -1):
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
    is_predicate = words.lower[place - 1] in grammar.AUXILIARIES
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
    return _attribution(outer, verb)


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
    """Find the name with which a line begins behind a dash, below a quotation: — Leaf, a diplomat."""
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

    The longer words of a title have capitals, all but prepositions. A single one counts only behind a
    preposition or a possessive, or inside a name: on “Today”, Jesús “Chuy” García. Behind an equals sign is
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
