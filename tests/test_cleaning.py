"""Cleaning: what is boilerplate goes and is told of, and an article's own sentences stay."""

import time

import pytest
from hypothesis import example, given, strategies as st

from newslab.cleaning import PAGE_RULES, clean_cell, clean_page, rules
from newslab.dates import read_date

RIVER = "The river rose by a metre on Sunday, and the lower town was cleared before noon."
BRIDGE = "The bridge is closed until the water falls, said the mayor, and may stay so for weeks."

PAGE = f"""Skip to main content

World

River rises faster than forecast

By Ana Roy | 7 December 2024

Photo: The river at noon, via AP

{RIVER}

Advertisement

Read more: Ten floods to remember

What now?

{BRIDGE}Â

© 2024 The Gazette. All rights reserved.

Share this article

Recommended

Trending on The Gazette

Join the conversation as a member

Advertisement
Advertisement
"""


def removed_by(text, **known):
    return clean_page(text, **known).removed


def test_a_page_is_cleaned_to_its_article():
    page = clean_page(PAGE)
    assert page.text == f"{RIVER}\n\nWhat now?\n\n{BRIDGE}"
    assert (page.title, page.author, page.date) == (
        "River rises faster than forecast",
        "Ana Roy",
        "7 December 2024",
    )


def test_every_removed_line_is_told_with_its_rule():
    assert clean_page(PAGE).removed == [
        ("stray letter removed", "Â"),
        ("navigation removed", "Skip to main content"),
        ("advertisement removed", "Advertisement"),
        ("advertisement removed", "Advertisement"),
        ("advertisement removed", "Advertisement"),
        ("promotion removed", "Read more: Ten floods to remember"),
        ("promotion removed", "Share this article"),
        ("tail removed", "Recommended"),
        ("tail removed", "Trending on The Gazette"),
        ("tail removed", "Join the conversation as a member"),
        ("photo caption removed", "Photo: The river at noon, via AP"),
        ("copyright line removed", "© 2024 The Gazette. All rights reserved."),
        ("section removed", "World"),
        ("date or author lifted", "By Ana Roy | 7 December 2024"),
        ("title lifted", "River rises faster than forecast"),
    ]


def test_a_table_loses_plain_furniture_only():
    page = clean_cell(PAGE)
    assert page.text.startswith("World\n\nRiver rises")
    assert {rule for rule, _ in page.removed} == {
        "stray letter removed",
        "navigation removed",
        "advertisement removed",
        "tail removed",
    }


def test_the_page_needs_every_rule():
    assert len({rule for rule, _ in clean_page(PAGE).removed}) == len(PAGE_RULES)


class TestStrayLetter:
    @pytest.mark.parametrize(
        ("text", "clean"),
        [
            ("It rose.Â", "It rose."),
            ("It rose.Â\nIt fell.", "It rose.\nIt fell."),
            ("itÂ rose", "it rose"),
            ("itÂ\xa0rose", "it\xa0rose"),
            ("The U.S.Â said", "The U.S. said"),
            ("Ângela rose", "Ângela rose"),
            ("a CÂMARA MUNICIPAL", "a CÂMARA MUNICIPAL"),
            ("in capitals TRÂ it stays", "in capitals TRÂ it stays"),
            ("it\xa0rose", "it\xa0rose"),
        ],
    )
    def test_is_removed_where_no_word_has_it(self, text, clean):
        assert clean_page(text).text == clean


