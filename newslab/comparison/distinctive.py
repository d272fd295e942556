"""Which terms mark a source: every term of it scored against the others."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd

from newslab import statistics
from newslab.articles import check_articles, find_group, group_articles
from newslab.checks import check_count
from newslab.tokens import Articles, Tokens, as_tokens, term_counts, tokenize

# More would take too long, or too much memory, for figures that say little of each group.
MOST_GROUPS, MOST_ROWS = 1_000, 50_000_000
# The columns of the table, beside those of `by`.
TABLE = [
    *("term", "n", "n_reference", "rate", "rate_reference", "n_articles", "n_articles_reference"),
    *("log_ratio", "low", "high", "g2", "log_odds_z", "p_value", "p_adjusted"),
]


def distinctive_terms(
    articles: Articles,
    *,
    by: str | list[str] = "source",
    reference: Hashable | Articles | None = None,
    within: str | None = None,
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
        What each group is compared with: the value of `by` of one group (a tuple of values where `by` names
        several columns), or other articles, whose words are stemmed where those of `articles` are. By default
        all articles of the other groups.
    within : str, optional
        A column, such as the stories of `group_stories`, within whose values articles are compared and
        shuffled, so that a source is not marked by the events it chose to cover. Of a group and its
        reference only articles of stories that both tell count, in every column of the table; an article
        without a story does not.
    ngrams : int, default 1
        The longest run of words that is a term. Function words are left out.

    Returns
    -------
    DataFrame
        One row a group and term, sorted by group, then from the most over-used to the most under-used by
        `log_odds_z`, ties by term. Columns:

        - those of `by`, then `term`
        - `n`, `n_reference`: occurrences; `rate`, `rate_reference`: per 1,000 words
        - `n_articles`, `n_articles_reference`: articles that use the term
        - `log_ratio`: binary logarithm of the ratio of the rates, finite for absent terms too
          (`statistics.log_ratio`); with `within` of the occurrences of both sides, each divided by those that
          the rates of its stories lead to expect; `low`, `high`: its 95 % interval
          (`statistics.ratio_interval`), which leaves out 0 where `p_value` is below 0.05; missing where one
          side has a single article
        - `g2`: log-likelihood ratio, negative where the group uses the term less; blind to articles, so a
          measure of size and not of certainty
        - `log_odds_z`: log-odds with an informative Dirichlet prior, the pooled counts of both sides (Monroe,
          Colaresi & Quinn 2008); for ranking
        - `p_value`: how probable so large a difference of either sign is among shuffled articles;
          `p_adjusted` for the number of terms in the group (Benjamini & Hochberg 1995)

    Raises
    ------
    ValueError
        Where there is nothing to compare a group with, `reference` names no group, of `articles` and
        `reference` one is stemmed and the other is not, or groups and terms are too many for a table.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["the regime fell", "a regime", "the government fell", "no government"]
    >>> articles = pd.DataFrame({"source": ["A", "A", "B", "B"], "text": texts})
    >>> table = distinctive_terms(articles)
    >>> table.loc[table["source"] == "A", ["term", "n", "n_reference", "log_ratio"]].round(2)
             term  n  n_reference  log_ratio
    0      regime  2            0        2.0
    1        fell  1            1        0.0
    2  government  0            2       -2.0
    """
    ngrams = check_count("ngrams", ngrams)
    tokens = as_tokens(articles)
    groups, keys = group_articles(tokens.articles, by, beside=TABLE)
    n_groups, named = len(keys), None
    if isinstance(reference, (pd.DataFrame, Tokens)):
        tokens = _joined(tokens, reference, within)
        named = n_groups
        groups = np.append(groups, np.full(len(tokens.articles) - len(groups), named))
        if not (groups == named).any():
            raise ValueError("reference holds no articles, so nothing can be compared with it")
    elif reference is not None:
        named = find_group("reference", reference, keys)
    if not n_groups or (n_groups == 1 and named in (None, 0)):
        raise ValueError(
            f"{'all articles are of one group' if n_groups else 'there are no articles'}, so nothing can "
            "be compared; reference= takes a table of other articles"
        )
    counts = term_counts(tokens, ngrams=ngrams)
    if n_groups > MOST_GROUPS or n_groups * len(counts.words) > MOST_ROWS:
        raise ValueError(
            f"{n_groups:,} groups by {len(counts.words):,} terms are too large a table; give the groups of "
            "few articles one label, such as 'others', or leave them out"
        )
    stratum, n_strata = _strata(tokens.articles, within)

    def sums_of(rows: np.ndarray) -> statistics.ArticleSums:
        rows = rows & (stratum >= 0)
        return statistics.ArticleSums.of(counts.matrix[rows], tokens.n_words[rows], stratum[rows], n_strata)

    against = sums_of(groups >= 0 if named is None else groups == named)
    alphabetical = counts.terms.argsort()
    tables = []
    for group in range(n_groups):
        if group != named:
            sums = sums_of(groups == group)
            both = against if named is None else against + sums
            table = _compare(sums, both, counts.terms, alphabetical)
            key = keys.iloc[np.full(len(table), group)].reset_index(drop=True)
            tables.append(pd.concat([key, table], axis=1))
    table = pd.concat(tables, ignore_index=True)
    if within is not None and table.empty:
        raise ValueError(
            f"no value of {within!r} is that of articles of two groups, so nothing can be compared within; "
            "articles.assign(story=group_stories(articles)) names the articles that tell the same story"
        )
    return table


