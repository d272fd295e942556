"""Exports of news archives, Nexis and Factiva: one document that holds many articles.

Nexis ends each article by a line "End of Document", above which stand title, outlet, date, lines such as
"Byline: …", a line "Body", and the text. Factiva begins each part of an article by a code: HD headline, BY
author, PD date, SN outlet, LP lead paragraph, TD text, AN number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from newslab.readers.notes import KEPT, LEFT_OUT, Article, Note


def split_export(text: str) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Return a document as the one article it is, or as a table of the articles in it if it is an export.

    An export whose marks are not there is one article, and a note says so.
    """
    if _NEXIS_END.search(text):
        return _nexis(text)
    if _FACTIVA_HEADLINE.search(text) and _FACTIVA_TEXT.search(text):
        return _factiva(text)
    if archive := _NAMES_AN_ARCHIVE.search(text):
        fault = (
            f"it names {archive[0]}, but no marks of an export part its articles (lines 'End of Document', "
            "or the codes HD, PD, SN, LP and TD); read as one"
        )
        return Article(text), [Note(fault, KEPT)]
    return Article(text), []


_NAMES_AN_ARCHIVE = re.compile(r"LexisNexis|Nexis Uni|Factiva")

# Nexis ------------------------------------------------------------------------------------------------------

_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$\n?", re.MULTILINE)
_NEXIS_BODY = re.compile(r"^[ \t]*Body[ \t]*$\n?", re.MULTILINE)
_NEXIS_TAIL = re.compile(r"^[ \t]*(?:Load-Date:|Classification[ \t]*$)", re.MULTILINE)
_NEXIS_BYLINE = re.compile(r"^[ \t]*Byline:[ \t]*(.+)$", re.MULTILINE)
_NEXIS_DATE = re.compile(
    r"(?:[A-Z][a-z]+day,?[ ])?(?P<date>[A-Z][a-z]+[ ]\d{1,2},?[ ]\d{4}|\d{1,2}\.?[ ][A-Z][a-z]+[ ]\d{4})\b.*"
)


def _nexis(text: str) -> tuple[pd.DataFrame, list[Note]]:
    *articles, rest = _NEXIS_END.split(text)
    notes = []
    if _NEXIS_BODY.search(rest):
        articles.append(rest)
        notes.append(Note("no 'End of Document' below it; the export may be cut short", KEPT, len(articles)))
    elif rest.strip():
        fault = f"after the last 'End of Document': {len(rest.split()):,} words without a line 'Body'"
        notes.append(Note(fault, LEFT_OUT))
    rows = []
    for number, article in enumerate(articles, start=1):
        head, *body = _NEXIS_BODY.split(article, maxsplit=1)
        if not body:
            notes.append(Note("no line 'Body' above its text; read from its first line on", KEPT, number))
        told = _nexis_head(head) if body else {}
        rows.append({"text": _NEXIS_TAIL.split(body[0] if body else article, maxsplit=1)[0].strip(), **told})
    return _table(rows), notes


def _nexis_head(head: str) -> dict[str, str]:
    """Return what the head of an article tells; the outlet stands above the first line of a date."""
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    told = {}
    for position, line in enumerate(lines):
        if date := _NEXIS_DATE.fullmatch(line):
            told = dict(zip(["source", "title"], reversed(lines[:position]), strict=False))
            told["date"] = date["date"]
            break
    if byline := _NEXIS_BYLINE.search(head):
        told["author"] = re.sub(r"^By ", "", byline[1].strip(), flags=re.IGNORECASE)
    return told


# Factiva ----------------------------------------------------------------------------------------------------

_CODES = "AN|ART|BY|CLM|CO|CR|CT|CX|CY|DLN|ED|ET|HD|IN|IPC|IPD|LA|LP|NS|PD|PG|PUB|RE|RF|SC|SE|SN|TD|VOL|WC"
#: A code stands at the beginning of a line, and alone, or in a column of its own.
_FACTIVA_CODE = re.compile(rf"^[ \t|]*({_CODES})(?:[ \xa0]*(?:[\t|]|$)|\xa0[ \xa0]*| [ \xa0]+)", re.MULTILINE)
_FACTIVA_HEADLINE = re.compile(r"^[ \t|]*HD(?:[ \xa0]*(?:[\t|]|$)|\xa0|  )", re.MULTILINE)
_FACTIVA_TEXT = re.compile(r"^[ \t|]*(?:LP|TD)(?:[ \xa0]*(?:[\t|]|$)|\xa0|  )", re.MULTILINE)
_FACTIVA_END = re.compile(r"^[ \t|]*Document ([A-Za-z0-9]{12,})[ \t|]*$", re.MULTILINE)
_MEANINGS = {"HD": "title", "BY": "author", "PD": "date", "SN": "source"}


def _factiva(text: str) -> tuple[pd.DataFrame, list[Note]]:
    rows: list[dict[str, str]] = []
    for code, value in _coded(text):
        if code == "HD":
            rows.append({})
        if not rows:
            continue  # what stands above the first headline
        row = rows[-1]
        if code in _MEANINGS:
            row[_MEANINGS[code]] = " ".join(value.split())
        elif code in ("LP", "TD"):
            row["text"] = f"{row['text']}\n\n{value}" if "text" in row else value
        elif code == "AN" and value:
            row["id"] = value.split()[-1]
    for row in rows:
        if "author" in row:
            row["author"] = re.sub(r"^By ", "", row["author"], flags=re.IGNORECASE)
    return _table(rows), []


def _coded(text: str) -> Iterator[tuple[str, str]]:
    """Yield each code with what stands behind it, up to the next, or to the end of the article."""
    codes = list(_FACTIVA_CODE.finditer(text))
    ends = [code.start() for code in codes[1:]] + [len(text)]
    for code, end in zip(codes, ends, strict=True):
        value, *rest = _FACTIVA_END.split(text[code.end() : end], maxsplit=1)
        yield code[1], re.sub(r"[ \t]*\|+[ \t]*$", "", value, flags=re.MULTILINE).strip()
        if rest:
            yield "AN", rest[0]


def _table(rows: list[dict[str, str]]) -> pd.DataFrame:
    columns = ["id", "title", "source", "date", "author", "text"]
    cells = {column: pd.array([row.get(column) for row in rows], dtype="str") for column in columns}
    return pd.DataFrame(cells, index=pd.RangeIndex(1, len(rows) + 1))
