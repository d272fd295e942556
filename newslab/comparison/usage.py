"""Which group uses which words, names and phrases in which story, in whatever form they are written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import sum_by_group
from newslab.comparison.forms import Forms, find_sequences, forms_of
from newslab.entities import find_names
from newslab.tokens import TermCounts, Tokens, term_counts

# The longest n-gram, a name counting as one word, that is a phrase; and the fewest articles that hold one.
PHRASE_WORDS, PHRASE_ARTICLES = 3, 2
# Pairs of a phrase and a sentence are looked at in blocks of about this many.
BLOCK_PAIRS = 1 << 22


@dataclass(frozen=True, eq=False)
class Usage:
    """The terms of articles: words, names and phrases; made by `count_usage`.

    Attributes
    ----------
    tokens : Tokens
        The articles, each word replaced by one that all its forms share.
    phrases : Tokens
        The same, each name being one word, in stretches of text that no phrase crosses.
    as_written : Tokens
        `phrases` with the words as the articles have them.
    forms : Forms
        The forms of each word.
    counts : TermCounts
        How often each article uses each term.
    """

    tokens: Tokens
    phrases: Tokens
    as_written: Tokens
    forms: Forms
    counts: TermCounts

    def is_said(self, columns: np.ndarray, cell_of: np.ndarray, n_cells: int) -> sparse.csr_array:
        """Return which cells say some terms, in whatever form.

        A name may be in small letters in one article, or inside another name in the next. A phrase is said
        where its words occur in one sentence, in any order.

        Parameters
        ----------
        columns : ndarray of int, shape (n_terms,)
            The terms, as columns of `counts`.
        cell_of : ndarray of int, shape (n_articles,)
            The cell of each article, such as a source in a story; -1 for none.
        n_cells : int
            The number of cells.

        Returns
        -------
        csr_array of bool, shape (n_cells, n_terms)
        """
        chosen = cell_of >= 0
        said = [sum_by_group(self.counts.matrix[chosen][:, columns], cell_of[chosen], n_cells).tocoo()]
        cells, terms = [said[0].row], [said[0].col]
        for row, term in (self._in_sequence(columns), self._in_one_sentence(columns)):
            inside = cell_of[row] >= 0
            cells.append(cell_of[row[inside]])
            terms.append(term[inside])
        cell, term = np.concatenate(cells), np.concatenate(terms)
        found = sparse.coo_array((np.ones(len(cell), bool), (cell, term)), shape=(n_cells, len(columns)))
        return found.tocsr()

    def _in_sequence(self, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return in which articles (rows) the words of which terms follow each other."""
        n_words = len(self.tokens.vocabulary)
        of_name = self.forms.words_of_names
        words = [
            [
                code
                for unit in term
                if unit >= 0
                for code in ([unit] if unit < n_words else of_name[unit - n_words])
            ]
            for term in self.counts.words[columns].tolist()
        ]
        place, term = find_sequences(self.tokens.codes, self.tokens.offsets, words)
        return self.tokens.article_of(place), term

    def _in_one_sentence(self, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return in which articles (rows) all words of which phrases occur in one sentence.

        A phrase begins and ends with a content word; a function word between them need not be there.
        """
        words, n_sentences = self.counts.words[columns], len(self.phrases.offsets) - 1
        length = (words >= 0).sum(axis=1)
        phrases = np.flatnonzero(length > 1)
        sentence = np.repeat(np.arange(n_sentences), self.phrases.n_words)
        shape = (len(self.phrases.vocabulary), n_sentences)
        ones = np.ones(len(sentence), np.int32)
        holding = sparse.coo_array((ones, (self.phrases.codes, sentence)), shape=shape).tocsr()
        holding.data[:] = 1
        is_stop = self.phrases.is_among(self.phrases.stop_words)
        size = np.diff(holding.indptr)[words[phrases, 0]]
        rows, terms = [np.empty(0, int)], [np.empty(0, int)]
        for block in np.split(phrases, np.flatnonzero(np.diff(np.cumsum(size) // BLOCK_PAIRS)) + 1):
            last = words[block, length[block] - 1]
            both = holding[words[block, 0]].multiply(holding[last]).tocoo()
            phrase, found = both.coords
            middle = np.where(length[block] > 2, words[block, 1], last)[phrase]
            needed = ~is_stop[middle] & (middle != last[phrase])
            is_there = np.ones(len(phrase), bool)
            if needed.any():  # SciPy gives no array for no entries
                is_there[needed] = np.asarray(holding[middle[needed], found[needed]]).ravel() > 0
            rows.append(self.phrases.articles.index.to_numpy()[found[is_there]])
            terms.append(block[phrase[is_there]])
        return np.concatenate(rows), np.concatenate(terms)

    def _commonest_spellings(self) -> np.ndarray:
        """Return for each name its commonest spelling, as a position among the names as written."""
        name_of, n_words = self.forms.name_of, len(self.forms.written)
        n = np.bincount(self.as_written.codes, minlength=n_words + len(name_of))[n_words:]
        commonest = np.empty(len(self.forms.names), np.int64)
        order = np.argsort(n, kind="stable")
        commonest[name_of[order]] = order  # the last of each name stays, which is the commonest
        return commonest

    def names(self, columns: np.ndarray) -> pd.Index:
        """Return terms as they are mostly written, one for each of some columns of `counts`."""
        words, n_words = self.counts.words[columns], len(self.tokens.vocabulary)
        # Names follow the words, here and as written.
        of_word = np.append(self.forms.commonest, 0)[np.clip(words, 0, n_words)]
        spelling = np.append(self._commonest_spellings(), 0)
        of_name = spelling[np.clip(words - n_words, 0, len(spelling) - 1)] + len(self.forms.written)
        commonest = np.where(words < 0, -1, np.where(words < n_words, of_word, of_name))
        length = (words >= 0).sum(axis=1)
        for n in range(2, PHRASE_WORDS + 1):
            phrases = np.flatnonzero(length == n)
            first, phrase = find_sequences(
                self.phrases.codes, self.phrases.offsets, words[phrases, :n].tolist()
            )
            found = pd.DataFrame(self.as_written.codes[first[:, None] + np.arange(n)])
            counted = found.assign(phrase=phrase).value_counts(sort=False).reset_index(name="n")
            best = counted.sort_values("n", ascending=False, kind="stable").drop_duplicates("phrase")
            commonest[phrases[best["phrase"]], :n] = best[[*range(n)]]
        return TermCounts(self.counts.matrix, commonest, self.as_written.shown).names(np.arange(len(words)))


def count_usage(tokens: Tokens) -> Usage:
    """Count the words, the names and the phrases of each article.

    All forms of a word are one term, and so are all variants of a name; what a name is made of is not counted
    besides. A phrase neither begins nor ends with a function word.
    """
    found = find_names(tokens)
    forms = forms_of(tokens, found.written)
    keyed = replace(tokens, codes=forms.key_of[tokens.codes], vocabulary=forms.keys)
    as_written = found.clauses(tokens)
    name = forms.name_of[found.name]
    found = replace(found, name=name, written=forms.names)
    phrases = replace(found.clauses(keyed), stop_words=tokens.stop_words)
    counts = term_counts(phrases, ngrams=PHRASE_WORDS, stop_words=(), min_articles=PHRASE_ARTICLES)
    is_stop = phrases.is_among(tokens.stop_words)
    n_words = (counts.words >= 0).sum(axis=1)
    last = counts.words[np.arange(len(n_words)), n_words - 1]
    kept = np.flatnonzero(~is_stop[counts.words[:, 0]] & ~is_stop[last])
    matrix = sum_by_group(counts.matrix[:, kept], phrases.articles.index.to_numpy(), len(tokens.articles))
    n_using = np.bincount(matrix.indices, minlength=len(kept))  # of a matrix of rows, without turning it
    of_enough = (n_words[kept] == 1) | (n_using >= PHRASE_ARTICLES)
    counts = TermCounts(matrix[:, of_enough], counts.words[kept][of_enough], counts.vocabulary)
    return Usage(keyed, phrases, as_written, forms, counts)


def without_parts(terms: pd.DataFrame, words: np.ndarray, keys: list[str]) -> pd.DataFrame:
    """Leave out what is only said inside a longer term: with the same `keys`, such as group and count.

    The longer terms are marked as `is_whole`. `words` are those of the terms, one row a term.
    """
    used = terms[keys].to_numpy()
    each = _index(used, words)
    of_term, parts = _shorter_ngrams(used, words)
    is_whole = np.zeros(len(terms), bool)
    is_whole[of_term[parts.isin(each)]] = True
    return terms.assign(is_whole=is_whole)[~each.isin(parts)]


def without_implied(terms: pd.DataFrame, words: np.ndarray) -> pd.DataFrame:
    """Leave out the phrases of a group of which a part is listed too, unless they represent another part."""
    group = terms[["group"]].to_numpy()
    of_term, parts = _shorter_ngrams(group, words)
    is_implied = np.zeros(len(terms), bool)
    is_implied[of_term[parts.isin(_index(group, words))]] = True
    return terms[terms["is_whole"] | ~is_implied]


def _shorter_ngrams(keys: np.ndarray, words: np.ndarray) -> tuple[np.ndarray, pd.MultiIndex]:
    """Return every shorter n-gram inside each term, after the keys of the term, and which term it is of."""
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
