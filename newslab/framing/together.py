"""Which frames and names occur together: in one sentence, or in one article."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.articles import group_articles
from newslab.checks import check_choice
from newslab.framing.finding import find_hits
from newslab.lexicon import Lexicon, LexiconLike, read_lexicon
from newslab.parts import Part, Voice, Where, in_parts
from newslab.tokens import Articles, Tokens

TOGETHER = ["a", "b", "n_a", "n_b", "n", "n_articles", "n_expected", "log_ratio", "p_value", "p_adjusted"]


def co_occurrences(
    articles: Articles,
    lexicon: LexiconLike,
    *,
    unit: str = "sentence",
    by: str | list[str] | None = None,
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Find which frames and names of a lexicon occur together more, or less, often than by chance.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    lexicon : Lexicon, dict or path
        See `read_lexicon`; names may be frames of it, as ``{"war": ["war*"], "Iran": ["Iran"]}``. The labels
        of a referent count each by itself.
    unit : "sentence" or "article", default "sentence"
        In what they occur together.
    by : str or list of str, optional
        Columns whose values make groups, such as ``"source"``: each by itself.
    voice, where
        As in `find_terms`.

    Returns
    -------
    DataFrame
        One row a pair of which each occurs; by group, then pairs that occur together more often than expected
        from the lowest `p_value`, and after them the others from the highest; ties in the order of the
        lexicon. Columns: those of `by`, then

        - `a`, `b`: in the order of the lexicon; `n_a`, `n_b`: sentences (articles) with each; `n`: with both;
          `n_articles`: articles that have them so together
        - `n_expected`: with both, by chance; `log_ratio`: binary logarithm of `n` over it, each with half a
          unit added
        - `p_value`: in sentences, the probability of a difference at least this large, of either sign, were
          the other of the two in random sentences of its articles, in each as likely as it is long
          (`statistics.compare_pairs`); so whatever an article is about counts on both sides, and the article
          is the unit. A name that is in short sentences as often as in long ones is then called too rare
          beside others too often. In articles, were the two independent in articles of their lengths
          (`statistics.independence`). `p_adjusted` for the number of pairs in the group (Benjamini & Hochberg
          1995)

    Raises
    ------
    ValueError
        Where the lexicon is wrong, or `articles` lacks a column.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Iran is at war. Rain fell. Snow.", "War in Iran. Rain. Snow."]})
    >>> table = co_occurrences(articles, {"war": ["war"], "Iran": ["Iran"], "rain": ["rain"]})
    >>> table[["a", "b", "n", "n_articles", "n_expected"]].round(2)
          a     b  n  n_articles  n_expected
    0   war  Iran  2           2        1.17
    1   war  rain  0           0        1.17
    2  Iran  rain  0           0        1.17
    """
    check_choice("unit", unit, ("sentence", "article"))
    lexicon = read_lexicon(lexicon)

    def table_of(part: Part) -> pd.DataFrame:
        return _together(part.tokens, lexicon, unit, by)

    return in_parts(articles, table_of, voice=voice, where=where, by=by)


def _together(tokens: Tokens, lexicon: Lexicon, unit: str, by: str | list[str] | None) -> pd.DataFrame:
    names, in_sentence, article, length, n_sentences = _in_sentences(tokens, lexicon)
    n_articles = len(n_sentences)
    groups, keys = np.zeros(n_articles, int), pd.DataFrame(index=range(1))
    if by is not None:
        groups, keys = group_articles(tokens.articles, by, beside=TOGETHER)
    tables = []
    for group in range(len(keys)):
        here = np.flatnonzero(groups[article] == group)
        rows = np.flatnonzero((groups == group) & (n_sentences > 0))
        there, of_row, n_words = in_sentence[here], np.searchsorted(rows, article[here]), tokens.n_words[rows]
        if unit == "sentence":
            table = _of_sentences(there, of_row, length[here], n_sentences[rows], n_words, names)
        else:
            table = _of_articles(there, of_row, n_words, names)
        labels = keys.iloc[np.full(len(table), group)].reset_index(drop=True)
        tables.append(pd.concat([labels, table], axis=1))
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=[*keys, *TOGETHER])


