"""
What two articles share word for word
=====================================

Where the passages are in both. `show_shared_passages` shows their words.
"""

import newslab as nl

articles = nl.load_sample()
passages = nl.shared_passages(articles)
ax = nl.plot_shared_passages(passages, articles)
nl.show_shared_passages(passages, articles)
