"""What a source leaves out, and what it alone says: counted by hand, and as probable as shuffles make it."""

import time
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import simplemma
from nltk.stem.snowball import EnglishStemmer
from scipy import sparse

from newslab import exclusive_terms, omitted_terms, tokenize
from newslab.comparison.forms import _SPELLINGS, _without_accents, one_form
from newslab.comparison.sentences import are_in_one_sentence
from newslab.comparison.usage import count_usage
from newslab.statistics import absence_p_value

OMITTED = [
    *("term", "n_stories", "n_omitted", "n_groups_using", "n_reference", "rate_reference", "n_expected"),
    *("p_value", "p_adjusted"),
]
EXCLUSIVE = [
    *("term", "n_stories", "n_exclusive", "n", "n_articles", "rate", "n_expected", "p_value", "p_adjusted"),
]
pytestmark = pytest.mark.filterwarnings("ignore:too few articles")


@pytest.fixture
def articles():
    """Three sources: all but the Wire tell of the shelling, and the Post alone of a treaty."""
    return pd.DataFrame(
        {
            "source": ["Daily", "Daily", "Post", "Post", "Wire", "Wire"],
            "text": [
                "the shelling went on",
                "troops left",
                "troops saw shelling and shelling",
                "a treaty and a treaty",
                "troops left all of it and then troops left it",
                "so they left",
            ],
        }
    )


def test_omissions_counted_by_hand(articles):
    table = omitted_terms(articles)
    assert table.columns.tolist() == ["source", *OMITTED]
    assert table[["source", "term", "n_groups_using", "n_reference"]].to_numpy().tolist() == [
        ["Post", "left", 2, 4],
        ["Wire", "shelling", 2, 3],
    ]
    wire = table.iloc[1]
    assert wire[["n_stories", "n_omitted"]].tolist() == [1, 1]
    assert wire["rate_reference"] == pytest.approx(1000 * 3 / 16)
    assert wire["n_expected"] == pytest.approx(3 * 13 / 16)


def test_an_absence_is_as_probable_as_shuffles_make_it(articles):
    # Of 18 articles 6 use the word, and none of the Wire's 6 does, which has 13 of 29 words.
    table = omitted_terms(pd.concat([articles] * 3, ignore_index=True))
    wire = table.set_index("term").loc["shelling"]
    share = 13 / 29
    n_rest = 18 - min(6, share * 18)
    assert wire["p_value"] == pytest.approx(np.prod([(n_rest - i) / (18 - i) for i in range(6)]))


def test_what_one_source_alone_says_counted_by_hand(articles):
    table = exclusive_terms(articles)
    assert table.columns.tolist() == ["source", *EXCLUSIVE]
    assert table["term"].tolist() == ["went", "treaty", "saw"]
    treaty = table.iloc[1]
    assert treaty[["source", "n", "n_articles", "n_exclusive"]].tolist() == ["Post", 2, 1, 1]
    assert treaty["rate"] == pytest.approx(1000 * 2 / 10)
    assert treaty["n_expected"] == pytest.approx(2 * 19 / 10)


FORMS = [
    ("the rebels fled", "a rebel is fleeing"),
    ("women withdrew", "a woman will withdraw"),
    ("Erdoğan spoke to them", "then Erdogan speaks"),
    ("sanctions on all of it", "one sanction on it"),
    ("the rebels took it", "the rebel army took it"),
    ("they took the city", "the city was taken"),
    ("the White Helmets left", "some white helmets left"),
]


@pytest.mark.parametrize(("said", "in_another_form"), FORMS)
def test_what_is_said_in_another_form_is_not_left_out(said, in_another_form):
    articles = pd.DataFrame({"source": list("ABC"), "text": [said, said, in_another_form]})
    assert omitted_terms(articles).query("source == 'C'").empty
    both = pd.DataFrame({"source": list("AB"), "text": [said, in_another_form]})
    assert exclusive_terms(both).query("source == 'A'").empty


def test_a_term_is_shown_as_it_is_mostly_written():
    texts = ["sanctions on all banks", "sanctions; a bank", "banks under sanction", "so it is"]
    articles = pd.DataFrame({"source": list("ABCD"), "text": texts})
    assert omitted_terms(articles)["term"].tolist() == ["banks", "sanctions"]
    texts = ["the defence ministry", "a defense ministry", "the defense ministry", "it was so"]
    articles = pd.DataFrame({"source": list("ABCD"), "text": texts})
    assert omitted_terms(articles)["term"].tolist() == ["defense ministry"]


