"""Which names are one: Assad, al-Assad and Bashar al-Assad; HTS and Hayat Tahrir al-Sham.

This is the one place that decides it, for `names` and for the speakers of `quotes` and `remarks`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd

from newslab.english.names import HEADS, LINKS, OWN_NAMES
from newslab.partitions import Kept

Words = tuple[str, ...]


def before_of(names: list[Words]) -> list[Words]:
    """Return what is before each *of* in names.

    >>> before_of([("ted", "cruz", "of", "texas"), ("syria",)])
    [('ted', 'cruz')]
    """
    return [words[:i] for words in names for i, word in enumerate(words) if word == "of"]


def split_places(names: list[Words], known: Collection[Words] | None = None) -> np.ndarray:
    """Return for each name at which of its words it falls into two names, 0 where it does not.

    *Ted Cruz of Texas* is two where *Ted Cruz* is found without Texas; or where the words
    before name no body (*Manaspas Xuto of Thailand*); *Bank of America* is one. What is `known` of names
    elsewhere are these, unless given.

    Examples
    --------
    >>> split_places([("ted", "cruz", "of", "texas"), ("ted", "cruz"), ("bank", "of", "america")]).tolist()
    [2, 0, 0]
    """
    known = set(names) if known is None else known

    def is_whole(words: Words) -> bool:
        return len(words) > 1 and (words in known or HEADS.isdisjoint(words))

    return np.array(
        [
            next((i for i, word in enumerate(words) if word == "of" and is_whole(words[:i])), 0)
            for words in names
        ],
        np.int64,
    )


class Occurrences(NamedTuple):
    """The names in some articles: the article and the name of each, in the order of the text."""

    row: np.ndarray
    name: np.ndarray


class Used(NamedTuple):
    """Which names articles use; see `_used_in`."""

    key: np.ndarray  # one entry an article and name: ``row * n_names + name``
    place: np.ndarray  # which of them each occurrence is
    both: pd.DataFrame  # see `_used_together`


def fold_names(found: Kept, names: list[Words], n_uses: np.ndarray, is_initialism: np.ndarray) -> Kept:
    """Return for each occurrence of a name the one that it is a variant of there, itself where it is none.

    Names that differ by the Arabic article alone are one, and so are those that differ by middle initials,
    unless there are two of these (George W. and George P. Bush). News name a person in full and then by the
    last name. So a short form, the last words of a longer one or its initials, is a variant of the longer one
    if at least half of the articles that use it use the longer one too; a third is enough if they are half of
    those that use the longer one.

    Within an article, the longer one that it uses decides. Of several (Bill and Hillary Clinton), it is the
    one most often named before the short form, of equals the last; in an article with none, or none before,
    it is that found in most of the short form's articles.

    Parameters
    ----------
    found : Kept
        The `Occurrences` of each partition.
    names : list of tuple of str
        The words of each name.
    n_uses : ndarray of int
        How often each is used, which decides on the commonest of several spellings.
    is_initialism : ndarray of bool
        Which names are written in capitals alone.

    Returns
    -------
    Kept
        An array for each partition with one entry an occurrence: a name, by its place in `names`.
    """
    variant_of, pairs = _pairs(names, n_uses, is_initialism)
    pairs = pairs[np.argsort(pairs[:, 1], kind="stable")]
    n_names = len(names)
    used = found.then(lambda each: _used_in(each, variant_of, pairs))
    n_rows, n_common, n_any = used.summed(lambda used: _numbers_of_articles(used, n_names, len(pairs)))
    of_short, of_full = n_rows[pairs[:, 0]], n_rows[pairs[:, 1]]
    is_close = (2 * n_common >= of_short) | ((3 * n_common >= of_short) & (2 * n_common >= of_full))
    is_variant = is_close | (2 * n_any[pairs[:, 0]] >= of_short)
    elsewhere = _commonest_parents(pairs, n_common, is_close, n_names)
    n_words = np.array([len(words) for words in names], np.int64)
    return found.then(lambda each, used: _meant(each, used, is_variant, elsewhere, n_words), used)


def _used_in(found: Occurrences, variant_of: np.ndarray, pairs: np.ndarray) -> Used:
    """Return which names each article uses, and where it uses both of a pair."""
    n_names = len(variant_of)
    key, place = np.unique(found.row * max(n_names, 1) + variant_of[found.name], return_inverse=True)
    return Used(key, place, _used_together(pairs, key, n_names))


def _numbers_of_articles(used: Used, n_names: int, n_pairs: int) -> tuple[np.ndarray, ...]:
    """Return in how many articles each name is, both of each pair are, and each name is with a longer one."""
    of_used = used.key % max(n_names, 1)
    return (
        np.bincount(of_used, minlength=n_names),
        np.bincount(used.both["pair"], minlength=n_pairs),
        np.bincount(of_used[used.both["short"].unique()], minlength=n_names),
    )


def _meant(
    found: Occurrences, used: Used, is_variant: np.ndarray, elsewhere: np.ndarray, n_words: np.ndarray
) -> np.ndarray:
    """Return the name that each occurrence means in its article."""
    of_used = used.key % max(len(n_words), 1)
    meant = of_used.copy()
    both = used.both[is_variant[used.both["pair"]]]
    both = both.iloc[np.argsort(-n_words[of_used[both["short"]]], kind="stable")]
    candidates: dict[int, set[int]] = {}
    for short, full in zip(both["short"].tolist(), both["full"].tolist(), strict=True):
        candidates.setdefault(short, set()).update(candidates.get(full, {int(of_used[full])}))
    for short, longer in candidates.items():
        if len(longer) == 1:
            (meant[short],) = longer
    names = elsewhere[meant[used.place]]
    doubtful = {short: longer for short, longer in candidates.items() if len(longer) > 1}
    if doubtful:
        asked, longest = _last_named(meant, used.place, found.row, doubtful)
        names[asked] = elsewhere[longest]
    return names


def _pairs(
    names: list[Words], n_uses: np.ndarray, is_initialism: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the name that each is another spelling of, and the pairs of a short form and a longer one."""
    cores = _cores(names)
    commonest: dict[Words, int] = {}
    for i in np.argsort(-n_uses, kind="stable").tolist():
        commonest.setdefault(cores[i], i)
    initialisms = {core[0]: i for core, i in commonest.items() if is_initialism[i] and len(core) == 1}
    pairs: list[tuple[int, int]] = []
    for core, full in commonest.items():
        if len(core) == 1:
            continue
        shorter = [initialisms.get(initials) for initials in _initials(core)]
        if "of" not in core and "for" not in core:
            ends = [_core(core[k:]) for k in range(1, len(core))]
            if len(core) > 2:
                ends += [(core[0], core[-1]), _spelt_out(core)]
            shorter += [
                commonest.get(end) for end in ends if len(end) < len(core) and end[0] not in OWN_NAMES
            ]
        pairs += sorted({(short, full) for short in shorter if short is not None and short != full})
    variant_of = np.array([commonest[core] for core in cores], np.int64)
    return variant_of, np.array(pairs, np.int64).reshape(-1, 2)


