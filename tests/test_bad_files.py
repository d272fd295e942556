"""Bad files: what becomes of each is stated in one table, and nothing is lost in silence."""

import gzip
import io
import os
import sys
import zipfile
import zlib

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from test_readers import workbook

import newslab.corpus.articles
import newslab.corpus.reading
from newslab.corpus import problems, read_articles
from newslab.readers import ARCHIVES, PAGES, TABLES

RIVER = "The river rose by a metre on Sunday."
BRIDGE = "The bridge is closed until the water falls."
HTML = f"<!DOCTYPE html><html><head><title>Flood</title></head><body><p>{BRIDGE}</p></body></html>"


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def encrypted(members):
    """A zip whose central directory says so of its first member."""
    content = bytearray(zipped(members))
    content[content.index(b"PK\1\2") + 8] |= 1
    return bytes(content)


def claiming(content, n_bytes):
    """A zip whose central directory says that its first member unpacks to that many bytes."""
    content = bytearray(content)
    place = content.index(b"PK\1\2") + 24
    content[place : place + 4] = n_bytes.to_bytes(4, "little")
    return bytes(content)


def gz_of_blanks(n_megabytes):
    """A gz of NUL, made without making them."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    first = packing.compress(bytes(1_000_000)) + packing.flush(zlib.Z_FULL_FLUSH)
    further = packing.compress(bytes(1_000_000)) + packing.flush(zlib.Z_FULL_FLUSH)
    return first + further * (n_megabytes - 1)


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def listed(articles):
    """The list of problems as plain tuples."""
    table = problems(articles)
    rows = [None if pd.isna(row) else int(row) for row in table["row"]]
    return list(zip(table["origin"], rows, table["problem"], table["outcome"], strict=True))


def shortened(found, expected):
    """What was found, its cause cut where what is expected ends in "…", as the rest is a library's."""
    origin, row, cause, outcome = found
    cut = len(expected[2]) - 1 if expected[2].endswith("…") else None
    return (origin, row, cause if cut is None else cause[:cut] + "…", outcome)


