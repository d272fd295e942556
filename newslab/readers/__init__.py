"""One reader per file format: bytes go in; an article or a table comes out, with notes on what was wrong.

Three kinds of file are told apart by their ending. A *page* holds one article and is read as its text. A
*table* holds one article a row and is read as a DataFrame whose index is the row in the file, counted from 1
without the header. An *archive* holds further files. A page that turns out to be an export of many articles
is a table. A reader knows its format only: what a column means is not its concern.
"""

from newslab.readers.books import read_epub, read_pdf
from newslab.readers.containers import read_gz, read_tar, read_zip
from newslab.readers.databases import read_sqlite
from newslab.readers.encodings import in_utf8
from newslab.readers.exports import OF_EXPORT, Archive, describe
from newslab.readers.feeds import read_feed
from newslab.readers.formats import (
    ARCHIVES,
    PAGES,
    PAGES_IN_TABLES,
    PLAIN_PAGES,
    TABLES,
    TEXTS,
    read_file,
    read_together,
    too_long,
)
from newslab.readers.limits import DEPTH_LIMIT, PAGE_LIMIT
from newslab.readers.mail import read_mail, read_mailbox
from newslab.readers.notes import KEPT, LEFT_OUT, REPAIRED, Article, Note, UnreadableFile, cause_of
from newslab.readers.objects import read_json, read_jsonl
from newslab.readers.pages import read_docx, read_html, read_rtf
from newslab.readers.parquet import read_parquet
from newslab.readers.references import read_bibtex, read_ris
from newslab.readers.separated import read_csv, read_tsv
from newslab.readers.sheets import read_spreadsheet
from newslab.readers.text import read_markdown, read_text
from newslab.readers.values import as_text
from newslab.readers.webarchives import read_warc

__all__ = [
    "ARCHIVES",
    "DEPTH_LIMIT",
    "KEPT",
    "LEFT_OUT",
    "OF_EXPORT",
    "PAGES",
    "PAGES_IN_TABLES",
    "PAGE_LIMIT",
    "PLAIN_PAGES",
    "REPAIRED",
    "TABLES",
    "TEXTS",
    "Archive",
    "Article",
    "Note",
    "UnreadableFile",
    "as_text",
    "cause_of",
    "describe",
    "in_utf8",
    "read_bibtex",
    "read_csv",
    "read_docx",
    "read_epub",
    "read_feed",
    "read_file",
    "read_gz",
    "read_html",
    "read_json",
    "read_jsonl",
    "read_mail",
    "read_mailbox",
    "read_markdown",
    "read_parquet",
    "read_pdf",
    "read_ris",
    "read_rtf",
    "read_spreadsheet",
    "read_sqlite",
    "read_tar",
    "read_text",
    "read_together",
    "read_tsv",
    "read_warc",
    "read_zip",
    "too_long",
]
