"""Formats that sources of their own kinds come in: documents, mail, web archives, references, databases."""

import gzip
import io
import sqlite3
import tarfile
import time
import zipfile
from contextlib import suppress

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from newslab.corpus import problems, read_articles
from newslab.readers import (
    Article,
    UnreadableFile,
    read_bibtex,
    read_epub,
    read_mail,
    read_mailbox,
    read_pdf,
    read_ris,
    read_sqlite,
    read_tar,
    read_warc,
)

RIVER = "The river rose by a metre on Sunday."
BRIDGE = "The bridge is closed until the water falls."


def pdf(*pages, title="Flood"):
    """The smallest PDF that shows a line a page; written by hand, with the offsets that readers need."""
    n_pages = len(pages)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(n_pages))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {n_pages} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for n, line in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 700 Td ({line}) Tj ET" if line else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< /Title ({title}) /Author (Ana Roy) >>")
    content, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    content += "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    content += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
    return (content + f"startxref\n{start}\n%%EOF").encode()


def epub(chapters):
    buffer = io.BytesIO()
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml"/>' for n in range(len(chapters)))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<dc:title>The Gazette</dc:title><dc:date>2024-05-07</dc:date></metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for n, (title, text) in enumerate(chapters):
            page = f"<html><head><title>{title}</title></head><body><p>{text}</p></body></html>"
            archive.writestr(f"OEBPS/c{n}.xhtml", page)
    return buffer.getvalue()


MESSAGE = (
    "From: Ana Roy <ana@wire.example>\nSubject: =?utf-8?q?Fl=C3=BCsse_steigen?=\n"
    "Date: Tue, 07 May 2024 09:05:00 +0000\nContent-Type: {kind}; charset=utf-8\n\n{text}\n"
)


class TestPdf:
    def test_the_text_of_all_pages_is_one_article(self):
        pytest.importorskip("pypdf")
        assert read_pdf(pdf(RIVER, BRIDGE)) == (Article(f"{RIVER}\n\n{BRIDGE}", "Flood", "Ana Roy"), [])

    def test_pages_without_text_are_listed(self):
        pytest.importorskip("pypdf")
        _, [note] = read_pdf(pdf(RIVER, ""))
        assert (note.problem, note.outcome) == ("pages without text, likely pictures: 2", "kept")
        with pytest.raises(UnreadableFile, match="OCR"):
            read_pdf(pdf("", ""))

    def test_one_in_a_folder_is_an_article_whatever_its_name(self, tmp_path):
        pytest.importorskip("pypdf")
        (tmp_path / "a.pdf").write_bytes(pdf(RIVER))
        (tmp_path / "b.txt").write_bytes(pdf(BRIDGE))
        articles = read_articles(tmp_path)
        assert articles["text"].tolist() == [RIVER, BRIDGE]
        assert articles["author"].tolist() == ["Ana Roy"] * 2


class TestEpub:
    def test_a_chapter_is_an_article(self, tmp_path):
        (tmp_path / "a.epub").write_bytes(epub([("River", RIVER), ("Bridge", BRIDGE)]))
        articles = read_articles(tmp_path)
        assert articles[["source", "title", "text"]].to_numpy().tolist() == [
            ["The Gazette", "River", RIVER],
            ["The Gazette", "Bridge", BRIDGE],
        ]
        assert set(articles["date"]) == {pd.Timestamp("2024-05-07")}


