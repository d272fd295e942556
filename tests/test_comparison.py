"""Sources compared: counted by hand, and honest about articles as the unit."""

import time

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from newslab.comparison import distinctive_terms, source_profiles
from newslab.framing import rate_differences, share_differences
from newslab.tokens import Tokens, split_words, tokenize

COLUMNS = [
    "source", "term", "n", "n_reference", "rate", "rate_reference", "n_articles", "n_articles_reference",
    "log_ratio", "low", "high", "g2", "log_odds_z", "p_value", "p_adjusted", "own_name",
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
        "source", "n_articles", "n_words", "median_words", "n_types", "first_date", "last_date",
        "n_undated",
    ]  # fmt: skip
    assert table["source"].tolist() == ["(unknown)", "Daily", "Wire"]
    assert table["n_articles"].tolist() == [1, 2, 2]
    assert table["n_words"].tolist() == [0, 9, 8]
    assert table["median_words"].tolist() == [0, 4.5, 4]
    assert table["n_types"].tolist() == [0, 6, 6]
    assert table["n_undated"].tolist() == [1, 1, 0]
    assert table.loc[2, "first_date"] == pd.Timestamp("2024-12-01")
    assert table.loc[2, "last_date"] == pd.Timestamp("2024-12-09")
    assert table.loc[0, ["first_date", "last_date"]].isna().all()


def test_the_median_is_not_moved_by_one_long_article():
    texts = ["rain", "rain fell", "rain " * 99]
    assert source_profiles(pd.DataFrame({"source": "A", "text": texts}))["median_words"].tolist() == [2]


def test_profiles_by_source_and_week(articles):
    week = articles["date"].dt.to_period("W").dt.start_time
    table = source_profiles(articles.assign(week=week), by=["source", "week"])
    assert table.columns[:2].tolist() == ["source", "week"]
    assert table["n_articles"].sum() == len(articles)
    assert len(table) == 5


def test_distinctive_terms_counted_by_hand(articles):
    table = distinctive_terms(articles)
    assert table.columns.tolist() == COLUMNS
    daily = table[table["source"] == "Daily"].set_index("term")
    assert daily.index.tolist() == ["regime", "rebels", "stood", "government", "fell"]
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
    assert table.groupby("source")["term"].apply(set).tolist() == [terms] * 3


def test_a_named_reference_and_a_reference_corpus(articles):
    against_wire = distinctive_terms(articles, reference="Wire")
    assert against_wire["source"].unique().tolist() == ["(unknown)", "Daily"]
    others = pd.DataFrame({"text": ["The government fell", "Rebels fell, a government stood"]})
    against_others = distinctive_terms(articles[:2], reference=others)
    daily = against_wire[against_wire["source"] == "Daily"].reset_index(drop=True)
    pd.testing.assert_frame_equal(against_others, daily)


def test_pairs_of_words_on_request(articles):
    table = distinctive_terms(articles, ngrams=2).set_index(["source", "term"])
    assert table.loc[("Daily", "regime fell"), "n"] == 1


def test_a_reference_is_stemmed_where_the_articles_are():
    articles = pd.DataFrame({"source": ["A", "A", "A"], "text": ["rebels fled", "a rebel", "rebel left"]})
    others = pd.DataFrame({"text": ["Rebels, a rebel and a hill", "hills"]})
    stems = tokenize(articles, stem="english")
    table = distinctive_terms(stems, reference=others).set_index("term")
    assert table["n"].to_dict() == {"rebel": 3, "fled": 1, "left": 1, "hill": 0}
    assert table["n_reference"].to_dict() == {"rebel": 2, "fled": 0, "left": 0, "hill": 2}
    again = distinctive_terms(stems, reference=tokenize(others, stem="english")).set_index("term")
    pd.testing.assert_frame_equal(again, table)
    with pytest.raises(ValueError, match="both be stems, or neither; give the reference as a DataFrame"):
        distinctive_terms(stems, reference=tokenize(others))


def test_a_reference_of_tokens_is_that_of_its_articles(articles):
    others = pd.DataFrame({"text": ["A treaty", None, "Rebels fell, a government stood"]})
    expected = distinctive_terms(articles, reference=others)
    pd.testing.assert_frame_equal(distinctive_terms(articles, reference=tokenize(others)), expected)


