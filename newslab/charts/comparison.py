"""Charts of sources and words: profiles, distinctive terms, collocates."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from newslab.charts._style import (
    FAINT,
    GREY,
    INK,
    NEUTRAL,
    add_legend,
    check_table,
    choose,
    columns_before,
    describe,
    group_looks,
    group_rows,
    name_rows,
    new_axes,
    say_nothing,
    shorten,
    with_interval,
)
from newslab.checks import check_count


def plot_source_profiles(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how much each source wrote.

    Parameters
    ----------
    table : DataFrame
        The table of `source_profiles`: the columns it was grouped by, then n_articles, n_words.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A bar a source, in the table's order from the top down, as long as its number of articles, with the
        number of its words beside it where there is room.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_source_profiles
    >>> profiles = pd.DataFrame({"source": ["A", "B"], "n_articles": [6, 2], "n_words": [1800, 500]})
    >>> [text.get_text() for text in plot_source_profiles(profiles).texts]
    ['1,800 words', '500 words']
    """
    check_table(table, "source_profiles", "n_articles", "n_words")
    if table.empty:
        return say_nothing(ax, "There are no sources to draw.")
    group, looks = group_rows(table, columns_before(table, "n_articles"))
    ax = new_axes(ax, height=0.34 * len(table) + 1)
    colors = [looks[name].color for name in group]
    bars = ax.barh(np.arange(len(table)), table["n_articles"], 0.7, color=colors)
    name_rows(ax, list(group))
    if len(ax.get_yticks()) == len(table):
        words = [f"{n:,} words" for n in table["n_words"]]
        ax.bar_label(bars, words, padding=4, fontsize=8, color=INK)
        ax.margins(x=0.2)
    ax.spines["left"].set_visible(False)
    ax.xaxis.get_major_locator().set_params(integer=True)
    return describe(ax, "How much each source wrote", x="number of articles")


def plot_distinctive_terms(
    table: pd.DataFrame, *, group: str | None = None, top: int = 15, ax: Axes | None = None
) -> Axes:
    """Draw the terms that mark one group against its reference.

    Parameters
    ----------
    table : DataFrame
        The table of `distinctive_terms`: group, term, log_ratio, low, high, log_odds_z, p_adjusted.
    group : str, optional
        Which group to draw; needed where the table holds several.
    top : int, default 15
        How many terms: those with the largest `log_odds_z` and those with the smallest, up to half of them
        each, and more of one side where the other has fewer; ties keep the table's order. A term whose
        `log_ratio` has not the sign of its `log_odds_z` is on neither side.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a term, by falling log ratio: overused to the right of zero, underused to the left, in grey,
        each with its 95 % interval. What is overused has the colour of the group where that is a source that
        was drawn before, or named to `source_colors`; else a neutral one. A filled dot has an adjusted
        p-value below 0.05.

    Raises
    ------
    ValueError
        If a column is missing, the group is not in the table, or there are several and none was chosen.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_distinctive_terms
    >>> terms = pd.DataFrame(
    ...     {"group": "A", "term": ["retreat", "rebels"], "log_ratio": [-1.5, 2.0], "low": [-2.5, 1.0],
    ...      "high": [-0.5, 3.0], "log_odds_z": [-2.1, 3.0], "p_adjusted": [0.2, 0.01]}
    ... )
    >>> [label.get_text() for label in plot_distinctive_terms(terms).get_yticklabels()]
    ['rebels', 'retreat']
    """
    columns = ("group", "term", "log_ratio", "low", "high", "log_odds_z", "p_adjusted")
    check_table(table, "distinctive_terms", *columns)
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "There are no terms to compare.")
    table, group = choose(table, "group", group, "group")
    terms = _strongest_of_both_sides(table, top).sort_values("log_ratio", ascending=False, kind="stable")
    if terms.empty:
        return say_nothing(ax, f"No term marks {shorten(group, 30)}.")
    ax = new_axes(ax, height=0.26 * len(terms) + 1.2)
    row = np.arange(len(terms))
    color = np.where(terms["log_ratio"] > 0, group_looks([str(group)])[str(group)].color, GREY)
    face = np.where(terms["p_adjusted"] < 0.05, color, "white")
    ax.axvline(0, color=INK, lw=0.8)
    ax.hlines(row, terms["low"], terms["high"], colors=color, lw=1.2)
    ax.scatter(terms["log_ratio"], row, s=28, facecolors=face, edgecolors=color, lw=1.2, zorder=3)
    name_rows(ax, list(terms["term"]))
    ax.grid(axis="x", color=FAINT, lw=0.6)
    ax.spines["left"].set_visible(False)
    return describe(
        ax,
        f"What marks {shorten(group, 30)}",
        x=f"← underused · {with_interval('log ratio', terms)} · overused →\n"
        "1 = twice the reference's rate; filled: adjusted p < 0.05",
    )


