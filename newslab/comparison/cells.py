"""Which group of articles says which terms in which story, counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.arrays import Entries, sum_by_group
from newslab.articles import check_articles, group_articles, labels_of
from newslab.comparison.usage import Usage, count_usage
from newslab.partitions import columns_of
from newslab.tokens import Articles, as_tokens


@dataclass(frozen=True, eq=False)
class Cells:
    """Cells are groups in stories, such as a source in an event; made by `count_cells`.

    Attributes
    ----------
    usage : Usage
        The terms of the articles.
    keys : DataFrame
        One row a group, with the columns that it is made by.
    cell_of : ndarray of int, shape (n_articles,)
        The cell of each article, -1 for one without a story.
    is_copy : ndarray of bool, shape (n_articles,)
        The articles whose uses of terms are not counted.
    table : DataFrame
        One row a cell of a story that several groups report: `cell`, `stratum` (its story), `group`,
        `n_articles`, `n_words`, and those of the whole story.
    by_cell, articles_by_cell : csr_array, shape (n_cells, n_terms)
        Occurrences of each term, and articles that use it, copies left out.
    entries : DataFrame
        One row a story that several groups report and a term that is used in it: `stratum`, `column` (of the
        counts), `n`, `n_using` (articles), `n_groups_using` and `n_groups` (of the story).
    """

    usage: Usage
    keys: pd.DataFrame
    cell_of: np.ndarray
    is_copy: np.ndarray
    table: pd.DataFrame
    by_cell: sparse.csr_array
    articles_by_cell: sparse.csr_array
    entries: pd.DataFrame

    @cached_property
    def _n(self) -> Entries:
        return Entries(self.by_cell)

    @cached_property
    def _n_articles(self) -> Entries:
        return Entries(self.articles_by_cell)

    def n(self, rows: pd.DataFrame) -> np.ndarray:
        """Return how often the cell of each row uses the term of its column."""
        return self._n.values(*rows[["cell", "column"]].to_numpy().T)

    def n_articles_using(self, rows: pd.DataFrame) -> np.ndarray:
        """Return how many articles of the cell of each row use the term of its column."""
        return self._n_articles.values(*rows[["cell", "column"]].to_numpy().T)

    def uses(self, rows: pd.DataFrame) -> np.ndarray:
        """Return whether the cell of each row uses the term of its column, copies left out."""
        return self.n_articles_using(rows) > 0

    def says(self, rows: pd.DataFrame) -> np.ndarray:
        """Return whether the cell of each row says the term of its column in any form and article."""
        says = self.uses(rows)
        cell, column = rows.loc[~says, ["cell", "column"]].to_numpy().T
        says[~says] = self.usage.is_said(cell, column, self.cell_of, self.is_copy)
        return says

    def are_silent_others(self, rows: pd.DataFrame) -> np.ndarray:
        """Return whether no other group says the term of each row in its story, in any form and article."""
        keys = ["stratum", "column"]
        silent = rows["n_groups_using"].to_numpy() == self.uses(rows)
        asked = rows.loc[silent, [*keys, "cell"]]
        each = asked[keys].drop_duplicates().merge(self.table[["stratum", "cell"]], on="stratum")
        n_saying = each.assign(n=self.says(each)).groupby(keys)["n"].sum()
        others = n_saying.reindex(pd.MultiIndex.from_frame(asked[keys])).to_numpy() - self.says(asked)
        silent[silent] = others == 0
        return silent

    def users(self, columns: np.ndarray) -> pd.DataFrame:
        """Return one row a cell and a term of some columns that it uses, copies left out."""
        cell, place = self.articles_by_cell[:, columns].nonzero()
        return pd.DataFrame({"cell": cell, "column": columns[place]}).merge(self.table, on="cell")

    def n_other_groups(self, rows: pd.DataFrame) -> pd.Series:
        """Return by group and column how many other groups use a term in any of the stories of the rows."""
        is_single = ~rows.duplicated(["group", "column"], keep=False)
        of_one_story = rows[is_single].set_index(["group", "column"])["n_others_using"]
        rows = rows.loc[~is_single, ["stratum", "column", "group"]]
        users = self.users(np.unique(rows["column"]))[["stratum", "column", "group"]]
        pairs = rows.merge(users, on=["stratum", "column"], suffixes=("", "_user"))
        pairs = pairs[pairs["group"] != pairs["group_user"]].drop(columns="stratum").drop_duplicates()
        return pd.concat([of_one_story, pairs.groupby(["group", "column"]).size()])

    def n_terms_used(self) -> pd.Series:
        """Return by group how many terms it uses."""
        used = self.users(np.arange(self.by_cell.shape[1]))[["group", "column"]]
        return used.drop_duplicates().groupby("group").size()

    def least_p_values(self, *, is_alone: bool) -> pd.Series:
        """Return by group the least p-value that its number of articles can lead to."""
        cells = self.table[self.table["n_words"] > 0]
        n_articles, share = cells["n_articles"], cells["n_words"] / cells["n_words_stratum"]
        n_others = cells["n_articles_stratum"] - n_articles
        if is_alone:
            n_articles, n_others, share = n_others, n_articles, 1 - share
        least = statistics.absence_p_value(
            n_articles.to_numpy(),
            cells["n_articles_stratum"].to_numpy(),
            n_others.to_numpy(),
            share.to_numpy(),
        )
        return pd.Series(least, cells["group"].to_numpy()).groupby(level=0).prod()


def count_cells(
    articles: Articles,
    by: str | list[str],
    within: str | None,
    copies: str | pd.Series | None,
    columns: list[str],
) -> Cells:
    """Count which group uses which term in which story.

    `columns` are those that the table will have beside the keys of the groups.
    """
    tokens = as_tokens(articles, in_partitions=True)
    group, keys = group_articles(tokens.articles, by, beside=columns)
    if len(keys) < 2:
        raise ValueError(
            f"{'all articles are of one group' if len(keys) else 'there are no articles'}, so nothing can be "
            "compared; by= names the column that distinguishes the groups"
        )
    stratum = np.zeros(len(group), int)
    if within is not None:
        if within in keys:
            raise ValueError(f"within={within!r} is also in by; name different columns")
        check_articles(tokens.articles, within, in_partitions=True)
        stratum, _ = pd.factorize(labels_of(tokens.articles, within))
    is_original = _first_of_each(tokens.articles, copies)
    cell_of = np.full(len(group), -1)
    cell_of[stratum >= 0], cell = pd.factorize((stratum * len(keys) + group)[stratum >= 0], sort=True)
    counted = is_original & (stratum >= 0)

    table = pd.DataFrame(
        {"cell": np.arange(len(cell)), "stratum": cell // len(keys), "group": cell % len(keys)}
    )
    table["n_articles"] = np.bincount(cell_of[counted], minlength=len(cell))
    table["n_words"] = np.bincount(cell_of[counted], tokens.n_words[counted], len(cell)).astype(np.int64)
    in_story = table.groupby("stratum")
    table["n_articles_stratum"] = in_story["n_articles"].transform("sum")
    table["n_words_stratum"] = in_story["n_words"].transform("sum")

    usage = count_usage(tokens)
    by_cell, articles_by_cell = usage.in_cells(np.where(counted, cell_of, -1), len(cell))
    entries = _entries(by_cell, articles_by_cell, table)
    table = table[in_story["group"].transform("size") > 1]
    return Cells(usage, keys, cell_of, ~is_original, table, by_cell, articles_by_cell, entries)


def _first_of_each(articles: pd.DataFrame, copies: str | pd.Series | None) -> np.ndarray:
    """Return which articles are the first of their text; an article without a number is the only one."""
    index = columns_of(articles, []).index
    if copies is None:
        return np.ones(len(index), bool)
    if isinstance(copies, str):
        numbers = labels_of(check_articles(articles, copies, in_partitions=True), copies)
    elif not index.isin(copies.index).all():
        raise ValueError("copies lacks articles; make it of the same table: copies=group_copies(articles)")
    else:
        numbers = copies.reindex(index)
    return (~numbers.duplicated() | numbers.isna()).to_numpy()


def _entries(
    by_cell: sparse.csr_array, articles_by_cell: sparse.csr_array, table: pd.DataFrame
) -> pd.DataFrame:
    """Return one row a story of several groups and a term that is used in it."""
    stratum = table["stratum"].to_numpy()
    n, n_using, n_groups_using = (
        sum_by_group(matrix, stratum, int(stratum.max(initial=-1)) + 1).tocsr()
        for matrix in (by_cell, articles_by_cell, articles_by_cell > 0)
    )
    for matrix in (n, n_using, n_groups_using):
        matrix.sort_indices()  # all three have the same entries
    row, column = n.tocoo().coords
    n_groups = np.bincount(stratum, minlength=n.shape[0])
    entries = pd.DataFrame(
        {
            "stratum": row,
            "column": column,
            "n": n.data.astype(np.int64),
            "n_using": n_using.data.astype(np.int64),
            "n_groups_using": n_groups_using.data.astype(np.int64),
            "n_groups": n_groups[row],
        }
    )
    return entries[entries["n_groups"] > 1].reset_index(drop=True)
