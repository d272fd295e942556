"""Charts over time: the volume of articles, and the trend of frames."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter, date2num, num2date
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator

from newslab.charts._style import (
    FAINT,
    LINE,
    PALETTE,
    Look,
    add_legend,
    as_written,
    check_table,
    choose,
    columns_before,
    describe,
    group_rows,
    inches,
    new_axes,
    say_nothing,
    shorten,
    with_interval,
)


def plot_volume(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many articles each source published over time.

    Parameters
    ----------
    table : DataFrame
        The table of `source_profiles` with one column of dates or periods among those it was grouped by, as
        by ``by=["source", "day"]``; then n_articles.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A bar a date, stacked from the sources in the table's order. Articles without a date cannot be drawn;
        the line below says how many there are.

    Raises
    ------
    ValueError
        If a column is missing, or none holds dates.

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
    columns = columns_before(table, "n_articles")
    time = _time_column(table, columns)
    dated = table[table[time].notna()]
    if dated.empty:
        return say_nothing(ax, "No article has a date.")
    group, looks = group_rows(dated, [column for column in columns if column != time])
    ax = new_axes(ax, height=3.6, legend=len(looks))
    date, step = _dates(dated[time])
    height = dated["n_articles"].astype(float)
    below = height.groupby(date).cumsum() - height
    for name, look in looks.items():
        rows = group == name
        style = {"color": look.color, "hatch": look.hatch, "edgecolor": "white", "lw": 0.4}
        ax.bar(date[rows], height[rows], 0.85 * step, below[rows], **style)
    if len(looks) > 1:
        boxes = [Patch(facecolor=look.color, hatch=look.hatch, edgecolor="white") for look in looks.values()]
        add_legend(ax, boxes, list(looks))
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.grid(axis="y", color=FAINT, lw=0.6)
    _draw_time_axis(ax, date, step)
    undated = int(table["n_articles"][table[time].isna()].sum())
    note = f"{undated:,} without a date left out" if undated else ""
    return describe(ax, "When the articles appeared", x=note, y="number of articles")


def plot_frame_trends(table: pd.DataFrame, *, frame: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw how the use of frames changes over time.

    Parameters
    ----------
    table : DataFrame
        The table of `frame_rates` with one column of dates or periods among those it was grouped by; then
        frame, rate, low, high.
    frame : str, optional
        Which frame to draw; needed where the table holds several and was grouped by more than the time.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A line a source, for one frame; or, where the table was grouped by time alone, a line a frame. A dot
        is a date with articles; the line between two dots breaks where more than three times the shortest
        step between two dates passes without any. The band around a line is the 95 % interval; what of it is
        more than twice the highest rate is cut off, and the line below says so, as it does of what has
        no date and is left out.

    Raises
    ------
    ValueError
        If a column is missing, none holds dates, the frame is not in the table, or one must be chosen.

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
    columns = columns_before(table, "frame")
    time = _time_column(table, columns)
    others = [column for column in columns if column != time]
    if table.empty:
        return say_nothing(ax, "There are no frames to draw.")
    if others or frame is not None:
        table, frame = choose(table, "frame", frame, "frame")
    dated = table[table[time].notna()].sort_values(time, kind="stable", ignore_index=True)
    if dated.empty:
        return say_nothing(ax, "No article has a date.")
    lines, looks = group_rows(dated, others or ["frame"])
    ax = new_axes(ax, height=3.6, legend=len(looks))
    date, step = _dates(dated[time])
    for name, look in looks.items():
        rows = dated[lines == name].assign(date=date)
        # A line of days bridges a weekend, but no weeks in which nothing was measured.
        for _, run in rows.groupby((rows["date"].diff() > 3 * step).cumsum()):
            _draw_trend(ax, run, look)
    # The intervals of dates with two articles are so wide that the rates would lie flat on the axis.
    highest = 2 * dated["rate"].max()
    is_cut = 0 < highest < dated["high"].max()
    ax.set_ylim(0, highest if is_cut else None)
    ax.grid(axis="y", color=FAINT, lw=0.6)
    _draw_time_axis(ax, date, step)
    _name_lines(ax, dated["rate"].groupby(lines).last(), looks)
    title = "How often each frame is used" if frame is None else f"How often “{shorten(frame, 30)}” is used"
    notes = ["articles without a date left out"] if table[time].isna().any() else []
    notes += ["wide intervals cut off"] if is_cut else []
    return describe(ax, title, x="; ".join(notes), y=with_interval("uses per 1,000 words", dated))


def _draw_trend(ax: Axes, run: pd.DataFrame, look: Look) -> None:
    """Draw the rates of dates that follow each other; a lone interval is a line, not a band."""
    ax.fill_between(run["date"], run["low"], run["high"], color=look.color, alpha=0.15, lw=0)
    known = run[["low", "high"]].notna().all(axis=1)
    lone = run[known & ~known.shift(fill_value=False) & ~known.shift(-1, fill_value=False)]
    ax.vlines(lone["date"], lone["low"], lone["high"], color=look.color, lw=1.2)
    style = {"color": look.color, "marker": look.marker, "markersize": 5, "lw": 0.9}
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


def _draw_time_axis(ax: Axes, dates: pd.Series, step: pd.Timedelta) -> None:
    # With room for six steps at least, a lone date is not labelled by its hours.
    pad = max(step, (6 * step - (dates.max() - dates.min())) / 2)
    ax.set_xlim(dates.min() - pad, dates.max() + pad)
    is_lone = dates.nunique() == 1
    ax.xaxis.set_major_locator(
        FixedLocator(date2num(dates.unique())) if is_lone else AutoDateLocator(minticks=3, maxticks=8)
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


def _name_lines(ax: Axes, ends: pd.Series, looks: dict[str, Look]) -> None:
    """Name each line at its right end, moved apart where ends lie close; many lines get a legend."""
    gap = LINE / inches(ax)[1]
    if len(looks) == 1:
        return
    if len(looks) > min(len(PALETTE), 1 / gap):
        handles = [Line2D([], [], color=look.color, marker=look.marker) for look in looks.values()]
        add_legend(ax, handles, list(looks))
        return
    ends = ends.fillna(0).sort_values()
    low, high = ax.get_ylim()
    heights = np.array((ends - low) / (high - low))
    for i in range(1, len(heights)):
        heights[i] = max(heights[i], heights[i - 1] + gap)
    heights -= max(0, heights[-1] - 1)
    for name, height in zip(ends.index, np.maximum(heights, gap * np.arange(len(heights))), strict=True):
        style = {"transform": ax.transAxes, "va": "center", "fontsize": 9, "color": looks[name].color}
        ax.text(1.01, height, shorten(name, 28), **style, **as_written())
