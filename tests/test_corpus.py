"""The corpus: what went in is what came out and what is listed."""

import gzip
import io
import json
import os
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from newslab.corpus import load_sample, problems, read_articles
from newslab.corpus.dates import parse_dates

RIVER = "The river rose by a metre on Sunday."
BRIDGE = "The bridge is closed until the water falls."
COLUMNS = ["source", "date", "title", "author", "text", "origin"]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "corpus")


class Folder(type(Path())):
    """A folder that takes files by assignment: ``folder["a/b.txt"] = "text"``."""

    def __setitem__(self, name, content):
        path = self / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def listed(articles):
    """The list of problems as plain tuples, without the cause."""
    table = problems(articles)
    return [
        (line.origin, None if pd.isna(line.row) else line.row, line.outcome) for line in table.itertuples()
    ]


def causes(articles):
    return problems(articles)["problem"].tolist()


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


class TestTable:
    def test_has_its_columns_types_and_index(self, folder):
        folder["a.txt"] = RIVER
        articles = read_articles(folder)
        assert list(articles.columns) == COLUMNS
        assert articles.index.name == "article"
        assert articles.dtypes.astype(str).tolist() == ["str", "datetime64[us]", "str", "str", "str", "str"]
        assert articles.index.dtype == "str"
        assert articles.loc["a"].dropna().to_dict() == {"text": RIVER, "origin": "a.txt"}

    def test_types_are_the_same_from_every_format(self, folder):
        frame = pd.DataFrame({"text": [RIVER], "source": pd.Categorical(["Gazette"]), "id": [7]})
        folder["a.csv"] = frame.to_csv(index=False)
        folder["b.jsonl"] = frame.to_json(orient="records", lines=True)
        folder["c.parquet"] = frame.assign(text=BRIDGE).to_parquet()
        for name in ["a.csv", "b.jsonl", "c.parquet"]:
            articles = read_articles(folder / name)
            assert articles.dtypes.astype(str).tolist() == ["str", "datetime64[us]", *["str"] * 4]
            assert articles.index.tolist() == ["7"]
            assert articles["source"].tolist() == ["Gazette"]

    def test_further_columns_stand_behind(self, folder):
        folder["a.csv"] = "score,text,origin,article,file,row\n1,The text.,web,x,f,9\n"
        folder["b.jsonl"] = '{"text": "Another text.", "topic": "flood"}'
        articles = read_articles(folder)
        assert list(articles.columns) == [*COLUMNS, "score", "origin_in_file", "file", "row", "topic"]
        assert articles.loc["x", ["score", "origin_in_file", "origin", "row"]].tolist() == [
            "1",
            "web",
            "a.csv:1",
            "9",
        ]

    def test_order_is_that_of_paths_then_rows(self, folder):
        folder["b.csv"] = "text\nB one.\nB two.\n"
        folder["c.txt"] = "C."
        folder["a.txt"] = "A."
        folder["a/z.txt"] = "Z."
        assert read_articles(folder)["text"].tolist() == ["Z.", "A.", "B one.", "B two.", "C."]

    def test_the_input_is_read_as_is_where_nothing_is_cleaned(self, folder):
        folder["a.txt"] = f"  World\n\n{RIVER}\n\nAdvertisement\n"
        articles = read_articles(folder, clean=False)
        assert articles["text"].tolist() == [f"  World\n\n{RIVER}\n\nAdvertisement\n"]
        assert problems(articles).empty


class TestNames:
    def test_one_file_name_in_two_folders_takes_the_folders(self, folder):
        folder["one/a.txt"] = "One."
        folder["two/a.txt"] = "Two."
        folder["two/b.txt"] = "Three."
        assert read_articles(folder).index.tolist() == ["one/a", "two/a", "b"]

    def test_rows_are_named_by_id_else_by_file_and_row(self, folder):
        folder["t.csv"] = "url_hash,text\n007,One.\n,Two.\n"
        assert read_articles(folder).index.tolist() == ["007", "t:2"]

    def test_a_duplicate_id_is_numbered_and_listed(self, folder):
        folder["t.csv"] = "id,text\na,One.\na,Two.\na-2,Three.\na,Four.\n"
        articles = read_articles(folder)
        assert articles.index.tolist() == ["a", "a-3", "a-2", "a-4"]
        assert listed(articles) == [("t.csv", 2, "repaired"), ("t.csv", 4, "repaired")]
        assert '"a-3"' in causes(articles)[0]


