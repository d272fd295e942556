"""
How well two coders agree
=========================

Krippendorff's alpha and Cohen's kappa, beside the plain share of answers that are alike.
"""

import pandas as pd

import newslab as nl

# In place of what two coders return: two lists of words, of which one is a little wider.
articles = nl.load_sample()
frames = {"withdrawal": ["withdr*", "pull*"], "advance": ["advanc*", "captur*"]}
narrower = {"withdrawal": ["withdrew", "withdrawal"], "advance": ["advanc*"]}
coders = []
for coder, lexicon in (("Ana", frames), ("Ben", narrower)):
    uses = nl.count_terms(articles, lexicon).gt(0).astype(float).rename_axis("article").reset_index()
    coders.append(uses.melt("article", var_name="frame", value_name="code").assign(coder=coder))
ax = nl.plot_coder_agreement(nl.coder_agreement(pd.concat(coders)))
