"""Books and papers: .pdf, whose text is one article, and .epub, whose chapters are one each."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import pandas as pd

from newslab.readers.containers import check_archive
from newslab.readers.exports import OF, Archive, any_mark, split_export
from newslab.readers.markup import shown_text
from newslab.readers.notes import KEPT, LEFT_OUT, REPAIRED, Article, Note, UnreadableFile, cause_of, needed


def read_pdf(
    content: bytes, archives: Sequence[Archive] | None = None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read the text of a PDF, page by page, or the articles of an export in it.

    A page that is a picture is listed, and so are lines at the head or foot of pages, which are taken out.
    """
    pypdf = needed("pypdf", "pdf")
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("it is encrypted; save it without its password")
        pages = [page.extract_text() or "" for page in reader.pages]
        metadata = reader.metadata or {}
        title, author = (_plain(metadata.get(name)) for name in ("/Title", "/Author"))
    except UnreadableFile:
        raise
    except Exception as error:  # it reads what programs write, and any other may trip it up
        raise UnreadableFile(f"not a PDF that can be read: {cause_of(error)}") from None
    blank = [number for number, page in enumerate(pages, start=1) if not page.strip()]
    if len(blank) == len(pages):
        raise UnreadableFile(
            "its pages are pictures without text; a program for text recognition (OCR) reads them"
        )
    notes = []
    if blank:
        notes.append(Note(f"pages without text, likely pictures: {', '.join(map(str, blank[:20]))}", KEPT))
    found, more = _split_pages(pages, archives)
    if isinstance(found, Article) and more:  # as written, it has no blank lines, by which articles are known
        again, others = _split_pages(_laid_out(reader.pages), archives)
        found, more = (again, others) if isinstance(again, pd.DataFrame) else (found, more)
    if isinstance(found, Article):
        found = found._replace(title=title, author=author)
    return found, notes + more


def _split_pages(
    pages: list[str], archives: Sequence[Archive] | None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    pages, notes = _without_running_lines([page.strip("\n") for page in pages if page.strip()])
    found, more = split_export("\n\n".join(pages), archives)
    return found, notes + more


def _laid_out(pages: Sequence[Any]) -> list[str]:
    """Return the text of pages with blank lines where the page has room between lines."""
    try:
        return [page.extract_text(extraction_mode="layout") or "" for page in pages]
    except Exception:  # it is less sure than the plain text, which is read already
        return []


def _without_running_lines(pages: list[str]) -> tuple[list[str], list[Note]]:
    """Take out lines at the head or foot of pages: the number of the page, and what most pages begin or end
    with.
    """
    at_edges = [_edges(page) for page in pages]
    counts = Counter(line for edges in at_edges for line in {*map(_without_number, edges.values())})
    running = {line for line, n in counts.items() if n > 1 and 2 * n > len(pages)}
    running |= {line for edges in at_edges for line in edges.values() if _IS_PAGE.fullmatch(line)}
    if not running:
        return pages, []
    removed: list[str] = []
    for number, (page, edges) in enumerate(zip(pages, at_edges, strict=True)):
        gone = {at for at, line in edges.items() if {line, _without_number(line)} & running}
        removed += [edges[at] for at in sorted(gone)]
        pages[number] = "\n".join(line for at, line in enumerate(page.split("\n")) if at not in gone)
    note = f"lines at the head or foot of pages, taken out: {len(removed):,}, such as {removed[0][:60]!r}"
    return pages, [Note(note, REPAIRED)]


def _edges(page: str) -> dict[int, str]:
    """Return the first and last two lines of a page, by their places; a mark of an archive is none."""
    filled = {at: line.strip() for at, line in enumerate(page.split("\n")) if line.strip()}
    n = 2 if len(filled) > 4 else 1
    places = sorted({*list(filled)[:n], *list(filled)[-n:]}) if len(filled) > 1 else []
    return {at: filled[at] for at in places if not any_mark().search(f"\n{filled[at]}")}


def _without_number(line: str) -> str:
    """Return a line that counts pages without their numbers, and any other as it is."""
    return "#" if _NUMBER_OF_PAGE.fullmatch(line) else _PAGE_OF.sub("#", line)


_PAGE = r"(?:(?:page|seite|página|pagina|pág|blz|p|s|стр)\b\.?\s?)"
_OF = rf"\s?{OF}\s?\d{{1,4}}"
_NUMBER_OF_PAGE = re.compile(rf"\W*{_PAGE}?\d{{1,4}}(?:{_OF})?\W*", re.IGNORECASE)
_IS_PAGE = re.compile(rf"\W*{_PAGE}\d{{1,4}}{_OF}\W*", re.IGNORECASE)
_PAGE_OF = re.compile(rf"\b{_PAGE}\d{{1,4}}(?:{_OF})?", re.IGNORECASE)


def _plain(value: object) -> str | None:
    """Return what a PDF says of itself, unless it is the name of the file it was made from."""
    text = str(value).strip() if value else ""
    is_file = text.lower().endswith(
        (".doc", ".docx", ".indd", ".qxd", ".pdf", ".tex", ".rtf", ".txt", ".html")
    )
    return text if text and not is_file and text.lower() not in ("untitled", "anonymous", "unknown") else None


def read_epub(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read the chapters of an EPUB, a row each, in the order of the book; the book is their source."""
    archive = check_archive(content)
    try:
        container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
        package = str(next(container.iterfind(".//{*}rootfile")).get("full-path"))
        book = ElementTree.fromstring(archive.read(package))
    except (KeyError, StopIteration, ElementTree.ParseError, zipfile.BadZipFile, OSError) as error:
        raise UnreadableFile(f"not an EPUB that can be opened: {cause_of(error)}") from None
    names = {item.get("id"): item.get("href") for item in book.iterfind(".//{*}manifest/{*}item")}
    of_book = {tag: book.findtext(f".//{{*}}metadata/{{*}}{tag}") for tag in ("title", "date", "creator")}
    rows, notes = [], []
    spine = [names.get(item.get("idref")) for item in book.iterfind(".//{*}spine/{*}itemref")]
    for number, name in enumerate(spine, start=1):
        try:
            page = archive.read(posixpath.normpath(posixpath.join(posixpath.dirname(package), name or "?")))
        except (KeyError, zipfile.BadZipFile, OSError) as error:
            notes.append(Note(f"a chapter that cannot be opened: {cause_of(error)}", LEFT_OUT, number))
            page = b""
        text, title = shown_text(page.decode("utf-8", "replace"))
        rows.append({"text": text, "title": title})
    table = pd.DataFrame(rows, index=pd.RangeIndex(1, len(rows) + 1), columns=["title", "text"], dtype="str")
    of_all = {"source": of_book["title"], "date": of_book["date"], "author": of_book["creator"]}
    return table.assign(
        **{name: pd.array([value] * len(rows), dtype="str") for name, value in of_all.items()}
    ), notes
