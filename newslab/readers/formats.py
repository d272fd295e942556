"""The formats by the ending of a file, and by what a file really is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import pandas as pd

from newslab.readers.books import read_epub, read_pdf
from newslab.readers.columns import unpacked
from newslab.readers.containers import is_small, read_gz, read_tar, read_zip
from newslab.readers.databases import read_sqlite
from newslab.readers.documents import read_xml
from newslab.readers.exports import Archive
from newslab.readers.feeds import read_feed
from newslab.readers.guard import Answer, read_guarded
from newslab.readers.limits import PAGE_LIMIT
from newslab.readers.mail import read_mail, read_mailbox
from newslab.readers.notes import REPAIRED, Article, Note, Reader, UnreadableFile
from newslab.readers.objects import read_json, read_jsonl
from newslab.readers.pages import PageReader, read_doc, read_docx, read_html, read_rtf
from newslab.readers.parquet import Stored, open_parquet, read_parquet, table_of
from newslab.readers.references import read_bibtex, read_ris
from newslab.readers.separated import read_csv, read_tsv
from newslab.readers.sheets import read_spreadsheet
from newslab.readers.text import read_markdown, read_text
from newslab.readers.webarchives import read_warc

PAGES: dict[str, PageReader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".docx": read_docx,
    ".rtf": read_rtf,
    ".doc": read_doc,
    ".pdf": read_pdf,
    ".eml": read_mail,
}
TABLES: dict[str, Reader] = {
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".jsonlines": read_jsonl,
    ".jl": read_jsonl,
    ".parquet": read_parquet,
    ".xlsx": read_spreadsheet,
    ".xls": read_spreadsheet,
    ".ods": read_spreadsheet,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_xml,
    ".sgm": read_xml,
    ".sgml": read_xml,
    ".epub": read_epub,
    ".mbox": read_mailbox,
    ".warc": read_warc,
    ".ris": read_ris,
    ".bib": read_bibtex,
    ".sqlite": read_sqlite,
    ".sqlite3": read_sqlite,
    ".db": read_sqlite,
}
#: Pages that are read as they are written.
PLAIN_PAGES = (".txt", ".text", ".md", ".markdown")
#: Tables of which each text is a whole page.
PAGES_IN_TABLES = (".warc", ".epub")
ARCHIVES: dict[str, Callable[[bytes, str], Iterator[tuple[str, Callable[[], bytes]]]]] = {
    ".zip": read_zip,
    ".gz": read_gz,
    ".tar": read_tar,
}

_READERS: dict[str, PageReader | Reader] = {**PAGES, **TABLES}

#: The endings of files that are text, of which the user may name the encoding.
TEXTS = tuple(
    ending
    for ending, reader in _READERS.items()
    if reader in (read_text, read_markdown, read_html, read_csv, read_tsv, read_json, read_jsonl)
)

#: The formats of other programs, which are read in a process of their own.
FOREIGN_PAGES = {
    ending: PAGES[ending] for ending in (".html", ".htm", ".xhtml", ".docx", ".rtf", ".pdf", ".eml")
}
FOREIGN_TABLES: dict[str, Callable[[bytes], tuple[Article | pd.DataFrame | Stored, list[Note]]]] = {
    **{
        ending: TABLES[ending]
        for ending in (
            *(".xlsx", ".xls", ".ods", ".rss", ".atom", ".xml", ".sgm", ".sgml"),
            *(".epub", ".mbox", ".warc", ".ris", ".bib", ".sqlite", ".sqlite3", ".db"),
        )
    },
    ".parquet": open_parquet,
}


def read_file(
    ending: str, content: bytes, archives: Sequence[Archive] | None = None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read a file by the reader for its ending, or for what it is if its ending says something else.

    A page that holds the marks of one of `archives` is an export of it; None means all that newslab knows.
    """
    [outcome] = read_together([(ending, lambda: (content, []))], archives)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def read_together(
    files: Iterable[tuple[str, Opening]], archives: Sequence[Archive] | None = None
) -> Iterator[tuple[Article | pd.DataFrame, list[Note]] | Exception]:
    """Yield what `read_file` returns or raises for each file, an ending and what opens it.

    Files of other programs' formats are read some dozens at a time, and others as they come between them.
    """
    waiting: list[_Planned | Exception] = []
    n_foreign = n_bytes = 0
    for ending, opening in files:
        try:
            waiting.append(planned := _planned(ending, *opening()))
            n_foreign += planned.is_foreign
            n_bytes += len(planned.content)
            del planned  # its content takes memory for as long as a name is left for it
        except Exception as error:
            waiting.append(error)
        if not n_foreign or len(waiting) == _FILES_TOGETHER or n_bytes > _BYTES_TOGETHER:
            yield from _outcomes(waiting, archives)
            waiting, n_foreign, n_bytes = [], 0, 0
    yield from _outcomes(waiting, archives)


#: Opens a file: returns its content, and notes on what had to be done to it.
Opening: TypeAlias = Callable[[], tuple[bytes, list[Note]]]

#: How many files are read together, so that the errand to another process costs each of them little.
_FILES_TOGETHER = 50
_BYTES_TOGETHER = 2_000_000


