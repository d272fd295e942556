"""Cleaning of articles saved as text: what the page around an article left in it, rule by rule.

A rule takes whole lines only, and only such as an article's own sentences do not look like: boilerplate
that stays does less harm than a sentence that goes. Rules run in the order of `PAGE_RULES` until none finds
anything more, so that cleaning a cleaned text changes nothing. Each takes all it finds at once, so that even
a page of nothing but boilerplate is done in a few rounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from itertools import takewhile

from newslab.cleaning import boilerplate
from newslab.cleaning.heads import (
    date_of,
    ends_a_sentence,
    find_bylines,
    find_headline,
    has_title,
    is_byline,
    parts_of,
)
from newslab.cleaning.mojibake import first_change, repaired
from newslab.cleaning.page import Page
from newslab.wrapping import join_wrapped_lines


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


def clean_export(text: str) -> Page:
    """Clean a text out of an export of an archive, which kept the captions and notices of its page."""
    return _clean(_page(text), EXPORT_RULES)


def _page(text: str, title: str | None = None) -> Page:
    """Return a text as lines that are whole: decoded rightly, and a paragraph each."""
    right = repaired(text)
    lines, n_joined = join_wrapped_lines(right.split("\n"), is_byline)
    page = Page(lines, title=title)
    if right != text:
        page.removed.append(("wrong decoding repaired", first_change(text, right)))
    if n_joined:
        page.removed.append(("lines of a fixed width joined", f"{n_joined:,} line{'s' * (n_joined > 1)}"))
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
    if "Â" not in page.whole:
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
    short = [(position, line) for position, line in page.filled.items() if len(line) <= 400]
    if any("ookie" in line or "OOKIE" in line for _, line in short):  # rare, and quicker to see
        notices = {position for position, line in short if boilerplate.COOKIES.fullmatch(line.lower())}
        page.remove(notices, "cookie notice removed")


def remove_tail(page: Page) -> None:
    """Remove all from "Recommended" or the like on, where only short lines without a sentence follow."""
    start, n_lines = None, 0
    for position, line in reversed(page.filled.items()):
        if len(line) <= 120 and boilerplate.TAIL_HEADING.fullmatch(line.lower()):
            start, n_lines = position, 0
        elif len(line) > 120 or n_lines > 30 or ends_a_sentence(line):
            break
        n_lines += 1
    else:
        return  # Short lines throughout: these are the article.
    if start is not None:
        page.remove({position for position in page.filled if position >= start}, "tail removed")


def remove_copyright(page: Page) -> None:
    """Remove lines that say whose the article is: "© 2024 The Wire. All rights reserved."."""
    page.remove(page.matching(boilerplate.COPYRIGHT, longest=160), "copyright line removed")


def remove_captions(page: Page) -> None:
    """Remove photo captions with their credit: "… [Getty]", "… via AP", "Photo: …", "… (AP Photo/…)"."""
    captions = {
        position
        for position, line in page.filled.items()
        if len(line) <= 300 and not _SIGNATURE.fullmatch(line)
        if (line[-1] not in _CLOSING and _MAY_CREDIT.search(line) and boilerplate.CREDITED.fullmatch(line))
        or (line[0] in _BEGINNING and boilerplate.CAPTION.fullmatch(line))
    }
    page.remove(captions, "photo caption removed")


#: Whom an article is by: the initials of an editor, and the agencies it is made of.
_SIGNATURE = re.compile(r"[a-zäöüß]{2,4}(?:/[\w-]+)+")

#: What is soon seen of nearly every line that is no caption. These characters end none that credits somebody,
#: which needs one of those signs; another caption begins with one of these letters.
_CLOSING = ".!?,:;\"”’'"
_MAY_CREDIT = re.compile(r"[\[(/©:]|via |^[iIpP]")
_BEGINNING = frozenset("pPiIfFbBcCqQsS")


def remove_section(page: Page) -> None:
    """Remove the section of the site where the first lines name it: "World", "News > Middle East"."""

    def is_section(position: int) -> bool:
        return boilerplate.SECTION.fullmatch(page.filled[position]) is not None

    page.remove(set(takewhile(is_section, list(page.filled)[:-1])), "section removed")


def lift_byline(page: Page) -> None:
    """Lift date and author from lines above the article: "2024-12-07", "By Ana Roy | 7 December 2024"."""
    bylines = find_bylines(page)
    # Dates as headings further down make a chronology, and then the first of them is a heading as well.
    if bylines:
        dates = {p for p, line in page.filled.items() if len(line) <= 80 and boilerplate.DATE.fullmatch(line)}
        bylines -= dates if dates - bylines else set()
    updated = None
    for position in sorted(bylines):
        for part in parts_of(page.filled[position]):
            if author := boilerplate.AUTHOR.fullmatch(part):
                page.author = page.author or author["author"] or author["writer"]
            elif (date := date_of(part)) and boilerplate.UPDATED.match(part):
                updated = updated or date
            else:
                page.date = page.date or date
    page.date = page.date or updated
    page.headline = page.headline or find_headline(page, bylines)
    page.remove(bylines, "date or author lifted")


def lift_title(page: Page) -> None:
    """Lift the title: a first line on its own, short and without a full stop, above sentences."""
    filled = list(page.filled)
    is_first = bool(filled) and page.filled[filled[0]] == page.headline
    if page.title is None and (is_first or has_title(page.filled)):
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
    remove_copyright,
    remove_section,
    lift_byline,
    lift_title,
)

#: The rules for a text out of a table: those that take plain boilerplate, and need no head of a page.
CELL_RULES = (remove_stray_letter, remove_navigation, remove_advertisements, remove_tail)

#: The rules for a text of an archive, which has read the head of the page.
EXPORT_RULES = (*CELL_RULES, remove_promotions, remove_captions, remove_copyright)


def _words_in(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
