"""Whether two things occur in the same articles more often than their lengths lead to expect."""

from __future__ import annotations

import numpy as np

from newslab.statistics._arrays import over
from newslab.statistics.tails import shuffled_p_value

# Halvings of the range in which the rate of a thing is looked for.
STEPS = 60


def independence(
    uses: np.ndarray, n_words: np.ndarray, a: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return in how many articles two things would be together by chance, and the p-value of what is found.

    A long article has more of everything. So each thing is taken to be in an article of t words with the
    probability ``1 - exp(-r t)``, at such a rate r that as many articles have it as do. Were two things
    independent, the products of their residuals, found less expected, would add up to about 0, with the
    variance and third moment of products of independent trials.

    Parameters
    ----------
    uses : ndarray of bool, shape (n_articles, n_things)
        Whether an article has a thing.
    n_words : ndarray, shape (n_articles,)
    a, b : ndarray of int, shape (n_pairs,)
        The things of each pair, as columns of `uses`.

    Returns
    -------
    n_expected, p_value : ndarray, shape (n_pairs,)

    Examples
    --------
    >>> uses = np.repeat([[True, True], [True, False], [False, True], [False, False]], [8, 2, 2, 8], axis=0)
    >>> expected, p_value = independence(uses, np.full(20, 100), np.array([0]), np.array([1]))
    >>> expected.round(2).tolist(), p_value.round(4).tolist()
    ([5.0], [0.0073])
    """
    probability = np.stack([_probability(column, n_words) for column in uses.T], axis=1).reshape(uses.shape)
    residual, spread = uses - probability, probability * (1 - probability)
    third = spread * (1 - 2 * probability)
    difference = (residual[:, a] * residual[:, b]).sum(axis=0)
    variance = (spread[:, a] * spread[:, b]).sum(axis=0)
    p_value = shuffled_p_value(difference, variance, (third[:, a] * third[:, b]).sum(axis=0))
    expected = (uses[:, a] & uses[:, b]).sum(axis=0) - difference
    return expected, np.where(variance > 0, p_value, 1.0)


def _probability(has: np.ndarray, n_words: np.ndarray) -> np.ndarray:
    """Return the probability that each article has a thing, by its length."""
    n, possible = has.sum(), (n_words > 0).sum()
    if n in (0, possible):
        return np.where(n_words > 0, over(n, np.array(possible), 0), 0)
    t = n_words / n_words.mean()
    low, high = 0.0, 1.0
    while -np.expm1(-high * t).sum() < n and high < 1e9:
        high *= 2
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if -np.expm1(-middle * t).sum() < n else (low, middle)
    return -np.expm1(-high * t)
