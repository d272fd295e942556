"""Rival words: a proposal of words that may name one thing, from how a corpus uses them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import sum_by_group
from newslab.articles import UNKNOWN, group_articles
from newslab.checks import check_count
from newslab.english.names import FIRST_NAMES_OF_HER, FIRST_NAMES_OF_HIM, SHORT_TITLES
from newslab.english.times import MONTHS, NUMBERS, SHORT, TIMES
from newslab.parts import Part, Voice, Where, in_parts
from newslab.tokens import Articles, Tokens

#: Terms that are compared, and terms that make up their contexts: those in most articles.
CANDIDATES, CONTEXTS = 2000, 4000
#: Where the words of a context are, counted from the term.
PLACES = (-2, -1, 1, 2)
#: Letters that two terms must not begin with in common: *rebel* and *rebels* are one word.
STEM = 4
#: Members of these are things of one kind, not names of one: June and March, Tom and Jeff, Sen. and Rep.
CLASSES = (TIMES | MONTHS | SHORT, NUMBERS, FIRST_NAMES_OF_HIM | FIRST_NAMES_OF_HER, SHORT_TITLES)
#: Articles with either word that a group must have to be said to prefer one.
ENOUGH = 5
#: Words whose contexts are less alike than this are not used alike in any sense.
LEAST_SIMILARITY = 0.05


def rival_terms(
    articles: Articles,
    *,
    by: str | list[str] = "source",
    min_articles: int = 5,
    top: int = 30,
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Propose pairs of words that may be rival names for one thing: to be read and edited, not findings.

    Two words that occur among the same words, and of which different groups prefer different ones, may be two
    names for one referent, such as *tax relief* and *tax cuts* (here *relief* and *cuts*). As often they are
    not: opposites and members of one class (*buy* and *sell*, two candidates) occur among the same words as
    well. English numbers, times, first names and shortened titles are no rivals of each other. Read the lines
    of both (`concordance`) before a pair becomes part of a lexicon for `label_shares`.

    Parameters
    ----------
    articles : DataFrame or Tokens
        Articles with `text` and the columns named in `by`.
    by : column or list of columns, default "source"
        What prefers one word or the other.
    min_articles : int, default 5
        In how many articles each of the two must be.
    top : int, default 30
        How many pairs at most.
    voice, where : str, optional
        Whose words to read, and which part of the article, as in `find_terms`; with ``"both"`` a table for
        each, one below the other, told apart by a first column.

    Returns
    -------
    DataFrame
        One row a pair, the strongest proposal first, with the columns

        - `term_a`, `term_b`: the two words, as they are mostly written; `term_a` is in more articles;
        - `similarity`: of the words around them, from 0 to 1: the cosine of their positive pointwise mutual
          information with the words at one and two places before and after (Bullinaria & Levy 2007);
        - `n_articles_a`, `n_articles_b`: the articles that use each;
        - `group_a`, `group_b`: the groups that prefer the one and the other most, by their share of the
          articles that use either, among groups with at least five such articles;
        - `preference`: the difference of these two shares, from 0 to 1.

        The order is that of similarity times preference; ties are in the order of the terms. With one group,
        or none that has five such articles, the table has no rows.

    Raises
    ------
    ValueError
        If a column is missing, or `min_articles` or `top` is not a whole number of at least 1.

    References
    ----------
    Bullinaria, J. A. & Levy, J. P. (2007). Extracting semantic representations from word co-occurrence
    statistics. *Behavior Research Methods*, 39, 510-526.

    Examples
    --------
    >>> import pandas as pd
    >>> bodies = ["The {} of the port was agreed.", "They voted for the {} of the harbour last week."]
    >>> texts = [body.format(word) for word in ("closure", "opening") for body in bodies for _ in range(3)]
    >>> articles = pd.DataFrame({"text": texts, "source": ["Post"] * 6 + ["Wire"] * 6})
    >>> rival_terms(articles)[["term_a", "term_b", "group_a", "group_b", "preference"]]
        term_a   term_b group_a group_b  preference
    0  closure  opening    Post    Wire         1.0
    """
    check_count("min_articles", min_articles)
    check_count("top", top)

    def table_of(part: Part) -> pd.DataFrame:
        return _rivals(part.tokens, by, min_articles, top)

    return in_parts(articles, table_of, voice=voice, where=where, by=by)


