"""How many of the outlets that news names as its source are found?

    .venv/bin/python tests/benchmarks/outlets.py FOLDER

FOLDER holds polnear_articles.parquet (id, split, text) and polnear_attributions.parquet (article_id,
source_spans): political news with every source annotated by hand (Newell et al. 2018, "An attribution
relations corpus for political news"). Counted are the sources that are nothing but the name of an outlet in
newslab/citations/outlets.yml. The texts belong to their publishers and are not part of this project."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pandas as pd

import newslab as nl
from newslab.citations.outlets import _key, _names_in_file


def outlets_as_sources(articles: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """The annotated sources that are the name of an outlet: article, start and end."""
    names = _names_in_file()
    keys = set(names.loc[~names["is_word"], "key"])
    spans = attributions["source_spans"].map(json.loads)
    sources = {
        (article, start, end)
        for article, of_one in zip(attributions["article_id"], spans, strict=True)
        for start, end in of_one
        if _key(articles.at[article, "text"][start:end]) in keys
    }
    return pd.DataFrame(sorted(sources), columns=["article", "start", "end"])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    paths = [folder / f"polnear_{name}.parquet" for name in ("articles", "attributions")]
    for path in paths:
        if not path.exists():
            parser.error(f"{path} is not there; see the beginning of this file for what it must hold")
    articles, attributions = map(pd.read_parquet, paths)
    articles = articles.set_index("id")
    sources = outlets_as_sources(articles, attributions)
    cited = nl.cited_outlets(articles)[["article", "start", "end"]]
    both = sources.merge(cited, on="article", suffixes=("", "_cited"))
    overlap = both[(both["start"] < both["end_cited"]) & (both["start_cited"] < both["end"])]
    found = sources.merge(overlap[["article", "start"]].drop_duplicates(), how="left", indicator=True)
    print("Sources that are the name of an outlet, and the share found by cited_outlets")
    for split, rows in found.groupby(found["article"].map(articles["split"]), sort=False):
        print(f"{split:6}{len(rows):5}{(rows['_merge'] == 'both').mean():7.3f}")


if __name__ == "__main__":
    main()