class TestColumns:
    @pytest.mark.parametrize(
        ("header", "found"),
        [
            ("content,outlet,published,headline,byline", "text source date title author"),
            ("body,publication,publish_date,title,authors", "text source date title author"),
            ("maintext,media_name,publishedAt,Headline,Creator", "text source date title author"),
            ("Article Text,Source Name,Date-Published,TITLE,author", "text source date title author"),
            ("article,media name,date_publish,headline,writer", "text source date title author"),
            (
                "maintext,source_domain,date_publish,title,authors",
                "text source date title author",
            ),  # news-please
            ("content,source,published,title,author", "text source date title author"),  # NELA-GT
            ("article,publication,date,title,author", "text source date title author"),  # All the News
            ("text,media_name,publish_date,title,creators", "text source date title author"),  # Media Cloud
            ("text,outletName,seendate,title,author", "text source date title author"),  # as GDELT writes
        ],
    )
    def test_usual_names_are_known(self, folder, header, found):
        folder["t.csv"] = f"{header}\n{RIVER},Gazette,2024-12-07,Flood,Ana Roy\n"
        article = read_articles(folder).iloc[0]
        values = [RIVER, "Gazette", pd.Timestamp("2024-12-07"), "Flood", "Ana Roy"]
        assert [article[name] for name in found.split()] == values

    def test_the_answer_of_newsapi_is_read_as_it_is(self, folder):
        article = {
            "source": {"id": "gazette", "name": "Gazette"},
            "author": "Ana Roy",
            "title": "Flood",
            "description": "Short.",
            "url": "https://example.org/1",
            "publishedAt": "2024-12-07T10:00:00Z",
            "content": RIVER,
        }
        folder["a.json"] = json.dumps({"status": "ok", "totalResults": 1, "articles": [article]})
        found = read_articles(folder).loc["a:1"]
        assert found[["source", "title", "author", "text"]].tolist() == ["Gazette", "Flood", "Ana Roy", RIVER]
        assert found["date"] == pd.Timestamp("2024-12-07 10:00")

    def test_a_usual_name_without_a_text_below_it_gives_way(self, folder):
        folder["a.json"] = json.dumps({"text": None, "maintext": RIVER})
        assert read_articles(folder)["text"].tolist() == [RIVER]

    def test_summaries_are_read_where_there_is_nothing_longer_and_listed(self, folder):
        folder["t.csv"] = f"title,url,description\nFlood,x,{RIVER}\n"
        articles = read_articles(folder)
        assert articles["text"].tolist() == [RIVER]
        assert listed(articles) == [("t.csv", None, "kept")]
        assert "summaries" in causes(articles)[0]

    def test_the_surest_name_wins_and_the_other_stays(self, folder):
        folder["t.csv"] = "content,text\nshort,The text.\n"
        articles = read_articles(folder)
        assert articles["text"].tolist() == ["The text."]
        assert articles["content"].tolist() == ["short"]

    def test_any_other_name_is_named(self, folder):
        folder["t.csv"] = "story_de,text,where\nDer Fluss stieg.,summary,Anzeiger\n"
        articles = read_articles(folder, columns={"text": "story_de", "source": "where"})
        assert articles["text"].tolist() == ["Der Fluss stieg."]
        assert articles["source"].tolist() == ["Anzeiger"]
        assert articles["text_in_file"].tolist() == ["summary"]

    @pytest.mark.parametrize(
        ("columns", "message"),
        [
            ({"text": "bodyy"}, "'bodyy', but the columns"),
            ({"words": "body"}, "not 'words'"),
            ({"text": "body", "title": "body"}, "a column of its own"),
            ({"text": 1}, "a column of its own"),
        ],
    )
    def test_a_name_that_cannot_be_meant_is_an_error(self, folder, columns, message):
        folder["t.csv"] = "body\nThe text.\n"
        with pytest.raises(ValueError, match=message):
            read_articles(folder, columns=columns)

    @pytest.mark.parametrize("columns", [["text"], [], "text", "", 0, {"text"}])
    def test_what_is_no_mapping_of_columns_is_refused_with_what_is(self, folder, columns):
        folder["t.csv"] = "text\nThe text.\n"
        with pytest.raises(TypeError, match=r"as in columns=\{'text': 'body'\}; not \w+"):
            read_articles(folder, columns=columns)

    @pytest.mark.parametrize("separator", [";", "\t", "|"])
    def test_a_table_without_commas_is_read_and_listed(self, folder, separator):
        folder["t.csv"] = f"text;source\n{BRIDGE};Gazette\n".replace(";", separator)
        folder["a.txt"] = RIVER
        folder["metadata.csv"] = "file;source\na.txt;Courier\n".replace(";", separator)
        articles = read_articles(folder)
        assert articles["source"].to_dict() == {"a": "Courier", "t:1": "Gazette"}
        assert listed(articles) == [("metadata.csv", None, "repaired"), ("t.csv", None, "repaired")]

    def test_a_table_without_text_is_an_error_with_columns_and_remedy(self, folder):
        folder["t.csv"] = "a,b\n1,2\n"
        with pytest.raises(
            ValueError, match=r"t\.csv: none of its columns .* 'a', 'b'; name it, as in columns="
        ):
            read_articles(folder / "t.csv")

    def test_a_table_without_text_among_others_is_listed(self, folder):
        folder["a.txt"] = RIVER
        folder["t.csv"] = "a,b\n1,2\n"
        assert listed(read_articles(folder)) == [("t.csv", None, "left out")]

    def test_a_blank_cell_is_missing_and_a_row_without_text_left_out(self, folder):
        folder["t.csv"] = "source,title,text,topic\n ,Nantes,One., \nGazette,,  ,x\n"
        articles = read_articles(folder)
        assert articles[["source", "title", "topic"]].isna().to_numpy().tolist() == [[True, False, True]]
        assert articles["title"].tolist() == ["Nantes"]
        assert listed(articles) == [("t.csv", 2, "left out")]


