"""What charts over time share: the dates of a table, and an axis with their names."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter, date2num, num2date
from matplotlib.ticker import FixedLocator


def find_time_column(table: pd.DataFrame, columns: list[str]) -> str:
    """Return the first of `columns` that holds dates or periods."""
    for column in columns:
        if table[column].dtype.kind == "M" or isinstance(table[column].dtype, pd.PeriodDtype):
            return column
    raise ValueError(
        "the table was not grouped by time: make a column of dates, such as "
        'articles["month"] = articles["date"].dt.to_period("M").dt.start_time, '
        'and name it in by=["source", "month"]'
    )


def dates_and_step(values: pd.Series) -> tuple[pd.Series, pd.Timedelta]:
    """Return the dates, periods by their first day, and the shortest step between two of them, or one day."""
    dates = values.dt.start_time if isinstance(values.dtype, pd.PeriodDtype) else values
    step = dates.drop_duplicates().sort_values().diff().min()
    return dates, pd.Timedelta(days=1) if pd.isna(step) else step


def draw_time_axis(ax: Axes, dates: pd.Series, step: pd.Timedelta, *, most: int = 8) -> None:
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
    """Names days "1 Dec", months "Dec", hours "18:00"; where it changes, the year (or day) is below."""

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
