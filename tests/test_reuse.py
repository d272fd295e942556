"""Copies: found by brute force over all pairs, and by the eye on a toy corpus."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslab.corpus import load_sample, problems, read_articles
from newslab.reuse import copies, drop_copies, group_copies
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


# One article of each group


def with_copies(**columns):
    texts = [WIRE, "Rain is likely in the north and in the hills.", "Convoys left. " + WIRE, WIRE, "Short."]
    return pd.DataFrame({"text": texts, **columns}, index=list("abcde"))


def test_the_first_of_several_copies_is_kept_and_the_others_are_listed():
    articles = with_copies()
    originals = drop_copies(articles)
    pd.testing.assert_frame_equal(originals, articles.loc[["a", "b", "e"]])
    listed = problems(originals)
    assert listed.drop(columns="row").to_numpy().tolist() == [
        ["c", "a copy of a", "left out"],
        ["d", "a copy of a", "left out"],
    ]
    assert listed["row"].isna().all()
    assert len(articles) == len(originals) + len(listed)
    assert problems(articles).empty


def test_the_copy_of_the_earliest_date_is_kept():
    dates = pd.to_datetime([None, "2024-12-01", "2024-12-03", "2024-12-02", None])
    originals = drop_copies(with_copies(date=dates))
    assert originals.index.tolist() == ["b", "d", "e"]
    assert problems(originals)["problem"].tolist() == ["a copy of d"] * 2
    undated = drop_copies(with_copies(date=pd.Series([pd.NaT] * 5, index=list("abcde"))))
    assert undated.index.tolist() == ["a", "b", "e"]


def test_copies_are_listed_by_their_files_behind_what_the_reading_listed(tmp_path):
    (tmp_path / "one.txt").write_text(WIRE, encoding="utf-8")
    (tmp_path / "two.txt").write_text("Officials said. " + WIRE, encoding="utf-8")
    (tmp_path / "void.txt").write_text("", encoding="utf-8")
    originals = drop_copies(read_articles(tmp_path))
    assert len(originals) == 1
    listed = problems(originals)
    assert listed["outcome"].tolist() == ["left out", "left out"]
    assert listed["origin"].tolist() == ["void.txt", "two.txt"]
    assert listed["problem"].iloc[1] == f"a copy of {originals.index[0]}"
    assert len(problems(drop_copies(originals))) == 2  # nothing further to set aside


def test_articles_of_labels_that_are_not_text_are_listed_by_them():
    articles = with_copies().set_axis(pd.MultiIndex.from_product([["x"], range(5)]))
    assert problems(drop_copies(articles))["origin"].tolist() == ["('x', 2)", "('x', 3)"]
    numbered = with_copies(origin=[None, None, "c.txt", None, None]).reset_index(drop=True)
    assert problems(drop_copies(numbered))["origin"].tolist() == ["c.txt", "3"]


@given(st.lists(st.text("ab ", max_size=20), max_size=6))
def test_what_is_kept_holds_one_article_of_each_group(texts):
    articles = pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    originals = drop_copies(articles)
    groups = group_copies(articles)
    assert sorted(groups[originals.index]) == list(range(groups.nunique()))
    assert len(originals) + len(problems(originals)) == len(articles)


def test_the_sample_and_what_it_holds_of_copies_add_up():
    articles = load_sample()
    originals = drop_copies(articles)
    assert len(originals) + len(problems(originals)) - len(problems(articles)) == len(articles)
