"""
Shares corrected by a coded sample
==================================

What the lexicon alone says, and the share that is right although it errs.
"""

import pandas as pd

import newslab as nl

articles = nl.load_sample()
lexicon = {"withdrawal": ["withdr*", "pull*"]}
# In place of what coders return: here all articles are coded, and a stricter pattern is the truth.
codes = pd.DataFrame({"article": articles.index, "frame": "withdrawal", "coder": "x", "probability": 1.0})
codes["code"] = nl.count_terms(articles, {"withdrawal": ["withdrew", "withdrawal"]}).to_numpy().ravel() > 0
codes = codes.astype({"code": float})
ax = nl.plot_corrected_shares(nl.corrected_shares(articles, lexicon, codes[::2].assign(probability=0.5)))
