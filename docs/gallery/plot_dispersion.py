"""
Where in the articles a word occurs
===================================

A line an article, a tick a use.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_dispersion(nl.concordance(articles, "Iran*"), articles)
