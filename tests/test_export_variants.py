"""Exports and files in forms beside the common ones: a placement, a label, a wrapper more."""

from __future__ import annotations

import json

import pytest

import newslab as nl
from newslab.cleaning import clean_page
from newslab.readers import as_text, read_bibtex, read_file, read_json
from newslab.readers.exports import split_export

DYKE = "The dyke at Westmere held through the night, the council said on Tuesday. Nobody was hurt."
BRIDGE = "The bridge was closed at noon. Engineers expect to open it in a week."


def exported(form: str) -> str:
    """Two articles in one form."""
    return "".join(
        form.format(title=title, n=n, text=text)
        for n, (title, text) in enumerate([("Dyke holds", DYKE), ("Bridge closed", BRIDGE)], start=1)
    )


NEWSBANK = """{title}

Westmere Echo, The (Westmere, ST) - March {n}, 2021
Author/Byline: Ana Roy, Staff Writer
Edition: Final
Section: News
Page: A{n}

{text}

Record Number: 1A2B{n}
Copyright (c) 2021 Westmere Press

"""
GALE = """Title: {title}
Author(s): Ana Roy
Source: Westmere Echo, The (Westmere, England). (Mar. {n}, 2021): News: p{n}.
Document Type: Article

Full Text:
{text}

Gale Document Number: GALE|A10000000{n}

"""
PROQUEST = """____________________________________________________________

{document} {{n}} {of} 2

{{title}}

Autor: Roy, Ana

Publikationsinfo: Westmere Echo, The; Westmere [Westmere]. 0{{n}} Mar 2021: {{n}}.

Volltext: {{text}}

Publikationstitel: Westmere Echo, The; Westmere

Publikationsdatum: Mar {{n}}, 2021

Datenbank: ProQuest Central

"""


@pytest.mark.parametrize(
    ("form", "place"),
    [
        (NEWSBANK, "Westmere, ST"),
        (GALE, "Westmere, England"),
        (PROQUEST.format(document="Dokument", of="von"), "Westmere"),
        (PROQUEST.format(document="Documento", of="de"), "Westmere"),
        (PROQUEST.format(document="Document", of="sur"), "Westmere"),
    ],
)
def test_the_place_of_an_outlet_is_no_part_of_its_name(form, place):
    table, notes = split_export(exported(form))
    assert table["title"].tolist() == ["Dyke holds", "Bridge closed"]
    assert table["source"].tolist() == ["Westmere Echo, The"] * 2
    assert table["source_detail"].tolist() == [place] * 2
    assert table["date"].str.contains("2021").all()
    assert table["author"].str.contains("Roy").all()
    assert table["text"].tolist() == [DYKE, BRIDGE]
    assert "other" not in table
    assert not [note for note in notes if note.row]


def test_only_names_of_a_reference_are_parted_at_and():
    names = "title={Sand and stone}, author={Roy, Ana and\n Ode, Max}"
    page = f"@article{{a, {names}, abstract={{{DYKE} Sand and\n stone.}}}}"
    table, _ = read_bibtex(page.encode())
    assert table["author"].tolist() == ["Roy, Ana; Ode, Max"]
    assert table["title"].tolist() == ["Sand and stone"]
    assert table["abstract"].tolist() == [f"{DYKE} Sand and stone."]


def test_articles_listed_by_day_have_their_days():
    by_day = {"2021-03-01": [{"title": "A", "text": DYKE}], "2021-03-02": [{"title": "B", "text": BRIDGE}]}
    table, _ = read_json(json.dumps(by_day).encode())
    assert table["date"].tolist() == ["2021-03-01", "2021-03-02"]
    assert "list" not in table


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "p", "text": DYKE}, {"type": "image", "src": "a.png"}, {"type": "p", "text": BRIDGE}],
        [{"type": "paragraph", "data": {"text": DYKE}}, {"type": "paragraph", "data": {"text": BRIDGE}}],
        [{"type": "text", "content": DYKE}, {"type": "image"}, {"type": "text", "content": BRIDGE}],
        [
            {"children": [{"text": DYKE[:9]}, {"text": DYKE[9:], "bold": True}]},
            {"children": [{"text": BRIDGE}]},
        ],
        [{"_type": "block", "children": [{"_type": "span", "text": part}]} for part in (DYKE, BRIDGE)],
        {
            "type": "doc",
            "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": part}]} for part in (DYKE, BRIDGE)
            ],
        },
        [DYKE[:9], {"type": "bold", "text": DYKE[9:]}, f"\n\n{BRIDGE}"],
    ],
)
def test_of_blocks_those_with_text_are_read(blocks):
    assert as_text(blocks) == f"{DYKE}\n\n{BRIDGE}"


