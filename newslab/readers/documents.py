"""XML of archives and corpora that is no feed: articles by descriptions, or rows of elements."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import lxml.etree
import pandas as pd
import yaml

from newslab.readers.encodings import decode
from newslab.readers.feeds import read_feed
from newslab.readers.notes import Note, UnreadableFile, cause_of

_FEED = re.compile(rb"<(?:rss|feed|(?:rdf:)?RDF|channel)\b")

#: Elements that end a paragraph.
_PARAGRAPHS = frozenset(("p", "paragraph", "head", "hl1", "hl2", "l", "lg", "ab", "block", "title", "br"))


def read_xml(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read a feed, XML of which `documents.yml` describes the articles, or elements that hold one each.

    Without a description, the elements of which most hold a `text`, `body` or the like are rows, and what is
    inside them are the columns.
    """
    if _FEED.search(content[:2000]):
        return read_feed(content)
    root, notes = _parsed(content)
    tags = {_tag(element) for element in root.iter(lxml.etree.Element)}
    for description in _descriptions().values():
        tag, fields = description["article"], description["fields"]
        if tag in tags and set(description.get("holds", ())) <= tags:
            rows = [_row(element, fields) for element in _elements(root, tag)]
            if any(row.get("text") for row in rows):
                return _table_of_rows(rows), notes
    rows = list(_plain_rows(root))
    if not rows:
        raise UnreadableFile(
            f"XML that begins with <{_tag(root[0])}>, neither a feed nor of a form that newslab knows; "
            "save its articles as .csv or .json"
        )
    return _table_of_rows(rows), notes


def _parsed(content: bytes) -> tuple[lxml.etree._Element, list[Note]]:
    """Return the tree, under an element of our own as a file may hold several; damage is passed over."""
    declared = _ENCODING.match(content)
    text, notes = decode(content, declared[1].decode() if declared else None)
    text = _PROLOGUE.sub("", text, count=1)
    text = _ENTITY.sub(lambda name: html.unescape(name[0]).replace("<", "&lt;").replace("&", "&amp;"), text)
    parser = lxml.etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = lxml.etree.fromstring(f"<file>{text}</file>".encode(), parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise UnreadableFile(f"not XML that can be read: {cause_of(error)}") from None
    if root is None or not len(root):
        raise UnreadableFile("not XML: it holds no element")
    return root, notes


_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)["']""")
_PROLOGUE = re.compile(
    r"(?s)\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)?"
)

#: Names of characters that are those of HTML, and not of XML.
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]\w{1,30};")


@cache
def _descriptions() -> dict[str, dict[str, Any]]:
    return yaml.safe_load(Path(__file__).with_name("documents.yml").read_text(encoding="utf-8"))


def _tag(element: lxml.etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return lxml.etree.QName(element).localname if isinstance(element.tag, str) else ""


def _elements(root: lxml.etree._Element, tag: str) -> Iterator[lxml.etree._Element]:
    return (element for element in root.iter(lxml.etree.Element) if _tag(element) == tag)


def _row(article: lxml.etree._Element, fields: Mapping[str, str | list[str]]) -> dict[str, str]:
    row = {}
    for column, places in fields.items():
        for place in [places] if isinstance(places, str) else places:
            values = [value for part in place.split(" + ") for value in _values(article, part)]
            if not values:
                continue
            if column == "text":  # some give the first paragraph twice
                later = (values[at + 1 :] for at in range(len(values)))
                values = [
                    each for each, others in zip(values, later, strict=True) if not _is_in(each, others)
                ]
                row[column] = "\n\n".join(values)
            else:
                row[column] = " ".join(values[0].split())
            break
    return row


def _is_in(value: str, later: list[str]) -> bool:
    return any(value in other for other in later)


def _values(article: lxml.etree._Element, place: str) -> list[str]:
    """Return what a place holds: an element, or one inside another (``a/b``), or its attribute (``a@b``)."""
    path, _, attribute = place.partition("@")
    found = [article]
    for tag in filter(None, path.split("/")):
        found = [each for element in found for each in _elements(element, tag)]
    if attribute:
        values = [_attributes(element).get(attribute, "") for element in found]
    else:
        values = [text_of(element) for element in found]
    return [value.strip() for value in values if value.strip()]


def _attributes(element: lxml.etree._Element) -> dict[str, str]:
    """Return the attributes of an element by their names without namespaces."""
    return {lxml.etree.QName(name).localname: value for name, value in element.attrib.items()}


def text_of(element: lxml.etree._Element) -> str:
    """Return the text of an element, a paragraph a block; so is each element where all text is in such."""
    has_own = any(text and text.strip() for text in (element.text, *(child.tail for child in element)))
    parts = []
    for event, each in lxml.etree.iterwalk(element, events=("start", "end")):
        is_paragraph = _tag(each) in _PARAGRAPHS or (not has_own and each.getparent() is element)
        if event == "start":
            parts += ["\x1e"] * is_paragraph + [each.text or ""]
        else:
            parts += ["\x1e"] * is_paragraph + [(each.tail or "") if each is not element else ""]
    blocks = (" ".join(block.split()) for block in _CONTROL.sub("", "".join(parts)).split("\x1e"))
    return "\n\n".join(filter(None, blocks))


#: Control characters, but for white space and our own mark.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1d\x1f]")

_TEXTS = ("text", "body", "content", "fulltext", "story", "article_text")


def _plain_rows(root: lxml.etree._Element) -> Iterator[dict[str, str]]:
    """Yield the elements that hold one of text, each with what is inside it as columns."""
    elements = (element for element in root.iter(lxml.etree.Element) if _tag(element).lower() in _TEXTS)
    parents = [element.getparent() for element in elements]
    parents = [parent for parent in parents if parent is not None]
    if not parents:
        return
    tag = Counter(_tag(parent) for parent in parents).most_common(1)[0][0]
    for parent in dict.fromkeys(parents):
        if _tag(parent) == tag:
            row = _attributes(parent)
            for child in parent:
                name, value = _tag(child), text_of(child)
                if name.lower() not in _TEXTS:
                    value = " ".join(value.split())
                row[name] = f"{row[name]}, {value}" if row.get(name) and name.lower() not in _TEXTS else value
            yield {name: value for name, value in row.items() if name}


def _table_of_rows(rows: list[dict[str, str]]) -> pd.DataFrame:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    cells = {column: pd.array([row.get(column) for row in rows], dtype="str") for column in columns}
    return pd.DataFrame(cells, index=pd.RangeIndex(1, len(rows) + 1))
