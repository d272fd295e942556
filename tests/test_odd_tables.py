"""Tables as users have them: every public function takes them, or says in words of its own what to do."""

import datetime
import os
import traceback

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from test_contracts import CALLS, TEXTS

import newslab
from newslab import plot_volume, problems, sample_for_coding, save_articles, show_shared_passages

pytestmark = pytest.mark.filterwarnings("ignore:too few articles", "ignore:.*share much of their text")

HERE = os.path.dirname(os.path.abspath(newslab.__file__))
N = 5
PLAIN = pd.DataFrame(
    {
        "source": ["Wire", "Daily", "Wire", "Daily", "Wire"],
        "date": pd.date_range("2024-12-01", periods=N),
        "title": ["One", "Two", "Three", "Four", "Five"],
        "author": ["Ana", "Max", None, "Ana", "Max"],
        "text": pd.Series([*TEXTS[:3], "Rain fell on the regime again.", "It did not rain."], dtype="str"),
        "origin": [f"{name}.txt" for name in "abcde"],
        "story": 1,
    },
    index=pd.Index(list("abcde"), name="article"),
)


def with_index(index):
    return PLAIN.set_axis(pd.Index(index) if isinstance(index, list) else index, axis=0)


def some(values, dtype=object):
    return pd.Series(values, index=PLAIN.index, dtype=dtype)


TABLES = {
    "texts as categories": PLAIN.assign(text=PLAIN["text"].astype("category")),
    "texts of Arrow": PLAIN.assign(text=PLAIN["text"].astype("string[pyarrow]")),
    "texts of Python": PLAIN.assign(text=PLAIN["text"].astype("string[python]")),
    "texts with None": PLAIN.assign(text=some([*TEXTS[:2], None, None, "Rain."])),
    "texts with NA": PLAIN.assign(text=some([*TEXTS[:2], pd.NA, np.nan, "Rain."])),
    "no text at all": PLAIN.assign(text=some([None] * N)),
    "texts of half a surrogate pair": PLAIN.assign(text=some(["rain \ud800 fell", *TEXTS[:3], "Rain."])),
    "numbers as texts": PLAIN.assign(text=range(N)),
    "bytes as texts": PLAIN.assign(text=some([b"rain"] * N)),
    "lists as texts": PLAIN.assign(text=some([["rain"]] * N)),
    "one number among texts": PLAIN.assign(text=some([*TEXTS, 7])),
    "no column of texts": PLAIN.drop(columns="text"),
    "sources as numbers": PLAIN.assign(source=[1, 2, 1, 2, 1]),
    "sources as numbers with holes": PLAIN.assign(source=[1.5, 2, np.nan, 2, 1.5]),
    "sources as truth values": PLAIN.assign(source=[True, False, True, False, True]),
    "sources as categories": PLAIN.assign(source=PLAIN["source"].astype("category")),
    "sources as categories of numbers": PLAIN.assign(source=pd.Categorical([1, 2, 1, 2, None])),
    "sources of several types": PLAIN.assign(source=some([1, "Daily", None, 2.5, pd.NA])),
    "sources as lists": PLAIN.assign(source=some([["Wire"], ["Daily"], ["Wire"], ["Daily"], ["Wire"]])),
    "sources as dates": PLAIN.assign(source=PLAIN["date"]),
    "sources with NA of Arrow": PLAIN.assign(source=some(["Wire", pd.NA, "Wire", "D", "D"], "string")),
    "sources of half a surrogate pair": PLAIN.assign(source=some(["\ud800", "Daily", "Wire", "D", "D"])),
    "one source": PLAIN.assign(source="Wire"),
    "dates with a zone": PLAIN.assign(date=PLAIN["date"].dt.tz_localize("Asia/Tokyo")),
    "dates as texts": PLAIN.assign(date=PLAIN["date"].astype("str")),
    "dates as texts with a hole": PLAIN.assign(date=some(["2024-12-01", None, "2024-12-03", "", "2024-12"])),
    "dates that are none": PLAIN.assign(date="soon"),
    "dates as numbers": PLAIN.assign(date=range(N)),
    "dates as Python has them": PLAIN.assign(date=some([datetime.date(2024, 12, 1)] * N)),
    "dates beyond the calendar": PLAIN.assign(date=some([datetime.datetime(1, 1, 1)] * N)),
    "dates of the year 9999": PLAIN.assign(date=np.datetime64("9999-12-31", "s")),
    "dates beyond any year": PLAIN.assign(date=np.array([2**52] * N, "datetime64[s]")),
    "dates as periods": PLAIN.assign(date=PLAIN["date"].dt.to_period("D")),
    "dates as categories": PLAIN.assign(date=PLAIN["date"].astype("category")),
    "no dates": PLAIN.assign(date=pd.NaT),
    "dates of None": PLAIN.assign(date=None),
    "titles as numbers": PLAIN.assign(title=range(N)),
    "titles of several types": PLAIN.assign(title=some([1, None, "x", pd.NA, b"y"])),
    "labels twice": with_index(["a", "a", "b", "c", "d"]),
    "labels of two levels": with_index(pd.MultiIndex.from_product([["x"], range(N)])),
    "labels of numbers": with_index(list(range(N))),
    "labels of several types": with_index([1, "a", None, 2.5, ("b", 1)]),
    "labels of dates": with_index(pd.date_range("2024-12-01", periods=N)),
    "labels of categories": with_index(pd.CategoricalIndex(list("abcde"))),
    "labels named like a column": PLAIN.rename_axis("text"),
    "labels named source": PLAIN.rename_axis("source"),
    "two columns of one name": pd.concat([PLAIN, PLAIN[["title"]]], axis=1),
    "two columns of texts": pd.concat([PLAIN, PLAIN[["text"]]], axis=1),
    "columns named by numbers": PLAIN.assign(x=1).rename(columns={"x": 0}),
    "columns of two levels": PLAIN.set_axis(pd.MultiIndex.from_product([PLAIN.columns, ["x"]]), axis=1),
    "columns of categories": PLAIN.set_axis(pd.CategoricalIndex(PLAIN.columns), axis=1),
    "no articles": PLAIN.iloc[:0],
    "no articles and no types": pd.DataFrame({"text": [], "source": [], "date": []}),
    "no columns": pd.DataFrame(),
    "foreign notes": PLAIN.copy(),
    "columns named as results are": PLAIN.assign(n=1, term="x", article="y", story=1, copies=2),
}
TABLES["foreign notes"].attrs = {"problems": object(), "x": [1]}

