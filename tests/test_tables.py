"""Tables as services and people make them: names of columns, objects, HTML, what there is of texts."""

import json

import pandas as pd
import pytest

from newslab.corpus import problems, read_articles
from newslab.readers import read_json
from newslab.readers.usual_names import USUAL, plain_name
from newslab.readers.values import as_text, unpacked

RIVER = "The river rose by a metre on Sunday."
BRIDGE = "The bridge is closed until the water falls."


def articles_of(folder, name, content, **options):
    file = folder / name
    content = json.dumps(content, ensure_ascii=False) if not isinstance(content, (str, bytes)) else content
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_articles(file, **options)


def listed(articles):
    return list(problems(articles)[["problem", "outcome"]].itertuples(index=False, name=None))


class TestObjects:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (
                {"headline": {"main": "Flood", "kicker": None}, "byline": {"original": "By Ana Roy"},
                 "lead_paragraph": RIVER, "pub_date": "2024-03-03T09:33:00+0000", "source": "Wire"},
                ("Wire", "Flood", "Ana Roy", RIVER),
            ),
            (
                {"source": {"uri": "wire.example", "title": "Wire"}, "authors": [{"name": "Ana Roy"}],
                 "title": "Flood", "body": RIVER},
                ("Wire", "Flood", "Ana Roy", RIVER),
            ),
            (
                {"title": {"rendered": "Flood &#8211; again"}, "content": {"rendered": f"<p>{RIVER}</p>"}},
                (None, "Flood – again", None, RIVER),
            ),
            (
                {"publisher": {"href": "https://w.example", "title": "Wire"}, "title": "Flood",
                 "description": RIVER},
                ("Wire", "Flood", None, RIVER),
            ),
            (
                {"fields": {"headline": "Flood", "bodyText": RIVER, "byline": "Ana Roy",
                            "publication": "Wire"},
                 "webTitle": "Water"},
                ("Wire", "Flood", "Ana Roy", RIVER),
            ),
            (
                {"attributes": {"title": "Flood", "body": RIVER,
                 "author": {"firstname": "Ana", "lastname": "Roy"}}},
                (None, "Flood", "Ana Roy", RIVER),
            ),
            (
                {"source": {"id": None, "name": "Wire"}, "title": "Flood",
                 "text": [{"type": "p", "text": "It rose."}, {"type": "p", "text": "It fell."}]},
                ("Wire", "Flood", None, "It rose.\n\nIt fell."),
            ),
        ],
    )  # fmt: skip
    def test_are_read_for_what_they_mean(self, tmp_path, row, expected):
        articles = articles_of(tmp_path, "a.json", [row])
        cells = articles.iloc[0][["source", "title", "author", "text"]]
        assert tuple(None if pd.isna(cell) else cell for cell in cells) == expected
        assert not articles.astype("str").apply(lambda cells: cells.str.contains("[{]")).any(axis=None)

    def test_of_databases_are_their_values(self, tmp_path):
        row = {
            "_id": {"$oid": "5f"},
            "body": RIVER,
            "publishedAt": {"$date": {"$numberLong": "1709458380000"}},
        }
        articles = articles_of(tmp_path, "a.jsonl", row)
        assert articles.index.tolist() == ["5f"]
        assert articles["date"].tolist() == [pd.Timestamp("2024-03-03 09:33")]

    def test_the_user_can_reach_into_them(self, tmp_path):
        row = {
            "x": {"story": {"long": RIVER, "short": "It rose."}},
            "headline": {"main": "Flood", "print": "Up"},
        }
        columns = {"text": "x.story.long", "title": "headline.main"}
        articles = articles_of(tmp_path, "a.json", [row], columns=columns)
        assert articles.iloc[0][["text", "title", "x.story.short", "headline.print"]].tolist() == [
            RIVER, "Flood", "It rose.", "Up",
        ]  # fmt: skip
        with pytest.raises(ValueError, match=r"x\.story\.longer"):
            articles_of(tmp_path, "a.json", [row], columns={"text": "x.story.longer"})

    def test_what_stays_an_object_is_listed(self, tmp_path):
        articles = articles_of(tmp_path, "a.json", [{"text": RIVER, "title": "T", "tags": [{"k": 1}]}])
        assert articles["tags"].tolist() == ['{"k": "1"}']
        assert ("columns of objects, kept as JSON: 'tags'", "kept") in listed(articles)

    def test_an_object_of_very_many_parts_stays_one_column(self):
        words = {f"w{number}": 1 for number in range(200)}
        table, _ = read_json(json.dumps([{"text": RIVER, "words": words}]).encode())
        assert list(table.columns) == ["text", "words"]

    def test_cells_written_by_python_are_read(self, tmp_path):
        articles = articles_of(
            tmp_path,
            "a.csv",
            "text,author,source\n[sic] it rose.,\"['Ana Roy', 'Max Ode']\",\"{'name': 'Wire'}\"\n",
        )
        assert articles.iloc[0][["text", "author", "source"]].tolist() == [
            "[sic] it rose.", "Ana Roy, Max Ode", "Wire",
        ]  # fmt: skip
        assert ("lists or objects in column 'author', now what they mean: 1", "repaired") in listed(articles)

    @pytest.mark.parametrize(
        "text", ["[1", "{}x", "[__import__('os')]", "{'a': f()}", "[" * 5000 + "]" * 5000]
    )
    def test_nothing_that_a_cell_says_is_run(self, text):
        assert unpacked(text) == text

    def test_lists_are_paragraphs_or_names(self):
        assert as_text([RIVER, BRIDGE]) == f"{RIVER}\n\n{BRIDGE}"
        assert as_text(["Ana Roy", "Max Ode Jr."]) == "Ana Roy, Max Ode Jr."


