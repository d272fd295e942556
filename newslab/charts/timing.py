"""Charts of timing: who was first with each story, and who leads whom."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D

from newslab.charts._groups import (
    GREY,
    Colors,
    Groups,
    Labels,
    Order,
    columns_before,
    groups_of,
    label_values,
)
from newslab.charts._matrix import add_color_bar, draw_cells, mark_rows, write_values
from newslab.charts._style import (
    FAINT,
    INK,
    add_legend,
    as_written,
    check_table,
    describe,
    new_axes,
    row_axes,
    say_nothing,
    shorten_all,
)
from newslab.checks import check_count

#: Sources whose numbers a matrix has room for.
MOST_WRITTEN = 12


def plot_story_timeline(
    table: pd.DataFrame,
    *,
    top: int = 20,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw when each source had each story, from the first to the last.

    Parameters
    ----------
    table : DataFrame
        The table of `story_timeline`: the columns it was grouped by, then story, first, precision.
    top : int, default 20
        How many stories: those of most sources, in the table's order; ties, the first.
    colors : mapping of str to str, optional
        The colour of each source, such as `source_colors` returns; its own otherwise.
    order : sequence of str, optional
        Which sources to draw; all otherwise.
    labels : mapping of str to str, optional
        What to call sources, or stories, on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a story with a line from its first source to its last, and a mark for each source. A date
        without a time is a hollow mark at the start of its day, with a thin line over the 24 hours that it
        may be.

    Raises
    ------
    ValueError
        If a column is missing, or `order` names a source that the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_story_timeline
    >>> dates = pd.to_datetime(["2024-12-08 01:00", "2024-12-08 04:30"])
    >>> timeline = pd.DataFrame(
    ...     {"source": ["Wire", "Post"], "story": 7, "first": dates, "precision": "minute"}
    ... )
    >>> [label.get_text() for label in plot_story_timeline(timeline).get_yticklabels()]
    ['7']
    """
    check_table(table, "story_timeline", "story", "first", "precision")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "No story is covered by several sources.")
    table = table.reset_index(drop=True)
    groups = groups_of(table, columns_before(table, "story"), colors=colors, order=order, labels=labels)
    of_story = groups.table.groupby("story", sort=False)
    n_stories = of_story.ngroups
    kept = of_story.size().nlargest(top, keep="first").index
    stories = [story for story in groups.table["story"].unique() if story in kept]
    drawn = groups.table[groups.table["story"].isin(stories)]
    since = drawn["first"] - drawn.groupby("story")["first"].transform("min")
    hours = since.dt.total_seconds() / 3600
    unit, scale = ("days", 24) if hours.max() > 96 else ("hours", 1)
    x, y = hours / scale, drawn["story"].map({story: i for i, story in enumerate(stories)})
    names = [str((labels or {}).get(story, story)) for story in stories]
    ax = row_axes(ax, names, row=0.32, legend=len(groups.looks))
    ax.hlines(range(len(stories)), 0, x.groupby(y).max(), color=FAINT, lw=3, zorder=0)
    is_day = drawn["precision"] == "day"
    # Sources within one hour are drawn beside each other, not on top of each other.
    rank = x.groupby([y, (x * 4).round()]).cumcount()
    at = y + 0.16 * np.where(rank % 2 == 1, (rank + 1) // 2, -(rank // 2))
    ax.hlines(at[is_day], x[is_day], x[is_day] + 24 / scale, color=GREY, lw=0.7)
    for name, look in groups.looks.items():
        for day in (False, True):
            rows = (groups.of_row[drawn.index] == name) & (is_day == day)
            face = "white" if day else look.color
            ax.plot(x[rows], at[rows], look.marker, color=look.color, markerfacecolor=face, clip_on=False)
    handles = [Line2D([], [], linestyle="", marker=k.marker, color=k.color) for k in groups.looks.values()]
    add_legend(ax, handles, groups.shown())
    notes = ["hollow: a day without a time, which may be any hour of it"] if is_day.any() else []
    notes += [f"the {top} stories of most sources; {n_stories - top} left out"] if n_stories > top else []
    return describe(ax, "Who had each story when", x=f"{unit} after the first of the story", notes=notes)


def plot_lead_counts(
    table: pd.DataFrame,
    *,
    top: int = 20,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw who leads whom: in how many of their common stories each source was before each other one.

    Parameters
    ----------
    table : DataFrame
        The table of `lead_counts`: leader, follower, n_decided, n_first, share, p_adjusted.
    top : int, default 20
        How many sources at most: those with most decided stories.
    colors : mapping of str to str, optional
        The colour of the mark beside each source, such as `source_colors` returns; its own otherwise.
    order : sequence of str, optional
        Which sources to draw, from the top down; otherwise from the one that leads most to the one that leads
        least.
    labels : mapping of str to str, optional
        What to call sources on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a leader, a column a follower, with their marks; the darker, the larger the share of their
        decided stories in which the leader was first. In a cell are these numbers, where there is room, in
        bold where the adjusted p-value is below 0.05. A pair without a decided story is blank.

    Raises
    ------
    ValueError
        If a column is missing, or `order` names a source that the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_lead_counts
    >>> leads = pd.DataFrame(
    ...     {"leader": ["Post", "Wire"], "follower": ["Wire", "Post"], "n_decided": 6, "n_first": [0, 6],
    ...      "share": [0.0, 1.0], "p_adjusted": 0.03}
    ... )
    >>> [text.get_text() for text in plot_lead_counts(leads).texts]
    ['6 of 6', '0 of 6']
    """
    check_table(table, "lead_counts", "leader", "follower", "n_decided", "n_first", "share", "p_adjusted")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "No two sources tell the same story.")
    if not table["n_decided"].any():
        return say_nothing(ax, "The dates say of no story which source was first.")
    leads = table.rename(columns={"leader": "source"})
    groups = groups_of(leads, ["source"], colors=colors, order=order, labels=labels)
    names = _most_leading(groups, top) if order is None else list(groups.looks)
    n, n_left_out = len(names), len(groups.looks) - len(names)
    ax = new_axes(ax, height=max(3.0, 0.42 * n + 1.8), width=max(5.0, min(0.75 * n + 3, 11)))
    image = _draw_leads(ax, groups, names)
    shown, step = shorten_all([groups.labels[name] for name in names], 18), max(1, n // 20)
    ax.set_yticks(range(0, n, step), shown[::step], **as_written())
    ax.set_xticks(range(0, n, step), shown[::step], rotation=90, **as_written())
    ax.tick_params(length=0, labelcolor=INK, labelsize=8)
    looks = [groups.looks[name] for name in names]
    mark_rows(ax, looks)
    mark_rows(ax, looks, columns=True)
    add_color_bar(image, "share of stories first", ax=ax)
    notes = ["bold: adjusted p < 0.05"] if n <= MOST_WRITTEN else []
    notes += [f"the {n} sources with most stories; {n_left_out} left out"] if n_left_out else []
    return describe(ax, "Who leads (rows) whom (columns)", x="follower", y="leader", notes=notes)


def _most_leading(groups: Groups, top: int) -> list[str]:
    """Return the `top` sources with most decided stories, from the one that leads most to the one that leads
    least.
    """
    by_leader = groups.table.groupby(groups.of_row)[["n_first", "n_decided"]].sum()
    most = by_leader["n_decided"].nlargest(top).index
    share = by_leader["n_first"] / by_leader["n_decided"].clip(lower=1)
    return sorted((name for name in groups.looks if name in most), key=lambda name: (-share[name], name))


def _draw_leads(ax: Axes, groups: Groups, names: list[str]) -> AxesImage:
    """Draw the share of each leader (row) and follower (column), and write the numbers if there is room."""
    pairs = groups.table.assign(leader=groups.of_row, follower=label_values(groups.table["follower"]))
    pairs["text"] = [
        f"{first:,} of {n:,}" for first, n in zip(pairs["n_first"], pairs["n_decided"], strict=True)
    ]
    pairs["bold"] = pairs["p_adjusted"] < 0.05
    cells = pairs[pairs["n_decided"] > 0].pivot(index="leader", columns="follower")
    share, text, bold = (
        cells[column].reindex(index=names, columns=names).to_numpy() for column in ("share", "text", "bold")
    )
    image = draw_cells(ax, share.astype(float), 0, 1, aspect="auto")
    if len(names) <= MOST_WRITTEN:
        write_values(image, text, bold=bold, size=7)
    return image