def _in_sentences(
    tokens: Tokens, lexicon: Lexicon
) -> tuple[list[str], sparse.csr_array, np.ndarray, np.ndarray, np.ndarray]:
    """Return the names of frames and labels, in which sentences each occurs, the article and the words of
    each of these sentences, and how many sentences every article has.
    """
    patterns = lexicon.patterns
    name = patterns["label"].fillna(patterns["frame"])
    names = name[~patterns["excluded"]].unique()
    column_of = pd.Index(names).get_indexer(name)

    def find(tokens: Tokens, row: np.ndarray) -> tuple[sparse.csr_array, np.ndarray, np.ndarray, np.ndarray]:
        first, _, pattern = find_hits(tokens, lexicon, overlapping=False)
        sentence, there = np.unique(
            np.searchsorted(tokens.sentences, first, side="right") - 1, return_inverse=True
        )
        shape = (len(sentence), len(names))
        hits = sparse.coo_array((np.ones(len(first)), (there, column_of[pattern])), shape=shape).tocsr()
        hits.sum_duplicates()
        hits.data[:] = 1
        article = tokens.article_of(tokens.sentences[:-1])
        length = np.diff(tokens.sentences)[sentence]
        return hits, row[article[sentence]], length, np.bincount(article, minlength=len(row))

    return names.tolist(), *tokens.gathered(find, np.arange(len(tokens.n_words)))


def _of_sentences(
    in_sentence: sparse.csr_array,
    article: np.ndarray,
    length: np.ndarray,
    n_sentences: np.ndarray,
    n_words: np.ndarray,
    names: list[str],
) -> pd.DataFrame:
    """Return the pairs of names in sentences of the same articles."""
    n_articles = len(n_sentences)
    members = sparse.csr_array(
        (np.ones(len(article)), (article, np.arange(len(article)))), shape=(n_articles, len(article))
    )
    total = (members @ in_sentence).tocsr()
    found = []
    for a in range(len(names) - 1):
        with_a = in_sentence[:, [a]].toarray().ravel()
        others = in_sentence[:, a + 1 :]
        both = (members @ (sparse.diags_array(with_a) @ others)).tocsr()
        # A long sentence has more of every word: each counts by its words.
        t_a = n_sentences * np.bincount(article, with_a * length, n_articles) / np.maximum(n_words, 1)
        pair = statistics.compare_pairs(both, total[:, a + 1 :] - both, t_a, n_sentences - t_a)
        found.append(
            pd.DataFrame(
                {
                    "a": a,
                    "b": np.arange(a + 1, len(names)),
                    "n_a": with_a.sum(),
                    "n_b": pair.n + pair.n_reference,
                    "n": pair.n,
                    "n_articles": pair.n_articles,
                    "n_expected": (pair.n + pair.n_reference) * pair.total / max(n_sentences.sum(), 1),
                    "p_value": pair.p_value,
                }
            )
        )
    return _ranked(found, names)


def _of_articles(
    in_sentence: sparse.csr_array, article: np.ndarray, n_words: np.ndarray, names: list[str]
) -> pd.DataFrame:
    """Return the pairs of names in articles."""
    uses = np.zeros((len(n_words), len(names)), bool)
    sentence, column = in_sentence.nonzero()
    uses[article[sentence], column] = True
    a, b = np.triu_indices(len(names), 1)
    expected, p_value = statistics.independence(uses, n_words, a, b)
    n = (uses[:, a] & uses[:, b]).sum(axis=0)
    n_using = uses.sum(axis=0)
    table = pd.DataFrame({"a": a, "b": b, "n_a": n_using[a], "n_b": n_using[b], "n": n, "n_articles": n})
    return _ranked([table.assign(n_expected=expected, p_value=p_value)], names)


def _ranked(found: list[pd.DataFrame], names: list[str]) -> pd.DataFrame:
    """Return pairs of which each occurs, with adjusted p-values, in the order of evidence."""
    columns = [column for column in TOGETHER if column not in ("log_ratio", "p_adjusted")]
    table = pd.concat(found) if found else pd.DataFrame(columns=columns, dtype=float)
    table = table[(table["n_a"] > 0) & (table["n_b"] > 0)]
    counts = ["a", "b", "n_a", "n_b", "n", "n_articles"]
    table = table.astype(dict.fromkeys(counts, "int64"))
    ratio = np.log2((table["n"] + 0.5) / (table["n_expected"] + 0.5))
    table = table.assign(
        log_ratio=ratio, p_adjusted=statistics.adjust_p_values(table["p_value"].to_numpy(float))
    )
    is_rarer = table["n"] < table["n_expected"]
    order = np.lexsort(
        [table["b"], table["a"], table["p_value"].where(~is_rarer, -table["p_value"]), is_rarer]
    )
    table = table.iloc[order].reset_index(drop=True)
    shown = pd.Series(names, dtype="str")
    return table.assign(a=shown.reindex(table["a"]).array, b=shown.reindex(table["b"]).array)[TOGETHER]