class TestDates:
    @pytest.mark.parametrize(
        "written",
        [
            "2024-12-07",
            "20241207",
            "2024/12/07",
            "7 December 2024",
            "Dec. 7, 2024",
            "December 7th, 2024",
            "2024-12-7",
            "Saturday, 7 Dec 2024",
            "07.12.2024",
        ],
    )
    def test_a_day_is_read_as_usually_written(self, written):
        dates, notes = parse_dates(pd.Series([written]))
        assert dates.tolist() == [pd.Timestamp("2024-12-07")]
        assert notes == []

    @pytest.mark.parametrize(
        "written",
        [
            "2024-12-07T12:30:00Z",
            "20241207T123000Z",
            "2024-12-07 14:30:00+02:00",
            "Sat, 07 Dec 2024 12:30:00 GMT",
            "Sat, 7 Dec 2024 14:30 +0200",
        ],
    )
    def test_a_time_zone_is_turned_into_utc_and_listed(self, written):
        dates, [note] = parse_dates(pd.Series([written]))
        assert dates.tolist() == [pd.Timestamp("2024-12-07 12:30")]
        assert (note.outcome, note.row) == ("repaired", None)

    def test_a_date_that_stands_many_times_is_read_and_listed_each_time(self):
        cells = ["2024-12-07T12:30Z", "x", None, "2024-12-07T12:30Z", "x", " 2024-12-07T12:30Z", "2024-12-07"]
        dates, [zones, *unread] = parse_dates(pd.Series(cells, index=range(1, 8)))
        assert dates.notna().tolist() == [True, False, False, True, False, True, True]
        assert zones.problem == "dates with a time zone, now in UTC: 3"
        assert [note.row for note in unread] == [2, 5]

    @pytest.mark.parametrize(
        "written", ["20241207143000", "7 Dec 2024 at 2:30 p.m.", "Dec 7, 2024, 14:30", "07.12.2024 14:30:00"]
    )
    def test_a_time_of_day_is_kept(self, written):
        assert parse_dates(pd.Series([written]))[0].tolist() == [pd.Timestamp("2024-12-07 14:30")]

    def test_columns_of_dates_are_taken_as_they_are(self):
        times = pd.Series(pd.to_datetime(["2024-12-07T12:30", None]))
        assert parse_dates(times)[0].equals(times.astype("datetime64[us]"))
        dates, [note] = parse_dates(times.dt.tz_localize("Asia/Damascus"))
        assert dates[0] == pd.Timestamp("2024-12-07 09:30")
        assert note.outcome == "repaired"

    @pytest.mark.parametrize(
        "written",
        [
            "2024-02-30",
            "2024",
            "2024-12",
            "May",
            "soon",
            "13/13/2024",
            "03/04/2024",
            "0",
            "7 Dec 2024 teatime",
            "7 Dec 2024 12:30 XYZ",
        ],
    )
    def test_what_is_no_date_is_missing_and_listed(self, written):
        dates, [note] = parse_dates(pd.Series(["2024-12-07", written, None, " "], index=[1, 2, 3, 4]))
        assert dates.isna().tolist() == [False, True, True, True]
        assert (note.outcome, note.row) == ("kept", 2)
        assert written in note.problem

    @pytest.mark.parametrize(("other", "month"), [("13/04/2024", 4), ("04/13/2024", 3)])
    def test_day_and_month_by_numbers_need_one_date_that_tells(self, other, month):
        dates, _ = parse_dates(pd.Series(["03/04/2024", other]))
        assert dates.dt.month.tolist() == [month, 4]

    def test_dates_that_contradict_each_other_settle_nothing_else(self):
        dates, [note] = parse_dates(pd.Series(["03/04/2024", "13/04/2024", "04/13/2024"]))
        assert dates.isna().tolist() == [True, False, False]
        assert "dayfirst=True" in note.problem

    @pytest.mark.parametrize(("day_first", "month"), [(True, 4), (False, 3)])
    def test_the_user_decides_what_no_date_does(self, day_first, month):
        cells = pd.Series(["03/04/2024", "13/04/2024", "04/13/2024"])
        dates, notes = parse_dates(cells, day_first=day_first)
        assert dates.dt.month.tolist() == [month, 4, 4]
        assert notes == []

    def test_each_outlet_is_judged_for_itself(self):
        cells = pd.Series(["03/04/2024", "13/04/2024", "03/04/2024", "03/04/2024"])
        dates, notes = parse_dates(cells, hands=pd.Series(["A", "A", "B", None]))
        assert dates.dt.month.fillna(0).tolist() == [4, 4, 0, 0]
        assert [note.row for note in notes] == [2, 3]

    def test_pages_of_one_outlet_say_nothing_about_those_of_another(self, folder):
        folder["west/a.txt"] = f"A title of the story\n\nPublished: 03/04/2024\n\n{RIVER}"
        folder["east/b.txt"] = f"Another title of it\n\nPublished: 13/04/2024\n\n{BRIDGE}"
        articles = read_articles(folder)
        assert articles["date"].isna().to_dict() == {"b": False, "a": True}
        assert ("west/a.txt", None, "kept") in listed(articles)
        assert read_articles(folder, dayfirst=True).loc["a", "date"] == pd.Timestamp("2024-04-03")

    def test_names_of_months_that_mean_two_go_by_the_language_of_the_others(self):
        assert parse_dates(pd.Series(["3 listopada 2021"]))[0].isna().all()
        dates, _ = parse_dates(pd.Series(["3 listopada 2021", "5 marca 2021"]))
        assert dates.dt.month.tolist() == [11, 3]  # Polish; in Croatian it is October

    def test_numbers_are_days_or_seconds(self):
        dates, [note] = parse_dates(pd.Series(["44258", "44259.3979"]))
        assert dates.dt.floor("min").tolist() == [
            pd.Timestamp("2021-03-03"),
            pd.Timestamp("2021-03-04 09:32"),
        ]
        assert note.outcome == "repaired"
        dates, [note] = parse_dates(pd.Series(["1614764000", "1614764000000", "1614764000.0"]))
        assert set(dates) == {pd.Timestamp("2021-03-03 09:33:20")}
        assert note.problem.endswith("UTC: 3")
        assert parse_dates(pd.Series(["44258", "2021-03-03"]))[0].isna().tolist() == [True, False]

    def test_a_date_beyond_the_calendar_is_missing_and_listed(self):
        seconds = np.array([0, 10**13], dtype="datetime64[s]")
        dates, [note] = parse_dates(pd.Series(seconds))
        assert dates.isna().tolist() == [False, True]
        assert note.row == 1

    @given(st.lists(st.one_of(st.none(), st.text(max_size=12), st.dates().map(str), st.integers().map(str))))
    def test_every_cell_is_a_date_or_missing_or_listed(self, cells):
        cells = pd.Series(
            [None if c is None else c.encode("utf-8", "replace").decode() for c in cells], dtype="str"
        )
        dates, notes = parse_dates(cells)
        listed_rows = [note.row for note in notes if note.row is not None]
        assert len(dates) == len(cells)
        assert dates.notna().sum() + len(listed_rows) == (cells.str.strip().fillna("") != "").sum()


