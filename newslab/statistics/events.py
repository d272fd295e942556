"""How many of several independent events happen, each with a probability of its own."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

# Rows of more events are approximated, whose exact distribution would take too long.
MOST_EXACT = 200


def at_least_p_value(n: np.ndarray, row: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """Return the probability that at least `n` of a row's events happen (the Poisson binomial distribution).

    Up to 200 events it is exact. From there on it is the normal approximation with a correction for skewness
    (Hong 2013, "On computing the distribution function for the Poisson binomial distribution",
    *Computational Statistics & Data Analysis* 59, equation 13).

    Parameters
    ----------
    n : ndarray of int, shape (n_rows,)
        How many events of each row happened.
    row : ndarray of int, shape (n_events,)
        The row of each event.
    probability : ndarray of float, shape (n_events,)
        That of each event.

    Returns
    -------
    ndarray of float, shape (n_rows,)

    Examples
    --------
    Of two coins, both show heads with probability 1/4, at least one with 3/4.

    >>> at_least_p_value(np.array([2, 1]), np.array([0, 0, 1, 1]), np.full(4, 0.5)).tolist()
    [0.25, 0.75]
    """
    order = np.argsort(row, kind="stable")
    row, probability = row[order], probability[order]
    n_events = np.bincount(row, minlength=len(n))
    first = np.cumsum(n_events) - n_events
    p_value = np.ones(len(n))
    is_long = n_events > MOST_EXACT
    p_value[is_long] = _approximate(n, row, probability)[is_long]
    # Rows of equal numbers of events are worked out together.
    for length in np.unique(n_events[~is_long & (n > 0)]):
        rows = np.flatnonzero((n_events == length) & (n > 0))
        p_value[rows] = _exact(n[rows], probability[first[rows][:, None] + np.arange(length)])
    return np.where(n > 0, p_value, 1.0)


def _exact(n: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """Return the tail from `n` on, adding the events, shape (n_rows, n_events), one at a time."""
    distribution = np.zeros((len(n), probability.shape[1] + 1))
    distribution[:, 0] = 1
    for p in probability.T:
        distribution[:, 1:] = distribution[:, 1:] * (1 - p)[:, None] + distribution[:, :-1] * p[:, None]
        distribution[:, 0] *= 1 - p
    from_n = np.arange(distribution.shape[1]) >= n[:, None]
    return np.minimum((distribution * from_n).sum(axis=1), 1)


def _approximate(n: np.ndarray, row: np.ndarray, probability: np.ndarray) -> np.ndarray:
    spread = probability * (1 - probability)
    mean, variance, third = (
        np.bincount(row, values, len(n)) for values in (probability, spread, spread * (1 - 2 * probability))
    )
    sd = np.sqrt(np.maximum(variance, 1e-12))
    z = (n - 0.5 - mean) / sd
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return np.clip(1 - ndtr(z) - third / (6 * sd**3) * (1 - z**2) * density, 0, 1)
