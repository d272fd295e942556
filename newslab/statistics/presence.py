"""Terms of few articles: how many of these would fall in a group, when articles are shuffled."""

from __future__ import annotations

import numpy as np
from scipy.special import betaln

from newslab.statistics._arrays import over

# A term is rare that fewer articles use, or of which a group can expect to have fewer, so that a single one
# would be significant. Its distribution over shuffles has too few steps to be known from its moments.
RARE_ARTICLES, RARE_IN_GROUP = 5, 0.05


def presence_p_value(
    n_articles: np.ndarray,
    n_articles_both: np.ndarray,
    stratum: np.ndarray,
    term: np.ndarray,
    n_using_both: np.ndarray,
    n_using: np.ndarray,
    expected_using: np.ndarray,
) -> np.ndarray:
    """Return the least that the p-value of a rare term can be, from the articles that use it alone.

    How many of the articles that use a term fall among the group's, were the articles of a stratum shuffled,
    is hypergeometric. Where these articles are few, moments are no guide: of a term in a single article, a
    group of a seventh of all articles has it in one shuffle of seven, yet it is 2.4 standard deviations
    from what is expected. Rare is a term that fewer than 5 articles use, or of which one side can expect
    fewer than 0.05, and no more than half of the articles in its strata. For other terms the least is the
    probability of drawing just these articles.

    Parameters
    ----------
    n_articles, n_articles_both : array, one entry a stratum
        Articles in the group, and in group and reference together.
    stratum, term : array of int, one entry a term in a stratum
        Which stratum, and which term.
    n_using_both : array, one entry a term in a stratum
        Articles of both sides that use the term.
    n_using, expected_using : array, one entry a term
        The group's articles that use the term, and how many it is expected to have by its share of the words.
    """

    def summed(entries: np.ndarray) -> np.ndarray:
        return np.bincount(term, entries, len(n_using))

    all_using = summed(n_using_both)
    if 2 * n_articles.sum() > n_articles_both.sum():  # from the other side, whose table is smaller
        n_articles = n_articles_both - n_articles
        n_using, expected_using = all_using - n_using, all_using - expected_using
    group, both = n_articles[stratum], n_articles_both[stratum]
    ways = np.where(summed(2 * group != both) > 0, 1, 2)
    least = np.minimum(ways * np.exp(-summed(_log_choose(both, group))), 1)
    expected = summed(n_using_both * over(group, both, 0))
    rare = (all_using < RARE_ARTICLES) | (np.minimum(expected, all_using - expected) < RARE_IN_GROUP)
    rare &= (all_using > 0) & (2 * all_using <= summed(both))
    if not rare.any():
        return least
    entries = np.flatnonzero(rare[term])
    entries = entries[np.argsort(term[entries], kind="stable")]
    most = int(summed(np.minimum(n_using_both, group))[rare].max())
    fewer_than, row = _presence_table(
        group[entries], both[entries], n_using_both[entries], stratum[entries], term[entries], most
    )
    # A shuffle with as many using articles is as extreme, though the lengths of the articles differ a little:
    # hence the half.
    distance, expected = (np.abs(n_using - expected_using) - 0.5)[rare], expected[rare]
    low = np.clip(np.floor(expected - distance + 1e-9) + 1, 0, most + 1).astype(int)
    high = np.clip(np.ceil(expected + distance - 1e-9), 0, most + 1).astype(int)
    tails = fewer_than[row, low] + 1 - fewer_than[row, high]
    p_value = least.copy()
    p_value[rare] = np.where(distance > 0, np.clip(tails, least[rare], 1), 1)
    return p_value


def absence_p_value(
    n_articles: np.ndarray, n_articles_both: np.ndarray, n_using: np.ndarray, share: np.ndarray
) -> np.ndarray:
    """Return the probability that a group has none of the articles that use a term, were they shuffled.

    The number of them that fall among the group's is hypergeometric. A group whose articles are shorter than
    the others' counts as having no more articles than its words are worth: it had fewer places to use the
    term in.

    Parameters
    ----------
    n_articles, n_articles_both : array of int
        Articles in the group, and in group and reference together.
    n_using : array of int
        Those that use the term, all of the reference.
    share : array
        The group's share of all words.

    Examples
    --------
    >>> absence_p_value(np.array([5, 5]), 10, np.array([1, 3]), np.array([0.5, 0.5])).round(4).tolist()
    [0.5, 0.0833]
    """
    n_rest = n_articles_both - np.minimum(n_articles, share * n_articles_both)
    return np.exp(_log_choose(n_rest, n_using) - _log_choose(n_articles_both, n_using))


def _presence_table(
    group: np.ndarray, both: np.ndarray, using: np.ndarray, stratum: np.ndarray, term: np.ndarray, most: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the probabilities that fewer than 0, 1, … `most` + 1 of a term's articles fall in the group, and
    which row of them is each term's.

    The arrays have one entry a term in a stratum, sorted by term. Terms that as many articles of one stratum
    use have a row in common. Of several strata the numbers add up, and the Fourier transform of the
    distribution of a sum is the product of the transforms.
    """
    _, first, kind = np.unique(stratum * (using.max() + 1) + using, return_index=True, return_inverse=True)
    group, both, using = (x[first, None] for x in (group, both, using))
    drawn = np.arange(most + 1)
    possible = (drawn <= using) & (drawn <= group) & (group - drawn <= both - using)
    drawn = np.where(possible, drawn, np.maximum(group + using - both, 0))
    log_p = _log_choose(using, drawn) + _log_choose(both - using, group - drawn) - _log_choose(both, group)
    p = np.where(possible, np.exp(log_p), 0)
    _, first, n_strata = np.unique(term, return_index=True, return_counts=True)
    row, several = kind[first], n_strata > 1
    if several.any():
        transforms = np.fft.rfft(p, axis=1)[kind[np.repeat(several, n_strata)]]
        first = np.cumsum(n_strata[several]) - n_strata[several]
        sums = np.fft.irfft(np.multiply.reduceat(transforms, first), most + 1, axis=1)
        row[several] = len(p) + np.arange(len(sums))
        p = np.concatenate([p, np.maximum(sums, 0)])
    return np.pad(np.cumsum(p, axis=1), ((0, 0), (1, 0))), row


def _log_choose(n: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Return the logarithm of the number of ways to choose `k` of `n`."""
    return -np.log1p(n) - betaln(n - k + 1, k + 1)
