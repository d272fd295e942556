"""Cells that hold more than their text: HTML and its entities, lists and objects written as text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from newslab.cleaning.screening import bytes_of, pieces
from newslab.readers import REPAIRED, Note, as_text
from newslab.readers.markup import shown_text
from newslab.readers.values import unpacked

_INLINE = r"a|abbr|b|big|cite|code|del|em|font|i|ins|mark|q|s|small|span|strike|strong|sub|sup|u"
_BLOCKS = (
    r"p|br|div|h[1-6]|li|ul|ol|dl|dt|dd|table|tr|td|th|section|article|header|footer|aside|main|nav|blockquote"
    r"|figure|figcaption|img|picture|video|iframe|script|style|hr|pre|html|body|head"
)
#: Elements of any other name, such as <tweet id="7">, by their attributes, or by their end.
_OTHERS = (
    r"""<[a-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))+\s*/?>"""
    r"|</[a-z][\w:.-]*\s*>|<[a-z][\w:.-]*\s*/>"
)
_TAG = rf"(?i)<!--.*?-->|</?(?:{_INLINE}|{_BLOCKS})(?:\s[^<>]*)?/?>|{_OTHERS}"
_ENTITY = r"&(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}[0-9]{0,2});"

_PACKED = r"^\s*[\[{].*[\]}]\s*$"

# Of many comments that are begun and none ended, each would be looked through to the end of the text.
_A_TAG = re.compile(_TAG.replace("<!--.*?-->", "<!--(?:(?!<!--|-->).)*+-->"))
_A_BLOCK = re.compile(rf"(?i)</?(?:{_BLOCKS})(?:\s[^<>]*)?/?>")


def without_markup(cells: pd.Series) -> tuple[pd.Series, list[Note]]:
    """Return texts without HTML, and with characters in place of its entities; a note says how many."""
    notes = []
    for sign, pattern, plain, what in (
        (b"<", _TAG, _without_tags, "HTML"),
        (b"&", _ENTITY, html.unescape, "entities of HTML"),
    ):
        changed = _changed(cells, partial(_hold, sign), pattern, plain)
        if changed:
            notes.append(Note(f"{what} in column {cells.name!r}, now plain text: {len(changed):,}", REPAIRED))
            cells = cells.copy()
            cells.iloc[list(changed)] = list(changed.values())
    return cells, notes


def without_packing(cells: pd.Series) -> tuple[pd.Series, list[Note]]:
    """Return cells in which a list or an object was written as text, read for what they mean."""
    changed = _changed(cells, _begin_packed, _PACKED, lambda text: as_text(unpacked(text)) or "")
    if not changed:
        return cells, []
    cells = cells.copy()
    cells.iloc[list(changed)] = list(changed.values())
    what = f"lists or objects in column {cells.name!r}, now what they mean: {len(changed):,}"
    return cells, [Note(what, REPAIRED)]


def _changed(
    cells: pd.Series, may_hold: Callable[[pa.Array], bool], pattern: str, change: Callable[[str], str]
) -> dict[int, str]:
    """Return the texts that a change alters, by their positions; only those are looked at that hold the
    pattern, and only in pieces of the column that may hold it.
    """
    changed: dict[int, str] = {}
    start = 0
    for piece in pieces(cells):
        if may_hold(piece):
            found = pa.compute.match_substring_regex(piece, f"(?s){pattern}").fill_null(False)
            for place in np.flatnonzero(found.to_numpy(zero_copy_only=False)).tolist():
                text = piece[place].as_py()
                if (new := change(text)) != text:
                    changed[start + place] = new
        start += len(piece)
    return changed


def _hold(sign: bytes, piece: pa.Array) -> bool:
    """Return whether texts hold a sign; it is found in their bytes, which is faster than in each of them."""
    return sign in bytes(bytes_of(piece)[1])


def _begin_packed(piece: pa.Array) -> bool:
    """Return whether a text begins with the bracket of a list or an object, or with white space."""
    limits, letters = bytes_of(piece)
    starts = limits[:-1][limits[:-1] < limits[1:]]
    first = np.frombuffer(letters, np.uint8)[starts]
    return bool(np.isin(first, np.frombuffer(b"[{ \t\n\r\f\v", np.uint8)).any())


def plain_lines(text: str) -> tuple[str, bool]:
    r"""Return a text saved as such without HTML and its entities, and whether it had any.

    Examples
    --------
    >>> plain_lines("It <b>rose</b>.\n\nIt &amp; it fell.")
    ('It rose.\n\nIt & it fell.', True)
    """
    plain = _without_tags(text) if "<" in text and _A_TAG.search(text) else text
    plain = html.unescape(plain) if "&" in plain and _AN_ENTITY.search(plain) else plain
    return plain, plain != text


def _without_tags(text: str) -> str:
    """Return the text of a piece of HTML; where its lines are parted by more than its blocks, they stay."""
    names = {name.lower() for name in _END.findall(text)}
    n_blocks = len(_A_BLOCK.findall(text))
    if n_blocks and n_blocks >= text.count("\n\n"):
        return shown_text(_START.sub(lambda tag: "" if _is_other(tag[1], names) else tag[0], text))[0]
    text = _START.sub(lambda tag: "" if tag[1].lower() in names else tag[0], _A_BLOCK.sub("\n", text))
    return html.unescape(_A_TAG.sub("", text))


def _is_other(name: str, names: Collection[str]) -> bool:
    """Return whether an element that the text ends somewhere is none of HTML."""
    return name.lower() in names and not _A_TAG.fullmatch(f"<{name}>")


#: The names of elements where they begin and end.
_START, _END = re.compile(r"(?i)<([a-z][\w:.-]*)>"), re.compile(r"(?i)</([a-z][\w:.-]*)\s*>")
_AN_ENTITY = re.compile(_ENTITY)
