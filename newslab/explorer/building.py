"""The page: the tables of newslab as charts, with the articles that they count, in one file."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pandas as pd

from newslab.articles import UNKNOWN, check_articles, dates_of, labels_of
from newslab.charts import source_colors
from newslab.charts._groups import label_values, looks_of
from newslab.checks import check_count
from newslab.explorer.page import write_page
from newslab.explorer.views import (
    View,
    frames_view,
    labels_view,
    speakers_view,
    stories_view,
    terms_view,
)
from newslab.lexicon import LexiconLike
from newslab.similarity import group_stories
from newslab.tokens import Articles, Tokens, as_tokens

#: A page holds its articles; a browser opens this many in some seconds.
MOST_ARTICLES = 10_000


def explore(
    articles: Articles,
    path: str | os.PathLike[str],
    *,
    frames: LexiconLike | None = "generic_frames",
    labels: LexiconLike | None = None,
    stories: str | pd.Series | None = None,
    top: int = 60,
    title: str = "How do different outlets tell the same story?",
) -> Path:
    """Write one web page on which every figure opens its lines in the articles.

    The page is a single file, works without a network and runs no script but its own. It shows the terms of
    all sources by rate and evidence, the rates of frames, the shares of competing labels, the stories on a
    time line and the people who are quoted. A click, or Enter, on a point lists its lines, with
    source, date and headline, and a line opens its article. Sources and dates can be filtered, all articles
    searched, and every chart is a table as well.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article, at most 10,000; `source`, `date` and `title` are used where they are there.
    path : str or path
        The file to write, which ends in ``.html``. One that is there is replaced.
    frames : lexicon, optional
        The frames to count, as `frame_rates` takes them; None for none.
    labels : lexicon, optional
        The competing names to count, as `label_shares` takes them, such as ``"syria_labels"``.
    stories : str or Series, optional
        What identifies a story: a column of `articles`, or a Series as `group_stories` returns it, which
        groups them otherwise.
    top : int, default 60
        How many terms of each source to show on either side, those it uses more and those it uses less, and
        fewer where there are more than six sources; and how many stories and people. What is left out is
        counted on the page.
    title : str
        The heading of the page.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ImportError
        Where altair and vl-convert-python are not installed: ``pip install "newslab[explore]"``.
    ValueError
        Where there are no articles or more than 10,000, the path does not end in ``.html``, or a lexicon is
        wrong.

    Notes
    -----
    The figures are those of `distinctive_terms` (copies of one text that a source printed count as one
    article), `frame_rates`, `label_shares`, `group_stories` and `quotes`, over all articles: filters choose
    which points and lines are shown, and change no figure. The words of the articles are in the file, so
    whoever gets the page can read them: respect the rights of their publishers.

    Examples
    --------
    >>> from newslab import explore, load_sample
    >>> page = explore(load_sample(), "sample.html", labels="syria_labels")  # doctest: +SKIP
    """
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(
            f"path must name the file to write, such as 'explore.html', not {type(path).__name__}"
        )
    path, top = Path(path), check_count("top", top)
    if path.suffix.lower() not in (".html", ".htm"):
        raise ValueError(f"path must end in .html, not {path.name!r}")
    tokens = as_tokens(articles)
    _check_number(len(tokens.articles))
    if "source" not in tokens.articles:
        tokens = replace(tokens, articles=tokens.articles.assign(source=UNKNOWN))
    shown = _shown_articles(tokens)
    sources = looks_of(source_colors(shown["source"]), is_source=True, colors=source_colors(shown["source"]))
    views: list[View] = [
        terms_view(tokens, top=top),
        frames_view(tokens, frames),
        labels_view(tokens, labels),
        stories_view(shown, _stories_of(tokens, stories), top=top),
        speakers_view(tokens, top=top),
    ]
    write_page(path, shown, sources, views, title=title)
    return path


def _check_number(n_articles: int) -> None:
    if not n_articles:
        raise ValueError(
            "there are no articles to explore; newslab.problems(articles) says what was left out"
        )
    if n_articles > MOST_ARTICLES:
        raise ValueError(
            f"a page holds at most {MOST_ARTICLES:,} articles, not {n_articles:,}; choose some of them, as "
            f"with articles.sample({MOST_ARTICLES}) or articles[articles['date'] > '2024-12-01']"
        )


def _shown_articles(tokens: Tokens) -> pd.DataFrame:
    """Return what the page shows of each article, by its number: texts, and missing ones by name."""
    articles = tokens.articles
    source = label_values(labels_of(articles, "source"))
    title = labels_of(articles, "title")
    author = labels_of(articles, "author")
    columns = {
        "id": articles.index.astype("str"),
        "source": source.to_numpy(),
        "date": dates_of(articles).to_numpy(),
        "title": title.where(title.notna(), "").astype("str").to_numpy(),
        "author": author.where(author.notna(), "").astype("str").to_numpy(),
        "text": articles["text"].fillna("").astype("str").to_numpy(),
    }
    return pd.DataFrame(columns)


def _stories_of(tokens: Tokens, stories: str | pd.Series | None) -> pd.Series:
    """Return the story of each article, by its number."""
    found = group_stories(tokens) if stories is None else stories
    if isinstance(found, str):
        found = check_articles(tokens.articles, found)[found]
    return found.reindex(tokens.articles.index).reset_index(drop=True)
