"""Charts of tone: its mean by name and source, and the words that make a difference."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from newslab.charts._groups import Colors, Labels, Order, check_colors, columns_before, groups_of
from newslab.charts._style import (
    GREY,
    add_legend,
    check_table,
    describe,
    row_axes,
    say_nothing,
    shorten,
    with_interval,
)
from newslab.charts.framing import FEW, rank_in_rows, share_rows
from newslab.checks import check_count

#: The colours of words above and below the tone of the other side, used more and less: after Paul Tol.
KINDS = {
    "positive, more": "#4477AA",
    "negative, less": "#88BBEE",
    "negative, more": "#CC3311",
    "positive, less": "#EE8866",
}


def plot_tone(
    table: pd.DataFrame,
    *,
    top: int = 10,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the tone in which each source speaks of each name.

    Parameters
    ----------
    table : DataFrame
        The table of `tone`: the columns it was grouped by, then name, tone, low, high.
    top : int, default 10
        Of more than eight sources, how many to draw for each name: those with the highest tone.
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
        Up to eight sources: a row a name, and in it a dot with its 95 % interval for each source. More
        sources: for each name the sources in rows of their own, and a count of those left out. A line is at
        0.

    Raises
    ------
    ValueError
        If a column is missing, or `order` names a source that the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_tone
    >>> table = pd.DataFrame(
    ...     {"source": ["A", "B"], "name": "rebels", "tone": [0.5, -0.2], "low": [0.1, -1], "high": [1, 0]}
    ... )
    >>> plot_tone(table).get_xlabel()
    'mean weight of the words found, with 95 % interval'
    """
    check_table(table, "tone", "name", "tone", "low", "high")
    check_count("top", top)
    known = table[table["tone"].notna()]
    if known.empty:
        return say_nothing(ax, "No word with a weight is found.")
    is_near = known["name"].notna()
    drawn = known.assign(name=known["name"].astype(object).where(is_near, "all words")).rename(
        columns={"name": "frame", "tone": "rate"}
    )
    groups = groups_of(
        drawn.reset_index(drop=True),
        columns_before(drawn, "frame"),
        colors=colors,
        order=order,
        labels=labels,
    )
    ax, notes = (share_rows if len(groups.looks) <= FEW else rank_in_rows)(groups, top, ax)
    notes = [note.replace("rate", "tone") for note in notes]
    ax.axvline(0, color=GREY, lw=0.8, zorder=0)
    names = groups.table["frame"].unique()
    title = f"Tone near “{shorten(names[0], 30)}”" if len(names) == 1 and is_near.all() else "Tone"
    title = "Tone near names" if len(names) > 1 else title
    return describe(ax, title, x=with_interval("mean weight of the words found", groups.table), notes=notes)


def plot_word_shift(
    table: pd.DataFrame, *, top: int = 25, colors: Colors | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the words that make the difference between two tones: a word shift graph.

    Parameters
    ----------
    table : DataFrame
        The table of `word_shift`: term, contribution, kind, p_value.
    top : int, default 25
        How many words: those with the largest contributions.
    colors : mapping of str to str, optional
        The colour of each kind of word.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a word, in the table's order from the top down. A bar to the right makes the first group's tone
        higher, to the left lower; it is filled where the p-value is below 0.05. The line below says what all
        words come to.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_word_shift
    >>> shift = pd.DataFrame(
    ...     {"term": ["brave", "bad"], "contribution": [0.4, -0.1], "p_value": [0.01, 0.3],
    ...      "kind": ["positive, more", "negative, more"]}
    ... )
    >>> [label.get_text() for label in plot_word_shift(shift).get_yticklabels()]
    ['brave', 'bad']
    """
    check_table(table, "word_shift", "term", "contribution", "kind", "p_value")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "No word with a weight is found.")
    of_kind = KINDS | check_colors(colors)
    words = table.head(top)
    kinds = [kind for kind in of_kind if (words["kind"] == kind).any()]
    ax = row_axes(ax, list(words["term"]), more=1.2, legend=len(kinds))
    edge = [of_kind[kind] for kind in words["kind"]]
    face = np.where(words["p_value"] < 0.05, edge, "white")
    ax.barh(np.arange(len(words)), words["contribution"], 0.7, color=face, edgecolor=edge, lw=1.2)
    ax.axvline(0, color=GREY, lw=0.8)
    add_legend(ax, [Patch(color=of_kind[kind]) for kind in kinds], kinds)
    left_out = len(table) - len(words)
    notes = [f"all words together: {table['contribution'].sum():+.2f}"]
    notes += [f"the {len(words)} largest; {left_out:,} left out"] if left_out > 0 else []
    x = "contribution to the difference of the two tones; filled: p < 0.05"
    return describe(ax, "Words that make the difference in tone", x=x, notes=notes)
