"""What each source contributes to the corpus."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import sum_by_group
from newslab.articles import dates_of, group_articles
from newslab.parts import Part, Voice, Where, in_parts
from newslab.tokens import Articles, Tokens, word_counts

PROFILE = ["n_articles", "n_words", "median_words", "n_types", "first_date", "last_date", "n_undated"]


def source_profiles(
    articles: Articles, *, by: str | list[str] = "source", voice: Voice = None, where: Where = "text"
) -> pd.DataFrame:
    """Describe what each source contributes to the corpus.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `date` is used where it is there.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``.
    voice, where : str, optional
        Whose words to read, and which part of the article, as in `find_terms`; with ``"both"`` a table for
        each, one below the other, told apart by a first column.

    Returns
    -------
    DataFrame
        One row a group, sorted. Columns: those of `by`, then `n_articles`, `n_words` (running words),
        `median_words` (of an article), `n_types`, `first_date` and `last_date` (missing where no
        article has a date) and `n_undated` (articles without a date).

    Raises
    ------
    ValueError
        Where `articles` lacks a column.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame(
    ...     {"source": ["Wire", "Wire", "Daily"], "text": ["Rain fell", "More rain fell", "Sun"]}
    ... )
    >>> source_profiles(articles)[["source", "n_articles", "n_words", "median_words", "n_types"]]
      source  n_articles  n_words  median_words  n_types
    0  Daily           1        1           1.0               1
    1   Wire           2        5           2.5               3
    """

    def table_of(part: Part) -> pd.DataFrame:
        return _profiles(part.tokens, by)

    return in_parts(articles, table_of, voice=voice, where=where, by=by)


def _words_by_group(tokens: Tokens, groups: np.ndarray, n_groups: int) -> sparse.csr_array:
    return sum_by_group(word_counts(tokens, stop_words=()), groups, n_groups)


def _profiles(tokens: Tokens, by: str | list[str]) -> pd.DataFrame:
    groups, keys = group_articles(tokens.articles, by, beside=PROFILE)
    dates = dates_of(tokens.articles).reset_index(drop=True)
    words = pd.Series(tokens.n_words).groupby(groups)
    counts = tokens.summed(partial(_words_by_group, n_groups=len(keys)), groups)
    return keys.assign(
        n_articles=words.size(),
        n_words=words.sum(),
        median_words=words.median(),
        n_types=np.diff(counts.indptr),
        first_date=dates.groupby(groups).min(),
        last_date=dates.groupby(groups).max(),
        n_undated=dates.isna().groupby(groups).sum(),
    )
