"""
Which words occur beside a word
===============================

Counted beside it, and expected there if words were spread evenly.
"""

import newslab as nl

articles = nl.load_sample()
near = nl.collocates(articles, "Iran")
ax = nl.plot_collocates(near[near["g2"] > 0], word="Iran")
