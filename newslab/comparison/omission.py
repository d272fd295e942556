"""What the other sources say and this one does not, and what this one alone says."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from newslab import statistics
from newslab.articles import UNKNOWN
from newslab.comparison.cells import Cells, count_cells
from newslab.comparison.usage import without_implied, without_parts
from newslab.parts import Part, Voice, Where, in_parts
from newslab.tokens import Articles

OMITTED = [
    *("term", "n_stories", "n_omitted", "n_groups_using", "n_reference", "rate_reference", "n_expected"),
    *("p_value", "p_adjusted"),
]
EXCLUSIVE = [
    *("term", "n_stories", "n_exclusive", "n", "n_articles", "rate", "n_expected", "p_value", "p_adjusted"),
]
SIGNIFICANT = 0.05


def omitted_terms(
    articles: Articles,
    *,
    by: str | list[str] = "source",
    within: str | None = None,
    copies: str | pd.Series | None = None,
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Find what most of the other sources say and this one does not.

    A term is a word, a name (`newslab.names`, all its variants being one) or a phrase of up to three of them
    that at least two articles hold. It is omitted where more than half of the other groups use it and this
    one never does, in no inflection and no spelling, neither in capitals nor in small letters; a phrase also
    where its words never occur in one sentence of this group.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; best those of one story, since what was not written about is not omitted.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``.
    within : str, optional
        A column, such as the stories of `group_stories`: groups are compared inside each of its values, and
        the table sums up all of them. For a table of one story, choose its articles:
        ``omitted_terms(articles[articles["story"] == 3])``.
    copies : str or Series, optional
        A column, or a Series on the index of `articles`, that numbers the copies of one text
        (`group_copies`). What the others say is then counted in the first article of each text alone, so that
        a wire story that many print counts once; whether this group says it is asked of all its articles.
    voice, where : str, optional
        Whose words to read, and which part of the article, as in `find_terms`; with ``"both"`` a table for
        each, one below the other, told apart by a first column.

    Returns
    -------
    DataFrame
        One row a group and term, sorted by group, then from the most surprising absence to the least: by
        `p_value`, then from the largest `n_expected`, ties by term. Columns, after those of `by`:

        - `term`, as it is mostly written
        - `n_stories`: stories in which more than half of the other groups use it; `n_omitted`: those of them
          in which this group does not. Both are 1 without `within`; terms omitted in less than half of the
          stories are left out
        - `n_groups_using`: other groups that use it in these stories
        - `n_reference`: its occurrences in them; `rate_reference`: per 1,000 of their words
        - `n_expected`: how often this group would use it at that rate
        - `p_value`: the probability that at least as many stories lack the term in this group, if whole
          articles were shuffled among the groups of each story (`statistics.absence_p_value`,
          `statistics.at_least_p_value`). Missing where a group has so few articles that no absence could have
          a p-value below 0.05, which a warning says
        - `p_adjusted`: for the number of terms that most of the others use (Benjamini & Hochberg 1995)

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
    >>> texts = ["Troops of Iran fled", "The troops, all of them", "Iran and its troops", "So did Iran"] * 4
    >>> articles = pd.DataFrame({"source": ["A", "B", "C", "C"] * 4, "text": texts})
    >>> omitted_terms(articles)[["source", "term", "n_groups_using", "n_reference", "p_value"]].round(3)
      source  term  n_groups_using  n_reference  p_value
    0      B  Iran               2           12    0.001
    """

    def table_of(part: Part) -> pd.DataFrame:
        return _omitted(count_cells(part.tokens, by, within, copies, OMITTED))

    return in_parts(articles, table_of, voice=voice, where=where, by=by)