def test_a_reference_is_named_as_the_column_holds_it(articles):
    by_year = articles.assign(year=[2019, 2019, 2020, 2020, 2020])
    table = distinctive_terms(by_year, by="year", reference=2020)
    assert table["year"].unique().tolist() == [2019]
    pd.testing.assert_frame_equal(distinctive_terms(by_year, by="year", reference="2020"), table)
    day = pd.Timestamp("2024-12-01")
    by_day = articles.assign(day=pd.to_datetime(["2024-12-02"] * 2 + [day] * 3))
    assert set(distinctive_terms(by_day, by="day", reference=day)["day"]) == {pd.Timestamp("2024-12-02")}


def test_groups_of_two_columns(articles):
    articles = articles.assign(desk=["a", "b", "a", "b", "b"])
    table = distinctive_terms(articles, by=["source", "desk"])
    assert table.columns.tolist() == ["source", "desk", *COLUMNS[1:]]
    groups = [("(unknown)", "b"), ("Daily", "a"), ("Daily", "b"), ("Wire", "a"), ("Wire", "b")]
    assert [*table[["source", "desk"]].drop_duplicates().itertuples(index=False, name=None)] == groups
    against = distinctive_terms(articles, by=["source", "desk"], reference=("Daily", "a"))
    assert set(zip(against["source"], against["desk"], strict=True)) == {*groups} - {("Daily", "a")}
    with pytest.raises(ValueError, match=r"must be one of \('\(unknown\)', 'b'\), \('Daily', 'a'\)"):
        distinctive_terms(articles, by=["source", "desk"], reference="Daily")


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
    assert table[["low", "high"]].isna().all(axis=None)
    assert (table["p_value"] == 1).all()
    of_one = distinctive_terms(articles.iloc[:4], reference=articles.iloc[[0]])
    assert of_one[["low", "high"]].isna().all(axis=None)


def test_terms_are_sorted_by_what_the_articles_support():
    """Those that hold by their bound, the others by their p-value; under-use comes last, in reverse."""
    rng = np.random.default_rng(4)
    texts = clustered(60, rng)
    texts = [
        text + " sure" * 2 + " surer" * 3 if i < 20 else text + " lost lost" for i, text in enumerate(texts)
    ]
    table = distinctive_terms(pd.DataFrame({"source": np.repeat(["A", "B", "C"], 20), "text": texts}))
    assert table["source"].is_monotonic_increasing
    of_a = table[table["source"] == "A"].reset_index(drop=True)
    assert of_a["term"].tolist()[:2] == ["surer", "sure"]
    assert of_a["term"].iloc[-1] == "lost"
    for sign, bound, rows in ((1, "low", of_a), (-1, "high", of_a[::-1])):
        side = rows[rows["log_ratio"] * sign > 0]
        holds = side["p_adjusted"] < 0.05
        assert holds.is_monotonic_decreasing
        assert (sign * side[bound])[holds].is_monotonic_decreasing
        assert side["p_value"][~holds].is_monotonic_increasing
    ratio = np.sign(of_a["log_ratio"])
    assert ratio.is_monotonic_decreasing


def test_a_word_that_one_long_article_repeats_does_not_come_first():
    """By the words alone, blog (40 times in one article) marks the source far more than its steady word."""
    texts = ["steady rain fell"] * 12 + ["blog " * 40] + ["rain fell there"] * 14
    table = distinctive_terms(pd.DataFrame({"source": ["A"] * 13 + ["B"] * 14, "text": texts}))
    of_a = table[table["source"] == "A"]
    assert of_a["term"].iloc[0] == "steady"
    assert of_a.sort_values("log_odds_z")["term"].iloc[-1] == "blog"


