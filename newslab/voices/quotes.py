"""The table of quotations."""

from __future__ import annotations

import pandas as pd

from newslab.checks import check_articles, labels_of
from newslab.tokens import Tokens
from newslab.voices.speakers import find_voices


def quotes(articles: pd.DataFrame | Tokens, *, terms: bool = False) -> pd.DataFrame:
    """Find what articles quote, and who says it.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `source` is shown where it is there.
    terms : bool, default False
        List terms and titles of works in quotation marks as well, as ``how="term"``.

    Returns
    -------
    DataFrame
        One row a direct quotation, in the order of the articles and of their text. Columns: `article`,
        `source`, `quote` (the words between the marks), `speaker` (as the article calls them, missing where
        nobody is found), `verb`, `how` (the rule that found the speaker), `start` and `end`: characters, so
        that ``text[start:end] == quote``.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“Pretty much, yes,” said Barbara Leaf. The “land bridge” is gone."]})
    >>> quotes(articles)[["quote", "speaker", "verb", "start", "end"]]
                   quote       speaker  verb  start  end
    0  Pretty much, yes,  Barbara Leaf  said      1   18
    """
    articles = articles.articles if isinstance(articles, Tokens) else check_articles(articles)
    found = [
        (row, text[voice.quotation.start : voice.quotation.end], voice)
        for row, text in enumerate(articles["text"].tolist())
        if isinstance(text, str)
        for voice in find_voices(text)
        if terms or voice.how != "term"
    ]
    rows = [row for row, _, _ in found]
    voices = [voice for _, _, voice in found]
    table = pd.DataFrame(
        {"article": articles.index[rows], "source": labels_of(articles, "source").array[rows]}
    )
    for column, values in {
        "quote": [quote for _, quote, _ in found],
        "speaker": [voice.speaker for voice in voices],
        "verb": [voice.verb for voice in voices],
        "how": [voice.how for voice in voices],
    }.items():
        table[column] = pd.Series(values, dtype="str")
    table["start"] = pd.Series([voice.quotation.start for voice in voices], dtype="int64")
    table["end"] = pd.Series([voice.quotation.end for voice in voices], dtype="int64")
    return table