class TestMetadata:
    def test_tell_of_the_files_beside_and_below(self, folder):
        folder["a.txt"] = RIVER
        folder["sub/b.txt"] = BRIDGE
        folder["metadata.csv"] = (
            "file,outlet,date,headline,author,subject\na.txt,Gazette,2024-12-07,Flood,,river\n"
            "sub/b.txt,,,,Ana Roy,\n"
        )
        articles = read_articles(folder)
        assert list(articles.columns) == [*COLUMNS, "subject"]
        assert articles.loc["a", ["source", "title", "subject"]].tolist() == ["Gazette", "Flood", "river"]
        assert articles.loc["a", "date"] == pd.Timestamp("2024-12-07")
        assert articles.loc["b", ["source", "author"]].tolist() == ["sub", "Ana Roy"]
        assert problems(articles).empty

    def test_and_files_that_do_not_match_are_listed(self, folder):
        folder["a.txt"] = RIVER
        folder["b.txt"] = BRIDGE
        folder["empty.txt"] = ""
        folder["metadata.csv"] = (
            "file,source\na.txt,Gazette\nc.txt,Gazette\n,Gazette\na.txt,Courier\nempty.txt,X\n"
        )
        articles = read_articles(folder)
        assert listed(articles) == [
            ("b.txt", None, "kept"),
            ("empty.txt", None, "left out"),
            ("metadata.csv", 2, "left out"),
            ("metadata.csv", 3, "left out"),
            ("metadata.csv", 4, "left out"),
        ]
        assert articles["source"].tolist() == ["Gazette", np.nan]

    def test_win_over_what_the_page_says_and_leave_gaps_to_it(self, folder):
        page = "World\n\nFlood in the lower town\n\n2024-12-07\n\nBy Ana Roy\n\n"
        for name in ("a", "b", "c"):
            folder[f"{name}.txt"] = f"{page}{name.upper()}. {RIVER}"
        folder["metadata.csv"] = (
            "file,date,title,author\na.txt,2024-12-08,Flood in the Lower Town,Wen\n"
            "b.txt,,,\nc.txt,2024-02-30,A flood,\n"
        )
        articles = read_articles(folder)
        assert articles["date"].dt.day.tolist() == [8, 7, 7]
        assert articles["title"].tolist() == ["Flood in the Lower Town", "Flood in the lower town", "A flood"]
        assert articles["author"].tolist() == ["Wen", "Ana Roy", "Ana Roy"]
        # A first line that is not the known title is kept: it may be the article's own.
        assert articles["text"].tolist() == [
            f"A. {RIVER}",
            f"B. {RIVER}",
            f"Flood in the lower town\n\nC. {RIVER}",
        ]
        assert ("metadata.csv", 3, "kept") in listed(articles)

    def test_a_page_that_is_left_out_is_not_listed_as_kept_too(self, folder):
        folder["metadata.csv"] = "file,source\na.txt,Courier\n"
        folder["a.txt"] = RIVER
        folder["b.txt"] = ""
        assert listed(read_articles(folder)) == [("b.txt", None, "left out")]

    def test_without_a_column_file_are_a_table_like_any_other(self, folder):
        folder["metadata.csv"] = "text\nThe text.\n"
        assert read_articles(folder)["origin"].tolist() == ["metadata.csv:1"]

    def test_alone_are_no_articles(self, folder):
        folder["metadata.csv"] = "file,source\na.txt,Gazette\n"
        with pytest.raises(ValueError, match=r'metadata\.csv, row 1: no text file "a\.txt"'):
            read_articles(folder)


