"""Quotations: who is quoted, by hand on toy texts of every kind of mark, and on any text at all."""

import sys

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

from newslab import tokenize
from newslab.quotations import quotes
from newslab.quotations.foreign import find_foreign
from newslab.quotations.languages import languages
from newslab.quotations.marks import may_quote
from newslab.quotations.speakers import find_voices


def articles_of(*texts, **columns):
    return pd.DataFrame({"text": pd.Series(texts, dtype="str"), **columns})


def found(text, **options):
    rows = quotes(articles_of(text), **options)
    assert [text[row.start : row.end] for row in rows.itertuples()] == rows["quote"].tolist()
    return [
        (row.quote, row.speaker if isinstance(row.speaker, str) else None, row.rule)
        for row in rows.itertuples()
    ]


@pytest.mark.parametrize(
    ("opened", "closed"),
    [("“", "”"), ('"', '"'), ("``", "''"), ("«", "»"), ("« ", " »"), ("„", "“"), ("‘", "’")],
)
def test_every_kind_of_mark_holds_a_quotation(opened, closed):
    text = f"{opened}We left the city at night,{closed} Maria Stone said."
    assert found(text) == [("We left the city at night,", "Maria Stone", "after")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria Stone said: “We left.”", ("We left.", "Maria Stone", "before")),
        ("“We left,” said Maria Stone.", ("We left,", "Maria Stone", "after")),
        ("“We left,” the mayor said.", ("We left,", "the mayor", "after")),
        (
            "According to Maria Stone, the town was “gone for good.”",
            ("gone for good.", "Maria Stone", "before"),
        ),
        (
            "Ms Stone, who leads the council, called it “a long night.”",
            ("a long night.", "Ms Stone", "before"),
        ),
        ("قال الوزير: «لقد غادرنا المدينة ليلا أمس»", ("لقد غادرنا المدينة ليلا أمس", None, None)),
        ("Der Minister sagte: „Wir sind gegangen.“", ("Wir sind gegangen.", None, None)),
        ("Le ministre a dit : « Nous sommes partis. »", ("Nous sommes partis.", None, None)),
    ],
)
def test_the_speaker_is_found_beside_the_quotation(text, expected):
    found_text, speaker, how = expected
    ((quote, *rest),) = found(text)
    assert quote == found_text
    if speaker:
        assert rest == [speaker, how]


def test_pieces_of_one_sentence_have_one_speaker():
    text = "“The road,” Maria Stone said, “was closed all night.” “Nobody told us why it was,” she added."
    assert [(quote, speaker) for quote, speaker, _ in found(text)] == [
        ("The road,", "Maria Stone"),
        ("was closed all night.", "Maria Stone"),
        ("Nobody told us why it was,", "Maria Stone"),
    ]


def test_a_pronoun_is_left_where_a_person_without_a_name_stands_nearer():
    text = "Robin Stone left. {} He spoke of “a long night.”"
    assert found(text.format("The minister does not agree.")) == [("a long night.", "He", "before")]
    assert found(text.format("The valley does not agree.")) == [("a long night.", "Robin Stone", "pronoun")]


def test_a_pronoun_is_resolved_where_one_name_fits_and_else_left():
    text = "Maria Stone left. She called it “a long night.”"
    assert found(text) == [("a long night.", "Maria Stone", "pronoun")]
    assert found("It was late. She called it “a long night.”") == [("a long night.", "She", "before")]
    text = "Mr. Jan Reed met nobody. She called it “a long night.”"
    assert found(text) == [("a long night.", "She", "before")]


