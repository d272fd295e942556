"""
Which outlets articles lean on
==============================

The outlets and agencies that most articles cite.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_cited_outlets(nl.cited_outlets(articles))
