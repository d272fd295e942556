"""Exports of archives: each form of each archive, in small exports whose articles a person can count."""

import io
import re

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings, strategies as st

import newslab as nl
from newslab.readers import UnreadableFile, describe
from newslab.readers.documents import read_xml
from newslab.readers.exports import known_archives, split_export
from newslab.readers.exports.many import seems_many
from newslab.readers.markup import shown_text
from newslab.readers.notes import Article
from newslab.readers.pages import read_docx, read_html, read_rtf
from newslab.readers.text import read_text

DYKE = "The dyke at Westmere held through the night. Two streets were flooded before dawn."
BRIDGE = "The bridge over the Aller is closed. Lorries take the road by the mill until May."


def as_rtf(text):
    return b"{\\rtf1\\ansi " + text.replace("\n", "\\par\n").encode("cp1252", "replace") + b"}"


def as_docx(text):
    docx = pytest.importorskip("docx", reason="the extra [docx] is not installed")
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_html(text):
    return "".join(f"<div><p>{line}</p></div>" for line in text.split("\n") if line.strip()).encode()


def outcomes(notes):
    return [(note.row, note.outcome) for note in notes]


def cells(table, *columns):
    return table[list(columns)].to_numpy().tolist()


# LexisNexis -------------------------------------------------------------------------------------------------

#: How a document is counted, a day, the names of fields and a number of words, in the user's language.
LEXIS = {
    language: line.split("|")
    for language, line in {
        "en": "1 of 2 DOCUMENTS|March 3, 2021 Wednesday|BYLINE|SECTION|LENGTH|42 words|LOAD-DATE",
        "de": "Dokument 1 von 2|Mittwoch 3. März 2021|AUTOR|RUBRIK|LÄNGE|42 Wörter|UPDATE",
        "fr": "1 de 2 DOCUMENTS|mercredi 3 mars 2021|AUTEUR|RUBRIQUE|LONGUEUR|42 mots|DATE-CHARGEMENT",
        "nl": "1 van 2 DOCUMENTEN|woensdag 3 maart 2021|AUTEUR|RUBRIEK|LENGTE|42 woorden|UPDATE",
        "es": "Documento 1 de 2|3 de marzo de 2021|AUTOR|SECCIÓN|LONGITUD|42 palabras|FECHA-DE-CARGA",
        "it": "1 di 2 DOCUMENTI|mercoledì 3 marzo 2021|AUTORE|SEZIONE|LUNGHEZZA|42 parole|DATA-CARICAMENTO",
        "pt": "1 de 2 DOCUMENTOS|3 de março de 2021|AUTOR|SEÇÃO|TAMANHO|42 palavras|DATA-CARREGAMENTO",
    }.items()
}


def lexis(language="en"):
    count, day, author, section, length, words, loaded = LEXIS[language]
    second = re.sub("1", "2", count, count=1)
    return f"""
Download Request: All Documents: 1-2
Terms: (dyke OR bridge)


                               {count}


                             The Westmere Echo

                         {day}
                               Final Edition

Dyke holds through the night;
Two streets under water

{author}: By Ana Roy

{section}: NEWS; Pg. 3

{length}: {words}

{DYKE}

{loaded}: March 4, 2021

LANGUAGE: ENGLISH

                       Copyright 2021 Westmere Press
                            All Rights Reserved


                               {second}


                       Copyright 2021 Aller Media
                            All Rights Reserved

                             Aller Courier

{day}

Bridge over the Aller closed

{section}: NEWS; Pg. 1

{length}: {words}

{BRIDGE}

{loaded}: March 4, 2021
"""


class TestLexisNexis:
    @pytest.mark.parametrize("language", LEXIS)
    def test_each_language_gives_its_articles(self, language):
        table, notes = split_export(lexis(language))
        assert cells(table, "source", "title", "text") == [
            ["The Westmere Echo", "Dyke holds through the night; Two streets under water", DYKE],
            ["Aller Courier", "Bridge over the Aller closed", BRIDGE],
        ]
        assert table["date"].str.contains("2021").all()
        assert table["author"].tolist()[0] == "Ana Roy"
        assert table["section"].tolist() == ["NEWS; Pg. 3", "NEWS; Pg. 1"]
        assert table["length"].tolist() == [LEXIS[language][5]] * 2
        assert table["load_date"].tolist() == ["March 4, 2021"] * 2
        assert table["copyright"].notna().all()
        assert outcomes(notes) == [(None, "repaired")]
        assert "taken out: 9" in notes[0].problem

    @pytest.mark.parametrize(
        "read",
        [
            lambda text: read_text(text.encode()),
            lambda text: read_rtf(as_rtf(text)),
            lambda text: read_docx(as_docx(text)),
            lambda text: read_html(as_html(re.sub(r"\n +Final Edition|;\n", "; ", text))),
        ],
        ids=["txt", "rtf", "docx", "html"],
    )
    def test_each_format_gives_the_same_articles(self, read):
        pytest.importorskip("striprtf", reason="the extra [rtf] is not installed")
        table, _ = read(lexis())
        assert table["text"].tolist() == [DYKE, BRIDGE]
        assert table["source"].tolist() == ["The Westmere Echo", "Aller Courier"]

    def test_a_label_may_name_the_headline_and_the_text(self):
        head = "1 of 1 DOCUMENTS\n\nThe Echo\n\nMay 3, 2021\nMet 2 Edition\n\nHEADLINE: It held"
        text = f"{head}\n\nBODY:\n\n{DYKE}\n\nGRAPHIC: A wall\n\nAt dusk"
        table, _ = split_export(text)
        assert cells(table, "title", "text", "graphic", "edition") == [
            ["It held", DYKE, "A wall At dusk", "Met 2 Edition"]
        ]

    def test_a_label_inside_a_text_ends_it_only_if_labels_follow_to_the_end(self):
        text = lexis().replace(DYKE, f"{DYKE}\n\nUPDATE: The water fell.\n\n{BRIDGE}")
        table, _ = split_export(text)
        assert table["text"].tolist()[0] == f"{DYKE}\n\nUPDATE: The water fell.\n\n{BRIDGE}"

    def test_what_the_archive_cannot_display_is_listed(self):
        cut = lexis().split("Copyright 2021 Aller")[0]
        table, notes = split_export(
            f"{cut}We are sorry but there is an error in this document and it\nis not possible to display it."
        )
        assert table.index.tolist() == [1]
        assert outcomes(notes) == [(None, "repaired"), (2, "left out")]
        assert notes[1].problem == "LexisNexis could not display this document"

    def test_a_damaged_article_costs_no_other(self):
        damaged = lexis().replace("The Westmere Echo", "").replace("March 3, 2021 Wednesday", "", 1)
        table, notes = split_export(damaged)
        assert table["source"].tolist()[1] == "Aller Courier"
        assert (1, "kept") in outcomes(notes)

    def test_articles_without_text_are_listed(self):
        table, notes = split_export(lexis().replace(BRIDGE, ""))
        assert table.index.tolist() == [1]
        assert (2, "left out") in outcomes(notes)

    def test_how_many_articles_it_names_is_compared(self):
        table, notes = split_export(lexis().replace("of 2 DOC", "of 500 DOC"))
        assert len(table) == 2
        assert "it names 500 articles and holds 2" in [note.problem for note in notes]

    def test_wrapped_lines_are_one_paragraph(self):
        wrapped = DYKE.replace("the night.", "the\nnight.") + " " + BRIDGE
        lines = "\n".join(re.findall(r".{1,76}(?:\s|$)", wrapped.replace("\n", " ")))
        table, _ = split_export(lexis().replace(DYKE, lines))
        assert table["text"].tolist()[0] == f"{DYKE} {BRIDGE}"


