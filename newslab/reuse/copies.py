"""Copies: articles that print one text, whole, cut or lightly edited."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import average_linkage, blocks_of, map_parallel, ranges
from newslab.articles import dates_of, labels_of
from newslab.checks import check_choice, check_fraction
from newslab.corpus import Problem, add_problems
from newslab.readers import LEFT_OUT
from newslab.reuse.printed import originals_of
from newslab.tokens import Articles, SharedNgrams, Tokens, as_tokens, boilerplate_words, find_ngrams

# A word counts as copied if it is in a common 3-gram, or between two that begin at most twenty words apart.
COPIED_NGRAM, MAX_GAP = 3, 20
# At least half as much is copied by 3-grams with a rare word alone: one in at most one article of 200, or in
# fifty. Without it, any two notes on earnings, sales or weather would be copies.
RARE_SHARE, RARE_ARTICLES, FROM_RARE = 1 / 200, 50, 0.5
# The shorter article has at least a quarter of the words of the longer one, and five.
SHORTEST, MIN_WORDS = 0.25, 5
# Articles are compared with all others in blocks of this many, and pairs in blocks of some such words.
BLOCK_ROWS, BLOCK_WORDS = 1024, 1 << 21


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
    tokens = as_tokens(articles)
    trigrams = find_ngrams(tokens, COPIED_NGRAM, marked=_is_rare(tokens))
    original = originals_of(trigrams, _most_of_rare(tokens) / 2, min_overlap)
    rows, row = np.unique(original, return_inverse=True)
    if len(rows) < len(row):
        tokens = _some(tokens, rows)
        trigrams = find_ngrams(tokens, COPIED_NGRAM, marked=_is_rare(tokens))
    group = pd.factorize(_groups(tokens, trigrams, min_overlap)[row])[0]
    index = articles.articles.index if isinstance(articles, Tokens) else articles.index
    return pd.Series(group, index=index, name="copies")


def _groups(tokens: Tokens, trigrams: SharedNgrams, min_overlap: float) -> np.ndarray:
    """Return the number of the group of each article."""
    n_before = np.concatenate([[0], np.cumsum(~boilerplate_words(tokens, trigrams))])
    n_words = np.diff(n_before[tokens.offsets])
    text = np.where(tokens.n_words >= MIN_WORDS, trigrams.first_of_text(), np.arange(len(tokens.articles)))
    rows = np.flatnonzero(text == np.arange(len(text)))
    a, b = _likely_copies(trigrams, n_words, rows, min_overlap)
    overlap = _overlaps(tokens, trigrams, n_before, a, b)
    links = sparse.csr_array((overlap, (a, b)), shape=(len(text), len(text)))
    copied = overlap >= min_overlap
    near = sparse.coo_array((overlap[copied], (a[copied], b[copied])), shape=links.shape)

    def overlaps_of(rows: np.ndarray) -> np.ndarray:
        some = links[rows][:, rows].toarray()
        return some + some.T

    return average_linkage(near, overlaps_of, min_overlap)[text]


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
        the earliest date. Of articles of one date the first in the table is the earlier, and one without a
        date comes after those with one.

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
    tokens = as_tokens(articles)
    articles, copies = tokens.articles, group_copies(tokens, min_overlap=min_overlap).to_numpy()
    by_date = dates_of(articles).reset_index(drop=True).sort_values(kind="stable").index.to_numpy()
    if keep == "fullest":
        by_date = by_date[np.argsort(-tokens.n_words[by_date], kind="stable")]
    _, first = np.unique(copies[by_date], return_index=True)
    kept = by_date[first][copies]
    is_copy = kept != np.arange(len(kept))
    originals = articles[~is_copy]
    origins = labels_of(articles, "origin")
    lines = zip(articles.index[is_copy], origins[is_copy], articles.index[kept[is_copy]], strict=True)
    add_problems(
        originals,
        [
            Problem(str(label if pd.isna(origin) else origin), None, f"a copy of {original}", LEFT_OUT)
            for label, origin, original in lines
        ],
    )
    return originals


def _likely_copies(
    trigrams: SharedNgrams, n_words: np.ndarray, rows: np.ndarray, min_overlap: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of rows, ``a < b``, whose overlap may be `min_overlap`, by their lengths and by how
    many trigrams with a rare word they have in common, boilerplate included.
    """
    held = trigrams.held[:, np.flatnonzero(trigrams.is_marked)].tocsr()[rows]
    holders, n_words = held.T.tocsr(), n_words[rows]

    def compare(first: int) -> np.ndarray:
        common = (held[first : first + BLOCK_ROWS] @ holders).tocoo()
        one, other = common.row + first, common.col
        shorter = np.minimum(n_words[one], n_words[other])
        likely = (one < other) & (shorter >= MIN_WORDS)
        likely &= shorter >= SHORTEST * np.maximum(n_words[one], n_words[other])
        most_covered = COPIED_NGRAM + (common.data - 1) * MAX_GAP
        likely &= most_covered >= FROM_RARE * min_overlap * shorter
        return np.stack([one[likely], other[likely]])

    pairs = map_parallel(compare, range(0, len(rows), BLOCK_ROWS))
    a, b = rows[np.concatenate([np.empty((2, 0), np.int64), *pairs], axis=1)]
    return a, b


