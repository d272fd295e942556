"""
Who copies whom
===============

The share of the words of one source that another one has too, in passages of six and more words.
"""

import newslab as nl

articles = nl.load_sample()
passages = nl.shared_passages(articles)
ax = nl.plot_reuse_matrix(nl.reuse_matrix(articles, passages, by="source"))
