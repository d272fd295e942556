"""Lines and sentences that a source repeats: on toy corpora that a person can count."""

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from newslab.corpus import problems
from newslab.reuse import drop_repeated_lines, repeated_lines

LEADS = ["Snow fell in the hills.", "The match ended in a draw.", "Prices rose in May.", "He resigned today."]
BOX = "Write to us at the address below."


def articles_of(*texts, **columns):
    return pd.DataFrame({"text": list(texts), **columns})


def lines_of(articles, **options):
    return repeated_lines(articles, **options)["line"].tolist()


def test_a_sentence_that_all_articles_of_a_source_repeat_is_listed_and_taken_out():
    articles = articles_of(*[f"{lead} {BOX}" for lead in LEADS], BOX, source=["A"] * 4 + ["B"])
    before = articles.copy(deep=True)
    table = repeated_lines(articles)
    assert table.to_numpy().tolist() == [["A", BOX, 4, 1.0]]
    cleaned = drop_repeated_lines(articles)
    assert cleaned["text"].tolist() == [*LEADS, BOX]
    listed = problems(cleaned)
    assert listed["problem"].tolist() == [f'a repeated line was removed: "{BOX}"'] * 4
    assert listed["outcome"].tolist() == ["repaired"] * 4
    assert listed["origin"].tolist() == ["0", "1", "2", "3"]
    pd.testing.assert_frame_equal(articles, before)
    assert problems(articles).empty


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("hide caption", "{lead}\nhide caption\nMore on {lead}"),
        ("Story Continued Below", "{lead} Story Continued Below But more on {lead}"),
        ("FULL TEXT.", "FULL TEXT.\n\n{lead}"),
        ("Follow us on the other network", "{lead}\nFollow us on the other network"),
    ],
)
def test_lines_and_headings_inside_of_lines_are_found(line, text):
    articles = articles_of(*[text.format(lead=lead) for lead in LEADS])
    assert line in lines_of(articles)
    cleaned = drop_repeated_lines(articles)["text"]
    assert not cleaned.str.contains(line, regex=False).any()
    assert all(lead in text for lead, text in zip(LEADS, cleaned, strict=True))


def test_a_heading_before_a_name_is_cut_where_it_ends():
    texts = [f"{lead} Story Continued Below But more." for lead in LEADS]
    texts.append("It rained in April. Story Continued Below “Officials agree,” she said.")
    cleaned = drop_repeated_lines(articles_of(*texts))["text"]
    assert cleaned[4] == "It rained in April. “Officials agree,” she said."


@pytest.mark.parametrize(
    "text",
    [
        "{lead} “I was prepared to be president, yes I was.”",  # what many quote
        "{lead}\nNo.\n",  # one word
        "{lead} I do not know.",  # four words of speech
        "Sen. Ted Cruz (R-Tex.) said: {lead}",  # the marks of short words end no sentence
    ],
)
def test_quotations_and_short_sentences_are_left_alone(text):
    articles = articles_of(*[text.format(lead=lead.lower()) for lead in LEADS])
    assert lines_of(articles) == []
    assert drop_repeated_lines(articles)["text"].tolist() == articles["text"].tolist()


def test_copies_count_once_and_the_thresholds_hold():
    story = "The last convoys crossed the border before dawn on Monday. Two officials said so in the morning."
    assert lines_of(articles_of(*[story] * 6)) == []
    others = [f"Report {i} is about place {i} and person {i}." for i in range(96)]
    texts = [f"{lead} {BOX}" for lead in LEADS] + others
    assert lines_of(articles_of(*texts)) == []  # four of a hundred
    assert lines_of(articles_of(*texts), min_share=0.04) == [BOX]
    assert lines_of(articles_of(*texts), min_share=0.04, min_articles=5) == []
    with pytest.raises(ValueError, match="min_share must be a number from 0 to 1"):
        repeated_lines(articles_of("x"), min_share=2)
    with pytest.raises(ValueError, match="min_articles must be a whole number of at least 2"):
        drop_repeated_lines(articles_of("x"), min_articles=1)


@settings(max_examples=200)
@given(st.lists(st.text(st.sampled_from("Ab. \n“”!?"), max_size=25), max_size=7))
def test_what_is_left_and_what_is_taken_out_make_the_text(parts):
    texts = [part + "\n" + BOX + "\n" + part for part in parts]
    articles = articles_of(*texts).astype({"text": "str"})
    cleaned = drop_repeated_lines(articles, min_share=0)
    assert cleaned.index.equals(articles.index)
    for before, after in zip(texts, cleaned["text"], strict=True):
        left = iter(before)
        assert all(character in left for character in after)  # in order, and nothing new
