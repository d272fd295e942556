"""
Who carries which remark
========================

Whole, cut or reworded.
"""

import newslab as nl

articles = nl.load_sample()
ax = nl.plot_remarks(nl.remarks(articles), colors=nl.source_colors(articles))
