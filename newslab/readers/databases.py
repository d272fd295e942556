"""Databases of SQLite: their tables that hold texts."""

from __future__ import annotations

import sqlite3

import pandas as pd

from newslab.readers.columns import name_columns
from newslab.readers.notes import LEFT_OUT, Note, UnreadableFile, cause_of
from newslab.readers.usual_names import meaning_of_name
from newslab.readers.values import as_text


def read_sqlite(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read the table that holds texts; of several, that with most rows, and the others are left out.

    Nothing that the file defines is run: no view, trigger or function.
    """
    if not content.startswith(b"SQLite format 3\0"):
        raise UnreadableFile("not a database of SQLite")
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(content)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        connection.set_authorizer(_only_reading)
        tables = _tables_with_texts(connection)
        if not tables:
            raise UnreadableFile("a database without a table that has a column known as text")
        (best, _), *others = tables
        cursor = connection.execute(f"SELECT * FROM {_quoted(best)}")
        rows = cursor.fetchall()
        names = [column[0] for column in cursor.description]
    except sqlite3.Error as error:
        raise UnreadableFile(f"not a database that can be read: {cause_of(error)}") from None
    finally:
        connection.close()
    cells = zip(*rows, strict=True) if rows else [[] for _ in names]
    columns = {
        at: pd.array([_cell(value) for value in column], dtype="str") for at, column in enumerate(cells)
    }
    table, notes = name_columns(pd.DataFrame(columns, index=pd.RangeIndex(1, len(rows) + 1)), names)
    notes += [
        Note(f"table {name!r} with {n:,} rows is not read, but {best!r}", LEFT_OUT) for name, n in others
    ]
    return table, notes


def _only_reading(action: int, *_: object) -> int:
    allowed = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA, sqlite3.SQLITE_FUNCTION)
    return sqlite3.SQLITE_OK if action in allowed else sqlite3.SQLITE_DENY


def _tables_with_texts(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return the tables that have a column of texts, else of summaries, with their numbers of rows."""
    written = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
    found: dict[str, list[tuple[str, int]]] = {"text": [], "summary": [], "title": []}
    for (name,) in connection.execute(written).fetchall():
        columns = connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
        meanings = {meaning_of_name(column[1]) for column in columns}
        kind = next((kind for kind in found if kind in meanings), None)
        if kind:
            n_rows = connection.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0]
            found[kind].append((name, n_rows))
    best = next((tables for tables in found.values() if tables), [])
    return sorted(best, key=lambda table: -table[1])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _cell(value: object) -> str | None:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else as_text(value)
