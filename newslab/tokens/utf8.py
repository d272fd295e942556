"""Characters in the bytes of UTF-8."""

from __future__ import annotations

import numpy as np


def code_points(data: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the characters of UTF-8 that begin at some places."""
    points = data[places].astype(np.uint32)
    beyond_ascii = np.flatnonzero(points >= 0x80)
    first, start = points[beyond_ascii], places[beyond_ascii]
    for length, lowest, highest in ((2, 0xC0, 0xDF), (3, 0xE0, 0xEF), (4, 0xF0, 0xFF)):
        here = np.flatnonzero((first >= lowest) & (first <= highest))
        value = first[here] & (0x7F >> length)
        for k in range(1, length):
            value = value << 6 | data[start[here] + k] & 0x3F
        points[beyond_ascii[here]] = value
    return points


def continues(data: np.ndarray) -> np.ndarray:
    """Return whether a byte of UTF-8 continues a character that an earlier byte began."""
    return (data & 0xC0) == 0x80


def previous(data: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Return where the character before the one at each position begins."""
    positions = positions - 1
    for _ in range(3):
        positions = positions - continues(data[positions])
    return positions


def following(data: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Return where the character after the one at each position begins."""
    positions = positions + 1
    for _ in range(3):
        positions = positions + continues(data[positions])
    return positions
