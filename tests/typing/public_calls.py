"""Twenty calls that users write; the type checker of an editor must find nothing wrong with them."""

import newslab as nl

articles = nl.read_articles("data/sample", clean=False, columns={"text": "body"})
problems = nl.problems(articles)
tokens = nl.tokenize(articles, stem="english")
pairs = nl.similar_pairs(tokens, top=3, across_sources=True)
matrix = nl.similarity_matrix(articles, by="source")
stories = nl.group_stories(articles)
shared = nl.shared_terms(articles, "a", "b")
originals = nl.drop_copies(articles)
lexicon = nl.read_lexicon({"conflict": ["war*"]})
hits = nl.find_terms(articles, {"conflict": ["war*"]})
rates = nl.frame_rates(tokens, "generic_frames", by=["source", "date"])
shares = nl.label_shares(articles, lexicon)
differences = nl.rate_differences(articles, lexicon, "Wire", "Daily")
terms = nl.distinctive_terms(articles, reference="Wire", within="story")
lines = nl.concordance(articles, ["Iran", "withdr*"], words=4)
beside = nl.collocates(articles, "Iran", by="source")
said = nl.quotes(articles)
cited = nl.cited_outlets(articles)
passages = nl.shared_passages(articles, min_words=8)
ax = nl.plot_frame_rates(rates)

print(pairs["similarity"].max(), ax.figure, tokens.vocabulary[:3], sorted(lexicon.frames))
