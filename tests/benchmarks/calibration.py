"""Do the figures hold? What `distinctive_terms` finds where there is nothing to find.

    .venv/bin/python tests/benchmarks/calibration.py [FOLDER]

The sources of a corpus are shuffled over its articles, so that every difference between them is chance: 5 %
of the p-values should lie below 0.05, and 95 % of the intervals should hold a log ratio of 0. Beside them
stand the word-level tests in common use: log-odds with a Dirichlet prior of 0.05 a word, and G². Where a
corpus names the story of each article, sources are also shuffled inside the stories. FOLDER holds corpora as
parquet files with the columns text and source, and story or event_id if they have one; without it, articles
are made.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import make_corpus, read_corpus
from pyarrow.parquet import read_schema
from scipy import stats

import newslab as nl
from newslab import statistics

SIZES = (40, 400, 4000)
SEEDS = 20
PRIOR = 0.05
# Beside the sources, so many articles make two groups as small as they come.
SMALL_GROUPS = {"small: 3": 3, "small: 6": 6}
# How a column may be called that names the story of each article.
STORIES = pd.Index(["story", "event_id"])


def corpora(folder: Path | None) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the name and the articles of each corpus."""
    if folder is None:
        yield "made here", make_corpus(max(SIZES))
        return
    paths = sorted(folder.glob("*.parquet"))
    if not paths:
        raise FileNotFoundError(
            f"{folder} holds no corpus, that is no *.parquet with the columns text and source"
        )
    for path in paths:
        if not {"text", "source"} <= set(read_schema(path).names):
            print(f"{path.name} is left out: it has no column text or source")
            continue
        articles = read_corpus(path)
        if articles["source"].nunique() < 2:  # one wire, shared out among seven outlets
            articles["source"] = [f"outlet {i % 7}" for i in range(len(articles))]
        yield path.stem, articles


def shuffled(articles: pd.DataFrame, n: int, rng: np.random.Generator) -> pd.DataFrame:
    """Draw articles, shuffle their sources, and put the first few in groups of their own."""
    chosen = articles.iloc[rng.choice(len(articles), n, replace=False)].reset_index(drop=True)
    sources = rng.permutation(chosen["source"].astype(object).to_numpy())
    small = np.repeat(list(SMALL_GROUPS), list(SMALL_GROUPS.values()))
    sources[: len(small)] = small
    return chosen.assign(source=sources)


def measure(articles: pd.DataFrame, n: int) -> dict[str, float]:
    """Return what is found, averaged over the seeds."""
    rows = []
    for seed in range(
        SEEDS * max(1, 400 // n)
    ):  # few articles have few common terms: ten times as many draws
        tokens = nl.tokenize(shuffled(articles, n, np.random.default_rng(seed)))
        table = nl.distinctive_terms(tokens)
        using = table["n_articles"] + table["n_articles_reference"]
        small, common = table["source"].isin(list(SMALL_GROUPS)), using >= 20
        significant = table["p_value"] < 0.05
        known = table["low"].notna()
        covered = ((table["low"] <= 0) & (table["high"] >= 0))[known]
        words = nl.source_profiles(tokens).set_index("source")["n_words"]
        group_words = table["source"].map(words)
        z = statistics.log_odds_z(
            table["n"],
            table["n_reference"],
            group_words,
            words.sum() - group_words,
            prior=PRIOR,
            prior_total=PRIOR * table["term"].nunique(),
        )
        z_says = np.abs(z) > stats.norm.isf(0.025)
        g2_says = table["g2"].abs() > stats.chi2.isf(0.05, 1)
        rows.append(
            {
                "p: 20+": significant[common & ~small].mean(),
                "p: rarer": significant[~common & ~small].mean(),
                "p: 20+, small": significant[common & small].mean(),
                "p: rarer, small": significant[~common & small].mean(),
                "covered: 20+": covered[common & ~small].mean(),
                "covered: 20+, small": covered[common & small].mean(),
                "any adjusted": (table.groupby("source")["p_adjusted"].min() < 0.05).mean(),
                "log-odds z: 20+": z_says[common & ~small].mean(),
                "log-odds z: rarer": z_says[~common & ~small].mean(),
                "G²: 20+": g2_says[common & ~small].mean(),
                "G²: rarer": g2_says[~common & ~small].mean(),
            }
        )
    return pd.DataFrame(rows).mean().to_dict()


def measure_within(articles: pd.DataFrame, story: str) -> dict[str, float]:
    """Return what is found, averaged over the seeds, where sources are shuffled inside stories."""
    rows = []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        sources = articles.groupby(story)["source"].transform(rng.permutation)
        tokens = nl.tokenize(articles.assign(source=sources))
        row = {}
        for name, within in (("within stories", story), ("stories ignored", None)):
            table = nl.distinctive_terms(tokens, within=within)
            common = table["n_articles"] + table["n_articles_reference"] >= 20
            significant = table["p_value"] < 0.05
            row |= {
                f"p: 20+, {name}": significant[common].mean(),
                f"p: rarer, {name}": significant[~common].mean(),
            }
        rows.append(row)
    return pd.DataFrame(rows).mean().to_dict()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    folder = parser.parse_args().folder
    rows, rows_within = [], []
    try:
        for name, articles in corpora(folder):
            rows += [
                {"corpus": name, "articles": n} | measure(articles, n) for n in SIZES if n <= len(articles)
            ]
            for story in STORIES.intersection(articles.columns):
                rows_within.append(
                    {"corpus": name, "articles": len(articles)} | measure_within(articles, story)
                )
    except FileNotFoundError as error:
        parser.error(str(error))
    print(
        f"Shuffled sources, {SEEDS} seeds. p: share of p_value < 0.05; covered: share that hold 0;\n"
        "any adjusted: share of groups with any p_adjusted < 0.05; log-odds z, G²: share that tests of\n"
        "words call significant. 20+: terms in at least 20 articles; small: groups of 3 and 6 articles.\n"
    )
    show(rows)
    if rows_within:
        print("\nSources shuffled inside stories:\n")
        show(rows_within)


def show(rows: list[dict]) -> None:
    """Print the figures in percent, one column a corpus and size."""
    table = pd.DataFrame(rows).set_index(["corpus", "articles"])
    print((100 * table).round(1).astype(str).add(" %").T.to_string())


if __name__ == "__main__":
    main()
