"""Passages: runs of words that two articles share, word for word or lightly reworded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from newslab.arrays import blocks_of, ranges
from newslab.articles import excerpts
from newslab.checks import check_count
from newslab.partitions import refuse_partitions
from newslab.tokens import Articles, Tokens, as_tokens, ngram_hashes

# Where differing words are bridged, the n-grams between them have this many words: in a large corpus most
# runs of two are formulas, and it takes three to be a passage.
PIECES = {2, 3}
# A run that one article repeats more often than this is a refrain, such as the zeros of a table.
MOST_REPEATS = 10
# How many runs are sorted at a time, so that little memory is taken besides; as all are looked through for
# each part, the parts are larger where they would be too many. And how many pairs of equal runs at once.
BLOCK_NGRAMS, FEWEST_NGRAMS, MOST_PARTS = 1 << 21, 1 << 18, 16
BLOCK_PAIRS = 1 << 20


def shared_passages(
    articles: Articles, *, min_words: int = 6, max_gap: int = 0, max_articles: int = 50
) -> pd.DataFrame:
    """Find the passages that two articles share, word for word or lightly reworded.

    A passage is a run of words that is in both articles and can be made no longer at either end. Every
    place of one article is compared with every place of the others, so that none is missed.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    min_words : int, default 6
        The least number of shared words, at least 2. With fewer than six, many passages are no more than a
        name or a title.
    max_gap : int, default 0
        Join runs of two and more words into one passage where no more than this many words are between them
        in either article: words that were changed, added or left out. Each run is joined to the nearest one
        only. With 5, a passage is found though one word of three was changed; let `min_words` then be 10,
        because two words here and four there are often the same by chance.
    max_articles : int, default 50
        A run of `min_words` words that more articles hold is a formula, and so is one that an article repeats
        more than ten times. A passage of nothing but formulas is left out; one that holds words of its own is
        given whole. Where runs are joined, the rule holds for runs of two and of three words as well.

    Returns
    -------
    DataFrame
        One row a passage and pair of places, the longest first, ties in the order of the articles and of the
        text of `article_a`, then of `article_b`: a passage that an article repeats has a row for each of its
        places. Columns: `article_a` and `article_b` (the earlier row of `articles` first), `n_words` (that
        are shared; what is between joined runs does not count), `text` (the passage as `article_a` writes
        it) and, in characters, `start_a`, `end_a`, `start_b`, `end_b`: ``text_a[start_a:end_a]`` is the
        passage in the one article, ``text_b[start_b:end_b]`` in the other.

    Raises
    ------
    ValueError
        Where an option is out of its range.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["The last convoys crossed the border before dawn, he said.",
    ...          "Reports say the last convoys crossed the border by night."]
    >>> shared_passages(pd.DataFrame({"text": texts}))[["n_words", "text"]]
       n_words                                  text
    0        6  The last convoys crossed the border
    """
    min_words = check_count("min_words", min_words, at_least=2)
    max_gap = check_count("max_gap", max_gap, at_least=0)
    max_articles = check_count("max_articles", max_articles, at_least=2)
    refuse_partitions(
        articles,
        "group_copies and similar_pairs take one; articles.compute() brings the articles into memory",
    )
    tokens = as_tokens(articles)
    words = _separated(tokens)
    tokens = replace(tokens, codes=np.empty(0, np.int32))  # from here on they are in `words`
    indexes = [_index(words, n, max_articles) for n in ({min_words} | PIECES if max_gap else {min_words})]
    found = [np.empty((5, 0), np.int64)]
    for block in _blocks(words, indexes):
        starts = np.concatenate([_starts(words, index, block) for index in indexes], axis=1)
        runs = _whole_runs(words, *starts)
        passages = _bridge_gaps(words, runs, min_words, max_gap) if max_gap else runs
        found.append(passages[:, passages[-1] >= min_words])
    return _passage_table(tokens, words, np.concatenate(found, axis=1))


class _Words(NamedTuple):
    """The words of all articles, with a separator before each article and after the last.

    No two separators are equal, so that no run of words that two articles share crosses the end of one.
    """

    codes: np.ndarray
    article: np.ndarray  # the row of the article in which each word is
    separators: np.ndarray  # their places


def _separated(tokens: Tokens) -> _Words:
    n_articles = len(tokens.offsets) - 1
    codes = np.insert(tokens.codes, tokens.offsets, -1 - np.arange(n_articles + 1, dtype=np.int32))
    article = np.repeat(np.arange(n_articles + 1, dtype=np.int32), np.append(tokens.n_words + 1, 1))
    return _Words(codes, article, tokens.offsets + np.arange(n_articles + 1))


class _Index(NamedTuple):
    """The places of all runs of `length` words that several articles hold, formulas left out."""

    length: int
    places: np.ndarray  # sorted
    ranks: np.ndarray  # where in `grouped` each place is
    n_following: np.ndarray  # how many places of the same run follow it there
    grouped: np.ndarray  # the places by run, in the order of the text
    is_place: np.ndarray  # for each word whether a run starts there


def _index(words: _Words, length: int, max_articles: int) -> _Index:
    """Find the runs of `length` words that several articles hold, by sorting hashes of all runs.

    A hash is in the high bits of a number, the run's place in the low ones, so that what is sorted is
    numbers. Hashes that are equal by chance are told apart later, by the words themselves.
    """
    hashes = ngram_hashes(words.codes, length)
    n_parts = max(min(len(hashes) // FEWEST_NGRAMS, MOST_PARTS), len(hashes) // BLOCK_NGRAMS) + 1
    part_of = np.empty(len(hashes), np.uint16)
    for first in range(0, len(hashes), FEWEST_NGRAMS):
        part_of[first : first + FEWEST_NGRAMS] = hashes[first : first + FEWEST_NGRAMS] % np.uint64(n_parts)
    grouped, n_places = [], []
    for part in range(n_parts):
        places = np.flatnonzero(part_of == part)
        bits = np.uint64(len(places).bit_length())
        keys = (hashes[places] >> bits << bits) | np.arange(len(places), dtype=np.uint64)
        keys.sort()
        is_first = np.diff(keys >> bits, prepend=np.uint64(0)) != 0
        is_first[:1] = True
        is_alone = is_first & np.append(is_first[1:], True)
        keys, is_first = keys[~is_alone], is_first[~is_alone]
        places = places[(keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)]
        held, size = _held_by_several(words.article[places], is_first, max_articles)
        grouped.append(places[held])
        n_places.append(size)
    all_grouped, sizes = np.concatenate(grouped), np.concatenate(n_places)
    n_following = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(all_grouped)) - 1
    ranks = np.argsort(all_grouped)
    is_place = np.zeros(len(words.codes), bool)
    is_place[all_grouped] = True
    return _Index(length, all_grouped[ranks], ranks, n_following[ranks], all_grouped, is_place)


def _held_by_several(
    article: np.ndarray, is_first: np.ndarray, max_articles: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return which places belong to runs that several articles hold and that are no formulas, and how many
    places each of these runs has.

    Parameters
    ----------
    article : ndarray of int
        The article of each place, the places of one run together and sorted.
    is_first : ndarray of bool
        Whether a place is the first one of its run.
    """
    first = np.flatnonzero(is_first)
    if not len(first):
        return is_first, first
    is_new = is_first | (np.diff(article, prepend=-1) != 0)
    cell = np.flatnonzero(is_new)  # the places of a run in one article
    n_repeats = np.maximum.reduceat(np.diff(cell, append=len(article)), np.searchsorted(cell, first))
    n_articles = np.add.reduceat(is_new, first, dtype=np.int64)
    kept = (n_articles >= 2) & (n_articles <= max_articles) & (n_repeats <= MOST_REPEATS)
    n_places = np.diff(first, append=len(article))
    return np.repeat(kept, n_places), n_places[kept]


