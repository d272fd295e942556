"""Which names are one: Assad, al-Assad and Bashar al-Assad; HTS and Hayat Tahrir al-Sham."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from newslab.names.words import LINKS
from newslab.tokens import row_products

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


def fold_names(names: list[Words], row: np.ndarray, name: np.ndarray, acronyms: set[tuple[int, int]]) -> np.ndarray:
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
    acronyms : set of pairs of int
        Names that are initials, each with what an article says they stand for.
    """
    cores = [_core(words) for words in names]
    commonest: dict[Words, int] = {}
    for i in np.argsort(-np.bincount(name, minlength=len(names)), kind="stable").tolist():
        commonest.setdefault(cores[i], i)
    stands_for = np.array([commonest[core] for core in cores], np.int64)
    pairs = [(stands_for[short], stands_for[full]) for short, full in acronyms]
    for core, full in commonest.items():
        if not {"of", "for"} & set(core):
            endings = (commonest.get(_core(core[k:])) for k in range(1, len(core)))
            pairs += [(short, full) for short in endings if short not in (None, full)]
    short, full = np.array(pairs, np.int64).reshape(-1, 2).T

    held = sparse.coo_array((np.ones(len(row), np.int32), (stands_for[name], row))).tocsr()
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


def stands_for_initials(acronym: str, words: Words) -> Words | None:
    """Return the last of some words whose initials are an acronym, or None.

    Examples
    --------
    >>> stands_for_initials("hts", ("islamist", "hayat", "tahrir", "al", "sham"))
    ('hayat', 'tahrir', 'al', 'sham')
    """
    for k in range(len(words) - 1):
        ending = words[k:]
        for initials in (ending, [word for word in ending if word not in LINKS]):
            if len(acronym) > 1 and acronym == "".join(word[0] for word in initials):
                return ending
    return None


def _core(words: Words) -> Words:
    """Return the words of a name without the Arabic article before it and without middle initials."""
    if len(words) > 1 and words[0] in ("al", "el"):
        words = words[1:]
    return tuple(word for i, word in enumerate(words) if len(word) > 1 or i in (0, len(words) - 1))
