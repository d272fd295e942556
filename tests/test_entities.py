"""Names found by their capitals: counted by hand, and the same however often a text is cut or joined."""

import random
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, settings, strategies as st

from newslab import names, quotes, tokenize
from newslab.entities import find_names
from newslab.entities.folding import Occurrences, _last_named, fold_names, split_places
from newslab.entities.writing import writing
from newslab.partitions import Kept
from newslab.tokens import split_words

GOLD = Path(__file__).parent / "gold" / "names.yml"


def corpus(*texts):
    return pd.DataFrame({"text": pd.Series(texts, dtype="str")})


def found(*texts):
    """The names in texts, with how often each occurs."""
    return names(corpus(*texts)).set_index("name")["n"].to_dict()


def test_names_counted_by_hand():
    articles = corpus("President Bashar al-Assad fled to Moscow. Assad left Syria.", "So Assad left Syria.")
    table = names(articles)
    assert table.columns.tolist() == ["name", "n", "n_articles", "variants"]
    assert table.to_numpy().tolist() == [
        ["Bashar al-Assad", 3, 2, "Assad"],
        ["Syria", 2, 2, ""],
        ["Moscow", 1, 1, ""],
    ]


def test_counts_by_source():
    articles = corpus("They left Syria.", "They left Iran and Syria.", "In Syria.").assign(source=list("BAB"))
    table = names(articles, by="source")
    assert table[["source", "name", "n"]].to_numpy().tolist() == [
        ["A", "Iran", 1],
        ["A", "Syria", 1],
        ["B", "Syria", 2],
    ]
    with pytest.raises(ValueError, match="a column 'name' of its own"):
        names(articles.rename(columns={"source": "name"}), by="name")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it lost a vote of the House of Representatives", ["House of Representatives"]),
        (
            "they heard it from the Bank of England and Ursula von der Leyen",
            ["Bank of England", "Ursula von der Leyen"],
        ),
        (
            "they drove past Deir ez-Zor, past al-Qaim and past El Paso",
            ["Deir ez-Zor", "El Paso", "al-Qaim"],
        ),
        ("people saw him meet George W. Bush in St. Louis", ["George W. Bush", "St. Louis"]),
        ("the shares of Johnson & Johnson rose", ["Johnson & Johnson"]),
        ("troops stayed since World War II", ["World War II"]),
        (
            "people left towns in Iran’s Fars Province, then Syria's Homs",
            ["Fars Province", "Homs", "Iran", "Syria"],
        ),
        ("officials told the U.S. Senate", ["U.S. Senate"]),
        ("говорил там Сергей Лавров", ["Сергей Лавров"]),
    ],
)
def test_a_name_of_several_words(text, expected):
    assert sorted(found(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rebels took towns. Analysts had not seen it coming.",
        "on Monday, in December and in May",
        "the Iranian and Sunni fighters",
        "as I said, “We will” and: Nobody did",
        "the President and the Prime Minister",
        "Rebels Take Second City in Surprise Attack\n\nRebels took it.",
        "Rebels Take Second City in a surprise Attack\n\nRebels took it.",
        "THE REBELS TAKE TOWNS\n\nThe rebels took towns.",
        "भारत में ख़बर 战争继续 الحرب في سوريا",
        "",
    ],
)
def test_a_capital_that_is_called_for_makes_no_name(text):
    assert found(text) == {}


def test_a_sentence_or_headline_may_begin_with_a_known_name():
    text = "Iran Leaves Syria\n\nTroops of Iran left Syria. Iran had no choice. New York fell in New York."
    assert found(text) == {"Iran": 3, "Syria": 2, "New York": 2}


def test_a_word_that_is_mostly_small_is_no_name_of_one_word():
    assert found("the State and the state of the state") == {}
    assert found("the State Department of the state, a department") == {"State Department": 1}


def test_initials_are_a_name_though_us_is_a_word():
    assert found("They told us that the US gave us, and us alone, help") == {"US": 1}


