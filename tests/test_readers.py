"""Readers: what a file holds comes out as it is, or is noted with its row and its cause."""

import contextlib
import csv
import gzip
import io
import json
import sys
import zipfile
import zlib
from datetime import date
from importlib.util import find_spec

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from newslab.corpus import read_articles
from newslab.readers import (
    KEPT,
    LEFT_OUT,
    PAGES,
    REPAIRED,
    TABLES,
    Article,
    UnreadableFile,
    limits,
    read_csv,
    read_docx,
    read_feed,
    read_file,
    read_gz,
    read_html,
    read_json,
    read_jsonl,
    read_markdown,
    read_parquet,
    read_rtf,
    read_spreadsheet,
    read_text,
    read_tsv,
    read_zip,
)
from newslab.readers.encodings import to_utf8
from newslab.readers.formats import what_it_is
from newslab.readers.markup import shown_text

#: A thousand cases for each parser, or more where more are asked for.
MANY = settings(max_examples=max(1000, settings.default.max_examples))
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r"))


def outcomes(notes):
    return [(note.row, note.outcome) for note in notes]


def text_of(content):
    return read_text(content)[0].text


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    def test_utf8_is_read_without_a_note(self, encoding):
        article, notes = read_text("“Œuvre” الخبر 新闻".encode(encoding))
        assert (article.text, notes) == ("“Œuvre” الخبر 新闻", [])

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
    def test_another_marked_encoding_is_read_and_noted(self, encoding):
        mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
        article, [note] = read_text(mark + "“Œuvre” الخبر 新闻".encode(encoding))
        assert article.text == "“Œuvre” الخبر 新闻"
        assert note.problem.startswith(f"not UTF-8; read as {encoding}")

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize(
        "text",
        [
            "The river rose by a metre on Sunday.",
            "ارتفع النهر مترا يوم الأحد، وقال السكان إنهم لم يروا مثل ذلك منذ أربعين عاما.",
            "नदी रविवार को एक मीटर ऊपर आ गई। लोगों ने कहा कि ऐसा पहले कभी नहीं हुआ।",
            "Река поднялась на метр в воскресенье, сообщили жители нижнего города.",
            "周日河水上涨了一米。\n居民们说，四十年来从未见过这样的景象。\n",
            "日曜日に川の水位が1メートル上昇した。\n",
        ],
    )
    def test_utf16_without_a_mark_is_told_by_its_nul_bytes(self, encoding, text):
        article, [note] = read_text(text.encode(encoding))
        assert article.text == text
        assert note.problem == f"not UTF-8; read as {encoding}"

    @pytest.mark.parametrize(
        "text", ["The river\0 rose.", "The river rose.\0\0\0\0\0\0", "\0é rose\0\0 by 2 m"]
    )
    def test_nul_characters_are_removed_and_noted(self, text):
        article, [note] = read_text(text.encode())
        assert article.text == text.replace("\0", "")
        assert note == (f"NUL characters removed: {text.count(chr(0))}", "repaired", None)

    def test_a_nul_does_not_make_windows_1252_another_encoding(self):
        text = "The café by the river closed, and nobody in the lower town was surprised\0."
        for content in (text.encode("cp1252"), (text + " ").encode("cp1252")):
            assert text_of(content).startswith("The café by the river closed")

    def test_windows_1252_is_read_and_noted(self):
        article, [note] = read_text("“Café”".encode("cp1252"))
        assert article.text == "“Café”"
        assert note.problem == "not UTF-8; read as windows-1252; read_articles(…, encoding=…) says another"
        assert (note.outcome, note.row) == ("repaired", None)

    def test_bytes_without_meaning_in_windows_1252_are_read_as_latin_1(self):
        article, [note] = read_text(b"caf\xe9 \x81")
        assert article.text == "café \x81"
        assert "latin-1" in note.problem

    def test_utf8_with_a_damaged_byte_stays_utf8(self):
        article, [note] = read_text(
            "“Œuvre” الخبر".encode() + b"\xff, caf\xe9".replace(b"\xe9", "é".encode())
        )
        assert article.text == "“Œuvre” الخبر�, café"
        assert note == ("not UTF-8 in places, each now �: 1", "repaired", None)

    def test_a_text_cut_within_a_character_stays_utf8(self):
        assert text_of("Œuvre, “café".encode()[:-1]) == "Œuvre, “caf�"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "latin-1"])
    def test_control_characters_make_a_binary_file_in_any_encoding(self, encoding):
        controls = "\x81\x90" if encoding == "latin-1" else "\x01\x1f"
        with pytest.raises(UnreadableFile, match=r"control characters.*UTF-8"):
            read_text(("é" + 3 * controls + "a text of words" * 2).encode(encoding))

    def test_compressed_bytes_are_refused(self):
        words = " ".join(str(number) for number in range(500))
        for compressed in (
            zlib.compress(words.encode()),
            zlib.compress(words.encode()).replace(b"\0", b"\1"),
        ):
            with pytest.raises(UnreadableFile):
                read_text(compressed)

    @pytest.mark.parametrize("text", ["a\tb\n" * 9, "a\x0cb\r\n" * 9, "It rose.\x85" * 9, "\x1a"])
    def test_white_space_and_a_single_control_character_make_none(self, text):
        assert text_of(text.encode()) == text.replace("\r\n", "\n")

    def test_text_decoded_wrongly_once_before_is_still_a_text(self):
        text = "“It rose,” the mayor’s office said, and nobody in the lower town could tell how far. " * 9
        assert text_of(text.encode().decode("latin-1").encode()).startswith("â\x80\x9cIt rose")

    def test_every_line_ends_in_a_line_feed(self):
        assert text_of(b"a\r\nb\rc\nd") == "a\nb\nc\nd"

    @given(st.binary(max_size=60))
    def test_any_bytes_are_a_text_or_refused(self, content):
        try:
            utf8, _ = to_utf8(content)
        except UnreadableFile:
            return
        assert "\0" not in utf8.decode()

    @given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
    def test_what_is_written_with_a_mark_or_in_utf8_is_read_back(self, text, encoding):
        assert to_utf8(text.encode(encoding))[0].decode() == text.removeprefix("\ufeff")