# Nexis Uni --------------------------------------------------------------------------------------------------

NEXIS = f"""User Name: Ana Roy
Date and Time: Saturday, December 14, 2024
Documents (3)
1. Flood in the lower town
Narrowed by:

Flood in the lower town

The Gazette

December 7, 2024 Saturday 9:33 AM EST

Copyright 2024 The Gazette All Rights Reserved
Section: NEWS; Pg. 3
Length: 12 words
Byline: By Ana Roy
Highlight: It came at night.

Body

The river rose.
It rose by a metre.
Graphic

The lower town at dusk. Photograph: Jo Lind

Load-Date: December 8, 2024

End of Document

THE BRIDGE;
What the mayor said
Courier Blogs
(Notes)
8 December 2024
Length: 4 words

Body
{BRIDGE}
Classification

Language: ENGLISH

Subject: BRIDGES (90%)

End of Document

The mill is sold
Courier

Correction Appended

Copyright 2024 Courier
Length: 4 words
Body
It is sold.
Correction

It was not the mayor's.

Load-Date: December 9, 2024
End of Document
"""


class TestNexisUni:
    @pytest.fixture
    def table(self):
        return split_export(NEXIS)[0]

    def test_each_article_has_title_outlet_and_day(self, table):
        assert cells(table, "title", "source") == [
            ["Flood in the lower town", "The Gazette"],
            ["THE BRIDGE; What the mayor said", "Courier Blogs"],
            ["The mill is sold", "Courier"],
        ]
        assert table["date"].tolist()[:2] == ["December 7, 2024 9:33 AM EST", "8 December 2024"]

    def test_parts_below_the_text_are_columns(self, table):
        assert table["text"].tolist() == ["The river rose.\nIt rose by a metre.", BRIDGE, "It is sold."]
        assert table["graphic"][1] == "The lower town at dusk. Photograph: Jo Lind"
        assert table["highlight"][1] == "It came at night."
        assert table["subject"][2] == "BRIDGES (90%)"
        assert table["correction"][3].endswith("It was not the mayor's.")
        assert table["section"][1] == "NEWS; Pg. 3"

    def test_a_missing_day_is_listed_with_the_day_of_loading(self):
        notes = split_export(NEXIS)[1]
        assert outcomes(notes) == [(None, "repaired"), (None, "repaired"), (3, "kept")]
        assert notes[-1].problem.endswith("it was loaded into the archive on December 9, 2024")

    def test_parts_that_a_heading_cuts_off_are_listed(self):
        problems = [note.problem for note in split_export(NEXIS)[1]]
        cut = "parts beside the text, now in columns of their own: correction of articles: 1, "
        assert cut + "graphic of articles: 1" in problems

    @pytest.mark.parametrize("heading", ["Classification", "Klassifikation"])
    def test_a_sub_heading_that_no_field_follows_is_text(self, heading):
        lines = f"Mill sold|Courier|8 December 2024|Body|{DYKE}|{heading}|{BRIDGE}|End of Document"
        for found, notes in (
            split_export(lines.replace("|", "\n\n")),
            read_html(as_html(lines.replace("|", "\n"))),
        ):
            assert found["text"].tolist() == [f"{DYKE}\n\n{heading}\n\n{BRIDGE}"]
            assert notes == []

    @pytest.mark.parametrize(
        ("above", "title"),
        [
            ("The mill by the bridge|is sold", "The mill by the bridge is sold"),
            ("The mill, the bridge,|and the dyke|are sold", "The mill, the bridge, and the dyke are sold"),
            ("The mill is sold.|eBay buys it", "eBay buys it"),
            ("Narrowed by:|the mill is sold", "the mill is sold"),
            ("Council of Westmere sells|The Old Mill", "Council of Westmere sells The Old Mill"),
            ("LexisNexis|The mill is sold", "The mill is sold"),
        ],
    )
    def test_a_headline_may_have_two_lines(self, above, title):
        lines = f"{above}|de Volkskrant|8 December 2024|Body|{DYKE}|End of Document".replace("|", "\n\n")
        assert cells(split_export(lines)[0], "title", "source") == [[title, "de Volkskrant"]]

    def test_an_export_cut_short_says_so(self):
        table, notes = split_export(NEXIS.rpartition("End of Document")[0])
        assert len(table) == 3
        assert "cut short" in notes[-1].problem

    @pytest.mark.parametrize(
        "end", ["Ende des Dokuments", "Fin du document", "Fin del documento", "Fim do documento"]
    )
    def test_the_end_is_known_in_other_languages(self, end):
        assert len(split_export(NEXIS.replace("End of Document", end))[0]) == 3

    def test_word_and_rich_text_are_split(self):
        pytest.importorskip("striprtf", reason="the extra [rtf] is not installed")
        assert read_docx(as_docx(NEXIS))[0]["title"].tolist()[0] == "Flood in the lower town"
        assert len(read_rtf(as_rtf(NEXIS))[0]) == 3


# Factiva ----------------------------------------------------------------------------------------------------

FACTIVA_CODES = """HD
Flood in the
lower town
BY
By Ana Roy
WC
12 words
PD
7 December 2024
ET
09:33
SN
The Gazette
LP
The river rose.
TD
It rose by a metre.

IN a single night it fell.
NS
gdis : Disasters
AN
Document GAZET00020241207ekc700001

SE
Local
HD
The bridge is closed
PD
8 December 2024
SN
Courier
LP
It is closed.
Document COURI00020241208ekc800002

Search Summary
Results Found 2
"""

