"""
Which two articles are alike
============================

The similarity of the nearest pairs, and how much of each article the other one shares.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_similar_pairs(nl.similar_pairs(articles))