class TestCaption:
    @pytest.mark.parametrize(
        "caption",
        [
            "The river has left its bed near the old mill [Getty]",
            "The river near the mill, 7 December 2024 [File: Ana Roy/AFP]",
            "Office of the Mayor via AP",
            "The mayor at the bridge. (AP Photo/Ana Roy)",
            "The mayor at the bridge (Photo by Ana Roy/Getty Images)",
            "Volunteers with sandbags (Ana Roy/Reuters)",
            "Photo: The river at noon",
            "Image credit: Ana Roy",
            "Credit: Ana Roy for The Gazette",
            "AP/Ana Roy",
            "© 2024 The Gazette",
            "The old mill is near the river. © Ana Roy/AFP",
        ],
    )
    def test_a_line_with_a_credit_is_removed(self, caption):
        assert clean_page(f"{RIVER}\n{caption}\n{BRIDGE}").text == f"{RIVER}\n{BRIDGE}"
        assert removed_by(f"{caption}\n{RIVER}") == [("photo caption removed", caption)]

    @pytest.mark.parametrize(
        "sentence",
        [
            "The river is falling, officials said. (Reuters)",
            "The river is falling, officials said. [AFP]",
            "The mayor spoke via AP, which had it first.",
            "He sent the news via Reuters.",
            "Photo: it was taken at noon. It shows the bridge. Nobody is on it.",
            "The photo (taken at noon) shows the bridge",
            "Image is everything, said the mayor.",
            "Source: the mayor.",
        ],
    )
    def test_a_sentence_stays(self, sentence):
        assert clean_page(f"{RIVER}\n{sentence}\n{BRIDGE}").removed == []


class TestFurnitureLines:
    @pytest.mark.parametrize(
        "line",
        [
            "ADVERTISEMENT",
            "- Advertisement -",
            "Story continues below advertisement",
            "Share on Facebook",
            "Read more: Ten floods to remember",
            "Also read | Ten floods to remember",
            "Sign up for our daily newsletter",
            "Subscribe to our newsletter and miss nothing",
            "Follow us on Telegram",
            "3 min read",
        ],
    )
    def test_is_removed_with_one_of_the_blank_lines_around_it(self, line):
        assert clean_page(f"{RIVER}\n\n{line}\n\n{BRIDGE}").text == f"{RIVER}\n\n{BRIDGE}"

    def test_leaves_other_blank_lines_as_they_are(self):
        text = f"{RIVER}\n\n\n\n{BRIDGE}"
        assert clean_page(f"{text}\n\nAdvertisement\n").text == text

    @pytest.mark.parametrize(
        "line",
        [
            "Advertisement was the first trade to suffer, said the mayor.",
            "Read more of the mayor's letters and you will see.",
            "Subscribe to that theory and you will drown.",
            "He asked them to share this article.",
            "advertisements.",
            "NBC News:",
            "Introduction",
            "What about the bridge?",
        ],
    )
    def test_a_line_of_the_article_stays(self, line):
        assert clean_page(f"{RIVER}\n\n{line}\n\n{BRIDGE}").removed == []


class TestTail:
    @pytest.mark.parametrize(
        "heading",
        [
            "Recommended",
            "Related:",
            "Related Stories",
            "Trending on The Gazette",
            "Most Read",
            "More from Ana Roy",
        ],
    )
    def test_goes_to_the_end(self, heading):
        text = f"{RIVER}\n\n{heading}\n\nTen floods to remember\n\nThe mayor in pictures"
        assert clean_page(text).text == RIVER

    def test_stays_where_a_sentence_follows(self):
        text = f"{RIVER}\n\nRelated\n\nTen floods to remember\n\n{BRIDGE}"
        assert clean_page(text).removed == []

    def test_may_be_long_where_headings_part_it(self):
        lists = "\n".join(["Related", *["Ten floods to remember"] * 20] * 5)
        assert clean_page(f"{RIVER}\n\n{lists}").text == RIVER

    def test_without_another_heading_is_no_longer_than_thirty_lines(self):
        lists = "\n".join(["Related", *["Ten floods to remember"] * 40])
        assert removed_by(f"{RIVER}\n\n{lists}") == []

    def test_begins_below_the_last_sentence(self):
        text = f"{RIVER}\n\nRecommended\n\nIs the bridge safe?\n\nMost read\n\nTen floods to remember"
        assert clean_page(text).text == f"{RIVER}\n\nRecommended\n\nIs the bridge safe?"

    def test_is_no_tail_where_all_lines_are_short(self):
        assert clean_page("Related\nTen floods\nThe mayor").removed == []


