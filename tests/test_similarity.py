"""Similarity: against scikit-learn and brute force, and on toy corpora whose cosines a person can compute."""

import random
import sys
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import pdist, squareform
from sklearn.feature_extraction.text import TfidfVectorizer

from newslab import arrays
from newslab.arrays import linkage as linkage_module
from newslab.english import STOP_WORDS
from newslab.similarity import (
    article_map,
    group_stories,
    nearness,
    neighbours,
    shared_terms,
    similar_pairs,
    similarity_matrix,
    stories as stories_module,
    tfidf,
    vectors,
)
from newslab.similarity.neighbours import near_pairs
from newslab.similarity.vectors import article_days, scaled
from newslab.tokens import counting, split_words, tokenize

COLUMNS = [
    "article_a", "article_b", "similarity", "nearness", "overlap_a", "overlap_b", "days_apart", "source_a",
    "source_b",
]  # fmt: skip


@pytest.fixture
def articles():
    """Two stories and a loner, by two sources and an unknown one."""
    return pd.DataFrame(
        {
            "source": ["Wire", "Daily", "Wire", None, "Daily", "Wire"],
            "date": pd.to_datetime(
                ["2024-12-06", "2024-12-07", "2024-12-20", None, "2024-12-21", "2024-12-21"]
            ),
            "title": ["One", "Two", "Three", "Four", "Five", "Six"],
            "text": [
                "Iran pulls commanders and troops out of Syria, officials said on Friday",
                "Iran pulls commanders out of Syria as rebels advance, officials said",
                "Heavy rain floods the valley and cuts off three villages in the north",
                "Floods after heavy rain cut off villages in the valley, the mayor said",
                "A new museum opens its doors",
                "Heavy rain floods the valley and cuts off three villages in the north today",
            ],
        },
        index=list("abcdef"),
    )


def random_articles(n, seed=0, n_words=60):
    rng = np.random.default_rng(seed)
    words = np.array([f"w{i}" for i in range(40)])
    texts = [" ".join(rng.choice(words, rng.integers(0, n_words))) for _ in range(n)]
    dates = pd.Timestamp("2024-12-01") + pd.to_timedelta(rng.integers(0, 10, n), unit="D")
    dates = pd.Series(dates).where(rng.random(n) > 0.1)
    return pd.DataFrame({"text": texts, "date": dates, "source": rng.choice(["A", "B", "C"], n)})


@pytest.mark.parametrize("block", [1, 50, 1 << 20])
def test_tfidf_equals_scikit_learns_on_the_same_tokens(monkeypatch, block):
    for module, name in [
        (arrays.counting, "BLOCK_CODES"),
        (arrays.counting, "BLOCK_NUMBERS"),
        (counting, "BLOCK_COUNTS"),
        (arrays.products, "BLOCK_ENTRIES"),
        (vectors, "BLOCK_WEIGHTS"),
        (vectors, "BLOCK_WORDS"),
    ]:
        monkeypatch.setattr(module, name, block)
    articles = random_articles(40, seed=block, n_words=130)
    matrix, counts = tfidf(articles)
    peer = TfidfVectorizer(
        analyzer=lambda text: [
            term
            for words in (split_words(text), split_words(text)[:60])  # the lead counts twice
            for term in [*words, *map(" ".join, pairwise(words))]
        ],
        vocabulary=counts.terms.tolist(),
        sublinear_tf=True,
    )
    np.testing.assert_allclose(matrix.toarray(), peer.fit_transform(articles["text"]).toarray(), atol=1e-12)


def test_the_vectors_leave_out_function_words_and_pairs_in_one_article_only():
    _, counts = tfidf(pd.DataFrame({"text": ["the fall of Assad", "after the fall of Assad in Syria"]}))
    assert counts.terms.tolist() == ["fall", "Assad", "Syria", "fall Assad"]


