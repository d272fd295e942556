"""Words in context: on toy texts by hand, and every hit leads back to its place."""

import tracemalloc
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures

from newslab.english import STOP_WORDS
from newslab.kwic import collocates, concordance
from newslab.statistics import signed_g2
from newslab.tokens import split_words


@pytest.fixture
def articles():
    return pd.DataFrame(
        {
            "source": ["Wire", None, "Wire"],
            "text": [
                "Iran’s forces left Syria.\n\nIran said its “advisers” left first.",
                None,
                "In the Middle East, Iran-backed groups and al-Qaeda fight; the middle is empty.",
            ],
        },
        index=["a", "b", "c"],
    )


def test_a_concordance_by_hand(articles):
    table = concordance(articles, "iran", words=2)
    assert table.columns.tolist() == ["article", "source", "left", "match", "right", "start", "end"]
    assert table["article"].tolist() == ["a", "a", "c"]
    assert table["left"].tolist() == ["", "left Syria.", "Middle East,"]
    assert table["match"].tolist() == ["Iran’s", "Iran", "Iran"]
    assert table["right"].tolist() == ["forces left", "said its", "-backed groups"]
    for row in table.itertuples():
        assert articles.loc[row.article, "text"][row.start : row.end] == row.match


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("Al Qaeda", ["al-Qaeda"]),
        ("middle east", ["Middle East"]),
        ("middle", ["Middle", "middle"]),
        (["middle", "middle east"], ["Middle East", "middle"]),
        ("for*", ["forces"]),
        ("nothing", []),
    ],
)
def test_patterns_are_those_of_a_lexicon(articles, pattern, matches):
    assert concordance(articles, pattern)["match"].tolist() == matches


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "holds no word"),
        ("…", "holds no word"),
        ("*", "holds no word"),
        ([], "pattern must be a word or phrase"),
        (5, "pattern must be a word or phrase"),
        ([5], "pattern must be a word or phrase"),
    ],
)
def test_a_pattern_without_words_is_refused(articles, pattern, message):
    with pytest.raises(ValueError, match=message):
        concordance(articles, pattern)


def test_no_words_around(articles):
    table = concordance(articles, "advisers", words=0)
    assert table[["left", "match", "right"]].to_numpy().tolist() == [["", "advisers", ""]]


@given(st.lists(st.text("ab. é’", max_size=20), max_size=4), st.sampled_from(["a", "a*", "b a", "é"]))
def test_each_match_stands_where_it_says(texts, pattern):
    articles = pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    for row in concordance(articles, pattern, words=1).itertuples():
        text = texts[row.article]
        assert text[row.start : row.end] == row.match
        found, wanted = split_words(row.match), split_words(pattern)
        assert len(found) == len(wanted)
        assert found[-1].startswith(wanted[-1]) if pattern.endswith("*") else found == wanted


def collocates_by_hand(text, node, span):
    words = split_words(text)
    beside, elsewhere = Counter(), Counter()
    for i, word in enumerate(words):
        if word != node:
            near = any(w == node for w in words[max(0, i - span) : i + span + 1])
            (beside if near else elsewhere)[word] += 1
    return beside, elsewhere


@pytest.mark.parametrize("span", [1, 2, 5])
def test_collocates_are_those_of_brute_force(span):
    rng = np.random.default_rng(span)
    text = " ".join(rng.choice(["iran", "syria", "fled", "said", "rain", "the"], 120))
    table = collocates(pd.DataFrame({"text": [text]}), "Iran", words=span).set_index("term")
    beside, elsewhere = collocates_by_hand(text, "iran", span)
    assert table.columns.tolist() == ["n", "n_expected", "g2", "log_ratio"]
    assert set(table.index) == set(beside) - STOP_WORDS
    n_beside, n_elsewhere = beside.total(), elsewhere.total()
    for term, row in table.iterrows():
        both = beside[term] + elsewhere[term]
        assert row["n"] == beside[term]
        assert row["n_expected"] == pytest.approx(both * n_beside / (n_beside + n_elsewhere))
        assert row["g2"] == pytest.approx(signed_g2(beside[term], elsewhere[term], n_beside, n_elsewhere))