class TestHead:
    @pytest.mark.parametrize(
        "section", ["World", "WORLD", "Middle East", "News > Middle East", "Opinion | Politics"]
    )
    def test_a_section_in_the_first_line_is_removed(self, section):
        assert clean_page(f"{section}\n\n{RIVER}").text == RIVER

    def test_sections_above_one_another_are_removed(self):
        assert removed_by(f"World\n\nMiddle East\nSyria\n\n{RIVER}") == [
            ("section removed", "World"),
            ("section removed", "Middle East"),
            ("section removed", "Syria"),
        ]

    def test_the_last_line_is_no_section(self):
        assert clean_page("World\n\nWorld").text == "World"

    def test_a_section_further_down_is_a_heading(self):
        assert removed_by(f"{RIVER}\n\nEconomy\n\n{BRIDGE}") == []

    @pytest.mark.parametrize(
        ("line", "date", "author"),
        [
            ("2024-12-07", "2024-12-07", None),
            ("December 7, 2024", "December 7, 2024", None),
            ("Published: Saturday, 7 Dec. 2024 at 10:15 AM EST", "7 Dec. 2024", None),
            ("2024-12-07T10:15:00Z", "2024-12-07", None),
            ("Updated 7th December 2024 · 4 min read", "7th December 2024", None),
            ("Author: Wen", None, "Wen"),
            ("By Ana Roy and Jean-Luc de la Tour", None, "Ana Roy and Jean-Luc de la Tour"),
            ("BY ANA ROY", None, "ANA ROY"),
            ("By Ana Roy Jr.", None, "Ana Roy Jr."),
            ("By Ana Roy, Reuters", None, "Ana Roy, Reuters"),
            ("Written by: Ana Roy | 2024-12-07", "2024-12-07", "Ana Roy"),
        ],
    )
    def test_date_and_author_are_lifted(self, line, date, author):
        page = clean_page(f"{line}\n\n{RIVER}")
        assert (page.date, page.author, page.text) == (date, author, RIVER)

    @pytest.mark.parametrize(
        "line",
        [
            "By the river",
            "By noon all was over.",
            "by the Andover Group",
            "By Ana Roy, of the Mill.",
            "2024",
            "December 2024",
            "Saturday",
        ],
    )
    def test_other_lines_are_no_byline(self, line):
        assert removed_by(f"{line}\n{RIVER}") == []

    def test_bylines_are_lifted_however_many_stand_above_the_first_sentence(self):
        bylines = "".join(f"By Ana Roy {'I' * number}\n" for number in range(1, 12))
        page = clean_page(f"Flood\n{bylines}{RIVER}")
        assert (page.title, page.author, page.text) == ("Flood", "Ana Roy I", RIVER)

    def test_a_byline_far_below_other_lines_stays(self):
        heads = "".join(f"Flood {number}\n" for number in range(9))
        assert removed_by(f"{heads}By Ana Roy\n{RIVER}") == []

    def test_a_date_below_the_first_sentence_stays(self):
        assert removed_by(f"{RIVER}\n\n2024-12-07\n\n{BRIDGE}") == []

    def test_dates_that_head_the_parts_of_a_chronology_stay(self):
        text = f"7 December 2024\n\n{RIVER}\n\n8 December 2024\n\n{BRIDGE}"
        assert clean_page(text).text == text


class TestTitle:
    def test_is_a_first_line_that_stands_alone(self):
        page = clean_page(f"River rises again\n\n{RIVER}")
        assert (page.title, page.text) == ("River rises again", RIVER)

    @pytest.mark.parametrize(
        "line",
        [
            f"River rises again\n{RIVER}",
            f"The river rises.\n\n{RIVER}",
            f"Does the river rise?\n\n{RIVER}",
            f"Introduction\n\n{RIVER}",
            "River rises again\n\nIt fell.",
            "River rises again\n\nriver falls again and again and again",
            "River rises again",
            f"* * *\n\n{RIVER}",
            f"{RIVER[:-1] * 3}\n\n{RIVER}",
        ],
    )
    def test_is_no_line_that_may_belong_to_the_article(self, line):
        page = clean_page(line)
        assert (page.title, page.removed) == (None, [])

    @pytest.mark.parametrize(
        ("title", "text"),
        [
            ("洪水淹没了下城街区", "星期天河水上涨了一米，下城在中午之前已经全部清空，没有人员伤亡。"),
            ("ارتفع منسوب النهر", "ارتفع منسوب النهر مترا واحدا يوم الأحد وأخليت المدينة السفلى."),
        ],
    )
    def test_is_lifted_in_other_scripts(self, title, text):
        page = clean_page(f"{title}\n\n{text}")
        assert (page.title, page.text) == (title, text)

    def test_that_is_known_is_removed_from_the_text_all_the_same(self):
        page = clean_page(f"RIVER RISES – AGAIN\n{RIVER}", title="River rises again")
        assert (page.title, page.text) == ("River rises again", RIVER)

    def test_that_stands_twice_goes_twice(self):
        page = clean_page(f"River rises again\n\nRiver rises again\n{RIVER}")
        assert (page.title, page.text) == ("River rises again", RIVER)

    def test_that_is_known_keeps_another_first_line_in_the_text(self):
        assert removed_by(f"River rises again\n\n{RIVER}", title="Flood") == []


