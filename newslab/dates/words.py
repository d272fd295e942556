"""Words that are found in dates and say nothing about when."""

from __future__ import annotations

_OF_THE_ON_AT = """
a ai al alle an as at by d da dal dalle das de dei del della den der di die do du e el em en et há i il in ja
kl klo l la las le les lo los lúc na o och of og om on op p por the to um uur uhr va van vid voor w z à às am
в во о от на στις την του في يوم الموافق تاريخ الساعة م ص מאת יום ב ko eko ren an ora ore
"""

_HOUR_DAY_YEAR = """
h hs hrs hours heure heures hora horas ora ore dia dne año años ano anno god godine roku rok r leta gada gads
m metų év ngày năm г года год р року рік ปี วันที่ พ ศ น วัน ที่ เวลา
year month day midnight godz godzina ώρα ساعت kello saat
"""

_ENDS_OF_ORDINALS = """
st nd rd th er re ere eme ème ter º ª ste te nen ta tes
"""

_LABELS = """
published posted publication date dated first created issued released updated modified last time online
publié publiée publie paru mis mise jour modifié modifiée veröffentlicht erschienen stand datum vom
aktualisiert publicado publicada fecha actualizado pubblicato pubblicata data aggiornato gepubliceerd
bijgewerkt atualizado
опубликовано дата обновлено opublikowano publikováno publicerad udgivet julkaistu yayınlanma tarihi
publisert oppdatert publiceret offentliggjort opdateret uppdaterad päivitetty zaktualizowano aktualizováno
güncelleme güncellenme yayın pub timestamp datetime
"""

FILLERS = frozenset(" ".join((_OF_THE_ON_AT, _HOUR_DAY_YEAR, _ENDS_OF_ORDINALS, _LABELS)).split())
