"""What articles share: passages of two articles, as a chart and side by side, and the matrix of reuse."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from newslab.articles import check_articles, labels_of
from newslab.charts._groups import (
    NEUTRAL,
    Colors,
    Labels,
    Order,
    check_order,
    groups_of,
    label_values,
    looks_of_rows,
)
from newslab.charts._matrix import (
    add_color_bar,
    check_square,
    count_rows,
    draw_cells,
    mark_rows,
    write_values,
)
from newslab.charts._style import (
    FAINT,
    FILLS,
    add_legend,
    as_written,
    check_table,
    describe,
    display_names,
    name_rows,
    new_axes,
    row_axes,
    say_nothing,
    shorten_all,
)

if TYPE_CHECKING:
    from IPython.display import HTML

PLACES = ["start_a", "end_a", "start_b", "end_b"]


def plot_shared_passages(
    passages: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    pair: tuple | None = None,
    colors: Colors | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw where in two articles the passages are that they share.

    Parameters
    ----------
    passages : DataFrame
        The table of `shared_passages`: article_a, article_b, start_a, end_a, start_b, end_b.
    articles : DataFrame
        The articles that were searched.
    pair : tuple of two labels, optional
        The two articles, by their labels in the index of `articles`; those of the first row of `passages`
        otherwise.
    colors : mapping of str to str, optional
        The colour of each source, such as `source_colors` returns; its own otherwise.
    labels : mapping of str to str, optional
        What to call sources on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A bar an article, as long as its text, with its passages in the colour of its source, and a band a
        passage from its place in the one to its place in the other. Articles are named by title, by id where
        there is none.

    Raises
    ------
    ValueError
        If a column is missing, or `pair` does not name two of the articles.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_shared_passages
    >>> articles = pd.DataFrame({"text": ["Aleppo fell at dawn.", "Then Aleppo fell."]}, index=["a1", "a2"])
    >>> passages = pd.DataFrame(
    ...     {"article_a": ["a1"], "article_b": "a2", "start_a": 0, "end_a": 11, "start_b": 5, "end_b": 16}
    ... )
    >>> [label.get_text() for label in plot_shared_passages(passages, articles).get_yticklabels()]
    ['a1', 'a2']
    """
    _check_passages(passages, articles)
    if pair is None and passages.empty:
        return say_nothing(ax, "There are no shared passages to draw.")
    two, places = _of_pair(passages, articles, pair)
    two = two.assign(source=labels_of(two, "source"))
    groups = groups_of(two, ["source"], colors=colors, labels=labels)
    ax = row_axes(ax, display_names(labels_of(two, "title")), row=0.9)
    ax.grid(visible=False)
    ax.barh([0, 1], two["text"].str.len().fillna(0), height=0.16, color=FAINT)
    bands = [
        [(start_a, 0.08), (end_a, 0.08), (end_b, 0.92), (start_b, 0.92)]
        for start_a, end_a, start_b, end_b in places
    ]
    ax.add_collection(PolyCollection(bands, facecolor=NEUTRAL, edgecolor=NEUTRAL, lw=0.5, alpha=0.45))
    for row, (starts, ends) in enumerate((places[:, :2].T, places[:, 2:].T)):
        color = groups.looks[groups.of_row.iloc[row]].color
        ax.barh(np.full(len(places), row), ends - starts, left=starts, height=0.16, color=color)
    if two["source"].notna().any():
        add_legend(ax, [Patch(color=look.color) for look in groups.looks.values()], groups.shown())
    ax.set_xlim(left=0)
    return describe(
        ax,
        "Passages that two articles share",
        x=f"characters from the start of the text; passages shown: {len(places):,}",
    )


def show_shared_passages(
    passages: pd.DataFrame, articles: pd.DataFrame, *, pair: tuple | None = None
) -> HTML:
    """Show two articles side by side, with the passages marked that they share.

    Parameters
    ----------
    passages, articles, pair
        As in `plot_shared_passages`.

    Returns
    -------
    IPython.display.HTML
        What a notebook shows as it is; its attribute `data` is the HTML. A passage has the same number and
        colour in both articles; the longest is number 1. Everything taken from articles is escaped, so that
        it is shown as it was written.

    Raises
    ------
    ValueError
        If a column is missing, or `pair` does not name two of the articles.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import show_shared_passages
    >>> articles = pd.DataFrame({"text": ["Aleppo fell at dawn.", "Then Aleppo <b>fell."]})
    >>> passages = pd.DataFrame(
    ...     {"article_a": [0], "article_b": [1], "start_a": [0], "end_a": [11], "start_b": [5], "end_b": [19]}
    ... )
    >>> "Aleppo &lt;b&gt;fell</mark>." in show_shared_passages(passages, articles).data
    True
    """
    from IPython.display import HTML  # which only notebooks need

    _check_passages(passages, articles)
    if pair is None and passages.empty:
        return HTML("<p>There are no shared passages to show.</p>")
    two, places = _of_pair(passages, articles, pair)
    names, sources = display_names(labels_of(two, "title")), label_values(labels_of(two, "source"))
    columns = [
        f'<div dir="auto" style="flex: 1; min-width: 0; overflow-wrap: break-word">'
        f"<p><strong>{escape(str(name))}</strong><br>{escape(str(source))}</p>"
        f'<div dir="auto" style="white-space: pre-wrap; line-height: 1.6">{_marked(text, of_one)}</div></div>'
        for name, source, text, of_one in zip(
            names, sources, two["text"].fillna(""), (places[:, :2], places[:, 2:]), strict=True
        )
    ]
    # Two dollar signs in a text are no formula: MathJax leaves out what has these classes.
    # A page of a report shows two long articles in a box that scrolls, which has the class "passages".
    classes = "passages tex2jax_ignore mathjax_ignore"
    style = f'class="{classes}" style="display: flex; gap: 2em; text-align: start"'
    return HTML(f"<div {style}>{''.join(columns)}</div>")


