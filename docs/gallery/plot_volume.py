"""
When each source wrote
======================

The articles of each day, stacked from the sources. The table is `source_profiles`, grouped by day as well.
"""

import newslab as nl

articles = nl.load_sample()
days = articles.assign(day=articles["date"].dt.normalize())
ax = nl.plot_volume(nl.source_profiles(days, by=["source", "day"]))
