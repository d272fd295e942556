"""Tables of separated values: .csv and .tsv, every cell as the text it is."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from newslab.readers.columns import name_columns, to_pandas
from newslab.readers.encodings import to_utf8
from newslab.readers.notes import LEFT_OUT, REPAIRED, Note, UnreadableFile
from newslab.readers.usual_names import are_names, meaning_of_name

#: What may separate the cells of a row.
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


#: Arrow reads a file by blocks of this many bytes; each is a piece of every column, and pieces cost time.
_BLOCK = 1 << 22


def read_csv(content: bytes, *, separator: str = ",") -> tuple[pd.DataFrame, list[Note]]:
    """Read separated values: ``007`` stays 007, and ``NA`` is a word.

    The cells are separated by that comma, semicolon, tab or vertical bar which gives the header the most
    names; one other than `separator` is listed. A row is left out if it has more or fewer fields than the
    header, or if a quotation mark in it is not closed. After such a mark reading goes on with the next line;
    where the header has but one name, and a line may be a row or a piece of one, it ends.
    """
    content, notes = to_utf8(content)
    of_encoding = notes.copy()
    if _has_backslashes(content):
        content = content.replace(b'\\"', b'""')
        notes.append(Note("quotation marks after backslashes, read as part of the text", REPAIRED))
    names, found, start, above = _header(content, separator)
    if above:
        notes.append(Note(f"above the names of columns, not read: {above[:200]!r}", REPAIRED))
    if found != separator:
        fault = f"its cells are separated by {_SEPARATORS[found]}, not by {_SEPARATORS[separator]}"
        notes.append(Note(fault, REPAIRED))
    rows = memoryview(content)[start:]
    try:
        # Nearly every file is as it should be, and is read at once. Arrow by itself would take any quotation
        # mark as it comes.
        cells = _read_rows(rows, found, len(names)) if _quotes_match(rows, found) else None
    except pa.ArrowInvalid:  # a row of too many or too few fields, or one longer than a block
        cells = None
    is_doubtful = cells is None or (len(names) == 1 and b'"' not in content)
    if is_doubtful and (n_returns := _returns_in_cells(content)):
        table, notes = read_csv(_RETURN.sub(_IN_CELL.encode(), content), separator=separator)
        fault = f"carriage returns inside cells, read as line breaks: {n_returns:,}"
        return _with_breaks(table), [*of_encoding, Note(fault, REPAIRED), *notes]
    if cells is None:
        rows, numbers, longest, more = _set_aside(content, start, found, len(names))
        notes += more
        cells = _read_rows(rows, found, len(names), max(_BLOCK, longest))
    else:
        numbers = np.arange(1, len(cells) + 1)
    table = to_pandas(cells)
    table.index = numbers
    table, more = name_columns(table, names)
    return table, notes + more


def _returns_in_cells(content: bytes) -> int:
    """Return how many carriage returns are no ends of rows: those of a file whose rows end otherwise."""
    if b"\r" not in content or not (first := re.search(rb"\r\n?|\n", content)) or first[0] == b"\r":
        return 0
    n_returns = len(_RETURN.findall(content))
    return n_returns if n_returns < content.count(b"\n") else 0


def _with_breaks(table: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with line breaks where the file has carriage returns."""
    names = [name.replace(_IN_CELL, " ") for name in table.columns]
    return table.apply(lambda column: column.str.replace(_IN_CELL, "\n", regex=False)).set_axis(names, axis=1)


_RETURN = re.compile(rb"\r(?!\n)")

#: What is put for such a return until the rows are read: a line separator, which ends no row.
_IN_CELL = "\u2028"


