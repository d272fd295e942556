"""Exports in further forms: languages of Nexis Uni, texts of Europresse, PDF, numbered titles."""

from __future__ import annotations

import textwrap

import pytest
from test_exports import as_docx

import newslab as nl
from newslab.readers.exports import split_export
from newslab.readers.pages import read_docx

DYKE = (
    "The dyke at Westmere held through the night, the water board said. Two streets were flooded before dawn."
)
BRIDGE = "The bridge over the Aller is closed to lorries. Drivers take the road by the mill until May."
ARTICLES = [("Westmere Echo", "Dyke holds", DYKE), ("Aller Courier", "Bridge closed", BRIDGE)]


def found(table):
    return list(table[["source", "title", "text"]].itertuples(index=False, name=None))


#: Days, and the names of section, length, words, author, text, day of loading, the end of a document.
NEXIS = """
3. März 2021 Mittwoch|4. März 2021 Donnerstag
Rubrik|Länge|Wörter|Autor|Hauptteil|Ladedatum|Ende des Dokuments
Mittwoch, 3. März 2021|Donnerstag, 4. März 2021
Rubrik|Länge|Wörter|Von|Text|Ladedatum|Dokumentende
mercredi 3 mars 2021|jeudi 4 mars 2021
Rubrique|Longueur|mots|Par|Corps de l’article|Date de chargement|Fin de document
miércoles, 3 de marzo de 2021|jueves, 4 de marzo de 2021
Sección|Extensión|palabras|Por|Texto|Fecha de carga|Fin de documento
3 marzo 2021 mercoledì|4 marzo 2021 giovedì
Sezione|Lunghezza|parole|Autore|Corpo|Data di caricamento|Fine del documento
woensdag 3 maart 2021|donderdag 4 maart 2021
Rubriek|Lengte|woorden|Door|Tekst|Laaddatum|Einde van document
3 de março de 2021 quarta-feira|4 de março de 2021 quinta-feira
Seção|Comprimento|palavras|Autor|Corpo|Data de carregamento|Fim do documento
"""
_LINES = NEXIS.strip().split("\n")


@pytest.mark.parametrize("colon", [":", " :", "\xa0:"])
@pytest.mark.parametrize(("days", "names"), list(zip(_LINES[::2], _LINES[1::2], strict=True)))
def test_nexis_uni_in_each_language(days, names, colon):
    section, length, words, author, body, loaded, end = names.split("|")
    text = "User Name: Ana Roy\nDocuments (2)\n1. Dyke holds\n2. Bridge closed\n"
    for day, (source, title, prose) in zip(days.split("|"), ARTICLES, strict=True):
        head = f"\n{title}\n{source}\n{day}\nCopyright 2021 {source}\n{section}{colon} NEWS; S. 3\n"
        fields = f"{length}{colon} 42 {words}\n{author}{colon} Ana Roy\n{body}\n{prose}\n"
        text += f"{head}{fields}{loaded}{colon} {day}\n{end}\n"
    table, _ = read_docx(as_docx(text))
    assert found(table) == ARTICLES
    assert table["author"].tolist() == ["Ana Roy"] * 2
    assert table["section"].tolist() == ["NEWS; S. 3"] * 2
    assert table["length"].tolist() == [f"42 {words}"] * 2
    assert table["date"].str.contains("2021").all()


EUROPRESSE = {
    "outlet, day, headline": """{source}, no. 5968
Politique, mercredi 3 mars 2021 355 mots, p. 5

{title}

{text}

Cet article est paru dans {source}

© 2021 {source}. Tous droits réservés.

news·20210303·WE·012{n}

""",
    "headline above": """{title}
{source}, Politique, mercredi 3 mars 2021 355 mots, p. 5
Ana Roy

{text}

Document news·20210303·WE·012{n}

""",
    "fields": """{source}
Mercredi 3 mars 2021
Section : Politique
Page : 5

{title}

{text}

© 2021 {source}. Tous droits réservés.
Le présent document est protégé par les lois.

""",
    "what the outlet is": """Nom de la source
{source}
Type de source
Presse • Journaux
Périodicité
Quotidien
Mercredi 3 mars 2021
{source} • p. 5 • 355 mots

{title}

{text}

© 2021 {source}. Tous droits réservés.
Document·news·20210303·WE·012{n}

""",
}


@pytest.mark.parametrize("form", EUROPRESSE)
def test_texts_of_europresse(form):
    parts = [
        EUROPRESSE[form].format(source=source, title=title, text=text, n=n)
        for n, (source, title, text) in enumerate(ARTICLES)
    ]
    table, _ = split_export("".join(parts))
    assert found(table) == ARTICLES
    assert table["date"].tolist() == ["3 mars 2021"] * 2
    assert not table["text"].str.contains("droits|news·").any()


def test_what_gale_puts_at_the_head_of_a_text_is_no_text():
    form = (
        "{title}\nAuthor: Ana Roy\nDate: March 3, 2021\nFrom: {source}(Issue 1234)\nDocument Type: Article\n"
        "\nFull Text:\n{above}\n\n{text}\n\nGale Document Number: GALE|A12345678\n\n"
    )
    for above in ("Full Text: COPYRIGHT 2021 Westmere Press", "Byline: Ana Roy"):
        exported = "".join(form.format(source=s, title=t, text=x, above=above) for s, t, x in ARTICLES)
        assert found(split_export(exported)[0]) == ARTICLES