def _strata(articles: pd.DataFrame, within: str | None) -> tuple[np.ndarray, int]:
    """Return the stratum of each article, -1 for those without one, and the number of strata."""
    if within is None:
        return np.zeros(len(articles), int), 1
    stratum, values = pd.factorize(check_articles(articles, within)[within])
    return stratum, len(values)


def _compare(
    group: statistics.ArticleSums,
    both: statistics.ArticleSums,
    terms: pd.Index,
    alphabetical: np.ndarray,
) -> pd.DataFrame:
    """Compare the terms of a group of articles with those of its reference."""
    group, both = statistics.strata_in_common(group, both)
    (articles, words), (articles_both, words_both) = (side.overall[:2].sum(axis=1) for side in (group, both))
    of_all = statistics.shuffle(group, both)
    found = alphabetical[(of_all.n + of_all.n_reference)[alphabetical] > 0]
    of = statistics.Shuffle(*(values[found] for values in of_all))
    counted = of.n, of.n_reference, of.total, of.total_reference
    low, high = statistics.ratio_interval(*counted, of.variance, of.p_value)
    if min(articles, articles_both - articles) < 2:  # no telling how much articles of one side vary
        low, high = np.full((2, len(found)), np.nan)
    table = pd.DataFrame(
        {
            "term": terms[found],
            "n": of.n.astype(np.int64),
            "n_reference": of.n_reference.astype(np.int64),
            "rate": statistics.per_thousand(of.n, words),
            "rate_reference": statistics.per_thousand(of.n_reference, words_both - words),
            "n_articles": of.n_using.astype(np.int64),
            "n_articles_reference": of.n_using_reference.astype(np.int64),
            "log_ratio": statistics.log_ratio(*counted),
            "low": low,
            "high": high,
            "g2": statistics.signed_g2(*counted),
            # The prior is the pooled counts: what one would expect of both, were they alike.
            "log_odds_z": statistics.log_odds_z(*counted, of.n + of.n_reference, words_both),
            "p_value": of.p_value,
            "p_adjusted": statistics.adjust_p_values(of.p_value),
        }
    )
    return table.iloc[np.argsort(-table["log_odds_z"], kind="stable")].reset_index(drop=True)


def _joined(tokens: Tokens, others: Articles, within: str | None) -> Tokens:
    """Return the tokens of two tables of articles as one, with one vocabulary."""
    if isinstance(others, pd.DataFrame):
        rules = tokens.rules
        others = tokenize(others, stem=rules.stem, accents=rules.accents, segment=rules.segment)
    elif (others.stem is None) != (tokens.stem is None):
        raise ValueError(
            "articles and reference must both be stems, or neither; give the reference as a DataFrame, which "
            "is read by the same rules as articles"
        )
    codes, vocabulary = pd.factorize(
        np.concatenate([tokens.vocabulary.to_numpy(object), others.vocabulary.to_numpy(object)])
    )
    n_terms = len(tokens.vocabulary)
    columns = ["text"] if within is None else ["text", within]
    tables = [check_articles(articles, *columns)[columns] for articles in (tokens.articles, others.articles)]
    return Tokens(
        codes=np.concatenate([tokens.codes, codes[n_terms:][others.codes].astype(np.int32)]),
        offsets=np.concatenate([tokens.offsets, tokens.offsets[-1] + others.offsets[1:]]),
        vocabulary=pd.Index(vocabulary, dtype="str"),
        articles=pd.concat(tables, ignore_index=True),
        stop_words=tokens.stop_words,
        sentences=np.concatenate([tokens.sentences[:-1], tokens.offsets[-1] + others.sentences]),
        shown=tokens.shown.append(others.shown[pd.Index(codes[n_terms:]) >= n_terms]),
        rules=tokens.rules,
    )
