"""Copies: found by brute force over all pairs, and by the eye on a toy corpus."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslab.echoes import copies, group_copies
from newslab.tokens import split_words

WIRE = (
    "The last convoys crossed the border before dawn on Monday, two officials said, and left behind the "
    "heavy weapons that they could not carry. Local people came out to look at them in the morning."
)


def test_whole_cut_and_edited_copies_are_one_group():
    articles = pd.DataFrame(
        {
            "text": [
                WIRE,
                "Rain is likely in the north and in the hills to the east of the capital.",
                WIRE.partition(". ")[0],
                WIRE.replace("dawn", "daybreak"),
                "Convoys left. " + WIRE,
                "Officials said that the convoys had left before dawn and that weapons stayed behind.",
            ]
        },
        index=list("abcdef"),
    )
    copies = group_copies(articles)
    assert copies.name == "copies"
    assert copies.to_dict() == {"a": 0, "b": 1, "c": 0, "d": 0, "e": 0, "f": 2}


def runs_of(text):
    words = split_words(text)
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


@given(st.lists(st.text("ab ", max_size=30), max_size=7), st.sampled_from([0.2, 0.5, 1.0]))
def test_copies_are_those_of_brute_force(texts, min_overlap):
    runs = [runs_of(text) for text in texts]
    groups = {i: {i} for i in range(len(texts))}
    for i, j in combinations(range(len(texts)), 2):
        shorter = min(len(runs[i]), len(runs[j]))
        if shorter and len(runs[i] & runs[j]) >= min_overlap * shorter:
            groups |= dict.fromkeys(groups[i] | groups[j], groups[i] | groups[j])
    copies = group_copies(pd.DataFrame({"text": pd.Series(texts, dtype="str")}), min_overlap=min_overlap)
    assert {frozenset(group) for group in copies.groupby(copies).groups.values()} == set(
        map(frozenset, groups.values())
    )
    assert copies.tolist() == pd.factorize(copies)[0].tolist()


def test_blocks_change_nothing(monkeypatch):
    rng = np.random.default_rng(0)
    texts = [" ".join(rng.choice(list("abcdef"), 30)) for _ in range(40)]
    articles = pd.DataFrame({"text": texts})
    whole = group_copies(articles, min_overlap=0.04)
    assert 1 < whole.nunique() < 40
    monkeypatch.setattr(copies, "BLOCK_ROWS", 7)
    assert group_copies(articles, min_overlap=0.04).equals(whole)


def test_articles_of_fewer_than_five_words_are_no_copies():
    assert group_copies(pd.DataFrame({"text": ["rain in the north"] * 3 + ["", None]})).tolist() == [
        0,
        1,
        2,
        3,
        4,
    ]


@pytest.mark.parametrize("min_overlap", [0, -1, 1.5, "half"])
def test_a_share_out_of_range_is_refused(min_overlap):
    with pytest.raises(ValueError, match="min_overlap must be"):
        group_copies(pd.DataFrame({"text": ["x"]}), min_overlap=min_overlap)
