"""Articles in many languages are read, split, counted and drawn; search terms find what a reader would."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from newslab import charts
from newslab.comparison import distinctive_terms, source_profiles
from newslab.corpus import problems, read_articles, save_articles
from newslab.entities import names
from newslab.framing import find_terms, frame_rates
from newslab.kwic import collocates, concordance
from newslab.quotations import quotes
from newslab.reuse import group_copies
from newslab.similarity import article_map, group_stories, similar_pairs
from newslab.tokens import split_words, term_counts, tokenize
from newslab.tokens.stopwords import stop_words_of

# Of each language a term to look for, and four articles by two outlets: the first holds the term twice, the
# second once.
LANGUAGES = """
Arabic: المدينة
وصلت الأمطار إلى المدينة. المدينة غارقة.
غادر السكان المدينة ليلا.
قال الوزير إن الجسر مغلق.
فتح الجسر بعد الأمطار.

Chinese: 城市
洪水到达城市，城市的桥关闭了。
居民夜里离开城市。
部长说桥已关闭。
洪水后桥重新开放。

French: Ville
La crue a atteint la ville ; la ville est sous l’eau.
Les habitants ont quitté la ville.
Le pont est fermé, dit le ministre.
Le pont a rouvert après la crue.

Hindi: शहर
बाढ़ शहर तक पहुँची। शहर में पानी है।
लोग रात में शहर छोड़ गए।
मंत्री ने कहा पुल बंद है।
बाढ़ के बाद पुल खुला।

Japanese: 都市
洪水が都市に達した。都市の橋は閉鎖された。
住民は夜に都市を離れた。
大臣は橋が閉鎖されたと述べた。
洪水の後、橋は再開した。

Korean: 도시*
홍수가 도시에 이르렀다. 도시는 물에 잠겼다.
주민들은 밤에 도시를 떠났다.
장관은 다리가 닫혔다고 말했다.
홍수 뒤에 다리가 다시 열렸다.

Russian: город*
Вода дошла до города. Город под водой.
Жители ночью покинули город.
Мост закрыт, сказал министр.
Мост открыли после паводка.

Thai: เมือง
น้ำท่วมถึงเมือง ถนนในเมืองปิด
ชาวบ้านออกจากเมืองตอนกลางคืน
รัฐมนตรีบอกว่าสะพานปิด
สะพานเปิดหลังน้ำท่วม

