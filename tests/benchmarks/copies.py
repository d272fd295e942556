"""How many noised copies are found, beside MinHash?

    .venv/bin/python tests/benchmarks/copies.py FOLDER

FOLDER holds basil.parquet or other corpora as parquet files with the column text. Of 300 articles each, up
to three copies are made: with scanning errors in 3, 5 or 8 % of the letters, with a fifth of the words
edited, cut to 40 to 90 % of its words, or below ten to forty words of another article. Pairs of copies are
counted. MinHash takes 3-grams and 128 permutations, and groups articles that are linked by an estimated
Jaccard similarity of 0.2 or more (datasketch). Near-copies that a corpus holds by itself count as mistakes.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import read_corpus
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.metrics import pair_confusion_matrix

import newslab as nl

N_STORIES, MOST_COPIES = 300, 3
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NOISE = {
    "scanned, 3 %": lambda text, rest, rng: scanned(text, 0.03, rng),
    "scanned, 5 %": lambda text, rest, rng: scanned(text, 0.05, rng),
    "scanned, 8 %": lambda text, rest, rng: scanned(text, 0.08, rng),
    "edited": lambda text, rest, rng: edited(text, rest, rng),
    "cut": lambda text, rest, rng: " ".join(text.split()[: int(len(text.split()) * rng.uniform(0.4, 0.9))]),
    "with another lead": lambda text, rest, rng: " ".join(rest[: rng.integers(10, 40)]) + " " + text,
}


def scanned(text: str, rate: float, rng: np.random.Generator) -> str:
    """Leave out, change or add letters."""
    read = []
    for character in text:
        letter = LETTERS[rng.integers(26)]
        is_wrong = character.isalpha() and rng.random() < rate
        read.append(rng.choice(["", letter, letter + character]) if is_wrong else character)
    return "".join(read)


def edited(text: str, rest: list[str], rng: np.random.Generator) -> str:
    """Leave out or change one word of five, or add another."""
    words = []
    for word in text.split():
        other = rest[rng.integers(len(rest))]
        words += [[], [other], [word, other]][rng.integers(3)] if rng.random() < 0.2 else [word]
    return " ".join(words)


def noised(articles: pd.DataFrame, kinds: list[str], seed: int = 0) -> pd.DataFrame:
    """Return articles and their copies, and the number of the story of each."""
    rng = np.random.default_rng(seed)
    texts = articles["text"][articles["text"].str.split().str.len() > 60].drop_duplicates()
    texts = texts.sample(min(N_STORIES, len(texts)), random_state=seed).tolist()
    rows = []
    for story, text in enumerate(texts):
        rows.append((story, text))
        for _ in range(rng.integers(MOST_COPIES + 1)):
            rest = texts[rng.integers(len(texts))].split()
            rows.append((story, NOISE[kinds[rng.integers(len(kinds))]](text, rest, rng)))
    return pd.DataFrame(rows, columns=["story", "text"])


def groups_of_minhash(articles: pd.DataFrame) -> np.ndarray:
    from datasketch import MinHash, MinHashLSH

    index, pairs, sketches = MinHashLSH(threshold=0.2, num_perm=128), [], []
    for row, text in enumerate(articles["text"]):
        words = re.findall(r"\w+", text.lower())
        sketch = MinHash(128)
        sketch.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)])
        pairs += [(row, other) for other in index.query(sketch) if sketch.jaccard(sketches[other]) >= 0.2]
        index.insert(row, sketch)
        sketches.append(sketch)
    one, other = np.array(pairs).reshape(-1, 2).T
    n = len(articles)
    return connected_components(sparse.coo_array((np.ones(len(one)), (one, other)), shape=(n, n)))[1]


def figures(stories: pd.Series, groups: np.ndarray) -> str:
    """Return precision, recall and F1 over pairs of copies."""
    (_, false_positive), (false_negative, true_positive) = pair_confusion_matrix(stories, groups)
    precision = true_positive / max(1, true_positive + false_positive)
    recall = true_positive / max(1, true_positive + false_negative)
    return f"{precision:.3f} | {recall:.3f} | {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    paths = [path for path in sorted(folder.glob("*.parquet")) if "text" in pd.read_parquet(path).columns]
    if not paths:
        parser.error(f"{folder} holds no corpus, that is no *.parquet with the column text")
    print("| corpus | copies | newslab: precision | recall | F1 | MinHash: precision | recall | F1 |")
    print("|---|---|---|---|---|---|---|---|")
    for path in paths:
        articles = read_corpus(path)
        for kinds in ([*NOISE], ["scanned, 3 %"], ["scanned, 8 %"], ["edited"]):
            corpus = noised(articles, kinds)
            ours = figures(corpus["story"], nl.group_copies(corpus).to_numpy())
            peer = figures(corpus["story"], groups_of_minhash(corpus))
            name = kinds[0] if len(kinds) == 1 else "of all kinds"
            print(f"| {path.stem} | {name} | {ours} | {peer} |", flush=True)


if __name__ == "__main__":
    main()
