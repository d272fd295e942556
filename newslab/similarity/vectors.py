"""Articles as vectors of length one, and the cosines of all with all."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import safe_sparse_dot

from newslab.arrays import blocks_of, fill_parallel, ranges
from newslab.articles import dates_of
from newslab.checks import check_fraction
from newslab.partitions import columns_of
from newslab.tokens import Articles, TermCounts, Tokens, as_tokens, term_counts, without_boilerplate

#: Embeddings: rows follow the articles, or the index of a DataFrame names them.
Vectors: TypeAlias = np.ndarray | sparse.sparray | pd.DataFrame

# The first words of an article, the lead, count twice: they say what it is about. This is their number.
LEAD_WORDS = 60
# All cosines are found for blocks of this many rows.
BLOCK_ROWS = 512
# This many weights are computed at a time, and this many words copied.
BLOCK_WEIGHTS, BLOCK_WORDS = 1 << 20, 1 << 20


def tfidf(articles: Articles) -> tuple[sparse.csr_array, TermCounts]:
    """Return the vectors of articles and the terms that are their columns.

    Boilerplate counts for nothing, and the first sixty words of what is left count twice.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.

    Returns
    -------
    vectors : csr_array of float64, shape (n_articles, n_terms)
        Each row has length one; a row without a term is zero.
    counts : TermCounts
        What the vectors were made from: ``counts.terms`` names the columns.

    Examples
    --------
    >>> import pandas as pd
    >>> vectors, counts = tfidf(pd.DataFrame({"text": ["troops leave", "troops stay"]}))
    >>> pd.DataFrame(vectors.toarray(), columns=counts.terms).round(3)
       troops  leave   stay
    0    0.58  0.815  0.000
    1    0.58  0.000  0.815
    """
    words = with_lead_twice(without_boilerplate(as_tokens(articles)))
    # A pair of neighbours in one article is chance, in two a phrase; left in, such pairs would only lengthen
    # the vectors.
    counts = term_counts(words, ngrams=2, min_articles=2)
    n_articles, n_terms = counts.matrix.shape
    n_using = np.bincount(counts.matrix.indices, minlength=n_terms)
    return weighted(counts.matrix, inverse_frequencies(n_using, n_articles)), counts


def with_lead_twice(tokens: Tokens) -> Tokens:
    """Return tokens, for counting only, with the lead of each article once more after it."""
    n_lead = np.minimum(tokens.n_words, LEAD_WORDS)
    starts = np.repeat(tokens.offsets[:-1], 2)  # of each article, and of its lead
    lengths = np.stack([tokens.n_words, n_lead], axis=1).ravel()
    ends = np.concatenate([[0], np.cumsum(lengths)])
    blocks = list(blocks_of(ends[::2], BLOCK_WORDS))

    def of_each_word(values: np.ndarray) -> np.ndarray:
        def part(block: int) -> np.ndarray:
            rows = slice(2 * blocks[block][0], 2 * blocks[block][1])
            return values[ranges(starts[rows], lengths[rows])[0]]

        sizes = [ends[2 * last] - ends[2 * first] for first, last in blocks]
        return fill_parallel(sizes, part, values.dtype)

    begins = np.zeros(len(tokens.codes) + 1, bool)
    begins[tokens.sentences[:-1]] = True
    repeated = of_each_word(begins)
    repeated[ends[:-1][lengths > 0]] = True
    sentences = np.append(np.flatnonzero(repeated), len(repeated))
    return replace(tokens, codes=of_each_word(tokens.codes), offsets=ends[::2], sentences=sentences)


def inverse_frequencies(n_using: np.ndarray, n_articles: int) -> np.ndarray:
    """Return how much more a rare term weighs, by how many of all articles use it; as scikit-learn does."""
    return np.log((1 + n_articles) / (1 + n_using)) + 1


def weighted(counts: sparse.csr_array, frequencies: np.ndarray) -> sparse.csr_array:
    """Return the vectors of articles, of length one, by how often each article uses each term, and the
    inverse frequencies of the terms.
    """
    blocks = list(blocks_of(counts.indptr, BLOCK_WEIGHTS))

    def weigh(block: int) -> np.ndarray:
        some = counts[slice(*blocks[block])].astype(float)
        np.log(some.data, out=some.data)
        some.data += 1
        some.data *= frequencies[some.indices]
        return np.asarray(scaled(some).data)

    weights = fill_parallel(
        [counts.indptr[last] - counts.indptr[first] for first, last in blocks], weigh, float
    )
    # The places of the entries are those of the counts, and are not copied.
    return sparse.csr_array((weights, counts.indices, counts.indptr), shape=counts.shape)


def unit_vectors(
    tokens: Tokens, vectors: Vectors | None, weight: float = 1.0
) -> np.ndarray | sparse.csr_array:
    """Return one vector of length one for each article: TF-IDF, those that were given, or both side by side.

    Two vectors of length one, times the roots of two weights that add up to 1, make one of length one, and
    the products of such are the weighted means of the cosines.
    """
    check_fraction("weight", weight)
    if vectors is None or weight == 0:
        return tfidf(tokens)[0]
    given = checked_vectors(tokens, vectors)
    if weight == 1:
        return given
    parts = [tfidf(tokens)[0] * np.sqrt(1 - weight), sparse.csr_array(given) * np.sqrt(weight)]
    return sparse.hstack(parts, format="csr")


def checked_vectors(tokens: Tokens, vectors: Vectors) -> np.ndarray | sparse.csr_array:
    """Return the vectors that were given for the articles, in their order and of length one."""
    index = columns_of(tokens.articles, []).index
    if isinstance(vectors, pd.DataFrame):
        missing = index.difference(vectors.index)
        if len(missing):
            raise ValueError(
                f"vectors has no row for article {missing[0]!r}; its index must hold all of articles.index"
            )
        vectors = vectors.loc[index].to_numpy()
    vectors = sparse.csr_array(vectors) if sparse.issparse(vectors) else np.asarray(vectors, float)
    if vectors.ndim != 2 or vectors.shape[0] != len(index):
        raise ValueError(
            f"vectors must have {len(index)} rows, one an article, but its shape is {vectors.shape}"
        )
    if not np.isfinite(vectors.data if sparse.issparse(vectors) else vectors).all():
        raise ValueError("vectors must hold finite numbers only; it has NaN or infinity")
    return scaled(vectors)


def check_size(articles: Articles, most: int, name: str, advice: str) -> None:
    """Refuse, before any work, more articles than a function can compare, each with all others."""
    n = len(articles.articles if isinstance(articles, Tokens) else articles)
    if n > most:
        raise ValueError(f"{name} compares up to {most:,} articles, not {n:,}; {advice}")


def scaled(vectors: np.ndarray | sparse.csr_array) -> np.ndarray | sparse.csr_array:
    """Return vectors scaled to length one; a zero vector stays zero."""
    return normalize(vectors) if min(vectors.shape) else vectors  # scikit-learn refuses an empty matrix


def article_days(articles: pd.DataFrame) -> np.ndarray:
    """Return when each article appeared, in days since 1970; NaN where it is not known."""
    return ((dates_of(articles) - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)).to_numpy(float)


def cosines(unit: np.ndarray | sparse.csr_array) -> np.ndarray:
    """Return the cosines of all vectors of length one with one another, square and symmetric."""
    n = unit.shape[0]
    products = np.empty((n, n), unit.dtype)
    for first in range(0, n, BLOCK_ROWS):  # each two vectors are multiplied once
        block = slice(first, first + BLOCK_ROWS)
        # Two sparse factors are multiplied straight to an array, without a sparse product nearly full.
        above = safe_sparse_dot(unit[block], unit[first:].T, dense_output=True)
        on_diagonal = above[:, : len(above)]
        on_diagonal[:] = (on_diagonal + on_diagonal.T) / 2
        products[block, first:] = np.clip(above, -1, 1, out=above)
        products[first:, block] = above.T
    return products
