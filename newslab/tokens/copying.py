"""A quick look for articles that are copies of each other, which tests should not count as independent."""

from __future__ import annotations

import warnings

import numpy as np

from newslab.partitions import is_partitioned
from newslab.tokens.boilerplate import without_boilerplate
from newslab.tokens.ngrams import COPIED_NGRAM, held_ngrams
from newslab.tokens.tokens import Tokens

# Of many tokens one 5-gram in sixteen is looked at, and of most fewer.
MANY_TOKENS, ONE_IN, MOST_TOKENS = 2_000_000, 16, 200_000_000
# A 5-gram that more articles hold is a formula, or boilerplate.
MOST_HOLDERS = 8
# Two articles are likely copies where they share this many 5-grams, and half of those of the shorter one.
LEAST_SHARED = 4
# Fewer copies than this share of all articles change no figure by much.
SHARE_TO_WARN = 0.02


def count_likely_copies(tokens: Tokens) -> int:
    """Return how many articles have much of their text in common with another one.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.tokens import tokenize
    >>> wire = "the last convoys crossed the border before dawn on Monday"
    >>> texts = [wire, "Officials say " + wire, "Rain is likely in the north and in the far west on Monday"]
    >>> count_likely_copies(tokenize(pd.DataFrame({"text": texts})))
    2
    """
    n_tokens = int(tokens.offsets[-1])
    one_in = 1 if n_tokens < MANY_TOKENS else ONE_IN * (1 + n_tokens // MOST_TOKENS)
    held, n_different = held_ngrams(tokens, COPIED_NGRAM, one_in)
    held = held[:, np.diff(held.indptr) <= MOST_HOLDERS]
    common = (held @ held.T).tocoo()
    shorter = np.minimum(n_different[common.row], n_different[common.col])
    copied = (common.row != common.col) & (common.data >= np.maximum(LEAST_SHARED, shorter / 2))
    return len(np.unique(common.row[copied]))


def warn_of_copies(tokens: Tokens, *, stacklevel: int = 3) -> None:
    """Warn the user where many articles are likely copies; by default from the function that called."""
    few = SHARE_TO_WARN * (len(tokens.offsets) - 1)
    n_copies = count_likely_copies(tokens)
    if n_copies > few and not is_partitioned(tokens.articles):  # which have no look at boilerplate
        n_copies = count_likely_copies(without_boilerplate(tokens))
    if n_copies > few:
        warnings.warn(
            f"{n_copies:,} articles share much of their text with another one, so p-values are too small; "
            "cluster=newslab.group_copies(articles) counts the copies that one group printed as one article",
            stacklevel=stacklevel,
        )