# The files beside a good one; the articles that come of them; and what is listed.
BAD_FILES = {
    "an empty file": (
        {"a.txt": ""},
        {},
        [("a.txt", None, "the file is empty", "left out")],
    ),
    "white space only": (
        {"a.txt": " \n\t\r\n"},
        {},
        [("a.txt", None, "it holds nothing but white space", "left out")],
    ),
    "a mark and white space only": (
        {"a.txt": "\ufeff \n"},
        {},
        [("a.txt", None, "it holds nothing but white space", "left out")],
    ),
    "a byte order mark": (
        {"a.txt": "\ufeff" + BRIDGE},
        {"a": BRIDGE},
        [],
    ),
    "UTF-16 with a mark": (
        {"a.txt": BRIDGE.encode("utf-16")},
        {"a": BRIDGE},
        [("a.txt", None, "not UTF-8; read as utf-16-le", "repaired")],
    ),
    "UTF-16 without a mark": (
        {"a.txt": BRIDGE.encode("utf-16-be")},
        {"a": BRIDGE},
        [("a.txt", None, "not UTF-8; read as utf-16-be", "repaired")],
    ),
    "Windows-1252": (
        {"a.txt": "The café is “closed”.".encode("cp1252")},
        {"a": "The café is “closed”."},
        [
            (
                "a.txt",
                None,
                "not UTF-8; read as windows-1252; read_articles(…, encoding=…) says another",
                "repaired",
            )
        ],
    ),
    "bytes that no encoding has": (
        {"a.txt": "The café is closed.".encode() + b"\xff"},
        {"a": "The café is closed.�"},
        [("a.txt", None, "not UTF-8 in places, each now �: 1", "repaired")],
    ),
    "NUL inside a text": (
        {"a.txt": BRIDGE.replace(" ", "\0 ", 1)},
        {"a": BRIDGE},
        [("a.txt", None, "NUL characters removed: 1", "repaired")],
    ),
    "NUL inside a cell": (
        {"t.csv": "id,text\n1,The bridge\0 is closed.\n"},
        {"1": "The bridge is closed."},
        [("t.csv", None, "NUL characters removed: 1", "repaired")],
    ),
    "a block of NUL at the end of a table": (
        {"t.csv": b"id,text\n1,One.\n" + bytes(4096)},
        {"1": "One."},
        [("t.csv", None, "NUL characters removed: 4,096", "repaired")],
    ),
    "a block of NUL within a table": (
        {"t.csv": b"id,text\n1,One.\n" + bytes(4096) + b"2,Two.\n"},
        {"1": "One.", "2": "Two."},
        [("t.csv", None, "NUL characters removed: 4,096", "repaired")],
    ),
    "nothing but NUL": (
        {"a.txt": bytes(4096)},
        {},
        [("a.txt", None, "it holds nothing but NUL bytes", "left out")],
    ),
    "a picture named .txt": (
        {"a.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"},
        {},
        [("a.txt", None, "a picture", "left out")],
    ),
    "a program named .txt": (
        {"a.txt": b"\x7fELF" + bytes(range(256))},
        {},
        [("a.txt", None, "a program", "left out")],
    ),
    "other binary bytes named .txt": (
        {"a.txt": bytes(range(256)) * 9},
        {},
        [
            (
                "a.txt",
                None,
                "it is full of control characters: a binary file, or a text to be saved as UTF-8 first",
                "left out",
            )
        ],
    ),
    "a PDF named .txt": (
        {"a.txt": b"%PDF-1.7\n%\xe2\xe3"},
        {},
        [
            (
                "a.txt",
                None,
                "not a PDF that can be read: PdfStreamError: Stream has ended unexpectedly",
                "left out",
            )
        ],
    ),
    "HTML named .txt": (
        {"a.txt": HTML},
        {"a": BRIDGE},
        [("a.txt", None, ".html in spite of its ending .txt; read as such", "repaired")],
    ),
    "HTML named .csv": (
        {"t.csv": HTML},
        {"t": BRIDGE},
        [("t.csv", None, ".html in spite of its ending .csv; read as such", "repaired")],
    ),
    "a workbook named .csv": (
        {"t.csv": workbook({"A": [["text"], ["One."]]})},
        {"t:1": "One."},
        [("t.csv", None, ".xlsx in spite of its ending .csv; read as such", "repaired")],
    ),
    "a zip named .txt": (
        {"a.txt": zipped({"b.txt": BRIDGE})},
        {},
        [("a.txt", None, "a zip archive, which its name does not say; unpack it", "left out")],
    ),
    "an unknown ending": (
        {"a.odt": "x", "noending": "x"},
        {},
        [
            (
                "a.odt",
                None,
                f"a file ending in .odt; newslab reads {', '.join([*PAGES, *TABLES, *ARCHIVES])}",
                "left out",
            ),
            (
                "noending",
                None,
                f"a file without an ending; newslab reads {', '.join([*PAGES, *TABLES, *ARCHIVES])}",
                "left out",
            ),
        ],
    ),
    "files that systems leave": (
        {".DS_Store": "x", "~$good.docx": "x", "Thumbs.db": "x", "._a.txt": "x"},
        {},
        [],
    ),
    "a file that describes its folder": (
        {"README.md": "# Articles"},
        {},
        [
            (
                "README.md",
                None,
                "it describes its folder; give it another name if it is an article",
                "left out",
            )
        ],
    ),
    "a table of a header only": (
        {"t.csv": "text,source\n"},
        {},
        [("t.csv", None, "a table without a row that can be read", "left out")],
    ),
    "a table without a column of text": (
        {"t.csv": "a,b\n1,2\n"},
        {},
        [
            (
                "t.csv",
                None,
                "none of its columns is known as text: 'a', 'b'; name it, as in columns={'text': 'a'}",
                "left out",
            )
        ],
    ),
    "two columns of one name": (
        {"t.csv": "text,note,note\nOne.,x,y\n"},
        {"t:1": "One."},
        [
            ("t.csv", None, "two columns are named 'note'; one is now 'note (3)'", "repaired"),
            (
                "t.csv",
                None,
                "no column is known as source, date, title; there are 'note'; "
                "columns={'source': '…', 'date': '…', 'title': '…'} names them",
                "kept",
            ),
        ],
    ),
    "more fields than the header": (
        {"t.csv": "id,text\n1,One.\n2,Two, too.\n3,Three.\n"},
        {"1": "One.", "3": "Three."},
        [("t.csv", 2, "fields: 3, where the header has 2", "left out")],
    ),
    "fewer fields than the header": (
        {"t.csv": "id,text\n1,One.\n2\n3,Three.\n"},
        {"1": "One.", "3": "Three."},
        [("t.csv", 2, "fields: 1, where the header has 2", "left out")],
    ),
    "a quotation mark never closed": (
        {"t.csv": 'id,text\n1,One.\n2,"Two.\n3,Three.\n'},
        {"1": "One.", "3": "Three."},
        [
            (
                "t.csv",
                2,
                "a quotation mark is opened here and never closed, or not at the end of its field",
                "left out",
            )
        ],
    ),
    "a quotation mark closed by the next row": (
        {"t.csv": 'id,text\n1,"One.\n2,"Two."\n3,"Three."\n'},
        {"2": "Two.", "3": "Three."},
        [
            (
                "t.csv",
                1,
                "a quotation mark is opened here and never closed, or not at the end of its field",
                "left out",
            )
        ],
    ),
    "a quotation mark never closed in the header": (
        {"t.csv": '"id,text\n1,One.\n'},
        {},
        [("t.csv", None, "a quotation mark is opened in its header and never closed", "left out")],
    ),
    "semicolons": (
        {"t.csv": "id;text\n1;One, two.\n"},
        {"1": "One, two."},
        [("t.csv", None, "its cells are separated by semicolons, not by commas", "repaired")],
    ),
    "tabs": (
        {"t.csv": "id\ttext\n1\tOne, two.\n"},
        {"1": "One, two."},
        [("t.csv", None, "its cells are separated by tabs, not by commas", "repaired")],
    ),
    "vertical bars": (
        {"t.csv": "id|text\n1|One, two.\n"},
        {"1": "One, two."},
        [("t.csv", None, "its cells are separated by vertical bars, not by commas", "repaired")],
    ),
    "lines that end in carriage returns": (
        {"t.csv": "id,text\r1,One.\r2,Two.\r"},
        {"1": "One.", "2": "Two."},
        [],
    ),
    "a field of 300 KB": (
        {"t.csv": 'id,text\n1,"' + "One. " * 60_000 + '"\n'},
        {"1": "One. " * 60_000},
        [],
    ),
    "titles NA and None": (
        {"t.csv": "id,title,text\n1,NA,One.\n2,None,Two.\n3,null,Three.\n4,nan,Four.\n"},
        {"1": "One.", "2": "Two.", "3": "Three.", "4": "Four."},
        [("t.csv", None, "cells of column 'title' such as 'NA', now missing: 4", "repaired")],
    ),
    "an id with noughts": (
        {"t.csv": "id,text\n007,One.\n1e5,Two.\n"},
        {"007": "One.", "1e5": "Two."},
        [],
    ),
    "an id twice": (
        {"t.csv": "id,text\na,One.\na,Two.\n"},
        {"a": "One.", "a-2": "Two."},
        [("t.csv", 2, 'a second article is named "a"; this one is now "a-2"', "repaired")],
    ),
    "one file name in two folders": (
        {"one/a.txt": "One.", "two/a.txt": "Two."},
        {"one/a": "One.", "two/a": "Two."},
        [],
    ),
    "a text twice": (
        {"a.txt": BRIDGE, "b.txt": BRIDGE},
        {"a": BRIDGE, "b": BRIDGE},
        [("b.txt", None, 'the same text as article "a"', "kept")],
    ),
    "an empty cell of text": (
        {"t.csv": "id,text\n1,\n2, \n3,Three.\n"},
        {"3": "Three."},
        [("t.csv", 1, "no text", "left out"), ("t.csv", 2, "no text", "left out")],
    ),
    "a bad line of JSON": (
        {"t.jsonl": '{"id": 1, "text": "One."}\n{"id": 2, "text": \n{"id": 3, "text": "Three."}\n'},
        {"1": "One.", "3": "Three."},
        [("t.jsonl", 2, "not a line of JSON: Expecting value: line 1 column 18 (char 17)", "left out")],
    ),
    "a last line cut short": (
        {"t.jsonl": '{"id": 1, "text": "One."}\n{"id": 2, "te'},
        {"1": "One."},
        [
            (
                "t.jsonl",
                2,
                "not a line of JSON: Unterminated string starting at: line 1 column 11 (char 10)",
                "left out",
            )
        ],
    ),
    "a last row cut short": (
        {"t.csv": 'id,text\n1,"One."\n2,"Tw'},
        {"1": "One."},
        [
            (
                "t.csv",
                2,
                "a quotation mark is opened here and never closed, or not at the end of its field",
                "left out",
            )
        ],
    ),
    "a list of JSON cut short": (
        {"t.json": '[{"id": 1, "text": "One."}, {"id": 2'},
        {},
        [("t.json", None, "not JSON: Expecting ',' delimiter: line 1 column 37 (char 36)", "left out")],
    ),
    "JSON nested 100,000 deep": (
        {
            "t.json": "[" * 100_000 + "]" * 100_000,
            "u.jsonl": '{"text": ' + "[" * 100_000 + "\n" + '{"id": 2, "text": "Two."}',
        },
        {"2": "Two."},
        [
            ("t.json", None, "not JSON: lists or objects are nested too deep", "left out"),
            ("u.jsonl", 1, "not a line of JSON: lists or objects are nested too deep", "left out"),
        ],
    ),
    "half a pair of surrogates": (
        {"t.jsonl": '{"id": 1, "text": "One \\ud83d."}'},
        {"1": "One �."},
        [("t.jsonl", 1, "half of a pair of surrogates, which is no character, is now �", "repaired")],
    ),
    "an id of 5,000 digits": (
        {"t.jsonl": '{"id": %s, "text": "One."}' % ("9" * 5000)},
        {"9" * 5000: "One."},
        [],
    ),
    "a text cut by a news service": (
        {
            "t.json": '{"status": "ok", "articles": [{"source": {"id": null, "name": "Gazette"}, '
            '"publishedAt": "2024-12-07", "content": "The river rose… [+2345 chars]"}]}'
        },
        {"t:1": "The river rose… [+2345 chars]"},
        [
            ("t.json", 1, 'only its beginning, it seems; it ends "The river rose… [+2345 chars]"', "kept"),
        ],
    ),
    "no date": (
        {"t.csv": "id,text,date\n1,One.,\n"},
        {"1": "One."},
        [],
    ),
    "a date that cannot be": (
        {"t.csv": "id,text,date\n1,One.,2024-02-30\n"},
        {"1": "One."},
        [("t.csv", 1, '"2024-02-30" cannot be read as a date; write it as 2024-12-31', "kept")],
    ),
    "a date to come": (
        {"t.csv": "id,text,date\n1,One.,2999-01-01\n"},
        {"1": "One."},
        [("t.csv", 1, "its date, 2999-01-01, is yet to come", "kept")],
    ),
    "a date of 03/04/2024": (
        {"t.csv": "id,text,date\n1,One.,03/04/2024\n"},
        {"1": "One."},
        [
            (
                "t.csv",
                1,
                '"03/04/2024" leaves open which is the month; dayfirst=True or dayfirst=False says it, '
                "or write it as 2024-12-31",
                "kept",
            )
        ],
    ),
    "time zones mixed": (
        {
            "t.csv": "id,text,date\n1,One.,2024-12-07T10:00:00+02:00\n2,Two.,2024-12-07T10:00:00Z\n"
            "3,Three.,2024-12-07\n"
        },
        {"1": "One.", "2": "Two.", "3": "Three."},
        [("t.csv", None, "dates with a time zone, now in UTC: 2", "repaired")],
    ),
    "a paywall": (
        {"a.txt": f"{BRIDGE}\n\nSubscribe to continue reading."},
        {"a": "The bridge is closed until the water falls.\n\nSubscribe to continue reading."},
        [("a.txt", None, 'only its beginning, it seems; it ends "Subscribe to continue reading."', "kept")],
    ),
    "a corrupt Word document": (
        {"a.docx": b"PK\3\4 nothing", "b.docx": zipped({"word/document.xml": "<w"})},
        {},
        [
            (
                "a.docx",
                None,
                "not a Word document that can be opened: not a zip archive: File is not a zip file",
                "left out",
            ),
            (
                "b.docx",
                None,
                "not a Word document that can be opened: ParseError: …",
                "left out",
            ),
        ],
    ),
    "a corrupt workbook": (
        {"t.xlsx": zipped({"xl/workbook.xml": "<w"})},
        {},
        [("t.xlsx", None, "not a spreadsheet that can be opened: …", "left out")],
    ),
    "a corrupt parquet": (
        {"t.parquet": b"PAR1 nothing PAR1"},
        {},
        [
            (
                "t.parquet",
                None,
                "not a Parquet table: …",
                "left out",
            )
        ],
    ),
    "a zip that leads out": (
        {"a.zip": zipped({"../../x.txt": "x", "/etc/y.txt": "y", "b.txt": BRIDGE})},
        {"b": BRIDGE},
        [
            ("a.zip", None, 'its member "../../x.txt" leads out of the archive', "left out"),
            ("a.zip", None, 'its member "/etc/y.txt" leads out of the archive', "left out"),
        ],
    ),
    "a zip with a member without a name": (
        {"a.zip": zipped({"x.txt": "x", "b.txt": BRIDGE}).replace(b"x.txt", b"\0.txt")},
        {"b": BRIDGE},
        [("a.zip", None, "it has a member without a name", "left out")],
    ),
    "an encrypted zip": (
        {"a.zip": encrypted({"b.txt": BRIDGE})},
        {},
        [
            (
                "a.zip/b.txt",
                None,
                "it is encrypted; unpack the archive with its password, and read the folder",
                "left out",
            )
        ],
    ),
    "a zip in a zip": (
        {"a.zip": zipped({"b.txt": BRIDGE, "c.zip": zipped({"d.txt": "x"})})},
        {"b": BRIDGE},
        [
            (
                "a.zip/c.zip",
                None,
                "an archive inside an archive; unpack the outer one, and read the folder",
                "left out",
            )
        ],
    ),
    "a gz cut short": (
        {"a.txt.gz": gzip.compress(BRIDGE.encode())[:-9]},
        {},
        [
            (
                "a.txt.gz/a.txt",
                None,
                "not a whole gz archive: Compressed file ended before the end-of-stream marker was reached",
                "left out",
            )
        ],
    ),
    "an empty zip": (
        {"a.zip": zipped({})},
        {},
        [("a.zip", None, "an archive without files", "left out")],
    ),
    "a zip bomb": (
        {"a.zip": claiming(zipped({"b.txt": os.urandom(734_000)}), 3_000_000_000)},
        {},
        [("a.zip", None, "it would unpack from 734,333 to 3,000,000,000 bytes; …", "left out")],
    ),
    "a gz bomb": (
        {"a.txt.gz": gz_of_blanks(300)},
        {},
        [
            (
                "a.txt.gz/a.txt",
                None,
                f"it would unpack from {len(gz_of_blanks(300)):,} to over 50,000,000 bytes; …",
                "left out",
            )
        ],
    ),
    "a zip that unpacks to more than it says": (
        {"a.zip": claiming(zipped({"b.txt": BRIDGE * 1000}), 10)},
        {},
        [("a.zip/b.txt", None, "damaged inside the archive: Bad CRC-32 for file 'b.txt'", "left out")],
    ),
}


