"""Pages that a server or an archive gives in place of an article: not found, denied, moved, logged out.

The phrases are in `error_pages.yml`, by what they are.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute
import yaml

#: How many words such a page has at most: below a heading that no article has; with a sentence about the
#: error below another, and without one; and where there is no heading, but a sentence.
_MOST_WORDS, _MOST_WITH_SENTENCE, _MOST_WITHOUT, _MOST_OF_ONE = 150, 60, 8, 24
_MOST_BYTES = 1_200


def error_page(text: str, title: str | None = None) -> str | None:
    r"""Return the line that says that a text is no article but a page with an error, or None.

    Examples
    --------
    >>> error_page("403 Forbidden\n\nnginx"), error_page("Please log in again.", "Session expired")
    ('403 Forbidden', 'Session expired')
    >>> error_page("The ministry denied the access to its files, as the court had said.", "Access denied")
    """
    n_words = len(text.split()) if len(text) <= _MOST_BYTES else _MOST_WORDS + 1
    if n_words > _MOST_WORDS:
        return None
    phrases = _phrases()
    first = text.lstrip().split("\n", 1)[0].strip()
    likely = None
    for heading in _headings(first, title):
        code, plain = _without_code(heading)
        if plain in phrases.sure or (code and plain in phrases.headings):
            return heading
        if plain in phrases.headings or (code and not plain):
            likely = likely or heading
    if n_words > _MOST_WITH_SENTENCE:
        return None
    plain = text.casefold()
    if likely:
        is_short = n_words <= _MOST_WITHOUT and not _WORD.fullmatch(likely)
        return likely if is_short or any(sentence in plain for sentence in phrases.sentences) else None
    begins = n_words <= _MOST_OF_ONE and any(0 <= plain.find(s) < _BEGINNING for s in phrases.sentences)
    return first[:80] if begins else None


def find_error_pages(texts: pd.Series, titles: pd.Series | None) -> dict[int, str]:
    """Return the texts that are error pages, by their positions, with the line that says so.

    Most are seen to be none by their length, or by how they and their titles begin.
    """
    stored = pa.array(texts.array, pa.large_string())
    lengths = pa.compute.binary_length(stored).fill_null(_MOST_BYTES + 1)
    begin_so = _begin_so(stored)
    if titles is not None:
        begin_so |= _begin_so(pa.array(titles.array, pa.large_string()))
    may_be = begin_so & np.array(pa.compute.less_equal(lengths, _MOST_BYTES), bool)
    found: dict[int, str] = {}
    for place in np.flatnonzero(may_be).tolist():
        title = titles.iloc[place] if titles is not None else None
        if line := error_page(texts.iloc[place], title if isinstance(title, str) else None):
            found[place] = line
    return found


def _begin_so(lines: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """Return which lines begin as a page with an error may: by their bytes, which are found at once."""
    begins = pa.compute.binary_slice(lines.cast(pa.large_binary()), 0, _BYTES[0])
    plain = pa.compute.ascii_lower(begins.cast(options=_CUT_ANYWHERE)).cast(pa.large_binary())
    found = np.zeros(len(lines), bool)
    for n_bytes, beginnings in zip(_BYTES, _phrases().beginnings, strict=True):
        same = plain if n_bytes == _BYTES[0] else pa.compute.binary_slice(plain, 0, n_bytes)
        found |= np.array(pa.compute.is_in(same, value_set=beginnings), bool)
    return found


#: How many bytes of a beginning are compared: of most phrases, of short ones, and of the number of an error.
_BYTES = (6, 4, 3)

#: Text again, though its last character may be cut.
_CUT_ANYWHERE = pa.compute.CastOptions(pa.large_string(), allow_invalid_utf8=True)


class _Phrases(NamedTuple):
    """What pages with an error say."""

    sure: frozenset[str]
    headings: frozenset[str]
    sentences: tuple[str, ...]
    #: The first bytes of all of them, with a small letter and with a capital, for each number of bytes.
    beginnings: tuple[pa.Array, ...]


@cache
def _phrases() -> _Phrases:
    page = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    phrases = [*page["sure"], *page["headings"], *page["sentences"], *_WORDS_OF_CODES]
    by_length: dict[int, set[bytes]] = {n: set() for n in _BYTES}
    by_length[3] |= {str(code).encode() for code in range(300, 530)}
    for phrase in phrases:
        for spelling in (phrase, phrase[0].upper() + phrase[1:]):
            written = spelling.encode()
            n_bytes = next(n for n in _BYTES if n <= len(written))
            by_length[n_bytes].add(written[:n_bytes].lower())
    return _Phrases(
        sure=frozenset(page["sure"]),
        headings=frozenset(page["headings"]),
        sentences=tuple(page["sentences"]),
        beginnings=tuple(pa.array(sorted(each), pa.large_binary()) for each in by_length.values()),
    )


# Headings ---------------------------------------------------------------------------------------------------

#: The number of an error or a redirection in the protocol of the web, and what may be before it.
_NUMBER = r"(?:30[1-8]|4[0-4][0-9]|451|50[0-9]|52[0-9])"
_WORDS_OF_CODES = (
    "error",
    "http",
    "https",
    "status",
    "code",
    "fehler",
    "erreur",
    "errore",
    "erro",
    "fout",
    "błąd",
)
_CODE = (
    rf"(?:(?:{'|'.join(sorted(_WORDS_OF_CODES, reverse=True))})[ /:-]*){{0,3}}"
    rf"{_NUMBER}(?:[ .:|–—-]+|$)"
)
_BEFORE, _AFTER = re.compile(_CODE), re.compile(rf"[ (:–—-]+(?:error )?{_NUMBER}\)?$")

#: What is between a headline and the name of a site.
_PARTING = re.compile(r"\s[|–—-]\s")
_LONGEST = 120

#: A single word, which may be all of a short message.
_WORD = re.compile(r"[a-z]+\W*", re.IGNORECASE)

#: Before which character a sentence about the error begins, where there is no heading.
_BEGINNING = 20


def _headings(first: str, title: str | None) -> list[str]:
    """Return the lines that may be headings: the title and the first line, and their parts between dashes."""
    lines = [line for line in ((title or "").strip(), first) if 0 < len(line) < _LONGEST]
    parts = [part.strip() for line in lines if _PARTING.search(line) for part in _PARTING.split(line)]
    return lines + [part for part in parts if part]


def _without_code(heading: str) -> tuple[bool, str]:
    """Return whether a heading has the number of an error, and the rest of it in small letters."""
    plain = heading.casefold().strip(" .!…")
    found = _BEFORE.match(plain) or _AFTER.search(plain)
    if not found:
        return False, plain
    return True, (plain[: found.start()] + plain[found.end() :]).strip(" .:!…-–—")