def plot_reuse_matrix(
    table: pd.DataFrame,
    *,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | pd.Series | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how much of each article, or source, is in every other as well.

    Parameters
    ----------
    table : DataFrame
        The square table of `reuse_matrix`: shares, the same names on rows and columns.
    colors : mapping of str to str, optional
        The colour of the mark beside each row and column, by its name in the table: of sources such as
        `source_colors` returns, their own otherwise; of articles such as
        ``articles["source"].map(source_colors(articles))``, none otherwise.
    order : sequence of str, optional
        Which rows and columns to draw, in which order; all, in the table's order, otherwise.
    labels : mapping of str to str, optional
        What to call rows and columns, such as ``articles["title"]``; one without keeps its own name.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row and a column each. Up to twelve rows the shares are written into the
        cells, in percent. The shades end at the highest share, which the line below names.

    Raises
    ------
    ValueError
        If the table is not square, with the same names on rows and columns, or `order` names what it does not
        hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_reuse_matrix
    >>> shares = pd.DataFrame([[0.0, 0.8], [0.1, 0.0]], list("ab"), list("ab"))
    >>> [text.get_text() for text in plot_reuse_matrix(shares).texts]
    ['0', '80', '10', '0']
    """
    check_square(table, "reuse_matrix")
    if table.empty:
        return say_nothing(ax, "There are no articles to compare.")
    if order is not None:
        found = label_values(table.index.to_series()).tolist()
        rows = pd.Index(found).get_indexer(check_order(order, found))
        table = table.iloc[rows, rows]
    n = len(table)
    side = min(max(0.34 * n, 2.6), 7)
    ax = new_axes(ax, width=side + 4.5, height=side + 2.2, layout="compressed")
    shares = table.to_numpy(float)
    highest = np.nanmax(shares, initial=0)
    digits = 0 if highest >= 0.1 or not highest else 1 if highest >= 0.01 else 2  # small ones are not all 0
    image = draw_cells(ax, shares, 0, highest or 1)
    ax.set_facecolor(FAINT)
    given = dict(labels) if labels is not None else {}
    names = [str(name if pd.isna(given.get(name)) else given[name]) for name in table.index]
    name_rows(ax, names)
    ax.tick_params(axis="x", length=0)
    steps = ax.get_yticks().astype(int)
    shown = shorten_all(names, 24)
    ax.set_xticks(steps, [shown[step] for step in steps], rotation=90, **as_written())
    looks = looks_of_rows(table.index, colors)
    mark_rows(ax, looks)
    mark_rows(ax, looks, columns=True)
    if n <= 12:
        percent = f"{{:.{digits}f}}".format
        write_values(
            image, np.array([[percent(100 * share) if share else "0" for share in row] for row in shares])
        )
    bar = ax.inset_axes((1.03, 0, 0.035, 1))
    add_color_bar(image, "share of the row’s text", cax=bar, format=PercentFormatter(1))
    title = f"What the row shares with the column, {count_rows(table)}"
    return describe(ax, title, x=f"the darkest cell: {highest:.{digits}%}")


def _check_passages(passages: pd.DataFrame, articles: pd.DataFrame) -> None:
    check_table(passages, "shared_passages", "article_a", "article_b", *PLACES)
    check_articles(articles)


def _of_pair(
    passages: pd.DataFrame, articles: pd.DataFrame, pair: tuple | None
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the two articles, and where in the one and in the other their passages start and end."""
    one, other = passages.iloc[0][["article_a", "article_b"]] if pair is None else pair
    for label in (one, other):
        if label not in articles.index:
            raise ValueError(
                f"no article {label!r} in the index of articles; pass the table that was searched"
            )
    a, b = (articles.index.get_indexer(passages[side]) for side in ("article_a", "article_b"))
    rows = articles.index.get_indexer([one, other])
    places = np.concatenate(
        [
            passages.loc[(a == rows[0]) & (b == rows[1]), PLACES],
            passages.loc[(a == rows[1]) & (b == rows[0]), PLACES[2:] + PLACES[:2]],
        ]
    )
    return articles.iloc[rows], places


def _marked(text: str, places: np.ndarray) -> str:
    """Return a text as HTML with passages marked; where some overlap, with the colour of the first."""
    cuts = sorted({0, len(text), *places.ravel().tolist()})
    pieces = []
    for start, end in pairwise(cuts):
        piece = escape(text[start:end])
        covering = np.flatnonzero((places[:, 0] <= start) & (places[:, 1] >= end))
        if len(covering):
            numbers = "".join(f"<sup>{i + 1} </sup>" for i in np.flatnonzero(places[:, 0] == start))
            color = FILLS[covering[0] % len(FILLS)]
            piece = f'<mark style="background: {color}; color: black">{numbers}{piece}</mark>'
        pieces.append(piece)
    return "".join(pieces)