#: Words, day, language, and the word before the number of the document, in the language of the page.
FACTIVA = {
    "en": ("41 words", "3 March 2021", "English", "(c) 2021 Westmere Press.", "Document"),
    "de": ("41 Wörter", "3 März 2021", "Deutsch", "Alle Rechte vorbehalten. (c) Westmere Presse", "Dokument"),
    "fr": ("41 mots", "3 mars 2021", "Français", "Copyright 2021. Westmere.", "Document"),
    "es": ("41 palabras", "3 marzo 2021", "Español", "© 2021 Westmere", "Documento"),
    "it": ("41 parole", "3 marzo 2021", "Italiano", "(c) 2021 Westmere", "Documento"),
    "zh": ("41 字", "2021 年 3 月 3 日", "中文", "(c) 2021 Westmere", "文件"),
    "ru": ("41 слов", "3 Март 2021", "Русский", "(c) 2021 Westmere", "Документ"),
}


def factiva_page(language, *, author='<div class="author">By Ana Roy</div>'):
    words, day, name, rights, document = FACTIVA[language]
    article = (
        '<div class="article enArticle"><p><div>Local</div><div id="hd"><span> Dyke holds</span></div>'
        "{author}<div>{words}</div><div>{day}</div><div>The Westmere Echo</div><div>WECHO</div>"
        "<div>Final</div><div>3</div><div>{name}</div><div>{rights}</div></p>"
        '<p class="articleParagraph">{text}</p><p>{document} WECHO00020210303eh3300{n}a</p></div><br/>'
    )
    articles = "".join(
        article.format(
            author=who,
            words=words,
            day=day,
            name=name,
            rights=rights,
            document=document,
            text=text,
            n=f"{n:02}",
        )
        for n, (who, text) in enumerate([(author, DYKE), ("", BRIDGE)])
    )
    return (
        f'<html><body><form method="post" action="x"><div>Factiva</div><div>Dow Jones</div>{articles}'
        "<table><tr><td>Search Summary</td></tr></table></form></body></html>"
    )


class TestFactiva:
    def test_codes_part_the_articles(self):
        table, _ = split_export(FACTIVA_CODES)
        assert cells(table, "id", "title", "source", "date") == [
            ["GAZET00020241207ekc700001", "Flood in the lower town", "The Gazette", "7 December 2024 09:33"],
            ["COURI00020241208ekc800002", "The bridge is closed", "Courier", "8 December 2024"],
        ]
        assert table["author"].tolist()[0] == "Ana Roy"
        assert table["section"].tolist()[1] == "Local"
        assert table["text"].tolist() == [
            "The river rose.\n\nIt rose by a metre.\n\nIN a single night it fell.",
            "It is closed.",
        ]

    @pytest.mark.parametrize("parting", ["\t", "|", "\xa0", " | ", "   "])
    def test_codes_may_have_a_column_of_their_own(self, parting):
        lines = ["HD?Flood", "PD?7 December 2024", "LP?It rose.", "AN?Document GAZET00020241207ekc700001"]
        table, _ = split_export("\n".join(lines).replace("?", parting))
        assert table.loc[1, ["title", "date", "text"]].tolist() == ["Flood", "7 December 2024", "It rose."]

    def test_a_page_of_codes_in_a_form_is_split(self):
        rows = ["HD?Flood", "PD?7 December 2024", "SN?Gazette", "LP?<p>It rose.</p>", "TD?<p>It fell.</p>"]
        lines = "".join(
            "<tr><td><b>{}</b>&nbsp;</td><td>{}</td></tr>".format(*row.split("?")) for row in rows
        )
        table, _ = read_html(f"<html><body><form><table>{lines}</table></form></body></html>".encode())
        assert cells(table, "title", "source", "text") == [["Flood", "Gazette", "It rose.\n\nIt fell."]]

    @pytest.mark.parametrize("word", ["Document", "Dokument", "Documento"])
    def test_articles_of_codes_may_lack_headline_and_day(self, word):
        ids = ["WECHO20210303AB12", "COURI0123456789"]
        lines = f"SN|Echo|LP|{DYKE}|{word} {ids[0]}|HD|Bridge shut|TD|{BRIDGE}|{word} {ids[1]}"
        for found, notes in (
            split_export(lines.replace("|", "\n")),
            read_html(as_html(lines.replace("|", "\n"))),
        ):
            assert cells(found, "id", "text") == [[ids[0], DYKE], [ids[1], BRIDGE]]
            assert found["source"].tolist()[0] == "Echo"
            assert found["title"].tolist()[1] == "Bridge shut"
            assert outcomes(notes) == [(1, "kept"), (2, "kept")]

    def test_an_export_cut_short_keeps_its_last_article(self):
        lines = f"SN|Echo|LP|{DYKE}|Document WECHO00020210303eh330000a|SN|Post|PD|4 May 2021|LP|{BRIDGE}"
        found, notes = split_export(lines.replace("|", "\n"))
        assert cells(found, "source", "text") == [["Echo", DYKE], ["Post", BRIDGE]]
        assert outcomes(notes) == [(1, "kept"), (2, "kept")]

    def test_a_line_that_names_a_document_ends_no_article(self):
        lines = f"{DYKE}\nDocument AB12345678901234\n{BRIDGE}\nDocument CD12345678901234"
        assert split_export(lines)[0].text == lines

    @pytest.mark.parametrize("language", FACTIVA)
    def test_the_article_format_is_read_in_each_language(self, language):
        table, _ = read_html(factiva_page(language).encode())
        assert cells(table, "title", "source", "text", "section") == [
            ["Dyke holds", "The Westmere Echo", DYKE, "Local"],
            ["Dyke holds", "The Westmere Echo", BRIDGE, "Local"],
        ]
        assert table["id"].tolist() == ["WECHO00020210303eh330000a", "WECHO00020210303eh330001a"]
        assert table["date"].tolist() == [FACTIVA[language][1]] * 2
        assert table["author"].tolist()[0] == "Ana Roy"
        assert table["author"].isna().tolist()[1]
        assert cells(table, "edition", "page", "language")[0] == ["Final", "3", FACTIVA[language][2]]

    @pytest.mark.parametrize("section", ["Local\n\n", ""])
    def test_the_article_format_as_text_is_read(self, section):
        head = "Dyke holds|By Ana Roy|41 words|3 March 2021|The Westmere Echo|WECHO|English|(c) 2021 X"
        lines = section + "\n\n".join([*head.split("|"), DYKE, "Document WECHO00020210303eh330000a\n"])
        for found, _ in (split_export(lines), read_docx(as_docx(lines)), read_rtf(as_rtf(lines))):
            assert cells(found, "title", "author", "source", "text") == [
                ["Dyke holds", "Ana Roy", "The Westmere Echo", DYKE]
            ]