class _Planned(NamedTuple):
    """A file and the ending whose reader is to read it; notes on both."""

    ending: str
    content: bytes
    notes: list[Note]
    #: Whether its parser may harm the process that it runs in.
    is_foreign: bool


def _planned(ending: str, content: bytes, notes: list[Note]) -> _Planned:
    if not content[:1000].strip(_NOTHING) and not content.strip(_NOTHING):
        raise UnreadableFile(_emptiness(content))
    kind = what_it_is(content)
    if kind is not None and _READERS[kind] is not _READERS[ending]:
        in_spite = Note(f"{kind} in spite of its ending {ending}; read as such", REPAIRED)
        return _Planned(kind, content, [*notes, in_spite], _is_foreign(kind, content))
    if ending in PAGES and len(content) > PAGE_LIMIT:
        raise UnreadableFile(too_long(len(content)))
    return _Planned(ending, content, notes, _is_foreign(ending, content))


def _is_foreign(ending: str, content: bytes) -> bool:
    if ending == ".docx":  # Python's own parsers of zip and XML read it, which only its size can harm
        return not is_small(content)
    return ending in FOREIGN_PAGES or ending in FOREIGN_TABLES


def _outcomes(
    waiting: list[_Planned | Exception], archives: Sequence[Archive] | None
) -> Iterator[tuple[Article | pd.DataFrame, list[Note]] | Exception]:
    """Yield what comes of each file, and forget its content, which is often as large as what was found."""
    foreign = [
        (each.ending, each.content) for each in waiting if isinstance(each, _Planned) and each.is_foreign
    ]
    answers = iter(read_guarded(foreign, archives) if foreign else ())
    waiting.reverse()
    while waiting:
        each = waiting.pop()
        if isinstance(each, Exception):
            yield each
            continue
        try:
            found, notes = _found(each, archives, answers)
            outcome = found, each.notes + notes
        except Exception as error:
            yield error
            continue
        del each
        yield outcome


def _found(
    file: _Planned, archives: Sequence[Archive] | None, answers: Iterator[Answer | UnreadableFile]
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read a file, or take the next of the answers to those that were read in the other process."""
    if not file.is_foreign:
        if file.ending in PAGES:
            return PAGES[file.ending](file.content, archives)
        return TABLES[file.ending](file.content)
    answer = next(answers)
    if isinstance(answer, UnreadableFile):
        raise answer
    found, notes = answer
    if isinstance(found, Article):
        return found, notes
    return table_of(found, notes) if file.ending == ".parquet" else (unpacked(found), notes)


_NOTHING = b" \t\r\n\f\v\0"


def too_long(n_bytes: int) -> str:
    """Say that a page is too long for one article."""
    return f"too long for one article: {n_bytes:,} bytes; split it, or make it a table with a row an article"


def _emptiness(content: bytes) -> str:
    if not content:
        return "the file is empty"
    return "it holds nothing but NUL bytes" if b"\0" in content else "it holds nothing but white space"


def what_it_is(content: bytes) -> str | None:
    """Return the ending that a file should have by its first bytes, or None where they do not show it.

    Examples
    --------
    >>> what_it_is(b"<!DOCTYPE html><p>It rose.")
    '.html'
    """
    if not content.startswith(_SIGNS):  # nearly every text
        start = content[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
        kinds = _MARKUP.items() if start.startswith(b"<") else ()
        return next((ending for ending, begins in kinds if re.match(begins, start)), None)
    for start, cause in _UNREAD.items():
        if content.startswith(start):
            raise UnreadableFile(cause)
    for start, ending in _STARTS.items():
        if content.startswith(start):
            return ending
    if content.startswith(_ZIP):
        return _what_is_zipped(content)
    if b"W\0o\0r\0k\0b\0o\0o\0k" in content:
        return ".xls"
    raise UnreadableFile("a document of an old Word or of another program; save it as .docx")


#: How files of some formats begin.
_STARTS = {b"PAR1": ".parquet", b"{\\rtf": ".rtf", b"%PDF-": ".pdf", b"SQLite format 3\0": ".sqlite"}

#: How markup begins, the special kinds before the general one.
_MARKUP = {
    ".html": rb"(?i)<!doctype html|<html|<\?xml[^>]*>\s*(?:<!doctype html|<html)",
    ".rss": rb"(?s)(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b",
    ".xml": rb"(?i)<\?xml\b|<!doctype\s+(?!html)\w",
}

#: How files begin that are none of ours.
_UNREAD = {
    b"\x89PNG\r\n": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "packed by gzip, which its name does not say; unpack it",
    b"\x7fELF": "a program",
}

_ZIP, _OLE = b"PK\3\4", b"\xd0\xcf\x11\xe0"
_SIGNS = (*_UNREAD, *_STARTS, _ZIP, _OLE)


def _what_is_zipped(content: bytes) -> str | None:
    """Distinguish office files, which are zips, from other zips."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    for part, ending in _PARTS.items():
        if part in names:
            return ending
    raise UnreadableFile("a zip archive, which its name does not say; unpack it")


_PARTS = {
    "word/document.xml": ".docx",
    "xl/workbook.xml": ".xlsx",
    "xl/workbook.bin": ".xlsx",
    "content.xml": ".ods",
    "META-INF/container.xml": ".epub",
}
