"""Spreadsheets; names of columns, and values as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa

from newslab.readers.containers import check_archive
from newslab.readers.limits import check_cells
from newslab.readers.notes import KEPT, LEFT_OUT, REPAIRED, Note, UnreadableFile


def read_spreadsheet(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read the first sheet that is not empty, every cell as text.

    Its first row that is not blank is the header. Other sheets are left out, and blank rows passed over. A
    cell holds no more than 32,767 characters; one that is full is listed, because its end is likely lost.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # for which not every reading has a use

    if zipfile.is_zipfile(io.BytesIO(content)):
        check_archive(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {}
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            check_cells(len(content), sheet.height * sheet.width)
            sheets[name] = sheet.to_python()
    except UnreadableFile:
        raise
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(f"not a spreadsheet that can be opened: {error}") from None
    filled = {name: rows for name, rows in sheets.items() if any(map(any, rows))}
    if not filled:
        raise UnreadableFile("a spreadsheet without a cell that is filled")
    (_, rows), *others = filled.items()
    cells = [[_cell(value) for value in row] for row in rows]
    header = next(position for position, row in enumerate(cells) if any(row))
    names = cells[header]
    notes = [Note(f"only its first sheet is read, not {name!r}", LEFT_OUT) for name, _ in others]
    kept = {number: row for number, row in enumerate(cells[header + 1 :], start=1) if any(row)}
    for number, row in kept.items():
        if max(map(len, row)) >= _FULL_CELL:
            notes.append(Note("a cell as long as a cell can be; its end is likely lost", KEPT, number))
    columns = dict(enumerate(zip(*kept.values(), strict=True)))
    table = pd.DataFrame(
        {position: pd.array(columns.get(position, []), dtype="str") for position in range(len(names))},
        index=pd.Index(kept.keys(), dtype="int64"),
    )
    # A column without a name and without a cell is only the margin of the sheet.
    is_used = [bool(name) or table[position].ne("").any() for position, name in enumerate(names)]
    table = table.loc[:, is_used]
    table, more = name_columns(table, [name for name, used in zip(names, is_used, strict=True) if used])
    return table, notes + more


#: The most characters that a cell can hold.
_FULL_CELL = 32_767


def _cell(value: object) -> str:
    """Write the value of a cell as text: a whole number without a point, a date by ISO 8601."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.replace("\r\n", "\n") if isinstance(value, str) else str(value)


# Names and values -------------------------------------------------------------------------------------------


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a DataFrame whose text is pandas' own."""
    text = pd.StringDtype(na_value=np.nan)
    types = {pa.string(): text, pa.large_string(): text, pa.string_view(): text}
    return table.to_pandas(types_mapper=types.get, date_as_object=False)


def name_columns(table: pd.DataFrame, names: Iterable[str]) -> tuple[pd.DataFrame, list[Note]]:
    """Give the columns their names; one that is missing is made up, one that comes twice is numbered."""
    unique: dict[str, None] = {}
    notes: list[Note] = []
    for position, written in enumerate(names, start=1):
        name = new = written.strip() or f"column {position}"
        while new in unique:
            new = f"{name} ({position})"
            name = new
        if new != written.strip() and written.strip():
            notes.append(Note(f"two columns are named {written!r}; one is now {new!r}", REPAIRED))
        unique[new] = None
    table.columns = pd.Index(unique, dtype="str")
    return table, notes
