"""Chart of what occurs together: how often, beside how often by chance."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from newslab.charts._groups import GREY, PALETTE, Colors, Labels, check_colors, choose, columns_before
from newslab.charts._style import FAINT, add_legend, check_table, describe, row_axes, say_nothing, shorten
from newslab.checks import check_count

COLORS = {"together": PALETTE[0], "by chance": GREY}


def plot_co_occurrences(
    table: pd.DataFrame,
    *,
    group: Hashable | None = None,
    top: int = 20,
    colors: Colors | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how often frames and names occur together, beside how often they would by chance.

    Parameters
    ----------
    table : DataFrame
        The table of `co_occurrences`: the columns it was grouped by, then a, b, n, n_expected, p_adjusted.
    group : optional
        Which group to draw, a value of the column it was grouped by; needed where the table holds several.
    top : int, default 20
        How many pairs: the first of the table, which are best supported.
    colors : mapping of str to str, optional
        The colours of ``"together"`` and ``"by chance"``.
    labels : mapping of str to str, optional
        What to call frames and names on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a pair, in the table's order from the top down: a dot for how often, filled where the adjusted
        p-value is below 0.05, and a line to the tick of how often by chance.

    Raises
    ------
    ValueError
        If a column is missing, the group is not in the table, or there are several and none was chosen.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_co_occurrences
    >>> pairs = pd.DataFrame({"a": ["war"], "b": "Iran", "n": 9, "n_expected": 4.2, "p_adjusted": 0.01})
    >>> [label.get_text() for label in plot_co_occurrences(pairs).get_yticklabels()]
    ['war + Iran']
    """
    check_table(table, "co_occurrences", "a", "b", "n", "n_expected", "p_adjusted")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "No two frames or names occur.")
    by = columns_before(table, "a")
    title = "Frames and names that occur together"
    if by:
        table, name = choose(table, by, group, "group")
        title += f": {shorten(name, 30)}"
    pairs = table.head(top)
    a, b = ([str((labels or {}).get(name, name)) for name in pairs[side]] for side in "ab")
    names = [f"{shorten(one, 18)} + {shorten(other, 18)}" for one, other in zip(a, b, strict=True)]
    given = COLORS | check_colors(colors)
    ax = row_axes(ax, names, legend=2)
    y = np.arange(len(pairs))
    ax.hlines(y, pairs["n"], pairs["n_expected"], color=FAINT, lw=2, zorder=0)
    ax.plot(
        pairs["n_expected"], y, "|", color=given["by chance"], markersize=9, markeredgewidth=2, clip_on=False
    )
    face = np.where(pairs["p_adjusted"] < 0.05, given["together"], "white")
    ax.scatter(pairs["n"], y, s=36, color=face, edgecolor=given["together"], clip_on=False, zorder=3)
    ax.set_xlim(left=0)
    handles = [
        Line2D([], [], linestyle="", marker="o", color=given["together"]),
        Line2D([], [], linestyle="", marker="|", color=given["by chance"], markeredgewidth=2),
    ]
    add_legend(ax, handles, ["together", "by chance"])
    left_out = len(table) - len(pairs)
    notes = [f"the first {len(pairs)} pairs; {left_out:,} left out"] if left_out > 0 else []
    return describe(ax, title, x="times together; filled: adjusted p < 0.05", notes=notes)
