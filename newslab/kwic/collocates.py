"""The words that occur beside a word."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.arrays import are_covered
from newslab.articles import group_articles
from newslab.checks import check_count
from newslab.kwic.uses import find_uses
from newslab.parts import Part, Voice, Where, in_parts
from newslab.tokens import Articles, Tokens

# The columns of collocates, beside those of `by`.
COLLOCATES = ["term", "n", "n_articles", "n_expected", "g2", "log_ratio", "p_value", "p_adjusted"]
# The most cells of a full table of groups and words.
MOST_CELLS = 1 << 24


def collocates(
    articles: Articles,
    pattern: str | list[str],
    *,
    by: str | list[str] | None = None,
    words: int = 5,
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Find the words that occur beside a word more often than elsewhere.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    pattern : str or list of str
        As in `concordance`.
    by : str or list of str, optional
        Columns whose values make groups: the collocates of each, against the rest of its own text.
    words : int, default 5
        How many words on each side are beside it, in its sentence. A word beside two uses counts once.
    voice, where : str, optional
        Whose words to read, and which part of the article, as in `find_terms`; with ``"both"`` a table for
        each, one below the other, told apart by a first column.

    Returns
    -------
    DataFrame
        One row a word that occurs beside the pattern, without function words and the words of the pattern;
        by group, then the collocates from the lowest `p_value`, and after them the words that are rarer
        beside it, from the highest; ties by `g2`, then by term. Columns: those of `by`, then

        - `term`; `n`: times beside it; `n_articles`: articles in which it is beside it
        - `n_expected`: times beside it, were the term spread evenly over the text
        - `g2`: log-likelihood ratio of beside against elsewhere, negative where the term is rarer beside it;
          blind to articles, so a measure of size and not of certainty
        - `log_ratio`: binary logarithm of the ratio of the two rates
        - `p_value`: the probability of a number of articles as far from the expected one, if the uses of the
          pattern were at random places of the same articles; `p_adjusted` for the number of terms of the
          group (Benjamini & Hochberg 1995)

    Raises
    ------
    ValueError
        Where a pattern has no word, or is a regular expression.

    Notes
    -----
    An article counts once, however often it repeats a phrase. The probability that a use at a random place
    of an article is beside a word is the share of the places that are; of several uses, their number is that
    of random ones that would cover as much of the article as they do. Over articles the probabilities add up,
    and so do variances and third moments (`statistics.shuffled_p_value`).

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Iran fled. Rain fell on far hills", "Iran fled, rain stayed"]})
    >>> collocates(articles, "Iran", words=1)[["term", "n", "n_articles", "n_expected"]].round(2)
       term  n  n_articles  n_expected
    0  fled  2           2        0.44
    """
    words = check_count("words", words)

    def table_of(part: Part) -> pd.DataFrame:
        return _collocates(part.tokens, pattern, by, words)

    return in_parts(articles, table_of, voice=voice, where=where, by=by)


def _collocates(
    tokens: Tokens, pattern: str | list[str], by: str | list[str] | None, words: int
) -> pd.DataFrame:
    if by is None:
        groups, keys = np.zeros(len(tokens.n_words), int), pd.DataFrame(index=range(1))
    else:
        groups, keys = group_articles(tokens.articles, by, beside=COLLOCATES)
    uses_of = _UsesOf(pattern, words)
    beside, elsewhere, n_uses, n_words = tokens.summed(
        partial(_count_beside, uses_of=uses_of, n_groups=len(keys)), groups
    )
    row, term = beside.nonzero()
    shown = ~tokens.is_among(tokens.stop_words)[term]
    row, term = row[shown], term[shown]
    key = row * len(tokens.vocabulary) + term  # in order
    n, n_elsewhere = _at(beside, key), _at(elsewhere, key)
    total, total_elsewhere = beside.sum(axis=1)[row], elsewhere.sum(axis=1)[row]
    span = 2 * words + (round(n_words / n_uses) if n_uses else 1)
    moments = tokens.summed(partial(_moments, uses_of=uses_of, span=span, key=key), groups)
    n_articles, p_value = _by_articles(*moments)
    table = keys.iloc[row].reset_index(drop=True)
    table = table.assign(
        term=tokens.shown[term],
        n=n,
        n_articles=n_articles,
        n_expected=(n + n_elsewhere) * total / (total + total_elsewhere),
        g2=statistics.signed_g2(n, n_elsewhere, total, total_elsewhere),
        log_ratio=statistics.log_ratio(n, n_elsewhere, total, total_elsewhere),
        p_value=p_value,
        p_adjusted=np.nan,
    )
    return _ranked(table, row)