def test_the_own_name_and_the_dateline_of_a_source_are_marked():
    rng = np.random.default_rng(0)
    body = [" ".join(rng.choice(["rain", "fell", "troops", "left", "envoy"], 60)) for _ in range(24)]
    post = [f"GENEVA: {text}. The Harbor Post saw it. Harborside agreed" for text in body[:12]]
    wire = [f"{text}. Troops were seen in Geneva by our wire reporter" for text in body[12:]]
    table = distinctive_terms(
        pd.DataFrame({"source": ["harbor-post"] * 12 + ["Wire"] * 12, "text": [*post, *wire]}), ngrams=2
    ).set_index(["source", "term"])["own_name"]
    own = [(source, term.lower()) for source, term in table[table].index]
    assert ("harbor-post", "geneva") in own
    assert ("Wire", "geneva") not in own
    assert {term for source, term in own if source == "harbor-post"} == {
        "geneva", "harbor", "post", "harborside", "harbor post",
    }  # fmt: skip
    assert [term for source, term in own if source == "Wire"] == ["wire"]


def test_a_name_in_capitals_is_the_own_name_where_the_small_word_is_a_function_word():
    rng = np.random.default_rng(0)
    body = [" ".join(rng.choice(["rain", "fell", "troops", "left", "envoy"], 60)) for _ in range(24)]
    texts = [f"{text} today. Experts told ABLE NOW of it now" for text in body[:12]] + body[12:]
    table = distinctive_terms(pd.DataFrame({"source": ["able-now"] * 12 + ["Wire"] * 12, "text": texts}))
    assert table[table["own_name"]]["term"].tolist() == ["ABLE", "NOW"]


def test_articles_of_few_words_have_no_datelines():
    table = distinctive_terms(
        pd.DataFrame({"source": list("AB") * 10, "text": ["rain fell", "sun rose"] * 10})
    )
    assert not table["own_name"].any()


def test_terms_of_few_articles_have_no_row_in_a_large_corpus():
    texts = [f"rain fell on town{i // 4}" for i in range(2_500)]
    articles = pd.DataFrame({"source": list("ABCDE") * 500, "text": texts})
    assert set(distinctive_terms(articles, ngrams=2)["term"]) == {"rain", "fell", "rain fell"}
    assert "town3" in set(distinctive_terms(articles, min_articles=4)["term"])
    assert "town3" in set(distinctive_terms(articles[:900])["term"])
    with pytest.raises(ValueError, match="min_articles must be a whole number of at least 1"):
        distinctive_terms(articles, min_articles=0)


@pytest.mark.parametrize("within", [None, "story"])
def test_copies_in_one_group_count_as_one_article(within):
    """Four copies in A are one article of four times the words; the copy in B is another."""
    texts = ["regime fell fell"] * 5 + ["rain fell", "snow rain", "regime rain", "rain snow", "snow"]
    articles = pd.DataFrame(
        {"source": [*"AAAAB", *"AABBB"], "text": texts, "copies": [1] * 5 + [None] * 5, "story": "x"}
    )
    as_one = pd.concat([articles.assign(text=" ".join(texts[:4]))[:1], articles[4:]], ignore_index=True)
    found = distinctive_terms(articles, cluster="copies", within=within)
    expected = distinctive_terms(as_one, within=within)
    assert found.query("source == 'A' and term == 'regime'")["n_articles"].item() == 4
    columns = found.columns.difference(["n_articles", "n_articles_reference"])
    pd.testing.assert_frame_equal(found[columns], expected[columns])
    by_series = distinctive_terms(articles, cluster=articles["copies"], within=within)
    pd.testing.assert_frame_equal(by_series, found)
    other = distinctive_terms(articles[:8], reference=articles[8:], cluster="copies", within=within)
    assert other.query("source == 'A' and term == 'regime'")["n_articles"].item() == 4


COPIED = "the last convoys crossed the border before dawn on Monday, officials said"


