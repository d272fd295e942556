"""Dates as outlets and tables write them -> dates without a time zone, or missing and listed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from newslab.articles import iso_dates, without_zone
from newslab.corpus.listing import as_quote
from newslab.dates import Dated, read_date, settle
from newslab.readers import KEPT, REPAIRED, Note, as_text

#: Dates in the articles table: no time zone, fine enough for any time of day.
DATE_TYPE = "datetime64[us]"

_ISO_DAY = r"\d{4}[-/]\d\d[-/]\d\d(?!\d)|\d{8}(?!\d)"
_RUN_TOGETHER = r"^((?:19|20)\d{6})(\d{6}|\d{4})$"  # 20241231235959, as GDELT writes it
_OF_NET = r"^\\?/Date\((\d+)(?:[+-]\d{4})?\)\\?/$"  # /Date(1709467980000)/, as .NET writes it in JSON
_ZONE = r"(?::\d\d|T\d{4}).*(?:Z|[+-]\d\d:?\d\d|GMT|UTC)$"


def parse_dates(
    cells: pd.Series, *, day_first: bool | None = None, hands: pd.Series | None = None
) -> tuple[pd.Series, list[Note]]:
    """Return the cells as dates, and notes on those that could not be read as one.

    ISO 8601 is tried first, then numbers of seconds or days, then what `read_date` knows. Of 03/04/2024 none
    can say which is the month: `day_first` does, or another date by the same hand, like 13/04/2024. `hands`
    names for each cell who wrote it; where it is missing the date is judged alone, and without `hands` all
    cells are by one. A time with a zone is turned into UTC; a midnight is a day without a time, and stays
    that day. A year or a month alone is no date: a day would be made up.
    """
    if isinstance(cells.dtype, pd.DatetimeTZDtype):
        parsed, notes = _within_the_calendar(without_zone(cells))
        return parsed, [*_zones((parsed != parsed.dt.normalize())[parsed.notna()].sum()), *notes]
    if pd.api.types.is_datetime64_dtype(cells.dtype):
        return _within_the_calendar(cells)
    codes, distinct = pd.factorize(as_strings(cells))  # dates come many times in a table; -1 is missing
    written = pd.Series(distinct, dtype="str").str.strip()
    written = written.mask(written == "").str.replace(_OF_NET, r"\1", regex=True)
    times_used = np.bincount(codes[codes >= 0], minlength=len(written))
    dates, notes = _by_numbers_alone(written, times_used)
    run_together = written.where(dates.isna()).str.replace(_RUN_TOGETHER, r"\1T\2", regex=True)
    iso = run_together.where(run_together.str.match(_ISO_DAY))
    dates = dates.fillna(_iso(iso))
    has_zone = (dates.notna() & written.str.contains(_ZONE)).to_numpy(copy=True)

    read = {code: each for code, text in written[dates.isna()].dropna().items() if (each := read_date(text))}
    for code, each in read.items():
        has_zone[code] = each.has_zone
        if each.moment is not None:
            dates[code] = each.moment
    has_zone &= (dates != dates.dt.normalize()).to_numpy()  # a midnight is a day, and stays it
    parsed = pd.Series(dates.array.take(codes, allow_fill=True), index=cells.index)
    is_open = {code for code, each in read.items() if each.moment is None}
    if is_open:
        parsed = parsed.fillna(_settled(codes, is_open, read, cells.index, day_first, hands))
    notes = [*_zones(times_used[has_zone].sum()), *notes]
    is_unread = parsed.isna().to_numpy() & (codes >= 0)
    for row, code in zip(cells.index[is_unread].tolist(), codes[is_unread], strict=True):
        if isinstance(written[code], str):
            fault = _OPEN if code in is_open else _UNREAD
            notes.append(Note(f"{as_quote(written[code])} {fault}", KEPT, row))
    return parsed, notes


_UNREAD = "cannot be read as a date; write it as 2024-12-31"
_OPEN = "leaves open which is the month; dayfirst=True or dayfirst=False says it, or write it as 2024-12-31"


def _within_the_calendar(dates: pd.Series) -> tuple[pd.Series, list[Note]]:
    """Return dates of any unit as those of newslab, and notes on those that no calendar has."""
    years = dates.dt.year
    beyond = (years < 1) | (years > 9999)
    notes = [
        Note(f"a date in the year {year:.0f} cannot be right; it is missing", KEPT, row)
        for row, year in zip(years.index[beyond].tolist(), years[beyond], strict=True)
    ]
    return dates.mask(beyond).astype(DATE_TYPE), notes


def _iso(written: pd.Series) -> pd.Series:
    return iso_dates(written, errors="coerce").astype(DATE_TYPE)


# Numbers ----------------------------------------------------------------------------------------------------


def _by_numbers_alone(written: pd.Series, times_used: np.ndarray) -> tuple[pd.Series, list[Note]]:
    """Return dates that are a number: seconds since 1970, or, if all are, days as spreadsheets count them."""
    dates = pd.Series(pd.NaT, index=written.index, dtype=DATE_TYPE)
    is_number = written.str.fullmatch(r"\d{5}(?:\.\d+)?|\d{9,10}(?:\.\d+)?|\d{13}(?:\.0)?|\d{16}|\d{19}")
    if not is_number.any():
        return dates, []
    numbers = written[is_number.fillna(False).astype(bool)].astype("float64")
    notes = []
    if len(numbers) == written.notna().sum() and numbers.between(20_000, 60_000).all():
        days = pd.Timestamp("1899-12-30") + pd.to_timedelta((numbers * 86_400).round(), unit="s")
        dates[numbers.index] = days.astype(DATE_TYPE)
        notes.append(Note(f"days as a spreadsheet counts them, now dates: {times_used.sum():,}", REPAIRED))
    seconds = numbers / 1000.0 ** ((np.floor(np.log10(numbers.clip(1))) - 9).clip(0) // 3)
    seconds = seconds[seconds.between(1e8, pd.Timestamp.now("UTC").timestamp() + 366 * 86_400)]
    if len(seconds):
        dates[seconds.index] = pd.to_datetime(seconds.round(), unit="s").astype(DATE_TYPE)
        n = times_used[seconds.index].sum()
        notes.append(Note(f"seconds since 1970, or thousandths, now dates in UTC: {n:,}", REPAIRED))
    return dates, notes


# Dates that may mean several --------------------------------------------------------------------------------


def _settled(
    codes: np.ndarray,
    is_open: set[int],
    read: dict[int, Dated],
    index: pd.Index,
    day_first: bool | None,
    hands: pd.Series | None,
) -> pd.Series:
    """Return the dates that are open by themselves, as far as the others by the same hand settle them."""
    rows = pd.DataFrame({"code": codes, "hand": 0 if hands is None else pd.factorize(hands)[0]})
    alone = rows["hand"] < 0
    rows.loc[alone, "hand"] = -1 - np.arange(alone.sum())
    rows = rows[rows["code"].isin(read)]
    moments = {}
    for hand, distinct in rows.drop_duplicates().groupby("hand", sort=False)["code"]:
        for code, moment in zip(distinct, settle([read[c] for c in distinct], day_first), strict=True):
            moments[hand, code] = moment
    rows = rows[rows["code"].isin(is_open)]
    found = [moments[hand, code] for hand, code in zip(rows["hand"], rows["code"], strict=True)]
    return pd.Series(pd.array(found, dtype=DATE_TYPE), index=index[rows.index])


def _zones(n: int) -> list[Note]:
    return [Note(f"dates with a time zone, now in UTC: {n:,}", REPAIRED)] if n else []


def as_strings(cells: pd.Series) -> pd.Series:
    """Return the cells as text, missing where they are missing."""
    if isinstance(cells.dtype, pd.StringDtype):
        return cells
    return pd.Series([as_text(cell) for cell in cells], index=cells.index, dtype="str")