def _used_together(pairs: np.ndarray, used: np.ndarray, n_names: int) -> pd.DataFrame:
    """Return where an article uses both names of a pair: `short` and `full` (places in `used`), and `pair`.

    The pairs are sorted by their longer names.
    """
    of_used = used % max(n_names, 1)
    first, last = (np.searchsorted(pairs[:, 1], of_used, side) for side in ("left", "right"))
    full = np.repeat(np.arange(len(used)), last - first)
    pair = np.arange(len(full)) - np.repeat(np.cumsum(last - first) - last, last - first)
    wanted = used[full] - of_used[full] + pairs[pair, 0]
    short = np.minimum(np.searchsorted(used, wanted), max(len(used) - 1, 0))
    there = used[short] == wanted
    return pd.DataFrame({"short": short[there], "full": full[there], "pair": pair[there]})


def _commonest_parents(
    pairs: np.ndarray, n_common: np.ndarray, is_close: np.ndarray, n_names: int
) -> np.ndarray:
    """Return for each name the longest that it means in an article without any longer one."""
    close = np.flatnonzero(is_close & (n_common > 0))
    short, full = pairs[close].T
    order = np.lexsort([-full, n_common[close]])  # the last of a short form stays
    parent = np.arange(n_names)
    parent[short[order]] = full[order]
    while not np.array_equal(parent, parent[parent]):
        parent = parent[parent]
    return parent


