"""Whose words are counted, and in which part of the article."""

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import given, settings, strategies as st
from scipy import sparse

from newslab import statistics
from newslab.comparison import distinctive_terms, exclusive_terms, omitted_terms, source_profiles
from newslab.framing import (
    count_terms,
    find_terms,
    frame_rates,
    label_shares,
    pattern_counts,
    rate_differences,
    share_differences,
)
from newslab.parts import lead_of, parts_of
from newslab.tokens import tokenize

RULE = {"labels": {"rule": {"regime": ["regime"], "government": ["government"]}}}
QUOTING = "The government fell, a rebel said: “The regime is gone. The regime is dead.” The “regime” went."


def articles(*texts, **columns):
    return pd.DataFrame({"text": list(texts), **columns}, index=[f"a{n}" for n in range(len(texts))])


# Whose words


def test_words_in_quotations_are_not_the_outlets_own_but_scare_quotes_are():
    shares = label_shares(articles(QUOTING, source="Wire"), RULE, voice="both")
    assert shares[["voice", "label", "n"]].to_numpy().tolist() == [
        ["own", "regime", 1],
        ["own", "government", 1],
        ["quoted", "regime", 2],
        ["quoted", "government", 0],
    ]


@pytest.mark.parametrize("voice", ["own", "quoted", "both"])
def test_hits_of_a_voice_keep_their_places(voice):
    table = articles(
        QUOTING,
        None,
        "",
        "No quotation, no regime.",
        "“There was one regime, and no more,” said Barbara Leaf.",
    )
    hits = find_terms(table, ["regime", "government"], voice=voice)
    for hit in hits.itertuples():
        assert table["text"][hit.article][hit.start : hit.end] == hit.match
    everything = find_terms(table, ["regime", "government"])
    assert len(hits) == {"own": 3, "quoted": 3, "both": 6}[voice]
    if voice == "both":
        pd.testing.assert_frame_equal(hits.drop(columns="voice"), everything)


def test_no_phrase_goes_across_a_quotation_mark():
    table = articles("They want “regime change,” he said.", "“Down with the regime,” change said.")
    assert len(find_terms(table, ["regime change"])) == 2
    assert len(find_terms(table, ["regime change"], voice="quoted")) == 1
    assert find_terms(table, ["regime change"], voice="own").empty


@settings(max_examples=200)
@given(st.text(alphabet="ab .,“”\"‘’'\n„«»", max_size=80))
def test_each_word_has_one_voice_and_keeps_its_place(text):
    table = articles(text)
    whole = tokenize(table)
    places = {tuple(span) for span in np.transpose(whole.spans(np.arange(len(whole.codes)))).tolist()}
    found = []
    for part in parts_of(table, voice="both"):
        assert len(part.tokens.articles["text"].iloc[0]) == len(text)
        found += np.transpose(part.tokens.spans(np.arange(len(part.tokens.codes)))).tolist()
    # A mark inside a word, as an apostrophe, may part it where a quotation begins there.
    letters = {place for start, end in places for place in range(start, end) if text[place].isalpha()}
    assert sorted(p for a, b in found for p in range(a, b) if text[p].isalpha()) == sorted(letters)


def test_the_words_of_each_person():
    text = (
        "“The regime is gone,” Barbara Leaf said. “It is the end,” Omar Haddad said. “The regime fell,” Leaf "
    )
    text += "added."
    table = articles(text, "“No regime here,” Omar Haddad said.", source=["A", "B"])
    rates = frame_rates(table, {"regime": ["regime"]}, voice="quoted", by=["source", "speaker"])
    assert rates[["source", "speaker", "n", "n_words", "n_articles"]].to_numpy().tolist() == [
        ["A", "Barbara Leaf", 2, 7, 1],
        ["A", "Omar Haddad", 0, 4, 1],
        ["B", "Omar Haddad", 1, 3, 1],
    ]
    with pytest.raises(ValueError, match="needs voice='quoted'"):
        frame_rates(table, {"regime": ["regime"]}, by="speaker")
    mine = frame_rates(table.assign(speaker="me"), {"regime": ["regime"]}, by="speaker")
    assert mine["n"].tolist() == [3]


def test_clusters_of_articles_are_not_taken_for_those_of_persons():
    table = articles("“A regime,” Ann Lee said. “No,” Bo Ray said.", "“Yes,” Ann Lee said.", source="A")
    cluster = pd.Series([1, 2], table.index)
    with pytest.raises(ValueError, match="cluster has no entry"):
        rate_differences(
            table, ["regime"], "Ann Lee", "Bo Ray", by="speaker", voice="quoted", cluster=cluster
        )


# Which part


