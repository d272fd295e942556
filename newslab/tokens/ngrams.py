"""N-grams: as hashes, as numbers, and which articles share them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse

from newslab.arrays import count_numbers
from newslab.tokens.tokenizing import as_tokens
from newslab.tokens.tokens import Articles, Tokens

# Two articles that share an n-gram of this length share it by copying, or by citing the same words.
COPIED_NGRAM = 5
# N-grams are hashed in blocks of this many, few enough to stay in the processor's cache.
BLOCK_NGRAMS = 1 << 16
# N-grams that are looked up are first sorted out by this many bits of their hashes.
LOOKED_UP_BITS = 22
# They are counted by this many bits of their hashes at most, which is a table of 128 MB.
COUNTED_BITS = 24


class SharedNgrams(NamedTuple):
    """The n-grams of one length, and which articles hold those that several share; see `find_ngrams`.

    Of the bigrams of the articles "a b c", "b c" and "x y", only ``b c`` is shared: `starts` is [0, 1, 3, 5],
    `offsets` [0, 2, 3, 4], `held` one column, [1, 1, 0], and `n_different` [2, 1, 1].
    """

    length: int
    starts: np.ndarray  # (n_places,): the place in `codes` of the first word of each n-gram
    hashes: np.ndarray  # (n_places,): the hash of each n-gram
    offsets: np.ndarray  # (n_articles + 1,): where the n-grams of each article begin in `starts`
    held: sparse.csc_array  # (n_articles, n_columns): 1 where the article holds the n-gram, int32
    columns: np.ndarray  # (n_columns,): the hash of each column, ascending
    n_different: np.ndarray  # (n_articles,): how many different n-grams each article holds, shared or not

    @property
    def is_marked(self) -> np.ndarray:
        """Which columns hold a marked word, where some were marked; the last bit of their hashes says so."""
        return self.columns & 1 == 1

    def places(self, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where the n-grams of some columns, ascending, begin in `codes`, and the column of each."""
        # A table by the last bits of the hashes finds most at once; where two columns share these bits, the
        # search among all hashes finds the rest.
        wanted = self.columns[columns]
        bits = (1 << min(LOOKED_UP_BITS, len(wanted).bit_length() + 4)) - 1
        table = np.full(bits + 1, -1, np.int32)
        table[wanted & bits] = np.arange(len(wanted))
        found = table[self.hashes & bits]
        place = np.flatnonzero(found >= 0)
        found = found[place]
        other = np.flatnonzero(wanted[found] != self.hashes[place])
        found[other] = np.searchsorted(wanted, self.hashes[place[other]]).clip(max=len(wanted) - 1)
        is_found = wanted[found] == self.hashes[place]
        return self.starts[place[is_found]], columns[found[is_found]]

    def first_of_text(self) -> np.ndarray:
        """Return for each article the first one that has the same n-grams as often, by its row."""
        return first_of_texts(texts_by_hash(self.hashes, self.offsets))


