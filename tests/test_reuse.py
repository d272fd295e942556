"""Copies: found by brute force over all pairs, and by the eye on a toy corpus."""

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from newslab.corpus import load_sample, problems, read_articles
from newslab.reuse import drop_copies, group_copies, overlaps as measuring
from newslab.tokens import boilerplate, split_words

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


def ngrams_of(words, n):
    return [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]


def copied_words(shorter, longer, counts):
    """How many words of one list lie in its first 3-grams that the other has, or between two near ones."""
    found = {}
    for place, ngram in enumerate(ngrams_of(shorter, 3)):
        found.setdefault(ngram, place)
    places = sorted(found[ngram] for ngram in set(ngrams_of(longer, 3)) & set(found) if counts(ngram))
    gaps = [after - place for place, after in pairwise(places)]
    return sum(gap if gap <= 20 else 3 for gap in gaps) + 3 * bool(places)


def overlap_of(a, b, is_rare, min_overlap):
    """The overlap of two lists of words, computed plainly, or 0 where it cannot reach the least."""
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    if len(shorter) < 5 or len(shorter) < len(longer) / 4:
        return 0
    if a == b:
        return 1
    common = set(ngrams_of(shorter, 3)) & set(ngrams_of(longer, 3))
    n_rare = sum(any(map(is_rare, ngram)) for ngram in common)
    if 3 + 20 * (n_rare - 1) < min_overlap / 2 * len(shorter) or not n_rare:
        return 0
    copied = copied_words(shorter, longer, lambda ngram: True)
    by_rare = copied_words(shorter, longer, lambda ngram: any(map(is_rare, ngram)))
    return min(copied, 2 * by_rare) / len(shorter)


@settings(max_examples=200)
@given(
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=45).map(" ".join), max_size=7),
    st.sampled_from([0.2, 0.6, 1.0]),
    st.integers(0, 4),
)
def test_copies_are_the_average_linkage_of_overlaps_computed_plainly(texts, min_overlap, rare_articles):
    texts = [*texts, *(text[4:] + " f" for text in texts[:3]), *texts[:1]]
    words = [split_words(text) for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boilerplate, "MIN_ARTICLES", 100)
        patch.setattr(boilerplate, "MAX_ARTICLES", 100)
        patch.setattr(measuring, "RARE_ARTICLES", rare_articles)
        patch.setattr(measuring, "BLOCK_ROWS", 3)
        patch.setattr(measuring, "BLOCK_WORDS", 20)
        found = group_copies(pd.DataFrame({"text": pd.Series(texts, dtype="str")}), min_overlap=min_overlap)
    # One of each text is compared; the others follow it.
    first = [next(j for j in range(i + 1) if words[j] == words[i] and (len(words[i]) >= 5 or i == j))
             for i in range(len(words))]  # fmt: skip
    rows = sorted(set(first))

    def is_rare(word):
        return sum(word in some for some in words) <= rare_articles

    overlaps = [overlap_of(words[i], words[j], is_rare, min_overlap) for i, j in combinations(rows, 2)]
    expected = [0]
    if len(rows) > 1:
        tree = linkage(1 - np.minimum(overlaps, 1), "average")
        expected = fcluster(tree, 1 - min_overlap + 1e-9, "distance")
    expected = [expected[rows.index(row)] for row in first]
    # Where several groups are equally near, the linkage of a part may take another first.
    if len({o for o in overlaps if o}) == sum(o > 0 for o in overlaps):
        assert found.tolist() == pd.factorize(np.array(expected))[0].tolist()


def scanned(text, rate, seed):
    """A text with letters changed, as a scanner reads it."""
    rng = np.random.default_rng(seed)
    return "".join(
        chr(rng.integers(97, 123)) if character.isalpha() and rng.random() < rate else character
        for character in text
    )


def edited(text, rate, seed):
    """A text with words changed or left out, or others added."""
    rng = np.random.default_rng(seed)
    words = []
    for word in text.split():
        if rng.random() >= rate:
            words.append(word)
        elif rng.random() < 0.67:
            words += [f"w{rng.integers(999)}"] + [word] * int(rng.random() < 0.5)
    return " ".join(words)


