"""The sample corpus: what a person who has read all of it says it holds."""

import re
from itertools import combinations

import pandas as pd
import pytest

from newslab import find_terms, group_copies, load_sample, problems, read_lexicon

#: What is in double quotation marks: terms in common use, and remarks made in public.
TERMS = {
    "armed groups",
    "axis of resistance",
    "extraordinary",
    "God's will",
    "infidel terrorists",
    "land bridge",
    "repositioning",
    "takfiri terrorists",
}
REMARKS = {
    # Mehdi Rahmati and Hassan Shemshadi to the New York Times
    "Iran is starting to evacuate its forces and military personnel because we cannot fight as an advisory"
    " and support force if Syria's army itself does not want to fight",
    "The bottom line",
    "is that Iran has realized that it cannot manage the situation in Syria right now with any military"
    " operation and this option is off the table",
    "Syria has been the backbone of our regional presence",
    # the Syrian army
    "established a strong and cohesive defensive and security perimeter in that direction",
    # Barbara Leaf, the second translated there and back
    "Pretty much, yes",
    "To a large extent, yes ... that is unusual",
    "It's extraordinary",
    "Which is not to say they will not try to reinsert themselves, but very hostile terrain",
    # Ahmed al-Sharaa to Asharq al-Awsat
    "set the Iranian project in the region back by 40 years",
    # Ali Khamenei
    "Some people, due to a lack of proper analysis and understanding",
    "They are making this grave mistake; the blood was not wasted",
    # Andrew Tabler and Mick Mulroy
    "cataclysmic failure",
    "reduced Iran's influence in the region and their ability to support and sponsor these once powerful"
    " terrorist organisations",
}

QUOTATION = re.compile(r'"([^"]*)"|“([^”]*)”')


@pytest.fixture(scope="module")
def articles():
    return load_sample()


def plainly(text):
    return text.replace("’", "'").strip(" .,")


def test_five_outlets_have_six_articles_each_with_source_date_and_title(articles):
    assert articles.groupby("source").size().to_dict() == {
        "Ardmoor Courier": 6,
        "Meridian Wire": 6,
        "News Granary": 6,
        "Orontes Gazette": 6,
        "Palisade Review": 6,
    }
    assert articles[["source", "date", "title"]].notna().all(axis=None)
    assert articles["date"].between("2024-11-30", "2025-01-09").all()
    assert articles["title"].is_unique


def test_every_article_has_200_to_350_words(articles):
    assert articles["text"].str.split().str.len().between(200, 350).all()


def test_no_page_furniture_is_left_and_every_caption_is_of_an_archive_picture(articles):
    taken_out = problems(articles)
    assert set(taken_out["outcome"]) == {"repaired"}
    captions = taken_out["problem"][taken_out["problem"].str.startswith("photo caption removed")]
    assert len(captions) == 3
    assert captions.str.contains("archive picture").all()
    assert not articles["text"].str.contains("Advertisement|Share this|Recommended|Getty|via AP|Â").any()


def test_every_quotation_is_a_term_in_common_use_or_a_public_remark(articles):
    found = set()
    for text in articles["text"]:
        assert text.count('"') % 2 == 0
        assert text.count("“") == text.count("”")
        found |= {plainly(straight or curly) for straight, curly in QUOTATION.findall(text)}
    parts = {words for words in found if len(words.split()) > 3}
    unknown = {words for words in found - TERMS if not any(words in remark for remark in REMARKS)}
    assert unknown | (found - TERMS - REMARKS - parts) == set()
    # Nothing stands on the list that is not in the sample.
    assert found >= TERMS
    assert {remark for remark in REMARKS - found if not any(part in remark for part in parts)} == set()


def test_the_three_reprints_are_found_and_nothing_else(articles):
    copies = articles.index.to_series().groupby(group_copies(articles)).agg(list)
    assert [group for group in copies if len(group) > 1] == [
        ["meridian-wire-1", "news-granary-1"],
        ["meridian-wire-3", "news-granary-3"],
        ["meridian-wire-5", "news-granary-5"],
    ]


def test_only_the_aggregator_and_its_wire_share_a_run_of_eight_words(articles):
    runs = {}
    for source, texts in articles.groupby("source")["text"]:
        runs[source] = set()
        for text in texts:
            for part in QUOTATION.sub("\n", text).split("\n"):
                words = re.findall(r"[\w'-]+", part.replace("’", "'").lower())
                runs[source] |= {tuple(words[i : i + 8]) for i in range(len(words) - 7)}
    for one, other in combinations(sorted(runs), 2):
        shared = runs[one] & runs[other]
        assert bool(shared) == ((one, other) == ("Meridian Wire", "News Granary")), (one, other, shared)


#: Read in context, every one: how often each outlet names the order that ruled Syria until 8 December 2024.
NAMES_OF_ASSADS_RULE = {
    "Ardmoor Courier": {"government": 3, "regime": 3},
    "Meridian Wire": {"government": 12},
    "News Granary": {"government": 4, "regime": 2},
    "Orontes Gazette": {"government": 2, "regime": 4},
    "Palisade Review": {"dictatorship": 1, "regime": 7},
}


def test_names_of_assads_rule_are_those_that_a_reader_counts(articles):
    hits = find_terms(articles, read_lexicon("syria_labels")).query('frame == "Assad\'s rule"')
    counts = pd.crosstab(hits["article"].map(articles["source"]), hits["label"])
    found = {source: row[row > 0].to_dict() for source, row in counts.iterrows()}
    assert found == NAMES_OF_ASSADS_RULE


@pytest.mark.parametrize(
    "sentence",
    [
        "Iran's regime blames others.",
        "The Tehran regime armed Hamas.",
        "The regime in Tehran stays down.",
        "The tyranny in Tehran has menaced its neighbours.",
        "The Iranian dictatorship is weaker.",
        "The government in Baghdad closed the border.",
        "Netanyahu's government has no interest in a war.",
        "The caretaker government went to work.",
        "The Taliban regime sent its wishes.",
    ],
)
def test_the_rule_of_others_is_not_assads(sentence):
    hits = find_terms(pd.DataFrame({"text": [sentence]}), read_lexicon("syria_labels"))
    assert "Assad's rule" not in set(hits["frame"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Assad's regime fell.",
        "The government's soldiers left Homs.",
        "Iran's pet regime fell.",
        "After five decades the tyranny is over.",
    ],
)
def test_assads_rule_is_found_in_other_words(sentence):
    hits = find_terms(pd.DataFrame({"text": [sentence]}), read_lexicon("syria_labels"))
    assert set(hits["frame"]) & {"Assad's rule"}
