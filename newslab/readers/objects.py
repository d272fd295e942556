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
        return _table(_objects_of_lines(content, notes), notes)
    while isinstance(found, dict):
        inside = next((found[name] for name in _WRAPPERS if isinstance(found.get(name), (list, dict))), None)
        if inside is None or (isinstance(inside, list) and not any(isinstance(row, dict) for row in inside)):
            found = [found]
        else:
            found = inside
    if not isinstance(found, list):
        raise UnreadableFile("JSON, but not a list of objects with named values")
    return _table(_objects_only(enumerate(found, start=1), notes), notes)


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
    return _table(_objects_of_lines(content, notes), notes)


def _objects_of_lines(content: bytes, notes: list[Note]) -> Iterator[tuple[int, dict]]:
    number = 0
    for number, line in enumerate(re.finditer(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)", content), start=1):
        if not line[0].strip():
            continue
        try:
            found = _parse(line[0].strip())
        except ValueError as error:
            notes.append(Note(f"not a line of JSON: {error}", LEFT_OUT, number))
            continue
        yield from _objects_only([(number, found)], notes)


def _objects_only(rows: Iterable[tuple[int, object]], notes: list[Note]) -> Iterator[tuple[int, dict]]:
    for number, row in rows:
        if isinstance(row, dict):
            yield number, row
        else:
            notes.append(Note("not a JSON object with named values", LEFT_OUT, number))


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


def _table(rows: Iterator[tuple[int, dict]], notes: list[Note]) -> tuple[pd.DataFrame, list[Note]]:
    """Return numbered objects as a table of text, made of batches, so that few objects exist at a time."""
    numbers: list[int] = []
    batch: list[dict] = []
    batches: list[pa.Table] = []
    for number, row in rows:
        numbers.append(number)
        batch.append(row)
        if len(batch) == _BATCH:
            batches.append(_columns_of(batch, numbers, notes))
            batch = []
    batches.append(_columns_of(batch, numbers, notes))
    table = to_pandas(pa.concat_tables(batches, promote_options="default"))
    table.index = np.array(numbers, dtype=np.int64)
    return name_columns(table, list(table.columns), sorted(notes, key=lambda note: note.row or 0))


#: So many objects are held at a time.
_BATCH = 2_000


def _columns_of(batch: list[dict], numbers: list[int], notes: list[Note]) -> pa.Table:
    names = dict.fromkeys(name for row in batch for name in row)
    columns = {}
    repaired = set()
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
    for place in sorted(repaired):
        number = numbers[place - len(batch)]
        notes.append(Note("half of a pair of surrogates, which is no character, is now �", REPAIRED, number))
    return pa.table(columns)