def test_who_prints_the_copy_of_a_text_leaves_out_nothing_of_it():
    """The wire story that A and D print counts once for the others, and D says what is in it."""
    wire, own = "then Hezbollah left", "so they went"
    articles = pd.DataFrame(
        {"source": list("AABCCDD"), "text": [wire, own, "and Hezbollah left", wire, own, own + " on", wire]}
    )
    copies = pd.Series([0, 1, 2, 0, 3, 4, 0], articles.index)
    assert "Hezbollah left" not in set(omitted_terms(articles, copies=copies)["term"])
    without_it = articles[:-1]
    kept = omitted_terms(without_it).query("source == 'D'")
    assert kept[["term", "n_groups_using", "n_reference"]].to_numpy().tolist() == [["Hezbollah left", 3, 3]]
    once = omitted_terms(without_it, copies=copies).query("source == 'D'")
    assert once[["term", "n_groups_using", "n_reference"]].to_numpy().tolist() == [["Hezbollah left", 2, 2]]
    named = omitted_terms(without_it.assign(text_id=copies), copies="text_id")
    pd.testing.assert_frame_equal(named, omitted_terms(without_it, copies=copies))
    with pytest.raises(ValueError, match=r"copies=group_copies\(articles\)"):
        omitted_terms(articles, copies=copies[:3])


def test_too_few_articles_are_said_once_and_leave_the_p_value_missing(articles):
    with pytest.warns(UserWarning, match=r"of Post, Wire to distinguish an absence") as warned:
        table = omitted_terms(articles)
    assert len(warned) == 1
    assert table[["p_value", "p_adjusted"]].isna().all(axis=None)
    with pytest.warns(UserWarning, match="too few articles"):
        assert exclusive_terms(articles)["p_value"].isna().all()


def test_the_longest_of_terms_that_are_always_together_is_kept():
    texts = ["they saw white helmets there", "then white helmets left", "they saw nothing"]
    articles = pd.DataFrame({"source": list("ABC"), "text": texts})
    table = omitted_terms(articles)
    assert table.loc[table["source"] == "C", "term"].tolist() == ["white helmets"]
    more = articles.assign(text=[*texts[:2], "they saw nothing white"])
    assert omitted_terms(more).query("source == 'C'")["term"].tolist() == ["white helmets"]
    white = articles.assign(text=[texts[0] + " in white", *texts[1:]])
    assert omitted_terms(white).query("source == 'C'")["term"].tolist() == ["white", "white helmets"]


def test_a_name_is_one_term_whatever_its_variant():
    texts = [
        "Then Bashar al-Assad fled, and Assad was gone",
        "In the end al-Assad fled and Bashar al-Assad was gone",
        "In the end he fled and was gone",
    ]
    table = omitted_terms(pd.DataFrame({"source": list("ABC"), "text": texts})).query("source == 'C'")
    assert table[["term", "n_groups_using", "n_reference"]].to_numpy().tolist() == [["Bashar al-Assad", 2, 4]]


def test_what_is_written_small_or_inside_another_name_is_not_missing():
    texts = ["the axis of resistance fell", "an axis of resistance fell", "the “Axis of Resistance” fell"]
    assert omitted_terms(pd.DataFrame({"source": list("ABC"), "text": texts})).empty
    texts = ["a white flag hung there", "their white flag hung", "there hung the flag of the White House"]
    table = omitted_terms(pd.DataFrame({"source": list("ABC"), "text": texts}))
    assert "white" not in set(table["term"])


def test_what_others_write_small_is_not_said_by_one_source_alone():
    texts = ["then the Axis of Resistance fell there", "then an axis of resistance fell down there"]
    table = exclusive_terms(pd.DataFrame({"source": ["A", "B"], "text": texts}))
    assert table["term"].tolist() == []


def test_stories_are_summed_up_counted_by_hand():
    """In three of four stories A and B write of rain and C does not; in the fourth all do."""
    story = pd.DataFrame({"source": list("ABC"), "text": ["rain fell", "rain was there", "it was so"]})
    last = story.assign(text=["rain", "rain", "a rainy day; rain"])
    alone = pd.DataFrame({"source": ["C"], "text": ["snow"]})
    told = pd.concat([story, story, story, last, alone], keys=range(5), names=["story", None])
    told = told.reset_index("story").reset_index(drop=True)
    table = omitted_terms(told, within="story")
    assert table.columns.tolist() == ["source", *OMITTED]
    assert table[["source", "term", "n_stories", "n_omitted", "n_reference"]].to_numpy().tolist() == [
        ["C", "rain", 4, 3, 8],
    ]
    # In a story in which two of three articles have it, C's is the one without in a third of the shuffles;
    # the fourth cannot lack it.
    assert table["p_value"].tolist() == [pytest.approx(1 / 27)]
    snow = exclusive_terms(told, within="story")
    assert "snow" not in set(snow["term"])
    fell = snow.set_index("term").loc["rain fell"]
    assert fell[["source", "n_stories", "n_exclusive", "n"]].tolist() == ["A", 3, 3, 3]