#: What some of them are read with.
NEEDED = {
    "a PDF named .txt": "pypdf",
    "HTML named .txt": "trafilatura",
    "HTML named .csv": "trafilatura",
}


def skip_without(package):
    pytest.importorskip(package, reason="an extra is not installed")


@pytest.mark.parametrize("name", BAD_FILES)
def test_what_becomes_of_a_bad_file(name, tmp_path):
    if name in NEEDED:
        skip_without(NEEDED[name])
    files, texts, faults = BAD_FILES[name]
    write(tmp_path, {"good.txt": RIVER, **files})
    articles = read_articles(tmp_path)
    assert articles["text"].to_dict() == {"good": RIVER, **texts}
    found = listed(articles)
    assert [shortened(*each) for each in zip(found, faults, strict=True)] == faults


# What is in other columns of some of them.
CELLS = {
    "titles NA and None": ("title", [None] * 4),
    "no date": ("date", [None]),
    "a date that cannot be": ("date", [None]),
    "a date to come": ("date", ["2999-01-01"]),
    "a date of 03/04/2024": ("date", [None]),
    "time zones mixed": ("date", ["2024-12-07T08:00", "2024-12-07T10:00", "2024-12-07"]),
    "two columns of one name": ("note (3)", ["y"]),
    "a text cut by a news service": ("source", ["Gazette"]),
}


