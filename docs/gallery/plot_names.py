"""
Which names are used
====================

By how many articles, of all sources and of each.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_names(nl.names(articles))

# %%
# Of each source:

ax = nl.plot_names(nl.names(articles, by="source"), colors=nl.source_colors(articles))