def test_tfidf_gives_the_weights_of_scikit_learns_own_example():
    """The corpus of the user guide, section 6.2.3.4: "one" in the fourth document of three terms."""
    counts = pd.DataFrame([[3, 0, 1], [2, 0, 0], [3, 0, 0], [4, 0, 0], [3, 2, 0], [3, 0, 2]])
    texts = [" ".join(["alpha"] * a + ["beta"] * b + ["gamma"] * c) for a, b, c in counts.to_numpy()]
    lead = "the " * 60  # which counts twice, and is no term
    vectors, found = tfidf(pd.DataFrame({"text": [lead + text for text in texts]}))
    weights = pd.DataFrame(vectors.toarray(), columns=found.terms)
    idf = {"alpha": np.log(7 / 7) + 1, "beta": np.log(7 / 2) + 1, "gamma": np.log(7 / 3) + 1}
    ratio = weights.loc[4, "beta"] / weights.loc[4, "alpha"]
    assert ratio == pytest.approx((1 + np.log(2)) * idf["beta"] / ((1 + np.log(3)) * idf["alpha"]))


def test_the_matrix_and_the_map_say_at_once_what_is_too_many():
    articles = pd.DataFrame({"text": ["rain"] * 50_001})
    with pytest.raises(ValueError, match=r"up to 25,000 articles, not 50,001; similar_pairs"):
        similarity_matrix(articles)
    with pytest.raises(ValueError, match=r"up to 50,000 articles, not 50,001; articles\.sample"):
        article_map(articles)


def test_the_first_sixty_words_count_twice():
    texts = [" ".join(["alpha"] * 60 + ["beta"] * 60), "gamma"]
    matrix, counts = tfidf(pd.DataFrame({"text": texts}))
    weights = pd.Series(matrix.toarray()[0], index=counts.terms)
    assert weights["alpha"] / weights["beta"] == pytest.approx((1 + np.log(120)) / (1 + np.log(60)))


def test_similar_pairs_of_a_toy_corpus(articles):
    pairs = similar_pairs(articles)
    assert pairs.columns.tolist() == COLUMNS
    assert list(zip(pairs["article_a"], pairs["article_b"], strict=True)) == [
        ("a", "b"), ("c", "f"), ("c", "d"), ("d", "f"),
    ]  # fmt: skip
    first = pairs.iloc[1]
    assert (first["source_a"], first["source_b"], first["days_apart"]) == ("Wire", "Wire", 1)
    assert (first["overlap_a"], first["overlap_b"]) == (1, 9 / 10)
    assert pairs.loc[2, "days_apart"] is np.nan or np.isnan(pairs.loc[2, "days_apart"])


def plain_nearness(articles, min_similarity, within_days, unit=None, duplicates_from=0.6):
    """All cosines, and all nearnesses, computed plainly; of pairs that are too far apart both are 0."""
    unit = tfidf(articles)[0].toarray() if unit is None else unit
    is_pair = ~(days_apart(articles) > (np.inf if within_days is None else within_days))
    np.fill_diagonal(is_pair, False)
    cosines = np.where(is_pair, unit @ unit.T, 0)
    usual = plain_usual(cosines, min_similarity, duplicates_from)
    return cosines, cosines / np.sqrt(np.outer(usual, usual))


def days_apart(articles):
    dates = articles.get("date", pd.Series(pd.NaT, index=articles.index)).reset_index(drop=True)
    return np.array([[abs((a - b) / pd.Timedelta(days=1)) for b in dates] for a in dates], float)


def plain_usual(cosines, min_similarity, duplicates_from=0.6):
    usual = []
    for row in cosines:
        others = [value for value in row if max(min_similarity, 1e-9) <= value < duplicates_from]
        nearest = (sorted(others, reverse=True) + [0] * 5)[:5]
        usual.append(sum(max(value, min_similarity, 0.01) for value in nearest) / 5)
    return np.array(usual)


