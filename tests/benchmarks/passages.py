"""How many passages that were pasted from one article into another are found, and how many others?

    .venv/bin/python tests/benchmarks/passages.py FOLDER              pasted passages
    .venv/bin/python tests/benchmarks/passages.py --sizes 1000 10000  time and memory, on articles made here

FOLDER holds reuters21578.parquet: the newswire articles of the collection of that name (Lewis 1997), with a
column text. They belong to their publisher and are not part of this project.

300 passages, of whole sentences and 40 words or more, are pasted between the sentences of other articles: as
they stand, with one word of ten changed, or with one of three. A changed word is another one drawn from the
articles. The articles that take part have 80 words or more and share no six words in a row with any other.
They are searched among themselves, then in the whole collection, in which more runs of words are formulas. A
false alarm is a pair of articles that was neither pasted nor found before anything was pasted."""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import make_corpus, read_corpus

import newslab as nl

# The fewest words of an article, and of a passage.
N_PASSAGES, FEWEST, SHORTEST = 300, 80, 40
CHANGES = {"as they stand": 0, "one word of ten changed": 1 / 10, "one word of three changed": 1 / 3}
WAYS = [{}, {"max_gap": 5, "min_words": 10}]


def plant(articles, alone, share, rng):
    """Paste passages into articles; return the new articles, and which pairs now share a passage."""
    words = articles["text"].str.split().tolist()
    vocabulary = np.concatenate([words[row] for row in alone])
    rows = rng.permutation(alone)[: 2 * N_PASSAGES].reshape(2, -1)
    for host, donor in rows.T:
        starts = sentence_starts(words[donor])
        start = rng.choice(starts[starts <= max(starts[-1] - SHORTEST, 0)])
        passage = np.array(words[donor][start : starts[starts >= start + SHORTEST][0]], object)
        changed = rng.random(len(passage)) < share
        passage[changed] = rng.choice(vocabulary, changed.sum())
        at = rng.choice(sentence_starts(words[host]))
        words[host] = [*words[host][:at], *passage, *words[host][at:]]
    return articles.assign(text=pd.Series(words, index=articles.index).str.join(" ")), set(
        zip(rows.min(axis=0).tolist(), rows.max(axis=0).tolist(), strict=True)
    )


def sentence_starts(words):
    """Return where sentences start, and at last where the text ends."""
    after_stops = [i + 1 for i, word in enumerate(words[:-1]) if word.endswith(".")]
    return np.array([0, *after_stops, len(words)])


def pairs_of(table):
    return set(zip(table["article_a"].tolist(), table["article_b"].tolist(), strict=True))


def measure_planted(path: Path) -> None:
    articles = read_corpus(path)[["text"]]
    shared = nl.shared_passages(articles, max_articles=len(articles))
    is_long = articles["text"].str.split().str.len() >= FEWEST
    takes_part = (
        is_long & ~articles.index.isin(shared["article_a"]) & ~articles.index.isin(shared["article_b"])
    )
    for corpus in (articles[takes_part].reset_index(drop=True), articles):
        alone = np.arange(len(corpus)) if len(corpus) < len(articles) else np.flatnonzero(takes_part)
        for options in WAYS:
            before = pairs_of(nl.shared_passages(corpus, **options))
            print(f"{len(corpus):,} articles, {options or 'defaults'}; found before: {len(before):,} pairs")
            for name, share in CHANGES.items():
                planted, pasted = plant(corpus, alone, share, np.random.default_rng(0))
                found = pairs_of(nl.shared_passages(planted, **options))
                n_false = len(found - before - pasted)
                print(
                    f"  {len(found & pasted) / N_PASSAGES:6.1%} found, {n_false} false alarms: {name}",
                    flush=True,
                )


def measure_speed(n_articles: int) -> None:
    tokens = nl.tokenize(make_corpus(n_articles))
    for options in WAYS:
        start = time.process_time()
        n = len(nl.shared_passages(tokens, **options))
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(
            f"{n_articles:9,} articles, {options or 'defaults'}: {n:,} passages, {seconds:.1f} s of CPU, "
            f"{peak:.1f} GB with the making of the articles",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--sizes", type=int, nargs="+", default=[])
    arguments = parser.parse_args()
    if arguments.folder:
        path = arguments.folder / "reuters21578.parquet"
        if not path.exists():
            parser.error(f"{path} is not there; see the beginning of this file for what it must hold")
        measure_planted(path)
    for size in arguments.sizes:
        if len(arguments.sizes) == 1:
            measure_speed(size)
        else:  # each in a process of its own, for the memory of one is not that of the next
            subprocess.run([sys.executable, __file__, "--sizes", str(size)], check=True)


if __name__ == "__main__":
    main()