class TestMarkdown:
    def test_front_matter_heading_and_links_are_read(self):
        content = (
            b"---\ntitle: Flood\ndate: 2024-12-07\nauthor: Ana Roy\ntags: [river]\n---\n\n# The flood\n\n"
        )
        content += b"![map](a.png) The [river](https://example.org/a) **rose**.\n"
        article, notes = read_markdown(content)
        assert article == ("The river **rose**.\n".rjust(21), "Flood", "Ana Roy", "2024-12-07", None)
        assert notes == [("of its front matter not read: 'tags'", "kept", None)]

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("[Ana Roy, Ben Ito]", "Ana Roy, Ben Ito"),
            ("yes", "yes"),
            ("2024-12-07 10:00", "2024-12-07 10:00"),
            ("007", "007"),
            ("!!int ''", None),
            ("!!bool foo", "foo"),
            ("!!python/object/apply:os.system [x]", "x"),
            *(("null", None), ("Null", None), ("~", None), ("", None), ("'null'", "null")),
            *(("Nora Null", "Nora Null"), ("no", "no"), ("n", "n"), ("nullify", "nullify"), ("~x", "~x")),
            (r'"half \ud800"', "half \N{REPLACEMENT CHARACTER}"),
        ],
    )
    def test_values_of_the_front_matter_are_text_as_written(self, written, read):
        article, _ = read_markdown(f"---\ntitle: Flood\nauthor: {written}\n---\nIt rose.".encode())
        assert (article.text, article.title, article.author) == ("It rose.", "Flood", read)

    @pytest.mark.parametrize(
        ("front", "cause"),
        [("a: &a [x]\nauthor: *a\n", "an alias"), ("title: " + "[" * 9999 + "\n", ""), ("a: [\n", "while")],
    )
    def test_front_matter_that_is_refused_is_text_and_listed(self, front, cause):
        article, [note] = read_markdown(f"---\n{front}---\nIt rose.".encode())
        assert article.text == f"---\n{front}---\nIt rose."
        assert note.outcome == KEPT
        assert cause in note.problem

    def test_a_name_that_the_front_matter_gives_twice_is_listed(self):
        article, notes = read_markdown(b"---\nauthor: Ana\nNo: 1\nauthor: Ben\n---\nIt rose.")
        assert (article.text, article.author) == ("It rose.", "Ana")
        assert [note.problem for note in notes] == [
            "front matter that gives a name twice; the later one has a number after it",
            "of its front matter not read: 'No', 'author (2)'",
        ]

    def test_front_matter_may_end_with_dots(self):
        assert read_markdown(b"---\ntitle: Flood\n...\nIt rose.")[0][:2] == ("It rose.", "Flood")

    def test_front_matter_in_toml_is_listed(self):
        article, [note] = read_markdown(b'+++\ntitle = "Flood"\n+++\nIt rose.')
        assert article.text.startswith("+++")
        assert (note.outcome, "TOML" in note.problem) == (KEPT, True)

    def test_an_address_may_hold_parentheses(self):
        assert read_markdown(b"A [river](https://example.org/a_(b)) rose.")[0].text == "A river rose."

    def test_without_any_it_is_a_text(self):
        assert read_markdown(b"It rose.\n\n---\n\nIt fell.")[0].text == "It rose.\n\n---\n\nIt fell."

    @pytest.mark.parametrize("front", ["---\n: : [\n---\n", "---\n- a\n---\n", "---\n\n---\n"])
    def test_front_matter_that_is_none_is_text(self, front):
        assert read_markdown(f"{front}It rose.".encode())[0].text == f"{front}It rose."

    @given(st.one_of(st.binary(max_size=60), st.text("-\n#[]()!: {}&*a").map(lambda t: f"---\n{t}".encode())))
    def test_any_bytes_are_an_article_or_refused(self, content):
        with contextlib.suppress(UnreadableFile):
            read_markdown(content)


