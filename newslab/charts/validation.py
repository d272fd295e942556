"""Charts of validation: how coders agree, how well a lexicon finds, and shares corrected by a sample."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from newslab.charts._groups import (
    GREY,
    PALETTE,
    Colors,
    Labels,
    Order,
    check_colors,
    columns_before,
    groups_of,
)
from newslab.charts._style import INK, add_legend, check_table, describe, row_axes, say_nothing
from newslab.checks import check_count

#: How each measure is drawn; by its mark it is known to colour-blind readers too.
Marks: TypeAlias = dict[str, tuple[str, str]]
MEASURES: Marks = {"precision": (PALETTE[0], "o"), "recall": (PALETTE[1], "s")}
AGREEMENT: Marks = {
    "agreement": (GREY, "D"),
    "krippendorff_alpha": (PALETTE[0], "o"),
    "cohen_kappa": (PALETTE[1], "s"),
    "fleiss_kappa": (PALETTE[1], "s"),
}
SHOWN = {
    "krippendorff_alpha": "Krippendorff's alpha",
    "cohen_kappa": "Cohen's kappa",
    "fleiss_kappa": "Fleiss' kappa",
}
#: The alpha that is usually asked for, and the least (Krippendorff 2019).
ENOUGH, LEAST = 0.8, 0.667


def plot_coder_agreement(
    table: pd.DataFrame,
    *,
    top: int = 40,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how well coders agree on each frame.

    Parameters
    ----------
    table : DataFrame
        The table of `coder_agreement`: frame, measure, value, low, high.
    top : int, default 40
        How many frames at most: the first of the table.
    colors : mapping of str to str, optional
        The colours of measures, such as ``"krippendorff_alpha"``.
    order : sequence of str, optional
        Which frames to draw, from the top down; all otherwise.
    labels : mapping of str to str, optional
        What to call frames on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a frame, with a mark and its 95 % interval for each measure, up to 1. The dotted lines are the
        alphas that are usually asked for, 0.8, and at least, 0.667. What is missing is not drawn.

    Raises
    ------
    ValueError
        If a column is missing, or `order` names a frame that the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_coder_agreement
    >>> agreement = pd.DataFrame(
    ...     {"frame": "war", "measure": ["agreement", "krippendorff_alpha"], "value": [0.9, 0.7],
    ...      "low": [0.8, 0.5], "high": [1.0, 0.9]}
    ... )
    >>> [float(line.get_xdata()[0]) for line in plot_coder_agreement(agreement).lines[:2]]
    [0.9, 0.7]
    """
    check_table(table, "coder_agreement", "frame", "measure", "value", "low", "high")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "No frame is coded by two coders.")
    names, drawn, left_out = _rows(_by_frame(table), order, labels, top)
    marks = _marks({name: AGREEMENT[name] for name in AGREEMENT if name in drawn}, colors)
    ax = row_axes(ax, names, row=0.4, legend=len(marks))
    _draw_measures(ax, drawn, marks)
    ax.axvline(ENOUGH, color=INK, lw=0.8, linestyle=":")
    ax.axvline(LEAST, color=INK, lw=0.8, linestyle=":")
    ax.set_xlim(min(0.0, drawn[[f"{name}_low" for name in marks]].min(axis=None)), 1)
    notes = [f"dotted: alpha of {LEAST} and {ENOUGH}"]
    notes += [f"the first {top} frames; {left_out} left out"] if left_out else []
    return describe(ax, "How well coders agree", x="agreement, with 95 % interval", notes=notes)


