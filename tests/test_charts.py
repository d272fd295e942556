"""What every chart must keep: it takes and returns `ax`, draws text as written, and no two texts overlap."""

from __future__ import annotations

import itertools

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from newslab import charts

SOURCES = [
    "The $5 and $6 Daily",
    "وكالة أنباء الشمال الكبرى",
    "北方新闻网国际频道中文版",
    "The Very Long Established Evening Gazette and Advertiser of the North",
    None,
    "_underscored",
    "two\nlines",
    "{braces} \\frac ^_%&#",
]
TITLES = [
    "A city falls while its army withdraws, in a reversal of fortunes that nobody had foreseen",
    "سقوط المدينة بعد انسحاب الجيش في تحول لم يتوقعه أحد",
    "军队撤退后城市失守，出乎所有人意料，伊朗撤离人员",
    "Arms worth $5bn and $6bn",
    None,
]
FRAMES = [
    "$war$ and $peace",
    "النزاع المسلح",
    "责任归属框架",
    "conflict/armed violence/attacks on civilians and towns",
]


def _text(values: list) -> pd.Series:
    return pd.Series(values, dtype="str")


def _sources(n: int) -> list:
    return [*SOURCES, *(f"Source {i}" for i in range(n))][:n]


def arguments_of_all_charts(n: int) -> dict[str, tuple]:
    """Return for each chart the arguments of a table of `n` rows, full of names that are hard to draw."""
    random = np.random.default_rng(n)
    n_sources = {1: 1, 5: 5, 30: 3, 90: 9, 300: 30}[n]
    each = n // n_sources
    source = _text(np.repeat(np.array(_sources(n_sources), object), each).tolist())
    ids = pd.Index([f"{i:03d}" for i in range(n)], name="article", dtype="str")
    titles = pd.Series([TITLES[i % len(TITLES)] for i in range(n)], ids, dtype="str")
    terms = _text([*FRAMES, *(f"term {i}" for i in range(n))][:n])
    frames = terms[:each].tolist()
    vectors = np.abs(random.normal(size=(n, 3)))
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    value, share = random.gamma(4, 1, n), random.uniform(0, 1, n)
    days = pd.date_range("2024-11-30", periods=each)
    interval = {"low": value / 2, "high": value * 1.6}
    labels = FRAMES[: min(n, 3)] if n != 5 else [*FRAMES, "fifth"]
    n_groups = n // len(labels)
    uses = random.integers(0, 30, (n_groups, len(labels))) + 1
    shares = (uses / uses.sum(axis=1, keepdims=True)).ravel()
    hits = random.integers(0, n, 4 * n)
    articles = pd.DataFrame({"title": titles, "text": ["w" * i for i in random.integers(800, 3000, n)]}, ids)
    return {
        "plot_similarity_matrix": (pd.DataFrame(vectors @ vectors.T, ids, ids),),
        "plot_article_map": (
            pd.DataFrame({"x": vectors[:, 0], "y": vectors[:, 1], "source": source.array, "title": titles}),
        ),
        "plot_similar_pairs": (
            pd.DataFrame(
                {
                    "article_a": titles.fillna("x").array,
                    "article_b": ids,
                    "similarity": np.sort(share)[::-1],
                    "overlap_a": share**2,
                    "overlap_b": share**3,
                    "source_a": source,
                    "source_b": source.array[::-1],
                }
            ),
        ),
        "plot_reuse_matrix": (
            pd.DataFrame(vectors @ vectors.T, names := pd.Index(_sources(n)).fillna("?"), names),
        ),
        "plot_shared_passages": (
            pd.DataFrame(
                {
                    "article_a": "a",
                    "article_b": "b",
                    "start_a": random.integers(0, 700, n),
                    "end_a": random.integers(700, 800, n),
                    "start_b": random.integers(0, 700, n),
                    "end_b": random.integers(700, 800, n),
                }
            ),
            pd.DataFrame({"title": _text(TITLES[:2]), "text": "w" * 800}).set_axis(["a", "b"]),
        ),
        "plot_frame_rates": (
            pd.DataFrame({"source": source, "frame": frames * n_sources, "rate": value, **interval}),
        ),
        "plot_tone": (
            pd.DataFrame({"source": source, "name": frames * n_sources, "tone": value - 4, **interval}),
        ),
        "plot_co_occurrences": (
            pd.DataFrame(
                {
                    "a": terms,
                    "b": terms.array[::-1],
                    "n": 1 + 9 * share,
                    "n_expected": value,
                    "p_adjusted": share,
                }
            ),
        ),
        "plot_word_shift": (
            pd.DataFrame(
                {
                    "term": terms,
                    "contribution": share - 0.5,
                    "kind": [["positive, more", "negative, more"][i % 2] for i in range(n)],
                    "p_value": share / 5,
                }
            ),
        ),
        "plot_story_timeline": (
            pd.DataFrame(
                {
                    "source": source,
                    "story": frames * n_sources,
                    "first": pd.Timestamp("2024-12-08") + pd.to_timedelta(9 * value, unit="h"),
                    "precision": [["minute", "day"][i % 2] for i in range(n)],
                }
            ),
        ),
        "plot_lead_counts": (_leads(n),),
        "plot_coder_agreement": (
            pd.DataFrame(
                {
                    "frame": [f"frame {i}" for i in range(n)],
                    "measure": "agreement",
                    "value": share,
                    "low": share / 2,
                    "high": (1 + share) / 2,
                }
            ),
        ),
        "plot_lexicon_quality": (
            pd.DataFrame(
                {
                    "source": source,
                    "frame": frames * n_sources,
                    **{
                        f"{of}{end}": share for of in ("precision", "recall") for end in ("", "_low", "_high")
                    },
                }
            ),
        ),
        "plot_corrected_shares": (
            pd.DataFrame(
                {
                    "source": source,
                    "frame": frames * n_sources,
                    "naive_share": share[::-1],
                    "share": share,
                    "low": share / 2,
                    "high": (1 + share) / 2,
                }
            ),
        ),
        "plot_frame_trends": (
            pd.DataFrame(
                {
                    "source": source,
                    "day": np.tile(days, n_sources),
                    "frame": FRAMES[0],
                    "rate": value,
                    **interval,
                }
            ),
        ),
        "plot_volume": (
            pd.DataFrame(
                {
                    "source": source,
                    "day": np.tile(days, n_sources),
                    "n_articles": random.integers(1, 9, n),
                }
            ),
        ),
        "plot_source_profiles": (
            pd.DataFrame({"source": _text(_sources(n)), "n_articles": range(1, n + 1), "n_words": 12345}),
        ),
        "plot_label_shares": (
            pd.DataFrame(
                {
                    "source": _text(np.repeat(np.array(_sources(n_groups), object), len(labels)).tolist()),
                    "referent": "the $rulers$",
                    "label": labels * n_groups,
                    "n": uses.ravel(),
                    "share": shares,
                    "low": shares / 2,
                    "high": (shares + 1) / 2,
                }
            ),
        ),
        "plot_distinctive_terms": (
            pd.DataFrame(
                {
                    "source": SOURCES[0],
                    "term": terms,
                    "log_ratio": value - 4,
                    "low": value - 5,
                    "high": value - 3,
                    "p_adjusted": share,
                }
            ),
        ),
        "plot_omitted_terms": (
            pd.DataFrame(
                {
                    "source": SOURCES[0],
                    "term": terms,
                    "n_groups_using": 1000,
                    "n_expected": value,
                    "p_value": share / 5,
                }
            ),
        ),
        "plot_collocates": (
            pd.DataFrame(
                {
                    "source": source,
                    "term": terms,
                    "n": 1 + 9 * share,
                    "n_expected": 2,
                    "g2": value,
                    "p_adjusted": share,
                }
            ),
        ),
        "plot_differences": (
            pd.DataFrame(
                {
                    "frame": terms,
                    "difference": value - 4,
                    "low": value - 5,
                    "high": value**2,
                    "p_adjusted": share,
                }
            ),
        ),
        "plot_names": (
            pd.DataFrame(
                {"source": source, "name": frames * n_sources, "n": 9, "n_articles": range(1, n + 1)}
            ),
        ),
        "plot_remarks": (
            pd.DataFrame(
                {
                    "remark": _text([f"{FRAMES[i % 4]} {i % each}" for i in range(n)]),
                    "source": source,
                    "person": terms,
                    "form": [["whole", "cut", "reworded"][i % 3] for i in range(n)],
                }
            ),
        ),
        "plot_dispersion": (
            pd.DataFrame(
                {"article": ids[hits], "source": source.array[hits], "start": random.integers(0, 800, 4 * n)}
            ),
            articles,
        ),
        "plot_quotes": (pd.DataFrame({"article": ids, "source": source, "person": terms}),),
        "plot_cited_outlets": (
            pd.DataFrame({"article": ids, "source": source, "outlet": _text(_sources(n)[::-1]).fillna("x")}),
        ),
    }


