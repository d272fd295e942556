"""
How much each source wrote
==========================

A bar for the articles of each source, and one for its words.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_source_profiles(nl.source_profiles(articles))