def _omitted(cells: Cells) -> pd.DataFrame:
    common = cells.entries[2 * cells.entries["n_groups_using"] > cells.entries["n_groups"] - 1]
    rows = common.merge(cells.table[cells.table["n_words"] > 0], on="stratum")
    uses = cells.uses(rows)
    rows = rows.assign(uses=uses, n_others_using=rows["n_groups_using"] - uses)
    rows = rows[2 * rows["n_others_using"] > rows["n_groups"] - 1]
    n_tests = rows.groupby("group")["column"].nunique()
    rows = rows[_are_mostly(~rows["uses"], rows)]
    n_words_reference = rows["n_words_stratum"] - rows["n_words"]
    n_reference = rows["n"] - cells.n(rows)
    rows = rows.assign(
        happened=~cells.says(rows),
        n_reference=n_reference,
        n_words_reference=n_words_reference,
        n_using_reference=rows["n_using"] - cells.n_articles_using(rows),
        n_expected=n_reference * rows["n_words"] / n_words_reference,
    )
    summed = rows.groupby(["group", "column"], as_index=False).agg(
        n_stories=("happened", "size"),
        n_omitted=("happened", "sum"),
        n_reference=("n_reference", "sum"),
        n_using_reference=("n_using_reference", "sum"),
        n_words_reference=("n_words_reference", "sum"),
        n_expected=("n_expected", "sum"),
    )
    listed = summed[2 * summed["n_omitted"] > summed["n_stories"]].reset_index(drop=True)
    pairs = listed[["group", "column"]]
    n_groups_using = cells.n_other_groups(rows.merge(pairs))
    listed = listed.assign(
        n_groups_using=n_groups_using.reindex(pd.MultiIndex.from_frame(pairs)).to_numpy(),
        rate_reference=statistics.per_thousand(*listed[["n_reference", "n_words_reference"]].to_numpy().T),
    )
    return _table_of_terms(
        cells, listed, rows, ["n_reference", "n_using_reference"], n_tests, is_alone=False
    )[[*cells.keys, *OMITTED]]