# Others -----------------------------------------------------------------------------------------------------

PROQUEST = f"""____________________________________________________________

Document 1 of 2

Dyke holds

Author: Roy, Ana

Publication info: The Westmere Echo ; Westmere [Westmere]. Mar 3, 2021.

https://example.org/docview/1

Abstract: None available.

Full text: {DYKE}
Note: the water fell.
CREDIT: Roy, Ana

Subject: Floods

Business indexing term: Subject: Dykes

Title: Dyke holds

Publication title: The Westmere Echo; Westmere

Publication date: Mar 3, 2021

ProQuest document ID: 100001

Copyright: Copyright 2021 Westmere Press

Last updated: 2021-09-22

Database: Example Newsstream

____________________________________________________________

Document 2 of 2

Bridge closed

Full text: {BRIDGE}

Title: Bridge closed

Publication title: Aller Courier

Publication date: Mar 4, 2021

ProQuest document ID: 100002

Database: Example Newsstream

____________________________________________________________

Contact us at: https://example.org

Copyright © 2021 ProQuest LLC. All rights reserved.
"""

EUROPRESSE = "<html><body><form><input type=button value=Annuler></form>" + "".join(
    f'<table><tr><td><span class="DocPublicationName">{source}</span><br><span>{header}</span>'
    f'<br><br><span class="{title}">La digue tient</span><br><br>{author}<p>{text}</p>'
    "<p><i>© 2021 Westmere. Tous droits réservés.</i></p>"
    f"Numéro de document : news·20210303·WE·{n}<br><br><table><tr><td>news·20210303·WE·{n}</td></tr>"
    "<tr><td>Ce certificat est émis à X</td></tr><tr><td>Date d'émission : 2021-03-04</td></tr></table>"
    "</td></tr></table>"
    for n, (source, header, title, author, text) in enumerate(
        [
            (
                "L'Écho, no. 5968",
                "Politique, mercredi 3 mars 2021, p. 03",
                "TitreArticleVisu",
                "Ana Roy<br>",
                DYKE,
            ),
            ("Le Courrier", "jeudi 4 mars 2021", "titreArticleVisu", "", BRIDGE),
        ]
    )
)


def europresse_with_numbers_in(*elements: str) -> str:
    """Return a page of two articles that are alike but for their numbers, in these elements."""
    return "<html><body>" + "".join(
        f"<article><header><span class='DocPublicationName'>L'Écho, no. {n}</span><br>"
        "<span>Politique, mercredi 3 mars 2021</span></header>"
        f"<p class='titreArticleVisu rdp__articletitle'>La digue tient</p><p>{DYKE}</p>"
        f"<{element}>news·20210303·WE·{n}</{element}></article>"
        for n, element in enumerate([elements[0], elements[-1]], start=1)
    )


#: As Newsbank writes them today, and before.
NEWSBANK_WITH_BARS = f"""Dyke holds
March 3, 2021 | Echo, The (Westmere, ST)
Author: Ana Roy | Section: News
1,620 Words | Page: A3

OpenURL Link

{DYKE}

Record: 1A2B3C
Copyright (c) 2021 Westmere Press

Bridge closed
March 4, 2021 | Aller Courier (Aller, ST)
Author: Max Ode | Section: Local
320 Words | Page: B1

OpenURL Link

{BRIDGE}

Record: 1A2B3D
Copyright (c) 2021 Aller Media
"""
NEWSBANK_WITH_PLACES = f"""Echo, The (Westmere, ST)
March 3, 2021
Dyke holds
Author: Ana Roy
Section: News

{DYKE}

Copyright (c) 2021 Westmere Press
Record Number: 1A2B3C


Aller Courier (Aller, ST)
March 4, 2021
Bridge closed
Section: Local

{BRIDGE}

Copyright (c) 2021 Aller Media
Record Number: 1A2B3D
"""
NEWSBANK_WITH_LABELS = f"""Headline: Dyke holds
Publication: Echo, The (Westmere, ST)
Date: March 3, 2021
Author: Ana Roy
Word count: 620
Text: {DYKE}
Record Number: 1A2B3C
Copyright: Copyright (c) 2021 Westmere Press

Headline: Bridge closed
Publication: Aller Courier (Aller, ST)
Date: March 4, 2021
Text: {BRIDGE}
Record Number: 1A2B3D
Copyright: Copyright (c) 2021 Aller Media
"""
GALE_WITH_BRACKETS = f"""Title: Dyke holds
Author: Ana Roy
Source: The Westmere Echo. (Mar. 3, 2021): News: pA3.
Document Type: Article
Full Text:
{DYKE}
Gale Document Number: GALE|A123456789

Title: Bridge closed
Source: Aller Courier. (Mar. 4, 2021): News: pB1.
Full Text:
{BRIDGE}
Gale Document Number: GALE|A123456790
"""
GALE = f"""Dyke holds

Author: Ana Roy

Date: Mar. 3, 2021

From: The Westmere Echo

Publisher: Westmere Press

Document Type: Article

Length: 14 words

Full Text:

{DYKE}

Source Citation (MLA 9th Edition)

Roy, Ana. "Dyke holds." The Westmere Echo, 3 Mar. 2021.

Gale Document Number: GALE|A100000001

Bridge closed

Date: Mar. 4, 2021

From: Aller Courier

Full Text:

{BRIDGE}

Gale Document Number: GALE|A100000002
"""

NEWSBANK = f"""Dyke holds

March 3, 2021 | The Westmere Echo (Westmere)

Author: Ana Roy

Section: News

Page: 3

{DYKE}

Record: 1A2B3C

Copyright (c) 2021 Westmere Press

Bridge closed

March 4, 2021 | Aller Courier

Section: News

{BRIDGE}

Record: 1A2B3D

Copyright (c) 2021 Aller Media
"""

