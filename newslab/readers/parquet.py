"""Parquet files: tables of typed columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet

from newslab.readers.columns import name_columns, to_pandas
from newslab.readers.limits import check_cells, check_unpacked
from newslab.readers.notes import REPAIRED, Note, UnreadableFile, cause_of


class Stored(NamedTuple):
    """A table as a file stores it, piece by piece; each with the number of its texts that were repaired."""

    schema: pa.Schema
    batches: Iterator[tuple[pa.RecordBatch, int]]


def read_parquet(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read a Parquet table; its columns keep their types."""
    stored, notes = open_parquet(content)
    batches = list(stored.batches)
    table = pa.Table.from_batches((batch for batch, _ in batches), stored.schema)
    return table_of(table, notes + repaired(sum(n for _, n in batches)))


def open_parquet(content: bytes) -> tuple[Stored, list[Note]]:
    """Return what is stored in a Parquet file, to be read piece by piece."""
    try:
        file = pa.parquet.ParquetFile(pa.BufferReader(content))
        check_cells(len(content), file.metadata.num_rows * max(file.metadata.num_columns, 1))
        return Stored(file.schema_arrow, _batches(file, len(content))), []
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _refusal(error) from None


def _batches(file: pa.parquet.ParquetFile, n_packed: int) -> Iterator[tuple[pa.RecordBatch, int]]:
    n_bytes = n_cells = 0
    try:
        # By batches, because Arrow doubles the memory of a long column as it grows.
        for batch in file.iter_batches(batch_size=8192, use_threads=False):
            n_bytes += sum(map(_n_bytes, batch.columns))
            n_cells += batch.num_rows * batch.num_columns
            check_unpacked(n_packed, n_bytes)
            check_cells(n_packed, n_cells)
            yield _repaired(batch)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _refusal(error) from None


def _n_bytes(column: pa.Array) -> int:
    """Return how many bytes the values of a column take; of categories, each as often as it comes."""
    kind = column.type
    if pa.types.is_dictionary(kind) and len(column.dictionary):
        if isinstance(column.dictionary, (pa.StringArray, pa.LargeStringArray, pa.BinaryArray)):
            lengths = pa.compute.binary_length(column.dictionary).take(column.indices)
            return pa.compute.sum(lengths).as_py() or 0
        return column.dictionary.nbytes // len(column.dictionary) * len(column)
    if pa.types.is_nested(kind) and hasattr(column, "flatten"):
        parts = column.flatten()
        return sum(map(_n_bytes, parts)) if isinstance(parts, list) else _n_bytes(parts)
    return column.nbytes


def _refusal(error: Exception) -> UnreadableFile:
    return error if isinstance(error, UnreadableFile) else UnreadableFile(f"not a Parquet table: {error}")


def _repaired(batch: pa.RecordBatch) -> tuple[pa.RecordBatch, int]:
    """Replace bytes that are no UTF-8 in columns of text, and say in how many texts."""
    columns, n_repaired = [], 0
    for column in batch.columns:
        try:
            column.validate(full=True)
        except pa.ArrowInvalid:
            if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
                raise
            stored = column.cast(pa.large_binary() if pa.types.is_large_string(column.type) else pa.binary())
            texts = [value and value.decode("utf-8", "replace") for value in stored.to_pylist()]
            repaired = pa.array(texts, column.type)
            n_repaired += sum(
                text is not None and text.encode() != value
                for text, value in zip(texts, stored.to_pylist(), strict=True)
            )
            column = repaired
        columns.append(column)
    return (pa.RecordBatch.from_arrays(columns, schema=batch.schema) if n_repaired else batch), n_repaired


def repaired(n: int) -> list[Note]:
    """Note texts that were no UTF-8."""
    return [Note(f"texts that are not UTF-8 in places, each now �: {n:,}", REPAIRED)] if n else []


def table_of(stored: pa.Table, notes: list[Note]) -> tuple[pd.DataFrame, list[Note]]:
    """Return what was stored as a DataFrame."""
    try:
        table = to_pandas(_with_nullable_types(stored))
    except Exception as error:  # pandas and the zones of time have errors of their own
        raise UnreadableFile(f"a Parquet table that pandas cannot hold: {cause_of(error)}") from None
    names = list(table.columns)
    table.index = np.arange(1, len(table) + 1)
    table, more = name_columns(table, names)
    return table, notes + more


def _with_nullable_types(table: pa.Table) -> pa.Table:
    """Keep of what pandas noted in a file only which columns have its nullable types.

    So an index comes as a column like any other.
    """
    try:
        noted = {column["name"]: column["numpy_type"] for column in table.schema.pandas_metadata["columns"]}
    except (KeyError, TypeError, ValueError, AttributeError):
        return table.replace_schema_metadata()  # no table of pandas'
    columns = [
        {"name": name, "field_name": name, "numpy_type": noted[name], "pandas_type": "", "metadata": None}
        for name in table.column_names
        if _NULLABLE.fullmatch(str(noted.get(name)))
    ]
    kept = {"columns": columns, "index_columns": [], "column_indexes": []}
    return table.replace_schema_metadata({"pandas": json.dumps(kept)})


_NULLABLE = re.compile(r"U?Int(8|16|32|64)|Float(32|64)|boolean")
