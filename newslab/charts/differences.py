"""Chart of differences between two groups: how far they are apart, and how sure that is."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from newslab.charts._groups import Colors, Labels, choose, columns_before, looks_of
from newslab.charts._style import INK, check_table, describe, row_axes, say_nothing, shorten, with_interval
from newslab.charts.comparison import SIGNIFICANT
from newslab.checks import check_count


def plot_differences(
    table: pd.DataFrame,
    *,
    a: str = "the first",
    b: str = "the second",
    group: Hashable | None = None,
    top: int = 25,
    colors: Colors | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how far two groups differ in each frame, or in each name for a thing.

    Parameters
    ----------
    table : DataFrame
        The table of `rate_differences`, `share_differences` or `corrected_differences`: frame, or referent
        and label, then difference, low, high and, but for the last, p_adjusted.
    a, b : str
        What the two groups are called on the chart, in the order in which they were compared.
    group : optional
        Where tables of several pairs were joined, and a column in front names the pair: which to draw.
    top : int, default 25
        How many rows: those with the lowest adjusted p-values or, without any, the largest differences.
    colors : mapping of str to str, optional
        The colour of each group by its name, such as `source_colors` returns; its own otherwise.
    labels : mapping of str to str, optional
        What to call frames and labels on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a frame or label, in the table's order from the top down: a dot at the difference with its 95 %
        interval, right of zero and in the colour of `a` where it has more, left of it and in that of `b`
        where this has more. It is filled where the adjusted p-value is below 0.05, or where there is none,
        where the interval leaves out zero. Intervals that would flatten the others are cut off, and the line
        below says so, as it does of rows left out.

    Raises
    ------
    ValueError
        If a column is missing, the group is not in the table, or there are several and none was chosen.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_differences
    >>> table = pd.DataFrame(
    ...     {"frame": ["war", "money"], "difference": [4.0, -0.5], "low": [1.0, -2.0], "high": [7.0, 1.0],
    ...      "p_adjusted": [0.01, 0.4]}
    ... )
    >>> print(plot_differences(table, a="Wire", b="Daily").get_xlabel())
    ← more in Daily · more in Wire →
    difference in uses per 1,000 words, with 95 % interval
    filled: adjusted p < 0.05
    """
    of_shares = isinstance(table, pd.DataFrame) and "referent" in table.columns
    names = ["referent", "label"] if of_shares else ["frame"]
    function = "share_differences" if of_shares else "rate_differences"
    check_table(table, function, *names, "difference", "low", "high")
    check_count("top", top)
    by = columns_before(table, names[0])
    if by and not table.empty:
        table, _ = choose(table, by, group, "group")
    known = table[table["difference"].notna()]
    if known.empty:
        return say_nothing(ax, "There is no difference to draw.")
    drawn = _surest(known, top)
    is_sure = _are_sure(drawn)
    looks = looks_of([a, b], is_source=False, colors=colors)
    row = np.arange(len(drawn))
    ax = row_axes(ax, _row_names(drawn, names, labels or {}), more=1.3)
    color = np.where(drawn["difference"] >= 0, looks[a].color, looks[b].color)
    ax.axvline(0, color=INK, lw=0.8)
    ax.hlines(row, drawn["low"], drawn["high"], colors=list(color), lw=1.2)
    face = np.where(is_sure, color, "white")
    ax.scatter(
        drawn["difference"], row, s=28, facecolors=list(face), edgecolors=list(color), lw=1.2, zorder=3
    )
    is_rate = not of_shares and "naive_difference" not in table.columns
    notes = [with_interval("difference in " + ("uses per 1,000 words" if is_rate else "share"), drawn)]
    notes += ["filled: " + ("adjusted p < 0.05" if "p_adjusted" in table else "the interval leaves out 0")]
    notes += _cut_intervals(ax, drawn)
    notes += [f"of {len(known):,}, the {len(drawn)} surest"] if len(drawn) < len(known) else []
    notes += [f"{n:,} without a figure left out" for n in [len(table) - len(known)] if n]
    x = f"← more in {shorten(b, 26)} · more in {shorten(a, 26)} →"
    return describe(ax, f"How {shorten(a, 26)} and {shorten(b, 26)} differ", x=x, notes=notes)


def _surest(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the rows with the lowest p-values, or the largest differences, in the order of the table."""
    size = table["difference"].abs()
    rank = table.reset_index(drop=True).assign(size=-size.to_numpy())
    keys = [key for key in ("p_adjusted", "p_value", "size") if key in rank]
    first = rank.sort_values(keys, kind="stable").index[:top]
    return table.iloc[sorted(first)].reset_index(drop=True)


def _are_sure(table: pd.DataFrame) -> pd.Series:
    if "p_adjusted" in table.columns:
        return table["p_adjusted"] < SIGNIFICANT
    return (table["low"] > 0) | (table["high"] < 0)


def _row_names(table: pd.DataFrame, columns: list[str], labels: Labels) -> list[str]:
    """Name each row by its frame, or by its label with the referent where there are several."""
    names = [str(labels.get(name, name)) for name in table[columns[-1]]]
    if len(columns) == 1 or table["referent"].nunique() == 1:
        return names
    return [f"{shorten(of, 18)}: {name}" for of, name in zip(table["referent"], names, strict=True)]


def _cut_intervals(ax: Axes, table: pd.DataFrame) -> list[str]:
    """Let the axis end where no interval that is much wider than most flattens them; say if one is cut."""
    reach = table[["low", "high"]].abs().max(axis=1)
    end = max(1.2 * table["difference"].abs().max(), 3 * reach.median())
    if not reach.max() > end:
        return []
    ax.set_xlim(max(-end, 1.05 * table["low"].min()), min(end, 1.05 * table["high"].max()))
    return ["wide intervals cut off"]