def _leads(n):
    names = pd.Series(_sources(max(2, min(n, 30)))).fillna("?").unique()
    pairs = [(a, b) for a in names for b in names if a != b]
    table = pd.DataFrame(pairs, columns=["leader", "follower"]).astype("str")
    first = np.arange(len(table)) % 8
    return table.assign(n_decided=8, n_first=first, share=first / 8, p_adjusted=first / 40)


ALL = sorted(arguments_of_all_charts(1))
#: Those whose table has the same names on rows and columns.
SQUARE = {"plot_reuse_matrix", "plot_similarity_matrix"}
#: A column that the table of each chart cannot do without.
NEEDED = {
    "plot_shared_passages": "start_b",
    "plot_article_map": "x",
    "plot_similar_pairs": "overlap_a",
    "plot_frame_rates": "low",
    "plot_frame_trends": "rate",
    "plot_volume": "n_articles",
    "plot_source_profiles": "n_words",
    "plot_label_shares": "referent",
    "plot_distinctive_terms": "p_adjusted",
    "plot_omitted_terms": "n_groups_using",
    "plot_collocates": "g2",
    "plot_differences": "high",
    "plot_names": "n_articles",
    "plot_remarks": "form",
    "plot_dispersion": "start",
    "plot_quotes": "person",
    "plot_cited_outlets": "outlet",
    "plot_tone": "tone",
    "plot_word_shift": "kind",
    "plot_co_occurrences": "n_expected",
    "plot_story_timeline": "precision",
    "plot_lead_counts": "n_decided",
    "plot_coder_agreement": "measure",
    "plot_lexicon_quality": "recall_low",
    "plot_corrected_shares": "naive_share",
}


