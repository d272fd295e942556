"""The usual names of columns, in the languages of exports and of tables made by hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

#: Names by what they mean, the surest first. Case, accents, spaces and marks make no difference.
USUAL_NAMES = {
    "text": """
        text texts content contents body maintext fulltext articletext articlebody articlecontent
        bodytext storytext contenttext contenthtml bodyhtml newstext newscontent posttext documenttext
        cleanedtext rawtext plaintext speech transcript volltext artikeltext inhalt beitragstext texte
        contenu corps textecomplet texteintegral textointegral testointegrale
        texto contenido cuerpo textocompleto conteudo corpo testo contenuto
        testocompleto tekst inhoud artikeltekst tresc brodtext innehall brodtekst indhold innhold
        teksti sisalto obsah clanek szoveg tartalom metin icerik haber continut besedilo tekstas
        teksts sadrzaj isi isiberita konten noidung متن محتوا เนื้อหา съдържание текст полныйтекст
        содержание текстстатьи зміст κειμενο 正文 内容 內容 全文 本文
        記事本文 본문 내용 기사내용 النص المحتوى نص متن תוכן טקסט पाठ story article
        paragraphs bodyparagraphs contentblocks contentelements blocks sentences selftext message
        """,
    "source": """ source outlet outletname publication
        publicationtitle publicationname medianame mediasource newsoutlet newspaper newspapername
        publisher sourcename sourcetitle medium mediaoutlet paper journalname periodical zeitung
        zeitungsname quelle titelderzeitung medienname publikation journal quotidien nomdusupport medio
        fuente periodico diario nombredelmedio jornal veiculo fonte giornale testata quotidiano krant
        bron dagblad kranttitel gazeta zrodlo tytulgazety tidning kalla avis kilde lehti lahde noviny
        zdroj denik ujsag forras gazete kaynak ziar sursa publicatie izvor vir avots allikas
        saltinis sumber namamedia nguon bao منبع ที่มา източник
        источник издание сми газета
        названиеиздания джерело видання εφημεριδα πηγη μεσο 媒体 媒體 来源 來源 报纸 報紙 新聞 新聞社
        媒体名 紙名 掲載紙 언론사 매체 매체명 출처 신문사 المصدر الصحيفة مصدر الجريدة מקור עיתון site
        sitename metasitename website channel sourceurl siteurl mediaurl sourcedomain domain
        sourcecommonname hostname cleanurl sheet list media """,
    "date": """ date published publishdate publisheddate
        publishedat published datepublished datepublish publicationdate pubdate webpublicationdate
        firstpublicationdate articledate dateofpublication issuedate seendate sqldate datetime timestamp
        publishedutc publishedparsed createdat created datum erscheinungsdatum veroffentlichungsdatum
        publikationsdatum datumzeit datepublication datedepublication dateparution fecha
        fechapublicacion fechadepublicacion dia datapubblicazione datadipubblicazione datadepublicacao
        datapublicacao publicatiedatum verschijningsdatum datapublikacji publiceringsdatum
        publiceringsdag dato udgivelsesdato publiseringsdato paivamaara julkaisupaiva datumvydani
        datumpublikace megjelenes tarih yayintarihi datapublicarii дата датапубликации датавыхода 日期
        时间 時間 发布时间 發布時間 发表日期 日付 発行日 掲載日 年月日 날짜 일자 발행일 보도일 التاريخ
        تاريخ תאריך ημερομηνια data releasedate newsdate postdate posteddate postedat postedon publishedon
        displaydate issued pubtime publishtime publishedtime publicationtime publicationdatetime datetimepub
        createdutc createddate creationdate publiziertam veroffentlichtam erschienenam erscheinungstag
        datumpublicatie datawydania publikovano datumobjave datums kuupaev tanggal tanggalterbit
        ngay ngaydang تاریخ วันที่ датаивремя 発行年月日 发布日期 發布日期 發佈日期 发布时间
        dateandtime displaytime time updated updatedat updateddate modified lastmodified dateadded crawldate
        scrapedat collectedat """,
    "title": """ title headline headlines webtitle articletitle
        newstitle articleheadline posttitle storytitle heading titel uberschrift ueberschrift
        schlagzeile titre titredelarticle titulo titular encabezado manchete titolo kop koptekst tytul
        naglowek rubrik overskrift otsikko nadpis titulek cim baslik titlu naslov nazov pavadinimas
        virsraksts pealkiri titol judul tieude หัวข้อ заголовок название заглавие
        τιτλος 标题 標題 题目 見出し タイトル 題名 제목 기사제목 العنوان عنوان כותרת """,
    "author": """
        author authors byline creator creators writer writers reporter reporters journalist autor
        autoren verfasser autorin auteur auteurs autores redactor autore autori redattore redacteur
        journaliste forfatter skribent forfattare toimittaja szerzo yazar redaktor автор авторы
        журналист автори συγγραφεας 作者 记者 記者 著者 執筆者 기자 작성자 기자명 저자 الكاتب كاتب
        المؤلف מחבר """,
    "article": """ article articleid id docid documentid storyid storiesid urlhash
        uuid guid gkgrecordid accessionnumber artikelid artikelnummer uri key
        """,
}

#: The same where a table has no texts, but something shorter.
SUMMARY_NAMES = """
    leadparagraph description summary abstract snippet desc lead abstractnote trailtext standfirst
    teaser excerpt zusammenfassung kurztext beschreibung anriss resume chapo description resumen
    entradilla resumo riassunto sommario samenvatting streszczenie ingress sammanfattning анонс
    аннотация описание 摘要 简介 要約 概要 요약 ملخص
