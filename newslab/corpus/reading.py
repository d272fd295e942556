"""From files to rows of articles: each file read, its columns named, its text cleaned, its faults listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
from tqdm import tqdm

from newslab.cleaning import (
    clean_cell,
    clean_export,
    clean_page,
    error_page,
    find_error_pages,
    may_hold_boilerplate,
)
from newslab.corpus.dates import parse_dates
from newslab.corpus.files import File
from newslab.corpus.listing import Problem, as_quote, under
from newslab.corpus.markup import plain_lines
from newslab.corpus.metadata import read_metadata
from newslab.corpus.options import Options
from newslab.corpus.saving import is_saved, restore
from newslab.corpus.tables import fill_blank_texts, name_articles_table, tidy_cells
from newslab.corpus.texts import is_blank
from newslab.readers import (
    LEFT_OUT,
    OF_EXPORT,
    PAGES,
    PAGES_IN_TABLES,
    PLAIN_PAGES,
    REPAIRED,
    TEXTS,
    Article,
    Note,
    UnreadableFile,
    cause_of,
    in_utf8,
    read_together,
)


class Found(NamedTuple):
    """Articles, with a column `text` and what else is known, and where each was found."""

    articles: pd.DataFrame
    #: Of each article the file, by its place in the order of the files.
    files: np.ndarray
    #: Of each article the row in its file, counted from 1; 0 where the file is one article.
    rows: np.ndarray


class Reading(NamedTuple):
    """What came of all files: articles, the names of all columns seen, and what is to be listed."""

    found: list[Found]
    columns_seen: set[str]
    problems: list[Problem]


def read_files(
    files: list[File], order: Mapping[str, int], options: Options, known_besides: pd.DataFrame | None = None
) -> Reading:
    """Read every file; `order` gives each, by its origin, a place. `known_besides` is what metadata that are
    not among the files say of pages.
    """
    known, others, columns_seen, problems = read_metadata(files, options)
    if known_besides is not None and len(known_besides):
        known = pd.concat([known_besides, known])
    titles = known["title"].dropna().to_dict() if "title" in known else {}
    pages = _Pages(options)
    found: list[Found] = []
    openings = ((file.ending, partial(_opened, file, options)) for file in others)
    outcomes = read_together(openings, options.archives)
    is_part = known_besides is not None  # of several, read side by side, whose bars would mix
    # No `disable=`, which would outrank TQDM_DISABLE, by which a report keeps bars off its pages.
    for file in others if is_part else tqdm(others, desc="reading", unit="file", delay=1, leave=False):
        try:
            content, notes = _raised(next(outcomes))
            if isinstance(content, Article):
                notes += pages.add(file, content, titles.get(file.origin))
            else:
                problems += under(file.origin, notes)
                columns_seen.update(content.columns)
                articles, notes = _articles_of_table(file, content, options)
                places = np.full(len(articles), order[file.origin])
                found.append(Found(articles, places, articles.index.to_numpy()))
        except (UnreadableFile, OSError) as error:
            notes = [Note(getattr(error, "strerror", None) or str(error), LEFT_OUT)]
        except MemoryError:
            notes = [Note(_NO_MEMORY, LEFT_OUT)]
        except Exception as error:  # that nobody foresaw: it costs this file alone
            notes = [Note(f"newslab itself fails on it, please report it: {cause_of(error)}", LEFT_OUT)]
        problems += under(file.origin, notes)
    if pages.files:
        table, more_problems = pages.table(known)
        problems += more_problems
        places = np.array([order[file.origin] for file in pages.files])
        found.append(Found(table, places, np.zeros_like(places)))
    return Reading(found, columns_seen, problems)


def _opened(file: File, options: Options) -> tuple[bytes, list[Note]]:
    """Return the content of a file, by the encoding that the user names where it is one of text."""
    content = file.read()
    if options.encoding is not None and file.ending in TEXTS:
        return in_utf8(content, options.encoding)
    return content, []


def _raised(outcome: tuple[Article | pd.DataFrame, list[Note]] | Exception) -> tuple:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


_ERROR = "a page with an error of a server or an archive, no article: {}"

_NO_MEMORY = "it takes more memory than there is; split it, or save it as .parquet without other columns"


# Tables -----------------------------------------------------------------------------------------------------


def _articles_of_table(file: File, table: pd.DataFrame, options: Options) -> tuple[pd.DataFrame, list[Note]]:
    """Return the rows of a table as articles; the index is the row in the file."""
    if table.empty:
        raise UnreadableFile("a table without a row that can be read")
    if is_saved(table):
        return restore(table, file.ending)
    holds_pages = file.ending in PAGES_IN_TABLES or (file.ending in PAGES and [*table] == [*Article._fields])
    is_export = file.ending in PAGES and [*table][: len(OF_EXPORT)] == OF_EXPORT
    named, notes = name_articles_table(table, options.columns)
    table, more = tidy_cells(named, options.day_first)
    notes += more
    table, more = fill_blank_texts(table)
    notes += more
    blank = is_blank(table["text"])
    notes += [Note("no text", LEFT_OUT, row) for row in table.index[blank]]
    table = table[~blank] if blank.any() else table
    if of_servers := find_error_pages(table["text"], table.get("title")):
        notes += [
            Note(_ERROR.format(as_quote(line)), LEFT_OUT, int(table.index[at]))
            for at, line in of_servers.items()
        ]
        table = table.drop(index=table.index[list(of_servers)])
    if options.clean:
        if holds_pages:
            table, more = _cleaned_pages(table, options)
        else:
            table, more = _cleaned_cells(table, is_export=is_export)
        notes += more
    if file.folder is not None:
        table = table.assign(source=table["source"].fillna(file.folder) if "source" in table else file.folder)
    return table, notes


def _cleaned_cells(table: pd.DataFrame, *, is_export: bool) -> tuple[pd.DataFrame, list[Note]]:
    """Take boilerplate out of texts beside which title, date and author have columns of their own."""
    notes: list[Note] = []
    cleaned = {}
    may_be_more = may_hold_boilerplate(table["text"]) if not is_export else np.ones(len(table), bool)
    for row, text in table["text"][may_be_more].items():
        page = clean_export(text) if is_export else clean_cell(text)
        # A text in which nothing was found stays as it is, white space and all.
        if page.removed:
            cleaned[row] = page.text
            notes += _notes_of_cleaning(page.removed, page.text, row)
    if cleaned:
        texts = table["text"].copy()
        texts.loc[list(cleaned)] = list(cleaned.values())
        table = table.assign(text=texts)[texts != ""]
    return table, notes


def _cleaned_pages(table: pd.DataFrame, options: Options) -> tuple[pd.DataFrame, list[Note]]:
    """Clean texts that are whole pages as those of files are, with what is known of each page."""
    notes: list[Note] = []
    titles = table["title"].where(table["title"].notna(), None)
    pages = [clean_page(text, title) for text, title in zip(table["text"], titles, strict=True)]
    for row, page in zip(table.index.tolist(), pages, strict=True):
        notes += _notes_of_cleaning(page.removed, page.text, row)
    found = pd.DataFrame(
        {name: [getattr(page, name) for page in pages] for name in ("text", "title", "author", "date")},
        index=table.index,
        dtype="str",
    )
    found["date"], more = parse_dates(found["date"], day_first=options.day_first, hands=table.get("source"))
    others = {name: table[name].fillna(found[name]) for name in ("title", "author", "date") if name in table}
    return table.assign(text=found["text"], **others)[found["text"] != ""], notes + more


def _notes_of_cleaning(removed: list[tuple[str, str]], text: str, row: int | None = None) -> Iterator[Note]:
    for rule, line in removed:
        yield Note(f"{rule}: {as_quote(line)}", REPAIRED, row)
    if not text:
        yield Note("nothing but boilerplate", LEFT_OUT, row)


# Pages ------------------------------------------------------------------------------------------------------


class _Pages:
    """The pages read so far; their texts are packed by batches, as strings take four times the memory."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.files: list[File] = []
        self._heads: list[tuple[str | None, ...]] = []
        self._batch: list[str] = []
        self._n_characters = 0
        self._texts: list[pa.Array] = []

    def add(self, file: File, article: Article, title: str | None) -> list[Note]:
        """Add a page, cleaned by the help of the title that is known of it; return what cleaning did."""
        notes: list[Note] = []
        text, author, date = article.text, article.author, article.date
        if not text.strip():
            raise UnreadableFile("it holds nothing but white space")
        title = title or article.title
        if line := error_page(text, title):
            raise UnreadableFile(_ERROR.format(as_quote(line)))
        if file.ending in PLAIN_PAGES:
            text, has_markup = plain_lines(text)
            notes += [Note("HTML in it, now plain text", REPAIRED)] if has_markup else []
        if self.options.clean:
            page = clean_page(text, title)
            notes += _notes_of_cleaning(page.removed, page.text)
            text, title, author, date = page.text, page.title, author or page.author, date or page.date
            if not text:
                return notes
        self.files.append(file)
        self._heads.append((title, author, date, article.source or file.folder))
        self._batch.append(text)
        self._n_characters += len(text)
        if self._n_characters > _BATCH:
            self._pack()
        return notes

    def _pack(self) -> None:
        self._texts.append(pa.array(self._batch, pa.large_string()))
        self._batch, self._n_characters = [], 0

    def table(self, known: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
        """Return the pages as articles: what the metadata say, then what the pages and their folders do."""
        self._pack()
        origins = [file.origin for file in self.files]
        found = pd.DataFrame(self._heads, columns=["title", "author", "date", "source"], dtype="str")
        table = known.reindex(origins).reset_index(drop=True)
        source = found["source"]
        hands = table["source"].fillna(source) if "source" in table else source
        found["date"], notes = parse_dates(found["date"], day_first=self.options.day_first, hands=hands)
        problems: list[Problem] = []
        for note in notes:
            # The file is named; a note without a row is of all dates together, and is put under the first.
            problems += under(origins[note.row or 0], [note._replace(row=None)])
        for column in found:
            table[column] = table[column].fillna(found[column]) if column in table else found[column]
        texts = pa.chunked_array(self._texts, pa.large_string())
        table["text"] = pd.Series(texts, dtype="str")
        return table, problems


#: How many characters are held as strings at a time.
_BATCH = 4_000_000
