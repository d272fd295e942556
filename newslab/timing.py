"""Who was first with a story, who followed, and after how long."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy.stats import binom, false_discovery_control

from newslab.articles import UNKNOWN, check_articles, dates_of, group_articles, labels_of, latest_of
from newslab.partitions import columns_of
from newslab.statistics import wilson_interval
from newslab.tokens import Articles, Tokens

#: What identifies stories: a column, a Series that names articles, or a table of what articles share.
Stories: TypeAlias = str | pd.Series | pd.DataFrame
HOUR = pd.Timedelta(hours=1)
TIMELINE = ["story", "first", "precision", "n_articles", "is_first", "hours_after", "hours_low", "hours_high"]
LEADS = [
    *("leader", "follower", "n_stories", "n_decided", "n_first", "share", "low", "high", "median_hours"),
    *("p_value", "p_adjusted"),
]


def story_timeline(articles: Articles, stories: Stories, *, by: str | list[str] = "source") -> pd.DataFrame:
    """Find when each source first covered each story, and how long after the first of all.

    A date without a time of day may be any time of that day: it is not "the earliest". So a source is first
    only if no other may have been earlier. A midnight is taken for such a date. Dates are compared in UTC,
    and those without a time zone as if they were: times that outlets of several zones print without one are
    some hours apart already.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article, with a column `date`; an article without a date is left out.
    stories : str, Series or DataFrame
        What identifies a story: a column of `articles`, or a Series whose index names articles, such as
        `group_stories` or `group_copies` return it, and may name one more than once. Or a table: of
        `shared_passages`, `remarks` or `find_terms`, whose passages, remarks or terms of the lexicon (as
        ``find_terms(articles, ["alt-right"])``) are the stories: who had them first? The same passage in
        other letters is one.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups.

    Returns
    -------
    DataFrame
        One row a story and group, of stories that several groups report; by story, then from the earliest on,
        ties by group. Columns, after those of `by`:

        - `story`; `first`: the date of the group's first article; `precision`: ``minute``, or ``day`` where
          it has no time of day; `n_articles`: the group's articles with a date
        - `is_first`: whether the group was the first of the story; missing where the dates leave it open
        - `hours_after`: hours from the earliest date of the other groups' to this one's, negative where it
          was earlier, 0 where both are days and the same; `hours_low`, `hours_high`: the least and the most
          that they may be, which are the same where all dates have a time

    Raises
    ------
    ValueError
        Where `articles` has no such column, `stories` names no article, or it is a table of another kind.

    See Also
    --------
    lead_counts : Who leads whom, over all stories.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab import find_terms
    >>> dates = pd.to_datetime(["2024-12-08 01:00", "2024-12-08 04:30", "2024-12-08"], format="mixed")
    >>> articles = pd.DataFrame({"source": ["Wire", "Post", "Daily"], "date": dates, "text": "", "story": 1})
    >>> timeline = story_timeline(articles, "story")
    >>> timeline[["source", "precision", "is_first", "hours_after", "hours_low", "hours_high"]]
      source precision  is_first  hours_after  hours_low  hours_high
    0  Daily       day      <NA>         -1.0       -1.0        23.0
    1   Wire    minute      <NA>          1.0       -3.5         1.0
    2   Post    minute     False          4.5        3.5         4.5

    Who used a word first:

    >>> worded = articles.assign(text=["a siege", "they fled", "the siege of it"])[["source", "date", "text"]]
    >>> story_timeline(worded, find_terms(worded, ["siege", "fled"]))[["source", "story", "is_first"]]
      source  story is_first
    0  Daily  siege     <NA>
    1   Wire  siege     <NA>
    """
    first = _first_dates(articles, stories, by, TIMELINE)
    keys = [column for column in first if column not in ("story", "first", "latest", "n_articles")]
    several = first.groupby("story", dropna=False)["first"].transform("size") > 1
    first = first[several].sort_values(["story", "first", "latest", *keys], kind="stable", ignore_index=True)
    # The earliest of the others of a story is its first, and for the first itself the second.
    bounds = {}
    for column in ("first", "latest"):
        in_story = first.groupby("story")[column]
        least, second = in_story.transform("min"), in_story.transform(_second)
        is_least = first[column].eq(least) & (in_story.rank(method="first") == 1)
        bounds[column] = least.mask(is_least, second)
    hours = (first["first"] - bounds["first"]) / HOUR
    low, high = (first["first"] - bounds["latest"]) / HOUR, (first["latest"] - bounds["first"]) / HOUR
    is_first = pd.Series(pd.NA, index=first.index, dtype="boolean")
    is_first[_is_before(first["latest"], bounds["first"])] = True
    is_first[_is_before(bounds["latest"], first["first"])] = False
    first = first.assign(
        precision=np.where(first["first"] == first["latest"], "minute", "day"),
        is_first=is_first,
        hours_after=hours,
        hours_low=low,
        hours_high=high,
    )
    return first[[*keys, *TIMELINE]].astype({"precision": "str"})


def lead_counts(articles: Articles, stories: Stories, *, by: str | list[str] = "source") -> pd.DataFrame:
    """Count who is first and who follows, for each pair of sources over all stories that both report.

    Parameters
    ----------
    articles, stories, by
        As in `story_timeline`.

    Returns
    -------
    DataFrame
        One row a pair of groups, in both orders, sorted. Columns:

        - `leader`, `follower` (values of several columns are joined by " / ")
        - `n_stories` that both report; `n_decided`: those whose dates show which of the two was first;
          `n_first`: those in which the leader was
        - `share` of the decided ones in which the leader was first; `low` and `high`: its 95 % interval, with
          the story as the unit (Wilson 1927)
        - `median_hours` from the leader's first article to the follower's, over all stories that both report
        - `p_value`: the probability of a more uneven share, were the order inside each story shuffled, and
          half of that of one as uneven: the mid-p-value of a binomial test (Lancaster 1961, "Significance
          tests in discrete distributions", *Journal of the American Statistical Association* 56(294)), since
          in a shuffle each of two is first as often. Few stories have few possible values: of 5 to 19 of them
          1.6 to 7.7 % of chance differences are below 0.05, 4.5 % on average; of four or fewer none. It takes
          no account of how many articles a group has in a story: with more, it is first more often by
          chance. `p_adjusted` for the number of pairs (Benjamini & Hochberg 1995). Missing where no story is
          decided

    Raises
    ------
    ValueError
        As in `story_timeline`.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = pd.to_datetime(["2024-12-08 01:00", "2024-12-08 03:00"] * 6)
    >>> articles = pd.DataFrame({"source": ["Wire", "Post"] * 6, "date": dates, "text": ""})
    >>> leads = lead_counts(articles.assign(story=[i // 2 for i in range(12)]), "story")
    >>> leads[["leader", "follower", "n_decided", "share", "median_hours", "p_value"]].round(3)
      leader follower  n_decided  share  median_hours  p_value
    0   Post     Wire          6    0.0          -2.0    0.016
    1   Wire     Post          6    1.0           2.0    0.016
    """
    first = _first_dates(articles, stories, by, LEADS)
    keys = [column for column in first if column not in ("story", "first", "latest", "n_articles")]
    first["name"] = (
        first[keys].astype("str").fillna(UNKNOWN).agg(" / ".join, axis=1)
        if len(first)
        else pd.Series(dtype="str")
    )
    sides = first[["story", "name", "first", "latest"]]
    pairs = sides.merge(sides, on="story", suffixes=("", "_b"))
    pairs = pairs[pairs["name"] != pairs["name_b"]]
    leads = _is_before(pairs["latest"], pairs["first_b"])
    lags = _is_before(pairs["latest_b"], pairs["first"])
    pairs = pairs.assign(leads=leads, decided=leads | lags, hours=(pairs["first_b"] - pairs["first"]) / HOUR)
    table = pairs.groupby(["name", "name_b"], as_index=False).agg(
        n_stories=("story", "size"),
        n_decided=("decided", "sum"),
        n_first=("leads", "sum"),
        median_hours=("hours", "median"),
    )
    share = table["n_first"] / table["n_decided"].where(table["n_decided"] > 0)
    low, high = wilson_interval(share.to_numpy(float), table["n_decided"].to_numpy())
    p_value = _mid_p_value(table["n_first"].to_numpy(), table["n_decided"].to_numpy())
    p_adjusted = p_value.copy()
    known = np.isfinite(p_value)
    # Each pair is listed twice, with the same p-value, which changes nothing in the adjusted ones.
    p_adjusted[known] = false_discovery_control(p_value[known]) if known.any() else p_value[known]
    table = table.rename(columns={"name": "leader", "name_b": "follower"}).assign(
        share=share,
        low=np.where(known, low, np.nan),
        high=np.where(known, high, np.nan),
        p_value=p_value,
        p_adjusted=p_adjusted,
    )
    return table[LEADS].astype({"leader": "str", "follower": "str"})


def _first_dates(
    articles: Articles, stories: Stories, by: str | list[str], columns: list[str]
) -> pd.DataFrame:
    """Return when each group first covered each story: between `first` and `latest`, which are the same where
    the date has a time of day.
    """
    articles = articles.articles if isinstance(articles, Tokens) else articles
    check_articles(articles, in_partitions=True)
    index = columns_of(articles, []).index
    group, keys = group_articles(articles, by, beside=columns)
    if isinstance(stories, str):
        story = labels_of(check_articles(articles, stories, in_partitions=True), stories)
    else:
        story = _stories_of(stories) if isinstance(stories, pd.DataFrame) else stories
    row = index.get_indexer(story.index)
    if len(index) and len(row) and (row < 0).all():
        raise ValueError("the index of stories names no article; make it of the same table")
    dates = dates_of(articles).reset_index(drop=True)
    dated = pd.DataFrame({"story": story.array, "row": row})[row >= 0].dropna(subset="story")
    dated = dated.drop_duplicates(ignore_index=True)
    dated["group"] = group[dated["row"]]
    dated["first"] = dates.iloc[dated["row"]].array
    dated = dated.dropna(subset="first")
    dated["latest"] = latest_of(dated["first"])
    summed = dated.groupby(["story", "group"], as_index=False).agg(
        first=("first", "min"), latest=("latest", "min"), n_articles=("row", "size")
    )
    return pd.concat([keys.iloc[summed.pop("group")].reset_index(drop=True), summed], axis=1)


def _stories_of(table: pd.DataFrame) -> pd.Series:
    """Return the passage, remark or term of each row of a table, on an index that names its article."""
    if {"article_a", "article_b", "text"} <= set(table.columns):
        words = table["text"].str.casefold().str.findall(r"\w+").str.join(" ")
        passage = table["text"].groupby(words).transform("first")
        sides = [passage.set_axis(pd.Index(table[side])) for side in ("article_a", "article_b")]
        return pd.concat(sides)
    for column in ("remark", "pattern"):
        if {"article", column} <= set(table.columns):
            return table[column].set_axis(pd.Index(table["article"]))
    raise ValueError(
        "stories is a table without passages, remarks or terms: give one of shared_passages, remarks or "
        f"find_terms, or a Series whose index names articles; it has {', '.join(map(repr, table.columns))}"
    )


def _is_before(latest: pd.Series, first: pd.Series) -> pd.Series:
    """Return whether what was printed at `latest` came before what was not printed until `first`.

    A midnight is never a time of day here: as `latest` it ends a day, and the next day begins with it.
    """
    return (latest < first) | ((latest == first) & (latest == latest.dt.normalize()))


def _mid_p_value(n_first: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return the probability that throws of a fair coin are more uneven, and half of that of as uneven ones;
    1 where they are even, missing without any.
    """
    fewer = np.minimum(n_first, n - n_first)
    p_value = np.minimum(2 * binom.cdf(fewer, n, 0.5) - binom.pmf(fewer, n, 0.5), 1)
    return np.where(n > 0, p_value, np.nan)


def _second(values: pd.Series) -> pd.Timestamp:
    """Return the second least value."""
    return values.sort_values().iloc[1]