class _Uses(NamedTuple):
    """The uses of a pattern: the words of each, and for every token whether it is one of these words, and
    whether it is one of them or beside them.
    """

    n_words: np.ndarray
    is_node: np.ndarray
    is_covered: np.ndarray


class _UsesOf:
    """Finds the uses of a pattern; of the same tokens once, as articles in memory are asked for twice."""

    def __init__(self, pattern: str | list[str], words: int) -> None:
        self.pattern, self.words = pattern, words
        self._last: tuple[Tokens | None, _Uses | None] = None, None

    def __getstate__(self) -> dict[str, object]:
        return {**vars(self), "_last": (None, None)}  # what was found is not sent to partitions

    def __call__(self, tokens: Tokens) -> _Uses:
        last, found = self._last
        if last is not tokens or found is None:
            found = self._find(tokens)
            self._last = tokens, found
        return found

    def _find(self, tokens: Tokens) -> _Uses:
        first, n_words = find_uses(tokens, self.pattern)
        sentence = np.searchsorted(tokens.sentences, first, side="right")
        begin = np.maximum(first - self.words, tokens.sentences[sentence - 1])
        end = np.minimum(first + n_words + self.words, tokens.sentences[sentence])
        n_tokens = len(tokens.codes)
        return _Uses(
            n_words, are_covered(first, first + n_words, n_tokens), are_covered(begin, end, n_tokens)
        )


def _count_beside(
    tokens: Tokens, groups: np.ndarray, *, uses_of: _UsesOf, n_groups: int
) -> tuple[sparse.csr_array, sparse.csr_array, int, int]:
    """Return by group and term how often it is beside the pattern and elsewhere; how often the pattern is
    used, and with how many words.
    """
    uses = uses_of(tokens)
    is_beside = uses.is_covered & ~uses.is_node
    group = np.repeat(groups, tokens.n_words)
    beside = _count_neighbours(tokens, group, is_beside, n_groups)
    elsewhere = _count_neighbours(tokens, group, ~is_beside & ~uses.is_node, n_groups)
    return beside, elsewhere, len(uses.n_words), int(uses.n_words.sum())


def _at(counts: sparse.csr_array, key: np.ndarray) -> np.ndarray:
    """Return the counts of some cells, ``row * n_columns + column`` each, ascending; 0 of those not kept."""
    counts.sort_indices()
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    cells = row * counts.shape[1] + counts.indices
    place = np.searchsorted(cells, key)
    return np.where(np.append(cells, -1)[place] == key, np.append(counts.data, 0)[place], 0)


def _moments(
    tokens: Tokens, groups: np.ndarray, *, uses_of: _UsesOf, span: int, key: np.ndarray
) -> tuple[np.ndarray, ...]:
    """Return for each key, a group and a term, in how many articles the term is beside the pattern, and the
    moments of that number, were the uses at random places.
    """
    uses, n_terms = uses_of(tokens), len(tokens.vocabulary)
    is_shown = np.zeros(n_terms, bool)
    is_shown[key % n_terms] = True
    cells = _articles_beside(tokens, uses.is_covered, uses.is_node, is_shown, span)
    found = np.searchsorted(key, groups[cells.article] * n_terms + cells.code)
    is_key = np.append(key, -1)[found] == groups[cells.article] * n_terms + cells.code
    found, q = found[is_key], cells.probability[is_key]
    never = np.log1p(-np.minimum(q, 1 - 1e-12))
    moments = [cells.is_beside[is_key], q, q * (1 - q), q * (1 - q) * (1 - 2 * q), never]
    return tuple(np.bincount(found, moment, len(key)) for moment in moments)


def _ranked(table: pd.DataFrame, group: np.ndarray) -> pd.DataFrame:
    """Return the table with adjusted p-values, sorted by group, then by evidence."""
    for rows in pd.Series(group).groupby(group).indices.values():
        table.loc[rows, "p_adjusted"] = statistics.adjust_p_values(table["p_value"].to_numpy()[rows])
    is_rarer = table["g2"] < 0
    evidence = table["p_value"].where(~is_rarer, -table["p_value"])
    order = np.lexsort([table["term"], -table["g2"], evidence, is_rarer, group])
    return table.iloc[order].reset_index(drop=True)


class _Cells(NamedTuple):
    """Articles and the words that occur in them, each pair once."""

    article: np.ndarray  # (n_cells,): its row
    code: np.ndarray  # (n_cells,): the word
    is_beside: np.ndarray  # (n_cells,): whether the word is beside a use of the pattern there
    probability: np.ndarray  # (n_cells,): that of being so, were the uses at random places


