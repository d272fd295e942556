"""How often each article and each source uses a frame, and which of its competing names a thing goes by."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.articles import group_articles
from newslab.framing.finding import find_hits
from newslab.lexicon import Lexicon, LexiconLike, read_lexicon
from newslab.parts import Part, Voice, Where, in_parts
from newslab.tokens import Articles, Tokens

# The columns of the tables of rates and shares, beside those of groups and names.
TABLE = [
    *("n", "total", "n_words", "n_articles", "n_articles_using", "ratio", "rate", "share", "low", "high"),
    "referent",
]


def count_terms(
    articles: Articles,
    lexicon: LexiconLike,
    *,
    overlapping: bool = False,
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Count the hits of each frame in each article.

    Parameters
    ----------
    articles, lexicon, overlapping, voice, where
        As in `find_terms`.

    Returns
    -------
    DataFrame
        One row an article, in the order of `articles` and with its index (with ``"both"``, one table below
        the other); one column a frame, or referent of labels, in the order of the lexicon. A frame inside
        another has a column of its own and does not count for the outer.

    Raises
    ------
    ValueError
        Where the lexicon is wrong.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Rebels attack; more attacks", "Prices rise"]}, index=["a", "b"])
    >>> count_terms(articles, {"conflict": ["attack*", "rebel*"], "economy": ["price*"]})
       conflict  economy
    a         3        0
    b         0        1
    """
    lexicon = read_lexicon(lexicon)

    def rows_of(tokens: Tokens) -> pd.DataFrame:
        frames, counts = frame_hits(tokens, lexicon, overlapping)
        return pd.DataFrame(counts.toarray(), index=tokens.articles.index, columns=frames["frame"].tolist())

    def table_of(part: Part) -> pd.DataFrame:
        return part.tokens.table(rows_of)

    return in_parts(articles, table_of, voice=voice, where=where, ignore_index=False)


