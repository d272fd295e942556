"""What a source leaves out, and what it alone says: counted by hand, and as probable as shuffles make it."""

import time
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from newslab import exclusive_terms, omitted_terms, tokenize
from newslab.statistics import absence_p_value

OMITTED = ["group", "term", "n_groups_using", "n_reference", "rate_reference", "n_expected", "p_value"]
EXCLUSIVE = ["group", "term", "n", "n_articles", "rate", "n_expected", "p_value"]


@pytest.fixture
def articles():
    """Three sources: all but the Wire tell of the shelling, and the Post alone of a treaty."""
    return pd.DataFrame(
        {
            "source": ["Daily", "Daily", "Post", "Post", "Wire", "Wire"],
            "text": [
                "the shelling went on",
                "troops left",
                "troops saw shelling and shelling",
                "a treaty and a treaty",
                "troops left all of it and then troops left it",
                "so they left",
            ],
        }
    )


def test_omissions_counted_by_hand(articles):
    table = omitted_terms(articles)
    assert table.columns.tolist() == OMITTED
    assert table[["group", "term", "n_groups_using", "n_reference"]].to_numpy().tolist() == [
        ["Post", "left", 2, 4],
        ["Wire", "shelling", 2, 3],
    ]
    wire = table.iloc[1]
    assert wire["rate_reference"] == pytest.approx(1000 * 3 / 16)
    assert wire["n_expected"] == pytest.approx(3 * 13 / 16)
    # Two of six articles use it, and none of the Wire's two does: (4 of 6) times (3 of 5).
    assert wire["p_value"] == pytest.approx(4 / 6 * 3 / 5)


def test_what_one_source_alone_says_counted_by_hand(articles):
    table = exclusive_terms(articles)
    assert table.columns.tolist() == EXCLUSIVE
    assert table["term"].tolist() == ["went", "treaty", "saw"]
    treaty = table.iloc[1]
    assert treaty[["group", "n", "n_articles"]].tolist() == ["Post", 2, 1]
    assert treaty["rate"] == pytest.approx(1000 * 2 / 10)
    assert treaty["n_expected"] == pytest.approx(2 * 19 / 10)
    assert treaty["p_value"] == pytest.approx(1 - 4 / 6 * 19 / 29 * 6 / 4)


def test_the_longest_of_terms_that_are_always_together_is_kept():
    texts = ["they saw white helmets there", "then white helmets left", "they saw nothing"]
    articles = pd.DataFrame({"source": list("ABC"), "text": texts})
    table = omitted_terms(articles)
    assert table.loc[table["group"] == "C", "term"].tolist() == ["white helmets"]
    more = articles.assign(text=[*texts[:2], "they saw nothing white"])
    assert omitted_terms(more).query("group == 'C'")["term"].tolist() == ["white helmets"]
    white = articles.assign(text=[texts[0] + " in white", *texts[1:]])
    assert omitted_terms(white).query("group == 'C'")["term"].tolist() == ["white", "white helmets"]


def test_a_name_is_one_term_whatever_its_variant():
    texts = [
        "Then Bashar al-Assad fled, and Assad was gone",
        "In the end al-Assad fled and Bashar al-Assad was gone",
        "In the end he fled and was gone",
    ]
    table = omitted_terms(pd.DataFrame({"source": list("ABC"), "text": texts})).query("group == 'C'")
    assert table[["term", "n_groups_using", "n_reference"]].to_numpy().tolist() == [["Bashar al-Assad", 2, 4]]


def test_what_is_written_small_or_inside_another_name_is_not_missing():
    texts = ["the axis of resistance fell", "an axis of resistance fell", "the “Axis of Resistance” fell"]
    assert omitted_terms(pd.DataFrame({"source": list("ABC"), "text": texts})).empty
    texts = ["a white flag hung there", "their white flag hung", "there hung the flag of the White House"]
    table = omitted_terms(pd.DataFrame({"source": list("ABC"), "text": texts}))
    assert "white" not in set(table["term"])


def test_what_others_write_small_is_not_said_by_one_source_alone():
    texts = ["then the Axis of Resistance fell there", "then an axis of resistance fell down there"]
    table = exclusive_terms(pd.DataFrame({"source": ["A", "B"], "text": texts}))
    assert table["term"].tolist() == []


