"""Passages: found by the eye on toy corpora, and by brute force over all pairs of places; drawn and shown."""

from html.parser import HTMLParser
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from matplotlib.colors import to_hex

from newslab.charts import plot_reuse_matrix, plot_shared_passages, show_shared_passages, source_colors
from newslab.reuse import passages, reuse_matrix, shared_passages
from newslab.tokens import split_words, tokenize

COLUMNS = ["article_a", "article_b", "n_words", "text", "start_a", "end_a", "start_b", "end_b"]


WIRE = "The last convoys crossed the U.S.-held border before dawn on Monday, two officials said"


def articles_of(*texts, **columns):
    return pd.DataFrame({"text": pd.Series(texts, dtype="str"), **columns})


# By the eye


def test_a_passage_is_found_with_its_places_in_both_articles():
    articles = articles_of("Rain. " + WIRE.upper() + ". It fell.", "Rain in the north.", "“" + WIRE + ".” No")
    table = shared_passages(articles)
    assert table.columns.tolist() == COLUMNS
    (row,) = table.itertuples(index=False)
    assert (row.article_a, row.article_b, row.n_words) == (0, 2, 15)
    assert row.text == WIRE.upper()
    assert articles["text"][0][row.start_a : row.end_a] == WIRE.upper()
    assert articles["text"][2][row.start_b : row.end_b] == WIRE


def test_fewer_words_than_asked_for_are_no_passage():
    articles = articles_of("one two three four five six", "one two three four five")
    assert shared_passages(articles).empty
    assert shared_passages(articles, min_words=5)["n_words"].tolist() == [5]


def test_a_passage_has_a_row_for_each_pair_of_places():
    articles = articles_of("a b c d e f x a b c d e f", "a b c d e f y a b c d e f z a b c d e f")
    table = shared_passages(articles)
    assert table["n_words"].tolist() == [6] * 6
    assert table[["start_a", "start_b"]].to_numpy().tolist() == [
        [0, 0], [0, 14], [0, 28], [14, 0], [14, 14], [14, 28],
    ]  # fmt: skip


def test_the_longest_come_first_and_ties_in_the_order_of_the_articles():
    articles = articles_of("a b c d e f x g h i j k l m", "g h i j k l m", "a b c d e f", "a b c d e f")
    pairs = shared_passages(articles)[["article_a", "article_b", "n_words"]]
    assert pairs.to_numpy().tolist() == [[0, 1, 7], [0, 2, 6], [0, 3, 6], [2, 3, 6]]


def test_a_run_that_too_many_articles_hold_is_a_formula():
    formula = "on condition of anonymity because he"
    articles = articles_of(*(f"x{i} {formula} y{i}" for i in range(4)))
    assert len(shared_passages(articles, max_articles=4)) == 6
    assert shared_passages(articles, max_articles=3).empty


def test_a_passage_with_words_of_its_own_keeps_its_formula():
    formula = "on condition of anonymity because he"
    for passage in (f"left {formula}", f"{formula} said", f"left {formula} said"):
        articles = articles_of(passage, f"She {passage} so", *[formula] * 3)
        assert shared_passages(articles, max_articles=4)["text"].tolist() == [passage]


def test_a_run_that_an_article_repeats_without_end_is_a_refrain():
    articles = articles_of("0 " * 5000, "0 " * 5000)
    assert shared_passages(articles).empty
    assert len(shared_passages(articles_of("0 " * 15, "0 " * 15))) == 19  # ten places of six, on each side
    assert shared_passages(articles_of("0 " * 15, "0 " * 16)).empty


def test_reworded_passages_are_joined_where_a_gap_is_allowed():
    articles = articles_of(
        "The last convoys crossed the border before dawn on Monday",
        "He said the last big convoys crossed a border well before dawn, on Monday",
    )
    assert shared_passages(articles, min_words=4)["text"].tolist() == ["before dawn on Monday"]
    (row,) = shared_passages(articles, min_words=8, max_gap=3).itertuples()
    assert (row.n_words, row.text) == (8, articles["text"][0])
    assert articles["text"][1][row.start_b : row.end_b] == articles["text"][1].removeprefix("He said ")
    assert shared_passages(articles, min_words=8, max_gap=2).empty
    assert shared_passages(articles, min_words=4, max_gap=2)["text"].tolist() == [
        "The last convoys crossed",
        "before dawn on Monday",
    ]


