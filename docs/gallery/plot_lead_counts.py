"""
Who leads whom
==============

In how many of the stories that two sources share each was first. Where dates have no time, few are decided.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_lead_counts(nl.lead_counts(articles, nl.group_stories(articles)))