def test_each_story_is_compared_for_itself(articles):
    other = pd.DataFrame({"source": ["Daily", "Post", "Post"], "text": ["rain fell", "rain", "it was so"]})
    alone = pd.DataFrame({"source": ["Wire"], "text": ["snow"]})
    told = pd.concat([articles, other, alone], keys=["war", "rain", "snow"], names=["story", None])
    told = told.reset_index("story").reset_index(drop=True)
    table = omitted_terms(told, within="story")
    assert table.columns.tolist() == ["story", *OMITTED]
    pd.testing.assert_frame_equal(
        table[table["story"] == "war"].drop(columns="story").reset_index(drop=True), omitted_terms(articles)
    )
    assert table[table["story"] == "rain"]["term"].tolist() == ["fell"]
    alone_said = exclusive_terms(told, within="story")
    assert set(alone_said["story"]) == {"war", "rain"}
    assert alone_said[alone_said["story"] == "rain"]["term"].tolist() == ["fell"]


def test_no_story_in_common_leaves_nothing_to_list(articles):
    for function in (omitted_terms, exclusive_terms):
        table = function(articles.assign(story=articles["source"]), within="story")
        assert table.empty
        assert table["p_value"].dtype == float


def test_groups_of_two_columns(articles):
    table = omitted_terms(articles.assign(desk="a"), by=["source", "desk"])
    assert table["group"].tolist() == ["Post / a", "Wire / a"]


def test_a_group_without_words_omits_nothing(articles):
    silent = pd.DataFrame({"source": ["Mute"], "text": [""]})
    assert "Mute" not in set(omitted_terms(pd.concat([articles, silent], ignore_index=True))["group"])


@pytest.mark.parametrize("function", [omitted_terms, exclusive_terms])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "outlet"}, "no column 'outlet'"),
        ({"within": "event"}, "no column 'event'"),
        ({"within": "source"}, "list of different columns"),
    ],
)
def test_bad_options_are_refused(articles, function, options, message):
    with pytest.raises(ValueError, match=message):
        function(articles, **options)


@pytest.mark.parametrize("function", [omitted_terms, exclusive_terms])
def test_one_group_alone_is_refused_with_the_remedy(articles, function):
    with pytest.raises(ValueError, match=r"all articles are of one group.*by= names"):
        function(articles[:2])
    with pytest.raises(ValueError, match=r"there are no articles.*by= names"):
        function(articles[:0])
    with pytest.raises(ValueError, match="a column 'term' of its own"):
        function(articles.assign(term="x"), within="term")


def test_stems_count_as_one_term():
    texts = ["the troops fled", "a troop was fleeing", "a troop fled"]
    articles = pd.DataFrame({"source": list("ABC"), "text": texts})
    assert omitted_terms(articles)["term"].tolist() == ["troop", "fled"]
    assert omitted_terms(tokenize(articles, stem="english"))["term"].tolist() == ["troop fled"]


@pytest.mark.parametrize(("n_articles", "n_using"), [(2, 1), (3, 2), (4, 3), (5, 1)])
def test_absence_is_as_probable_as_all_shuffles_make_it(n_articles, n_using):
    drawn = list(combinations(range(9), n_articles))
    share_of_shuffles = np.mean([min(rows) >= n_using for rows in drawn])
    p_value = absence_p_value(np.array([n_articles]), 9, np.array([n_using]), np.array([0.9]))
    assert p_value[0] == pytest.approx(share_of_shuffles)


def test_the_absence_from_short_articles_is_less_surprising():
    shares = np.array([0.5, 0.2, 0.05, 0])
    p_values = absence_p_value(np.full(4, 5), 10, np.full(4, 3), shares)
    assert (np.diff(p_values) > 0).all()
    assert p_values[-1] == 1


def test_absence_is_hardly_ever_surprising_when_sources_are_shuffled():
    rng = np.random.default_rng(0)
    words = np.array([f"word{i:03}" for i in range(300)])
    topics = rng.dirichlet(np.full(300, 0.1), 60)
    texts = [" ".join(rng.choice(words, rng.integers(40, 160), p=topic)) for topic in topics]
    tokens = tokenize(pd.DataFrame({"text": texts}))
    n_terms = n_surprising = 0
    for _ in range(10):
        tokens.articles["source"] = rng.permutation(np.repeat(list("ABCD"), 15))
        table = omitted_terms(tokens)
        n_terms += 4 * 300
        n_surprising += (table["p_value"] < 0.05).sum()
    assert n_surprising / n_terms < 0.05


def test_ten_thousand_sources_of_one_article_each_take_seconds():
    rng = np.random.default_rng(1)
    words = np.array([f"w{i}" for i in range(2000)])
    texts = [" ".join(row) for row in words[rng.zipf(1.3, (10_000, 20)) % 2000]]
    articles = pd.DataFrame({"source": [f"s{i}" for i in range(10_000)], "text": texts})
    tokens = tokenize(articles)
    started = time.process_time()
    table = omitted_terms(tokens)
    exclusive_terms(tokens)
    assert time.process_time() - started < 20
    assert (2 * table["n_groups_using"] > 9_999).all()