KIKUZO = "<html><body><table><tr><td>" + "".join(
    "<table><tr><th>No.</th><th>発行日</th><th>朝夕刊</th><th>面名</th><th>ページ</th><th>文字数</th></tr>"
    f"<tr><td>{n}</td><td>1985年01月01日</td><td>朝刊</td><td>１総</td><td>001</td><td>00020文字</td></tr></table>"
    "<table><tr><td><span>堤防は持ちこたえた</span></td></tr>"
    f"<tr><td><div>　{text}</div></td></tr></table><a href=x>このページのＴＯＰへ</a><hr>"
    for n, text in [
        ("00001", "夜の間、堤防は持ちこたえた。"),
        ("00002", "橋は閉鎖された。"),
        ("00003", "※著作権などの関係で本文を表示できません。"),
    ]
)

YOMIDASU = "<html><body><div>ヨミダス歴史館</div>" + "".join(
    f"<table><tr><th>{n}</th><th>2018.01.07</th><th>堤防は持ちこたえた</th><th>東京朝刊</th><th>社会</th><th>16頁</th>"
    "<th>20字</th><th>05段</th></tr></table>"
    "<table><tr><th>選択部分をキーワードとして：</th><td>を検索</td></tr>"
    f"<tr><th>選択部分を辞書で検索：</th><td>から検索</td></tr></table><p>　{text}</p>"
    for n, text in [(1, "夜の間、堤防は持ちこたえた。"), (2, "橋は閉鎖された。")]
)

MEDIARGUS = f"""1. De dijk houdt stand

De Echo, woensdag 3 maart 2021, p. 3, 24w.

{DYKE}

1. Eerst het zand
2. Dan de stenen

© Westmere Pers


2. Brug dicht

Aller Courant, donderdag 4 maart 2021, p. 1, 20w.

{BRIDGE}
"""

INTEGRUM = f"""Документ 1 из 2
Источник: Вечерний Вестмер
Дата: 03.03.2021
Заголовок: Дамба выдержала
Текст:
{DYKE}

Документ 2 из 2
Источник: Курьер
Дата: 04.03.2021
Заголовок: Мост закрыт
Текст:
{BRIDGE}
"""


class TestOthers:
    def test_proquest_is_split_and_only_its_full_text_is_text(self):
        table, _ = split_export(PROQUEST)
        assert cells(table, "id", "title", "source", "date") == [
            ["100001", "Dyke holds", "The Westmere Echo", "Mar 3, 2021"],
            ["100002", "Bridge closed", "Aller Courier", "Mar 4, 2021"],
        ]
        assert table["author"].tolist()[0] == "Roy, Ana"
        assert table["text"].tolist() == [f"{DYKE}\nNote: the water fell.", BRIDGE]
        assert table["load_date"].tolist()[0] == "2021-09-22"

    def test_a_page_of_proquest_with_one_article_is_one(self):
        lines = PROQUEST.split("\n\n", 2)[2].split("_____")[0]
        table, _ = read_html(as_html(lines))
        assert cells(table, "title", "source") == [["Dyke holds", "The Westmere Echo"]]

    def test_europresse_is_split_and_its_certificate_is_no_text(self):
        table, _ = read_html(EUROPRESSE.encode())
        assert cells(table, "id", "source", "date", "title", "text") == [
            ["news·20210303·WE·0", "L'Écho", "3 mars 2021", "La digue tient", DYKE],
            ["news·20210303·WE·1", "Le Courrier", "4 mars 2021", "La digue tient", BRIDGE],
        ]
        assert cells(table, "section", "page", "author")[0] == ["Politique", "03", "Ana Roy"]

    @pytest.mark.parametrize(
        "lines",
        [
            "Copyright 2021 Westmere Research and Publishing Ltd., All\n            Rights Reserved",
            "Copyright 2021 Westmere Research and Publishing, All Rights\n            Reserved.",
            "COPYRIGHT 2021 WESTMERE PRESS\n         ALL RIGHTS RESERVED",
            "Copyright 2021 Westmere, Tous\n         droits réservés",
            "Copyright 2021 Westmere Verlag, Alle Rechte\n         vorbehalten",
        ],
    )
    def test_a_wrapped_line_of_copyright_is_no_source(self, lines):
        head = f"1 of 1 DOCUMENTS\n\n     {lines}\n\n     The Echo\n\n     March 3, 2021\n\nDyke holds\n\n"
        table, _ = split_export(f"{head}LENGTH: 12 words\n\n{DYKE}\n\nLANGUAGE: ENGLISH\n")
        assert cells(table, "source", "title", "date", "text") == [
            ["The Echo", "Dyke holds", "March 3, 2021", DYKE]
        ]

    @pytest.mark.parametrize(
        "source", ["Rights Reserved", "© Westmere", "Copyright 2021 Westmere", "reservados."]
    )
    def test_what_only_says_whose_it_is_is_no_source(self, source):
        export = REPORTS.replace("Paper: The Westmere Echo", f"Paper: {source}")
        table, notes = split_export(export, [describe(VILLAGE)])
        assert table["source"].isna().tolist()[0]
        assert "no source" in notes[-1].problem

    @pytest.mark.parametrize("element", ["footer", "aside"])
    def test_a_number_in_the_footer_of_an_article_ends_it(self, element):
        table, notes = read_html(europresse_with_numbers_in(element).encode())
        assert cells(table, "id", "source", "date", "title", "text") == [
            ["news·20210303·WE·1", "L'Écho", "3 mars 2021", "La digue tient", DYKE],
            ["news·20210303·WE·2", "L'Écho", "3 mars 2021", "La digue tient", DYKE],
        ]
        assert not notes

    def test_headlines_that_no_mark_parts_are_listed(self):
        article, notes = read_html(europresse_with_numbers_in("nav").encode())
        assert isinstance(article, Article)
        assert ["2 headlines as Europresse marks them" in note.problem for note in notes] == [True]
        half = europresse_with_numbers_in("nav", "p")
        table, notes = read_html(half.encode())
        assert len(table) == 1
        assert "2 headlines as Europresse marks them, but articles that could be read: 1" in notes[-1].problem

    @pytest.mark.parametrize(
        "export",
        [
            *(GALE, GALE_WITH_BRACKETS),
            *(NEWSBANK, NEWSBANK_WITH_BARS, NEWSBANK_WITH_PLACES, NEWSBANK_WITH_LABELS),
        ],
    )
    def test_gale_and_newsbank_are_split(self, export):
        table, _ = split_export(export)
        assert cells(table, "title", "text") == [["Dyke holds", DYKE], ["Bridge closed", BRIDGE]]
        assert table["source"].str.contains("Echo|Courier").all()
        assert table["date"].str.contains("2021").all()
        assert table["author"].tolist()[0] == "Ana Roy"

    @pytest.mark.parametrize(("page", "source"), [(KIKUZO, "朝日新聞"), (YOMIDASU, "読売新聞")])
    def test_japanese_archives_are_split(self, page, source):
        table, notes = read_html(page.encode())
        assert table["text"].tolist() == ["夜の間、堤防は持ちこたえた。", "橋は閉鎖された。"]
        assert table["title"].tolist() == ["堤防は持ちこたえた"] * 2
        assert table["source"].tolist() == [source] * 2
        assert [note.outcome for note in notes if note.row] == (["left out"] if page is KIKUZO else [])

    def test_numbered_lists_are_split_and_lists_inside_them_are_not(self):
        table, _ = split_export(MEDIARGUS)
        assert cells(table, "source", "date", "title", "page") == [
            ["De Echo", "3 maart 2021", "De dijk houdt stand", "3"],
            ["Aller Courant", "4 maart 2021", "Brug dicht", "1"],
        ]
        assert table["text"].tolist() == [f"{DYKE}\n\n1. Eerst het zand\n2. Dan de stenen", BRIDGE]

    def test_texts_behind_a_list_go_to_their_articles(self):
        texts = f"03-03-2021, p.3\n\nAntwerpen\n\nDe dijk houdt stand\n\n{BRIDGE}\n\n© Westmere Pers\n\n"
        texts += f"04-03-2021, p.1\n\nBrug dicht\n\n{DYKE}\n\n© Aller Media\n"
        table, _ = split_export(f"{MEDIARGUS}\n\n{texts}")
        assert table["text"].tolist() == [BRIDGE, DYKE]
        assert table["teaser"].tolist()[1] == BRIDGE
        assert table["other"].tolist()[0] == "Antwerpen"
        assert table["copyright"].tolist() == ["© Westmere Pers", "© Aller Media"]

    def test_integrum_is_split(self):
        table, _ = split_export(INTEGRUM)
        assert cells(table, "source", "date", "title", "text") == [
            ["Вечерний Вестмер", "03.03.2021", "Дамба выдержала", DYKE],
            ["Курьер", "04.03.2021", "Мост закрыт", BRIDGE],
        ]


