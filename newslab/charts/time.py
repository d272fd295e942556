"""Charts over time: the volume of articles, and the trend of frames."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter, date2num, num2date
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator

from newslab.charts._groups import (
    GREY,
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
    new_axes,
    say_nothing,
    shorten,
    with_interval,
)
from newslab.charts.framing import cut_intervals
from newslab.checks import check_choice, check_count

#: How long each bin of a time line is, in days at most, the finest first.
BINS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
#: Bars that a time line holds before they are too thin to see.
MOST_BARS = 100
#: Lines that can be told apart on one axes; more of them are drawn one an axes.
FEW_LINES = 5


def plot_volume(
    table: pd.DataFrame,
    *,
    bin: str | None = None,
    top: int = 8,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how many articles each source published over time.

    Parameters
    ----------
    table : DataFrame
        The table of `source_profiles` with one column of dates or periods among those it was grouped by, as
        by ``by=["source", "day"]``; then n_articles.
    bin : {"day", "week", "month", "quarter", "year"}, optional
        What one bar is. Otherwise a date of the table, or, where a hundred bars would not reach from the
        first to the last, the shortest of these that does.
    top : int, default 8
        How many sources to tell apart: those with the most articles. The others are one grey part.
    colors : mapping of str to str, optional
        The colour of each source, such as `source_colors` returns; its own otherwise.
    order : sequence of str, optional
        Which sources to draw, from below; all, in the table's order, otherwise.
    labels : mapping of str to str, optional
        What to call sources on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A bar a date, or a bin, stacked from the sources. Articles without a date cannot be drawn; the line
        below says how many there are.

    Raises
    ------
    ValueError
        If a column is missing, none holds dates, `bin` is none of these, or `order` names a source that the
        table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_volume
    >>> volume = pd.DataFrame(
    ...     {"source": ["A", "B"], "day": pd.to_datetime(["2024-12-08", "2024-12-08"]), "n_articles": [2, 1]}
    ... )
    >>> [int(bar.get_height()) for bar in plot_volume(volume).patches]
    [2, 1]
    """
    check_table(table, "source_profiles", "n_articles")
    check_count("top", top)
    if bin is not None:
        check_choice("bin", bin, BINS)
    columns = columns_before(table, "n_articles")
    time = _time_column(table, columns)
    by = [column for column in columns if column != time]
    undated = int(table["n_articles"][table[time].isna()].sum())
    dated = table[table[time].notna()]
    if dated.empty:
        return say_nothing(ax, "No article has a date.")
    groups = _with_others(groups_of(dated, by, colors=colors, order=order, labels=labels), top)
    date, step = _dates(groups.table[time])
    if bin is None and (date.max() - date.min()) / step >= MOST_BARS:
        bin = _bin_for(date)
    ax = new_axes(ax, height=3.6, legend=len(groups.looks))
    start, width = (date - step / 2, pd.Series(step, date.index)) if bin is None else _bins(date, bin)
    bars = pd.DataFrame({"n": groups.table["n_articles"].astype(float), "start": start, "width": width})
    bars = bars.groupby([groups.of_row, "start"], sort=False).agg({"n": "sum", "width": "first"})
    below = pd.Series(0.0, start.unique())
    for name, look in groups.looks.items():
        rows = bars.loc[name]
        style: dict[str, Any] = {
            "color": look.color,
            "hatch": look.hatch,
            "edgecolor": "white",
            "lw": 0.4,
            "align": "edge",
        }
        left = rows.index + 0.075 * rows["width"]
        ax.bar(left, rows["n"], 0.85 * rows["width"], below[rows.index], **style)
        below[rows.index] += rows["n"]
    if len(groups.looks) > 1:
        boxes = [
            Patch(facecolor=look.color, hatch=look.hatch, edgecolor="white") for look in groups.looks.values()
        ]
        add_legend(ax, boxes, groups.shown())
    ax.locator_params(axis="y", integer=True)
    ax.grid(axis="y", color=FAINT, lw=0.6)
    _draw_time_axis(ax, date, step if bin is None else width.max())
    notes = [f"{undated:,} without a date left out"] if undated else []
    each = f" a {bin}" if bin else ""
    return describe(
        ax, f"When the {int(bars['n'].sum()):,} articles appeared", y=f"number of articles{each}", notes=notes
    )


def _with_others(groups: Groups, top: int) -> Groups:
    """Make all but the groups with the most articles one grey group."""
    if len(groups.looks) <= top + 1:  # one group alone is named, not hidden
        return groups
    kept = set(groups.table["n_articles"].groupby(groups.of_row).sum().nlargest(top).index)
    name = f"{len(groups.looks) - top} others"
    looks = {kept_name: look for kept_name, look in groups.looks.items() if kept_name in kept}
    return groups._replace(
        of_row=groups.of_row.where(groups.of_row.isin(kept), name),
        looks=looks | {name: Look(GREY)},
        labels=groups.labels | {name: name},
    )


def _bin_for(dates: pd.Series) -> str:
    span = (dates.max() - dates.min()).days
    return next((bin for bin, days in BINS.items() if span / days < MOST_BARS), "year")


