"""How the word lists are written down: as a text, and verbs by the form that a dictionary has."""

from __future__ import annotations

_DOUBLED = frozenset(["admit", "brag", "chat", "dub", "quip", "refer", "slam", "snap", "submit"])


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list that is written as a text."""
    return frozenset(text.split())


def forms_of(verbs: str) -> frozenset[str]:
    """Return the forms of regular verbs.

    Examples
    --------
    >>> sorted(forms_of("reply note"))
    ['note', 'noted', 'notes', 'noting', 'replied', 'replies', 'reply', 'replying']
    """
    return frozenset(form for verb in verbs.split() for form in _forms(verb))


def _forms(verb: str) -> tuple[str, str, str, str]:
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    third = verb + ("es" if verb.endswith(("s", "x", "sh", "ch", "o")) else "s")
    return verb, third, stem + "ed", stem + "ing"
