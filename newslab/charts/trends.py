"""Charts of the trend of frames: how their use changes over time."""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from newslab.charts._dates import dates_and_step, draw_time_axis, find_time_column
from newslab.charts._groups import (
    Colors,
    Groups,
    Labels,
    Look,
    Order,
    choose,
    columns_before,
    groups_of,
)
from newslab.charts._style import (
    FAINT,
    INK,
    LINE,
    add_legend,
    as_written,
    check_table,
    describe,
    inches,
    ink_of,
    new_axes,
    say_nothing,
    shorten,
    shorten_all,
    with_interval,
)
from newslab.charts.framing import cut_intervals
from newslab.checks import check_count

#: Lines that can be told apart on one axes; more of them are drawn one an axes.
FEW_LINES = 5


def plot_frame_trends(
    table: pd.DataFrame,
    *,
    frame: str | None = None,
    top: int = 12,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how the use of frames changes over time.

    Parameters
    ----------
    table : DataFrame
        The table of `frame_rates` with one column of dates or periods among those it was grouped by; then
        frame, rate, low, high.
    frame : str, optional
        Which frame to draw; needed where the table holds several and was grouped by more than the time.
    top : int, default 12
        Of more than five sources, how many to draw: those with rates on the most dates.
    colors : mapping of str to str, optional
        The colour of each source, such as `source_colors` returns, or of each frame where the table was
        grouped by time alone; its own otherwise.
    order : sequence of str, optional
        Which of them to draw, in which order; all, in the table's order, otherwise.
    labels : mapping of str to str, optional
        What to call them on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A line a source, for one frame; or, where the table was grouped by time alone, a line a frame. More
        than five have a small chart each, with common scales: the ``child_axes``. A dot is a date with
        articles; the line between two dots breaks where more than three times the shortest step between two
        dates passes without any. The band around a line is the 95 % interval; what of it is more than twice
        the highest rate is cut off, and the line below says so, as it does of what has no date or is left
        out.

    Raises
    ------
    ValueError
        If a column is missing, none holds dates, the frame is not in the table, one must be chosen, or
        `order` names what the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_frame_trends
    >>> rates = pd.DataFrame(
    ...     {"week": pd.to_datetime(["2024-12-02", "2024-12-09"]), "frame": "conflict",
    ...      "rate": [4.0, 9.0], "low": [2.0, 7.0], "high": [6.0, 11.0]}
    ... )
    >>> plot_frame_trends(rates).get_ylabel()
    'uses per 1,000 words, with 95 % interval'
    """
    check_table(table, "frame_rates", "frame", "rate", "low", "high")
    check_count("top", top)
    columns = columns_before(table, "frame")
    time = find_time_column(table, columns)
    others = [column for column in columns if column != time]
    if table.empty:
        return say_nothing(ax, "There are no frames to draw.")
    if others or frame is not None:
        table, frame = choose(table, ["frame"], frame, "frame")
    elif table["frame"].nunique() == 1:
        frame = table["frame"].iloc[0]
    dated = table[table[time].notna()].sort_values(time, kind="stable", ignore_index=True)
    if dated.empty:
        return say_nothing(ax, "No article has a date.")
    groups = groups_of(dated, others or ["frame"], colors=colors, order=order, labels=labels)
    notes = ["articles without a date left out"] if table[time].isna().any() else []
    draw = _on_one_axes if len(groups.looks) <= FEW_LINES else _one_an_axes
    ax, more = draw(groups, time, top, ax)
    title = "How often each frame is used" if frame is None else f"How often “{shorten(frame, 30)}” is used"
    return describe(ax, title, y=with_interval("uses per 1,000 words", groups.table), notes=notes + more)


def _on_one_axes(groups: Groups, time: str, top: int, ax: Axes | None) -> tuple[Axes, list[str]]:
    """Draw a few lines on one axes; return what there is to say below it."""
    ax = new_axes(ax, height=3.6, legend=len(groups.looks))
    date, step = dates_and_step(groups.table[time])
    for name in groups.looks:
        _draw_line(ax, groups, name, date, step)
    notes = cut_intervals(ax.set_ylim, groups.table)
    ax.grid(axis="y", color=FAINT, lw=0.6)
    draw_time_axis(ax, date, step)
    _name_lines(ax, groups.table["rate"].groupby(groups.of_row).last(), groups)
    return ax, notes


def _one_an_axes(groups: Groups, time: str, top: int, ax: Axes | None) -> tuple[Axes, list[str]]:
    """Draw many lines as small charts with common scales; return what there is to say below them."""
    n_groups, n_rates = len(groups.looks), groups.table["rate"].notna().groupby(groups.of_row).sum()
    kept = set(n_rates.nlargest(top).index)
    groups = groups._replace(looks={name: look for name, look in groups.looks.items() if name in kept})
    groups = groups.first(top)
    n_rows = ceil(len(groups.looks) / 3)
    ax = new_axes(ax, height=1.5 * n_rows + 1)
    ax.spines[:].set_visible(False)
    ax.set(xticks=[], yticks=[])
    below = 0.4 / inches(ax)[1]  # for the names of the dates; each small chart's own name is above it
    date, step = dates_and_step(groups.table[time])
    notes: list[str] = []
    titles = shorten_all(groups.shown(), 26)
    for i, name in enumerate(groups.looks):
        row, column = divmod(i, 3)
        height = (1 - below) / n_rows
        box = (0.06 + column * 0.325, 1 - (row + 1) * height, 0.28, 0.7 * height)
        small = new_axes(ax.inset_axes(box), height=1)
        _draw_line(small, groups, name, date, step, size=3)
        notes = cut_intervals(small.set_ylim, groups.table)
        if not notes:
            small.set_ylim(0, 1.05 * groups.table[["rate", "high"]].max().max() or 1)
        small.grid(axis="y", color=FAINT, lw=0.6)
        small.locator_params(axis="y", nbins=3)
        draw_time_axis(small, date, step, most=5)
        small.tick_params(labelsize=7, labelbottom=i + 3 >= len(groups.looks), labelleft=column == 0)
        style: dict[str, Any] = {"fontsize": 8.5, "color": INK, "loc": "left", "pad": 3}
        small.set_title(titles[i], **style, **as_written())
    if n_groups > top:
        notes.append(f"of {n_groups}, the {top} with the most dates; {n_groups - top} left out")
    return ax, notes


def _draw_line(
    ax: Axes, groups: Groups, name: str, date: pd.Series, step: pd.Timedelta, *, size: float = 5
) -> None:
    """Draw the rates of one group, in a line that breaks where weeks pass without any."""
    rows = groups.table.assign(date=date)[groups.of_row == name]
    # A line of days bridges a weekend, but no weeks in which nothing was measured.
    for _, run in rows.groupby((rows["date"].diff() > 3 * step).cumsum()):
        _draw_trend(ax, run, groups.looks[name], size)


def _draw_trend(ax: Axes, run: pd.DataFrame, look: Look, size: float) -> None:
    """Draw the rates of dates that follow each other; a lone interval is a line, not a band."""
    ax.fill_between(run["date"], run["low"], run["high"], color=look.color, alpha=0.15, lw=0)
    known = run[["low", "high"]].notna().all(axis=1)
    lone = run[known & ~known.shift(fill_value=False) & ~known.shift(-1, fill_value=False)]
    ax.vlines(lone["date"], lone["low"], lone["high"], color=look.color, lw=1.2)
    style: dict[str, Any] = {"color": look.color, "marker": look.marker, "markersize": size, "lw": 0.9}
    ax.plot(run["date"], run["rate"], clip_on=False, **style)  # a dot at zero is drawn whole


def _name_lines(ax: Axes, ends: pd.Series, groups: Groups) -> None:
    """Name each line at its right end, moved apart where ends are close; many lines get a legend."""
    looks, gap = groups.looks, LINE / inches(ax)[1]
    if len(looks) == 1:
        return
    if len(looks) > 1 / gap:
        handles = [Line2D([], [], color=look.color, marker=look.marker) for look in looks.values()]
        add_legend(ax, handles, groups.shown())
        return
    ends = ends.fillna(0).sort_values()
    low, high = ax.get_ylim()
    heights = np.array((ends - low) / (high - low))
    for i in range(1, len(heights)):
        heights[i] = max(heights[i], heights[i - 1] + gap)
    heights -= max(0, heights[-1] - 1)
    for name, height in zip(ends.index, np.maximum(heights, gap * np.arange(len(heights))), strict=True):
        style: dict[str, Any] = {
            "transform": ax.transAxes,
            "va": "center",
            "fontsize": 9,
            "color": ink_of(looks[name].color),
        }
        ax.text(1.01, height, shorten(groups.labels[name], 28), **style, **as_written())