def test_the_title_is_read_where_it_is_asked_for():
    table = articles("The government fell.", title=["Regime falls in Damascus"], source="A")
    hits = find_terms(table, ["regime", "government"], where="both")
    assert hits[["where", "match", "start"]].to_numpy().tolist() == [
        ["title", "Regime", 0],
        ["text", "government", 4],
    ]
    assert find_terms(table, ["regime"], where="title")["match"].tolist() == ["Regime"]
    with pytest.raises(ValueError, match="no column 'title'"):
        find_terms(table.drop(columns="title"), ["regime"], where="both")
    with pytest.raises(ValueError, match="where must be one of"):
        find_terms(table, ["regime"], where="body")
    with pytest.raises(ValueError, match="voice must be one of"):
        find_terms(table, ["regime"], voice="theirs")


def test_the_lead_is_the_first_paragraph_that_says_something():
    first = "BEIRUT —\nThe last convoys crossed the border before dawn on Monday, two witnesses said, in rain"
    assert lead_of(first + "\n\nThe regime denied it.") == first
    assert len(lead_of("word " * 300).split()) == 100
    assert lead_of("Short.") == "Short."
    table = articles(first + "\n\nThe regime denied it.", source="A")
    assert find_terms(table, ["regime", "convoy*"], where="lead")["match"].tolist() == ["convoys"]


def test_both_options_together_and_tokens_keep_their_rules():
    table = articles("“Rebels fled,” he said. Rebels won.", title=["“Rebels” rebel"], source="A")
    tokens = tokenize(table, stem="english", stop_words=["fled"])
    counts = count_terms(tokens, {"rebel": ["rebel"]}, voice="both", where="both")
    assert counts["rebel"].tolist() == [2, 0, 1, 1] or counts["rebel"].tolist() == [1, 1, 1, 1]
    assert counts.index.tolist() == ["a0"] * 4
    assert counts[["voice", "where"]].to_numpy().tolist() == [
        ["own", "title"], ["quoted", "title"], ["own", "text"], ["quoted", "text"]
    ]  # fmt: skip
    part = parts_of(tokens, voice="own")[0].tokens
    assert part.stop_words == tokens.stop_words
    assert part.stem is tokens.stem
    assert pattern_counts(table, ["rebel*"], where="title")["n"].tolist() == [2]


# Two parts of the same articles


def test_own_and_quoted_words_are_compared_in_each_article():
    texts = ["The government met. “The regime lies,” he said."] * 12
    table = articles(*texts, source="A")
    found = share_differences(table, RULE, "own", "quoted", by="voice").set_index("label")
    assert found.loc["regime", ["share_a", "share_b", "difference"]].tolist() == [0, 1, -1]
    assert found.loc["regime", "p_value"] < 0.01
    assert found.loc["regime", "high"] < 0
    alike = articles(*["The regime met. “The regime lies,” he said."] * 12, source="A")
    found = rate_differences(alike, {"regime": ["regime"]}, "own", "quoted", by="voice")
    assert found["p_value"][0] > 0.05
    assert found["low"][0] < 0 < found["high"][0]


def test_copies_count_once_where_parts_are_compared():
    table = articles(*["Calm. “War,” he said."] * 8, source="A", text_id=[1] * 8)
    alone = rate_differences(table, ["war"], "own", "quoted", by="voice")
    together = rate_differences(table, ["war"], "own", "quoted", by="voice", cluster="text_id")
    assert alone["p_value"][0] < 0.05 < together["p_value"][0]
    assert together["n_b"].tolist() == [8]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"a": "own", "b": "own", "by": "voice"}, "a and b are both 'own'"),
        ({"a": "own", "b": "said", "by": "voice"}, "b must be one of"),
        ({"a": "title", "b": "text", "by": "where", "voice": "both"}, "compares parts of articles already"),
    ],
)
def test_parts_that_cannot_be_compared_are_refused(options, message):
    sides = options.pop("a"), options.pop("b")
    with pytest.raises(ValueError, match=message):
        rate_differences(articles("War.", title=["War"]), ["war"], *sides, **options)


@pytest.mark.parametrize("function", [omitted_terms, exclusive_terms, source_profiles])
def test_a_function_that_compares_no_parts_says_which_do(function):
    articles = pd.DataFrame({"source": ["A", "B"], "title": "Rain", "text": "Snow"})
    with pytest.raises(
        ValueError, match=r"where=\"both\" gives each part rows of its own, and by='where' compares"
    ):
        function(articles, by="where")
    assert "where" in function(articles.assign(where=["A", "B"]), by="where")  # a column of that name is one


