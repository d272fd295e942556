"""Tone: counted by hand, on labelled sentences, and with intervals that hold."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from newslab import statistics
from newslab.charts import plot_tone, plot_word_shift
from newslab.framing import tone, word_shift

GOLD = yaml.safe_load((Path(__file__).parent / "gold" / "tone.yml").read_text(encoding="utf-8"))
WEIGHTS = {"tone": {"good": 1, "great": 3, "bad": -2, "not good": -1}}


def articles(*texts, **columns):
    return pd.DataFrame({"text": list(texts), **columns}, index=[f"a{n}" for n in range(len(texts))])


def test_the_mean_of_weights_by_hand():
    table = articles("Good, great. Not good!", "Bad.", "Nothing.", source=["A", "B", "A"])
    found = tone(table, WEIGHTS)
    assert found[["source", "n", "n_articles", "tone"]].to_numpy().tolist() == [
        ["A", 3, 1, 1],
        ["B", 1, 1, -2],
    ]
    assert found["name"].isna().all()
    assert found["low"].isna().all()


def test_words_count_in_the_sentence_of_the_name_or_in_a_window():
    text = "Rebels are good. It was bad. A great many people then saw rebels, who were not good, they say."
    table = articles(text, source="A")
    assert tone(table, WEIGHTS, near=["rebels"])["n"].tolist() == [3]
    near = tone(table, WEIGHTS, near=["rebels"], within=3)
    assert near[["n", "tone"]].to_numpy().tolist() == [[2, 0]]  # good, and not good
    assert tone(table, WEIGHTS, near=["people"], within=2)[["n", "tone"]].to_numpy().tolist() == [[1, 3]]


def test_words_of_a_name_have_no_tone_and_labels_are_names():
    table = articles("Great Britain is bad. Britain and Iran are good.", source="A")
    near = {"labels": {"state": {"UK": ["Great Britain", "Britain"], "Iran": ["Iran"]}}}
    found = tone(table, WEIGHTS, near=near)
    assert found[["name", "n", "tone"]].to_numpy().tolist() == [["UK", 2, -0.5], ["Iran", 1, 1]]


def test_frames_named_positive_and_negative_have_weights():
    lexicon = {"positive": ["good"], "negative": ["bad"], "neg_positive": ["not good"], "money": ["bank"]}
    table = articles("Good bad good, not good, bank", source="A")
    assert tone(table, lexicon)[["n", "tone"]].to_numpy().tolist() == [[4, 0]]
    with pytest.raises(ValueError, match="different weights"):
        tone(table, {"money": ["bank"]})
    with pytest.raises(ValueError, match="different weights"):
        tone(table, {"positive": ["good"]})


def test_labelled_sentences():
    sentences = pd.DataFrame(GOLD["sentences"]).assign(sentence=range(len(GOLD["sentences"])))
    found = tone(sentences, GOLD["lexicon"], near=GOLD["name"], by="sentence").set_index("sentence")["tone"]
    right = np.sign(found.reindex(sentences["sentence"]).fillna(0)) == sentences["stance"]
    assert right[sentences["easy"]].all()
    assert not right[~sentences["easy"]].any()


def test_tone_of_what_is_quoted():
    table = articles("A good day. “A bad day,” he said.", source="A")
    assert tone(table, WEIGHTS, voice="both")[["voice", "tone"]].to_numpy().tolist() == [
        ["own", 1],
        ["quoted", -2],
    ]


def test_intervals_of_made_tones_hold_the_truth():
    """Articles whose words lean one way or the other: 95 % of intervals hold the mean of all."""
    rng = np.random.default_rng(0)
    held = []
    for _ in range(400):
        n = rng.poisson(6, 30)
        up = rng.beta(3, 2, 30)
        sums = np.array([rng.choice([-2, 1], size=k, p=[1 - p, p]).sum() for k, p in zip(n, up, strict=True)])
        ones = (sums + 2 * n) / 3
        squares = ones + 4 * (n - ones)
        mean, low, high = statistics.mean_interval(n, sums, squares, np.zeros(30, int), 1, -2, 1)
        assert low[0] <= mean[0] <= high[0]
        held.append(low[0] <= 3 * 0.6 - 2 <= high[0])
    assert 0.925 < np.mean(held) < 0.98


def test_one_hit_an_article_has_wilsons_interval():
    """Then hits are independent, and nothing about their variance is left to be estimated."""
    ones, sums = np.ones(7), np.array([1, 1, -1, 1, -1, 1, 1])
    _, low, high = statistics.mean_interval(ones, sums, ones, np.zeros(7, int), 1, -1, 1)
    expected = statistics.wilson_interval(np.array([5 / 7]), np.array([7]))
    assert np.allclose([low, high], 2 * np.array(expected) - 1, atol=1e-4)


def test_many_articles_whose_hits_are_alike_count_each_once():
    """300 articles of ten hits that are all alike: the interval is that of 300 hits, nearly."""
    n, sums = np.full(300, 10), np.tile([10, 0, 10], 100)
    _, low, high = statistics.mean_interval(n, sums, sums, np.zeros(300, int), 1, 0, 1)
    expected = statistics.wilson_interval(np.array([2 / 3]), np.array([300]))
    assert np.allclose([low, high], expected, atol=0.004)


def test_weights_of_one_value_are_no_certainty():
    n = np.full(4, 2)
    mean, low, high = statistics.mean_interval(n, 1 * n, n, np.zeros(4, int), 1, -5, 5)
    assert mean.tolist() == [1]
    assert low[0] < 0.8
    assert high[0] > 1.2


def test_contributions_of_words_add_up_to_the_difference():
    rng = np.random.default_rng(1)
    words = np.array(["good", "great", "bad", "rain"])
    texts = [", ".join(rng.choice(words, 30)) for _ in range(12)]
    table = articles(*texts, source=["A", "B"] * 6)
    shift = word_shift(table, WEIGHTS, "A", "B")
    means = tone(table, WEIGHTS).set_index("source")["tone"]
    assert np.isclose(shift["contribution"].sum(), means["A"] - means["B"])
    # Equation 8 by hand.
    for word in shift.itertuples():
        share = [sum(t.split(", ").count(word.term) for t in texts[k::2]) for k in (0, 1)]
        assert [word.n_a, word.n_b] == share
        expected = (word.n_a / shift["n_a"].sum() - word.n_b / shift["n_b"].sum()) * (
            word.weight - means["B"]
        )
        assert np.isclose(word.contribution, expected)
    assert shift["contribution"].abs().is_monotonic_decreasing


def test_a_shift_is_that_of_shifterator():
    path = Path(__file__).parent / "gold" / "word_shift.yml"
    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts = [", ".join(np.repeat([*gold[side]], [*gold[side].values()])) for side in "ab"]
    table = articles(*texts, source=["A", "B"])
    shift = word_shift(table, {"tone": gold["weights"]}, "A", "B").set_index("term")["contribution"]
    assert shift.to_dict() == pytest.approx(gold["contributions"])
    assert shift.index.tolist() == [*gold["contributions"]]
    assert shift.sum() == pytest.approx(gold["difference"])
    tones = tone(table, {"tone": gold["weights"]}).set_index("source")["tone"]
    assert [tones["A"], tones["B"]] == pytest.approx([gold["tone"][side] for side in "ab"])


def test_the_interval_of_the_sum_that_the_docstring_gives_holds():
    """Articles of two sources, whose tones lean by chance: the sum of a shift is the difference of tones."""
    rng = np.random.default_rng(0)
    held = []
    for _ in range(150):
        leaning = rng.beta(2, 2, 50)
        words = [["good", "bad"][int(x)] for x in rng.random(200) > np.repeat(leaning, 4)]
        texts = [" and ".join(words[4 * k : 4 * k + 4]) for k in range(50)]
        table = tone(articles(*texts, source=["A", "B"] * 25), WEIGHTS).set_index("source")
        a, b = table.loc["A"], table.loc["B"]
        d = a["tone"] - b["tone"]
        low = d - np.hypot(a["tone"] - a["low"], b["high"] - b["tone"])
        high = d + np.hypot(a["high"] - a["tone"], b["tone"] - b["low"])
        held.append(low <= 0 <= high)
    assert 0.91 < np.mean(held) < 0.99


@pytest.mark.parametrize("by", ["voice", "where"])
def test_the_words_that_set_two_parts_of_the_same_articles_apart(by):
    table = articles(
        "A good, good day. “A bad, good day,” he said.", "Great! “A bad, bad day,” he said.", source="A"
    ).assign(title=["Bad, bad", "Good"])
    a, b = {"voice": ("own", "quoted"), "where": ("title", "text")}[by]
    shift = word_shift(table, WEIGHTS, a, b, by=by).set_index("term")
    counts = {"voice": {"good": (2, 1), "great": (1, 0), "bad": (0, 3)},
              "where": {"good": (1, 3), "great": (0, 1), "bad": (2, 3)}}  # fmt: skip
    assert {term: (row["n_a"], row["n_b"]) for term, row in shift.iterrows()} == counts[by]
    tones = tone(table, WEIGHTS, **{by: "both"}).set_index(by)["tone"]
    assert np.isclose(shift["contribution"].sum(), tones[a] - tones[b])
    with pytest.raises(ValueError, match="name two parts"):
        word_shift(table, WEIGHTS, a, a, by=by)


def test_words_of_sentences_shared_out_by_chance_set_no_parts_apart():
    """Half of each article's sentences are its title: about 5 % of p-values are below 0.05."""
    rng, p_values = np.random.default_rng(0), []
    words = np.array(["good", "great", "bad", "rain", "snow"])
    for _ in range(40):
        sides = [[". ".join(rng.choice(words, 6)) for _ in range(30)] for _ in range(2)]
        table = articles(*sides[0], source="A").assign(title=sides[1])
        p_values += word_shift(table, WEIGHTS, "title", "text", by="where")["p_value"].tolist()
    assert 0.01 < np.mean(np.array(p_values) < 0.05) < 0.1


def test_a_group_without_words_has_no_shift():
    with pytest.raises(ValueError, match="no tone to compare"):
        word_shift(articles("good", "rain", source=["A", "B"]), WEIGHTS, "A", "B")


def test_a_word_near_two_names_makes_one_difference():
    table = articles("Ann and Bob are good.", "Ann is bad.", source=["A", "B"])
    shift = word_shift(table, WEIGHTS, "A", "B", near=["Ann", "Bob"])
    assert shift["n_a"].sum() == 1


def test_the_charts_draw_what_the_tables_hold():
    table = articles("Good, great.", "Bad, bad, good", "Good", "Bad", source=list("ABAB"))
    ax = plot_tone(tone(table, WEIGHTS, near="nobody"))
    assert [text.get_text() for text in ax.texts] == ["No word with a weight is found."]
    ax = plot_tone(tone(table, WEIGHTS))
    assert ax.get_title("left") == "Tone"
    shift = word_shift(table, WEIGHTS, "A", "B")
    ax = plot_word_shift(shift)
    assert [patch.get_width() for patch in ax.patches] == shift["contribution"].tolist()
    assert "all words together: +2.92" in ax.get_xlabel()
