"""Chart of omissions: what the other sources say and one does not, or one alone says."""

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

EXPECTED = "times to be expected at the rate of the others"


def plot_omitted_terms(
    table: pd.DataFrame,
    *,
    group: Hashable | None = None,
    top: int = 15,
    colors: Colors | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the terms that most of the others use and one group does not, or those that it alone uses.

    Parameters
    ----------
    table : DataFrame
        The table of `omitted_terms`: the columns it was grouped by, then term, n_groups_using, n_expected,
        p_value; or that of `exclusive_terms`, which has n and n_articles in place of n_groups_using.
    group : optional
        Which group to draw, a value of the column it was grouped by; needed where the table holds several.
    top : int, default 15
        How many terms: the first of the table, whose absence is the most surprising. The line below counts
        those left out.
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
        how many of the others use it and the p-value, if there is one. Of exclusive terms, the bar is how
        often the others would use it at the rate of the group, and beside it are the group's own uses.

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
    >>> alone = omitted.assign(n_exclusive=1, n=[3, 1], n_articles=[2, 1])
    >>> plot_omitted_terms(alone).get_title("left")
    'What A alone says'
    """
    is_exclusive = isinstance(table, pd.DataFrame) and "n_exclusive" in table.columns
    function, counts = "omitted_terms", ["n_groups_using"]
    if is_exclusive:
        function, counts = "exclusive_terms", ["n", "n_articles"]
    check_table(table, function, "term", *counts, "n_expected", "p_value")
    check_count("top", top)
    if table.empty:
        nothing = "says what none of the others says" if is_exclusive else "leaves out what most others say"
        return say_nothing(ax, f"No group {nothing}.")
    by = columns_before(table, "term")
    table, name = choose(table, by, group, "group")
    groups = groups_of(table, by, colors=colors, labels=labels)
    terms, color = table.head(top), groups.looks[name].color
    ax = row_axes(ax, list(terms["term"]), more=1.2)
    face = np.where(terms["p_value"] < 0.05, color, "white")
    bars = ax.barh(np.arange(len(terms)), terms["n_expected"], 0.6, color=face, edgecolor=color, lw=1.2)
    if are_all_named(ax, len(terms)):
        uses = _own_uses(terms) if is_exclusive else _others(terms)
        beside = [f"{use}{_written(p)}" for use, p in zip(uses, terms["p_value"], strict=True)]
        ax.bar_label(bars, beside, padding=4, fontsize=8, color=INK)
        ax.margins(x=0.4 if is_exclusive else 0.25)
    has_p = terms["p_value"].notna().any()
    left_out = len(table) - len(terms)
    x = "times to be expected of the others at its rate" if is_exclusive else EXPECTED
    return describe(
        ax,
        f"What {shorten(groups.labels[name], 30)} {'alone says' if is_exclusive else 'leaves out'}",
        x=x + ("; filled: p < 0.05" if has_p else ""),
        notes=[f"the first {len(terms)} terms; {left_out:,} left out"] if left_out else [],
    )


def _others(terms: pd.DataFrame) -> list[str]:
    return [f"{n:,} {'other' if n == 1 else 'others'}" for n in terms["n_groups_using"]]


def _own_uses(terms: pd.DataFrame) -> list[str]:
    return [
        f"{'once' if n == 1 else f'{n:,} times'} in {of:,} {'article' if of == 1 else 'articles'}"
        for n, of in zip(terms["n"], terms["n_articles"], strict=True)
    ]


def _written(p: float) -> str:
    if np.isnan(p):
        return ""
    return ", p < 0.001" if p < 0.001 else f", p = {p:.3f}"