class TestCsv:
    def test_cells_are_the_text_they_are(self):
        table, notes = read_csv(b'id,title,text\n007,NA,"One, ""two"".\nThree."\n1e5,None,\n')
        assert table.index.tolist() == [1, 2]
        assert table.to_dict("list") == {
            "id": ["007", "1e5"],
            "title": ["NA", "None"],
            "text": ['One, "two".\nThree.', ""],
        }
        assert notes == []

    def test_too_many_and_too_few_fields_are_left_out_with_their_row(self):
        table, notes = read_csv(b"a,b\n1,2\n3\n\n4,5,6\n7,8\n")
        assert table.index.tolist() == [1, 4]
        assert [note.problem for note in notes] == [
            "fields: 1, where the header has 2",
            "fields: 3, where the header has 2",
        ]
        assert outcomes(notes) == [(2, "left out"), (3, "left out")]

    def test_a_quotation_mark_never_closed_costs_its_row_and_no_other(self):
        table, notes = read_csv(b'a,b\n1,x\n"2,x\n3,x\n4,x\n')
        assert table["a"].to_dict() == {1: "1", 3: "3", 4: "4"}
        assert outcomes(notes) == [(2, "left out")]
        assert "never closed" in notes[0].problem

    def test_a_quotation_mark_that_would_swallow_the_next_row_costs_its_own(self):
        table, notes = read_csv(b'a,b\n1,"x\n2,"y"\n3,"z"\n')
        assert table["b"].to_dict() == {2: "y", 3: "z"}
        assert outcomes(notes) == [(1, "left out")]

    def test_in_a_single_column_nothing_tells_where_reading_could_go_on(self):
        table, notes = read_csv(b'text\nOne.\n"Two.\nThree.\nFour.\n')
        assert table["text"].tolist() == ["One."]
        assert outcomes(notes) == [(2, "left out")]
        assert notes[0].problem.endswith("lines left out: 2")

    def test_quotation_marks_within_a_field_are_characters(self):
        table, notes = read_csv(b'a,b\n1,5" of rain\n2,so-called "flood"\n')
        assert table["b"].tolist() == ['5" of rain', 'so-called "flood"']
        assert notes == []

    def test_a_quoted_field_that_goes_on_behind_its_mark_is_left_out(self):
        table, notes = read_csv(b'a,b\n1,"x" y\n2,z\n')
        assert table["b"].tolist() == ["z"]
        assert outcomes(notes) == [(1, "left out")]

    def test_lines_may_end_in_carriage_returns_alone(self):
        table, notes = read_csv(b"a,b\r1,x\r2,y\r")
        assert table["b"].tolist() == ["x", "y"]
        assert notes == []

    def test_the_line_in_which_excel_names_the_separator_is_no_header(self):
        assert read_csv(b"sep=;\r\na;b\r\n1;2,3\r\n")[0].to_dict("list") == {"a": ["1"], "b": ["2,3"]}

    def test_the_separator_that_gives_the_most_names_wins(self):
        table, _ = read_csv("Titel;Text, gekürzt;Datum\nFlut;Er stieg, sagt man.;2024\n".encode())
        assert list(table.columns) == ["Titel", "Text, gekürzt", "Datum"]
        assert len(table) == 1

    def test_tabs_are_what_separates_in_tsv(self):
        table, notes = read_tsv(b"a\tb, c\n1\t2\n")
        assert (list(table.columns), notes) == (["a", "b, c"], [])
        assert outcomes(read_tsv(b"a,b\n1,2\n")[1]) == [(None, "repaired")]

    def test_a_byte_order_mark_is_no_part_of_the_header(self):
        assert list(read_csv(b"\xef\xbb\xbftext\nx")[0].columns) == ["text"]

    def test_two_columns_of_one_name_are_told_apart_and_noted(self):
        table, notes = read_csv(b"a,a,,a (2)\n1,2,3,4")
        assert list(table.columns) == ["a", "a (2)", "column 3", "a (2) (4)"]
        assert outcomes(notes) == [(None, "repaired")] * 2

    @pytest.mark.parametrize(
        ("separator", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")]
    )
    def test_a_header_without_a_comma_says_what_separates_the_cells(self, separator, name):
        lines = [
            "text;source",
            '"It rose; ""slowly"", they say.\n";Gazette',
            "It fell, at last.;Courier",
            "x",
        ]
        content = "\r\n".join(lines).replace(";", separator).encode()
        table, notes = read_csv(content)
        assert table["source"].tolist() == ["Gazette", "Courier"]
        assert table["text"].tolist()[1] == "It fell, at last."
        assert [note.problem for note in notes] == [
            f"its cells are separated by {name}, not by commas",
            "fields: 1, where the header has 2",
        ]
        assert outcomes(notes) == [(None, "repaired"), (3, "left out")]

    @pytest.mark.parametrize("header", ["a;b,c", "a\tb,c", '"a;b",c', "a|b,c"])
    def test_a_comma_in_the_header_separates_whatever_else_is_in_it(self, header):
        table, notes = read_csv(f"{header}\n1;2,3\n".encode())
        assert len(table.columns) == 2
        assert notes == []

    @pytest.mark.parametrize("header", ["text", '"a;b"', '"a,b"'])
    def test_a_header_of_one_name_is_that_of_one_column(self, header):
        table, notes = read_csv(f"{header}\none; two\n".encode())
        assert len(table.columns) == 1
        assert notes == []

    def test_thousands_of_columns_of_one_name_take_no_long_time(self):
        table, notes = read_csv(b"a," * 4000 + b"a\n" + b"x," * 4000 + b"x\n")
        assert table.columns.is_unique
        assert len(notes) == 21  # the first twenty, and how many more

    def test_a_return_in_a_cell_ends_no_row_of_a_file_whose_rows_end_otherwise(self):
        table, [note] = read_csv(b"source,text\nG,It rose.\rIt fell.\nH,It ran.\n")
        assert table["text"].tolist() == ["It rose.\nIt fell.", "It ran."]
        assert note.problem == "carriage returns inside cells, read as line breaks: 1"
        assert read_csv(b"text\nIt rose.\rIt fell.\n")[0]["text"].tolist() == ["It rose.\nIt fell."]
        table, notes = read_csv(b"source,text\rG,It rose.\rH,It fell.\r")  # of an old Mac
        assert (table["text"].tolist(), notes) == (["It rose.", "It fell."], [])

    def test_a_field_may_be_of_any_length(self):
        assert read_csv(b"text\n" + b"x" * 3_000_000)[0]["text"].str.len().tolist() == [3_000_000]

    @given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
    def test_what_pandas_writes_is_read_back(self, rows):
        written = pd.DataFrame([["a", "b"], *rows], columns=["x", "y"], dtype="str")
        content = written.to_csv(index=False, quoting=1).encode()
        table, notes = read_csv(content)
        assert notes == []
        assert table.to_numpy().tolist() == written.to_numpy().tolist()

    @given(st.one_of(st.binary(max_size=80), st.text('a",\n\r\0é', max_size=40).map(str.encode)))
    def test_any_bytes_are_a_table_or_refused(self, content):
        try:
            table, notes = read_csv(content)
        except UnreadableFile:
            return
        rows = table.index.tolist() + [note.row for note in notes if note.outcome == "left out"]
        assert sorted(rows) == list(range(1, len(rows) + 1))

    @given(st.integers(1, 3), st.text('a",\n\r', max_size=30))
    def test_a_file_without_a_fault_is_read_as_the_strict_reader_of_python_does(self, n_columns, rows):
        table, notes = read_csv((",".join("abc"[:n_columns]) + "\n" + rows).encode())
        if not notes:
            expected = [row for row in csv.reader(io.StringIO(rows, newline=""), strict=True) if row]
            assert table.to_numpy().tolist() == expected

    @given(st.lists(st.lists(st.text('a",\n', max_size=6), min_size=2, max_size=2), max_size=6), st.data())
    def test_a_row_that_is_broken_leaves_the_others_as_they_were(self, rows, data):
        lines = [",".join('"' + field.replace('"', '""') + '"' for field in row) for row in rows]
        place = data.draw(st.integers(0, len(lines)))
        lines.insert(place, "only one field")
        table, notes = read_csv("\n".join(["a,b", *lines]).encode())
        assert table.to_numpy().tolist() == rows
        assert outcomes(notes) == [(place + 1, "left out")]


class TestJson:
    ROWS = '[{"text": "One.", "id": 7}, {"text": "Two."}]'

    @pytest.mark.parametrize(
        "content",
        [
            ROWS,
            f'{{"status": "ok", "totalResults": 2, "articles": {ROWS}}}',
            f'{{"response": {{"status": "ok", "results": {ROWS}}}}}',
            f'{{"data": {ROWS}, "meta": {{"page": 1}}}}',
        ],
    )
    def test_a_list_is_read_in_any_wrapper(self, content):
        table, notes = read_json(content.encode())
        assert table["text"].to_dict() == {1: "One.", 2: "Two."}
        assert table["id"].tolist()[0] == "7"
        assert notes == []

    def test_an_object_by_itself_is_one_row(self):
        table, _ = read_json(b'{"maintext": "One.", "authors": ["A", "B"], "data": ["x"]}')
        assert table.to_dict("index") == {1: {"maintext": "One.", "authors": "A, B", "data": "x"}}

    def test_what_is_no_object_is_left_out_with_its_place(self):
        table, notes = read_json(b'[{"text": "One."}, null, [1], {"text": "Two."}]')
        assert table.index.tolist() == [1, 4]
        assert outcomes(notes) == [(2, "left out"), (3, "left out")]

    def test_lines_named_json_and_a_list_named_jsonl_are_read_and_noted(self):
        table, notes = read_json(b'{"a": "x"}\n{"a": "y"}\n')
        assert (table["a"].tolist(), outcomes(notes)) == (["x", "y"], [(None, "repaired")])
        table, notes = read_jsonl(b'[\n{"a": "x"},\n{"a": "y"}\n]')
        assert (table["a"].tolist(), outcomes(notes)) == (["x", "y"], [(None, "repaired")])

    @pytest.mark.parametrize(
        "content", [b"x", b'"x"', b"7", b'[{"a": 1}, {"a":', b"[" * 100_000, b"{" * 100_000]
    )
    def test_what_is_no_list_of_objects_is_refused(self, content):
        with pytest.raises(UnreadableFile, match="JSON"):
            read_json(content)

    @given(
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5),
            lambda value: (
                st.lists(value, max_size=3) | st.dictionaries(st.text(max_size=3), value, max_size=3)
            ),
        )
    )
    def test_any_value_is_a_table_or_refused(self, value):
        try:
            table, notes = read_json(json.dumps(value).encode())
        except UnreadableFile:
            return
        assert table.columns.is_unique
        assert len(table) + sum(note.outcome == "left out" for note in notes) <= max(
            len(json.dumps(value)), 1
        )


