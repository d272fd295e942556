"""The sheet of a sample, found again in a file that people and spreadsheets have changed."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd

from newslab.corpus import Problem
from newslab.readers import KEPT
from newslab.readers.encodings import decode
from newslab.validation.sampling import BETWEEN

#: The columns without which it is no sheet, and those that are for people to read.
NEEDED, SHOWN = ("row", "key", "article", "probability"), ("source", "date", "title", "text")
#: Lines above the names of the columns that are looked through.
MOST_ABOVE = 20


def read_sheet(path: Path, otherwise: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the sheet with every cell as text, and what is odd about its columns.

    `otherwise` says what to do with a file that is no such sheet.
    """
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {str(path)!r}")
    found = {
        name: sheet for name, cells in _tables(path).items() if (sheet := _below_names(cells)) is not None
    }
    fit = [name for name, sheet in found.items() if not _lacking(sheet)]
    if not fit:
        lacks = min(map(_lacking, found.values()), key=len) if found else [repr(name) for name in NEEDED]
        raise ValueError(
            f"{path.name} is no sheet of sample_for_coding: it lacks {', '.join(lacks)}. {otherwise}"
        )
    sheet = found[fit[0]]
    problems = [
        Problem(path.name, None, f"the sheet {name!r} has codes too; {fit[0]!r} is read", KEPT)
        for name in fit[1:]
    ]
    faults = [*_twice(sheet), *_passed_over(sheet), *_not_there(sheet)]
    problems += [Problem(path.name, None, fault, KEPT) for fault in faults]
    return sheet.loc[:, ~sheet.columns.duplicated()].reset_index(drop=True), problems


def _tables(path: Path) -> dict[str, pd.DataFrame]:
    """Return the cells of each sheet of a workbook as text, or of a text in any encoding."""
    if path.suffix.lower() == ".csv":
        text, _ = decode(path.read_bytes())
        text = text.removeprefix("\ufeff")
        names = next((line for line in text.splitlines()[:MOST_ABOVE] if "probability" in line.lower()), "")
        separator = max(",;\t", key=names.count)
        width = max((line.count(separator) for line in text.splitlines()[:MOST_ABOVE]), default=0) + 1
        options = {"sep": separator, "header": None, "names": range(width), "skip_blank_lines": True}
        cells = pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False, **options)
        return {path.stem: cells.fillna("").astype("str")}
    try:
        sheets = pd.read_excel(
            path, sheet_name=None, header=None, dtype="str", keep_default_na=False, engine="calamine"
        )
    except Exception as error:  # whatever the reader of spreadsheets raises
        raise ValueError(
            f"{path.name} cannot be read as a spreadsheet ({error}); save it as .xlsx or .csv"
        ) from error
    return {name: cells.fillna("").astype("str") for name, cells in sheets.items()}


def _below_names(cells: pd.DataFrame) -> pd.DataFrame | None:
    """Return the rows below the names of the columns, with these names; None where there are none."""
    for row in range(min(len(cells), MOST_ABOVE)):
        names = [_name(cell) for cell in cells.iloc[row]]
        if len(set(NEEDED).intersection(names)) > 1:
            below = cells.iloc[row + 1 :].set_axis(pd.Index(names, dtype=object), axis=1)
            return below[below.ne("").any(axis=1)]
    return None


def _name(cell: str) -> str:
    """Return the name of a column as newslab writes it."""
    name = " ".join(cell.split())
    if name.casefold() in (*NEEDED, *SHOWN):
        return name.casefold()
    frame, bar, coder = name.rpartition(BETWEEN.strip())
    return f"{frame.strip()}{BETWEEN}{coder.strip()}" if bar else name


def _lacking(sheet: pd.DataFrame) -> list[str]:
    lacking = [repr(name) for name in NEEDED if name not in sheet.columns]
    return (
        lacking
        if any(BETWEEN in name for name in sheet)
        else [*lacking, "columns such as 'conflict | coder 1'"]
    )


def _twice(sheet: pd.DataFrame) -> list[str]:
    twice = sheet.columns[sheet.columns.duplicated()].unique()
    return [f"the column {name!r} is there twice; the first is read" for name in twice if name]


def _passed_over(sheet: pd.DataFrame) -> list[str]:
    known = np.array([name in (*NEEDED, *SHOWN) or BETWEEN in name for name in sheet.columns])
    used = sheet.loc[:, ~known].ne("").any(axis=0).to_numpy()
    return [
        f"the column {name!r} is passed over; one with codes is named as 'conflict | coder 1'"
        for name in sheet.columns[~known][used]
    ]


def _not_there(sheet: pd.DataFrame) -> list[str]:
    """List the frames that one coder has a column for and another one has not."""
    answers = [name.rpartition(BETWEEN) for name in sheet.columns.unique() if BETWEEN in name]
    names = [f"{frame}{BETWEEN}{coder}" for frame in dict.fromkeys(a[0] for a in answers)
             for coder in dict.fromkeys(a[2] for a in answers)]  # fmt: skip
    return [f"there is no column {name!r}" for name in names if name not in sheet.columns]
