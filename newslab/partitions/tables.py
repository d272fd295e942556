"""Tables in partitions: what pandas and Dask do alike, and what is made of each partition."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial, reduce
from itertools import chain
from operator import add
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd
from scipy import sparse

if TYPE_CHECKING:
    from dask.delayed import Delayed

#: Something for each partition, which is not yet computed.
Each: TypeAlias = "list[Delayed]"
Value = TypeVar("Value")

#: The column of a saved table that names each article.
NAME = "article"
# How many values are joined or added up at a time.
AT_A_TIME = 8


def is_partitioned(articles: object) -> bool:
    """Return whether articles are a Dask DataFrame."""
    module = sys.modules.get("dask.dataframe")  # nobody has such a frame who has not imported it
    return module is not None and isinstance(articles, module.DataFrame)


def refuse_partitions(articles: object, remedy: str = "") -> None:
    """Refuse a Dask DataFrame, or its tokens, where a function needs all articles at once."""
    if is_partitioned(getattr(articles, "articles", articles)):
        raise TypeError(
            "this function needs all articles at once and takes no Dask DataFrame; docs/large.md lists those "
            f"that do. {remedy or 'articles.compute() brings the articles into memory'}, if they are few "
            "enough: articles.sample(frac=0.01).compute() takes one in a hundred, and "
            "articles[articles['date'] >= …].compute() some days"
        )


def warn(message: str, *, stacklevel: int) -> None:
    """Warn the user, who is at the client where this is found on a worker of a cluster."""
    if "distributed" not in sys.modules:
        warnings.warn(message, stacklevel=stacklevel + 1)
        return
    import distributed

    with warnings.catch_warnings():
        if _is_on_worker():  # whose own output nobody reads
            warnings.simplefilter("ignore")
        distributed.warn(message, stacklevel=stacklevel + 1)


def _is_on_worker() -> bool:
    from distributed import get_worker

    try:
        get_worker()
    except ValueError:
        return False
    return True


# What pandas and Dask do alike ----------------------------------------------------------------------------


def map_rows(articles: Any, function: Callable[[pd.DataFrame], pd.DataFrame]) -> Any:
    """Return a table of articles changed row by row: at once, or later, a partition at a time."""
    return _mapped(articles, function, as_articles)


def map_table(table: Any, function: Callable[[pd.DataFrame], pd.DataFrame]) -> Any:
    """Return another table changed row by row."""
    return _mapped(table, function, as_pandas)


def columns_of(articles: Any, columns: Sequence[str]) -> pd.DataFrame:
    """Return some columns of articles, in memory."""
    if not is_partitioned(articles):
        return articles[list(columns)]
    wanted = list(dict.fromkeys([*columns, *([NAME] if _has_names(articles) else [])]))
    with quietly():
        if not wanted:  # of no column at all, Dask keeps not even the index
            return as_pandas(pd.DataFrame(index=articles.index.compute()))
        return as_articles(articles[wanted].compute())[list(columns)]


def rows_of(articles: Any, rows: np.ndarray) -> pd.DataFrame:
    """Return some rows of articles, in memory."""
    if not is_partitioned(articles):
        return articles.iloc[rows]
    tables = tables_of(articles)
    (sizes,) = computed(joined(on_each(lambda table: np.array([len(table)]), tables)))
    order = np.argsort(rows, kind="stable")
    cuts = np.searchsorted(rows[order], np.cumsum(sizes)[:-1])
    first = np.cumsum(sizes) - sizes
    wanted = [here - start for here, start in zip(np.split(rows[order], cuts), first, strict=True)]
    parts = computed(*on_each(lambda table, here: table.iloc[here], tables, wanted))
    return pd.concat(parts).iloc[np.argsort(order)]


def in_memory(table: Any) -> pd.DataFrame:
    """Return a table, computed where it is lazy, its rows numbered."""
    return as_pandas(table.compute()).reset_index(drop=True) if is_partitioned(table) else table


def one_below_the_other(tables: list, ignore_index: bool) -> Any:
    """Return several tables as one."""
    if not is_partitioned(tables[0]):
        return pd.concat(tables, ignore_index=ignore_index)
    import dask.dataframe

    return dask.dataframe.concat(tables)


def side_by_side(function: Callable[..., pd.DataFrame], articles: Any, *tables: Any) -> Any:
    """Return the function of articles and of tables made of them: at once, or of the partitions of each."""
    if not is_partitioned(articles):
        return function(articles, *tables)
    import dask.dataframe

    def on_pandas(articles: pd.DataFrame, *tables: pd.DataFrame) -> pd.DataFrame:
        return function(as_articles(articles), *map(as_pandas, tables))

    meta = on_pandas(articles._meta, *(table._meta for table in tables))
    return dask.dataframe.map_partitions(
        on_pandas, articles, *tables, meta=meta, align_dataframes=False, enforce_metadata=False
    )


def as_articles(table: pd.DataFrame) -> pd.DataFrame:
    """Return a partition of articles as pandas has it, their names being the index where a file has them in a
    column `article`.
    """
    return as_pandas(table.set_index(NAME) if _has_names(table) else table)


def as_pandas(table: pd.DataFrame) -> pd.DataFrame:
    """Return a partition with pandas' own type of text, where Dask reads text as another one."""
    texts = [column for column, kind in table.dtypes.items() if _is_dask_text(kind)]
    if texts:
        table = table.astype(dict.fromkeys(texts, "str"))
    return table.set_axis(table.index.astype("str")) if _is_dask_text(table.index.dtype) else table