def test_allowing_a_gap_loses_no_passage():
    rng = np.random.default_rng(0)
    articles = articles_of(*(" ".join(rng.choice(list("abcdefghijklmnopqrst"), 100)) for _ in range(30)))
    exact = shared_passages(articles, min_words=4, max_articles=3)
    joined = shared_passages(articles, min_words=4, max_articles=3, max_gap=2)
    both = exact.merge(joined, on=["article_a", "article_b"])
    within = (both["start_a_x"] >= both["start_a_y"]) & (both["end_a_x"] <= both["end_a_y"])
    within &= (both["start_b_x"] >= both["start_b_y"]) & (both["end_b_x"] <= both["end_b_y"])
    kept = both[within].drop_duplicates(["article_a", "article_b", "start_a_x", "start_b_x"])
    assert 5 < len(exact) == len(kept)


def test_a_passage_whose_pairs_of_words_are_all_common_is_kept_where_a_gap_is_allowed():
    pieces = "a b c x b c d y c d e z d e f"
    articles = articles_of("a b c d e f", "a b c d e f", pieces)
    for max_gap in (0, 2):
        table = shared_passages(articles, max_gap=max_gap, max_articles=2)
        assert table["text"].tolist() == ["a b c d e f"]


def test_passages_of_different_articles_are_never_joined():
    articles = articles_of("p q z z", "a b", "a b", "p q")
    assert shared_passages(articles, min_words=2, max_gap=40)["text"].tolist() == ["p q", "a b"]


def test_blocks_and_parts_change_nothing(monkeypatch):
    rng = np.random.default_rng(0)
    articles = articles_of(*(" ".join(rng.choice(list("abcdefgh"), 60)) for _ in range(30)))
    for max_gap in (0, 2):
        whole = shared_passages(articles, min_words=4, max_gap=max_gap)
        assert len(whole) > 100
        with monkeypatch.context() as patch:
            patch.setattr(passages, "BLOCK_NGRAMS", 100)
            patch.setattr(passages, "BLOCK_PAIRS", 50)
            pd.testing.assert_frame_equal(shared_passages(articles, min_words=4, max_gap=max_gap), whole)


def test_stems_are_compared_where_tokens_are_stems():
    articles = articles_of(
        "troops withdrew crossing the old borders", "troop withdrew crosses the old border"
    )
    assert shared_passages(articles).empty
    assert len(shared_passages(tokenize(articles, stem=lambda word: word[:5]))) == 1


@pytest.mark.parametrize(
    ("option", "value"), [("min_words", 1), ("min_words", 2.5), ("max_gap", -1), ("max_articles", 1)]
)
def test_an_option_out_of_range_is_refused(option, value):
    with pytest.raises(ValueError, match=f"{option} must be a whole number"):
        shared_passages(articles_of("x"), **{option: value})


# By brute force


def places(words, n):
    """Where each n-gram is in the articles."""
    found = {}
    for article, text in enumerate(words):
        for i in range(len(text) - n + 1):
            found.setdefault(tuple(text[i : i + n]), []).append(article)
    return found


def formulas(words, n, max_articles):
    return {
        run
        for run, held in places(words, n).items()
        if len(set(held)) > max_articles or max(map(held.count, held)) > passages.MOST_REPEATS
    }


def brute_force(texts, min_words, max_gap, max_articles):
    """The passages as article a, article b, first and last word in each, and number of words."""
    words = [split_words(text) for text in texts]
    lengths = {min_words} | ({2, 3} if max_gap else set())
    left_out = {n: formulas(words, n, max_articles) for n in lengths}
    found = []
    for a, b in combinations(range(len(words)), 2):
        runs = []
        for i, j in np.ndindex(len(words[a]), len(words[b])):
            n = 0
            while words[a][i + n : i + n + 1] == words[b][j + n : j + n + 1] != []:
                n += 1
            starts_here = i == 0 or j == 0 or words[a][i - 1] != words[b][j - 1]
            is_own = any(
                tuple(words[a][k : k + length]) not in left_out[length]
                for length in lengths
                for k in range(i, i + n - length + 1)
            )
            if n and starts_here and is_own:
                runs.append((i, i + n - 1, j, j + n - 1, n))
        found += [(a, b, *run) for run in join(runs, min_words, max_gap) if run[-1] >= min_words]
    return sorted(found, key=lambda p: (-p[6], p[0], p[1], p[2], p[4]))


def join(runs, min_words, max_gap):
    if not max_gap:
        return runs
    runs = sorted(runs)
    links = {}
    for p, run in enumerate(runs):
        gaps = [(q[0] - run[1] - 1, q[2] - run[3] - 1) for q in runs]
        near = [(sum(gap), q) for q, gap in enumerate(gaps) if min(gap) >= 0 and max(gap) <= max_gap]
        if near:
            gap, q = min(near)
            links[q] = min(links.get(q, (gap, p)), (gap, p))
    follower = {p: q for q, (_, p) in links.items()}
    joined = []
    for p in set(range(len(runs))) - set(links):
        chain = [p]
        while chain[-1] in follower:
            chain.append(follower[chain[-1]])
        first, last = runs[chain[0]], runs[chain[-1]]
        joined.append((first[0], last[1], first[2], last[3], sum(runs[q][-1] for q in chain)))
    return joined