class TestJsonl:
    def test_values_are_text_as_written(self):
        line = b'{"id": 12345678901234567890, "x": 1.50, "ok": true, "no": null, "author": ["A", null, "B"], '
        line += b'"source": {"id": 1, "name": "Gazette"}, "other": {"k": 1}}'
        table, notes = read_jsonl(line)
        assert table.loc[1].dropna().to_dict() == {
            "id": "12345678901234567890",
            "x": "1.50",
            "ok": "True",
            "author": "A, B",
            "source": "Gazette",
            "source.id": "1",
            "other.k": "1",
        }
        assert notes == []

    def test_a_bad_line_is_left_out_with_its_number(self):
        content = b'{"a": "x"}\nnot json\n\n[1]\n' + b"[" * 100_000 + b'\n{"a": "y"}\n{"a": "cut sho'
        table, notes = read_jsonl(content)
        assert table["a"].to_dict() == {1: "x", 6: "y"}
        assert outcomes(notes) == [(2, "left out"), (4, "left out"), (5, "left out"), (7, "left out")]

    def test_half_a_surrogate_pair_is_replaced(self):
        table, notes = read_jsonl(b'{"a": "y"}\n{"a": "x\\ud800", "\\udfff": [{"k": "\\ud800"}]}')
        assert table["a"].tolist() == ["y", "x�"]
        assert table["�"].tolist()[1] == '{"k": "�"}'
        assert outcomes(notes) == [(2, "repaired"), (None, "kept")]

    def test_batches_make_one_table(self, monkeypatch):
        monkeypatch.setattr("newslab.readers.objects._BATCH", 2)
        table, notes = read_jsonl(b'{"a": "1"}\n{"b": "2"}\nx\n{"a": "4\\ud800"}\n{"c": "5"}\n{"a": "6"}')
        assert table["a"].dropna().to_dict() == {1: "1", 4: "4�", 6: "6"}
        assert list(table.columns) == ["a", "b", "c"]
        assert outcomes(notes) == [(3, "left out"), (4, "repaired")]

    def test_missing_values_stay_missing(self):
        table, _ = read_jsonl(b'{"a": "x"}\n{"b": "y"}')
        assert table["a"].isna().tolist() == [False, True]

    @given(st.lists(st.one_of(TEXTS.map(json.dumps), st.just('{"a": 1}'), st.binary(max_size=9).map(repr))))
    def test_every_line_is_a_row_or_a_note(self, lines):
        table, notes = read_jsonl("\n".join(lines).encode())
        assert len(table) + len(notes) == len(lines)


