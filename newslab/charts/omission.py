"""Chart of omissions: what the other sources say and one does not."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from newslab.charts._groups import Colors, Labels, choose, columns_before, groups_of
from newslab.charts._style import (
    INK,
    are_all_named,
    check_table,
    describe,
    row_axes,
    say_nothing,
    shorten,
)
from newslab.checks import check_count


def plot_omitted_terms(
    table: pd.DataFrame,
    *,
    group: Hashable | None = None,
    top: int = 15,
    colors: Colors | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the terms that most of the others use and one group does not.

    Parameters
    ----------
    table : DataFrame
        The table of `omitted_terms`: the columns it was grouped by, then term, n_groups_using, n_expected,
        p_value.
    group : optional
        Which group to draw, a value of the column it was grouped by; needed where the table holds several.
    top : int, default 15
        How many terms: the first of the table, whose absence is the most surprising.
    colors : mapping of str to str, optional
        The colour of the group, such as `source_colors` returns; its own otherwise.
    labels : mapping of str to str, optional
        What to call the group on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a term, in the table's order from the top down. The bar is how often the group would use it at
        the rate of the others, filled where the p-value is below 0.05; beside it are, where there is room,
        how many of the others use it and the p-value, if there is one.

    Raises
    ------
    ValueError
        If a column is missing, the group is not in the table, or there are several and none was chosen.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_omitted_terms
    >>> omitted = pd.DataFrame(
    ...     {"source": "A", "term": ["Hezbollah", "regime"], "n_groups_using": [4, 3],
    ...      "n_expected": [5.5, 2.1], "p_value": [0.002, 0.13]}
    ... )
    >>> [label.get_text() for label in plot_omitted_terms(omitted).get_yticklabels()]
    ['Hezbollah', 'regime']
    """
    check_table(table, "omitted_terms", "term", "n_groups_using", "n_expected", "p_value")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "No group leaves out what most of the others say.")
    by = columns_before(table, "term")
    table, name = choose(table, by, group, "group")
    groups = groups_of(table, by, colors=colors, labels=labels)
    terms, color = table.head(top), groups.looks[name].color
    ax = row_axes(ax, list(terms["term"]), more=1.2)
    face = np.where(terms["p_value"] < 0.05, color, "white")
    bars = ax.barh(np.arange(len(terms)), terms["n_expected"], 0.6, color=face, edgecolor=color, lw=1.2)
    if are_all_named(ax, len(terms)):
        beside = [
            f"{n:,} {'other' if n == 1 else 'others'}{_written(p)}"
            for n, p in zip(terms["n_groups_using"], terms["p_value"], strict=True)
        ]
        ax.bar_label(bars, beside, padding=4, fontsize=8, color=INK)
        ax.margins(x=0.25)
    has_p = terms["p_value"].notna().any()
    return describe(
        ax,
        f"What {shorten(groups.labels[name], 30)} leaves out",
        x="times to be expected at the rate of the others" + ("; filled: p < 0.05" if has_p else ""),
    )


def _written(p: float) -> str:
    if np.isnan(p):
        return ""
    return ", p < 0.001" if p < 0.001 else f", p = {p:.3f}"
