"""Words in context: on toy texts by hand, and every hit leads back to its place."""

import tracemalloc
from collections import Counter

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import given, strategies as st
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


COLUMNS = ["term", "n", "n_articles", "n_expected", "g2", "log_ratio", "p_value", "p_adjusted"]


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
    assert table.columns.tolist() == COLUMNS[1:]
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
        assert table.columns.tolist() == [*([by] if by else []), *COLUMNS]


def test_the_best_supported_collocates_come_first_and_what_is_rarer_last():
    """One article repeats item after Iran; ten articles say sanctions; rain is everywhere but beside it."""
    blog = " ".join(f"Iran item {i} and so on for a while with rain, more rain and rain." for i in range(30))
    text = "Iran sanctions were discussed at length by all the envoys. Rain fell on hills, rain fell on towns"
    articles = pd.DataFrame({"text": [blog, *[text] * 10, *["rain fell, hills far off"] * 5]})
    table = collocates(articles, "Iran", words=2)
    assert table["term"].iloc[0] == "sanctions"
    item = table.set_index("term").loc["item"]
    assert (item["n"], item["n_articles"]) == (30, 1)
    assert item["g2"] == table["g2"].max()
    assert item["p_value"] == 1
    rarer = table["g2"] < 0
    assert rarer.is_monotonic_increasing
    assert table.loc[~rarer, "p_value"].is_monotonic_increasing
    assert table.loc[rarer, "p_value"].is_monotonic_decreasing


def test_ties_of_collocates_are_sorted_by_term():
    table = collocates(pd.DataFrame({"text": ["rain Iran fled", "fled Iran rain"]}), "Iran", words=1)
    assert table["term"].tolist() == ["fled", "rain"]


def test_the_probability_to_be_beside_a_use_is_that_of_random_places():
    """Of one use of Iran in each of 400 articles, put at every place in turn."""
    words = ["rain", *"abcdefgh", "rain", "rain", *"ijklmnopqrst"]
    texts = [" ".join([*words[:i], "Iran", *words[i:]]) for i in range(len(words) + 1)]
    places = [[k for k, word in enumerate(text.split()) if word == "rain"] for text in texts]
    near = sum(any(abs(use - place) <= 2 for place in of_text) for use, of_text in enumerate(places))
    found = collocates(pd.DataFrame({"text": texts}), "Iran", words=2).set_index("term").loc["rain"]
    assert found["n_articles"] == near
    assert found["p_value"] > 0.5  # as many as random places bring


@pytest.mark.parametrize("n_articles", [60, 200])
def test_beside_a_pattern_at_random_places_five_percent_of_the_words_are_significant(n_articles):
    rng = np.random.default_rng(n_articles)
    vocabulary = np.array([f"w{i}" for i in range(120)])
    p_values = []
    for _ in range(6):
        texts = []
        for _ in range(n_articles):
            words = rng.choice(vocabulary, 200, p=rng.dirichlet(np.full(120, 0.2))).tolist()
            for place in sorted(rng.integers(0, 200, rng.integers(1, 6)), reverse=True):
                words.insert(place, "node")
            texts.append(" ".join(words))
        p_values.append(collocates(pd.DataFrame({"text": texts}), "node")["p_value"])
    assert 0.03 < (pd.concat(p_values) < 0.05).mean() < 0.065


def test_p_values_of_collocates_are_adjusted_in_each_group():
    texts = ["Iran fled. Rain fell on far hills", "Iran fled, rain stayed", "Iran talks; envoys met"] * 4
    articles = pd.DataFrame({"source": list("ABC") * 4, "text": texts})
    for _, rows in collocates(articles, "Iran", by="source", words=2).groupby("source"):
        assert rows["p_adjusted"].tolist() == pytest.approx(
            scipy.stats.false_discovery_control(rows["p_value"]).tolist()
        )


def test_collocates_do_not_cross_the_end_of_an_article():
    articles = pd.DataFrame({"text": ["rain Iran", "fled fled"]})
    assert collocates(articles, "Iran")["term"].tolist() == ["rain"]


def test_collocates_by_source(articles):
    table = collocates(articles, "Iran", by="source", words=1)
    assert table.columns.tolist() == ["source", *COLUMNS]
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


# Options of a concordance


def test_lines_are_sorted_by_the_nearest_words_of_a_side():
    articles = pd.DataFrame({"text": ["a big red car went", "one small blue car stops", "The red car drove"]})
    assert concordance(articles, "car", sort="left")["left"].tolist() == [
        "one small blue",
        "a big red",
        "The red",
    ]
    assert concordance(articles, "car", sort="right")["right"].tolist() == ["drove", "stops", "went"]
    with pytest.raises(ValueError, match="sort must be one of"):
        concordance(articles, "car", sort="middle")


def test_a_sentence_is_shown_whole():
    articles = pd.DataFrame({"text": ["Rain fell. The red car, he said, went by. It rained."]})
    line = concordance(articles, "car", words="sentence").iloc[0]
    assert (line["left"], line["match"], line["right"]) == ("The red", "car", ", he said, went by")


def test_uses_of_one_voice_are_shown_with_the_words_around_them():
    text = "The regime fell. “The regime is gone,” Leaf said. Of the regime little was left."
    articles = pd.DataFrame({"text": [text], "title": ["No regime"], "source": "Wire"}, index=["x"])
    own = concordance(articles, "regime", voice="own", words=3)
    assert own["left"].tolist() == ["The", "said. Of the"]
    quoted = concordance(articles, "regime", voice="quoted", words=3)
    assert quoted["left"].tolist() == ["regime fell. “The"]
    both = concordance(articles, "regime", voice="both", where="both")
    assert both[["voice", "where", "start"]].to_numpy().tolist() == [
        ["own", "title", 3],
        ["own", "text", 4],
        ["own", "text", text.rindex("regime")],
        ["quoted", "text", text.index("regime", 10)],
    ]
    assert collocates(articles, "regime", voice="quoted")["term"].tolist() == ["gone"]


def test_a_concordance_is_saved_with_its_uses_in_bold(tmp_path):
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    articles = pd.DataFrame({"text": ["=SUM(1) the red car went by", "a car"], "source": ["A", None]})
    table = concordance(articles, "car", path=tmp_path / "lines.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "lines.xlsx").active
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == table.columns.tolist()
    assert [cell.value for cell in rows[1]][2:5] == ["SUM(1) the red", "car", "went by"]
    assert [cell.font.bold for cell in rows[1]][2:5] == [False, True, False]
    assert all(cell.data_type != "f" for row in rows for cell in row)
    with pytest.raises(ValueError, match=r"saved as [.]xlsx"):
        concordance(articles, "car", path=tmp_path / "lines.docx")


@pytest.mark.parametrize("pattern", ["reg.*", "(regime|rule)", "[Rr]egime", ["war", "reg.*"]])
def test_a_regular_expression_is_refused_with_what_to_write(pattern):
    articles = pd.DataFrame({"text": ["The regime and its rule"], "source": ["A"]})
    for find in (concordance, collocates):
        with pytest.raises(ValueError, match=r"written as a regular expression.*'regime\*'"):
            find(articles, pattern)
