"""Do intervals hold the truth? Those of rates, shares and differences, of articles drawn from one source.

    .venv/bin/python tests/benchmarks/coverage.py FOLDER

All articles of a source are the truth. Of them 20, 50 and 250 are drawn (with replacement), over and over,
and how many of the intervals hold the value of the whole source is counted; for differences, as many articles
are drawn from the next source. The words are eighteen that 4 to 60 % of all articles use, and beside each the
burstiest of twenty that about as many articles use; of shares, each two of them are the names of one thing.

`uneven`: nineteen of twenty articles are cut to their first tenth. `made`: nineteen articles of 400 words and
one of 8,000, whose rates have a gamma distribution. FOLDER holds corpora as parquet files with the columns
text and source; a source needs 80 articles.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import chosen, read_corpus
from pyarrow.parquet import read_schema

import newslab as nl
from newslab.tokens import term_counts

# How many articles are drawn, and how often.
SIZES = {20: 100, 50: 60, 250: 20}
LEAST_ARTICLES, N_WORDS, USING = 80, 18, (0.04, 0.6)
KEYS = {"rate": ["frame"], "share": ["referent", "label"]}


def choose_words(articles: pd.DataFrame) -> list[str]:
    """Return the words: usual ones, then bursty ones that about as many articles use."""
    terms = term_counts(articles)
    counts = terms.matrix.astype(float)
    using = np.bincount(counts.indices, minlength=counts.shape[1]) / counts.shape[0]
    burstiness = counts.power(2).sum(axis=0) / counts.sum(axis=0)
    order = np.argsort(using, kind="stable")
    places = np.searchsorted(using[order], np.geomspace(*USING, N_WORDS))
    chosen = order[places].tolist()
    for place in places:
        near = [column for column in order[max(0, place - 10) : place + 10] if column not in chosen]
        chosen.append(near[np.argmax(burstiness[near])])
    return terms.terms[chosen].tolist()


def lexicons(words: list[str]) -> dict[str, dict]:
    """Return the words as frames, and as pairs of names."""
    pairs = zip(words[::2], words[1::2], strict=True)
    return {
        "rate": {word: [word] for word in words},
        "share": {"labels": {f"{a} or {b}": {a: [a], b: [b]} for a, b in pairs}},
    }


def held(table: pd.DataFrame, value: str, truth: pd.Series, keys: list[str]) -> pd.DataFrame:
    """Return for each interval whether it holds the truth, missing where there is no interval."""
    true = truth.reindex(pd.MultiIndex.from_frame(table[keys]) if len(keys) > 1 else table[keys[0]])
    table = table[true.notna().to_numpy()]
    true = true.dropna().to_numpy()
    holds = (table["low"] <= true + 1e-9) & (table["high"] >= true - 1e-9)
    return pd.DataFrame({"of": value, "held": holds.astype(float).where(table["low"].notna())})


def draw(n_articles: int, n: int, times: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw `n` of the articles with replacement, `times` over; and the number of the draw of each."""
    return rng.integers(n_articles, size=n * times), np.repeat(np.arange(times), n)


FUNCTIONS = {
    "rate": (nl.frame_rates, nl.rate_differences),
    "share": (nl.label_shares, nl.share_differences),
}


