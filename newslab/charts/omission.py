"""Chart of omissions: what the other sources say and one does not."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from newslab.charts._style import (
    FAINT,
    INK,
    check_table,
    choose,
    columns_before,
    describe,
    group_looks,
    name_rows,
    new_axes,
    say_nothing,
    shorten,
)
from newslab.checks import check_count


def plot_omitted_terms(
    table: pd.DataFrame, *, group: str | None = None, top: int = 15, ax: Axes | None = None
) -> Axes:
    """Draw the terms that most of the others use and one group does not.

    Parameters
    ----------
    table : DataFrame
        The table of `omitted_terms` for one story: group, term, n_groups_using, n_expected, p_value.
    group : str, optional
        Which group to draw; needed where the table holds several.
    top : int, default 15
        How many terms: the first of the table, whose absence is the most surprising.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a term, in the table's order from the top down. The bar is how often the group would use it at
        the rate of the others, filled where the p-value is below 0.05; beside it stand, where there is room,
        how many of the others use it and the p-value. The bars have the colour of the group where that is a
        source that was drawn before, or named to `source_colors`; else a neutral one.

    Raises
    ------
    ValueError
        If a column is missing, the group is not in the table, there are several and none was chosen, or the
        table holds several stories.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_omitted_terms
    >>> omitted = pd.DataFrame(
    ...     {"group": "A", "term": ["Hezbollah", "regime"], "n_groups_using": [4, 3],
    ...      "n_expected": [5.5, 2.1], "p_value": [0.002, 0.13]}
    ... )
    >>> [label.get_text() for label in plot_omitted_terms(omitted).get_yticklabels()]
    ['Hezbollah', 'regime']
    """
    check_table(table, "omitted_terms", "group", "term", "n_groups_using", "n_expected", "p_value")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "No group leaves out what most of the others say.")
    for story in columns_before(table, "group"):
        stories = table[story].unique().tolist()
        if len(stories) > 1:
            raise ValueError(
                f"the table holds {len(stories)} stories, and one chart draws one: "
                f"table[table[{story!r}] == {stories[0]!r}]"
            )
    table, group = choose(table, "group", group, "group")
    terms = table.head(top)
    ax = new_axes(ax, height=0.26 * len(terms) + 1.2)
    color = group_looks([str(group)])[str(group)].color
    face = np.where(terms["p_value"] < 0.05, color, "white")
    bars = ax.barh(np.arange(len(terms)), terms["n_expected"], 0.6, color=face, edgecolor=color, lw=1.2)
    name_rows(ax, list(terms["term"]))
    if len(ax.get_yticks()) == len(terms):
        beside = [
            f"{n:,} others, p {'< 0.001' if p < 0.001 else f'= {p:.3f}'}"
            for n, p in zip(terms["n_groups_using"], terms["p_value"], strict=True)
        ]
        ax.bar_label(bars, beside, padding=4, fontsize=8, color=INK)
        ax.margins(x=0.25)
    ax.grid(axis="x", color=FAINT, lw=0.6)
    ax.spines["left"].set_visible(False)
    return describe(
        ax,
        f"What {shorten(group, 30)} leaves out",
        x="times to be expected at the rate of the others; filled: p < 0.05",
    )