def _articles_beside(
    tokens: Tokens, is_covered: np.ndarray, is_node: np.ndarray, is_shown: np.ndarray, span: int
) -> _Cells:
    """Return in which articles words are beside the pattern, and how probable that is.

    Parameters
    ----------
    is_covered : ndarray of bool, shape (n_tokens,)
        The uses of the pattern and the words beside them.
    is_node : ndarray of bool, shape (n_tokens,)
        The words of its uses.
    is_shown : ndarray of bool, shape (n_words,)
        The words to look at.
    span : int
        How many words a use covers, itself and both sides.
    """
    n_words, half = tokens.n_words, span // 2
    n_covered = np.diff(np.concatenate([[0], np.cumsum(is_covered)])[tokens.offsets])
    covers = _words_in_reach(tokens, half) + n_words * (span - 2 * half)
    place = np.flatnonzero(is_shown[tokens.codes] & ~is_node & np.repeat(n_covered > 0, n_words))
    # The occurrences of a word in a sentence, one after the other. Near each are the places that it reaches;
    # the next one adds no more than are between the two.
    place = place[np.argsort(tokens.codes[place], kind="stable")]
    article = tokens.article_of(place)
    sentence = np.searchsorted(tokens.sentences, place, side="right") - 1
    before = np.minimum(place - tokens.sentences[sentence], half)
    after = np.minimum(tokens.sentences[sentence + 1] - 1 - place, half)
    codes = tokens.codes[place].astype(np.int64)
    is_first = np.diff(codes * len(tokens.sentences) + sentence, prepend=-1) != 0
    is_last = np.append(is_first[1:], True)[: len(place)]
    near = np.where(is_first, 1 + before, np.minimum(np.diff(place, prepend=0), span))
    near += np.where(is_last, after, 0)
    # A word in an article is a cell; words are in order, and so are their places.
    is_new = np.diff(codes * len(n_words) + article, prepend=-1) != 0
    first, cell = np.flatnonzero(is_new), np.cumsum(is_new) - 1
    n_near, n = np.bincount(cell, near), np.bincount(cell)
    row, code = article[first], tokens.codes[place[first]]
    size = n_words[row].astype(float)
    # Uses that cover the same words count less: their number is that of random ones that would cover as many.
    with np.errstate(divide="ignore", invalid="ignore"):
        n_uses = np.log1p(-n_covered[row] / size) / np.log1p(-np.minimum(covers[row] / size, size) / size)
        missed = np.log1p(-np.minimum((n_near - n) / np.maximum(size - n, 1), 1))
        probability = -np.expm1(np.where(missed < 0, n_uses * missed, 0))
    probability = np.where(np.isnan(probability), 1, probability)
    return _Cells(row, code, np.bincount(cell, is_covered[place]) > 0, probability)


def _words_in_reach(tokens: Tokens, half: int) -> np.ndarray:
    """Return for each article how many words are within `half` words of each of its places, in its sentence,
    added up over all places.
    """
    length = np.diff(tokens.sentences)
    edge = np.minimum(length, half)  # the places that have fewer words before them
    on_one_side = edge * (edge - 1) // 2 + edge * (length - edge)
    before = np.concatenate([[0], np.cumsum(2 * on_one_side)])
    return np.diff(before[np.searchsorted(tokens.sentences, tokens.offsets)])


def _by_articles(
    n: np.ndarray, expected: np.ndarray, variance: np.ndarray, third: np.ndarray, never: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return numbers of articles, and how probable each is, by the moments of `_moments`."""
    # Without a correction for whole numbers, half the probability of the number found counts (Lancaster's
    # mid-p): with it, words of few articles would reach 5 % in 2 % of cases.
    p_value = statistics.shuffled_p_value(n - expected, variance, third)
    # The table lists what is beside in one article at least: the p-value is that of such words.
    p_value = np.minimum(p_value / -np.expm1(never), 1)
    p_value[(n == 1) & (expected < 1)] = 1
    return n.astype(np.int64), p_value


def _count_neighbours(
    tokens: Tokens, group: np.ndarray, chosen: np.ndarray, n_groups: int
) -> sparse.csr_array:
    """Count the chosen tokens by group and term."""
    shape = n_groups, len(tokens.vocabulary)
    if n_groups * len(tokens.vocabulary) <= MOST_CELLS:
        cells = group[chosen] * len(tokens.vocabulary) + tokens.codes[chosen]
        return sparse.csr_array(np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape))
    ones = np.ones(np.count_nonzero(chosen), np.int64)
    counts = sparse.coo_array((ones, (group[chosen], tokens.codes[chosen])), shape=shape)
    return counts.tocsr()
