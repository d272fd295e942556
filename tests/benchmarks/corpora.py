"""Corpora to measure on: made here, of any size, or read from a parquet file."""

from __future__ import annotations

import sys
import warnings
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

import newslab as nl

# The words of one language: rank r occurs with a probability proportional to 1 / r (Zipf) in a kernel of
# common words, and to 1 / r² from there to the last rank (Ferrer i Cancho & Solé 2001, Two regimes in the
# frequency of words). So a million words hold some 40,000 different ones; in Reuters-21578 it is 29,000.
KERNEL, LAST_RANK = 6_000, 400_000
ALPHABETS = ["etaoinshrdlucmfwypvbgk", "оеаинтсрвлкмдпуягзб", "اليومنرتبةعدسفهكق", "ατοιενσρκπυμλ"]
# Nine articles of ten are in the first alphabet, as in a corpus of mostly one language.
SHARES = [0.91, 0.03, 0.03, 0.03]
# What follows a word, and how often.
ENDS = [" ", ", ", ". ", "’s "]
SHARES_OF_ENDS = [0.86, 0.05, 0.07, 0.02]
WORDS_OF_STORY = 40


def make_corpus(n_articles: int, *, seed: int = 0) -> pd.DataFrame:
    """Make articles of some 500 words: Zipfian words, stories of ten articles, and 5 % near-copies.

    A fifth of an article's words are those of its story. A near-copy is an earlier article in which one word
    of fifty is another one.
    """
    rng = np.random.default_rng(seed)
    lengths = rng.gamma(6, 500 / 6, n_articles).astype(int) + 20
    story = rng.permutation(n_articles) // 10
    script = rng.choice(len(SHARES), n_articles, p=SHARES)[story]
    copies = np.flatnonzero(rng.random(n_articles) < 0.05)[1:]
    originals = rng.integers(copies)  # each an earlier article
    for copy, original in zip(copies, originals, strict=True):
        lengths[copy], script[copy] = lengths[original], script[original]
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    article = np.repeat(np.arange(n_articles, dtype=np.int32), lengths)

    ranks = _ranks(rng.random(offsets[-1], dtype=np.float32))
    story_words = 50 + _ranks(rng.random((story.max() + 1, WORDS_OF_STORY)))
    of_story = np.flatnonzero(rng.random(offsets[-1], dtype=np.float32) < 0.2)
    picked = rng.integers(WORDS_OF_STORY, size=len(of_story))
    ranks[of_story] = story_words[story[article[of_story]], picked] % LAST_RANK

    for copy, original in zip(copies, originals, strict=True):
        kept = rng.random(lengths[copy]) > 0.02
        words = ranks[offsets[copy] : offsets[copy + 1]]
        words[kept] = ranks[offsets[original] : offsets[original + 1]][kept]

    words = _words()
    ends = rng.choice(len(ENDS), offsets[-1], p=SHARES_OF_ENDS).astype(np.int32)
    spelled = words.take(pa.array((script[article] * LAST_RANK + ranks) * len(ENDS) + ends))
    _, starts, letters = spelled.buffers()
    starts = np.frombuffer(starts, np.int64)[offsets]
    texts = pa.LargeStringArray.from_buffers(n_articles, pa.py_buffer(starts), letters)
    days = pd.to_timedelta(story % 365 + rng.integers(0, 3, n_articles), unit="D")
    return pd.DataFrame(
        {
            "source": rng.choice([f"Outlet {i}" for i in range(8)], n_articles),
            "date": pd.Timestamp("2024-01-01") + days,
            "story": story,
            "text": pd.Series(texts.to_pandas().astype("str")),
        }
    )


def _ranks(quantiles: np.ndarray) -> np.ndarray:
    """Return the ranks of words by the inverse of their cumulative distribution, quantiles from 0 to 1."""
    share_of_tail = 1 / (1 + np.log(KERNEL))
    quantiles = quantiles * (1 - share_of_tail * KERNEL / LAST_RANK)
    kernel, tail = np.exp(quantiles / share_of_tail), KERNEL * share_of_tail / (1 - quantiles)
    return np.where(quantiles < 1 - share_of_tail, kernel, tail).astype(np.int32)


@cache
def _words() -> pa.Array:
    """Spell a word of each language for each rank, with each of the ends: the same in every corpus."""
    rng, spelled = np.random.default_rng(0), []
    for alphabet in ALPHABETS:
        letters = np.array(list(alphabet))[rng.integers(len(alphabet), size=(LAST_RANK, 12))]
        lengths = rng.integers(4, 13, LAST_RANK)
        lengths[:200] = rng.integers(2, 5, 200)
        for row, length in zip(letters, lengths, strict=True):
            word = "".join(row[:length])
            spelled += [word + end for end in ENDS]
    return pa.array(spelled, pa.large_string())


def read_corpus(path: Path) -> pd.DataFrame:
    """Read the articles of a parquet file that has a column `text`."""
    return pd.read_parquet(path).dropna(subset="text").reset_index(drop=True)


def chosen(tokens: nl.Tokens, rows: np.ndarray, **labels: np.ndarray) -> nl.Tokens:
    """Return the tokens of some articles, with labels for them; an article may be chosen several times."""
    sizes = tokens.n_words[rows]
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    places = np.arange(offsets[-1]) + np.repeat(tokens.offsets[rows] - offsets[:-1], sizes)
    begins = np.zeros(len(tokens.codes) + 1, bool)
    begins[tokens.sentences] = True
    sentences = np.append(np.flatnonzero(begins[places]), offsets[-1])
    articles = tokens.articles.iloc[rows].reset_index(drop=True).assign(**labels)
    return replace(
        tokens, codes=tokens.codes[places], offsets=offsets, sentences=sentences, articles=articles
    )


def ignore_copies() -> None:
    """Silence the warning of copies, which would come with each of a thousand draws, and say so once."""
    print("Articles that copy another one count as articles like others, without a warning.", file=sys.stderr)
    warnings.filterwarnings("ignore", r"[\d,]+ articles share much of their text", UserWarning)
