"""What the columns of a user's table mean: their usual names, and what their cells hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import islice

import pandas as pd

from newslab.corpus.dates import as_strings, parse_dates
from newslab.corpus.markup import without_markup, without_packing
from newslab.corpus.texts import are_blank, are_null_words, is_blank
from newslab.readers import KEPT, LEFT_OUT, REPAIRED, Note, UnreadableFile
from newslab.readers.usual_names import (
    MEANINGS,
    USUAL,
    USUAL_ADDRESSES,
    USUAL_FILES,
    USUAL_SUMMARIES,
    are_names,
    meaning_of_name,
    spellings,
)

#: The columns that every articles table has, in this order; the index is named `article`.
COLUMNS = ["source", "date", "title", "author", "text", "origin"]

#: The names of a table that describes files: it gives no texts, and the index is the files' own.
METADATA_NAMES = {own: USUAL[own] for own in ("source", "date", "title", "author")} | {"file": USUAL_FILES}


def name_articles_table(table: pd.DataFrame, columns: Mapping[str, str]) -> tuple[pd.DataFrame, list[Note]]:
    """Call the columns of a table of articles by newslab's names; where it has no texts, take what is near.

    A source that is missing is the host of the article's address.
    """
    named = name_columns(table, columns)
    notes: list[Note] = []
    for shorter, names in (("summaries", USUAL_SUMMARIES), ("headlines", USUAL["title"])):
        if "text" not in named:
            found = name_columns(table, columns, {**USUAL, "text": names, "title": []})
            if "text" in found:
                theirs = _named(table, found, "text")
                others = table if shorter == "headlines" else table.drop(columns=theirs)
                named = name_columns(others, columns).assign(text=table[theirs])
                notes.append(Note(f"no column of texts but {theirs!r}: its articles are {shorter}", KEPT))
    if "text" not in named:
        seen = ", ".join(repr(column[:40]) for column in table.columns[:30])
        longest = max(table, key=lambda column: as_strings(table[column].head(100)).str.len().sum())[:40]
        raise UnreadableFile(
            f"none of its columns is known as text: {seen}; name it, as in columns={{'text': {longest!r}}}"
        )
    named, of_header = _without_second_header(named)
    named, of_nulls = without_null_words(named)
    named, of_sources = _with_sources(named)
    return named, [*notes, *of_header, *of_nulls, *of_sources, *_unknown_columns(table, named)]


def _without_second_header(named: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Leave out a first row that names the columns once more, in words, as surveys and archives write it."""
    if len(named) < 2:
        return named, []
    cells = as_strings(named.iloc[0]).dropna().to_dict()
    if not meaning_of_name(str(cells.get("text", ""))) or are_names(map(str, cells.values())) < 2:
        return named, []
    row = int(named.index[0])
    return named.iloc[1:], [Note("a second row of names of columns, no article", LEFT_OUT, row)]


