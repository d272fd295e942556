"""Charts of articles, and of pairs of articles, as points: the map, and similarity beside overlap."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from newslab.articles import UNKNOWN
from newslab.charts._groups import GREY, NEUTRAL, Colors, Labels, Order, check_colors, groups_of, label_values
from newslab.charts._placing import name_points
from newslab.charts._style import (
    FAINT,
    add_legend,
    check_table,
    describe,
    display_names,
    new_axes,
    say_nothing,
    shorten,
    shorten_middle,
)


def plot_article_map(
    table: pd.DataFrame,
    *,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each article as a point, near those it resembles.

    Parameters
    ----------
    table : DataFrame
        The table of `article_map`: index article; columns x, y, source, title.
    colors : mapping of str to str, optional
        The colour of each source, such as `source_colors` returns; its own otherwise.
    order : sequence of str, optional
        Articles of which sources to draw, in the order of the legend; all otherwise.
    labels : mapping of str to str, optional
        What to call sources on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A colour a source. Up to 30 articles are named, by title or by id where there is none; a name for
        which there is no room when the figure is drawn is hidden. The axes have no unit.

    Raises
    ------
    ValueError
        If a column is missing, or `order` names a source that the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_article_map
    >>> points = pd.DataFrame(
    ...     {"x": [0.0, 1.0], "y": [0.0, 1.0], "source": ["A", "B"], "title": ["One", "Two"]}
    ... )
    >>> ax = plot_article_map(points)
    >>> [text.get_text() for text in ax.texts]
    ['One', 'Two']
    """
    check_table(table, "article_map", "x", "y", "source", "title")
    if table.empty:
        return say_nothing(ax, "There are no articles to place on a map.")
    groups = groups_of(table, ["source"], colors=colors, order=order, labels=labels)
    ax = new_axes(ax, height=6, width=9, legend=len(groups.looks))
    ax.set_aspect("equal", adjustable="datalim")
    ax.margins(0.08)
    ax.spines[:].set(visible=True, color=FAINT)
    ax.set(xticks=[], yticks=[])
    table = groups.table
    size = 36 if len(table) <= 300 else 12
    for name, look in groups.looks.items():
        points = table[groups.of_row == name]
        style: dict[str, Any] = {"color": look.color, "marker": look.marker, "edgecolor": "white", "lw": 0.5}
        ax.scatter(points["x"], points["y"], s=size, **style)
    if len(groups.looks) > 1:
        add_legend(ax, [_dot(look.color, look.marker) for look in groups.looks.values()], groups.shown())
    note = f"{len(table):,} articles, too many to name"
    if len(table) <= 30:
        note = f"{len(table):,} articles, named where there is room"
        names = [shorten(title, 32) for title in display_names(table["title"])]
        name_points(ax, table[["x", "y"]].to_numpy(float), names)
    return describe(ax, "Articles that are alike are close together", x=note)


def plot_similar_pairs(table: pd.DataFrame, *, colors: Colors | None = None, ax: Axes | None = None) -> Axes:
    """Draw pairs of articles by similarity (the same story?) and by overlap (the same sentences?).

    Parameters
    ----------
    table : DataFrame
        The table of `similar_pairs`: article_a, article_b, similarity, overlap_a, overlap_b, source_a,
        source_b.
    colors : mapping of str to str, optional
        The colour of the pairs of ``"two sources"``, ``"one source"`` and ``"source unknown"``.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        One point a pair: similarity to the right, the larger of the two overlaps upwards, both from 0 to 1.
        Filled points join two sources, hollow ones stay within one, grey ones have a source that is unknown.
        The five most similar pairs are named where there is room: by their row in the table and their two
        sources, or their articles where these are of one source or one is unknown. A pair without an overlap
        cannot be drawn; the line below counts them.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_similar_pairs
    >>> pairs = pd.DataFrame(
    ...     {"article_a": "a1", "article_b": "b1", "similarity": [0.7], "overlap_a": 0.4, "overlap_b": 0.5,
    ...      "source_a": "A", "source_b": "B"}
    ... )
    >>> plot_similar_pairs(pairs).texts[0].get_text()
    '0: A – B'
    """
    check_table(
        table,
        "similar_pairs",
        *("article_a", "article_b", "similarity", "overlap_a", "overlap_b", "source_a", "source_b"),
    )
    if table.empty:
        return say_nothing(ax, "No two articles are as similar as was asked for.")
    overlap = table[["overlap_a", "overlap_b"]].max(axis=1)
    short = int(overlap.isna().sum())
    table, y = table[overlap.notna()], overlap.dropna()
    x = table["similarity"]
    ax = new_axes(ax, height=4.5)
    source_a, source_b = label_values(table["source_a"]), label_values(table["source_b"])
    unknown = (source_a == UNKNOWN) | (source_b == UNKNOWN)
    same = (source_a == source_b) & ~unknown
    given = (
        dict.fromkeys(("two sources", "one source"), NEUTRAL)
        | {"source unknown": GREY}
        | check_colors(colors)
    )
    kinds = {
        "two sources": (~same & ~unknown, given["two sources"], given["two sources"]),
        "one source": (same, given["one source"], "none"),
        "source unknown": (unknown, given["source unknown"], given["source unknown"]),
    }
    kinds = {name: kind for name, kind in kinds.items() if kind[0].any()}
    size, alpha = (30, 0.8) if len(x) <= 300 else (8, 0.8 if len(x) <= 2_000 else 0.3)
    for rows, edge, face in kinds.values():
        ax.scatter(x[rows], y[rows], s=size, edgecolor=edge, facecolor=face, alpha=alpha, lw=1)
    ax.set(xlim=(min(0, x.min()) - 0.05, max(1, x.max()) + 0.05), ylim=(-0.05, 1.05))
    ax.grid(color=FAINT, lw=0.6)
    add_legend(ax, [_dot(edge, "o", face) for _, edge, face in kinds.values()], list(kinds))
    order = np.argsort(-x.to_numpy(), kind="stable")
    a, b = (
        articles.map(shorten_middle).where(same | unknown, sources)
        for articles, sources in ((table["article_a"], source_a), (table["article_b"], source_b))
    )
    names = [f"{table.index[i]}: {shorten(a.iloc[i], 24)} – {shorten(b.iloc[i], 24)}" for i in order[:5]]
    name_points(ax, np.column_stack([x, y])[order], names)
    n_pairs = "1 pair" if len(x) == 1 else f"{len(x):,} pairs"
    return describe(
        ax,
        f"{n_pairs} of articles: the same story, or the same sentences?",
        x="similarity (cosine); the number before a name: row of the table"
        + (f"\n{short:,} {'pair' if short == 1 else 'pairs'} of too few words left out" if short else ""),
        y="overlap (share of one article that the other holds too)",
    )


def _dot(edge: str, marker: str, face: str | None = None) -> Line2D:
    return Line2D([], [], linestyle="", marker=marker, markeredgecolor=edge, markerfacecolor=face or edge)
