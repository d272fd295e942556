"""Readers: what a file holds comes out as it is, or is noted with its row and its cause."""

import csv
import gzip
import io
import json
import zipfile
import zlib

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslab.readers import (
    PAGES,
    TABLES,
    UnreadableFile,
    archives,
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
from newslab.readers.exports import split_export
from newslab.readers.formats import what_it_is
from newslab.readers.pages import plain_article
from newslab.readers.text import to_utf8

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

    @pytest.mark.parametrize("text", ["The river\0 rose.", "The river rose.\0\0\0\0\0\0", "\0é rose\0\0 by 2 m"])
    def test_nul_characters_are_removed_and_noted(self, text):
        article, [note] = read_text(text.encode())
        assert article.text == text.replace("\0", "")
        assert note == (f"NUL characters removed: {text.count(chr(0))}", "repaired", None)

    def test_windows_1252_is_read_and_noted(self):
        article, [note] = read_text("“Café”".encode("cp1252"))
        assert article.text == "“Café”"
        assert note == ("not UTF-8; read as windows-1252", "repaired", None)

    def test_bytes_without_meaning_in_windows_1252_are_read_as_latin_1(self):
        article, [note] = read_text(b"caf\xe9 \x81")
        assert article.text == "café \x81"
        assert "latin-1" in note.problem

    def test_utf8_with_a_damaged_byte_stays_utf8(self):
        article, [note] = read_text("“Œuvre” الخبر".encode() + b"\xff, caf\xe9".replace(b"\xe9", "é".encode()))
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
        for compressed in (zlib.compress(words.encode()), zlib.compress(words.encode()).replace(b"\0", b"\1")):
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
        content = b"---\ntitle: Flood\ndate: 2024-12-07\nauthor: Ana Roy\ntags: [river]\n---\n\n# The flood\n\n"
        content += b"![map](a.png) The [river](https://example.org/a) **rose**.\n"
        article, notes = read_markdown(content)
        assert article == ("The river **rose**.\n".rjust(21), "Flood", "Ana Roy", "2024-12-07", None)
        assert notes == []

    def test_without_any_it_is_a_text(self):
        assert read_markdown(b"It rose.\n\n---\n\nIt fell.")[0].text == "It rose.\n\n---\n\nIt fell."

    @pytest.mark.parametrize("front", ["---\n: : [\n---\n", "---\n- a\n---\n", "---\n\n---\n"])
    def test_front_matter_that_is_none_is_text(self, front):
        assert read_markdown(f"{front}It rose.".encode())[0].text == f"{front}It rose."

    @given(st.one_of(st.binary(max_size=60), st.text("-\n#[]()!: {}&*a").map(lambda t: f"---\n{t}".encode())))
    def test_any_bytes_are_an_article_or_refused(self, content):
        try:
            read_markdown(content)
        except UnreadableFile:
            pass


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
            "1 fields where the header has 2",
            "3 fields where the header has 2",
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
            "1 fields where the header has 2",
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
        assert len(notes) == 4000

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

    @pytest.mark.parametrize("content", [b"x", b'"x"', b"7", b'[{"a": 1}, {"a":', b"[" * 100_000, b"{" * 100_000])
    def test_what_is_no_list_of_objects_is_refused(self, content):
        with pytest.raises(UnreadableFile, match="JSON"):
            read_json(content)

    @given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5),
                        lambda value: st.lists(value, max_size=3) | st.dictionaries(st.text(max_size=3), value, max_size=3)))
    def test_any_value_is_a_table_or_refused(self, value):
        try:
            table, notes = read_json(json.dumps(value).encode())
        except UnreadableFile:
            return
        assert table.columns.is_unique
        assert len(table) + sum(note.outcome == "left out" for note in notes) <= max(len(json.dumps(value)), 1)


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
            "other": '{"k": "1"}',
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
        assert outcomes(notes) == [(2, "repaired")]

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
        monkeypatch.setattr(archives, "UNPACKED_LIMIT", 100)
        assert len(list(read_zip(zipped({"a.txt": "A" * 100})))) == 1
        with pytest.raises(UnreadableFile, match="to 101 bytes"):
            list(read_zip(zipped({"a.txt": "A" * 101})))

    def test_an_archive_of_too_many_files_is_refused(self, monkeypatch):
        monkeypatch.setattr(archives, "FILES_LIMIT", 2)
        assert len(list(read_zip(zipped({"a.txt": "", "b.txt": ""})))) == 2
        with pytest.raises(UnreadableFile, match="3 files, more than 2"):
            list(read_zip(zipped({"a.txt": "", "b.txt": "", "c.txt": ""})))

    def test_an_archive_that_unpacks_to_many_times_its_size_is_refused(self, monkeypatch):
        monkeypatch.setattr(archives, "HARMLESS", 100_000)
        blank, words = b"\0" * 1_000_000, " ".join(map(str, range(30_000)))
        assert len(list(read_zip(zipped({"a.txt": words})))) == 1
        with pytest.raises(UnreadableFile, match="to 1,000,000 bytes"):
            list(read_zip(zipped({"a.txt": blank})))
        [(_, read)] = read_gz(gzip.compress(blank), "a.txt.gz")
        with pytest.raises(UnreadableFile, match="to over [0-9,]+ bytes"):
            read()

    @given(st.binary(max_size=60))
    def test_any_other_bytes_are_refused(self, content):
        with pytest.raises(UnreadableFile):
            list(read_zip(b"x" + content))


class TestGz:
    def test_one_file_comes_by_the_name_before_the_ending(self):
        [(name, read)] = read_gz(gzip.compress(b"One. ") + gzip.compress(b"Two."), "folder/a.txt.gz")
        assert (name, read()) == ("a.txt", b"One. Two.")

    @given(st.one_of(st.binary(max_size=60), st.integers(1, 30).map(lambda n: gzip.compress(b"It rose.")[:-n])))
    def test_any_other_bytes_are_refused_or_empty(self, content):
        [(_, read)] = read_gz(content, "a.gz")
        try:
            assert read() == b""
        except UnreadableFile:
            pass
