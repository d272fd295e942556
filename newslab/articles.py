"""The columns of an articles table: checked, read as dates or labels, and made into groups."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from difflib import get_close_matches
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa

from newslab.checks import check_choice, listed
from newslab.partitions import as_articles, columns_of, is_partitioned, refuse_partitions

#: How tables that group by a column of labels name the articles without one.
UNKNOWN = "(unknown)"

#: No calendar of Python goes beyond it.
LAST_YEAR = 9999
#: A day with a midnight of a time zone after it, as ISO 8601 writes it.
MIDNIGHT = r"^(.{8,10})[T ]00(?::?00(?::?00(?:[.,]0+)?)?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)$"


def check_articles(articles: pd.DataFrame, *columns: str, in_partitions: bool = False) -> pd.DataFrame:
    """Return `articles` unchanged if it has texts in `text`, the named `columns`, no name twice and a unique
    index. Of a Dask DataFrame, for a function that takes it, the columns are checked, and the rest when it
    is read.
    """
    if is_partitioned(articles):
        if not in_partitions:
            refuse_partitions(articles)
        check_articles(as_articles(articles._meta), *columns)
        return articles
    if not isinstance(articles, pd.DataFrame):
        raise TypeError(
            f"articles must be a pandas DataFrame with a 'text' column, not {type(articles).__name__}; "
            "newslab.read_articles(path) makes one from files, pandas.DataFrame({'text': texts}) from a list"
        )
    if articles.columns.nlevels > 1:
        raise ValueError(
            "the columns of articles have names of several levels, as after pivoting or grouping; "
            "articles.set_axis(articles.columns.get_level_values(0), axis=1) keeps the first level"
        )
    for column in ("text", *columns):
        if column not in articles.columns:
            raise ValueError(
                f"articles has no column {column!r}, only {listed(articles.columns)}; "
                + _instead_of(column, articles)
                + (", or make all one source: articles.assign(source='all')" if column == "source" else "")
            )
    if not articles.columns.is_unique:
        twice = articles.columns[articles.columns.duplicated()][0]
        raise ValueError(
            f"two columns of articles are named {twice!r}; "
            "articles.loc[:, ~articles.columns.duplicated()] keeps the first of each name"
        )
    _check_texts(articles["text"])
    for column in {"source", *columns} & set(articles.columns):
        _check_labels(articles[column])
    if not articles.index.is_unique:
        twice = articles.index[articles.index.duplicated()][0]
        raise ValueError(
            f"the index of articles must name each article once, but holds {twice!r} more than once; "
            "articles.reset_index(drop=True) renumbers them"
        )
    return articles


def _instead_of(column: str, articles: pd.DataFrame) -> str:
    """Say what to do about a column that is not there: name the one that was meant, or rename one."""
    meant = get_close_matches(str(column), list(map(str, articles.columns)), n=1, cutoff=0.75)
    rename = f"rename one with articles.rename(columns={{'…': {column!r}}})"
    return f"{meant[0]!r} may be meant; or {rename}" if meant else rename


def _check_texts(texts: pd.Series) -> None:
    """Refuse a column that holds anything but texts and missing ones."""
    kind = texts.cat.categories.dtype if isinstance(texts.dtype, pd.CategoricalDtype) else texts.dtype
    if isinstance(kind, pd.StringDtype) or texts.isna().all():
        return
    if not pd.api.types.is_object_dtype(kind) or pd.api.types.infer_dtype(texts, skipna=True) != "string":
        held = next(type(text).__name__ for text in texts[texts.notna()] if not isinstance(text, str))
        raise ValueError(
            f"the column 'text' of articles must hold texts, and holds a value of type {held}; "
            "articles.assign(text=articles['text'].astype('str')) makes all of them text"
        )


def _check_labels(labels: pd.Series) -> None:
    """Refuse a column whose values are no labels: lists and the like, or texts that no table can hold."""
    if not pd.api.types.is_object_dtype(labels.dtype):
        return
    for label in labels.array:
        if not isinstance(label, Hashable):
            raise ValueError(
                f"the column {labels.name!r} of articles must hold one value an article, and holds a "
                f"{type(label).__name__}; articles.explode({labels.name!r}).reset_index(drop=True) makes a "
                "row of each of its values"
            )
        if (
            isinstance(label, str)
            and not label.isascii()
            and label.encode("utf-8", "replace").decode() != label
        ):
            raise ValueError(
                f"the column {labels.name!r} of articles holds {label!r}, with half of a pair of surrogates, "
                f"which is no character; articles.assign({labels.name}=articles[{labels.name!r}].map(lambda "
                "label: label.encode('utf-8', 'replace').decode())) makes it a question mark"
            )


def texts_of(articles: pd.DataFrame) -> pd.Series:
    """Return the text of each article, an empty one where it is missing."""
    texts = articles["text"]
    if texts.isna().all():  # in a column of no type as well
        return pd.Series("", index=articles.index, dtype="str")
    return (texts.astype(object) if isinstance(texts.dtype, pd.CategoricalDtype) else texts).fillna("")


def dates_of(articles: pd.DataFrame) -> pd.Series:
    """Return the `date` of each article as datetime64, in UTC without a zone; NaT where there is none."""
    if "date" not in articles.columns:
        return pd.Series(pd.NaT, index=columns_of(articles, []).index, dtype="datetime64[us]")
    dates = columns_of(articles, ["date"])["date"]
    if not isinstance(dates.dtype, pd.DatetimeTZDtype) and dates.dtype.kind != "M":
        try:
            if dates.dtype.kind in "iu":
                raise ValueError("they are whole numbers")
            dates = iso_dates(dates)
        except (ValueError, TypeError) as error:
            raise ValueError(
                f"the column 'date' of articles must hold dates ({str(error).splitlines()[0]}); "
                "articles.assign(date=pd.to_datetime(articles['date'], errors='coerce')) "
                "keeps those that can be read"
            ) from None
    year = dates.dt.year
    if (year > LAST_YEAR).any():
        raise ValueError(
            f"the column 'date' of articles holds a date of the year {int(year.max())}, beyond {LAST_YEAR}; "
            "articles.assign(date=articles['date'].where(articles['date'].dt.year <= "
            f"{LAST_YEAR})) leaves it out"
        )
    return without_zone(dates)


def iso_dates(written: pd.Series, *, errors: Literal["raise", "coerce"] = "raise") -> pd.Series:
    """Read ISO 8601 dates as those in UTC without a zone; a midnight keeps its day, as in `without_zone`."""
    is_text = written.map(lambda date: isinstance(date, str)).astype(bool)
    days = written.where(is_text).astype("str").str.replace(MIDNIGHT, r"\1", regex=True)
    return pd.to_datetime(
        written.mask(is_text, days.astype(object)), format="ISO8601", errors=errors, utc=True
    ).dt.tz_localize(None)


def without_zone(dates: pd.Series) -> pd.Series:
    """Return dates in UTC without a zone. A midnight is a day without a time, and keeps that day: in New York
    the 8th would begin at five o'clock in UTC, which looks like a time.
    """
    if dates.dt.tz is None:
        return dates
    local = dates.dt.tz_localize(None)
    return dates.dt.tz_convert("UTC").dt.tz_localize(None).where(local != local.dt.normalize(), local)


def latest_of(dates: pd.Series) -> pd.Series:
    """Return when each article was printed at the latest: a date without a time of day is the whole day."""
    has_time = dates != dates.dt.normalize()
    return dates.where(has_time, dates + pd.Timedelta(days=1))


def labels_of(articles: pd.DataFrame, column: str) -> pd.Series:
    """Return a column of labels, or missing values where `articles` has no such column."""
    if column in articles.columns:
        return columns_of(articles, [column])[column]
    return pd.Series(np.nan, index=columns_of(articles, []).index, dtype="str")


def group_articles(
    articles: pd.DataFrame, by: str | list[str], beside: Iterable[str] = ()
) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the group of each article, and the table of the groups' keys.

    Parameters
    ----------
    articles : DataFrame
        One row an article.
    by : str or list of str
        The column, or columns, whose values make the groups.
    beside : iterable of str
        The further columns of the table, whose names `by` cannot have.

    Returns
    -------
    groups : ndarray of int
        For each article the row of `keys` that it belongs to.
    keys : DataFrame
        One row a group, sorted (categories in their own order), with the columns `by`. A missing label reads
        ``(unknown)``; a missing date or number stays missing, as the last group.
    """
    columns = [by] if isinstance(by, str) else list(by) if isinstance(by, (list, tuple, pd.Index)) else []
    if not columns or len(set(columns)) < len(columns):
        raise ValueError(
            f"by must name a column of articles, or a list of different columns, not {by!r}; for all "
            "articles together, give them one value: articles.assign(group='all'), and by='group'"
        )
    check_articles(articles, *columns, in_partitions=True)
    for column in columns:
        if column in beside:
            raise ValueError(
                f"the table has a column {column!r} of its own; rename the one to group by: "
                f"articles.rename(columns={{{column!r}: 'my_{column}'}})"
            )
    keys = columns_of(articles, columns).reset_index(drop=True).apply(_named_if_missing)
    grouped = keys.groupby(columns, dropna=False, observed=True)
    keys = grouped.size().index.to_frame(index=False)
    categories = keys.select_dtypes("category").columns
    return grouped.ngroup().to_numpy(), keys.astype(dict.fromkeys(categories, "str"))


