"""Where articles were found, and what they are named by it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from newslab.corpus.listing import Problem, as_quote, under
from newslab.readers import REPAIRED, Note


class Places(NamedTuple):
    """Where each article was found: the file, by its place among the `origins`, and the row in it, or 0."""

    origins: list[str]
    files: np.ndarray
    rows: np.ndarray

    def fill(self, names: pd.Series, of_files: list[str]) -> pd.Series:
        """Fill in missing names by that of the file, with the row after it: ``file:row``."""
        missing = names.isna().to_numpy()
        if not missing.any():
            return names
        rows = pa.array(self.rows[missing])
        files = pa.array(of_files, pa.large_string()).take(pa.array(self.files[missing]))
        with_row = pa.compute.binary_join_element_wise(files, rows.cast(pa.large_string()), _COLON)
        written = pa.compute.if_else(pa.compute.equal(rows, 0), files, with_row)
        if missing.all():
            return pd.Series(written, index=names.index, dtype="str")
        names = names.copy()
        names[missing] = pd.array(written, dtype="str")
        return names

    def report(self, faults: Iterable[str], outcome: str, which: np.ndarray) -> list[Problem]:
        """Return a line of the list for each of the articles at the positions `which`."""
        lines: list[Problem] = []
        for fault, file, row in zip(faults, self.files[which], self.rows[which], strict=True):
            lines += under(self.origins[file], [Note(fault, outcome, int(row) or None)])
        return lines


_COLON = pa.scalar(":", pa.large_string())


def name_articles(
    ids: pd.Series, places: Places, shared: frozenset[str] = frozenset()
) -> tuple[pd.Index, list[Problem]]:
    """Return a name for each article, its own id, else that of its file, and its row; and what to list.
    `shared` are stems that further files have.
    """
    paths = [os.path.splitext(origin)[0] for origin in places.origins]
    stems = [path.rpartition("/")[2] for path in paths]
    n_of_stem = Counter(stems[file] for file in np.unique(places.files))
    is_alone = {stem: n == 1 and stem not in shared for stem, n in n_of_stem.items()}
    names = [stem if is_alone.get(stem) else path for stem, path in zip(stems, paths, strict=True)]
    names = places.fill(ids, names)
    unique, lines = (names, []) if names.is_unique else _made_unique(names, places)
    return pd.Index(unique, dtype="str", name="article"), lines


def _made_unique(names: pd.Series, places: Places) -> tuple[list[str], list[Problem]]:
    """Number the articles after the first of a name; return the names, and a line for each."""
    taken = set(names)
    unique = list(names)
    last_number: Counter[str] = Counter()
    renamed = names.duplicated().to_numpy().nonzero()[0]
    for position in renamed:
        name = unique[position]
        number = last_number[name] or 1
        while unique[position] in taken:
            number += 1
            unique[position] = f"{name}-{number}"
        taken.add(unique[position])
        last_number[name] = number
    faults = (
        f"a second article is named {as_quote(old)}; this one is now {as_quote(unique[position])}"
        for position, old in zip(renamed, names.iloc[renamed], strict=True)
    )
    return unique, places.report(faults, REPAIRED, renamed)
