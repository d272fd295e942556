"""Cleaning of articles saved as text: what the page around an article left in it, rule by rule.

A rule takes whole lines only, and only such as an article's own sentences do not look like: boilerplate
that stays does less harm than a sentence that goes. Rules run in the order of `PAGE_RULES` until none finds
anything more, so that cleaning a cleaned text changes nothing. Each takes all it finds at once, so that even
a page of nothing but boilerplate is done in a few rounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from newslab.cleaning import boilerplate
from newslab.cleaning.mojibake import first_change, repaired
from newslab.dates import is_date, without_time
from newslab.wrapping import join_wrapped_lines


@dataclass
class Page:
    """An article saved as text: its lines, what is known of it, and what the rules took out."""

    lines: list[str]
    title: str | None = None
    date: str | None = None
    author: str | None = None
    removed: list[tuple[str, str]] = field(default_factory=list)
    #: The first line, where a byline below it says that it is the headline.
    headline: str | None = None

    @property
    def text(self) -> str:
        """The lines as one text, without white space around it."""
        return "\n".join(self.lines).strip()

    @cached_property
    def filled(self) -> dict[int, str]:
        """The lines that are not blank, by their positions, without white space around them."""
        stripped = enumerate(map(str.strip, self.lines))
        return {position: line for position, line in stripped if line}

    @cached_property
    def short(self) -> list[tuple[int, str]]:
        """The filled lines that are not too long for boilerplate, with their positions."""
        return [(position, line) for position, line in self.filled.items() if len(line) <= 400]

    def replace(self, lines: list[str]) -> None:
        """Put other lines in place of these."""
        self.lines = lines
        for made in ("filled", "short"):
            self.__dict__.pop(made, None)  # to be made anew

    def matching(self, pattern: re.Pattern[str], longest: int) -> set[int]:
        """Return the positions of lines of up to `longest` characters that `pattern` matches as a whole."""
        return {position for position, line in self.short if len(line) <= longest and pattern.fullmatch(line)}

    def remove(self, positions: Collection[int], rule: str) -> None:
        """Take out the lines at `positions`, each with the blank line that would be double after it."""
        if not positions:
            return
        kept: list[str] = []
        after_removed = False
        for position, line in enumerate(self.lines):
            if position in positions:
                self.removed.append((rule, line.strip()))
                after_removed = True
            elif not after_removed or line.strip() or (kept and kept[-1].strip()):
                kept.append(line)
                after_removed = False
        self.replace(kept)


def clean_page(text: str, title: str | None = None) -> Page:
    r"""Clean a page saved as text, by all rules; `title` is the article's title where it is known.

    Examples
    --------
    >>> page = clean_page("World\n\nThe river rises\n\nBy Ana Roy\n\nIt rose by a metre.\n\nAdvertisement")
    >>> page.title, page.author, page.text
    ('The river rises', 'Ana Roy', 'It rose by a metre.')
    """
    return _clean(_page(text, title), PAGE_RULES)


def clean_cell(text: str) -> Page:
    """Clean a text out of a table, in which title, date and author have columns of their own."""
    return _clean(_page(text), CELL_RULES)


def _page(text: str, title: str | None = None) -> Page:
    """Return a text as lines that are whole: decoded rightly, and a paragraph each."""
    right = repaired(text)
    lines, n_joined = join_wrapped_lines(right.split("\n"), _is_byline)
    page = Page(lines, title=title)
    if right != text:
        page.removed.append(("wrong decoding repaired", first_change(text, right)))
    if n_joined:
        page.removed.append(("lines of a fixed width joined", f"{n_joined:,} lines"))
    return page


def _clean(page: Page, rules: Collection[Callable[[Page], None]]) -> Page:
    for _ in range(MOST_ROUNDS):
        n_removed = len(page.removed)
        for rule in rules:
            rule(page)
        if len(page.removed) == n_removed:
            break
    return page


#: Pages take two or three rounds; more than twenty takes only a text made to take time without end.
MOST_ROUNDS = 20


# The rules --------------------------------------------------------------------------------------------------


def remove_stray_letter(page: Page) -> None:
    """Remove the stray "Â" of a no-break space decoded wrongly: before a space, or at the end of a line."""
    if not any("Â" in line for line in page.lines):
        return
    lines = [boilerplate.STRAY_LETTER.sub("", line) for line in page.lines]
    n_letters = sum(map(len, page.lines)) - sum(map(len, lines))
    if n_letters:
        page.replace(lines)
        page.removed.append(("stray letter removed", "Â" * n_letters))


def remove_advertisements(page: Page) -> None:
    """Remove lines in place of an advertisement: "Advertisement", "Story continues below"."""
    page.remove(page.matching(boilerplate.ADVERTISEMENT, longest=80), "advertisement removed")


def remove_promotions(page: Page) -> None:
    """Remove lines that ask for a click: "Share this article", "Read more: …", "Follow us on …"."""
    page.remove(page.matching(boilerplate.PROMOTION, longest=160), "promotion removed")


def remove_navigation(page: Page) -> None:
    """Remove "Skip to main content" and the box about cookies."""
    page.remove(page.matching(boilerplate.NAVIGATION, longest=60), "navigation removed")
    if any("cookie" in line.lower() for _, line in page.short):  # rare, and quicker to see
        page.remove(page.matching(boilerplate.COOKIES, longest=400), "cookie notice removed")


def remove_tail(page: Page) -> None:
    """Remove all from "Recommended" or the like on, where only short lines without a sentence follow."""
    start, n_lines = None, 0
    for position, line in reversed(page.filled.items()):
        if len(line) <= 120 and boilerplate.TAIL_HEADING.fullmatch(line):
            start, n_lines = position, 0
        elif len(line) > 120 or n_lines > 30 or _ends_a_sentence(line):
            break
        n_lines += 1
    else:
        return  # Short lines throughout: these are the article.
    if start is not None:
        page.remove({position for position in page.filled if position >= start}, "tail removed")


def remove_captions(page: Page) -> None:
    """Remove photo captions with their credit: "… [Getty]", "… via AP", "Photo: …", "… (AP Photo/…)"."""
    page.remove(page.matching(boilerplate.CAPTION, longest=300), "photo caption removed")


def remove_section(page: Page) -> None:
    """Remove the section of the site where the first lines name it: "World", "News > Middle East"."""

    def is_section(position: int) -> bool:
        return boilerplate.SECTION.fullmatch(page.filled[position]) is not None

    page.remove(set(takewhile(is_section, list(page.filled)[:-1])), "section removed")


def lift_byline(page: Page) -> None:
    """Lift date and author from lines above the article: "2024-12-07", "By Ana Roy | 7 December 2024"."""
    bylines = _bylines(page)
    # Dates as headings further down make a chronology, and then the first of them is a heading as well.
    if bylines and (dates := page.matching(boilerplate.DATE, longest=80)) - bylines:
        bylines -= dates
    updated = None
    for position in sorted(bylines):
        for part in boilerplate.PARTING.split(page.filled[position]):
            if author := boilerplate.AUTHOR.fullmatch(part):
                page.author = page.author or author["author"] or author["writer"]
            elif (date := _date_of(part)) and boilerplate.UPDATED.match(part):
                updated = updated or date
            else:
                page.date = page.date or date
    page.date = page.date or updated
    page.headline = page.headline or _headline(page, bylines)
    page.remove(bylines, "date or author lifted")


def lift_title(page: Page) -> None:
    """Lift the title: a first line that stands alone, short and without a full stop, above sentences."""
    filled = list(page.filled)
    is_first = bool(filled) and page.filled[filled[0]] == page.headline
    if page.title is None and (is_first or _has_title(page.filled)):
        page.title = page.filled[filled[0]]
    title = _words_in(page.title or "")
    if title:
        repeats = takewhile(lambda position: _words_in(page.filled[position]) == title, filled[:-1])
        page.remove(set(repeats), "title lifted")


#: The rules for a page saved as text, in the order in which they run.
PAGE_RULES = (
    remove_stray_letter,
    remove_navigation,
    remove_advertisements,
    remove_promotions,
    remove_tail,
    remove_captions,
    remove_section,
    lift_byline,
    lift_title,
)

#: The rules for a text out of a table: those that take plain boilerplate, and need no head of a page.
CELL_RULES = (remove_stray_letter, remove_navigation, remove_advertisements, remove_tail)


# What a line looks like -------------------------------------------------------------------------------------


def _bylines(page: Page, most: int = 8) -> set[int]:
    """Return the positions of bylines before the first sentence, among no more than `most` other lines."""
    bylines: set[int] = set()
    n_others = 0
    filled = list(page.filled.items())
    # A headline may be a question, or a sentence; the byline right below it tells it from a paragraph.
    above = {filled[0][0]} if len(filled) > 2 and _may_be_headline(filled[0][1], filled[1][1]) else set()
    for position, line in filled:
        if _is_byline(line):
            bylines.add(position)
        elif n_others == most or len(line) > 200 or (_ends_a_sentence(line) and position not in above):
            break
        else:
            n_others += 1
    return bylines


def _headline(page: Page, bylines: set[int]) -> str | None:
    """Return the first line, where the next one is a byline and prose is below."""
    filled = list(page.filled.items())
    if len(filled) < 3 or filled[0][0] in bylines or filled[1][0] not in bylines:
        return None
    if not _may_be_headline(filled[0][1], filled[1][1]):
        return None
    has_prose = any(_ends_a_sentence(line) for position, line in filled[2:] if position not in bylines)
    return filled[0][1] if has_prose else None


def _may_be_headline(line: str, below: str) -> bool:
    """Return whether a line above a byline is a headline; one that ends in a full stop needs an author."""
    if len(line) > 150 or _is_byline(line) or not _is_byline(below):
        return False
    return not line.endswith(".") or boilerplate.AUTHOR.match(below) is not None


def _date_of(part: str) -> str | None:
    """Return the date that a part of a byline is, without its time; None where it is none."""
    if date := boilerplate.DATE.fullmatch(part):
        return date["date"]
    return without_time(part) if len(part) <= 80 and is_date(part) else None


def _ends_a_sentence(line: str) -> bool:
    return boilerplate.SENTENCE_END.search(line[-12:]) is not None


def _is_byline(line: str) -> bool:
    if len(line) > 200:
        return False
    parts = boilerplate.PARTING.split(line)
    details = [part for part in parts if not boilerplate.READING_TIME.fullmatch(part)]
    kinds = [_kind_of_detail(detail) for detail in details]
    return bool(kinds) and None not in kinds and kinds != ["role"]


def _kind_of_detail(part: str) -> str | None:
    """Return what a part of a byline is: an author, what the author is, or a date."""
    if boilerplate.AUTHOR.fullmatch(part):
        return "author"
    if boilerplate.ROLE.fullmatch(part):
        return "role"
    return "date" if _date_of(part) else None


def _has_title(filled: dict[int, str]) -> bool:
    """Tell whether the first line is a title: it stands alone, above a sentence longer than itself."""
    positions = list(filled)
    if len(filled) < 2 or positions[1] == positions[0] + 1:
        return False
    first, *others = filled.values()
    return _looks_like_title(first) and any(
        len(line) > len(first) and _ends_a_sentence(line) for line in others
    )


def _looks_like_title(line: str) -> bool:
    """Tell a title from a sentence, and from a heading such as "Introduction", which has no three words."""
    if len(line) > 150 or _ends_a_sentence(line) or _is_byline(line):
        return False
    return len(re.findall(r"\w\S*", line)) >= 3 or len(boilerplate.UNSPACED.findall(line)) >= 6


def _words_in(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
