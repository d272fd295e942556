"""Files that are made to do harm, each read in a process with limits of time and memory.

Every one lies beside a good file, which has to be read whatever the other does.
"""

import base64
import gzip
import io
import json
import os
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib
from itertools import pairwise

import pyarrow as pa
import pyarrow.parquet
import pytest
from mutations import GOOD
from test_bad_files import RIVER, write
from test_readers import OFFICE, workbook

from newslab.corpus import problems, read_articles

#: An old workbook whose table of sectors leads beyond the file; packed, as most of it is empty.
DAMAGED_XLS = zlib.decompress(
    base64.b64decode(
        "eNrtWE1oE0EU/mbzH9pkU1OhFcpSsGotgnjxYLtW0JwsVQRFBU3bBUtLItsorQet1hwFwZPipdCLl6oXf9CD3jwIFT"
        "0IopDoSTwVFHpos755u1tTzaEBrVrmW+bN2zfz7UzmvXnZ2VdzqdL0/dYyfkIPAqg4MYSrbIJKzL/RQe2OI1W/jlJx"
        "FP4rxKLkyHAITxpfRqQPpb/L0HAv+Jwk8JHKSZxFXz5nGWuIfTyHrJBz6CYpcJssCbTwrJpYDrLcwPIu93zKci9brr"
        "Hspr4lcRxzZl/nbi+Kj2nt3JaAfO5D5rxjy04044WM4kvXhds3hF57ODv6bza0BRswA/JbxspZdna0hDQ5cAbfHAP4"
        "6u/UZ4ayr61dgOwLK+2RGvYbWhCYhHOaA7xIyfV9wHVw7yL2SMdyoU4Fa7xAW3Msf84etCgIckngyBnLsIfPW7Zh58"
        "esHWTNEHvcmCDtc1zmat7b+oq93cgx30ByCEnWUxz5OmXvxTvzrw8O9Jun2DLJ+dzN+pvlROHgsmQQOcEtgWXZyYzt"
        "LK/wUzex3soyTfFKdUd/s6ccmOI+V7m1g8bZxXhjbqnSt5Je/HLoUVvxk7mN9NlM+UJ69q05jXZaqCHiy2sKXaJL3L"
        "op8dj0a+FliA8sW37JFlFN9+bueH9tSSwhzmqKpXsnV0cs32neWkm2qMEWzA54/QWz5bpd1OSdZJ/QXLZWg60xO+Sx"
        "Xc+EPbbGbLnqPVoTHsiulOV+II6/jgUoKCgoKCgoKCisewh+K3bPAPJNN+SdMiLeV6ElKhX1kWXd4jDydBXoWLsfOa"
        "ptTNQVPxsREv6zxCo5/tdGiaM0uo0RDPA8RuqOXzoliurfs2qi/vu2UL3jV+qZ5x8e/zuXB84Z"
    )
)


def zipped(members, packing=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def members_of(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def word(body):
    main = f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:mc="urn:mc"'
    return zipped({"word/document.xml": f"<w:document {main}><w:body>{body}</w:body></w:document>"})


def run_of(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text):
    return f"<w:p>{run_of(text)}</w:p>"


def cell(content, settings=""):
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{content}</w:tc>"


def workbook_with(place, row):
    """A workbook in which one cell is far from the others."""
    members = members_of(workbook({"A": [["text"], ["It rose."]]}))
    far = f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    sheet = "xl/worksheets/sheet0.xml"
    members[sheet] = members[sheet].replace(b"</sheetData>", far.encode())
    return zipped(members)


def workbook_with_behind(xml):
    """A workbook with something after the cells of its sheet."""
    members = members_of(workbook({"A": [["text"], ["It rose."]]}))
    sheet = "xl/worksheets/sheet0.xml"
    members[sheet] = members[sheet].replace(b"</sheetData>", f"</sheetData>{xml}".encode())
    return zipped(members)


def workbook_of_one_long_text():
    """A workbook in which many thousand cells are one long text, which is stored once."""
    members = members_of(workbook({"A": [["text"], ["It rose."]]}))
    texts = f"<si><t>{'x' * 30_000}</t></si>"
    members["xl/sharedStrings.xml"] = f'<sst xmlns="{OFFICE}/spreadsheetml/2006/main">{texts}</sst>'.encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 40_000))
    sheet = "xl/worksheets/sheet0.xml"
    members[sheet] = members[sheet].replace(b"</sheetData>", f"{rows}</sheetData>".encode())
    return zipped(members)


