"""Lists of references: .ris and .bib, with abstracts, as databases and reference managers write them."""

from __future__ import annotations

import re

import pandas as pd

from newslab.readers.encodings import decode
from newslab.readers.notes import Note, UnreadableFile, cause_of, needed

#: What of a reference becomes a column, by the names of rispy and of BibTeX, the surest first.
_FIELDS = {
    "id": "id ID accession_number doi",
    "title": "title primary_title booktitle",
    "author": "authors first_authors author editor",
    "date": "date publication_year access_date",
    "source": "journal_name secondary_title alternate_title3 journal publication newspaper publisher",
    "text": "full_text fulltext",
    "abstract": "abstract notes_abstract annote",
    "url": "urls url",
    "keywords": "keywords",
    "notes": "notes note",
}


def read_ris(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read references in the format of RIS."""
    rispy = needed("rispy", "references")
    text, notes = decode(content)
    try:
        entries = rispy.loads(text, skip_unknown_tags=True)
    except Exception as error:  # lines that break the rules have errors of several kinds
        raise UnreadableFile(f"not references in RIS: {cause_of(error)}") from None
    return _table_of_references(entries), notes


def read_bibtex(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read references in the format of BibTeX."""
    bibtex, customs = (
        needed("bibtexparser.bparser", "references"),
        needed("bibtexparser.customization", "references"),
    )
    text, notes = decode(content)
    try:
        parser = bibtex.BibTexParser(ignore_nonstandard_types=False, common_strings=True)
        entries = [customs.convert_to_unicode(entry) for entry in parser.parse(text).entries]
    except Exception as error:
        raise UnreadableFile(f"not references in BibTeX: {cause_of(error)}") from None
    return _table_of_references(
        [{name: _plain(name, value) for name, value in entry.items()} for entry in entries]
    ), notes


def _plain(name: str, value: str) -> str:
    """Return a value in one line, without the braces that keep capitals, and names parted by semicolons."""
    value = " ".join(re.sub(r"[{}]", "", value).split())
    return value.replace(" and ", "; ") if name in ("author", "editor") else value


def _table_of_references(entries: list[dict]) -> pd.DataFrame:
    if not entries:
        raise UnreadableFile("it holds no reference")
    rows = []
    for entry in entries:
        named = {
            column: next((_as_cell(entry[name]) for name in names.split() if entry.get(name)), None)
            for column, names in _FIELDS.items()
        }
        rows.append({**named, "date": _whole_date(named["date"] or _date_in_parts(entry))})
    table = pd.DataFrame(rows, index=pd.RangeIndex(1, len(rows) + 1), columns=list(_FIELDS), dtype="str")
    return table.dropna(axis=1, how="all")


def _date_in_parts(entry: dict) -> str | None:
    """Return the day that year, month and day of BibTeX name; a year alone, or a month, stays as it is."""
    parts = [str(entry[part]) for part in ("year", "month", "day") if entry.get(part)]
    return ("-".join if all(map(str.isdigit, parts)) else " ".join)(_two_digits(parts)) or None


def _two_digits(parts: list[str]) -> list[str]:
    return [part.zfill(2) if part.isdigit() else part for part in parts]


def _as_cell(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _whole_date(written: str | None) -> str | None:
    """Return 2024/05/07/ as 2024-05-07; a year alone stays as it is."""
    return written and re.sub(r"^(\d{4})/(\d\d)/(\d\d)/?.*$", r"\1-\2-\3", written.strip())
