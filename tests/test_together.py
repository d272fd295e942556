"""What occurs together: counted by hand, by chance, and drawn."""

import numpy as np
import pandas as pd
import pytest

from newslab import co_occurrences, statistics
from newslab.charts import plot_co_occurrences

NAMES = {"war": ["war"], "Iran": ["Iran"], "rain": ["rain"]}


def test_sentences_with_both_are_counted_by_hand():
    text = "War in Iran. Rain in Iran. Rain. Snow fell. War, war and Iran."
    articles = pd.DataFrame({"text": [text, "Iran. War."], "source": ["A", "B"]})
    table = co_occurrences(articles, NAMES).set_index(["a", "b"])
    assert table.loc[("war", "Iran"), ["n_a", "n_b", "n", "n_articles"]].tolist() == [3, 4, 2, 1]
    # Seven of 13 words are in sentences with war, and three sentences have Iran; and one of two, and one.
    assert np.isclose(table.loc[("war", "Iran"), "n_expected"], 3 * 7 / 13 + 1 * 1 / 2)
    assert table.loc[("Iran", "rain"), "n"] == 1
    by_source = co_occurrences(articles, NAMES, by="source").set_index(["source", "a", "b"])
    assert by_source.loc[("B", "war", "Iran"), ["n", "n_expected"]].tolist() == [0, 0.5]
    assert ("B", "war", "rain") not in by_source.index  # no rain there


def test_articles_with_both_are_counted_by_hand():
    articles = pd.DataFrame({"text": ["War. Iran.", "War. Iran.", "Rain. Snow.", "Rain. Iran."]})
    table = co_occurrences(articles, NAMES, unit="article").set_index(["a", "b"])
    assert table.loc[("war", "Iran"), ["n_a", "n_b", "n"]].tolist() == [2, 3, 2]
    assert np.isclose(table.loc[("war", "Iran"), "n_expected"], 4 * 2 / 4 * 3 / 4)


def test_labels_count_by_themselves_and_both_parts_are_told_apart():
    lexicon = {"war": ["war"], "labels": {"rule": {"regime": ["regime"], "government": ["government"]}}}
    articles = pd.DataFrame({"text": ["Regime at war. “The government is at war,” he said."]})
    table = co_occurrences(articles, lexicon, voice="both")
    found = table[table["n"] > 0]
    assert found[["voice", "a", "b"]].to_numpy().tolist() == [
        ["own", "war", "regime"],
        ["quoted", "war", "government"],
    ]


def test_what_is_planted_is_found_and_comes_first():
    rng = np.random.default_rng(0)
    sentences = [
        [f"{'War' if k % 5 == 0 else 'Snow'} in {'Iran' if k % 5 == 0 else 'Rome'}." for k in range(10)]
        for _ in range(20)
    ]
    texts = [" ".join(rng.permutation([*each, "Rain."])) for each in sentences]
    table = co_occurrences(pd.DataFrame({"text": texts}), NAMES)
    assert table.loc[0, ["a", "b"]].tolist() == ["war", "Iran"]
    assert table.loc[0, "p_value"] < 1e-4
    assert table.loc[0, "log_ratio"] > 1


def test_long_sentences_have_more_of_everything_and_that_is_chance():
    """Words at random places of articles whose sentences have three and 21 words: 5 % of p-values are below
    0.05. Were sentences taken for alike, a third would be.
    """
    rng, names = np.random.default_rng(0), ["dust", "hill", "lake", "moss", "pine", "reed", "sand"]
    found = []
    for _ in range(12):
        texts = []
        for _ in range(100):
            words = rng.choice([*names, "other"], 8 * 22, p=[0.02] * 7 + [0.86])
            sentences = np.split(words, np.cumsum(np.tile([2, 20], 8))[:-1])
            texts.append(" ".join("So " + " ".join(sentence) + "." for sentence in sentences))
        table = co_occurrences(pd.DataFrame({"text": texts}), {name: [name] for name in names})
        found += (table["p_value"] < 0.05).tolist()
    assert len(found) == 12 * 21
    assert 0.02 < np.mean(found) < 0.08


def test_independent_things_are_together_by_chance_in_articles_of_any_length():
    """Things in articles by their lengths alone: 5 % of p-values are below 0.05, where a test that is blind
    to lengths finds more.
    """
    rng = np.random.default_rng(1)
    n_words = rng.gamma(1, 300, 100) + 20
    has = rng.random((100, 60)) < -np.expm1(-n_words / 500)[:, None]
    a, b = np.triu_indices(60, 1)
    _, p_value = statistics.independence(has, n_words, a, b)
    _, blind = statistics.independence(has, np.full(100, 300), a, b)
    assert 0.03 < (p_value < 0.05).mean() < 0.07
    assert (blind < 0.05).mean() > 0.15


def test_the_chart_draws_found_and_expected():
    table = pd.DataFrame(
        {"source": ["A", "A"], "a": "war", "b": ["Iran", "rain"], "n": [9, 1], "n_expected": [4, 3.5]}
    ).assign(p_adjusted=[0.01, 0.4])
    ax = plot_co_occurrences(table)
    assert ax.collections[-1].get_offsets()[:, 0].tolist() == [9, 1]
    assert ax.lines[0].get_xdata().tolist() == [4, 3.5]
    assert ax.get_title("left") == "Frames and names that occur together: A"
    with pytest.raises(ValueError, match="choose group="):
        plot_co_occurrences(table.assign(source=["A", "B"]))
