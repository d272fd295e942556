"""Rules that find who says a quotation in the words of its sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from newslab.english import speech
from newslab.quotations.clauses import Clauses
from newslab.quotations.words import DASHES, QUOTED, Phrase

# A verb is looked for among so many words behind a quotation and before it, and so many verbs are tried.
WORDS_BEHIND, WORDS_BEFORE, VERBS_BEFORE = 30, 80, 5
_BEFORE_THEIR_SUBJECT = frozenset(["said", "says", "wrote", "writes"])
_ENDS_SEARCH = frozenset(["according", ";", ":"])
_TITLE_WORD = re.compile(r"[^\W\d_][\w’'-]*")


class Attribution(NamedTuple):
    """Who speaks, and the place of the verb; no verb where only a colon stands between."""

    speaker: Phrase
    verb: int | None


def behind(words: Clauses, place: int, end: int, mark: str) -> Attribution | None:
    """Find the speaker in the words behind the quotation at `place`: “…,” Leaf said; “…,” said Leaf.

    Parameters
    ----------
    words : Clauses
        Those of its paragraph.
    place, end : int
        Where the quotation is among them, and up to where its sentence goes on.
    mark : str
        The mark with which the quotation ends.
    """
    first, is_apart = place + 1, mark in ",?!…" + DASHES
    while first < end and words.words[first] in "," + DASHES:
        first, is_apart = first + 1, True
    if words.words[first - 1] in DASHES and end > first:  # “….” — Leaf
        last = end - 1 - (words.words[end - 1] == ".")
        if words.name_ending(first, last) == first:
            return Attribution(Phrase(first, last + 1, "name"), None)
    end = min(end, first + WORDS_BEHIND)
    verb = next((i for i in range(first, end) if words.is_cue(i) or words.lower[i] in _ENDS_SEARCH), end)
    if verb == end or words.words[verb] in ";:":
        return _beside_past(words, place + 1, end) if mark in ",?!" else None
    if words.lower[verb].endswith("ing") and words.lower[verb] != "according":
        return None
    if mark == "." and not is_apart and verb + 1 < end and words.words[verb + 1] not in ".,":
        return None  # “….” Leaf said that …: a sentence of its own
    follows_comma = words.words[verb - 1] in "," + DASHES and words.lower[verb] in _BEFORE_THEIR_SUBJECT
    inverted = words.object(verb, end) if follows_comma else None
    if words.lower[verb] == "according":
        is_close = verb < first + 4 or words.words[verb - 1] == ","
        speaker = words.object(verb + 1, end) if is_close else None
    elif inverted and inverted.kind == "name":
        speaker = inverted
    elif all(words.lower[i] in speech.ADVERBS for i in range(first, verb)):
        speaker = words.object(verb, end) if is_apart or mark != "." else None
    else:
        speaker = words.subject(first, verb)
        if speaker and not is_apart and words.words[speaker.first - 1] not in (QUOTED, ","):
            return None
        is_bare = speaker and speaker.kind == "noun" and words.lower[speaker.first] not in speech.DETERMINERS
        if is_bare and speaker.first == place + 1:
            return None  # what is quoted belongs to the phrase: the “qualified” spat
    return Attribution(speaker, verb) if speaker else None


def _beside_past(words: Clauses, first: int, end: int) -> Attribution | None:
    """Find a name with any verb in the past right behind speech: “…!” beamed Leaf; “…,” Leaf nodded."""
    if first + 1 >= end:
        return None
    if words.lower[first].endswith("ed") and not words.is_capital(first):
        name = words.object(first, end)
        return Attribution(name, first) if name and name.kind == "name" else None
    last = words.name_end(first, end) if words.is_capital(first) else end
    is_past = last < end and words.lower[last].endswith("ed")
    return Attribution(Phrase(first, last, "name"), last) if is_past else None


def is_next(found: Attribution, place: int) -> bool:
    """Return whether who speaks and the verb stand close behind the quotation at `place`."""
    first = found.speaker.first
    return found.verb is None or (min(first, found.verb) < place + 3 and found.verb < place + 12)


def before(words: Clauses, start: int, place: int) -> Attribution | None:
    """Find the speaker in the words from `start` to before the quotation at `place`: Leaf said that “…”."""
    n_tried = 0
    for verb in range(place - 1, max(start, place - WORDS_BEFORE) - 1, -1):
        lower = words.lower[verb]
        if lower == "according":
            speaker = words.object(verb + 1, place)
        elif not words.is_cue(verb):
            continue
        elif lower == "asked" and (verb == start or words.lower[verb - 1] in ("when", "if", "was", "were")):
            continue  # what is quoted is the answer
        elif lower.endswith("ed") and words.lower[verb + 1 : verb + 2] == ["by"]:
            speaker = words.object(verb + 1, place)
        else:
            speaker = words.subject(start, verb)
            if not speaker and (verb == start or words.words[verb - 1] == ","):
                speaker = words.object(verb, place)  # Said Leaf: “…”
            if speaker and lower in speech.NAMING and _only_names(words, speaker, verb, place):
                continue
        if speaker:
            told = _reported_by(words, start, speaker) if place - verb > 2 else None
            return told or Attribution(speaker, verb)
        n_tried += 1
        if n_tried == VERBS_BEFORE:
            break
    return None


def _reported_by(words: Clauses, start: int, speaker: Phrase) -> Attribution | None:
    """Find who says what a speaker said: Leaf said Reed called on members to be “closely coordinated”."""
    verb = speaker.first - 1
    verb -= verb > start and words.lower[verb] == "that"
    outer = words.subject(start, verb) if verb > start and words.is_cue(verb) else None
    return Attribution(outer, verb) if outer else None


def _only_names(words: Clauses, speaker: Phrase, verb: int, place: int) -> bool:
    """Return whether a thing gets its name: a plan called “Feed”."""
    if speaker.kind != "noun" or words.lower[speaker.first] == "what":
        return False
    return place == verb + 1 or (place == verb + 2 and words.lower[verb + 1] in speech.DETERMINERS)


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


def is_title(words: Clauses, place: int, quoted: str, is_introduced: bool) -> bool:
    """Return whether a quotation is no speech but a name: on “Morning Joe”, the so-called “axis”.

    The longer words of a title have capitals, all but prepositions. A single one counts only behind a
    preposition or a possessive, or inside a name: on “Today”, Jesús “Chuy” García. Behind an equals sign
    stands the attribute of a tag of HTML.
    """
    preceding = words.lower[place - 1] if place else ""
    if preceding in ("so-called", "=") or preceding.startswith("self-"):
        return True
    of_title = [word for word in _TITLE_WORD.findall(quoted[:200]) if word.lower() not in speech.PREPOSITIONS]
    of_title = [word for word in of_title if len(word) > 3] or of_title
    if not of_title or not quoted[0].isupper() or not all(word[0].isupper() for word in of_title):
        return False
    is_in_name = 0 < place < len(words) - 1 and words.is_capital(place - 1) and words.is_capital(place + 1)
    if not any(mark in quoted for mark in " \xa0-") and not (
        preceding in speech.PREPOSITIONS or words.words[place - 1].endswith(("'s", "’s")) or is_in_name
    ):
        return False
    return not (is_introduced and quoted.rstrip("’'”\"")[-1:] in (".", "?", "!"))
