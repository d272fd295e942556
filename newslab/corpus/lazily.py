"""Articles read a partition at a time, when they are asked for."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

import pandas as pd

from newslab.corpus.dates import DATE_TYPE
from newslab.corpus.files import File, unpacked
from newslab.corpus.listing import Problem, with_more
from newslab.corpus.metadata import read_metadata
from newslab.corpus.options import Options
from newslab.corpus.tables import COLUMNS
from newslab.partitions import lazy_table, on_each
from newslab.readers import KEPT, PAGES

#: Reads files; takes besides what metadata say of pages, and the stems of names that several files have.
Reader: TypeAlias = Callable[[list[File], pd.DataFrame, frozenset[str]], pd.DataFrame]

# The bytes of text in a partition, roughly. Packed files hold some four times their size.
TEXT_BYTES, PACKED = 64_000_000, 4
_PACKED_ENDINGS = (".parquet", ".zip", ".gz", ".tar", ".xlsx", ".docx", ".epub", ".warc")


def read_lazily(files: list[File], options: Options, read: Reader) -> Any:
    """Return the articles of files as a Dask DataFrame; `files` are not unpacked yet.

    Which partitions there are depends on the sizes of files alone. Metadata and the first file of each ending
    are read now; all partitions have their columns.
    """
    metadata = read_metadata(files, options)
    stems = Counter(os.path.splitext(file.origin)[0].rpartition("/")[2] for file in metadata.others)
    shared = frozenset(stem for stem, n in stems.items() if n > 1)
    groups = list(_groups(metadata.others))

    def known_of(group: list[File]) -> pd.DataFrame:
        pages = [file.origin for file in group if file.ending in PAGES]
        return metadata.known[metadata.known.index.isin(pages)]

    first_files = list({file.ending: file for file in reversed(metadata.others)}.values())
    first = read(list(unpacked(first_files)), known_of(first_files), shared).iloc[:0]
    for column in metadata.known.columns.difference(first.columns, sort=False):
        first[column] = metadata.known[column].iloc[:0].array
    problems = _by_group(metadata.problems, groups)
    read_group = partial(_read_group, read=read, shared=shared, empty=first)
    return lazy_table(on_each(read_group, groups, list(map(known_of, groups)), problems), first)


def _read_group(
    group: list[File],
    known: pd.DataFrame,
    problems: list[Problem],
    *,
    read: Reader,
    shared: frozenset[str],
    empty: pd.DataFrame,
) -> pd.DataFrame:
    """Return the articles of a partition, with the columns and types that all have."""
    articles = read(list(unpacked(group)), known, shared)
    others = articles.columns.difference(empty.columns, sort=False)
    lines = [
        _of_group(group, f"the column {column!r}, which the first files lack, is left out")
        for column in others
    ]
    table = articles.reindex(columns=empty.columns)
    for column, kind in empty.dtypes.items():
        if table[column].dtype != kind:
            try:
                table[column] = table[column].astype(kind)
            except (TypeError, ValueError):
                changed = (
                    f"the column {column!r} holds what is no {kind}, as in the first files; it is missing"
                )
                lines.append(_of_group(group, changed))
                table[column] = pd.Series(index=table.index, dtype=kind)
    table.attrs["problems"] = with_more(articles, problems, lines)
    return table


def _by_group(lines: list[Problem], groups: list[list[File]]) -> list[list[Problem]]:
    """Return the lines of the files of each group; those of other files, the metadata, are in the first."""
    group_of = {file.origin: number for number, group in enumerate(groups) for file in group}
    found: list[list[Problem]] = [[] for _ in groups]
    for line in lines:
        found[group_of.get(line.origin or "", 0)].append(line)
    return found


def _of_group(group: list[File], problem: str) -> Problem:
    return Problem(group[0].origin, None, f"{problem}, in its partition", KEPT)


def nothing_read() -> pd.DataFrame:
    """Return the table of a partition without an article."""
    types = dict.fromkeys(COLUMNS, "str") | {"date": DATE_TYPE}
    columns = {column: pd.Series(dtype=kind) for column, kind in types.items()}
    return pd.DataFrame(columns, index=pd.Index([], dtype="str", name="article"))


def _groups(files: list[File]) -> Iterator[list[File]]:
    """Cut a list of files into partitions of about `TEXT_BYTES`; a file is never cut."""
    group: list[File] = []
    n_bytes = 0
    for file in files:
        size = file.size * (PACKED if file.origin.lower().endswith(_PACKED_ENDINGS) else 1)
        if group and n_bytes + size > TEXT_BYTES:
            yield group
            group, n_bytes = [], 0
        group.append(file)
        n_bytes += size
    if group:
        yield group
