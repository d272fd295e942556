"""Charts of competing names: what each source calls one referent."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from newslab.charts._groups import (
    HATCHES,
    Colors,
    Groups,
    Labels,
    Order,
    check_colors,
    choose,
    columns_before,
    groups_of,
)
from newslab.charts._style import (
    FILLS,
    INK,
    LINE,
    add_legend,
    check_table,
    describe,
    inches,
    name_rows,
    new_axes,
    say_nothing,
    shorten,
)
from newslab.checks import check_count


def plot_label_shares(
    table: pd.DataFrame,
    *,
    referent: str | None = None,
    top: int = 30,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw which of the competing names each source gives one referent.

    Parameters
    ----------
    table : DataFrame
        The table of `label_shares`: the columns it was grouped by, then referent, label, n, share, low, high.
    referent : str, optional
        Which referent to draw; needed where the table holds several.
    top : int, default 30
        How many sources at most: those with the most uses, in the table's order.
    colors : mapping of str to str, optional
        The fill of each competing name.
    order : sequence of str, optional
        Which sources to draw, from the top down; all, in the table's order, otherwise.
    labels : mapping of str to str, optional
        What to call sources on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A bar a source, cut into the shares of the names that anyone uses, with the number of uses written in
        each part that has room. Below the bar is the 95 % interval of the share of the first name, where the
        table has one. A source that uses none of the names has an empty row that says so.

    Raises
    ------
    ValueError
        If a column is missing, the referent is not in the table, there are several and none was chosen, or
        `order` names a source that the table does not hold.

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
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "There are no labels to draw.")
    table, referent = choose(table, ["referent"], referent, "referent")
    groups = groups_of(table, columns_before(table, "referent"), order=order, labels=labels)
    n_uses = table.groupby("label", sort=False)["n"].sum()
    names = n_uses.index[n_uses > 0].tolist()
    if not names:
        return say_nothing(ax, f"No name for “{shorten(referent, 30)}” is used.")
    n_groups = len(groups.looks)
    if n_groups > top:
        groups = _most_used(groups, top)
    ax = new_axes(ax, height=0.36 * len(groups.looks) + 1.2, legend=len(names))
    row = groups.of_row.map({name: i for i, name in enumerate(groups.looks)})
    fills = _fills(names, colors)
    _stack(ax, groups, row, fills)
    has_whiskers = _draw_whiskers(ax, groups.table[groups.table["label"] == names[0]], row)
    unused = set(groups.of_row[groups.table["share"].isna()])
    for y, name in enumerate(groups.looks):
        if name in unused:
            ax.text(0.01, y, "no use of any", va="center", fontsize=8, color=INK)
    name_rows(ax, groups.shown())
    ax.set_xlim(0, 1)
    ax.spines["left"].set_visible(False)
    add_legend(ax, [Patch(edgecolor="white", lw=0.8, **fill) for fill in fills.values()], names)
    notes = [f"line below a bar: 95 % interval of “{shorten(names[0], 20)}”"] if has_whiskers else []
    notes += [f"the {top} sources with the most uses; {n_groups - top} left out"] if n_groups > top else []
    title = f"Names for “{shorten(referent, 30)}”"
    return describe(ax, title, x="share of the uses (numbers: uses)", notes=notes)


def _most_used(groups: Groups, top: int) -> Groups:
    """Return the groups with the most uses, in the order they have."""
    kept = set(groups.table["n"].groupby(groups.of_row).sum().nlargest(top).index)
    names = [name for name in groups.looks if name in kept]
    return groups._replace(looks={name: groups.looks[name] for name in names}).first(top)


def _fills(names: list[str], colors: Colors | None) -> dict[str, dict]:
    """Return the colour and hatch of each competing name."""
    given = check_colors(colors)
    return {
        name: {
            "facecolor": given.get(name, FILLS[i % len(FILLS)]),
            "hatch": HATCHES[i // len(FILLS) % len(HATCHES)],
        }
        for i, name in enumerate(names)
    }


def _stack(ax: Axes, groups: Groups, row: pd.Series, fills: dict[str, dict]) -> None:
    """Draw the shares of each group end to end, and write the uses into the parts that have room."""
    table = groups.table
    left = table["share"].groupby(groups.of_row).cumsum() - table["share"]
    width, height = inches(ax)
    width *= 0.45  # names left and right will take the rest
    for label, fill in fills.items():
        rows = table["label"] == label
        ax.barh(
            row[rows] - 0.1, table.loc[rows, "share"], 0.56, left[rows], edgecolor="white", lw=0.8, **fill
        )
        behind = {"facecolor": "white", "lw": 0, "pad": 1} if fill["hatch"] else None
        for y, x, share, n in zip(row[rows], left[rows], table["share"][rows], table["n"][rows], strict=True):
            if height / len(groups.looks) > LINE and share * width > 0.08 * len(f"{n:,}"):
                style: dict[str, Any] = {
                    "ha": "center",
                    "va": "center",
                    "fontsize": 8,
                    "color": INK,
                    "bbox": behind,
                }
                ax.text(x + share / 2, y - 0.1, f"{n:,}", **style)


def _draw_whiskers(ax: Axes, table: pd.DataFrame, row: pd.Series) -> bool:
    """Draw the intervals of one label below the bars; return whether there are any."""
    known = table[table["low"].notna() & table["high"].notna()]
    y = row[known.index] + 0.29
    ax.hlines(y, known["low"], known["high"], color=INK, lw=1)
    for end in ("low", "high"):
        ax.plot(known[end], y, "|", color=INK, markersize=5, clip_on=False)
    return len(known) > 0
