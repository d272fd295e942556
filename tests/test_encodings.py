"""Encodings: what a text was saved in, what the user says, and what was decoded wrongly before."""

import ftfy.bad_codecs  # noqa: F401 (it registers the codec that damages words)
import pytest
from hypothesis import given, strategies as st

from newslab.cleaning import clean_cell, clean_page
from newslab.cleaning.mojibake import repaired
from newslab.corpus import problems, read_articles
from newslab.readers.encodings import in_utf8, to_utf8

SENTENCES = {
    "Река поднялась на метр, и нижний город был покинут до полудня. Мэр сказал, что мост закрыт.": [
        "windows-1251", "koi8-r", "iso8859-5", "cp866",
    ],
    "Η στάθμη του ποταμού ανέβηκε ένα μέτρο και η γέφυρα έκλεισε το μεσημέρι, είπε ο δήμαρχος.": [
        "windows-1253", "iso8859-7",
    ],
    "Nehir bir metre yükseldi ve aşağı şehir öğleden önce boşaltıldı. Köprü kapalı.": [
        "windows-1254", "iso8859-9",
    ],
    "Rzeka podniosła się o metr, a dolne miasto opróżniono przed południem. Burmistrz zamknął już most.": [
        "windows-1250", "iso8859-2",
    ],
    "Řeka stoupla o metr a dolní město bylo před polednem vyklizeno. Starostka řekla, že most je uzavřen.": [
        "windows-1250",
    ],
    "川の水位は一メートル上がり、下町は正午までに空になった。市長は橋が閉鎖されていると述べた。": [
        "shift-jis", "euc-jp", "iso-2022-jp",
    ],
    "河水上涨了一米，下城在中午之前已经清空。市长说大桥已经关闭，居民不能回家。": ["gb18030", "gbk"],
    "河水上漲了一米，下城在中午之前已經清空。市長說大橋已經關閉，居民不能回家。": ["big5"],
    "강물이 일 미터 불어나 아랫마을은 정오 전에 비워졌다. 다리는 닫혔다.": [
        "euc-kr", "iso2022_kr",
    ],
    "ارتفع منسوب النهر مترا واحدا وأخليت المدينة السفلى قبل الظهر. وقالت رئيسة البلدية إن الجسر مغلق.": [
        "windows-1256",
    ],
    "הנהר עלה במטר והעיר התחתונה פונתה לפני הצהריים. ראש העיר אמרה שהגשר סגור לתנועה.": ["windows-1255"],
    "Der Fluss stieg um einen Meter. Die Bürgermeisterin erklärte, die Brücke müsse schließen.": [
        "windows-1252", "iso8859-1",
    ],
    "La rivière est montée d’un mètre. « Le pont est fermé », a déclaré l’élue à midi, après la marée.": [
        "windows-1252", "mac-roman",
    ],
    "La città è più bella perché c’è il fiume. “Così va”, ha detto la sindaca. Però è già tardi.": [
        "windows-1252", "mac-roman",
    ],
    "La montaña está cerca del río; según José, la situación cambió así. ¿Qué pasó? ¡Nada más!": [
        "windows-1252", "iso8859-1", "mac-roman",
    ],
    "A situação não é fácil, disse João à câmara. Três estações estão fechadas até amanhã.": [
        "windows-1252", "mac-roman",
    ],
    "De coëfficiënt van één café. “Hè?” zei hij. Oekraïne, België, officiële ruïne.": [
        "windows-1252", "mac-roman",
    ],
    "“Leave now,” the mayor said. It’s the council’s café — “closed”. “No,” he said.": [
        "windows-1252", "mac-roman",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(text, encoding) for text, all_of_it in SENTENCES.items() for encoding in all_of_it],
)
def test_a_text_is_read_as_what_its_letters_make_likely(text, encoding):
    content, [note] = to_utf8(text.encode(encoding))
    assert content.decode() == text
    assert note.outcome == "repaired"
    assert note.problem.startswith("not UTF-8; read as ")


