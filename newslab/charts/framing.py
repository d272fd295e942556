"""Charts of framing: how often each frame is used, and which name a referent is given."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from newslab.charts._style import (
    FAINT,
    FILLS,
    HATCHES,
    INK,
    LINE,
    add_legend,
    check_table,
    choose,
    columns_before,
    describe,
    group_rows,
    inches,
    name_rows,
    new_axes,
    say_nothing,
    shorten,
    with_interval,
)


def plot_frame_rates(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how often each source uses each frame.

    Parameters
    ----------
    table : DataFrame
        The table of `frame_rates`: the columns it was grouped by, then frame, rate, low, high.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a frame, in the table's order from the top down, and in it a dot with its 95 % interval for each
        source, one below the other. A rate without an interval is a dot alone.

    Raises
    ------
    ValueError
        If a column is missing.

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
    if table.empty:
        return say_nothing(ax, "There are no frames to draw.")
    group, looks = group_rows(table, columns_before(table, "frame"))
    frames = list(table["frame"].unique())
    row_height = max(0.3, 0.1 * len(looks))
    ax = new_axes(ax, height=row_height * len(frames) + 1, legend=len(looks))
    size = 5 if len(table) <= 100 else 3
    row = table["frame"].map({frame: i for i, frame in enumerate(frames)})
    offsets = np.linspace(-0.3, 0.3, len(looks)) if len(looks) > 1 else [0]
    y = row + group.map(dict(zip(looks, offsets, strict=True)))
    for look, rows in table.assign(y=y).groupby(group.map(looks), sort=False):  # of many groups few looks
        ax.hlines(rows["y"], rows["low"], rows["high"], color=look.color, lw=1.2)
        style = {"color": look.color, "marker": look.marker, "markersize": size, "linestyle": ""}
        ax.plot(rows["rate"], rows["y"], clip_on=False, **style)  # a dot at zero is drawn whole
    name_rows(ax, frames)
    if len(looks) > 1:
        # A line between frames keeps the dots of one frame together.
        ax.hlines(
            np.arange(1, len(frames)) - 0.5, 0, 1, transform=ax.get_yaxis_transform(), color=FAINT, lw=0.6
        )
        handles = [Line2D([], [], color=look.color, marker=look.marker, lw=1.2) for look in looks.values()]
        add_legend(ax, handles, list(looks))
    ax.grid(axis="x", color=FAINT, lw=0.6)
    ax.set_xlim(left=0)
    return describe(ax, "How often each frame is used", x=with_interval("uses per 1,000 words", table))


def plot_label_shares(table: pd.DataFrame, *, referent: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw which of the competing names each source gives one referent.

    Parameters
    ----------
    table : DataFrame
        The table of `label_shares`: the columns it was grouped by, then referent, label, n, share, low, high.
    referent : str, optional
        Which referent to draw; needed where the table holds several.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A bar a source, in the table's order from the top down, cut into the shares of the labels that anyone
        uses, with the number of uses written in each part that has room. The whisker at the end of the first
        label is the 95 % interval of its share, where the table has one. A source that uses none of the
        labels has an empty row that says so.

    Raises
    ------
    ValueError
        If a column is missing, the referent is not in the table, or there are several and none was chosen.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_label_shares
    >>> shares = pd.DataFrame(
    ...     {"source": "A", "referent": "rulers", "label": ["regime", "government"], "n": [3, 1],
    ...      "share": [0.75, 0.25], "low": [0.5, 0.0], "high": [1.0, 0.5]}
    ... )
    >>> [text.get_text() for text in plot_label_shares(shares).texts]
    ['3', '1']
    """
    check_table(table, "label_shares", "referent", "label", "n", "share", "low", "high")
    if table.empty:
        return say_nothing(ax, "There are no labels to draw.")
    table, referent = choose(table, "referent", referent, "referent")
    group, _ = group_rows(table, columns_before(table, "referent"))
    groups, n_uses = list(group.unique()), table.groupby("label", sort=False)["n"].sum()
    labels = n_uses.index[n_uses > 0].tolist()
    if not labels:
        return say_nothing(ax, f"No name for “{shorten(referent, 30)}” is used.")
    ax = new_axes(ax, height=0.34 * len(groups) + 1.2, legend=len(labels))
    row = group.map({name: i for i, name in enumerate(groups)})
    left = table["share"].groupby(group).cumsum() - table["share"]
    width, height = inches(ax)
    width *= 0.45  # names left and right will take the rest
    handles = []
    for i, label in enumerate(labels):
        rows = table["label"] == label
        fill = {"facecolor": FILLS[i % len(FILLS)], "hatch": HATCHES[i // len(FILLS) % len(HATCHES)]}
        ax.barh(row[rows], table.loc[rows, "share"], 0.74, left[rows], edgecolor="white", lw=0.8, **fill)
        handles.append(Patch(edgecolor="white", **fill))
        behind = {"facecolor": "white", "lw": 0, "pad": 1} if fill["hatch"] else None
        for y, x, share, n in zip(row[rows], left[rows], table["share"][rows], table["n"][rows], strict=True):
            if height / len(groups) > LINE and share * width > 0.08 * len(f"{n:,}"):
                style = {"ha": "center", "va": "center", "fontsize": 8, "color": INK, "bbox": behind}
                ax.text(x + share / 2, y - 0.1, f"{n:,}", **style)
    whiskers = table[(table["label"] == labels[0]) & table["low"].notna() & table["high"].notna()]
    y = row[whiskers.index] + 0.22  # below the numbers
    ax.hlines(y, whiskers["low"], whiskers["high"], color=INK, lw=1)
    for end in ("low", "high"):
        ax.plot(whiskers[end], y, "|", color=INK, markersize=5, clip_on=False)
    for name in group[table["share"].isna()].unique():
        ax.text(0.01, groups.index(name), "no use of any", va="center", fontsize=8, color=INK)
    name_rows(ax, groups)
    ax.set_xlim(0, 1)
    ax.spines["left"].set_visible(False)
    add_legend(ax, handles, labels)
    legend = f"whisker: 95 % interval of “{shorten(labels[0], 20)}”; " if len(whiskers) else ""
    title = f"Names for “{shorten(referent, 30)}”"
    return describe(ax, title, x=f"share of the uses ({legend}numbers: uses)")
