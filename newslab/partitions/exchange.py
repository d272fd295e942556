"""What partitions learn of each other: how often all have what each has, and rows brought together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations_with_replacement, pairwise
from typing import Any

import numpy as np

from newslab.partitions.kept import Kept
from newslab.partitions.tables import Each, called_later, computed, is_partitioned, kept, lazy_table, on_each

# How many pairs of partitions are compared before the next ones are asked for.
PAIRS_AT_A_TIME = 256
# Among how many places pieces are exchanged at a time, and how many numbers, of 8 bytes, all of these hold.
PLACES_AT_A_TIME, NUMBERS_AT_A_TIME = 16, 1 << 27
# How many rows a partition of a table has that is made of arrays.
ROWS_OF_SLICE = 1 << 20


def exchanged(each: Each, cut: Callable[[Any, range], list], n: int, join: Callable[[list], Any]) -> Each:
    """Return `n` values, each joined of pieces from all partitions; they stay with the workers.

    Some places get theirs before the next ones do, so that pieces on their way are a part of all.

    Parameters
    ----------
    each : list
        A value for each partition, kept or made again for each turn.
    cut : callable
        Cuts out of the value of a partition a list of the pieces for some of the `n` places.
    n : int
    join : callable
        Makes a value of a list of pieces, one from each partition, in their order.
    """
    import dask

    pick, call = dask.delayed(_pick), called_later(join)
    joined: Each = []
    for first in range(0, n, PLACES_AT_A_TIME):
        places = range(first, min(first + PLACES_AT_A_TIME, n))
        pieces = on_each(partial(_cut, cut=cut, places=places), each)
        joined += kept(*(call([pick(some, i) for some in pieces]) for i in range(len(places))))
    return joined


def _cut(value: Any, cut: Callable[[Any, range], list], places: range) -> list:
    return cut(value, places)


def _pick(pieces: list, i: int) -> Any:
    return pieces[i]


def brought_together(numbers: Each, n_numbers: int, bits: int, function: Callable) -> Kept:
    """Return what a function makes of the numbers of all partitions, those of equal high bits in one place.

    No place holds more than its share of all; the values are those of the places, in no order that means
    anything.

    Parameters
    ----------
    numbers : list
        Arrays of int64, none negative, one a partition.
    n_numbers : int
        About how many all are.
    bits : int
        How many bits are the low ones.
    function : callable
        Takes the different numbers of a place, ascending.
    """
    n = _n_places(n_numbers, len(numbers))

    def cut(numbers: np.ndarray, places: range) -> list[np.ndarray]:
        return _cut_by_place(numbers >> bits, n, places, numbers)[0]

    def join(pieces: list[np.ndarray]) -> Any:
        together = np.concatenate(pieces)
        together.sort()
        return function(together[np.diff(together, prepend=-1) > 0])

    return Kept(exchanged(numbers, cut, n, join), function(np.empty(0, np.int64)))


def totals_of(counted: Kept) -> Kept:
    """Return how often all partitions together have each of the keys that a partition has.

    Each key is sent to one of several places, by its bits; its counts are added up there, and sent back. So
    no place holds more than its share of all keys.

    Parameters
    ----------
    counted : Kept
        For each partition a tuple: its different keys, an array of int64, and how often it has each; what
        else it holds is not looked at.

    Returns
    -------
    Kept
        For each partition an array of int32, one entry a key.
    """
    if not counted.is_lazy:
        return counted.then(lambda counted: counted[1].astype(np.int32))
    n_parts, n = len(counted.each), _n_places_of_keys(counted)

    def back(totals: list[np.ndarray], parts: range) -> list[np.ndarray]:
        return totals[parts.start : parts.stop]

    def in_order(counted: tuple, totals: np.ndarray) -> np.ndarray:
        in_order = np.empty_like(totals)
        in_order[np.argsort(_places_of(counted[0], n), kind="stable")] = totals
        return in_order

    totals = exchanged(
        exchanged(counted.each, partial(_cut_counts, n=n), n, _add_up), back, n_parts, np.concatenate
    )
    return Kept(on_each(in_order, counted.each, totals), np.empty(0, np.int32))


def summed_by_key(counted: Kept, function: Callable) -> Kept:
    """Return what a function makes of keys and their totals, each place with its share of the keys.

    Parameters
    ----------
    counted : Kept
        Tuples as `totals_of` takes them; no key is negative.
    function : callable
        Takes the different keys of a place, and their totals.
    """
    n = _n_places_of_keys(counted)

    def join(pieces: list[tuple[np.ndarray, np.ndarray]]) -> Any:
        keys, counts = (np.concatenate(values) for values in zip(*pieces, strict=True))
        order = np.argsort(keys, kind="stable")
        first = np.flatnonzero(np.diff(keys[order], prepend=-1))
        return function(keys[order[first]], np.add.reduceat(counts[order], first) if len(first) else counts)

    none = function(np.empty(0, np.int64), np.empty(0, np.int64))
    return Kept(exchanged(counted.each, partial(_cut_counts, n=n), n, join), none)


def _n_places(n_numbers: int, n_parts: int) -> int:
    """Return among how many places that many numbers are exchanged."""
    return min(n_parts, PLACES_AT_A_TIME) * max(1, -(-n_numbers // NUMBERS_AT_A_TIME))


def _n_places_of_keys(counted: Kept) -> int:
    """Return among how many places the keys of all partitions are exchanged."""
    return _n_places(counted.summed(lambda counted: len(counted[0])), len(counted.each))


def _cut_counts(counted: tuple, places: range, n: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the keys and counts that a partition sends to some of `n` places."""
    keys, counts, *_ = counted
    return [*zip(*_cut_by_place(keys, n, places, keys, counts), strict=True)]


