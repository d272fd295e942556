"""Which names of an article are a person's, and whether he or she may mean them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
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
_FIRST_NAMES = dict.fromkeys(FIRST_NAMES_OF_HIM, "he") | dict.fromkeys(FIRST_NAMES_OF_HER, "she")
_NAME = r"[^\W\d_a-z][\w’'-]*"


def _after(titles: Collection[str]) -> str:
    """Return a pattern of the place after one of some titles, with or without its full stop."""
    of_length: dict[int, list[str]] = {}
    for title in sorted(titles):
        of_length.setdefault(len(title), []).append(title)
    return "|".join(
        rf"(?<=\b(?:{'|'.join(some)}){dot} )" for some in of_length.values() for dot in ("", r"\.")
    )


# Spaces before a capital are few, so that titles are looked for before these, and after the letters with
# which they end.
_LAST_LETTERS = "".join(sorted({title[-1] for title in OF_HIM | OF_HER}))
_TITLED = re.compile(
    rf" (?=[^\W\d_a-z])(?i:(?<=[{_LAST_LETTERS}.] )(?:(?P<he>{_after(OF_HIM)})|(?P<she>{_after(OF_HER)})))"
    rf"(?P<name>{_NAME}(?: {_NAME}){{0,2}})"
)
_WORD = re.compile(r"[\w’'-]+")
_ENDS_WITH_NAME = re.compile(rf"\b{_NAME}\.?$")
# How many characters before a word are read for the end of another name.
LONGEST_NAME = 50


class People:
    """What an article says of those it names: who has a full name, and who is a he or a she."""

    def __init__(self, text: str):
        self.text = text
        self._learnt: dict[str, str] = {}
        self._follows: dict[str, bool] = {}

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
            pronoun = "she" if match["he"] is None else "he"
            titled[pronoun].append((match.start("name"), _without_possessive(match["name"])))
        return titled

    @cached_property
    def _titles(self) -> dict[str, str]:
        found = [(at, family_name(name), of) for of, some in self._titled.items() for at, name in some]
        return {name: pronoun for _, name, pronoun in sorted(found, reverse=True)}

    def _follows_name(self, word: str) -> bool:
        """Return whether a word follows another with a capital somewhere: a first name, or a title."""
        start = -1
        while (start := self.text.find(f" {word}", start + 1)) >= 0:
            whole = _WORD.match(self.text, start + 1)
            if whole and _without_possessive(whole.group()) == word:
                before = self.text[max(start - LONGEST_NAME, 0) : start]
                if _ENDS_WITH_NAME.search(before):
                    return True
        return False

    def _is_person(self, name: str) -> bool:
        words = _WORD.findall(name)
        if not 0 < len(words) < 7 or words[-1].isupper() or words[-1].endswith(_PLURALS):
            return False
        if words[0] in ("A", "An", "The") or words[-1].lower() in GROUPS:
            return False
        if not all(word.lower() in LINKS or any(c.isupper() for c in word) for word in words):
            return False
        if len(words) == 1 and words[0] not in self._follows:
            self._follows[words[0]] = self._follows_name(words[0])
        return len(words) > 1 or self._follows[words[0]]


def family_name(name: str) -> str:
    """Return the last word of a name."""
    return _without_possessive(_WORD.findall(name)[-1])


def _without_possessive(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s")
