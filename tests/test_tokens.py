"""Words, tokens and counts: by hand on toy texts, and against plain versions on every script."""

import sys
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from newslab import arrays
from newslab.arrays import count_numbers
from newslab.english import STOP_WORDS
from newslab.similarity import group_stories
from newslab.tokens import (
    Tokens,
    as_tokens,
    characters,
    coding,
    ngram_overlaps,
    shared_ngrams,
    split_words,
    term_counts,
    tokenize,
)
from newslab.tokens.characters import character_classes
from newslab.tokens.folding import APOSTROPHES, INVISIBLE, fold_word
from newslab.tokens.ngrams import Ngrams
from newslab.tokens.sentences import sentence_starts
from newslab.tokens.splitting import word_spans

# Letters, digits and marks of many scripts, all that joins or ends a word, emoji, and characters that fold
# oddly.
HARD = "aB1é\u0301ñअिعлİßŉ𐍈٣²'’ʼ.-–_ \n\t\x00\u00ad\u200b\u200c\u200d\ufe0f❤😀🏽\u0345“”«»,;$…"
# Characters that are words by themselves, and what stands beside and above them.
HARD += "&,:@#_!?。।www.org/Mr.St12Iİıßœأـﬁ"
HARD += "+#5 7\u00a0\u2009рф.net/日"
HARD += "中国々ひーカ\u3099\ufe00\U000e0100สงครา\u0e31မ\u1039က"
texts_of_hard_characters = st.text(st.sampled_from(HARD + "sSU") | st.characters(codec="utf-8"), max_size=40)


def articles_of(*texts):
    return pd.DataFrame({"text": pd.Series(texts, dtype="str")})


