"""
A map of articles
=================

Near on the map is, as far as two dimensions allow, alike in words.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_article_map(nl.article_map(articles))
