"""Good files of each format, changed at random: each has to be read or refused."""

from __future__ import annotations

import gzip
import io
import random
import zipfile

import pandas as pd
from folders import PAGES, TABLES, zipped

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

BINARY = [".docx", ".xlsx", ".ods", ".parquet", ".zip", ".gz"]


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
