"""Sources compared: counted by hand, and honest about articles as the unit."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from newslab.comparison import distinctive_terms, source_profiles
from newslab.tokens import Tokens, split_words, tokenize

COLUMNS = [
    "group", "term", "n", "n_reference", "rate", "rate_reference", "n_articles", "n_articles_reference",
    "log_ratio", "low", "high", "g2", "log_odds_z", "p_value", "p_adjusted",
]  # fmt: skip


@pytest.fixture
def articles():
    return pd.DataFrame(
        {
            "source": ["Daily", "Daily", "Wire", "Wire", None],
            "date": pd.to_datetime(["2024-12-02", None, "2024-12-01", "2024-12-09", None]),
            "text": [
                "The regime fell. The regime!",
                "A regime and rebels",
                "The government fell",
                "Rebels fell, a government stood",
                None,
            ],
        }
    )


def test_source_profiles_counted_by_hand(articles):
    table = source_profiles(articles)
    assert table.columns.tolist() == [
        "source", "n_articles", "n_words", "median_words", "distinct_words", "first_date", "last_date",
        "n_undated",
    ]  # fmt: skip
    assert table["source"].tolist() == ["(unknown)", "Daily", "Wire"]
    assert table["n_articles"].tolist() == [1, 2, 2]
    assert table["n_words"].tolist() == [0, 9, 8]
    assert table["median_words"].tolist() == [0, 4.5, 4]
    assert table["distinct_words"].tolist() == [0, 6, 6]
    assert table["n_undated"].tolist() == [1, 1, 0]
    assert table.loc[2, "first_date"] == pd.Timestamp("2024-12-01")
    assert table.loc[2, "last_date"] == pd.Timestamp("2024-12-09")
    assert table.loc[0, ["first_date", "last_date"]].isna().all()


def test_profiles_by_source_and_week(articles):
    week = articles["date"].dt.to_period("W").dt.start_time
    table = source_profiles(articles.assign(week=week), by=["source", "week"])
    assert table.columns[:2].tolist() == ["source", "week"]
    assert table["n_articles"].sum() == len(articles)
    assert len(table) == 5


def test_distinctive_terms_counted_by_hand(articles):
    table = distinctive_terms(articles)
    assert table.columns.tolist() == COLUMNS
    daily = table[table["group"] == "Daily"].set_index("term")
    assert daily.index.tolist() == ["regime", "rebels", "fell", "stood", "government"]
    regime = daily.loc["regime"]
    assert (regime["n"], regime["n_reference"], regime["n_articles"], regime["n_articles_reference"]) == (
        3,
        0,
        2,
        0,
    )
    assert regime["rate"] == pytest.approx(1000 * 3 / 9)
    assert regime["log_ratio"] == pytest.approx(np.log2((3 / 9) / (0.5 / 8)))
    government = daily.loc["government"]
    assert (government["n"], government["n_reference"], government["rate"]) == (0, 2, 0)
    assert government["g2"] < 0
    assert government["log_odds_z"] < 0
    assert (table["low"] <= table["high"]).where(table["low"].notna(), True).all()


def test_every_term_of_both_sides_is_scored(articles):
    table = distinctive_terms(articles)
    terms = {"regime", "rebels", "fell", "stood", "government"}
    assert table.groupby("group")["term"].apply(set).tolist() == [terms] * 3


def test_a_named_reference_and_a_reference_corpus(articles):
    against_wire = distinctive_terms(articles, reference="Wire")
    assert against_wire["group"].unique().tolist() == ["(unknown)", "Daily"]
    others = pd.DataFrame({"text": ["The government fell", "Rebels fell, a government stood"]})
    against_others = distinctive_terms(articles[:2], reference=others)
    daily = against_wire[against_wire["group"] == "Daily"].reset_index(drop=True)
    pd.testing.assert_frame_equal(against_others, daily)


def test_pairs_of_words_on_request(articles):
    table = distinctive_terms(articles, ngrams=2).set_index(["group", "term"])
    assert table.loc[("Daily", "regime fell"), "n"] == 1


def test_groups_of_two_columns(articles):
    table = distinctive_terms(articles.assign(desk=["a", "b", "a", "b", "b"]), by=["source", "desk"])
    assert "Daily / a" in set(table["group"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"reference": "Gazette"}, "reference must be one of '.unknown.', 'Daily', 'Wire', not 'Gazette'"),
        ({"by": "outlet"}, "no column 'outlet'"),
        ({"ngrams": 0}, "ngrams must be a whole number"),
    ],
)
def test_bad_options_are_refused_with_the_remedy(articles, options, message):
    with pytest.raises(ValueError, match=message):
        distinctive_terms(articles, **options)


def test_one_source_alone_has_nothing_to_be_compared_with(articles):
    with pytest.raises(ValueError, match=r"all articles are of one group.*reference="):
        distinctive_terms(articles[:2])


def test_one_article_a_source_has_no_interval_and_no_warning(articles):
    table = distinctive_terms(articles.iloc[[0, 2]])
    assert table.loc[table["n"] * table["n_reference"] > 0, "low"].isna().all()
    assert table["p_value"].between(0, 1).all()


def shuffled(tokens, rng):
    return Tokens(
        tokens.codes,
        tokens.offsets,
        tokens.vocabulary,
        tokens.articles.assign(source=rng.permutation(tokens.articles["source"].to_numpy(object))),
    )


def test_shuffled_sources_differ_in_five_percent_of_terms_and_no_more():
    """Words that cluster in articles would make a word-level test call far more of them significant."""
    rng = np.random.default_rng(0)
    topics = rng.dirichlet(np.full(30, 0.1), 300)
    words = np.array([f"word{i:02}" for i in range(30)])
    texts = [" ".join(rng.choice(words, rng.integers(60, 200), p=topic)) for topic in topics]
    tokens = tokenize(pd.DataFrame({"source": np.repeat(["A", "B", "C"], 100), "text": texts}))
    tables = pd.concat(distinctive_terms(shuffled(tokens, rng)) for _ in range(20))
    word_level = stats.chi2.sf(tables["g2"].abs(), 1)
    assert 0.035 < (tables["p_value"] < 0.05).mean() < 0.065
    assert 0.93 < ((tables["low"] < 0) & (tables["high"] > 0)).mean() < 0.97
    assert (word_level < 0.05).mean() > 0.5


def test_a_planted_difference_is_found():
    rng = np.random.default_rng(1)
    words = np.array([f"word{i:02}" for i in range(30)])
    articles = pd.DataFrame(
        {"source": np.repeat(["A", "B"], 60), "text": [" ".join(rng.choice(words, 80)) for _ in range(120)]}
    )
    articles.loc[articles.index[:12], "text"] += " planted"
    table = distinctive_terms(articles)
    first = table[table["group"] == "A"].iloc[0]
    assert (first["term"], first["n"], first["n_articles"]) == ("planted", 12, 12)
    assert first["p_adjusted"] < 0.05
    assert (table["p_adjusted"] < 0.05).sum() == 2  # once for each side


def test_g2_and_rates_agree_with_counts_from_the_plain_words(articles):
    table = distinctive_terms(articles).set_index(["group", "term"])
    for source, texts in articles.assign(text=articles["text"].fillna("")).groupby("source")["text"]:
        words = [word for text in texts for word in split_words(text)]
        for term in {"regime", "fell"}:
            row = table.loc[(source, term)]
            assert row["n"] == words.count(term)
            assert row["rate"] == 1000 * words.count(term) / len(words)