class TestMail:
    @pytest.mark.parametrize(("kind", "text"), [("text/plain", RIVER), ("text/html", f"<p>{RIVER}</p>")])
    def test_a_message_is_an_article(self, kind, text):
        article, notes = read_mail(MESSAGE.format(kind=kind, text=text).encode())
        assert article.text.strip() == RIVER
        assert article[1:4] == ("Flüsse steigen", "Ana Roy", "Tue, 07 May 2024 09:05:00 +0000")
        assert notes == []

    def test_a_mailbox_is_a_table(self):
        messages = [MESSAGE.format(kind="text/plain", text=text) for text in (RIVER, f">From here {BRIDGE}")]
        box = "".join(f"From ana@wire.example Tue May  7 09:05:00 2024\n{message}\n" for message in messages)
        table, _ = read_mailbox(box.encode())
        assert table["text"].str.strip().tolist() == [RIVER, f"From here {BRIDGE}"]

    def test_a_message_in_an_unknown_encoding_is_read_by_its_bytes(self):
        article, _ = read_mail(b"Subject: a\0b\nContent-Type: text/plain; charset=x\n\nCaf\xe9 by the river")
        assert (article.text, article.title) == ("Café by the river", "ab")

    @pytest.mark.parametrize("content", [b"", b"It rose.", b"\xff\xfe\0"])
    def test_what_is_no_message_is_refused(self, content):
        with pytest.raises(UnreadableFile):
            read_mail(content)


def warc(*records):
    """A web archive, packed record by record, as crawlers write it."""
    packed = b""
    for number, (url, status, kind, body) in enumerate(records):
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}"
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-05-07T09:05:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        packed += gzip.compress(f"{head}{answer}\r\n\r\n".encode())
    return packed


class TestWarc:
    def test_a_page_is_an_article(self, tmp_path):
        pytest.importorskip("warcio")
        body = f"<body><article><p>{RIVER} {BRIDGE}</p></article></body>"
        page = f"<html><head><title>Flood</title></head>{body}</html>"
        content = warc(
            ("https://www.wire.example/a", "200 OK", "text/html", page),
            ("https://www.wire.example/b", "404 Not Found", "text/html", page),
            ("https://www.wire.example/c.png", "200 OK", "image/png", "x"),
        )
        (tmp_path / "a.warc.gz").write_bytes(content)
        articles = read_articles(tmp_path)
        assert articles["text"].tolist() == [f"{RIVER} {BRIDGE}"]
        assert articles["url"].tolist() == ["https://www.wire.example/a"]
        assert problems(articles)["problem"].str.contains("not found: 2").any()


RIS = f"""TY  - NEWS
TI  - River rises
AU  - Roy, Ana
AU  - Ode, Max
T2  - The Wire
DA  - 2024/05/07/
AB  - {RIVER}
UR  - https://wire.example/a
ER  -
"""
BIBTEX = f"""@article{{roy2024,
  title = {{The {{River}} rises}}, author = {{Roy, Ana and Ode, Max}}, journal = {{The Wire}},
  date = {{2024-05-07}}, abstract = {{{RIVER}}}
}}
@newspaper{{ode, title = "B", abstract = "{BRIDGE}", year = 2024, month = may, day = 7}}
@misc{{ann, title = "C", abstract = "{BRIDGE}", year = {{2024}}, month = {{5}}, day = {{7}}}}
@misc{{old, title = "D", abstract = "{BRIDGE}", year = {{2024}}}}
"""