def test_a_title_stands_before_a_name_and_ends_the_one_before():
    text = (
        "There the Syrian President Hafez Amin met people, saw Supreme Leader Ali Naji and heard the Deputy "
        "Prime Minister and Secretary of State Ann Lee speak."
    )
    assert set(found(text)) == {"Hafez Amin", "Ali Naji", "Ann Lee"}


def test_variants_are_one_name():
    texts = [
        "They saw Bashar al-Assad, and al-Assad saw them; Assad left.",
        "Fighters of Hayat Tahrir al-Sham (HTS) came, and HTS stayed.",
        "People saw Donald Trump, heard Donald J. Trump and left Trump.",
    ]
    table = names(corpus(*texts)).set_index("name")
    assert table["n"].to_dict() == {"Bashar al-Assad": 3, "Donald Trump": 3, "Hayat Tahrir al-Sham": 3}
    assert table["variants"].str.split("; ").apply(set).to_dict() == {
        "Bashar al-Assad": {"Assad", "al-Assad"},
        "Donald Trump": {"Trump", "Donald J. Trump"},
        "Hayat Tahrir al-Sham": {"HTS"},
    }


@pytest.mark.parametrize(
    ("n_short", "n_common", "n_full", "is_variant"),
    [(2, 1, 3, True), (3, 1, 3, False), (3, 1, 2, True), (4, 1, 1, False), (1, 0, 1, False)],
)
def test_a_short_form_is_a_variant_where_it_mostly_occurs_beside_the_longer(
    n_short, n_common, n_full, is_variant
):
    """In half of its articles; in a third, if these are half of those of the longer name."""
    short = range(n_short)
    full = range(n_short - n_common, n_short - n_common + n_full)
    row, name = np.array([*short, *full]), np.repeat([0, 1], [n_short, n_full])
    order = np.lexsort([-name, row])
    row, name = row[order], name[order]
    found = Kept([Occurrences(row, name)])
    (meant,) = fold_names(found, [("leaf",), ("barbara", "leaf")], np.bincount(name), np.zeros(2, bool)).each
    assert set(meant[name == 0]) == {1 if is_variant else 0}
    assert set(meant[name == 1]) == {1}


def test_a_short_form_of_two_names_is_a_variant_of_the_one_found_more_often_beside_it():
    texts = ["Clinton saw that Bill Clinton and Hillary Clinton spoke."] * 2
    texts += ["Clinton heard that Hillary Clinton spoke.", "So Clinton spoke and then Clinton left."]
    table = names(corpus(*texts)).set_index("name")
    assert table["variants"].to_dict() == {"Hillary Clinton": "Clinton", "Bill Clinton": ""}


def test_the_full_name_in_an_article_decides_whose_last_name_it_is():
    texts = [
        "At noon Bill Clinton spoke. The crowd cheered when Clinton left.",
        "At noon Bill Clinton spoke again.",
        "At noon they saw Hillary Clinton arrive. The crowd cheered when Clinton left.",
        "At noon Bill Clinton spoke, and Clinton left. Then Hillary Clinton spoke, and Clinton left.",
        "At noon Bill Clinton spoke of Hillary Clinton. And Bill Clinton said that Clinton left.",
    ]
    table = names(corpus(*texts)).set_index("name")
    assert table["n"].to_dict() == {"Bill Clinton": 8, "Hillary Clinton": 5}
    assert table["n_articles"].to_dict() == {"Bill Clinton": 4, "Hillary Clinton": 3}


def test_other_initials_are_another_person():
    texts = ["They read George W. Bush, and George Bush smiled."] * 2 + ["They read George P. Bush."]
    assert found(*texts) == {"George W. Bush": 4, "George P. Bush": 1}
    assert found("They saw Donald J. Trump, heard Donald Trump, and left Donald Trump.") == {
        "Donald Trump": 3
    }