def find_group(name: str, value: Hashable, keys: pd.DataFrame) -> int:
    """Return the row of the table of keys that an option names: by a value, or by a tuple of one value for
    each column. Values may be given as the column holds them, or as text; a missing one reads ``(unknown)``.
    """
    text = keys.astype("str").fillna(UNKNOWN)
    wanted = value if isinstance(value, tuple) else (value,)
    chosen = np.full(len(keys), len(wanted) == keys.shape[1])
    for column, label in zip(keys, wanted, strict=False):
        is_scalar = pd.api.types.is_scalar(label)
        as_text = UNKNOWN if is_scalar and pd.isna(label) else str(label)
        chosen &= ((text[column] == as_text) | (keys[column] == label if is_scalar else False)).to_numpy()
    if not chosen.any():
        check_choice(name, value, text.iloc[:, 0] if text.shape[1] == 1 else text.itertuples(False, None))
    return int(chosen.argmax())


def clusters_of(articles: pd.DataFrame, cluster: str | pd.Series) -> np.ndarray:
    """Return the number of each article's cluster: a column, or a Series on the index of `articles`.

    An article without a value is a cluster of its own.
    """
    if isinstance(cluster, str):
        values = labels_of(check_articles(articles, cluster, in_partitions=True), cluster)
    elif not isinstance(cluster, pd.Series) or not cluster.index.is_unique:
        raise ValueError(
            "cluster must name a column of articles, or be a Series on their index with one value for each "
            "article, as newslab.group_copies makes it"
        )
    else:
        index = columns_of(articles, []).index
        missing = index.difference(cluster.index)
        if len(missing):
            raise ValueError(
                f"cluster has no entry for {len(missing)} of the articles, such as {missing[0]!r}; make it "
                "from these articles, or from a larger table that holds them"
            )
        values = cluster.reindex(index)
    number, _ = pd.factorize(values)
    alone = number < 0
    number[alone] = number.max(initial=-1) + 1 + np.arange(alone.sum())
    return number


