"""Cited outlets: which names are cited and which are only named, and whom a short name means."""

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from newslab.charts import plot_cited_outlets
from newslab.citations import cited_outlets, outlets
from newslab.tokens import tokenize


def cited(text, source=None):
    """The outlets that one article cites, in the order of its text."""
    return cited_outlets(pd.DataFrame({"text": [text], "source": [source]}))["outlet"].tolist()


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Officials told the Wall Street Journal that the army had left.", "Wall Street Journal"),
        ("“We left,” she told the WSJ.", "Wall Street Journal"),
        ("“We left,” she told WSJ’s reporter in Beirut.", "Wall Street Journal"),
        ("She told Britain’s Daily Telegraph so.", "Daily Telegraph"),
        ("He told the Saudi-owned newspaper Asharq al-Awsat so.", "Asharq Al-Awsat"),
        ("He told a reporter from Le Monde so.", "Le Monde"),
        ("“No,” he said on Monday on CNN.", "CNN"),
        ("In an interview last week with Deutsche Welle he said so.", "Deutsche Welle"),
        ("The border is closed, according to Al-Arabiya.", "Al Arabiya"),
        ("The border is closed, according to Iran’s state news agency, IRNA.", "IRNA"),
        ("Two generals left, per a report in Haaretz.", "Haaretz"),
        ("A document seen by Reuters shows it.", "Reuters"),
        ("Video aired by the Al Jazeera channel shows it.", "Al Jazeera"),
        ("The army has left, Reuters reported.", "Reuters"),
        ("The army has left, as AFP first reported on Sunday.", "Agence France-Presse"),
        ("Politico’s Jane Roe reported that he would go.", "Politico"),
        ("The army has left, reports USA TODAY.", "USA Today"),
        ("A new Fox News poll puts him ahead.", "Fox News"),
        ("BEIRUT (AP) — The army has left.", "Associated Press"),
        ("The army has left. (Xinhua)", "Xinhua"),
        ("A soldier near Hama [Getty]", "Getty"),
        ("A soldier near Hama. Office of the President via AP\n\nThe army left.", "Associated Press"),
        ("A soldier near Hama. Omar Haj Kadour/AFP\n\nThe army left.", "Agence France-Presse"),
        ("Al-Arabiya: The army has left.", "Al Arabiya"),
        ("The army has left.\n\nNBC News:\n\nIt said so itself.", "NBC News"),
        ("From the Miami Herald: The army has left.", "Miami Herald"),
        ("He told\u00a0the New York Times so.", "New York Times"),
    ],
)
def test_an_outlet_is_cited_where_something_was_told_to_it_or_comes_from_it(text, outlet):
    assert cited(text) == [outlet]


@pytest.mark.parametrize(
    "text",
    [
        "CNN was founded in 1980.",
        "The chief executive of the New York Times stepped down.",
        "He sat down with friends to watch Fox News all night.",
        "The package was sent to the offices of CNN.",
        "Anyone who reads Le Monde knows that.",
        "The reuters of this world, and the ap on her phone, he said.",
    ],
)
def test_a_name_alone_is_no_citation(text):
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He told Time that he would go.", ["Time"]),
        ("He told The Hill that he would go.", ["The Hill"]),
        ("The Atlantic reported on Monday that he would go.", ["The Atlantic"]),
        ("Time reported for duty? Time says nothing. Time will tell.", ["Time"]),
        ("On the hill, he told the nation that it was time.", []),
        ("Trade in Atlantic City fell, and Vice President Roe was told.", []),
        ("Michael Bloomberg said that he would run; Mr. Fox said that he would not.", []),
        ("He told Vice President Roe that he would go.", []),
    ],
)
def test_names_with_another_meaning_need_plainer_words(text, found):
    assert cited(text) == found


