"""Spreadsheets: which sheets hold articles, and which of their rows the names of columns."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

import pandas as pd

from newslab.readers.columns import name_columns
from newslab.readers.containers import check_archive
from newslab.readers.limits import check_cells
from newslab.readers.notes import KEPT, LEFT_OUT, REPAIRED, Note, UnreadableFile
from newslab.readers.separated import read_csv
from newslab.readers.usual_names import are_names, meaning_of_name


class _Sheet(NamedTuple):
    """A sheet, its row of names found."""

    name: str
    names: list[str]
    rows: list[list[str]]
    #: What is written above the names.
    above: str

    @property
    def has_texts(self) -> bool:
        return any(meaning_of_name(name) in ("text", "summary") for name in self.names)


def read_spreadsheet(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read the sheets that hold texts, every cell as text.

    The names of columns are in the first row that is not blank, or below notes or a second header. Sheets
    with the same names are put together, with a column `sheet`; others are left out. Where no sheet has a
    column known as text, the first one that is not empty is read. A merged cell counts for each that it
    covers. Blank rows are passed over. A cell holds no more than 32,767 characters; one that is full is
    listed, because its end is likely lost.
    """
    try:
        cells = _cells_of(content)
    except UnreadableFile:
        if table := _separated_values(content):
            return table
        raise
    sheets = [_sheet(name, rows) for name, rows in cells.items() if any(map(any, rows))]
    if not sheets:
        raise UnreadableFile("a spreadsheet without a cell that is filled")
    first = next((sheet for sheet in sheets if sheet.has_texts), sheets[0])
    together = [
        sheet for sheet in sheets if sheet.names == first.names and (sheet is first or sheet.has_texts)
    ]
    notes = [Note(_left_out(sheet), LEFT_OUT) for sheet in sheets if sheet not in together]
    notes += [
        Note(f"above the names of columns in sheet {sheet.name!r}, not read: {sheet.above[:200]!r}", REPAIRED)
        for sheet in together
        if sheet.above
    ]
    rows: dict[int, list[str]] = {}
    n_rows = 0
    for sheet in together:
        of_sheet = [[*row, sheet.name] for row in sheet.rows] if len(together) > 1 else sheet.rows
        rows |= {
            n_rows + number: row
            for number, row in enumerate(of_sheet, start=1)
            if any(sheet.rows[number - 1])
        }
        n_rows += len(sheet.rows)
    if len(together) > 1:
        notes.append(
            Note(f"sheets put together: {', '.join(repr(sheet.name) for sheet in together)}", REPAIRED)
        )
    table, more = _table_of_sheet([*first.names, *(["sheet"] if len(together) > 1 else [])], rows)
    return table, notes + more


def _separated_values(content: bytes) -> tuple[pd.DataFrame, list[Note]] | None:
    """Return the table that a text is which some program gave the name of a spreadsheet."""
    try:
        table, notes = read_csv(content)
    except UnreadableFile:
        return None
    if are_names(table.columns) < 2 or "text" not in map(meaning_of_name, table.columns):
        return None
    return table, [*notes, Note("separated values, in spite of its ending; read as such", REPAIRED)]


def _left_out(sheet: _Sheet) -> str:
    why = "its columns have other names" if sheet.has_texts else "it has no column known as text"
    return f"sheet {sheet.name!r} is not read: {why}; save it as a file of its own"


def _cells_of(content: bytes) -> dict[str, list[list[str]]]:
    """Return the cells of all sheets as text."""
    from python_calamine import CalamineError, CalamineWorkbook  # for which not every reading has a use

    if zipfile.is_zipfile(io.BytesIO(content)):
        check_archive(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {}
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            check_cells(len(content), sheet.height * sheet.width)
            cells = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            sheets[name] = _filled(cells, getattr(sheet, "merged_cell_ranges", None) or [])
    except UnreadableFile:
        raise
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(f"not a spreadsheet that can be opened: {error}") from None
    return sheets


def _filled(cells: list[list[str]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> list[list[str]]:
    """Return the cells with the value of a merged one in each column that it covers alone."""
    for (top, left), (bottom, right) in merged:
        if left == right and top < len(cells) and left < len(cells[top]):
            for row in cells[top + 1 : bottom + 1]:
                row[left] = row[left] or cells[top][left]
    return cells


def _sheet(name: str, rows: list[list[str]]) -> _Sheet:
    """Find the row of names: the first that is not blank, or one further down that knows more of them."""
    first = next(position for position, row in enumerate(rows) if any(row))
    known = {position: are_names(filter(None, row)) for position, row in enumerate(rows[: first + _DEEPEST])}
    best = max(known, key=lambda position: (known[position], -position))
    header = best if known[best] > max(known[first], 1) or (known[best] and not known[first]) else first
    above = " ".join(cell for row in rows[:header] for cell in row if cell)
    return _Sheet(name, rows[header], rows[header + 1 :], above)


#: How many rows of notes may be above the names.
_DEEPEST = 20


def _table_of_sheet(names: list[str], rows: dict[int, list[str]]) -> tuple[pd.DataFrame, list[Note]]:
    notes = [
        Note("a cell as long as a cell can be; its end is likely lost", KEPT, number)
        for number, row in rows.items()
        if max(map(len, row)) >= _FULL_CELL
    ]
    columns = dict(enumerate(zip(*rows.values(), strict=True)))
    table = pd.DataFrame(
        {position: pd.array(columns.get(position, []), dtype="str") for position in range(len(names))},
        index=pd.Index(rows.keys(), dtype="int64"),
    )
    # A column without a name and without a cell is only the margin of the sheet.
    is_used = [bool(name) or table[position].ne("").any() for position, name in enumerate(names)]
    table, more = name_columns(
        table.loc[:, is_used], [name for name, used in zip(names, is_used, strict=True) if used]
    )
    return table, notes + more


#: The most characters that a cell can hold.
_FULL_CELL = 32_767


def _cell(value: object) -> str:
    """Write the value of a cell as text: a whole number without a point, a date by ISO 8601."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.replace("\r\n", "\n") if isinstance(value, str) else str(value)