def _places_of(keys: np.ndarray, n: int) -> np.ndarray:
    """Return to which of `n` places each key is sent, by its bits, in numbers that NumPy sorts by digits."""
    mixed = keys.astype(np.uint64) * np.uint64(0xD1342543DE82EF95)
    return (((mixed >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32)).astype(np.uint16)


def _cut_by_place(keys: np.ndarray, n: int, places: range, *arrays: np.ndarray) -> list[list[np.ndarray]]:
    """Return the pieces of each of several arrays that are sent, with their keys, to some of `n` places."""
    place = _places_of(keys, n)
    here = np.flatnonzero((place >= places.start) & (place < places.stop))
    order = np.argsort(place[here], kind="stable")
    edges = np.searchsorted(place[here][order], np.arange(places.start, places.stop + 1))
    rows = [here[order[a:b]] for a, b in pairwise(edges)]
    return [[array[some] for some in rows] for array in arrays]


def _add_up(pieces: list[tuple[np.ndarray, np.ndarray]]) -> list[np.ndarray]:
    """Return the total of each key, in the pieces' order."""
    keys, counts = (np.concatenate(values) for values in zip(*pieces, strict=True))
    order = np.argsort(keys, kind="stable")  # by merging pieces, if each is sorted already
    is_new = np.diff(keys[order], prepend=keys[order[:1]]) != 0
    place = np.cumsum(is_new)
    totals = np.empty(len(keys), np.int32)
    totals[order] = np.bincount(place, counts[order]).astype(np.int32)[place]
    return np.split(totals, np.cumsum([len(piece[0]) for piece in pieces])[:-1])


def of_pairs(
    values: Kept, cuts: np.ndarray, a: np.ndarray, b: np.ndarray, take: Callable, function: Callable
) -> list:
    """Return what a function finds of pairs of articles, from the values of two partitions at a time.

    Of both only the articles of the pairs are brought together.

    Parameters
    ----------
    values : Kept
        Of partitions, not of articles in memory.
    cuts : ndarray of int
        The first row of each partition but the first.
    a, b : ndarray of int, shape (n_pairs,)
        The rows of the articles of each pair.
    take : callable
        Takes a value and rows of its articles, ascending, and returns the value of these alone.
    function : callable
        Takes what was taken of two partitions, which may be the same, and rows of the one and of the other.
        Returns a tuple of arrays with an entry a pair.

    Returns
    -------
    list of ndarray, shape (n_pairs,)
    """
    n = len(values.each)
    part_a, part_b = (np.searchsorted(cuts, rows, side="right") for rows in (a, b))
    first = np.concatenate([[0], cuts])
    key = part_a * n + part_b
    order = np.argsort(key, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(key[order])) + 1)  # without pairs, one of none
    found = []
    for at in range(0, len(groups), PAIRS_AT_A_TIME):
        some = groups[at : at + PAIRS_AT_A_TIME]
        sides, places = [], []
        for rows, part in ((a, part_a), (b, part_b)):
            of_group = [int(part[group[0]]) if len(group) else 0 for group in some]
            wanted = [
                np.unique(rows[group] - first[i], return_inverse=True)
                for group, i in zip(some, of_group, strict=True)
            ]
            sides.append(on_each(take, [values.each[i] for i in of_group], [here for here, _ in wanted]))
            places.append([place for _, place in wanted])
        found += computed(*on_each(function, *sides, *places))
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