def many_entities(declared):
    """A Word document with an entity that expands to a long text, declared where only its parser sees it."""
    xml = f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]><x>{"&a;" * 50_000}</x>'
    return zipped({"word/document.xml": declared(xml)})


def unclosed_ods():
    members = members_of(GOOD[".ods"])
    members["content.xml"] = members["content.xml"].replace(b"</table:table><", b"</table:tab\0\0\0\0")
    return zipped(members)


def parquet(**columns):
    buffer = io.BytesIO()
    pa.parquet.write_table(pa.table(columns), buffer, compression="zstd")
    return buffer.getvalue()


def invalid_utf8():
    stored = pa.array([b"caf\xe9", b"It rose."], pa.binary())
    return pa.Array.from_buffers(pa.string(), 2, stored.buffers())


def damaged_lzma():
    content = bytearray(zipped({"a.txt": "It rose. " * 99}, zipfile.ZIP_LZMA))
    place = content.index(b"a.txt") + 20
    content[place : place + 20] = b"\xff" * 20
    return bytes(content)


def gzipped(content):
    """A gz that does not say what its file is called."""
    head, packed = b"\x1f\x8b\x08\0\0\0\0\0\0\xff", zlib.compress(content, wbits=-15)
    return head + packed + struct.pack("<II", zlib.crc32(content), len(content))


def tar_header(name, size, kind=tarfile.REGTYPE):
    member = tarfile.TarInfo(name)
    member.size, member.type = size, kind
    return member.tobuf(tarfile.GNU_FORMAT)


def long_header():
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="w", compresslevel=1) as packed:
        packed.write(tar_header("x", 1_000_000_000, tarfile.XHDTYPE))
        for _ in range(20):
            packed.write(bytes(10_000_000))
    return buffer.getvalue()


def backward_tar():
    header = bytearray(tar_header("a.txt", 0))
    header[124:136] = b"\xff" + (256**11 - 512).to_bytes(11)  # less than nothing, as two's complement
    header[148:156] = b" " * 8
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    return bytes(header) + bytes(10_240)


ONE_TEXT = pa.DictionaryArray.from_arrays(pa.array([0] * 40_000, pa.int32()), pa.array(["x" * 60_000]))

REFUSED = {
    "a workbook with a cell at its far end": {"a.xlsx": workbook_with("XFD1048576", 1048576)},
    "a workbook with a cell beyond any end": {"a.xlsx": workbook_with("ZZZZZZ4294967295", 4294967295)},
    "an old workbook that leads beyond its end": {"a.xls": DAMAGED_XLS},
    "a spreadsheet whose table is not closed": {"a.ods": unclosed_ods()},
    "a little parquet of much text": {"a.parquet": parquet(text=ONE_TEXT)},
    "a little parquet of many rows": {"a.parquet": parquet(text=pa.nulls(30_000_000, pa.string()))},
    "a parquet of an unknown time zone": {
        "a.parquet": parquet(text=["It rose."], t=pa.array([1], pa.timestamp("s", "Foo/Bar")))
    },
    "a member that is damaged": {"a.zip": damaged_lzma()},
    "a member 20,000 folders deep": {"a.zip": zipped({"d/" * 20_000 + "a.txt": "It rose."})},
    "entities in a Word document": {
        "a.docx": zipped({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "x">]><x>&a;</x>'})
    },
    "entities in a Word document of another encoding": {
        "a.docx": many_entities(lambda xml: f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16"))
    },
    "entities in a Word document after a long comment": {
        "a.docx": many_entities(lambda xml: f"<!--{'c' * 2_000}-->{xml}")
    },
    "a Word document 200,000 elements deep": {
        "a.docx": zipped({"word/document.xml": "<a>" * 200_000 + "</a>" * 200_000})
    },
    "a workbook of one long text in all cells": {"a.xlsx": workbook_of_one_long_text()},
    "a parquet that is not UTF-8 in its categories": {
        "a.parquet": parquet(
            text=["One.", "Two."], kind=pa.DictionaryArray.from_arrays(pa.array([0, 1]), invalid_utf8())
        )
    },
    "a message of parts in parts without end": {
        "a.eml": "Subject: x\nMIME-Version: 1.0\n"
        + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2_000))
    },
    "JSON nested 99,999 deep": {"a.json": "[" * 99_999 + "]" * 99_999},
    "a gz in a gz": {"a.txt.gz": gzipped(gzipped(bytes(10**7)))},
    "tables in tables without end": {
        "a.docx": word("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000)
    },
    "a packed tar whose header says it is of a gigabyte": {"a.tar.gz": long_header()},
    "a tar that leads back to its beginning": {"a.tar": backward_tar()},
    "thousands of names, each in a row of its own": {
        "a.jsonl": "".join(f'{{"text": "x", "a{n}": 1}}\n' for n in range(9_000))
    },
}

CHANGED = (
    f"<w:p>{run_of('The river ')}<w:ins>{run_of('did not')}</w:ins>"
    "<w:del><w:r><w:delText>has</w:delText></w:r></w:del>"
    f"<w:moveFrom>{run_of('gone')}</w:moveFrom><w:smartTag>{run_of(' rise')}</w:smartTag>"
    f"<w:fldSimple>{run_of(' in')}</w:fldSimple><w:hyperlink>{run_of(' May')}</w:hyperlink>"
    f"<w:sdt><w:sdtContent>{run_of('.')}</w:sdtContent></w:sdt></w:p>"
    f"<w:sdt><w:sdtContent>{paragraph('It fell.')}</w:sdtContent></w:sdt>"
    f"<w:p>{run_of('Beside')}<w:r><mc:AlternateContent>"
    f"<mc:Choice><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></mc:Choice>"
    f"<mc:Fallback><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)
MERGED = cell(paragraph("merged"), '<w:gridSpan w:val="2000000000"/>')
NESTED = cell(f"<w:tbl><w:tr>{cell(paragraph('inner'))}</w:tr></w:tbl>")
DELETED = f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph('deleted'))}</w:tr>"
TABLE = f"<w:tbl><w:tr>{MERGED}{NESTED}</w:tr>{DELETED}</w:tbl>"
JOINED = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run_of('It ')}</w:p>{paragraph('rose.')}"
ALIASES = "---\na: &a [x, x]\nb: &b [*a, *a]\nauthor: *b\n---\nIt rose."