"""

#: Columns of addresses, whose host names the site where nothing else does.
ADDRESS_NAMES = "url link weburl articleurl webaddress permalink canonicalurl storyurl href address uri"

#: The names of a table that describes files: it gives no texts, and the index is the files' own.
FILE_NAMES = "file filename path filepath"

#: Parts of an object that say what it is; by them it is read in place of all its parts.
MEANINGS = (
    "$oid", "$date", "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal", "$uuid", "rendered",
    "name", "displayName", "fullName", "full_name", "title", "main", "original", "value", "default", "label",
    "_", "#text", "html", "plain",
)  # fmt: skip


@lru_cache(maxsize=100_000)
def plain_name(name: str) -> str:
    """Return a name without case, accents, spaces and marks.

    Examples
    --------
    >>> plain_name("Titre de l’article"), plain_name("publish_date")
    ('titredelarticle', 'publishdate')
    """
    folded = re.sub(r"[\W_]+", "", name.casefold())
    if folded.isascii():
        return folded
    folded = folded.translate(_WITHOUT_STROKES)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


#: Letters of Polish, Turkish and Danish that are not made of a plain one and an accent.
_WITHOUT_STROKES = str.maketrans("łıøđ", "liod")


def spellings(name: str) -> tuple[str, ...]:
    """Return the plain names that a column may have: its own, and those of what an object holds.

    Examples
    --------
    >>> spellings("fields.bodyText"), spellings("headline.main"), spellings("body_txt_en")
    (('fieldsbodytext', 'bodytext'), ('headlinemain', 'headline'), ('bodytxten', 'body'))
    """
    whole, _, last = name.rpartition(".")
    if not whole:
        bare = _TYPE_OF_SOLR.sub("", name)
        return (plain_name(name), plain_name(bare)) if bare and bare != name else (plain_name(name),)
    holder = plain_name(whole.rpartition(".")[2])
    if last in MEANINGS and holder in _BY_NAME:
        return plain_name(name), holder
    # The id of a source is not that of the article, and the title of a picture not its title; what holds the
    # text may hold the others, too: content.body, article.title.
    is_other = _BY_NAME.get(plain_name(last)) == "article"
    if holder in _BY_NAME:
        is_other = _BY_NAME[holder] not in ("text", "article")
    return (plain_name(name),) if is_other else (plain_name(name), plain_name(last))


#: How Solr names the type of a field after its name: title_s, body_txt_en, published_tdt.
_TYPE_OF_SOLR = re.compile(
    r"(?<=[^\W_])_(?:ss?|ts?|t[dilf]{1,2}|ts?_[a-z]{2}|txts?(?:_[a-z]{2,3})?|dts?|tdts?|pdts?|str|strs|text|general)$"
)


def meaning_of_name(name: str) -> str | None:
    """Return what a column of this name usually holds: text, source, date, title, author or article."""
    return _BY_NAME.get(plain_name(name))


def are_names(cells: Iterable[str]) -> int:
    """Return how many different things the cells of a row would name as the names of columns."""
    return len(
        {_BY_NAME[plain] for cell in cells if len(cell) < 60 and (plain := plain_name(cell)) in _BY_NAME}
    )


def _names_of_list(names: str) -> list[str]:
    return list(dict.fromkeys(map(plain_name, names.split())))


USUAL = {own: _names_of_list(names) for own, names in USUAL_NAMES.items()}
USUAL_SUMMARIES = _names_of_list(SUMMARY_NAMES)
USUAL_ADDRESSES = _names_of_list(ADDRESS_NAMES)
USUAL_FILES = _names_of_list(FILE_NAMES)
_BY_NAME = {
    name: own
    for own, names in reversed([*USUAL.items(), ("summary", USUAL_SUMMARIES), ("url", USUAL_ADDRESSES)])
    for name in names
}
