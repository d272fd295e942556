"""Echoed quotations: pairs that a person can check, and those of brute force over all quotations."""

from itertools import combinations
from math import isclose, log

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from newslab.english import STOP_WORDS
from newslab.quotations import echoed_quotes, echoes, remarks
from newslab.tokens import split_words

FORTY_YEARS = "set the Iranian project in the region back by 40 years"
PLAIN = "Pretty much, yes,"
TRANSLATED = "To a large extent, yes ... that is unusual."


PERSONS = {"Al-Sharaa": "Ahmed al-Sharaa", "Sharaa": "Ahmed al-Sharaa", "Leaf": "Barbara Leaf"}


@pytest.fixture
def said(monkeypatch):
    """Say what is quoted, whatever the articles are: rows of article, speaker and quotation."""

    def say(*rows):
        table = pd.DataFrame(rows, columns=["article", "speaker", "quote"]).astype({"speaker": "str"})
        person = table["speaker"].replace(PERSONS).replace("she", None).astype("str")
        table = table.assign(source="Daily " + table["article"].astype("str"), person=person, start=0, end=1)
        monkeypatch.setattr(echoes, "quotes", lambda articles: table)
        return pd.DataFrame({"text": []}, dtype="str")

    return say


def pairs(table):
    return list(zip(table["quote_a"], table["quote_b"], table["similarity"].round(6), strict=True))


def test_a_remark_comes_back_whole_cut_and_in_other_words(said):
    articles = said(
        ("a", "Barbara Leaf", PLAIN),
        ("a", "Ahmed al-Sharaa", FORTY_YEARS),
        ("b", "Al-Sharaa", FORTY_YEARS + "."),
        ("b", "Mick Mulroy", "This has reduced their influence."),
        ("c", "Leaf", TRANSLATED),
        ("d", "Sharaa", "back by 40 years"),
    )
    found = echoed_quotes(articles)
    assert found.loc[found["similarity"] == 1, ["article_a", "article_b"]].values.tolist() == [
        ["a", "b"],
        ["a", "d"],
        ["b", "d"],
    ]
    assert pairs(found)[-1] == (PLAIN, TRANSLATED, 0.5)
    assert found["speaker_b"].tolist() == ["Al-Sharaa", "Sharaa", "Sharaa", "Leaf"]


def test_within_one_article_nothing_is_an_echo(said):
    assert echoed_quotes(said(("a", "Leaf", PLAIN), ("a", "Leaf", PLAIN))).empty


@pytest.mark.parametrize("speaker", ["Mick Mulroy", "she", "officials", None])
def test_without_one_known_speaker_runs_of_words_must_come_back(said, speaker):
    assert echoed_quotes(said(("a", "Leaf", PLAIN), ("b", speaker, PLAIN))).empty
    other_order = "by 40 years in the region back set the Iranian project"
    assert echoed_quotes(said(("a", "al-Sharaa", FORTY_YEARS), ("b", speaker, other_order))).empty
    assert len(echoed_quotes(said(("a", "al-Sharaa", FORTY_YEARS), ("b", speaker, FORTY_YEARS)))) == 1


def test_what_an_article_repeats_counts_once(said):
    articles = said(
        *[("a", "Leaf", PLAIN)] * 3, *[("b", "Leaf", PLAIN)] * 2, ("b", "Leaf", "Pretty much yes")
    )
    assert pairs(echoed_quotes(articles)) == [(PLAIN, PLAIN, 1), (PLAIN, "Pretty much yes", 1)]
    assert remarks(articles)["article"].tolist() == ["a", "b", "b"]


def test_two_pronouns_are_not_one_speaker(said):
    assert echoed_quotes(said(("a", "she", PLAIN), ("b", "she", PLAIN))).empty


def test_words_that_everybody_uses_make_no_echo(said):
    others = [(f"o{i}", f"Speaker X{i}", "We want peace.") for i in range(9)]
    assert echoed_quotes(said(("a", "Leaf", "peace"), ("b", "Leaf", "No peace."), *others)).empty
    assert len(echoed_quotes(said(("a", "Leaf", "peace"), ("b", "Leaf", "No peace.")))) == 1
    assert echoed_quotes(said(("a", "Leaf", "It is what it is."), ("b", "Leaf", "It is what it is."))).empty


def test_the_longer_echo_comes_first_then_the_order_of_the_articles(said):
    articles = said(
        ("a", "Leaf", "extraordinary"),
        ("b", "Sharaa", FORTY_YEARS),
        ("c", "Leaf", "extraordinary"),
        ("d", "Sharaa", FORTY_YEARS),
        ("e", "Leaf", "extraordinary"),
    )
    found = echoed_quotes(articles)
    assert (found["article_a"] + found["article_b"]).tolist() == ["bd", "ac", "ae", "ce"]