@pytest.mark.parametrize("text", ["“Café”", "A naïve vote — again", "£5"])
def test_a_few_western_letters_are_western(text):
    assert to_utf8(text.encode("windows-1252"))[0].decode() == text


@pytest.mark.parametrize(
    ("encoding", "texts"),
    [
        ("windows-1252", "Il naît sûr.|La señora López habló.|¿Qué pasó?|Mayor José Núñez spoke.|½ price."),
        ("windows-1252", "Nils Øster så älgen.|Não é fácil.|Città di Forlì.|Hyvää yötä.|Große Füße.|Ærø."),
        (
            "windows-1250",
            "Rzeka podniosła się.|Řeka stoupla. Voda je všude.|Premiér Fiala řekl ne.|Nőtt a víz.",
        ),
        ("windows-1250", "Wójt mówi: dość.|Župan je rekel, da še raste.|Dnes je ve městě článek o řece."),
        ("windows-1254", "Başkan söyledi.|Nehir gece yükseldi, sokaklar kapalı, dedi başkan."),
        (
            "cp850",
            "La rivière est montée, a déclaré le maire.|Der Fluß stieg über Nacht, die Straßen sind zu.",
        ),
        ("mac-roman", "Große Füße.|La rivière est montée, déclare le maire."),
    ],
)
def test_a_table_with_a_few_accents_is_read_by_the_best_guess(encoding, texts):
    for text in texts.split("|"):
        table = f'source,title,text\nEcho,River,"{text}"\n'
        content, [note] = to_utf8(table.encode(encoding))
        assert content.decode() == table
        assert note.problem.endswith("says another")


def test_the_user_may_name_the_encoding(tmp_path):
    (tmp_path / "a.txt").write_bytes("Dolní město — Łódź".encode("iso8859-2", "ignore"))
    (tmp_path / "b.txt").write_text("Dolní město", encoding="utf-8")
    (tmp_path / "c.csv").write_bytes("text,title\nŘeka stoupla.,Řeka\n".encode("iso8859-2"))
    articles = read_articles(tmp_path, encoding="iso-8859-2")
    assert articles["text"].tolist() == ["Dolní město  Łódź", "Dolní město", "Řeka stoupla."]
    told = problems(articles).query("problem.str.contains('iso-8859-2')")
    assert told["origin"].tolist() == ["a.txt", "c.csv"]
    with pytest.raises(ValueError, match="windows-1251"):
        read_articles(tmp_path, encoding="klingon")


def test_what_an_encoding_does_not_have_is_counted():
    content, [note] = in_utf8(b"r\x81se", "windows-1252")
    assert content.decode() == "r\ufffdse"
    assert "1 characters" in note.problem


WORDS = [
    "council’s",
    "“late”",
    "café",
    "München",
    "—",
    "naïve",
    "Łódź",
    "5 €",
    "Ça",
    "à\xa0la",
    "rose",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.integers(1, 2))
def test_what_was_decoded_wrongly_is_repaired(words, times):
    text = wrong = f"The river rose by a metre: {' '.join(words)}."
    for _ in range(times):
        wrong = wrong.encode().decode("sloppy-windows-1252")
    assert repaired(wrong).replace("\xa0", " ") == text.replace("\xa0", " ")


@given(st.lists(st.sampled_from([*WORDS, "Â", "Ã", "ÂGE", "MÃO", "NÃO", "â", "âge"]), max_size=8))
def test_a_text_that_was_decoded_rightly_stays(words):
    text = " ".join(words)
    assert repaired(text) == text


def test_a_repair_is_listed_in_pages_and_cells():
    for clean in (clean_page, clean_cell):
        page = clean("The councilâ€™s vote came late.")
        assert page.text == "The council’s vote came late."
        assert page.removed == [("wrong decoding repaired", "councilâ€™s → council’s")]
