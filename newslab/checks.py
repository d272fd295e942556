"""Argument checks whose messages carry the remedy."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np


def check_fraction(name: str, value: float) -> float:
    """Return `value` if it is between 0 and 1."""
    if not _is_number(value) or not 0 <= value <= 1:
        raise ValueError(f"{name} must be a number from 0 to 1, not {value!r}")
    return value


def check_positive(name: str, value: float) -> float:
    """Return `value` if it is a number above 0."""
    if not _is_number(value) or value <= 0:
        raise ValueError(f"{name} must be a number above 0, not {value!r}")
    return value


def check_count(name: str, value: int, at_least: int = 1) -> int:
    """Return `value` if it is a whole number of `at_least` or more."""
    if not _is_number(value) or value != int(value) or value < at_least:
        raise ValueError(f"{name} must be a whole number of at least {at_least}, not {value!r}")
    return int(value)


def check_days(name: str, value: float | None) -> float:
    """Return a number of days, infinite for None, if it is not negative."""
    if value is None:
        return np.inf
    if not _is_number(value) or value < 0:
        raise ValueError(
            f"{name} must be a number of days of at least 0, or None for no limit, not {value!r}"
        )
    return value


def check_choice(name: str, value: object, choices: Iterable) -> object:
    """Return `value` if it is one of `choices`."""
    choices = list(choices)
    if value not in choices:
        raise ValueError(f"{name} must be one of {listed(choices)}, not {value!r}")
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, np.number)) and not isinstance(value, bool) and np.isfinite(value)


def listed(names: Iterable, most: int = 12) -> str:
    """Return names in quotation marks with commas between, the first dozen of them."""
    names = [repr(name) for name in names]
    rest = [f"and {len(names) - most} more"] if len(names) > most else []
    return ", ".join(names[:most] + rest) or "none"