class TestParquet:
    def test_columns_keep_their_types_and_an_index_comes_as_a_column(self):
        frame = pd.DataFrame(
            {"text": ["x", "y"], "n": [1, 2], "date": pd.to_datetime(["2024-12-07", None])},
            index=pd.Index(["p", "q"], name="article"),
        )
        table, notes = read_parquet(frame.to_parquet())
        assert table.index.tolist() == [1, 2]
        assert table["article"].tolist() == ["p", "q"]
        assert table["n"].dtype == "int64"
        assert table["date"].dtype.kind == "M"
        assert table["text"].dtype == "str"
        assert notes == []

    @given(st.binary(max_size=60))
    def test_any_other_bytes_are_refused(self, content):
        with pytest.raises(UnreadableFile):
            read_parquet(content)


def zipped(members):
    buffer = io.BytesIO()
    packing = zipfile.ZIP_STORED if max(map(len, members.values())) < 1000 else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


OFFICE = "http://schemas.openxmlformats.org"


def workbook(sheets):
    """A spreadsheet file as Excel writes it: rows of cells by sheet."""
    kinds = f"{OFFICE}/officeDocument/2006/relationships"
    main = f'xmlns="{OFFICE}/spreadsheetml/2006/main" xmlns:r="{kinds}"'

    def relations(targets):
        lines = (
            f'<Relationship Id="r{n}" Target="{target}" Type="{kinds}/{kind}"/>'
            for n, (target, kind) in enumerate(targets)
        )
        namespace = f"{OFFICE}/package/2006/relationships"
        return f'<Relationships xmlns="{namespace}">{"".join(lines)}</Relationships>'

    entries = (f'<sheet name="{name}" sheetId="{n + 1}" r:id="r{n}"/>' for n, name in enumerate(sheets))
    formats = '<xf numFmtId="0"/><xf numFmtId="14"/>'  # the second is that of dates
    parts = {
        "_rels/.rels": relations([("xl/workbook.xml", "officeDocument")]),
        "xl/_rels/workbook.xml.rels": relations(
            (f"worksheets/sheet{n}.xml", "worksheet") for n in range(len(sheets))
        ),
        "xl/workbook.xml": f"<workbook {main}><sheets>{''.join(entries)}</sheets></workbook>",
        "xl/styles.xml": f"<styleSheet {main}><cellXfs>{formats}</cellXfs></styleSheet>",
    }
    for n, rows in enumerate(sheets.values()):
        cells = (
            "".join(cell(f"{'ABCDEF'[n]}{number}", row[n]) for n in range(len(row)))
            for number, row in enumerate(rows, start=1)
        )
        lines = (f'<row r="{number}">{row}</row>' for number, row in enumerate(cells, start=1))
        sheet = f"<worksheet {main}><sheetData>{''.join(lines)}</sheetData></worksheet>"
        parts[f"xl/worksheets/sheet{n}.xml"] = sheet
    return zipped(parts)


def cell(place, value):
    if value is None:
        return ""
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


class TestZip:
    def test_members_come_sorted_with_their_bytes(self):
        members = [
            (name, read()) for name, read in read_zip(zipped({"b.txt": "B", "a/c.txt": "C", "d/": ""}))
        ]
        assert members == [("a/c.txt", b"C"), ("b.txt", b"B")]

    @pytest.mark.parametrize("content", [b"PK\3\4 nothing", b""])
    def test_a_broken_archive_is_refused(self, content):
        with pytest.raises(UnreadableFile):
            list(read_zip(content))

    def test_a_damaged_member_is_refused_alone(self):
        content = zipped({"a.txt": "AAAA", "b.txt": "B"}).replace(b"AAAA", b"AAAC")
        (_, damaged), (_, sound) = read_zip(content)
        with pytest.raises(UnreadableFile, match="damaged"):
            damaged()
        assert sound() == b"B"

    def test_an_encrypted_member_is_refused_with_the_remedy(self):
        content = bytearray(zipped({"a.txt": "A"}))
        content[content.index(b"PK\1\2") + 8] |= 1  # the flag that says so, in the central directory
        [(_, read)] = read_zip(bytes(content))
        with pytest.raises(UnreadableFile, match="password"):
            read()

    def test_an_archive_that_would_unpack_beyond_the_limit_is_refused(self, monkeypatch):
        monkeypatch.setattr(limits, "UNPACKED_LIMIT", 100)
        # Ten times the size is always granted.
        assert len(list(read_zip(zipped({"a.txt": "A" * 500})))) == 1
        with pytest.raises(UnreadableFile, match="to 5,000 bytes"):
            list(read_zip(zipped({"a.txt": "A" * 5000})))

    def test_an_archive_of_too_many_files_is_refused(self, monkeypatch):
        monkeypatch.setattr(limits, "FILES_LIMIT", 2)
        assert len(list(read_zip(zipped({"a.txt": "", "b.txt": ""})))) == 2
        with pytest.raises(UnreadableFile, match="3 files, more than 2"):
            list(read_zip(zipped({"a.txt": "", "b.txt": "", "c.txt": ""})))

    def test_an_archive_that_unpacks_to_many_times_its_size_is_refused(self, monkeypatch):
        monkeypatch.setattr(limits, "HARMLESS", 100_000)
        blank, words = b"\0" * 1_000_000, " ".join(map(str, range(30_000)))
        assert len(list(read_zip(zipped({"a.txt": words})))) == 1
        with pytest.raises(UnreadableFile, match="to 1,000,000 bytes"):
            list(read_zip(zipped({"a.txt": blank})))
        [(_, read)] = read_gz(gzip.compress(blank), "a.txt.gz")
        with pytest.raises(UnreadableFile, match=r"to over [0-9,]+ bytes"):
            read()

    @given(st.binary(max_size=60))
    def test_any_other_bytes_are_refused(self, content):
        with pytest.raises(UnreadableFile):
            list(read_zip(b"x" + content))


