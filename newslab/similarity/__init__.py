"""Which articles tell the same story: TF-IDF similarity, the terms that explain it, and the stories it makes.

An article is the vector of its TF-IDF weights, over words and pairs of neighbouring words, without function
words and without pairs that only one article holds. A term that occurs ``n`` times and in ``df`` of ``N``
articles weighs ``(1 + ln n) (1 + ln((1 + N) / (1 + df)))``, and each vector is scaled to length one
(scikit-learn's `TfidfTransformer`). The similarity of two articles is the cosine of their vectors, from 0 to
1. On 100 events told by three outlets each, the two articles nearest to one are of the same event in 95.7 %
of cases; with scikit-learn's defaults, in 91.0 %.
"""

from newslab.similarity.pairs import shared_terms, similar_pairs, similarity_matrix
from newslab.similarity.plane import article_map
from newslab.similarity.stories import group_stories
from newslab.similarity.vectors import tfidf

__all__ = ["article_map", "group_stories", "shared_terms", "similar_pairs", "similarity_matrix", "tfidf"]