def test_what_stands_behind_of_is_no_short_form():
    assert found("people in the Bank of England and in England") == {"Bank of England": 1, "England": 1}


def test_the_commonest_variant_comes_first():
    text = "They saw Bashar al-Assad, then al-Assad, and then Assad left as Assad had to."
    assert names(corpus(text))["variants"].tolist() == ["Assad; al-Assad"]


def test_a_word_as_often_with_a_capital_as_without_is_known_for_it():
    assert found("they saw the Gulf and a gulf") == {"Gulf": 1}


def test_what_leads_into_a_name_is_no_part_of_it():
    assert found("They left Russia. Unlike Russia they stayed.") == {"Russia": 2}


def test_a_last_name_is_its_own_where_others_bear_it_too():
    """Mexico is rarely found beside New Mexico: it is no short form of it."""
    texts = [
        "They went to Mexico.",
        "To Mexico again.",
        "Home from Mexico.",
        "Trains run from New Mexico to Mexico.",
    ]
    assert found(*texts) == {"Mexico": 4, "New Mexico": 1}


def test_a_place_behind_a_name_is_a_name_of_its_own():
    assert found("They saw Ted Cruz of Texas.", "Then Ted Cruz spoke.") == {"Ted Cruz": 2, "Texas": 1}
    assert found("They saw Ted Cruz of the Senate.", "Then Ted Cruz spoke.") == {"Ted Cruz": 2, "Senate": 1}
    words = [("bank", "of", "america"), ("america",), ("ted", "cruz", "of", "texas"), ("ted", "cruz")]
    assert split_places(words).tolist() == [0, 0, 2, 0]


def test_each_name_leads_back_to_its_words():
    articles = corpus("In the end Bashar al-Assad’s army left Deir ez-Zor; then Assad left.", "Now he left.")
    tokens = tokenize(articles)
    found, names_written = find_names(tokens)
    (where,) = found.each
    starts, ends = tokens.spans(where.first)[0], tokens.spans(where.last)[1]
    texts = articles["text"].array[tokens.article_of(where.first)]
    written = [text[i:j] for text, i, j in zip(texts, starts, ends, strict=True)]
    assert written == ["Bashar al-Assad’s", "Deir ez-Zor", "Assad"]
    assert [names_written[i] for i in where.name] == ["Bashar al-Assad", "Deir ez-Zor", "Bashar al-Assad"]
    assert tokens.article_of(where.first).tolist() == [0, 0, 0]


def test_clauses_hold_each_name_as_one_word_and_end_at_punctuation():
    tokens = tokenize(corpus("Of Bashar al-Assad, who left. He fled", "", "they stayed in St. Louis"))
    found, written = find_names(tokens)
    clauses = found.gathered(lambda found: found.clauses(tokens))
    words = [[*tokens.vocabulary, *written][code] for code in clauses.codes]
    assert words == [
        "of",
        "Bashar al-Assad",
        "who",
        "left",
        "he",
        "fled",
        "they",
        "stayed",
        "in",
        "St. Louis",
    ]
    assert clauses.offsets.tolist() == [0, 2, 4, 6, 10]
    assert clauses.row.tolist() == [0, 0, 0, 2]


def test_stems_and_broken_characters_do_no_harm():
    articles = pd.DataFrame({"text": ["Troops of Syria\ud800 left Syria", None]}, dtype=object)
    assert names(articles)["n"].tolist() == [2]
    assert names(tokenize(articles, stem="english"))["name"].tolist() == ["Syria"]


TEXTS = st.text(st.sampled_from("aAbéÉß .,'’-\n“&ЖжIs中ǅ"), max_size=30)


