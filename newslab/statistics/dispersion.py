"""How evenly the occurrences of a term are spread over articles."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from newslab.statistics._arrays import over


def deviation_of_proportions(counts: sparse.csr_array, sizes: np.ndarray) -> np.ndarray:
    """Return Gries' deviation of proportions DP, normed (Gries 2008; Lijffijt & Gries 2012).

    Half the sum of the differences between the share of a term's occurrences that an article holds and the
    share of all words that it holds, divided by the largest value that this can take: 0 where each article
    has its share, 1 where all occurrences are in the shortest article.

    Parameters
    ----------
    counts : csr_array, shape (n_articles, n_terms)
        Occurrences.
    sizes : ndarray, shape (n_articles,)
        Words of each article; those without any are left out.

    Returns
    -------
    ndarray of float, shape (n_terms,)
        Missing for a term that does not occur, and where fewer than two articles have words.

    Examples
    --------
    >>> counts = sparse.csr_array([[1], [2], [3], [4], [5]])
    >>> deviation_of_proportions(counts, np.array([9, 10, 10, 10, 11])).round(4).tolist()
    [0.2195]
    """
    counts = counts.tocoo()
    share = over(np.asarray(sizes, float), np.sum(sizes))
    occurrences = np.bincount(counts.col, weights=counts.data, minlength=counts.shape[1])
    # The articles without the term differ by their whole share, and all shares add up to 1.
    differing = np.abs(counts.data / occurrences[counts.col] - share[counts.row]) - share[counts.row]
    deviation = (1 + np.bincount(counts.col, weights=differing, minlength=counts.shape[1])) / 2
    most = 1 - share[share > 0].min(initial=1)
    return np.where(occurrences > 0, over(deviation, most), np.nan)
