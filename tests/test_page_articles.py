"""Several articles on one web page, whole pages in tables, and markup in what should be plain."""

from __future__ import annotations

import pytest

import newslab as nl
from newslab.corpus.markup import plain_lines
from newslab.readers.page_articles import articles_on_page

DYKE = (
    "The dyke at Westmere held through the night, the water board said on Tuesday. Two streets were flooded "
    "before dawn, and nobody was hurt."
)
BRIDGE = (
    "The bridge over the Aller is closed to lorries from Monday on, the council said at its last meeting."
)
TEASER = "One short sentence says in some ten words what the other story of today is about."


def article(title: str, author: str, day: str, text: str) -> str:
    head = f"<h2>{title}</h2><p class='byline'>By {author}</p><time datetime='{day}T09:33:00'>{day}</time>"
    return f"<article><header>{head}</header><p>{text}</p><p>{text}</p></article>"


def page(body: str) -> str:
    head = "<title>Today</title><meta property='og:site_name' content='Westmere Echo'>"
    return f"<!DOCTYPE html><html><head>{head}</head><body><nav>Home</nav>{body}</body></html>"


FIRST, SECOND = (
    article("Dyke holds", "Ana Roy", "2021-03-02", DYKE),
    article("Shut", "Max Ode", "2021-03-03", BRIDGE),
)


def test_each_article_of_a_page_is_a_row_with_its_own_head(tmp_path):
    (tmp_path / "page.html").write_text(page(FIRST + SECOND), encoding="utf-8")
    articles = nl.read_articles(tmp_path)
    assert articles[["source", "title", "author", "text"]].to_numpy().tolist() == [
        ["Westmere Echo", "Dyke holds", "Ana Roy", f"{DYKE}\n\n{DYKE}"],
        ["Westmere Echo", "Shut", "Max Ode", f"{BRIDGE}\n\n{BRIDGE}"],
    ]
    assert articles["date"].dt.day.tolist() == [2, 3]
    assert nl.problems(articles)["problem"][0] == (
        "articles on one page, a row each: 2; words beside them, left out: 0"
    )


def test_an_article_may_be_one_by_its_type():
    head = "<h1>{}</h1><span itemprop='author'>Ana Roy</span>"
    of_schema = f"<div itemtype='https://schema.org/NewsArticle'>{head}{{}}</div>"
    body = of_schema.format("Dyke holds", f"<p>{DYKE}</p>" * 2) + of_schema.format(
        "Shut", f"<p>{BRIDGE}</p>" * 2
    )
    table, _ = articles_on_page(page(body))
    assert table["author"].tolist() == ["Ana Roy"] * 2
    assert not table["text"].str.contains("Ana Roy").any()


@pytest.mark.parametrize(
    "more",
    [
        f"<article><h3>Another</h3><p>{TEASER}</p></article>" * 3,
        f"<article class='comment'><h4>A reader</h4><p>{TEASER * 3}</p></article>" * 3,
    ],
    ids=["teasers", "comments"],
)
def test_teasers_and_comments_are_no_articles(more):
    assert articles_on_page(page(FIRST + more)) == (None, [])
    assert articles_on_page(page(FIRST.replace("</article>", f"{more}</article>"))) == (None, [])


@pytest.mark.parametrize(
    "body",
    [
        f"<article><p>{DYKE}</p><p>{DYKE}</p></article><article><p>{BRIDGE}</p><p>{BRIDGE}</p></article>",
        f"<h1>Live: the storm</h1><div class='liveblog'>{FIRST}{SECOND}</div>",
    ],
    ids=["no headings", "live blog"],
)
def test_where_it_is_not_sure_the_page_is_read_whole_and_listed(tmp_path, body):
    (tmp_path / "page.html").write_text(page(body), encoding="utf-8")
    articles = nl.read_articles(tmp_path)
    assert len(articles) == 1
    assert DYKE in articles["text"].iloc[0]
    assert BRIDGE in articles["text"].iloc[0]
    assert "it holds 2 articles, or posts, in elements of their own; read as one" in set(
        nl.problems(articles)["problem"]
    )


def test_no_page_is_split_where_the_user_says_so(tmp_path):
    (tmp_path / "page.html").write_text(page(FIRST + SECOND), encoding="utf-8")
    assert len(nl.read_articles(tmp_path, archive=False)) == 1


def record(url: str, html: str) -> bytes:
    """A page as a web archive keeps it."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(http)}\r\n"
    return head.encode() + b"Content-Type: application/http; msgtype=response\r\n\r\n" + http + b"\r\n\r\n"


def test_the_head_of_a_page_in_a_web_archive_is_no_text(tmp_path):
    pytest.importorskip("warcio", reason="the extra [warc] is not installed")
    head = "<h1>Dyke holds at night</h1><p>By Ana Roy</p>"
    body = f"{head}<p>{DYKE}</p><p>{BRIDGE}</p><p>Photo: Jo Lind/Reuters</p>"
    pages = [f"<article>{body}</article>", "<h1>404 Not Found</h1><hr>nginx"]
    html = "<html><head><title>Echo</title></head><body>{}</body></html>"
    records = [record(f"https://echo.example/{n}", html.format(each)) for n, each in enumerate(pages)]
    (tmp_path / "crawl.warc").write_bytes(b"".join(records))
    articles = nl.read_articles(tmp_path)
    assert articles["text"].str.split("\n").str[0].tolist() == [DYKE]
    assert articles["text"].str.endswith(BRIDGE).all()
    assert articles["author"].tolist() == ["Ana Roy"]
    assert "left out" in set(nl.problems(articles)["outcome"])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It rose.\n\nIt fell.<br>It stayed.\n\nEnd.", "It rose.\n\nIt fell.\nIt stayed.\n\nEnd."),
        ("<p>One.</p>\n<p>Two.</p>", "One.\n\nTwo."),
        ('A\n\n<tweet id="7" datetime="2015">It rose.</tweet>\n\nB', "A\n\nIt rose.\n\nB"),
        ("<quote>It rose</quote>, he said.", "It rose, he said."),
        ('<div>It <name type="person">Ana</name> <x>rose</x>.</div>', "It Ana rose."),
        ("AT&T &amp; Co.", "AT&T & Co."),
    ],
)
def test_markup_is_no_words(text, plain):
    assert plain_lines(text) == (plain, True)


@pytest.mark.parametrize(
    "text",
    [
        "I <3 you & a < b and c > d, <URL>, <user>",
        "Mail <ana@example.org> or <https://example.org/a?b=c>",
        "if a<b: c>d; a List<T>",
    ],
)
def test_signs_that_are_no_markup_stay(text):
    assert plain_lines(text) == (text, False)


def test_a_word_for_nothing_is_no_value(tmp_path):
    rows = [
        "source,date,title,author,text,url",
        'nan,nan,None,null,"The river rose.",https://www.echo.example/1',
        'Echo,NaT,NA,Ana Roy,"The river fell.",https://www.echo.example/2',
        "None,2021-03-03,Null,-,nan,",
    ]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    articles = nl.read_articles(tmp_path)
    assert articles["source"].tolist() == ["echo.example", "Echo"]
    assert articles[["date", "title"]].isna().all(axis=None)
    assert articles["author"].fillna("").tolist() == ["", "Ana Roy"]
    listed = nl.problems(articles)
    assert listed["problem"].str.contains("now missing: 3").sum() == 1
    assert listed[listed["outcome"] == "left out"]["row"].tolist() == [3]