def _last_named(
    meant: np.ndarray, place: np.ndarray, row: np.ndarray, doubtful: dict[int, set[int]]
) -> tuple[list[int], list[int]]:
    """Return the occurrences of short forms that may be one of several names of their article, and which it
    is: the one most often named before, of equals the last. Where none is named before they are left out.
    """
    is_asked = np.isin(place, list(doubtful))
    n_names = int(meant.max(initial=0)) + 1
    row_of = dict(zip(place[is_asked].tolist(), row[is_asked].tolist(), strict=True))
    short_of: dict[int, list[int]] = {}  # the short forms that may be a name in an article
    for short, of_row in row_of.items():
        for full in doubtful[short]:
            short_of.setdefault(of_row * n_names + full, []).append(short)
    # How often each name of an article has been read, and of each short form the one read most often, with
    # where last: these numbers only grow, so that there is nothing to look through where a short form is.
    n_read = dict.fromkeys(short_of, 0)
    best: dict[int, tuple[int, int, int]] = {}
    asked, longest = [], []
    there = np.flatnonzero(np.isin(row, row[is_asked]))
    for some in np.array_split(there, len(there) // _BLOCK + 1):
        keys = row[some] * n_names + meant[place[some]]
        for i, at, key in zip(some.tolist(), place[some].tolist(), keys.tolist(), strict=True):
            if at in doubtful:
                if at in best:
                    asked.append(i)
                    longest.append(best[at][2])
            elif key in short_of:
                n_read[key] += 1
                for short in short_of[key]:
                    best[short] = max(best.get(short, (0, 0, 0)), (n_read[key], i, key % n_names))
    return asked, longest


# How many occurrences are Python's integers at a time.
_BLOCK = 1 << 14


def _initials(core: Words) -> set[str]:
    """Return the initials of the words of a name, with those of *of*, *the* and *al-* and without."""
    found = {"".join([word[0] for word in core])}
    if not LINKS.isdisjoint(core):
        weighty = [word[0] for word in core if word not in LINKS]
        found |= {"".join(weighty)} if len(weighty) > 1 else set()
    return found


def _cores(names: list[Words]) -> list[Words]:
    """Return the words of each name that no variant lacks.

    A middle initial is none of them, unless names that are else the same have different ones.
    """
    cores = [_core(words) for words in names]
    initials: dict[Words, set[Words]] = {}
    for core in cores:
        spelt_out = _spelt_out(core)
        if spelt_out is not core:
            initials.setdefault(spelt_out, set()).add(tuple(w for w in core[1:-1] if len(w) == 1))
    different = {spelt_out for spelt_out, some in initials.items() if len(some) > 1}
    return [core if different and _spelt_out(core) in different else _spelt_out(core) for core in cores]


def _core(words: Words) -> Words:
    """Return the words of a name without the Arabic article before it."""
    return words[1:] if len(words) > 1 and words[0] in ("al", "el") else words


def _spelt_out(words: Words) -> Words:
    """Return the words of a name without the initials in its middle; itself where it has none."""
    middle = words[1:-1]
    if all(len(word) > 1 for word in middle):
        return words
    return (words[0], *(word for word in middle if len(word) > 1), words[-1])