PARTS = [{"title": "T", "body": {"text": RIVER}}, {"title": "U", "body": {"text": BRIDGE}}]
ROWS = [{"id": "7", "title": "T", "text": RIVER}, {"id": "8", "title": "U", "text": BRIDGE}]


class TestWrappers:
    @pytest.mark.parametrize(
        "content",
        [
            {"articles": {"page": 1, "results": ROWS}},
            {"response": {"docs": ROWS, "meta": {"hits": 2}}},
            {"took": 3, "hits": {"total": 2, "hits": [{"_index": "n", "_source": row} for row in ROWS]}},
            {"data": {"posts": {"edges": [{"node": row} for row in ROWS]}}},
            {"data": {"items": ROWS}},
            {"data": [{"id": number, "attributes": row} for number, row in zip("78", PARTS, strict=True)]},
            [{"article": {"id": row["id"], "title": row["title"], "body": row["text"]}} for row in ROWS],
            [{"id": row["id"], "title": row["title"], "content": {"body": row["text"]}} for row in ROWS],
            [{**row, "text": {"html": f"<p>{row['text']}</p>", "words": 5}} for row in ROWS],
            {"version": "1", "title": "A feed", "description": "All of it", "items": ROWS},
            {"a page": ROWS[:1], "another": ROWS[1:]},
        ],
    )
    def test_articles_are_found_in_any(self, tmp_path, content):
        articles = articles_of(tmp_path, "a.json", content)
        assert articles["text"].to_dict() == {"7": RIVER, "8": BRIDGE}
        assert articles["title"].tolist() == ["T", "U"]

    @pytest.mark.parametrize("form", ["records", "columns", "index", "split", "table"])
    def test_every_form_of_pandas_is_read(self, tmp_path, form):
        table = pd.DataFrame({"headline": list("STUVW"), "body": [f"It rose {n} times." for n in range(5)]})
        articles = articles_of(tmp_path, "a.json", table.to_json(orient=form))
        assert articles["text"].tolist() == table["body"].tolist()
        assert articles["title"].tolist() == table["headline"].tolist()

    def test_values_without_names_can_be_named(self, tmp_path):
        articles = articles_of(
            tmp_path, "a.json", [["Flood", RIVER], ["Bridge", BRIDGE]],
            columns={"title": "column 1", "text": "column 2"},
        )  # fmt: skip
        assert articles["text"].tolist() == [RIVER, BRIDGE]

    def test_a_single_article_may_be_wrapped(self, tmp_path):
        content = {"response": {"status": "ok", "content": {"webTitle": "T", "fields": {"bodyText": RIVER}}}}
        assert articles_of(tmp_path, "a.json", content)[["title", "text"]].to_numpy().tolist() == [
            ["T", RIVER]
        ]

    def test_an_article_beside_teasers_of_others_is_the_article(self, tmp_path):
        content = {"title": "Main", "text": RIVER, "stories": [{"text": "A teaser."}]}
        assert articles_of(tmp_path, "a.json", content)["text"].tolist() == [RIVER]

    def test_a_second_list_is_listed(self, tmp_path):
        content = {"articles": ROWS, "videos": [{"title": "V", "description": "It moves."}]}
        articles = articles_of(tmp_path, "a.json", content)
        assert len(articles) == 2
        assert [outcome for problem, outcome in listed(articles) if "'videos'" in problem] == ["left out"]


