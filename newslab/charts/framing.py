"""Charts of frames: how often each source uses each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from newslab.charts._groups import (
    PALETTE,
    Colors,
    Groups,
    Labels,
    Order,
    columns_before,
    groups_of,
)
from newslab.charts._style import (
    FAINT,
    INK,
    add_legend,
    as_written,
    check_table,
    describe,
    row_axes,
    say_nothing,
    shorten,
    with_interval,
)
from newslab.checks import check_count

#: Groups that share the row of a frame; more of them get rows of their own.
FEW = len(PALETTE)
#: Named rows that the tallest figure has room for.
MOST_ROWS = 60


def plot_frame_rates(
    table: pd.DataFrame,
    *,
    top: int = 10,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how often each source uses each frame.

    Parameters
    ----------
    table : DataFrame
        The table of `frame_rates`: the columns it was grouped by, then frame, rate, low, high.
    top : int, default 10
        Of more than eight sources, how many to draw for each frame: those with the highest rates.
    colors : mapping of str to str, optional
        The colour of each source, such as `source_colors` returns; its own otherwise.
    order : sequence of str, optional
        Which sources to draw, in which order; all, in the table's order, otherwise.
    labels : mapping of str to str, optional
        What to call sources on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Up to eight sources: a row a frame, in the table's order from the top down, and in it a dot with its
        95 % interval for each source, one below the other. More sources: for each frame the sources in rows
        of their own, sorted by their rates, and a count of those left out. A rate without an interval is a
        dot alone. An interval that ends beyond twice the highest rate is cut off, and the line below says so.

    Raises
    ------
    ValueError
        If a column is missing, or `order` names a source that the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_frame_rates
    >>> rates = pd.DataFrame(
    ...     {"source": ["A", "B"], "frame": "war", "rate": [4.0, 9.0], "low": [2.0, 7.0], "high": [6.0, 9.5]}
    ... )
    >>> plot_frame_rates(rates).get_xlabel()
    'uses per 1,000 words, with 95 % interval'
    """
    check_table(table, "frame_rates", "frame", "rate", "low", "high")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "There are no frames to draw.")
    groups = groups_of(table, columns_before(table, "frame"), colors=colors, order=order, labels=labels)
    draw = share_rows if len(groups.looks) <= FEW else rank_in_rows
    ax, notes = draw(groups, top, ax)
    table = groups.table
    frames = table["frame"].unique()
    title = (
        f"How often “{shorten(frames[0], 30)}” is used" if len(frames) == 1 else "How often frames are used"
    )
    notes += cut_intervals(ax.set_xlim, table)
    return describe(ax, title, x=with_interval("uses per 1,000 words", table), notes=notes)


def cut_intervals(set_limits: Callable, table: pd.DataFrame) -> list[str]:
    """Let an axis of rates begin at zero and end where no wide interval flattens them; say if one is cut."""
    highest = 2 * table["rate"].max()
    is_cut = 0 < highest < table["high"].max()
    set_limits(0, highest if is_cut else None)
    return ["wide intervals cut off"] if is_cut else []


def share_rows(groups: Groups, top: int, ax: Axes | None) -> tuple[Axes, list[str]]:
    """Draw a row a frame, with a dot for each of a few groups."""
    frames, looks, table = list(groups.table["frame"].unique()), groups.looks, groups.table
    ax = row_axes(ax, frames, row=max(0.3, 0.1 * len(looks)), legend=len(looks))
    row = table["frame"].map({frame: i for i, frame in enumerate(frames)})
    offsets = np.linspace(-0.3, 0.3, len(looks)) if len(looks) > 1 else [0]
    y = row + groups.of_row.map(dict(zip(looks, offsets, strict=True)))
    _draw_rates(ax, table, y, groups, size=5 if len(table) <= 100 else 3)
    if len(looks) > 1:
        # A line between frames keeps the dots of one frame together.
        between = np.arange(1, len(frames)) - 0.5
        ax.hlines(between, 0, 1, transform=ax.get_yaxis_transform(), color=FAINT, lw=0.6)
        handles = [Line2D([], [], color=look.color, marker=look.marker, lw=1.2) for look in looks.values()]
        add_legend(ax, handles, groups.shown())
    return ax, []


def rank_in_rows(groups: Groups, top: int, ax: Axes | None) -> tuple[Axes, list[str]]:
    """Draw for each frame a row a group, the highest rates first."""
    by_frame = groups.table.assign(group=groups.of_row).groupby("frame", sort=False)
    most = max(1, min(top, MOST_ROWS // by_frame.ngroups - 1))
    names: list[str] = []
    headings, ranked = [], []
    for frame, rates in by_frame:
        rates = rates.sort_values("rate", ascending=False, kind="stable", na_position="last").head(most)
        headings.append((len(names), str(frame)))
        ranked.append(rates.assign(y=np.arange(len(rates)) + len(names) + 1.0))
        names += ["", *rates["group"].map(groups.labels)]
    drawn = pd.concat(ranked)
    ax = row_axes(ax, names, row=0.25)
    for y, frame in headings:
        style: dict[str, Any] = {
            "transform": ax.get_yaxis_transform(),
            "va": "center",
            "fontsize": 10,
            "color": INK,
        }
        ax.text(0.01, y + 0.1, shorten(frame, 60), **style, **as_written())
    _draw_rates(ax, drawn, drawn["y"], groups._replace(of_row=drawn["group"]), size=4)
    n_left_out = len(groups.looks) - most
    if n_left_out <= 0:
        return ax, []
    return ax, [f"of {len(groups.looks)} sources, the {most} with the highest rate; {n_left_out} left out"]


def _draw_rates(ax: Axes, table: pd.DataFrame, y: pd.Series, groups: Groups, *, size: float) -> None:
    """Draw a dot and its interval for each rate, at height `y`."""
    for name, look in groups.looks.items():
        rows = table.assign(y=y)[groups.of_row == name]
        if rows.empty:
            continue
        ax.hlines(rows["y"], rows["low"], rows["high"], color=look.color, lw=1.2)
        style: dict[str, Any] = {
            "color": look.color,
            "marker": look.marker,
            "markersize": size,
            "linestyle": "",
        }
        ax.plot(rows["rate"], rows["y"], clip_on=False, **style)  # a dot at zero is drawn whole