def test_differences_between_sources_in_each_voice():
    texts = ["War. “Peace,” he said."] * 3 + ["Peace. “War,” he said."] * 3
    table = articles(*texts, source=list("AAABBB"))
    found = rate_differences(table, ["war"], "A", "B", voice="both")
    assert found[["voice", "n_a", "n_b"]].to_numpy().tolist() == [["own", 3, 0], ["quoted", 0, 3]]


def test_pairs_by_hand():
    """Two articles, 3 hits in 10 and 1 in 30 words: 1 hit of 4 is expected in each first part."""
    a, b = sparse.csr_array([[3.0], [3.0]]), sparse.csr_array([[1.0], [1.0]])
    found = statistics.compare_pairs(a, b, np.array([10, 10]), np.array([30, 30]))
    assert found.total.tolist() == [20]
    least = 2 * scipy.stats.hypergeom(40, 10, 4).var()
    weight = 2**2 / (2**2 + 10**2)
    assert np.isclose(found.variance[0], least * (1 + weight * (2 * 2**2 / least - 1)))


def test_random_words_of_articles_differ_by_chance_only():
    """Hits at random places: a third of the words in the first part, 5 % of p-values below 0.05."""
    rng = np.random.default_rng(0)
    hits = rng.poisson(3, (40, 1000))
    a = rng.binomial(hits, 1 / 3)
    found = statistics.compare_pairs(
        sparse.csr_array(a), sparse.csr_array(hits - a), np.full(40, 100), np.full(40, 200)
    )
    assert 0.03 < (found.p_value < 0.05).mean() < 0.065


def test_the_correlation_of_pairs_is_that_of_their_residuals():
    rng = np.random.default_rng(1)
    t_a, t_b = rng.integers(10, 50, 30), rng.integers(10, 50, 30)
    a, b = rng.poisson(0.1 * t_a), rng.poisson(0.2 * t_b)
    residuals = a - a.sum() / t_a.sum() * t_a, b - b.sum() / t_b.sum() * t_b
    expected = (residuals[0] @ residuals[1]) / np.sqrt((residuals[0] ** 2).sum() * (residuals[1] ** 2).sum())
    found = statistics.correlation_of_pairs(
        sparse.csr_array(a[:, None]), sparse.csr_array(b[:, None]), t_a, t_b
    )
    assert np.isclose(found[0], expected)


# Words, and one source against the others


def test_words_of_titles_against_those_of_texts():
    texts = [f"Rain fell on town{i}. The army left as rain fell." for i in range(20)]
    table = articles(*texts, title=["Army leaves"] * 20, source=["A", "B"] * 10)
    found = distinctive_terms(table, by="where", min_articles=2)
    assert found["where"].unique().tolist() == ["title", "text"]
    title = found[found["where"] == "title"].set_index("term")
    assert title.loc["army", ["n", "n_reference", "n_articles"]].tolist() == [20, 20, 20]
    assert title.loc["army", "p_value"] < 0.001
    assert title.loc["leaves", "log_ratio"] > 2
    text = found[found["where"] == "text"].set_index("term")
    assert np.isclose(text.loc["army", "log_ratio"], -title.loc["army", "log_ratio"])
    with pytest.raises(ValueError, match="takes no reference"):
        distinctive_terms(table, by="where", reference="text")


def test_sources_are_compared_in_the_part_asked_for():
    texts = ["War came. “Peace,” he said."] * 4 + ["Rain came. “War,” he said."] * 4
    table = articles(*texts, source=list("AAAABBBB"), title=["Storm"] * 8)
    own = distinctive_terms(table, voice="own")
    assert "peace" not in own["term"].str.lower().tolist()
    both = distinctive_terms(table, voice="both")
    pd.testing.assert_frame_equal(
        both[both["voice"] == "own"].drop(columns="voice").reset_index(drop=True), own
    )
    titles = distinctive_terms(table, where="title")
    assert titles["term"].unique().tolist() == ["Storm"]
    other = table.assign(text="“Peace,” he said. Rain fell.")
    against = distinctive_terms(table, voice="quoted", reference=other)
    assert set(against["term"]) == {"Peace", "War"}
    words = source_profiles(table, voice="both").set_index(["voice", "source"])["n_words"]
    assert words.tolist() == [16, 16, 4, 4]


def test_what_a_source_omits_in_its_own_words():
    texts = ["The army left Syria. They said so."] * 6 + ["They went. “The army left Syria,” he said."] * 6
    table = articles(*texts, source=list("AAABBBCCCCCC"))
    assert "army" not in set(omitted_terms(table, voice=None)["term"])
    own = omitted_terms(table, voice="own")
    assert own.loc[own["term"].str.contains("army"), "source"].tolist() == ["C"]
    alone = exclusive_terms(table, voice="own")
    assert "They went" in set(alone.loc[alone["source"] == "C", "term"]) or "went" in set(alone["term"])