def test_a_short_name_is_the_outlet_of_that_name_that_was_named_last():
    text = (
        "The Times reported a battle. The New York Times reported another, the Times said, and the Los "
        "Angeles Times confirmed it. The Times found no more."
    )
    assert cited(text) == ["The Times", *["New York Times"] * 2, *["Los Angeles Times"] * 2]
    assert cited("The Post reported it. The Gazette said so.") == []


def test_a_short_name_is_first_of_all_the_own_outlet():
    assert cited("He told The Post so.", "Washington Post") == ["Washington Post"]
    assert cited("He told The Post so.", "Orontes Post") == ["Orontes Post"]
    assert cited("The Denver Post said it. He told The Post so.", "Washington Post") == ["Denver Post"] * 2


def test_sources_of_the_corpus_are_outlets_and_keep_their_names():
    articles = pd.DataFrame(
        {
            "source": ["Orontes Gazette", "nyt", "Meridian Wire"],
            "text": [
                "HAMA (Meridian Wire) - It rained.",
                "The Orontes Gazette reports rain. It rained, Meridian Wire said.",
                "HAMA (Meridian Wire) - It rained, the New York Times said. The Gazette said nothing.",
            ],
        },
        index=list("abc"),
    )
    table = cited_outlets(articles)
    assert list(zip(table["source"], table["outlet"], strict=True)) == [
        ("Orontes Gazette", "Meridian Wire"),
        ("nyt", "Orontes Gazette"),
        ("nyt", "Meridian Wire"),
        ("Meridian Wire", "Meridian Wire"),
        ("Meridian Wire", "nyt"),
    ]


def test_outlets_that_are_joined_are_cited_together():
    assert cited("The army left, Reuters, the AP and AFP reported.") == [
        "Reuters",
        "Associated Press",
        "Agence France-Presse",
    ]
    assert cited("An NBC News/Wall Street Journal poll says so.") == ["NBC News", "Wall Street Journal"]
    assert cited("Reuters and CNN employ thousands.") == []


def test_the_longest_name_is_meant():
    assert cited("He told Agence France-Presse and told the Daily Star Lebanon.") == [
        "Agence France-Presse",
        "Daily Star Lebanon",
    ]


def test_every_name_in_the_file_is_found_where_something_was_told_to_it():
    names = outlets._names_in_file()
    texts = "He told " + names["name"].str.replace("^The ", "the ", regex=True) + " that he would go."
    table = cited_outlets(pd.DataFrame({"text": texts}))
    assert table["article"].tolist() == names.index.tolist()
    assert table["outlet"].tolist() == names["outlet"].tolist()
    assert names["outlet"].nunique() > 400


def test_no_name_in_the_file_stands_for_two_outlets():
    names = outlets._names_in_file()
    assert names["key"].is_unique
    assert names["key"].ne("").all()


def test_labels_that_are_no_names_do_no_harm():
    sources = ["*", "—", "the", "E*Trade News", "Wire", "(unknown)", "المدن", "Daily", None]
    texts = ["He told the Wire so. He told E*Trade News so. قال لـ المدن"] * len(sources)
    table = cited_outlets(pd.DataFrame({"text": texts, "source": sources}))
    assert table["outlet"].value_counts().to_dict() == {"Wire": 9, "E*Trade News": 9}


CITING = {
    "Officials told the WSJ of it.": ("WSJ", "Wall Street Journal"),
    "It rained, according to Al-Jazeera.": ("Al-Jazeera", "Al Jazeera"),
    "Reuters reported rain.": ("Reuters", "Reuters"),
    "It rained. (AP)": ("AP", "Associated Press"),
    "He told Time so.": ("Time", "Time"),
}
FILLING = ["It rained.", "CNN moved.", "Идёт дождь 😀.", "“Quotes” (in brackets) [and]:", "Time flies", ""]


