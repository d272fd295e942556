"""Names beside points, where there is room for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import BboxBase, IdentityTransform

from newslab.charts._groups import GREY
from newslab.charts._style import INK, as_written

#: In printer's points: half the side of the square that a point takes up, and how far from its point a name
#: may be; from all but the nearest places a line leads to the point.
RADIUS, GAPS = 3.5, (6, 14, 22, 34)


def name_points(ax: Axes, points: np.ndarray, names: Sequence[str]) -> None:
    """Write each name beside the point of its row, where there is room whenever the figure is drawn.

    Points beyond the last name are only kept clear.
    """
    style: dict[str, Any] = {
        "fontsize": 7.5,
        "color": INK,
        "va": "bottom",
        "in_layout": False,
        "path_effects": [withStroke(linewidth=2, foreground="white")],  # no line of the grid crosses a name
        **as_written(),
    }
    texts = [
        ax.annotate(name, point, (0, 0), textcoords="offset points", **style)
        for point, name in zip(points, names, strict=False)
    ]
    ax.add_artist(_Placement(points, texts))


class _Placement(Artist):
    """Gives the names their places just before they are drawn, when the layout has settled, and leaders.

    A name takes the first of some places around its point that is inside the axes and off every point, name
    and leader so far. Close to its point it is written where no other point is about as near; further off, a
    leader joins it to its point, which in its turn runs through no point, name or leader. A name with no such
    place is hidden.
    """

    zorder = 1  # before any text

    def __init__(self, points: np.ndarray, texts: Sequence[Text]) -> None:
        super().__init__()
        self.points, self.texts = points, texts
        self.leaders: list[np.ndarray] = []  # their two ends, in pixels, as last drawn
        self.set_in_layout(False)

    def draw(self, renderer: RendererBase) -> None:
        if self.axes is None:
            return
        unit = float(np.asarray(renderer.points_to_pixels(1)))
        pixels = np.asarray(self.axes.transData.transform(self.points), float)
        taken = np.column_stack([pixels - RADIUS * unit, pixels + RADIUS * unit])  # left, bottom, right, top
        self.leaders = []
        for text, point in zip(self.texts, pixels, strict=False):
            text.set_visible(True)  # what is hidden has no extent
            size = np.asarray(text.get_window_extent(renderer).size, float)
            for gap, offset in _places(size[0] / unit, size[1] / unit):
                low = point + offset * unit
                box = np.concatenate([low - 2, low + size + 2])
                if not _is_inside(box, self.axes.bbox) or _overlap(box, taken).any():
                    continue
                if gap == GAPS[0]:
                    leader = np.empty((0, 4))
                    if _has_rival(box, point, pixels):
                        continue
                else:
                    ends = _leader(point, box, RADIUS * unit)
                    leader = _as_boxes(ends, unit)
                    is_elsewhere = ~_overlap(np.tile(point, 2), taken)  # not at this very point
                    if _overlap(leader[:, None], taken[is_elsewhere]).any():
                        continue
                    self.leaders.append(ends)
                text.set_position((offset[0], offset[1]))
                wide = box + np.array([-4, 0, 4, 0]) * unit  # or two names side by side read as one
                taken = np.vstack([taken, wide, leader])
                break
            else:
                text.set_visible(False)
        for ends in self.leaders:
            line = Line2D(*ends.T, color=GREY, lw=0.6, transform=IdentityTransform())
            line.set_figure(self.axes.figure)
            line.draw(renderer)


def _is_inside(box: np.ndarray, limits: BboxBase) -> bool:
    return bool((box[:2] > limits.min).all() and (box[2:] < limits.max).all())


def _overlap(box: np.ndarray, taken: np.ndarray) -> np.ndarray:
    """Return for each of the boxes `taken` whether `box` overlaps it; several boxes are rows of one array."""
    return np.all((box[..., :2] < taken[:, 2:]) & (box[..., 2:] > taken[:, :2]), axis=-1)


def _has_rival(box: np.ndarray, point: np.ndarray, points: np.ndarray) -> bool:
    """Return whether another point is about as near to a name as its own, and might be taken for it."""

    def distance(places: np.ndarray) -> np.ndarray:
        return np.linalg.norm(places - np.clip(places, box[:2], box[2:]), axis=-1)

    is_other = (points != point).any(axis=1)
    return bool((distance(points[is_other]) < 1.5 * distance(point)).any())


def _leader(point: np.ndarray, box: np.ndarray, radius: float) -> np.ndarray:
    """Return the two ends of the straight line from the rim of a point to the nearest place of a name."""
    end = np.clip(point, box[:2], box[2:])
    return np.array([point + (end - point) * radius / np.linalg.norm(end - point), end])


def _as_boxes(ends: np.ndarray, unit: float) -> np.ndarray:
    """Return a line as small boxes in a row, without its last step, which touches the name."""
    n_steps = int(np.ceil(np.linalg.norm(ends[1] - ends[0]) / unit))
    dots = np.linspace(ends[0], ends[1], n_steps, endpoint=False)
    return np.column_stack([dots - unit, dots + unit])


def _places(width: float, height: float) -> list[tuple[float, np.ndarray]]:
    """Return how far a name may be from its point, and its lower left corner there, the best first."""
    places: list[tuple[float, np.ndarray]] = []
    for gap in GAPS:
        left, centre, right = -width - gap, -width / 2, gap
        below, level, above = -height - gap, -height / 2, gap
        corners = [(right, level), (left, level), (centre, above), (centre, below)]
        corners += [(right, above), (right, below), (left, above), (left, below)]
        if gap > GAPS[0]:
            further = (right + 2 * gap, left - 2 * gap)
            corners += [(x, y) for x in further for y in (above, below)]
        places += [(gap, np.array(corner)) for corner in corners]
    return places
