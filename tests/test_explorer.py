"""The page that answers to clicks: what it holds, what a click opens, and that no text on it runs."""

import base64
import gzip
import json
import re

import pandas as pd
import pytest
from browser import browser as browser, open_page

import newslab
from newslab.explorer.building import MOST_ARTICLES

pytest.importorskip("altair")
pytest.importorskip("vl_convert")
expect = pytest.importorskip("playwright.sync_api").expect

HOSTILE = (
    '</script><script>window.ran=1</script><img src=x onerror="window.ran=1">\u2028{{ran}} ${window.ran=1}'
)
VIEWS = ["Terms", "Frames", "Labels", "Stories", "Speakers"]


@pytest.fixture(scope="module")
def sample():
    return newslab.load_sample()


@pytest.fixture(scope="module")
def sample_page(sample, tmp_path_factory):
    path = tmp_path_factory.mktemp("explorer") / "sample.html"
    assert newslab.explore(sample, path, labels="syria_labels") == path
    return path


@pytest.fixture(scope="module")
def browser_page(browser, sample_page):
    with open_page(browser, sample_page) as (page, said):
        page.wait_for_selector("html[data-ready]")
        yield page
    assert said == []


def contents(path):
    """What the page holds, unpacked as its script does it."""
    packed = re.search(r'id="data">([A-Za-z0-9+/=]+)</script>', path.read_text(encoding="utf-8"))[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def view(path, name):
    return contents(path)["views"][VIEWS.index(name)]


def lines_per_point(path, name):
    """How many lines a click on each point shows, by its key and source."""
    held, n = contents(path), {}
    for chart in view(path, name)["charts"]:
        for key, source in zip(chart["points"]["key"], chart["points"]["source"], strict=True):
            lines = view(path, name)["lines"].get(key, {"article": []})
            of_source = [held["articles"]["source"][article] == source for article in lines["article"]]
            n[key, source] = sum(of_source)
    return pd.Series(n)


def test_every_term_has_as_many_lines_as_uses(sample_page):
    points = pd.DataFrame(view(sample_page, "Terms")["charts"][0]["points"])
    n = points.set_index(["key", "source"])["n"]
    assert len(n) == 600
    pd.testing.assert_series_equal(lines_per_point(sample_page, "Terms"), n, check_names=False)


def test_the_figures_of_terms_are_those_of_distinctive_terms(sample, sample_page):
    points = pd.DataFrame(view(sample_page, "Terms")["charts"][0]["points"]).set_index(["source", "name"])
    table = newslab.distinctive_terms(sample, cluster=newslab.group_copies(sample))
    table = table.set_index(["source", "term"]).loc[points.index]
    for column in ("rate", "log_ratio", "p_value"):
        pd.testing.assert_series_equal(points[column], table[column], check_names=False)
    assert (points["evidence"] > 0).eq(table["log_ratio"] > 0).all()
    assert points.groupby("source").size().eq(120).all()


def test_frames_labels_and_speakers_have_as_many_lines_as_their_tables_count(sample, sample_page):
    for name in ("Frames", "Labels", "Speakers"):
        charts = view(sample_page, name)["charts"]
        points = pd.concat(pd.DataFrame(chart["points"]) for chart in charts)
        n = points.set_index(["key", "source"])["n"]
        pd.testing.assert_series_equal(lines_per_point(sample_page, name), n, check_names=False)
    assert view(sample_page, "Labels")["charts"][0]["title"] == "Assad's rule"
    quoted = newslab.quotes(sample)["person"].notna().sum()
    assert points["n"].sum() == quoted


def test_stories_hold_the_articles_that_share_one(sample, sample_page):
    stories = newslab.group_stories(sample)
    points = view(sample_page, "Stories")["charts"][0]["points"]
    assert len(points["key"]) == (stories.groupby(stories).transform("size") > 1).sum()
    assert points["story"][0].startswith("1. ")


def test_the_page_allows_its_own_script_alone_and_no_connection(sample_page):
    page = sample_page.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy
    assert re.search(r'(src|href)="(https?:|//)', page) is None


def test_a_page_of_one_source_without_dates_says_what_is_missing(tmp_path):
    articles = pd.DataFrame({"text": ["Rain fell on the city.", "The war went on."]})
    path = newslab.explore(articles, tmp_path / "one.html", frames=["war"])
    says = {found["name"]: found["says"] for found in contents(path)["views"]}
    assert says["Terms"] == "Terms are compared between sources, and these articles have one."
    assert view(path, "Frames")["charts"][0]["points"]["source"] == ["(unknown)"]
    assert "labels=" in says["Labels"]
    assert says["Stories"] == "No two articles tell the same story."
    assert says["Speakers"] == "Of 0 quotations, none has a speaker that was found."


@pytest.mark.parametrize(
    ("articles", "name", "message"),
    [
        (pd.DataFrame({"text": []}, dtype="str"), "a.html", "no articles to explore"),
        (pd.DataFrame({"text": ["a"] * (MOST_ARTICLES + 1)}), "a.html", r"at most 10,000 articles"),
        (pd.DataFrame({"text": ["a"]}), "a.csv", r"end in \.html"),
    ],
)
def test_what_cannot_be_explored_is_an_error_with_its_remedy(articles, name, message, tmp_path):
    with pytest.raises(ValueError, match=message):
        newslab.explore(articles, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_stories_of_ones_own_take_the_place_of_those_found(sample, tmp_path):
    path = newslab.explore(
        sample.assign(event="all"), tmp_path / "a.html", frames=None, stories="event", top=3
    )
    assert len(view(path, "Stories")["charts"][0]["points"]["key"]) == len(sample)
    with pytest.raises(ValueError, match="no column 'events'"):
        newslab.explore(sample, tmp_path / "b.html", stories="events")


# ---- in a browser -------------------------------------------------------------------------------------


def choose(page, name):
    page.get_by_role("tab", name=name).click()
    page.wait_for_selector(".chart .point")


def table_row(page, *texts):
    """Open the table, and return the button of the one row with the texts."""
    page.locator("#as-table").evaluate("details => details.open = true")
    row = page.locator("#table tbody tr")
    for text in texts:
        row = row.filter(has_text=text)
    return row.get_by_role("button")


def test_a_click_on_a_point_lists_its_lines_with_source_date_and_headline(sample, browser_page):
    page = browser_page
    choose(page, "Speakers")
    bar = page.locator(".chart .point").first
    name = bar.get_attribute("aria-label")
    bar.click()
    person, source, n = name.split(", ")
    found = newslab.quotes(sample).query("person == @person and source == @source")
    assert page.locator("#panel-title").text_content() == person
    assert page.locator("#lines .line").count() == len(found) == int(n.split()[0])
    first = found.iloc[0]
    line = page.locator("#lines .line").first
    assert line.locator("mark").text_content() == first["quote"]
    assert sample["title"][first["article"]] in line.text_content()
    assert source in line.text_content()
    assert f"{sample['date'][first['article']]:%Y-%m-%d}" in line.text_content()


def test_a_line_opens_its_article_with_every_place_marked(sample, browser_page):
    page = browser_page
    choose(page, "Frames")
    table_row(page, "Meridian Wire", "conflict").click()
    page.locator("#lines .line button").first.click()
    dialog = page.locator("#article")
    assert dialog.is_visible()
    title = page.locator("#article-title").text_content()
    (article,) = sample.index[sample["title"] == title]
    assert page.locator("#article-text").text_content() == sample["text"][article]
    hits = newslab.find_terms(sample.loc[[article]], "generic_frames").query("frame == 'conflict'")
    assert page.locator("#article-text mark").all_text_contents() == hits["match"].tolist()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_points_are_reached_and_opened_by_keyboard(browser_page):
    page = browser_page
    choose(page, "Stories")
    page.locator(".chart .point[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    assert name.startswith(page.locator("#panel-title").text_content())
    assert page.evaluate("document.activeElement.id") == "panel-title"


def test_a_source_or_a_date_that_is_filtered_out_has_no_points_and_no_lines(sample, browser_page):
    page = browser_page
    choose(page, "Stories")
    before = page.locator(".chart .point").count()
    page.get_by_role("checkbox", name="Meridian Wire").uncheck()
    n = before - int(sample["source"].eq("Meridian Wire").sum())
    expect(page.locator(".chart .point")).to_have_count(n)
    page.fill("#from", "2024-12-31")
    n_late = (sample["date"].gt("2024-12-30") & sample["source"].ne("Meridian Wire")).sum()
    expect(page.locator(".chart .point")).to_have_count(int(n_late))
    page.fill("#search", "Syria")
    expect(page.locator("#panel-title")).to_have_text("Syria")
    shown = " ".join(page.locator("#lines .from").all_text_contents())
    assert "Meridian Wire" not in shown
    assert "2024-" not in shown
    assert "2025-01" in shown
    page.get_by_role("button", name="Show all", exact=True).click()
    expect(page.locator(".chart .point")).to_have_count(before)


def test_sources_keep_their_order_and_long_names_differ_where_one_has_no_interval(browser, tmp_path):
    names = [f"The Valley Record of Business and Shipping, {edition} edition" for edition in ("East", "West")]
    sources = ["A", *names, "Z"]
    articles = pd.DataFrame(
        {
            "source": [source for source in sources for _ in range(8)],
            "text": ["rain fell", "the storm and rain"] * 4 + ["rain fell"] + ["sun shone"] * 7
            + ["storm and rain", "rain fell"] * 8,
        }
    )  # fmt: skip
    labels = {"labels": {"weather": {"wet": ["rain"], "wild": ["storm"]}}}
    path = newslab.explore(articles, tmp_path / "a.html", frames={"wet": ["rain"]}, labels=labels)
    with open_page(browser, path) as (page, said):
        page.wait_for_selector("html[data-ready]")
        for name, whose in (("Frames", "source"), ("Labels", "name")):
            choose(page, name)
            rows = page.locator(".chart .point").evaluate_all(
                f"all => all.map(e => [e.getBoundingClientRect().top, e.__data__.datum.{whose}])"
            )
            held = view(path, name)["charts"][0]["points"]
            assert [which for _, which in sorted(rows)] == held[whose]
            assert any(low is None for low in held["low"])
        shown = page.locator(".chart .role-axis-label text").all_text_contents()
        assert len(set(shown) & set(held["row"])) == 4
        page.get_by_role("button", name="Choose none").click()
        expect(page.locator(".chart .point")).to_have_count(0)
        page.get_by_role("checkbox", name="Z", exact=True).check()
        expect(page.locator(".chart .point")).to_have_count(2)
    assert said == []


def test_a_search_finds_what_differs_in_case_and_accents_alone(browser, tmp_path):
    articles = pd.DataFrame(
        {"source": ["A", "B"], "text": ["The ÉLYSÉE spoke 😀 of Élysée.", "An elysee here."], "title": "News"}
    )
    path = newslab.explore(articles, tmp_path / "a.html", frames=None)
    with open_page(browser, path) as (page, said):
        page.wait_for_selector("html[data-ready]")
        page.fill("#search", "élysee")
        page.wait_for_selector("#lines mark")
        assert page.locator("#lines mark").all_text_contents() == ["ÉLYSÉE", "Élysée", "elysee"]
        assert said == []


def test_a_table_is_sorted_by_its_heading(browser_page):
    page = browser_page
    choose(page, "Terms")
    page.locator("#as-table").evaluate("details => details.open = true")
    for _ in range(2):
        page.locator("#table th button", has_text="Log ratio").click()
    ratios = [
        float(cell) for cell in page.locator("#table tbody tr td:nth-child(6)").all_text_contents()[:20]
    ]
    assert ratios == sorted(ratios, reverse=True)


@pytest.mark.parametrize("width", [1300, 400])
def test_hostile_texts_are_shown_and_run_nothing(browser, tmp_path, width):
    quoted = f"“We left early,” Barbara Leaf said. Rain, rain and the war. {HOSTILE}"
    articles = pd.DataFrame(
        {
            "source": [HOSTILE, HOSTILE, "datum.n", "datum.n"],
            "date": pd.to_datetime(["2024-12-08"] * 4),
            "title": [HOSTILE, "toString", "__proto__", "<b>"],
            "author": HOSTILE,
            "text": [
                quoted,
                quoted + " toString constructor",
                "“We left 😀,” Barbara Leaf said. <b>regime rain",
                "rain regime",
            ],
        },
        index=[HOSTILE, "b", "c", "d"],
    )
    lexicon = {HOSTILE: ["rain"], "__proto__": ["war"]}
    labels = {"labels": {HOSTILE: {HOSTILE: ["regime"], "constructor": ["war"]}}}
    path = newslab.explore(articles, tmp_path / "a.html", frames=lexicon, labels=labels, title=HOSTILE)
    with open_page(browser, path, viewport={"width": width, "height": 800}) as (page, said):
        page.wait_for_selector("html[data-ready]")
        for name in VIEWS:
            choose(page, name)
            page.locator("#as-table").evaluate("details => details.open = true")
            for button in page.locator("#table tbody button").all():
                button.click()
            assert page.locator("#lines .line").count() > 0, name
            page.locator("#lines .line button").first.click()
            assert "<" in page.locator("#article").text_content()
            page.keyboard.press("Escape")
        page.wait_for_timeout(200)
        assert page.evaluate("window.ran") is None
        assert page.locator("#columns img, #article img, main script").count() == 0
        assert page.locator("h1").text_content() == HOSTILE
        assert said == []
