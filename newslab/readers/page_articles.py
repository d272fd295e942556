"""Several articles on one web page, each in an element of its own."""

from __future__ import annotations

import re

import lxml.etree
import lxml.html
import pandas as pd

from newslab.readers.markup import is_prose, shown_text
from newslab.readers.notes import KEPT, REPAIRED, Article, Note

_ELEMENT = re.compile(
    r"(?i)<article[\s>]|itemtype\s*=\s*[\"']?https?://schema\.org/\w*(?:Article|BlogPosting)"
)
_TYPE = re.compile(r"https?://schema\.org/\w*(?:Article|BlogPosting)$")
_ASIDE = re.compile(r"(?i)\b(?:comment|reply|teaser|related|recommend|promo|card)")
_IS_LIVE = re.compile(r"(?i)LiveBlogPosting|class\s*=\s*[\"'][^\"']*\blive-?(?:blog|ticker)")

#: How many words in sentences make more than a teaser, and what share of those of the longest article.
_FEWEST_WORDS, _SMALLEST_SHARE = 25, 0.1


def articles_on_page(page: str, *, may_split: bool = True) -> tuple[pd.DataFrame | None, list[Note]]:
    r"""Return a page of several articles as a table of them, a row each; None where it holds one.

    An article is an element <article>, or one that schema.org calls so, with a heading and sentences of its
    own; teasers and comments are none. Where headings are missing, or the page is a live blog or may not be
    split, a note says how many there are.

    Examples
    --------
    >>> sentence = "The {0} rose by a metre in the night, the council of the town said on Tuesday. "
    >>> article = f"<article><h2>{{0}} rises</h2><p>{sentence * 3}</article>"
    >>> table, _ = articles_on_page(article.format("Aller") + article.format("Weser"))
    >>> table["title"].tolist()
    ['Aller rises', 'Weser rises']
    """
    if len(_ELEMENT.findall(page)) < 2:
        return None, []
    try:
        root = lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError):
        return None, []
    elements = [each for each in root.iter(lxml.etree.Element) if _is_article(each)]
    elements = [each for each in elements if not any(map(_is_article, each.iterancestors()))]
    texts = {element: _text_of(element) for element in elements}
    n_words = {element: _n_words_of_prose(text) for element, text in texts.items()}
    fewest = max(_FEWEST_WORDS, _SMALLEST_SHARE * max(n_words.values(), default=0))
    whole = [element for element in elements if n_words[element] >= fewest]
    if len(whole) < 2:
        return None, []
    with_title = [element for element in whole if _heading(element) is not None]
    if len(with_title) < len(whole) or _IS_LIVE.search(page) or not may_split:
        fault = f"it holds {len(whole):,} articles, or posts, in elements of their own; read as one"
        return None, [Note(fault, KEPT)]
    source = _first(root, ".//meta[@property='og:site_name']/@content")
    rows = [_article(each, texts[each], source) for each in whole]
    table = pd.DataFrame(rows, columns=list(Article._fields), dtype="str")
    n_beside = len(shown_text(page)[0].split()) - sum(len(texts[each].split()) for each in whole)
    note = f"articles on one page, a row each: {len(rows):,}; words beside them, left out: {n_beside:,}"
    return table.set_axis(pd.RangeIndex(1, len(rows) + 1)), [Note(note, REPAIRED)]


def _article(element: lxml.html.HtmlElement, text: str, source: str | None) -> Article:
    """Return what an article's element says of it; the line that is the author's name alone is no text."""
    author = _author(element)
    first, rest = text.split("\n")[:_HEAD], text.split("\n")[_HEAD:]
    lines = [line for line in first if line != author] + rest
    return Article("\n".join(lines), _heading(element), author, _date(element), source)


#: Among how many lines at the beginning the author's name is looked for.
_HEAD = 10


def _is_article(element: lxml.html.HtmlElement) -> bool:
    if _ASIDE.search(f"{element.get('class', '')} {element.get('id', '')}"):
        return False
    return element.tag == "article" or _TYPE.match(element.get("itemtype", "")) is not None


def _text_of(element: lxml.html.HtmlElement) -> str:
    """Return what an article shows, without the comments that are articles in it."""
    for inner in element.findall(".//article"):
        if _ASIDE.search(f"{inner.get('class', '')} {inner.get('id', '')}"):
            inner.drop_tree()
    return shown_text(lxml.html.tostring(element, encoding="unicode", with_tail=False))[0]


def _n_words_of_prose(text: str) -> int:
    return sum(len(line.split()) for line in text.split("\n") if is_prose(line))


def _heading(element: lxml.html.HtmlElement) -> str | None:
    """Return the text of the highest of an article's headings that is not empty."""
    headings = sorted(element.xpath(".//h1|.//h2|.//h3|.//h4"), key=lambda each: each.tag)
    texts = (" ".join(heading.text_content().split()) for heading in headings)
    return next(filter(None, texts), None)


def _date(element: lxml.html.HtmlElement) -> str | None:
    places = ("[@itemprop='datePublished']/@datetime", "[@itemprop='datePublished']/@content")
    return _first(element, *(f".//*{place}" for place in places), ".//time/@datetime")


def _author(element: lxml.html.HtmlElement) -> str | None:
    places = ("[@itemprop='author']//*[@itemprop='name']", "[@itemprop='author']", "[@rel='author']")
    return _first(element, *(f".//*{place}" for place in places))


def _first(element: lxml.html.HtmlElement, *paths: str) -> str | None:
    """Return the first filled value of the first path that leads to one."""
    found = (each for path in paths for each in element.xpath(path))
    texts = (each if isinstance(each, str) else each.text_content() for each in found)
    return next(filter(None, (" ".join(text.split()) for text in texts)), None)
