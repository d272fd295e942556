"""Checks: each refuses what is wrong in words that carry the remedy."""

import numpy as np
import pandas as pd
import pytest

from newslab.articles import check_articles, dates_of, find_group, group_articles, labels_of
from newslab.checks import check_choice, check_count, check_fraction
from newslab.corpus import problems


def test_articles_that_are_fine_are_returned_as_they_are():
    articles = pd.DataFrame({"text": ["x"], "source": ["A"]})
    assert check_articles(articles, "source") is articles


@pytest.mark.parametrize(
    ("articles", "error", "message"),
    [
        ("folder", TypeError, r"must be a pandas DataFrame.*not str; newslab.read_articles\(path\)"),
        (pd.DataFrame({"body": ["x"]}), ValueError, r"no column 'text', only 'body'; rename one"),
        (pd.DataFrame({"text": ["x"]}), ValueError, "no column 'source', only 'text'"),
        (
            pd.DataFrame({"text": ["x", "y"], "source": "A"}, index=["a", "a"]),
            ValueError,
            r"holds 'a' more than once; articles.reset_index\(drop=True\)",
        ),
    ],
)
def test_articles_that_are_not_are_refused(articles, error, message):
    with pytest.raises(error, match=message):
        check_articles(articles, "source")


@pytest.mark.parametrize("value", [-0.1, 1.1, "half", None, True, np.nan])
def test_a_fraction_lies_between_0_and_1(value):
    with pytest.raises(ValueError, match="share must be a number from 0 to 1"):
        check_fraction("share", value)
    assert check_fraction("share", 0.5) == 0.5


@pytest.mark.parametrize("value", [0, 1.5, "two", None, True, np.inf])
def test_a_count_is_a_whole_number(value):
    with pytest.raises(ValueError, match="top must be a whole number of at least 1"):
        check_count("top", value)
    assert check_count("top", 2.0) == 2


def test_a_choice_lists_the_choices():
    with pytest.raises(ValueError, match="source must be one of 'A', 'B', not 'C'"):
        check_choice("source", "C", ["A", "B"])
    many = [str(i) for i in range(40)]
    with pytest.raises(ValueError, match="'11', and 28 more, not 'C'"):
        check_choice("source", "C", many)


def test_groups_are_sorted_and_a_missing_label_is_named():
    articles = pd.DataFrame({"text": "x", "source": ["B", None, "A", "B"]})
    groups, keys = group_articles(articles, "source")
    assert keys["source"].tolist() == ["(unknown)", "A", "B"]
    assert groups.tolist() == [2, 0, 1, 2]


def test_groups_of_labels_and_dates():
    day = pd.to_datetime(["2024-12-08", None, "2024-12-01"])
    articles = pd.DataFrame({"text": "x", "source": "A", "day": day})
    groups, keys = group_articles(articles, ["source", "day"])
    assert keys["day"].tolist()[:2] == [pd.Timestamp("2024-12-01"), pd.Timestamp("2024-12-08")]
    assert pd.isna(keys["day"][2])
    assert groups.tolist() == [1, 2, 0]


def test_groups_of_periods_and_categories():
    week = pd.to_datetime(["2024-12-09", "2024-12-01"]).to_period("W")
    articles = pd.DataFrame({"text": "x", "week": week, "kind": pd.Categorical(["b", None])})
    groups, keys = group_articles(articles, "week")
    assert keys["week"].tolist() == sorted(week)
    assert groups.tolist() == [1, 0]
    assert group_articles(articles, "kind")[1]["kind"].tolist() == ["b", "(unknown)"]


def test_categories_keep_their_order():
    month = pd.Categorical(["Feb", None, "Jan"], categories=["Jan", "Feb"], ordered=True)
    groups, keys = group_articles(pd.DataFrame({"text": "x", "month": month}), "month")
    assert keys["month"].tolist() == ["Jan", "Feb", "(unknown)"]
    assert groups.tolist() == [1, 2, 0]


def test_a_column_of_labels_that_are_all_missing_is_one_unknown_group():
    articles = pd.DataFrame({"text": ["x", "y"], "source": [np.nan, np.nan]})
    assert group_articles(articles, "source")[1]["source"].tolist() == ["(unknown)"]
    undated = articles.assign(day=pd.to_datetime([None, None]))
    assert group_articles(undated, "day")[1]["day"].isna().all()


