"""Counting by sorting: how often each row holds each code, or each of any other numbers.

A key packs a row and one of its numbers into the bits of one integer, so that sorting the keys brings
together what is to be counted. This is several times as fast as hashing, or as adding up entries of a sparse
matrix. With two bits for the number, the numbers 2, 1, 2 of row 1 become the keys ``1 << 2 | 2 = 6``, 5 and
6; sorted, 5, 6, 6: row 1 holds number 1 once and number 2 twice.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy import sparse

from newslab.arrays.blocks import blocks_of, concatenate_parallel, fill_parallel, map_parallel

# Codes and numbers are sorted in blocks of this many, few enough to stay in the processor's cache.
BLOCK_CODES, BLOCK_NUMBERS = 1 << 18, 1 << 20
# The second sort is of ranges of about RANGE_NUMBERS numbers, whose limits are those of a sample: every
# SAMPLED-th number.
RANGE_NUMBERS, SAMPLED = 1 << 18, 1 << 10


def count_codes(codes: np.ndarray, offsets: np.ndarray) -> tuple[sparse.csr_array, np.ndarray]:
    """Count how often each row holds each code, block by block.

    Parameters
    ----------
    codes : ndarray of int32, shape (n_entries,)
        The codes of all rows, one row after the other.
    offsets : ndarray of int64, shape (n_rows + 1,)
        The codes of row ``i`` are ``codes[offsets[i]:offsets[i + 1]]``.

    Returns
    -------
    counts : csr_array of int32, shape (n_rows, n_columns)
        One column a code that occurs.
    columns : ndarray of int32, shape (n_columns,)
        The code of each column, ascending.

    Examples
    --------
    >>> counts, columns = count_codes(np.array([7, 2, 7, 2], np.int32), np.array([0, 3, 4]))
    >>> counts.toarray().tolist(), columns.tolist()
    ([[1, 2], [1, 0]], [2, 7])
    """
    n_codes = int(codes.max(initial=-1)) + 1
    bits = n_codes.bit_length()

    def count_block(block: tuple[int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        first, last = block
        dtype: type[np.unsignedinteger] = np.uint32 if bits + (last - first).bit_length() <= 32 else np.uint64
        rows = np.arange(last - first).astype(dtype)
        keys = np.repeat(rows << dtype(bits), np.diff(offsets[first : last + 1]))
        keys |= codes[offsets[first] : offsets[last]].astype(dtype)
        keys.sort()
        start = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
        n, key = np.diff(start, append=len(keys)), keys[start]
        n_different = np.bincount((key >> dtype(bits)).astype(np.int64), minlength=last - first)
        code = (key & dtype((1 << bits) - 1)).astype(np.int32)
        occurs[code] = True
        return n.astype(np.int32), code, n_different

    occurs = np.zeros(n_codes, bool)
    counted = [*zip(*map_parallel(count_block, blocks_of(offsets, BLOCK_CODES)), strict=True)]
    # One array after the other, so that only one is held both in blocks and whole.
    n_different = np.concatenate(counted.pop())
    column, blocks = np.cumsum(occurs, dtype=np.int32) - np.int32(1), counted.pop()
    indices = fill_parallel([*map(len, blocks)], lambda block: column[blocks[block]], np.int32)
    blocks = ()
    n = concatenate_parallel(counted.pop())
    columns = np.flatnonzero(occurs).astype(np.int32)
    shape = (len(offsets) - 1, len(columns))
    return sparse.csr_array((n, indices, _indptr(n_different)), shape=shape), columns


def count_numbers(
    numbers: np.ndarray, offsets: np.ndarray, min_rows: int = 1
) -> tuple[sparse.csc_array, np.ndarray, np.ndarray]:
    """Count how often each row holds each number.

    It takes two steps, so that what is sorted fits in the processor's cache and each core has its share:
    blocks of rows first, then ranges of numbers, each collected from all blocks.

    Parameters
    ----------
    numbers : ndarray of int64, shape (n_entries,)
        The numbers of all rows, one row after the other, none negative; with the number of a row in their
        last bits they still fit in 63. **They are overwritten**, since a copy would double the memory.
    offsets : ndarray of int64, shape (n_rows + 1,)
        The numbers of row ``i`` are ``numbers[offsets[i]:offsets[i + 1]]``.
    min_rows : int, default 1
        Leave out numbers that fewer rows hold.

    Returns
    -------
    counts : csc_array of int32, shape (n_rows, n_columns)
        One column a number that at least `min_rows` rows hold.
    columns : ndarray of int64, shape (n_columns,)
        The number of each column, ascending.
    n_different : ndarray of int, shape (n_rows,)
        How many different numbers each row holds, before any is left out.

    Examples
    --------
    >>> counts, columns, n_different = count_numbers(np.array([5, 9, 5, 9]), np.array([0, 3, 4]), min_rows=2)
    >>> counts.toarray().tolist(), columns.tolist(), n_different.tolist()
    ([[1], [1]], [9], [2, 1])
    """
    n_rows = len(offsets) - 1
    bits = n_rows.bit_length()

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
        keys.sort(kind="stable")  # by merging what is sorted already: ten times as fast as a new sort
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        count, cell = np.diff(first, append=len(keys)), keys[first]
        row, number = cell & ((1 << bits) - 1), cell >> bits
        first = np.flatnonzero(np.diff(number, prepend=-1))
        n_holding = np.diff(first, append=len(number))
        kept = n_holding >= min_rows
        if not kept.all():
            in_kept = np.repeat(kept, n_holding)
            count, row = count[in_kept], row[in_kept]
        return count.astype(np.int32), row.astype(np.int32), n_holding[kept], number[first[kept]]

    blocks, n_different = zip(*map_parallel(sort_block, blocks_of(offsets, BLOCK_NUMBERS)), strict=True)
    sample = np.sort(np.concatenate([block[::SAMPLED] for block in blocks]))
    limits = np.unique(sample[:: RANGE_NUMBERS // SAMPLED][1:] >> bits << bits)
    ranges_of_numbers = pairwise([0, *limits, np.iinfo(np.int64).max])
    counted = [*zip(*map_parallel(count_range, ranges_of_numbers), strict=True)]
    # The blocks of each array are freed before those of the next are joined.
    number, n_holding, row, count = (concatenate_parallel(counted.pop()) for _ in range(4))
    counts = sparse.csc_array((count, row, _indptr(n_holding)), shape=(n_rows, len(number)))
    return counts, number, np.concatenate(n_different)


def ranges(starts: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the integers of several ranges, and the offset at which each range begins and the last ends.

    Examples
    --------
    >>> integers, offsets = ranges(np.array([5, 1]), np.array([2, 3]))
    >>> integers.tolist(), offsets.tolist()
    ([5, 6, 1, 2, 3], [0, 2, 5])
    """
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    return np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], lengths), offsets


def _indptr(lengths: np.ndarray) -> np.ndarray:
    """Return where rows of these lengths begin: in 32 bits, half the memory, where they are enough."""
    total = int(lengths.sum())
    return np.concatenate([[0], np.cumsum(lengths)]).astype(sparse.get_index_dtype(maxval=total))


def are_covered(begin: np.ndarray, end: np.ndarray, n: int) -> np.ndarray:
    """Return for each of `n` places whether any of the runs from `begin` to before `end` covers it.

    Examples
    --------
    >>> are_covered(np.array([0, 1]), np.array([2, 3]), 5).astype(int)
    array([1, 1, 1, 0, 0])
    """
    opened = np.zeros(n + 1, np.int32)  # more runs than fit in it take more memory than there is
    np.add.at(opened, begin, 1)
    np.add.at(opened, end, -1)
    return np.cumsum(opened[:n], dtype=np.int32) > 0
