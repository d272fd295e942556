"""Tables, objects and pages as people keep them: each gives the same two articles, or is listed."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import newslab as nl

RIVER = "The river rose by a metre in the night, the council said."
BRIDGE = "The bridge was closed at noon, and nobody was hurt there."
ROWS = [("Echo", "2021-03-03", "River rises", RIVER), ("Courier", "2021-03-04", "Bridge shut", BRIDGE)]
NAMES = ("source", "date", "title", "text")


def lines(separator: str, names: str, *, days: tuple[str, str] = ("2021-03-03", "2021-03-04")) -> str:
    rows = [
        [s, day, t, x.replace(",", " –") if separator == "," else x]
        for (s, _, t, x), day in zip(ROWS, days, strict=True)
    ]
    return "\n".join([names, *(separator.join(row) for row in rows)])


def objects(form: str) -> str:
    """The two articles as objects of a form with the names s, d, t and x."""
    return json.dumps([json.loads(form % tuple(map(json.dumps, row))) for row in ROWS])


def in_wrapper(before: str, names: str, after: str) -> str:
    rows = [dict(zip(names.split(), row, strict=True)) for row in ROWS]
    return before + json.dumps(rows) + after


TABLES = {
    "German.csv": lines(";", "Zeitung;Datum;Überschrift;Volltext", days=("03.03.2021", "04.03.2021")),
    "French.csv": lines(
        ";", "Média;Date de publication;Titre;Texte intégral", days=("3 mars 2021", "4 mars 2021")
    ),
    "Slovak.csv": lines(";", "Zdroj;Dátum;Názov;Obsah", days=("3. marca 2021", "4. marca 2021")),
    "Lithuanian.csv": lines(";", "Šaltinis;Data;Pavadinimas;Tekstas"),
    "Indonesian.csv": lines(";", "Sumber;Tanggal;Judul;Isi", days=("3 Maret 2021", "4 Maret 2021")),
    "Japanese.csv": lines(",", "掲載紙,発行日,見出し,本文", days=("2021年3月3日", "2021年3月4日")),
    "bars.csv": lines("|", "source|date|title|text"),
    "tabs.tsv": lines("\t", "outlet\tpub_date\theadline\tarticle_text", days=("Mar 3 2021", "Mar 4 2021")),
    "notes.csv": "Export of 5 March 2021,,,\nQuery: river,,,\n\n" + lines(",", "source,date,title,text"),
    "second.csv": lines(",", "source,date,title,text\nSource of the article,Day,Title,Full text"),
    "total.csv": lines(",", "source,date,title,text") + "\n,,,\nTotal: 2,,,\n",
    "separator.csv": "sep=;\n" + lines(";", "source;date;title;text"),
    "solr.json": in_wrapper('{"response": {"docs": ', "source_s date_dt title_t body_txt_en", "}}"),
    "search.json": in_wrapper('{"status": "ok", "hits": {"hits": ', "source published headline body", "}}"),
    "news.json": objects(
        '{"source": {"id": null, "name": %s}, "publishedAt": %s, "title": %s, "content": %s}'
    ),
    "pages.json": objects(
        '{"publisher": %s, "date": %s, "title": {"rendered": %s}, "content": {"rendered": %s}}'
    ),
    "nodes.json": objects('{"node": {"source": %s, "date": %s, "title": %s, "text": %s}}'),
    "linked.json": '{"@graph": '
    + objects('{"publisher": {"name": %s}, "datePublished": %s, "headline": %s, "articleBody": %s}')
    + "}",
    "columns.json": pd.DataFrame(ROWS, columns=[*NAMES]).to_json(),
    "lines.jsonl": pd.DataFrame(ROWS, columns=[*NAMES]).to_json(orient="records", lines=True),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_any_form_is_its_articles(tmp_path, name):
    (tmp_path / name).write_text(TABLES[name], encoding="utf-8")
    articles = nl.read_articles(tmp_path)
    articles["text"] = articles["text"].str.replace(" –", ",")
    articles["date"] = articles["date"].dt.strftime("%Y-%m-%d")
    assert list(articles[[*NAMES]].itertuples(index=False, name=None)) == ROWS


def test_a_second_row_of_names_is_listed(tmp_path):
    (tmp_path / "a.csv").write_text(TABLES["second.csv"], encoding="utf-8")
    listed = nl.problems(nl.read_articles(tmp_path)).query("outcome == 'left out'")
    assert listed[["row", "problem"]].to_numpy().tolist() == [
        [1, "a second row of names of columns, no article"]
    ]


PAGES = {
    "server.html": "<title>401 - Unauthorized: Access is denied.</title><h1>Server Error</h1>"
    "<h2>401 - Unauthorized</h2><p>You do not have permission to view this page.</p>",
    "archive.html": "<title>Archive</title><p>Your session has expired. Please log in again.</p>",
    "login.html": "<title>Sign In | Archive</title><h1>Sign in</h1><p>Your session has timed out.</p>",
    "human.html": "<title>Access to this page has been denied.</title><h1>Press &amp; Hold to confirm you "
    "are a human (and not a bot).</h1><p>Reference ID 12-34</p>",
    "Spanish.html": "<title>Página no encontrada | El Eco</title><h1>404</h1><p>La página no existe.</p>",
    "French.html": "<title>Accès refusé</title><h1>Accès refusé</h1><p>Vous n'êtes pas autorisé.</p>",
    "Polish.txt": "Twoja sesja wygasła\n\nZaloguj się ponownie.",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_an_error_is_listed(tmp_path, name):
    (tmp_path / name).write_text(PAGES[name], encoding="utf-8")
    with pytest.raises(ValueError, match="a page with an error of a server or an archive, no article"):
        nl.read_articles(tmp_path)


HEADS = {
    "English.txt": "Title: River rises\nSource: Echo\nDate: 3 March 2021\nAuthor: Ana Roy\n\n",
    "German.txt": "Titel: River rises\nQuelle: Echo\nDatum: 03.03.2021\nAutor: Ana Roy\n\n",
    "French.txt": "Titre : River rises\n\nSource : Echo\n\nDate : 3 mars 2021\n\nAuteur : Ana Roy\n\n",
    "capitals.txt": "TITLE: River rises\nSOURCE: Echo\nDATE: 2021-03-03\nAUTHOR: Ana Roy\nURL: x\nTEXT:\n",
}


@pytest.mark.parametrize("name", HEADS)
def test_lines_with_labels_above_a_text_are_its_head(tmp_path, name):
    (tmp_path / name).write_text(f"{HEADS[name]}{RIVER}\n\nNote: {BRIDGE}", encoding="utf-8")
    articles = nl.read_articles(tmp_path)
    row = articles.iloc[0]
    assert [row["source"], row["title"], row["author"]] == ["Echo", "River rises", "Ana Roy"]
    assert row["date"] == pd.Timestamp("2021-03-03")
    assert row["text"] == f"{RIVER}\n\nNote: {BRIDGE}"
    listed = nl.problems(articles)["problem"].tolist()
    assert listed == (["of its head not read: 'URL'"] if "URL" in HEADS[name] else [])


def test_a_text_may_begin_with_a_label(tmp_path):
    text = f"Correction: {RIVER}\n\nSource: a reader\n\n{BRIDGE}"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert nl.read_articles(tmp_path)["text"].tolist() == [text]


@pytest.mark.parametrize("line", ["=" * 12, "- " * 10, "Paper 7 / Document {} of 3"])
def test_a_text_with_repeated_marks_is_listed(tmp_path, line):
    parts = [f"\n{line.format(n)}\n{RIVER} {BRIDGE}\n" for n in (1, 2, 3)]
    (tmp_path / "a.txt").write_text("".join(parts), encoding="utf-8")
    assert nl.problems(nl.read_articles(tmp_path))["problem"].str.startswith("it seems to hold 3").any()