def _blocks(words: _Words, indexes: list[_Index]) -> Iterator[tuple[int, int]]:
    """Cut the articles into blocks of some `BLOCK_PAIRS` pairs of equal runs each: the separators before and
    after each.
    """
    n_pairs = np.zeros(len(words.separators), np.int64)
    for index in indexes:
        n_before = np.append(0, np.cumsum(index.n_following))
        n_pairs += n_before[np.searchsorted(index.places, words.separators)]
    for first, last in blocks_of(n_pairs, BLOCK_PAIRS):
        yield words.separators[first], words.separators[last]


def _starts(words: _Words, index: _Index, block: tuple[int, int]) -> np.ndarray:
    """Return the places, one row for each article, where pairs of equal runs start in a block of articles and
    in those after.

    Of the runs that overlap in one passage the first is enough: the one before which the words differ, or
    before which there is a formula.
    """
    here = slice(*np.searchsorted(index.places, block))
    a = np.repeat(index.places[here], index.n_following[here])
    b = index.grouped[ranges(index.ranks[here] + 1, index.n_following[here])[0]]
    continues = index.is_place[a - 1] & index.is_place[b - 1] & (words.codes[a - 1] == words.codes[b - 1])
    chosen = ~continues & (words.article[a] < words.article[b])
    a, b = a[chosen], b[chosen]
    is_equal = np.ones(len(a), bool)
    for k in range(index.length):
        is_equal &= words.codes[a + k] == words.codes[b + k]
    return np.stack([a[is_equal], b[is_equal]])


