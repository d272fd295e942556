"""What the matrices share: cells in shades of blue, what is written into them, marks and a colour bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation

from newslab.charts._groups import GREY, Look
from newslab.charts._style import INK, check_table, ink_on

#: In printer's points: how far from the cells the middle of a mark is, and the name beside it.
MARK_GAP, NAME_GAP = 8, 14


def check_square(table: pd.DataFrame, function: str) -> None:
    """Raise an error unless `table` is a matrix of `function`, of the same names on rows and columns."""
    check_table(table, function)
    if not table.index.equals(table.columns):
        raise ValueError(
            f"the table must have the same names on rows and columns; newslab.{function} makes one"
        )


def count_rows(table: pd.DataFrame) -> str:
    """Say how many rows a matrix has, and of what."""
    return f"{len(table):,} {'sources' if table.index.name == 'source' else 'articles'}"


def draw_cells(ax: Axes, cells: np.ndarray, lowest: float, highest: float, **options: Any) -> AxesImage:
    """Draw cells, the higher the darker; one that is NaN is left blank. `options` are those of imshow."""
    ax.spines[:].set_visible(False)
    return ax.imshow(cells, cmap="Blues", vmin=lowest, vmax=highest, **options)


def write_values(
    image: AxesImage, texts: np.ndarray, *, bold: np.ndarray | None = None, size: float = 8
) -> None:
    """Write into each cell that is not blank its text, in bold where the cell of `bold` is true."""
    cells: np.ndarray = np.ma.filled(np.ma.asarray(image.get_array()), np.nan)
    for (row, column), value in np.ndenumerate(cells):
        if np.isfinite(value):
            style: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": size}
            style["color"] = ink_on(tuple(image.to_rgba(value)))
            style["weight"] = "bold" if bold is not None and bold[row, column] else "normal"
            image.axes.text(column, row, str(texts[row, column]), **style)


def mark_rows(ax: Axes, looks: Sequence[Look | None], *, columns: bool = False) -> None:
    """Draw between the cells and the name of a row, or column, the mark that its source has in other charts.

    A row without a name, or without a look, has no mark.
    """
    if not any(looks):
        return
    gap = -MARK_GAP / 72
    offset = ScaledTranslation(0 if columns else gap, gap if columns else 0, ax.figure.dpi_scale_trans)
    place = (ax.get_xaxis_transform() if columns else ax.get_yaxis_transform()) + offset
    at_edge = 0  # in shares of the axes: left of the first column, or below the last row
    for tick in (ax.get_xticks() if columns else ax.get_yticks()).astype(int):
        look = looks[tick]
        if look is not None:
            x, y = (tick, at_edge) if columns else (at_edge, tick)
            style: dict[str, Any] = {"color": look.color, "marker": look.marker, "markersize": 6}
            ax.add_artist(Line2D([x], [y], transform=place, clip_on=False, **style))
    ax.tick_params(axis="x" if columns else "y", pad=NAME_GAP)


def add_color_bar(image: AxesImage, label: str, **options: Any) -> None:
    """Say beside a matrix what its shades mean. `options` are those of colorbar."""
    bar = image.figure.colorbar(image, **options)
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=8, color=GREY)
    bar.set_label(label, fontsize=9, color=INK)
