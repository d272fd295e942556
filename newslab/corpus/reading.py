"""From files to rows of articles: each file read, its columns named, its text cleaned, its faults listed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from newslab.corpus.cleaning import clean_cell, clean_page
from newslab.corpus.dates import parse_dates
from newslab.corpus.files import File
from newslab.corpus.listing import Listing, as_quote
from newslab.corpus.saving import is_saved, restore
from newslab.corpus.tables import METADATA_NAMES, name_columns, tidy_cells
from newslab.readers import KEPT, LEFT_OUT, PAGES, REPAIRED, TABLES, Note, UnreadableFile


def read_files(
    files: list[File], columns: Mapping[str, str], clean: bool, listing: Listing
) -> tuple[list[pd.DataFrame], set[str]]:
    """Read every file; return tables of articles, and the names of all columns seen in the files.

    Each table has a column `text`, and what else is known. Its index is the file and the row in it, counted
    from 1, and 0 where the file is one article.
    """
    texts: list[tuple[File, str]] = []
    tables: list[pd.DataFrame] = []
    metadata: dict[str, pd.DataFrame] = {}
    columns_seen: set[str] = set()
    for file in files:
        try:
            content = file.read()
            if not content.strip():
                raise UnreadableFile("it holds nothing but white space" if content else "the file is empty")
            if file.ending in PAGES:
                text, notes = PAGES[file.ending](content)
                if not text.strip():
                    raise UnreadableFile("it holds nothing but white space")
                listing.add(file.origin, notes)
                texts.append((file, text))
                continue
            table, notes = TABLES[file.ending](content)
            listing.add(file.origin, notes)
            columns_seen.update(table.columns)
            told = name_columns(table, columns, METADATA_NAMES)
            if _is_metadata(file.origin) and "file" in told:
                metadata[file.origin], notes = tidy_cells(told)
            else:
                articles, notes = _articles_of_table(file, table, columns, clean)
                tables.append(articles)
            listing.add(file.origin, notes)
        except (UnreadableFile, OSError) as error:
            cause = getattr(error, "strerror", None) or str(error)
            listing.add(file.origin, [Note(cause, LEFT_OUT)])
    if metadata or texts:
        known = _match_metadata(metadata, files, listing)
        tables.append(_articles_of_texts(texts, known, clean, listing))
    return tables, columns_seen


# Tables -----------------------------------------------------------------------------------------------------


def _articles_of_table(
    file: File, table: pd.DataFrame, columns: Mapping[str, str], clean: bool
) -> tuple[pd.DataFrame, list[Note]]:
    """Return the rows of a table as articles."""
    if table.empty:
        raise UnreadableFile("a table without a row that can be read")
    if is_saved(table):
        table, notes = restore(table, file.ending)
        return table.set_axis(_places([file.origin] * len(table), table.index)), notes
    seen = ", ".join(map(repr, table.columns[:30]))
    table = name_columns(table, columns)
    if "text" not in table:
        raise UnreadableFile(
            f"none of its columns is known as text: {seen}; name it, as in columns={{'text': 'story'}}"
        )
    table, notes = tidy_cells(table)
    has_text = table["text"].str.strip().fillna("") != ""
    notes += [Note("no text", LEFT_OUT, row) for row in table.index[~has_text]]
    table = table[has_text]
    if clean:
        texts = []
        for row, text in table["text"].items():
            page = clean_cell(text)
            # A text in which nothing was found stays as it is, white space and all.
            texts.append(page.text if page.removed else text)
            notes += _notes_of_cleaning(page.removed, texts[-1], row)
        table = table.assign(text=pd.array(texts, dtype="str"))
        table = table[table["text"] != ""]
    if file.folder is not None:
        table = table.assign(source=table["source"].fillna(file.folder) if "source" in table else file.folder)
    table.index = _places([file.origin] * len(table), table.index)
    return table, notes


def _notes_of_cleaning(removed: list[tuple[str, str]], text: str, row: int | None = None) -> Iterator[Note]:
    for rule, line in removed:
        yield Note(f"{rule}: {as_quote(line)}", REPAIRED, row)
    if not text:
        yield Note("nothing but page furniture", LEFT_OUT, row)


# Texts and their metadata -----------------------------------------------------------------------------------


def _is_metadata(origin: str) -> bool:
    return origin.rpartition("/")[2].lower() == "metadata.csv"


def _match_metadata(
    metadata: Mapping[str, pd.DataFrame], files: list[File], listing: Listing
) -> pd.DataFrame:
    """Return what all metadata tell, indexed by the file they tell it of; list where the two do not match."""
    # One letter with its accent may be written as one character or as two, in names as well.
    there = {unicodedata.normalize("NFC", file.origin): file.origin for file in files if file.ending in PAGES}
    told_by: dict[str, str] = {}
    parts = []
    for origin, table in metadata.items():
        folder = origin[: -len("metadata.csv")]
        subjects: list[str | None] = []
        for row, name in table["file"].items():
            path = folder + name.replace("\\", "/").removeprefix("./") if isinstance(name, str) else ""
            subject = there.get(unicodedata.normalize("NFC", path))
            if subject is None:
                listing.add(origin, [Note(f"no text file {as_quote(path or '?')}", LEFT_OUT, row)])
            elif subject in told_by:
                twice = f"{subject} is told of twice, first in {told_by[subject]}"
                listing.add(origin, [Note(twice, LEFT_OUT, row)])
                subject = None
            else:
                told_by[subject] = f"{origin}, row {row}"
            subjects.append(subject)
        table = table.drop(columns="file").set_axis(pd.Index(subjects, dtype="str"))
        parts.append(table[table.index.notna()])
    folders = {origin[: -len("metadata.csv")] for origin in metadata}
    for origin in there.values():
        if origin not in told_by and not folders.isdisjoint(_folders_above(origin)):
            listing.add(origin, [Note("metadata.csv does not name this file", KEPT)])
    return pd.concat(parts) if parts else pd.DataFrame()


def _folders_above(origin: str) -> Iterator[str]:
    """Yield ``a/b/``, ``a/`` and the empty path for ``a/b/c.txt``."""
    parts = origin.split("/")
    for depth in range(len(parts)):
        yield "".join(part + "/" for part in parts[:depth])


def _articles_of_texts(
    texts: list[tuple[File, str]], known: pd.DataFrame, clean: bool, listing: Listing
) -> pd.DataFrame:
    """Return the texts as articles, with what the metadata tell, then what their pages and folders tell."""
    origins = [file.origin for file, _ in texts]
    table = known.reindex(origins).reset_index(drop=True)
    places = _places(origins, [0] * len(texts))
    for column in ("source", "title", "author"):
        if column not in table:
            table[column] = _strings([None] * len(texts))
    table["source"] = table["source"].fillna(_strings([file.folder for file, _ in texts]))
    if not clean:
        table["text"] = _strings([text for _, text in texts])
        return table.set_axis(places)

    titles = table["title"].astype(object).where(table["title"].notna(), None)
    cleaned = []
    for (file, text), title in zip(texts, titles, strict=True):
        page = clean_page(text, title)
        cleaned.append((page.text, page.title, page.author, page.date))
        listing.add(file.origin, _notes_of_cleaning(page.removed, page.text))
    found = pd.DataFrame(cleaned, columns=["text", "title", "author", "date"], dtype="str")
    dates, notes = parse_dates(found["date"])
    for note in notes:
        listing.add(origins[note.row], [note._replace(row=None)])
    table[["text", "title"]] = found[["text", "title"]]
    table["author"] = table["author"].fillna(found["author"])
    table["date"] = table["date"].fillna(dates) if "date" in table else dates
    return table.set_axis(places)[table["text"].to_numpy() != ""]


def _places(origins: list[str], rows: Iterable[int]) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([origins, rows], names=["file", "row"])


def _strings(values: list[str | None]) -> pd.Series:
    return pd.Series(values, dtype="str")
