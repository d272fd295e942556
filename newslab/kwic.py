"""Every use of a word in its context, and the words that stand beside it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.articles import excerpts, group_articles, labels_of
from newslab.checks import check_count
from newslab.lexicon import longest_matches, match_patterns
from newslab.tokens import Articles, Tokens, as_tokens


def concordance(articles: Articles, pattern: str | list[str], *, words: int = 8) -> pd.DataFrame:
    """List every use of a word or phrase with the words around it (a key word in context, KWIC).

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `source` is shown where it is there.
    pattern : str or list of str
        What to look for, by the rules of a lexicon's terms: ``"Iran"``, ``"withdr*"``, ``"Middle East"``. A
        use that several patterns match is listed once, as the longest of them.
    words : int, default 8
        How many words to show on each side; the article's ends cut them short.

    Returns
    -------
    DataFrame
        One row a use, in the order of the articles and of their text. Columns: `article`, `source`, `left`,
        `match`, `right`, `start`, `end`, where ``text[start:end] == match``. Line breaks in `left` and
        `right` are shown as spaces.

    Raises
    ------
    ValueError
        Where a pattern has no word, or a ``*`` that does not end a word.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Troops left Syria. Iran’s troops fled."]})
    >>> concordance(articles, "troop*", words=2)[["left", "match", "right"]]
                left   match       right
    0                 Troops  left Syria
    1  Syria. Iran’s  troops        fled
    """
    words = check_count("words", words, at_least=0)
    tokens = as_tokens(articles)
    first, n_words = _uses(tokens, pattern)
    rows = tokens.article_of(first)
    first_shown = np.maximum(first - words, tokens.offsets[rows])
    last_shown = np.minimum(first + n_words + words, tokens.offsets[rows + 1]) - 1
    starts, ends = tokens.spans(np.concatenate([first_shown, first, first + n_words - 1, last_shown]))
    left, start, _, _ = np.split(starts, 4)
    _, _, end, right = np.split(ends, 4)
    texts = tokens.articles["text"]
    table = pd.DataFrame(
        {
            "article": tokens.articles.index[rows],
            "source": labels_of(tokens.articles, "source").array[rows],
            "left": _on_one_line(excerpts(texts, rows, left, start)),
            "match": excerpts(texts, rows, start, end),
            "right": _on_one_line(excerpts(texts, rows, end, right)),
        }
    )
    return table.assign(start=start, end=end)


def _on_one_line(texts: pd.Series) -> pd.Series:
    return texts.str.replace(r"\s+", " ", regex=True).str.strip()


def collocates(
    articles: Articles,
    pattern: str | list[str],
    *,
    by: str | list[str] | None = None,
    words: int = 5,
) -> pd.DataFrame:
    """Find the words that stand beside a word more often than they stand elsewhere.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    pattern : str or list of str
        As in `concordance`.
    by : str or list of str, optional
        Columns whose values make groups: the collocates of each, against the rest of its own text.
    words : int, default 5
        How many words on each side are beside it, in its sentence. A word beside two uses counts once.

    Returns
    -------
    DataFrame
        One row a word that stands beside the pattern, without function words; by group, then from the highest
        `g2`, ties by term. Columns: those of `by`, `term`, `n` (times beside it), `n_expected` (were the term
        spread evenly over the text), `g2` (log-likelihood ratio of beside against elsewhere, negative where
        the term is rarer beside it) and `log_ratio` (binary logarithm of the ratio of the two rates). The
        words of the pattern itself are not counted.

    Raises
    ------
    ValueError
        Where a pattern has no word, or a ``*`` that does not end a word.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Iran fled. Rain fell on far hills", "Iran fled, rain stayed"]})
    >>> collocates(articles, "Iran", words=1)[["term", "n", "n_expected"]].round(2)
       term  n  n_expected
    0  fled  2        0.44
    """
    words = check_count("words", words)
    tokens = as_tokens(articles)
    if by is None:
        groups, keys = np.zeros(len(tokens.articles), int), pd.DataFrame(index=range(1))
    else:
        groups, keys = group_articles(
            tokens.articles, by, beside=["term", "n", "n_expected", "g2", "log_ratio"]
        )
    first, n_words = _uses(tokens, pattern)
    is_node = _covered(first, first + n_words, len(tokens.codes))
    sentence = np.searchsorted(tokens.sentences, first, side="right")
    begin = np.maximum(first - words, tokens.sentences[sentence - 1])
    end = np.minimum(first + n_words + words, tokens.sentences[sentence])
    is_beside = _covered(begin, end, len(tokens.codes)) & ~is_node
    group = np.repeat(groups, tokens.n_words)
    beside = _count(tokens, group, is_beside, len(keys))
    elsewhere = _count(tokens, group, ~is_beside & ~is_node, len(keys))
    row, term = beside.nonzero()
    shown = ~tokens.is_among(tokens.stop_words)[term]
    row, term = row[shown], term[shown]
    n, n_elsewhere = (counts[row, term] if len(row) else np.empty(0, int) for counts in (beside, elsewhere))
    total, total_elsewhere = beside.sum(axis=1)[row], elsewhere.sum(axis=1)[row]
    table = (
        keys.iloc[row]
        .reset_index(drop=True)
        .assign(
            term=tokens.shown[term],
            n=n,
            n_expected=(n + n_elsewhere) * total / (total + total_elsewhere),
            g2=statistics.signed_g2(n, n_elsewhere, total, total_elsewhere),
            log_ratio=statistics.log_ratio(n, n_elsewhere, total, total_elsewhere),
        )
    )
    return table.iloc[np.lexsort([table["term"], -table["g2"], row])].reset_index(drop=True)


def _uses(tokens: Tokens, pattern: str | list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the first token and the number of words of each use of a pattern, the longest where uses
    overlap.
    """
    patterns = [pattern] if isinstance(pattern, str) else list(pattern) if isinstance(pattern, list) else []
    if not all(isinstance(text, str) for text in patterns) or not patterns:
        raise ValueError(f"pattern must be a word or phrase to look for, or a list of some, not {pattern!r}")
    first, n_words, _ = match_patterns(tokens, patterns)
    chosen = longest_matches(first, n_words)
    return first[chosen], n_words[chosen]


def _covered(begin: np.ndarray, end: np.ndarray, n: int) -> np.ndarray:
    """Return for each of `n` tokens whether any of the runs from `begin` to `end` covers it."""
    opened = np.bincount(begin, minlength=n + 1) - np.bincount(end, minlength=n + 1)
    return np.cumsum(opened[:n]) > 0


def _count(tokens: Tokens, group: np.ndarray, chosen: np.ndarray, n_groups: int) -> sparse.csr_array:
    """Count the chosen tokens by group and term."""
    ones = np.ones(np.count_nonzero(chosen), np.int64)
    counts = sparse.coo_array(
        (ones, (group[chosen], tokens.codes[chosen])), shape=(n_groups, len(tokens.vocabulary))
    )
    return counts.tocsr()