def test_what_is_left_out_in_less_than_half_of_the_stories_is_not_listed():
    story = pd.DataFrame({"source": list("ABC"), "text": ["rain", "rain", "rain"]})
    other = story.assign(text=["rain", "rain", "sun"])
    told = pd.concat([story, story, other], keys=range(3), names=["story", None]).reset_index("story")
    assert omitted_terms(told.reset_index(drop=True), within="story").empty


def test_an_article_without_a_story_does_not_count():
    articles = pd.DataFrame({"source": list("ABC"), "text": ["rain fell", "rain fell", "so it is"]})
    with_more = pd.concat(
        [articles.assign(story="one"), pd.DataFrame({"source": ["C"], "text": ["rain fell"]})],
        ignore_index=True,
    )
    expected = omitted_terms(articles.assign(story="one"), within="story")
    pd.testing.assert_frame_equal(omitted_terms(with_more, within="story"), expected)
    assert expected["source"].tolist() == ["C"]


def test_no_story_in_common_leaves_nothing_to_list(articles):
    for function in (omitted_terms, exclusive_terms):
        table = function(articles.assign(story=articles["source"]), within="story")
        assert table.empty
        assert table["p_value"].dtype == float


def test_absences_are_rare_enough_when_sources_are_shuffled_within_stories():
    rng = np.random.default_rng(1)
    vocabulary = np.array([f"w{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(300)])
    weights = 1 / np.arange(1, 301)
    texts = [" ".join(rng.choice(vocabulary, 60, p=weights / weights.sum())) for _ in range(240)]
    articles = pd.DataFrame({"story": np.repeat(range(60), 4), "source": list("ABCD") * 60, "text": texts})
    for function in (omitted_terms, exclusive_terms):
        table = function(articles, within="story")
        assert len(table) > 100
        assert (table["p_value"] < 0.05).mean() < 0.05


def test_groups_of_two_columns(articles):
    table = omitted_terms(articles.assign(desk="a"), by=["source", "desk"])
    assert table[["source", "desk"]].to_numpy().tolist() == [["Post", "a"], ["Wire", "a"]]


def test_a_group_without_words_omits_nothing(articles):
    silent = pd.DataFrame({"source": ["Mute"], "text": [""]})
    assert "Mute" not in set(omitted_terms(pd.concat([articles, silent], ignore_index=True))["source"])


@pytest.mark.parametrize("function", [omitted_terms, exclusive_terms])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "outlet"}, "no column 'outlet'"),
        ({"within": "event"}, "no column 'event'"),
        ({"within": "source"}, "is also in by"),
    ],
)
def test_bad_options_are_refused(articles, function, options, message):
    with pytest.raises(ValueError, match=message):
        function(articles, **options)


@pytest.mark.parametrize("function", [omitted_terms, exclusive_terms])
def test_one_group_alone_is_refused_with_the_remedy(articles, function):
    with pytest.raises(ValueError, match=r"all articles are of one group.*by= names"):
        function(articles[:2])
    with pytest.raises(ValueError, match=r"there are no articles.*by= names"):
        function(articles[:0])
    with pytest.raises(ValueError, match="a column 'term' of its own"):
        function(articles.assign(term=articles["source"]), by="term")


def test_stems_of_another_language_count_as_one_term():
    texts = ["Truppen flohen", "Truppen", "eine Truppe"]
    articles = pd.DataFrame({"source": list("ABC"), "text": texts})
    assert "Truppen" in set(omitted_terms(articles)["term"])
    assert omitted_terms(tokenize(articles, stem="german")).empty


@pytest.mark.parametrize(("n_articles", "n_using"), [(2, 1), (3, 2), (4, 3), (5, 1)])
def test_absence_is_as_probable_as_all_shuffles_make_it(n_articles, n_using):
    drawn = list(combinations(range(9), n_articles))
    share_of_shuffles = np.mean([min(rows) >= n_using for rows in drawn])
    p_value = absence_p_value(np.array([n_articles]), 9, np.array([n_using]), np.array([0.9]))
    assert p_value[0] == pytest.approx(share_of_shuffles)


def test_the_absence_from_short_articles_is_less_surprising():
    shares = np.array([0.5, 0.2, 0.05, 0])
    p_values = absence_p_value(np.full(4, 5), 10, np.full(4, 3), shares)
    assert (np.diff(p_values) > 0).all()
    assert p_values[-1] == 1


def test_absence_is_hardly_ever_surprising_when_sources_are_shuffled():
    rng = np.random.default_rng(0)
    words = np.array([f"word{i:03}" for i in range(300)])
    topics = rng.dirichlet(np.full(300, 0.1), 60)
    texts = [" ".join(rng.choice(words, rng.integers(40, 160), p=topic)) for topic in topics]
    tokens = tokenize(pd.DataFrame({"text": texts}))
    n_terms = n_surprising = 0
    for _ in range(10):
        tokens.articles["source"] = rng.permutation(np.repeat(list("ABCD"), 15))
        table = omitted_terms(tokens)
        n_terms += 4 * 300
        n_surprising += (table["p_value"] < 0.05).sum()
    assert n_surprising / n_terms < 0.05


