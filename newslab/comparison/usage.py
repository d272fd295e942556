"""Which group uses which words, names and phrases in which story, in whatever form they are written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import sum_by_group
from newslab.comparison.forms import Forms, find_sequences, forms_of
from newslab.comparison.sentences import are_in_one_sentence
from newslab.entities import Clauses, find_names
from newslab.partitions import Kept
from newslab.tokens import TermCounts, Tokens, counted_terms

# The longest n-gram, a name counting as one word, that is a phrase; and the fewest articles that hold one.
PHRASE_WORDS, PHRASE_ARTICLES = 3, 2


@dataclass(frozen=True, eq=False)
class Usage:
    """The terms of articles: words, names and phrases; made by `count_usage`.

    Attributes
    ----------
    tokens : Tokens
        The articles, which may be in partitions.
    forms : Forms
        The forms of each word, and of each name.
    clauses : Kept of Clauses
        The words as the articles have them, each name being one word, in stretches of text that no phrase
        crosses.
    words : ndarray of int32, shape (n_terms, 3)
        The words of each term, by the places of their forms; names follow the words.
    matrix : Kept of csr_array, shape (n_articles, n_terms)
        How often each article uses each term.
    """

    tokens: Tokens
    forms: Forms
    clauses: Kept
    words: np.ndarray
    matrix: Kept

    def in_cells(self, cell_of: np.ndarray, n_cells: int) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Return how often each cell uses each term, and in how many articles; cell -1 is none."""

        def add_up(matrix: sparse.csr_array, cell: np.ndarray) -> tuple[sparse.csr_array, ...]:
            matrix, cell = matrix[cell >= 0], cell[cell >= 0]
            return tuple(
                sum_by_group(each, cell, n_cells).tocsr().astype(np.int64) for each in (matrix, matrix > 0)
            )

        n, n_articles = self.matrix.summed(add_up, self.tokens.cut(cell_of))
        return n, n_articles

    def is_said(
        self, cell: np.ndarray, column: np.ndarray, cell_of: np.ndarray, is_copy: np.ndarray
    ) -> np.ndarray:
        """Return whether cells say terms that they do not use, in whatever form.

        A name may be in small letters in one article, or inside another name in the next. A phrase is said
        where its words occur in one sentence, in any order.

        Parameters
        ----------
        cell, column : ndarray of int, shape (n_asked,)
            The cells, such as a source in a story, and the terms, as columns of `matrix`.
        cell_of : ndarray of int, shape (n_articles,)
            The cell of each article; -1 for none.
        is_copy : ndarray of bool, shape (n_articles,)
            The articles in which uses were not counted.

        Returns
        -------
        ndarray of bool, shape (n_asked,)
        """
        columns, term = np.unique(column, return_inverse=True)
        words, forms = self.words[columns], self.forms
        sequences, different = _sequences(words, forms), _different_words(words, forms, self.tokens)

        def find(
            tokens: Tokens,
            clauses: Clauses,
            matrix: sparse.csr_array,
            cell_of: np.ndarray,
            is_copy: np.ndarray,
        ) -> np.ndarray:
            copies = np.flatnonzero(is_copy & (cell_of >= 0))
            used = matrix[copies][:, columns].tocoo()
            found = _are_among(cell, term, cell_of[copies[used.row]], used.col)
            asked = np.flatnonzero(~found & (different[term, 0] >= 0))
            found[asked] = are_in_one_sentence(
                *_sentences(clauses, forms, cell_of, different), different[term[asked]], cell[asked]
            )
            asked = np.flatnonzero(~found)
            left = np.unique(term[asked])
            place, which = find_sequences(
                forms.key_of[tokens.codes], tokens.offsets, [sequences[i] for i in left.tolist()]
            )
            found[asked] = _are_among(
                cell[asked], term[asked], cell_of[tokens.article_of(place)], left[which]
            )
            return found.astype(np.int32)

        return self.tokens.summed(find, self.clauses, self.matrix, cell_of, is_copy) > 0

    def names(self, columns: np.ndarray) -> pd.Index:
        """Return terms as they are mostly written, one for each of some columns of `matrix`."""
        words, forms, n_words = self.words[columns], self.forms, len(self.forms.keys)
        # Names follow the words, here and as written.
        n_written = len(forms.written)
        of_word = np.append(forms.commonest, 0)[np.clip(words, 0, n_words)]
        spelling = np.append(self._commonest_spellings(), 0)
        of_name = spelling[np.clip(words - n_words, 0, len(spelling) - 1)] + n_written
        commonest = np.where(words < 0, -1, np.where(words < n_words, of_word, of_name))
        length = (words >= 0).sum(axis=1)
        for n in range(2, PHRASE_WORDS + 1):
            phrases = np.flatnonzero(length == n)
            sequences = words[phrases, :n].tolist()
            counted = self.clauses.gathered(partial(_count_spellings, forms=forms, sequences=sequences, n=n))
            counted = counted.groupby([*range(n), "phrase"], sort=False)["n"].sum().reset_index()
            best = counted.sort_values("n", ascending=False, kind="stable").drop_duplicates("phrase")
            commonest[phrases[best["phrase"]], :n] = best[[*range(n)]]
        shown = self.tokens.shown.append(pd.Index(forms.written_names, dtype="str"))
        return TermCounts(sparse.csr_array((0, len(words))), commonest, shown).terms

    def _commonest_spellings(self) -> np.ndarray:
        """Return for each name its commonest spelling, as a position among the names as written."""
        name_of, n_words = self.forms.name_of, len(self.forms.written)
        n = self.clauses.summed(lambda found: np.bincount(found.codes, minlength=n_words + len(name_of)))
        commonest = np.empty(len(self.forms.names), np.int64)
        order = np.argsort(n[n_words:], kind="stable")
        commonest[name_of[order]] = order  # the last of each name stays, which is the commonest
        return commonest


