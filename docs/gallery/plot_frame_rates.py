"""
How often each source uses each frame
=====================================

Rates for 1,000 words, with 95 % intervals by how much the articles of a source differ.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_frame_rates(nl.frame_rates(articles, "generic_frames"))