class TestGz:
    def test_one_file_comes_by_the_name_before_the_ending(self):
        [(name, read)] = read_gz(gzip.compress(b"One. ") + gzip.compress(b"Two."), "folder/a.txt.gz")
        assert (name, read()) == ("a.txt", b"One. Two.")

    @given(
        st.one_of(st.binary(max_size=60), st.integers(1, 30).map(lambda n: gzip.compress(b"It rose.")[:-n]))
    )
    def test_any_other_bytes_are_refused_or_empty(self, content):
        [(_, read)] = read_gz(content, "a.gz")
        with contextlib.suppress(UnreadableFile):
            assert read() == b""


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>Flood | Gazette</title>
<meta property="og:site_name" content="Gazette"><meta property="og:title" content="Flood in the lower town">
<meta name="author" content="Ana Roy"><meta property="article:published_time" content="2024-12-07T10:00:00Z">
</head><body><nav>Home World Sport</nav><article><h1>Flood in the lower town</h1>{paragraphs}</article>
<footer>All rights reserved</footer></body></html>"""
SENTENCES = [
    "The river rose by a metre on Sunday, and the lower town woke to water in its cellars and its café.",
    "Nobody had seen the like in forty years, said the keeper of the bridge, who has kept it for thirty.",
    "The bridge is closed until the water falls, and the market has moved to the square above the school.",
]


def page_of(sentences, charset="utf-8"):
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return PAGE.format(charset=charset, paragraphs=paragraphs).encode(charset)


class TestHtml:
    def test_the_article_is_told_from_its_page(self):
        pytest.importorskip("trafilatura", reason="the extra [html] is not installed")
        article, notes = read_html(page_of(SENTENCES))
        assert all(sentence in article.text for sentence in SENTENCES)
        assert "rights" not in article.text
        assert article[1:] == ("Flood in the lower town", "Ana Roy", "2024-12-07", "Gazette")
        assert notes == []

    def test_without_the_package_the_whole_text_is_read_and_the_note_says_so(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        article, [note] = read_html(page_of(SENTENCES))
        assert article.text == "\n\n".join(["Flood in the lower town", *SENTENCES])
        assert article.title == "Flood | Gazette"
        assert "pip install 'newslab[html]'" in note.problem

    @pytest.mark.parametrize("charset", ["windows-1251", "iso-8859-7", "euc-jp", "big5"])
    def test_the_encoding_that_the_page_declares_is_used(self, charset, monkeypatch):
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        words = {
            "windows-1251": "Река поднялась",
            "iso-8859-7": "Το ποτάμι",
            "euc-jp": "川の水位",
            "big5": "河水上漲",
        }
        article, notes = read_html(page_of([words[charset]], charset))
        assert words[charset] in article.text
        assert notes[0].problem == f"not UTF-8; read as {charset}"

    def test_what_a_page_does_not_show_is_no_text(self):
        page = "<style>p {}</style><p>One<!-- no --> &lt;two&gt;.<script>if (a < b) x()</script>"
        page += "<svg><title>x</title></svg>"
        assert shown_text(page) == ("One <two>.", None)

    def test_prose_that_a_page_does_not_show_is_listed(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        hidden = "People left the lower town in the night, and came back on Monday."
        asks = "This page needs JavaScript to be on in your browser, as most of them do."
        for tag, words, is_listed in [
            *((tag, hidden, True) for tag in ("noscript", "textarea", "template")),
            *(("noscript", text, False) for text in (asks, "Too few words.", SENTENCES[0])),
        ]:
            page = page_of([*SENTENCES, f"</p><{tag}>{words}</{tag}><p>"])
            article, notes = read_html(page)
            assert (hidden in article.text, asks in article.text) == (False, False)
            expected = [
                "what <noscript>, <textarea> and <template> hold is not read; words: 13; such as: "
                "'People left the lower town in the night, and came back on Monday.'"
            ]
            assert [note.problem for note in notes[1:]] == expected * is_listed

    def test_a_head_never_closed_hides_no_body(self):
        assert shown_text("<head><title>Flood</title><body>It rose.")[0] == "It rose."

    @given(st.one_of(st.binary(max_size=60), st.text("<>/!-&;=\"' pbodyscrit", max_size=60).map(str.encode)))
    def test_any_bytes_are_an_article_or_refused(self, content):
        try:
            article, _ = read_html(content)
        except UnreadableFile:
            return
        assert isinstance(article.text, str)


class TestWord:
    def document(self, *paragraphs, table=()):
        docx = pytest.importorskip("docx", reason="the extra [docx] is not installed")
        document = docx.Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        if table:
            cells = document.add_table(1, len(table)).rows[0].cells
            for cell, text in zip(cells, table, strict=True):
                cell.text = text
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    def test_paragraphs_and_tables_are_read_in_their_order(self):
        article, notes = read_docx(self.document("Flood", "It rose.", table=["a", "b"]))
        assert article.text == "Flood\n\nIt rose.\n\na\tb"
        assert notes == []

    def test_hidden_text_is_left_out_and_listed(self):
        docx = pytest.importorskip("docx", reason="the extra [docx] is not installed")
        document = docx.Document()
        paragraph = document.add_paragraph("It rose")
        for text, is_hidden in {" by a metre": True, ", she said": False, " twice": None}.items():
            paragraph.add_run(text).font.hidden = is_hidden
        buffer = io.BytesIO()
        document.save(buffer)
        article, notes = read_docx(buffer.getvalue())
        assert article.text == "It rose, she said twice"
        assert [note.problem for note in notes] == ["hidden text that is not read; words: 3"]


class TestRtf:
    @pytest.fixture(autouse=True)
    def _installed(self):
        pytest.importorskip("striprtf", reason="the extra [rtf] is not installed")

    def test_text_comes_without_its_formats(self):
        content = rb"{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Arial;}\f0 It \b rose\b0  in the caf\'e9.\par "
        content += rb"\u8220?Yes\u8221?\par}"
        article, notes = read_rtf(content)
        assert article.text == "It rose in the café.\n“Yes”\n"
        assert notes == []

    @given(st.one_of(st.binary(max_size=60), st.text("\\{}'u0123fabpr *;-", max_size=60).map(str.encode)))
    def test_any_bytes_are_an_article_or_refused(self, content):
        try:
            article, _ = read_rtf(b"{\\rtf1" + content)
        except UnreadableFile:
            return
        article.text.encode()


class TestHeaders:
    def test_notes_may_be_above_the_names(self):
        content = b"My corpus\nmade by me, and her\n\noutlet;date;title;text\nA;2024-01-02;T;It rose.\n"
        table, notes = read_csv(content)
        assert table.to_dict("index") == {
            1: {"outlet": "A", "date": "2024-01-02", "title": "T", "text": "It rose."}
        }
        assert notes[0].problem == "above the names of columns, not read: 'My corpus made by me, and her'"

    def test_a_row_that_looks_like_names_is_a_row_where_there_are_names(self):
        table, notes = read_csv(b"title,text\nsource,author\nT,It rose.\n")
        assert table["text"].tolist() == ["author", "It rose."]
        assert notes == []

    @pytest.mark.parametrize(
        ("rows", "texts", "is_noted"),
        [
            (r'1,"She said \"no\", and left.",A', 'She said "no", and left.', True),
            (r'1,"She said ""no"", at C:\",A', 'She said "no", at C:\\', False),
            (r"1,She said \ no,A", "She said \\ no", False),
        ],
    )
    def test_quotes_behind_backslashes_are_quotes(self, rows, texts, is_noted):
        table, notes = read_csv(f"id,text,source\n{rows}\n".encode())
        assert table["text"].tolist() == [texts]
        assert bool(notes) == is_noted


class TestSpreadsheet:
    def test_cells_are_text_and_blank_rows_are_passed_over(self):
        rows = [
            [],
            ["id", "text", "date", "n", ""],
            ["007", "One.", date(2024, 12, 7), 3],
            [],
            ["8", "Two.", None, 1.5],
        ]
        table, notes = read_spreadsheet(workbook({"Articles": rows}))
        assert table.to_dict("index") == {
            1: {"id": "007", "text": "One.", "date": "2024-12-07", "n": "3"},
            3: {"id": "8", "text": "Two.", "date": "", "n": "1.5"},
        }
        assert notes == []

    def test_sheets_without_texts_are_named(self):
        book = workbook(
            {"Empty": [], "Notes": [["x"]], "A": [["text"], ["One."]], "B": [["text", "n"], ["Two.", 2]]}
        )
        table, notes = read_spreadsheet(book)
        assert table["text"].tolist() == ["One."]
        assert [(note.problem.split(" is not")[0], note.outcome) for note in notes] == [
            ("sheet 'Notes'", "left out"),
            ("sheet 'B'", "left out"),
        ]

    def test_sheets_of_one_form_are_put_together_and_named(self, tmp_path):
        rows = [["title", "text"], ["T", "It rose."]]
        (tmp_path / "a.xlsx").write_bytes(workbook({"Gazette": rows, "Herald": [*rows, ["U", "It fell."]]}))
        articles = read_articles(tmp_path)
        assert articles["source"].tolist() == ["Gazette", "Herald", "Herald"]
        assert articles.index.tolist() == ["a:1", "a:2", "a:3"]

    def test_notes_and_a_second_header_may_be_above_the_names(self):
        rows = [["My corpus", None], [None, None], ["Meta", "Body"], ["Titel", "Text"], ["T", "It rose."]]
        table, [note] = read_spreadsheet(workbook({"A": rows}))
        assert table.to_dict("index") == {1: {"Titel": "T", "Text": "It rose."}}
        assert (note.problem.split("'")[3], note.outcome) == ("My corpus Meta Body", "repaired")

    def test_a_cell_that_is_full_is_listed(self):
        _, notes = read_spreadsheet(workbook({"A": [["text"], ["x" * 32_767], ["x" * 32_766]]}))
        assert outcomes(notes) == [(1, "kept")]

    def test_a_workbook_without_a_cell_is_refused(self):
        with pytest.raises(UnreadableFile, match="without a cell"):
            read_spreadsheet(workbook({"A": []}))


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>
<item><title>Flood &amp; more</title><link>https://example.org/1</link>
<pubDate>Sat, 07 Dec 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;It &lt;b&gt;rose&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>No text</title><guid>2</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><id>urn:1</id><title>Flood</title>
<updated>2024-12-07T10:00:00Z</updated><author><name>Ana Roy</name></author><summary>Short.</summary>
<content type="html">&lt;p&gt;The whole text.&lt;/p&gt;</content></entry></feed>"""


