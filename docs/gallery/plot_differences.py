"""
How far two sources differ
==========================

The difference of two rates, or of two shares, with its interval.
"""

import newslab as nl

articles = nl.load_sample()
a, b = "Meridian Wire", "Orontes Gazette"
differences = nl.rate_differences(articles, "generic_frames", a, b)
ax = nl.plot_differences(differences, a=a, b=b, colors=nl.source_colors(articles))

# %%
# Competing names for the same thing: each as a share of all names for it.

shares = nl.share_differences(articles, "syria_labels", a, b)
ax = nl.plot_differences(shares, a=a, b=b, colors=nl.source_colors(articles))