@pytest.mark.parametrize("name", CELLS)
def test_what_becomes_of_its_other_cells(name, tmp_path):
    column, expected = CELLS[name]
    write(tmp_path, BAD_FILES[name][0])
    cells = read_articles(tmp_path)[column]
    if column == "date":
        expected = [pd.Timestamp(date) for date in expected]
    pd.testing.assert_series_equal(cells, pd.Series(expected, cells.index, cells.dtype, name=column))


def test_all_of_them_at_once_are_listed_each(tmp_path):
    for package in NEEDED.values():
        skip_without(package)
    for number, (files, _, _) in enumerate(BAD_FILES.values()):
        write(tmp_path / f"{number:02d}", files)
    articles = read_articles(tmp_path)
    # Names and texts that stood alone before may be there twice, which is listed as well.
    twice = ("a second article is named", "the same text as")
    found = [line for line in listed(articles) if not line[2].startswith(twice)]
    expected = [
        (f"{number:02d}/{origin}", row, cause, outcome)
        for number, (_, _, faults) in enumerate(BAD_FILES.values())
        for origin, row, cause, outcome in faults
        if not cause.startswith(twice)
    ]
    assert [shortened(*each) for each in zip(found, expected, strict=True)] == expected
    assert len(articles) == sum(len(texts) for _, texts, _ in BAD_FILES.values())


