"""What partitions learn of each other: how often all have what each has, and rows brought together."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations_with_replacement, pairwise
from typing import Any

import numpy as np

from newslab.partitions.kept import Kept
from newslab.partitions.tables import Each, computed, is_partitioned, lazy_table, on_each

# How many pairs of partitions are compared before the next ones are asked for.
PAIRS_AT_A_TIME = 64
# How many rows a partition of a table has that is made of arrays.
ROWS_OF_SLICE = 1 << 20


def exchanged(each: Each, cut: Callable[..., list], n: int, join: Callable[[list], Any]) -> Each:
    """Return `n` values, each joined of pieces from all partitions.

    Parameters
    ----------
    each : list
        A value for each partition.
    cut : callable
        Cuts the value of a partition into a list of `n` pieces.
    n : int
    join : callable
        Makes a value of a list of pieces, one from each partition, in their order.
    """
    import dask

    pieces = on_each(cut, each)
    pick, joined = dask.delayed(_pick), dask.delayed(join)
    return [joined([pick(some, i) for some in pieces]) for i in range(n)]


def _pick(pieces: list, i: int) -> Any:
    return pieces[i]


def totals_of(counted: Kept) -> Kept:
    """Return how often all partitions together have each of the keys that a partition has.

    Each key is sent to one of as many places as there are partitions, by its bits; its counts are added up
    there, and sent back. So no place holds more than its share of all keys.

    Parameters
    ----------
    counted : Kept
        For each partition a tuple: its different keys, an array of int64, and how often it has each; what
        else it holds is not looked at.

    Returns
    -------
    Kept
        For each partition an array of int64, one entry a key.
    """
    if not counted.is_lazy:
        return counted.then(lambda counted: counted[1].astype(np.int64))
    n = len(counted.each)

    def cut(counted: tuple) -> list[tuple[np.ndarray, np.ndarray]]:
        keys, counts, *_ = counted
        order, edges = _by_place(keys, n)
        return [(keys[order[a:b]], counts[order[a:b]]) for a, b in pairwise(edges)]

    added = exchanged(counted.each, cut, n, _add_up)
    back = exchanged(added, lambda totals: totals, n, np.concatenate)

    def in_order(counted: tuple, totals: np.ndarray) -> np.ndarray:
        in_order = np.empty_like(totals)
        in_order[_by_place(counted[0], n)[0]] = totals
        return in_order

    return Kept(on_each(in_order, counted.each, back), np.empty(0, np.int64))


def _by_place(keys: np.ndarray, n: int) -> tuple[np.ndarray, list[int]]:
    """Return keys in the order of the places that they are sent to, and where those of each place begin."""
    mixed = keys.astype(np.uint64) * np.uint64(0xD1342543DE82EF95)
    place = ((mixed >> np.uint64(32)) % np.uint64(n)).astype(np.uint16)  # numbers that NumPy sorts by digits
    order = np.argsort(place, kind="stable")
    return order, np.searchsorted(place[order], np.arange(n + 1)).tolist()


def _add_up(pieces: list[tuple[np.ndarray, np.ndarray]]) -> list[np.ndarray]:
    """Return the total of each key, in the pieces' order."""
    keys, counts = (np.concatenate(values) for values in zip(*pieces, strict=True))
    order = np.argsort(keys, kind="stable")  # by merging pieces, if each is sorted already
    is_new = np.diff(keys[order], prepend=keys[order[:1]]) != 0
    place = np.cumsum(is_new)
    totals = np.empty(len(keys), np.int64)
    totals[order] = np.bincount(place, counts[order]).astype(np.int64)[place]
    return np.split(totals, np.cumsum([len(piece[0]) for piece in pieces])[:-1])


def of_pairs(values: Kept, cuts: np.ndarray, a: np.ndarray, b: np.ndarray, function: Callable) -> list:
    """Return what a function finds of pairs of articles, from the values of two partitions at a time.

    Parameters
    ----------
    values : Kept
        Of partitions, not of articles in memory.
    cuts : ndarray of int
        The first row of each partition but the first.
    a, b : ndarray of int, shape (n_pairs,)
        The rows of the articles of each pair.
    function : callable
        Takes the values of two partitions, which may be the same, and rows of the one and of the other,
        counted inside each. Returns a tuple of arrays with an entry a pair.

    Returns
    -------
    list of ndarray, shape (n_pairs,)
    """
    n = len(values.each)
    part_a, part_b = (np.searchsorted(cuts, rows, side="right") for rows in (a, b))
    first = np.concatenate([[0], cuts])
    key = part_a * n + part_b
    order = np.argsort(key, kind="stable")
    groups = [rows for rows in np.split(order, np.flatnonzero(np.diff(key[order])) + 1) if len(rows)]
    found = []
    for at in range(0, max(len(groups), 1), PAIRS_AT_A_TIME):
        some = groups[at : at + PAIRS_AT_A_TIME] or [order]
        ones, others = (
            [int(part[rows[0]]) if len(rows) else 0 for rows in some] for part in (part_a, part_b)
        )
        sides = (
            [values.each[i] for i in ones],
            [values.each[j] for j in others],
            [a[rows] - first[i] for rows, i in zip(some, ones, strict=True)],
            [b[rows] - first[j] for rows, j in zip(some, others, strict=True)],
        )
        found += computed(*on_each(function, *sides))
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    back = np.argsort(order)
    return [column[back] for column in columns]


def of_all_pairs(values: Kept, function: Callable) -> list:
    """Return what a function finds in the values of each partition and itself, and of each two, one below the
    other: tuples of arrays.
    """
    pairs = list(combinations_with_replacement(values.each, 2))
    found = []
    for at in range(0, len(pairs), PAIRS_AT_A_TIME):
        found += computed(*on_each(function, *zip(*pairs[at : at + PAIRS_AT_A_TIME], strict=True)))
    return [np.concatenate(column) for column in zip(*found, strict=True)]


def in_slices(articles: Any, function: Callable, *arrays: np.ndarray) -> Any:
    """Return the table that a function makes of arrays; of articles in partitions a lazy one, which is made
    some rows at a time.
    """
    if not is_partitioned(articles):
        return function(*arrays)
    cuts = np.arange(ROWS_OF_SLICE, len(arrays[0]), ROWS_OF_SLICE)
    slices = on_each(function, *(np.split(array, cuts) for array in arrays))
    return lazy_table(slices, function(*(array[:0] for array in arrays)))
