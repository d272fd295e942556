"""How far two groups of articles differ in their frames, and in the names they give a thing."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd

from newslab.framing.comparing import Hits, Parts, compare_sides
from newslab.framing.counting import frame_hits, label_hits, trials_of_referents
from newslab.lexicon import LexiconLike, read_lexicon
from newslab.parts import Voice, Where
from newslab.tokens import Articles, Tokens


def rate_differences(
    articles: Articles,
    lexicon: LexiconLike,
    a: Hashable,
    b: Hashable,
    *,
    by: str | list[str] = "source",
    cluster: str | pd.Series | None = None,
    overlapping: bool = False,
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Compare how often two groups of articles use each frame.

    Parameters
    ----------
    articles, lexicon, overlapping, voice, where
        As in `find_terms`.
    a, b : label
        The two groups, each a value of `by`, or a tuple of values where `by` names several columns;
        ``"(unknown)"`` is that of articles without one.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups. ``"voice"``, where articles have no such column,
        compares the ``"own"`` words of articles with those ``"quoted"``, and ``"where"`` two of ``"title"``,
        ``"lead"`` and ``"text"``: both sides are then of the same articles, and are compared in each.
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
        - `p_value`: the probability of a difference at least this large, of either sign, when whole articles
          are shuffled among the two groups (`statistics.shuffle_articles`), or, where they are parts of the
          same articles, when the hits of each article are shared out among its parts
          (`statistics.compare_pairs`); `p_adjusted` for the number of frames (Benjamini & Hochberg 1995).
          Missing where a group has no words. From five articles with the frame on, it is right on average,
          from eight on for nearly every frame; of fewer, hardly any can be below 0.05

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

    What is said in titles, and what in texts:

    >>> titled = articles.assign(title=["Attack", "Attack", "Calm", "Calm"], text="All is calm but for rain")
    >>> table = rate_differences(titled, {"calm": ["calm"]}, "title", "text", by="where")
    >>> table[["frame", "n_a", "n_b", "difference", "p_value"]].round(2)
      frame  n_a  n_b  difference  p_value
    0  calm    2    4      333.33     0.14
    """
    lexicon = read_lexicon(lexicon)

    def hits_in(tokens: Tokens) -> Hits:
        frames, counts = frame_hits(tokens, lexicon, overlapping)
        return Hits(frames, counts, [(np.arange(len(frames)), tokens.n_words)])

    parts: Parts = {"by": by, "voice": voice, "where": where}
    table = compare_sides(articles, hits_in, (a, b), cluster, alternatives=False, **parts)
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
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Compare by which of its competing names two groups of articles call a thing.

    Parameters
    ----------
    articles, lexicon, voice, where
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
          interval also where it has one. Where fewer than five articles use the rarer name, hardly any
          p-value can be below 0.05

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
    lexicon = read_lexicon(lexicon)

    def hits_in(tokens: Tokens) -> Hits:
        labels, counts = label_hits(tokens, lexicon)
        return Hits(labels, counts, trials_of_referents(labels, counts))

    parts: Parts = {"by": by, "voice": voice, "where": where}
    table = compare_sides(articles, hits_in, (a, b), cluster, alternatives=True, **parts)
    return table.rename(columns={"frame": "referent", "ratio_a": "share_a", "ratio_b": "share_b"})
