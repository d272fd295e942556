"""Quotations in other languages than English: tables of invented sentences, and texts of any kind."""

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given, strategies as st

from newslab import quotes
from newslab.quotations.languages import language_of, languages
from newslab.quotations.reading import find_voices

GOLD = Path(__file__).parent / "gold"
TABLE, NEWS, MORE, VERBS = (
    yaml.safe_load((GOLD / f"attribution_{name}.yml").read_text("utf-8"))
    for name in ("languages", "news", "more", "verbs")
)


def sentences():
    """Each language, text, and what is quoted in it by whom."""
    for language, lines in [*TABLE.items(), *NEWS.items(), *MORE.items(), *VERBS.items()]:
        text, said = None, {}
        for line in [*lines, None]:
            if isinstance(line, dict):
                said |= line
                continue
            if text is not None:
                yield pytest.param(language, text, said, id=f"{language} {text[:50]}")
            text, said = line, {}


@pytest.mark.parametrize(("language", "text", "said"), list(sentences()))
def test_a_quotation_and_its_speaker_are_found(language, text, said):
    assert language_of(text) == language
    table = quotes(pd.DataFrame({"text": [text]}))
    assert dict(zip(table["quote"], table["speaker"].fillna("-"), strict=True)) == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("…", ""),
        ("Gwir yw hyn.", ""),
        ("The minister is not here.", "en"),
        ("“The road,” said Ana Ruiz of Casa del Sol, “is closed.”", "en"),
    ],
)
def test_the_language_of_a_text(text, expected):
    assert language_of(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Das ist nicht neu. Trotzdem: „Wir machen weiter, und zwar bis zum Ende.“", "-"),
        ("Allerdings warnte der Verband: „Das Geld ist weg, und zwar für immer.“", "der Verband"),
        ("Das Land sei, so hieß es, „auf einem guten Weg“.", "-"),
        ("Sein Motto lautet: „Immer weiter, und nie zurück.“", "-"),
        ("Jetzt ruft er in den Raum: „Was ist denn mit den anderen Nationen?“", "-"),
        ("Es gab dort „einen großen Streit um das Geld“.", "-"),
        ("Das Amt gab an, man habe „alle Akten noch einmal geprüft“.", "Das Amt"),
        ("Die Kanzlerin teilte dem Parlament mit, es gebe „keinen Grund zur Sorge“.", "Die Kanzlerin"),
    ],
)
def test_a_german_speaker_is_a_noun_phrase_or_a_pronoun(text, speaker):
    text = f"Der Minister ist nicht im Haus. \n{text}"
    assert quotes(pd.DataFrame({"text": [text]}))["speaker"].fillna("-").tolist() == [speaker]


def test_in_a_language_without_known_words_the_quotations_are_found():
    (voice,) = find_voices("“Gwir yw hyn oll”, meddai Omar Haddad.")
    assert (voice.speaker, voice.rule) == (None, "alone")


def test_each_language_has_what_its_rules_need():
    for name, language in languages().items():
        if name != "none":
            assert language.words, name
            assert language.cues, name
            assert language.pronouns, name


WORDS = st.sampled_from(
    [
        *("«", "»", "„", "“", "”", '"', "—", "-", ":", ",", ".", "!", "\n", " "),
        *("dit", "a", "a-t-il", "Omar Haddad", "selon", "le", "ministre", "zufolge", "laut", "sagte", "er"),
        *("сказал", "он", "قال", "هو", "说", "他", "「", "」", "と述べた", "는", "라고 말했다", "dedi"),
    ]
)


@given(st.sampled_from(sorted(TABLE)), st.lists(WORDS | st.text(max_size=3), max_size=40).map(" ".join))
def test_any_text_gives_spans_in_order_that_do_not_overlap(language, text):
    text = TABLE[language][0] + "\n" + text
    spans = [(voice.quotation.start, voice.quotation.end) for voice in find_voices(text)]
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end].strip() for start, end in spans)
