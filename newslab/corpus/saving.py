"""Articles saved in a file, from which they are read as they were."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from newslab.articles import check_articles, dates_of
from newslab.corpus.dates import DATE_TYPE, as_strings, parse_dates
from newslab.corpus.tables import COLUMNS
from newslab.corpus.text_cells import (
    FIRST,
    refusal,
    with_formulas,
    with_types,
    with_types_in_names,
    without_formulas,
)
from newslab.corpus.whole_files import whole_file
from newslab.partitions import added, computed, is_partitioned, on_each, tables_of
from newslab.readers import TABLES, Note, UnreadableFile


def save_articles(articles: pd.DataFrame, path: str | os.PathLike) -> None:
    """Save articles in one file, from which `read_articles` makes the same table again.

    The file takes the place of an earlier one of its name only when it is whole: whatever stops the saving,
    there is either the earlier file or the new one.

    Parameters
    ----------
    articles : DataFrame
        One row an article, with a column `text`. The index, as text, is what the articles are named by.
    path : path
        Where to save them. For a Dask DataFrame it is a folder without .parquet files, which gets one for
        each partition. The ending of a file chooses the format: .parquet, the smallest and fastest; .csv,
        which spreadsheets open; or .jsonl, one JSON object a line.

    Raises
    ------
    FileNotFoundError
        Where the folder of `path` does not exist.
    TypeError
        Where `articles` is not a DataFrame.
    ValueError
        Where `path` has another ending, there is no article, or something cannot be kept, such as a column of
        lists. Nothing is written then.

    See Also
    --------
    read_articles : Reads the file.

    Notes
    -----
    *What is kept.* Every row and column, with their order and types, and missing values apart from empty
    ones. The columns `source`, `date`, `title`, `author`, `text` and `origin` come first, and are added where
    they were not there; dates with a time zone are turned into UTC. Further columns may hold text, numbers,
    truth values or times; in .parquet also categories, times with a zone, spans of time and periods. The list
    of problems is that of one reading and is not kept: ``problems(articles).to_csv(…)`` saves it beside.

    *Spreadsheets.* A text that a spreadsheet could take for a formula, because it begins with =, +, - or @,
    white space before them included, or with a tab or a line break, is given an apostrophe in front (the
    remedy of OWASP's page on CSV injection), and so is a text of nothing but apostrophes; an empty one is an
    apostrophe. Within a text the same is done where such a sign follows a semicolon, a tab, a bar or a line
    break, at which a spreadsheet of another locale parts cells. `read_articles` takes it away again.

    *Types in text.* In .csv and .jsonl, a further column that does not hold text has its type after its
    name, as in ``n_words:int64``.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import pandas as pd
    >>> from newslab.corpus import read_articles, save_articles
    >>> articles = pd.DataFrame({"text": ["The river rose."], "n_words": 3}, index=["a"])
    >>> file = pathlib.Path(tempfile.mkdtemp(), "articles.csv")
    >>> save_articles(articles, file)
    >>> read_articles(file)[["text", "n_words", "origin"]]
                        text  n_words          origin
    article
    a        The river rose.        3  articles.csv:1
    """
    if is_partitioned(articles):
        _save_partitions(articles, _resolved(path))
        return
    path = check_path(path)
    ending = path.suffix.lower()
    table = _as_table(check_articles(articles))
    if ending != ".parquet":
        table = with_types_in_names(table, ending)
    if ending == ".csv":
        table = without_formulas(table)
    saved = _as_arrow(table, ending)
    with whole_file(path) as file:
        _WRITERS[ending](saved, file)


def _save_partitions(articles: Any, folder: Path) -> None:
    """Save each partition that has articles in a file of a folder."""
    if folder.suffix.lower() in _WRITERS or folder.is_file():
        raise ValueError(
            "path must name a folder for a Dask DataFrame, which is saved as a file a partition; not "
            f"{folder.name!r}"
        )
    if not folder.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {folder.parent}; make it, or correct the path")
    folder.mkdir(exist_ok=True)
    if any(folder.glob("*.parquet")):
        raise ValueError(
            f"{folder} holds .parquet files, which would be read together with those to save; name another "
            "folder"
        )

    def save(table: pd.DataFrame, name: str) -> int:
        if len(table):
            save_articles(table, folder / name)
        return len(table)

    tables = tables_of(check_articles(articles, in_partitions=True))
    saved = on_each(save, tables, [f"part-{number:05}.parquet" for number in range(len(tables))])
    if not computed(added(saved))[0]:
        raise ValueError("articles has no rows; there is nothing to save")


def is_saved(table: pd.DataFrame) -> bool:
    """Return whether `save_articles` wrote a table that was read from a file, by its first columns."""
    return list(table.columns[: len(FIRST)]) == FIRST


def restore(table: pd.DataFrame, ending: str) -> tuple[pd.DataFrame, list[Note]]:
    """Return the table that was saved, from what a reader found in the file."""
    if ending not in (".parquet", ".jsonl"):  # a spreadsheet may have made another format of the .csv
        table = with_formulas(table)
    table, notes = with_types(table) if ending != ".parquet" else (table, [])
    dates, notes_of_dates = parse_dates(table["date"])
    texts = {column: as_strings(table[column]) for column in FIRST if column != "date"}
    return table.assign(**texts, date=dates), notes + notes_of_dates


# What can be kept -------------------------------------------------------------------------------------------


def check_path(path: str | os.PathLike) -> Path:
    """Return where to write, if it can be written to."""
    path = _resolved(path)
    if path.suffix.lower() not in _WRITERS:
        raise ValueError(
            f"path must end in {', '.join(_WRITERS)}, which names the format; not {path.name!r}; pandas "
            "writes other formats, as with articles.to_excel(path)"
        )
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent}; make it, or correct the path")
    if path.is_dir():
        raise ValueError(f"{path} is a folder; name a file in it")
    if path.exists() and not path.is_file():
        raise ValueError(f"{path} is no regular file, but a pipe or a device; name another")
    return path


def _resolved(path: str | os.PathLike) -> Path:
    """Return where a path leads, through links."""
    path = Path(path).expanduser()
    try:
        found = path.resolve()
    except (OSError, RuntimeError):  # links that lead to each other, which later Pythons leave as they are
        found = path
    if found.is_symlink():
        raise ValueError(f"{path} is a link that leads back to itself; name another file")
    return found


def _as_table(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table to save: newslab's columns first, with their types; the others as they are."""
    if not len(articles):
        raise ValueError("articles has no rows; there is nothing to save")
    for column in articles.columns:
        if not isinstance(column, str) or column != column.strip() or column in ("", "article"):
            raise ValueError(
                f"a column of a saved file cannot be named {column!r}; "
                f"articles.rename(columns={{{column!r}: '…'}}) renames it"
            )
    if not articles.columns.is_unique:
        twice = articles.columns[articles.columns.duplicated()][0]
        raise ValueError(f"two columns of articles are named {twice!r}; articles.columns = […] renames them")
    unknown = pd.Series(index=articles.index, dtype="str")
    columns = {"article": _names(articles.index)}
    columns |= {column: articles.get(column, unknown) for column in COLUMNS}
    columns |= {column: articles[column] for column in articles}
    columns["date"] = dates_of(articles).astype(DATE_TYPE)
    return pd.DataFrame({name: _as_text(name, cells).array for name, cells in columns.items()})


def _names(index: pd.Index) -> pd.Series:
    """Return the names of the articles, as text."""
    remedy = "articles.reset_index(drop=True) renumbers them"
    if isinstance(index, pd.MultiIndex) or index.hasnans:
        raise ValueError(f"the index of articles must give each one name; {remedy}")
    names = pd.Series(index.map(str), dtype=object)
    if names.duplicated().any():
        twice = names[names.duplicated()].iloc[0]
        raise ValueError(f"the index of articles holds {twice!r} twice, as text; {remedy}")
    return names


def _as_text(name: str, cells: pd.Series) -> pd.Series:
    """Return a column of text as pandas' own text, and a further column of another type as it is."""
    must_be_text = (name in FIRST and name != "date") or cells.dtype == object
    if not must_be_text and not isinstance(cells.dtype, pd.StringDtype):
        return cells
    if not cells.isna().all() and pd.api.types.infer_dtype(cells, skipna=True) != "string":
        raise ValueError(refusal(name, "must hold text"))
    try:
        return cells.astype("str")
    except UnicodeEncodeError:
        raise ValueError(
            f"column {name!r} holds half of a surrogate pair, which is no text; "
            f"articles[{name!r}].str.encode('utf-8', 'replace').str.decode('utf-8') replaces it"
        ) from None


def _as_arrow(table: pd.DataFrame, ending: str) -> pa.Table:
    """Return the table as Arrow's, from which any format is written, if its first rows can be read again."""
    trial = io.BytesIO()
    try:
        saved = pa.Table.from_pandas(table, preserve_index=False)
        _WRITERS[ending](saved.slice(0, _ROWS_TRIED), trial)
        read: Any = TABLES[ending](trial.getvalue())[0]
    except (pa.ArrowException, UnicodeError, UnreadableFile) as error:
        remedy = "leave out or repair what it names" if ending == ".parquet" else "save as .parquet"
        raise ValueError(f"articles cannot be saved as {ending}: {error}; {remedy}") from None
    if ending == ".parquet":  # the others know types by name
        for name, kind in table.dtypes[table.dtypes != read.dtypes].items():
            raise ValueError(refusal(name, f"is of type {kind}, which .parquet cannot keep"))
    return saved


#: Readers recognise by the first 100,000 characters whether a file is text; these rows hold more.
_ROWS_TRIED = 5000


# The formats ------------------------------------------------------------------------------------------------


def _write_parquet(table: pa.Table, file: BinaryIO) -> None:
    pa.parquet.write_table(table, file, compression="zstd")


def _write_csv(table: pa.Table, file: BinaryIO) -> None:
    file.write(codecs.BOM_UTF8)  # without it, spreadsheets take the text for one of their system's encoding
    pa.csv.write_csv(table, file)


def _write_jsonl(table: pa.Table, file: BinaryIO) -> None:
    for batch in table.to_batches(max_chunksize=1000):
        for row in batch.to_pylist():
            line = json.dumps(row, ensure_ascii=False)
            file.write(_CONTROL.sub(lambda control: f"\\u{ord(control[0]):04x}", line).encode() + b"\n")


#: JSON may hold these as they are, but a text full of them looks like none.
_CONTROL = re.compile("[\x7f-\x9f]")

_WRITERS = {".parquet": _write_parquet, ".csv": _write_csv, ".jsonl": _write_jsonl}
