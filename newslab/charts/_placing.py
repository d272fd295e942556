"""Names beside points, where there is room for them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.text import Text

from newslab.charts._style import GREY, INK, as_written


def name_points(ax: Axes, points: np.ndarray, names: Sequence[str]) -> None:
    """Write each name beside the point of its row, where there is room whenever the figure is drawn.

    Points beyond the last name are only kept clear.
    """
    style = {"fontsize": 7.5, "color": INK, "va": "bottom", "in_layout": False, **as_written()}
    line = {"arrowstyle": "-", "color": GREY, "lw": 0.5}
    texts = [
        ax.annotate(name, point, (0, 0), textcoords="offset points", arrowprops=line, **style)
        for point, name in zip(points, names, strict=False)
    ]
    ax.add_artist(_Placement(points, texts))


class _Placement(Artist):
    """Draws nothing; gives the names their places just before they are drawn, when the layout has settled.

    A name takes the first of some places around its point that lies inside the axes and off every point and
    every name so far; a name with no such place is hidden.
    """

    zorder = 1  # before any text

    def __init__(self, points: np.ndarray, texts: Sequence[Text]) -> None:
        super().__init__()
        self.points, self.texts = points, texts
        self.set_in_layout(False)

    def draw(self, renderer: RendererBase) -> None:
        unit = renderer.points_to_pixels(1)
        pixels = self.axes.transData.transform(self.points)
        taken = np.column_stack([pixels - 3 * unit, pixels + 3 * unit])  # boxes: left, bottom, right, top
        for text, corner in zip(self.texts, pixels, strict=False):
            text.set_visible(True)  # what is hidden has no extent
            size = Text.get_window_extent(text, renderer).size  # of the name, without the line to its point
            for gap, offset in _places(*size / unit):
                low = corner + offset * unit
                box = np.concatenate([low - 2, low + size + 2])
                if self._is_inside(box) and not _overlaps(box, taken):
                    text.set_position(offset)
                    text.arrow_patch.set_visible(gap > 6)
                    taken = np.vstack([taken, box])
                    break
            else:
                text.set_visible(False)

    def _is_inside(self, box: np.ndarray) -> bool:
        return (box[:2] > self.axes.bbox.min).all() and (box[2:] < self.axes.bbox.max).all()


def _overlaps(box: np.ndarray, taken: np.ndarray) -> bool:
    return ((box[:2] < taken[:, 2:]) & (box[2:] > taken[:, :2])).all(axis=1).any()


def _places(width: float, height: float) -> list[tuple[float, np.ndarray]]:
    """Return how far a name may stand from its point, and its lower left corner there, the best first."""
    places = []
    for gap in (6, 14, 22):
        left, centre, right = -width - gap, -width / 2, gap
        below, level, above = -height - gap, -height / 2, gap
        corners = [(right, level), (left, level), (centre, above), (centre, below)]
        corners += [(right, above), (right, below), (left, above), (left, below)]
        places += [(gap, np.array(corner)) for corner in corners]
    return places
