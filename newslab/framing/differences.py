"""How far two groups of articles differ in their frames, and in the names they give a thing."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.articles import find_group, group_articles
from newslab.framing.counting import frame_hits, label_hits, pool
from newslab.lexicon import LexiconLike, read_lexicon
from newslab.tokens import Articles, Tokens, as_tokens


def rate_differences(
    articles: Articles,
    lexicon: LexiconLike,
    a: Hashable,
    b: Hashable,
    *,
    by: str | list[str] = "source",
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

    Returns
    -------
    DataFrame
        One row a frame, in the order of the lexicon. Columns:

        - `frame`; `n_a`, `n_b`: hits; `rate_a`, `rate_b`: per 1,000 words, as in `frame_rates`
        - `difference`: `rate_a` less `rate_b`; `low`, `high`: its 95 % interval
          (`statistics.difference_interval`), which leaves out 0 where `p_value` is below 0.05; missing where
          a group has fewer than two articles with words
        - `p_value`: how probable so large a difference of either sign is, when whole articles are shuffled
          among the two groups (`statistics.shuffle`); `p_adjusted` for the number of frames (Benjamini &
          Hochberg 1995). Missing where a group has no words

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
    table = _differences(tokens, by, (a, b), frames, counts, trials, independent=True)
    table[["ratio_a", "ratio_b", "difference", "low", "high"]] *= 1000
    return table.rename(columns={"ratio_a": "rate_a", "ratio_b": "rate_b"})


def share_differences(
    articles: Articles,
    lexicon: LexiconLike,
    a: Hashable,
    b: Hashable,
    *,
    by: str | list[str] = "source",
) -> pd.DataFrame:
    """Compare by which of its competing names two groups of articles call a thing.

    Parameters
    ----------
    articles, lexicon
        As in `find_terms`; the lexicon needs ``labels``.
    a, b, by
        As in `rate_differences`.

    Returns
    -------
    DataFrame
        One row a label, referents and labels in the order of the lexicon. Columns:

        - `referent`, `label`; `n_a`, `n_b`: hits; `share_a`, `share_b`: of the group's hits for the referent,
          as in `label_shares`
        - `difference`: `share_a` less `share_b`; `low`, `high`, `p_value`, `p_adjusted`: as in
          `rate_differences`, of the articles that name the referent. Missing where a group has none, the
          interval also where it has one

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
    of_referent = labels.groupby("frame", sort=False).indices.values()
    trials = [(columns, counts[:, columns].sum(axis=1)) for columns in of_referent]
    table = _differences(tokens, by, (a, b), labels, counts, trials, independent=False)
    return table.rename(columns={"frame": "referent", "ratio_a": "share_a", "ratio_b": "share_b"})


def _differences(
    tokens: Tokens,
    by: str | list[str],
    between: tuple[Hashable, Hashable],
    names: pd.DataFrame,
    counts: sparse.csr_array,
    trials: list[tuple[np.ndarray, np.ndarray]],
    *,
    independent: bool,
) -> pd.DataFrame:
    """Compare two groups by the counts of articles, one column a name; `trials` tells of which columns how
    many hits each article could have.
    """
    groups, keys = group_articles(tokens.articles, by)
    a, b = (find_group(side, label, keys) for side, label in zip("ab", between, strict=True))
    if a == b:
        raise ValueError(f"a and b are both {between[0]!r}; name two groups of {by!r} to compare")
    n, ratio, low, high = np.full((4, 2, len(names)), np.nan)
    p_value = np.full(len(names), np.nan)
    for columns, n_trials in trials:
        rows = np.isin(groups, [a, b]) & (n_trials > 0)
        x, t, side = counts[rows][:, columns], n_trials[rows], (groups[rows] == b).astype(int)
        pooled = pool(side, 2, x, t[:, None], independent=independent)
        n[:, columns], _, ratio[:, columns], low[:, columns], high[:, columns] = pooled
        p_value[columns] = _p_value(x, t, side == 0)
        if not independent:  # a name is as rare as what stands in its place
            others = sparse.csr_array(t[:, None] - x.toarray())
            p_value[columns] = np.maximum(p_value[columns], _p_value(others, t, side == 0))
    difference = ratio[0] - ratio[1]
    p_value[np.isnan(difference)] = np.nan
    low, high = statistics.difference_interval(ratio, low, high, p_value)
    return names.assign(
        n_a=n[0].astype(np.int64),
        n_b=n[1].astype(np.int64),
        ratio_a=ratio[0],
        ratio_b=ratio[1],
        difference=difference,
        low=low,
        high=high,
        p_value=p_value,
        p_adjusted=statistics.adjust_p_values(p_value),
    )


def _p_value(x: sparse.csr_array, t: np.ndarray, in_a: np.ndarray) -> np.ndarray:
    """Return how probable so large a difference is, were the articles shuffled."""
    one = np.zeros(len(t), int)
    of_a, of_both = (
        statistics.ArticleSums.of(x[rows], t[rows], one[rows], 1) for rows in (in_a, np.full(len(t), True))
    )
    return statistics.shuffle(*statistics.strata_in_common(of_a, of_both)).p_value