class TestPaths:
    def test_a_path_that_is_missing(self, tmp_path):
        with pytest.raises(
            FileNotFoundError, match=r"there is no .*nope; check the spelling below .*, which is there"
        ):
            read_articles(tmp_path / "nope")

    def test_an_empty_folder(self, tmp_path):
        with pytest.raises(ValueError, match="there is no file; put some in"):
            read_articles(tmp_path)

    def test_a_pattern_without_a_match(self, tmp_path):
        with pytest.raises(FileNotFoundError, match=r"path takes no patterns.*\.glob\('\*\.csv'\)"):
            read_articles(tmp_path / "*.csv")
        with pytest.raises(ValueError, match="no article could be read from \\[\\]"):
            read_articles(tmp_path.glob("*.csv"))

    def test_a_file_that_may_not_be_read(self, tmp_path, monkeypatch):
        write(tmp_path, {"good.txt": RIVER, "locked.txt": BRIDGE})
        opened = open

        def refuse(path, *arguments, **options):
            if str(path).endswith("locked.txt"):
                raise PermissionError(13, "Permission denied")
            return opened(path, *arguments, **options)

        monkeypatch.setattr("builtins.open", refuse)
        assert listed(read_articles(tmp_path)) == [("locked.txt", None, "Permission denied", "left out")]

    def test_links_are_not_followed(self, tmp_path):
        write(tmp_path, {"corpus/good.txt": RIVER, "outside/secret.txt": BRIDGE})
        for name, target in {"file.txt": "outside/secret.txt", "folder": "outside", "loop": "corpus"}.items():
            (tmp_path / "corpus" / name).symlink_to(tmp_path / target)
        (tmp_path / "corpus" / "itself.txt").symlink_to("itself.txt")
        cause = "a link that is not followed; name what it leads to in a list of paths"
        articles = read_articles(tmp_path / "corpus")
        assert articles.index.tolist() == ["good"]
        assert listed(articles) == [
            (name, None, cause, "left out") for name in ["file.txt", "folder", "itself.txt", "loop"]
        ]
        assert read_articles([tmp_path / "corpus" / "file.txt"])["text"].tolist() == [BRIDGE]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
    def test_a_named_pipe_is_not_waited_for(self, tmp_path):
        write(tmp_path, {"good.txt": RIVER})
        os.mkfifo(tmp_path / "pipe.txt")
        assert listed(read_articles(tmp_path)) == [("pipe.txt", None, "not a regular file", "left out")]

    def test_a_file_that_grows_while_it_is_read_is_left_out(self, tmp_path, monkeypatch):
        write(tmp_path, {"good.txt": RIVER, "t.csv": "text\nOne.\n"})
        asked = os.fstat

        def ask_and_append(number):
            size = asked(number)
            if size.st_size == 10:
                with (tmp_path / "t.csv").open("a") as file:
                    file.write("Two.\n")
            return size

        monkeypatch.setattr(os, "fstat", ask_and_append)
        articles = read_articles(tmp_path)
        cause = "it went from 10 to 15 bytes while it was read; read it again when it is whole"
        assert listed(articles) == [("t.csv", None, cause, "left out")]