def brute_force_pairs(articles, top, min_similarity, within_days, across_sources):
    cosines, nearness = plain_nearness(articles, min_similarity, within_days)
    found = {}
    for i in range(len(articles)):
        near = []
        for j in range(len(articles)):
            same = across_sources and articles["source"][i] == articles["source"][j]
            if not same and cosines[i, j] >= max(min_similarity, 1e-9):
                near.append(j)
        for j in sorted(near, key=lambda j: -round(nearness[i, j], 9))[:top]:  # equal but for rounding: a tie
            found[min(i, j), max(i, j)] = cosines[i, j], nearness[i, j]
    return found


@pytest.mark.parametrize("block", [1, 64, 1 << 20])
@pytest.mark.parametrize(
    "options",
    [
        {"top": 1, "min_similarity": 0.1, "within_days": None, "across_sources": False},
        {"top": 4, "min_similarity": 0.3, "within_days": 2, "across_sources": False},
        {"top": 3, "min_similarity": 0.0, "within_days": 0, "across_sources": True},
    ],
)
def test_similar_pairs_are_those_of_brute_force(monkeypatch, options, block):
    monkeypatch.setattr(neighbours, "BLOCK_CELLS", block)
    monkeypatch.setattr(neighbours, "BLOCK_ENTRIES", block)
    monkeypatch.setattr(neighbours, "PANEL", 1 + block % 30)
    monkeypatch.setattr(nearness, "MOST_PAIRS", block)
    articles = random_articles(45, seed=block)
    pairs = similar_pairs(articles, **options)
    expected = brute_force_pairs(articles, **options)
    assert set(zip(pairs["article_a"], pairs["article_b"], strict=True)) == set(expected)
    for pair in pairs.itertuples():
        values = expected[pair.article_a, pair.article_b]
        assert (pair.similarity, pair.nearness) == pytest.approx(values, rel=1e-9)
    assert pairs["nearness"].is_monotonic_decreasing


@settings(max_examples=30)
@given(
    st.integers(0, 10_000),
    st.sampled_from([1, 2, 7]),
    st.sampled_from([None, 1]),
    st.booleans(),
)
def test_pairs_of_identical_articles_are_those_of_brute_force(seed, top, within_days, across_sources):
    """A few articles, each many times, with other days and sources; ties go to the earlier row."""
    rng = np.random.default_rng(seed)
    articles = random_articles(6, seed, n_words=12)
    articles = articles.iloc[rng.integers(0, 6, 30)].reset_index(drop=True)
    articles["source"] = rng.choice(["A", "B"], 30)
    articles["date"] = pd.Timestamp("2024-12-01") + pd.to_timedelta(rng.integers(0, 3, 30), unit="D")
    options = {"min_similarity": 0.1, "within_days": within_days, "across_sources": across_sources}
    pairs = similar_pairs(articles, top=top, **options)
    found = dict(
        zip(zip(pairs["article_a"], pairs["article_b"], strict=True), pairs["nearness"], strict=True)
    )
    expected = brute_force_pairs(articles, top, **options)
    assert found == pytest.approx({pair: nearness for pair, (_, nearness) in expected.items()})


@settings(max_examples=100)
@given(
    st.integers(0, 10_000), st.sampled_from([0, 0.1, 0.3, 0.7]), st.sampled_from([np.inf, 1]), st.booleans()
)
def test_near_pairs_are_those_of_brute_force_whatever_the_weights(
    seed, min_similarity, within_days, is_sparse
):
    """Also where some articles hold nothing but common terms, and where days are unknown."""
    rng = np.random.default_rng(seed)
    n = rng.integers(1, 40)
    weights = rng.exponential(np.linspace(0.1, 2, 12), (n, 12)) * (
        rng.random((n, 12)) < np.linspace(1, 0.1, 12)
    )
    weights[rng.random(n) < 0.1, 2:] = 0
    unit = scaled(sparse.csr_array(weights) if is_sparse else weights - 0.5)
    days = np.where(rng.random(n) < 0.2, np.nan, rng.integers(0, 6, n))
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "PANEL", 7)
        patch.setattr(neighbours, "LARGEST_BLOCK", 1 + seed % 9)
        patch.setattr(neighbours, "WIDEST_WINDOW", 5 + seed % 30)
        for rows in near_pairs(unit, min_similarity, days, within_days):
            for a, b, similarity in zip(*rows, strict=True):
                assert (a, b) not in found
                found[a, b] = similarity
    whole = unit.toarray() if is_sparse else unit
    expected = {
        (a, b): whole[a] @ whole[b]
        for a, b in combinations(range(n), 2)
        if not abs(days[a] - days[b]) > within_days
        and (whole[a] @ whole[b] >= min_similarity)
        and (not is_sparse or whole[a] @ whole[b] > 0)
    }
    assert found == pytest.approx(expected)