class TestFormats:
    """That each format finds its way from a folder into the table; the readers have tests of their own."""

    def test_pages_of_several_formats_are_told_of_by_metadata(self, folder):
        folder["a.md"] = f"# The flood\n\n{RIVER}"
        folder["b.rtf"] = rb"{\rtf1 " + BRIDGE.encode() + b"}"
        folder["metadata.csv"] = "file,source,title\na.md,Gazette,\nb.rtf,Courier,The bridge\n"
        pytest.importorskip("striprtf", reason="the extra [rtf] is not installed")
        articles = read_articles(folder)
        assert articles[["source", "title", "text", "origin"]].to_numpy().tolist() == [
            ["Gazette", "The flood", RIVER, "a.md"],
            ["Courier", "The bridge", BRIDGE, "b.rtf"],
        ]
        assert problems(articles).empty

    def test_an_export_is_a_table_of_its_articles(self, folder):
        pytest.importorskip("striprtf", reason="the extra [rtf] is not installed")
        lines = ["Flood", "Gazette", "December 7, 2024", "Body", RIVER, "End of Document", "Body", BRIDGE]
        folder["export.rtf"] = b"{\\rtf1 " + "\\par\n".join(lines).encode() + b"}"
        articles = read_articles(folder)
        assert articles["text"].to_dict() == {"export:1": RIVER, "export:2": BRIDGE}
        assert articles.loc["export:1", ["source", "title"]].tolist() == ["Gazette", "Flood"]
        assert articles.loc["export:1", "date"] == pd.Timestamp("2024-12-07")
        assert listed(articles) == [("export.rtf", 2, "kept")]

    def test_a_gz_is_read_as_what_is_in_it(self, folder):
        folder["t.csv.gz"] = gzip.compress(f"text\n{RIVER}\n".encode())
        folder["Gazette/a.txt.gz"] = gzip.compress(BRIDGE.encode())
        articles = read_articles(folder)
        assert articles["text"].to_dict() == {"a": BRIDGE, "t:1": RIVER}
        assert articles.loc["a", ["source", "origin"]].tolist() == ["Gazette", "Gazette/a.txt.gz/a.txt"]

    def test_many_pages_are_packed_by_batches(self, folder, monkeypatch):
        monkeypatch.setattr("newslab.corpus.reading._BATCH", 50)
        for number in range(9):
            folder[f"{number}.txt"] = f"{number}. {RIVER}"
        folder["5.csv"] = "text\nIn between.\n"
        texts = read_articles(folder)["text"].tolist()
        assert texts == [f"{n}. {RIVER}" for n in range(5)] + ["In between."] + [
            f"{n}. {RIVER}" for n in range(5, 9)
        ]


