"""
Who is quoted
=============

The people whom most articles quote, by source.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_quotes(nl.quotes(articles))
