"""How much more often one side uses a term than the other: counts and totals in, scores out.

Counts come in arrays of any shape that broadcast: `n` times in `total` words of a group, `n_reference` times
in `total_reference` words of the reference.
"""

from __future__ import annotations

import numpy as np
from scipy.special import xlog1py, xlogy

from newslab.statistics._arrays import arrays_of, over

# Of a word: what is left where there is none.
TRACE = 1e-9


def per_thousand(n: np.ndarray, total: np.ndarray | float) -> np.ndarray:
    """Return the rate per 1,000 words; missing where there are no words."""
    return 1000 * np.asarray(n) / np.where(np.asarray(total) == 0, np.nan, total)


def signed_g2(
    n: np.ndarray, n_reference: np.ndarray, total: np.ndarray, total_reference: np.ndarray
) -> np.ndarray:
    """Return the log-likelihood ratio G² of a 2 x 2 table (Dunning 1993), negative where the group uses the
    term less.

    All four cells count: the term and all other words, in the group and in the reference.

    Examples
    --------
    >>> round(float(signed_g2(52, 57, 50000, 75000)), 4)
    2.6541
    """
    n, n_reference, total, total_reference = arrays_of(n, n_reference, total, total_reference)
    total_both = total + total_reference
    expected, expected_reference = (
        over((n + n_reference) * size, total_both, 0) for size in (total, total_reference)
    )
    more = over(n * total_reference - n_reference * total, total_both, 0)
    # Each cell times the logarithm of its share of what is expected of it. That of the other words is as good
    # as 1, so that it is written by how far it is from it, and nothing is lost in large totals.
    g2 = 2 * (
        xlogy(n, over(n, expected, 1))
        + xlogy(n_reference, over(n_reference, expected_reference, 1))
        + xlog1py(total - n, -over(more, total - expected, 0))
        + xlog1py(total_reference - n_reference, over(more, total_reference - expected_reference, 0))
    )
    return np.maximum(g2, 0) * np.sign(more)


def log_ratio(
    n: np.ndarray, n_reference: np.ndarray, total: np.ndarray, total_reference: np.ndarray
) -> np.ndarray:
    """Return the binary logarithm of the ratio of two rates (Hardie 2014): 1 means twice as often, -1 half as
    often.

    So that an absent term has a finite ratio, a count of 0 is taken as 0.5; where fewer than one occurrence
    would be expected, were the two rates alike, as half of that expectation. The ratio therefore never points
    the other way than the rates: an absent term has the lower one, however small the group. 0 where both
    counts are 0; missing where a total is 0.

    Examples
    --------
    >>> float(log_ratio(10, 5, 100, 200))
    2.0
    >>> log_ratio(0, [1, 8], 100, 300).round(2).tolist()
    [-1.42, -2.42]
    """
    n, n_reference, total, total_reference = without_zeros(n, n_reference, total, total_reference)
    return np.log2(n * total_reference / (n_reference * total))


def without_zeros(
    n: np.ndarray, n_reference: np.ndarray, total: np.ndarray, total_reference: np.ndarray
) -> list[np.ndarray]:
    """Return counts and totals, each count of 0 put as `log_ratio` says and a total of 0 missing."""
    n, n_reference, total, total_reference = arrays_of(n, n_reference, total, total_reference)
    total, total_reference = (np.where(size == 0, np.nan, size) for size in (total, total_reference))
    n_both, total_both = n + n_reference, total + total_reference
    counts = [
        np.where(x > 0, x, np.where(n_both == 0, size, np.minimum(1, n_both / total_both * size) / 2))
        for x, size in ((n, total), (n_reference, total_reference))
    ]
    return [*counts, total, total_reference]


def log_odds_z(
    n: np.ndarray,
    n_reference: np.ndarray,
    total: np.ndarray,
    total_reference: np.ndarray,
    prior: np.ndarray,
    prior_total: float,
) -> np.ndarray:
    """Return the z score of the log-odds ratio with a Dirichlet prior (Monroe, Colaresi & Quinn 2008,
    equations 16, 20 and 22).

    Parameters
    ----------
    n, n_reference, total, total_reference : array
        Counts of the terms and numbers of words.
    prior : array
        The pseudo-count of each term.
    prior_total : float
        Their sum over all terms.

    Examples
    --------
    >>> round(float(log_odds_z(1, 0, 9, 9, 0.05, 11 * 0.05)), 6)  # "brown" in "the quick brown fox …"
    0.689423
    """
    n, n_reference = n + np.asarray(prior, float), n_reference + np.asarray(prior, float)
    # Where a term is all there is, the others are none; a trace of them keeps the odds finite.
    others, others_reference = (
        np.maximum(all_words + prior_total - uses, TRACE)
        for all_words, uses in ((total, n), (total_reference, n_reference))
    )
    log_odds = np.log(n / others) - np.log(n_reference / others_reference)
    return log_odds / np.sqrt(1 / n + 1 / n_reference)