def story(seed, n_words=200):
    """Words of no meaning, a tenth of which are names that no other story holds."""
    rng = np.random.default_rng(seed)
    common = [f"v{rank}" for rank in (1000 ** rng.random(n_words)).astype(int)]
    return " ".join(f"n{seed}x{rng.integers(20)}" if rng.random() < 0.1 else word for word in common)


def test_scanning_errors_and_edits_do_not_hide_a_copy():
    texts = [story(seed) for seed in range(30)]
    noised = [scanned(text, rate, seed) for seed, text in enumerate(texts[:10]) for rate in (0.03, 0.05)]
    noised += [edited(text, 0.2, seed) for seed, text in enumerate(texts[10:20])]
    expected = [*range(30), *(i for i in range(10) for _ in range(2)), *range(10, 20)]
    assert group_copies(pd.DataFrame({"text": texts + noised})).tolist() == expected


def test_a_common_quotation_makes_no_copies():
    quotation = story(1, 60)
    texts = [story(2) + " " + quotation, quotation + " " + story(3)]
    assert group_copies(pd.DataFrame({"text": texts})).tolist() == [0, 1]


def test_a_flash_is_no_copy_of_the_story_that_repeats_it():
    flash = "The base in the hills was empty by noon on Monday, he said."
    whole = (
        " ".join(f"Witness {i} saw truck {i} leave town {i} at hour {i}." for i in range(40)) + " " + flash
    )
    articles = pd.DataFrame({"text": [flash, whole], "source": ["Wire", "Daily"]})
    assert drop_copies(articles)["source"].tolist() == ["Wire", "Daily"]


def test_notes_of_one_form_are_no_copies_of_each_other():
    notes = [
        f"Net profit of {name} Stores was {i * 7919 % 997} pence a share against {i * 104729 % 887} pence a "
        f"year before, on sales of {i * 1299709 % 977} million pounds, the company said."
        for i, name in enumerate(f"Name{i}" for i in range(60))
    ]
    assert group_copies(pd.DataFrame({"text": notes})).nunique() > 55


def test_a_text_that_many_outlets_print_is_one_group():
    """Its words are in too many articles to be rare. Some change a few words, some add a lead or cut it."""
    rest, wire = [story(seed) for seed in range(30)], story(99)
    prints = [edited(wire, 0.02, seed) for seed in range(70)]
    prints += [f"{story(200 + seed, 20)} {wire}" for seed in range(5)]
    prints += [" ".join(wire.split()[: 100 + 10 * n]) for n in range(5)]
    copies = group_copies(pd.DataFrame({"text": rest + prints}))
    assert copies.tolist() == [*range(30)] + [30] * 80
    exact = group_copies(pd.DataFrame({"text": rest + prints}), min_overlap=1)
    assert exact.nunique() > 60


def test_long_notes_of_one_form_are_no_copies_of_each_other():
    rng = np.random.default_rng(0)
    form = [f"w{rng.integers(40)}" for _ in range(120)]
    notes = [
        " ".join(f"n{rng.integers(9999)}" if i % 5 == 0 else w for i, w in enumerate(form)) for _ in range(80)
    ]
    assert group_copies(pd.DataFrame({"text": notes})).nunique() > 75


TAIL = (
    " Write to us at the address below, and read more of our work every day in the app that we made for you."
)
LEADS = ["Snow fell in the hills.", "The match ended in a draw.", "Prices rose again in May.", "He resigned."]


@pytest.mark.parametrize("columns", [{}, {"source": ["Daily"] * 5}])
def test_a_common_tail_makes_no_copies(columns):
    texts = [lead + TAIL for lead in [*LEADS, "The old bridge is closed."]]
    assert group_copies(pd.DataFrame({"text": texts, **columns})).tolist() == [0, 1, 2, 3, 4]