def test_overlap_is_the_share_of_runs_of_five_words(articles):
    pairs = similar_pairs(articles, min_similarity=0)
    for pair in pairs.itertuples():
        runs = []
        for label in (pair.article_a, pair.article_b):
            words = split_words(articles.loc[label, "text"])
            runs.append({tuple(words[i : i + 5]) for i in range(len(words) - 4)})
        common = len(runs[0] & runs[1])
        assert (pair.overlap_a, pair.overlap_b) == (common / len(runs[0]), common / len(runs[1]))


def test_the_overlap_of_an_article_of_four_words_is_missing():
    pairs = similar_pairs(pd.DataFrame({"text": ["rain in the north", "rain in the north"]}))
    assert pairs["similarity"].tolist() == pytest.approx([1])
    assert pairs["overlap_a"].isna().all()


def test_vectors_take_the_place_of_tfidf(articles):
    vectors = np.array([[1, 0], [0, 2], [3, 0], [0, 1], [1, 1], [-1, 0]])
    pairs = similar_pairs(articles, vectors=vectors, min_similarity=0.9)
    assert list(zip(pairs["article_a"], pairs["article_b"], strict=True)) == [("a", "c"), ("b", "d")]
    by_label = pd.DataFrame(vectors, index=articles.index).iloc[::-1]
    pd.testing.assert_frame_equal(similar_pairs(articles, vectors=by_label, min_similarity=0.9), pairs)
    assert similarity_matrix(articles, vectors=vectors).loc["a", "f"] == -1
    assert group_stories(articles, vectors=vectors, min_similarity=0.95, within_days=None).tolist() == [
        0,
        1,
        0,
        1,
        2,
        3,
    ]


@pytest.mark.parametrize(
    ("vectors", "message"),
    [
        (np.ones((5, 2)), r"6 rows, one an article, but its shape is \(5, 2\)"),
        (np.ones(6), r"shape is \(6,\)"),
        (np.full((6, 2), np.nan), "NaN or infinity"),
        (pd.DataFrame(np.ones((6, 2)), index=list("abcdex")), "no row for article 'f'"),
    ],
)
def test_vectors_that_do_not_fit_are_refused(articles, vectors, message):
    with pytest.raises(ValueError, match=message):
        similar_pairs(articles, vectors=vectors)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"top": 0}, "top must be a whole number of at least 1"),
        ({"min_similarity": 2}, "min_similarity must be a number from 0 to 1"),
        ({"within_days": -1}, "within_days must be a number of days"),
    ],
)
def test_options_out_of_range_are_refused(articles, options, message):
    with pytest.raises(ValueError, match=message):
        similar_pairs(articles, **options)


def test_similarity_matrix_of_articles_and_of_sources(articles):
    matrix = similarity_matrix(articles)
    assert matrix.index.tolist() == matrix.columns.tolist() == list("abcdef")
    unit = tfidf(articles)[0].toarray()
    np.testing.assert_allclose(matrix, unit @ unit.T, atol=1e-12)
    assert (matrix.to_numpy() == matrix.to_numpy().T).all()
    sources = similarity_matrix(articles, by="source")
    assert sources.index.tolist() == sources.columns.tolist() == ["(unknown)", "Daily", "Wire"]
    daily, wire = unit[[1, 4]].sum(axis=0), unit[[0, 2, 5]].sum(axis=0)
    expected = daily @ wire / np.linalg.norm(daily) / np.linalg.norm(wire)
    assert sources.loc["Daily", "Wire"] == pytest.approx(expected)


