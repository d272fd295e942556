"""The table of quotations: who is quoted, saying what."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from newslab.articles import check_articles, excerpts, labels_of, texts_of
from newslab.entities import persons_of
from newslab.quotations.marks import may_quote
from newslab.quotations.reading import find_voices
from newslab.quotations.voices import SET_ASIDE
from newslab.tokens import Articles, Tokens, arrow_texts, tokenize

COLUMNS = ["article", "source", "quote", "speaker", "person", "cue", "rule", "start", "end"]


def quotes(articles: Articles, *, terms: bool = False) -> pd.DataFrame:
    """Find the direct quotations of each article, and who says them.

    Quotation marks of all kinds count, nested ones with the quotation around them. A quotation over several
    paragraphs is a row in each; where the words that say who speaks are inside the marks, as in French, it is
    two. Speech after a dash is one row, if a verb of speech is in its line.

    Without a language model: the words around a quotation are read by rules. Those for English know most;
    those for German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Chinese and Arabic know
    their verbs of speech, and those for Japanese, Korean and Turkish the commonest. The language is that of
    each article, by its script and function words. In other languages the quotations are found.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    terms : bool, default False
        List words in quotation marks that are no speech as well: a term or scare quotes (the so-called
        “axis”), the title of a work; and what a headline quotes, because the article below it does so too.

    Returns
    -------
    DataFrame
        One row a quotation, in the order of the articles and of their text. Columns:

        - `article`, `source` (missing where it is unknown)
        - `quote`: the words between the marks, ``text[start:end]``
        - `speaker`: as the article writes it, a name, a pronoun or a phrase (*a spokesman*); missing where no
          rule finds one
        - `person`: who that is, by the fullest name that the articles have (*Leaf* and *Ms Leaf* are *Barbara
          Leaf*), as in `names`; missing for who has no name: a pronoun that is not resolved, a phrase (*a
          spokesman*, *the company*), a word that is mostly written small (*Officials*)
        - `cue`: the verb of speech, as written; missing where there is none
        - `rule`: the rule that found the speaker: ``after`` (“…,” Leaf said), ``before`` (Leaf said: “…”),
          ``continued`` (the speaker of the quotation before it), ``context`` (the sentence before it),
          ``pronoun`` (he or she, resolved to the nearest fitting name), ``subject`` (that of a sentence
          without a verb of speech: right half of the time), ``alone`` (no speaker found); and
          with `terms` ``term`` and ``title`` (it is in a headline or a heading)
        - `start`, `end`: characters of the text

    Raises
    ------
    TypeError, ValueError
        Where `articles` is not a table with a column `text`.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“We left,” Barbara Leaf said. She called it “a full retreat.”"]})
    >>> quotes(articles)[["quote", "speaker", "cue", "rule"]]
                quote       speaker    cue     rule
    0        We left,  Barbara Leaf    said    after
    1  a full retreat.  Barbara Leaf  called  pronoun
    """
    articles = articles.articles if isinstance(articles, Tokens) else articles
    tokens = tokenize(check_articles(articles, in_partitions=True))
    spans = tokens.kept(partial(_spans_of, terms))
    return tokens.table(_quoted, spans, persons_of(tokens, spans))


def _spans_of(terms: bool, tokens: Tokens) -> pd.DataFrame:
    """Return the quotations of some articles as `quoted_spans`, terms and titles among them if wanted."""
    table = quoted_spans(tokens.articles)
    return table if terms else table[~table["rule"].isin(SET_ASIDE)].reset_index(drop=True)


def _quoted(tokens: Tokens, spans: pd.DataFrame, person: pd.Series) -> pd.DataFrame:
    """Return the table of `quotes` for some articles."""
    articles, rows = tokens.articles, spans["row"].to_numpy()
    return spans.assign(
        article=articles.index[rows],
        source=labels_of(articles, "source").array[rows],
        quote=excerpts(articles["text"], rows, spans["start"].to_numpy(), spans["end"].to_numpy()),
        person=person.astype("str"),
    )[COLUMNS]


def quoted_spans(articles: pd.DataFrame) -> pd.DataFrame:
    """Find where articles have words in quotation marks, and whose they are.

    Parameters
    ----------
    articles : DataFrame
        One row an article, its words in the column `text`.

    Returns
    -------
    DataFrame
        One row a quotation, in the order of the articles and of their text; terms and titles are among them.
        Columns: `row` (which article, counted from 0), `start` and `end` (characters of its text), `speaker`
        (as written, missing where unknown), `cue` and `rule`, as in `quotes`.

    Examples
    --------
    >>> quoted_spans(pd.DataFrame({"text": ["All quiet.", "“We left,” Leaf said."]}))
       row  start  end speaker   cue   rule
    0    1      1    9    Leaf  said  after
    """
    texts = texts_of(articles)
    rows = np.flatnonzero(may_quote(arrow_texts(articles)))
    found = [
        (row, voice.quotation.start, voice.quotation.end, voice.speaker, voice.cue, voice.rule)
        for row, text in zip(rows.tolist(), texts.iloc[rows], strict=True)
        for voice in find_voices(text)
    ]
    table = pd.DataFrame(found, columns=["row", "start", "end", "speaker", "cue", "rule"])
    return table.astype(
        dict.fromkeys(["row", "start", "end"], "int64") | dict.fromkeys(["speaker", "cue", "rule"], "str")
    )
