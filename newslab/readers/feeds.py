"""Feeds: RSS and Atom, saved as files."""

from __future__ import annotations

import io

import pandas as pd

from newslab.readers.markup import shown_text
from newslab.readers.notes import Note, UnreadableFile, needed
from newslab.readers.values import without_surrogates


def read_feed(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read the entries of a feed: of each the longest text, without its HTML. The feed is the source."""
    feedparser = needed("feedparser", "feeds")
    try:
        # As a file, because it takes bytes for the name of one. Addresses in it are not followed.
        feed = feedparser.parse(io.BytesIO(content))
    except MemoryError:
        raise
    except Exception as error:  # any of several parsers may have stumbled
        raise UnreadableFile(f"not a feed that can be read: {type(error).__name__}: {error}") from None
    if not feed.get("version") and not feed.entries:
        raise UnreadableFile("XML, but neither RSS nor Atom")
    source = feed.feed.get("title")
    rows = []
    for entry in feed.entries:
        texts = [part.get("value") or "" for part in entry.get("content", [])] + [entry.get("summary") or ""]
        row = {
            "id": entry.get("id") or entry.get("link"),
            "source": entry.get("source", {}).get("title") or source,
            # Asked for the time of an update that is not there, feedparser warns.
            "date": entry.get("published") or ("updated" in entry and entry["updated"]) or None,
            "title": shown_text(entry.get("title") or "")[0] or None,
            "author": entry.get("author"),
            "text": max((shown_text(text)[0] for text in texts), key=len),
            "link": entry.get("link"),
        }
        rows.append({name: value and without_surrogates(value) for name, value in row.items()})
    columns = ["id", "source", "date", "title", "author", "text", "link"]
    cells = {column: pd.array([row[column] for row in rows], dtype="str") for column in columns}
    return pd.DataFrame(cells, index=pd.RangeIndex(1, len(rows) + 1)), []
