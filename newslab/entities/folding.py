"""Which names are one: Assad, al-Assad and Bashar al-Assad; HTS and Hayat Tahrir al-Sham."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.arrays import row_products
from newslab.english.names import LINKS

Words = tuple[str, ...]


def split_places(names: list[Words]) -> np.ndarray:
    """Return for each name at which of its words it falls into two names, 0 where it does not.

    *Ted Cruz of Texas* is two where *Ted Cruz* is found without Texas; *Bank of America* is one.

    Examples
    --------
    >>> split_places([("ted", "cruz", "of", "texas"), ("ted", "cruz"), ("bank", "of", "america")]).tolist()
    [2, 0, 0]
    """
    known = {words for words in names if len(words) > 1}
    return np.array(
        [
            next((i for i, word in enumerate(words) if word == "of" and words[:i] in known), 0)
            for words in names
        ],
        np.int64,
    )


def fold_names(
    names: list[Words], row: np.ndarray, name: np.ndarray, is_initialism: np.ndarray
) -> np.ndarray:
    """Return for each name the one that it is a variant of, itself where it is none.

    Names that differ by the Arabic article or by middle initials alone are one, and the commonest stands for
    them. News name a person in full and then by the last name. So a short form, the last words of a longer
    one or its initials, is a variant of the longer one if at least half of the articles that use it use the
    longer one too; a third is enough if they are half of those that use the longer one. Of several longer
    ones it is that found in most of these articles.

    Parameters
    ----------
    names : list of tuple of str
        The words of each name.
    row, name : ndarray of int
        The article and the name of each occurrence.
    is_initialism : ndarray of bool
        Which names are written in capitals alone.
    """
    cores = [_core(words) for words in names]
    commonest: dict[Words, int] = {}
    for i in np.argsort(-np.bincount(name, minlength=len(names)), kind="stable").tolist():
        commonest.setdefault(cores[i], i)
    stands_for = np.array([commonest[core] for core in cores], np.int64)
    initialisms = {core: i for core, i in commonest.items() if is_initialism[i] and len(core) == 1}
    pairs = []
    for core, full in commonest.items():
        shorter = [initialisms.get((initials,)) for initials in _initials(core)]
        if not {"of", "for"} & set(core):
            shorter += [commonest.get(_core(core[k:])) for k in range(1, len(core))]
        pairs += [(short, full) for short in shorter if short is not None]
    short, full = np.array(pairs, np.int64).reshape(-1, 2).T

    shape = len(names), row.max(initial=0) + 1
    held = sparse.coo_array((np.ones(len(row), np.int32), (stands_for[name], row)), shape=shape).tocsr()
    held.data[:] = 1
    n_common = row_products(held, short, full)
    of_short, of_full = (np.diff(held.indptr)[names] for names in (short, full))
    enough = (2 * n_common >= of_short) | ((3 * n_common >= of_short) & (2 * n_common >= of_full))
    likely = pd.DataFrame({"short": short, "full": full, "n_common": n_common})[enough]
    likely = likely.sort_values(["n_common", "full"], ascending=[False, True]).drop_duplicates("short")
    parent = np.arange(len(names))
    parent[likely["short"]] = likely["full"]
    while not np.array_equal(parent, parent[parent]):
        parent = parent[parent]
    return parent[stands_for]


def _initials(core: Words) -> set[str]:
    """Return the initials of the words of a name, with those of *of*, *the* and *al-* and without."""
    weighty = [word for word in core if word not in LINKS]
    return {"".join(word[0] for word in words) for words in (core, weighty) if len(words) > 1}


def _core(words: Words) -> Words:
    """Return the words of a name without the Arabic article before it and without middle initials."""
    if len(words) > 1 and words[0] in ("al", "el"):
        words = words[1:]
    return tuple(word for i, word in enumerate(words) if len(word) > 1 or i in (0, len(words) - 1))