def test_shared_terms_add_up_to_the_similarity(articles):
    terms = shared_terms(articles, "a", "b")
    assert terms.columns.tolist() == ["term", "weight_a", "weight_b", "contribution", "share"]
    assert set(terms["term"]) == {
        "Iran", "pulls", "commanders", "Syria", "officials", "said",
        "Iran pulls", "pulls commanders", "officials said",
    }  # fmt: skip
    assert terms["contribution"].sum() == pytest.approx(similarity_matrix(articles).loc["a", "b"])
    assert terms["share"].sum() == pytest.approx(1)
    assert terms["contribution"].is_monotonic_decreasing


def test_articles_without_a_common_term_share_none(articles):
    assert shared_terms(articles, "a", "e").empty


def test_an_unknown_article_is_named(articles):
    with pytest.raises(KeyError, match="no article 'z'"):
        shared_terms(articles, "a", "z")


def test_stories_of_a_toy_corpus(articles):
    stories = group_stories(articles)
    assert stories.name == "story"
    assert stories.index.tolist() == list("abcdef")
    assert stories.tolist() == [0, 0, 1, 1, 2, 1]


def test_a_story_takes_two_terms_in_common():
    texts = ["Rain fell in the north.", "Stocks fell on Monday.", "A minister resigned.", "Iran withdrew."]
    articles = pd.DataFrame({"text": texts})
    assert group_stories(articles).nunique() == 4
    articles.loc[1, "text"] = "Stocks in the north fell on Monday."
    assert group_stories(articles).tolist() == [0, 0, 1, 2]


def test_stories_end_where_days_do():
    articles = pd.DataFrame({"text": ["Rain floods the valley"] * 3})
    dated = articles.assign(date=pd.to_datetime(["2024-12-01", "2024-12-03", "2024-12-20"]))
    assert group_stories(dated).tolist() == [0, 0, 1]
    assert group_stories(dated, within_days=1).tolist() == [0, 1, 2]
    assert group_stories(dated, within_days=None).tolist() == [0, 0, 0]
    assert group_stories(articles, within_days=0).tolist() == [0, 0, 0]  # without dates none is too far


def moved_plainly(story, nearness, min_nearness, linked):
    """Stories after each article has gone to the one whose articles are nearest in the mean."""
    moved = story.copy()
    for row in range(len(story)):
        means = {}
        for number in {story[row], *story[linked[row]]}:
            others = [other for other in np.flatnonzero(story == number) if other != row]
            means[number] = np.mean(nearness[row, others]) if others else 0
        best = max(means, key=lambda number: (round(means[number], 12), number == story[row], -number))
        if means[best] >= min_nearness:
            moved[row] = best
    return moved


def test_an_article_moves_to_the_story_that_grew_nearer():
    """Article 2 joins 1, its nearest, and only then 3 and 4, together nearer to it, become a story."""
    nearness = np.zeros((5, 5))
    for a, b, value in [(0, 1, 0.9), (1, 2, 0.95), (0, 2, 0.9), (2, 3, 0.94), (2, 4, 0.94), (3, 4, 0.93)]:
        nearness[a, b] = nearness[b, a] = value
    near = sparse.coo_array(np.triu(nearness))
    story = np.array([0, 0, 0, 3, 3])
    moved = stories_module._at_the_nearest(story, near, lambda a, b: nearness[a, b], 0.9)
    assert moved.tolist() == [0, 0, 3, 3, 3]
    assert (
        stories_module._at_the_nearest(story, near, lambda a, b: nearness[a, b], 0.945).tolist()
        == story.tolist()
    )


