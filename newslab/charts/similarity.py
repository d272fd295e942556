"""Charts of the similarity matrix, with the tree of its clusters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from scipy.cluster.hierarchy import dendrogram, linkage
from scipy.spatial.distance import squareform

from newslab.charts._groups import GREY, Colors, looks_of_rows
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
    describe,
    display_names,
    name_rows,
    new_axes,
    say_nothing,
    shorten,
)


def plot_similarity_matrix(
    table: pd.DataFrame,
    *,
    colors: Colors | None = None,
    labels: pd.Series | Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how similar all articles, or sources, are to each other.

    Rows and columns are in the order of average-linkage clustering, so that what is alike is side by side.
    The dendrogram beside the matrix joins two groups at their mean distance (1 - cosine), on an axis that
    begins near the lowest join. The shades end at the highest similarity, which the line below names. The
    diagonal, where each meets itself, is left grey. Up to twelve rows the cosines are written into the cells.

    Parameters
    ----------
    table : DataFrame
        The square table of `similarity_matrix`: cosines, the same names on rows and columns.
    colors : mapping of str to str, optional
        The colour of the mark beside each row, by its name in the table: of sources such as `source_colors`
        returns, their own otherwise; of articles such as ``articles["source"].map(source_colors(articles))``,
        none otherwise.
    labels : Series or sequence of str, optional
        What to call the rows: display names on an index of the table's names, such as ``articles["title"]``,
        or as many as there are rows, in their order. A row without one keeps its own name.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        The axes of the matrix; dendrogram and colour bar are its ``child_axes``.

    Raises
    ------
    ValueError
        If the table is not square, with the same names on rows and columns, or `labels` do not fit its rows.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_similarity_matrix
    >>> cosines = pd.DataFrame([[1, 0.1, 0.8], [0.1, 1, 0.2], [0.8, 0.2, 1]], list("abc"), list("abc"))
    >>> ax = plot_similarity_matrix(cosines)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['b', 'c', 'a']
    """
    check_square(table, "similarity_matrix")
    looks = looks_of_rows(table.index, colors)
    n = len(table)
    if n < 2:
        one = "There is only one article or source: nothing to compare."
        return say_nothing(ax, one if n else "There are no articles to compare.")
    titles = _titles(labels, table.index)
    side = min(max(0.3 * n, 2.2), 7)
    ax = new_axes(ax, width=1.35 * side + 4, height=side + 1, layout="compressed")
    tree = _cluster(table.to_numpy(dtype=float))
    order = tree["leaves"]

    cosines = table.to_numpy(dtype=float)[np.ix_(order, order)]
    np.fill_diagonal(cosines, np.nan)
    known = cosines[np.isfinite(cosines)]
    highest = known.max(initial=0)
    image = draw_cells(ax, cosines, known.min(initial=0), highest or 1)
    ax.set_facecolor(FAINT)
    name_rows(ax, display_names(titles.iloc[order]))
    mark_rows(ax, [looks[row] for row in order])
    ax.set_xticks([])
    if n <= 12:
        write_values(image, np.vectorize("{:.2f}".format)(cosines))
    _draw_dendrogram(ax.inset_axes((1.01, 0, 0.18, 1)), tree, n)
    add_color_bar(image, "cosine similarity", cax=ax.inset_axes((1.24, 0, 0.035, 1)))
    return describe(
        ax,
        f"How similar {count_rows(table)} are",
        x="columns in the order of the rows, what is alike side by side",
        notes=[f"the darkest cell: {highest:.2f}"],
    )


def _titles(labels: pd.Series | Sequence[str] | None, names: pd.Index) -> pd.Series:
    """Return the display name of each row of the matrix, missing where it has none."""
    if labels is None:
        return names.to_series()
    if isinstance(labels, pd.Series):
        if not labels.index.is_unique:
            raise ValueError("labels must give a row one name, but its index holds a name more than once")
        return labels.reindex(names)
    if isinstance(labels, (str, Mapping)) or len(labels) != len(names):
        raise ValueError(
            f"labels must be a list of {len(names)} names, one for each row of the table in its order, or a "
            f"Series such as articles['title'], not {shorten(repr(labels))}"
        )
    return pd.Series(list(labels), index=names)


def _cluster(cosines: np.ndarray) -> dict:
    """Return SciPy's dendrogram of the average-linkage clustering; a cosine that is not known counts as 0."""
    distances = 1 - np.nan_to_num(np.clip(cosines, -1, 1))
    np.fill_diagonal(distances, 0)
    condensed = squareform((distances + distances.T) / 2, checks=False)
    # Turning the branches so that neighbours are alike takes cubic time, and in hundreds of rows is not seen.
    return dendrogram(linkage(condensed, "average", optimal_ordering=len(cosines) <= 400), no_plot=True)


def _draw_dendrogram(ax: Axes, tree: dict, n: int) -> None:
    """Draw the tree with its root at the right, its leaves at rows 0 to n - 1 from the top down."""
    rows = (np.array(tree["icoord"]) - 5) / 10  # SciPy sets its leaves at 5, 15, 25 …
    heights = np.array(tree["dcoord"])
    lowest, highest = (
        heights[:, 1].min(),
        heights.max(),
    )  # the second of a join's four corners is at its height
    span = (highest - lowest) or 1
    ax.add_collection(LineCollection(list(np.stack([heights, rows], axis=2)), color=GREY, lw=0.8))
    ax.set(xlim=(lowest - 0.2 * span, highest + 0.05 * span), ylim=(n - 0.5, -0.5), xticks=[], yticks=[])
    ax.set_axis_off()
