"""Arrays of numbers, some of which may be 0."""

from __future__ import annotations

import numpy as np


def arrays_of(*numbers: np.ndarray) -> list[np.ndarray]:
    """Return numbers as arrays of floats, all of one shape."""
    return [*np.broadcast_arrays(*(np.asarray(x, float) for x in numbers))]


def over(numerator: np.ndarray | float, denominator: np.ndarray, otherwise: float = np.nan) -> np.ndarray:
    """Divide; `otherwise` where the denominator is 0."""
    zero = np.asarray(denominator) == 0
    return np.where(zero, otherwise, numerator / np.where(zero, 1, denominator))
