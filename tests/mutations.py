"""Good files of each format, changed at random: each has to be read or refused."""

from __future__ import annotations

import base64
import gzip
import io
import random
import tarfile
import zipfile
import zlib

import pandas as pd
from folders import PAGES, TABLES, zipped
from test_formats import BIBTEX, MESSAGE, RIS, TestSqlite, database, epub, pdf, warc

from newslab.readers import ARCHIVES, Article, UnreadableFile, read_file

#: What parsers stumble over: marks of their formats, and numbers at the edges of what they hold.
TOKENS = [
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n", b'"', b"'", b",", b";", b"\t", b"|"),
    *(b"{", b"}", b"[", b"]", b":", b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?"),
    *(b"&", b"&#x0;", b"\\u", b"\\'", b"{\\", b"\\bin9", b"\\u-1?", b"\\ud800", b"---\n", b"*a", b"&a"),
    *(b"!!int", b"NaN", b"null", b"-1", b"0", b"2147483648", b"4294967295", b"9" * 400, b"1e999"),
    *(b"\x80", b"\xed\xa0\x80", b"PK\1\2", b"PAR1"),
]

_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = f'<manifest:manifest xmlns:manifest="{_NAMESPACE}:manifest:1.0"/>'
_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
_ROWS = [["id", "text"], ["1", "It rose."], ["2", "It fell."]]
_CELLS = ("".join(map(_CELL.format, row)) for row in _ROWS)
_TABLE = "".join(f"<table:table-row>{row}</table:table-row>" for row in _CELLS)
_ODS = (
    f'<office:document-content xmlns:office="{_NAMESPACE}:office:1.0" xmlns:table="{_NAMESPACE}:table:1.0" '
    f'xmlns:text="{_NAMESPACE}:text:1.0"><office:body><office:spreadsheet>'
    f'<table:table table:name="A">{_TABLE}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)

#: The same for every format: pages of one article, tables of three, and archives of a page.
GOOD = {ending: make("w0q") for ending, make in PAGES.items()}
GOOD |= {ending: make(["w0q", "w1q", "w2q"]) for ending, make in TABLES.items()}
GOOD[".ods"] = zipped(
    {"mimetype": _KIND, "META-INF/manifest.xml": _MANIFEST.encode(), "content.xml": _ODS.encode()}
)
GOOD[".zip"] = zipped({"a.txt": PAGES[".txt"]("w0q"), "b/c.csv": TABLES[".csv"](["w1q"])})
GOOD[".gz"] = gzip.compress(PAGES[".txt"]("w0q") * 20)


#: An old workbook with the same rows; packed, as most of it is empty.
_XLS = zlib.decompress(
    base64.b64decode(
        "eNrtWD1oFEEU/mbvNvdDctlLLkIihCNgokkIJDY2cY2gwcIQbRQR9OKtEHLcyXqFsTEarxQEK8UmkMYmauMPWmhnIURiIQjC"
        "nZZWgkKK5NY3b2fxYq7IgQkq8y3z5s2bb3be7rx5+/NuOVleeNxVwW84iBCqXgxNNTZBJRY0LFC/50k1qKNUPI1/CrEoLWST"
        "iRctbyNyDeV6V2DgUfg1SeAzlbO4hIlC3knvIA6zDxkhfRglKXCfLAl0sldtLC+wbGf5kJkvWR5iyy2Wo8QtizNYtif6D6go"
        "Pm30cF8C8rxPecxHtgyjA29kFF+7LXyuiTF3OpP7Ozu6w81YBK3buJN33EyujBQt4CJ+eGnge7BTX6W1fWftAmRf3WiP1LHf"
        "McLAHLzzHOAlSq4rIX+Bx9YwwntRForM6Swxi86VIgXAMOXZY8W0W7jsDFFzxG9edHK5objM0LyjrQ07uoUjvZlkFq2sJzne"
        "LcrZaw++rRyfmrTPsWWOs7if6/dI9+DhuhxBgxPcwx4yt5/lAMsbfNbdrHexTFGUUt072aGUo/PMucm9vTTPfsZ7u69G30t6"
        "6euJZ92lL/Y+0pfGK1dTSx/sBfTQ7cnSeHnMY1AMint3JZ7bQS1UXvjEsnNTjogalvLdUw+0VqwjzmqSpd+Sd0covqjDF8w3"
        "FF8wP6T4Rh2+wfyw4vt335TPWKMNT2QnZaxfiENDQ0NDQ0NDQ0NjuyDUu7x8f5VvqKb6Yoio/zrrVKr6N8l/i5Mo0FGkD9Mj"
        "yFPtYrah+NkFUwTnElscE/wvlDhFs7uYwRT7MdNw/NIXn6i9ni0PtP7cFmp0/mojfm7z/D8BmZTGKg=="
    )
)


def _tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in {"a.txt": PAGES[".txt"]("w0q"), "b/c.csv": TABLES[".csv"](["w1q"])}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


_RIVER = "The river rose by a metre on Sunday, and people left the lower town in the night."
_PAGE = f"<html><head><title>Flood</title></head><body><article><p>{_RIVER}</p></article></body></html>"
_MAIL = MESSAGE.format(kind="text/plain", text=_RIVER).encode()
_STORY = "<news><item><title>Flood</title><date>2024-12-07</date><body>{}</body></item>{}</news>"

GOOD |= {
    ".xls": _XLS,
    ".tar": _tar(),
    ".pdf": pdf(_RIVER, _RIVER),
    ".epub": epub([("River", _RIVER), ("Flood", _RIVER)]),
    ".eml": _MAIL,
    ".mbox": b"".join(b"From ana@wire.example Tue May  7 09:05:00 2024\n" + _MAIL for _ in range(2)),
    ".warc": gzip.decompress(warc(*[("https://www.wire.example/a", "200 OK", "text/html", _PAGE)] * 2)),
    ".ris": RIS.encode(),
    ".bib": BIBTEX.encode(),
    ".sqlite": database(TestSqlite.TABLE),
    ".xml": _STORY.format(_RIVER, f"<item><body>{_RIVER}</body></item>").encode(),
    ".sgml": b"<REUTERS NEWID='1'><DATE>7-DEC-2024</DATE><TEXT><TITLE>Flood</TITLE>"
    b"<BODY>The river rose &lt;by> a metre.&#3;</BODY></TEXT></REUTERS>",
}

BINARY = [
    *(".docx", ".xlsx", ".xls", ".ods", ".parquet", ".zip", ".gz", ".tar", ".pdf", ".epub", ".sqlite"),
]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return the content with one to four changes; of a zip now and then inside its members."""
    if content.startswith(b"PK") and chance.random() < 0.6:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(list(members))
        return zipped(members | {name: mutated(members[name], chance)})
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        _change(changed, chance)
    return bytes(changed)


def _change(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content) + 1)
    end = min(len(content), start + chance.choice([1, 1, 2, 4, 8, 50, 1000]))
    kind = chance.randrange(6)
    if kind == 0 and end > start:
        content[start] = chance.randrange(256)
    elif kind == 1:
        content[start:start] = chance.choice(TOKENS)
    elif kind == 2:
        content[start:end] = chance.choice(TOKENS)
    elif kind == 3:
        del content[start:end]
    elif kind == 4:
        content[start:start] = content[start:end] * chance.choice([1, 2, 30, 1000])
    else:
        del content[start + (len(content) - start) // 2 :]


def outcome(ending: str, content: bytes) -> str:
    """Read a file as `read_articles` does, and say what came of it; anything but a refusal is raised."""
    try:
        if ending in ARCHIVES:
            for _, read in ARCHIVES[ending](content, "a.txt.gz"):
                read()
            return "read"
        found, _ = read_file(ending, content)
    except UnreadableFile as error:
        return f"refused: {error}"
    if not isinstance(found, (Article, pd.DataFrame)):
        raise TypeError(type(found))
    return "read"