DEEP_LIST = f"---\ntitle: {'[' * 6_000}\n---\nIt rose."
BILLION = "---\na: &a [x, x]\n"
BILLION += "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in pairwise("abcdefghij"))
BILLION += "author: *j\n---\nIt rose."


def factiva(*lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def nexis(*lines):
    return f"<html><body>{factiva(*lines)}<p>End of Document</p></body></html>"


INSERTED = (
    f"<w:tbl><w:tr><w:trPr><w:ins/></w:trPr>{cell(paragraph('new row'))}<w:tc><w:tcPr><w:cellIns/></w:tcPr>"
    f"<w:p><w:ins>{run_of('cell')}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    "<w:ins><w:del><w:r><w:delText>both</w:delText></w:r></w:del></w:ins></w:p></w:tc></w:tr></w:tbl>"
)

READ = {
    "insertions, controls, fields, moves and text boxes": (
        {"a.docx": word(CHANGED)},
        {"a": "The river did not rise in May.\n\nIt fell.\n\nBeside\n\nIn a box."},
    ),
    "cells that are merged, and tables in cells": (
        {"a.docx": word(TABLE)},
        {"a": "merged\tinner"},
    ),
    "a paragraph whose end was deleted": (
        {"a.docx": word(JOINED)},
        {"a": "It rose."},
    ),
    "front matter of YAML that names itself": ({"a.md": ALIASES}, {"a": ALIASES}),
    "front matter of odd types": (
        {
            "a.md": "---\ndate: !!timestamp abc\n---\nOne rose.",
            "c.md": "---\nauthor: !!bool foo\n---\nTwo rose.",
            "d.md": '---\ntitle: "\\ud800"\n---\nThree rose.',
            "f.md": f"---\ntitle: {'9' * 60_000}\n---\nFour rose.",
        },
        {"a": "One rose.", "c": "Two rose.", "d": "Three rose.", "f": "Four rose."},
    ),
    "a parquet that is not UTF-8": (
        {"a.parquet": parquet(text=invalid_utf8())},
        {"a:1": "caf\N{REPLACEMENT CHARACTER}", "a:2": "It rose."},
    ),
    "a parquet of bytes": ({"a.parquet": parquet(text=pa.array([b"It rose."]))}, {"a:1": "It rose."}),
    "a date beyond the calendar": (
        {"a.parquet": parquet(text=["It rose."], date=pa.array([2**52], pa.timestamp("s")))},
        {"a:1": "It rose."},
    ),
    "JSON nested 500 deep": (
        {"a.json": '[{"text": "It rose.", "author": ' + "[" * 500 + "]" * 500 + "}]"},
        {"a:1": "It rose."},
    ),
    "a name twice in an object": ({"a.json": '[{"text": "One.", "text": "Two."}]'}, {"a:1": "One."}),
    "a gz with a colon in its name": ({"a:b.txt.gz": gzipped(b"It rose.")}, {"a:b": "It rose."}),
    "a member whose name ends in a slash": ({"z.zip": zipped({"a.txt/": "It rose."})}, {"a": "It rose."}),
    "a font table without encodings": (
        {"a.rtf": "{\\rtf1{\\fonttbl" + "\\f1 " * 25_000 + ";}It rose.}"},
        {"a": "It rose."},
    ),
    "brackets that open no link": ({"a.md": "[" * 100_000 + "It rose."}, {"a": "[" * 100_000 + "It rose."}),
    "a page nested deeper than parsers go": (
        {"a.html": f"<p>First.</p>{'<div>' * 50_000}The <b>river</b> rose.{'</div>' * 50_000}<p>It fell."},
        {"a": "First.\n\nThe river rose.\n\nIt fell."},
    ),
    "a page that opens elements and never ends them": (
        {"a.html": "<div>" * 100_000 + "The river rose."},
        {"a": "The river rose."},
    ),
    "insertions in the cells of a table, and in rows that are new": (
        {"a.docx": word(INSERTED)},
        {"a": "new row\tcell"},
    ),
    "content controls 50 deep": (
        {
            "a.docx": word(
                "<w:sdt><w:sdtContent>" * 50 + paragraph("It rose.") + "</w:sdtContent></w:sdt>" * 50
            )
        },
        {"a": "It rose."},
    ),
    "a name twice in an object inside an object": (
        {"a.json": '[{"text": "One.", "more": {"a": 1, "b": {"c": 2, "c": 3}}}]'},
        {"a:1": "One."},
    ),
    "groups of Rich Text 100,000 deep": (
        {"a.rtf": "{\\rtf1 " + "{" * 100_000 + "It rose." + "}" * 100_000 + "}"},
        {"a": "It rose."},
    ),
    "a cell of a page that spans two thousand million": (
        {"a.html": '<table><tr><td colspan="2000000000" rowspan="2000000000">It rose.</td></tr></table>'},
        {"a": "It rose."},
    ),
    "a workbook that is one merged cell": (
        {"a.xlsx": workbook_with_behind('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')},
        {"a:1": "It rose."},
    ),
    "lines of front matter that no reader of YAML takes": (
        {
            "a.md": "---\nauthor: !!int ''\n---\nOne rose.",
            "b.md": f"---\ntitle: {'2:' + ':'.join(['58'] * 15_000)}\n---\nTwo rose.",
            "c.md": DEEP_LIST,
        },
        {"a": "One rose.", "b": "Two rose.", "c": DEEP_LIST},
    ),
    "aliases of YAML that would make a thousand million words": (
        {"a.md": BILLION},
        {"a": BILLION},
    ),
    "a lone carriage return in a cell": (
        {"a.csv": b"source,text\nWire,It rose.\rIt fell.\n"},
        {"a:1": "It rose.\nIt fell."},
    ),
    "an article with a list of stories beside it": (
        {"a.json": '{"title": "River", "text": "It rose.", "stories": [{"text": "Read more."}]}'},
        {"a:1": "It rose."},
    ),
    "a marked section that no page has": (
        {"a.html": "<html><body><p>It rose.</p><![odd[ y ]]></body></html>"},
        {"a": "It rose."},
    ),
    "tags and comments that are opened and never closed": (
        {
            "a.html": "<html><body><p>It rose.</p>" + "<b " * 60_000,
            "b.html": "<html><body><p>It fell.</p>" + "<!--" * 60_000,
            "c.html": "<html><body><p>It stayed.</p>" + "</" * 60_000,
            "d.html": "<html><body><p>It went.</p>" + "<![CDATA[" * 30_000,
            "e.html": "<html><body><p>It came.</p>" + "<?" * 60_000,
        },
        {"a": "It rose.", "b": "It fell.", "c": "It stayed.", "d": "It went.", "e": "It came."},
    ),
    "articles of Factiva of which one has no headline": (
        {
            "a.html": factiva("HD", "Flood", "SN", "Daily", "LP", "It rose.", "Document DAILY00000000001")
            + factiva("SN", "Wire", "LP", "It fell.", "Document WIRE000000000001"),
            "b.html": factiva("SN", "Wire", "LP", "It stayed.", "Document WIRE000000000002")
            + factiva("HD", "Flood", "LP", "It went.", "Document DAILY00000000002"),
        },
        {
            "DAILY00000000001": "It rose.",
            "WIRE000000000001": "It fell.",
            "WIRE000000000002": "It stayed.",
            "DAILY00000000002": "It went.",
        },
    ),
    "an article of Nexis with a heading that ends others": (
        {"a.html": nexis("Flood", "Daily", "May 7, 2024", "Body", "It rose.", "Classification", "It fell.")},
        {"a:1": "It rose.\n\nClassification\n\nIt fell."},
    ),
    "a table of thousands of columns": (
        {"a.csv": "text" + "".join(f",c{n}" for n in range(5_000)) + "\nIt rose." + ",y" * 5_000},
        {"a:1": "It rose."},
    ),
}

#: The seconds of work and the bytes that reading may take; a machine that others use as well is slower.
SECONDS, MEMORY = 9, 1_000_000_000

CHILD = """
import json, resource, sys
import newslab
from newslab.readers import guard
resource.setrlimit(resource.RLIMIT_AS, (6_000_000_000, 6_000_000_000))
for line in sys.stdin:
    start = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    articles = newslab.read_articles(json.loads(line))
    seconds = sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - start
    # A worker that was stopped is among the children; one that goes on to the next folder is looked at.
    # The own `ru_maxrss` begins with what the process of the tests held when it started this one.
    used = [resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]
    is_there = guard._worker is not None and guard._worker.is_ready()
    for process in ["self", *([guard._worker._watched.pid] if is_there else [])]:
        [peak] = [line for line in open(f"/proc/{process}/status") if line.startswith("VmHWM")]
        used.append(int(peak.split()[1]))
    listed = newslab.problems(articles)[["origin", "outcome"]].values.tolist()
    print(json.dumps([articles["text"].to_dict(), listed, seconds, max(used) * 1024]), flush=True)
"""


@pytest.fixture(scope="module")
def reader():
    """A process that reads folders, one after the other, and says what came of each."""
    if sys.platform != "linux":
        pytest.skip("a system without a limit of memory")
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([root, *filter(None, sys.path)])},
    )

    def read(folder):
        process.stdin.write(json.dumps(str(folder)) + "\n")
        process.stdin.flush()
        texts, listed, seconds, memory = json.loads(process.stdout.readline())
        assert texts.pop("good") == RIVER
        assert seconds < SECONDS
        assert memory < MEMORY
        return texts, listed

    yield read
    process.stdin.close()
    process.stdout.close()
    process.wait(60)


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_left_out_and_listed(name, reader, tmp_path):
    write(tmp_path, {"good.txt": RIVER, **REFUSED[name]})
    texts, listed = reader(tmp_path)
    assert texts == {}
    assert [outcome for _, outcome in listed] == ["left out"]
    assert listed[0][0].startswith(next(iter(REFUSED[name])))