@settings(max_examples=60)
@given(
    st.integers(0, 10_000),
    st.sampled_from([0.5, 0.8, 1.1]),
    st.sampled_from([0, 0.1, 0.3]),
    st.sampled_from([None, 2]),
)
def test_stories_are_the_average_linkage_of_all_articles(seed, min_nearness, min_similarity, within_days):
    articles = random_articles(25, seed, n_words=30)
    cosines, nearness = plain_nearness(articles, min_similarity, within_days)
    # Only what is connected by pairs that are near and similar enough can be one story.
    linked = (nearness >= min_nearness) & (cosines >= max(min_similarity, 1e-9))
    has_term = (tfidf(articles)[0].toarray() > 0).astype(int)
    linked &= has_term @ has_term.T >= 2
    part = connected_components(linked)[1]
    if within_days:  # nearness fades to 0 between two and four days
        unit, usual = tfidf(articles)[0].toarray(), plain_usual(cosines, min_similarity)
        fading = np.nan_to_num(np.clip(2 - days_apart(articles) / within_days, 0, 1), nan=1)
        nearness = (unit @ unit.T) / np.sqrt(np.outer(usual, usual)) * fading
    expected = np.zeros(len(articles), int)
    for rows in (np.flatnonzero(part == number) for number in np.unique(part)):
        if len(rows) > 1:
            highest = nearness.max()
            tree = linkage(squareform(highest - nearness[np.ix_(rows, rows)], checks=False), "average")
            expected[rows] = fcluster(tree, highest - min_nearness + 1e-12, "distance")
    expected = moved_plainly(
        pd.factorize(pd.Series(zip(part, expected, strict=True)))[0], nearness, min_nearness, linked
    )
    stories = group_stories(
        articles, min_nearness=min_nearness, min_similarity=min_similarity, within_days=within_days
    )
    assert (pd.factorize(stories)[0] == pd.factorize(expected)[0]).all()
    sizes = [(articles["source"][stories == story].nunique(), (stories == story).sum(),
              -np.flatnonzero(stories == story)[0]) for story in range(stories.nunique())]  # fmt: skip
    assert sizes == sorted(sizes, reverse=True)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.sampled_from([None, 2]))
def test_identical_articles_of_a_day_are_of_one_story_and_count_as_one(seed, within_days):
    rng = np.random.default_rng(seed)
    articles = random_articles(20, seed, n_words=30)
    articles["date"] = articles["date"].fillna(pd.Timestamp("2024-12-05"))
    rows = np.concatenate([np.arange(20), rng.integers(0, 20, 40)])
    unit = tfidf(articles)[0]  # of which copies would change the weights
    copied = articles.iloc[rows].reset_index(drop=True)
    stories = group_stories(copied, within_days=within_days, vectors=unit[rows])
    without = group_stories(articles, within_days=within_days, vectors=unit)
    has_words = (unit.sum(axis=1) > 0)[rows]
    of_both = pd.DataFrame({"one": stories, "other": without.to_numpy()[rows]})[has_words].drop_duplicates()
    assert of_both["one"].is_unique
    assert of_both["other"].is_unique
    assert stories[~has_words].is_unique


def test_stories_of_more_sources_come_first():
    texts = [
        "rain in the hills",
        "a new museum opens",
        "rain over hills",
        "rain on the hills",
        "the new museum",
    ]
    articles = pd.DataFrame({"text": texts, "source": ["A", "A", "A", "A", "B"]})
    assert group_stories(articles, min_similarity=0.2).tolist() == [1, 0, 1, 1, 0]
    assert group_stories(articles.drop(columns="source"), min_similarity=0.2).tolist() == [0, 1, 0, 0, 1]


def test_too_many_connected_articles_are_divided_by_their_weaker_links(monkeypatch):
    north, south = "heavy rain in the cold north", "a brown flood in the warm south"
    ends = ["of the wet land", "of the dry hills"]
    articles = pd.DataFrame({"text": [f"{begin} {end}" for begin in (north, south) for end in ends]})
    options = {"min_nearness": 0.01, "min_similarity": 0.01}
    assert group_stories(articles, **options).tolist() == [0, 0, 0, 0]
    monkeypatch.setattr(linkage_module, "LARGEST_GROUP", 3)
    assert group_stories(articles, **options).tolist() == [0, 0, 1, 1]
    same = pd.DataFrame({"text": ["rain in the north"] * 6})
    assert group_stories(same).nunique() <= 6


