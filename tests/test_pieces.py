"""A long text is read in pieces, and nothing of it shows."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

import newslab as nl
from newslab.tokens import as_tokens, in_pieces, pieces, windows, windows_of
from newslab.tokens.pieces import cut_texts

# What decides where words and sentences begin and end, and where a text may be cut.
FRAGMENTS = [
    *(
        "a",
        "The",
        "river",
        "demonstrations",
        "relationship. ",
        "Negotiations. It ",
        "Mr. ",
        "U.S. ",
        " ",
        " ",
        ". ",
    ),
    *(
        "\n",
        "\n\n",
        "? ",
        "1",
        "250 000",
        " 12",
        "#flood",
        "www.wire.example/a.b",
        "desk@wire.example ",
        "-",
        "’s ",
    ),
    *(
        "字",
        "字 ",
        "战争。",
        "แม่น้ำ",
        "แม่น้ำ ",
        "ロシア",
        "é",
        "😀",
        "И река",
        "نهر ",
        "नदी। ",
        "C++ ",
        ".NET ",
        "\u2028",
    ),
    "and people left the lower town in the night because the water rose again and again ",
]
texts = st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join)


@pytest.fixture(scope="module", autouse=True)
def short_pieces():
    """Cut texts into pieces of some dozens of bytes, and windows of few uses."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "PIECE_BYTES", 24)
        patch.setattr(pieces, "LOOKED_THROUGH", 150)
        patch.setattr(windows, "RUNS_AT_ONCE", 2)
        patch.setattr(windows, "BYTES_OF_RUN", 16)
        yield


def whole(function, *arguments, **options):
    """Return what a function returns where no text is cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "PIECE_BYTES", 1 << 30)
        return function(*arguments, **options)


def array(*some: str) -> pa.Array:
    return pa.array(some, pa.large_string())


@given(st.lists(texts, min_size=1, max_size=4))
def test_pieces_are_their_texts(some):
    cut = cut_texts(array(*some))
    joined = pd.Series(cut.texts.to_pylist()).groupby(cut.text).agg("".join)
    assert joined.tolist() == some
    before = [
        len("".join(cut.texts.to_pylist()[cut.first_of_text[row] : n])) for n, row in enumerate(cut.text)
    ]
    assert cut.characters.tolist() == before


@given(st.lists(texts, min_size=1, max_size=4))
def test_words_and_sentences_of_a_cut_text_are_those_of_the_whole(some):
    articles = pd.DataFrame({"text": some})
    tokens, expected = nl.tokenize(articles), whole(nl.tokenize, articles)
    assert tokens.vocabulary.tolist() == expected.vocabulary.tolist()
    for name in ("codes", "offsets", "sentences"):
        np.testing.assert_array_equal(getattr(tokens, name), getattr(expected, name), err_msg=name)
    places = np.arange(len(tokens.codes))[::-1]
    np.testing.assert_array_equal(tokens.spans(places), whole(expected.spans, places))


@given(st.lists(texts, min_size=1, max_size=3), st.sampled_from([0, 3, "sentence"]))
def test_uses_in_a_cut_text_are_those_in_the_whole(some, words):
    articles = pd.DataFrame({"text": some})
    options = {"pattern": ["the", "river", "字", "negotiation*"], "words": words}
    table = nl.concordance(articles, **options)
    pd.testing.assert_frame_equal(table, whole(nl.concordance, articles, **options))


@given(texts)
def test_pieces_at_sentences_begin_one(text):
    tokens = as_tokens(pd.DataFrame({"text": [text]}))
    cut = in_pieces(tokens).tokens
    assert set(cut.offsets[:-1]) <= {*tokens.sentences.tolist(), len(tokens.codes)}
    assert cut.codes.tolist() == tokens.codes.tolist()
    assert "".join(cut.articles["text"]) == text


def test_texts_are_cut():
    text = (
        "It rose.\n\nThe river was high. " * 5
        + "negotiations. Then people left for the next town over there by the sea, all at once, and more. "
        * 3
    )
    cut = cut_texts(array(text, "It fell."))
    assert len(cut.text) > 5
    assert cut.begins.sum() > 5
    assert not cut_texts(array("word " * 50)).begins.all()
    assert len(cut_texts(array("字" * 500)).text) == 1  # there is no place to cut that is sure


def test_a_text_of_spaced_chinese_is_spaced_in_all_its_pieces():
    text = "战争 结束 了 " * 20 + "and some more words of another language " * 20 + "战争 结束 了 " * 30
    tokens = nl.tokenize(pd.DataFrame({"text": [text]}))
    assert "战争" in tokens.vocabulary


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ana Ruiz met Bo Lee of the Wire Union in Rome.",
                "It rose.",
                "IN ROME",
                "Mr. Lee left, and the Bank of Rome fell",
            ]
        ),
        max_size=12,
    )
)
def test_names_in_paragraphs_of_a_cut_text_are_those_in_the_whole(paragraphs):
    articles = pd.DataFrame({"text": ["\n\n".join(paragraphs)]})
    pd.testing.assert_frame_equal(nl.names(articles), whole(nl.names, articles))


def test_windows_hold_each_run_once():
    tokens = nl.tokenize(
        pd.DataFrame({"text": ["the river rose and fell " * 30, "the sea", "", "the town " * 40]})
    )
    first = np.flatnonzero(tokens.codes == tokens.vocabulary.get_loc("the"))
    runs = [window.runs for window in windows_of(tokens, first, first + 1)]
    assert [run.start for run in runs] == [0, *(run.stop for run in runs[:-1])]
    assert runs[-1].stop == len(first)
    assert len(runs) > 5