def _mapped(table: Any, function: Callable, as_read: Callable) -> Any:
    if not is_partitioned(table):
        return function(table)
    meta = function(as_read(table._meta))
    return table.map_partitions(lambda some: function(as_read(some)), meta=meta, enforce_metadata=False)


def _has_names(articles: Any) -> bool:
    return NAME in articles.columns and articles.index.name is None


def _is_dask_text(kind: object) -> bool:
    return isinstance(kind, pd.StringDtype) and kind.na_value is pd.NA


# On partitions alone --------------------------------------------------------------------------------------


def tables_of(articles: Any) -> Each:
    """Return the partitions of a Dask DataFrame."""
    return map_rows(articles, _unchanged).to_delayed()


def _unchanged(table: pd.DataFrame) -> pd.DataFrame:
    return table


def on_each(function: Callable, *values: Sequence, shared: Sequence = ()) -> Each:
    """Return the function of the values of each partition and, after them, of those that all share."""
    call = called_later(function)
    return [call(*some, *shared) for some in zip(*values, strict=True)]


def called_later(function: Callable) -> Callable[..., Delayed]:
    """Return what calls a function later; the function is one value of the work, which all calls refer to,
    however large what it knows is.
    """
    import dask

    return partial(dask.delayed(_called), dask.delayed(_Call(function)))


class _Call:
    """A function as a value; a function itself would be copied into each task."""

    def __init__(self, function: Callable) -> None:
        self.function = function


def _called(call: _Call, *values: Any) -> Any:
    return call.function(*values)


def joined(values: Each) -> Delayed:
    """Return what partitions have, one below the other: arrays, rows of sparse arrays, lists, tables, or
    tuples of such.
    """
    return _merged(values, _join)


def added(values: Each) -> Delayed:
    """Return the sum of what partitions have: of anything that adds up, or of tuples of such."""
    return _merged(values, _add)


def computed(*values: Delayed) -> Any:
    """Return values, computed where Dask computes: on threads, or on the cluster of the open client.

    Ctrl-C ends what the cluster still works on for these values; it would go on while anything refers to
    them, as the traceback in a notebook does. What has been computed stays.
    """
    import dask

    with quietly():
        try:
            return dask.compute(*values, traverse=False)
        except KeyboardInterrupt:
            if "distributed" in sys.modules:
                running = [each for each in _futures_of(values) if each.status == "pending"]
                if running:
                    running[0].client.cancel(running)
            raise


def _futures_of(values: Sequence[Delayed]) -> list:
    """Return what the open client computes, or has computed, of the work that values depend on."""
    from distributed.client import futures_of

    return futures_of(values)


def kept(*values: Delayed) -> tuple[Delayed, ...]:
    """Return values that are computed once, and stay with the workers, which put on disk what is too much."""
    import dask

    with quietly():
        return dask.persist(*values)


def lazy_table(values: Each, empty: pd.DataFrame) -> Any:
    """Return the tables of partitions as a Dask DataFrame with the columns of an empty one."""
    import dask.dataframe

    return dask.dataframe.from_delayed(values, meta=empty, verify_meta=False)


@contextmanager
def quietly() -> Iterator[None]:
    """Let the numbers of articles, which go with the work, be larger than Dask expects."""
    import dask

    larger = (
        {"distributed.admin.large-graph-warning-threshold": "1GB"} if "distributed" in sys.modules else {}
    )
    with dask.config.set(larger):
        yield


def _merged(values: Each, merge: Callable[[list], Any]) -> Delayed:
    import dask

    merger = dask.delayed(merge)
    while len(values) > 1:
        values = [merger(values[i : i + AT_A_TIME]) for i in range(0, len(values), AT_A_TIME)]
    return values[0]


def _join(values: list) -> Any:
    first = values[0]
    if isinstance(first, tuple):
        return _like(first, [_join(list(each)) for each in zip(*values, strict=True)])
    if isinstance(first, list):
        return list(chain.from_iterable(values))
    if isinstance(first, pd.DataFrame):
        return pd.concat(values, ignore_index=True)
    if sparse.issparse(first):
        return sparse.vstack(values, format="csr")
    return np.concatenate(values)


def _add(values: list) -> Any:
    first = values[0]
    if isinstance(first, tuple):
        return _like(first, [_add(list(each)) for each in zip(*values, strict=True)])
    return reduce(add, values)


def _like(pattern: tuple, values: list) -> tuple:
    """Return values as a tuple, with the names that another one has."""
    return type(pattern)(*values) if hasattr(pattern, "_fields") else tuple(values)