class TestNames:
    @pytest.mark.parametrize(
        "header",
        [
            "source,date,title,author,text",
            "Medium,Published_Date,Heading,Byline,Texts",
            "Zeitung,Datum,Titel,Autor,Volltext",
            "journal,date,titre,auteur,texte",
            "medio,fecha,titular,autor,texto",
            "testata,data,titolo,autore,testo",
            "jornal,data,título,autor,conteúdo",
            "krant,datum,kop,auteur,tekst",
            "gazeta,data publikacji,tytuł,autor,treść",
            "Источник,Дата,Заголовок,Автор,Текст",
            "tidning,datum,rubrik,författare,brödtext",
            "gazete,tarih,başlık,yazar,metin",
            "媒体,日期,标题,作者,正文",
            "紙名,掲載日,見出し,記者,本文",
            "언론사,일자,제목,기자,본문",
            "publisher_s,published_tdt,title_txt_en,author_ss,body_t",
        ],
    )
    def test_columns_are_known_in_the_languages_of_exports(self, tmp_path, header):
        articles = articles_of(tmp_path, "a.csv", f"{header}\nWire,2024-03-03,Flood,Ana Roy,{RIVER}\n")
        assert articles.iloc[0].tolist()[:5] == [
            "Wire",
            pd.Timestamp("2024-03-03"),
            "Flood",
            "Ana Roy",
            RIVER,
        ]
        assert listed(articles) == []

    def test_a_number_is_no_name_of_an_author(self, tmp_path):
        posts = [{"title": {"rendered": "Flood"}, "content": {"rendered": f"<p>{RIVER}</p>"}, "author": 7}]
        articles = articles_of(tmp_path, "a.json", json.dumps(posts))
        assert articles["author"].isna().all()
        assert ("authors that are numbers, such as 7, now missing: 1", "repaired") in listed(articles)

    def test_no_plain_name_is_listed_twice_for_one_thing(self):
        for own, names in USUAL.items():
            assert len(names) == len(set(names)), own
            assert all(plain_name(name) == name for name in names)

    def test_what_is_not_known_is_said_once_a_file(self, tmp_path):
        articles = articles_of(tmp_path, "a.csv", f"Organ,Tag,text\nWire,3,{RIVER}\nDaily,4,{BRIDGE}\n")
        [(problem, outcome)] = listed(articles)
        assert problem.startswith(
            "no column is known as source, date, title; there are 'Organ', 'Tag'; columns={"
        )
        assert outcome == "kept"


class TestSources:
    @pytest.mark.parametrize(
        ("header", "cells", "source"),
        [
            ("url", "https://www.wire.example/a/b", "wire.example"),
            ("source_url", "https://wire.example", "wire.example"),
            ("site_url", "wire.example", "wire.example"),
            ("meta_site_name,url", "The Wire,https://wire.example/a", "The Wire"),
            ("source,url", ",https://wire.example/a", "wire.example"),
            ("url", "no address", None),
        ],
    )
    def test_is_the_host_where_nothing_else_names_it(self, tmp_path, header, cells, source):
        articles = articles_of(tmp_path, "a.csv", f"{header},title,text\n{cells},T,{RIVER}\n")
        found = articles["source"].iloc[0]
        assert (None if pd.isna(found) else found) == source
        was_guessed = any("address" in problem for problem, _ in listed(articles))
        assert was_guessed == ("//" in cells and source == "wire.example")


class TestWithoutTexts:
    def test_headlines_are_read_and_listed(self, tmp_path):
        articles = articles_of(
            tmp_path,
            "a.csv",
            "id,media_name,publish_date,title,url\n7,Wire,2024-03-03,River rises,https://w.example\n",
        )
        assert articles.loc["7", ["source", "title", "text"]].tolist() == [
            "Wire",
            "River rises",
            "River rises",
        ]
        assert listed(articles) == [("no column of texts but 'title': its articles are headlines", "kept")]

    def test_abstracts_are_read_before_headlines(self, tmp_path):
        articles = articles_of(
            tmp_path,
            "a.csv",
            f"Key,Title,Publication Title,Abstract Note,Date\nA,Flood,Wire,{RIVER},2024-03-03\n",
        )
        assert articles.loc["A", ["source", "title", "text"]].tolist() == ["Wire", "Flood", RIVER]

    def test_a_row_without_a_text_has_its_summary(self, tmp_path):
        articles = articles_of(
            tmp_path, "a.csv", f"title,text,description\nT,{RIVER},x\nU,,It is closed.\nV,,\n"
        )
        assert articles["text"].tolist() == [RIVER, "It is closed."]
        assert [outcome for _, outcome in listed(articles)] == ["kept", "left out"]


class TestMarkup:
    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            ("<p>It <b>rose</b>.</p><p>It fell.</p>", "It rose.\n\nIt fell."),
            ("It <i>rose</i>.\nIt fell &amp; rose.", "It rose.\nIt fell & rose."),
            ("Caf&eacute; &#8220;Rose&#8221;", "Café “Rose”"),
            ("It rose.<!-- a note -->", "It rose."),
            ("5 < 6 and 7 > 6; AT&T; R&D", "5 < 6 and 7 > 6; AT&T; R&D"),
        ],
    )
    def test_cells_are_plain_text(self, tmp_path, cell, expected):
        articles = articles_of(tmp_path, "a.json", [{"text": cell, "title": "T"}])
        assert articles["text"].tolist() == [expected]
        assert bool(listed(articles)) == (cell != expected)
