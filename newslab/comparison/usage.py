"""Which group uses which words, names and phrases in which story."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import sum_by_group
from newslab.articles import group_articles
from newslab.entities import find_names
from newslab.lexicon import match_patterns
from newslab.tokens import Articles, TermCounts, Tokens, as_tokens, term_counts

# The longest run of words, a name counting as one, that is a phrase; and the fewest articles that hold one.
PHRASE_WORDS, PHRASE_ARTICLES = 3, 2


@dataclass(frozen=True, eq=False)
class Usage:
    """Which group uses which term in which story; made by `count_usage`.

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


def count_usage(articles: Articles, by: str | list[str], within: str | None, columns: list[str]) -> Usage:
    """Count which group uses which term in which story."""
    tokens = as_tokens(articles)
    if within is None:
        cell_of, keys = group_articles(tokens.articles, by)
    else:
        cell_of, keys = group_articles(
            tokens.articles, [within, *([by] if isinstance(by, str) else by)], beside=columns
        )
    by = [column for column in keys if column != within]
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
            "story": stories.groupby([within], dropna=False).ngroup() if within else 0,
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
    return Usage(tokens, counts, cell_of, cells, stories, by_cell, terms)


def _count_terms(tokens: Tokens) -> TermCounts:
    """Count the words, the names and the phrases of each article.

    A name is one term, whatever its variants, and what it is made of is not counted besides. A phrase
    neither begins nor ends with a function word.
    """
    clauses = find_names(tokens).clauses(tokens)
    counts = term_counts(clauses, ngrams=PHRASE_WORDS, stop_words=(), min_articles=PHRASE_ARTICLES)
    is_stop = clauses.is_among(tokens.stop_words)
    n_words = (counts.words >= 0).sum(axis=1)
    last = counts.words[np.arange(len(n_words)), n_words - 1]
    kept = np.flatnonzero(~is_stop[counts.words[:, 0]] & ~is_stop[last])
    matrix = sum_by_group(counts.matrix[:, kept], clauses.articles.index.to_numpy(), len(tokens.articles))
    n_using = np.bincount(matrix.indices, minlength=len(kept))  # of a matrix of rows, without turning it
    of_enough = (n_words[kept] == 1) | (n_using >= PHRASE_ARTICLES)
    return TermCounts(matrix[:, of_enough], counts.words[kept][of_enough], counts.vocabulary)


def without_parts(terms: pd.DataFrame, counts: TermCounts) -> pd.DataFrame:
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
