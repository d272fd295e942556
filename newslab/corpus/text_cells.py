"""Cells of a file that holds text alone: the types of its columns, and no formula for a spreadsheet."""

from __future__ import annotations

import re

import pandas as pd

from newslab.corpus.tables import COLUMNS
from newslab.readers import KEPT, Note

#: The first columns of a saved table, by which it is known.
FIRST = ["article", *COLUMNS]

#: The types that can be written as text and recognised in it again.
_WRITTEN = re.compile(r"str|u?int\d+|U?Int\d+|[fF]loat(32|64)|bool|boolean|datetime64\[\w+\]")

#: How a text begins that a spreadsheet may take for a formula; it knows the full-width signs as well.
_FORMULA = "(?:[\t\r\n]|[ \x0b\x0c\u00a0]*[=+\\-@＝＋－＠])"

#: A spreadsheet of another locale parts cells at semicolons or tabs, whatever is quoted, and lines with them.
_WITHIN = '([;|\t\r\n][; |\t\r\n\x0b\x0c\u00a0"]*)'
_SIGN = "('*[=+\\-@＝＋－＠])"


def with_types_in_names(table: pd.DataFrame, ending: str) -> pd.DataFrame:
    """Name each further column by its type as well, and write times as text."""
    named = {}
    for name, cells in table.items():
        kind = str(cells.dtype)
        if not _WRITTEN.fullmatch(kind):
            raise ValueError(refusal(name, f"is of type {kind}, which {ending} cannot keep"))
        is_plain = name in FIRST or (kind == "str" and _split_name(name)[0] == name)
        cells = cells.astype("str") if kind.startswith("datetime") else cells
        named[name if is_plain else f"{name}:{kind}"] = cells
    return pd.DataFrame(named)


def with_types(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Return columns of text with the types that their names give."""
    typed, notes = {}, []
    for column, cells in table.items():
        name, kind = _split_name(column)
        try:
            cells = _of_type(cells, kind)
        except (ValueError, TypeError, OverflowError) as error:
            cause = str(error).splitlines()[0]
            notes.append(Note(f"column {name!r} cannot be read as {kind} ({cause}); it is text", KEPT))
        while name in typed:
            name += "_"
        typed[name] = cells
    return pd.DataFrame(typed, index=table.index), notes


def _split_name(column: str) -> tuple[str, str]:
    """Return the name of a column and its type: ``n_words:int64`` is n_words, of type int64."""
    name, _, kind = column.rpartition(":")
    return (name, kind) if name and _WRITTEN.fullmatch(kind) else (column, "str")


def _of_type(cells: pd.Series, kind: str) -> pd.Series:
    if kind.startswith("datetime"):
        return pd.to_datetime(cells, format="ISO8601").astype(kind)
    if kind.startswith("bool"):
        truths = cells.str.lower().map({"true": True, "false": False})
        if (truths.isna() & cells.notna()).any():
            raise ValueError("a cell is neither true nor false")
        return truths.astype("boolean").astype(kind)
    return cells.astype(kind)


def without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before each text that a spreadsheet may take for a formula, and before empty ones."""
    texts = table.select_dtypes("str")
    for name, cells in texts.items():
        if cells.str.contains("\0", regex=False).any():
            raise ValueError(
                f"column {name!r} holds NUL characters, which .csv cannot keep; "
                f"articles[{name!r}].str.replace('\\0', '') takes them out"
            )
    guarded = table.assign(**{name: _guard(cells) for name, cells in texts.items()})
    return guarded.set_axis(_guard(table.columns.to_series()), axis=1)


def with_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Take away the apostrophes that `without_formulas` put, and make cells without any missing."""
    bare = table.apply(lambda cells: _unguard(cells).mask(cells == ""))
    return bare.set_axis(_unguard(table.columns.to_series()), axis=1)


def _guard(texts: pd.Series) -> pd.Series:
    texts = texts.str.replace(_WITHIN + _SIGN, r"\1'\2", regex=True)
    in_danger = texts.str.match("'*" + _FORMULA) | texts.str.fullmatch("'*")
    return texts.mask(in_danger, "'" + texts)


def _unguard(texts: pd.Series) -> pd.Series:
    is_guarded = texts.str.match("'+" + _FORMULA) | texts.str.fullmatch("'+")
    texts = texts.mask(is_guarded, texts.str.slice(1))
    return texts.str.replace(_WITHIN + "'" + _SIGN, r"\1\2", regex=True)


def refusal(name: str, fault: str) -> str:
    """Say of a column what is wrong with its type, and how to make it text."""
    return f"column {name!r} {fault}; articles.astype({{{name!r}: 'str'}}) makes it text"
