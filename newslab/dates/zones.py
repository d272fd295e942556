"""Time zones as they are written after a time: an offset, or a name of which all mean the same."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

#: Offsets in hours. Left out is what means several zones: IST is India, Israel and Ireland.
_HOURS = {
    "z": 0, "gmt": 0, "utc": 0, "ut": 0, "wet": 0, "west": 1, "bst": 1,
    "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "мск": 3, "trt": 3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10, "nst": -3.5, "ndt": -2.5, "brt": -3, "sast": 2,
    "pkt": 5, "wib": 7, "hkt": 8, "sgt": 8, "awst": 8, "jst": 9, "kst": 9,
    "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip

#: Names that leave summer time to the date.
_PLACES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}

#: An offset, with its name in brackets, as JavaScript writes it.
_OFFSET = re.compile(r"[\s(]*(?:gmt|utc)?\s*([+\-−])\s?(\d{1,2})(?::?(\d\d))?(?!\d)\)?(?:\s*\([^()\d]*\))?")
#: Zones by their names in words, which leave summer time to the date.
_IN_WORDS = {
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
    "pacific": "America/Los_Angeles", "greenwich mean": "UTC", "coordinated universal": "UTC",
    "british summer": "Europe/London", "western european": "Europe/Lisbon",
    "central european": "Europe/Paris",
    "eastern european": "Europe/Athens", "moscow": "Europe/Moscow", "turkey": "Europe/Istanbul",
    "israel": "Asia/Jerusalem", "arabian": "Asia/Riyadh", "gulf": "Asia/Dubai", "pakistan": "Asia/Karachi",
    "india": "Asia/Kolkata", "indian": "Asia/Kolkata", "china": "Asia/Shanghai",
    "hong kong": "Asia/Hong_Kong",
    "singapore": "Asia/Singapore", "korea": "Asia/Seoul", "japan": "Asia/Tokyo", "philippine": "Asia/Manila",
    "australian eastern": "Australia/Sydney", "new zealand": "Pacific/Auckland",
    "south africa": "Africa/Johannesburg", "east africa": "Africa/Nairobi", "west africa": "Africa/Lagos",
}  # fmt: skip
_WORDS = re.compile(
    rf"[\s(]*(?:u\.?s\.? )?(?:({'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})"
    r"(?: (?:standard|daylight|summer))? time\b|(?:московское время|по московскому времени|по москве)\b)"
)
_OF_PLACE = re.compile(r"[\s(]*([a-z]+/[a-z_]+(?:/[a-z_]+)?)\b")


def zone_at(text: str) -> tuple[tzinfo | None, int]:
    """Return the zone that a text in lower case begins with, and how many characters name it.

    Examples
    --------
    >>> zone_at(" america/new_york, may 7")
    (zoneinfo.ZoneInfo(key='America/New_York'), 17)
    """
    if found := _OFFSET.match(text):
        return _zone_of_offset(*found.groups()), found.end()
    if found := _WORDS.match(text):
        return _zone_of_place(_IN_WORDS.get(found[1], "Europe/Moscow")), found.end()
    if (found := _OF_PLACE.match(text)) and (name := _names_of_places().get(found[1])):
        return _zone_of_place(name), found.end()
    return None, 0


@cache
def _names_of_places() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@lru_cache(maxsize=10_000)
def zone_named(word: str) -> tzinfo | None:
    """Return the zone of a name in lower case, or None where it is none, or not one alone."""
    if word in _HOURS:
        return timezone(timedelta(hours=_HOURS[word]))
    return _zone_of_place(_PLACES[word]) if word in _PLACES else None


def _zone_of_place(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # a system without the data of zones
        return None


def _zone_of_offset(sign: str, hours: str, minutes: str | None) -> tzinfo | None:
    """Return the zone of an offset such as +01:30."""
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return None if offset >= timedelta(hours=24) else timezone(offset if sign == "+" else -offset)


def in_utc(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return a moment of a zone as UTC without a zone. One without a zone stays as it is, and a midnight too:
    it is a day without a time.
    """
    if zone is None or moment.time() == time.min:
        return moment
    try:
        return moment.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        return moment
