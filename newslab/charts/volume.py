"""Charts of the volume of articles over time."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from newslab.charts._dates import dates_and_step, draw_time_axis, find_time_column
from newslab.charts._groups import GREY, Colors, Groups, Labels, Look, Order, columns_before, groups_of
from newslab.charts._style import FAINT, add_legend, check_table, describe, new_axes, say_nothing
from newslab.checks import check_choice, check_count

#: How long each bin of a time line is, in days at most, the finest first.
BINS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}


#: Bars that a time line holds before they are too thin to see.
MOST_BARS = 100


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
    time = find_time_column(table, columns)
    by = [column for column in columns if column != time]
    undated = int(table["n_articles"][table[time].isna()].sum())
    dated = table[table[time].notna()]
    if dated.empty:
        return say_nothing(ax, "No article has a date.")
    groups = _with_others(groups_of(dated, by, colors=colors, order=order, labels=labels), top)
    date, step = dates_and_step(groups.table[time])
    if bin is None and (date.max() - date.min()) / step >= MOST_BARS:
        bin = _bin_for(date)
    ax = new_axes(ax, height=3.6, legend=len(groups.looks))
    start, width = (date - step / 2, pd.Series(step, date.index)) if bin is None else _bins(date, bin)
    _stack_bars(ax, groups, start, width)
    ax.locator_params(axis="y", integer=True)
    ax.grid(axis="y", color=FAINT, lw=0.6)
    draw_time_axis(ax, date, step if bin is None else width.max())
    notes = [f"{undated:,} without a date left out"] if undated else []
    n, each = int(groups.table["n_articles"].sum()), f" a {bin}" if bin else ""
    title = "When the one article appeared" if n == 1 else f"When the {n:,} articles appeared"
    return describe(ax, title, y=f"number of articles{each}", notes=notes)


def _stack_bars(ax: Axes, groups: Groups, start: pd.Series, width: pd.Series) -> None:
    """Draw the articles of each bin as one bar, a part a group, from the start of the bin."""
    bars = pd.DataFrame({"n": groups.table["n_articles"].astype(float), "start": start, "width": width})
    bars = bars.groupby([groups.of_row, "start"], sort=False).agg({"n": "sum", "width": "first"})
    below = pd.Series(0.0, start.unique())
    boxes = []
    for name, look in groups.looks.items():
        rows = bars.loc[name]
        fill: dict[str, Any] = {"facecolor": look.color, "hatch": look.hatch, "edgecolor": "white"}
        left = rows.index + 0.075 * rows["width"]
        ax.bar(left, rows["n"], 0.85 * rows["width"], below[rows.index], align="edge", lw=0.4, **fill)
        below[rows.index] += rows["n"]
        boxes.append(Patch(**fill))
    if len(boxes) > 1:
        add_legend(ax, boxes, groups.shown())


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
