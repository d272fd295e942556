"""Shares of articles with a frame that are right although the lexicon errs."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd

from newslab.articles import find_group, group_articles
from newslab.lexicon import LexiconLike
from newslab.statistics import stratified_share
from newslab.tokens import Articles
from newslab.validation.quality import coded

SHARES = ["frame", "n_articles", "n_coded", "naive_share", "share", "low", "high"]


def corrected_shares(
    articles: Articles, lexicon: LexiconLike, codes: pd.DataFrame, *, by: str | list[str] = "source"
) -> pd.DataFrame:
    """Estimate the share of each group's articles that have a frame, from a lexicon and a coded sample.

    A lexicon finds a frame where it is not and misses it where it is, and does so more in one source than in
    another: the naive share is biased, and no number of articles corrects that. The coded sample says how
    often each is the case in each group. The sample gives the share that have the frame among the articles in
    which the lexicon finds it, and among the others; the corrected share weighs the two by their numbers
    (post-stratification by the lexicon's answer). For a code of 1 or 0 this is what design-based supervised
    learning (Egami, Hinck, Stewart & Wei 2023, *NeurIPS*) and prediction-powered inference with its best
    weight (Angelopoulos, Duchi & Zrnic 2023, arXiv:2311.01453) come to.

    Parameters
    ----------
    articles : DataFrame or Tokens
        All articles.
    lexicon : Lexicon, dict or path
        See `read_lexicon`.
    codes : DataFrame
        As `read_codes` returns it, of a random sample (`sample_for_coding`).
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups.

    Returns
    -------
    DataFrame
        One row a group and frame, groups sorted. Columns, after those of `by`: `frame`, `n_articles` (of the
        group), `n_coded`, `naive_share` (of articles in which the lexicon finds the frame, 0 to 1), `share`
        (corrected), and `low` and `high`, its 95 % interval (`statistics.stratified_share`), which is about
        the articles at hand. A group without coded articles has a missing share.

    Raises
    ------
    ValueError
        Where no frame is both coded and in the lexicon, or codes are of other articles.

    Examples
    --------
    Of four articles with "war", the coded two show one that is no conflict.

    >>> import pandas as pd
    >>> articles = pd.DataFrame({"source": "A", "text": ["a war", "price war"] * 2 + ["rain"] * 4})
    >>> codes = pd.DataFrame(
    ...     {"article": [0, 1, 4, 5], "frame": "conflict", "coder": "x", "code": [1, 0, 0, 0],
    ...      "probability": 0.5}
    ... )
    >>> table = corrected_shares(articles, {"conflict": ["war"]}, codes)
    >>> table[["source", "frame", "n_articles", "n_coded", "naive_share", "share"]]
      source     frame  n_articles  n_coded  naive_share  share
    0      A  conflict           8        4          0.5   0.25
    """
    keys, frames, n_articles, n_coded, naive, estimates = _estimates(articles, lexicon, codes, by)
    share, low, high = estimates
    table = pd.DataFrame({"frame": pd.Series(frames * len(keys), dtype="str")})
    table = table.assign(
        n_articles=np.repeat(n_articles, len(frames)),
        n_coded=n_coded.ravel(),
        naive_share=naive.ravel(),
        share=share.ravel(),
        low=low.ravel(),
        high=high.ravel(),
    )
    keys = keys.loc[keys.index.repeat(len(frames))].reset_index(drop=True)
    return pd.concat([keys, table], axis=1)


def corrected_differences(
    articles: Articles,
    lexicon: LexiconLike,
    codes: pd.DataFrame,
    a: Hashable,
    b: Hashable,
    *,
    by: str | list[str] = "source",
) -> pd.DataFrame:
    """Estimate how far two groups differ in the share of their articles that have a frame.

    Parameters
    ----------
    articles, lexicon, codes, by
        As in `corrected_shares`.
    a, b : label or tuple
        The two groups: a value of `by`, or of several columns a tuple of one value each.

    Returns
    -------
    DataFrame
        One row a frame. Columns: `frame`, `naive_difference`, `share_a`, `share_b`, `difference` (of the
        corrected shares, the first less the second), and `low` and `high`, its 95 % interval, in which the
        squared distances of the two add up (Newcombe 1998, method 10).

    Raises
    ------
    ValueError
        As `corrected_shares` does, and where a group is not there or named twice.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"source": ["A"] * 4 + ["B"] * 4, "text": ["war", "war", "rain", "rain"] * 2})
    >>> codes = pd.DataFrame(
    ...     {"article": range(8), "frame": "conflict", "coder": "x", "code": [1, 1, 0, 0, 1, 0, 0, 0],
    ...      "probability": 1}
    ... )
    >>> corrected_differences(articles, {"conflict": ["war"]}, codes, "A", "B")
          frame  naive_difference  share_a  share_b  difference   low  high
    0  conflict               0.0      0.5     0.25        0.25  0.25  0.25
    """
    keys, frames, _, _, naive, (share, low, high) = _estimates(articles, lexicon, codes, by)
    first, second = (find_group(side, label, keys) for side, label in (("a", a), ("b", b)))
    if first == second:
        raise ValueError(f"a and b are both {a!r}; name two groups of {by!r} to compare")
    difference = share[first] - share[second]
    return pd.DataFrame(
        {
            "frame": pd.Series(frames, dtype="str"),
            "naive_difference": naive[first] - naive[second],
            "share_a": share[first],
            "share_b": share[second],
            "difference": difference,
            "low": difference - np.hypot(share[first] - low[first], high[second] - share[second]),
            "high": difference + np.hypot(high[first] - share[first], share[second] - low[second]),
        }
    )


def _estimates(
    articles: Articles, lexicon: LexiconLike, codes: pd.DataFrame, by: str | list[str]
) -> tuple[pd.DataFrame, list[str], np.ndarray, np.ndarray, np.ndarray, tuple[np.ndarray, ...]]:
    """Return the groups, the frames, and by group and frame: articles coded, naive share, and the estimate.

    A cell is a group, a frame, and whether the lexicon finds the frame.
    """
    data = coded(articles, lexicon, codes)
    groups, keys = group_articles(data.tokens.articles, by, beside=SHARES)
    shape = len(keys), len(data.frames), 2
    frame = np.broadcast_to(np.arange(shape[1]), data.found.shape)
    group = np.broadcast_to(groups[:, None], data.found.shape)
    cell = np.ravel_multi_index((group, frame, data.found.astype(int)), shape).ravel()

    def summed(values: np.ndarray | float) -> np.ndarray:
        weights = np.broadcast_to(values, data.found.shape).ravel()
        return np.bincount(cell, weights, int(np.prod(shape))).reshape(shape)

    is_coded = np.isfinite(data.truth)
    weight = np.where(is_coded, data.weight[:, None], 0)
    size, total, squares = summed(1.0), summed(weight), summed(weight**2)
    hits = summed(weight * np.where(is_coded, data.truth, 0))
    sampled = total > 0
    n = np.where(sampled, total**2 / np.where(sampled, squares, 1), 0)  # Kish's effective number
    in_sample = np.where(sampled, hits / np.where(sampled, total, 1), 0)
    estimates = stratified_share(size, n, in_sample, np.array([0.0, 1.0]))
    n_articles = size[:, 0].sum(axis=-1).astype(int)
    n_coded = summed(is_coded).sum(axis=-1).astype(int)
    known = tuple(np.where(n_coded > 0, part, np.nan) for part in estimates)
    naive = size[..., 1] / np.maximum(size.sum(axis=-1), 1)
    return keys, data.frames, n_articles, n_coded, naive, known
