"""Whose words are counted, and in which part of the article: what `voice` and `where` of a function choose.

The words that are not chosen are blanked out, letter by letter. So each word keeps its place in the text,
and whatever reads tokens reads those of a part by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Literal, TypeAlias

import pandas as pd

from newslab.articles import check_articles, texts_of
from newslab.checks import check_choice
from newslab.partitions import (
    is_partitioned,
    map_rows,
    map_table,
    one_below_the_other,
    side_by_side,
)
from newslab.quotations import quoted_spans, quotes
from newslab.tokens import Articles, Tokens, as_tokens, tokenize

#: Whose words: those outside of quotation marks, those inside, each of the two, or all together.
Voice: TypeAlias = Literal["own", "quoted", "both"] | None
#: Which part of the article; "both" are the title and the text.
Where: TypeAlias = Literal["title", "text", "lead", "both"]

VOICES, PLACES = ("own", "quoted"), ("title", "text")
# The lead is the first paragraph, and the next ones while it has fewer words; it has no more than these.
LEAST_LEAD, MOST_LEAD = 15, 100
# Takes the place of words that are blanked out: it ends a sentence, so that no phrase goes across, and no
# name does.
BREAK = "\x0c•"

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, eq=False)
class Part:
    """A part of each article.

    Attributes
    ----------
    names : dict of str to str
        What distinguishes it from the other parts, such as ``{"voice": "own"}``; empty where it is the only
        one.
    tokens : Tokens
        Its words; the text of their articles has spaces in place of all others.
    whole : Tokens
        The words of both voices.
    voice, where : str
        The options that choose it.
    """

    names: dict[str, str]
    tokens: Tokens
    whole: Tokens
    voice: str | None = None
    where: str = "text"

    def table(self, function: Callable[[Tokens, Tokens], pd.DataFrame]) -> pd.DataFrame:
        """Return the table that a function makes of the words of the part and of the words of both voices."""
        if not is_partitioned(self.whole.articles):
            return function(self.tokens, self.whole)
        voice = self.voice
        return self.whole.table(lambda whole: function(_in_voices(whole, [voice])[0], whole))

    def of(self, others: Articles) -> Articles:
        """Return the same part of other articles."""
        if self.voice is None and self.where == "text":
            return others
        return _in_voices(_in_place(others, self.where), [self.voice])[0]


def parts_of(
    articles: Articles, *, voice: Voice = None, where: Where = "text", by: str | list[str] | None = None
) -> list[Part]:
    """Return the parts of articles that are asked for, one for each voice and each place.

    Where `by` names ``"speaker"``, a column that articles do not have, the quoted words of each person in an
    article are a row of their own, with the person in that column.
    """
    check_choice("voice", voice, (None, *VOICES, "both"))
    check_choice("where", where, (*PLACES, "lead", "both"))
    table = (
        articles.articles if isinstance(articles, Tokens) else check_articles(articles, in_partitions=True)
    )
    is_by_speaker = "speaker" in (by if isinstance(by, list) else [by]) and "speaker" not in table.columns
    if is_by_speaker and voice != "quoted":
        raise ValueError("the speaker is known of quoted words alone; by='speaker' needs voice='quoted'")
    for name in by if isinstance(by, list) else [by]:
        if name in ("voice", "where") and name not in table.columns:
            raise ValueError(
                f'articles has no column {name!r}; {name}="both" gives each part rows of its own, and '
                f"by={name!r} compares two in rate_differences, share_differences, word_shift and "
                "distinctive_terms"
            )
    parts = []
    voices: tuple[str | None, ...] = VOICES if voice == "both" else (voice,)
    places: tuple[str, ...] = PLACES if where == "both" else (where,)
    for each_place in places:
        whole = _in_place(articles, each_place)
        of_voices = [_by_speaker(whole)] if is_by_speaker else _in_voices(whole, voices)
        for each_voice, tokens in zip(voices, of_voices, strict=True):
            names = {"voice": str(each_voice)} if voice == "both" else {}
            names |= {"where": each_place} if where == "both" else {}
            parts.append(Part(names, tokens, whole, each_voice, each_place))
    return parts


def are_parts(by: str | list[str], articles: Articles) -> bool:
    """Return whether `by` names parts of articles, and no column that they have."""
    columns = articles.articles.columns if isinstance(articles, Tokens) else getattr(articles, "columns", ())
    return by in ("voice", "where") and by not in columns


def both_parts(articles: Articles, by: str, voice: Voice, where: Where) -> list[Part]:
    """Return the two parts that `by`, ``"voice"`` or ``"where"``, compares with each other."""
    if (where if by == "voice" else voice) == "both":
        raise ValueError(f'by={by!r} compares parts of articles already, so nothing else can be "both"')
    if by == "voice":
        return parts_of(articles, voice="both", where=where)
    return parts_of(articles, voice=voice, where="both")


def in_parts(
    articles: Articles,
    table_of: Callable[[Part], pd.DataFrame],
    *,
    voice: Voice = None,
    where: Where = "text",
    by: str | list[str] | None = None,
    ignore_index: bool = True,
    in_order: Callable[[pd.DataFrame, pd.Index], pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """Return the table of the part asked for; of several, one below the other, and columns that name them.

    `in_order` puts the rows of several in an order, by the index of the articles.
    """
    parts = parts_of(articles, voice=voice, where=where, by=by)
    tables = list(map(table_of, parts))
    tables = [
        map_table(table, partial(_named, part.names)) for table, part in zip(tables, parts, strict=True)
    ]
    if len(tables) == 1:
        return tables[0]
    if in_order is None:
        return one_below_the_other(tables, ignore_index)
    table = articles.articles if isinstance(articles, Tokens) else articles
    return side_by_side(partial(_ordered, in_order), table, *tables)


def _named(names: dict[str, str], table: pd.DataFrame) -> pd.DataFrame:
    """Return the table of a part with columns that name it."""
    if taken := set(names).intersection(table.columns):
        raise ValueError(
            f"the table has a column {taken.pop()!r} of its own beside the one of articles; rename that"
        )
    for place, (column, name) in enumerate(names.items()):
        table.insert(place, column, pd.Series(name, index=table.index, dtype="str"))
    return table


def _ordered(
    in_order: Callable[[pd.DataFrame, pd.Index], pd.DataFrame], articles: pd.DataFrame, *tables: pd.DataFrame
) -> pd.DataFrame:
    return in_order(pd.concat(tables, ignore_index=True), articles.index)


def tokenize_like(tokens: Tokens, articles: pd.DataFrame) -> Tokens:
    """Return the words of other articles, by the rules of `tokens`."""
    rules = tokens.rules
    aliases: dict[str, list[str]] = {}
    for other, name in rules.aliases.items():
        aliases.setdefault(name, []).append(other)
    return tokenize(
        articles,
        stem=rules.stem,
        accents=rules.accents,
        segment=rules.segment,
        aliases=aliases,
        language=[],
        stop_words=tokens.stop_words,
    )


def _in_place(articles: Articles, where: str) -> Tokens:
    """Return the words of the text, the lead or the title."""
    if where == "text":
        return as_tokens(articles, in_partitions=True)
    table: pd.DataFrame = articles.articles if isinstance(articles, Tokens) else articles
    if where == "title":
        table = check_articles(table, "title", in_partitions=True).assign(text=table["title"])
    else:
        table = map_rows(table, _with_leads)
    return tokenize_like(articles, table) if isinstance(articles, Tokens) else tokenize(table)


def _with_leads(articles: pd.DataFrame) -> pd.DataFrame:
    return articles.assign(text=articles["text"].map(lead_of, na_action="ignore"))


def lead_of(text: str) -> str:
    """Return the first paragraph of a text, and the next ones while it has fewer than 15 words; no more than
    100 words.

    Examples
    --------
    >>> lines = ["BEIRUT", "The last convoys left at dawn, said two people who saw them go by", "Rain"]
    >>> lead_of(chr(10).join(lines)).splitlines() == lines[:2]
    True
    """
    words = list(islice(_WORD.finditer(text), MOST_LEAD))
    if len(words) < LEAST_LEAD:
        return text
    end = text.find("\n", words[LEAST_LEAD - 1].end())
    end = len(text) if end < 0 else end
    return text[: min(end, words[-1].end())] if len(words) == MOST_LEAD else text[:end]


def _in_voices(tokens: Tokens, voices: Sequence[str | None]) -> list[Tokens]:
    """Return the words of each voice; terms and scare quotes are the article's own. Quotations are read once
    for all voices.
    """
    if all(voice is None for voice in voices):
        return [tokens] * len(voices)
    articles = tokens.articles
    if is_partitioned(articles):
        spoken = [map_rows(articles, partial(_only_voice, voice)) for voice in voices]
    else:
        spoken = _texts_in(articles, voices)
    return [tokenize_like(tokens, each) for each in spoken]


def _only_voice(voice: str | None, articles: pd.DataFrame) -> pd.DataFrame:
    return _texts_in(articles, [voice])[0]


def _texts_in(articles: pd.DataFrame, voices: Sequence[str | None]) -> list[pd.DataFrame]:
    """Return articles with the words of each voice alone."""
    texts = texts_of(articles).tolist()
    spans: list[list[tuple[int, int]]] = [[] for _ in texts]
    found = quoted_spans(articles)
    found = found[found["rule"] != "term"]
    for row, start, end in found[["row", "start", "end"]].to_numpy().tolist():
        spans[row].append((start, end))

    def in_voice(voice: str | None) -> pd.DataFrame:
        kept = [
            _blanked(text, quoted if voice == "own" else _outside(quoted, len(text)))
            for text, quoted in zip(texts, spans, strict=True)
        ]
        return articles.assign(text=pd.Series(kept, articles.index, object))

    return list(map(in_voice, voices))


def _outside(spans: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return what is between some spans, which are in order."""
    edges = [0, *(place for span in spans for place in span), length]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length, with a break and spaces in place of some spans."""
    pieces, place = [], 0
    for start, end in spans:
        pieces += [text[place:start], BREAK.ljust(end - start)[: end - start]]
        place = end
    return "".join([*pieces, text[place:]])


def _by_speaker(tokens: Tokens) -> Tokens:
    """Return one row an article and person whom it quotes, with the words of that person."""
    articles = map_rows(tokens.articles, lambda articles: articles.assign(text=articles["text"].fillna("")))
    return tokenize_like(tokens, side_by_side(_words_of_persons, articles, quotes(articles)))


def _words_of_persons(articles: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    row = articles.index.get_indexer(pd.Index(found["article"]))
    person, persons = pd.factorize(found["person"], use_na_sentinel=False)
    words = found["quote"].groupby([row, person]).agg(f" {BREAK} ".join)
    rows, person = (words.index.get_level_values(level).to_numpy(int) for level in (0, 1))
    speaker = pd.Series(persons.take(person).array, dtype="str")
    # No label of an article: what is given by the labels of articles must not be taken for these rows.
    labels = articles.index[rows].astype("str") + "\n" + speaker.fillna("")
    spoken = articles.iloc[rows].set_axis(pd.Index(labels, name="row"))
    return spoken.assign(text=words.array, speaker=speaker.array)
