"""One reader per file format: bytes go in; an article or a table comes out, with notes on what was wrong.

Three kinds of file are told apart by their ending. A *page* holds one article and is read as its text. A
*table* holds one article a row and is read as a DataFrame whose index is the row in the file, counted from 1
without the header. An *archive* holds further files. A page that turns out to be an export of many articles
is a table. A reader knows its format only: what a column means is not its concern.
"""

from newslab.readers.columns import read_spreadsheet
from newslab.readers.containers import read_gz, read_zip
from newslab.readers.encodings import in_utf8
from newslab.readers.exports import Archive, describe
from newslab.readers.feeds import read_feed
from newslab.readers.formats import ARCHIVES, PAGES, TABLES, TEXTS, read_file, too_long
from newslab.readers.limits import DEPTH_LIMIT, PAGE_LIMIT
from newslab.readers.notes import KEPT, LEFT_OUT, REPAIRED, Article, Note, UnreadableFile, cause_of
from newslab.readers.objects import read_json, read_jsonl
from newslab.readers.pages import read_docx, read_html, read_rtf
from newslab.readers.parquet import read_parquet
from newslab.readers.separated import read_csv, read_tsv
from newslab.readers.text import read_markdown, read_text
from newslab.readers.values import as_text

__all__ = [
    "ARCHIVES",
    "DEPTH_LIMIT",
    "KEPT",
    "LEFT_OUT",
    "PAGES",
    "PAGE_LIMIT",
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
    "read_csv",
    "read_docx",
    "read_feed",
    "read_file",
    "read_gz",
    "read_html",
    "read_json",
    "read_jsonl",
    "read_markdown",
    "read_parquet",
    "read_rtf",
    "read_spreadsheet",
    "read_text",
    "read_tsv",
    "read_zip",
    "too_long",
]