def _strongest_of_both_sides(table: pd.DataFrame, top: int) -> pd.DataFrame:
    z, log_ratio = table["log_odds_z"], table["log_ratio"]
    overused = table[(z > 0) & (log_ratio > 0)].nlargest(top, "log_odds_z")
    underused = table[(z < 0) & (log_ratio < 0)].nsmallest(top, "log_odds_z")
    n_underused = min(len(underused), max(top // 2, top - len(overused)))
    return pd.concat([overused.head(top - n_underused), underused.head(n_underused)])


def plot_collocates(table: pd.DataFrame, *, top: int = 20, ax: Axes | None = None) -> Axes:
    """Draw the words that stand near a word, and how often they would by chance.

    Parameters
    ----------
    table : DataFrame
        The table of `collocates` for one group: term, n, n_expected, g2.
    top : int, default 20
        How many terms: those with the largest `g2`, if it is above zero; ties keep the table's order.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a term, by falling `g2`: the dot is how often it was found, the bar how often chance would bring
        it, and the line between them what there is to explain.

    Raises
    ------
    ValueError
        If a column is missing, or the table holds more than one group.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_collocates
    >>> near = pd.DataFrame(
    ...     {"term": ["fell", "city"], "n": [9, 4], "n_expected": [1.5, 2.0], "g2": [20.1, 1.6]}
    ... )
    >>> [label.get_text() for label in plot_collocates(near).get_yticklabels()]
    ['fell', 'city']
    """
    check_table(table, "collocates", "term", "n", "n_expected", "g2")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "No word was found near the word asked for.")
    columns = columns_before(table, "term")
    groups, _ = group_rows(table, columns)
    if groups.nunique() > 1:
        example = f"table[table[{columns[0]!r}] == {table[columns[0]].iloc[0]!r}]"
        raise ValueError(f"the table holds {groups.nunique()} groups, and one chart draws one: {example}")
    table = table[table["g2"] > 0].nlargest(top, "g2")
    if table.empty:
        return say_nothing(ax, "No word stands beside the word asked for more often than expected.")
    row = np.arange(len(table))
    ax = new_axes(ax, height=0.26 * len(table) + 1)
    ax.hlines(row, table["n_expected"], table["n"], color=NEUTRAL, lw=1.2)
    ax.plot(table["n"], row, "o", color=NEUTRAL, markersize=6)
    ax.plot(table["n_expected"], row, "|", color=INK, markersize=9)
    name_rows(ax, list(table["term"]))
    ax.set_xlim(left=0)
    ax.grid(axis="x", color=FAINT, lw=0.6)
    ax.spines["left"].set_visible(False)
    found = Line2D([], [], color=NEUTRAL, marker="o", linestyle="")
    chance = Line2D([], [], color=INK, marker="|", markersize=9, linestyle="")
    add_legend(ax, [found, chance], ["found", "expected by chance"])
    title = "Words beside it, more often than expected"
    return describe(ax, title, x="times near the word, strongest association on top")