def test_ten_thousand_sources_of_one_article_each_take_seconds():
    rng = np.random.default_rng(1)
    words = np.array([f"w{i}" for i in range(2000)])
    texts = [" ".join(row) for row in words[rng.zipf(1.3, (10_000, 20)) % 2000]]
    articles = pd.DataFrame({"source": [f"s{i}" for i in range(10_000)], "text": texts})
    tokens = tokenize(articles)
    started = time.process_time()
    table = omitted_terms(tokens)
    exclusive_terms(tokens)
    assert time.process_time() - started < 20
    assert (2 * table["n_groups_using"] > 9_999).all()


def test_terms_are_called_as_written_where_names_have_several_spellings():
    texts = [
        "They met the Tea Party. He met Dunn.",
        "They met the Tea Parties. She met Abel.",
        "They met the Tea Party. They met Weiss.",
    ]
    usage = count_usage(tokenize(pd.DataFrame({"text": texts})))
    (matrix,) = usage.matrix.each
    names = usage.names(np.arange(matrix.shape[1]))
    for row, name in enumerate(["Dunn", "Abel", "Weiss"]):
        used = names[matrix[[row]].nonzero()[1]]
        assert sorted(used) == sorted([name, "Tea Party", "met", "met the Tea Party"])


def test_terms_that_others_use_are_shown_as_they_are_mostly_written():
    texts = ["Mr Haddad met the USA envoy", "Said Mr Obe of the USA"] * 4 + ["He left", "She left"] * 4
    articles = pd.DataFrame({"source": ["A"] * 4 + ["B"] * 4 + ["C"] * 8, "text": texts})
    terms = omitted_terms(articles).query("source == 'C'")["term"]
    assert "Mr" in set(terms)
    assert "USA" in set(terms)


def test_other_spellings_of_a_word_are_not_omitted():
    texts = ["All ok there, an advisor said.", *["All is okay there, the advisers said."] * 3]
    assert omitted_terms(pd.DataFrame({"source": list("ABCD"), "text": texts})).empty


def test_forms_are_the_lemmas_of_simplemma_and_then_the_stems_of_snowball():
    # Every beginning with every ending, so that each rule of either has words.
    beginnings = (
        "run runn happ hope nation relat organ cat glass fl sk OK TV Phil September okay 3 c# 日本 мир"
    )
    endings = " s es ed ing ly ness ational ization fulness y ies ied eedly edly ement ous ive e l'un"
    words = [begin + end for begin in beginnings.split() for end in endings.split(" ")]
    words += ["'elp", "don't", "Erdoğan", "women", "é", "y", "sky", "news"]
    lemmas = [simplemma.lemmatize(_without_accents(word), lang="en") for word in words]
    assert one_form(words) == [EnglishStemmer().stem(_SPELLINGS.get(lemma, lemma)) for lemma in lemmas]


def test_words_are_in_one_sentence_where_a_look_at_each_sentence_finds_them(monkeypatch):
    rng = np.random.default_rng(1)
    # Words of very different frequency, some of them twice in a sentence.
    said = [rng.integers(0, rng.integers(2, 9), rng.integers(0, 6)).tolist() for _ in range(300)]
    cell_of = rng.integers(-1, 3, len(said))
    offsets = np.cumsum([0, *map(len, said)])
    codes = np.concatenate(said).astype(int)
    sentences = sparse.csr_array((np.ones(len(codes), np.int8), codes, offsets), shape=(len(said), 10))
    phrases = [[*each, *[-1] * (3 - n)] for n in (1, 2, 3) for each in combinations(range(10), n)]
    words, cell = np.repeat(phrases, 3, axis=0), np.tile(np.arange(3), len(phrases))
    for n_first in (0, 1, 5, 1000):
        monkeypatch.setattr("newslab.comparison.sentences.FIRST_SENTENCES", n_first)
        found = are_in_one_sentence(sentences, cell_of, words, cell)
        assert found.tolist() == [
            any(set(said[i]) >= set(each) - {-1} for i in np.flatnonzero(cell_of == one))
            for each, one in zip(words.tolist(), cell, strict=True)
        ]


def test_a_word_300_times_in_a_sentence_is_in_it():
    sentences = sparse.csr_array((np.ones(513, np.int8), np.repeat([0, 1, 0], [256, 1, 256]), [0, 513]))
    assert are_in_one_sentence(sentences, np.zeros(1, int), np.array([[0, 1, -1]]), np.zeros(1, int)).all()
