"""Texts in UTF-8 that were read as a Western encoding before they were saved, once or twice."""

from __future__ import annotations

import re

from newslab.cleaning.boilerplate import MOJIBAKE

#: A closing quotation mark whose last byte, which Windows-1252 does not have, was lost.
_CLOSING = re.compile(r"(?<=\S)â€(?=[\s.,;:!?)]|$)")

_MOJIBAKE = re.compile(MOJIBAKE)

#: Its first letters; in nearly every text it takes far less time to see that none of them is there.
_FIRST_LETTERS = MOJIBAKE[1 : MOJIBAKE.index("]")]


def repaired(text: str) -> str:
    """Return a text with the characters that were meant, where pieces of it can only be UTF-8 read wrongly.

    ftfy decides it; curly quotes and all other characters stay as they are.

    Examples
    --------
    >>> repaired("The councilâ€™s vote, said the cafÃ© owner.")
    'The council’s vote, said the café owner.'
    """
    if text.isascii() or not any(letter in text for letter in _FIRST_LETTERS) or not _MOJIBAKE.search(text):
        return text
    import ftfy  # here, because few texts need it

    return ftfy.fix_encoding(_CLOSING.sub("â€\x9d", text))


def first_change(old: str, new: str) -> str:
    """Return the first word that differs, as it was and as it is."""
    pairs = zip(old.split(), new.split(), strict=False)
    before, after = next(((was, now) for was, now in pairs if was != now), (old[:40], new[:40]))
    return f"{before} → {after}"
