"""Dates as the world writes them; each line below is one way to write a moment."""

from datetime import datetime

import pytest
from hypothesis import given, strategies as st

from newslab.dates import is_date, read_date, settle

MOMENTS = """
2024-05-07 | 7. Mai 2024
2024-05-07 18:30 | Dienstag, 7. Mai 2024, 18.30 Uhr
2024-01-07 | 7. Jänner 2024
2024-05-07 | mardi 7 mai 2024
2024-08-01 | 1er août 2024
2024-08-07 09:05 | 7 aout 2024 à 09h05
2024-03-05 | mar. 5 mars 2024
2024-12-29 | Publié le 29 décembre 2024
2024-05-07 | 7 de mayo de 2024
2024-05-07 | martes, 7 mayo 2024
2024-05-07 | 7 maggio 2024
2024-05-07 09:05 | mar 7 mag 2024 - 09:05
2024-05-07 | terça-feira, 7 de maio de 2024
2024-05-07 | dinsdag 7 mei 2024
2024-05-07 09:00 | 7 mei 2024 om 9 uur
2024-05-07 | 7 maja 2024
2024-05-07 | úterý 7. května 2024
2024-05-07 | tisdag den 7 maj 2024
2024-05-07 | 7. toukokuuta 2024
2024-05-07 | 2024. május 7.
2024-05-07 | 2024 m. gegužės 7 d.
2024-05-07 | 2024. gada 7. maijs
2024-05-07 | marți, 7 mai 2024
2024-05-07 | 7 Mayıs 2024 Salı
2024-05-07 | Τρίτη, 7 Μαΐου 2024
2024-05-07 06:05 | 7 мая 2024 г., 09:05 (МСК)
2024-05-07 | 7 травня 2024 р.
2024-05-07 | 7 de maig de 2024
2024-05-07 | 7 Mei 2024, Selasa
2024-05-07 | ngày 7 tháng 5 năm 2024
2024-05-07 | 7 พฤษภาคม 2567
2024-05-07 | 7 مايو 2024
2024-01-07 | ٧ كانون الثاني ٢٠٢٤
2024-05-07 | 7 במאי 2024
2024-05-07 | 7 मई 2024
2024-05-07 | 2024年5月7日
2024-05-07 21:05 | 2024年05月07日(火) 午後9時5分
2024-05-07 15:05 | 2024年5月7日 星期二 下午3:05
2024-05-07 21:05 | 2024년 5월 7일 화요일 오후 9:05
2024-05-07 | May 7, 2024 Tuesday
2024-05-07 | MAY 7, 2024
2024-05-07 | 7th of May 2024
2024-05-07 09:05 | Tues., May 7th, 2024 at 9:05 a.m.
2024-05-07 | 07-May-2024
2024-05-07 | 7-May-24
2024-05-07 | 2024-May-07
2024-05-07 14:05 | Tue, 07 May 2024 09:05:00 CDT
2024-05-07 13:05 | Published 9:05 AM EDT, Tue May 7, 2024
2024-01-07 14:05 | January 7, 2024 9:05 AM ET
2024-05-07 13:05 | May 7, 2024 9:05 AM ET
2024-05-07 08:05 | Tue May 07 2024 09:05:00 GMT+0100 (CET)
2024-05-07 09:05 | Tue May 07 09:05:00 +0000 2024
2024-05-07 07:05 | 2024-05-07T09:05:00+02:00[Europe/Paris]
2024-05-07 14:05 | 2024-05-07 09:05 CDT
2024-05-07 | 7.5.2024
2024-05-07 | 07.05.24
2024-05-07 | 2024/5/7
2024-05-17 | 17/05/2024
2024-05-17 23:59 | 5/17/2024 11:59 PM
2024-05-07 | Published: May 7, 2024; Updated May 9, 2024
2024-05-07 | May 7, 2024, last updated on May 9, 2024
"""


@pytest.mark.parametrize("line", MOMENTS.strip().splitlines())
def test_a_moment_is_read(line):
    expected, written = line.split(" | ")
    assert read_date(written).moment == datetime.fromisoformat(expected)
    assert is_date(written)


@pytest.mark.parametrize(
    "written",
    [
        "", "2024", "May 2024", "7 May", "Tuesday", "soon", "7 Foo 2024", "40 May 2024", "30 February 2024",
        "13/13/2024", "7 May 2024 25:61", "7 May 2024 24:30", "London, 7 May 2024 (Wire)",
        "7 May 2024 page 3", "7 May 12024",
        "It rose on 7 May 2024.", "May 7, 2024" * 20, "7 May 2024 +99:00 x",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(written):
    assert read_date(written) is None
    assert not is_date(written)


def test_a_zone_is_told_apart_from_a_time_without_one():
    assert read_date("7 May 2024 09:05 EST").has_zone
    assert not read_date("7 May 2024 09:05").has_zone
    # IST is the time of three countries: the time stays as it is written.
    assert read_date("7 May 2024 09:05 IST").moment == datetime(2024, 5, 7, 9, 5)


@pytest.mark.parametrize(
    ("written", "n"),
    [("03/04/2024", 2), ("3-4-2024", 2), ("04/05/06", 3), ("04/04/2024", 1), ("3.4.2024", 1)],
)
def test_an_open_date_has_every_moment_that_it_may_mean(written, n):
    assert len(read_date(written).moments) == n


def test_open_dates_are_settled_by_what_all_allow():
    dates = [read_date(written) for written in ("03/04/2024", "13/04/2024", "7 May 2024")]
    assert [moment.month for moment in settle(dates)] == [4, 4, 5]
    assert [moment and moment.month for moment in settle(dates[::2])] == [None, 5]
    assert [moment.month for moment in settle(dates, day_first=False)] == [3, 4, 5]


@given(st.text(st.sampled_from("0123456789/.-:,; ()[]+TZaprMilüмай年月日時午後tháng 3"), max_size=30))
def test_any_text_is_a_date_or_none(text):
    dated = read_date(text)
    assert dated is None or all(moment.year >= 1399 for _, moment in dated.moments)