class TestSizes:
    def test_a_page_of_two_gigabytes_is_not_even_opened_up(self, tmp_path):
        write(tmp_path, {"good.txt": RIVER})
        with (tmp_path / "long.txt").open("wb") as file:
            file.truncate(2_000_000_000)  # of which no disk holds a byte
        [(origin, _, cause, outcome)] = listed(read_articles(tmp_path))
        assert (origin, outcome) == ("long.txt", "left out")
        assert cause.startswith("too long for one article: 2,000,000,000 bytes; split it")

    def test_a_million_rows_are_read(self, tmp_path):
        with (tmp_path / "t.csv").open("w", encoding="utf-8") as file:
            file.write("id,text\n")
            file.writelines(f"{number:07d},It rose {number} times.\n" for number in range(1_000_000))
        articles = read_articles(tmp_path)
        assert len(articles) == 1_000_000
        assert articles.index[-1] == "0999999"
        assert articles.iloc[-1][["text", "origin"]].tolist() == ["It rose 999999 times.", "t.csv:1000000"]
        assert listed(articles) == []

    def test_what_does_not_fit_into_memory_is_listed(self, tmp_path, monkeypatch):
        write(tmp_path, {"good.txt": RIVER, "t.csv": "text\nOne.\n"})

        def fail(content):
            raise MemoryError

        monkeypatch.setitem(TABLES, ".csv", fail)
        [(origin, _, cause, outcome)] = listed(read_articles(tmp_path))
        assert (origin, outcome) == ("t.csv", "left out")
        assert cause.startswith("it takes more memory than there is; split it")


