"""Copies: articles that print one text, whole, cut or lightly edited."""

from __future__ import annotations

import numpy as np
import pandas as pd

from newslab.articles import dates_of, labels_of, latest_of
from newslab.checks import check_choice, check_fraction
from newslab.corpus import Problem, add_problems
from newslab.partitions import columns_of
from newslab.readers import LEFT_OUT
from newslab.reuse.exchange import copies_in_partitions
from newslab.reuse.overlaps import (
    COPIED_NGRAM,
    MIN_WORDS,
    HeldBy,
    first_places,
    groups_of,
    is_rare,
    likely_copies,
    most_of_rare,
    overlaps,
    words_before,
)
from newslab.reuse.printed import originals_of
from newslab.tokens import (
    Articles,
    PartitionedTokens,
    Tokens,
    as_tokens,
    boilerplate_words,
    find_ngrams,
)


def group_copies(articles: Articles, *, min_overlap: float = 0.6) -> pd.Series:
    """Group the articles that are copies of one text, whole, cut or lightly edited.

    The overlap of two articles is the share of the shorter one's words that it has from the longer: those in
    common 3-grams, and those between two of them that begin no more than twenty words apart, so that scanning
    errors and edited words in between do not hide a copy. A quotation in common covers its own words alone.
    Where most common 3-grams are of words that many articles use, as in notes on earnings, the overlap is no
    more than twice the share that 3-grams with a rare word cover: one in at most one article of 200, or in
    fifty.
    Groups are made by average linkage: two become one while the mean overlap of their articles is at least
    `min_overlap`, so that the articles of a group are copies of each other, not only of a third. Two that
    have too little in common to reach it count as 0 in the mean. A text that many articles print with few
    changes, so that its own words are rare no more, counts as one article: those that have three of five
    3-grams in common with one of them, or as many as `min_overlap` asks for, are its copies.

    Boilerplate counts for nothing: the words that at least 2 % of the articles of a source repeat, and at
    least four (twenty are enough of any source), eight or more in a row and beside words of their own.
    Without a column `source` all articles count as those of one source.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `source` is used where it is there.
    min_overlap : float, default 0.6
        A share, above 0 and up to 1.

    Returns
    -------
    Series of int
        Named `copies`, on the index of `articles`: the number of each article's group, counted from 0 as
        groups first occur. An article without a copy is a group of its own, and so is one of fewer than five
        words. An article of less than a quarter of the words of another is no copy of it: a flash of one
        sentence is not the story that repeats it.

    Raises
    ------
    ValueError
        Where `min_overlap` is not above 0 and at most 1.

    Examples
    --------
    >>> import pandas as pd
    >>> wire = "the last convoys crossed the border before dawn on Monday"
    >>> articles = pd.DataFrame({"text": [wire, "Rain is likely in the north", "Officials say " + wire]})
    >>> group_copies(articles).tolist()
    [0, 1, 0]
    """
    check_fraction("min_overlap", min_overlap)
    if min_overlap == 0:
        raise ValueError("min_overlap must be above 0: every article holds none of the words of any other")
    tokens = as_tokens(articles, in_partitions=True)
    if isinstance(tokens, PartitionedTokens):
        group = copies_in_partitions(tokens, min_overlap)
    else:
        group = _copies(tokens, min_overlap)
    index = columns_of(tokens.articles, []).index
    return pd.Series(pd.factorize(group)[0], index=index, name="copies")


def _copies(tokens: Tokens, min_overlap: float) -> np.ndarray:
    """Return the number of the group of each article."""
    trigrams = find_ngrams(tokens, COPIED_NGRAM, marked=is_rare(tokens))
    original = originals_of(trigrams, most_of_rare(tokens) / 2, min_overlap)
    rows, row = np.unique(original, return_inverse=True)
    if len(rows) < len(row):
        tokens = tokens.some(rows)
        trigrams = find_ngrams(tokens, COPIED_NGRAM, marked=is_rare(tokens))
    n_before = words_before(boilerplate_words(tokens))
    n_words = np.diff(n_before[tokens.offsets])
    text = np.where(tokens.n_words >= MIN_WORDS, trigrams.first_of_text(), np.arange(len(n_words)))
    rows = np.flatnonzero(text == np.arange(len(text)))
    held = trigrams.held[:, np.flatnonzero(trigrams.is_marked)].tocsr()[rows]
    texts = HeldBy(rows, held, n_words[rows])
    a, b = likely_copies(texts, texts, min_overlap)
    places = first_places(tokens, trigrams, n_before, np.unique(np.concatenate([a, b])))
    return groups_of(a, b, overlaps(places, n_words, a, b), min_overlap, len(text))[text][row]


def drop_copies(articles: Articles, *, min_overlap: float = 0.6, keep: str = "fullest") -> pd.DataFrame:
    """Keep one article of each group of copies, so that a text counts once in every rate and test.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `source`, `date` and `origin` are used where they are there.
    min_overlap : float, default 0.6
        As in `group_copies`.
    keep : {"fullest", "first"}, default "fullest"
        Which article of a group is kept: the one of the most words, the earliest of several; or the one of
        the earliest date. A date without a time of day (a midnight is none) counts as the end of its day. Of
        articles of one date the first in the table is the earlier, and one without a date comes after those
        with one.

    Returns
    -------
    DataFrame
        The articles that are kept, in their order. ``problems(…)`` lists each article that was set aside by
        its origin, or its label where it has none, as a copy of the one that is kept.

    Raises
    ------
    ValueError
        Where `min_overlap` is not above 0 and at most 1, or `keep` is none of the two.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.corpus import problems
    >>> wire = "the last convoys crossed the border before dawn on Monday"
    >>> texts = [wire, "Rain is likely in the north", "Officials say " + wire]
    >>> originals = drop_copies(pd.DataFrame({"text": texts}, index=["a", "b", "c"]))
    >>> originals.index.tolist()
    ['b', 'c']
    >>> problems(originals)
      origin   row      problem   outcome
    0      a  <NA>  a copy of c  left out
    """
    check_choice("keep", keep, ["fullest", "first"])
    tokens = as_tokens(articles, in_partitions=True)
    numbers = group_copies(tokens, min_overlap=min_overlap)
    labels, copies = numbers.index.to_numpy(object), numbers.to_numpy()
    dates = latest_of(dates_of(tokens.articles)).reset_index(drop=True)
    by_date = dates.sort_values(kind="stable").index.to_numpy()
    if keep == "fullest":
        by_date = by_date[np.argsort(-tokens.n_words[by_date], kind="stable")]
    _, first = np.unique(copies[by_date], return_index=True)
    kept = by_date[first][copies]
    return tokens.table(_originals, kept != np.arange(len(kept)), labels[kept])


def _originals(tokens: Tokens, is_copy: np.ndarray, kept: np.ndarray) -> pd.DataFrame:
    """Return the articles that are no copies, with a line for each that is one, of the article `kept`."""
    articles = tokens.articles
    originals = articles[~is_copy]
    origins = labels_of(articles, "origin")
    lines = zip(articles.index[is_copy], origins[is_copy], kept[is_copy], strict=True)
    add_problems(
        originals,
        [
            Problem(str(label if pd.isna(origin) else origin), None, f"a copy of {original}", LEFT_OUT)
            for label, origin, original in lines
        ],
    )
    return originals
