"""Groups of articles, and what each is compared with."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from newslab.articles import check_articles, clusters_of, find_group, group_articles, labels_of
from newslab.partitions import refuse_partitions
from newslab.tokens import Articles, Tokens, as_tokens, tokenize, warn_of_copies


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of articles, and what each is compared with; made by `read_groups`.

    Attributes
    ----------
    tokens : Tokens
        The articles, and after them those of a reference that is a table of its own.
    keys : DataFrame
        One row a group, with the columns of `by`.
    groups : ndarray of int
        The group of each article; that of a reference of its own is ``len(keys)``.
    named : int or None
        The group that all others are compared with; None if each is compared with all the others.
    stratum : ndarray of int
        The value of `within` of each article, -1 where it has none; 0 without `within`.
    clusters : ndarray of int or None
        The number of each article's cluster, different in each group.
    """

    tokens: Tokens
    keys: pd.DataFrame
    groups: np.ndarray
    named: int | None
    stratum: np.ndarray
    clusters: np.ndarray | None

    @property
    def compared(self) -> list[int]:
        """The groups that have a reference."""
        return [group for group in range(len(self.keys)) if group != self.named]

    @property
    def n_strata(self) -> int:
        """The number of values of `within`."""
        return int(self.stratum.max(initial=0)) + 1

    @property
    def cells(self) -> np.ndarray:
        """The group and the value of `within` of each article, as one number; those without a value are the
        last cell of their group.
        """
        stratum = np.where(self.stratum < 0, self.n_strata, self.stratum)
        return self.groups * (self.n_strata + 1) + stratum


def read_groups(
    articles: Articles,
    by: str | list[str],
    reference: Hashable | Articles | None,
    within: str | None,
    cluster: str | pd.Series | None,
    beside: list[str],
) -> Groups:
    """Return the groups of articles and their reference; `beside` are the other columns of the table."""
    tokens, named = as_tokens(articles, in_partitions=True), None
    groups, keys = group_articles(tokens.articles, by, beside=beside)
    clusters = None if cluster is None else clusters_of(tokens.articles, cluster)
    if cluster is None:
        warn_of_copies(tokens, stacklevel=7)
    _refuse_two(tokens, reference)
    if isinstance(reference, (pd.DataFrame, Tokens)):
        named, n_own = len(keys), len(groups)
        tokens = joined(tokens, reference, within)
        groups = np.append(groups, np.full(len(tokens.articles) - n_own, named))
        if not (groups == named).any():
            raise ValueError("reference holds no articles, so nothing can be compared with it")
        if clusters is not None:
            others = reference.articles if isinstance(reference, Tokens) else reference
            has_column = isinstance(cluster, str) and cluster in others.columns
            alone = clusters_of(others, cluster) if has_column else np.arange(len(others))
            clusters = np.append(clusters, clusters.max(initial=-1) + 1 + alone)
    elif reference is not None:
        named = find_group("reference", reference, keys)
    if not len(keys) or (len(keys) == 1 and named in (None, 0)):
        raise ValueError(
            f"{'all articles are of one group' if len(keys) else 'there are no articles'}, so nothing can "
            "be compared; reference= takes a table of other articles"
        )
    if clusters is not None:
        clusters = clusters * (len(keys) + 1) + groups
    stratum = np.zeros(len(groups), int)
    if within is not None:
        check_articles(tokens.articles, within, in_partitions=True)
        stratum, _ = pd.factorize(labels_of(tokens.articles, within))
    return Groups(tokens, keys, groups, named, stratum, clusters)


def _refuse_two(tokens: Tokens, reference: object) -> None:
    """Refuse a reference that is a table of its own, where it or the articles are in partitions."""
    for each in (tokens, reference) if isinstance(reference, (pd.DataFrame, Tokens)) else (reference,):
        refuse_partitions(each, "Put both in one Dask DataFrame, with a column that tells them apart for by=")


def joined(tokens: Tokens, others: Articles, within: str | None) -> Tokens:
    """Return the tokens of two tables of articles as one, with one vocabulary."""
    if isinstance(others, pd.DataFrame):
        rules = tokens.rules
        others = tokenize(others, stem=rules.stem, accents=rules.accents, segment=rules.segment)
    elif (others.stem is None) != (tokens.stem is None):
        raise ValueError(
            "articles and reference must both be stems, or neither; give the reference as a DataFrame, which "
            "is read by the same rules as articles"
        )
    codes, vocabulary = pd.factorize(
        np.concatenate([tokens.vocabulary.to_numpy(object), others.vocabulary.to_numpy(object)])
    )
    n_terms = len(tokens.vocabulary)
    columns = ["text"] if within is None else ["text", within]
    tables = [check_articles(articles, *columns)[columns] for articles in (tokens.articles, others.articles)]
    return Tokens(
        codes=np.concatenate([tokens.codes, codes[n_terms:][others.codes].astype(np.int32)]),
        offsets=np.concatenate([tokens.offsets, tokens.offsets[-1] + others.offsets[1:]]),
        vocabulary=pd.Index(vocabulary, dtype="str"),
        articles=pd.concat(tables, ignore_index=True),
        stop_words=tokens.stop_words,
        sentences=np.concatenate([tokens.sentences[:-1], tokens.offsets[-1] + others.sentences]),
        shown=tokens.shown.append(others.shown[pd.Index(codes[n_terms:]) >= n_terms]),
        rules=tokens.rules,
    )
