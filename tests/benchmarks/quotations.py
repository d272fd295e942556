"""How well are quotations found, and their speakers?

    .venv/bin/python tests/benchmarks/quotations.py FOLDER

FOLDER holds polnear_articles.parquet (id, split, text) and polnear_attributions.parquet (article_id, kind,
speaker, content_spans, source_spans): news articles in which people marked who is reported to say what. Those
of the kinds direct and mixed with quotation marks are what `quotes` should find.

A quotation is right where it overlaps a marked one, and a marked one is found where a quotation overlaps it.
A speaker is right who shares a word with the one marked, small words left out; a name is right where a
pronoun is marked, if that is what it was put down for, or if it goes on from an earlier quotation."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import pandas as pd

import newslab as nl
from newslab.english import STOP_WORDS
from newslab.tokens import split_words

MARKS = "“”\"«»„‘’'`"
ASIDE = ["term", "title"]
PRONOUNS = {"he", "she", "they", "it", "i", "we", "who", "you"}


def spans_of(column: pd.Series) -> list[list[tuple[int, int]]]:
    return [[tuple(span) for span in json.loads(spans)] for spans in column]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folder", type=Path, help="where polnear_articles.parquet and polnear_attributions.parquet are"
    )
    folder = parser.parse_args().folder
    for name in ("polnear_articles.parquet", "polnear_attributions.parquet"):
        if not (folder / name).exists():
            parser.error(f"{folder / name} is missing")
    articles = pd.read_parquet(folder / "polnear_articles.parquet").set_index("id")
    marked = pd.read_parquet(folder / "polnear_attributions.parquet")
    for split in ("train", "dev"):
        some = articles[articles["split"] == split]
        of_some = marked[marked["article_id"].isin(some.index)]
        report(split, some, of_some)


def report(split: str, articles: pd.DataFrame, marked: pd.DataFrame) -> None:
    marked = marked[marked["kind"] != "indirect"].assign(spans=lambda table: spans_of(table["content_spans"]))
    texts = articles["text"]

    def is_quoted(row: tuple) -> bool:
        return any(
            re.search("[“”\"«»„]|``|''", texts[row.article_id][max(0, start - 2) : end + 2])
            for start, end in row.spans
        )

    marked = marked[[is_quoted(row) for row in marked.itertuples()]]
    by_article = {article: list(rows.itertuples()) for article, rows in marked.groupby("article_id")}
    found = nl.quotes(articles, terms=True)
    rows, hit = [], set()
    for quote in found.itertuples():
        overlapping = [
            row
            for row in by_article.get(quote.article, [])
            if any(start < quote.end and quote.start < end for start, end in row.spans)
        ]
        if quote.rule not in ASIDE:
            hit.update(row.Index for row in overlapping)
        speakers = [row.speaker for row in overlapping if isinstance(row.speaker, str)]
        rows.append((bool(overlapping), any(is_same(quote, speaker) for speaker in speakers), any(speakers)))
    found[["is_right", "is_speaker", "has_speaker"]] = rows
    aside = found[found["rule"].isin(ASIDE)].groupby("rule")["is_right"].agg(["size", "sum"])
    found = found[~found["rule"].isin(ASIDE)]
    n_words = found["quote"].str.count(r"\w+")
    found = found.assign(
        length=pd.cut(n_words, [0, 3, 8, 20, 10_000], labels=["1-3 words", "4-8", "9-20", "21 and more"])
    )
    is_found = marked.index.isin(list(hit))
    print(f"{split}: {len(articles):,} articles, {len(marked):,} marked, {len(found):,} found")
    print(f"  precision {found['is_right'].mean():.3f}, recall {is_found.mean():.3f}", end="")
    for kind in ("direct", "mixed"):
        print(f", {kind} {is_found[marked['kind'] == kind].mean():.3f}", end="")
    print()
    with_speaker = found[found["is_right"] & found["has_speaker"]]
    print(f"  speaker right {with_speaker['is_speaker'].mean():.3f}")
    for how, (n, n_marked) in aside.iterrows():
        print(f"  set aside as {how}: {n:,}, of which people marked {n_marked:,}")
    for column in ("rule", "length"):
        table = found.groupby(column, observed=True).agg(
            n=("is_right", "size"), precision=("is_right", "mean")
        )
        table["speaker"] = with_speaker.groupby(column, observed=True)["is_speaker"].mean()
        print(table.round(3).to_string())


def is_same(quote: tuple, speaker: str) -> bool:
    if not isinstance(quote.speaker, str):
        return False
    words = set(split_words(speaker)) - (STOP_WORDS - PRONOUNS)
    ours = set(split_words(quote.speaker)) - (STOP_WORDS - PRONOUNS)
    return bool(words & ours) or (quote.rule in ("pronoun", "continued") and bool(words & PRONOUNS))


if __name__ == "__main__":
    main()