class TestReferences:
    def test_ris_gives_abstracts(self, tmp_path):
        pytest.importorskip("rispy")
        (tmp_path / "a.ris").write_text(RIS, encoding="utf-8")
        articles = read_articles(tmp_path)
        assert articles.iloc[0][["source", "title", "author", "text"]].tolist() == [
            "The Wire", "River rises", "Roy, Ana; Ode, Max", RIVER,
        ]  # fmt: skip
        assert articles["date"].tolist() == [pd.Timestamp("2024-05-07")]
        assert problems(articles)["problem"].tolist() == [
            "no column of texts but 'abstract': its articles are summaries"
        ]

    def test_bibtex_gives_abstracts(self):
        pytest.importorskip("bibtexparser")
        table, notes = read_bibtex(BIBTEX.encode())
        assert table["id"].tolist() == ["roy2024", "ode", "ann", "old"]
        assert table["date"].tolist() == ["2024-05-07", "2024 May 07", "2024-05-07", "2024"]
        assert table.loc[1, ["title", "author", "source", "date", "abstract"]].tolist() == [
            "The River rises", "Roy, Ana; Ode, Max", "The Wire", "2024-05-07", RIVER,
        ]  # fmt: skip
        assert notes == []

    def test_a_damaged_reference_costs_no_other(self):
        pytest.importorskip("bibtexparser")
        page = (
            f"@misc{{a, title = {{A}}, abstract = {{{RIVER}}}}}\n@misc{{b title = {{B}}}}\n"
            f"@misc{{a, title = {{C}}, abstract = {{{BRIDGE}}}, title = {{D}}}}\n@misc{{e, title = {{E"
        )
        table, notes = read_bibtex(page.encode())
        assert table["title"].tolist() == ["A", "C"]
        assert [(note.problem, note.outcome, note.row) for note in notes] == [
            ("what begins in line 2 is no whole reference", "left out", None),
            ("field 'title' is there more than once; the first is read", "kept", 2),
            ("what begins in line 4 is no whole reference", "left out", None),
        ]

    def test_letters_of_latex_and_parts_of_a_value_are_put_together(self):
        pytest.importorskip("bibtexparser")
        page = r"""@string{wire = "The Wire"}
        @misc{a, title = {Caf{\'e} T\"ur, {\ss} \& 5\%: $5 million, 50% of C:\temp}, journal = wire # " \# 2",
        month = jan, year = 2024, abstract = "She said {"}no{"} to #1."}"""
        table, notes = read_bibtex(page.encode())
        assert table.loc[1].to_dict() == {
            "id": "a",
            "title": r"Café Tür, ß & 5%: $5 million, 50% of C:\temp",
            "source": "The Wire # 2",
            "date": "2024 January",
            "abstract": 'She said "no" to #1.',
        }
        assert notes == []

    def test_a_megabyte_of_references_is_read_in_seconds(self):
        pytest.importorskip("bibtexparser")
        start = time.process_time()
        for page in ("@misc{a,c={" + "x" * 1_000_000 + "}}", BIBTEX * 2_000, "@misc{a,c=" + "{" * 500_000):
            with suppress(UnreadableFile):
                read_bibtex(page.encode())
        assert time.process_time() - start < 20


def database(*statements):
    connection = sqlite3.connect(":memory:")
    connection.executescript(";".join(statements))
    return bytes(connection.serialize())


class TestSqlite:
    TABLE = (
        f"CREATE TABLE news (id INTEGER, title TEXT, body TEXT); INSERT INTO news VALUES (7, 'T', '{RIVER}')"
    )

    def test_its_table_of_texts_is_read(self, tmp_path):
        content = database(
            "CREATE TABLE users (name TEXT); INSERT INTO users VALUES ('Ana')",
            self.TABLE,
            "CREATE TABLE drafts (text TEXT)",
        )
        (tmp_path / "a.db").write_bytes(content)
        articles = read_articles(tmp_path)
        assert articles["text"].to_dict() == {"7": RIVER}
        assert problems(articles)["problem"].str.contains("table 'drafts' with 0 rows is not read").any()

    def test_views_are_not_run(self):
        with pytest.raises(UnreadableFile, match="without a table"):
            read_sqlite(database("CREATE VIEW news AS SELECT 'x' AS text"))


class TestTar:
    @pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
    def test_its_files_are_articles(self, tmp_path, mode):
        ending = {"w": ".tar", "w:gz": ".tar.gz", "w:bz2": ".tar.bz2", "w:xz": ".tar.xz"}[mode]
        with tarfile.open(tmp_path / f"a{ending}", mode) as archive:
            for name, text in {"x/b.txt": RIVER, "y/a.txt": BRIDGE}.items():
                member = tarfile.TarInfo(name)
                member.size = len(text)
                archive.addfile(member, io.BytesIO(text.encode()))
            archive.addfile(tarfile.TarInfo("../out.txt"), io.BytesIO())
        articles = read_articles(tmp_path)
        assert articles["text"].tolist() == [RIVER, BRIDGE]
        assert articles["source"].tolist() == ["x", "y"]
        assert problems(articles)["problem"].str.contains("leads out of the archive").any()

    def test_two_files_of_one_name_and_second_names_are_read_and_links_listed(self, tmp_path):
        with tarfile.open(tmp_path / "a.tar", "w") as archive:
            for text in (RIVER, BRIDGE):
                member = tarfile.TarInfo("a.txt")
                member.size = len(text)
                archive.addfile(member, io.BytesIO(text.encode()))
            for kind, name in ((tarfile.LNKTYPE, "b.txt"), (tarfile.SYMTYPE, "c.txt")):
                member = tarfile.TarInfo(name)
                member.type, member.linkname = kind, "a.txt"
                archive.addfile(member)
        articles = read_articles(tmp_path)
        assert articles["text"].tolist() == [RIVER, BRIDGE, BRIDGE]
        assert "a link that is not followed" in problems(articles)["problem"].tolist()

    def test_a_cut_one_is_refused(self):
        with pytest.raises(UnreadableFile):
            list(read_tar(b"x" * 600, "a.tar"))