def _whole_runs(words: _Words, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the longest runs of equal words around places of two articles, each once and in order.

    The five rows are the first and the last word in the one article, the same in the other, and the number of
    words.
    """
    # Of the starts on one diagonal, one is extended no further than to the next, which is extended in its
    # place.
    order = np.lexsort([a, b - a])
    a, b = a[order], b[order]
    to_next = np.append(np.where(np.diff(b - a) == 0, np.diff(a), len(words.codes)), len(words.codes))[
        : len(a)
    ]
    n_after = _grown(words, a, b, 1, to_next)
    is_last = n_after < to_next
    first, last = np.flatnonzero(np.append(True, is_last[:-1])[: len(a)]), np.flatnonzero(is_last)
    n_before = _grown(words, a[first], b[first], -1, np.full(len(first), len(words.codes)))
    first_a, last_a = a[first] - n_before, a[last] + n_after[last]
    first_b, last_b = b[first] - n_before, b[last] + n_after[last]
    _, once = np.unique(first_a * len(words.codes) + first_b, return_index=True)
    return np.stack([first_a, last_a, first_b, last_b, last_a - first_a + 1])[:, once]


def _grown(words: _Words, a: np.ndarray, b: np.ndarray, step: int, most: np.ndarray) -> np.ndarray:
    """Return by how many words, `most` at most, equal runs at `a` and `b` go on in a direction."""
    n = np.zeros_like(a)
    growing = np.flatnonzero(most > 0)
    while len(growing):
        ahead = step * (n[growing] + 1)
        growing = growing[words.codes[a[growing] + ahead] == words.codes[b[growing] + ahead]]
        n[growing] += 1
        growing = growing[n[growing] < most[growing]]
    return n


def _bridge_gaps(words: _Words, runs: np.ndarray, min_words: int, max_gap: int) -> np.ndarray:
    """Join runs that follow each other in two articles with small gaps, each run to the nearest.

    Runs come, and passages are returned, as from `_whole_runs`. Two articles that have fewer than `min_words`
    words in common are left out.
    """
    if not runs.size:
        return runs
    one, other = words.article[runs[0]].astype(np.int64), words.article[runs[2]].astype(np.int64)
    order = np.lexsort([one, other])
    is_new = (np.diff(one[order], prepend=-1) != 0) | (np.diff(other[order], prepend=-1) != 0)
    pair = np.cumsum(is_new) - 1
    enough = np.bincount(pair, runs[4, order])[pair] >= min_words
    order, pair = order[enough], pair[enough]
    first_a, last_a, first_b, last_b, n_words = runs[:, order]

    key = pair * len(words.codes)
    nearest = np.searchsorted(key + first_a, key + last_a + 1)
    n_near = np.searchsorted(key + first_a, key + last_a + max_gap + 2) - nearest
    run = np.repeat(np.arange(len(pair)), n_near)
    follower, _ = ranges(nearest, n_near)
    gap_b = first_b[follower] - last_b[run] - 1
    follows = (gap_b >= 0) & (gap_b <= max_gap) & (pair[follower] == pair[run])
    gap = (first_a[follower] - last_a[run] - 1 + gap_b)[follows]
    link = np.stack([run, follower])[:, follows]
    for side in (0, 1):  # the nearest follower of each run, then of the runs that one follows the nearest
        order = np.lexsort([gap, link[side]])
        order = order[np.diff(link[side, order], prepend=-1) != 0]
        link, gap = link[:, order], gap[order]
    joined = sparse.coo_array((np.ones(len(gap), bool), link), shape=(len(pair), len(pair)))
    _, passage = connected_components(joined, directed=False)
    order = np.argsort(passage, kind="stable")
    first = np.flatnonzero(np.diff(passage[order], prepend=-1))
    last = np.append(first[1:], len(order))[: len(first)] - 1
    n_shared = np.add.reduceat(n_words[order], first) if len(first) else first
    first, last = order[first], order[last]
    return np.stack([first_a[first], last_a[last], first_b[first], last_b[last], n_shared])


def _passage_table(tokens: Tokens, words: _Words, passages: np.ndarray) -> pd.DataFrame:
    """Return the table of the passages, the longest first."""
    row_a, row_b = words.article[passages[0]], words.article[passages[2]]
    order = np.lexsort([passages[2], passages[0], row_b, row_a, -passages[4]])
    passages, row_a, row_b = passages[:, order], row_a[order], row_b[order]
    # Before a word are the separators of the articles up to its own.
    edges = passages[:4] - np.stack([row_a, row_a, row_b, row_b]) - 1
    starts, ends = tokens.spans(edges.ravel())
    start_a, _, start_b, _ = np.split(starts, 4)
    _, end_a, _, end_b = np.split(ends, 4)
    return pd.DataFrame(
        {
            "article_a": tokens.articles.index[row_a],
            "article_b": tokens.articles.index[row_b],
            "n_words": passages[4],
            "text": excerpts(tokens.articles["text"], row_a, start_a, end_a),
            "start_a": start_a,
            "end_a": end_a,
            "start_b": start_b,
            "end_b": end_b,
        }
    )