def without_null_words(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Make cells of newslab's columns missing that say so in a word, such as "nan" or "None"."""
    notes = []
    for column in ("source", "date", "title", "author", "text"):
        if column in table and (are_null := are_null_words(table[column])).any():
            word = table[column][are_null].iloc[0].strip()
            fault = f"cells of column {column!r} such as {word!r}, now missing: {are_null.sum():,}"
            notes.append(Note(fault, REPAIRED))
            table = table.assign(**{column: table[column].mask(are_null)})
    return table, notes


def fill_blank_texts(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Give rows without a text their summary, where a column has one."""
    blank = is_blank(table["text"])
    by_plain_name = _by_plain_name(table)
    summaries = next((by_plain_name[name] for name in USUAL_SUMMARIES if name in by_plain_name), None)
    if summaries is None or not blank.any() or blank.all():
        return table, []
    found, _ = without_markup(as_strings(table[summaries]).where(blank))
    found = found.mask(is_blank(found))
    notes = [
        Note(f"no text; its summary in {summaries!r} is read", KEPT, row)
        for row in found.dropna().index.tolist()
    ]
    return table.assign(text=table["text"].mask(found.notna(), found)), notes


def name_columns(
    table: pd.DataFrame, columns: Mapping[str, str], usual_names: Mapping[str, list[str]] = USUAL
) -> pd.DataFrame:
    """Call the columns by newslab's names, as `columns` says or by their usual names; others keep theirs.

    Of several usual names that of a column with something in it is taken. A further column that has one of
    newslab's own names is kept as ``<name>_in_file``.
    """
    named: dict[str, str] = {}
    for own, theirs in columns.items():
        if own in usual_names and (found := find_column(theirs, table.columns)):
            named[own] = found
    by_plain_name = _by_plain_name(table)
    for own, usual in usual_names.items():
        candidates = (by_plain_name[name] for name in usual if name in by_plain_name)
        free = [column for column in dict.fromkeys(candidates) if column not in named.values()]
        if own not in named and free:
            filled = (column for column in free if len(free) == 1 or not _is_empty(table[column]))
            named[own] = next(filled, free[0])
    new_names = {theirs: own for own, theirs in named.items()}
    taken = {*table.columns, *COLUMNS, "article"}
    for column in table.columns:
        if column not in new_names and column in (*COLUMNS, "article"):
            new_names[column] = column + "_in_file"
            while new_names[column] in taken:
                new_names[column] += "_"
    return table.rename(columns=new_names)


def _is_empty(cells: pd.Series) -> bool:
    return bool((is_blank(cells) | are_null_words(cells)).all())


def find_column(name: str, columns: Collection[str]) -> str | None:
    """Return the column of this name; ``headline.main`` is `headline` where that is what it was read by."""
    if name in columns:
        return name
    whole, _, part = name.rpartition(".")
    return whole if part in MEANINGS and whole in columns else None


def _by_plain_name(table: pd.DataFrame) -> dict[str, str]:
    """Return columns by their plain names; the part of an object has its own where no column has it."""
    found: dict[str, str] = {}
    written = {column: spellings(column) for column in table.columns}
    for depth in range(max(map(len, written.values()), default=0)):
        for column, names in written.items():
            if len(names) > depth:
                found.setdefault(names[depth], column)
    return found


def _named(table: pd.DataFrame, named: pd.DataFrame, own: str) -> str:
    """Return what a column of newslab's is called in the table."""
    return next(theirs for theirs, new in zip(table, named, strict=True) if new == own)


# Sources ----------------------------------------------------------------------------------------------------


def _with_sources(named: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Return the table with hosts for sources that are addresses, and for those that are missing."""
    notes = []
    if "source" in named:
        sources = as_strings(named["source"])
        if sources.dropna().head(1000).str.match(_ADDRESS).any():
            hosts = _hosts(sources.where(sources.str.match(_ADDRESS)))
            named = named.assign(source=hosts.fillna(sources))
            notes.append(Note(f"sources that are addresses, now their hosts: {hosts.count():,}", REPAIRED))
        missing = is_blank(named["source"])
    else:
        missing = pd.Series(True, index=named.index)
    by_plain_name = _by_plain_name(named)
    addresses = next((by_plain_name[name] for name in USUAL_ADDRESSES if name in by_plain_name), None)
    if addresses is None or not missing.any():
        return named, notes
    hosts = _hosts(as_strings(named[addresses]).where(missing))
    if hosts.notna().any():
        sources = as_strings(named["source"]).mask(missing, hosts) if "source" in named else hosts
        named = named.assign(source=sources)
        notes.append(Note(f"source from the addresses in {addresses!r}: {hosts.count():,}", REPAIRED))
    return named, notes


_ADDRESS = r"(?i)\s*(?:https?:)?//[^\s/]+"


def _hosts(addresses: pd.Series) -> pd.Series:
    """Return the host of each address, without "www."; missing where a cell is none."""
    codes, distinct = pd.factorize(addresses)
    hosts = pd.Series([_host(address) for address in distinct], dtype="str")
    return pd.Series(hosts.array.take(codes, allow_fill=True), index=addresses.index)


def _host(address: str) -> str | None:
    found = _HOST.match(address)
    return found[1].lower().removeprefix("www.") if found else None


#: A host, after a scheme and a name, if there are any, and before a port, a path or the end.
_HOST = re.compile(
    r"\s*(?:(?:[a-zA-Z][\w+.-]*:)?//)?(?:[^/@\s]*@)?((?:[\w-]+\.)+[\w-]{2,})\.?(?::\d+)?(?:[/?#]\S*)?\s*$"
)


def _unknown_columns(table: pd.DataFrame, named: pd.DataFrame) -> list[Note]:
    """Say of source, date and title that no column is known as them, where an unknown one may be."""
    missing = [own for own in ("source", "date", "title") if own not in named]
    unknown = (
        column
        for column in table
        if column in named and column not in COLUMNS and not _SURE.fullmatch(column) and "." not in column
        if not is_blank(table[column]).all()
    )
    others = list(islice(unknown, 11))  # as many as are named, of what may be thousands
    if not missing or not others:
        return []
    seen = ", ".join(map(repr, others[:10])) + (", …" if len(others) > 10 else "")
    how = ", ".join(f"{own!r}: '…'" for own in missing)
    fault = f"no column is known as {', '.join(missing)}; there are {seen}; columns={{{how}}} names them"
    return [Note(fault, KEPT)]


#: Columns that are certainly none of newslab's.
_SURE = re.compile(
    r"(?i)\W*(?:(?:web|article|media|image|api|short)?[ _]?(?:url|uri|link)|lang(?:uage)?|section(?:name)?"
    r"|categor(?:y|ies)|tags|keywords|topics?|.*(?:abstract|summary|description|snippet|count|index).*|n_\w+"
    r"|.* \(\d+\)|column \d+)\W*"
)


# Cells ------------------------------------------------------------------------------------------------------


def tidy_cells(table: pd.DataFrame, day_first: bool | None) -> tuple[pd.DataFrame, list[Note]]:
    """Make newslab's columns text and dates, and the blank cells of all columns but `text` missing."""
    notes: list[Note] = []
    tidy = {column: table[column].array for column in table.columns}
    for column in [name for name in table if name in _TIDIED and name != "date"]:
        cells, more = _plain_text(table[column])
        tidy[column] = cells.array
        notes += more
    others = [name for name, kind in table.dtypes.items() if isinstance(kind, pd.StringDtype)]
    others = [name for name in others if name not in _TIDIED]
    for column, blank in zip(others, are_blank([tidy[name] for name in others]), strict=True):
        if blank.any():
            tidy[column] = table[column].mask(blank).array
    if "date" in table:
        hands = pd.Series(tidy["source"], table.index) if "source" in tidy else None
        dates, more = parse_dates(table["date"], day_first=day_first, hands=hands)
        tidy["date"] = dates.array
        notes += more
    # Of their arrays, as series would be aligned, which takes most of the time of thousands of columns.
    return pd.DataFrame(tidy, index=table.index), notes


#: The columns whose cells are tidied in a way of their own.
_TIDIED = ["text", "source", "title", "author", "article", "file", "date"]


def _plain_text(cells: pd.Series) -> tuple[pd.Series, list[Note]]:
    """Return cells as plain text, and those of short columns without white space around them."""
    column = cells.name
    cells, notes = without_packing(as_strings(cells))
    if column in ("text", "title", "author", "source"):
        cells, more = without_markup(cells)
        notes += more
    if column == "text":
        return cells, notes
    cells = cells.str.strip()
    if column == "author":
        cells = cells.str.replace(_BY, "", regex=True)
        are_numbers = cells.str.fullmatch(r"\d+", na=False)
        if are_numbers.any():
            fault = f"authors that are numbers, such as {cells[are_numbers].iloc[0]}, now missing"
            notes.append(Note(f"{fault}: {are_numbers.sum():,}", REPAIRED))
            cells = cells.mask(are_numbers)
    return cells.mask(cells == ""), notes


#: What is put before the name of an author, in the languages of exports.
_BY = r"^(?i:written by|by|von|par|por|di|door|av|af)\s+(?=[^\W\d_a-z])"
