"""What the columns of a user's table mean: their usual names, and what their cells hold."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from newslab.corpus.dates import as_strings, parse_dates
from newslab.corpus.texts import is_blank
from newslab.readers import Note

#: The columns that every articles table has, in this order; the index is named `article`.
COLUMNS = ["source", "date", "title", "author", "text", "origin"]

#: The usual names of a column, the surest first. Case, spaces, hyphens and underscores make no difference.
USUAL_NAMES = {
    "text": "text content body maintext fulltext articletext articlebody articlecontent bodytext storytext"
    " plaintext story article",
    "source": "source outlet outletname publication medianame mediasource newsoutlet newspaper publisher"
    " sourcename site sitename sourcedomain domain sourcecommonname",
    "date": "date published publishdate publisheddate publishedat datepublished datepublish publicationdate"
    " pubdate webpublicationdate articledate seendate sqldate datetime timestamp publishedutc",
    "title": "title headline headlines webtitle articletitle",
    "author": "author authors byline creator creators writer",
    "article": "article articleid id docid documentid storyid storiesid urlhash uuid guid gkgrecordid",
}

#: The same where a table has no texts, but something shorter.
SUMMARY_NAMES = {**USUAL_NAMES, "text": "description summary abstract snippet desc lead"}

#: The names of a table that tells of files: it gives no texts, and the index is the files' own.
METADATA_NAMES = {own: USUAL_NAMES[own] for own in ("source", "date", "title", "author")}
METADATA_NAMES["file"] = "file filename path filepath"


def name_columns(
    table: pd.DataFrame, columns: Mapping[str, str], usual_names: Mapping[str, str] = USUAL_NAMES
) -> pd.DataFrame:
    """Call the columns by newslab's names, as `columns` says or by their usual names; others keep theirs.

    Of several usual names that of a column with something in it is taken. A further column that bears one of
    newslab's own names is kept as ``<name>_in_file``.
    """
    named = {own: theirs for own, theirs in columns.items() if own in usual_names and theirs in table.columns}
    by_plain_name: dict[str, str] = {}
    for column in table.columns:
        by_plain_name.setdefault(re.sub(r"[\W_]+", "", column.lower()), column)
    for own, usual in usual_names.items():
        candidates = (by_plain_name[name] for name in usual.split() if name in by_plain_name)
        free = [column for column in candidates if column not in named.values()]
        if own not in named and free:
            filled = (column for column in free if len(free) == 1 or not is_blank(table[column]).all())
            named[own] = next(filled, free[0])
    new_names = {theirs: own for own, theirs in named.items()}
    taken = {*table.columns, *COLUMNS, "article"}
    for column in table.columns:
        if column not in new_names and column in (*COLUMNS, "article"):
            new_names[column] = column + "_in_file"
            while new_names[column] in taken:
                new_names[column] += "_"
    return table.rename(columns=new_names)


def tidy_cells(table: pd.DataFrame, day_first: bool | None) -> tuple[pd.DataFrame, list[Note]]:
    """Make newslab's columns text and dates, and the blank cells of all columns but `text` missing."""
    notes: list[Note] = []
    tidy = {}
    for column in table.columns:
        cells = table[column]
        if column == "date":
            hands = as_strings(table["source"]) if "source" in table else None
            cells, notes = parse_dates(cells, day_first=day_first, hands=hands)
        elif column == "text":
            cells = as_strings(cells)
        elif column in (*COLUMNS, "article", "file"):
            cells = as_strings(cells).str.strip()
            cells = cells.mask(cells == "")
        elif isinstance(cells.dtype, pd.StringDtype):
            cells = cells.mask(blank) if (blank := is_blank(cells)).any() else cells
        tidy[column] = cells
    return pd.DataFrame(tidy, index=table.index), notes
