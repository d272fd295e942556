"""Books and papers: .pdf, whose text is one article, and .epub, whose chapters are one each."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

import pandas as pd

from newslab.readers.containers import check_archive
from newslab.readers.exports import Archive, split_export
from newslab.readers.markup import shown_text
from newslab.readers.notes import KEPT, LEFT_OUT, Article, Note, UnreadableFile, cause_of, needed


def read_pdf(
    content: bytes, archives: Sequence[Archive] | None = None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read the text of a PDF, page by page; a page that is a picture is listed."""
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
    notes = (
        [Note(f"pages without text, likely pictures: {', '.join(map(str, blank[:20]))}", KEPT)]
        if blank
        else []
    )
    found, more = split_export("\n\n".join(page.strip("\n") for page in pages if page.strip()), archives)
    if isinstance(found, Article):
        found = found._replace(title=title, author=author)
    return found, notes + more


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
