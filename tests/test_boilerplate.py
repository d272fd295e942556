"""Boilerplate: against a plain computation, and on toy corpora."""

from itertools import groupby
from unittest.mock import patch

import numpy as np
import pandas as pd
from hypothesis import given, settings, strategies as st

from newslab.tokens import boilerplate_words, ngrams, split_words, tokenize, without_boilerplate


def plain_boilerplate(texts, sources, needed=4):
    """The words of each text that its source repeats, computed plainly."""
    words = [split_words(text) for text in texts]

    def covered(counts):
        marks = []
        for mine, source in zip(words, sources, strict=True):
            mark = [False] * len(mine)
            for i in range(len(mine) - 3):
                holders = {
                    tuple(other)
                    for other, its, counted in zip(words, sources, counts, strict=True)
                    if its == source and counted and " ".join(mine[i : i + 4]) in ngrams_of(other)
                }
                if len(holders) >= needed:
                    mark[i : i + 4] = [True] * 4
            for is_marked, run in groupby(list(enumerate(mark)), key=lambda pair: pair[1]):
                places = [place for place, _ in run]
                if is_marked and len(places) < 8:
                    mark[places[0] : places[-1] + 1] = [False] * len(places)
            marks.append(mark)
        return marks

    def has_own(mark):
        own = [[place for place, _ in run] for is_marked, run in groupby(enumerate(mark), lambda p: p[1])
               if not is_marked]  # fmt: skip
        is_all = len(own) == 1 and (own[0][0] == 0 or own[0][-1] == len(mark) - 1)
        return any(len(run) >= max(2, len(mark) / 20) and (is_all or len(run) >= 30) for run in own)

    first = covered([True] * len(texts))
    return covered([has_own(mark) for mark in first]) if any(map(any, first)) else first


def ngrams_of(words):
    return {" ".join(words[i : i + 4]) for i in range(len(words) - 3)}


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.text("abcdefg ", max_size=14), st.booleans(), st.text("abc ", max_size=6)), max_size=9
    ),
    st.data(),
)
def test_boilerplate_is_what_is_found_plainly(parts, data):
    tail = " one two three four five six seven eight nine"
    texts = [head + tail * has_tail + " " + foot for head, has_tail, foot in parts]
    sources = data.draw(st.lists(st.sampled_from(["A", "B"]), min_size=len(texts), max_size=len(texts)))
    tokens = tokenize(
        pd.DataFrame({"text": pd.Series(texts, dtype="str"), "source": pd.Series(sources, dtype="str")})
    )
    expected = [mark for marks in plain_boilerplate(texts, sources) for mark in marks]
    assert boilerplate_words(tokens).tolist() == expected


@given(st.lists(st.integers(0, 40), max_size=60), st.sampled_from([2, 3, 24]))
def test_every_ngram_that_is_there_four_times_is_among_those_that_may_be(numbers, bits):
    hashes = np.array(numbers, np.int64)
    with patch.object(ngrams, "COUNTED_BITS", bits):
        found = ngrams.may_be_frequent(hashes, 4)
    assert found[[numbers.count(number) >= 4 for number in numbers]].all()
    if bits == 24 and len(numbers) > 20:  # six bits are enough for each to have its own
        assert not found[[numbers.count(number) < 4 for number in numbers]].any()


def test_what_a_source_repeats_is_left_out_whoever_else_prints_it():
    tail = "write to us at the address below and read more of our work"
    heads = ["snow fell in the hills", "the match was drawn", "prices rose again", "an old bridge closed"]
    articles = pd.DataFrame({"text": [head + " " + tail for head in heads] + [tail], "source": list("AAAAB")})
    own = without_boilerplate(tokenize(articles))
    assert own.n_words.tolist() == [5, 4, 3, 4, 13]
    assert without_boilerplate(own) is own
