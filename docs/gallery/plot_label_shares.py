"""
By which name a thing is called
===============================

The shares of competing names in all that a source calls the thing.
"""

import newslab as nl

articles = nl.load_sample()
shares = nl.label_shares(articles, "syria_labels")
ax = nl.plot_label_shares(shares, referent="Assad's rule")
