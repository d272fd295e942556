"""
What occurs together
====================

Frames and names in one sentence, and how often they would be so by chance.
"""

import newslab as nl

articles = nl.load_sample()
lexicon = {"army": ["army", "troops"], "withdrawal": ["withdr*", "left", "pull*"]}
lexicon |= {name: [name] for name in ("Iran", "Hezbollah", "Russia", "Assad")}
ax = nl.plot_co_occurrences(nl.co_occurrences(articles, lexicon))