def draw(name: str, n: int, **options) -> plt.Axes:
    if name in ("plot_distinctive_terms", "plot_omitted_terms", "plot_co_occurrences", "plot_differences"):
        options["top"] = n
    return getattr(charts, name)(*arguments_of_all_charts(n)[name], **options)


def drawn_texts(figure: plt.Figure, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """Draw the figure once and return every text that was drawn, with its box in pixels."""
    drawn = []

    def record(self: Text, renderer: object, _draw=Text.draw) -> None:
        if self.get_visible() and self.get_text().strip():
            drawn.append((self.get_text(), Text.get_window_extent(self, renderer)))
        _draw(self, renderer)

    with monkeypatch.context() as patch:
        patch.setattr(Text, "draw", record)
        figure.draw_without_rendering()
    return drawn


@pytest.mark.parametrize("n", [1, 5, 30, 90, 300])
@pytest.mark.parametrize("name", ALL)
def test_no_text_overlaps_another_or_leaves_the_figure(name, n, monkeypatch):
    figure = draw(name, n).figure
    texts = drawn_texts(figure, monkeypatch)
    assert texts
    for (one, a), (other, b) in itertools.combinations(texts, 2):
        width, height = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert min(width, height) < 1, f"{one!r} and {other!r} overlap"
    for text, box in texts:
        inside = box.x0 > -1 and box.y0 > -1 and box.x1 < figure.bbox.x1 + 1 and box.y1 < figure.bbox.y1 + 1
        assert inside, f"{text!r} leaves the figure"


@pytest.mark.parametrize("name", ALL)
def test_a_chart_draws_on_the_given_axes_and_makes_no_figure(name):
    figure, (left, right) = plt.subplots(1, 2)
    assert draw(name, 5, ax=right) is right
    assert plt.get_fignums() == [figure.number]
    assert not left.has_data()
    assert right.get_title("left")


@pytest.mark.parametrize("name", ALL)
def test_a_chart_changes_neither_its_table_nor_the_settings_of_matplotlib(name):
    tables = arguments_of_all_charts(5)[name]
    copies = [table.copy(deep=True) for table in tables]
    settings = dict(mpl.rcParams)
    getattr(charts, name)(*tables)
    for table, copy in zip(tables, copies, strict=True):
        pd.testing.assert_frame_equal(table, copy)
    assert dict(mpl.rcParams) == settings


@pytest.mark.parametrize("name", sorted(set(ALL) - SQUARE - {"plot_article_map", "plot_similar_pairs"}))
def test_rows_joined_from_several_tables_are_drawn_as_of_one(name):
    table, *others = arguments_of_all_charts(30)[name]
    joined = table.set_axis([0] * len(table))

    def drawn(table: pd.DataFrame) -> list[list]:
        ax = getattr(charts, name)(table, *others)
        ax.figure.draw_without_rendering()
        boxes = [artist.get_window_extent().bounds for artist in (*ax.lines, *ax.collections, *ax.patches)]
        return [np.round(box, 3).tolist() for box in boxes], [text.get_text() for text in ax.texts]

    assert drawn(joined) == drawn(table)


@pytest.mark.parametrize("name", ALL)
def test_dollar_signs_are_drawn_as_dollar_signs(name):
    figure = draw(name, 5).figure
    figure.draw_without_rendering()
    with_dollars = [text for text in figure.findobj(Text) if text.get_text().count("$") > 1]
    assert not [text for text in with_dollars if text.get_parse_math()]


@pytest.mark.parametrize("name", ALL)
def test_a_table_without_rows_gives_axes_with_a_sentence(name):
    first, *others = arguments_of_all_charts(1)[name]
    empty = [table.iloc[:0] for table in (first, *others)]
    if name in SQUARE:
        empty = [first.iloc[:0, :0]]
    ax = getattr(charts, name)(*empty)
    (text,) = ax.texts
    assert text.get_text().endswith(".")
    assert not ax.axison


@pytest.mark.parametrize(("name", "column"), NEEDED.items())
def test_a_missing_column_is_named_with_the_function_that_makes_it(name, column):
    first, *others = arguments_of_all_charts(1)[name]
    with pytest.raises(ValueError, match=rf"no column '{column}'.*newslab\.\w+ makes"):
        getattr(charts, name)(first.drop(columns=column), *others)


@pytest.mark.parametrize("name", ALL)
def test_what_is_not_a_table_is_refused(name):
    with pytest.raises(TypeError, match=r"newslab\.\w+, not list"):
        getattr(charts, name)(["not a table"], *arguments_of_all_charts(1)[name][1:])


def test_every_chart_is_public_and_none_is_untested():
    assert sorted(set(charts.__all__) - {"source_colors", "show_shared_passages"}) == ALL
    assert SQUARE | set(NEEDED) == set(ALL)


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_every_script_can_be_saved_without_a_warning(suffix, tmp_path):
    draw("plot_source_profiles", 5).figure.savefig(tmp_path / f"chart.{suffix}")
    assert (tmp_path / f"chart.{suffix}").stat().st_size > 1000


def test_names_of_points_find_new_places_when_the_layout_changes(monkeypatch):
    figure, (left, right) = plt.subplots(1, 2, figsize=(14, 5), layout="constrained")
    draw("plot_article_map", 30, ax=left)
    before = drawn_texts(figure, monkeypatch)
    draw("plot_frame_rates", 30, ax=right)
    figure.set_size_inches(12, 5)
    texts = drawn_texts(figure, monkeypatch)
    names = {text.get_text() for text in left.texts}
    boxes = [box for text, box in texts if text in names]
    assert 0 < len(boxes) < len([text for text, _ in before if text in names])
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
    assert all(left.bbox.containsx(box.x0) and left.bbox.containsx(box.x1) for box in boxes)
