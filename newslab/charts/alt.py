"""What a chart shows, in words: for those who do not see it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle

#: Rows, names and values that are listed at most.
MOST = 12


def alt_text(ax: Axes) -> str:
    """Describe a chart in words, from what is drawn: its subject, its rows with their values, its axes.

    Parameters
    ----------
    ax : Axes
        What a chart of newslab returned.

    Returns
    -------
    str
        Some sentences, to be used as the alternative text of the picture.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_source_profiles
    >>> from newslab.charts.alt import alt_text
    >>> profiles = pd.DataFrame({"source": ["Daily", "Wire"], "n_articles": [2, 1], "n_words": [90, 40]})
    >>> alt_text(plot_source_profiles(profiles))
    'How much each source wrote. Rows: Daily 2, Wire 1. Across: number of articles.'
    """
    title = " ".join(ax.get_title(loc="left").split())
    if not title:
        return " ".join(text.get_text() for text in ax.texts)
    sentences = [title, _rows(ax)]
    legend = ax.get_legend()
    names = [text.get_text() for text in legend.get_texts()] if legend else []
    sentences.append(f"Legend: {_listed(names)}" if names else "")
    titles = [child.get_title(loc="left") for child in ax.child_axes if isinstance(child, Axes)]
    small = [each for each in titles if each]
    sentences.append(f"Small charts: {_listed(small)}" if small else "")
    for label, where in ((ax.get_xlabel(), "Across"), (ax.get_ylabel(), "Upwards")):
        sentences.append(f"{where}: {'; '.join(label.splitlines())}" if label else "")
    return " ".join(
        sentence if sentence[-1] in ".?!" else f"{sentence}." for sentence in sentences if sentence
    )


def _rows(ax: Axes) -> str:
    """Say which rows a chart has and, where each has one bar or one point, its value."""
    names = {
        round(tick, 3): label.get_text()
        for tick, label in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    }
    if not ax.yaxis_inverted() or not any(names.values()):
        return ""
    # A row without a name has a heading in its place.
    headings = {round(text.get_position()[1]): text.get_text() for text in ax.texts}
    names = {y: name or (f"{headings[y]}:" if y in headings else "") for y, name in names.items()}
    values = _values(ax) if ax.get_legend() is None else {}  # with a legend a row shows several
    rows = [f"{name} {values[y]}" if y in values else name for y, name in names.items() if name]
    return f"Rows: {_listed(rows).replace(':,', ':')}"


def _values(ax: Axes) -> dict[float, str]:
    """Return by the height of a row the value that it shows; none where a row shows several."""
    found: dict[float, list[float]] = {}
    for bar in ax.patches:
        if isinstance(bar, Rectangle):
            found.setdefault(round(bar.get_y() + bar.get_height() / 2, 3), []).append(bar.get_width())
    for points in ax.collections:
        if not isinstance(points, PathCollection):
            continue
        for x, y in np.asarray(points.get_offsets(), float).tolist():
            found.setdefault(round(y, 3), []).append(x)
    return {y: _written(x[0]) for y, x in found.items() if len(x) == 1 and np.isfinite(x[0])}


def _written(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more
