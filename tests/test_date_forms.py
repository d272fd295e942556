"""A wide table of written dates, from cells to moments: each is read, or missing and listed."""

from __future__ import annotations

import pandas as pd
import pytest

from newslab.corpus.dates import parse_dates

READ = """
2021-03-03 | 3-Mar-2021
2021-03-03 | 03-MAR-21
2021-03-03 | March 3, 2021 Wednesday
2021-03-03 | Wednesday 03 March 2021
2021-03-03 | Wed., March 3, 2021
2021-03-03 | 3rd of March 2021
2021-03-03 14:33 | Mar. 3rd, 2021 9:33 a.m. EST
2021-03-03 09:33:00 | 2021-03-03T09:33:00.123456789Z
2021-03-03 08:33 | 2021-03-03 09:33:00 +0100 CET
2021-03-03 09:33 | Wed Mar 03 09:33:00 UTC 2021
2021-03-03 08:33 | Wed Mar 03 2021 09:33:00 GMT+0100 (Central European Standard Time)
2021-03-03 14:33 | Wed, 03 Mar 2021 09:33:00 -0500
2021-03-03 | 20210303
2021-03-03 09:33 | 20210303T093300Z
2021-03-03 09:33 | 20210303093300
2021-03-03 | 2021.03.03
2021-03-03 | 2021/3/3
2021-03-03 09:33 | 2021年3月3日 09時33分
2021-03-03 | 2021年3月3日（水）
2021-03-03 | 令和3年3月3日
2018-03-03 | 平成30年3月3日
2021-03-03 09:33 | 2021년 3월 3일 오전 9:33
2021-03-03 | 2021. 3. 3.
2021-03-03 14:05 | 2021-03-03 오후 2:05
2021-03-03 | 3 mars 2021
2021-03-03 09:33 | mercredi 3 mars 2021 à 9h33
2021-03-01 | 1er mars 2021
2021-03-03 09:33 | Publié le 3 mars 2021 à 09:33 - Mis à jour le 4 mars 2021 à 10:00
2021-03-03 09:33 | Mittwoch, 3. März 2021, 09:33 Uhr
2021-03-03 | 3. Maerz 2021
2021-03-03 | Mi 03.03.2021
2021-03-03 | 3 maart 2021 woensdag
2021-03-03 | wo 3 mrt 2021
2021-03-03 | miércoles, 3 de marzo de 2021
2021-03-03 | 3 de marzo del 2021
2021-03-03 | 3/mar/2021
2021-03-03 | 3 marzo 2021 mercoledì
2021-03-01 | 1° marzo 2021
2021-03-03 | quarta-feira, 3 de março de 2021
2021-03-03 09:33 | 3 de mar. de 2021 às 9h33
2021-03-03 09:33 | 3 марта 2021 г., 09:33
2021-03-03 | среда, 3 марта 2021
2021-03-03 06:33 | 03.03.2021 09:33 МСК
2021-03-03 | 3 березня 2021
2021-03-03 | 3 marca 2021 r.
2021-03-03 | środa, 3 marca 2021
2021-03-03 | 3. března 2021
2021-03-03 | 3. marca 2021
2021-03-03 | 2021. március 3., szerda
2021-03-03 | 3 martie 2021
2021-03-03 | 3 Mart 2021 Çarşamba
2021-03-03 09:33 | 3 mars 2021 kl. 09.33
2021-03-03 | onsdag d. 3. marts 2021
2021-03-03 09:33 | 3. maaliskuuta 2021 klo 9.33
2021-03-03 | 3 Μαρτίου 2021
2021-03-03 | Τετάρτη, 3 Μαρτίου 2021
2021-03-03 | 3 مارس 2021
2021-03-03 | ٣ مارس ٢٠٢١
2021-03-03 | 3 מרץ 2021
2021-03-03 | 3 במרץ 2021
2021-03-03 | 3 मार्च 2021
2021-03-03 | ३ मार्च २०२१
2021-03-03 | 3 มีนาคม 2564
2021-03-03 | 3 tháng 3, 2021
2021-03-03 | ngày 3 tháng 3 năm 2021
2021-03-03 | 3 Maret 2021
2021-03-03 02:33 | Rabu, 3 Maret 2021 | 09:33 WIB
2024-04-13 | 13/04/2024
2024-04-13 | 04/13/2024
2024-04-13 | 13.04.24
2024-04-13 22:05 | 04/13/24 10:05 PM
2024-04-13 22:05 | 2024-04-13 10:05 PM
2024-04-14 02:05 | April 13, 2024, 10:05pm ET
2021-03-01 | 1614556800
2021-03-01 | 1614556800000
2021-03-01 | 1614556800.5
2021-03-03 | Published: March 3, 2021
2021-03-03 14:33 | Updated 9:33 AM ET, Wed March 3, 2021
2021-10-03 | 3 Ekim 2021
2021-10-03 | 3 paź 2021
2021-10-03 | 3 ott 2021
2021-10-03 | 3 okt. 2021
2021-10-03 | Oct 3 2021
2021-10-03 | OCT 3, 2021
2021-10-03 | October 3,2021
2021-10-03 | 3October2021
2021-09-03 | Sept. 3, 2021
2021-09-03 | sept. 3 2021
2021-09-03 | 3 Sept 2021
2021-03-03 | 2021 March 3
2021-03-03 | 2021-Mar-03
2021-03-03 | Mar-03-2021
2021-03-03 | 3 March '21
2021-03-03 09:33 | 3 mar 2021 09:33 hs
2021-03-03 09:33 | 03.03.2021, 09:33 Uhr
2021-03-03 09:33 | 03.03.2021 - 09:33
2021-03-03 09:33 | Le 03/03/2021 à 09:33
2021-03-03 | 3 de març de 2021
2021-03-03 | 3. ožujka 2021.
2021-03-03 | 3 март 2021
2021-03-03 | 2021 m. kovo 3 d.
2021-03-03 | 2021. gada 3. marts
2021-03-03 | 3. märts 2021
2021-03-03 | 3 Mac 2021
2021-03-03 | 3 Machi 2021
2021-03-03 | 民國110年3月3日
2021-03-03 09:33 | {'$date': '2021-03-03T09:33:00Z'}
2021-03-03 09:33 | 2021-03-03T09:33Z[UTC]
2021-03-03 | 2021-W09-3
2021-03-03 17:33:05 | Wednesday, March 3rd, 2021 at 9:33:05 AM Pacific Time
2021-03-03 14:33 | 2021-03-03 09:33:00 America/New_York
2021-03-03 09:33 | Mar 3, 2021 · 9:33 AM UTC
2021-03-03 09:33 | 3 MARCH 2021 • 9:33AM
2021-03-03 09:33 | 3 March 2021 9.33am GMT
2021-03-03 09:33 | First published on Wed 3 Mar 2021 09.33 GMT
2021-03-03 | ٢٠٢١/٠٣/٠٣
2021-03-03 | الأربعاء 3 مارس 2021
2021-03-03 | 3 آذار 2021
"""

