"""What the other sources say and this one does not, and what this one alone says."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.checks import group_articles
from newslab.lexicon import match_patterns
from newslab.names import find_names
from newslab.tokens import STOP_WORDS, TermCounts, Tokens, as_tokens, sum_by_group, term_counts

OMITTED = ["group", "term", "n_groups_using", "n_reference", "rate_reference", "n_expected", "p_value"]
EXCLUSIVE = ["group", "term", "n", "n_articles", "rate", "n_expected", "p_value"]
# The longest run of words, a name counting as one, that is a phrase; and the fewest articles that hold one.
PHRASE_WORDS, PHRASE_ARTICLES = 3, 2


def omitted_terms(
    articles: pd.DataFrame | Tokens, *, by: str | list[str] = "source", story: str | None = None
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
    story : str, optional
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
    usage = _usage(articles, by, story, OMITTED)
    terms = usage.terms
    n_others = terms["n_groups_story"] - 1
    is_common = (2 * terms["n_groups_using"] > n_others) & (terms["n_groups_using"] <= n_others)
    terms = _without_parts(terms[is_common], usage.counts)
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
    articles: pd.DataFrame | Tokens, *, by: str | list[str] = "source", story: str | None = None
) -> pd.DataFrame:
    """Find what one source says and none of the others does: the mirror of `omitted_terms`.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``.
    story : str, optional
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
    usage = _usage(articles, by, story, EXCLUSIVE)
    terms = usage.terms
    is_exclusive = (terms["n_groups_using"] == 1) & (terms["n_groups_story"] > 1)
    terms = _without_parts(terms[is_exclusive], usage.counts)
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