Yoruba: ìlú
Omi dé ìlú náà. Ìlú náà kún fún omi.
Àwọn ènìyàn kúrò ní ìlú ní òru.
Mínísítà sọ pé afárá ti di títì.
Wọ́n ṣí afárá lẹ́yìn òjò.
"""
ARTICLES = {}
for block in LANGUAGES.strip().split("\n\n"):
    (name, term), *texts = block.split("\n")[0].split(": "), *block.split("\n")[1:]
    ARTICLES[name] = term, texts
N_FOUND = [2, 1, 0, 0]


@pytest.fixture(params=ARTICLES)
def language(request, tmp_path):
    term, texts = ARTICLES[request.param]
    lines = [f"{request.param} {i % 2}|2024-12-0{i + 1}|{text}" for i, text in enumerate(texts)]
    (tmp_path / "articles.csv").write_text("\n".join(["source|date|text", *lines]), encoding="utf-8")
    return read_articles(tmp_path), term, texts


def test_articles_are_read_and_saved_as_they_are_written(language, tmp_path):
    articles, _, texts = language
    assert articles["text"].tolist() == texts
    assert problems(articles)["outcome"].tolist() == ["repaired"]  # the bars between the cells
    save_articles(articles, tmp_path / "saved.jsonl")
    pd.testing.assert_frame_equal(read_articles(tmp_path / "saved.jsonl"), articles)


def test_a_term_is_found_as_often_as_a_reader_finds_it(language):
    articles, term, texts = language
    tokens = tokenize(articles)
    assert (tokens.n_words >= 4).all()
    hits = find_terms(tokens, {"flood": [term]})
    assert hits["article"].value_counts().reindex(articles.index, fill_value=0).tolist() == N_FOUND
    text_of = dict(zip(articles.index, texts, strict=True))
    assert all(text_of[hit.article][hit.start : hit.end] == hit.match for hit in hits.itertuples())
    assert len(concordance(tokens, term)) == sum(N_FOUND)


def test_there_is_something_to_draw(language):
    articles, term, _ = language
    tokens = tokenize(articles)
    assert (frame_rates(tokens, {"flood": [term]})["n"] > 0).any()
    for table in (
        collocates(tokens, term),
        distinctive_terms(tokens, ngrams=2),
        similar_pairs(tokens, min_similarity=0),
    ):
        assert len(table)


def test_every_chart_draws_every_script():
    rows = [
        (f"{name} {i % 2}", text) for name, (_, texts) in ARTICLES.items() for i, text in enumerate(texts)
    ]
    articles = pd.DataFrame(rows, columns=["source", "text"]).assign(title=lambda table: table["text"])
    tokens = tokenize(articles)
    terms = [term for term, _ in ARTICLES.values()]
    lexicon = {term: [term] for term in terms}
    axes = [
        charts.plot_article_map(article_map(tokens)),
        charts.plot_collocates(collocates(tokens, terms)),
        charts.plot_dispersion(find_terms(tokens, lexicon), articles),
        charts.plot_distinctive_terms(distinctive_terms(tokens, ngrams=2), group="Chinese 0"),
        charts.plot_frame_rates(frame_rates(tokens, lexicon)),
        charts.plot_similar_pairs(similar_pairs(tokens)),
        charts.plot_source_profiles(source_profiles(tokens)),
    ]
    for ax in axes:
        assert ax.axison, "a chart of nothing has no axes"
        ax.figure.canvas.draw()


def test_articles_of_all_languages_do_not_disturb_each_other():
    every = {f"{name} {i}": text for name, (_, texts) in ARTICLES.items() for i, text in enumerate(texts)}
    articles = pd.DataFrame({"text": every})
    for name, (term, _) in ARTICLES.items():
        if name not in ("Chinese", "Japanese"):  # which share characters
            assert find_terms(articles, {"flood": [term]})["article"].tolist() == [
                f"{name} {i}" for i in range(4) for _ in range(N_FOUND[i])
            ]
    assert group_copies(articles).nunique() == len(articles)


# By the code of a language a sentence, and those of its words that are no function words.
SENTENCES = """
ar | انهار الجسر الحديدي في المدينة | انهار الجسر الحديدي المدينة
bg | Мостът над реката беше затворен и не е отворен | Мостът реката затворен отворен
ca | El pont de la ciutat no és obert | pont ciutat obert
cs | Most přes řeku je zavřený a není opravený | Most řeku zavřený opravený
da | Broen over floden er lukket og ikke repareret | Broen floden lukket repareret
de | Die Brücke über den Fluss ist nicht gesperrt | Brücke Fluss gesperrt
el | Η γέφυρα και το ποτάμι είναι στην πόλη | γέφυρα ποτάμι πόλη
en | The bridge over the river is not closed | bridge river closed
es | El puente sobre el río no está cerrado | puente río cerrado
et | Sild ja tee on suletud | Sild tee suletud
fa | پل از رودخانه و جاده دور است | پل رودخانه جاده دور
fi | Pato ei ole suljettu vaikka joki tulvii | Pato suljettu joki tulvii
fr | Le pont sur la rivière est fermé et l'eau monte | pont rivière fermé eau monte
he | הגשר של העיר לא נסגר | הגשר העיר נסגר
hi | पुल और सड़क बंद है | पुल सड़क बंद
hr | Most je zatvoren i nije popravljen | Most zatvoren popravljen
hu | A híd és az út nem járható | híd út járható
id | Jembatan itu dan jalan yang rusak | Jembatan jalan rusak
it | Il ponte sul fiume è chiuso e non riapre | ponte fiume chiuso riapre
lt | Tiltas ir kelias yra uždaryti | Tiltas kelias uždaryti
lv | Tilts un ceļš ir slēgti | Tilts ceļš slēgti
nl | De brug over de rivier is niet gesloten | brug rivier gesloten
no | Broen over elva er stengt og ikke reparert | Broen elva stengt reparert
pl | Most nad rzeką jest zamknięty i nie działa | Most rzeką zamknięty działa
pt | A ponte sobre o rio não está fechada | ponte rio fechada
ro | Podul de peste râu este închis și nu merge | Podul râu închis merge
ru | Мост через реку закрыт и не работает | Мост реку закрыт работает
sk | Most cez rieku je zatvorený a nie opravený | Most rieku zatvorený opravený
sl | Most čez reko je zaprt in ni popravljen | Most reko zaprt popravljen
sv | Bron över floden är stängd och inte lagad | Bron floden stängd lagad
tr | Köprü ve yol çok hasarlı ama açık | Köprü yol hasarlı açık
uk | Міст і дорога не працюють | Міст дорога працюють
vi | Cầu và đường bị hỏng | Cầu đường hỏng
zh | 桥的石 | 桥 石
"""
STOPPED = [line.split(" | ") for line in SENTENCES.strip().split("\n")]


@pytest.mark.parametrize(("code", "sentence", "terms"), STOPPED, ids=[code for code, *_ in STOPPED])
def test_stop_words_of_a_language_leave_the_words_that_say_something(code, sentence, terms):
    articles = pd.DataFrame({"text": [sentence], "language": [code]})
    assert term_counts(tokenize(articles)).terms.tolist() == terms.split()
    assert term_counts(tokenize(articles, language=[])).matrix.sum() == len(tokenize(articles).codes)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ru", "война россия страна москва деньги женщина город народ мир"),
        ("it", "città consiglio paese gruppo"),
        ("pt", "povo conselho trabalho"),
        ("es", "trabajo"),
        ("de", "menschen ordnung"),
        ("ar", "زيارة لقاء"),
    ],
)
def test_words_that_say_what_news_is_about_are_no_stop_words(code, words):
    assert stop_words_of(code).isdisjoint(words.split())


def test_the_docs_list_the_languages_with_stop_words():
    page = Path(__file__).parents[1] / "docs" / "languages.md"
    rows = page.read_text(encoding="utf-8").split("## Stop words")[1].split("\n## ")[0].split("\n")
    listed = [
        name for row in rows if row.startswith("| *") for name in row.split("|")[1].strip(" *").split(", ")
    ]
    assert len(listed) == len(set(listed)) == 58
    assert all(stop_words_of(name) for name in listed)


def test_short_articles_of_another_language_are_several_stories():
    articles = pd.DataFrame(
        {
            "text": [
                "Le maire a ouvert la bibliothèque de la ville et elle a plu aux lecteurs de la région.",
                "Le gel est tombé sur les vignes du sud et les récoltes de la région sont perdues.",
                "Les cheminots de la gare ont voté la grève et les trains sont dans le dépôt.",
            ]
        }
    )
    assert group_stories(articles.assign(language="fr")).tolist() == [0, 1, 2]
    assert group_stories(tokenize(articles, language="french")).tolist() == [0, 1, 2]


# The table of languages by function in the docs

GOLD = Path(__file__).parent / "gold"
BY_FUNCTION = yaml.safe_load((GOLD / "languages_by_function.yml").read_text(encoding="utf-8"))
ATTRIBUTION = yaml.safe_load((GOLD / "attribution_languages.yml").read_text(encoding="utf-8"))
STEMMERS = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian"}
STEMMERS |= {"pt": "portuguese", "nl": "dutch", "ru": "russian", "ar": "arabic", "sv": "swedish"}


def claims():
    """The language and the function of each Y of the table."""
    docs = (Path(__file__).parents[1] / "docs" / "languages.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in row.strip("| ").split("|")] for row in docs.split("\n\n")[2].split("\n")
    ]
    head, _, *rows = rows
    return [(row[1], name) for row in rows for name, cell in zip(head, row, strict=True) if cell == "Y"]


def one(text):
    return pd.DataFrame({"text": [text], "source": ["A"]})


@pytest.mark.parametrize(("code", "function"), claims())
def test_each_function_does_what_the_table_says(code, function):
    if function == "quotations":
        sentence, said = "“We left,” Omar Haddad said.", {"We left,": "Omar Haddad"}
        if code != "en":
            sentence, said = ATTRIBUTION[code][:2]
        found = quotes(one(sentence)).iloc[0]
        assert {found["quote"].strip(): found["speaker"]} == said
        return
    case = BY_FUNCTION[code][function]
    if function == "tokens":
        text, words = case
        assert split_words(text) == words
    elif function == "stop words":
        assert set(case) <= stop_words_of(code)
    elif function == "stems":
        assert len(tokenize(one(" ".join(case)), stem=STEMMERS[code], language=[]).vocabulary) == 1
    elif function == "lexicon":
        pattern, text, n = case
        assert len(find_terms(one(text), [pattern])) == n
    else:
        text, name = case
        assert names(one(text))["name"].tolist() == [name]


def test_the_table_claims_what_there_is_a_test_for_and_no_less():
    tested = {(code, function) for code, some in BY_FUNCTION.items() for function in some}
    assert tested == {claim for claim in claims() if claim[1] != "quotations"}
    assert {code for code, function in claims() if function == "quotations"} <= {"en", *ATTRIBUTION}
