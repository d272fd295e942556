"""How often the intervals of corrected shares hold the true share, on real labels and on made ones.

    .venv/bin/python tests/benchmarks/validation.py FOLDER

FOLDER holds polnear_articles.parquet (id, source, text) and polnear_attributions.parquet (article_id, cue).
Its frames are cues that people annotated ("said", "accused" …), its lexicon the words themselves, which occur
elsewhere too. For made corpora, without FOLDER, precision and recall of the lexicon are set.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from newslab import count_terms
from newslab.statistics import stratified_share

#: Random samples of each size.
SAMPLES, SIZES = 2_000, (50, 100, 200)
CUES = ["accuse*", "believe*", "claim*", "warn*", "argue*", "call*", "think*", "ask*"]


def cover(
    true: np.ndarray, found: np.ndarray, n: int, rng: np.random.Generator
) -> tuple[float, float, float]:
    """Return how often the interval holds, and its width and that without the lexicon, over samples of n."""
    size = np.array([(~found).sum(), found.sum()])
    drawn = np.array([rng.choice(len(true), n, replace=False) for _ in range(SAMPLES)])
    n_found = found[drawn].sum(axis=1)
    n_cell = np.stack([n - n_found, n_found], axis=1)
    hits = np.stack([(true & ~found)[drawn].sum(axis=1), (true & found)[drawn].sum(axis=1)], axis=1)
    _, low, high = stratified_share(size, n_cell, hits / np.maximum(n_cell, 1), np.array([0, 1]))
    alone = stratified_share(
        np.array([len(true)]), np.full((SAMPLES, 1), n), true[drawn].mean(axis=1)[:, None], np.array([0])
    )
    holds = (low - 1e-12 <= true.mean()) & (true.mean() <= high + 1e-12)
    return holds.mean(), (high - low).mean(), (alone[2] - alone[1]).mean()


def made(share: float, precision: float, recall: float, size: int = 2_000) -> tuple[np.ndarray, np.ndarray]:
    """Return the truth of articles, and what a lexicon of this precision and recall finds."""
    true = np.arange(size) < share * size
    n_right = round(share * size * recall)
    found = np.arange(size) < n_right
    found[true.sum() : true.sum() + round(n_right / precision) - n_right] = True
    return true, found


def polnear(folder: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return for each cue which articles have it annotated, and in which the word occurs."""
    articles = pd.read_parquet(folder / "polnear_articles.parquet").set_index("id")
    attributions = pd.read_parquet(folder / "polnear_attributions.parquet").dropna(subset="cue")
    found = count_terms(articles, {cue: [cue] for cue in CUES}) > 0
    cases = {}
    for cue in CUES:
        has_it = attributions["cue"].str.lower().str.contains(rf"\b{cue[:-1]}")
        true = articles.index.isin(attributions.loc[has_it, "article_id"])
        cases[cue] = true, found[cue].to_numpy()
    return cases


def main() -> None:
    """Print one row a case and size of the sample."""
    cases = {
        f"made: share {share}, precision {precision}, recall {recall}": made(share, precision, recall)
        for share in (0.05, 0.2, 0.5)
        for precision, recall in ((0.5, 0.5), (0.5, 0.95), (0.95, 0.5), (0.8, 0.8), (0.95, 0.95))
    }
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        needed = ["polnear_articles.parquet", "polnear_attributions.parquet"]
        if missing := [name for name in needed if not (folder / name).exists()]:
            sys.exit(f"{folder} lacks {', '.join(missing)}")
        cases |= {f"PolNeAR: {cue}": case for cue, case in polnear(folder).items()}
    rng = np.random.default_rng(0)
    print("| corpus | share | n | holds | width | of the sample alone |\n|---|---|---|---|---|---|")
    for name, (true, found) in cases.items():
        for n in SIZES:
            holds, width, alone = cover(true, found, n, rng)
            print(f"| {name} | {true.mean():.3f} | {n} | {holds:.3f} | {width:.3f} | {alone:.3f} |")


if __name__ == "__main__":
    main()
