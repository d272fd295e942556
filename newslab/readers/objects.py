"""Tables of objects: .json and .jsonl, each value as text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
import pyarrow as pa

from newslab.readers.columns import as_text, name_columns, to_pandas, without_surrogates
from newslab.readers.notes import LEFT_OUT, REPAIRED, Note, UnreadableFile
from newslab.readers.text import to_utf8

#: What an answer from a news service calls the list of its articles, or the object that holds the list.
_WRAPPERS = ("articles", "results", "docs", "documents", "data", "items", "news", "stories", "response")


def read_json(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read a list of objects, the list inside a wrapper such as ``{"articles": [...]}``, or a single object.

    Values are read as `read_jsonl` reads them; a row is the place in the list. JSON Lines under this name are
    listed and read.
    """
    content, notes = to_utf8(content)
    try:
        found = _parse(content)
    except ValueError as error:
        first_line = content.lstrip().split(b"\n", 1)[0]
        if not _is_object(first_line):
            raise UnreadableFile(f"not JSON: {error}") from None
        notes.append(Note("JSON Lines, in spite of its ending; read as such", REPAIRED))
        return _table(_rows_of_lines(content), notes)
    while isinstance(found, dict):
        inside = next((found[name] for name in _WRAPPERS if isinstance(found.get(name), (list, dict))), None)
        if inside is None or (isinstance(inside, list) and not any(isinstance(row, dict) for row in inside)):
            found = [found]
        else:
            found = inside
    if not isinstance(found, list):
        raise UnreadableFile("JSON, but not a list of objects with named values")
    return _table(enumerate(found, start=1), notes)


def read_jsonl(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read JSON Lines: one object a line, each value as text, numbers as they are written.

    The row is the line, blank lines counted. A list of texts is joined by commas, and an object with a name
    is its name. A file that begins as a list is listed and read as JSON.
    """
    if content.lstrip()[:1] == b"[":
        try:
            table, notes = read_json(content)
        except UnreadableFile:
            pass
        else:
            return table, [*notes, Note("a JSON list, in spite of its ending; read as such", REPAIRED)]
    content, notes = to_utf8(content)
    return _table(_rows_of_lines(content), notes)


def _rows_of_lines(content: bytes) -> Iterator[tuple[int, object]]:
    """Yield the number of each line that is not blank, and its value, or the fault that it has none."""
    for number, line in enumerate(re.finditer(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)", content), start=1):
        if line[0].strip():
            try:
                yield number, _parse(line[0].strip())
            except ValueError as error:
                yield number, error


def _parse(content: bytes) -> object:
    """Parse JSON, with numbers as they are written."""
    try:
        return json.loads(content.decode(), parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError:
        raise ValueError("lists or objects are nested too deep") from None


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_parse(line), dict)
    except ValueError:
        return False


def _table(rows: Iterable[tuple[int, object]], notes: list[Note]) -> tuple[pd.DataFrame, list[Note]]:
    """Return numbered objects as a table of text, made of batches, so that few objects exist at a time."""
    numbers: list[int] = []
    batch: list[dict] = []
    batches: list[pa.Table] = []
    faults: list[Note] = []

    def pack() -> None:
        columns, repaired = _columns_of(batch)
        batches.append(columns)
        faults.extend(Note(_SURROGATES, REPAIRED, numbers[place - len(batch)]) for place in repaired)
        batch.clear()

    for number, row in rows:
        if isinstance(row, dict):
            numbers.append(number)
            batch.append(row)
            if len(batch) == _BATCH:
                pack()
        elif isinstance(row, ValueError):
            faults.append(Note(f"not a line of JSON: {row}", LEFT_OUT, number))
        else:
            faults.append(Note("not a JSON object with named values", LEFT_OUT, number))
    pack()
    table = to_pandas(pa.concat_tables(batches, promote_options="default"))
    table.index = np.array(numbers, dtype=np.int64)
    table, more = name_columns(table, list(table.columns))
    faults.sort(key=lambda note: note.row or 0)
    return table, notes + faults + more


#: How many objects are held at a time.
_BATCH = 2_000

_SURROGATES = "half of a pair of surrogates, which is no character, is now �"


def _columns_of(batch: list[dict]) -> tuple[pa.Table, list[int]]:
    """Return objects as columns of text, and the places of those in which a surrogate was replaced."""
    names = dict.fromkeys(name for row in batch for name in row)
    columns = {}
    repaired: set[int] = set()
    for name in names:
        values = [as_text(row.get(name)) for row in batch]
        try:
            column = pa.array(values, pa.large_string())
        except UnicodeEncodeError:
            repaired.update(
                place for place, value in enumerate(values) if value and without_surrogates(value) != value
            )
            column = pa.array([value and without_surrogates(value) for value in values], pa.large_string())
        columns[without_surrogates(name)] = column
    return pa.table(columns), sorted(repaired)
