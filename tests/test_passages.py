"""Passages: found by brute force over all pairs of places, and by the eye on a toy corpus."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslab.echoes import passages, shared_passages
from newslab.tokens import split_words, tokenize

COLUMNS = ["article_a", "article_b", "n_words", "text", "start_a", "end_a", "start_b", "end_b"]


def places(words, n):
    """Where each run of n words stands in the articles."""
    found = {}
    for article, text in enumerate(words):
        for i in range(len(text) - n + 1):
            found.setdefault(tuple(text[i : i + n]), []).append(article)
    return found


def formulas(words, n, max_articles):
    return {
        run
        for run, held in places(words, n).items()
        if len(set(held)) > max_articles or max(map(held.count, held)) > passages.MOST_REPEATS
    }


def brute_force(texts, min_words, max_gap, max_articles):
    """The passages as article a, article b, first and last word in each, and number of words."""
    words = [split_words(text) for text in texts]
    lengths = {min_words} | ({2, 3} if max_gap else set())
    left_out = {n: formulas(words, n, max_articles) for n in lengths}
    found = []
    for a, b in combinations(range(len(words)), 2):
        runs = []
        for i, j in np.ndindex(len(words[a]), len(words[b])):
            n = 0
            while words[a][i + n : i + n + 1] == words[b][j + n : j + n + 1] != []:
                n += 1
            starts_here = i == 0 or j == 0 or words[a][i - 1] != words[b][j - 1]
            is_own = any(
                tuple(words[a][k : k + length]) not in left_out[length]
                for length in lengths
                for k in range(i, i + n - length + 1)
            )
            if n and starts_here and is_own:
                runs.append((i, i + n - 1, j, j + n - 1, n))
        found += [(a, b, *run) for run in join(runs, min_words, max_gap) if run[-1] >= min_words]
    return sorted(found, key=lambda p: (-p[-1], *p))


def join(runs, min_words, max_gap):
    if not max_gap:
        return runs
    runs = sorted(runs)
    links = {}
    for p, run in enumerate(runs):
        gaps = [(q[0] - run[1] - 1, q[2] - run[3] - 1) for q in runs]
        near = [(sum(gap), q) for q, gap in enumerate(gaps) if 0 <= min(gap) and max(gap) <= max_gap]
        if near:
            gap, q = min(near)
            links[q] = min(links.get(q, (gap, p)), (gap, p))
    follower = {p: q for q, (_, p) in links.items()}
    joined = []
    for p in set(range(len(runs))) - set(links):
        chain = [p]
        while chain[-1] in follower:
            chain.append(follower[chain[-1]])
        first, last = runs[chain[0]], runs[chain[-1]]
        joined.append((first[0], last[1], first[2], last[3], sum(runs[q][-1] for q in chain)))
    return joined


def found_words(texts, **options):
    """The rows of shared_passages, by words in place of characters."""
    articles = pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    table = shared_passages(articles, **options)
    assert table.columns.tolist() == COLUMNS
    rows = []
    for row in table.itertuples():
        places = []
        for article, start, end in (
            (row.article_a, row.start_a, row.end_a),
            (row.article_b, row.start_b, row.end_b),
        ):
            before = len(split_words(texts[article][:start]))
            places += [before, before + len(split_words(texts[article][start:end])) - 1]
        assert row.text == texts[row.article_a][row.start_a : row.end_a]
        rows.append((row.article_a, row.article_b, *places, row.n_words))
    return rows


TEXTS = st.lists(
    st.lists(st.sampled_from("abcd"), max_size=25).map(" ".join) | st.text("ab ", max_size=30), max_size=5
)


@given(TEXTS, st.integers(2, 6), st.integers(2, 5))
def test_passages_are_those_of_brute_force(texts, min_words, max_articles):
    options = {"min_words": min_words, "max_articles": max_articles, "max_gap": 0}
    assert found_words(texts, **options) == brute_force(texts, **options)


@given(TEXTS, st.integers(2, 8), st.integers(1, 3), st.integers(2, 5))
def test_joined_passages_are_those_of_brute_force(texts, min_words, max_gap, max_articles):
    options = {"min_words": min_words, "max_articles": max_articles, "max_gap": max_gap}
    assert found_words(texts, **options) == brute_force(texts, **options)
