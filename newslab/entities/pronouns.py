"""Which names of an article are a person's, and whether he or she may mean them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from newslab.english.names import (
    FIRST_NAMES_OF_HER,
    FIRST_NAMES_OF_HIM,
    GROUPS,
    LINKS,
    OF_HER,
    OF_HIM,
)
from newslab.entities.persons import without_title

_PLURALS = ("ans", "ats", "ists")
_PRONOUNS = dict.fromkeys(OF_HIM, "he") | dict.fromkeys(OF_HER, "she")
_FIRST_NAMES = dict.fromkeys(FIRST_NAMES_OF_HIM, "he") | dict.fromkeys(FIRST_NAMES_OF_HER, "she")
_NAME = r"[^\W\d_a-z][\w’'-]*"
# A look at the first letter, and at what comes after the word, spares most words the long list; the last two
# letters are s and k as well where case is ignored.
_FIRST_LETTERS = "".join({letter for word in _PRONOUNS for letter in (word[0], word[0].upper())}) + "ſ\u212a"
_TITLED = re.compile(
    rf"\b(?=[{_FIRST_LETTERS}]\w*\.? [^\W\d_a-z])"
    rf"((?i:{'|'.join(sorted(_PRONOUNS))}))\b\.?((?: {_NAME}){{1,3}})"
)
_WORD = re.compile(r"[\w’'-]+")
_CAPITALS_BEFORE = re.compile(rf"\b{_NAME}\.? (?=({_NAME}))")


class People:
    """What an article says of those it names: who has a full name, and who is a he or a she."""

    def __init__(self, text: str):
        self.text = text
        self._learnt: dict[str, str] = {}

    def fits(self, name: str, pronoun: str) -> bool:
        """Return whether a pronoun may mean a name."""
        return self._is_person(name) and (self.pronoun_of(name) or pronoun) == pronoun

    def learn(self, name: str, pronoun: str) -> None:
        """Remember that a pronoun means a name."""
        self._learnt.setdefault(family_name(name), pronoun)

    def titled_before(self, pronoun: str, place: int) -> tuple[int, str] | None:
        """Return the last name before a place of the text whose title says that it is a he's, or a she's, and
        where it is.
        """
        titled = self._titled[pronoun]
        i = bisect_left(titled, (place, ""))
        return titled[i - 1] if i else None

    def pronoun_of(self, name: str) -> str | None:
        """Return he or she, where a title, an earlier pronoun or the first name says so."""
        last = family_name(name)
        first = _WORD.findall(without_title(name))[0].lower()
        return self._titles.get(last) or self._learnt.get(last) or _FIRST_NAMES.get(first)

    @cached_property
    def _titled(self) -> dict[str, list[tuple[int, str]]]:
        """Where each name after a title is, by the pronoun that may mean it."""
        titled: dict[str, list[tuple[int, str]]] = {"he": [], "she": []}
        for match in _TITLED.finditer(self.text):
            titled[_PRONOUNS[match[1].lower()]].append((match.start(), _without_possessive(match[2].strip())))
        return titled

    @cached_property
    def _titles(self) -> dict[str, str]:
        found = [(at, family_name(name), of) for of, some in self._titled.items() for at, name in some]
        return {name: pronoun for _, name, pronoun in sorted(found, reverse=True)}

    @cached_property
    def _family_names(self) -> set[str]:
        """Words with a capital after another one: what may follow a first name or a title."""
        return {_without_possessive(word) for word in _CAPITALS_BEFORE.findall(self.text)}

    def _is_person(self, name: str) -> bool:
        words = _WORD.findall(name)
        if not 0 < len(words) < 7 or words[-1].isupper() or words[-1].endswith(_PLURALS):
            return False
        if words[0] in ("A", "An", "The") or words[-1].lower() in GROUPS:
            return False
        if not all(word.lower() in LINKS or any(c.isupper() for c in word) for word in words):
            return False
        return len(words) > 1 or words[0] in self._family_names


def family_name(name: str) -> str:
    """Return the last word of a name."""
    return _without_possessive(_WORD.findall(name)[-1])


def _without_possessive(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s")