def _by_frame(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a frame, with a column for each measure and for the ends of its interval."""
    wide = table[["frame"]].drop_duplicates().set_index("frame")
    for measure, some in table.drop_duplicates(["frame", "measure"]).groupby("measure", sort=False):
        some = some.set_index("frame")[["value", "low", "high"]]
        wide = wide.join(some.set_axis([str(measure), f"{measure}_low", f"{measure}_high"], axis=1))
    return wide.reset_index()


def _marks(marks: Marks, colors: Colors | None) -> Marks:
    """Return the marks of measures in the colours that were given."""
    own = check_colors(colors)
    return {name: (own.get(name, color), marker) for name, (color, marker) in marks.items()}


def _draw_measures(ax: Axes, drawn: pd.DataFrame, marks: Marks) -> None:
    """Draw a mark and its interval for each measure of each row, one below the other, and their legend."""
    offsets = 0.15 * (2 * np.arange(len(marks)) - len(marks) + 1)
    for offset, (measure, (color, marker)) in zip(offsets, marks.items(), strict=True):
        y = np.arange(len(drawn)) + offset
        ax.hlines(y, drawn[f"{measure}_low"], drawn[f"{measure}_high"], color=color, lw=1.2)
        ax.plot(drawn[measure], y, marker, color=color, markersize=5, clip_on=False)
    handles = [Line2D([], [], color=color, marker=marker, lw=1.2) for color, marker in marks.values()]
    add_legend(ax, handles, [SHOWN.get(name, name) for name in marks])


def plot_lexicon_quality(
    table: pd.DataFrame,
    *,
    top: int = 40,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw precision and recall of each frame, by source where the table has sources.

    Parameters
    ----------
    table : DataFrame
        The table of `lexicon_quality`: the columns it was grouped by, then frame, n_coded, precision, recall
        and their intervals.
    top : int, default 40
        How many rows at most: the first of the table.
    colors : mapping of str to str, optional
        The colours of ``"precision"`` and ``"recall"``.
    order : sequence of str, optional
        Which frames (and groups: ``"war / Post"``) to draw, from the top down; all otherwise.
    labels : mapping of str to str, optional
        What to call them on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a frame (and group), with a dot and its 95 % interval for precision and one for recall, from 0
        to 1. What is missing is not drawn.

    Raises
    ------
    ValueError
        If a column is missing, or `order` names what the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_lexicon_quality
    >>> quality = pd.DataFrame(
    ...     {"frame": ["war"], "precision": 0.8, "precision_low": 0.6, "precision_high": 0.9, "recall": 0.5,
    ...      "recall_low": 0.3, "recall_high": 0.7}
    ... )
    >>> [label.get_text() for label in plot_lexicon_quality(quality).get_yticklabels()]
    ['war']
    """
    needed = [f"{measure}{end}" for measure in MEASURES for end in ("", "_low", "_high")]
    check_table(table, "lexicon_quality", "frame", *needed)
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "No frame is coded.")
    names, drawn, left_out = _rows(table, order, labels, top)
    ax = row_axes(ax, names, row=0.34, legend=2)
    _draw_measures(ax, drawn, _marks(MEASURES, colors))
    ax.set_xlim(0, 1)
    notes = [f"the first {top} rows; {left_out} left out"] if left_out else []
    return describe(
        ax, "How well the lexicon finds what coders found", x="share, with 95 % interval", notes=notes
    )


def plot_corrected_shares(
    table: pd.DataFrame,
    *,
    top: int = 40,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of articles with a frame, corrected by a coded sample, beside the lexicon's.

    Parameters
    ----------
    table : DataFrame
        The table of `corrected_shares`: the columns it was grouped by, then frame, naive_share, share, low,
        high.
    top : int, default 40
        How many rows at most: the first of the table.
    colors : mapping of str to str, optional
        The colours of ``"corrected"`` and ``"lexicon alone"``.
    order : sequence of str, optional
        Which frames and groups (``"war / Post"``) to draw, from the top down; all otherwise.
    labels : mapping of str to str, optional
        What to call them on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a frame and group: a dot with its 95 % interval for the corrected share, a hollow diamond for
        the share of articles in which the lexicon finds the frame. Without coded articles there is no dot.

    Raises
    ------
    ValueError
        If a column is missing, or `order` names what the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_corrected_shares
    >>> shares = pd.DataFrame(
    ...     {"source": ["A"], "frame": "war", "naive_share": 0.5, "share": 0.3, "low": 0.2, "high": 0.4}
    ... )
    >>> [label.get_text() for label in plot_corrected_shares(shares).get_yticklabels()]
    ['war / A']
    """
    check_table(table, "corrected_shares", "frame", "naive_share", "share", "low", "high")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "No frame is coded.")
    names, drawn, left_out = _rows(table, order, labels, top)
    given = {"corrected": PALETTE[0], "lexicon alone": GREY} | check_colors(colors)
    ax = row_axes(ax, names, row=0.3, legend=2)
    y = np.arange(len(drawn))
    ax.hlines(y, drawn["low"], drawn["high"], color=given["corrected"], lw=1.4)
    ax.plot(drawn["share"], y, "o", color=given["corrected"], markersize=5, clip_on=False)
    style: dict[str, Any] = {"color": given["lexicon alone"], "markerfacecolor": "white", "markersize": 6}
    ax.plot(drawn["naive_share"], y, "D", clip_on=False, zorder=1, **style)
    ax.set_xlim(0, 1)
    handles = [
        Line2D([], [], color=given["corrected"], marker="o", lw=1.4),
        Line2D([], [], linestyle="", marker="D", **style),
    ]
    add_legend(ax, handles, ["corrected", "lexicon alone"])
    notes = [f"the first {top} rows; {left_out} left out"] if left_out else []
    x = "share of articles, with 95 % interval"
    return describe(ax, "Shares of articles, corrected by the coded sample", x=x, notes=notes)


def _rows(
    table: pd.DataFrame, order: Order | None, labels: Labels | None, top: int
) -> tuple[list[str], pd.DataFrame, int]:
    """Return the names of the rows, frames together, the rows, and how many are left out."""
    by = columns_before(table, "frame")
    sorted_by_frame = table.assign(place=pd.factorize(table["frame"])[0]).sort_values("place", kind="stable")
    groups = groups_of(sorted_by_frame.reset_index(drop=True), ["frame", *by], order=order, labels=labels)
    place = {name: i for i, name in enumerate(groups.looks)}
    rows = groups.of_row.map(place).sort_values(kind="stable").index
    drawn = groups.table.loc[rows].head(top)
    names = [groups.labels[name] for name in groups.of_row[drawn.index]]
    return names, drawn, len(rows) - len(drawn)
