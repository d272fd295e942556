"""What a metadata.csv tells of the pages beside and below it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

import pandas as pd

from newslab.corpus.files import File
from newslab.corpus.listing import Listing, as_quote
from newslab.corpus.tables import METADATA_NAMES, name_columns, tidy_cells
from newslab.readers import KEPT, LEFT_OUT, PAGES, Note, UnreadableFile, read_file


def read_metadata(
    files: list[File], columns: Mapping[str, str], listing: Listing
) -> tuple[pd.DataFrame, list[File], set[str]]:
    """Return what all metadata tell, by page; the files that are none; and the columns of those that are.

    A metadata.csv without a column `file` is a table like any other, and so is one that cannot be read.
    """
    metadata: dict[str, pd.DataFrame] = {}
    others: list[File] = []
    columns_seen: set[str] = set()
    for file in files:
        try:
            told, notes = read_file(file.ending, file.read()) if _is_metadata(file) else (None, [])
        except (UnreadableFile, OSError):
            told = None
        named = name_columns(told, columns, METADATA_NAMES) if isinstance(told, pd.DataFrame) else ()
        if "file" not in named:
            others.append(file)
            continue
        columns_seen.update(told.columns)
        metadata[file.origin], more = tidy_cells(named)
        listing.add(file.origin, notes + more)
    return _match(metadata, files, listing), others, columns_seen


def _is_metadata(file: File) -> bool:
    return file.origin.rpartition("/")[2].lower() == "metadata.csv"


def _match(metadata: Mapping[str, pd.DataFrame], files: list[File], listing: Listing) -> pd.DataFrame:
    """Return what all metadata tell, indexed by the page they tell it of; list where the two do not match."""
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
