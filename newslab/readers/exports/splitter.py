"""One document of an archive -> a table of the articles in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from newslab.readers.exports.article import read_article
from newslab.readers.exports.description import OF, Archive, any_mark, known_archives
from newslab.readers.exports.many import known_marks, seems_many, short_lines
from newslab.readers.exports.pieces import Piece, is_labelled, parted, with_texts_after
from newslab.readers.notes import KEPT, LEFT_OUT, REPAIRED, Article, Note
from newslab.wrapping import join_wrapped_lines

#: Columns that every export has, in this order; others follow.
OF_EXPORT = ["id", "title", "source", "date", "author", "text"]


def split_export(
    text: str,
    archives: Sequence[Archive] | None = None,
    render: Callable[[Archive], str] | None = None,
) -> tuple[Article | pd.DataFrame, list[Note]]:
    r"""Return a document as the one article it is, or as a table of the articles in it if it is an export.

    Of several archives whose marks are found, that one is taken by which most articles have title, source
    and date. `archives` are those that may be meant, newslab's own if it is None; `render` writes a web page
    as text once more, with marks for the elements that an archive names. A document that seems to hold many
    articles, and fits no description, is one article, and a note says so.

    Examples
    --------
    >>> head = "1 of 1 DOCUMENTS\n\nThe Echo\n\nMay 3, 2021\n\nIt rose\n\nLENGTH: 3 words"
    >>> table, _ = split_export(f"{head}\n\nThe river rose.")
    >>> table[["source", "date", "title", "text"]].values.tolist()
    [['The Echo', 'May 3, 2021', 'It rose', 'The river rose.']]
    """
    short = short_lines(text)
    if archives is None and not any_mark().search(short):
        return Article(text), seems_many(text, (), short)  # nearly every text
    lines = f"\n{text}"
    candidates = known_archives() if archives is None else archives
    found = [archive for archive in candidates if archive.mark.search(lines)]
    readings = [
        _read(f"\n{render(archive)}" if render and archive.elements else lines, archive) for archive in found
    ]
    readings = [reading for reading in readings if archives is not None or reading.n_whole]
    if not readings:
        return Article(text), seems_many(text, archives or (), short) or known_marks(lines, found)
    best = max(readings, key=lambda reading: (reading.n_whole, reading.n_words))
    return best.table, best.notes


class Reading(NamedTuple):
    """What one description makes of a document."""

    table: pd.DataFrame
    notes: list[Note]
    #: Articles that have what makes them one, and the words in all texts.
    n_whole: int
    n_words: int


def _read(lines: str, archive: Archive) -> Reading:
    # White space around a line is where patterns would look for their parts again and again.
    lines = "\n".join([line.strip(" \t\f\v") for line in lines.split("\n")])
    pieces, outside = parted(lines, archive)
    pieces = with_texts_after(lines, pieces, archive)
    is_wrapped = join_wrapped_lines(lines.split("\n"))[1] > 0
    rows: dict[int, dict[str, str]] = {}
    notes: list[Note] = []
    for number, piece in enumerate(pieces, start=1):
        row = {**archive.always, **piece.named, **read_article(piece.text, archive)}
        if is_wrapped:
            row["text"] = "\n".join(join_wrapped_lines(row["text"].split("\n"), is_sure=True)[0])
        if fault := _fault(row, piece, archive, is_last=number == len(pieces)):
            notes.append(fault._replace(row=number))
        if fault and fault.outcome == LEFT_OUT:
            continue
        rows[number] = row
        if number == 1 and not archive.begins and "other" in row:
            outside.append(row.pop("other"))  # the cover page, which no mark parts from the first article
    notes = [
        *_notes_of_whole(archive, len(pieces), pieces, outside),
        *_notes_of_headings(archive, rows.values()),
        *notes,
    ]
    notes += _without_numbers(rows)
    notes += _with_publishers(rows)
    n_whole = sum(_is_whole(row, pieces[number - 1], archive) for number, row in rows.items())
    n_words = sum(len(row["text"].split()) for row in rows.values())
    return Reading(_table_of_articles(rows), notes, n_whole, n_words)


def _is_whole(row: dict[str, str], piece: Piece, archive: Archive) -> bool:
    """Return whether an article has a title and a date, or a text between its label and its end mark."""
    if row.get("title") and row.get("date"):
        return True
    heads = any(row.get(column) for column in ("title", "source", "date"))
    return heads and bool(archive.ends) and piece.is_closed and is_labelled(piece.text, archive)


# What the articles show together ----------------------------------------------------------------------------


def _without_numbers(rows: dict[int, dict[str, str]]) -> list[Note]:
    """Take the number of the article out of the titles, where nearly all begin with theirs, in order."""
    found = {number: _NUMBER.match(row.get("title", "")) for number, row in rows.items()}
    first = next((int(match[1]) - number for number, match in found.items() if match), 0)
    counted = {n: match for n, match in found.items() if match and int(match[1]) == n + first}
    if len(counted) < 2 or len(counted) < 0.9 * len(rows):
        return []
    for number, match in counted.items():
        rows[number]["title"] = match.string[match.end() :]
    example = next(iter(counted.values()))[0].strip()
    fault = f"numbers of articles before their titles, such as {example!r}, taken out: {len(counted):,}"
    return [Note(fault, REPAIRED)]


#: The number of an article before its title: "3) ", "3. ", "[3] ", "#3 ", "Artikel 3 von 100: ".
_NUMBER = re.compile(
    rf"[\[(#]?\s?(?:[^\W\d_]{{2,10}}\.?\s)??(\d{{1,5}})(?:\s?{OF}\s?\d{{1,5}})?"
    r"\s?[.):\]|–-]?\s+(?=\S)"
)


def _with_publishers(rows: dict[int, dict[str, str]]) -> list[Note]:
    """Put the last line that most texts of an outlet end in, their publisher, into a column of its own."""
    of_source: dict[str, list[int]] = {}
    for number, row in rows.items():
        of_source.setdefault(row.get("source", ""), []).append(number)
    n_found, example = 0, ""
    for numbers in of_source.values():
        lasts = {number: rows[number]["text"].rpartition("\n")[2].strip() for number in numbers}
        [(line, n)] = Counter(lasts.values()).most_common(1)
        if n < 3 or 2 * n <= len(numbers) or len(line) > 80 or _ENDS_SENTENCE.search(line):
            continue
        for number in (number for number, last in lasts.items() if last == line):
            row = rows[number]
            if above := row["text"].rpartition("\n")[0].strip():
                row["text"] = above
                row.setdefault("publisher", line)
                n_found, example = n_found + 1, line
    note = f"last lines that most articles of an outlet share, now in column 'publisher': {n_found:,}"
    return [Note(f"{note}, such as {example!r}", REPAIRED)] if n_found else []


_ENDS_SENTENCE = re.compile(r"[.!?…。！？]['\"”’»)]*$")

# What is listed ---------------------------------------------------------------------------------------------


def _fault(row: dict[str, str], piece: Piece, archive: Archive, *, is_last: bool) -> Note | None:
    if archive.error and len(piece.text) < 2000 and archive.error.search(" ".join(piece.text.split())):
        return Note(f"{archive.name} could not display this document", LEFT_OUT)
    if not row.get("text"):
        return Note(f"no text between its marks, as {archive.name} is described", LEFT_OUT)
    missing = [column for column in ("source", "date", "title") if not row.get(column)]
    faults = []
    if missing:
        faults.append(f"no {' and no '.join(missing)} found at its head")
    if "date" in missing and row.get("load_date"):
        faults.append(f"it was loaded into the archive on {row['load_date']}")
    if is_last and not archive.begins and not piece.is_closed:
        faults.append("no mark of its end below it; the export may be cut short")
    return Note("; ".join(faults), KEPT) if faults else None


def _notes_of_whole(archive: Archive, n: int, pieces: list[Piece], outside: list[str]) -> Iterator[Note]:
    if outside:
        n_words = sum(len(each.split()) for each in outside)
        yield Note(
            f"read as an export of {archive.name}, articles: {n:,}; words that belong to none of them "
            f"(cover page, contents and the like), taken out: {n_words:,}",
            REPAIRED,
        )
    counts = {int(piece.named["of"]) for piece in pieces if piece.named.get("of", "").isdigit()}
    if len(counts) == 1 and (named := counts.pop()) != n:
        yield Note(f"it names {named:,} articles and holds {n:,}", KEPT)


def _notes_of_headings(archive: Archive, rows: Iterable[dict[str, str]]) -> Iterator[Note]:
    """List parts that a heading may have cut off a text, because a text may have such a sub-heading too."""
    counts = Counter(column for row in rows for column in row if column in archive.headings)
    if counts:
        articles = ", ".join(f"{column} of articles: {n:,}" for column, n in sorted(counts.items()))
        yield Note(f"parts beside the text, now in columns of their own: {articles}", REPAIRED)


def _table_of_articles(rows: dict[int, dict[str, str]]) -> pd.DataFrame:
    further = dict.fromkeys(column for row in rows.values() for column in row if column not in _LEFT_ASIDE)
    columns = [*OF_EXPORT, *(column for column in further if column not in OF_EXPORT)]
    cells = {column: pd.array([row.get(column) for row in rows.values()], dtype="str") for column in columns}
    return pd.DataFrame(cells, index=pd.Index(rows.keys(), dtype="int64"))


#: What marks name that is no column: the place of an article, how many there are; the time is in the date.
_LEFT_ASIDE = ("number", "of", "time", "begin", "end")