def test_articles_of_an_export_and_what_is_listed_are_all_that_it_holds(tmp_path):
    (tmp_path / "export.txt").write_text(exported(GALE) + exported(GALE).replace(DYKE, ""), encoding="utf-8")
    articles = nl.read_articles(tmp_path)
    problems = nl.problems(articles)
    assert len(articles) + (problems["outcome"] == "left out").sum() == 4


def test_whose_a_picture_is_stays_out_of_the_text():
    table, _ = split_export(exported(GALE).replace(DYKE, f"{DYKE}\n\n© Ana Roy\n\n{BRIDGE}"))
    assert table["text"].tolist()[0] == f"{DYKE}\n\n{BRIDGE}"
    assert table["credit"].tolist()[0] == "© Ana Roy"


ROWS = [("Dyke holds", DYKE, "2021-03-01", "Echo"), ("Bridge closed", BRIDGE, "2021-03-02", "Courier")]
PAGE_TABLE = (
    "<table><tr><td>an advertisement</td></tr></table><table><tr><th>Titel</th><th>Text</th><th>Datum</th>"
    "<th>Quelle</th></tr>{}<tr><td colspan=4>2 articles</td></tr></table>"
).format("".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in ROWS))


def lines(separator: str) -> str:
    rows = [("Titel", "Text", "Datum", "Quelle"), *ROWS]
    return "".join(separator.join(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        (".html", f"<!DOCTYPE html><html><body>{PAGE_TABLE}</body></html>"),
        (".xls", f"<html><body>{PAGE_TABLE}</body></html>"),
        (".xls", lines("\t")),
        (".xlsx", lines(";")),
    ],
)
def test_a_table_under_another_name_is_a_table(ending, content):
    table, notes = read_file(ending, content.encode())
    assert table[["Titel", "Text", "Datum", "Quelle"]].values.tolist() == [list(row) for row in ROWS]
    said = [note.problem for note in notes]
    assert any("table on a web page" in each or "in spite of its ending" in each for each in said)
    assert any("not read: 1" in each for each in said) == ("<table" in content)


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
@pytest.mark.parametrize("between", ["", "\n", ",\n\n"])
@pytest.mark.parametrize("indent", [None, 2])
def test_objects_one_after_another_are_a_row_each(ending, between, indent):
    objects = [{"title": title, "text": text} for title, text, *_ in ROWS]
    content = between.join(json.dumps(each, indent=indent) for each in objects)
    if ending == ".jsonl" and indent is None and between == ",\n\n":
        return  # lines, of which one ends in a comma
    table, _ = read_file(ending, content.encode())
    assert table[["title", "text"]].to_dict("records") == objects


def test_paragraphs_of_any_name_in_xml_are_parted():
    item = (
        f"<beitrag><titel>Dyke</titel><text><absatz>{DYKE}</absatz><absatz>{BRIDGE}</absatz></text></beitrag>"
    )
    table, _ = read_file(".xml", f"<?xml version='1.0'?><alles>{item}{item}</alles>".encode())
    assert table["text"].tolist() == [f"{DYKE}\n\n{BRIDGE}"] * 2


@pytest.mark.parametrize(
    "byline",
    ["Von Ana Roy, 3. März 2021, 09:33 Uhr CET", "By Ana Roy, March 3, 2021", "Par Ana Roy, 3 mars 2021"],
)
def test_author_and_day_in_one_line_are_lifted(byline):
    page = clean_page(f"Will the dyke hold?\n\n{byline}\n\n{DYKE}")
    assert (page.title, page.author, page.text) == ("Will the dyke hold?", "Ana Roy", DYKE)
    assert "2021" in page.date


@pytest.mark.parametrize(
    "line", ["By noon, 3 boats were out.", "By March, 2021 was lost.", "Von Rom, 3 Tage später"]
)
def test_a_sentence_with_a_comma_is_no_byline(line):
    assert clean_page(f"Will the dyke hold?\n\n{line}\n\n{DYKE}").author is None