def test_a_quotation_of_several_paragraphs_is_a_row_in_each():
    text = (
        "“We left the town at night,” Maria Stone said.\n\n"
        "“Nobody told us why we had to.\n\n“We came back in May.”"
    )
    rows = found(text)
    assert [quote for quote, *_ in rows] == [
        "We left the town at night,",
        "Nobody told us why we had to.",
        "We came back in May.",
    ]
    assert {speaker for _, speaker, _ in rows} == {"Maria Stone"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Maria Stone was tired. “We have left the town for good.”",
            ("We have left the town for good.", "Maria Stone", "context"),
        ),
        (
            "Maria Stone spoke on Monday:\n“We have left the town for good.”",
            ("We have left the town for good.", "Maria Stone", "before"),
        ),
        ("Rain fell.\n“We have left the town for good.”", ("We have left the town for good.", None, "alone")),
        ("Maria Stone: The town is “gone for good”.", ("gone for good", "Maria Stone", "before")),
        ("“We left the town.” — Maria Stone", ("We left the town.", "Maria Stone", "after")),
        ("‘It’s the miners’ town,’ Maria Stone said.", ("It’s the miners’ town,", "Maria Stone", "after")),
        ("While Jan Reed slept, he said “we left town.”", ("we left town.", "Jan Reed", "pronoun")),
        ("“We left town.”\n\n- Maria Stone, of Ada", ("We left town.", "Maria Stone", "after")),
        ("“We have left the town.”\n\n- Maria Stone left", ("We have left the town.", None, "alone")),
        ("“We left town!” beamed Maria Stone.", ("We left town!", "Maria Stone", "after")),
        ("“We left town,” Maria Stone deadpanned.", ("We left town,", "Maria Stone", "after")),
        ("“We left town,” according to Maria Stone.", ("We left town,", "Maria Stone", "after")),
        ("“We left town,” Maria Stone reported.", ("We left town,", "Maria Stone", "after")),
        ("A few weeks later, Maria Stone left, saying “no way.”", ("no way.", "Maria Stone", "before")),
        ("The ad targets a “long and corrupt night.”", ("long and corrupt night.", "The ad", "subject")),
        ("Jan Reed said Stone called on all to be “more careful.”", ("more careful.", "Jan Reed", "before")),
        ("Jan Reed said Maria Stone called it “a mess.”", ("a mess.", "Maria Stone", "before")),
    ],
)
def test_what_stands_around_tells_the_speaker(text, expected):
    assert found(text) == [expected]


def test_the_subject_of_another_paragraph_speaks_only_if_it_says_something():
    quoted = "\n\n“We have left the town for good.”"
    assert found("Maria Stone was tired." + quoted)[0][1:] == (None, "alone")
    assert found("Maria Stone complained on Monday." + quoted)[0][1:] == ("Maria Stone", "context")


@pytest.mark.parametrize(
    "text",
    [
        "“We left town,” says Maria Stone\n\nRain fell.",
        "Maria Stone says ‘we left.’\n\n“We left,” she said.",
        "Rain in the north\nMaria Stone says ‘we left.’\n\n“We left,” she said.",
        "“We left the town at night,” Maria Stone said.\n\n‘A night of rain.’\n\nRain fell.",
    ],
)
def test_a_headline_is_listed_on_request_only(text):
    assert "title" not in [how for *_, how in found(text)]
    assert [how for *_, how in found(text, terms=True)].count("title") == 1


@pytest.mark.parametrize(
    "text",
    [
        "Maria Stone says: ‘We left.’\n\n‘We left town,’ she said.",
        "Maria Stone says ‘we left’ " + 30 * "and left " + ".\n\n“We left,” she said.",
        "Maria Stone said: ‘We left.’\n\nRain fell.\n\n‘We left,’ she said of “The Rain.”",
        "Rain fell.\n\nRain fell.\n\nMaria Stone said ‘we left.’\n\n“We left,” she said.",
    ],
)
def test_in_long_paragraphs_and_where_single_marks_are_the_rule_there_is_no_headline(text):
    assert len(found(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Rain ended “the long night.”",
        "He saw “The Long Night in the Old Town” again.",
        "The “qualified” spat grew after Maria Stone refused to say so.",
        "Maria Stone spoke on “New Day.”",
        "Maria Stone spoke on “Midday with Jan Reed.”",
        "Maria Stone said so in her book, “Long Nights.”",
        "Maria Stone said that Jan “Bud” Reed left.",
        'The page says so. <a href="we left the town" title="we left the old town">',
    ],
)
def test_words_that_are_no_speech_are_set_aside(text):
    assert found(text) == []


def test_a_name_is_beside_the_noun_that_is_a_verb_as_well():
    assert found("The reported “end of war” came.") == []
    assert found("Maria Stone reported “an end of war.”") == [("an end of war.", "Maria Stone", "before")]