class TestSources:
    def test_folders_name_the_source_where_nothing_else_does(self, folder):
        folder["Gazette/a.txt"] = RIVER
        folder["Gazette/2024/b.txt"] = BRIDGE
        folder["c.txt"] = "No folder."
        folder["Courier/t.csv"] = "text,source\nOne.,\nTwo.,Wire\n"
        folder["Courier/u.csv"] = "text\nThree.\n"
        sources = read_articles(folder)["source"]
        assert sources[["a", "b"]].tolist() == ["Gazette", "Gazette"]
        assert sources[["t:1", "t:2", "u:1"]].tolist() == ["Courier", "Wire", "Courier"]
        assert sources.isna()["c"]

    def test_a_zip_is_read_as_a_folder(self, folder):
        folder["all.zip"] = zipped(
            {
                "all/Gazette/a.txt": RIVER,
                "all/Courier/b.txt": BRIDGE,
                "all/metadata.csv": "file,date\nCourier/b.txt,2024-12-07\nGazette/a.txt,\n",
                "__MACOSX/all/._a.txt": "x",
            }
        )
        articles = read_articles(folder / "all.zip")
        assert articles["source"].to_dict() == {"b": "Courier", "a": "Gazette"}
        assert articles["origin"].tolist() == ["all.zip/all/Courier/b.txt", "all.zip/all/Gazette/a.txt"]
        assert articles.loc["b", "date"] == pd.Timestamp("2024-12-07")
        assert problems(articles).empty
        assert sorted(path.name for path in folder.iterdir()) == ["all.zip"]

    def test_the_folders_of_a_zip_may_be_written_in_any_way(self, folder):
        folder["all.zip"] = zipped({"./Gazette//a.txt": RIVER, "Courier\\b.txt": BRIDGE})
        articles = read_articles(folder / "all.zip")
        assert articles["source"].to_dict() == {"b": "Courier", "a": "Gazette"}
        assert articles["origin"].tolist() == ["all.zip/Courier/b.txt", "all.zip/Gazette/a.txt"]

    @pytest.mark.parametrize(
        "name", ["../../etc/x.txt", "a/../../x.txt", "/etc/x.txt", "..\\x.txt", "C:\\x.txt", "//host/a/x.txt"]
    )
    def test_a_member_that_leads_out_of_its_zip_is_listed_and_not_read(self, folder, name):
        folder["all.zip"] = zipped({name: BRIDGE, "Gazette/a.txt": RIVER, "Courier/b.txt": "Other."})
        articles = read_articles(folder / "all.zip")
        assert articles["source"].tolist() == ["Courier", "Gazette"]
        assert listed(articles) == [("all.zip", None, "left out")]
        assert causes(articles)[0].endswith('x.txt" leads out of the archive')

    def test_every_member_that_leads_out_is_listed(self, folder):
        folder["all.zip"] = zipped({"../x.txt": BRIDGE, "../y.txt": RIVER})
        with pytest.raises(ValueError, match=r"(?s)\.\./x\.txt.*\.\./y\.txt"):
            read_articles(folder)