def _overlaps(
    tokens: Tokens, trigrams: SharedNgrams, n_before: np.ndarray, a: np.ndarray, b: np.ndarray
) -> np.ndarray:
    """Return for pairs of articles what share of the shorter one's words it has from the longer.

    Parameters
    ----------
    tokens : Tokens
    trigrams : SharedNgrams
        Those with a rare word are marked.
    n_before : ndarray of int, shape (n_tokens + 1,)
        How many words that are no boilerplate are before each token.
    a, b : ndarray of int, shape (n_pairs,)
        Rows of articles.

    Returns
    -------
    ndarray of float, shape (n_pairs,)
        0 to 1.
    """
    n_words = np.diff(n_before[tokens.offsets])
    places = _first_places(tokens, trigrams, n_before, np.unique(np.concatenate([a, b])))
    held = places.astype(bool)
    is_longer = n_words[a] > n_words[b]
    shorter, longer = np.where(is_longer, b, a), np.where(is_longer, a, b)
    n_words = n_words[shorter]

    def compare(pairs: tuple[int, int]) -> np.ndarray:
        common = places[shorter[slice(*pairs)]].multiply(held[longer[slice(*pairs)]]).tocsr()
        row = np.repeat(np.arange(common.shape[0]), np.diff(common.indptr))
        n_covered = [
            _n_covered(row[chosen], np.abs(common.data[chosen]), common.shape[0])
            for chosen in (slice(None), common.data < 0)
        ]
        return np.minimum(n_covered[0], n_covered[1] / FROM_RARE)

    blocks = blocks_of(np.concatenate([[0], np.cumsum(n_words)]), BLOCK_WORDS)
    return np.concatenate(map_parallel(compare, blocks)) / np.maximum(n_words, 1)


def _first_places(
    tokens: Tokens, trigrams: SharedNgrams, n_before: np.ndarray, rows: np.ndarray
) -> sparse.csr_array:
    """Return where some rows first have each trigram that several of them hold, counted from 1 without
    boilerplate; negative where one of its words is rare. Other rows are empty.

    Shape (n_articles, n_columns): "to be or not" and "is it to be or not" have two common trigrams, "to be
    or" and "be or not", and so the rows [1, 2] and [3, 4], or [1, -2] and [3, -4] where "not" is rare.
    """
    is_row = np.zeros(len(tokens.offsets) - 1, np.int32)
    is_row[rows] = 1
    start, column = trigrams.places(np.flatnonzero(trigrams.held.T @ is_row > 1))
    n_places = np.diff(np.searchsorted(start, tokens.offsets))
    article = np.repeat(np.arange(len(n_places)), n_places)
    is_own = n_before[start + COPIED_NGRAM] - n_before[start] == COPIED_NGRAM
    chosen = is_own & is_row[article].astype(bool)
    start, column, article = start[chosen], column[chosen], article[chosen]
    is_first = ~pd.Index(article * len(trigrams.columns) + column).duplicated()
    start, column, article = start[is_first], column[is_first], article[is_first]
    place = (n_before[start] - n_before[tokens.offsets[article]] + 1).astype(np.int32)
    place[trigrams.is_marked[column]] *= -1
    offsets = np.searchsorted(article, np.arange(len(tokens.offsets)))
    places = sparse.csr_array((place, column, offsets), shape=trigrams.held.shape)
    places.sort_indices()
    return places


def _is_rare(tokens: Tokens) -> np.ndarray:
    """Return for each term of the vocabulary whether few articles hold it."""
    n_articles = len(tokens.offsets) - 1
    uses = np.ones(len(tokens.codes), bool), tokens.codes, tokens.offsets
    by_term = sparse.csr_array(uses, shape=(n_articles, len(tokens.vocabulary))).tocsc()
    is_new = np.diff(by_term.indices, prepend=-1) != 0
    is_new[by_term.indptr[:-1][np.diff(by_term.indptr) > 0]] = True
    n_holding = np.diff(np.concatenate([[0], np.cumsum(is_new)])[by_term.indptr])
    return n_holding <= _most_of_rare(tokens)


def _most_of_rare(tokens: Tokens) -> float:
    """Return how many articles hold a rare word, at most."""
    return max(RARE_ARTICLES, RARE_SHARE * (len(tokens.offsets) - 1))


def _some(tokens: Tokens, rows: np.ndarray) -> Tokens:
    """Return the tokens of some articles, for counting only: `spans` no longer holds."""
    kept, offsets = ranges(tokens.offsets[rows], tokens.n_words[rows])
    articles = tokens.articles.iloc[rows]
    return replace(tokens, codes=tokens.codes[kept], offsets=offsets, sentences=offsets, articles=articles)


def _n_covered(row: np.ndarray, place: np.ndarray, n_rows: int) -> np.ndarray:
    """Return how many words of each row are in n-grams that begin at some places, or between two near ones.

    One row, with n-grams at 1, 2 and 9, has eleven such words: from the first to the last of that at 9.
    """
    order = np.lexsort([place, row])
    row, place = row[order], place[order]
    gap = np.diff(place, append=0)
    is_followed = (np.diff(row, append=-1) == 0) & (gap <= MAX_GAP)
    return np.bincount(row, np.where(is_followed, gap, COPIED_NGRAM), minlength=n_rows)
