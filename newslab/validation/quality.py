"""How well a lexicon finds what coders found: precision and recall by frame, and by pattern."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from newslab.articles import group_articles
from newslab.framing import find_terms
from newslab.lexicon import LexiconLike, read_lexicon
from newslab.partitions import columns_of, in_memory
from newslab.statistics import wilson_interval
from newslab.tokens import Articles, Tokens, as_tokens
from newslab.validation.codes import check_codes

QUALITY = [
    *("frame", "n_coded", "n_true", "n_found", "n_right", "precision", "precision_low", "precision_high"),
    *("recall", "recall_low", "recall_high", "f1"),
]


class Coded(NamedTuple):
    """Coded articles beside what a lexicon finds in all articles; made by `coded`.

    Attributes
    ----------
    tokens : Tokens
        All articles.
    index : Index
        Their names.
    frames : list of str
        The frames that are coded and in the lexicon.
    hits : DataFrame
        Those of `find_terms` of these frames: `article`, `frame` and `pattern`.
    found : ndarray of bool, shape (n_articles, n_frames)
        Whether the lexicon finds a frame in an article.
    truth : ndarray of float, shape (n_articles, n_frames)
        1 or 0 where coders agree on it, by majority; missing for articles not coded.
    weight : ndarray of float, shape (n_articles,)
        How many articles each coded one represents, 1 over the probability that it was drawn with.
    """

    tokens: Tokens
    index: pd.Index
    frames: list[str]
    hits: pd.DataFrame
    found: np.ndarray
    truth: np.ndarray
    weight: np.ndarray


def coded(articles: Articles, lexicon: LexiconLike, codes: pd.DataFrame) -> Coded:
    """Set what coders found beside what a lexicon finds.

    Several codes of one article and frame are decided by majority; where they are even, it counts as not
    coded.
    """
    check_codes(codes, "article", "frame", "code", "probability")
    tokens, lexicon = as_tokens(articles, in_partitions=True), read_lexicon(lexicon)
    frames = [frame for frame in codes["frame"].unique() if frame in lexicon.frames]
    if not frames:
        raise ValueError(
            "no frame is both coded and in the lexicon: coded are "
            f"{', '.join(map(str, codes['frame'].unique()))}; the lexicon has {', '.join(lexicon.frames)}"
        )
    index = columns_of(tokens.articles, []).index
    if not codes["article"].isin(index).all():
        stranger = codes["article"][~codes["article"].isin(index)].iloc[0]
        raise ValueError(
            f"codes has an article {stranger!r} that is not in articles; give the table they are of"
        )
    mean = codes.dropna(subset="code").groupby(["article", "frame"])["code"].mean()
    mean = mean[mean != 0.5].unstack("frame").reindex(index=index, columns=frames)
    probability = codes.drop_duplicates("article").set_index("article")["probability"].reindex(index)
    hits = in_memory(find_terms(tokens, lexicon)[["article", "frame", "pattern"]])
    hits = hits[hits["frame"].isin(frames)].reset_index(drop=True)
    found = np.zeros((len(index), len(frames)), bool)
    found[index.get_indexer(hits["article"]), pd.Index(frames).get_indexer(hits["frame"])] = True
    return Coded(
        tokens,
        index,
        frames,
        hits,
        found,
        (mean > 0.5).where(mean.notna()).to_numpy(float),
        1 / probability.to_numpy(float),
    )


def lexicon_quality(
    articles: Articles, lexicon: LexiconLike, codes: pd.DataFrame, *, by: str | list[str] | None = None
) -> pd.DataFrame:
    """Measure how well a lexicon finds, article by article, the frames that coders found.

    Parameters
    ----------
    articles : DataFrame or Tokens
        The articles that the sample was drawn from.
    lexicon : Lexicon, dict or path
        See `read_lexicon`. A frame counts as found in an article in which a term of it matches.
    codes : DataFrame
        As `read_codes` returns it. Where several coders coded an article, the majority decides, and an even
        vote counts as not coded.
    by : str or list of str, optional
        Columns whose values make groups, such as ``"source"``: a lexicon may fit one source better.

    Returns
    -------
    DataFrame
        One row a group and frame, groups sorted. Columns, after those of `by`: `frame`; `n_coded`, `n_true`
        (coded as having the frame), `n_found` (by the lexicon) and `n_right` (both), in coded articles;
        `precision` (share of those found that have the frame), `recall` (share of those that have it that
        are found), each with its 95 % interval `…_low`, `…_high`, and `f1`, their harmonic mean. Articles
        weigh by how many they represent. Intervals are Wilson's, of as many articles as the weights are
        worth (Kish 1965). Missing where nothing was found, or nothing has the frame.

    Raises
    ------
    ValueError
        Where no frame is both coded and in the lexicon, or codes are of other articles.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["a war", "a price war", "battle", "rain"]}, index=list("abcd"))
    >>> codes = pd.DataFrame(
    ...     {"article": list("abcd"), "frame": "conflict", "coder": "x", "code": [1, 0, 1, 0],
    ...      "probability": 1}
    ... )
    >>> table = lexicon_quality(articles, {"conflict": ["war"]}, codes)
    >>> table[["frame", "n_coded", "n_true", "n_found", "n_right", "precision", "recall"]]
          frame  n_coded  n_true  n_found  n_right  precision  recall
    0  conflict        4       2        2        1        0.5     0.5
    """
    data = coded(articles, lexicon, codes)
    if by is None:
        groups, keys = np.zeros(len(data.weight), int), pd.DataFrame(index=range(1))
    else:
        groups, keys = group_articles(data.tokens.articles, by, beside=QUALITY)
    rows = []
    for group in range(len(keys)):
        for k, frame in enumerate(data.frames):
            here = (groups == group) & np.isfinite(data.truth[:, k])
            true, found, weight = data.truth[here, k] == 1, data.found[here, k], data.weight[here]
            precision, recall = _share(true, found, weight), _share(found, true, weight)
            f1 = 2 / (1 / precision[0] + 1 / recall[0]) if precision[0] > 0 and recall[0] > 0 else np.nan
            rows.append(
                (frame, len(true), true.sum(), found.sum(), (true & found).sum(), *precision, *recall, f1)
            )
    table = pd.DataFrame(rows, columns=QUALITY)
    keys = keys.loc[keys.index.repeat(len(data.frames))].reset_index(drop=True)
    return pd.concat([keys, table], axis=1)


def _share(hit: np.ndarray, among: np.ndarray, weight: np.ndarray) -> tuple[float, float, float]:
    """Return the weighted share of hits among some, and its interval; missing where there are none."""
    weight = weight[among]
    if not len(weight):
        return np.nan, np.nan, np.nan
    share = float(np.average(hit[among], weights=weight))
    low, high = wilson_interval(share, weight.sum() ** 2 / (weight**2).sum())
    return share, float(low), float(high)


def pattern_quality(articles: Articles, lexicon: LexiconLike, codes: pd.DataFrame) -> pd.DataFrame:
    """Measure how often each pattern of a lexicon is right, the costliest first.

    Parameters
    ----------
    articles, lexicon, codes
        As in `lexicon_quality`.

    Returns
    -------
    DataFrame
        One row a pattern that matches in a coded article, from the largest `n_only_wrong` on, ties in the
        order of frames and patterns. Columns: `frame`, `pattern`, `n_coded` (coded articles in which it
        matches), `n_right` (of these have the frame), `precision`, `low` and `high` (its 95 % interval), and
        `n_only_wrong`: articles without the frame in which no other pattern of it matches, which the lexicon
        would get right without this one.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["a war", "a price war", "battle", "rain"]}, index=list("abcd"))
    >>> codes = pd.DataFrame(
    ...     {"article": list("abcd"), "frame": "conflict", "coder": "x", "code": [1, 0, 1, 0],
    ...      "probability": 1}
    ... )
    >>> pattern_quality(articles, {"conflict": ["war", "battle*"]}, codes).drop(columns=["low", "high"])
          frame  pattern  n_coded  n_right  precision  n_only_wrong
    0  conflict      war        2        1        0.5             1
    1  conflict  battle*        1        1        1.0             0
    """
    data = coded(articles, lexicon, codes)
    index = data.index
    uses = data.hits[["article", "frame", "pattern"]].drop_duplicates(ignore_index=True)
    row, column = index.get_indexer(uses["article"]), pd.Index(data.frames).get_indexer(uses["frame"])
    uses = uses.assign(truth=data.truth[row, column], weight=data.weight[row])
    uses["alone"] = uses.groupby(["article", "frame"])["pattern"].transform("size") == 1
    rows = []
    for (frame, pattern), some in uses.dropna(subset="truth").groupby(["frame", "pattern"]):
        true = some["truth"].to_numpy() == 1
        share = _share(true, np.ones(len(true), bool), some["weight"].to_numpy())
        rows.append((frame, pattern, len(true), true.sum(), *share, (some["alone"] & ~true).sum()))
    columns = ["frame", "pattern", "n_coded", "n_right", "precision", "low", "high", "n_only_wrong"]
    table = pd.DataFrame(rows, columns=columns).astype(
        {"frame": "str", "pattern": "str", "n_only_wrong": "int64"}
    )
    return table.sort_values("n_only_wrong", ascending=False, kind="stable", ignore_index=True)


def lexicon_errors(articles: Articles, lexicon: LexiconLike, codes: pd.DataFrame) -> pd.DataFrame:
    """List the coded articles that a lexicon gets wrong: those it misses, and those it finds wrongly.

    Parameters
    ----------
    articles, lexicon, codes
        As in `lexicon_quality`.

    Returns
    -------
    DataFrame
        One row a frame and article, in the order of frames and articles. Columns: `article`, `frame`,
        `error` (``missed`` or ``wrongly found``) and `patterns`: those that matched, joined by "; ", missing
        for an article that was missed.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["a war", "a price war", "battle", "rain"]}, index=list("abcd"))
    >>> codes = pd.DataFrame(
    ...     {"article": list("abcd"), "frame": "conflict", "coder": "x", "code": [1, 0, 1, 0],
    ...      "probability": 1}
    ... )
    >>> lexicon_errors(articles, {"conflict": ["war"]}, codes)
      article     frame          error patterns
    0       b  conflict  wrongly found      war
    1       c  conflict         missed      NaN
    """
    data = coded(articles, lexicon, codes)
    index = data.index
    column, row = np.nonzero(np.isfinite(data.truth.T) & ((data.truth.T == 1) != data.found.T))
    uses = data.hits.drop_duplicates(["article", "frame", "pattern"]).groupby(["article", "frame"])["pattern"]
    patterns = uses.agg("; ".join)
    errors = pd.DataFrame({"article": index[row], "frame": np.array(data.frames, object)[column]})
    errors["error"] = np.where(data.found[row, column], "wrongly found", "missed")
    errors["patterns"] = patterns.reindex(pd.MultiIndex.from_frame(errors[["article", "frame"]])).to_numpy()
    return errors.astype(dict.fromkeys(["frame", "error", "patterns"], "str"))
