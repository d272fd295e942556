"""Words as users write and look for them: a table of what patterns find, and text in capitals."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from newslab import find_terms, tokenize

FINDS = yaml.safe_load((Path(__file__).parent / "gold" / "finds.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "patterns", "found"),
    [(case["text"], case["patterns"], case["found"]) for cases in FINDS.values() for case in cases],
)
def test_a_pattern_finds_the_words_of_the_table(text, patterns, found):
    hits = find_terms(pd.DataFrame({"text": [text]}), {"sought": patterns})
    assert [text[start:end] for start, end in zip(hits["start"], hits["end"], strict=True)] == found


SENTENCE = "The last convoys crossed the border before dawn, and the army of the north left it to us. "


@pytest.mark.parametrize(
    ("texts", "apart"),
    [
        ([SENTENCE * 3, SENTENCE.upper() * 3], []),
        ([SENTENCE * 9, SENTENCE.upper() * 3 + "Us"], []),
        ([SENTENCE * 3 + "The US and us. " * 3], ["US"]),
        ([SENTENCE * 3, SENTENCE.upper() * 3, "The US left us. " * 3], ["US"]),
        ([SENTENCE * 3, (SENTENCE.upper() + "He said 12 of us left. ") * 3], []),
    ],
)
def test_sentences_in_capitals_keep_no_word_apart(texts, apart):
    tokens = tokenize(pd.DataFrame({"text": texts}))
    assert [term for term in tokens.vocabulary if term.isupper()] == apart