class TestPaths:
    def test_a_list_stands_in_its_order_and_a_file_named_twice_is_read_once(self, folder):
        folder["one/a.txt"] = "One."
        folder["two/a.txt"] = "Two."
        articles = read_articles(
            [folder / "two" / "a.txt", str(folder / "one"), folder / "two" / ".." / "two" / "a.txt"]
        )
        assert articles["origin"].tolist() == ["two/a.txt", "one/a.txt"]
        assert listed(articles) == [("two/a.txt", None, "left out")]

    def test_a_path_that_does_not_exist_is_an_error_with_the_absolute_path(self, folder, monkeypatch):
        folder.mkdir()
        monkeypatch.chdir(folder)
        with pytest.raises(FileNotFoundError) as error:
            read_articles("nope/news")
        assert str(folder / "nope" / "news") in str(error.value)
        assert f"below {folder}" in str(error.value)

    def test_an_empty_folder_is_an_error_that_says_what_to_put_in(self, folder):
        folder.mkdir()
        with pytest.raises(ValueError, match=r"there is no file; put some in, ending in \.txt"):
            read_articles(folder)

    def test_an_empty_list_is_an_error(self):
        with pytest.raises(ValueError, match="no article could be read"):
            read_articles([])

    def test_nothing_readable_is_an_error_that_names_every_file(self, folder):
        folder["a.txt"] = ""
        folder["b.doc"] = "x"
        folder["c.txt"] = b"\0\1\2"
        with pytest.raises(
            ValueError, match=r"(?s)a\.txt: the file is empty.*b\.doc: .*\.doc.*c\.txt: .*control"
        ):
            read_articles(folder)

    @pytest.mark.parametrize("path", [None, 3, b"/tmp", [b"/tmp"], [None], [["a.txt"]], 1.5])
    def test_what_is_no_path_is_refused_with_what_is(self, path):
        with pytest.raises(TypeError, match=r"as text or pathlib\.Path, or be a list of such; not \w+"):
            read_articles(path)

    @pytest.mark.parametrize("path", ["", [""]])
    def test_an_empty_path_does_not_read_the_current_folder(self, folder, monkeypatch, path):
        folder["a.txt"] = RIVER
        monkeypatch.chdir(folder)
        with pytest.raises(ValueError, match=r"path is empty; write '\.'"):
            read_articles(path)
        assert len(read_articles(".")) == 1

    def test_paths_may_come_from_anything_that_yields_them(self, folder):
        folder["a.txt"] = RIVER
        assert len(read_articles(folder.glob("*.txt"))) == 1
        assert len(read_articles((folder / "a.txt",))) == 1

    def test_a_dataframe_is_no_path(self):
        with pytest.raises(TypeError, match="read already"):
            read_articles(pd.DataFrame({"text": [RIVER]}))