# XML --------------------------------------------------------------------------------------------------------

ROOT = "<?xml version='1.0' encoding='UTF-8'?>"
XML = {
    "factiva": f"""<PPSResponse xmlns="http://example.org"><article><accessionNo>W1</accessionNo>
        <headline><paragraph><hlt>Dyke</hlt> holds</paragraph></headline>
        <leadParagraph><paragraph>{DYKE}</paragraph></leadParagraph>
        <tailParagraphs><paragraph>{BRIDGE}</paragraph></tailParagraphs>
        <publicationDate><dateTime>2021-03-03T01:35:58Z</dateTime></publicationDate>
        <sourceName>Echo</sourceName></article></PPSResponse>""",
    "nitf": f"""<!DOCTYPE nitf SYSTEM "x.dtd"><nitf><head><title>x</title><docdata/>
        <pubdata date.publication="20210303T000000" name="Echo"/></head><body><body.head>
        <hedline><hl1>Dyke holds</hl1></hedline><byline>By ANA ROY</byline></body.head><body.content>
        <block class="lead_paragraph"><p>{DYKE}</p></block>
        <block class="full_text"><p>{DYKE}</p><p>{BRIDGE}</p></block></body.content></body></nitf>""",
    "newsml-g2": f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:1">
        <itemMeta><provider literal="Echo"/><versionCreated>2021-03-03T10:00:00Z</versionCreated></itemMeta>
        <contentMeta><headline>Dyke holds</headline><by>Ana Roy</by></contentMeta><contentSet><inlineXML>
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>{DYKE}</p>
        <p>{BRIDGE}</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>""",
    "newsml-1": f"""<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>Echo</ProviderId>
        <DateId>20210303</DateId></NewsIdentifier></Identification><NewsComponent><NewsLines>
        <HeadLine>Dyke holds</HeadLine></NewsLines><ContentItem><DataContent><p>{DYKE}</p><p>{BRIDGE}</p>
        </DataContent></ContentItem></NewsComponent></NewsItem></NewsML>""",
    "rcv1": f"""<newsitem itemid="22" date="2021-03-03" xml:lang="en"><title>x</title>
        <headline>Dyke holds</headline><text><p>{DYKE}</p><p>{BRIDGE}</p></text></newsitem>""",
    "tei": f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
        <title>Dyke holds</title><author>Ana Roy</author></titleStmt><publicationStmt>
        <publisher>Echo</publisher><date when="2021-03-03"/></publicationStmt></fileDesc></teiHeader>
        <text><body><head>x</head><p>{DYKE}</p><p>{BRIDGE}</p></body></text></TEI>""",
    "reuters": f"""<!DOCTYPE lewis SYSTEM "lewis.dtd"><REUTERS NEWID="1"><DATE> 3-MAR-2021 15:01</DATE>
        <TEXT>&#2;<TITLE>Dyke holds</TITLE><BODY>{DYKE}\n\n{BRIDGE} &#3;</BODY></TEXT></REUTERS>
        <REUTERS NEWID="2"><TEXT><TITLE>Dyke holds</TITLE></TEXT></REUTERS>""",
    "rows": f"""<articles><article id="1"><title>Dyke holds</title><date>2021-03-03</date>
        <source>Echo</source><text><p>{DYKE}</p><p>{BRIDGE}</p></text></article></articles>""",
}


class TestXml:
    @pytest.mark.parametrize("kind", XML)
    def test_each_kind_gives_its_article(self, kind):
        table, _ = read_xml((XML[kind] if "<!DOC" in XML[kind] else ROOT + XML[kind]).encode())
        assert table["title"].tolist()[0] == "Dyke holds"
        assert " ".join(table["text"].tolist()[0].split()) == f"{DYKE} {BRIDGE}"
        assert "2021" in table["date"].tolist()[0].title()
        if kind in ("factiva", "newsml-g2", "newsml-1", "nitf", "tei", "rows"):
            assert table["source"].tolist() == ["Echo"]

    def test_what_is_neither_says_what_it_is(self):
        with pytest.raises(UnreadableFile, match="XML that begins with <svg>"):
            read_xml(b"<svg><circle/></svg>")

    def test_xml_by_another_name_is_read_as_xml(self, tmp_path):
        (tmp_path / "a.txt").write_text(ROOT + XML["rows"], encoding="utf-8")
        (tmp_path / "b.sgm").write_text(XML["reuters"], encoding="utf-8")
        articles = nl.read_articles(tmp_path)
        assert articles["title"].tolist() == ["Dyke holds"] * 2
        assert nl.problems(articles).query("outcome == 'left out'")["row"].tolist() == [2]

    @given(st.text("<>/!-&;='\"[] article text?xml", max_size=80))
    def test_any_text_is_a_table_or_refused(self, text):
        try:
            table, _ = read_xml(text.encode())
        except UnreadableFile:
            return
        assert isinstance(table, pd.DataFrame)


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("By Ana Roy", "Ana Roy"),
        ("BY ANA ROY", "ANA ROY"),
        ("Von Jo Lind", "Jo Lind"),
        ("Von der Aue, Jo", "Von der Aue, Jo"),
        ("di Ana Roy", "Ana Roy"),
        ("Di Maria, Ana", "Di Maria, Ana"),
        ("Byron Roy", "Byron Roy"),
    ],
)
def test_by_is_no_part_of_a_name(written, author):
    table, _ = split_export(lexis().replace("By Ana Roy", written))
    assert table["author"].tolist()[0] == author


