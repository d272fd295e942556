"""What a metadata.csv says of the pages beside and below it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from newslab.corpus.files import File
from newslab.corpus.listing import Problem, as_quote, under
from newslab.corpus.options import Options
from newslab.corpus.tables import METADATA_NAMES, name_columns, tidy_cells, without_null_words
from newslab.readers import KEPT, LEFT_OUT, PAGES, Note, UnreadableFile, read_file


class Metadata(NamedTuple):
    """What all metadata say of pages, and what else came of looking for them."""

    #: One row a page, indexed by it.
    known: pd.DataFrame
    #: The files that are no metadata.
    others: list[File]
    columns_seen: set[str]
    problems: list[Problem]


def read_metadata(files: list[File], options: Options) -> Metadata:
    """Return what all metadata say of pages.

    A metadata.csv without a column `file` is a table like any other, and so is one that cannot be read.
    """
    metadata: dict[str, pd.DataFrame] = {}
    others: list[File] = []
    columns_seen: set[str] = set()
    problems: list[Problem] = []
    for file in files:
        try:
            table, notes = read_file(file.ending, file.read()) if _is_metadata(file) else (None, [])
        except (UnreadableFile, OSError):
            table = None
        named = (
            name_columns(table, options.columns, METADATA_NAMES) if isinstance(table, pd.DataFrame) else None
        )
        if named is None or "file" not in named or not isinstance(table, pd.DataFrame):
            others.append(file)
            continue
        columns_seen.update(table.columns)
        named, of_nulls = without_null_words(named)
        metadata[file.origin], more = tidy_cells(named, options.day_first)
        problems += under(file.origin, [*notes, *of_nulls, *more])
    known, more_problems = _match(metadata, files)
    return Metadata(known, others, columns_seen, problems + more_problems)


def _is_metadata(file: File) -> bool:
    return file.origin.rpartition("/")[2].lower() == "metadata.csv"


def _match(metadata: Mapping[str, pd.DataFrame], files: list[File]) -> tuple[pd.DataFrame, list[Problem]]:
    """Return what all metadata say, indexed by the page they describe, and where the two do not match."""
    pages = [file.origin for file in files if file.ending in PAGES]
    by_name = _ByName(pages)
    described_in: dict[str, str] = {}
    parts = []
    problems: list[Problem] = []
    for origin, table in metadata.items():
        folder = origin[: -len("metadata.csv")]
        subjects: list[str | None] = []
        for row, name in table["file"].items():
            path = folder + name.replace("\\", "/").removeprefix("./") if isinstance(name, str) else ""
            subject = by_name.find(path)
            if subject is None:
                problems += under(origin, [Note(f"no text file {as_quote(path or '?')}", LEFT_OUT, row)])
            elif subject in described_in:
                twice = f"{subject} is named twice, first in {described_in[subject]}"
                problems += under(origin, [Note(twice, LEFT_OUT, row)])
                subject = None
            else:
                described_in[subject] = f"{origin}, row {row}"
            subjects.append(subject)
        table = table.drop(columns="file").set_axis(pd.Index(subjects, dtype="str"))
        parts.append(table[table.index.notna()])
    folders = {origin[: -len("metadata.csv")] for origin in metadata}
    for origin in pages if folders else []:
        if origin not in described_in and any(folder in folders for folder in _folders_above(origin)):
            problems += under(origin, [Note("metadata.csv does not name this file", KEPT)])
    return pd.concat(parts) if parts else pd.DataFrame(), problems


class _ByName:
    """Files by their names, in which a letter with its accent may be one character or two."""

    def __init__(self, origins: list[str]) -> None:
        self._exact = set(origins)
        self._composed: dict[str, str | None] = {}
        for origin in origins:
            composed = unicodedata.normalize("NFC", origin)
            self._composed[composed] = None if composed in self._composed else origin

    def find(self, name: str) -> str | None:
        """Return the file of a name: the one so written, else the only one that reads the same."""
        return name if name in self._exact else self._composed.get(unicodedata.normalize("NFC", name))


def _folders_above(origin: str) -> Iterator[str]:
    """Yield ``a/b/``, ``a/`` and the empty path for ``a/b/c.txt``."""
    end = len(origin)
    while (end := origin.rfind("/", 0, end)) >= 0:
        yield origin[: end + 1]
    yield ""
