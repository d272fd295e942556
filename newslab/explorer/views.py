"""What the page shows: for each question the points of its charts, and the lines of each point.

Each view rests on the table of one function; nothing is counted here. A line is a place in an article: the
number of the article, and the characters from `start` to `end`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from newslab.articles import UNKNOWN
from newslab.charts._groups import Look, label_values, looks_of
from newslab.charts._style import shorten_all
from newslab.comparison import distinctive_terms
from newslab.explorer import charts
from newslab.framing import find_terms, frame_rates, label_shares
from newslab.lexicon import LexiconLike, read_lexicon
from newslab.quotations import quotes
from newslab.reuse import group_copies
from newslab.tokens import Tokens

LINES = ["key", "article", "start", "end"]
#: Where a point of a chart with rows is drawn.
RANKS = ["row", "row_rank", "group_rank"]
#: Points of terms on either side that a chart has place for.
MOST_TERMS = 400


class Chart(NamedTuple):
    """One chart of a view: its Vega-Lite specification, and a row of data for each point."""

    title: str
    spec: dict
    #: `key` names the lines of a point; `source`, where there is one, those of which source.
    points: pd.DataFrame
    #: The look of its groups, where these are no sources.
    legend: Mapping[str, Look]


class View(NamedTuple):
    """One question of the page."""

    name: str
    #: What is drawn and how it is read, or why there is nothing.
    says: str
    charts: list[Chart]
    #: The columns of the table below the charts, and their headings.
    columns: dict[str, str]
    #: Where in the articles each point's lines are; with the columns `LINES`.
    lines: pd.DataFrame


def _nothing(name: str, says: str) -> View:
    return View(name, says, [], {}, pd.DataFrame(columns=LINES))


def _unless_none(n: int, what: str) -> str:
    return f"{n:,} {what}" if n > 0 else ""


def _lines(tokens: Tokens, hits: pd.DataFrame, key: pd.Series) -> pd.DataFrame:
    """Return the hits of a table as lines: an article by its number, a place by its characters."""
    article = tokens.articles.index.get_indexer(hits["article"])
    return pd.DataFrame(
        {
            "key": key.to_numpy(),
            "article": article,
            "start": hits["start"].to_numpy(),
            "end": hits["end"].to_numpy(),
        }
    )


def terms_view(tokens: Tokens, *, top: int) -> View:
    """Show the best supported terms of each source, by its rate and the evidence."""
    if tokens.articles["source"].nunique(dropna=False) < 2:
        return _nothing("Terms", "Terms are compared between sources, and these articles have one.")
    top = min(top, max(10, MOST_TERMS // tokens.articles["source"].nunique(dropna=False)))
    table = distinctive_terms(tokens, cluster=group_copies(tokens))
    table = table[~table["own_name"] & table["p_value"].notna()]
    more = table[table["log_ratio"] > 0].groupby("source").head(top)
    less = table[table["log_ratio"] < 0].groupby("source").tail(top)  # the best supported is the last row
    points = pd.concat([more, less]).sort_index()
    n_left_out = len(table) - len(points)
    evidence = -np.log10(points["p_value"].clip(lower=1e-300)) * np.sign(points["log_ratio"])
    points = points.assign(key=points["term"], name=points["term"], evidence=evidence)
    terms = points["term"].unique().tolist()
    hits = find_terms(tokens, terms, overlapping=True)
    columns = {
        "source": "Source", "name": "Term", "n": "Uses", "rate": "Per 1,000 words",
        "rate_reference": "In the others", "log_ratio": "Log ratio", "low": "from", "high": "to",
        "p_value": "p", "p_adjusted": "Adjusted p",
    }  # fmt: skip
    says = (
        "Each point is a term of one source. To the right: used more often. Above the line: more often than "
        "in the other sources, below it: less often; the further from it, the harder to put down to chance. "
        "Filled points have an adjusted p below 0.05; all others may be chance. "
        + _unless_none(n_left_out, "terms with less evidence are not drawn; the search finds their words.")
    )
    chart = Chart("", charts.terms(), points[["key", "evidence", *columns]], {})
    return View("Terms", says, [chart], columns, _lines(tokens, hits, hits["pattern"]))


def frames_view(tokens: Tokens, lexicon: LexiconLike | None) -> View:
    """Show how often each source uses each frame."""
    if lexicon is None:
        return _nothing("Frames", "No lexicon of frames was given: explore(articles, path, frames=…).")
    lexicon = read_lexicon(lexicon)
    points = frame_rates(tokens, lexicon)
    points = points.assign(source=label_values(points["source"]), key=points["frame"], name=points["frame"])
    columns = {
        "name": "Frame", "source": "Source", "n": "Uses", "n_articles_using": "Articles using it",
        "n_articles": "Articles", "rate": "Per 1,000 words", "low": "from", "high": "to",
    }  # fmt: skip
    says = (
        "How often each source uses the terms of each frame, for 1,000 of its words, with 95 % intervals by "
        "how much its articles differ. Where fewer than two articles use a frame, there is no interval."
    )
    hits = find_terms(tokens, lexicon)
    points = _ranked(points, rows="name", groups="source")
    spec = charts.intervals("source", "rate", "times per 1,000 words")
    return View(
        "Frames",
        says,
        [Chart("", spec, _of(points, columns, *RANKS), {})],
        columns,
        _lines(tokens, hits, hits["frame"]),
    )


def labels_view(tokens: Tokens, lexicon: LexiconLike | None) -> View:
    """Show by which of its competing names each source calls a thing, a chart for each thing."""
    if lexicon is None:
        return _nothing(
            "Labels", "No lexicon of competing names was given: explore(articles, path, labels=…)."
        )
    lexicon = read_lexicon(lexicon)
    points = label_shares(tokens, lexicon)
    points = points.assign(
        source=label_values(points["source"]),
        key=points["referent"] + "\t" + points["label"],
        name=points["label"],
    )
    columns = {
        "referent": "Thing", "name": "Label", "source": "Source", "n": "Uses",
        "n_articles_using": "Articles using it", "n_articles": "Articles naming the thing",
        "share": "Share", "low": "from", "high": "to",
    }  # fmt: skip
    says = (
        "Which of the competing names of a thing each source uses, as shares of all its names for it, with "
        "95 % intervals by how much its articles differ. A source that never names the thing has no point."
    )
    drawn = []
    for referent, rows in points.groupby("referent", sort=False):
        looks = looks_of(rows["name"].unique(), is_source=False)
        spec = charts.intervals("name", "share", "share of its names", is_share=True)
        rows = _ranked(rows, rows="source", groups="name")
        drawn.append(Chart(str(referent), spec, _of(rows, columns, *RANKS), looks))
    hits = find_terms(tokens, lexicon)
    hits = hits[hits["label"].notna()]
    return View("Labels", says, drawn, columns, _lines(tokens, hits, hits["frame"] + "\t" + hits["label"]))


def stories_view(shown: pd.DataFrame, stories: pd.Series, *, top: int) -> View:
    """Show the articles of each story on a time line."""
    table = shown.drop(columns="text").assign(story=stories, number=range(len(shown)))
    size = table.groupby("story")["source"].agg(["size", "nunique"])
    size = size[size["size"] > 1].sort_values(["nunique", "size"], ascending=False, kind="stable")
    if size.empty:
        return _nothing("Stories", "No two articles tell the same story.")
    kept = table[table["story"].isin(size.index[:top])]
    rank = {story: i for i, story in enumerate(size.index)}
    kept = kept.assign(rank=kept["story"].map(rank)).sort_values(["rank", "date"], kind="stable")
    headline = kept["title"].where(kept["title"].ne(""), kept["id"])
    first = headline.groupby(kept["rank"]).transform("first")
    points = pd.DataFrame(
        {
            "key": kept["number"].astype("str"),
            "story": (kept["rank"] + 1).astype("str") + ". " + first,
            "name": headline,
            "source": kept["source"],
            "date": kept["date"].dt.strftime("%Y-%m-%dT%H:%M:%S"),
        }
    )
    columns = {"story": "Story", "source": "Source", "date": "Date", "name": "Headline"}
    n_alone = len(table) - int(size["size"].sum())
    says = (
        "Each row is a story, called by its first headline, and each point an article; the stories of most "
        "sources come first. "
        + _unless_none(len(size) - top, "smaller stories are not drawn. ")
        + _unless_none(n_alone, "articles share their story with no other. ")
        + _unless_none(int(kept["date"].isna().sum()), "articles without a date are in the table only.")
    )
    lines = pd.DataFrame({"key": points["key"], "article": kept["number"], "start": 0, "end": 0})
    return View("Stories", says, [Chart("", charts.time_line(), points, {})], columns, lines)


def speakers_view(tokens: Tokens, *, top: int) -> View:
    """Show who is quoted how often by which source."""
    table = quotes(tokens)
    found = table[table["person"].notna()]
    if found.empty:
        return _nothing("Speakers", f"Of {len(table):,} quotations, none has a speaker that was found.")
    found = found.assign(source=found["source"].fillna(UNKNOWN))
    first = found["person"].value_counts().head(top).index
    points = (
        found[found["person"].isin(first)]
        .groupby(["person", "source"], observed=True)
        .agg(n=("quote", "size"), n_articles=("article", "nunique"))
        .reset_index()
    )
    order = {person: rank for rank, person in enumerate(first)}
    points = points.assign(rank=points["person"].map(order), key=points["person"], name=points["person"])
    points = points.sort_values(["rank", "source"], kind="stable")
    columns = {"name": "Speaker", "source": "Source", "n": "Quotations", "n_articles": "Articles"}
    says = (
        "Who is quoted word for word, by which source. Speakers are found by rules, in English better than "
        "in other languages. "
        + _unless_none(
            len(table) - len(found), f"of {len(table):,} quotations have no speaker that was found. "
        )
        + _unless_none(found["person"].nunique() - len(first), "speakers of fewer quotations are not drawn.")
    )
    chart = Chart("", charts.bars(), _of(points, columns), {})
    return View("Speakers", says, [chart], columns, _lines(tokens, found, found["person"]))


def _ranked(points: pd.DataFrame, *, rows: str, groups: str) -> pd.DataFrame:
    """Return the points with the name of their row, short and unlike the others, and their places."""
    place, names = pd.factorize(points[rows])
    short = np.array(shorten_all(names, 30), object)
    short = short if len(set(short)) == len(short) else np.array(names, object)
    return points.assign(row=short[place], row_rank=place, group_rank=pd.factorize(points[groups])[0])


def _of(points: pd.DataFrame, columns: Mapping[str, str], *more: str) -> pd.DataFrame:
    return points[["key", *columns, *more]]
