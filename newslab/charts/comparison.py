"""Charts of sources and words: profiles and distinctive terms."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from newslab.charts._groups import (
    GREY,
    Colors,
    Labels,
    Order,
    choose,
    columns_before,
    groups_of,
)
from newslab.charts._style import (
    INK,
    are_all_named,
    check_table,
    describe,
    row_axes,
    say_nothing,
    shorten,
    with_interval,
)
from newslab.checks import check_count

#: A cut-off at which a table of terms is called significant, adjusted for the number of terms.
SIGNIFICANT = 0.05


def plot_source_profiles(
    table: pd.DataFrame,
    *,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how much each source wrote.

    Parameters
    ----------
    table : DataFrame
        The table of `source_profiles`: the columns it was grouped by, then n_articles, n_words.
    colors : mapping of str to str, optional
        The colour of each source, such as `source_colors` returns; its own otherwise.
    order : sequence of str, optional
        Which sources to draw, from the top down; all, in the table's order, otherwise.
    labels : mapping of str to str, optional
        What to call sources on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A bar a source, as long as its number of articles, with the number of its words beside it where there
        is room.

    Raises
    ------
    ValueError
        If a column is missing, or `order` names a source that the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_source_profiles
    >>> profiles = pd.DataFrame({"source": ["A", "B"], "n_articles": [6, 2], "n_words": [1800, 500]})
    >>> [text.get_text() for text in plot_source_profiles(profiles).texts]
    ['1,800 words', '500 words']
    """
    check_table(table, "source_profiles", "n_articles", "n_words")
    if table.empty:
        return say_nothing(ax, "There are no sources to draw.")
    by = columns_before(table, "n_articles")
    groups = groups_of(table, by, colors=colors, order=order, labels=labels)
    rank = {name: i for i, name in enumerate(groups.looks)}
    rows = groups.table.assign(name=groups.of_row)
    rows = rows.iloc[np.argsort(rows["name"].map(rank), kind="stable")]
    ax = row_axes(ax, [groups.labels[name] for name in rows["name"]], row=0.34)
    bars = ax.barh(
        np.arange(len(rows)),
        rows["n_articles"],
        0.7,
        color=[groups.looks[name].color for name in rows["name"]],
    )
    if are_all_named(ax, len(rows)):
        words = [f"{n:,} words" for n in rows["n_words"]]
        ax.bar_label(bars, words, padding=4, fontsize=8, color=INK)
        ax.margins(x=0.2)
    ax.locator_params(axis="x", integer=True)
    each = "source" if by == ["source"] else "group"
    return describe(ax, f"How much each {each} wrote", x="number of articles")


def plot_distinctive_terms(
    table: pd.DataFrame,
    *,
    group: Hashable | None = None,
    top: int = 15,
    colors: Colors | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the terms that mark one group against its reference.

    Parameters
    ----------
    table : DataFrame
        The table of `distinctive_terms`: the columns it was grouped by, then term, log_ratio, low, high,
        p_adjusted, own_name.
    group : optional
        Which group to draw, a value of the column it was grouped by; needed where the table holds several.
    top : int, default 15
        How many terms: up to half of them overused and half underused, and more of one side where the other
        has fewer: those that the table, which is sorted by evidence, has first and last.
    colors : mapping of str to str, optional
        The colour of the group, such as `source_colors` returns; its own otherwise.
    labels : mapping of str to str, optional
        What to call the group on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a term, by falling log ratio: overused to the right of zero, in the colour of the group,
        underused to the left, in grey, each with its 95 % interval. A filled dot has an adjusted p-value
        below 0.05. The own name and dateline of a source are left out, and counted in the line below.

    Raises
    ------
    ValueError
        If a column is missing, the group is not in the table, or there are several and none was chosen.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_distinctive_terms
    >>> terms = pd.DataFrame(
    ...     {"source": "A", "term": ["retreat", "rebels"], "log_ratio": [-1.5, 2.0], "low": [-2.5, 1.0],
    ...      "high": [-0.5, 3.0], "p_adjusted": [0.2, 0.01]}
    ... )
    >>> [label.get_text() for label in plot_distinctive_terms(terms).get_yticklabels()]
    ['rebels', 'retreat']
    """
    check_table(table, "distinctive_terms", "term", "log_ratio", "low", "high", "p_adjusted")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "There are no terms to compare.")
    by = columns_before(table, "term")
    table, name = choose(table, by, group, "group")
    groups = groups_of(table, by, colors=colors, labels=labels)
    is_own = table["own_name"] if "own_name" in table else pd.Series(False, table.index)
    table = table[~is_own]
    shown = shorten(groups.labels[name], 30)
    terms = _best_of_both_sides(table, top).sort_values("log_ratio", ascending=False, kind="stable")
    if terms.empty:
        return say_nothing(ax, f"No term marks {shown}.")
    ax = row_axes(ax, list(terms["term"]), more=1.2)
    row = np.arange(len(terms))
    color = np.where(terms["log_ratio"] > 0, groups.looks[name].color, GREY)
    face = np.where(terms["p_adjusted"] < SIGNIFICANT, color, "white")
    ax.axvline(0, color=INK, lw=0.8)
    ax.hlines(row, terms["low"], terms["high"], colors=list(color), lw=1.2)
    ax.scatter(terms["log_ratio"], row, s=28, facecolors=list(face), edgecolors=list(color), lw=1.2, zorder=3)
    return describe(
        ax,
        f"What marks {shown}",
        x=f"← underused · {with_interval('log ratio', terms)} · overused →",
        notes=["1 = twice the reference's rate; filled: adjusted p < 0.05"]
        + ([f"its own name and dateline left out ({is_own.sum()} terms)"] if is_own.any() else []),
    )


def _best_of_both_sides(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the best supported terms of both sides: the first that are overused, the last underused."""
    over, under = table[table["log_ratio"] > 0], table[table["log_ratio"] < 0]
    n_under = min(len(under), max(top // 2, top - len(over)))
    return pd.concat([over.head(top - n_under), under.tail(n_under)])
