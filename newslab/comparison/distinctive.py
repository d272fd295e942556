"""Which terms mark a source: every term of it scored against the others."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd

from newslab import statistics
from newslab.articles import clusters_of
from newslab.citations import NamesOfSources
from newslab.comparison.groups import Groups, read_groups
from newslab.comparison.own_names import LOG_RATIO, words_of_name
from newslab.comparison.sums import compare_parts, sums_of_terms
from newslab.parts import Part, Voice, Where, are_parts, both_parts, in_parts
from newslab.tokens import Articles, Tokens

# The columns of the table, beside those of `by`.
TABLE = [
    *("term", "n", "n_reference", "rate", "rate_reference", "n_articles", "n_articles_reference"),
    *("log_ratio", "low", "high", "g2", "log_odds_z", "p_value", "p_adjusted", "own_name"),
]


def distinctive_terms(
    articles: Articles,
    *,
    by: str | list[str] = "source",
    reference: Hashable | Articles | None = None,
    within: str | None = None,
    cluster: str | pd.Series | None = None,
    ngrams: int = 1,
    min_articles: int | None = None,
    aliases: NamesOfSources | None = None,
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Find the terms that a source uses more, or less, than the others.

    Every group is compared with its reference, term by term, and every term of both is scored, absent ones
    too. The unit of uncertainty is the article: words inside an article depend on each other, so the question
    is how large a difference comes about when whole articles are shuffled among the groups. No shuffle is
    drawn: the distribution over shuffles is known by its variance and skewness
    (`statistics.shuffled_p_value`), and for terms of few articles by how many of these articles would fall in
    the group (`statistics.presence_p_value`).

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``.
        ``"where"``, if articles have no such column, compares titles with texts, and ``"voice"`` the
        articles' own words with those they quote, each pair in its article (`statistics.compare_pairs`).
    reference : label, DataFrame or Tokens, optional
        What each group is compared with: the value of `by` of one group (a tuple of values where `by` names
        several columns), or other articles, whose words are stemmed where those of `articles` are. By default
        all articles of the other groups.
    within : str, optional
        A column, such as the stories of `group_stories`, within whose values articles are compared and
        shuffled, so that a source is not marked by the events it chose to cover. Of a group and its
        reference only articles of stories that both cover count, in every column of the table; an article
        without a story does not.
    cluster : str or Series, optional
        Articles that depend on each other, such as copies of one text, or a source's articles on one story: a
        column, or a Series on the index of `articles` (`newslab.group_copies` makes one). The articles of a
        cluster in one group are shuffled as one; an article without a value is a cluster of its own.
    ngrams : int, default 1
        The longest run of words that is a term. Function words are left out.
    min_articles : int, optional
        Leave out terms that fewer articles use, of all groups together. By default one article for each 500,
        from 1 to 5: with few articles every term has a row, while of 2,500 and more a term in fewer than 5
        has none. Such terms are most of all, and can hardly be distinguished from chance.
    aliases : dict of str to str or list of str, optional
        Other names of sources, as in `cited_outlets`: ``{"dk1": "Daily Kite"}``. Their words are marked as
        `own_name`. Other spellings of a word are given to `tokenize`.
    voice, where : str, optional
        Whose words to read, and which part of the article, as in `find_terms`; with ``"both"`` a table for
        each, one below the other, told apart by a first column.

    Returns
    -------
    DataFrame
        One row a group and term, sorted by group, then from the best supported over-use to the best supported
        under-use: first the over-used terms with `p_adjusted` below 0.05, from the highest `low`; then the
        others by `p_value`; then the same of under-used terms in reverse, so that the best supported is the
        last row. Ties go by `log_odds_z`, then by term. Columns:

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
          Colaresi & Quinn 2008); blind to articles as well
        - `p_value`: the probability of a difference at least this large, of either sign, among shuffled
          articles; `p_adjusted` for the number of terms in the group (Benjamini & Hochberg 1995)
        - `own_name`: whether the term is made of words of the group's own label, of its other names (those in
          `aliases`, and those of an outlet that the label abbreviates), or of words that the group uses
          mostly in the first ten of its articles, as a dateline: these mark a source, and say nothing of its
          reporting

    Warns
    -----
    UserWarning
        Without `cluster`, where more than 2 % of the articles share much of their text with another one.

    Raises
    ------
    ValueError
        Where there is nothing to compare a group with, `reference` names no group, of `articles` and
        `reference` one is stemmed and the other is not, `aliases` names no source of the articles, or groups
        and terms are too many for a table.

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
    if are_parts(by, articles):
        if reference is not None or within is not None:
            raise ValueError(f"by={by!r} compares parts of articles, and takes no reference= and no within=")
        pair = both_parts(articles, str(by), voice, where)
        return _between_parts(pair, str(by), cluster, ngrams, min_articles)

    def table_of(part: Part) -> pd.DataFrame:
        others = part.of(reference) if isinstance(reference, (pd.DataFrame, Tokens)) else reference
        groups = read_groups(part.tokens, by, others, within, cluster, TABLE)
        return _between_groups(groups, within, ngrams, min_articles, aliases)

    return in_parts(articles, table_of, voice=voice, where=where, by=by)


def _between_groups(
    groups: Groups,
    within: str | None,
    ngrams: int,
    min_articles: int | None,
    aliases: NamesOfSources | None,
) -> pd.DataFrame:
    """Compare each group of articles with its reference."""
    _check_aliases(aliases, groups.keys)
    tokens, n_groups = groups.tokens, len(groups.keys)
    sums, terms, in_datelines = sums_of_terms(groups, ngrams, min_articles)
    n_strata = groups.n_strata

    def of_group(group: int) -> statistics.ArticleSums:
        first = group * (n_strata + 1)
        return sums.in_strata(slice(first, first + n_strata))

    if groups.named is None:
        strata = np.tile(np.arange(n_strata + 1), n_groups + 1)
        against = sums.pooled(strata, n_strata + 1).in_strata(slice(n_strata))
    else:
        against = of_group(groups.named)
    names = terms.names(np.arange(len(terms.words)))
    alphabetical = names.argsort()
    tables = []
    for group in groups.compared:
        of_this = of_group(group)
        both = against if groups.named is None else against + of_this
        table, columns = _compare(of_this, both, names, alphabetical)
        key = groups.keys.iloc[group]
        of_name = words_of_name(key, tokens, aliases)
        own = _is_own(table, terms.words[columns], in_datelines[group], *of_name)
        table = _by_evidence(table.assign(own_name=own))
        labels = groups.keys.iloc[np.full(len(table), group)].reset_index(drop=True)
        tables.append(pd.concat([labels, table], axis=1))
    table = pd.concat(tables, ignore_index=True)
    if within is not None and table.empty:
        raise ValueError(
            f"no value of {within!r} is that of articles of two groups, so nothing can be compared within; "
            "articles.assign(story=group_stories(articles)) names the articles that tell the same story"
        )
    return table


def _check_aliases(aliases: NamesOfSources | None, keys: pd.DataFrame) -> None:
    if aliases and not keys.isin(list(aliases)).to_numpy().any():
        raise ValueError(
            f"aliases= names no source of the articles: {', '.join(map(repr, list(aliases)[:5]))}; for other "
            "spellings of a word: distinctive_terms(tokenize(articles, aliases=…))"
        )


def _between_parts(
    parts: list[Part], by: str, cluster: str | pd.Series | None, ngrams: int, min_articles: int | None
) -> pd.DataFrame:
    """Compare two parts of the same articles, the first with the second, then the second with the first."""
    tokens = (parts[0].tokens, parts[1].tokens)
    clusters = None if cluster is None else clusters_of(tokens[0].articles, cluster)
    terms, compared = compare_parts(tokens, clusters, ngrams, min_articles)
    names = terms.names(np.arange(len(terms.words)))
    alphabetical = names.argsort()
    n_words = [each.n_words.sum() for each in tokens]
    has_interval = len(tokens[0].n_words) > 1
    tables = []
    for part, of_all, words in zip(parts, compared, n_words, strict=True):
        found = alphabetical[(of_all.n + of_all.n_reference)[alphabetical] > 0]
        of = statistics.Shuffle(*(values[found] for values in of_all))
        table = _scored(names[found], of, words, sum(n_words), has_interval).assign(own_name=False)
        table.insert(0, by, pd.Series(part.names[by], index=table.index, dtype="str"))
        tables.append(_by_evidence(table))
    return pd.concat(tables, ignore_index=True)


def _compare(
    group: statistics.ArticleSums,
    both: statistics.ArticleSums,
    terms: pd.Index,
    alphabetical: np.ndarray,
) -> tuple[pd.DataFrame, np.ndarray]:
    """Compare the terms of a group of articles with those of its reference; the second is their columns."""
    group, both = statistics.strata_in_common(group, both)
    units, units_both = group.sizes.units.sum(), both.sizes.units.sum()
    words, words_both = group.sizes.t.sum(), both.sizes.t.sum()
    of_all = statistics.shuffle(group, both)
    found = alphabetical[(of_all.n + of_all.n_reference)[alphabetical] > 0]
    of = statistics.Shuffle(*(values[found] for values in of_all))
    # One article of a side shows nothing of how they vary.
    return _scored(terms[found], of, words, words_both, min(units, units_both - units) >= 2), found


def _scored(
    terms: pd.Index, of: statistics.Shuffle, words: float, words_both: float, has_interval: bool
) -> pd.DataFrame:
    """Return the table of terms, by the words of a group and those of the group and its reference."""
    counted = of.n, of.n_reference, of.total, of.total_reference
    low, high = statistics.ratio_interval(*counted, of.variance, of.p_value)
    if not has_interval:
        low, high = np.full((2, len(terms)), np.nan)
    return pd.DataFrame(
        {
            "term": terms,
            "n": of.n.astype(np.int64),
            "n_reference": of.n_reference.astype(np.int64),
            "rate": statistics.per_thousand(of.n, words),
            "rate_reference": statistics.per_thousand(of.n_reference, words_both - words),
            "n_articles": of.n_articles.astype(np.int64),
            "n_articles_reference": of.n_articles_reference.astype(np.int64),
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


def _is_own(
    table: pd.DataFrame, words: np.ndarray, in_dateline: np.ndarray, of_name: np.ndarray, begins: np.ndarray
) -> np.ndarray:
    """Return which terms are made of words of the group's own name, and of its datelines, alone.

    `words` are those of each term; the other arrays have one entry a word of the vocabulary.
    """
    alone, over = (words >= 0).sum(axis=1) == 1, table["log_ratio"].to_numpy() >= LOG_RATIO
    marked = np.zeros(len(in_dateline), bool)
    marked[words[alone & over, 0]] = True
    own = np.append(in_dateline | of_name | (begins & marked), True)  # the last is for no word
    return own[words].all(axis=1)


def _by_evidence(table: pd.DataFrame) -> pd.DataFrame:
    """Sort terms, already in alphabetical order, from the best supported over-use to that of under-use."""
    over, holds = np.sign(table["log_ratio"]), table["p_adjusted"] < 0.05
    bound = np.where(over > 0, table["low"], -table["high"])  # how much at least, in the direction found
    strength = np.where(holds, bound, -table["p_value"])
    # Stable: ties stay in alphabetical order.
    order = np.lexsort([-over * table["log_odds_z"].abs(), -over * strength, -over * holds, -over])
    return table.iloc[order].reset_index(drop=True)
