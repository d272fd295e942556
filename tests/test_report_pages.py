"""The pages of a report in a browser: tables are sorted and searched, nothing else runs, and all fits."""

import base64
import io
import re

import nbformat
import numpy as np
import pandas as pd
import pytest
from browser import browser as browser, open_page
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from newslab.report.building import Page
from newslab.report.pages import index_page, notebook_page

pytest.importorskip("playwright.sync_api")

HOSTILE = '<script>window.ran = 1</script><img src=x onerror="window.ran = 1">'


def page_of(*shown, path):
    """Write the page of a notebook that shows these tables, or this HTML."""
    outputs = [
        new_output("display_data", {"text/html": table if isinstance(table, str) else table._repr_html_()})
        for table in shown
    ]
    cells = [new_markdown_cell("# Who wrote it?"), new_code_cell("1", outputs=outputs)]
    notebook: nbformat.NotebookNode = new_notebook(cells=cells)
    about = Page("01-so", "Who wrote it?", "", None, 1.0)
    path.write_text(notebook_page(notebook, about, corpus="c", before=None, after=None), encoding="utf-8")
    return path


@pytest.fixture
def counts():
    return pd.DataFrame(
        {
            "source": ["Wire", "Post", "herald 10", "Herald 9", "Äther", "x", "y", "z", "w", "v"],
            "n": [10, 9, 1200, 0, 3, 4, 5, 6, 7, 8],
            "rate": [0.5, np.nan, -2.0, 1e-7, 3, 4, 5, 6, 7, 8],
            "day": pd.to_datetime(["2024-12-08"] * 9 + ["2023-01-02"]),
        }
    )


def column(page, place):
    return page.locator(f"tbody tr:visible td:nth-child({place})").all_inner_texts()


def test_a_click_on_a_heading_sorts_up_then_down_then_as_it_was(counts, browser, tmp_path):
    with open_page(browser, page_of(counts, path=tmp_path / "a.html")) as (page, said):
        heading = page.locator("thead button", has_text=re.compile("^n$"))
        before = column(page, 3)
        heading.click()
        assert column(page, 3) == ["0", "3", "4", "5", "6", "7", "8", "9", "10", "1200"]
        assert page.locator("th[aria-sort=ascending]").inner_text().startswith("n")
        heading.press("Enter")
        assert column(page, 3)[:2] == ["1200", "10"]
        heading.press("Enter")
        assert column(page, 3) == before
        assert page.locator("th[aria-sort]").count() == 0
        rate = page.get_by_role("button", name="rate")
        rate.click()
        assert [float(cell) for cell in column(page, 4)[:-1]] == sorted(counts["rate"].dropna())
        rate.click()
        assert column(page, 4)[-1] == "NaN"  # what is missing is last either way
        page.get_by_role("button", name="source").click()
        assert column(page, 2)[:3] == ["Äther", "Herald 9", "herald 10"]
        page.get_by_role("button", name="day").click()
        assert column(page, 5)[0] == "2023-01-02"
        page.get_by_role("button", name="Row").click()
        assert column(page, 3) == before
    assert said == []


def test_a_search_shows_the_rows_that_hold_the_words(counts, browser, tmp_path):
    with open_page(browser, page_of(counts, counts.head(3), path=tmp_path / "a.html")) as (page, said):
        assert page.get_by_role("searchbox").count() == 1  # a short table needs none
        page.get_by_role("searchbox", name="Search this table").fill("HERALD")
        assert page.locator("tbody").first.locator("tr:visible").count() == 2
        assert page.get_by_role("status").inner_text() == "2 of 10 rows"
        page.get_by_role("searchbox").fill("")
        assert page.locator("tbody").first.locator("tr:visible").count() == 10
    assert said == []


def test_rows_of_a_group_keep_its_name_when_they_change_places(browser, tmp_path):
    table = pd.DataFrame(
        {"n": range(12)}, pd.MultiIndex.from_product([["A", "B"], list("abcdef")], names=["source", "term"])
    )
    with open_page(browser, page_of(table, path=tmp_path / "a.html")) as (page, said):
        page.get_by_role("button", name="n", exact=True).click(click_count=2)
        rows = [row.split() for row in page.locator("tbody tr").all_inner_texts()]
        assert rows == [[*name, str(n)] for name, n in reversed(list(table["n"].items()))]
        page.get_by_role("button", name="term").click()
        assert page.locator("tbody tr").first.inner_text().split() == ["A", "a", "0"]
    assert said == []


def test_a_table_of_which_rows_are_left_out_is_not_sorted(browser, tmp_path):
    with pd.option_context("display.max_rows", 10):
        path = page_of(pd.DataFrame({"n": range(100)}), path=tmp_path / "a.html")
    with open_page(browser, path) as (page, said):
        assert page.get_by_role("button").count() == 0
    assert said == []


def test_without_a_script_a_table_is_there_as_it_is(counts, browser, tmp_path):
    path = page_of(counts, path=tmp_path / "a.html")
    with open_page(browser, path, java_script_enabled=False) as (page, _):
        assert page.locator("tbody tr").count() == 10
        assert page.get_by_role("searchbox").count() == 0