def exclusive_terms(
    articles: Articles,
    *,
    by: str | list[str] = "source",
    within: str | None = None,
    copies: str | pd.Series | None = None,
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Find what one source says and none of the others does: the mirror of `omitted_terms`.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``.
    within : str, optional
        As in `omitted_terms`; a story of one group alone is left out.
    copies : str or Series, optional
        As in `omitted_terms`: what this group says is counted in the first article of each text, and whether
        the others say it is asked of all their articles.
    voice, where : str, optional
        Whose words to read, and which part of the article, as in `find_terms`; with ``"both"`` a table for
        each, one below the other, told apart by a first column.

    Returns
    -------
    DataFrame
        One row a group and term, sorted as in `omitted_terms`. Columns, after those of `by`:

        - `term`, as it is mostly written
        - `n_stories`: stories in which this group uses it; `n_exclusive`: those of them in which no other
          does. Both are 1 without `within`; terms exclusive in less than half of the stories are left out
        - `n`: its occurrences in these stories; `n_articles`: articles that use it; `rate`: per 1,000 words
          of the group
        - `n_expected`: how often all other groups would use it at that rate
        - `p_value`: the probability that no article of another group uses it in as many stories, if whole
          articles were shuffled among the groups of each story; `p_adjusted` for the number of terms that the
          group uses. Missing as in `omitted_terms`

        Terms inside others are left out as in `omitted_terms`.

    Raises
    ------
    ValueError
        Where there is only one group, or a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["They left Syria", "They left", "They fled in disarray"] * 4
    >>> articles = pd.DataFrame({"source": ["A", "A", "B"] * 4, "text": texts})
    >>> exclusive_terms(articles)[["source", "term", "n", "n_articles", "p_value"]].round(3)
      source              term  n  n_articles  p_value
    0      A              left  8           8    0.002
    1      A        left Syria  4           4    0.141
    2      B  fled in disarray  4           4    0.015
    """

    def table_of(part: Part) -> pd.DataFrame:
        return _exclusive(count_cells(part.tokens, by, within, copies, EXCLUSIVE))

    return in_parts(articles, table_of, voice=voice, where=where, by=by)


def _exclusive(cells: Cells) -> pd.DataFrame:
    single = cells.entries.loc[cells.entries["n_groups_using"] == 1, "column"].unique()
    rows = cells.users(single).merge(cells.entries, on=["stratum", "column"])
    rows = rows[_are_mostly(rows["n_groups_using"] == 1, rows)]
    n_words_others = rows["n_words_stratum"] - rows["n_words"]
    n = cells.n(rows)
    rows = rows.assign(
        happened=cells.are_silent_others(rows),
        n_used=n,
        n_articles_using=cells.n_articles_using(rows),
        n_expected=n * n_words_others / rows["n_words"],
    )
    summed = rows.groupby(["group", "column"], as_index=False).agg(
        n_stories=("happened", "size"),
        n_exclusive=("happened", "sum"),
        n=("n_used", "sum"),
        n_articles=("n_articles_using", "sum"),
        n_words=("n_words", "sum"),
        n_expected=("n_expected", "sum"),
    )
    listed = summed[2 * summed["n_exclusive"] > summed["n_stories"]].reset_index(drop=True)
    listed = listed.assign(rate=statistics.per_thousand(*listed[["n", "n_words"]].to_numpy().T))
    n_tests = cells.n_terms_used()
    return _table_of_terms(cells, listed, rows, ["n", "n_articles"], n_tests, is_alone=True)[
        [*cells.keys, *EXCLUSIVE]
    ]


def _are_mostly(given: pd.Series, rows: pd.DataFrame) -> np.ndarray:
    """Return whether something is given of most stories of the group and term of each row."""
    pair, _ = pd.factorize(rows["group"].to_numpy() * (rows["column"].max() + 1) + rows["column"].to_numpy())
    return (2 * np.bincount(pair, given) > np.bincount(pair))[pair]


def _table_of_terms(
    cells: Cells,
    listed: pd.DataFrame,
    known: pd.DataFrame,
    counts: list[str],
    n_tests: pd.Series,
    *,
    is_alone: bool,
) -> pd.DataFrame:
    """Return the listed terms with p-values, without those inside others, the most surprising first."""
    words = cells.usage.words
    listed = without_parts(listed, words[listed["column"]], ["group", *counts])
    listed = without_implied(listed, words[listed["column"]])
    p_value = _p_values(cells, listed, known, is_alone=is_alone)
    listed = listed.assign(p_value=p_value, p_adjusted=_adjusted(p_value, listed["group"], n_tests))
    listed = listed.assign(term=cells.usage.names(listed["column"].to_numpy()))
    surprise = listed["p_value"].fillna(1)
    order = np.lexsort([listed["term"], -listed["n_expected"], surprise, listed["group"]])
    listed = listed.iloc[order].reset_index(drop=True)
    return pd.concat([cells.keys.iloc[listed["group"]].reset_index(drop=True), listed], axis=1)


def _p_values(cells: Cells, listed: pd.DataFrame, known: pd.DataFrame, *, is_alone: bool) -> np.ndarray:
    """Return the probability that a term falls, in as many stories as it did, into one of two sides alone.

    The side that lacks it is the group (omitted terms) or all the others (`is_alone`). Every story counts in
    which any article uses the term and both sides have articles. `known` says of some cells and terms whether
    it `happened`; the others are asked.
    """
    place = listed[["group", "column"]].assign(row=np.arange(len(listed)))
    rows = place.merge(cells.table[cells.table["n_words"] > 0], on="group")
    rows = rows.merge(cells.entries, on=["stratum", "column"])
    n_articles, share = rows["n_articles"], rows["n_words"] / rows["n_words_stratum"]
    rows = rows.merge(known[["cell", "column", "happened"]], on=["cell", "column"], how="left")
    happened, is_known = rows["happened"].eq(True).to_numpy().copy(), rows["happened"].notna()
    others = rows[~is_known]
    happened[~is_known] = cells.are_silent_others(others) if is_alone else ~cells.says(others)
    if is_alone:
        n_articles, share = rows["n_articles_stratum"] - n_articles, 1 - share
    probability = statistics.absence_p_value(
        n_articles.to_numpy(),
        rows["n_articles_stratum"].to_numpy(),
        rows["n_using"].to_numpy(),
        share.to_numpy(),
    )
    n = np.bincount(rows["row"], happened, len(listed)).astype(int)
    p_value = statistics.at_least_p_value(n, rows["row"].to_numpy(), probability)
    least = cells.least_p_values(is_alone=is_alone)
    too_few = least.index[(least >= SIGNIFICANT) & least.index.isin(listed["group"])]
    if len(too_few):
        keys = cells.keys.astype("str").fillna(UNKNOWN).iloc[too_few[:5]].to_numpy().tolist()
        names = ", ".join(map(" / ".join, keys)) + (" …" if len(too_few) > 5 else "")
        warnings.warn(
            f"too few articles of {names} to distinguish an absence from chance: no p-value could be below "
            f"{least[too_few].min():.2g}, so p_value is missing, and terms are ordered by n_expected",
            stacklevel=7,
        )
    return np.where(listed["group"].isin(too_few), np.nan, p_value)


def _adjusted(p_value: np.ndarray, group: pd.Series, n_tests: pd.Series) -> np.ndarray:
    """Return p-values adjusted for all tests of their group; those not listed have a p-value of 1."""
    adjusted = np.full(len(p_value), np.nan)
    for each, rows in group.reset_index(drop=True).groupby(group.to_numpy()).indices.items():
        tested = np.concatenate([p_value[rows], np.ones(max(0, int(n_tests[each]) - len(rows)))])
        if not np.isnan(tested).any():
            adjusted[rows] = false_discovery_control(tested)[: len(rows)]
    return adjusted