def test_after_an_interruption_everything_can_be_read(tmp_path, monkeypatch):
    write(tmp_path, {"a.txt": RIVER, "b.txt": BRIDGE})
    expected = read_articles(tmp_path)
    read = PAGES[".txt"]
    with monkeypatch.context() as patch:

        def interrupt(content, archives):
            if b"bridge" in content:
                raise KeyboardInterrupt
            return read(content, archives)

        patch.setitem(PAGES, ".txt", interrupt)
        with pytest.raises(KeyboardInterrupt):
            read_articles(tmp_path)
    pd.testing.assert_frame_equal(read_articles(tmp_path), expected)


def test_a_short_reading_shows_no_progress(tmp_path, capsys):
    write(tmp_path, {"a.txt": RIVER})
    read_articles(tmp_path)
    assert capsys.readouterr() == ("", "")


NAMES = st.sampled_from(["a", "b", "metadata"]), st.sampled_from([*PAGES, *TABLES, *ARCHIVES, ".doc", ""])


@settings(max_examples=25)
@given(st.dictionaries(st.tuples(*NAMES).map("".join), st.binary(max_size=30), max_size=4))
def test_any_files_beside_a_good_one_are_articles_or_listed(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("corpus")
    write(folder, {"good.txt": RIVER, **files})
    articles = read_articles(folder)
    told_of = {origin.rpartition(":")[0] or origin for origin in articles["origin"]} | {
        line[0] for line in listed(articles) if line[3] == "left out"
    }
    assert {
        name for name in files if name not in told_of and not any(o.startswith(name) for o in told_of)
    } == set()


@pytest.mark.skipif(sys.platform != "linux", reason="a system whose names are all Unicode")
def test_names_that_are_not_utf8_are_read_in_folders_alone_and_in_lists(tmp_path):
    folder = tmp_path / os.fsdecode(b"S\xfcden")
    write(folder, {os.fsdecode(b"caf\xe9.txt"): RIVER, "b.txt": BRIDGE})
    articles = read_articles(tmp_path)
    assert articles["source"].unique().tolist() == ["S\N{REPLACEMENT CHARACTER}den"]
    assert articles.index.tolist() == ["b", "caf\N{REPLACEMENT CHARACTER}"]
    file = folder / os.fsdecode(b"caf\xe9.txt")
    assert read_articles(file)["text"].tolist() == [RIVER]
    assert read_articles([file, folder / "b.txt"])["text"].tolist() == [RIVER, BRIDGE]


@pytest.mark.skipif(sys.platform != "linux", reason="a system that takes the two names for one")
def test_metadata_name_a_file_as_it_is_written_where_two_read_the_same(tmp_path):
    one, two = "caf\N{LATIN SMALL LETTER E WITH ACUTE}.txt", "cafe\N{COMBINING ACUTE ACCENT}.txt"
    write(tmp_path, {one: RIVER, two: BRIDGE, "metadata.csv": f"file,source\n{one},One\n{two},Two\n"})
    articles = read_articles(tmp_path)
    assert articles.set_index("text")["source"].to_dict() == {RIVER: "One", BRIDGE: "Two"}
    assert listed(articles) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path, monkeypatch):
    write(tmp_path, {"good.txt": RIVER, "a.txt": BRIDGE})
    find = newslab.corpus.articles.find_files

    def find_and_replace(path):
        files = list(find(path))
        (tmp_path / "a.txt").unlink()
        os.mkfifo(tmp_path / "a.txt")
        return files

    monkeypatch.setattr(newslab.corpus.articles, "find_files", find_and_replace)
    assert listed(read_articles(tmp_path)) == [("a.txt", None, "not a regular file", "left out")]