class TestFeed:
    @pytest.fixture(autouse=True)
    def _installed(self):
        pytest.importorskip("feedparser", reason="the extra [feeds] is not installed")

    def test_entries_of_rss_are_rows(self):
        table, _ = read_feed(FEED.encode())
        first = table.loc[1].to_dict()
        assert first["id"] == first["link"] == "https://example.org/1"
        assert [first[name] for name in ("source", "title", "text")] == [
            "Gazette",
            "Flood & more",
            "It rose.",
        ]
        assert first["date"] == "Sat, 07 Dec 2024 10:00:00 GMT"
        assert table.loc[2, ["id", "text"]].tolist() == ["2", ""]

    def test_the_longest_text_of_an_atom_entry_is_taken(self):
        table, _ = read_feed(ATOM.encode())
        row = table.loc[1, ["id", "source", "author", "text"]].tolist()
        assert row == ["urn:1", "Courier", "Ana Roy", "The whole text."]

    def test_other_xml_is_refused(self):
        with pytest.raises(UnreadableFile, match="neither RSS nor Atom"):
            read_feed(b"<?xml version='1.0'?><a><b>x</b></a>")

    @given(st.binary(max_size=60), st.integers(0, len(FEED)))
    def test_any_bytes_are_a_table_or_refused(self, content, place):
        for each in (content, FEED[:place].encode() + content + FEED[place:].encode()):
            with contextlib.suppress(UnreadableFile):
                read_feed(each)