def found_words(texts, **options):
    """The rows of shared_passages, by words in place of characters."""
    articles = pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    table = shared_passages(articles, **options)
    assert table.columns.tolist() == COLUMNS
    rows = []
    for row in table.itertuples():
        places = []
        for article, start, end in (
            (row.article_a, row.start_a, row.end_a),
            (row.article_b, row.start_b, row.end_b),
        ):
            before = len(split_words(texts[article][:start]))
            places += [before, before + len(split_words(texts[article][start:end])) - 1]
        assert row.text == texts[row.article_a][row.start_a : row.end_a]
        rows.append((row.article_a, row.article_b, *places, row.n_words))
    return rows


# Articles of a few words, and of fragments that return in many of them.
FEW_WORDS = st.lists(st.sampled_from("abcd"), max_size=25).map(" ".join) | st.text("ab ", max_size=30)
FRAGMENTS = ["a b c d e f g", "b c d", "d e f", "g h", "x", "y", "z"]
TEXTS = st.lists(FEW_WORDS, max_size=5) | st.lists(
    st.lists(st.sampled_from(FRAGMENTS), max_size=8).map(" ".join), max_size=6
)


@given(TEXTS, st.integers(2, 6), st.integers(2, 5))
def test_passages_are_those_of_brute_force(texts, min_words, max_articles):
    options = {"min_words": min_words, "max_articles": max_articles, "max_gap": 0}
    assert found_words(texts, **options) == brute_force(texts, **options)


@given(TEXTS, st.integers(2, 8), st.sampled_from([1, 2, 3, 40]), st.integers(2, 5))
def test_joined_passages_are_those_of_brute_force(texts, min_words, max_gap, max_articles):
    options = {"min_words": min_words, "max_articles": max_articles, "max_gap": max_gap}
    assert found_words(texts, **options) == brute_force(texts, **options)


# Reuse


def test_reuse_is_the_share_of_the_text_that_the_other_holds():
    six = "a b c d e f"  # eleven characters
    articles = articles_of(six, six + " " + "x" * 10, six + " y " + six, source=["One", "Two", "One"])
    found = shared_passages(articles)
    expected = [[0, 1, 1], [0.5, 0, 0.5], [22 / 25, 22 / 25, 0]]
    assert np.allclose(reuse_matrix(articles, found), expected)
    by_source = reuse_matrix(articles, found, by="source")
    assert by_source.index.tolist() == by_source.columns.tolist() == ["One", "Two"]
    assert np.allclose(by_source, [[33 / 36, 33 / 36], [0.5, 0]])


@settings(max_examples=20)
@given(TEXTS, st.lists(st.sampled_from(["One", "Two", None]), min_size=5, max_size=5))
def test_reuse_is_that_of_brute_force(texts, sources):
    articles = articles_of(*texts, source=pd.Series(sources[: len(texts)], dtype="str"))
    found = shared_passages(articles, min_words=3)
    matrix = reuse_matrix(articles, found, by="source")
    source = articles["source"].fillna("(unknown)")
    assert set(matrix.index) == set(source)
    for one, other in np.ndindex(matrix.shape):
        covered = set()
        for row in found.itertuples():
            places = ((row.article_a, row.start_a, row.end_a), (row.article_b, row.start_b, row.end_b))
            for (a, start, end), (b, _, _) in (places, places[::-1]):
                if source[a] == matrix.index[one] and source[b] == matrix.index[other]:
                    covered |= {(a, i) for i in range(start, end)}
        length = articles["text"][source == matrix.index[one]].str.len().sum()
        assert (
            matrix.iloc[one, other] == len(covered) / length if length else np.isnan(matrix.iloc[one, other])
        )


def test_passages_of_other_articles_are_refused():
    found = shared_passages(articles_of(WIRE, WIRE))
    with pytest.raises(ValueError, match="1, which is not among articles"):
        reuse_matrix(articles_of(WIRE), found)


# Drawn and shown


