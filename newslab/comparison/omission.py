"""What the other sources say and this one does not, and what this one alone says."""

from __future__ import annotations

import pandas as pd

from newslab import statistics
from newslab.comparison.usage import count_usage, without_parts
from newslab.tokens import Articles

OMITTED = ["group", "term", "n_groups_using", "n_reference", "rate_reference", "n_expected", "p_value"]
EXCLUSIVE = ["group", "term", "n", "n_articles", "rate", "n_expected", "p_value"]


def omitted_terms(
    articles: Articles, *, by: str | list[str] = "source", within: str | None = None
) -> pd.DataFrame:
    """Find what most of the other sources say and this one does not.

    A term is a word, a name (`newslab.names`, all its variants being one) or a phrase of up to three of them
    that at least two articles hold. It is omitted where more than half of the other groups use it and this
    one never does, neither in capitals nor in small letters.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; best those of one story, since what was not written about is not omitted.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``.
    within : str, optional
        The column whose values tell the stories apart (`newslab.group_stories` makes one): groups are then
        compared within each story for itself. By default all articles are one story.

    Returns
    -------
    DataFrame
        One row a group and term, sorted by story and group, then from the most surprising absence to the
        least: by `p_value`, then from the largest `n_expected`, ties by term. Columns, behind that of the
        story if one was named:

        - `group` (values of several columns are joined by " / "), `term`
        - `n_groups_using`: other groups that use it
        - `n_reference`: its occurrences in them; `rate_reference`: per 1,000 words of all others
        - `n_expected`: how often this group would use it at that rate
        - `p_value`: how probable it is that no article of this group uses it, if whole articles were shuffled
          among the groups (`statistics.absence_p_value`); for ranking, and not adjusted for the number of
          terms

        What is only said inside a longer term, as often and in as many articles, is left out for the longer
        one; and so is any other phrase of which a part is omitted too.

    Raises
    ------
    ValueError
        Where there is only one group, or a column is missing.

    See Also
    --------
    exclusive_terms : The mirror, what only this source says.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["Troops of Iran fled", "The troops, all of them", "Iran and its troops", "So did Iran"]
    >>> articles = pd.DataFrame({"source": ["A", "B", "C", "C"], "text": texts})
    >>> omitted_terms(articles)[["group", "term", "n_groups_using", "n_reference", "n_expected"]].round(2)
      group  term  n_groups_using  n_reference  n_expected
    0     B  Iran               2            3        1.36
    """
    usage = count_usage(articles, by, within, OMITTED)
    terms = usage.terms
    n_others = terms["n_groups_story"] - 1
    is_common = (2 * terms["n_groups_using"] > n_others) & (terms["n_groups_using"] <= n_others)
    terms = without_parts(terms[is_common], usage.counts)
    rows = terms.merge(usage.cells[usage.cells["n_words"] > 0], on="story")
    users = usage.users(terms["column"].unique())
    rows = rows[~pd.MultiIndex.from_frame(rows[["cell", "column"]]).isin(pd.MultiIndex.from_frame(users))]
    n_words_reference = rows["n_words_story"] - rows["n_words"]
    rows = rows.assign(
        n_reference=rows["n_story"],
        rate_reference=statistics.per_thousand(rows["n_story"], n_words_reference),
        n_expected=rows["n_story"] * rows["n_words"] / n_words_reference,
        p_value=statistics.absence_p_value(
            rows["n_articles"],
            rows["n_articles_story"],
            rows["n_using"],
            rows["n_words"] / rows["n_words_story"],
        ),
    )
    return usage.table(rows, OMITTED)


def exclusive_terms(
    articles: Articles, *, by: str | list[str] = "source", within: str | None = None
) -> pd.DataFrame:
    """Find what one source says and none of the others does: the mirror of `omitted_terms`.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``.
    within : str, optional
        As in `omitted_terms`; a story that one group alone tells is left out.

    Returns
    -------
    DataFrame
        One row a group and term, sorted as in `omitted_terms`. Columns, behind that of the story if one was
        named:

        - `group`, `term`
        - `n`: its occurrences; `n_articles`: articles that use it; `rate`: per 1,000 words of the group
        - `n_expected`: how often all other groups would use it at that rate
        - `p_value`: how probable it is that no article of another group uses it, if whole articles were
          shuffled among the groups; for ranking, and not adjusted for the number of terms

        Terms inside others are left out as in `omitted_terms`.

    Raises
    ------
    ValueError
        Where there is only one group, or a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["They left Syria", "They left", "They fled in disarray", "All fled in disarray"]
    >>> articles = pd.DataFrame({"source": ["A", "A", "B", "B"], "text": texts})
    >>> exclusive_terms(articles)[["group", "term", "n", "n_articles"]]
      group              term  n  n_articles
    0     A              left  2           2
    1     A             Syria  1           1
    2     B  fled in disarray  2           2
    """
    usage = count_usage(articles, by, within, EXCLUSIVE)
    terms = usage.terms
    is_exclusive = (terms["n_groups_using"] == 1) & (terms["n_groups_story"] > 1)
    terms = without_parts(terms[is_exclusive], usage.counts)
    users = usage.users(terms["column"].unique()).merge(usage.cells, on="cell")
    rows = terms.merge(users.drop_duplicates(["story", "column"], keep=False), on=["story", "column"])
    n_words_others = rows["n_words_story"] - rows["n_words"]
    rows = rows.assign(
        n=rows["n_story"],
        rate=statistics.per_thousand(rows["n_story"], rows["n_words"]),
        n_expected=rows["n_story"] * n_words_others / rows["n_words"],
        p_value=statistics.absence_p_value(
            rows["n_articles_story"] - rows["n_articles"],
            rows["n_articles_story"],
            rows["n_using"],
            n_words_others / rows["n_words_story"],
        ),
    )
    return usage.table(rows.assign(n_articles=rows["n_using"]), EXCLUSIVE)
