"""One reader per file format: bytes go in; a text or a table comes out, with notes on what was wrong with it.

Three kinds of file are told apart by their ending. A *page* holds one article and is read as its text. A
*table* holds one article a row and is read as a DataFrame whose index is the row in the file, counted from 1
without the header. An *archive* holds further files. A reader knows its format only: what a column means is
not its concern.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

#: What becomes of a file, a row or a value that is not as it should be.
LEFT_OUT, KEPT, REPAIRED = "left out", "kept", "repaired"

#: An archive that would unpack to more than this many bytes is not read.
UNPACKED_LIMIT = 2_000_000_000


class UnreadableFile(ValueError):
    """The file cannot be read at all; the message gives the cause."""


class Note(NamedTuple):
    """Something not as it should be in a file; `row` is None where it concerns the whole of it."""

    problem: str
    outcome: str
    row: int | None = None


# Text -------------------------------------------------------------------------------------------------------


def read_text(content: bytes) -> tuple[str, list[Note]]:
    """Read a plain text: decode it, and end every line by a line feed."""
    text, notes = decode(content)
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def decode(content: bytes) -> tuple[str, list[Note]]:
    """Decode by the byte order mark, else as UTF-8, else as Windows-1252, which is listed as a repair."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            content, encodings = content.removeprefix(mark), [encoding]
            break
    else:
        # NUL stands in no text of a one-byte encoding, and in nearly every picture, archive and office file.
        if b"\0" in content:
            raise UnreadableFile("it holds NUL bytes: a binary file, or a text to be saved as UTF-8 first")
        encodings = ["utf-8", "windows-1252", "latin-1"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise UnreadableFile("it holds NUL characters: a binary file")
        start = text[:100_000]  # what is no text does not begin as one for that long
        if len(_CONTROLS.findall(start)) > 1 + len(start) / 10:
            raise UnreadableFile(
                "it is full of control characters: a binary file, or a text to be saved as UTF-8 first"
            )
        is_fallback = encoding != encodings[0]
        return text, [Note(f"not UTF-8; read as {encoding}", REPAIRED)] if is_fallback else []
    raise UnreadableFile(f"its first bytes say {encodings[0]}, the others do not; save it as UTF-8")


#: Characters of which a text has next to none. Bytes by chance, read as latin-1, hold one in four; a text
#: that was decoded wrongly before it was saved, one in thirty.
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


# Tables -----------------------------------------------------------------------------------------------------


def read_csv(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read comma-separated values, every cell as the text it is: ``007`` stays 007, and ``NA`` is a word.

    Where the header has no comma but semicolons, tabs or vertical bars, these separate the cells, which is
    listed as a repair.

    A row with more or fewer fields than the header is left out. So is a row in which a quotation mark is
    opened and never closed, together with all that follows it.
    """
    text, notes = decode(content)
    names, separator = _header(text)
    if separator != ",":
        notes.append(Note(f"its cells are separated by {_SEPARATORS[separator]}, not by commas", REPAIRED))
    content = text.encode() + b"\n" + _END
    bad_rows = []

    def set_aside(row: pa.csv.InvalidRow) -> str:
        bad_rows.append(row)
        return "skip"

    columns = [str(number) for number in range(len(names))]
    try:
        cells = pa.csv.read_csv(
            pa.BufferReader(content),
            # Only with one thread are rows numbered, and only in one block may a field be of any length.
            pa.csv.ReadOptions(column_names=columns, use_threads=False, block_size=len(content) + 1),
            pa.csv.ParseOptions(delimiter=separator, newlines_in_values=True, invalid_row_handler=set_aside),
            pa.csv.ConvertOptions(column_types=dict.fromkeys(columns, pa.large_string())),
        )
    except pa.ArrowException as error:
        raise UnreadableFile(f"not a table of comma-separated values: {error}") from None
    table = _to_pandas(cells)
    n_rows = len(table) + len(bad_rows)
    table.index = np.delete(np.arange(n_rows), [row.number - 1 for row in bad_rows])

    # The last line was put there by us. Where it is not found as such, an open quotation mark swallowed it.
    last = bad_rows.pop().text if bad_rows and bad_rows[-1].number == n_rows else "".join(table.iloc[-1])
    if last != _END.decode():
        if n_rows == 1:
            raise UnreadableFile("a quotation mark is opened in its header and never closed")
        notes.append(Note("a quotation mark is opened here and never closed", LEFT_OUT, n_rows - 1))
    table = table[(table.index > 0) & (table.index < n_rows - 1)]
    for row in bad_rows:
        fields = f"{row.actual_columns} fields where the header has {row.expected_columns}"
        notes.append(Note(fields, LEFT_OUT, row.number - 1))
    return _name_columns(table, names, notes)


#: Stands in no decoded text, which is free of NUL.
_END = b"\0end"


#: What may separate the cells of a row, the likeliest first.
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def _header(text: str) -> tuple[list[str], str]:
    """Return the names in the header, and the first separator that divides it; a comma where none does."""
    names = {}
    for separator in _SEPARATORS:
        lines = (line[0] for line in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", text))
        try:
            names[separator] = next((row for row in csv.reader(lines, delimiter=separator) if row), [""])
        except csv.Error as error:
            raise UnreadableFile(f"its header is not one of comma-separated values: {error}") from None
        if len(names[separator]) > 1:
            return names[separator], separator
    return names[","], ","


def read_jsonl(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read JSON Lines: one object a line, each value as text, numbers as they are written.

    The row is the line, blank lines counted. A list of texts is joined by commas, and an object with a name
    is its name.
    """
    text, notes = decode(content)
    rows = {}
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
        except (ValueError, RecursionError) as error:
            notes.append(Note(f"not a line of JSON: {error}", LEFT_OUT, number))
            continue
        if isinstance(row, dict):
            rows[number] = row
        else:
            notes.append(Note("not a JSON object with named values", LEFT_OUT, number))
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    columns = {
        position: pd.array([as_text(row.get(name)) for row in rows.values()], dtype="str")
        for position, name in enumerate(names)
    }
    table = pd.DataFrame(columns, index=pd.Index(rows.keys(), dtype="int64"))
    return _name_columns(table, [as_text(name) for name in names], notes)


def read_parquet(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read a Parquet table; its columns keep their types."""
    try:
        table = _to_pandas(_with_nullable_types(pa.parquet.read_table(pa.BufferReader(content))))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableFile(f"not a Parquet table: {error}") from None
    names = list(table.columns)
    table.index = np.arange(1, len(table) + 1)
    return _name_columns(table, names, [])


def as_text(value: object) -> str | None:
    """Write a value as the text of a cell: a list joined by commas, an object with a name as its name."""
    if isinstance(value, str):
        # Half of a surrogate pair is no character, and no file could hold it.
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, (list, tuple, np.ndarray)):
        return ", ".join(filter(None, map(as_text, value)))
    if isinstance(value, dict):
        if "name" in value:
            return as_text(value["name"])
        return as_text(json.dumps(value, ensure_ascii=False, default=str))
    if value is None or pd.isna(value):
        return None
    return str(value)


_SURROGATE = re.compile("[\ud800-\udfff]")


def _to_pandas(table: pa.Table) -> pd.DataFrame:
    text = pd.StringDtype(na_value=np.nan)
    types = {pa.string(): text, pa.large_string(): text, pa.string_view(): text}
    return table.to_pandas(types_mapper=types.get, date_as_object=False)


def _with_nullable_types(table: pa.Table) -> pa.Table:
    """Keep of what pandas noted in a file only which columns have its nullable types.

    So an index comes as a column like any other.
    """
    try:
        noted = {column["name"]: column["numpy_type"] for column in table.schema.pandas_metadata["columns"]}
    except (KeyError, TypeError, ValueError):
        return table.replace_schema_metadata()  # no table of pandas'
    columns = [
        {"name": name, "field_name": name, "numpy_type": noted[name], "pandas_type": "", "metadata": None}
        for name in table.column_names
        if _NULLABLE.fullmatch(str(noted.get(name)))
    ]
    kept = {"columns": columns, "index_columns": [], "column_indexes": []}
    return table.replace_schema_metadata({"pandas": json.dumps(kept)})


_NULLABLE = re.compile(r"U?Int(8|16|32|64)|Float(32|64)|boolean")


def _name_columns(
    table: pd.DataFrame, names: list[str], notes: list[Note]
) -> tuple[pd.DataFrame, list[Note]]:
    """Give the columns their names; a name that is missing or stands twice is made up or numbered."""
    unique: dict[str, None] = {}
    for position, name in enumerate(names, start=1):
        name = new = name.strip() or f"column {position}"
        while new in unique:
            new = f"{name} ({position})"
            name = new
        if new != names[position - 1].strip() and names[position - 1].strip():
            notes.append(Note(f"two columns are named {names[position - 1]!r}; one is now {new!r}", REPAIRED))
        unique[new] = None
    table.columns = pd.Index(unique, dtype="str")
    return table, notes


# Archives ---------------------------------------------------------------------------------------------------


def read_zip(content: bytes) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of each file in a zip, and a function that reads it. Nothing is written to disk."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableFile(f"not a zip archive: {error}") from None
    members = [member for member in archive.infolist() if not member.is_dir()]
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_LIMIT:
        raise UnreadableFile(
            f"it would unpack to {unpacked:,} bytes, more than {UNPACKED_LIMIT:,}; "
            "unpack it, and read the folder in parts"
        )
    for member in sorted(members, key=lambda member: member.filename):
        yield member.filename, lambda member=member: _read_member(archive, member)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & 0x1:
        raise UnreadableFile("it is encrypted; unpack the archive with its password, and read the folder")
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise UnreadableFile(f"damaged inside the archive: {error}") from None


# The formats by the ending of the file ----------------------------------------------------------------------

PAGES: dict[str, Callable[[bytes], tuple[str, list[Note]]]] = {".txt": read_text}
TABLES: dict[str, Callable[[bytes], tuple[pd.DataFrame, list[Note]]]] = {
    ".csv": read_csv,
    ".jsonl": read_jsonl,
    ".parquet": read_parquet,
}
ARCHIVES: dict[str, Callable[[bytes], Iterable[tuple[str, Callable[[], bytes]]]]] = {".zip": read_zip}
