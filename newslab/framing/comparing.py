"""Two groups of articles, or two parts of all of them, compared by their hits."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypedDict, cast

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.arrays import sum_by_group
from newslab.articles import clusters_of, find_group, group_articles
from newslab.checks import check_choice
from newslab.framing.counting import pool_columns
from newslab.parts import PLACES, VOICES, Part, Voice, Where, are_parts, in_parts, parts_of
from newslab.tokens import Articles, Tokens, warn_of_copies


class Hits(NamedTuple):
    """What is counted in articles.

    Attributes
    ----------
    names : DataFrame
        Frames, or referents and labels.
    counts : csr_array, shape (n_articles, n_names)
        Hits of each name.
    trials : list of (ndarray of int, ndarray)
        For some columns of `counts` at a time, how many hits each article could have.
    """

    names: pd.DataFrame
    counts: sparse.csr_array
    trials: list[tuple[np.ndarray, np.ndarray]]


class Parts(TypedDict):
    """What makes two sides of articles."""

    by: str | list[str]
    voice: Voice
    where: Where


def compare_sides(
    articles: Articles,
    hits_in: Callable[[Tokens], Hits],
    between: tuple[Hashable, Hashable],
    cluster: str | pd.Series | None,
    *,
    by: str | list[str],
    voice: Voice,
    where: Where,
    alternatives: bool,
) -> pd.DataFrame:
    """Compare two groups of articles, or two parts of all of them. Of `alternatives`, a trial that is no hit
    is a hit of another name.
    """
    if not are_parts(by, articles):

        def of_part(part: Part) -> pd.DataFrame:
            return _between_groups(part.tokens, hits_in(part.tokens), by, between, cluster, alternatives)

        return in_parts(articles, of_part, voice=voice, where=where, by=by)
    sides = [part.tokens for part in chosen_parts(articles, between, by=by, voice=voice, where=where)]
    return _between_parts(sides[0].articles, [hits_in(side) for side in sides], cluster, alternatives)


def chosen_parts(
    articles: Articles,
    between: tuple[Hashable, Hashable],
    *,
    by: str | list[str],
    voice: Voice,
    where: Where,
) -> list[Part]:
    """Return the two parts of articles that are compared where `by` is ``"voice"`` or ``"where"``."""
    for name, side in zip("ab", between, strict=True):
        check_choice(name, side, VOICES if by == "voice" else (*PLACES, "lead"))
    if between[0] == between[1]:
        raise ValueError(f"a and b are both {between[0]!r}; name two parts of articles to compare")
    chosen = [
        {"voice": side, "where": where} if by == "voice" else {"voice": voice, "where": side}
        for side in between
    ]
    if "both" in chosen[0].values():
        raise ValueError(f'by={by!r} compares parts of articles already, so nothing else can be "both"')
    return [parts_of(articles, **cast(Any, options))[0] for options in chosen]


def _between_groups(
    tokens: Tokens,
    hits: Hits,
    by: str | list[str],
    between: tuple[Hashable, Hashable],
    cluster: str | pd.Series | None,
    alternatives: bool,
) -> pd.DataFrame:
    """Compare two groups of articles."""
    if cluster is None:
        warn_of_copies(tokens, stacklevel=7)
    groups, keys = group_articles(tokens.articles, by)
    a, b = (find_group(side, label, keys) for side, label in zip("ab", between, strict=True))
    if a == b:
        raise ValueError(f"a and b are both {between[0]!r}; name two groups of {by!r} to compare")
    rows = np.flatnonzero((groups == a) | (groups == b))
    of_b, counts = groups[rows] == b, hits.counts[rows]
    trials = [(columns, t[rows]) for columns, t in hits.trials]
    n_using = sum_by_group(counts.sign(), of_b.astype(int), 2).toarray()
    if cluster is not None:  # its articles in one group count as one article
        clusters = clusters_of(tokens.articles, cluster)[rows]
        _, first, unit = np.unique(2 * clusters + of_b, return_index=True, return_inverse=True)
        counts, of_b = sum_by_group(counts, unit, len(first)), of_b[first]
        trials = [(columns, np.bincount(unit, t, len(first))) for columns, t in trials]
    both = pool_columns(counts, trials, of_b.astype(int), 2)
    p_value = np.full(len(hits.names), np.nan)
    for columns, t in trials:
        p_value[columns] = _p_value(counts[:, columns], t, ~of_b, alternatives)
    return _difference_table(hits.names, both, n_using, p_value, alternatives)


def _between_parts(
    articles: pd.DataFrame, sides: list[Hits], cluster: str | pd.Series | None, alternatives: bool
) -> pd.DataFrame:
    """Compare two parts of the same articles."""
    a, b = sides
    n_using = np.array([side.counts.sign().sum(axis=0) for side in sides])
    clusters = None if cluster is None else clusters_of(articles, cluster)
    units = np.arange(a.counts.shape[0]) if clusters is None else clusters
    trials = [
        (columns, np.concatenate([t, t_b])) for (columns, t), (_, t_b) in zip(a.trials, b.trials, strict=True)
    ]
    n_units = int(units.max(initial=-1)) + 1
    stacked = sparse.vstack([sum_by_group(side.counts, units, n_units) for side in sides]).tocsr()
    rows = np.concatenate([units, n_units + units])
    by_unit = [(columns, np.bincount(rows, t, 2 * n_units)) for columns, t in trials]
    both = pool_columns(stacked, by_unit, np.repeat([0, 1], n_units), 2)
    p_value, correlation = np.full((2, len(a.names)), np.nan)
    for (columns, t), (_, t_b) in zip(a.trials, b.trials, strict=True):
        pair = a.counts[:, columns], b.counts[:, columns], t, t_b
        found = statistics.compare_pairs(*pair, clusters)
        correlation[columns] = statistics.correlation_of_pairs(*pair)
        # In each article it may be the other way round than over all: then neither is shown.
        of_pairs = found.n * found.total_reference - found.n_reference * found.total
        over_all = (both.ratio[0] - both.ratio[1])[columns]
        p_value[columns] = np.where(of_pairs * over_all < 0, 1, found.p_value)
    return _difference_table(a.names, both, n_using, p_value, alternatives, correlation)


def _difference_table(
    names: pd.DataFrame,
    both: statistics.Pooled,
    n_using: np.ndarray,
    p_value: np.ndarray,
    alternatives: bool,
    correlation: np.ndarray | float = 0.0,
) -> pd.DataFrame:
    difference = both.ratio[0] - both.ratio[1]
    p_value[np.isnan(difference)] = np.nan
    sides = both.of_group(0), both.of_group(1)
    low, high = statistics.difference_interval(
        *(sides if alternatives else statistics.lend_variation(*sides)), p_value, correlation
    )
    return names.assign(
        n_a=both.n[0].astype(np.int64),
        n_b=both.n[1].astype(np.int64),
        n_articles_using_a=n_using[0].astype(np.int64),
        n_articles_using_b=n_using[1].astype(np.int64),
        ratio_a=both.ratio[0],
        ratio_b=both.ratio[1],
        difference=difference,
        low=low,
        high=high,
        p_value=p_value,
        p_adjusted=statistics.adjust_p_values(p_value),
    )


def _p_value(x: sparse.csr_array, t: np.ndarray, in_a: np.ndarray, alternatives: bool) -> np.ndarray:
    """Return the probability of a difference at least this large, were the articles shuffled."""
    named = t > 0
    x, t, in_a = x[named], t[named], in_a[named]

    p_value = statistics.shuffle_articles(x, t, in_a).p_value
    if not alternatives:
        return p_value
    # A name is as rare as what is said in its place.
    others = sparse.csr_array(t[:, None] - x.toarray())
    return np.maximum(p_value, statistics.shuffle_articles(others, t, in_a).p_value)
