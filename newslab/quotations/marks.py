"""Where quotations are in a text: pairs of quotation marks of many kinds, nested, unclosed or continued."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# Each mark that can open a quotation, and those that close it. A mark may do both; its neighbours decide.
CLOSERS = {
    "“": '”"',
    "„": '“”"',
    "‟": "”",
    '"': '"”',
    "”": "”",
    "``": ("''", '"'),
    "''": ("''", '"'),
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "‘": "’'",
    "‚": "‘’",
    "'": "'’",
    "`": "'’",
}
SINGLE = frozenset("‘‚'`’")
# Marks whose shape says where they open; guillemets may have a space around them, as in French.
SPACED = frozenset("«»‹›")
# An apostrophe inside a word is none. What every mark may begin with comes first, so that the search is fast.
_MARK = re.compile(r"[“”„‟\"«»‹›「」『』‘‚`'’](?<![^\W_]['’](?=[^\W_]))(?:(?<=`)`|(?<=')'(?!'(?:\W|$)))?")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_HAS_WORD = re.compile(r"[^\W_]")
# What a text without quotations is without, for the search of Arrow: a mark that may open one (a single one
# after no letter or digit), and a line that begins with a dash.
DASHES = "—–-―"
_MAY_OPEN = (
    f"[{''.join(mark for mark in CLOSERS if len(mark) == 1 and mark not in SINGLE)}]"
    rf"|(?:^|[^\pL\pN])[{''.join(SINGLE)}]"
    r"|(?:^|[\n\r\x{2028}\x{2029}])[\s\pZ\x{85}\x1c-\x1f\v]*"
    f"[{re.escape(DASHES)}]"
)
# After the apostrophe of a plural: the boys’ town.
_NEXT_WORD = re.compile(r" [^\W\d_]")
_DECADE = re.compile(r"\d0s\b")
# No text nests quotations deeper than this; the bound keeps odd texts from costing more than their length.
DEEPEST = 6


@dataclass
class Quotation:
    """Words between quotation marks, or from one to the end of its paragraph.

    Attributes
    ----------
    start, end : int
        The words: ``text[start:end]``.
    opened, closed : int
        The same with the marks: ``text[opened:closed]``.
    paragraph : int
        The number of its paragraph.
    is_unclosed : bool
        Whether the closing mark is missing.
    """

    start: int
    end: int
    opened: int
    closed: int
    paragraph: int
    is_unclosed: bool = False


def may_quote(texts: pa.Array) -> np.ndarray:
    """Return which texts may have quotations: those with a mark that may open one, or a line after a dash.

    Examples
    --------
    >>> may_quote(pa.array(["“We left”", "We didn't.", "- We left.", "the boys' town", "an 'end'"])).tolist()
    [True, False, True, False, True]
    """
    return pc.match_substring_regex(texts, _MAY_OPEN).to_numpy(zero_copy_only=False)


def is_in_single_marks(text: str, quotation: Quotation) -> bool:
    """Return whether the mark that opens a quotation is a single one."""
    return text[quotation.opened : quotation.start].strip() in SINGLE


def last_mark(words: str) -> str:
    """Return the mark with which words end, inside a quotation too."""
    return words.rstrip("’'”\"» ")[-1:]


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return where each paragraph starts and ends: a line that is not blank.

    Where lines are wrapped, those of one paragraph are joined: a blank or an indented line begins the next.
    """
    lines = [match.span() for match in _LINE.finditer(text) if not match.group().isspace()]
    if not _is_wrapped(text, lines):
        return lines
    joined = lines[:1]
    for (_, before), (start, end) in pairwise(lines):
        if text[start].isspace() or text.count("\n", before, start) > 1:
            joined.append((start, end))
        else:
            joined[-1] = (joined[-1][0], end)
    return joined


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Return whether most lines break in the middle of a sentence, none being longer than a page is wide."""
    if len(lines) < 4 or max(end - start for start, end in lines) > 90:
        return False
    broken = sum(text[end - 1].isalnum() or text[end - 1] == "," for _, end in lines)
    return broken > len(lines) / 2


def find_quotations(text: str, within: list[tuple[int, int]]) -> list[Quotation]:
    """Return the outermost quotations of a text, in its order.

    Parameters
    ----------
    text : str
        Any text.
    within : list of tuple
        Its `split_paragraphs`. A quotation ends with its paragraph at the latest; a longer one has a piece in
        each.
    """
    found: list[Quotation] = []
    marks = list(_MARK.finditer(text)) if within else []
    last = 0
    for number, (start, end) in enumerate(within):
        first = last
        while last < len(marks) and marks[last].start() < end:
            last += 1
        if first < last:
            found += _in_paragraph(text, start, end, number, marks[first:last])
    return found


def _in_paragraph(
    text: str, start: int, end: int, number: int, marks: list[re.Match[str]]
) -> list[Quotation]:
    pairs: list[tuple[int, int, int, int]] = []
    open_marks: list[tuple[str, int, int]] = []  # mark, its start, its end
    doubtful: tuple[int, int] | None = None  # an apostrophe that may have closed the innermost mark
    for match in marks:
        mark, first, last = match.group(), match.start(), match.end()
        before = text[first - 1] if first > start else " "
        after = text[last] if last < end else " "
        depth = _closed_by(mark, open_marks, before, after)
        opens = _opens(text, mark, before, after, last)
        if mark in SINGLE and open_marks and open_marks[-1][0] not in SINGLE:
            continue  # an apostrophe or a nested quotation
        if depth is not None and mark == open_marks[depth][0] and opens and before.isspace():
            depth = None  # one more opening mark
        if depth is not None and mark in SINGLE and before == "s" and _NEXT_WORD.match(text, last):
            doubtful = (first, last)  # a plural's possessive, unless no better mark comes
            continue
        if depth is not None:
            _, opened, inner = open_marks[depth]
            pairs.append((opened, inner, first, last))
            del open_marks[depth:]
            doubtful = None
        elif opens:
            if mark in SINGLE and open_marks:
                if doubtful:
                    _, opened, inner = open_marks[-1]
                    pairs.append((opened, inner, *doubtful))
                open_marks.pop()
            doubtful = None
            open_marks = [*open_marks[-DEEPEST:], (mark, first, last)]
    return _outermost(text, pairs, open_marks, doubtful, end, number) if pairs or open_marks else []


def _opens(text: str, mark: str, before: str, after: str, last: int) -> bool:
    if mark not in CLOSERS:
        return False
    if mark in SPACED:
        return True
    if after.isspace() or after == ">":  # the end of a tag of HTML
        return False
    if before.isalnum() and mark not in "“„「『":
        return False
    if mark in SINGLE:
        return before not in ".,!?" and (
            (after.isalnum() and not _DECADE.match(text, last)) or after in '“"[…'
        )
    return mark != "”" or before.isspace()


def _closed_by(mark: str, open_marks: list[tuple[str, int, int]], before: str, after: str) -> int | None:
    """Return the place of the open mark that this one closes, None if it closes none."""
    if mark in SINGLE and (after.isalnum() or before.isspace()):
        return None
    for depth in range(len(open_marks) - 1, -1, -1):
        if mark in CLOSERS[open_marks[depth][0]]:
            return depth
    # A curly mark turned the wrong way.
    if (
        mark == "“"
        and open_marks
        and open_marks[-1][0] == "“"
        and not before.isspace()
        and not after.isalnum()
    ):
        return len(open_marks) - 1
    return None


def _outermost(
    text: str,
    pairs: list[tuple[int, int, int, int]],
    open_marks: list[tuple[str, int, int]],
    doubtful: tuple[int, int] | None,
    end: int,
    number: int,
) -> list[Quotation]:
    """Return the quotations of a paragraph that are in no other."""
    last_closed = max((opened for opened, *_ in pairs), default=-1)
    if doubtful:
        pairs = [*pairs, (*open_marks[-1][1:], *doubtful)]
    unclosed = [(o, i) for mark, o, i in open_marks if mark not in SINGLE and o > last_closed][:1]
    pairs = [*pairs, *((opened, first, end, end) for opened, first in unclosed)]
    begun = unclosed[0][0] if unclosed else -1
    found: list[Quotation] = []
    for opened, first, last, closed in sorted(pairs):
        if found and opened < found[-1].closed:
            continue
        words = text[first:last]
        first += len(words) - len(words.lstrip())
        last = first + len(words.strip())
        if _HAS_WORD.search(words):
            found.append(Quotation(first, last, opened, closed, number, opened == begun))
    return found
