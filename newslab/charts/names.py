"""Chart of names: how many articles use each."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from newslab.charts._groups import NEUTRAL, Colors, Labels, Order, columns_before, groups_of
from newslab.charts._style import INK, are_all_named, check_table, describe, row_axes, say_nothing
from newslab.charts.quotations import draw_counts
from newslab.checks import check_count


def plot_names(
    table: pd.DataFrame,
    *,
    top: int = 20,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the names that most articles use, of all articles or of each source.

    Parameters
    ----------
    table : DataFrame
        The table of `names`: the columns it was grouped by, if any, then name, n, n_articles.
    top : int, default 20
        How many names: those that most articles use, ties in the table's order.
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
        Of all articles: a bar a name, as long as the number of articles that use it, with its occurrences
        beside it where there is room. Of several sources: a row a source, with its mark, and a column a
        name; a cell is the darker, the more articles of the source use it. What is left out is counted in the
        line below.

    Raises
    ------
    ValueError
        If a column is missing, `top` is not a whole number of at least 1, or `order` names a source that the
        table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_names
    >>> found = pd.DataFrame({"name": ["Syria", "Moscow"], "n": [5, 1], "n_articles": [2, 1]})
    >>> [text.get_text() for text in plot_names(found).texts]
    ['5 times', 'once']
    """
    check_table(table, "names", "name", "n", "n_articles")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "There are no names to draw.")
    by = columns_before(table, "name")
    if not by:
        return _draw_bars(table, top, colors, ax)
    groups = groups_of(table, by, colors=colors, order=order, labels=labels)
    rows = groups.table.assign(group=groups.of_row)
    counts = rows.pivot_table(
        index="group", columns="name", values="n_articles", aggfunc="sum", fill_value=0, sort=False
    )
    ax, notes = draw_counts(counts, groups, top, ax, is_ordered=order is not None)
    return describe(ax, "Who uses which names", x="articles that use a name", notes=notes)


def _draw_bars(table: pd.DataFrame, top: int, colors: Colors | None, ax: Axes | None) -> Axes:
    drawn = table.sort_values("n_articles", ascending=False, kind="stable").head(top)
    ax = row_axes(ax, list(drawn["name"]), more=1.2)
    bars = ax.barh(np.arange(len(drawn)), drawn["n_articles"], 0.7, color=NEUTRAL)
    if are_all_named(ax, len(drawn)):
        times = ["once" if n == 1 else f"{n:,} times" for n in drawn["n"]]
        ax.bar_label(bars, times, padding=4, fontsize=8, color=INK)
        ax.margins(x=0.2)
    ax.locator_params(axis="x", integer=True)
    left_out = len(table) - len(drawn)
    notes = [f"the first {len(drawn)} of {len(table):,}; {left_out:,} left out"] if left_out else []
    return describe(ax, "Names that most articles use", x="articles that use a name", notes=notes)
