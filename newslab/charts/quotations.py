"""Charts of voices: who gets to speak where, and who leans on whom."""

from __future__ import annotations

from math import ceil

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from newslab.charts._groups import Colors, Groups, Labels, Order, groups_of
from newslab.charts._matrix import add_color_bar, draw_cells, mark_rows, write_values
from newslab.charts._style import (
    LINE,
    as_written,
    check_table,
    describe,
    inches,
    name_rows,
    new_axes,
    say_nothing,
    shorten_all,
)
from newslab.checks import check_count

#: Sources that a matrix has rows for.
MOST_ROWS = 40


def plot_quotes(
    table: pd.DataFrame,
    *,
    top: int = 20,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw which source quotes whom.

    Parameters
    ----------
    table : DataFrame
        The table of `quotes`: article, source, person.
    top : int, default 20
        How many persons: those whom most articles quote, ties by name.
    colors : mapping of str to str, optional
        The colour of the mark beside each source, such as `source_colors` returns; its own otherwise.
    order : sequence of str, optional
        Which sources to draw, from the top down; all, by name, otherwise.
    labels : mapping of str to str, optional
        What to call sources on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a source, with its mark, and a column a person, the most quoted first. A cell is the darker, the
        more articles of the source quote the person; their number is written into it where there is room,
        else a colour bar is beside the matrix. Quotations of a speaker without a name are left out,
        and counted in the line below.

    Raises
    ------
    ValueError
        If a column is missing, `top` is not a whole number of at least 1, or `order` names a source that the
        table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_quotes
    >>> said = pd.DataFrame({"article": [1, 2, 2], "source": ["A", "B", "B"], "person": ["Leaf"] * 3})
    >>> [text.get_text() for text in plot_quotes(said).texts]
    ['1', '1']
    """
    check_table(table, "quotes", "article", "source", "person")
    is_named = table["person"].notna()
    if not is_named.any():
        return say_nothing(ax, "There are no quotations with a speaker.")
    groups = groups_of(table[is_named], ["source"], colors=colors, order=order, labels=labels)
    counts = _count_articles(groups, "person")
    ax, notes = draw_counts(counts, groups, top, ax, is_ordered=order is not None)
    notes += _note_left_out(is_named, "quotations of a speaker without a name")
    return describe(ax, "Who gets to speak where", x="articles that quote a person", notes=notes)


def plot_cited_outlets(
    table: pd.DataFrame,
    *,
    top: int = 20,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw which source leans on which outlets and agencies.

    Parameters
    ----------
    table : DataFrame
        The table of `cited_outlets`: article, source, outlet.
    top : int, default 20
        How many outlets: those that most articles cite, ties by name.
    colors : mapping of str to str, optional
        The colour of the mark beside each source, such as `source_colors` returns; its own otherwise.
    order : sequence of str, optional
        Which sources to draw, from the top down; all, by name, otherwise.
    labels : mapping of str to str, optional
        What to call sources on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a source, with its mark, and a column an outlet, the most cited first. A cell is the darker, the
        more articles of the source cite the outlet; their number is written into it where there is room, else
        a colour bar is beside the matrix. Citations of a source by itself are left out, and counted in the
        line below.

    Raises
    ------
    ValueError
        If a column is missing, `top` is not a whole number of at least 1, or `order` names a source that the
        table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_cited_outlets
    >>> cited = pd.DataFrame({"article": [1, 2], "source": ["Post", "Wire"], "outlet": ["Wire", "Wire"]})
    >>> ax = plot_cited_outlets(cited)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Post']
    """
    check_table(table, "cited_outlets", "article", "source", "outlet")
    is_other = table["outlet"] != table["source"]
    if not is_other.any():
        return say_nothing(ax, "No other outlet or agency is cited.")
    groups = groups_of(table[is_other], ["source"], colors=colors, order=order, labels=labels)
    counts = _count_articles(groups, "outlet")
    ax, notes = draw_counts(counts, groups, top, ax, is_ordered=order is not None)
    notes += _note_left_out(is_other, "citations of the outlet itself")
    return describe(ax, "Who leans on whom", x="articles that cite an outlet", notes=notes)


def _note_left_out(kept: pd.Series, what: str) -> list[str]:
    """Return a line that counts what is not drawn, if there is any."""
    return [] if kept.all() else [f"{what} left out: {(~kept).sum():,}"]


def _count_articles(groups: Groups, column: str) -> pd.DataFrame:
    """Count the articles by source and by the names in a column, the sources sorted."""
    named = groups.table.assign(source=groups.of_row).drop_duplicates(["article", column])
    return pd.crosstab(named["source"], named[column])


def draw_counts(
    counts: pd.DataFrame, groups: Groups, top: int, ax: Axes | None, *, is_ordered: bool
) -> tuple[Axes, list[str]]:
    """Draw a matrix of counts by group and name: the `top` names, and all groups in their order or, without
    one, as many as there is room for, sorted. What is left out is returned in words.
    """
    counts = counts.loc[list(groups.looks) if is_ordered else sorted(groups.looks)]
    counts, notes = _cut_counts(counts, top, keep_all=is_ordered)
    return _draw_matrix(counts, groups, ax), notes


def _cut_counts(counts: pd.DataFrame, top: int, *, keep_all: bool) -> tuple[pd.DataFrame, list[str]]:
    """Return the `top` columns and no more rows than there is room for, unless all are to be kept.

    What is left out is returned in words.
    """
    found = counts.sum().sort_values(ascending=False, kind="stable").index
    n_shown = min(check_count("top", top), len(found))
    notes = [f"the first {n_shown} of {len(found):,}"] if n_shown < len(found) else []
    counts = counts[found[:n_shown]]
    if len(counts) > MOST_ROWS and not keep_all:
        kept = counts.sum(axis=1).nlargest(MOST_ROWS).index
        notes.append(f"the {MOST_ROWS} sources with the most; {len(counts) - MOST_ROWS} left out")
        counts = counts[counts.index.isin(kept)]
    return counts, notes


def _draw_matrix(counts: pd.DataFrame, groups: Groups, ax: Axes | None) -> Axes:
    """Draw a matrix of counts, and write them into the cells where there is room."""
    n_rows, n_columns = counts.shape
    names = shorten_all(counts.columns, 28)
    height = 0.32 * n_rows + 0.1 * max(map(len, names)) + 1.4
    ax = new_axes(ax, width=min(max(4 + 0.36 * n_columns, 6), 12), height=height)
    cells = counts.to_numpy(float)
    darkest = max(cells.max(), 3)  # one article is not dark, though none have more
    image = draw_cells(ax, np.where(cells > 0, cells, np.nan), 0, darkest, aspect="auto")
    name_rows(ax, [groups.labels[name] for name in counts.index])
    mark_rows(ax, [groups.looks[name] for name in counts.index])
    step = max(1, ceil(n_columns * LINE / inches(ax)[0]))
    ax.set_xticks(range(0, n_columns, step), names[::step], rotation=90, **as_written())
    ax.tick_params(axis="x", length=0)
    width, height = inches(ax)
    if height / n_rows > LINE and width / n_columns > 1.5 * LINE:
        write_values(image, np.vectorize("{:,.0f}".format)(cells))
    else:
        add_color_bar(image, "articles", ax=ax, shrink=0.6, ticks=MaxNLocator(integer=True))
    return ax
