"""Which articles report the same story: TF-IDF similarity, the terms that explain it, and stories.

An article is the vector of its TF-IDF weights, over words and pairs of neighbouring words, without function
words, without pairs that only one article holds, and without what many articles of one source repeat, such as
a newsletter box; the first sixty words count twice. A term that occurs ``n`` times and in ``df`` of ``N``
articles weighs ``(1 + ln n) (1 + ln((1 + N) / (1 + df)))``, and each vector is scaled to length one (scikit-
learn's `TfidfTransformer`). The similarity of two articles is the cosine of their vectors, from 0 to 1. Pairs
are ranked and stories formed by nearness: the similarity, divided by what is usual around the two articles.
On 100 events reported by three outlets each, the two articles nearest to one are of the same event in 98.2 %
of cases; by similarity alone in 96.0 %, with scikit-learn's defaults in 91.0 %.
"""

from newslab.similarity.pairs import shared_terms, similar_pairs, similarity_matrix
from newslab.similarity.plane import article_map
from newslab.similarity.stories import group_stories
from newslab.similarity.vectors import tfidf

__all__ = ["article_map", "group_stories", "shared_terms", "similar_pairs", "similarity_matrix", "tfidf"]