def measure(articles: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield what intervals hold, of each source, number of articles and kind of figure."""
    of_words = lexicons(choose_words(articles))
    sources = [rows for _, rows in articles.groupby("source") if len(rows) >= LEAST_ARTICLES]
    for source, other in pairwise([*sources, sources[0]]):
        of_source, of_both = nl.tokenize(source), nl.tokenize(pd.concat([source, other], ignore_index=True))
        for n, times in SIZES.items():
            rng = np.random.default_rng(n)
            (a, number), (b, _) = (draw(len(rows), n, times, rng) for rows in (source, other))
            tokens = chosen(of_source, a, draw=number)
            for value, lexicon in of_words.items():
                keys, (of_group, of_two) = KEYS[value], FUNCTIONS[value]
                truth, truth_other = (
                    of_group(rows, lexicon).set_index(keys)[value] for rows in (source, other)
                )
                found = of_group(tokens, lexicon, by="draw")
                yield held(found, value, truth, keys).assign(articles=n)
                for rows in np.hstack([a.reshape(times, n), len(source) + b.reshape(times, n)]):
                    two = chosen(of_both, rows, side=np.repeat(["a", "b"], n))
                    # Drawn twice, an article is two: each is a cluster of its own.
                    found = of_two(two, lexicon, "a", "b", by="side", cluster=pd.Series(range(2 * n)))
                    yield held(found, f"{value} difference", truth - truth_other, keys).assign(articles=n)


def measure_uneven(articles: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the same of rates, where nineteen of twenty articles are cut to their first tenth."""
    lexicon = lexicons(choose_words(articles))["rate"]
    cut = articles.assign(text=[text[: len(text) // 10] for text in articles["text"]])
    for name, whole in articles.groupby("source"):
        if len(whole) < LEAST_ARTICLES:
            continue
        short = cut[cut["source"] == name]
        tokens = nl.tokenize(pd.concat([short, whole], ignore_index=True))
        sums = [nl.frame_rates(rows, lexicon).set_index("frame")[["n", "n_words"]] for rows in (short, whole)]
        both = 19 * sums[0] + sums[1]
        truth = 1000 * both["n"] / both["n_words"]
        for n, times in (SIZES | {250: 60}).items():
            rng, n_whole = np.random.default_rng(n), round(n / 20)
            (a, number), (b, number_b) = (
                draw(len(whole), size, times, rng) for size in (n - n_whole, n_whole)
            )
            rows, number = np.concatenate([a, len(whole) + b]), np.concatenate([number, number_b])
            found = nl.frame_rates(chosen(tokens, rows, draw=number), lexicon, by="draw")
            yield held(found, "rate, uneven", truth, ["frame"]).assign(articles=n)


def measure_made(times: int = 20) -> Iterator[pd.DataFrame]:
    """Yield the same of made articles, nineteen of 400 words and one of 8,000, at a rate of 5 per 1,000."""
    rng, n_words = np.random.default_rng(1), np.array([400] * 19 + [8000])
    frames = np.array([f"frame{i}" for i in range(40)])
    for _ in range(times):
        hits = rng.poisson(rng.gamma(2, 0.0025, (40, 20)) * n_words).T
        texts = [
            " ".join([*np.repeat(frames, row), *["x"] * max(0, size - row.sum())])
            for row, size in zip(hits, n_words, strict=True)
        ]
        found = nl.frame_rates(pd.DataFrame({"source": "A", "text": texts}), {f: [f] for f in frames})
        yield held(found, "rate, made", pd.Series(5.0, frames), ["frame"]).assign(articles=20)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    paths = sorted(parser.parse_args().folder.glob("*.parquet"))
    tables = [table.assign(corpus="made here") for table in measure_made()]
    for path in paths:
        if not {"text", "source"} <= set(read_schema(path).names):
            print(f"{path.name} is left out: it has no column text or source")
            continue
        articles = read_corpus(path)
        if articles["source"].value_counts().ge(LEAST_ARTICLES).sum() < 2:
            print(f"{path.name} is left out: fewer than two of its sources have {LEAST_ARTICLES} articles")
            continue
        for measured in (measure, measure_uneven):
            tables += [table.assign(corpus=path.stem) for table in measured(articles)]
    if not paths:
        parser.error("FOLDER holds no corpus, that is no *.parquet with the columns text and source")
    found = pd.concat(tables).groupby(["corpus", "articles", "of"])["held"]
    table = pd.DataFrame(
        {"held, %": 100 * found.mean(), "missing, %": 100 * found.apply(lambda h: h.isna().mean())}
    )
    print(table.round(1).unstack("of").to_string())


if __name__ == "__main__":
    main()