LINES = st.sampled_from(
    [
        *PAGE.split("\n"),
        "",
        "",
        " ",
        "Introduction",
        "Is it?",
        "2024-12-07",
        "Â",
        "ÂÂ x",
        "AÂÂ",
        "© Ana",
        "By Ana",
        "World | World",
    ]
)


@given(st.one_of(st.lists(LINES, max_size=14).map("\n".join), st.text(max_size=200)))
@example("Ten floods to remember\n\nTen floods to remember\n\n" + RIVER)
@example("2024-12-07\n\nBy Ana Roy\n\n2024-12-08\n\n" + RIVER)
def test_cleaning_a_cleaned_text_changes_nothing(text):
    once = clean_page(text)
    twice = clean_page(once.text, title=once.title)
    assert (twice.text, twice.removed) == (once.text, [])
    cell = clean_cell(text)
    assert clean_cell(cell.text).removed == []


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_what_went_in_is_the_text_and_what_is_told(text):
    page = clean_page(text)
    told = "".join(line for _, line in page.removed)
    assert sorted("".join((page.text + told).split())) == sorted("".join(text.split()))


@pytest.mark.parametrize(
    "text", ["[" * 300, "(" * 300, "By " + "A " * 150, "Photo: " + "a. " * 90, " ".join(["via AP"] * 40)]
)
def test_no_line_takes_long(text):
    start = time.perf_counter()
    clean_page(f"{text}\n\n{text}")
    assert time.perf_counter() - start < 0.5


def rounds_of(text, monkeypatch):
    """How often the rules ran over the text."""
    runs = []
    monkeypatch.setattr(rules, "PAGE_RULES", (runs.append, *PAGE_RULES))
    clean_page(text)
    return len(runs)


@pytest.mark.parametrize(
    "line",
    [
        "World",
        "By Ana Roy",
        "By Ana Roy Jr.",
        "2024-12-07",
        "Recommended",
        "Recommended\n\nTen floods to remember",
        "Advertisement",
        "Photo: The river",
        "River rises again",
        "Â",
        "Middle East\n\nBy Ana Roy\n\n2024-12-07",
    ],
)
@pytest.mark.parametrize(("start", "end"), [("", ""), ("", RIVER), (RIVER, "")])
def test_a_page_of_nothing_but_furniture_is_done_in_few_rounds(line, start, end, monkeypatch):
    lines = "\n\n".join([line] * 500)
    assert rounds_of(f"{start}\n\n{lines}\n\n{end}", monkeypatch) <= 4


def test_rounds_are_limited_whatever_the_page(monkeypatch):
    text = "World\nBy Ana Roy\n" * 2000 + RIVER
    assert rounds_of(text, monkeypatch) == 20


