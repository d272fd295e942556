"""Framing: hits counted by hand and by brute force, rates, shares and their intervals."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.stats
import yaml
from hypothesis import given, settings, strategies as st
from scipy import sparse

from newslab import statistics
from newslab.comparison import distinctive_terms
from newslab.framing import (
    count_terms,
    find_terms,
    frame_rates,
    label_shares,
    pattern_counts,
    rate_differences,
    share_differences,
)
from newslab.lexicon import read_lexicon, split_pattern
from newslab.lexicon.patterns import ANY
from newslab.tokens import Tokens, split_words, tokenize

GOLD = yaml.safe_load((Path(__file__).parent / "gold" / "longest_match.yml").read_text(encoding="utf-8"))

RULE = {
    "labels": {"rule": {"regime": ["regime"], "government": ["government*"], "not": ["Lebanese government"]}}
}


def articles(*texts, **columns):
    index = [f"a{n}" for n in range(len(texts))]
    return pd.DataFrame({**columns, "text": pd.Series(texts, dtype="str").tolist()}, index=index)


def frames_found(text, lexicon, **options):
    return find_terms(articles(text), lexicon, **options)["frame"].tolist()


def matches_found(text, lexicon, **options):
    return find_terms(articles(text), lexicon, **options)["match"].tolist()


# Where terms stand


def test_hits_counted_by_hand():
    table = articles("Rebels attack. The rebels' victory!", "", "Al-Qaeda: a heart attack")
    conflict = {"terms": ["attack*", "victory"], "not": ["heart attack*"]}
    hits = find_terms(
        table, {"labels": {"actor": {"rebels": ["rebel*"], "network": ["al Qaeda"]}}, "conflict": conflict}
    )
    assert hits.columns.tolist() == ["article", "frame", "label", "pattern", "match", "start", "end"]
    assert hits.astype({"label": object}).fillna("-").to_numpy().tolist() == [
        ["a0", "actor", "rebels", "rebel*", "Rebels", 0, 6],
        ["a0", "conflict", "-", "attack*", "attack", 7, 13],
        ["a0", "actor", "rebels", "rebel*", "rebels", 19, 25],
        ["a0", "conflict", "-", "victory", "victory", 27, 34],
        ["a2", "actor", "network", "al Qaeda", "Al-Qaeda", 0, 8],
    ]


def test_the_input_is_not_changed_and_tokens_give_the_same():
    table = articles("Rebels attack", "peace", source=["A", "B"])
    before = table.copy()
    lexicon = {"conflict": ["rebel*", "attack"]}
    hits = find_terms(table, lexicon)
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(find_terms(tokenize(table), lexicon), hits)


@pytest.mark.parametrize(
    "case", [(group, case) for group in GOLD for case in group["cases"]], ids=lambda c: c[1]["text"]
)
def test_the_longest_match_wins_as_published(case):
    group, case = case
    assert frames_found(case["text"], group["lexicon"]) == case["expected"]
    found = pd.Series(frames_found(case["text"], group["lexicon"], overlapping=True)).value_counts()
    assert found.to_dict() == case["overlapping"]


def test_a_longer_match_that_starts_later_wins():
    assert matches_found("new york city hall", {"a": ["new york"], "b": ["york city hall"]}) == [
        "york city hall"
    ]


def test_of_equal_length_the_leftmost_wins():
    assert matches_found("a b c d", {"x": ["b c", "c d", "a b"]}) == ["a b", "c d"]
    assert matches_found("ha " * 23, {"x": ["ha ha"]}) == ["ha ha"] * 11


def test_at_one_place_an_exact_pattern_wins_then_the_order_of_the_lexicon():
    stems, exact = {"a": ["rebel*"], "b": ["reb*"]}, {"c": ["rebels"]}
    assert frames_found("rebels", stems | exact) == ["c"]
    assert frames_found("rebels", exact | stems) == ["c"]
    assert frames_found("rebels", stems) == ["a"]
    assert frames_found("rebels", dict(reversed(stems.items()))) == ["b"]


def test_overlapping_keeps_every_match():
    lexicon = {"a": ["new york", "york"], "b": ["new york"]}
    hits = find_terms(articles("New York"), lexicon, overlapping=True)
    assert hits[["frame", "match"]].to_numpy().tolist() == [
        ["a", "New York"],
        ["b", "New York"],
        ["a", "York"],
    ]


def test_an_exclusion_acts_before_the_longest_match_is_chosen():
    lexicon = {"a": {"terms": ["new york times"], "not": ["the new york times"]}, "b": ["new york"]}
    assert frames_found("The New York Times", lexicon) == ["b"]


def test_an_exclusion_sets_aside_what_lies_inside_it_and_nothing_longer():
    lexicon = {"place": {"terms": ["guinea", "guinea bissau"], "not": ["equatorial guinea"]}}
    assert matches_found("Equatorial Guinea, Guinea", lexicon) == ["Guinea"]
    assert matches_found("equatorial Guinea Bissau", lexicon) == ["Guinea Bissau"]


def test_an_exclusion_holds_for_its_frame_and_those_inside_it_alone():
    lexicon = {
        "a": {"terms": ["x"], "not": ["no x", "no y", "no z"], "inner": ["y"]},
        "ab": {"terms": ["z"], "not": ["no w"]},
        "c": ["w"],
    }
    assert frames_found("no x, no y, no z, no w", lexicon) == ["ab", "c"]
    assert frames_found("no x", {"not": ["no x"], "a": ["x"], "labels": {"b": {"c": ["no x"]}}}) == []


def test_an_exclusion_of_a_label_leaves_the_other_labels():
    labels = {"rule": {"a": {"terms": ["x"], "not": ["no x", "no y"]}, "b": ["y"]}}
    assert find_terms(articles("no x, no y"), {"labels": labels})["label"].tolist() == ["b"]


@pytest.mark.parametrize(
    ("text", "pattern", "match"),
    [
        ("قالت الحكومة السورية إن النظام سقط", "النظام", "النظام"),
        ("政府军撤离大马士革", "政府*", "政府"),
        ("政府军 撤离 大马士革", "政府*", "政府军"),
        ("सीरियाई सरकार ने कहा", "सरकार ने", "सरकार ने"),
        ("💥💥 the ‘regime’s’ 💥 end", "regime", "regime’s"),
        ("e\u0301lite forces", "e\u0301lite", "e\u0301lite"),
        ("the\nU.S.\tgovernment", "us government", "U.S.\tgovernment"),
    ],
)
def test_a_match_reads_as_the_article_writes_it_in_every_script(text, pattern, match):
    hit = find_terms(articles(text), {"a": [pattern]}).iloc[0]
    assert hit["match"].rstrip("’") == match.rstrip("’")
    assert text[hit["start"] : hit["end"]] == hit["match"]


word = st.text(alphabet="ab", min_size=1, max_size=2)
text = st.lists(word, max_size=9).map(" ".join)
pattern = st.lists(st.tuples(word, st.sampled_from(["", "*"])).map("".join), min_size=1, max_size=3).map(
    " ".join
)
lexicons = st.dictionaries(
    st.sampled_from(["x", "y", "z"]),
    st.fixed_dictionaries(
        {"terms": st.lists(pattern, min_size=1, max_size=4, unique=True)},
        optional={"not": st.lists(pattern, min_size=1, max_size=2, unique=True)},
    ),
    min_size=1,
)


def plain_hits(text, lexicon):
    """Choose hits one by one, as the rules say: exclusions, then the longest, leftmost, exact, earliest."""
    words = split_words(text)

    def matches(patterns):
        for rank, (frame, pattern) in enumerate(patterns):
            parts = split_pattern(pattern)
            for i in range(len(words) - len(parts) + 1):
                if all(
                    re.fullmatch(part.texts[0].replace(ANY, ".*"), word)
                    for word, part in zip(words[i:], parts, strict=False)
                ):
                    yield i, i + len(parts), "*" in pattern, rank, frame, pattern

    terms = matches([(frame, pattern) for frame, parts in lexicon.items() for pattern in parts["terms"]])
    without = [*matches([(frame, p) for frame, parts in lexicon.items() for p in parts.get("not", [])])]
    terms = [t for t in terms if not any(e[0] <= t[0] and t[1] <= e[1] and e[4] == t[4] for e in without)]
    taken, chosen = set(), []
    for first, end, _, _, frame, pattern in sorted(terms, key=lambda t: (t[0] - t[1], t[0], t[2], t[3])):
        if not taken & set(range(first, end)):
            taken |= set(range(first, end))
            chosen.append((first, frame, pattern))
    return [(frame, pattern) for _, frame, pattern in sorted(chosen)]


@given(text, lexicons)
def test_hits_are_those_of_choosing_one_by_one(text, lexicon):
    hits = find_terms(articles(text), lexicon)
    assert list(zip(hits["frame"], hits["pattern"], strict=True)) == plain_hits(text, lexicon)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=3), st.integers(1, 3))
def test_the_text_between_start_and_end_is_the_match_on_any_text(texts, n_words):
    patterns = {" ".join(split_words(t)[:n_words]) + "*" for t in texts if split_words(t)} | {"a"}
    patterns = {p for p in patterns if p[-2:-1].isalnum() or p == "a"}
    table = articles(*texts)
    for hit in find_terms(table, {"any": sorted(patterns)}).itertuples():
        assert table.loc[hit.article, "text"][hit.start : hit.end] == hit.match
        assert hit.match


@settings(max_examples=15)
@given(st.permutations(["rebel", "rebels won", "war*", "al qaeda", "the war", "won the war"]))
def test_the_order_of_a_lexicon_changes_nothing_where_no_two_patterns_tie(patterns):
    text = "The rebels won the war; a rebel of al-Qaeda, the war and wars."
    found = matches_found(text, {"a": patterns})
    assert found == ["won the war", "rebel", "al-Qaeda", "the war", "wars"]


# Counts


def test_counts_are_those_of_the_hits():
    table = articles("war, war and peace", "", "peace")
    counts = count_terms(table, {"conflict": ["war"], "talks": ["peace"], "else": ["never"]})
    assert counts.index.tolist() == ["a0", "a1", "a2"]
    assert counts.columns.tolist() == ["conflict", "talks", "else"]
    assert counts.to_numpy().tolist() == [[2, 1, 0], [0, 0, 0], [0, 1, 0]]
    assert (counts.dtypes == np.int64).all()


def test_a_frame_inside_another_has_a_column_of_its_own():
    counts = count_terms(
        articles("jobs and trade and jobs"), {"economy": {"work": ["jobs"], "terms": ["trade"]}}
    )
    assert counts.iloc[0].to_dict() == {"economy/work": 2, "economy": 1}


def test_overlapping_counts_a_word_for_each_of_its_frames():
    lexicon = {"a": ["war"], "b": ["war*"]}
    assert count_terms(articles("war"), lexicon).iloc[0].tolist() == [1, 0]
    assert count_terms(articles("war"), lexicon, overlapping=True).iloc[0].tolist() == [1, 1]
    assert frame_rates(articles("war", source=["A"]), lexicon, overlapping=True)["n"].tolist() == [1, 1]
    assert pattern_counts(articles("war"), lexicon, overlapping=True)["n"].tolist() == [1, 1]


def test_patterns_that_never_matched_are_listed():
    counts = pattern_counts(
        articles("war and war", "a war", "peace"), RULE | {"x": {"terms": ["war", "truce"], "not": ["y"]}}
    )
    assert counts.columns.tolist() == ["frame", "label", "pattern", "n", "n_articles", "dispersion"]
    assert counts[["pattern", "n", "n_articles"]].to_numpy().tolist() == [
        ["regime", 0, 0],
        ["government*", 0, 0],
        ["war", 3, 2],
        ["truce", 0, 0],
    ]


# Rates


def test_rates_pool_then_divide():
    table = articles("war", "a b c", "a b c war", source=["A", "A", None])
    rates = frame_rates(table, {"conflict": ["war"], "talks": ["peace"]})
    assert rates.columns.tolist() == [
        "source", "frame", "n", "n_words", "n_articles", "n_articles_using", "rate", "low", "high",
    ]  # fmt: skip
    assert rates.iloc[:, :7].to_numpy().tolist() == [
        ["(unknown)", "conflict", 1, 4, 1, 1, 250.0],
        ["(unknown)", "talks", 0, 4, 1, 0, 0.0],
        ["A", "conflict", 1, 4, 2, 1, 250.0],
        ["A", "talks", 0, 4, 2, 0, 0.0],
    ]
    assert rates[["low", "high"]].isna().all(axis=None)


def test_a_rate_has_an_interval_where_two_articles_use_the_frame():
    table = articles("war", "war a b c", "war", "a b c", "a", source=["A", "A", "B", "B", "B"])
    rates = frame_rates(table, {"conflict": ["war"]})
    assert rates["n_articles_using"].tolist() == [2, 1]
    assert rates["low"].isna().tolist() == [False, True]
    assert 0 <= rates.loc[0, "low"] < 10  # two articles say next to nothing
    assert 900 < rates.loc[0, "high"] <= 1000


def test_groups_may_be_made_by_several_columns_and_all_are_there():
    table = articles("war", "peace", source=["A", "B"], week=[2, 1])
    rates = frame_rates(table, {"c": ["war"]}, by=["source", "week"])
    assert rates[["source", "week", "frame", "n"]].to_numpy().tolist() == [["A", 2, "c", 1], ["B", 1, "c", 0]]


def test_articles_without_words_have_no_rate():
    rates = frame_rates(articles("", "!", source=["A", "A"]), {"c": ["war"]})
    assert rates[["n", "n_words"]].to_numpy().tolist() == [[0, 0]]
    assert rates[["rate", "low", "high"]].isna().all(axis=None)


def test_no_articles_give_empty_tables():
    none = articles("war", source=["A"]).iloc[:0]
    assert find_terms(none, {"c": ["war"]}).empty
    assert count_terms(none, {"c": ["war"]}).shape == (0, 1)
    assert frame_rates(none, {"c": ["war"]}).empty
    assert label_shares(none, RULE).empty
    assert pattern_counts(none, {"c": ["war"]})["n"].tolist() == [0]


def test_a_column_that_is_missing_is_named():
    with pytest.raises(ValueError, match="no column 'source'"):
        frame_rates(articles("war"), {"c": ["war"]})
    with pytest.raises(ValueError, match="no column 'text'"):
        find_terms(pd.DataFrame({"body": ["war"]}), {"c": ["war"]})


# Shares of labels


def test_shares_are_those_of_the_labels_of_a_referent():
    table = articles(
        "the regime, the regime and the government",
        "the Lebanese government",
        "governments; war",
        source=["A", "B", "C"],
    )
    shares = label_shares(table, RULE | {"conflict": ["war"]})
    assert shares.columns.tolist() == [
        "source", "referent", "label", "n", "n_articles", "n_articles_using", "share", "low", "high",
    ]  # fmt: skip
    assert shares.iloc[:, :6].to_numpy().tolist() == [
        ["A", "rule", "regime", 2, 1, 1],
        ["A", "rule", "government", 1, 1, 1],
        ["B", "rule", "regime", 0, 0, 0],
        ["B", "rule", "government", 0, 0, 0],
        ["C", "rule", "regime", 0, 1, 0],
        ["C", "rule", "government", 1, 1, 1],
    ]
    np.testing.assert_allclose(shares["share"], [2 / 3, 1 / 3, np.nan, np.nan, 0, 1])


def test_shares_of_a_group_add_up_to_one_for_each_referent():
    lexicon = {"labels": {"r": {"a": ["a"], "b": ["b"]}, "s": {"c": ["c"], "a": ["d"], "e": ["e"]}}}
    shares = label_shares(articles("a b b c d d e", "a c c", source=["A", "A"]), lexicon)
    assert shares.groupby("referent")["share"].sum().tolist() == [1, 1]
    assert shares["n"].tolist() == [2, 2, 3, 2, 1]


def test_shares_need_labels():
    with pytest.raises(ValueError, match="the competing names of a thing go under"):
        label_shares(articles("war", source=["A"]), {"c": ["war"]})


def test_regime_and_government_are_told_apart_by_the_lexicon_of_the_sample_story():
    table = articles(
        "Assad's regime fell. The U.S. government and the Iranian regime said nothing.",
        "The Syrian government fell; Syria's new government promised elections.",
        source=["A", "B"],
    )
    shares = label_shares(table, read_lexicon("syria_labels")).query("n > 0")
    assert shares[["source", "label", "n"]].to_numpy().tolist() == [
        ["A", "regime", 1],
        ["B", "government", 1],
    ]


# Intervals


@pytest.fixture(scope="module")
def many():
    rng = np.random.default_rng(5)
    words = rng.choice(
        ["war", "regime", "government", "x", "y"], size=(300, 40), p=[0.05, 0.1, 0.05, 0.4, 0.4]
    )
    return articles(*(" ".join(row[: rng.integers(5, 40)]) for row in words), source=["A"] * 300)


def test_intervals_of_rates_are_those_of_scipys_bootstrap(many):
    rates = frame_rates(many, {"c": ["war"]}).iloc[0]
    counts = many["text"].str.count("war").to_numpy()
    n_words = many["text"].str.split().str.len().to_numpy()
    expected = scipy.stats.bootstrap(
        (counts, n_words),
        lambda n, total, axis: 1000 * n.sum(axis) / total.sum(axis),
        paired=True,
        method="percentile",
        n_resamples=4000,
        rng=1,
    ).confidence_interval
    width = expected.high - expected.low
    assert rates["low"] == pytest.approx(expected.low, abs=width / 15)
    assert rates["high"] == pytest.approx(expected.high, abs=width / 15)


def test_intervals_of_shares_are_those_of_scipys_bootstrap(many):
    shares = label_shares(many, RULE).iloc[0]
    regime = many["text"].str.count("regime").to_numpy()
    both = regime + many["text"].str.count("government").to_numpy()
    expected = scipy.stats.bootstrap(
        (regime, both),
        lambda n, total, axis: n.sum(axis) / total.sum(axis),
        paired=True,
        method="percentile",
        n_resamples=4000,
        rng=1,
    ).confidence_interval
    width = expected.high - expected.low
    assert shares["low"] == pytest.approx(expected.low, abs=width / 15)
    assert shares["high"] == pytest.approx(expected.high, abs=width / 15)


def test_intervals_of_five_articles_hold_the_true_rate_where_a_bootstrap_would_not():
    """4 of 1,000 words in articles that differ; percentiles of 1,000 resamples hold that in 4 cases of 5."""
    rng = np.random.default_rng(0)
    t = rng.integers(150, 900, (400, 5))
    x = rng.poisson(0.004 * t * rng.exponential(size=t.shape))
    resampled = rng.multinomial(5, np.full(5, 0.2), 1000).T
    of_bootstrap = np.quantile((x @ resampled) / (t @ resampled), [0.025, 0.975], axis=1)
    groups = np.repeat(np.arange(400), 5)
    pooled = statistics.pool(sparse.csr_array(x.reshape(-1, 1)), t.ravel(), groups, 400)
    ours = [bound.ravel() for bound in statistics.share_interval(pooled)]
    for (low, high), least, most in ((ours, 0.93, 0.99), (of_bootstrap, 0.7, 0.85)):
        assert least < ((low <= 0.004) & (high >= 0.004)).mean() < most


def test_intervals_are_the_same_in_every_run_whatever_the_other_groups(many):
    lexicon = {"c": ["war"]}
    alone = frame_rates(many, lexicon)
    with_others = frame_rates(pd.concat([many, articles("war", source=["B"]).set_axis(["b"])]), lexicon)
    pd.testing.assert_frame_equal(with_others[with_others["source"] == "A"], alone)


@pytest.mark.parametrize("n_articles", [2, 3, 6, 20, 100])
def test_intervals_cover_the_true_rate_and_share_however_few_the_articles(n_articles):
    """War is 1 % of the words, regime two thirds of the names; articles differ in both."""
    rng = np.random.default_rng(n_articles)
    n_groups = 200 if n_articles < 100 else 60
    n = n_groups * n_articles
    names = rng.poisson(3, n)
    counts = {
        "war": rng.poisson(2 * rng.gamma(3, 1 / 3, n)),
        "regime": rng.binomial(names, rng.beta(2, 1, n)),
        "x": rng.poisson(195, n),
    }
    counts["government"] = names - counts["regime"]
    texts = [
        " ".join(" ".join([word] * k) for word, k in zip(counts, row, strict=True))
        for row in zip(*counts.values(), strict=True)
    ]
    table = articles(*texts, source=np.repeat(np.arange(n_groups), n_articles).tolist())
    rates, shares = frame_rates(table, {"c": ["war"]}), label_shares(table, RULE)
    for intervals, truth in ((rates.dropna(), 10), (shares[shares["label"] == "regime"].dropna(), 2 / 3)):
        assert 0.9 < intervals["low"].le(truth).mul(intervals["high"].ge(truth)).mean() <= 1
        assert (intervals["low"] < intervals["high"]).all()


def test_an_article_much_longer_than_the_others_leaves_a_doubt():
    """Nineteen articles and a live blog, whose rates differ as those of the others do; the truth is 5."""
    rng, held = np.random.default_rng(1), 0
    n_words = np.array([400] * 19 + [8000])
    for _ in range(100):
        n = rng.poisson(rng.gamma(2, 0.0025, 20) * n_words)
        texts = ["war " * k + "x " * (w - k) for k, w in zip(n, n_words, strict=True)]
        rates = frame_rates(articles(*texts, source=["A"] * 20), {"c": ["war"]}).iloc[0]
        held += rates["low"] <= 5 <= rates["high"]
    assert 90 < held < 100


def test_articles_that_all_say_the_same_leave_a_doubt():
    table = articles(
        *["the regime, a regime, regime"] * 3,
        *["regime x"] * 30,
        "rain",
        source=["A"] * 3 + ["B"] * 30 + ["A"],
    )
    shares = label_shares(table, RULE).set_index(["source", "label"])
    assert shares.loc[("A", "regime"), "high"] == 1
    assert shares.loc[("A", "regime"), "low"] < 0.5 < 0.8 < shares.loc[("B", "regime"), "low"]


def test_an_article_alone_with_a_referent_has_no_interval():
    shares = label_shares(articles("the regime, a government", "rain", source=["A", "A"]), RULE)
    assert shares[["low", "high"]].isna().all(axis=None)
    assert shares["share"].tolist() == [0.5, 0.5]


@pytest.mark.parametrize("by", ["n", "rate", "frame"])
def test_a_column_of_the_table_cannot_be_grouped_by(by):
    with pytest.raises(ValueError, match=f"has a column '{by}' of its own"):
        frame_rates(articles("war", **{by: ["x"]}), {"c": ["war"]}, by=by)


# Differences of two groups


def test_differences_of_rates_counted_by_hand():
    table = articles("war", "a b c", "war war b c", "x y", source=["A", "A", "B", None])
    rates = rate_differences(table, {"conflict": ["war"], "talks": ["peace"]}, "A", "B")
    assert rates.columns.tolist() == [
        "frame", "n_a", "n_b", "n_articles_using_a", "n_articles_using_b", "rate_a", "rate_b", "difference",
        "low", "high", "p_value", "p_adjusted",
    ]  # fmt: skip
    assert rates.iloc[:, :8].to_numpy().tolist() == [
        ["conflict", 1, 2, 1, 1, 250, 500, -250],
        ["talks", 0, 0, 0, 0, 0, 0, 0],
    ]
    assert rates[["low", "high"]].isna().all(axis=None)  # one article of B
    assert rates["p_value"].gt(1 / 3).tolist() == [True, True]  # each third shuffle is like this one
    unknown = rate_differences(table, {"conflict": ["war"]}, "(unknown)", "B")
    assert unknown["difference"].tolist() == [-500]


def test_differences_of_shares_counted_by_hand():
    table = articles(
        "the regime, a regime", "the government", "governments", "rain", source=["A", "A", "B", "B"]
    )
    lexicon = {"labels": RULE["labels"] | {"city": {"capital": ["capital"], "damascus": ["damascus"]}}}
    shares = share_differences(table, lexicon, "A", "B")
    assert shares.columns.tolist() == [
        "referent", "label", "n_a", "n_b", "n_articles_using_a", "n_articles_using_b", "share_a", "share_b",
        "difference", "low", "high", "p_value", "p_adjusted",
    ]  # fmt: skip
    assert shares.iloc[:, 1:6].to_numpy().tolist() == [
        ["regime", 2, 0, 1, 0],
        ["government", 1, 1, 1, 1],
        ["capital", 0, 0, 0, 0],
        ["damascus", 0, 0, 0, 0],
    ]
    np.testing.assert_allclose(shares["difference"], [2 / 3, -2 / 3, np.nan, np.nan])
    assert shares.loc[2:, ["difference", "low", "high", "p_value", "p_adjusted"]].isna().all(axis=None)
    assert (shares.loc[:1, "p_value"] == 1).all()  # of three articles that name the rule


def test_articles_that_do_not_name_the_thing_say_nothing_of_its_names():
    texts = ["the regime", "a regime, the regime", "regime, government", "the government", "the government"]
    table = articles(*texts, source=list("AAABB"))
    silent = articles(*["rain fell"] * 7, source=list("AAABBBB")).set_axis(list("bcdefgh"))
    pd.testing.assert_frame_equal(
        share_differences(pd.concat([table, silent]), RULE, "A", "B"),
        share_differences(table, RULE, "A", "B"),
    )


def test_two_names_of_one_thing_differ_as_much_and_as_surely():
    texts = ["the regime"] * 9 + ["a government"] * 31
    table = articles(*texts, source=["A"] * 12 + ["B"] * 28)
    regime, government = share_differences(table, RULE, "A", "B").to_dict("records")
    assert regime["difference"] == pytest.approx(-government["difference"])
    assert [regime["low"], regime["high"]] == pytest.approx([-government["high"], -government["low"]])
    assert regime["p_value"] == pytest.approx(government["p_value"])
    assert regime["p_value"] < 0.05


def test_differences_are_those_of_the_rates_and_shares(many):
    table = many.assign(source=np.where(np.arange(300) % 3, "A", "B"))
    found = [
        (
            rate_differences(table, {"c": ["war"], "d": ["x"]}, "A", "B"),
            frame_rates,
            "rate",
            {"c": ["war"], "d": ["x"]},
        ),
        (share_differences(table, RULE, "A", "B"), label_shares, "share", RULE),
    ]
    for differences, function, ratio, lexicon in found:
        of_both = function(table, lexicon).set_index("source")[ratio]
        assert differences[f"{ratio}_a"].tolist() == of_both["A"].tolist()
        assert differences[f"{ratio}_b"].tolist() == of_both["B"].tolist()
        assert differences["difference"].tolist() == pytest.approx(
            (of_both["A"].to_numpy() - of_both["B"]).tolist()
        )
        swapped = (share_differences if ratio == "share" else rate_differences)(table, lexicon, "B", "A")
        assert swapped["low"].to_numpy() == pytest.approx(-differences["high"].to_numpy())
        assert swapped["p_value"].to_numpy() == pytest.approx(differences["p_value"].to_numpy())


def test_the_p_value_of_a_frame_of_one_word_is_near_that_of_the_distinctive_word(many):
    """Both are of whole articles shuffled; that of the frame goes by one moment more of the distribution."""
    table = many.assign(source=np.where(np.arange(300) % 4, "A", "B"))
    rows = table.iloc[:60]
    for own in (table, rows):
        terms = distinctive_terms(own).query("source == 'A'").set_index("term")
        rates = rate_differences(own, {word: [word] for word in ("war", "regime", "government")}, "A", "B")
        expected = terms.loc[rates["frame"], "p_value"].tolist()
        assert rates["p_value"].tolist() == pytest.approx(expected, rel=0.05)


@pytest.mark.filterwarnings("ignore:.*share much of their text")  # a word and its like, over and over
@pytest.mark.parametrize("seed", range(6))
def test_p_values_of_differences_are_near_those_of_scipys_permutation_test(seed):
    """All 12,870 ways to deal sixteen articles out; in each of them the rates pool, then divide."""
    rng = np.random.default_rng(seed)
    hits, names, other = rng.poisson(3, 16), rng.poisson(2, 16), rng.integers(30, 90, 16)
    hits[:8] += rng.poisson(2, 8)
    texts = [
        " ".join(["regime"] * n + ["government"] * m + ["x"] * k)
        for n, m, k in zip(hits, names, other, strict=True)
    ]
    table = articles(*texts, source=["A"] * 8 + ["B"] * 8)
    rate = rate_differences(table, {"c": ["regime"]}, "A", "B").iloc[0]
    share = share_differences(table, RULE, "A", "B").iloc[0]
    named = np.flatnonzero(hits + names)
    for row, totals, rows in ((rate, hits + names + other, np.arange(16)), (share, hits + names, named)):

        def difference(a, b, axis, totals=totals):
            return hits[a].sum(axis) / totals[a].sum(axis) - hits[b].sum(axis) / totals[b].sum(axis)

        data = rows[rows < 8], rows[rows >= 8]
        exact = scipy.stats.permutation_test(data, difference, vectorized=True, n_resamples=np.inf)
        assert row["p_value"] == pytest.approx(exact.pvalue, rel=0.25, abs=0.03)


def test_differences_of_shuffled_sources_are_significant_in_five_percent():
    rng = np.random.default_rng(8)
    lexicon = {f"f{i}": [f"f{i}"] for i in range(40)}
    words = np.array([*lexicon, *(["x"] * 40)])
    texts = [" ".join(rng.choice(words, 200, p=rng.dirichlet(np.full(80, 0.2)))) for _ in range(120)]
    tokens = tokenize(articles(*texts, source=["A"] * 80 + ["B"] * 40))
    found = []
    for _ in range(10):
        sources = tokens.articles.assign(source=rng.permutation(tokens.articles["source"]))
        table = rate_differences(
            Tokens(tokens.codes, tokens.offsets, tokens.vocabulary, sources), lexicon, "A", "B"
        )
        known = table.dropna()
        assert ((known["p_value"] < 0.05) == ((known["low"] > 0) | (known["high"] < 0))).all()
        found.append((table["p_value"] < 0.05).mean())
    assert 0.03 < np.mean(found) < 0.07


def test_a_group_without_a_frame_varies_as_the_other_does():
    texts = [*["war x x x"] * 5, *["x x x x"] * 15, *["x x x x"] * 20]
    found = rate_differences(articles(*texts, source=["A"] * 20 + ["B"] * 20), {"c": ["war"]}, "A", "B").iloc[
        0
    ]
    assert (found["n_articles_using_a"], found["n_articles_using_b"]) == (5, 0)
    assert found["p_value"] < 0.05
    assert 0 < found["low"] < 62.5 < found["high"] < 150
    alone = rate_differences(articles(*texts[4:], source=["A"] * 16 + ["B"] * 20), {"c": ["war"]}, "A", "B")
    assert alone[["low", "high"]].isna().all(axis=None)  # one article of the two groups uses it


@pytest.mark.parametrize("kind", ["column", "series"])
def test_copies_count_as_one_article_in_a_difference(kind):
    """Five copies of one text and five other texts of A are six articles."""
    texts = [*["war, war x x"] * 5, "x y", "y x", "x x", "y z", "war z", *["x y z", "x z", "war y", "z"] * 3]
    table = articles(*texts, source=["A"] * 10 + ["B"] * 12)
    copies = pd.Series([1] * 5 + [None] * 17, index=table.index)
    cluster = "copies" if kind == "column" else copies
    for function, lexicon in (
        (rate_differences, {"c": ["war"]}),
        (share_differences, {"labels": {"r": {"war": ["war"], "y": ["y"]}}}),
    ):
        found = function(table.assign(copies=copies), lexicon, "A", "B", cluster=cluster).iloc[0]
        as_one = articles("war war x x " * 5, *texts[5:], source=["A"] * 6 + ["B"] * 12)
        expected = function(as_one, lexicon, "A", "B").iloc[0]
        assert found["n_articles_using_a"] == 6
        columns = found.index.difference(["n_articles_using_a"])
        pd.testing.assert_series_equal(found[columns], expected[columns])
        assert found["p_value"] > function(table, lexicon, "A", "B").iloc[0]["p_value"]


def test_a_cluster_must_cover_the_articles():
    table = articles("war", "x", source=["A", "B"])
    for cluster, message in (
        ("copies", "no column 'copies'"),
        ([1, 2], "cluster must name a column of articles, or be a Series"),
        (pd.Series([1], index=["a0"]), "no entry for 1 of the articles, such as 'a1'"),
    ):
        with pytest.raises(ValueError, match=message):
            rate_differences(table, {"c": ["war"]}, "A", "B", cluster=cluster)


def test_intervals_of_differences_cover_a_true_difference():
    """Of two hundred frames, each used four times an article by one source and twice by the other."""
    rng = np.random.default_rng(9)
    mean, n_frames = np.repeat([4, 2], [40, 25]), 200
    hits = rng.poisson(mean[:, None] * rng.gamma(2, 0.5, (65, n_frames)))
    words = np.array([f"f{i}" for i in range(n_frames)])
    texts = [" ".join([*np.repeat(words, row), *["x"] * 500]) for row in hits]
    table = articles(*texts, source=["A"] * 40 + ["B"] * 25)
    found = rate_differences(table, {word: [word] for word in words}, "A", "B")
    truth = 1000 * (4 / (500 + 4 * n_frames) - 2 / (500 + 2 * n_frames))
    assert 0.92 < found["low"].le(truth).mul(found["high"].ge(truth)).mean() < 0.98


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        ("A", "C", "b must be one of 'A', 'B', not 'C'"),
        ("a", "B", "a must be one of 'A', 'B', not 'a'"),
        ("A", "A", "a and b are both 'A'; name two groups"),
    ],
)
@pytest.mark.parametrize("function", [rate_differences, share_differences])
def test_groups_that_cannot_be_compared_are_refused(function, a, b, message):
    with pytest.raises(ValueError, match=message):
        function(articles("war", "x", source=["A", "B"]), RULE, a, b)


def test_a_group_of_two_columns_is_named_by_both():
    table = articles("war", "peace", source=["A", "B"], week=pd.to_datetime(["2024-12-02", "2024-12-09"]))
    by_week = rate_differences(
        table, {"c": ["war"]}, ("A", "2024-12-02"), ("B", "2024-12-09"), by=["source", "week"]
    )
    assert by_week["difference"].tolist() == [1000]
    years = articles("war", "peace", year=[2023, 2024])
    assert rate_differences(years, {"c": ["war"]}, 2023, 2024, by="year")["n_a"].tolist() == [1]


def test_rates_over_time_by_a_period_that_pandas_makes():
    dates = pd.to_datetime(["2024-12-02", "2024-12-06", "2024-12-10", None])
    table = articles("war", "x war", "war peace", "peace", source=["A", "A", "A", "B"], date=dates)
    weeks = table["date"].dt.to_period("W")
    for week in (weeks, weeks.dt.start_time):
        rates = frame_rates(table.assign(week=week), {"c": ["war"]}, by=["source", "week"])
        assert rates["week"].dtype == week.dtype
        assert rates[["source", "n", "n_words", "n_articles"]].to_numpy().tolist() == [
            ["A", 2, 3, 2],
            ["A", 1, 2, 1],
            ["B", 0, 1, 1],
        ]
        assert rates["week"].iloc[:2].tolist() == [week.iloc[0], week.iloc[2]]
        assert rates["week"].isna().tolist() == [False, False, True]
        shares = label_shares(table.assign(week=week), RULE, by=["source", "week"])
        assert shares.shape == (6, 10)


def test_a_term_in_no_article_has_a_rate_of_nothing_and_no_share():
    table = articles("a b", "c", "d e f", "g", source=["A", "A", "B", "B"])
    lexicon = {"c": ["never"], "labels": {"r": {"x": ["no one"], "y": ["nowhere"]}}}
    rates = frame_rates(table, lexicon)
    assert rates["rate"].eq(0).all()
    assert rates["n_articles_using"].eq(0).all()
    assert rates[["low", "high"]].isna().all(axis=None)
    assert label_shares(table, lexicon)[["share", "low", "high"]].isna().all(axis=None)
    differences = rate_differences(table, lexicon, "A", "B")
    assert differences["difference"].eq(0).all()
    assert differences[["low", "high"]].isna().all(axis=None)
    assert differences["p_value"].eq(1).all()


def test_ten_thousand_sources_of_one_article_have_rates_and_no_intervals():
    table = articles(*["war and peace"] * 10_000, source=[f"s{i:05}" for i in range(10_000)])
    rates = frame_rates(table, {"c": ["war"]})
    assert rates["n"].eq(1).all()
    assert rates[["low", "high"]].isna().all(axis=None)
    differences = rate_differences(table, {"c": ["war"], "d": ["never"]}, "s00000", "s09999")
    assert differences["p_value"].tolist() == [1, 1]


def test_every_function_takes_a_lexicon_a_dict_and_a_path(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text(yaml.safe_dump(RULE), encoding="utf-8")
    table = articles("the regime", source=["A"])
    for function in (find_terms, count_terms, pattern_counts, frame_rates, label_shares):
        same = [function(table, lexicon) for lexicon in (RULE, path, str(path), read_lexicon(RULE))]
        for other in same[1:]:
            assert other.shape == same[0].shape
