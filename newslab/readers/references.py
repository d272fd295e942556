"""Lists of references: .ris and .bib, with abstracts, as databases and reference managers write them."""

from __future__ import annotations

import calendar
import logging
import re
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from newslab.readers.encodings import decode
from newslab.readers.notes import KEPT, LEFT_OUT, Note, UnreadableFile, cause_of, needed

if TYPE_CHECKING:
    from bibtexparser.model import Field, String

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

# The parts of a value of BibTeX: "The " # wire # {Daily}.
_PART = re.compile(r'"(?:[^"{}]|\{[^{}]*\})*"|\{.*\}|[^#"{}]+|["{}]', re.DOTALL)
# What LaTeX writes for a letter with an accent, for other letters, and for marks that mean something there.
_COMMAND = re.compile(
    r"""\\["'`^~=.](?:\{\\?\w\}|\\[ij](?![a-zA-Z])|\w)|\\[uvHcdbkr](?:\{\\?\w\}|[ ]\w)"""
    r"|\\(?:ss|o|O|ae|AE|oe|OE|aa|AA|l|L|i|j)(?![a-zA-Z])(?:\{\}|[ ])?|\\[&%$#_]"
)
_MONTHS = {name[:3].lower(): name for name in calendar.month_name[1:]}


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
    """Read references in the format of BibTeX; what cannot be read of them costs no other reference."""
    splitter = needed("bibtexparser.splitter", "references")
    model = needed("bibtexparser.model", "references")
    text, notes = decode(content)
    log = logging.getLogger(splitter.__name__)
    log.addFilter(_nothing)  # what it says of errors there is said in notes
    try:
        library = splitter.Splitter(text).split()
    except Exception as error:
        raise UnreadableFile(f"not references in BibTeX: {cause_of(error)}") from None
    finally:
        log.removeFilter(_nothing)
    strings = {string.key.lower(): _joined(string, {}) for string in library.strings}
    entries: list[dict] = []
    for block in library.blocks:
        # One whose key or field was there before is whole; of two fields the first counts.
        entry = getattr(block, "ignore_error_block", None) or block
        if isinstance(entry, model.Entry):
            fields = {field.key.lower(): _plain(field, strings) for field in reversed(entry.fields)}
            entries.append({"ID": entry.key} | fields)
            notes += [
                Note(f"field {key!r} is there more than once; the first is read", KEPT, len(entries))
                for key in sorted(getattr(block, "duplicate_keys", ()))
            ]
        elif isinstance(block, model.ParsingFailedBlock):
            line = (block.start_line or 0) + 1
            notes.append(Note(f"what begins in line {line:,} is no whole reference", LEFT_OUT))
    return _table_of_references(entries), notes


def _nothing(record: logging.LogRecord) -> bool:
    return False


def _joined(field: Field | String, strings: dict[str, str]) -> str:
    """Return a value without its quotes or braces, names of strings replaced and its parts together."""
    value = str(field.value).strip()
    is_one = value[:1] + value[-1:] in ('""', "{}") and "#" not in value
    parts = [value] if is_one else [found[0].strip() for found in _PART.finditer(value)]
    return "".join(
        part[1:-1] if part[:1] in ('"', "{") and len(part) > 1 else strings.get(part.lower(), part)
        for part in parts
    )


def _plain(field: Field, strings: dict[str, str]) -> str:
    """Return a value in one line, without the braces that keep capitals or the commands of LaTeX for letters,
    and names parted by semicolons.
    """
    value, name = _joined(field, strings), field.key.lower()
    if "\\" in value:
        value = _COMMAND.sub(lambda command: _decoded(command[0]), value)
    value = " ".join(re.sub(r"[{}]", "", value).split())
    if name == "month":
        return _MONTHS.get(value.lower()[:3], value) if value.isalpha() else value
    return value.replace(" and ", "; ") if name in ("author", "editor") else value


@cache
def _decoded(command: str) -> str:
    """Return the letter or the mark that a command of LaTeX writes; what is none stays as it is."""
    try:
        return (
            needed("pylatexenc.latex2text", "references").LatexNodes2Text().latex_to_text(command) or command
        )
    except Exception:
        return command


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