@given(st.lists(TEXTS, max_size=3))
def test_how_words_are_written_is_what_their_characters_say(texts):
    tokens = tokenize(corpus(*texts))
    written, _ = writing(tokens)
    rows = tokens.article_of(np.arange(len(tokens.codes)))
    starts, ends = tokens.spans(np.arange(len(tokens.codes)))
    before = {}
    for i, (row, start, end) in enumerate(zip(rows, starts, ends, strict=True)):
        word, gap = texts[row][start:end], texts[row][before.get(row, 0) : start]
        assert written.is_capital[i] == (word[0].isupper() or word[0].istitle())
        has_small = any(c.islower() and not c.istitle() for c in word)
        assert written.is_upper[i] == (written.is_capital[i] and not has_small and len(word) > 1)
        assert written.is_dotted[i] == ("." in word)
        assert written.is_possessive[i] == bool(re.search("['’][sS]$", texts[row][:end]))
        assert written.begins_line[i] == ("\n" in gap or row not in before)
        before[row] = end


def test_articles_read_some_at_a_time_have_the_names_that_they_have_together(monkeypatch):
    chance = random.Random(0)
    words = [
        "Ana Roy",
        "Roy",
        "Bo Roy",
        "HTS",
        "Hayat Tahrir al-Sham",
        "said",
        "of",
        "Texas",
        "The",
        "rain.",
        "\n",
    ]
    articles = corpus(*(" ".join(chance.choices(words, k=chance.randrange(60))) for _ in range(60)))
    whole, (places,) = names(articles), find_names(tokenize(articles))[0].each
    monkeypatch.setattr("newslab.entities.blocks.WORDS_AT_ONCE", 30)
    pd.testing.assert_frame_equal(names(articles), whole)
    (again,) = find_names(tokenize(articles))[0].each
    for name in ("first", "last", "name", "cuts"):
        np.testing.assert_array_equal(getattr(again, name), getattr(places, name))


def last_named_plainly(meant, place, row, doubtful):
    """What `_last_named` returns, by looking through all that may be meant at each short form."""
    asked, longest, named = [], [], {}
    for i, (of_row, at, means) in enumerate(zip(row, place, meant[place], strict=True)):
        if at in doubtful:
            before = {full: named[of_row, full] for full in doubtful[at] if (of_row, full) in named}
            if before:
                asked.append(i)
                longest.append(max(before, key=before.__getitem__))
        else:
            named[of_row, means] = named.get((of_row, means), (0, 0))[0] + 1, i
    return asked, longest


@given(st.lists(st.integers(0, 8), max_size=40), st.integers(0, 40))
def test_a_short_form_is_the_name_most_often_read_before_it(used, cut):
    row = np.array([int(i >= cut) for i in range(len(used))], np.int64)
    place = row * 9 + np.array(used, np.int64)  # of nine names in each of two articles
    meant = np.array([*range(9), *range(9)]) // 2 * 2  # two and two are one name
    doubtful = {0: {2, 4, 6}, 1: {4, 8}, 9: {2, 8}, 10: {4}}
    assert _last_named(meant, place, row, doubtful) == last_named_plainly(meant, place, row, doubtful)


