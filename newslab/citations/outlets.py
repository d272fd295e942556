"""The outlets and agencies that an article leans on: their names, where the words beside them cite them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd
import yaml

from newslab.articles import UNKNOWN, labels_of
from newslab.citations.cues import AFTER, AFTER_WORD, BEFORE, CAPITAL, CREDIT, JOINED
from newslab.lexicon import longest_matches, match_patterns
from newslab.tokens import Articles, Tokens, as_tokens, split_words, tokenize

# The names of each source, by what it is called in the corpus: as they are given, and once they are checked.
NamesOfSources: TypeAlias = Mapping[str, str | Iterable[str]]
Aliases: TypeAlias = dict[str, list[str]]
_FILE = Path(__file__).with_name("outlets.yml")
_ADDRESS = re.compile(r"\A(?:www\.)?([\w-]{3,})(?:\.[a-z]{2,4}){1,2}\Z")
_LETTERS, _SILENT = re.compile(r"[^\W_]+"), re.compile(r"['’](?:s\b)?|\.")
_SPACES = str.maketrans("\n\t\xa0\u202f", "    ")
# How many characters on each side of a name are read for what cites it.
_CONTEXT = 80


def cited_outlets(articles: Articles, *, aliases: NamesOfSources | None = None) -> pd.DataFrame:
    """Find the outlets and agencies that articles lean on.

    An outlet is cited where an article says that something was told to it or comes from it: "told the Wall
    Street Journal", "according to CNN", "an AFP report", "Reuters reported", "(AP)", "via Getty", or
    "Al-Arabiya:" at the head of a paragraph. What is merely mentioned ("the chief executive of CNN") is left
    out. The names are those of more than 400 outlets and agencies, listed in newslab/citations/outlets.yml,
    and those in the column `source`. "The Times" is the outlet of such a name that the article named last, or
    the article's own where it has named none.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `source` is used where it is there.
    aliases : dict of str to str or list of str, optional
        Other names of sources, by what they are called in the column `source`: ``{"wash-post": ["Washington
        Post"]}``. One that is listed brings the other names of its outlet. For sources that are not in
        `aliases` they are guessed where a source abbreviates a single outlet that is listed (*wash-post*,
        *washingtonpost.com*); an empty list keeps a source from being guessed.

    Returns
    -------
    DataFrame
        One row a citation, in the order of the articles and of their text. Columns: `article`, `source`,
        `outlet`, `match` (the name as the article writes it, without "the"), `start` and `end`: characters,
        so that ``text[start:end] == match``. An outlet that is a source in the corpus is called as it is
        there, so that an article cites its own outlet where ``outlet == source``.

    Raises
    ------
    TypeError
        If `articles` is not a table of articles, or `aliases` is not a dict.

    Notes
    -----
    The words that cite are English; in other languages only brackets, colons and credits are understood. The
    credit of a picture is found where its caption is in the text: `read_articles` takes captions out, and
    ``read_articles(path, clean=False)`` leaves them.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["The army fled, officials told the WSJ. The Journal said more.", "CNN was founded in 1980."]
    >>> cited_outlets(pd.DataFrame({"text": texts}))[["article", "outlet", "match", "start", "end"]]
       article               outlet    match  start  end
    0        0  Wall Street Journal      WSJ     34   37
    1        0  Wall Street Journal  Journal     43   50
    """
    tokens = as_tokens(articles, in_partitions=True)
    if tokens.stem:  # of Times and Time the stem is one
        tokens = tokenize(tokens.articles)
    names = _names_to_find(labels_of(tokens.articles, "source"), _checked(aliases))
    return tokens.table(lambda tokens: _citations(tokens, names))


def _citations(tokens: Tokens, names: pd.DataFrame) -> pd.DataFrame:
    """Return the citations in articles."""
    sources = labels_of(tokens.articles, "source")
    hits = _named_before(_find(tokens, names), names, sources)
    hits = hits[_cited(hits)]
    table = hits[["outlet", "match", "start", "end"]].reset_index(drop=True)
    table.insert(0, "article", tokens.articles.index[hits["row"]])
    table.insert(1, "source", sources.array[hits["row"]])
    return table


def _names_to_find(sources: pd.Series, aliases: Aliases) -> pd.DataFrame:
    """Return the names to look for: those of the file, those of the sources, and the ends of longer names.

    Columns: `outlet` (missing where only an article can show which), `name`, `key` (its folded words),
    `is_word` (whether it has another meaning) and `after_the` (whether it is none without a "the").
    """
    names = _names_in_file().copy()
    labels = {
        _key(_ADDRESS.sub(r"\1", label)): label for label in sources.dropna().astype("str").unique()[::-1]
    }
    labels.pop(_key(UNKNOWN), None)
    called = _called(names, labels, aliases)
    names["outlet"] = [
        labels.get(key, called.get(outlet, outlet))
        for outlet, key in zip(names["outlet"], names["key"], strict=True)
    ]
    known = {"", *names["key"]}
    more = [(label, label) for label in labels.values()]
    more += [(label, name) for label, others in aliases.items() for name in others]
    rows = {_key(name): (label, name) for label, name in reversed(more) if _key(name) not in known}
    new = pd.DataFrame(
        [(*row, key) for key, row in rows.items()], columns=["outlet", "name", "key"], dtype="str"
    )
    names = pd.concat([names, new.assign(is_word=~new["key"].str.contains(" "))], ignore_index=True)
    is_one_word = ~names["key"].str.contains(" ")
    names["after_the"] = is_one_word & names["name"].str.match("(?i)the ")
    end = names.loc[~is_one_word, "name"].str.split().str[-1]
    end = end[end.str.match("[^a-z]")]
    ends = pd.DataFrame({"name": end, "key": end.map(_key), "is_word": False, "after_the": True})
    return pd.concat([names, ends], ignore_index=True).drop_duplicates(
        ["key", "after_the"], ignore_index=True
    )


def names_of_source(label: str, aliases: NamesOfSources | None = None) -> list[str]:
    """Return the other names of a source: those in `aliases`, the name of the outlet that the source is, or
    abbreviates, and what else this is called in one word.

    Examples
    --------
    >>> names_of_source("wash-post")
    ['Washington Post', 'WaPo']
    >>> names_of_source("wp1", {"wp1": "WaPo"})
    ['WaPo', 'Washington Post', 'WaPo']
    >>> names_of_source("wp1")
    []
    """
    names, given = _names_in_file(), _checked(aliases)
    outlets = _called(names, {_key(_ADDRESS.sub(r"\1", label)): label}, given)
    is_its = names["outlet"].isin(outlets) & (
        (names["name"] == names["outlet"]) | ~names["key"].str.contains(" ")
    )
    return [*given.get(label, []), *names.loc[is_its, "name"]]


def _called(names: pd.DataFrame, labels: dict[str, str], aliases: Aliases) -> dict[str, str]:
    """Return which outlets of the file are sources, and what these are called in the corpus."""
    called: dict[str, str] = {}
    pairs = list(zip(names["outlet"], names["key"], strict=True))
    for key, label in labels.items():
        others = [_key(name) for name in aliases.get(label, ())]
        if label in aliases:
            outlets = [outlet for outlet, other in pairs if other in others]
        else:
            outlets = [outlet for outlet, other in pairs if other == key] or _guessed(key, pairs)
        called |= dict.fromkeys(outlets, label)
    return called


def _guessed(label: str, pairs: list[tuple[str, str]]) -> list[str]:
    """Return the one outlet that a label abbreviates: wash-post, washingtonpost.com."""
    words = label.split()
    joined = "".join(words)
    outlets = {outlet for outlet, key in pairs if key.replace(" ", "") == joined}
    if not outlets and len(words) > 1 and min(map(len, words)) > 1:
        outlets = {outlet for outlet, key in pairs if _shortens(words, key.split())}
    return list(outlets) if len(outlets) == 1 else []


def _shortens(words: list[str], full: list[str]) -> bool:
    return len(words) == len(full) and all(map(str.startswith, full, words))


def _checked(aliases: NamesOfSources | None) -> Aliases:
    if aliases is not None and not isinstance(aliases, Mapping):
        raise TypeError(
            f"aliases must be a dict of a source and its names, not {type(aliases).__name__}: "
            "{'wash-post': ['Washington Post']}"
        )
    return {
        str(label): [names] if isinstance(names, str) else list(names)
        for label, names in (aliases or {}).items()
    }


@cache
def _names_in_file() -> pd.DataFrame:
    """Return the names in the file."""
    file = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    rows = [(outlet, name, False) for outlet, more in file["names"].items() for name in [outlet, *more]]
    rows += [(outlet, name, True) for outlet, names in file["words"].items() for name in names]
    names = pd.DataFrame(rows, columns=["outlet", "name", "is_word"])
    return names.assign(key=names["name"].map(_key))


@cache
def _key(name: str) -> str:
    """Return the folded words of a name, without its "the"."""
    return " ".join(split_words(name)).removeprefix("the ")


def _find(tokens: Tokens, names: pd.DataFrame) -> pd.DataFrame:
    """Return where names are, written as names, the longest where several do.

    Columns: those of the names, `row`, `first` (the token), `start`, `end`, `match`.
    """
    patterns = names["key"].where(~names["after_the"], "the " + names["key"])
    first, n_words, name = match_patterns(tokens, patterns.tolist())
    after_the = names["after_the"].to_numpy()[name]
    first, n_words = first + after_the, n_words - after_the
    order = np.lexsort([after_the, first])
    order = order[longest_matches(first[order], n_words[order])]
    first, n_words, name = first[order], n_words[order], name[order]
    start, end, match = tokens.matches(first, n_words)
    hits = names.iloc[name].reset_index(drop=True)
    hits = hits.assign(
        row=tokens.article_of(first), first=first, start=start, end=end, match=pd.array(match, dtype="str")
    )
    rows, row_of = np.unique(hits["row"], return_inverse=True)
    texts = tokens.articles["text"].iloc[rows].tolist()
    spans = list(zip(row_of.tolist(), hits["start"].tolist(), hits["end"].tolist(), strict=True))
    pairs = zip(hits["name"].tolist(), hits["match"].tolist(), strict=True)
    written = np.array([_is_as_written(name, match) for name, match in pairs], bool)
    spans = [span for span, is_written in zip(spans, written, strict=True) if is_written]
    hits = hits[written].reset_index(drop=True)
    hits["before"] = [texts[row][max(0, start - _CONTEXT) : start] for row, start, _ in spans]
    hits["after"] = [texts[row][end : end + _CONTEXT] for row, _, end in spans]
    return hits


@cache
def _is_as_written(name: str, match: str) -> bool:
    """Return whether a match has the capitals of a name; a short word such as "al" may go without."""
    pairs = zip(*(_LETTERS.findall(_SILENT.sub("", text)) for text in (name, match)), strict=False)
    for listed, written in pairs:
        if listed.isupper() and not written.isupper():
            return False
        if len(listed) > 2 and listed[0].isupper() and written[0].islower():
            return False
    return True


def _named_before(hits: pd.DataFrame, names: pd.DataFrame, sources: pd.Series) -> pd.DataFrame:
    """Return hits with the outlet that the end of a name means in its article.

    It is the outlet with a name of that end that was named last, at first the article's own; else the one
    that is called so in full; else the hit is none.
    """
    asked = hits.loc[hits["after_the"], ["row", "first", "key"]].assign(outlet=None)
    own = pd.DataFrame({"row": asked["row"].unique(), "first": -1})
    own["outlet"] = sources.astype("str").array[own["row"]]
    named = hits.loc[~hits["after_the"] & hits["row"].isin(own["row"]), ["row", "first", "outlet"]]
    ends = names.loc[~names["after_the"] & names["key"].str.contains(" "), ["outlet", "key"]]
    ends = ends.assign(key=ends["key"].str.split().str[-1]).drop_duplicates()
    named = pd.concat([own, named]).merge(ends, on="outlet")
    lines = pd.concat([named.set_index(named.index - len(named)), asked]).sort_values("first")
    outlet = lines.groupby(["row", "key"])["outlet"].ffill()[asked.index].dropna()
    hits.loc[outlet.index, "outlet"] = outlet
    hits.loc[outlet.index, "is_word"] = False
    return hits[hits["outlet"].notna()]


def _cited(hits: pd.DataFrame) -> np.ndarray:
    """Return which hits are cited; names that are joined, as in "Reuters and the AP", are cited together."""
    before = hits["before"].tolist()
    sides = zip(before, hits["after"].tolist(), hits["is_word"].tolist(), strict=True)
    cited = pd.Series([_is_cited(*side) for side in sides], dtype=bool)
    gap = hits["start"] - hits["end"].shift().where(hits["row"].eq(hits["row"].shift()), -np.inf)
    near = np.flatnonzero(gap < 8)
    joined = np.zeros(len(hits), bool)
    for place, n in zip(near.tolist(), gap.iloc[near].astype(int).tolist(), strict=True):
        joined[place] = JOINED.fullmatch(before[place][-n:]) is not None
    return cited.groupby(np.cumsum(~joined)).transform("any").to_numpy()


def _is_cited(before: str, after: str, is_word: bool) -> bool:
    """Return whether the text on the two sides of a name cites it."""
    if not is_word and CREDIT.search(f"{before}\0{after}"):
        return True
    after = after.translate(_SPACES)
    if is_word and CAPITAL.match(after):
        return False
    return bool(
        (AFTER_WORD if is_word else AFTER).match(after) or BEFORE.search(before.translate(_SPACES).lower())
    )