@dataclass(frozen=True, eq=False)
class _Usage:
    """Which group uses which term in which story; made by `_usage`.

    Attributes
    ----------
    tokens : Tokens
        The articles.
    counts : TermCounts
        How often each article uses each term: words, names and phrases.
    cell_of : ndarray of int
        The cell of each article; a cell is a group in a story.
    cells : DataFrame
        One row a cell: `cell`, `story`, `group`, its articles and words, and those of the whole story.
    keys : DataFrame
        The label of each cell's story, if stories were asked for.
    by_cell : csr_array
        How often each cell uses each term.
    terms : DataFrame
        One row a story and a `column` of `counts`: how often it occurs, in how many articles and groups.
    """

    tokens: Tokens
    counts: TermCounts
    cell_of: np.ndarray
    cells: pd.DataFrame
    keys: pd.DataFrame
    by_cell: sparse.csr_array
    terms: pd.DataFrame

    def users(self, columns: np.ndarray) -> pd.DataFrame:
        """Return the cells that use some terms, each pair of `cell` and `column` once.

        A use counts however it is written: what is a name in one article may be in small letters, or inside
        another name, in the next.
        """
        cell, column = self.by_cell[:, columns].tocoo().coords
        first, _, pattern = match_patterns(self.tokens, self.counts.names(columns).tolist())
        cell = np.concatenate([cell, self.cell_of[self.tokens.article_of(first)]])
        column = columns[np.concatenate([column, pattern])]
        return pd.DataFrame({"cell": cell, "column": column}).drop_duplicates(ignore_index=True)

    def table(self, rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
        """Return the rows with their labels, by story and group, the most surprising first."""
        rows = _without_implied(rows, self.counts)
        rows = rows.assign(term=self.counts.names(rows["column"].to_numpy()))
        order = np.lexsort([rows["term"], -rows["n_expected"], rows["p_value"], rows["cell"]])
        rows = rows.iloc[order].reset_index(drop=True)
        keys = self.keys.iloc[rows["cell"]].reset_index(drop=True)
        return pd.concat([keys, rows[columns]], axis=1)


def _usage(
    articles: pd.DataFrame | Tokens, by: str | list[str], story: str | None, columns: list[str]
) -> _Usage:
    """Count which group uses which term in which story."""
    tokens = as_tokens(articles)
    if story is None:
        cell_of, keys = group_articles(tokens.articles, by)
    else:
        cell_of, keys = group_articles(
            tokens.articles, [story, *([by] if isinstance(by, str) else by)], beside=columns
        )
    by = [column for column in keys if column != story]
    stories, labels = keys.drop(columns=by), keys[by].astype("str")
    groups = labels[by[0]]
    for column in by[1:]:
        groups = groups + " / " + labels[column]
    if groups.nunique() < 2:
        raise ValueError(
            f"{'all articles are of one group' if len(keys) else 'there are no articles'}, so nothing can be "
            "compared; by= names the column that tells groups apart"
        )
    n_cells = len(groups)
    cells = pd.DataFrame(
        {
            "cell": range(n_cells),
            "story": stories.groupby([story], dropna=False).ngroup() if story else 0,
            "group": groups,
            "n_articles": np.bincount(cell_of, minlength=n_cells),
            "n_words": np.bincount(cell_of, tokens.n_words, minlength=n_cells),
        }
    )
    in_story = cells.groupby("story")
    cells["n_articles_story"] = in_story["n_articles"].transform("sum")
    cells["n_words_story"] = in_story["n_words"].transform("sum")

    counts = _count_terms(tokens)
    by_cell = sum_by_group(counts.matrix, cell_of, n_cells).tocsr()
    cells_using, articles_using = by_cell > 0, sum_by_group(counts.matrix > 0, cell_of, n_cells)
    n, n_using, n_groups_using = (
        sum_by_group(matrix, cells["story"].to_numpy(), len(in_story)).tocsr()
        for matrix in (by_cell, articles_using, cells_using)
    )
    for matrix in (n, n_using, n_groups_using):
        matrix.sort_indices()  # all three have the same cells
    row, column = n.tocoo().coords
    terms = pd.DataFrame(
        {
            "story": row,
            "column": column,
            "n_story": n.data.astype(np.int64),
            "n_using": n_using.data.astype(np.int64),
            "n_groups_using": n_groups_using.data.astype(np.int64),
            "n_groups_story": in_story.size().to_numpy()[row],
        }
    )
    return _Usage(tokens, counts, cell_of, cells, stories, by_cell, terms)


def _count_terms(tokens: Tokens) -> TermCounts:
    """Count the words, the names and the phrases of each article.

    A name is one term, whatever its variants, and what it is made of is not counted besides. A phrase
    neither begins nor ends with a function word.
    """
    clauses = find_names(tokens).clauses(tokens)
    counts = term_counts(clauses, ngrams=PHRASE_WORDS, stop_words=(), min_articles=PHRASE_ARTICLES)
    is_stop = clauses.is_among(STOP_WORDS)
    n_words = (counts.words >= 0).sum(axis=1)
    last = counts.words[np.arange(len(n_words)), n_words - 1]
    kept = np.flatnonzero(~is_stop[counts.words[:, 0]] & ~is_stop[last])
    matrix = sum_by_group(
        counts.matrix[:, kept], clauses.articles.index.to_numpy(), len(tokens.articles)
    ).tocsc()
    of_enough = (n_words[kept] == 1) | (np.diff(matrix.indptr) >= PHRASE_ARTICLES)
    return TermCounts(matrix[:, of_enough].tocsr(), counts.words[kept][of_enough], counts.vocabulary)


def _without_parts(terms: pd.DataFrame, counts: TermCounts) -> pd.DataFrame:
    """Leave out what is only said inside a longer term: as often, and in as many articles.

    The longer terms are marked as `is_whole`.
    """
    used, words = terms[["story", "n_story", "n_using"]].to_numpy(), counts.words[terms["column"]]
    each = _index(used, words)
    of_term, parts = _parts(used, words)
    is_whole = np.zeros(len(terms), bool)
    is_whole[of_term[parts.isin(each)]] = True
    return terms.assign(is_whole=is_whole)[~each.isin(parts)]


def _without_implied(rows: pd.DataFrame, counts: TermCounts) -> pd.DataFrame:
    """Leave out the phrases of which a part is in the same list, unless they stand for another part."""
    cell, words = rows[["cell"]].to_numpy(), counts.words[rows["column"]]
    of_row, parts = _parts(cell, words)
    is_implied = np.zeros(len(rows), bool)
    is_implied[of_row[parts.isin(_index(cell, words))]] = True
    return rows[rows["is_whole"] | ~is_implied]


def _parts(keys: np.ndarray, words: np.ndarray) -> tuple[np.ndarray, pd.MultiIndex]:
    """Return every shorter run of words inside each term, behind the key of the term, and whose it is."""
    n_words = (words >= 0).sum(axis=1)
    of_term, parts = [], []
    for start, end in combinations(range(words.shape[1] + 1), 2):
        inside = np.flatnonzero((end <= n_words) & (end - start < n_words))
        part = np.full((len(inside), words.shape[1]), -1)
        part[:, : end - start] = words[inside, start:end]
        of_term.append(inside)
        parts.append(_index(keys[inside], part))
    return np.concatenate(of_term), parts[0].append(parts[1:])


def _index(keys: np.ndarray, words: np.ndarray) -> pd.MultiIndex:
    """Return each term as one label, which can be looked up."""
    return pd.MultiIndex.from_arrays(np.hstack([keys, words]).T)