def texts_by_hash(hashes: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Return two numbers for each article, the same for those that have the same n-grams as often."""
    sums = np.concatenate([[0], np.cumsum(hashes)])[offsets]
    return np.stack([np.diff(sums), np.diff(offsets)], axis=1)


def first_of_texts(texts: np.ndarray) -> np.ndarray:
    """Return for each article the first one of the same text, by its row."""
    _, first, text = np.unique(texts, axis=0, return_index=True, return_inverse=True)
    return first[text]


def find_ngrams(
    tokens: Tokens,
    length: int,
    *,
    one_in: int = 1,
    marked: np.ndarray | None = None,
) -> SharedNgrams:
    """Find the n-grams of one length that more than one article holds, by hash.

    N-grams are distinguished by a hash of their words, so that once in many millions two are taken for one:
    `ngram_overlaps` is exact.

    Parameters
    ----------
    tokens : Tokens
    length : int
        How many words an n-gram has.
    one_in : int, default 1
        Find a sample of them: one in this many.
    marked : ndarray of bool, shape (n_terms,), optional
        The terms of the vocabulary whose n-grams `is_marked` marks.
    """
    return shared_of(length, *numbered_ngrams(tokens, length, len(tokens.n_words), one_in, marked))


def shared_of(length: int, starts: np.ndarray, numbers: np.ndarray, offsets: np.ndarray) -> SharedNgrams:
    """Return which articles hold which of some n-grams, as `numbered_ngrams` returns them."""
    held, columns, n_different = count_numbers(numbers.copy(), offsets, min_rows=2)
    held.data[:] = 1
    return SharedNgrams(length, starts, numbers, offsets, held, columns, n_different)


def are_among(hashes: np.ndarray, some: np.ndarray) -> np.ndarray:
    """Return which hashes are among some others, which are ascending.

    Examples
    --------
    >>> are_among(np.array([7, 3, 9]), np.array([3, 7])).tolist()
    [True, True, False]
    """
    bits = (1 << LOOKED_UP_BITS) - 1
    may_be = np.zeros(bits + 1, bool)  # by the last bits, which leave few to look up
    may_be[some & bits] = True
    place = np.flatnonzero(may_be[hashes & bits])
    found = np.zeros(len(hashes), bool)
    if len(some):
        near = np.searchsorted(some, hashes[place]).clip(max=len(some) - 1)
        found[place] = some[near] == hashes[place]
    return found


def may_be_frequent(hashes: np.ndarray, least: int) -> np.ndarray:
    """Return which n-grams may be there `least` times or more: all that are, and few others.

    They are counted by the last bits of their hashes, which is far faster than to sort them; those of many
    articles a part at a time, so that the table stays small and few of them share their bits.
    """
    bits = min(COUNTED_BITS, len(hashes).bit_length() + 1)
    n_parts = (len(hashes) >> (bits - 1)) + 1
    found = np.zeros(len(hashes), bool)
    for part in range(n_parts):
        chosen = slice(None) if n_parts == 1 else np.flatnonzero((hashes >> bits) % n_parts == part)
        place = hashes[chosen] & ((1 << bits) - 1)
        found[chosen] = np.bincount(place, minlength=1 << bits)[place] >= least
    return found


def with_rows(numbers: np.ndarray, offsets: np.ndarray, row: np.ndarray, n_articles: int) -> np.ndarray:
    """Return the hashes of n-grams with the number of their article in their last `row_bits`."""
    return numbers << row_bits(n_articles) | np.repeat(row, np.diff(offsets))


def row_bits(n_articles: int) -> int:
    """Return how many bits the number of an article takes."""
    return (n_articles + 1).bit_length()


def hash_bits(n_articles: int) -> int:
    """Return how many bits of a hash are left for the number of an article, and a mark."""
    return 1 + row_bits(n_articles)


def numbered_ngrams(
    tokens: Tokens,
    length: int,
    n_articles: int,
    one_in: int = 1,
    marked: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return where n-grams begin, their hashes, and where those of each article begin; the hashes leave bits
    for the number of an article.
    """
    hashes = ngram_hashes(tokens.codes, length)
    hashes >>= np.uint64(hash_bits(n_articles))
    if marked is not None:
        hashes &= ~np.uint64(1)
        is_marked = marked[tokens.codes]
        for k in range(length):
            hashes |= is_marked[k : k + len(hashes)]
    chosen, _ = within_articles(tokens.offsets, length)
    if one_in > 1:
        chosen &= hashes % np.uint64(one_in) == 0
    starts = np.flatnonzero(chosen)
    return starts, hashes.view(np.int64)[starts], np.searchsorted(starts, tokens.offsets)


def held_ngrams(tokens: Tokens, length: int, one_in: int) -> tuple[sparse.csc_array, np.ndarray]:
    """Return `held` and `n_different` of `find_ngrams`, of articles that may be in partitions."""
    n_articles = len(tokens.n_words)

    def look(tokens: Tokens) -> tuple[np.ndarray, np.ndarray]:
        _, numbers, offsets = numbered_ngrams(tokens, length, n_articles, one_in)
        return numbers, np.diff(offsets)

    numbers, n = tokens.gathered(look)
    held, _, n_different = count_numbers(numbers, np.concatenate([[0], np.cumsum(n)]), min_rows=2)
    held.data[:] = 1
    return held, n_different


def shared_ngrams(articles: Articles) -> tuple[sparse.csc_array, np.ndarray]:
    """Return which 5-grams that more than one article holds are in which article.

    Returns
    -------
    held : csc_array of int32, shape (n_articles, n_ngrams)
        1 where the article holds the n-gram.
    n_ngrams : ndarray of int, shape (n_articles,)
        How many different 5-grams each article holds, those that no other holds included.
    """
    ngrams = find_ngrams(as_tokens(articles), COPIED_NGRAM)
    return ngrams.held, ngrams.n_different


def ngram_hashes(codes: np.ndarray, length: int) -> np.ndarray:
    """Return a hash of each n-gram of `length` codes, 64 bits of which the high ones are the best mixed.

    Each code has a random number. Those of an n-gram are added, times the powers of an odd number with
    well mixed bits (Steele & Vigna 2021), since their order counts.
    """
    lowest, highest = int(codes.min(initial=0)), int(codes.max(initial=0))
    random = np.random.default_rng(0).integers(1 << 64, size=highest - lowest + 1, dtype=np.uint64)
    hashes = np.zeros(max(0, len(codes) - length + 1), np.uint64)
    for first in range(0, len(hashes), BLOCK_NGRAMS):
        block = hashes[first : first + BLOCK_NGRAMS]
        # Negative codes are counted from the end.
        numbers = random[codes[first : first + len(block) + length - 1]]
        for k in range(length):
            block *= np.uint64(0xD1342543DE82EF95)
            block += numbers[k : k + len(block)]
    return hashes


class Ngrams:
    """The n-grams of `length` words in all articles, each as one number; none crosses the end of an article.

    A number holds the codes of the words in its bits, one after the other, so that numbers sort as the words
    do: with codes of four bits, the bigram of the codes 2 and 5 is ``2 << 4 | 5``, that is 37. Where the next
    word no longer fits, or in the end the number of the article, which `count_numbers` adds, the different
    numbers so far are replaced by 0, 1, 2 …. Where places are given, ascending, only the n-grams that begin
    there are numbered.
    """

    def __init__(
        self, codes: np.ndarray, offsets: np.ndarray, length: int, places: np.ndarray | None = None
    ) -> None:
        self.bits = int(codes.max(initial=0)).bit_length()
        self.renumbered: list[np.ndarray | None] = []
        n_places = max(0, len(codes) - length + 1)
        at = slice(n_places) if places is None else places
        numbers = codes[at].astype(np.int64)
        for k in range(1, length):
            numbers <<= self.bits
            numbers |= codes[k:][at]
            needed = self.bits if k + 1 < length else len(offsets).bit_length()
            numbers, before = _fitting(numbers, 63 - needed)
            self.renumbered.append(before)
        is_whole, self.offsets = within_articles(offsets, length)
        self.numbers = numbers[is_whole[at]]
        if places is not None:
            self.offsets = np.searchsorted(places[is_whole[at]], offsets)

    def words(self, numbers: np.ndarray) -> np.ndarray:
        """Return the codes of the words of n-grams, shape (n_numbers, length)."""
        words = []
        for before in reversed(self.renumbered):
            numbers = numbers if before is None else before[numbers]
            words.append(numbers & ((1 << self.bits) - 1))
            numbers = numbers >> self.bits
        return np.stack([numbers, *reversed(words)], axis=1).astype(np.int32)


def _fitting(numbers: np.ndarray, bits: int) -> tuple[np.ndarray, np.ndarray | None]:
    """Return numbers that fit into `bits` bits: as they are, and None, or renumbered, and what they were."""
    if int(numbers.max(initial=0)).bit_length() <= bits:
        return numbers, None
    before, numbers = np.unique(numbers, return_inverse=True)
    return numbers, before


def within_articles(offsets: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return at which tokens an n-gram of one article begins, and where the n-grams of each article begin.

    Articles of three and two words, offsets [0, 3, 5], have these bigrams: [True, True, False, True], offsets
    [0, 2, 3]. The last ``length - 1`` tokens of all begin none, and have no entry.
    """
    is_whole = np.ones(max(0, offsets[-1] - length + 1), bool)
    for k in range(1, length):
        last = offsets[1:] - k
        is_whole[last[(last >= offsets[:-1]) & (last < len(is_whole))]] = False
    return is_whole, np.concatenate([[0], np.cumsum(np.maximum(np.diff(offsets) - length + 1, 0))])