def hostile():
    """Two articles and a title that would run as HTML if they were not escaped."""
    shared = "</mark><script>alert('one')</script> & \"quotes\" <img src=x onerror=alert(2)> here"
    titles = ["<b onclick='x'>Title</b>", None]
    sources = ["<script>3</script>", None]
    index = ['<a href="x">', "b"]
    return articles_of(shared, "He: " + shared, title=titles, source=sources).set_axis(index)


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.marked, self.depth = set(), "", [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add((tag, *(name for name, _ in attrs)))

    def handle_data(self, data):
        self.text += data


def test_what_articles_hold_is_shown_and_never_run():
    articles = hostile()
    found = shared_passages(articles)
    assert len(found) == 1
    shown = Tags(show_shared_passages(found, articles).data)
    assert shown.tags == {
        ("div", "class", "style"), ("div", "dir", "style"), ("p",), ("strong",), ("br",),
        ("mark", "style"), ("sup",),
    }  # fmt: skip
    for text in (found["text"][0], "<b onclick='x'>Title</b>", "<script>3</script>", "(unknown)"):
        assert text in shown.text.replace("1 ", "")


def test_passages_are_marked_with_the_same_number_in_both_articles():
    articles = articles_of("a b c d e f x g h i j k l m", "g h i j k l m y a b c d e f")
    html = show_shared_passages(shared_passages(articles), articles).data
    for number, text in (("1", "g h i j k l m"), ("2", "a b c d e f")):
        assert html.count(f"<sup>{number} </sup>{text}</mark>") == 2


def test_passages_that_overlap_are_marked_once_and_numbered_each():
    articles = articles_of("a b c d e f g h", "a b c d e f g y b c d e f g h")
    html = show_shared_passages(shared_passages(articles), articles).data
    assert "<sup>1 </sup>a </mark>" in html
    assert "<sup>2 </sup>b c d e f g</mark>" in html


def test_a_pair_is_drawn_and_shown_in_the_order_it_is_named_in():
    articles = articles_of("x " + WIRE, WIRE, "Rain").set_axis(["a", "b", "c"])
    found = shared_passages(articles)
    ax = plot_shared_passages(found, articles, pair=("b", "a"))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["b", "a"]
    (band,) = ax.collections[0].get_paths()
    assert band.vertices[:4, 0].tolist() == [0, len(WIRE), len(WIRE) + 2, 2]
    html = show_shared_passages(found, articles, pair=("b", "a")).data
    assert html.index("<strong>b</strong>") < html.index("<strong>a</strong>")


def test_a_pair_without_passages_is_drawn_and_shown_without_any():
    articles = articles_of("x " + WIRE, WIRE, "Rain").set_axis(["a", "b", "c"])
    found = shared_passages(articles)
    assert not plot_shared_passages(found, articles, pair=("a", "c")).collections[0].get_paths()
    assert "mark" not in show_shared_passages(found, articles, pair=("a", "c")).data
    assert "no shared passages" in show_shared_passages(found.iloc[:0], articles).data
    for show in (plot_shared_passages, show_shared_passages):
        with pytest.raises(ValueError, match="no article 'd'"):
            show(found, articles, pair=("a", "d"))


def test_articles_are_drawn_as_long_as_they_are_with_their_passages_in_place():
    articles = articles_of("x " + WIRE, WIRE, title=["One", None])
    ax = plot_shared_passages(shared_passages(articles), articles)
    bars = {(bar.get_y() > 0.5, bar.get_x(), bar.get_width()) for bar in ax.patches}
    n = len(WIRE)
    assert bars == {(False, 0, n + 2), (True, 0, n), (False, 2, n), (True, 0, n)}
    assert [label.get_text() for label in ax.get_yticklabels()] == ["One", "1"]


def test_passages_are_drawn_in_the_colour_of_their_source():
    articles = articles_of("x " + WIRE, WIRE).assign(source=["Post", "Wire"])
    found = shared_passages(articles)
    ax = plot_shared_passages(found, articles, colors={"Post": "red"}, labels={"Wire": "AP"})
    passages = {bar.get_y() > 0.5: to_hex(bar.get_facecolor()) for bar in ax.patches[2:]}
    assert passages == {False: "#ff0000", True: source_colors(["Wire"])["Wire"].lower()}
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["Post", "AP"]
    assert plot_shared_passages(found, articles[["text"]]).get_legend() is None


def test_the_matrix_of_reuse_is_drawn_in_the_order_of_the_table():
    shares = pd.DataFrame([[0, 0.8], [np.nan, 0.25]], list("ba"), list("ba"))
    ax = plot_reuse_matrix(shares)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["b", "a"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["b", "a"]
    assert [(text.get_text(), text.get_position()) for text in ax.texts] == [
        ("0", (0, 0)), ("80", (1, 0)), ("25", (1, 1)),
    ]  # fmt: skip
    ax = plot_reuse_matrix(shares, order=["a", "b"])
    assert [(text.get_text(), text.get_position()) for text in ax.texts] == [
        ("25", (0, 0)), ("80", (0, 1)), ("0", (1, 1)),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="the same names on rows and columns"):
        plot_reuse_matrix(shares.rename(columns={"a": "c"}))


def test_dollar_signs_of_a_passage_are_no_formula():
    text = "It came to $5 million in the town and $7 million in the port."
    articles = pd.DataFrame({"text": [text, f"Again: {text}"]}, index=["a", "b"])
    html = show_shared_passages(shared_passages(articles), articles).data
    assert html.startswith('<div class="passages tex2jax_ignore mathjax_ignore"')