@pytest.mark.parametrize("name", READ)
def test_a_file_that_can_be_read_is_read_whole(name, reader, tmp_path):
    if name.startswith("a font table"):
        pytest.importorskip("striprtf", reason="an extra is not installed")
    files, expected = READ[name]
    write(tmp_path, {"good.txt": RIVER, **files})
    texts, _ = reader(tmp_path)
    assert texts == expected


def test_a_name_twice_deep_in_an_object_is_listed(reader, tmp_path):
    objects = ['{"text": "One.", "tags": [{"n": 1, "n": 2}]}', '{"text": "Two.", "tags": [{"n": 1}]}']
    write(tmp_path, {"good.txt": RIVER, "a.jsonl": "\n".join(objects)})
    [listed] = [row for row in problems_of(tmp_path) if "gives a name twice" in row[2]]
    assert listed[:2] == ["a.jsonl", 1]


def problems_of(folder):
    return problems(read_articles(folder)).values.tolist()


def test_thousands_of_columns_of_one_name_are_counted(reader, tmp_path):
    write(tmp_path, {"good.txt": RIVER, "a.csv": "text" + ",n" * 3_000 + "\nIt rose." + ",y" * 3_000})
    texts, listed = reader(tmp_path)
    assert texts == {"a:1": "It rose."}
    assert len(listed) < 30