BAD_FILES = {
    "empty.txt": ("", "the file is empty"),
    "white.txt": (" \n\t", "nothing but white space"),
    "white-with-mark.txt": ("\ufeff \n", "nothing but white space"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
    "binary.txt": (bytes(range(256)), "binary"),
    "boilerplate.txt": ("Advertisement\n", "nothing but boilerplate"),
    "README.md": ("# Read me", "describes its folder"),
    "old.doc": ("x", "neither Rich Text nor a web page"),
    "no-ending": ("x", "without an ending"),
    "broken.zip": (b"PK\3\4", "not a zip"),
    "hollow.zip": (zipped({}), "without files"),
    "broken.parquet": (b"PAR1", "not a Parquet table"),
    "header-only.csv": ("text,source\n", "without a row"),
    "no-text.csv": ("a,b\n1,2\n", "none of its columns"),
    "rows.jsonl": ("[1]\n", "without a row"),
}


class TestBadFiles:
    @pytest.mark.parametrize("name", BAD_FILES)
    def test_is_left_out_with_its_cause(self, folder, name):
        content, cause = BAD_FILES[name]
        folder["good.txt"] = RIVER
        folder[name] = content
        articles = read_articles(folder)
        assert articles.index.tolist() == ["good"]
        assert (name, None, "left out") in listed(articles)
        assert any(cause in problem for problem in causes(articles))

    def test_all_at_once_are_listed_each(self, folder):
        folder["good.txt"] = RIVER
        for name, (content, _) in BAD_FILES.items():
            folder[name] = content
        articles = read_articles(folder)
        table = problems(articles)
        assert set(table.loc[table["outcome"] == "left out", "origin"]) == set(BAD_FILES)
        assert table["origin"].is_monotonic_increasing

    def test_hidden_files_and_locks_are_passed_over(self, folder):
        for name in ["good.txt", ".DS_Store", ".hidden.txt", "~$good.txt", ".git/a.txt", "Thumbs.db"]:
            folder[name] = RIVER
        articles = read_articles(folder)
        assert articles.index.tolist() == ["good"]
        assert problems(articles).empty

    def test_in_a_zip_is_listed_under_the_zip(self, folder):
        folder["all.zip"] = zipped(
            {"a.txt": RIVER, "b.txt": "", "in.zip": zipped({"c.txt": "x"}), "d.doc": "x"}
        )
        assert listed(read_articles(folder)) == [
            ("all.zip/b.txt", None, "left out"),
            ("all.zip/d.doc", None, "left out"),
            ("all.zip/in.zip", None, "left out"),
        ]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
    def test_links_to_folders_and_pipes_are_listed_and_not_followed(self, folder):
        folder["good.txt"] = RIVER
        (folder / "loop").symlink_to(folder)
        os.mkfifo(folder / "pipe.txt")
        assert listed(read_articles(folder)) == [("loop", None, "left out"), ("pipe.txt", None, "left out")]

    def test_another_encoding_is_listed_as_repaired(self, folder):
        folder["a.txt"] = "The café is closed.".encode("cp1252")
        articles = read_articles(folder)
        assert articles["text"].tolist() == ["The café is closed."]
        assert listed(articles) == [("a.txt", None, "repaired")]

    def test_the_same_text_twice_is_kept_and_listed(self, folder):
        folder["a.txt"] = RIVER
        folder["b.csv"] = f"text\nOther.\n{RIVER}\n"
        articles = read_articles(folder)
        assert len(articles) == 3
        assert listed(articles) == [("b.csv", 2, "kept")]
        assert causes(articles) == ['the same text as article "a"']


class TestCleaningOfFiles:
    def test_what_was_removed_is_quoted(self, folder):
        folder["a.txt"] = f"{RIVER}\n\nAdvertisement\n\n{BRIDGE}"
        folder["t.csv"] = f'text\nOther.\n"{BRIDGE}\nAdvertisement"\n'
        articles = read_articles(folder)
        assert articles["text"].tolist() == [f"{RIVER}\n\n{BRIDGE}", "Other.", BRIDGE]
        assert causes(articles) == ['advertisement removed: "Advertisement"'] * 2
        assert listed(articles) == [("a.txt", None, "repaired"), ("t.csv", 2, "repaired")]

    def test_a_date_that_cannot_be_is_listed_under_its_page(self, folder):
        folder["a.txt"] = f"2024-13-07\n\n{RIVER}"
        articles = read_articles(folder)
        assert articles["date"].isna().all()
        assert listed(articles) == [("a.txt", None, "repaired"), ("a.txt", None, "kept")]


class TestProblems:
    def test_has_its_columns_and_types_with_or_without_rows(self, folder):
        folder["a.csv"] = "text,date\nOne.,2024-02-30\n"
        folder["b.txt"] = ""
        for table in (problems(read_articles(folder)), problems(pd.DataFrame({"text": ["x"]}))):
            assert list(table.columns) == ["origin", "row", "problem", "outcome"]
            assert table.dtypes.astype(str).tolist() == ["str", "Int64", "str", "str"]

    def test_survives_filtering_and_joining(self, folder):
        folder["a.csv"] = "text,date\nOne.,2024-02-30\nTwo.,2024-02-01\n"
        articles = read_articles(folder)
        part = articles[articles["date"].notna()].assign(month=2)
        assert problems(part).equals(problems(articles))
        assert problems(pd.concat([articles.iloc[:1], articles.iloc[1:]])).equals(problems(articles))

    def test_of_joined_tables_are_the_lists_of_each(self, folder):
        folder["a.csv"] = "text,date\nOne.,2024-02-30\n,2024-02-01\n"
        folder["b.csv"] = "text,date\nTwo.,2024-02-31\n"
        a, b = read_articles(folder / "a.csv"), read_articles(folder / "b.csv")
        assert problems(a, b)["origin"].tolist() == ["a.csv", "a.csv", "b.csv"]
        assert problems(a, a[a["date"].notna()]).equals(problems(a))
        for joined in (pd.concat([a, b]), a.merge(b, on="origin", how="outer")):
            [(origin, row, problem, outcome)] = problems(joined).itertuples(index=False)
            assert (pd.isna(origin), pd.isna(row), outcome) == (True, True, "kept")
            assert "problems(a, b)" in problem

    def test_of_something_else_is_an_error(self):
        for tables in ([], [[1]], [pd.DataFrame({"text": ["x"]}), "b"]):
            with pytest.raises(TypeError, match="read_articles"):
                problems(*tables)


ROWS = st.lists(
    st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from(["", "x", "One.", "Advertisement"])),
    max_size=6,
)
FILES = st.lists(
    st.sampled_from(["", " ", RIVER, BRIDGE, "Advertisement", f"World\n\n{RIVER}", "\0", "é"]), max_size=5
)


@settings(max_examples=20)
@given(FILES, ROWS)
def test_what_goes_in_is_what_comes_out_and_what_is_listed(tmp_path_factory, texts, rows):
    folder = Folder(tmp_path_factory.mktemp("corpus"))
    folder["good.txt"] = "It is read."
    for number, text in enumerate(texts):
        folder[f"{number}.txt"] = text
    folder["t.csv"] = pd.DataFrame(rows, columns=["id", "text"]).to_csv(index=False)
    articles = read_articles(folder)
    table = problems(articles)
    left_out = table[table["outcome"] == "left out"]
    n_rows = len(rows) or 1  # A table without a row is listed once.
    assert len(articles) + len(left_out) == 1 + len(texts) + n_rows
    assert articles.index.is_unique
    assert set(articles["origin"]).isdisjoint(left_out["origin"])
    assert (articles["text"].str.strip() != "").all()


def test_the_sample_is_read_with_nothing_but_repairs():
    articles = load_sample()
    assert len(articles) == 30
    assert articles.groupby("source").size().tolist() == [6] * 5
    assert articles[["source", "date", "title"]].notna().all(axis=None)
    assert set(problems(articles)["outcome"]) == {"repaired"}
