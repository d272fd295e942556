"""What the head of an article looks like: the bylines, the headline and the title above its sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from newslab.cleaning import boilerplate
from newslab.cleaning.page import Page
from newslab.dates import is_date, without_time


def find_bylines(page: Page, most: int = 8) -> set[int]:
    """Return the positions of bylines before the first sentence, among no more than `most` other lines."""
    bylines: set[int] = set()
    n_others = 0
    filled = list(page.filled.items())
    # A headline may be a question, or a sentence; the byline right below it shows that.
    above = {filled[0][0]} if len(filled) > 2 and _may_be_headline(filled[0][1], filled[1][1]) else set()
    for position, line in filled:
        if is_byline(line):
            bylines.add(position)
        elif n_others == most or len(line) > 200 or (ends_a_sentence(line) and position not in above):
            break
        else:
            n_others += 1
    return bylines


def find_headline(page: Page, bylines: set[int]) -> str | None:
    """Return the first line, where the next one is a byline and prose is below."""
    filled = list(page.filled.items())
    if len(filled) < 3 or filled[0][0] in bylines or filled[1][0] not in bylines:
        return None
    if not _may_be_headline(filled[0][1], filled[1][1]):
        return None
    has_prose = any(ends_a_sentence(line) for position, line in filled[2:] if position not in bylines)
    return filled[0][1] if has_prose else None


def _may_be_headline(line: str, below: str) -> bool:
    """Return whether a line above a byline is a headline; one that ends in a full stop needs an author."""
    if len(line) > 150 or is_byline(line) or not is_byline(below):
        return False
    return not line.endswith(".") or boilerplate.AUTHOR.match(below) is not None


def date_of(part: str) -> str | None:
    """Return the date that a part of a byline is, without its time; None where it is none."""
    if date := boilerplate.DATE.fullmatch(part):
        return date["date"]
    return without_time(part) if len(part) <= 80 and is_date(part) else None


def ends_a_sentence(line: str) -> bool:
    """Return whether a line ends as a sentence does."""
    return boilerplate.SENTENCE_END.search(line[-12:]) is not None


@lru_cache(maxsize=100)  # several rules ask of the same first lines
def is_byline(line: str) -> bool:
    """Return whether all parts of a line are authors and dates."""
    if len(line) > 200:
        return False
    parts = parts_of(line)
    details = [part for part in parts if not boilerplate.READING_TIME.fullmatch(part)]
    kinds = [_kind_of_detail(detail) for detail in details]
    return bool(kinds) and None not in kinds and kinds != ["role"]


def parts_of(line: str) -> list[str]:
    """Return the parts of a byline; of "By Ana Roy, 3 March 2021" these are the author and the date.

    Examples
    --------
    >>> parts_of("Von Ana Roy, 3. März 2021, 09:33 Uhr | Berlin")
    ['Von Ana Roy', '3. März 2021, 09:33 Uhr', 'Berlin']
    """
    parts: list[str] = []
    for part in map(str.strip, boilerplate.PARTING.split(line)):
        comma = _BEFORE_DATE.match(part)
        are_both = comma and boilerplate.AUTHOR.fullmatch(comma[1]) and date_of(comma[2])
        parts += comma.groups() if comma and are_both else [part]
    return parts


#: A name, and after a comma what has digits.
_BEFORE_DATE = re.compile(r"([^\d,]{5,80}), (.*\d.*)")


def _kind_of_detail(part: str) -> str | None:
    """Return what a part of a byline is: an author, what the author is, or a date."""
    if boilerplate.AUTHOR.fullmatch(part):
        return "author"
    if boilerplate.ROLE.fullmatch(part):
        return "role"
    return "date" if date_of(part) else None


def has_title(filled: dict[int, str]) -> bool:
    """Return whether the first line is a title: it is on its own, above a sentence longer than itself."""
    positions = list(filled)
    if len(filled) < 2 or positions[1] == positions[0] + 1:
        return False
    first, *others = filled.values()
    return _looks_like_title(first) and any(
        len(line) > len(first) and ends_a_sentence(line) for line in others
    )


def _looks_like_title(line: str) -> bool:
    """Return whether a line is no sentence, and no heading like "Introduction", of less than three words."""
    if len(line) > 150 or ends_a_sentence(line) or is_byline(line):
        return False
    return len(re.findall(r"\w\S*", line)) >= 3 or len(boilerplate.UNSPACED.findall(line)) >= 6
