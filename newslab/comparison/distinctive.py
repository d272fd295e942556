"""Which terms mark a source: every term of it scored against the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.checks import check_choice, check_count, group_articles
from newslab.tokens import Tokens, as_tokens, term_counts, tokenize


def distinctive_terms(
    articles: pd.DataFrame | Tokens,
    *,
    by: str | list[str] = "source",
    reference: object = None,
    ngrams: int = 1,
) -> pd.DataFrame:
    """Find the terms that a source uses more, or less, than the others.

    Every group is compared with its reference, term by term, and every term of both is scored, absent ones
    too. The unit of uncertainty is the article: words inside an article depend on each other, so the question
    is how large a difference comes about when whole articles are shuffled among the groups. No shuffle is
    drawn: the distribution over shuffles is told by its variance and skewness
    (`statistics.shuffled_p_value`), and for terms of few articles by how many of these articles would fall in
    the group (`statistics.presence_p_value`).

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``.
    reference : label, DataFrame or Tokens, optional
        What each group is compared with: the value of `by` of one group (of several columns joined as in
        `group`), or other articles, whose words are stemmed where those of `articles` are. By default all
        articles of the other groups.
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
        - `log_ratio`: binary logarithm of the ratio of the rates, finite for absent terms too
          (`statistics.log_ratio`); `low`, `high`: its 95 % interval (`statistics.ratio_interval`), which
          leaves out 0 where `p_value` is below 0.05; missing where one side has a single article
        - `g2`: log-likelihood ratio, negative where the group uses the term less; blind to articles, so a
          measure of size and not of certainty
        - `log_odds_z`: log-odds with an informative Dirichlet prior, the pooled counts of both sides (Monroe,
          Colaresi & Quinn 2008); for ranking
        - `p_value`: how probable so large a difference of either sign is among shuffled articles;
          `p_adjusted` for the number of terms in the group (Benjamini & Hochberg 1995)

    Raises
    ------
    ValueError
        Where there is only one group and no reference, `reference` names no group, or of `articles` and
        `reference` one is stemmed and the other is not.

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
    ngrams = check_count("ngrams", ngrams)
    tokens = as_tokens(articles)
    groups, keys = group_articles(tokens.articles, by)
    names = keys.astype("str").agg(" / ".join, axis=1) if keys.shape[1] > 1 else keys.iloc[:, 0].astype("str")
    names = names.tolist()
    named = None
    if isinstance(reference, (pd.DataFrame, Tokens)):
        tokens = _joined(tokens, reference)
        named = len(names)
        groups = np.append(groups, np.full(len(tokens.articles) - len(groups), named))
    elif reference is not None:
        reference = pd.Series([reference]).astype("str")[0]  # as the names are
        named = names.index(check_choice("reference", reference, names))
    elif len(names) < 2:
        raise ValueError(
            f"{'all articles are of one group' if names else 'there are no articles'}, so nothing can "
            "be compared; reference= takes a table of other articles"
        )
    counts = term_counts(tokens, ngrams=ngrams)

    def sums_of(rows: np.ndarray) -> _TermSums:
        return _TermSums.of(counts.matrix[rows], tokens.n_words[rows])

    against = sums_of(groups >= 0 if named is None else groups == named)
    alphabetical = counts.terms.argsort()
    tables = []
    for group, name in enumerate(names):
        if group != named:
            sums = sums_of(groups == group)
            rest = against - sums if named is None else against
            tables.append(_compare(name, sums, rest, counts.terms, alphabetical))
    return pd.concat(tables, ignore_index=True)


@dataclass(frozen=True)
class _TermSums:
    """Sums over articles, which are all that a comparison of two groups of articles needs to know of them."""

    n: np.ndarray  # occurrences of each term
    n_using: np.ndarray  # articles that use it
    moments: np.ndarray  # sums of x x, x t, x x x, x x t and x t t: counts x, lengths t; one column a term
    overall: np.ndarray  # articles, words, sums of t t and t t t

    @classmethod
    def of(cls, counts: sparse.csr_array, lengths: np.ndarray) -> _TermSums:
        x, t = counts.astype(float), lengths.astype(float)
        xx = x.power(2)
        moments = [xx.sum(axis=0), x.T @ t, x.power(3).sum(axis=0), xx.T @ t, x.T @ t**2]
        overall = np.array([len(t), t.sum(), t @ t, (t**3).sum()])
        return cls(x.sum(axis=0), np.bincount(x.indices, minlength=x.shape[1]), np.array(moments), overall)

    def __sub__(self, other: _TermSums) -> _TermSums:
        return _TermSums(*(vars(self)[name] - vars(other)[name] for name in vars(self)))

    def __add__(self, other: _TermSums) -> _TermSums:
        return _TermSums(*(vars(self)[name] + vars(other)[name] for name in vars(self)))