def test_nested_and_unclosed_marks():
    text = "“He called it ‘a mess’ again,” Maria Stone said."
    assert found(text) == [("He called it ‘a mess’ again,", "Maria Stone", "after")]
    text = "Maria Stone said: “We left the town.\n\nRain fell."
    assert found(text) == [("We left the town.", "Maria Stone", "before")]


def test_terms_and_titles_are_listed_on_request_only():
    text = "The so-called “axis” fell. The film “A Night in May” was shown."
    assert found(text) == []
    assert [(quote, how) for quote, _, how in found(text, terms=True)] == [
        ("axis", "term"),
        ("A Night in May", "term"),
    ]


def test_rows_name_article_and_source_and_are_of_the_same_types_whatever_is_found():
    table = articles_of("Rain.", "“We left,” Maria Stone said.", None, "", source=["A", None, "B", "B"])
    rows = quotes(table)
    assert rows["article"].tolist() == [1]
    assert rows["source"].isna().all()
    pd.testing.assert_frame_equal(quotes(tokenize(table)), rows)
    none = quotes(table.iloc[:1])
    assert none.empty
    pd.testing.assert_series_equal(none.dtypes, rows.dtypes)
    assert rows.dtypes["start"] == "int64"


def test_a_missing_speaker_or_verb_is_nan():
    rows = quotes(articles_of("“We all left the town at night.”"))
    assert rows["rule"].tolist() == ["alone"]
    assert all(isinstance(rows.loc[0, column], float) for column in ["speaker", "cue"])


PIECES = [
    "“",
    "”",
    '"',
    "'",
    "’",
    "‘",
    "``",
    "''",
    "«",
    "»",
    "„",
    ". ",
    ", ",
    ": ",
    "\n",
    " ",
    "said",
    "Maria Stone",
]
PIECES += [
    "she",
    "according to",
    "According to",
    "that",
    "who",
    "(",
    ")",
    "a",
    "Mr.",
    "of",
    "—",
    "？",
    "قال",
    "说",
    "\0",
    "\u2028",
]


TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map(" ".join) | st.text()


@given(st.lists(TEXTS, min_size=1, max_size=9))
def test_any_text_gives_spans_in_order_that_do_not_overlap(texts):
    rows = quotes(articles_of(*texts), terms=True)
    places = zip(rows["article"], rows["start"], rows["end"], strict=True)
    assert [texts[article][start:end] for article, start, end in places] == rows["quote"].tolist()
    assert (rows["start"] < rows["end"]).all()
    follows = rows["article"].eq(rows["article"].shift())
    assert (rows["start"] >= rows["end"].shift())[follows].all()


def work(text):
    """How many functions are called to read a text, Python's own among them."""
    n = 0

    def count(frame, event, argument):
        nonlocal n
        n += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find_voices(text)
    finally:
        sys.setprofile(before)
    return n


@pytest.mark.parametrize(
    "piece",
    [
        *"“”\"'‘«„([A",
        *("``", "''", "\n“", "“‘", "Aa ", "AA of the ", "said ", "“a” ", "‘a’ ", "``a'' ", "« ", "( a "),
        *("Aa said “a b” ", "and said ", "said Aa and ", "Mr. ", "s' ", "Aa, ", "that ", "a week later, "),
        *("“We left the town.” He said. ", "“we left the town” and ", "\n- Aa “a b c d e”", "Aa said that "),
    ],
)
def test_reading_a_text_of_double_length_is_no_more_than_double_work(piece):
    text = piece * (3_000 // len(piece))
    assert work(2 * text) < 2.5 * work(text)


@pytest.mark.parametrize("piece", ["On Monday, Aa, ", "and said ", "Aa, who said, ", "as Aa ", "a week, "])
def test_a_sentence_of_any_length_may_stand_before_a_pronoun(piece):
    text, quoted = piece * (3_000 // len(piece)), "rain fell.\n\nShe said: “We left the town.”"
    assert found(text + quoted)[0][0] == "We left the town."
    assert work(2 * text + quoted) < 2.5 * work(text + quoted)


@given(st.text("“”„\"«»‹'’‘‚`「–—- \n\r\u2028\u00a0\x1c\x85aÄé4²一,.?s", max_size=30))
def test_only_texts_without_quotations_are_passed_over(text):
    if find_voices(text) or find_foreign(text, languages()["es"]):
        assert may_quote(pa.array([text])).tolist() == [True]