@pytest.mark.parametrize(
    "unit",
    [
        "World\n",
        "By Ana Roy\n",
        "Recommended\n",
        "Â",
        "Âx",
        "Â\xa0",
        "Is it? ",
        " | ",
        "[(",
        "© ",
        "via AP ",
        "\n",
    ],
)
def test_a_page_of_100_kilobytes_takes_eight_times_one_of_25_at_most(unit):
    def seconds(size):
        text = unit * (size // len(unit)) + "x\n\n" + RIVER
        times = []
        for _ in range(3):
            start = time.process_time()
            clean_page(text)
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(100_000) < 8 * seconds(25_000) + 0.05


LANGUAGES = {
    "de": ("Von Ana Roy", "7. Mai 2024, 09:05 Uhr", [
        "Anzeige", "Lesen Sie auch: Die Brücke", "Foto: dpa", "Artikel teilen",
    ]),
    "fr": ("Par Ana Roy", "Publié le 7 mai 2024 à 09h05", [
        "Publicité", "Lire aussi : Le pont", "Crédit photo : AFP",
    ]),
    "es": ("Por Ana Roy", "7 de mayo de 2024", ["Publicidad", "Lea también: El puente", "Foto: EFE"]),
    "it": ("Di Ana Roy", "7 maggio 2024", ["Pubblicità", "Leggi anche: Il ponte", "Foto: ANSA"]),
    "nl": ("Door Ana Roy", "7 mei 2024", ["Advertentie", "Lees ook: De brug", "Beeld: ANP"]),
    "pt": ("Por Ana Roy", "7 de maio de 2024", ["Publicidade", "Leia também: A ponte", "Foto: Lusa"]),
    "en": ("BY ANA ROY, STAFF WRITER", "Published 9:05 AM EST, Tue May 7, 2024", [
        "Accept all cookies", "Photo: AP",
    ]),
    "roles": ("By Ana Roy | Staff Writer", "MAY 7, 2024", ["We use cookies to make this site better."]),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_head_and_boilerplate_are_known_in_other_languages(language):
    author, date, boilerplate = LANGUAGES[language]
    lines = "\n\n".join(boilerplate)
    head = f"River rises in the town?\n\n{author}\n\n{date}"
    page = clean_page(f"{head}\n\n{RIVER}\n\n{lines}\n\n{BRIDGE}")
    assert page.text == f"{RIVER}\n\n{BRIDGE}"
    assert (page.title, page.author.title()) == ("River rises in the town?", "Ana Roy")
    assert str(read_date(page.date).moment) == "2024-05-07 00:00:00"


#: Lines that pages leave in their articles; each is taken out from between two paragraphs.
LEFT_BY_PAGES = {
    "de": [
        "Zum Inhalt springen",
        "Direkt zum Hauptinhalt",
        "Alle akzeptieren",
        "Cookie-Einstellungen",
        "Wir verwenden Cookies, um unsere Website zu verbessern.",
        "Lesen Sie auch: Die Brücke bleibt zu",
        "Mehr zum Thema: Hochwasser",
        "Foto: dpa",
        "Bild: picture alliance/dpa",
        "Quelle: Reuters",
        "© dpa",
        "Anzeige",
        "Artikel teilen",
        "Jetzt unseren Newsletter abonnieren",
        "Lesezeit: 3 Minuten",
        "© 2021 Dorfblatt. Alle Rechte vorbehalten.",
        "Alle Rechte vorbehalten",
        "Die Brücke am Morgen. Foto: Max Ode/dpa",
    ],
    "fr": [
        "Aller au contenu principal",
        "Passer au contenu",
        "Tout accepter",
        "Continuer sans accepter",
        "Ce site utilise des cookies pour améliorer votre visite.",
        "Lire aussi : Le pont reste fermé",
        "À lire aussi : Le pont reste fermé",
        "Voir aussi : La crue",
        "Photo : AFP",
        "Crédit photo : Ana Roy",
        "© AFP",
        "Publicité",
        "Partager sur Facebook",
        "Inscrivez-vous à notre newsletter",
        "Temps de lecture : 3 min",
        "© 2021 Le Village. Tous droits réservés.",
        "Tous droits réservés",
        "Le pont au matin. Crédits : Max Ode/AFP",
    ],
    "es": [
        "Saltar al contenido principal",
        "Ir al contenido",
        "Aceptar todas las cookies",
        "Aceptar todo",
        "Este sitio utiliza cookies para mejorar su visita.",
        "Lea también: El puente sigue cerrado",
        "Te puede interesar: La crecida",
        "Foto: EFE",
        "Crédito: Ana Roy",
        "© EFE",
        "Publicidad",
        "Compartir en Facebook",
        "Suscríbete a nuestro boletín",
        "Tiempo de lectura: 3 min",
        "© 2021 El Pueblo. Todos los derechos reservados.",
        "Todos los derechos reservados",
    ],
    "it": [
        "Vai al contenuto principale",
        "Vai al contenuto",
        "Accetta tutti i cookie",
        "Rifiuta tutti",
        "Questo sito utilizza i cookie per migliorare la visita.",
        "Leggi anche: Il ponte resta chiuso",
        "Potrebbe interessarti: La piena",
        "Foto: ANSA",
        "© ANSA",
        "Pubblicità",
        "Condividi su Facebook",
        "Iscriviti alla nostra newsletter",
        "Tempo di lettura: 3 min",
        "Riproduzione riservata",
        "© RIPRODUZIONE RISERVATA",
        "© 2021 Il Paese. Tutti i diritti riservati.",
        "Tutti i diritti riservati",
    ],
    "nl": [
        "Naar de inhoud",
        "Ga naar hoofdinhoud",
        "Alles accepteren",
        "Alle cookies accepteren",
        "Deze website gebruikt cookies om uw bezoek te verbeteren.",
        "Lees ook: De brug blijft dicht",
        "Lees meer: De vloed",
        "Foto: ANP",
        "Beeld: Ana Roy",
        "© ANP",
        "Advertentie",
        "Deel dit artikel",
        "Schrijf je in voor onze nieuwsbrief",
        "Leestijd: 3 minuten",
        "© 2021 Het Dorp. Alle rechten voorbehouden.",
        "Alle rechten voorbehouden",
    ],
    "pt": [
        "Ir para o conteúdo",
        "Pular para o conteúdo principal",
        "Aceitar todos os cookies",
        "Aceitar todos",
        "Este site usa cookies para melhorar a sua visita.",
        "Leia também: A ponte continua fechada",
        "Veja mais: A cheia",
        "Foto: Lusa",
        "Crédito: Ana Roy",
        "© Lusa",
        "Publicidade",
        "Compartilhe no Facebook",
        "Inscreva-se na nossa newsletter",
        "Tempo de leitura: 3 min",
        "© 2021 A Aldeia. Todos os direitos reservados.",
        "Todos os direitos reservados",
    ],
    "en": [
        "Skip to main content",
        "Accept all cookies",
        "We use cookies to improve this site.",
        "Read more: The bridge stays shut",
        "Photo: AP",
        "© 2021 Echo. All rights reserved.",
        "All rights reserved",
    ],
}

#: Sentences that begin as such lines do.
PROSE = {
    "de": [
        "Die Anzeige gegen den Bürgermeister wurde am Montag erstattet.",
        "Lesen Sie den Brief genau, riet die Anwältin den Mietern.",
        "Cookies seien nicht verboten, sagte der Richter am Dienstag.",
        "Das Foto zeigt die Brücke vor der Flut.",
        "Mehr zum Thema wollte der Sprecher nicht sagen.",
        "Alle Rechte liegen bei der Stadt, erklärte sie.",
        "Quelle des Flusses ist ein See in den Bergen.",
    ],
    "fr": [
        "La publicité pour le tabac est interdite depuis des années.",
        "Lire aussi des romans aide les élèves, dit la maire.",
        "Le site utilise des pompes pour évacuer l’eau.",
        "La photo montre le pont avant la crue.",
        "Partager le repas est une coutume du village.",
        "Tous les droits des habitants sont réservés, dit-elle.",
        "Par ailleurs, le pont reste fermé.",
    ],
    "es": [
        "La publicidad del tabaco está prohibida desde hace años.",
        "Lea el contrato, dijo la abogada a los vecinos.",
        "Las cookies no están prohibidas, dijo el juez.",
        "La foto muestra el puente antes de la crecida.",
        "Por suerte, nadie resultó herido.",
        "Aceptar todo sería un error, dijo la alcaldesa.",
    ],
    "it": [
        "La pubblicità del tabacco è vietata da anni.",
        "Leggi anche severe non bastano, ha detto il sindaco.",
        "I cookie non sono vietati, ha detto il giudice.",
        "La foto mostra il ponte prima della piena.",
        "Di solito il ponte resta aperto.",
        "Accettare tutto sarebbe un errore, ha detto.",
    ],
    "nl": [
        "De advertentie verscheen maandag in de krant.",
        "Lees ook de kleine letters, zei de advocaat.",
        "Cookies zijn niet verboden, zei de rechter.",
        "De foto toont de brug voor de vloed.",
        "Deel de maaltijd, zei de burgemeester.",
        "Door de vloed bleef de brug dicht.",
    ],
    "pt": [
        "A publicidade do tabaco está proibida há anos.",
        "Leia o contrato, disse a advogada aos moradores.",
        "Os cookies não são proibidos, disse o juiz.",
        "A foto mostra a ponte antes da cheia.",
        "Por sorte, ninguém ficou ferido.",
        "Aceitar tudo seria um erro, disse a prefeita.",
    ],
}


@pytest.mark.parametrize("language", LEFT_BY_PAGES)
def test_lines_that_pages_leave_are_taken_out_in_each_language(language):
    for line in LEFT_BY_PAGES[language]:
        # What is clicked on in the box about cookies is known beside a line that names them.
        text = f"{RIVER}\n\nCookie-Einstellungen\n\n{line}\n\n{BRIDGE}"
        page = clean_page(text)
        assert page.text == f"{RIVER}\n\n{BRIDGE}", line
        assert line in [removed for _, removed in page.removed]


@pytest.mark.parametrize("language", PROSE)
def test_sentences_that_begin_as_such_lines_do_stay(language):
    for line in PROSE[language]:
        for text in (f"{RIVER}\n\n{line}\n\n{BRIDGE}", f"{RIVER}\n\n{BRIDGE}\n\n{line}"):
            assert clean_page(text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "Copyright of the song is disputed", "All rights reserved for the council, she said.",
        "Cameras from 2021 (c) and lenses were sold",
        "The council said: no photo by the bridge",
        "Von der Leyen", "Di Maio", "Par hasard", "Por fin", "Anzeigen stiegen um ein Drittel.",
        "Werbung wird teurer", "Publicité : le pont",
        "Kommentare der Zeitungen", "Comments were few.", "Door to door they went",
    ],
)  # fmt: skip
def test_lines_like_boilerplate_in_other_languages_stay(line):
    text = f"{RIVER}\n\n{line}\n\n{BRIDGE}"
    assert clean_page(text).text == text


@pytest.mark.parametrize(
    ("headline", "below"),
    [
        ("Should the town raise its levy?", "By Ana Roy"),
        ("The town raises its levy. At last.", "By Ana Roy"),
        ("Flooded", "By Ana Roy"), ("Will it rise?", "7 May 2024"), ("“It rose!”", "By Ana Roy\n7 May 2024"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_line_above_a_byline_is_the_title(headline, below, gap):
    page = clean_page(gap.join([headline, below, RIVER]))
    assert (page.title, page.text) == (headline, RIVER)


def test_the_day_of_publication_comes_before_that_of_a_change():
    head = "River rises again\n\nUpdated 9 May 2024\n\nPublished 7 May 2024"
    assert clean_page(f"{head}\n\n{RIVER}").date == "7 May 2024"


def test_a_closing_quotation_mark_that_lost_its_last_byte_is_repaired():
    page = clean_cell("Itâ€™s the mayorâ€™s â€œriverâ€ â€“ he said â€œyesâ€.")
    assert page.text == "It’s the mayor’s “river” – he said “yes”."


def test_numbers_of_pages_are_no_title():
    page = clean_page("Page 1 of 2\n\nThe river rises again\n\nIt rose by a metre on Monday, they said.")
    assert page.title == "The river rises again"


@pytest.mark.parametrize(
    "line",
    [
        *("Lesezeit: 3 Minuten", "3 min de lecture", "Tempo di lettura: 3 minuti", "Écouter cet article"),
        *("Je m'abonne", "Riproduzione riservata", "RELATED: The wall", "Image source, Getty Images"),
        *("AFP / Jean Dupont", "(ANSA/Mario Rossi)"),
    ],
)
def test_lines_around_an_article_in_other_languages_go(line):
    assert line not in clean_page(f"{RIVER}\n\n{line}\n\n{RIVER} Again.").text


@pytest.mark.parametrize(
    "line", ["Von Rita Moss, Elmbrook", "Par Rita Moss (avec AFP)", "Por: Rita Moss", "di Rita Moss"]
)
def test_authors_with_a_place_or_an_agency_are_lifted(line):
    page = clean_page(f"{line}\n\n{RIVER}")
    assert (page.author, page.text) == ("Rita Moss", RIVER)