def _compare(
    name: str, group: _TermSums, reference: _TermSums, terms: pd.Index, alphabetical: np.ndarray
) -> pd.DataFrame:
    """Compare the terms of a group of articles with those of its reference."""
    both = group + reference
    found = alphabetical[both.n[alphabetical] > 0]
    n, n_reference, n_both = group.n[found], reference.n[found], both.n[found]
    n_using, n_using_both = group.n_using[found], both.n_using[found]
    (articles, words, *_), (articles_reference, words_reference, *_) = group.overall, reference.overall
    articles_both, words_both, tt, ttt = both.overall
    variance, third_moment = statistics.shuffled_moments(
        articles, articles_both, n_both, words_both, both.moments[:, found], tt, ttt
    )
    share = words / max(words_both, 1)
    p_value = statistics.presence_p_value(int(articles), int(articles_both), n_using, n_using_both, share)
    less = p_value < 1  # few terms of the many that are rare
    from_moments = statistics.shuffled_p_value((n - n_both * share)[less], variance[less], third_moment[less])
    p_value[less] = np.maximum(p_value[less], from_moments)
    counted = n, n_reference, words, words_reference
    low, high = statistics.ratio_interval(*counted, variance, p_value)
    if min(articles, articles_reference) < 2:  # no telling how much articles of one side vary
        low, high = np.full((2, len(found)), np.nan)
    table = pd.DataFrame(
        {
            "group": pd.Series(name, index=range(len(found)), dtype="str"),
            "term": terms[found],
            "n": n.astype(np.int64),
            "n_reference": n_reference.astype(np.int64),
            "rate": statistics.per_thousand(n, words),
            "rate_reference": statistics.per_thousand(n_reference, words_reference),
            "n_articles": n_using,
            "n_articles_reference": n_using_both - n_using,
            "log_ratio": statistics.log_ratio(*counted),
            "low": low,
            "high": high,
            "g2": statistics.signed_g2(*counted),
            # The prior is the pooled counts: what one would expect of both, were they alike.
            "log_odds_z": statistics.log_odds_z(*counted, n_both, words_both),
            "p_value": p_value,
            "p_adjusted": statistics.adjust_p_values(p_value),
        }
    )
    return table.iloc[np.argsort(-table["log_odds_z"], kind="stable")].reset_index(drop=True)


def _joined(tokens: Tokens, others: pd.DataFrame | Tokens) -> Tokens:
    """Return the tokens of two tables of articles as one, with one vocabulary."""
    stem = tokens.stem
    if isinstance(others, pd.DataFrame):
        others = tokenize(others)
        words = [stem(word) for word in others.vocabulary] if stem else others.vocabulary
    elif (others.stem is None) == (stem is None):
        words = others.vocabulary
    else:
        raise ValueError(
            "articles and reference must both be stems, or neither; give the reference as a DataFrame, which "
            "is read by the same rules as articles"
        )
    codes, vocabulary = pd.factorize(
        np.concatenate([tokens.vocabulary.to_numpy(object), np.array(words, object)])
    )
    n_terms = len(tokens.vocabulary)
    return Tokens(
        codes=np.concatenate([tokens.codes, codes[n_terms:][others.codes].astype(np.int32)]),
        offsets=np.concatenate([tokens.offsets, tokens.offsets[-1] + others.offsets[1:]]),
        vocabulary=pd.Index(vocabulary, dtype="str"),
        articles=pd.concat([tokens.articles[["text"]], others.articles[["text"]]], ignore_index=True),
        stem=stem,
        stop_words=tokens.stop_words,
    )