# Descriptions -----------------------------------------------------------------------------------------------

VILLAGE = {
    "name": "Village News",
    "begins": r"=+ Report \d+ of (?P<of>\d+) =+",
    "fields": {"title": "Headline:", "source": "Paper:", "date": "Printed:", "text": "Report:"},
}
REPORTS = f"""=== Report 1 of 2 ===
Headline: Dyke holds
Paper: The Westmere Echo
Printed: 3 March 2021
Report: {DYKE}
=== Report 2 of 2 ===
Headline: Bridge closed
Paper: Aller Courier
Printed: 4 March 2021
Report: {BRIDGE}
"""


class TestDescriptions:
    def test_a_page_of_yaml_makes_an_archive_known(self, tmp_path):
        (tmp_path / "village.yml").write_text(yaml.safe_dump(VILLAGE), encoding="utf-8")
        (tmp_path / "export.txt").write_text(REPORTS, encoding="utf-8")
        for archive in (tmp_path / "village.yml", str(tmp_path / "village.yml"), VILLAGE):
            articles = nl.read_articles(tmp_path / "export.txt", archive=archive)
            assert cells(articles, "source", "title", "text") == [
                ["The Westmere Echo", "Dyke holds", DYKE],
                ["Aller Courier", "Bridge closed", BRIDGE],
            ]
            assert articles["date"].dt.day.tolist() == [3, 4]
            assert len(nl.problems(articles)) == 0

    def test_a_description_reaches_the_process_that_reads_web_pages(self, tmp_path):
        (tmp_path / "export.html").write_bytes(as_html(REPORTS))
        articles = nl.read_articles(tmp_path, archive=VILLAGE)
        assert articles["text"].tolist() == [DYKE, BRIDGE]

    def test_without_it_the_file_is_one_article_and_listed(self, tmp_path):
        (tmp_path / "export.txt").write_text(REPORTS, encoding="utf-8")
        articles = nl.read_articles(tmp_path)
        assert len(articles) == 1
        [problem] = nl.problems(articles).query("outcome == 'kept'")["problem"]
        assert problem.startswith("it seems to hold 2 articles")
        assert "archive='my-archive.yml'" in problem

    def test_a_page_that_does_not_fit_is_one_article_and_listed(self, tmp_path):
        (tmp_path / "a.txt").write_text(DYKE, encoding="utf-8")
        problems = nl.problems(nl.read_articles(tmp_path, archive=VILLAGE))
        assert problems["problem"].tolist() == [
            "no mark of Village News as described by archive= is in it; read as one article"
        ]

    def test_false_leaves_every_page_whole(self, tmp_path):
        (tmp_path / "a.txt").write_text(lexis(), encoding="utf-8")
        assert len(nl.read_articles(tmp_path, archive=False)) == 1
        assert len(nl.read_articles(tmp_path, archive="lexisnexis")) == 2

    @pytest.mark.parametrize(
        ("archive", "error", "message"),
        [
            ("nexus", ValueError, "'nexus' is not known; known are europresse, factiva"),
            ({"name": "x"}, ValueError, "must say how an article begins or ends"),
            ({"begins": "x", "colour": 1}, ValueError, "has colour; a description may have name:"),
            ({"begins": "("}, ValueError, r"begins has the pattern '\(', which is none: missing \)"),
            ({"begins": 3}, ValueError, "begins must be a text or a list of texts"),
            ({"begins": "x", "fields": ["Title:"]}, ValueError, "fields must name columns"),
            (3, TypeError, "not int"),
        ],
    )
    def test_what_cannot_be_used_says_what_to_change(self, archive, error, message):
        with pytest.raises(error, match=message):
            describe(archive)

    def test_pages_that_are_no_descriptions_are_refused(self, tmp_path):
        for text, error in (("a: [", ValueError), ("- a", TypeError)):
            (tmp_path / "a.yml").write_text(text, encoding="utf-8")
            with pytest.raises(error, match=r"a\.yml"):
                describe(tmp_path / "a.yml")
        with pytest.raises(FileNotFoundError):
            describe(tmp_path / "b.yml")


# Never one article in silence -------------------------------------------------------------------------------