OPEN_OR_NONE = """
Posted on March 3, 2021 by admin
03/04/2024
2021
March 2021
31/02/2021
Winter 2021
2 hours ago
yesterday
0000-00-00
12 Rabi' 1442
110年3月3日
3 Mar 2021, 0933 hrs IST
۱۲ اسفند ۱۳۹۹
2021-W09
2021-W77-1
令和99年
"""


def rows(table: str) -> list[str]:
    return table.strip().split("\n")


@pytest.mark.parametrize("row", rows(READ))
def test_a_date_is_read_as_its_moment(row):
    moment, written = row.split(" | ", 1)
    dates, notes = parse_dates(pd.Series([written], dtype="str"))
    assert dates[0].floor("s") == pd.Timestamp(moment)
    assert not [note for note in notes if note.outcome == "kept"]


@pytest.mark.parametrize("written", rows(OPEN_OR_NONE))
def test_what_names_no_day_or_several_is_missing_and_listed(written):
    dates, notes = parse_dates(pd.Series([written], dtype="str"))
    assert dates.isna().all()
    assert [note.row for note in notes if note.outcome == "kept"] == [0]


def test_dates_of_one_source_settle_each_other_and_of_another_do_not():
    written = pd.Series(["03/04/2024", "13/04/2024", "03/04/2024"], dtype="str")
    dates, notes = parse_dates(written, hands=pd.Series(["Echo", "Echo", "Courier"]))
    assert dates[:2].dt.strftime("%m-%d").tolist() == ["04-03", "04-13"]
    assert pd.isna(dates[2])
    assert [note.row for note in notes] == [2]


def test_days_of_a_spreadsheet_are_dates_where_all_cells_are():
    dates, _ = parse_dates(pd.Series(["44256", "44257.5"], dtype="str"))
    assert dates.astype("str").tolist() == ["2021-03-01 00:00:00", "2021-03-02 12:00:00"]
