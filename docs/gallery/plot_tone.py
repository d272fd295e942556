"""
In which tone sources speak of a name
=====================================

The mean weight of words in the sentences of a name, with an interval by article.
"""

import newslab as nl

articles = nl.load_sample()
weights = {
    "tone": {"victor*": 2, "freedom": 2, "hope*": 1, "brutal*": -3, "kill*": -3, "fled": -1, "collapse*": -2}
}
ax = nl.plot_tone(nl.tone(articles, weights, near={"Assad": ["Assad"], "rebels": ["rebel*"]}))