def _named_if_missing(labels: pd.Series) -> pd.Series:
    """Return labels with a name for the missing ones; dates and numbers as they are."""
    if isinstance(labels.dtype, pd.CategoricalDtype):
        named = labels.cat.rename_categories(labels.cat.categories.astype("str"))
        return named.cat.add_categories([UNKNOWN]).fillna(UNKNOWN) if labels.isna().any() else named
    is_date = labels.dtype.kind == "M" or isinstance(labels.dtype, pd.PeriodDtype)
    is_text = labels.dtype == object or isinstance(labels.dtype, pd.StringDtype)
    if is_text or (labels.isna().all() and not is_date):
        return labels.astype(object).where(labels.notna(), UNKNOWN).astype("str")
    return labels


def excerpts(texts: pd.Series, rows: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> pd.Series:
    """Return ``text[start:end]`` of the texts at some rows.

    A text becomes a string once, however many excerpts it has, and few excerpts are strings at a time. Half
    of a surrogate pair, which is no character, becomes a question mark, as in `newslab.tokenize`.
    """
    if (np.diff(rows) < 0).any():  # those of a text together
        order = np.argsort(rows, kind="stable")
        sorted_excerpts = excerpts(texts, rows[order], starts[order], ends[order])
        return sorted_excerpts.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)
    parts = []
    text, row_of_text = "", -1
    for first in range(0, len(rows), _BLOCK):
        block = slice(first, first + _BLOCK)
        found = []
        for row, start, end in zip(
            rows[block].tolist(), starts[block].tolist(), ends[block].tolist(), strict=True
        ):
            if row != row_of_text:
                text, row_of_text = texts.array[row], row
            found.append(text[start:end])
        try:
            parts.append(pa.array(found, pa.large_string()))
        except UnicodeEncodeError:
            found = [each.encode("utf-8", "replace").decode() for each in found]
            parts.append(pa.array(found, pa.large_string()))
    return pd.Series(pa.chunked_array(parts, pa.large_string()), dtype="str")


#: How many excerpts are strings at a time.
_BLOCK = 1 << 14
