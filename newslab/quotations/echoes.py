"""The same remark in several articles, known by the rare words that two quotations share."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from newslab.arrays import row_products, sum_by_group
from newslab.checks import check_fraction
from newslab.partitions import in_memory
from newslab.quotations.table import quotes
from newslab.tokens import Articles, Tokens, ngram_overlaps, term_counts, tokenize

# How many speakers at most would use all the words that an echo shares, were words used by chance.
MOST_SPEAKERS = 2
# How many quotations are compared with all others at once.
BLOCK_ROWS = 1024
# What a sum of weights may be off by.
SLACK = 1e-6


def echoed_quotes(articles: Articles, *, min_similarity: float = 0.5) -> pd.DataFrame:
    """Find the same remark in several articles: whole, cut, or in other words.

    Quotations of one speaker are compared by their words, whatever the order, so that a translation or a
    paraphrase is found as well; where the speakers differ, or one is not known, the five-word runs of the
    shorter quotation must come back too. A word that few speakers use says more than one that many use: it
    weighs the logarithm of the share of speakers, inverted; function words weigh nothing. The words of an
    echo are so rare together that of all speakers no more than two would use them by chance. What an article
    repeats in the same words counts once.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `quotes` finds what they quote.
    min_similarity : float, default 0.5
        The least similarity, 0 to 1; where the speakers differ or one is not known, also the least share of
        five-word runs.

    Returns
    -------
    DataFrame
        One row a pair of quotations in two articles, the most similar first, among equals those that share
        most, then in the order of the articles. Columns: `quote_a`, `quote_b`, `article_a` (the earlier row
        of `articles`), `article_b`, `speaker_a`, `speaker_b`, and `similarity`: the share, 0 to 1, of the
        weight of one quotation's words that the other holds as well, of the one that has less of it. A
        quotation that is a part of another has similarity 1.

    Raises
    ------
    ValueError
        Where `min_similarity` is not from 0 to 1.

    See Also
    --------
    remarks : Who quotes a remark, and how much of it.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["“Pretty much, yes,” said Barbara Leaf.", "“Yes, pretty much all,” Leaf said."]
    >>> echoed_quotes(pd.DataFrame({"text": texts}))[["quote_a", "quote_b", "similarity"]]
                 quote_a                 quote_b  similarity
    0  Pretty much, yes,  Yes, pretty much all,         1.0
    """
    said, words = _said(articles)
    a, b, similarity, shared = _echoes(said, words, min_similarity)
    order = np.lexsort([b, a, -shared, -similarity])
    sides = (("a", said.iloc[a[order]]), ("b", said.iloc[b[order]]))
    columns = ("quote", "article", "speaker")
    pairs = {f"{column}_{side}": rows[column].array for column in columns for side, rows in sides}
    return pd.DataFrame(pairs).assign(similarity=similarity[order])


def remarks(articles: Articles, *, min_similarity: float = 0.5) -> pd.DataFrame:
    """List who quotes each remark that several articles quote: whole, cut, or reworded.

    Quotations that are echoes of each other, or of a third, are one remark. Its longest quotation is what the
    others are held against. What an article repeats in the same words counts once, where it first occurs.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `source` is used where it is there.
    min_similarity : float, default 0.5
        As in `echoed_quotes`.

    Returns
    -------
    DataFrame
        One row a quotation: the remarks that most articles carry first, then as they first occur, and each
        in the order of the articles and of their text. Columns: `remark` (its longest quotation), `article`,
        `source`, `speaker`, `person` (as in `quotes`), `quote`, `form`, `start` and `end` (of the quotation
        in the text). The form is ``whole`` where the words are those of the remark, ``cut`` where some of
        these are left out, and ``reworded`` otherwise.

    Raises
    ------
    ValueError
        Where `min_similarity` is not from 0 to 1.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame(
    ...     {
    ...         "source": ["Wire", "Post"],
    ...         "text": ["“The blood was not wasted,” Khamenei said.", "Khamenei said it was “not wasted.”"],
    ...     }
    ... )
    >>> remarks(articles)[["remark", "source", "quote", "form"]]
                           remark source                      quote   form
    0  The blood was not wasted,   Wire  The blood was not wasted,  whole
    1  The blood was not wasted,   Post                not wasted.    cut
    """
    said, words = _said(articles)
    a, b, _, _ = _echoes(said, words, min_similarity)
    echoes = sparse.coo_array((np.ones(len(a), bool), (a, b)), shape=(len(said), len(said)))
    _, group = connected_components(echoes, directed=False)
    carried = said.assign(group=group, n_words=words.n_words).iloc[np.union1d(a, b)]
    of_group = carried.groupby("group")
    n_articles = of_group["article"].transform("nunique")
    longest = of_group["n_words"].transform("idxmax")
    terms = np.split(words.codes, words.offsets[1:-1])
    forms = [_form(terms[row].tolist(), terms[full].tolist()) for row, full in longest.items()]
    carried = carried.assign(remark=said["quote"][longest].array, form=forms)
    first = of_group["n_words"].transform(lambda rows: rows.index[0])
    carried = carried.iloc[np.lexsort([carried.index, first, -n_articles])]
    columns = ["remark", "article", "source", "speaker", "person", "quote", "form", "start", "end"]
    return carried[columns].reset_index(drop=True)


def _form(words: list[int], remark: list[int]) -> str:
    """Return how much of a remark a quotation of it holds."""
    if words == remark:
        return "whole"
    rest = iter(remark)
    return "cut" if all(word in rest for word in words) else "reworded"


def _said(articles: Articles) -> tuple[pd.DataFrame, Tokens]:
    """Return the quotations in articles, each once, and their words."""
    said = in_memory(quotes(articles)).drop_duplicates(["article", "speaker", "quote"], ignore_index=True)
    texts = said[["quote"]].rename(columns={"quote": "text"})
    return said, tokenize(texts, stem=articles.stem if isinstance(articles, Tokens) else None)


def _echoes(said: pd.DataFrame, words: Tokens, min_similarity: float) -> tuple[np.ndarray, ...]:
    """Return the pairs of quotations that are echoes, their similarity, and the weight that they share."""
    check_fraction("min_similarity", min_similarity)
    held = sparse.csr_array(term_counts(words).matrix > 0, dtype=float)
    speaker, is_known = _speakers(said["person"])
    n_speakers = speaker.max(initial=-1) + 1
    n_using = (sum_by_group(held, speaker, n_speakers) > 0).sum(axis=0)
    # An echo is used by one or two: by the speaker, or by the two whose names are not known to be one.
    weight = np.log((n_speakers + 1) / np.maximum(n_using - 1, 1))
    total = held @ weight
    least = np.maximum(min_similarity * total, np.log((n_speakers + 1) / MOST_SPEAKERS)) - SLACK
    rarest, holders = _rarest(held, weight, least), held.T.tocsr()
    weighted = sparse.csr_array(held * np.sqrt(weight))
    article, _ = pd.factorize(said["article"])
    found = [(np.empty((2, 0), int), np.empty(0))]
    for first in range(0, held.shape[0], BLOCK_ROWS):
        one, other = (rarest[first : first + BLOCK_ROWS] @ holders).nonzero()
        one += first
        is_less = (total[one] < total[other]) | ((total[one] == total[other]) & (one < other))
        pairs = np.stack([one, other])[:, is_less & (article[one] != article[other])]
        shared = row_products(weighted, *pairs)
        enough = shared >= least[pairs[0]]
        found.append((pairs[:, enough], shared[enough]))
    (one, other), shared = (np.concatenate(parts, axis=-1) for parts in zip(*found, strict=True))
    same_speaker = is_known[one] & (speaker[one] == speaker[other])
    same_runs = np.fmax(*ngram_overlaps(words, one, other)) >= max(min_similarity, SLACK)
    kept = same_speaker | same_runs
    one, other, shared = one[kept], other[kept], shared[kept]
    similarity = np.minimum(shared / total[one], 1)
    return np.minimum(one, other), np.maximum(one, other), similarity, shared


def _rarest(held: sparse.csr_array, weight: np.ndarray, least: np.ndarray) -> sparse.csr_array:
    """Return of each quotation the rarest words, without which the others weigh less than `least`.

    Whatever shares that weight with it shares one of these, so that they alone need to be looked up.
    """
    row, word = held.nonzero()
    order = np.lexsort([-weight[word], row])
    row, word = row[order], word[order]
    rest = np.cumsum(weight[word][::-1])[::-1]  # of a word and all after it
    rest -= np.append(rest, 0)[np.searchsorted(row, row, side="right")]
    kept = rest >= least[row]
    return sparse.csr_array((np.ones(kept.sum()), (row[kept], word[kept])), shape=held.shape)


def _speakers(persons: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Number the speakers, and return which are known: who has no name is not, and is nobody else."""
    is_known = persons.notna()
    number, _ = pd.factorize(persons.where(is_known, persons.index.astype("str")))
    return number, is_known.to_numpy()
