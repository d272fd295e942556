"""Dates as outlets and tables write them -> dates without a time zone, or missing and listed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from newslab.corpus.listing import as_quote
from newslab.readers import KEPT, REPAIRED, Note, as_text

#: Dates in the articles table: no time zone, fine enough for any time of day.
DATE_TYPE = "datetime64[us]"

_ISO_DAY = r"\d{4}[-/]\d\d[-/]\d\d(?!\d)|\d{8}(?!\d)"
_RUN_TOGETHER = r"^(\d{8})(\d{6})$"  # 20241231235959, as GDELT writes it
_ZONE = r"(?::\d\d|T\d{4}).*(?:Z|[+-]\d\d:?\d\d|GMT|UTC)$"
_BY_NUMBERS = r"(\d{1,2})/(\d{1,2})/\d{4}(?!\d)"

#: What is rewritten in a date before it is read: the day of the week, 7th, Sept., commas and points, a.m.
_PLAINLY = {
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+": "",
    r"(?<=\d)(?:st|nd|rd|th)\b": "",
    r"\bsept\b": "sep",
    r"\s*\b(?:gmt|utc)$": " +0000",
    r"\b([ap])\.?m\b\.?": r"\1m",
    r"[,\s]+(?:at\s+)?|(?<=[a-z])\.\s*": " ",
}
_DAY_AND_TIME = r"^(\d+ [a-z]+ \d{4}|[a-z]+ \d+ \d{4}|\d+[./]\d+[./]\d{4}|\d{4}-\d+-\d+)( .*)?$"
_DAYS = ["%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d.%m.%Y", "%Y-%m-%d"]
_TIMES = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%H:%M %z", "%H:%M:%S %z"]


def parse_dates(cells: pd.Series) -> tuple[pd.Series, list[Note]]:
    """Return the cells as dates, and notes on those that could not be read as one.

    ISO 8601 is tried first, then the month in words, then day and month by numbers. Of 03/04/2024 none can
    say which is the month, unless another date of the column can, like 13/04/2024; in 03.04.2024 the day is
    first. A time with a zone is turned into UTC. A year or a month alone is no date: a day would be made up.
    """
    if isinstance(cells.dtype, pd.DatetimeTZDtype):
        return cells.dt.tz_convert("UTC").dt.tz_localize(None).astype(DATE_TYPE), _zones(cells.notna().sum())
    if pd.api.types.is_datetime64_dtype(cells.dtype):
        return cells.astype(DATE_TYPE), []
    codes, distinct = pd.factorize(as_strings(cells))  # dates stand many times in a table; -1 is missing
    written = pd.Series(distinct, dtype="str").str.strip()
    written = written.mask(written == "").str.replace(_RUN_TOGETHER, r"\1T\2", regex=True)
    iso = written.where(written.str.match(_ISO_DAY))
    dates = pd.to_datetime(iso, format="ISO8601", errors="coerce", utc=True)
    dates = dates.fillna(_parse_words(written.where(dates.isna())))
    dates = dates.dt.tz_localize(None).astype(DATE_TYPE)
    parsed = pd.Series(dates.array.take(codes, allow_fill=True), index=cells.index)

    times_used = np.bincount(codes[codes >= 0], minlength=len(dates))
    notes = _zones(times_used[dates.notna() & written.str.contains(_ZONE)].sum())
    unread = written[dates.isna() & written.notna()]
    is_ambiguous = unread.str.match(_BY_NUMBERS)
    is_unread = np.isin(codes, unread.index)
    for row, code in zip(cells.index[is_unread], codes[is_unread], strict=True):
        fault = "leaves open which is the month" if is_ambiguous[code] else "cannot be read as a date"
        notes.append(Note(f"{as_quote(unread[code])} {fault}; write it as 2024-12-31", KEPT, row))
    return parsed, notes


def _parse_words(dates: pd.Series) -> pd.Series:
    """Return dates in UTC from such as "Sat, 7 December 2024 at 10:15 a.m."."""
    for pattern, plain in _PLAINLY.items():
        dates = dates.str.replace(pattern, plain, case=False, regex=True)
    parts = dates.str.strip().str.lower().str.extract(_DAY_AND_TIME)
    days = _first_to_fit(parts[0], _DAYS + _order_of_numbers(parts[0]))
    midnight = pd.Timestamp("1970-01-01", tz="UTC")
    times = _first_to_fit("1970-01-01" + parts[1], [f"%Y-%m-%d {time}" for time in _TIMES])
    # A day without a time is its midnight; a day with a time that cannot be read is not read.
    return days + (times - midnight).mask(parts[1].isna(), pd.Timedelta(0))


def _first_to_fit(texts: pd.Series, formats: list[str]) -> pd.Series:
    dates = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[us, UTC]")
    for format in formats:
        unread = texts.where(dates.isna())
        if unread.notna().any():
            dates = dates.fillna(pd.to_datetime(unread, format=format, errors="coerce", utc=True))
    return dates


def _order_of_numbers(days: pd.Series) -> list[str]:
    """Return the format of 03/04/2024, if the dates agree on one order of day and month."""
    numbers = days.str.extract(_BY_NUMBERS).dropna().astype("int64")
    day_first, month_first = (numbers > 12).any()
    if day_first == month_first:
        return []
    return ["%d/%m/%Y" if day_first else "%m/%d/%Y"]


def _zones(n: int) -> list[Note]:
    return [Note(f"dates with a time zone, now in UTC: {n:,}", REPAIRED)] if n else []


def as_strings(cells: pd.Series) -> pd.Series:
    """Return the cells as text, missing where they are missing."""
    if isinstance(cells.dtype, pd.StringDtype):
        return cells
    return pd.Series([as_text(cell) for cell in cells], index=cells.index, dtype="str")
