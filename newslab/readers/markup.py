"""The text that a web page shows, line by line, by lxml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

import lxml.etree

#: What a page does not show, or shows around its article: menus, and the controls of a form. What else is
#: inside a form is text; whole pages are, where the server wraps each in one.
_HIDDEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "aside",
        "button",
        "select",
        "option",
        "textarea",
        "svg",
        "head",
        "iframe",
        "object",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "table",
        "section",
        "article",
        "main",
        "header",
        "blockquote",
        "pre",
        "hr",
        "figure",
        "figcaption",
        "address",
        "footer",
        "aside",
        "body",
        "form",
        "fieldset",
        "center",
        "caption",
    ]
)

#: The start or the end of an element that is not shown, if a page may forget to end it.
_ENDS = re.compile(
    rf"<(/?)({'|'.join(sorted(_HIDDEN - {'script', 'style', 'head', 'option'}))})(?![\w-])", re.IGNORECASE
)

#: Marks in the text while it is put together: a block begins or ends; a line ends.
_BREAK, _LINE = "\x1e", "\x1d"
_SPACE = re.compile(r"[ \t\n\r\f\x1d\x1e]+")
_NO_NAME: Mapping[str, str] = {}


def is_prose(line: str) -> bool:
    """Return whether a line is prose: ten words or more, and a full stop at its end.

    Examples
    --------
    >>> is_prose("The river rose by a metre, and people left (in time.)"), is_prose("It rose.")
    (True, False)
    """
    return line.rstrip("'\"”’»)").endswith(tuple(".!?…。")) and len(line.split(None, 9)) > 9


def shown_text(page: str, marks: Mapping[str, str] = _NO_NAME) -> tuple[str, str | None]:
    r"""Return all text that a page shows, and its title.

    Blocks are parted by a blank line, lines by a line end, cells by a tab. `marks` gives names to ids and
    classes: what such an element holds is a block of its own, after the name in angle brackets.

    Examples
    --------
    >>> shown_text("<title>Flood</title><script>x()</script><p>It <b>rose</b>.<p>It &amp; it fell.")
    ('It rose.\n\nIt & it fell.', 'Flood')
    >>> shown_text("<span class='head big'>Flood</span> It rose.", {"head": "title"})[0]
    '<title>Flood\n\nIt rose.'
    """
    shown = shown_page(page, marks)
    return shown.text, shown.title


class Shown(NamedTuple):
    """What a page shows, and its title."""

    text: str
    title: str | None
    #: Whether its elements were nested so deep that its text was read without them.
    is_too_deep: bool = False
    #: The sentences that it shows only where nothing is run, or that are typed into it.
    unseen: tuple[str, ...] = ()


def shown_page(page: str, marks: Mapping[str, str] = _NO_NAME, *, with_footers: bool = False) -> Shown:
    """Return what `shown_text` does, and whether the page was nested too deep for a parser.

    With `with_footers`, what is in a footer or aside is text too, as on a page of several articles.
    """
    root, is_whole = _parse(page)
    if not is_whole:
        page = _flattened(page)
        root, _ = _parse(page)
    if root is None:
        return Shown("", None, not is_whole)
    titles = (title for title in root.iter("title") if next(title.iterancestors("svg"), None) is None)
    title = next(titles, None)
    name = " ".join("".join(title.itertext()).split()) if title is not None else ""
    hidden = _HIDDEN - {"footer", "aside"} if with_footers else _HIDDEN
    parts = _pieces_of_text(root, marks, _never_ended(page), hidden)
    blocks = ("\n".join(_tidy(block)) for block in "".join(parts).split(_BREAK))
    text = "\n\n".join(block for block in blocks if block)
    return Shown(text, name or None, not is_whole, tuple(_unseen(root)))


def _unseen(root: lxml.etree._Element) -> Iterator[str]:
    """Yield the prose of elements that are not shown, but for what asks to let the browser run programs."""
    for element in root.iter("noscript", "textarea", "template"):
        words = " ".join(" ".join(element.itertext()).split())
        if is_prose(words) and "javascript" not in words.lower():
            yield words


def _parse(page: str) -> tuple[lxml.etree._Element | None, bool]:
    """Return the tree of a page, None where there is nothing in it, and whether it is of the whole page.

    After elements that are nested more than some 2,000 deep the parser reads nothing more.
    """
    parser = lxml.etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    root = None
    with suppress(lxml.etree.LxmlError, ValueError):  # it holds not one element, or no text
        root = lxml.etree.fromstring(page.encode("utf-8", "replace"), parser)
    return root, not parser.error_log.filter_types(lxml.etree.ErrorTypes.ERR_RESOURCE_LIMIT)


def _flattened(page: str) -> str:
    """Return a page without the elements that may be nested: breaks in the place of blocks.

    Elements that are not shown go with all that they hold, as far as it holds none of their kind.
    """
    page = _UNSHOWN.sub(" ", page)
    return _TAGS.sub(lambda tag: "<p>" if tag[1].lower() in _BLOCKS else "", page)


#: Whole elements that are not shown but for the head, which has the title; and any other tag but those of
#: the title, of lines and of cells.
_UNSHOWN = re.compile(
    rf"<({'|'.join(sorted(_HIDDEN - {'head'}))})(?![\w-])(?:(?!</?\1(?![\w-])).)*+</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"</?(?!(?:title|br|t[dh])(?![\w-]))([a-z][^\s/>]*)[^>]*>", re.IGNORECASE)


def _never_ended(page: str) -> frozenset[str]:
    """Return the names of elements that are not shown, and that the page begins more often than it ends."""
    counts: Counter[str] = Counter()
    for end, name in _ENDS.findall(page):
        counts[name.lower()] += -1 if end else 1
    return frozenset(name for name, n in counts.items() if n > 0)


def _is_hidden(element: lxml.etree._Element, never_ended: frozenset[str], hidden: frozenset[str]) -> bool:
    """Return whether an element is hidden.

    One that is never ended has taken in all that follows, so that nothing is after it; it is shown.
    """
    if element.tag not in hidden:
        return False
    has_more = element.getnext() is not None or (element.tail or "").strip()
    return element.tag not in never_ended or bool(has_more)


def _pieces_of_text(
    root: lxml.etree._Element,
    marks: Mapping[str, str],
    never_ended: frozenset[str],
    hidden: frozenset[str],
) -> list[str]:
    """Return the pieces of text in their order, with marks between them."""
    parts: list[str] = []
    n_pre = 0
    walk = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        is_block = tag in _BLOCKS
        mark = _mark(element, marks) if marks else None
        if event == "start":
            if _is_hidden(element, never_ended, hidden):
                walk.skip_subtree()
                continue
            n_pre += tag == "pre"
            if is_block or mark:
                parts.append(_BREAK)
            if mark:
                parts.append(f"<{mark}>")
            parts.append(_PUT_FIRST.get(tag, ""))
            parts.append(_spaced(element.text, in_pre=n_pre > 0))
        else:
            n_pre -= tag == "pre"
            if is_block or mark:
                parts.append(_BREAK)
            if element is not root:
                parts.append(_spaced(element.tail, in_pre=n_pre > 0))
    return parts


# What an element begins with in the text.
_PUT_FIRST = {"br": _LINE, "td": "\t", "th": "\t"}


def _spaced(text: str | None, *, in_pre: bool) -> str:
    """Return a text of the page as a browser spaces it: lines are kept inside of <pre> alone."""
    if not text:
        return ""
    return text.replace("\n", _LINE) if in_pre else _SPACE.sub(" ", text)


def _mark(element: lxml.etree._Element, marks: Mapping[str, str]) -> str | None:
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return next((marks[name] for name in names if name in marks), None)


def _tidy(block: str) -> list[str]:
    """Return the lines of a block, without blank ones around them."""
    lines = [re.sub(" +", " ", line).strip() for line in block.split(_LINE)]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return lines