READERS = [
    read_pdf,
    read_epub,
    read_mail,
    read_mailbox,
    read_warc,
    read_ris,
    read_bibtex,
    read_sqlite,
    read_tar,
]
STARTS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\3\4",
    b"From ",
    b"WARC/1.0\r\n",
    b"TY  - NEWS\n",
    b"@article{a,",
    b"SQLite format 3\0",
]


@pytest.mark.parametrize("reader", READERS)
@given(st.sampled_from(STARTS), st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(reader, start, rest):
    try:
        found = list(reader(start + rest, "a")) if reader is read_tar else reader(start + rest)
    except UnreadableFile:
        return
    assert found is not None


@pytest.mark.parametrize("name", ["a.ndjson", "a.jsonlines", "a.jl"])
def test_lines_of_json_have_several_endings(tmp_path, name):
    (tmp_path / name).write_text(f'{{"title": "T", "text": "{RIVER}"}}\n', encoding="utf-8")
    assert read_articles(tmp_path)["text"].tolist() == [RIVER]


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "rispy", None)
    with pytest.raises(UnreadableFile, match=r"newslab\[references\]"):
        read_ris(RIS.encode())


@pytest.mark.parametrize(
    "text",
    [
        "title\tsource\ttext\nFlood\tEcho\tThe river rose.\nBridge\tWire\tThe bridge fell.",
        "Titel;Quelle;Text\nFlood;Echo;The river rose.\nBridge;Wire;The bridge fell.",
        '{"title": "Flood", "source": "Echo", "text": "The river rose."}\n'
        '{"title": "Bridge", "source": "Wire", "text": "The bridge fell."}',
        '[{"title": "Flood", "source": "Echo", "text": "The river rose."},\n'
        '{"title": "Bridge", "source": "Wire", "text": "The bridge fell."}]',
    ],
    ids=["tabs", "semicolons", "JSON Lines", "JSON"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_table_that_is_named_as_a_text_is_a_table(tmp_path, text, encoding):
    (tmp_path / "export.txt").write_text(text, encoding=encoding)
    articles = read_articles(tmp_path)
    assert articles[["title", "source", "text"]].values.tolist() == [
        ["Flood", "Echo", "The river rose."],
        ["Bridge", "Wire", "The bridge fell."],
    ]
    assert problems(articles)["problem"].str.startswith("a table, in spite of its ending").sum() == 1


@pytest.mark.parametrize(
    "text", ["Text, date, source and title\nare what a table has.", "[1] The river rose.", '{"a": 1']
)
def test_a_text_that_begins_like_a_table_is_a_text(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read_articles(tmp_path)["text"].tolist() == [text]


def test_an_export_in_an_email_is_split(tmp_path):
    entries = (
        f"Document {n} of 2\n\nFlood {n}\n\nAuthor: Roy, Ana\n\nFull text: It rose by {n} m.\n\n"
        f"Publication title: Echo\n\nPublication date: Mar {n}, 2021\n\nDatabase: Wire\n\n"
        for n in (1, 2)
    )
    head = "From: archive@example.org\nSubject: 2 documents\nContent-Type: text/plain; charset=utf-8\n\n"
    (tmp_path / "a.eml").write_text(head + "".join(entries), encoding="utf-8")
    articles = read_articles(tmp_path)
    assert articles["title"].tolist() == ["Flood 1", "Flood 2"]
    assert articles["text"].tolist() == ["It rose by 1 m.", "It rose by 2 m."]
