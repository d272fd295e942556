"""Persons: which names of speakers are one person's, and which may be another's; who is a he or a she."""

import pandas as pd
import pytest

from newslab import quotes, tokenize
from newslab.entities import persons_of
from newslab.entities.persons import _only_bearers, without_title
from newslab.entities.pronouns import People
from newslab.partitions import Kept

CAME = "At noon {} came"


def persons(speakers, *texts):
    """The persons that speakers are, who all speak at the end of the first text."""
    tokens = tokenize(pd.DataFrame({"text": pd.Series(texts or [""], dtype="str")}))
    start = len(texts[0]) if texts else 0
    said = pd.DataFrame({"row": 0, "start": start, "speaker": pd.Series(speakers, dtype="str")})
    (found,) = persons_of(tokens, Kept([said])).each
    return found.astype(object).where(found.notna(), None).tolist()


@pytest.mark.parametrize(
    ("forms", "names"),
    [
        (["Leaf", "Barbara Leaf"], ["Barbara Leaf", "Barbara Leaf"]),
        (["Mr Sharaa", "Ahmed al-Sharaa"], ["Ahmed al-Sharaa", "Ahmed al-Sharaa"]),
        (["Ayatollah Khamenei", "Ayatollah Ali Khamenei", "Khamenei"], ["Ali Khamenei"] * 3),
        (["Hillary Clinton", "Hillary Rodham Clinton"], ["Hillary Rodham Clinton"] * 2),
        (["Sen. Ann Lee", "Lee", "the lawyer Ann Lee"], ["Ann Lee"] * 3),
        (["News", "Sepah News"], ["Sepah News", "Sepah News"]),
        (["officials", "The company", "A spokesman for Reed"], [None] * 3),
        (["Officials", "Analysts", "French", "Further", "The Senators", "he’d"], [None] * 6),
        (["Ann Lee on Monday", "Cor van der Klugt", "der Klugt"], ["Ann Lee"] + ["Cor van der Klugt"] * 2),
        (["Despite Reed", "His Majesty"], [None] * 2),
        (["王毅", "أحمد"], ["王毅", "أحمد"]),
        (["Barbara Leaf", "she", "It"], ["Barbara Leaf", None, None]),
        (["Mr", "—", None], [None, None, None]),
        ([], []),
    ],
)
def test_a_shorter_form_is_the_longer_name_that_ends_like_it(forms, names):
    assert persons(forms) == names


def test_the_article_names_in_full_whom_it_quotes_by_the_last_name():
    assert persons(["Leaf"], "At noon Barbara Leaf came.") == ["Barbara Leaf"]
    assert persons(["Leaf"], "At noon the leaf fell.", "At noon Barbara Leaf came.") == ["Leaf"]


def test_in_an_article_without_the_full_name_it_is_the_only_speaker_of_that_name():
    texts = ["“We left the base,” Barbara Leaf said.", "“Nobody stayed at the base,” Leaf said."]
    assert quotes(pd.DataFrame({"text": texts}))["person"].tolist() == ["Barbara Leaf"] * 2
    texts.append("“Nobody stayed at the base,” Ann Leaf said.")
    assert quotes(pd.DataFrame({"text": texts}))["person"].tolist() == ["Barbara Leaf", "Leaf", "Ann Leaf"]


def test_of_two_bearers_of_a_name_it_is_the_one_named_last():
    text = "At noon Bill Clinton came. Then Hillary Clinton came."
    assert persons(["Clinton", "Bill Clinton"], text) == ["Hillary Clinton", "Bill Clinton"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("the Republican Sen. Ann Lee", "Ann Lee"),
        ("Secretary of State Ann Lee", "Ann Lee"),
        ("Deputy Prime Minister Ann Lee", "Ann Lee"),
        ("State TV", "State TV"),
        ("Islamic State", "Islamic State"),
        ("the mayor", "mayor"),
        ("Mr", "Mr"),
        ("—", "—"),
    ],
)
def test_a_title_is_no_part_of_a_name(name, expected):
    assert without_title(name) == expected


def test_quotations_name_the_person_behind_each_speaker():
    texts = [
        "At noon Barbara Leaf came. “We left the base,” Leaf said. “Nobody stayed,” she added.",
        "“We left the base,” officials said. “Nobody stayed at the base,” they added.",
    ]
    table = quotes(pd.DataFrame({"text": texts}))
    assert table["speaker"].tolist() == ["Leaf", "Leaf", "officials", "they"]
    assert table["person"].astype(object).where(table["person"].notna(), None).tolist() == [
        "Barbara Leaf",
        "Barbara Leaf",
        None,
        None,
    ]


def test_a_word_that_articles_write_small_is_no_person():
    texts = ["“We left,” the bank said. Regulators met the bank and other regulators there."]
    assert persons(["Regulators", "The Bank", "Haddad"], *texts) == [None, None, "Haddad"]


def test_a_last_name_is_no_longer_name_that_few_use():
    longer = ("dean", "washington")
    assert _only_bearers([longer], {("washington",): 20, longer: 2}) == {}
    assert _only_bearers([longer], {("washington",): 10, longer: 2}) == {("washington",): longer}


@pytest.mark.parametrize(
    ("text", "name", "pronoun", "fits"),
    [
        ("Mr Omar Haddad came.", "Haddad", "she", False),
        ("Mr Omar Haddad came.", "Haddad", "he", True),
        ("the spokeswoman Robin Stone came", "Robin Stone", "he", False),
        ("Robin Stone came.", "Robin Stone", "he", True),
        ("Robin Stone came.", "Stone", "he", True),
        ("So Stone came.", "Haddad", "he", False),
        ("", "Mary Stone", "he", False),
        ("", "Omar Stone", "she", False),
        ("", "The Stone", "he", False),
        ("", "Ada Council", "she", False),
        ("", "Ada Republicans", "she", False),
        ("", "Ada NATO", "she", False),
        ("", "Ada stone", "she", False),
        ("", "A B C D E F Stone", "she", False),
        ("", "—", "she", False),
    ],
)
def test_he_and_she_fit_persons_alone_and_their_titles_and_first_names(text, name, pronoun, fits):
    assert People(text).fits(name, pronoun) == fits


def test_what_a_pronoun_stood_for_is_remembered():
    people = People("Robin Stone came.")
    people.learn("Robin Stone", "she")
    assert not people.fits("Robin Stone", "he")


def test_a_title_says_who_is_a_he_and_who_a_she():
    people = People("Mrs Stone saw Mr Reed")
    assert people.titled_before("he", 21) == (17, "Reed")
    assert people.titled_before("he", 14) is None
    assert people.titled_before("she", 14) == (4, "Stone")
