"""The words of a source's own name and of its datelines, which mark it but say nothing of its reporting."""

from __future__ import annotations

import numpy as np
import pandas as pd

from newslab.citations import names_of_source
from newslab.tokens import Tokens

# How many words open an article. Half of the uses of a dateline are there, in five articles or more, and
# five times as many as of all words, which in short texts are all near the opening.
OPENING_WORDS, OPENING_SHARE, OPENING_ARTICLES, TIMES_EXPECTED = 10, 0.5, 5, 5
# A word that begins as the name does, such as "Huffington" of huff-post, is one of its names where the source
# uses it at four times the rate of the others.
LETTERS, LOG_RATIO = 4, 2


def words_of_datelines(tokens: Tokens, groups: np.ndarray, n_groups: int) -> np.ndarray:
    """Return for each group and word whether the group uses it mostly in the opening words of articles.

    Returns
    -------
    ndarray of bool, shape (n_groups, n_words)
    """
    n_words, group = len(tokens.vocabulary), np.repeat(groups.astype(np.int64), tokens.n_words)
    cell = group * n_words + tokens.codes
    place = np.arange(len(tokens.codes)) - np.repeat(tokens.offsets[:-1], tokens.n_words)
    opens = place < OPENING_WORDS
    article = np.repeat(np.arange(len(groups)), tokens.n_words)[opens]
    opening = pd.DataFrame({"cell": cell[opens], "article": article}).groupby("cell")["article"]
    found = opening.agg(["size", "nunique"])[lambda uses: uses["nunique"] >= OPENING_ARTICLES]
    n = pd.Series(cell[np.isin(cell, found.index)]).value_counts().reindex(found.index)
    expected = np.bincount(group[opens], minlength=n_groups) / np.bincount(group, minlength=n_groups).clip(1)
    least = np.maximum(OPENING_SHARE, TIMES_EXPECTED * expected[found.index // n_words])
    mostly = np.zeros(n_groups * n_words, bool)
    mostly[found.index[found["size"] >= least * n]] = True
    return mostly.reshape(n_groups, n_words)


def words_of_name(key: pd.Series, tokens: Tokens) -> tuple[np.ndarray, np.ndarray]:
    """Return for each word whether it is of the name of a group, and whether it begins as the name does.

    The name is what the labels of the group say in words, its initials, and its words written as one; and
    the other names of an outlet that is listed (`citations.names_of_source`): *WaPo* for wash-post.
    """
    labels = [label for label in key if isinstance(label, str)]
    words = [word for label in labels for word in tokens.words_of(label) if word not in tokens.stop_words]
    others = [
        word
        for label in labels
        for name in names_of_source(label)
        for word in tokens.words_of(name)
        if word not in tokens.stop_words
    ]
    names = [*words, "".join(words), "".join(word[0] for word in words) if len(words) > 2 else ""]
    starts = tuple(name for name in names if len(name) >= LETTERS)
    begins = tokens.vocabulary.str.startswith(starts) if starts else np.zeros(len(tokens.vocabulary), bool)
    return tokens.vocabulary.isin([*names, *others]), np.asarray(begins, bool)