def _bins(dates: pd.Series, bin: str) -> tuple[pd.Series, pd.Series]:
    """Return the start and the length of the bin that each date falls into."""
    periods = dates.dt.to_period({"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}[bin])
    start = periods.dt.start_time
    return start, (periods + 1).dt.start_time - start


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
    time = _time_column(table, columns)
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
    date, step = _dates(groups.table[time])
    for name in groups.looks:
        _draw_line(ax, groups, name, date, step)
    notes = cut_intervals(ax.set_ylim, groups.table)
    ax.grid(axis="y", color=FAINT, lw=0.6)
    _draw_time_axis(ax, date, step)
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
    date, step = _dates(groups.table[time])
    notes: list[str] = []
    for i, name in enumerate(groups.looks):
        row, column = divmod(i, 3)
        height = (1 - below) / n_rows
        box = (0.06 + column * 0.325, 1 - (row + 1) * height, 0.28, 0.7 * height)
        small = new_axes(ax.inset_axes(box), height=1)
        _draw_line(small, groups, name, date, step)
        notes = cut_intervals(small.set_ylim, groups.table)
        if not notes:
            small.set_ylim(0, 1.05 * groups.table[["rate", "high"]].max().max() or 1)
        small.grid(axis="y", color=FAINT, lw=0.6)
        small.locator_params(axis="y", nbins=3)
        _draw_time_axis(small, date, step, most=3)
        small.tick_params(labelsize=7, labelbottom=i + 3 >= len(groups.looks), labelleft=column == 0)
        style: dict[str, Any] = {"fontsize": 8.5, "color": INK, "loc": "left", "pad": 3}
        small.set_title(shorten(groups.labels[name], 26), **style, **as_written())
    if n_groups > top:
        notes.append(f"of {n_groups}, the {top} with the most dates; {n_groups - top} left out")
    return ax, notes


def _draw_line(ax: Axes, groups: Groups, name: str, date: pd.Series, step: pd.Timedelta) -> None:
    """Draw the rates of one group, in a line that breaks where weeks pass without any."""
    rows = groups.table.assign(date=date)[groups.of_row == name]
    # A line of days bridges a weekend, but no weeks in which nothing was measured.
    for _, run in rows.groupby((rows["date"].diff() > 3 * step).cumsum()):
        _draw_trend(ax, run, groups.looks[name])


def _draw_trend(ax: Axes, run: pd.DataFrame, look: Look) -> None:
    """Draw the rates of dates that follow each other; a lone interval is a line, not a band."""
    ax.fill_between(run["date"], run["low"], run["high"], color=look.color, alpha=0.15, lw=0)
    known = run[["low", "high"]].notna().all(axis=1)
    lone = run[known & ~known.shift(fill_value=False) & ~known.shift(-1, fill_value=False)]
    ax.vlines(lone["date"], lone["low"], lone["high"], color=look.color, lw=1.2)
    style: dict[str, Any] = {"color": look.color, "marker": look.marker, "markersize": 5, "lw": 0.9}
    ax.plot(run["date"], run["rate"], clip_on=False, **style)  # a dot at zero is drawn whole


def _time_column(table: pd.DataFrame, columns: list[str]) -> str:
    for column in columns:
        if table[column].dtype.kind == "M" or isinstance(table[column].dtype, pd.PeriodDtype):
            return column
    raise ValueError(
        "the table was not grouped by time: make a column of dates, such as "
        'articles["month"] = articles["date"].dt.to_period("M").dt.start_time, '
        'and name it in by=["source", "month"]'
    )


def _dates(values: pd.Series) -> tuple[pd.Series, pd.Timedelta]:
    """Return the dates, periods by their first day, and the shortest step between two of them, or one day."""
    dates = values.dt.start_time if isinstance(values.dtype, pd.PeriodDtype) else values
    step = dates.drop_duplicates().sort_values().diff().min()
    return dates, pd.Timedelta(days=1) if pd.isna(step) else step


def _draw_time_axis(ax: Axes, dates: pd.Series, step: pd.Timedelta, *, most: int = 8) -> None:
    """Let the axis reach from the first to the last date, with about `most` of them named."""
    # With room for six steps at least, a lone date is not labelled by its hours.
    pad = max(step, (6 * step - (dates.max() - dates.min())) / 2)
    ax.set_xlim(dates.min() - pad, dates.max() + pad)
    is_lone = dates.nunique() == 1
    ax.xaxis.set_major_locator(
        FixedLocator(date2num(dates.unique()))
        if is_lone
        else AutoDateLocator(minticks=min(3, most - 1), maxticks=most)
    )
    ax.xaxis.set_major_formatter(_TickDates("%Y-%m-%d"))


class _TickDates(DateFormatter):
    """Names days "1 Dec", months "Dec", hours "18:00"; where it changes, the year (or day) stands below."""

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        dates = pd.Series(num2date(values)).dt.tz_localize(None)
        day = dates.dt.day.astype("str") + dates.dt.strftime(" %b")
        year = dates.dt.strftime("%Y")
        if (dates != dates.dt.normalize()).any():
            names, above = dates.dt.strftime("%H:%M"), day + " " + year
        elif (dates.dt.day > 1).any() or len(dates) == 1:
            names, above = day, year
        elif (dates.dt.month > 1).any():
            names, above = dates.dt.strftime("%b"), year
        else:
            return year.tolist()
        return (names + ("\n" + above).where(above != above.shift(), "")).tolist()


def _name_lines(ax: Axes, ends: pd.Series, groups: Groups) -> None:
    """Name each line at its right end, moved apart where ends lie close; many lines get a legend."""
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
            "color": looks[name].color,
        }
        ax.text(1.01, height, shorten(groups.labels[name], 28), **style, **as_written())
