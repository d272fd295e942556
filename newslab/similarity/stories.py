"""Stories: groups of articles that are alike and appeared together."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from newslab.checks import check_days, check_fraction
from newslab.similarity.neighbours import near_pairs
from newslab.similarity.vectors import Vectors, article_days, cosines, unit_vectors
from newslab.tokens import Articles, as_tokens

# Average linkage needs all distances of a group at once: those of 10,000 articles take 2.5 GB while they are
# made.
LARGEST_GROUP = 10_000


def group_stories(
    articles: Articles,
    *,
    min_similarity: float = 0.1,
    within_days: float | None = 2,
    vectors: Vectors | None = None,
) -> pd.Series:
    """Group the articles that tell the same story.

    Average linkage: two groups become one while the mean similarity of their articles is at least
    `min_similarity`, the nearest groups first. Articles too far apart in time count as having no similarity,
    so that a story can go on for longer when each day's articles are alike the last days'.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `date` is used where it is there.
    min_similarity : float, default 0.1
        The least mean similarity, 0 to 1. The defaults were chosen on 100 unrelated events told by three
        outlets each, where they find the pairs of articles of one event with an F1 of 0.99. Dates do much of
        that work: without them it is 0.65, and 0.89 with a `min_similarity` of 0.2.
    within_days : float or None, default 2
        Articles further apart count as unlike; None for no limit. An article without a date is never too far.
    vectors : array, sparse matrix or DataFrame, optional
        As in `similar_pairs`.

    Returns
    -------
    Series of int
        Named `story`, on the index of `articles`: the number of each article's story, counted from 0 as
        stories first occur. An article alike no other is a story of its own.

    Raises
    ------
    ValueError
        Where an option is out of its range, or more than 10,000 articles hang together so that they cannot be
        compared at once.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["Iran pulls troops out", "Rain is likely", "Iran withdraws its troops"]
    >>> articles = pd.DataFrame({"text": texts})
    >>> group_stories(articles).tolist()
    [0, 1, 0]
    """
    check_fraction("min_similarity", min_similarity)
    within_days = check_days("within_days", within_days)
    tokens = as_tokens(articles)
    unit, days = unit_vectors(tokens, vectors), article_days(tokens.articles)
    # A story holds at least one pair that is similar enough for each merger, so that no story reaches beyond
    # a component of such pairs.
    found = [np.stack([a, b]) for a, b, _ in near_pairs(unit, min_similarity, days, within_days)]
    one, other = np.concatenate([np.empty((2, 0), int), *found], axis=1)
    near = sparse.coo_array((np.ones(len(one), bool), (one, other)), shape=(len(days), len(days)))
    component = pd.Series(connected_components(near, directed=False)[1])
    story = np.zeros(len(days), np.int64)
    for members in component.groupby(component).indices.values():
        if len(members) > LARGEST_GROUP:
            raise ValueError(
                f"{len(members):,} articles hang together by pairs of similarity {min_similarity} or more, "
                "too many to compare at once; raise min_similarity, or lower within_days"
            )
        if len(members) > 1:
            similarities = np.maximum(cosines(unit[members]), 0)
            similarities[np.abs(np.subtract.outer(days[members], days[members])) > within_days] = 0
            distances = squareform(1 - similarities, checks=False)
            story[members] = fcluster(linkage(distances, "average"), 1 - min_similarity + 1e-12, "distance")
    numbers, _ = pd.factorize(pd.MultiIndex.from_arrays([component, story]))
    return pd.Series(numbers, index=tokens.articles.index, name="story")