def test_many_copies_of_one_text_are_no_boilerplate():
    rest = [story(seed) for seed in range(5)]
    for copied in ([WIRE] * 8, [edited(story(9), 0.05, seed) for seed in range(8)]):
        copies = group_copies(pd.DataFrame({"text": rest + copied, "source": "Daily"}))
        assert copies.tolist() == [0, 1, 2, 3, 4] + [5] * 8


def test_each_of_a_group_is_a_copy_of_the_others():
    """An article that holds half of each of two others does not make them copies."""
    one, other = story(1), story(2)
    half = " ".join(one.split()[:100] + other.split()[:100])
    copies = group_copies(pd.DataFrame({"text": [one, half, other]}), min_overlap=0.5)
    assert copies.nunique() == 2


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


def test_the_fullest_or_the_first_of_several_copies_is_kept_and_the_others_are_listed():
    articles = with_copies()
    for keep, kept, copied in (("fullest", "bce", "ad"), ("first", "abe", "cd")):
        originals = drop_copies(articles, keep=keep)
        pd.testing.assert_frame_equal(originals, articles.loc[list(kept)])
        listed = problems(originals)
        original = set(kept) & set("acd")
        assert listed.drop(columns="row").to_numpy().tolist() == [
            [copy, f"a copy of {''.join(original)}", "left out"] for copy in copied
        ]
        assert listed["row"].isna().all()
        assert len(articles) == len(originals) + len(listed)
    assert drop_copies(articles).equals(drop_copies(articles, keep="fullest"))
    assert problems(articles).empty
    with pytest.raises(ValueError, match="keep must be one of 'fullest', 'first', not 'last'"):
        drop_copies(articles, keep="last")


def test_the_copy_of_the_earliest_date_is_kept():
    dates = pd.to_datetime([None, "2024-12-01", "2024-12-03", "2024-12-02", None])
    originals = drop_copies(with_copies(date=dates), keep="first")
    assert originals.index.tolist() == ["b", "d", "e"]
    assert problems(originals)["problem"].tolist() == ["a copy of d"] * 2
    undated = with_copies(date=pd.Series([pd.NaT] * 5, index=list("abcde")))
    assert drop_copies(undated, keep="first").index.tolist() == ["a", "b", "e"]
    same = pd.DataFrame({"text": [WIRE] * 3, "date": dates[[2, 3, 3]]}, index=list("xyz"))
    assert drop_copies(same).index.tolist() == ["y"]  # of equally full ones the earliest
    times = pd.to_datetime(["2024-12-03 00:00", "2024-12-03 22:00", "2024-12-04 00:00"])
    assert drop_copies(same.assign(date=times)).index.tolist() == ["y"]  # a day alone may be its evening


def test_copies_are_listed_by_their_files_behind_what_the_reading_listed(tmp_path):
    (tmp_path / "one.txt").write_text(WIRE, encoding="utf-8")
    (tmp_path / "two.txt").write_text("Officials said. " + WIRE, encoding="utf-8")
    (tmp_path / "void.txt").write_text("", encoding="utf-8")
    originals = drop_copies(read_articles(tmp_path), keep="first")
    assert len(originals) == 1
    listed = problems(originals)
    assert listed["outcome"].tolist() == ["left out", "left out"]
    assert listed["origin"].tolist() == ["void.txt", "two.txt"]
    assert listed["problem"].iloc[1] == f"a copy of {originals.index[0]}"
    assert len(problems(drop_copies(originals))) == 2  # nothing further to set aside


def test_articles_of_labels_that_are_not_text_are_listed_by_them():
    articles = with_copies().set_axis(pd.MultiIndex.from_product([["x"], range(5)]))
    assert problems(drop_copies(articles))["origin"].tolist() == ["('x', 0)", "('x', 3)"]
    numbered = with_copies(origin=[None, None, "c.txt", None, None]).reset_index(drop=True)
    assert problems(drop_copies(numbered, keep="first"))["origin"].tolist() == ["c.txt", "3"]


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
