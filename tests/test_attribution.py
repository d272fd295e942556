"""Who says what: a table of invented English sentences, by the rule that finds the speaker."""

from pathlib import Path

import pytest
import yaml

from newslab.quotations.reading import find_voices

TABLE = yaml.safe_load((Path(__file__).parent / "gold" / "attribution.yml").read_text("utf-8"))
SENTENCES = [(line["text"], line["said"]) for lines in TABLE.values() for line in lines]


@pytest.mark.parametrize(("text", "said"), SENTENCES)
def test_speaker_cue_and_rule_are_those_of_the_table(text, said):
    found = [
        [
            text[voice.quotation.start : voice.quotation.end],
            voice.speaker or "-",
            voice.cue or "-",
            voice.rule,
        ]
        for voice in find_voices(text)
    ]
    assert found == said


def test_every_rule_has_its_sentences():
    found = {rule for _, said in SENTENCES for *_, rule in said}
    assert found == {
        "after",
        "before",
        "pronoun",
        "continued",
        "context",
        "subject",
        "alone",
        "term",
        "title",
    }
    assert all(len(lines) >= 7 for lines in TABLE.values())
