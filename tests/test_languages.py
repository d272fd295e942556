"""Articles in many languages are read, split, counted and drawn; search terms find what a reader would."""

import pandas as pd
import pytest

from newslab import charts
from newslab.comparison import distinctive_terms, source_profiles
from newslab.corpus import problems, read_articles, save_articles
from newslab.framing import find_terms, frame_rates
from newslab.kwic import collocates, concordance
from newslab.reuse import group_copies
from newslab.similarity import article_map, similar_pairs
from newslab.tokens import tokenize

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
