"""
How alike all articles are
==========================

Every article beside every other, in an order that puts like ones together.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_similarity_matrix(nl.similarity_matrix(articles), labels=articles["title"])
