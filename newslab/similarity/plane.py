"""A map of articles: similar ones near each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

from newslab.articles import labels_of
from newslab.partitions import refuse_partitions
from newslab.similarity.vectors import Vectors, check_size, unit_vectors
from newslab.tokens import Articles, as_tokens

# Of 21,578 articles the map takes some minutes; of more, too long to wait for.
MOST_ON_MAP = 50_000


def article_map(articles: Articles, *, vectors: Vectors | None = None, weight: float = 1.0) -> pd.DataFrame:
    """Place articles on a plane, similar ones near each other.

    The places are those of t-SNE (van der Maaten & Hinton 2008, *Journal of Machine Learning Research* 9),
    which keeps the nearest articles near and starts from the plane of the two principal components; up to
    three articles fit on that plane as they are. What is far apart on the map may be more or less unlike:
    only near points mean something, and they are worth a look, not a proof.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    vectors, weight
        As in `similar_pairs`.

    Returns
    -------
    DataFrame
        On the index of `articles`: `x`, `y` (no unit), `source` and `title` (missing where `articles` has
        none).

    Raises
    ------
    ValueError
        Where there are more than 50,000 articles.

    Examples
    --------
    >>> import pandas as pd
    >>> article_map(pd.DataFrame({"text": ["troops leave", "troops stay", "rain"]})).columns.tolist()
    ['x', 'y', 'source', 'title']
    """
    refuse_partitions(
        articles,
        "similar_pairs and group_stories take one; articles.compute() brings the articles into memory",
    )
    check_size(articles, MOST_ON_MAP, "article_map", "articles.sample(20_000) is a part of them")
    tokens = as_tokens(articles)
    unit = unit_vectors(tokens, vectors, weight)
    places = _principal_plane(unit)
    if len(places) > 3 and places.any():
        # Few neighbours are kept near because few outlets cover one story; t-SNE wants less than a
        # third of the articles. A little noise parts what starts at one point, which t-SNE could not.
        perplexity = min(5, (len(places) - 1) / 3)
        noise = np.random.default_rng(0).normal(scale=1e-5, size=places.shape)
        tsne = TSNE(
            perplexity=perplexity,
            metric="cosine",
            init=places / places.std() * 1e-4 + noise,
            learning_rate=10,
            max_iter=500,
            method="exact" if len(places) <= 300 else "barnes_hut",
        )
        places = tsne.fit_transform(unit).astype(float)
    table = pd.DataFrame(places, index=tokens.articles.index, columns=["x", "y"])
    return table.assign(
        source=labels_of(tokens.articles, "source"), title=labels_of(tokens.articles, "title")
    )


def _principal_plane(unit: np.ndarray | sparse.csr_array) -> np.ndarray:
    """Return the places of vectors on the plane of their two principal components."""
    places = np.zeros((unit.shape[0], 2))
    n_components = min(2, *unit.shape)
    if n_components and abs(unit - unit[[0] * len(places)]).max() > 0:
        is_small = min(unit.shape) <= 3  # too small for the sparse solver
        pca = PCA(n_components, svd_solver="full" if is_small else "arpack", random_state=0)
        if is_small and not isinstance(unit, np.ndarray):
            unit = unit.toarray()
        places[:, :n_components] = pca.fit_transform(unit)
    return places