def _sequences(words: np.ndarray, forms: Forms) -> list[list[int]]:
    """Return the words of terms, of names as well, one after the other."""
    n_words, of_name = len(forms.keys), forms.words_of_names
    return [
        [
            code
            for unit in term
            if unit >= 0
            for code in ([unit] if unit < n_words else of_name[unit - n_words])
        ]
        for term in words.tolist()
    ]


def _different_words(words: np.ndarray, forms: Forms, tokens: Tokens) -> np.ndarray:
    """Return which words of phrases have to be in one sentence, and -1 after them; of single words none.

    A phrase begins and ends with a content word; a function word between them need not be there.
    """
    is_stop = forms.are_stop_words(tokens)
    needed = np.where((words >= 0) & ~is_stop[words], words, -1)
    needed[words[:, 1] < 0] = -1
    needed = -np.sort(-needed, axis=1)
    needed[:, 1:][needed[:, 1:] == needed[:, :-1]] = -1
    return -np.sort(-needed, axis=1)


def _sentences(
    clauses: Clauses, forms: Forms, cell_of: np.ndarray, words: np.ndarray
) -> tuple[sparse.csr_array, np.ndarray]:
    """Return which sentences that are in a cell hold some words, and the cell of each."""
    n_words = len(forms.keys) + len(forms.names)
    is_wanted = np.zeros(n_words + 1, bool)  # the last for -1
    is_wanted[words] = True
    cell = cell_of[clauses.row]
    codes = forms.of_written[clauses.codes]
    kept = is_wanted[codes] & np.repeat(cell >= 0, np.diff(clauses.offsets))
    offsets = np.concatenate([[0], np.cumsum(kept)])[clauses.offsets]
    codes = codes[kept]
    ones = np.ones(len(codes), np.int8)
    return sparse.csr_array((ones, codes, offsets), shape=(len(cell), n_words)), cell


def _are_among(
    cell: np.ndarray, term: np.ndarray, other_cell: np.ndarray, other_term: np.ndarray
) -> np.ndarray:
    """Return which pairs of a cell and a term are among others."""
    n_terms = 1 + max(int(term.max(initial=0)), int(other_term.max(initial=0)))
    return np.isin(cell * n_terms + term, other_cell * n_terms + other_term)


def _count_spellings(clauses: Clauses, forms: Forms, sequences: list[list[int]], n: int) -> pd.DataFrame:
    """Return how often phrases of `n` words are written in which way."""
    first, phrase = find_sequences(forms.of_written[clauses.codes], clauses.offsets, sequences)
    found = pd.DataFrame(clauses.codes[first[:, None] + np.arange(n)])
    found = found.assign(phrase=phrase)
    return found.groupby(list(found), sort=False).size().reset_index(name="n")  # as they first occur


def count_usage(tokens: Tokens) -> Usage:
    """Count the words, the names and the phrases of each article.

    All forms of a word are one term, and so are all variants of a name; what a name is made of is not counted
    besides. A phrase neither begins nor ends with a function word.
    """
    found, written = find_names(tokens)
    forms = forms_of(tokens, written)
    clauses = tokens.kept(lambda tokens, found: found.clauses(tokens), found)
    words, counts = counted_terms(
        clauses,
        read=partial(_phrases, forms=forms),
        ngrams=PHRASE_WORDS,
        stop_words=(),
        min_articles=PHRASE_ARTICLES,
    )
    is_stop = forms.are_stop_words(tokens)
    n_words = (words >= 0).sum(axis=1)
    kept = np.flatnonzero(~is_stop[words[:, 0]] & ~is_stop[words[np.arange(len(words)), n_words - 1]])

    def of_articles(counts: sparse.csr_array, clauses: Clauses, n_words: np.ndarray) -> sparse.csr_array:
        return sum_by_group(counts[:, kept], clauses.row, len(n_words))

    matrix = counts.then(of_articles, clauses, tokens.cut(tokens.n_words))
    # Of a matrix of rows, without turning it.
    n_using = matrix.summed(lambda matrix: np.bincount(matrix.indices, minlength=len(kept)))
    of_enough = (n_words[kept] == 1) | (n_using >= PHRASE_ARTICLES)
    matrix = matrix.then(lambda matrix: matrix[:, of_enough])
    return Usage(tokens, forms, clauses, words[kept][of_enough], matrix)


def _phrases(clauses: Clauses, forms: Forms) -> Tokens:
    """Return the words of clauses by their forms, for counting only: the vocabulary is left out."""
    codes = forms.of_written[clauses.codes]
    none = pd.Index([], dtype="str")
    return Tokens(codes, clauses.offsets, none, pd.DataFrame(index=clauses.row), stop_words=())


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
