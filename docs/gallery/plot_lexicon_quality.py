"""
How well a lexicon finds what coders found
==========================================

Precision and recall, with their intervals.
"""

import pandas as pd

import newslab as nl

articles = nl.load_sample()
lexicon = {"withdrawal": ["withdr*", "pull*"]}
# In place of what coders return: here all articles are coded, and a stricter pattern is the truth.
codes = pd.DataFrame({"article": articles.index, "frame": "withdrawal", "coder": "x", "probability": 1.0})
codes["code"] = nl.count_terms(articles, {"withdrawal": ["withdrew", "withdrawal"]}).to_numpy().ravel() > 0
codes = codes.astype({"code": float})
ax = nl.plot_lexicon_quality(nl.lexicon_quality(articles, lexicon, codes))
