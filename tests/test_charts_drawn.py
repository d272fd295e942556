"""What each chart draws: the artists on the axes are read back and compared with the table."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.dates import date2num
from matplotlib.transforms import Bbox

from newslab.charts import (
    _groups,
    _placing,
    _style,
    pairs,
    plot_article_map,
    plot_cited_outlets,
    plot_co_occurrences,
    plot_collocates,
    plot_differences,
    plot_dispersion,
    plot_distinctive_terms,
    plot_frame_rates,
    plot_frame_trends,
    plot_label_shares,
    plot_lead_counts,
    plot_names,
    plot_omitted_terms,
    plot_quotes,
    plot_remarks,
    plot_reuse_matrix,
    plot_similar_pairs,
    plot_similarity_matrix,
    plot_source_profiles,
    plot_volume,
    source_colors,
    tone,
    validation,
)
from newslab.charts.alt import alt_text
from newslab.corpus import load_sample


def row_names(ax: plt.Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def legend_names(ax: plt.Axes) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()]


def texts(ax: plt.Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def segments(ax: plt.Axes) -> list[list[list[float]]]:
    """Return the lines of `hlines` and `vlines`, without those that have no length to draw."""
    lines = [
        np.asarray(line)
        for collection in ax.collections
        for line in getattr(collection, "get_segments", list)()
    ]
    return [np.round(line, 6).tolist() for line in lines if line.size and np.isfinite(line).all()]


def points(ax: plt.Axes) -> list[tuple[float, float]]:
    return [tuple(point) for line in ax.lines for point in np.round(line.get_xydata(), 6)]


# Colours


def bar_colors(ax: plt.Axes) -> dict[str, str]:
    return {
        name: to_hex(bar.get_facecolor()).upper() for name, bar in zip(row_names(ax), ax.patches, strict=True)
    }


def profiles(*sources) -> pd.DataFrame:
    return pd.DataFrame({"source": pd.Series(sources, dtype="str"), "n_articles": 1, "n_words": 9})


def test_a_source_has_one_colour_whatever_others_are_drawn_before_or_beside_it():
    names = [f"Outlet {i}" for i in range(40)]
    together = bar_colors(plot_source_profiles(profiles(*names)))
    for name in names:
        assert bar_colors(plot_source_profiles(profiles(name))) == {name: together[name]}
        plt.close()
    assert set(together.values()) == set(_groups.PALETTE)


def test_the_colour_of_a_source_is_the_same_in_another_process():
    code = (
        "import newslab as nl, pandas as pd, matplotlib; matplotlib.use('Agg')\n"
        "table = pd.DataFrame({'source': ['The Other', 'Gazette'], 'n_articles': 1, 'n_words': 1})\n"
        "print(*(bar.get_facecolor() for bar in nl.plot_source_profiles(table).patches))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    here = plot_source_profiles(profiles("The Other", "Gazette")).patches
    assert other.strip() == " ".join(str(bar.get_facecolor()) for bar in here)


def test_two_sources_of_one_colour_differ_in_marker_and_hatch():
    names = [f"Outlet {i}" for i in range(9)]
    looks = _groups.looks_of(names, is_source=True)
    assert len({look.color for look in looks.values()}) < 9
    assert len(set(looks.values())) == 9
    by_color = [look for look in looks.values() if look.color == looks["Outlet 0"].color]
    assert len({look.hatch for look in by_color}) == len({look.marker for look in by_color}) == len(by_color)


def test_the_sources_of_a_corpus_are_given_colours_that_differ():
    names = [f"Outlet {i}" for i in range(8)]
    articles = pd.DataFrame({"source": [*reversed(names), None, "Outlet 3"], "text": "x"})
    colors = source_colors(articles)
    assert list(colors) == [*names, "(unknown)"]
    assert len(set(colors.values())) == 9
    assert source_colors(names) | {"(unknown)": _groups.GREY} == colors
    assert len(set(source_colors([*names, "Outlet 9"]).values())) == 8


def test_the_outlets_of_the_sample_differ_without_being_asked_to():
    names = load_sample()["source"].unique()
    colors = source_colors(names)
    assert bar_colors(plot_source_profiles(profiles(*names))) == {name: colors[name] for name in names}


def test_an_unknown_source_is_grey_and_takes_no_colour_from_the_others():
    post = source_colors(["Post"])["Post"]
    assert source_colors(pd.Series([None, "Post", "(unknown)"], dtype="str")) == {
        "Post": post,
        "(unknown)": _groups.GREY,
    }


def test_what_has_no_sources_is_refused():
    with pytest.raises(ValueError, match="no column 'source'"):
        source_colors(pd.DataFrame({"text": ["x"]}))
    with pytest.raises(TypeError, match=r"a list of names, such as \['Post'\]"):
        source_colors("Post")


#: How colours are seen by readers with full sight, and with protan, deutan and tritan colour blindness:
#: Machado, Oliveira & Fernandes (2009), severity 1, on linear RGB.
SIGHTS = [
    np.eye(3),
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
]


def least_difference(colors) -> float:
    """Return the smallest CIE 1976 difference of any two colours, to the readers who see it least."""
    rgb = np.array([to_rgb(color) for color in colors])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    differences = []
    for matrix in SIGHTS:
        xyz = np.clip(linear @ np.transpose(matrix), 0, 1) @ to_xyz.T / [0.9505, 1, 1.089]
        f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
        lab = np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)
        apart = np.linalg.norm(lab[:, None] - lab, axis=-1)
        differences.append(apart[~np.eye(len(lab), dtype=bool)].min())
    return min(differences)


@pytest.mark.parametrize(
    "palette",
    [
        (*_groups.PALETTE, _groups.GREY),
        _groups.GROUP_PALETTE,
        _style.FILLS,
        tuple(tone.KINDS.values()),
        tuple(color for color, _ in validation.MEASURES.values()),
        tuple(pairs.COLORS.values()),
    ],
)
def test_any_two_colours_of_a_palette_are_told_apart_by_colour_blind_readers(palette):
    assert least_difference(palette) >= 20


def contrast(one, other) -> float:
    """Return the contrast ratio of WCAG 2.1."""
    dark, light = sorted((_style.luminance(to_rgb(one)), _style.luminance(to_rgb(other))))
    return (light + 0.05) / (dark + 0.05)


def test_text_is_legible_on_white_and_on_every_fill():
    assert _style.luminance(to_rgb("#808080")) == pytest.approx(0.2159, abs=1e-4)  # by the formula, by hand
    assert contrast("white", "black") == 21
    for color in (*_groups.PALETTE, *_groups.GROUP_PALETTE, _groups.GREY):
        assert contrast(_style.ink_of(color), "white") >= 4.5
    assert _style.ink_of(_groups.PALETTE[0]) == to_rgb(_groups.PALETTE[0])  # dark enough as it is
    for fill in _style.FILLS:
        assert contrast(_style.INK, fill) >= 4.5


def test_thirty_sources_differ_in_colour_or_marker():
    names = [f"Outlet {i}" for i in range(30)]
    looks = _groups.looks_of(names, is_source=True, colors=source_colors(names))
    assert (
        len({look[:2] for look in looks.values()})
        == len({(look.color, look.hatch) for look in looks.values()})
        == 30
    )


RATES = ("source", "frame", "rate", "low", "high")


def leads_of(*sources: str) -> pd.DataFrame:
    pairs = list(permutations(sources, 2))
    table = pd.DataFrame(pairs, columns=["leader", "follower"])
    return table.assign(n_decided=4, n_first=1, share=0.25, p_adjusted=[0.01, *[0.5] * (len(pairs) - 1)])


def square(names: list, kind: str | None = "source") -> pd.DataFrame:
    rows = pd.Index(names, name=kind)
    return pd.DataFrame(np.linspace(0, 1, len(rows) ** 2).reshape(len(rows), -1), rows, rows)


def marks(ax: plt.Axes) -> list[tuple[str, str, float, float]]:
    """Return colour, marker and place of the marks beside the cells of a matrix."""
    return [
        (to_hex(line.get_color()), line.get_marker(), *np.ravel(line.get_xydata()).tolist())
        for line in ax.lines
    ]


@pytest.mark.parametrize(
    ("plot", "table"),
    [
        (plot_source_profiles, lambda: profiles("Post", "Wire")),
        (plot_frame_rates, lambda: frame_rates(source=["Post", "Post", "Wire", "Wire"])),
        (
            plot_frame_trends,
            lambda: frame_rates(
                source=["Post", "Post", "Wire", "Wire"], day=pd.to_datetime("2024-12-08")
            ).query("frame == 'war'"),
        ),
        (
            plot_volume,
            lambda: profiles("Post", "Wire").assign(day=pd.to_datetime("2024-12-08"))[
                ["source", "day", "n_articles"]
            ],
        ),
        (
            plot_article_map,
            lambda: pd.DataFrame({"x": [0.0, 1], "y": [0.0, 1], "source": ["Post", "Wire"], "title": "T"}),
        ),
        (
            plot_quotes,
            lambda: pd.DataFrame({"article": [1, 2], "source": ["Post", "Wire"], "person": "Leaf"}),
        ),
        (
            plot_cited_outlets,
            lambda: pd.DataFrame({"article": [1, 2], "source": ["Post", "Wire"], "outlet": "AP"}),
        ),
        (
            plot_names,
            lambda: pd.DataFrame({"source": ["Post", "Wire"], "name": "Leaf", "n": 1, "n_articles": 1}),
        ),
        (plot_remarks, lambda: remarks()),
        (plot_collocates, lambda: collocates_of(2).replace({"Post 0": "Post", "Post 1": "Wire"})),
        (plot_lead_counts, lambda: leads_of("Post", "Wire")),
        (plot_reuse_matrix, lambda: square(["Post", "Wire"])),
    ],
)
def test_a_chart_of_sources_takes_colours_an_order_and_names(plot, table):
    colors, labels = {"Post": "#112233", "Wire": "red"}, {"Wire": "The Wire"}
    ax = plot(table(), colors=colors, order=["Wire", "Post"], labels=labels)
    ax.figure.draw_without_rendering()
    drawn = {to_hex(color) for c in ax.collections for color in (*c.get_edgecolor(), *c.get_facecolor())}
    drawn |= {to_hex(patch.get_facecolor()) for patch in ax.patches}
    drawn |= {to_hex(line.get_color()) for line in ax.lines}
    assert {"#112233", "#ff0000"} <= drawn
    legend = legend_names(ax) if ax.get_legend() else []
    named = legend or [name for name in row_names(ax) if "Post" in name or "Wire" in name] or texts(ax)
    assert [name for name in named if name in ("Post", "The Wire", "Wire")] in (
        ["The Wire", "Post"],
        ["Post", "The Wire"] if plot is plot_frame_trends else [],
    )
    alone = plot(table(), order=["Wire"])
    names = [*row_names(alone), *texts(alone), *(legend_names(alone) if alone.get_legend() else [])]
    assert "Post" not in names
    with pytest.raises(ValueError, match=r"order names 'Herald', which the table does not hold.*'Post'"):
        plot(table(), order=["Herald"])
    with pytest.raises(ValueError, match="'Post' the colour 'no colour', which matplotlib does not know"):
        plot(table(), colors={"Post": "no colour"})
    with pytest.raises(TypeError, match=r"source_colors\(articles\)"):
        plot(table(), colors=["red"])


@pytest.mark.parametrize("plot", [plot_reuse_matrix, plot_similarity_matrix])
def test_a_matrix_marks_each_source_as_other_charts_do(plot):
    colors = {"Post": "#112233", "Wire": "#112233"}
    ax = plot(square(["Post", "Wire", "Daily"]), colors=colors)
    of_row = {row_names(ax)[int(y)]: (color, marker) for color, marker, x, y in marks(ax) if x == 0}
    own = source_colors(["Daily"])["Daily"].lower()
    expected = {"Daily": (own, "o"), "Post": ("#112233", "o"), "Wire": ("#112233", "s")}
    assert {name: of_row[name] for name in expected} == expected


@pytest.mark.parametrize("plot", [plot_reuse_matrix, plot_similarity_matrix])
def test_a_matrix_marks_an_article_whose_colour_is_given(plot):
    articles = pd.DataFrame({"source": ["Post", "Wire"]}, index=[7, 8])
    table = square([7, 8, 9], kind=None)
    assert not marks(plot(table))
    ax = plot(table, colors=articles["source"].map({"Post": "#112233", "Wire": "#445566"}))
    of_row = {row_names(ax)[int(y)]: color for color, _, x, y in marks(ax) if x == 0}
    assert {name: of_row[name] for name in ("7", "8")} == {"7": "#112233", "8": "#445566"}


def test_marks_are_between_the_cells_and_the_names():
    ax = plot_lead_counts(leads_of("Post", "Wire", "Daily"))
    ax.figure.canvas.draw()
    cells = ax.get_window_extent()
    marks_of_rows, marks_of_columns = ax.lines[:3], ax.lines[3:]
    for mark, label in zip(marks_of_rows, ax.get_yticklabels(), strict=True):
        name, box = label.get_window_extent(), mark.get_window_extent()
        assert name.x1 <= box.x0 < box.x1 <= cells.x0
        assert name.y0 <= (box.y0 + box.y1) / 2 <= name.y1
    for mark, label in zip(marks_of_columns, ax.get_xticklabels(), strict=True):
        name, box = label.get_window_extent(), mark.get_window_extent()
        assert name.y1 <= box.y0 < box.y1 <= cells.y0
        assert name.x0 <= (box.x0 + box.x1) / 2 <= name.x1


def test_only_a_pair_that_differs_is_bold_in_the_matrix_of_leaders():
    ax = plot_lead_counts(leads_of("Post", "Wire", "Daily"), order=["Post", "Wire"])
    weights = {text.get_position(): text.get_fontweight() for text in ax.texts}
    assert weights == {(1, 0): "bold", (0, 1): "normal"}  # a column and a row
    leads = leads_of("Post", "Wire", "Daily").assign(n_decided=[4, 4, 4, 4, 3, 3], n_first=[4, 3, 0, 1, 0, 2])
    ax = plot_lead_counts(leads, top=2)
    assert row_names(ax) == ["Post", "Wire"]
    assert "the 2 sources with most stories; 1 left out" in ax.get_xlabel()


@pytest.mark.parametrize(
    ("plot", "table"),
    [
        (plot_distinctive_terms, lambda: distinctive_terms().rename(columns={"source": "topic"})),
        (plot_frame_rates, lambda: frame_rates(topic=["Alpha", "Alpha", "Beta", "Beta"])),
        (plot_source_profiles, lambda: pd.DataFrame({"topic": ["Alpha"], "n_articles": 6, "n_words": 9})),
    ],
)
def test_a_group_that_is_no_source_has_no_colour_of_a_source(plot, table):
    ax = plot(table())
    drawn = {to_hex(c) for collection in ax.collections for c in collection.get_edgecolor()}
    drawn |= {to_hex(patch.get_facecolor()) for patch in ax.patches}
    assert drawn
    assert drawn.isdisjoint({color.lower() for color in _groups.PALETTE})


@pytest.mark.parametrize(
    ("plot", "table"),
    [
        (
            plot_collocates,
            lambda: distinctive_terms().assign(n=3, n_expected=1.0, g2=2.0)[
                ["term", "n", "n_expected", "g2"]
            ],
        ),
        (plot_similar_pairs, lambda: similar_pairs()),
        (plot_volume, lambda: pd.DataFrame({"day": pd.to_datetime(["2024-12-08"]), "n_articles": 1})),
    ],
)
def test_what_has_no_group_has_no_colour_of_a_source(plot, table):
    ax = plot(table())
    drawn = {to_hex(c) for collection in ax.collections for c in collection.get_edgecolor()}
    drawn |= {to_hex(patch.get_facecolor()) for patch in ax.patches}
    drawn |= {to_hex(line.get_color()) for line in ax.lines}
    assert drawn
    assert drawn.isdisjoint({color.lower() for color in _groups.PALETTE})


def test_groups_that_are_no_sources_differ():
    groups = _groups.groups_of(pd.DataFrame({"topic": list("abcdefgh")}), ["topic"])
    assert len(set(groups.looks.values())) == 8


# Names


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("short", "short"),
        ("exactly ten", "exactly t…"),
        ("exactly 10", "exactly 10"),
        ("two\n lines", "two lines"),
        ("北方新闻网", "北方新闻网"),
        ("北方新闻网国", "北方新闻…"),
        ("", ""),
    ],
)
def test_a_long_name_is_cut_with_an_ellipsis(text, short):
    assert _style.shorten(text, 10) == short


def test_long_names_that_begin_alike_are_cut_in_the_middle():
    names = ["The Evening Chronicle of the North", "The Evening Chronicle of the South", "Post", "Post"]
    assert _style.shorten_all(names, 20) == ["The Eveni… the North", "The Eveni… the South", "Post", "Post"]
    assert _style.shorten_all(names[1:], 20) == ["The Evening Chronic…", "Post", "Post"]
    editions = [f"The Valley Record of Shipping, {side} edition" for side in ("East", "West")]
    assert _style.shorten_all(editions, 18) == ["The Va…East editi…", "The Va…West editi…"]


def test_where_rows_have_no_room_for_all_names_some_are_named_and_the_axis_says_so():
    _, ax = plt.subplots(figsize=(4, 3))
    _style.name_rows(ax, [f"row {i}" for i in range(100)])
    positions = ax.get_yticks()
    step = int(positions[1] - positions[0])
    assert step > 1
    assert row_names(ax) == [f"row {int(i)}" for i in positions]
    assert ax.get_ylabel() == f"100 rows, one in {step} named"


def test_a_legend_without_room_says_how_many_names_it_leaves_out():
    table = pd.DataFrame({"x": range(40), "y": 0.0, "source": [f"S{i:02d}" for i in range(40)], "title": "T"})
    _, ax = plt.subplots(figsize=(6, 2))
    names = legend_names(plot_article_map(table, ax=ax))
    assert names[-1] == f"and {40 - (len(names) - 1)} more"
    assert len(legend_names(plot_article_map(table))) > len(names)


# Similarity


@pytest.fixture
def cosines() -> pd.DataFrame:
    """a1 and a2 tell one story, b1 and b2 another; in the table they alternate."""
    names = ["a1", "b1", "a2", "b2"]
    values = [[1, 0.2, 0.9, 0.1], [0.2, 1, 0.1, 0.7], [0.9, 0.1, 1, 0.0], [0.1, 0.7, 0.0, 1]]
    return pd.DataFrame(values, names, names)


def test_the_matrix_puts_what_is_alike_side_by_side(cosines):
    ax = plot_similarity_matrix(cosines)
    order = row_names(ax)
    assert {frozenset(order[:2]), frozenset(order[2:])} == {frozenset({"a1", "a2"}), frozenset({"b1", "b2"})}
    drawn = ax.images[0].get_array()
    expected = cosines.loc[order, order].to_numpy()
    off_diagonal = ~np.eye(4, dtype=bool)
    assert (drawn.filled(np.nan)[off_diagonal] == expected[off_diagonal]).all()
    assert drawn.mask.diagonal().all()
    assert sorted(texts(ax)) == sorted(["0.00", "0.10", "0.10", "0.20", "0.70", "0.90"] * 2)


def test_the_dendrogram_joins_groups_at_their_mean_distance_beside_their_rows(cosines):
    ax = plot_similarity_matrix(cosines)
    tree, bar = ax.child_axes
    joints = sorted(
        (round(line[1][0], 6), sorted((line[0][1], line[3][1])))
        for line in tree.collections[0].get_segments()
    )
    rows = row_names(ax)
    a, b = sorted((rows.index("a1"), rows.index("a2"))), sorted((rows.index("b1"), rows.index("b2")))
    assert joints == [(0.1, a), (0.3, b), (0.9, [0.5, 2.5])]
    assert tree.get_ylim() == ax.get_ylim()
    assert bar.get_ylabel() == "cosine similarity"


def test_the_tree_fills_its_axes_however_close_its_joins_lie():
    values = np.array([[1, 0.10, 0.08], [0.10, 1, 0.06], [0.08, 0.06, 1]])
    tree, _ = plot_similarity_matrix(pd.DataFrame(values, list("abc"), list("abc"))).child_axes
    left, right = tree.get_xlim()
    assert left < 0.90 < 0.93 < right  # the two joins: 1 - 0.10, and 1 - (0.08 + 0.06) / 2
    assert (0.93 - 0.90) / (right - left) > 0.7


def test_two_rows_have_one_join():
    tree, _ = plot_similarity_matrix(pd.DataFrame([[1, 0.4], [0.4, 1]], list("ab"), list("ab"))).child_axes
    left, right = tree.get_xlim()
    assert left < 0.6 < right


def test_one_row_alone_is_a_sentence():
    ax = plot_similarity_matrix(pd.DataFrame([[1.0]], ["a"], ["a"]))
    assert texts(ax) == ["There is only one article or source: nothing to compare."]
    assert not ax.images


def test_the_numbers_in_the_matrix_stand_out_from_their_cells():
    n = 12
    cosines = pd.DataFrame(np.linspace(0, 1, n)[:, None] * np.linspace(0, 1, n), range(n), range(n))
    ax = plot_similarity_matrix(cosines)

    def luminance(color: object) -> float:
        rgb = np.array(to_rgb(color))
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    ratios = []
    for text in ax.texts:
        column, row = text.get_position()
        cell = ax.images[0].to_rgba(ax.images[0].get_array()[row, column])[:3]
        dark, light = sorted((luminance(cell), luminance(text.get_color())))
        ratios.append((light + 0.05) / (dark + 0.05))
    assert len(ratios) == n * (n - 1)
    assert min(ratios) >= 4.5  # what WCAG 2.1 asks of small print


def test_the_matrix_takes_display_names_and_keeps_an_id_without_one(cosines):
    cosines.index = cosines.columns = [10, 11, 12, 13]
    labels = pd.Series(["Title ten", None, "Title twelve", "Title thirteen"], [10, 11, 12, 13], dtype="str")
    assert set(row_names(plot_similarity_matrix(cosines, labels=labels))) == {
        *("Title ten", "11", "Title twelve", "Title thirteen")
    }


@pytest.mark.parametrize("kind", [list, tuple, np.array, pd.Index])
def test_the_matrix_takes_a_list_of_names_in_the_order_of_its_rows(cosines, kind):
    by_series = plot_similarity_matrix(cosines, labels=pd.Series(list("ABCD"), cosines.index))
    by_list = plot_similarity_matrix(cosines, labels=kind(list("ABCD")))
    assert row_names(by_list) == row_names(by_series)
    assert row_names(by_list) != list("ABCD")


@pytest.mark.parametrize("labels", [["A", "B"], [], list("ABCDE"), "ABCD", dict.fromkeys("ABCD")])
def test_labels_that_do_not_fit_the_matrix_are_refused(cosines, labels):
    with pytest.raises(ValueError, match=r"a list of 4 names.*or a Series such as articles\['title'\], not"):
        plot_similarity_matrix(cosines, labels=labels)


def test_labels_with_a_name_twice_are_refused(cosines):
    with pytest.raises(ValueError, match="holds a name more than once"):
        plot_similarity_matrix(cosines, labels=pd.Series(["A", "B"], ["a1", "a1"]))


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_a_matrix_of_nothing_in_common_is_drawn(value):
    table = pd.DataFrame(np.full((3, 3), value), list("abc"), list("abc"))
    assert plot_similarity_matrix(table).images[0].get_clim() == (0, 1)


def test_a_matrix_that_is_not_square_is_refused(cosines):
    with pytest.raises(ValueError, match="same names on rows and columns"):
        plot_similarity_matrix(cosines.iloc[:2])


def test_the_map_sets_each_article_at_its_place_in_the_colour_of_its_source():
    table = pd.DataFrame(
        {
            "x": [0.0, 3.0, 1.0],
            "y": [0.0, 1.0, 2.0],
            "source": ["Post", "Wire", None],
            "title": ["One", None, "Three"],
        },
        index=["p1", "w1", "u1"],
    )
    ax = plot_article_map(table)
    drawn = {to_hex(c.get_facecolor()[0]): c.get_offsets().tolist() for c in ax.collections}
    colors = {name: color.lower() for name, color in source_colors(["Post", "Wire", None]).items()}
    assert drawn == {colors["Post"]: [[0, 0]], colors["Wire"]: [[3, 1]], colors["(unknown)"]: [[1, 2]]}
    assert {text.get_text(): text.xy for text in ax.texts} == {"One": (0, 0), "w1": (3, 1), "Three": (1, 2)}
    assert ax.get_xlabel() == "3 articles, named where there is room"


def test_the_map_names_only_what_has_room():
    table = pd.DataFrame(
        {"x": 0.0, "y": 0.0, "source": "Post", "title": [f"An article, number {i}" for i in range(30)]}
    )
    ax = plot_article_map(table)
    ax.figure.draw_without_rendering()
    assert 0 < sum(text.get_visible() for text in ax.texts) < 30
    assert ax.get_xlabel() == "30 articles, named where there is room"


def test_the_map_of_more_than_thirty_articles_names_none():
    table = pd.DataFrame({"x": range(31), "y": 0.0, "source": "Post", "title": "A"})
    ax = plot_article_map(table)
    assert not ax.texts
    assert ax.get_xlabel() == "31 articles, too many to name"


def similar_pairs() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_a": ["a1", "a1", "a2", "a3"],
            "article_b": ["b1", "a2", "u1", "b2"],
            "similarity": [0.9, 0.5, 0.4, 0.3],
            "overlap_a": [0.2, 0.1, 0.0, np.nan],
            "overlap_b": [0.6, 0.05, np.nan, np.nan],
            "source_a": ["A", "A", "A", "A"],
            "source_b": ["B", "A", None, "B"],
        }
    )


def test_a_pair_stands_at_its_similarity_and_larger_overlap():
    ax = plot_similar_pairs(similar_pairs())
    across, within, unknown = (c.get_offsets().tolist() for c in ax.collections)
    assert (across, within, unknown) == ([[0.9, 0.6]], [[0.5, 0.1]], [[0.4, 0.0]])
    assert legend_names(ax) == ["two sources", "one source", "source unknown"]
    assert ax.collections[0].get_facecolor().size
    assert not ax.collections[1].get_facecolor().size
    assert texts(ax) == ["0: A – B", "1: a1 – a2", "2: a2 – u1"]
    assert ax.get_xlabel().endswith("1 pair of too few words left out")


def test_only_the_five_most_similar_pairs_are_named():
    similarity = np.linspace(0.1, 0.9, 9)
    table = pd.DataFrame(
        {
            "article_a": [f"a{i}" for i in range(9)],
            "article_b": "b",
            "similarity": similarity,
            "overlap_a": np.tile([0.1, 0.5, 0.9], 3),
            "overlap_b": 0.0,
            "source_a": "A",
            "source_b": "B",
        }
    )
    assert texts(plot_similar_pairs(table)) == [f"{row}: A – B" for row in (8, 7, 6, 5, 4)]


def test_pairs_of_one_source_or_of_an_unknown_one_are_named_by_ids_cut_in_the_middle():
    table = similar_pairs().head(3).assign(article_a="000_f2628033d3230f08")
    assert texts(plot_similar_pairs(table)) == [
        *("0: A – B", "1: 000_f262…3d3230f08 – a2", "2: 000_f262…3d3230f08 – u1")
    ]
    assert "row of the table" in plot_similar_pairs(table).get_xlabel()


# Names beside points


def placed(points: list[tuple[float, float]], names: list[str]) -> tuple[dict, list[np.ndarray], np.ndarray]:
    """Return, in pixels, the box of each name that was drawn, the leaders and the points."""
    figure = plt.figure(figsize=(5, 4), dpi=100)
    ax = figure.add_axes((0, 0, 1, 1), xlim=(0, 5), ylim=(0, 4))
    _placing.name_points(ax, np.array(points), names)
    figure.draw_without_rendering()
    (placement,) = [artist for artist in ax.artists if hasattr(artist, "leaders")]
    boxes = {text.get_text(): text.get_window_extent() for text in ax.texts if text.get_visible()}
    return boxes, placement.leaders, ax.transData.transform(points)


def crosses(leader: np.ndarray, box: Bbox) -> bool:
    return any(box.contains(*place) for place in np.linspace(*leader, 400))


def distance(box: Bbox, point: np.ndarray) -> float:
    return float(np.hypot(*(point - np.clip(point, box.min, box.max))))


@pytest.mark.parametrize("seed", range(6))
def test_a_leader_runs_through_no_name_point_or_other_leader(seed):
    points = np.random.default_rng(seed).normal((2.5, 2), 0.35, (18, 2))
    boxes, leaders, pixels = placed(points, [f"name number {i}" for i in range(14)])
    assert len(leaders) > 1
    for leader in leaders:
        # It touches one box, that of its own name, at its end, and starts beside one point, its own.
        assert not [name for name, box in boxes.items() if crosses(leader, box)]
        ways = np.linspace(*leader, 400)[:, None] - pixels
        own = np.linalg.norm(pixels - leader[0], axis=1).argmin()
        is_far = np.linalg.norm(pixels - pixels[own], axis=1) > 8
        assert np.linalg.norm(ways, axis=2)[:, is_far].min() > 4
        for other in leaders:
            apart = np.linspace(*leader, 200)[:, None] - np.linspace(*other, 200)
            assert other is leader or np.linalg.norm(apart, axis=2).min() > 0.5


@pytest.mark.parametrize("seed", range(6))
def test_a_name_without_a_leader_is_clearly_nearest_to_its_own_point(seed):
    points = np.random.default_rng(seed).normal((2.5, 2), 0.5, (18, 2))
    boxes, leaders, pixels = placed(points, [f"name number {i}" for i in range(14)])
    ends = [end for _, end in leaders]
    without = {name: box for name, box in boxes.items() if min([distance(box, end) for end in ends]) > 5}
    assert len(without) > 3
    for name, box in without.items():
        own = int(name.split()[-1])
        others = [distance(box, point) for i, point in enumerate(pixels) if i != own]
        assert distance(box, pixels[own]) < min(others), name


def test_a_name_moves_away_from_a_nameless_point_beside_it():
    alone, leaders, _ = placed([(2.5, 2)], ["a name"])
    assert alone["a name"].x0 > 250
    assert not leaders
    beside = (alone["a name"].x1 + 8) / 100  # for a reader the name might belong to a point here
    moved, leaders, pixels = placed([(2.5, 2), (beside, 2)], ["a name"])
    assert moved["a name"].x1 < 250
    assert 1.5 * distance(moved["a name"], pixels[0]) < distance(moved["a name"], pixels[1])


# Framing


def frame_rates(**columns) -> pd.DataFrame:
    table = {"frame": ["war", "peace"] * 2, "rate": [4.0, 1.0, 9.0, 2.0], "low": [3.0, 0.5, 7.0, np.nan]}
    return pd.DataFrame({**columns, **table, "high": [6.0, 1.5, 12.0, np.nan]})


def test_a_rate_is_a_dot_on_the_row_of_its_frame_with_its_interval():
    ax = plot_frame_rates(frame_rates(source=["Post", "Post", "Wire", "Wire"]))
    assert row_names(ax) == ["war", "peace"]
    assert points(ax) == [(4, -0.3), (1, 0.7), (9, 0.3), (2, 1.3)]
    assert segments(ax)[:3] == [
        [[3, -0.3], [6, -0.3]],
        [[0.5, 0.7], [1.5, 0.7]],
        [[7, 0.3], [12, 0.3]],
    ]
    colors = source_colors(["Post", "Wire"])
    assert [line.get_color() for line in ax.lines] == list(colors.values())
    assert [to_hex(c.get_color()[0]) for c in ax.collections[:2]] == [
        color.lower() for color in colors.values()
    ]
    assert legend_names(ax) == ["Post", "Wire"]
    assert "per 1,000 words" in ax.get_xlabel()


def test_groups_of_two_columns_are_named_by_both():
    ax = plot_frame_rates(frame_rates(source=["Post", "Post", None, None], topic=["x", "x", "x", "x"]))
    assert legend_names(ax) == ["Post / x", "(unknown) / x"]


def label_shares() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source": ["Post", "Post", "Wire", "Wire", "Mute", "Mute"],
            "referent": "rulers",
            "label": ["regime", "government"] * 3,
            "n": [3, 1, 1, 199, 0, 0],
            "share": [0.75, 0.25, 0.005, 0.995, np.nan, np.nan],
            "low": [0.5, 0.1, 0.0, 0.9, np.nan, np.nan],
            "high": [0.9, 0.5, 0.1, 1.0, np.nan, np.nan],
        }
    )


def test_shares_are_stacked_from_zero_to_one_with_their_counts():
    ax = plot_label_shares(label_shares())
    bars = [(round(b.get_y() + b.get_height() / 2), b.get_x(), b.get_width()) for b in ax.patches]
    known = [bar for bar in bars if np.isfinite(bar[2])]
    assert np.allclose(known, [(0, 0, 0.75), (1, 0, 0.005), (0, 0.75, 0.25), (1, 0.005, 0.995)])
    assert row_names(ax) == ["Post", "Wire", "Mute"]
    assert legend_names(ax) == ["regime", "government"]
    # The single use of Wire is too narrow a part for its number; Mute says why it is empty.
    assert sorted(texts(ax)) == ["1", "199", "3", "no use of any"]
    assert "“rulers”" in ax.get_title("left")


def test_labels_that_nobody_used_are_not_in_the_legend_and_the_whisker_is_of_the_first_used():
    table = label_shares()
    table["label"] = table["label"].replace("regime", "junta")
    unused = table.iloc[::2].assign(label="reign", n=0, share=[0.0, 0.0, np.nan], low=0.0, high=0.0)
    ax = plot_label_shares(pd.concat([unused, table], ignore_index=True))
    assert legend_names(ax) == ["junta", "government"]
    assert "line below a bar: 95 % interval of “junta”" in ax.get_xlabel()


def test_labels_keep_the_order_of_the_table_whoever_uses_them_first():
    table = label_shares().iloc[:4].assign(n=[0, 4, 2, 2], share=[0.0, 1.0, 0.5, 0.5])
    assert legend_names(plot_label_shares(table)) == ["regime", "government"]


def test_a_referent_that_nobody_names_is_a_sentence():
    ax = plot_label_shares(label_shares().iloc[4:])
    assert texts(ax) == ["No name for “rulers” is used."]


def test_numbers_on_hatched_parts_stand_on_white():
    labels = [f"label {i}" for i in range(10)]
    table = pd.DataFrame({"source": "Post", "referent": "rulers", "label": labels, "n": range(1, 11)})
    ax = plot_label_shares(table.assign(share=0.1, low=np.nan, high=np.nan))
    hatched = {str(i + 1) for i, bar in enumerate(ax.patches) if bar.get_hatch()}
    boxed = {text.get_text() for text in ax.texts if text.get_bbox_patch() is not None}
    assert hatched == boxed == {"9", "10"}
    assert {to_hex(t.get_bbox_patch().get_facecolor()) for t in ax.texts if t.get_bbox_patch()} == {"#ffffff"}


def test_numbers_of_uses_stay_inside_their_parts_beside_long_names():
    names = ["The International Herald and Morning Advertiser", "Wire"]
    labels = ["the rulers of the whole country", "regime", "government"]
    table = pd.DataFrame(
        {"source": np.repeat(names, 3), "referent": "rulers", "label": labels * 2,
         "n": [888, 3, 3, 7, 3, 190],
         "share": [0.95, 0.025, 0.025, 0.035, 0.015, 0.95], "low": np.nan, "high": np.nan}
    )  # fmt: skip
    ax = plot_label_shares(table)
    ax.figure.draw_without_rendering()
    boxes = [bar.get_window_extent() for bar in ax.patches]
    numbers = [text.get_window_extent() for text in ax.texts]
    assert 2 <= len(numbers) < 6
    assert all(
        any(box.x0 < n.x0 and n.x1 < box.x1 and box.y0 < n.y0 < box.y1 for box in boxes) for n in numbers
    )


def test_the_interval_of_the_first_label_is_a_line_below_its_bar_and_said():
    ax = plot_label_shares(label_shares())
    assert segments(ax) == [[[0.5, 0.29], [0.9, 0.29]], [[0.0, 1.29], [0.1, 1.29]]]
    assert points(ax) == [(0.5, 0.29), (0.0, 1.29), (0.9, 0.29), (0.1, 1.29)]
    assert {line.get_marker() for line in ax.lines} == {"|"}
    assert "line below a bar: 95 % interval of “regime”" in ax.get_xlabel()


@pytest.mark.parametrize("missing", [["low"], ["high"], ["low", "high"]])
def test_a_share_without_an_interval_has_no_whisker(missing):
    table = label_shares()
    table.loc[:1, missing] = np.nan
    ax = plot_label_shares(table)
    assert [y for _, y in points(ax)] == [1.29, 1.29]
    assert len(segments(ax)) == 1
    ax = plot_label_shares(label_shares().assign(**dict.fromkeys(missing, np.nan)))
    assert not points(ax)
    assert not segments(ax)
    assert ax.get_xlabel() == "share of the uses (numbers: uses)"


@pytest.mark.parametrize("missing", [["low"], ["high"], ["low", "high"]])
@pytest.mark.parametrize(
    ("plot", "table", "label"),
    [
        (plot_frame_rates, lambda: frame_rates(), plt.Axes.get_xlabel),
        (plot_frame_trends, lambda: frame_rates(day=pd.to_datetime("2024-12-08")), plt.Axes.get_ylabel),
        (plot_distinctive_terms, lambda: distinctive_terms(), plt.Axes.get_xlabel),
    ],
)
def test_an_axis_speaks_of_intervals_only_where_one_is_drawn(plot, table, label, missing):
    some = table()
    some.loc[0, missing] = np.nan
    assert "95 % interval" in label(plot(some))
    assert "interval" not in label(plot(table().assign(**dict.fromkeys(missing, np.nan))))


def test_one_of_several_referents_must_be_chosen():
    both = pd.concat([label_shares(), label_shares().assign(referent="rebels", share=0.5)])
    with pytest.raises(ValueError, match="referent= one of 'rulers', 'rebels'"):
        plot_label_shares(both)
    with pytest.raises(ValueError, match="referent must be one of 'rulers', 'rebels', not 'king'"):
        plot_label_shares(both, referent="king")
    ax = plot_label_shares(both, referent="rebels")
    assert {bar.get_width() for bar in ax.patches} == {0.5}


# Time


def test_a_trend_is_a_line_a_source_in_the_order_of_time_with_its_band():
    days = pd.to_datetime(["2024-12-09", "2024-12-08", "2024-12-08", None])
    table = frame_rates(source=["Post", "Post", "Wire", "Wire"], day=days).assign(frame="war")
    ax = plot_frame_trends(table)
    eighth, ninth = date2num(days[1]), date2num(days[0])
    post, wire = ax.lines
    assert post.get_xydata().tolist() == [[eighth, 1], [ninth, 4]]
    assert wire.get_xydata().tolist() == [[eighth, 9]]
    band = ax.collections[0].get_paths()[0].vertices
    assert {(x, y) for x, y in band} == {(eighth, 0.5), (eighth, 1.5), (ninth, 3), (ninth, 6)}
    # A line of one date has no band to show: its interval is a line.
    assert [[y for _, y in line] for line in segments(ax)] == [[7, 12]]
    assert ax.get_xlabel() == "articles without a date left out"
    assert ax.get_ylim()[0] == 0


def test_an_interval_that_would_flatten_the_rates_is_cut_off_and_the_chart_says_so():
    days = pd.date_range("2024-12-05", periods=3)
    table = pd.DataFrame(
        {"day": days, "frame": "war", "rate": [4.0, 5, 6], "low": 1.0, "high": [9.0, 12, 300]}
    )
    ax = plot_frame_trends(table)
    assert ax.get_ylim() == (0, 12)
    assert ax.get_xlabel() == "wide intervals cut off"
    ax = plot_frame_trends(table[:2])
    assert ax.get_ylim()[1] >= 10
    ax = plot_frame_trends(table.assign(rate=0.0))
    assert ax.get_ylim()[1] >= 300


def test_a_line_breaks_where_weeks_pass_without_articles_but_not_at_a_weekend():
    days = pd.to_datetime(["2024-12-05", "2024-12-06", "2024-12-09", "2024-12-13", "2025-01-08"])
    table = pd.DataFrame({"day": days, "frame": "war", "rate": [1.0, 2, 3, 4, 5], "low": 0.5, "high": 6.0})
    ax = plot_frame_trends(table)
    assert [line.get_ydata().tolist() for line in ax.lines] == [[1, 2, 3], [4], [5]]
    assert {line.get_marker() for line in ax.lines} == {"o"}
    assert max(line.get_linewidth() for line in ax.lines) < 1
    bands = [path.vertices[:, 0] for c in ax.collections for path in c.get_paths() if len(path.vertices) > 2]
    assert max(np.ptp(band) for band in bands) == 4
    assert [line[0][0] for line in segments(ax)] == date2num(days[3:]).tolist()


def test_months_follow_each_other_however_long_they_are():
    months = pd.to_datetime(["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01", "2024-09-01"])
    table = pd.DataFrame({"month": months, "frame": "war", "rate": [1.0, 2, 3, 4, 5], "low": 0.5, "high": 6})
    assert [len(line.get_xdata()) for line in plot_frame_trends(table).lines] == [4, 1]


def test_an_interval_between_dates_without_one_is_a_line():
    days = pd.date_range("2024-12-05", periods=3)
    rates = {"rate": 2.0, "low": [np.nan, 1.0, np.nan], "high": [np.nan, 3.0, np.nan]}
    ax = plot_frame_trends(pd.DataFrame({"day": days, "frame": "war", **rates}))
    day = float(date2num(days[1]))
    assert segments(ax) == [[[day, 1], [day, 3]]]


def ticks(dates: list[str]) -> list[str]:
    """Return the labels of the time axis, without those of ticks off the axes."""
    ax = plot_volume(pd.DataFrame({"day": pd.to_datetime(dates), "n_articles": 1}))
    ax.figure.draw_without_rendering()
    low, high = ax.get_xlim()
    return [label.get_text() for label in ax.get_xticklabels() if low <= label.get_position()[0] <= high]


def test_days_have_their_month_and_the_year_stands_where_it_changes():
    names = ticks(["2024-11-30", "2024-12-01", "2025-01-09"])
    assert names == ["1 Dec\n2024", "8 Dec", "15 Dec", "22 Dec", "1 Jan\n2025", "8 Jan"]


def test_months_and_years_are_named_as_such():
    assert ticks(["2024-11-01", "2024-12-01", "2025-01-01"])[:4] == ["Oct\n2024", "Nov", "Dec", "Jan\n2025"]
    years = ticks([f"{year}-01-01" for year in range(2019, 2025)])
    assert set(years) >= {"2020", "2022", "2024"}


def test_hours_have_the_day_where_it_changes():
    names = ticks(["2024-12-08 18:00", "2024-12-08 21:00", "2024-12-09 03:00"])
    assert [name for name in names if "\n" in name] == [names[0], "00:00\n9 Dec 2024"]
    assert names[0].endswith(":00\n8 Dec 2024")


def test_a_lone_date_is_the_only_tick():
    assert ticks(["2024-12-07"]) == ["7 Dec\n2024"]


def test_line_names_stand_in_the_order_of_the_lines_and_apart():
    day = pd.to_datetime(["2024-12-08", "2024-12-09"])
    table = pd.DataFrame(
        {"source": np.repeat(["A", "B", "C"], 2), "day": np.tile(day, 3), "frame": "war"}
    ).assign(rate=[1, 5, 1, 5.01, 1, 4.99], low=0.5, high=6.0)
    ax = plot_frame_trends(table)
    heights = {text.get_text(): text.get_position()[1] for text in ax.texts}
    assert sorted(heights, key=heights.get) == ["C", "A", "B"]
    assert np.diff(sorted(heights.values())).min() * ax.get_window_extent().height / ax.figure.dpi > 0.15
    drawn = {text.get_text(): text.get_color() for text in ax.texts}
    assert drawn == {name: _style.ink_of(color) for name, color in source_colors(list("ABC")).items()}


def test_grouped_by_time_alone_each_frame_is_a_line():
    ax = plot_frame_trends(
        frame_rates(day=pd.to_datetime(["2024-12-08", "2024-12-08", "2024-12-09", "2024-12-09"]))
    )
    assert [line.get_ydata().tolist() for line in ax.lines] == [[4, 9], [1, 2]]
    assert sorted(texts(ax)) == ["peace", "war"]


def test_several_frames_of_several_sources_need_a_choice():
    day = pd.to_datetime("2024-12-08")
    table = frame_rates(source=["Post", "Post", "Wire", "Wire"], day=day)
    with pytest.raises(ValueError, match="frame= one of 'war', 'peace'"):
        plot_frame_trends(table)
    assert [line.get_ydata().tolist() for line in plot_frame_trends(table, frame="peace").lines] == [[1], [2]]


def test_volume_is_stacked_by_source_and_counts_what_has_no_date():
    days = pd.to_datetime(["2024-12-08", "2024-12-09", "2024-12-08", None])
    ax = plot_volume(
        pd.DataFrame({"source": ["Post", "Post", "Wire", "Wire"], "day": days, "n_articles": [2, 1, 3, 7]})
    )
    bars = [(b.get_x() + b.get_width() / 2, b.get_y(), b.get_height()) for b in ax.patches]
    eighth, ninth = date2num(days[0]), date2num(days[1])
    assert np.allclose(bars, [(eighth, 0, 2), (ninth, 0, 1), (eighth, 2, 3)])
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches[1:]] == [
        color.lower() for color in source_colors(["Post", "Wire"]).values()
    ]
    assert ax.get_xlabel() == "7 without a date left out"


def test_periods_are_drawn_at_their_first_day():
    months = pd.Series(pd.PeriodIndex(["2024-11", "2024-12"], freq="M"))
    ax = plot_volume(pd.DataFrame({"month": months, "n_articles": [2, 1]}))
    centres = [bar.get_x() + bar.get_width() / 2 for bar in ax.patches]
    assert np.allclose(centres, date2num(pd.to_datetime(["2024-11-01", "2024-12-01"])))


def test_a_table_not_grouped_by_time_says_how_to_group_it():
    with pytest.raises(ValueError, match=r"dt\.to_period"):
        plot_volume(pd.DataFrame({"source": ["Post"], "n_articles": [2]}))


# Comparison


def test_a_profile_is_a_bar_as_long_as_its_articles_with_its_words_beside():
    ax = plot_source_profiles(
        pd.DataFrame({"source": ["Post", None], "n_articles": [6, 2], "n_words": [1800, 500]})
    )
    assert [bar.get_width() for bar in ax.patches] == [6, 2]
    assert row_names(ax) == ["Post", "(unknown)"]
    assert texts(ax) == ["1,800 words", "500 words"]
    assert to_hex(ax.patches[1].get_facecolor()) == _groups.GREY.lower()


def distinctive_terms() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source": "Post",
            "term": ["fled", "regime", "faint", "rebels"],
            "log_ratio": [3.0, 1.5, 0.1, -2.0],
            "low": [-1.0, 0.5, -1.5, -3.0],
            "high": [7.0, 2.5, 1.2, -1.0],
            "log_odds_z": [2.0, 4.0, 0.2, -5.0],
            "p_adjusted": [0.3, 0.01, 0.9, 0.02],
        }
    )


def test_the_strongest_terms_are_drawn_from_overused_to_underused():
    ax = plot_distinctive_terms(distinctive_terms(), top=3)
    assert row_names(ax) == ["fled", "regime", "rebels"]
    dots = ax.collections[1]
    assert dots.get_offsets().tolist() == [[3, 0], [1.5, 1], [-2, 2]]
    assert segments(ax) == [[[-1, 0], [7, 0]], [[0.5, 1], [2.5, 1]], [[-3, 2], [-1, 2]]]
    color, grey = source_colors(["Post"])["Post"].lower(), _groups.GREY.lower()
    assert [to_hex(edge) for edge in dots.get_edgecolors()] == [color, color, grey]
    assert [to_hex(face) for face in dots.get_facecolors()] == ["#ffffff", color, grey]
    assert "Post" in ax.get_title("left")
    assert "log ratio" in ax.get_xlabel()


def two_sides(n_over: int, n_under: int) -> pd.DataFrame:
    """Return terms o0, o1 … from the first row on and u0, u1 … from the last, as evidence sorts them."""
    over = pd.DataFrame({"term": [f"o{i}" for i in range(n_over)], "log_ratio": 50.0 - np.arange(n_over)})
    under = pd.DataFrame({"term": [f"u{i}" for i in range(n_under)], "log_ratio": -9.0 + np.arange(n_under)})
    table = pd.concat([over, under[::-1]], ignore_index=True).assign(source="Post", p_adjusted=0.5)
    table = table.assign(low=table["log_ratio"] - 1, high=table["log_ratio"] + 1)
    return table[["source", "term", "log_ratio", "low", "high", "p_adjusted"]]


@pytest.mark.parametrize(
    ("n_over", "n_under", "top", "shown"),
    [
        (9, 8, 4, ["o0", "o1", "u1", "u0"]),
        (9, 8, 5, ["o0", "o1", "o2", "u1", "u0"]),
        (9, 1, 4, ["o0", "o1", "o2", "u0"]),
        (1, 8, 4, ["o0", "u2", "u1", "u0"]),
        (9, 0, 3, ["o0", "o1", "o2"]),
        (1, 1, 9, ["o0", "u0"]),
    ],
)
def test_each_side_has_its_half_and_what_the_other_leaves(n_over, n_under, top, shown):
    assert row_names(plot_distinctive_terms(two_sides(n_over, n_under), top=top)) == shown


def test_what_the_table_has_first_and_last_is_drawn_however_large_its_ratio():
    table = two_sides(9, 9).sample(frac=1, random_state=1, ignore_index=True)
    over, under = table[table["log_ratio"] > 0], table[table["log_ratio"] < 0]
    shown = row_names(plot_distinctive_terms(table, top=4))
    assert set(shown) == {*over["term"][:2], *under["term"][-2:]}
    assert shown == table.set_index("term")["log_ratio"][shown].sort_values(ascending=False).index.tolist()


def test_the_own_name_of_a_source_is_left_out_and_counted():
    ax = plot_distinctive_terms(two_sides(3, 0).assign(own_name=lambda table: table["term"] == "o0"))
    assert row_names(ax) == ["o1", "o2"]
    assert "its own name and dateline left out (1 terms)" in ax.get_xlabel()


def test_a_table_of_one_side_or_of_no_term_that_differs_is_drawn():
    assert texts(plot_distinctive_terms(two_sides(1, 0).assign(log_ratio=0.0))) == ["No term marks Post."]


def test_one_of_several_groups_must_be_chosen():
    both = pd.concat(
        [distinctive_terms(), distinctive_terms().assign(source="Wire", log_ratio=1.0)], ignore_index=True
    )
    with pytest.raises(ValueError, match="group= one of 'Post', 'Wire'"):
        plot_distinctive_terms(both)
    dots = plot_distinctive_terms(both, group="Wire").collections[1]
    assert set(dots.get_offsets()[:, 0]) == {1}


@pytest.mark.parametrize("plot", [plot_distinctive_terms, plot_omitted_terms, plot_collocates])
def test_top_must_be_a_count(plot):
    table = distinctive_terms().assign(n=1, n_expected=1, g2=1.0, n_groups_using=1, p_value=1.0)
    with pytest.raises(ValueError, match="top must be a whole number"):
        plot(table, top=0)


def omitted_terms(**columns) -> pd.DataFrame:
    table = {
        "source": "Post",
        "term": ["Hezbollah", "regime", "rain"],
        "n_groups_using": [4, 3, 3],
        "n_expected": [5.5, 2.0, 2.5],
        "p_value": [0.0002, 0.04, 0.2],
    }
    return pd.DataFrame({**table, **columns})


def test_an_omission_is_a_bar_as_long_as_the_uses_to_be_expected_in_the_order_of_the_table():
    ax = plot_omitted_terms(omitted_terms())
    assert row_names(ax) == ["Hezbollah", "regime", "rain"]
    assert [bar.get_width() for bar in ax.patches] == [5.5, 2.0, 2.5]
    color = to_rgb(source_colors(["Post"])["Post"])
    assert [to_rgb(bar.get_facecolor()) for bar in ax.patches] == [color, color, to_rgb("white")]
    assert {to_rgb(bar.get_edgecolor()) for bar in ax.patches} == {color}
    assert texts(ax) == ["4 others, p < 0.001", "3 others, p = 0.040", "3 others, p = 0.200"]
    assert ax.get_title("left") == "What Post leaves out"
    assert row_names(plot_omitted_terms(omitted_terms(), top=1)) == ["Hezbollah"]


def test_omissions_of_one_group_are_drawn():
    both = pd.concat([omitted_terms(), omitted_terms(source="Wire", n_expected=1.0)], ignore_index=True)
    with pytest.raises(ValueError, match="group= one of 'Post', 'Wire'"):
        plot_omitted_terms(both)
    assert {bar.get_width() for bar in plot_omitted_terms(both, group="Wire").patches} == {1}
    both.insert(0, "year", [2023, 2023, 2023, 2024, 2024, 2024])
    with pytest.raises(ValueError, match="group= one of '2023 / Post', '2024 / Wire'"):
        plot_omitted_terms(both)
    ax = plot_omitted_terms(both, group=(2024, "Wire"))
    assert ax.get_title("left") == "What 2024 / Wire leaves out"


def test_an_omission_without_a_p_value_says_none():
    ax = plot_omitted_terms(omitted_terms(p_value=np.nan))
    assert texts(ax) == ["4 others", "3 others", "3 others"]
    assert {to_rgb(bar.get_facecolor()) for bar in ax.patches} == {to_rgb("white")}
    assert "p <" not in ax.get_xlabel()


def test_collocates_show_found_and_expected_in_the_order_of_the_table():
    table = pd.DataFrame(
        {"term": ["fell", "city", "weak"], "n": [9, 4, 3], "n_expected": [1.5, 2.0, 2.5], "g2": [20, 2, 0.1]}
    )
    ax = plot_collocates(table, top=2)
    assert row_names(ax) == ["fell", "city"]
    (dots,) = [c for c in ax.collections if isinstance(c, PathCollection)]
    assert dots.get_offsets().tolist() == [[9, 0], [4, 1]]
    assert points(ax) == [(1.5, 0), (2, 1)]
    assert segments(ax) == [[[1.5, 0], [9, 0]], [[2, 1], [4, 1]]]
    assert legend_names(ax) == ["found", "expected by chance"]


def test_collocates_are_only_words_more_often_there_than_expected():
    table = pd.DataFrame(
        {"term": ["rare", "a", "b", "c"], "n": 1, "n_expected": [3.0, 0.5, 0.1, 0.5], "g2": [-2.0, 1.0, 4, 1]}
    )
    ax = plot_collocates(table)
    assert row_names(ax) == ["a", "b", "c"]
    assert "“snow”" in plot_collocates(table, word="snow").get_title("left")
    assert texts(plot_collocates(table.head(1))) == [
        "No word is near the word asked for more often than expected."
    ]


def collocates_of(n_sources: int, n_terms: int = 2) -> pd.DataFrame:
    table = pd.DataFrame(
        [(f"Post {i}", f"term {j}") for i in range(n_sources) for j in range(n_terms)],
        columns=["source", "term"],
    )
    return table.assign(n=3, n_expected=1.0, g2=2.0, p_adjusted=[0.01, *[0.5] * (len(table) - 1)])


def test_collocates_of_each_source_are_rows_below_its_name():
    table = collocates_of(2)
    ax = plot_collocates(table, labels={"Post 1": "The Post"})
    assert row_names(ax) == ["", "term 0", "term 1", "", "term 0", "term 1"]
    assert texts(ax) == ["Post 0", "The Post"]
    dots = [c for c in ax.collections if isinstance(c, PathCollection)]
    colors = [to_rgb(source_colors([name])[name]) for name in ("Post 0", "Post 1")]
    assert [to_rgb(dot.get_edgecolor()[0]) for dot in dots] == colors
    faces = [to_rgb(face) for dot in dots for face in dot.get_facecolor()]
    assert faces == [colors[0], *[to_rgb("white")] * 3]  # only one has an adjusted p below 0.05
    assert "filled: adjusted p < 0.05" in ax.get_xlabel()
    alone = plot_collocates(table, order=["Post 1"], word="snow")
    assert row_names(alone) == ["term 0", "term 1"]
    assert "“snow” in Post 1" in alone.get_title("left").replace("\n", " ")


def test_collocates_of_many_sources_are_cut_with_a_count():
    table = collocates_of(30, 9)
    table.loc[table["source"] == "Post 29", "n"] = 9
    ax = plot_collocates(table)
    assert len(texts(ax)) == 15
    assert "Post 29" in texts(ax)
    assert "of each at most 3 words" in ax.get_xlabel()
    assert "of 30, the 15 with the most words; 15 left out" in ax.get_xlabel()


def test_collocates_left_out_are_counted():
    assert "the first 3 words; 6 left out" in plot_collocates(collocates_of(1, 9), top=3).get_xlabel()


def test_exclusive_terms_are_bars_with_the_uses_of_the_group():
    table = (
        omitted_terms()
        .drop(columns="n_groups_using")
        .assign(n_exclusive=1, n=[3, 1, 2], n_articles=[2, 1, 1])
    )
    ax = plot_omitted_terms(table, top=2)
    assert ax.get_title("left") == "What Post alone says"
    assert [bar.get_width() for bar in ax.patches] == [5.5, 2.0]
    assert texts(ax) == ["3 times in 2 articles, p < 0.001", "once in 1 article, p = 0.040"]
    assert ax.get_xlabel().startswith("times to be expected of the others at its rate; filled: p < 0.05")
    assert "the first 2 terms; 1 left out" in ax.get_xlabel()
    with pytest.raises(ValueError, match=r"'n_articles'; newslab\.exclusive_terms makes"):
        plot_omitted_terms(table.drop(columns="n_articles"))


# Differences


def differences(**columns) -> pd.DataFrame:
    table = {
        "frame": ["war", "money", "law"],
        "difference": [4.0, -2.0, np.nan],
        "low": [1.0, -5.0, np.nan],
        "high": [7.0, 1.0, np.nan],
        "p_adjusted": [0.01, 0.3, np.nan],
    }
    return pd.DataFrame({**table, **columns})


def test_a_difference_is_a_dot_with_its_interval_on_the_side_of_the_group_that_has_more():
    colors = {"Wire": "#112233", "Post": "red"}
    ax = plot_differences(differences(), a="Wire", b="Post", colors=colors, labels={"war": "War"})
    assert row_names(ax) == ["War", "money"]
    (dots,) = [c for c in ax.collections if isinstance(c, PathCollection)]
    assert dots.get_offsets().tolist() == [[4, 0], [-2, 1]]
    assert [to_hex(color) for color in dots.get_edgecolor()] == ["#112233", "#ff0000"]
    assert [to_hex(color) for color in dots.get_facecolor()] == ["#112233", "#ffffff"]
    assert segments(ax)[:2] == [[[1, 0], [7, 0]], [[-5, 1], [1, 1]]]
    assert ax.get_title("left") == "How Wire and Post differ"
    assert ax.get_xlabel().splitlines() == [
        "← more in Post · more in Wire →",
        "difference in uses per 1,000 words, with 95 % interval",
        "filled: adjusted p < 0.05",
        "1 without a figure left out",
    ]


def test_differences_of_shares_are_named_by_referent_and_label():
    table = differences().rename(columns={"frame": "label"})
    table.insert(0, "referent", ["Assad", "rebels", "rebels"])
    ax = plot_differences(table)
    assert row_names(ax) == ["Assad: war", "rebels: money"]
    assert "difference in share" in ax.get_xlabel()
    assert row_names(plot_differences(table.assign(referent="Assad"))) == ["war", "money"]


def test_corrected_differences_are_sure_where_the_interval_leaves_out_zero():
    table = differences(naive_difference=0.1).drop(columns="p_adjusted")
    ax = plot_differences(table)
    (dots,) = [c for c in ax.collections if isinstance(c, PathCollection)]
    assert [to_hex(color) == "#ffffff" for color in dots.get_facecolor()] == [False, True]
    assert "filled: the interval leaves out 0" in ax.get_xlabel()
    assert "difference in share" in ax.get_xlabel()


def test_of_many_differences_the_surest_are_drawn_in_the_order_of_the_table():
    table = differences(difference=[1.0, 2.0, 3.0], p_adjusted=[0.01, 0.5, 0.2])
    ax = plot_differences(table, top=2)
    assert row_names(ax) == ["war", "law"]
    assert "of 3, the 2 surest" in ax.get_xlabel()
    plain = table.drop(columns="p_adjusted")
    assert row_names(plot_differences(plain, top=2)) == ["money", "law"]


def test_an_interval_much_wider_than_most_does_not_flatten_differences():
    ax = plot_differences(differences(low=[1.0, -5, 0], high=[7.0, 1, 900], difference=[4.0, -2, 1]))
    assert ax.get_xlim() == (-5.25, 21)
    assert "wide intervals cut off" in ax.get_xlabel()


def test_one_of_several_pairs_must_be_chosen():
    table = pd.concat([differences(), differences()], ignore_index=True)
    table.insert(0, "pair", ["one"] * 3 + ["other"] * 3)
    with pytest.raises(ValueError, match="group= one of 'one', 'other'"):
        plot_differences(table)
    assert row_names(plot_differences(table, group="other")) == ["war", "money"]


# Names and remarks


def test_names_of_all_articles_are_bars_from_those_most_articles_use():
    table = pd.DataFrame({"name": ["Leaf", "Syria", "Wren"], "n": [9, 5, 1], "n_articles": [2, 4, 1]})
    ax = plot_names(table, top=2)
    assert row_names(ax) == ["Syria", "Leaf"]
    assert [bar.get_width() for bar in ax.patches] == [4, 2]
    assert texts(ax) == ["5 times", "9 times"]
    assert "the first 2 of 3; 1 left out" in ax.get_xlabel()


def test_names_of_sources_are_a_matrix_of_articles():
    table = pd.DataFrame(
        {
            "source": ["Post", "Post", "Wire"],
            "name": ["Leaf", "Syria", "Syria"],
            "n": 9,
            "n_articles": [1, 2, 3],
        }
    )
    ax = plot_names(table)
    assert row_names(ax) == ["Post", "Wire"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Syria", "Leaf"]
    (image,) = ax.images
    assert np.ma.filled(image.get_array(), 0).tolist() == [[2, 1], [3, 0]]


def remarks(**columns) -> pd.DataFrame:
    table = {
        "remark": ["Not wasted", "Not wasted", "Not wasted", "We left"],
        "source": ["Post", "Wire", "Wire", "Wire"],
        "person": ["Leaf", "Leaf", None, None],
        "form": ["whole", "reworded", "cut", "whole"],
    }
    return pd.DataFrame({**table, **columns})


def test_a_remark_has_a_circle_for_each_source_that_is_the_fuller_the_fuller_it_is_quoted():
    ax = plot_remarks(remarks())
    assert row_names(ax) == ["Leaf: “Not wasted”", "“We left”"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Post", "Wire"]
    drawn = [(*np.ravel(line.get_xydata()).tolist(), line.get_fillstyle()) for line in ax.lines]
    assert drawn == [(0, 0, "full"), (1, 0, "left"), (1, 1, "full")]
    assert legend_names(ax) == ["whole", "cut", "reworded"]


def test_remarks_and_sources_without_room_are_counted():
    many = pd.concat([remarks(source=f"Post {i}") for i in range(32)], ignore_index=True)
    ax = plot_remarks(many, top=1)
    assert len(ax.get_xticks()) == 30
    assert "the first 1 of 2 remarks" in ax.get_xlabel()
    assert "the 30 sources with the most remarks; 2 left out" in ax.get_xlabel()


# Concordance


@pytest.fixture
def articles() -> pd.DataFrame:
    return pd.DataFrame({"title": ["One", None], "text": ["w" * 50, "w" * 80]}, index=["a1", "b1"])


def test_a_hit_is_a_tick_where_it_starts_on_a_line_as_long_as_the_text(articles):
    hits = pd.DataFrame(
        {"article": ["a1", "b1", "b1"], "source": ["Post", "Wire", "Wire"], "start": [10, 0, 70]}
    )
    ax = plot_dispersion(hits, articles)
    lines, post, wire = ax.collections
    assert [line.tolist() for line in lines.get_segments()] == [[[0, 0], [50, 0]], [[0, 1], [80, 1]]]
    assert [(line[0][0], round(line[:, 1].mean(), 6)) for line in post.get_segments()] == [(10, 0)]
    assert [(line[0][0], round(line[:, 1].mean(), 6)) for line in wire.get_segments()] == [(0, 1), (70, 1)]
    assert to_hex(wire.get_color()[0]) == source_colors(["Wire"])["Wire"].lower()
    assert row_names(ax) == ["One", "b1"]


def test_hits_of_frames_are_coloured_by_frame(articles):
    hits = pd.DataFrame({"article": ["a1", "a1"], "frame": ["war", "peace"], "start": [10, 20]})
    ax = plot_dispersion(hits, articles)
    assert legend_names(ax) == ["war", "peace"]
    assert len({to_hex(c.get_color()[0]) for c in ax.collections[1:]}) == 2


def test_articles_without_any_hit_are_drawn(articles):
    hits = pd.DataFrame({"article": ["a1"], "source": ["Post"], "start": [10]}).iloc[:0]
    ax = plot_dispersion(hits, articles)
    assert len(ax.collections[0].get_segments()) == 2


def test_a_hit_in_an_unknown_article_is_refused(articles):
    hits = pd.DataFrame({"article": ["zz"], "source": ["Post"], "start": [10]})
    with pytest.raises(ValueError, match="'zz', which is not among articles"):
        plot_dispersion(hits, articles)


def test_quotes_count_the_articles_of_a_source_that_quote_a_person():
    table = pd.DataFrame(
        {
            "article": ["a", "a", "b", "c", "c", "d"],
            "source": ["Post", "Post", "Post", "Wire", "Wire", "Wire"],
            "person": ["Barbara Leaf", "Barbara Leaf", "Barbara Leaf", "Barbara Leaf", "Al-Sharaa", None],
        }
    )
    ax = plot_quotes(table)
    assert row_names(ax) == ["Post", "Wire"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Barbara Leaf", "Al-Sharaa"]
    assert {text.get_position(): text.get_text() for text in ax.texts} == {
        (0, 0): "2",
        (0, 1): "1",
        (1, 1): "1",
    }
    assert ax.get_xlabel().endswith("quotations of a speaker without a name left out: 1")
    ax = plot_quotes(table, order=["Wire", "Post"], labels={"Wire": "The Wire"})
    assert row_names(ax) == ["The Wire", "Post"]


def test_a_matrix_without_room_for_numbers_has_a_colour_bar():
    sources = [f"Source {i:03d}" for i in range(200)]
    table = pd.DataFrame({"article": range(200), "source": sources, "person": ["A", "B"] * 100})
    ax = plot_quotes(table, order=sources)
    assert not ax.texts
    assert ax.figure.axes[1].get_ylabel() == "articles"
    assert "the 40 sources with the most; 160 left out" in plot_quotes(table).get_xlabel()


# Many groups, long times


def rates_of(n_sources: int) -> pd.DataFrame:
    names = [f"S{i:02d}" for i in range(n_sources)]
    rate = np.arange(2 * n_sources) * 7 % (2 * n_sources) + 1.0
    table = pd.DataFrame({"source": np.repeat(names, 2), "frame": ["war", "peace"] * n_sources, "rate": rate})
    return table.assign(low=rate / 2, high=rate * 1.5)


def test_many_sources_have_rows_of_their_own_sorted_in_each_frame_with_a_count_of_the_rest():
    table = rates_of(30)
    ax = plot_frame_rates(table, top=4)
    war = table[table["frame"] == "war"].nlargest(4, "rate")
    peace = table[table["frame"] == "peace"].nlargest(4, "rate")
    assert row_names(ax) == ["", *war["source"], "", *peace["source"]]
    assert texts(ax) == ["war", "peace"]
    drawn = {y: x for x, y in points(ax)}
    assert [drawn[y] for y in (1, 2, 3, 4)] == war["rate"].tolist()
    assert [drawn[y] for y in (6, 7, 8, 9)] == peace["rate"].tolist()
    assert "of 30 sources, the 4 with the highest rate; 26 left out" in ax.get_xlabel()
    assert len(row_names(plot_frame_rates(rates_of(9), top=20))) == 20


def test_a_wide_interval_does_not_flatten_the_rates_of_frames():
    ax = plot_frame_rates(frame_rates(source=["Post", "Post", "Wire", "Wire"]).assign(high=[6, 1.5, 900, 3]))
    assert ax.get_xlim() == (0, 18)
    assert ax.get_xlabel().endswith("wide intervals cut off")


def test_more_than_five_trends_are_small_charts_with_common_scales():
    table = rates_of(7).query("frame == 'war'")
    weeks = pd.to_datetime(["2024-12-02", "2024-12-09"])
    table = pd.concat([table.assign(week=week, rate=table["rate"] * (i + 1)) for i, week in enumerate(weeks)])
    table = table[["source", "week", "frame", "rate", "low", "high"]]
    ax = plot_frame_trends(table)
    small = ax.child_axes
    assert [axes.get_title("left") for axes in small] == [f"S{i:02d}" for i in range(7)]
    assert len({axes.get_ylim() for axes in small}) == len({axes.get_xlim() for axes in small}) == 1
    assert small[3].lines[0].get_ydata().tolist() == table[table["source"] == "S03"]["rate"].tolist()
    ax = plot_frame_trends(table, top=6)
    assert len(ax.child_axes) == 6
    assert ax.get_xlabel().endswith("of 7, the 6 with the most dates; 1 left out")
    assert not plot_frame_trends(table, order=["S00", "S01", "S02", "S03", "S04"]).child_axes


def volume(dates: list[str], **columns) -> pd.DataFrame:
    return pd.DataFrame({**columns, "day": pd.to_datetime(dates), "n_articles": 1})


def test_a_few_articles_over_years_are_bars_wide_enough_to_see():
    dates = [f"{2012 + i // 2}-06-{17 + i % 2}" for i in range(18)]
    ax = plot_volume(volume(dates))
    assert ax.get_ylabel() == "number of articles a month"
    assert sum(bar.get_height() for bar in ax.patches) == 18
    low, high = ax.get_xlim()
    assert min(bar.get_width() for bar in ax.patches) > (high - low) / 120
    ax = plot_volume(volume(dates), bin="year")
    assert [bar.get_height() for bar in ax.patches] == [2.0] * 9
    starts = [bar.get_x() for bar in ax.patches]
    assert all(0 < start - date2num(pd.Timestamp(f"{2012 + i}-01-01")) < 40 for i, start in enumerate(starts))
    with pytest.raises(ValueError, match="bin must be one of 'day', 'week'"):
        plot_volume(volume(dates), bin="decade")


def test_sources_of_one_bin_are_stacked():
    dates = ["2024-12-02", "2024-12-05", "2024-12-03", "2024-12-12"]
    ax = plot_volume(volume(dates, source=["Post", "Post", "Wire", "Wire"]), bin="week")
    assert [(bar.get_y(), bar.get_height()) for bar in ax.patches] == [(0, 2), (2, 1), (0, 1)]
    assert ax.get_title("left") == "When the 4 articles appeared"


def test_of_many_sources_the_smaller_ones_are_one_grey_part():
    names = [f"S{i:02d}" for i in range(12)]
    table = volume(["2024-12-02"] * 12, source=names).assign(n_articles=range(12, 0, -1))
    ax = plot_volume(table)
    assert legend_names(ax) == [*names[:8], "4 others"]
    assert ax.patches[-1].get_height() == 4 + 3 + 2 + 1
    assert to_hex(ax.patches[-1].get_facecolor()) == _groups.GREY.lower()


def test_of_many_articles_those_with_the_most_hits_are_drawn_and_the_rest_is_counted():
    ids = [f"a{i:03d}" for i in range(90)]
    articles = pd.DataFrame({"text": "w" * 99}, index=ids)
    hits = pd.DataFrame({"article": [*ids[50:] * 2, ids[0]], "frame": "war", "start": 5})
    ax = plot_dispersion(hits, articles)
    assert row_names(ax) == ids[50:]
    assert ax.get_title("left") == "Where in each article “war” is found"
    assert ax.get_xlabel().endswith("the 40 articles with the most hits, of 90; 1 of 81 hits left out")
    assert row_names(plot_dispersion(hits, articles, top=2)) == ids[50:52]


def test_shares_of_many_sources_are_cut_with_a_count():
    names = [f"S{i:02d}" for i in range(9)]
    table = pd.DataFrame({"source": np.repeat(names, 2), "referent": "rulers", "label": ["a", "b"] * 9})
    table = table.assign(n=np.repeat(range(9), 2), share=0.5, low=0.1, high=0.9)
    ax = plot_label_shares(table, top=3)
    assert row_names(ax) == names[6:]
    assert ax.get_xlabel().endswith("the 3 sources with the most uses; 6 left out")


def test_a_matrix_says_where_its_shades_end(cosines):
    assert plot_similarity_matrix(cosines).get_xlabel().endswith("the darkest cell: 0.90")


def test_a_dot_at_zero_covers_no_name_of_a_row():
    table = frame_rates(source=["Post", "Post", "Wire", "Wire"]).assign(rate=0.0, low=0.0, high=9.0)
    pairs_at_zero = pd.DataFrame({"a": ["war"], "b": "Iran", "n": 0, "n_expected": 4.2, "p_adjusted": 0.5})
    for ax in (plot_frame_rates(table), plot_co_occurrences(pairs_at_zero)):
        ax.figure.draw_without_rendering()
        left = ax.transData.transform((0, 0))[0]
        names = [label.get_window_extent().x1 for label in ax.get_yticklabels()]
        radius = 3 / 72 * ax.figure.dpi  # of a dot of six points
        assert max(names) < left - radius


def test_similar_pairs_are_drawn_on_a_scale_from_0_to_1():
    pairs = similar_pairs().head(1)
    ax = plot_similar_pairs(pairs)
    assert ax.get_xlim() == pytest.approx((-0.05, 1.05))
    assert ax.get_title("left").startswith("1 pair of articles")


def test_the_shares_of_a_matrix_have_digits_enough_to_differ():
    names = ["a", "b"]
    ax = plot_reuse_matrix(pd.DataFrame([[0.0, 0.004], [0.0012, 0.0]], names, names))
    assert texts(ax) == ["0", "0.40", "0.12", "0"]
    assert ax.get_xlabel() == "the darkest cell: 0.40%"
    ax.figure.draw_without_rendering()
    marks = [label.get_text() for label in ax.child_axes[0].get_yticklabels()]
    assert len(set(marks)) == len(marks)


def test_leads_that_no_date_decides_are_a_sentence():
    leads = pd.DataFrame({"leader": ["A", "B"], "follower": ["B", "A"], "n_decided": 0, "n_first": 0})
    ax = plot_lead_counts(leads.assign(share=np.nan, p_adjusted=np.nan))
    assert texts(ax) == ["The dates say of no story which source was first."]


def test_hits_of_two_sources_of_one_colour_have_a_mark_of_their_own():
    names = [f"Outlet {i}" for i in range(9)]
    articles = pd.DataFrame({"text": "w" * 20_000, "source": names}, index=[f"a{i}" for i in range(9)])
    hits = pd.DataFrame(
        {"article": articles.index, "source": names, "start": 5, "match": ["War", *["war"] * 8]}
    )
    ax = plot_dispersion(hits, articles)
    seen = {(line.get_color(), line.get_marker()) for line in ax.get_legend().get_lines()}
    assert len(seen) == 9
    assert ax.get_title("left") == "Where in each article “War” is found"
    ax.figure.draw_without_rendering()
    assert "8,000" in [label.get_text() for label in ax.get_xticklabels()]  # few, beside a long legend
    several = plot_dispersion(hits.assign(match=["war"] * 7 + ["wars", "warfare"]), articles)
    title = " ".join(several.get_title("left").split())  # in two lines
    assert title == "Where in each article “war” and 2 other words are found"


def test_the_names_of_thirty_sources_fit_beside_a_map():
    names = [f"S{i:02d}" for i in range(30)]
    table = pd.DataFrame({"x": range(30), "y": 0.0, "source": names, "title": "T"})
    assert legend_names(plot_article_map(table)) == names


def test_small_charts_of_trends_have_two_dates_at_least():
    for years in (1, 3, 9, 32, 70):
        dates = pd.date_range("1987-01-01", periods=6, freq=f"{max(1, years * 12 // 5)}MS")
        table = pd.concat([rates_of(6).query("frame == 'war'").assign(date=date) for date in dates])
        ax = plot_frame_trends(table[["source", "date", "frame", "rate", "low", "high"]])
        small = ax.child_axes[-1]
        low, high = small.get_xlim()
        assert sum(low <= tick <= high for tick in small.get_xticks()) >= 2


def test_the_description_of_a_chart_names_the_headings_of_its_rows():
    said = alt_text(plot_collocates(collocates_of(2), word="snow"))
    assert "Rows: Post 0: term 0, term 1, Post 1: term 0, term 1." in said
    assert alt_text(plot_differences(differences(), a="Wire", b="Post")).startswith(
        "How Wire and Post differ. Rows: war 4, money -2. Across: ← more in Post · more in Wire →;"
    )
    profiles = pd.DataFrame({"source": ["Wire"], "n_articles": 21577, "n_words": 9})
    assert "Rows: Wire 21,577." in alt_text(plot_source_profiles(profiles))