def test_a_corpus_of_copies_gives_a_warning_that_says_what_to_do():
    texts = [COPIED, "Rain fell. " + COPIED, *(f"rain and snow fell on town{i} that day" for i in range(8))]
    articles = pd.DataFrame({"source": list("AABBABABAB"), "text": texts})
    with pytest.warns(UserWarning, match="2 articles share much of their text.*cluster=newslab.group_copies"):
        distinctive_terms(articles)
    lexicon = {"rain": ["rain"], "labels": {"weather": {"rain": ["rain"], "snow": ["snow"]}}}
    for function in (rate_differences, share_differences):
        with pytest.warns(UserWarning, match="2 articles share") as caught:
            function(articles, lexicon, "A", "B")
        assert caught[0].filename == __file__
        function(articles, lexicon, "A", "B", cluster=pd.Series(range(10)))
    distinctive_terms(articles, cluster=pd.Series([0, 0, *range(1, 9)]))
    distinctive_terms(articles[1:])


def test_ten_thousand_sources_of_one_article_are_refused_at_once():
    texts = [f"rain fell on town{i}" for i in range(10_000)]
    articles = pd.DataFrame({"source": [f"source {i}" for i in range(10_000)], "text": texts})
    with pytest.raises(ValueError, match=r"10,000 groups by 2 terms are too large a table; .* 'others'"):
        distinctive_terms(articles)
    few = articles.assign(source=articles["source"].where(articles.index < 2, "others"))
    assert set(distinctive_terms(few)["source"]) == {"source 0", "source 1", "others"}
    with pytest.raises(ValueError, match="1,001 groups by 2 terms are too large a table"):
        distinctive_terms(articles[:1001].assign(text="rain fell"))


def test_a_reference_without_a_word_in_common_has_every_term_on_one_side():
    articles = pd.DataFrame({"source": ["A"] * 3, "text": ["rebels fled", "rebels", "fled"]})
    others = pd.DataFrame({"text": ["rain hills", "rain", "hills"]})
    table = distinctive_terms(articles, reference=others).set_index("term")
    assert table["n"].to_dict() == {"fled": 2, "rebels": 2, "hills": 0, "rain": 0}
    assert table["n_reference"].to_dict() == {"fled": 0, "rebels": 0, "hills": 2, "rain": 2}
    assert table["log_ratio"].tolist() == [2, 2, -2, -2]
    assert np.isfinite(table.drop(columns="source")).all(axis=None)
    wordless = distinctive_terms(articles, reference=pd.DataFrame({"text": ["", None]}))
    assert wordless["log_ratio"].isna().all()
    assert (wordless["p_value"] == 1).all()
    with pytest.raises(ValueError, match="reference holds no articles"):
        distinctive_terms(articles, reference=others[:0])


@pytest.mark.parametrize("reference", [None, "A", pd.DataFrame({"text": ["rain"]})])
def test_no_articles_are_refused(articles, reference):
    with pytest.raises(ValueError, match=r"there are no articles|reference must be one of none"):
        distinctive_terms(articles[:0], reference=reference)


def test_a_source_alone_is_not_compared_with_itself(articles):
    with pytest.raises(ValueError, match="all articles are of one group"):
        distinctive_terms(articles[:2], reference="Daily")


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
    assert 0.93 < ((tables["low"] <= 0) & (tables["high"] >= 0)).mean() < 0.97
    assert (word_level < 0.05).mean() > 0.5


def test_a_planted_difference_is_found():
    rng = np.random.default_rng(1)
    words = np.array([f"word{i:02}" for i in range(30)])
    articles = pd.DataFrame(
        {"source": np.repeat(["A", "B"], 60), "text": [" ".join(rng.choice(words, 80)) for _ in range(120)]}
    )
    articles.loc[articles.index[:12], "text"] += " planted"
    table = distinctive_terms(articles)
    first = table[table["source"] == "A"].iloc[0]
    assert (first["term"], first["n"], first["n_articles"]) == ("planted", 12, 12)
    assert first["p_adjusted"] < 0.05
    assert (table["p_adjusted"] < 0.05).sum() == 2  # once for each side


def test_g2_and_rates_agree_with_counts_from_the_plain_words(articles):
    table = distinctive_terms(articles).set_index(["source", "term"])
    for source, texts in articles.assign(text=articles["text"].fillna("")).groupby("source")["text"]:
        words = [word for text in texts for word in split_words(text)]
        for term in {"regime", "fell"}:
            row = table.loc[(source, term)]
            assert row["n"] == words.count(term)
            assert row["rate"] == 1000 * words.count(term) / len(words)


