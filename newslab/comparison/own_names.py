"""The words of a source's own name and of its datelines, which mark it but say nothing of its reporting."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import sum_by_group
from newslab.citations import NamesOfSources, names_of_source
from newslab.tokens import Tokens

# How many words open an article. Half of the uses of a dateline are there, in five articles or more, and
# five times as many as of all words, which in short texts are all near the opening.
OPENING_WORDS, OPENING_SHARE, OPENING_ARTICLES, TIMES_EXPECTED = 10, 0.5, 5, 5
# A word that begins as the name does, such as "Huffington" of huff-post, is one of its names where the source
# uses it at four times the rate of the others.
LETTERS, LOG_RATIO = 4, 2


def count_openings(tokens: Tokens, groups: np.ndarray, n_groups: int) -> tuple[sparse.csr_array, ...]:
    """Return by group and word how often it is among the opening words of articles, and of how many."""
    place = np.arange(len(tokens.codes)) - np.repeat(tokens.offsets[:-1], tokens.n_words)
    opens = place < OPENING_WORDS
    n_words = len(tokens.vocabulary)
    article = np.repeat(np.arange(len(groups)), np.minimum(tokens.n_words, OPENING_WORDS))
    pairs, n = np.unique(article * n_words + tokens.codes[opens], return_counts=True)
    article, word = np.divmod(pairs, max(n_words, 1))
    counts = sparse.csr_array((n, (article, word)), shape=(len(groups), n_words))
    return sum_by_group(counts, groups, n_groups), sum_by_group(counts.sign(), groups, n_groups)


def words_of_datelines(
    size: sparse.csr_array,
    n_articles: sparse.csr_array,
    n: sparse.csr_array,
    groups: np.ndarray,
    n_words: np.ndarray,
) -> np.ndarray:
    """Return for each group and word whether the group uses it mostly in the opening words of articles.

    Parameters
    ----------
    size, n_articles : csr_array, shape (n_groups, n_words)
        What `count_openings` returns.
    n : csr_array, shape (n_groups, n_words)
        How often each group uses each word.
    groups, n_words : ndarray of int, shape (n_articles,)
        The group of each article, and how many words it has.

    Returns
    -------
    ndarray of bool, shape (n_groups, n_words)
    """
    opening = np.bincount(groups, np.minimum(n_words, OPENING_WORDS), size.shape[0])
    expected = opening / np.bincount(groups, n_words, size.shape[0]).clip(1)
    group, word = (n_articles >= OPENING_ARTICLES).nonzero()
    mostly = np.zeros(size.shape, bool)
    if len(group):  # SciPy gives no array for no entries
        least = np.maximum(OPENING_SHARE, TIMES_EXPECTED * expected[group])
        n_opening, n_all = (np.asarray(counts[group, word]).ravel() for counts in (size, n))
        mostly[group, word] = n_opening >= least * n_all
    return mostly


def words_of_name(
    key: pd.Series, tokens: Tokens, aliases: NamesOfSources | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return for each word whether it is of the name of a group, and whether it begins as the name does.

    The name is what the labels of the group say in words, its initials, and its words written as one; and
    its other names (`citations.names_of_source`), given or listed: *WaPo* for wash-post.
    """
    labels = [label for label in key if isinstance(label, str)]
    words = [word for label in labels for word in tokens.words_of(label)]
    others = [
        word for label in labels for name in names_of_source(label, aliases) for word in tokens.words_of(name)
    ]
    left_out = tokens.stop_words
    said = [word for word in words if word not in left_out]
    names = [*said, "".join(said), "".join(word[0] for word in said) if len(said) > 2 else ""]
    starts = tuple(name for name in names if len(name) >= LETTERS)
    begins = tokens.vocabulary.str.startswith(starts) if starts else np.zeros(len(tokens.vocabulary), bool)
    names += [word for word in others if word not in left_out]
    # What is kept apart in capitals is a name, also where the small word is none: USA TODAY.
    names += [name.upper() for name in [*words, *others, *names]]
    return tokens.vocabulary.isin(names), np.asarray(begins, bool)
