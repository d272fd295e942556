"""How well do similarity and stories find the articles of one event?

    .venv/bin/python tests/benchmarks/retrieval.py FOLDER

FOLDER holds basil.parquet: 100 events, each reported by three outlets (Fan et al. 2019, "In plain sight:
media bias through the lens of factual reporting"), with the columns text, date and event_id. Other corpora
there, *.parquet with the columns text and title, have no labels of events, and are made into two tests: of
200 articles each cut into three, the parts belong together (each dated up to two days after its article);
and articles whose titles, which are not read, are alike (cosine .5 to .95) should be near by their texts.
Embeddings are made by latent semantic analysis of these other corpora (200 dimensions), so that BASIL is held
out. The texts belong to their publishers and are not part of this project."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import read_corpus
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer
from sklearn.metrics import pair_confusion_matrix

import newslab as nl
from newslab.similarity import tfidf
from newslab.tokens import term_counts

N_CUT, WITHIN_DAYS, MOST_ARTICLES = 200, 3, 3000


def precision_at_2(vectors, events) -> float:
    """The share of the two nearest articles that are of the same event, over all articles."""
    similarities = (vectors @ vectors.T).toarray()
    np.fill_diagonal(similarities, -1)
    nearest = np.argsort(-similarities, axis=1, kind="stable")[:, :2]
    return (events[nearest] == events[:, None]).mean()


def precision_by_nearness(articles: pd.DataFrame, events: np.ndarray, **options) -> float:
    """The same of the two articles that `similar_pairs` calls nearest."""
    pairs = nl.similar_pairs(articles.reset_index(drop=True), top=2, **options)
    pairs = pairs[["article_a", "article_b", "nearness"]]
    both = pd.concat([pairs, pairs.rename(columns={"article_a": "article_b", "article_b": "article_a"})])
    both = both.sort_values("nearness", ascending=False, kind="stable").groupby("article_a").head(2)
    return (events[both["article_a"]] == events[both["article_b"]]).sum() / (2 * len(events))


def f1_of_pairs(events, stories) -> float:
    """The harmonic mean of precision and recall over the pairs of articles put into one story."""
    (_, false_positive), (false_negative, true_positive) = pair_confusion_matrix(events, stories)
    return 2 * true_positive / (2 * true_positive + false_positive + false_negative)


def month(articles: pd.DataFrame) -> pd.DataFrame:
    """Move the events, which lie years apart, into one month."""
    dates = pd.to_datetime(articles["date"]).groupby(articles["event_id"])
    first = articles["event_id"].map(dates.min())
    days = np.random.default_rng(1).integers(0, 30, articles["event_id"].nunique())
    start = pd.Timestamp("2024-01-01") + pd.to_timedelta(
        days[pd.factorize(articles["event_id"])[0]], unit="D"
    )
    return articles.assign(date=start + (pd.to_datetime(articles["date"]) - first))


def uneven(articles: pd.DataFrame) -> pd.DataFrame:
    """Keep one to three articles of each event, half of them alone."""
    rng = np.random.default_rng(1)
    kept = [
        rng.choice(rows, rng.choice([1, 1, 2, 3]), replace=False)
        for rows in articles.groupby("event_id").indices.values()
    ]
    return articles.iloc[np.sort(np.concatenate(kept))].reset_index(drop=True)


def cut_in_three(articles: pd.DataFrame) -> pd.DataFrame:
    """Cut long articles at the ends of sentences into three of about the same length."""
    rng = np.random.default_rng(0)
    articles = articles[articles["text"].str.split().str.len() >= 240].drop_duplicates("text")
    if articles["date"].isna().all():
        week = pd.to_timedelta(rng.integers(0, 7, len(articles)), unit="D")
        articles = articles.assign(date=pd.Timestamp("2024-01-01") + week)
    rows = []
    for event, row in enumerate(articles.sample(N_CUT, random_state=0).itertuples()):
        sentences = re.split(r"(?<=[.!?])\s+", row.text)
        end = np.cumsum([len(sentence.split()) for sentence in sentences])
        part = np.minimum(3 * (end - 1) // end[-1], 2)
        for number in np.unique(part):
            text = " ".join(s for s, place in zip(sentences, part, strict=True) if place == number)
            rows.append((event, pd.Timestamp(row.date) + pd.Timedelta(days=int(rng.integers(3))), text))
    return pd.DataFrame(rows, columns=["event_id", "date", "text"])


def found_by_titles(articles: pd.DataFrame) -> Iterator[tuple[str, int, float]]:
    """Yield for two measures how many articles have others with a like title near in time, and the share of
    the two nearest that are such.
    """
    articles = articles[articles["title"].notna() & (articles["text"].str.split().str.len() >= 120)]
    articles = articles.sort_values("date", kind="stable").head(MOST_ARTICLES).reset_index(drop=True)
    titles = tfidf(articles.assign(text=articles["title"].astype("str")))[0]
    alike = (titles @ titles.T).toarray()
    days = pd.to_datetime(articles["date"]).to_numpy("datetime64[D]")
    apart = np.abs(np.subtract.outer(days, days)) / np.timedelta64(1, "D")
    vectors = tfidf(articles)[0]
    cosines = (vectors @ vectors.T).toarray()
    wanted = (alike >= 0.5) & (alike < 0.95) & ~(apart > WITHIN_DAYS) & (cosines < 0.6)
    if articles["source"].nunique() > 1:
        wanted &= np.not_equal.outer(articles["source"].to_numpy(), articles["source"].to_numpy())
    np.fill_diagonal(wanted, False)
    np.fill_diagonal(cosines, -1)
    pairs = nl.similar_pairs(articles, top=20, min_similarity=0.01)
    nearness = np.zeros_like(cosines)
    nearness[pairs["article_a"], pairs["article_b"]] = pairs["nearness"]
    nearness += nearness.T
    rows = np.flatnonzero(wanted.any(axis=1))
    for name, near in (("similarity", cosines), ("nearness", nearness)):
        nearest = np.argsort(-near[rows], axis=1, kind="stable")[:, :2]
        n_found = wanted[rows[:, None], nearest].sum(axis=1)
        yield name, len(rows), (n_found / np.minimum(wanted[rows].sum(axis=1), 2)).mean()


def embeddings(articles: pd.DataFrame, others: list[pd.DataFrame]) -> np.ndarray:
    """Return vectors of articles by latent semantic analysis of other articles."""
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=3)
    weights = vectorizer.fit_transform(pd.concat([other["text"] for other in others]))
    analysis = TruncatedSVD(200, random_state=0).fit(weights)
    return analysis.transform(vectorizer.transform(articles["text"]))


def print_peers(articles: pd.DataFrame, events: np.ndarray) -> None:
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


def print_stories(name: str, articles: pd.DataFrame) -> None:
    tokens = nl.tokenize(articles)
    for within_days in (None, 2, 3):
        f1 = [
            f1_of_pairs(
                articles["event_id"],
                nl.group_stories(tokens, min_nearness=min_nearness, within_days=within_days),
            )
            for min_nearness in (0.5, 0.7, 0.8, 0.85, 0.88, 0.9, 1.0)
        ]
        print(
            f"| {name} | {within_days or 'no dates'} | {' | '.join(f'{value:.3f}' for value in f1)} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    if not (folder / "basil.parquet").exists():
        parser.error(f"{folder} has no basil.parquet; the beginning of this file says what it must hold")
    basil = pd.read_parquet(folder / "basil.parquet")
    events = basil["event_id"].to_numpy()
    names = [path.stem for path in sorted(folder.glob("*.parquet")) if path.stem != "basil"]
    others = {name: pd.read_parquet(folder / f"{name}.parquet") for name in names}
    others = {
        name: read_corpus(folder / f"{name}.parquet")
        for name, table in others.items()
        if {"text", "title", "date", "source"} <= set(table.columns)
    }

    print_peers(basil, events)
    for name, articles in others.items():
        for measure, n, share in found_by_titles(articles):
            print(f"  {share:.4f}  {name}: of {n} articles, those with a like title are nearest by {measure}")

    print(
        "\n| stories of | within days | 0.5 | 0.7 | 0.8 | 0.85 | 0.88 | 0.9 | min_nearness 1.0 |\n"
        + "|---" * 9
        + "|"
    )
    print_stories("BASIL", basil)
    print_stories("BASIL in one month", month(basil))
    print_stories("BASIL, one to three articles", uneven(basil))
    print_stories("BASIL, one to three articles in one month", uneven(month(basil)))
    for name, articles in others.items():
        print_stories(f"{name}, cut in three", cut_in_three(articles))

    print("\nEmbeddings: precision at 2, F1 of stories without dates and within two days")
    vectors = embeddings(basil, list(others.values())) if others else None
    for weight in (0, 0.25, 0.5, 0.75, 1) if others else ():
        options = {"vectors": vectors, "weight": weight}
        f1 = [
            f1_of_pairs(events, nl.group_stories(basil, within_days=within_days, **options))
            for within_days in (None, 2)
        ]
        precision = precision_by_nearness(basil, events, **options)
        print(f"  {precision:.4f}  {f1[0]:.3f}  {f1[1]:.3f}  weight {weight}", flush=True)


if __name__ == "__main__":
    main()