def clustered(n_articles, rng, n_words=60):
    """Articles that each keep to a few of many words, and use those often."""
    words = np.array([f"word{i:03}" for i in range(n_words)])
    topics = rng.dirichlet(np.full(n_words, 0.3), n_articles)
    return [" ".join(rng.choice(words, rng.integers(60, 300), p=topic)) for topic in topics]


@pytest.mark.parametrize("small", [3, 6])
def test_small_groups_of_shuffled_articles_have_nothing_of_their_own(small):
    """Each word in one article alone, and many that articles share: one group of few, the rest of 24."""
    rng = np.random.default_rng(small)
    texts = [f"{text} only{i} only{i} alone{i}" for i, text in enumerate(clustered(24 + small, rng))]
    sources = ["small"] * small + ["rest"] * 24
    tokens = tokenize(pd.DataFrame({"source": sources, "text": texts}))
    tables = [distinctive_terms(shuffled(tokens, rng)).query("source == 'small'") for _ in range(60)]
    p_values = pd.concat(tables)["p_value"]
    assert sum((table["p_adjusted"] < 0.05).any() for table in tables) <= 5
    assert (p_values < 0.05).mean() < 0.05


@pytest.mark.parametrize(("n_articles", "n_sources"), [(40, 2), (40, 8), (400, 20)])
def test_common_terms_are_significant_in_five_percent_of_shuffles_and_rare_ones_in_no_more(
    n_articles, n_sources
):
    rng = np.random.default_rng(n_articles)
    sources = [f"source {i % n_sources}" for i in range(n_articles)]
    common, rarer = [], []
    for _ in range(6):
        texts = [f"{text} rare{i // 2} rare{i // 5}" for i, text in enumerate(clustered(n_articles, rng))]
        tokens = tokenize(pd.DataFrame({"source": sources, "text": texts}))
        for _ in range(400 // n_articles):
            table = distinctive_terms(shuffled(tokens, rng))
            is_common = table["n_articles"] + table["n_articles_reference"] >= 20
            significant = table["p_value"] < 0.05
            leaves_out_zero = (table["low"] > 0) | (table["high"] < 0)
            assert (significant == leaves_out_zero).all()
            common.append(significant[is_common].mean())
            rarer.append(significant[~is_common].mean())
    assert 0.035 < np.mean(common) < 0.065
    assert np.mean(rarer) < 0.065


def test_a_planted_word_is_found_where_an_exact_permutation_test_finds_it():
    rng = np.random.default_rng(2)
    texts = clustered(200, rng)
    found = exact = 0
    for _ in range(20):
        order = rng.permutation(200)
        mine = pd.Series(texts)[order].reset_index(drop=True)
        n_planted = rng.integers(2, 7)
        mine[:n_planted] += " planted"
        sources = np.where(np.arange(200) < 50, "A", "B")
        table = distinctive_terms(pd.DataFrame({"source": sources, "text": mine}))
        row = table.query("source == 'A' and term == 'planted'").iloc[0]
        exact_p = stats.hypergeom(200, 50, n_planted).pmf(n_planted)
        exact += exact_p < 0.05
        found += (row["p_value"] < 0.05) & (row["low"] > 0)
    assert exact >= 10
    assert found >= 0.9 * exact


def permutation_p_values(counts, lengths, in_group, rng, n_permutations=2000):
    """The share of shuffles of the articles with as large a difference of the rates, for each column."""
    groups = np.array([in_group, *(rng.permutation(in_group) for _ in range(n_permutations))], float)
    n, total = groups @ counts, (groups @ lengths)[:, None]
    differences = np.abs(n / total - (counts.sum(axis=0) - n) / (lengths.sum() - total))
    return (differences >= differences[0] - 1e-12).mean(axis=0)


@pytest.mark.parametrize("n_mine", [30, 100])
def test_planted_words_are_found_where_a_permutation_test_finds_them(n_mine):
    """Each in a tenth of one source's articles, at most thrice, and in none to four of the others."""
    rng = np.random.default_rng(n_mine)
    texts, mine = np.array(clustered(200, rng), object), np.arange(200) < n_mine
    words = [f"planted{i}" for i in range(100)]
    for i, word in enumerate(words):
        holders = rng.choice(np.flatnonzero(mine), n_mine // 10, replace=False)
        elsewhere = rng.choice(np.flatnonzero(~mine), i % 5, replace=False)
        for row in [*holders, *elsewhere]:
            texts[row] += f" {word}" * rng.integers(1, 4)
    articles = pd.DataFrame({"source": np.where(mine, "A", "B"), "text": texts.tolist()})
    table = distinctive_terms(articles).query("source == 'A'").set_index("term").loc[words]
    counts = np.array([[text.split().count(word) for word in words] for text in texts])
    exact = permutation_p_values(counts, articles["text"].str.split().str.len().to_numpy(), mine, rng) < 0.05
    found = (table["p_value"] < 0.05).to_numpy()
    assert (found == (table["low"] > 0)).all()
    assert 20 < exact.sum() < 100
    assert (found & exact).sum() >= 0.9 * exact.sum()


def test_ten_thousand_articles_are_compared_in_seconds():
    rng = np.random.default_rng(3)
    words = np.array([f"w{i}" for i in range(5000)])
    texts = [" ".join(row) for row in words[rng.zipf(1.3, (10_000, 30)) % 5000]]
    tokens = tokenize(pd.DataFrame({"source": rng.choice(list("abcdefgh"), 10_000), "text": texts}))
    started = time.perf_counter()
    distinctive_terms(tokens)
    assert time.perf_counter() - started < 5


# Within stories


@pytest.fixture
def stories():
    """Two stories that both sources tell, one of Daily alone, and one article of no story."""
    rows = [
        ("Daily", "fall", "rebels rebels city"),
        ("Daily", "fall", "rebels"),
        ("Wire", "fall", "city"),
        ("Wire", "fall", "rebels city"),
        ("Daily", "talks", "envoy city"),
        ("Wire", "talks", "envoy"),
        ("Daily", "rain", "rain city"),
        ("Daily", None, "rain"),
    ]
    return pd.DataFrame(rows, columns=["source", "story", "text"])


def test_terms_within_stories_counted_by_hand(stories):
    table = distinctive_terms(stories, within="story")
    assert table.columns.tolist() == COLUMNS
    assert "rain" not in set(table["term"])
    rebels = table.set_index(["source", "term"]).loc[("Daily", "rebels")]
    assert rebels[["n", "n_reference", "n_articles", "n_articles_reference"]].tolist() == [3, 1, 2, 1]
    assert rebels["rate"] == 1000 * 3 / 6
    assert rebels["rate_reference"] == 1000 * 1 / 4
    expected = 4 * 4 / 7  # of four, by four of the seven words of this story
    assert rebels["log_ratio"] == pytest.approx(np.log2(3 / expected / (1 / (4 - expected))))


def test_within_one_story_is_what_its_articles_alone_say(stories):
    stories = stories.assign(story="all")
    pd.testing.assert_frame_equal(distinctive_terms(stories, within="story"), distinctive_terms(stories))


def test_a_source_is_not_marked_by_the_stories_that_it_tells_more_often():
    """Nine articles of ten that tell of the war are Daily's, and all of them say war."""
    sources = ["Daily"] * 45 + ["Wire"] * 5 + ["Daily"] * 5 + ["Wire"] * 45
    texts = ["war in the city"] * 50 + ["rain in the city"] * 50
    articles = pd.DataFrame({"source": sources, "story": np.repeat(["war", "rain"], 50), "text": texts})
    by_term = distinctive_terms(articles).set_index(["source", "term"])
    assert by_term.loc[("Daily", "war"), "p_value"] < 1e-6
    within = distinctive_terms(articles, within="story").set_index(["source", "term"])
    assert within.loc[("Daily", "war"), "p_value"] == 1
    assert within.loc[("Daily", "war"), "log_ratio"] == pytest.approx(0)


def test_a_reference_of_other_articles_is_compared_within_stories(stories):
    daily, wire = (stories[stories["source"] == source] for source in ("Daily", "Wire"))
    expected = distinctive_terms(stories, within="story").query("source == 'Daily'")
    pd.testing.assert_frame_equal(distinctive_terms(daily, reference=wire, within="story"), expected)
    with pytest.raises(ValueError, match="no column 'story'"):
        distinctive_terms(daily, reference=wire.drop(columns="story"), within="story")


def test_stories_that_no_two_sources_tell_are_refused_with_the_remedy(stories):
    with pytest.raises(
        ValueError, match=r"no value of 'title' is that of articles of two groups.*group_stories"
    ):
        distinctive_terms(stories.assign(title=[f"title {i}" for i in range(8)]), within="title")
    with pytest.raises(ValueError, match="no column 'event'"):
        distinctive_terms(stories, within="event")


@pytest.mark.parametrize("per_story", [3, 12])
def test_sources_shuffled_within_stories_differ_in_five_percent_of_terms_and_no_more(per_story):
    """Each story has words of its own; without it the same test would be far too sure, or not sure enough."""
    rng = np.random.default_rng(per_story)
    n_stories = 360 // per_story
    story = np.repeat(np.arange(n_stories), per_story)
    words = np.array([f"word{i:03}" for i in range(60)])
    topics = rng.dirichlet(np.full(60, 0.3), n_stories)
    texts = [" ".join(rng.choice(words, 120, p=rng.dirichlet(40 * topics[i] + 0.02))) for i in story]
    texts = [f"{text} event{i} rare{n // 7}" for n, (i, text) in enumerate(zip(story, texts, strict=True))]
    articles = pd.DataFrame({"source": ["A", "B", "C"] * 120, "story": story, "text": texts})
    tokens = tokenize(articles)
    common, rarer, unstratified = [], [], []
    for _ in range(15):
        sources = articles.groupby("story")["source"].transform(rng.permutation)
        mixed = Tokens(tokens.codes, tokens.offsets, tokens.vocabulary, articles.assign(source=sources))
        table = distinctive_terms(mixed, within="story")
        is_common = table["n_articles"] + table["n_articles_reference"] >= 20
        significant = table["p_value"] < 0.05
        assert (significant == ((table["low"] > 0) | (table["high"] < 0))).all()
        common.append(significant[is_common].mean())
        rarer.append(significant[~is_common].mean())
        unstratified.append((distinctive_terms(mixed)["p_value"] < 0.05)[is_common].mean())
    assert 0.035 < np.mean(common) < 0.065
    assert np.mean(rarer) < 0.065
    assert np.mean(unstratified) < 0.02


def test_the_other_names_of_a_listed_outlet_are_its_own():
    texts = ["The Washington Post reports that rain fell"] * 6 + ["Snow fell, CNN says"] * 6
    articles = pd.DataFrame({"source": ["wash-post"] * 6 + ["Gazette"] * 6, "text": texts})
    found = distinctive_terms(articles).set_index(["source", "term"])["own_name"]
    assert found["wash-post"][["Washington", "Post"]].all()
    assert not found["wash-post"][["rain", "reports", "CNN"]].any()
    assert not found["Gazette"]["Washington"]


def test_the_names_that_a_user_gives_a_source_are_its_own():
    texts = ["The Daily Kite reports that rain fell"] * 6 + ["Snow fell, a daily says"] * 6
    articles = pd.DataFrame({"source": ["dk1"] * 6 + ["Gazette"] * 6, "text": texts})
    own = distinctive_terms(articles, aliases={"dk1": "Daily Kite"}).query("own_name")
    assert set(own["source"] + " " + own["term"].str.lower()) == {"dk1 daily", "dk1 kite"}
    assert not distinctive_terms(articles)["own_name"].any()


def test_aliases_of_no_source_are_an_error_that_names_the_way_to_other_spellings():
    articles = pd.DataFrame({"source": ["A", "B"], "text": ["Kyiv fell", "Kiev fell"]})
    with pytest.raises(ValueError, match=r"aliases= names no source of the articles: 'Kyiv'; .*tokenize"):
        distinctive_terms(articles, aliases={"Kyiv": "Kiev"})
    with pytest.raises(TypeError, match="aliases must be a dict"):
        distinctive_terms(articles, aliases=["A"])
