"""Tables in web pages, as archives and office programs write them, often under the name of a spreadsheet."""

from __future__ import annotations

import re

import lxml.etree
import lxml.html
import pandas as pd

from newslab.readers.columns import name_columns
from newslab.readers.markup import shown_text
from newslab.readers.notes import LEFT_OUT, REPAIRED, Note
from newslab.readers.usual_names import are_names, meaning_of_name

_CELL = re.compile(r"(?i)<t[dh][\s>]")


def table_of_page(page: str) -> tuple[pd.DataFrame, list[Note]] | None:
    r"""Return the table of a page whose first row names columns, one of them that of texts; None without one.

    Rows that have not a cell for each column are listed by how many they are.

    Examples
    --------
    >>> page = "<table><tr><th>Titel<th>Text<tr><td>Flood<td><p>It rose.<p>It fell.</table>"
    >>> table_of_page(page)[0].to_dict("records")
    [{'Titel': 'Flood', 'Text': 'It rose.\n\nIt fell.'}]
    """
    if not _CELL.search(page):
        return None
    try:
        root = lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError):
        return None
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        names = [" ".join(cell.text_content().split()) for cell in _cells(rows[0])] if rows else []
        if are_names(names) > 1 and "text" in map(meaning_of_name, names) and len(rows) > 1:
            return _table_of_rows(rows[1:], names)
    return None


def _cells(row: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _table_of_rows(rows: list[lxml.html.HtmlElement], names: list[str]) -> tuple[pd.DataFrame, list[Note]]:
    texts = {
        number: [
            shown_text(lxml.html.tostring(cell, encoding="unicode", with_tail=False))[0] for cell in cells
        ]
        for number, row in enumerate(rows, start=1)
        if len(cells := _cells(row)) == len(names)
    }
    table = pd.DataFrame.from_dict(texts, orient="index", columns=range(len(names)), dtype="str")
    table, notes = name_columns(table, names)
    notes.append(Note(f"a table on a web page, a row an article: {len(table):,}", REPAIRED))
    if len(texts) < len(rows):
        fault = f"rows of that table without a cell for each column, not read: {len(rows) - len(texts):,}"
        notes.append(Note(fault, LEFT_OUT))
    return table, notes
