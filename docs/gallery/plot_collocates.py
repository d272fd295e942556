"""
Which words occur beside a word
===============================

Counted beside it, and expected there if words were spread evenly.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_collocates(nl.collocates(articles, "Iran"), word="Iran")

# %%
# Of each source:

near = nl.collocates(articles, "Iran", by="source")
ax = nl.plot_collocates(near, word="Iran", colors=nl.source_colors(articles))