def words_by_article(tokens):
    words = tokens.vocabulary[tokens.codes].tolist()
    return [words[a:b] for a, b in zip(tokens.offsets[:-1], tokens.offsets[1:], strict=True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iran’s Iran's IRAN", ["iran", "iran", "iran"]),
        ("don’t don't DON‘T", ["don't", "don't", "don't"]),
        ("the rebels’ victory, 'tis", ["the", "rebels", "victory", "tis"]),
        ("al-Sharaa Iran-backed", ["al", "sharaa", "iran", "backed"]),
        ("U.S. U.S US U.S.A. p.m.", ["us", "us", "us", "usa", "pm"]),
        ("the U.S.’s and U.S.-led", ["the", "us", "and", "us", "led"]),
        ("the end.Now J. Smith, vitamin B.", ["the", "end", "now", "j", "smith", "vitamin", "b"]),
        ("3.5 percent, 1,000 F-16s", ["3.5", "percent", "1000", "f", "16s"]),
        ("$5m 12,500.5 7.30pm 1.000 1,2,3", ["5m", "12500.5", "7.30pm", "1.000", "1,2,3"]),
        ("AT&T R&D a & b", ["at&t", "r&d", "a", "b"]),
        ("C++, C# and C; g++ F# A+ x#1 #C", ["c++", "c#", "and", "c", "g++", "f#", "a", "x", "1", "#c"]),
        ("on .NET (.Net) the net.net .network", ["on", ".net", ".net", "the", "net.net", "network"]),
        ("12 500 12\u00a0500 12\u202f500 12'500 12’500 12,500", ["12500"] * 6),
        ("1 250 000 1,00,000 12,34,567", ["1250000", "100000", "1234567"]),
        ("1\u00a0250\u00a0000,50 4:30 100", ["1250000,50", "4", "30", "100"]),
        (
            "in 2024 100 men; 12 5000; 1 25; 0 500",
            ["in", "2024", "100", "men", "12", "5000", "1", "25", "0", "500"],
        ),
        ("voir https://пример.рф/новости et www.müller.de, почта@пример.рф", ["voir", "et"]),
        ("сайт госуслуги.рф, bücher.de/neu; https://例え.jp/道 だ", ["сайт", "госуслуги.рф", "道", "だ"]),
        ("#MeToo #2024 a#b ##c #me_too", ["#metoo", "2024", "a", "b", "c", "#me_too"]),
        ("see https://a.example/b-c?d=e, www.b.example. Or c@d.example @desk", ["see", "or"]),
        (
            "on example.org and Amazon.com; t.co/x1 p.m./a.m.",
            ["on", "example.org", "and", "amazon", "com", "pm", "am"],
        ),
        ("С.Ш.А. и ЕС", ["сша", "и", "ес"]),
        ("Cafe\u0301 CAFÉ", ["cafe", "cafe"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("gov\u00adernment", ["government"]),
        ("می\u200cخواهم", ["ميخواهم"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("إيران تنسحب", ["ايران", "تنسحب"]),
        ("Ọ̀rọ̀ Yorùbá", ["oro", "yoruba"]),
        ("战争继续2024年", ["战", "争", "继", "续", "2024", "年"]),
        ("シリアで戦争、人々は", ["シリア", "で", "戦", "争", "人", "々", "は"]),
        ("시리아 전쟁이", ["시리아", "전쟁이"]),
        ("战争 继续 了", ["战争", "继续", "了"]),
        ("ไทยรบ", ["ไ", "ท", "ย", "ร", "บ"]),
        ("ที่บ้าน", ["ที่", "บ้", "า", "น"]),
        ("ที่ บ้าน", ["ที่", "บ้าน"]),
        ("がか\u3099", ["が", "が"]),
        ("葛\U000e0100城と中’国", ["葛", "城", "と", "中", "国"]),
        ("3月’24年, က’ab", ["3", "月", "24", "年", "က", "ab"]),
        ("美U.S.国", ["美", "us", "国"]),
        ("བོད་ཡིག", ["བོད", "ཡིག"]),
        ("I ❤️ you👍🏽", ["i", "you"]),
        ("snake_case a/b", ["snake", "case", "a", "b"]),
        ("''quoted'' it''s", ["quoted", "it", "s"]),
        ("", []),
        ("… — $ %", []),
    ],
)
def test_what_a_word_is(text, words):
    assert split_words(text) == words
    assert words_by_article(tokenize(articles_of(text), accents=False)) == [words]


RULES = yaml.safe_load((Path(__file__).parent / "gold" / "words.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("rule", "words"), [(rule, words) for rule, some in RULES.items() for words in some])
def test_spellings_of_one_word_are_one_term(rule, words):
    terms = tokenize(articles_of(*words), accents=False).vocabulary.tolist()
    assert len(terms) == (len(words) if rule == "apart" else 1), terms


@pytest.mark.parametrize("text", ["see 😀 here", "see❤️here", "see ☕️ € % here", "see 👍🏽 → here"])
def test_emoji_and_signs_are_no_words(text):
    assert split_words(text) == ["see", "here"]


def is_written_without_spaces(character):
    if 0x1B000 <= ord(character) < 0x20000:  # Kana of old, which stay letters
        return False
    name = unicodedata.name(character, "")
    scripts = ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "HIRAGANA", "THAI", "LAO", "MYANMAR", "KHMER")
    return name.startswith(scripts) or character in "々〆〼〻" or name.startswith("IDEOGRAPHIC ITERATION")


def test_each_character_has_the_class_of_its_unicode_category():
    classes = character_classes()
    kinds = {"L": characters.LETTER, "N": characters.DIGIT, "M": characters.MARK}
    special = set(APOSTROPHES + INVISIBLE + "&." + characters.POINTS + chr(characters.TATWEEL))
    for code_point in range(sys.maxunicode + 1):
        character = chr(code_point)
        if character not in special:
            expected = kinds.get(unicodedata.category(character)[0], characters.OTHER)
            if unicodedata.category(character)[0] == "L" and is_written_without_spaces(character):
                expected = characters.SINGLE
            assert classes[code_point] == expected, character


@given(st.lists(texts_of_hard_characters, max_size=6))
def test_tokens_are_the_words_that_the_plain_version_finds(texts):
    for accents in (False, True):
        tokens = tokenize(articles_of(*texts), accents=accents)
        words = [[word.casefold() for word in some] for some in words_by_article(tokens)]
        assert words == [tokens.words_of(text) for text in texts]


@given(st.lists(texts_of_hard_characters, max_size=6))
def test_sentences_are_those_that_the_plain_version_finds(texts):
    tokens = tokenize(articles_of(*texts))
    starts = [sentence_starts(text, word_spans(text)) for text in texts]
    expected = [
        first + before for some, before in zip(starts, tokens.offsets, strict=False) for first in some
    ]
    assert tokens.sentences.tolist() == [*expected, len(tokens.codes)]


@given(st.lists(texts_of_hard_characters, max_size=6))
def test_spans_are_those_that_the_plain_version_finds(texts):
    tokens = tokenize(articles_of(*texts))
    starts, ends = tokens.spans(np.arange(len(tokens.codes)))
    expected = [span for text in texts for span in word_spans(text)]
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == expected


@given(texts_of_hard_characters)
def test_a_term_is_itself_when_split_again(text):
    for word in split_words(text):
        assert split_words(word) == [word]


def test_spans_of_some_tokens_in_any_order():
    tokens = tokenize(articles_of("one two", "", "Iran’s “three” four"))
    positions = np.array([4, 1, 2, 4])
    starts, ends = tokens.spans(positions)
    texts = tokens.articles["text"].iloc[tokens.article_of(positions)]
    assert [t[a:b] for t, a, b in zip(texts, starts, ends, strict=True)] == ["four", "two", "Iran’s", "four"]


def test_matches_are_runs_of_tokens_as_they_are_written():
    tokens = tokenize(articles_of("one two", "", "Iran’s “three” four"))
    start, end, text = tokens.matches(np.array([2, 0, 4]), np.array([2, 2, 1]))
    assert text == ["Iran’s “three", "one two", "four"]
    assert (start.tolist(), end.tolist()) == ([0, 0, 15], [13, 7, 19])
    start, end, text = tokens.matches(np.array([], int), np.array([], int))
    assert (len(start), len(end), text) == (0, 0, [])


def test_blocks_change_nothing(monkeypatch):
    articles = articles_of("a long first text that fills a block", "", "b a", "second é text", "", "a")
    whole = tokenize(articles)
    monkeypatch.setattr(coding, "BLOCK_BYTES", 7)
    parts = tokenize(articles)
    assert whole.codes.tolist() == parts.codes.tolist()
    assert whole.offsets.tolist() == parts.offsets.tolist()
    assert whole.vocabulary.tolist() == parts.vocabulary.tolist()
    everything = np.arange(len(whole.codes))
    assert np.array_equal(whole.spans(everything), parts.spans(everything))


def test_tokens_have_the_documented_types():
    tokens = tokenize(articles_of("Rain fell", "rain"))
    assert (tokens.codes.dtype, tokens.offsets.dtype, tokens.n_words.dtype) == (np.int32, np.int64, np.int64)
    assert tokens.vocabulary.dtype == "str"
    assert tokens.offsets.tolist() == [0, 2, 3]
    assert tokens.n_words.tolist() == [2, 1]
    assert tokens.article_of(np.array([0, 1, 2])).tolist() == [0, 0, 1]
    assert repr(tokens) == "<Tokens: 3 tokens of 2 terms in 2 articles>"
    assert as_tokens(tokens) is tokens


@pytest.mark.parametrize(
    "articles", [articles_of(), articles_of(""), articles_of(None, "…"), pd.DataFrame({"text": []})]
)
def test_articles_without_words_have_no_tokens(articles):
    tokens = tokenize(articles)
    assert len(tokens.codes) == len(tokens.vocabulary) == 0
    assert tokens.n_words.tolist() == [0] * len(articles)
    assert term_counts(tokens, ngrams=2).matrix.shape == (len(articles), 0)


def test_half_a_surrogate_pair_is_no_letter_and_moves_no_position():
    articles = pd.DataFrame({"text": pd.Series(["ab\ud800cd"], dtype=object)})
    tokens = tokenize(articles)
    assert words_by_article(tokens) == [["ab", "cd"]]
    assert tokens.spans(np.array([1]))[0].tolist() == [3]


def test_a_text_that_is_no_text_is_named_with_the_remedy():
    with pytest.raises(ValueError, match=r"must hold texts, and holds a value of type int; articles\.assign"):
        tokenize(pd.DataFrame({"text": pd.Series(["x", 3], index=["a", "b"], dtype=object)}))


def test_stems_make_one_term_of_the_forms_of_a_word():
    tokens = tokenize(articles_of("withdraws withdrawing withdraw"), stem="english")
    assert tokens.vocabulary.tolist() == ["withdraw"]
    assert tokens.codes.tolist() == [0, 0, 0]
    assert tokens.words_of("Withdrawing") == ["withdraw"]


def test_an_unknown_language_of_stems_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match=r"'french'.*not 'klingon'"):
        tokenize(articles_of("x"), stem="klingon")


def test_stop_words_are_terms_and_leave_the_words_of_news():
    assert all(split_words(word) == [word] for word in STOP_WORDS)
    assert not STOP_WORDS & {"against", "bill", "fire", "interest", "system", "us", "state", "said"}


def counted(articles, **options):
    """The terms that count, in the order of the articles."""
    return term_counts(tokenize(articles, **options)).terms.tolist()


@pytest.mark.parametrize(
    "name",
    ["german", "German", " GERMAN ", "Deutsch", "de", "de-AT", "de_CH", "deu", "ger", "German (Austria)"],
)
def test_a_language_is_known_by_its_code_and_its_names(name):
    assert counted(articles_of("Der Damm ist nicht dicht"), language=name) == ["Damm", "dicht"]


@pytest.mark.parametrize(
    ("name", "text", "terms"),
    [
        ("nb", "Demningen er ikke tett", ["Demningen", "tett"]),
        ("Chinese (Simplified)", "水的", ["水"]),
        ("العربية", "السد من الحجر", ["السد", "الحجر"]),
        ("English", "The dam is not tight", ["dam", "tight"]),
    ],
)
def test_other_names_of_a_language(name, text, terms):
    assert counted(articles_of(text), language=name) == terms


def test_an_unknown_language_of_stop_words_is_named_with_the_known_ones():
    for options in ({"language": "klingon"}, {"language": ["de", "klingon"]}, {"stop_words": "klingon"}):
        with pytest.raises(
            ValueError, match=r"language 'klingon': .* 'german' or 'de'; .* stop_words=\['klingon'\]"
        ):
            tokenize(articles_of("x"), **options)


def test_stop_words_of_ones_own_are_added_to_those_of_the_language():
    articles = articles_of("The dam is tight, said the mayor")
    assert counted(articles, stop_words=["Said"]) == ["dam", "tight", "mayor"]
    assert counted(articles, stop_words=["said"], language="en") == ["dam", "tight", "mayor"]
    assert counted(articles, stop_words=["said"], language=[]) == ["the", "dam", "is", "tight", "mayor"]
    assert counted(articles, language=[]) == ["the", "dam", "is", "tight", "said", "mayor"]
    assert tokenize(articles).stop_words == STOP_WORDS


def test_a_language_given_as_stop_words_is_its_list():
    articles = articles_of("La digue est solide, the end")
    assert counted(articles, stop_words="french") == ["digue", "solide", "the", "end"]
    with pytest.raises(ValueError, match=r"'french' names a language, and so does language='de'"):
        tokenize(articles, stop_words="french", language="de")


def test_stop_words_are_those_of_the_column_language():
    articles = articles_of("Der Damm ist dicht", "The dam is tight")
    assert counted(articles.assign(language="German")) == ["Damm", "dicht", "The", "dam", "is", "tight"]
    assert counted(articles.assign(language=["de", None])) == ["Damm", "dicht", "The", "dam", "is", "tight"]
    assert counted(articles.assign(language=["German; Deutsch", "ENGLISH"])) == [
        "Damm",
        "dicht",
        "dam",
        "tight",
    ]
    assert counted(articles.assign(language="German"), language="en") == [
        "Der",
        "Damm",
        "ist",
        "dicht",
        "dam",
        "tight",
    ]
    for nothing in (None, "", "(unknown)"):
        assert tokenize(articles.assign(language=nothing)).stop_words == STOP_WORDS


def test_a_language_of_the_column_without_a_list_gets_a_warning():
    articles = articles_of("Der Damm", "The dam", "Mae'r argae").assign(language=["de", "en", "Welsh"])
    with pytest.warns(UserWarning, match="languages 'Welsh' in the column 'language'"):
        assert counted(articles) == ["Damm", "dam", "Mae'r", "argae"]
    with pytest.warns(UserWarning, match="'Welsh'"):
        assert tokenize(articles.iloc[2:]).stop_words == STOP_WORDS


GOLD = Path(__file__).parent / "gold"
SPOKEN = yaml.safe_load((GOLD / "languages.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", SPOKEN)
def test_the_commonest_words_show_the_language(language):
    tokens = tokenize(articles_of(SPOKEN[language]))
    assert tokens.language == language
    assert tokens.stop_words == tokenize(tokens.articles, language=language).stop_words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "首相は戦争が終わっていないと述べた。"),
        ("zh", "总统表示战争尚未结束，谈判仍在继续。"),
        ("ko", "총리는 전쟁이 끝나지 않았다고 말했다."),
        ("th", "นายกรัฐมนตรีกล่าวว่าสงครามยังไม่จบ"),
        ("en", "The prime minister (総理大臣) said that the war is not over."),
    ],
)
def test_a_script_shows_the_language(language, text):
    assert tokenize(articles_of(f"{text} " * 10)).language == language


def test_kana_are_no_terms_of_japanese_articles():
    tokens = tokenize(articles_of("首相は戦争が終わっていないと述べた。" * 5))
    assert {"は", "が", "と"} <= tokens.stop_words


def test_words_that_are_few_or_of_no_known_language_show_none():
    assert tokenize(articles_of("La ministre a présenté le budget")).language == "en"
    assert tokenize(articles_of("war " * 100)).language == "en"
    assert tokenize(articles_of("zor blit " * 50 + "de la que non per a i")).language == "en"


def test_short_articles_of_one_story_are_told_apart_in_french():
    articles = articles_of(
        "La ministre a présenté le budget de la santé devant les députés et elle a répondu à la presse.",
        "Le club de la ville a gagné la finale de la coupe et les supporters ont fêté dans les rues.",
        "La pluie est tombée sur le nord du pays et les routes de la région sont restées fermées.",
    )
    assert group_stories(articles).tolist() == [0, 1, 2]


def test_the_language_of_each_article_is_found_where_it_has_none():
    pytest.importorskip("py3langid")
    articles = articles_of(SPOKEN["de"], SPOKEN["en"], None, SPOKEN["fr"]).assign(
        language=[None, "English", None, ""]
    )
    tokens = tokenize(articles, language="detect")
    assert tokens.articles["language"].fillna("?").tolist() == ["de", "English", "?", "fr"]
    assert {"und", "the", "dans"} <= tokens.stop_words
    assert articles["language"].isna().sum() == 2
    assert tokenize(articles_of(SPOKEN["pl"]), language="detect").articles["language"].tolist() == ["pl"]


def test_without_the_extra_the_language_is_found_for_no_article(monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid", None)
    with pytest.raises(ImportError, match=r"newslab\[language\].*language='german'"):
        tokenize(articles_of("x"), language="detect")


def test_a_language_switches_no_stemmer_on():
    tokens = tokenize(articles_of("Dämme Damm"), language="german")
    assert tokens.stem is None
    assert len(tokens.vocabulary) == 2


def test_stop_words_fold_as_the_words_of_the_articles_do():
    assert counted(articles_of("À Lyon, ÇA va, a"), language="fr", accents=True) == ["Lyon"]
    tokens = tokenize(articles_of("El alcalde habló de él"), language="es", accents=True)
    assert {"él", "el"} <= tokens.stop_words
    assert "él" not in tokenize(tokens.articles, language="es", accents=False).stop_words
    assert counted(articles_of("the dams leaked"), stop_words=["dam"], stem="english") == ["leaked"]
    assert counted(articles_of("Kiew und Kyjiw"), stop_words=["Kiew"], aliases={"Kyjiw": "Kiew"}) == ["und"]


def test_a_word_of_a_segmenter_ends_at_a_line_break():
    tokens = tokenize(articles_of("one two\nthree|\n|four"), segment=lambda text: text.split("|"))
    assert tokens.vocabulary[tokens.codes].tolist() == ["one two", "three", "four"]
    assert tokens.sentences.tolist() == [0, 1, 2, 3]


def test_stop_words_of_several_characters_are_left_out_where_words_are_segmented():
    articles = articles_of("但是 水坝 因为")
    assert counted(articles, language="zh", segment=str.split) == ["水坝"]


@pytest.mark.parametrize("ngrams", [1, 2, 3])
@pytest.mark.parametrize("stop_words", [STOP_WORDS, []])
def test_term_counts_equal_those_of_scikit_learn(ngrams, stop_words):
    texts = ["The fall of Assad, the fall of Aleppo", "Aleppo falls", "", "rain and rain and rain and rain"]
    counts = term_counts(articles_of(*texts), ngrams=ngrams, stop_words=stop_words)
    peer = CountVectorizer(
        tokenizer=split_words,
        token_pattern=None,
        lowercase=False,
        ngram_range=(1, ngrams),
        stop_words=sorted(stop_words) or None,
    )
    expected = pd.DataFrame(peer.fit_transform(texts).toarray(), columns=peer.get_feature_names_out())
    ours = pd.DataFrame(counts.matrix.toarray(), columns=counts.terms.str.lower())
    pd.testing.assert_frame_equal(ours[sorted(ours)], expected[sorted(expected)], check_dtype=False)
    assert counts.names(np.array([1, 0])).tolist() == counts.terms[[1, 0]].tolist()


def runs_of(text):
    words = split_words(text)
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


@given(st.lists(st.text("ab ", max_size=30), min_size=1, max_size=5))
def test_overlaps_and_shared_runs_are_those_of_sets(texts):
    runs = [runs_of(text) for text in texts]
    articles = articles_of(*texts)
    a, b = map(np.ravel, np.indices((len(texts), len(texts))))
    overlap_a, overlap_b = ngram_overlaps(articles, a, b)
    shares = [[len(one & two) / len(one) if one else np.nan for two in runs] for one in runs]
    np.testing.assert_array_equal(overlap_a, np.ravel(shares))
    np.testing.assert_array_equal(overlap_b, np.transpose(shares).ravel())
    held, n_runs = shared_ngrams(articles)
    assert n_runs.tolist() == [len(some) for some in runs]
    common = (held @ held.T).toarray()
    assert all(common[i, j] == len(runs[i] & runs[j]) for i, j in zip(a, b, strict=True) if i != j)


def test_runs_are_renumbered_where_their_words_leave_no_free_bits():
    """Of ten words, 40 bits: three of them and the article's number do not fit in 63."""
    codes = np.array([5, 0, 1 << 20, 7, 0, 1 << 20, 5], np.int32)
    for length in range(1, 6):
        runs = Ngrams(codes, np.array([0, 7]), length)
        counts, numbers, _ = count_numbers(runs.numbers, runs.offsets)
        expected = Counter(tuple(codes[i : i + length].tolist()) for i in range(8 - length))
        found = dict(zip(map(tuple, runs.words(numbers).tolist()), counts.toarray()[0].tolist(), strict=True))
        assert found == expected


@pytest.mark.parametrize("block", [1, 5, 1 << 20])
def test_counts_do_not_depend_on_the_blocks(monkeypatch, block):
    monkeypatch.setattr(arrays.counting, "BLOCK_NUMBERS", block)
    monkeypatch.setattr(arrays.counting, "RANGE_NUMBERS", 2)
    monkeypatch.setattr(arrays.counting, "SAMPLED", 1)
    rng = np.random.default_rng(0)
    rows = [rng.integers(0, 9, rng.integers(0, 14)) for _ in range(20)]
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    counts, numbers, n_different = count_numbers(np.concatenate(rows), offsets, min_rows=12)
    table = np.array([np.bincount(row, minlength=9) for row in rows])
    kept = (table > 0).sum(axis=0) >= 12
    assert 0 < kept.sum() < 9
    assert numbers.tolist() == np.flatnonzero(kept).tolist()
    assert counts.toarray().tolist() == table[:, kept].tolist()
    assert n_different.tolist() == (table > 0).sum(axis=1).tolist()


def test_tokens_cannot_be_changed():
    with pytest.raises(AttributeError):
        tokenize(articles_of("x")).codes = None
    assert isinstance(tokenize(articles_of("x")), Tokens)


def test_folding_is_compatibility_caseless_matching():
    assert fold_word("ΑΣ") == fold_word("ας") == fold_word("ασ")
    assert fold_word("ＡＢＣ") == "abc"