def test_collocates_by_source_are_scored_as_nltk_does():
    """Of each source on its own, from the four numbers that a contingency table of words is made of."""
    rng = np.random.default_rng(0)
    words = ["iran", "syria", "fled", "said", "rain", "troops", "border"]
    texts = [" ".join(rng.choice(words, 60, p=rng.dirichlet(np.full(7, 2)))) for _ in range(9)]
    articles = pd.DataFrame({"source": ["Wire", "Daily", None] * 3, "text": texts})
    table = collocates(articles, "Iran", by="source", words=2)
    assert table["source"].unique().tolist() == ["(unknown)", "Daily", "Wire"]
    for source, rows in table.groupby("source"):
        own = articles.loc[articles["source"].fillna("(unknown)") == source, "text"]
        by_hand = [collocates_by_hand(text, "iran", 2) for text in own]
        beside, elsewhere = (sum(counters, Counter()) for counters in zip(*by_hand, strict=True))
        for row in rows.itertuples():
            n_both, n_words = beside[row.term] + elsewhere[row.term], beside.total() + elsewhere.total()
            g2 = BigramAssocMeasures.likelihood_ratio(row.n, (n_both, beside.total()), n_words)
            assert abs(row.g2) == pytest.approx(g2, abs=1e-6)
            assert row.n == beside[row.term]
            assert row.n_expected == pytest.approx(n_both * beside.total() / n_words)
            rates = row.n / beside.total(), elsewhere[row.term] / elsewhere.total()
            assert row.log_ratio == pytest.approx(np.log2(rates[0] / rates[1]))
            assert np.sign(row.g2) == np.sign(row.log_ratio)


def test_a_word_in_no_article_has_no_lines_and_no_collocates(articles):
    assert concordance(articles, "nowhere").empty
    for by in (None, "source"):
        table = collocates(articles, "nowhere", by=by)
        assert table.empty
        assert table.columns.tolist() == [*([by] if by else []), "term", "n", "n_expected", "g2", "log_ratio"]


def test_the_strongest_collocates_come_first_and_ties_by_term():
    text = "Iran fled. Iran fled west. Rain fell on all hills and more rain fell west of them. East Iran."
    table = collocates(pd.DataFrame({"text": [text]}), "Iran", words=1)
    assert table["term"].tolist() == ["fled", "East"]
    again = collocates(pd.DataFrame({"text": [text.replace("East Iran", "East Iran zone")]}), "Iran", words=1)
    assert again["term"].tolist() == ["fled", "East", "zone"]
    assert again["g2"].is_monotonic_decreasing


def test_collocates_do_not_cross_the_end_of_an_article():
    articles = pd.DataFrame({"text": ["rain Iran", "fled fled"]})
    assert collocates(articles, "Iran")["term"].tolist() == ["rain"]


def test_collocates_by_source(articles):
    table = collocates(articles, "Iran", by="source", words=1)
    assert table.columns.tolist() == ["source", "term", "n", "n_expected", "g2", "log_ratio"]
    assert table["source"].unique().tolist() == ["Wire"]
    alone = collocates(articles[articles["source"] == "Wire"], "Iran", words=1)
    pd.testing.assert_frame_equal(table.drop(columns="source"), alone)


def test_a_long_text_is_not_copied_for_each_use():
    tracemalloc.start()
    concordance(pd.DataFrame({"text": ["the river rose by a metre " * 20_000]}), "the")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000_000


def test_half_a_surrogate_pair_is_shown_as_a_question_mark():
    articles = pd.DataFrame({"text": pd.Series(["a \ud800 b"], dtype=object)})
    assert concordance(articles, "b")[["left", "match"]].values.tolist() == [["a ?", "b"]]