@settings(max_examples=20)
@given(st.lists(TEXTS, max_size=3))
def test_names_are_runs_of_words_that_do_not_overlap(texts):
    tokens = tokenize(corpus(*texts))
    found, written = find_names(tokens)
    (where,) = found.each
    assert (where.first <= where.last).all()
    assert (where.last[:-1] < where.first[1:]).all()
    assert (tokens.article_of(where.first) == tokens.article_of(where.last)).all()
    assert all(split_words(form) for form in written)
    assert set(where.name) == set(range(len(written)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Attorney General Loretta Lynch spoke. So General Loretta Lynch left.", {"Loretta Lynch": 2}),
        ("They met NYPD Commissioner James Reed, and left.", {"NYPD": 1, "James Reed": 1}),
        ("They sold General Motors to them.", {"General Motors": 1}),
        ("They heard Secretary General Ban Ki-moon speak.", {"Ban Ki-moon": 1}),
        ("They heard Press Secretary Ann Lee speak.", {"Ann Lee": 1}),
        (
            "They saw Vermont Democrat Ann Lee of Burlington leave.",
            {"Vermont": 1, "Ann Lee": 1, "Burlington": 1},
        ),
        ("They saw the Syrian Democratic Forces leave.", {"Syrian Democratic Forces": 1}),
        ("The army left Syria for Moscow.", {"Syria": 1, "Moscow": 1}),
        ("She left the Centre for Policing Studies in May.", {"Centre for Policing Studies": 1}),
        ("He saw Kim Jong-un and Tsai Ing-wen.", {"Kim Jong-un": 1, "Tsai Ing-wen": 1}),
        ("Tsai Ing-wen spoke.", {"Tsai Ing-wen": 1}),
        ("It was a Trump-led and Trump-backed bill.", {"Trump": 2}),
        ("Ursula von der Leyen spoke. Von der Leyen left.", {"Ursula von der Leyen": 2}),
        ("In 2000 Hafez al-Assad died. Bashar al-Assad fled.", {"Hafez al-Assad": 1, "Bashar al-Assad": 1}),
        ("They saw Theresa May in May, and May 5 was warm.", {"Theresa May": 1}),
        ("They saw Will Smith, who will go.", {"Will Smith": 1}),
        ("He met George H. W. Bush and George H.W. Bush.", {"George H.W. Bush": 2}),
        ("J. K. Rowling wrote it.", {"J. K. Rowling": 1}),
        ("It is called Plan B. Haddad left. They saw Haddad.", {"Plan B": 1, "Haddad": 2}),
        ("He wrote it on X. Haddad left. They saw Haddad.", {"X": 1, "Haddad": 2}),
        ("They chose the Justice and Development Party.", {"Justice and Development Party": 1}),
        ("They chose Obama and Development Party leaders.", {"Obama": 1, "Development Party": 1}),
        ("He asked the Food and Drug Administration of it.", {"Food and Drug Administration": 1}),
        ("They fought the People’s Protection Units.", {"People’s Protection Units": 1}),
        ("They fought the Leader’s Protection Units.", {"Protection Units": 1}),
        ("They heard Manaspas Xuto of Thailand speak.", {"Manaspas Xuto": 1, "Thailand": 1}),
        ("They saw the Museum of Modern Art burn.", {"Museum of Modern Art": 1}),
        (
            "Iran, Iraq and Syria met Russia in Doha.",
            {"Iran": 1, "Iraq": 1, "Syria": 1, "Russia": 1, "Doha": 1},
        ),
        ("Finally, Iraq and Syria met.", {"Iraq": 1, "Syria": 1}),
        ("Selon Omar Haddad, on va partir.", {"Omar Haddad": 1}),
        ("NAME NUMBER\nRUSSIA 144\nTURKEY 85\n\nThey left Russia.", {"Russia": 2, "TURKEY": 1}),
        ("Rebels Leave Damascus For Moscow.\n\nThey left.", {}),
    ],
)
def test_names_of_each_kind(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("line", yaml.safe_load(GOLD.read_text("utf-8")), ids=lambda line: line["text"][:40])
def test_names_in_news_of_many_countries(line):
    assert sorted(names(corpus(line["text"]))["name"]) == sorted(line["names"])


def test_a_long_run_of_capitals_is_no_name_and_takes_no_long_time():
    texts = ["Ana Roy " * 20_000, "So Ana Roy left."]
    assert names(pd.DataFrame({"text": texts}))["name"].tolist() == ["Ana Roy"]


def test_the_person_of_a_quotation_is_a_name_of_the_same_articles():
    texts = [
        "Nancy Pelosi of California met Eric B. Holder. “Yes,” Pelosi said. “No,” Holder said.",
        "Attorney General Eric Holder left. “Yes,” said Nancy Pelosi of California. “No,” he said.",
        "They saw Chief Justice John Roberts and Jan Brewer. “It is over,” Brewer said. “No,” Roberts said.",
    ]
    persons = set(quotes(corpus(*texts))["person"])
    assert persons <= set(found(*texts))
    assert len(persons) == 4
