"""Counting by sorting: how often each article holds each word, or each of any other numbers.

Sorting numbers that hold both an article and what it holds brings together what is to be counted. It is
several times as fast as hashing them, or as adding up the entries of a sparse matrix.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy import sparse

from newslab.arrays.blocks import blocks_of, concatenate_parallel, fill_parallel, map_parallel

# Words and numbers are sorted so many at a time, few enough to stay in the processor's cache.
BLOCK_WORDS, BLOCK_NUMBERS = 1 << 18, 1 << 20
# The second sort is of ranges of some so many numbers, whose limits are taken from every so manieth number.
RANGE_NUMBERS, SAMPLED = 1 << 18, 1 << 10


def count_words(codes: np.ndarray, offsets: np.ndarray) -> tuple[sparse.csr_array, np.ndarray]:
    """Count how often each article holds each word, a block of articles after the other.

    Parameters
    ----------
    codes, offsets : ndarray of int
        The words as `Tokens` has them.

    Returns
    -------
    counts : csr_array of int32
        One row an article, one column a word that occurs.
    words : ndarray of int32
        The code of each column's word, ascending.
    """
    n_codes = int(codes.max(initial=-1)) + 1
    bits = n_codes.bit_length()

    def count_block(block: tuple[int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        first, last = block
        fits = bits + (last - first).bit_length() <= 32
        rows = np.arange(last - first, dtype=np.uint32 if fits else np.uint64)
        keys = np.repeat(rows << rows.dtype.type(bits), np.diff(offsets[first : last + 1]))
        keys |= codes[offsets[first] : offsets[last]].astype(keys.dtype)
        keys.sort()
        start = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
        n, key = np.diff(start, append=len(keys)), keys[start]
        n_different = np.bincount((key >> key.dtype.type(bits)).astype(np.int64), minlength=len(rows))
        code = (key & key.dtype.type((1 << bits) - 1)).astype(np.int32)
        occurs[code] = True
        return n.astype(np.int32), code, n_different

    occurs = np.zeros(n_codes, bool)
    n, code, n_different = zip(*map_parallel(count_block, blocks_of(offsets, BLOCK_WORDS)), strict=True)
    column = np.cumsum(occurs, dtype=np.int32) - np.int32(1)
    # Each name is bound anew before the next, so that the parts of only one stand beside the whole.
    n = concatenate_parallel(n)
    code = fill_parallel([*map(len, code)], lambda block: column[code[block]], np.int32)
    n_different = np.concatenate(n_different)
    words = np.flatnonzero(occurs).astype(np.int32)
    return sparse.csr_array((n, code, _indptr(n_different)), shape=(len(offsets) - 1, len(words))), words


def count_numbers(
    numbers: np.ndarray, offsets: np.ndarray, min_articles: int = 1
) -> tuple[sparse.csc_array, np.ndarray, np.ndarray]:
    """Count how often each article holds each number.

    It is done in two steps, so that what is sorted fits in the processor's cache and each core has its
    share: blocks of articles first, then ranges of numbers, each gathered from all blocks.

    Parameters
    ----------
    numbers : ndarray of int64
        The numbers of all articles, one behind the other, none negative; with the number of an article in
        their last bits they still fit in 63. They are overwritten.
    offsets : ndarray of int64
        The numbers of article ``i`` are ``numbers[offsets[i]:offsets[i + 1]]``.
    min_articles : int, default 1
        Leave out numbers that fewer articles hold.

    Returns
    -------
    counts : csc_array of int32
        One row an article, one column a number that at least `min_articles` articles hold.
    numbers : ndarray of int64
        The numbers, sorted.
    n_different : ndarray of int
        How many different numbers each article holds, before any is left out.
    """
    n_articles = len(offsets) - 1
    bits = n_articles.bit_length()

    def sort_block(block: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        first, last = block
        keys = numbers[offsets[first] : offsets[last]]
        keys <<= bits
        keys |= np.repeat(np.arange(first, last), np.diff(offsets[first : last + 1]))
        keys.sort()
        different = keys[np.diff(keys, prepend=-1) > 0] & ((1 << bits) - 1)
        return keys, np.bincount(different - first, minlength=last - first)

    def count_range(limits: tuple[int, int]) -> tuple[np.ndarray, ...]:
        keys = np.concatenate([block[slice(*np.searchsorted(block, limits))] for block in blocks])
        keys.sort()
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        count, cell = np.diff(first, append=len(keys)), keys[first]
        article, number = cell & ((1 << bits) - 1), cell >> bits
        first = np.flatnonzero(np.diff(number, prepend=-1))
        n_holding = np.diff(first, append=len(number))
        kept = n_holding >= min_articles
        if not kept.all():
            in_kept = np.repeat(kept, n_holding)
            count, article = count[in_kept], article[in_kept]
        return count.astype(np.int32), article.astype(np.int32), n_holding[kept], number[first[kept]]

    blocks, n_different = zip(*map_parallel(sort_block, blocks_of(offsets, BLOCK_NUMBERS)), strict=True)
    sample = np.sort(np.concatenate([block[::SAMPLED] for block in blocks]))
    limits = np.unique(sample[:: RANGE_NUMBERS // SAMPLED][1:] >> bits << bits)
    ranges_of_numbers = pairwise([0, *limits, np.iinfo(np.int64).max])
    counted = [*zip(*map_parallel(count_range, ranges_of_numbers), strict=True)]
    # The parts of each array are let go before those of the next are joined.
    number, n_holding, article, count = (concatenate_parallel(counted.pop()) for _ in range(4))
    counts = sparse.csc_array((count, article, _indptr(n_holding)), shape=(n_articles, len(number)))
    return counts, number, np.concatenate(n_different)


def ranges(starts: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the integers of ranges, one range behind the other, and where each range begins and the last
    ends.
    """
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    return np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], lengths), offsets


def _indptr(lengths: np.ndarray) -> np.ndarray:
    """Return where rows of such lengths begin, in 32 bits, half the memory, as long as they reach."""
    total = int(lengths.sum())
    return np.concatenate([[0], np.cumsum(lengths)]).astype(sparse.get_index_dtype(maxval=total))
