"""All words of a vocabulary at once, against the plain version of each rule."""

import sys
import unicodedata
from functools import reduce
from operator import or_
from string import ascii_lowercase

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

from newslab.english import spelling
from newslab.tokens import tokenize, vocabulary
from newslab.tokens.folding import APOSTROPHES, INVISIBLE, fold_word
from newslab.tokens.vocabulary import ACCENTED, CAPITAL, FIGURE, SIGN, SMALL, WIDE, fold_words, kinds_of_words

# Letters that fold alone, that fold to several or with their neighbours, and all that joins words.
LETTERS = "aBsS1éÉñßŒœİıſﬁàyĄДяёЁстΣσςάिकم\u064bـأ٣カｶﾞ각\u1100\u1161\u0301\u0345\u00ad\u200d'’ʼ.,&#_²Ǆǅ𐍈𝒜"
words_of_hard_letters = st.text(
    st.sampled_from(LETTERS) | st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=8
)


def kinds_of_character(character):
    """The plain version of `kinds_of_words`, of one character."""
    if character.isascii():
        kinds = [SMALL * character.islower(), CAPITAL * character.isupper(), FIGURE * character.isdigit()]
        return sum(kinds) or SIGN
    is_capital = character.isupper() or character.istitle()
    kinds = WIDE | (CAPITAL if is_capital else SMALL * character.islower())
    if character in APOSTROPHES + INVISIBLE + vocabulary.TATWEEL:
        kinds |= SIGN
    return kinds | ACCENTED * bool(vocabulary._ACCENTED.fullmatch(character))


@given(
    st.lists(words_of_hard_letters | st.just(""), max_size=8),
    st.sampled_from([pa.string(), pa.large_string()]),
)
def test_kinds_of_words_are_those_of_their_characters(words, kind):
    array = pa.array(["before", *words, "after"], kind)[1:-1]  # a slice, whose bytes begin later
    expected = [reduce(or_, map(kinds_of_character, word), 0) for word in words]
    assert kinds_of_words(array).tolist() == expected


@given(st.lists(words_of_hard_letters, max_size=8), st.booleans())
def test_words_fold_together_as_they_do_alone(words, accents):
    array = pa.array(words, pa.string())
    folded, british = fold_words(array, kinds_of_words(array), accents=accents)
    assert folded.to_pylist() == [fold_word(word, accents=accents) for word in words]
    assert all(spelling.american(word) == folded[place].as_py() != word for place, word in british.items())


@pytest.mark.parametrize("accents", [False, True])
def test_characters_of_all_scripts_fold_together_as_alone(accents):
    characters = [chr(i) for i in range(0, sys.maxunicode + 1, 7)]
    words = ["x" + character for character in characters if unicodedata.category(character)[0] in "LMN"]
    array = pa.array(words, pa.string())
    folded, _ = fold_words(array, kinds_of_words(array), accents=accents)
    assert folded.to_pylist() == [fold_word(word, accents=accents) for word in words]


def test_what_joins_a_letter_before_it_is_not_folded_alone():
    joined = {
        decomposed[1]
        for decomposed in (unicodedata.normalize("NFD", chr(i)) for i in range(sys.maxunicode + 1))
        if len(decomposed) > 1
    }
    assert {vocabulary._fold_alone(c, accents=True) for c in joined} == {vocabulary._UNSURE}


british_words = st.one_of(
    *(st.from_regex(rule, fullmatch=True, alphabet=ascii_lowercase + "_") for rule, _ in spelling._RULES),
    st.sampled_from([*spelling._PIECES, *spelling._WHOLE]),
)


@given(
    st.lists(
        st.builds(
            "{}{}{}".format, st.sampled_from(["", "", "x"]), british_words, st.sampled_from(["", "", "y"])
        )
    )
)
def test_words_that_may_be_british_are_found_by_four_letters(words):
    british = {place for place, word in enumerate(words) if spelling.american(word) != word}
    assert british <= set(vocabulary._may_be_british(pa.array(words, pa.string())).tolist())


def test_british_words_at_the_end_of_the_vocabulary_are_found():
    words = [
        "colour",
        "theatre",
        "defence",
        "organise",
        "analyse",
        "travelled",
        "kidnapped",
        "programme",
        "axe",
    ]
    words += ["grey", "worshippers", "signalling", "litres", "sceptical", "woolly", "paralysing"]
    for last in words:
        found = vocabulary._may_be_british(pa.array(["of", last]))
        assert found.tolist() == [1], last


def test_a_single_capital_is_no_word_in_capitals():
    texts = ["Я знаю. Я знаю. Я знаю, что я, и я, и я.", "Я и я."]
    assert tokenize(pd.DataFrame({"text": texts})).vocabulary.tolist() == ["я", "знаю", "что", "и"]


@pytest.mark.parametrize(
    "word",
    [
        *(
            "advise",
            "advisers",
            "revised",
            "devise",
            "demise",
            "concise",
            "uprising",
            "unsurprising",
            "excise",
        ),
        *("totally", "equally", "programmed", "programmers", "kidnapped", "disenfranchised", "imprecise"),
        *("imprison", "visible", "otherwise", "raised", "prices", "hour", "four", "acre", "massacred"),
    ],
)
def test_words_that_are_written_alike_everywhere_stay(word):
    assert spelling.american(word) == word
