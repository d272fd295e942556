"""How far two groups of articles differ in their frames, and in the names they give a thing."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.arrays import sum_by_group
from newslab.articles import clusters_of, find_group, group_articles
from newslab.framing.counting import frame_hits, label_hits, pool_columns, trials_of_referents
from newslab.lexicon import LexiconLike, read_lexicon
from newslab.tokens import Articles, Tokens, as_tokens, warn_of_copies


def rate_differences(
    articles: Articles,
    lexicon: LexiconLike,
    a: Hashable,
    b: Hashable,
    *,
    by: str | list[str] = "source",
    cluster: str | pd.Series | None = None,
    overlapping: bool = False,
) -> pd.DataFrame:
    """Compare how often two groups of articles use each frame.

    Parameters
    ----------
    articles, lexicon, overlapping
        As in `find_terms`.
    a, b : label
        The two groups, each a value of `by`, or a tuple of values where `by` names several columns;
        ``"(unknown)"`` is that of articles without one.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups.
    cluster : str or Series, optional
        Articles that depend on each other, such as copies of one text: a column of articles, or a Series on
        their index (`newslab.group_copies` makes one). The articles of a cluster in one group count as one
        article in intervals and p-values; one without a value is a cluster of its own.

    Returns
    -------
    DataFrame
        One row a frame, in the order of the lexicon. Columns:

        - `frame`; `n_a`, `n_b`: hits; `n_articles_using_a`, `n_articles_using_b`: articles that use the
          frame; `rate_a`, `rate_b`: hits per 1,000 words, as in `frame_rates`
        - `difference`: `rate_a` less `rate_b`; `low`, `high`: its 95 % interval
          (`statistics.difference_interval`), which leaves out 0 where `p_value` is below 0.05; missing where
          a group has fewer than two articles with words, or the frame is in fewer than two articles of each.
          Where it is in fewer than two of one group, that group's articles are taken to vary as those of the
          other do
        - `p_value`: how probable so large a difference of either sign is, when whole articles are shuffled
          among the two groups (`statistics.shuffle`); `p_adjusted` for the number of frames (Benjamini &
          Hochberg 1995). Missing where a group has no words

    Warns
    -----
    UserWarning
        Without `cluster`, where more than 2 % of the articles share much of their text with another one.

    Raises
    ------
    ValueError
        Where the lexicon is wrong, `articles` lacks a column, or a group is not in it or named twice.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["An attack, an attack", "Attacks", "No news of it", "Rain fell"]
    >>> articles = pd.DataFrame({"source": ["Wire", "Wire", "Daily", "Daily"], "text": texts})
    >>> table = rate_differences(articles, {"conflict": ["attack*"]}, "Wire", "Daily")
    >>> table[["frame", "n_a", "n_b", "difference", "p_value"]].round(2)
          frame  n_a  n_b  difference  p_value
    0  conflict    3    0       600.0     0.33
    """
    tokens, lexicon = as_tokens(articles), read_lexicon(lexicon)
    frames, counts = frame_hits(tokens, lexicon, overlapping)
    trials = [(np.arange(len(frames)), tokens.n_words)]
    table = _differences(tokens, by, (a, b), cluster, frames, counts, trials, alternatives=False)
    table[["ratio_a", "ratio_b", "difference", "low", "high"]] *= 1000
    return table.rename(columns={"ratio_a": "rate_a", "ratio_b": "rate_b"})


def share_differences(
    articles: Articles,
    lexicon: LexiconLike,
    a: Hashable,
    b: Hashable,
    *,
    by: str | list[str] = "source",
    cluster: str | pd.Series | None = None,
) -> pd.DataFrame:
    """Compare by which of its competing names two groups of articles call a thing.

    Parameters
    ----------
    articles, lexicon
        As in `find_terms`; the lexicon needs ``labels``.
    a, b, by, cluster
        As in `rate_differences`.

    Returns
    -------
    DataFrame
        One row a label, referents and labels in the order of the lexicon. Columns:

        - `referent`, `label`; `n_a`, `n_b`: hits; `n_articles_using_a`, `n_articles_using_b`: articles that
          use the label; `share_a`, `share_b`: of the group's hits for the referent, as in `label_shares`
        - `difference`: `share_a` less `share_b`; `low`, `high`, `p_value`, `p_adjusted`: as in
          `rate_differences`, of the articles that name the referent. Missing where a group has none, the
          interval also where it has one

    Warns
    -----
    UserWarning
        As in `rate_differences`.

    Raises
    ------
    ValueError
        Where the lexicon is wrong or has no labels, `articles` lacks a column, or a group is not in it or
        named twice.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["the regime, a regime", "the regime", "a government", "the government, a regime"]
    >>> articles = pd.DataFrame({"source": ["Wire", "Wire", "Daily", "Daily"], "text": texts})
    >>> lexicon = {"labels": {"rule": {"regime": ["regime"], "government": ["government"]}}}
    >>> table = share_differences(articles, lexicon, "Wire", "Daily")
    >>> table[["label", "share_a", "share_b", "difference", "p_value"]].round(2)
            label  share_a  share_b  difference  p_value
    0      regime      1.0     0.33        0.67     0.33
    1  government      0.0     0.67       -0.67     0.33
    """
    tokens, lexicon = as_tokens(articles), read_lexicon(lexicon)
    labels, counts = label_hits(tokens, lexicon)
    trials = trials_of_referents(labels, counts)
    table = _differences(tokens, by, (a, b), cluster, labels, counts, trials, alternatives=True)
    return table.rename(columns={"frame": "referent", "ratio_a": "share_a", "ratio_b": "share_b"})


def _differences(
    tokens: Tokens,
    by: str | list[str],
    between: tuple[Hashable, Hashable],
    cluster: str | pd.Series | None,
    names: pd.DataFrame,
    counts: sparse.csr_array,
    trials: list[tuple[np.ndarray, np.ndarray]],
    *,
    alternatives: bool,
) -> pd.DataFrame:
    """Compare two groups by the hits of articles, one column a name; `trials` says of some columns at a time
    how many hits each article could have. Of `alternatives`, a trial that is no hit is a hit of another name.
    """
    if cluster is None:
        warn_of_copies(tokens, stacklevel=4)
    groups, keys = group_articles(tokens.articles, by)
    a, b = (find_group(side, label, keys) for side, label in zip("ab", between, strict=True))
    if a == b:
        raise ValueError(f"a and b are both {between[0]!r}; name two groups of {by!r} to compare")
    rows = np.flatnonzero((groups == a) | (groups == b))
    of_b, counts, trials = groups[rows] == b, counts[rows], [(columns, t[rows]) for columns, t in trials]
    n_using = sum_by_group(counts.sign(), of_b.astype(int), 2).toarray().astype(np.int64)
    if cluster is not None:  # its articles in one group count as one article
        clusters = clusters_of(tokens.articles, cluster)[rows]
        _, first, unit = np.unique(2 * clusters + of_b, return_index=True, return_inverse=True)
        counts, of_b = sum_by_group(counts, unit, len(first)), of_b[first]
        trials = [(columns, np.bincount(unit, t, len(first))) for columns, t in trials]
    both = pool_columns(counts, trials, of_b.astype(int), 2)
    p_value = np.full(len(names), np.nan)
    for columns, t in trials:
        p_value[columns] = _p_value(counts[:, columns], t, ~of_b, alternatives)
    difference = both.ratio[0] - both.ratio[1]
    p_value[np.isnan(difference)] = np.nan
    sides = both.of_group(0), both.of_group(1)
    low, high = statistics.difference_interval(
        *(sides if alternatives else statistics.lend_variation(*sides)), p_value
    )
    return names.assign(
        n_a=both.n[0].astype(np.int64),
        n_b=both.n[1].astype(np.int64),
        n_articles_using_a=n_using[0],
        n_articles_using_b=n_using[1],
        ratio_a=both.ratio[0],
        ratio_b=both.ratio[1],
        difference=difference,
        low=low,
        high=high,
        p_value=p_value,
        p_adjusted=statistics.adjust_p_values(p_value),
    )


def _p_value(x: sparse.csr_array, t: np.ndarray, in_a: np.ndarray, alternatives: bool) -> np.ndarray:
    """Return how probable so large a difference is, were the articles shuffled."""
    named = t > 0
    x, t, in_a = x[named], t[named], in_a[named]

    def shuffled(hits: sparse.csr_array) -> np.ndarray:
        one = np.zeros(len(t), int)
        of_a, of_both = (
            statistics.ArticleSums.of(hits[rows], t[rows], one[rows], 1) for rows in (in_a, in_a | True)
        )
        return statistics.shuffle(*statistics.strata_in_common(of_a, of_both)).p_value

    if not alternatives:
        return shuffled(x)
    # A name is as rare as what is said in its place.
    return np.maximum(shuffled(x), shuffled(sparse.csr_array(t[:, None] - x.toarray())))