class TestMany:
    @pytest.mark.parametrize(
        ("mark", "n"),
        [
            ("Article {} of 3", 3),
            ("Seite 4 von 9", 0),
            ("Document {}", 3),
            ("Artikel {}", 3),
            ("© 2021 Westmere Press {}", 3),
            ("-----------------------------", 3),
            ("-----", 3),
            ("* * * * *", 3),
            ("Echo, {}. März 2021, S. 3", 3),
            ("[{}]", 3),
            ("### {}", 3),
            ("Artikel {}/3", 3),
            ("--- Ende des Artikels ---", 3),
            ("End of article", 3),
            ("<doc id='{}'>", 3),
            ("PAPER  Echo {}\nDAY  3 March\nWORDS  4", 3),
        ],
    )
    def test_repeated_marks_are_listed(self, mark, n):
        text = "\n".join(f"{mark.format(each)}\n{' '.join([DYKE, BRIDGE] * 4)}" for each in (1, 2, 3))
        problems = [note.problem for note in seems_many(text)]
        assert [problem.split(" articles")[0] for problem in problems] == [f"it seems to hold {n or 3}"]

    @pytest.mark.parametrize("heading", ["9:1{}", "{} March 2021", "Page {}", "Echo: And then, {}?"])
    def test_headings_of_one_article_are_not(self, heading):
        text = "\n".join(f"{heading.format(each)}\n{' '.join([DYKE, BRIDGE] * 4)}" for each in (1, 2, 3))
        assert seems_many(text) == []

    @pytest.mark.parametrize(
        ("mark", "name"),
        [
            ("Document ELMG000020210303eh33000{}", "Factiva"),
            ("End of Document", "Nexis Uni"),
            ("news·20210303·WE·{}", "Europresse"),
            ("Record: {}A2B", "Newsbank"),
        ],
    )
    def test_marks_of_an_archive_without_the_rest_of_its_form_are_listed(self, mark, name):
        text = "".join(f"{DYKE} {BRIDGE}\n\n{mark.format(n)}\n\n" for n in (1, 2))
        article, [note] = split_export(text)
        assert isinstance(article, Article)
        assert f"it has 2 marks of articles as {name} writes them" in note.problem
        assert split_export(f"{DYKE}\n\n{mark.format(1)}\n\n{BRIDGE}")[1] == []

    def test_a_text_of_more_than_20_000_words_is_listed(self):
        [note] = seems_many("word " * 20_001)
        assert "being of 20,001 words" in note.problem
        assert seems_many("word " * 19_999) == []

    def test_an_export_of_a_known_archive_without_its_marks_is_listed(self):
        article, [note] = split_export("Flood\n\nIt rose.\n\n© 2024 Factiva, Inc.")
        assert article.text.startswith("Flood")
        assert note.outcome == "kept"
        assert "it names Factiva, but no marks" in note.problem

    @pytest.mark.parametrize(
        "text",
        [
            "It rose. The document ended.",
            "Q: Why?\nIt rose.\nA: Rain.\nIt fell.\nQ: When?\nNow.\nA: Today.\nThen.",
            "1. Boil the water\n2. Add the salt\n3. Wait",
            "[© AFP]\nIt rose.\n© Reuters\nIt fell.",
        ],
    )
    def test_an_article_is_not_listed(self, text):
        assert split_export(text)[1] == []


# What a page shows ------------------------------------------------------------------------------------------


class TestPages:
    def test_what_is_inside_a_form_is_text(self, monkeypatch):
        controls = "<input value=Go><select><option>All</option></select><button>Go</button>"
        page = f"<form action=x>{controls}<p>{DYKE}</p></form>"
        article, _ = read_html(page.encode())
        assert article.text.strip() == DYKE

    @pytest.mark.parametrize("tag", ["aside", "nav", "footer", "noscript", "ASIDE"])
    def test_an_element_that_is_never_ended_hides_nothing(self, tag):
        menu = f"<{tag}><p>Menu</p></{tag}>"
        assert shown_text(f"{menu}<p>{DYKE}</p><{tag}><p>{BRIDGE}</p>")[0] == f"{DYKE}\n\n{BRIDGE}"
        assert shown_text(f"<p>{DYKE}</p>{menu}<p>{BRIDGE}</p>{menu}")[0] == f"{DYKE}\n\n{BRIDGE}"

    def test_how_much_an_extraction_leaves_out_is_listed(self):
        pytest.importorskip("trafilatura", reason="the extra [html] is not installed")
        sentences = [
            f"On day {n} the water of the river rose by {n} metres in the lower town." for n in range(20)
        ]
        inside = "".join(f"<p>{sentence}</p>" for sentence in sentences[:10])
        outside = "".join(f"<p>{sentence}</p>" for sentence in sentences[10:])
        page = f"<html><body><article>{inside}</article><div class='comments'>{outside}</div></body></html>"
        _, notes = read_html(page.encode())
        assert "50% of the words in sentences" in notes[-1].problem
        _, notes = read_html(f"<html><body><article>{inside}</article></body></html>".encode())
        assert notes == []

    @pytest.mark.parametrize(
        "piece", ["<a ", "<!--x", "<![x[ y ]]>", "<div>", "<table><tr><td>", "&amp", "<p><b>", "<aside>"]
    )
    def test_a_page_made_to_take_time_takes_little(self, piece):
        text, _ = read_html((piece * 20_000 + "x").encode())
        assert isinstance(text.text, str)


def test_a_doc_file_is_read_by_its_bytes(tmp_path):
    pytest.importorskip("striprtf", reason="the extra [rtf] is not installed")
    (tmp_path / "a.DOC").write_bytes(as_rtf(lexis()))
    (tmp_path / "b.doc").write_bytes(b"<html>" + as_html(NEXIS))
    (tmp_path / "c.doc").write_bytes(b"neither of them")
    articles = nl.read_articles(tmp_path)
    assert articles["origin"].str.partition(":")[0].value_counts().to_dict() == {"b.doc": 3, "a.DOC": 2}
    problems = nl.problems(articles)
    assert "c.doc" in problems.query("outcome == 'left out'")["origin"].tolist()
    assert problems["problem"].str.contains("in spite of its ending .doc").sum() == 2


def test_what_goes_in_comes_out_or_is_listed(tmp_path):
    (tmp_path / "a.txt").write_text(lexis().replace(BRIDGE, ""), encoding="utf-8")
    (tmp_path / "b.txt").write_text(NEXIS, encoding="utf-8")
    articles = nl.read_articles(tmp_path)
    left_out = nl.problems(articles).query("outcome == 'left out'")
    assert len(articles) + len(left_out) == 5


# Any text ---------------------------------------------------------------------------------------------------

LINES = sorted(
    {
        line
        for export in (lexis(), NEXIS, FACTIVA_CODES, PROQUEST, GALE, NEWSBANK, MEDIARGUS)
        for line in export.split("\n")
    }
)


@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_any_lines_are_an_article_or_a_table(lines):
    found, notes = split_export("\n".join(lines))
    if isinstance(found, pd.DataFrame):
        listed = {note.row for note in notes if note.outcome == "left out"}
        assert sorted([*found.index, *listed]) == list(range(1, len(found) + len(listed) + 1))
        assert found["text"].str.strip().ne("").all()


@given(st.lists(st.sampled_from([DYKE, BRIDGE, "It held.", "It is closed."]), min_size=1, max_size=6))
def test_no_word_of_a_text_is_lost(paragraphs):
    text = "\n\n".join(paragraphs)
    table, _ = split_export(lexis().replace(DYKE, text))
    assert table["text"].tolist()[0].split() == text.split()


@settings(max_examples=200)
@given(st.binary(max_size=200), st.sampled_from([archive.name for archive in known_archives()]))
def test_any_bytes_are_an_article_a_table_or_refused(content, name):
    archives = [archive for archive in known_archives() if archive.name == name]
    for read in (read_text, read_html):
        try:
            read(content, archives)
        except UnreadableFile:
            continue