def test_copies_of_one_article_do_not_part_it_from_its_story():
    words = np.random.default_rng(0).permutation([f"w{i}" for i in range(120)])
    report, other = " ".join(words[:80]), " ".join(words[40:])
    copies = [report + f" more{i} again{i}" for i in range(8)]
    rest = [" ".join(f"v{i}x{j}" for j in range(60)) for i in range(20)]
    stories = group_stories(pd.DataFrame({"text": [report, other, *copies, *rest]}))
    assert stories.head(10).nunique() == 1
    assert stories.nunique() == 21


def test_a_common_tail_makes_no_pairs_and_no_stories():
    tail = " Write to us at the address below, and read more of our work every day in the app that we made."
    leads = ["Snow fell in the hills.", "The match ended in a draw.", "Prices rose in May.", "He resigned."]
    articles = pd.DataFrame({"text": [lead + tail for lead in leads]})
    assert similar_pairs(articles).empty
    assert group_stories(articles).nunique() == 4
    assert shared_terms(articles, 0, 1).empty


def test_vectors_are_mixed_by_their_weight(articles):
    rng = np.random.default_rng(0)
    given = scaled(rng.random((6, 5)))
    terms = tfidf(articles)[0].toarray()
    matrix = similarity_matrix(articles, vectors=given, weight=0.25)
    np.testing.assert_allclose(matrix, 0.75 * terms @ terms.T + 0.25 * given @ given.T, atol=1e-12)
    for weight, expected in (
        (0, similarity_matrix(articles)),
        (1, similarity_matrix(articles, vectors=given)),
    ):
        np.testing.assert_allclose(similarity_matrix(articles, vectors=given, weight=weight), expected)
    pairs = similar_pairs(articles, vectors=given, weight=0.5, min_similarity=0.2)
    unit = np.hstack([terms, given]) * np.sqrt(0.5)
    _, nearness = plain_nearness(articles, 0.2, None, unit, duplicates_from=0.8)
    for pair in pairs.itertuples():
        row, column = (articles.index.get_loc(label) for label in (pair.article_a, pair.article_b))
        assert pair.nearness == pytest.approx(nearness[row, column])
    assert len(group_stories(articles, vectors=given, weight=0.5)) == len(article_map(articles)) == 6
    with pytest.raises(ValueError, match="weight must be a number from 0 to 1"):
        similar_pairs(articles, vectors=given, weight=2)


def test_the_map_keeps_the_distances_of_three_articles():
    """Three points fit on a plane, so that nothing of their distances is lost."""
    articles = pd.DataFrame({"text": ["rain in the north", "rain in the south", "troops leave the north"]})
    places = article_map(articles.assign(source=["A", "B", None], title=["T", None, "U"]))
    assert places.columns.tolist() == ["x", "y", "source", "title"]
    np.testing.assert_allclose(pdist(places[["x", "y"]]), pdist(tfidf(articles)[0].toarray()), atol=1e-12)


def test_the_nearest_on_the_map_are_the_most_similar():
    rng = np.random.default_rng(0)
    stories = np.repeat(np.arange(8), 3)
    texts = [" ".join(f"s{story}w{word}" for word in rng.integers(0, 9, 30)) for story in stories]
    places = article_map(pd.DataFrame({"text": texts}))[["x", "y"]]
    distances = squareform(pdist(places)) + np.diag(np.full(24, np.inf))
    nearest = np.argsort(distances, axis=1)[:, :2]
    assert (stories[nearest] == stories[:, None]).mean() > 0.8


