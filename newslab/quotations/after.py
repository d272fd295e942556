"""Rules that find who says a quotation in the words after it, each small, tried in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from newslab.english import grammar
from newslab.quotations.clauses import Clauses
from newslab.quotations.marks import DASHES
from newslab.quotations.phrases import FUNCTION_WORDS
from newslab.quotations.rules import Attribution, Spot, attribution_of
from newslab.quotations.words import MAY_BE_CUES, QUOTED, Phrase

# How many words after a quotation a verb is looked for in.
WORDS_AFTER = 30
_BEFORE_THEIR_SUBJECT = frozenset(["said", "says", "wrote", "writes"])
_ENDS_SEARCH = frozenset(["according", ";", ":"])
_MAY_END_SEARCH = MAY_BE_CUES | _ENDS_SEARCH


class WordsAfter(NamedTuple):
    """The words after a quotation: from `first`, after commas and dashes, to before `end`.

    `verb` is the first verb of speech; `is_apart` is whether the quotation is cut off from them, as by the
    comma in “…,” Leaf said.
    """

    first: int
    end: int
    verb: int
    is_apart: bool


def find_after(spot: Spot[Clauses]) -> Attribution | None:
    """Find the speaker in the words after a quotation: “…,” Leaf said; “…,” said Leaf."""
    words, first, is_apart = spot.words, spot.place + 1, spot.mark in ",?!…" + DASHES
    while first < spot.end and words.words[first] in "," + DASHES:
        first, is_apart = first + 1, True
    end = min(spot.end, first + WORDS_AFTER)
    lower = words.lower
    may_be = [i for i in range(first, end) if lower[i] in _MAY_END_SEARCH]  # few are looked at closely
    verb = next((i for i in may_be if lower[i] in _ENDS_SEARCH or words.is_cue(i)), end)
    if verb < end and words.words[verb] in ";:":
        verb = end
    if verb == end:
        rules = _WITHOUT_VERB
    else:
        rules = (_signature,) if _is_of_next_clause(spot, verb, is_apart) else _WITH_VERB
    found = (rule(spot, WordsAfter(first, end, verb, is_apart)) for rule in rules)
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


def _signature(spot: Spot[Clauses], reach: WordsAfter) -> Attribution | None:
    """“….” — Leaf, a diplomat."""
    words, first = spot.words, reach.first
    if first >= reach.end or words.words[first - 1] not in DASHES or not words.is_capital(first):
        return None
    last = words.name_end(first, spot.end)
    is_all = last == spot.end or words.words[last] in ".,("
    return Attribution(Phrase(first, last, "name"), None) if is_all else None


def _past_before_name(spot: Spot[Clauses], reach: WordsAfter) -> Attribution | None:
    """“…!” beamed Leaf."""
    words, first = spot.words, spot.place + 1
    if first + 1 >= reach.end or spot.mark not in ",?!" or words.is_capital(first):
        return None
    name = words.object(first, reach.end) if words.lower[first].endswith("ed") else None
    return Attribution(name, first) if name and name.kind == "name" else None


def _past_after_name(spot: Spot[Clauses], reach: WordsAfter) -> Attribution | None:
    """“…,” Leaf nodded."""
    words, first = spot.words, spot.place + 1
    if first + 1 >= reach.end or spot.mark not in ",?!" or not words.is_capital(first):
        return None
    last = words.name_end(first, reach.end)
    is_past = last < reach.end and words.lower[last].endswith("ed")
    return Attribution(Phrase(first, last, "name"), last) if is_past else None


def _according(spot: Spot[Clauses], reach: WordsAfter) -> Attribution | None:
    """“…,” according to Leaf."""
    words, verb = spot.words, reach.verb
    if words.lower[verb] != "according" or (verb >= reach.first + 4 and words.words[verb - 1] != ","):
        return None
    return attribution_of(words.object(verb + 1, reach.end), verb)


def _quoted_as_saying(spot: Spot[Clauses], reach: WordsAfter) -> Attribution | None:
    """“…,” the agency quoted Leaf as saying."""
    words = spot.words
    for saying in range(reach.verb + 2, min(reach.end, reach.verb + 15)):
        if words.is_as_saying(saying):
            return attribution_of(words.subject(reach.first, saying), saying)
    return None


def _verb_after_comma(spot: Spot[Clauses], reach: WordsAfter) -> Attribution | None:
    """“…,” in a letter to the council, said Leaf."""
    words, verb = spot.words, reach.verb
    if words.words[verb - 1] not in "," + DASHES or words.lower[verb] not in _BEFORE_THEIR_SUBJECT:
        return None
    name = words.object(verb, reach.end)
    return Attribution(name, verb) if name and name.kind == "name" else None


def _verb_first(spot: Spot[Clauses], reach: WordsAfter) -> Attribution | None:
    """“…,” said Leaf."""
    words, verb = spot.words, reach.verb
    if any(words.lower[i] not in grammar.ADVERBS for i in range(reach.first, verb)):
        return None
    return attribution_of(words.object(verb, reach.end), verb)


def _subject_first(spot: Spot[Clauses], reach: WordsAfter) -> Attribution | None:
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


_Rules = tuple[Callable[[Spot[Clauses], WordsAfter], Attribution | None], ...]
_WITHOUT_VERB: _Rules = (_signature, _past_before_name, _past_after_name)
_WITH_VERB: _Rules = (
    _signature,
    _according,
    _quoted_as_saying,
    _verb_after_comma,
    _verb_first,
    _subject_first,
)


def is_next(found: Attribution, place: int) -> bool:
    """Return whether who speaks and the verb are close after the quotation at `place`."""
    first = found.speaker.first
    return found.verb is None or (min(first, found.verb) < place + 3 and found.verb < place + 12)