def pattern_counts(
    articles: Articles,
    lexicon: LexiconLike,
    *,
    overlapping: bool = False,
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Count the hits of each pattern, and show those that never matched.

    Parameters
    ----------
    articles, lexicon, overlapping, voice, where
        As in `find_terms`.

    Returns
    -------
    DataFrame
        One row a pattern, in the order of the lexicon, without its exclusions. Columns: `frame`, `label`,
        `pattern`, `n` (hits), `n_articles` (articles with a hit) and `dispersion`: 0 where the hits are
        spread over the articles as their words are, 1 where they are all in the shortest one (Gries' normed
        DP, `statistics.deviation_of_proportions`; missing without a hit). ``table[table["n"] == 0]`` lists
        the patterns that never matched, or only where a longer one won.

    Raises
    ------
    ValueError
        Where the lexicon is wrong.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Rebels attack; more attacks", "An attack"]})
    >>> pattern_counts(articles, {"conflict": ["attack*", "rebel*", "war"]}).round(2)
          frame label  pattern  n  n_articles  dispersion
    0  conflict   NaN  attack*  3           2         0.0
    1  conflict   NaN   rebel*  1           1         0.5
    2  conflict   NaN      war  0           0         NaN
    """
    lexicon = read_lexicon(lexicon)

    def table_of(part: Part) -> pd.DataFrame:
        counts = _hits_by_article(part.tokens, lexicon, np.arange(len(lexicon.patterns)), overlapping)
        table = lexicon.patterns[["frame", "label", "pattern"]].assign(
            n=counts.sum(axis=0),
            n_articles=np.bincount(counts.indices, minlength=counts.shape[1]),
            dispersion=statistics.deviation_of_proportions(counts, part.tokens.n_words),
        )
        return table[~lexicon.patterns["excluded"]].reset_index(drop=True)

    return in_parts(articles, table_of, voice=voice, where=where)


def frame_rates(
    articles: Articles,
    lexicon: LexiconLike,
    *,
    by: str | list[str] = "source",
    overlapping: bool = False,
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Compare how often groups of articles use each frame.

    Parameters
    ----------
    articles, lexicon, overlapping, voice, where
        As in `find_terms`.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``. With
        ``voice="quoted"``, ``"speaker"`` names the persons who are quoted (the `person` of `quotes`).

    Returns
    -------
    DataFrame
        One row a group and frame: groups sorted, frames in the order of the lexicon, all with all. Columns:
        those of `by`, then

        - `frame`, `n`: hits; `n_words` of the group
        - `n_articles`: articles of the group that have words; `n_articles_using`: those that use the frame
        - `rate`: hits per 1,000 words, pooled over the group's articles; `low`, `high`: its 95 % interval, by
          how much the group's articles differ (`statistics.share_interval`). It is missing where fewer than
          two articles use the frame, since one shows nothing of how such articles differ

    Raises
    ------
    ValueError
        Where the lexicon is wrong, or `articles` lacks a column.

    Examples
    --------
    >>> import pandas as pd
    >>> sources, texts = ["Wire", "Wire", "Daily"], ["An attack", "No news", "Attack!"]
    >>> articles = pd.DataFrame({"source": sources, "text": texts})
    >>> frame_rates(articles, {"conflict": ["attack*"]})
      source     frame  n  n_words  n_articles  n_articles_using    rate  low  high
    0  Daily  conflict  1        1           1                 1  1000.0  NaN   NaN
    1   Wire  conflict  1        4           2                 1   250.0  NaN   NaN
    """
    lexicon = read_lexicon(lexicon)

    def table_of(part: Part) -> pd.DataFrame:
        frames, counts = frame_hits(part.tokens, lexicon, overlapping)
        trials = [(np.arange(len(frames)), part.tokens.n_words)]
        table = _pooled_by(part.tokens, by, frames, counts, trials)
        table = table.rename(columns={"total": "n_words", "ratio": "rate"})
        too_few = table["n_articles_using"] < statistics.LEAST_USING
        table[["low", "high"]] = table[["low", "high"]].mask(too_few)
        return table.assign(**{column: 1000 * table[column] for column in ("rate", "low", "high")})

    return in_parts(articles, table_of, voice=voice, where=where, by=by)


def label_shares(
    articles: Articles,
    lexicon: LexiconLike,
    *,
    by: str | list[str] = "source",
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Compare by which of its competing names groups of articles call a thing.

    Parameters
    ----------
    articles, lexicon, voice, where
        As in `find_terms`; the lexicon needs ``labels``.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``. With
        ``voice="quoted"``, ``"speaker"`` names the persons who are quoted (the `person` of `quotes`).

    Returns
    -------
    DataFrame
        One row a group and label: groups sorted, referents and labels in the order of the lexicon, all with
        all. Columns: those of `by`, then

        - `referent`, `label`, `n`: hits
        - `n_articles`: articles of the group that name the referent; `n_articles_using`: those that use the
          label
        - `share`: of the group's hits for the referent, 0 to 1, missing where it has none; `low`, `high`: its
          95 % interval, by how much the group's articles differ (`statistics.share_interval`), missing where
          fewer than two name the referent. Where all of them keep to one name, each counts once, since a text
          that has chosen a name keeps to it

    Raises
    ------
    ValueError
        Where the lexicon is wrong or has no labels, or `articles` lacks a column.

    Examples
    --------
    >>> import pandas as pd
    >>> sources, texts = ["A", "A", "B"], ["the regime, a regime", "a government", "rain"]
    >>> articles = pd.DataFrame({"source": sources, "text": texts})
    >>> lexicon = {"labels": {"rule": {"regime": ["regime"], "government": ["government"]}}}
    >>> table = label_shares(articles, lexicon).round(2)
    >>> table[["source", "label", "n", "n_articles", "share", "low", "high"]]
      source       label  n  n_articles  share  low  high
    0      A      regime  2           2   0.67  0.0   1.0
    1      A  government  1           2   0.33  0.0   1.0
    2      B      regime  0           0    NaN  NaN   NaN
    3      B  government  0           0    NaN  NaN   NaN
    """
    lexicon = read_lexicon(lexicon)

    def table_of(part: Part) -> pd.DataFrame:
        labels, counts = label_hits(part.tokens, lexicon)
        table = _pooled_by(part.tokens, by, labels, counts, trials_of_referents(labels, counts))
        return table.drop(columns="total").rename(columns={"frame": "referent", "ratio": "share"})

    return in_parts(articles, table_of, voice=voice, where=where, by=by)


def frame_hits(tokens: Tokens, lexicon: Lexicon, overlapping: bool) -> tuple[pd.DataFrame, sparse.csr_array]:
    """Return the frames of a lexicon, and how many hits of each are in each article."""
    frame_of = pd.Index(lexicon.frames).get_indexer(lexicon.patterns["frame"])
    return pd.DataFrame({"frame": lexicon.frames}), _hits_by_article(tokens, lexicon, frame_of, overlapping)


def label_hits(tokens: Tokens, lexicon: Lexicon) -> tuple[pd.DataFrame, sparse.csr_array]:
    """Return the labels of a lexicon with their referents, and how many hits of each are in each article."""
    labelled = lexicon.patterns[~lexicon.patterns["excluded"] & lexicon.patterns["label"].notna()]
    if labelled.empty:
        raise ValueError(
            "the lexicon has no labels; the competing names of a thing go under 'labels', as in "
            "{'labels': {'thing': {'one name': ['regime'], 'other name': ['government']}}}"
        )
    labels = labelled[["frame", "label"]].drop_duplicates(ignore_index=True)
    label_of = pd.MultiIndex.from_frame(labels).get_indexer(lexicon.patterns[["frame", "label"]])
    return labels, _hits_by_article(tokens, lexicon, label_of, overlapping=False)


def _hits_by_article(
    tokens: Tokens, lexicon: Lexicon, column_of: np.ndarray, overlapping: bool
) -> sparse.csr_array:
    """Count hits by article and column, where each pattern has a column, or -1 for none."""

    def count(tokens: Tokens) -> sparse.csr_array:
        first, _, pattern = find_hits(tokens, lexicon, overlapping)
        column = column_of[pattern]
        row, column = tokens.article_of(first)[column >= 0], column[column >= 0]
        shape = (len(tokens.articles), int(column_of.max()) + 1)
        return sparse.coo_array((np.ones(len(row), np.int64), (row, column)), shape=shape).tocsr()

    return tokens.gathered(count)


def trials_of_referents(
    labels: pd.DataFrame, counts: sparse.csr_array
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return for each referent the columns of its labels, and how often each article names it."""
    columns = labels.groupby("frame", sort=False).indices.values()
    return [(of_referent, counts[:, of_referent].sum(axis=1)) for of_referent in columns]


def pool_columns(
    counts: sparse.csr_array,
    trials: list[tuple[np.ndarray, np.ndarray]],
    groups: np.ndarray,
    n_groups: int,
) -> statistics.Pooled:
    """Pool hits of articles, one column a name, over groups; `trials` says of some columns at a time how many
    hits each article could have.
    """
    parts = [statistics.pool(counts[:, columns], t, groups, n_groups) for columns, t in trials]
    order = np.argsort(np.concatenate([columns for columns, _ in trials]))
    return statistics.Pooled(*(np.hstack(values)[:, order] for values in zip(*parts, strict=True)))


def _pooled_by(
    tokens: Tokens,
    by: str | list[str],
    names: pd.DataFrame,
    counts: sparse.csr_array,
    trials: list[tuple[np.ndarray, np.ndarray]],
) -> pd.DataFrame:
    """Pool hits of articles over groups: one row a group and name."""
    groups, keys = group_articles(tokens.articles, by, beside=[*names.columns, *TABLE])
    pooled = pool_columns(counts, trials, groups, len(keys))
    low, high = statistics.share_interval(pooled)
    return keys.merge(names, how="cross").assign(
        n=pooled.n.ravel().astype(np.int64),
        total=pooled.total.ravel().astype(np.int64),
        n_articles=pooled.n_articles.ravel().astype(np.int64),
        n_articles_using=pooled.n_using.ravel().astype(np.int64),
        ratio=pooled.ratio.ravel(),
        low=low.ravel(),
        high=high.ravel(),
    )