@pytest.mark.parametrize(
    "texts", [[], ["rain"], ["", ""], ["the of and", "a"], ["rain", "sun"], [None, "rain", "rain"]]
)
def test_corpora_of_few_or_no_words(texts):
    articles = pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    n = len(texts)
    assert similar_pairs(articles).columns.tolist() == COLUMNS
    assert similarity_matrix(articles).shape == (n, n)
    assert len(group_stories(articles)) == len(article_map(articles)) == n


def test_tokens_give_the_same_as_articles(articles):
    tokens = tokenize(articles)
    pd.testing.assert_frame_equal(similar_pairs(tokens), similar_pairs(articles))
    pd.testing.assert_series_equal(group_stories(tokens), group_stories(articles))
    assert not STOP_WORDS & set(shared_terms(tokens, "c", "d")["term"])


def test_dates_given_as_text_are_read_and_others_refused(articles):
    as_text = articles.assign(date=articles["date"].dt.strftime("%Y-%m-%d"))
    pd.testing.assert_frame_equal(similar_pairs(as_text), similar_pairs(articles))
    with pytest.raises(ValueError, match=r"'date' of articles must hold dates.*errors='coerce'"):
        similar_pairs(articles.assign(date="last week"))


@pytest.mark.parametrize("unit", ["s", "us"])
def test_days_are_counted_in_any_century(unit):
    dates = pd.to_datetime(["1969-12-31T12:00", None, "2999-01-01", "1500-01-01"], format="ISO8601").as_unit(
        unit
    )
    days = article_days(pd.DataFrame({"text": "x", "date": dates}))
    assert days.tolist()[0] == -0.5
    assert np.isnan(days[1])
    assert days[2:].tolist() == [
        (np.datetime64(day) - np.datetime64("1970-01-01")).astype(int) for day in ("2999-01-01", "1500-01-01")
    ]


@pytest.mark.parametrize("n_rows", [3, 40])
def test_products_of_many_pairs_are_those_of_single_ones(n_rows, monkeypatch):
    chance = np.random.default_rng(0)
    matrix = sparse.random_array((n_rows, 30), density=0.3, rng=chance).tocsr()
    matrix = sparse.vstack([matrix, matrix], format="csr")  # each row twice
    matrix.sort_indices()
    a, b = (chance.integers(0, n_rows, 500) for _ in range(2))
    single = arrays.row_products(matrix, a, b)
    np.testing.assert_allclose(single, (matrix[a].toarray() * matrix[b].toarray()).sum(axis=1))
    monkeypatch.setattr("newslab.arrays.products.MANY_PAIRS", 0)
    monkeypatch.setattr("newslab.arrays.products.MANY", 1_000)
    for most in (1, 100, 1 << 20):
        monkeypatch.setattr("newslab.arrays.products.MOST_CELLS", most)
        products = arrays.row_products(matrix, a, b)
        np.testing.assert_allclose(products, single, rtol=1e-14)
        np.testing.assert_array_equal(arrays.row_products(matrix, a + n_rows, b), products)


def test_what_is_in_no_list_can_be_left_out_on_the_way(monkeypatch):
    """Pairs come in pieces so small that lists are cut many times; ties go to the earlier row."""
    chance = random.Random(0)
    texts = [" ".join(chance.choices("abcdefghij", k=6)) for _ in range(60)]
    articles = pd.DataFrame({"text": texts, "source": "Wire"})
    whole, stories = similar_pairs(articles, top=2), group_stories(articles)

    def one_by_one(pairs, n_articles):
        for a, b, value in pairs:
            for place in range(len(a)):
                yield a[place : place + 1], b[place : place + 1], value[place : place + 1]

    monkeypatch.setattr("newslab.similarity.nearness.in_pieces", one_by_one)
    monkeypatch.setattr(sys.modules["newslab.similarity.pairs"], "in_pieces", one_by_one)
    pd.testing.assert_frame_equal(similar_pairs(articles, top=2), whole)
    pd.testing.assert_series_equal(group_stories(articles), stories)
