"""Web archives (.warc): each page that was fetched is an article."""

from __future__ import annotations

import io

import pandas as pd

from newslab.readers.notes import LEFT_OUT, Article, Note, UnreadableFile, cause_of, needed
from newslab.readers.pages import read_html


def read_warc(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read the pages of a web archive, a row each; what is no page, or was not found, is counted.

    The date of a page is its own; `fetched` is when it was saved.
    """
    iterator = needed("warcio.archiveiterator", "warc")
    rows: dict[int, dict[str, str | None]] = {}
    notes: list[Note] = []
    n_others = number = 0
    try:
        for record in iterator.ArchiveIterator(io.BytesIO(content)):
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            number += 1
            if not _is_page(record):
                n_others += 1
                continue
            row, more = _row(record.content_stream().read(), record.rec_type == "conversion")
            row["url"] = record.rec_headers.get_header("WARC-Target-URI")
            row["fetched"] = record.rec_headers.get_header("WARC-Date")
            rows[number] = row
            notes += [note._replace(row=number) for note in more]
    except Exception as error:  # damaged archives have errors of gzip, of HTTP and of its own
        if not rows:
            raise UnreadableFile(f"not a web archive that can be read: {cause_of(error)}") from None
        notes.append(Note(f"damaged after record {number}; read up to it: {cause_of(error)}", LEFT_OUT))
    if n_others:
        notes.append(Note(f"records that are no page, or of one that was not found: {n_others:,}", LEFT_OUT))
    columns = ["url", "title", "author", "date", "text", "source", "fetched"]
    cells = {name: pd.array([row.get(name) for row in rows.values()], dtype="str") for name in columns}
    return pd.DataFrame(cells, index=pd.Index(rows.keys(), dtype="int64")), notes


def _is_page(record: object) -> bool:
    headers = record.http_headers  # type: ignore[attr-defined]  # warcio has no types
    if record.rec_type == "conversion":  # type: ignore[attr-defined]
        return True
    if headers is None:
        return "html" in (record.rec_headers.get_header("Content-Type") or "")  # type: ignore[attr-defined]
    return headers.get_statuscode() == "200" and "html" in (headers.get_header("Content-Type") or "html")


def _row(page: bytes, is_text: bool) -> tuple[dict[str, str | None], list[Note]]:
    if is_text:
        return {"text": page.decode("utf-8", "replace")}, []
    try:
        found, notes = read_html(page)
    except UnreadableFile as error:
        return {}, [Note(str(error), LEFT_OUT)]
    if not isinstance(found, Article):  # an export; its articles are in one text here
        found = Article("\n\n".join(found["text"].dropna()))
    return found._asdict(), notes
