"""One written date -> every moment that it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from newslab.dates.forms import first_of_versions, with_usual_marks
from newslab.dates.names import TOKEN, is_weekday, months_named, plain
from newslab.dates.words import FILLERS
from newslab.dates.zones import in_utc, zone_at, zone_named


class Dated(NamedTuple):
    """What a written date may mean: a moment for each way to read it, in UTC where it has a zone."""

    #: For each moment the ways that lead to it: an order of numbers, or languages.
    moments: tuple[tuple[frozenset[str], datetime], ...]
    has_zone: bool
    by_numbers: bool

    @property
    def moment(self) -> datetime | None:
        """The moment, if the date can mean but one."""
        return self.moments[0][1] if len(self.moments) == 1 else None


DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day first", "month first", "year first"


@lru_cache(maxsize=4_096)  # a page asks several times of a line
def read_date(written: str) -> Dated | None:
    """Return what a written date may mean, or None where it is no date, or not a whole one.

    Every word in it must be known. A year or a month alone is no date: a day would be made up.

    Examples
    --------
    >>> read_date("Mittwoch, 3. März 2021, 09:33 Uhr").moment
    datetime.datetime(2021, 3, 3, 9, 33)
    >>> [str(moment.date()) for _, moment in read_date("03/04/2021").moments]
    ['2021-04-03', '2021-03-04']
    """
    if len(written) > 120:
        return None
    clock, zone, text = _take_time(with_usual_marks(first_of_versions(plain(written))))
    if clock is None:
        return None
    numbers: list[str] = []
    months: list[tuple[str, Mapping[int, frozenset[str]]]] = []
    tokens = iter(zip_longest(found := TOKEN.findall(text), found[1:], fillvalue=""))
    for token, following in tokens:
        if token.isdigit():
            numbers.append(token)
        elif zone is None and (there := zone_named(token)) and clock != time():
            zone = there
        elif named := (_of_two_words(token, following) or (token not in FILLERS and months_named(token))):
            months.append((token, named))
            if _of_two_words(token, following):
                next(tokens, None)
        elif not (_says_nothing(token) or (clock != time() and _ANY_ZONE.fullmatch(token))):
            return None
    return _dated(text, numbers, months, clock, zone)


def _says_nothing(token: str) -> bool:
    """Return whether a word of a date may be passed over."""
    return token in FILLERS or is_weekday(token) or zone_named(token) is not None


def _of_two_words(token: str, following: str) -> Mapping[int, frozenset[str]]:
    """Return the months that two words name, such as Vietnamese "tháng 3"."""
    return months_named(f"{token} {following}") if token in _FIRST_OF_TWO else {}


_SHORT_THAI = ("ม", "ก", "มี", "เม", "พ", "มิ", "ส", "ต", "ธ")
#: The first words of months of two: in Vietnamese, in the Arabic of Syria and Iraq, and in short in Thai.
_FIRST_OF_TWO = frozenset(["tháng", "thang", "thg", "كانون", "تشرين", *_SHORT_THAI])


def is_date(line: str) -> bool:
    """Return whether a line is a date and nothing else.

    Examples
    --------
    >>> is_date("3 mars 2021 à 09h33"), is_date("The third of March came.")
    (True, False)
    """
    return any(map(str.isdigit, line)) and read_date(line) is not None


def without_time(written: str) -> str:
    """Return a written date without its time of day, for `read_date` to read.

    Examples
    --------
    >>> read_date(without_time("9:33 AM EST, Wed March 3, 2021")).moment
    datetime.datetime(2021, 3, 3, 0, 0)
    """
    text = first_of_versions(plain(written))
    return " ".join(_take_time(with_usual_marks(text))[2].split())


def settle(dates: Iterable[Dated], day_first: bool | None = None) -> Iterator[datetime | None]:
    """Yield the moment of each of the dates that one hand wrote, or None where it stays open.

    Of 03/04/2024 nobody can say which is the month, unless another of the dates can, like 13/04/2024, or
    `day_first` does. The same is done with names of months, of which a few mean two, by the languages of all.
    """
    dates = list(dates)
    ways: dict[bool, set[str] | None] = {}
    for by_numbers in (True, False):
        possible = [
            frozenset[str]().union(*(ways for ways, _ in each.moments))
            for each in dates
            if each.by_numbers == by_numbers
        ]
        ways[by_numbers] = set(possible[0].intersection(*possible)) if possible else None
    if day_first is not None:
        ways[True] = {DAY_FIRST if day_first else MONTH_FIRST}
    for each in dates:
        common = ways[each.by_numbers] or set()
        left = {moment for by, moment in each.moments if by & common}
        yield each.moment or (left.pop() if len(left) == 1 else None)


# Days -------------------------------------------------------------------------------------------------------


def _dated(
    text: str,
    numbers: list[str],
    months: list[tuple[str, Mapping[int, frozenset[str]]]],
    clock: time,
    zone: tzinfo | None,
) -> Dated | None:
    if len(months) > 1:  # French "mar. 3 mars": the first is a Tuesday
        months = [each for each in months if not is_weekday(each[0])]
    if len(months) == 1 and len(numbers) == 2:
        days = _days_with_month(numbers, months[0][1])
    elif not months and len(numbers) == 3:
        days = _days_by_numbers(text, numbers)
    else:
        return None
    moments: dict[datetime, frozenset[str]] = {}
    for ways, day in days:
        moment = in_utc(datetime.combine(day, clock), zone)
        moments[moment] = moments.get(moment, frozenset()) | ways
    if not moments:
        return None
    return Dated(tuple((ways, moment) for moment, ways in moments.items()), zone is not None, not months)


def _days_with_month(
    numbers: list[str], months: Mapping[int, frozenset[str]]
) -> Iterator[tuple[frozenset[str], date]]:
    first, second = numbers
    year, day = (first, second) if len(first) == 4 else (second, first)
    for month, languages in months.items():
        if found := _day(year, month, day, is_thai="th" in languages):
            yield languages, found


def _days_by_numbers(text: str, numbers: list[str]) -> Iterator[tuple[frozenset[str], date]]:
    """Yield the days that three numbers may mean; in 03.04.2024 the day is first."""
    first, second, third = numbers
    if len(first) == 4:
        orders = {YEAR_FIRST: (first, second, third)}
    else:
        orders = {DAY_FIRST: (third, second, first), MONTH_FIRST: (third, first, second)}
        if _WITH_POINTS.search(text) and _day(third, int(second), first):
            orders.pop(MONTH_FIRST)
        elif len(third) == 2:
            orders[YEAR_FIRST] = (first, second, third)
    days = {way: _day(year, int(month), day) for way, (year, month, day) in orders.items()}
    for found in dict.fromkeys(days.values()):
        if found:
            yield frozenset(way for way, day in days.items() if day == found), found


_WITH_POINTS = re.compile(r"\d\.\s?\d+\.\s?\d")


def _day(year: str, month: int, day: str, is_thai: bool = False) -> date | None:
    """Return the day of a year of four digits, or of two as POSIX has it: 69 to 99 are 1969 to 1999."""
    if len(day) > 2 or len(year) not in (2, 4) or month > 12:  # which `date` may find too large to look at
        return None
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= 69 else 2000
    elif is_thai and number > 2400:  # counted from the Buddha
        number -= 543
    if not 1400 <= number <= 2200:
        return None
    try:
        return date(number, month, int(day))
    except ValueError:
        return None


# Times ------------------------------------------------------------------------------------------------------

_TIME = re.compile(
    r"(?<![\d.:])(?:(\d{1,2})\s?(?::|h|\buhr\b)\s?(\d\d)(?!\d)(?::(\d\d)(?:[.,]\d+)?)?|(\d{1,2})\.(\d\d)(?![.\d]))"
    r"(?:\s*([ap])\.?\s?m\b\.?)?"
    r"|(?<!\d)(\d{1,2})\s?(?:([ap])\.?\s?m\b\.?|(?:h|uhr|uur)\b)"
    r"|(?<!\d)(\d\d)(\d\d)\s?(?:hrs|hours|uhr)\b"
)
_AFTER_NOON = re.compile(r"下午|午後|오후|晚上|م(?=\s|$)|μ\.?μ\.?|\bch\b|(?<=\d)\s*da tarde")


def _take_time(text: str) -> tuple[time | None, tzinfo | None, str]:
    """Return the time of a date, its offset, and the rest; no time where it is none that a clock shows."""
    found = _TIME.search(text)
    if found is None:
        return time(), None, text
    hour, minute, second, hour_2, minute_2, half, hour_3, half_3, hour_4, minute_4 = found.groups()
    hours, minutes = int(hour or hour_2 or hour_3 or hour_4), int(minute or minute_2 or minute_4 or 0)
    half = half or half_3
    before, after = text[: found.start()], text[found.end() :]
    if half and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half == "p" else 0)
    elif not text.isascii() and _AFTER_NOON.search(text):
        hours += 12 if hours < 12 else 0
        before, after = _AFTER_NOON.sub(" ", before), _AFTER_NOON.sub(" ", after)
    zone, n_of_zone = zone_at(after)
    after = after[n_of_zone:]
    try:
        clock = time(hours, minutes, int(second or 0))
    except ValueError:
        return None, None, text
    return clock, zone, f"{before} {after}"


_ANY_ZONE = re.compile(r"[a-z]{2,4}t")