def test_a_column_of_the_table_cannot_be_grouped_by():
    with pytest.raises(ValueError, match=r"has a column 'n' of its own; rename.*'my_n'"):
        group_articles(pd.DataFrame({"text": ["x"], "n": [1]}), "n", beside=["n", "rate"])


def test_no_articles_make_no_groups():
    groups, keys = group_articles(pd.DataFrame({"text": [], "source": []}), "source")
    assert len(groups) == len(keys) == 0


def test_a_group_needs_a_column_that_is_there():
    articles = pd.DataFrame({"text": ["x"]})
    for by in ([], ["text", "text"], 0, None):
        with pytest.raises(ValueError, match="by must name a column of articles, or a list of different"):
            group_articles(articles, by)
    with pytest.raises(ValueError, match="no column 'source'"):
        group_articles(articles, "source")


@pytest.mark.parametrize(
    ("by", "value", "row"),
    [
        ("source", "A", 1),
        ("source", None, 0),
        ("source", "(unknown)", 0),
        ("source", ("A",), 1),
        ("week", pd.Timestamp("2024-12-02"), 0),
        ("week", "2024-12-02", 0),
        ("week", pd.NaT, 1),
        ("year", 2024, 1),
        ("year", "2024", 1),
        (["source", "week"], ("A", None), 1),
        (["year", "source"], (2024, "A"), 1),
    ],
)
def test_a_group_is_named_by_a_value_or_by_one_for_each_column(by, value, row):
    weeks = pd.to_datetime(["2024-12-02", None])
    articles = pd.DataFrame({"text": ["x", "y"], "source": [None, "A"], "week": weeks, "year": [2023, 2024]})
    assert find_group("a", value, group_articles(articles, by)[1]) == row


@pytest.mark.parametrize(
    ("by", "value", "message"),
    [
        ("year", 2025, "a must be one of '2023', '2024', not 2025"),
        ("year", ("2023", "A"), "a must be one of '2023', '2024'"),
        (["year", "source"], "A", r"a must be one of \('2023', 'A'\), \('2024', 'A'\), not 'A'"),
        (["year", "source"], ("A", 2023), r"a must be one of \('2023', 'A'\)"),
    ],
)
def test_a_group_that_is_not_there_is_refused(by, value, message):
    articles = pd.DataFrame({"text": ["x", "y"], "source": "A", "year": [2023, 2024]})
    with pytest.raises(ValueError, match=message):
        find_group("a", value, group_articles(articles, by)[1])


def test_dates_in_zones_are_told_in_utc():
    dates = pd.to_datetime(["2024-12-08T01:00+03:00"])
    assert dates_of(pd.DataFrame({"date": dates})).tolist() == [pd.Timestamp("2024-12-07 22:00")]


@pytest.mark.parametrize("dates", [[20241208], ["last week"]])
def test_what_is_no_date_is_refused_with_the_remedy(dates):
    with pytest.raises(ValueError, match=r"must hold dates.*errors='coerce'"):
        dates_of(pd.DataFrame({"date": dates}))


def test_labels_that_are_not_there_are_missing():
    assert labels_of(pd.DataFrame({"text": ["x"]}), "source").isna().all()


@pytest.mark.parametrize(
    ("articles", "message"),
    [
        (pd.DataFrame([["a", "b"]], columns=["text", "text"]), "two columns of articles are named 'text'"),
        (pd.DataFrame([["a", "b", "c"]], columns=["text", "source", "source"]), "named 'source'"),
        (pd.DataFrame({"text": [1, 2]}), "must hold texts, and holds a value of type int"),
        (pd.DataFrame({"text": ["a", 2.5]}), "must hold texts, and holds a value of type float"),
        (pd.DataFrame({"text": [b"a"]}), "must hold texts, and holds a value of type bytes"),
    ],
)
def test_a_table_whose_texts_are_none_is_refused_with_the_remedy(articles, message):
    with pytest.raises(ValueError, match=message):
        check_articles(articles)


def test_a_column_without_a_text_is_one_of_missing_texts():
    articles = pd.DataFrame({"text": [None, float("nan")]})
    assert check_articles(articles) is articles


@pytest.mark.parametrize("foreign", ["no JSON", [1], '{"a": 1}', '["abcd"]', "[[1]]"])
def test_a_list_of_problems_that_is_none_of_ours_is_refused(foreign):
    articles = pd.DataFrame({"text": ["It rose."]})
    articles.attrs["problems"] = foreign
    with pytest.raises(ValueError, match=r"articles\.attrs\.pop\('problems'\)"):
        problems(articles)
