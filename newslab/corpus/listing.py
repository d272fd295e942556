"""The list of what was not as it should be: what went in is what came out and what is listed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from newslab.partitions import added, computed, is_partitioned, on_each, tables_of
from newslab.readers import KEPT, LEFT_OUT, Note


class Problem(NamedTuple):
    """A line of the list; `row` is None where the whole file is meant."""

    origin: str | None
    row: int | None
    problem: str
    outcome: str


def under(origin: str, notes: Iterable[Note]) -> list[Problem]:
    """Return the notes of a reader under the file they belong to."""
    return [Problem(origin, note.row, note.problem, note.outcome) for note in notes]


def attach_problems(articles: pd.DataFrame, lines: list[Problem], order: Mapping[str, int]) -> None:
    """Keep the list with the articles, in the order of the files, then of the rows.

    It is kept as one string: pandas copies what is attached to a table with every step, and compares it
    when tables are joined; a string costs it nothing.
    """
    # Nothing is kept of a file that is left out as a whole.
    gone = {line.origin for line in lines if line.row is None and line.outcome == LEFT_OUT}
    kept = [line for line in lines if line.row or line.outcome != KEPT or line.origin not in gone]
    kept.sort(key=lambda line: (order[line.origin or ""], line.row or 0))
    articles.attrs["problems"] = json.dumps(kept)


def with_more(articles: pd.DataFrame, *more: list[Problem]) -> str:
    """Return the list that is kept with articles and further lines as one; of files that are left out as a
    whole, further lines are not listed.
    """
    kept = _parsed(articles)
    gone = {origin for origin, row, _, outcome in kept if row is None and outcome == LEFT_OUT}
    return json.dumps([*kept, *(line for lines in more for line in lines if line.origin not in gone)])


def reasons(lines: list[Problem], most: int = 20) -> str:
    """Say why files and rows were left out, one a line."""
    left_out = [line for line in lines if line.outcome == LEFT_OUT]
    shown = [
        f"  {line.origin}{'' if line.row is None else f', row {line.row}'}: {line.problem}"
        for line in left_out[:most]
    ]
    rest = [f"  … and {len(left_out) - most:,} more"] if len(left_out) > most else []
    return "\n".join(shown + rest)


def as_quote(text: str, most: int = 80) -> str:
    """Quote a text on one line, shortened to `most` characters."""
    text = " ".join(text.split())
    return f'"{text if len(text) <= most else text[: most - 1] + "…"}"'


def add_problems(articles: pd.DataFrame, lines: Iterable[Problem]) -> None:
    """List further problems after those that are kept with the articles."""
    articles.attrs["problems"] = json.dumps([*_parsed(articles), *lines])


def problems(*tables: pd.DataFrame) -> pd.DataFrame:
    r"""List what `read_articles` left out, kept in spite of a fault, or repaired.

    Parameters
    ----------
    *tables : DataFrame
        One or more tables from `read_articles`, or filtered or sorted from them. The list stays that of the
        whole reading. Of a Dask DataFrame, all files are read for it.

    Returns
    -------
    DataFrame
        In the order of the tables, their files and rows, then what `drop_copies` set aside. Columns: `origin`
        (the file), `row` (the row in the file, counted from 1 without the header; missing where the whole
        file is meant), `problem` and `outcome`: ``left out`` (no article came of it), ``kept`` (it is as it
        was) or ``repaired``. Without rows for a table that was not read from files; a list that two tables
        share is given once.

    Raises
    ------
    TypeError
        Where there is no table, or one is not a DataFrame.

    Notes
    -----
    pandas drops the list where tables with different ones are joined, as by `pandas.concat` or `merge`. Of a
    table that has a column `origin` and no list, one line without an `origin` says so; ``problems(a, b)``
    gives the lists of the tables that were joined.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from newslab.corpus import problems, read_articles
    >>> file = pathlib.Path(tempfile.mkdtemp(), "news.csv")
    >>> _ = file.write_text("text,date\nThe river rose.,2024-02-30\n,2024-03-01", encoding="utf-8")
    >>> problems(read_articles(file))
         origin  row                                            problem   outcome
    0  news.csv    1  "2024-02-30" cannot be read as a date; write i...      kept
    1  news.csv    2                                            no text  left out
    """
    if not tables:
        raise TypeError("problems needs a table from read_articles(path)")
    lists: list[list] = []
    for table in tables:
        if is_partitioned(table):
            lists.append(computed(added(on_each(_kept_with, tables_of(table))))[0])
            continue
        if not isinstance(table, pd.DataFrame):
            raise TypeError(
                f"articles must be the table from read_articles(path), not {type(table).__name__}"
            )
        lines = _kept_with(table)
        if lines not in lists:
            lists.append(lines)
    rows = [line for lines in lists for line in lines]
    found = pd.DataFrame(rows, columns=list(Problem._fields))
    return found.astype({"origin": "str", "row": "Int64", "problem": "str", "outcome": "str"})


def _kept_with(table: pd.DataFrame) -> list:
    """Return the list that a table has, or a line that says it has lost its list."""
    if "problems" in table.attrs:
        return _parsed(table)
    return [Problem(None, None, _LOST, KEPT)] if "origin" in table.columns else []


def _parsed(table: pd.DataFrame) -> list:
    """Return the list that is kept with a table, if it is one that newslab made."""
    kept = table.attrs.get("problems", "[]")
    try:
        lines = json.loads(kept)
        if all(len(line) == len(Problem._fields) and isinstance(line, list) for line in lines):
            return lines
    except (ValueError, TypeError):
        pass
    raise ValueError(
        "articles.attrs['problems'] is not a list that newslab made; "
        "articles.attrs.pop('problems') takes it away"
    )


_LOST = (
    "this table has no list of problems, which is lost where tables are joined (pd.concat, merge); "
    "problems(a, b) takes the tables that were joined"
)