# PDF --------------------------------------------------------------------------------------------------------


def pdf_of_lines(pages):
    """A PDF of pages of lines, a blank line a gap, as programs set a text."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for n, lines in enumerate(pages):
        shown = [(f"({line}) Tj " if line else "") + "0 -14 Td" for line in lines]
        stream = f"BT /F1 10 Tf 50 780 Td {' '.join(shown)} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    content, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    content += "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return f"{content}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


FACTIVA = (
    "{title}\n\nAna Roy\n42 words\n3 March 2021\n{source}\nWESTE\nEnglish\nCopyright 2021 {source}.\n\n"
    "{text}\n\nDocument WESTE00020210303eh330000{n}\n\n"
)
LEXIS = (
    "{m} of 2 DOCUMENTS\n\n\n{source}\n\nMarch 3, 2021 Wednesday\n\n{title}\n\nBYLINE: Ana Roy\n\n"
    "LENGTH: 42 words\n\n"
    "{text}\n\nLOAD-DATE: March 4, 2021\n\nCopyright 2021 {source}\n\n\n"
)


@pytest.mark.parametrize("form", [FACTIVA, LEXIS], ids=["factiva", "lexisnexis"])
@pytest.mark.parametrize("lines_a_page", [9, 25, 60])
def test_an_export_in_pdf_is_split(tmp_path, form, lines_a_page):
    pytest.importorskip("pypdf", reason="the extra [pdf] is not installed")
    text = "".join(
        form.format(source=s, title=t, text=x, n=n, m=n + 1) for n, (s, t, x) in enumerate(ARTICLES)
    )
    lines = [part for line in text.split("\n") for part in textwrap.wrap(line, 80) or [""]]
    pages = [lines[start : start + lines_a_page] for start in range(0, len(lines), lines_a_page)]
    numbered = [[*page, "", f"Page {n} of {len(pages)}"] for n, page in enumerate(pages, start=1)]
    (tmp_path / "export.pdf").write_bytes(pdf_of_lines(numbered))
    articles = nl.read_articles(tmp_path)
    assert found(articles) == ARTICLES
    assert articles["date"].dt.strftime("%Y-%m-%d").tolist() == ["2021-03-03"] * 2
    if len(pages) > 1:
        assert nl.problems(articles)["problem"].str.startswith("lines at the head or foot of pages").any()


def test_the_marks_of_an_archive_are_no_heads_of_pages(tmp_path):
    pytest.importorskip("pypdf", reason="the extra [pdf] is not installed")
    pages = [
        [
            f"{n + 1} of 2 DOCUMENTS",
            "",
            source,
            "",
            "March 3, 2021 Wednesday",
            "",
            title,
            "",
            "LENGTH: 42 words",
            "",
            text,
        ]
        for n, (source, title, text) in enumerate(ARTICLES)
    ]
    (tmp_path / "export.pdf").write_bytes(pdf_of_lines(pages))
    assert found(nl.read_articles(tmp_path)) == ARTICLES


# What all articles of an export share -----------------------------------------------------------------------

MORE = [
    ("Aller Courier", "5 Dinge zum Deich", DYKE.replace("Two", "Four")),
    *ARTICLES,
    ("Aller Courier", "Mill sold", BRIDGE[::-1]),
]


@pytest.mark.parametrize("number", ["{}) ", "{}. ", "[{}] ", "#{} ", "Artikel {} von 4: "])
def test_the_number_of_an_article_is_no_part_of_its_title(number):
    parts = [
        FACTIVA.format(source=s, title=number.format(n) + t, text=x, n=n)
        for n, (s, t, x) in enumerate(MORE, 1)
    ]
    table, notes = split_export("".join(parts))
    assert table["title"].tolist() == [title for _, title, _ in MORE]
    assert any("numbers of articles before their titles" in note.problem for note in notes)


def test_a_title_may_begin_with_a_number():
    parts = [FACTIVA.format(source=s, title=t, text=x, n=n) for n, (s, t, x) in enumerate(MORE)]
    assert split_export("".join(parts))[0]["title"].tolist() == [title for _, title, _ in MORE]


def test_the_publisher_below_each_text_is_a_column():
    texts = [f"Report {n}: {DYKE}" for n in range(4)]
    parts = [
        FACTIVA.format(source="Echo", title=f"Dyke {'abcd'[n]}", text=f"{text}\n\nWestmere Press Ltd", n=n)
        for n, text in enumerate(texts)
    ]
    table, _ = split_export("".join(parts))
    assert table["text"].tolist() == texts
    assert table["publisher"].tolist() == ["Westmere Press Ltd"] * 4


def test_a_caption_in_an_export_is_no_text_and_a_signature_is(tmp_path):
    text = f"{DYKE}\n\nThe lower town at dusk. © Jo Lind/Getty Images\n\nssu/dpa/Reuters"
    exported = FACTIVA.format(source="Echo", title="Dyke holds", text=text, n=1)
    (tmp_path / "a.txt").write_text(exported, encoding="utf-8")
    assert nl.read_articles(tmp_path)["text"].tolist() == [f"{DYKE}\n\nssu/dpa/Reuters"]