def test_no_text_and_no_other_script_runs(browser, tmp_path):
    table = pd.DataFrame({HOSTILE: [HOSTILE] * 10})
    path = page_of(table, HOSTILE, path=tmp_path / "a.html")
    with open_page(browser, path) as (page, said):
        page.get_by_role("button").nth(1).click()
        page.get_by_role("searchbox").fill("script")
        assert page.get_by_role("status").inner_text() == "10 of 10 rows"
        assert page.evaluate("window.ran") is None
    # The browser says that it ran neither the script nor the handler that a notebook showed as HTML.
    assert said
    assert all("Content Security Policy" in line or "x" in line for line in said)


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_scrolls_sideways_in_its_boxes_alone(width, scheme, browser, tmp_path):
    words = "a very long headline of an article that goes on and on " * 3
    wide = pd.DataFrame({f"column_{i}": [words, "Averylongwordwithoutanyspace" * 5] * 20 for i in range(12)})
    path = page_of(wide, path=tmp_path / "a.html")
    with open_page(browser, path, viewport={"width": width, "height": 800}, color_scheme=scheme) as (
        page,
        said,
    ):
        assert page.evaluate("document.documentElement.scrollWidth") == width
        box = page.get_by_role("region", name="Table")
        assert box.bounding_box()["height"] < 800
        box.focus()  # the box can be scrolled by keys
        assert page.evaluate("document.activeElement.className") == "table tall"
    assert said == []


def test_headings_are_aligned_as_what_is_below_them_and_dates_stay_on_one_line(counts, browser, tmp_path):
    path = page_of(counts, path=tmp_path / "a.html")
    with open_page(browser, path, viewport={"width": 390, "height": 800}) as (page, _):
        align = "e => getComputedStyle(e).textAlign"
        for place, side in ((2, "left"), (3, "right"), (5, "left")):
            assert page.locator(f"thead th:nth-child({place})").evaluate(align) == side
            assert page.locator(f"tbody tr:first-child td:nth-child({place})").evaluate(align) == side
        day, number = (page.locator(f"tbody tr:nth-child(4) td:nth-child({place})") for place in (5, 3))
        assert day.evaluate("e => getComputedStyle(e).whiteSpace") == "nowrap"
        assert day.bounding_box()["height"] == number.bounding_box()["height"]


def test_a_table_without_rows_says_so_and_a_column_of_headlines_is_wide(counts, browser, tmp_path):
    headlines = counts.assign(title="A bridge over the river is closed until the water falls again")
    many = pd.concat([headlines] * 3, axis=1)
    with open_page(browser, page_of(many.head(3), counts.head(0), path=tmp_path / "a.html")) as (page, said):
        assert page.locator("table").nth(1).inner_text().split()[-2:] == ["no", "rows"]
        title, source = (page.locator(f"tbody tr:first-child td:nth-child({n})").first for n in (6, 2))
        assert title.bounding_box()["width"] > 2 * source.bounding_box()["width"]
    assert said == []


def test_the_name_of_an_index_is_above_its_labels_which_begin_where_their_row_does(browser, tmp_path):
    index = pd.Index(["a", "b"], name="term")
    table = pd.DataFrame({"n": [1, 2], "line": "words and words and words and words " * 9}, index)
    with open_page(browser, page_of(table, path=tmp_path / "a.html")) as (page, _):
        assert page.locator("thead tr:nth-child(2) th").first.evaluate(
            "e => getComputedStyle(e).textAlign"
        ) == page.locator("tbody th").first.evaluate("e => getComputedStyle(e).textAlign")
        assert page.locator("tbody th").first.evaluate("e => getComputedStyle(e).verticalAlign") == "top"


def test_on_a_phone_a_small_chart_is_not_enlarged(browser, tmp_path):
    chart = io.BytesIO()
    Figure(figsize=(3, 2), dpi=100).savefig(chart, format="png")
    output = new_output("display_data", {"image/png": base64.b64encode(chart.getvalue()).decode()})
    cells = [new_markdown_cell("# Who wrote it?"), new_code_cell("1", outputs=[output])]
    about = Page("01-so", "Who wrote it?", "", None, 1.0)
    path = tmp_path / "a.html"
    page = notebook_page(new_notebook(cells=cells), about, corpus="c", before=None, after=None)
    path.write_text(page, encoding="utf-8")
    with open_page(browser, path, viewport={"width": 390, "height": 800}) as (page, _):
        assert page.locator("img").bounding_box()["width"] == 300


def test_the_index_links_to_the_explorer_or_says_why_there_is_none(tmp_path):
    page = Page("01-so", "Is <it> so?", "", None, 1.0)
    assert '<a href="explore.html">' in index_page([page], corpus="c", explorer="explore.html")
    assert "There is no page &amp; why." in index_page([page], corpus="c", explorer="There is no page & why.")
    assert "explore" not in index_page([page], corpus="c").partition("</style>")[2]


def test_a_wide_table_is_printed_whole(browser, tmp_path):
    names = [
        "n_articles_using",
        "source",
        "low",
        "high",
        "adjusted_p",
        "rate",
        "difference",
        "frame",
        "label",
    ]
    wide = pd.DataFrame(
        {f"{name}_{k}": ["a long-winded source" if k else 0.123456] for name in names for k in (0, 1)}
    )
    with open_page(browser, page_of(wide, path=tmp_path / "a.html")) as (page, _):
        page.set_viewport_size({"width": 718, "height": 900})  # A4, without its margins
        page.emulate_media(media="print")
        assert page.locator("table").evaluate("table => table.getBoundingClientRect().right") <= 718
