"""Chart of the concordance: where in each article the hits fall."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from newslab.articles import check_articles, labels_of
from newslab.charts._groups import MARKERS, Colors, Groups, Labels, Order, groups_of
from newslab.charts._style import (
    FAINT,
    add_legend,
    check_table,
    describe,
    display_names,
    row_axes,
    say_nothing,
    shorten,
)
from newslab.checks import check_count

#: Groups whose legend leaves room for the numbers of a long axis.
FEW = 8


def plot_dispersion(
    hits: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    top: int = 40,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw where in each article the hits fall: a lexical dispersion plot.

    Parameters
    ----------
    hits : DataFrame
        The table of `concordance` (article, source, start) or of `find_terms` (article, frame, start).
    articles : DataFrame
        The articles that were searched, in the order in which to draw them.
    top : int, default 40
        How many articles to draw: those with the most hits, in their order; ties, the first.
    colors : mapping of str to str, optional
        The colour of each source, such as `source_colors` returns, or of each frame; its own otherwise.
    order : sequence of str, optional
        Hits of which sources, or frames, to draw, in the order of the legend; all otherwise.
    labels : mapping of str to str, optional
        What to call sources, or frames, on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A line an article, as long as its text, and a tick on it where a hit starts; the colour is the frame
        where `hits` has one, else the source. Articles are named by title, by id where there is none; those
        without a hit are drawn too, where there is room; the line below counts what is left out.

    Raises
    ------
    ValueError
        If a column is missing, a hit is in an article that is not among `articles`, or `order` names
        what `hits` does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_dispersion
    >>> articles = pd.DataFrame({"text": ["Aleppo fell.", "Nothing new."]}, index=["a1", "a2"])
    >>> hits = pd.DataFrame({"article": ["a1"], "source": ["A"], "start": [0]})
    >>> [label.get_text() for label in plot_dispersion(hits, articles).get_yticklabels()]
    ['a1', 'a2']
    """
    kind = "frame" if "frame" in hits else "source"
    check_table(hits, "concordance or newslab.find_terms", "article", kind, "start")
    check_articles(articles)
    if articles.empty:
        return say_nothing(ax, "There are no articles to draw.")
    strangers = hits["article"][~hits["article"].isin(articles.index)]
    if len(strangers):
        raise ValueError(
            f"hits name {strangers.iloc[0]!r}, which is not among articles; pass the table that was searched"
        )
    check_count("top", top)
    groups = groups_of(hits, [kind], colors=colors, order=order, labels=labels)
    n_articles, n_hits = len(articles), len(groups.table)
    is_shown = _with_most_hits(articles, groups.table["article"], top)
    articles = articles[is_shown]
    ax = row_axes(ax, display_names(labels_of(articles, "title")), legend=len(groups.looks))
    ax.grid(visible=False)
    ax.hlines(range(len(articles)), 0, articles["text"].str.len().fillna(0), color=FAINT, lw=1)
    row = articles.index.get_indexer(groups.table["article"])
    _draw_ticks(ax, groups, row)
    ax.set_xlim(left=0)
    ax.xaxis.set_major_locator(MaxNLocator(5 if len(groups.looks) <= FEW else 3, integer=True))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    notes = []
    if n_articles > len(articles):
        n_shown = int((row >= 0).sum())
        notes = [
            f"the {len(articles)} articles with the most hits, of {n_articles:,}; "
            f"{n_hits - n_shown:,} of {n_hits:,} hits left out"
        ]
    title = f"Where in each article {_say_what_is_found(groups.table)}"
    return describe(ax, title, x="characters from the start of the text", notes=notes)


def _draw_ticks(ax: Axes, groups: Groups, row: np.ndarray) -> None:
    """Draw each hit as a tick on the row of its article, in the colour of its group, which a legend names."""
    handles = []
    for name, look in groups.looks.items():
        here = (groups.of_row == name).to_numpy() & (row >= 0)
        start = groups.table["start"].to_numpy()[here]
        ax.vlines(start, row[here] - 0.38, row[here] + 0.38, color=look.color, lw=1.4)
        marker = look.marker if look.marker != MARKERS[0] else ""
        if marker:  # of two groups of one colour, the second has a mark on its ticks
            ax.plot(start, row[here] - 0.38, marker, color=look.color, markersize=4, lw=0)
        handles.append(Line2D([], [], color=look.color, lw=2, marker=marker))
    if len(handles) > 1:
        add_legend(ax, handles, groups.shown())


def _with_most_hits(articles: pd.DataFrame, hit: pd.Series, top: int) -> np.ndarray:
    """Say of each article whether it is among the `top` with the most hits."""
    n_hits = np.bincount(articles.index.get_indexer(hit), minlength=len(articles))
    is_shown = np.zeros(len(articles), bool)
    is_shown[np.argsort(-n_hits, kind="stable")[:top]] = True
    return is_shown


def _say_what_is_found(hits: pd.DataFrame) -> str:
    """Say what is found: the frame or word of all hits, or the most frequent one and how many others."""
    column = next((column for column in ("frame", "match") if column in hits), None)
    if column is None or hits.empty:
        return "what was searched for is found"
    n_hits = hits[column].astype("str").str.casefold().value_counts()
    if len(n_hits) == 1:
        return f"“{shorten(hits[column].iloc[0], 30)}” is found"
    n_others = len(n_hits) - 1
    others = ("other frame" if column == "frame" else "other word") + ("s" if n_others > 1 else "")
    return f"“{shorten(n_hits.index[0], 30)}” and {n_others:,} {others} are found"
