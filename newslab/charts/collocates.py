"""Chart of collocates: the words near a word, of all articles or of each source."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from newslab.charts._groups import Colors, Groups, Labels, Order, columns_before, groups_of
from newslab.charts._style import (
    INK,
    add_legend,
    as_written,
    check_table,
    describe,
    row_axes,
    say_nothing,
    shorten,
)
from newslab.charts.comparison import SIGNIFICANT
from newslab.charts.framing import MOST_ROWS
from newslab.checks import check_count

#: The fewest words to draw of each of many sources, and how many sources have room for that.
FEWEST = 3
MOST_GROUPS = MOST_ROWS // (FEWEST + 1)


def plot_collocates(
    table: pd.DataFrame,
    *,
    word: str | None = None,
    top: int = 20,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the words that occur near a word, and how often they would by chance.

    Parameters
    ----------
    table : DataFrame
        The table of `collocates`: the columns it was grouped by, if any, then term, n, n_expected, g2 and
        p_adjusted.
    word : str, optional
        The word that was asked for, which the title then names.
    top : int, default 20
        How many terms: the first of the table, whose association is best supported, if `g2` is above zero.
        Several sources share 60 rows, so that each has fewer.
    colors : mapping of str to str, optional
        The colour of each source, such as `source_colors` returns; its own otherwise.
    order : sequence of str, optional
        Which sources to draw, from the top down; all, in the table's order, otherwise.
    labels : mapping of str to str, optional
        What to call sources on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a term, in the table's order: the dot is how often it was found, filled where the adjusted
        p-value is below 0.05; the bar is how often chance would bring it, and the line between them what
        there is to explain. Each source of several has rows of its own below its name. Of more than 15
        sources, those with the most words near it are drawn, and the others counted in the line below.

    Raises
    ------
    ValueError
        If a column is missing, or `order` names a source that the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_collocates
    >>> near = pd.DataFrame(
    ...     {"term": ["fell", "city"], "n": [9, 4], "n_expected": [1.5, 2.0], "g2": [20.1, 1.6],
    ...      "p_adjusted": [0.01, 0.6]}
    ... )
    >>> [label.get_text() for label in plot_collocates(near, word="snow").get_yticklabels()]
    ['fell', 'city']

    Of each source:

    >>> by_source = pd.concat([near.assign(source="A"), near.head(1).assign(source="B")])
    >>> by_source = by_source[["source", *near.columns]]
    >>> [label.get_text() for label in plot_collocates(by_source, word="snow").get_yticklabels()]
    ['', 'fell', 'city', '', 'fell']
    """
    check_table(table, "collocates", "term", "n", "n_expected", "g2")
    check_count("top", top)
    subject = f"“{shorten(word, 30)}”" if word else "the word asked for"
    if table.empty:
        return say_nothing(ax, f"No word was found near {subject}.")
    by = columns_before(table, "term")
    groups = groups_of(table, by, colors=colors, order=order, labels=labels)
    is_more = groups.table["g2"] > 0
    if not is_more.any():
        return say_nothing(ax, f"No word is near {subject} more often than expected.")
    groups = groups._replace(table=groups.table[is_more], of_row=groups.of_row[is_more])
    is_one = len(groups.looks) == 1
    draw = _draw_one if is_one else _draw_several
    ax, notes = draw(groups, top, ax)
    ax.set_xlim(left=0)
    ax.locator_params(axis="x", integer=True)
    where = f" in {shorten(groups.shown()[0], 30)}" if by and is_one else ""
    title = f"Words near {subject}{where}, more often than expected"
    has_p = "p_adjusted" in table.columns
    x = "times near the word, strongest association on top" + ("; filled: adjusted p < 0.05" if has_p else "")
    return describe(ax, title, x=x, notes=notes)


def _draw_one(groups: Groups, top: int, ax: Axes | None) -> tuple[Axes, list[str]]:
    """Draw the terms of one group, or of all articles."""
    (look,) = groups.looks.values()
    terms = groups.table.head(top)
    ax = row_axes(ax, list(terms["term"]))
    _draw_terms(ax, terms, np.arange(len(terms)), look.color)
    _explain(ax, look.color)
    left_out = len(groups.table) - len(terms)
    return ax, [f"the first {len(terms)} words; {left_out:,} left out"] if left_out else []


def _draw_several(groups: Groups, top: int, ax: Axes | None) -> tuple[Axes, list[str]]:
    """Draw the terms of each group below its name; return what there is to say below them."""
    found = groups.table["n"].groupby(groups.of_row).sum()
    kept = set(found.nlargest(MOST_GROUPS).index)
    shown = [name for name in groups.looks if name in kept]
    most = max(1, min(top, MOST_ROWS // len(shown) - 1))
    terms = {name: groups.table[groups.of_row == name].head(most) for name in shown}
    rows = [row for name in shown for row in ("", *terms[name]["term"])]
    ax = row_axes(ax, rows, row=0.22)
    y = 0
    for name in shown:
        style: dict[str, Any] = {"va": "center", "fontsize": 10, "color": INK}
        ax.text(
            0.01,
            y,
            shorten(groups.labels[name], 60),
            transform=ax.get_yaxis_transform(),
            **style,
            **as_written(),
        )
        heights = np.arange(y + 1, y + 1 + len(terms[name]))
        _draw_terms(ax, terms[name], heights, groups.looks[name].color)
        y += 1 + len(terms[name])
    _explain(ax, INK)
    notes = []
    if (groups.of_row[groups.of_row.isin(kept)].value_counts() > most).any():
        notes.append(f"of each at most {most} words")
    if len(groups.looks) > len(shown):
        n_left_out = len(groups.looks) - len(shown)
        notes.append(f"of {len(groups.looks)}, the {len(shown)} with the most words; {n_left_out} left out")
    return ax, notes


def _draw_terms(ax: Axes, terms: pd.DataFrame, y: np.ndarray, color: str) -> None:
    """Draw for each term how often it was found and how often chance would bring it, at heights `y`."""
    is_sure = terms["p_adjusted"] < SIGNIFICANT if "p_adjusted" in terms else pd.Series(True, terms.index)
    ax.hlines(y, terms["n_expected"], terms["n"], color=color, lw=1.2, zorder=1)
    face = np.where(is_sure, color, "white")
    ax.scatter(terms["n"], y, s=32, facecolors=list(face), edgecolors=color, lw=1.2, zorder=3)
    ax.plot(terms["n_expected"], y, "|", color=INK, markersize=9)


def _explain(ax: Axes, color: str) -> None:
    found = Line2D([], [], color=color, marker="o", linestyle="")
    chance = Line2D([], [], color=INK, marker="|", markersize=9, linestyle="")
    add_legend(ax, [found, chance], ["found", "expected by chance"])
