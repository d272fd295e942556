"""The list of what was not as it should be: what went in is what came out and what is listed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from newslab.readers import KEPT, LEFT_OUT, Note


class Problem(NamedTuple):
    """A line of the list; `row` is None where the whole file is meant."""

    origin: str
    row: int | None
    problem: str
    outcome: str


class Listing(list[Problem]):
    """The problems of one reading."""

    def add(self, origin: str, notes: Iterable[Note]) -> None:
        """List the notes of a reader under the file they belong to."""
        self.extend(Problem(origin, note.row, note.problem, note.outcome) for note in notes)

    def attach(self, articles: pd.DataFrame, order: Mapping[str, int]) -> None:
        """Keep the list with the articles, in the order of the files, then of the rows.

        It is kept as one string: pandas copies what is attached to a table with every step, and compares it
        when tables are joined; a string costs it nothing.
        """
        # Nothing is kept of a file that is left out as a whole.
        gone = {line.origin for line in self if line.row is None and line.outcome == LEFT_OUT}
        lines = [line for line in self if line.row or line.outcome != KEPT or line.origin not in gone]
        lines.sort(key=lambda line: (order[line.origin], line.row or 0))
        articles.attrs["problems"] = json.dumps(lines)

    def reasons(self, most: int = 20) -> str:
        """Say why files and rows were left out, one a line."""
        left_out = [line for line in self if line.outcome == LEFT_OUT]
        reasons = [
            f"  {line.origin}{'' if line.row is None else f', row {line.row}'}: {line.problem}"
            for line in left_out[:most]
        ]
        rest = [f"  … and {len(left_out) - most:,} more"] if len(left_out) > most else []
        return "\n".join(reasons + rest)


def as_quote(text: str, most: int = 80) -> str:
    """Quote a text on one line, shortened to `most` characters."""
    text = " ".join(text.split())
    return f'"{text if len(text) <= most else text[: most - 1] + "…"}"'


def add_problems(articles: pd.DataFrame, lines: Iterable[Problem]) -> None:
    """List further problems behind those that are kept with the articles."""
    articles.attrs["problems"] = json.dumps([*json.loads(articles.attrs.get("problems", "[]")), *lines])


def problems(articles: pd.DataFrame) -> pd.DataFrame:
    r"""List what `read_articles` left out, kept in spite of a fault, or repaired.

    Parameters
    ----------
    articles : DataFrame
        A table from `read_articles`, or one filtered or sorted from it. The list stays that of the whole
        reading.

    Returns
    -------
    DataFrame
        In the order of the files and their rows, then what `drop_copies` set aside. Columns: `origin` (the
        file), `row` (the row in the file, counted from 1 without the header; missing where the whole file is
        meant), `problem` and `outcome`: ``left out`` (no article came of it), ``kept`` (it is as it was) or
        ``repaired``. Without rows for any other table.

    Raises
    ------
    TypeError
        Where `articles` is not a DataFrame.

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
    if not isinstance(articles, pd.DataFrame):
        raise TypeError(f"articles must be the table from read_articles(path), not {type(articles).__name__}")
    lines = json.loads(articles.attrs.get("problems", "[]"))
    table = pd.DataFrame(lines, columns=list(Problem._fields))
    return table.astype({"origin": "str", "row": "Int64", "problem": "str", "outcome": "str"})
