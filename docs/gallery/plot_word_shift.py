"""
Which words make the difference in tone
=======================================

A word shift graph: bars to the right make the first source's tone higher.
"""

import newslab as nl

articles = nl.load_sample()
weights = {
    "tone": {"victor*": 2, "freedom": 2, "hope*": 1, "brutal*": -3, "kill*": -3, "fled": -1, "collapse*": -2}
}
ax = nl.plot_word_shift(nl.word_shift(articles, weights, "Orontes Gazette", "Meridian Wire"))