class TestWhatAFileIs:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (page_of(SENTENCES), ".html"),
            (b"\xef\xbb\xbf\n<HTML><p>x", ".html"),
            (FEED.encode(), ".rss"),
            (ATOM.encode(), ".rss"),
            (b"{\\rtf1 x}", ".rtf"),
            (b"It rose.", None),
            (b"<p>It rose.", None),
            (b"a,b\n1,2", None),
            (b"PK\3\4 nothing", None),
        ],
    )
    def test_is_told_by_how_it_begins(self, content, kind):
        assert what_it_is(content) == kind

    @pytest.mark.parametrize(
        ("content", "cause"),
        [
            (b"\x89PNG\r\n\x1a\n\0", "a picture"),
            (b"\x1f\x8b\x08", "packed by gzip, which its name does not say; unpack it"),
            (zipped({"a.txt": "x"}), "a zip archive, which its name does not say; unpack it"),
            (b"\xd0\xcf\x11\xe0", "old Word"),
        ],
    )
    def test_what_is_not_read_is_refused_by_its_name(self, content, cause):
        with pytest.raises(UnreadableFile, match=cause):
            what_it_is(content)

    @given(st.sampled_from(sorted({**PAGES, **TABLES})), st.binary(max_size=60))
    def test_any_bytes_under_any_ending_are_read_or_refused(self, ending, content):
        with contextlib.suppress(UnreadableFile):
            read_file(ending, content)


def parquet():
    rows = pd.DataFrame({"text": ["It rose.", "It fell."], "n": [1, 2], "date": pd.Timestamp("2024-12-07")})
    return rows.to_parquet()


#: A good file of each format.
GOOD = {
    ".txt": "It rose by a metre – “at last”.".encode(),
    ".md": b"---\ntitle: Flood\ndate: 2024-12-07\n---\n# Flood\n\nThe [river](https://example.org) rose.",
    ".html": page_of(["It rose by a metre on Sunday, and fell again."] * 9),
    ".docx": TestWord().document("Flood", "It rose.", table=[["a", "b"]]) if find_spec("docx") else b"",
    ".rtf": rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\b Flood}\par It rose\u8211 ?at last.\'e9\par}",
    ".csv": b'id,date,text\n1,2024-12-07,"It rose,\nat ""last""."\n2,,It fell.\n',
    ".json": b'{"articles": [{"source": {"name": "Gazette"}, "content": "It rose \\ud83d\\ude00", "n": 1}]}',
    ".jsonl": b'{"id": 1, "text": "It rose."}\n{"id": [2], "text": "It \\u00e9 fell.", "n": null}\n',
    ".parquet": parquet(),
    ".xlsx": workbook(
        {
            "A": [["id", "text"], [1, "It rose."]],
        }
    ),
    ".rss": FEED.encode(),
}


#: Those that a package takes several thousandths of a second to read.
SLOW = [".html", ".rss"]
CHANGES = st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), max_size=5)
LENGTHS = st.integers(0, 2**16) | st.none()


def damaged(content, changes, length=None):
    """The content with some bytes changed, and cut short."""
    content = bytearray(content)
    for place, byte in changes:
        content[place % len(content)] = byte
    return bytes(content[: length and length % len(content)])


def check_damaged(ending, changes, length):
    if not GOOD[ending]:
        pytest.skip("an extra is not installed")
    with contextlib.suppress(UnreadableFile):
        found, notes = read_file(ending, damaged(GOOD[ending], changes, length))
        assert isinstance(found, (Article, pd.DataFrame))
        assert {note.outcome for note in notes} <= {LEFT_OUT, KEPT, REPAIRED}


@pytest.mark.parametrize("ending", [ending for ending in GOOD if ending not in SLOW])
@MANY
@given(changes=CHANGES, length=LENGTHS)
def test_a_damaged_file_is_read_or_refused(ending, changes, length):
    check_damaged(ending, changes, length)


@pytest.mark.parametrize("ending", SLOW)
@given(changes=CHANGES, length=LENGTHS)
def test_a_damaged_file_of_a_slow_format_is_read_or_refused(ending, changes, length):
    check_damaged(ending, changes, length)


@pytest.mark.parametrize("ending", GOOD)
def test_what_is_damaged_here_was_good_before(ending):
    if not GOOD[ending]:
        pytest.skip("an extra is not installed")
    found, notes = read_file(ending, GOOD[ending])
    assert "rose" in str(found)
    assert notes == []


ARCHIVED = {
    read_zip: zipped({"a.txt": "It rose. " * 300, "b/c.txt": "It fell."}),
    read_gz: gzip.compress(b"It rose. " * 300),
}


@pytest.mark.parametrize("reader", ARCHIVED)
@MANY
@given(changes=CHANGES)
def test_a_damaged_archive_is_unpacked_or_refused(reader, changes):
    with contextlib.suppress(UnreadableFile):
        for _, read in reader(damaged(ARCHIVED[reader], changes), "a.gz"):
            with contextlib.suppress(UnreadableFile):
                assert isinstance(read(), bytes)
