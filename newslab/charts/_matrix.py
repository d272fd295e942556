"""What the matrices share: cells in shades of blue, the values written into them, and a colour bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage

from newslab.charts._groups import GREY
from newslab.charts._style import INK, ink_on


def draw_cells(ax: Axes, cells: np.ndarray, lowest: float, highest: float, **options: Any) -> AxesImage:
    """Draw cells, the higher the darker; one that is NaN is left blank. `options` are those of imshow."""
    ax.spines[:].set_visible(False)
    return ax.imshow(cells, cmap="Blues", vmin=lowest, vmax=highest, **options)


def write_values(image: AxesImage, write: Callable[[float], str]) -> None:
    """Write into each cell what `write` makes of its value."""
    cells: np.ndarray = np.ma.filled(np.ma.asarray(image.get_array()), np.nan)
    for (row, column), value in np.ndenumerate(cells):
        if np.isfinite(value):
            ink = ink_on(tuple(image.to_rgba(value)))
            image.axes.text(column, row, write(value), ha="center", va="center", fontsize=8, color=ink)


def add_color_bar(image: AxesImage, label: str, **options: Any) -> None:
    """Say beside a matrix what its shades mean. `options` are those of colorbar."""
    bar = image.figure.colorbar(image, **options)
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=8, color=GREY)
    bar.set_label(label, fontsize=9, color=INK)
