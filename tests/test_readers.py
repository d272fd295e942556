"""Readers: what a file holds comes out as it is, or is noted with its row and its cause."""

import io
import json
import zipfile
import zlib

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslab import readers
from newslab.readers import UnreadableFile, read_csv, read_jsonl, read_parquet, read_text, read_zip

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r"))


def outcomes(notes):
    return [(note.row, note.outcome) for note in notes]


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_utf8_and_marked_texts_are_read_without_a_note(self, encoding):
        assert read_text("“Œuvre” الخبر 新闻".encode(encoding)) == ("“Œuvre” الخبر 新闻", [])

    def test_windows_1252_is_read_and_noted(self):
        text, [note] = read_text("“Café”".encode("cp1252"))
        assert text == "“Café”"
        assert note == ("not UTF-8; read as windows-1252", "repaired", None)

    def test_bytes_without_meaning_in_windows_1252_are_read_as_latin_1(self):
        text, [note] = read_text(b"caf\xe9 \x81")
        assert text == "café \x81"
        assert "latin-1" in note.problem

    @pytest.mark.parametrize("content", [b"\x89PNG\0\0", b"\xff\xfea\0\0\0", b"\xef\xbb\xbf\xff"])
    def test_a_binary_file_is_refused(self, content):
        with pytest.raises(UnreadableFile):
            read_text(content)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "latin-1"])
    def test_control_characters_make_a_binary_file_in_any_encoding(self, encoding):
        controls = "\x81\x90" if encoding == "latin-1" else "\x01\x1f"
        with pytest.raises(UnreadableFile, match=r"control characters.*UTF-8"):
            read_text(("é" + 3 * controls + "a text of words" * 2).encode(encoding))

    def test_compressed_bytes_without_nul_are_refused(self):
        words = " ".join(str(number) for number in range(500))
        compressed = zlib.compress(words.encode()).replace(b"\0", b"\1")
        with pytest.raises(UnreadableFile):
            read_text(compressed)

    @pytest.mark.parametrize("text", ["a\tb\n" * 9, "a\x0cb\r\n" * 9, "It rose.\x85" * 9, "\x1a"])
    def test_white_space_and_a_single_control_character_make_none(self, text):
        assert read_text(text.encode())[0] == text.replace("\r\n", "\n")

    def test_text_decoded_wrongly_once_before_is_still_a_text(self):
        text = "“It rose,” the mayor’s office said, and nobody in the lower town could tell how far. " * 9
        assert read_text(text.encode().decode("latin-1").encode())[0].startswith("â\x80\x9cIt rose")

    def test_every_line_ends_in_a_line_feed(self):
        assert read_text(b"a\r\nb\rc\nd")[0] == "a\nb\nc\nd"

    @given(st.binary(max_size=60))
    def test_any_bytes_are_a_text_or_refused(self, content):
        try:
            text, _ = read_text(content)
        except UnreadableFile:
            return
        assert "\0" not in text


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

    @pytest.mark.parametrize("header", [b"a", b"a,b"])
    def test_a_quotation_mark_never_closed_is_left_out_with_its_row(self, header):
        fields = header.count(b",")
        table, notes = read_csv(header + b"\n1" + b",x" * fields + b'\n"2' + b",x\n3" * fields + b"\n4,5\n")
        assert table.index.tolist() == [1]
        assert outcomes(notes) == [(2, "left out")]
        assert "never closed" in notes[0].problem

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
        assert read_jsonl(b'{"a": "x\\ud800"}')[0]["a"].tolist() == ["x�"]

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
    with zipfile.ZipFile(buffer, "w") as archive:
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
        monkeypatch.setattr(readers, "UNPACKED_LIMIT", 100)
        assert len(list(read_zip(zipped({"a.txt": "A" * 100})))) == 1
        with pytest.raises(UnreadableFile, match="unpack to 101 bytes"):
            list(read_zip(zipped({"a.txt": "A" * 101})))

    @given(st.binary(max_size=60))
    def test_any_other_bytes_are_refused(self, content):
        with pytest.raises(UnreadableFile):
            list(read_zip(b"x" + content))