def slow_echoes(table, min_similarity):
    """All pairs of quotations, one by one, by the definition."""
    words = [set(split_words(quote)) - STOP_WORDS for quote in table["quote"]]
    runs = [
        {tuple(split_words(quote)[i : i + 5]) for i in range(len(split_words(quote)) - 4)}
        for quote in table["quote"]
    ]
    speakers = [name if name[0].isupper() else i for i, name in enumerate(table["speaker"])]
    n = len(set(speakers))
    users = {
        word: {s for s, held in zip(speakers, words, strict=True) if word in held}
        for word in set().union(*words)
    }
    weight = {word: log((n + 1) / max(len(who) - 1, 1)) for word, who in users.items()}
    found = {}
    for i, j in combinations(range(len(table)), 2):
        if table["article"][i] == table["article"][j]:
            continue
        shared = sum(weight[word] for word in words[i] & words[j])
        least = min(sum(weight[word] for word in words[k]) for k in (i, j))
        if not words[i] & words[j] or shared < max(min_similarity * least, log((n + 1) / 2)) - 1e-9:
            continue
        overlap = len(runs[i] & runs[j]) / max(1, min(len(runs[i]), len(runs[j])))
        if speakers[i] == speakers[j] or 0 < overlap >= min_similarity:
            found[i, j] = shared / least
    return found


quotations = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["Leaf", "Tabler", "she"]),
        st.lists(st.sampled_from(["rain", "hail", "snow", "wind", "fog", "the"]), min_size=1, max_size=9).map(
            " ".join
        ),
    ),
    max_size=9,
)


@settings(max_examples=30)
@given(quotations, st.sampled_from([0.0, 0.3, 0.5, 1.0]))
def test_echoes_are_those_of_brute_force(rows, min_similarity):
    table = pd.DataFrame(rows, columns=["article", "speaker", "quote"]).astype("str")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            echoes,
            "quotes",
            lambda articles: table.assign(
                source="x", person=table["speaker"].replace("she", None), start=range(len(table)), end=1
            ),
        )
        said, words = echoes._said(None)
        a, b, similarity, _ = echoes._echoes(said, words, min_similarity)
        patch.setattr(echoes, "BLOCK_ROWS", 2)
        again = echoes._echoes(said, words, min_similarity)
    expected = slow_echoes(table.drop_duplicates(ignore_index=True), min_similarity)
    found = dict(zip(zip(a.tolist(), b.tolist(), strict=True), similarity.tolist(), strict=True))
    assert found.keys() == expected.keys()
    assert all(isclose(found[pair], expected[pair], abs_tol=1e-9) for pair in found)
    assert sorted(zip(*again, strict=True)) == sorted(zip(*(a, b, similarity, again[3]), strict=True))


words = st.sampled_from(["“", "”", '"', "said", "Leaf", "she", "rain", "hail", ".", ",", "\n"])


@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(st.lists(words, max_size=30).map(" ".join) | st.text(), max_size=5))
def test_any_texts_give_pairs_of_two_articles(texts):
    articles = pd.DataFrame({"text": texts}, dtype="str")
    found = echoed_quotes(articles)
    assert (found["article_a"] < found["article_b"]).all()
    assert found["similarity"].between(0.499, 1).all()
    carried = remarks(articles)
    assert {*found["article_a"], *found["article_b"]} == {*carried["article"]}


def test_remarks_tell_who_carries_them_and_how_much_of_them(said):
    articles = said(
        ("b", "Leaf", TRANSLATED),
        ("a", "Khamenei", "They are wrong; the blood was not wasted."),
        ("a", "Leaf", PLAIN),
        ("c", "Khamenei", "the blood was not wasted"),
        ("d", "Khamenei", "They are wrong ... the blood was not wasted"),
        ("d", "Tabler", "failure"),
        ("c", "Khamenei", "The blood that was not wasted"),
    )
    table = remarks(articles)
    assert table[["remark", "article", "form"]].values.tolist() == [
        ["They are wrong; the blood was not wasted.", "a", "whole"],
        ["They are wrong; the blood was not wasted.", "c", "cut"],
        ["They are wrong; the blood was not wasted.", "d", "whole"],
        ["They are wrong; the blood was not wasted.", "c", "reworded"],
        [TRANSLATED, "b", "whole"],
        [TRANSLATED, "a", "reworded"],
    ]
    assert table["source"].tolist()[:2] == ["Daily a", "Daily c"]
    assert table.columns.tolist() == [
        "remark", "article", "source", "speaker", "person", "quote", "form", "start", "end",
    ]  # fmt: skip


def test_no_quotations_make_empty_tables(said):
    assert echoed_quotes(said()).empty
    assert remarks(said()).empty
    assert remarks(said(("a", "Leaf", PLAIN), ("b", "Tabler", "failure"))).empty


@pytest.mark.parametrize("function", [echoed_quotes, remarks])
@pytest.mark.parametrize("min_similarity", [-0.1, 1.1, "half", None])
def test_a_similarity_out_of_range_is_refused(said, function, min_similarity):
    with pytest.raises(ValueError, match="min_similarity must be a number from 0 to 1"):
        function(said(("a", "Leaf", PLAIN)), min_similarity=min_similarity)
