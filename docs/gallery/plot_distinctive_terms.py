"""
What marks a source
===================

The terms that a source uses more, and less, than the others: log ratios with 95 % intervals. Copies of
one text count once.
"""

import newslab as nl

articles = nl.load_sample()
terms = nl.distinctive_terms(articles, cluster=nl.group_copies(articles))
ax = nl.plot_distinctive_terms(terms, group="Meridian Wire")
