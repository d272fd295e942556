"""Written dates of every form -> dates with the marks that most have: hyphens, points, colons."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta


def first_of_versions(text: str) -> str:
    """Return what a line says of the first version of an article, before or after that of a later one."""
    if first := _PUBLISHED_AFTER.match(text):
        return text[first.end() :]
    return _UPDATED.split(text, maxsplit=1)[0]


_VERSION = (
    r"(?:updated|modified|mise? à jour|modifiée?|aktualisiert|geändert|actualizado|aggiornat[oa]|bijgewerkt"
    r"|atualizado|обновлено|oppdatert|opdateret|uppdaterad|zaktualizowano|aktualizováno)\b"
)
#: Where a line goes on with the date of a later version, and where with that of the first one.
_UPDATED = re.compile(rf"(?<=\d)(?:[ap]\.?m\.?)?\W+(?:and )?(?:last )?{_VERSION}.*")
_PUBLISHED_AFTER = re.compile(
    rf"\W*(?:last )?{_VERSION}.*?\d.*?\W(?:(?:first )?published|posted|publiée?|paru|veröffentlicht"
    r"|erschienen|publicado|pubblicato|gepubliceerd|опубликовано|publisert|publiceret|publicerad|opublikowano)"
    r"\b(?=.*\d)"
)


def with_usual_marks(text: str) -> str:
    """Write dates of Chinese, Japanese and Korean, of ISO 8601 by weeks and by days of the year, of programs,
    and months in Roman numerals with the marks of others.
    """
    if not text.isascii():
        text = _ERA.sub(lambda era: f"{_ERAS[era[1]] + int(era[2].replace('元', '1'))}年", text)
        text = _EAST_ASIAN_WORDS.sub(" ", text)
        text = _EAST_ASIAN_DAY.sub(r" \1-\2-\3 ", text)
        text = _EAST_ASIAN_TIME.sub(lambda at: f" {at[1]}:{at[2] or '0':0>2}", text)
        text = _THAI_THE.sub(" ", text)
    if _LIKE_MOST.fullmatch(text):
        return text
    with suppress(ValueError):  # the year 0, or a week that no year has
        text = _ISO_WEEK.sub(lambda at: date.fromisocalendar(*map(int, at.groups())).isoformat(), text)
        text = _ISO_ORDINAL.sub(lambda at: _day_of_year(at) or at[0], text)
    text = _OF_PYTHON.sub(
        lambda at: f"{at[1]}-{at[2]}-{at[3]}" + (f" {at[4]}:{at[5]:0>2}" if at[4] else ""), text
    )
    text = _ROMAN_MONTH.sub(lambda at: f".{_ROMAN.index(at[1]) + 1}.", text)
    return _NOON.sub("12:00", _EDITION.sub(" ", _STAMP.sub(" ", text)))


#: A date of day, month and year in words and numbers of two or four digits, such as "wed, 3 march 2021".
_LIKE_MOST = re.compile(
    r"(?:[^\W\d_]{3,}\W+)*\d\d?[^\w:]+(?!noon|[ivx]+\W)[^\W\d_]{3,}\W+\d{4}|\d{1,4}[-./]\d\d?[-./]\d{1,4}"
)


def _day_of_year(found: re.Match[str]) -> str | None:
    """Return the day that a year and a number of three digits name, such as 2021-062."""
    day = date(int(found[1]), 1, 1) + timedelta(days=int(found[2]) - 1)
    return day.isoformat() if day.year == int(found[1]) else None


_ISO_WEEK = re.compile(r"(?<!\d)(\d{4})-?w(\d\d)-?(\d)(?!\d)")
_ISO_ORDINAL = re.compile(r"(?<![\d-])(\d{4})-(\d{3})(?![\d-])")

#: How Python writes a date that is put into a table as it is.
_OF_PYTHON = re.compile(
    r"^(?:datetime\.)?date(?:time)?\((\d{4}), (\d\d?), (\d\d?)(?:, (\d\d?), (\d\d?))?.*\)$"
)

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_MONTH = re.compile(rf"(?<=\d)[.\s/-]{{1,2}}({'|'.join(reversed(_ROMAN))})[.\s/-]{{1,2}}(?=\d{{4}})")

_NOON = re.compile(r"\bnoon\b")

#: The year before the first one of an emperor of Japan, or of the Republic of China.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?年")
_EAST_ASIAN_DAY = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]?")
_EAST_ASIAN_TIME = re.compile(r"(\d{1,2})\s?[時时点點시]\s?(?:(\d{1,2})\s?[分분])?(?:\s?\d+\s?[秒초])?")
#: The morning, and the days of the week.
_EAST_ASIAN_WORDS = re.compile(
    r"上午|午前|오전|(?:星期|周|週)[一二三四五六日天]|[月火水木金土日](?:曜日?)|[월화수목금토일]요일"
    r"|\([月火水木金土日一二三四五六월화수목금토일]\)"
)

#: Thai "the", written together with the day of the week before it.
_THAI_THE = re.compile("(?<=[\u0e00-\u0eff])ที่")

#: The T of ISO 8601, the zone that Java puts in brackets after it, and the colon of the logs of servers.
_STAMP = re.compile(r"(?<=\d)t(?=\d)|\[[\w/+-]+\]|(?<=\d{4}):(?=\d\d:\d\d)")

#: The edition of a newspaper, as archives put it after the day.
_EDITION = re.compile(
    r"(?<=\s)(?:(?:\d(?:st|nd|rd|th)?|first|second|third|late|early|final|main|city|national|home|[a-z])"
    r"\s){0,3}"
    r"(?:edition|ausgabe|édition|editie|edición|edizione|edição)\b(?:\s\d|\s?[-–]\s?final)?"
    r"|(?<=\s)correction appended|(?<=\s)[朝夕]刊"
)
