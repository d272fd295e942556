"""Lines that were broken at a fixed width are whole again before any rule looks at them."""

import textwrap

import pytest
from hypothesis import given, strategies as st

from newslab.cleaning import clean_page
from newslab.wrapping import join_wrapped_lines

PROSE = (
    "The council of the lower town met on Monday and agreed to raise the levy for the flood wall, which will "
    "be finished in spring. Residents had asked for a vote, read more of the plan than others did, and left."
)


def joined(text):
    return "\n".join(join_wrapped_lines(text.split("\n"), lambda line: False)[0])


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
def test_a_paragraph_is_one_line(width):
    text = textwrap.fill(PROSE, width) + "\n\n" + textwrap.fill(PROSE, width)
    assert joined(text) == f"{PROSE}\n\n{PROSE}"


def test_a_sentence_is_no_promotion_because_a_line_begins_so():
    lines = "The council asked all residents, before they\nread more: the plan has ninety pages and\nno map."
    page = clean_page(lines)
    assert page.text == lines.replace("\n", " ")
    assert page.removed == [("lines of a fixed width joined", "2 lines")]


def test_a_caption_goes_as_a_whole():
    caption = "Photo: The mayor of the lower town stands at the flood wall with her\ndeputy after the vote"
    assert clean_page(f"{PROSE}\n\n{caption}\n\n{PROSE}").text == f"{PROSE}\n\n{PROSE}"


@pytest.mark.parametrize(
    ("end", "beginning", "expected"),
    [
        ("un-", "til noon", "until noon"),
        ("un\u00ad", "til noon", "until noon"),
        ("flood-", "wall", "flood-wall"),
    ],
)
def test_parted_words_are_put_together(end, beginning, expected):
    start = "The flood-wall was built by residents who stayed"
    text = f"{start} {end}\n{beginning} when all the other people had already left.\nthe end"
    assert expected in joined(text).split("stayed")[1]


@pytest.mark.parametrize(
    "text",
    [
        "Elmbrook raises its levy for the flood wall\nBy Rita Moss\n3 March 2021\n" + PROSE,
        "Ten floods to remember in this year\nRiver rises again in the north\nBridge closed until next week",
        f"{PROSE}\n{PROSE}",
        "Ana Roy\nMax Ode\nJo Lind",
        "",
    ],
)
def test_lines_that_were_not_broken_stay(text):
    assert joined(text) == text


def test_languages_without_capitals_or_spaces_are_joined():
    chinese = "河水上涨了一米，下城在中午之前已经清空。市长说大桥已经关闭，居民不能回家，直到星期五。" * 3
    text = "\n".join(textwrap.wrap(chinese, 40))
    assert joined(text) == chinese


@given(st.lists(st.text(st.sampled_from("aA .-,\u00ad"), max_size=90), max_size=8))
def test_nothing_but_line_ends_and_hyphens_is_lost(lines):
    left, n_joined = join_wrapped_lines(lines, lambda line: False)
    assert len(left) + n_joined == len(lines)
    plain = [c for c in "".join(lines) if c.isalpha()]
    assert [c for c in "".join(left) if c.isalpha()] == plain