def read_tsv(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read tab-separated values, as `read_csv` does."""
    return read_csv(content, separator="\t")


def _read_rows(rows: memoryview, separator: str, n_columns: int, block_size: int = _BLOCK) -> pa.Table:
    """Read rows that all have a field for every column, none longer than a block; pass over blank lines."""
    columns = [str(position) for position in range(n_columns)]
    if _BLANK_LINES.fullmatch(rows):
        return pa.table({column: pa.array([], pa.large_string()) for column in columns})
    return pa.csv.read_csv(
        pa.BufferReader(pa.py_buffer(rows)),
        # Two threads take twice the work for the same time, as rows can only be told apart in their order.
        pa.csv.ReadOptions(column_names=columns, block_size=min(block_size, _LONGEST), use_threads=False),
        pa.csv.ParseOptions(delimiter=separator, newlines_in_values=True),
        pa.csv.ConvertOptions(column_types=dict.fromkeys(columns, pa.large_string()), check_utf8=False),
    )


def _quotes_match(rows: memoryview, separator: str) -> bool:
    """Return whether every quotation mark begins a field, ends one, or is doubled within one.

    Then each that would open a field is after a separator or at the beginning of a line, or after
    another mark; and each that would close one, the other way round.
    """
    characters = np.frombuffer(rows, dtype=np.uint8)
    starts = range(0, len(characters) + 1, _STRETCH)
    stretches = (np.flatnonzero(characters[start : start + _STRETCH] == ord('"')) for start in starts)
    marks = np.concatenate([start + marks for start, marks in zip(starts, stretches, strict=True)])
    if len(marks) % 2:
        return False
    edges = np.frombuffer(f'{separator}\r\n"'.encode(), dtype=np.uint8)
    opening, closing = marks[::2], marks[1::2]
    before = characters[opening[opening > 0] - 1]
    after = characters[closing[closing < len(characters) - 1] + 1]
    return bool(np.isin(before, edges).all() and np.isin(after, edges).all())


#: Arrow reads no row of more bytes.
_LONGEST = 2**31 - 1

#: How many characters are looked at at a time: as many as a processor holds near.
_STRETCH = 1 << 18


# What a row looks like --------------------------------------------------------------------------------------

_LINE_END = r"(?:\r\n|\r|\n|\Z)"
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BLANK_LINES = re.compile(rb"(?:\r\n|\r|\n)*")


def _field(separator: str) -> str:
    """Return the pattern of a field.

    A quotation mark that begins a field is closed at its end, and is doubled within. One that does not
    begin it is a character like any other.
    """
    bar = re.escape(separator)
    return rf'(?:"(?:[^"]++|"")*+"(?={bar}|[\r\n]|\Z)|(?!")[^{bar}\r\n]*+)'


def _row(separator: str, n_more: str = "*") -> re.Pattern[bytes]:
    """Return the pattern of a row of a field and `n_more` further ones, with the end of its line."""
    field = _field(separator)
    return re.compile(rf"{field}(?:{re.escape(separator)}{field}){n_more}+{_LINE_END}".encode())


def _fields(row: bytes, separator: str) -> list[str]:
    """Return the fields of a row, out of their quotation marks."""
    fields = re.findall(rf"(?:^|{re.escape(separator)})({_field(separator)})", row.decode().rstrip("\r\n"))
    return [field[1:-1].replace('""', '"') if field.startswith('"') else field for field in fields]


def _has_backslashes(content: bytes) -> bool:
    """Recognise the dialect of Spark, Hive and MySQL: marks in a field after a backslash, none doubled."""
    if b"\\" not in content or b'\\"' not in content:  # the first is found far faster
        return False
    is_doubled = re.search(rb'[^,;|\t\r\n"\\]""[^,;|\t\r\n"]', content)
    return is_doubled is None and re.search(rb'[,;|\t\r\n]"(?:[^"\\]|\\.)*\\"', content) is not None


def _header(content: bytes, preferred: str) -> tuple[list[str], str, int, str]:
    """Return the names in the header, the separator that gives the most, where the rows begin, and what is
    written above the header.

    Notes and a second header may be above it: it is the first row, or one further down that knows more names.
    """
    names, separator, end = _names_at(content, preferred, 0)
    best = (names, separator, end, "")
    most = are_names(names)
    if most > 1 or {"text"} & set(map(meaning_of_name, names)):
        return best
    for line in itertools.islice(re.finditer(rb"(?:\r\n|\r|\n)(?=[^\r\n])", content[:_HEAD]), 20):
        try:
            names, separator, end = _names_at(content, preferred, line.end())
        except UnreadableFile:
            continue
        if (known := are_names(names)) > max(most, 1):
            most = known
            above = content[: line.start()].decode("utf-8", "replace")
            best = (names, separator, end, " ".join(above.split()))
    return best


#: A header is looked for within this many bytes.
_HEAD = 20_000


def _names_at(content: bytes, preferred: str, position: int) -> tuple[list[str], str, int]:
    """Return the names in the row at a position, the separator that gives the most, and its end."""
    blank = re.compile(rb"(?:[ \t]*+(?:\r\n|\r|\n))*+").match(content, position)
    start = blank.end() if blank else position
    excel = re.compile(rb"sep=([,;\t|])(?:\r\n|\r|\n)").match(content, start)  # written by Excel
    start = excel.end() if excel else start
    candidates = [excel[1].decode()] if excel else sorted(_SEPARATORS, key=lambda each: each != preferred)
    matches = {separator: _row(separator).match(content, start) for separator in candidates}
    rows = {separator: row for separator, row in matches.items() if row}
    headers = {separator: _fields(row[0], separator) for separator, row in rows.items()}
    if not headers:
        raise UnreadableFile("a quotation mark is opened in its header and never closed")
    best = max(headers, key=lambda separator: len(headers[separator]))  # the first of the best
    return headers[best], best, rows[best].end()


def _set_aside(
    content: bytes, position: int, separator: str, n_columns: int
) -> tuple[memoryview, np.ndarray, int, list[Note]]:
    """Return the rows that have a field for every column, their numbers, the bytes of the longest, and notes
    on the others.
    """
    notes: list[Note] = []
    row, any_row = _row(separator, f"{{{n_columns - 1}}}"), _row(separator)
    view = memoryview(content)
    good: list[memoryview] = []
    bad: list[int] = []
    start, number, longest = position, 0, 0
    while (position := _end_of(_BLANK_LINES, content, position)) < len(content):
        number += 1
        if (match := row.match(content, position)) and match.end() - position < _LONGEST:
            longest = max(longest, match.end() - position)
            position = match.end()
            continue
        good.append(view[start:position])
        bad.append(number)
        if match := any_row.match(content, position):
            n_fields = len(_fields(match[0], separator)) if match.end() - position < _LONGEST else 0
            fault = (
                f"fields: {n_fields}, where the header has {n_columns}" if n_fields else "longer than 2 GB"
            )
            position = match.end()
        else:
            fault = "a quotation mark is opened here and never closed, or not at the end of its field"
            position = _end_of(_LINE, content, position)
            if n_columns == 1:
                fault += f"; with it, lines left out: {len(content[position:].splitlines()):,}"
                position = len(content)
        notes.append(Note(fault, LEFT_OUT, number))
        start = position
    good.append(view[start:])
    numbers = np.delete(np.arange(1, number + 1), np.array(bad, dtype=int) - 1)
    return memoryview(b"".join(good)), numbers, longest, notes


def _end_of(pattern: re.Pattern[bytes], content: bytes, position: int) -> int:
    """Return where a pattern ends that may match nothing at all."""
    match = pattern.match(content, position)
    return match.end() if match else position
