"""What was made of the articles of each partition, and stays where it is until the next step needs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from newslab.partitions.tables import added, computed, joined, kept, lazy_table, on_each


class Kept:
    """A value for each partition of articles; of articles in memory there is one.

    The values stay with the workers, which put on disk what is too much; a value that is lost with its worker
    is made again. Functions take the value of one partition, and those of others of the same articles.

    Parameters
    ----------
    each : list
        The values, or what computes them.
    *of_none : object
        The value of no articles; given where the values are lazy.
    """

    def __init__(self, each: list, *of_none: Any) -> None:
        self.is_lazy = bool(of_none)
        self.each: list[Any] = list(kept(*each)) if self.is_lazy else each
        self.of_none = of_none[0] if of_none else None

    def then(self, function: Callable, *others: Kept | list) -> Kept:
        """Return what a function makes of each value, kept as well. A list has an entry for a partition."""
        if not self.is_lazy:
            return Kept([function(*(values[0] for values in self._beside(others)))])
        return Kept(on_each(function, *self._beside(others)), self._of_none(function, others))

    def gathered(self, function: Callable, *others: Kept | list) -> Any:
        """Return what a function makes of each value, one below the other: arrays, lists, tables or tuples of
        such.
        """
        if not self.is_lazy:
            return function(*(values[0] for values in self._beside(others)))
        return computed(joined(on_each(function, *self._beside(others))))[0]

    def summed(self, function: Callable, *others: Kept | list) -> Any:
        """Return what a function makes of each value, added up."""
        if not self.is_lazy:
            return function(*(values[0] for values in self._beside(others)))
        return computed(added(on_each(function, *self._beside(others))))[0]

    def table(self, function: Callable, *others: Kept | list) -> Any:
        """Return the tables that a function makes of each value as one, on Dask a lazy one."""
        if not self.is_lazy:
            return function(*(values[0] for values in self._beside(others)))
        return lazy_table(on_each(function, *self._beside(others)), self._of_none(function, others))

    def answered(self, ask: Callable, answer: Callable[[list], Sequence | np.ndarray]) -> list:
        """Return for each partition what `answer`, which hears all, says to what `ask` makes of its value.

        Parameters
        ----------
        ask : callable
            Takes a value, and returns a list: few things an article.
        answer : callable
            Takes the lists of all, one below the other, and returns as many answers, as an array or a list.
        """
        questions, sizes = self.gathered(lambda value: ((asked := ask(value)), np.array([len(asked)])))
        answers = answer(questions)
        return [answers[a:b] for a, b in pairwise(np.concatenate([[0], np.cumsum(sizes)]).tolist())]

    def _beside(self, others: Sequence[Kept | list]) -> list:
        return [self.each, *map(each_of, others)]

    def _of_none(self, function: Callable, others: Sequence[Kept | list]) -> Any:
        return function(self.of_none, *map(of_none, others))


def each_of(values: Kept | list) -> list:
    """Return what there is for each partition."""
    return values.each if isinstance(values, Kept) else values


def of_none(values: Kept | list) -> Any:
    """Return the value of no articles: what is sliced from a list's, or was kept."""
    return values.of_none if isinstance(values, Kept) else values[0][:0]
