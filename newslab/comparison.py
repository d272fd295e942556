"""One source against the others: how much each wrote, and which terms mark it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.checks import check_articles, check_choice, check_count, dates_of, group_articles
from newslab.tokens import Tokens, as_tokens, term_counts, tokenize


def source_profiles(articles: pd.DataFrame | Tokens, *, by: str | list[str] = "source") -> pd.DataFrame:
    """Describe what each source contributes to the corpus.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `date` is used where it is there.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``.

    Returns
    -------
    DataFrame
        One row a group, sorted. Columns: those of `by`, then `n_articles`, `n_words` (running words),
        `median_words` (of an article), `distinct_words`, `first_date` and `last_date` (missing where no
        article has a date) and `n_undated` (articles without a date).

    Raises
    ------
    ValueError
        Where `articles` lacks a column.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame(
    ...     {"source": ["Wire", "Wire", "Daily"], "text": ["Rain fell", "More rain fell", "Sun"]}
    ... )
    >>> source_profiles(articles)[["source", "n_articles", "n_words", "median_words", "distinct_words"]]
      source  n_articles  n_words  median_words  distinct_words
    0  Daily           1        1           1.0               1
    1   Wire           2        5           2.5               3
    """
    tokens = as_tokens(articles)
    groups, keys = group_articles(tokens.articles, by)
    dates = dates_of(tokens.articles).reset_index(drop=True)
    words = pd.Series(tokens.n_words).groupby(groups)
    counts = _members(groups, len(keys)) @ term_counts(tokens, stop_words=()).matrix
    return keys.assign(
        n_articles=words.size(),
        n_words=words.sum(),
        median_words=words.median(),
        distinct_words=np.diff(counts.indptr),
        first_date=dates.groupby(groups).min(),
        last_date=dates.groupby(groups).max(),
        n_undated=dates.isna().groupby(groups).sum(),
    )


def distinctive_terms(
    articles: pd.DataFrame | Tokens,
    *,
    by: str | list[str] = "source",
    reference: object = None,
    ngrams: int = 1,
) -> pd.DataFrame:
    """Find the terms that a source uses more, or less, than the others.

    Every group is compared with its reference, term by term, and every term of both is scored, absent ones
    too. The unit of uncertainty is the article: `p_value` is that of the difference between the group's count
    and the count that its length leads to expect, in units of its standard deviation when the articles are
    shuffled among the groups; `low` and `high` come from the linearised variance of the two rates over
    articles.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``.
    reference : str or DataFrame, optional
        What each group is compared with: the value of `by` of one group, or a table of other articles. By
        default all articles of the other groups.
    ngrams : int, default 1
        The longest run of words that is a term. Function words are left out.

    Returns
    -------
    DataFrame
        One row a group and term, sorted by group, then from the most over-used to the most under-used by
        `log_odds_z`, ties by term. Columns:

        - `group` (values of several columns are joined by " / "), `term`
        - `n`, `n_reference`: occurrences; `rate`, `rate_reference`: per 1,000 words
        - `n_articles`, `n_articles_reference`: articles that use the term
        - `log_ratio`: binary logarithm of the ratio of the rates, a count of 0 taken as 0.5; `low`, `high`:
          its 95 % interval, missing where one side has a single article
        - `g2`: log-likelihood ratio, negative where the group uses the term less; blind to articles, so a
          measure of size and not of certainty
        - `log_odds_z`: log-odds with an informative Dirichlet prior, the pooled counts of both sides (Monroe,
          Colaresi & Quinn 2008); for ranking
        - `p_value`, and `p_adjusted` for the number of terms in the group (Benjamini & Hochberg 1995)

    Raises
    ------
    ValueError
        Where there is only one group and no reference, or `reference` names no group.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["the regime fell", "a regime", "the government fell", "no government"]
    >>> articles = pd.DataFrame({"source": ["A", "A", "B", "B"], "text": texts})
    >>> table = distinctive_terms(articles)
    >>> table.loc[table["group"] == "A", ["term", "n", "n_reference", "log_ratio"]].round(2)
             term  n  n_reference  log_ratio
    0      regime  2            0        2.0
    1        fell  1            1        0.0
    2  government  0            2       -2.0
    """
    check_count("ngrams", ngrams)
    tokens = as_tokens(articles)
    groups, keys = group_articles(tokens.articles, by)
    names = keys.astype("str").agg(" / ".join, axis=1) if keys.shape[1] > 1 else keys.iloc[:, 0].astype("str")
    names = names.tolist()
    if isinstance(reference, pd.DataFrame):
        check_articles(reference)
        tokens = tokenize(pd.concat([tokens.articles[["text"]], reference[["text"]]], ignore_index=True))
        groups = np.append(groups, np.full(len(reference), len(names)))
    elif reference is not None:
        check_choice("reference", reference, names)
    elif len(names) < 2:
        raise ValueError(
            f"{'all articles are of one group' if names else 'there are no articles'}, so nothing can "
            "be compared; reference= takes a table of other articles"
        )
    counts = term_counts(tokens, ngrams=ngrams)
    n_groups = len(names) + isinstance(reference, pd.DataFrame)
    sums = [
        _TermSums.of(counts.matrix[groups == group], tokens.n_words[groups == group])
        for group in range(n_groups)
    ]
    if reference is None:
        everything = _TermSums.of(counts.matrix, tokens.n_words)
        references = [everything - group for group in sums]
    else:
        references = [sums[names.index(reference) if isinstance(reference, str) else -1]] * len(names)
    tables = [
        _compare(name, sums[group], references[group], counts.terms)
        for group, name in enumerate(names)
        if references[group] is not sums[group]
    ]
    return pd.concat(tables, ignore_index=True)


@dataclass(frozen=True)
class _TermSums:
    """Sums over articles, which are all that a comparison of two groups of articles needs to know of them."""

    by_term: np.ndarray  # n, n_articles, sum of n², sum of n times the article's length: one column a term
    overall: np.ndarray  # articles, words, sum of the squared lengths

    @classmethod
    def of(cls, counts: sparse.csr_array, lengths: np.ndarray) -> _TermSums:
        counts, lengths = counts.astype(float), lengths.astype(float)
        by_term = [
            counts.sum(axis=0),
            (counts > 0).sum(axis=0),
            counts.power(2).sum(axis=0),
            counts.T @ lengths,
        ]
        return cls(np.array(by_term), np.array([len(lengths), lengths.sum(), lengths @ lengths]))

    def __sub__(self, other: _TermSums) -> _TermSums:
        return _TermSums(self.by_term - other.by_term, self.overall - other.overall)

    def __add__(self, other: _TermSums) -> _TermSums:
        return _TermSums(self.by_term + other.by_term, self.overall + other.overall)


def _compare(name: str, group: _TermSums, reference: _TermSums, terms: pd.Index) -> pd.DataFrame:
    """Compare the terms of a group of articles with those of its reference."""
    found = np.flatnonzero(group.by_term[0] + reference.by_term[0])
    n, n_articles, nn, nt = group.by_term[:, found]
    n_reference, n_articles_reference, nn_reference, nt_reference = reference.by_term[:, found]
    articles, words, tt = group.overall
    articles_reference, words_reference, tt_reference = reference.overall
    log_ratio = statistics.log_ratio(n, n_reference, words, words_reference)
    variance = statistics.ratio_variance(n, words, articles, nn, nt, tt)
    variance = variance + statistics.ratio_variance(
        n_reference, words_reference, articles_reference, nn_reference, nt_reference, tt_reference
    )
    margin = 1.96 * np.sqrt(variance) / np.log(2)
    both = group + reference
    p_value = statistics.two_sided_p(
        statistics.shuffled_z(n, words, articles, *both.by_term[[0, 2, 3]][:, found], *both.overall)
    )
    table = pd.DataFrame(
        {
            "group": pd.Series(name, index=range(len(found)), dtype="str"),
            "term": terms[found],
            "n": n.astype(np.int64),
            "n_reference": n_reference.astype(np.int64),
            "rate": statistics.per_thousand(n, words),
            "rate_reference": statistics.per_thousand(n_reference, words_reference),
            "n_articles": n_articles.astype(np.int64),
            "n_articles_reference": n_articles_reference.astype(np.int64),
            "log_ratio": log_ratio,
            "low": log_ratio - margin,
            "high": log_ratio + margin,
            "g2": statistics.signed_g2(n, n_reference, words, words_reference),
            # The prior is the pooled counts: what one would expect of both, were they alike.
            "log_odds_z": statistics.log_odds_z(
                n, n_reference, words, words_reference, n + n_reference, words + words_reference
            ),
            "p_value": p_value,
            "p_adjusted": statistics.adjust_p_values(p_value),
        }
    )
    return table.sort_values(["log_odds_z", "term"], ascending=[False, True], ignore_index=True)


def _members(groups: np.ndarray, n_groups: int) -> sparse.csr_array:
    """Return the matrix that sums the rows of articles by group."""
    return sparse.csr_array(
        (np.ones(len(groups)), (groups, np.arange(len(groups)))), shape=(n_groups, len(groups))
    )
