"""
A frame over time
=================

The rate of one frame in each week. The table is `frame_rates`, grouped by week.
"""

import newslab as nl

articles = nl.load_sample()
weeks = articles.assign(week=articles["date"].dt.to_period("W").dt.start_time)
rates = nl.frame_rates(weeks, "generic_frames", by="week")
ax = nl.plot_frame_trends(rates, frame="conflict")
