"""Texts in UTF-8 that were read as a Western encoding before they were saved, once or twice."""

from __future__ import annotations

import re

from newslab.cleaning.boilerplate import MOJIBAKE

#: A closing quotation mark whose last byte, which Windows-1252 does not have, was lost.
_CLOSING = re.compile(r"(?<=\S)â€(?=[\s.,;:!?)]|$)")

#: The letters with which a wrongly read character begins, and the pattern of what follows.
_FIRST_LETTERS, _NEXT = MOJIBAKE[1 : MOJIBAKE.index("]")], re.compile(MOJIBAKE[MOJIBAKE.index("]") + 1 :])


def repaired(text: str) -> str:
    """Return a text with the characters that were meant, where pieces of it can only be UTF-8 read wrongly.

    ftfy decides it, line by line, as it takes far longer than to see which lines may need it; curly quotes
    and all other characters stay as they are.

    Examples
    --------
    >>> repaired("The councilâ€™s vote, said the cafÃ© owner.")
    'The council’s vote, said the café owner.'
    """
    if text.isascii() or not _is_damaged(text):
        return text
    import ftfy  # here, because few texts need it

    lines = text.split("\n")
    return "\n".join(
        [ftfy.fix_encoding(_CLOSING.sub("â€\x9d", line)) if _is_damaged(line) else line for line in lines]
    )


def _is_damaged(text: str) -> bool:
    """Return whether `MOJIBAKE` is in a text; most letters are in none, and to see that takes little time."""
    return any(
        _NEXT.match(following)
        for letter in _FIRST_LETTERS
        if letter in text
        for following in text.split(letter)[1:]
    )


def first_change(old: str, new: str) -> str:
    """Return the first word that differs, as it was and as it is."""
    pairs = zip(old.split(), new.split(), strict=False)
    before, after = next(((was, now) for was, now in pairs if was != now), (old[:40], new[:40]))
    return f"{before} → {after}"
