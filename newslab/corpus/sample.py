"""The sample corpus that comes with newslab."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newslab.corpus.articles import read_articles


def load_sample() -> pd.DataFrame:
    """Read the sample corpus: thirty articles by five invented outlets on one real story.

    Returns
    -------
    DataFrame
        The articles table, as `read_articles` returns it.

    Examples
    --------
    >>> load_sample()["source"].nunique()
    5
    """
    package = Path(__file__).resolve().parents[1]
    # Inside the installed package, else where a clone of the repository has it.
    places = [package / "sample", package.parent / "data" / "sample"]
    for place in places:
        if place.is_dir():
            return read_articles(place)
    raise FileNotFoundError(
        f"the sample corpus is neither in {places[0]} nor in {places[1]}; install newslab again"
    )
