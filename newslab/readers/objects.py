"""Tables of objects: .json and .jsonl, each value as text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
import pyarrow as pa

from newslab.readers.columns import name_columns, to_pandas
from newslab.readers.encodings import to_utf8
from newslab.readers.limits import check_cells
from newslab.readers.notes import KEPT, LEFT_OUT, REPAIRED, Note, UnreadableFile
from newslab.readers.values import as_text, is_object, parts_of, without_surrogates
from newslab.readers.wrappers import rows_in


def read_json(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read a list of objects, by itself or in a wrapper such as ``{"articles": [...]}``, or a single object.

    Values are read as `read_jsonl` reads them; a row is the place in the list. JSON Lines under this name are
    listed and read.
    """
    content, notes = to_utf8(content)
    try:
        found = _parse(content)
    except ValueError as error:
        if not _is_object(_first_line(content)):
            rows = _one_after_another(content)
            if not rows:
                raise UnreadableFile(f"not JSON: {error}") from None
            notes.append(Note("objects one after another, without a list around them", REPAIRED))
            return _table_of_objects(enumerate(rows, start=1), len(content), notes)
        notes.append(Note("JSON Lines, in spite of its ending; read as such", REPAIRED))
        return _table_of_objects(_rows_of_lines(content), len(content), notes)
    rows, more = rows_in(found)
    return _table_of_objects(enumerate(rows, start=1), len(content), notes + more)


def read_jsonl(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read JSON Lines: one object a line, each value as text, numbers as they are written.

    The row is the line, blank lines counted. An object inside a row is what it means, such as its name, and
    each of its parts is a column of its own, as ``source.id``. Paragraphs of a list are parted by blank
    lines, other lists by commas. A file that begins as a list is listed and read as JSON.
    """
    if content.lstrip()[:1] in (b"[", b"{") and not _is_object(_first_line(content)):
        try:
            table, notes = read_json(content)
        except UnreadableFile:
            pass
        else:
            return table, notes if content.lstrip()[:1] == b"{" else [
                *notes,
                Note("a JSON list, in spite of its ending; read as such", REPAIRED),
            ]
    content, notes = to_utf8(content)
    return _table_of_objects(_rows_of_lines(content), len(content), notes)


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
        return _DECODER.decode(content.decode())
    except RecursionError:
        raise ValueError("lists or objects are nested too deep") from None


class Doubled(dict):
    """An object in which a name was given twice; the later values have a number after it."""


def object_of(pairs: list[tuple[str, object]]) -> dict:
    """Return values by their names, as `Doubled` where one is given twice."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return Doubled(found) if any(map(_holds_doubled, found.values())) else found
    doubled = Doubled()
    times: Counter[str] = Counter()
    for name, value in pairs:
        times[name] += 1
        new = name if times[name] == 1 else f"{name} ({times[name]})"
        doubled[new + "_" if new in doubled else new] = value
    return doubled


def _holds_doubled(value: object) -> bool:
    """Return whether a value, or one in its lists, gave a name twice; lists may be nested deep."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if type(each) is Doubled:
            return True
        if type(each) is list:
            waiting += each
    return False


def _one_after_another(content: bytes) -> list[dict]:
    """Return objects that are written one after another, as a list; an empty one if anything else is."""
    text = content.decode()
    found: list[dict] = []
    place = len(text) - len(text.lstrip())
    while place < len(text):
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            return []
        if not isinstance(value, dict):
            return []
        found.append(value)
        between = _BETWEEN.match(text, place)
        place = between.end() if between else place
    return found


_BETWEEN = re.compile(r"[\s,]+")


def _first_line(content: bytes) -> bytes:
    return content.lstrip().split(b"\n", 1)[0]


_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=object_of)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_parse(line), dict)
    except ValueError:
        return False


def _table_of_objects(
    rows: Iterable[tuple[int, object]], n_bytes: int, notes: list[Note]
) -> tuple[pd.DataFrame, list[Note]]:
    """Return numbered objects as a table of text, made of batches, so that few objects exist at a time."""
    numbers: list[int] = []
    batch: list[dict] = []
    batches: list[pa.Table] = []
    faults: list[Note] = []
    as_objects: dict[str, None] = {}
    seen: dict[str, None] = {}

    def pack() -> None:
        seen.update(dict.fromkeys(name for row in batch for name in row))
        check_cells(n_bytes, len(seen) * len(numbers))
        columns, repaired, left = _columns_of(batch)
        batches.append(columns)
        as_objects.update(dict.fromkeys(left))
        faults.extend(Note(_SURROGATES, REPAIRED, numbers[place - len(batch)]) for place in repaired)
        batch.clear()

    for number, row in rows:
        if isinstance(row, dict):
            numbers.append(number)
            batch.append(row)
            if isinstance(row, Doubled):
                faults.append(Note(_TWICE, REPAIRED, number))
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
    if as_objects:
        names = ", ".join(map(repr, list(as_objects)[:10]))
        more.append(Note(f"columns of objects, kept as JSON: {names}", KEPT))
    faults.sort(key=lambda note: note.row or 0)
    return table, notes + faults + more


#: How many objects are held at a time.
_BATCH = 2_000

_TWICE = "an object that gives a name twice; the later one has a number after it"
_SURROGATES = "half of a pair of surrogates, which is no character, is now �"


def _columns_of(batch: list[dict]) -> tuple[pa.Table, list[int], list[str]]:
    """Return objects as columns of text, the places of those in which a surrogate was replaced, and the names
    of columns in which an object is still one.
    """
    names = dict.fromkeys(name for row in batch for name in row)
    columns: dict[str, pa.Array] = {}
    repaired: set[int] = set()
    left = []
    for whole in names:
        for name, cells in parts_of(whole, [row.get(whole) for row in batch]):
            values = [_as_text(cell) for cell in cells]
            if any(is_object(cell, value) for cell, value in zip(cells, values, strict=True)):
                left.append(name)
            try:
                column = pa.array(values, pa.large_string())
            except UnicodeEncodeError:
                characters = [value and without_surrogates(value) for value in values]
                pairs = zip(values, characters, strict=True)
                repaired.update(place for place, (old, new) in enumerate(pairs) if old != new)
                column = pa.array(characters, pa.large_string())
            name = without_surrogates(name)
            while name in columns:  # an object's part, and a column that has its name
                name += "_"
            columns[name] = column
    return pa.table(columns), sorted(repaired), left


def _as_text(value: object) -> str | None:
    try:
        return as_text(value)
    except RecursionError:
        raise UnreadableFile("lists or objects in it are nested too deep") from None