FUNCTIONS = {
    **{name: function for name, (function, _) in CALLS.items()},
    "distinctive_terms within stories": lambda articles: newslab.distinctive_terms(articles, within="story"),
    "story_timeline": lambda articles: newslab.story_timeline(articles, "story"),
    "lead_counts": lambda articles: newslab.lead_counts(articles, "story"),
    "problems": problems,
    "sample_for_coding": lambda articles: sample_for_coding(articles, 3, frames=["rain"]),
    "show_shared_passages": lambda articles: show_shared_passages(
        newslab.shared_passages(articles, min_words=2), articles
    ),
    "plot_volume": plot_volume,
}


def fault_of(function, table):
    """Call a function; return what it raises, unless that is an error of its own which says something."""
    try:
        function(table)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        is_own = isinstance(error, (ValueError, TypeError, KeyError)) and last.filename.startswith(HERE)
        if not is_own or len(str(error)) < 30:
            return f"{type(error).__name__}: {error}"
    return ""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_any_table_is_taken_or_refused_with_the_remedy(name):
    faults = {}
    for kind, table in TABLES.items():
        before = table.copy(deep=True)
        faults[kind] = fault_of(FUNCTIONS[name], table)
        if kind != "foreign notes":
            pd.testing.assert_frame_equal(table, before)
        plt.close("all")
    assert {kind: fault for kind, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_any_table_is_saved_or_refused_with_the_remedy(ending, tmp_path):
    path = tmp_path / f"a{ending}"
    faults = {
        kind: fault_of(lambda articles: save_articles(articles, path), table)
        for kind, table in TABLES.items()
    }
    assert {kind: fault for kind, fault in faults.items() if fault} == {}
