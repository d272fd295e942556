"""
What a source leaves out
========================

Terms that most others use where they report the same story.
"""

import newslab as nl

articles = nl.load_sample()
omitted = nl.omitted_terms(articles)
ax = nl.plot_omitted_terms(omitted, group=omitted["source"].iloc[0])

# %%
# What a source alone says:

exclusive = nl.exclusive_terms(articles)
ax = nl.plot_omitted_terms(exclusive, group=exclusive["source"].iloc[0])
