"""Columns of tables: their names, and their types."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa

from newslab.readers.notes import REPAIRED, Note


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a DataFrame whose text is pandas' own."""
    text = pd.StringDtype(na_value=np.nan)
    types = {pa.string(): text, pa.large_string(): text, pa.string_view(): text}
    return table.to_pandas(types_mapper=types.get, date_as_object=False)


def packed(table: pd.DataFrame) -> pa.Table:
    """Return a table of texts for another process: its columns, and as the last one the rows in the file."""
    columns = [pa.array(cells.array) for _, cells in table.items()]
    return pa.table([*columns, pa.array(table.index.to_numpy())], names=[*table.columns, "row"])


def unpacked(stored: pa.Table) -> pd.DataFrame:
    """Return the table that `packed` was given; faster than Arrow, which thinks of all types."""
    *columns, rows = stored.columns
    text = pd.StringDtype(na_value=np.nan)
    cells = dict(enumerate(text.__from_arrow__(column) for column in columns))
    table = pd.DataFrame(cells, index=pd.Index(rows.to_numpy()), copy=False)
    table.columns = pd.Index(stored.column_names[:-1], dtype="str")
    return table


def name_columns(table: pd.DataFrame, names: Iterable[str]) -> tuple[pd.DataFrame, list[Note]]:
    """Give the columns their names; one that is missing is made up, one that comes twice is numbered."""
    unique: dict[str, None] = {}
    renamed: list[tuple[str, str]] = []
    for position, written in enumerate(names, start=1):
        name = new = written.strip() or f"column {position}"
        while new in unique:
            new = f"{name} ({position})"
            name = new
        if new != written.strip() and written.strip():
            renamed.append((written, new))
        unique[new] = None
    table.columns = pd.Index(unique, dtype="str")
    notes = [
        Note(f"two columns are named {written!r}; one is now {new!r}", REPAIRED)
        for written, new in renamed[:_LISTED]
    ]
    if len(renamed) > _LISTED:
        n_more = len(renamed) - _LISTED
        notes.append(Note(f"further columns of a name that was there before, numbered: {n_more:,}", REPAIRED))
    return table, notes


#: How many of the columns that had to be renamed are listed one by one.
_LISTED = 20