def test_a_link_that_leads_nowhere_is_said_to_be_one(tmp_path):
    for name, target in {"a": "b", "b": "a", "c": "gone.txt"}.items():
        try:
            (tmp_path / name).symlink_to(tmp_path / target)
        except OSError:
            pytest.skip("a system on which links need rights")
    for name in "ac":
        with pytest.raises(FileNotFoundError, match=rf"{name} is a link, and what it leads to is not there"):
            read_articles(tmp_path / name)


def test_a_folder_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    (tmp_path / "news").mkdir()

    def refuse(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(ValueError, match="news: a folder that cannot be opened"):
        read_articles(tmp_path / "news")


def test_a_file_packed_twice_is_listed_with_what_to_do(tmp_path):
    for name in ("a.txt.gz", "b.txt.gz.gz"):
        (tmp_path / name).write_bytes(gzip.compress(gzip.compress(b"It rose.")))
    (tmp_path / "c.txt").write_text("It fell.", encoding="utf-8")
    listed = problems(read_articles(tmp_path))
    assert dict(zip(listed["origin"], listed["problem"], strict=True)) == {
        "a.txt.gz/a.txt": "packed by gzip, which its name does not say; unpack it",
        "b.txt.gz.gz/b.txt.gz": "an archive inside an archive; unpack the outer one, and read the folder",
    }