def _rivals(tokens: Tokens, by: str | list[str], min_articles: int, top: int) -> pd.DataFrame:
    group, keys = group_articles(tokens.articles, by)
    candidates, n_articles = _candidates(tokens, min_articles)
    similarity = _context_cosines(tokens, candidates)
    a, b = _near_pairs(tokens, candidates, similarity)
    using = _articles_using(tokens, candidates, group, len(keys))
    preference, group_a, group_b = _preferences(using, a, b)
    labels = keys.astype("str").fillna(UNKNOWN).to_numpy(object)
    names = np.array([" / ".join(row) for row in labels], object)
    terms = tokens.shown.to_numpy()[candidates]
    table = pd.DataFrame(
        {
            "term_a": pd.Series(terms[a], dtype="str"),
            "term_b": pd.Series(terms[b], dtype="str"),
            "similarity": similarity[a, b],
            "n_articles_a": n_articles[a],
            "n_articles_b": n_articles[b],
            "group_a": pd.Series(names[group_a], dtype="str"),
            "group_b": pd.Series(names[group_b], dtype="str"),
            "preference": preference,
        }
    )
    table = table[table["preference"] > 0]
    table = table.assign(rank=table["similarity"] * table["preference"])  # adds no rows to an empty table
    table = table.sort_values(["rank", "term_a", "term_b"], ascending=[False, True, True])
    return table.drop(columns="rank").head(top).reset_index(drop=True)


