"""How well do similarity and stories find the articles of one event?

    .venv/bin/python tests/benchmarks/retrieval.py FOLDER

FOLDER holds basil.parquet: 100 events, each told by three outlets (Fan et al. 2019, "In plain sight: media
bias through the lens of factual reporting"), with the columns text, date and event_id. The texts belong to
their publishers and are not part of this project."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer
from sklearn.metrics import pair_confusion_matrix

import newslab as nl
from newslab.similarity import tfidf
from newslab.tokens import term_counts


def precision_at_2(vectors, events) -> float:
    """The share of the two nearest articles that are of the same event, over all articles."""
    similarities = (vectors @ vectors.T).toarray()
    np.fill_diagonal(similarities, -1)
    nearest = np.argsort(-similarities, axis=1, kind="stable")[:, :2]
    return (events[nearest] == events[:, None]).mean()


def precision_by_nearness(articles: pd.DataFrame, events: np.ndarray) -> float:
    """The same of the two articles that `similar_pairs` calls nearest."""
    pairs = nl.similar_pairs(articles.reset_index(drop=True), top=2)[["article_a", "article_b", "nearness"]]
    both = pd.concat([pairs, pairs.rename(columns={"article_a": "article_b", "article_b": "article_a"})])
    both = both.sort_values("nearness", ascending=False, kind="stable").groupby("article_a").head(2)
    return (events[both["article_a"]] == events[both["article_b"]]).sum() / (2 * len(events))


def f1_of_pairs(events, stories) -> float:
    """The harmonic mean of precision and recall over the pairs of articles put into one story."""
    (_, false_positive), (false_negative, true_positive) = pair_confusion_matrix(events, stories)
    return 2 * true_positive / (2 * true_positive + false_positive + false_negative)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    path = parser.parse_args().folder / "basil.parquet"
    if not path.exists():
        parser.error(f"{path} is not there; see the beginning of this file for what it must hold")
    articles = pd.read_parquet(path)
    events = articles["event_id"].to_numpy()

    print("Precision at 2: scikit-learn")
    rows = {
        "defaults": {},
        "its stop words": {"stop_words": "english"},
        "sublinear": {"sublinear_tf": True},
        "its stop words, sublinear, bigrams": {
            "stop_words": "english",
            "sublinear_tf": True,
            "ngram_range": (1, 2),
        },
    }
    for name, options in rows.items():
        vectors = TfidfVectorizer(**options).fit_transform(articles["text"])
        print(f"  {precision_at_2(vectors, events):.4f}  {name}")

    print("Precision at 2: words of newslab, sublinear")
    for stem in (None, "english"):
        tokens = nl.tokenize(articles, stem=stem)
        for ngrams, min_articles in ((1, 1), (2, 1), (2, 2)):
            for stop_words in ("kept", "left out"):
                options = {"stop_words": ()} if stop_words == "kept" else {}
                counts = term_counts(tokens, ngrams=ngrams, **options)
                n_articles = np.bincount(counts.matrix.indices, minlength=len(counts.words))
                frequent = (
                    (counts.words[:, -1] < 0) | (n_articles >= min_articles) if ngrams > 1 else n_articles > 0
                )
                vectors = TfidfTransformer(sublinear_tf=True).fit_transform(counts.matrix[:, frequent])
                terms = (
                    "words" if ngrams == 1 else f"words and pairs found in {min_articles} or more articles"
                )
                stems = ", stems" if stem else ""
                print(f"  {precision_at_2(vectors, events):.4f}  {terms}, stop words {stop_words}{stems}")
    print(f"  {precision_at_2(tfidf(articles)[0], events):.4f}  the vectors of newslab, by similarity")
    print(f"  {precision_by_nearness(articles, events):.4f}  by nearness, the default of newslab")

    print("Stories: F1 over pairs of articles")
    tokens = nl.tokenize(articles)
    for within_days in (None, 7, 3, 2):
        for min_nearness in (0.6, 0.7, 0.8, 0.9, 1.0):
            stories = nl.group_stories(tokens, min_nearness=min_nearness, within_days=within_days)
            f1 = f1_of_pairs(events, stories)
            print(f"  {f1:.3f}  min_nearness {min_nearness}, within_days {within_days}")


if __name__ == "__main__":
    main()