@settings(max_examples=20)
@given(st.lists(st.lists(st.sampled_from([*CITING, *FILLING]), max_size=6), max_size=5))
def test_planted_citations_are_found_and_nothing_else(plan):
    texts = pd.Series(["\n\n".join(sentences) for sentences in plan], dtype="str")
    table = cited_outlets(pd.DataFrame({"text": texts}))
    expected = [(row, *CITING[s]) for row, sentences in enumerate(plan) for s in sentences if s in CITING]
    assert list(zip(table["article"], table["match"], table["outlet"], strict=True)) == expected
    for row in table.itertuples():
        assert texts[row.article][row.start : row.end] == row.match


@settings(max_examples=20)
@given(st.text(st.sampled_from("AP CN(told)[ ’s:\n\u00a0-/.Timeh")))
def test_no_text_breaks_it(text):
    table = cited_outlets(pd.DataFrame({"text": [text]}))
    assert [text[a:b] for a, b in zip(table["start"], table["end"], strict=True)] == table["match"].tolist()


def test_stems_change_nothing():
    articles = pd.DataFrame({"text": ["Officials told the Los Angeles Times so. The Times reported more."]})
    pd.testing.assert_frame_equal(
        cited_outlets(tokenize(articles, stem="english")), cited_outlets(articles), check_dtype=False
    )


def test_the_chart_counts_articles_and_leaves_out_the_own_outlet():
    table = pd.DataFrame(
        {
            "article": ["a", "a", "b", "c", "c", "d"],
            "source": ["Post", "Post", "Post", "Wire", "Wire", None],
            "outlet": ["Wire", "Wire", "Wire", "AP", "Wire", "AP"],
        }
    )
    ax = plot_cited_outlets(table)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["(unknown)", "Post", "Wire"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["AP", "Wire"]
    drawn = {text.get_position(): text.get_text() for text in ax.texts}
    assert drawn == {(0, 0): "1", (1, 1): "2", (0, 2): "1"}
    assert ax.get_xlabel().endswith("citations of the outlet itself left out: 1")


def test_the_chart_shows_the_most_cited_first_and_says_how_many_there_are():
    table = pd.DataFrame({"article": [1, 2, 3, 3], "source": "Post", "outlet": ["B", "B", "C", "A"]})
    ax = plot_cited_outlets(table, top=2)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["B", "A"]
    assert "the first 2 of 3" in ax.get_xlabel()
    with pytest.raises(ValueError, match="top must be a whole number of at least 1"):
        plot_cited_outlets(table, top=0)


def outlets_cited(source, text="The army fled, officials told the Washington Post.", **options):
    table = cited_outlets(pd.DataFrame({"source": [source], "text": [text]}), **options)
    return table["outlet"].tolist()


@pytest.mark.parametrize(
    "source", ["wash-post", "Wash Post", "washingtonpost.com", "WashingtonPost", "WaPo", "washington_post"]
)
def test_an_outlet_cites_itself_by_a_name_that_its_label_abbreviates(source):
    assert outlets_cited(source) == [source]


@pytest.mark.parametrize("source", ["daily", "post", "w p", "Ada Post", "new-york"])
def test_a_label_that_abbreviates_none_or_several_outlets_is_none_of_them(source):
    assert outlets_cited(source) == ["Washington Post"]


def test_aliases_are_what_the_user_says():
    assert outlets_cited("paper", aliases={"paper": "Washington Post"}) == ["paper"]
    assert outlets_cited("wash-post", aliases={"wash-post": []}) == ["Washington Post"]
    assert outlets_cited("wash-post", aliases={"wash-post": ["Ada Courier"]}) == ["Washington Post"]
    text = "The army fled, officials told the Ada Courier. The army fled, officials told WaPo."
    both = {"paper": ["Ada Courier", "WaPo"], "absent": ["CNN"]}
    assert outlets_cited("paper", text, aliases=both) == ["paper", "paper"]
    assert outlets_cited("other", text, aliases={"courier": ["Ada Courier"]}) == [
        "courier",
        "Washington Post",
    ]
    with pytest.raises(TypeError, match="aliases must be a dict"):
        outlets_cited("paper", aliases=["Washington Post"])
