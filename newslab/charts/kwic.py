"""Chart of the concordance: where in each article the hits fall."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from newslab.articles import check_articles, labels_of
from newslab.charts._style import (
    FAINT,
    add_legend,
    check_table,
    describe,
    display_names,
    group_rows,
    name_rows,
    new_axes,
    say_nothing,
)


def plot_dispersion(hits: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw where in each article the hits fall: a lexical dispersion plot.

    Parameters
    ----------
    hits : DataFrame
        The table of `concordance` (article, source, start) or of `find_terms` (article, frame, start).
    articles : DataFrame
        The articles that were searched, in the order in which to draw them.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A line an article, as long as its text, and a tick on it where a hit starts; the colour is the frame
        where `hits` has one, else the source. Articles are named by title, by id where there is none; those
        without a hit are drawn too.

    Raises
    ------
    ValueError
        If a column is missing, or a hit lies in an article that is not among `articles`.

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
    group, looks = group_rows(hits, [kind])
    ax = new_axes(ax, height=0.26 * len(articles) + 1, legend=len(looks))
    ax.hlines(range(len(articles)), 0, articles["text"].str.len().fillna(0), color=FAINT, lw=1)
    row = articles.index.get_indexer(hits["article"])
    for name, look in looks.items():
        here = (group == name).to_numpy()
        ax.vlines(hits["start"][here], row[here] - 0.38, row[here] + 0.38, color=look.color, lw=1.4)
    name_rows(ax, display_names(labels_of(articles, "title")))
    ax.set_xlim(left=0)
    ax.spines["left"].set_visible(False)
    if len(looks) > 1:
        add_legend(ax, [Line2D([], [], color=look.color, lw=2) for look in looks.values()], list(looks))
    return describe(ax, "Where in each article it is said", x="characters from the start of the text")