def _candidates(tokens: Tokens, min_articles: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the codes of the terms that may be rivals, those in most articles first, and their articles."""
    n_articles = tokens.summed(_n_articles)
    is_word = tokens.vocabulary.str.isalpha() & (tokens.vocabulary.str.len() > 2)
    is_fit = is_word & ~tokens.is_among(tokens.stop_words) & (n_articles >= min_articles)
    codes = np.flatnonzero(is_fit)
    codes = codes[np.lexsort((tokens.vocabulary[codes], -n_articles[codes]))][:CANDIDATES]
    return codes, n_articles[codes]


def _n_articles(tokens: Tokens) -> np.ndarray:
    """Return how many articles use each term."""
    n_terms = len(tokens.vocabulary)
    row = np.repeat(np.arange(len(tokens.offsets) - 1), tokens.n_words)
    pairs = np.unique(row * np.int64(max(n_terms, 1)) + tokens.codes)
    return np.bincount(pairs % max(n_terms, 1), minlength=n_terms)


def _context_cosines(tokens: Tokens, candidates: np.ndarray) -> np.ndarray:
    """Return the cosines of the contexts of the candidates: a square array, a row and a column each."""
    n_terms = len(tokens.vocabulary)
    frequency = tokens.summed(lambda tokens: np.bincount(tokens.codes, minlength=n_terms))
    contexts = np.argsort(-frequency, kind="stable")[:CONTEXTS]
    n = tokens.summed(lambda tokens: _count_contexts(tokens, candidates, contexts)).tocoo()
    of_row, of_column = np.asarray(n.sum(axis=1)).ravel(), np.asarray(n.sum(axis=0)).ravel()
    information = np.log(n.data * n.data.sum() / (of_row[n.coords[0]] * of_column[n.coords[1]]))
    weights = sparse.coo_array((np.maximum(information, 0), n.coords), shape=n.shape).tocsr()
    norm = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    cosines = (weights @ weights.T).toarray() / np.where(norm > 0, norm, 1)[:, None]
    return cosines / np.where(norm > 0, norm, 1)


def _count_contexts(tokens: Tokens, candidates: np.ndarray, contexts: np.ndarray) -> sparse.csr_array:
    """Return how often each candidate has each context at each place: a row a candidate."""
    n_terms, n_tokens = len(tokens.vocabulary), len(tokens.codes)
    row_of, column_of = np.full(n_terms, -1), np.full(n_terms, -1)
    row_of[candidates], column_of[contexts] = np.arange(len(candidates)), np.arange(len(contexts))
    article = np.repeat(np.arange(len(tokens.offsets) - 1), tokens.n_words)
    blocks = []
    for place in PLACES:
        # Tokens `place` further on, in the same article; a context before and after a term differ.
        here = np.arange(max(0, -place), n_tokens - max(0, place))
        there = here + place
        row, column = row_of[tokens.codes[here]], column_of[tokens.codes[there]]
        is_pair = (row >= 0) & (column >= 0) & (article[here] == article[there])
        shape = (len(candidates), len(contexts))
        counts = sparse.coo_array((np.ones(is_pair.sum()), (row[is_pair], column[is_pair])), shape=shape)
        blocks.append(counts.tocsr())
    return sparse.hstack(blocks, format="csr") if len(candidates) else sparse.csr_array((0, 1))


def _near_pairs(tokens: Tokens, candidates: np.ndarray, cosines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of which each is among the ten nearest of the other, the more frequent first."""
    nearness = cosines.copy()
    np.fill_diagonal(nearness, 0)
    nearest = np.argsort(-nearness, axis=1, kind="stable")[:, :10]
    row = np.repeat(np.arange(len(candidates)), nearest.shape[1])
    is_near = np.zeros(cosines.shape, bool)
    is_near[row, nearest.ravel()] = True
    a, b = np.nonzero(np.triu(is_near & is_near.T & (nearness >= LEAST_SIMILARITY), 1))
    starts = tokens.vocabulary[candidates].str[:STEM].tolist()
    pairs = [(starts[i], starts[j]) for i, j in zip(a, b, strict=True)]
    is_one_word = np.array([i.startswith(j) or j.startswith(i) for i, j in pairs], bool)
    of_class = [tokens.is_among(some)[candidates] for some in CLASSES]
    of_one_class = np.any([some[a] & some[b] for some in of_class], axis=0)
    apart = ~is_one_word & ~of_one_class & ~_are_joined(tokens, candidates[a], candidates[b])
    return a[apart], b[apart]


def _are_joined(tokens: Tokens, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Say of each pair of codes whether one ever follows the other, at once or with a word between.

    *Men and women*, *buy or sell* and *Donald Trump* are two things or one name, not two names of one thing.
    """
    n_terms = np.int64(max(len(tokens.vocabulary), 1))

    def is_followed(tokens: Tokens) -> np.ndarray:
        codes = tokens.codes.astype(np.int64)
        found = np.unique(np.concatenate([codes[:-step] * n_terms + codes[step:] for step in (1, 2)]))
        return np.isin(a * n_terms + b, found) | np.isin(b * n_terms + a, found)

    return tokens.summed(is_followed)


def _articles_using(
    tokens: Tokens, candidates: np.ndarray, group: np.ndarray, n_groups: int
) -> sparse.csr_array:
    """Return how many articles of each group use each candidate."""
    row_of = np.full(len(tokens.vocabulary), -1)
    row_of[candidates] = np.arange(len(candidates))

    def count(tokens: Tokens, group: np.ndarray) -> sparse.csr_array:
        article = np.repeat(np.arange(len(group)), tokens.n_words)
        term = row_of[tokens.codes]
        is_known = (term >= 0) & (group[article] >= 0)
        uses = sparse.coo_array(
            (np.ones(is_known.sum()), (article[is_known], term[is_known])),
            shape=(len(group), len(candidates)),
        ).tocsr()
        uses.data[:] = 1
        return sum_by_group(uses[group >= 0], group[group >= 0], n_groups).tocsr()

    return tokens.summed(count, group)


def _preferences(
    using: sparse.csr_array, a: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return how far apart groups are in their share of `a`, and the groups with the most and the least."""
    n_a, n_b = using[:, a].toarray(), using[:, b].toarray()
    total = n_a + n_b
    share = np.where(total >= ENOUGH, n_a / np.maximum(total, 1), np.nan)
    if not len(a) or not len(share):
        none = np.zeros(0, int)
        return np.zeros(len(a)), none, none
    most = np.where(np.isnan(share), -np.inf, share)
    least = np.where(np.isnan(share), np.inf, share)
    difference = most.max(axis=0) - least.min(axis=0)
    return np.where(np.isfinite(difference), difference, 0), most.argmax(axis=0), least.argmin(axis=0)
