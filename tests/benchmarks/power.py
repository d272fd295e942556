"""Are differences found that are there? Words planted in one of two sources, and a permutation test.

    .venv/bin/python tests/benchmarks/power.py FOLDER

Articles of a corpus are drawn and shared out between two sources. Words that the corpus has and words that it
has not are added to a tenth of the articles of one source, once to three times each. How many of 10,000
shuffles of whole articles bring as large a difference of the two rates is the exact p-value of a word; beside
it stands the `p_value` of `distinctive_terms`. FOLDER holds corpora as parquet files with a column text.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import ignore_copies, read_corpus
from pyarrow.parquet import read_schema

import newslab as nl

SIZES, SHARES, SEEDS = (40, 100, 200, 400), (0.5, 0.3, 0.15), 3
BLOCKS, BLOCK = 10, 1_000  # shuffles
N_WORDS = 30  # that the corpus has, and as many that it has not


def plant(texts: pd.Series, share: float, rng: np.random.Generator) -> tuple[pd.DataFrame, list[str]]:
    """Return articles of two sources, and the words planted in the first."""
    tokens = nl.tokenize(pd.DataFrame({"text": texts}))
    running = tokens.codes[~tokens.is_among(tokens.stop_words)[tokens.codes]]
    own = tokens.vocabulary[np.unique(rng.choice(running, N_WORDS))]
    words = [*own, *(f"planted{i}" for i in range(N_WORDS))]
    n_mine, texts = round(share * len(texts)), texts.tolist()
    for word in words:
        for row in rng.choice(n_mine, max(1, n_mine // 10), replace=False):
            texts[row] += f" {word}" * rng.integers(1, 4)
    return pd.DataFrame({"source": np.where(np.arange(len(texts)) < n_mine, "A", "B"), "text": texts}), words


def differences(groups: np.ndarray, counts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return the difference of the rates, of either sign: a row a group of articles, a column a word."""
    n, total = groups @ counts, (groups @ lengths)[:, None]
    return np.abs(n / total - (counts.sum(axis=0) - n) / (lengths.sum() - total))


def measure(texts: pd.Series, share: float, rng: np.random.Generator) -> pd.DataFrame:
    """Return the two p-values of each planted word, and how many articles use it."""
    articles, words = plant(texts, share, rng)
    tokens = nl.tokenize(articles)
    counts = nl.count_terms(tokens, {f"planted: {word}": [word] for word in words}).to_numpy()
    lengths, group = np.diff(tokens.offsets), (articles["source"] == "A").to_numpy(float)
    observed = differences(group[None], counts, lengths) - 1e-12
    shuffles = (rng.permuted(np.tile(group, (BLOCK, 1)), axis=1) for _ in range(BLOCKS))
    at_least = sum((differences(groups, counts, lengths) >= observed).sum(axis=0) for groups in shuffles)
    table = nl.distinctive_terms(tokens).query("source == 'A'")
    # Terms are written as articles do, "Washington"; one that has no row is not found.
    p_values = table.groupby(table["term"].str.casefold())["p_value"].min().reindex(words)
    return pd.DataFrame(
        {
            "exact": (1 + at_least) / (1 + BLOCKS * BLOCK),
            "newslab": p_values.to_numpy(),
            "using": (counts > 0).sum(axis=0),
        }
    )


def main() -> None:
    ignore_copies()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    paths = sorted(parser.parse_args().folder.glob("*.parquet"))
    if not paths:
        parser.error("FOLDER holds no corpus, that is no *.parquet with a column text")
    tables = []
    for path in paths:
        if "text" not in read_schema(path).names:
            print(f"{path.name} is left out: it has no column text")
            continue
        texts = read_corpus(path)["text"]
        for n in (n for n in SIZES if n <= len(texts)):
            for seed in range(SEEDS):
                rng = np.random.default_rng(seed)
                drawn = texts.iloc[rng.choice(len(texts), n, replace=False)]
                tables += [measure(drawn, share, rng).assign(articles=n, share=share) for share in SHARES]
    words = pd.concat(tables, ignore_index=True)
    words["words"] = np.where(words["using"] < 5, "in fewer than 5 articles", "in 5 articles and more")
    exact = words[words["exact"] < 0.05].assign(found=words["newslab"] < 0.05)
    print("Planted words that the permutation test finds at 5 %, and the share of them that newslab finds:\n")
    for by in (["words", "articles"], ["words"]):
        print(exact.groupby(by)["found"].agg(["size", "mean"]).round(3).to_string(), end="\n\n")


if __name__ == "__main__":
    main()
