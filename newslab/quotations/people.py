"""Which names of an article are a person's, and whether he or she may stand for them."""

from __future__ import annotations

import re
from functools import cached_property

from newslab.english.speech import PARTICLES, words_of

# Words that end the names of what is no person.
_OF_GROUPS = frozenset(
    words_of(
        """
    administration agency army association bank bureau campaign center centre church club coalition
    college commission committee company congress corps council court department force forces
    foundation front government group guard house institute journal league ministry movement network
    news office organization organisation parliament party police post press radio republic school
    senate state states street television times tribune tv union university
    """
    )
)
_PLURALS = ("ans", "ats", "ists")
_TITLES = {"Mr": "he", "Sir": "he", "Lord": "he", "Mrs": "she", "Ms": "she", "Miss": "she", "Lady": "she"}
_TITLED = re.compile(r"\b(Mr|Sir|Lord|Mrs|Ms|Miss|Lady)\b\.?((?: [^\W\d_a-z][\w’'-]*){1,3})")
_WORD = re.compile(r"[\w’'-]+")
_CAPITALS_BEFORE = re.compile(r"\b[^\W\d_a-z][\w’'-]*\.? (?=([^\W\d_a-z][\w’'-]*))")


class People:
    """What an article tells of those it names: who has a full name, and who is a he or a she."""

    def __init__(self, text: str):
        self.text = text

    def fits(self, name: str, pronoun: str) -> bool:
        """Return whether a pronoun may stand for a name."""
        return self._is_person(name) and self._pronouns.get(_family_name(name), pronoun) == pronoun

    def learn(self, name: str, pronoun: str) -> None:
        """Remember that a pronoun stands for a name."""
        self._pronouns.setdefault(_family_name(name), pronoun)

    @cached_property
    def _pronouns(self) -> dict[str, str]:
        titled = [(_family_name(names), _TITLES[title]) for title, names in _TITLED.findall(self.text)]
        return dict(reversed(titled))

    @cached_property
    def _family_names(self) -> set[str]:
        """Words with a capital behind another one: what may follow a first name or a title."""
        return {_without_possessive(word) for word in _CAPITALS_BEFORE.findall(self.text)}

    def _is_person(self, name: str) -> bool:
        words = _WORD.findall(name)
        if not 0 < len(words) < 7 or words[-1].isupper() or words[-1].endswith(_PLURALS):
            return False
        if words[0] in ("A", "An", "The") or words[-1].lower() in _OF_GROUPS:
            return False
        if not all(word.lower() in PARTICLES or any(c.isupper() for c in word) for word in words):
            return False
        return len(words) > 1 or words[0] in self._family_names


def _family_name(name: str) -> str:
    return _without_possessive(_WORD.findall(name)[-1])


def _without_possessive(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s")
